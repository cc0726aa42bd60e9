"""Without a mouse: every control is reached by Tab and shows that it is, and work gets done."""

import pytest
from playwright.sync_api import Page, expect

from e2e.conftest import LookIn
from e2e.doing import heading, told
from e2e.windows import DESK, PHONE, Windows

MOST_STEPS = 400
# What the focus stands on, where it is to be seen, and whether one sees that it is there.
FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect(), style = getComputedStyle(element);
  const across = Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 1);
  const down = box.y + box.height / 2;
  const top = document.elementFromPoint(across, down);
  return {
    place: Number(element.dataset.place ?? -1),
    name: (element.innerText || element.getAttribute("aria-label") || element.name || element.tagName).trim(),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 3,
    seen: box.height > 0 && top !== null && (element.contains(top) || top.contains(element)),
  };
}"""
# Numbers everything that can be used; a group of radio buttons is one stop, at the one that is chosen or the first.
COUNT = """() => {
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
  const groups = new Map();
  let number = 0;
  for (const element of all) {
    if (element.disabled || element.ariaHidden === "true" || !element.checkVisibility()) continue;
    if (element.type === "radio") {
      const known = groups.get(element.name);
      if (known) { if (element.checked) { element.dataset.place = known; } else { continue; } }
      else { groups.set(element.name, number); element.dataset.place = number++; }
      continue;
    }
    element.dataset.place = number++;
  }
  return number;
}"""
PAGES = [
    ("officer", "/monday/"),
    ("officer", "/cohorts/cop-2/2023/"),
    ("officer", "/cohorts/cop-2/members/"),
    ("officer", "/cohorts/cop-2/2023/call/"),
    ("officer", "/cohorts/cop-2/2023/review/answers/"),
    ("nominee", "/organisation/"),
    ("reader", "/"),
]


def every_stop(page: Page) -> None:
    """Step through the page by Tab: everything is reached, in order, is outlined, and is not covered."""
    there_are = page.evaluate(COUNT)
    reached: list[int] = []
    faults = []
    for _ in range(MOST_STEPS):
        if len(reached) == there_are:
            break
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        assert stop, f"{page.url}: the focus left the page after {len(reached)} of {there_are} stops"
        if reached[-1:] == [stop["place"]]:
            # The browser's own parts of a field for dates.
            continue
        reached.append(stop["place"])
        if not stop["outlined"] or not stop["seen"]:
            faults.append(f"{stop['name']!r} is {'covered' if stop['outlined'] else 'not outlined'}")
    assert not faults, f"{page.url}\n" + "\n".join(faults)
    assert reached == list(range(there_are)), f"{page.url}: the stops come in the order {reached}"


@pytest.mark.parametrize(("role", "path"), PAGES)
def test_every_control_is_reached_and_seen(windows: Windows, role: str, path: str) -> None:
    page = windows.look_in(role)
    page.goto(path)
    every_stop(page)


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_the_draft_can_be_worked_on_by_keyboard(windows: Windows, screen: dict[str, int]) -> None:
    page = windows.look_in("officer", viewport=screen)
    page.goto("/desk/")
    page.get_by_role("link", name="Operationalising severity").click()
    expect(page.get_by_role("button", name="Use it").first).to_be_visible()
    every_stop(page)


def step_to(page: Page, name: str) -> None:
    """Press Tab until the focus stands on what has this name."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if (page.evaluate(FOCUS) or {}).get("name") == name:
            return
    raise AssertionError(f"{page.url}: Tab never reaches {name!r}")


def test_an_officer_works_by_keyboard_alone(page: Page) -> None:
    page.goto("/look-in/")
    step_to(page, "Look in as secretariat officer")
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Monday")

    # The first stop leads past the header.
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = page.locator(".due a").first
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(heading(page)).not_to_have_text("Monday")

    # A form, filled in and sent.
    page.goto("/cohorts/cop-2/2023/decisions/special-meetings/")
    step_to(page, "number")
    page.keyboard.type("2")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Two special meetings, and a delegate counts.")
    page.keyboard.press("Tab")
    page.keyboard.type("02142023")
    step_to(page, "Record the decision")
    page.keyboard.press("Enter")
    told(page, "2 special meetings; delegates count.")


def test_a_form_with_a_mistake_leads_to_it(look_in_as: LookIn) -> None:
    page = look_in_as("officer")
    page.goto("/register-an-organisation/")
    step_to(page, "Register it")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Please mend this first.")
    assert page.title().startswith("Please check:")
    page.get_by_role("alert").get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Name")).to_be_focused()

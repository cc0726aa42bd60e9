"""On a page that turns, what is not translated yet is still read in its own order."""

import pytest

from e2e.windows import PHONE, Windows

# Where the first and the last two characters of a paragraph stand, from the left.
PLACES = """paragraph => {
  const text = paragraph.firstChild, end = text.data.trimEnd().length;
  return [0, 1, end - 2, end - 1].map(place => {
    const range = document.createRange();
    range.setStart(text, place);
    range.setEnd(text, place + 1);
    return range.getBoundingClientRect().left;
  });
}"""


@pytest.mark.parametrize("path", ["/pages/business-models/"])
def test_a_full_stop_stays_at_the_end_of_an_english_sentence(windows: Windows, path: str) -> None:
    page = windows.open(viewport=PHONE, locale="ar")
    page.goto(path)
    assert page.locator("html").get_attribute("dir") == "rtl"
    sentences = [one for one in page.locator("main p").all() if (one.text_content() or "").strip().endswith(".")]
    plain = [one for one in sentences if one.evaluate("one => one.childNodes.length") == 1]
    assert plain
    for sentence in plain:
        first, second, last_letter, full_stop = sentence.evaluate(PLACES)
        assert first < second
        assert last_letter < full_stop, sentence.text_content()

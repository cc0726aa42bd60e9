"""The README's pictures, taken from a fresh demonstration: `python -m tools.pictures` or `make pictures`."""

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from bench.server import free_port, served

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
WIDTH = 1280
MOST_BYTES = 150_000
COLOURS = 128


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """What is taken: the page where the links lead from the officer's Monday, so far down as `height` pixels."""

    name: str
    links: tuple[str, ...]
    height: int


PICTURES = (
    Picture(name="desk", links=("Desk", "Operationalising severity"), height=900),
    Picture(name="monday", links=(), height=960),
)


def take_all() -> list[Path]:
    """Serve a fresh demonstration and take every picture. Raises RuntimeError for one that is too heavy."""
    with tempfile.TemporaryDirectory(prefix="convenor-pictures-") as name, sync_playwright() as playwright:
        folder, port = Path(name), free_port()
        command = [sys.executable, "-m", "convenor", "demo", "--port", str(port), "--data", str(folder / "demo")]
        with served(command, port, folder, dict(os.environ)):
            program = os.environ.get("CONVENOR_CHROMIUM") or "/usr/bin/chromium"
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
            return [_take(browser, f"http://localhost:{port}", picture) for picture in PICTURES]


def _take(browser: Browser, address: str, picture: Picture) -> Path:
    page = browser.new_page(viewport={"width": WIDTH, "height": picture.height}, locale="en-GB", base_url=address)
    _look_in(page)
    for link in picture.links:
        with page.expect_navigation():
            page.get_by_role("link", name=link, exact=True).click()
    path = FOLDER / f"{picture.name}.png"
    page.screenshot(path=path, animations="disabled")
    page.close()
    # A page has few colours; a palette holds them in a third of the bytes.
    Image.open(path).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        raise RuntimeError(f"{path.name} has {path.stat().st_size} bytes; at most {MOST_BYTES} are wanted.")
    return path


def _look_in(page: Page) -> None:
    page.goto("/look-in/")
    with page.expect_navigation():
        page.locator("#officer").get_by_role("button").click()


def main() -> int:
    """Take the pictures and say where they are."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in take_all():
        print(f"{path.relative_to(Path.cwd())}: {path.stat().st_size // 1000} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())

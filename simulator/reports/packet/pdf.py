"""packet.pdf: the page printed by a Chromium, where there is one. A browser that is missing or fails costs only this file."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.reports.browser import SECONDS, Made, find_browser, made, no_browser
from simulator.reports.packet.page import packet_page

OPTIONS = ("--no-pdf-header-footer", "--generate-pdf-document-outline")


def packet_pdf(
    markdown: str,
    environment: Mapping[str, str],
    seconds: float = SECONDS,
    pictures: Mapping[str, str] | None = None,
    name: str = "packet.pdf",
) -> Made:
    """Print a paper.

    Args:
        markdown: the paper.
        environment: variables, of which CHROME_PATH, CHROMIUM and PATH say where a browser is.
        seconds: how long the browser may take.
        pictures: SVG by the name of its file in the paper.
        name: of the file to be made.
    """
    browser = find_browser(environment)
    if browser is None:
        return Made(None, f"no {name}: {no_browser(environment)}")
    printed = made(browser, packet_page(markdown, pictures), name, "--print-to-pdf", OPTIONS, seconds)
    if printed.why or not (printed.content or b"").startswith(b"%PDF"):
        return Made(None, f"no {name}: {printed.why or f'{browser} left no document'}")
    return printed

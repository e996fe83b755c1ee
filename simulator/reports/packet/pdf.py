"""packet.pdf: the page printed by a Chromium, where there is one. A browser that is missing or fails costs only this file."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from simulator.reports.packet.page import packet_page

NAMED = ("CHROME_PATH", "CHROMIUM")
"""Variables of the environment that name a browser."""
BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge",
)  # fmt: skip
OPTIONS = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)  # fmt: skip
SECONDS = 90.0
ENDED = "ended with code"
INSTALL = "install Chromium, or name a browser in the variable CHROME_PATH"


@dataclass(frozen=True, slots=True)
class Print:
    """The printed file, or why there is none."""

    content: bytes | None
    why: str | None = None


def find_browser(environment: Mapping[str, str]) -> str | None:
    """The path of a Chromium or Chrome: the one named in the environment, else the first on PATH."""
    for name in NAMED:
        if given := environment.get(name):
            return shutil.which(given, path=environment.get("PATH"))
    return next(
        (path for name in BROWSERS if (path := shutil.which(name, path=environment.get("PATH")))), None
    )


def packet_pdf(markdown: str, environment: Mapping[str, str], seconds: float = SECONDS) -> Print:
    """Print the packet.

    Args:
        markdown: the packet.
        environment: variables, of which CHROME_PATH, CHROMIUM and PATH say where a browser is.
        seconds: how long the browser may take.
    """
    browser = find_browser(environment)
    if browser is None:
        named = next(
            (f" ({name} names {environment[name]!r})" for name in NAMED if environment.get(name)), ""
        )
        return Print(None, f"no packet.pdf: no Chromium or Chrome was found{named}; {INSTALL}")
    with TemporaryDirectory(prefix="packet-", ignore_cleanup_errors=True) as folder:
        page, printed = Path(folder, "packet.html"), Path(folder, "packet.pdf")
        page.write_text(packet_page(markdown), encoding="utf-8")
        failed = _run(_command(browser, page, printed, sandbox=not _root()), seconds)
        if failed and failed.startswith(ENDED) and not _root():
            # Many containers allow no sandbox. The page holds no script and fetches nothing, so it may do without one.
            failed = _run(_command(browser, page, printed, sandbox=False), seconds)
        content = printed.read_bytes() if printed.is_file() else b""
    if failed or not content.startswith(b"%PDF"):
        return Print(None, f"no packet.pdf: {browser} {failed or 'left no document'}")
    return Print(content)


def _root() -> bool:
    """Whether this is root, for whom Chromium refuses to start a sandbox."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _command(browser: str, page: Path, printed: Path, sandbox: bool) -> list[str]:
    """What to run, with a profile of its own."""
    return [
        browser,
        *OPTIONS,
        *(() if sandbox else ("--no-sandbox",)),
        f"--user-data-dir={page.parent / 'profile'}",
        f"--print-to-pdf={printed}",
        page.as_uri(),
    ]


def _run(command: list[str], seconds: float) -> str | None:
    """Why it failed, or None. A browser that hangs is stopped with everything it started."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        return f"could not be started ({error.strerror})"
    try:
        code = process.wait(timeout=seconds)
    except BaseException as error:
        _stop(process)
        if isinstance(error, subprocess.TimeoutExpired):
            return f"did not finish within {seconds:g} seconds"
        raise
    return f"{ENDED} {code}" if code else None


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the browser and its children, which share a session of their own."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()

"""A Chromium, where there is one: what it is asked for it leaves in a file. One that is missing or fails costs only that file."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

NAMED = ("CHROME_PATH", "CHROMIUM")
"""Variables of the environment that name a browser."""
BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge",
)  # fmt: skip
OPTIONS = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip
SECONDS = 90.0
ENDED = "ended with code"
INSTALL = "install Chromium, or name a browser in the variable CHROME_PATH"


@dataclass(frozen=True, slots=True)
class Made:
    """The file a browser left, or why there is none."""

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


def no_browser(environment: Mapping[str, str]) -> str:
    """That none was found, and what to do."""
    named = next((f" ({name} names {environment[name]!r})" for name in NAMED if environment.get(name)), "")
    return f"no Chromium or Chrome was found{named}; {INSTALL}"


def made(
    browser: str, page: str, leaves: str, output: str, options: Sequence[str] = (), seconds: float = SECONDS
) -> Made:
    """What a browser makes of a page.

    Args:
        page: its text; leaves: the name of the file it makes, such as `packet.pdf`.
        output: the option that asks for a file, such as `--print-to-pdf`.
        seconds: how long the browser may take.
    """
    with TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True) as folder:
        opened, left = Path(folder, "page.html"), Path(folder, leaves)
        opened.write_text(page, encoding="utf-8")

        def asked(sandbox: bool) -> list[str]:
            """With a profile of its own."""
            alone = () if sandbox else ("--no-sandbox",)
            profile = f"--user-data-dir={Path(folder, 'profile')}"
            return [browser, *OPTIONS, *options, *alone, profile, f"{output}={left}", opened.as_uri()]

        failed = _run(asked(sandbox=not _root()), seconds)
        if failed and failed.startswith(ENDED) and not _root():
            # Many containers allow no sandbox. The page holds no script and fetches nothing, so it may do without one.
            failed = _run(asked(sandbox=False), seconds)
        content = left.read_bytes() if left.is_file() else b""
    return Made(content or None, f"{browser} {failed}" if failed else None)


def _root() -> bool:
    """Whether this is root, for whom Chromium refuses to start a sandbox."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


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

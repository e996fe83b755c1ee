"""What every page shares: one file, no request, a policy that admits its own scripts, templates that escape what they are given."""

from __future__ import annotations

import base64
import hashlib
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from simulator.reports.language.characters import unsteered
from simulator.reports.language.numbers import exact
from simulator.reports.language.phrases import given, language, phrase, plural
from simulator.reports.language.words import as_proxy
from simulator.reports.tables import proxied


def csp_hash(script: bytes) -> str:
    """The source expression by which a Content Security Policy admits exactly this inline script."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(script).digest()).decode("ascii") + "'"


def policy(*scripts: str) -> str:
    """A Content Security Policy that admits exactly these scripts, by their hashes, and asks nobody for anything."""
    return (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'; "
        f"script-src {' '.join(scripts)}"
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands around a page whose figures are drawn already."""

    policy: str
    style: Markup
    script: Markup


def sheet(folder: str, *admitted: str) -> Sheet:
    """The style and the script of a folder of templates, and the policy that admits that script and those `admitted` by hash."""
    script = asset(f"{folder}/page.js")
    allowed = policy(csp_hash(script.encode()), *admitted)
    return Sheet(allowed, Markup(asset(f"{folder}/style.css")), Markup(script))


def plain_style() -> Markup:
    """The style of a page without a script: that of a run's page, and what it has besides."""
    return Markup(asset("run/style.css") + asset("plain.css"))


def data_uri(text: str) -> str:
    """A CSV as an address a link can carry."""
    return "data:text/csv;charset=utf-8;base64," + base64.b64encode(text.encode()).decode("ascii")


def asset(name: str) -> str:
    """A file of the templates' folder, as text."""
    return (files("simulator.reports") / "templates" / name).read_text(encoding="utf-8")


class Compiled(FileSystemBytecodeCache):
    """Compiled templates, kept where Python keeps compiled modules and on the same terms: never needed, never in the way."""

    def __init__(self) -> None:
        super().__init__(str(Path(cache_from_source(__file__)).parent), "template-%s.cache")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Whatever is wrong with a file kept, the template is compiled anew."""
        with suppress(Exception):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Nothing is kept where Python may not, or cannot, keep its own."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)


@cache
def environment() -> Environment:
    """The templates. Whatever a scenario supplies is escaped; a name nobody gave is an error."""
    made = Environment(
        loader=PackageLoader("simulator.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: unsteered(value) if type(value) is str else value,
        bytecode_cache=Compiled(),
    )
    made.filters.update(data_uri=data_uri)
    made.globals.update(
        phrase=phrase,
        plural=plural,
        given=given,
        language=language,
        exact=exact,
        proxied=proxied,
        as_proxy=as_proxy,
    )
    return made

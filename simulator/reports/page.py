"""What every page shares: one file, no request, a policy that admits two scripts, templates that escape what they are given."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from simulator.reports import bundle
from simulator.reports.figures.chart import CONFIG, Chart, for_page


def shell() -> dict[str, Any]:
    """What a template needs around its content: policy, style, the script that draws, the packed chart library."""
    script = _asset("boot.js")
    library = bundle.plotly()
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'; "
        f"script-src {bundle.csp_hash(script.encode())} {library.csp_hash}"
    )
    return {
        "policy": policy,
        "style": Markup(_asset("style.css")),
        "boot": Markup(script),
        "library": library.packed,
        "config": Markup(for_page(CONFIG)),
        "plotly_version": bundle.VERSION,
    }


def data_uri(text: str) -> str:
    """A CSV as an address a link can carry."""
    return "data:text/csv;charset=utf-8;base64," + base64.b64encode(text.encode()).decode("ascii")


def _asset(name: str) -> str:
    return (files("simulator.reports") / "templates" / name).read_text(encoding="utf-8")


@cache
def environment() -> Environment:
    """The templates. Whatever a scenario supplies is escaped; a name nobody gave is an error."""
    made = Environment(
        loader=PackageLoader("simulator.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    figure: Callable[[Chart], Markup] = lambda chart: Markup(chart.json)  # noqa: E731
    made.filters.update(data_uri=data_uri, figure_json=figure)
    return made

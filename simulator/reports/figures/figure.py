"""A figure of a page: its finding for a title, a drawing that needs no script, the same as a picture, and its numbers as a table."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from simulator.reports.figures.rows import Rows
from simulator.reports.figures.svg import Picture, picture
from simulator.reports.language.finding import citation, quoted
from simulator.reports.language.study import Study
from simulator.reports.tables import Table, proxied


@dataclass(frozen=True, slots=True)
class Figure:
    """`alt` says chart, quantity and finding with its range; `sentence` may be quoted as it stands; `table` holds the numbers."""

    id: str
    title: str
    body: Markup
    caption: str
    alt: str
    sentence: str
    picture: Picture
    table: Table


def of_rows(
    study: Study,
    rows: Rows,
    title: str,
    caption: str,
    alt: str,
    table: Table,
    sentence: str = "",
) -> Figure:
    """A figure drawn as rows; quoted by its title unless a sentence is given."""
    title = proxied(study, title)
    drawing, height = rows.drawing()
    return Figure(
        id=rows.id,
        title=title,
        body=rows.html(),
        caption=caption,
        alt=alt,
        sentence=quoted(study, sentence or f"{title}."),
        picture=picture(title, drawing, height, caption, citation(study), alt),
        table=table,
    )

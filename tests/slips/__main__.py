"""`python -m tests.slips`: write the kinds of slips and their figures into docs/reliability.md."""

from __future__ import annotations

from tests.slips.catalogue import kinds
from tests.slips.page import BEGIN, END, HEAD, PAGE, closing, row
from tests.slips.running import made


def main() -> None:
    """Replace the table on the page."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    lines = [*HEAD, *(row(kind, made(kind)) for kind in kinds().values())]
    table = "\n".join(lines)
    PAGE.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")
    PAGE.write_text(f"{before}{BEGIN}\n{table}\n\n{closing()}\n{END}{after}", encoding="utf-8")


main()

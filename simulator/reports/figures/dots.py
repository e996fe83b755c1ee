"""The 50-dot quantile dotplot: fifty simulated years, each a dot, so that odds can be counted."""

from __future__ import annotations

from simulator.reports.figures.chart import BURGUNDY, Chart, figure_json, layout, stretched
from simulator.reports.language import numbers
from simulator.reports.language.study import Study
from simulator.reports.language.words import held_point
from simulator.reports.tables import Table, notes, proxied

COLUMNS = 17


def dotplot(study: Study, group: str = "all") -> Chart | None:
    """Fifty equally probable yearly counts of wrongful detentions; None if the summary holds none."""
    counts = study.quantiles(group)
    if not counts:
        return None
    from plotly import graph_objects as go

    axis = stretched(counts, 1.0)
    at = [axis.at(q) for q in counts]
    width = (at[-1] - at[0]) / COLUMNS or 1.0
    stacks: dict[int, int] = {}
    xs, ys = [], []
    for x in at:
        column = min(int((x - at[0]) / width), COLUMNS - 1)
        stacks[column] = stacks.get(column, 0) + 1
        xs.append(at[0] + (column + 0.5) * width)
        ys.append(stacks[column])
    tallest = max(ys)
    trace = go.Scatter(
        x=xs, y=ys, mode="markers",
        marker={"color": BURGUNDY, "size": 13 if tallest < 14 else 9, "line": {"color": "#FFFFFF", "width": 1}},
        customdata=[[i + 1, numbers.whole(q)] for i, q in enumerate(counts)],
        hovertemplate=f"{study.period.one} %{{customdata[0]}} of 50, in order<br>%{{customdata[1]}} wrongful detentions<extra></extra>",
    )  # fmt: skip
    height = 90 + 17 * max(tallest, 6)
    figure = go.Figure(
        data=[trace],
        layout=layout(
            height,
            xaxis=axis.axis(f"wrongful detentions {study.period.in_one}"),
            yaxis={"visible": False, "range": [0.2, max(tallest, 6) + 0.8], "fixedrange": True},
        ),
    )
    cell = study.get("wrongly_held", group)
    label = study.group(group).label
    span = f"{numbers.prose_count(cell.lo)} to {numbers.prose_count(cell.hi)}"
    return Chart(
        id=f"dots-{group.replace('_', '-')}",
        title=proxied(study, f"Fifty {study.period.many}, one dot each"),
        caption=(
            f"Each dot is 1 of 50 equally probable {study.period.many}. Count the dots to the right of a number to see in how "
            f"many of 50 {study.period.many} there are more wrongful detentions. {axis.told}"
        ),
        alt=(
            f"Quantile dotplot of wrongful detentions {study.period.in_one} ({held_point(study)}), {label}: 50 dots, the middle at "
            f"{numbers.prose_count(cell.median)}, 9 of 10 {study.period.column} from {span}."
        ),
        json=figure_json(figure),
        height=height,
        table=Table(
            id=f"dots-{group.replace('_', '-')}-table",
            caption=proxied(
                study,
                f"Wrongful detentions {study.period.in_one} in 50 equally probable {study.period.many}, in order",
            ),
            columns=(
                (f"{study.period.column.capitalize()}, in order", False),
                *((f"{i + 1}", True) for i in range(5)),
            ),
            rows=tuple(
                (f"{start + 1} to {start + 5}", *(numbers.whole(q) for q in counts[start : start + 5]))
                for start in range(0, len(counts), 5)
            ),
            notes=notes(study),
        ),
    )

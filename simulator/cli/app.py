"""The verbs, gathered. Importing this imports no room but the command line's own."""

from __future__ import annotations

from typing import Annotated

import typer

from simulator import __version__
from simulator.cli import (
    check,
    compare,
    design,
    diff,
    evidence,
    explain,
    export,
    fit,
    imports,
    init,
    packet,
    predict,
    report,
    run,
    safe,
    schema,
    shelf,
    sweep,
    validate,
    verify,
)

app = typer.Typer(
    name="detention-impact",
    help="How many innocent people would a face recognition deployment wrongly detain, for how long, and how sure are we?",
    epilog="Start here: detention-impact run california-patrol",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"detention-impact {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of the command itself."""


app.command("list", short_help="List the shipped scenarios and the stored results.")(shelf.list_scenarios)
app.command("init", short_help="Write a scenario of your own to start from.")(init.init)
app.command("import", short_help="Bring in stop records, a population or an audit of your own.")(
    imports.import_files
)
app.command("check", short_help="Check scenarios; show what each input rests on.")(check.check)
app.command("explain", short_help="Say where each number comes from and what it drives.")(explain.explain)
app.command("run", short_help="Answer for one scenario and leave a dashboard.")(run.run)
app.command("compare", short_help="Put proposals side by side, and hold a board's limits to each.")(
    compare.compare
)
app.command("diff", short_help="Say why two results differ, and what each difference does.")(diff.diff)
app.command("safe", short_help="What would make a limit hold, and how to prove it.")(safe.safe)
app.command("sweep", short_help="Answer over a grid of changed inputs.")(sweep.sweep)
app.command("design", short_help="The smallest change that keeps a board's limits.")(design.design)
app.command("report", short_help="Print a stored result's report.")(report.report)
app.command("packet", short_help="Write the board paper: Markdown, Word, Excel, PDF.")(packet.packet)
app.command("fit", short_help="Learn rates and their doubt from deployment records.")(fit.fit)
app.command("predict", short_help="Say what a fit expects of deployments to come.")(predict.predict)
app.command("validate", short_help="Hold the model to what was counted in the field.")(validate.validate)
app.command("verify", short_help="Check a stored result, or repeat it.")(verify.verify_result)
app.command("schema", short_help="Print the JSON Schema of a scenario file.")(schema.schema)
app.add_typer(evidence.app, name="evidence")
app.add_typer(export.app, name="export")

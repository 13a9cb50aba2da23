"""`listenback labels import|export`: what people said caused calls."""

from pathlib import Path
from typing import Annotated, Any

import typer

from app.agreement_document import agreement_document
from app.commands.exports import export_noted
from app.opening import opened
from app.output import errors, out, print_json
from settings.clock import utc_now
from store.tables.label import LabelPurpose
from worker.export_files import Format
from worker.exporting import Asked, What

labels = typer.Typer(help="Labels by people.", no_args_is_help=True)
Home = Annotated[Path | None, typer.Option(help="Folder of the installation")]


def register(app: typer.Typer) -> None:
    app.add_typer(labels, name="labels")


@labels.command("import")
def import_csv(file: Path, home: Home = None, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Import labels; those of calls that a label draw chose enter figures, by their draw probability."""
    from classify.label_import import import_labels
    from redact.text import redact_text

    with opened(home) as installation, installation.sessions.begin() as session:
        result = import_labels(session, file, redact=lambda text: redact_text(text).text, now=utc_now())
    for refused in result.refused:
        errors.print(f"[yellow]refused[/] {refused}", soft_wrap=True)
    if as_json:
        print_json(vars(result))
    else:
        out.print(
            f"{result.estimation} estimation labels, {result.double_coding} double codings, "
            f"{result.known} known already, {result.not_drawn} of calls that were not drawn, "
            f"{len(result.refused)} refused."
        )


@labels.command("export")
def export(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; standard output if left out")] = None,
    format_: Annotated[Format, typer.Option("--format", help="csv, jsonl or parquet")] = Format.CSV,
    home: Home = None,
) -> None:
    """Export every label with who gave it, when, how it was drawn and its quote."""
    now = utc_now()
    with opened(home) as installation:
        export_noted(installation, Asked(What.LABELS, now), format_, output, now=now)


@labels.command("queues")
def queues(home: Home = None, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """What waits at the desk, by purpose, and how many drawn calls were skipped."""
    from worker.label_queues import queue_counts

    with opened(home) as installation, installation.readers() as session:
        found = queue_counts(session)
    if as_json:
        print_json({"queues": [vars(one) for one in found.queues], "skipped": found.skipped, "held": found.held})
        return
    for one in found.queues:
        out.print(f"{one.purpose:15} {one.waiting:6} waiting {one.labelled:6} labelled")
    out.print(f"{found.held} on desks now, {found.skipped} skipped and still without a label.")


@labels.command("fill")
def fill(
    purpose: Annotated[LabelPurpose, typer.Argument(help="calibration, gold or training")],
    count: Annotated[int, typer.Option(help="How many calls")] = 20,
    home: Home = None,
) -> None:
    """Put calls into a queue: calibration and gold at random, training by the model's doubt (a worker chooses)."""
    from random import SystemRandom

    from worker.label_queues import fill_queue

    with opened(home) as installation, installation.sessions.begin() as session:
        queued = fill_queue(session, purpose, count=count, by=None, now=utc_now(), rng=SystemRandom())
    out.print(f"{queued} calls queued for {purpose}." if queued is not None else "A worker is choosing the calls.")


@labels.command("agreement")
def agreement(home: Home = None, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """How far the people who label agree, with each other and with the model, with 95 % intervals."""
    from classify.agreement import agreement_report

    with opened(home) as installation, installation.readers() as session:
        report = agreement_report(session)
        document = agreement_document(session, report)
    if as_json:
        print_json(document)
        return
    out.print(f"All people: {_said(document['alpha'])} (Krippendorff's alpha)")
    for pair in document["pairs"]:
        out.print(f"{pair['first']} and {pair['second']}: {_said(pair)} (Cohen's kappa)")
    out.print(f"The model and the first label: {_said(document['model'])}")


def _said(one: dict[str, Any]) -> str:
    if one["value"] is None:
        return f"not enough calls yet, {one['calls']}"
    return f"{one['value']:.2f} ({one['low']:.2f} to {one['high']:.2f}), {one['calls']} calls"

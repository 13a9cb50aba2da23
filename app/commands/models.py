"""`listenback model train|list|card|evaluate|promote|rollback`: the cause model."""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from app.opening import opened
from app.output import out, percent, print_json, print_table, progress_bars
from classify.card import card_of_version, verdict_words
from classify.versions import champion_before, version_numbered
from settings.clock import utc_now
from store.installation import Installation
from store.tables.model_version import ModelVersion

group = typer.Typer(help="The model that predicts causes.", no_args_is_help=True)
Home = Annotated[Path | None, typer.Option(help="Folder of the installation")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document")]


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="model")


@group.command("list")
def list_versions(home: Home = None) -> None:
    """Show every version with its state and scores."""
    with opened(home) as installation, installation.readers() as session:
        versions = session.scalars(select(ModelVersion).order_by(ModelVersion.number))
        rows = [
            [one.number, one.state.value, one.origin, one.metrics.get("labels", "–"), one.metrics.get("log_loss", "–")]
            for one in versions
        ]
    print_table("Model versions", ["number", "state", "origin", "labels", "log-loss"], rows)


@group.command("train")
def train(home: Home = None, as_json: AsJson = False) -> None:
    """Train a challenger on everything that is labelled; it becomes champion only if it predicts better."""
    from worker.causes import train_now

    with opened(home) as installation:
        version, promoted = train_now(installation, now=utc_now())
    if as_json:
        print_json({"number": version.number, "promoted": promoted, **version.metrics})
        return
    out.print(f"Version {version.number} {'is the new champion' if promoted else 'stays a challenger'}.")
    out.print(verdict_words(version.metrics.get("comparison")))


@group.command("card")
def card(number: int, home: Home = None) -> None:
    """Print the card of a version, as Markdown."""
    with opened(home) as installation, installation.readers() as session:
        print(card_of_version(session, version_numbered(session, number)), end="")


@group.command("promote")
def promote_version(number: int, home: Home = None) -> None:
    """Make a version the champion, once it has predicted every call."""
    with opened(home) as installation:
        with installation.readers() as session:
            version = version_numbered(session, number)
        _put_in_charge(installation, version)
    out.print(f"Version {number} is the champion.")


@group.command("rollback")
def rollback(home: Home = None) -> None:
    """Bring the champion before this one back."""
    with opened(home) as installation:
        with installation.readers() as session:
            version = champion_before(session)
        _put_in_charge(installation, version)
    out.print(f"Version {version.number} is the champion again.")


def _put_in_charge(installation: Installation, version: ModelVersion) -> None:
    from worker.causes import predict_rest, put_in_charge

    with installation.readers() as session:
        predicted = predict_rest(installation, session, version)
    with installation.sessions.begin() as session:
        put_in_charge(session, version_numbered(session, version.number), predicted, now=utc_now())


@group.command("evaluate")
def evaluate(
    csv: Annotated[Path, typer.Option(help="A CSV of examples, plain or gzipped")],
    text_column: Annotated[str, typer.Option(help="Column of the text")],
    label_column: Annotated[str, typer.Option(help="Column of the cause")],
    train_size: Annotated[int | None, typer.Option(help="Labels to learn from; all if left out")] = None,
    seeds: Annotated[int, typer.Option(help="Repetitions, each with its own test part")] = 5,
    as_json: AsJson = False,
) -> None:
    """Measure the classifier on anyone's examples: 30 % of each cause are held out, `seeds` times."""
    from classify.evaluate import evaluate_examples
    from classify.examples import read_examples

    examples = read_examples(csv, text_column=text_column, label_column=label_column)
    with progress_bars() as bars:
        bar = bars.add_task("Training and testing", total=seeds)
        result = evaluate_examples(examples, train_size=train_size, seeds=seeds, after_seed=lambda _: bars.advance(bar))
    if as_json:
        print_json(result.as_json())
        return
    out.print(
        f"Macro-F1 {result.macro_f1:.3f}, log-loss {result.log_loss:.3f}, calibration error {result.ece:.3f} "
        f"({seeds} repetitions, {result.train_size} labels, {result.test_rows} test rows)."
    )
    rows = [
        [cause, percent(one.precision), percent(one.recall), f"{one.f1:.3f}", one.rows]
        for cause, one in result.per_cause().items()
    ]
    print_table("By cause", ["cause", "precision", "recall", "F1", "rows"], rows)

"""What a CSV file would change in a list, told at the command line before it is taken in."""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from app.output import out
from store.sheets import Plan, Sheet, plan_import, read_file

Preview = Annotated[bool, typer.Option("--preview", help="Only tell what would change")]


def print_preview(session: Session, sheet: Sheet, file: Path) -> None:
    """Raises SheetError where the file is no table of this list."""
    plan = plan_import(session, sheet, read_file(file), name=file.name)
    for line in plan.lines:
        out.print(f"line {line.number}: {'add' if line.before is None else 'change'} {line.key}", markup=False)
        for column, old, new in line.changes if line.before is not None else []:
            out.print(f"    {column}: {old or '(empty)'} → {new or '(empty)'}", markup=False)
    for refusal in plan.refused:
        for column, problem in refusal.problems.items():
            out.print(f"line {refusal.number}: {column}: {problem}", markup=False)
    out.print(summary(plan))


def summary(plan: Plan) -> str:
    told = f"{len(plan.added)} to add, {len(plan.changed)} to change, {len(plan.unchanged)} unchanged"
    return f"{told}, {len(plan.refused)} wrong. Nothing was written."

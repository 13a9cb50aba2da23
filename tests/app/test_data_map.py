"""The data map names every table and says what the application does."""

from pathlib import Path

from app.data_map import GROUPS, data_map_document, unmapped
from settings.settings import Retention
from store.tables.all import metadata
from worker.erasing import STAYS
from worker.forgetting import GOES

DOCUMENT = Path(__file__).parents[2] / "docs/explanation/data-map.md"


def test_every_table_is_on_the_map_and_nothing_else() -> None:
    assert unmapped() == set()


def test_the_document_is_the_one_that_the_command_prints() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == data_map_document(), (
        "run: listenback data-map > docs/explanation/data-map.md"
    )


def test_every_clock_is_told() -> None:
    told = " ".join(kept.kept for rows in GROUPS.values() for kept in rows)
    days = {name for name, field in Retention.model_fields.items() if name.endswith("_days")}
    assert {name for name in days if f"{{{name}}}" in told} == days


def test_erasing_a_call_knows_every_table_that_names_one() -> None:
    """A new table that points at a call fails here until erasure decides what becomes of its rows."""
    call = metadata.tables["call"]
    named = {table.name for table in metadata.sorted_tables for key in table.foreign_keys if key.column.table is call}
    assert named <= {*(table.__tablename__ for table in GOES), *(table.__tablename__ for table in STAYS)}

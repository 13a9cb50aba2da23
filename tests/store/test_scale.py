"""The benchmark of many calls, small: its numbers are there, and its roll-ups agree with a recount or it would stop."""

import json

import pytest

from benchmarks.figures import main
from tests.services import fresh_postgres


@pytest.mark.slow
def test_figures_are_timed_beside_the_plain_group_by_and_imports_beside_raw_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with fresh_postgres() as postgres:
        main(
            ["--sqlite", "3000", "--postgres", postgres, "--postgres-calls", "3000", "--repetitions", "5",
             "--import-calls", "3000", "--rounds", "1", "--json"]
        )  # fmt: skip
    told = json.loads(capsys.readouterr().out)
    timed = {(row["database"], row["query"]): row for row in told["queries"]}
    for database in ("sqlite", "postgresql"):
        assert timed[database, "dashboard, all queries"]["calls"] == 3000
        assert (database, "plain GROUP BY: frame and exclusions") in timed
        assert any(name.endswith("call_count") for which, name in timed if which == database)
    assert all(0 <= row["p50_ms"] <= row["p95_ms"] for row in told["queries"])
    assert [(row["database"], row["calls"]) for row in told["imports"]] == [("sqlite", 3000), ("postgresql", 3000)]
    assert all(0 < row["lowest"] <= row["ratio"] <= row["highest"] for row in told["imports"])

"""The demo, killed with all its workers at three places, goes on where it was: nothing lost, nothing twice."""

import json
import sqlite3
import subprocess
from functools import partial
from pathlib import Path

import pytest

from tests.faults.killing import kill_home, start, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
WITHIN_S = 900.0  # a wait this long is a hang, also where the machine does other things too


def count(home: Path, query: str) -> int:
    try:
        with sqlite3.connect(f"file:{home / 'listenback.db'}?mode=ro", uri=True) as connection:
            return int(connection.execute(query).fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def reached(home: Path, query: str, enough: int) -> bool:
    return count(home, query) >= enough


def test_killed_three_times_the_demo_still_closes_the_loop(tmp_path: Path) -> None:
    home, log = tmp_path / "home", tmp_path / "demo.log"
    places = {
        "SELECT count(*) FROM transcript": 20,
        "SELECT count(*) FROM prediction": 20,
        "SELECT count(*) FROM figure": 1,
    }
    for query, enough in places.items():
        process = start("demo", "--once", "--home", str(home), home=home, log=log)
        wait_until(partial(reached, home, query, enough), process, within_s=WITHIN_S)
        assert kill_home(home) >= 1
        process.wait()

    with (tmp_path / "out.json").open("wb") as output:
        done = subprocess.run(
            [*process.args[:3], "demo", "--once", "--json", "--home", str(home)],  # type: ignore[index]
            stdout=output,
            cwd=Path(__file__).resolve().parents[2],
            check=False,
        )
    assert done.returncode == 0
    summary = json.loads((tmp_path / "out.json").read_bytes())
    assert (summary["calls"], summary["refused"], summary["drawn"], summary["problems"]) == (430, 2, 240, [])
    assert summary["redaction"]["planted"] > 200
    assert count(home, "SELECT count(*) - count(DISTINCT call_id) FROM transcript") == 0
    assert count(home, "SELECT count(*) FROM job WHERE state != 'done'") == 0
    assert count(home, "SELECT count(*) FROM delivery WHERE state != 'sent'") == 0
    once = "SELECT count(*) FROM (SELECT 1 FROM prediction GROUP BY call_id, model_version_id HAVING count(*) > 1)"
    assert count(home, once) == 0

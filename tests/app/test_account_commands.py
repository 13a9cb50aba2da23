"""People, keys and the audit record on the command line."""

import json
import re

from tests.app.test_cli import Line, bare, line

__all__ = ["bare", "line"]


def test_the_audit_is_checked_taken_away_and_a_broken_record_is_named(line: Line) -> None:
    line.run("users", "add", "ada@x.example", "--name", "Ada", "--role", "admin")
    line.run("audit", "export", "--format", "csv")
    code, told, _ = line.run("audit", "verify", "--json")
    found = json.loads(told)
    assert (code, found["verified"], found["head"]) == (0, True, line.run("audit", "head")[1].strip())
    records = found["records"]
    assert records >= 1
    forged = f"{records}:{'0' * 64}"
    code, told, _ = line.run("audit", "verify", "--json", "--anchor", forged)
    assert (code, json.loads(told)["first_broken"]) == (1, records)
    code, _, said = line.run("audit", "verify", "--anchor", f"{records + 5}:{'0' * 64}")
    assert code == 1
    assert f"audit record {records + 1} is broken" in said
    assert line.run("audit", "verify", "--anchor", "nonsense")[0] == 1
    with_itself = [json.loads(one) for one in line.run("audit", "export")[1].splitlines()]
    assert [one["action"] for one in with_itself][:2] == ["exported audit", "exported audit"]


def test_a_key_is_shown_once_listed_and_revoked(line: Line) -> None:
    line.run("users", "add", "bi@x.example", "--name", "Reports", "--role", "service")
    _, key, said = line.run("keys", "make", "BI@x.example", "--name", "warehouse", "--scope", "figures:read")
    assert key.startswith("lb_")
    assert "not shown again" in said
    _, told, _ = line.run("keys", "list")
    assert key.strip() not in told
    assert "figures:read" in told
    (key_id,) = re.findall(r"^[0-9a-f]{8}", told, re.MULTILINE)
    assert line.run("keys", "revoke", key_id)[1] == "warehouse is revoked.\n"
    assert "revoked 20" in line.run("keys", "list")[1]
    assert line.run("keys", "make", "bi@x.example", "--name", "x", "--scope", "all")[0] == 1
    assert line.run("keys", "make", "nobody@x.example", "--name", "x")[0] == 1
    assert line.run("keys", "revoke", "00000000-0000-4000-8000-000000000000")[0] == 1


def test_who_exports_leaves_a_record(line: Line) -> None:
    line.run("users", "add", "ada@x.example", "--name", "Ada", "--role", "admin")
    line.run("export", "labels")
    latest = [json.loads(one) for one in line.run("audit", "export")[1].splitlines()][1]
    assert (latest["action"], latest["subject"], latest["details"]["format"]) == ("exported", "labels", "csv")


def test_people_links_and_labels_taken_away_at_the_command_line_are_in_the_record(line: Line) -> None:
    line.run("users", "add", "asha@x.example", "--name", "Asha", "--role", "reviewer")
    line.run("users", "add", "asha@x.example", "--name", "Asha", "--role", "reviewer")
    line.run("users", "add", "asha@x.example", "--name", "Asha", "--role", "qa_lead")
    assert line.run("users", "link", "asha@x.example")[0] == 0
    assert line.run("labels", "export")[0] == 0
    records = [json.loads(one) for one in line.run("audit", "export")[1].splitlines()]
    told = [(one["action"], one["subject"].partition(":")[0]) for one in reversed(records)]
    assert told[:4] == [("added person", "person"), ("changed person", "person"), ("invited", "person"),
                        ("exported", "labels")]  # fmt: skip
    assert {"changes": {"role": ["reviewer", "qa_lead"]}} in [one["details"] for one in records]

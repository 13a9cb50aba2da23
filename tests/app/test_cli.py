"""The command line as its users meet it: documents on standard output, one clear line for an error."""

import json
import shutil
import socket
from pathlib import Path

import pytest
from sqlalchemy import text

from app import cli
from audio.encode import encode_opus
from store.installation import Installation
from store.recount import wrong_lines
from tests.factories.sounds import silence, sound, speech_like


class Line:
    """Runs commands in one home and keeps what they print."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self.home, self.monkeypatch, self.capture = home, monkeypatch, capture
        monkeypatch.setenv("LISTENBACK_HOME", str(home))

    def run(self, *arguments: str | Path) -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        self.monkeypatch.setattr("sys.argv", ["listenback", *map(str, arguments)])
        code = 0
        try:
            cli.main()
        except SystemExit as exit_:
            code = int(exit_.code or 0)
        told = self.capture.readouterr()
        return code, told.out, told.err


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Line:
    """A home where nothing was ever made."""
    return Line(tmp_path / "home", monkeypatch, capsys)


@pytest.fixture
def line(bare: Line, migrated_database: Path) -> Line:
    """A home with an empty database of today's version."""
    bare.home.mkdir(exist_ok=True)
    shutil.copy(migrated_database, bare.home / "listenback.db")
    return bare


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    rows = ["external_id,started_at,consent,file"]
    for number in range(6):
        (tmp_path / f"{number}.opus").write_bytes(encode_opus(sound(silence(0.5), speech_like(0.5, seed=number))))
        rows.append(f"A-{number},2026-09-0{number + 1},yes,{number}.opus")
    (tmp_path / "calls.csv").write_text("\n".join([*rows, "A-9,2026-99-01,yes,"]) + "\n")
    return tmp_path / "calls.csv"


def drawn(line: Line, archive: Path) -> dict[str, object]:
    line.run("ingest", "--manifest", archive)
    code, out, _ = line.run(
        "draw", "run", "--from", "2026-09-01", "--until", "2026-10-01", "--target", "3", "--strata", "none", "--json"
    )
    assert code == 0
    document: dict[str, object] = json.loads(out)
    return document


def test_ingest_makes_the_home_tells_what_it_refused_and_takes_the_rest(bare: Line, archive: Path) -> None:
    code, out, err = bare.run("ingest", "--manifest", archive, "--json")
    assert code == 0
    told = json.loads(out)
    assert (told["taken"], told["refused"][0]["reason"]) == (6, "bad_date")
    assert "calls.csv line 8" in err


def test_a_draw_verifies_from_the_database_and_from_its_published_record(line: Line, archive: Path) -> None:
    record = drawn(line, archive)
    code, out, _ = line.run("draw", "verify", "--json")
    assert (code, json.loads(out)["verified"], json.loads(out)["first_difference"]) == (0, True, None)
    published = archive.parent / "record.json"
    published.write_text(json.dumps(record))
    assert line.run("draw", "verify", "--record", published)[0] == 0


def test_one_changed_byte_of_the_manifest_is_found(line: Line, archive: Path) -> None:
    text = json.dumps(drawn(line, archive))
    call = json.loads(text)["manifest"].partition("\t")[0]
    changed = call[:-1] + ("0" if call[-1] != "0" else "1")
    published = archive.parent / "record.json"
    published.write_text(text.replace(call, changed))
    code, out, _ = line.run("draw", "verify", "--record", published, "--json")
    assert code == 1
    assert json.loads(out)["verified"] is False
    assert json.loads(out)["first_difference"]


def test_an_error_is_one_line_with_the_remedy_and_a_non_zero_exit(line: Line, tmp_path: Path) -> None:
    code, out, err = line.run("ingest", "--manifest", tmp_path / "nothing.csv")
    assert (code, out) == (1, "")
    assert "nothing.csv cannot be opened" in err
    assert "Check its path" in err


def test_a_command_that_is_not_there_says_where_help_is(line: Line) -> None:
    code, _, err = line.run("dance")
    assert code == 2
    assert "listenback --help" in err


def test_an_installation_that_was_never_made_says_what_to_run(bare: Line) -> None:
    code, _, err = bare.run("figures", "show")
    assert code == 1
    assert "listenback migrate" in err


def test_a_missing_model_names_the_three_ways_to_get_one(line: Line, archive: Path) -> None:
    code, _, err = line.run("transcribe", archive.parent / "0.opus", "--model", "no/such/directory")
    assert code == 1
    assert all(way in err for way in ("--model DIR", "--model small", "models/speech-demo"))


def test_a_file_that_is_no_recording_is_told_before_any_model_is_loaded(line: Line, archive: Path) -> None:
    code, _, err = line.run("transcribe", archive)
    assert code == 1
    assert "calls.csv" in err


def test_the_other_side_in_a_file_of_its_own_is_read_too(line: Line, archive: Path) -> None:
    code, _, err = line.run("transcribe", archive.parent / "0.opus", "--second-file", archive)
    assert code == 1
    assert "calls.csv: its content is no audio" in err


def test_a_taken_port_is_told_with_another_one(line: Line) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, _, err = line.run("web", "--port", str(port))
    assert code == 1
    assert f"--port {port + 1}" in err


def test_wrong_settings_are_named(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTENBACK_COST_PER_MINUTE", "cheap")
    code, _, err = line.run("doctor")
    assert code == 1
    assert "cost_per_minute" in err


def test_redact_text_shows_spans_and_never_the_value(line: Line, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("my email is zebulon at mailbox dot com")
    code, out, _ = line.run("redact", "text", tmp_path / "note.txt", "--json")
    told = json.loads(out)
    assert code == 0
    assert "zebulon" not in out
    assert told["entities"][0]["type"] == "EMAIL"


def test_figures_are_estimated_from_anyones_table(line: Line, tmp_path: Path) -> None:
    rows = ["label,score_mailer,score_other"]
    for number in range(300):
        label = ("mailer" if number % 3 == 0 else "other") if number < 150 else ""
        score = 0.7 if number % 3 == 0 else 0.2
        rows.append(f"{label},{score},{1 - score:.1f}")
    (tmp_path / "table.csv").write_text("\n".join(rows))
    code, out, _ = line.run("figures", "estimate", "--csv", tmp_path / "table.csv", "--json")
    assert code == 0
    figures = {row["cause"]: row for row in json.loads(out)["figures"]}
    assert figures["mailer"]["low"] <= 1 / 3 <= figures["mailer"]["high"]
    assert (figures["mailer"]["n"], figures["mailer"]["N"]) == (150, 300)


def test_users_get_a_link_and_strangers_do_not(line: Line) -> None:
    assert line.run("init", "--admin", "ada@northlight.example")[0] == 0
    assert "/sign-in/" in line.run("users", "link", "ada@northlight.example")[1]
    code, _, err = line.run("users", "link", "nobody@northlight.example")
    assert code == 1
    assert "nobody here" in err


def test_exports_quote_what_a_spreadsheet_would_take_for_a_formula(line: Line, archive: Path) -> None:
    text = archive.read_text().replace("A-0,", "=1+1,")
    archive.write_text(text)
    line.run("ingest", "--manifest", archive)
    _, out, _ = line.run("export", "calls")
    assert "'=1+1" in out


def test_a_call_is_followed_stopped_and_tried_again(line: Line, archive: Path) -> None:
    drawn(line, archive)
    told = [json.loads(line.run("calls", "show", f"A-{number}", "--json")[1]) for number in range(6)]
    waiting = next(call["external_id"] for call in told if call["state"] == "drawn")
    assert "0% is done and kept" in line.run("calls", "show", waiting)[1]
    assert json.loads(line.run("calls", "cancel", waiting, "--json")[1])["reason"] == "cancelled"
    code, _, err = line.run("calls", "cancel", waiting)
    assert code == 1
    assert "nothing is under way" in err
    assert json.loads(line.run("calls", "retry", waiting, "--json")[1])["state"] == "drawn"
    assert "no call 'Z-1'" in line.run("calls", "show", "Z-1")[2]


def test_doctor_says_which_model_and_device_and_how_fast_it_hears_here(line: Line) -> None:
    line.run("init", "--admin", "ada@northlight.example")
    code, out, _ = line.run("doctor", "--json")
    speech = next(finding for finding in json.loads(out) if finding["subject"] == "speech")
    assert code == 0
    assert (speech["facts"]["model"], speech["facts"]["device"]) == ("speech-demo", "cpu")
    assert speech["facts"]["speed"] > 0
    assert "s of a call in a second" in speech["tells"]


def test_doctor_counts_again_and_puts_a_wrong_count_right(
    line: Line, archive: Path, installation: Installation
) -> None:
    line.run("ingest", "--manifest", archive)
    with installation.sessions.begin() as session:
        session.execute(text("UPDATE call_count SET calls = calls + 1"))
    code, out, _ = line.run("doctor", "--repair", "--json")
    counts = next(finding for finding in json.loads(out) if finding["subject"] == "counts")
    assert (code, counts["facts"]["calls"], len(counts["facts"]["wrong"])) == (0, 6, 6)
    assert "put right" in counts["tells"]
    with installation.readers() as session:
        assert wrong_lines(session) == []


def test_a_device_that_does_not_exist_is_named(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTENBACK_SPEECH__DEVICE", "gpu")
    code, _, err = line.run("doctor")
    assert code == 1
    assert "speech.device" in err


def test_a_plan_is_stated_changed_and_previewed(line: Line, archive: Path) -> None:
    line.run("ingest", "--manifest", archive)
    weekly = ("plan", "set", "weekly", "--target", "4", "--strata", "none", "--every", "weekly", "--json")
    code, out, _ = line.run(*weekly)
    assert code == 0
    assert json.loads(out)["version"] == 1
    code, out, _ = line.run("plan", "set", "weekly", "--labels", "3", "--zone", "Europe/Berlin", "--json")
    told = json.loads(out)
    assert (told["version"], told["target"], told["labels"], told["schedule"]) == (2, 4, 3, "weekly")
    code, out, _ = line.run("plan", "preview", "weekly", "--json")
    assert (code, json.loads(out)["strata"][0]["name"]) == (0, "all")
    assert [plan["name"] for plan in json.loads(line.run("plan", "list", "--json")[1])] == ["weekly"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--target", "4", "--strata", "colour"), "ingest.metadata_fields"),
        (("--strata", "queue"), "--target 240"),
        (("--target", "4", "--zone", "Atlantis"), "no time zone"),
        (("--target", "4", "--weekday", "someday"), "no day of the week"),
        (("--target", "4", "--single", "billing"), "billing=40"),
        (("--rate", "0.1", "--single", "billing=400"), "between 0 and 1"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_with_the_remedy(
    line: Line, archive: Path, options: tuple[str, ...], said: str
) -> None:
    line.run("ingest", "--manifest", archive)
    code, out, err = line.run("plan", "set", "wrong", *options)
    assert (code, out) == (1, "")
    assert said in err
    assert json.loads(line.run("plan", "list", "--json")[1]) == []


def test_a_list_is_published_before_the_dice_are_thrown(line: Line, archive: Path) -> None:
    line.run("ingest", "--manifest", archive)
    line.run("plan", "set", "monthly", "--target", "3", "--strata", "none")
    period = ("--from", "2026-09-01", "--until", "2026-10-01", "--plan", "monthly")
    code, out, _ = line.run("draw", "commit", *period, "--seed-from", "dice", "--named", "Asha's dice", "--json")
    committed = json.loads(out)
    assert (code, committed["seed_hex"], committed["selected"]) == (0, None, [])
    assert "still waits" in line.run("draw", "run", *period)[2]
    assert "named dice" in line.run("draw", "reveal", "1", "--beacon", "5e" * 32)[2]
    code, out, _ = line.run("draw", "reveal", "1", "--dice", "3 5 1 6 2 2 4 1 3 6", "--json")
    revealed = json.loads(out)
    assert (code, len(revealed["selected"]), revealed["manifest_sha256"]) == (0, 3, committed["manifest_sha256"])
    assert revealed["terms"]["plan"]["name"] == "monthly"
    assert line.run("draw", "verify", "1")[0] == 0


def test_an_abandoned_draw_keeps_its_number_in_the_chain(line: Line, archive: Path) -> None:
    line.run("ingest", "--manifest", archive)
    line.run("plan", "set", "monthly", "--target", "3", "--strata", "none")
    period = ("--from", "2026-09-01", "--until", "2026-10-01", "--plan", "monthly")
    line.run("draw", "commit", *period, "--seed-from", "dice", "--named", "Asha's dice")
    assert line.run("draw", "abandon", "1", "--reason", "the dice were lost")[0] == 0
    assert line.run("draw", "run", *period)[0] == 0
    draws = json.loads(line.run("draw", "show", "--json")[1])
    assert [(draw["number"], draw["abandoned"]) for draw in draws] == [(1, "the dice were lost"), (2, "")]
    assert line.run("draw", "verify", "2")[0] == 0


def test_dice_must_be_named_before_they_are_thrown(line: Line, archive: Path) -> None:
    line.run("ingest", "--manifest", archive)
    period = ("--from", "2026-09-01", "--until", "2026-10-01", "--target", "3")
    code, _, err = line.run("draw", "run", *period, "--dice", "3 5 1 6 2 2 4 1 3 6")
    assert code == 1
    assert "not named" in err


def test_a_preview_without_calls_still_says_how_narrow_intervals_will_be(line: Line, archive: Path) -> None:
    (archive.parent / "none.csv").write_text("external_id,started_at\n")
    line.run("ingest", "--manifest", archive.parent / "none.csv")
    code, out, _ = line.run("plan", "preview", "--target", "385")
    assert code == 0
    assert "385 calls a month give ± 5 points." in out
    assert "no calls yet" in out
    assert json.loads(line.run("plan", "preview", "--rate", "0.1", "--json")[1])["calls_a_month"] == 0


def test_the_desk_s_queues_and_agreement_are_told(line: Line, archive: Path) -> None:
    line.run("ingest", "--manifest", archive)
    _, out, _ = line.run("labels", "queues", "--json")
    told = json.loads(out)
    assert {one["purpose"] for one in told["queues"]} >= {"estimation", "double_coding", "gold"}
    assert (told["held"], told["skipped"]) == (0, 0)
    assert "waiting" in line.run("labels", "queues")[1]
    _, out, _ = line.run("labels", "agreement", "--json")
    assert json.loads(out)["alpha"] == {"value": None, "low": None, "high": None, "calls": 0}
    assert "not enough calls yet" in line.run("labels", "agreement")[1]


def test_a_queue_that_cannot_be_filled_says_why(line: Line, archive: Path) -> None:
    line.run("ingest", "--manifest", archive)
    status, _, wrong = line.run("labels", "fill", "gold", "--count", "5")
    assert status != 0
    assert "no call has a settled answer yet" in wrong
    assert "A worker is choosing" in line.run("labels", "fill", "training")[1]


def test_a_list_is_previewed_taken_in_and_written_out_again(line: Line, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("email,name,role\nada@x.example,Ada Novak,admin\n")
    code, out, _ = line.run("users", "import", people, "--preview")
    assert (code, out.splitlines()[-1]) == (0, "1 to add, 0 to change, 0 unchanged, 0 wrong. Nothing was written.")
    line.run("users", "import", people)
    _, out, _ = line.run("users", "export")
    assert out.splitlines()[1] == "ada@x.example,Ada Novak,admin,,,,yes"
    months = tmp_path / "customers.csv"
    months.write_text("month,customers\n2026-09,0\n")
    code, out, _ = line.run("registers", "import", "customers", months, "--preview")
    assert "line 2: customers: It must be 1 or more" in out
    code, _, err = line.run("registers", "import", "customers", months)
    assert code != 0
    assert "customers.csv line 2" in err

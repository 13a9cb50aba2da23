"""The five things of `docs/how-to/use-the-api.md`, done as they are written there."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from store.installation import Installation
from store.tables.call import Call
from tests.api.programs import Program, program
from tests.factories.call import make_call
from tests.factories.cause import make_causes
from tests.factories.figure import make_figure
from tests.factories.person import quentin
from tests.factories.sounds import noise, sound, wav_bytes
from tests.factories.transcript import make_transcript

PAGE = (Path(__file__).parents[2] / "docs/how-to/use-the-api.md").read_text(encoding="utf-8")
CURL = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def call(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """A call that was listened to, a figure, and the two files of the page in the folder one is in."""
    make_causes(session)
    found = make_call(session, queue="billing")
    make_transcript(session, call=found)
    make_figure(session)
    (tmp_path / "calls.csv").write_text(
        "external_id,started_at,queue,consent,file\nNL-1,2026-10-30T09:00:00Z,billing,yes,one.wav\n"
    )
    (tmp_path / "one.wav").write_bytes(wav_bytes(sound(noise(2.0))))
    monkeypatch.chdir(tmp_path)
    return found


@pytest.fixture
def lead(installation: Installation, session: Session, call: Call) -> Program:
    return program(installation, session, quentin(session))


def test_the_pieces_of_python_run_one_after_the_other(lead: Program, capsys: pytest.CaptureFixture[str]) -> None:
    curled(lead, CURL[3], "")  # the campaign that the fourth piece changes
    names: dict[str, Any] = {"client": lead.client}
    for piece in PYTHON:
        exec(compile(piece, "use-the-api.md", "exec"), names)
    told = capsys.readouterr().out
    assert "1 new calls, 0 refused" in told
    assert "1 calls were listened to" in told
    assert "I got your flyer in the mail" in told
    assert "200 6000" in told
    assert "1 labels as of 2026-11-02T09:00:00+00:00" in told


def test_the_lines_of_curl_are_answered(lead: Program, call: Call) -> None:
    answers = [curled(lead, line, str(call.id)) for line in CURL]
    assert [answer.status_code for answer in answers] == [201, 200, 200, 201, 200]
    assert answers[1].json()["items"][0]["id"] == str(call.id)
    assert answers[2].json()["created"] == 1
    assert answers[4].text.startswith("call_id,external_id")


def curled(lead: Program, line: str, call_id: str) -> Any:
    """What curl would send, sent by the test's client, which has the key."""
    words = shlex.split(line.replace("$CALL", call_id).replace("$LISTENBACK/v1", "").replace("$KEY", "key"))
    headers: dict[str, str] = {}
    files, data, method, path = [], None, "GET", ""
    rest = iter(words[1:])
    for word in rest:
        if word == "-H":
            name, _, value = next(rest).partition(": ")
            headers |= {} if name == "Authorization" else {name: value}
        elif word == "-F":
            name, _, file = next(rest).partition("=@")
            files.append((name, (file, Path(file).read_bytes())))
        elif word == "-d":
            data = next(rest)
        elif word == "-X":
            method = next(rest)
        elif word == "-o":
            next(rest)
        elif not word.startswith("-"):
            path = word
    method = "POST" if method == "GET" and (data or files) else method
    return lead.client.request(method, path, headers=headers, content=data, files=files or None)

"""Agents' names are cut out of excerpts, wherever they are said, even where the call kept them."""

import pytest
from sqlalchemy.orm import Session

from settings.settings import Redaction, Settings
from store.tables.transcript import Transcript
from tests.factories.call import make_call
from tests.factories.draw import make_draw
from tests.factories.selection import make_selection
from tests.factories.transcript import make_transcript, talk
from worker.agent_names import roster_of, without_names


def said(session: Session, *lines: tuple[str, str]) -> Transcript:
    segments = talk(*lines)
    return make_transcript(
        session, segments=segments, entities=[], duration_s=60.0, channels=2, lanes=["agent", "customer"]
    )


def test_the_roster_is_every_drawn_calls_agent_and_the_settings(session: Session, settings: Settings) -> None:
    draw = make_draw(session)
    for agent in ("Maya Lindholm", "A-1042", "", "Maya Lindholm"):
        make_selection(session, draw=draw, call=make_call(session, agent=agent))
    make_call(session, agent="Never Drawn")
    told = settings.model_copy(update={"redaction": Redaction(cut_names=["Siân O'Neill"])})
    assert roster_of(session, told) == {("maya", "lindholm"), ("siân", "o'neill")}


def test_a_name_is_cut_in_full_in_part_and_in_the_genitive(session: Session) -> None:
    transcript = said(
        session,
        ("agent", "hello Maya Lindholm speaking how can I help"),
        ("customer", "Maya, it was Lindholm's promise I think"),
    )
    hidden = without_names(transcript, {("maya", "lindholm")})
    assert [segment["text"] for segment in hidden.segments] == [
        "hello [NAME] speaking how can I help",
        "[NAME], it was [NAME] promise I think",
    ]
    assert [entity["type"] for entity in hidden.entities] == ["NAME"] * 3
    assert [span.channel for span in hidden.spans] == [0, 1, 1]
    first = transcript.segments[0]["words"][1]
    assert hidden.spans[0].start <= first["start"]
    assert hidden.spans[0].end >= transcript.segments[0]["words"][2]["end"]
    assert "Maya" not in str(hidden)


@pytest.mark.parametrize("word", ["will", "may", "billing"])
def test_an_everyday_word_is_no_name_on_its_own(session: Session, word: str) -> None:
    transcript = said(session, ("agent", f"I {word} look into that"))
    roster = {("will", "hart"), ("may", "jones"), ("billing", "team")}
    assert without_names(transcript, roster).spans == ()


def test_but_in_full_it_is(session: Session) -> None:
    transcript = said(session, ("agent", "this is Will Hart and I will help"))
    hidden = without_names(transcript, {("will", "hart")})
    assert hidden.segments[0]["text"] == "this is [NAME] and I will help"


def test_without_a_name_the_call_is_as_it_was(session: Session) -> None:
    transcript = said(session, ("agent", "how can I help"))
    hidden = without_names(transcript, {("maya", "lindholm")})
    assert (hidden.segments, hidden.entities, hidden.spans) == (transcript.segments, [], ())


def test_on_one_line_for_both_it_is_silent_for_both(session: Session) -> None:
    segments = talk(("unknown", "hello Maya here"))
    transcript = make_transcript(session, segments=segments, entities=[], duration_s=9.0, channels=1, lanes=["unknown"])
    (span,) = without_names(transcript, {("maya", "lindholm")}).spans
    assert span.channel is None

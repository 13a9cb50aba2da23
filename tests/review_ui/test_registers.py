"""Registers that people keep, and exceptions that three departments have a voice in."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.errors import StateForbidsError
from classify.links import read_registers
from respond.exception_requests import ask_exception, decide, missing_voices, raise_voice
from store.installation import Installation
from store.tables.driver import Offering, PromiseException
from store.tables.exception_request import ExceptionRequest, RequestState, VoiceOf
from store.tables.register_entry import RegisterEntry
from tests.conftest import NOW
from tests.factories.driver import make_offering
from tests.factories.person import bruno, carol, dilip, erika
from tests.factories.scene import Scene
from tests.respond.masking import mask
from tests.review_ui.visitor import visitor


def test_a_line_is_added_changed_and_says_what_it_said_before(installation: Installation, scene: Scene) -> None:
    bruno = visitor(installation, scene.bruno)
    wrong = bruno.send("/registers/failure", {"name": "Ostrava", "text": ""}, form_on="/registers/failure")
    assert wrong.status_code == 422
    assert 'value="Ostrava"' in wrong.text
    bruno.send(
        "/registers/failure", {"name": "Ostrava", "text": "we promised night work"}, form_on="/registers/failure"
    )
    with installation.readers() as reader:
        entry = reader.scalars(select(RegisterEntry)).one()
    path = f"/registers/failure/{entry.id}"
    bruno.send(path, {"name": "Ostrava", "text": "no crew at night", "retire": "yes"}, form_on=path)
    page = bruno.get(path).text
    assert "we promised night work" in page
    assert "Retired" in page
    assert "no crew at night" in bruno.get("/registers/failure?q=night+crew").text
    assert "Nothing here holds all of" in bruno.get("/registers/failure?q=zebra").text
    assert visitor(installation, scene.asha).get("/registers/failure").status_code == 200
    assert visitor(installation, scene.asha).send(path, {"name": "x", "text": "y"}).status_code == 403


def test_an_offering_added_here_is_read_by_the_promise_check(installation: Installation, scene: Scene) -> None:
    fields = {"name": "Night work", "text": "a technician comes at night for 90 dollars"}
    visitor(installation, scene.quentin).send("/registers/offerings", fields, form_on="/registers/offerings")
    with installation.readers() as reader:
        made = reader.scalars(select(Offering).where(Offering.name == "Night work")).one()
        assert made.id == "OF-NIGHT-WORK"
        assert "OF-NIGHT-WORK" in {offering.id for offering in read_registers(reader).offerings}


def test_a_request_is_decided_by_somebody_else_after_everybody_was_heard(session: Session) -> None:
    asker, decider = bruno(session), carol(session)
    offering = make_offering(session)
    request = ask_exception(
        session, by=asker, promise="installation in three days, ring 555 0142", offering_id=offering.id,
        why="a school opens", redact=mask, now=NOW,
    )  # fmt: skip
    assert request.promise.endswith("[PHONE]")
    with pytest.raises(StateForbidsError, match="Not everybody was heard yet: operations, customer care, sales"):
        decide(session, request, by=decider, approve=True, reason="yes", redact=mask, now=NOW)
    said: dict[str, Any] = {"is_for": True, "text": "can be done", "redact": mask, "now": NOW}
    for voice, person in zip(VoiceOf, (decider, erika(session), dilip(session)), strict=True):
        raise_voice(session, request, voice_of=voice, by=person, **said)
    with pytest.raises(StateForbidsError, match="spoken for operations already"):
        raise_voice(session, request, voice_of=VoiceOf.SALES, by=decider, **said)
    assert missing_voices(session, request) == []
    with pytest.raises(StateForbidsError, match="Whoever asks does not decide"):
        decide(session, request, by=asker, approve=True, reason="yes", redact=mask, now=NOW)
    decide(session, request, by=decider, approve=True, reason="once, for the school", redact=mask, now=NOW)
    assert request.state is RequestState.APPROVED
    approved = session.get_one(PromiseException, request.exception_id)
    assert (approved.promise, approved.approved_by, approved.approved_date) == (
        request.promise, decider.email, NOW.date(),
    )  # fmt: skip
    assert approved.id in {exception.id for exception in read_registers(session).exceptions}
    with pytest.raises(StateForbidsError, match="what was decided stays"):
        decide(session, request, by=decider, approve=False, reason="no", redact=mask, now=NOW)


def test_the_whole_way_on_the_page(installation: Installation, scene: Scene) -> None:
    bruno, carol = visitor(installation, scene.bruno), visitor(installation, scene.carol)
    path = "/exception-requests"
    wrong = bruno.send(path, {"promise": "a free router", "why": ""}, form_on=path)
    assert wrong.status_code == 422
    assert "a free router" in wrong.text
    bruno.send(path, {"promise": "a free router", "why": "the old one is loud"}, form_on=path)
    with installation.readers() as reader:
        request = reader.scalars(select(ExceptionRequest)).one()
    assert "Exception" in visitor(installation, scene.quentin).get("/review").text
    for voice, somebody in zip(VoiceOf, (scene.carol, scene.quentin, scene.ada), strict=True):
        fields = {"voice_of": voice.value, "is_for": "no", "text": "too dear"}
        answer = visitor(installation, somebody).send(f"{path}/{request.id}/voices", fields, form_on=path)
        assert answer.status_code == 303
    assert "Approve it" in carol.get(path).text
    assert "Approve it" not in bruno.get(path).text
    fields = {"approve": "no", "reason": "everybody would want one"}
    assert carol.send(f"{path}/{request.id}/decision", fields, form_on=path).status_code == 303
    assert "Refused: everybody would want one" in bruno.get(path).text

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from store.draws import abandon_draw, broken_chain, commit_draw, record_of_draw, reveal_draw, selections_of, verify_draw
from store.tables.draw import Draw, DrawPurpose, DrawState, SeedSource
from survey.errors import DrawError
from survey.verify import document_of, record_of, verify
from tests.factories.call import make_call
from tests.factories.draw import ENDS_AT, STARTS_AT

QUEUES = ("billing", "moves")


@pytest.fixture
def frame(session: Session) -> list[tuple[str, str]]:
    return [(make_call(session).id.hex, QUEUES[number % 2]) for number in range(20)]


def commit(session: Session, frame: list[tuple[str, str]], now: datetime, **overrides: Any) -> Draw:
    facts: dict[str, Any] = {
        "purpose": DrawPurpose.CALLS,
        "subject": "every queue",
        "manifest": frame,
        "targets": {"billing": 3, "moves": 5},
        "seed_source": SeedSource.DICE,
        "seed_named": "ten dice thrown by Asha at noon",
        "starts_at": STARTS_AT,
        "ends_at": ENDS_AT,
        "excluded": {"no_consent": 2},
        "details": {},
        "now": now,
    }
    return commit_draw(session, **facts | overrides)


def test_a_committed_draw_has_a_published_hash_and_no_seed(
    session: Session, frame: list[tuple[str, str]], now: datetime
) -> None:
    draw = commit(session, frame, now)
    assert (draw.number, draw.state, draw.seed_hex, draw.record_sha256) == (1, DrawState.COMMITTED, None, "")
    assert [line[0] for line in draw.manifest] == sorted(call_id for call_id, _ in frame)
    assert len(draw.manifest_sha256) == 64


def test_revealing_selects_by_stratum_with_known_probabilities(
    session: Session, frame: list[tuple[str, str]], now: datetime
) -> None:
    draw = commit(session, frame, now)
    selections = reveal_draw(session, draw, seed=b"3516224136", now=now)
    assert [(chosen.stratum, chosen.rank) for chosen in selections] == [
        *(("billing", rank) for rank in range(3)),
        *(("moves", rank) for rank in range(5)),
    ]
    assert {chosen.stratum: chosen.probability for chosen in selections} == {"billing": 0.3, "moves": 0.5}
    assert (draw.state, draw.revealed_at, draw.seed_hex) == (DrawState.REVEALED, now, b"3516224136".hex())
    assert selections_of(session, draw) == selections


def test_it_verifies_after_a_round_trip_through_the_database(
    session: Session, frame: list[tuple[str, str]], now: datetime
) -> None:
    draw = commit(session, frame, now.replace(microsecond=123_450))
    reveal_draw(session, draw, seed=b"3516224136", now=now)
    session.commit()
    session.expire_all()
    assert verify_draw(session, draw).verified
    exported = document_of(record_of_draw(session, draw))
    assert verify(record_of(exported)).verified


def test_one_changed_line_of_the_manifest_is_found(
    session: Session, frame: list[tuple[str, str]], now: datetime
) -> None:
    draw = commit(session, frame, now)
    reveal_draw(session, draw, seed=b"3516224136", now=now)
    (call_id, _), *rest = draw.manifest
    draw.manifest = [[call_id, "elsewhere"], *rest]
    verification = verify_draw(session, draw)
    assert not verification.verified
    assert verification.first_difference is not None


def test_a_call_swapped_into_the_selection_is_found(
    session: Session, frame: list[tuple[str, str]], now: datetime
) -> None:
    draw = commit(session, frame, now)
    chosen = reveal_draw(session, draw, seed=b"3516224136", now=now)
    unchosen = {UUID(call_id) for call_id, _ in frame} - {selection.call_id for selection in chosen}
    chosen[0].call_id = min(unchosen)
    session.flush()
    assert "selection 1" in str(verify_draw(session, draw).first_difference)


def test_draws_form_one_chain_abandoned_ones_included(
    session: Session, frame: list[tuple[str, str]], now: datetime
) -> None:
    first = commit(session, frame, now)
    reveal_draw(session, first, seed=b"3516224136", now=now)
    second = abandon_draw(session, commit(session, frame, now), reason="the dice fell off the table")
    third = commit(session, frame, now, seed_source=SeedSource.SERVER, seed_named="")
    reveal_draw(session, third, seed=None, now=now)
    assert [second.previous_sha256, third.previous_sha256] == [first.record_sha256, second.record_sha256]
    assert broken_chain(session) is None
    first.seed_hex = b"1111111111".hex()
    assert "draw 2" in str(broken_chain(session))


def test_the_next_draw_waits_until_the_last_one_is_closed(
    session: Session, frame: list[tuple[str, str]], now: datetime
) -> None:
    commit(session, frame, now)
    with pytest.raises(DrawError, match="draw 1 still waits"):
        commit(session, frame, now)


def test_a_draw_by_dice_is_not_revealed_without_them(
    session: Session, frame: list[tuple[str, str]], now: datetime
) -> None:
    draw = commit(session, frame, now)
    with pytest.raises(DrawError, match="ten dice thrown by Asha"):
        reveal_draw(session, draw, seed=None, now=now)
    reveal_draw(session, draw, seed=b"3516224136", now=now)
    with pytest.raises(DrawError, match="closed already"):
        reveal_draw(session, draw, seed=b"6666666666", now=now)


def test_a_call_listed_twice_is_refused(session: Session, frame: list[tuple[str, str]], now: datetime) -> None:
    with pytest.raises(DrawError, match="twice"):
        commit(session, [*frame, frame[0]], now)

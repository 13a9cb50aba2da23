"""A believable small company, eight weeks long: enough rows for every page to have something to show."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from math import ceil
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from audio.encode import encode_opus
from audio.sound import Samples
from audio.waveform import peaks
from deliver.digest_body import CauseFinding, DigestBody, Estimate, as_json, subject_of
from store.blobs import Blobs
from store.draws import commit_draw, reveal_draw
from store.tables.call import Call, CallState
from store.tables.cause import Cause
from store.tables.digest import Digest, DigestState
from store.tables.draw import Draw, DrawPurpose, SeedSource
from store.tables.excerpt import Excerpt
from store.tables.figure import Measure
from store.tables.label import Label
from store.tables.person import Person, Role
from store.tables.reply import RoleReason
from store.tables.transcript import Transcript
from tests.factories.call import make_call
from tests.factories.cause import make_causes
from tests.factories.commitment import make_commitment
from tests.factories.digest import make_digest
from tests.factories.driver import make_campaign
from tests.factories.excerpt import make_excerpt
from tests.factories.figure import make_figure
from tests.factories.label import make_label
from tests.factories.measurement import make_measurement
from tests.factories.person import ada, asha, bruno, carol, dilip, erika, make_person, quentin
from tests.factories.refusal import make_refusal
from tests.factories.reply import make_reply
from tests.factories.sounds import RATE, silence, sound, speech_like
from tests.factories.transcript import make_transcript, talk

FIRST_DAY = datetime(2026, 9, 7, tzinfo=UTC)
LAST_DAY = FIRST_DAY + timedelta(weeks=8)
FIXED_AT = FIRST_DAY + timedelta(weeks=4)

STORIES: dict[str, tuple[tuple[str, str], ...]] = {
    "marketing_mailer": (
        ("agent", "thank you for calling northlight this is billing how can I help you today"),
        ("customer", "hello my name is [NAME] and I got your letter yesterday it says the first three months are free"),
        ("agent", "let me look that up for you one moment please"),
        ("customer", "but now my card [CARD_NUMBER] was charged the full amount so which of the two is true"),
        ("agent", "I am sorry the letter went out with last year's offer on the back"),
        ("customer", "then why do you send it to me I had no question before that letter came"),
    ),
    "ops_issue": (
        ("agent", "northlight support good morning"),
        ("customer", "the line has been dead since sunday and nobody tells us anything"),
        ("agent", "there is work on the exchange in your street it was planned"),
        ("customer", "planned by whom I run a shop here I would have moved my deliveries"),
        ("agent", "you can reach me on [PHONE] if it is not back tonight"),
    ),
    "sales_overpromise": (
        ("agent", "good afternoon how may I help"),
        ("customer", "your colleague said the technician comes within three days it has been two weeks"),
        ("agent", "the standard is ten working days I am afraid"),
        ("customer", "that is not what I signed he told me three days twice"),
    ),
    "customer_need": (
        ("agent", "northlight how can I help"),
        ("customer", "we are moving house in december and would like to take the contract with us"),
        ("agent", "gladly I only need the new address"),
        ("customer", "it is [ADDRESS] and we move on the ninth"),
    ),
}
QUOTES = {
    "marketing_mailer": "I got your letter yesterday it says the first three months are free",
    "ops_issue": "the line has been dead since sunday",
    "sales_overpromise": "your colleague said the technician comes within three days",
    "customer_need": "we are moving house in december",
}
SHARES: dict[str, tuple[float, float, float, float]] = {
    "marketing_mailer": (0.312, 0.264, 0.364, 0.318),
    "ops_issue": (0.178, 0.138, 0.226, 0.171),
    "sales_overpromise": (0.121, 0.087, 0.165, 0.127),
    "agent_knowledge_gap": (0.064, 0.041, 0.099, 0.059),
    "customer_need": (0.283, 0.236, 0.335, 0.279),
}
WEEKS: dict[str, tuple[float, ...]] = {
    "marketing_mailer": (0.48, 0.51, 0.14, 0.09),
    "ops_issue": (0.15, 0.19, 0.2, 0.17),
    "sales_overpromise": (0.11, 0.13, 0.12, 0.13),
    "agent_knowledge_gap": (0.05, 0.07, 0.07, 0.06),
    "customer_need": (0.2, 0.18, 0.37, 0.39),
}


@dataclass
class Scene:
    bruno: Person
    carol: Person
    asha: Person
    quentin: Person
    ada: Person
    auditor: Person
    calls: list[Call] = field(default_factory=list)
    draws: list[Draw] = field(default_factory=list)
    digest: Digest | None = None
    excerpts: list[Excerpt] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


def make_scene(session: Session, blobs: Blobs, *, calls: int = 64) -> Scene:
    """Everything, in the order the street makes it."""
    scene = _people(session)
    dilip(session)
    erika(session)
    make_causes(session)
    make_campaign(session, id="autumn", drop_date=date(2026, 9, 7), quantity=12_000)
    make_campaign(
        session, id="winter", name="Winter letter", drop_date=date(2026, 10, 1), quantity=8_000, phone="18005550199"
    )
    _add_calls(session, blobs, scene, calls)
    _add_draws(session, scene)
    _add_figures(session)
    _add_digest(session, blobs, scene)
    _add_actions(session, scene)
    make_refusal(session, source="calls.csv", line=17, external_id="NL-0017", reason="bad_date")
    session.flush()
    return scene


def read_scene(session: Session) -> Scene:
    """A scene that was made before, from its rows."""
    scene = _people(session)
    scene.calls = list(session.scalars(select(Call).order_by(Call.external_id)))
    scene.draws = list(session.scalars(select(Draw).order_by(Draw.number)))
    scene.labels = list(session.scalars(select(Label)))
    scene.digest = session.scalars(select(Digest).where(Digest.person_id == scene.bruno.id)).one()
    excerpts = select(Excerpt).where(Excerpt.digest_id == scene.digest.id)
    scene.excerpts = list(session.scalars(excerpts.order_by(Excerpt.position)))
    return scene


def _people(session: Session) -> Scene:
    auditor = session.scalar(select(Person).where(Person.role == Role.AUDITOR))
    return Scene(
        bruno=bruno(session),
        carol=carol(session),
        asha=asha(session),
        quentin=quentin(session),
        ada=ada(session),
        auditor=auditor or make_person(session, name="Aurel Auditor", role=Role.AUDITOR, title="Auditor"),
    )


def _add_calls(session: Session, blobs: Blobs, scene: Scene, calls: int) -> None:
    causes = list(STORIES)
    for number in range(calls):
        cause = causes[number % len(causes)]
        call = make_call(
            session,
            external_id=f"NL-{number + 1000}",
            started_at=FIRST_DAY + timedelta(hours=9 + 20.7 * number),
            duration_s=38 + number % 30,
            handle_s=95 + 7 * (number % 25),
            queue=("billing", "support", "sales")[number % 3],
            dialled_number="18005550142" if cause == "marketing_mailer" else "18005550100",
        )
        scene.calls.append(call)
        _settle(session, blobs, call, cause, number)


def _settle(session: Session, blobs: Blobs, call: Call, cause: str, number: int) -> None:
    """Most calls are done; a few tell of what goes wrong."""
    wrong = {
        5: (CallState.FAILED, "not_audio", "The recording NL-1005.wav is not audio. Export it again and retry."),
        11: (CallState.FAILED, "model_unavailable", "No speech model could be loaded from “small”."),
        17: (CallState.EXCLUDED, "no_consent", "The customer did not agree to be recorded."),
        23: (CallState.EXCLUDED, "duplicate", "The same recording came as NL-1002."),
        29: (CallState.SKIPPED, "cap_reached", "The month’s cap was reached before this call."),
    }.get(number)
    if wrong:
        call.state, call.reason, call.message = wrong
        return
    if number % 4 == 3 and number > 30:
        call.state = CallState.RECEIVED
        return
    segments = talk(*STORIES[cause])
    voice = voice_of(cause) if number < 12 else None
    make_transcript(
        session,
        call=call,
        segments=segments,
        entities=entities_of(segments),
        engine="speech-demo" if voice else "ready",
        audio_blob=blobs.put(voice.opus) if voice else None,
        waveform=voice.waveform if voice else [],
    )


@dataclass(frozen=True)
class Voice:
    """The sound of one story, made once however many calls tell it."""

    opus: bytes
    waveform: list[list[float]]
    length_ms: int


@cache
def voice_of(cause: str) -> Voice:
    played = sound(*voices_of(talk(*STORIES[cause])))
    waveform: list[list[float]] = peaks(played, 240).round(3).tolist()
    return Voice(encode_opus(played), waveform, round(played.length / played.rate * 1000))


def voices_of(segments: list[dict[str, Any]]) -> list[Samples]:
    """Two channels in which each word sounds where the transcript has it; redacted words are silent."""
    length = segments[-1]["end"] + 0.5
    channels = {"agent": silence(length), "customer": silence(length)}
    for index, segment in enumerate(segments):
        first, last = round(segment["start"] * RATE), round(segment["end"] * RATE)
        voice = speech_like(ceil((last - first) / RATE), seed=index + 1)[: last - first]
        channels[segment["speaker"]][first : first + voice.size] = voice
        for word in segment["words"]:
            if word["word"].startswith("["):
                channels[segment["speaker"]][round(word["start"] * RATE) : round(word["end"] * RATE)] = 0
    return [np.asarray(channel) for channel in channels.values()]


def entities_of(segments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"type": word["word"].strip("[]"), "speaker": segment["speaker"], "start": word["start"], "end": word["end"]}
        for segment in segments
        for word in segment["words"]
        if word["word"].startswith("[")
    ]


def _add_draws(session: Session, scene: Scene) -> None:
    """Two draws that verify: of the calls, and of those that people label."""
    done = [call for call in scene.calls if call.state is CallState.DONE]
    for purpose, subject in ((DrawPurpose.CALLS, "every queue"), (DrawPurpose.LABELS, "labels of the period")):
        manifest = [(call.id.hex, call.queue) for call in done]
        draw = commit_draw(
            session,
            purpose=purpose,
            subject=subject,
            manifest=manifest,
            targets=dict(Counter(queue for _, queue in manifest)),
            seed_source=SeedSource.DICE,
            seed_named="four dice thrown by the works council at noon",
            starts_at=FIRST_DAY,
            ends_at=LAST_DAY,
            excluded={"no_consent": 1, "duplicate": 1} if purpose is DrawPurpose.CALLS else {},
            details={},
            now=LAST_DAY,
        )
        reveal_draw(session, draw, seed=bytes.fromhex("5e" * 32), now=LAST_DAY + timedelta(hours=3))
        scene.draws.append(draw)
    for call in done[:-8]:
        transcript = session.query(Transcript).filter_by(call_id=call.id).one()
        cause = next(cause for cause, quote in QUOTES.items() if quote in transcript.text)
        given: dict[str, Any] = {"cause_id": cause, "draw_id": scene.draws[1].id, "probability": 0.9}
        scene.labels.append(make_label(session, call=call, labelled_at=LAST_DAY + timedelta(hours=4), **given))


def _add_figures(session: Session) -> None:
    period: dict[str, Any] = {"starts_at": FIRST_DAY, "ends_at": LAST_DAY, "labelled": 221, "drawn": 240, "frame": 412}
    for cause, (value, low, high, human) in SHARES.items():
        make_figure(
            session, cause_id=cause, value=value, low=low, high=high, human_value=human,
            human_low=human - 0.06, human_high=human + 0.06, effective_n=243.0, **period,
        )  # fmt: skip
        for measure, factor in ((Measure.CALLS, 412), (Measure.MINUTES, 1_420), (Measure.COST, 1_562)):
            make_figure(
                session, cause_id=cause, measure=measure, value=value * factor, low=low * factor, high=high * factor,
                human_value=None, human_low=None, human_high=None, **period,
            )  # fmt: skip
        for index, share in enumerate(WEEKS[cause]):
            starts_at = FIRST_DAY + timedelta(weeks=2 * index)
            make_figure(
                session, cause_id=cause, grain="weeks", starts_at=starts_at, ends_at=starts_at + timedelta(weeks=2),
                value=share, low=max(share - 0.09, 0.01), high=share + 0.1, labelled=55, drawn=60, frame=103,
            )  # fmt: skip
    make_figure(
        session, cause_id="unknown", value=None, low=None, high=None, human_value=None, human_low=None,
        human_high=None, effective_n=None, estimator="not enough", **period,
    )  # fmt: skip


def _add_digest(session: Session, blobs: Blobs, scene: Scene) -> None:
    for person, cause in ((scene.bruno, "marketing_mailer"), (scene.carol, "ops_issue")):
        body = _body(session, person, cause)
        digest = make_digest(
            session,
            person=person,
            starts_at=FIRST_DAY,
            ends_at=LAST_DAY,
            state=DigestState.READY,
            subject=subject_of(body),
            body=as_json(body),
            ready_at=LAST_DAY,
        )
        told = [call for call in scene.calls if call.state is CallState.DONE and _tells(session, call, cause)][:4]
        excerpts = [
            _excerpt(session, blobs, digest, call, cause, place, scene.draws[0]) for place, call in enumerate(told, 1)
        ]
        if person is scene.bruno:
            scene.digest, scene.excerpts = digest, excerpts


def _body(session: Session, person: Person, cause: str) -> DigestBody:
    value, low, high, _ = SHARES[cause]
    finding = CauseFinding(
        cause_id=cause,
        cause=session.get_one(Cause, cause).name,
        share=Estimate(value, low, high),
        labelled=221,
        drawn=240,
        frame=412,
        cost=Estimate(value * 1562, low * 1562, high * 1562),
        change="Since the fix its share dropped by 39 points, between 53 and 25.",
    )
    return DigestBody(person.name, FIRST_DAY, LAST_DAY, "EUR", findings=(finding,))


def _tells(session: Session, call: Call, cause: str) -> bool:
    transcript = session.query(Transcript).filter_by(call_id=call.id).one()
    return QUOTES[cause] in transcript.text


def _excerpt(session: Session, blobs: Blobs, digest: Digest, call: Call, cause: str, place: int, draw: Draw) -> Excerpt:
    segments = talk(*STORIES[cause])
    words = [word for segment in segments for word in segment["words"]]
    quote = QUOTES[cause].split()
    at = next(i for i in range(len(words)) if [word["word"] for word in words[i : i + len(quote)]] == quote)
    voice = voice_of(cause)
    return make_excerpt(
        session,
        digest=digest,
        call=call,
        cause_id=cause,
        draw_id=draw.id,
        position=place,
        segments=segments,
        entities=entities_of(segments),
        start_ms=0,
        end_ms=voice.length_ms,
        quote=QUOTES[cause],
        quote_start_ms=round(words[at]["start"] * 1000),
        quote_end_ms=round(words[at + len(quote) - 1]["end"] * 1000),
        web_blob=blobs.put(voice.opus) if place < 4 else None,
        waveform=voice.waveform if place < 4 else [],
    )


def _add_actions(session: Session, scene: Scene) -> None:
    reply = make_reply(
        session, excerpt=scene.excerpts[1], role_played="We printed last year’s price on the back of the letter.",
        reason=RoleReason.PROCESS, replied_at=FIXED_AT,
    )  # fmt: skip
    fixed = make_commitment(
        session, reply_id=reply.id, promise="The letter goes out corrected, and billing proofreads every one after it.",
        put_in="one person, two days a month", moved="one person, two days a month", state="in_effect",
        made_at=FIXED_AT - timedelta(days=5), effective_at=FIXED_AT, due_date=date(2026, 10, 5),
    )  # fmt: skip
    make_measurement(
        session, commitment=fixed, as_of=LAST_DAY,
        controls=[
            {"cause": "ops_issue", "change": 0.012, "low": -0.09, "high": 0.11, "verdict": "unchanged"},
            {"cause": "sales_overpromise", "change": 0.007, "low": -0.08, "high": 0.1, "verdict": "cannot_tell_yet"},
        ],
    )  # fmt: skip
    make_commitment(
        session, cause_id="ops_issue", person_id=scene.carol.id, due_date=date(2026, 10, 20), expected_drop=0.1,
        promise="Customers in a street get a text before work on their exchange begins.", put_in="4,000 a year",
    )  # fmt: skip

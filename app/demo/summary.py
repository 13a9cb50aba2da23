"""What the loop did, as one document and in plain words."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.commands.attribution import figure_document, newest_figures
from app.demo.accuracy import Accuracy, Example, measure_accuracy
from app.demo.leaks import Removal, check_removal
from app.demo.truth import TrueCall
from app.demo.wer import Errors, word_errors
from classify.taxonomy import causes_in_order
from classify.transcripts import read_texts
from store.blobs import Blobs
from store.draws import broken_chain, verify_draw
from store.tables.call import Call, CallState
from store.tables.digest import Digest, DigestState
from store.tables.draw import Draw, DrawPurpose
from store.tables.label import Label, LabelPurpose
from store.tables.measurement import Measurement
from store.tables.refusal import Refusal
from store.tables.reply import Reply
from store.tables.selection import Selection
from store.tables.transcript import Transcript


@dataclass(frozen=True)
class Listened:
    """One drawn call with what is stored of it."""

    call: Call
    transcript: Transcript | None
    truth: TrueCall


def summarise(session: Session, blobs: Blobs, truth: dict[str, TrueCall]) -> dict[str, Any]:
    """The document that `demo --json` prints."""
    drawn = _drawn(session, truth)
    accuracy = _accuracy(session, drawn)
    removal = sum((_removal(one, blobs) for one in drawn), Removal())
    draw = session.scalars(select(Draw).where(Draw.purpose == DrawPurpose.CALLS)).one()
    measurements = list(session.scalars(select(Measurement).order_by(Measurement.as_of)))
    return {
        "calls": session.scalar(select(func.count()).select_from(Call)),
        "refused": session.scalar(select(func.count()).select_from(Refusal)),
        "excluded": dict(draw.excluded),
        "drawn": len(drawn),
        "transcribed": sum(one.transcript is not None for one in drawn),
        "no_speech": sum(one.transcript is not None and one.transcript.no_speech for one in drawn),
        "failed": sum(one.call.state is CallState.FAILED for one in drawn),
        "speech_model": next((one.transcript.engine for one in drawn if one.transcript), None),
        "wer": _errors(drawn).rate,
        "wer_held_out": _errors([one for one in drawn if one.truth.held_out]).rate,
        "wer_unseen_voice": _errors([one for one in drawn if one.truth.unseen_voice]).rate,
        "redaction": vars(removal),
        "accuracy": accuracy.overall,
        "accuracy_truth_text": accuracy.on_truth_text,
        "accuracy_held_out": accuracy.held_out,
        "labels": _labels(session),
        "draw_verified": verify_draw(session, draw).verified and broken_chain(session) is None,
        "draw_seed": draw.seed_source.value,
        "figures": [figure_document(figure) for figure in newest_figures(session)],
        "digests": _count(session, select(func.count()).select_from(Digest).where(Digest.state == DigestState.READY)),
        "replies": _count(session, select(func.count()).select_from(Reply)),
        "measurements": [
            {"cause": one.cause_id, "verdict": one.verdict, "change": one.change, "low": one.low, "high": one.high}
            for one in measurements
        ],
    }


def problems_of(summary: dict[str, Any]) -> list[str]:
    """Where the loop did not close; empty when it did."""
    checks = {
        "no call was drawn": summary["drawn"] > 0,
        "drawn calls are missing a transcript": summary["transcribed"] + summary["failed"] == summary["drawn"],
        "most drawn calls failed": summary["failed"] <= summary["drawn"] // 20,
        "the draw does not verify": summary["draw_verified"],
        "no figure was published": any(figure["share"] is not None for figure in summary["figures"]),
        "no digest is ready": summary["digests"] > 0,
        "nobody answered": summary["replies"] > 0,
        "nothing was measured": bool(summary["measurements"]),
    }
    return [problem for problem, is_well in checks.items() if not is_well]


def in_words(summary: dict[str, Any]) -> list[str]:
    """The end summary for a person, a sentence a line."""
    redaction = summary["redaction"]
    verified = "identical" if summary["draw_verified"] else "DIFFERENT"
    shares = sorted((f for f in summary["figures"] if f["share"] is not None), key=lambda figure: -figure["share"])
    return [
        f"{summary['calls']} calls taken in, {summary['refused']} records refused.",
        f"{summary['drawn']} calls drawn by dice; the draw was run again: {verified}.",
        f"{summary['transcribed']} transcribed by {summary['speech_model']}, {_percent(summary['wer'])} word error.",
        f"{summary['no_speech']} without speech, {summary['failed']} failed.",
        f"{redaction['planted']} pieces of personal data were planted in them.",
        f"{redaction['removed_text']} are gone from the words, {redaction['removed_audio']} from the sound.",
        f"People labelled {summary['labels']} of them blind.",
        f"The cause is right in {_percent(summary['accuracy'])} of the calls whose label the model never saw.",
        *(_share(figure) for figure in shares[:3]),
        *(f"Did the fix of {one['cause']} work? {_verdict(one)}" for one in summary["measurements"]),
    ]


def _share(figure: dict[str, Any]) -> str:
    interval = f"{_percent(figure['low'])} to {_percent(figure['high'])}"
    return f"  {figure['cause']}: {_percent(figure['share'])} of the calls ({interval})"


def _verdict(one: dict[str, Any]) -> str:
    words = {
        "dropped": "It dropped",
        "rose": "It rose",
        "unchanged": "Unchanged",
        "cannot_tell_yet": "Cannot tell yet",
    }.get(one["verdict"], one["verdict"])
    if one["change"] is None:
        return f"{words}."
    low, high = 100 * one["low"], 100 * one["high"]
    return f"{words}: {100 * one['change']:+.0f} points ({low:+.0f} to {high:+.0f})."


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"


def _drawn(session: Session, truth: dict[str, TrueCall]) -> list[Listened]:
    rows = session.execute(
        select(Call, Transcript)
        .join(Selection, Selection.call_id == Call.id)
        .join(Draw, Draw.id == Selection.draw_id)
        .outerjoin(Transcript, (Transcript.call_id == Call.id) & Transcript.is_current)
        .where(Draw.purpose == DrawPurpose.CALLS)
        .order_by(Call.external_id)
    )
    return [Listened(call, transcript, truth[call.external_id]) for call, transcript in rows]


def _errors(drawn: list[Listened]) -> Errors:
    return sum(
        (word_errors(one.truth, one.transcript.segments) for one in drawn if one.transcript is not None), Errors(0, 0)
    )


def _removal(one: Listened, blobs: Blobs) -> Removal:
    if one.transcript is None:
        return Removal()
    return check_removal(one.truth, one.transcript.segments, one.transcript.audio_blob, blobs)


def _accuracy(session: Session, drawn: list[Listened]) -> Accuracy:
    causes = [cause.id for cause in causes_in_order(session)]
    texts = read_texts(session, [one.call.id for one in drawn])
    labels = {
        label.call_id: label.cause_id
        for label in session.scalars(
            select(Label).where(Label.purpose == LabelPurpose.ESTIMATION, Label.withdrawn_at.is_(None))
        )
    }
    examples = [
        Example(one.truth, texts[one.call.id], labels.get(one.call.id)) for one in drawn if one.call.id in texts
    ]
    return measure_accuracy(examples, causes)


def _labels(session: Session) -> int:
    estimation = select(func.count()).select_from(Label).where(Label.purpose == LabelPurpose.ESTIMATION)
    return _count(session, estimation.where(Label.withdrawn_at.is_(None)))


def _count(session: Session, query: Select[int]) -> int:
    return session.scalar(query) or 0

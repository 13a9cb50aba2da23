"""The order of the loop, in one place.

    draw                   PROCESS_RECORDING   for each drawn call: decode, transcribe, redact in memory
      └ each call          PREDICT_CALL        cause and drivers by the champion model
          └ all calls      DRAW_LABELS         which of them people label, blind
    a lead asks            QUEUE_TRAINING      calls that would teach the model most, outside every figure
    people correct words   READ_AGAIN          what they cut out falls silent, and the champion reads the call again
      └                    CUT_AGAIN           excerpts whose sound was withdrawn are rendered again
    people label           TRAIN_MODEL         a challenger learns, the better one predicts
      │                    APPLY_MODEL         a version a person chose (or the new one) predicts what it has not yet
      └                    PUBLISH_FIGURES     shares, minutes and cost with intervals
          └ each owner     PREPARE_DIGEST      excerpts are drawn among the calls of the owner's causes
              └            WRITE_DIGEST        excerpts are cut and rendered, the digest is written
                  └        SEND_DIGEST         page, mail, feed and chat
    a feed is passed on    WARN_OF_LEAK        its owner and the admins are told
    somebody is asked      TELL_ASKED          a mail with a link, and no word of the call
    executives answer      MEASURE_COMMITMENT  did the cause shrink?
      └ they ask           DRAW_AFTER_FIX      calls since the fix are drawn, to hear whether it is gone
          └                WRITE_HEARING       they are cut and shown
    a lead picks a call    CUT_PICKED          it is cut and put behind the drawn ones, marked
    an admin erases        ERASE               calls and all that was made of them, with a last search and a proof
    every night            COLLECT_FILES       files that no row speaks of, left by work that was killed
    a customer asks        EXPORT_SUBJECT      all that is held about them, in one file
    every hour             SWEEP               what its clock has run out for goes

Each step reads the rows of the one before and writes its own, so any step after the first can be repeated alone.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.tables.draw import Draw
from store.tables.selection import Selection
from worker.jobs import enqueue
from worker.queues import Kind
from worker.step import Step


def step_of(kind: str) -> Step:
    """The work behind a kind of job. Imported when needed: only speech workers load the speech engine."""
    match Kind(kind):
        case Kind.PROCESS_RECORDING:
            from worker import recording

            return Step(recording.process_recording, recording.fail_call)
        case Kind.PREDICT_CALL | Kind.TRAIN_MODEL | Kind.APPLY_MODEL:
            from worker import causes

            return Step(causes.WORK[Kind(kind)])
        case Kind.DRAW_LABELS | Kind.QUEUE_TRAINING:
            from worker import labelling, training_queue

            return Step(labelling.draw_labels_of if kind == Kind.DRAW_LABELS else training_queue.choose_training_calls)
        case Kind.PUBLISH_FIGURES:
            from worker import figures

            return Step(figures.publish)
        case (
            Kind.PREPARE_DIGEST
            | Kind.WRITE_DIGEST
            | Kind.SEND_DIGEST
            | Kind.TELL_ADMINS
            | Kind.TELL_ASKED
            | Kind.DRAW_AFTER_FIX
            | Kind.WRITE_HEARING
            | Kind.CUT_PICKED
            | Kind.CUT_AGAIN
            | Kind.WARN_OF_LEAK
        ):
            from worker import telling

            return Step(telling.WORK[Kind(kind)])
        case Kind.MEASURE_COMMITMENT:
            from worker import measuring

            return Step(measuring.measure)
        case Kind.READ_AGAIN:
            from worker import reading_again

            return Step(reading_again.read_again)
        case Kind.ERASE | Kind.SWEEP | Kind.EXPORT_SUBJECT:
            from worker import rights

            return rights.STEPS[Kind(kind)]
        case Kind.CANARY | Kind.CANARY_SPEECH | Kind.COLLECT_FILES:
            from worker import canary, storage_check

            return Step(storage_check.collect_files if kind == Kind.COLLECT_FILES else canary.sing)


def send_drawn(session: Session, draw: Draw, *, now: datetime) -> int:
    """Enqueue the drawn calls, in the transaction that drew them. Returns how many."""
    drawn = list(session.scalars(select(Selection.call_id).where(Selection.draw_id == draw.id)))
    for call_id in drawn:
        enqueue(session, Kind.PROCESS_RECORDING, str(call_id), now=now)
    return len(drawn)

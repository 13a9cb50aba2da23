import numpy as np
import pytest

from app.demo.leaks import Removal, check_removal
from app.demo.ready import transcription_of
from app.demo.summary import problems_of
from app.demo.truth import PlantedItem, TrueCall, TrueWord
from app.demo.wer import Errors, edit_distance, word_errors
from audio.encode import encode_opus
from audio.words import Speaker
from store.installation import Installation
from tests.factories.sounds import silence, sound, speech_like


def true_call(**changes: object) -> TrueCall:
    """The agent greets, the customer gives a card number from second 1 to 2."""
    facts: dict[str, object] = {
        "external_id": "N-1", "kind": "normal", "cause": "marketing_mailer", "held_out": False, "unseen_voice": False,
        "spoken": (
            TrueWord("hello", "agent", 0.0, 0.4, planted=False),
            TrueWord("card", "customer", 0.5, 0.9, planted=False),
            TrueWord("four", "customer", 1.0, 1.5, planted=True),
            TrueWord("two", "customer", 1.5, 2.0, planted=True),
            TrueWord("thanks", "customer", 2.5, 2.9, planted=False),
        ),
        "planted": (PlantedItem("CARD_NUMBER", "customer", 1, 1.0, 2.0),),
        "turns": (("agent", "hello"), ("customer", "card four two thanks")),
    }  # fmt: skip
    return TrueCall(**(facts | changes))  # type: ignore[arg-type]


def segment(speaker: str, *words: tuple[str, float, float]) -> dict[str, object]:
    return {"speaker": speaker, "words": [{"word": word, "start": start, "end": end} for word, start, end in words]}


@pytest.mark.parametrize(
    ("said", "heard", "wrong"),
    [("a b c", "a b c", 0), ("a b c", "a c", 1), ("a b c", "a x c", 1), ("a b", "a b c", 1), ("a b", "", 2)],
)
def test_every_missing_added_and_changed_word_counts_once(said: str, heard: str, wrong: int) -> None:
    assert edit_distance(said.split(), heard.split()) == wrong


def test_planted_spans_are_left_out_on_both_sides() -> None:
    heard = [
        segment("agent", ("hello", 0.0, 0.4)),
        segment("customer", ("card", 0.5, 0.9), ("[CARD_NUMBER]", 1.0, 2.0), ("tanks", 2.5, 2.9)),
    ]
    assert word_errors(true_call(), heard) == Errors(wrong=1, words=3)


def test_a_misheard_word_where_a_card_was_said_is_a_leak(installation: Installation) -> None:
    quiet = installation.blobs.put(encode_opus(sound(silence(3.0), silence(3.0))))
    cut = [segment("customer", ("[CARD_NUMBER]", 1.0, 2.0))]
    assert check_removal(true_call(), cut, quiet, installation.blobs) == Removal(1, 1, 1)
    left = [segment("customer", ("for", 1.1, 1.4))]
    assert check_removal(true_call(), left, quiet, installation.blobs) == Removal(1, 0, 1)


def test_sound_left_where_a_card_was_said_is_a_leak(installation: Installation) -> None:
    loud = installation.blobs.put(encode_opus(sound(silence(3.0), speech_like(3.0))))
    cut = [segment("customer", ("[CARD_NUMBER]", 1.0, 2.0))]
    assert check_removal(true_call(), cut, loud, installation.blobs) == Removal(1, 1, 0)
    other_side = installation.blobs.put(encode_opus(sound(speech_like(3.0), np.zeros(48_000, dtype=np.float32))))
    assert check_removal(true_call(), cut, other_side, installation.blobs) == Removal(1, 1, 1)


def test_ready_transcripts_are_the_words_that_were_said() -> None:
    heard = transcription_of(true_call(), 3.0)
    assert [(one.speaker, one.text) for one in heard.segments] == [
        (Speaker.AGENT, "hello"),
        (Speaker.CUSTOMER, "card four two thanks"),
    ]
    assert transcription_of(true_call(kind="fake_stereo"), 3.0).channels == 1


def test_a_loop_that_did_not_close_is_told_and_one_that_did_is_not() -> None:
    closed = {
        "drawn": 240, "transcribed": 238, "failed": 2, "draw_verified": True, "figures": [{"share": 0.3}],
        "digests": 5, "replies": 1, "measurements": [{}],
    }  # fmt: skip
    assert problems_of(closed) == []
    assert problems_of(closed | {"draw_verified": False}) == ["the draw does not verify"]
    assert problems_of(closed | {"failed": 20, "transcribed": 220}) == ["most drawn calls failed"]
    assert problems_of(closed | {"figures": [{"share": None}]}) == ["no figure was published"]

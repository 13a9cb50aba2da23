"""What a transcript looks like as turns."""

from audio.words import Speaker
from review_ui.transcripts import turns
from tests.factories.transcript import talk


def test_one_persons_segments_are_one_turn() -> None:
    shown = turns(talk(("agent", "one moment"), ("agent", "please"), ("customer", "sure")))
    assert [(turn.speaker_name, len(turn.words)) for turn in shown] == [("Agent", 3), ("Customer", 1)]


def test_people_nobody_can_name_are_each_called_speaker_in_turns_of_their_own() -> None:
    shown = turns(talk(("unknown", "it was red"), ("unknown", "no blue")))
    assert [(turn.speaker, turn.speaker_name) for turn in shown] == [(Speaker.UNKNOWN, "Speaker")] * 2
    assert [len(turn.words) for turn in shown] == [3, 2]

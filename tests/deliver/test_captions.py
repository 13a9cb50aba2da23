from itertools import pairwise
from typing import Any

from deliver.captions import LONGEST_CUE_S, MOST_LETTERS, cues_of, webvtt
from tests.factories.transcript import LINES, talk


def said(text: str, *, at: float = 0.0, speaker: str = "customer", each_s: float = 0.3) -> dict[str, Any]:
    words = [
        {"word": word, "start": at + n * each_s, "end": at + (n + 1) * each_s, "probability": 0.9}
        for n, word in enumerate(text.split())
    ]
    return {"speaker": speaker, "start": at, "end": words[-1]["end"], "words": words}


def test_every_word_is_in_one_caption_of_its_speaker() -> None:
    segments = talk(*LINES)
    cues = cues_of(segments, duration_s=90)
    for speaker in ("agent", "customer"):
        spoken = [word["word"] for segment in segments if segment["speaker"] == speaker for word in segment["words"]]
        shown = " ".join(cue.text for cue in cues if cue.speaker == speaker)
        assert shown.split()[0] == spoken[0]
        assert sum(not word.startswith("[") for word in spoken) <= len(shown.split())


def test_a_caption_fits_two_lines_and_the_eye() -> None:
    cues = cues_of([said("seventeen letters again " * 30)], duration_s=60)
    assert len(cues) > 5
    assert all(len(cue.text) <= MOST_LETTERS for cue in cues)
    assert all(cue.end - cue.start <= LONGEST_CUE_S + 0.4 for cue in cues)
    assert all(one.end <= other.start for one, other in pairwise(cues))


def test_what_was_cut_is_named() -> None:
    document = webvtt([said("my card [CARD_NUMBER]. and [IBAN] for [NAME]")], duration_s=9)
    assert "my card [card number removed]. and [IBAN removed] for [name removed]" in document


def test_it_is_webvtt_with_speakers_and_nothing_that_is_markup() -> None:
    document = webvtt([said("a < b & c", at=3661.5, speaker="agent")], duration_s=4000)
    assert document == "WEBVTT\n\n1\n01:01:01.500 --> 01:01:03.400\n<v Agent>a &lt; b &amp; c\n"


def test_a_silence_ends_a_caption_and_silence_alone_has_none() -> None:
    first, second = said("I was", at=1), said("charged twice", at=4)
    together = {**first, "words": first["words"] + second["words"]}
    assert [cue.text for cue in cues_of([together], duration_s=9)] == ["I was", "charged twice"]
    assert webvtt([], duration_s=30) == "WEBVTT\n"

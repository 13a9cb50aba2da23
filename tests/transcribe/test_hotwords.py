"""Telling the shipped model what to expect must not make it hear that."""

import json

import pytest

from audio.decode import decode
from benchmarks.hotwords import DEMO, false_mentions, hotwords_of
from transcribe.recording import transcribe_recording
from transcribe.whisper import WhisperEngine

HOTWORDS = hotwords_of(DEMO / "company" / "campaigns.csv")


def test_a_mention_is_false_where_nobody_says_the_word() -> None:
    hotwords = ["Autumn flyer", "AUTUMN 25"]
    assert false_mentions("the autumn flyer came", "the autumn flyer came", hotwords) == 0
    assert false_mentions("the autumn flyer came", "the august fire came", hotwords) == 2
    assert false_mentions("twenty 25", "twenty", hotwords) == 0, "a bare number is no mention"


@pytest.mark.slow
def test_hotwords_add_no_mention_to_calls_that_never_make_it() -> None:
    plain = WhisperEngine.load(str(DEMO.parent / "models" / "speech-demo"), threads=1)
    expecting = plain.expecting(HOTWORDS)
    rows = [json.loads(line) for line in (DEMO / "truth.jsonl").read_text().splitlines()]
    calls = [row for row in rows if row["kind"] == "normal" and not row["drivers"]][:6]
    for row in calls:
        said, sound = " ".join(turn["text"] for turn in row["turns"]), decode(DEMO / row["file"])
        without, with_them = (
            false_mentions(transcribe_recording(sound, engine).text, said, HOTWORDS) for engine in (plain, expecting)
        )
        assert with_them <= without

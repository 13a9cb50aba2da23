import pytest

from redact.documents import NotATranscript, read_segments
from redact.transcript import redact_segments
from tests.redact.calls import call


def test_a_printed_transcript_is_read_back() -> None:
    segments = call("a: your pin please", "c: four seven one two")
    document = {"segments": [segment.as_json() for segment in segments]}
    read = read_segments(document)
    assert [(one.speaker, one.text) for one in read] == [(one.speaker, one.text) for one in segments]
    assert redact_segments(read).segments[1].text == "[PIN]"


def test_text_without_word_times_is_redacted_too() -> None:
    (segment,) = read_segments({"segments": [{"speaker": "customer", "text": "my pin is four seven one two"}]})
    assert redact_segments([segment]).text == "my pin is [PIN]"


@pytest.mark.parametrize(
    "document",
    [None, [], {}, {"segments": 3}, {"segments": [1]}, {"segments": [{"speaker": "bruno", "text": "hi"}]},
     {"segments": [{"speaker": "agent"}]}, {"segments": [{"words": [{"start": 1}]}]}],
)  # fmt: skip
def test_anything_else_is_refused_with_what_is_missing(document: object) -> None:
    with pytest.raises(NotATranscript, match="transcribe --json"):
        read_segments(document)

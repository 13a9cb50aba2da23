"""The document that `transcribe --json` prints."""

from audio.words import Segment, Speaker, Transcription, Word


def transcription() -> Transcription:
    words = (Word("The", 1.2, 1.4, 0.91), Word("flyer", 1.4, 1.90004, 0.876543))
    return Transcription(
        duration_s=30.0,
        language="en",
        channels=2,
        truncated=False,
        segments=(Segment(Speaker.CUSTOMER, 1.2, 1.90004, words),),
        model="speech-demo",
    )


def test_it_has_the_promised_shape() -> None:
    assert transcription().as_json() == {
        "duration_s": 30.0,
        "language": "en",
        "channels": 2,
        "truncated": False,
        "no_speech": False,
        "model": "speech-demo",
        "speaker_confidence": None,
        "segments": [
            {
                "speaker": "customer",
                "start": 1.2,
                "end": 1.9,
                "text": "The flyer",
                "words": [
                    {"word": "The", "start": 1.2, "end": 1.4, "probability": 0.91},
                    {"word": "flyer", "start": 1.4, "end": 1.9, "probability": 0.8765},
                ],
            }
        ],
    }


def test_nobody_speaking_is_an_answer() -> None:
    nothing = Transcription(12.0, None, 2, False, (), "speech-demo")
    assert nothing.no_speech
    assert nothing.text == ""


def test_words_come_with_their_speaker() -> None:
    assert [(speaker, word.word) for speaker, word in transcription().words()] == [
        (Speaker.CUSTOMER, "The"),
        (Speaker.CUSTOMER, "flyer"),
    ]
    assert Speaker.AGENT.other is Speaker.CUSTOMER
    assert Speaker.UNKNOWN.other is Speaker.UNKNOWN

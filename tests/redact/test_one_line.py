"""On a shared line a value is found although its words were given to the wrong voice."""

from dataclasses import replace

from audio.words import Segment, Speaker, Word
from redact.entities import EntityType
from redact.one_line import found_in_one_voice
from redact.transcript import redact_segments

CARD = "four one one one one one one one one one one one one one one one"


def turn(speaker: Speaker, text: str, at: float) -> Segment:
    words = tuple(Word(word, at + i * 0.3, at + (i + 1) * 0.3, 0.9) for i, word in enumerate(text.split()))
    return Segment(speaker, words[0].start, words[-1].end, words)


def test_a_card_number_half_of_which_was_given_to_the_agent_is_cut_whole() -> None:
    digits = CARD.split()
    torn = [
        turn(Speaker.CUSTOMER, "it is " + " ".join(digits[:7]), 1.0),
        turn(Speaker.AGENT, " ".join(digits[7:9]), 4.0),
        turn(Speaker.CUSTOMER, " ".join(digits[9:]) + " thank you", 5.0),
    ]
    redaction = redact_segments(torn, also=found_in_one_voice(torn))
    assert redaction.text.split("\n")[0].startswith("it is [CARD_NUMBER]")
    assert not set(digits) & set(redaction.text.split())
    assert "thank you" in redaction.text


def test_what_only_the_roles_give_away_is_still_cut() -> None:
    asked = [
        turn(Speaker.AGENT, "and the security code on the back", 1.0),
        turn(Speaker.CUSTOMER, "seven oh nine", 4.0),
    ]
    both = redact_segments(asked, also=found_in_one_voice(asked))
    assert {entity.type for entity in both.entities} == {EntityType.SECURITY_CODE}
    nobody = [replace(segment, speaker=Speaker.UNKNOWN) for segment in asked]
    assert redact_segments(nobody).text == both.text

"""The agent is found by what agents say; where that is not clear, nobody is called the agent."""

import pytest

from audio.words import Speaker, Word
from transcribe.engine import Utterance
from transcribe.roles import CONFIDENT, Roles, roles_of

AGENT_FIRST = (Speaker.AGENT, Speaker.CUSTOMER)
CUSTOMER_FIRST = (Speaker.CUSTOMER, Speaker.AGENT)
UNKNOWN = (Speaker.UNKNOWN, Speaker.UNKNOWN)


def says(text: str, at: float) -> list[Utterance]:
    return [Utterance(tuple(Word(word, at + i * 0.3, at + (i + 1) * 0.3, 0.9) for i, word in enumerate(text.split())))]


GRACE = "Thank you for calling Northlight, how can I help you? May I have your account number please?"
BRUNO = "Yes hi, I'm calling about my bill. I got a letter that says it goes up."


def test_the_greeting_gives_the_agent_away() -> None:
    told = roles_of(says(GRACE, 0.5), says(BRUNO, 5.0))
    assert told.speakers == AGENT_FIRST
    assert told.confidence > 0.99
    assert roles_of(says(BRUNO, 5.0), says(GRACE, 0.5)).speakers == CUSTOMER_FIRST


def test_an_impatient_caller_may_speak_first() -> None:
    assert roles_of(says(f"Hello? {BRUNO}", 0.2), says(GRACE, 2.0)).speakers == CUSTOMER_FIRST


def test_on_an_outbound_call_the_one_who_is_rung_speaks_first() -> None:
    hello, calling = says("Hello? Yes, speaking.", 0.3), says("Hi, this is Asha from Northlight Energy.", 2.0)
    assert roles_of(hello, calling, outbound=True).speakers == CUSTOMER_FIRST


@pytest.mark.parametrize(
    ("first", "second"), [("hello", "hello"), ("yes it is", "okay then"), ("how can I help you", "how can I help you")]
)
def test_what_either_side_might_say_tells_nothing(first: str, second: str) -> None:
    told = roles_of(says(first, 0.5), says(second, 2.0))
    assert told.speakers == UNKNOWN
    assert 0.5 <= told.confidence < CONFIDENT


def test_speaking_first_alone_makes_nobody_the_agent() -> None:
    assert roles_of(says("so it was red", 0.5), says("it was blue", 2.0)).speakers == UNKNOWN


def test_two_voices_that_both_talk_like_agents_may_be_one() -> None:
    more = "I am sorry about that. Let me check your bill. Is there anything else I can do? Have a nice day."
    assert roles_of(says(GRACE, 0.5), says(more, 6.0)).speakers == UNKNOWN


def test_a_voice_that_says_nothing_leaves_both_unknown() -> None:
    assert roles_of(says(GRACE, 0.5), []) == Roles(UNKNOWN, 0.5)

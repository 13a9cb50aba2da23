"""A call as the classifier reads it."""

from classify.calltext import CallText, call_of_segments, parse_call, plain_words
from tests.classify.calls import segments


def test_it_reads_turns_between_bars_and_on_lines() -> None:
    assert parse_call("hi | my bill\nis wrong") == CallText(("hi", "my bill", "is wrong"))


def test_it_gives_the_agents_lines_to_the_agent() -> None:
    call = parse_call("Agent: how can I help?\nCustomer: my bill is wrong")
    assert call == CallText(customer=("my bill is wrong",), agent=("how can I help?",))


def test_it_takes_a_ready_call_as_it_is() -> None:
    call = CallText(("hi",), ("hello",))
    assert parse_call(call) is call


def test_an_empty_text_has_no_turns_and_no_words() -> None:
    assert parse_call("  ") == CallText(())
    assert not parse_call(" | ").has_words


def test_it_joins_neighbouring_segments_of_one_speaker() -> None:
    call = call_of_segments(segments(("agent", "hello"), ("customer", "my bill"), ("customer", "is wrong")))
    assert call == CallText(customer=("my bill is wrong",), agent=("hello",))


def test_a_voice_nobody_could_place_counts_as_the_customers() -> None:
    assert call_of_segments(segments(("unknown", "my bill"))).customer == ("my bill",)


def test_placeholders_and_numbers_do_not_reach_the_vocabulary() -> None:
    assert plain_words("card [CARD_NUMBER] until 12/27").split() == ["card", "until", "0/0"]

import pytest

from audio.words import Speaker
from redact.entities import EntityType
from redact.transcript import redact_segments
from tests.redact.calls import call


def redacted(*lines: str) -> list[str]:
    return [segment.text for segment in redact_segments(call(*lines)).segments]


def test_it_cuts_a_card_number_said_in_pieces_and_read_back() -> None:
    assert redacted(
        "a: can i have the card number please",
        "c: yes it's four one one one double one one one",
        "a: four one one one",
        "c: triple one one um one one one one",
        "a: and the security code on the back",
        "c: four seven one",
        "a: and when does the card expire",
        "c: oh nine twenty seven",
    ) == [
        "can i have the card number please",
        "yes it's [CARD_NUMBER]",
        "[CARD_NUMBER]",
        "[CARD_NUMBER]",
        "and the security code on the back",
        "[SECURITY_CODE]",
        "and when does the card expire",
        "[CARD_EXPIRY]",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("c: my email is j dot miller at mailbox dot com thanks", "my email is [EMAIL] thanks"),
        ("c: write to asha.rao@example.com.", "write to [EMAIL]."),
        ("c: i live at forty two oak street springfield and i am cross", "i live at [ADDRESS] and i am cross"),
        ("c: my name is asha rao and i want to cancel", "my name is [NAME] and i want to cancel"),
        ("c: i was born on the third of march nineteen eighty five", "i was born on [DATE_OF_BIRTH]"),
        ("c: call me back on two oh two five five five oh one nine nine", "call me back on [PHONE]"),
        ("c: my plate is b as in bravo k four seven x y z", "my plate is [LICENCE_PLATE]"),
        ("c: my password is blue horse seven", "my password is [SECRET]"),
        ("c: my iban is DE89 3704 0044 0532 0130 00", "my iban is [IBAN]"),
        ("c: four one, no, four two four two four two four two four two four two four two", "[CARD_NUMBER]"),
    ],
)
def test_it_cuts_what_people_say(line: str, expected: str) -> None:
    assert redacted(line) == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "c: my order number is seven seven four two one nine and it cost forty five dollars",
        "a: the technician comes between ten thirty and two o'clock on the third of march",
        "c: i called three times in two weeks and waited 45 minutes",
        "c: the flyer said $29.99 a month for 12 months",
        "a: thank you for calling how can i help you today",
        "c: this is about my bill i may call again",
        "c: there is road work on the street two doors down",
    ],
)
def test_it_leaves_orders_prices_times_and_counts(line: str) -> None:
    assert redacted(line) == [line.split(": ", 1)[1]]


def test_a_placeholder_lasts_as_long_as_the_words_it_stands_for() -> None:
    segments = call("c: my pin is four seven one two okay")
    redaction = redact_segments(segments)
    placeholder = redaction.segments[0].words[3]
    assert placeholder.word == "[PIN]"
    assert (placeholder.start, placeholder.end) == (segments[0].words[3].start, segments[0].words[6].end)
    (entity,) = redaction.entities
    assert (entity.type, entity.first_word, entity.last_word) == (EntityType.PIN, 3, 6)
    assert segments[0].text[entity.start_char : entity.end_char] == "four seven one two"


def test_an_entity_never_holds_the_value() -> None:
    redaction = redact_segments(call("c: my name is asha rao"))
    assert "asha" not in repr(redaction.entities).lower()


def test_a_value_the_other_side_says_again_is_marked_as_repeated() -> None:
    redaction = redact_segments(
        call("a: your phone number please", "c: two oh two five five five oh one nine nine", "a: five five five oh one")
    )
    assert [(entity.speaker, entity.repeated) for entity in redaction.entities] == [
        (Speaker.CUSTOMER, False),
        (Speaker.AGENT, True),
    ]


def test_a_name_once_given_is_cut_wherever_it_is_said_again() -> None:
    assert redacted("c: my surname is quarlesworth", "a: one moment please", "a: so quarlesworth with a q")[2] == (
        "so [NAME] with a q"
    )


def test_a_call_without_speech_stays_as_it_is() -> None:
    assert redact_segments(()).segments == ()
    assert redact_segments(call("c:")).entities == ()

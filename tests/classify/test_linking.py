"""A call linked to the mailing, failure or offering behind it, with the evidence."""

from datetime import UTC, date, datetime

import pytest

from classify.drivers import Campaign, DriverKind, HeardCall, Incident, Link, Offering, Registers, clauses, same_number
from classify.linking import link_call
from tests.classify.calls import heard, segments

FIBRE = Campaign("c1", "Faster Fibre", date(2026, 9, 28), phone="0800 555 0199", offer_codes=("FAST50",))
CINEMA = Campaign("c2", "Home Cinema", date(2026, 10, 1), offer_codes=("FILM10",), phrases=("three months of films",))
OLD = Campaign("c3", "Garden Lights", date(2026, 3, 1), offer_codes=("GLOW30",))
OUTAGE = Incident(
    "i1",
    "Cut cable in the north",
    datetime(2026, 10, 4, 6, tzinfo=UTC),
    datetime(2026, 10, 5, 20, tzinfo=UTC),
    service="internet",
)
BOX = Offering("o1", "Comfort Package", ("installation within 5 days", "price fixed for 12 months"))
REGISTERS = Registers((FIBRE, CINEMA, OLD), (OUTAGE,), (BOX,))


def links(text: str, *, on: str = "2026-10-05", dialled: str = "", registers: Registers = REGISTERS) -> list[Link]:
    return link_call(heard(text, on=on, dialled=dialled), registers)


def test_the_number_of_a_mailing_links_without_a_word() -> None:
    (link,) = links("hello i have a question", dialled="+44 800 555 0199")
    assert (link.driver_kind, link.driver_id) == (DriverKind.CAMPAIGN, "c1")
    assert link.confidence > 0.9
    assert link.evidence == "rang the number of the mailing"
    assert link.span is None


def test_an_offer_code_read_aloud_links_with_its_place() -> None:
    link = links("the code f i l m one zero does not work")[0]
    assert link.driver_id == "c2"
    assert "offer code FILM10 read aloud" in link.evidence
    assert link.span is not None
    assert link.span.text == "f i l m one zero"


def test_words_of_a_mailing_link_where_a_mailing_is_spoken_of() -> None:
    link = links("i got a flyer about three months of films")[0]
    assert link.driver_id == "c2"
    assert "speaks of 'three months of films'" in link.evidence


def test_the_same_words_without_any_mailing_do_not() -> None:
    assert links("i need the fibre to be faster and cheaper") == []


def test_a_mailing_of_last_spring_is_not_behind_a_call_in_autumn() -> None:
    assert [link.driver_id for link in links("your letter about garden lights came")] != ["c3"]


def test_a_mailer_nobody_names_is_the_only_one_that_is_out() -> None:
    only = Registers((CINEMA, OLD))
    assert [link.driver_id for link in links("i have this leaflet of yours here", registers=only)] == ["c2"]
    assert links("i have this leaflet of yours here") == []


def test_a_failure_links_while_it_lasts_and_for_some_days() -> None:
    broken = "my router has no connection it is dead"
    assert [link.driver_id for link in links(broken)] == ["i1"]
    assert [link.driver_id for link in links(broken, on="2026-10-06")] == ["i1"]
    assert links(broken, on="2026-10-03") == []
    assert links(broken, on="2026-10-20") == []


def test_another_service_is_no_part_of_a_failure() -> None:
    assert links("the parcel is late") == []


def test_a_mailer_mentioned_on_the_way_does_not_hide_the_failure() -> None:
    found = links("i did get your flyer but my internet is down since yesterday")
    assert found[0].driver_id == "i1"


def test_a_promise_links_to_the_offering_it_is_about() -> None:
    link = links("the salesman promised me the comfort package for half the price")[0]
    assert (link.driver_kind, link.driver_id) == (DriverKind.OFFERING, "o1")


def test_what_is_said_weighs_less_where_the_cause_is_another() -> None:
    call = heard("your letter about three months of films says the internet is down")
    full = {one.driver_id: one.confidence for one in link_call(call, REGISTERS, least=0.0)}
    doubted = {
        one.driver_id: one.confidence
        for one in link_call(call, REGISTERS, kind_weights={DriverKind.CAMPAIGN: 0.2}, least=0.0)
    }
    assert doubted["c2"] < full["c2"]
    assert doubted["i1"] == full["i1"]


def test_small_mishearings_are_forgiven() -> None:
    assert links("i got a flyer about three month of film")[0].driver_id == "c2"


def test_nothing_said_and_nothing_registered_links_nothing() -> None:
    assert links("[NAME]") == []
    assert links("i got your flyer", registers=Registers()) == []


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("0800 555 0199", "+44 800 5550199", True),
        ("0800 555 0199", "0800 555 0198", False),
        ("199", "0800 555 0199", False),
        ("", "", False),
    ],
)
def test_a_number_is_the_same_with_its_country_code(first: str, second: str, same: bool) -> None:
    assert same_number(first, second) is same


def test_free_text_of_a_register_is_cut_into_entries() -> None:
    assert clauses("installation within 5 days; price fixed.\nNo deposit") == (
        "installation within 5 days",
        "price fixed.",
        "No deposit",
    )


@pytest.mark.parametrize(
    "turns",
    [
        (("agent", "what is your mail address"), ("customer", "it is ann at mailbox dot com")),
        (("customer", "i will send it by mail"),),
        (("agent", "did you get our leaflet"), ("customer", "i want to move my line")),
    ],
)
def test_a_call_in_which_no_caller_speaks_of_print_links_to_no_mailing(turns: tuple[tuple[str, str], ...]) -> None:
    call = HeardCall.of(segments(*turns), started_at=datetime(2026, 10, 5, 12, tzinfo=UTC))
    assert link_call(call, Registers((CINEMA, OLD))) == []


def test_paper_in_the_mail_is_a_mailing() -> None:
    only = Registers((CINEMA,))
    assert [link.driver_id for link in links("no more of that paper in my mail", registers=only)] == ["c2"]


def test_the_greeting_of_an_agent_names_no_service_that_failed() -> None:
    turns = segments(("agent", "thank you for calling acme internet"), ("customer", "your letter is wrong"))
    call = HeardCall.of(turns, started_at=datetime(2026, 10, 5, 12, tzinfo=UTC))
    assert [link.driver_id for link in link_call(call, Registers((), (OUTAGE,)))] == []


def test_trouble_far_from_the_service_is_trouble_with_something_else() -> None:
    far = "i like my internet very much and have had it for seven or eight years with nobody else but the code is wrong"
    assert links(far, registers=Registers((), (OUTAGE,))) == []


def test_a_sentence_that_the_agent_breaks_in_two_is_heard_whole() -> None:
    turns = segments(("customer", "my internet is"), ("agent", "i"), ("customer", "not working"))
    call = HeardCall.of(turns, started_at=datetime(2026, 10, 5, 12, tzinfo=UTC))
    (link,) = link_call(call, Registers((), (OUTAGE,)))
    assert link.span is not None
    assert link.span.text == "internet is not working"

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from uuid import UUID

import pytest

from deliver.deliveries import read_message
from deliver.digest_body import CauseFinding, DigestBody, Estimate, HeardExcerpt, Step, promise_that_waits, subject_of
from deliver.eml import Envelope, digest_message

STARTS = datetime(2026, 10, 5, tzinfo=UTC)
ENDS = datetime(2026, 11, 2, tzinfo=UTC)
TOKEN = "x" * 200
ENVELOPE = Envelope(
    sender="listenback@northlight.example",
    to_name="Bruno Lang",
    to_address="bruno@northlight.example",
    message_id="<abc@northlight.example>",
    digest_id="d1",
    base_url="https://listen.northlight.example/",
    unsubscribe_url=f"https://listen.northlight.example/unsubscribe/{TOKEN}",
    sent_at=ENDS,
)
FINDING = CauseFinding(
    cause_id="marketing_mailer",
    cause="Mailers",
    share=Estimate(0.41, 0.33, 0.49),
    labelled=210,
    drawn=240,
    frame=400,
    calls=Estimate(164.0, 132.0, 196.0),
    cost=Estimate(812.0, 650.0, 990.0),
    change="Down 25 points from 66 % in September.",
    steps=tuple(
        Step(STARTS + timedelta(days=14 * n), STARTS + timedelta(days=14 * (n + 1)), Estimate(0.5 - n / 4, 0.1, 0.6))
        for n in range(2)
    ),
)
BODY = DigestBody(
    name="Bruno Lang",
    starts_at=STARTS,
    ends_at=ENDS,
    currency="EUR",
    findings=(FINDING, replace(FINDING, cause_id="b", cause="Web page", share=None, labelled=9, change="")),
    overdue=(promise_that_waits(UUID(int=7), "new <b>flyer</b>", date(2026, 10, 30), today=date(2026, 11, 2)),),
    excerpts=(
        HeardExcerpt(UUID(int=1), 1, "Mailers", "your flyer says <free>", STARTS, 42.0, has_sound=True),
        HeardExcerpt(UUID(int=2), 2, "Mailers", "", STARTS, 31.0, has_sound=False),
    ),
)


@pytest.fixture(scope="module")
def message() -> EmailMessage:
    return read_message(digest_message(BODY, subject_of(BODY), ENVELOPE).as_bytes())


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert found is not None
    return str(found.get_content()).replace("\u202f", " ")


def test_the_subject_tells_the_finding(message: EmailMessage) -> None:
    assert (
        str(message["Subject"]).replace("\u202f", " ") == "Mailers: about 41 % of calls (33–49 %), 5 Oct – 1 Nov 2026"
    )
    assert str(message["To"]) == "Bruno Lang <bruno@northlight.example>"
    assert message["Auto-Submitted"] == "auto-generated"


def test_one_click_unsubscribe_stays_on_one_line_and_no_encoded_word_is_too_long(message: EmailMessage) -> None:
    head = digest_message(BODY, subject_of(BODY), ENVELOPE).as_bytes().partition(b"\r\n\r\n")[0]
    lines = head.split(b"\r\n")
    assert f"List-Unsubscribe: <https://listen.northlight.example/unsubscribe/{TOKEN}>".encode() in lines
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines
    assert all(len(word) <= 75 for line in lines for word in line.split() if word.startswith(b"=?"))


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_both_parts_say_the_same(message: EmailMessage, kind: str) -> None:
    text = part(message, kind)
    for said in (
        "Mailers caused about 41 % of calls (33–49 %).",
        "Down 25 points from 66 %",
        "Web page: not enough calls yet to say (9 calls were labelled).",
        "€810",
        "https://listen.northlight.example/excerpts/00000000-0000-0000-0000-000000000001",
        "https://listen.northlight.example/digests/d1",
        f"https://listen.northlight.example/unsubscribe/{TOKEN}",
        "3 days ago",
    ):
        assert said in text


def test_what_callers_and_people_said_cannot_become_markup(message: EmailMessage) -> None:
    html = part(message, "html")
    assert "your flyer says &lt;free&gt;" in html
    assert "new &lt;b&gt;flyer" in html
    assert "your flyer says <free>" in part(message, "plain")


def test_the_chart_is_inside_with_words_for_those_who_do_not_see_it(message: EmailMessage) -> None:
    images = [found for found in message.walk() if found.get_content_type() == "image/png"]
    assert len(images) == 2  # for light and for dark mail programs
    assert all(image.get_content().startswith(b"\x89PNG") for image in images)
    html = part(message, "html")
    assert f'src="cid:{images[0]["Content-ID"].strip("<>")}"' in html
    assert 'alt="Chart of the share of calls caused by Mailers over time: from 5 Oct 2026 50 %' in html
    assert "http" not in html.replace("https://listen.northlight.example", "").replace("http-equiv", "")


def test_a_digest_without_figures_has_no_chart() -> None:
    body = replace(BODY, findings=())
    message = digest_message(body, subject_of(body), ENVELOPE)
    assert message["Subject"] == "2 calls for you to hear, 5 Oct – 1 Nov 2026"
    assert not [found for found in message.walk() if found.get_content_type() == "image/png"]


def test_lines_are_short_enough_for_any_mail_server(message: EmailMessage) -> None:
    assert max(len(line) for line in digest_message(BODY, "x", ENVELOPE).as_bytes().split(b"\r\n")) <= 998

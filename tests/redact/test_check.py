import re

import pytest

from redact.check import RedactionIncomplete, left_over
from redact.entities import EntityType
from redact.exemptions import NO_EXEMPTIONS, Exemptions
from redact.transcript import redact_segments
from tests.redact.calls import call


def test_nothing_is_left_over_after_a_redaction() -> None:
    lines = ("a: your card number please", "c: 4111 1111 1111 1111 and my name is asha rao")
    assert left_over(redact_segments(call(*lines)).segments, NO_EXEMPTIONS) == ()


def test_it_refuses_what_it_cannot_redact_and_says_no_value() -> None:
    # A pattern that matches the placeholder itself is found again however often it is cut.
    endless = Exemptions(patterns={EntityType.PIN: (re.compile(r"secret-\w+|\[PIN\]"),)})
    with pytest.raises(RedactionIncomplete) as caught:
        redact_segments(call("c: it is secret-horse"), exempt=endless)
    assert caught.value.types == ("PIN",)
    assert "horse" not in str(caught.value)
    assert "PIN" in str(caught.value)

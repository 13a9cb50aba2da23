"""The language of a call is what all its windows together sound like."""

import pytest

from transcribe.language import Spoken, spoken_language

ENGLISH = [("<|en|>", 0.9), ("<|de|>", 0.1)]
GERMAN = [("<|de|>", 0.7), ("<|en|>", 0.2)]


def test_all_windows_together_decide() -> None:
    spoken = spoken_language([ENGLISH, GERMAN])
    assert spoken.language == "en"
    assert spoken.probability == pytest.approx(0.55)


def test_only_a_sure_other_language_is_left_alone() -> None:
    assert spoken_language([GERMAN], among={"en"}) == Spoken("de", 0.7, is_heard=False)
    assert spoken_language([ENGLISH, GERMAN, GERMAN], among={"en"}).language == "en"
    assert spoken_language([GERMAN], among={"de", "en"}) == Spoken("de", 0.7)


def test_a_language_that_no_window_ranks_has_no_probability() -> None:
    assert spoken_language([[("<|nn|>", 0.4)]], among={"fr"}) == Spoken("fr", 0.0)

import math
import re
from itertools import pairwise
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.sound import Sound
from audio.words import Segment, Speaker, Word
from redact.lexicon.wordlist import row
from redact.sound import redact_sound
from redact.text import redact_text
from redact.transcript import redact_segments
from tests.redact.corpus import digits as say

TALK = st.sampled_from(
    row(
        """my card number is the code pin email at dot com street road one two oh double forty hundred thousand 4111
        1,234.56 $5 name frank may 12:30 b as in bravo password born no uh [PIN] [CARD_NUMBER]"""
    )
)
WORDS = st.one_of(TALK, st.text(max_size=12), st.text("0123456789٠١²⅓०-.,/+()", max_size=24))
TIMES = st.one_of(st.floats(0, 60), st.just(math.nan), st.just(math.inf))


@st.composite
def segments(draw: st.DrawFn) -> tuple[Segment, ...]:
    rows = draw(st.lists(st.lists(WORDS, max_size=12), max_size=5))
    return tuple(
        Segment(
            draw(st.sampled_from(Speaker)),
            draw(TIMES),
            draw(TIMES),
            tuple(Word(word, draw(TIMES), draw(TIMES), 0.5) for word in words),
        )
        for words in rows
    )


@given(segments())
@settings(max_examples=40, deadline=None)
def test_any_words_keep_their_segments_and_any_sound_its_length(said: tuple[Segment, ...]) -> None:
    redaction = redact_segments(said)
    assert len(redaction.segments) == len(said)
    for before, after in zip(said, redaction.segments, strict=True):
        assert (after.speaker, repr(after.start), repr(after.end)) == (
            before.speaker,
            repr(before.start),
            repr(before.end),
        )
    for entity in redaction.entities:
        words = said[entity.line].words
        assert 0 <= entity.first_word <= entity.last_word < len(words)
    cuts = sorted((entity.line, entity.first_word, entity.last_word) for entity in redaction.entities)
    assert all(left[0] != right[0] or left[2] < right[1] for left, right in pairwise(cuts))
    sound = Sound(np.full((2, 4001), 0.5, dtype=np.float32), 400)
    silenced = redact_sound(sound, said, redaction, channel_of={Speaker.AGENT: 0, Speaker.CUSTOMER: 1})
    assert silenced.samples.shape == sound.samples.shape


@given(st.text("0123456789", min_size=13, max_size=25), st.data())
@settings(max_examples=80, deadline=None)
def test_no_run_of_thirteen_digits_survives(digits: str, data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(1, 8), min_size=25, max_size=25))
    between = data.draw(st.sampled_from(["", " ", "-", " - "]))
    groups, place = [], 0
    for size in sizes:
        groups.append(digits[place : place + size])
        place += size
    around = data.draw(st.sampled_from(["my order number is {} okay", "{}", "tracking {} please", "it costs {}"]))
    text = around.format(between.join(filter(None, groups)))
    assert not re.search(r"(?:\d[\s-]*){13}", redact_text(text).text)


RENDERINGS = say.SEEN


@given(st.text("0123456789", min_size=13, max_size=19), st.sampled_from(sorted(RENDERINGS)), st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_no_long_number_survives_being_spoken(digits: str, rendering: str, seed: int) -> None:
    spoken = RENDERINGS[rendering](digits, Random(seed))
    left = redact_text(f"customer: it is {spoken}").text
    assert len([word for word in left.split() if word.lower().strip(",.") in say.ONES]) <= 2, left


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_keeps_its_lines(text: str) -> None:
    assert redact_text(text).text.count("\n") == text.count("\n")

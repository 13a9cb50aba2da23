import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliver.excerpt_cut import LONGEST_S, SHORTEST_S, Window, choose_window, shifted_entities, shifted_segments
from tests.factories.transcript import LINES, talk


def long_call(turns: int = 40) -> list[dict[str, object]]:
    """Twenty turns a side, each a little over three seconds: two to three minutes."""
    return talk(*((("agent", "customer")[n % 2], "one two three four five six seven eight") for n in range(turns)))


def duration(segments: list[dict[str, object]]) -> float:
    return float(str(segments[-1]["end"])) + 1.0


def test_a_short_call_is_heard_whole() -> None:
    assert choose_window(talk(*LINES), duration_s=28.0, evidence=Window(5.9, 8.7)) == Window(0.0, 28.0)


def test_it_runs_from_turn_boundary_to_turn_boundary_around_the_evidence() -> None:
    segments = long_call()
    evidence = Window(75.0, 77.0)
    window = choose_window(segments, duration_s=duration(segments), evidence=evidence)
    assert window.holds(evidence)
    assert SHORTEST_S <= window.seconds <= LONGEST_S
    for segment in segments:
        for edge in (window.start, window.end):
            assert not segment["start"] < edge < segment["end"]  # type: ignore[operator]


def test_evidence_near_the_end_still_gets_a_full_excerpt() -> None:
    segments = long_call()
    end = duration(segments)
    window = choose_window(segments, duration_s=end, evidence=Window(end - 3, end - 2))
    assert window.seconds >= SHORTEST_S
    assert window.end <= end


def test_a_monologue_is_cut_around_the_evidence() -> None:
    segments = talk(("agent", "hello"), ("customer", "and then " * 400))
    evidence = Window(200.0, 205.0)
    window = choose_window(segments, duration_s=duration(segments), evidence=evidence)
    assert window.holds(evidence)
    assert SHORTEST_S <= window.seconds <= LONGEST_S


def test_without_evidence_the_place_decides() -> None:
    segments = long_call()
    early = choose_window(segments, duration_s=duration(segments), evidence=None, place=0.0)
    late = choose_window(segments, duration_s=duration(segments), evidence=None, place=0.99)
    assert early.start == 0.0
    assert late.start > 60.0


def test_evidence_beyond_the_end_of_the_call_is_held_inside_it() -> None:
    segments = long_call()
    end = duration(segments)
    window = choose_window(segments, duration_s=end, evidence=Window(end + 5, end + 9))
    assert window.end <= end


@given(
    words=st.lists(st.integers(1, 60), min_size=1, max_size=30),
    at=st.floats(0, 1),
    length=st.floats(0, 20),
)
def test_any_call_gives_a_window_of_allowed_length_that_holds_its_evidence(
    words: list[int], at: float, length: float
) -> None:
    segments = talk(*((("agent", "customer")[n % 2], "word " * count) for n, count in enumerate(words)))
    end = duration(segments)
    evidence = Window(at * (end - 0.1), min(at * (end - 0.1) + length, end))
    window = choose_window(segments, duration_s=end, evidence=evidence)
    assert 0 <= window.start < window.end <= end + 1e-9
    assert window.seconds <= LONGEST_S + 1e-9
    assert window.seconds >= min(SHORTEST_S, end) - 1e-9
    assert window.start <= evidence.start + 1e-9
    assert window.end >= evidence.end - 1e-9


def test_words_are_shifted_to_the_start_of_the_excerpt_and_those_outside_are_left_out() -> None:
    segments = talk(("agent", "one two three"), ("customer", "four five six"))
    window = Window(1.2, 3.6)
    shifted = shifted_segments(segments, window)
    assert [segment["text"] for segment in shifted] == ["three", "four five six"]
    assert shifted[0]["start"] == pytest.approx(0.1)
    assert all(0 <= word["start"] <= word["end"] <= 2.4 for segment in shifted for word in segment["words"])


def test_redactions_are_clipped_to_the_excerpt() -> None:
    entities = [
        {"type": "PHONE", "speaker": "customer", "start": 1.0, "end": 3.0},
        {"type": "NAME", "speaker": "agent", "start": 8.0, "end": 9.0},
    ]
    assert shifted_entities(entities, Window(2.0, 6.0)) == [
        {"type": "PHONE", "speaker": "customer", "start": 0.0, "end": 1.0}
    ]

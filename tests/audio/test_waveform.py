"""The picture of a recording says what it shows, to eyes and to screen readers."""

from xml.etree import ElementTree as ET

import numpy as np
import pytest

from audio.cut import Span
from audio.waveform import Waveform, peaks, waveform_svg
from audio.words import Speaker
from tests.factories.sounds import silence, sound, tone

SVG = "{http://www.w3.org/2000/svg}"
BOTH = (Speaker.AGENT, Speaker.CUSTOMER)


def drawn(**changes: object) -> ET.Element:
    talk = sound(np.concatenate([tone(5), silence(5)]), np.concatenate([silence(5), tone(5)]))
    values = {"peaks": peaks(talk, 200), "duration_s": 10.0, "speakers": BOTH, **changes}
    return ET.fromstring(waveform_svg(Waveform(**values), ident="excerpt-7"))  # type: ignore[arg-type]


def by_class(svg: ET.Element, name: str) -> list[ET.Element]:
    return [element for element in svg.iter() if name in element.get("class", "").split()]


def test_peaks_show_who_spoke_when() -> None:
    found = peaks(sound(np.concatenate([tone(5), silence(5)]), silence(10)), 10)
    assert found.shape == (2, 10)
    assert found[0, :5] == pytest.approx(0.3, abs=0.01)
    assert not found[0, 5:].any()
    assert not found[1].any()


def test_peaks_of_a_sound_shorter_than_the_picture_is_wide() -> None:
    assert peaks(sound(tone(0.001)), 100).shape == (1, 100)
    assert not peaks(sound(silence(0)), 4).any()
    with pytest.raises(ValueError, match="at least 1"):
        peaks(sound(tone(1)), 0)


def test_there_is_one_lane_per_speaker() -> None:
    svg = drawn()
    assert len(by_class(svg, "lane-agent")) == len(by_class(svg, "lane-customer")) == 1
    assert svg.get("viewBox") == "0 0 200 104"
    assert not by_class(svg, "waveform-evidence")


def test_the_evidence_is_marked_where_it_is() -> None:
    (mark,) = by_class(drawn(evidence=Span(2.5, 5.0)), "waveform-evidence")
    assert (mark.get("x"), mark.get("width")) == ("50.00", "50.00")


def test_redactions_are_hatched_on_their_own_lane() -> None:
    svg = drawn(redactions=(Span(1.0, 2.0, channel=1), Span(3.0, 4.0)))
    hatched = by_class(svg, "waveform-redaction")
    assert [mark.get("y") for mark in hatched] == ["56", "0", "56"]
    assert {mark.get("fill") for mark in hatched} == {"url(#excerpt-7-hatch)"}


def test_a_screen_reader_hears_what_the_picture_shows() -> None:
    svg = drawn(title="Call <7>", evidence=Span(65, 70), redactions=(Span(1, 2, 0), Span(3, 4, 1)), duration_s=80)
    title = svg.find(f"{SVG}title")
    assert title is not None
    assert title.text == "Call <7>, evidence from 1:05 to 1:10, 2 redacted stretches"
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == title.get("id") == "excerpt-7-title"


def test_every_speaker_needs_a_row() -> None:
    with pytest.raises(ValueError, match="2 speakers"):
        Waveform(peaks=np.zeros((1, 4), np.float32), duration_s=1, speakers=BOTH)

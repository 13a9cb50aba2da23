"""The chart of a digest as a picture for mail programs, with the words for those who do not see it.

It carries its own ground, so that a mail program cannot make its ink unreadable; there is one for dark ones too.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from deliver.digest_body import CauseFinding, Step
from deliver.finding import day, estimated


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of the pages, light or dark."""

    soft: str
    line: str
    accent: str
    tint: str
    ground: str


LIGHT: Final = Inks(soft="#55635c", line="#dce2de", accent="#0b6b5d", tint="#cfe7df", ground="#ffffff")
DARK: Final = Inks(soft="#9dada5", line="#2a3530", accent="#6fd0bb", tint="#25544a", ground="#171e1b")
WIDTH: Final = 400
SCALE: Final = 2.6
"""Pixels for each point: the chart is drawn small, so that its words stay readable on a telephone, and finely."""

_DRAWING: Final = threading.Lock()


def draws_steps(finding: CauseFinding) -> bool:
    """Whether there is a course over time to show: at least two stretches that could be told."""
    return sum(step.share is not None for step in finding.steps) > 1


def chart_png(finding: CauseFinding, *, inks: Inks = LIGHT) -> bytes:
    """The share's course over time, or the one interval where there is no course. Kept by what it shows."""
    return _drawn_steps(finding.steps, inks) if draws_steps(finding) else _drawn_single(finding, inks)


def chart_words(finding: CauseFinding) -> str:
    """The same as the picture, in words: the alternative text."""
    if not draws_steps(finding):
        return f"Chart: {finding.sentence}"
    told = "; ".join(_step_words(step) for step in finding.steps)
    return f"Chart of the share of calls caused by {finding.cause} over time: {told}."


def _step_words(step: Step) -> str:
    if step.share is None:
        return f"from {day(step.starts_at)} not enough calls"
    return f"from {day(step.starts_at)} {estimated(step.share.value, step.share.low, step.share.high)}"


@lru_cache(maxsize=64)
def _drawn_steps(steps: tuple[Step, ...], inks: Inks) -> bytes:
    import altair as alt

    shown = [
        {
            "from": f"{step.starts_at:%Y-%m-%d}",
            "to": f"{step.ends_at:%Y-%m-%d}",
            "value": step.share.value,
            "low": step.share.low,
            "high": step.share.high,
        }
        for step in steps
        if step.share is not None
    ]
    axis = alt.Axis(
        format="%-d %b", tickCount=4, grid=False, domainColor=inks.line, tickColor=inks.line, labelFlush=True
    )
    x = alt.X("from:T", title=None, axis=axis)
    y = alt.Y("low:Q", title=None, scale=_scale(shown), axis=_percent_axis(inks))
    base = alt.Chart(alt.InlineData(values=shown))
    band = base.mark_rect(color=inks.tint, opacity=1).encode(x=x, x2="to:T", y=y, y2="high:Q")
    line = base.mark_rule(color=inks.accent, strokeWidth=3).encode(x=x, x2="to:T", y="value:Q")
    return _png(alt.layer(band, line).properties(width=WIDTH - 60, height=130), inks)


@lru_cache(maxsize=64)
def _drawn_single(finding: CauseFinding, inks: Inks) -> bytes:
    import altair as alt

    share = finding.share
    shown = [{"value": share.value, "low": share.low, "high": share.high}] if share else []
    base = alt.Chart(alt.InlineData(values=shown))
    x = alt.X("low:Q", title=None, scale=_scale(shown), axis=_percent_axis(inks))
    band = base.mark_bar(height=16, cornerRadius=8, color=inks.tint, opacity=1).encode(x=x, x2="high:Q")
    point = base.mark_point(size=160, filled=True, color=inks.accent, opacity=1).encode(x="value:Q")
    return _png(alt.layer(band, point).properties(width=WIDTH - 40, height=40), inks)


def _scale(shown: Sequence[dict[str, Any]]) -> Any:
    import altair as alt

    top = max((float(mark["high"]) for mark in shown), default=1.0)
    return alt.Scale(domain=[0, min(1.0, top * 1.12)], nice=False)


def _percent_axis(inks: Inks) -> Any:
    import altair as alt

    return alt.Axis(
        labelExpr="format(datum.value * 100, '.0f') + ' %'", tickCount=4, gridColor=inks.line, domain=False, ticks=False
    )


def _png(chart: Any, inks: Inks) -> bytes:
    import vl_convert

    dressed = (
        chart.configure(background=inks.ground, padding=12)
        .configure_view(stroke=None)
        .configure_axis(labelColor=inks.soft, labelFontSize=14, labelPadding=6)
    )
    with _DRAWING:
        return bytes(vl_convert.vegalite_to_png(dressed.to_dict(), scale=SCALE))

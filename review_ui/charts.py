"""Charts as SVG that takes its colours from the page, so one picture fits light and dark.

Altair makes the specification, vl-convert draws it, and the result is kept by the hash of what it shows. Colours in
the specification are stand-ins that become the page's custom properties afterwards.
"""

import hashlib
import json
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

INK, SOFT, LINE, ACCENT, TINT = "#010101", "#020202", "#030303", "#040404", "#050505"
PROPERTIES: Final = {
    INK: "var(--ink)", SOFT: "var(--ink-soft)", LINE: "var(--line)", ACCENT: "var(--accent)", TINT: "var(--band)",
}  # fmt: skip
_SAID_TWICE: Final = re.compile(r' (?:aria-[a-z]+|role|class)="[^"]*"|<path[^>]* display="none"[^>]*/>')
_FINE: Final = re.compile(r"(?<![#\w.])\d+\.\d{2,}")
Spec = Callable[[list[dict[str, Any]], int], Any]
FONT: Final = "Source Sans 3"
_DRAWING: Final = threading.Lock()
"""The drawing engine is one per process; two drawings at once would only wait for each other inside it."""

_DESIGN_VERSION: Final = 6
"""Raised when the look changes, so that kept pictures are drawn again."""


@dataclass(frozen=True)
class ShareMark:
    """One line of the share chart; shares 0–1."""

    name: str
    value: float
    low: float
    high: float
    human: float | None
    is_avoidable: bool


@dataclass(frozen=True)
class WeekMark:
    """One stretch of weeks of one cause; shares 0–1, times ISO 8601."""

    starts_at: str
    ends_at: str
    value: float
    low: float
    high: float
    is_break: bool = False
    """The definition changed where this stretch begins: another taxonomy or model."""

    @classmethod
    def of(
        cls, starts_at: datetime, ends_at: datetime, value: float, low: float, high: float, *, is_break: bool = False
    ) -> "WeekMark":
        return cls(f"{starts_at:%Y-%m-%d}", f"{ends_at:%Y-%m-%d}", value, low, high, is_break)


@dataclass(frozen=True)
class ReliabilityMark:
    """Calls of about the same confidence: what the model `said`, and the share that was `right`, 0–1."""

    said: float
    right: float
    low: float
    high: float
    calls: int


@dataclass(frozen=True)
class CurveMark:
    """Macro-F1 of a model that learned from so many labels."""

    labels: int
    score: float


@dataclass(frozen=True)
class ChartCabinet:
    """Where drawn charts are kept."""

    folder: Path

    def shares(self, marks: Sequence[ShareMark], *, width: int) -> Markup:
        """Shares of causes with their intervals, largest first; the hollow dot is what people alone found."""
        return self._kept("shares", [asdict(mark) for mark in marks], width, _shares_spec)

    def weeks(self, marks: Sequence[WeekMark], *, highest: float, width: int) -> Markup:
        """One cause over time: a step for each stretch of weeks, on its band; `highest` is the top of the scale."""
        shown = [{**asdict(mark), "top": highest} for mark in marks]
        return self._kept("weeks", shown, width, _weeks_spec)

    def reliability(self, marks: Sequence[ReliabilityMark], *, width: int) -> Markup:
        """Said against right: honest probabilities lie on the diagonal."""
        return self._kept("reliability", [asdict(mark) for mark in marks], width, _reliability_spec)

    def curve(self, marks: Sequence[CurveMark], *, width: int) -> Markup:
        """The learning curve: what more labels have brought."""
        return self._kept("curve", [asdict(mark) for mark in marks], width, _curve_spec)

    def _kept(self, kind: str, shown: list[dict[str, Any]], width: int, spec: Spec) -> Markup:
        name = hashlib.sha256(json.dumps([_DESIGN_VERSION, kind, width, shown]).encode()).hexdigest()
        path = self.folder / f"{name}.svg"
        if not path.exists():
            drawn = themed(draw(spec, shown, width))
            self.folder.mkdir(parents=True, exist_ok=True)
            aside = path.with_suffix(f".{threading.get_ident()}")
            aside.write_text(drawn)
            aside.replace(path)
        return Markup(path.read_text())  # noqa: S704 - drawn by us from numbers and escaped names


def draw(spec: Spec, shown: list[dict[str, Any]], width: int) -> str:
    """What a specification makes of the marks, as SVG text."""
    import vl_convert

    with _DRAWING:
        return str(vl_convert.vegalite_to_svg(spec(shown, width).to_dict()))


def themed(svg: str) -> str:
    """Stand-in colours become the page's, fixed sizes become the page's width; no font of its own.

    What the figure around it says already to a screen reader, and digits nobody can see, are left out: half the bytes.
    """
    svg = _FINE.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), _SAID_TWICE.sub("", svg))
    for stand_in, custom_property in PROPERTIES.items():
        svg = svg.replace(f'"{stand_in}"', f'"{custom_property}"')
    return svg.replace(f' font-family="{FONT}"', "").replace('<svg xmlns="http://www.w3.org/2000/svg"', "<svg", 1)


def _shares_spec(shown: list[dict[str, Any]], width: int) -> Any:
    import altair as alt

    is_narrow = width < 500
    y = alt.Y("name:N", sort=None, title=None, axis=_names_axis(is_narrow=is_narrow))
    top = max(mark["high"] for mark in shown)
    scale = alt.Scale(domain=[0, min(1.0, top * 1.12)], nice=False)
    x = alt.X("low:Q", title=None, scale=scale, axis=_percent_axis(ticks=4 if is_narrow else 6))
    base = alt.Chart(alt.InlineData(values=shown)).encode(y=y)
    colour = alt.condition("datum.is_avoidable", alt.value(ACCENT), alt.value(SOFT))
    band = base.mark_bar(height=14, opacity=1, cornerRadius=7, color=TINT).encode(x=x, x2="high:Q")
    human = base.mark_point(size=46, filled=False, strokeWidth=1.4, yOffset=13, color=SOFT).encode(x="human:Q")
    point = base.mark_point(size=120, filled=True, opacity=1).encode(x="value:Q", color=colour)
    chart = alt.layer(band, human, point).properties(
        width=width if is_narrow else width - 190, height=alt.Step(58 if is_narrow else 48)
    )
    return _dressed(chart)


def _weeks_spec(shown: list[dict[str, Any]], width: int) -> Any:
    import altair as alt

    scale = alt.Scale(domain=[0, shown[0]["top"]], nice=False)
    edges = [datetime.fromisoformat(mark["starts_at"]) for mark in shown]
    edges.append(datetime.fromisoformat(shown[-1]["ends_at"]))
    ticks = [edges[0], edges[len(edges) // 2], edges[-1]]
    axis = alt.Axis(
        format="%-d %b", values=[alt.DateTime(year=at.year, month=at.month, date=at.day) for at in ticks],
        grid=False, domainColor=LINE, tickColor=LINE, labelColor=SOFT, labelFlush=True, labelPadding=6,
    )  # fmt: skip
    x = alt.X("starts_at:T", title=None, axis=axis)
    y = alt.Y("low:Q", title=None, scale=scale, axis=_percent_axis(ticks=3))
    base = alt.Chart(alt.InlineData(values=shown))
    band = base.mark_rect(color=TINT, opacity=1).encode(x=x, x2="ends_at:T", y=y, y2="high:Q")
    step = base.mark_rule(color=ACCENT, strokeWidth=2.5, strokeCap="butt").encode(x=x, x2="ends_at:T", y="value:Q")
    cut = (
        base.transform_filter("datum.is_break")
        .mark_rule(color=INK, strokeDash=[3, 3], strokeWidth=1.2)
        .encode(x=alt.X("starts_at:T"))
    )
    return _dressed(alt.layer(band, step, cut).properties(width=width, height=96))


def _reliability_spec(shown: list[dict[str, Any]], width: int) -> Any:
    import altair as alt

    scale = alt.Scale(domain=[0, 1], nice=False)
    x = alt.X("said:Q", title="the model said", scale=scale, axis=_percent_axis(ticks=5))
    y = alt.Y("low:Q", title="was right", scale=scale, axis=_percent_axis(ticks=5))
    corners = alt.InlineData(values=[{"said": 0, "low": 0}, {"said": 1, "low": 1}])
    diagonal = alt.Chart(corners).mark_line(color=LINE, strokeWidth=1.5, strokeDash=[4, 4]).encode(x=x, y=y)
    base = alt.Chart(alt.InlineData(values=shown)).encode(x=x)
    band = base.mark_rule(color=TINT, strokeWidth=10, strokeCap="round", opacity=1).encode(y=y, y2="high:Q")
    point = base.mark_point(size=90, filled=True, opacity=1, color=ACCENT).encode(y="right:Q")
    return _dressed(alt.layer(diagonal, band, point).properties(width=width, height=min(width, 300)))


def _curve_spec(shown: list[dict[str, Any]], width: int) -> Any:
    import altair as alt

    ticks = [mark["labels"] for mark in shown]
    axis = alt.Axis(
        values=ticks, grid=False, domainColor=LINE, tickColor=LINE, labelColor=SOFT, labelPadding=6, titleColor=SOFT,
        labelOverlap="greedy", format="d",
    )  # fmt: skip
    x = alt.X("labels:Q", title="labels learned from", scale=alt.Scale(type="log", nice=False, padding=12), axis=axis)
    y = alt.Y("score:Q", title="macro-F1", scale=alt.Scale(domain=[0, 1], nice=False), axis=_percent_axis(ticks=5))
    base = alt.Chart(alt.InlineData(values=shown)).encode(x=x, y=y)
    line = base.mark_line(color=ACCENT, strokeWidth=2.5)
    point = base.mark_point(size=80, filled=True, opacity=1, color=ACCENT)
    return _dressed(alt.layer(line, point).properties(width=width, height=min(width, 300)))


def _names_axis(*, is_narrow: bool) -> Any:
    """Names stand left of the plot; on a phone above each line, where they have room."""
    import altair as alt

    if is_narrow:
        return alt.Axis(
            domain=False, ticks=False, labelAlign="left", labelBaseline="bottom", labelPadding=0, labelOffset=-12,
            labelColor=INK, labelFontSize=15, labelLimit=320, orient="left", zindex=1, labelFontWeight=600,
            offset=0, minExtent=0, maxExtent=0,
        )  # fmt: skip
    return alt.Axis(
        domain=False, ticks=False, labelAlign="left", labelPadding=190, labelColor=INK, labelFontSize=15,
        labelLimit=176, minExtent=190, maxExtent=190, labelFontWeight=600,
    )  # fmt: skip


def _percent_axis(*, ticks: int) -> Any:
    import altair as alt

    return alt.Axis(
        labelExpr="format(datum.value * 100, '.0f') + ' %'", tickCount=ticks, gridColor=LINE, domain=False, ticks=False,
        labelColor=SOFT, labelPadding=6, titleColor=SOFT, titleFontWeight=400,
    )  # fmt: skip


def _dressed(chart: Any) -> Any:
    return (
        chart.configure(background="transparent", font=FONT, padding={"left": 2, "right": 8, "top": 6, "bottom": 2})
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=13)
    )

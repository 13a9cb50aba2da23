"""Rates and targets of single strata as people type them: `billing=40`, one a line."""

from collections.abc import Mapping

from sample.strata import PlanError


def read_targets(text: str) -> dict[str, int]:
    """Raises PlanError naming the first line that is not a stratum and a number of calls."""
    found = {}
    for name, value in _lines(text):
        if not value.isdecimal():
            raise _wrong(f"{name}={value}", "Write billing=40 for forty calls.")
        found[name] = int(value)
    return found


def read_rates(text: str) -> dict[str, float]:
    """Rates as shares or per cent, `0.1` or `10 %`. Raises PlanError naming the first line that is not one."""
    return {name: read_rate(value, said=f"{name}={value}") for name, value in _lines(text)}


def read_rate(text: str, *, said: str = "") -> float:
    """`0.1`, `0,1` and `10 %` are the same rate."""
    number = text.strip().removesuffix("%").strip().replace(",", ".")
    try:
        rate = float(number) / (100 if text.strip().endswith("%") else 1)
    except ValueError:
        raise _wrong(said or text, "Write 0.1 or 10 %.") from None
    if not 0 <= rate <= 1:
        raise _wrong(said or text, "A rate lies between 0 and 1, or 0 and 100 %.")
    return rate


def as_lines(single: Mapping[str, float]) -> str:
    return "\n".join(f"{name}={value}" for name, value in single.items())


def _lines(text: str) -> list[tuple[str, str]]:
    pairs = []
    for line in filter(str.strip, text.splitlines()):
        name, equals, value = line.rpartition("=")
        if not equals or not name.strip():
            raise _wrong(line.strip(), "Write a stratum, =, and its number: billing=40.")
        pairs.append((" ".join(name.split()), value.strip()))
    return pairs


def _wrong(said: str, remedy: str) -> PlanError:
    return PlanError(f"{said!r} cannot be read.", remedy=remedy, field="single")

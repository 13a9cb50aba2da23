"""What the sample calls say of everything that names a cause, a driver or a promise, against the truth sheet.

    python -m benchmarks.demo_causes [--parts cold,rule,evidence,links,box]

On what was really said, as a recogniser without errors would hear it. `held_out` are the 74 calls whose sentences
nothing was trained or tuned on; `others` are the rest. `cold`: suggestions before the first label. `rule`: certain
rules beside a model that has not seen the call's label. `evidence`: whether the sentences shown for a right prediction
overlap the turn that says the cause. `links`: precision, and recall among drivers that words or the dialled number
point to, and among all. `box`: inside or outside, of the promises that callers tell.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.sample_calls import SampleCall, sample_calls, sample_causes, sample_labels, sample_registers
from classify.calltext import CallText, call_of_segments
from classify.crossfit import cross_fit
from classify.drivers import DriverKind, same_number
from classify.evidence import evidence_for
from classify.linking import link_call
from classify.model import CauseModel
from classify.promises import check_promise
from classify.rules import certain_rule
from classify.seed import open_seed
from classify.suggestion import suggest_cause
from survey.interval import wilson

Calls = Sequence[SampleCall]


def cold(calls: Calls) -> None:
    seed, _ = open_seed()
    causes, registers = sample_causes(), sample_registers()
    right = [suggest_cause(one.segments, one.heard, causes, registers, seed=seed).cause == one.cause for one in calls]
    by_part("cold", calls, lambda rows: _share("right", [right[row] for row in rows]))


def rule(calls: Calls) -> None:
    labels, registers = sample_labels(), sample_registers()
    causes = [cause.id for cause in sample_causes()]
    unseen = cross_fit(_texts(calls), [labels[one.external_id] for one in calls], causes).unseen()
    said = [causes[int(place)] for place in unseen.argmax(axis=1)]
    fired = [certain_rule(one.heard, registers.campaigns) for one in calls]
    with_rule = [found.cause if found else guess for found, guess in zip(fired, said, strict=True)]
    by_part(
        "rule",
        calls,
        lambda rows: (
            _share("model_right", [said[row] == calls[row].cause for row in rows])
            | _share("with_rule_right", [with_rule[row] == calls[row].cause for row in rows])
            | _share("rule_right", [rule.cause == calls[row].cause for row in rows if (rule := fired[row])])
        ),
    )


def evidence(calls: Calls) -> None:
    """The model learns from the labels of the other calls only; their words may be read without labels."""
    labels = sample_labels()
    taught = [one for one in calls if not one.held_out]
    asked = [one for one in calls if one.held_out]
    model = CauseModel().fit(_texts(taught), [labels[one.external_id] for one in taught], _texts(asked))
    found, strongest = [], []
    for one, cause in zip(asked, model.predict(_texts(asked)), strict=True):
        if cause == one.cause and one.evidence_ms is not None:
            start, end = one.evidence_ms
            hits = [span.start_ms < end and span.end_ms > start for span in evidence_for(model, one.segments, cause)]
            found.append(any(hits))
            strongest.append(hits[:1] == [True])
    report("evidence", "held_out", **_share("any_overlaps", found), **_share("strongest_overlaps", strongest))


def links(calls: Calls) -> None:
    registers = sample_registers()
    phones = {(DriverKind.CAMPAIGN, one.id): one.phone for one in registers.campaigns}
    linked = [{(link.driver_kind, link.driver_id) for link in link_call(one.heard, registers)} for one in calls]
    linked = [{link for link in found if link[0] is not DriverKind.OFFERING} for found in linked]
    told = [
        {link for link in one.drivers if link in one.said or same_number(one.heard.dialled, phones.get(link, ""))}
        for one in calls
    ]
    by_part(
        "links",
        calls,
        lambda rows: (
            _share("precision", [link in calls[row].drivers for row in rows for link in linked[row]])
            | _share("recall_of_told", [link in linked[row] for row in rows for link in told[row]])
            | _share("recall_of_all", [link in linked[row] for row in rows for link in calls[row].drivers])
        ),
    )


def box(calls: Calls) -> None:
    registers = sample_registers()
    checks = [check_promise(one.heard, registers) for one in calls]
    said = [check.box.value if check else None for check in checks]

    def scores(rows: Sequence[int]) -> dict[str, Any]:
        told = [row for row in rows if calls[row].promise]
        judged = [row for row in told if said[row] in ("inside", "outside")]
        return (
            _share("right_of_judged", [said[row] == _box(calls[row]) for row in judged])
            | _share("right_of_told", [said[row] == _box(calls[row]) for row in told])
            | _share("judged_though_none_was_told", [said[row] == "outside" for row in rows if not calls[row].promise])
        )

    by_part("box", calls, scores)


def by_part(part: str, calls: Calls, scores: Callable[[Sequence[int]], dict[str, Any]]) -> None:
    for name, held_out in (("held_out", True), ("others", False)):
        report(part, name, **scores([row for row, one in enumerate(calls) if one.held_out is held_out]))


def report(part: str, calls: str, **values: Any) -> None:
    print(json.dumps({"part": part, "calls": calls, **values}), flush=True)


def _share(name: str, right: Sequence[bool]) -> dict[str, Any]:
    """The share with its interval and how many it is of."""
    if not right:
        return {name: None}
    share = sum(right) / len(right)
    interval = wilson(share, len(right))
    return {name: [round(share, 3), round(interval.low, 3), round(interval.high, 3), len(right)]}


def _box(one: SampleCall) -> str:
    return one.promise[1] if one.promise else ""


def _texts(calls: Calls) -> list[CallText]:
    return [call_of_segments(one.segments) for one in calls]


PARTS = {"cold": cold, "rule": rule, "evidence": evidence, "links": links, "box": box}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", default=",".join(PARTS))
    calls = sample_calls()
    for name in parser.parse_args().parts.split(","):
        PARTS[name](calls)


if __name__ == "__main__":
    main()

"""All acts of the grammar in one place, and which of their templates are held out of every training."""

from __future__ import annotations

from collections.abc import Mapping

from demo.grammar import openings, personal, resolutions, small_talk
from demo.grammar.causes import knowledge, mailer, needs, operations, sales, unclear
from demo.grammar.template import Act, Template

CAUSE_MODULES = {module.CAUSE: module for module in (mailer, operations, sales, knowledge, needs, unclear)}
VARIANTS: Mapping[str, tuple[str, ...]] = {cause: module.VARIANTS for cause, module in CAUSE_MODULES.items()}
DISTRACTED_VARIANTS: Mapping[str, tuple[str, ...]] = {
    operations.CAUSE: operations.DISTRACTED_VARIANTS,
    needs.CAUSE: needs.DISTRACTED_VARIANTS,
}
ACTS: Mapping[str, Act] = {
    act.name: act
    for module in (small_talk, openings, resolutions, personal, *CAUSE_MODULES.values())
    for act in module.ACTS
}
TEMPLATES: Mapping[str, Template] = {template.id: template for act in ACTS.values() for template in act.templates}
HELD_OUT_IDS = frozenset(template.id for act in ACTS.values() for template in act.held_out)


def is_held_out(template_id: str) -> bool:
    """True for the fifth of all sentence templates that speech and cause training must never see."""
    if template_id not in TEMPLATES:
        raise KeyError(f"no sentence template {template_id!r} in the demo grammar")
    return template_id in HELD_OUT_IDS

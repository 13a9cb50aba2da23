"""The dialogue grammar: what is held out stays out, and what is planted can be found again."""

from dataclasses import replace
from itertools import islice
from random import Random
from typing import Any

import pytest

from demo.grammar import practice
from demo.grammar.acts import ACTS, HELD_OUT_IDS, TEMPLATES, VARIANTS, is_held_out
from demo.grammar.dialogue import write_dialogue
from demo.grammar.filling import random_values, render
from demo.grammar.personal import card_number
from demo.grammar.sentences import held_out_sentences, training_sentences, vocabulary
from demo.grammar.template import SLOT, Template, act
from demo.grammar.turns import CallPlan
from demo.grammar.words import doubled, number, ordinal, paired, singly


def luhn_passes(digits: str) -> bool:
    doubled_digits = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled_digits) % 10 == 0


def plan(cause: str = "marketing_mailer", **more: Any) -> CallPlan:
    usual = CallPlan(cause, VARIANTS[cause][0], opening="open.vague", reveal_at=3, held_out=False)
    return replace(usual, **more)


def test_it_holds_out_a_fifth_of_the_templates_and_some_of_every_act() -> None:
    assert 0.19 <= len(HELD_OUT_IDS) / len(TEMPLATES) <= 0.21
    assert all(act.held_out and act.training for act in ACTS.values())


def test_it_keeps_the_hold_out_stable_when_another_act_changes() -> None:
    lines = "\n".join(f"sentence {number(i)}" for i in range(10))
    assert act("some", lines).held_out == act("some", lines).held_out
    assert {template.id for template in act("some", lines).held_out}.isdisjoint(HELD_OUT_IDS)


def test_it_refuses_an_unknown_template_id() -> None:
    with pytest.raises(KeyError, match=r"no sentence template .mailer\.none."):
        is_held_out("mailer.none")


def test_it_has_no_sentence_twice() -> None:
    texts = [template.text for template in TEMPLATES.values()]
    assert len(texts) == len(set(texts))


def fixed_parts(template: Template) -> list[str]:
    return [part.strip() for part in SLOT.split(template.text)[::2] if part.strip()]


def test_it_never_gives_a_held_out_sentence_to_training() -> None:
    held_out = [fixed_parts(TEMPLATES[i]) for i in HELD_OUT_IDS if "{" not in TEMPLATES[i].text]
    sentences = set(islice(training_sentences(Random(1)), 3 * len(TEMPLATES)))
    assert sentences.isdisjoint({parts[0] for parts in held_out})


def test_it_gives_only_held_out_sentences_for_measuring() -> None:
    whole = {t.text for t in TEMPLATES.values() if t.id not in HELD_OUT_IDS and "{" not in t.text}
    assert whole.isdisjoint(islice(held_out_sentences(Random(2)), 300))


def test_it_stays_within_nine_hundred_lower_case_words() -> None:
    words = vocabulary()
    assert len(words) <= 900
    assert all(word.isalpha() and word.islower() for word in words)


def test_it_teaches_every_word_of_the_held_out_templates() -> None:
    taught = {
        word
        for template in (*TEMPLATES.values(), *practice.TEMPLATES)
        if template.id not in HELD_OUT_IDS
        for word in SLOT.sub(" ", template.text).split()
    }
    needed = {word for i in HELD_OUT_IDS for word in SLOT.sub(" ", TEMPLATES[i].text).split()}
    assert needed <= taught


def test_it_makes_card_numbers_that_pass_the_luhn_check() -> None:
    rng = Random(3)
    assert all(luhn_passes(card_number(rng)) and len(card_number(rng)) == 16 for _ in range(200))


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        (number(142), "one hundred forty two"),
        (ordinal(21), "twenty first"),
        (ordinal(30), "thirtieth"),
        (paired("4111", Random(0)), "forty one eleven"),
    ],
)
def test_it_says_numbers_as_people_do(spoken: str, expected: str) -> None:
    assert spoken == expected


def test_it_says_zero_and_repeated_digits_in_every_way() -> None:
    assert {singly("40", Random(seed)) for seed in range(20)} == {"four zero", "four oh"}
    assert {doubled("4007", Random(seed)) for seed in range(20)} == {"four double zero seven", "four double oh seven"}
    assert doubled("5553", Random(0)) == "triple five three"


def test_it_marks_the_words_of_planted_data_in_a_sentence() -> None:
    values = random_values(Random(4))
    sentence = render(TEMPLATES["give.email.02"], values)
    [item] = sentence.planted
    assert item.type == "EMAIL"
    assert " ".join(sentence.words[item.first : item.last + 1]) == values["email"]


@pytest.mark.parametrize("cause", sorted(VARIANTS))
@pytest.mark.parametrize("held_out", [False, True])
def test_it_writes_a_call_from_one_side_of_the_hold_out_only(cause: str, held_out: bool) -> None:
    for seed in range(20):
        dialogue = write_dialogue(plan(cause, held_out=held_out, asks=("name",)), Random(seed))
        assert {is_held_out(template_id) for template_id in dialogue.template_ids} == {held_out}


def test_it_says_the_cause_in_the_planned_customer_turn() -> None:
    for reveal_at in (1, 2, 3):
        dialogue = write_dialogue(plan(reveal_at=reveal_at), Random(5))
        customer_turns = [i for i, turn in enumerate(dialogue.turns) if turn.speaker == "customer"]
        assert dialogue.evidence_turn == customer_turns[reveal_at - 1]


def test_it_says_a_second_cause_after_the_first() -> None:
    two = plan(reveal_at=1, secondary="ops_issue", secondary_variant="ops.billing")
    dialogue = write_dialogue(two, Random(6))
    said = [sentence.cause for turn in dialogue.turns for sentence in turn.sentences if sentence.cause]
    assert said == ["marketing_mailer", "ops_issue"]


def test_it_reads_a_card_with_expiry_and_security_code() -> None:
    dialogue = write_dialogue(plan("customer_need", reveal_at=1, asks=("card",)), Random(7))
    types = {p.type for turn in dialogue.turns for sentence in turn.sentences for p in sentence.planted}
    assert types >= {"CARD_NUMBER", "CARD_EXPIRY", "SECURITY_CODE"}


def test_it_plants_nothing_in_sentences_that_may_be_quoted() -> None:
    quotable = {variant for variants in VARIANTS.values() for variant in variants}
    assert not [t.id for name in quotable for t in ACTS[name].templates if set(t.slots) & {"name", "phone", "card"}]

"""Link a call to the mailer, incident or offering behind it, with the evidence for each link."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from classify.codes import code_heard, number_heard
from classify.cues import callers_turns, first_of, is_offered, mail_named, trouble_in, trouble_with
from classify.drivers import (
    Campaign,
    DriverKind,
    HeardCall,
    Incident,
    Link,
    Offering,
    Reason,
    Registers,
    same_number,
)
from classify.heard import Span, Turn, span_of
from classify.lexicon import english
from classify.phrases import Match, PhraseWeights, content_words

LEAST_CONFIDENCE = 0.5
LEAST_SHARE = 0.5
"""A phrase counts when words of half its weight are said."""
UNMISTAKABLE_WORDS = 3
DIALLED, CODE, NUMBER, UNSURE_CODE = 0.97, 0.98, 0.9, 0.6
PHRASE = 0.75
ONLY_ONE = 0.6
LATEST = 0.4
OUT_OF_WINDOW = 0.25
"""What a reason is still worth when the date speaks against the driver."""
SERVICE_DOWN = 0.8
SURELY = 0.995


@dataclass(frozen=True)
class _Said:
    """A phrase of a register found in a turn."""

    phrase: str
    match: Match
    turn: Turn

    @property
    def is_unmistakable(self) -> bool:
        """Nobody says a line of this length by accident."""
        return self.match.share > 0.9 and len(content_words(self.phrase)) >= UNMISTAKABLE_WORDS

    @property
    def span(self) -> Span:
        return span_of(self.turn.words[self.match.first : self.match.last + 1])


def link_call(
    call: HeardCall,
    registers: Registers,
    *,
    kind_weights: Mapping[DriverKind, float] | None = None,
    least: float = LEAST_CONFIDENCE,
) -> list[Link]:
    """All links of at least `least` confidence, surest first; at most one for each driver.

    `kind_weights` says how far the predicted cause fits each kind of driver (0 … 1): what is said is worth that much,
    while a dialled number or a code read aloud stands by itself.
    """
    weights = _weights(registers)
    links = [
        _link(kind, name, reasons, (kind_weights or {}).get(kind, 1.0))
        for kind, name, reasons in _reasons(call, registers, weights)
        if reasons
    ]
    return sorted((one for one in links if one.confidence >= least), key=lambda one: -one.confidence)


def _weights(registers: Registers) -> PhraseWeights:
    drivers: list[Campaign | Incident | Offering] = [
        *registers.campaigns,
        *registers.incidents,
        *registers.offerings,
    ]
    return PhraseWeights([_phrases(driver) for driver in drivers])


def _reasons(
    call: HeardCall, registers: Registers, weights: PhraseWeights
) -> Iterator[tuple[DriverKind, str, list[Reason]]]:
    for campaign in registers.campaigns:
        yield DriverKind.CAMPAIGN, campaign.id, list(_campaign(call, campaign, registers, weights))
    for incident in registers.incidents:
        yield DriverKind.INCIDENT, incident.id, list(_incident(call, incident, weights))
    for offering in registers.offerings:
        yield DriverKind.OFFERING, offering.id, list(_offering(call, offering, weights))


def _link(kind: DriverKind, name: str, reasons: Sequence[Reason], weight: float) -> Link:
    doubt = 1.0
    for reason in reasons:
        doubt *= 1 - reason.confidence * (1.0 if reason.confidence >= NUMBER else weight)
    ordered = tuple(sorted(reasons, key=lambda reason: -reason.confidence))
    return Link(kind, name, min(1 - doubt, SURELY), ordered)


def _campaign(call: HeardCall, campaign: Campaign, registers: Registers, weights: PhraseWeights) -> Iterator[Reason]:
    """Numbers and codes may be read by either side; of a mailing itself only the caller speaks."""
    near = campaign.nearness(call.day)
    dropped = campaign.drop_date <= call.day
    if campaign.phone and call.dialled and same_number(call.dialled, campaign.phone):
        yield Reason("rang the number of the mailing", DIALLED)
    for code in campaign.offer_codes:
        heard = code_heard(call.turns, code)
        if heard is not None:
            yield Reason(
                f"offer code {code} read aloud" if heard.certain else f"words of offer code {code}",
                (CODE if heard.certain else UNSURE_CODE) * (1.0 if dropped else OUT_OF_WINDOW),
                heard.span,
            )
    number = number_heard(call.turns, campaign.phone) if campaign.phone else None
    if number is not None:
        yield Reason("the mailing's number read aloud", NUMBER, number)
    caller = callers_turns(call.turns)
    mail = mail_named(caller)
    said = _best(caller, _phrases(campaign), weights)
    if said is not None and (said.is_unmistakable or is_offered(said.turn)):
        worth = PHRASE * said.match.share * (1.0 if near > 0 else OUT_OF_WINDOW)
        yield Reason(f"speaks of {said.phrase!r}", worth, said.span)
    if mail is not None and near > 0:
        rivals = [one for one in registers.campaigns if one.nearness(call.day) > 0]
        if len(rivals) == 1:
            yield Reason("speaks of a mailing while only this one is out", ONLY_ONE, mail)
        elif near == max(one.nearness(call.day) for one in rivals):
            yield Reason("speaks of a mailing soon after this one dropped", LATEST, mail)


def _incident(call: HeardCall, incident: Incident, weights: PhraseWeights) -> Iterator[Reason]:
    """What the caller says does not work, near the words for the service that failed."""
    near = incident.nearness(call.started_at)
    caller = callers_turns(call.turns)
    if near == 0:
        return
    fading = 0.5 + 0.5 * near
    services = english().words_for_service(frozenset(content_words(incident.service or incident.name)))
    trouble = trouble_with(caller, services)
    if trouble is not None:
        what = f"trouble with {incident.service or incident.name} while it lasts"
        yield Reason(what, SERVICE_DOWN * fading, trouble)
    said = _best(caller, _phrases(incident), weights)
    if said is not None and trouble_in(said.turn):
        yield Reason(f"speaks of {said.phrase!r} while it lasts", PHRASE * said.match.share * fading, said.span)


def _offering(call: HeardCall, offering: Offering, weights: PhraseWeights) -> Iterator[Reason]:
    caller = callers_turns(call.turns)
    promise = first_of(caller, english().promise)
    if promise is None:
        return
    said = _best(caller, _phrases(offering), weights)
    if said is not None:
        seller = first_of(caller, english().seller)
        yield Reason(
            f"a promise about {said.phrase!r}", PHRASE * said.match.share * (1.0 if seller else 0.8), said.span
        )


def _phrases(driver: Campaign | Incident | Offering) -> tuple[str, ...]:
    return driver.phrases or (driver.name,)


def _best(turns: Sequence[Turn], phrases: Sequence[str], weights: PhraseWeights) -> _Said | None:
    """The phrase of which most is said, if it is enough."""
    said = [
        _Said(phrase, match, turn)
        for turn in turns
        for phrase in phrases
        if (match := weights.find(turn.texts, phrase)) is not None and match.share >= LEAST_SHARE
    ]
    return max(said, key=lambda one: one.match.share, default=None)

"""What stands behind one published figure: the drawn calls, what people said of them, and what nobody heard."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session, load_only

from accounts.permissions import Action, excerpts_heard_by, labels_seen_by, may
from review_ui.queries.figures import Period
from review_ui.queries.provenance import WITHOUT_MODEL, Provenance, provenance
from store.estimation import estimation_labels
from store.tables.call import PRODUCT, Call
from store.tables.cause import Cause
from store.tables.draw import Draw, DrawPurpose, DrawState
from store.tables.driver import Campaign, Incident
from store.tables.driver_link import DriverLink
from store.tables.excerpt import Excerpt
from store.tables.figure import Figure, Subject
from store.tables.label import Label
from store.tables.model_version import ModelState, ModelVersion
from store.tables.person import Person
from store.tables.prediction import Prediction
from store.tables.selection import Selection

PAGE: Final = 50


@dataclass(frozen=True)
class Meant:
    """What the calls of a figure have in common, in words and as causes."""

    name: str
    causes: frozenset[str]
    calls: frozenset[UUID] | None = None
    """Only these: calls in which a driver was found. None for all."""

    def covers(self, call_id: UUID, cause_id: str) -> bool:
        return cause_id in self.causes and (self.calls is None or call_id in self.calls)


@dataclass(frozen=True)
class CallBehind:
    """A drawn call that people, or where nobody labelled it a model, lay at this cause."""

    id: UUID
    external_id: str
    started_at: datetime
    queue: str
    label: Label | None
    said: str
    """The cause that is named."""
    may_be_seen: bool
    """Whoever looks is not to label it blind."""
    probability: float | None = None
    """What the model gives all of the figure's causes; None where a person labelled the call."""


@dataclass(frozen=True)
class Behind:
    figure: Figure
    name: str
    known: Provenance
    named: int
    """Labels by people that named it, of `figure.labelled`."""
    predicted: int
    """Drawn calls without a label that the model puts down to it; a count of the sample, never a figure."""
    withheld: int
    """Of both, calls that are not shown because whoever looks is to label them blind."""
    calls: list[CallBehind]
    may_see_calls: bool
    excerpts: list[Excerpt]
    page: int
    pages: int
    older: list[Figure]
    """Earlier versions of the same figure, the newest first."""
    is_todays_opinion: bool
    """What is told of unlabelled calls is today's model's opinion: the figure's own was nobody's, or was not kept."""

    @property
    def who_predicts(self) -> str:
        return "today’s model" if self.is_todays_opinion else "the figure’s model"

    @property
    def why_todays(self) -> str:
        """Why unlabelled calls are told by another model than the figure's; empty where they are not."""
        if not self.is_todays_opinion or not self.predicted:
            return ""
        if self.figure.estimator in WITHOUT_MODEL:
            return "No model had a part in the figure; what today’s model says is shown to find such calls."
        return (
            "The figure was made with five models, each blind to the labels that corrected it; they were not kept. "
            "Today’s model, which has seen these labels, may see some calls another way."
        )


def find_figure(session: Session, figure_id: UUID) -> Figure | None:
    return session.get(Figure, figure_id)


def behind(session: Session, person: Person, figure: Figure, *, page: int, now: datetime) -> Behind:
    """Everything `person` may see of it. Labels are those that counted when the figure was published."""
    meant = meant_by(session, figure)
    labels = _labels(session, figure)
    model = _model(session, figure)
    every = _attributed(session, figure, meant, labels, model, labels_seen_by(person, now=now))
    shown = [call for call in every if call.may_be_seen]
    may_see = may(person, Action.READ_CALLS)
    first = PAGE * (page - 1)
    return Behind(
        figure=figure,
        name=meant.name,
        known=provenance(session, figure),
        named=sum(call.label is not None for call in every),
        predicted=sum(call.label is None for call in every),
        withheld=len(every) - len(shown) if may_see else 0,
        calls=_with_chances(session, shown[first : first + PAGE], meant.causes, model),
        may_see_calls=may_see,
        excerpts=[] if may_see else _excerpts(session, person, figure, meant),
        page=page,
        pages=max(1, -(-len(shown) // PAGE)),
        older=_older(session, figure),
        is_todays_opinion=figure.model_version_id is None,
    )


def meant_by(session: Session, figure: Figure) -> Meant:
    """The causes are those of today: who owns a cause may have changed since."""
    causes = {cause.id: cause for cause in session.scalars(select(Cause))}
    match figure.subject:
        case Subject.CAUSE:
            return Meant(causes[figure.subject_id].name, frozenset({figure.subject_id}))
        case Subject.AVOIDABLE:
            return Meant("All avoidable causes", frozenset(one.id for one in causes.values() if one.is_avoidable))
        case Subject.OWNER:
            owner = session.get(Person, UUID(figure.subject_id))
            return Meant(owner.name if owner else "An owner", _owned(causes, UUID(figure.subject_id)))
        case Subject.DRIVER:
            return _driver(session, figure, causes)


def _owned(causes: Mapping[str, Cause], owner_id: UUID | None) -> frozenset[str]:
    return frozenset(one.id for one in causes.values() if owner_id is not None and one.owner_id == owner_id)


def _driver(session: Session, figure: Figure, causes: Mapping[str, Cause]) -> Meant:
    kind, _, driver_id = figure.subject_id.partition("/")
    driver = session.get(Campaign, driver_id) if kind == "campaign" else session.get(Incident, driver_id)
    linked = select(DriverLink.call_id).where(DriverLink.kind == kind, DriverLink.driver_id == driver_id)
    name, owner_id = (driver.name, driver.owner_id) if driver is not None else (driver_id, None)
    return Meant(name, _owned(causes, owner_id), frozenset(session.scalars(linked)))


def _labels(session: Session, figure: Figure) -> dict[UUID, Label]:
    found = estimation_labels(session, figure.starts_at, figure.ends_at)
    return {call_id: label for call_id, label in found.items() if label.labelled_at <= figure.published_at}


def _model(session: Session, figure: Figure) -> UUID | None:
    """The model of the figure; one made without (people alone, or folds) shows the opinion of today's."""
    if figure.model_version_id is not None:
        return figure.model_version_id
    return session.scalar(select(ModelVersion.id).where(ModelVersion.state == ModelState.CHAMPION).limit(1))


def _drawn(figure: Figure, *columns: Any) -> Select[Any]:
    """Drawn calls of the figure's population."""
    drawn = (
        select(Selection.call_id)
        .join(Draw, Draw.id == Selection.draw_id)
        .where(
            Draw.purpose == DrawPurpose.CALLS,
            Draw.state == DrawState.REVEALED,
            Draw.committed_at <= figure.published_at,
            Draw.ends_at > figure.starts_at,
        )
    )
    inside = select(*columns).where(Call.id.in_(drawn), Call.started_within(figure.starts_at, figure.ends_at))
    return inside.where(*_of_part(figure))


def _of_part(figure: Figure) -> Iterator[ColumnElement[bool]]:
    if figure.queue:
        yield Call.queue == figure.queue
    if figure.product:
        yield figure.product == PRODUCT


def _attributed(
    session: Session,
    figure: Figure,
    meant: Meant,
    labels: Mapping[UUID, Label],
    model: UUID | None,
    seen: ColumnElement[bool],
) -> list[CallBehind]:
    """Calls that people named first, then those the model names; each the latest first."""
    names = {cause.id: cause.name for cause in session.scalars(select(Cause))}
    opinion = and_(Prediction.call_id == Call.id, Prediction.model_version_id == model)
    columns = (Call.id, Call.external_id, Call.started_at, Call.queue, Prediction.cause_id, seen.label("seen"))
    rows = session.execute(
        _drawn(figure, *columns).select_from(Call).outerjoin(Prediction, opinion).order_by(Call.started_at.desc())
    )
    by_people: list[CallBehind] = []
    by_model: list[CallBehind] = []
    for call_id, external_id, started_at, queue, predicted, may_be_seen in rows:
        label = labels.get(call_id)
        said = label.cause_id if label is not None else predicted
        if said is None or not meant.covers(call_id, said):
            continue
        found = CallBehind(call_id, external_id, started_at, queue, label, names.get(said, said), may_be_seen)
        (by_people if label is not None else by_model).append(found)
    return by_people + by_model


def _with_chances(
    session: Session, shown: Sequence[CallBehind], causes: Collection[str], model: UUID | None
) -> list[CallBehind]:
    """What the model gives the calls that nobody labelled; read for those on the page alone."""
    unlabelled = [call.id for call in shown if call.label is None]
    rows = session.execute(
        select(Prediction.call_id, Prediction.probabilities).where(
            Prediction.call_id.in_(unlabelled), Prediction.model_version_id == model
        )
    )
    given = {call_id: min(1.0, sum(chances.get(cause, 0.0) for cause in causes)) for call_id, chances in rows}
    return [replace(call, probability=given.get(call.id)) for call in shown]


def _excerpts(session: Session, person: Person, figure: Figure, meant: Meant) -> list[Excerpt]:
    if not may(person, Action.HEAR_EXCERPTS):
        return []
    within = Call.started_within(figure.starts_at, figure.ends_at)
    wanted = (within, Excerpt.cause_id.in_(meant.causes), Call.erased_at.is_(None))
    inside = select(Excerpt).join(Call, Call.id == Excerpt.call_id).where(*wanted)
    told = load_only(Excerpt.call_id, Excerpt.quote, Excerpt.start_ms, Excerpt.end_ms, raiseload=True)
    found = session.scalars(
        inside.options(told)
        .where(*_of_part(figure), excerpts_heard_by(person))
        .order_by(Excerpt.created_at.desc(), Excerpt.id)
    )
    return list(islice((one for one in found if meant.calls is None or one.call_id in meant.calls), PAGE))


def _older(session: Session, figure: Figure) -> list[Figure]:
    same = select(Figure).where(
        *(
            getattr(Figure, name) == getattr(figure, name)
            for name in ("measure", "subject", "subject_id", "queue", "product", "starts_at", "ends_at", "grain")
        ),
        Figure.version < figure.version,
    )
    return list(session.scalars(same.order_by(Figure.version.desc())))


def period_of(figure: Figure) -> Period:
    return Period(figure.starts_at, figure.ends_at)

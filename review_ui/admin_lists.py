"""The lists an admin keeps: what each is called, who may change it, and how a row is typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from accounts.lists import Write
from accounts.people import PEOPLE
from accounts.permissions import Action
from classify.cause_sheet import CAUSES
from classify.register_sheets import CAMPAIGNS, CUSTOMERS, EXCEPTIONS, INCIDENTS, OFFERINGS, OUTCOMES
from store.sheets import Record, Sheet
from store.tables.person import Person, Role
from worker.lists import causes_writer, people_writer

Values = Mapping[str, str]


@dataclass(frozen=True)
class Field:
    """How one column is typed. `choices` fill a select; `people` offers everybody's address."""

    name: str
    label: str
    hint: str = ""
    kind: str = "text"
    choices: tuple[tuple[str, str], ...] = ()
    is_lines: bool = False
    """Several texts, typed one a line."""


def _plain(_session: Session, sheet: Sheet, _values: Values, _by: Person) -> Write:
    return sheet.write


@dataclass(frozen=True)
class AdminList:
    sheet: Sheet
    title: str
    one: str
    lede: str
    action: Action
    fields: tuple[Field, ...]
    shown: tuple[str, ...] = ()
    """Columns of the table; all where empty."""
    is_edited: bool = True
    """Rows are typed here; else they only come and go as CSV."""
    writer: Callable[[Session, Sheet, Values, Person], Write] = _plain
    extra: str = ""
    """Template of what stands below the fields of a row."""

    @property
    def path(self) -> str:
        return f"/admin/{self.sheet.name}"

    @property
    def columns(self) -> tuple[str, ...]:
        return self.shown or self.sheet.columns

    def label(self, column: str) -> str:
        return next((field.label for field in self.fields if field.name == column), column.replace("_", " "))

    def typed(self, record: Record) -> dict[str, str]:
        """A row as its form begins."""
        mark = {field.name: " | " for field in self.fields if field.is_lines}
        return {name: cell.replace(mark[name], "\n") if name in mark else cell for name, cell in record.items()}

    def row(self, values: Values) -> Record:
        """What a form says of a row; columns it does not have stay as they are."""
        lines = {field.name for field in self.fields if field.is_lines}
        return {
            name: " | ".join(values[name].splitlines()) if name in lines else values[name]
            for name in self.sheet.columns
            if name in values
        }


def _people_writer(_session: Session, _sheet: Sheet, _values: Values, by: Person) -> Write:
    return people_writer(by)


def _causes_writer(session: Session, _sheet: Sheet, values: Values, by: Person) -> Write:
    return causes_writer(session, means_same=values.get("meaning") == "same", note=values.get("note", ""), by=by)


ROLES: Final = (
    (Role.ADMIN, "Admin: keeps people, causes, keys and everything below"),
    (Role.QA_LEAD, "QA lead: plans draws, fills the desk, keeps registers"),
    (Role.REVIEWER, "Reviewer: labels calls"),
    (Role.EXECUTIVE, "Executive: hears excerpts, answers, promises"),
    (Role.AUDITOR, "Auditor: checks draws and records, hears no call"),
    (Role.SERVICE, "Program: comes in by API key only"),
)
YES_NO: Final = (("yes", "Yes"), ("no", "No"))

PEOPLE_LIST: Final = AdminList(
    PEOPLE,
    title="People and roles",
    one="person",
    lede="Who may come in, what they may do, and who is told when their promises are overdue.",
    action=Action.MANAGE_PEOPLE,
    fields=(
        Field("email", "E-mail", "Sign-in links go here; it also names the person in files."),
        Field("name", "Name"),
        Field("role", "Role", kind="select", choices=tuple((role.value, words) for role, words in ROLES)),
        Field("department", "Department"),
        Field("title", "Title"),
        Field("superior", "Superior", "Is told of overdue promises.", kind="person"),
    ),
    writer=_people_writer,
    extra="admin_person.html",
)

CAUSES_LIST: Final = AdminList(
    CAUSES,
    title="Causes and owners",
    one="cause",
    lede="Why customers call, and who answers for it. A cause is never deleted: labels hang on it.",
    action=Action.MANAGE_CAUSES,
    fields=(
        Field("id", "Id", "Lower-case words joined by underscores. It stays as it is."),
        Field("name", "Name"),
        Field("description", "What counts as it", "Reviewers and the cold-start model go by this.", kind="area"),
        Field("examples", "What callers say", "One a line.", kind="area", is_lines=True),
        Field("avoidable", "Would a better company not have caused the call?", kind="select", choices=YES_NO),
        Field("owner", "Owner", "Hears its excerpts and answers for it.", kind="person"),
        Field("position", "Place", "1 is first at the desk. Empty: last.", kind="number"),
    ),
    shown=("id", "name", "owner", "avoidable"),
    writer=_causes_writer,
    extra="admin_cause.html",
)

_ID: Final = Field("id", "Id", "As your other systems name it. It stays as it is.")
_OWNER: Final = Field("owner", "Owner", kind="person")

REGISTER_LISTS: Final = (
    AdminList(
        CAMPAIGNS,
        title="Campaigns",
        one="campaign",
        lede="What was mailed when, and how calls to it are recognised: its own number is counted exactly.",
        action=Action.KEEP_REGISTERS,
        fields=(
            _ID,
            Field("name", "Name"),
            Field("drop_date", "Drop date", kind="date"),
            Field("quantity", "Pieces", kind="number"),
            Field("audience", "Audience"),
            Field("phone", "Its own phone number", "With the country code, as calls arrive on it."),
            Field("offer_code", "Offer codes", "Parted by semicolons."),
            _OWNER,
            Field("unit_cost", "Cost of a piece"),
        ),
        shown=("id", "name", "drop_date", "quantity", "offer_code", "owner"),
    ),
    AdminList(
        INCIDENTS,
        title="Incidents",
        one="incident",
        lede="What broke, from when to when, in which service.",
        action=Action.KEEP_REGISTERS,
        fields=(
            _ID,
            Field("name", "Name"),
            Field("start", "Start", "Like 2026-11-30 14:05; UTC where no zone is named."),
            Field("end", "End", "Empty while it lasts."),
            Field("service", "Service"),
            _OWNER,
        ),
    ),
    AdminList(
        CUSTOMERS,
        title="Customers by month",
        one="month",
        lede="The denominator of the shared number: avoidable calls per 1,000 customers.",
        action=Action.KEEP_REGISTERS,
        fields=(
            Field("month", "Month", "Like 2026-09. It stays as it is."),
            Field("customers", "Customers", kind="number"),
        ),
    ),
    AdminList(
        OUTCOMES,
        title="Outcomes of campaigns",
        one="outcome",
        lede="What each campaign brought so far; it stands beside the cost of its calls.",
        action=Action.KEEP_REGISTERS,
        fields=(
            Field("campaign", "Campaign", "The id of a registered campaign."),
            Field("leads", "Leads", kind="number"),
            Field("sales", "Sales", kind="number"),
            Field("revenue", "Revenue"),
        ),
    ),
    AdminList(
        OFFERINGS,
        title="Offerings",
        one="offering",
        lede="The standard service, inside the box, with what may be promised.",
        action=Action.KEEP_REGISTERS,
        fields=(_ID, Field("name", "Name"), Field("may_promise", "May be promised")),
        is_edited=False,
    ),
    AdminList(
        EXCEPTIONS,
        title="Exceptions",
        one="exception",
        lede="Promises outside the standard service that somebody approved.",
        action=Action.KEEP_REGISTERS,
        fields=(_ID, Field("offering", "Offering"), Field("promise", "Promise")),
        is_edited=False,
    ),
)

LISTS: Final = (PEOPLE_LIST, CAUSES_LIST, *REGISTER_LISTS)

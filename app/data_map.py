"""The data map: every table, what of people is in it, how long, who sees it and how it goes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from accounts.permissions import ROLES, Action
from settings.settings import Retention
from store.tables.all import metadata

NOBODY: Final = "no page shows it"


@dataclass(frozen=True)
class Kept:
    """One kind of data."""

    what: str
    tables: str
    """Names with blanks between."""
    personal: str
    kept: str
    """A setting of `[retention]` in braces is told with its days."""
    seen: Action | str
    goes: str


GROUPS: Final[dict[str, tuple[Kept, ...]]] = {
    "Calls and what is made of them": (
        Kept(
            "Call records",
            "call",
            "number, times, agent, keyed hash of the customer, numbers dialled",
            "until the call is erased",
            Action.SEE_CALLS,
            "emptied to a tombstone with its opaque id and times",
        ),
        Kept(
            "Original recordings",
            "recording; blobs",
            "the customer's voice, unredacted",
            "{keep_original_days} after success, {keep_failed_days} after a failure, {keep_undrawn_days} where no draw "
            "chose the call",
            "nobody, only the pipeline",
            "file deleted; its hash stays, so that a copy is known",
        ),
        Kept(
            "Words as they are worked on",
            "transcript_chunk",
            "redacted words and silenced sound of a part of a call",
            "while the call is being processed",
            NOBODY,
            "row deleted",
        ),
        Kept(
            "Redacted words and silenced sound",
            "transcript searchable; blobs",
            "what was said without the details that were cut out",
            "words {keep_words_days}, sound {keep_sound_days}",
            Action.READ_CALLS,
            "rows, index and files deleted; SQLite overwrites the pages, PostgreSQL at its next vacuum",
        ),
        Kept(
            "What the model says",
            "prediction promise_check driver_link",
            "probabilities, sentences that carry them",
            "numbers until the call is erased, sentences {keep_words_days}",
            Action.READ_CALLS,
            "rows deleted",
        ),
        Kept(
            "What people say caused a call",
            "label assignment queued_call draft presence",
            "causes, quotes, who labelled when",
            "causes until the call is erased, quotes {keep_words_days}, drafts {keep_drafts_days}",
            Action.READ_CALLS,
            "labels, drafts and queue places deleted; assignments emptied",
        ),
        Kept(
            "Refused records",
            "refusal",
            "numbers and messages of records that were not taken in",
            "{keep_refusals_days}",
            Action.SEE_CALLS,
            "row deleted",
        ),
    ),
    "Draws, figures and models": (
        Kept(
            "Draws",
            "draw selection sampling_plan",
            "opaque call ids",
            "for good: anybody can re-run a draw",
            Action.SEE_DRAWS,
            "stay as tombstone ids",
        ),
        Kept(
            "Counts and figures",
            "call_count number_count link_count refusal_count figure measurement customer_count campaign_outcome",
            "none: sums",
            "for good: published figures are immutable",
            Action.SEE_FIGURES,
            "stay",
        ),
        Kept(
            "Trained models",
            "model_version; blobs",
            "words of redacted calls and their weights",
            "for good; words and weights, no call",
            Action.SEE_MODEL,
            "words that only erased calls said are taken out of every version",
        ),
    ),
    "What executives get and answer": (
        Kept(
            "Excerpts",
            "excerpt digest; blobs",
            "a redacted stretch of a call, its quote",
            "{keep_excerpts_days} after the digest",
            Action.HEAR_EXCERPTS,
            "sound, words and quote deleted; the frame stays, that it was heard and answered",
        ),
        Kept(
            "Messages",
            "delivery; blobs; folder outbox",
            "quotes, an executive's address",
            "{keep_messages_days}",
            Action.LEAD_SCHEDULES,
            "files deleted; what has left the house cannot be called back",
        ),
        Kept(
            "Feeds",
            "feed feed_client",
            "hashes of tokens and of programs that fetched them",
            "traces {keep_feed_traces_days}",
            Action.MANAGE_FEEDS,
            "an erased excerpt is out of the feed at once; programs keep what they loaded",
        ),
        Kept(
            "Answers and remarks",
            "reply comment question dispute joint_owner mention listen",
            "what colleagues wrote about an excerpt, who heard it",
            "until the call is erased",
            Action.COMMENT,
            "texts are replaced by “Erased with its call.”",
        ),
        Kept(
            "Promises",
            "commitment exception_request exception_voice register_entry register_version",
            "names of colleagues",
            "for good: the memory of the house",
            Action.SEE_ACTIONS,
            "stay; no call is in them",
        ),
    ),
    "Rights of customers": (
        Kept(
            "Erasures and tombstones",
            "erasure tombstone doomed_file",
            "opaque ids, keyed hashes, counts",
            "for good: they are the proof; what is looked for only until it is found nowhere",
            Action.ANSWER_CUSTOMERS,
            "stay",
        ),
        Kept(
            "Legal holds",
            "legal_hold",
            "a reason in words",
            "until the call is erased",
            Action.ANSWER_CUSTOMERS,
            "reason emptied",
        ),
        Kept(
            "Exports for customers",
            "subject_export; blobs",
            "all that is held about one customer",
            "{keep_exports_days}",
            Action.ANSWER_CUSTOMERS,
            "file deleted, hash of the customer emptied",
        ),
    ),
    "People who work here, and the installation": (
        Kept(
            "People",
            "person listening_schedule mail_stop",
            "names, addresses, habits of colleagues",
            "as long as an admin keeps them",
            Action.MANAGE_PEOPLE,
            "deactivated; their answers stay",
        ),
        Kept(
            "Coming in",
            "sign_in_link browser_session attempt api_key",
            "hashes of tokens, names of browsers",
            "ended sessions {keep_sessions_days}",
            "each their own sessions",
            "rows deleted",
        ),
        Kept(
            "The audit record",
            "audit_event",
            "who did what when, by ids; names of colleagues where people were added or changed; no word of a call",
            "for good: it is one chain, and the database refuses to shorten it",
            Action.SEE_AUDIT,
            "stays",
        ),
        Kept(
            "Registers and causes",
            "cause taxonomy_version guide campaign incident offering promise_exception",
            "owners' names",
            "as long as somebody keeps them",
            Action.SEE_LISTS,
            "changed by hand",
        ),
        Kept("Work", "job tick", "ids of rows", "for good", Action.SEE_HEALTH, "payload and reason emptied"),
        Kept(
            "Answers to programs",
            "kept_answer",
            "what the API answered, for the same request sent again",
            "a day",
            NOBODY,
            "row deleted where it speaks of an erased call",
        ),
        Kept(
            "Uploads nobody confirmed",
            "folder incoming",
            "records and recordings as they were sent",
            "an hour",
            Action.BRING_CALLS,
            "folder deleted",
        ),
    ),
}

HEAD: Final = """# Where data about people is, and how it goes

Made by `listenback data-map`; a test fails where a table is missing here or this page and the application differ. Days
are the defaults of `[retention]`; [the page *Retention*](../how-to/administer.md) shows yours. Whatever the clock says,
`listenback erase` takes a call or a customer away at once, and a legal hold keeps a call from both.

Files (“blobs”) lie in the storage of the settings, the database where `database_url` says. Nothing is sent anywhere but
digests, to the executives' own addresses. Backups are yours: replay the list of tombstones after restoring one.
"""


def data_map_document() -> str:
    """`docs/explanation/data-map.md`."""
    return "\n".join([HEAD, *(line for name, rows in GROUPS.items() for line in _group(name, rows))]).rstrip() + "\n"


def unmapped() -> set[str]:
    """Tables that the map does not name, and names that are no tables."""
    named = [table for rows in GROUPS.values() for kept in rows for table in _tables(kept)]
    return set(metadata.tables).symmetric_difference(named)


def _tables(kept: Kept) -> list[str]:
    return kept.tables.partition(";")[0].split() if not kept.tables.startswith("folder") else []


def _group(name: str, rows: tuple[Kept, ...]) -> Iterator[str]:
    yield f"## {name}\n"
    for one in rows:
        where = ", ".join([*(f"`{table}`" for table in _tables(one)), *_elsewhere(one)])
        yield f"### {one.what}\n"
        yield f"- **Where:** {where}"
        yield f"- **Of people:** {one.personal}"
        yield f"- **How long:** {_days(one.kept)}"
        yield f"- **Who sees it:** {_seen(one.seen)}"
        yield f"- **How it goes:** {one.goes}\n"


def _elsewhere(kept: Kept) -> list[str]:
    places = kept.tables.split("; ")
    return [place for place in places if place == "blobs" or place.startswith("folder")]


def _days(kept: str) -> str:
    """Each setting's name with its default."""
    told = kept
    for name, field in Retention.model_fields.items():
        told = told.replace(f"{{{name}}}", f"{_spoken(field.default)} (`{name}`)")
    return told


def _spoken(days: object) -> str:
    return "at once" if days == 0 else f"{days} days"


def _seen(seen: Action | str) -> str:
    if isinstance(seen, Action):
        return ", ".join(sorted(role.value.replace("_", " ") for role in ROLES[seen]))
    return seen

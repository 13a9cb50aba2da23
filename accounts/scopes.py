"""What a key may do of what its person may: `read`, `write`, or either of one group of resources, as `calls:read`.

The role still rules: a scope never gives what the person's role does not.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from settings.errors import ListenbackError

VERBS: Final = ("read", "write")
GROUPS: Final = (
    "audit", "calls", "causes", "commitments", "digests", "disputes", "draws", "drivers", "excerpts", "exports",
    "figures", "jobs", "labels", "measurements", "models", "people", "plans", "predictions", "recordings", "replies",
    "transcripts",
)  # fmt: skip
"""The API's groups of resources, as its document names them; a test compares."""

ALL: Final = VERBS


class BadScopeError(ListenbackError):
    code = "bad_scope"
    status = 422

    def __init__(self, scope: str) -> None:
        groups = ", ".join(GROUPS)
        super().__init__(
            f"{scope[:60]!r} is no scope.", remedy=f"Write read, write, or GROUP:read and GROUP:write of: {groups}."
        )


class ScopeMissingError(ListenbackError):
    code = "scope_missing"
    status = 403

    def __init__(self, scope: str) -> None:
        super().__init__(
            f"This key does not have the scope {scope}.",
            remedy=f"Make a key with it: listenback keys make --scope {scope}.",
        )


def checked(scopes: Iterable[str]) -> list[str]:
    """In order and once each. Raises BadScopeError."""
    found = sorted({scope.strip().lower() for scope in scopes})
    for scope in found:
        group, _, verb = scope.rpartition(":")
        if verb not in VERBS or (":" in scope and group not in GROUPS):
            raise BadScopeError(scope)
    return found


def needed(group: str, method: str) -> str:
    """The scope of one endpoint."""
    return f"{group}:{'read' if method in {'GET', 'HEAD'} else 'write'}"


def covers(scopes: Sequence[str], scope: str) -> bool:
    return scope in scopes or scope.rpartition(":")[2] in scopes

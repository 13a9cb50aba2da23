"""Every route of the running application with its rule, read off its dependencies: nothing to keep in step by hand.

A route lets in by an `Action` (its `Allowed(...)` dependency), by being signed in, or is open on purpose and says why.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, APIRouter
from starlette.routing import BaseRoute, Mount

from accounts.permissions import ROLES, Action
from api.entry import scope_of
from doors.entry import Rule
from review_ui.entry import viewer
from store.tables.person import Role

OPEN: Final[Mapping[str, str]] = {
    "/": "sends everybody to where their work is",
    "/health": "tells a load balancer that the database answers, and nothing else",
    "/static/{version}/{name:path}": "styles, scripts and fonts of the sign-in page",
    "/sign-in": "the front door",
    "/sign-in/{token}": "the token is the key, once",
    "/sign-in/{token}/again": "mails a new link to whom the old one was for",
    "/first-admin/{token}": "the token is the key, while nobody is there",
    "/feeds/{token}.xml": "the token is the key, until it is revoked",
    "/feed/sound/{token}.mp3": "the signed token is the key, for hours",
    "/feed/captions/{token}.vtt": "the signed token is the key, for hours",
    "/unsubscribe/{token}": "the signed token is the key, to stop mail and nothing else",
    "/unsubscribe/{token}/undo": "the signed token is the key, to let mail come again and nothing else",
}
"""Open on purpose."""

ONLY_SIGNED_IN: Final[Mapping[str, str]] = {
    "/sessions": "one's own sessions",
    "/sessions/end": "one's own sessions",
    "/sessions/{session_id}/end": "one's own sessions",
    "/sign-out": "one's own session",
    "/model-help": "explains, shows no data",
    "/help": "explains, shows no data",
    "/help/{name}": "explains, shows no data",
}
"""Every role, because everybody has it or nothing is told."""

OBJECTS: Final[Mapping[str, str]] = {
    "excerpt_id": "an executive: only what was sent to or shared with them, or of a cause they own",
    "assignment_id": "only one's own",
    "label_id": "only one's own, for ten minutes",
    "reply_id": "only one's own",
    "dispute_id": "only one's own",
    "session_id": "only one's own",
    "digest_id": "only one's own, or none where the role hears all",
    "call_id": "the silenced sound and redacted words only; labels and opinions stay hidden while one is to be blind",
}
"""What a rule that names a thing in its address looks at besides the role."""


@dataclass(frozen=True)
class Guarded:
    """One method of one route."""

    method: str
    path: str
    """As the browser or program asks for it, the API's with `/v1`."""
    actions: tuple[Action, ...]
    """All that it asks for; none: signed in is enough, or open."""
    is_open: bool
    why: str
    """Why it has no action; empty where it has one."""
    scope: str = ""
    """What a key needs; empty for pages."""

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role).intersection(*(ROLES[action] for action in self.actions))

    @property
    def objects(self) -> list[str]:
        return [rule for name, rule in OBJECTS.items() if f"{{{name}}}" in self.path]


class RuleMissingError(LookupError):
    """A route that nobody decided about; the build fails on it."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} names no Action: add Allowed(Action.…), or say in app/rules.py why it needs none")


def guarded_routes(web: FastAPI) -> Iterator[Guarded]:
    """Every route, the API's behind the pages'. Raises RuleMissingError."""
    for route in _flat(web.routes):
        yield from _guarded(route)
    for mount in web.routes:
        if isinstance(mount, Mount) and isinstance(mount.app, FastAPI):
            for route in _flat(mount.app.routes):
                yield from _guarded(route, mount.path)


def _flat(routes: Iterable[BaseRoute]) -> Iterator[APIRoute]:
    """Routers that include routers, as single routes."""
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        elif isinstance(included := getattr(route, "original_router", None), APIRouter):
            yield from _flat(included.routes)


def _guarded(route: APIRoute, prefix: str = "") -> Iterator[Guarded]:
    calls = list(_calls(route.dependant))
    actions = tuple(dict.fromkeys(call.action for call in calls if isinstance(call, Rule)))
    why = "" if actions else OPEN.get(route.path) or ONLY_SIGNED_IN.get(route.path, "")
    is_open = not actions and route.path in OPEN
    if not actions and not (is_open or (why and viewer in calls)):
        raise RuleMissingError(prefix + route.path)
    for method in sorted(route.methods or ()):
        scope = scope_of(route, method) if prefix else ""
        yield Guarded(method, prefix + route.path, actions, is_open, why, scope)


def _calls(dependant: Dependant) -> Iterator[object]:
    for one in dependant.dependencies:
        yield one.call
        yield from _calls(one)


def permissions_document(web: FastAPI) -> str:
    """`docs/reference/permissions.md`: who may do what, route by route."""
    routes = list(guarded_routes(web))
    return "\n".join([HEAD, *_actions(), "", ROUTES_HEAD, *map(_row, routes), ""])


HEAD: Final = (
    """# Who may do what

Made by `listenback permissions`; a test fails where this page and the application differ, and another sends a real
request to every route below as every role, as nobody and with a key.

Whatever the role: nobody hears or fetches an original recording (no route leads to one), everybody reads redacted
words only, and a key never does more than its person may and its scopes say.

## Actions

| action | """
    + " | ".join(role.value for role in Role)
    + " |\n|---|"
    + "---|" * len(Role)
)

ROUTES_HEAD: Final = """## Routes

| route | needs | scope of a key | and besides |
|---|---|---|---|"""


def _actions() -> Iterator[str]:
    for action, roles in ROLES.items():
        yield f"| `{action.name}` | " + " | ".join("yes" if role in roles else "" for role in Role) + " |"


def _row(route: Guarded) -> str:
    needs = " and ".join(f"`{action.name}`" for action in route.actions)
    needs = needs or ("nothing" if route.is_open else "being signed in")
    besides = "; ".join([route.why, *route.objects]).strip("; ")
    return f"| {route.method} `{route.path}` | {needs} | {f'`{route.scope}`' if route.scope else ''} | {besides} |"

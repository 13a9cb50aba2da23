"""The web side as tests visit it: built once a process, since building its routes takes longer than most tests."""

from collections.abc import Callable
from typing import Final

from fastapi import FastAPI
from starlette.routing import Mount

from api.app import make_api
from app.web import make_web
from doors.entry import the_time
from store.installation import Installation
from tests.conftest import NOW

Maker = Callable[[Installation], FastAPI]
BUILT: Final[dict[tuple[Maker, str, bool], FastAPI]] = {}


def web_of(installation: Installation) -> FastAPI:
    """Pages and API of `installation`, which has them until the next one asks; their clock stands at NOW."""
    return _given(make_web, installation)


def served_web_of(installation: Installation) -> FastAPI:
    """Pages and API for a real server; its clock goes, whoever else visits at NOW."""
    return _given(make_web, installation, stands=False)


def api_of(installation: Installation) -> FastAPI:
    """The API alone."""
    return _given(make_api, installation)


def _given(make: Maker, installation: Installation, *, stands: bool = True) -> FastAPI:
    key = (make, installation.settings.base_url, stands)
    if key not in BUILT:
        BUILT[key] = make(installation)
    _hand_over(BUILT[key], installation, stands)
    return BUILT[key]


def _hand_over(built: FastAPI, installation: Installation, stands: bool) -> None:
    built.state.installation = installation
    built.dependency_overrides = {the_time: lambda: NOW} if stands else {}
    for mount in built.routes:
        if isinstance(mount, Mount) and isinstance(mount.app, FastAPI):
            _hand_over(mount.app, installation, stands)

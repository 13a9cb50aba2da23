"""An opened installation: its settings, database and files, as every door and worker needs them."""

from dataclasses import dataclass

from sqlalchemy import Engine, event

from settings.settings import Settings
from store.blobs import Blobs, open_blobs
from store.knowledge import keep_knowledge
from store.session import SETTINGS, Sessions, open_engine, readers_of, sessions_of


@dataclass(frozen=True)
class Installation:
    settings: Settings
    engine: Engine
    sessions: Sessions
    """Sessions that write; the task or request commits once."""
    readers: Sessions
    """Sessions that only read."""
    blobs: Blobs


def open_installation(settings: Settings) -> Installation:
    engine = open_engine(settings.database)
    sessions, readers = sessions_of(engine), readers_of(engine)
    event.listen(sessions, "after_flush", keep_knowledge)
    for made in (sessions, readers):
        made.configure(info={SETTINGS: settings})
    return Installation(settings, engine, sessions, readers, open_blobs(settings.storage))

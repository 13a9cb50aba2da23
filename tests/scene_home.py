"""The scene as fixtures: made once a process, copied for every test that looks at it."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from settings.settings import Settings
from store.installation import Installation, open_installation
from tests.factories.scene import Scene, make_scene, read_scene


@pytest.fixture(scope="session")
def scene_home(tmp_path_factory: pytest.TempPathFactory, migrated_database: Path) -> Path:
    """The home in which the scene was made once; tests copy it."""
    home = tmp_path_factory.mktemp("scene")
    shutil.copy(migrated_database, home / "listenback.db")
    made = open_installation(Settings(home=home))
    with made.sessions.begin() as session:
        make_scene(session, made.blobs)
    made.engine.dispose()
    return home


@pytest.fixture
def scene(installation: Installation, session: Session, scene_home: Path) -> Scene:
    home = installation.settings.home
    shutil.copy(scene_home / "listenback.db", home / "listenback.db")
    shutil.copytree(scene_home / "blobs", home / "blobs")
    found = read_scene(session)
    session.commit()
    return found

"""A small company to visit, without drawing charts: the drawing engine is a vendor and takes seconds."""

import pytest

from tests.scene_home import scene, scene_home

__all__ = ["no_drawing", "scene", "scene_home"]


@pytest.fixture(autouse=True)
def no_drawing(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("slow"):
        return  # these want the real drawing engine
    monkeypatch.setattr("review_ui.charts.draw", lambda spec, shown, width: f'<svg width="{width}">drawn</svg>')

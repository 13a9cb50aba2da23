"""The small company that the pages' tests visit, for programs."""

from tests.review_ui.conftest import scene, scene_home

__all__ = ["scene", "scene_home"]

"""One model for all tests that only read it."""

import pytest

from classify.model import CauseModel
from tests.classify.calls import texts


@pytest.fixture(scope="package")
def model() -> CauseModel:
    return CauseModel().fit(*texts(90))

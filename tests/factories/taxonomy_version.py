from typing import Any

from sqlalchemy.orm import Session

from store.tables.taxonomy_version import TaxonomyVersion
from tests.conftest import NOW
from tests.factories.saving import saved


def make_taxonomy_version(session: Session, **overrides: Any) -> TaxonomyVersion:
    defaults: dict[str, Any] = {"number": 2, "made_at": NOW, "person_id": None, "what": "defined anew: ops_issue"}
    return saved(session, TaxonomyVersion(**defaults | overrides))

"""Look at a commitment: did its cause shrink?"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from measure.measurements import measure_commitment
from store.installation import Installation
from store.tables.commitment import Commitment
from worker.jobs import Claim
from worker.step import Write


def measure(_installation: Installation, claim: Claim) -> Write:
    """The subject is `<commitment>@<look>`; `as_of` in the payload, else now."""

    def write(session: Session, now: datetime) -> None:
        commitment = session.get_one(Commitment, UUID(claim.subject.partition("@")[0]))
        as_of = datetime.fromisoformat(claim.payload["as_of"]) if "as_of" in claim.payload else now
        measure_commitment(session, commitment, as_of=as_of, now=now)

    return write

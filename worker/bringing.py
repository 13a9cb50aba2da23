"""A person brings calls in, by the page or by program."""

from datetime import datetime

from accounts import audit
from ingest.intake import Intake
from ingest.upload import Upload, take_upload
from store.installation import Installation
from store.tables.call import Consent
from store.tables.person import Person


def bring_in(
    installation: Installation, upload: Upload, consent: Consent, *, by: Person, channel: str, now: datetime
) -> Intake:
    """Take the files in, as `listenback ingest` does, and record who sent them."""
    intake = take_upload(installation, upload, consent, now=now)
    details = {
        "channel": channel,
        "taken": intake.taken,
        "recordings": intake.recordings,
        "refused": len(intake.refused),
    }
    with installation.sessions.begin() as session:
        audit.record(session, by=by, action="brought calls in", subject="calls", details=details, now=now)
    return intake

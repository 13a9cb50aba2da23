"""How this installation wants its excerpts."""

import numpy as np
from sqlalchemy.orm import Session

from deliver.excerpts import Manner
from settings.settings import Settings
from worker.agent_names import hiding


def manner_of(session: Session, settings: Settings, *, around_evidence: bool | None = None) -> Manner:
    """The settings as they are now, unless `around_evidence` says where to cut.

    The chance behind a masked voice comes from the machine and is kept nowhere.
    """
    wanted = settings.excerpts
    return Manner(
        around_evidence=wanted.window == "evidence" if around_evidence is None else around_evidence,
        shortest_s=wanted.shortest_s,
        longest_s=wanted.longest_s,
        hide=hiding(session, settings) if wanted.hide_agent_names else None,
        rng=np.random.default_rng() if wanted.mask_agent_voice else None,
    )

"""Drawing the dashboard's charts before anybody asks for them."""

import structlog
from sqlalchemy.exc import SQLAlchemyError

from review_ui.pages.dashboard import cabinet_of, charts_of
from review_ui.queries.dashboard import dashboard
from store.installation import Installation

log = structlog.get_logger()


def warm_charts(installation: Installation) -> None:
    """Draw the latest period's charts that are not kept yet; what fails here is told when the page is asked for."""
    try:
        with installation.readers() as session:
            view = dashboard(session)
            if view is not None:
                charts_of(view, cabinet_of(installation))
    except (SQLAlchemyError, OSError, ValueError) as error:
        log.warning("charts not drawn ahead", error=type(error).__name__)

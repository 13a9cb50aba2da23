"""Registers are taken in whole or, with the line that is wrong, not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from classify.registers import import_customers, import_outcomes
from store.sheets import SheetError
from store.tables.campaign_outcome import CampaignOutcome
from store.tables.customer_count import CustomerCount
from tests.factories.driver import make_campaign

HEADER = "campaign,leads,sales,revenue\n"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "register.csv"
    path.write_text(text)
    return path


def test_a_later_file_of_outcomes_takes_the_place_of_an_earlier_one(session: Session, tmp_path: Path) -> None:
    make_campaign(session, id="autumn")
    import_outcomes(session, written(tmp_path, f"{HEADER}autumn,100,40,5000.50\n"))
    import_outcomes(session, written(tmp_path, f"{HEADER}autumn,120,44,5600\n"))
    session.expire_all()
    found = session.scalars(select(CampaignOutcome)).one()
    assert (found.leads, found.sales, found.revenue) == (120, 44, 5600)


@pytest.mark.parametrize(
    ("read", "text", "said"),
    [
        (import_outcomes, f"{HEADER}spring,1,1,1\n", "'spring' is not registered"),
        (import_outcomes, f"{HEADER}autumn,-1,1,1\n", "0 or more"),
        (import_outcomes, f"{HEADER}autumn,1,1,inf\n", "0 or more"),
        (import_outcomes, "campaign,leads\nautumn,1\n", "no column sales, revenue"),
        (import_customers, "month,customers\n2026-10,0\n", "1 or more"),
        (import_customers, "month,customers\n2026-09,100\nOctober,100\n", "line 3"),
    ],
)
def test_a_wrong_line_is_named_and_the_old_rows_stand(
    session: Session, tmp_path: Path, read: Callable[[Session, Path], int], text: str, said: str
) -> None:
    make_campaign(session, id="autumn")
    session.commit()
    with pytest.raises(SheetError, match=said):
        read(session, written(tmp_path, text))
    session.rollback()
    assert session.scalars(select(CampaignOutcome)).all() == []
    assert session.scalars(select(CustomerCount)).all() == []

"""What a mailing brought, imported from whoever counts leads: beside the cost of its calls it is half the story."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base


class CampaignOutcome(Base):
    __tablename__ = "campaign_outcome"
    __table_args__ = (CheckConstraint("leads >= 0 AND sales >= 0 AND revenue >= 0", "counts"),)

    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    leads: Mapped[int]
    """Enquiries so far."""
    sales: Mapped[int]
    """Contracts or orders so far."""
    revenue: Mapped[float]
    """In the installation's currency, so far."""

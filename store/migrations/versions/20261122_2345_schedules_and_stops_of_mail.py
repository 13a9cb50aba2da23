"""schedules and stops of mail.

Who unsubscribed stood in the reason of a delivery; it becomes a row of its own.
"""

import uuid

import sqlalchemy as sa
from alembic import op

from store.base import JSON_DOCUMENT, UtcDateTime

revision = "a7d20c5e83f1"
down_revision = "71f3a9d4c06e"
branch_labels = None
depends_on = None


def one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    with op.batch_alter_table("delivery") as table:
        table.drop_constraint(op.f("ck_delivery_channel"), type_="check")
        table.create_check_constraint(op.f("ck_delivery_channel"), "channel IN ('page', 'mail', 'feed', 'chat')")
        table.add_column(sa.Column("address", sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("tries", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "listening_schedule",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("weekdays", JSON_DOCUMENT, nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("excerpts", sa.Integer(), nullable=False),
        sa.Column("channels", JSON_DOCUMENT, nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("when_empty", one_of("whenempty", "monthly", "always", "never"), nullable=False),
        sa.Column("days_off", JSON_DOCUMENT, nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("next_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name=op.f("ck_listening_schedule_hour")),
        sa.CheckConstraint("excerpts BETWEEN 1 AND 50", name=op.f("ck_listening_schedule_excerpts")),
        sa.CheckConstraint("weeks BETWEEN 0 AND 13", name=op.f("ck_listening_schedule_weeks")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_listening_schedule_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listening_schedule")),
        sa.UniqueConstraint("person_id", name=op.f("uq_listening_schedule_person_id")),
    )
    op.create_index(op.f("ix_listening_schedule_next_at"), "listening_schedule", ["next_at"])
    op.create_table(
        "mail_stop",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", one_of("stopkind", "unsubscribed", "bounced"), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("stopped_at", UtcDateTime(), nullable=False),
        sa.Column("resumed_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name=op.f("fk_mail_stop_delivery_id_delivery")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_stop_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_stop")),
    )
    still_stopped = sa.text("resumed_at IS NULL")
    op.create_index(
        "ix_mail_stop_open",
        "mail_stop",
        ["person_id", "kind", "address"],
        unique=True,
        sqlite_where=still_stopped,
        postgresql_where=still_stopped,
    )
    _move_unsubscribed()


def _move_unsubscribed() -> None:
    delivery = sa.table(
        "delivery",
        sa.column("id", sa.Uuid),
        sa.column("person_id", sa.Uuid),
        sa.column("channel", sa.String),
        sa.column("reason", sa.String),
        sa.column("created_at", UtcDateTime),
        sa.column("sent_at", UtcDateTime),
        sa.column("address", sa.String),
    )
    person = sa.table("person", sa.column("id", sa.Uuid), sa.column("email", sa.String))
    stop = sa.table(
        "mail_stop",
        sa.column("id", sa.Uuid),
        sa.column("person_id", sa.Uuid),
        sa.column("kind", sa.String),
        sa.column("address", sa.String),
        sa.column("delivery_id", sa.Uuid),
        sa.column("reason", sa.String),
        sa.column("stopped_at", UtcDateTime),
    )
    bind = op.get_bind()
    email = sa.select(person.c.email).where(person.c.id == delivery.c.person_id).scalar_subquery()
    op.execute(sa.update(delivery).where(delivery.c.channel == "mail").values(address=email))
    stopped = bind.execute(
        sa.select(delivery).where(delivery.c.reason == "unsubscribed").order_by(delivery.c.created_at)
    ).all()
    for row in {found.person_id: found for found in stopped}.values():
        bind.execute(
            sa.insert(stop).values(
                id=uuid.uuid4(), person_id=row.person_id, kind="unsubscribed", address=row.address,
                delivery_id=row.id, reason="", stopped_at=row.sent_at or row.created_at,
            )
        )  # fmt: skip
    op.execute(sa.update(delivery).where(delivery.c.reason == "unsubscribed").values(reason=""))


def downgrade() -> None:
    op.drop_table("mail_stop")
    op.drop_table("listening_schedule")
    op.execute("DELETE FROM delivery WHERE channel = 'chat'")
    with op.batch_alter_table("delivery") as table:
        table.drop_column("tries")
        table.drop_column("address")
        table.drop_constraint(op.f("ck_delivery_channel"), type_="check")
        table.create_check_constraint(op.f("ck_delivery_channel"), "channel IN ('page', 'mail', 'feed')")

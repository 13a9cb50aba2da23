"""figures digests and answers."""

import sqlalchemy as sa
from alembic import op

from store.base import JSON_DOCUMENT, UtcDateTime

revision = "68fb25d21f54"
down_revision = "328079b817dd"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "digest",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "ready", "empty", name="digeststate", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", JSON_DOCUMENT, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("ready_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_digest_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint("person_id", "starts_at", "ends_at", name=op.f("uq_digest_person_id_starts_at_ends_at")),
    )
    op.create_table(
        "feed",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_feed_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_feed_token_sha256")),
    )
    with op.batch_alter_table("feed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feed_person_id"), ["person_id"], unique=False)

    op.create_table(
        "delivery",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("digest_id", sa.Uuid(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum("page", "mail", "feed", name="channel", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "pending",
                "sending",
                "sent",
                "failed",
                name="deliverystate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("blob", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["digest_id"], ["digest.id"], name=op.f("fk_delivery_digest_id_digest")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_delivery_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("person_id", "digest_id", "channel", name=op.f("uq_delivery_person_id_digest_id_channel")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_digest_id"), ["digest_id"], unique=False)

    op.create_table(
        "excerpt",
        sa.Column("digest_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("cause_id", sa.String(), nullable=False),
        sa.Column("draw_id", sa.Uuid(), nullable=True),
        sa.Column("is_hand_picked", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start_ms", sa.Integer(), nullable=False),
        sa.Column("end_ms", sa.Integer(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("quote_start_ms", sa.Integer(), nullable=True),
        sa.Column("quote_end_ms", sa.Integer(), nullable=True),
        sa.Column("segments", JSON_DOCUMENT, nullable=False),
        sa.Column("entities", JSON_DOCUMENT, nullable=False),
        sa.Column("web_blob", sa.String(), nullable=True),
        sa.Column("feed_blob", sa.String(), nullable=True),
        sa.Column("feed_bytes", sa.Integer(), nullable=False),
        sa.Column("waveform", JSON_DOCUMENT, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("end_ms > start_ms", name=op.f("ck_excerpt_span")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_excerpt_call_id_call")),
        sa.ForeignKeyConstraint(["cause_id"], ["cause.id"], name=op.f("fk_excerpt_cause_id_cause")),
        sa.ForeignKeyConstraint(["digest_id"], ["digest.id"], name=op.f("fk_excerpt_digest_id_digest")),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_excerpt_draw_id_draw")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excerpt")),
        sa.UniqueConstraint("digest_id", "call_id", name=op.f("uq_excerpt_digest_id_call_id")),
    )
    with op.batch_alter_table("excerpt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_excerpt_call_id"), ["call_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_excerpt_digest_id"), ["digest_id"], unique=False)

    op.create_table(
        "figure",
        sa.Column(
            "measure",
            sa.Enum(
                "share",
                "calls",
                "minutes",
                "cost",
                name="measure",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("cause_id", sa.String(), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("grain", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("estimator", sa.String(), nullable=False),
        sa.Column("labelled", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("frame", sa.Integer(), nullable=False),
        sa.Column("effective_n", sa.Double(), nullable=True),
        sa.Column("human_value", sa.Double(), nullable=True),
        sa.Column("human_low", sa.Double(), nullable=True),
        sa.Column("human_high", sa.Double(), nullable=True),
        sa.Column("nonresponse", JSON_DOCUMENT, nullable=False),
        sa.Column("model_version_id", sa.Uuid(), nullable=True),
        sa.Column("taxonomy_version", sa.Integer(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["cause_id"], ["cause.id"], name=op.f("fk_figure_cause_id_cause")),
        sa.ForeignKeyConstraint(
            ["model_version_id"], ["model_version.id"], name=op.f("fk_figure_model_version_id_model_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
        sa.UniqueConstraint(
            "measure",
            "cause_id",
            "starts_at",
            "ends_at",
            "grain",
            "version",
            name=op.f("uq_figure_measure_cause_id_starts_at_ends_at_grain_version"),
        ),
    )
    with op.batch_alter_table("figure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_figure_cause_id"), ["cause_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_figure_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "comment",
        sa.Column("excerpt_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("commented_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["excerpt_id"], ["excerpt.id"], name=op.f("fk_comment_excerpt_id_excerpt")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_comment_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_excerpt_id"), ["excerpt_id"], unique=False)

    op.create_table(
        "dispute",
        sa.Column("excerpt_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "upheld", "rejected", name="disputestate", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("label_id", sa.Uuid(), nullable=True),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["excerpt_id"], ["excerpt.id"], name=op.f("fk_dispute_excerpt_id_excerpt")),
        sa.ForeignKeyConstraint(["label_id"], ["label.id"], name=op.f("fk_dispute_label_id_label")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_dispute_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute")),
        sa.UniqueConstraint("excerpt_id", "person_id", name=op.f("uq_dispute_excerpt_id_person_id")),
    )
    op.create_table(
        "listen",
        sa.Column("excerpt_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("first_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["excerpt_id"], ["excerpt.id"], name=op.f("fk_listen_excerpt_id_excerpt")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_listen_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listen")),
        sa.UniqueConstraint("excerpt_id", "person_id", "channel", name=op.f("uq_listen_excerpt_id_person_id_channel")),
    )
    with op.batch_alter_table("listen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listen_person_id"), ["person_id"], unique=False)

    op.create_table(
        "reply",
        sa.Column("excerpt_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("is_ours", sa.Boolean(), nullable=False),
        sa.Column("role_played", sa.String(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "not_trained",
                "rewarded_wrong",
                "process",
                "not_announced",
                "wrong_fit",
                "other",
                name="rolereason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("will_change", sa.String(), nullable=False),
        sa.Column("put_in", sa.String(), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("replied_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["excerpt_id"], ["excerpt.id"], name=op.f("fk_reply_excerpt_id_excerpt")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reply_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
    )
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_excerpt_id"), ["excerpt_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reply_person_id"), ["person_id"], unique=False)

    op.create_table(
        "commitment",
        sa.Column("cause_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("reply_id", sa.Uuid(), nullable=True),
        sa.Column("promise", sa.String(), nullable=False),
        sa.Column("put_in", sa.String(), nullable=False),
        sa.Column("moved", sa.String(), nullable=False),
        sa.Column("expected_drop", sa.Double(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "promised",
                "in_effect",
                "closed",
                "withdrawn",
                name="commitmentstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=False),
        sa.Column("effective_at", UtcDateTime(), nullable=True),
        sa.Column("prompted_from", UtcDateTime(), nullable=True),
        sa.Column("prompted_until", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("expected_drop > 0 AND expected_drop <= 1", name=op.f("ck_commitment_expected_drop")),
        sa.ForeignKeyConstraint(["cause_id"], ["cause.id"], name=op.f("fk_commitment_cause_id_cause")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_commitment_person_id_person")),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name=op.f("fk_commitment_reply_id_reply")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
    )
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commitment_cause_id"), ["cause_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_person_id"), ["person_id"], unique=False)

    op.create_table(
        "measurement",
        sa.Column("commitment_id", sa.Uuid(), nullable=False),
        sa.Column("cause_id", sa.String(), nullable=False),
        sa.Column("as_of", UtcDateTime(), nullable=False),
        sa.Column("before", JSON_DOCUMENT, nullable=False),
        sa.Column("after", JSON_DOCUMENT, nullable=False),
        sa.Column("change", sa.Double(), nullable=True),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("log_e", sa.Double(), nullable=True),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("controls", JSON_DOCUMENT, nullable=False),
        sa.Column("measured_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["cause_id"], ["cause.id"], name=op.f("fk_measurement_cause_id_cause")),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_measurement_commitment_id_commitment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement")),
        sa.UniqueConstraint("commitment_id", "as_of", name=op.f("uq_measurement_commitment_id_as_of")),
    )


def downgrade() -> None:
    op.drop_table("measurement")
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commitment_person_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_cause_id"))

    op.drop_table("commitment")
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_person_id"))
        batch_op.drop_index(batch_op.f("ix_reply_excerpt_id"))

    op.drop_table("reply")
    with op.batch_alter_table("listen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listen_person_id"))

    op.drop_table("listen")
    op.drop_table("dispute")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_excerpt_id"))

    op.drop_table("comment")
    with op.batch_alter_table("figure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_figure_starts_at"))
        batch_op.drop_index(batch_op.f("ix_figure_cause_id"))

    op.drop_table("figure")
    with op.batch_alter_table("excerpt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_excerpt_digest_id"))
        batch_op.drop_index(batch_op.f("ix_excerpt_call_id"))

    op.drop_table("excerpt")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_digest_id"))

    op.drop_table("delivery")
    with op.batch_alter_table("feed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feed_person_id"))

    op.drop_table("feed")
    op.drop_table("digest")

"""draws labels and causes."""

import sqlalchemy as sa
from alembic import op

from store.base import JSON_DOCUMENT, UtcDateTime

revision = "328079b817dd"
down_revision = "57eb7cabe2f2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "customer_count",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("customers", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_customer_count")),
    )
    op.create_table(
        "model_version",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "challenger",
                "champion",
                "retired",
                name="modelstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("blob", sa.String(), nullable=True),
        sa.Column("labels_sha256", sa.String(), nullable=False),
        sa.Column("labels_until", UtcDateTime(), nullable=True),
        sa.Column("metrics", JSON_DOCUMENT, nullable=False),
        sa.Column("trained_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_version")),
        sa.UniqueConstraint("number", name=op.f("uq_model_version_number")),
    )
    op.create_table(
        "offering",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("may_promise", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offering")),
    )
    op.create_table(
        "sampling_plan",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("stratum_field", sa.String(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("rate", sa.Double(), nullable=True),
        sa.Column("options", JSON_DOCUMENT, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sampling_plan")),
        sa.UniqueConstraint("name", name=op.f("uq_sampling_plan_name")),
    )
    op.create_table(
        "campaign",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("drop_date", sa.Date(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("offer_codes", JSON_DOCUMENT, nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("unit_cost", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_campaign_owner_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_phone"), ["phone"], unique=False)

    op.create_table(
        "cause",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("examples", JSON_DOCUMENT, nullable=False),
        sa.Column("is_avoidable", sa.Boolean(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("taxonomy_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_cause_owner_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cause")),
    )
    with op.batch_alter_table("cause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cause_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "draw",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "calls", "labels", "excerpts", name="drawpurpose", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "committed",
                "revealed",
                "abandoned",
                name="drawstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("manifest", JSON_DOCUMENT, nullable=False),
        sa.Column("targets", JSON_DOCUMENT, nullable=False),
        sa.Column("manifest_sha256", sa.String(), nullable=False),
        sa.Column("committed_at", UtcDateTime(), nullable=False),
        sa.Column(
            "seed_source",
            sa.Enum(
                "server", "dice", "beacon", name="seedsource", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("seed_named", sa.String(), nullable=False),
        sa.Column("seed_hex", sa.String(), nullable=True),
        sa.Column("revealed_at", UtcDateTime(), nullable=True),
        sa.Column("excluded", JSON_DOCUMENT, nullable=False),
        sa.Column("details", JSON_DOCUMENT, nullable=False),
        sa.Column("previous_sha256", sa.String(), nullable=False),
        sa.Column("record_sha256", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["sampling_plan.id"], name=op.f("fk_draw_plan_id_sampling_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw")),
        sa.UniqueConstraint("number", name=op.f("uq_draw_number")),
    )
    with op.batch_alter_table("draw", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draw_subject"), ["subject"], unique=False)

    op.create_table(
        "driver_link",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "campaign",
                "incident",
                "offering",
                name="driverkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("driver_id", sa.String(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("start_ms", sa.Integer(), nullable=True),
        sa.Column("end_ms", sa.Integer(), nullable=True),
        sa.Column("linked_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_driver_link_call_id_call")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_driver_link")),
        sa.UniqueConstraint("call_id", "kind", "driver_id", name=op.f("uq_driver_link_call_id_kind_driver_id")),
    )
    with op.batch_alter_table("driver_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_driver_link_driver_id"), ["driver_id"], unique=False)

    op.create_table(
        "incident",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=True),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_incident_owner_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_table(
        "promise_exception",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("offering_id", sa.String(), nullable=True),
        sa.Column("promise", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("approved_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offering.id"], name=op.f("fk_promise_exception_offering_id_offering")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise_exception")),
    )
    op.create_table(
        "transcript",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("segments", JSON_DOCUMENT, nullable=False),
        sa.Column("entities", JSON_DOCUMENT, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("duration_s", sa.Double(), nullable=False),
        sa.Column("channels", sa.Integer(), nullable=False),
        sa.Column("truncated", sa.Boolean(), nullable=False),
        sa.Column("no_speech", sa.Boolean(), nullable=False),
        sa.Column("engine", sa.String(), nullable=False),
        sa.Column("audio_blob", sa.String(), nullable=True),
        sa.Column("waveform", JSON_DOCUMENT, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_transcript_call_id_call")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcript")),
        sa.UniqueConstraint("call_id", "version", name=op.f("uq_transcript_call_id_version")),
    )
    op.create_table(
        "label",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("cause_id", sa.String(), nullable=False),
        sa.Column("secondary_cause_id", sa.String(), nullable=True),
        sa.Column("annotator_id", sa.Uuid(), nullable=False),
        sa.Column("labelled_at", UtcDateTime(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "estimation",
                "double_coding",
                "training",
                "dispute",
                "correction",
                name="labelpurpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "origin",
            sa.Enum(
                "desk", "imported", "api", name="labelorigin", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("draw_id", sa.Uuid(), nullable=True),
        sa.Column("probability", sa.Double(), nullable=True),
        sa.Column("is_blind", sa.Boolean(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("quote_start_ms", sa.Integer(), nullable=True),
        sa.Column("quote_end_ms", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("agent_lacked_knowledge", sa.Boolean(), nullable=False),
        sa.Column("guide_version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "probability IS NULL OR (probability > 0 AND probability <= 1)", name=op.f("ck_label_probability")
        ),
        sa.ForeignKeyConstraint(["annotator_id"], ["person.id"], name=op.f("fk_label_annotator_id_person")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_label_call_id_call")),
        sa.ForeignKeyConstraint(["cause_id"], ["cause.id"], name=op.f("fk_label_cause_id_cause")),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_label_draw_id_draw")),
        sa.ForeignKeyConstraint(["secondary_cause_id"], ["cause.id"], name=op.f("fk_label_secondary_cause_id_cause")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label")),
    )
    with op.batch_alter_table("label", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_label_annotator_id"), ["annotator_id"], unique=False)
        batch_op.create_index("ix_label_call_id_labelled_at", ["call_id", "labelled_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_label_cause_id"), ["cause_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_label_draw_id"), ["draw_id"], unique=False)

    op.create_table(
        "prediction",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("model_version_id", sa.Uuid(), nullable=False),
        sa.Column("cause_id", sa.String(), nullable=False),
        sa.Column("probabilities", JSON_DOCUMENT, nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("evidence", JSON_DOCUMENT, nullable=False),
        sa.Column("predicted_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_prediction_call_id_call")),
        sa.ForeignKeyConstraint(["cause_id"], ["cause.id"], name=op.f("fk_prediction_cause_id_cause")),
        sa.ForeignKeyConstraint(
            ["model_version_id"], ["model_version.id"], name=op.f("fk_prediction_model_version_id_model_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prediction")),
        sa.UniqueConstraint("call_id", "model_version_id", name=op.f("uq_prediction_call_id_model_version_id")),
    )
    with op.batch_alter_table("prediction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prediction_cause_id"), ["cause_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_prediction_model_version_id"), ["model_version_id"], unique=False)

    op.create_table(
        "selection",
        sa.Column("draw_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("stratum", sa.String(), nullable=False),
        sa.Column("ticket", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("probability", sa.Double(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("probability > 0 AND probability <= 1", name=op.f("ck_selection_probability")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_selection_call_id_call")),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_selection_draw_id_draw")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection")),
        sa.UniqueConstraint("draw_id", "call_id", name=op.f("uq_selection_draw_id_call_id")),
    )
    with op.batch_alter_table("selection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_selection_call_id"), ["call_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("selection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_selection_call_id"))

    op.drop_table("selection")
    with op.batch_alter_table("prediction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_prediction_model_version_id"))
        batch_op.drop_index(batch_op.f("ix_prediction_cause_id"))

    op.drop_table("prediction")
    with op.batch_alter_table("label", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_label_draw_id"))
        batch_op.drop_index(batch_op.f("ix_label_cause_id"))
        batch_op.drop_index("ix_label_call_id_labelled_at")
        batch_op.drop_index(batch_op.f("ix_label_annotator_id"))

    op.drop_table("label")
    op.drop_table("transcript")
    op.drop_table("promise_exception")
    op.drop_table("incident")
    with op.batch_alter_table("driver_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_driver_link_driver_id"))

    op.drop_table("driver_link")
    with op.batch_alter_table("draw", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draw_subject"))

    op.drop_table("draw")
    with op.batch_alter_table("cause", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cause_owner_id"))

    op.drop_table("cause")
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaign_phone"))

    op.drop_table("campaign")
    op.drop_table("sampling_plan")
    op.drop_table("offering")
    op.drop_table("model_version")
    op.drop_table("customer_count")

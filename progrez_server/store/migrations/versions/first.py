"""The first form of the database."""

import sqlalchemy as sa
from alembic import op

revision = "first"
down_revision = None


def _code(length: int) -> sa.String:
    return sa.String(length).with_variant(sa.VARCHAR(length, collation="C"), "postgresql")


def upgrade() -> None:

    op.create_table(
        "assertion",
        sa.Column("org", _code(32), nullable=False),
        sa.Column("device_id", _code(32), nullable=False),
        sa.Column("jti", _code(32), nullable=False),
        sa.Column("until_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("org", "device_id", "jti"),
    )
    op.create_index("assertion_until", "assertion", ["org", "until_ms"], unique=False)
    op.create_table(
        "batch",
        sa.Column("org", _code(32), nullable=False),
        sa.Column("batch_id", _code(32), nullable=False),
        sa.Column("device_id", _code(32), nullable=False),
        sa.Column("digest", _code(64), nullable=False),
        sa.Column("reply", sa.LargeBinary(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("org", "batch_id"),
    )
    op.create_index("batch_at", "batch", ["org", "at_ms"], unique=False)
    op.create_table(
        "counter",
        sa.Column("org", _code(32), nullable=False),
        sa.Column("name", _code(16), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("org", "name"),
    )
    op.create_table(
        "device",
        sa.Column("org", _code(32), nullable=False),
        sa.Column("device_id", _code(32), nullable=False),
        sa.Column("kind", _code(16), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("public_key", _code(64), nullable=False),
        sa.Column("state", _code(16), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=True),
        sa.Column("from_ms", sa.BigInteger(), nullable=True),
        sa.Column("until_ms", sa.BigInteger(), nullable=True),
        sa.Column("asked_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("org", "device_id"),
    )
    op.create_table(
        "enrolment_code",
        sa.Column("org", _code(32), nullable=False),
        sa.Column("code_sha256", _code(64), nullable=False),
        sa.Column("kind", _code(16), nullable=False),
        sa.Column("until_ms", sa.BigInteger(), nullable=False),
        sa.Column("used_ms", sa.BigInteger(), nullable=True),
        sa.Column("device_id", _code(32), nullable=True),
        sa.PrimaryKeyConstraint("org", "code_sha256"),
    )
    op.create_table(
        "erased_sender",
        sa.Column("org", _code(32), nullable=False),
        sa.Column("release_id", _code(32), nullable=False),
        sa.Column("device_id", _code(32), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("org", "release_id"),
    )
    op.create_index("erased_sender_at", "erased_sender", ["org", "at_ms"], unique=False)
    op.create_table(
        "mail",
        sa.Column("org", _code(32), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("mail_id", _code(32), nullable=False),
        sa.Column("release_id", _code(32), nullable=False),
        sa.Column("device_id", _code(32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("org", "seq"),
        sa.UniqueConstraint("org", "mail_id", name="mail_once"),
    )
    op.create_index("mail_device", "mail", ["org", "device_id", "seq"], unique=False)
    op.create_table(
        "notice",
        sa.Column("org", _code(32), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("notice_id", _code(32), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("until_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("org", "seq"),
        sa.UniqueConstraint("org", "notice_id", name="notice_once"),
    )
    op.create_table(
        "organisation",
        sa.Column("org", _code(32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("store_id", _code(32), nullable=False),
        sa.Column("receipt_key", _code(64), nullable=False),
        sa.Column("signing_key", _code(64), nullable=True),
        sa.Column("card", sa.Text(), nullable=True),
        sa.Column("card_number", sa.Integer(), nullable=False),
        sa.Column("server", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("client_id", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("acr", sa.Text(), nullable=True),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("org"),
    )
    op.create_table(
        "pack",
        sa.Column("org", _code(32), nullable=False),
        sa.Column("sha256", _code(64), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.String(length=200), nullable=False),
        sa.Column("version", sa.String(length=200), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("org", "sha256"),
    )
    op.create_table(
        "pack_part",
        sa.Column("org", _code(32), nullable=False),
        sa.Column("sha256", _code(64), nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("org", "sha256", "part"),
    )
    op.create_table(
        "rate_limit",
        sa.Column("org", _code(32), nullable=False),
        sa.Column("bucket", _code(80), nullable=False),
        sa.Column("tokens", sa.BigInteger(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("org", "bucket"),
    )
    op.create_table(
        "release",
        sa.Column("org", _code(32), nullable=False),
        sa.Column("release_id", _code(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("device_id", _code(32), nullable=False),
        sa.Column("header", sa.Text(), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.Column("receipt", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("erase_hash", _code(64), nullable=False),
        sa.Column("envelope_sha256", _code(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("until_ms", sa.BigInteger(), nullable=False),
        sa.Column("change_seq", sa.BigInteger(), nullable=False),
        sa.Column("stored_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("org", "release_id"),
    )
    op.create_index("release_change", "release", ["org", "change_seq"], unique=False)
    op.create_index("release_until", "release", ["org", "until_ms"], unique=False)
    op.create_table(
        "statistics",
        sa.Column("org", _code(32), nullable=False),
        sa.Column("sha256", _code(64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("org", "sha256"),
    )
    op.create_table(
        "tombstone",
        sa.Column("org", _code(32), nullable=False),
        sa.Column("release_id", _code(32), nullable=False),
        sa.Column("erase_hash", _code(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("change_seq", sa.BigInteger(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("org", "release_id", "erase_hash"),
    )
    op.create_index("tombstone_change", "tombstone", ["org", "change_seq"], unique=False)

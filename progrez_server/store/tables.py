"""Every table of the server. Each key begins with the organisation, and no row asks the database for time or a number.

So the tables can be distributed by organisation (Citus) as they are: no sequence, no foreign key, no clock of the
database. Nothing in them is readable: envelopes are sealed to keys that the server has not got.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text, UniqueConstraint
from sqlalchemy.dialects import postgresql

metadata = MetaData()


def _code(length: int) -> String:
    """Text of hex digits or of a code: compared byte by byte, whatever the language of the database."""
    return String(length).with_variant(postgresql.VARCHAR(length, collation="C"), "postgresql")


def _id(name: str, *, key: bool = False, nullable: bool = False) -> Column[str]:
    return Column(name, _code(32), primary_key=key, nullable=nullable)


def _hash(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, _code(64), primary_key=key, nullable=False)


def _ms(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=nullable)


def _org() -> Column[str]:
    return _id("org", key=True)


organisation = Table(
    "organisation",
    metadata,
    _org(),
    Column("name", Text, nullable=False),  # JSON: one text by language code
    Column("store_id", _code(32), nullable=False),  # of this database, the same in every row
    Column("receipt_key", _code(64), nullable=False),  # public
    Column("signing_key", _code(64)),  # public; none before the first workstation
    Column("card", Text),  # organisation-card.schema.json
    Column("card_number", Integer, nullable=False),
    Column("server", Text, nullable=False),
    Column("issuer", Text),  # none: a trial, on loopback alone
    Column("client_id", Text),
    Column("audience", Text),
    Column("acr", Text),  # JSON: a list
    _ms("made_ms"),
)

counter = Table(
    "counter",
    metadata,
    _org(),
    Column("name", _code(16), primary_key=True, nullable=False),  # "change", "mail", "notice"
    Column("value", BigInteger, nullable=False),
)
"""The numbers of an organisation, each in a row that a transaction locks: they follow the order of commits."""

device = Table(
    "device",
    metadata,
    _org(),
    _id("device_id", key=True),
    Column("kind", _code(16), nullable=False),
    Column("name", String(80), nullable=False),
    Column("public_key", _code(64), nullable=False),
    Column("state", _code(16), nullable=False),  # "asked", "admitted", "dropped"
    Column("certificate", Text),  # device-certificate.schema.json
    _ms("from_ms", nullable=True),
    _ms("until_ms", nullable=True),
    _ms("asked_ms"),
)

enrolment_code = Table(
    "enrolment_code",
    metadata,
    _org(),
    _hash("code_sha256", key=True),
    Column("kind", _code(16), nullable=False),
    _ms("until_ms"),
    _ms("used_ms", nullable=True),
    _id("device_id", nullable=True),  # who used it, so that the same device may ask again
)

assertion = Table(
    "assertion",
    metadata,
    _org(),
    _id("device_id", key=True),
    _id("jti", key=True),
    _ms("until_ms"),
    Index("assertion_until", "org", "until_ms"),
)
"""Assertions of devices that were seen, each good for one request."""

release = Table(
    "release",
    metadata,
    _org(),
    _id("release_id", key=True),
    Column("version", Integer, nullable=False),
    _id("device_id"),
    Column("header", Text, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    Column("receipt", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    _hash("erase_hash"),
    _hash("envelope_sha256"),
    Column("size", Integer, nullable=False),  # of header, envelope and receipt, to be asked without reading them
    _ms("until_ms"),
    Column("change_seq", BigInteger, nullable=False),
    _ms("stored_ms"),
    Index("release_change", "org", "change_seq"),
    Index("release_until", "org", "until_ms"),
)

tombstone = Table(
    "tombstone",
    metadata,
    _org(),
    _id("release_id", key=True),
    _hash("erase_hash", key=True),  # so that nobody blocks an id that they only guessed
    Column("version", Integer, nullable=False),
    _ms("at_ms"),
    Column("change_seq", BigInteger, nullable=False),
    Column("receipt", Text, nullable=False),
    Index("tombstone_change", "org", "change_seq"),
)

erased_sender = Table(
    "erased_sender",
    metadata,
    _org(),
    _id("release_id", key=True),
    _id("device_id"),
    _ms("at_ms"),
    Index("erased_sender_at", "org", "at_ms"),
)
"""Which device an erased release came from, for as long as mail about it may still come, and apart from its tombstone,
which stays for ever."""

batch = Table(
    "batch",
    metadata,
    _org(),
    _id("batch_id", key=True),
    _id("device_id"),
    _hash("digest"),  # SHA-256 of the body, unpacked
    Column("reply", LargeBinary, nullable=False),  # zlib
    _ms("at_ms"),
    Index("batch_at", "org", "at_ms"),
)

mail = Table(
    "mail",
    metadata,
    _org(),
    Column("seq", BigInteger, primary_key=True, autoincrement=False, nullable=False),
    _id("mail_id"),
    _id("release_id"),
    _id("device_id"),
    Column("sealed", LargeBinary, nullable=False),
    _ms("at_ms"),
    UniqueConstraint("org", "mail_id", name="mail_once"),
    Index("mail_device", "org", "device_id", "seq"),
)

notice = Table(
    "notice",
    metadata,
    _org(),
    Column("seq", BigInteger, primary_key=True, autoincrement=False, nullable=False),
    _id("notice_id"),
    Column("document", Text, nullable=False),  # notice.schema.json
    _ms("until_ms"),
    UniqueConstraint("org", "notice_id", name="notice_once"),
)

pack = Table(
    "pack",
    metadata,
    _org(),
    _hash("sha256", key=True),
    Column("bytes", Integer, nullable=False),
    Column("assessment_id", String(200), nullable=False),
    Column("version", String(200), nullable=False),
    _ms("at_ms"),
)

pack_part = Table(
    "pack_part",
    metadata,
    _org(),
    _hash("sha256", key=True),
    Column("part", Integer, primary_key=True, autoincrement=False, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""The bytes of a pack, a part at a time, so that neither side ever holds a whole one in memory."""

statistics = Table(
    "statistics",
    metadata,
    _org(),
    _hash("sha256", key=True),
    Column("document", Text, nullable=False),  # statistics.schema.json; names neither device nor person
    _ms("at_ms"),
)

rate_limit = Table(
    "rate_limit",
    metadata,
    _org(),
    Column("bucket", _code(80), primary_key=True, nullable=False),
    Column("tokens", BigInteger, nullable=False),  # thousandths
    _ms("at_ms"),
)

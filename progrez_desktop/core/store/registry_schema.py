"""The tables of a registry: what was released to one organisation, each row with the grant that allows it.

What a recruiter makes of it stands in the same database (store.recruiting.schema) and dies with the release it is of.
Narrow columns stand apart from documents, so that a long list is read without opening any of them. It is no part of any
backup: what was opened here is fetched again. The copy that `Database.open` makes before a migration is removed as soon
as anybody is gone from here (`DataFolder.remove_registry_copies`).
"""

from progrez_desktop.core.store.database import DatabaseKind
from progrez_desktop.core.store.migrations import Migration
from progrez_desktop.core.store.recruiting.counted import TRIGGERS
from progrez_desktop.core.store.recruiting.schema import TABLES

_V1 = (
    # `change_seq` and `store_id` say how far the server was heard; what comes after them is what is known of time.
    """CREATE TABLE registry (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        organisation_id TEXT NOT NULL,
        device_id TEXT NOT NULL,
        device_key BLOB NOT NULL,
        certificate TEXT,
        organisation_key BLOB NOT NULL,
        recovery_public BLOB NOT NULL,
        card TEXT NOT NULL,
        authorities TEXT,
        enrolment TEXT,
        totp_secret BLOB,
        totp_step INTEGER NOT NULL DEFAULT 0,
        reader TEXT,
        reader_trained_on TEXT,
        hidden_columns TEXT NOT NULL DEFAULT 'procedure',
        created_ms INTEGER NOT NULL,
        store_id TEXT,
        change_seq INTEGER NOT NULL DEFAULT 0,
        fetched_ms INTEGER,
        time_high_water_ms INTEGER NOT NULL,
        agreement_seen_ms INTEGER NOT NULL DEFAULT 0,
        agreed_ms INTEGER NOT NULL DEFAULT 0,
        swept_ms INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    # The newest is the one that the card names first; earlier ones still open what was sealed to them.
    """CREATE TABLE seal_key (
        key_id TEXT PRIMARY KEY,
        public_key BLOB NOT NULL,
        private_key BLOB NOT NULL,
        from_ms INTEGER NOT NULL
    ) STRICT""",
    # `scores` is what the list shows of each skill, so that it needs no document (store.packed_scores); `place` is
    # where a release shows: in the list, beside it because no profile was allowed, or set aside because it is damaged.
    """CREATE TABLE release (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        place TEXT NOT NULL CHECK (place IN ('list', 'beside', 'aside')),
        version INTEGER NOT NULL,
        subject_id TEXT NOT NULL,
        code TEXT NOT NULL,
        assessment TEXT NOT NULL,
        finished_ms INTEGER,
        released_ms INTEGER NOT NULL,
        received_ms INTEGER NOT NULL,
        until_ms INTEGER NOT NULL,
        purposes TEXT NOT NULL,
        fields TEXT NOT NULL,
        contested INTEGER NOT NULL,
        quality TEXT,
        scores BLOB NOT NULL,
        erase_hash TEXT NOT NULL,
        envelope_sha256 BLOB NOT NULL,
        device_id TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX list_by_time ON release (place, released_ms)",
    "CREATE INDEX list_by_code ON release (place, code)",
    "CREATE INDEX list_by_end ON release (place, until_ms)",
    "CREATE INDEX release_by_code ON release (code)",
    "CREATE INDEX release_by_end ON release (until_ms)",
    "CREATE INDEX release_by_assessment ON release (assessment)",
    # Skills by a number, so that scores name them in two bytes.
    """CREATE TABLE skill (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE
    ) STRICT""",
    # The receipt is the grant that allows the row; with the row goes everything that hangs on it.
    """CREATE TABLE document (
        release_id TEXT PRIMARY KEY REFERENCES release (id) ON DELETE CASCADE,
        content BLOB NOT NULL,
        receipt BLOB NOT NULL,
        reply_key BLOB
    ) STRICT""",
    """CREATE TABLE person (
        release_id TEXT PRIMARY KEY REFERENCES release (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        folded TEXT NOT NULL,
        email TEXT NOT NULL
    ) STRICT""",
    # What was erased, also before it came: a put that fits the hash is refused for ever, and no other is.
    """CREATE TABLE tombstone (
        release_id TEXT NOT NULL,
        erase_hash TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        PRIMARY KEY (release_id, erase_hash)
    ) STRICT""",
    """CREATE TABLE device (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        certificate TEXT NOT NULL,
        dropped_ms INTEGER,
        published INTEGER NOT NULL
    ) STRICT""",
    # What came and was not believed, by the place where it stood: it never stops what comes after it.
    """CREATE TABLE refused (
        release_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        code TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        PRIMARY KEY (release_id, version)
    ) STRICT""",
    # Reads of one day in one row; `told` is how many of them its person heard of.
    """CREATE TABLE read (
        release_id TEXT NOT NULL REFERENCES release (id) ON DELETE CASCADE,
        day INTEGER NOT NULL,
        event TEXT NOT NULL CHECK (event IN ('opened', 'exported')),
        count INTEGER NOT NULL,
        told INTEGER NOT NULL DEFAULT 0,
        first_ms INTEGER NOT NULL,
        last_ms INTEGER NOT NULL,
        PRIMARY KEY (release_id, day, event)
    ) STRICT""",
    # Sealed to the release's own key; `device_id` is the one that it would go back to on a stick.
    """CREATE TABLE mail (
        id TEXT PRIMARY KEY,
        release_id TEXT NOT NULL,
        device_id TEXT NOT NULL,
        sealed BLOB NOT NULL,
        at_ms INTEGER NOT NULL,
        posted_ms INTEGER
    ) STRICT""",
    # Batches that came on a stick: what was said of each item, and whether the server has them as well.
    """CREATE TABLE carried (
        batch_id TEXT PRIMARY KEY,
        device_id TEXT NOT NULL,
        body BLOB,
        results TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        passed_ms INTEGER
    ) STRICT""",
    """CREATE TABLE invitation (
        code_sha256 TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        until_ms INTEGER NOT NULL,
        published INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    """CREATE TABLE notice (
        id TEXT PRIMARY KEY,
        document TEXT NOT NULL,
        made_ms INTEGER NOT NULL,
        posted_ms INTEGER
    ) STRICT""",
    """CREATE TABLE staff_sign_in (
        organisation_id TEXT PRIMARY KEY,
        access_token TEXT NOT NULL,
        refresh_token TEXT,
        scope TEXT NOT NULL,
        expires_ms INTEGER NOT NULL,
        signed_in_ms INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE audit_event (
        seq INTEGER PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        subject_id TEXT,
        params TEXT NOT NULL,
        previous BLOB NOT NULL,
        head BLOB NOT NULL
    ) STRICT""",
)

REGISTRY = DatabaseKind("registry", 0x50475247, (Migration("first schema", (*_V1, *TABLES, *TRIGGERS)),))  # "PGRG"

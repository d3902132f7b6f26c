"""The tables of the device database. No readable personal data: ids, keyed hashes, sealed bytes and times.

Contract: resources/contracts/examples/device-schema.json lists what these statements make.
"""

from progrez_desktop.core.store.database import DatabaseKind
from progrez_desktop.core.store.migrations import Migration

_V1 = (
    # This install. `time_high_water_ms` is the latest time ever seen: a clock set back doesn't go below it.
    # The kdf columns are what Argon2id was fitted to on this machine, for the wraps that are made from now on.
    """CREATE TABLE install (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        install_id TEXT NOT NULL,
        created_ms INTEGER NOT NULL,
        time_high_water_ms INTEGER NOT NULL,
        epoch INTEGER NOT NULL DEFAULT 0,
        kdf_memory_kib INTEGER,
        kdf_time_cost INTEGER,
        kdf_parallelism INTEGER
    ) STRICT""",
    """CREATE TABLE organisation (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        public_key BLOB NOT NULL,
        key_id TEXT NOT NULL,
        signing_key BLOB,
        receipt_key BLOB,
        server TEXT,
        pinned_ms INTEGER NOT NULL,
        state TEXT NOT NULL
    ) STRICT""",
    # What this device is to an organisation: its own signing key, and the certificate from enrolment.
    """CREATE TABLE enrolment (
        organisation_id TEXT PRIMARY KEY REFERENCES organisation (id),
        device_id TEXT NOT NULL,
        signing_key BLOB NOT NULL,
        certificate BLOB,
        credential BLOB,
        change_seq INTEGER NOT NULL DEFAULT 0,
        enrolled_ms INTEGER NOT NULL,
        state TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE pack (
        sha256 TEXT PRIMARY KEY,
        assessment_id TEXT NOT NULL,
        version TEXT NOT NULL,
        publisher TEXT NOT NULL,
        organisation_id TEXT,
        signer_key_id TEXT,
        installed_ms INTEGER NOT NULL,
        state TEXT NOT NULL
    ) STRICT""",
    # `email_lookup` is HMAC(directory key, normalised e-mail). `chain_seq` and `chain_head` are the last answer of
    # the safe that this device saw; a safe without it is an older copy put back.
    """CREATE TABLE account (
        id TEXT PRIMARY KEY,
        email_lookup BLOB NOT NULL UNIQUE,
        state TEXT NOT NULL CHECK (state IN ('active', 'erasing', 'erased')),
        created_ms INTEGER NOT NULL,
        safe_file TEXT NOT NULL UNIQUE,
        inbox_public_key BLOB NOT NULL,
        chain_seq INTEGER NOT NULL DEFAULT 0,
        chain_head BLOB
    ) STRICT""",
    """CREATE TABLE wrap (
        account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('password', 'recovery')),
        wrap TEXT NOT NULL,
        PRIMARY KEY (account_id, kind)
    ) STRICT""",
    # Survives a restart, so that switching the machine off doesn't give more guesses.
    """CREATE TABLE sign_in_failure (
        email_lookup BLOB PRIMARY KEY,
        failures INTEGER NOT NULL,
        last_ms INTEGER NOT NULL
    ) STRICT""",
    # The pseudonymous mirror of what was released. `withdrawal_lookup` finds a release by the code on its receipt.
    """CREATE TABLE release (
        id TEXT PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        organisation_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        purposes TEXT NOT NULL,
        fields TEXT NOT NULL,
        until_ms INTEGER NOT NULL,
        state TEXT NOT NULL,
        released_ms INTEGER NOT NULL,
        ended_ms INTEGER,
        erase_secret BLOB NOT NULL,
        withdrawal_lookup BLOB UNIQUE
    ) STRICT""",
    """CREATE TABLE outbox_batch (
        id TEXT PRIMARY KEY,
        organisation_id TEXT NOT NULL,
        idempotency_key TEXT NOT NULL UNIQUE,
        created_ms INTEGER NOT NULL,
        state TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE outbox (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        organisation_id TEXT NOT NULL,
        release_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('put', 'erase')),
        header TEXT,
        envelope BLOB,
        envelope_sha256 BLOB,
        receipt BLOB,
        signature BLOB,
        erase_secret BLOB,
        batch_id TEXT REFERENCES outbox_batch (id),
        state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'done', 'stopped')),
        attempts INTEGER NOT NULL DEFAULT 0,
        next_try_ms INTEGER NOT NULL DEFAULT 0,
        reason TEXT,
        server_receipt BLOB,
        created_ms INTEGER NOT NULL,
        UNIQUE (organisation_id, release_id, version, kind)
    ) STRICT""",
    """CREATE TABLE inbox_mail (
        id TEXT PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        sealed BLOB NOT NULL,
        received_ms INTEGER NOT NULL
    ) STRICT""",
    # What must stay erased, even after an older database was put back. Chained under the machine's chain key.
    """CREATE TABLE tombstone (
        seq INTEGER PRIMARY KEY,
        epoch INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('account', 'release')),
        subject_id TEXT NOT NULL,
        reason TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        receipt BLOB,
        previous BLOB NOT NULL,
        head BLOB NOT NULL,
        UNIQUE (kind, subject_id)
    ) STRICT""",
    # What operators did. Chained under the machine's audit key; params holds codes and ids.
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
    "CREATE INDEX release_by_account ON release (account_id)",
    "CREATE INDEX inbox_mail_by_account ON inbox_mail (account_id, received_ms)",
    "CREATE INDEX outbox_waiting ON outbox (state, next_try_ms, seq)",
)

_V2 = (
    # What an operator chose. `assessment_id` is '' for a choice that is not of one assessment.
    """CREATE TABLE setting (
        name TEXT NOT NULL,
        assessment_id TEXT NOT NULL,
        value TEXT NOT NULL,
        chosen_ms INTEGER NOT NULL,
        PRIMARY KEY (name, assessment_id)
    ) STRICT""",
)

_V3 = (
    # Anonymous counts. A period's cells begin with its noise and are only ever added to, so that no exact count is
    # ever on the disk; for the same reason nothing here tells how many were added, or who. What looks at one skill
    # looks at `skill_id`, and tells groups apart by `question`. Periods are kept: they are the year's budget.
    """CREATE TABLE counting_period (
        id TEXT PRIMARY KEY,
        opened_ms INTEGER NOT NULL,
        ends_ms INTEGER NOT NULL,
        closed_ms INTEGER,
        assessment_id TEXT NOT NULL,
        pack_sha256 TEXT NOT NULL,
        bank_sha256 TEXT NOT NULL,
        skill_id TEXT NOT NULL,
        question TEXT NOT NULL CHECK (question IN ('gender', 'age')),
        epsilon REAL NOT NULL CHECK (epsilon > 0)
    ) STRICT""",
    """CREATE TABLE counter (
        period_id TEXT NOT NULL REFERENCES counting_period (id),
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        axes TEXT NOT NULL,
        noise_scale REAL NOT NULL CHECK (noise_scale > 0),
        cells TEXT NOT NULL,
        PRIMARY KEY (period_id, name)
    ) STRICT""",
    # What an operator took into use of what was found here: a norm of a scale, a key of a situation. It is kept after
    # it was dropped, so that a result that names it can be computed again.
    """CREATE TABLE local_measure (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('norm', 'situation_key')),
        subject_id TEXT NOT NULL,
        record TEXT NOT NULL,
        chosen_ms INTEGER NOT NULL,
        dropped_ms INTEGER
    ) STRICT""",
    "CREATE UNIQUE INDEX counting_period_open ON counting_period (assessment_id) WHERE closed_ms IS NULL",
    "CREATE UNIQUE INDEX local_measure_in_use ON local_measure (kind, subject_id) WHERE dropped_ms IS NULL",
)

_V4 = (
    # The last line of a safe's access log that this device saw; a log that ends before it was cut.
    "ALTER TABLE account ADD COLUMN log_seq INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE account ADD COLUMN log_head BLOB",
)

_V5 = (
    # Until when each safe is kept, by random ids, so that a sweep opens none. Accounts from before get a whole term
    # from the latest time that was seen: when they last sat stands in their safe alone.
    """CREATE TABLE retention (
        account_id TEXT PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
        from_ms INTEGER NOT NULL,
        choice TEXT NOT NULL CHECK (choice IN ('sooner', 'usual', 'longer')),
        chosen_ms INTEGER,
        until_ms INTEGER NOT NULL
    ) STRICT""",
    "INSERT INTO retention SELECT a.id, i.time_high_water_ms, 'usual', NULL, i.time_high_water_ms + 28 * 86400000 "
    "FROM account a, install i WHERE a.state = 'active'",
    "CREATE INDEX retention_until ON retention (until_ms)",
    # How long the clock has agreed with the high-water mark, and that mark at the last whole sweep.
    "ALTER TABLE install ADD COLUMN agreed_ms INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE install ADD COLUMN agreement_seen_ms INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE install ADD COLUMN swept_ms INTEGER NOT NULL DEFAULT 0",
    # What only staff may read is sealed under a key of their own, which their passphrase opens.
    """CREATE TABLE staff_key (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        wrap TEXT NOT NULL,
        made_ms INTEGER NOT NULL
    ) STRICT""",
    # Requests that came by mail. Kinds and days are readable, so that reminders need nobody's passphrase; who asked
    # and what was written is sealed under the staff key. `account_id` is left out where its owner may not be told.
    """CREATE TABLE duty (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('access', 'erasure', 'correction', 'objection', 'withdrawal',
            'portability', 'under_16', 'authority')),
        account_id TEXT,
        received_ms INTEGER NOT NULL,
        due_ms INTEGER NOT NULL,
        confirmed_ms INTEGER,
        identity_ms INTEGER,
        acted_ms INTEGER,
        closed_ms INTEGER,
        sealed BLOB NOT NULL
    ) STRICT""",
    "CREATE INDEX duty_open ON duty (closed_ms, due_ms)",
)

_V6 = (
    # Who a provider says that somebody is, as a keyed hash, and whose account that is.
    """CREATE TABLE provider_link (
        lookup BLOB PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        linked_ms INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX provider_link_by_account ON provider_link (account_id)",
)

_V7 = (
    # What an organisation says of itself (organisation-card.schema.json), pinned with its keys at enrolment.
    "ALTER TABLE organisation ADD COLUMN card TEXT",
    # What this device is called there, and how far it has heard. `change_seq` is the server's latest change that it
    # was told: a lower one later means that an older database was put back there.
    "ALTER TABLE enrolment ADD COLUMN kind TEXT NOT NULL DEFAULT 'kiosk'",
    "ALTER TABLE enrolment ADD COLUMN name TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE enrolment ADD COLUMN store_id TEXT",
    "ALTER TABLE enrolment ADD COLUMN mail_seq INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE enrolment ADD COLUMN notice_seq INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE enrolment ADD COLUMN sent_ms INTEGER",
    # Who signed in at the organisation's identity provider, for what, and until when.
    """CREATE TABLE staff_sign_in (
        organisation_id TEXT PRIMARY KEY REFERENCES organisation (id),
        access_token TEXT NOT NULL,
        refresh_token TEXT,
        scope TEXT NOT NULL,
        expires_ms INTEGER NOT NULL,
        signed_in_ms INTEGER NOT NULL
    ) STRICT""",
    "ALTER TABLE outbox ADD COLUMN erase_reason TEXT",
    # When the server had stored or erased it, by its own clock.
    "ALTER TABLE outbox ADD COLUMN done_ms INTEGER",
    # How a batch went: over the network, or on a stick. Its bytes are made from its rows, the same each time.
    "ALTER TABLE outbox_batch ADD COLUMN way TEXT NOT NULL DEFAULT 'network'",
    "ALTER TABLE outbox_batch ADD COLUMN receipt TEXT",
    # A key is used for these bytes alone: where its rows no longer make them, they go in another batch.
    "ALTER TABLE outbox_batch ADD COLUMN body_sha256 BLOB",
    "CREATE INDEX outbox_of_batch ON outbox (batch_id)",
    # Each answer and each release asks for its own rows: without it, ten thousand of them read all of it each.
    "CREATE INDEX outbox_of_release ON outbox (release_id, kind, state)",
    # What everybody who signs in is told by an organisation or a publisher (notice.schema.json).
    """CREATE TABLE public_notice (
        id TEXT PRIMARY KEY,
        organisation_id TEXT NOT NULL REFERENCES organisation (id),
        body TEXT NOT NULL,
        from_ms INTEGER NOT NULL,
        until_ms INTEGER NOT NULL,
        revoked INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    # Of a pack that was installed: the hash of its file, which lies in the folder of packs under that name.
    "ALTER TABLE pack ADD COLUMN file_sha256 TEXT",
    "ALTER TABLE pack ADD COLUMN kind TEXT NOT NULL DEFAULT 'assessment'",
    "CREATE UNIQUE INDEX pack_in_use ON pack (kind) WHERE state = 'in_use'",
    # Whose safe has something of a pack, which is kept for as long. A row stands here from the start code on.
    """CREATE TABLE pack_use (
        pack_sha256 TEXT NOT NULL REFERENCES pack (sha256),
        account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        since_ms INTEGER NOT NULL,
        PRIMARY KEY (pack_sha256, account_id)
    ) STRICT""",
    "ALTER TABLE counting_period ADD COLUMN sent_ms INTEGER",
)

_V8 = (
    # Who of staff runs this computer. What they have is sealed under their own key, which `wrap` opens; it is NULL once
    # they were dropped, and their name stays so that the list of what was done tells who it was. `code_steps` are the
    # codes that were taken, so that none is taken twice.
    """CREATE TABLE staff_member (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('operator', 'invigilator', 'auditor')),
        wrap TEXT,
        salt BLOB NOT NULL,
        rescue BLOB NOT NULL DEFAULT x'',
        staff_key BLOB,
        code BLOB,
        code_steps TEXT NOT NULL DEFAULT '[]',
        made_ms INTEGER NOT NULL,
        dropped_ms INTEGER
    ) STRICT""",
    """CREATE TABLE staff_security_key (
        member_id TEXT NOT NULL REFERENCES staff_member (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        credential BLOB NOT NULL,
        nonce BLOB NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (member_id, name)
    ) STRICT""",
    # Whoever has the one passphrase of staff is the first operator, and has to wait for as long as before.
    "INSERT INTO staff_member (id, name, role, wrap, salt, made_ms) "
    "SELECT lower(hex(randomblob(16))), '', 'operator', wrap, randomblob(32), made_ms FROM staff_key",
    "UPDATE OR REPLACE sign_in_failure SET email_lookup = (SELECT CAST('staff/' || id AS BLOB) FROM staff_member) "
    "WHERE email_lookup = CAST('staff' AS BLOB) AND EXISTS (SELECT 1 FROM staff_member)",
    "DROP TABLE staff_key",
)

_V9 = (
    # Where a sitting went, until the other kiosk says that it arrived: the safe stays here for as long.
    """CREATE TABLE moved_away (
        account_id TEXT PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
        packet_id TEXT NOT NULL UNIQUE,
        to_device TEXT NOT NULL,
        to_name TEXT NOT NULL,
        at_ms INTEGER NOT NULL
    ) STRICT""",
    # What came from another kiosk: each packet is taken in once. Random ids and nothing else.
    """CREATE TABLE taken_packet (
        packet_id TEXT PRIMARY KEY,
        at_ms INTEGER NOT NULL
    ) STRICT""",
)

_V10 = (
    # Which sittings were here and which are open, so that they can be counted without opening a safe. Random ids.
    """CREATE TABLE sat_here (
        attempt_id TEXT PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        at_ms INTEGER NOT NULL,
        is_open INTEGER NOT NULL CHECK (is_open IN (0, 1))
    ) STRICT, WITHOUT ROWID""",
)

_STEPS = (
    Migration("first schema", _V1),
    Migration("settings", _V2),
    Migration("anonymous counts", _V3),
    Migration("the end of access logs", _V4),
    Migration("terms and duties", _V5),
    Migration("known by a provider", _V6),
    Migration("an organisation's side", _V7),
    Migration("members of staff", _V8),
    Migration("sittings that move", _V9),
    Migration("sittings of a day", _V10),
)
DEVICE = DatabaseKind("device", 0x50475244, _STEPS)  # "PGRD"

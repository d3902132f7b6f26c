"""The tables of one person's safe. Migrations run at sign-in only, since nobody else has the key.

Contract: resources/contracts/examples/safe-schema.json lists what these statements make.
"""

from progrez_desktop.core.store.database import DatabaseKind
from progrez_desktop.core.store.migrations import Migration

_V1 = (
    """CREATE TABLE owner (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        account_id TEXT NOT NULL,
        created_ms INTEGER NOT NULL,
        inbox_public_key BLOB NOT NULL,
        inbox_private_key BLOB NOT NULL
    ) STRICT""",
    # `background` holds education, work, volunteering, development and the like as JSON.
    """CREATE TABLE person (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        first_name TEXT NOT NULL,
        last_name TEXT NOT NULL,
        email TEXT NOT NULL,
        background TEXT,
        updated_ms INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE attempt (
        id TEXT PRIMARY KEY,
        assessment_id TEXT NOT NULL,
        pack_sha256 TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'finished')),
        started_ms INTEGER NOT NULL,
        finished_ms INTEGER,
        position INTEGER NOT NULL,
        active_ms INTEGER NOT NULL,
        computer_reading INTEGER NOT NULL CHECK (computer_reading IN (0, 1)),
        accommodations TEXT,
        CHECK ((state = 'finished') = (finished_ms IS NOT NULL))
    ) STRICT""",
    # Append-only and chained: head = HMAC(chain key, previous + the row). A superseded text is emptied and its
    # `value_mac` stays; the times of texts are whole minutes, so that no typing rhythm is ever recorded.
    """CREATE TABLE response_event (
        seq INTEGER PRIMARY KEY,
        attempt_id TEXT NOT NULL REFERENCES attempt (id),
        item_id TEXT NOT NULL,
        revision INTEGER NOT NULL,
        language TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('statement', 'situation', 'text', 'skipped')),
        value TEXT,
        value_mac BLOB NOT NULL,
        at_ms INTEGER NOT NULL,
        active_ms INTEGER NOT NULL,
        previous BLOB NOT NULL,
        head BLOB NOT NULL,
        UNIQUE (attempt_id, item_id, revision)
    ) STRICT""",
    """CREATE TABLE chain_meta (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        seq INTEGER NOT NULL,
        head BLOB NOT NULL
    ) STRICT""",
    # The result record (contract result-record.schema.json).
    """CREATE TABLE result (
        id TEXT PRIMARY KEY,
        attempt_id TEXT NOT NULL UNIQUE REFERENCES attempt (id),
        record TEXT NOT NULL,
        created_ms INTEGER NOT NULL
    ) STRICT""",
    # What a model says of a text. Private: it feeds no score and never leaves.
    """CREATE TABLE reading (
        attempt_id TEXT NOT NULL REFERENCES attempt (id),
        item_id TEXT NOT NULL,
        revision INTEGER NOT NULL,
        model_sha256 TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (attempt_id, item_id)
    ) STRICT""",
    """CREATE TABLE human_rating (
        id TEXT PRIMARY KEY,
        attempt_id TEXT NOT NULL REFERENCES attempt (id),
        body TEXT NOT NULL,
        received_ms INTEGER NOT NULL
    ) STRICT""",
    # Fields of ISO/IEC TS 27560. `grant` is a word of SQL, hence the longer name.
    """CREATE TABLE consent_grant (
        id TEXT PRIMARY KEY,
        organisation_id TEXT NOT NULL,
        purpose TEXT NOT NULL,
        fields TEXT NOT NULL,
        granted_ms INTEGER NOT NULL,
        until_ms INTEGER NOT NULL,
        withdrawn_ms INTEGER,
        notice_sha256 TEXT NOT NULL,
        notice_language TEXT NOT NULL,
        notice_version TEXT NOT NULL
    ) STRICT""",
    # What was released to whom, by name and in full; the device has only the pseudonymous mirror.
    """CREATE TABLE release (
        id TEXT PRIMARY KEY,
        organisation_id TEXT NOT NULL,
        attempt_id TEXT REFERENCES attempt (id),
        version INTEGER NOT NULL,
        grants TEXT NOT NULL,
        body TEXT NOT NULL,
        released_ms INTEGER NOT NULL,
        ended_ms INTEGER
    ) STRICT""",
    # The consent receipt (contract receipt.schema.json), with the withdrawal code that it was printed with.
    """CREATE TABLE receipt (
        id TEXT PRIMARY KEY,
        release_id TEXT,
        event TEXT NOT NULL,
        body TEXT NOT NULL,
        withdrawal_code TEXT,
        created_ms INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE access_log (
        seq INTEGER PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        organisation_id TEXT,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        fields TEXT NOT NULL,
        mail_id TEXT UNIQUE
    ) STRICT""",
    """CREATE TABLE notice (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        body TEXT NOT NULL,
        received_ms INTEGER NOT NULL,
        read_ms INTEGER
    ) STRICT""",
    """CREATE TABLE cv_draft (
        id TEXT PRIMARY KEY,
        body TEXT NOT NULL,
        updated_ms INTEGER NOT NULL
    ) STRICT""",
)

_V2 = (
    # A reading of one skill in one answer that its writer does not agree with. Taking it back deletes the row.
    """CREATE TABLE reading_objection (
        attempt_id TEXT NOT NULL REFERENCES attempt (id),
        item_id TEXT NOT NULL,
        skill_id TEXT NOT NULL,
        model_sha256 TEXT NOT NULL,
        reason TEXT NOT NULL,
        words TEXT NOT NULL,
        made_ms INTEGER NOT NULL,
        PRIMARY KEY (attempt_id, item_id, skill_id)
    ) STRICT""",
)

_V3 = (
    # A sitting keeps the form in which it began, and an adaptive one what it draws by.
    "ALTER TABLE attempt ADD COLUMN form TEXT NOT NULL DEFAULT 'fixed' CHECK (form IN ('fixed', 'adaptive'))",
    "ALTER TABLE attempt ADD COLUMN seed TEXT CHECK ((form = 'adaptive') = (seed IS NOT NULL))",
)

_V4 = (
    # In years as typed, kept only where the person wants it: for the comparison with people of their age.
    """CREATE TABLE own_age (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        years INTEGER NOT NULL,
        typed_ms INTEGER NOT NULL
    ) STRICT""",
    # What was shown and given, without texts, as the result was computed from it: what is asked may change with the
    # program, and a result has to be computable again for years.
    "ALTER TABLE result ADD COLUMN given TEXT",
)

_V5 = (
    # In which periods this person was counted without their name, and for what: once each, and never again. It is here
    # and not in the device database, where its rows would tell how many were counted.
    """CREATE TABLE counted (
        period_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        PRIMARY KEY (period_id, kind)
    ) STRICT""",
)

_V6 = (
    # The first schema kept a place for lines that were never written; they are a chain now. What was done by whom,
    # and never what a person wrote: `params` holds codes, ids and numbers.
    "DROP TABLE access_log",
    """CREATE TABLE access_log (
        seq INTEGER PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        organisation_id TEXT,
        params TEXT NOT NULL,
        previous BLOB NOT NULL,
        head BLOB NOT NULL
    ) STRICT""",
)

_OWN_SAY = (
    # What a person says against their own result: a score that they contest, and what they say is wrong in it. A
    # correction whose `skill_id` is empty is of the result as a whole. Taking either back deletes the row.
    """CREATE TABLE score_objection (
        attempt_id TEXT NOT NULL REFERENCES attempt (id),
        skill_id TEXT NOT NULL,
        reason TEXT NOT NULL,
        words TEXT NOT NULL,
        made_ms INTEGER NOT NULL,
        PRIMARY KEY (attempt_id, skill_id)
    ) STRICT""",
    """CREATE TABLE correction (
        attempt_id TEXT NOT NULL REFERENCES attempt (id),
        skill_id TEXT NOT NULL,
        words TEXT NOT NULL,
        made_ms INTEGER NOT NULL,
        PRIMARY KEY (attempt_id, skill_id)
    ) STRICT""",
    # What its writer saw and set ready as an example for the scoring: the very text that would leave. It waits here,
    # since nobody sends it yet, and is erased with the grant.
    """CREATE TABLE training_text (
        attempt_id TEXT NOT NULL REFERENCES attempt (id),
        item_id TEXT NOT NULL,
        organisation_id TEXT NOT NULL,
        language TEXT NOT NULL,
        text TEXT NOT NULL,
        made_ms INTEGER NOT NULL,
        PRIMARY KEY (attempt_id, item_id)
    ) STRICT""",
)

_SITTING_EVENTS = (
    # What happened to a sitting that is no answer, one row each, only ever added to. Codes and ids, never a text, and
    # no word of a name: `who` is the random id of a member of staff or of a computer.
    """CREATE TABLE sitting_event (
        seq INTEGER PRIMARY KEY,
        attempt_id TEXT NOT NULL REFERENCES attempt (id),
        kind TEXT NOT NULL,
        reason TEXT,
        at_ms INTEGER NOT NULL,
        lasted_ms INTEGER,
        who TEXT
    ) STRICT""",
)

_EASE = (
    # What helps somebody, once for all their sittings; each sitting keeps what holds in it. As JSON.
    """CREATE TABLE accommodations (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        body TEXT NOT NULL,
        changed_ms INTEGER NOT NULL
    ) STRICT""",
    """UPDATE attempt SET accommodations = '{"no_times":true}' WHERE accommodations IS NOT NULL""",
    # A limit as it stood when the sitting began, what of it is used, and what its clock does meanwhile.
    "ALTER TABLE attempt ADD COLUMN limit_ms INTEGER CHECK (limit_ms > 0)",
    "ALTER TABLE attempt ADD COLUMN time_rule TEXT CHECK ((limit_ms IS NULL) = (time_rule IS NULL))",
    "ALTER TABLE attempt ADD COLUMN used_ms INTEGER NOT NULL DEFAULT 0 CHECK (used_ms >= 0)",
)

_STEPS = (
    Migration("first schema", _V1),
    Migration("objections", _V2),
    Migration("adaptive form", _V3),
    Migration("own age, and what a result rests on", _V4),
    Migration("counted once", _V5),
    Migration("access log in a chain", _V6),
    Migration("what a person says against a result, and texts for training", _OWN_SAY),
    Migration("what happened to a sitting", _SITTING_EVENTS),
    Migration("what helps a person, and the time of a sitting", _EASE),
)
SAFE = DatabaseKind("safe", 0x50475253, _STEPS)  # "PGRS"

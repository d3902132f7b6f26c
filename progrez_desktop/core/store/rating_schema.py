"""The tables of a rating office: other people's texts without names, who rates, and what was found.

A rating is written once and never changed: looking again makes a new version. The computer's levels stay sealed.
"""

from progrez_desktop.core.store.database import DatabaseKind
from progrez_desktop.core.store.migrations import Migration

_V1 = (
    # Two inboxes: `texts_private` opens what is to be rated, `levels_private` what the computer read out of it.
    """CREATE TABLE office (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        organisation_id TEXT NOT NULL,
        name TEXT NOT NULL,
        texts_public BLOB NOT NULL,
        texts_private BLOB NOT NULL,
        levels_public BLOB NOT NULL,
        levels_private BLOB NOT NULL,
        created_ms INTEGER NOT NULL,
        time_high_water_ms INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE rater (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        role TEXT NOT NULL CHECK (role IN ('rater', 'psychologist', 'trainer'))
    ) STRICT""",
    """CREATE TABLE request (
        release_id TEXT PRIMARY KEY,
        header TEXT NOT NULL,
        assessment_id TEXT NOT NULL,
        pack_sha256 TEXT NOT NULL,
        made_ms INTEGER NOT NULL,
        until_ms INTEGER NOT NULL,
        erase_hash TEXT NOT NULL,
        reply_key BLOB NOT NULL,
        reply_secret BLOB NOT NULL,
        received_ms INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE answer (
        release_id TEXT NOT NULL REFERENCES request (release_id) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        item_id TEXT NOT NULL,
        revision INTEGER NOT NULL,
        language TEXT NOT NULL,
        prompt TEXT NOT NULL,
        guidance TEXT NOT NULL,
        text TEXT NOT NULL,
        levels_sealed BLOB NOT NULL,
        PRIMARY KEY (release_id, place)
    ) STRICT""",
    # Version 1 is given before the computer's levels can be opened; what comes later may know them.
    """CREATE TABLE rating (
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        release_id TEXT NOT NULL,
        place INTEGER NOT NULL,
        rater_id TEXT NOT NULL REFERENCES rater (id),
        rubric_sha256 TEXT NOT NULL,
        rated_ms INTEGER NOT NULL,
        PRIMARY KEY (id, version),
        UNIQUE (release_id, place, rater_id, version),
        FOREIGN KEY (release_id, place) REFERENCES answer (release_id, place) ON DELETE CASCADE
    ) STRICT""",
    """CREATE TABLE rating_skill (
        rating_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        skill TEXT NOT NULL,
        level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 5),
        reason TEXT NOT NULL,
        PRIMARY KEY (rating_id, version, skill),
        FOREIGN KEY (rating_id, version) REFERENCES rating (id, version) ON DELETE CASCADE
    ) STRICT""",
    """CREATE TABLE exported (
        rating_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        at_ms INTEGER NOT NULL,
        PRIMARY KEY (rating_id, version),
        FOREIGN KEY (rating_id, version) REFERENCES rating (id, version) ON DELETE CASCADE
    ) STRICT""",
    # Requests that were taken back, also before they came: an envelope that fits the hash is refused for ever.
    """CREATE TABLE withdrawn (
        release_id TEXT NOT NULL,
        secret_hash TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        PRIMARY KEY (release_id, secret_hash)
    ) STRICT""",
    """CREATE TRIGGER rating_is_kept BEFORE UPDATE ON rating
        BEGIN SELECT RAISE(ABORT, 'a rating is never changed'); END""",
    """CREATE TRIGGER rating_skill_is_kept BEFORE UPDATE ON rating_skill
        BEGIN SELECT RAISE(ABORT, 'a rating is never changed'); END""",
    """CREATE TRIGGER rating_follows_the_one_before BEFORE INSERT ON rating
        WHEN NEW.version > 1 AND NOT EXISTS (SELECT 1 FROM rating WHERE id = NEW.id AND version = NEW.version - 1
            AND release_id = NEW.release_id AND place = NEW.place AND rater_id = NEW.rater_id)
        BEGIN SELECT RAISE(ABORT, 'a rating follows the one before'); END""",
    "CREATE INDEX rating_by_answer ON rating (release_id, place, rater_id)",
)

RATING = DatabaseKind("rating", 0x50475252, (Migration("first schema", _V1),))  # "PGRR"

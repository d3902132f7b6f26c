"""The tables of what a recruiter makes: all that is of a person dies with the release that allows it.

The decision record alone outlives the profile, on the organisation's own basis, until its own date, and without scores.
"""

TABLES = (
    # What a search in work and education looks through; there only where the background was released.
    """CREATE TABLE background (
        release_id TEXT PRIMARY KEY REFERENCES release (id) ON DELETE CASCADE,
        folded TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE saved_filter (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        query TEXT NOT NULL,
        made_ms INTEGER NOT NULL
    ) STRICT""",
    # Who was handed what outside of this registry, and for what: files can't be recalled, only listed. `people` is how
    # many were in the file, so that it shows when one of them is gone here.
    """CREATE TABLE export (
        id TEXT PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        form TEXT NOT NULL,
        purpose TEXT NOT NULL,
        recipient TEXT NOT NULL,
        reader TEXT NOT NULL,
        people INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE exported (
        export_id TEXT NOT NULL REFERENCES export (id) ON DELETE CASCADE,
        release_id TEXT NOT NULL REFERENCES release (id) ON DELETE CASCADE,
        PRIMARY KEY (export_id, release_id)
    ) STRICT""",
    "CREATE INDEX exported_of_release ON exported (release_id)",
    # `document` is what was agreed; `opened_before` how many of the procedure had been opened when it was locked.
    """CREATE TABLE role (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        assessment TEXT NOT NULL,
        document TEXT NOT NULL,
        made_ms INTEGER NOT NULL,
        locked_ms INTEGER,
        opened_before INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    "CREATE INDEX role_of_assessment ON role (assessment)",
    """CREATE TABLE role_view (
        role_id TEXT NOT NULL REFERENCES role (id) ON DELETE CASCADE,
        expert TEXT NOT NULL,
        document TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        PRIMARY KEY (role_id, expert)
    ) STRICT""",
    # `impact` is what was shown of adverse impact before it was made, `lost` how many went by themselves since.
    """CREATE TABLE shortlist (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        role_id TEXT REFERENCES role (id) ON DELETE SET NULL,
        impact TEXT NOT NULL,
        made_ms INTEGER NOT NULL,
        lost INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    """CREATE TABLE shortlisted (
        shortlist_id TEXT NOT NULL REFERENCES shortlist (id) ON DELETE CASCADE,
        release_id TEXT NOT NULL REFERENCES release (id) ON DELETE CASCADE,
        PRIMARY KEY (shortlist_id, release_id)
    ) STRICT""",
    "CREATE INDEX shortlisted_release ON shortlisted (release_id)",
    # One line of an interview. `skill` and `probe` are NULL for a remark of no question.
    """CREATE TABLE note (
        id TEXT PRIMARY KEY,
        release_id TEXT NOT NULL REFERENCES release (id) ON DELETE CASCADE,
        role_id TEXT REFERENCES role (id) ON DELETE SET NULL,
        skill TEXT,
        probe TEXT,
        rating INTEGER CHECK (rating BETWEEN 1 AND 5),
        text TEXT NOT NULL,
        by TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        dropped_ms INTEGER
    ) STRICT""",
    "CREATE INDEX note_of_release ON note (release_id)",
    # Test, interview and work sample by the role's weights, and what a person put in the place of it, with the reason.
    """CREATE TABLE combination (
        release_id TEXT NOT NULL REFERENCES release (id) ON DELETE CASCADE,
        role_id TEXT NOT NULL REFERENCES role (id) ON DELETE CASCADE,
        document TEXT NOT NULL,
        by TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        PRIMARY KEY (release_id, role_id)
    ) STRICT""",
    # `release_id` is no reference: the record outlives the profile.
    """CREATE TABLE decision (
        id TEXT PRIMARY KEY,
        release_id TEXT NOT NULL,
        code TEXT NOT NULL,
        role_id TEXT NOT NULL,
        role TEXT NOT NULL,
        decision TEXT NOT NULL,
        reason TEXT NOT NULL,
        basis TEXT NOT NULL,
        by TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        until_ms INTEGER NOT NULL,
        handed_ms INTEGER
    ) STRICT""",
    # What an organisation keeps decisions on, and for how long, unless a person says otherwise at one.
    """CREATE TABLE decision_terms (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        basis TEXT NOT NULL,
        days INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX decision_of_release ON decision (release_id)",
    # A letter says in words how scores lie to what was asked for, so it goes with the release that allows them. What is
    # written after that says none of it, and hangs on the decision alone.
    """CREATE TABLE letter (
        decision_id TEXT PRIMARY KEY REFERENCES decision (id) ON DELETE CASCADE,
        release_id TEXT REFERENCES release (id) ON DELETE CASCADE,
        language TEXT NOT NULL,
        text TEXT NOT NULL,
        by TEXT NOT NULL,
        at_ms INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX letter_of_release ON letter (release_id)",
    """CREATE TABLE report (
        id TEXT PRIMARY KEY,
        release_id TEXT NOT NULL REFERENCES release (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        reader TEXT NOT NULL,
        at_ms INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX report_of_release ON report (release_id)",
    # `lost` is how many members went because their grant did.
    """CREATE TABLE team (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        document TEXT NOT NULL,
        made_ms INTEGER NOT NULL,
        lost INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    """CREATE TABLE team_member (
        team_id TEXT NOT NULL REFERENCES team (id) ON DELETE CASCADE,
        release_id TEXT NOT NULL REFERENCES release (id) ON DELETE CASCADE,
        PRIMARY KEY (team_id, release_id)
    ) STRICT""",
    "CREATE INDEX team_of_member ON team_member (release_id)",
    # Who is to be in, out, apart, together or in a role, so that a kept team holds nobody who left.
    """CREATE TABLE team_condition (
        team_id TEXT NOT NULL REFERENCES team (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        number INTEGER NOT NULL,
        release_id TEXT NOT NULL REFERENCES release (id) ON DELETE CASCADE,
        PRIMARY KEY (team_id, kind, number, release_id)
    ) STRICT""",
    "CREATE INDEX team_condition_of_release ON team_condition (release_id)",
    # However a release goes, the lists that it was in say that they lost one.
    """CREATE TRIGGER release_leaves_lists BEFORE DELETE ON release BEGIN
        UPDATE team SET lost = lost + 1
            WHERE id IN (SELECT team_id FROM team_member WHERE release_id = OLD.id);
        UPDATE shortlist SET lost = lost + 1
            WHERE id IN (SELECT shortlist_id FROM shortlisted WHERE release_id = OLD.id);
    END""",
    # A newer version may be released without teams: then its person is in none, and in no condition of one.
    """CREATE TRIGGER release_leaves_teams AFTER UPDATE OF purposes ON release
        WHEN instr(' ' || NEW.purposes || ' ', ' teams ') = 0 BEGIN
        UPDATE team SET lost = lost + 1 WHERE id IN (SELECT team_id FROM team_member WHERE release_id = NEW.id);
        DELETE FROM team_member WHERE release_id = NEW.id;
        DELETE FROM team_condition WHERE release_id = NEW.id;
    END""",
    # Or without a profile: then all that rests on one goes, as with a withdrawal, and the decision record stays.
    """CREATE TRIGGER release_leaves_the_list AFTER UPDATE OF purposes ON release
        WHEN instr(' ' || NEW.purposes || ' ', ' profile ') = 0 BEGIN
        UPDATE shortlist SET lost = lost + 1
            WHERE id IN (SELECT shortlist_id FROM shortlisted WHERE release_id = NEW.id);
        DELETE FROM shortlisted WHERE release_id = NEW.id;
        DELETE FROM note WHERE release_id = NEW.id;
        DELETE FROM combination WHERE release_id = NEW.id;
        DELETE FROM letter WHERE release_id = NEW.id;
        DELETE FROM exported WHERE release_id = NEW.id;
        DELETE FROM report WHERE release_id = NEW.id AND kind <> 'team';
    END""",
    # What was done here, counted per month and of nobody, so that it outlives those it was done with.
    """CREATE TABLE tally (
        month TEXT NOT NULL,
        kind TEXT NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (month, kind)
    ) STRICT""",
    # Anonymous statistics of devices (statistics.schema.json), each once.
    """CREATE TABLE pooled (
        sha256 TEXT PRIMARY KEY,
        document TEXT NOT NULL,
        taken_ms INTEGER NOT NULL
    ) STRICT""",
)

"""Two people who differ only in what helps them leave the same: in releases, files, counters, device and log."""

from pathlib import Path
from typing import Any

import pytest

from progrez_desktop.core.model.accommodations import NONE, Accommodations
from progrez_desktop.core.services import access_log, easing, releasing, reporting, result_file, results
from progrez_desktop.core.services.profile_view import view_of
from progrez_desktop.core.store.own_rows import tables
from progrez_desktop.core.words import Words
from tests.core.services.rating_house import Kiosk
from tests.core.services.release_house import Employer, outbox_rows, with_key
from tests.fakes import there

ALL = Accommodations(100, "", 15, 200, calm=True, read_aloud=True, no_times=True, hide_time=True, questions_in="nl")
NEVER = (
    "accommodation",
    "read_aloud",
    "extra_time",
    "no_times",
    "hide_time",
    "break_every",
    "questions_in",
    "used_ms",
    "limit_ms",
)
_SEALED = {"envelope", "envelope_sha256", "signature"}
"""Sealed with chance of its own, so that it differs each time; it is opened and compared instead."""


def lived(root: Path, own: Accommodations) -> tuple[Kiosk, Employer]:
    employer, kiosk = Employer.made(), Kiosk.at(root)
    with_key(kiosk, employer.pair.public)
    easing.choose(kiosk.deps, kiosk.session, own)
    kiosk.session.safe.ease.holds_in(kiosk.attempt_id, own)
    kiosk.session.safe._database.write("UPDATE attempt SET accommodations = (SELECT body FROM accommodations)")
    results.finish(kiosk.deps, kiosk.session, kiosk.attempt_id)
    kiosk.grant("profile", "contact", "anonymous_statistics", "research")
    releasing.send(kiosk.deps, kiosk.session, releasing.look(kiosk.deps, kiosk.session))
    return kiosk, employer


def outside(kiosk: Kiosk, employer: Employer) -> dict[str, Any]:
    """Everything of somebody that is not in their safe, or that leaves it."""
    deps, session, database = kiosk.deps, kiosk.session, kiosk.deps.device._database
    rows = {}
    for table in tables(database):
        names = [name for (name,) in database.rows("SELECT name FROM pragma_table_info(?) ORDER BY cid", (table,))]
        found = database.rows(f'SELECT * FROM "{table}"')  # noqa: S608
        rows[table] = [
            {name: value for name, value in zip(names, row, strict=True) if name not in _SEALED} for row in found
        ]
    profile = there(results.latest(deps, session))
    report = reporting.report(deps, session, view_of(deps, session, profile), Words("en"))
    return {
        "device": rows,
        "released": [employer.opened(row["header"], row["envelope"]) for row in outbox_rows(kiosk) if row["envelope"]],
        "headers": [row["header"] for row in outbox_rows(kiosk)],
        "result": result_file.exported(deps, session),
        "log": [(line.action, dict(line.params)) for line in access_log.checked(deps, session).lines],
        "report": report,
        "quality": profile.quality,
    }


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, Any]]:
    root = tmp_path_factory.mktemp("two")
    with_it, without = (outside(*lived(root / name, own)) for name, own in (("with", ALL), ("without", NONE)))
    return with_it, without


@pytest.mark.parametrize("what", ["device", "released", "headers", "result", "log", "report", "quality"])
def test_with_and_without_is_the_same(both: tuple[dict[str, Any], dict[str, Any]], what: str) -> None:
    with_it, without = both
    assert with_it[what] == without[what]
    assert with_it[what], "something is compared"


def test_no_word_of_it_is_anywhere_outside_the_safe(both: tuple[dict[str, Any], dict[str, Any]]) -> None:
    told = str(both[0]).lower()
    assert [word for word in NEVER if word in told] == []
    assert len(told) > 5_000

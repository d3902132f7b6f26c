"""What helps somebody goes with them, holds in each sitting, changes without a loss, and is told to nobody."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.accommodations import NONE, Accommodations
from progrez_desktop.core.model.assessment import Procedure
from progrez_desktop.core.model.attempt import SkippedValue, TextValue
from progrez_desktop.core.model.time_limit import TimeLimit
from progrez_desktop.core.services import accounts, easing, own_copy, results, sealed_safe, sittings
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.sittings import Answering
from progrez_desktop.core.words import Words
from tests.core.services.test_sealed_safe import ANNA, NEW_PASSWORD, PASSWORD, computer
from tests.fakes import there

ALL = Accommodations(25, "", 30, 150, calm=True, read_aloud=True, no_times=True, hide_time=True, questions_in="nl")
HOUR = 3_600_000


@pytest.fixture
def office(tmp_path: Path) -> Deps:
    return computer(tmp_path / "office", 1)


@pytest.fixture
def made(office: Deps) -> accounts.NewAccount:
    return accounts.create(office, ANNA, PASSWORD)


@pytest.fixture
def session(made: accounts.NewAccount) -> Iterator[Session]:
    yield made.session


def limited(deps: Deps, minutes: int | None = 60, *, by_staff: bool = False) -> Deps:
    procedure = Procedure(time_limit_min=minutes, extra_time_by="staff" if by_staff else "person")
    return replace(deps, assessment=replace(deps.assessment, procedure=procedure))


def test_it_is_there_at_the_next_sign_in_and_on_another_computer(
    office: Deps, made: accounts.NewAccount, tmp_path: Path
) -> None:
    easing.choose(office, made.session, ALL)
    accounts.sign_out(made.session)
    again = accounts.sign_in(office, ANNA.email, PASSWORD)
    assert easing.of(again) == ALL
    attempt = sittings.begin(office, again).attempt
    sealed, home = sealed_safe.make(office, made.session.account_id), computer(tmp_path / "home", 2)
    moved = sealed_safe.take_in(home, sealed, made.recovery_code, NEW_PASSWORD)
    assert easing.of(moved) == ALL == moved.safe.attempt(attempt.id).accommodations


def test_a_change_in_the_middle_loses_nothing_and_takes_no_time_away(office: Deps, session: Session) -> None:
    deps = limited(office)
    easing.choose(deps, session, ALL)
    attempt = sittings.begin(deps, session).attempt
    assert attempt.limit == TimeLimit(HOUR) and attempt.accommodations == ALL
    prompt = deps.assessment.items[-1].id
    sittings.keep(deps, session, attempt.id, Answering(prompt, TextValue("so far"), "en", 5, 60_000, 50_000))
    before = sittings.standing(deps, session)
    easing.choose(deps, session, Accommodations(text_percent=200))
    after = sittings.standing(deps, session)
    assert there(after).responses == there(before).responses and there(after).route == there(before).route
    holds = there(after).attempt.accommodations
    assert (holds.text_percent, holds.calm, holds.read_aloud) == (200, False, False)
    assert (holds.extra_time_percent, holds.no_times) == (25, True)  # given to this sitting, and untold of a part of it
    assert replace(there(after).attempt, accommodations=ALL) == there(before).attempt
    assert easing.of(session) == Accommodations(text_percent=200)


def test_nothing_is_kept_where_nothing_is_chosen(office: Deps, session: Session) -> None:
    easing.choose(office, session, ALL)
    easing.choose(office, session, NONE)
    assert session.safe.rows()["accommodations"] == []
    assert sittings.begin(office, session).attempt.accommodations == NONE


def test_where_the_invigilator_gives_extra_time_nobody_takes_it_and_what_was_given_stays(
    office: Deps, session: Session
) -> None:
    strict = limited(office, by_staff=True)
    easing.choose(office, session, ALL)  # where everybody may, at home for instance
    assert sittings.begin(strict, session).attempt.accommodations == replace(ALL, extra_time_percent=0)
    easing.choose(strict, session, replace(ALL, extra_time_percent=100))
    assert there(sittings.standing(strict, session)).attempt.accommodations.extra_time_percent == 0
    easing.give(strict, session, replace(NONE, extra_time_percent=50))
    easing.choose(strict, session, replace(ALL, extra_time_percent=100, extra_time_from="somebody"))
    holds = there(sittings.standing(strict, session)).attempt.accommodations
    assert (holds.extra_time_percent, holds.calm) == (50, True)
    assert holds.extra_time_from == there(office.assessment.organisation).id


def test_used_time_only_grows_and_once_it_is_over_nothing_more_is_answered(office: Deps, session: Session) -> None:
    deps = limited(office)
    attempt = sittings.begin(deps, session).attempt
    text = Answering(deps.assessment.items[-1].id, TextValue("typed in time"), "en", 3, 0, HOUR - 1)
    sittings.keep(deps, session, attempt.id, text)
    sittings.spend(session, attempt.id, 5_000)
    assert session.safe.attempt(attempt.id).used_ms == HOUR - 1
    sittings.spend(session, attempt.id, HOUR)
    with pytest.raises(UsageFault) as told:
        late = Answering(deps.assessment.items[0].id, SkippedValue(), "en", 1, 0, HOUR)
        sittings.keep(deps, session, attempt.id, late)
    assert told.value.code == "time_is_over"
    standing = there(sittings.standing(deps, session))  # nothing hands it in for its person
    assert standing.attempt.state == "open" and list(standing.responses) == [text.item_id]
    easing.give(deps, session, replace(NONE, extra_time_percent=10))
    sittings.keep(deps, session, attempt.id, late)  # and an invigilator may still give some
    profile = results.finish(deps, session, attempt.id)
    assert profile.answered == 1 and profile.of == len(deps.assessment.items)


def test_the_own_copy_tells_it(office: Deps, session: Session) -> None:
    easing.choose(office, session, ALL)
    sittings.begin(office, session)
    rows = session.safe.rows()
    assert rows["accommodations"][0]["body"] == rows["attempt"][0]["accommodations"]
    assert rows["accommodations"][0]["body"]["read_aloud"] is True
    assert own_copy.document(office, session, Words("en"))["safe"]["accommodations"] == rows["accommodations"]

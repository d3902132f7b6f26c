"""An operator's choices: declared, kept, told of, and without effect on a sitting that has begun."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.attempt import StatementValue
from progrez_desktop.core.services import accounts, device_settings, opening, results, sittings
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.device_settings import FORM, SETTINGS
from progrez_desktop.core.services.sittings import Answering
from progrez_desktop.core.words import LANGUAGES, Words
from tests.fakes import MONDAY_MS, FakeClock
from tests.journeys.driving import ANNA, MACHINE, PASSWORD, parts_of


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[opening.Opened]:
    opened = opening.open_storage(parts_of(tmp_path, FakeClock()), MACHINE)
    yield opened
    opened.close()


@pytest.fixture
def deps(opened: opening.Opened) -> Deps:
    return opened.deps


@pytest.fixture
def session(deps: Deps) -> Session:
    return accounts.create(deps, ANNA, PASSWORD).session


def test_a_setting_that_nobody_chose_is_its_default(deps: Deps) -> None:
    choice, *_ = device_settings.choices(deps)
    assert (choice.value, choice.is_default, choice.assessment_id) == ("fixed", True, "working-together")
    assert sittings.form_now(deps) == "fixed"
    assert device_settings.changes(deps) == []


def test_a_choice_outlives_a_restart_and_is_told_with_what_it_was(tmp_path: Path) -> None:
    parts = parts_of(tmp_path, FakeClock())
    opened = opening.open_storage(parts, MACHINE)
    device_settings.choose(opened.deps, "form", "adaptive")
    opened.close()
    opened = opening.open_storage(parts, MACHINE)
    assert sittings.form_now(opened.deps) == "adaptive"
    [event] = device_settings.changes(opened.deps)
    opened.close()
    assert (event.at_ms, event.actor, event.subject_id) == (MONDAY_MS, "operator", "working-together")
    assert event.params == {"setting": "form", "from": "fixed", "to": "adaptive"}


@pytest.mark.parametrize(
    ("name", "value", "assessment", "code"),
    [
        ("shape", "fixed", None, "setting_unknown"),
        ("form", "Adaptive", None, "setting_value"),
        ("form", "", None, "setting_value"),
        ("form", "fixed", "another", "assessment_unknown"),
    ],
)
def test_what_can_not_be_chosen_changes_nothing(
    deps: Deps, name: str, value: str, assessment: str | None, code: str
) -> None:
    with pytest.raises(UsageFault) as refused:
        device_settings.choose(deps, name, value, assessment)
    assert refused.value.code == code
    assert device_settings.changes(deps) == []


def test_a_kept_value_that_no_longer_exists_counts_as_not_chosen(deps: Deps) -> None:
    device_settings.choose(deps, "form", "adaptive")
    deps.device._database.write("UPDATE setting SET value = 'spiral'")
    assert device_settings.value(deps, FORM) == "fixed"


def test_every_setting_and_each_of_its_values_is_explained_in_both_languages() -> None:
    for setting in SETTINGS:
        assert setting.default in setting.values
        for key in (setting.help_key, *(f"{setting.values_key}.{value}" for value in setting.values)):
            assert all(Words(language)(key) for language in LANGUAGES)


@pytest.mark.parametrize(("begun", "later"), [("adaptive", "fixed"), ("fixed", "adaptive")])
def test_changing_the_setting_never_changes_an_open_sitting(
    deps: Deps, session: Session, begun: str, later: str
) -> None:
    device_settings.choose(deps, "form", begun)
    standing = sittings.begin(deps, session)
    device_settings.choose(deps, "form", later)
    again = sittings.begin(deps, session)
    assert again == standing
    assert (again.attempt.form, again.route.form) == (begun, begun)
    answer_to_the_end(deps, session)
    profile = results.finish(deps, session, standing.attempt.id)
    assert profile.form == begun
    assert sittings.begin(deps, session).attempt.form == later


def test_without_an_adaptive_form_the_fixed_one_is_taken(deps: Deps) -> None:
    device_settings.choose(deps, "form", "adaptive")
    plain = replace(deps, assessment=replace(deps.assessment, adaptive=None))
    assert sittings.form_now(plain) == "fixed"
    assert sittings.outlook(plain).form == "fixed"


def test_a_profile_tells_the_scale_the_number_of_statements_and_the_aim(deps: Deps, session: Session) -> None:
    device_settings.choose(deps, "form", "adaptive")
    attempt = sittings.begin(deps, session).attempt
    answer_to_the_end(deps, session)
    profile = results.finish(deps, session, attempt.id)
    assert results.latest(deps, session) == profile
    assert (profile.form, profile.aim_se) == ("adaptive", 0.35)
    lines = {line.skill_id: line.statements for line in profile.lines}
    assert lines["empathy"].scale == "empathy_x"
    assert lines["empathy"].of == 12
    assert lines["empathy"].answered == lines["empathy"].asked <= 12
    assert lines["integrity"].scale == "integrity"
    statements = len([item for leg in sittings.route(deps, session, attempt).legs[:4] for item in leg.items])
    assert sum(line.asked for line in lines.values()) == statements - 1  # one names its answer and is of no scale
    assert {line.shared for line in lines.values()} == {0}
    assert (profile.answered, profile.of) == (statements, statements + 15)


def answer_to_the_end(deps: Deps, session: Session) -> None:
    """Answer every statement with the middle, as the window would: one after the other, each saved."""
    standing = sittings.standing(deps, session)
    assert standing is not None
    route, position = standing.route, 0
    while position < len(route.items) and "/" in route.items[position].id:
        asked = Answering(route.items[position].id, StatementValue(3), "en", position + 1, 0)
        route = sittings.keep(deps, session, standing.attempt.id, asked).route
        position += 1

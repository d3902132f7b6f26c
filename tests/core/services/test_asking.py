"""Asking a person from one's own page: a grant of its own, a way back, and nothing contested in what leaves."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services import (
    asking,
    consents,
    objections,
    rating_carrier,
    rating_letters,
    rating_office,
    ratings,
)
from tests.core.services.rating_house import LEVELS, Bureau, Kiosk, envelope_of, exported, rate_all
from tests.core.services.sitting_house import sit
from tests.fakes import there

ORGANISATION = "b0726a4ab9f5770b61a2600c9427808f"


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    bureau = Bureau(tmp_path / "office", ORGANISATION)
    yield bureau
    bureau.close()


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    return Kiosk.at(tmp_path / "kiosk")


def live(kiosk: Kiosk) -> list[str]:
    return [grant.purpose for grant in kiosk.session.safe.grants() if grant.withdrawn_ms is None]


def levels_in(envelope: bytes, bureau: Bureau) -> list[dict[str, int | None]]:
    """What the rating office would read of the computer's levels."""
    read = rating_letters.read_envelope(envelope)
    private = bureau.deps.store._database.rows("SELECT levels_private FROM office")[0][0]
    opened = [rating_letters.open_levels(part, read.header, place, private) for place, part in enumerate(read.levels)]
    return [dict(one.levels) for one in opened]


def test_without_an_organisation_there_is_nobody_to_ask(kiosk: Kiosk) -> None:
    kiosk.deps = replace(kiosk.deps, assessment=replace(kiosk.deps.assessment, organisation=None))
    assert asking.standing(kiosk.deps, kiosk.session, kiosk.attempt_id).state == "nobody"
    assert asking.ask(kiosk.deps, kiosk.session, kiosk.attempt_id, "en").state == "nobody"
    assert live(kiosk) == []


def test_a_wish_is_noted_where_no_office_is_known_and_nothing_waits_to_leave(kiosk: Kiosk) -> None:
    assert asking.standing(kiosk.deps, kiosk.session, kiosk.attempt_id).state == "open"
    assert asking.ask(kiosk.deps, kiosk.session, kiosk.attempt_id, "nl").state == "noted"
    assert live(kiosk) == ["human_rating"]
    assert kiosk.carried() == {}


def test_asking_gives_one_grant_beside_the_others_and_one_envelope_waits(kiosk: Kiosk, bureau: Bureau) -> None:
    kiosk.trust(bureau.deps)
    kiosk.grant("profile", "contact")
    assert asking.ask(kiosk.deps, kiosk.session, kiosk.attempt_id, "en").state == "asked"
    assert asking.ask(kiosk.deps, kiosk.session, kiosk.attempt_id, "en").state == "asked"
    assert sorted(live(kiosk)) == ["contact", "human_rating", "profile"]
    assert len(kiosk.carried()) == 1


def test_taking_it_back_ends_that_grant_alone_and_nothing_leaves(kiosk: Kiosk, bureau: Bureau) -> None:
    kiosk.trust(bureau.deps)
    kiosk.grant("profile")
    asking.ask(kiosk.deps, kiosk.session, kiosk.attempt_id, "en")
    assert asking.take_back(kiosk.deps, kiosk.session, kiosk.attempt_id).state == "open"
    assert live(kiosk) == ["profile"]
    assert kiosk.carried() == {}


def test_the_grant_holds_the_text_that_was_shown_in_the_language_that_it_was_shown_in(kiosk: Kiosk) -> None:
    asking.ask(kiosk.deps, kiosk.session, kiosk.attempt_id, "nl")
    [dutch] = kiosk.session.safe.grants()
    asking.take_back(kiosk.deps, kiosk.session, kiosk.attempt_id)
    asking.ask(kiosk.deps, kiosk.session, kiosk.attempt_id, "en")
    english = kiosk.session.safe.grants()[-1]
    assert (dutch.notice_language, english.notice_language) == ("nl", "en")
    assert dutch.notice_sha256 != english.notice_sha256
    assert dutch.fields == ("texts",)


def test_a_reading_contested_after_asking_is_not_in_what_leaves(kiosk: Kiosk, bureau: Bureau) -> None:
    kiosk.trust(bureau.deps)
    asking.ask(kiosk.deps, kiosk.session, kiosk.attempt_id, "en")
    objections.object_to(kiosk.deps, kiosk.session, kiosk.attempt_id, "disagreement", "empathy", "not_meant")
    asking.renew(kiosk.deps, kiosk.session, kiosk.attempt_id)
    [envelope] = kiosk.carried().values()
    first, second = levels_in(envelope, bureau)
    assert first == {skill: level for skill, level in LEVELS.items() if skill != "empathy"}
    assert second == LEVELS


def test_what_left_already_is_not_asked_again_by_an_objection(kiosk: Kiosk, bureau: Bureau) -> None:
    kiosk.trust(bureau.deps)
    asking.ask(kiosk.deps, kiosk.session, kiosk.attempt_id, "en")
    assert len(kiosk.carried()) == 1
    objections.object_to(kiosk.deps, kiosk.session, kiosk.attempt_id, "disagreement", "empathy", "not_meant")
    asking.renew(kiosk.deps, kiosk.session, kiosk.attempt_id)
    assert kiosk.carried() == {}
    assert asking.standing(kiosk.deps, kiosk.session, kiosk.attempt_id).state == "asked"


def test_an_objection_asks_nobody(kiosk: Kiosk, bureau: Bureau) -> None:
    kiosk.trust(bureau.deps)
    objections.object_to(kiosk.deps, kiosk.session, kiosk.attempt_id, "disagreement", "empathy", "not_meant")
    asking.renew(kiosk.deps, kiosk.session, kiosk.attempt_id)
    assert kiosk.carried() == {}
    assert live(kiosk) == []


def test_a_new_look_is_asked_once_and_the_rating_before_stays(kiosk: Kiosk, bureau: Bureau) -> None:
    kiosk.trust(bureau.deps)
    asking.ask(kiosk.deps, kiosk.session, kiosk.attempt_id, "en")
    assert asking.ask_again(kiosk.deps, kiosk.session, kiosk.attempt_id, "en").state == "asked"
    [first] = kiosk.session.safe.releases.live("human_rating")
    rating_office.take_letter(bureau.deps, envelope_of(kiosk))
    rate_all(bureau.deps)
    rating_carrier.deliver(kiosk.deps, exported(bureau.deps))
    kiosk.sign_in_again()
    before = ratings.ratings_of(kiosk.session, kiosk.attempt_id)
    assert len(before) == 2
    assert asking.may_look_again(kiosk.deps, kiosk.session, kiosk.attempt_id)
    assert asking.ask_again(kiosk.deps, kiosk.session, kiosk.attempt_id, "en").state == "asked"
    [second] = kiosk.session.safe.releases.live("human_rating")
    assert second.id != first.id
    assert ratings.ratings_of(kiosk.session, kiosk.attempt_id) == before


def test_where_nothing_was_written_no_person_can_look(kiosk: Kiosk) -> None:
    attempt_id = sit(kiosk.deps, kiosk.session, {}).attempt_id
    assert not asking.may_look_again(kiosk.deps, kiosk.session, attempt_id)


def test_a_clock_set_back_revives_no_permission_that_ended(kiosk: Kiosk) -> None:
    """Nor is a new one taken for the old one: it counts from the latest time that was seen."""
    organisation = there(kiosk.deps.assessment.organisation)
    kiosk.grant("human_rating")
    days = organisation.retention_days + 1
    kiosk.clock.advance(days * DAY_MS)
    kiosk.deps.device.raise_high_water(kiosk.clock.now_ms())
    kiosk.clock.advance(-days * DAY_MS)
    assert asking.standing(kiosk.deps, kiosk.session, kiosk.attempt_id).state in ("open", "nobody")
    before = [one.id for one in kiosk.session.safe.grants()]
    new = consents.allow(kiosk.deps, kiosk.session, organisation, "human_rating", "en")
    assert new.id not in before
    assert new.until_ms > kiosk.deps.latest_ms()

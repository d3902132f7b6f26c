"""A rater is blind until the rating is kept, and what was kept blind stays as it was."""

import dataclasses
import json
from pathlib import Path

import pytest

from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.services import rating_carrier, rating_letters, rating_office
from progrez_desktop.core.store.rating_store import SkillLevel
from tests.core.services.rating_house import (
    LEVELS,
    ORGANISATION,
    Bureau,
    Kiosk,
    changed,
    envelope_of,
    levels,
    look_again,
    rate_all,
)

# Blind


def test_before_a_rating_is_saved_the_office_has_no_way_to_the_computers_levels(kiosk: Kiosk, bureau: Bureau) -> None:
    office = bureau.deps
    rating_office.take_letter(office, envelope_of(kiosk))
    rater = rating_office.add_rater(office, "Ria", "rater")
    task = rating_office.tasks(office, rater)[0]
    for guess in ("", task.release_id, rater.id, "0" * 32):
        with pytest.raises(LookupError):
            office.store.sealed_levels(guess)
        with pytest.raises(LookupError):
            rating_office.compare(office, guess)
    stored = office.store._database.rows("SELECT levels_sealed FROM answer")
    texts_key = office.store.texts_private_key()
    for place, (sealed,) in enumerate(stored):
        header = json.loads(office.store.request(task.release_id).header)  # type: ignore[union-attr]
        with pytest.raises(DataFault):
            rating_letters.open_levels(sealed, header, place, texts_key)
    assert rating_office.rate(office, rater, task, levels(office)).skills[1].computer == LEVELS["empathy"]


def test_one_statement_hands_out_the_key_to_the_levels_and_it_begins_at_a_saved_rating(repo: Path) -> None:
    source = (repo / "progrez_desktop/core/store/rating_store.py").read_text()
    selecting = [part for part in source.split("self._database.") if "SELECT" in part and "levels_private" in part]
    assert len(selecting) == 1
    assert "FROM rating r" in selecting[0].replace('"\n            "', "")


def test_one_raters_rating_opens_nothing_for_another(kiosk: Kiosk, bureau: Bureau) -> None:
    office = bureau.deps
    rating_office.take_letter(office, envelope_of(kiosk))
    rate_all(office, "Ria")
    tom = rating_office.add_rater(office, "Tom", "rater")
    tasks = rating_office.tasks(office, tom)
    assert len(tasks) == 2
    assert not any(
        "level" in field.name for field in dataclasses.fields(tasks[0]) + dataclasses.fields(tasks[0].answer)
    )


def test_the_first_levels_can_never_be_changed(kiosk: Kiosk, bureau: Bureau) -> None:
    office = bureau.deps
    rating_office.take_letter(office, envelope_of(kiosk))
    found, _ = rate_all(office, empathy=1)
    for statement in ("UPDATE rating_skill SET level = 4", "UPDATE rating SET rated_ms = 0"):
        with pytest.raises(RuntimeError):
            office.store._database.write(statement)
    compared = look_again(office, found.rating_id, SkillLevel(4, "Convinced."))
    empathy = next(one for one in compared.skills if one.skill == "empathy")
    assert (empathy.first, empathy.level, empathy.computer, empathy.reason) == (1, 4, 4, "Convinced.")
    assert [rating.skills["empathy"].level for rating in office.store.versions(found.rating_id)] == [1, 4]


def test_a_change_after_seeing_both_needs_its_reason(kiosk: Kiosk, bureau: Bureau) -> None:
    office = bureau.deps
    rating_office.take_letter(office, envelope_of(kiosk))
    found, _ = rate_all(office, empathy=3)
    with pytest.raises(UsageFault, match="rating_reason_missing"):
        look_again(office, found.rating_id, SkillLevel(4, "  "))
    assert len(office.store.versions(found.rating_id)) == 1


def test_looking_without_changing_anything_makes_no_new_version(kiosk: Kiosk, bureau: Bureau) -> None:
    office = bureau.deps
    rating_office.take_letter(office, envelope_of(kiosk))
    found, _ = rate_all(office, empathy=3)
    assert look_again(office, found.rating_id, SkillLevel(3)).version == 1


@pytest.mark.parametrize("given", [{}, {"empathy": 6}, {"empathy": -1}, {"no_such_skill": 1}])
def test_a_rating_is_whole_or_is_not_kept(kiosk: Kiosk, bureau: Bureau, given: dict[str, int]) -> None:
    office = bureau.deps
    rating_office.take_letter(office, envelope_of(kiosk))
    rater = rating_office.add_rater(office, "Ria", "rater")
    task = rating_office.tasks(office, rater)[0]
    with pytest.raises(UsageFault, match="rating_not_whole"):
        rating_office.rate(office, rater, task, levels(office) | given if given else {"empathy": 2})
    assert len(rating_office.tasks(office, rater)) == 2


# The office's own doors


def test_more_ratings_than_a_file_takes_follow_in_the_next(
    kiosk: Kiosk, bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rating_office, "MOST_IN_A_FILE", 1)
    rating_office.take_letter(bureau.deps, envelope_of(kiosk))
    rate_all(bureau.deps)
    files: list[bytes] = []
    assert [rating_office.export(bureau.deps, files.append) for _ in range(3)] == [1, 1, 0]
    assert len(files) == 2


def test_an_office_opens_with_its_key_store_and_is_made_once(bureau: Bureau) -> None:
    office_id = bureau.deps.store.office().id
    assert bureau.reopened().store.office().id == office_id
    bureau.close()
    with pytest.raises(UsageFault, match="rating_office_exists"):
        rating_office.set_up(bureau.parts, None, ORGANISATION, "Another")


def test_a_folder_without_an_office_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="rating_office_missing"):
        rating_office.open_office(Bureau(tmp_path / "none", ORGANISATION).parts)


@pytest.mark.parametrize(("organisation", "name"), [(" ", "Bureau"), (ORGANISATION, " ")])
def test_an_office_without_a_name_is_not_made(tmp_path: Path, organisation: str, name: str) -> None:
    with pytest.raises(UsageFault, match="rating_office_no_name"):
        rating_office.set_up(Bureau(tmp_path / "none", organisation).parts, None, organisation, name)
    assert not (tmp_path / "none").exists()


def test_two_raters_have_two_names(bureau: Bureau) -> None:
    rating_office.add_rater(bureau.deps, " Ria ", "rater")
    with pytest.raises(UsageFault, match="rater_known"):
        rating_office.add_rater(bureau.deps, "Ria", "psychologist")
    with pytest.raises(UsageFault, match="rater_no_name"):
        rating_office.add_rater(bureau.deps, "  ", "rater")


def test_a_card_whose_key_everybody_can_read_is_refused(kiosk: Kiosk, bureau: Bureau) -> None:
    card = changed(rating_office.card(bureau.deps), "texts_key", value="0" * 64)
    with pytest.raises(DataFault, match="rating_key_not_usable"):
        rating_carrier.pin_office(kiosk.deps, card)

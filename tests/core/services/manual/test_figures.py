"""Each figure of the manual is read from what ships: where that changes, the text, the tables and the plots do."""

import json

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.packs.shipped import BANK, Shipped, shipped
from progrez_desktop.core.resources import resource_json
from progrez_desktop.core.services.manual.assembly import technical_manual
from progrez_desktop.core.services.manual.material import ADAPTIVE, ANSWERS, DUTCH, FAIRNESS, QUALITY, gather
from progrez_desktop.core.services.manual.say import Say
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.services.manual.reading import DAY, manual, plot_of, tables_of, told_in
from tests.core.services.manual.shipping import held_files, shipped_with

CHANGED = [
    (BANK, ("skills", "communication", "reliability", "alpha"), 0.8123, "table-reliability", "0.81"),
    (BANK, ("skills", "communication", "reliability", "omega_h"), 0.5123, "table-reliability", "0.51"),
    (BANK, ("skills", "integrity", "reliability", "mean_se"), 0.6789, "table-reliability", "0.68"),
    (BANK, ("skills", "communication", "norm", "n"), 54321, "table-norms", "54,321"),
    (BANK, ("skills", "communication", "norm", "n"), 54321, "table-glance", "54,321"),
    (BANK, ("skills", "communication", "norm", "mean"), 0.3456, "table-norms", "0.35"),
    (BANK, ("skills", "empathy", "age", "n"), 54321, "table-ages", "54,321"),
    (BANK, ("skills", "empathy", "age", "mean"), [0.777], "table-ages", "0.78"),
    (BANK, ("skills", "empathy", "structure", "cfi"), 0.4567, "table-structure", "0.457"),
    (BANK, ("skills", "empathy", "structure", "cfi"), 0.4567, "structure", "0.46"),
    (BANK, ("skills", "empathy", "structure", "echoes", 0, "r"), 0.98, "table-structure", "A2–A7 0.98"),
    (BANK, ("skills", "empathy", "calibration", "ahead"), 7.654, "table-calibration", "7.654"),
    (BANK, ("skills", "empathy", "calibration", "apart", "a"), 0.987, "scoring", "0.987"),
    (BANK, ("skills", "empathy", "items", 0, "a"), 9.87, "table-parameters", "9.87"),
    (BANK, ("skills", "empathy", "items", 0, "a"), 9.87, "table-errors", ""),
    (BANK, ("skills", "empathy", "items", 0, "se_a"), 3.21, "table-parameters", "3.21"),
    (BANK, ("skills", "empathy", "items", 0, "se_a"), 3.21, "parameters", "3.21"),
    (BANK, ("skills", "empathy", "items", 0, "misfit"), 0.321, "structure", "32.1\u00a0%"),
    (BANK, ("data", "ipip50_big5", "years"), "in 1999", "table-norm_groups", "in 1999"),
    (BANK, ("data", "ipip50_big5", "population"), "people in a street", "table-norm_groups", "people in a street"),
    (BANK, ("data", "ipip50_big5", "licence_status"), "none at all", "table-licences", "none at all"),
    (ADAPTIVE, ("scales", "communication", "people"), 4321, "table-adaptive", "4,321"),
    (ADAPTIVE, ("form", "statements"), 55.5, "adaptive", "56 of 111"),
    (ADAPTIVE, ("overlap", "r_as_asked"), 0.321, "adaptive", "0.32"),
    (QUALITY, ("study", "caught", "whole_form_joined", "random", "with_care"), 0.123, "table-caught", "12.3"),
    (QUALITY, ("pace", "median_s"), 3.3, "table-thresholds", "under 3.3 s"),
    (QUALITY, ("study", "families", "respondents"), 4321, "quality", "4,321"),
    (FAIRNESS, ("found", 0, "gap"), -0.987, "table-dif", "−0.99"),
    (FAIRNESS, ("found", 0, "gap"), -0.987, "table-cuts", "0.17"),
    (FAIRNESS, ("found", 0, "items", 0, "r2_change"), 0.0987, "table-dif", "0.099"),
    (FAIRNESS, ("found", 0, "items", 0, "class"), "C", "fairness", "1 are of class B or C"),
    (ANSWERS, ("dev", "emotions", "sum", "value"), 0.123, "table-readings", "0.12"),
    (ANSWERS, ("elsewhere", "rated_empathy_auc", "concern", "value"), 0.987, "table-work_texts", "0.99"),
    (ANSWERS, ("identity_swap", "most"), 0.777, "open_answers", "0.777"),
    (DUTCH, ("both_emotions_macro_f1", "value"), 0.888, "open_answers", "0.89"),
]


@pytest.mark.parametrize(("name", "place", "value", "where", "shown"), CHANGED)
def test_a_figure_that_changes_in_what_ships_changes_in_the_text(name, place, value, where, shown) -> None:
    before = told_in(manual("en"), where)
    after = told_in(technical_manual(Words("en"), DAY, shipped_with(name, place, value)), where)
    assert after != before
    assert after.count(shown) > before.count(shown) or not shown


@pytest.mark.parametrize("figure", ["figure-information", "figure-errors"])
def test_a_plot_follows_the_items_of_the_bank(figure: str) -> None:
    changed = technical_manual(Words("en"), DAY, shipped_with(BANK, ("skills", "empathy", "items", 0, "a"), 9.87))
    assert plot_of(changed, figure) != plot_of(manual("en"), figure)


@pytest.mark.parametrize(
    ("figure", "name", "place", "value"),
    [
        ("figure-norm_shares", BANK, ("skills", "empathy", "norm", "sd"), 0.5),
        ("figure-ages", BANK, ("skills", "empathy", "age", "mean"), [0.777]),
        ("figure-saved", ADAPTIVE, ("scales", "empathy_x", "at", 3, "saved"), 0.123),
        ("figure-gaps", FAIRNESS, ("found", 0, "gap"), 0.3),
    ],
)
def test_a_plot_follows_its_study(figure: str, name: str, place: tuple[str | int, ...], value: object) -> None:
    changed = technical_manual(Words("en"), DAY, shipped_with(name, place, value))
    assert plot_of(changed, figure) != plot_of(manual("en"), figure)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_of_the_bank_stands_in_the_manual_with_its_slope_and_its_error(language: str) -> None:
    rows = [row for row in tables_of(manual(language))["table-parameters"].rows if row.cells]
    bank, speak = json.loads(shipped().bank()), Say(Words(language))
    scales = gather(shipped()).scales
    items = [item for scale in scales for item in {**bank["skills"], **bank["extended"]}[scale.bank.id]["items"]]
    assert [row.cells[0].text for row in rows] == [item["id"].rpartition("/")[2] for item in items]
    assert [row.cells[1].text for row in rows] == [item["text"] for item in items]
    slopes = [(row.cells[3].text, row.cells[3].below) for row in rows]
    assert slopes == [(speak.decimal(item["a"]), speak.decimal(item["se_a"])) for item in items]


def test_what_belongs_to_another_bank_is_said() -> None:
    ours = gather(shipped()).studies_of_another_bank
    other = shipped_with(FAIRNESS, ("bank_sha256",), "ab" * 32)
    assert {*ours, "fairness"} == set(gather(other).studies_of_another_bank)
    assert "The study of fairness was made with another bank" in told_in(
        technical_manual(Words("en"), DAY, other), "versions"
    )


def test_the_newest_change_told_is_that_of_the_bank_that_ships() -> None:
    changes = resource_json("manual", "changes.json")
    assert changes[0]["bank"] == gather(shipped()).bank.version
    assert [one["bank"] for one in changes] == sorted((one["bank"] for one in changes), reverse=True)


def test_no_key_of_a_situation_is_in_the_manual() -> None:
    keys = json.loads(held_files()["assessments/working-together/situation-keys.json"])
    for language in LANGUAGES:
        whole = "".join(told_in(manual(language), chapter.id) for chapter in manual(language).chapters)
        assert not [key for key in keys if key["rationale"][language] in whole or key["situation"] in whole]


def test_a_file_that_is_not_as_it_shipped_is_refused() -> None:
    files = held_files()
    files[QUALITY] += b" "
    with pytest.raises(DataFault) as told:
        technical_manual(Words("en"), DAY, Shipped(shipped_with(QUALITY, ("run",), 11).source, shipped().pins))
    assert told.value.code == "resource_changed"

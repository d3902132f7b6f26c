"""The cards behind the scores say what shipped, in the person's language, and are refused when changed."""

import json
from dataclasses import replace

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.packs.shipped import BANK, Shipped, shipped
from progrez_desktop.core.services.cards import statements_card, texts_card
from progrez_desktop.core.words import LANGUAGES, Words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_skill_stands_in_the_table_with_its_items_its_lowest_reliability_and_its_group(language: str) -> None:
    files, words = shipped(), Words(language)
    card, bank = statements_card(words), json.loads(files.read(BANK))
    before, _, _ = card.partition(words("card.bank.adaptive"))
    rows = {line.split("|")[1].strip(): line for line in before.splitlines() if line.startswith("|")}
    for skill in files.assessment().skills:
        scale, row = bank["skills"][skill.id], rows[skill.short_name[language]]
        figures = [scale["reliability"][kind] for kind in ("alpha", "omega_t", "irt_marginal")]
        shown = f"{min(figures):.2f}"
        assert f"| {len(scale['items'])} |" in row
        assert (shown.replace(".", ",") if language == "nl" else shown) in row
        assert words.number(scale["norm"]["n"]) in row


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longer_scales_of_the_adaptive_form_stand_in_a_table_of_their_own(language: str) -> None:
    files, words = shipped(), Words(language)
    card, bank = statements_card(words), json.loads(files.read(BANK))
    form = files.assessment().adaptive
    assert form is not None
    _, _, after = card.partition(words("card.bank.adaptive"))
    rows = {line.split("|")[1].strip(): line for line in after.splitlines() if line.startswith("|")}
    longer = {skill for skill, scale in form.scales.items() if scale != skill}
    assert longer == {"communication", "empathy", "resilience"}
    for skill in (one for one in files.assessment().skills if one.id in longer):
        scale = bank["extended"][form.scales[skill.id]]
        assert f"| {len(scale['items'])} |" in rows[skill.short_name[language]]
        assert words.number(scale["norm"]["n"]) in rows[skill.short_name[language]]
    assert len(rows) == 2 + len(longer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_source_of_the_bank_is_credited_with_its_licence(language: str) -> None:
    card = statements_card(Words(language))
    for source in json.loads(shipped().read(BANK))["data"].values():
        assert source["origin"] in card
        assert source["licence_status"] in card


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_model_card_is_shown_whole_after_words_of_the_persons_own_language(language: str) -> None:
    files, words = shipped(), Words(language)
    card = texts_card(words)
    assert card.startswith(words("card.texts.intro"))
    assert card.endswith(files.read("model/answers.card.md").decode())


@pytest.mark.parametrize("make", [statements_card, texts_card])
def test_a_card_that_was_changed_is_not_shown(make) -> None:
    wrong: Shipped = replace(shipped(), pins=dict.fromkeys(shipped().pins, "ab" * 32))
    with pytest.raises(DataFault) as told:
        make(Words("en"), wrong)
    assert told.value.code == "resource_changed"


def test_an_installation_without_a_model_card_says_so() -> None:
    with pytest.raises(DataFault) as told:
        texts_card(Words("en"), replace(shipped(), pins={}))
    assert told.value.code == "resource_missing"

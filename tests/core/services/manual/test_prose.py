"""The manual has every heading, says the same in both languages, and no figure is typed into it."""

import re

import pytest

from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.resources import resource_json, resource_path
from progrez_desktop.core.services.manual import assembly, say
from progrez_desktop.core.services.manual.assembly import CHAPTERS, LISTS, TABLES, manuscripts, technical_manual
from progrez_desktop.core.services.manual.manuscript import Insert, read_manuscript
from progrez_desktop.core.services.manual.material import gather
from progrez_desktop.core.services.manual.plots import PLOTS
from progrez_desktop.core.services.manual.say import Say
from progrez_desktop.core.services.manual.values import instructed, values
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.scoring.quality.indices import FAMILY
from tests.core.services.manual.reading import DAY, inserts, manual, places_in, tables_of, texts_of, told_in

REVIEW_MODEL = {
    "general description of the instrument": "purpose",
    "constructs, theory and content source": "constructs",
    "item origin and licence": "items",
    "administration and accessibility": "administration",
    "response formats": "formats",
    "scoring": "scoring",
    "adaptive form": "adaptive",
    "response quality": "quality",
    "norms": "norms",
    "reliability and information": "reliability",
    "structure": "structure",
    "item parameters": "parameters",
    "fairness": "fairness",
    "situational judgement": "situations",
    "open answers read by a model": "open_answers",
    "validity, allowed and forbidden claims": "validity",
    "user qualification": "users",
    "data protection and AI Act": "duties",
    "limits": "limits",
    "versions and change log": "versions",
    "references": "references",
}
"""What a reviewer by the EFPA model looks for, and the chapter where it stands."""


def test_every_heading_of_the_review_model_has_a_chapter_and_every_chapter_a_heading() -> None:
    assert sorted(REVIEW_MODEL.values()) == sorted(CHAPTERS)
    for language in LANGUAGES:
        assert [chapter.id for chapter in manual(language).chapters] == list(CHAPTERS)


def test_a_lost_chapter_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembly, "CHAPTERS", (*CHAPTERS, "no_such_chapter"))
    with pytest.raises(Exception, match="resource_missing"):
        technical_manual(Words("en"), DAY)


def test_every_text_of_the_manual_belongs_to_a_chapter() -> None:
    wanted = {f"{name}.{language}.md" for name in CHAPTERS for language in LANGUAGES}
    there = {path.name for path in resource_path("manual").iterdir()}
    assert there == wanted | {"terms.json", "changes.json", "references.txt"}


def test_a_chapter_without_its_title_is_refused() -> None:
    with pytest.raises(ValueError, match="title"):
        read_manuscript("No title.\n\nA paragraph.")


def test_both_languages_have_the_same_parts_tables_figures_and_places() -> None:
    english, dutch = (manuscripts(language) for language in LANGUAGES)
    for name in CHAPTERS:
        one, other = english[name], dutch[name]
        assert [type(part).__name__ for part in one.parts] == [type(part).__name__ for part in other.parts]
        for mine, theirs in zip(one.parts, other.parts, strict=True):
            if isinstance(mine, Insert):
                assert isinstance(theirs, Insert)
                assert (mine.kind, mine.name, mine.labels.keys()) == (theirs.kind, theirs.name, theirs.labels.keys())
                assert [len(line) for line in mine.lines] == [len(line) for line in theirs.lines]
            else:
                assert not isinstance(theirs, Insert)
                assert (mine.kind, len(mine.texts)) == (theirs.kind, len(theirs.texts))
        assert places_in(one) == places_in(other), name


def test_every_place_has_a_figure_and_every_figure_a_place() -> None:
    for language in LANGUAGES:
        written = manuscripts(language)
        asked = {place for one in written.values() for place in places_in(one)}
        placed = {f"{part.kind}.{part.name}" for one in written.values() for part in inserts(one)}
        given = values(gather(shipped()), Say(Words(language))).keys()
        assert asked - given <= {f"chapter.{name}" for name in CHAPTERS} | placed
        assert given <= asked


def test_a_place_without_a_figure_is_a_mistake_that_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    written = dict(manuscripts("en"))
    written["limits"] = read_manuscript("# Limits\n\nThere are {n.unicorns} of them.")
    monkeypatch.setattr(assembly, "manuscripts", lambda _: written)
    with pytest.raises(KeyError, match=r"n\.unicorns"):
        technical_manual(Words("en"), DAY)


def test_every_table_plot_and_list_that_is_made_is_shown_and_every_one_shown_is_made() -> None:
    shown = [part for one in manuscripts("en").values() for part in inserts(one)]
    names = {kind: {part.name for part in shown if part.kind == kind} for kind in ("table", "figure", "list")}
    assert names["figure"] == PLOTS.keys()
    assert names["list"] == LISTS.keys()
    assert names["table"] >= TABLES.keys()
    written = {part.name for part in shown if part.kind == "table" and len(part.lines) > 1}
    assert names["table"] == TABLES.keys() | written


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_of_every_table_has_a_cell_for_each_head(language: str) -> None:
    for name, table in tables_of(manual(language)).items():
        assert table.rows, name
        assert {len(row.cells) for row in table.rows if row.cells} == {len(table.columns)}, name


def test_terms_are_in_both_languages_and_each_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    terms = resource_json("manual", "terms.json")
    assert terms["en"].keys() == terms["nl"].keys()
    said: set[str] = set()
    plain = say.Say.term

    def term(speaker: say.Say, key: str) -> str:
        said.add(key)
        return plain(speaker, key)

    monkeypatch.setattr(say.Say, "term", term)
    technical_manual(Words("nl"), DAY)
    only_then = {key for key in terms["en"] if key.startswith("study_of_another_bank.")} | {"outside"}
    assert terms["en"].keys() - said <= only_then


def test_what_files_say_in_english_is_known_in_dutch() -> None:
    material, dutch = gather(shipped()), Say(Words("nl"))
    said = [str(material.bank.estimators["own"]["method"]), *material.quality["basis"].values()]
    for source in material.bank.data.values():
        said += [source.population, source.years, source.stakes, source.administration, source.licence_status]
    assert [text for text in said if dutch.phrase(text)[1] == "en"] == []
    assert set(resource_json("manual", "terms.json")["phrases"]) == set(said)
    assert dutch.phrase("something new") == ("something new", "en")


def test_what_is_quoted_stands_between_marks_that_it_does_not_hold() -> None:
    english, dutch = (Say(Words(language)) for language in LANGUAGES)
    assert [english.quoted(text) for text in ("a", "a “b”", "a ‘b’")] == ["“a”", "‘a “b”’", "“a ‘b’”"]
    assert [dutch.quoted(text) for text in ("a", "a “b”", "a ‘b’")] == ["‘a’", "‘a “b”’", "“a ‘b’”"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_statement_that_names_its_answer_and_what_the_profile_says_are_told_in_their_own_words(
    language: str,
) -> None:
    words, (named,) = Words(language), instructed(gather(shipped()))
    assert Say(words).quoted(named.text[language]) in told_in(manual(language), "quality")
    assert words("quality.verdict.with_care") in told_in(manual(language), "quality")
    assert words("profile.agreement.not_enough") in told_in(manual(language), "situations")


def test_every_index_of_response_quality_has_its_row() -> None:
    rows = tables_of(manual("en"))["table-thresholds"].rows
    speak = Say(Words("en"))
    assert {row.cells[0].text for row in rows} == {speak.term(f"index.{index}") for index in FAMILY}


NAMES_WITH_DIGITS = re.compile(
    r"ISO 10667|\(EU\) 2024/1689|(?:Art\.|art\.) \d+|point 4|punt 4|SHA-256|95 %|[Mm]acro-F1(?: is 1)?|b\d\b|"
    r"1 / \(1 \+|1 / √|√\(\(1 − r|\(1 − r_|k \+ 1|\(1 − P|\^\[2\]|\^\[−1\]|2n|1 − D|1 − S|I\(θ\) \+ 1|"
    r"the 1 is|de 1 is|5[.,]5 \+ 2|from 1 to 10|van 1 tot 10|CFI near 1|near 0|dicht bij [01]|weight 0|gewicht 0|"
    r"1 is as keyed, 0 what|1 is zoals de sleutel, 0 wat|−1 (?:the|precies)"
)
"""Digits that name something, stand in a formula or say what the end of a measure is: none is a statistic."""

NUMBER_WORDS = {
    "en": re.compile(r"\b(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", re.IGNORECASE),
    "nl": re.compile(r"\b(?:drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf)\b", re.IGNORECASE),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_figure_is_typed_into_the_prose(language: str) -> None:
    typed = {}
    for name, written in manuscripts(language).items():
        for text in texts_of(written):
            bare = NAMES_WITH_DIGITS.sub("", re.sub(r"\{[\w.]+\}", "", text).replace("Big Five", ""))
            if re.search(r"\d", bare) or NUMBER_WORDS[language].search(bare):
                typed[name] = bare
    assert not typed

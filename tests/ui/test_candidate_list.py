"""The list of candidates holds what is looked at and no more, and says everything that it paints."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from progrez_desktop.core.model.registry import Margin, Query
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.settings import Preferences
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.candidates import PAGE, Candidates
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.pages.candidates import CandidatesPage
from progrez_desktop.ui.progressing import Progressing
from progrez_desktop.ui.widgets.candidate_table import tint
from tests.fakes import MONDAY_MS
from tests.ui.gallery_candidates import DAY_MS, made_rows

SKILLS = shipped().assessment().skills
IDS = tuple(skill.id for skill in SKILLS)


@pytest.fixture
def owner(qapp: QApplication) -> Iterator[QObject]:
    owner = QObject()
    yield owner
    delete(owner)


def listed(owner: QObject, count: int, language: str = "en") -> tuple[Candidates, list[int]]:
    model = Candidates(owner, SKILLS, lambda: Words(language), MONDAY_MS)
    asked: list[int] = []
    model.wanted.connect(asked.append)
    model.begin(count, made_rows(IDS, min(count, PAGE)))
    return model, asked


def test_of_a_hundred_thousand_only_what_comes_into_view_is_asked_for_and_once(owner: QObject) -> None:
    model, asked = listed(owner, 100_000)
    for number in range(50_100, 50_120):
        assert model.data(model.index(number, 0)) == "…"
    assert asked == [250]
    model.take(250, made_rows(IDS, PAGE))
    assert model.data(model.index(50_100, 1)) != "…"
    assert asked == [250]


def test_what_was_scrolled_past_long_ago_is_let_go(owner: QObject) -> None:
    model, asked = listed(owner, 100_000)
    for page in range(1, 200):
        model.take(page, made_rows(IDS, 2))
    assert len(model._pages) <= 60
    assert model.row(0) is None
    assert asked == [0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_cell_is_read_aloud_with_its_candidate_and_its_column(owner: QObject, language: str) -> None:
    model, _ = listed(owner, 4, language)
    row = model.row(0)
    assert row is not None
    for column in range(model.columnCount()):
        said = str(model.data(model.index(0, column), Qt.ItemDataRole.AccessibleTextRole))
        title = str(model.headerData(column, Qt.Orientation.Horizontal))
        assert said.startswith(f"{row.code}, {title}: ")
        assert not said.endswith(": ")
    said = str(model.data(model.index(1, model.columns.index("said")), Qt.ItemDataRole.AccessibleTextRole))
    assert said.endswith(Words(language)("candidates.nothing_said"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cell_says_its_sten_its_band_and_its_margin_to_who_hovers_or_listens(owner: QObject, language: str) -> None:
    model, _ = listed(owner, 4, language)
    row, place = model.row(0), model.index(0, 1)
    assert row is not None
    margin = row.scores[IDS[0]]
    assert margin is not None
    width = Words(language).decimal((margin.high - margin.low) / 2, 1)
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        said = str(model.data(place, role))
        assert SKILLS[0].name[language] in said or role == Qt.ItemDataRole.AccessibleTextRole
        assert all(str(part) in said for part in (margin.sten, margin.low, margin.high, f"± {width}"))
    quality = model.index(0, model.columns.index("quality"))
    assert str(model.data(quality, Qt.ItemDataRole.ToolTipRole)) == Words(language)("candidates.quality.as_usual.text")


def test_who_is_selected_stays_so_while_the_list_asks_for_others_and_until_they_are_gone(owner: QObject) -> None:
    model, _ = listed(owner, 6)
    rows = [row for number in range(3) if (row := model.row(number)) is not None]
    model.choose(rows)
    said = str(model.data(model.index(0, 1), Qt.ItemDataRole.AccessibleTextRole))
    assert said.endswith(Words("en")("candidates.is_selected"))
    model.begin(0, ())
    assert list(model.chosen) == [row.release_id for row in rows]
    model.keep_chosen([rows[1].release_id])
    assert model.chosen == {rows[1].release_id: rows[1].code}


def test_a_consent_that_ends_soon_says_its_days(owner: QObject) -> None:
    model, _ = listed(owner, 10)
    last = model.columns.index("until")
    assert model.data(model.index(8, last)) == Words("en").plural("candidates.ends_in", 9)
    assert model.data(model.index(7, last)) == Words("en").short_date(MONDAY_MS + 180 * DAY_MS)


def test_a_tint_follows_the_score_and_never_stands_alone() -> None:
    tints = [tint(Margin(sten, sten, sten, float(sten), 0.5))[0] for sten in range(1, 11)]
    assert tints == sorted(tints)
    assert len(set(tints)) == 5


def test_progress_is_told_some_times_a_second_and_its_end_always(owner: QObject) -> None:
    progress = Progressing(owner)
    told: list[tuple[int, int]] = []
    progress.moved.connect(lambda done, of: told.append((done, of)))
    for done in range(10_001):
        progress.tell(done, 10_000)
    assert 2 <= len(told) <= 12
    assert told[-1] == (10_000, 10_000)


def test_a_table_of_a_hundred_thousand_has_no_page_read_that_is_not_in_view(qapp: QApplication) -> None:
    context = Context(qapp, Preferences("en"), lambda _: None)
    page = CandidatesPage(context, shipped().assessment().skills, Query(), MONDAY_MS)
    wanted: list[int] = []
    page.wanted.connect(wanted.append)
    page.resize(1280, 800)
    page.show()
    page.show_rows(100_000, made_rows(IDS, PAGE))
    qapp.processEvents()
    page.grab()
    assert wanted == []
    delete(page)
    delete(context)

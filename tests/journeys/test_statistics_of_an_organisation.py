"""Promise: a recruiter sees what the organisation does and nothing of anybody, and hands over what an auditor asks."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from progrez_desktop.ui.demonstration import press as click
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.pages.candidate import CandidatePage
from progrez_desktop.ui.pages.statistics import StatisticsPage
from progrez_desktop.ui.registry_desk import RegistryDesk
from tests.core.services.recruiting.pool_house import impact, period, table
from tests.journeys.driving import texts_of
from tests.journeys.test_registry_window import EN, Office, enter, fetched, office, on_screen, window_over

__all__ = ["office"]


def test_what_devices_counted_is_taken_in_shown_and_saved(qapp: QApplication, office: Office, tmp_path: Path) -> None:
    office.house.reopen()
    counted = period(
        office.house,
        table("norms", "norms/empathy", {}, [420]),
        impact("empathy", (60, 80, 100, 120, 140), (140, 120, 100, 80, 60)),
    )
    office.house.opened.close()
    file = tmp_path / "counts.json"
    file.write_text(json.dumps([counted]))
    wanted = iter([tmp_path / name for name in ("plot.png", "figures.pdf", "evidence.zip")])
    with window_over(qapp, office, lambda _title, _name: next(wanted)) as window:
        page = enter(window)
        desk = next(one for one in window.children() if isinstance(one, RegistryDesk))
        desk.tools = replace(desk.tools, open_file=lambda _title, _ending: file)
        click(page.bar.entries["statistics"])
        figures = on_screen(window, StatisticsPage)
        wait_until(lambda: figures.is_whole, "the figures", patience_s=30)
        first = figures.document
        click(figures.take_button)
        wait_until(lambda: figures.document is not first and figures.is_whole, "the new figures", patience_s=30)
        said = texts_of(figures)
        assert "One new period was taken in." in said and "420" in said and "Sanne" not in said
        for button in (figures.save_buttons[-1], figures.report_button, figures.evidence_button):
            figures.note.clear()
            click(button)
            wait_until(lambda: figures.note.text().startswith("Saved as"), "the file", patience_s=60)
    assert (tmp_path / "figures.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")
    with zipfile.ZipFile(tmp_path / "evidence.zip") as packed:
        assert {"manifest.json", "dpia.nl.html", "oversight.html"} < set(packed.namelist())


@pytest.mark.parametrize(
    ("content", "key"), [(None, "error.file_not_found"), (b"[" + b" " * (5 << 20), "error.json_too_large")]
)
def test_counts_from_a_file_that_is_gone_or_too_long_are_refused_in_words(
    qapp: QApplication, office: Office, tmp_path: Path, content: bytes | None, key: str
) -> None:
    file = tmp_path / "counts.json"
    if content is not None:
        file.write_bytes(content)
    with window_over(qapp, office) as window:
        page = enter(window)
        desk = next(one for one in window.children() if isinstance(one, RegistryDesk))
        desk.tools = replace(desk.tools, open_file=lambda _title, _ending: file)
        click(page.bar.entries["statistics"])
        figures = on_screen(window, StatisticsPage)
        wait_until(lambda: figures.is_whole, "the figures", patience_s=30)
        click(figures.take_button)
        wait_until(lambda: figures.note.isVisible(), "to be told", patience_s=20)
        assert figures.note.text() == EN(key, file="counts.json", limit_mib=4)


def test_evidence_of_a_candidate_is_saved_under_their_code(qapp: QApplication, office: Office, tmp_path: Path) -> None:
    asked: list[str] = []

    def choose(_: str, name: str) -> Path:
        asked.append(name)
        return tmp_path / name

    with window_over(qapp, office, choose) as window:
        page = fetched(window)
        page.go_on_at_row(0)
        click(page.look_button)
        one = on_screen(window, CandidatePage)
        desk = next(one for one in window.children() if isinstance(one, RegistryDesk))
        click(one.evidence_button)
        wait_until(lambda: desk.free.busy, "the free lane")
        assert not desk.lane.busy, "what takes seconds keeps nobody from the registry"
        wait_until(lambda: one.note.text().startswith("Saved as"), "the file", patience_s=60)
    row = one.view.row
    assert asked == [f"evidence-{row.code}.zip"]
    with zipfile.ZipFile(tmp_path / asked[0]) as packed:
        assert json.loads(packed.read("manifest.json"))["about"] == row.code

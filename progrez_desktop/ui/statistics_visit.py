"""Statistics of the organisation in a registry's window: added up when they are looked at, and saved as they stand."""

from functools import partial
from typing import TYPE_CHECKING

from progrez_desktop.core.json_document import MAX_BYTES
from progrez_desktop.core.services.recruiting import statistics_article, statistics_fetch
from progrez_desktop.core.store.sealed_file import read_file
from progrez_desktop.ui.evidence_visit import save_of_model
from progrez_desktop.ui.pages.statistics import StatisticsPage

if TYPE_CHECKING:
    from progrez_desktop.core.documents.article import Figure
    from progrez_desktop.ui.registry_desk import RegistryDesk

_WIDTH = 1600
"""Pixels of a plot that is saved as a picture: as wide as a slide."""


class StatisticsVisit:
    def __init__(self, desk: "RegistryDesk") -> None:
        self._desk = desk

    def begin(self) -> None:
        page = StatisticsPage(self._desk.context)
        page.wanted.connect(lambda: self._write(page))
        page.save.connect(partial(self._save, page))
        page.report.connect(lambda: self._report(page))
        page.take.connect(lambda: self._take(page))
        page.evidence.connect(lambda: save_of_model(self._desk, page))
        page.go.connect(self._desk.go)
        self._desk.show(page)

    def _write(self, page: StatisticsPage) -> None:
        if page.is_left or self._desk.opened is None:
            return
        deps, words = self._desk.deps, self._desk.context.words
        self._desk.lane.run(
            lambda: statistics_article.written(deps, words), page.show_article, page.show_loss, owner=page
        )

    def _save(self, page: StatisticsPage, figure: "Figure", form: str) -> None:
        words = self._desk.context.words
        name = words("statistics.save_name", name=figure.id.partition("-")[2], form=form)
        self._desk.save(
            page,
            "statistics.save_title",
            name,
            lambda write: write(saved_figure(figure, form)),
            lambda _, name: page.show_saved(name),
        )

    def _report(self, page: StatisticsPage) -> None:
        from progrez_desktop.core.documents.article_pdf import render_article

        words, document = self._desk.context.words, page.document
        if document is None:
            return
        self._desk.save(
            page,
            "statistics.report_title",
            words("statistics.report_name"),
            lambda write: write(render_article(document)),
            lambda _, name: page.show_saved(name),
        )

    def _take(self, page: StatisticsPage) -> None:
        deps, words = self._desk.deps, self._desk.context.words
        path = self._desk.tools.open_file(words("statistics.take_title"), ".json")
        if path is None:
            return

        def take() -> int:
            return statistics_fetch.take(deps, read_file(path, MAX_BYTES))

        self._desk.run(page, take, page.show_taken, page.show_fault)


def saved_figure(figure: "Figure", form: str) -> bytes:
    """Return a plot as a file, in the colours of paper whatever the screen shows."""
    from progrez_desktop.core.documents.article_html import svg_figure
    from progrez_desktop.core.resources import resource_json
    from progrez_desktop.ui.picture import as_png
    from progrez_desktop.ui.widgets.svg_picture import picture_of

    light = resource_json("style", "tokens.json")["light"]
    svg = svg_figure(figure, lambda token: str(light[token]), "Source Sans Pro, sans-serif")
    if form == "svg":
        return svg.encode()
    picture = picture_of(svg, _WIDTH, 1.0)
    return as_png(picture)

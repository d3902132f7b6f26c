"""An operator and the list of what was done here: read, filtered, saved as a file."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from progrez_desktop.core.documents.writing import save_whole
from progrez_desktop.core.services import operators_log
from progrez_desktop.core.services.operators_log import Line, Log
from progrez_desktop.ui.pages.operator_log import LogPage

if TYPE_CHECKING:
    from progrez_desktop.ui.operator_visit import OperatorVisit


class LogVisit:
    def __init__(self, visit: "OperatorVisit") -> None:
        self._visit = visit

    def begin(self) -> None:
        deps = self._visit.deps

        def show(log: Log) -> None:
            page = LogPage(self._visit.context, self._visit.places, log)
            page.save.connect(lambda lines: self._save(page, log, lines))
            self._visit.put(page)

        self._visit.look(lambda: operators_log.look(deps), show)

    def _save(self, page: LogPage, log: Log, lines: Sequence[Line]) -> None:
        words, made_ms = self._visit.context.words, self._visit.deps.clock.now_ms()
        path = self._visit.tools.choose_file(words("log_page.save_title"), words("log_page.file"))
        if path is not None:
            page.wait_for(
                self._visit.tools.store_lane,
                lambda: save_whole(path, operators_log.exported(log, lines, made_ms)),
                lambda _: page.show_note("log_page.saved", name=path.name),
                page.show_fault,
            )

"""A file of candidates in a registry's window: asked what for and for whom, where to, and then written."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from progrez_desktop.core.documents.writing import save_whole
from progrez_desktop.core.model.handing import FORMS, Form, Handing
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.services import registry_export
from progrez_desktop.ui.pages.exporting import ExportingPage

if TYPE_CHECKING:
    from progrez_desktop.ui.registry_desk import RegistryDesk


class ExportVisit:
    """Without names: those are looked at on screen, one by one."""

    def __init__(self, desk: "RegistryDesk") -> None:
        self._desk = desk

    def begin(self, release_ids: Sequence[str], back: Callable[[], None]) -> None:
        page = ExportingPage(self._desk.context, len(release_ids))
        query = Query(only=tuple(release_ids), purpose=None, order="code")
        page.save.connect(lambda form, purpose, recipient: self._save(page, query, form, purpose, recipient))
        page.back.connect(back)
        page.go.connect(self._desk.go)
        self._desk.show(page)

    def _save(self, page: ExportingPage, query: Query, form: Form, purpose: str, recipient: str) -> None:
        words, deps = self._desk.context.words, self._desk.deps
        path = self._desk.tools.choose_file(words("candidates.export_title"), words("exporting.name", form=form))
        if path is None:
            return
        handing = Handing(_form_of(path, form), purpose, recipient, words.language)

        def export() -> int:
            return registry_export.export(deps, query, handing, partial(save_whole, path))

        self._desk.run(page, export, lambda count: page.show_exported(count, path.name), page.show_fault)


def _form_of(path: Path, chosen: Form) -> Form:
    """Return the form that a file's name says, where it says one: nothing else would open it."""
    said = path.suffix.lower().removeprefix(".")
    return next((form for form in FORMS if form == said), chosen)

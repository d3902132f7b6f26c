"""Evidence for the AI Act in a registry's window: gathered, packed in the free lane, saved; the candidate is told."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from progrez_desktop.core.documents.writing import save_whole
from progrez_desktop.core.services.recruiting import evidence_pack
from progrez_desktop.core.services.recruiting.evidence_pack import Gathered

if TYPE_CHECKING:
    from progrez_desktop.ui.registry_desk import RegistryDesk
    from progrez_desktop.ui.staff_page import StaffPage


def save_of_model(desk: "RegistryDesk", page: "StaffPage") -> None:
    deps, words = desk.deps, desk.context.words
    _save(desk, page, words("evidence.model_name"), lambda: evidence_pack.of_model(deps, words.language))


def save_of_candidate(desk: "RegistryDesk", page: "StaffPage", release_id: str, code: str) -> None:
    deps, words = desk.deps, desk.context.words
    name = words("evidence.candidate_name", code=code)
    _save(desk, page, name, lambda: evidence_pack.of_candidate(deps, release_id, words.language))


def _save(desk: "RegistryDesk", page: "StaffPage", name: str, make: Callable[[], Gathered]) -> None:
    path = desk.tools.choose_file(desk.context.words("evidence.save_title"), name)
    if path is None:
        return

    def pack(gathered: Gathered) -> None:
        page.wait_for(
            desk.free,
            lambda: save_whole(path, evidence_pack.packed(gathered)),
            lambda _: page.show_note("statistics.saved", name=path.name),
            page.show_fault,
        )

    page.show_note("evidence.under_way")
    desk.run(page, make, pack, page.show_fault)

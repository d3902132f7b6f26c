"""An operator and a USB stick: what waits goes onto it as a file for each organisation, and what came back is read."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from progrez_desktop.core.documents.writing import save_whole
from progrez_desktop.core.model.outgoing import Post
from progrez_desktop.core.services import stick
from progrez_desktop.core.services.stick import Carried
from progrez_desktop.core.store.sealed_file import read_file
from progrez_desktop.core.words import Words
from progrez_desktop.ui.pages.operator_send import SendPage
from progrez_desktop.ui.posts_words import Found
from progrez_desktop.ui.widgets.outcome import Told

if TYPE_CHECKING:
    from progrez_desktop.ui.operator_visit import OperatorVisit

ENDING = ".progrez"


class StickVisit:
    """The same batches go under the same keys as over the network: both ways may be used, in any order."""

    def __init__(self, visit: "OperatorVisit", page: SendPage) -> None:
        self._visit, self._page = visit, page

    def carry(self) -> None:
        """Ask for a place for each organisation that something waits for, and write what waits there."""
        deps, lane = self._visit.deps, self._visit.tools.store_lane
        places = [(post, path) for post in self._page.to_carry() if (path := self._asked(post)) is not None]
        if not places:
            return

        def carry() -> list[tuple[Post, Path, Carried]]:
            found = []
            for post, path in places:
                carried = stick.carry_out(deps, post.organisation_id)
                save_whole(path, carried.data)
                found.append((post, path, carried))
            return found

        def done(found: list[tuple[Post, Path, Carried]]) -> None:
            self._show([partial(_carried, path, carried) for _, path, carried in found])

        self._page.wait_for(lane, carry, done, self._page.show_fault)

    def _asked(self, post: Post) -> Path | None:
        words = self._visit.context.words
        name = words("operator.stick.name", organisation=post.name[words.language]) + ENDING
        return self._visit.tools.choose_file(words("operator.stick.save"), name)

    def take(self) -> None:
        """Take in what the organisation's workstation wrote for this device."""
        deps, lane = self._visit.deps, self._visit.tools.store_lane
        path = self._visit.tools.open_file(self._visit.context.words("operator.stick.open"), ENDING)
        if path is not None:
            self._page.wait_for(
                lane,
                lambda: stick.take_in(deps, read_file(path)),
                lambda returned: self._show([lambda words: stick.sentences(returned, words, is_alone=False)]),
                self._page.show_fault,
            )

    def _show(self, told: Sequence[Told]) -> None:
        from progrez_desktop.ui.sending_visit import found_at

        deps, page = self._visit.deps, self._page

        def show(found: Found) -> None:
            page.show_posts(found)
            page.show_outcomes(told)

        page.wait_for(self._visit.tools.store_lane, lambda: found_at(deps), show, page.show_fault)


def _carried(path: Path, carried: Carried, words: Words) -> Sequence[str]:
    count = carried.erasures + carried.profiles
    told = [words.plural("operator.carried", count, name=path.name), words.plural("operator.carried.stays", count)]
    return [*told, words.plural("operator.carried.left", carried.left)] if carried.left else told

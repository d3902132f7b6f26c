"""What is filled in on a page of the registry, where it would be a loss to fill that in again."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from progrez_desktop.core.services.recruiting.unkept import Unkept, Where
from progrez_desktop.ui.background import Lane
from progrez_desktop.ui.staff_page import StaffPage

T = TypeVar("T")
Fields = Mapping[str, str]


class FilledIn:
    """Outlives a lock, and that its page is left, as far as it is not kept."""

    def __init__(
        self,
        page: StaffPage,
        where: Where,
        read: Callable[[], Fields],
        write: Callable[[Fields], None],
        *,
        is_held_when_left: bool = True,
    ) -> None:
        """Take what stands in the fields now for kept.

        Args:
            read: Returns what stands in the fields, by a name of each.
            write: Shows what `read` returned, also what another page of the same read.
            is_held_when_left: Where not, whoever opens the page next begins anew: it is held over a lock alone.
        """
        self._page, self.where, self._read, self._write = page, where, read, write
        self.is_held_when_left = is_held_when_left
        self.kept = read()

    def unkept(self) -> Unkept | None:
        typed = Unkept(self.where, self._read())
        return typed if self.lacks(typed) else None

    def lacks(self, typed: Unkept) -> bool:
        """Return whether something typed was not kept since either; also asked once the page was left."""
        return typed.fields != self.kept

    def keep(
        self, lane: Lane, job: Callable[[], T], then: Callable[[T], None], on_failure: Callable[[Exception], None]
    ) -> None:
        """Have kept what is filled in now, as `Page.wait_for`; it is known as kept, also where the page was left."""
        sent = self._read()

        def know(_: T) -> None:
            self.kept = sent

        def kept(result: T) -> None:
            know(result)
            then(result)

        self._page.wait_for(lane, job, kept, on_failure, too_late=know)

    def take_up(self, typed: Unkept) -> None:
        """Fill it in, and say that it is not kept yet."""
        self._write(typed.fields)
        self._page.show_note("unkept.taken_up")
        self._page.begin_again()

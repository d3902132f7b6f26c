"""A page of the registry on which somebody types or chooses what it would be a loss to do again."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from progrez_desktop.core.services.recruiting.unkept import Unkept, Where
from progrez_desktop.ui.background import Lane
from progrez_desktop.ui.staff_page import StaffPage

T = TypeVar("T")


class TypedPage(StaffPage):
    """What is typed on it outlives a lock, and that the page is left. Pages say what that is, once they are made."""

    where: Where | None = None
    """None where nothing is typed."""
    kept_fields: Mapping[str, str]
    """What was filled in when it was kept last, or when the page was made."""
    is_held_when_left = True
    """Where not, whoever comes next must not see it: it is held over a lock alone."""

    def filled_in(self) -> dict[str, str]:
        """Return what stands in the page's fields, by a name of each."""
        raise NotImplementedError

    def fill_in(self, fields: Mapping[str, str]) -> None:
        """Show what `filled_in` returned, on another page of the same."""
        raise NotImplementedError

    def know_kept(self, place: str, of: str) -> None:
        """Take what stands in the fields now for kept; `place` and `of` are those of a Where."""
        self.where, self.kept_fields = Where(place, of), self.filled_in()

    def unkept(self) -> Unkept | None:
        if self.where is None:
            return None
        typed = Unkept(self.where, self.filled_in())
        return typed if self.still_lacks(typed) else None

    def still_lacks(self, typed: Unkept) -> bool:
        """Return whether it was not kept since either; also asked of a page that was left."""
        return typed.fields != self.kept_fields

    def keep(
        self, lane: Lane, job: Callable[[], T], then: Callable[[T], None], on_failure: Callable[[Exception], None]
    ) -> None:
        """Have kept what is filled in now, as `wait_for`; it lacks nothing then, also where the page was left."""
        sent = self.filled_in()

        def know(_: T) -> None:
            self.kept_fields = sent

        def kept(result: T) -> None:
            know(result)
            then(result)

        self.wait_for(lane, job, kept, on_failure, too_late=know)

    def take_up(self, typed: Unkept) -> None:
        self.fill_in(typed.fields)
        self.show_note("unkept.taken_up")

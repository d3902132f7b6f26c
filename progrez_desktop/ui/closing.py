"""Before a window closes over a text that no disk took: its person hears of it, and chooses."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from progrez_desktop.core.services import unsaved_texts
from progrez_desktop.ui.pages.message import MessagePage

if TYPE_CHECKING:
    from progrez_desktop.ui.journey import Journey


def would_lose(journey: "Journey") -> bool:
    """Try once more to keep what is on screen; return whether closing would lose it. The window waits meanwhile."""
    sitting, session = journey.sitting, journey.session
    if sitting is None or session is None:
        return False
    sitting.put_away()
    journey.outside.store_lane.wait()
    return unsaved_texts.is_any_held(journey.deps, session)


def question(journey: "Journey", stay: Callable[[], object], close: Callable[[], object]) -> MessagePage:
    """Return the page that asks."""
    page = MessagePage(journey.context, "closing", ("stay", "close"), danger="close")
    actions = {"stay": stay, "close": close}
    page.chosen.connect(lambda chosen: actions[chosen]())
    return page


def may_close(journey: "Journey") -> bool:
    """Return whether the window may close now; else it asks, and goes on from there."""
    sitting = journey.sitting
    if sitting is None or not would_lose(journey):
        return True
    journey.window.show_page(question(journey, sitting.resume, journey.window.close_now))
    return False

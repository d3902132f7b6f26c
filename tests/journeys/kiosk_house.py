"""A kiosk over a data folder, with the drives and the sleep that a test gives it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QTimer

from progrez_desktop.core.drives import Drive
from progrez_desktop.core.services import device_settings
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.ui.idle import IdleTimes
from progrez_desktop.ui.kiosk import Kiosk
from progrez_desktop.ui.startup import Desk
from progrez_desktop.ui.widgets.stick_card import StickCard
from tests.fakes import there
from tests.journeys.driving import (
    desk_over,
    storage,
)


class Sleeper:
    """How long the computer slept, as a test says."""

    def __init__(self) -> None:
        self.ms = 0

    def __call__(self) -> int:
        return self.ms


@contextmanager
def kiosk_over(
    parts: Parts,
    drives: list[Drive],
    *,
    slept: Callable[[], int | None] | None = None,
    idle: IdleTimes | None = None,
    language: str = "en",
) -> Iterator[tuple[Desk, Kiosk]]:
    with desk_over(
        parts,
        language,
        idle=idle,
        make_kiosk=lambda window, context: Kiosk(window, context, lambda: list(drives), slept),
    ) as desk:
        yield desk, there(desk.journey.outside.kiosk)


def allowed(parts: Parts, **chosen: str) -> Parts:
    with storage(parts) as opened:
        for name, value in chosen.items():
            device_settings.choose(opened.deps, name, value)
    return parts


def stick(path: Path, name: str = "STICK") -> Drive:
    path.mkdir()
    return Drive(path, name, 16_000_000_000, is_writable=True)


def answering(desk: Desk, answer: Callable[[StickCard], None]) -> None:
    """Do something with the card that a press is about to open, which waits as a dialog does."""

    def look() -> None:
        cards = [card for card in desk.window.findChildren(StickCard) if card.isVisible()]
        if cards:
            answer(cards[0])
        else:
            QTimer.singleShot(5, look)

    QTimer.singleShot(0, look)

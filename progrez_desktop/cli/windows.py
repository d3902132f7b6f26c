"""The windows of staff and of a kiosk that a command line can open, as the composition root hands them over."""

from collections.abc import Callable
from dataclasses import dataclass

from progrez_desktop.cli.session import Session


@dataclass(frozen=True)
class StaffWindows:
    """Each opens a window; its result is the exit status."""

    operator: Callable[[Session], int]
    registry: Callable[[Session], int]
    kiosk: Callable[[Session], int]

"""What a kiosk is: what may leave it, and what has to hold before anybody may begin at it."""

from dataclasses import dataclass

from progrez_desktop.core.model.lock_down import LockCheck


@dataclass(frozen=True)
class KioskRules:
    """What an operator decided about one kiosk. The narrowest of everything until they did."""

    may_save: bool = False
    """Whether a person's own files may go to a removable drive; never to a disk of this computer."""
    may_print: bool = False
    """Whether a CV may be printed, on the printer that this computer has chosen, without a dialog."""
    must_hold: frozenset[LockCheck] = frozenset()
    """What has to be enforced before candidates may begin; a check that fails closes the door, and staff have a way."""

    @property
    def outlets(self) -> tuple[str, ...]:
        """What a person can take along: "stick", "print", both or nothing."""
        return (*(("stick",) if self.may_save else ()), *(("print",) if self.may_print else ()))

"""What a finding says to a person: what was looked at, what was found, what that means, what mends it."""

from dataclasses import dataclass
from pathlib import Path

from progrez_desktop.core import bundle
from progrez_desktop.core.model.lock_down import Found
from progrez_desktop.core.words import Words


@dataclass(frozen=True)
class Told:
    title: str
    found: str
    means: str
    """Empty where it holds, and so is what follows."""
    mend: str
    command: str


def told(one: Found, words: Words) -> Told:
    """Return the sentences of one finding."""
    if one.message == "not_told_here":
        found = words("lock.not_told_here")
    else:
        found = words(f"lock.{one.check}.{one.message}", names=_named(one), **one.counts)
    title = words(f"lock.{one.check}")
    if one.holds:
        return Told(title, found.strip(), "", "", "")
    mend = words(f"lock.{one.check}.mend", recipes=recipes())
    return Told(title, found.strip(), words(f"lock.{one.check}.means"), mend, one.command)


def recipes() -> str:
    """Return where the recipes of a kiosk lie: of the tarball, of the package, or of a checkout."""
    if bundle.is_packaged():
        for folder in (bundle.root().parent.parent / "kiosk", Path("/usr/share/progrez-kiosk")):
            if folder.is_dir():
                return str(folder)
    return "packaging/kiosk"


def _named(one: Found) -> str:
    if one.check == "keys":
        return ", ".join("+".join(part.capitalize() for part in name.split("_")) for name in one.names)
    listed = ", ".join(one.names)
    return f"({listed})" if one.check == "machine" and listed else listed

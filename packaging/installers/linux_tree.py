"""What an installation on Linux has beside the program: menu entry, icons and manual pages."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from installers import man_page, pictures
from installers.plan import CHECKOUT, Plan, run

_LINUX = CHECKOUT / "packaging" / "linux"


def write_share(plan: Plan, share: Path) -> None:
    """Fill a folder `share` as it is below /usr, or below ~/.local."""
    (share / "applications").mkdir(parents=True)
    shutil.copyfile(_LINUX / "progrez.desktop", share / "applications" / "progrez.desktop")
    (share / "metainfo").mkdir()
    day = f"{datetime.fromtimestamp(plan.epoch, UTC):%Y-%m-%d}"
    told = (_LINUX / "invalid.progrez.Desktop.metainfo.xml").read_text("utf-8")
    told = told.replace("@VERSION@", plan.version).replace("@DATE@", day)
    (share / "metainfo" / "invalid.progrez.Desktop.metainfo.xml").write_text(told, "utf-8")
    _check(share)
    pictures.write(share / "icons" / "hicolor")
    man_page.write(plan, share / "man")


def _check(share: Path) -> None:
    """Hold what menus and software centres read against their rules."""
    run(["desktop-file-validate", str(share / "applications" / "progrez.desktop")])
    run(["appstreamcli", "validate", "--no-net", str(share / "metainfo" / "invalid.progrez.Desktop.metainfo.xml")])

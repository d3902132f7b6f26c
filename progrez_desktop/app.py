"""The composition root: the only place that names concrete parts. Without arguments it opens the window."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import EnvironmentFault, Fault
from progrez_desktop.core.settings import Preferences

if TYPE_CHECKING:
    from collections.abc import Callable
    from tempfile import TemporaryDirectory

    from progrez_desktop.cli.session import Session
    from progrez_desktop.core.drives import Drive
    from progrez_desktop.core.model.assessment import FormId
    from progrez_desktop.core.services.opening import Opened, Parts, Unlock
    from progrez_desktop.core.services.rating_office import OpenedOffice
    from progrez_desktop.core.services.registry import OpenedRegistry
    from progrez_desktop.ui.context import Context
    from progrez_desktop.ui.kiosk import Kiosk
    from progrez_desktop.ui.pages.registry_in import Typed
    from progrez_desktop.ui.window import Window


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window, or carry out a command line; return the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        return _carry_out(given)
    except Fault as fault:
        from progrez_desktop.cli.session import language_of
        from progrez_desktop.core.words import told

        print(f"progrez: {told(fault, language_of(given))}", file=sys.stderr)
        return fault.exit_status


def _carry_out(given: Sequence[str]) -> int:
    from progrez_desktop.core.places import default_root

    if not given:
        return show_window(default_root(), None)
    if list(given) == ["kiosk"]:  # as soon as without a word: the command line takes longer to load than the page
        return show_window(default_root(), None, as_kiosk=True)
    # Only here, because the window's first paint does not wait for a command line that nobody asked for.
    from progrez_desktop.cli.frame import run_command
    from progrez_desktop.cli.rate import RatingTools
    from progrez_desktop.cli.windows import StaffWindows

    rating = RatingTools(system_parts, open_rating_desk)
    windows = StaffWindows(open_operator_desk, open_registry_desk, open_kiosk)
    return run_command(given, default_root(), open_window, perform_demo, rating, windows)


@contextmanager
def _then_looking() -> Iterator[None]:
    """Open what a window waits for, and only then look whether every file of a packaged build is as it was built."""
    from progrez_desktop.core.bundle import look_at_the_rest

    try:
        yield
    finally:
        look_at_the_rest()


def _need_a_display() -> None:
    """Say that there is none before Qt ends the process over it.

    Raises:
        EnvironmentFault: "no_display".
    """
    shown_on = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in shown_on):
        raise EnvironmentFault("no_display")


def open_window(session: "Session") -> int:
    """Open the window as a command line asked for it."""
    return show_window(session.data_dir, session.language_asked)


def open_kiosk(session: "Session") -> int:
    """Open the window over every screen, until staff end it."""
    return show_window(session.data_dir, session.language_asked, as_kiosk=True)


def show_window(root: Path, language: str | None, *, as_kiosk: bool = False) -> int:
    """Open the window over the data in `root` and run it until it is closed."""
    import gc

    _need_a_display()
    gc.disable()  # a start makes no garbage, and looking for it takes 7 % of the time; ui.garbage looks later
    from progrez_desktop.core.places import Places
    from progrez_desktop.ui.startup import open_desk

    def open_storage(unlock: "Unlock | None") -> "Opened":
        from progrez_desktop.core.harden import forbid_dumps
        from progrez_desktop.core.services import opening

        forbid_dumps()  # before the first key is in memory, and after the first paint
        with _then_looking():
            return opening.open_storage(system_parts(root), unlock)

    desk = open_desk(
        open_storage, Places(root).preferences, language, make_kiosk=_kiosk_over(root) if as_kiosk else None
    )

    def tell(_kind: type[BaseException], mistake: BaseException, _trace: object) -> None:
        """The outer edge of the window: a mistake of ours becomes a sentence, and its text reaches no terminal."""
        if isinstance(mistake, Exception):
            desk.journey.trouble(mistake)

    sys.excepthook = tell
    desk.show()
    status = int(desk.app.exec())
    desk.close()
    return status


def _kiosk_over(root: Path) -> "Callable[[Window, Context], Kiosk]":
    from progrez_desktop.ui.kiosk import Kiosk

    def find() -> "list[Drive]":
        from progrez_desktop.core.drives import removable

        return removable(root)

    return lambda window, context: Kiosk(window, context, find)


def open_rating_desk(session: "Session") -> int:
    """Open the window of a rating office and run it until it is closed."""
    from progrez_desktop.cli.rate import office_folder
    from progrez_desktop.ui.rating_desk import run_rating_desk

    _need_a_display()

    def open_office(unlock: "Unlock | None") -> "OpenedOffice":
        from progrez_desktop.core.harden import forbid_dumps
        from progrez_desktop.core.services import rating_office

        forbid_dumps()
        with _then_looking():
            return rating_office.open_office(system_parts(office_folder(session.data_dir)), unlock)

    return run_rating_desk(open_office, session.language_asked)


def open_operator_desk(session: "Session") -> int:
    """Open the window of an operator over the data of this device and run it until it is closed."""
    from dataclasses import replace
    from functools import partial

    from progrez_desktop.ui.operator_desk import run_operator_desk

    _need_a_display()

    def open_storage(unlock: "Unlock | None", *, without_packs: bool = False) -> "Opened":
        from progrez_desktop.core.harden import forbid_dumps
        from progrez_desktop.core.services import opening

        forbid_dumps()
        parts = replace(system_parts(session.data_dir), without_packs=without_packs)
        with _then_looking():
            return opening.open_storage(parts, unlock)

    return run_operator_desk(open_storage, partial(open_storage, without_packs=True), session.language_asked)


def open_registry_desk(session: "Session") -> int:
    """Open the window of a recruiter's registry and run it until it is closed."""
    from progrez_desktop.core.packs.shipped import shipped
    from progrez_desktop.core.services.registry import registry_folder
    from progrez_desktop.ui.registry_desk import run_registry_desk

    _need_a_display()

    def open_registry(unlock: "Unlock | None", typed: "Typed") -> "OpenedRegistry":
        from progrez_desktop.core.harden import forbid_dumps
        from progrez_desktop.core.keys.second_factor import Factor, FidoKey
        from progrez_desktop.core.services import registry

        forbid_dumps()
        key = FidoKey(ask_pin=lambda: typed.pin) if typed.with_key else None
        parts = system_parts(registry_folder(session.data_dir))
        with _then_looking():
            return registry.open_registry(parts, unlock, typed.passphrase, Factor(typed.code, key))

    skills = shipped().assessment().skills
    return run_registry_desk(open_registry, skills, session.language_asked)


def system_parts(root: Path) -> "Parts":
    """Return the parts of a real installation: this computer's clock, chance and key store."""
    from progrez_desktop.core.keys.kdf import DEFAULT_COST
    from progrez_desktop.core.keys.os_store import find_store
    from progrez_desktop.core.services.opening import Parts
    from progrez_desktop.core.store.folder import DataFolder
    from progrez_desktop.core.system import SystemClock, SystemEntropy

    return Parts(SystemClock(), SystemEntropy(), DataFolder(root), DEFAULT_COST, find_store, raise_cost=True)


def perform_demo(session: "Session", out: Path, form: "FormId") -> int:
    """Play the whole journey in the real window, drawn without a display, in a throw-away data folder."""
    import os
    from dataclasses import replace

    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from progrez_desktop.core.services import device_settings, opening
    from progrez_desktop.ui.demonstration import perform_and_keep

    def open_storage(unlock: "Unlock | None") -> "Opened":
        opened = opening.open_storage(parts, unlock)
        device_settings.choose(opened.deps, device_settings.FORM.name, form)
        return opened

    with throw_away_folder() as folder:
        parts = replace(system_parts(Path(folder)), in_memory=True)
        language = session.language_asked or session.words.language
        left = perform_and_keep(open_storage, out, Preferences(language))
    for name, path in left.items():
        print(f"{session.words(f'cli.demo.{name}')}: {path}")
    return 0


def throw_away_folder() -> "TemporaryDirectory[str]":
    """Make a folder that goes when it is left."""
    from tempfile import TemporaryDirectory

    from progrez_desktop.core.errors import EnvironmentFault

    try:
        return TemporaryDirectory(prefix="progrez-demo-")
    except OSError as error:
        raise EnvironmentFault("no_temporary_folder") from error

"""Opens the real window over a data folder of its own, and reads and drives it as a person would."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.keys.os_store import SecretStore
from progrez_desktop.core.model.assessment import Prompt
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.ports import Clock, Voice
from progrez_desktop.core.services import accounts, opening, results, sittings
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.opening import Opened, Parts, Unlock
from progrez_desktop.core.services.staff_sign_in import Reach
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.system import SystemClock, SystemEntropy
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.demonstration import press, type_text, wait_until
from progrez_desktop.ui.idle import IdleTimes
from progrez_desktop.ui.kiosk import Kiosk
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.sign_in import SignInPage
from progrez_desktop.ui.pages.welcome import WelcomePage
from progrez_desktop.ui.provider_visit import Online
from progrez_desktop.ui.startup import Desk, open_desk
from progrez_desktop.ui.window import Window
from tests.fakes import FAST_KDF

P = TypeVar("P", bound=QWidget)

MACHINE = Unlock(passphrase="the lamp beside the stairs")
"""What the operator of these machines types at each start."""

ANNA = PersonDetails("Anneliese", "Quastenberg", "a.quastenberg@example.org")
PASSWORD = "seven herons on a fence"

_ITEMS = shipped().assessment().items
FIRST_PROMPT = next(place for place, item in enumerate(_ITEMS) if isinstance(item, Prompt))
END = len(_ITEMS)
"""Where a sitting stands when everything was seen."""


def no_key_store(_prefer: str | None) -> SecretStore:
    raise EnvironmentFault("keyring_absent")


def parts_of(root: Path, clock: Clock | None = None) -> Parts:
    """A machine without a key store, with a key derivation that takes no time."""
    return Parts(clock or SystemClock(), SystemEntropy(), DataFolder(root), FAST_KDF, no_key_store)


@contextmanager
def storage(parts: Parts) -> Iterator[Opened]:
    """The storage without a window, as the test itself looks into it."""
    opened = opening.open_storage(parts, MACHINE)
    try:
        yield opened
    finally:
        opened.close()


def make_account(parts: Parts, details: PersonDetails = ANNA, password: str = PASSWORD) -> str:
    """Make an account on a machine that is not running, and return its recovery code."""
    with storage(parts) as opened:
        made = accounts.create(opened.deps, details, password)
        accounts.keeps_recovery_code(opened.deps, made.session)
        accounts.sign_out(made.session)
    return made.recovery_code


@contextmanager
def desk_over(
    parts: Parts,
    language: str = "en",
    *,
    asked: bool = False,
    preferences: Path | None = None,
    choose_file: Callable[[str, str], Path | None] = lambda _title, _name: None,
    idle: IdleTimes | None = None,
    open_file: Callable[[str, str], Path | None] = lambda _title, _ending: None,
    online: Online | None = None,
    reach: Reach | None = None,
    make_kiosk: Callable[[Window, Context], Kiosk] | None = None,
    voice: Voice | None = None,
) -> Iterator[Desk]:
    """The window over a data folder. The operator's passphrase is given unless it is to be `asked` for."""

    def open_storage(unlock: Unlock | None) -> Opened:
        return opening.open_storage(parts, unlock if asked or unlock else MACHINE)

    desk = open_desk(
        open_storage,
        preferences,
        language,
        choose_file,
        idle,
        open_file,
        online,
        reach,
        make_kiosk,
        None if voice is None else lambda: voice,
    )
    desk.show()
    try:
        yield desk
    finally:
        desk.close()


def set_up(parts: Parts) -> Parts:
    """Start a machine for the first time, so that a desk over it begins at the welcome page."""
    with storage(parts):
        pass
    return parts


def ready(desk: Desk) -> WelcomePage:
    """Wait for the welcome page with its storage behind it."""
    wait_until(lambda: isinstance(desk.window.page, WelcomePage) and desk.journey.opened is not None, "the storage")
    page = desk.window.page
    assert isinstance(page, WelcomePage)
    wait_until(page.begin_button.isEnabled, "the welcome page to be ready")
    return page


def to_sign_in(desk: Desk) -> SignInPage:
    ready(desk).sign_in.emit()
    page = on_screen(desk, SignInPage)
    wait_until(lambda: not desk.journey.outside.store_lane.busy, "which providers there are")
    return page


def sign_in(desk: Desk, email: str = ANNA.email, password: str = PASSWORD) -> None:
    """Fill in the page and press the button; what comes of it is for the caller to see."""
    page = on_screen(desk, SignInPage)
    fill(page.email.edit, email)
    fill(page.password.edit, password)
    press(page.sign_in_button)


def refused(desk: Desk) -> str:
    """Wait until the sign-in page refuses, and return what it says."""
    page = on_screen(desk, SignInPage)
    wait_until(page.sign_in_button.isEnabled, "an answer to signing in")
    return next(text for field in (page.password, page.code) for text in [field.edit.accessibleDescription()] if text)


def fill(edit: QLineEdit, text: str) -> None:
    edit.clear()
    type_text(edit, text)


def on_screen(desk: Desk, kind: type[P]) -> P:
    wait_until(lambda: isinstance(desk.window.page, kind), kind.__name__)
    page = desk.window.page
    assert isinstance(page, kind)
    return page


def texts_of(widget: QWidget, *, hidden: bool = False) -> str:
    """Every text that a widget and those in it hold, also what only a screen reader says."""
    QTest.qWait(0)
    return _texts_of(widget, hidden=hidden)


def _texts_of(widget: QWidget, *, hidden: bool) -> str:
    found = []
    for one in (widget, *widget.findChildren(QWidget)):
        if not hidden and not one.isVisible():
            continue
        found += [one.accessibleName(), one.accessibleDescription(), one.toolTip(), one.windowTitle()]
        if isinstance(one, QLabel | QPushButton | QLineEdit):
            found.append(one.text())
        elif isinstance(one, QPlainTextEdit):
            found.append(one.toPlainText())
    return "\n".join(text for text in found if text)


def everything_in_memory() -> str:
    """The texts of every widget of this process, shown or not, and of the clipboard."""
    QTest.qWait(0)
    shown = [_texts_of(top, hidden=True) for top in QApplication.topLevelWidgets()]
    return "\n".join([*shown, QApplication.clipboard().text()])


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, byte for byte."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def begin_at(parts: Parts, position: int) -> None:
    """Leave Anna's sitting where she will go on."""
    make_account(parts)
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        session.safe.keep_place(sittings.begin(opened.deps, session).attempt.id, position, 0)
        accounts.sign_out(session)


@contextmanager
def signed_in(parts: Parts) -> Iterator[tuple[Deps, Session]]:
    """Anna's safe, open without a window."""
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        yield opened.deps, session
        accounts.sign_out(session)


def finish_unanswered(deps: Deps, session: Session) -> None:
    """Leave a finished sitting without any answer: a profile that has no score."""
    results.finish(deps, session, sittings.begin(deps, session).attempt.id)


def with_a_result(root: Path) -> Parts:
    """A machine on which Anna has finished a sitting."""
    parts = parts_of(root)
    make_account(parts)
    with signed_in(parts) as (deps, session):
        attempt = sittings.begin(deps, session, computer_reading=False).attempt
        now = deps.clock.now_ms()
        for item, value in invented.answers_of_form(deps.shipped, "fixed", "en").items():
            session.safe.save_response(attempt.id, item, "en", value, position=0, active_ms=0, at_ms=now)
        session.safe.keep_chain_head()
        results.finish(deps, session, attempt.id)
    return parts


def go_on(desk: Desk) -> None:
    to_sign_in(desk)
    sign_in(desk)
    press(on_screen(desk, MessagePage).buttons["go_on"])


def kept_by(parts: Parts) -> dict[str, object]:
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        standing = sittings.standing(opened.deps, session)
        assert standing is not None
        kept: dict[str, object] = {item: one.value for item, one in standing.responses.items()}
        accounts.sign_out(session)
    return kept


def told_at_start(desk: Desk) -> str:
    page = on_screen(desk, MessagePage)
    assert set(page.buttons) == {"close", "again"}
    return texts_of(page)

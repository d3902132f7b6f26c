"""A sitting goes to another kiosk, or comes from one: staff hold the stick, and its owner types their password."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.keys.moving_papers import MAX_BYTES, MAX_PAPER_BYTES
from progrez_desktop.core.model.moving import KioskAddress, MovedAway, PacketHead
from progrez_desktop.core.services import enrolling, moved_sittings
from progrez_desktop.core.services.deps import Session
from progrez_desktop.core.store.sealed_file import read_file
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.own_password import OwnPasswordPage

if TYPE_CHECKING:
    from progrez_desktop.ui.journey import Journey
    from progrez_desktop.ui.kiosk_files import StickFiles

T = TypeVar("T")
ADDRESS, PACKET, ARRIVED = ".progrez-kiosk", ".progrez-sitting", ".progrez-arrived"


class MovedSittingVisit:
    """What an invigilator's panel offers of it, each over the page of the candidate."""

    def __init__(
        self, journey: "Journey", files: "StickFiles", back: Callable[[], None], end: Callable[[], None]
    ) -> None:
        """Make one.

        Args:
            back: Brings the panel back.
            end: Takes staff away, and gives the candidate their page. The only way on from a page that a candidate was
                asked something on: the panel is not theirs.
        """
        self._journey, self._files, self._back, self._end = journey, files, back, end

    def ways(self) -> Mapping[str, Callable[[], None]]:
        return {"move": self.move, "take_in": self.take_in, "address": self.save_address, "arrived": self.hear}

    # From here

    def move(self) -> None:
        """Ask for the address of the other kiosk, and then its owner for their password."""
        path = self._open("moved.choose_address", ADDRESS)
        if path is not None:
            deps = self._journey.deps

            def look() -> tuple[KioskAddress, str]:
                to = moved_sittings.read_address(deps, read_file(path, MAX_PAPER_BYTES))
                return to, moved_sittings.name_here(deps, to.organisation_id)

            self._do(look, lambda found: self._ask_mover(*found))

    def _ask_mover(self, to: KioskAddress, here: str) -> None:
        page = OwnPasswordPage(self._journey.context, "moved.ask_mover", kiosk=to.name)
        page.back.connect(self._end)
        page.typed.connect(lambda password: self._prove(page, to, here, password))
        self._journey.locking.connect(page.back)  # what was typed goes with the page, before somebody else sits here
        self._journey.window.cover(page)

    def _prove(self, page: OwnPasswordPage, to: KioskAddress, here: str, password: str) -> None:
        """A wrong password is told at once, and not after the stick was chosen."""
        deps, session = self._journey.deps, self._journey.signed_in()
        page.wait_for(
            self._journey.outside.store_lane,
            lambda: moved_sittings.prove(deps, session, password),
            lambda _: self._seal(page, to, here, password),
            lambda failure: self._failed_at(page, failure),
        )

    def _seal(self, page: OwnPasswordPage, to: KioskAddress, here: str, password: str) -> None:
        journey, words = self._journey, self._journey.context.words
        place = self._files.choose_file(words("moved.choose_place"), words("moved.file_name", kiosk=here) + PACKET)
        if place is not None and not page.is_left:  # the safe may have locked itself while the card was there
            deps, session = journey.deps, journey.signed_in()
            page.wait_for(
                journey.outside.store_lane,
                lambda: moved_sittings.move(deps, session, password, to, place),
                lambda moved: self._moved(moved, place.name),
                lambda failure: self._failed_at(page, failure),
            )

    def _moved(self, moved: MovedAway, name: str) -> None:
        """Close the safe before anything else: what was answered here from now on would not be in the packet."""
        self._journey.show_welcome()
        page = self._tell("moved.gone", kiosk=moved.to_name, name=name)
        page.chosen.connect(lambda _: self._end())

    # To here

    def save_address(self) -> None:
        """Save where sittings may move to: this kiosk."""
        deps = self._journey.deps

        def made() -> tuple[str, bytes]:
            organisation_id = enrolling.chosen(deps, None).organisation_id
            content = moved_sittings.address(deps, organisation_id)
            return moved_sittings.name_here(deps, organisation_id), content

        self._do(made, lambda found: self._save_address(*found))

    def _save_address(self, here: str, content: bytes) -> None:
        place = self._files.choose_file(self._journey.context.words("moved.choose_place"), here + ADDRESS)
        if place is None:
            return

        def write() -> str:
            from progrez_desktop.core.documents.writing import put, whole_file

            with whole_file(place) as file:
                put(file, content)
            return place.name

        self._do(write, lambda name: self._told("moved.saved", name=name))

    def take_in(self) -> None:
        """Ask for the packet, and then its owner for their password."""
        path = self._open("moved.choose_packet", PACKET)
        if path is not None:
            deps = self._journey.deps

            def look() -> tuple[PacketHead, bytes]:
                data = read_file(path, MAX_BYTES)
                return moved_sittings.look(deps, data), data

            self._do(look, lambda found: self._ask_owner(*found, path))

    def _ask_owner(self, head: PacketHead, data: bytes, path: Path) -> None:
        journey, deps = self._journey, self._journey.deps
        page = OwnPasswordPage(journey.context, "moved.ask_owner", kiosk=head.from_name)
        page.back.connect(self._end)

        def take(password: str) -> Session:
            session = moved_sittings.take_in(deps, data, password)
            _leave_word(lambda: moved_sittings.arrival(deps, head), path)
            return session

        page.typed.connect(
            lambda password: page.wait_for(
                journey.outside.store_lane,
                lambda: take(password),
                self._came,
                lambda failure: self._failed_at(page, failure),
                journey.lock_away,
            )
        )
        journey.window.cover(page)

    def _came(self, session: Session) -> None:
        self._end()
        page = self._journey.window.page
        assert page is not None
        self._journey.arrival.came_in(page, session)

    def hear(self) -> None:
        """Let go of what arrived elsewhere."""
        path = self._open("moved.choose_word", ARRIVED)
        if path is not None:
            deps = self._journey.deps
            self._do(
                lambda: moved_sittings.hear_arrival(deps, read_file(path, MAX_PAPER_BYTES)),
                lambda is_new: self._told("moved.heard" if is_new else "moved.heard_before"),
            )

    # Around it

    def _open(self, title: str, ending: str) -> Path | None:
        return self._files.open_file(self._journey.context.words(title), ending)

    def _do(self, job: Callable[[], T], then: Callable[[T], None]) -> None:
        page = self._journey.window.covering
        if page is not None:
            page.wait_for(
                self._journey.outside.store_lane, job, then, lambda failure: self._failed(failure, self._back)
            )

    def _failed(self, failure: Exception, then: Callable[[], None]) -> None:
        page = MessagePage(self._journey.context, "moved.not_done", ("back",), failure=failure)
        page.chosen.connect(lambda _: then())
        self._journey.window.cover(page)

    def _failed_at(self, page: OwnPasswordPage, failure: Exception) -> None:
        if isinstance(failure, Fault) and failure.code in ("wrong_password", "sign_in_wait"):
            page.show_failure(failure)
        else:
            self._failed(failure, self._end)

    def _tell(self, about: str, **params: Any) -> MessagePage:
        page = MessagePage(self._journey.context, about, ("done",), **params)
        self._journey.window.cover(page)
        return page

    def _told(self, about: str, **params: Any) -> None:
        self._tell(about, **params).chosen.connect(lambda _: self._back())


def _leave_word(word: Callable[[], bytes], packet: Path) -> None:
    """Put the word that it arrived beside the packet, and take that away: it opens nowhere any more."""
    from progrez_desktop.core.documents.writing import put, whole_file

    with suppress(Fault, OSError):  # pulled out by then: the other kiosk keeps its copy for longer, and nobody lost it
        with whole_file(packet.with_suffix(ARRIVED)) as file:
            put(file, word())
        packet.unlink()


def tell_moved(journey: "Journey", moved: MovedAway, go_on: Callable[[], None]) -> None:
    """Say to who signs in where their sitting went: they may go on here all the same."""
    told = MessagePage(
        journey.context,
        "moved.elsewhere",
        ("leave", "stay"),
        sentence=lambda words: words("moved.elsewhere.text", kiosk=moved.to_name, at=words.moment(moved.at_ms)),
    )
    deps, session = journey.deps, journey.signed_in()

    def chosen(what: str) -> None:
        if what == "leave":
            journey.sign_out()
        else:
            journey.run(told, lambda: moved_sittings.stay(deps, session), lambda _: go_on())

    told.chosen.connect(chosen)
    journey.window.show_page(told)

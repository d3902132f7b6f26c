"""`make kiosk-day`: a whole day at two kiosks, with the programs that run there (`-m tests.ui.kiosk_day [PICTURES]`).

An operator at nine, two candidates, an invigilator, a computer that loses its power, a sitting that moves, the evening.
Every page on the way has its keyboard; what it looks like goes into the folder PICTURES. About two minutes:
a code of an app is taken once. Needs what `kiosk_screens` and `journeys/assistive` need.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyotp

from progrez_desktop.app import system_parts
from progrez_desktop.core.drives import OWN_FOLDER
from progrez_desktop.core.keys.organisation_papers import new_enrolment_code, sign_invitation
from progrez_desktop.core.model.kiosk import KioskRules
from progrez_desktop.core.model.organisation import Invitation
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import opening, staff, staff_factors, staff_roster
from progrez_desktop.core.services.opening import Unlock
from progrez_desktop.core.system import SystemClock
from tests.journeys.driving import ANNA
from tests.journeys.driving import PASSWORD as OWN
from tests.journeys.test_by_screen_reader import Person
from tests.organisations import DAY_MS, Organisation
from tests.ui.kiosk_room import EN, HIGH, Room, room

MACHINE, STAFF, PIN = "the lamp beside the stairs", "negen gele fietsen", "480512"
BOB = PersonDetails("Bob", "Verweij", "b.verweij@example.org")
ITEMS = len(shipped().assessment().items)


class Phone:
    """The app that shows codes. Each is taken once."""

    def __init__(self, uri: str) -> None:
        self._codes = pyotp.parse_uri(uri)
        self._last = ""

    def code(self) -> str:
        while (now := str(self._codes.now())) == self._last:  # type: ignore[attr-defined,union-attr]
            time.sleep(0.2)
        self._last = now
        return now


def board_of_today() -> Organisation:
    made = Organisation.made(server=None)
    made.card = replace(made.card, at_ms=SystemClock().now_ms() - DAY_MS)
    return made


@dataclass
class Day:
    """Two kiosks of one organisation without a server, and those who come to them."""

    room: Room
    board: Organisation = field(default_factory=board_of_today)
    phones: dict[str, Phone] = field(default_factory=dict)

    def invitation(self, name: str) -> Path:
        until_ms, code = SystemClock().now_ms() + 7 * DAY_MS, new_enrolment_code(self.board.entropy)
        card, rules = self.board.card, KioskRules(may_save=True)
        document = self.board.card_document()
        made = Invitation(card.organisation_id, card, document, "kiosk", code, until_ms, name, rules)
        return self._file(f"{name}.json", sign_invitation(self.board.signing, made))

    def certificate(self, request: Path) -> Path:
        now = SystemClock().now_ms()
        terms = {"from_ms": now - DAY_MS, "until_ms": now + 700 * DAY_MS}
        return self._file("certificate.json", self.board.certificate(json.loads(request.read_text()), **terms))

    def _file(self, name: str, content: object) -> Path:
        file = self.room.folder / name
        file.write_text(json.dumps(content))
        return file

    # Nine o'clock

    def operator_makes_a_kiosk(self) -> None:
        shown = self.room
        with shown.program("left", "operator"):
            shown.heading("unlock.new.title")
            shown.write("unlock.new.field", MACHINE)
            shown.press("unlock.open")
            shown.heading("recovery.machine.title")
            code = next(
                one.name for one in shown.reader.everything() if one.name.count(", ") == 3 and one.name.isupper()
            )
            shown.write("recovery.type_group", code.split(", ")[1].replace(" ", ""))
            shown.press("account.continue")
            shown.heading("staff_in.new.title")
            shown.write("staff_in.field", STAFF)
            shown.write("staff_in.again", STAFF)
            shown.press("staff_in.open")
            shown.heading("operator.today.title")
            self._lies_on_the_screen()
            shown.says("operator.nobody_yet")
            self._joins_the_organisation()
            self._adds_mieke()
            shown.press("operator.go.lock")
            shown.heading("operator.locked.title")
            shown.press("operator.locked.again")
            self._opens_storage()
            self._mieke_adds_a_second_factor()

    def _lies_on_the_screen(self) -> None:
        """With its frame: the last row of buttons would otherwise lie below the edge."""
        assert self.room.bottom("filler", "Progrez") <= HIGH

    def _joins_the_organisation(self) -> None:
        shown, request = self.room, self.room.folder / "request.json"
        shown.press("operator.see_organisations")
        shown.heading("operator.go.organisations")
        shown.press("operator.enrol.open")
        shown.file(self.invitation("Kiosk 3"))
        shown.heading("operator.invitation.title", organisation="Example Water Board")
        shown.write("operator.invitation.typed", self.board.fingerprint)
        shown.press("operator.invitation.accept")
        shown.file(request)
        shown.says("operator.enrol.saved", name=request.name)
        shown.press("operator.enrol.take")
        shown.file(self.certificate(request))
        shown.says("operator.enrol.admitted")
        shown.go("computer")
        shown.heading("operator.go.computer")

    def _adds_mieke(self) -> None:
        shown = self.room
        shown.go("roster")
        shown.heading("operator.go.roster")
        shown.press("roster.add")
        shown.heading("roster.new.title")
        shown.write("roster.new.name", "Mieke")
        shown.write("roster.new.pin", PIN)
        shown.write("staff_in.again", PIN)
        shown.press("roster.new.enter")
        shown.says("roster.added", name="Mieke", role=EN("staff.role.invigilator"))

    def _mieke_adds_a_second_factor(self) -> None:
        shown = self.room
        shown.heading("staff_in.known.title")
        shown.keys("key", "Down")  # from the first operator to her
        shown.write("staff_in.pin", PIN)
        shown.press("staff_in.open")
        shown.says("roster.without_factor_yet")
        shown.press("roster.own")
        shown.write("roster.own.secret", PIN)
        shown.press("roster.own.begin_code")
        shown.heading("roster.own.title")
        uri = next(one.name for one in shown.reader.everything() if one.name.startswith("otpauth"))
        self.phones["left"] = Phone(uri.replace("\u200b", ""))
        shown.write("staff_in.code", self.phones["left"].code())
        shown.press("roster.own.confirm_code")
        shown.says("roster.own.code_added")

    def other_kiosk_is_made_by_commands(self) -> None:
        shown, request = self.room, self.room.folder / "other.json"
        opened = {"--passphrase-fd": MACHINE}
        file, compared = self.invitation("Kiosk 4"), ("--fingerprint", self.board.fingerprint)
        first = ("kiosk", "--passphrase-fd", "provision", str(file), *compared, "--request-out", str(request))
        shown.types("right", *first, secrets={"--passphrase-fd": f"{MACHINE}\n{MACHINE}"}, status=3)
        paper = ("--certificate", str(self.certificate(request)))
        shown.types("right", "enrol", "--passphrase-fd", *paper, secrets=opened)
        storage = opening.open_storage(system_parts(shown.folder / "right"), Unlock(passphrase=MACHINE))
        deps, omar = storage.deps, staff.set_up(storage.deps, STAFF, "Omar")
        member = staff_roster.add(deps, omar, "Mieke", "invigilator", PIN)
        staff.opened(deps, PIN, member_id=member.id)
        new = staff_factors.new_code(deps, "Mieke")
        phone = self.phones["right"] = Phone(new.uri)
        staff_factors.confirm_code(deps, PIN, new, phone.code())
        storage.close()
        assert EN("cli.kiosk.provision.ready") in shown.types(
            "right", "kiosk", "--passphrase-fd", "provision", secrets=opened
        )

    # Ten o'clock

    def _opens_storage(self) -> None:
        self.room.write("unlock.passphrase.field", MACHINE)
        self.room.press("unlock.open")

    def _kiosk_begins(self) -> None:
        self._opens_storage()
        self.room.reader.wait(
            lambda: "enabled" in self.room.reader.find("button", EN("welcome.begin")).states, "a start"
        )
        self.room.look("welcome")

    def _sits_down(self, who: PersonDetails, answers: int) -> Person:
        person = Person(self.room.reader, "en", who)
        person.arrive()
        person.choose()
        person.practise()
        for number in range(answers):
            person.answer(number)
        return person

    def _mieke_comes(self, where: str) -> None:
        """Over whatever is on screen."""
        shown = self.room
        shown.reader.find("button", EN("staff_corner", press="F12"))
        shown.keys("key", "F12")
        shown.write("staff_in.pin", PIN)
        shown.write("staff_in.code", self.phones[where].code())
        shown.press("staff_in.open")
        shown.heading("invigilator.title")

    def anna_is_helped_and_the_power_goes(self) -> None:
        shown = self.room
        with shown.program("left", "kiosk"):
            self._kiosk_begins()
            anna = self._sits_down(ANNA, 3)
            self._mieke_comes("left")
            shown.press("invigilator.pause")
            shown.heading("invigilator.paused.title")
            shown.press("invigilator.paused.go_on")
            self._mieke_comes("left")
            shown.says("invigilator.accommodate.untimed")
            shown.press("invigilator.accommodate")
            shown.heading("ease.title")
            shown.reader.press("radio button", f"{EN('ease.text')}: 125\u00a0%")
            shown.press("ease.keep")
            shown.heading("invigilator.title")
            shown.press("invigilator.back")
            anna.answer(3)
            anna.answer(4)
            shown.heading_of(shipped().assessment().items[5].text["en"])
        with shown.program("left", "kiosk"):
            self._kiosk_begins()
            shown.press("welcome.sign_in")
            shown.write("account.email", ANNA.email)
            shown.write("account.password", OWN)
            shown.press("sign_in.open")
            shown.heading("resume.title", name=ANNA.first_name)
            shown.press("resume.go_on")
            shown.heading_of(shipped().assessment().items[5].text["en"])
            anna.press("item.pause")

    def bob_goes_on_at_the_other_kiosk(self) -> None:
        shown = self.room
        with shown.program("right", "kiosk"):
            self._kiosk_begins()
            self._mieke_comes("right")
            shown.press("invigilator.address")
            shown.stick("STICK")
            shown.heading("moved.saved.title")
        with shown.program("left", "kiosk"):
            self._kiosk_begins()
            self._sits_down(BOB, 2)
            self._mieke_comes("left")
            shown.press("invigilator.move")
            shown.stick("STICK", "Kiosk 4")
            shown.heading("moved.ask_mover.title", kiosk="Kiosk 4")
            shown.write("own_password.field", "four foxes in the rain")
            shown.press("moved.ask_mover.go_on")
            shown.says("own_password.wrong")
            shown.write("own_password.field", OWN)
            shown.press("moved.ask_mover.go_on")
            shown.stick("STICK")
            shown.heading("moved.gone.title", kiosk="Kiosk 4")
        with shown.program("right", "kiosk"):
            self._kiosk_begins()
            self._mieke_comes("right")
            shown.press("invigilator.take_in")
            shown.stick("STICK", EN("moved.file_name", kiosk="Kiosk 3"))
            shown.heading("moved.ask_owner.title", kiosk="Kiosk 3")
            shown.write("own_password.field", OWN)
            shown.press("moved.ask_owner.go_on")
            shown.heading("resume.title", name=BOB.first_name)
            shown.press("resume.go_on")
            self._finishes(Person(shown.reader, "en", BOB), 2)

    def _finishes(self, person: Person, number: int) -> None:
        for one in range(number, ITEMS):
            person.answer(one)
        person.come_to(EN("review.complete"))
        person.press("review.finish")
        person.come_to(EN("profile.title"))
        self.room.look("profile")
        person.press("profile.cv")
        person.come_to(EN("cv_page.title"))
        person.press("cv_page.save")
        self.room.look("cv_drives")
        self.room.stick("BOB")
        name = EN("cv_page.file_name", name=person.details.full_name)
        self.room.says("cv_page.saved", name=name)
        assert (self.room.drives / "BOB" / OWN_FOLDER / name).read_bytes().startswith(b"%PDF-")

    # The evening

    def operator_looks_back_and_locks(self) -> None:
        shown = self.room
        with shown.program("left", "kiosk"):
            self._kiosk_begins()
            self._mieke_comes("left")
            shown.press("invigilator.arrived")
            shown.stick("STICK", EN("moved.file_name", kiosk="Kiosk 3"))
            shown.heading("moved.heard.title")
            shown.press("moved.heard.done")
            shown.press("invigilator.back_to_page")
            shown.press("welcome.sign_in")
            shown.heading("sign_in.title")
            shown.press("staff_in.link")
            shown.heading("staff_in.known.title")
            shown.write("staff_in.field", STAFF)
            shown.press("staff_in.open")
            shown.heading("kiosk.staff.title")
            shown.press("kiosk.staff.desk")
            shown.heading_of("Kiosk 3 · Example Water Board")
            shown.says("operator.nothing_waits_by_stick")
            for place in ("send", "log"):
                shown.go(place)
                shown.heading(f"operator.go.{place}")
            shown.says("log_page.whole.title")
            shown.press("operator.go.leave")
            shown.reader.find("button", EN("welcome.begin"))


STORY: tuple[Callable[[Day], None], ...] = (
    Day.operator_makes_a_kiosk,
    Day.other_kiosk_is_made_by_commands,
    Day.anna_is_helped_and_the_power_goes,
    Day.bob_goes_on_at_the_other_kiosk,
    Day.operator_looks_back_and_locks,
)


def play(folder: Path, pictures: Path | None = None, tell: Callable[[str], None] = print) -> None:
    """Play the day.

    Raises:
        UnheardError, AssertionError: Somebody would have been stuck.
    """
    with room(folder, pictures) as shown:
        day = Day(shown)
        for part in STORY:
            began = time.monotonic()
            part(day)
            tell(f"{part.__name__.replace('_', ' ')}: {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    wanted = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if wanted is not None:
        wanted.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        play(Path(name), wanted)

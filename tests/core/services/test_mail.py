"""What became of a release comes back to its person, and to nobody else."""

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_document import keep_contract
from progrez_desktop.core.keys.inbox import seal_to
from progrez_desktop.core.keys.organisation_papers import sign_card
from progrez_desktop.core.keys.signed import sign_body
from progrez_desktop.core.model.organisation import DeviceKind
from progrez_desktop.core.model.outgoing import Sent
from progrez_desktop.core.services import (
    access_log,
    counting_periods,
    device_settings,
    exchange,
    mail,
    my_data,
    notices,
    receipts,
    release_view,
    releasing,
    sending,
)
from progrez_desktop.core.words import Words
from tests.core.services.rating_house import ORGANISATION, Kiosk
from tests.core.services.release_house import Employer, finished_at
from tests.core.services.sending_house import SIGNING, card_of, enrol, relay_to
from tests.fakes import there
from tests.organisation_server import OrganisationServer, serving


@dataclass
class Home:
    """Somebody who released their profile on a device of the organisation's, and its server."""

    kiosk: Kiosk
    server: OrganisationServer

    def release(self) -> str:
        ahead = releasing.look(self.kiosk.deps, self.kiosk.session)
        releasing.send(self.kiosk.deps, self.kiosk.session, ahead)
        return self.kiosk.session.safe.releases.all_live()[-1].id

    def press(self) -> Sent:
        with relay_to(self.kiosk.deps, self.server.address, ORGANISATION) as relay:
            return sending.press(self.kiosk.deps, ORGANISATION, relay)

    def fetch(self) -> int:
        with relay_to(self.kiosk.deps, self.server.address, ORGANISATION) as relay:
            return mail.fetch(self.kiosk.deps, relay)

    def exchange(self) -> exchange.Exchanged:
        with relay_to(self.kiosk.deps, self.server.address, ORGANISATION) as relay:
            return exchange.go(self.kiosk.deps, ORGANISATION, relay)

    def write(self, about: str, event: str = "opened", number: int = 1, by: bytes = SIGNING, **more: Any) -> None:
        """Post mail as a workstation does: sealed to what the release's header names."""
        header = self.kiosk.deps.device._database.rows(
            "SELECT header FROM outbox WHERE release_id = ? AND kind = 'put'", (about,)
        )[0][0]
        mail_id = f"{number:032x}"
        content = {
            "mail_id": mail_id,
            "release_id": about,
            "at_ms": self.server.now_ms,
            "event": event,
            "count": 1,
            "by": "recruiter",
        } | more
        key = bytes.fromhex(json.loads(header)["reply_key"])
        document = sign_body(by, "mail-content", content)
        sealed = seal_to(key, json.dumps(document).encode(), "mail", about.encode())
        self.put(mail_id, about, sealed)

    def put(self, mail_id: str, release_id: str, sealed: bytes) -> None:
        seq = len(self.server.mail) + 1
        item = {"mail_id": mail_id, "release_id": release_id, "sealed": b64encode(sealed).decode(), "seq": seq}
        self.server.mail.append(item | {"at_ms": self.server.now_ms})

    def log(self) -> list[str]:
        self.kiosk.sign_in_again()
        lines = access_log.checked(self.kiosk.deps, self.kiosk.session).lines
        return [my_data.sentence(line, Words("en")) for line in lines]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    employer = Employer.made()
    kiosk = finished_at(tmp_path / "kiosk", employer)
    kiosk.grant("profile", "contact")
    with serving(ORGANISATION) as server:
        card = card_of(ORGANISATION, server.address, employer.pair.public)
        enrol(kiosk.deps, card)
        server.card = sign_card(SIGNING, card)
        yield Home(kiosk, server)


def test_a_person_reads_when_it_arrived(home: Home) -> None:
    home.release()
    waiting = release_view.state(releasing.look(home.kiosk.deps, home.kiosk.session))(Words("en"))
    assert "waits on this computer" in waiting
    assert home.press().stored == 1
    arrived = release_view.state(releasing.look(home.kiosk.deps, home.kiosk.session))(Words("en"))
    assert "received it on" in arrived
    assert home.log()[-1].startswith("The organisation received what you released")
    assert len(home.log()) == len(home.log()) - 1  # one more sign-in and nothing else: it is told once
    held = my_data.look(home.kiosk.deps, home.kiosk.session)
    assert [one.arrived_ms for one in held.released] == [home.server.now_ms]
    receipt = there(receipts.latest(home.kiosk.session))
    (left,) = my_data.left_by(home.kiosk.deps, home.kiosk.session, receipt, Words("en"))
    assert "received it on" in left


def test_a_server_that_writes_in_the_name_of_staff_is_not_believed(home: Home) -> None:
    about = home.release()
    home.press()
    home.write(about, "message", by=b"\7" * 32, message="Send your diploma to me.")
    assert home.fetch() == 1
    assert home.log()[-1].startswith("The organisation received")
    assert not any("message" in line or "wrote" in line for line in home.log())


def test_a_person_reads_when_it_was_erased_and_for_how_long_copies_may_hold_it(home: Home) -> None:
    home.release()
    home.press()
    home.kiosk.grant()
    assert home.press().erased == 1
    told = "The organisation confirmed that it erased what you had released"
    assert any(line.startswith(told) for line in home.log())
    (one,) = my_data.look(home.kiosk.deps, home.kiosk.session).released
    sentence = my_data.released_sentence(one, Words("en"))
    assert "confirmed on" in sentence and "30 days" in sentence


def test_who_read_it_stands_in_the_log_of_its_person(home: Home) -> None:
    release_id = home.release()
    home.press()
    home.write(release_id, count=3)
    assert home.fetch() == 1
    assert [line for line in home.log() if "opened your profile 3 times" in line]
    assert home.fetch() == 0
    assert len([line for line in home.log() if "opened your profile" in line]) == 1


def test_a_message_of_staff_is_news_and_its_words_stay_out_of_the_log(home: Home) -> None:
    release_id = home.release()
    home.press()
    home.write(release_id, "message", message="Could you come <b>on Monday</b>?")
    home.fetch()
    lines = home.log()
    (news,) = notices.news(home.kiosk.session)
    assert "Could you come <b>on Monday</b>?" in notices.sentence(news, Words("en"))
    assert not [line for line in lines if "Monday" in line]
    assert [line for line in lines if "wrote you a message" in line]


def test_mail_after_an_older_database_was_put_back_still_comes(home: Home) -> None:
    home.release()
    home.press()
    released = home.kiosk.session.safe.releases.all_live()[-1].id
    for number in (1, 2, 3):
        home.write(released, number=number)
    assert home.fetch() == 3
    del home.server.mail[1:]
    home.write(released, number=4)
    assert home.fetch() == 1
    home.write(released, number=5)
    assert home.fetch() == 1


def test_numbers_that_overtook_the_old_ones_hide_no_mail(home: Home) -> None:
    home.release()
    home.press()
    released = home.kiosk.session.safe.releases.all_live()[-1].id
    home.write(released)
    assert home.fetch() == 1
    home.server.mail.clear()
    for number in (2, 3):
        home.write(released, number=number)
    home.server.store_id = "6" * 32
    home.kiosk.grant()
    assert home.press().server_rolled_back
    assert home.fetch() == 2


def test_mail_rests_sealed_until_its_person_comes(home: Home) -> None:
    release_id = home.release()
    home.press()
    home.write(release_id, "message", message="canary-of-staff")
    home.fetch()
    for path in home.kiosk.deps.folder.root.rglob("*"):
        assert not path.is_file() or b"canary-of-staff" not in path.read_bytes()
    ((_, sealed),) = home.kiosk.deps.device.outbox.mail(home.kiosk.session.account_id, "mail")
    assert b"canary" not in sealed


def test_what_is_sealed_to_another_key_or_tells_of_another_release_tells_nothing(home: Home) -> None:
    release_id = home.release()
    home.press()
    home.put("1" * 32, release_id, b"x" * 200)
    home.put("2" * 32, release_id, b"")
    home.put("3" * 32, "e" * 32, b"x" * 200)
    home.write(release_id, number=4, release_id="e" * 32)
    before = len(home.log())
    assert home.fetch() == 3
    assert len(home.log()) == before + 1  # signing in
    assert not home.kiosk.deps.device.outbox.mail(home.kiosk.session.account_id, "mail")


@pytest.mark.parametrize(
    "lie",
    [
        lambda page: page | {"organisation_id": "b" * 32},
        lambda page: page | {"next": 0},
        lambda page: page | {"items": [{**one, "seq": 0} for one in page["items"]]},
        lambda page: {"hello": 1},
    ],
)
def test_a_page_that_can_not_be_is_not_kept(lie: Any, home: Home) -> None:
    release_id = home.release()
    home.press()
    home.write(release_id)
    home.server.bend = lie
    with pytest.raises(DataFault, match="online_reply"):
        home.fetch()
    assert not home.kiosk.deps.device.outbox.mail(home.kiosk.session.account_id, "mail")


def test_one_press_sends_and_fetches_and_what_can_not_be_fetched_costs_nothing(home: Home) -> None:
    release_id = home.release()
    del home.server.site.answers["/v1/notices"]
    done = home.exchange()
    assert done.sent.stored == 1
    assert done.fault is not None and done.fault.code == "server_unknown"
    assert len(exchange.sentences(done, "X", Words("nl"))) >= 2
    assert home.server.releases[release_id].version == 1


def test_closed_periods_go_once_and_only_where_an_operator_wants_it(home: Home) -> None:
    deps = home.kiosk.deps
    counting_periods.current(deps)
    counting_periods.close(deps)
    home.exchange()
    assert not home.server.statistics
    device_settings.choose(deps, "send_statistics", "yes")
    assert [home.exchange().periods for _ in range(2)] == [1, 0]
    (told,) = home.server.statistics
    keep_contract(told, "statistics")
    assert (told["recipient"]["role"], len(told["periods"])) == ("organisation", 1)


@pytest.mark.parametrize("kind", ["kiosk", "home"])
def test_a_receipt_says_where_the_choice_was_made(kind: DeviceKind, home: Home) -> None:
    enrol(home.kiosk.deps, there(there(home.kiosk.deps.device.organisations.find(ORGANISATION)).card), kind)
    home.release()
    receipt = home.kiosk.deps.device._database.rows("SELECT receipt FROM outbox WHERE kind = 'put'")[0][0]
    assert json.loads(receipt)["collection"]["method"] == kind

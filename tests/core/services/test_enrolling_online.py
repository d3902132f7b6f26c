"""A device asks its organisation's server and hears of its admission; a server that lies about keys is not believed."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from progrez_desktop.core.errors import DataFault, LockedFault, UsageFault
from progrez_desktop.core.json_document import read_json
from progrez_desktop.core.keys.inbox import new_key_pair
from progrez_desktop.core.model.organisation import SignIn, StaffTokens
from progrez_desktop.core.resources import resource_json
from progrez_desktop.core.services import enrolling, exchange, releasing, sending
from tests.core.services.enrolling_house import accepted, known
from tests.core.services.rating_house import ORGANISATION, Kiosk
from tests.core.services.release_house import Employer, finished_at
from tests.fakes import MONDAY_MS, FakeEntropy, there
from tests.organisations import ACR, DAY_MS, Organisation
from tests.web_server import Site, listening


@pytest.fixture
def employer() -> Employer:
    return Employer.made()


@pytest.fixture
def kiosk(tmp_path: Path, employer: Employer) -> Kiosk:
    return finished_at(tmp_path / "kiosk", employer)


@pytest.fixture
def site() -> Iterator[Site]:
    with listening() as site:
        yield site


def test_a_device_asks_and_hears_of_its_admission(kiosk: Kiosk, employer: Employer, site: Site) -> None:
    board = Organisation.made(ORGANISATION, pair=employer.pair, server=site.origin)
    request = accepted(kiosk.deps, board)
    site.answers["/v1/enrolments"] = lambda to, asked: to.say(board.state(json.loads(asked.body), "asked"), status=202)
    with enrolling.relay_of(kiosk.deps, ORGANISATION) as relay:
        assert enrolling.post(kiosk.deps, relay, request) == "asked"
        board.rotated(new_key_pair(FakeEntropy(99)))
        site.answers[f"/v1/enrolments/{request['device_id']}"] = lambda to, _: to.say(board.state(request))
        assert enrolling.ask(kiosk.deps, relay) == "admitted"
    assert there(known(kiosk.deps, board).card).number == 2
    assert all("progrez-device" in asked.headers for asked in site.asked)
    assert not any("authorization" in asked.headers for asked in site.asked)  # nobody signs in there


def test_an_admission_is_heard_of_when_somebody_presses_send(kiosk: Kiosk, employer: Employer, site: Site) -> None:
    board = Organisation.made(ORGANISATION, pair=employer.pair, server=site.origin)
    request = accepted(kiosk.deps, board)
    where = f"/v1/enrolments/{request['device_id']}"
    site.answers[where] = lambda to, _: to.say(board.state(request, "asked"))
    enrolling.take_state(kiosk.deps, ORGANISATION, board.state(request, "asked"))
    with enrolling.relay_of(kiosk.deps, ORGANISATION) as relay:
        with pytest.raises(UsageFault, match="sending_asked"):
            exchange.go(kiosk.deps, ORGANISATION, relay)
        site.answers[where] = lambda to, _: to.say(board.state(request))
        exchange.go(kiosk.deps, ORGANISATION, relay)
        assert known(kiosk.deps, board).enrolment == "admitted"
        exchange.go(kiosk.deps, ORGANISATION, relay)
        assert site.paths().count(where) == 2  # what was heard is not asked again
        kiosk.clock.advance(720 * DAY_MS)  # ten days before the certificate ends
        later = board.certificate(request, until_ms=MONDAY_MS + 1000 * DAY_MS)
        site.answers[where] = lambda to, _: to.say(board.state(request, certificate=later))
        exchange.go(kiosk.deps, ORGANISATION, relay)
        assert known(kiosk.deps, board).certificate_document == later
        kiosk.clock.advance(280 * DAY_MS)
        (post,) = sending.plan(kiosk.deps)
        assert (post.state, post.can_be_pressed) == ("certificate_ended", True)
        last = board.certificate(request, until_ms=MONDAY_MS + 2000 * DAY_MS)
        site.answers[where] = lambda to, _: to.say(board.state(request, certificate=last))
        exchange.go(kiosk.deps, ORGANISATION, relay)
    assert sending.plan(kiosk.deps)[0].state == "ready"


def test_a_device_that_was_dropped_hears_of_it_when_it_is_refused(kiosk: Kiosk, employer: Employer, site: Site) -> None:
    board = Organisation.made(ORGANISATION, pair=employer.pair, server=site.origin)
    request = accepted(kiosk.deps, board)
    enrolling.take_state(kiosk.deps, ORGANISATION, board.state(request))
    kiosk.grant("profile")
    releasing.send(kiosk.deps, kiosk.session, releasing.look(kiosk.deps, kiosk.session))
    refused = {"type": "urn:progrez:problem:device_dropped", "title": "Not one of ours.", "status": 403}
    site.answers[f"/v1/organisations/{ORGANISATION}"] = lambda to, _: to.say(board.card_document())
    site.answers["/v1/meta"] = lambda to, _: to.say(refused, status=403)
    site.answers[f"/v1/enrolments/{request['device_id']}"] = lambda to, _: to.say(board.state(request, "dropped"))
    with enrolling.relay_of(kiosk.deps, ORGANISATION) as relay:
        done = exchange.go(kiosk.deps, ORGANISATION, relay)
        assert (done.sent.ended, there(done.sent.fault).code) == ("refused", "server_refused")
        assert known(kiosk.deps, board).enrolment == "dropped"
        with pytest.raises(UsageFault, match="sending_dropped"):
            exchange.go(kiosk.deps, ORGANISATION, relay)


def test_a_device_that_was_dropped_hears_of_it_where_nothing_waited_too(
    kiosk: Kiosk, employer: Employer, site: Site
) -> None:
    board = Organisation.made(ORGANISATION, pair=employer.pair, server=site.origin)
    request = accepted(kiosk.deps, board)
    enrolling.take_state(kiosk.deps, ORGANISATION, board.state(request))
    meta = resource_json("contracts", "examples", "server-meta.json")
    refused = {"type": "urn:progrez:problem:device_dropped", "title": "Not one of ours.", "status": 403}
    site.answers[f"/v1/organisations/{ORGANISATION}"] = lambda to, _: to.say(board.card_document())
    site.answers["/v1/meta"] = lambda to, _: to.say(meta)
    site.answers["/v1/mail"] = lambda to, _: to.say(refused, status=403)
    site.answers[f"/v1/enrolments/{request['device_id']}"] = lambda to, _: to.say(board.state(request, "dropped"))
    with enrolling.relay_of(kiosk.deps, ORGANISATION) as relay:
        assert there(exchange.go(kiosk.deps, ORGANISATION, relay).fault).code == "server_refused"
    assert known(kiosk.deps, board).enrolment == "dropped"


def test_a_server_that_lies_about_keys_breaks_the_pin(kiosk: Kiosk, employer: Employer, site: Site) -> None:
    board = Organisation.made(ORGANISATION, pair=employer.pair, server=site.origin)
    request = accepted(kiosk.deps, board)
    liar = Organisation.made(ORGANISATION, seed=66, server=site.origin)
    site.answers[f"/v1/organisations/{ORGANISATION}"] = lambda to, _: to.say(liar.card_document())
    site.answers[f"/v1/enrolments/{request['device_id']}"] = lambda to, _: to.say(liar.state(request))
    with enrolling.relay_of(kiosk.deps, ORGANISATION) as relay:
        for asks in (enrolling.ask_card, enrolling.ask):
            with pytest.raises(DataFault, match="organisation_key_changed"):
                asks(kiosk.deps, relay)
    assert (known(kiosk.deps, board).card, known(kiosk.deps, board).enrolment) == (board.card, "invited")


def test_staff_have_to_sign_in_at_a_kiosk_and_nobody_at_home(kiosk: Kiosk, employer: Employer) -> None:
    sign_in = SignIn(
        "https://sign-in.example.org", "progrez-desktop", f"urn:progrez:organisation:{ORGANISATION}", (ACR,)
    )
    board = Organisation.made(ORGANISATION, pair=employer.pair, sign_in=sign_in)
    accepted(kiosk.deps, board)
    with enrolling.relay_of(kiosk.deps, ORGANISATION) as relay:
        assert relay._token() is None  # what needs none, such as how the enrolment stands, can be asked
    over = StaffTokens("shown before", "", "profiles:push", MONDAY_MS, MONDAY_MS)
    kiosk.deps.device.staff_tokens.put(ORGANISATION, over)
    with (
        enrolling.relay_of(kiosk.deps, ORGANISATION) as relay,
        pytest.raises(LockedFault, match="staff_sign_in_again"),
    ):
        enrolling.ask_card(kiosk.deps, relay)
    assert sending.state_of(kiosk.deps, known(kiosk.deps, board)) == "not_enrolled"
    assert kiosk.deps.device.staff_tokens.get(ORGANISATION) is None
    accepted(kiosk.deps, board, board.invitation_file("home"))
    with enrolling.relay_of(kiosk.deps, ORGANISATION) as relay:
        assert relay._token() is None


def test_an_organisation_without_a_server_is_reached_by_files_alone(kiosk: Kiosk, employer: Employer) -> None:
    board = Organisation.made(ORGANISATION, pair=employer.pair, server=None)
    accepted(kiosk.deps, board)
    with pytest.raises(UsageFault, match="organisation_no_server"):
        enrolling.relay_of(kiosk.deps, ORGANISATION)


def test_of_many_broken_answers_none_is_believed(kiosk: Kiosk, employer: Employer) -> None:
    board = Organisation.made(ORGANISATION, pair=employer.pair)
    request = accepted(kiosk.deps, board)
    whole, chance = json.dumps(board.state(request)).encode(), random.Random(6)
    for _ in range(500):
        at, until = sorted(chance.randrange(len(whole)) for _ in range(2))
        broken = whole[:at] + bytes([chance.randrange(256)] * chance.randint(0, 9)) + whole[until:]
        with pytest.raises(DataFault):
            enrolling.take_state(kiosk.deps, ORGANISATION, read_json(broken))
    assert known(kiosk.deps, board).enrolment == "invited"

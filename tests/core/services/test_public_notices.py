"""What an organisation tells everybody: believed by its signature, told once to each, and ended or taken back."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.keys.signed import sign_body
from progrez_desktop.core.online.web import Reply
from progrez_desktop.core.services import accounts, public_notices
from progrez_desktop.core.services.deps import Deps
from tests.core.services.pack_house import ORGANISATION, OTHER, SIGNING, folder, pack_of, runs, trust
from tests.core.services.term_house import ANNA, BORIS, PASSWORD, LivedIn
from tests.fakes import MONDAY_MS

DAY = 86_400_000


def notice(number: int = 1, private: bytes = SIGNING, **changes: Any) -> Mapping[str, Any]:
    body = {
        "organisation_id": ORGANISATION,
        "notice_id": f"{number:032x}",
        "from": "organisation",
        "title": {"en": f"News {number}", "nl": f"Nieuws {number}"},
        "text": {"en": "The talks are later.", "nl": "De gesprekken zijn later."},
        "from_ms": MONDAY_MS - DAY,
        "until_ms": MONDAY_MS + 7 * DAY,
    }
    return sign_body(private, "notice", body | changes)


def page(*notices: Mapping[str, Any], organisation_id: str = ORGANISATION, ahead: int = 1) -> bytes:
    told = {"contract": "progrez.notices/1", "organisation_id": organisation_id, "next": ahead, "notices": notices}
    return json.dumps(told).encode()


class Server:
    """Answers as a relay does, with one page for each number that is asked for."""

    organisation_id = ORGANISATION

    def __init__(self, pages: Mapping[int, bytes]) -> None:
        self.pages = pages
        self.asked: list[int] = []

    def ask(self, method: str, path: str, *, query: Mapping[str, int]) -> Reply:
        assert (method, path) == ("GET", "/v1/notices")
        self.asked.append(query["since"])
        return Reply("http://127.0.0.1", 200, {}, self.pages[query["since"]])


@pytest.fixture
def kiosk(computer: LivedIn, tmp_path_factory: pytest.TempPathFactory) -> LivedIn:
    with computer.on() as deps:
        trust(deps)
        runs(deps, pack_of(folder(tmp_path_factory.mktemp("pack"), start_code=None)))
    return computer


def titles(deps: Deps, session: Any) -> list[str]:
    return [one.title["en"] for one in public_notices.unread(deps, session)]


def test_a_notice_is_told_once_to_each_person_and_stays_readable(kiosk: LivedIn) -> None:
    with kiosk.on() as deps:
        assert public_notices.take_in(deps, page(notice(1), notice(2))) == 2
        assert public_notices.take_in(deps, public_notices.as_file(ORGANISATION, [notice(1), notice(2)])) == 0
        anna = accounts.sign_in(deps, ANNA.email, PASSWORD)
        told = public_notices.unread(deps, anna)
        assert [one.title["en"] for one in told] == ["News 1", "News 2"] and told[0].whose[
            "en"
        ] == "Example Water Board"
        public_notices.were_read(deps, anna, told)
        assert titles(deps, anna) == [] and len(public_notices.current(deps, anna)) == 2
        boris = accounts.create(deps, BORIS, PASSWORD).session
        assert titles(deps, boris) == ["News 1", "News 2"]


def test_it_is_told_from_its_day_to_its_end_and_not_when_it_was_taken_back(kiosk: LivedIn) -> None:
    later = notice(2, from_ms=MONDAY_MS + DAY, until_ms=MONDAY_MS + 2 * DAY)
    with kiosk.on() as deps:
        anna = accounts.sign_in(deps, ANNA.email, PASSWORD)
        public_notices.take_in(deps, page(notice(3, revokes=f"{1:032x}"), notice(1), later))  # in any order
        assert titles(deps, anna) == ["News 3"]
        kiosk.clock.advance(DAY + 1)
        assert titles(deps, anna) == ["News 2", "News 3"]
        kiosk.clock.advance(7 * DAY)
        assert titles(deps, anna) == []


def test_only_what_the_known_organisation_signed_for_itself_is_taken_in_and_else_nothing_of_it(
    kiosk: LivedIn,
) -> None:
    changed = json.loads(json.dumps(notice(2)))
    changed["body"]["text"]["en"] = "Send your password."
    wrong = {
        "signature_wrong": page(notice(1), changed),
        "notices_other": page(notice(1), notice(2, organisation_id="c" * 32)),
        "notice_times": page(notice(1), notice(2, until_ms=MONDAY_MS - 2 * DAY)),
        "notice_unknown": page(organisation_id="c" * 32),
    }
    with kiosk.on() as deps:
        for code, document in (*wrong.items(), ("signature_wrong", page(notice(1, OTHER)))):
            with pytest.raises(DataFault) as told:
                public_notices.take_in(deps, document)
            assert told.value.code == code
        assert deps.device.public_notices.all() == []


def test_one_organisation_is_not_heard_by_those_who_have_nothing_to_do_with_it(computer: LivedIn) -> None:
    with computer.on() as deps:
        trust(deps)
        public_notices.take_in(deps, page(notice(1)))
        assert deps.assessment.organisation is not None and deps.assessment.organisation.id != ORGANISATION
        assert titles(deps, accounts.sign_in(deps, ANNA.email, PASSWORD)) == []


def test_what_can_not_be_seen_is_left_out_and_markup_is_words(kiosk: LivedIn) -> None:
    trick = "\u202emoc.elpmaxe\u202c\n<a href='x'>y</a>\x07"
    with kiosk.on() as deps:
        public_notices.take_in(deps, page(notice(1, text={"en": trick, "nl": trick})))
        (told,) = public_notices.current(deps, accounts.sign_in(deps, ANNA.email, PASSWORD))
        assert told.text["en"] == "moc.elpmaxe\n<a href='x'>y</a>"


def test_the_server_is_asked_for_what_is_new_page_by_page(kiosk: LivedIn) -> None:
    with kiosk.on() as deps:
        server = Server({0: page(notice(1), ahead=4), 4: page(notice(2), ahead=5), 5: page(ahead=5)})
        assert public_notices.fetch(deps, server) == 2 and server.asked == [0, 4, 5]  # type: ignore[arg-type]
        assert public_notices.fetch(deps, server) == 0 and server.asked[3:] == [5]  # type: ignore[arg-type]
        # An older database was put back there: it is asked for everything, and nothing is told twice.
        back = Server({5: page(ahead=1), 0: page(notice(1), ahead=1), 1: page(ahead=1)})
        assert public_notices.fetch(deps, back) == 0 and back.asked == [5, 0, 1]  # type: ignore[arg-type]
        lies = Server({1: page(organisation_id="c" * 32)})
        with pytest.raises(DataFault, match="notices_other"):
            public_notices.fetch(deps, lies)  # type: ignore[arg-type]

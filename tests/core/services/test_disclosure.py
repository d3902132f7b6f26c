"""An authority is told what a law makes staff tell, no more; and the person hears of it, when a law lets them."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from progrez_desktop.core.errors import EnvironmentFault, UsageFault
from progrez_desktop.core.keys.staff_key import StaffKey
from progrez_desktop.core.model.duty import Request
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services import (
    accounts,
    audit,
    device_knowledge,
    disclosure,
    duties,
    notices,
    own_copy,
    own_package,
    staff,
)
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.disclosure import Order
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.documents.pdf_text import text_of
from tests.core.services.rating_house import Kiosk
from tests.core.services.term_house import ANNA, PASSWORD, LivedIn
from tests.fakes import MONDAY_MS, there

WORDS = Words("en")
ORDER = Order("Police, unit West", "a stolen computer", "order 12-345 of a judge", ("account", "made"))
SILENT = replace(ORDER, silent_until=date(2026, 12, 1), silent_ground="law X, section 3")


@pytest.fixture
def key(deps: Deps) -> StaffKey:
    return staff.set_up(deps, "three kettles and a drum").key


def ordered(deps: Deps, key: StaffKey, address: str = ANNA.email) -> str:
    return duties.enter(deps, key, "authority", Request(address, "Police", "west@police.example")).number


def disclosed(
    deps: Deps, key: StaffKey, tmp_path: Path, order: Order = ORDER, address: str = ANNA.email
) -> dict[str, Any]:
    disclosure.disclose(deps, key, ordered(deps, key, address), order, tmp_path / "letter.pdf", WORDS)
    found: dict[str, Any] = json.loads((tmp_path / "letter.json").read_text("utf-8"))
    return found


def news_of(deps: Deps) -> list[str]:
    session = accounts.sign_in(deps, ANNA.email, PASSWORD)
    told = [notices.sentence(one, WORDS) for one in notices.news(session)]
    accounts.sign_out(session)
    return told


def test_exactly_the_chosen_fields_are_told_with_reason_and_ground(
    deps: Deps, key: StaffKey, tmp_path: Path, repo: Path
) -> None:
    data = disclosed(deps, key, tmp_path)
    assert data["told"] == {"account": True, "made": MONDAY_MS}
    jsonschema_rs.validate(json.loads((repo / "resources/contracts/disclosure.schema.json").read_text()), data)
    letter = " ".join(text_of((tmp_path / "letter.pdf").read_bytes()).split())
    assert letter == " ".join((tmp_path / "letter.txt").read_text("utf-8").split())
    for text in (ORDER.authority, ORDER.reason, ORDER.ground, "It was made on 23 November 2026."):
        assert text in letter
    assert "kept until" not in letter
    assert ANNA.last_name not in letter


def test_it_leaves_a_line_and_closes_the_request(deps: Deps, key: StaffKey, tmp_path: Path) -> None:
    disclosed(deps, key, tmp_path)
    [event] = [one for one in deps.device.audit.events() if one.action == "disclosed"]
    assert (event.actor, event.params["fields"], event.params["ground"]) == ("staff", "account,made", ORDER.ground)
    [one] = duties.standings(deps)
    assert one.state == "closed"
    assert all(finding.is_whole for finding in audit.of_device(deps))


def test_the_person_hears_of_it_at_the_next_sign_in(deps: Deps, key: StaffKey, tmp_path: Path) -> None:
    disclosed(deps, key, tmp_path)
    [told] = news_of(deps)
    for text in (ORDER.authority, ORDER.ground, "that you have an account here"):
        assert text in told
    session = accounts.sign_in(deps, ANNA.email, PASSWORD)
    [line] = [one for one in session.safe.log.checked(None).lines if one.action == "disclosed"]
    assert line.actor == "operator"
    assert "Police" not in repr(line.params)  # codes and ids alone
    accounts.sign_out(session)


def test_a_ban_keeps_it_from_the_person_until_its_day_in_every_way(computer: LivedIn, tmp_path: Path) -> None:
    with computer.on() as deps:
        disclosed(deps, staff.set_up(deps, "three kettles and a drum").key, tmp_path, SILENT)
        assert news_of(deps) == []
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        device = own_copy.document(deps, session, WORDS)["device"]
        accounts.sign_out(session)
        assert (device["inbox_mail"], device["duty"], device["audit_event"]) == ([], [], [])
    with computer.on(MONDAY_MS + 7 * DAY_MS) as deps:
        assert news_of(deps) == []
    with computer.on(MONDAY_MS + 8 * DAY_MS) as deps:
        [told] = news_of(deps)
        assert ORDER.authority in told


def test_a_ban_keeps_it_out_of_a_package_too(computer: LivedIn, tmp_path: Path) -> None:
    def told(deps: Deps) -> str:
        [account] = deps.device.accounts()
        copy = own_package.opened_with_password(deps, own_package.make(deps, account), PASSWORD, WORDS)
        with zipfile.ZipFile(io.BytesIO(copy)) as packed:
            return packed.read("data.json").decode()

    with computer.on() as deps:
        disclosed(deps, staff.set_up(deps, "three kettles and a drum").key, tmp_path, SILENT)
        assert "Police" not in told(deps)
    with computer.on(MONDAY_MS + 8 * DAY_MS) as deps:
        deps.device.raise_high_water(deps.clock.now_ms())
        assert "Police" in told(deps)


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (replace(ORDER, reason=" "), "disclosure_incomplete"),
        (replace(ORDER, ground=""), "disclosure_incomplete"),
        (replace(ORDER, fields=()), "disclosure_fields"),
        (replace(ORDER, fields=("answers",)), "disclosure_fields"),  # type: ignore[arg-type]
        (replace(SILENT, silent_ground=""), "disclosure_ban"),
        (replace(SILENT, silent_until=date(2026, 11, 23)), "disclosure_ban"),
    ],
)
def test_an_order_that_lacks_something_tells_nothing(
    deps: Deps, key: StaffKey, tmp_path: Path, order: Order, code: str
) -> None:
    number = ordered(deps, key)
    with pytest.raises(UsageFault) as told:
        disclosure.disclose(deps, key, number, order, tmp_path / "letter.pdf", WORDS)
    assert told.value.code == code
    assert list(tmp_path.glob("letter.*")) == []
    assert news_of(deps) == []


def test_nothing_is_told_where_no_authority_asked(deps: Deps, key: StaffKey, tmp_path: Path) -> None:
    number = duties.enter(deps, key, "access", Request(ANNA.email)).number
    with pytest.raises(UsageFault) as told:
        disclosure.disclose(deps, key, number, ORDER, tmp_path / "letter.pdf", WORDS)
    assert told.value.code == "disclosure_not_asked"


def test_of_an_address_that_nobody_has_it_is_told_that_nobody_has_it(deps: Deps, key: StaffKey, tmp_path: Path) -> None:
    data = disclosed(deps, key, tmp_path, replace(ORDER, fields=("made",)), "nobody.here@example.org")
    assert data["told"] == {"account": False}


def test_a_full_disk_tells_nothing_and_leaves_the_request_open(deps: Deps, key: StaffKey, small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(bytes(60 * 1024))
    number = ordered(deps, key)
    with pytest.raises(EnvironmentFault) as told:
        disclosure.disclose(deps, key, number, ORDER, small_disk / "letter.pdf", WORDS)
    assert told.value.code == "disk_full"
    assert {path.name for path in small_disk.iterdir()} == {"filler"}
    assert duties.find(deps, number).closed_ms is None
    assert news_of(deps) == []


def test_everything_that_may_be_told_is_in_words_and_holds_no_name(kiosk: Kiosk) -> None:
    [account] = kiosk.deps.device.accounts()
    known = device_knowledge.known_of(kiosk.deps, account)
    assert tuple(known) == device_knowledge.KNOWN
    for language in LANGUAGES:
        words = Words(language)
        told = " ".join(device_knowledge.sentences(kiosk.deps, known, words))
        assert words("consent.human_rating.title") in told
        assert kiosk.session.details.last_name not in told
        for field in device_knowledge.FIELDS:
            assert words(f"disclosure.field.{field}")


def test_what_is_only_permitted_is_no_release_and_organisations_have_their_name(tmp_path: Path) -> None:
    kiosk = Kiosk.at(tmp_path / "kiosk")
    kiosk.grant("profile", "contact")
    [account] = kiosk.deps.device.accounts()
    asked = device_knowledge.known_of(kiosk.deps, account, ("releases",))
    assert asked == {"releases": []}
    assert device_knowledge.sentences(kiosk.deps, asked, WORDS) == (WORDS("known.releases.none"),)
    name = there(kiosk.deps.assessment.organisation).name["en"]
    told = device_knowledge.sentences(kiosk.deps, device_knowledge.known_of(kiosk.deps, account), WORDS)
    assert told[-1].startswith(f"Allowed {name} since ")
    kiosk.grant()
    known = device_knowledge.known_of(kiosk.deps, account)
    assert not [line for line in device_knowledge.sentences(kiosk.deps, known, WORDS) if name in line]

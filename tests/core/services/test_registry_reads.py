"""Whoever is read hears of it, once a day and sealed for them alone; and of a file that left, and what staff write."""

import csv
import io
import json
from typing import Any

import pytest

from progrez_desktop.core.errors import EnvironmentFault, UsageFault
from progrez_desktop.core.model.handing import Handing
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.services import registry, registry_export, registry_reads
from progrez_desktop.core.services.recruiting.reader import name_reader
from tests.core.services.registry_house import CONTENT, DAY_MS, FakeDevice, FakeServer, House, mail_in
from tests.core.services.registry_house import server_of as server_for

pytestmark = pytest.mark.usefixtures("read_without_role")


@pytest.fixture
def kiosk(house: House) -> FakeDevice:
    return house.device()


@pytest.fixture
def server(house: House, kiosk: FakeDevice) -> FakeServer:
    return server_for(house, kiosk)


@pytest.fixture
def one(house, server, kiosk):
    name_reader(house.deps, "J. Bakker")
    sealed = house.sealed(kiosk)
    server.puts(sealed)
    registry.fetch(house.deps, server)
    return sealed


def told(server: FakeServer, one) -> list[dict[str, Any]]:
    return [mail_in(one, item) for item in server.mail() if item["release_id"] == one.release_id]


def test_several_reads_of_one_day_are_told_in_one_with_their_number(house, server, one) -> None:
    for _ in range(3):
        registry.detail(house.deps, one.release_id)
    assert registry.fetch(house.deps, server).told == 1
    (mail,) = told(server, one)
    assert (mail["event"], mail["count"], mail["by"]) == ("opened", 3, "recruiter")
    assert mail["release_id"] == one.release_id and mail["at_ms"] == house.clock.now_ms()


def test_what_is_read_later_on_a_day_that_was_told_waits_for_the_next(house, server, one) -> None:
    registry.detail(house.deps, one.release_id)
    registry.fetch(house.deps, server)
    registry.detail(house.deps, one.release_id)
    assert registry.fetch(house.deps, server).told == 0
    house.clock.advance(DAY_MS)
    assert registry.fetch(house.deps, server).told == 1
    assert [mail["count"] for mail in told(server, one)] == [1, 1]
    assert registry.fetch(house.deps, server).told == 0


def test_a_list_without_names_tells_nobody_and_one_with_names_tells_everybody(house, server, one) -> None:
    registry.rows(house.deps, Query())
    assert registry.fetch(house.deps, server).told == 0
    registry.rows(house.deps, Query(with_names=True))
    assert registry.fetch(house.deps, server).told == 1


def test_what_was_read_is_told_also_when_it_was_withdrawn_meanwhile(house, server, one) -> None:
    registry.detail(house.deps, one.release_id)
    server.erases(one)
    assert registry.fetch(house.deps, server).told == 1
    assert told(server, one)[0]["count"] == 1
    with pytest.raises(UsageFault, match="registry_no_such_release"):
        registry.detail(house.deps, one.release_id)


def test_mail_that_was_not_posted_waits_and_is_posted_once(house, server, one) -> None:
    registry.detail(house.deps, one.release_id)
    ask = server.ask

    def lost(method: str, path: str, **more: Any) -> Any:
        if path == "/v1/mail":
            raise EnvironmentFault("online_offline", host="x")
        return ask(method, path, **more)

    server.ask = lost  # type: ignore[method-assign]
    server.erases(house.sealed(house.device()))
    with pytest.raises(EnvironmentFault):
        registry.fetch(house.deps, server)
    assert house.deps.store.heard().change_seq == 2  # no letter keeps an erasure out
    assert registry.standing(house.deps).mail_waiting == 1
    server.ask = ask  # type: ignore[method-assign]
    assert registry.fetch(house.deps, server).told == 1
    assert registry.standing(house.deps).mail_waiting == 0 and len(server.mail()) == 1


def test_it_is_told_before_anything_is_fetched(house, server, one) -> None:
    registry.detail(house.deps, one.release_id)
    server.said.clear()
    registry.fetch(house.deps, server)
    assert [path for _, path, _ in server.said][:2] == ["/v1/mail", "/v1/changes"]


def test_mail_has_another_secret_than_anybody_else_could_open(house, server, kiosk, one) -> None:
    other = house.sealed(kiosk)
    registry.detail(house.deps, one.release_id)
    registry.fetch(house.deps, server)
    with pytest.raises(AssertionError):
        mail_in(other, server.mail()[0])


def test_a_release_of_before_can_not_be_told_and_says_so(house, server, kiosk) -> None:
    old = house.sealed(kiosk, header=lambda head: head.pop("reply_key"))
    server.puts(old)
    registry.fetch(house.deps, server)
    assert not registry.detail(house.deps, old.release_id).can_be_told
    assert registry.fetch(house.deps, server).told == 0
    with pytest.raises(UsageFault, match="registry_no_reply"):
        registry_reads.message(house.deps, old.release_id, "Hello")


def test_a_message_reaches_its_person_in_the_words_of_staff(house, server, one) -> None:
    registry_reads.message(house.deps, one.release_id, "  Kom je dinsdag? Groeten, José  ")
    registry.fetch(house.deps, server)
    (mail,) = told(server, one)
    assert (mail["event"], mail["message"]) == ("message", "Kom je dinsdag? Groeten, José")


@pytest.mark.parametrize(("text", "code"), [(" ", "registry_message_empty"), ("x" * 4001, "registry_message_long")])
def test_a_message_is_something_and_not_too_much(house, one, text, code) -> None:
    with pytest.raises(UsageFault, match=code):
        registry_reads.message(house.deps, one.release_id, text)


def test_nothing_is_shown_where_the_read_can_not_be_written_down(house, one, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise EnvironmentFault("disk_full", folder="x")

    monkeypatch.setattr(house.deps.store.profiles, "was_read", full)
    with pytest.raises(EnvironmentFault):
        registry.detail(house.deps, one.release_id)
    with pytest.raises(EnvironmentFault):
        registry.rows(house.deps, Query(with_names=True))
    written: list[bytes] = []
    with pytest.raises(EnvironmentFault):
        registry_export.export(house.deps, Query(), Handing("csv", "Interviews", "Committee"), written.append)
    assert written == []


def test_each_read_and_each_file_stands_in_the_list_that_nobody_can_shorten(house, one) -> None:
    registry.detail(house.deps, one.release_id)
    registry_export.export(house.deps, Query(), Handing("json", "Interviews", "Committee"), lambda _: None)
    actions = [event.action for event in house.deps.store.audit.events()]
    opened = ["profile_read", "profiles_exported"]
    assert actions == ["registry_made", "role_drafted", "role_locked", "reader_named", *opened]
    house.deps.store.database.write("DELETE FROM audit_event WHERE action = 'profile_read'")
    with pytest.raises(Exception, match="registry_damaged"):
        house.deps.store.audit.events()


# Files


def exported(house: House, form: registry_export.Form, **query: Any) -> bytes:
    files: list[bytes] = []
    handing = Handing(form, "Interviews", "Committee")
    registry_export.export(house.deps, Query(order="code", **query), handing, files.append)
    return b"".join(files)


def test_a_table_has_margins_beside_scores_and_no_name_unless_asked(house, server, one) -> None:
    (row,) = csv.DictReader(io.StringIO(exported(house, "csv").decode("utf-8-sig")))
    assert (row["empathy_sten"], row["empathy_low"], row["empathy_high"]) == ("6", "5", "7")
    assert row["integrity_sten"] == "" and "name" not in row
    assert b"Sanne" not in exported(house, "csv") and b"Sanne" not in exported(house, "json")
    (named,) = csv.DictReader(io.StringIO(exported(house, "csv", with_names=True).decode("utf-8-sig")))
    assert (named["name"], named["email"]) == ("Sanne de Vries", "sanne.devries@example.org")
    (whole,) = json.loads(exported(house, "json", with_names=True))["candidates"]
    assert whole["content"] == CONTENT
    registry.fetch(house.deps, server)
    (mail,) = told(server, one)
    assert (mail["event"], mail["count"]) == ("exported", 5)


def test_only_what_was_granted_is_in_a_file(house, server, kiosk) -> None:
    name_reader(house.deps, "J. Bakker")
    server.puts(house.sealed(kiosk, purposes=("profile",)))
    registry.fetch(house.deps, server)
    (whole,) = json.loads(exported(house, "json", with_names=True))["candidates"]
    assert set(whole["content"]) == {"contract", "assessment", "scores", "provenance", "quality"}
    assert whole["fields"] == ["scores", "provenance", "quality"]


def test_a_name_that_begins_like_a_formula_is_text_in_a_table(house, server, kiosk) -> None:
    name_reader(house.deps, "J. Bakker")
    name = {"first": "=HYPERLINK(1)", "last": "x"}
    server.puts(house.sealed(kiosk, content={**CONTENT, "name": name}))
    registry.fetch(house.deps, server)
    (row,) = csv.DictReader(io.StringIO(exported(house, "csv", with_names=True).decode("utf-8-sig")))
    assert row["name"].startswith("'=")


def test_nothing_is_no_file(house) -> None:
    name_reader(house.deps, "J. Bakker")
    handing = Handing("csv", "Interviews", "Committee")
    assert registry_export.export(house.deps, Query(), handing, lambda _: pytest.fail("a file")) == 0

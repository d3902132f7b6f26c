"""What waits reaches an organisation's server once and whole; answers are believed only as far as they are signed."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from progrez_desktop.core.errors import EnvironmentFault, LockedFault, UsageFault
from progrez_desktop.core.model.organisation import SignIn
from progrez_desktop.core.services import sending
from progrez_desktop.core.words import Words
from tests.core.services.sending_house import (
    DAY_MS,
    ORGANISATION,
    Sender,
    also,
    batches_asked,
    code_of,
    cut,
    sender_and_server,
)
from tests.organisation_server import OrganisationServer, problem
from tests.web_server import Handler

WORDS = Words("en")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[Sender, OrganisationServer]]:
    with sender_and_server(tmp_path) as house:
        yield house


def test_what_waits_arrives_once_and_a_second_press_has_nothing(house: tuple[Sender, OrganisationServer]) -> None:
    sender, server = house
    ids = {sender.release(number) for number in range(3)}
    sent = sender.press()
    assert (sent.ended, sent.stored, sent.waiting) == ("sent", 3, 0)
    assert set(server.releases) == ids
    assert sender.press().ended == "nothing"
    assert len(server.carried_out) == 1
    assert [event.action for event in sender.deps.device.audit.events()][-1] == "batch_sent"


def test_the_plan_counts_and_names_nobody(house: tuple[Sender, OrganisationServer]) -> None:
    sender, _ = house
    sender.release(1)
    sender.release(2)
    (post,) = sending.plan(sender.deps)
    assert (post.profiles, post.erasures, post.fields, post.state) == (2, 0, {"scores": 2}, "ready")
    leaving = sending.would_leave(sender.deps, ORGANISATION)
    assert [one.fields for one in leaving] == [("scores",)] * 2 and all(one.bytes > 500 for one in leaving)
    sender.press()
    (post,) = sending.plan(sender.deps)
    assert (post.profiles, post.sent_ms) == (0, sender.clock.now_ms())


def test_erasures_go_first_in_batches_of_their_own(house: tuple[Sender, OrganisationServer]) -> None:
    sender, server = house
    first = sender.release(1)
    sender.press()
    second = sender.release(2)
    sender.end(first)
    orders: list[list[str]] = []
    server.before = also(lambda batch: orders.append([item["kind"] for item in batch["items"]]))
    sent = sender.press()
    assert orders == [["erase"], ["put"]]
    assert (sent.erased, sent.stored) == (1, 1)
    assert set(server.releases) == {second} and set(server.erased) == {first}


def test_why_a_release_ended_is_told(house: tuple[Sender, OrganisationServer]) -> None:
    sender, server = house
    reasons: list[str] = []
    server.before = also(lambda batch: reasons.extend(i["reason"] for i in batch["items"] if "reason" in i))
    for number, reason in enumerate(("withdrawn", "deleted", "expired", "under_age", "duty")):
        release_id = sender.release(number)
        sender.press()
        sender.deps.device.outbox.end(release_id, sender.clock.now_ms(), reason)  # type: ignore[arg-type]
    sender.press()
    assert reasons == ["withdrawn", "deleted", "expired", "under_age", "duty"]


def test_what_was_withdrawn_before_it_left_never_leaves(house: tuple[Sender, OrganisationServer]) -> None:
    sender, server = house
    sender.end(sender.release(1))
    assert sender.press().ended == "nothing"
    assert not batches_asked(server)


def planned(sender: Sender) -> tuple[int, int]:
    """Return how many profiles and erasures a dry run counts; it lists the same."""
    (post,) = sending.plan(sender.deps)
    assert len(sending.would_leave(sender.deps, ORGANISATION)) == post.profiles
    return post.profiles, post.erasures


@pytest.mark.parametrize("how", ["withdrawn", "replaced"])
def test_a_dry_run_counts_what_leaves_and_nobody_is_told_that_what_was_taken_back_stayed(
    how: str, house: tuple[Sender, OrganisationServer]
) -> None:
    sender, server = house
    taken_back = sender.release(1)
    sender.release(2)
    server.before = lambda to, _: cut(to)
    sender.press()
    if how == "withdrawn":
        sender.end(taken_back)
    else:
        sender.release(1, version=2)
    before = planned(sender)
    server.before = lambda _to, _batch: True
    sent = sender.press()
    assert (sent.stored, sent.erased) == before
    assert (sent.ended, sent.waiting) == ("sent", 0)
    (post,) = sending.plan(sender.deps)
    assert post.stopped == 0


def test_what_has_ended_does_not_leave_and_is_told(house: tuple[Sender, OrganisationServer]) -> None:
    sender, server = house
    release_id = sender.release(1, days=1)
    sender.clock.advance(DAY_MS)
    assert planned(sender) == (0, 0)
    sent = sender.press()
    assert (sent.ended, [one.code for one in sent.outcomes]) == ("left", ["ended"])
    assert WORDS("sending.outcome.ended") in " ".join(sending.sentences(sent, "X", WORDS))
    assert sender.states() == {(release_id, "put"): "stopped"}
    assert [one.code for one in sending.not_taken(sender.deps, ORGANISATION)] == ["ended"]
    assert not server.releases


def test_a_lost_reply_is_asked_for_again_under_the_same_key(house: tuple[Sender, OrganisationServer]) -> None:
    sender, server = house
    sender.release(1)
    lost = iter([True, True])
    server.after = lambda to, batch: cut(to) if next(lost, False) else True
    sent = sender.press()
    assert (sent.ended, sent.stored) == ("sent", 1)
    assert len(set(batches_asked(server))) == 1 and len(batches_asked(server)) == 3
    assert server.carried_out == batches_asked(server)[:1]
    waits = [sum(sender.paused)]
    assert 0 < waits[0] < 2 * 2 + 2 * 4


def test_a_server_without_time_is_asked_again_when_it_wants_and_then_at_the_next_press(
    house: tuple[Sender, OrganisationServer],
) -> None:
    sender, server = house
    sender.release(1)

    def busy(to: Handler, _: Any) -> bool:
        to.say(problem("too_many_requests", 429), 429, "application/problem+json", Retry_After="50")
        return False

    server.before = busy
    sent = sender.press()
    assert (sent.ended, sent.waiting, code_of(sent)) == ("later", 1, "server_busy")
    assert round(sum(sender.paused)) == 100
    assert sent.try_again_ms == sender.clock.now_ms() + 50_000
    server.before = lambda to, batch: True
    assert sender.press().ended == "sent"
    assert len(set(batches_asked(server))) == 1


def test_one_can_stop_it_and_go_on_later(house: tuple[Sender, OrganisationServer]) -> None:
    sender, server = house
    server.most_items = 2
    for number in range(5):
        sender.release(number)
    told: list[tuple[int, int]] = []
    sent = sender.press(on_progress=lambda done, of: told.append((done, of)), is_stopped=lambda: len(told) == 1)
    assert (sent.ended, sent.waiting, told) == ("stopped", 3, [(2, 5)])
    assert sender.press().stored == 3


def test_a_withdrawal_while_a_batch_is_under_way_is_not_sent_again_and_is_followed(
    house: tuple[Sender, OrganisationServer],
) -> None:
    sender, server = house
    first, second = sender.release(1), sender.release(2)
    server.after = lambda to, batch: cut(to)
    assert sender.press().ended == "later"
    assert set(server.releases) == {first, second}  # it arrived, and nobody here knows
    sender.end(first)
    server.after = lambda to, batch: True
    seen: list[str] = []
    server.before = also(lambda batch: seen.extend(i["kind"] for i in batch["items"]))
    sent = sender.press()
    assert (sent.erased, sent.stored, seen) == (1, 1, ["erase", "put"])
    assert set(server.releases) == {second} and set(server.erased) == {first}
    assert sender.states()[(first, "put")] == "stopped"


def test_what_may_have_left_is_followed_also_after_its_batch_was_undone(
    house: tuple[Sender, OrganisationServer],
) -> None:
    sender, server = house
    release_id = sender.release(1)
    server.after = lambda to, batch: cut(to)
    sender.press()
    (batch,) = sender.deps.device.batches.under_way(ORGANISATION)
    sender.deps.device.batches.undo(batch.id)
    assert sender.states() == {(release_id, "put"): "waiting"}
    sender.release(1, version=2)  # and a later version does not hide that the first may be there
    sender.end(release_id)
    server.after = lambda to, batch: True
    assert sender.press().erased == 1
    assert not server.releases and set(server.erased) == {release_id}


@pytest.mark.parametrize("status", [403, 410, 412, 413, 422])
def test_what_is_not_taken_stays_with_its_reason_and_the_rest_goes(
    status: int, house: tuple[Sender, OrganisationServer]
) -> None:
    sender, server = house
    refused, good = sender.release(1), sender.release(2)
    server.refuses[refused] = status
    sent = sender.press()
    assert (sent.ended, sent.stored, sent.refused) == ("left", 1, 1)
    (stopped,) = sending.not_taken(sender.deps, ORGANISATION)
    assert stopped.release_id == refused
    for language in ("en", "nl"):
        assert f"sending.outcome.{stopped.code}" in Words(language)
        words = Words(language)
        told = sending.sentences(sent, "X", words)
        assert told[:2] == (words("sending.ended.left", name="X"), words.plural("sending.stored", 1))
        assert words(f"sending.outcome.{stopped.code}") in told[2] and len(told) == 3
        assert sending.sentences(sent, "X", words, is_alone=False) == told[:2]
    assert sender.press().ended == "nothing" and set(server.releases) == {good}


def test_what_was_not_tried_waits_for_the_next_press_under_another_key(
    house: tuple[Sender, OrganisationServer],
) -> None:
    sender, server = house
    release_id = sender.release(1)
    server.refuses[release_id] = 503
    sent = sender.press()
    assert (sent.ended, sent.waiting) == ("left", 1)
    server.refuses.clear()
    assert sender.press().ended == "sent"
    assert len(set(batches_asked(server))) == 2


def test_a_batch_that_is_too_large_for_the_server_goes_in_halves(house: tuple[Sender, OrganisationServer]) -> None:
    sender, server = house
    for number in range(4):
        sender.release(number)

    def small(to: Handler, batch: Any) -> bool:
        if len(batch["items"]) > 1:
            to.say(problem("body_too_large", 413), 413, "application/problem+json")
        return len(batch["items"]) == 1

    server.before = small
    sent = sender.press()
    assert (sent.stored, sent.waiting) == (4, 0)


# Who may send


def test_a_device_that_was_not_admitted_sends_nothing(tmp_path: Path) -> None:
    with sender_and_server(tmp_path) as (sender, server):
        sender.release(1)
        sender.deps.device.organisations.stand(ORGANISATION, "asked", 1)
        with pytest.raises(UsageFault, match="sending_asked"):
            sender.press()
        assert not server.site.asked


def test_a_kiosk_sends_for_staff_who_are_signed_in_and_a_home_for_itself(tmp_path: Path) -> None:
    with sender_and_server(tmp_path) as (sender, server):
        sign_in = SignIn("https://id.example.org", "c", f"urn:progrez:organisation:{ORGANISATION}", ("mfa",))
        sender.enrolled(server.address, sign_in=sign_in)
        sender.release(1)
        with pytest.raises(LockedFault, match="sending_sign_in_needed"):
            sender.press()
        sender.enrolled(server.address, kind="home", sign_in=sign_in)
        assert sender.press().ended == "sent"


def test_an_account_that_is_gone_leaves_nothing_once_it_was_told(house: tuple[Sender, OrganisationServer]) -> None:
    sender, server = house
    release_id, waiting = sender.release(1), sender.release(2)
    server.after = lambda to, batch: cut(to)
    sender.press()
    for one in (release_id, waiting):
        sender.deps.device.outbox.end(one, sender.clock.now_ms(), "deleted")
    sender.deps.device.forget_accounts([sender.person.account.id])
    server.after = lambda to, batch: True
    assert sender.press().erased == 2
    assert not server.releases
    database = sender.deps.device._database
    assert (database.rows("SELECT * FROM release"), database.rows("SELECT * FROM account")) == ([], [])
    assert not database.rows("SELECT 1 FROM outbox WHERE envelope IS NOT NULL")


def test_a_full_disk_while_an_answer_is_taken_in_keeps_none_of_it(
    house: tuple[Sender, OrganisationServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    sender, server = house
    ids = [sender.release(number) for number in range(3)]
    audit = sender.deps.device.audit
    monkeypatch.setattr(audit, "append", lambda event: (_ for _ in ()).throw(EnvironmentFault("disk_full", folder="x")))
    sent = sender.press()
    assert (sent.ended, code_of(sent)) == ("refused", "disk_full")
    assert sender.states() == {(one, "put"): "sent" for one in ids}
    monkeypatch.undo()
    assert sender.press().stored == 3
    assert len(server.carried_out) == 1


def test_bytes_of_what_is_over_are_let_go(house: tuple[Sender, OrganisationServer]) -> None:
    sender, _ = house
    release_id = sender.release(1, days=1)
    sender.press()
    database = sender.deps.device._database
    held = "SELECT count(*) FROM outbox WHERE envelope IS NOT NULL"
    assert database.rows(held) == [(1,)]
    sender.clock.advance(2 * DAY_MS)
    sender.press()
    assert database.rows(held) == [(0,)]
    assert sender.states() == {(release_id, "put"): "done"}


def test_another_thread_ends_a_request_that_waits(house: tuple[Sender, OrganisationServer]) -> None:
    sender, server = house
    release_id = sender.release(1)
    with sender.relay() as relay:

        def stop(_: Handler, __: Any) -> bool:
            relay.stop()
            server.site.ended.wait(5)
            return False

        server.after = stop
        begun = time.monotonic()
        sent = sending.press(sender.deps, ORGANISATION, relay)
    server.site.ended.set()
    assert (sent.ended, sent.fault, sent.waiting) == ("stopped", None, 1)
    assert time.monotonic() - begun < 3
    assert sender.states() == {(release_id, "put"): "sent"}


def test_of_a_batch_whose_people_are_gone_nothing_is_left(house: tuple[Sender, OrganisationServer]) -> None:
    sender, server = house
    release_id = sender.release(1)
    server.after = lambda to, batch: cut(to)
    sender.press()
    sender.deps.device.outbox.end(release_id, sender.clock.now_ms(), "deleted")
    sender.deps.device.forget_accounts([sender.person.account.id])
    server.after = lambda to, batch: True
    sender.press()
    sender.press()
    states = sender.deps.device._database.rows("SELECT state FROM outbox_batch")
    assert states == [("done",)]  # that of the erasure

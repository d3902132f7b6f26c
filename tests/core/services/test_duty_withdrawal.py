"""A withdrawal that came by mail ends all that was allowed, and the safe learns of it, and how."""

from pathlib import Path

import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.duty import Request
from progrez_desktop.core.services import access_log, accounts, duties, ratings, releasing, staff, training_texts
from tests.core.services.duty_house import PASSPHRASE, WORDS, answer, entered
from tests.core.services.rating_house import Bureau, Kiosk
from tests.core.services.release_house import Employer, finished_at, outbox_rows


def test_a_withdrawal_ends_what_was_released_and_keeps_the_safe(kiosk: Kiosk, tmp_path: Path) -> None:
    deps, address = kiosk.deps, kiosk.session.details.email
    accounts.sign_out(kiosk.session)
    key = staff.set_up(deps, PASSPHRASE).key
    duties.close(deps, key, entered(deps, key, "withdrawal", Request(address)), answer(tmp_path), WORDS)
    assert set(deps.device._database.rows("SELECT state FROM release")) == {("ended",)}
    assert deps.device._database.rows("SELECT count(*) FROM outbox") == [(0,)]
    assert len(deps.device.accounts()) == 1


@pytest.mark.parametrize("is_sent", [False, True])
def test_a_withdrawal_by_mail_ends_what_was_permitted_and_the_safe_learns_how(tmp_path: Path, *, is_sent: bool) -> None:
    kiosk = finished_at(tmp_path / "kiosk", Employer.made())
    kiosk.grant("profile", "contact", "research")
    if is_sent:
        releasing.send(kiosk.deps, kiosk.session, releasing.look(kiosk.deps, kiosk.session))
        for row in outbox_rows(kiosk):
            kiosk.deps.device.outbox.mark_sent(row["seq"])
    deps, address = kiosk.deps, kiosk.session.details.email
    accounts.sign_out(kiosk.session)
    key = staff.set_up(deps, PASSPHRASE).key
    duties.close(deps, key, entered(deps, key, "withdrawal", Request(address)), answer(tmp_path), WORDS)
    assert [row["kind"] for row in outbox_rows(kiosk)] == ["put", "put", "erase", "erase"] * is_sent
    kiosk.sign_in_again()
    assert all(grant.withdrawn_ms is not None for grant in kiosk.session.safe.grants())
    assert kiosk.session.safe.releases.all_live() == []
    actions = [line.action for line in access_log.checked(deps, kiosk.session).lines]
    assert actions.count("consent_withdrawn_by_mail") == 1
    assert "consent_withdrawn_by_code" not in actions
    assert kiosk.session.safe.rows()["receipt"][-1]["event"] == "withdrawn_by_mail"
    with pytest.raises(UsageFault, match="release_nothing_allowed"):
        releasing.send(deps, kiosk.session, releasing.look(deps, kiosk.session))


def test_what_ended_with_it_is_not_told_as_done_by_the_person(tmp_path: Path, bureau: Bureau) -> None:
    kiosk = finished_at(tmp_path / "kiosk", Employer.made())
    kiosk.trust(bureau.deps)
    kiosk.grant("human_rating", "training_texts")
    [offer, *_] = training_texts.offers(kiosk.deps, kiosk.session, kiosk.attempt_id)
    training_texts.set_ready(kiosk.deps, kiosk.session, kiosk.attempt_id, offer)
    ratings.request(kiosk.deps, kiosk.session, kiosk.attempt_id)
    deps, address = kiosk.deps, kiosk.session.details.email
    accounts.sign_out(kiosk.session)
    key = staff.set_up(deps, PASSPHRASE).key
    duties.close(deps, key, entered(deps, key, "withdrawal", Request(address)), answer(tmp_path), WORDS)
    kiosk.sign_in_again()
    actors = {line.action: line.actor for line in access_log.checked(deps, kiosk.session).lines}
    assert (actors["training_text_erased"], actors["asked_no_more"]) == ("operator", "operator")

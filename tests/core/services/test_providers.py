"""Which providers there are, and whose account a provider finds."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.model.provider import Identity, Offer, Provider
from progrez_desktop.core.services import access_log, accounts, device_settings, erasing, opening, provider_settings
from progrez_desktop.core.services import provider_sign_in as by_provider
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.store.outbox import Release, Sealed
from tests.fakes import FAST_KDF, FakeClock, FakeEntropy, FakeKeyring

NOOR = PersonDetails("Noor", "de Wit", "noor@example.org")
OTHER = PersonDetails("Anneliese", "Quastenberg", "a.quastenberg@example.org")
PASSWORD = "seven herons on a fence"
GOOGLE = provider_settings.prepared("google", "id-1", "not much of a secret")
WHO = Identity("https://accounts.google.com", "u-1", "Noor", "de Wit", NOOR.email, email_verified=True)


@pytest.fixture
def deps(tmp_path: Path) -> Iterator[Deps]:
    parts = Parts(FakeClock(), FakeEntropy(5), DataFolder(tmp_path), FAST_KDF, lambda _: FakeKeyring())
    opened = opening.open_storage(parts)
    yield opened.deps
    opened.close()


def test_there_are_none_until_somebody_adds_one(deps: Deps) -> None:
    assert provider_settings.providers(deps) == ()


def test_what_was_added_is_offered_in_its_order_and_told_of(deps: Deps) -> None:
    college = provider_settings.prepared("openid", "id-2", title="Hogeschool Zuid", issuer="https://login.zuid.example")
    for one in (GOOGLE, college, replace(GOOGLE, ways=("phone",))):
        provider_settings.add(deps, one)
    assert provider_settings.providers(deps) == (college, replace(GOOGLE, ways=("phone",)))
    assert provider_settings.offers(deps)[1] == Offer("google", "Google", ("phone",))
    provider_settings.remove(deps, "openid")
    told = [(event.action, event.params) for event in device_settings.changes(deps)]
    assert told[0] == ("provider_added", {"setting": "google", "to": "google"})
    assert told[-1] == ("provider_removed", {"setting": "openid", "to": "openid"})
    assert "secret" not in repr(told)


def test_a_secret_is_shown_nowhere(deps: Deps) -> None:
    provider_settings.add(deps, GOOGLE)
    assert "not much" not in repr((provider_settings.providers(deps), provider_settings.offers(deps)))
    assert b"not much" not in deps.folder.device_file.read_bytes()
    assert provider_settings.named(deps, "google").client_secret == "not much of a secret"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "facebook"}, "provider_kind"),
        ({"client_id": " "}, "provider_client_id"),
        ({"name": "Two Words"}, "provider_name"),
        ({"title": "a" * 61}, "provider_title"),
        ({"kind": "openid", "issuer": "https://x.example"}, "provider_title"),
        ({"kind": "openid", "title": "X"}, "provider_issuer_missing"),
        ({"issuer": "http://accounts.google.com"}, "provider_issuer_address"),
        ({"issuer": "https://accounts.google.com/?a=b"}, "provider_issuer_address"),
        ({"issuer": "https://me:secret@accounts.google.com"}, "provider_issuer_address"),
        ({"ways": ["pigeon"]}, "provider_way"),
    ],
)
def test_a_provider_that_could_not_work_is_refused(given: dict, code: str) -> None:
    with pytest.raises(UsageFault) as caught:
        provider_settings.prepared(**{"kind": "google", "client_id": "id-1", **given})
    assert caught.value.code == code


def test_one_that_is_not_there_is_not_found(deps: Deps) -> None:
    with pytest.raises(UsageFault, match="provider_unknown"):
        provider_settings.remove(deps, "google")


def test_what_somebody_else_wrote_there_is_no_provider(deps: Deps) -> None:
    provider_settings.add(deps, GOOGLE)
    deps.device._database.write("UPDATE setting SET value = '[{}]' WHERE name = 'providers'")
    with pytest.raises(DataFault, match="device_damaged"):
        provider_settings.providers(deps)


# Who came


def came(deps: Deps, identity: Identity = WHO, provider: Provider = GOOGLE) -> by_provider.Came:
    return by_provider.came(deps, provider, identity)


def linked(deps: Deps, person: PersonDetails = NOOR) -> str:
    session = accounts.create(deps, person, PASSWORD).session
    by_provider.link(deps, session, came(deps))
    accounts.sign_out(session)
    return session.account_id


def test_somebody_new_has_no_account(deps: Deps) -> None:
    found = came(deps)
    assert (found.has_account, found.email, found.is_unverified) == (False, NOOR.email, False)


def test_a_linked_account_is_found_also_under_another_address(deps: Deps) -> None:
    linked(deps)
    assert came(deps).has_account
    moved = came(deps, replace(WHO, email="new@example.org", email_verified=False))
    assert (moved.has_account, moved.email) == (True, "")


def test_an_address_alone_finds_an_account_only_where_the_provider_checked_it(deps: Deps) -> None:
    accounts.sign_out(accounts.create(deps, NOOR, PASSWORD).session)
    assert came(deps).has_account
    unsure = came(deps, replace(WHO, email_verified=False))
    assert (unsure.has_account, unsure.is_unverified) == (False, True)


def test_the_same_number_at_another_provider_is_somebody_else(deps: Deps) -> None:
    linked(deps)
    other = replace(WHO, issuer="https://another.example", email="x@example.org")
    assert not came(deps, other).has_account


def test_what_can_be_no_address_is_not_filled_in(deps: Deps) -> None:
    assert came(deps, replace(WHO, email="<script>")).email == ""


def test_a_link_is_never_moved_to_another_account(deps: Deps) -> None:
    first = linked(deps)
    linked(deps, OTHER)
    rows = deps.device._database.rows("SELECT account_id FROM provider_link")
    assert rows == [(first,)]
    session = accounts.sign_in(deps, OTHER.email, PASSWORD)
    assert "provider_linked" not in [line.action for line in access_log.checked(deps, session).lines]


def test_a_link_is_told_to_its_person_and_to_nobody_else(deps: Deps) -> None:
    linked(deps)
    session = accounts.sign_in(deps, NOOR.email, PASSWORD)
    assert "provider_linked" in [line.action for line in access_log.checked(deps, session).lines]
    stored = repr(deps.device._database.rows("SELECT * FROM provider_link"))
    assert "u-1" not in stored and "google" not in stored


def test_who_wants_to_be_found_no_more_is_not(deps: Deps) -> None:
    linked(deps)
    session = accounts.sign_in(deps, NOOR.email, PASSWORD)
    by_provider.unlink(deps, session)
    assert deps.device.provider_links.count(session.account_id) == 0
    assert "provider_unlinked" in [line.action for line in access_log.checked(deps, session).lines]


@pytest.mark.parametrize("told_later", [False, True])
def test_a_link_goes_with_its_account_also_where_a_nameless_row_has_to_stay(told_later: bool, deps: Deps) -> None:
    account_id = linked(deps)
    session = accounts.sign_in(deps, NOOR.email, PASSWORD)
    if told_later:
        deps.device.outbox.put(
            Release("r", account_id, "o", ("profile",), (), 9, 1, b"s"), Sealed("{}", b"sealed", b"hash")
        )
        deps.device.outbox.mark_sent(1)
    erasing.erase(deps, session, erasing.outlook(deps, session))
    assert deps.device._database.rows("SELECT * FROM provider_link") == []
    assert len(deps.device._database.rows("SELECT * FROM account")) == told_later
    assert not came(deps).has_account

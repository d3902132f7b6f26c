"""One signed invitation makes a kiosk ready; one that is of another device, used, over or revoked is told so."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.model.kiosk import KioskRules
from progrez_desktop.core.online.relay import Relay
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import (
    accounts,
    device_settings,
    enrolling,
    kiosk_door,
    pack_signing,
    provisioning,
    registry_exchange,
    sending,
    staff,
)
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.pack_making import make
from progrez_desktop.core.system import SystemClock
from tests.core.services.pack_house import folder
from tests.core.services.registry_at_server import registry_at_server
from tests.core.services.registry_house import House
from tests.core.services.term_house import ANNA, PASSWORD, LivedIn
from tests.core.services.test_model_packs import write

RULES = KioskRules(may_save=True, must_hold=frozenset({"folder", "dumps"}))


@dataclass
class Workstation:
    house: House
    relay: Relay

    def invitation(self, kind: Any = "kiosk", name: str = "Kiosk 3", rules: KioskRules | None = RULES) -> bytes:
        document = registry_exchange.invite(self.house.deps, kind, name, rules)
        registry_exchange.publish(self.house.deps, self.relay)
        return json.dumps(document).encode()

    def admit(self) -> None:
        asking: Any = registry_exchange.devices(self.house.deps, self.relay)
        registry_exchange.admit(self.house.deps, next(one for one in asking if one.state == "asked"), self.relay)

    def drop(self, device_id: str) -> None:
        asking: Any = registry_exchange.devices(self.house.deps, self.relay)
        registry_exchange.drop(self.house.deps, registry_exchange.named(asking, device_id), self.relay)

    def publish_pack(self, made: Path) -> str:
        write(made, "card.json", self.house.deps.store.identity().card)
        signed = pack_signing.sign(self.house.deps, make(made, shipped()), shipped())
        return registry_exchange.publish_pack(self.house.deps, self.relay, signed)


@pytest.fixture(scope="module")
def workstation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workstation]:
    with registry_at_server(tmp_path_factory.mktemp("organisation")) as (house, _, relay):
        yield Workstation(house, relay)


_SEEDS = count(150)


@pytest.fixture
def computer(tmp_path: Path) -> LivedIn:
    made = LivedIn(tmp_path / "kiosk", next(_SEEDS))
    made.clock.wall_ms = SystemClock().now_ms()
    return made


def taken(deps: Deps, invitation: bytes, **given: Any) -> Any:
    offered = provisioning.look(deps, enrolling.read(invitation))
    return provisioning.take(deps, offered, given.pop("compared", offered.fingerprint), **given)


def test_one_invitation_makes_a_kiosk_ready(workstation: Workstation, computer: LivedIn, tmp_path: Path) -> None:
    pack = workstation.publish_pack(folder(tmp_path))
    invitation = workstation.invitation()
    with computer.on() as deps:
        whose = workstation.house.card.organisation_id
        done = provisioning.go_on(deps, whose, taken(deps, invitation))
        assert (done.organisation.device_name, done.left, done.fault) == ("Kiosk 3", ("admit", "staff"), None)
        assert device_settings.kiosk_rules(deps) == RULES
        workstation.admit()
        done = provisioning.go_on(deps, whose)
        assert done.left == ("staff",)
        assert [one.file_sha256 for one in done.packs] == [pack]
        staff.set_up(deps, "a passphrase of staff")
        done = provisioning.go_on(deps, whose)
        assert done.is_ready and done.packs == ()
    changed = [event.params["setting"] for event in audit_of(computer) if event.action == "setting_changed"]
    assert sorted(changed) == ["kiosk_must_dumps", "kiosk_must_folder", "kiosk_save"]


def audit_of(computer: LivedIn) -> Any:
    with computer.on() as deps:
        return deps.device.audit.events()


def test_an_invitation_of_another_device_is_refused_and_nothing_changes(
    workstation: Workstation, computer: LivedIn
) -> None:
    with computer.on() as deps:
        with pytest.raises(UsageFault, match="provision_home"):
            taken(deps, workstation.invitation("home"))
        with pytest.raises(UsageFault, match="invitation_other"):
            taken(deps, workstation.invitation(), name="Kiosk 4")
        with pytest.raises(UsageFault, match="fingerprint_differs"):
            taken(deps, workstation.invitation(), compared="0" * 64)
        assert deps.device.organisations.all() == []
        assert device_settings.kiosk_rules(deps) == KioskRules()
        taken(deps, workstation.invitation())
        with pytest.raises(UsageFault, match="invitation_other"):
            taken(deps, workstation.invitation(name="Kiosk 4"))


def test_rules_that_nobody_signed_are_not_taken(workstation: Workstation, computer: LivedIn) -> None:
    document = json.loads(workstation.invitation())
    document["body"]["kiosk_rules"]["must_hold"] = []
    with computer.on() as deps, pytest.raises(DataFault, match="signature_wrong"):
        taken(deps, json.dumps(document).encode())


def test_an_invitation_that_was_made_earlier_loosens_nothing(workstation: Workstation, computer: LivedIn) -> None:
    loose = workstation.invitation(rules=KioskRules(may_print=True))
    workstation.house.clock.advance(1)
    strict = workstation.invitation()
    with computer.on() as deps:
        offered = provisioning.look(deps, enrolling.read(loose))
        taken(deps, strict)
        with pytest.raises(UsageFault, match="invitation_older"):
            taken(deps, loose)
        with pytest.raises(UsageFault, match="invitation_older"):  # looked at before, and taken after
            provisioning.take(deps, offered, offered.fingerprint)
        assert device_settings.kiosk_rules(deps) == RULES
        taken(deps, workstation.invitation(rules=None))  # decides nothing of it
        workstation.house.clock.advance(1)
        taken(deps, workstation.invitation(rules=KioskRules()))
        assert device_settings.kiosk_rules(deps) == KioskRules()


def test_the_same_invitation_again_takes_nothing_back_that_an_operator_chose(
    workstation: Workstation, computer: LivedIn
) -> None:
    invitation = workstation.invitation()
    with computer.on() as deps:
        taken(deps, invitation)
        device_settings.choose(deps, "kiosk_must_disk", "yes")
        taken(deps, invitation)
        assert device_settings.kiosk_rules(deps).must_hold == RULES.must_hold | {"disk"}
    told = [event for event in audit_of(computer) if event.action == "organisation_rules_kept"]
    assert len(told) == 1


def test_an_invitation_works_once_and_says_so_to_the_second_computer(
    workstation: Workstation, computer: LivedIn, tmp_path: Path
) -> None:
    invitation = workstation.invitation()
    whose = workstation.house.card.organisation_id
    with computer.on() as deps:
        request = taken(deps, invitation)
        provisioning.go_on(deps, whose, request)
        assert provisioning.go_on(deps, whose, request).left[0] == "admit"  # the same computer, once more
    second = LivedIn(tmp_path / "second", next(_SEEDS))
    second.clock.wall_ms = SystemClock().now_ms()
    with second.on() as deps, pytest.raises(UsageFault, match="invitation_used"):
        provisioning.go_on(deps, whose, taken(deps, invitation))


def test_one_that_is_over_is_refused_before_anything_is_trusted(workstation: Workstation, computer: LivedIn) -> None:
    invitation = workstation.invitation()
    computer.clock.wall_ms += 400 * 86_400_000
    with computer.on() as deps:
        with pytest.raises(UsageFault, match="invitation_over"):
            taken(deps, invitation)
        assert deps.device.organisations.all() == []


def test_a_revoked_kiosk_sends_nothing_and_people_keep_their_safes(workstation: Workstation, computer: LivedIn) -> None:
    whose = workstation.house.card.organisation_id
    with computer.on() as deps:
        accounts.sign_out(accounts.create(deps, ANNA, PASSWORD).session)
        provisioning.go_on(deps, whose, taken(deps, workstation.invitation()))
        workstation.admit()
        known = provisioning.go_on(deps, whose).organisation
        assert kiosk_door.look(deps).is_open(frozenset())
        workstation.drop(known.device_id)
        done = provisioning.go_on(deps, whose)
        assert done.left[0] == "revoked"
        standing = kiosk_door.look(deps)
        assert standing.revoked_by == (workstation.house.card.name,) and not standing.is_open(frozenset())
        assert sending.state_of(deps, done.organisation) == "dropped"
        with pytest.raises(UsageFault, match="sending_dropped"):
            sending.check_ready(deps, whose)
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        assert session.details == ANNA
        accounts.sign_out(session)
        again = provisioning.go_on(deps, whose, taken(deps, workstation.invitation()))
        assert (again.left[0], again.fault) == ("admit", None)  # invited once more, it can be admitted once more

"""What every use case is handed: the parts of one opened installation, and who is signed in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.keys.machine_key import MachineKey
from progrez_desktop.core.model.assessment import Assessment, FormId
from progrez_desktop.core.model.keys import KdfCost
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.packs.shipped import Shipped
from progrez_desktop.core.ports import Clock, Entropy, Noise
from progrez_desktop.core.store.device_store import DeviceStore
from progrez_desktop.core.store.folder import DataFolder

if TYPE_CHECKING:
    from progrez_desktop.core.model.local_measure import LocalKey, LocalNorm
    from progrez_desktop.core.model.staff import StaffDeed
    from progrez_desktop.core.services.guide import Guide
    from progrez_desktop.core.store.safe_store import SafeStore
    from progrez_desktop.scoring.bank import Bank
    from progrez_desktop.scoring.norms import Norm
    from progrez_desktop.scoring.scorer import Scorer
    from progrez_desktop.scoring.text.reader import AnswerReader


def opendp_noise() -> Noise:
    """Return the noise of a real installation; a sitting that counts nobody never loads it."""
    from progrez_desktop.core.noise import OpenDpNoise

    return OpenDpNoise()


@dataclass(frozen=True)
class Deps:
    """Of one opened installation."""

    clock: Clock
    entropy: Entropy
    folder: DataFolder
    cost: KdfCost
    """What opening a new password costs: about half a second on this computer."""
    machine: MachineKey
    device: DeviceStore
    assessment: Assessment
    shipped: Shipped
    find_noise: Callable[[], Noise] = opendp_noise

    @cached_property
    def noise(self) -> Noise:
        """What the counters of a new period begin with."""
        return self.find_noise()

    @cached_property
    def local_norms(self) -> "Mapping[str, Norm]":
        """Norms that grew here, by scale, where an operator switched one on; a look at one small table."""
        from progrez_desktop.core.services.measures_in_use import norms_in_use

        return norms_in_use(self)

    def local_norm(self, norm_id: str) -> "LocalNorm | None":
        """Return a norm that results of this device may name, also one that was dropped."""
        from progrez_desktop.core.services.measures_in_use import norm_of

        found = self.device.measures.find(norm_id)
        return norm_of(found.record) if found is not None and found.kind == "norm" else None

    @cached_property
    def local_keys(self) -> "Mapping[str, LocalKey]":
        """Keys from responses, by situation, where an operator switched one on; the others stay keyed by reasoning."""
        from progrez_desktop.core.services.measures_in_use import keys_in_use

        return keys_in_use(self)

    @cached_property
    def bank(self) -> "Bank":
        """The verified bank as it shipped; read when something of it is asked for, since numpy takes its time."""
        from progrez_desktop.scoring.bank import Bank

        return Bank.from_bytes(self.shipped.bank())

    @cached_property
    def scorer(self) -> "Scorer":
        """The scorer over the bank and the norms in use, for the fixed form."""
        from progrez_desktop.scoring.scales import with_norms
        from progrez_desktop.scoring.scorer import Scorer

        return Scorer(with_norms(self.bank, self.local_norms))

    def scorer_of(self, form: FormId) -> "Scorer":
        return self.scorer if form == "fixed" else self.guide.scorer

    def bank_of(self, form: FormId) -> "Bank":
        """Return the bank as it shipped, with the scale that a form asks each skill by."""
        return self.bank if form == "fixed" else self.guide.bank

    @cached_property
    def guide(self) -> "Guide":
        """What leads an adaptive sitting, over the verified bank; made when the first one is looked at."""
        from progrez_desktop.core.services.guide import Guide

        form = self.assessment.adaptive
        if form is None:
            raise LookupError("this assessment has no adaptive form")
        return Guide(form, self.shipped.bank(), self.local_norms)

    @cached_property
    def answer_reader(self) -> "AnswerReader":
        """What reads open answers, over verified files; made when a first text is read, which takes most of a second.

        Raises:
            DataFault: The model is not what shipped. A profile goes on without readings.
        """
        from progrez_desktop.core.services.answer_reader import load_reader

        return load_reader(self.shipped, self.assessment)

    def close_reader(self) -> None:
        """Give back the memory of what reads open answers; the next text makes it anew."""
        self.__dict__.pop("answer_reader", None)

    def forget_measures(self) -> None:
        """Look anew at which norms and keys are in use: an operator changed that, and sittings here go on with it."""
        for name in ("local_norms", "local_keys", "scorer", "guide"):
            self.__dict__.pop(name, None)

    def permit(self, deed: "StaffDeed") -> None:
        """Refuse what whoever of staff is signed in may not do.

        Where none is, a command asks: that is whoever has the account of this computer.

        Raises:
            UsageFault: "staff_may_not".
        """
        acting = self.device.acting
        if acting is not None and not acting.may(deed):
            raise UsageFault("staff_may_not", role=acting.member.role)

    def latest_ms(self) -> int:
        """Return the time, never before the latest that was seen here: a clock set back revives nothing that ended."""
        return max(self.clock.now_ms(), self.device.high_water_ms())

    def mark_ms(self) -> int:
        """Return the same, and remember the clock as seen: no term and no counting period begins twice."""
        self.device.raise_high_water(self.clock.now_ms())
        return self.device.high_water_ms()

    def today(self) -> date:
        """Return the local day."""
        return datetime.fromtimestamp(self.clock.now_ms() / 1000, UTC).astimezone().date()

    def new_id(self) -> str:
        """Return a random 128-bit id as text."""
        return self.entropy.bytes(16).hex()


@dataclass(frozen=True)
class Session:
    """One person signed in: the open safe is the only place where their data key works."""

    account_id: str
    details: PersonDetails
    safe: "SafeStore"

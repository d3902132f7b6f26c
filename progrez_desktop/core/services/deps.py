"""What every use case is handed: the parts of one opened installation, and who is signed in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from progrez_desktop.core.keys.machine_key import MachineKey
from progrez_desktop.core.model.assessment import Assessment, FormId
from progrez_desktop.core.model.keys import KdfCost
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.packs.shipped import Shipped
from progrez_desktop.core.ports import Clock, Entropy
from progrez_desktop.core.store.device_store import DeviceStore
from progrez_desktop.core.store.folder import DataFolder

if TYPE_CHECKING:
    from progrez_desktop.core.services.guide import Guide
    from progrez_desktop.core.store.safe_store import SafeStore
    from progrez_desktop.scoring.bank import Bank
    from progrez_desktop.scoring.scorer import Scorer
    from progrez_desktop.scoring.text.reader import AnswerReader


@dataclass(frozen=True)
class Deps:
    clock: Clock
    entropy: Entropy
    folder: DataFolder
    cost: KdfCost
    """What opening a new password costs: about half a second on this computer."""
    machine: MachineKey
    device: DeviceStore
    assessment: Assessment
    shipped: Shipped

    @cached_property
    def bank(self) -> "Bank":
        """The verified bank; read when something of it is asked for, since numpy takes its time."""
        from progrez_desktop.scoring.bank import Bank

        return Bank.from_bytes(self.shipped.bank())

    @cached_property
    def scorer(self) -> "Scorer":
        """The scorer over the bank, for the fixed form."""
        from progrez_desktop.scoring.scorer import Scorer

        return Scorer(self.bank)

    def scorer_of(self, form: FormId) -> "Scorer":
        return self.scorer if form == "fixed" else self.guide.scorer

    @cached_property
    def guide(self) -> "Guide":
        """What leads an adaptive sitting, over the verified bank; made when the first one is looked at."""
        from progrez_desktop.core.services.guide import Guide

        form = self.assessment.adaptive
        if form is None:
            raise LookupError("this assessment has no adaptive form")
        return Guide(form, self.shipped.bank())

    @cached_property
    def answer_reader(self) -> "AnswerReader":
        """What reads open answers, over verified files; made when a first text is read, which takes most of a second.

        Raises:
            DataFault: The model is not what shipped. A profile goes on without readings.
        """
        from progrez_desktop.core.services.answer_reader import load_reader

        return load_reader(self.shipped, self.assessment)

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

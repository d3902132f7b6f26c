"""What the manual is made of: the assessment, the bank and its studies, and the models, as they ship."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from progrez_desktop.core.model.assessment import Assessment, Skill, SkillGroup
from progrez_desktop.core.packs.manifest import sha256_of
from progrez_desktop.core.packs.shipped import Shipped
from progrez_desktop.scoring.bank import Bank, BankSkill
from progrez_desktop.scoring.quality.thresholds import Thresholds

ADAPTIVE = "bank/working-together.adaptive.json"
QUALITY = "bank/working-together.quality.json"
FAIRNESS = "bank/working-together.fairness.json"
ANSWERS = "model/answers.figures.json"
ANSWERS_MODEL = "model/answers.json"
DUTCH = "model/dutch.figures.json"

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Scale:
    """One scale of the bank with the skill that it measures; `is_longer` for those of the adaptive form alone."""

    skill: Skill
    group: SkillGroup
    bank: BankSkill
    is_longer: bool


@dataclass(frozen=True)
class Material:
    """`bank_model` is what the bank says of its own model; the studies are as they stand in their files."""

    assessment: Assessment
    bank: Bank
    longer: Bank
    bank_model: Json
    adaptive: Json
    quality: Json
    thresholds: Thresholds
    fairness: Json
    answers: Json
    answers_model: Json
    dutch: Json
    pins: Mapping[str, str]

    @property
    def core_scales(self) -> tuple[Scale, ...]:
        """The scale of each skill, in the order of the assessment."""
        return tuple(self._scale(skill, self.bank.skills[skill.id]) for skill in self.assessment.skills)

    @property
    def longer_scales(self) -> tuple[Scale, ...]:
        """Those longer scales that measure a skill of the assessment, in the same order."""
        found = ((skill, self.longer.skills.get(f"{skill.id}_x")) for skill in self.assessment.skills)
        return tuple(self._scale(skill, bank, is_longer=True) for skill, bank in found if bank is not None)

    @property
    def scales(self) -> tuple[Scale, ...]:
        return (*self.core_scales, *self.longer_scales)

    @property
    def studies_of_another_bank(self) -> tuple[str, ...]:
        """The studies that were made with another bank than this one, by name."""
        studies = {"adaptive": self.adaptive, "quality": self.quality, "fairness": self.fairness}
        return tuple(name for name, study in studies.items() if study.get("bank_sha256") != self.bank.sha256)

    def _scale(self, skill: Skill, bank: BankSkill, *, is_longer: bool = False) -> Scale:
        group = next(group for group in self.assessment.groups if group.id == skill.group)
        return Scale(skill, group, bank, is_longer)

    def by_group(self, scales: tuple[Scale, ...]) -> Iterator[tuple[SkillGroup, tuple[Scale, ...]]]:
        for group in self.assessment.groups:
            yield group, tuple(scale for scale in scales if scale.group == group)


def gather(files: Shipped) -> Material:
    """Return the material, every file checked.

    Raises:
        DataFault: "resource_missing" or "resource_changed".
    """
    data = files.bank()
    quality = files.read(QUALITY)
    return Material(
        assessment=files.assessment(),
        bank=Bank.from_bytes(data, sha256=sha256_of(data)),
        longer=Bank.from_bytes(data, "extended"),
        bank_model=json.loads(data)["model"],
        adaptive=json.loads(files.read(ADAPTIVE)),
        quality=json.loads(quality),
        thresholds=Thresholds.from_bytes(quality),
        fairness=json.loads(files.read(FAIRNESS)),
        answers=json.loads(files.read(ANSWERS)),
        answers_model=json.loads(files.read(ANSWERS_MODEL)),
        dutch=json.loads(files.read(DUTCH)),
        pins=files.pins,
    )

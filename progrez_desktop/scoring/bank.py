"""The item bank as the scorer takes it: read from bytes, checked in every field, and named by their hash."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from progrez_desktop.scoring.age_norms import AgeCurve
from progrez_desktop.scoring.bank_facts import Calibration, DataSource, Echo, ScoreRange, Structure
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.fields import Fields, refuse
from progrez_desktop.scoring.norms import Norm, claims_more

SCHEMA = "progrez.bank/2"
MAX_CATEGORIES = 9
MAX_SLOPE = 10.0
"""Above this an item is a step that a grid of 0.1 can't resolve, and no statement about people behaves like that."""

MODEL = {
    "name": "graded response model",
    "link": "logistic",
    "D": 1,
    "prior": {"mean": 0, "sd": 1},
    "estimate": "expected a posteriori",
    "quadrature": {"min": -8, "max": 8, "nodes": 161},
}
"""What `grm` computes. A bank that names anything else was made for another program."""

_ROUNDING = 0.001


@dataclass(frozen=True)
class BankItem:
    """One statement with its graded parameters. `key` is -1 where agreeing means less of the skill.

    Args:
        a, b: Slope, and thresholds, rising.
        se_a, se_b: Their standard errors.
        n: How many answered it.
        used: Share of each category as shown.
        misfit: Distance between scores seen and expected along theta, as a share of the range: see `item_fit`.
    """

    id: str
    text: str
    format_id: str
    categories: int
    key: int
    a: float
    b: tuple[float, ...]
    se_a: float
    se_b: tuple[float, ...]
    n: int
    used: tuple[float, ...]
    misfit: float


@dataclass(frozen=True)
class BankSkill:
    """One scale: its items in scoring order, its norm group and how reliable it was found to be.

    Args:
        n_complete: People without a gap, who alpha and the omegas were found among.
        mean_se: Mean standard error of theta in the norm group, by the model.
        age: None where the people's ages were not recorded, or were too few.
    """

    id: str
    label: str
    dataset: str
    esco: str
    onet: str
    items: tuple[BankItem, ...]
    norm: Norm
    age: AgeCurve | None
    n_complete: int
    alpha: float
    omega_t: float
    omega_h: float
    irt_marginal: float
    mean_se: float
    calibration: Calibration
    structure: Structure
    range: ScoreRange

    @property
    def honest_factor(self) -> float:
        """How much wider than the model says an error is printed: 1 or more.

        The model takes answers as independent given theta; items that echo each other make it too sure. The smallest
        of the three reliabilities puts that back: sqrt((1 - smallest) / (1 - IRT marginal)).
        """
        smallest = min(self.alpha, self.omega_t, self.irt_marginal)
        return math.sqrt((1.0 - smallest) / (1.0 - self.irt_marginal))


@dataclass(frozen=True)
class Bank:
    """All skills that are scored by default. Longer scales for adaptive use stay in the file under "extended"."""

    sha256: str
    id: str
    version: str
    language: str
    norm_set: str
    skills: Mapping[str, BankSkill]
    data: Mapping[str, DataSource]
    estimators: Mapping[str, Mapping[str, Any]]
    skill_map_sha256: str

    @classmethod
    def from_bytes(cls, data: bytes, part: str = "skills", sha256: str | None = None) -> "Bank":
        """Return the bank in `data`, its skills in file order.

        Args:
            data: JSON in UTF-8, see resources/contracts/bank.schema.json.
            part: "skills", or "extended" for the longer scales.
            sha256: The hash that the bytes must have, where a result names the bank that it was scored with.

        Raises:
            ScoringError: Names the item or skill at fault. Nothing is repaired, and nothing unknown passed over.
        """
        found = hashlib.sha256(data).hexdigest()
        if sha256 is not None and found != sha256:
            raise ScoringError("bank_hash", found)
        bank = _document(data)
        norm_set = bank.text("norm_set")
        if claims_more(norm_set):
            raise ScoringError("norm_claim", norm_set)
        sources = {name: _source(name, raw) for name, raw in bank.items("data")}
        parts = {name: _skills(bank, name, norm_set, sources) for name in ("skills", "extended")}
        if not parts["skills"]:
            refuse("skills", "bank")
        calibration = bank.inner("calibration")
        read = cls(
            sha256=found,
            id=bank.text("id"),
            version=bank.text("version"),
            language=bank.text("language"),
            norm_set=norm_set,
            skills=parts[part],
            data=sources,
            estimators=dict(calibration.items("estimators")),
            skill_map_sha256=calibration.text("skill_map_sha256"),
        )
        calibration.done()
        bank.done()
        return read


def _document(data: bytes) -> Fields:
    try:
        document = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except ScoringError:  # a ValueError as well, and it knows more
        raise
    except (ValueError, RecursionError) as error:
        raise ScoringError("bank_not_json") from error
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise ScoringError("bank_schema", SCHEMA)
    fields = Fields(document, "bank", "bank")
    fields.get("schema")
    # As text: True equals 1 in Python, and is no scaling constant.
    if json.dumps(fields.get("model"), sort_keys=True) != json.dumps(MODEL, sort_keys=True):
        raise ScoringError("bank_model")
    return fields


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Take an object whose fields are there once: of two, nobody knows which is meant."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            where = dict(pairs).get("id")
            raise ScoringError("bank_field_twice", f"{where}: {name}" if isinstance(where, str) else name)
        found[name] = value
    return found


def _skills(bank: Fields, part: str, norm_set: str, sources: Mapping[str, DataSource]) -> dict[str, BankSkill]:
    skills = {name: _skill(name, raw, norm_set, sources) for name, raw in bank.items(part)}
    seen: set[str] = set()
    for name, skill in skills.items():
        # Longer scales may share an item, which one form never asks for two skills; none has it twice.
        seen = seen if part == "skills" else set()
        for item in skill.items:
            if item.id in seen:
                raise ScoringError("bank_item_twice", f"{name}: {item.id}")
            seen.add(item.id)
    return skills


def _skill(name: str, raw: Any, norm_set: str, sources: Mapping[str, DataSource]) -> BankSkill:
    skill = Fields(raw, name, name)
    reliability = skill.inner("reliability")
    items = tuple(_item(name, entry) for entry in skill.each("items"))
    if not items:
        refuse("items", name)
    coefficients = [reliability.number(field) for field in ("alpha", "omega_t", "omega_h", "irt_marginal")]
    if not all(0.0 < value < 1.0 for value in coefficients):
        raise ScoringError("bank_reliability", name)
    alpha, omega_t, omega_h, irt = coefficients
    dataset = skill.text("dataset")
    if dataset not in sources:
        raise ScoringError("bank_dataset_unknown", f"{name}: {dataset}")
    read = BankSkill(
        id=name,
        label=skill.text("label"),
        dataset=dataset,
        esco=skill.text("esco"),
        onet=skill.text("onet"),
        items=items,
        norm=_norm(name, skill.inner("norm"), f"{norm_set}/{dataset}"),
        age=_age(name, skill),
        n_complete=reliability.whole("n_complete"),
        alpha=alpha,
        omega_t=omega_t,
        omega_h=omega_h,
        irt_marginal=irt,
        mean_se=reliability.number("mean_se"),
        calibration=_calibration(name, skill.inner("calibration")),
        structure=_structure(name, skill.inner("structure")),
        range=_range(skill.inner("range")),
    )
    reliability.done()
    skill.done()
    return read


def _norm(name: str, norm: Fields, people: str) -> Norm:
    norm_id, quantiles, sd, n = norm.text("id"), norm.numbers("quantiles"), norm.number("sd"), norm.get("n")
    rising = all(low <= high for low, high in pairwise(quantiles))
    if len(quantiles) != 99 or not rising or sd <= 0.0 or type(n) is not int or n < 1:
        raise ScoringError("bank_norm", name)
    if norm_id != people:
        raise ScoringError("bank_norm_of_another", f"{name}: {norm_id}")
    read = Norm(norm_id, n, norm.number("mean"), sd, quantiles)
    norm.done()
    return read


def _age(name: str, skill: Fields) -> AgeCurve | None:
    if skill.has("age") and skill.get("age") is None:
        return None
    curve = skill.inner("age")
    raw = {field: curve.get(field) for field in ("range", "n", "mean", "sd")}
    curve.done()
    return AgeCurve.of(name, raw)


def _calibration(name: str, facts: Fields) -> Calibration:
    apart, estimator = facts.inner("apart"), facts.get("estimator")
    if estimator not in ("own", "mirt"):
        refuse("estimator", name)
    read = Calibration(
        n=facts.whole("n"),
        estimator=estimator,
        log_likelihood=facts.number("log_likelihood"),
        ahead=facts.number("ahead"),
        at_bound=facts.texts("at_bound"),
        apart_a=apart.number("a"),
        apart_b=apart.number("b"),
    )
    apart.done()
    facts.done()
    return read


def _structure(name: str, facts: Fields) -> Structure:
    read = Structure(
        cfi=facts.share("cfi"),
        rmsea=facts.number("rmsea"),
        srmr=facts.number("srmr"),
        echoes=tuple(_echo(name, raw) for raw in facts.each("echoes")),
    )
    facts.done()
    return read


def _echo(name: str, raw: Any) -> Echo:
    pair = Fields(raw, "echoes", name)
    items, r = pair.texts("items"), pair.number("r")
    if len(items) != 2 or not -1.0 <= r <= 1.0:
        refuse("echoes", name)
    pair.done()
    return Echo((items[0], items[1]), r)


def _range(facts: Fields) -> ScoreRange:
    read = ScoreRange(
        lowest=facts.number("lowest"),
        highest=facts.number("highest"),
        at_lowest=facts.share("at_lowest"),
        at_highest=facts.share("at_highest"),
    )
    facts.done()
    return read


def _item(skill: str, raw: Any) -> BankItem:
    item = Fields(raw, "items", skill)
    name = item.text("id")
    item.named(name)
    a, b, se_b, used = item.number("a"), item.numbers("b"), item.numbers("se_b"), item.numbers("used")
    categories, key, se_a = item.get("categories"), item.get("key"), item.number("se_a")
    if not 0.0 < a <= MAX_SLOPE:
        raise ScoringError("bank_slope", name)
    if type(categories) is not int or not 2 <= categories <= MAX_CATEGORIES or len(b) != categories - 1:
        raise ScoringError("bank_categories", name)
    if not all(low < high for low, high in pairwise(b)):
        raise ScoringError("bank_thresholds", name)
    if type(key) is not int or key not in (1, -1):
        raise ScoringError("bank_key", name)
    if len(se_b) != len(b) or not all(error > 0.0 for error in (se_a, *se_b)):
        raise ScoringError("bank_errors", name)
    if len(used) != categories or not all(share > 0.0 for share in used) or abs(sum(used) - 1.0) > _ROUNDING:
        raise ScoringError("bank_category_unused", name)
    read = BankItem(
        id=name,
        text=item.text("text"),
        format_id=item.text("format"),
        categories=categories,
        key=key,
        a=a,
        b=b,
        se_a=se_a,
        se_b=se_b,
        n=item.whole("n"),
        used=used,
        misfit=item.share("misfit"),
    )
    item.done()
    return read


def _source(name: str, raw: Any) -> DataSource:
    source = Fields(raw, name, name)
    countries, quartiles = source.get("countries"), source.get("age_quartiles")
    read = DataSource(
        id=name,
        origin=source.text("origin"),
        sha256=source.text("sha256"),
        licence_status=source.text("licence_status"),
        respondents=source.whole("respondents"),
        population=source.text("population"),
        years=source.text("years"),
        language=source.text("language"),
        stakes=source.text("stakes"),
        administration=source.text("administration"),
        countries=None if countries == NOT_RECORDED else _countries(name, countries),
        age_quartiles=None if quartiles == NOT_RECORDED else source.numbers("age_quartiles"),
    )
    source.done()
    if claims_more(read.population):
        raise ScoringError("norm_claim", name)
    return read


NOT_RECORDED = "not recorded"


def _countries(name: str, raw: Any) -> Mapping[str, float]:
    shares = Fields(raw, "countries", name)
    return {code: shares.share(code) for code in raw}

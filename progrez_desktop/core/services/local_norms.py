"""Norms that grew on this device: compared with the shipped one, taken into use by an operator, dropped again.

Such a norm is named by its site, its periods, its people and their language: people who took it here and agreed. It is
of nobody else, and is never called what it is not.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.counting import Period
from progrez_desktop.core.model.local_measure import LocalNorm
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.packs.shipped import BANK
from progrez_desktop.core.services import counted_figures, counting_periods
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.measures_in_use import chosen_norms, norm_of, norm_record, norms_in_use
from progrez_desktop.core.store.forms import canonical
from progrez_desktop.core.store.measure_store import Measure
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.local_norms import NoLocalNorm, NormsCompared, ThetaCounts, compared, local_norm
from progrez_desktop.scoring.norms import Norm, NormGroup

LONGEST_SITE = 60


@dataclass(frozen=True)
class ScaleStanding:
    """One scale: the norm that the counts make, or why they make none; how it stands to the shipped one; what is used.

    `in_use` is set aside where the bank is another one than it was counted with.
    """

    scale: str
    skill_id: str
    shipped: Norm
    found: Norm | NoLocalNorm
    comparison: NormsCompared | None
    in_use: LocalNorm | None
    is_set_aside: bool


def standings(deps: Deps) -> list[ScaleStanding]:
    """Return every scale that skills are measured by here, skill by skill."""
    bank = counting_periods.shipped_bank(deps)
    counted = counted_figures.theta_counts(deps)
    used, applied = chosen_norms(deps), norms_in_use(deps)
    longer = deps.assessment.adaptive.scales if deps.assessment.adaptive else {}
    rows = []
    for skill in deps.assessment.skills:
        for scale in dict.fromkeys((skill.id, longer.get(skill.id, skill.id))):
            shipped = bank.skills[scale].norm
            counts, periods = counted.get(scale, (None, ()))
            found = NoLocalNorm("too_few_people", 0) if counts is None else _norm(scale, counts, "", periods)
            told = compared(found, counts, shipped) if counts is not None and isinstance(found, Norm) else None
            mine = used.get(scale)
            aside = mine is not None and scale not in applied
            rows.append(ScaleStanding(scale, skill.id, shipped, found, told, mine, aside))
    return rows


def standing(deps: Deps, scale: str) -> ScaleStanding:
    """Return one scale.

    Raises:
        UsageFault: "scale_unknown".
    """
    rows = {row.scale: row for row in standings(deps)}
    if scale not in rows:
        raise UsageFault("scale_unknown", name=scale, names=", ".join(rows))
    return rows[scale]


def use(deps: Deps, scale: str, site: str) -> LocalNorm:
    """Take the norm that the counts make into use, with an entry in the trail. Results that were made stay as they are.

    Raises:
        UsageFault: "scale_unknown"; "norm_too_few_people" or "norm_too_noisy"; "site_name" for a site without a name,
            or with one that claims more people than it has.
    """
    row = standing(deps, scale)
    if isinstance(row.found, NoLocalNorm):
        raise UsageFault(f"norm_{row.found.why}", name=scale)
    site = " ".join(site.split())
    if not site or len(site) > LONGEST_SITE:
        raise UsageFault("site_name", limit=LONGEST_SITE)
    counts, periods = counted_figures.theta_counts(deps)[scale]
    found = _norm(scale, counts, site, periods)
    if not isinstance(found, Norm):
        raise LookupError("a norm that was just there is gone")
    made = LocalNorm(
        scale=scale,
        bank_sha256=deps.shipped.sha256(BANK),
        site=site,
        from_ms=periods[0].opened_ms,
        to_ms=_ended(periods),
        languages=counted_figures.languages(deps) or deps.assessment.languages,
        norm=found,
    )
    _refuse_claims(made)
    now = deps.clock.now_ms()
    event = AuditEvent(now, "operator", "local_norm_used", scale, {"norm": made.id, "n": str(found.n)})
    deps.device.measures.use(Measure(made.id, "norm", scale, norm_record(made), now), event)
    return made


def drop(deps: Deps, scale: str) -> bool:
    """Go back to the shipped norm, with an entry in the trail; return whether a local one was in use."""
    event = AuditEvent(deps.clock.now_ms(), "operator", "local_norm_dropped", scale, {})
    return deps.device.measures.drop("norm", scale, event)


def find(deps: Deps, norm_id: str) -> LocalNorm | None:
    """Return a norm that results of this device may name, also one that was dropped."""
    found = deps.device.measures.find(norm_id)
    return norm_of(found.record) if found is not None and found.kind == "norm" else None


def full_name(local: LocalNorm, words: Words) -> str:
    """Return a norm's name in full: site, periods, how many, who, and in which language."""
    return words(
        "norm.local.full",
        site=local.site,
        begin=_day(local.from_ms),
        end=_day(local.to_ms),
        n=words.number(local.norm.n),
        languages=words("norm.local.and").join(
            words(f"norm.local.language.{language}") for language in local.languages
        ),
    )


def _norm(scale: str, counts: ThetaCounts, site: str, periods: tuple[Period, ...]) -> Norm | NoLocalNorm:
    """Return the norm under an id that tells site, days and scale, and by a hash which counts it was made of."""
    found = local_norm("", counts)
    if isinstance(found, NoLocalNorm):
        return found
    digest = hashlib.sha256(canonical([counts.scale, counts.cells, site]).encode()).hexdigest()[:8]
    days = f"{_day(periods[0].opened_ms)}..{_day(_ended(periods))}"
    return replace(found, id="/".join((_slug(site) or "here", days, f"{scale}-{digest}", "local")))


def _slug(site: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", site.lower()).strip("-")


def _ended(periods: tuple[Period, ...]) -> int:
    return max(period.closed_ms or period.ends_ms for period in periods)


def _day(at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC):%Y-%m-%d}"


@dataclass(frozen=True)
class _People:
    """Who they are, in the form in which a norm group is named."""

    population: str
    years: str
    language: str
    countries: None = None
    stakes: str = "as this site uses it"
    administration: str = "this application, on site"


def _refuse_claims(local: LocalNorm) -> None:
    years = f"{_day(local.from_ms)}..{_day(local.to_ms)}"
    people = _People(f"people who took it at {local.site} and agreed", years, ", ".join(local.languages))
    try:
        NormGroup.of(local.norm, people)
    except ScoringError as error:
        raise UsageFault("site_name", limit=LONGEST_SITE) from error

"""Norms that grew on this device: compared with the shipped one, taken into use by an operator, dropped again.

Such a norm is named by its site, its periods, its people and their language: people who took it here and agreed. It is
of nobody else, and is never called what it is not.
"""

import re
from dataclasses import dataclass, replace

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.counting import Period
from progrez_desktop.core.model.local_measure import LocalNorm
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.packs.shipped import BANK
from progrez_desktop.core.services import counted_figures, counting_periods
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.measures_in_use import chosen_norms, norm_mark, norm_record, norms_in_use
from progrez_desktop.core.services.norm_groups import day_of
from progrez_desktop.core.store.measure_store import Measure
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.local_norms import NoLocalNorm, NormsCompared, compared, local_norm
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
    periods: tuple[Period, ...]
    """In which the people behind `found` were counted."""
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
            nobody = NoLocalNorm("too_few_people", 0)
            found = nobody if counts is None else local_norm("", counts)
            told = compared(found, counts, shipped) if counts is not None and isinstance(found, Norm) else None
            mine = used.get(scale)
            aside = mine is not None and scale not in applied
            rows.append(ScaleStanding(scale, skill.id, shipped, found, periods, told, mine, aside))
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
    deps.permit("keep_computer")
    row = standing(deps, scale)
    if isinstance(row.found, NoLocalNorm):
        raise UsageFault(f"norm_{row.found.why}", name=scale)
    site = " ".join(site.split())
    if not site or len(site) > LONGEST_SITE:
        raise UsageFault("site_name", limit=LONGEST_SITE)
    bank = deps.shipped.sha256(BANK)
    found = _named(row.found, scale, bank, site, row.periods)
    made = LocalNorm(
        scale=scale,
        bank_sha256=bank,
        site=site,
        from_ms=row.periods[0].opened_ms,
        to_ms=_ended(row.periods),
        languages=counted_figures.languages(deps) or deps.assessment.languages,
        norm=found,
    )
    _refuse_claims(made)
    now = deps.clock.now_ms()
    event = AuditEvent(now, "operator", "local_norm_used", scale, {"norm": made.id, "n": str(found.n)})
    deps.device.measures.use(Measure(made.id, "norm", scale, norm_record(made), now), event)
    deps.forget_measures()
    return made


def drop(deps: Deps, scale: str) -> bool:
    """Go back to the shipped norm, with an entry in the trail; return whether a local one was in use."""
    deps.permit("keep_computer")
    event = AuditEvent(deps.clock.now_ms(), "operator", "local_norm_dropped", scale, {})
    dropped = deps.device.measures.drop("norm", scale, event)
    deps.forget_measures()
    return dropped


def _named(found: Norm, scale: str, bank_sha256: str, site: str, periods: tuple[Period, ...]) -> Norm:
    """Return the norm under an id that tells site, days and scale, and by a hash what it says."""
    mark = norm_mark(scale, bank_sha256, site, found)
    days = f"{day_of(periods[0].opened_ms)}..{day_of(_ended(periods))}"
    return replace(found, id="/".join((_slug(site) or "here", days, mark, "local")))


def _slug(site: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", site.lower()).strip("-")


def _ended(periods: tuple[Period, ...]) -> int:
    return max(period.closed_ms or period.ends_ms for period in periods)


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
    years = f"{day_of(local.from_ms)}..{day_of(local.to_ms)}"
    people = _People(f"people who took it at {local.site} and agreed", years, ", ".join(local.languages))
    try:
        NormGroup.of(local.norm, people)
    except ScoringError as error:
        raise UsageFault("site_name", limit=LONGEST_SITE) from error

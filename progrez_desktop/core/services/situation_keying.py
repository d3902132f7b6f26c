"""How each situation is keyed: by reasoning, or from responses where they are enough and an operator wants it."""

import json
from dataclasses import dataclass

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.local_measure import LocalKey
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.packs.shipped import BANK
from progrez_desktop.core.services import counted_figures
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.measures_in_use import key_id, key_record, keys_in_use, reasoned_keys
from progrez_desktop.core.store.measure_store import Measure
from progrez_desktop.scoring.situation_keys import EstimatedKey, StillReasoned, estimate


@dataclass(frozen=True)
class SituationStanding:
    """One situation: what the counts say of its key, and the key from responses that is in use."""

    situation_id: str
    skill_id: str
    found: EstimatedKey | StillReasoned
    in_use: LocalKey | None


def standings(deps: Deps) -> list[SituationStanding]:
    """Return every situation in the order of the pack."""
    counted, used, skills = counted_figures.situation_counts(deps), keys_in_use(deps), _skills(deps)
    rows = []
    for name, reasoned in reasoned_keys(deps).items():
        nobody = StillReasoned("too_few_people", 0, None, None)
        found = estimate(counted[name], reasoned) if name in counted else nobody
        rows.append(SituationStanding(name, skills[name], found, used.get(name)))
    return rows


def standing(deps: Deps, situation_id: str) -> SituationStanding:
    """Return one situation.

    Raises:
        UsageFault: "situation_unknown".
    """
    rows = {row.situation_id: row for row in standings(deps)}
    if situation_id not in rows:
        raise UsageFault("situation_unknown", name=situation_id, names=", ".join(rows))
    return rows[situation_id]


def use(deps: Deps, situation_id: str) -> LocalKey:
    """Take the key that the counts make into use, with an entry in the trail. Results that were made stay as they are.

    Raises:
        UsageFault: "situation_unknown"; "key_too_few_people", "key_too_noisy", "key_foretells_nothing" or
            "key_reasoning_is_as_good".
    """
    deps.permit("keep_computer")
    found = standing(deps, situation_id).found
    if isinstance(found, StillReasoned):
        raise UsageFault(f"key_{found.why}", name=situation_id)
    bank = deps.shipped.sha256(BANK)
    made = LocalKey(
        id=key_id(situation_id, bank, found.key.values),
        situation_id=situation_id,
        bank_sha256=bank,
        n=found.n,
        r=found.r,
        low=found.low,
        high=found.high,
        r_of_reasoning=found.r_of_reasoning,
        key=found.key,
    )
    now = deps.clock.now_ms()
    event = AuditEvent(now, "operator", "situation_key_used", situation_id, {"key": made.id, "n": str(made.n)})
    deps.device.measures.use(Measure(made.id, "situation_key", situation_id, key_record(made), now), event)
    deps.forget_measures()
    return made


def drop(deps: Deps, situation_id: str) -> bool:
    """Go back to the reasoned key, with an entry in the trail; return whether another one was in use."""
    deps.permit("keep_computer")
    event = AuditEvent(deps.clock.now_ms(), "operator", "situation_key_dropped", situation_id, {})
    dropped = deps.device.measures.drop("situation_key", situation_id, event)
    deps.forget_measures()
    return dropped


def exported(deps: Deps, key_id: str) -> bytes:
    """Return the file of a key that was ever in use, so that a result that names it can be computed again.

    Raises:
        UsageFault: "key_unknown".
    """
    found = deps.device.measures.find(key_id)
    if found is None or found.kind != "situation_key":
        raise UsageFault("key_unknown", name=key_id)
    return (json.dumps(found.record, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _skills(deps: Deps) -> dict[str, str]:
    return {key.situation_id: key.skill for key in deps.assessment.keys}

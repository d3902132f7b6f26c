"""Norms and keys from this device that stand in the place of those that shipped, as they are kept and as they are used.

Both were counted with one bank: where the program has another one, they are set aside.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from progrez_desktop.core.model.assessment import Situation
from progrez_desktop.core.model.local_measure import LocalKey, LocalNorm
from progrez_desktop.core.packs.shipped import BANK
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.store.forms import canonical
from progrez_desktop.scoring.norms import Norm
from progrez_desktop.scoring.situation_keys import from_responses
from progrez_desktop.scoring.situations import SituationKey

NORM_CONTRACT = "progrez.local-norm/1"
KEY_CONTRACT = "progrez.situation-key/1"


def norms_in_use(deps: Deps) -> dict[str, Norm]:
    """Return by scale the norms that people are compared with instead of the shipped ones."""
    bank = deps.shipped.sha256(BANK)
    return {scale: local.norm for scale, local in chosen_norms(deps).items() if local.bank_sha256 == bank}


def chosen_norms(deps: Deps) -> dict[str, LocalNorm]:
    """Return by scale what an operator switched on, also what is set aside now."""
    return {scale: norm_of(one.record) for scale, one in deps.device.measures.in_use("norm").items()}


def keys_in_use(deps: Deps) -> dict[str, LocalKey]:
    """Return by situation the keys from responses that are in use."""
    bank, reasoned = deps.shipped.sha256(BANK), reasoned_keys(deps)
    used = {name: key_of(one.record) for name, one in deps.device.measures.in_use("situation_key").items()}
    return {
        name: one
        for name, one in used.items()
        if one.bank_sha256 == bank and name in reasoned and one.key.actions == reasoned[name].actions
    }


def reasoned_keys(deps: Deps) -> dict[str, SituationKey]:
    """Return the keys that shipped, in the order of the pack."""
    keys = {key.situation_id: (key.best, key.worst) for key in deps.assessment.keys}
    return {
        item.id: SituationKey.by_reasoning([action.id for action in item.actions], *keys[item.id])
        for item in deps.assessment.items
        if isinstance(item, Situation) and item.id in keys
    }


def norm_mark(scale: str, bank_sha256: str, site: str, norm: Norm) -> str:
    """Return what of a norm's id tells what it says: nobody can put other numbers under the same name."""
    told = [scale, bank_sha256, site, norm.n, norm.mean, norm.sd, norm.quantiles]
    return f"{scale}-{_digest(told)}"


def key_id(situation_id: str, bank_sha256: str, values: Sequence[float]) -> str:
    return f"{situation_id}-{_digest([situation_id, bank_sha256, values])}"


def is_what_its_id_says(measure: LocalNorm | LocalKey) -> bool:
    """Tell whether a norm or key from outside holds what was named by its id."""
    if isinstance(measure, LocalKey):
        return measure.id == key_id(measure.situation_id, measure.bank_sha256, measure.key.values)
    mark = norm_mark(measure.scale, measure.bank_sha256, measure.site, measure.norm)
    return measure.id.split("/")[2:3] == [mark]


def _digest(told: Sequence[Any]) -> str:
    return hashlib.sha256(canonical(told).encode()).hexdigest()[:16]


def norm_record(local: LocalNorm) -> dict[str, Any]:
    """Return the form in which a norm is kept, see resources/contracts/local-norm.schema.json."""
    return {"contract": NORM_CONTRACT, **asdict(local)}


def norm_of(record: Mapping[str, Any]) -> LocalNorm:
    told = {name: value for name, value in record.items() if name != "contract"}
    norm = Norm(**{**told["norm"], "quantiles": tuple(told["norm"]["quantiles"])})
    return LocalNorm(**{**told, "languages": tuple(told["languages"]), "norm": norm})


def norms_of(records: Sequence[Mapping[str, Any]]) -> dict[str, LocalNorm]:
    """Return the local norms in the file of a result, by id.

    Raises:
        DataFault: As json_document.keep_contract, for a record that is none.
    """
    from progrez_desktop.core.json_document import keep_contract

    for number, record in enumerate(records):
        keep_contract(record, "local-norm", f"/norms/{number}")
    return {norm.id: norm for norm in map(norm_of, records)}


def key_record(local: LocalKey) -> dict[str, Any]:
    """Return the form in which a key is kept, see resources/contracts/situation-key.schema.json."""
    told = {name: value for name, value in asdict(local).items() if name != "key"}
    return {"contract": KEY_CONTRACT, **told, "actions": list(local.key.actions), "values": list(local.key.values)}


def key_of(record: Mapping[str, Any]) -> LocalKey:
    told = {name: value for name, value in record.items() if name not in ("contract", "actions", "values")}
    return LocalKey(**told, key=from_responses(record["actions"], record["values"]))

"""What the manual says about its figures holds for those that ship, and its formulas are those that are computed."""

import math
from itertools import pairwise

import numpy as np
import pytest

from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services.manual import curves
from progrez_desktop.core.services.manual.curves import information_of
from progrez_desktop.core.services.manual.material import Scale, gather
from progrez_desktop.core.services.manual.say import Say
from progrez_desktop.core.services.manual.values import instructed, values
from progrez_desktop.core.words import Words
from progrez_desktop.scoring import norms


def test_what_the_prose_makes_of_the_figures_holds_for_those_that_ship() -> None:
    """Each line is a sentence of the manual in both languages; one that fails has to be written anew."""
    material = gather(shipped())
    scales, at = material.adaptive["scales"], {}
    for name, scale in scales.items():
        at[name] = {one["se"]: one for one in scale["at"]}
    core, longer = material.core_scales, material.longer_scales
    aim = material.adaptive["form"]["se"]
    # adaptive: from nearly none to more than half; longer scales save most; many core scales hardly reach the aim
    assert max(at[scale.bank.id][min(at[scale.bank.id])]["saved"] for scale in core) < 0.2
    assert max(at[scale.bank.id][max(at[scale.bank.id])]["saved"] for scale in core) > 0.5
    assert all(at[one.bank.id][aim]["saved"] > at[one.skill.id][aim]["saved"] for one in longer)
    assert sum(at[scale.bank.id][aim]["reached"] < 0.6 for scale in core) >= len(core) / 3
    # adaptive: the longer scale of self-management is the one that is not used
    assert material.assessment.adaptive is not None
    unused = {scale.bank.id for scale in longer} - set(material.assessment.adaptive.scales.values())
    assert unused == {"self_management_x"} == set(material.adaptive["overlap"]["scales"]) - {"initiative"}
    # quality: half random is often not noticed, unless fast; in the adaptive form less is noticed
    caught = material.quality["study"]["caught"]
    whole = caught["whole_form_joined"]
    assert 0.3 < whole["half_random"]["with_care"] < 0.7 < whole["hurried"]["with_care"]
    assert caught["short_form_joined"]["random"]["with_care"] < whole["random"]["with_care"]
    # quality, items: one statement names its own answer, is no item of the bank, and comes in the adaptive form as well
    (named,) = instructed(material)
    assert named.id not in {item.id for scale in material.scales for item in scale.bank.items}
    # reliability: information is highest around or a little below the middle, the error larger above than below
    tops = [max(range(-40, 41), key=lambda tenth: _information(scale, tenth / 10)) / 10 for scale in core]
    assert all(-2.5 < top < 1.0 for top in tops)
    assert sum(_information(scale, 2.0) < _information(scale, -2.0) for scale in core) > len(core) / 2
    # structure: most scales are not strictly one thing
    assert sum(scale.bank.structure.rmsea > 0.10 for scale in material.scales) > len(material.scales) / 2
    # open answers: the model does not see empathy at work, and tells which answer belongs to a question
    empathy = material.answers["elsewhere"]["rated_empathy_auc"]
    assert all(empathy[name]["value"] < 0.65 for name in ("concern", "courtesy", "caring", "showing-empathy"))
    assert material.answers["elsewhere"]["relevance_interviews"]["value"] > 0.8
    # items: no text stands in two core scales; norms: one combined norm a skill, low stakes, in English
    texts = [item.text for scale in core for item in scale.bank.items]
    assert len(texts) == len(set(texts))
    assert {source.stakes for source in material.bank.data.values()} == {"low"}
    assert {source.language for source in material.bank.data.values()} == {"en"}
    assert not material.assessment.is_calibrated_in("nl")
    # fairness: initiative and the others were asked for neither, and no DIF was found
    assert not [item for one in material.fairness["found"] for item in one.get("items", ()) if item["class"] != "A"]


def _information(scale: Scale, theta: float) -> float:
    return float(information_of(scale.bank.items, np.array([theta]))[0])


def test_the_formulas_printed_are_the_ones_computed() -> None:
    material = gather(shipped())
    norm, thetas = material.bank.skills["empathy"].norm, np.linspace(-1.9, 1.9, 20)
    assert norms.sten_exact(norm, thetas) == pytest.approx(5.5 + 2.0 * (thetas - norm.mean) / norm.sd)
    for scale in material.scales:
        bank = scale.bank
        widened = ((1.0 - min(bank.alpha, bank.omega_t, bank.irt_marginal)) / (1.0 - bank.irt_marginal)) ** 0.5
        assert bank.honest_factor == pytest.approx(widened)
    item = material.bank.skills["empathy"].items[0]
    above = [1.0, *(1.0 / (1.0 + math.exp(-item.a * (0.3 - b))) for b in item.b), 0.0]
    printed = item.a**2 * sum((p - q) * (1.0 - p - q) ** 2 for p, q in pairwise(above))
    assert float(information_of([item], np.array([0.3]))[0]) == pytest.approx(printed)
    assert values(material, Say(Words("en")))["band.percent"] == "80\u00a0%"


def test_shares_at_stens_are_those_of_the_norm_group_and_a_normal_one_has_the_known_ones() -> None:
    percent = [100.0 * share for share in curves.normal_shares()]
    assert percent == pytest.approx([2.3, 4.4, 9.2, 15.0, 19.1, 19.1, 15.0, 9.2, 4.4, 2.3], abs=0.06)
    for scale in gather(shipped()).scales:
        shares = curves.share_at_stens(scale.bank.norm)
        assert sum(shares) == pytest.approx(1.0)
        given = norms.sten(norms.sten_exact(scale.bank.norm, np.array(scale.bank.norm.quantiles)))
        counted = [float((given == sten).mean()) for sten in curves.STENS]
        assert shares == pytest.approx(counted, abs=0.025)

"""The figures that stand inside sentences, by the name that the prose has for them. Each is read or worked out here."""

from collections.abc import Iterable, Iterator
from typing import get_args

import numpy as np

from progrez_desktop.core.counting import MOSTLY, NEEDED
from progrez_desktop.core.identity.age import LEAST_AGE
from progrez_desktop.core.model.assessment import AdaptiveForm, Prompt, Situation, Statement
from progrez_desktop.core.model.profile import Agreement
from progrez_desktop.core.services.counting_plan import BINS
from progrez_desktop.core.services.fairness_figures import UPPER_FIFTHS
from progrez_desktop.core.services.manual.material import Json, Material
from progrez_desktop.core.services.manual.say import Say
from progrez_desktop.scoring import age_norms, local_norms, noisy, norms, situation_keys, situations
from progrez_desktop.scoring.agreement import PEOPLE_NEEDED
from progrez_desktop.scoring.distributions import Z_95, normal_cdf
from progrez_desktop.scoring.fairness import dif, impact, selection
from progrez_desktop.scoring.grm import Scale, answer_table
from progrez_desktop.scoring.precision import LEAST_PROBABILITY, VALID_MONTHS
from progrez_desktop.scoring.quality.verdict import FLAGS_NEEDED
from progrez_desktop.scoring.scorer import LEAST_PERCENT

AIMS = (0.30, 0.35, 0.40)
"""Errors of the adaptive form that the manual tells about."""
PERCENTS = (10, 25, 50, 75, 90)
AGES = (20, 35, 50)
PLACES = (-2.0, -1.0, 0.0, 1.0, 2.0)
"""Thetas at which errors are told."""
RATES = (0.10, 0.20, 0.50)
"""Shares selected, for which the impact of a cut is told."""
RMSEA_LIMIT = 0.10

Pairs = Iterator[tuple[str, str]]


def values(material: Material, say: Say) -> dict[str, str]:
    """Return every figure of the prose, as it is written in this language."""
    makers = (_assessment, _scoring, _estimation, _adaptive, _quality, _norms, _structure, _fairness, _texts)
    return {name: value for make in makers for name, value in make(material, say)}


def _assessment(material: Material, say: Say) -> Pairs:
    assessment = material.assessment
    asked = assessment.items
    kinds = {kind: sum(isinstance(item, kind) for item in asked) for kind in (Statement, Situation, Prompt)}
    named = instructed(material)
    core = {item.id for scale in material.core_scales for item in scale.bank.items}
    every = {item.id for scale in material.scales for item in scale.bank.items}
    yield "assessment.title", assessment.title[say.language]
    yield "n.skills", say.whole(len(assessment.skills))
    yield "n.groups", say.whole(len(assessment.groups))
    yield "n.items", say.whole(len(asked))
    yield "n.statements", say.whole(kinds[Statement] - len(named))
    yield "n.situations", say.whole(kinds[Situation])
    yield "n.prompts", say.whole(kinds[Prompt])
    yield "instructed.text", say.listed([say.quoted(item.text[say.language]) for item in named])
    yield "n.bank_items", say.whole(len(every))
    yield "n.longer_only", say.whole(len(every - core))
    categories = [one.categories for one in assessment.formats.values()]
    yield "formats.least", say.whole(min(categories))
    yield "formats.most", say.whole(max(categories))
    yield "age.least", say.whole(LEAST_AGE)
    actions = [len(item.actions) for item in asked if isinstance(item, Situation)]
    yield "situation.actions", say.whole(max(actions))
    yield "situation.least", say.whole(situations.MIN_SITUATIONS)
    yield "situation.choices", say.whole(situations.MIN_CHOICES)
    yield "situation.people", say.whole(situation_keys.LEAST_PEOPLE)
    yield "situation.folds", say.whole(situation_keys.FOLDS)
    for agreement in (*get_args(Agreement), "one_situation"):
        yield f"agreement.{agreement}", say.on_screen(f"profile.agreement.{agreement}")


def instructed(material: Material) -> list[Statement]:
    """Return the statements that name their own answer."""
    statements = (item for item in material.assessment.items if isinstance(item, Statement))
    return [item for item in statements if item.instructed is not None]


def _scoring(material: Material, say: Say) -> Pairs:
    model = material.bank_model
    yield "model.d", say.whole(model["D"])
    yield "model.mean", say.whole(model["prior"]["mean"])
    yield "model.sd", say.whole(model["prior"]["sd"])
    yield "model.nodes", say.whole(model["quadrature"]["nodes"])
    yield "model.low", say.decimal(model["quadrature"]["min"], 0)
    yield "model.high", say.decimal(model["quadrature"]["max"], 0)
    yield "band.percent", say.percent(_share_of_a_band())
    yield "answered.percent", say.percent(LEAST_PERCENT / 100)
    yield "order.probability", say.decimal(LEAST_PROBABILITY)
    yield "valid.months", say.whole(VALID_MONTHS)
    yield "z95", say.decimal(Z_95)
    yield from _ends("factor", [scale.bank.honest_factor for scale in material.scales], say)
    lowest = [min(one.bank.alpha, one.bank.omega_t, one.bank.irt_marginal) for one in material.core_scales]
    yield from _ends("reliability", lowest, say)


def _share_of_a_band() -> float:
    """Return how much of a posterior its band holds, as the scorer draws it: of no answers, which leaves the prior."""
    found = Scale([answer_table(1.0, (0.0,), reverse=False)]).posterior(np.zeros((1, 1), dtype=np.intp))
    return normal_cdf(float(found.p90[0])) - normal_cdf(float(found.p10[0]))


def _estimation(material: Material, say: Say) -> Pairs:
    estimators = material.bank.estimators
    yield "estimation.own", say.phrase(estimators["own"]["method"])[0]
    yield "estimation.mirt", str(estimators["mirt"]["version"])
    yield "apart.a", say.decimal(max(scale.bank.calibration.apart_a for scale in material.scales), 3)
    yield "apart.b", say.decimal(max(scale.bank.calibration.apart_b for scale in material.scales), 3)
    items = [item for scale in material.scales for item in scale.bank.items]
    yield "se_a.most", say.decimal(max(item.se_a for item in items))
    yield "se_b.most", say.decimal(max(error for item in items for error in item.se_b))
    yield "misfit.most", say.percent(max(item.misfit for item in items), 1)


def _adaptive(material: Material, say: Say) -> Pairs:
    form, overlap, rules = material.adaptive["form"], material.adaptive["overlap"], _rules(material)
    yield "adaptive.se", say.decimal(rules.se)
    yield "adaptive.least", say.whole(rules.least)
    yield "adaptive.among", say.whole(rules.among)
    longer = [skill.short_name[say.language] for skill in material.assessment.skills if skill.id in _longer(rules)]
    yield "adaptive.longer", say.listed(longer)
    yield "adaptive.statements", say.whole(round(form["statements"]))
    yield "adaptive.of", say.whole(form["statements_fixed"])
    yield "adaptive.saved", say.percent(1.0 - form["statements"] / form["statements_fixed"])
    yield "overlap.shared", say.whole(overlap["shared"])
    yield "overlap.r", say.decimal(overlap["r_as_asked"])
    yield "overlap.r_apart", say.decimal(overlap["r_nothing_shared"])
    yield from ((f"aim.{at}", say.decimal(aim)) for at, aim in enumerate(AIMS))


def _rules(material: Material) -> AdaptiveForm:
    assert material.assessment.adaptive is not None, "what ships has an adaptive form"
    return material.assessment.adaptive


def _longer(form: AdaptiveForm) -> set[str]:
    return {skill for skill, scale in form.scales.items() if scale != skill}


def _quality(material: Material, say: Say) -> Pairs:
    families = material.quality["study"]["families"]
    yield "quality.wording", say.on_screen("quality.verdict.with_care")
    yield "quality.families", say.term(f"number.{FLAGS_NEEDED}")
    yield "quality.respondents", say.whole(families["respondents"])
    yield "quality.phi", say.decimal(max(one["phi"] for one in families["meetings"]))


def _norms(material: Material, say: Say) -> Pairs:
    sizes = [scale.bank.norm.n for scale in material.core_scales]
    yield "norms.least", say.whole(min(sizes))
    yield "norms.most", say.whole(max(sizes))
    yield "norms.min_people", say.whole(norms.MIN_PEOPLE)
    yield "norms.age_people", say.whole(age_norms.LEAST_PEOPLE)
    yield "norms.local_people", say.whole(local_norms.LEAST_PEOPLE)
    yield from _needed("norms", say)
    yield from ((f"data.{at}", say.term(f"data.{name}")) for at, name in enumerate(material.bank.data))
    yield from ((f"p.{at}", say.whole(percent)) for at, percent in enumerate(PERCENTS))
    yield from ((f"age.{at}", say.whole(age)) for at, age in enumerate(AGES))
    yield from ((f"at.{at}", say.decimal(theta, 0)) for at, theta in enumerate(PLACES))


def _structure(material: Material, say: Say) -> Pairs:
    weakest = min(material.core_scales, key=lambda scale: scale.bank.structure.cfi)
    structure, pair = weakest.bank.structure, weakest.bank.structure.echoes[0]
    yield "structure.over", say.whole(sum(one.bank.structure.rmsea > RMSEA_LIMIT for one in material.scales))
    yield "structure.scales", say.whole(len(material.scales))
    yield "structure.limit", say.decimal(RMSEA_LIMIT)
    yield "structure.weakest", say.scale(weakest)
    yield "structure.weakest_cfi", say.decimal(structure.cfi)
    texts = {item.id.rpartition("/")[2]: item.text.rstrip(".") for item in weakest.bank.items}
    yield "structure.weakest_pair", say.listed([say.quoted(texts[item]) for item in pair.items])
    yield "structure.weakest_r", say.decimal(pair.r)


def _fairness(material: Material, say: Say) -> Pairs:
    found = material.fairness["found"]
    items = [item for one in found for item in one.get("items", ())]
    yield "dif.b", say.decimal(dif.B_FROM, 3)
    yield "dif.c", say.decimal(dif.C_FROM, 3)
    yield "dif.group", say.whole(dif.LEAST_IN_A_GROUP)
    yield "cell.least", say.whole(noisy.LEAST_IN_A_CELL)
    yield "dif.tested", say.whole(len({item["item"] for item in items}))
    yield "dif.flagged", say.whole(len({item["item"] for item in items if item.get("class", "A") != "A"}))
    unknown = [skill for skill in material.assessment.skills if not _is_tested(found, skill.id)]
    yield "dif.unknown", say.whole(len(unknown))
    yield "dif.unknown_names", say.listed([skill.short_name[say.language] for skill in unknown])
    yield "impact.limit", say.decimal(impact.FOUR_FIFTHS)
    yield "impact.group", say.whole(impact.LEAST_IN_A_GROUP)
    yield "needed.share", say.percent(MOSTLY)
    yield "cut.mildest", say.percent(max(UPPER_FIFTHS) / BINS)
    yield "cut.hardest", say.percent(min(UPPER_FIFTHS) / BINS)
    for what in ("dif", "impact_mildest", "impact_hardest"):
        yield from _needed(what, say)
    yield "selection.most", say.percent(selection.MOST_WEIGHT)
    yield from ((f"rate.{at}", say.percent(rate)) for at, rate in enumerate(RATES))


def _needed(what: str, say: Say) -> Pairs:
    yield f"needed.{what}.half", say.whole(NEEDED[what].half)
    yield f"needed.{what}.mostly", say.whole(NEEDED[what].mostly)


def _is_tested(found: Iterable[Json], skill: str) -> bool:
    return any(one["skill"] == skill and "not_known" not in one for one in found)


def _texts(material: Material, say: Say) -> Pairs:
    dutch, swap = material.dutch, material.answers["identity_swap"]
    yield "answers.min_words", say.whole(material.answers_model["min_words"])
    yield "swap.n", say.whole(swap["n"])
    yield "swap.mean", say.decimal(swap["mean"], 3)
    yield "swap.most", say.decimal(swap["most"], 3)
    yield "dutch.emotions", say.decimal(dutch["both_emotions_macro_f1"]["value"])
    yield "dutch.sentiments", say.decimal(dutch["both_sentiment_macro_f1"]["value"])
    yield "dutch.all_present", say.decimal(dutch["both_all_present_macro_f1"]["value"])
    yield "dutch.n_emotions", say.whole(len(dutch["both_emotions_f1"]))
    yield "dutch.n_sentiments", say.whole(len(dutch["both_sentiment_f1"]))
    yield "dutch.rows", say.whole(dutch["both_emotions_macro_f1"]["n"])
    yield "dutch.swap_mean", say.decimal(dutch["identity_swap"]["mean"], 3)
    yield "dutch.swap_most", say.decimal(dutch["identity_swap"]["most"], 2)
    yield "agreement.people", say.whole(PEOPLE_NEEDED)


def _ends(name: str, numbers: list[float], say: Say) -> Pairs:
    yield f"{name}.least", say.decimal(min(numbers))
    yield f"{name}.most", say.decimal(max(numbers))

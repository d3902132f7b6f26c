"""Rows of the tables about scales: what they are, how exact, whom they compare with, and every item of theirs."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from progrez_desktop.core.documents.article import Cell, Row
from progrez_desktop.core.services.manual.curves import information_of
from progrez_desktop.core.services.manual.material import Material, Scale
from progrez_desktop.core.services.manual.say import Say
from progrez_desktop.core.services.manual.values import AGES, PERCENTS, PLACES
from progrez_desktop.scoring.bank_facts import DataSource, Echo

Rows = Iterator[Row]


def row(*texts: str) -> Row:
    return Row(tuple(Cell(text) for text in texts))


def each_scale(material: Material, say: Say, make: Callable[[Scale, Say], Row]) -> Rows:
    """A row for each scale, the longer ones under a heading of their own."""
    yield from (make(scale, say) for scale in material.core_scales)
    yield Row(title=say.term("longer_scales"))
    yield from (make(scale, say) for scale in material.longer_scales)


def skills(material: Material, say: Say) -> Rows:
    for group, scales in material.by_group(material.core_scales):
        yield Row(title=group.name[say.language])
        for scale in scales:
            description = Cell(scale.skill.description[say.language])
            english = "" if say.language == "en" else "en"
            esco, onet = Cell(scale.bank.esco, language=english), Cell(scale.bank.onet, language=english)
            yield Row((Cell(scale.skill.name[say.language]), description, esco, onet))


def scales(material: Material, say: Say) -> Rows:
    def made(scale: Scale, say: Say) -> Row:
        keys = [item.key for item in scale.bank.items]
        categories = max(item.categories for item in scale.bank.items)
        counts = (len(keys), keys.count(1), keys.count(-1), categories)
        return row(say.scale(scale), *map(say.whole, counts), say.term(f"data.{scale.bank.dataset}"))

    return each_scale(material, say, made)


def licences(material: Material, say: Say) -> Rows:
    for source in material.bank.data.values():
        terms, language = say.phrase(source.licence_status)
        origin = Cell(source.origin, language="" if say.language == "en" else "en")
        yield Row((Cell(say.term(f"data.{source.id}")), origin, Cell(terms, language=language)))


def formats(material: Material, say: Say) -> Rows:
    format_of = {item.id: item.format_id for scale in material.scales for item in scale.bank.items}
    for one in material.assessment.formats.values():
        labels = ", ".join(anchor[say.language] for anchor in one.anchors)
        statements = say.whole(list(format_of.values()).count(one.id))
        yield row(format_name(one.id, material, say), one.question[say.language], statements, labels)


def format_name(format_id: str, material: Material, say: Say) -> str:
    """Return how many categories a format has, and in which data it was used."""
    scales = (scale.bank for scale in material.scales)
    dataset = next(scale.dataset for scale in scales if scale.items[0].format_id == format_id)
    categories = say.whole(material.assessment.formats[format_id].categories)
    return say.term("format").format(n=categories, data=say.term(f"data.{dataset}"))


def calibration(material: Material, say: Say) -> Rows:
    def made(scale: Scale, say: Say) -> Row:
        found = scale.bank.calibration
        at_bound = ", ".join(found.at_bound) or say.term("none")
        likelihood, ahead = say.decimal(found.log_likelihood, 1), say.decimal(found.ahead, 3)
        return row(say.scale(scale), say.whole(found.n), likelihood, ahead, at_bound)

    return each_scale(material, say, made)


def norm_groups(material: Material, say: Say) -> Rows:
    sources = list(material.bank.data.values())

    def line(name: str, tell: Callable[[DataSource], tuple[str, str]]) -> Row:
        cells = (Cell(text, language=language) for text, language in map(tell, sources))
        return Row((Cell(say.term(f"norm_groups.{name}")), *cells))

    yield line("who", lambda source: say.phrase(source.population))
    yield line("when", lambda source: say.phrase(source.years))
    yield line("n", lambda source: (say.whole(source.respondents), ""))
    yield line("countries", lambda source: (_countries(source, say), ""))
    yield line("ages", lambda source: (_ages(source, say), ""))
    yield line("stakes", lambda source: say.phrase(source.stakes))
    yield line("language", lambda source: (say.term(f"language.{source.language}"), ""))
    yield line("administration", lambda source: say.phrase(source.administration))


def _countries(source: DataSource, say: Say) -> str:
    if source.countries is None:
        return say.term("not_recorded")
    return ", ".join(f"{code}\u00a0{say.percent(share)}" for code, share in source.countries.items())


def _ages(source: DataSource, say: Say) -> str:
    if source.age_quartiles is None:
        return say.term("not_recorded")
    return ", ".join(say.decimal(age, 0) for age in source.age_quartiles)


def norms(material: Material, say: Say) -> Rows:
    def made(scale: Scale, say: Say) -> Row:
        norm, ends = scale.bank.norm, scale.bank.range
        points = [norm.quantiles[percent - 1] for percent in PERCENTS]
        told = [say.decimal(one) for one in (norm.mean, norm.sd, *points)]
        shares = [say.decimal(100.0 * share, 1) for share in (ends.at_lowest, ends.at_highest)]
        return row(say.scale(scale), say.whole(norm.n), *told, *shares)

    return each_scale(material, say, made)


def ages(material: Material, say: Say) -> Rows:
    for scale in material.core_scales:
        if (curve := scale.bank.age) is not None:
            means = [
                say.decimal(curve.at(age)[0]) if curve.youngest <= age <= curve.oldest else say.term("outside")
                for age in AGES
            ]
            yield row(say.scale(scale), f"{curve.youngest}–{curve.oldest}", say.whole(curve.n), *means)


def reliability(material: Material, say: Say) -> Rows:
    def made(scale: Scale, say: Say) -> Row:
        bank = scale.bank
        numbers = (bank.alpha, bank.omega_t, bank.omega_h, bank.irt_marginal, bank.mean_se, bank.honest_factor)
        printed = say.decimal(bank.mean_se * bank.honest_factor)
        return row(say.scale(scale), say.whole(len(bank.items)), *map(say.decimal, numbers), printed)

    return each_scale(material, say, made)


def errors(material: Material, say: Say) -> Rows:
    def made(scale: Scale, say: Say) -> Row:
        told = information_of(scale.bank.items, np.array(PLACES))
        return row(say.scale(scale), *(say.decimal(float(one)) for one in (told + 1.0) ** -0.5))

    return each_scale(material, say, made)


def structure(material: Material, say: Say) -> Rows:
    def made(scale: Scale, say: Say) -> Row:
        found = scale.bank.structure
        fit = [say.decimal(one, 3) for one in (found.cfi, found.rmsea, found.srmr)]
        return row(say.scale(scale), *fit, _echoes(found.echoes, say))

    return each_scale(material, say, made)


def _echoes(echoes: Sequence[Echo], say: Say) -> str:
    return "; ".join(f"{'–'.join(one.items)} {say.decimal(one.r)}" for one in echoes)


def parameters(material: Material, say: Say) -> Rows:
    english = "" if say.language == "en" else "en"
    most = max(len(item.b) for scale in material.scales for item in scale.bank.items)
    for scale in material.scales:
        yield Row(title=f"{say.scale(scale)} ({say.term(f'data.{scale.bank.dataset}')})")
        for item in scale.bank.items:
            pairs = zip((item.a, *item.b), (item.se_a, *item.se_b), strict=True)
            numbers = [Cell(say.decimal(value), say.decimal(error)) for value, error in pairs]
            numbers += [Cell("")] * (most - len(item.b))
            names = (Cell(item.id.rpartition("/")[2]), Cell(item.text, language=english))
            key = Cell("+" if item.key > 0 else "−")
            yield Row((*names, key, *numbers, Cell(say.percent(item.misfit, 1))))


TABLES = {
    table.__name__: table
    for table in (
        *(skills, scales, licences, formats, calibration, norm_groups, norms, ages),
        *(reliability, errors, structure, parameters),
    )
}

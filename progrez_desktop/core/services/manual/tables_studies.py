"""Rows of the tables about studies: the adaptive form, response quality, fairness, texts, and what shipped."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from progrez_desktop import __version__
from progrez_desktop.core.documents.article import Cell, Row
from progrez_desktop.core.packs.shipped import MODEL
from progrez_desktop.core.services.manual.material import Json, Material, Scale
from progrez_desktop.core.services.manual.say import Say
from progrez_desktop.core.services.manual.tables_scales import Rows, each_scale, format_name, row
from progrez_desktop.core.services.manual.values import AIMS, RATES, instructed
from progrez_desktop.scoring.fairness.impact import ratio_of_a_cut
from progrez_desktop.scoring.quality.indices import FAMILY
from progrez_desktop.scoring.quality.thresholds import Cuts

SAMPLES = ("whole_form_joined", "one_data_set", "short_form_joined", "one_data_set_short")
"""Columns of the table of what response quality catches, as the study names them; the first is told by its parts."""
_PARTS = ("pace", "sameness", "agreement", "pattern", "with_care", "with_care_without_times")


def adaptive(material: Material, say: Say) -> Rows:
    def made(scale: Scale, say: Say) -> Row:
        found = material.adaptive["scales"][scale.bank.id]
        at = {one["se"]: one for one in found["at"]}
        aims = [f"{say.decimal(at[aim]['items'], 1)} ({say.percent(at[aim]['reached'])})" for aim in AIMS]
        form = at[material.adaptive["form"]["se"]]
        rest = (say.decimal(form["r"], 3), say.decimal(form["rms"]), say.decimal(form["sd_ratio"]))
        return row(say.scale(scale), say.whole(found["items"]), say.whole(found["people"]), *aims, *rest)

    return each_scale(material, say, made)


def adaptive_sections(material: Material, say: Say) -> Rows:
    for section in material.adaptive["form"]["sections"]:
        low, high = section["middle_80_percent"]
        middle = f"{say.decimal(low, 0)}–{say.decimal(high, 0)}"
        asked = say.decimal(section["items"], 1)
        yield row(format_name(section["format"], material, say), say.whole(section["of"]), asked, middle)


def thresholds(material: Material, say: Say) -> Rows:
    limits, basis = material.thresholds, material.quality["basis"]
    flags = (
        ("median_seconds", "pace", say.term("flag.median").format(seconds=say.decimal(limits.median_s, 1))),
        ("fast_share", "pace", _fast(limits.fast_s, limits.fast_share, say)),
        ("longest_run", "run", say.term("flag.run").format(n=say.whole(limits.run))),
        ("spread", "spread", say.term("flag.under").format(cut=say.decimal(limits.spread))),
        ("synonyms", "synonyms", _cuts(limits.synonyms, "pairs", say)),
        ("even_odd", "even_odd", _cuts(limits.even_odd, "scales", say)),
        ("person_fit", "person_fit", _cuts(limits.person_fit, "answers", say)),
    )
    for index, of, flag in flags:
        why, language = say.phrase(basis[of])
        names = (Cell(say.term(f"index.{index}")), Cell(say.term(f"family.{FAMILY[index]}")))  # type: ignore[index]
        yield Row((*names, Cell(flag), Cell(why, language=language)))
    if instructed(material):
        told = ("index.instructed", f"family.{FAMILY['instructed']}", "flag.instructed", "basis.instructed")
        yield row(*map(say.term, told))


def _fast(seconds: float, share: float, say: Say) -> str:
    return say.term("flag.fast").format(seconds=say.decimal(seconds, 1), share=say.percent(share))


def _cuts(cuts: Cuts, of: str, say: Say) -> str:
    (least, cut), *others = cuts.steps
    of_these = say.term(f"flag.of_{of}")
    first = say.term("flag.first").format(cut=say.decimal(cut), n=say.whole(least), of=of_these)
    return "; ".join([first, *(say.term("flag.from").format(cut=say.decimal(c), n=say.whole(n)) for n, c in others)])


def caught(material: Material, say: Say) -> Rows:
    whole, *others = (material.quality["study"]["caught"][sample] for sample in SAMPLES)
    numbers = [say.decimal(sample["real"]["statements"], 0) for sample in (whole, *others)]
    yield row(say.term("caught.statements"), "", "", "", "", numbers[0], "", *numbers[1:])
    for kind, found in whole.items():
        shares = [found[part] for part in _PARTS] + [sample[kind]["with_care"] for sample in others]
        yield row(say.term(f"answering.{kind}"), *(say.decimal(100.0 * share, 1) for share in shares))


def dif(material: Material, say: Say) -> Rows:
    names = {scale.skill.id: say.scale(scale) for scale in material.core_scales}
    compared = dict.fromkeys((one["by"], one["reference"], one["focal"]) for one in material.fairness["found"])
    for by, reference, focal in compared:
        said = say.term("dif.compared")
        yield Row(title=said.format(focal=say.term(f"group.{focal}"), reference=say.term(f"group.{reference}")))
        for one in material.fairness["found"]:
            is_asked = one.get("not_known") != "not_asked"  # those skills are named in the text
            if is_asked and (one["by"], one["reference"], one["focal"]) == (by, reference, focal):
                yield row(names[one["skill"]], *_dif(one, say))


def _dif(one: Json, say: Say) -> Iterator[str]:
    if "not_known" in one:
        sizes = f" ({_sizes(one, say)})" if "focal_n" in one else ""
        yield from (say.term(f"not_known.{one['not_known']}") + sizes, *[""] * 6)
        return
    classes = [item.get("class", "") for item in one["items"]]
    yield _sizes(one, say)
    yield say.decimal(one["gap"])
    yield from (say.whole(classes.count(name)) for name in "ABC")
    yield say.decimal(max(item.get("r2_change", 0.0) for item in one["items"]), 3)
    yield say.decimal(one["theta_moves"])


def _sizes(one: Json, say: Say) -> str:
    return f"{say.whole(one['reference_n'])} / {say.whole(one['focal_n'])}"


def watched(material: Material, say: Say) -> Rows:
    english = "" if say.language == "en" else "en"
    items = {item.id: (item, scale) for scale in reversed(material.scales) for item in scale.bank.items}
    for why, ids in material.fairness["watched"].items():
        for name in ids:
            item, scale = items[name]
            code, text = Cell(name.rpartition("/")[2]), Cell(item.text, language=english)
            yield Row((code, text, Cell(say.scale(scale)), Cell(say.term(f"watched.{why}"))))


def gaps_by_gender(material: Material) -> dict[str, float]:
    """Return the gap between women and men by skill, where it is known."""
    return {one["skill"]: one["gap"] for one in material.fairness["found"] if one["by"] == "gender" and "gap" in one}


def cuts(material: Material, say: Say) -> Rows:
    gaps = gaps_by_gender(material)
    for scale in material.core_scales:
        if (gap := gaps.get(scale.skill.id)) is not None:
            yield row(say.scale(scale), *(say.decimal(ratio_of_a_cut(abs(gap), rate)) for rate in RATES))


_READINGS = (
    ("emotions", "macro_f1"),
    ("ekman", "macro_f1"),
    ("sentiment", "macro_f1"),
    ("strategies", "macro_f1"),
    ("courtesy", "correlation"),
    ("concern", "correlation"),
    ("distress", "correlation"),
    ("quality", "correlation"),
)


def readings(material: Material, say: Say) -> Rows:
    for name, measure in _READINGS:
        found = material.answers["dev"][name]
        yield _figure(f"reading.{name}", measure, found["sum"], say, found)


def work_texts(material: Material, say: Say) -> Rows:
    elsewhere = material.answers["elsewhere"]
    for name in ("relevance_interviews", "relevance_workplace_answers"):
        yield _figure(f"work.{name}", "auc", elsewhere[name], say)
    for name in ("concern", "courtesy", "caring", "showing-empathy", "positive"):
        yield _figure(f"work.{name}", "auc", elsewhere["rated_empathy_auc"][name], say)


def _figure(name: str, measure: str, figure: Json, say: Say, of: Json = MappingProxyType({})) -> Row:
    """A measure with its interval; `of` may list the labels that it is a mean over."""
    interval = f"{say.decimal(figure['low'])}–{say.decimal(figure['high'])}"
    value, rows = say.decimal(figure["value"]), say.whole(figure["n"])
    labelled = say.term(name).format(n=say.whole(len(of.get("f1", ()))))
    return row(labelled, say.term(f"measure.{measure}"), value, interval, rows)


def versions(material: Material, say: Say) -> Rows:
    assessment, bank = material.assessment, material.bank
    yield row(say.term("version.program"), __version__)
    yield row(say.term("version.pack"), f"{assessment.id} {assessment.version}, {assessment.pack_sha256}")
    yield row(say.term("version.bank"), f"{bank.id} {bank.version}, {bank.sha256}")
    yield row(say.term("version.norms"), bank.norm_set)
    yield row(say.term("version.model"), f"{material.answers_model['id']}, {material.pins[MODEL]}")
    yield row(say.term("version.skill_map"), bank.skill_map_sha256)
    yield from _data_rows([(source.id, source.sha256) for source in bank.data.values()], say)


def _data_rows(sources: Sequence[tuple[str, str]], say: Say) -> Rows:
    for name, sha256 in sources:
        yield row(f"{say.term('version.data')} {say.term(f'data.{name}')}", sha256)


def hashes(material: Material, say: Say) -> Rows:
    for name in sorted(material.pins):
        yield row(name, material.pins[name])


TABLES = {
    table.__name__: table
    for table in (
        *(adaptive, adaptive_sections, thresholds, caught, dif, watched, cuts),
        *(readings, work_texts, versions, hashes),
    )
}

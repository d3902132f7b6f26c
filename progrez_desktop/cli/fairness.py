"""`progrez fairness`: what joint counts without names tell of statements and of cuts, and which cuts are refused."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli.scale_names import scale_names
from progrez_desktop.cli.storage import PartsOf, group
from progrez_desktop.cli.tables import print_table
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.services.deps import Deps
    from progrez_desktop.core.services.fairness_figures import DifTable, ImpactTable
    from progrez_desktop.scoring.fairness.dif import Found
    from progrez_desktop.scoring.fairness.impact import Impact, NotKnown
    from progrez_desktop.scoring.fairness.selection import Cut


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    fairness = group(app, words, parts, "fairness")

    @fairness.command(help=words("cli.fairness.dif.help"))
    def dif(context: typer.Context) -> None:
        from progrez_desktop.core.services import fairness_figures

        with context.obj.opened() as deps:
            names, texts = scale_names(deps, words), _texts(deps, words)
            for table in fairness_figures.dif_tables(deps):
                _print_dif(table, names[table.scale], texts, words)
            _print_rest(deps, words)

    @fairness.command(help=words("cli.fairness.impact.help"))
    def impact(context: typer.Context) -> None:
        from progrez_desktop.core.services import fairness_figures

        with context.obj.opened() as deps:
            names = scale_names(deps, words)
            for table in fairness_figures.impact_tables(deps):
                _print_impact(table, names[table.scale], words)
            _print_rest(deps, words)

    @fairness.command(help=words("cli.fairness.cut.help"))
    def cut(
        context: typer.Context,
        skills: Annotated[
            list[str], typer.Argument(metavar="SKILL[=WEIGHT]...", help=words("cli.fairness.cut.skills"))
        ],
    ) -> None:
        with context.obj.opened() as deps:
            names = scale_names(deps, words)
            passed = _looked_at(deps, skills, names)
        print(words("cli.fairness.cut.passes", skills=", ".join(names[skill] for skill in passed.weights)))

    @fairness.command(help=words("cli.fairness.watch.help"))
    def watch(
        context: typer.Context,
        skill: Annotated[str, typer.Argument(metavar="SKILL", help=words("cli.fairness.skill"))],
        question: Annotated[str, typer.Option("--by", metavar="gender|age", help=words("cli.fairness.by"))] = "gender",
    ) -> None:
        from progrez_desktop.core.services import counting_periods

        with context.obj.opened() as deps:
            chosen = counting_periods.watch(deps, skill, question)
            name = scale_names(deps, words)[chosen.skill]
        told = {"skill": name, "question": words(f"counting.question.{chosen.question}")}
        print(words("cli.fairness.watched", **told))


def _looked_at(deps: "Deps", skills: Sequence[str], names: Mapping[str, str]) -> "Cut":
    from progrez_desktop.core.services import selection_rule

    try:
        return selection_rule.look_at(deps, skills)
    except UsageFault as fault:
        if fault.code != "single_skill_cut":
            raise
        raise UsageFault(fault.code, skill=names[str(fault.params["skill"])]) from fault


def _texts(deps: "Deps", words: Words) -> dict[str, str]:
    """Return the text of each statement, by item."""
    assessment = deps.assessment
    sections = [*assessment.sections, *(assessment.adaptive.sections if assessment.adaptive else ())]
    return {item.id: item.text[words.language] for section in sections for item in section.items}


def _print_dif(table: "DifTable", scale: str, texts: dict[str, str], words: Words) -> None:
    told = {"scale": scale, "one": _group(table.focal, words), "other": _group(table.reference, words)}
    if why := _why_nothing(table.found, words):  # nor how many they are
        print(words("cli.fairness.dif.nothing", **told, why=why), end="\n\n")
        return
    people = {"focal_n": words.about(table.focal_n), "reference_n": words.about(table.reference_n)}
    print(words("cli.fairness.dif.title", **told, **people))
    headings = [words(f"cli.fairness.dif.column.{name}") for name in ("statement", "class", "r2", "effect")]
    print_table(headings, [[texts[one.item], *_dif_cells(one, words)] for one in table.found])
    print()


def _dif_cells(found: "Found", words: Words) -> list[str]:
    from progrez_desktop.scoring.fairness.dif import Dif

    if isinstance(found, Dif):
        return [found.dif_class, words.decimal(found.r2_change, 3), words.decimal(found.effect, 2)]
    return [words(f"cli.fairness.why.{found.why}"), "", ""]


def _print_impact(table: "ImpactTable", scale: str, words: Words) -> None:
    told = {"scale": scale, "question": words(f"counting.question.{table.question}")}
    if why := _why_nothing([one for found in table.cuts.values() for one in found], words):
        print(words("cli.fairness.impact.nothing", **told, why=why), end="\n\n")
        return
    headings = [words(f"cli.fairness.impact.column.{name}") for name in ("group", "against", "ratio", "p", "told")]
    for upper, found in table.cuts.items():
        print(words.plural("cli.fairness.impact.title", upper, **told))
        print_table(headings, [_impact_cells(one, words) for one in found])
        print()


def _impact_cells(found: "Impact | NotKnown", words: Words) -> list[str]:
    from progrez_desktop.scoring.fairness.impact import Impact

    if not isinstance(found, Impact):
        return [_group(found.group, words), words(f"cli.fairness.why.{found.why}"), "", "", ""]
    shown = {"ratio": found.ratio, "low": found.low, "high": found.high}
    ratio = words("cli.fairness.impact.ratio", **{name: words.decimal(value, 2) for name, value in shown.items()})
    told = words("cli.fairness.impact.below" if found.is_below_four_fifths else "cli.fairness.impact.above")
    return [_group(found.group, words), _group(found.against, words), ratio, words.decimal(found.p, 3), told]


def _why_nothing(found: "Sequence[Found | Impact | NotKnown]", words: Words) -> str | None:
    """Return the one reason why nothing is known of a whole table, if there is one."""
    reasons = {getattr(one, "why", None) for one in found}
    return words(f"cli.fairness.why.{reasons.pop()}") if len(reasons) == 1 and None not in reasons else None


def _print_rest(deps: "Deps", words: Words) -> None:
    from progrez_desktop.core.services import fairness_figures

    if rest := fairness_figures.not_looked_at(deps):
        names = scale_names(deps, words)
        print(words("cli.fairness.not_known", skills=", ".join(names[skill] for skill in rest)))


def _group(name: str, words: Words) -> str:
    key = f"counting.group.{name}"
    return words(key) if key in words else name

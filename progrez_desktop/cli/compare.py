"""`progrez compare`: two saved results side by side, skill by skill, with how sure an order is."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli.streams import reading, telling_file_faults
from progrez_desktop.cli.tables import print_table
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.words import LANGUAGES, Words

if TYPE_CHECKING:
    from progrez_desktop.core.model.profile import Profile
    from progrez_desktop.core.services.side_by_side import Side, SideBySide, SkillBeside


def add(app: typer.Typer, words: Words) -> None:
    @app.command(help=words("cli.compare.help"))
    def compare(
        a: Annotated[Path, typer.Argument(metavar="A.json", help=words("cli.compare.source"))],
        b: Annotated[Path, typer.Argument(metavar="B.json", help=words("cli.compare.source"))],
        language: Annotated[str | None, typer.Option(metavar="en|nl", help=words("cli.language"))] = None,
        json: Annotated[bool, typer.Option("--json", help=words("cli.compare.json"))] = False,
    ) -> None:
        from progrez_desktop.core.services.side_by_side import as_json, side_by_side

        if language is not None and language not in LANGUAGES:
            raise UsageFault("language_unknown", language=shown(language))
        spoken = Words(language) if language else words
        one, other = _result(a, spoken), _result(b, spoken)
        found = side_by_side(one.profile, other.profile, date.today())
        if json:
            print(as_json(found).decode(), end="")
        else:
            _print(found, spoken)
        if one.content == other.content:
            print(spoken("cli.compare.same"), file=sys.stderr)
        if not (one.is_checked and other.is_checked):
            print(spoken("cli.rescore.not_checked"), file=sys.stderr)
        if not found.compared:
            print(spoken("cli.compare.nothing"), file=sys.stderr)
            raise typer.Exit(1)


@dataclass(frozen=True)
class _Read:
    content: bytes
    profile: "Profile"
    is_checked: bool
    """Whether it was computed again, from the answers in its file."""


def _result(path: Path, words: Words) -> _Read:
    from progrez_desktop.core.json_document import MAX_BYTES
    from progrez_desktop.core.packs.shipped import shipped
    from progrez_desktop.core.services import rescoring, result_file

    with reading(path) as file, telling_file_faults(path, words):
        content = file.read(MAX_BYTES + 1)
        profile, _ = result_file.read(content)
        return _Read(content, profile, rescoring.follows(content, shipped()))


def _print(found: "SideBySide", words: Words) -> None:
    from progrez_desktop.core.packs.shipped import shipped
    from progrez_desktop.scoring.precision import LEAST_PROBABILITY

    for name, side in (("A", found.a), ("B", found.b)):
        for sentence in _beside(name, side, words):
            print(sentence)
    names = {skill.id: skill.short_name[words.language] for skill in shipped().assessment().skills}
    rows = [
        [names.get(skill.skill_id, shown(skill.skill_id)), _chance(skill, words), _said(skill, words)]
        for skill in found.skills
    ]
    print_table([words(f"cli.compare.column.{name}") for name in ("skill", "chance", "said")], rows)
    if other := [names.get(one.skill_id, shown(one.skill_id)) for one in found.skills if one.same_norm is False]:
        print(words("cli.compare.other_norms", skills=", ".join(other)))
    print(words("cli.compare.read", least=words.decimal(LEAST_PROBABILITY, 2)))


def _beside(name: str, side: "Side", words: Words) -> Iterator[str]:
    days = {"finished": side.finished.isoformat(), "until": side.valid_until.isoformat()}
    yield words("cli.compare.expired" if side.has_expired else "cli.compare.side", name=name, **days)
    if side.quality == "with_care":
        yield words("cli.compare.with_care", name=name)


def _chance(skill: "SkillBeside", words: Words) -> str:
    return "–" if skill.probability is None else words.decimal(skill.probability, 2)


def _said(skill: "SkillBeside", words: Words) -> str:
    return words(f"cli.compare.why.{skill.why_not}" if skill.why_not else f"cli.compare.order.{skill.order}")

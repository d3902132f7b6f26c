"""`progrez my-data explain`, `contest`, `correct` and `training`: a person's say on their scores and texts."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.streams import reading
from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.model.contest import ScoreReason
    from progrez_desktop.core.model.profile import Profile
    from progrez_desktop.core.services.deps import Deps, Session

_MOST_BYTES = 1 << 20


def add(mine: typer.Typer, words: Words) -> None:
    _add_explain_and_training(mine, words)
    _add_contest_and_correct(mine, words)


def _add_explain_and_training(mine: typer.Typer, words: Words) -> None:
    address = Annotated[str | None, options.email(words)]
    fd = Annotated[int | None, options.password_fd(words)]
    skill = Annotated[str, typer.Argument(metavar="SKILL", help=words("cli.my-data.skill"))]

    @mine.command(help=words("cli.my-data.explain"))
    def explain(
        context: typer.Context,
        skill: skill,
        out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE.pdf", help=words("cli.out"))] = None,
        email: address = None,
        password_fd: fd = None,
    ) -> None:
        from progrez_desktop.core.services import explaining

        with context.obj.signed_in(email, password_fd) as (deps, session):
            profile = _latest(deps, session, skill)
            if out is not None:
                explaining.save(deps, session, out, profile, skill, words)
                print(words("contest.letter.saved", name=out.name))
                return
            letter = explaining.explanation(deps, session, profile, skill, words)
        print(letter.title, letter.lead, *(f"{name}: {value}" for name, value in letter.facts), sep="\n")
        for part in letter.parts:
            print("", part.title, *(f"    {line}" for line in part.lines), sep="\n")

    @mine.command(help=words("cli.my-data.training"))
    def training(context: typer.Context, email: address = None, password_fd: fd = None) -> None:
        from progrez_desktop.core.services import training_texts

        with context.obj.signed_in(email, password_fd) as (deps, session):
            for document in training_texts.leaving(deps, session):
                print(document.decode())


def _add_contest_and_correct(mine: typer.Typer, words: Words) -> None:
    address = Annotated[str | None, options.email(words)]
    fd = Annotated[int | None, options.password_fd(words)]
    skill = Annotated[str, typer.Argument(metavar="SKILL", help=words("cli.my-data.skill"))]
    text = Annotated[Path | None, typer.Option("--text", metavar="FILE", help=words("cli.my-data.text"))]

    @mine.command(help=words("cli.my-data.contest"))
    def contest(
        context: typer.Context,
        skill: skill,
        reason: Annotated[str, typer.Option(metavar="REASON", help=words("cli.my-data.reason"))] = "other",
        text: text = None,
        take_back: Annotated[bool, typer.Option("--take-back", help=words("cli.my-data.take_back"))] = False,
        email: address = None,
        password_fd: fd = None,
    ) -> None:
        from progrez_desktop.core.services import contesting

        why, said = _reason(reason), _read(text)
        with context.obj.signed_in(email, password_fd) as (deps, session):
            attempt_id = _latest(deps, session, skill).attempt_id
            if take_back:
                contesting.take_back(deps, session, attempt_id, skill)
            else:
                contesting.object_to(deps, session, attempt_id, skill, why, said)
        print(words("contest.object.ended" if take_back else "contest.object.done"))

    @mine.command(help=words("cli.my-data.correct"))
    def correct(
        context: typer.Context,
        text: text = None,
        skill: Annotated[str, typer.Option(metavar="SKILL", help=words("cli.my-data.of_skill"))] = "",
        remove: Annotated[bool, typer.Option("--remove", help=words("cli.my-data.take_back"))] = False,
        email: address = None,
        password_fd: fd = None,
    ) -> None:
        from progrez_desktop.core.services import contesting

        said = "" if remove else _read(text)
        if not said and not remove:
            raise UsageFault("correction_empty")
        with context.obj.signed_in(email, password_fd) as (deps, session):
            attempt_id = _latest(deps, session, skill or None).attempt_id
            contesting.correct(deps, session, attempt_id, skill, said)
        print(words("contest.correct.removed" if remove else "contest.correct.saved"))


def _latest(deps: "Deps", session: "Session", skill: str | None) -> "Profile":
    """Return the latest result; with a skill, only where it is one of its skills.

    Raises:
        UsageFault: "skill_unknown", "no_result".
    """
    from progrez_desktop.core.services import results

    known = [one.id for one in deps.assessment.skills]
    if skill is not None and skill not in known:
        raise UsageFault("skill_unknown", name=skill, names=", ".join(known))
    profile = results.latest(deps, session)
    if profile is None:
        raise UsageFault("no_result")
    return profile


def _reason(typed: str) -> "ScoreReason":
    from progrez_desktop.core.model.contest import SCORE_REASONS

    found = next((one for one in SCORE_REASONS if one == typed), None)
    if found is None:
        raise UsageFault("reason_unknown", name=typed, names=", ".join(SCORE_REASONS))
    return found


def _read(path: Path | None) -> str:
    """Return what stands in a file, or on standard input for "-"; not in the arguments, which others could see.

    Raises:
        UsageFault: "say_too_long": it would be cut where the window takes no more.
        DataFault: As `reading`.
    """
    from progrez_desktop.core.services.objections import LONGEST_WORDS

    if path is None:
        return ""
    with reading(path) as file:
        content = file.read(_MOST_BYTES)
    try:
        said = content.decode(errors="replace" if len(content) == _MOST_BYTES else "strict").strip()
    except UnicodeDecodeError as error:
        raise DataFault("file_not_readable", file=path.name) from error
    if len(said) > LONGEST_WORDS:
        raise UsageFault("say_too_long", most=LONGEST_WORDS)
    return said

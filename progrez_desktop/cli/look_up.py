"""`progrez my-data look-up`: GitHub is asked what it tells of a name; it is shown, and taken where that is wanted."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from progrez_desktop.cli import options
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.model.public_work import Looked
    from progrez_desktop.core.services.public_work import Wanted

_SAID = ("what.title", "what.projects", "what.languages", "what.events", "what.never", "sees.title", "sees.text")


def add(mine: typer.Typer, words: Words) -> None:
    """Add it to the commands of a person."""
    address = Annotated[str | None, options.email(words)]
    fd = Annotated[int | None, options.password_fd(words)]

    @mine.command("look-up", help=words("cli.my-data.look-up"))
    def look_up(
        context: typer.Context,
        name: Annotated[str, typer.Argument(metavar="NAME", help=words("github.ask.name"))],
        agree: Annotated[bool, typer.Option("--agree", help=words("cli.my-data.look-up.agree"))] = False,
        take: Annotated[bool, typer.Option("--take", help=words("cli.my-data.look-up.take"))] = False,
        without: Annotated[
            list[str] | None, typer.Option(metavar="ENTRY", help=words("cli.my-data.look-up.without"))
        ] = None,
        email: address = None,
        password_fd: fd = None,
    ) -> None:
        from progrez_desktop.core.github import user_name
        from progrez_desktop.core.services import access_log, github_reading, own_cv, provider_sign_in, public_work

        user = user_name(name)
        if not agree:
            print(*notice(words), sep="\n")
            raise UsageFault("github_not_agreed")
        with context.obj.signed_in(email, password_fd) as (deps, session):
            agreed = public_work.agree(deps, session, words.language)
            with provider_sign_in.system_network().make_web() as web:
                looked = github_reading.look(web, user, deps.clock)
            print(json.dumps(as_json(looked, agreed.at_ms), ensure_ascii=False, indent=1))
            if take:
                details = own_cv.own_cv(session).details
                wanted = all_but(looked, without or ())
                new = public_work.with_wanted(details, looked, wanted, agreed, words)
                own_cv.keep_details(deps, session, new)
                access_log.tell(deps, session, "github_taken")


def notice(words: Words) -> list[str]:
    """Return what is said before GitHub is asked."""
    from progrez_desktop.core.model.public_work import MOST_PROJECTS

    return [words(f"github.ask.{part}", most=MOST_PROJECTS) for part in _SAID]


def all_but(looked: "Looked", without: "tuple[str, ...] | list[str]") -> "Wanted":
    """Return everything but the named projects, languages and weeks (by their Monday).

    Raises:
        UsageFault: "github_not_found": there is no such entry, so that nothing is taken by a slip of the keys.
    """
    from progrez_desktop.core.services.public_work import Wanted

    named = {one.name for one in looked.projects} | {one.name for one in looked.languages}
    named |= {str(week.monday) for week in looked.weeks}
    if unknown := next((one for one in without if one not in named), None):
        from progrez_desktop.core.json_lines import shown

        raise UsageFault("github_not_found", entry=shown(unknown))
    return Wanted(
        frozenset(one.link for one in looked.projects if one.name not in without),
        frozenset(one.name for one in looked.languages if one.name not in without),
        frozenset(week.monday for week in looked.weeks if str(week.monday) not in without),
    )


def as_json(looked: "Looked", at_ms: int) -> dict[str, Any]:
    told = {name: value for name, value in vars(looked).items() if isinstance(value, int | str)}
    return {
        **told,
        "at_ms": at_ms,
        "projects": [vars(one) for one in looked.projects],
        "languages": [vars(one) for one in looked.languages],
        "weeks": [{"monday": str(week.monday), "counts": dict(week.counts)} for week in looked.weeks],
    }

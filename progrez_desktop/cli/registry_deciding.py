"""`progrez registry shortlist` and `decision`: whom people chose, and what they decided."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.registry_decision_letters import add_letter
from progrez_desktop.cli.registry_query import called_of, margin_of
from progrez_desktop.cli.registry_room import releases_of
from progrez_desktop.cli.spoken import App
from progrez_desktop.cli.streams import writing
from progrez_desktop.cli.tables import print_table
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.words import Words


def add_deciding(registry: typer.Typer, words: Words) -> None:
    _add_shortlist(registry, words)
    _add_decision(registry, words)


def _add_shortlist(registry: typer.Typer, words: Words) -> None:
    shortlist = App(words, "cli.shortlist.help", no_args_is_help=True)
    registry.add_typer(shortlist, name="shortlist")

    @shortlist.command("list", help=words("cli.shortlist.list.help"))
    def show_all(context: typer.Context) -> None:
        from progrez_desktop.core.services.recruiting import shortlists

        with context.obj.opened() as deps:
            found = shortlists.every(deps)
        headings = [words(f"cli.shortlist.column.{name}") for name in ("number", "name", "members", "lost")]
        print_table(headings, [(one.id[:8], one.name, str(one.members), str(one.lost)) for one in found])

    @shortlist.command(help=words("cli.shortlist.show.help"))
    def show(
        context: typer.Context,
        name: Annotated[str, options.shortlist(words)],
    ) -> None:
        from progrez_desktop.core.services.recruiting import shortlists

        with context.obj.opened() as deps:
            one = shortlists.named(deps, name)
            rows = shortlists.members(deps, one.id)
        for row in rows:
            print(row.code, row.assessment, words.date(row.until_ms), sep="  ")
        if one.lost:
            print(words.plural("shortlist.lost", one.lost), file=sys.stderr)

    _add_making(shortlist, words)
    _add_changing(shortlist, words)


def _add_making(shortlist: typer.Typer, words: Words) -> None:
    @shortlist.command(help=words("cli.shortlist.make.help"))
    def make(
        context: typer.Context,
        name: Annotated[str, typer.Argument(metavar="NAME", help=words("cli.shortlist.name"))],
        code: Annotated[
            list[str] | None, typer.Option("--code", metavar="CODE", help=words("cli.shortlist.code"))
        ] = None,
        text: Annotated[str, typer.Option("--find", metavar="TEXT", help=words("cli.shortlist.find"))] = "",
        procedure: Annotated[str | None, typer.Option(metavar="PROCEDURE", help=words("cli.role.procedure"))] = None,
        reaches: Annotated[
            list[str] | None, typer.Option("--reaches", metavar="SKILL=6", help=words("cli.shortlist.reaches"))
        ] = None,
        likely: Annotated[
            list[str] | None, typer.Option("--likely", metavar="SKILL=6", help=words("cli.shortlist.likely"))
        ] = None,
        seen: Annotated[bool, typer.Option("--seen", help=words("cli.shortlist.seen"))] = False,
    ) -> None:
        from progrez_desktop.core.model.registry import Query
        from progrez_desktop.core.packs.shipped import shipped
        from progrez_desktop.core.services.recruiting import shortlist_words, shortlists

        cuts = (tuple(map(margin_of, reaches or ())), tuple(map(margin_of, likely or ())))
        asked = Query(text=text, skills_called=called_of(text), assessment=procedure, reaches=cuts[0], likely=cuts[1])
        is_asked = asked != Query()
        with context.obj.opened() as deps:
            chosen = [releases_of(deps, one)[0] for one in code or ()]
            proposed = shortlists.propose(deps, chosen, asked if is_asked or not chosen else None)
            names = {skill.id: skill.name[words.language] for skill in shipped().assessment().skills}
            for line in shortlist_words.of_impact(proposed, words, names):
                print(line, file=sys.stderr)
            if proposed.impact.is_cut and not seen and not proposed.refused:
                raise UsageFault("shortlist_impact_unseen")
            made = shortlists.make(deps, name, proposed)
        print(made.id[:8], words.plural("shortlist.members", made.members), sep="  ")


def _add_changing(shortlist: typer.Typer, words: Words) -> None:
    @shortlist.command("put-on", help=words("cli.shortlist.put_on.help"))
    def put_on(
        context: typer.Context,
        name: Annotated[str, options.shortlist(words)],
        code: Annotated[str, options.code(words)],
    ) -> None:
        from progrez_desktop.core.services.recruiting import shortlists

        with context.obj.opened() as deps:
            shortlists.put_on(deps, shortlists.named(deps, name).id, releases_of(deps, code)[0])

    @shortlist.command("take-off", help=words("cli.shortlist.take_off.help"))
    def take_off(
        context: typer.Context,
        name: Annotated[str, options.shortlist(words)],
        code: Annotated[str, options.code(words)],
    ) -> None:
        from progrez_desktop.core.services.recruiting import shortlists

        with context.obj.opened() as deps:
            shortlists.take_off(deps, shortlists.named(deps, name).id, releases_of(deps, code)[0])

    @shortlist.command(help=words("cli.shortlist.drop.help"))
    def drop(
        context: typer.Context,
        name: Annotated[str, options.shortlist(words)],
    ) -> None:
        from progrez_desktop.core.services.recruiting import shortlists

        with context.obj.opened() as deps:
            shortlists.drop(deps, shortlists.named(deps, name).id)


def _add_decision(registry: typer.Typer, words: Words) -> None:
    decision = App(words, "cli.decision.help", no_args_is_help=True)
    registry.add_typer(decision, name="decision")

    @decision.command("list", help=words("cli.decision.list.help"))
    def show_all(context: typer.Context) -> None:
        from progrez_desktop.core.services.recruiting import decisions

        with context.obj.opened() as deps:
            found = decisions.every(deps)
        headings = [
            words(f"cli.decision.column.{name}") for name in ("number", "code", "at", "by", "until", "decision")
        ]
        rows = [
            (one.id[:8], one.code, words.date(one.at_ms), one.by, words.date(one.until_ms), one.decision)
            for one in found
        ]
        print_table(headings, rows)

    _add_writing(decision, words)
    _add_terms(decision, words)
    add_letter(decision, words)


def _add_writing(decision: typer.Typer, words: Words) -> None:
    @decision.command(help=words("cli.decision.write.help"))
    def write(
        context: typer.Context,
        code: Annotated[str, options.code(words)],
        decided: Annotated[str, typer.Option("--decision", metavar="TEXT", help=words("cli.decision.decision"))],
        reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=words("cli.decision.reason"))],
        role: Annotated[str | None, typer.Option(metavar="ROLE", help=words("cli.role.which"))] = None,
        basis: Annotated[str | None, typer.Option(metavar="TEXT", help=words("cli.decision.basis"))] = None,
        days: Annotated[int | None, typer.Option(metavar="N", help=words("cli.decision.days"))] = None,
        anyway: Annotated[bool, typer.Option("--quotes-no-score", help=words("cli.decision.anyway"))] = False,
    ) -> None:
        from progrez_desktop.core.model.decision import Terms
        from progrez_desktop.core.services.recruiting import decisions, roles

        with context.obj.opened() as deps:
            usual = decisions.terms(deps, words)
            kept = Terms(usual.basis if basis is None else basis, usual.days if days is None else days)
            role_id = roles.named(deps, role).id if role is not None else None
            release_id = releases_of(deps, code)[0]
            made = decisions.decide(deps, release_id, decided, reason, kept, role_id=role_id, quotes_anyway=anyway)
        print(made.id[:8], words("decision.kept_until", until=words.date(made.until_ms), basis=made.basis), sep="  ")

    @decision.command(help=words("cli.decision.disclose.help"))
    def disclose(
        context: typer.Context,
        decision: Annotated[str, options.decision(words)],
        out: Annotated[Path, options.out_pdf(words)],
    ) -> None:
        from progrez_desktop.core.services.recruiting import decisions

        with context.obj.opened() as deps:
            data = decisions.disclosed(deps, decisions.named(deps, decision).id, words)
        with writing(out) as sink:
            sink.write(data)


def _add_terms(decision: typer.Typer, words: Words) -> None:
    @decision.command(help=words("cli.decision.terms.help"))
    def terms(
        context: typer.Context,
        basis: Annotated[str | None, typer.Option(metavar="TEXT", help=words("cli.decision.basis"))] = None,
        days: Annotated[int | None, typer.Option(metavar="N", help=words("cli.decision.days"))] = None,
    ) -> None:
        from progrez_desktop.core.services.recruiting import decisions

        with context.obj.opened() as deps:
            found = decisions.terms(deps, words)
            if basis is not None or days is not None:
                now = (found.basis if basis is None else basis, found.days if days is None else days)
                found = decisions.set_terms(deps, *now)
        print(words.plural("decision.days", found.days), found.basis, sep="\n")

"""One candidate from the terminal: beside the role of their procedure, by name on request, and as a report."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.registry_room import releases_of
from progrez_desktop.cli.streams import writing
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.words import LANGUAGES, Words

if TYPE_CHECKING:
    from progrez_desktop.core.model.assessment import Skill
    from progrez_desktop.core.model.one_candidate import OneCandidate


def add(registry: typer.Typer, words: Words) -> None:
    _add_fit(registry, words)
    _add_name(registry, words)
    _add_report(registry, words)


def _skills() -> "Sequence[Skill]":
    from progrez_desktop.core.packs.shipped import shipped

    return shipped().assessment().skills


def _add_fit(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.fit.help"))
    def fit(
        context: typer.Context,
        code: Annotated[str, options.code(words)],
    ) -> None:
        from progrez_desktop.core.services.recruiting import one_candidate

        with context.obj.opened() as deps:
            view = one_candidate.open_one(deps, releases_of(deps, code)[0], _skills())
        for line in _told(view, words):
            print(line)


def _told(view: "OneCandidate", words: Words) -> Iterator[str]:
    from progrez_desktop.core.contest import told_in_words
    from progrez_desktop.core.services.recruiting import candidate_words as say
    from progrez_desktop.core.texts import one_line

    names = say.names_of(_skills(), words)
    yield words("candidate.title", code=view.row.code)
    yield from say.facts(view, words)
    yield say.quality(view, words)
    if view.opened_before:
        yield words("one_candidate.opened_before")
    yield ""
    for one in view.skills:
        yield say.bar(one, names, words)
        parts = (say.weight, say.chance_within, say.rests_on, say.level)
        yield from (f"    {line}" for part in parts if (line := part(one, words)))
        yield from (f"    {words('one_candidate.excerpt', text=one_line(text))}" for text in one.excerpts)
        yield from (f"    {one_line(told_in_words(said, words))}" for said in one.said)
    for title, told in (("overall", say.overall), ("unknown", say.unknown)):
        yield f"\n{words(f'one_candidate.{title}')}"
        yield from told(view, names, words)
    for said in view.content.get("provenance", {}).get("said", ()):
        yield one_line(told_in_words(said, words))
    yield f"\n{words('one_candidate.decides')} {words('one_candidate.decides.text')}"


def _add_name(registry: typer.Typer, words: Words) -> None:
    @registry.command("name", help=words("cli.registry.name.help"))
    def show_name(
        context: typer.Context,
        code: Annotated[str, options.code(words)],
    ) -> None:
        from progrez_desktop.core.services.recruiting import one_candidate

        with context.obj.opened() as deps:
            named = one_candidate.name_of(deps, releases_of(deps, code)[0])
        print(*filter(None, (named.name, named.email)), sep="\n")


def _add_report(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.report.help"))
    def report(
        context: typer.Context,
        code: Annotated[str, options.code(words)],
        out: Annotated[Path, options.out_pdf(words)],
        language: Annotated[
            str | None, typer.Option(metavar="en|nl", help=words("cli.registry.report.language"))
        ] = None,
    ) -> None:
        from progrez_desktop.core.services.recruiting import report as reports

        if language is not None and language not in LANGUAGES:
            raise UsageFault("language_unknown", language=shown(language))

        def save(pdf: bytes) -> None:
            with writing(out) as sink:
                sink.write(pdf)

        with context.obj.opened() as deps:
            spoken = Words(language) if language else words
            made = reports.hand_out(deps, releases_of(deps, code)[0], _skills(), spoken, save)
        print(words("cli.registry.report.saved", number=made.id, sha256=made.sha256), file=sys.stderr)

"""`progrez registry statistics`: figures of the organisation and of nobody in it, and what an auditor asks for."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli.registry_room import RegistryRoom
from progrez_desktop.cli.spoken import App
from progrez_desktop.cli.streams import reading, writing
from progrez_desktop.cli.tables import print_table
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.words import LANGUAGES, Words

if TYPE_CHECKING:
    from progrez_desktop.core.documents.article import Article, Block

_MOST_BYTES = 64 << 20


def add(registry: typer.Typer, words: Words) -> None:
    _add_statistics(registry, words)
    _add_evidence(registry, words)


def _add_statistics(registry: typer.Typer, words: Words) -> None:
    statistics = App(words, "cli.registry.statistics.help")
    registry.add_typer(statistics, name="statistics")

    @statistics.callback(invoke_without_command=True)
    def show(
        context: typer.Context,
        out: Annotated[
            Path | None, typer.Option("--out", "-o", metavar="OUT", help=words("cli.registry.statistics.out"))
        ] = None,
    ) -> None:
        if context.invoked_subcommand is not None:
            return
        room: RegistryRoom = context.obj
        form = None if out is None else _form(out)
        with room.opened() as deps:
            from progrez_desktop.core.services.recruiting import statistics_article

            document = statistics_article.written(deps, words)
        if out is None or form is None:
            _print(document)
        else:
            with writing(out) as sink:
                sink.write(form(document))

    @statistics.command(help=words("cli.registry.statistics.take.help"))
    def take(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(metavar="FILE", help=words("cli.registry.statistics.take.file"))],
    ) -> None:
        from progrez_desktop.core.services.recruiting import statistics_fetch

        room: RegistryRoom = context.obj
        with reading(file) as source:
            data = source.read(_MOST_BYTES)
        with room.opened() as deps:
            taken = statistics_fetch.take(deps, data)
        print(words.plural("statistics.taken", taken), file=sys.stderr)


def _add_evidence(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.evidence.help"))
    def evidence(
        context: typer.Context,
        out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT.zip", help=words("cli.out_file"))],
        code: Annotated[str, typer.Argument(metavar="CODE", help=words("cli.registry.evidence.code"))] = "",
        model: Annotated[bool, typer.Option("--model", help=words("cli.registry.evidence.model"))] = False,
        language: Annotated[
            str, typer.Option(metavar="en|nl", help=words("cli.registry.evidence.language"))
        ] = words.language,
    ) -> None:
        from progrez_desktop.core.services.recruiting import evidence_pack

        if bool(code) == model:
            raise UsageFault("evidence_one")
        if language not in LANGUAGES:
            raise UsageFault("language_unknown", language=shown(language))
        room: RegistryRoom = context.obj
        with room.opened() as deps:
            if model:
                gathered = evidence_pack.of_model(deps, language)
            else:
                gathered = evidence_pack.of_candidate(deps, evidence_pack.found_by(deps, code)[0], language)
        with writing(out) as sink:
            sink.write(evidence_pack.packed(gathered))
        print(words("cli.registry.evidence.made", name=out.name), file=sys.stderr)


def _form(out: Path) -> "Callable[[Article], bytes]":
    forms: Mapping[str, Callable[[Article], bytes]] = {".pdf": _pdf, ".html": _html, ".csv": _csv}
    if (form := forms.get(out.suffix.lower())) is None:
        raise UsageFault("statistics_form")
    return form


def _pdf(document: "Article") -> bytes:
    from progrez_desktop.core.documents.article_pdf import render_article

    return render_article(document)


def _html(document: "Article") -> bytes:
    from progrez_desktop.core.documents.article_html import html_page

    return html_page(document).encode()


def _csv(document: "Article") -> bytes:
    from progrez_desktop.core.services.recruiting import statistics_article

    return statistics_article.as_csv(document)


def _print(document: "Article") -> None:
    for name, value in document.facts:
        print(f"{name}: {value}")
    for chapter in document.chapters:
        print()
        print(chapter.heading)
        for block in chapter.blocks:
            _print_block(block)


def _print_block(block: "Block") -> None:
    from progrez_desktop.core.documents import article

    if isinstance(block, article.Table):
        print_table(
            [column.head for column in block.columns], ([cell.text for cell in row.cells] for row in block.rows)
        )
    elif isinstance(block, article.Note | article.Paragraph):
        print(article.plain(block.text))

"""`progrez registry decision letter`: an explanation letter, drafted, edited by hand, and handed over."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.spoken import App
from progrez_desktop.cli.streams import reading, writing
from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.words import Words

_MOST_BYTES = 200_000


def add_letter(decision: typer.Typer, words: Words) -> None:
    letter = App(words, "cli.letter.help", no_args_is_help=True)
    decision.add_typer(letter, name="letter")

    @letter.command(help=words("cli.letter.draft.help"))
    def draft(
        context: typer.Context,
        decision: Annotated[str, options.decision(words)],
        out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT.txt", help=words("cli.out_file"))],
    ) -> None:
        from progrez_desktop.core.packs.shipped import shipped
        from progrez_desktop.core.services.recruiting import decisions, letters

        with context.obj.opened() as deps:
            one = decisions.named(deps, decision)
            text = letters.draft(deps, one.id, shipped().assessment().skills, words)
        with writing(out) as sink:
            sink.write(text.encode() + b"\n")

    @letter.command(help=words("cli.letter.keep.help"))
    def keep(
        context: typer.Context,
        decision: Annotated[str, options.decision(words)],
        file: Annotated[Path, typer.Argument(metavar="LETTER.txt", help=words("cli.letter.file"))],
        read: Annotated[bool, typer.Option("--i-read-it", help=words("cli.letter.read"))] = False,
    ) -> None:
        from progrez_desktop.core.packs.shipped import shipped
        from progrez_desktop.core.services.recruiting import decisions, letters

        text, skills = _text(file), shipped().assessment().skills
        with context.obj.opened() as deps:
            letters.keep(deps, decisions.named(deps, decision).id, text, skills, words, looked_at=read)
        print(words("letter.is_kept"), file=sys.stderr)

    _add_leaving(letter, words)


def _text(file: Path) -> str:
    with reading(file) as source:
        data = source.read(_MOST_BYTES)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataFault("letter_no_text") from error


def _add_leaving(letter: typer.Typer, words: Words) -> None:
    @letter.command(help=words("cli.letter.paper.help"))
    def paper(
        context: typer.Context,
        decision: Annotated[str, options.decision(words)],
        out: Annotated[Path, options.out_pdf(words)],
    ) -> None:
        from progrez_desktop.core.services.recruiting import decisions, letters

        with context.obj.opened() as deps:
            data = letters.paper(deps, decisions.named(deps, decision).id)
        with writing(out) as sink:
            sink.write(data)

    @letter.command(help=words("cli.letter.send.help"))
    def send(
        context: typer.Context,
        decision: Annotated[str, options.decision(words)],
        again: Annotated[bool, typer.Option("--again", help=words("cli.letter.again"))] = False,
    ) -> None:
        from progrez_desktop.core.services.recruiting import decisions, letters

        with context.obj.opened() as deps:
            letters.send(deps, decisions.named(deps, decision).id, again=again)
        print(words("cli.registry.message.waits"))

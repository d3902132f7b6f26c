"""`progrez rescore`: a stored result is computed again, years later if need be."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.streams import reading, telling_file_faults
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.services.rescoring import Rescored

_HASH = 12
"""Digits of a hash that are shown."""


def add(app: typer.Typer, words: Words) -> None:
    @app.command(help=words("cli.rescore.help"))
    def rescore(
        source: Annotated[Path, typer.Argument(metavar="RECORD.json", help=words("cli.rescore.source"))],
        bank: Annotated[Path | None, typer.Option(metavar="FILE", help=words("cli.rescore.bank"))] = None,
        pack: Annotated[Path | None, options.pack(words)] = None,
        thresholds: Annotated[Path | None, typer.Option(metavar="FILE", help=words("cli.rescore.thresholds"))] = None,
        keys: Annotated[list[Path] | None, typer.Option("--key", metavar="FILE", help=words("cli.rescore.key"))] = None,
    ) -> None:
        from progrez_desktop.core.json_document import MAX_BYTES
        from progrez_desktop.core.packs.shipped import BANK, QUALITY, shipped
        from progrez_desktop.core.services import rescoring

        with reading(source) as file, telling_file_faults(source, words):
            files = rescoring.RescoreFiles(
                rescoring.assessment_in(pack) if pack else shipped().assessment(),
                _bytes(bank) if bank else shipped().read(BANK),
                _bytes(thresholds) if thresholds else shipped().read(QUALITY),
                [_bytes(key) for key in keys or ()],
            )
            found = rescoring.rescore(file.read(MAX_BYTES + 1), files)
        if found.is_same:
            print(words("cli.rescore.same", skills=found.skills))
            for sentence in _vouched(found, words):
                print(sentence)
            return
        for one in found.differences:
            print(words("cli.rescore.difference", place=one.place, was=one.then or "–", now=one.now or "–"))
        told = words.plural("cli.rescore.differs", len(found.differences), largest=f"{found.largest:.1e}")
        for sentence in (told, *_vouched(found, words)):
            print(sentence, file=sys.stderr)
        raise typer.Exit(1)


def _vouched(found: "Rescored", words: Words) -> Iterator[str]:
    """Give what the file says of who made it, how far that was checked, and what can't be."""
    from progrez_desktop.core.packs.engine import ENGINE_SHA256
    from progrez_desktop.core.services.results import ENGINE

    then = found.then
    names = {"then": shown(then.engine), "was": shown((then.engine_sha256 or "")[:_HASH])}
    yield words(f"cli.rescore.made_by.{found.made_by}", **names, now=ENGINE, mine=ENGINE_SHA256[:_HASH])
    if then.model_sha256 is not None and found.is_same:
        yield words("cli.rescore.model", model=shown(then.model_sha256[:_HASH]))
    yield words("cli.rescore.not_signed")


def _bytes(path: Path) -> bytes:
    with reading(path) as file:
        return file.read()

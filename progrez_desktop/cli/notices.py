"""`progrez notices`: what organisations tell everybody who signs in on this computer."""

from pathlib import Path
from typing import Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.registry_room import room_of
from progrez_desktop.cli.storage import PartsOf, group
from progrez_desktop.cli.streams import reading, telling_file_faults
from progrez_desktop.cli.tables import print_table
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.words import Words

_MOST_BYTES = 4 << 20


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    notices = group(app, words, parts, "notices")
    _add_reading(notices, words)
    _add_writing(notices, words, parts)


def _add_reading(notices: typer.Typer, words: Words) -> None:
    @notices.command("list", help=words("cli.notices.list.help"))
    def show(context: typer.Context) -> None:
        with context.obj.opened() as deps:
            found = deps.device.public_notices.all()
        rows = [
            (
                shown(body["title"][words.language]),
                words.date(body["from_ms"]),
                words.date(body["until_ms"]),
                words("cli.notices.revoked") if revoked else "",
            )
            for body, revoked in found
        ]
        print_table([words(f"cli.notices.column.{name}") for name in ("title", "from", "until", "state")], rows)

    @notices.command(help=words("cli.notices.fetch.help"))
    def fetch(
        context: typer.Context,
        organisation: Annotated[str | None, options.organisation(words)] = None,
    ) -> None:
        from progrez_desktop.core.services import enrolling, public_notices

        with context.obj.opened() as deps:
            whose = enrolling.chosen(deps, organisation).organisation_id
            with enrolling.relay_of(deps, whose) as relay:
                print(words.plural("cli.notices.new", public_notices.fetch(deps, relay)))

    @notices.command(help=words("cli.notices.take.help"))
    def take(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(metavar="FILE", help=words("cli.notices.file"))],
    ) -> None:
        from progrez_desktop.core.services import public_notices

        with telling_file_faults(file, words), reading(file) as stream:
            content = stream.read(_MOST_BYTES + 1)
        with context.obj.opened() as deps:
            print(words.plural("cli.notices.new", public_notices.take_in(deps, content)))


def _add_writing(notices: typer.Typer, words: Words, parts: PartsOf) -> None:
    @notices.command(help=words("cli.notices.write.help"))
    def write(
        context: typer.Context,
        out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help=words("cli.notices.file"))],
        staff_fd: Annotated[int | None, options.registry_fd(words)] = None,
        code_fd: Annotated[int | None, options.registry_code_fd(words)] = None,
    ) -> None:
        from progrez_desktop.core.services import papers, public_notices

        with room_of(context.obj, parts, staff_fd, code_fd).opened() as deps:
            documents = deps.store.post.notices()
            content = public_notices.as_file(deps.store.identity().organisation_id, documents)
        papers.save(out, content)
        print(words.plural("cli.notices.written", len(documents), name=out.name))

"""`progrez pack`: packs of an organisation, from the folder that they are made of to the computer that runs them."""

import json
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.registry_room import room_of
from progrez_desktop.cli.storage import PartsOf, Storage, group
from progrez_desktop.cli.tables import print_table
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.errors import DataFault
    from progrez_desktop.core.services.opening import Parts
    from progrez_desktop.core.services.pack_checking import Kind
    from progrez_desktop.core.services.pack_fetching import Offered
    from progrez_desktop.core.store.pack_store import Installed

_HASH = 12
"""Digits of a hash that are shown; eight are enough to name a pack."""


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    def looking_after(root: Path) -> "Parts":
        """A pack in use that is damaged must not keep an operator from putting that right."""
        return replace(parts(root), without_packs=True)

    pack = group(app, words, looking_after, "pack")
    _add_making(pack, words)
    _add_signing(pack, words, parts)
    _add_fetching(pack, words)
    _add_running(pack, words)
    _add_choosing(pack, words)


def _add_making(pack: typer.Typer, words: Words) -> None:
    @pack.command(help=words("cli.pack.make.help"))
    def make(
        folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=words("cli.pack.folder"))],
        out: Annotated[Path, typer.Option("-o", "--out", metavar="PACK", help=words("cli.pack.out"))],
    ) -> None:
        from progrez_desktop.core.packs.shipped import shipped
        from progrez_desktop.core.services import pack_making, papers

        made = pack_making.make(folder, shipped())
        papers.save(out, made)
        print(words("cli.pack.made", name=out.name))
        raise typer.Exit(_tell(_problems(made), words))

    @pack.command(help=words("cli.pack.check.help"))
    def check(file: Annotated[Path, typer.Argument(metavar="PACK", help=words("cli.pack.file"))]) -> None:
        found = list(_problems(_read(file)))
        if not found:
            print(words("cli.pack.sound"))
        raise typer.Exit(_tell(found, words))


def _add_signing(pack: typer.Typer, words: Words, parts: PartsOf) -> None:
    staff = Annotated[int | None, options.registry_fd(words)]
    code = Annotated[int | None, options.registry_code_fd(words)]

    @pack.command(help=words("cli.pack.sign.help"))
    def sign(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(metavar="PACK", help=words("cli.pack.file"))],
        staff_fd: staff = None,
        code_fd: code = None,
    ) -> None:
        from progrez_desktop.core.packs.shipped import shipped
        from progrez_desktop.core.services import pack_signing, papers

        content = _read(file)
        with room_of(context.obj, parts, staff_fd, code_fd).opened() as deps:
            papers.save(file, pack_signing.sign(deps, content, shipped()))
        print(words("cli.pack.signed", name=file.name))

    @pack.command(help=words("cli.pack.card.help"))
    def card(
        context: typer.Context,
        out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help=words("cli.pack.card.out"))],
        staff_fd: staff = None,
        code_fd: code = None,
    ) -> None:
        from progrez_desktop.core.services import papers

        with room_of(context.obj, parts, staff_fd, code_fd).opened() as deps:
            document = deps.store.identity().card
        papers.save(out, (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode())
        print(words("cli.pack.card.written", name=out.name))


def _problems(pack: bytes) -> "Iterable[DataFault]":
    from datetime import date

    from progrez_desktop.core.packs.shipped import shipped
    from progrez_desktop.core.services.pack_checking import every_problem

    return every_problem(pack, shipped(), date.today())


def _tell(problems: "Iterable[DataFault]", words: Words) -> int:
    """Say everything that is wrong, and return the exit status."""
    status = 0
    for problem in problems:
        print(words.of_fault(problem), file=sys.stderr)
        status = problem.exit_status
    return status


def _read(file: Path) -> bytes:
    from progrez_desktop.cli.streams import reading
    from progrez_desktop.core.packs.signed_pack import MOST_BYTES

    with reading(file) as stream:
        return stream.read(MOST_BYTES + 1)


def _add_running(pack: typer.Typer, words: Words) -> None:
    @pack.command(help=words("cli.pack.install.help"))
    def install(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(metavar="PACK", help=words("cli.pack.file"))],
    ) -> None:
        from progrez_desktop.core.services import packs

        content = _read(file)
        with _storage(context).opened() as deps:
            found = packs.install(deps, content)
        print(words("cli.pack.installed", name=f"{found.id}@{found.version}", hash=found.sha256[:_HASH]))

    @pack.command("list", help=words("cli.pack.list.help"))
    def show(context: typer.Context) -> None:
        with _storage(context).opened() as deps:
            found = deps.device.packs.all()
            needed = {one.sha256: deps.device.packs.users(one.sha256) for one in found}
            ships = deps.assessment
        rows = [_row(one, needed[one.sha256], words) for one in found]
        runs = any(one.kind == "assessment" and one.state == "in_use" for one in found)
        state = words("cli.pack.state.installed" if runs else "cli.pack.state.in_use")
        shipped_row = (ships.pack_sha256[:_HASH], f"{ships.id}@{ships.version}", words("cli.pack.kind.assessment"))
        columns = [
            words(f"cli.pack.column.{name}") for name in ("hash", "name", "kind", "publisher", "state", "needed")
        ]
        print_table(columns, [(*shipped_row, f"{ships.publisher} ({words('cli.pack.ships')})", state, ""), *rows])


def _add_choosing(pack: typer.Typer, words: Words) -> None:
    name_of = Annotated[str, typer.Argument(metavar="NAME", help=words("cli.pack.name"))]

    @pack.command(help=words("cli.pack.use.help"))
    def use(
        context: typer.Context,
        name: name_of,
        model: Annotated[bool, typer.Option("--model", help=words("cli.pack.model"))] = False,
    ) -> None:
        from progrez_desktop.core.services import packs

        kind: Kind = "model" if model else "assessment"
        with _storage(context).opened() as deps:
            found = packs.use(deps, name, kind)
        if found is None:
            print(words("cli.pack.uses_shipped"))
        else:
            print(words("cli.pack.uses", name=f"{found.id}@{found.version}"))

    @pack.command(help=words("cli.pack.remove.help"))
    def remove(context: typer.Context, name: name_of) -> None:
        from progrez_desktop.core.services import packs

        with _storage(context).opened() as deps:
            gone = packs.remove(deps, name)
        print(words("cli.pack.removed", name=f"{gone.id}@{gone.version}"))


def _add_fetching(pack: typer.Typer, words: Words) -> None:
    @pack.command(help=words("cli.pack.fetch.help"))
    def fetch(
        context: typer.Context,
        hashes: Annotated[list[str] | None, typer.Argument(metavar="HASH", help=words("cli.pack.fetch.which"))] = None,
        organisation: Annotated[str | None, options.organisation(words)] = None,
    ) -> None:
        from progrez_desktop.core.services import enrolling, pack_fetching

        with _storage(context).opened() as deps:
            whose = enrolling.chosen(deps, organisation).organisation_id
            with pack_fetching.relay_of(deps, whose) as relay:
                offered = pack_fetching.offered(deps, relay)
                for wanted in hashes or ():
                    found = pack_fetching.fetch(deps, relay, pack_fetching.one_of(offered, wanted))
                    print(words("cli.pack.installed", name=f"{found.id}@{found.version}", hash=found.sha256[:_HASH]))
        if not hashes:
            columns = [words(f"cli.pack.column.{name}") for name in ("file", "name", "kib", "state")]
            print_table(columns, [_offer(one, words) for one in offered])


def _offer(one: "Offered", words: Words) -> tuple[str, ...]:
    state = words("cli.pack.state.installed") if one.is_here else ""
    return one.file_sha256[:_HASH], f"{one.id}@{one.version}", words.number(-(-one.bytes // 1024)), state


def _row(one: "Installed", needed: int, words: Words) -> tuple[str, ...]:
    return (
        one.sha256[:_HASH],
        f"{one.id}@{one.version}",
        words(f"cli.pack.kind.{one.kind}"),
        one.publisher,
        words(f"cli.pack.state.{one.state}"),
        str(needed) if needed else "",
    )


def _storage(context: typer.Context) -> Storage:
    storage: Storage = context.obj
    return storage

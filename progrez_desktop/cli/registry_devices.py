"""Commands of a registry about devices, notices and packs: what an organisation decides on its workstation."""

import json
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.registry_room import RegistryRoom
from progrez_desktop.cli.spoken import App
from progrez_desktop.cli.streams import reading, writing
from progrez_desktop.cli.tables import print_table
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.model.organisation import DEVICE_KINDS
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.model.kiosk import KioskRules
    from progrez_desktop.core.online.relay import Relay
    from progrez_desktop.core.services.registry_deps import RegistryDeps

_MOST_BYTES = 1 << 20
_MOST_PACK = 64 << 20


def add(registry: typer.Typer, words: Words) -> None:
    _add_inviting(registry, words)
    _add_admitting(registry, words)
    _add_telling(registry, words)
    _add_publishing(registry, words)


def _add_inviting(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.invite.help"))
    def invite(
        context: typer.Context,
        kind: Annotated[str, typer.Argument(metavar="KIND", help=words("cli.registry.invite.kind"))],
        out: Annotated[Path | None, options.out(words)] = None,
        name: Annotated[str, typer.Option(metavar="NAME", help=words("cli.registry.invite.name"))] = "",
        must: Annotated[list[str] | None, typer.Option(metavar="CHECK", help=words("cli.registry.invite.must"))] = None,
        may: Annotated[list[str] | None, typer.Option(metavar="WHAT", help=words("cli.registry.invite.may"))] = None,
    ) -> None:
        from progrez_desktop.core.invitation_text import invitation_text
        from progrez_desktop.core.services import registry_exchange

        known = next((one for one in DEVICE_KINDS if one == kind), None)
        if known is None:
            raise UsageFault("registry_device_kind", kind=shown(kind), kinds=", ".join(DEVICE_KINDS))
        room: RegistryRoom = context.obj
        rules = _kiosk_rules(must or [], may or []) if must or may else None
        with room.opened() as deps:
            document = registry_exchange.invite(deps, known, name, rules)
            _publish(room, deps)
        if out is not None:
            with writing(out) as sink:
                sink.write((json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode())
        print(words("cli.registry.invite.text"), invitation_text(document), sep="\n    ")

    @registry.command(help=words("cli.registry.devices.help"))
    def devices(context: typer.Context) -> None:
        from progrez_desktop.core.services import registry_exchange

        room: RegistryRoom = context.obj
        with room.opened() as deps, room.reached(deps) as relay:
            found = registry_exchange.devices(deps, relay)
        names = ("device", "kind", "name", "state", "fingerprint")
        rows = [
            (one.device_id[:8], one.kind, one.name, words(f"registry.device.{one.state}"), one.fingerprint)
            for one in found
        ]
        print_table([words(f"cli.registry.column.{name}") for name in names], rows)


def _kiosk_rules(must: list[str], may: list[str]) -> "KioskRules":
    from progrez_desktop.core.model.kiosk import KioskRules
    from progrez_desktop.core.model.lock_down import REQUIRABLE

    for names, known in ((must, REQUIRABLE), (may, ("save", "print"))):
        for one in names:
            if one not in known:
                raise UsageFault("kiosk_rule_unknown", name=shown(one), names=", ".join(known))
    return KioskRules("save" in may, "print" in may, frozenset(check for check in REQUIRABLE if check in must))


def _add_admitting(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.admit.help"))
    def admit(
        context: typer.Context,
        device: Annotated[str | None, options.device(words)] = None,
        request: Annotated[
            Path | None, typer.Option(metavar="REQUEST.json", help=words("cli.registry.admit.request"))
        ] = None,
        out: Annotated[Path | None, options.out(words)] = None,
        yes: Annotated[bool, typer.Option("--yes", help=words("cli.registry.admit.yes"))] = False,
    ) -> None:
        from progrez_desktop.core.services import registry_exchange

        room: RegistryRoom = context.obj
        if (device is None) == (request is None) or (request is not None and out is None):
            raise UsageFault("registry_admit_what")
        with room.opened() as deps, _reached(room, deps, request) as relay:
            data = b""
            if request is not None:
                with reading(request) as file:
                    data = file.read(_MOST_BYTES)
                one = registry_exchange.read_request(deps, data)
            else:
                one = registry_exchange.named(registry_exchange.devices(deps, relay), device or "")
            told = words("cli.registry.admit.compare", name=one.name, kind=one.kind, fingerprint=one.fingerprint)
            print(told, file=sys.stderr)
            if not yes and not (sys.stdin.isatty() and typer.confirm(words("cli.registry.admit.same"), err=True)):
                raise UsageFault("registry_admit_not_compared")
            certificate = registry_exchange.admit(deps, one, relay, json.loads(data) if data else None)
            if data:
                _publish(room, deps)
        if out is not None:
            with writing(out) as sink:
                sink.write((json.dumps(certificate, indent=2, ensure_ascii=False) + "\n").encode())
        print(words("cli.registry.admit.done", name=one.name))

    @registry.command(help=words("cli.registry.drop.help"))
    def drop(
        context: typer.Context,
        device: Annotated[str, options.device(words)],
    ) -> None:
        from progrez_desktop.core.services import registry_exchange

        room: RegistryRoom = context.obj
        with room.opened() as deps, room.reached(deps) as relay:
            one = registry_exchange.named(registry_exchange.devices(deps, relay), device)
            registry_exchange.drop(deps, one, relay)
        print(words("cli.registry.drop.done", name=one.name))


def _add_telling(registry: typer.Typer, words: Words) -> None:
    notice = App(words, "cli.registry.notice.help", no_args_is_help=True)
    registry.add_typer(notice, name="notice")

    @notice.command(help=words("cli.registry.notice.make.help"))
    def make(
        context: typer.Context,
        title_en: Annotated[str, typer.Option(metavar="TEXT", help=words("cli.registry.notice.title_en"))],
        title_nl: Annotated[str, typer.Option(metavar="TEXT", help=words("cli.registry.notice.title_nl"))],
        text_en: Annotated[str, typer.Option(metavar="TEXT", help=words("cli.registry.notice.text_en"))],
        text_nl: Annotated[str, typer.Option(metavar="TEXT", help=words("cli.registry.notice.text_nl"))],
        days: Annotated[int, typer.Option(metavar="N", min=1, max=365, help=words("cli.registry.notice.days"))] = 28,
    ) -> None:
        from progrez_desktop.core.services import registry_notices

        with context.obj.opened() as deps:
            title, text = {"en": title_en, "nl": title_nl}, {"en": text_en, "nl": text_nl}
            notice_id = registry_notices.make(deps, title, text, days)
            _publish(context.obj, deps)
        print(words("cli.registry.notice.made", number=notice_id[:8]))

    @notice.command("list", help=words("cli.registry.notice.list.help"))
    def show_all(context: typer.Context) -> None:
        with context.obj.opened() as deps:
            for document in deps.store.post.notices():
                body = document["body"]
                print(body["notice_id"][:8], words.moment(body["until_ms"]), body["title"][words.language], sep="  ")

    @notice.command(help=words("cli.registry.notice.revoke.help"))
    def revoke(
        context: typer.Context,
        number: Annotated[str, typer.Argument(metavar="NUMBER", help=words("cli.registry.notice.number"))],
    ) -> None:
        from progrez_desktop.core.services import registry_notices

        with context.obj.opened() as deps:
            registry_notices.revoke(deps, registry_notices.named(deps, number))
            _publish(context.obj, deps)
        print(words("cli.registry.notice.revoked"))


def _add_publishing(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.publish.help"))
    def publish(
        context: typer.Context,
        pack: Annotated[Path, typer.Argument(metavar="PACK", help=words("cli.registry.publish.pack"))],
    ) -> None:
        from progrez_desktop.core.services import registry_exchange

        with reading(pack) as file, context.obj.online() as (deps, relay):
            sha256 = registry_exchange.publish_pack(deps, relay, file.read(_MOST_PACK))
        print(words("cli.registry.published", sha256=sha256))


def _reached(room: RegistryRoom, deps: "RegistryDeps", request: Path | None) -> "AbstractContextManager[Relay | None]":
    """Give what asks the server, but for a device that takes its certificate as a file."""
    return room.reached(deps) if request is None else nullcontext()


def _publish(room: RegistryRoom, deps: "RegistryDeps") -> None:
    """Hand the server what was decided; without a network, or with nobody signed in, it waits for the next fetch."""
    from progrez_desktop.core.errors import EnvironmentFault, LockedFault
    from progrez_desktop.core.services import registry_exchange

    try:
        with room.reached(deps) as relay:
            if relay is not None:
                registry_exchange.publish(deps, relay)
    except (EnvironmentFault, LockedFault) as fault:
        print(room.words.of_fault(fault), room.words("cli.registry.goes_later"), sep="\n", file=sys.stderr)

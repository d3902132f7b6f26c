"""Commands around a registry itself: making it, its keys, its second factors, and files that are carried."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.registry_room import RegistryRoom
from progrez_desktop.cli.spoken import App
from progrez_desktop.cli.streams import reading, writing
from progrez_desktop.cli.unlocking import asked_secret, unlocked
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.model.organisation import Invitation
    from progrez_desktop.core.services.registry import OpenedRegistry
    from progrez_desktop.core.services.registry_setup import Entry

_MOST_BYTES = 1 << 20
_MOST_CARRIED = 64 << 20


def add(registry: typer.Typer, words: Words) -> None:
    _add_making(registry, words)
    _add_status(registry, words)
    _add_keys(registry, words)
    _add_factors(registry, words)
    _add_stick(registry, words)


def _add_making(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.init.help"))
    def init(
        context: typer.Context,
        entry: Annotated[Path | None, typer.Argument(metavar="ENTRY.json", help=words("cli.registry.entry"))] = None,
        without_server: Annotated[
            bool, typer.Option("--without-server", help=words("cli.registry.without_server"))
        ] = False,
        organisation: Annotated[str, typer.Option(metavar="NAME", help=words("cli.registry.organisation"))] = "",
        name: Annotated[str, typer.Option(metavar="NAME", help=words("cli.registry.device_name"))] = "",
        sheet: Annotated[Path | None, typer.Option(metavar="OUT.pdf", help=words("cli.registry.sheet"))] = None,
    ) -> None:
        from progrez_desktop.core.services import registry_setup

        room: RegistryRoom = context.obj
        if (entry is None) != without_server:
            raise UsageFault("registry_entry_or_not")
        parts = room.parts
        if parts.folder.registry_file.exists():
            raise UsageFault("registry_exists")
        if entry is None:
            told = registry_setup.without_server(parts.entropy, {"en": organisation, "nl": organisation})
        else:
            with reading(entry) as file:
                told = registry_setup.read_entry(file.read(_MOST_BYTES))
        passphrase = room.new_passphrase(room.staff_fd)
        called = name or words("cli.registry.workstation")
        with unlocked(
            lambda unlock: registry_setup.set_up(parts, unlock, passphrase, told, called), words, room.passphrase_fd
        ) as opened:
            _tell_made(opened, words, sheet)
            if told.server is not None:
                _enrol(opened, words)


def _add_status(registry: typer.Typer, words: Words) -> None:
    @registry.command("status", help=words("cli.registry.status.help"))
    def status(context: typer.Context) -> None:
        from progrez_desktop.core.organisation import in_groups
        from progrez_desktop.core.services import registry, registry_expiry

        with context.obj.opened() as deps:
            one, clock = registry.standing(deps), registry_expiry.clock(deps)
        print(one.organisation_name[words.language], one.organisation_id, sep="\n    ")
        print(words("cli.registry.status.fingerprint", fingerprint=in_groups(one.fingerprint)))
        print(words("cli.registry.status.own", fingerprint=one.own_fingerprint))
        if not one.is_admitted:
            print(words("cli.registry.status.not_admitted"))
        print(words("cli.registry.status.server", server=one.server or words("cli.registry.status.no_server")))
        fetched = words.moment(one.fetched_ms) if one.fetched_ms is not None else words("cli.registry.status.never")
        print(words("cli.registry.status.fetched", at=fetched))
        for name in ("profiles", "hidden", "refused", "mail_waiting"):
            print(words(f"cli.registry.status.{name}", count=getattr(one, name)))
        if clock.is_behind:
            print(words("cli.registry.status.behind", latest=words.moment(clock.high_water_ms)))


def _tell_made(opened: "OpenedRegistry", words: Words, sheet: Path | None) -> None:
    from progrez_desktop.core.organisation import in_groups
    from progrez_desktop.core.services import registry

    one = registry.standing(opened.deps)
    name, how = one.organisation_name[words.language], "made" if opened.recovery_code else "brought_in"
    print(words(f"cli.registry.{how}", name=name), in_groups(one.fingerprint), sep="\n    ")
    if opened.machine_recovery_code:
        print(words("cli.registry.recovery_machine"), opened.machine_recovery_code, sep="\n    ")
    if opened.recovery_code:
        print(words("cli.registry.recovery"), opened.recovery_code, sep="\n    ")
        print(words("cli.registry.recovery_copy", file=opened.deps.folder.organisation_keys_file))
    if sheet is not None and opened.recovery_code:
        from datetime import UTC, datetime

        from progrez_desktop.core.documents.recovery_sheet import render_recovery_sheet

        made = datetime.fromtimestamp(opened.deps.clock.now_ms() / 1000, UTC).astimezone().date()
        with writing(sheet) as sink:
            sink.write(render_recovery_sheet(opened.recovery_code, "organisation", made, words))


def _enrol(opened: "OpenedRegistry", words: Words) -> None:
    """Say to the server whose it is. Where it can't be reached, the keys are made all the same, and it goes later."""
    from progrez_desktop.core.errors import EnvironmentFault
    from progrez_desktop.core.services import registry_exchange, registry_online

    try:
        with registry_online.relay_of(opened.deps) as relay:
            registry_exchange.enrol(opened.deps, relay)
    except EnvironmentFault as fault:
        print(words.of_fault(fault), words("cli.registry.enrol_later"), sep="\n", file=sys.stderr)
    else:
        print(words("cli.registry.enrolled"))


def _add_keys(registry: typer.Typer, words: Words) -> None:
    keys = App(words, "cli.registry.keys.help", no_args_is_help=True)
    registry.add_typer(keys, name="keys")

    @keys.command(help=words("cli.registry.keys.export.help"))
    def export(
        context: typer.Context,
        out: Annotated[Path, options.out_file(words)],
        new_fd: Annotated[int | None, typer.Option("--new-fd", metavar="N", help=words("cli.registry.new_fd"))] = None,
    ) -> None:
        from progrez_desktop.core.services import registry_keys

        room: RegistryRoom = context.obj
        with room.opened() as deps:
            data = registry_keys.export(deps, room.new_passphrase(new_fd))
        with writing(out) as sink:
            sink.write(data)
        print(words("cli.registry.keys.exported"), file=sys.stderr)

    _add_bringing_in(keys, words)
    _add_renewing(registry, words)


def _add_bringing_in(keys: typer.Typer, words: Words) -> None:
    @keys.command("import", help=words("cli.registry.keys.import.help"))
    def bring_in(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(metavar="KEYS.json", help=words("cli.registry.keys.file"))],
        invitation: Annotated[
            Path | None, typer.Option(metavar="INVITATION", help=words("cli.registry.keys.invitation"))
        ] = None,
        entry: Annotated[Path | None, typer.Option(metavar="ENTRY.json", help=words("cli.registry.keys.entry"))] = None,
        name: Annotated[str, typer.Option(metavar="NAME", help=words("cli.registry.device_name"))] = "",
        opens_fd: Annotated[
            int | None, typer.Option("--opens-fd", metavar="N", help=words("cli.registry.keys.opens_fd"))
        ] = None,
    ) -> None:
        from progrez_desktop.core.keys import organisation_keys
        from progrez_desktop.core.services import registry, registry_keys, registry_setup

        room: RegistryRoom = context.obj
        data, way = _bytes(file), _way(invitation, entry)
        secret = asked_secret(words("cli.registry.keys.opens"), opens_fd, "organisation_code_needed")
        keyring = organisation_keys.read(data, code=secret, passphrase=secret)
        if room.parts.folder.registry_file.exists():
            with room.opened() as deps:
                print(words.plural("cli.registry.keys.taken", registry_keys.take_in(deps, keyring)))
            return
        passphrase = room.new_passphrase(room.staff_fd)
        called, parts = name or words("cli.registry.workstation"), room.parts
        with unlocked(
            lambda unlock: registry_setup.bring_in(parts, unlock, passphrase, keyring, called, way),
            words,
            room.passphrase_fd,
        ) as opened:
            _tell_made(opened, words, None)
            if entry is not None:
                _enrol(opened, words)
            elif opened.deps.store.identity().enrolment is not None:
                own = registry.standing(opened.deps).own_fingerprint
                print(words("cli.registry.keys.admit", fingerprint=own))


def _bytes(file: Path) -> bytes:
    with reading(file) as source:
        return source.read(_MOST_BYTES)


def _way(invitation: Path | None, entry: Path | None) -> "Invitation | Entry | None":
    """Return how a workstation becomes known at the server: invited by another one, or by the server's own entry."""
    from progrez_desktop.core.services import enrolling, registry_setup

    if invitation is not None:
        return enrolling.read(_bytes(invitation))
    return registry_setup.read_entry(_bytes(entry)) if entry is not None else None


def _add_renewing(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.rotate.help"))
    def rotate(context: typer.Context) -> None:
        from progrez_desktop.core.services import registry_exchange

        with context.obj.opened() as deps:
            card = registry_exchange.rotate(deps)
            copy = deps.folder.organisation_keys_file
        print(
            words("cli.registry.rotated", number=card.number), words("cli.registry.recovery_copy", file=copy), sep="\n"
        )


def _add_factors(registry: typer.Typer, words: Words) -> None:
    factor = App(words, "cli.registry.factor.help", no_args_is_help=True)
    registry.add_typer(factor, name="factor")
    _add_showing(factor, words)
    _add_key(factor, words)
    _add_code(factor, words)
    _add_removing(factor, words)
    _add_passphrase(registry, words)


def _add_showing(factor: typer.Typer, words: Words) -> None:
    @factor.command(help=words("cli.registry.factor.show.help"))
    def show(context: typer.Context) -> None:
        from progrez_desktop.core.services import registry_factors

        with context.obj.opened() as deps:
            found = registry_factors.show(deps)
        for name in found.security_keys:
            print(words("cli.registry.factor.key", name=name))
        if found.has_code:
            print(words("cli.registry.factor.code"))
        if not found.security_keys and not found.has_code:
            print(words("cli.registry.factor.none"))


def _add_key(factor: typer.Typer, words: Words) -> None:
    @factor.command("add-fido2", help=words("cli.registry.factor.add_fido2.help"))
    def add_key(
        context: typer.Context,
        name: Annotated[str, options.factor_name(words)],
    ) -> None:
        from progrez_desktop.core.services import registry_factors

        room: RegistryRoom = context.obj
        with room.opened_by_staff() as (deps, passphrase):
            if registry_factors.show(deps).security_keys and sys.stdin.isatty():
                typer.prompt(words("cli.registry.factor.swap"), default="", show_default=False, err=True)
            registry_factors.add_key(deps, passphrase, room.security_key(), room.security_key(), name)
        print(words("cli.registry.factor.added"))


def _add_code(factor: typer.Typer, words: Words) -> None:
    @factor.command("add-totp", help=words("cli.registry.factor.add_totp.help"))
    def add_code(context: typer.Context) -> None:
        from progrez_desktop.core.services import registry, registry_factors

        room: RegistryRoom = context.obj
        with room.opened() as deps:
            label = registry.standing(deps).organisation_name[words.language]
            new = registry_factors.new_code(deps, label)
            print(words("cli.registry.factor.uri"), new.uri, sep="\n    ", file=sys.stderr)
            registry_factors.confirm_code(deps, new, room.code())
        print(words("cli.registry.factor.added_code"))


def _add_removing(factor: typer.Typer, words: Words) -> None:
    @factor.command(help=words("cli.registry.factor.remove.help"))
    def remove(
        context: typer.Context,
        name: Annotated[str, options.factor(words)],
    ) -> None:
        from progrez_desktop.core.services import registry_factors

        room: RegistryRoom = context.obj
        with room.opened_by_staff() as (deps, passphrase):
            if name == "totp":
                registry_factors.remove_code(deps)
            else:
                registry_factors.remove_key(deps, passphrase, room.security_key(), name)
        print(words("cli.registry.factor.removed"))


def _add_passphrase(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.passphrase.help"))
    def passphrase(
        context: typer.Context,
        new_fd: Annotated[int | None, typer.Option("--new-fd", metavar="N", help=words("cli.registry.new_fd"))] = None,
    ) -> None:
        from progrez_desktop.core.services import registry_factors

        room: RegistryRoom = context.obj
        with room.opened_by_staff() as (deps, old):
            registry_factors.change_passphrase(deps, old, room.new_passphrase(new_fd), room.security_key())
        print(words("cli.registry.passphrase.changed"))


def _add_stick(registry: typer.Typer, words: Words) -> None:
    @registry.command("import", help=words("cli.registry.import.help"))
    def take(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(metavar="FILE", help=words("cli.registry.import.file"))],
        out: Annotated[
            Path | None, typer.Option("--receipts", metavar="OUT", help=words("cli.registry.import.receipts"))
        ] = None,
    ) -> None:
        from progrez_desktop.core.services import registry_stick

        with reading(file) as carried, context.obj.opened() as deps:
            found = registry_stick.take(deps, carried.read(_MOST_CARRIED))
            receipts = registry_stick.receipts(deps, found.device_id) if out is not None else b""
        if out is not None:
            with writing(out) as sink:
                sink.write(receipts)
        numbers = {
            name: getattr(found.counted, name) for name in ("new", "renewed", "erased", "known", "ended", "refused")
        }
        told = "cli.registry.imported" if any(numbers.values()) else "cli.registry.imported.before"
        print(words(told, device=found.device_name, **numbers))

    @registry.command(help=words("cli.registry.receipts.help"))
    def receipts(
        context: typer.Context,
        device: Annotated[str, options.device(words)],
        out: Annotated[Path, options.out_file(words)],
    ) -> None:
        from progrez_desktop.core.services import registry_exchange, registry_stick

        with context.obj.opened() as deps:
            one = registry_exchange.named(registry_exchange.devices(deps, None), device)
            data = registry_stick.receipts(deps, one.device_id)
        with writing(out) as sink:
            sink.write(data)

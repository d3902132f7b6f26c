"""`progrez desk`: who of staff runs this computer, in which role and with which second factor."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.spoken import App
from progrez_desktop.cli.staff_door import StaffDoor
from progrez_desktop.cli.storage import PartsOf, Storage, staffed_group
from progrez_desktop.cli.tables import print_table
from progrez_desktop.cli.unlocking import asked_secret, security_key
from progrez_desktop.core.model.staff import ROLES
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.model.staff import Member, Role
    from progrez_desktop.core.services.deps import Deps
    from progrez_desktop.core.services.staff import StaffSession


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    desk = staffed_group(app, words, parts, "desk")
    _add_reading(desk, words)
    _add_members(desk, words)
    _add_changing(desk, words)
    _add_own(desk, words)
    _add_factors(desk, words)


def _add_reading(desk: typer.Typer, words: Words) -> None:
    @desk.command("list", help=words("cli.desk.list.help"))
    def show_all(context: typer.Context) -> None:
        from progrez_desktop.core.services import staff

        with context.obj.opened() as deps:
            rows = [_row(member, words) for member in staff.members(deps)]
        print_table([words(f"cli.desk.column.{name}") for name in ("name", "role", "factor", "number")], rows)

    @desk.command(help=words("cli.desk.log.help"))
    def log(context: typer.Context, staff_fd: Annotated[int | None, options.staff_fd(words)] = None) -> None:
        from progrez_desktop.core.services import staff_log

        with _as_member(context.obj, staff_fd) as (deps, _):
            for at_ms, sentence in staff_log.told(deps, words):
                print(words.moment(at_ms), sentence, sep="  ")


def _add_members(desk: typer.Typer, words: Words) -> None:
    @desk.command(help=words("cli.desk.add.help"))
    def add_one(
        context: typer.Context,
        name: Annotated[str, typer.Argument(metavar="NAME", help=words("cli.desk.name"))],
        role: Annotated[str, typer.Option(metavar="ROLE", help=words("cli.desk.role", names=", ".join(ROLES)))],
        new_fd: Annotated[int | None, options.new_fd(words)] = None,
        staff_fd: Annotated[int | None, options.staff_fd(words)] = None,
    ) -> None:
        from progrez_desktop.core.services import staff, staff_roster

        wanted = staff_roster.role_typed(role)
        with context.obj.opened() as deps:
            if wanted == "operator" and not staff.is_set_up(deps):
                staff.set_up(deps, _new_secret(words, wanted, new_fd), staff_roster.free_name(deps, name))
            else:
                session = StaffDoor(context.obj, deps, staff_fd).opened()
                staff_roster.add(deps, session, name, wanted, _new_secret(words, wanted, new_fd))
        print(words("cli.desk.added", name=name, role=words(f"staff.role.{wanted}")))
        if wanted != "operator":
            print(words("cli.desk.needs_factor", name=name))

    add_one.__name__ = "add"

    @desk.command(help=words("cli.desk.drop.help"))
    def drop(
        context: typer.Context,
        name: Annotated[str, typer.Argument(metavar="MEMBER", help=words("cli.desk.member"))],
        staff_fd: Annotated[int | None, options.staff_fd(words)] = None,
    ) -> None:
        from progrez_desktop.core.services import staff_roster

        with _as_member(context.obj, staff_fd) as (deps, _):
            member = staff_roster.find(deps, name)
            staff_roster.drop(deps, member.id)
        print(words("cli.desk.dropped", name=member.name or member.id[:8]))


def _add_changing(desk: typer.Typer, words: Words) -> None:
    @desk.command(help=words("cli.desk.rename.help"))
    def rename(
        context: typer.Context,
        name: Annotated[str, typer.Argument(metavar="NAME", help=words("cli.desk.name"))],
        of: Annotated[str | None, typer.Option("--of", metavar="MEMBER", help=words("cli.desk.of"))] = None,
        staff_fd: Annotated[int | None, options.staff_fd(words)] = None,
    ) -> None:
        from progrez_desktop.core.services import staff_roster

        with _as_member(context.obj, staff_fd) as (deps, session):
            whose = session.who.member if of is None else staff_roster.find(deps, of)
            staff_roster.rename(deps, whose.id, name)
        print(words("cli.desk.renamed", name=name))

    @desk.command("role", help=words("cli.desk.role.help"))
    def change_role(
        context: typer.Context,
        name: Annotated[str, typer.Argument(metavar="MEMBER", help=words("cli.desk.member"))],
        role: Annotated[str, typer.Argument(metavar="ROLE", help=words("cli.desk.role", names=", ".join(ROLES)))],
        new_fd: Annotated[int | None, options.new_fd(words)] = None,
        staff_fd: Annotated[int | None, options.staff_fd(words)] = None,
    ) -> None:
        from progrez_desktop.core.services import staff_roster

        _renew(context.obj, words, name, staff_roster.role_typed(role), staff_fd, new_fd)

    @desk.command(help=words("cli.desk.reset.help"))
    def reset(
        context: typer.Context,
        name: Annotated[str, typer.Argument(metavar="MEMBER", help=words("cli.desk.member"))],
        new_fd: Annotated[int | None, options.new_fd(words)] = None,
        staff_fd: Annotated[int | None, options.staff_fd(words)] = None,
    ) -> None:
        _renew(context.obj, words, name, None, staff_fd, new_fd)


def _renew(
    storage: Storage, words: Words, name: str, role: "Role | None", staff_fd: int | None, new_fd: int | None
) -> None:
    from progrez_desktop.core.services import staff_roster

    with _as_member(storage, staff_fd) as (deps, session):
        member = staff_roster.find(deps, name)
        wanted = role or member.role
        staff_roster.renew(deps, session, member.id, wanted, _new_secret(words, wanted, new_fd))
    print(words("cli.desk.renewed", name=name, role=words(f"staff.role.{wanted}")))


def _add_own(desk: typer.Typer, words: Words) -> None:
    @desk.command(help=words("cli.desk.passphrase.help"))
    def passphrase(
        context: typer.Context,
        new_fd: Annotated[int | None, options.new_fd(words)] = None,
        staff_fd: Annotated[int | None, options.staff_fd(words)] = None,
    ) -> None:
        with context.obj.opened() as deps:
            door = StaffDoor(context.obj, deps, staff_fd)
            session = door.opened()
            door.change(_new_secret(words, session.who.member.role, new_fd))
        print(words("cli.duty.staff.kept"))

    @desk.command(help=words("cli.desk.recover.help"))
    def recover(
        context: typer.Context,
        recovery_fd: Annotated[int | None, options.recovery_fd(words)] = None,
        staff_fd: Annotated[int | None, options.staff_fd(words)] = None,
    ) -> None:
        from progrez_desktop.core.services import staff

        with context.obj.opened() as deps:
            door = StaffDoor(context.obj, deps, staff_fd)
            member = door.member()
            typed = door.secret(member)
            staff.recovered(deps, typed, _recovery(words, recovery_fd), member.id)
        print(words("cli.desk.recovered"))


def _add_factors(desk: typer.Typer, words: Words) -> None:
    factor = App(words, "cli.desk.factor.help", no_args_is_help=True)
    desk.add_typer(factor, name="factor")
    _add_code(factor, words)
    _add_key(factor, words)
    _add_removing(factor, words)


def _add_code(factor: typer.Typer, words: Words) -> None:
    @factor.command("add-totp", help=words("cli.desk.factor.add_totp.help"))
    def add_code(context: typer.Context, staff_fd: Annotated[int | None, options.staff_fd(words)] = None) -> None:
        from progrez_desktop.core.services import staff_factors

        with context.obj.opened() as deps:
            door = StaffDoor(context.obj, deps, staff_fd)
            member = door.opened().who.member
            new = staff_factors.new_code(deps, member.name or words("staff.nameless"))
            _show_code(new.uri, words)
            staff_factors.confirm_code(deps, door.typed, new, door.code(), door.key(member))
        print(words("cli.registry.factor.added_code"))


def _add_key(factor: typer.Typer, words: Words) -> None:
    @factor.command("add-fido2", help=words("cli.desk.factor.add_fido2.help"))
    def add_key(
        context: typer.Context,
        name: Annotated[str, options.factor_name(words)],
        recovery_fd: Annotated[int | None, options.recovery_fd(words)] = None,
        staff_fd: Annotated[int | None, options.staff_fd(words)] = None,
    ) -> None:
        from progrez_desktop.core.services import staff_factors

        with context.obj.opened() as deps:
            door = StaffDoor(context.obj, deps, staff_fd)
            member = door.opened().who.member
            code = _recovery(words, recovery_fd) if staff_factors.needs_recovery_code(deps) else ""
            if member.security_keys and sys.stdin.isatty():
                typer.prompt(words("cli.registry.factor.swap"), default="", show_default=False, err=True)
            staff_factors.add_key(deps, door.typed, door.key(member), security_key(words), name, code)
        print(words("cli.desk.factor.added"))


def _add_removing(factor: typer.Typer, words: Words) -> None:
    @factor.command(help=words("cli.registry.factor.remove.help"))
    def remove(
        context: typer.Context,
        name: Annotated[str, options.factor(words)],
        staff_fd: Annotated[int | None, options.staff_fd(words)] = None,
    ) -> None:
        from progrez_desktop.core.services import staff_factors

        with context.obj.opened() as deps:
            door = StaffDoor(context.obj, deps, staff_fd)
            member = door.opened().who.member
            if name == "totp":
                staff_factors.remove_code(deps, door.typed, door.key(member))
            else:
                staff_factors.remove_key(deps, door.typed, security_key(words), name)
        print(words("cli.registry.factor.removed"))


def _show_code(uri: str, words: Words) -> None:
    """Give what an app with codes takes; at a terminal as a QR code as well, since nobody types that into a phone."""
    from progrez_desktop.cli.staff import drawn
    from progrez_desktop.core.documents.qr_matrix import qr_matrix

    print(words("cli.registry.factor.uri"), uri, sep="\n    ", file=sys.stderr)
    if sys.stderr.isatty():
        print(drawn(qr_matrix(uri)), file=sys.stderr)


@contextmanager
def _as_member(storage: Storage, staff_fd: int | None) -> "Iterator[tuple[Deps, StaffSession]]":
    with storage.opened() as deps:
        yield deps, StaffDoor(storage, deps, staff_fd).opened()


def _new_secret(words: Words, role: "Role", fd: int | None) -> str:
    question = "cli.desk.pin_new" if role == "invigilator" else "cli.desk.passphrase_new"
    return asked_secret(words(question), fd, "staff_passphrase_asked", words("cli.rate.passphrase_again"))


def _recovery(words: Words, fd: int | None) -> str:
    return asked_secret(words("cli.desk.recovery"), fd, "factor_recovery_needed")


def _row(member: "Member", words: Words) -> list[str]:
    factors = [words(f"staff.factor.{kind}") for kind in member.factors] or [words("staff.factor.none")]
    name = member.name or words("staff.nameless")
    return [name, words(f"staff.role.{member.role}"), ", ".join(factors), member.id[:8]]

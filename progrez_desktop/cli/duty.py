"""`progrez duty`: requests about somebody's data that came by mail, from entering them to the letter that ends them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.staff_door import StaffDoor
from progrez_desktop.cli.storage import PartsOf, Storage, staffed_group
from progrez_desktop.cli.tables import print_marked_table
from progrez_desktop.cli.unlocking import asked_email, asked_secret
from progrez_desktop.core.duty import day_typed
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.duty import KINDS, Kind
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.keys.staff_key import StaffKey
    from progrez_desktop.core.model.duty import Duty, Request
    from progrez_desktop.core.services.deps import Deps
    from progrez_desktop.core.services.duties import Standing

_SHADE = {"overdue": "bold red", "reminder": "yellow", "closed": "dim"}


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    duty = staffed_group(app, words, parts, "duty")
    _add_reading(duty, words)
    _add_entering(duty, words)
    _add_steps(duty, words)
    _add_closing(duty, words)
    _add_staff(duty, words)


def _add_reading(duty: typer.Typer, words: Words) -> None:
    @duty.command("list", help=words("cli.duty.list.help"))
    def show_all(context: typer.Context) -> None:
        from progrez_desktop.core.services import duties

        with context.obj.opened() as deps:
            found = duties.standings(deps)
        names = ("number", "what", "received", "due", "state")
        rows = [(_SHADE.get(one.state, ""), _row(one, words)) for one in found]
        print_marked_table([words(f"cli.duty.column.{name}") for name in names], rows)

    @duty.command(help=words("cli.duty.log.help"))
    def log(context: typer.Context) -> None:
        from progrez_desktop.core.services import duties

        with context.obj.opened() as deps:
            for event in duties.done(deps):
                number = event.params.get("duty", event.subject_id or "")[:8]
                did = words(f"cli.duty.did.{event.action}", number=number, fields=event.params.get("fields"))
                print(words.moment(event.at_ms), did, sep="  ")

    @duty.command(help=words("cli.duty.show.help"))
    def show(
        context: typer.Context,
        number: Annotated[str, options.duty_number(words)],
        staff_fd: Annotated[int | None, options.staff_fd(words)] = None,
    ) -> None:
        from progrez_desktop.core.services import duty_view

        with as_staff(context.obj, words, staff_fd) as (deps, key):
            found = duty_view.look(deps, key, number)
        for line in _told(found.standing, found.request, found.has_account, words):
            print(line)


def _add_entering(duty: typer.Typer, words: Words) -> None:
    @duty.command(help=words("cli.duty.add.help"))
    def add_one(
        context: typer.Context,
        kind: Annotated[str, typer.Option(metavar="KIND", help=words("cli.duty.kind", kinds=", ".join(KINDS)))],
        email: Annotated[str | None, typer.Option(metavar="ADDRESS", help=words("cli.duty.email"))] = None,
        name: Annotated[str, typer.Option(metavar="NAME", help=words("cli.duty.name"))] = "",
        reply_to: Annotated[str, typer.Option("--reply-to", metavar="ADDRESS", help=words("cli.duty.reply_to"))] = "",
        received: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help=words("cli.duty.received"))] = None,
        note: Annotated[str, typer.Option(metavar="TEXT", help=words("cli.duty.note"))] = "",
        yes: Annotated[bool, typer.Option("--yes", help=words("cli.duty.yes"))] = False,
        staff_fd: Annotated[int | None, options.staff_fd(words)] = None,
    ) -> None:
        from progrez_desktop.core import duty as rules
        from progrez_desktop.core.model.duty import Request
        from progrez_desktop.core.services import duties

        wanted, day = _kind(kind), day_typed(received)
        if wanted == "under_16" and not yes:
            print(words("cli.duty.under_16"))
            raise UsageFault("erasing_not_confirmed")
        address = asked_email(words) if email is None else email
        with as_staff(context.obj, words, staff_fd) as (deps, key):
            made = duties.enter(deps, key, wanted, Request(address, name, reply_to, note), day)
        reminder = rules.reminder_day(rules.day_of(made.received_ms))
        days = {"due": words.day(rules.day_of(made.due_ms)), "reminder": words.day(reminder)}
        print(words("cli.duty.entered", number=made.number, **days))
        if made.acted_ms is not None:
            print(words("cli.duty.done_at_once"))

    add_one.__name__ = "add"


def _add_steps(duty: typer.Typer, words: Words) -> None:
    number_of = Annotated[str, options.duty_number(words)]
    fd = Annotated[int | None, options.staff_fd(words)]

    @duty.command(help=words("cli.duty.confirm.help"))
    def confirm(
        context: typer.Context,
        number: number_of,
        out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE.eml", help=words("cli.duty.confirm.out"))],
        staff_fd: fd = None,
    ) -> None:
        from progrez_desktop.core.services import duties

        with as_staff(context.obj, words, staff_fd) as (deps, key):
            duties.confirm(deps, key, number, out)
        print(words("cli.duty.confirmed", name=out.name))

    @duty.command(help=words("cli.duty.identity.help"))
    def identity(
        context: typer.Context,
        number: number_of,
        how: Annotated[str, typer.Option(metavar="TEXT", help=words("cli.duty.identity.how"))],
        staff_fd: fd = None,
    ) -> None:
        from progrez_desktop.core.services import duties

        with as_staff(context.obj, words, staff_fd) as (deps, key):
            known = duties.check_identity(deps, key, number, how)
            there = duties.account_of(deps, duties.read(key, known)) is not None
        print(words("cli.duty.identified"))
        print(words("known.account" if there else "known.nobody"))


def _add_closing(duty: typer.Typer, words: Words) -> None:
    @duty.command(help=words("cli.duty.close.help"))
    def close(
        context: typer.Context,
        number: Annotated[str, options.duty_number(words)],
        letter: Annotated[Path, typer.Option(metavar="LETTER.pdf", help=words("cli.duty.close.letter"))],
        package: Annotated[Path | None, typer.Option(metavar="FILE.zip", help=words("cli.duty.close.package"))] = None,
        answer: Annotated[str, typer.Option(metavar="TEXT", help=words("cli.duty.close.answer"))] = "",
        refuse: Annotated[bool, typer.Option("--refuse", help=words("cli.duty.close.refuse"))] = False,
        yes: Annotated[bool, typer.Option("--yes", help=words("cli.duty.yes"))] = False,
        staff_fd: Annotated[int | None, options.staff_fd(words)] = None,
    ) -> None:
        from progrez_desktop.core.services import duties

        with as_staff(context.obj, words, staff_fd) as (deps, key):
            one = duties.find_open(deps, number)
            if one.kind == "erasure" and one.acted_ms is None and not (refuse or yes):
                print(words("cli.duty.erasure"))
                raise UsageFault("erasing_not_confirmed")
            closed = duties.close(deps, key, number, duties.Answer(letter, answer, refuse, package), words)
        print(words("cli.duty.closed", name=letter.name, text=duties.beside(letter, ".txt").name))
        if package is not None and closed.outcome == "package":
            print(words("my_data.saved", name=package.name))


def _add_staff(duty: typer.Typer, words: Words) -> None:
    @duty.command(help=words("cli.duty.staff.help"))
    def staff(
        context: typer.Context,
        start_over: Annotated[bool, typer.Option("--start-over", help=words("cli.duty.staff.start_over"))] = False,
        new_fd: Annotated[
            int | None, typer.Option("--new-fd", metavar="N", help=words("cli.duty.staff.new_fd"))
        ] = None,
        staff_fd: Annotated[int | None, options.staff_fd(words)] = None,
    ) -> None:
        from progrez_desktop.core.services import staff as keys

        with context.obj.opened() as deps:
            is_change = keys.is_set_up(deps) and not start_over
            door = StaffDoor(context.obj, deps, staff_fd)
            if is_change:
                door.opened()
            again = words("cli.rate.passphrase_again")
            new = asked_secret(words("cli.duty.passphrase_new"), new_fd, "staff_passphrase_asked", again)
            if is_change:
                door.change(new)
            elif start_over:
                keys.start_over(deps, new)
            else:
                keys.set_up(deps, new)
        print(words("cli.duty.staff.kept"))


@contextmanager
def as_staff(storage: Storage, words: Words, staff_fd: int | None) -> "Iterator[tuple[Deps, StaffKey]]":
    """Open the storage and the key of staff; what is due is said beside whatever is done."""
    from progrez_desktop.core.services import duties

    with storage.opened() as deps:
        duties.carry_out_pending(deps)
        key = StaffDoor(storage, deps, staff_fd).opened().key
        for one in duties.due_now(duties.standings(deps)):
            print(words(f"cli.duty.{one.state}", number=one.duty.number), file=sys.stderr)
        yield deps, key


def _kind(text: str) -> Kind:
    for kind in KINDS:
        if text == kind:
            return kind
    raise UsageFault("duty_kind", names=", ".join(KINDS))


def _row(one: "Standing", words: Words) -> list[str]:
    received, due = _days(one.duty, words)
    return [one.duty.number, words(f"duty.kind.{one.duty.kind}"), received, due, words(f"cli.duty.state.{one.state}")]


def _days(duty: "Duty", words: Words) -> tuple[str, str]:
    from progrez_desktop.core import duty as rules

    return words.day(rules.day_of(duty.received_ms)), words.day(rules.day_of(duty.due_ms))


def _told(one: "Standing", request: "Request", there: bool | None, words: Words) -> list[str]:
    duty, columns = one.duty, ("number", "what", "received", "due", "state")
    facts = [(words(f"cli.duty.column.{name}"), cell) for name, cell in zip(columns, _row(one, words), strict=True)]
    for name in ("name", "email", "reply_to", "note", "identity", "answer"):
        facts.append((words(f"cli.duty.column.{name}"), getattr(request, name)))
    for name in ("confirmed", "identity_checked", "carried_out", "closed"):
        at_ms = getattr(duty, {"identity_checked": "identity_ms", "carried_out": "acted_ms"}.get(name, f"{name}_ms"))
        facts.append((words(f"cli.duty.column.{name}"), words.moment(at_ms) if at_ms else ""))
    lines = [f"{name}: {value}" for name, value in facts if value]
    if there is None:
        return [*lines, words("cli.duty.identity_first")]
    return [*lines, words("known.account" if there else "known.nobody")]

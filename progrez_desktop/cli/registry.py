"""`progrez registry`: a recruiter's registry from the terminal. Rows are by date or by code, and never by a score."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import registry_devices, registry_keeping
from progrez_desktop.cli.kiosk import PartsOf
from progrez_desktop.cli.registry_room import RegistryRoom
from progrez_desktop.cli.session import Session
from progrez_desktop.cli.spoken import App
from progrez_desktop.cli.streams import reading, writing
from progrez_desktop.cli.tables import print_table
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.model.registry import ORDERS, Query
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from datetime import date

    from progrez_desktop.cli.staff import Door
    from progrez_desktop.core.model.registry import Detail, Fetched, Margin, Order, Row
    from progrez_desktop.core.services.registry_deps import RegistryDeps

_FORMS = ("csv", "json")


def add(app: typer.Typer, words: Words, parts: PartsOf, window: Callable[[Session], int] | None = None) -> None:
    """Add its commands; without one of them, the window of the registry is opened."""
    registry = App(words, "cli.registry.help", no_args_is_help=window is None)
    app.add_typer(registry, name="registry")

    @registry.callback(invoke_without_command=window is not None)
    def begin(
        context: typer.Context,
        passphrase_fd: Annotated[int | None, typer.Option(metavar="N", help=words("cli.rate.passphrase_fd"))] = None,
        staff_fd: Annotated[int | None, typer.Option(metavar="N", help=words("cli.registry.staff_fd"))] = None,
        code_fd: Annotated[int | None, typer.Option(metavar="N", help=words("cli.registry.code_fd"))] = None,
    ) -> None:
        session: Session = context.obj
        if context.invoked_subcommand is None and window is not None:
            raise typer.Exit(window(session))
        context.obj = RegistryRoom(session, parts, passphrase_fd, staff_fd, code_fd)

    _add_reading(registry, words)
    _add_leaving(registry, words)
    _add_fetching(registry, words)
    _add_signing_in(registry, words)
    _add_trusting(registry, words)
    _add_clock(registry, words)
    registry_keeping.add(registry, words)
    registry_devices.add(registry, words)


def _add_reading(registry: typer.Typer, words: Words) -> None:
    @registry.command("list", help=words("cli.registry.list.help"))
    def show_all(
        context: typer.Context,
        text: Annotated[str, typer.Option("--find", metavar="TEXT", help=words("cli.registry.find"))] = "",
        purpose: Annotated[str | None, typer.Option(metavar="PURPOSE", help=words("cli.registry.purpose"))] = None,
        order: Annotated[
            str, typer.Option(metavar="ORDER", help=words("cli.registry.order", orders=", ".join(ORDERS)))
        ] = "newest",
        names: Annotated[bool, typer.Option("--names", help=words("cli.registry.names"))] = False,
        limit: Annotated[int, typer.Option(metavar="N", min=1, help=words("cli.registry.limit"))] = 200,
    ) -> None:
        from progrez_desktop.core.services import registry

        query = Query(text=text, purpose=purpose, order=_order(order), with_names=names, limit=limit)
        with context.obj.opened() as deps:
            found, all_of_them = registry.rows(deps, query), registry.count(deps, query)
        _print_rows(found, words, names)
        print(words.plural("cli.registry.listed", all_of_them, shown=len(found)), file=sys.stderr)

    @registry.command(help=words("cli.registry.show.help"))
    def show(
        context: typer.Context,
        code: Annotated[str, typer.Argument(metavar="CODE", help=words("cli.registry.code_of"))],
        names: Annotated[bool, typer.Option("--names", help=words("cli.registry.names"))] = False,
    ) -> None:
        from progrez_desktop.core.services import registry

        with context.obj.opened() as deps:
            for release_id in _found(deps, code):
                for line in _told(registry.detail(deps, release_id), words, names):
                    print(line)

    @registry.command(help=words("cli.registry.log.help"))
    def log(context: typer.Context) -> None:
        with context.obj.opened() as deps:
            for event in deps.store.audit.events():
                did = words(f"registry.did.{event.action}", **{"which": (event.subject_id or "")[:8], **event.params})
                print(words.moment(event.at_ms), did, sep="  ")

    @registry.command(help=words("cli.registry.refused.help"))
    def refused(context: typer.Context) -> None:
        from progrez_desktop.core.services import registry

        with context.obj.opened() as deps:
            found = registry.refused(deps)
        for one in found:
            print(words.moment(one.at_ms), one.release_id[:8], words(f"registry.refused.{one.code}"), sep="  ")
        if not found:
            print(words("cli.registry.none_refused"), file=sys.stderr)


def _add_leaving(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.export.help"))
    def export(
        context: typer.Context,
        out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT", help=words("cli.out_file"))],
        form: Annotated[str, typer.Option(metavar="csv|json", help=words("cli.registry.form"))] = "csv",
        text: Annotated[str, typer.Option("--find", metavar="TEXT", help=words("cli.registry.find"))] = "",
        purpose: Annotated[str | None, typer.Option(metavar="PURPOSE", help=words("cli.registry.purpose"))] = None,
        names: Annotated[bool, typer.Option("--names", help=words("cli.registry.names"))] = False,
    ) -> None:
        from progrez_desktop.core.services import registry_export

        if form not in _FORMS:
            raise UsageFault("registry_form", form=shown(form))

        def save(data: bytes) -> None:
            with writing(out) as sink:
                sink.write(data)

        query = Query(text=text, purpose=purpose, order="code", with_names=names)
        with context.obj.opened() as deps:
            count = registry_export.export(deps, query, "json" if form == "json" else "csv", save)
        print(words.plural("cli.registry.exported", count) if count else words("cli.registry.no_file"), file=sys.stderr)

    @registry.command(help=words("cli.registry.message.help"))
    def message(
        context: typer.Context,
        code: Annotated[str, typer.Argument(metavar="CODE", help=words("cli.registry.code_of"))],
        text: Annotated[str, typer.Option(metavar="TEXT", help=words("cli.registry.message.text"))],
    ) -> None:
        from progrez_desktop.core.services import registry_reads

        with context.obj.opened() as deps:
            registry_reads.message(deps, _found(deps, code)[0], text)
        print(words("cli.registry.message.waits"))


def _add_fetching(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.fetch.help"))
    def fetch(context: typer.Context) -> None:
        from progrez_desktop.core.services import registry

        def tell(done: int, of: int) -> None:
            if sys.stderr.isatty():
                print(words("cli.registry.reached", done=done, of=of), end="\r", file=sys.stderr)

        with context.obj.online() as (deps, relay):
            fetched = registry.fetch(deps, relay, tell)
        for line in _brought(fetched, words):
            print(line)


def _add_signing_in(registry: typer.Typer, words: Words) -> None:
    @registry.command("sign-in", help=words("cli.registry.sign_in.help"))
    def sign_in(
        context: typer.Context,
        way: Annotated[str, typer.Option(metavar="browser|phone", help=words("cli.staff.way"))] = "browser",
        no_browser: Annotated[bool, typer.Option("--no-browser", help=words("cli.staff.no_browser"))] = False,
    ) -> None:
        with context.obj.opened() as deps:
            _door(deps, words).let_in(deps.clock, deps.entropy, way, opens=not no_browser)

    @registry.command("sign-out", help=words("cli.registry.sign_out.help"))
    def sign_out(context: typer.Context) -> None:
        with context.obj.opened() as deps:
            _door(deps, words).let_out()


def _door(deps: "RegistryDeps", words: Words) -> "Door":
    from progrez_desktop.cli.staff import Door
    from progrez_desktop.core.services import registry_online

    card, reach = registry_online.card_of(deps), registry_online.reach_of(deps)
    return Door(deps.store.staff_tokens, card, "workstation", reach, words)


def _add_trusting(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.settings.trust"))
    def trust(
        context: typer.Context,
        file: Annotated[Path | None, typer.Argument(metavar="FILE.pem", help=words("cli.settings.trust.file"))] = None,
        none: Annotated[bool, typer.Option("--none", help=words("cli.settings.trust.none"))] = False,
    ) -> None:
        from progrez_desktop.core.services import authorities, registry_online

        if (file is None) != none:
            raise UsageFault("authorities_which")
        pem = None
        if file is not None:
            with reading(file) as opened:
                pem = opened.read(authorities.MOST_BYTES)
        with context.obj.opened() as deps:
            registry_online.trust(deps, pem)
        print(words("cli.settings.trusted_none" if none else "cli.settings.trusted"))


def _add_clock(registry: typer.Typer, words: Words) -> None:
    @registry.command("clock-is-right", help=words("cli.retention.trust.help"))
    def trust(context: typer.Context) -> None:
        from progrez_desktop.core.services import registry_expiry

        with context.obj.opened() as deps:
            standing = registry_expiry.trust_clock(deps)
        print(words("cli.retention.clock", now=words.moment(standing.clock_ms)))


def _order(typed: str) -> "Order":
    for order in ORDERS:
        if order == typed:
            return order
    raise UsageFault("registry_order", order=shown(typed), orders=", ".join(ORDERS))


def _found(deps: "RegistryDeps", code: str) -> list[str]:
    """Return the releases of a code, the newest first, or the one with this id.

    Raises:
        UsageFault: "registry_no_such_release".
    """
    typed, now = code.strip(), deps.mark_ms()
    found = deps.store.profiles.with_code(typed.upper(), now)
    if not found and deps.store.profiles.row(typed.lower(), now) is not None:
        found = [typed.lower()]
    if not found:
        raise UsageFault("registry_no_such_release")
    return found


def _print_rows(found: "tuple[Row, ...]", words: Words, names: bool) -> None:
    skills = list(dict.fromkeys(skill for row in found for skill in row.scores))
    columns = ("code", *(("name",) if names else ()), "assessed", "until")
    headings = [words(f"cli.registry.column.{name}") for name in columns] + skills
    print_table(headings, [_cells(row, skills, words, names) for row in found])


def _cells(row: "Row", skills: list[str], words: Words, names: bool) -> list[str]:
    code = f"{row.code} *" if row.is_contested else row.code
    assessed = words.day(_day(row.finished_ms)) if row.finished_ms is not None else ""
    return [
        code,
        *([row.name] if names else []),
        assessed,
        words.day(_day(row.until_ms)),
        *(_margin(row.scores[skill]) if skill in row.scores else "" for skill in skills),
    ]


def _margin(margin: "Margin | None") -> str:
    """Return a score as its margin: one number alone would look like more than it is."""
    return "-" if margin is None else f"{margin.low}–{margin.high}"


def _told(detail: "Detail", words: Words, names: bool) -> list[str]:
    row = detail.row
    lines = [f"{row.code}  {row.assessment}"]
    if names and row.name:
        lines.append(words("cli.registry.person", name=row.name, email=shown(detail.content.get("email", ""))))
    for permit in detail.permits:
        purpose = words(f"consent.{permit.purpose}.title")
        lines.append(words("cli.registry.permit", purpose=purpose, until=words.day(_day(permit.until_ms))))
    lines += [
        words("cli.registry.score", skill=skill, sten=margin.sten, low=margin.low, high=margin.high)
        if margin is not None
        else words("cli.registry.no_score", skill=skill)
        for skill, margin in row.scores.items()
    ]
    if row.is_contested:
        lines.append(words("cli.registry.contested"))
    lines.append(words("cli.registry.told" if detail.can_be_told else "cli.registry.not_told"))
    return lines


def _brought(fetched: "Fetched", words: Words) -> list[str]:
    numbers = ("new", "renewed", "erased", "expired", "ended", "told", "refused")
    lines = [
        words.plural(f"cli.registry.brought.{name}", getattr(fetched, name))
        for name in numbers
        if getattr(fetched, name)
    ]
    if fetched.server_rolled_back:
        lines.append(words("registry.rolled_back"))
    if fetched.keys_missing:
        lines.append(words.plural("registry.keys_missing", fetched.keys_missing))
    return lines or [words("cli.registry.brought.nothing")]


def _day(at_ms: int) -> "date":
    from datetime import UTC, datetime

    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone().date()

"""`progrez rate`: a rating office (window, letters, figures), and what kiosks exchange with it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.session import Session
from progrez_desktop.cli.spoken import App
from progrez_desktop.cli.streams import line_writer, reading, writing
from progrez_desktop.cli.unlocking import T, unlocked
from progrez_desktop.core.errors import Fault
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.services.deps import Deps
    from progrez_desktop.core.services.opening import Parts, Unlock
    from progrez_desktop.core.services.rating_office import OfficeDeps

MOST_BYTES = 64 << 20


@dataclass(frozen=True)
class RatingTools:
    """What the composition root hands over: the parts of a data folder, and the rater's window."""

    parts: "Callable[[Path], Parts]"
    window: Callable[[Session], int]


def office_folder(data_dir: Path) -> Path:
    """Return where a rating office is: apart from the candidates, with a key of its own."""
    return data_dir / "rating-office"


def add(app: typer.Typer, words: Words, tools: RatingTools) -> None:
    rate = App(words, "cli.rate.help")
    app.add_typer(rate, name="rate")

    @rate.callback(invoke_without_command=True)
    def desk(
        context: typer.Context,
        passphrase_fd: Annotated[int | None, options.passphrase_fd(words)] = None,
    ) -> None:
        context.obj = _Room(context.obj, tools, passphrase_fd)
        if context.invoked_subcommand is None:
            raise typer.Exit(tools.window(context.obj.session))

    _add_office_commands(rate, words)
    _add_mail_commands(rate, words)
    _add_figure_commands(rate, words)
    _add_kiosk_commands(rate, words)


def _add_office_commands(rate: typer.Typer, words: Words) -> None:
    @rate.command(help=words("cli.rate.init.help"))
    def init(
        context: typer.Context,
        organisation: Annotated[str, typer.Option(metavar="ID", help=words("cli.rate.organisation"))],
        name: Annotated[str, typer.Option(metavar="NAME", help=words("cli.rate.name"))],
    ) -> None:
        from progrez_desktop.core.services import rating_office

        room: _Room = context.obj
        parts = room.tools.parts(office_folder(room.session.data_dir))
        with room.opened(lambda unlock: rating_office.set_up(parts, unlock, organisation, name)) as opened:
            office = opened.deps.store.office()
            print(words("cli.rate.made", name=office.name), office.id, sep="\n    ")
            if opened.machine_recovery_code:
                print(words("cli.rate.recovery"), opened.machine_recovery_code, sep="\n    ")

    @rate.command(help=words("cli.rate.card.help"))
    def card(
        context: typer.Context,
        out: Annotated[Path | None, options.out(words)] = None,
    ) -> None:
        from progrez_desktop.core.services import rating_office

        with context.obj.office() as deps, writing(out) as sink:
            sink.write(rating_office.card(deps))


def _add_mail_commands(rate: typer.Typer, words: Words) -> None:
    @rate.command("import", help=words("cli.rate.import.help"))
    def take(
        context: typer.Context,
        files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=words("cli.rate.files"))],
    ) -> None:
        from progrez_desktop.core.services import rating_office

        failed = 0
        with context.obj.office() as deps:
            for path in files:
                try:
                    with reading(path) as file:
                        taken = rating_office.take_letter(deps, file.read(MOST_BYTES))
                except Fault as fault:  # told, and the files after it are taken in
                    failed += 1
                    print(f"{path}: {words(fault.message_key, **fault.params)}", file=sys.stderr)
                else:
                    print(f"{path}: {words(f'rating.taken.{taken}')}")
        raise typer.Exit(1 if failed else 0)

    @rate.command(help=words("cli.rate.export.help"))
    def export(
        context: typer.Context,
        out: Annotated[Path, options.out_file(words)],
    ) -> None:
        from progrez_desktop.core.services import rating_office

        def save(data: bytes) -> None:
            with writing(out) as sink:
                sink.write(data)

        with context.obj.office() as deps:
            count = rating_office.export(deps, save)
            waiting = len(deps.store.unexported())
        print(words.plural("cli.rate.exported", count), file=sys.stderr)
        if waiting:
            print(words.plural("cli.rate.waiting", waiting), file=sys.stderr)


def _add_figure_commands(rate: typer.Typer, words: Words) -> None:
    @rate.command(help=words("cli.rate.agreement.help"))
    def agreement(
        context: typer.Context,
        as_json: Annotated[bool, options.as_json(words)] = False,
    ) -> None:
        from progrez_desktop.cli.agreement import as_text, print_tables
        from progrez_desktop.core.services import rating_figures

        with context.obj.office() as deps:
            figures = rating_figures.agreements(rating_figures.ratings_by_answer(deps), deps.skills)
            skills = {skill.id: skill.short_name[words.language] for skill in deps.assessment.skills}
        if as_json:
            print(as_text(figures))
        else:
            print_tables(figures, skills, words)

    @rate.command(help=words("cli.rate.study.help"))
    def study(
        context: typer.Context,
        out: Annotated[Path | None, options.out(words)] = None,
    ) -> None:
        from progrez_desktop.core.packs.shipped import shipped
        from progrez_desktop.core.services import rating_figures, rating_study
        from progrez_desktop.core.services.answer_reader import load_reader

        with context.obj.office() as deps:
            reader = load_reader(shipped(), deps.assessment)
            lines = list(rating_study.study_lines(deps, rating_figures.ratings_by_answer(deps), reader))
        with writing(out) as sink:
            write = line_writer(sink)
            for line in lines:
                write(line)
        print(words.plural("cli.rate.studied", len(lines)), file=sys.stderr)


def _add_kiosk_commands(rate: typer.Typer, words: Words) -> None:
    @rate.command(help=words("cli.rate.pin.help"))
    def pin(
        context: typer.Context,
        card: Annotated[Path, typer.Argument(metavar="CARD.json", help=words("cli.rate.card"))],
    ) -> None:
        from progrez_desktop.core.services import rating_carrier

        with reading(card) as file, context.obj.storage() as deps:
            office = rating_carrier.pin_office(deps, file.read(MOST_BYTES))
        print(words("cli.rate.pinned", name=office.name), office.id, sep="\n    ")

    @rate.command(help=words("cli.rate.carry.help"))
    def carry(
        context: typer.Context,
        folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=words("cli.rate.folder"))],
    ) -> None:
        from progrez_desktop.core.documents.writing import save_whole
        from progrez_desktop.core.services import rating_carrier

        with context.obj.storage() as deps:
            count = rating_carrier.carry(deps, lambda name, data: save_whole(folder / name, data))
        print(words.plural("cli.rate.carried", count))

    @rate.command(help=words("cli.rate.deliver.help"))
    def deliver(
        context: typer.Context,
        result: Annotated[Path, typer.Argument(metavar="RESULT.json", help=words("cli.rate.result"))],
    ) -> None:
        from progrez_desktop.core.services import rating_carrier

        with reading(result) as file, context.obj.storage() as deps:
            delivered = rating_carrier.deliver(deps, file.read(MOST_BYTES))
        print(words("cli.rate.delivered", **vars(delivered)))


@dataclass(frozen=True)
class _Room:
    """Opens the database that a command is about, with a passphrase where one is needed."""

    session: Session
    tools: RatingTools
    passphrase_fd: int | None

    @contextmanager
    def office(self) -> "Iterator[OfficeDeps]":
        from progrez_desktop.core.services import rating_office

        parts = self.tools.parts(office_folder(self.session.data_dir))
        with self.opened(lambda unlock: rating_office.open_office(parts, unlock)) as opened:
            yield opened.deps

    @contextmanager
    def storage(self) -> "Iterator[Deps]":
        from progrez_desktop.core.services import opening

        parts = self.tools.parts(self.session.data_dir)
        with self.opened(lambda unlock: opening.open_storage(parts, unlock)) as opened:
            yield opened.deps

    def opened(self, open_it: "Callable[[Unlock | None], T]") -> AbstractContextManager[T]:
        return unlocked(open_it, self.session.words, self.passphrase_fd)

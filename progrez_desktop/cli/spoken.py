"""Commands whose help speaks the language of the session, and that take a descriptor before or after their name."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from progrez_desktop.core.words import Words

F = TypeVar("F", bound=Callable[..., Any])
K = TypeVar("K", TyperCommand, TyperGroup)

_ANYWHERE = ("--passphrase-fd", "--staff-fd", "--code-fd")
_HEADINGS = {
    "ARGUMENTS_PANEL_TITLE": "help.arguments",
    "OPTIONS_PANEL_TITLE": "help.options",
    "COMMANDS_PANEL_TITLE": "help.commands",
    "REQUIRED_LONG_STRING": "help.required",
    "DEFAULT_STRING": "help.default",
}
"""What typer.rich_utils has as its fixed strings, and has no parameter for."""


class App(typer.Typer):
    """As typer's own; what typer writes into a help by itself is in `words`."""

    def __init__(self, words: Words, help_key: str, **settings: Any) -> None:
        self._words = words
        self._metavar = f"[{words('help.metavar.options')}]"
        super().__init__(
            help=words(help_key),
            cls=_spoken(TyperGroup, words),
            options_metavar=self._metavar,
            subcommand_metavar=words("help.metavar.command"),
            add_completion=False,
            **settings,
        )

    def command(self, name: str | None = None, **settings: Any) -> Callable[[F], F]:
        kind = _spoken(TyperCommand, self._words)
        return super().command(name, cls=kind, options_metavar=self._metavar, **settings)


class _Spoken:
    """Goes before typer's own class."""

    words: Words

    def format_help(self, context: Any, formatter: Any) -> None:
        from typer import rich_utils

        for name, key in _HEADINGS.items():
            getattr(rich_utils, name)  # where typer calls it otherwise one day, the help must not turn English unseen
            setattr(rich_utils, name, self.words.template(key))
        super().format_help(context, formatter)  # type: ignore[misc]

    def format_usage(self, context: Any, formatter: Any) -> None:
        pieces = " ".join(self.collect_usage_pieces(context))  # type: ignore[attr-defined]
        formatter.write_usage(context.command_path, pieces, prefix=f"{self.words('help.usage')}: ")

    def get_help_option(self, context: Any) -> Any:
        option = super().get_help_option(context)  # type: ignore[misc]
        if option is not None:
            option.help = self.words("help.help")
        return option

    def parse_args(self, context: Any, args: list[str]) -> list[str]:
        taken = [name for name in _ANYWHERE if any(name in one.opts for one in self.params)]  # type: ignore[attr-defined]
        found: list[str] = super().parse_args(context, _moved_to_front(args, taken))  # type: ignore[misc]
        return found


def _spoken(kind: type[K], words: Words) -> type[K]:
    return type(f"Spoken{kind.__name__}", (_Spoken, kind), {"words": words})


def _moved_to_front(args: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return the arguments with descriptors before everything else: a group takes its options only there."""
    rest = list(args)
    moved: list[str] = []
    end = rest.index("--") if "--" in rest else len(rest)
    for place in range(end - 1, -1, -1):
        if rest[place] in names:
            moved[:0] = rest[place : place + 2]
            del rest[place : place + 2]
        elif rest[place].startswith(tuple(f"{name}=" for name in names)):
            moved.insert(0, rest.pop(place))
    return moved + rest

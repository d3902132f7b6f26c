"""The manual pages, in English and Dutch, from what the command line says of itself."""

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from installers.plan import Plan
from progrez_desktop.app import (
    open_kiosk,
    open_operator_desk,
    open_rating_desk,
    open_registry_desk,
    perform_demo,
    system_parts,
)
from progrez_desktop.cli.frame import build_cli
from progrez_desktop.cli.rate import RatingTools
from progrez_desktop.cli.windows import StaffWindows
from progrez_desktop.core.words import Words

_SAID = {
    "en": {
        "name": "offline assessment of soft skills",
        "name_head": "NAME",
        "synopsis": "SYNOPSIS",
        "description": "DESCRIPTION",
        "options": "OPTIONS",
        "commands": "COMMANDS",
        "status": "EXIT STATUS",
        "files": "FILES",
        "statuses": "0 done; 1 something in the data; 2 the request makes no sense; 3 locked; 4 something about this "
        "machine, or a part of the program that is missing or damaged.",
        "data": "The encrypted data, unless \\-\\-data\\-dir names another folder.",
        "state": "Random numbers of accounts that were deleted.",
    },
    "nl": {
        "name": "offline assessment van soft skills",
        "name_head": "NAAM",
        "synopsis": "GEBRUIK",
        "description": "BESCHRIJVING",
        "options": "OPTIES",
        "commands": "OPDRACHTEN",
        "status": "AFSLUITCODE",
        "files": "BESTANDEN",
        "statuses": "0 gedaan; 1 iets in de gegevens; 2 de opdracht klopt niet; 3 vergrendeld; 4 iets met deze "
        "computer, of een onderdeel van het programma dat ontbreekt of is beschadigd.",
        "data": "De versleutelde gegevens, tenzij \\-\\-data\\-dir een andere map noemt.",
        "state": "Willekeurige nummers van accounts die zijn verwijderd.",
    },
}


def write(plan: Plan, folder: Path) -> None:
    """Write man1/progrez.1.gz and nl/man1/progrez.1.gz."""
    for language, beneath in (("en", "man1"), ("nl", "nl/man1")):
        place = folder / beneath / "progrez.1.gz"
        place.parent.mkdir(parents=True, exist_ok=True)
        # Without name and time of the file, and as small as it gets: Debian asks for both.
        place.write_bytes(gzip.compress(page(language, plan).encode(), 9, mtime=0))


def page(language: str, plan: Plan) -> str:
    """Return the manual page in roff."""
    words, said = Words(language), _SAID[language]
    tools = RatingTools(system_parts, open_rating_desk)
    windows = StaffWindows(open_operator_desk, open_registry_desk, open_kiosk)
    app = build_cli(words, Path("~/.local/share/progrez"), lambda _: 0, perform_demo, tools, windows)
    command = typer.main.get_command(app)
    day = f"{datetime.fromtimestamp(plan.epoch, UTC):%Y-%m-%d}"
    lines = [
        f'.TH PROGREZ 1 "{day}" "Progrez {plan.version}"',
        f".SH {said['name_head']}\nprogrez \\- {said['name']}",
        f".SH {said['synopsis']}\n.B progrez\n[\\fI{_roff(words('help.metavar.options'))}\\fR]"
        f" [\\fI{_roff(words('help.metavar.command'))}\\fR]",
        f".SH {said['description']}\n{_roff(command.help or '')}",
        f".SH {said['options']}",
        *_options(command),
        f".SH {said['commands']}",
        *_commands(command, "progrez"),
        f".SH {said['status']}\n{_roff(said['statuses'])}",
        f".SH {said['files']}\n.TP\n.I ~/.local/share/progrez\n{said['data']}",
        f".TP\n.I ~/.local/share/progrez\\-state\n{said['state']}",
    ]
    return "\n".join(lines) + "\n"


def _commands(group: Any, called: str) -> Iterator[str]:
    for name, command in sorted(getattr(group, "commands", {}).items()):
        arguments = " ".join(_value(one) for one in command.params if _is_argument(one))
        yield f".SS {_roff(f'{called} {name}')} {arguments}".rstrip()
        yield _roff(" ".join((command.help or "").split()))
        yield from _options(command)
        yield from _commands(command, f"{called} {name}")


def _options(command: Any) -> Iterator[str]:
    for one in command.params:
        if _is_argument(one) or one.hidden:
            continue
        value = "" if one.is_flag else f" \\fI{_value(one)}\\fR"
        yield f".TP\n.B {_roff(', '.join(one.opts))}{value}\n{_roff(' '.join((one.help or '').split()))}"


def _is_argument(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "argument")


def _value(parameter: Any) -> str:
    return _roff(parameter.metavar or parameter.name.upper().replace("_", "-"))


def _roff(text: str) -> str:
    """Return text as roff takes it: no line begins with a sign of its own, hyphens that can be copied."""
    safe = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{safe}" if safe.startswith((".", "'")) else safe

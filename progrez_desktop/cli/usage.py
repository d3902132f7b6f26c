"""What is wrong with a command line, in the language of the session: typer itself says it in English alone."""

import re

import typer

from progrez_desktop.core.words import Words

_SAID = (
    (r"No such command ['\"](?P<name>.*?)['\"]\.(?: Did you mean (?P<meant>.*)\?)?", "no_command"),
    (r"No such option: (?P<name>\S+)(?: \(Possible options: (?P<meant>.*)\))?", "no_option"),
    (r"Missing option '(?P<name>.*)'\.", "missing_option"),
    (r"Missing argument '(?P<name>.*)'\.", "missing_argument"),
    (r"Option '(?P<name>.*)' requires an argument\.", "option_without_value"),
    (r"Option '(?P<name>.*)' does not take a value\.", "option_takes_no_value"),
    (r"Got unexpected extra argument\(s\) \((?P<name>.*)\)", "too_much"),
    (r"Invalid value for '(?P<name>.*)': Input should be a valid integer.*", "not_a_number"),
    (r"Invalid value for '(?P<name>.*?)': .*'(?P<given>.*?)' is not one of (?P<meant>.*)\.", "not_one_of"),
    (r"Missing command\.", "missing_command"),
)
"""typer's sentences that these commands can bring forth, and what they are here. A test asks for each."""


def usage_sentence(mistake: typer.TyperException, words: Words) -> str:
    """Return what is wrong and where to look; a sentence of typer's that nobody has met yet stays as it is."""
    said = mistake.format_message()
    context = getattr(mistake, "ctx", None)
    where = words("usage.help", command=context.command_path if context else "progrez")
    if not said:  # a group without a command: its help was shown
        return f"{words('usage.missing_command')} {where}"
    for pattern, key in _SAID:
        if found := re.fullmatch(pattern, said, re.DOTALL):
            # typer has taken out what would steer a terminal; its own quotes go as well.
            parts = {part: text.replace("'", "") for part, text in found.groupdict().items() if text}
            perhaps = [words("usage.meant", names=parts["meant"])] if "meant" in parts and key.startswith("no_") else []
            return " ".join([words(f"usage.{key}", **({"name": ""} | parts)), *perhaps, where])
    return f"{said} {where}"

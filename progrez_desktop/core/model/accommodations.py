"""What makes a sitting possible or lighter for somebody: set once, kept in their safe, and told to nobody."""

from dataclasses import dataclass

EXTRA_TIMES: tuple[int, ...] = (0, 10, 25, 50, 100)
"""Percent of a time limit."""
BREAKS: tuple[int, ...] = (0, 15, 30, 45)
"""After so many minutes a break is offered; 0 offers none."""


@dataclass(frozen=True)
class Accommodations:
    """Never why somebody has one: nobody is asked, and there is no field for it."""

    extra_time_percent: int = 0
    extra_time_from: str = ""
    """Id of the organisation whose invigilator gave the extra time; empty where the person took it."""
    break_every_min: int = 0
    text_percent: int = 0
    """0: as it is set on each computer."""
    calm: bool = False
    """One thing at a time, more room between, nothing that moves or counts."""
    read_aloud: bool = False
    no_times: bool = False
    """How long answers took says nothing about this person and is looked at nowhere."""
    hide_time: bool = False
    """The minutes that a time limit leaves are not shown; they are announced all the same."""
    questions_in: str = ""
    """The language of the questions and their answers; empty: that of the window, also when it changes."""


NONE = Accommodations()

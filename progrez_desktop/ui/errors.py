"""Turns a failure into a sentence: the one place that does."""

import logging

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.words import Words

_log = logging.getLogger("progrez.ui")


def sentence_of(failure: Exception, words: Words) -> str:
    """Return what to tell the person. A mistake of ours is logged by its kind alone and told as one."""
    if isinstance(failure, Fault):
        return words.of_fault(failure)
    _log.error("unexpected %s", type(failure).__name__)
    return words("error.unexpected", kind=type(failure).__name__)

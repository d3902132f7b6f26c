"""The voice of this computer: speech-dispatcher on Linux, `say` on macOS, SAPI on Windows. Nothing of it is kept.

What is read goes through a socket or a pipe and never into an argument list, which every user of a computer may see.
"""

import sys

from progrez_desktop.core.ports import Voice


def system_voice() -> Voice:
    """Return the voice that this system has; whether it can speak is told when it is asked to."""
    if sys.platform == "darwin":
        from progrez_desktop.core.voice.piped import say

        return say()
    if sys.platform == "win32":
        from progrez_desktop.core.voice.piped import sapi

        return sapi()
    from progrez_desktop.core.voice.dispatcher import DispatcherVoice

    return DispatcherVoice()

"""What can go wrong for whoever runs the server, each in a sentence that says what to do."""

DATA, USAGE, LOCKED, MACHINE = 1, 2, 3, 4
"""Exit statuses, as the desktop's commands have them."""


class ServerFault(Exception):  # noqa: N818 - the world's failures are no errors of ours
    """A failure of the world around the server.

    Args:
        sentence: For a terminal; holds no secret.
    """

    def __init__(self, sentence: str, exit_status: int = MACHINE) -> None:
        super().__init__(sentence)
        self.exit_status = exit_status

"""What can go wrong for whoever runs the server, each in a sentence that says what to do."""


class ServerFault(Exception):  # noqa: N818 - the world's failures are no errors of ours
    """A failure of the world around the server.

    Args:
        sentence: For a terminal; holds no secret.
        exit_status: 1 data, 2 the request itself, 3 locked, 4 this machine: as the desktop's commands.
    """

    def __init__(self, sentence: str, exit_status: int = 4) -> None:
        super().__init__(sentence)
        self.exit_status = exit_status

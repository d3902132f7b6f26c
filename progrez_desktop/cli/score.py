"""`progrez score`: closed answers become profiles, line by line."""

from pathlib import Path
from typing import Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.streams import line_writer, reading, tell_line_faults, writing
from progrez_desktop.core.words import Words


def add(app: typer.Typer, words: Words) -> None:
    @app.command(help=words("cli.score.help"))
    def score(
        source: Annotated[Path, options.lines(words)],
        out: Annotated[Path | None, options.out(words)] = None,
        extended: Annotated[bool, typer.Option("--extended", help=words("cli.score.extended"))] = False,
    ) -> None:
        from progrez_desktop.core.packs.shipped import shipped
        from progrez_desktop.core.services.score_file import score_lines
        from progrez_desktop.scoring import scales
        from progrez_desktop.scoring.bank import Bank
        from progrez_desktop.scoring.scorer import Scorer

        bank = shipped().bank()
        scorer = Scorer(scales.with_longer(bank) if extended else Bank.from_bytes(bank))
        longer = {item.id for scale in Bank.from_bytes(bank, "extended").skills.values() for item in scale.items}
        tell = tell_line_faults(source, words)
        with reading(source, words("cli.score.working")) as lines, writing(out, source) as sink:
            summary = score_lines(lines, scorer, line_writer(sink), tell, lambda _read: None, longer)
        raise typer.Exit(summary.exit_status)

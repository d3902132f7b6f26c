"""`progrez report`: a saved result becomes the report for a person, in PDF."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.streams import reading, telling_file_faults, writing
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.words import LANGUAGES, Words


def add(app: typer.Typer, words: Words) -> None:
    @app.command(help=words("cli.report.help"))
    def report(
        source: Annotated[Path, typer.Argument(metavar="RECORD.json", help=words("cli.report.source"))],
        out: Annotated[Path, typer.Option("--out", "-o", metavar="REPORT.pdf", help=words("cli.report.out"))],
        language: Annotated[str | None, typer.Option(metavar="en|nl", help=words("cli.report.language"))] = None,
        name: Annotated[str, typer.Option(metavar="NAME", help=words("cli.report.name"))] = "",
        pack: Annotated[Path | None, options.pack(words)] = None,
    ) -> None:
        from progrez_desktop.core.documents.report_pdf import missing_in_report, render_report
        from progrez_desktop.core.json_document import MAX_BYTES
        from progrez_desktop.core.packs.shipped import shipped
        from progrez_desktop.core.services import rescoring
        from progrez_desktop.core.services.reporting import report_in

        if language is not None and language not in LANGUAGES:
            raise UsageFault("language_unknown", language=shown(language))
        spoken = Words(language) if language else words
        with reading(source) as file, telling_file_faults(source, words):
            content = file.read(MAX_BYTES + 1)
            assessment = rescoring.assessment_in(pack) if pack else None
            document = report_in(content, shipped(), spoken, date.today(), name, assessment)
            is_checked = rescoring.follows(content, shipped(), assessment)
        pdf = render_report(document, spoken)
        with writing(out, source) as file:
            file.write(pdf)
        if not is_checked:
            print(words("cli.rescore.not_checked"), file=sys.stderr)
        if missing := missing_in_report(document):
            codes = ", ".join(f"U+{ord(sign):04X}" for sign in missing)
            print(words("cli.cv.not_drawable", codes=codes), file=sys.stderr)

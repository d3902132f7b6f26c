"""How long a CV or a report takes and how large it is, beside plain reportlab setting the same text, one font.

    python -m benchmarks.cv

Warm figures are medians of many renderings; the first one, with imports and fonts, is taken in a process of its own.
"""

import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from progrez_desktop.core.model.profile import Profile

CV_MS, REPORT_MS = 100, 200
SIZE_BUDGET_KB = 200
ROUNDS = 40
EXAMPLE = Path(__file__).resolve().parent.parent / "resources" / "contracts" / "examples" / "cv-profile.en.json"


def render(entries: int, template: str = "modern", device: int = 0) -> bytes:
    """The CV of the contract's example; with `entries`, a working life of that many jobs instead of its own.

    Args:
        device: With one, the CV has its check code and is signed, as each that is saved.
    """
    from progrez_desktop.core.cv import parse_profile_json
    from progrez_desktop.core.documents.cv_pdf import Seal, draw_cv
    from progrez_desktop.core.model.cv import TEMPLATES, CvEntry, CvLook, CvSection
    from progrez_desktop.core.words import Words

    document = parse_profile_json(EXAMPLE.read_bytes())
    if entries:
        text = "Kept the water where it belongs, with people who know how, and wrote down what was learnt. " * 2
        jobs = tuple(CvEntry(f"Position {n}", f"Employer {n}", f"{1985 + n}", text) for n in range(entries))
        document = replace(document, sections=(CvSection("work", jobs),))
    look = CvLook(next(one for one in TEMPLATES if one == template))
    if not device:
        return draw_cv(document, Words("en"), look).pdf
    from progrez_desktop.core.documents.signing import signed
    from progrez_desktop.core.keys.signing_key import SigningKey

    signer = SigningKey(device)
    return signed(draw_cv(document, Words("en"), look, Seal(signer, "measured")).pdf, signer)


def report() -> bytes:
    """The report on the invented visitor's result, from the profile and the bank to the last page."""
    from datetime import date

    from progrez_desktop.core.documents.report_pdf import render_report
    from progrez_desktop.core.packs.shipped import shipped
    from progrez_desktop.core.services.reporting import report_of
    from progrez_desktop.core.words import Words

    files, words = shipped(), Words("en")
    made = report_of(_visitor(), files.assessment(), files.bank(), words, date(2026, 11, 23), name="Sanne de Vries")
    return render_report(made, words)


@cache
def _visitor() -> "Profile":
    from progrez_desktop.core.attempt import fixed_route
    from progrez_desktop.core.given import given_in
    from progrez_desktop.core.model.attempt import Response
    from progrez_desktop.core.packs.shipped import shipped
    from progrez_desktop.core.services import demonstration as invented
    from progrez_desktop.core.services.measuring import Instruments, Naming, profile_of
    from progrez_desktop.scoring.bank import Bank
    from progrez_desktop.scoring.scorer import Scorer

    files = shipped()
    assessment = files.assessment()
    answers = invented.answers_of_form(files, "fixed", "en")
    responses = {item: Response(item, 1, "en", value, 0) for item, value in answers.items()}
    tools = Instruments.over(assessment, Scorer(Bank.from_bytes(files.bank())), files)
    given = given_in(fixed_route(assessment), responses, {})
    return profile_of(given, tools, Naming("result", "attempt", 1_795_424_400_000, "progrez"))


def reference(lines: list[str]) -> bytes:
    """Plain reportlab: the same lines, one font, no layout."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from progrez_desktop.core.resources import font_path

    if "Reference" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Reference", str(font_path("Regular"))))
    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=1)
    for start in range(0, len(lines), 56):
        canvas.setFont("Reference", 9.75)
        for number, line in enumerate(lines[start : start + 56]):
            canvas.drawString(30, 800 - 13.65 * number, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def median_ms(job: Callable[[], object]) -> float:
    job()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        job()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def first_ms(statement: str) -> float:
    program = f"import time; s = time.perf_counter(); {statement}; print((time.perf_counter() - s) * 1000)"
    command = [sys.executable, "-c", program]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(5)]
    return statistics.median(float(run.stdout) for run in runs)


def text_lines(pdf: bytes) -> list[str]:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).splitlines()


def row(name: str, warm: float, first: float, pdf: bytes, lines: list[str]) -> str:
    return f"{name:32}{warm:10.1f}{first:10.0f}{len(pdf) / 1000:8.1f}{len(lines):8}"


PAPERS: tuple[tuple[str, str, Callable[[], bytes], int], ...] = (
    ("typical CV", "render(0, 'modern')", partial(render, 0, "modern"), CV_MS),
    ("the same, signed", "render(0, 'modern', 7)", partial(render, 0, "modern", 7), CV_MS),
    ("CV with 40 jobs", "render(40, 'modern')", partial(render, 40, "modern"), CV_MS),
    ("the same, classic", "render(40, 'classic')", partial(render, 40, "classic"), CV_MS),
    ("the same, compact", "render(40, 'compact')", partial(render, 40, "compact"), CV_MS),
    ("compact, signed", "render(40, 'compact', 7)", partial(render, 40, "compact", 7), CV_MS),
    ("report of six pages", "report()", report, REPORT_MS),
)
"""Name, how it is called in a process of its own, what draws it, and its budget when warm."""


def main() -> int:
    print(f"{'':32}{'warm ms':>10}{'first ms':>10}{'kB':>8}{'lines':>8}")
    within = True
    for name, call, draw, budget in PAPERS:
        pdf = draw()
        lines = text_lines(pdf)
        warm = median_ms(draw)
        first = first_ms(f"from benchmarks.cv import {call.partition('(')[0]}; {call}")
        print(row(name, warm, first, pdf, lines))
        plain_first = first_ms(f"from benchmarks.cv import reference; reference({lines!r})")
        plain_warm = median_ms(partial(reference, lines))
        print(row("  plain reportlab, same text", plain_warm, plain_first, reference(lines), lines))
        within = within and warm < budget and len(pdf) < SIZE_BUDGET_KB * 1000
    budgets = f"{CV_MS} ms warm, a report {REPORT_MS} ms, {SIZE_BUDGET_KB} kB"
    print(f"budget: {budgets}: {'kept' if within else 'BROKEN'}")
    return 0 if within else 1


if __name__ == "__main__":
    raise SystemExit(main())

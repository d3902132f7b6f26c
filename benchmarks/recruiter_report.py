"""How long 100 reports on candidates take, from the registry to the saved file, beside bare reportlab pages.

    python -m benchmarks.recruiter_report

Each candidate has scores of their own; each report is written down, told, drawn and saved. The reference, in the same
run: as many files of as many pages with the same words, set by reportlab in one font, with nothing around it.
"""

import io
import random
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.peak import peak_mb

PEOPLE = 100
BUDGET_S = 15.0


def people(count: int) -> list[dict[str, Any]]:
    """Return invented profiles, the same each time."""
    from progrez_desktop.core.packs.shipped import shipped
    from tests.core.services.recruiting import desk_house

    chance, skills = random.Random(7), shipped().assessment().skills  # noqa: S311 - invented people
    norm = {"norm_id": "web-volunteers-en-2026.2/ipip50_big5", "norm_n": 14_400}
    return [
        desk_house.content(
            [
                desk_house.score(skill.id, min(9.9, max(1.1, chance.gauss(5.5, 2))), chance.uniform(0.6, 1.4), **norm)
                for skill in skills
            ]
        )
        for _ in range(count)
    ]


def reports(place: Path) -> tuple[list[tuple[float, float]], list[bytes]]:
    """Hand out a report on each; return the seconds of each by the clock and of a processor, and the files."""
    from progrez_desktop.core.packs.shipped import shipped
    from progrez_desktop.core.services.recruiting import report
    from progrez_desktop.core.services.recruiting.reader import name_reader
    from progrez_desktop.core.words import Words
    from tests.core.services.recruiting import desk_house
    from tests.core.services.recruiting.role_house import locked_role
    from tests.core.services.registry_house import new_house
    from tests.ui.gallery_candidate import role_of

    house, skills = new_house(place / "registry"), shipped().assessment().skills
    name_reader(house.deps, "Noor van der Berg")
    locked_role(house.deps, role_of().wants, name="Hydrologist", experts=("Noor", "Bram"))
    sealed = desk_house.release(house, people(PEOPLE))
    taken, files = [], []
    for number, one in enumerate(sealed):
        file = place / f"{number}.pdf"
        begun, worked = time.perf_counter(), time.process_time()
        report.hand_out(house.deps, one.release_id, skills, Words("en" if number % 2 else "nl"), _saving(file))
        taken.append((time.perf_counter() - begun, time.process_time() - worked))
        files.append(file.read_bytes())
    house.opened.close()
    return taken, files


def _saving(file: Path) -> Any:
    from progrez_desktop.core.documents.writing import save_whole

    return lambda data: save_whole(file, data)


def pages_of(pdf: bytes) -> list[str]:
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def bare(pages: list[str]) -> bytes:
    """The same words on as many pages, set by reportlab alone."""
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=1)
    for page in pages:
        text = canvas.beginText(40, 800)
        text.setFont("Helvetica", 7)
        for line in page.splitlines():
            text.textLine(line)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def main() -> int:
    with TemporaryDirectory() as folder:
        taken, files = reports(Path(folder))
    told = [pages_of(pdf) for pdf in files]
    begun = time.process_time()
    for pages in told:
        bare(pages)
    reference = time.process_time() - begun
    counts, works = sorted(map(len, told)), [worked for _, worked in taken]
    whole, middle = sum(works), sorted(works)[len(works) // 2]
    print(f"{PEOPLE} reports: {whole:.2f} s of one processor, {sum(clock for clock, _ in taken):.2f} s by the clock")
    print(f"of them the first {works[0] * 1000:.0f} ms, the median {middle * 1000:.0f} ms")
    print(f"pages: {counts[0]} to {counts[-1]}; {sum(map(len, files)) / len(files) / 1000:.1f} kB each")
    print(f"bare reportlab, same words and pages: {reference:.2f} s of one processor")
    print(f"peak memory: {peak_mb():.0f} MB")
    print(f"budget: {BUDGET_S:.0f} s of one processor: {'kept' if whole < BUDGET_S else 'BROKEN'}")
    return 0 if whole < BUDGET_S else 1


if __name__ == "__main__":
    raise SystemExit(main())

"""How soon the page of the CV follows a choice, and how soon the pages around it are there, in the real window.

    python -m benchmarks.cv_page

From the press of a control or a key to the new page of the CV on screen: medians and the slowest of many changes, for a
person with a filled CV in each template. Beside it the drawing of that CV alone, in the same process.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from progrez_desktop.ui.pages.cv import CvPage
    from progrez_desktop.ui.startup import Desk

PREVIEW_MS, PAGE_MS = 300, 100
ROUNDS = 30
JOBS = 12


@contextmanager
def signed_in() -> Iterator["Desk"]:
    """The window with an invented person signed in who has a result and a working life."""
    from progrez_desktop.app import system_parts
    from progrez_desktop.core.services import accounts, opening, own_cv, results, sittings
    from progrez_desktop.core.services import demonstration as invented
    from progrez_desktop.ui.demonstration import wait_until
    from progrez_desktop.ui.startup import open_desk

    with tempfile.TemporaryDirectory() as folder:
        parts = replace(system_parts(Path(folder)), in_memory=True)
        desk = open_desk(lambda unlock: opening.open_storage(parts, unlock), None, "en")
        desk.window.show()
        wait_until(lambda: desk.journey.opened is not None, "the storage")
        deps = desk.journey.deps
        session = accounts.create(deps, invented.PERSON, invented.PASSWORD).session
        attempt = sittings.begin(deps, session, computer_reading=False).attempt
        now = deps.clock.now_ms()
        for item, value in invented.answers_of_form(deps.shipped, "fixed", "en").items():
            session.safe.save_response(attempt.id, item, "en", value, position=0, active_ms=0, at_ms=now)
        profile = results.finish(deps, session, attempt.id)
        own_cv.keep_details(deps, session, working_life())
        desk.journey.enter(session)
        desk.journey.course.show_profile(profile)
        yield desk
        desk.close()


def working_life() -> Any:
    from progrez_desktop.core.model.details import Entry, MyDetails

    text = "Kept the water where it belongs, with people who know how, and wrote down what was learnt."
    jobs = tuple(Entry(f"Position {n}", f"Employer {n}", f"{1985 + n}", text=text) for n in range(JOBS))
    schools = tuple(Entry(f"Course {n}", "School", f"{1980 + n}") for n in range(4))
    return MyDetails({}, {"work": jobs, "education": schools, "languages": (Entry("Dutch", level="first language"),)})


def page_of(desk: "Desk", kind: type[Any]) -> Any:
    from progrez_desktop.ui.demonstration import wait_until

    wait_until(lambda: isinstance(desk.window.page, kind), kind.__name__)
    return desk.window.page


def followed_ms(desk: "Desk", page: "CvPage", act: Callable[[], object]) -> float:
    """Do something on the page of the CV; return milliseconds until the new page is painted."""
    shown = page.preview._pages[0].pixmap().cacheKey()
    begun = time.perf_counter()
    act()
    while page.preview._pages[0].pixmap().cacheKey() == shown:
        desk.app.processEvents()
    page.preview.repaint()
    return (time.perf_counter() - begun) * 1000


def changes(page: "CvPage") -> list[Callable[[], object]]:
    from PySide6.QtTest import QTest

    skill = next(iter(page.skills.values()))
    return [skill.click, page.numbers.click, page.blind.click, lambda: QTest.keyClicks(page.sentences, "w")]


def preview_rows(desk: "Desk", page: "CvPage") -> Iterator[tuple[str, list[float], float]]:
    from progrez_desktop.core.model.cv import TEMPLATES
    from progrez_desktop.core.services import own_cv, papers, results

    deps, session = desk.journey.deps, desk.journey.signed_in()
    profile, details = results.latest(deps, session), own_cv.own_cv(session).details
    assert profile is not None
    for number, template in enumerate(TEMPLATES):
        if page.templates.current != number:
            followed_ms(desk, page, page.templates.tabs[number].click)
        taken = [followed_ms(desk, page, act) for _ in range(ROUNDS // 4) for act in changes(page)]
        alone = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            papers.cv(deps, session, profile, page.choices, details, desk.context.words)
            alone.append((time.perf_counter() - begun) * 1000)
        yield template, taken, statistics.median(alone)


def opened_ms(desk: "Desk", press: Callable[[], object], kind: type[Any]) -> float:
    begun = time.perf_counter()
    press()
    while not isinstance(desk.window.page, kind):
        desk.app.processEvents()
    desk.window.repaint()
    return (time.perf_counter() - begun) * 1000


def opened_list_ms(desk: "Desk", entries: Any) -> float:
    begun = time.perf_counter()
    entries.open()
    desk.app.processEvents()
    desk.window.repaint()
    return (time.perf_counter() - begun) * 1000


def main() -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from progrez_desktop.ui.demonstration import wait_until
    from progrez_desktop.ui.pages.cv import CvPage
    from progrez_desktop.ui.pages.details import DetailsPage
    from progrez_desktop.ui.pages.profile import ProfilePage

    kept = True
    with signed_in() as desk:
        page_of(desk, ProfilePage).make_cv.emit()
        page = page_of(desk, CvPage)
        wait_until(page.save_button.isEnabled, "the preview")
        print(f"{'the CV follows a choice':32}{'median ms':>12}{'slowest ms':>12}{'drawing ms':>12}")
        for template, taken, alone in preview_rows(desk, page):
            print(f"{'  ' + template:32}{statistics.median(taken):12.0f}{max(taken):12.0f}{alone:12.0f}")
            kept = kept and statistics.median(taken) < PREVIEW_MS
        print(f"{'a page is there':32}{'median ms':>12}{'slowest ms':>12}")
        to_details, to_cv, opened = [], [], []
        for _ in range(10):
            to_details.append(opened_ms(desk, page_of(desk, CvPage).edit_details.emit, DetailsPage))
            jobs = page_of(desk, DetailsPage).lists["work"]
            opened.append(opened_list_ms(desk, jobs))
            to_cv.append(opened_ms(desk, page_of(desk, DetailsPage).back.emit, CvPage))
        for name, times in (
            ("  my details, 17 entries", to_details),
            ("  the CV", to_cv),
            ("12 jobs in my details opened", opened),
        ):
            print(f"{name:32}{statistics.median(times):12.0f}{max(times):12.0f}")
            kept = kept and (times is opened or statistics.median(times) < PAGE_MS)
    print(f"budget: {PREVIEW_MS} ms for the CV, {PAGE_MS} ms for a page: {'kept' if kept else 'BROKEN'}")
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())

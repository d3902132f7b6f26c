"""Nothing goes out and nothing stays behind: no socket, and no file but those that were asked for."""

import json
from pathlib import Path

import pytest

from tests.journeys.sealed import ENDED_BY_THE_SEAL, REPO, Surroundings, can_seal
from tests.scoring.text.made import ANSWER

pytestmark = pytest.mark.skipif(not can_seal(), reason="NOT RUN: this system takes no filter that refuses a socket")

PROGRAM = "import sys; from progrez_desktop.app import main; raise SystemExit(main(sys.argv[1:]))"
ASKED_FOR = "here/asked for"


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    return Surroundings(tmp_path)


def progrez(around: Surroundings, *arguments: str) -> None:
    done = around.run(PROGRAM, *arguments)
    assert done.returncode != ENDED_BY_THE_SEAL, "something asked for a socket"
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket()",
        "import ctypes; ctypes.CDLL(None).socket(2, 2, 0)",
        "import ctypes, threading; t = threading.Thread(target=lambda: ctypes.CDLL(None).getaddrinfo(b'a.b', b'1', "
        "None, ctypes.byref(ctypes.c_void_p()))); t.start(); t.join()",
    ],
)
def test_the_seal_holds(around: Surroundings, code: str) -> None:
    assert around.run("print('sealed')").stdout == "sealed\n"
    assert around.run(code).returncode == ENDED_BY_THE_SEAL


def test_the_whole_journey_leaves_what_was_asked_for_and_opens_no_socket(around: Surroundings) -> None:
    progrez(around, "demo", "--out", "asked for")
    left = around.files()
    assert {f"{ASKED_FOR}/cv.pdf", f"{ASKED_FOR}/profile.png", f"{ASKED_FOR}/screens/05b-reading.png"} <= left
    assert not [name for name in left if not name.startswith(ASKED_FOR)]


def test_commands_leave_what_was_asked_for_and_open_no_socket(
    around: Surroundings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = json.dumps({"id": "a1", "prompt": "disagreement", "text": ANSWER})
    person = json.dumps({"id": "p1", "responses": {"ipip50_big5/E1": 4}})
    profile = REPO / "resources" / "contracts" / "examples" / "cv-profile.nl.json"
    given = tmp_path_factory.mktemp("given")
    (given / "texts.jsonl").write_text(text + "\n", "utf-8")
    (given / "people.jsonl").write_text(person + "\n", "utf-8")
    progrez(around, "analyse", str(given / "texts.jsonl"), "-o", "asked for.texts")
    progrez(around, "score", str(given / "people.jsonl"), "-o", "asked for.people")
    progrez(around, "cv", str(profile), "-o", "asked for.pdf", "--unsigned")
    assert around.files() == {f"{ASKED_FOR}.{kind}" for kind in ("texts", "people", "pdf")}


def test_a_model_that_stays_open_for_a_while_reports_nothing(around: Surroundings) -> None:
    # onnxruntime, left to itself, looks up its collector nine seconds after it was loaded.
    loads = "from tests.scoring.text.shipped_reader import shipped_reader; shipped_reader();"
    done = around.run(f"import time; {loads} time.sleep(12)")
    assert done.returncode == 0, done.stderr
    assert around.files() == set()


def test_the_dialog_for_a_file_remembers_no_folder(around: Surroundings) -> None:
    saves = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from progrez_desktop.ui.files import ask_in_dialog

app = QApplication([])
window = QWidget()
window.show()
QTimer.singleShot(200, lambda: QApplication.activeModalWidget().accept())
print(ask_in_dialog(window)("CV", "cv.pdf"))
"""
    done = around.run(saves)
    assert done.stdout.strip().endswith("cv.pdf"), done.stderr
    assert around.files() == set()


def test_what_counters_begin_with_is_drawn_without_a_socket_or_a_file(around: Surroundings) -> None:
    drawn = "from progrez_desktop.core.noise import OpenDpNoise; noise = OpenDpNoise();"
    done = around.run(f"{drawn} print(len(noise.draw(4.0, 100)), noise.epsilon(4.0, 12) >= 3.0)")
    assert (done.returncode, done.stdout) == (0, "100 True\n"), done.stderr
    assert around.files() == set()


LOOK_UP = """
import sys
from pathlib import Path
from tests.journeys.driving import desk_over, fill, make_account, on_screen, parts_of, sign_in, storage, to_sign_in
from progrez_desktop.core.services import accounts, results, sittings
from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.pages.details import DetailsPage
from progrez_desktop.ui.pages.github_ask import GithubAskPage
from progrez_desktop.ui.pages.profile import ProfilePage
from tests.journeys.driving import ANNA, PASSWORD

parts = parts_of(Path("asked for"))
make_account(parts)
with storage(parts) as opened:
    session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
    results.finish(opened.deps, session, sittings.begin(opened.deps, session).attempt.id)
    accounts.sign_out(session)
with desk_over(parts) as desk:
    to_sign_in(desk)
    sign_in(desk)
    press(on_screen(desk, ProfilePage).details_button)
    press(on_screen(desk, DetailsPage).public_work.open_button)
    page = on_screen(desk, GithubAskPage)
    fill(page.name.edit, "ada-example")
    press(page.agree)
    print("ready", flush=True)
    if "ask" in sys.argv:
        press(page.ask_button)
        wait_until(lambda: not page.is_busy, "an answer")
    press(page.back_button)
    on_screen(desk, DetailsPage)
    print("back", flush=True)
"""


def test_looking_up_projects_opens_no_socket_until_its_button_is_pressed(around: Surroundings) -> None:
    done = around.run(LOOK_UP)
    assert (done.returncode, done.stdout) == (0, "ready\nback\n"), done.stderr
    assert not [name for name in around.files() if not name.startswith(ASKED_FOR)]


def test_the_button_that_asks_github_is_what_opens_one(around: Surroundings) -> None:
    done = around.run(LOOK_UP, "ask")
    assert (done.returncode, done.stdout) == (ENDED_BY_THE_SEAL, "ready\n"), done.stderr


def test_a_provider_that_is_offered_is_not_asked_before_it_is_pressed(around: Surroundings) -> None:
    shown = """
from pathlib import Path
from progrez_desktop.core.services import provider_settings
from progrez_desktop.ui.demonstration import wait_until
from tests.journeys.driving import desk_over, parts_of, storage, to_sign_in

parts = parts_of(Path("data"))
with storage(parts) as opened:
    for kind in ("google", "github"):
        provider_settings.add(opened.deps, provider_settings.prepared(kind, "id"))
with desk_over(parts) as desk:
    page = to_sign_in(desk)
    wait_until(lambda: page.providers.isVisible(), "the providers")
    print(*page.providers.buttons)
"""
    done = around.run(shown)
    assert (done.returncode, done.stdout) == (0, "google github\n"), done.stderr

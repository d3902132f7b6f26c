"""The house keeps its own rules: directions and weight of imports, size of files, names of places, texts for all."""

import ast
import json
import re
import shutil
import string
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from progrez_desktop.core.words import FILES, STAFF_FILES

REPO = Path(__file__).resolve().parent.parent
PRODUCT = REPO / "progrez_desktop"
LANGUAGES = ("en", "nl")
HEAVY = {
    *("PySide6", "shiboken6", "ortools", "sqlcipher3", "reportlab", "onnxruntime", "keyring", "cryptography", "argon2"),
    *("babel", "jsonschema_rs", "numpy", "opendp", "requests_oauthlib", "rich", "typer"),
    *("requests", "urllib3", "oauthlib", "truststore", "joserfc", "segno", "asn1crypto", "pyhanko"),
}
FAULTS = {"Fault", "DataFault", "UsageFault", "LockedFault", "EnvironmentFault", "LineFault", "_RefusedError"}

IMPORT_ALL = """
import importlib, pkgutil, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError(f"Qt is not allowed here: {name}")

sys.meta_path.insert(0, NoQt())
for name in sys.argv[1:]:
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, f"{name}."):
        importlib.import_module(module.name)
print(*sys.modules)
"""


def python(code: str, *arguments: str) -> str:
    """Run code in a fresh interpreter at the root of the checkout and return what it printed."""
    asked = subprocess.run([sys.executable, "-c", code, *arguments], cwd=REPO, capture_output=True, text=True)
    assert asked.returncode == 0, asked.stderr
    return asked.stdout


@cache
def tracked_files() -> tuple[Path, ...]:
    if shutil.which("git") is None or not (REPO / ".git").exists():
        pytest.skip("NOT RUN: without git, what belongs to the project is not known")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPO, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := REPO / name).is_file())


def texts_of_tracked_files() -> Iterator[tuple[str, str]]:
    for path in tracked_files():
        try:
            yield str(path.relative_to(REPO)), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:  # a picture, a model
            continue


@cache
def tables() -> dict[str, dict[str, str]]:
    """All interface texts by language; a key that two files claim is a mistake."""
    found: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for path in sorted((REPO / "resources" / "translations").glob("*.json")):
        for language, texts in json.loads(path.read_text(encoding="utf-8")).items():
            twice = found[language].keys() & texts.keys()
            assert not twice, f"{path.name} says again: {sorted(twice)}"
            found[language].update(texts)
    return found


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@cache
def calls() -> tuple[tuple[str, ast.Call], ...]:
    """Every call in the product, with the place where it stands."""
    return tuple(
        (f"{path.relative_to(REPO)}:{node.lineno}", node)
        for path in sorted(PRODUCT.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    )


def name_of(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def pattern_of(text: ast.JoinedStr) -> str:
    """A regular expression for what an f-string can become."""
    return "".join(re.escape(constant(part) or "") if isinstance(part, ast.Constant) else ".+" for part in text.values)


def test_core_scoring_and_the_command_line_work_without_qt() -> None:
    loaded = python(IMPORT_ALL, "progrez_desktop.core", "progrez_desktop.scoring", "progrez_desktop.cli").split()
    assert "progrez_desktop.core.errors" in loaded
    assert not {"PySide6", "shiboken6"} & set(loaded)


def test_starting_the_program_loads_nothing_heavy() -> None:
    loaded = set(python("import sys, progrez_desktop.app; print(*sys.modules)").split())
    assert not HEAVY & loaded


def test_the_core_loads_heavy_libraries_only_where_they_are_first_needed() -> None:
    loaded = set(python(IMPORT_ALL, "progrez_desktop.core").split())
    # numpy is what scoring is written in; the core may meet it through scoring.
    assert not (HEAVY - {"numpy"}) & loaded


def test_the_directions_of_imports_are_kept() -> None:
    tool = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run([tool], cwd=REPO, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


def test_onnxruntime_is_only_met_where_it_is_silenced() -> None:
    met = [
        str(path.relative_to(REPO))
        for path in tracked_files()
        if path.suffix == ".py" and "onnxruntime" in (text := path.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(text))
        if (isinstance(node, ast.Import) and any(name.name.startswith("onnxruntime") for name in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("onnxruntime"))
    ]
    assert met == ["progrez_desktop/scoring/text/runtime.py"]


def test_no_certificate_is_taken_unseen() -> None:
    unseen = [
        place
        for place, call in calls()
        for given in call.keywords
        if given.arg == "verify" and isinstance(given.value, ast.Constant) and given.value.value is False
    ]
    assert not unseen


def test_a_page_is_a_file() -> None:
    long = {
        str(path.relative_to(REPO)): lines
        for path in tracked_files()
        if path.suffix == ".py" and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long, "a second subject has moved in"


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(path.relative_to(REPO))
        for path in tracked_files()
        if path.suffix == ".py"
        and path.parts[len(REPO.parts)] != "tests"
        and not (text := path.read_text(encoding="utf-8")).startswith('"""')
        and not ast.get_docstring(ast.parse(text))
    ]
    assert not silent


def test_no_file_names_a_registry_or_a_folder_of_one_machine() -> None:
    # Put together here, so that this file does not hold what it forbids.
    registries = "|".join(
        re.escape(name + end)
        for name, end in (("pypi", ".org"), ("pythonhosted", ".org"), ("npmjs", ".org"), ("npmjs", ".com"))
    )
    forbidden = re.compile(rf"{registries}|(?<![\w.])/(?:{'work'}|{'root'}|{'home'})/")
    found = [
        f"{name}:{number}"
        for name, text in texts_of_tracked_files()
        for number, line in enumerate(text.splitlines(), 1)
        if forbidden.search(line)
    ]
    assert not found


def test_the_locks_name_versions_and_hashes_and_no_place() -> None:
    line_of_a_lock = re.compile(r"[a-z0-9][\w.-]*==[\w.+!]+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|    # .*")
    # PyTorch has no place in the locks: its build for processors alone is another file than that of the public index.
    assert (REPO / "requirements" / "torch.txt").read_text().splitlines()[-1] == "torch==2.13.0"
    for path in sorted(set((REPO / "requirements").glob("*.txt")) - {REPO / "requirements" / "torch.txt"}):
        odd = [line for line in path.read_text().splitlines() if not line_of_a_lock.fullmatch(line)]
        assert not odd, path.name


def test_a_server_runs_with_the_versions_that_were_tested() -> None:
    pin = re.compile(r"^([a-z0-9][\w.-]*==[\w.+!]+)", re.MULTILINE)
    lock, tested = (set(pin.findall((REPO / "requirements" / name).read_text())) for name in ("server.txt", "test.txt"))
    assert lock and lock <= tested


def test_every_file_of_texts_is_read() -> None:
    there = sorted(path.stem for path in (REPO / "resources" / "translations").glob("*.json"))
    assert there == sorted((*FILES, *STAFF_FILES))


def test_both_languages_say_the_same_things() -> None:
    english, dutch = (tables()[language] for language in LANGUAGES)
    assert english.keys() == dutch.keys()
    differ = [key for key in english if placeholders(english[key]) != placeholders(dutch[key])]
    assert not differ


def constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def faults() -> Iterator[tuple[str, ast.Call, ast.expr]]:
    """Every fault that the product makes, with the argument that is its code."""
    for place, call in calls():
        at = 1 if name_of(call) == "LineFault" else 0
        if name_of(call) in FAULTS and len(call.args) > at:
            yield place, call, call.args[at]


def test_every_fault_has_a_sentence() -> None:
    known = tables()["en"]
    silent = []
    for place, _, code in faults():
        named = constant(code)
        if named is not None and f"error.{named}" not in known:
            silent.append(f"{place}: {named}")
        if isinstance(code, ast.JoinedStr) and not any(re.fullmatch(f"error.{pattern_of(code)}", key) for key in known):
            silent.append(f"{place}: {pattern_of(code)}")
    assert not silent


def test_every_fault_brings_what_its_sentence_needs() -> None:
    known = tables()["en"]
    short = [
        f"{place}: {named}"
        for place, call, code in faults()
        if (named := constant(code)) is not None
        and name_of(call) not in ("LineFault", "_RefusedError")
        and all(keyword.arg for keyword in call.keywords)
        and not placeholders(known.get(f"error.{named}", "")) <= {keyword.arg for keyword in call.keywords}
    ]
    assert not short


def test_every_sentence_about_a_fault_is_said_somewhere() -> None:
    texts, templates = set(), set()
    for path in PRODUCT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                templates.add(pattern_of(node))
            elif isinstance(node, ast.expr) and (said := constant(node)):
                texts.add(said)
    # f"error.{code}" says every code and so proves nothing.
    says_all = {said for said in templates if any(re.fullmatch(said, probe) for probe in ("error.zzzz", "zzzz"))}
    anything = re.compile("|".join(templates - says_all))
    sentences = [key for key in tables()["en"] if key.startswith("error.")]
    unsaid = [key for key in sentences if not texts & {key, key.removeprefix("error.")}]
    assert not [key for key in unsaid if not any(map(anything.fullmatch, (key, key.removeprefix("error."))))]


def test_every_text_that_is_asked_for_by_name_exists() -> None:
    asked: dict[str, set[str]] = defaultdict(set)
    for place, call in calls():
        kind = name_of(call)
        at = {"words": 0, "plural": 0, "say": 1, "show_step": 0}.get(kind)
        if at is None or len(call.args) <= at:
            continue
        if key := constant(call.args[at]):
            ends = (".one", ".other") if kind == "plural" else ("",)
            asked[place] |= {key + end for end in ends}
    unknown = {place: keys - tables()["en"].keys() for place, keys in asked.items()}
    assert not {place: keys for place, keys in unknown.items() if keys}

"""A packaged build is whole or does not run, and takes no orders from its environment."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from progrez_desktop.core import bundle
from progrez_desktop.core.bundle import BrokenError, Entry, Manifest


@pytest.fixture
def build(tmp_path: Path) -> Path:
    for name, content in (("progrez", b"program"), ("_internal/lib.so", b"library"), ("_internal/a b/c.json", b"{}")):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    files = {
        path.relative_to(tmp_path).as_posix(): Entry(sha256(path.read_bytes()).hexdigest(), path.stat().st_size, ())
        for path in tmp_path.rglob("*")
        if path.is_file()
    }
    (tmp_path / "_internal" / bundle.MANIFEST).write_text(bundle.written(files))
    return tmp_path


def manifest(build: Path) -> Path:
    return build / "_internal" / bundle.MANIFEST


def lost(build: Path) -> str:
    with pytest.raises(BrokenError) as raised:
        bundle.check_all(build)
    return raised.value.name


def test_what_is_as_it_was_built_is_whole(build: Path):
    assert bundle.check_all(build) == 3


def test_a_file_that_is_missing_is_named(build: Path):
    (build / "_internal" / "lib.so").unlink()
    assert lost(build) == "_internal/lib.so"


def test_a_file_that_was_changed_is_named_though_its_size_is_the_same(build: Path):
    (build / "_internal" / "lib.so").write_bytes(b"libraRy")
    bundle.check_presence(build, bundle.read(manifest(build).read_text()))
    assert lost(build) == "_internal/lib.so"


def test_a_file_that_was_added_is_named(build: Path):
    (build / "_internal" / "typer.py").write_text("raise SystemExit")
    assert lost(build) == "_internal/typer.py"


@pytest.mark.parametrize("cut", [1, 40, 200])
def test_a_manifest_that_was_cut_short_is_none(build: Path, cut: int):
    manifest(build).write_bytes(manifest(build).read_bytes()[:-cut])
    assert lost(build)


def test_a_line_that_was_changed_makes_no_file_pass(build: Path):
    whole = bundle.read(manifest(build).read_text())
    other = replace(whole.files["progrez"], groups=("start",))
    text = bundle.written(Manifest({**whole.files, "progrez": other}).files)
    title = manifest(build).read_text().partition("\n")[0]
    manifest(build).write_text(f"{title}\n{text.partition(chr(10))[2]}")
    assert lost(build) == bundle.MANIFEST


@pytest.mark.parametrize(
    "name",
    [
        *("PYTHONPATH", "PYTHONHOME", "PYTHON_KEYRING_BACKEND", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH"),
        *("LD_LIBRARY_PATH", "LD_PRELOAD", "_PYI_APPLICATION_HOME_DIR", "OPENSSL_CONF", "OPENDP_LIB_DIR"),
        *("SSLKEYLOGFILE", "PROGREZ_DEBUG", "GTK_MODULES", "QML2_IMPORT_PATH"),
    ],
)
def test_a_variable_that_could_name_other_code_has_no_say(name: str):
    assert bundle.cleaned({name: "/elsewhere", "HOME": "/somewhere"}) == {"HOME": "/somewhere"}


def test_a_desktop_says_how_large_and_on_what_is_drawn_and_nothing_more():
    asked = {"QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "wayland;xcb", "LANG": "nl_NL.UTF-8"}
    assert bundle.cleaned(asked) == asked
    assert bundle.cleaned({"QT_QPA_PLATFORM": "vnc:port=5900"}) == {}


def test_a_checkout_is_not_looked_at():
    assert not bundle.is_packaged()
    bundle.look_at_the_rest()

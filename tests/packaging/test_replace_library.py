"""Somebody puts their own version of a library into a build, as the LGPL lets them, and it runs with that."""

import subprocess
from pathlib import Path

import pytest

from progrez_desktop.core import bundle
from tests.core.services.test_updating import manifest_of


@pytest.fixture
def build(repo: Path, tmp_path: Path) -> Path:
    """With a library under two names, of which what starts first knows one."""
    inside = tmp_path / "_internal"
    (inside / "Qt lib").mkdir(parents=True)
    (inside / "Qt lib/libone.so.6").write_text("one")
    (inside / "libone.so.6").symlink_to("Qt lib/libone.so.6")
    (inside / "libtwo.so").write_text("other")
    (tmp_path / "progrez").write_text("parts='3 _internal/libone.so.6\n5 _internal/libtwo.so'\nexec\n")
    script = tmp_path / "replace-library"
    script.write_bytes((repo / "packaging/frozen/replace-library").read_bytes())
    script.chmod(0o755)
    (inside / bundle.MANIFEST).write_text(bundle.written(manifest_of(tmp_path)))
    return tmp_path


def replaced(build: Path, name: str, new: str) -> int:
    file = build.parent / "new-library"
    file.write_text(new)
    return subprocess.run([build / "replace-library", name, file], capture_output=True, check=False).returncode


def test_another_version_counts_under_each_of_its_names_and_the_first_one_put_back_leaves_no_trace(build: Path) -> None:
    before = {path: path.read_bytes() for path in build.rglob("*") if path.is_file()}
    assert replaced(build, "_internal/Qt lib/libone.so.6", "one, mended") == 0
    assert bundle.check_all(build) == 5
    assert (build / "_internal/libone.so.6").read_text() == "one, mended"
    assert (build / "progrez").read_text() == "parts='11 _internal/libone.so.6\n5 _internal/libtwo.so'\nexec\n"
    assert replaced(build, "_internal/libtwo.so", "another") == 0
    assert "\n7 _internal/libtwo.so'\n" in (build / "progrez").read_text()
    assert bundle.check_all(build) == 5
    assert replaced(build, "_internal/libone.so.6", "one") == replaced(build, "_internal/libtwo.so", "other") == 0
    assert {path: path.read_bytes() for path in build.rglob("*") if path.is_file()} == before


def test_one_that_was_exchanged_without_saying_so_is_found(build: Path) -> None:
    (build / "_internal/libtwo.so").write_text("OTHER")
    with pytest.raises(bundle.BrokenError, match="libtwo"):
        bundle.check_all(build)


def test_what_is_no_part_of_the_build_is_not_put_into_it(build: Path) -> None:
    assert replaced(build, "_internal/libthree.so", "three") == 2
    assert bundle.check_all(build) == 5

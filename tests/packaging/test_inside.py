"""What is inside a library is read out of its bytes, and what nobody accounts for is not passed over."""

from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def inside(repo: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(repo / "packaging"))
    from installers import inside

    return inside


def test_sqlcipher_says_which_openssl_and_sqlite_are_in_it(inside: ModuleType):
    spec = find_spec("sqlcipher3")
    assert spec and spec.origin
    found = {part.name for part in inside.parts_of(next(Path(spec.origin).parent.glob("_sqlite3*.so")))}
    assert found >= {"OpenSSL", "SQLCipher", "SQLite"}


def test_a_library_that_no_longer_says_what_is_in_it_ends_the_build(inside: ModuleType, tmp_path: Path):
    silent = tmp_path / "_sqlite3.cpython-311-x86_64-linux-gnu.so"
    silent.write_bytes(b"\x00nothing\x00")
    with pytest.raises(LookupError, match="OpenSSL"):
        list(inside.parts_of(silent))


def test_a_library_that_a_wheel_brings_has_a_name_or_none(inside: ModuleType):
    assert inside.vendored(Path("libabsl_base.so.2508.0.0")).name == "Abseil"
    assert inside.vendored(Path("libscipy_openblas64_-32a4b2a6.so")).name == "OpenBLAS"
    assert inside.vendored(Path("libnobody.so.1")) is None

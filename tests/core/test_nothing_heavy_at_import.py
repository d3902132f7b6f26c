"""Keys and stores import nothing heavy before it is needed, so that the first page is painted without them."""

import subprocess
import sys
from pathlib import Path

HEAVY = ("cryptography", "argon2", "keyring", "sqlcipher3", "filelock", "numpy")


def test_no_module_of_keys_store_and_identity_loads_a_heavy_library(repo: Path) -> None:
    core = repo / "progrez_desktop" / "core"
    files = [path for room in ("keys", "store", "identity", "model") for path in (core / room).glob("*.py")]
    modules = [".".join(path.relative_to(repo).with_suffix("").parts).removesuffix(".__init__") for path in files]
    assert len(modules) > 25
    program = f"import sys, {', '.join(modules)}; print([name for name in {HEAVY} if name in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", program], cwd=repo, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"

"""A drive that is pulled out while a file is saved gets a sentence, and nothing half is left there or here."""

import json
import subprocess
import sys
from pathlib import Path


def test_a_drive_that_is_pulled_out_or_full_keeps_no_half_of_a_file(tmp_path: Path, repo: Path) -> None:
    child = [sys.executable, "-m", "tests.core.documents.pulled_out_child", str(tmp_path)]
    done = subprocess.run(
        ["unshare", "--map-root-user", "--mount", *child], cwd=repo, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "before": "save_place_gone",
        "while": "save_place_gone",
        "full": "disk_full",
        "left": "Progrez",
        "below": "",
    }

"""What poppler, which others made, finds in a PDF. Where it is missing, the test fails and says how to get it."""

import shutil
import subprocess

import pytest


def poppler(tool: str, *arguments: str) -> str:
    """Return what a tool of poppler-utils prints; a document that it finds wrong is told in what it prints."""
    if shutil.which(tool) is None:
        pytest.fail(f"{tool} is missing. On Debian and Ubuntu: sudo apt-get install poppler-utils")
    return subprocess.run([tool, *arguments], capture_output=True, text=True, check=tool != "pdfsig").stdout

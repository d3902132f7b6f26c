"""The real noise is what it says: discrete Laplace of its scale, drawn anew, and giving away what was declared."""

import math
import os
import subprocess
import sys

import pytest

from progrez_desktop.core.counting import KINDS
from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.noise import OpenDpNoise
from progrez_desktop.scoring.noisy import noise_sd
from tests.fakes import FakeNoise

DRAWS = 40_000
NOISE = OpenDpNoise()


def chance(k: int, scale: float) -> float:
    """P(k) of discrete Laplace, from its definition."""
    ratio = math.exp(-1.0 / scale)
    return (1.0 - ratio) / (1.0 + ratio) * ratio ** abs(k)


def misfit(drawn: tuple[int, ...], scale: float) -> tuple[float, int]:
    """Pearson's chi-square of draws against the definition, tails joined, and its degrees of freedom."""
    edge = math.ceil(3 * scale)
    expected = [chance(k, scale) * len(drawn) for k in range(-edge, edge + 1)]
    found = [0] * len(expected)
    for k in drawn:
        found[min(max(k, -edge), edge) + edge] += 1
    tail = (len(drawn) - sum(expected)) / 2
    expected[0] += tail
    expected[-1] += tail
    return sum((f - e) ** 2 / e for f, e in zip(found, expected, strict=True)), len(expected) - 1


@pytest.mark.parametrize("scale", sorted({kind.noise_scale for kind in KINDS}))
def test_noise_follows_its_distribution(scale: float) -> None:
    """A chi-square lies under its mean and five of its SDs but once in a million."""
    drawn = NOISE.draw(scale, DRAWS)
    assert all(type(k) is int for k in drawn)
    chi_square, df = misfit(drawn, scale)
    assert chi_square < df + 5.0 * math.sqrt(2.0 * df)
    mean = sum(drawn) / DRAWS
    sd = math.sqrt(sum((k - mean) ** 2 for k in drawn) / (DRAWS - 1))
    assert abs(mean) < 5.0 * noise_sd(scale) / math.sqrt(DRAWS)
    assert sd == pytest.approx(noise_sd(scale), rel=0.05)


def test_the_check_of_the_distribution_finds_another_one() -> None:
    """Noise of a tenth more or less is told from the right one."""
    for off in (0.9, 1.1):
        chi_square, df = misfit(NOISE.draw(4.0 * off, DRAWS), 4.0)
        assert chi_square > df + 5.0 * math.sqrt(2.0 * df)


def test_the_noise_of_the_tests_is_of_the_same_kind() -> None:
    chi_square, df = misfit(FakeNoise(3).draw(4.0, DRAWS), 4.0)
    assert chi_square < df + 5.0 * math.sqrt(2.0 * df)
    assert FakeNoise(3).draw(4.0, 9) == FakeNoise(3).draw(4.0, 9) != FakeNoise(4).draw(4.0, 9)


def test_no_two_draws_are_alike() -> None:
    assert NOISE.draw(4.0, 50) != NOISE.draw(4.0, 50)


def test_opendp_says_what_we_say_that_each_kind_gives_away() -> None:
    for kind in KINDS:
        assert NOISE.epsilon(kind.noise_scale, kind.most_cells) == pytest.approx(kind.epsilon, rel=1e-9)


def test_without_the_library_a_sentence_tells_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opendp.mod", None)
    with pytest.raises(EnvironmentFault) as told:
        NOISE.draw(4.0, 1)
    assert told.value.code == "noise_missing"


def test_drawing_writes_nothing_and_opens_no_connection(tmp_path: os.PathLike[str]) -> None:
    """Seen by Python's own audit hooks, in a process of its own."""
    code = (
        "import sys\n"
        "seen = []\n"
        "def hook(name, given):\n"
        "    if name.startswith('socket.') or name in ('os.mkdir', 'os.rename', 'os.remove', 'subprocess.Popen'):\n"
        "        seen.append(name)\n"
        "    if name == 'open' and isinstance(given[1], str) and set('wax+') & set(given[1]):\n"
        "        seen.append(given)\n"
        "sys.dont_write_bytecode = True\n"
        "sys.addaudithook(hook)\n"
        "from progrez_desktop.core.noise import OpenDpNoise\n"
        "OpenDpNoise().draw(4.0, 100)\n"
        "sys.exit(repr(seen) if seen else 0)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.getcwd(), "HOME": str(tmp_path), "TMPDIR": str(tmp_path)}  # noqa: PTH109
    ended = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    assert os.listdir(tmp_path) == []  # noqa: PTH208

"""People who do not read: how random, straight-lining, patterned and hurried answers are simulated for the study."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.bank import BankItem
from progrez_desktop.scoring.grm import log_probabilities
from progrez_desktop.scoring.quality.form import Form, Ints
from progrez_desktop.scoring.quality.person_fit import lz, thetas

Floats = NDArray[np.float64]
Random = np.random.Generator

HURRIED_MEDIAN_S = 1.4
SLIPS = 0.1
_ZIGZAG = np.array([0.0, 0.25, 0.5, 0.75, 1.0, 0.75, 0.5, 0.25])


def random_answers(form: Form, real: Ints, random: Random) -> Ints:
    """Every category as likely as any other."""
    return 1 + (random.random(real.shape) * form.categories).astype(np.int64)


def central_answers(form: Form, real: Ints, random: Random) -> Ints:
    """Random, but around the middle: what people do who want to look as if they answered."""
    drawn = (form.categories + 1) / 2 + random.standard_normal(real.shape) * form.categories / 5
    return np.clip(np.rint(drawn), 1, form.categories).astype(np.int64)


def straight_lines(form: Form, real: Ints, random: Random) -> Ints:
    """One place on the scale throughout, carried over from format to format."""
    place = random.random((len(real), 1))
    return 1 + np.minimum((place * form.categories).astype(np.int64), form.categories - 1)


def lines_with_slips(form: Form, real: Ints, random: Random) -> Ints:
    """The same, with one answer in ten elsewhere."""
    straight, other = straight_lines(form, real, random), random_answers(form, real, random)
    return np.where(random.random(real.shape) < SLIPS, other, straight)


def midpoints(form: Form, real: Ints, random: Random) -> Ints:
    """The middle throughout; the lower of two where there is none."""
    return np.broadcast_to((form.categories + 1) // 2, real.shape).astype(np.int64)


def zigzag(form: Form, real: Ints, random: Random) -> Ints:
    """Up and down the scale, begun anywhere."""
    start = random.integers(len(_ZIGZAG), size=(len(real), 1))
    place = _ZIGZAG[(start + np.arange(real.shape[1])) % len(_ZIGZAG)]
    return np.asarray(1 + np.rint(place * (form.categories - 1)), dtype=np.int64)


def half_random(form: Form, real: Ints, random: Random) -> Ints:
    """A real respondent, every second answer or so replaced by a random one."""
    return np.where(random.random(real.shape) < 0.5, random_answers(form, real, random), real)


def random_from_the_middle_on(form: Form, real: Ints, random: Random) -> Ints:
    """A real respondent who answers at random from half of the form on."""
    late = np.arange(real.shape[1]) >= real.shape[1] // 2
    return np.where(late, random_answers(form, real, random), real)


CARELESS: dict[str, Callable[[Form, Ints, Random], Ints]] = {
    "random": random_answers,
    "random_around_the_middle": central_answers,
    "straight_line": straight_lines,
    "straight_line_with_slips": lines_with_slips,
    "midpoint": midpoints,
    "zigzag": zigzag,
    "half_random": half_random,
    "random_from_the_middle_on": random_from_the_middle_on,
    "hurried": half_random,
}
"""All at the pace of real respondents, so that time catches none of them, but for the hurried ones."""


def hurried_times(seconds: Floats) -> Floats:
    """Return times scaled to a median of 1.4 s a person, their variation kept."""
    return np.asarray(seconds * HURRIED_MEDIAN_S / np.nanmedian(seconds, axis=1, keepdims=True))


def model_people(form: Form, people: int, random: Random) -> Ints:
    """Return answers of people who do what the model says, thetas from N(0, 1) for each skill by itself."""
    answers = np.zeros((people, len(form.items)), dtype=np.int64)
    for columns in form.of_skill().values():
        theta = random.standard_normal(people)
        for column in columns:
            answers[:, column] = model_answers(form.items[column], theta, random)
    return answers


def model_answers(item: BankItem, theta: Floats, random: Random) -> Ints:
    """Return raw categories as shown of people at these thetas who do what the model says. Shape (people,)."""
    chances = np.exp(log_probabilities(item.a, item.b, theta))
    level = (random.random(theta.size) > chances.cumsum(axis=0)[:-1]).sum(axis=0)
    return np.asarray(level + 1 if item.key > 0 else item.categories - level)


def simulated_cut(form: Form, answers: Ints, share: float) -> float:
    """Return the lz under which such a share of people lies who answered this very form as the model says."""
    return float(np.quantile(lz(form, answers, thetas(form, answers)), share))

"""The plots of the manual, by the name that the prose has for them."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from progrez_desktop.core.documents.drawing import Point
from progrez_desktop.core.documents.plot import Axis, Band, Bars, Key, Line, Panel, Part, Plot, Rule, axis
from progrez_desktop.core.services.manual.curves import STENS, information_of, normal_shares, share_at_stens
from progrez_desktop.core.services.manual.material import Material, Scale
from progrez_desktop.core.services.manual.say import Say
from progrez_desktop.core.services.manual.tables_studies import gaps_by_gender
from progrez_desktop.core.services.manual.values import PERCENTS
from progrez_desktop.scoring.grm import Floats

Labels = Mapping[str, str]
"""The words of a figure by what they are for: x, y, and the names of what is drawn."""

_THETAS: Floats = np.linspace(-4.0, 4.0, 81)
_SERIES = ("relate", "drive", "think", "self")
"""Colours of lines in one panel, neighbours as different as can be."""
_COLUMNS, _HEIGHT = 4, 76.0


def saved(material: Material, say: Say, labels: Labels) -> Plot:
    """Share of statements saved by the error aimed at: a panel for each group, the longer scales dashed."""
    aims = [one["se"] for one in next(iter(material.adaptive["scales"].values()))["at"]]
    x = axis(aims, [say.decimal(aim) for aim in aims], low=aims[0] - 0.01, high=aims[-1] + 0.01)
    y = axis((0.0, 25.0, 50.0, 75.0), [say.whole(value) for value in (0, 25, 50, 75)])

    def line(scale: Scale, colour: str) -> Line:
        at = material.adaptive["scales"][scale.bank.id]["at"]
        points = tuple((one["se"], 100.0 * one["saved"]) for one in at)
        name = scale.skill.short_name[say.language] + (f" ({labels['longer']})" if scale.is_longer else "")
        return Line(points, colour, name, "dashed" if scale.is_longer else "", with_dots=True)

    panels = []
    for group, scales in material.by_group(material.scales):
        colours = dict(zip(dict.fromkeys(scale.skill.id for scale in scales), _SERIES, strict=False))
        lines = tuple(line(scale, colours[scale.skill.id]) for scale in scales)
        panels.append(Panel(group.name[say.language], x, y, lines))
    return Plot(tuple(panels), 2, 112.0, labels["x"], labels["y"])


def norm_shares(material: Material, say: Say, labels: Labels) -> Plot:
    """How many of the norm group are given each sten, and how many of a normal distribution would be."""
    x = axis((1.0, 5.0, 10.0), [say.whole(sten) for sten in (1, 5, 10)], low=0.4, high=10.6)
    y = axis((0.0, 10.0, 20.0), [say.whole(value) for value in (0, 10, 20)], high=25.0)

    def points(shares: Sequence[float]) -> tuple[Point, ...]:
        return tuple((float(sten), 100.0 * share) for sten, share in zip(STENS, shares, strict=True))

    normal = Line(points(normal_shares()), "ink_700", dash="dotted")

    def parts(scale: Scale) -> tuple[Part, ...]:
        return Bars(points(share_at_stens(scale.bank.norm)), scale.group.colour), normal

    return _of_skills(material.core_scales, say, (x, y), parts, labels)


def ages(material: Material, say: Say, labels: Labels) -> Plot:
    """Mean of theta by age with one standard deviation to both sides."""
    scales = tuple(scale for scale in material.core_scales if scale.bank.age is not None)
    x = axis((20.0, 40.0, 60.0), [say.whole(age) for age in (20, 40, 60)], low=14.0, high=74.0)
    y = axis((-1.0, 0.0, 1.0), [say.decimal(value, 0) for value in (-1, 0, 1)], low=-1.5, high=1.75)

    def parts(scale: Scale) -> tuple[Part, ...]:
        assert scale.bank.age is not None
        told = [
            (float(age), *scale.bank.age.at(age)) for age in range(scale.bank.age.youngest, scale.bank.age.oldest + 1)
        ]
        band = Band(tuple((age, mean - sd, mean + sd) for age, mean, sd in told), scale.group.colour)
        return band, Line(tuple((age, mean) for age, mean, _ in told), scale.group.colour)

    return _of_skills(scales, say, (x, y), parts, labels)


def information(material: Material, say: Say, labels: Labels) -> Plot:
    """What all items of a scale tell together along theta."""
    most = max(float(information_of(scale.bank.items, _THETAS).max()) for scale in material.scales)
    step = 10.0 if most > 20.0 else 5.0
    values = [step * n for n in range(int(most // step) + 1)]
    y = axis(values, [say.decimal(value, 0) for value in values], high=max(most, values[-1]) * 1.02)

    def parts(scale: Scale) -> tuple[Part, ...]:
        return tuple(_curves(material, scale, lambda told: told))

    return _of_skills(material.core_scales, say, (_theta_axis(say), y), parts, labels, _two_kinds(labels))


def errors(material: Material, say: Say, labels: Labels) -> Plot:
    """The error of theta along it, with the middle of the norm group and the aim of the adaptive form."""
    values = (0.2, 0.4, 0.6, 0.8)
    y = axis(values, [say.decimal(value, 1) for value in values], low=0.1, high=0.95)
    form = material.assessment.adaptive
    aim = (Rule(form.se),) if form is not None else ()

    def parts(scale: Scale) -> tuple[Part, ...]:
        low, high = (scale.bank.norm.quantiles[percent - 1] for percent in (PERCENTS[0], PERCENTS[-1]))
        middle = Band(((low, y.low, y.high), (high, y.low, y.high)), "ink_300")
        return middle, *aim, *_curves(material, scale, lambda told: (told + 1.0) ** -0.5)

    keys = (
        *_two_kinds(labels),
        Key(labels["middle"], "ink_300", is_area=True),
        Key(labels["aim"], "ink_500", "dotted"),
    )
    return _of_skills(material.core_scales, say, (_theta_axis(say), y), parts, labels, keys)


def gaps(material: Material, say: Say, labels: Labels) -> Plot:
    """The gap between women and men by skill, one bar each."""
    found = gaps_by_gender(material)
    scales = [scale for scale in material.core_scales if scale.skill.id in found]
    x = axis(range(len(scales)), [say.scale(scale) for scale in scales], low=-0.6, high=len(scales) - 0.4)
    edge = 0.1 * (int(max(map(abs, found.values())) * 10.0) + 1)
    values = (-edge, 0.0, edge)
    y = axis(values, [say.decimal(value, 1) for value in values])
    bars = tuple(Bars(((float(at), found[one.skill.id]),), one.group.colour, 0.5) for at, one in enumerate(scales))
    return Plot((Panel("", x, y, (*bars, Rule(0.0, "ink_300", ""))),), 1, 100.0, "", labels["y"])


def _curves(material: Material, scale: Scale, of: Callable[[Floats], Floats]) -> Sequence[Line]:
    """A curve of a core scale, and that of the longer scale of the same skill where there is one."""
    longer = [one for one in material.longer_scales if one.skill == scale.skill]

    def line(one: Scale) -> Line:
        told = of(information_of(one.bank.items, _THETAS))
        points = tuple(zip(_THETAS.tolist(), told.tolist(), strict=True))
        return Line(points, scale.group.colour, dash="dashed" if one.is_longer else "")

    return [line(one) for one in (*longer, scale)]


def _two_kinds(labels: Labels) -> tuple[Key, ...]:
    return Key(labels["core"], "ink_700"), Key(labels["longer"], "ink_700", "dashed")


def _theta_axis(say: Say) -> Axis:
    values = (-4.0, -2.0, 0.0, 2.0, 4.0)
    return axis(values, [say.decimal(value, 0) for value in values])


def _of_skills(
    scales: Sequence[Scale],
    say: Say,
    axes: tuple[Axis, Axis],
    parts: Callable[[Scale], tuple[Part, ...]],
    labels: Labels,
    keys: tuple[Key, ...] = (),
) -> Plot:
    """A panel for each scale, in the colour of its group."""
    panels = tuple(Panel(say.scale(scale), *axes, parts(scale)) for scale in scales)
    return Plot(panels, _COLUMNS, _HEIGHT, labels["x"], labels["y"], keys)


PLOTS: Mapping[str, Callable[[Material, Say, Labels], Plot]] = {
    plot.__name__: plot for plot in (saved, norm_shares, ages, information, errors, gaps)
}

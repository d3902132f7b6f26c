"""What a scale is called on a terminal: its skill's name, and for the longer one that it is that."""

from typing import TYPE_CHECKING

from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.services.deps import Deps


def scale_names(deps: "Deps", words: Words) -> dict[str, str]:
    """Return the name of every scale that skills are measured by, by its id."""
    assessment = deps.assessment
    longer = assessment.adaptive.scales if assessment.adaptive else {}
    names = {skill.id: skill.short_name[words.language] for skill in assessment.skills}
    more = {
        longer[skill]: words("cli.longer_scale", skill=name)
        for skill, name in names.items()
        if longer.get(skill, skill) != skill
    }
    return {**names, **more}

"""What an operator chose for this device: read it, change it, and see who changed what and when."""

from collections.abc import Iterator
from dataclasses import dataclass

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.setting import AuditEvent, Setting
from progrez_desktop.core.services.deps import Deps

FORM = Setting("form", ("fixed", "adaptive"), "fixed", "settings.form", per_assessment=True)
KEEP = Setting("keep_days", ("28", "21", "14", "7", "1"), "28", "settings.keep_days", per_assessment=True)
KEEP_LONGER = Setting(
    "keep_longer_days", ("365", "182", "91", "none"), "365", "settings.keep_longer_days", per_assessment=True
)
SEND_STATISTICS = Setting("send_statistics", ("no", "yes"), "no", "settings.send_statistics", per_assessment=True)
SETTINGS = (FORM, KEEP, KEEP_LONGER, SEND_STATISTICS)
"""Everything that can be chosen. A new one is declared here, and explained in resources/translations."""

_OPERATOR = "operator"


@dataclass(frozen=True)
class Choice:
    """A setting with what it is now, for one assessment where each has its own."""

    setting: Setting
    assessment_id: str | None
    value: str
    is_default: bool


def choices(deps: Deps) -> Iterator[Choice]:
    """Give every setting as it is now."""
    for setting in SETTINGS:
        scope = _scope(deps, setting, None)
        chosen = deps.device.settings.value(setting.name, scope)
        yield Choice(setting, scope, value(deps, setting), is_default=chosen is None)


def value(deps: Deps, setting: Setting, assessment_id: str | None = None) -> str:
    """Return what a setting is now; its default where nothing, or nothing that it knows, was chosen.

    Args:
        assessment_id: Whose; that of this installation if left out.

    Raises:
        UsageFault: "assessment_unknown".
    """
    chosen = deps.device.settings.value(setting.name, _scope(deps, setting, assessment_id))
    return chosen if chosen in setting.values else setting.default


def choose(deps: Deps, name: str, wanted: str, assessment_id: str | None = None) -> Choice:
    """Change a setting, with an entry in the list of what operators did. Sittings that are open stay as they are.

    Raises:
        UsageFault: "setting_unknown", "setting_value" (with what it may be), "assessment_unknown".
    """
    setting = named(name)
    if wanted not in setting.values:
        raise UsageFault("setting_value", name=name, values=", ".join(setting.values))
    scope = _scope(deps, setting, assessment_id)
    params = {"setting": name, "from": value(deps, setting, assessment_id), "to": wanted}
    event = AuditEvent(deps.clock.now_ms(), _OPERATOR, "setting_changed", scope, params)
    deps.device.settings.put(name, scope, wanted, event)
    return Choice(setting, scope, wanted, is_default=False)


def changes(deps: Deps) -> list[AuditEvent]:
    """Return everything that operators chose, the oldest first: settings, norms, keys, what is counted.

    Raises:
        DataFault: "device_damaged": the list was altered.
    """
    return [event for event in deps.device.audit.events() if event.actor == _OPERATOR]


def named(name: str) -> Setting:
    """Return a setting by its name.

    Raises:
        UsageFault: "setting_unknown".
    """
    for setting in SETTINGS:
        if setting.name == name:
            return setting
    raise UsageFault("setting_unknown", name=name, names=", ".join(one.name for one in SETTINGS))


def _scope(deps: Deps, setting: Setting, assessment_id: str | None) -> str | None:
    if not setting.per_assessment:
        return None
    if assessment_id not in (None, deps.assessment.id):
        raise UsageFault("assessment_unknown", name=str(assessment_id), names=deps.assessment.id)
    return deps.assessment.id

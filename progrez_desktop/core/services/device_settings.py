"""What an operator chose for this device: read it, change it, and see who changed what and when."""

from collections.abc import Iterator
from dataclasses import dataclass

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.kiosk import KioskRules
from progrez_desktop.core.model.lock_down import REQUIRABLE
from progrez_desktop.core.model.setting import AuditEvent, Setting
from progrez_desktop.core.services.deps import Deps

FORM = Setting("form", ("fixed", "adaptive"), "fixed", "settings.form", per_assessment=True)
KEEP = Setting("keep_days", ("28", "21", "14", "7", "1"), "28", "settings.keep_days", per_assessment=True)
KEEP_LONGER = Setting(
    "keep_longer_days", ("365", "182", "91", "none"), "365", "settings.keep_longer_days", per_assessment=True
)
SEND_STATISTICS = Setting("send_statistics", ("no", "yes"), "no", "settings.send_statistics", per_assessment=True)
KIOSK_SAVE = Setting("kiosk_save", ("no", "stick"), "no", "settings.kiosk_save", per_assessment=False)
KIOSK_PRINT = Setting("kiosk_print", ("no", "yes"), "no", "settings.kiosk_print", per_assessment=False)
KIOSK_MUST = {
    check: Setting(f"kiosk_must_{check}", ("no", "yes"), "no", f"lock.{check}", False, "settings.kiosk_must")
    for check in REQUIRABLE
}
"""Of each check of a kiosk, whether nobody may begin where it fails."""
SETTINGS = (FORM, KEEP, KEEP_LONGER, SEND_STATISTICS, KIOSK_SAVE, KIOSK_PRINT, *KIOSK_MUST.values())
"""Everything that can be chosen. A new one is declared here, and explained in resources/translations."""

_OPERATOR = "operator"
_RULES_UNTIL = "kiosk_rules_until"
"""By organisation, until when the invitation was good that the rules come from; it is no choice."""


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
    deps.permit("keep_computer")
    setting = named(name)
    if wanted not in setting.values:
        raise UsageFault("setting_value", name=name, values=", ".join(setting.values))
    scope = _scope(deps, setting, assessment_id)
    params = {"setting": name, "from": value(deps, setting, assessment_id), "to": wanted}
    event = AuditEvent(deps.clock.now_ms(), _OPERATOR, "setting_changed", scope, params)
    deps.device.settings.put(name, scope, wanted, event)
    return Choice(setting, scope, wanted, is_default=False)


def kiosk_rules(deps: Deps) -> KioskRules:
    """Return what an operator decided about this computer as a kiosk."""
    return KioskRules(
        may_save=value(deps, KIOSK_SAVE) == "stick",
        may_print=value(deps, KIOSK_PRINT) == "yes",
        must_hold=frozenset(check for check, setting in KIOSK_MUST.items() if value(deps, setting) == "yes"),
    )


def are_rules_newer(deps: Deps, organisation_id: str, until_ms: int) -> bool | None:
    """Return whether an invitation was made later than the one that the rules of this kiosk come from; None: it is it.

    Args:
        until_ms: Until when it is good, which is as long for each from when it was made.
    """
    kept = deps.device.settings.value(_RULES_UNTIL, organisation_id)
    return None if kept == str(until_ms) else kept is None or until_ms > int(kept)


def keep_kiosk_rules(deps: Deps, rules: KioskRules, organisation_id: str, until_ms: int) -> None:
    """Keep what an organisation decided about its kiosk; each that differs is a change of its own in the list.

    The invitation that it was kept from once changes nothing: what an operator chose since then stays.
    """
    if are_rules_newer(deps, organisation_id, until_ms) is None:
        return
    wanted = {
        KIOSK_SAVE: "stick" if rules.may_save else "no",
        KIOSK_PRINT: "yes" if rules.may_print else "no",
        **{setting: "yes" if check in rules.must_hold else "no" for check, setting in KIOSK_MUST.items()},
    }
    for setting, chosen in wanted.items():
        if value(deps, setting) != chosen:
            choose(deps, setting.name, chosen)
    event = AuditEvent(
        deps.clock.now_ms(), _OPERATOR, "organisation_rules_kept", organisation_id, {"until": str(until_ms)}
    )
    deps.device.settings.put(_RULES_UNTIL, organisation_id, str(until_ms), event)


def changes(deps: Deps) -> list[AuditEvent]:
    """Return everything that operators chose, the oldest first: settings, norms, keys, what is counted.

    Raises:
        DataFault: "device_damaged": the list was altered.
    """
    deps.permit("read_log")
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

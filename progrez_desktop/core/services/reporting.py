"""The report for a person, as PDF: on what they see on their profile, or on a result that they saved."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from progrez_desktop.core.contest import said_in
from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.model.assessment import Assessment
from progrez_desktop.core.model.contest import NOTHING_SAID, Said
from progrez_desktop.core.model.local_measure import LocalNorm
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.model.report import Report
from progrez_desktop.core.profile import scored_lines
from progrez_desktop.core.report import Beside, NormName, compose_report
from progrez_desktop.core.services import norm_groups, result_file
from progrez_desktop.core.services.comparing import Earlier
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.norm_groups import FindLocal, none_grew
from progrez_desktop.core.services.profile_view import ProfileView
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.packs.shipped import Shipped
    from progrez_desktop.scoring.bank import Bank
    from progrez_desktop.scoring.norms import Norm, NormGroup


def report(deps: Deps, session: Session, view: ProfileView, words: Words) -> bytes:
    """Return the report on the profile that a person looks at. The comparison by age is on no paper."""
    from progrez_desktop.core.documents.report_pdf import render_report

    made = report_of(
        view.profile,
        deps.assessment,
        deps.shipped.bank(),
        words,
        deps.today(),
        name=session.details.full_name,
        earlier=view.earlier,
        find_local=lambda norm_id: _local(view.norms.get(norm_id)),
        said=view.said,
    )
    return render_report(made, words)


def report_in(
    document: bytes,
    shipped: "Shipped",
    words: Words,
    made: date,
    name: str = "",
    assessment: Assessment | None = None,
) -> Report:
    """Return the report on the result in an exported file.

    Args:
        document: As resources/contracts/result-export.schema.json has it.
        assessment: The one that it was made with, where that did not ship.

    Raises:
        DataFault: What is wrong with the file (`json_...`), or with what it says (see `compose_report`);
            "report_other_pack", naming the assessment that it belongs to.
    """
    profile, content = result_file.read(document)
    assessment = assessment or shipped.assessment()
    if profile.assessment_id != assessment.id:
        raise DataFault("report_other_pack", name=shown(profile.assessment_id))
    grew = _grew(content.get("norms", ()))
    said = said_in(content)
    return report_of(profile, assessment, shipped.bank(), words, made, name=name, find_local=grew.get, said=said)


def _grew(records: Sequence[Mapping[str, Any]]) -> Mapping[str, LocalNorm]:
    """Return the norms in a file that grew where it was made, by id; one that its id does not name is passed over."""
    from progrez_desktop.core.services.measures_in_use import is_what_its_id_says, norms_of

    return {name: norm for name, norm in norms_of(records).items() if is_what_its_id_says(norm)}


def _local(group: "NormGroup | LocalNorm | None") -> LocalNorm | None:
    return group if isinstance(group, LocalNorm) else None


def report_of(
    profile: Profile,
    assessment: Assessment,
    bank: bytes,
    words: Words,
    made: date,
    *,
    name: str = "",
    earlier: Earlier | None = None,
    find_local: FindLocal = none_grew,
    said: Said = NOTHING_SAID,
) -> Report:
    """Return what the report says.

    Args:
        bank: The bank that ships.
        find_local: Gives a norm that the result names and that grew where it was made.
    """
    from progrez_desktop.scoring import scales

    every = scales.with_longer(bank)
    groups = norm_groups.groups_of(profile, every, find_local)
    beside = Beside(
        names={score.norm_id: _name(score.norm_id, groups, words) for _, score in scored_lines(profile)},
        norms=_norms(profile, every, groups),
        since=earlier.changes if earlier else {},
        since_day=words.date(earlier.finished_ms) if earlier else "",
        name=name,
        said=said,
    )
    return compose_report(profile, assessment, beside, words, made)


def _name(norm_id: str, groups: "Mapping[str, NormGroup | LocalNorm]", words: Words) -> NormName:
    group = groups.get(norm_id)
    people = norm_id if group is not None else ""  # those that nobody here can name stand together, without an order
    if isinstance(group, LocalNorm):
        # Each scale has a norm of its own that grew from the same people.
        people = f"{group.site}/{group.from_ms}/{group.to_ms}"
    return NormName(norm_groups.name_of(group, words), norm_groups.short_name_of(group, words), people)


def _norms(profile: Profile, bank: "Bank", groups: "Mapping[str, NormGroup | LocalNorm]") -> "Mapping[str, Norm]":
    """Return the norms by scale, where the profile was scored with this very bank; one that grew stands before its."""
    if profile.provenance.bank_sha256 != bank.sha256:
        return {}
    local = {norm.scale: norm.norm for norm in map(_local, groups.values()) if norm is not None}
    return {name: scale.norm for name, scale in bank.skills.items()} | local

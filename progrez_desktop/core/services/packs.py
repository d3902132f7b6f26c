"""Packs of organisations on this device: taken in when their signer is trusted, run when an operator says so, kept."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.files import disk_faults, make_private_folder, write_private
from progrez_desktop.core.model.assessment import Assessment
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.organisation import has_key
from progrez_desktop.core.packs.assessment_pack import load_assessment
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.pack_checking import Kind, Looked, look, problems
from progrez_desktop.core.services.running_packs import read_whole
from progrez_desktop.core.store.pack_store import Installed

SHIPPED = "shipped"
"""What is chosen to run what shipped."""
_OPERATOR = "operator"
_SHORTEST = 8


def install(deps: Deps, pack: bytes) -> Installed:
    """Take a pack in, once everything about it is right. What runs stays what runs. Once more is fine.

    Raises:
        DataFault: What is wrong with it: see core.packs.signed_pack and core.services.pack_checking; "pack_unsigned",
            "pack_signer_unknown", "pack_signer_key", "pack_signer_other", "pack_seal_key"; "pack_version_published":
            another one is here under its name and version.
        EnvironmentFault: What the disk says.
    """
    deps.permit("keep_packs")
    looked = look(pack)
    for problem in problems(looked, deps.shipped):
        raise problem
    signer = check_trusted(deps, looked)
    found = Installed(
        sha256=looked.manifest.sha256,
        kind=looked.kind,
        id=looked.document["id"],
        version=looked.document["version"],
        publisher=looked.document["publisher"],
        organisation_id=looked.organisation_id,
        signer_key_id=hashlib.sha256(signer).hexdigest(),
        installed_ms=deps.clock.now_ms(),
        state="installed",
        file_sha256=looked.file_sha256,
    )
    before = deps.device.packs.find(found.sha256)
    kept = before or found
    make_private_folder(deps.folder.packs)
    # Signed anew it has other bytes and says the same: the file that is here stays the one that it was.
    if before is None or before.file_sha256 == looked.file_sha256:
        write_private(deps.folder.pack_file(kept.file_sha256), pack)
    if before is None:
        deps.device.packs.put(found, _event(deps, "pack_installed", found))
    return kept


def check_trusted(deps: Deps, looked: Looked) -> bytes:
    """Return the key that signed a pack, once it is the pinned one of the organisation that the pack is for.

    Raises:
        DataFault: As `install` says, for what has no problem of its own.
    """
    signer = _trusted_signer(deps, looked)
    pack_id, version = looked.document["id"], looked.document["version"]
    other = deps.device.packs.of_version(looked.kind, pack_id, version)
    if other is not None and other.sha256 != looked.manifest.sha256:
        raise DataFault("pack_version_published", name=pack_id, version=version)
    return signer


def _trusted_signer(deps: Deps, looked: Looked) -> bytes:
    signature = looked.signature()
    if signature is None:
        raise DataFault("pack_unsigned")
    if signature.organisation_id != looked.organisation_id:
        raise DataFault("pack_signer_other")
    pinned = deps.device.organisations.find(signature.organisation_id)
    if pinned is None or pinned.card is None or pinned.state == "dropped":
        raise DataFault("pack_signer_unknown", organisation=signature.organisation_id[:_SHORTEST])
    if pinned.card.signing_key != signature.signing_key:
        raise DataFault("pack_signer_key")
    if looked.kind == "assessment":
        public_key = bytes.fromhex(looked.document["organisation"]["public_key"])
        if not has_key(pinned.card, public_key):
            raise DataFault("pack_seal_key")
    return signature.signing_key


def named(deps: Deps, name: str) -> Installed:
    """Return the pack whose hash, or that of its file, begins so; or the only one that is called so.

    Raises:
        UsageFault: "pack_unknown".
    """
    every = deps.device.packs.all()
    # Servers know the hash of the file, results the one of what it says (docs/packs.md): people copy either.
    hashed = [one for one in every if one.sha256.startswith(name) or one.file_sha256.startswith(name)]
    found = hashed if len(name) >= _SHORTEST else []
    found = found or [one for one in every if name in (one.id, f"{one.id}@{one.version}")]
    if len(found) != 1:
        raise UsageFault("pack_unknown", name=name)
    return found[0]


def use(deps: Deps, name: str, kind: Kind = "assessment") -> Installed | None:
    """Have a pack run from the next start on, or with "shipped" what shipped; sittings that began go on with theirs.

    Raises:
        UsageFault: "pack_unknown".
        DataFault: "pack_in_use_missing", "pack_in_use_damaged": its file would not run.
    """
    deps.permit("keep_packs")
    if name == SHIPPED:
        deps.device.packs.use(kind, None, _event(deps, "pack_used", None, kind))
        return None
    pack = named(deps, name)
    read_whole(deps.folder, pack.file_sha256)
    deps.device.packs.use(pack.kind, pack.sha256, _event(deps, "pack_used", pack))
    return pack


def remove(deps: Deps, name: str) -> Installed:
    """Take a pack out that neither runs nor is needed by what lies in somebody's safe.

    Raises:
        UsageFault: "pack_unknown", "pack_is_in_use", "pack_is_needed".
    """
    deps.permit("keep_packs")
    pack = named(deps, name)
    if pack.state == "in_use":
        raise UsageFault("pack_is_in_use")
    if users := deps.device.packs.users(pack.sha256):
        raise UsageFault("pack_is_needed", n=users)
    deps.device.packs.drop(pack.sha256, _event(deps, "pack_removed", pack))
    with disk_faults(deps.folder.packs):
        deps.folder.pack_file(pack.file_sha256).unlink(missing_ok=True)
    return pack


def _event(deps: Deps, action: str, pack: Installed | None, kind: Kind = "assessment") -> AuditEvent:
    about = pack.sha256 if pack else None
    told = {"to": f"{pack.id}@{pack.version}" if pack else SHIPPED, "kind": pack.kind if pack else kind}
    return AuditEvent(deps.clock.now_ms(), _OPERATOR, action, about, told)


# Which one somebody goes on with


def assessment_of(deps: Deps, pack_sha256: str) -> Assessment | None:
    """Return the assessment that a result or a sitting names by hash; None where it is neither here nor whole."""
    if pack_sha256 == deps.assessment.pack_sha256:
        return deps.assessment
    ships = deps.shipped.assessment()
    if pack_sha256 == ships.pack_sha256:
        return ships
    pack = deps.device.packs.find(pack_sha256)
    if pack is None or pack.kind != "assessment":
        return None
    with suppress(DataFault):
        return read(deps, pack)
    return None


def read(deps: Deps, pack: Installed) -> Assessment:
    """Return the assessment of a pack that was taken in.

    Raises:
        DataFault: "pack_in_use_missing", "pack_in_use_damaged"; what is wrong with its contents.
    """
    return load_assessment(read_whole(deps.folder, pack.file_sha256), "", pack.sha256)


def deps_for(deps: Deps, session: Session) -> Deps:
    """Return what somebody goes on with: the pack of the sitting that they began, or of their result in this
    assessment, where it isn't the one that runs now.

    A sitting that was begun is finished with what it began with, whatever runs by then.
    """
    if not deps.device.packs.all():
        return deps
    for sha256 in _begun(deps, session):
        if sha256 == deps.assessment.pack_sha256:
            return deps
        assessment = assessment_of(deps, sha256)
        if assessment is not None:
            return replace(deps, assessment=assessment)
    return deps


def _begun(deps: Deps, session: Session) -> Iterator[str]:
    attempts = list(session.safe.attempts())
    deps.device.packs.note_uses(session.account_id, [one.pack_sha256 for one in attempts], deps.clock.now_ms())
    open_ones = [one for one in attempts if one.state == "open"]
    mine = [one for one in attempts if one.assessment_id == deps.assessment.id]
    # That of the assessment that runs comes first: who began two goes on with the one that they came for.
    for one in (*(one for one in open_ones if one in mine), *open_ones, *(one for one in mine if one.state != "open")):
        yield one.pack_sha256

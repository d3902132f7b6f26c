"""What runs on this device in the place of what shipped. Every start with a pack waits for this: it loads little."""

from dataclasses import dataclass

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.assessment import Assessment
from progrez_desktop.core.packs.assessment_pack import load_assessment
from progrez_desktop.core.packs.manifest import Manifest, read_verified, sha256_of
from progrez_desktop.core.packs.shipped import Shipped, with_model
from progrez_desktop.core.packs.signed_pack import Held, PackFile
from progrez_desktop.core.store.device_store import DeviceStore
from progrez_desktop.core.store.folder import DataFolder


def running(folder: DataFolder, device: DeviceStore, files: Shipped) -> tuple[Shipped, Assessment]:
    """Return the files and the assessment that run here.

    Raises:
        DataFault: "pack_in_use_missing", "pack_in_use_damaged"; or what shipped runs, and is not what shipped.
    """
    used = {kind: (sha256, file_sha256) for kind, sha256, file_sha256 in device.packs_in_use()}
    if "model" in used:
        files = _over_model(folder, *used["model"], files)
    if "assessment" not in used:
        return files, files.assessment()
    sha256, file_sha256 = used["assessment"]
    return files, load_assessment(read_whole(folder, file_sha256), "", sha256)


def _over_model(folder: DataFolder, sha256: str, file_sha256: str, files: Shipped) -> Shipped:
    """Only the list of its files is read: each of them is checked when a first text asks for it."""
    source = PackFile(folder.pack_file(file_sha256))
    if not source.path.is_file():
        raise DataFault("pack_in_use_missing", name=source.path.name)
    try:
        manifest = source.manifest(sha256)
    except DataFault as fault:
        raise DataFault("pack_in_use_damaged", name=source.path.name) from fault
    return with_model(files, _InUse(source, manifest), manifest)


@dataclass(frozen=True)
class _InUse:
    """The pack of a model that runs here, as a source of files. What is wrong with one is said of the pack: installing
    the program again would mend nothing."""

    pack: PackFile
    manifest: Manifest

    def read(self, name: str) -> bytes:
        try:
            return read_verified(self.pack, name, self.manifest.files[name])
        except DataFault as fault:
            raise DataFault("pack_in_use_damaged", name=self.pack.path.name) from fault


def read_whole(folder: DataFolder, file_sha256: str) -> Held:
    """Return the files of a pack that was taken in, once its file is the one that was.

    Raises:
        DataFault: "pack_in_use_missing", "pack_in_use_damaged".
    """
    path = folder.pack_file(file_sha256)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataFault("pack_in_use_missing", name=path.name) from error
    if sha256_of(content) != file_sha256:
        raise DataFault("pack_in_use_damaged", name=path.name)
    return Held.of(content)

"""What a kiosk's self-test finds: what the system enforces, what is only detected, and what is open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

_WayOut = Literal["session", "keys", "consoles", "sysrq", "display"]
_Kept = Literal["user", "home", "disk", "swap", "dumps", "debugger"]
_Around = Literal["sleep", "screens", "drives", "remote", "clock", "key_store", "folder", "accessibility"]
_Told = Literal["machine", "network", "voice"]
LockCheck = Literal[_WayOut, _Kept, _Around, _Told]
"""In the order in which a person mends them: out of the program, at what is kept, around the sitting, only told."""

LockState = Literal["enforced", "detected", "open"]
"""enforced: the operating system sees to it. detected: nothing is wrong, and this program would see it or can only say
what there is. open: neither, or something is wrong now."""

REQUIRABLE: tuple[LockCheck, ...] = (*get_args(_WayOut), *get_args(_Kept), *get_args(_Around))
"""What an operator may ask for before anybody begins."""

ONLY_DETECTED: frozenset[LockCheck] = frozenset({"screens", "remote", "machine", "network", "voice"})
"""Which no operating system can promise: these hold where nothing was found."""

CODES: frozenset[str] = frozenset(
    {
        *("root", "sudo", "wheel", "admin", "docker", "lxd", "libvirt", "disk", "adm"),
        *("cage", "openbox", "xorg", "another"),
        *("x11vnc", "Xvnc", "wayvnc", "krfb", "xrdp", "gnome-remote-desktop-daemon", "teamviewerd", "anydesk"),
        *("rustdesk", "ssh", "vnc", "rdp", "session"),
        *("KVM", "VMware", "VirtualBox", "Xen", "Hyper-V", "QEMU", "Parallels"),
        *("WinVaultKeyring", "macOS", "SecretService", "libsecret", "kwallet", "passphrase"),
        *("alt_tab", "alt_f4", "alt_f2", "alt_space", "ctrl_escape", "ctrl_alt_t", "super_d", "super_e", "super_r"),
    }
)
"""Every word that a finding may carry. A name of a person, a host, a folder or a network is none of them."""


@dataclass(frozen=True)
class Found:
    """What one check found. `message` names the sentence `lock.<check>.<message>`.

    Its parts are counts and words of `CODES`, so that the report for support can hold nothing of a person.
    """

    check: LockCheck
    state: LockState
    message: str
    counts: Mapping[str, int] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    command: str = ""
    """What an operator types to mend it; empty where that is no command."""

    def __post_init__(self) -> None:
        if not set(self.names) <= CODES or not all(type(count) is int for count in self.counts.values()):
            raise ValueError(self.check)

    @property
    def said(self) -> "LockState | Literal['noted']":
        """The word that it is shown with: what nobody can ask for and is no fault is only to be known."""
        return "noted" if self.state == "detected" and self.check not in REQUIRABLE else self.state

    @property
    def holds(self) -> bool:
        """Whether this is as good as it gets."""
        return self.state == "enforced" or (self.state == "detected" and self.check in ONLY_DETECTED)


def unmet(found: tuple[Found, ...], required: frozenset[str]) -> tuple[Found, ...]:
    """Return what an operator asked for and does not hold. What was asked for and not looked at is none of these."""
    return tuple(one for one in found if one.check in required and not one.holds)

"""The code on a receipt: whoever has it can withdraw what the receipt tells of, anywhere, without the safe.

    code            160 random bits, printed like a recovery code
    lookup          HKDF(code, "withdrawal/lookup"): finds the release on the device that it was made on
    subject id      HKDF(code, "withdrawal/subject"), 128 bits: the person, to one organisation and until they withdraw;
                    of what is released again after that, "withdrawal/release/<part>/subject"
    of each part    HKDF(code, "withdrawal/release/<part>"), 128 bits: the release id, as random as the code
                    HKDF(code, "withdrawal/erase/<part>"): its erase secret, of which the SHA-256 went along with it
                    HKDF(code, "withdrawal/reply/<part>"): opens what comes back for it; its public half went along

So a device that never saw the releases can ask for their erasure, and the code itself is kept in the safe alone.
"""

from dataclasses import dataclass, field

from progrez_desktop.core.keys.inbox import InboxKeyPair
from progrez_desktop.core.keys.primitives import derive, x25519_public
from progrez_desktop.core.keys.printed_code import CodeKind, new_code
from progrez_desktop.core.ports import Entropy

_KIND = CodeKind("withdrawal_code_typing", "withdrawal_code_length", 8)
_ID_BYTES = 16

MOST = 8
"""So often can one envelope be released anew under one code, since an id that was erased stays erased; and so many
requests for a rating can be withdrawn with one on a device that never saw them."""
RATINGS = tuple(f"rating-{number}" for number in range(1, MOST + 1))
PROFILES = ("profile", *(f"profile-{number}" for number in range(2, MOST + 1)))
RESEARCH = ("research", *(f"research-{number}" for number in range(2, MOST + 1)))
ENVELOPES = (*PROFILES, *RESEARCH)


@dataclass(frozen=True)
class WithdrawalCode:
    bits: bytes = field(repr=False)

    @property
    def written(self) -> str:
        return _KIND.written(self.bits)

    @property
    def lookup(self) -> bytes:
        return derive(self.bits, "withdrawal/lookup")

    @property
    def subject_id(self) -> str:
        return derive(self.bits, "withdrawal/subject", length=_ID_BYTES).hex()

    def release_id(self, part: str) -> str:
        return derive(self.bits, f"withdrawal/release/{part}", length=_ID_BYTES).hex()

    def erase_secret(self, part: str) -> bytes:
        return derive(self.bits, f"withdrawal/erase/{part}")

    def reply_key_pair(self, part: str) -> InboxKeyPair:
        private = derive(self.bits, f"withdrawal/reply/{part}")
        return InboxKeyPair(x25519_public(private), private)


def make(entropy: Entropy) -> WithdrawalCode:
    """Return a new code, and with it new release ids."""
    return WithdrawalCode(new_code(entropy))


def read(text: str) -> WithdrawalCode:
    """Return what a code stands for, as somebody typed it.

    Raises:
        UsageFault: "withdrawal_code_typing" with the groups that can't be right, "withdrawal_code_length".
    """
    return WithdrawalCode(_KIND.read(text))

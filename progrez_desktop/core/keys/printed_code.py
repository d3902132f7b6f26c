"""Codes that are printed and typed: 160 bits in 8 groups of 5 signs; the fifth tells whether its group is right.

A group is 4 signs of data (20 bits) and 1 check sign, in Crockford's base 32 (no I, L, O, U). The check sign is
computed in the field of 32 elements with a different weight for each place and a term for the group's number, so that
any one wrong sign, any two signs of a group exchanged, and any two groups exchanged are always found, and by group.
Codes of two kinds have another term: one that is typed in the place of the other is wrong in every group.
"""

import re
import unicodedata
from dataclasses import dataclass

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.ports import Entropy

CODE_BYTES = 20
GROUPS = 8
GROUP_SIGNS = 5
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {sign: value for value, sign in enumerate(CROCKFORD)}
_LOOKALIKES = str.maketrans("OIL", "011")
_WEIGHTS = (2, 4, 8, 16)
_SEPARATORS = re.compile(r"[\s\-‐-―−_.,;:/]+")


def new_code(entropy: Entropy) -> bytes:
    """Return the 160 random bits behind a new code."""
    return entropy.bytes(CODE_BYTES)


@dataclass(frozen=True)
class CodeKind:
    typing_fault: str
    """Of groups that can't be right, which it names."""
    length_fault: str
    first_group: int
    """What its first group is numbered, for the check signs alone."""

    def written(self, code: bytes) -> str:
        """Return the code as it is printed, groups joined by dashes."""
        number = int.from_bytes(code, "big")
        groups = []
        for group in range(GROUPS):
            shift = 20 * (GROUPS - 1 - group)
            values = [(number >> (shift + 5 * place)) & 31 for place in (3, 2, 1, 0)]
            groups.append("".join(CROCKFORD[value] for value in (*values, self._check_value(values, group))))
        return "-".join(groups)

    def read(self, text: str) -> bytes:
        """Return the 160 bits of a code as somebody typed it; case, spaces, dashes and O for 0, I or L for 1 don't
        matter.

        Raises:
            UsageFault: `typing_fault` with the numbers of the groups that can't be right (first is 1), or
                `length_fault` if the groups fit but there are more signs than a code has.
        """
        groups = self._groups(text)
        wrong = [number for number, group in enumerate(groups[:GROUPS]) if not self._fits(group, number)]
        if not wrong and len(groups) > GROUPS:
            raise UsageFault(self.length_fault, signs=GROUPS * GROUP_SIGNS)
        if wrong:
            raise self._typing(*wrong)
        number = 0
        for group in groups:
            for sign in group[:4]:
                number = number << 5 | _VALUES[sign]
        return number.to_bytes(CODE_BYTES, "big")

    def _typing(self, *wrong: int) -> UsageFault:
        return UsageFault(self.typing_fault, groups=", ".join(str(number + 1) for number in wrong))

    def _groups(self, text: str) -> list[str]:
        """Return at least 8 groups of signs; where the person's own grouping has 8, it is kept, since it shows more."""
        plain = unicodedata.normalize("NFKC", text).upper().translate(_LOOKALIKES)
        typed = [group for group in _SEPARATORS.split(plain) if group]
        if len(typed) == GROUPS:
            return typed
        signs = "".join(typed)
        groups = [signs[at : at + GROUP_SIGNS] for at in range(0, len(signs), GROUP_SIGNS)]
        whole = len(signs) == GROUPS * GROUP_SIGNS
        if not whole:  # a sign is missing or too many: everything after that place is shifted, so name only the first
            first = next((number for number, group in enumerate(groups) if not self._fits(group, number)), len(groups))
            if first < GROUPS:
                raise self._typing(first)
        return groups

    def _fits(self, group: str, number: int) -> bool:
        values = [_VALUES.get(sign) for sign in group]
        if len(values) != GROUP_SIGNS or None in values:
            return False
        *data, check = (value for value in values if value is not None)
        return check == self._check_value(data, number)

    def _check_value(self, values: list[int], group: int) -> int:
        total = self.first_group + group
        for weight, value in zip(_WEIGHTS, values, strict=True):
            total ^= _product(weight, value)
        return total


def _product(a: int, b: int) -> int:
    """Return a times b in GF(32), with x^5 + x^2 + 1."""
    total = 0
    while b:
        if b & 1:
            total ^= a
        b >>= 1
        a <<= 1
        if a & 32:
            a ^= 0b100101
    return total

"""The printed recovery code of a safe or of a machine (printed_code.py)."""

from progrez_desktop.core.keys.printed_code import CODE_BYTES, GROUP_SIGNS, GROUPS, CodeKind, new_code

_KIND = CodeKind("recovery_code_typing", "recovery_code_length", 0)
written, read = _KIND.written, _KIND.read

__all__ = ["CODE_BYTES", "GROUPS", "GROUP_SIGNS", "new_code", "read", "written"]

"""What is inside a library that its name does not tell: read out of its own bytes, so that nobody's note grows old."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Part:
    """A library inside a library, as its own text names it."""

    name: str
    version: str
    slug: str
    licence: str

    @property
    def purl(self) -> str:
        known = self.version and not self.version.startswith("so ")
        return f"pkg:generic/{self.slug}@{self.version}" if known else f"pkg:generic/{self.slug}"


@dataclass(frozen=True)
class Sign:
    """How one library shows in the bytes of whatever it was linked into."""

    name: str
    pattern: bytes
    slug: str
    licence: str
    at: str = ""
    """Only in files whose name has this."""


SIGNS = (
    Sign("OpenSSL", rb"OpenSSL (\d+\.\d+\.\d+[a-z]?) \d+ [A-Z][a-z]{2} 20\d\d", "openssl", "Apache-2.0"),
    Sign("SQLCipher", rb"community\x00(\d+\.\d+\.\d+)\x00", "sqlcipher", "BSD-3-Clause", at="_sqlite3"),
    Sign("SQLite", rb"\x01(3\.\d{2}\.\d+)\x00", "sqlite", "blessing", at="_sqlite3"),
    Sign("Qt", rb"Qt (\d+\.\d+\.\d+) \(", "qt", "LGPL-3.0-only", at="libQt6Core"),
    Sign("OpenBLAS", rb"OpenBLAS (\d+\.\d+\.\d+)", "openblas", "BSD-3-Clause", at="openblas"),
    Sign("SCIP", rb"VERSION=(\d+\.\d+\.\d+)\x0a API_VERSION", "scip", "Apache-2.0", at="libscip."),
    Sign("zlib", rb"(?:in|de)flate (\d+\.\d+(?:\.\d+)?) Copyright", "zlib", "Zlib"),
    Sign("libpng", rb"libpng version (\d+\.\d+\.\d+)", "libpng", "libpng-2.0", at="png"),
    Sign("Oniguruma for Rust", rb"onig-(\d+\.\d+\.\d+)/", "onig", "MIT", at="tokenizers"),
    Sign("Protocol Buffers", rb"protobuf/src/v(\d+\.\d+)-", "protobuf", "BSD-3-Clause", at="onnxruntime"),
)
MUST_NAME = {"_sqlite3": ("OpenSSL", "SQLCipher", "SQLite"), "_rust": ("OpenSSL",), "libQt6Core": ("Qt",)}
"""What has to be found in these: a pattern that no longer matches is no reason to say nothing."""

VENDORED = (
    ("libabsl_", "Abseil", "Apache-2.0"),
    ("libprotobuf", "Protocol Buffers", "BSD-3-Clause"),
    ("libutf8_validity", "Protocol Buffers", "BSD-3-Clause"),
    ("libre2", "RE2", "BSD-3-Clause"),
    ("libscip.", "SCIP", "Apache-2.0"),
    ("libhighs", "HiGHS", "MIT"),
    ("libCbc", "COIN-OR Cbc", "EPL-2.0"),
    ("libCgl", "COIN-OR Cgl", "EPL-2.0"),
    ("libClp", "COIN-OR Clp", "EPL-2.0"),
    ("libCoinUtils", "COIN-OR CoinUtils", "EPL-2.0"),
    ("libOsi", "COIN-OR Osi", "EPL-2.0"),
    ("libortools", "OR-Tools", "Apache-2.0"),
    ("libscipy_openblas", "OpenBLAS", "BSD-3-Clause"),
    ("libgfortran", "GCC runtime", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    ("libquadmath", "GCC runtime", "LGPL-2.1-or-later"),
    ("libavif", "libavif", "BSD-2-Clause"),
    ("libbrotli", "Brotli", "MIT"),
    ("libfreetype", "FreeType", "FTL"),
    ("libharfbuzz", "HarfBuzz", "MIT-Modern-Variant"),
    ("libjpeg", "libjpeg-turbo", "IJG"),
    ("liblcms2", "Little CMS", "MIT"),
    ("liblzma", "XZ Utils", "0BSD"),
    ("libopenjp2", "OpenJPEG", "BSD-2-Clause"),
    ("libpng", "libpng", "libpng-2.0"),
    ("libsharpyuv", "libwebp", "BSD-3-Clause"),
    ("libwebp", "libwebp", "BSD-3-Clause"),
    ("libtiff", "LibTIFF", "libtiff"),
    ("libxcb", "libxcb", "MIT"),
    ("libXau", "libXau", "MIT"),
    ("libzstd", "Zstandard", "BSD-3-Clause"),
    ("libz", "zlib", "Zlib"),
    ("libicu", "ICU", "Unicode-3.0"),
    ("libQt6", "Qt", "LGPL-3.0-only"),
    ("libbz2", "bzip2", "bzip2-1.0.6"),
    ("libpyside6", "Qt for Python", "LGPL-3.0-only"),
    ("libshiboken6", "Qt for Python", "LGPL-3.0-only"),
    ("libpdfium", "PDFium", "BSD-3-Clause"),
    ("libonnxruntime", "ONNX Runtime", "MIT"),
)
"""Libraries of others that wheels bring as files of their own, by how their names begin."""


def vendored(library: Path) -> Part | None:
    """Return which library a file is that a wheel brought beside its own modules; None where nobody says."""
    if "plugins" in library.parts and "PySide6" in library.parts:
        return Part("Qt", "", "qt", "LGPL-3.0-only")
    for beginning, name, licence in VENDORED:
        if library.name.startswith(beginning):
            # The number behind .so is that of its interface, and no version of the library.
            version = re.search(r"\.so\.([\d.]+)$", library.name)
            return Part(name, f"so {version[1]}" if version else "", _slug(name), licence)
    return None


def is_beside(library: Path) -> bool:
    """Whether a library is one that others load, and no module of Python's."""
    return library.name.startswith("lib") and not re.search(r"\.(cpython-[^.]+|abi3)\.so$", library.name)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower())


def parts_of(library: Path) -> Iterator[Part]:
    """Yield every part that the bytes of a library name, each version of one once."""
    content, told = library.read_bytes(), set()
    for sign in SIGNS:
        if sign.at not in library.name:
            continue
        found = {match[1].decode() for match in re.finditer(sign.pattern, content)}
        told |= {sign.name} if found else set()
        for version in sorted(found):
            yield Part(sign.name, version, sign.slug, sign.licence)
    for beginning, names in MUST_NAME.items():
        if library.name.startswith(beginning) and not told.issuperset(names):
            raise LookupError(f"{library.name} no longer says which {', '.join(set(names) - told)} is in it")

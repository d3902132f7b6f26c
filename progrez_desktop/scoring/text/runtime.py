"""onnxruntime with its telemetry off: the only importer of it, for the product and for whatever builds or tests it."""

import os
from typing import Any


def onnxruntime() -> Any:
    """Return the module onnxruntime, told to write nothing and to report nothing.

    By itself it puts a device id and a database into the home folder and looks for a collector of its maker.
    """
    # It is read once, while the library loads: a call of disable_telemetry_events() comes after the files are there.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime as runtime

    runtime.disable_telemetry_events()  # builds for Windows report through the system as well
    return runtime

"""SHA-256 of the sources that compute results, which name it. Written by `python -m calibration.pack`."""

ENGINE_SHA256 = "c1e9aff6d40df4d1e37192c72b957f9cd9a4bc9229b13bdb43fa6373ba049ba9"

"""SHA-256 of the sources that compute results, which name it. Written by `python -m calibration.pack`."""

ENGINE_SHA256 = "ae6919cc048bded84e4699d6743a25bfb96e5d62c2b9a5ed5fa49f52559ce2e2"

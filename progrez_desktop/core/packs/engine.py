"""SHA-256 of the sources that compute results, which name it. Written by `python -m calibration.pack`."""

ENGINE_SHA256 = "a980e82f5ad3e7fa07da8b8ecf7e49641466e7edb2161963972261d7c0ccd932"

"""SHA-256 of the sources that compute results, which name it. Written by `python -m calibration.pack`."""

ENGINE_SHA256 = "7d024b0ee6f1e73d10ee7752604c62c9bae38125bc7b48a67605af53d64eecd1"

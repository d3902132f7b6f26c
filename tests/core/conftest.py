"""Properties of the core take as long as the machine is busy, so hypothesis sets no deadline here."""

from hypothesis import settings

settings.register_profile("core", deadline=None)
settings.load_profile("core")

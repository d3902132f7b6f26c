"""Runs before everything else in a packaged build, the hooks of PyInstaller for single libraries among it."""

from progrez_desktop.core.bundle import begin

begin()
del begin

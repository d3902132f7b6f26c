"""`python -m progrez_desktop` is `progrez`."""

from progrez_desktop.app import main

raise SystemExit(main())

"""What a packaged build runs: `progrez`."""

from progrez_desktop.app import main

raise SystemExit(main())

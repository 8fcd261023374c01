"""Where the frozen program begins."""

import sys

from evalapp.__main__ import main

sys.exit(main())

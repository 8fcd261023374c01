"""Where the program for Windows begins; it lies beside the Python that runs it."""

import sys

# The executable is the program itself, not a Python: it is asked for its own reading child by an argument.
sys.frozen = True  # type: ignore[attr-defined]

from evalapp.__main__ import main  # noqa: E402 - only now

sys.exit(main())

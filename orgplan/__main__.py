"""`python -m orgplan` is the same as the command `orgplan`."""

import sys

from orgplan.cli import main

if __name__ == "__main__":
    sys.exit(main())

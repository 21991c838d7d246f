"""``python -m tongket.cli``."""

import sys

from tongket.cli.main import main

sys.exit(main(sys.argv[1:]))

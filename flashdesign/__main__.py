"""Entry point of the program: a window or a command."""

import sys

from flashdesign.app import run


def main() -> int:
    """Run the command line and return the exit code."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

"""Start the program: a window, or a command."""

import sys

from flashdesign.app import run


def main() -> int:
    """Run what the command line asks for and return the exit code."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

"""The messages of `argparse` itself, such as "usage:", in the current language."""

import argparse

from flashdesign.i18n.translation import N_, _, ngettext

MESSAGES = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("unrecognized arguments: %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("not allowed with argument %s"),
    N_("ignored explicit argument %r"),
)
"""The messages of Python 3.11 to 3.13 that a user of this program can meet."""


def translate_argparse() -> None:
    """Have `argparse` look up its messages in the catalogs of this program.

    It takes its two functions from `gettext`, which know neither the languages of this program nor
    `in_language`. A message that is not in the catalog stays English.
    """
    vars(argparse).update({"_": _, "ngettext": ngettext})

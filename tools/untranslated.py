"""Find sentences for the user that are not marked for translation, and marked ones in pieces.

A string counts as shown if it has two words in a row, or if it is passed to something that shows
text, such as `setText`. `EXEMPT` lists the modules and functions whose text is not translated.
"""

import argparse
import ast
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.marked_calls import Marker, marker_of
from tools.shown_text import VALUE, is_sentence, is_word, shown_words
from tools.untranslated_exempt import EXEMPT

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "flashdesign"
SHOWN_CHARACTERS = 70

# What shows its arguments, and which of them; none means all.
SHOWN_ARGUMENTS: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(
        (
            *("setText", "setWindowTitle", "setToolTip", "setPlaceholderText", "setTitle"),
            *("setAccessibleName", "setAccessibleDescription", "setStatusTip", "setWhatsThis"),
            *("setInformativeText", "setSpecialValueText", "setPlainText", "setPrefix"),
            *("setSuffix", "setLabelText", "setCancelButtonText", "addAction", "addMenu"),
            *("addTab", "addItems", "QAction", "QLabel", "QPushButton", "QToolButton"),
            *("QCheckBox", "QRadioButton", "QGroupBox", "QMenu", "QMessageBox"),
        ),
        (),
    ),
    "addItem": (0, 1),
    "setTabText": (1,),
    "setItemText": (1,),
}
# As functions only: SQLAlchemy's columns have a method with the same name.
SHOWN_FUNCTIONS = {"label": (0,)}
SHOWN_KEYWORDS = {"help", "description", "epilog", "text", "title", "placeholder", "tooltip"}
TRANSLATE_AT_ONCE = {"_", "ngettext", "pgettext"}
COMMAND_NAME = "flashdesign: "
PROGRAMMER_ERRORS = {
    *("ValueError", "TypeError", "RuntimeError", "AssertionError", "KeyError"),
    *("NotImplementedError", "AttributeError", "UnicodeError"),
    # A broken migration, and a broken message between two processes.
    *("IntegrityError", "FrameError"),
}
_LOG_METHODS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
# These look into a text or take it apart, and show none.
_TEXT_METHODS = {
    *("startswith", "endswith", "split", "rsplit", "partition", "rpartition", "find", "rfind"),
    *("index", "count", "removeprefix", "removesuffix", "strip", "lstrip", "rstrip"),
}
_NOT_SHOWN_CALLS = {
    *("cast", "TypeVar", "getattr", "setattr", "hasattr", "getLogger", "namedtuple"),
    "CheckConstraint",
}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A place in a module, and its problem."""

    path: str
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.problem}"


def name_of(node: ast.expr) -> str:
    """Return the last name of the called function."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


class Lint(ast.NodeVisitor):
    """Collects the findings of a module."""

    def __init__(self, module: str, path: str) -> None:
        self.findings: set[Finding] = set()
        self.used_exemptions: set[str] = set()
        self._path = path
        self._scope = [module]
        self._depth = 0
        self._programmer_messages: list[set[str]] = [set()]

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module):
            self._visit_scope(node)
        elif text := shown_words(node):
            if is_sentence(text):
                self._report(node, f"unmarked: {_shorten(text)}")
            self._visit_values(node)
        elif not _is_not_shown(node):
            super().visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        names = {target.id for target in node.targets if isinstance(target, ast.Name)}
        if not names & self._programmer_messages[-1] and not self._is_exempt(*sorted(names)):
            self.generic_visit(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._depth += 1
        self.generic_visit(node)
        self._depth -= 1

    def visit_arg(self, node: ast.arg) -> None:
        """Skip the type of a parameter."""

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None and not self._is_exempt(ast.unparse(node.target)):
            self.visit(node.value)

    def visit_Raise(self, node: ast.Raise) -> None:
        if _programmer_error(node) is None:
            self.generic_visit(node)

    def visit_Assert(self, node: ast.Assert) -> None:
        self.visit(node.test)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)

    def visit_Call(self, node: ast.Call) -> None:
        marker = marker_of(node)
        if marker is not None:
            self._visit_marked(node, marker)
            return
        for part in _shown_literals(node):
            text = shown_words(part)
            if text and is_word(text):
                self._report(part, f"unmarked: {_shorten(text)}")
        if name_of(node.func) not in _TEXT_METHODS:
            self.generic_visit(node)
        elif isinstance(node.func, ast.Attribute) and not shown_words(node.func.value):
            self.visit(node.func.value)

    def _visit_marked(self, node: ast.Call, marker: Marker) -> None:
        if self._depth == 0 and name_of(node.func) in TRANSLATE_AT_ONCE:
            self._report(node, "translated at import: mark it with N_, and translate it at use")
        for problem in marking_problems(node):
            self._report(node, problem)
        others = [part for at, part in enumerate(node.args) if at not in marker.positions]
        for value in (*others, *(keyword.value for keyword in node.keywords)):
            self.visit(value)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if isinstance(node.op, ast.Add) and _is_glued([node.left, node.right]):
            self._report(node, "a marked sentence in a sum: make one message of the whole")
        self.generic_visit(node)

    def _visit_values(self, node: ast.AST) -> None:
        """Visit the values within an f-string."""
        if isinstance(node, ast.JoinedStr):
            if _is_glued(node.values):
                self._report(node, "a marked sentence in an f-string: make one message of it")
            for part in node.values:
                if isinstance(part, ast.FormattedValue):
                    self.visit(part.value)

    def _visit_scope(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module
    ) -> None:
        name = "" if isinstance(node, ast.Module) else node.name
        self._scope += [name] if name else []
        if not self._is_exempt():
            self._programmer_messages.append(_programmer_messages(node))
            for part in ast.iter_child_nodes(node):
                # A type in quotes is no text.
                if part is not getattr(node, "returns", None):
                    self._visit_part(node, part)
            self._programmer_messages.pop()
        if name:
            self._scope.pop()

    def _visit_part(self, node: ast.AST, part: ast.AST) -> None:
        """Visit a part of a scope; the statements of a function run after the import."""
        is_later = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and part in node.body
        self._depth += is_later
        self.visit(part)
        self._depth -= is_later

    def _is_exempt(self, *names: str) -> bool:
        """Return whether the current scope, or a constant in it, is in `EXEMPT`."""
        name = ".".join([*self._scope, *names[:1]])
        if name in EXEMPT:
            self.used_exemptions.add(name)
        return name in EXEMPT

    def _report(self, node: ast.AST, problem: str) -> None:
        self.findings.add(Finding(self._path, getattr(node, "lineno", 1), problem))


def marking_problems(node: ast.Call) -> Iterator[str]:
    """Yield what keeps the messages of a marking call from being extracted or translated."""
    marker = marker_of(node)
    if marker is None:
        return
    for at in marker.positions:
        argument = node.args[at] if at < len(node.args) else None
        match argument:
            case None | ast.Constant():
                continue
            case ast.JoinedStr():
                yield "an f-string is marked: use placeholders and format()"
            case ast.BinOp(op=ast.Mod() | ast.Add()):
                yield "a message with `%` or `+` is marked: use placeholders and format()"
            case ast.IfExp(body=ast.Constant()) | ast.IfExp(orelse=ast.Constant()):
                yield "a choice of messages is marked: mark each of them"
            case _ if not marker.takes_names and not _is_noted(argument):
                yield "the message is not a literal"


def _is_noted(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and name_of(node.func) == "N_"


def _is_glued(parts: list[ast.expr]) -> bool:
    """Return whether a marked sentence is joined with other words, not with line breaks only."""
    values = [part.value if isinstance(part, ast.FormattedValue) else part for part in parts]
    if not any(map(_is_marked_sentence, values)):
        return False
    others = [value for value in values if not _is_marked_sentence(value)]
    return any(
        not isinstance(value, ast.Constant) or bool(_without_command_name(str(value.value)))
        for value in others
    )


def _without_command_name(text: str) -> str:
    """Return a text without line breaks and the command's name before its messages."""
    return text.removeprefix(COMMAND_NAME).strip("\n")


def _is_marked_sentence(node: ast.expr) -> bool:
    """Return whether a value is a marking call, formatted or not."""
    match node:
        case ast.Call(func=ast.Attribute(value=inner, attr="format")):
            return _is_marked_sentence(inner)
        case ast.Call():
            return marker_of(node) is not None
        case _:
            return False


def _is_not_shown(node: ast.AST) -> bool:
    """Return whether nothing within a node is shown: a comparison, a log call, a regex."""
    if isinstance(node, ast.Compare | ast.MatchValue | ast.MatchMapping):
        return True
    if not isinstance(node, ast.Call):
        return False
    name = name_of(node.func)
    if isinstance(node.func, ast.Attribute):
        owner = ast.unparse(node.func.value)
        if name in _LOG_METHODS and "log" in owner.lower():
            return True
        return owner == "re"
    return name in _NOT_SHOWN_CALLS


def _shown_literals(node: ast.Call) -> Iterator[ast.expr]:
    """Yield the literals among the arguments of a call that are certainly shown."""
    positions = SHOWN_ARGUMENTS.get(name_of(node.func))
    if isinstance(node.func, ast.Name):
        positions = SHOWN_FUNCTIONS.get(node.func.id, positions)
    if positions is not None:
        for at, argument in enumerate(node.args):
            if not positions or at in positions:
                yield from _choices(argument)
    for keyword in node.keywords:
        if keyword.arg in SHOWN_KEYWORDS:
            yield from _choices(keyword.value)


def _choices(node: ast.expr) -> Iterator[ast.expr]:
    """Yield the literals that an argument can be: itself, or the branches of a choice or sum."""
    match node:
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*_choices(body), *_choices(orelse))
        case ast.BoolOp(values=values):
            for value in values:
                yield from _choices(value)
        case ast.BinOp(left=left, right=right):
            yield from (*_choices(left), *_choices(right))
        case _:
            yield node


def _programmer_error(node: ast.Raise) -> ast.expr | None:
    """Return the raised exception if it is a programmer error, which is not shown."""
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    if raised is not None and name_of(raised) in PROGRAMMER_ERRORS:
        return node.exc
    return None


def _programmer_messages(scope: ast.AST) -> set[str]:
    """Return the names of variables that are the message of a programmer error."""
    return {
        argument.id
        for node in ast.walk(scope)
        if isinstance(node, ast.Raise) and isinstance(error := _programmer_error(node), ast.Call)
        for argument in error.args
        if isinstance(argument, ast.Name)
    }


def _shorten(text: str) -> str:
    flat = text.replace(VALUE, "{}")
    return repr(textwrap.shorten(flat, SHOWN_CHARACTERS, placeholder=" …"))


def lint_source(source: str, module: str, path: str = "") -> Lint:
    """Return the findings of a module."""
    lint = Lint(module, path or module)
    lint.visit(ast.parse(source))
    return lint


def module_name(path: Path, root: Path) -> str:
    """Return the dotted name of a module."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_exempt(module: str) -> str | None:
    """Return the entry of `EXEMPT` that a module is in, or None."""
    parts = module.split(".")
    names = (".".join(parts[:end]) for end in range(1, len(parts) + 1))
    return next((name for name in names if name in EXEMPT), None)


def lint_package(root: Path) -> list[str]:
    """Return the findings of all modules, and the exemptions that nothing needs."""
    findings: set[Finding] = set()
    used: set[str] = set()
    for path in sorted((root / PACKAGE).rglob("*.py")):
        module = module_name(path, root)
        if exemption := is_exempt(module):
            used.add(exemption)
            continue
        source = path.read_text(encoding="utf-8")
        lint = lint_source(source, module, path.relative_to(root).as_posix())
        findings |= lint.findings
        used |= lint.used_exemptions
    unused = [f"EXEMPT: there is no {name}" for name in EXEMPT if name not in used]
    return [*map(str, sorted(findings)), *unused]


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Print every finding; return 1 if there is one."""
    argparse.ArgumentParser(description=__doc__).parse_args(arguments)
    findings = lint_package(root)
    print("\n".join(findings) or "no unmarked sentences")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

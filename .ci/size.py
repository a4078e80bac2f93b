"""Print the code lines of each file (no blanks, comments or docstrings) and the longest functions."""

import ast
from pathlib import Path


def code_lines(node: ast.AST, source: list[str]) -> int:
    """Lines of a node that are code."""
    documented = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(part) is not None:
            documented |= set(range(part.body[0].lineno, part.body[0].end_lineno + 1))
    first, last = (1, len(source)) if isinstance(node, ast.Module) else (node.lineno, node.end_lineno)
    lines = ((number, source[number - 1].strip()) for number in range(first, last + 1) if number not in documented)
    return sum(1 for _, line in lines if line and not line.startswith("#"))


sizes, functions = [], []
for path in sorted([*Path("bpnet").rglob("*.py"), *Path("backends").rglob("*.py")]):
    text = path.read_text()
    source, tree = text.splitlines(), ast.parse(text)
    sizes.append((code_lines(tree, source), path))
    functions += [(code_lines(n, source), path, n.name) for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
for size, path in sizes:
    print(f"{size:5} {path}")
print(f"{sum(size for size, _ in sizes):5} in all; the longest functions:")
for size, path, name in sorted(functions, reverse=True)[:8]:
    print(f"{size:5} {path} {name}")

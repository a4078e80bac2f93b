"""The public names of bpnet, read from its source by griffe: what the site must document, and how its docstrings are shown."""

import functools
import re
from pathlib import Path

import griffe

ROOT = Path(__file__).parent.parent
MODULES = ("backend", "sklearn")
"""Public modules that ``bpnet.__all__`` leaves out."""
SPECIAL = {"__call__", "__getitem__", "__len__"}
"""Methods with a docstring of their own that the reference shows."""
GROUP = re.compile(r"^( *)(\w+(?:, \w+)+)\n((?:\1 +.*(?:\n|\Z))+)", re.MULTILINE)
CHOICES = re.compile(r"^( *\w+ : )\{([^}\n]*)\}", re.MULTILINE)
FILE = re.compile(r"(?<![\w/`])docs/([\w-]+)\.md\b")
NAME = re.compile(r"(?<!`)`([A-Za-z_][\w.]*)(\(\))?`(?!`)")


@functools.cache
def package():
    """Return the API of bpnet."""
    return griffe.load("bpnet", search_paths=[ROOT], resolve_aliases=True)


def public_modules(api):
    """Return the package and its public modules."""
    exported = [api[name] for name in sorted({*map(str, api.exports), *MODULES} & set(api.members))]
    return [api, *(member for member in exported if member.is_module)]


def public_names(api):
    """Return triples of a public name, its object and its home: modules, what they export, and the members of classes.

    An object with several names has its place in the reference under its home: the name in a public module, rather than in
    ``bpnet``, and for a member of a class the class that defines it, if that is public.
    """
    exported = []
    for module in reversed(public_modules(api)):
        exported.append((module.path, module))
        exported += [(f"{module.path}.{name}", thing) for name in module.exports if not (thing := module[str(name)]).is_module]
    exported.sort(key=lambda pair: len(pair[1].mro()) if pair[1].is_class else 0)
    homes, found = {}, []
    for name, thing in exported:
        members = thing.all_members.items() if thing.is_class else ()
        public = [(f"{name}.{key}", member) for key, member in members if not key.startswith("_")]
        for each, member in [(name, thing), *public]:
            found.append((each, member, homes.setdefault(member.canonical_path, each)))
    return found


def is_field(thing):
    """Return True for an attribute of a class that its docstring may describe: not for properties."""
    in_class = thing.parent is not None and thing.parent.is_class
    return in_class and thing.is_attribute and "property" not in thing.labels and not thing.has_docstring


def described_by_class(api, name):
    """Return True if the docstring of a class, or of a class that it derives from, has the name of an attribute."""
    owner, _, key = name.removeprefix("bpnet.").rpartition(".")
    texts = [each.docstring.value for each in [api[owner], *api[owner].mro()] if each.docstring]
    return any(re.search(rf"\b{key}\b", text) for text in texts)


def problems(api, ids):
    """Return a sentence for each public name without a docstring, or without a place among the anchors of the reference."""
    found = []
    for name, thing, home in public_names(api):
        if is_field(thing):
            if not described_by_class(api, name):
                found.append(f"{name} has no docstring, and that of its class does not name it")
        elif not thing.has_docstring:
            found.append(f"{name} has no docstring")
        elif home not in ids and thing is not api:
            found.append(f"{name} is on no page of the reference: {home} is missing")
    return found


def anchors(api):
    """Return the anchor of each name that a page may write in code: from bpnet, from its file, and ``Class.member``."""
    found = {}
    for name, thing, home in public_names(api):
        short = name.removeprefix("bpnet.")
        if thing is api or is_field(thing):
            continue
        found[name] = found[thing.canonical_path] = home
        if "." in short or (short[0].isupper() and not thing.is_module):
            found[short] = home  # of a plain word, as `load`, nobody knows whether bpnet's is meant
    return found


class Docstrings(griffe.Extension):
    """Docstrings as mkdocstrings takes them: a parameter per entry, links for names in single backticks, stars that are stars."""

    def on_package(self, *, pkg, **_):
        """Change the docstrings of a package that was loaded."""
        if pkg.name != "bpnet":
            return
        known = anchors(pkg)
        self.walk(pkg, known)

    def walk(self, thing, known):
        """Change the docstrings of an object, and of what is in it."""
        if thing.name.startswith("__") and thing.is_function and (thing.name not in SPECIAL or only_raises(thing)):
            thing.docstring = None  # which the reference leaves out
        if thing.is_attribute and re.search(r"\bfor\b|\blambda\b", str(thing.value)):
            thing.value = None  # a program, not a value
        if thing.docstring:
            thing.docstring.value = changed(thing.docstring.value, thing, known)
        for member in thing.members.values():
            if not member.is_alias:
                self.walk(member, known)


def only_raises(thing):
    """Return True for a method that is there for its error."""
    return thing.docstring is not None and thing.docstring.value.startswith("Raise ")


def changed(text, thing, known):
    """Return a docstring of numpydoc as Markdown."""
    text = CHOICES.sub(r"\1\2", text)  # griffe would take the first choice for the default
    text = FILE.sub(lambda file: f"[{file[0]}](../{file[1]}.md)", text)
    text = GROUP.sub(lambda group: "".join(f"{group[1]}{name}\n{group[3].rstrip()}\n" for name in group[2].split(", ")), text)
    text = re.sub(r"(?<=\()\*(?=\w)", r"\\*", text)
    first, gap, rest = text.partition("\n\n")
    if not re.search(r"^\W", first, re.MULTILINE):
        first = first.replace("\n", " ")  # the summary of a module shows the first line
    return NAME.sub(lambda name: linked(name, thing, known), first + gap + rest)


def linked(name, thing, known):
    """Return a name in single backticks as a link: a member of the same class, of the same module, or any that is known."""
    scopes = [f"{known.get(scope.path)}." for scope in (thing, thing.parent) if scope is not None and scope.is_class]
    scopes += [f"{home}." for home in known_modules(thing)] + ["", "bpnet."]
    for scope in scopes:
        if scope + name[1] in known:
            return f"[{name[0]}][{known[scope + name[1]]}]"
    return name[0]


def known_modules(thing):
    """Return the paths of the modules that an object is in, from the inside."""
    path = thing.module.path
    while path:
        yield path
        path = path.rpartition(".")[0]

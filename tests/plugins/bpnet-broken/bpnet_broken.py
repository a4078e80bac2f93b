"""A plug-in that cannot be imported, and that tries to take the name of a built-in backend."""

raise ImportError("this plug-in is broken on purpose")

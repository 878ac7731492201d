"""Prints what is on the clipboard as JSON: its formats, and its list of files as bytes of Latin 1."""

import json

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402

clipboard = Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD)
found, targets = clipboard.wait_for_targets()
data = clipboard.wait_for_contents(Gdk.Atom.intern("text/uri-list", False))
print(
    json.dumps(
        {
            "formats": [target.name() for target in targets] if found else [],
            "files": data.get_data().decode("latin-1") if data else None,
        }
    )
)

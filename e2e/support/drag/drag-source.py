"""A small GTK window that stands for a file manager: files can be dragged out of it.

Prints its place on the screen as JSON once shown.
"""

import json
import sys

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402

X, Y, SIZE = int(sys.argv[1]), int(sys.argv[2]), 120
PATHS = sys.argv[3:]


def give(widget, context, data, info, time):
    data.set_uris([GLib.filename_to_uri(path, None) for path in PATHS])


def tell_place(window):
    _, left, top = window.get_window().get_origin()
    print(json.dumps({"x": left, "y": top, "size": SIZE}), flush=True)
    return False


window = Gtk.Window(title="Drag source")
window.set_default_size(SIZE, SIZE)
window.set_keep_above(True)
window.move(X, Y)
window.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
window.drag_source_add_uri_targets()
window.connect("drag-data-get", give)
window.connect("destroy", Gtk.main_quit)
# Once it was shown and placed, and not before.
window.connect("map-event", lambda *_: GLib.timeout_add(200, tell_place, window) and False)
window.show_all()
Gtk.main()

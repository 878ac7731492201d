"""A small GTK window that stands for a video editor: it takes files that are dropped on it.

Prints one JSON object a line: its place on the screen once shown, then what was dropped.
"""

import json
import os
import sys
from urllib.parse import unquote, urlparse

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402

X, Y, SIZE = int(sys.argv[1]), int(sys.argv[2]), 260


def say(fact):
    print(json.dumps(fact), flush=True)


def received(widget, context, x, y, data, info, time):
    uris = data.get_uris()
    paths = [unquote(urlparse(uri).path) for uri in uris]
    sizes = [os.path.getsize(path) if os.path.exists(path) else None for path in paths]
    say({"uris": uris, "paths": paths, "sizes": sizes, "action": context.get_selected_action().value_nicks})


def tell_place(window):
    _, left, top = window.get_window().get_origin()
    say({"x": left, "y": top, "size": SIZE})
    return False


window = Gtk.Window(title="Drop target")
window.set_default_size(SIZE, SIZE)
window.move(X, Y)
window.drag_dest_set(Gtk.DestDefaults.ALL, [], Gdk.DragAction.COPY)
window.drag_dest_add_uri_targets()
window.connect("drag-data-received", received)
window.connect("destroy", Gtk.main_quit)
# Once it was shown and placed, and not before.
window.connect("map-event", lambda *_: GLib.timeout_add(200, tell_place, window) and False)
window.show_all()
Gtk.main()

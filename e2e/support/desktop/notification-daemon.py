"""A notification daemon that shows nothing: prints each call as a line of JSON, and clicks when asked to.

Reads lines from its input: `click` clicks the last notification. With the argument `hangs` it answers no call.
"""

import json
import sys

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
INTERFACE = Gio.DBusNodeInfo.new_for_xml(
    """<node><interface name="org.freedesktop.Notifications">
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="GetServerInformation">
    <arg type="s" direction="out"/><arg type="s" direction="out"/>
    <arg type="s" direction="out"/><arg type="s" direction="out"/>
  </method>
  <method name="Notify">
    <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
    <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/>
  </method>
  <method name="CloseNotification"><arg type="u" direction="in"/></method>
  <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
</interface></node>"""
).interfaces[0]
last = 0


def tell(event):
    print(json.dumps(event), flush=True)


def signal(connection, name, *values):
    connection.emit_signal(None, PATH, NAME, name, GLib.Variant(*values))


def call(connection, sender, path, interface, method, inputs, invocation):
    global last
    if "hangs" in sys.argv:
        return tell({"event": "asked", "method": method})
    if method == "GetCapabilities":
        return invocation.return_value(GLib.Variant("(as)", (["actions", "body", "body-markup"],)))
    if method == "GetServerInformation":
        return invocation.return_value(GLib.Variant("(ssss)", ("test", "Dailies", "1", "1.2")))
    if method == "Notify":
        _, replaces, _, title, body, actions, hints, _ = inputs.unpack()
        last = replaces or last + 1
        tell({"event": "shown", "id": last, "title": title, "body": body, "actions": actions})
        return invocation.return_value(GLib.Variant("(u)", (last,)))
    (closed,) = inputs.unpack()
    tell({"event": "closed", "id": closed})
    invocation.return_value(None)
    signal(connection, "NotificationClosed", "(uu)", (closed, 3))


def read_line(channel, condition, connection):
    if sys.stdin.readline() == "":
        loop.quit()
        return False
    signal(connection, "ActionInvoked", "(us)", (last, "default"))
    return True


def on_bus(connection, name):
    connection.register_object(PATH, INTERFACE, call, None, None)
    GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, read_line, connection)


loop = GLib.MainLoop()
Gio.bus_own_name(
    Gio.BusType.SESSION, NAME, Gio.BusNameOwnerFlags.NONE, on_bus, lambda *_: tell({"event": "ready"}), None
)
loop.run()

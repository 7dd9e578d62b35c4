"""logind and a screen saver, played on a bus of the tests' own: answers what the window asks of them, says what it is told to.

usage: logind.py LOCK

Lines in: sleep, wake, lock, hint, saver, and two that must do nothing: elsewhere, saver-off.
Lines out: "ready"; "held" when a delay is asked for; "released closed" or "released open" when the last one is given back,
by whether the portfolio's LOCK could be had at that moment. Debian's Python knows GLib; the standard library hands no file
descriptors over a bus.
"""

import fcntl
import os
import sys

from gi.repository import Gio, GLib

NAME = "org.freedesktop.login1"
MANAGER = "org.freedesktop.login1.Manager"
SESSION = "org.freedesktop.login1.Session"
OURS = "/org/freedesktop/login1/session/_31"
OTHERS = "/org/freedesktop/login1/session/_32"
SAVER = "org.gnome.ScreenSaver"
PROPERTIES = "org.freedesktop.DBus.Properties"

ASKED = """
<node>
  <interface name="org.freedesktop.login1.Manager">
    <method name="Inhibit">
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
      <arg type="h" direction="out"/>
    </method>
  </interface>
  <interface name="org.freedesktop.login1.User">
    <property name="Display" type="(so)" access="read"/>
  </interface>
</node>
"""


def say(line):
    print(line, flush=True)


class Logind:
    """What is asked of logind. It knows no session by number or process, as where the desktop starts programs as services."""

    def __init__(self, bus, lock):
        # Opened once: it is the same lock wherever the portfolio is moved to.
        self.lock = open(lock, "r+b")
        self.held = 0
        manager, user = Gio.DBusNodeInfo.new_for_xml(ASKED).interfaces
        bus.register_object("/org/freedesktop/login1", manager, self.inhibit, None, None)
        bus.register_object("/org/freedesktop/login1/user/self", user, None, self.display, None)

    def display(self, *_):
        return GLib.Variant("(so)", ("1", OURS))

    def inhibit(self, _bus, _sender, _path, _interface, _method, wish, call):
        what, _who, _why, mode = wish.unpack()
        if (what, mode) != ("sleep", "delay"):
            return call.return_dbus_error("org.freedesktop.DBus.Error.InvalidArgs", f"{what} {mode}")
        ours, theirs = os.pipe()
        fds = Gio.UnixFDList.new()
        answer = GLib.Variant("(h)", (fds.append(theirs),))
        os.close(theirs)
        GLib.io_add_watch(GLib.IOChannel.unix_new(ours), GLib.PRIORITY_DEFAULT, GLib.IOCondition.HUP, self.given_back, ours)
        self.held += 1
        call.return_value_with_unix_fd_list(answer, fds)
        say("held")

    def given_back(self, _channel, _condition, ours):
        os.close(ours)
        self.held -= 1
        if self.held == 0:
            say(f"released {'closed' if self.is_closed() else 'open'}")
        return False

    def is_closed(self):
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        fcntl.flock(self.lock, fcntl.LOCK_UN)
        return True


def emit(bus, path, interface, signal, said=None):
    bus.emit_signal(None, path, interface, signal, said)
    bus.flush_sync(None)


def main():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    logind = Logind(bus, sys.argv[1])
    loop = GLib.MainLoop()
    manager = "/org/freedesktop/login1"
    hint = GLib.Variant("(sa{sv}as)", (SESSION, {"LockedHint": GLib.Variant("b", True)}, []))
    on, off = (GLib.Variant("(b)", (state,)) for state in (True, False))
    says = {
        "sleep": lambda: emit(bus, manager, MANAGER, "PrepareForSleep", on),
        "wake": lambda: emit(bus, manager, MANAGER, "PrepareForSleep", off),
        "lock": lambda: emit(bus, OURS, SESSION, "Lock"),
        "hint": lambda: emit(bus, OURS, PROPERTIES, "PropertiesChanged", hint),
        "saver": lambda: emit(bus, "/org/gnome/ScreenSaver", SAVER, "ActiveChanged", on),
        "saver-off": lambda: emit(bus, "/org/gnome/ScreenSaver", SAVER, "ActiveChanged", off),
        "elsewhere": lambda: emit(bus, OTHERS, SESSION, "Lock"),
    }

    def told(_channel, _condition):
        # Read past Python's own buffer, in which a second line would wait unseen.
        lines = os.read(0, 4096).decode()
        for line in lines.split():
            says[line]()
        if not lines:
            loop.quit()
        return bool(lines)

    # Only the signals of whoever has this name are heard.
    Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE, lambda *_: say("ready"), None)
    GLib.io_add_watch(GLib.IOChannel.unix_new(0), GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, told)
    loop.run()


main()

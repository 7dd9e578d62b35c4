//! The Linux desktop's own signs that nobody is there: suspend, a locked session, a screen saver.
//!
//! What always holds: only signals are heard and only two things are asked for (which session is ours, and a moment before
//! a suspend); where a bus or a service is missing, the rest still works. Windows and macOS: see docs/security.md.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use gtk::gio::{BusType, Cancellable, DBusCallFlags, DBusConnection, DBusSignalFlags, UnixFDList, bus_get_sync};
use gtk::glib::{MainContext, MainLoop, ToVariant as _, Variant, VariantDict};
use triptych_core::api::App;

use super::locking::{GRACE, lock_when_saved};

const LOGIND: &str = "org.freedesktop.login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const MANAGER_PATH: &str = "/org/freedesktop/login1";
const SESSION: &str = "org.freedesktop.login1.Session";
/// Every desktop has its own name for the one signal.
const SAVERS: &[&str] = &[
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
];
/// Milliseconds an answer from a bus may take.
const PATIENCE: i32 = 2_000;

/// Listens from now on, in a thread of its own.
pub(super) fn listen(core: Arc<App>, waiting: Arc<AtomicBool>) {
    std::thread::spawn(move || {
        let context = MainContext::new();
        let listening = context.with_thread_default(|| {
            let lock = Rc::new(move || lock_when_saved(&core, &waiting, GRACE));
            // Held while the loop runs: a bus that nobody holds is closed, and nothing is heard on it any more.
            let system = bus(BusType::System);
            let session = has_session_bus().then(|| bus(BusType::Session)).flatten();
            if let Some(bus) = &system {
                hear_suspend(bus, Rc::clone(&lock));
                hear_session(bus, Rc::clone(&lock));
            }
            if let Some(bus) = &session {
                hear_savers(bus, lock);
            }
            MainLoop::new(Some(&context), false).run();
            drop((system, session));
        });
        // A context just made belongs to nobody else; if it did, nothing would be heard and all else goes on.
        drop(listening);
    });
}

fn bus(which: BusType) -> Option<DBusConnection> {
    let bus = bus_get_sync(which, Cancellable::NONE).ok()?;
    // The end of a bus must not be the end of unsaved words.
    bus.set_exit_on_close(false);
    Some(bus)
}

/// Asked first, because GLib would start a bus where there is none.
fn has_session_bus() -> bool {
    std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some()
        || std::env::var_os("XDG_RUNTIME_DIR").is_some_and(|folder| std::path::Path::new(&folder).join("bus").exists())
}

/// The computer is about to suspend: it waits for us, because we hold a delay until everything is locked.
fn hear_suspend(bus: &DBusConnection, lock: Rc<impl Fn() + 'static>) {
    let delay = RefCell::new(hold_suspend(bus));
    subscribe(
        bus,
        Some(LOGIND),
        MANAGER,
        "PrepareForSleep",
        Some(MANAGER_PATH),
        move |bus, said| {
            if said.child_value(0).get::<bool>() == Some(true) {
                lock();
                delay.take();
            } else {
                delay.replace(hold_suspend(bus));
            }
        },
    );
}

/// Asks logind to wait for us before it suspends. What it hands out holds the suspend until it is dropped.
fn hold_suspend(bus: &DBusConnection) -> Option<UnixFDList> {
    let why = "saves what is being written and locks the portfolio";
    let wish = ("sleep", "Triptych", why, "delay").to_variant();
    bus.call_with_unix_fd_list_sync(
        Some(LOGIND),
        MANAGER_PATH,
        MANAGER,
        "Inhibit",
        Some(&wish),
        None,
        DBusCallFlags::NONE,
        PATIENCE,
        UnixFDList::NONE,
        Cancellable::NONE,
    )
    .ok()
    .map(|(_, held)| held)
}

/// The session is locked: by a key, by the lid, or because its owner went away.
fn hear_session(bus: &DBusConnection, lock: Rc<impl Fn() + 'static>) {
    let Some(session) = own_session(bus) else { return };
    let also = Rc::clone(&lock);
    subscribe(bus, Some(LOGIND), SESSION, "Lock", Some(&session), move |_, _| also());
    let properties = "org.freedesktop.DBus.Properties";
    subscribe(
        bus,
        Some(LOGIND),
        properties,
        "PropertiesChanged",
        Some(&session),
        move |_, said| {
            let changed = VariantDict::new(Some(&said.child_value(1)));
            if changed.lookup::<bool>("LockedHint") == Ok(Some(true)) {
                lock();
            }
        },
    );
}

/// The path of the session that this window belongs to.
fn own_session(bus: &DBusConnection) -> Option<String> {
    let ask = |path: &str, interface: &str, method: &str, wish: Variant| {
        bus.call_sync(
            Some(LOGIND),
            path,
            interface,
            method,
            Some(&wish),
            None,
            DBusCallFlags::NONE,
            PATIENCE,
            Cancellable::NONE,
        )
        .ok()
        .map(|answer| answer.child_value(0))
    };
    let by_name = std::env::var("XDG_SESSION_ID")
        .ok()
        .and_then(|id| ask(MANAGER_PATH, MANAGER, "GetSession", (id,).to_variant()));
    let by_process = || ask(MANAGER_PATH, MANAGER, "GetSessionByPID", (std::process::id(),).to_variant());
    // Desktops that start programs as services of the user's: then the session that is on the screen.
    let shown = || {
        let wish = ("org.freedesktop.login1.User", "Display").to_variant();
        ask("/org/freedesktop/login1/user/self", "org.freedesktop.DBus.Properties", "Get", wish)
            .and_then(|value| value.as_variant())
            .map(|display| display.child_value(1))
    };
    by_name
        .or_else(by_process)
        .or_else(shown)
        .and_then(|path| path.str().map(str::to_owned))
}

/// The screen saver has come up.
fn hear_savers(bus: &DBusConnection, lock: Rc<impl Fn() + 'static>) {
    for saver in SAVERS {
        let lock = Rc::clone(&lock);
        subscribe(bus, None, saver, "ActiveChanged", None, move |_, said| {
            if said.child_value(0).get::<bool>() == Some(true) {
                lock();
            }
        });
    }
}

fn subscribe(
    bus: &DBusConnection,
    sender: Option<&str>,
    interface: &str,
    signal: &str,
    path: Option<&str>,
    heard: impl Fn(&DBusConnection, &Variant) + 'static,
) {
    // For as long as the app runs: nobody ever unsubscribes.
    let _ = bus.signal_subscribe(
        sender,
        Some(interface),
        Some(signal),
        path,
        None,
        DBusSignalFlags::NONE,
        move |bus, _, _, _, _, said| heard(bus, said),
    );
}

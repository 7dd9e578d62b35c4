//! What needs a window: the web view and its rules, dialogs, clipboard, printing, closing without losing a word.

pub(crate) mod arguments;
mod clip;
#[cfg(feature = "webdriver")]
mod defect;
#[cfg(target_os = "linux")]
mod desktop;
#[cfg(target_os = "linux")]
mod dialogs;
mod door;
mod fresh;
pub(crate) mod heaps;
mod host;
mod locking;
mod rules;

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tauri::webview::NewWindowResponse;
use tauri::window::Color;
use tauri::{AppHandle, Manager, RunEvent, WebviewUrl, WebviewWindowBuilder, WindowEvent};
use triptych_core::api::App;
use triptych_core::api::events::Event;
use triptych_core::log::{Entry, Log, Place};
use triptych_core::world::{SystemWorld, World};

use arguments::{Start, complain};
use clip::Clip;
use host::Desktop;
use locking::{GRACE, lock_when_saved};

/// The one window's label; the capability in tauri.conf.json names it too.
const WINDOW: &str = "main";
/// The colour of the closed cover (`--cloth-shade`), which a window shows before its page does.
const CLOTH: Color = Color(0x3c, 0x13, 0x25, 0xff);
/// How long the pages may take to answer before the window closes all the same.
const CLOSING_GRACE: Duration = Duration::from_secs(4);

/// What is said where no window can be shown.
const NO_DISPLAY: &str = "Triptych found no screen to open its window on. Nothing was opened or changed.
Start it in a desktop session, or use the same portfolio from a terminal: triptych-cli --help";

/// Opens the window and runs until it is closed.
pub(crate) fn run(start: Start) -> ExitCode {
    let world: Arc<dyn World> = match SystemWorld::new() {
        Ok(world) => Arc::new(world),
        Err(cause) => {
            complain(&cause.message);
            return ExitCode::FAILURE;
        }
    };
    complain_of_panics(&world);
    if !has_display() {
        complain(NO_DISPLAY);
        return ExitCode::FAILURE;
    }
    // The desktop needs the window's handle, which is there only once the window's loop is set up.
    let handle: Arc<OnceLock<AppHandle>> = Arc::default();
    let waiting: Arc<AtomicBool> = Arc::default();
    let clip = Clip::default();
    let desktop = Desktop::new(Arc::clone(&handle), clip.clone(), Arc::clone(&waiting));
    let core = Arc::new(App::new(Arc::clone(&world), Box::new(desktop), "a Triptych window"));
    core.log().write(world.now(), Entry::Started);
    if let Some(folder) = &start.folder {
        core.look_at(folder);
    }
    #[cfg(target_os = "linux")]
    let heard = Arc::clone(&waiting);
    let builder = tauri::Builder::default();
    #[cfg(not(target_os = "linux"))]
    let builder = builder.plugin(tauri_plugin_dialog::init());
    let built = builder
        .manage(Arc::clone(&core))
        .invoke_handler(tauri::generate_handler![door::door])
        .setup(move |app| {
            let _ = handle.set(app.handle().clone());
            if start.sample {
                // A sample that cannot be opened is told by the first page, which asks for the state.
                let core = Arc::clone(&app.state::<Arc<App>>());
                let _ = core.run("", |task| core.open_sample(task));
            }
            open_window(app.handle())?;
            #[cfg(target_os = "linux")]
            desktop::listen(Arc::clone(&app.state::<Arc<App>>()), heard);
            Ok(())
        })
        .build(tauri::generate_context!());
    let app = match built {
        Ok(app) => app,
        Err(cause) => {
            complain(&format!("Triptych could not open its window: {cause}"));
            return ExitCode::FAILURE;
        }
    };
    app.run(move |handle, event| match event {
        RunEvent::WindowEvent {
            event: WindowEvent::CloseRequested { api, .. },
            ..
        } => {
            api.prevent_close();
            close_when_saved(handle, &waiting);
        }
        RunEvent::WindowEvent {
            event: WindowEvent::Focused(false),
            ..
        } => lock_when_minimised(handle, &waiting),
        RunEvent::Exit => {
            clip.clear_now();
            handle.state::<Arc<App>>().lock();
        }
        _ => {}
    });
    ExitCode::SUCCESS
}

/// A defect of ours is told by its place in the source, here and in the log: the message may hold what was written.
fn complain_of_panics(world: &Arc<dyn World>) {
    let (log, world) = (Log::new(world.state_folder()), Arc::clone(world));
    std::panic::set_hook(Box::new(move |met| {
        let Some(location) = met.location() else { return };
        let place = Place::of(location);
        log.write(world.now(), Entry::Panicked(place));
        complain(&format!("Triptych met a defect of its own at {place}. What was saved is safe."));
    }));
}

/// Whether there is a screen to open a window on. Asked first, because the window's own loop ends in a panic without one.
fn has_display() -> bool {
    #[cfg(target_os = "linux")]
    return gtk::init().is_ok();
    #[cfg(not(target_os = "linux"))]
    true
}

fn open_window(handle: &AppHandle) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(handle, WINDOW, WebviewUrl::default())
        .title("Triptych")
        .inner_size(1280.0, 800.0)
        .min_inner_size(420.0, 420.0)
        .background_color(CLOTH)
        // Nothing of a page is kept: no cache, no history, no storage. WebDriver refuses such a view, so its journey has it off.
        .incognito(!cfg!(feature = "webdriver"))
        .devtools(false)
        // Files that are dropped come to the page as bytes, which hands them on; no path of the disk reaches it.
        .disable_drag_drop_handler()
        .on_navigation(rules::is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    #[cfg(target_os = "linux")]
    {
        rules::trim_menu(&window)?;
        rules::check_spelling(&window)?;
        rules::draw_plainly(&window)?;
        rules::keep_little(&window)?;
        fresh::after_each(&window)?;
    }
    #[cfg(not(target_os = "linux"))]
    let _ = window;
    Ok(())
}

/// A window that has just lost the focus may have been minimised: then it is locked, for whoever wishes so.
fn lock_when_minimised(handle: &AppHandle, waiting: &Arc<AtomicBool>) {
    let core = Arc::clone(&handle.state::<Arc<App>>());
    if !core.settings().lock_on_minimise {
        return;
    }
    let (handle, waiting) = (handle.clone(), Arc::clone(waiting));
    std::thread::spawn(move || {
        // The focus goes before the window does.
        std::thread::sleep(Duration::from_millis(500));
        let window = handle.get_webview_window(WINDOW);
        if window.is_some_and(|window| window.is_minimized().unwrap_or(false)) {
            lock_when_saved(&core, &waiting, GRACE);
        }
    });
}

/// Asks the pages to save what is being written; they answer with `host.wait`, and with `host.close` when they have. Pages
/// that do not answer are not waited for longer than `CLOSING_GRACE`: everything but the last second is saved anyway.
fn close_when_saved(handle: &AppHandle, waiting: &Arc<AtomicBool>) {
    waiting.store(false, Ordering::Relaxed);
    handle.state::<Arc<App>>().events().tell(&Event::Closing);
    let (handle, waiting) = (handle.clone(), Arc::clone(waiting));
    std::thread::spawn(move || {
        std::thread::sleep(CLOSING_GRACE);
        if !waiting.load(Ordering::Relaxed) {
            close(&handle);
        }
    });
}

/// Closes the window and with it the app.
fn close(handle: &AppHandle) {
    if let Some(window) = handle.get_webview_window(WINDOW) {
        // Already gone is as good as closed.
        let _ = window.destroy();
    }
}

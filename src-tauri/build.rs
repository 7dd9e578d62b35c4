//! Hands tauri.conf.json, the icons and the one capability to the window's build.

use tauri_build::{AppManifest, Attributes, try_build};

fn main() {
    // The pages are compiled in: a change of theirs must build the window anew.
    println!("cargo:rerun-if-changed=ui/dist");
    // What is named here needs a permission, and only the capability in tauri.conf.json grants it.
    let door = AppManifest::new().commands(&["door"]);
    if let Err(cause) = try_build(Attributes::new().app_manifest(door)) {
        panic!("the window's configuration cannot be used: {cause:#}");
    }
}

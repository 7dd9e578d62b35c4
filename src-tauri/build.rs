//! Hands tauri.conf.json, the icons and the capability to the window's build.

fn main() {
    // The pages are compiled in: a change of theirs must build the window anew.
    println!("cargo:rerun-if-changed=ui/dist");
    tauri_build::build();
}

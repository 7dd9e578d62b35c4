//! How many heaps the system's allocator keeps.
//!
//! What always holds: the program runs, with many heaps if it must.

/// The setting of glibc's that says it.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const HEAPS: &str = "MALLOC_ARENA_MAX";

/// Keeps two heaps, here and in the web view's processes. glibc makes up to eight for each processor, one after the other for
/// threads that come and go, and none gives back what it once needed: in the soak (`npm run soak`) this process grew from 222 to
/// 295 MiB in eight minutes, with two heaps from 197 to 207 in the last twenty of thirty-four. glibc reads the setting when a
/// program starts, so the program starts once more, as the same process.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub(crate) fn few() {
    use std::os::unix::process::CommandExt as _;
    if std::env::var_os(HEAPS).is_some() {
        return;
    }
    let mut given = std::env::args_os();
    if let (Ok(program), Some(name)) = (std::env::current_exe(), given.next()) {
        // It comes back only where it could not be started again: then it goes on as it is.
        let _ = std::process::Command::new(program).arg0(name).args(given).env(HEAPS, "2").exec();
    }
}

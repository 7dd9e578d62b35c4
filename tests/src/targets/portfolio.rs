//! A JSON export that somebody else wrote, read into a portfolio.

use triptych_core::exchange::File;

pub(super) fn try_bytes(bytes: &[u8]) {
    let Ok(file) = File::read(bytes) else { return };
    let written = file.write().expect("what was read can be written");
    let again = File::read(&written).expect("what was written can be read");
    assert_eq!(again, file, "nothing is lost on the way");
}

//! What the window shows of a file: pixels and samples, handed out as blobs that go with the lock.

use serde::Serialize;
use ts_rs::TS;

use super::model::Family;
use super::show::{self, PATIENCE, guarded};
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};

/// The widest that a picture is made.
const SIDE: u32 = 4_000;

/// A picture, or a page of a PDF, as pixels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "EvidenceShown")]
pub struct Shown {
    /// The blob with a PNG or a JPEG; close it when it has been read.
    pub blob: String,
    /// Its bytes.
    pub size: u32,
    /// `image/png` or `image/jpeg`.
    pub media_type: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// As it is in the file.
    pub full_width: u32,
    /// As it is in the file.
    pub full_height: u32,
    /// How many pages there are; 1 for a picture.
    pub pages: u32,
}

/// A recording, gone through once.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(rename = "EvidenceHeard")]
pub struct Heard {
    /// How long it is.
    pub seconds: f64,
    /// Samples of a second.
    pub rate: u32,
    /// Channels.
    pub channels: u32,
    /// How loud it is, in equal steps, 0 to 255.
    pub wave: Vec<u8>,
    /// It ends before it should, or a part of it cannot be played.
    pub broken: bool,
}

/// A stretch of a recording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "EvidenceStretch")]
pub struct Stretch {
    /// The blob with its samples: 32-bit floating point, little end first, the channels in turns. Close it when it has been read.
    pub blob: String,
    /// Its bytes; none at the end.
    pub size: u32,
    /// Samples of a second.
    pub rate: u32,
    /// One or two.
    pub channels: u32,
    /// Samples of each channel.
    pub frames: u32,
}

fn family(app: &App, id: &str) -> Result<(Family, String)> {
    let file = app.with(|portfolio| super::get(portfolio, id))?.file;
    file.map(|file| (file.family, file.media_type)).ok_or_else(super::read::not_there)
}

/// The picture of the evidence `id`, or its page `page` from 1, no wider and no higher than `side`.
///
/// # Errors
/// `refused` for what cannot be shown, with the reason; `not-found`, `cancelled`, `disk`.
pub fn show(app: &App, task: &Task, id: &str, page: u32, side: u32) -> Result<Shown> {
    let side = side.clamp(16, SIDE);
    let (family, media_type) = family(app, id)?;
    let reader = app.with(|portfolio| super::reader(portfolio, id))?;
    let (picture, pages) = match family {
        Family::Picture => (guarded(task, PATIENCE, move || show::picture(reader, &media_type, side))?, 1),
        Family::Pdf => guarded(task, PATIENCE, move || {
            let drawn = show::page(reader, page, side)?;
            let (bytes, media_type) = show::encode(&drawn.image, show::Encoded::Exact)?;
            let (width, height) = (drawn.image.width(), drawn.image.height());
            let picture = show::Picture {
                bytes,
                media_type,
                width,
                height,
                full_width: width,
                full_height: height,
            };
            Ok((picture, drawn.pages))
        })?,
        _ => {
            return Err(Error::new(
                Code::Refused,
                "A file of this kind is not shown here. The file itself is kept as it is.",
            )
            .hint("Save a copy and open it in another program."));
        }
    };
    let blob = app.blobs().keep(picture.bytes)?;
    Ok(Shown {
        blob: blob.id,
        size: blob.size,
        media_type: picture.media_type.to_owned(),
        width: picture.width,
        height: picture.height,
        full_width: picture.full_width,
        full_height: picture.full_height,
        pages,
    })
}

/// How long the recording of the evidence `id` is, and its wave.
///
/// # Errors
/// `refused` for what cannot be played, with the reason; `not-found`, `cancelled`, `disk`.
pub fn hear(app: &App, task: &Task, id: &str) -> Result<Heard> {
    require_sound(app, id)?;
    let reader = app.with(|portfolio| super::reader(portfolio, id))?;
    let (told, mut last) = (task.clone(), 0);
    // As long as it takes: it tells how far it is, and is stopped at any time.
    let heard = guarded(task, std::time::Duration::MAX, move || {
        show::sound(reader, &mut |done, all| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a day has few seconds")]
            let (done, all) = (done as usize, all.unwrap_or(done) as usize);
            if done == last {
                return told.go_on();
            }
            last = done;
            told.progress(done, all.max(done), "seconds")
        })
    })?;
    Ok(Heard {
        seconds: heard.seconds,
        rate: heard.rate,
        channels: heard.channels,
        wave: heard.wave,
        broken: heard.broken,
    })
}

/// A stretch of the recording of the evidence `id`: up to half a minute from the second `from` on.
///
/// # Errors
/// As `hear`.
pub fn stretch(app: &App, task: &Task, id: &str, from: f64, seconds: f64) -> Result<Stretch> {
    require_sound(app, id)?;
    let reader = app.with(|portfolio| super::reader(portfolio, id))?;
    let part = guarded(task, PATIENCE, move || show::part(reader, from, seconds))?;
    let blob = app.blobs().keep(part.bytes)?;
    Ok(Stretch {
        blob: blob.id,
        size: blob.size,
        rate: part.rate,
        channels: part.channels,
        frames: part.frames,
    })
}

fn require_sound(app: &App, id: &str) -> Result<()> {
    if family(app, id)?.0 == Family::Sound {
        return Ok(());
    }
    Err(Error::new(
        Code::Refused,
        "This is no recording that is played here. The file itself is kept as it is.",
    ))
}

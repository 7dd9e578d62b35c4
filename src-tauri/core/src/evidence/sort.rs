//! What a file is, by its first bytes and never by its name.
//!
//! What always holds: this is a pure function of at most some thousand bytes; what it does not know is an unknown file, which
//! is kept and not shown.

use super::model::Family;

/// A sort of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sort {
    /// As in `Content-Type`.
    pub(crate) media_type: &'static str,
    /// In words.
    pub(crate) says: &'static str,
    pub(crate) family: Family,
    /// Endings that such a file may have; the first is the usual one.
    pub(crate) endings: &'static [&'static str],
}

const fn sort(media_type: &'static str, says: &'static str, family: Family, endings: &'static [&'static str]) -> Sort {
    Sort {
        media_type,
        says,
        family,
        endings,
    }
}

const JPEG: Sort = sort("image/jpeg", "JPEG picture", Family::Picture, &["jpg", "jpeg", "jpe", "jfif"]);
const PNG: Sort = sort("image/png", "PNG picture", Family::Picture, &["png", "apng"]);
const GIF: Sort = sort("image/gif", "GIF picture", Family::Picture, &["gif"]);
const WEBP: Sort = sort("image/webp", "WebP picture", Family::Picture, &["webp"]);
const TIFF: Sort = sort("image/tiff", "TIFF picture", Family::Picture, &["tif", "tiff"]);
const HEIC: Sort = sort("image/heic", "HEIC picture", Family::Other, &["heic", "heif", "avif"]);
const PDF: Sort = sort("application/pdf", "PDF", Family::Pdf, &["pdf"]);
const MP3: Sort = sort("audio/mpeg", "MP3 sound", Family::Sound, &["mp3"]);
const M4A: Sort = sort("audio/mp4", "M4A sound", Family::Sound, &["m4a", "m4b", "mp4", "aac"]);
const OGG: Sort = sort("audio/ogg", "Ogg sound", Family::Sound, &["ogg", "oga", "opus"]);
const WAV: Sort = sort("audio/wav", "WAV sound", Family::Sound, &["wav"]);
const FLAC: Sort = sort("audio/flac", "FLAC sound", Family::Sound, &["flac"]);
const MP4: Sort = sort("video/mp4", "MP4 film", Family::Video, &["mp4", "m4v", "mov"]);
const WEBM: Sort = sort("video/webm", "WebM film", Family::Video, &["webm", "mkv"]);
const DOCX: Sort = sort(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "Word document",
    Family::Other,
    &["docx", "docm", "dotx"],
);
const XLSX: Sort = sort(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "Excel table",
    Family::Other,
    &["xlsx", "xlsm", "xltx"],
);
const PPTX: Sort = sort(
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "PowerPoint slides",
    Family::Other,
    &["pptx", "pptm", "ppsx"],
);
const ODT: Sort = sort(
    "application/vnd.oasis.opendocument.text",
    "OpenDocument text",
    Family::Other,
    &["odt", "ott"],
);
const ODF: Sort = sort(
    "application/vnd.oasis.opendocument",
    "OpenDocument file",
    Family::Other,
    &["ods", "odp", "odg"],
);
const OLE: Sort = sort(
    "application/x-ole-storage",
    "older Office document",
    Family::Other,
    &["doc", "xls", "ppt", "msg"],
);
const ZIP: Sort = sort("application/zip", "zip archive", Family::Other, &["zip"]);
const RTF: Sort = sort("application/rtf", "RTF document", Family::Other, &["rtf"]);
const TEXT: Sort = sort(
    "text/plain",
    "plain text",
    Family::Text,
    &["txt", "md", "markdown", "csv", "tsv", "text", "log", "vtt", "srt"],
);
const EMPTY: Sort = sort("application/x-empty", "empty file", Family::Other, &[]);
const UNKNOWN: Sort = sort("application/octet-stream", "file of another kind", Family::Other, &[]);

const ALL: [Sort; 25] = [
    JPEG, PNG, GIF, WEBP, TIFF, HEIC, PDF, MP3, M4A, OGG, WAV, FLAC, MP4, WEBM, DOCX, XLSX, PPTX, ODT, ODF, OLE, ZIP, RTF, TEXT, EMPTY,
    UNKNOWN,
];

/// The sort that is written down as `media_type`.
pub(crate) fn named(media_type: &str) -> Sort {
    ALL.into_iter().find(|sort| sort.media_type == media_type).unwrap_or(UNKNOWN)
}

/// What a file is that begins with `head`, its first bytes, and has `size` of them.
pub(crate) fn of(head: &[u8], size: u64) -> Sort {
    let begins = |magic: &[u8]| head.starts_with(magic);
    let at = |from: usize, magic: &[u8]| head.get(from..).is_some_and(|rest| rest.starts_with(magic));
    let holds = |words: &[u8]| head.windows(words.len()).any(|window| window == words);
    match head {
        [] => EMPTY,
        _ if begins(b"\xFF\xD8\xFF") => JPEG,
        _ if begins(b"\x89PNG\r\n\x1A\n") => PNG,
        _ if begins(b"GIF87a") || begins(b"GIF89a") => GIF,
        _ if begins(b"RIFF") && at(8, b"WEBP") => WEBP,
        _ if begins(b"RIFF") && at(8, b"WAVE") => WAV,
        _ if begins(b"II*\0") || begins(b"MM\0*") => TIFF,
        _ if begins(b"fLaC") => FLAC,
        _ if begins(b"OggS") => OGG,
        _ if at(4, b"ftyp") => brand(head.get(8..12).unwrap_or_default()),
        _ if begins(b"\x1A\x45\xDF\xA3") => WEBM,
        _ if begins(b"{\\rtf") => RTF,
        _ if begins(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") => OLE,
        _ if begins(b"PK\x03\x04") && holds(b"mimetypeapplication/vnd.oasis.opendocument.text") => ODT,
        _ if begins(b"PK\x03\x04") && holds(b"mimetypeapplication/vnd.oasis.opendocument") => ODF,
        _ if begins(b"PK\x03\x04") && holds(b"word/") => DOCX,
        _ if begins(b"PK\x03\x04") && holds(b"xl/") => XLSX,
        _ if begins(b"PK\x03\x04") && holds(b"ppt/") => PPTX,
        _ if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") => ZIP,
        // Readers look for a PDF's first line in its first kilobyte.
        _ if head[..head.len().min(1024)].windows(5).any(|window| window == b"%PDF-") => PDF,
        _ if begins(b"ID3") || is_mpeg_frame(head) => MP3,
        _ if is_text(head, size) => TEXT,
        _ => UNKNOWN,
    }
}

/// What an ISO file is, by its major brand.
fn brand(brand: &[u8]) -> Sort {
    match brand {
        b"M4A " | b"M4B " | b"M4P " => M4A,
        b"heic" | b"heix" | b"hevc" | b"heim" | b"heis" | b"mif1" | b"msf1" | b"avif" | b"avis" => HEIC,
        _ => MP4,
    }
}

/// The head of an MPEG audio frame of layer 3, with a rate and a frequency that there are.
fn is_mpeg_frame(head: &[u8]) -> bool {
    let [0xFF, second, third, ..] = *head else { return false };
    second & 0xE6 == 0xE2 && second & 0x18 != 0x08 && third >> 4 != 0xF && third >> 4 != 0 && third & 0x0C != 0x0C
}

fn is_text(head: &[u8], size: u64) -> bool {
    let whole = head.len() as u64 == size;
    let text = match str::from_utf8(head) {
        Ok(text) => text,
        // A character may be cut where what was kept ends.
        Err(cause) if !whole && cause.error_len().is_none() => str::from_utf8(&head[..cause.valid_up_to()]).unwrap_or_default(),
        Err(_) => return false,
    };
    !text.is_empty() && !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}'))
}

/// A sentence when the name says another sort than the content is.
pub(crate) fn disagreement(name: &str, sort: Sort) -> Option<String> {
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.to_lowercase();
    let known = ALL.iter().any(|other| other.endings.contains(&ending.as_str()));
    (known && !sort.endings.contains(&ending.as_str())).then(|| {
        format!(
            "The name ends in “.{ending}”, but what is in the file is another thing: {}.",
            sort.says
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_counts_and_not_the_name() {
        let docx = b"PK\x03\x04\x14\0\0\0\0\0________________word/document.xml";
        for (head, says) in [
            (&b"\xFF\xD8\xFF\xE0\0\x10JFIF"[..], "JPEG picture"),
            (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", "PNG picture"),
            (b"GIF89a", "GIF picture"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "WebP picture"),
            (b"RIFF\0\0\0\0WAVEfmt ", "WAV sound"),
            (b"MM\0*\0\0\0\x08", "TIFF picture"),
            (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC picture"),
            (b"\0\0\0\x20ftypM4A \0\0\0\0", "M4A sound"),
            (b"\0\0\0\x20ftypisom\0\0\0\0", "MP4 film"),
            (b"%PDF-1.7\n", "PDF"),
            (b"some junk\n%PDF-1.4", "PDF"),
            (b"ID3\x04\0\0\0\0\0\0", "MP3 sound"),
            (b"\xFF\xFB\x90\x64\0", "MP3 sound"),
            (b"\xFF\xFE\0\0", "file of another kind"),
            (docx, "Word document"),
            ("Grüße,\nwie besprochen".as_bytes(), "plain text"),
            (b"MZ\x90\0\x03", "file of another kind"),
            (b"", "empty file"),
        ] {
            assert_eq!(of(head, head.len() as u64).says, says, "{head:?}");
        }
        // A character that is cut where the head ends is no reason to doubt a text; at the file's own end it is.
        let cut = "ä".as_bytes();
        assert_eq!(of(&[b"words ", &cut[..1]].concat(), 100).says, "plain text");
        assert_eq!(of(&[b"words ", &cut[..1]].concat(), 7).says, "file of another kind");
    }

    #[test]
    fn a_wrong_ending_is_said() {
        assert_eq!(disagreement("me.JPG", JPEG), None);
        assert_eq!(disagreement("notes", TEXT), None);
        assert_eq!(disagreement("data.zzz", UNKNOWN), None);
        let said = disagreement("holiday.jpg", PDF).expect("a sentence");
        assert!(said.contains(".jpg") && said.contains("PDF"), "{said}");
        for sort in ALL {
            assert_eq!(named(sort.media_type), sort);
        }
    }
}

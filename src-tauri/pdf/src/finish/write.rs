//! The finished document to bytes, compressed.
//!
//! The format ends a stream's data with a line end before `endstream`. Data that ends with a carriage return makes that
//! line end look two bytes long, and strict checkers then read a wrong length. So no stream may end with one: what we
//! compress ourselves is padded until it does not, and objects are bundled anew until their bundles do not either.

use lopdf::{Document, Object, ObjectStreamConfig, SaveOptions, Stream};

use crate::error::PdfError;

/// Objects in one bundle, at most.
const BUNDLE: usize = 1000;
/// How many ways of bundling are tried. Each goes wrong about once in a hundred times.
const TRIES: usize = 20;

/// What shows that a stream ends wrongly.
const END: &[u8] = b"\r\nendstream";

/// Writes the file.
pub(super) fn write(mut file: Document) -> Result<Vec<u8>, PdfError> {
    for object in file.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.allows_compression
        {
            compress(stream)?;
        }
    }
    let highest = file.max_id;
    let mut bytes = Vec::new();
    let mut bundle = BUNDLE.min(file.objects.len());
    for _ in 0..TRIES {
        let bundles = ObjectStreamConfig {
            max_objects_per_stream: bundle.max(8),
            compression_level: 6,
        };
        let options = SaveOptions {
            use_object_streams: true,
            use_xref_streams: true,
            object_stream_config: bundles,
            ..SaveOptions::default()
        };
        bytes.clear();
        file.max_id = highest;
        file.save_with_options(&mut bytes, options)
            .map_err(|error| PdfError::internal("writing", error))?;
        if !bytes.windows(END.len()).any(|window| window == END) {
            break;
        }
        bundle -= bundle / 7;
    }
    Ok(bytes)
}

/// Compresses a stream, with as much padding as it takes: blanks, which mean nothing behind operators or a font. (Zeros
/// would not do: the checksum that the compressed data ends with does not count them.)
fn compress(stream: &mut Stream) -> Result<(), PdfError> {
    loop {
        let mut compressed = stream.clone();
        compressed.compress().map_err(|error| PdfError::internal("compressing", error))?;
        if compressed.content.last() != Some(&b'\r') {
            *stream = compressed;
            return Ok(());
        }
        stream.content.push(b' ');
        if let Ok(length) = stream.dict.get(b"Length1").and_then(Object::as_i64) {
            stream.dict.set("Length1", length + 1);
        }
    }
}

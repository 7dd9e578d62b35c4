//! The colour profile that archives ask for: sRGB, as a version 4 matrix profile.
//!
//! Made here from the published numbers, so that no file of unclear licence comes along. The primaries are those of
//! IEC 61966-2-1 adapted to D50; the curve is its own five numbers.

/// The profile's bytes.
pub(super) fn srgb() -> Vec<u8> {
    let curve = curve();
    let tables: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", words("sRGB")),
        (b"cprt", words("No copyright, use freely")),
        (b"wtpt", xyz([0.9642, 1.0, 0.8249])),
        (b"rXYZ", xyz([0.43607, 0.22249, 0.01392])),
        (b"gXYZ", xyz([0.38515, 0.71687, 0.09708])),
        (b"bXYZ", xyz([0.14307, 0.06061, 0.71410])),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut index = (tables.len() as u32).to_be_bytes().to_vec();
    let mut data = Vec::new();
    let start = 128 + 4 + 12 * tables.len();
    for (tag, table) in &tables {
        index.extend(*tag);
        index.extend(((start + data.len()) as u32).to_be_bytes());
        index.extend((table.len() as u32).to_be_bytes());
        data.extend(table);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = header((start + data.len()) as u32);
    profile.extend(index);
    profile.extend(data);
    profile
}

fn header(size: u32) -> Vec<u8> {
    let mut header = vec![0; 128];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &size.to_be_bytes());
    put(8, &[4, 0x20, 0, 0]);
    put(12, b"mntrRGB XYZ ");
    // The day of the standard's second edition: a profile must have a date.
    for (place, part) in [1999u16, 10, 18, 0, 0, 0].iter().enumerate() {
        put(24 + 2 * place, &part.to_be_bytes());
    }
    put(36, b"acsp");
    for (place, part) in [0.9642, 1.0, 0.8249].iter().enumerate() {
        put(68 + 4 * place, &fixed(*part));
    }
    header
}

fn fixed(number: f64) -> [u8; 4] {
    ((number * 65536.0).round() as i32).to_be_bytes()
}

fn xyz(parts: [f64; 3]) -> Vec<u8> {
    b"XYZ \0\0\0\0".iter().copied().chain(parts.into_iter().flat_map(fixed)).collect()
}

fn curve() -> Vec<u8> {
    let numbers = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045];
    b"para\0\0\0\0\0\x03\0\0"
        .iter()
        .copied()
        .chain(numbers.into_iter().flat_map(fixed))
        .collect()
}

/// Words in one language.
fn words(words: &str) -> Vec<u8> {
    let utf16: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut table = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS".to_vec();
    table.extend((utf16.len() as u32).to_be_bytes());
    table.extend(28u32.to_be_bytes());
    table.extend(utf16);
    table
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_profile_says_its_own_size() {
        let profile = super::srgb();
        assert_eq!(profile[..4], (profile.len() as u32).to_be_bytes());
    }
}

use std::fmt;

/// Larger files are generated or hold data; nobody reads a finding in them.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// Why the bytes of a file are not text that can be linted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// The byte offset, from 0, of the first byte that is not UTF-8.
    NotUtf8 {
        at: usize,
    },
    Utf16,
    Binary {
        at: usize,
    },
    TooLarge {
        bytes: usize,
    },
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUtf8 { at } => write!(f, "not valid UTF-8 (byte {at}): save the file as UTF-8"),
            Self::Utf16 => write!(f, "encoded as UTF-16: save the file as UTF-8"),
            Self::Binary { at } => write!(f, "a binary file (a NUL at byte {at})"),
            Self::TooLarge { bytes } => {
                write!(f, "too large to lint ({} MiB; the limit is {} MiB)", bytes >> 20, MAX_BYTES >> 20)
            }
        }
    }
}

impl std::error::Error for DecodeError {}

/// Reads the bytes of a file as UTF-8 text. A byte order mark stays in the text, so that offsets are the file's.
///
/// # Errors
/// When the bytes are not UTF-8 text of a size that can be linted.
pub fn decode(bytes: Vec<u8>) -> Result<String, DecodeError> {
    if bytes.len() > MAX_BYTES {
        return Err(DecodeError::TooLarge { bytes: bytes.len() });
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(DecodeError::Utf16);
    }
    if let Some(at) = memchr::memchr(0, &bytes) {
        return Err(DecodeError::Binary { at });
    }
    String::from_utf8(bytes).map_err(|error| DecodeError::NotUtf8 { at: error.utf8_error().valid_up_to() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_byte_order_mark_stays() {
        assert_eq!(decode(b"\xef\xbb\xbfa".to_vec()), Ok("\u{feff}a".to_owned()));
    }

    #[test]
    fn what_is_not_text_is_named() {
        assert_eq!(decode(b"ab\xffc".to_vec()), Err(DecodeError::NotUtf8 { at: 2 }));
        assert_eq!(decode(b"\xff\xfea\0".to_vec()), Err(DecodeError::Utf16));
        assert_eq!(decode(b"a\0b".to_vec()), Err(DecodeError::Binary { at: 1 }));
    }
}

//! The file of a model: named parts in a row, read where they lie.

use thiserror::Error;

/// The first bytes of a file; the last two are the version of the layout.
const MAGIC: &[u8; 10] = b"DATELINE01";
/// Bytes of a part's name, filled up with zeros.
const NAME: usize = 8;

/// Why a file is no model.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ModelError {
    /// It begins with other bytes.
    #[error("not a model of this version")]
    Magic,
    /// It ends before its parts do.
    #[error("truncated model")]
    Truncated,
    /// A part is not there.
    #[error("model without part {0}")]
    Missing(&'static str),
    /// A part has another size or shape than its reader needs.
    #[error("model with a malformed part {0}")]
    Malformed(&'static str),
}

/// Writes parts as a file: the magic, the number of parts, for each its name and length, then their bytes.
#[must_use]
pub fn write(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend(u16::try_from(parts.len()).unwrap_or(u16::MAX).to_le_bytes());
    for (name, bytes) in parts {
        let mut padded = [0; NAME];
        padded[..name.len().min(NAME)].copy_from_slice(&name.as_bytes()[..name.len().min(NAME)]);
        out.extend(padded);
        out.extend((bytes.len() as u64).to_le_bytes());
    }
    for (_, bytes) in parts {
        out.extend(bytes);
    }
    out
}

/// The part of a file that has this name.
///
/// # Errors
/// When the file is none, ends early, or has no such part.
pub fn part<'m>(file: &'m [u8], name: &'static str) -> Result<&'m [u8], ModelError> {
    let rest = file.strip_prefix(MAGIC).ok_or(ModelError::Magic)?;
    let (count, rest) = rest.split_first_chunk::<2>().ok_or(ModelError::Truncated)?;
    let count = usize::from(u16::from_le_bytes(*count));
    let (table, mut rest) = rest.split_at_checked(count * (NAME + 8)).ok_or(ModelError::Truncated)?;
    for entry in table.chunks_exact(NAME + 8) {
        let length = u64::from_le_bytes(entry[NAME..].try_into().expect("eight bytes"));
        let (bytes, after) = usize::try_from(length).ok().and_then(|length| rest.split_at_checked(length)).ok_or(ModelError::Truncated)?;
        if entry[..NAME].iter().copied().take_while(|&byte| byte != 0).eq(name.bytes()) {
            return Ok(bytes);
        }
        rest = after;
    }
    Err(ModelError::Missing(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_by_name() {
        let file = write(&[("one", vec![1, 2]), ("two", vec![]), ("three", vec![3])]);
        assert_eq!(
            (part(&file, "one").unwrap(), part(&file, "two").unwrap(), part(&file, "three").unwrap()),
            (&[1, 2][..], &[][..], &[3][..])
        );
        assert_eq!(part(&file, "four"), Err(ModelError::Missing("four")));
        assert_eq!(part(&file[..file.len() - 1], "three"), Err(ModelError::Truncated));
        assert_eq!(part(b"<html>", "one"), Err(ModelError::Magic));
    }
}

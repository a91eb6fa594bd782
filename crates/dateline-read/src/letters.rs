//! Letters.

/// Appends a character in lower case; nearly all are ASCII, which needs no table.
#[inline]
pub fn push_lower(text: &mut String, character: char) {
    if character.is_ascii() {
        text.push(character.to_ascii_lowercase());
    } else {
        text.extend(character.to_lowercase());
    }
}

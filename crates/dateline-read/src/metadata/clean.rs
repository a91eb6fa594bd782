//! Small repairs of strings in metadata: character references, tags, white space.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use crate::letters::push_lower;

/// The words of a value: character references decoded (also twice encoded), tags dropped, white space folded.
pub fn words(value: &str) -> String {
    let mut text = fold(value);
    for _ in 0..2 {
        let tagged = text.contains('<') && text.contains('>');
        if !tagged && !text.contains('&') {
            break;
        }
        text = fold(&decode(&text));
    }
    text
}

/// White space folded to single spaces and trimmed; invisible characters dropped.
pub fn fold(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for word in value.split(|character: char| character.is_whitespace() || character == '\u{feff}') {
        if !word.is_empty() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.extend(word.chars().filter(|character| !matches!(character, '\u{200b}' | '\u{ad}' | '\u{200e}' | '\u{200f}' | '\0')));
        }
    }
    if text.ends_with(' ') {
        text.truncate(text.trim_end().len());
    }
    text
}

/// The text of a piece of HTML.
fn decode(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
        if let CallbackEvent::String { value } = event {
            text.push_str(&String::from_utf8_lossy(value));
        }
        None
    });
    for token in Tokenizer::new_with_emitter(value, emitter) {
        match token {
            Ok(()) => {}
            Err(never) => match never {},
        }
    }
    text
}

/// The letters and digits of a string, lower case, words set apart by one space: what comparisons use.
pub fn key(value: &str) -> String {
    let mut key = String::with_capacity(value.len());
    for word in value.split(|character: char| !character.is_alphanumeric()) {
        if !word.is_empty() {
            if !key.is_empty() {
                key.push(' ');
            }
            word.chars().for_each(|character| push_lower(&mut key, character));
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_tags_and_space_are_cleaned() {
        for (raw, clean) in [
            ("  Dam\n holds ", "Dam holds"),
            ("Mill &amp; Sons", "Mill & Sons"),
            ("&amp;#039;Never&amp;#039;", "'Never'"),
            ("The <i>Orla</i> sails", "The Orla sails"),
            ("a < b", "a < b"),
            ("Tom &", "Tom &"),
            ("soft\u{ad}hyphen", "softhyphen"),
        ] {
            assert_eq!(words(raw), clean);
        }
    }
}

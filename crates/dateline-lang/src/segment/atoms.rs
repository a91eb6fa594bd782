//! Atoms: the smallest pieces that words are made of. A word is one atom or several in a row without white space.

use crate::quotes;

/// What an atom is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// Letters.
    Word,
    /// Digits.
    Number,
    /// One full stop.
    Period,
    /// Several full stops, or `…`.
    Ellipsis,
    /// Question and exclamation marks in a row.
    Mark,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `;`
    Semicolon,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A double quotation mark that does not say whether it opens or closes.
    Quote,
    /// An opening double quotation mark.
    OpenQuote,
    /// A closing double quotation mark.
    CloseQuote,
    /// An apostrophe or single quotation mark.
    Apostrophe,
    /// One hyphen.
    Hyphen,
    /// A dash, or several hyphens.
    Dash,
    /// `/`
    Slash,
    /// `&`
    Ampersand,
    /// `%`
    Percent,
    /// A sign of a currency.
    Currency,
    /// `#`
    Hash,
    /// `@`
    At,
    /// `_` in a row.
    Underscore,
    /// Any other sign, in a row.
    Sign,
}

/// A piece of the text.
#[derive(Debug, Clone, Copy)]
pub struct Atom {
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// Whether white space, or the beginning of the line, stands before it.
    pub spaced: bool,
}

/// What a character does to the atom before it.
enum Class {
    Space,
    /// It belongs to what stands before it and changes nothing: marks, joiners, controls.
    Extend,
    Kind(Kind),
}

/// The class of an ASCII character.
const fn ascii(byte: u8) -> Class {
    Class::Kind(match byte {
        b'\t'..=b'\r' | b' ' => return Class::Space,
        0..=0x1f | 0x7f => return Class::Extend,
        b'a'..=b'z' | b'A'..=b'Z' => Kind::Word,
        b'0'..=b'9' => Kind::Number,
        b'.' => Kind::Period,
        b'!' | b'?' => Kind::Mark,
        b',' => Kind::Comma,
        b':' => Kind::Colon,
        b';' => Kind::Semicolon,
        b'(' | b'[' | b'{' => Kind::Open,
        b')' | b']' | b'}' => Kind::Close,
        b'"' => Kind::Quote,
        b'\'' | b'`' => Kind::Apostrophe,
        b'-' => Kind::Hyphen,
        b'/' => Kind::Slash,
        b'&' => Kind::Ampersand,
        b'%' => Kind::Percent,
        b'$' => Kind::Currency,
        b'#' => Kind::Hash,
        b'@' => Kind::At,
        b'_' => Kind::Underscore,
        _ => Kind::Sign,
    })
}

/// The class of any other character.
fn wide(character: char) -> Class {
    Class::Kind(match character {
        // Combining marks, variation selectors, skin tones, tags, soft hyphens, joiners and marks of direction.
        '\u{300}'..='\u{36f}'
        | '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5bd}'
        | '\u{64b}'..='\u{65f}'
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{fe20}'..='\u{fe2f}'
        | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0000}'..='\u{e01ef}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' => return Class::Extend,
        '…' => Kind::Ellipsis,
        '“' | '„' | '«' | '‟' | '❝' => Kind::OpenQuote,
        '”' | '»' | '❞' => Kind::CloseQuote,
        '‘' | '’' | '‚' | '‛' | '´' | 'ʼ' | '′' => Kind::Apostrophe,
        '‹' | '（' | '【' | '「' => Kind::Open,
        '›' | '）' | '】' | '」' => Kind::Close,
        '″' => Kind::Quote,
        '‐' | '‑' => Kind::Hyphen,
        '‒'..='―' => Kind::Dash,
        '，' | '、' => Kind::Comma,
        '。' => Kind::Period,
        '！' | '？' | '‼' | '⁇' | '⁈' | '⁉' => Kind::Mark,
        '٪' | '‰' => Kind::Percent,
        '£' | '€' | '¥' | '¢' | '₠'..='\u{20cf}' => Kind::Currency,
        _ if character.is_whitespace() => return Class::Space,
        _ if character.is_control() => return Class::Extend,
        _ if character.is_alphabetic() => Kind::Word,
        _ if character.is_numeric() => Kind::Number,
        _ => Kind::Sign,
    })
}

/// Whether atoms of this kind take in more characters of the same kind, any of them or only the very same.
const fn grows(kind: Kind) -> Option<bool> {
    match kind {
        Kind::Word | Kind::Number | Kind::Mark => Some(true),
        Kind::Period | Kind::Ellipsis | Kind::Hyphen | Kind::Dash | Kind::Underscore | Kind::Currency | Kind::Sign => Some(false),
        _ => None,
    }
}

/// Replaces `atoms` with those of one line, whose bytes begin at `start` of the text.
pub fn scan(text: &str, start: usize, end: usize, atoms: &mut Vec<Atom>) {
    atoms.clear();
    let bytes = text.as_bytes();
    let (mut at, mut spaced) = (start, true);
    let mut last = '\0';
    while at < end {
        let byte = bytes[at];
        let (class, character, length) = if byte < 0x80 {
            (ascii(byte), char::from(byte), 1)
        } else {
            let character = text[at..].chars().next().unwrap_or('\u{fffd}');
            let after = || text[at + character.len_utf8()..end].chars().next();
            let class = match wide(character) {
                // Languages do not agree which mark opens and which one closes.
                Class::Kind(Kind::OpenQuote | Kind::CloseQuote) => {
                    let plain = quotes::plain(character, text[start..at].chars().next_back(), after());
                    Class::Kind(if plain == Some('“') { Kind::OpenQuote } else { Kind::CloseQuote })
                }
                class => class,
            };
            (class, character, character.len_utf8())
        };
        match class {
            Class::Space => spaced = true,
            Class::Extend => match atoms.last_mut() {
                Some(atom) if !spaced => {
                    atom.end = at + length;
                    // A joiner glues signs into one, as in a family of faces.
                    if character == '\u{200d}' {
                        last = character;
                    }
                }
                _ => {
                    atoms.push(Atom { start: at, end: at + length, kind: Kind::Sign, spaced });
                    spaced = false;
                    last = '\u{200d}';
                }
            },
            Class::Kind(kind) => {
                let grown = match atoms.last_mut() {
                    Some(atom) if !spaced => {
                        let same = character == last;
                        // What began with an invisible character is what the first visible one makes it.
                        let glued = last == '\u{200d}' && atom.kind == Kind::Sign;
                        if glued && kind != Kind::Sign {
                            atom.kind = kind;
                        }
                        let quotes = same && kind == Kind::Apostrophe && atom.kind == kind && atom.end - atom.start == length;
                        let run = match (atom.kind, kind) {
                            (Kind::Ellipsis, Kind::Period | Kind::Ellipsis) => true,
                            (Kind::Dash, Kind::Hyphen) => same,
                            _ => atom.kind == kind && grows(kind).is_some_and(|any| any || same),
                        };
                        let grown = glued || quotes || run;
                        if grown {
                            atom.end = at + length;
                            if !glued {
                                atom.kind = match atom.kind {
                                    Kind::Period => Kind::Ellipsis,
                                    Kind::Hyphen => Kind::Dash,
                                    Kind::Apostrophe => Kind::Quote,
                                    kept => kept,
                                };
                            }
                        }
                        grown
                    }
                    _ => false,
                };
                if !grown {
                    atoms.push(Atom { start: at, end: at + length, kind, spaced });
                }
                spaced = false;
                last = character;
            }
        }
        at += length;
    }
}

//! Features of a place in the text, hashed into the rows of a table of weights.

use super::atoms::{Atom, Kind};

/// Rows of the table of weights.
pub const ROWS: usize = 1 << 16;
/// The most features of a place.
const MOST: usize = 48;

/// Bytes of a word that its hash reads: longer ones are told apart by their length.
const READ: usize = 24;

/// The hash of a word in lower case (ASCII letters).
pub fn lower(word: &[u8]) -> u64 {
    let hash = word
        .iter()
        .take(READ)
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3));
    hash ^ (word.len() as u64) << 56
}

/// Mixes two values.
pub const fn mix(left: u64, right: u64) -> u64 {
    let product = (left ^ right.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product ^ (product >> 32)
}

/// The features of one place: rows of the table.
#[derive(Debug, Clone)]
pub struct Features {
    rows: [u32; MOST],
    count: usize,
    seed: u64,
    turn: u64,
    /// Where the rows of the house style begin.
    common: usize,
}

impl Features {
    /// None yet; the seed keeps the decisions apart that share the table.
    pub const fn new(seed: u64) -> Self {
        Self { rows: [0; MOST], count: 0, seed, turn: 0, common: MOST }
    }

    /// Adds the conjunction of some values, as the feature of the next template.
    pub fn add(&mut self, values: &[u64]) {
        self.turn += 1;
        let hash = values.iter().fold(mix(self.seed, self.turn), |hash, &value| mix(hash, value));
        if self.count < MOST {
            self.rows[self.count] = u32::try_from((hash >> 20) % ROWS as u64).unwrap_or_default();
            self.count += 1;
        }
    }

    /// What is added from here on is the house style: trained on the treebank whose conventions win, used everywhere.
    pub const fn house(&mut self) {
        self.common = self.count;
    }

    /// The rows without those of the house style.
    #[must_use]
    pub fn common(&self) -> &[u32] {
        &self.rows[..self.common.min(self.count)]
    }

    /// The rows.
    #[must_use]
    pub fn rows(&self) -> &[u32] {
        &self.rows[..self.count]
    }
}

/// The shape of an atom: its kind, for words also case and length.
pub fn shape(text: &str, atom: &Atom) -> u64 {
    let bytes = &text.as_bytes()[atom.start..atom.end];
    let length = bytes.len().min(5) as u64;
    let detail = match atom.kind {
        Kind::Word => {
            let upper = |byte: u8| byte.is_ascii_uppercase() || byte >= 0x80;
            let case = match (bytes[0].is_ascii_uppercase(), bytes[1..].iter().take(READ).any(|byte| byte.is_ascii_lowercase())) {
                (true, true) => 1,
                (true, false) if bytes.len() == 1 => 2,
                (true, false) => 3,
                (false, _) if upper(bytes[0]) => 4,
                (false, _) if bytes[1..].iter().take(READ).any(u8::is_ascii_uppercase) => 5,
                (false, _) => 0,
            };
            case * 8 + length
        }
        Kind::Number => length,
        Kind::Sign | Kind::Apostrophe | Kind::Open | Kind::Close | Kind::Currency => 64 + u64::from(bytes[bytes.len().min(3) - 1]),
        Kind::Mark => 64 + u64::from(bytes[0]),
        _ => 0,
    };
    (atom.kind as u64) * 512 + detail
}

/// The shape without the length: how a following word is written.
pub fn look(text: &str, atom: &Atom) -> u64 {
    let shape = shape(text, atom);
    if atom.kind == Kind::Word {
        shape & !7
    } else if atom.kind == Kind::Number {
        shape & !511
    } else {
        shape
    }
}

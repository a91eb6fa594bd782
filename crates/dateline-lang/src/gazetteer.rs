//! Known names and telling words, as a table of hashes.

use crate::container::ModelError;
use crate::features::fold;
use crate::lexical::{Word, key, slot};

/// What is known of a word or a phrase, as bits.
pub mod is {
    /// A given name.
    pub const GIVEN: u16 = 1;
    /// A surname.
    pub const SURNAME: u16 = 2;
    /// A town.
    pub const TOWN: u16 = 4;
    /// A country, state or province, or a town that everybody knows.
    pub const GOVERNED: u16 = 8;
    /// A people, a faith, a movement.
    pub const GROUP: u16 = 16;
    /// A body.
    pub const BODY: u16 = 32;
    /// A place without a government.
    pub const REGION: u16 = 64;
    /// The beginning of a longer phrase.
    pub const PREFIX: u16 = 128;
    /// A title before a name.
    pub const TITLE: u16 = 256;
    /// The telling word of an organization's name.
    pub const HEAD_BODY: u16 = 512;
    /// The telling word of a building's name.
    pub const HEAD_FACILITY: u16 = 1024;
    /// The telling word of an event's name.
    pub const HEAD_EVENT: u16 = 2048;
    /// The telling word of a river's, a mountain's, a region's name.
    pub const HEAD_REGION: u16 = 4096;
    /// The telling word of a province's or a town's name.
    pub const HEAD_GOVERNED: u16 = 8192;
    /// The telling word of the name of a law, a prize, a thing.
    pub const HEAD_MISC: u16 = 16384;
    /// A product, work, language or faith.
    pub const THING: u16 = 32768;
    /// All kinds of names.
    pub const NAME: u16 = GIVEN | SURNAME | TOWN | GOVERNED | GROUP | BODY | REGION | THING;
    /// All telling words.
    pub const HEAD: u16 = HEAD_BODY | HEAD_FACILITY | HEAD_EVENT | HEAD_REGION | HEAD_GOVERNED | HEAD_MISC;
}

/// Longest phrase, in words.
pub const LONGEST: usize = 5;
/// Bytes of an entry: four of the key, two of the bits.
const ENTRY: usize = 6;

/// A table of known phrases.
#[derive(Debug, Clone, Copy)]
pub struct Gazetteer<'m> {
    entries: &'m [[u8; ENTRY]],
}

/// What a gazetteer says of one word of a sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hit {
    /// Bits of the word by itself.
    pub word: u16,
    /// Bits of the longest known phrase of two words or more over it.
    pub phrase: u16,
    /// Its place in that phrase: 0 none, 1 first, 2 inside, 3 last.
    pub place: u8,
}

/// The hash of a phrase that goes on with a word.
#[must_use]
pub const fn go_on(phrase: u64, lower: u64) -> u64 {
    fold(phrase, lower)
}

impl<'m> Gazetteer<'m> {
    /// Reads what [`write`] wrote.
    ///
    /// # Errors
    /// When the size does not fit.
    pub fn read(part: &'m [u8]) -> Result<Self, ModelError> {
        match part.as_chunks::<ENTRY>() {
            (entries, []) if !entries.is_empty() => Ok(Self { entries }),
            _ => Err(ModelError::Malformed("gazetteer")),
        }
    }

    /// The bits of a phrase with this hash.
    #[must_use]
    pub fn get(&self, phrase: u64) -> u16 {
        let key = key(phrase);
        let mut at = slot(key, self.entries.len());
        for _ in 0..self.entries.len() {
            let [a, b, c, d, low, high] = self.entries[at];
            match u32::from_le_bytes([a, b, c, d]) {
                0 => return 0,
                found if found == key => return u16::from_le_bytes([low, high]),
                _ => at = (at + 1) % self.entries.len(),
            }
        }
        0
    }

    /// What is known of the words of a sentence; phrases begin at words that `may_begin` allows.
    pub fn look_up(&self, words: &[Word], may_begin: impl Fn(usize) -> bool, hits: &mut Vec<Hit>) {
        hits.clear();
        hits.resize(words.len(), Hit::default());
        let mut taken = 0;
        for start in 0..words.len() {
            let mut phrase = go_on(0, words[start].lower);
            let mut bits = self.get(phrase);
            hits[start].word = bits;
            if start < taken || !may_begin(start) {
                continue;
            }
            let mut best = None;
            for (end, word) in words.iter().enumerate().take(start + LONGEST).skip(start + 1) {
                if bits & is::PREFIX == 0 {
                    break;
                }
                phrase = go_on(phrase, word.lower);
                bits = self.get(phrase);
                if bits & is::NAME != 0 {
                    best = Some((end, bits & is::NAME));
                }
            }
            if let Some((end, bits)) = best {
                for (at, hit) in hits.iter_mut().enumerate().take(end + 1).skip(start) {
                    hit.phrase = bits;
                    hit.place = if at == start {
                        1
                    } else if at == end {
                        3
                    } else {
                        2
                    };
                }
                taken = end + 1;
            }
        }
    }
}

/// Writes phrases by their hashes with their bits; each hash once.
#[must_use]
pub fn write(phrases: &[(u64, u16)]) -> Vec<u8> {
    let size = phrases.len() * 4 / 3 + 1;
    let mut entries = vec![[0; ENTRY]; size];
    for &(hash, bits) in phrases {
        let mut at = slot(key(hash), size);
        while entries[at][..4] != [0; 4] {
            at = (at + 1) % size;
        }
        let ([a, b, c, d], [low, high]) = (key(hash).to_le_bytes(), bits.to_le_bytes());
        entries[at] = [a, b, c, d, low, high];
    }
    entries.into_flattened()
}

//! What is known of a word by itself: hashes of its form and affixes, its shape, its cluster.

use xxhash_rust::xxh3::xxh3_64;

use crate::container::ModelError;
use crate::features::fold;

/// A word as features see it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Word {
    /// Hash of the form, every digit written as 0.
    pub form: u64,
    /// Hash of the form in lower case.
    pub lower: u64,
    /// Hashes of the first one to three characters in lower case.
    pub prefixes: [u64; 3],
    /// Hashes of the last one to four characters in lower case.
    pub suffixes: [u64; 4],
    /// What kinds of characters it has: see [`shape`].
    pub shape: u8,
    /// Its Brown cluster, counted from 1; 0 for a word in none.
    pub cluster: u8,
    /// The cluster's first six bits, counted from 1.
    pub middle: u8,
    /// The cluster's first four bits, counted from 1.
    pub coarse: u8,
    /// Which tags the word took where it was often seen; 0 where it was not.
    pub class: u16,
}

/// Bytes of an entry of [`Words`]: four of the key, cluster, a zero, two of the class.
const ENTRY: usize = 8;

/// The words that something is known of: an open-addressing table from hashes of forms.
#[derive(Debug, Clone, Copy)]
pub struct Words<'m> {
    /// For each cluster its two prefixes.
    prefixes: &'m [[u8; 2]],
    entries: &'m [[u8; ENTRY]],
}

/// What the table holds of one form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// See [`Word::cluster`].
    pub cluster: u8,
    /// See [`Word::class`].
    pub class: u16,
}

impl<'m> Words<'m> {
    /// Reads the part of a model that [`write_words`] wrote.
    ///
    /// # Errors
    /// When its size does not fit.
    pub fn read(part: &'m [u8]) -> Result<Self, ModelError> {
        let malformed = || ModelError::Malformed("words");
        let (count, rest) = part.split_first_chunk::<2>().ok_or_else(malformed)?;
        let (prefixes, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes(*count)) * 2).ok_or_else(malformed)?;
        let (entries, []) = rest.as_chunks::<ENTRY>() else { return Err(malformed()) };
        if entries.is_empty() {
            return Err(malformed());
        }
        Ok(Self { prefixes: prefixes.as_chunks::<2>().0, entries })
    }

    /// What is known of a form with this hash.
    #[must_use]
    pub fn get(&self, hash: u64) -> Option<Known> {
        let key = key(hash);
        let mut at = slot(key, self.entries.len());
        // A full table would never end the search.
        for _ in 0..self.entries.len() {
            let [a, b, c, d, cluster, _, low, high] = self.entries[at];
            match u32::from_le_bytes([a, b, c, d]) {
                0 => return None,
                found if found == key => return Some(Known { cluster, class: u16::from_le_bytes([low, high]) }),
                _ => at = (at + 1) % self.entries.len(),
            }
        }
        None
    }

    /// A word. `as_lower` takes it for its form in lower case, as in a line that is all capitals.
    #[must_use]
    pub fn word(&self, form: &str, as_lower: bool, buffer: &mut String) -> Word {
        let shape = shape(form);
        buffer.clear();
        let digits_as_zero = |c: char| if c.is_ascii_digit() { '0' } else { c };
        buffer.extend(form.chars().map(digits_as_zero));
        let mut hash = xxh3_64(buffer.as_bytes());
        let mut lower = hash;
        if form.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
            let low = buffer.to_lowercase();
            buffer.clear();
            buffer.push_str(&low);
            lower = xxh3_64(buffer.as_bytes());
        }
        if as_lower {
            hash = lower;
        }
        let known = self.get(hash).or_else(|| self.get(lower)).unwrap_or_default();
        let mut word = Word { form: hash, lower, shape, cluster: known.cluster, class: known.class, ..Word::default() };
        if let Some(&[middle, coarse]) = usize::from(known.cluster).checked_sub(1).and_then(|at| self.prefixes.get(at)) {
            (word.middle, word.coarse) = (middle, coarse);
        }
        let mut affix = 0;
        for (to, c) in word.prefixes.iter_mut().zip(buffer.chars()) {
            affix = fold(affix, u64::from(c));
            *to = affix;
        }
        affix = 1;
        for (to, c) in word.suffixes.iter_mut().zip(buffer.chars().rev()) {
            affix = fold(affix, u64::from(c));
            *to = affix;
        }
        word
    }
}

/// The hash under which a form is kept; the trainer uses it as well.
#[must_use]
pub fn hash(form: &str) -> u64 {
    let normal: String = form.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    xxh3_64(normal.as_bytes())
}

/// The part of a hash that an open-addressing table keeps; 0 is an empty place.
pub(crate) fn key(hash: u64) -> u32 {
    ((hash >> 32) as u32).max(1)
}

/// The place of a key among so many, in the order of the keys.
pub(crate) const fn slot(key: u32, places: usize) -> usize {
    ((key as u64 * places as u64) >> 32) as usize
}

/// Writes the part that [`Words::read`] reads: the two prefixes of each cluster, and what is known by hash.
#[must_use]
pub fn write_words(prefixes: &[[u8; 2]], known: &[(u64, Known)]) -> Vec<u8> {
    let size = known.len() * 4 / 3 + 1;
    let mut entries = vec![[0; ENTRY]; size];
    for &(hash, Known { cluster, class }) in known {
        let mut at = slot(key(hash), size);
        while entries[at][..4] != [0; 4] {
            at = (at + 1) % size;
        }
        let ([a, b, c, d], [low, high]) = (key(hash).to_le_bytes(), class.to_le_bytes());
        entries[at] = [a, b, c, d, cluster, 0, low, high];
    }
    let mut out = u16::try_from(prefixes.len()).unwrap_or_default().to_le_bytes().to_vec();
    out.extend(prefixes.as_flattened());
    out.extend(entries.as_flattened());
    out
}

/// The kinds of characters in a form, as bits: a capital first (1), a capital later (2), a small letter (4), a digit (8), a hyphen (16),
/// something else (32), more than one character (64).
#[must_use]
pub fn shape(form: &str) -> u8 {
    let mut shape = 0;
    for (at, c) in form.chars().enumerate() {
        shape |= match c {
            'a'..='z' => 4,
            'A'..='Z' if at == 0 => 1,
            'A'..='Z' => 2,
            '0'..='9' => 8,
            '-' => 16,
            _ if c.is_uppercase() => 1 + u8::from(at > 0),
            _ if c.is_alphabetic() => 4,
            _ if c.is_numeric() => 8,
            _ => 32,
        };
        if at > 0 {
            shape |= 64;
        }
    }
    shape
}

/// Whether the words of a sentence are written in capitals throughout, so that capitals tell nothing.
pub fn is_capitals<'f>(forms: impl Iterator<Item = &'f str>) -> bool {
    let (mut words, mut small) = (0, 0);
    for form in forms {
        if form.chars().filter(|c| c.is_alphabetic()).nth(1).is_some() {
            words += 1;
            small += usize::from(form.chars().any(char::is_lowercase));
        }
    }
    words >= 3 && small * 8 <= words
}

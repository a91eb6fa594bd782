//! Lemmas: how a dictionary would list a word, from its form and its tag.
//!
//! A lemma is the form with some bytes of its end replaced, and in some letter case. Two questions, then, each answered
//! by the longest known context: the whole word under its tag, else the longest ending under it. The answers are learned
//! from treebanks; contexts that say what their shorter one says are not kept.

use crate::container::ModelError;
use crate::labels::{Tag, Upos, Xpos};

/// The longest ending that is a context, in bytes.
pub const LONGEST: usize = 7;
/// The value of a slot without a context.
const EMPTY: u16 = u16::MAX;
/// Bytes of a slot: the hash of the context, and its value.
const SLOT: usize = 6;

/// What is asked of a context.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// Which [`Script`] turns the form into the lemma.
    Ending,
    /// Which [`Letters`] the lemma has, for a form of this shape.
    Case(Shape),
}

/// The letter case of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// No capitals.
    Lower,
    /// The first letter is a capital, others are small.
    Title,
    /// All letters are capitals, and more than one.
    Upper,
    /// One capital letter.
    Letter,
    /// Any other mixture.
    Mixed,
}

impl Shape {
    /// That of a form.
    #[must_use]
    pub fn of(form: &str) -> Self {
        let (mut capitals, mut small, mut first) = (0_usize, 0_usize, false);
        for (at, letter) in form.chars().enumerate() {
            if letter.is_uppercase() {
                capitals += 1;
                first |= at == 0;
            } else if letter.is_lowercase() {
                small += 1;
            }
        }
        match (capitals, small) {
            (0, _) => Self::Lower,
            (1, 0) => Self::Letter,
            (_, 0) => Self::Upper,
            (1, _) if first => Self::Title,
            _ => Self::Mixed,
        }
    }
}

/// The letter case of a lemma.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Letters {
    /// Small letters.
    Lower,
    /// As in the form.
    Keep,
    /// A capital, then small letters.
    Title,
    /// Capitals.
    Upper,
}

impl Letters {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::Lower, Self::Keep, Self::Title, Self::Upper];
}

/// How the end of a form changes: `strip` bytes go and `add` comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Script<'m> {
    /// Bytes that go.
    pub strip: u8,
    /// What comes, in small letters.
    pub add: &'m str,
}

/// Hashes the endings of a word from the last byte on, and at the end the whole word.
#[derive(Debug, Clone, Copy)]
pub struct Contexts(u64);

impl Contexts {
    /// The empty ending under a tag.
    #[must_use]
    pub fn new(question: Question, tag: Tag) -> Self {
        let question = match question {
            Question::Ending => 0,
            Question::Case(shape) => 1 + shape as u64,
        };
        Self(0xcbf2_9ce4_8422_2325).step(question << 16 | (tag.upos as u64) << 8 | tag.xpos as u64)
    }

    /// The ending that is one byte longer.
    #[must_use]
    pub const fn before(self, byte: u8) -> Self {
        self.step(byte as u64)
    }

    /// The word that is nothing more than this ending.
    #[must_use]
    pub const fn whole(self) -> Self {
        self.step(0x100)
    }

    /// The hash.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, reason = "the upper half of a product is its best mixed part")]
    pub const fn hash(self) -> u32 {
        (self.0 >> 32) as u32
    }

    const fn step(self, value: u64) -> Self {
        Self((self.0.rotate_left(23) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }
}

/// Finds lemmas with a learned table, which it reads where it lies.
#[derive(Debug, Clone)]
pub struct Lemmatizer<'m> {
    scripts: Vec<Script<'m>>,
    /// Slots by the top bits of the hash, collisions in the next free one; the number is a power of two.
    slots: &'m [u8],
    bits: u32,
}

impl<'m> Lemmatizer<'m> {
    /// Reads the part of a model that [`write`] wrote.
    ///
    /// # Errors
    /// When the part ends early or has another shape.
    pub fn read(part: &'m [u8]) -> Result<Self, ModelError> {
        const MALFORMED: ModelError = ModelError::Malformed("lemma");
        let (&bits, rest) = part.split_first().ok_or(ModelError::Truncated)?;
        let (count, mut rest) = rest.split_first_chunk::<2>().ok_or(ModelError::Truncated)?;
        let mut scripts = Vec::new();
        for _ in 0..u16::from_le_bytes(*count) {
            let ([strip, length], after) = rest.split_first_chunk::<2>().ok_or(ModelError::Truncated)?;
            let (add, after) = after.split_at_checked(usize::from(*length)).ok_or(ModelError::Truncated)?;
            scripts.push(Script { strip: *strip, add: std::str::from_utf8(add).map_err(|_| MALFORMED)? });
            rest = after;
        }
        if !(1..=20).contains(&bits) || rest.len() != SLOT << bits {
            return Err(MALFORMED);
        }
        Ok(Self { scripts, slots: rest, bits: u32::from(bits) })
    }

    /// Appends the lemma of a word to `out`.
    pub fn lemma(&self, form: &str, tag: Tag, out: &mut String) {
        let start = out.len();
        if tag.upos == Upos::Num
            && form.bytes().any(|byte| byte == b',')
            && form.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
        {
            // The comma between groups of digits is no part of the number.
            out.extend(form.chars().filter(|&each| each != ','));
            return;
        }
        lower(form, out);
        let shape = Shape::of(form);
        let script = self.answer(Question::Ending, tag, &out.as_bytes()[start..]).and_then(|value| self.scripts.get(usize::from(value)));
        let letters =
            self.answer(Question::Case(shape), tag, &out.as_bytes()[start..]).and_then(|value| Letters::ALL.get(usize::from(value)));
        let letters = letters.copied().unwrap_or(match tag.upos {
            Upos::Propn | Upos::X | Upos::Sym | Upos::Num => Letters::Keep,
            _ if tag.xpos == Xpos::Nnp => Letters::Keep,
            _ => Letters::Lower,
        });
        let script = script.copied().unwrap_or(Script { strip: 0, add: "" });
        let kept = (out.len() - start)
            .checked_sub(usize::from(script.strip))
            .filter(|&kept| kept + script.add.len() > 0 && out.is_char_boundary(start + kept));
        let (kept, add) = kept.map_or((out.len() - start, ""), |kept| (kept, script.add));
        // Letters whose small form has another length stay small.
        if letters == Letters::Keep && shape != Shape::Lower && form.len() == out.len() - start && form.is_char_boundary(kept) {
            out.truncate(start);
            out.push_str(&form[..kept]);
        } else {
            out.truncate(start + kept);
        }
        out.push_str(add);
        if matches!(letters, Letters::Title | Letters::Upper) {
            let lemma = out.split_off(start);
            let capitals = if letters == Letters::Upper { usize::MAX } else { 1 };
            for (at, letter) in lemma.chars().enumerate() {
                if at < capitals { out.extend(letter.to_uppercase()) } else { out.push(letter) }
            }
        }
    }

    /// What the longest known context says.
    fn answer(&self, question: Question, tag: Tag, word: &[u8]) -> Option<u16> {
        let mut context = Contexts::new(question, tag);
        let mut hashes = [0; LONGEST + 1];
        hashes[0] = context.hash();
        for (at, &byte) in word.iter().rev().enumerate() {
            context = context.before(byte);
            if at < LONGEST {
                hashes[at + 1] = context.hash();
            }
        }
        self.find(context.whole().hash()).or_else(|| hashes[..=word.len().min(LONGEST)].iter().rev().find_map(|&hash| self.find(hash)))
    }

    fn find(&self, hash: u32) -> Option<u16> {
        let count = 1_usize << self.bits;
        let mut at = (hash >> (32 - self.bits)) as usize;
        for _ in 0..count {
            let slot = self.slots.get(at * SLOT..at * SLOT + SLOT)?;
            let value = u16::from_le_bytes([slot[4], slot[5]]);
            if value == EMPTY {
                return None;
            }
            if slot[..4] == hash.to_le_bytes() {
                return Some(value);
            }
            at = (at + 1) % count;
        }
        None
    }
}

/// Appends a form in small letters.
pub fn lower(form: &str, out: &mut String) {
    if form.is_ascii() {
        let start = out.len();
        out.push_str(form);
        out[start..].make_ascii_lowercase();
    } else {
        out.extend(form.chars().flat_map(char::to_lowercase));
    }
}

/// Writes a table as a part of a model: the scripts, and what each context (by its hash) answers.
#[must_use]
pub fn write(scripts: &[Script<'_>], answers: &[(u32, u16)]) -> Vec<u8> {
    // Four slots for three contexts, at least.
    let bits = (answers.len() * 4 / 3 + 2).next_power_of_two().trailing_zeros();
    let mut out = vec![u8::try_from(bits).unwrap_or(u8::MAX)];
    out.extend(u16::try_from(scripts.len()).unwrap_or(u16::MAX).to_le_bytes());
    for script in scripts {
        out.extend([script.strip, u8::try_from(script.add.len()).unwrap_or(u8::MAX)]);
        out.extend(script.add.bytes());
    }
    let count = 1_usize << bits;
    let mut slots = vec![(0_u32, EMPTY); count];
    for &(hash, value) in answers {
        let mut at = (hash >> (32 - bits)) as usize;
        while slots[at].1 != EMPTY && slots[at].0 != hash {
            at = (at + 1) % count;
        }
        slots[at] = (hash, value);
    }
    for (hash, value) in slots {
        out.extend(hash.to_le_bytes());
        out.extend(value.to_le_bytes());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(upos: Upos, xpos: Xpos) -> Tag {
        Tag { upos, xpos }
    }

    /// The hash of an ending of some bytes, or of the whole word.
    fn hash(question: Question, tag: Tag, ending: &str, whole: bool) -> u32 {
        let context = ending.bytes().rev().fold(Contexts::new(question, tag), Contexts::before);
        if whole { context.whole().hash() } else { context.hash() }
    }

    #[test]
    fn the_longest_context_answers() {
        let plural = tag(Upos::Noun, Xpos::Nns);
        let scripts = [Script { strip: 1, add: "" }, Script { strip: 3, add: "y" }, Script { strip: 0, add: "" }];
        let part = write(
            &scripts,
            &[
                (hash(Question::Ending, plural, "s", false), 0),
                (hash(Question::Ending, plural, "ies", false), 1),
                (hash(Question::Ending, plural, "series", true), 2),
                (hash(Question::Case(Shape::Upper), plural, "gis", true), 1),
            ],
        );
        let lemmatizer = Lemmatizer::read(&part).unwrap();
        let lemma = |form: &str| {
            let mut out = "before ".to_owned();
            lemmatizer.lemma(form, plural, &mut out);
            out.split_off(7)
        };
        assert_eq!(
            [lemma("Dams"), lemma("parties"), lemma("series"), lemma("miniseries"), lemma("GIS"), lemma("men")],
            ["dam", "party", "series", "miniserie", "GI", "men"].map(|it| if it == "miniserie" {
                "minisery".to_owned()
            } else {
                it.to_owned()
            })
        );
        let mut out = String::new();
        lemmatizer.lemma("1,200,000", tag(Upos::Num, Xpos::Cd), &mut out);
        assert_eq!(out, "1200000");
        out.clear();
        lemmatizer.lemma("İstanbul", tag(Upos::Propn, Xpos::Nnp), &mut out);
        assert!(!out.is_empty());
    }

    #[test]
    fn other_bytes_are_refused() {
        let part = write(&[Script { strip: 1, add: "e" }], &[(1, 0)]);
        assert!(Lemmatizer::read(&part).is_ok());
        assert!(Lemmatizer::read(&part[..part.len() - 1]).is_err());
        assert!(Lemmatizer::read(&[]).is_err());
        assert!(Lemmatizer::read(&[40, 0, 0]).is_err());
    }
}

//! Sentences and words of English news, as the English treebanks of Universal Dependencies cut them.
//!
//! A line is scanned into atoms (runs of letters, runs of digits, signs). Rules join atoms into words where the language
//! leaves no choice; linear weights over hashed features decide the rest: whether a hyphen, a slash or a full stop belongs
//! to the word, and whether a full stop, a mark or a colon ends the sentence. The lists are `lexicon/en/abbreviations.toml`
//! and `lexicon/en/tokens.toml`. Every step is linear in the length of the text.

mod atoms;
mod features;
mod lists;
mod sentences;
mod words;

use std::borrow::Cow;

use dateline_text::{ByteSpan, Note, NoteCode};

use crate::analysis::Segmentation;
use crate::container::ModelError;

pub use features::{Features, ROWS};

/// The most words of a sentence.
pub const LONGEST: usize = 256;

/// The two questions that weights answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Does a word begin here?
    Word,
    /// Does a sentence end here?
    Sentence,
}

/// What answers the open questions: the weights, or a treebank when they are trained.
pub trait Decide {
    /// The answer for a place, a byte of the text.
    fn decide(&mut self, task: Task, at: usize, features: &Features) -> bool;
}

/// Finds the sentences and words of a text. It holds no state: share it between threads.
#[derive(Debug)]
pub struct Segmenter<'m> {
    weights: Weights<'m>,
    lists: lists::Lists,
}

/// The weights of a model: a row is two bytes, low byte first.
#[derive(Debug, Clone, Copy)]
struct Weights<'m>(&'m [[u8; 2]]);

impl Decide for Weights<'_> {
    fn decide(&mut self, _task: Task, _at: usize, features: &Features) -> bool {
        features.rows().iter().map(|&row| i32::from(i16::from_le_bytes(self.0[row as usize]))).sum::<i32>() > 0
    }
}

impl<'m> Segmenter<'m> {
    /// Reads the part of a model: [`ROWS`] weights of two bytes, low byte first.
    ///
    /// # Errors
    /// When the part has another size.
    pub fn read(part: &'m [u8]) -> Result<Self, ModelError> {
        match part.as_chunks() {
            (weights, []) if weights.len() == ROWS => Ok(Self { weights: Weights(weights), lists: lists::Lists::load() }),
            _ => Err(ModelError::Malformed("segment")),
        }
    }

    /// Finds the sentences and words of the paragraphs of a text, in place of what `out` held.
    ///
    /// Paragraphs are bytes of the text, in order and without overlap; what is wrong with them is cut off. No sentence
    /// reaches beyond a short line, a blank line, or an indent after a line, of its paragraph. Words cover all that is not white space.
    pub fn segment(&self, text: &str, paragraphs: &[ByteSpan], out: &mut Segmentation) {
        segment(text, paragraphs, &self.lists, &mut self.weights.clone(), out);
    }
}

/// Finds sentences and words with other answers than a model's: what the trainer calls.
pub fn segment_with(text: &str, paragraphs: &[ByteSpan], decide: &mut impl Decide, out: &mut Segmentation) {
    segment(text, paragraphs, &lists::Lists::load(), decide, out);
}

/// Bytes of a line from which it may have been broken at a width.
const BROKEN: usize = 40;

fn segment(text: &str, paragraphs: &[ByteSpan], lists: &lists::Lists, decide: &mut impl Decide, out: &mut Segmentation) {
    out.sentences.clear();
    out.spans.clear();
    out.joined.clear();
    out.notes.clear();
    let (mut atoms, mut tokens) = (Vec::new(), Vec::new());
    let mut done = 0;
    for paragraph in paragraphs {
        let end = text.floor_char_boundary(paragraph.end());
        let mut start = text.ceil_char_boundary(paragraph.start().max(done));
        while start < end {
            // A line feed after a long line, with words right behind it, breaks the line at a width, which ends nothing; other breaks do.
            let breaks = |(at, sign): (usize, char)| match sign {
                '\n' => {
                    let before = &text[start..start + at];
                    let is_long = before.len() - before.rfind('\n').map_or(0, |feed| feed + 1) >= BROKEN;
                    !is_long || !text[start + at + 1..end].starts_with(|next: char| !next.is_whitespace())
                }
                '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => true,
                _ => false,
            };
            let line = text[start..end].char_indices().find(|&it| breaks(it)).map_or(end, |(at, _)| start + at);
            atoms::scan(text, start, line, &mut atoms);
            words::Line::new(text, lists, &atoms, decide, &mut tokens).words();
            let line_words = sentences::Words { text, lists, tokens: &tokens };
            line_words.sentences(decide, |range| push(text, &tokens[range], out));
            start = text.ceil_char_boundary((line + 1).min(end));
        }
        done = done.max(end);
    }
}

/// Appends a sentence, in pieces where it is too long.
fn push(text: &str, tokens: &[words::Token], out: &mut Segmentation) {
    if let [first, .., last] = tokens
        && tokens.len() > LONGEST
    {
        let message = Cow::Borrowed("a sentence of more than 256 words was cut");
        out.notes.push(Note { code: NoteCode::LongSentence, message, span: Some(ByteSpan::new(first.start, last.end)) });
    }
    let mut rest = tokens;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(cut(text, rest));
        for token in piece {
            out.push(ByteSpan::new(token.start, token.end), token.joined);
        }
        out.end_sentence();
        rest = after;
    }
}

/// How many words the next piece of a sentence has: all when they are few, else up to the last semicolon, comma or dash
/// of the second half of the longest piece.
fn cut(text: &str, tokens: &[words::Token]) -> usize {
    if tokens.len() <= LONGEST {
        return tokens.len();
    }
    let after = |marks: &[&str]| {
        let at = tokens[LONGEST / 2..LONGEST].iter().rposition(|token| marks.contains(&&text[token.start..token.end]))?;
        Some(LONGEST / 2 + at + 1)
    };
    let hard = tokens[..=LONGEST].iter().rposition(|token| !token.joined).filter(|&at| at > 0).unwrap_or(LONGEST);
    after(&[";"]).or_else(|| after(&[",", "—", "–", "--"])).unwrap_or(hard)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_lists_have_their_shape() {
        let lists = super::lists::Lists::load();
        assert!(!lists.abbreviations.is_empty() && !lists.contractions.is_empty());
    }
}

//! What an analysis holds: columns over the words of a text, and views of them.

use std::ops::Range;

use dateline_text::{ByteSpan, Note};

use crate::labels::{Deprel, NameKind, Tag};
use crate::morph::Morph;

/// Where the sentences and words of a text are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Segmentation {
    /// The words of each sentence, in order and without gaps: ranges into the columns.
    pub sentences: Vec<Range<usize>>,
    /// Syntactic words, in order of their spans, which do not overlap.
    pub spans: Vec<ByteSpan>,
    /// Whether a word is written in one token with the word before it: `n't` in `don't`, `'s` in `Tom's`.
    pub joined: Vec<bool>,
    /// What the reader should know: sentences that were cut.
    pub notes: Vec<Note>,
}

impl Segmentation {
    /// Appends a word.
    pub fn push(&mut self, span: ByteSpan, joined: bool) {
        self.spans.push(span);
        self.joined.push(joined);
    }

    /// Ends a sentence after the words so far; without new words nothing happens.
    pub fn end_sentence(&mut self) {
        let start = self.sentences.last().map_or(0, |last| last.end);
        if start < self.spans.len() {
            self.sentences.push(start..self.spans.len());
        }
    }
}

/// An analysed text, in columns; a word is an index into all of them.
///
/// Every column has one entry for each word. Spans are bytes of the text that was analysed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Analysis {
    /// Sentences and words.
    pub segmentation: Segmentation,
    /// Parts of speech.
    pub tags: Vec<Tag>,
    /// Morphological features.
    pub morphs: Vec<Morph>,
    /// Lemmas.
    pub lemmas: Strings,
    /// The word that each word depends on; `None` for the root of a sentence. Every sentence is one tree.
    pub heads: Vec<Option<u32>>,
    /// What a word is to its head.
    pub labels: Vec<Deprel>,
    /// Names, in order, without overlap, each within one sentence.
    pub names: Vec<Name>,
}

/// A name: consecutive words of one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its words.
    pub words: Range<usize>,
    /// Its characters: those of its words, less a prefix in small letters (`pro-Beijing`).
    pub span: ByteSpan,
    /// Its kind.
    pub kind: NameKind,
}

/// Strings in a row, in one buffer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    /// Appends one.
    pub fn push(&mut self, string: &str) {
        self.text.push_str(string);
        self.ends.push(u32::try_from(self.text.len()).expect("lemmas of one text stay under 4 GiB"));
    }

    /// The one at an index.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn get(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.text[start..self.ends[index] as usize]
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Forgets all, and keeps the memory.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }
}

impl Analysis {
    /// The number of words.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.segmentation.spans.len()
    }

    /// Whether there are no words.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.segmentation.spans.is_empty()
    }

    /// The sentences: ranges of words.
    #[must_use]
    pub fn sentences(&self) -> &[Range<usize>] {
        &self.segmentation.sentences
    }

    /// The sentence that holds a word.
    ///
    /// # Panics
    /// When there is no such word.
    #[must_use]
    pub fn sentence_of(&self, word: usize) -> Range<usize> {
        let at = self.segmentation.sentences.partition_point(|sentence| sentence.end <= word);
        self.segmentation.sentences[at].clone()
    }

    /// Where a word stands in the text.
    #[must_use]
    pub fn span(&self, word: usize) -> ByteSpan {
        self.segmentation.spans[word]
    }

    /// A word as it is written.
    #[must_use]
    pub fn form<'t>(&self, text: &'t str, word: usize) -> &'t str {
        self.segmentation.spans[word].of(text)
    }

    /// The lemma of a word.
    #[must_use]
    pub fn lemma(&self, word: usize) -> &str {
        self.lemmas.get(word)
    }

    /// The head of a word, `None` for a root.
    #[must_use]
    pub fn head(&self, word: usize) -> Option<usize> {
        self.heads[word].map(|head| head as usize)
    }
}

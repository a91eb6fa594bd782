//! A statement before its fields are found, and what the steps that make and mend drafts ask of them.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos};

use super::cue::CueWord;
use super::text::Text;
use crate::evidence::Score;

/// A statement before its fields are found.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The head of its cue.
    pub cue: Option<usize>,
    /// The words of its cue.
    pub cue_words: Range<usize>,
    /// What the cue is in the list.
    pub known: Option<CueWord>,
    /// The head of the source, and its words.
    pub source: Option<(usize, Range<usize>)>,
    /// The noun phrase elsewhere that names who speaks, where none does here.
    pub speaker: Option<(usize, Range<usize>)>,
    /// Its content, in order.
    pub pieces: Vec<Range<usize>>,
    /// What its cue scores.
    pub strength: i32,
    /// How sure it is.
    pub score: Score,
    /// What made it.
    pub rule: &'static str,
}

impl Draft {
    /// Whether a word is in its content.
    #[must_use]
    pub fn holds(&self, word: usize) -> bool {
        self.pieces.iter().any(|piece| piece.contains(&word))
    }
}

/// The drafts by the sentences that their contents and cues stand in. What has moved away since may still be listed: whoever asks looks again.
pub(super) struct Nearby(Vec<Vec<u32>>);

impl Nearby {
    pub(super) fn new(text: &Text<'_>, drafts: &[Draft]) -> Self {
        let mut nearby = Self(vec![Vec::new(); text.analysis().sentences().len()]);
        for (at, draft) in drafts.iter().enumerate() {
            draft.pieces.iter().for_each(|piece| nearby.add(text, at, piece));
            draft.cue.iter().for_each(|&cue| nearby.add(text, at, &(cue..cue + 1)));
        }
        nearby
    }

    /// Lists a draft where more words of it stand.
    pub(super) fn add(&mut self, text: &Text<'_>, at: usize, words: &Range<usize>) {
        if words.is_empty() {
            return;
        }
        for listed in &mut self.0[text.sentence(words.start)..=text.sentence(words.end - 1)] {
            if listed.last() != Some(&(at as u32)) {
                listed.push(at as u32);
            }
        }
    }

    /// The drafts that may have words in a range; one may come several times.
    pub(super) fn of(&self, text: &Text<'_>, words: &Range<usize>) -> impl Iterator<Item = usize> {
        let sentences = if words.is_empty() { 0..0 } else { text.sentence(words.start)..text.sentence(words.end - 1) + 1 };
        self.0[sentences].iter().flatten().map(|&it| it as usize)
    }
}

/// Whether words are a noun phrase without a predicate.
pub(super) fn is_nominal(text: &Text<'_>, words: &Range<usize>) -> bool {
    let nouns = words.clone().any(|it| matches!(text.upos(it), Upos::Noun | Upos::Propn | Upos::Pron));
    nouns && !words.clone().any(|it| matches!(text.upos(it), Upos::Verb | Upos::Aux) && text.label(it) != Deprel::Amod)
}

/// The word of a phrase that hangs above the others.
pub(super) fn top(text: &Text<'_>, words: &Range<usize>) -> Option<usize> {
    words.clone().find(|&it| !text.is_mark(it) && text.analysis().head(it).is_none_or(|head| !words.contains(&head)))
}

/// What the cue of a nested attribution has to score.
pub(super) const NESTED: i32 = 900;

pub(super) fn last_zone(text: &Text<'_>, draft: &Draft) -> Option<usize> {
    let cue = draft.cue?;
    draft.pieces.last().and_then(|piece| text.zone(piece.end - 1)).filter(|&it| text.zone(cue) != Some(it))
}

pub(super) fn first_zone(text: &Text<'_>, draft: &Draft) -> Option<usize> {
    let cue = draft.cue?;
    draft.pieces.first().and_then(|piece| text.zone(piece.start)).filter(|&it| text.zone(cue) != Some(it))
}

/// Whether a comma stands before a word, or before the mark that closes a quotation there.
pub(super) fn follows_comma(text: &Text<'_>, word: usize) -> bool {
    let comma = |at: Option<usize>| at.is_some_and(|at| text.form[at] == text.form_of_comma());
    comma(word.checked_sub(1)) || word > 1 && text.is_mark(word - 1) && comma(word.checked_sub(2))
}

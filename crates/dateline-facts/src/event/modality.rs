//! Whether it happened: from tense, aspect, modals, negation, conditions, and what governs a word.
//!
//! ```text
//! a verb ─ own: tense, modals, adverbs ─ condition ─ negation ─┬─ governed: what stands above its clause ─┬─→ Told
//! a noun ─ noun: its own words, the nouns above it ────────────┴─ what the verb beside it says ───────────┘
//! ```
//!
//! A word takes what is said of the words above it, so that `governed` asks of verbs and nouns again, step by step up the tree. What a word
//! does to what it governs is in `lexicon/en/modality.toml`, read by `words`.

mod condition;
mod governed;
mod negation;
mod noun;
mod own;
mod words;

use dateline_lang::labels::Upos;

pub use self::words::Words;

use super::kind::Modality;
use super::matching::{Construction, Found};
use crate::page::Page;

/// Steps up the clauses after which the search ends.
const STEPS: usize = 8;

/// A modality and the words that say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Whether it happened.
    pub modality: Modality,
    /// The words.
    pub words: Vec<usize>,
    /// Whether a modal, a tense or a governing word says that it is to come.
    pub is_future: bool,
}

impl Told {
    fn plain(word: usize) -> Self {
        Self { modality: Modality::Happened, words: vec![word], is_future: false }
    }

    fn set(&mut self, modality: Modality, word: usize) {
        self.modality = modality;
        self.words.push(word);
    }

    /// Takes what is said of another word, but not that it is to come.
    fn share(&mut self, other: Self) {
        self.modality = other.modality;
        self.words.extend(other.words);
    }

    /// Takes all that is said of another word.
    fn follow(&mut self, other: Self) {
        self.is_future |= other.is_future;
        self.share(other);
    }
}

impl Words {
    /// The modality of an event: of a verb, or of a noun with the verb that it shares its clause with.
    #[must_use]
    pub fn of(&self, page: &Page<'_>, found: &Found) -> Told {
        let trigger = found.word;
        let mut told = if page.clauses.is_predicate(trigger) && page.analysis.tags[trigger].upos == Upos::Verb {
            self.verb(page, trigger, STEPS)
        } else if matches!(found.construction, Construction::Active | Construction::Passive) {
            self.misread(page, trigger)
        } else {
            self.noun(page, trigger, found.light)
        };
        if let Some(unit) = self.long_after(page, trigger).filter(|_| told.modality == Modality::Happened) {
            told.set(Modality::Historical, unit);
        }
        if let Some((modality, word)) = self.ellipsis(page, trigger).filter(|_| !told.modality.is_real()) {
            told.set(modality, word);
            told.is_future = false;
        }
        told
    }

    /// The modality of what a word tells that is no match of a frame.
    #[must_use]
    pub fn of_word(&self, page: &Page<'_>, word: usize) -> Told {
        let is_verb = page.clauses.is_predicate(word) && page.analysis.tags[word].upos == Upos::Verb;
        if is_verb { self.verb(page, word, STEPS) } else { self.noun(page, word, None) }
    }

    /// A verb that the tagger takes for a noun or an adjective, so that the tree says nothing of it: `If [convicted]`, `Did the army [bomb] it?`,
    /// `asked the president to [free] the poet`.
    fn misread(&self, page: &Page<'_>, word: usize) -> Told {
        let analysis = page.analysis;
        let sentence = analysis.sentence_of(word);
        let mut told = Told::plain(word);
        let from = sentence.start.max(word.saturating_sub(7));
        if word > from && page.form(word - 1).eq_ignore_ascii_case("to") {
            if let Some(verb) = (from..word - 1).rev().find(|&it| analysis.tags[it].upos == Upos::Verb)
                && let Some(modality) = self.governs(page, verb)
            {
                told.set(modality, verb);
            }
            return told;
        }
        for it in (from..word).rev().take_while(|&it| page.form(it) != ",") {
            let form = page.form(it).to_lowercase();
            if form == "whether" {
                told.set(Modality::Hypothetical, it);
            } else if self.conditional.markers.contains(&form) {
                told.set(Modality::Conditional, it);
                told.is_future = true;
            }
        }
        if told.modality == Modality::Happened && asks(page, word) {
            told.modality = Modality::Hypothetical;
        }
        told
    }

    /// The unit of time after which something else came: `A decade after troops fired on the miners`.
    fn long_after(&self, page: &Page<'_>, word: usize) -> Option<usize> {
        let start = page.analysis.sentence_of(word).start;
        let near = start.max(word.saturating_sub(7))..word;
        let after = near.rev().take_while(|&it| page.form(it) != ",").find(|&it| page.form(it).eq_ignore_ascii_case("after"))?;
        let unit = after.checked_sub(1).filter(|&it| it >= start)?;
        let one = unit > start && matches!(page.form(unit - 1).to_lowercase().as_str(), "a" | "one") && page.analysis.lemma(unit) == "year";
        (self.historical.nouns.contains(page.analysis.lemma(unit)) && !one).then_some(unit)
    }

    /// What a verb that stands for another one says of it: `were ordered to clear the square, and [did so]`, `was about to meet them, and never [did]`.
    fn ellipsis(&self, page: &Page<'_>, word: usize) -> Option<(Modality, usize)> {
        let end = page.analysis.sentence_of(word).end;
        let form = |it: usize| page.form(it).to_lowercase();
        let did = (word + 1..end).find(|&it| self.ellipsis.verbs.contains(&form(it)))?;
        let joined = (word + 1..did).rev().take(3).any(|it| self.ellipsis.markers.contains(&form(it)));
        let next = if did + 1 < end { form(did + 1) } else { String::new() };
        if !joined {
            return None;
        }
        if self.ellipsis.adverbs.contains(&next) && next != "so"
            || (word + 1..did).rev().take(2).any(|it| self.ellipsis.adverbs.contains(&form(it)))
        {
            return Some((Modality::Denied, did));
        }
        (next == "so").then_some((Modality::Happened, did))
    }
}

/// Whether the sentence of a word is a question.
fn asks(page: &Page<'_>, word: usize) -> bool {
    let sentence = page.analysis.sentence_of(word);
    page.form(sentence.end - 1) == "?" || sentence.len() > 1 && page.form(sentence.end - 2) == "?"
}

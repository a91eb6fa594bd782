//! What the clauses of a text say: who does what, whether, when and by whose word.
//!
//! Everything is read off the tree of [`Analysis`]; words that matter are in `lexicon/en/clause.toml`. A clause is known
//! by its predicate: the word that heads it, a verb, or a noun or adjective with a copula.
//!
//! Each of the modules answers one sort of question about a word: `arguments` who and what stands with a predicate, `verb_group` its tense,
//! aspect, modals and voice, `negation` what negates it, `subordination` what its clause is in the sentence, `phrase` the words of a noun's
//! phrase. They ask `children` for dependents, and `words` for what the list says.
//!
//! ```
//! use dateline_lang::{Analysis, clause::{ClauseWords, Clauses}};
//! let words = ClauseWords::load();
//! let analysis = Analysis::default();
//! assert_eq!(Clauses::new("", &analysis, &words).predicates(0..0).count(), 0);
//! ```

mod arguments;
mod children;
mod negation;
mod phrase;
mod subordination;
mod verb_group;
mod words;

use std::ops::Range;

use crate::analysis::Analysis;
use crate::labels::{Deprel, Upos, Xpos};

pub use self::arguments::Oblique;
pub use self::children::Children;
pub use self::phrase::Extent;
pub use self::subordination::{ClauseKind, Governor};
pub use self::verb_group::{ClauseForm, Modal, ModalKind, Tense, VerbGroup, is_contracted_has};
pub use self::words::ClauseWords;

/// Steps up a tree or along conjuncts after which a search gives up.
const STEPS: usize = 64;

/// Answers questions about the clauses of one analysed text.
#[derive(Debug)]
pub struct Clauses<'a> {
    text: &'a str,
    analysis: &'a Analysis,
    words: &'a ClauseWords,
    children: Children,
}

impl<'a> Clauses<'a> {
    /// A view of an analysis of this text.
    #[must_use]
    pub fn new(text: &'a str, analysis: &'a Analysis, words: &'a ClauseWords) -> Self {
        Self { text, analysis, words, children: Children::of(analysis) }
    }

    /// The dependents of a word, in order.
    pub fn dependents(&self, word: usize) -> impl Iterator<Item = usize> + use<'_, 'a> {
        self.children.of_word(word)
    }

    fn label(&self, word: usize) -> Deprel {
        self.analysis.labels.get(word).copied().unwrap_or(Deprel::Dep)
    }

    fn xpos(&self, word: usize) -> Xpos {
        self.analysis.tags[word].xpos
    }

    fn upos(&self, word: usize) -> Upos {
        self.analysis.tags[word].upos
    }

    fn lemma(&self, word: usize) -> &'a str {
        self.analysis.lemma(word)
    }
    fn with(&self, word: usize, labels: &'static [Deprel]) -> impl Iterator<Item = usize> + use<'_, 'a> {
        self.dependents(word).filter(move |&it| labels.contains(&self.label(it)))
    }

    fn has(&self, word: usize, labels: &'static [Deprel]) -> bool {
        self.with(word, labels).next().is_some()
    }

    /// Whether `to` marks a verb as an infinitive.
    fn has_to(&self, word: usize) -> bool {
        self.with(word, &[Deprel::Mark]).any(|it| self.xpos(it) == Xpos::To)
    }

    /// Whether a word heads a clause: a verb that is no auxiliary, premodifier or preposition, or a word with a subject or a copula.
    #[must_use]
    pub fn is_predicate(&self, word: usize) -> bool {
        let label = self.label(word);
        if matches!(
            label,
            Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::Case | Deprel::Mark | Deprel::Fixed | Deprel::Flat | Deprel::Goeswith
        ) {
            return false;
        }
        if self.has(word, &[Deprel::Cop, Deprel::Nsubj, Deprel::NsubjPass, Deprel::Csubj, Deprel::CsubjPass]) {
            return true;
        }
        let verb = matches!(self.upos(word), Upos::Verb | Upos::Aux);
        if matches!(label, Deprel::Amod | Deprel::Compound) {
            return false;
        }
        verb || matches!(
            label,
            Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl | Deprel::AclRelcl | Deprel::AdvclRelcl | Deprel::Csubj | Deprel::CsubjPass
        )
    }

    /// The predicates among words, in order.
    pub fn predicates(&self, words: Range<usize>) -> impl Iterator<Item = usize> + use<'_, 'a> {
        words.filter(|&word| word < self.analysis.len() && self.is_predicate(word))
    }

    /// The first of the conjuncts that a word is one of; the word itself when it is none or the first.
    #[must_use]
    pub fn first_conjunct(&self, word: usize) -> usize {
        let mut first = word;
        for _ in 0..STEPS {
            match self.analysis.head(first) {
                Some(head) if self.label(first) == Deprel::Conj => first = head,
                _ => break,
            }
        }
        first
    }

    /// A word and what is coordinated with it below it, in order: `police, soldiers and residents` of `police`.
    #[must_use]
    pub fn conjuncts(&self, word: usize) -> Vec<usize> {
        let mut all = vec![word];
        let mut at = 0;
        while at < all.len() && all.len() < STEPS {
            all.extend(self.with(all[at], &[Deprel::Conj]));
            at += 1;
        }
        all.sort_unstable();
        all
    }

    /// What a relative pronoun stands for: the noun that its clause modifies; other words stand for themselves.
    #[must_use]
    pub fn antecedent(&self, word: usize) -> usize {
        if !matches!(self.xpos(word), Xpos::Wdt | Xpos::Wp) || self.has(word, &[Deprel::AclRelcl]) {
            return word;
        }
        let mut at = word;
        for _ in 0..STEPS {
            let Some(head) = self.analysis.head(at) else { break };
            if self.label(at) == Deprel::AclRelcl {
                return head;
            }
            at = head;
        }
        word
    }
}

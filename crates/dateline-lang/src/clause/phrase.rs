//! The words of a noun phrase: its head, and how much is wanted → a range without a gap.

use std::ops::Range;

use super::Clauses;
use crate::labels::{Deprel, Upos, Xpos};

/// How much of a noun phrase is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Without relative and other clauses, appositions and conjuncts.
    Plain,
    /// All of it but its conjuncts: the maximal noun phrase of one mention.
    Own,
    /// All of it.
    Full,
}

impl Clauses<'_> {
    /// The words of the phrase of a noun, without a gap, its preposition, or marks at its ends; for a predicate nominal without what
    /// belongs to the clause.
    ///
    /// `the [mayor] of Odesa, who left` → `the mayor of Odesa`, with [`Extent::Full`] all of it.
    #[must_use]
    pub fn phrase(&self, noun: usize, extent: Extent) -> Range<usize> {
        self.stretch(noun, |word, dependent| self.belongs(noun, word, dependent, extent))
    }

    /// The words around a word that hang on it without a gap, by the dependents that `keep` takes (of which word, which dependent), without marks
    /// at their ends.
    #[must_use]
    pub fn stretch(&self, top: usize, keep: impl Fn(usize, usize) -> bool) -> Range<usize> {
        let sentence = self.analysis.sentence_of(top);
        let mut inside = vec![false; sentence.len()];
        let mut open = vec![top];
        while let Some(word) = open.pop() {
            if !sentence.contains(&word) || std::mem::replace(&mut inside[word - sentence.start], true) {
                continue;
            }
            open.extend(self.dependents(word).filter(|&it| keep(word, it)));
        }
        let is_inside = |word: usize| sentence.contains(&word) && inside[word - sentence.start];
        let (mut start, mut end) = (top, top + 1);
        while start > sentence.start && is_inside(start - 1) {
            start -= 1;
        }
        while is_inside(end) {
            end += 1;
        }
        let mark = |word: usize| self.upos(word) == Upos::Punct;
        while start < top && mark(start) {
            start += 1;
        }
        while end > top + 1 && mark(end - 1) {
            end -= 1;
        }
        start..end
    }

    /// Whether a dependent of a word of a noun's phrase belongs to it.
    fn belongs(&self, noun: usize, word: usize, dependent: usize, extent: Extent) -> bool {
        let label = self.label(dependent);
        if word == noun {
            match label {
                Deprel::Case if self.xpos(dependent) != Xpos::Pos => return false,
                Deprel::Mark
                | Deprel::Cop
                | Deprel::Aux
                | Deprel::AuxPass
                | Deprel::Expl
                | Deprel::Advcl
                | Deprel::Parataxis
                | Deprel::Vocative => return false,
                Deprel::Discourse | Deprel::Dislocated | Deprel::Reparandum => return false,
                Deprel::Cc | Deprel::CcPreconj if !self.dependents(noun).any(|it| self.label(it) == Deprel::Conj) => return false,
                // The first word of a conjunct is its conjunction, which is not its own.
                Deprel::Cc if self.label(noun) == Deprel::Conj => return false,
                _ if matches!(label.universal(), Deprel::Nsubj | Deprel::Csubj) => return false,
                // A predicate has adverbials of its clause, a noun only those before it (`nearly all`, `about 20`).
                Deprel::Advmod | Deprel::Obl | Deprel::OblUnmarked if self.copula(noun).is_some() => return false,
                _ => {}
            }
        }
        if extent == Extent::Own {
            return word != noun || !matches!(label, Deprel::Conj | Deprel::Parataxis | Deprel::Cc | Deprel::CcPreconj);
        }
        extent == Extent::Full
            || !matches!(
                label,
                Deprel::AclRelcl | Deprel::Acl | Deprel::Appos | Deprel::Conj | Deprel::Parataxis | Deprel::Cc | Deprel::CcPreconj
            )
            || word != noun && matches!(label, Deprel::Conj | Deprel::Cc | Deprel::CcPreconj)
    }
}

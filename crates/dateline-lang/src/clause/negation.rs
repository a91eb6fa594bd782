//! What negates a predicate: a predicate → the words that do, its own, those of a modal over it, and those that conjuncts share.

use super::{Clauses, STEPS};
use crate::labels::{Deprel, Upos};

impl Clauses<'_> {
    /// The words that negate a predicate, in order; empty when nothing does.
    ///
    /// `did n't [come]` → n't; `[found] no survivors` → no; `Nobody [came]` → Nobody; `without [saying] why` → without;
    /// `can no longer [walk]` → no; `neither [confirmed] nor [denied]` → neither, nor.
    #[must_use]
    pub fn negations(&self, predicate: usize) -> Vec<usize> {
        let mut cues = Vec::new();
        self.own_negations(predicate, &mut cues);
        if let Some(modal) = self.semi_modal(predicate).filter(|modal| self.is_predicate(modal.word)) {
            self.own_negations(modal.word, &mut cues);
        }
        // What negates shared auxiliaries negates all that share them.
        let mut at = predicate;
        for _ in 0..STEPS {
            const OWN: &[Deprel] = &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop, Deprel::Nsubj, Deprel::NsubjPass];
            match self.analysis.head(at) {
                Some(head) if self.label(at) == Deprel::Conj && !self.has(at, OWN) => {
                    let but = self.with(at, &[Deprel::Cc]).any(|cc| self.lemma(cc) == "but");
                    if !but && self.may_share(at, head) && !self.auxiliaries(head).is_empty() {
                        cues.extend(self.with(head, &[Deprel::Advmod]).filter(|&it| self.is_negative_adverb(it)));
                    }
                    // A negative subject is shared like any other.
                    cues.extend(self.with(head, &[Deprel::Nsubj, Deprel::NsubjPass]).filter_map(|it| self.negative_noun(it)));
                    at = head;
                }
                _ => break,
            }
        }
        cues.sort_unstable();
        cues.dedup();
        cues
    }

    /// Whether anything negates a predicate.
    #[must_use]
    pub fn is_negated(&self, predicate: usize) -> bool {
        !self.negations(predicate).is_empty()
    }

    fn is_negative_adverb(&self, word: usize) -> bool {
        let form = self.analysis.form(self.text, word).to_lowercase();
        matches!(self.upos(word), Upos::Adv | Upos::Part | Upos::Cconj | Upos::Det)
            && self.words.negation.adverbs.iter().any(|it| *it == form || it == self.lemma(word))
    }

    /// The word by which a noun phrase negates its clause.
    fn negative_noun(&self, noun: usize) -> Option<usize> {
        let negation = &self.words.negation;
        let lemma = self.lemma(noun).to_lowercase();
        let one = |word: usize| negation.determiners.iter().any(|it| it.eq_ignore_ascii_case(self.lemma(word)));
        if negation.pronouns.contains(&lemma) {
            return Some(noun);
        }
        self.with(noun, &[Deprel::Det, Deprel::Advmod, Deprel::CcPreconj]).find(|&it| one(it))
    }

    fn own_negations(&self, predicate: usize, cues: &mut Vec<usize>) {
        let negation = &self.words.negation;
        for word in self.dependents(predicate) {
            let lemma = self.lemma(word);
            let found = match self.label(word).universal() {
                Deprel::Advmod | Deprel::Discourse if self.is_negative_adverb(word) => {
                    // `not only` adds to what is so.
                    let only = self.dependents(word).any(|it| self.lemma(it) == "only")
                        || self.with(predicate, &[Deprel::Advmod]).any(|it| it == word + 1 && self.lemma(it) == "only");
                    (!only).then_some(word)
                }
                // `no longer`, `no more`.
                Deprel::Advmod | Deprel::Obl | Deprel::Nsubj | Deprel::Obj | Deprel::Iobj | Deprel::Det => {
                    if self.label(word) == Deprel::Det {
                        negation.determiners.iter().any(|it| it == lemma).then_some(word)
                    } else if self.is_negative_adverb(word) {
                        Some(word)
                    } else {
                        self.negative_noun(word)
                    }
                }
                Deprel::Mark | Deprel::Case => negation.prepositions.iter().any(|it| it == lemma).then_some(word),
                Deprel::Cc => negation.conjunctions.iter().any(|it| it.eq_ignore_ascii_case(lemma)).then_some(word),
                _ => None,
            };
            cues.extend(found);
        }
    }
}

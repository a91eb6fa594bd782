//! What a clause is in its sentence: a predicate → its kind, the word that opens it, and the predicate that it hangs on.

use super::{Clauses, STEPS};
use crate::labels::{Deprel, Xpos};

/// What a clause is in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClauseKind {
    /// The sentence's own.
    Main,
    /// What is said, known, wanted: `said [that it fell]`, `wants [to go]`.
    Complement,
    /// A subject: `[That it fell] surprised nobody`.
    Subject,
    /// A circumstance: `[After it fell], they left`.
    Adverbial,
    /// A relative clause: `the wall [that fell]`.
    Relative,
    /// Another clause of a noun: `the plan [to build it]`, `people [killed there]`.
    Adnominal,
    /// Coordinated with an earlier one: `It rose [and fell]`.
    Coordinated,
    /// Beside the sentence without being a part of it: `It fell – [nobody knows why]`.
    Parataxis,
    /// The words around what is reported, where those are the main clause: `It fell, [police said]`.
    Reporting,
    /// No clause of its own: a modifier, a noun phrase.
    Other,
}

/// The predicate over another, and through which relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Governor {
    /// The nearest predicate above.
    pub predicate: usize,
    /// What the clause below is: `ccomp` in `said [that it fell]`, `acl:relcl` in `saw the wall [that fell]`.
    pub relation: Deprel,
}

impl<'a> Clauses<'a> {
    /// What the clause of a predicate is in its sentence.
    #[must_use]
    pub fn kind(&self, predicate: usize) -> ClauseKind {
        match self.label(predicate) {
            Deprel::Root => ClauseKind::Main,
            Deprel::Ccomp | Deprel::Xcomp => ClauseKind::Complement,
            Deprel::Csubj | Deprel::CsubjPass | Deprel::CsubjOuter => ClauseKind::Subject,
            Deprel::Advcl => ClauseKind::Adverbial,
            Deprel::AclRelcl | Deprel::AdvclRelcl => ClauseKind::Relative,
            Deprel::Acl => ClauseKind::Adnominal,
            Deprel::Conj => ClauseKind::Coordinated,
            Deprel::Parataxis => {
                if self.reports(predicate) {
                    ClauseKind::Reporting
                } else {
                    ClauseKind::Parataxis
                }
            }
            _ => ClauseKind::Other,
        }
    }

    /// Whether a predicate in parataxis reports the clause that it stands in: a verb of reporting with a subject and no complement.
    fn reports(&self, predicate: usize) -> bool {
        self.is_reporting(predicate) && self.has(predicate, &[Deprel::Nsubj]) && !self.has(predicate, &[Deprel::Ccomp])
    }

    /// Whether a predicate is a verb of reporting (`say`, `add`, `write`), whatever it has beside it.
    #[must_use]
    pub fn is_reporting(&self, predicate: usize) -> bool {
        self.words.reporting.verbs.iter().any(|it| it == self.lemma(predicate))
    }

    /// The word that opens a subordinate clause: `after`, `if`, `that`; for relative clauses the pronoun or adverb. `to` is none.
    #[must_use]
    pub fn marker(&self, predicate: usize) -> Option<usize> {
        self.with(predicate, &[Deprel::Mark]).find(|&it| self.xpos(it) != Xpos::To).or_else(|| {
            let question = |it: usize| matches!(self.xpos(it), Xpos::Wdt | Xpos::Wp | Xpos::WpPoss | Xpos::Wrb);
            self.dependents(predicate).find_map(|it| if question(it) { Some(it) } else { self.dependents(it).find(|&it| question(it)) })
        })
    }

    /// What the marker of an adverbial clause can mean, by the tables of the list: `time`, `cause`, `condition`, `concession`, …; sorted.
    #[must_use]
    pub fn circumstances(&self, predicate: usize) -> Vec<&'a str> {
        let marker =
            self.with(predicate, &[Deprel::Mark, Deprel::Advmod]).find(|&it| self.label(it) == Deprel::Mark || self.xpos(it) == Xpos::Wrb);
        let Some(lemma) = marker.map(|it| self.analysis.form(self.text, it).to_lowercase()) else { return Vec::new() };
        let mut names = ["cause", "concession", "condition", "means", "purpose", "time"].to_vec();
        names.retain(|name| self.words.markers.get(*name).is_some_and(|words| words.contains(&lemma)));
        names
    }

    /// The nearest predicate above, and what the clause is to it; a conjunct has the governor of the first.
    ///
    /// `said that it [fell]` → said, ccomp; `It [fell], police said` → said, ccomp, although the tree has it the other way round.
    #[must_use]
    pub fn governor(&self, predicate: usize) -> Option<Governor> {
        let first = self.first_conjunct(predicate);
        if self.kind(first) == ClauseKind::Reporting {
            return None;
        }
        if let Some(reporting) = self.with(first, &[Deprel::Parataxis]).find(|&it| self.reports(it)) {
            return Some(Governor { predicate: reporting, relation: Deprel::Ccomp });
        }
        let relation = self.label(first);
        let mut at = first;
        for _ in 0..STEPS {
            at = self.analysis.head(at)?;
            if self.is_predicate(at) {
                return Some(Governor { predicate: at, relation });
            }
        }
        None
    }
}

//! Who and what stands with a predicate: a predicate → the heads of its subjects, objects, obliques and agents, each conjunct of them, with
//! relative pronouns resolved and those that the tree leaves unsaid.

use super::{Clauses, STEPS};
use crate::labels::{Deprel, Upos, Xpos};

/// A noun phrase that a predicate has with a preposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Oblique {
    /// Its head.
    pub word: usize,
    /// The first preposition, `None` for `last week`; [`Clauses::preposition`] gives all of `because of`.
    pub preposition: Option<usize>,
}

impl Clauses<'_> {
    /// The subjects of a predicate, each conjunct of them, with relative pronouns resolved: those that stand with it, else those that it
    /// shares with what it is coordinated with, else those that an infinitive or participle has from the clause or noun above it.
    ///
    /// `Police and soldiers [arrested] him` → Police, soldiers; `He rose and [left]` → He; `He promised to [go]` → He;
    /// `They told him to [go]` → him; `people [killed] there` → people.
    #[must_use]
    pub fn subjects(&self, predicate: usize) -> Vec<usize> {
        self.subject_of(predicate, STEPS).map_or_else(Vec::new, |subject| self.conjuncts(subject))
    }

    fn subject_of(&self, predicate: usize, steps: usize) -> Option<usize> {
        let steps = steps.checked_sub(1)?;
        const SUBJECT: &[Deprel] =
            &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Csubj, Deprel::CsubjPass, Deprel::NsubjOuter, Deprel::CsubjOuter];
        // An outer subject (`the point is that he left`) comes before the inner one and is not that of the verb.
        let own = self.with(predicate, SUBJECT).filter(|&it| !matches!(self.label(it), Deprel::NsubjOuter | Deprel::CsubjOuter)).last();
        if let Some(own) = own {
            return Some(self.antecedent(own));
        }
        let head = self.analysis.head(predicate)?;
        match self.label(predicate) {
            Deprel::Conj => self.subject_of(head, steps),
            // The object of the verb above does it, else its subject.
            Deprel::Xcomp => self
                .with(head, &[Deprel::Obj, Deprel::Iobj])
                .next()
                .map(|object| self.antecedent(object))
                .or_else(|| self.subject_of(head, steps)),
            Deprel::Advcl if !self.is_finite(predicate) && self.is_predicate(head) => {
                self.controller(predicate, head).map(|object| self.antecedent(object)).or_else(|| self.subject_of(head, steps))
            }
            Deprel::Acl if matches!(self.xpos(predicate), Xpos::Vbg | Xpos::Vbn) && !self.has(predicate, &[Deprel::Mark]) => Some(head),
            _ => None,
        }
    }

    /// The object that does what a gerund after it says: `barred the [army] from evicting them`.
    fn controller(&self, gerund: usize, verb: usize) -> Option<usize> {
        let marks = |it: usize| {
            let form = self.analysis.form(self.text, it);
            self.words.control.markers.iter().any(|marker| form.eq_ignore_ascii_case(marker))
        };
        let controls = self.xpos(gerund) == Xpos::Vbg && self.with(gerund, &[Deprel::Mark]).any(marks);
        self.with(verb, &[Deprel::Obj]).find(|&it| controls && it > verb && it < gerund)
    }

    /// The direct objects of a predicate, each conjunct of them, with relative pronouns resolved.
    ///
    /// `They [closed] the road and the bridge` → road, bridge; `the road that they [closed]` → road.
    #[must_use]
    pub fn objects(&self, predicate: usize) -> Vec<usize> {
        let own: Vec<usize> = self.with(predicate, &[Deprel::Obj]).flat_map(|object| self.conjuncts(self.antecedent(object))).collect();
        if !own.is_empty() || self.is_passive(predicate) {
            return own;
        }
        // A relative clause without its pronoun, whose noun has no other place in it: `the road they closed`.
        let gap = self.label(predicate) == Deprel::AclRelcl
            && self.has(predicate, &[Deprel::Nsubj])
            && !self.dependents(predicate).any(|it| {
                matches!(self.xpos(it), Xpos::Wdt | Xpos::Wp | Xpos::Wrb)
                    || self.dependents(it).any(|it| matches!(self.xpos(it), Xpos::Wdt | Xpos::Wp | Xpos::WpPoss))
            })
            && !self.has(predicate, &[Deprel::Ccomp, Deprel::Xcomp, Deprel::Cop])
            && matches!(self.upos(predicate), Upos::Verb);
        if gap { self.analysis.head(predicate).into_iter().collect() } else { own }
    }

    /// The indirect object: `[gave] them water` → them.
    #[must_use]
    pub fn indirect_object(&self, predicate: usize) -> Option<usize> {
        self.with(predicate, &[Deprel::Iobj]).next().map(|it| self.antecedent(it))
    }

    /// The obliques of a predicate, each conjunct of them, without the agent of a passive: `[left] for Cairo on Monday` → Cairo (for), Monday (on).
    #[must_use]
    pub fn obliques(&self, predicate: usize) -> Vec<Oblique> {
        let agents = self.agents(predicate);
        let mut all = Vec::new();
        for first in self.with(predicate, &[Deprel::Obl, Deprel::OblUnmarked, Deprel::OblAgent]) {
            let case = |word: usize| self.with(word, &[Deprel::Case]).find(|&it| self.xpos(it) != Xpos::Pos);
            for word in self.conjuncts(first) {
                let resolved = self.antecedent(word);
                if !agents.contains(&resolved) {
                    all.push(Oblique { word: resolved, preposition: case(word).or_else(|| case(first)) });
                }
            }
        }
        all
    }

    /// The preposition of a noun in small letters, with the rest of a fixed one: `because of`, `out of`; that of the first conjunct
    /// when it is not repeated; empty when there is none.
    #[must_use]
    pub fn preposition(&self, noun: usize) -> String {
        let preposition = |noun: usize| self.with(noun, &[Deprel::Case]).filter(|&it| self.xpos(it) != Xpos::Pos);
        let owner = if preposition(noun).next().is_some() { noun } else { self.first_conjunct(noun) };
        let mut parts: Vec<usize> = Vec::new();
        for case in preposition(owner) {
            parts.push(case);
            parts.extend(self.with(case, &[Deprel::Fixed]));
        }
        parts.sort_unstable();
        parts.iter().map(|&it| self.analysis.form(self.text, it).to_lowercase()).collect::<Vec<_>>().join(" ")
    }

    /// Who does what a passive says: `[was hit] by a truck` → truck, and conjuncts.
    #[must_use]
    pub fn agents(&self, predicate: usize) -> Vec<usize> {
        let by = |it: &usize| self.label(*it) == Deprel::OblAgent;
        let agent = self.dependents(predicate).find(by).or_else(|| {
            // Conjuncts share an agent that follows the last: `was attacked and looted by rebels`.
            let follows = self
                .with(predicate, &[Deprel::Conj])
                .find(|&it| self.is_passive(it) && !self.has(it, &[Deprel::NsubjPass, Deprel::AuxPass]));
            follows.and_then(|it| self.dependents(it).find(by))
        });
        agent.map_or_else(Vec::new, |agent| self.conjuncts(self.antecedent(agent)))
    }
}

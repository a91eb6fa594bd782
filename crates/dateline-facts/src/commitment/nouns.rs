//! Nouns that bind: `their promise to`, `the goal is to`, `made a pledge that`, with whose they are.

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::cue::Found;
use super::{Force, Scene};

impl Scene<'_, '_> {
    /// A noun of the list with what it binds to.
    pub(super) fn noun(&self, word: usize, lemma: &str) -> Option<Found> {
        let (page, analysis, clauses) = (self.page, self.page.analysis, self.page.clauses);
        let force = *self.words.nouns.get(lemma)?;
        let mut negated = clauses.dependents(word).any(|it| analysis.labels[it] == Deprel::Det && page.form(it).eq_ignore_ascii_case("no"));
        let action = self.infinitive(word).or_else(|| self.after_copula(word)).or_else(|| self.content(word))?;
        // Whose it is: a possessor, the subject of `has`, `made`, `gave`, `leads`, what it is of.
        let mut by: Vec<usize> = clauses.dependents(word).find(|&it| analysis.labels[it] == Deprel::NmodPoss).into_iter().collect();
        let verb = analysis
            .head(word)
            .filter(|&it| clauses.is_predicate(it) && matches!(analysis.labels[word], Deprel::Obj | Deprel::Obl | Deprel::Xcomp));
        if let Some(verb) = verb {
            negated |= !clauses.negations(verb).is_empty() || self.is_undone(verb);
            if self.words.judged.contains(analysis.lemma(verb)) {
                return None;
            }
            // `won a promise that Elm would wait`: whoever is to do it has promised it.
            if by.is_empty() && self.words.taking.contains(analysis.lemma(verb)) {
                by = clauses.subjects(action);
            } else if by.iter().all(|&it| self.parties.is_pronoun(it)) {
                by = clauses.subjects(verb);
            }
        }
        if by.is_empty() {
            by = clauses.dependents(word).filter(|&it| analysis.labels[it] == Deprel::Nmod && clauses.preposition(it) == "of").collect();
        }
        let is_possessive = |it: &usize| matches!(page.form(*it).to_lowercase().as_str(), "our" | "my" | "its" | "his" | "her" | "their");
        let by = if by.iter().all(is_possessive) || force == Force::Goal { by } else { self.agents(&by) };
        if by.is_empty() && force != Force::Goal || negated && force != Force::Intention {
            return None;
        }
        let is_whole = clauses.is_finite(action) && clauses.copula(action).is_none() && analysis.labels[action] != Deprel::Root;
        Some(Found { is_whole, ..Found::new(by, word, action, force, ("commitment.noun", 70)) })
    }

    /// What follows the copula: `the goal is [to plant]`.
    fn after_copula(&self, word: usize) -> Option<usize> {
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        analysis.head(word).filter(|&head| {
            analysis.labels[word] == Deprel::Nsubj
                && (clauses.copula(head).is_some() && analysis.tags[head].upos != Upos::Adj
                    || analysis.tags[head].upos == Upos::Verb && clauses.dependents(head).any(|it| analysis.tags[it].xpos == Xpos::To))
        })
    }

    /// What a noun tells of itself: `the plan of [building] it`, `the promise that they [would] leave`.
    fn content(&self, word: usize) -> Option<usize> {
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        let after = || clauses.dependents(word).filter(|&it| it > word);
        after()
            .find(|&it| {
                analysis.labels[it] == Deprel::Acl && analysis.tags[it].xpos == Xpos::Vbg && clauses.dependents(it).any(|mark| mark < it)
            })
            .or_else(|| after().find(|&it| matches!(analysis.labels[it], Deprel::Acl | Deprel::Ccomp) && clauses.modal(it).is_some()))
    }
}

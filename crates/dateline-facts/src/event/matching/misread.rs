//! Verbs that the tagger takes for nouns and adjectives.

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::{Found, Scene, Shape};
use crate::event::frame::Pattern;

impl Scene<'_, '_> {
    /// A verb with the form of an adjective after `to`: `managed to [free] the hostages`.
    pub(super) fn free(&self, word: usize) -> Option<Found> {
        let before = word.checked_sub(1)?;
        if !self.page.form(before).eq_ignore_ascii_case("to") {
            return None;
        }
        let clauses = self.page.clauses;
        let above = self.page.analysis.head(word).filter(|&head| head > word && self.label(word) == Deprel::Amod);
        let below = || clauses.dependents(word).find(|&it| it > word && matches!(self.upos(it), Upos::Noun | Upos::Propn));
        let head = above.or_else(below)?;
        let governor = self.page.analysis.head(above.unwrap_or(word))?;
        // `urged Norland to [free] the crew`: whoever is urged.
        let urged = if self.things.controls(&self.lemma(governor)) { clauses.objects(governor) } else { Vec::new() };
        let urged: Vec<usize> = urged.into_iter().filter(|&it| it < word).collect();
        let subjects = if urged.is_empty() { clauses.subjects(governor) } else { urged };
        let shape = Shape { is_passive: false, subjects, objects: clauses.conjuncts(head) };
        let mut found = self.frames.verb(&self.lemma(word)).iter().find_map(|pattern| self.verb_frame(word, pattern, &shape))?;
        found.clause = Some(governor);
        Some(found)
    }

    /// A verb that the tagger takes for a noun: after an auxiliary of asking or inversion (`Did the army [bomb] the clinic?`, `Only then did the
    /// militia [release] them`), and in a clause with `if` that has no other verb (`If the army [attacks] Ralla, half a million will flee`).
    pub(super) fn misread(&self, word: usize) -> Option<Found> {
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        let patterns = self.frames.verb(&self.lemma(word));
        let start = analysis.sentence_of(word).start;
        let end = analysis.sentence_of(word).end;
        let before = word.checked_sub(1).filter(|&it| it > start)?;
        if patterns.is_empty() || !matches!(analysis.tags[word].xpos, Xpos::Nn | Xpos::Nns) {
            return None;
        }
        // `had to [fire] five rounds`.
        if analysis.tags[before].xpos == Xpos::To && analysis.tags[word].xpos == Xpos::Nn {
            let governor = before.checked_sub(1).filter(|&it| self.upos(it) == Upos::Verb && it >= start)?;
            return self.as_verb(word, patterns, clauses.subjects(governor));
        }
        // `Two men in a car [shot] the mayor`, where the tree has no verb at all.
        let next = word + 1;
        let leads = next < end && matches!(self.upos(next), Upos::Det | Upos::Pron);
        if leads && analysis.tags[word].xpos == Xpos::Nn && !(start..end).any(|it| matches!(self.upos(it), Upos::Verb | Upos::Aux)) {
            let root = (start..word).find(|&it| self.label(it) == Deprel::Root && matches!(self.upos(it), Upos::Noun | Upos::Propn))?;
            return self.as_verb(word, patterns, clauses.conjuncts(root));
        }
        let subject = Some(before).filter(|&it| matches!(self.upos(it), Upos::Noun | Upos::Propn))?;
        let quiet = |from: usize| !(from + 1..word).any(|it| matches!(self.upos(it), Upos::Verb | Upos::Aux) || self.page.form(it) == ",");
        let opens = |it: usize| match self.page.form(it).to_lowercase().as_str() {
            "did" | "does" | "do" => self.upos(it) == Upos::Aux && analysis.tags[word].xpos == Xpos::Nn,
            "if" | "unless" | "whether" => {
                let after = (word + 1..end).take_while(|&at| self.page.form(at) != ",");
                analysis.tags[word].xpos == Xpos::Nns && after.take(8).all(|at| !matches!(self.upos(at), Upos::Verb | Upos::Aux))
            }
            _ => false,
        };
        let opener = (start.max(word.saturating_sub(7))..subject).rev().find(|&it| opens(it))?;
        if !quiet(opener) {
            return None;
        }
        self.as_verb(word, patterns, vec![subject])
    }

    /// A noun as the verb that it is, with the words after it for its object.
    pub(super) fn as_verb(&self, word: usize, patterns: &[Pattern], subjects: Vec<usize>) -> Option<Found> {
        let end = self.page.analysis.sentence_of(word).end;
        let next = (word + 1..end.min(word + 6))
            .take_while(|&it| matches!(self.upos(it), Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn | Upos::Pron))
            .last();
        let objects = next.map_or_else(Vec::new, |it| self.page.clauses.conjuncts(it));
        let shape = Shape { is_passive: false, subjects, objects };
        let mut found = patterns.iter().find_map(|pattern| self.verb_frame(word, pattern, &shape))?;
        found.clause = Some(word);
        // A name that the tree stretches over the verb is none of its subject.
        let spans: Vec<_> = shape.subjects.iter().map(|&it| self.page.analysis.span(it)).collect();
        found.actors.retain(|party| spans.iter().any(|span| party.span.overlaps(*span)));
        found.is_told.0 = true;
        Some(found)
    }
}

//! Verbs that bind: a verb of promising with what it promises, `promised to`, `pledged that`, `commits to -ing`, `pledged 300 million`; and
//! `will` before what one can choose to do.

use dateline_lang::clause::{ModalKind, Tense};
use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::cue::Found;
use super::{Force, Scene};
use crate::statement;

impl Scene<'_, '_> {
    /// A verb of the list with what it binds to.
    pub(super) fn verb(&self, word: usize, force: Force) -> Option<Found> {
        let (page, analysis, clauses) = (self.page, self.page.analysis, self.page.clauses);
        let lemma = analysis.lemma(word);
        if clauses.is_passive(word) && !matches!(lemma, "commit") || self.is_undone(word) {
            return None;
        }
        let group = clauses.verb_group(word);
        // What was only wanted in the past binds nobody, unless a report says that it is wanted.
        // Within quotation marks a past is no report's.
        let reported = clauses.governor(word).is_some_and(|it| it.relation == Deprel::Ccomp) && !self.is_quoted(word);
        // `a man who was trying to flee was shot`: what he was after is over.
        let progressive = group.progressive && analysis.labels[word] != Deprel::AclRelcl;
        if matches!(force, Force::Intention | Force::Effort | Force::Goal)
            && !matches!(lemma, "decide" | "resolve")
            && group.tense == Some(Tense::Past)
            && !reported
            && !progressive
        {
            return None;
        }
        if group.modal.is_some_and(|modal| !matches!(modal.kind, ModalKind::Future | ModalKind::Conditional)) {
            return None;
        }
        let mut by = self.agents(&clauses.subjects(word));
        if by.is_empty() && force == Force::Goal {
            by = clauses.subjects(word);
        }
        let objects = clauses.objects(word);
        let reflexive = objects.iter().all(|&it| {
            matches!(page.form(it).to_lowercase().as_str(), "itself" | "himself" | "herself" | "themselves" | "ourselves" | "myself")
        });
        // `committed fraud` is no promise.
        if lemma == "commit" && !objects.is_empty() && !reflexive && !clauses.is_passive(word) {
            return None;
        }
        // `offers tips to help`: what is offered is the tips.
        if self.words.handed.contains(lemma) && !objects.is_empty() {
            return None;
        }
        // `has tried to block it` tells what was done; `wants to see them agree` what others are to do.
        // `companies who want to adopt it`, `acted as it seeks to grow`: which ones are meant and why, not what they bind themselves to.
        let label = analysis.labels[clauses.first_conjunct(word)];
        let backs = self.opener(word).is_some_and(|it| self.words.backing.contains(&page.form(it).to_lowercase()));
        let noun = word > 0 && matches!(analysis.tags[word - 1].upos, Upos::Noun | Upos::Propn);
        let aside = match label {
            Deprel::AclRelcl => !self.opens_with_comma(word),
            Deprel::Acl | Deprel::Advcl => force != Force::Intention && analysis.tags[word].xpos == Xpos::Vbg && noun,
            _ => false,
        } || backs && force != Force::Intention;
        if aside && matches!(force, Force::Effort | Force::Intention | Force::Goal) {
            return None;
        }
        let tried = force == Force::Effort && group.perfect && !group.progressive;
        let watched = |it: usize| force == Force::Intention && self.words.watched.contains(analysis.lemma(it));
        if tried || self.infinitive(word).is_some_and(watched) {
            return None;
        }
        if let Some(action) = self.infinitive(word).filter(|&it| !self.words.discourse.contains(analysis.lemma(it))) {
            // `wants the president to resign` binds nobody.
            let other = !objects.is_empty() && !reflexive && force != Force::Firm;
            if other || by.is_empty() {
                return None;
            }
            let to = if force == Force::Firm { objects } else { Vec::new() };
            return Some(Found { to, ..Found::new(by, word, action, force, ("commitment.verb", 78)) });
        }
        if by.is_empty() {
            return None;
        }
        if force == Force::Firm
            && let Some(action) = self.whole(word, &objects)
        {
            return self.that(word, action, by, objects);
        }
        self.gerund(word).map(|action| Found::new(by.clone(), word, action, force, ("commitment.verb", 74))).or_else(|| {
            // `were targeting six shops`: an aim that is over.
            let action = self.number(word, &objects).filter(|_| force == Force::Firm || group.tense != Some(Tense::Past))?;
            let to = clauses.indirect_object(word).into_iter().collect();
            Some(Found { to, ..Found::new(by, word, action, force, ("commitment.noun", 66)) })
        })
    }

    /// Whether a comma stands before the relative clause of a verb.
    fn opens_with_comma(&self, verb: usize) -> bool {
        let start = self.page.analysis.sentence_of(verb).start;
        let relative = (start..verb).rev().find(|&it| matches!(self.page.analysis.tags[it].xpos, Xpos::Wp | Xpos::Wdt));
        relative.and_then(|it| it.checked_sub(1)).is_some_and(|it| matches!(self.page.form(it), "," | "—" | "–"))
    }

    /// Whether a word stands within the quotation marks of a statement.
    fn is_quoted(&self, word: usize) -> bool {
        let span = self.page.analysis.span(word);
        let holder = statement::holding(self.statements, span.start());
        holder.is_some_and(|it| self.statements[it].quotes.iter().any(|quote| quote.covers(span)))
    }

    /// The clause that a verb promises: its own, or that of its object.
    fn whole(&self, word: usize, objects: &[usize]) -> Option<usize> {
        let (labels, clauses) = (&self.page.analysis.labels, self.page.clauses);
        let that = |it: usize| clauses.marker(it).is_some_and(|mark| self.page.form(mark).eq_ignore_ascii_case("that"));
        clauses.dependents(word).find(|&it| it > word && labels[it] == Deprel::Ccomp && clauses.is_finite(it)).or_else(|| {
            objects.iter().find_map(|&object| {
                clauses
                    .dependents(object)
                    .find(|&it| matches!(labels[it], Deprel::Acl | Deprel::AclRelcl | Deprel::Ccomp) && clauses.is_finite(it) && that(it))
            })
        })
    }

    /// `pledged that it will`: a clause of what is to come.
    fn that(&self, word: usize, action: usize, by: Vec<usize>, to: Vec<usize>) -> Option<Found> {
        let (parties, clauses) = (self.parties, self.page.clauses);
        let asks = self
            .opener(action)
            .is_some_and(|it| matches!(self.page.form(it).to_lowercase().as_str(), "whether" | "if" | "what" | "how" | "why"));
        let future = clauses
            .modal(action)
            .is_some_and(|modal| matches!(modal.kind, ModalKind::Future | ModalKind::Conditional | ModalKind::Possibility));
        // `swore he'd never met them`: had.
        let had = clauses.modal(action).is_some_and(|it| self.is_had(action, it.word));
        if asks || !future || had {
            return None;
        }
        let own = clauses.subjects(action);
        let same = own.iter().any(|&it| {
            by.iter().any(|&one| parties.of(it).is_some() && parties.of(it).map(|p| p.entity) == parties.of(one).map(|p| p.entity))
        }) || own.iter().all(|&it| parties.is_pronoun(it));
        // `agreed that the plan would help`: whoever agrees foretells what others do.
        if !same && self.words.agreeing.contains(self.page.analysis.lemma(word)) {
            return None;
        }
        let is_whole = !same || own.is_empty();
        Some(Found { is_whole, to, ..Found::new(by, word, action, Force::Firm, ("commitment.that", 76)) })
    }

    /// `commits itself to destroying`, `is aiming at winning`.
    fn gerund(&self, word: usize) -> Option<usize> {
        let analysis = self.page.analysis;
        let gerund = self.page.clauses.dependents(word).find(|&it| {
            it > word
                && matches!(analysis.labels[it], Deprel::Advcl | Deprel::Obl | Deprel::Xcomp | Deprel::Ccomp)
                && analysis.tags[it].xpos == Xpos::Vbg
        });
        gerund.filter(|_| matches!(analysis.lemma(word), "commit" | "aim" | "work" | "pledge" | "undertake"))
    }

    /// The noun of so many that a verb promises or aims at: `promised 300 million`, `targets a deficit of under 3 per cent`, not
    /// `targets young people`.
    fn number(&self, word: usize, objects: &[usize]) -> Option<usize> {
        let (page, analysis, clauses) = (self.page, self.page.analysis, self.page.clauses);
        let action = match analysis.lemma(word) {
            "promise" | "pledge" | "target" => objects.first().copied(),
            "aim" => {
                let oblique = |preposition: Option<usize>| preposition.is_some_and(|it| page.form(it) == "for");
                clauses.obliques(word).into_iter().find(|it| oblique(it.preposition)).map(|it| it.word)
            }
            _ => None,
        }?;
        let near = action.saturating_sub(4)..analysis.sentence_of(word).end.min(action + 8);
        let is_number = |it: usize| analysis.tags[it].upos == Upos::Num || page.form(it).starts_with(['$', '€', '£']);
        near.into_iter().any(|it| self.is_within(it, action) && is_number(it)).then_some(action)
    }

    /// `will`, `is to`, `would` in a report: with somebody who can choose and an act that one can choose.
    pub(super) fn will(&self, word: usize) -> Option<Found> {
        let (page, analysis, clauses) = (self.page, self.page.analysis, self.page.clauses);
        let group = clauses.verb_group(word);
        let modal = group.modal.filter(|modal| matches!(modal.kind, ModalKind::Future | ModalKind::Conditional))?;
        if group.perfect || clauses.is_passive(word) || !self.is_chosen(word, modal.word) {
            return None;
        }
        let by = self.agents(&clauses.subjects(word));
        // `was first to ask`: what stands between is no `is to`.
        let is_to = analysis.lemma(modal.word) == "be";
        let broken = (modal.word + 1..word).any(|it| self.words.ordering.contains(&page.form(it).to_lowercase()));
        if by.is_empty() || is_to && broken || self.is_foretold(word) || self.is_wondered(word) {
            return None;
        }
        let first_person = by.iter().any(|&it| matches!(page.form(it).to_lowercase().as_str(), "i" | "we"))
            || by.iter().any(|&it| clauses.dependents(it).any(|poss| matches!(page.form(poss).to_lowercase().as_str(), "our" | "my")));
        let reported = clauses.governor(word).is_some_and(|it| it.relation == Deprel::Ccomp && clauses.is_reporting(it.predicate));
        // `would` speaks of the past's future only in a report; else it hangs on a condition.
        if modal.kind == ModalKind::Conditional && !reported && self.condition(word).is_none() {
            return None;
        }
        if matches!(page.form(clauses.first_conjunct(word)), "will") {
            return None;
        }
        // An obligation is none: `will have to`.
        let must = |it: usize| analysis.lemma(it) == "have" && analysis.tags[it + 1].xpos == Xpos::To;
        if (modal.word + 1..word).any(must) {
            return None;
        }
        if clauses.dependents(word).any(|it| analysis.labels[it] == Deprel::Xcomp)
            && matches!(analysis.lemma(word).to_lowercase().as_str(), "have" | "need")
        {
            return None;
        }
        let score = if first_person {
            78
        } else if reported {
            70
        } else {
            66
        };
        Some(Found::new(by, modal.word, word, Force::Firm, ("commitment.will", score)))
    }

    /// `he'd even thought`: had.
    fn is_had(&self, verb: usize, modal: usize) -> bool {
        matches!(self.page.form(modal), "'d" | "’d") && self.page.analysis.tags[verb].xpos == Xpos::Vbn
    }

    /// Whether one can choose what a verb says, and does more than speak: not `will win`, `will point out`, nor `is due to`.
    fn is_chosen(&self, word: usize, modal: usize) -> bool {
        let (page, analysis) = (self.page, self.page.analysis);
        let lemma = analysis.lemma(word).to_lowercase();
        // Whoever goes on with a deed chooses it: `will continue to help them`.
        let goes_on = lemma == "continue" && page.clauses.dependents(word).any(|it| it > word && analysis.labels[it] == Deprel::Xcomp);
        if self.is_had(word, modal)
            || self.words.fated.contains(&lemma) && !goes_on
            || self.words.discourse.contains(&lemma)
            || matches!(page.form(modal).to_lowercase().as_str(), "set" | "due" | "about")
        {
            return false;
        }
        let particle = page
            .clauses
            .dependents(word)
            .find(|&it| it > word && matches!(analysis.labels[it], Deprel::CompoundPrt | Deprel::Advmod))
            .map(|it| format!("{lemma} {}", page.form(it).to_lowercase()));
        !particle.is_some_and(|pair| self.words.fated.contains(&pair))
    }

    /// Whether what stands above a verb foretells what it says, asks for it or denies it.
    fn is_foretold(&self, word: usize) -> bool {
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        let Some(governor) = clauses.governor(word) else { return false };
        let above = analysis.lemma(governor.predicate).to_lowercase();
        if self.words.foretelling.contains(&above)
            || matches!(governor.relation, Deprel::Acl | Deprel::AclRelcl)
            || governor.relation == Deprel::Ccomp && self.is_undone(governor.predicate)
        {
            return true;
        }
        let asks = self.opener(word).is_some_and(|it| {
            matches!(self.page.form(it).to_lowercase().as_str(), "whether" | "if" | "what" | "how" | "why" | "when" | "unless" | "because")
        });
        asks || !clauses.negations(governor.predicate).is_empty()
    }

    /// `leaving open how it will sell them`.
    fn is_wondered(&self, word: usize) -> bool {
        self.page.clauses.dependents(word).any(|it| {
            it < word
                && matches!(self.page.analysis.labels[it], Deprel::Advmod | Deprel::Obj | Deprel::Obl)
                && matches!(self.page.form(it).to_lowercase().as_str(), "how" | "what" | "why" | "where" | "whom")
        })
    }
}

//! Which way a clause looks: by its tense and modality, else by what governs it.

use std::ops::Range;

use dateline_lang::clause::{ClauseForm, ModalKind, Tense, VerbGroup};
use dateline_lang::{Deprel, Upos, Xpos};

use super::lexicon::Lexicon;
use crate::page::Page;

/// Where what a clause tells lies from the day on which it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Past,
    Future,
    Unknown,
}

/// Which way the clause of a time looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) direction: Direction,
    /// Whether the time stands with the predicate itself, not in a noun phrase of its clause.
    pub(super) direct: bool,
}

/// Steps up a tree after which a search gives up.
const STEPS: usize = 12;

/// The direction of the clause in which words stand.
pub(super) fn of(page: &Page<'_>, lexicon: &Lexicon, words: &Range<usize>) -> Look {
    let Some(head) = words.clone().find(|&word| page.analysis.head(word).is_none_or(|head| !words.contains(&head))) else {
        return Look { direction: Direction::Unknown, direct: false };
    };
    let preposition = page.clauses.preposition(head);
    if lexicon.past_prepositions.contains(&preposition) {
        return Look { direction: Direction::Past, direct: true };
    }
    let look = by_clause(page, lexicon, words, head);
    let ahead = lexicon.future_prepositions.iter().any(|it| *it == preposition || it.contains(' ') && follows(page, words, it));
    if ahead && !is_over(page, words) {
        return Look { direction: Direction::Future, direct: true };
    }
    look
}

fn by_clause(page: &Page<'_>, lexicon: &Lexicon, words: &Range<usize>, head: usize) -> Look {
    let look = |direction, nominal: bool| Look { direction, direct: !nominal };
    let mut at = head;
    let mut nominal = false;
    for _ in 0..STEPS {
        if at != head || !is_time_predicate(page, at, words) {
            if page.clauses.is_predicate(at) && !words.contains(&at) {
                return look(of_predicate(page, lexicon, at, nominal, STEPS), nominal);
            }
            if words.contains(&at) && page.clauses.copula(at).is_some() {
                return look(of_predicate(page, lexicon, at, false, STEPS), false);
            }
            // `a meeting due Monday`, `the decision to wait until Monday` below a noun that looks ahead.
            if !words.contains(&at) {
                if is_listed(&lexicon.prospective, page.analysis.lemma(at)) && matches!(page.analysis.tags[at].upos, Upos::Adj | Upos::Verb)
                {
                    return look(Direction::Future, false);
                }
                nominal |= matches!(page.analysis.tags[at].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Sym);
            }
        }
        match page.analysis.head(at) {
            Some(next) => at = next,
            None => break,
        }
    }
    look(Direction::Unknown, true)
}

/// A time that heads a clause only because of how the parser takes headings.
fn is_time_predicate(page: &Page<'_>, at: usize, words: &Range<usize>) -> bool {
    words.contains(&at) && page.clauses.copula(at).is_none()
}

fn is_listed(list: &[String], lemma: &str) -> bool {
    list.binary_search_by(|it| it.as_str().cmp(lemma)).is_ok()
}

/// The direction of a predicate; `nominal` where the time stands in a noun phrase of its clause (`the report on Friday shows`).
fn of_predicate(page: &Page<'_>, lexicon: &Lexicon, predicate: usize, nominal: bool, steps: usize) -> Direction {
    let clauses = page.clauses;
    let Some(steps) = steps.checked_sub(1) else { return Direction::Unknown };
    let group = clauses.verb_group(predicate);
    let lemma = page.analysis.lemma(predicate);
    let prospective = is_listed(&lexicon.prospective, lemma);
    let scheduled = is_listed(&lexicon.scheduled, lemma);
    let above = |steps: usize| match clauses.governor(predicate) {
        Some(governor) if governor.predicate != predicate => of_predicate(page, lexicon, governor.predicate, nominal, steps),
        _ => Direction::Unknown,
    };
    match (group.tense, group.modal.map(|modal| modal.kind)) {
        // `would have met`, `could have left`
        (_, Some(ModalKind::Future | ModalKind::Conditional | ModalKind::Possibility | ModalKind::Ability | ModalKind::Obligation))
            if group.perfect && group.finite =>
        {
            Direction::Past
        }
        // `could not be reached on Monday`
        (Some(Tense::Present), Some(ModalKind::Possibility | ModalKind::Ability))
            if clauses.is_negated(predicate) && is_could(page, &group) =>
        {
            Direction::Past
        }
        (Some(Tense::Future), _) => Direction::Future,
        (_, Some(ModalKind::Habit)) => Direction::Past,
        (Some(Tense::Present), Some(_)) => Direction::Future,
        // `was to leave`, `was going to leave`
        (Some(Tense::Past), Some(ModalKind::Future)) => Direction::Future,
        (Some(Tense::Past), Some(_)) => Direction::Past,
        // `was expected on Monday`, `had planned for Friday`
        (Some(Tense::Past), None) if scheduled && !group.perfect && (nominal || clauses.is_passive(predicate)) => Direction::Future,
        (Some(Tense::Past | Tense::Present), None) if !clauses.is_passive(predicate) && is_listed(&lexicon.planning, lemma) => {
            Direction::Future
        }
        (Some(Tense::Past), None) => Direction::Past,
        (Some(Tense::Present), None) if prospective => Direction::Future,
        (Some(Tense::Present), None) if group.perfect => Direction::Past,
        (Some(Tense::Present), None) => {
            if nominal {
                Direction::Unknown
            } else {
                Direction::Future
            }
        }
        (None, _) => match clauses.form(predicate) {
            ClauseForm::Infinitive => {
                // An imperative, or a past form that the tagger took for one (`read`, `set`).
                let to = clauses.dependents(predicate).any(|it| page.analysis.labels[it] == Deprel::Mark);
                if !to && !matches!(page.analysis.labels[predicate], Deprel::Xcomp | Deprel::Conj) {
                    return Direction::Unknown;
                }
                let Some(head) = page.analysis.head(predicate) else { return Direction::Future };
                let label = page.analysis.labels[predicate];
                let lemma = page.analysis.lemma(head);
                if matches!(label, Deprel::Xcomp | Deprel::Advcl | Deprel::Conj)
                    && is_listed(&lexicon.implicative, lemma)
                    && clauses.is_predicate(head)
                {
                    return of_predicate(page, lexicon, head, nominal, steps);
                }
                // `had been scheduled to expire on Friday`
                let group = clauses.verb_group(head);
                if label == Deprel::Xcomp && group.perfect && group.tense == Some(Tense::Past) {
                    return Direction::Past;
                }
                // `celebrations to mark the end on Friday`, `met to sign it on Friday` look where their clause does, `plans to leave` ahead.
                let ahead = is_listed(&lexicon.prospective, lemma);
                if label == Deprel::Conj || matches!(label, Deprel::Acl | Deprel::Advcl) && !ahead {
                    above(steps)
                } else {
                    Direction::Future
                }
            }
            ClauseForm::Participle if scheduled && page.analysis.tags[predicate].xpos == Xpos::Vbn => Direction::Future,
            ClauseForm::Participle
                if matches!(page.analysis.labels[predicate], Deprel::Acl) && page.analysis.tags[predicate].xpos == Xpos::Vbn =>
            {
                Direction::Past
            }
            ClauseForm::Participle
                if page.analysis.tags[predicate].xpos == Xpos::Vbn && !prospective && page.analysis.labels[predicate] != Deprel::Conj =>
            {
                Direction::Unknown
            }
            ClauseForm::Participle | ClauseForm::Verbless | ClauseForm::Finite => {
                if prospective {
                    return Direction::Future;
                }
                above(steps)
            }
        },
    }
}

/// Whether words say when something was said: `said on Saturday`.
pub(super) fn is_of_telling(page: &Page<'_>, lexicon: &Lexicon, words: &Range<usize>) -> bool {
    let head = words.clone().find_map(|word| page.analysis.head(word).filter(|head| !words.contains(head)));
    head.is_some_and(|head| is_listed(&lexicon.reporting, page.analysis.lemma(head)) && page.clauses.is_predicate(head))
}

/// Whether the modal of a verb group is a past form.
fn is_could(page: &Page<'_>, group: &VerbGroup) -> bool {
    group.modal.is_some_and(|modal| page.form(modal.word).eq_ignore_ascii_case("could"))
}

/// Whether words follow a phrase.
fn follows(page: &Page<'_>, words: &Range<usize>, phrase: &str) -> bool {
    let mut at = words.start;
    phrase.rsplit(' ').all(|word| {
        at = at.saturating_sub(1);
        page.form(at).eq_ignore_ascii_case(word)
    })
}

/// Whether what words limit (`until Friday`) is over: it is denied, or it was so before.
fn is_over(page: &Page<'_>, words: &Range<usize>) -> bool {
    let head = words.clone().find_map(|word| page.analysis.head(word).filter(|head| !words.contains(head)));
    head.is_some_and(|head| {
        let group = page.clauses.verb_group(head);
        page.clauses.is_predicate(head) && group.tense == Some(Tense::Past) && (group.perfect || page.clauses.is_negated(head))
    })
}

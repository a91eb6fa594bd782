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
    /// Whether that predicate tells in a plain past tense what was done on that day: `died on Feb. 23`, not `was extended to Feb. 23`.
    pub(super) done: bool,
}

impl Look {
    /// A direction that stands with the predicate itself.
    pub(super) const fn direct(direction: Direction) -> Self {
        Self { direction, direct: true, done: false }
    }
}

/// Steps up a tree after which a search gives up.
const STEPS: usize = 12;

/// The direction of the clause in which words stand.
pub(super) fn of(page: &Page<'_>, lexicon: &Lexicon, words: &Range<usize>) -> Look {
    let Some(head) = words.clone().find(|&word| page.analysis.head(word).is_none_or(|head| !words.contains(&head))) else {
        return Look { direct: false, ..Look::direct(Direction::Unknown) };
    };
    let preposition = page.clauses.preposition(head);
    if lexicon.past_prepositions.contains(&preposition) {
        return Look::direct(Direction::Past);
    }
    if is_fixture(page, lexicon, words.start) {
        return Look::direct(Direction::Future);
    }
    let look = by_clause(page, lexicon, words, head);
    let ahead = lexicon.future_prepositions.iter().any(|it| *it == preposition || it.contains(' ') && follows(page, words, it));
    if ahead && !is_over(page, words) {
        return Look::direct(Direction::Future);
    }
    look
}

fn by_clause(page: &Page<'_>, lexicon: &Lexicon, words: &Range<usize>, head: usize) -> Look {
    let look = |direction, nominal: bool| Look { direct: !nominal, ..Look::direct(direction) };
    let mut at = head;
    let mut nominal = false;
    for _ in 0..STEPS {
        if at != head || !is_time_predicate(page, at, words) {
            if page.clauses.is_predicate(at) && !words.contains(&at) {
                let asked = Asked { page, lexicon, predicate: at, nominal, leads: words.end <= at, steps: STEPS };
                let done = !nominal && lexicon.day_prepositions.contains(&page.clauses.preposition(head)) && asked.is_done();
                return Look { done, ..look(asked.direction(), nominal) };
            }
            if words.contains(&at) && page.clauses.copula(at).is_some() {
                return look(
                    Asked { page, lexicon, predicate: at, nominal: false, leads: words.end <= at, steps: STEPS }.direction(),
                    false,
                );
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

/// A predicate whose direction is asked; `nominal` where the time stands in a noun phrase of its clause (`the report on Friday shows`).
#[derive(Clone, Copy)]
struct Asked<'p, 'a> {
    page: &'p Page<'a>,
    lexicon: &'p Lexicon,
    predicate: usize,
    nominal: bool,
    /// Whether the time stands before the predicate: `In January, he proposed a ban` tells when he did.
    leads: bool,
    /// Predicates above that may still be asked.
    steps: usize,
}

impl Asked<'_, '_> {
    fn lemma(&self) -> &str {
        self.page.analysis.lemma(self.predicate)
    }

    fn label(&self) -> Deprel {
        self.page.analysis.labels[self.predicate]
    }

    fn is(&self, list: &[String]) -> bool {
        is_listed(list, self.lemma())
    }

    /// The direction of another predicate, for this one.
    fn of(&self, predicate: usize, nominal: bool) -> Direction {
        match self.steps.checked_sub(1) {
            Some(steps) => Self { predicate, nominal, steps, ..*self }.direction(),
            None => Direction::Unknown,
        }
    }

    fn above(&self, nominal: bool) -> Direction {
        let governor = self.page.clauses.governor(self.predicate).filter(|governor| governor.predicate != self.predicate);
        governor.map_or(Direction::Unknown, |governor| self.of(governor.predicate, nominal))
    }

    /// Whether it tells in a plain past tense, by a verb that neither says nor plans, what was done.
    fn is_done(&self) -> bool {
        let group = self.page.clauses.verb_group(self.predicate);
        let lists = [&self.lexicon.scheduled, &self.lexicon.planning, &self.lexicon.prospective];
        group.tense == Some(Tense::Past)
            && group.modal.is_none()
            && !group.perfect
            && self.page.analysis.tags[self.predicate].upos == Upos::Verb
            && !lists.into_iter().any(|list| self.is(list))
            && !self.lexicon.is_reporting(self.lemma())
    }

    fn direction(&self) -> Direction {
        use ModalKind::{Ability, Conditional, Future, Habit, Obligation, Possibility};
        let clauses = self.page.clauses;
        let group = clauses.verb_group(self.predicate);
        let passive = clauses.is_passive(self.predicate);
        match (group.tense, group.modal.map(|modal| modal.kind)) {
            // `would have met`, `could have left`
            (Some(Tense::Present | Tense::Future), Some(Future | Conditional | Possibility | Ability | Obligation)) if group.perfect => {
                Direction::Past
            }
            // `could not be reached on Monday`
            (Some(Tense::Present), Some(Possibility | Ability)) if clauses.is_negated(self.predicate) && is_could(self.page, &group) => {
                Direction::Past
            }
            (Some(_), Some(Habit)) => Direction::Past,
            (Some(Tense::Future), _) | (Some(Tense::Present), Some(_)) => Direction::Future,
            // `was to leave`, `had been due to leave`
            (Some(Tense::Past), Some(Future)) if !group.perfect => Direction::Future,
            (Some(Tense::Past), Some(_)) => Direction::Past,
            // `was expected on Monday`, `planned a march on Saturday`
            (Some(Tense::Past), None) if self.is(&self.lexicon.scheduled) && !group.perfect && (self.nominal || passive) => {
                Direction::Future
            }
            // `has scheduled a news conference on Thursday`
            (Some(Tense::Present), None) if self.is(&self.lexicon.scheduled) && group.perfect && self.nominal => Direction::Future,
            (Some(tense), None)
                if self.is(&self.lexicon.planning) && !passive && !(tense == Tense::Past && self.leads && !self.nominal) =>
            {
                Direction::Future
            }
            (Some(Tense::Past), None) => Direction::Past,
            (Some(Tense::Present), None) if self.is(&self.lexicon.prospective) => Direction::Future,
            (Some(Tense::Present), None) if group.perfect => Direction::Past,
            (Some(Tense::Present), None) if self.nominal => Direction::Unknown,
            (Some(Tense::Present), None) => Direction::Future,
            (None, _) => match clauses.form(self.predicate) {
                ClauseForm::Infinitive => self.of_infinitive(),
                ClauseForm::Participle if self.page.analysis.tags[self.predicate].xpos == Xpos::Vbn => self.of_past_participle(),
                _ if self.is(&self.lexicon.prospective) => Direction::Future,
                // A participle leans on what is said above it, and is not itself what is still to come.
                _ => self.above(true),
            },
        }
    }

    fn of_infinitive(&self) -> Direction {
        let clauses = self.page.clauses;
        let label = self.label();
        // An imperative, or a past form that the tagger took for one (`read`, `set`).
        let marked = clauses.dependents(self.predicate).any(|it| self.page.analysis.labels[it] == Deprel::Mark);
        if !marked && !matches!(label, Deprel::Xcomp | Deprel::Conj) {
            return Direction::Unknown;
        }
        let Some(head) = self.page.analysis.head(self.predicate) else { return Direction::Future };
        // `is believed to have left on Friday`
        if clauses.verb_group(self.predicate).perfect {
            return Direction::Past;
        }
        let lemma = self.page.analysis.lemma(head);
        let circumstance = matches!(label, Deprel::Xcomp | Deprel::Advcl | Deprel::Conj);
        if circumstance && is_listed(&self.lexicon.implicative, lemma) && clauses.is_predicate(head) {
            return self.of(head, self.nominal);
        }
        // `had been scheduled to expire on Friday`
        let group = clauses.verb_group(head);
        if label == Deprel::Xcomp && group.perfect && group.tense == Some(Tense::Past) {
            return Direction::Past;
        }
        // `celebrations to mark the end on Friday`, `met to sign it on Friday` look where their clause does, `plans to leave` ahead.
        let ahead = is_listed(&self.lexicon.prospective, lemma);
        if label == Deprel::Conj || matches!(label, Deprel::Acl | Deprel::Advcl) && !ahead {
            self.above(self.nominal)
        } else {
            Direction::Future
        }
    }

    fn of_past_participle(&self) -> Direction {
        // With a subject of its own it is a past form that the tagger mistook.
        let clauses = self.page.clauses;
        let subject = clauses.dependents(self.predicate).any(|it| self.page.analysis.labels[it] == Deprel::Nsubj);
        match self.label() {
            _ if subject && self.leads && !self.nominal => Direction::Past,
            _ if self.is(&self.lexicon.scheduled) => Direction::Future,
            _ if subject => Direction::Past,
            Deprel::Acl => Direction::Past,
            _ if self.is(&self.lexicon.prospective) => Direction::Future,
            Deprel::Conj => self.above(true),
            _ => Direction::Unknown,
        }
    }
}

/// Whether words say when something was said: `said on Saturday`.
pub(super) fn is_of_telling(page: &Page<'_>, lexicon: &Lexicon, words: &Range<usize>) -> bool {
    let head = words.clone().find_map(|word| page.analysis.head(word).filter(|head| !words.contains(head)));
    head.is_some_and(|head| lexicon.is_reporting(page.analysis.lemma(head)) && page.clauses.is_predicate(head))
}

/// Whether the modal of a verb group is a past form.
fn is_could(page: &Page<'_>, group: &VerbGroup) -> bool {
    group.modal.is_some_and(|modal| page.form(modal.word).eq_ignore_ascii_case("could"))
}

/// Whether the present of a verb of fixtures stands right before words, whatever the tree makes of it: `The Rovers (5-1) play [Saturday]`.
fn is_fixture(page: &Page<'_>, lexicon: &Lexicon, start: usize) -> bool {
    let sentence = page.analysis.sentence_of(start);
    let before = start.checked_sub(1).filter(|&word| word > sentence.start);
    let verb = before.map(|word| if page.form(word) == "on" { word - 1 } else { word });
    verb.is_some_and(|verb| {
        let form = page.form(verb);
        let is_present = matches!(page.analysis.tags[verb].xpos, Xpos::Vbp | Xpos::Vbz | Xpos::Vb | Xpos::Nn | Xpos::Nns);
        // `a play Saturday` is one on the stage.
        let owned = verb > sentence.start && matches!(page.analysis.tags[verb - 1].upos, Upos::Det | Upos::Adj | Upos::Aux | Upos::Part);
        is_present && !owned && form.starts_with(char::is_lowercase) && lexicon.is_fixture(page.analysis.lemma(verb))
    })
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

//! What the words of a verb's own clause say: a verb → its modality by tense, aspect and modals, adverbs, conditions and negation, before
//! anybody asks what governs the clause.

use dateline_lang::clause::{Modal, ModalKind, Tense, VerbGroup};
use dateline_lang::labels::{Deprel, Xpos};

use super::{Modality, Told, Words, asks, negation};
use crate::page::Page;

impl Words {
    /// What the words of a verb's own clause say; what comes later in it weighs more.
    pub(super) fn own(&self, page: &Page<'_>, verb: usize) -> Told {
        let mut told = Told::plain(verb);
        let group = page.clauses.verb_group(verb);
        if let Some(modal) = group.modal {
            self.modal(page, verb, &group, modal, &mut told);
        } else if group.progressive && group.tense == Some(Tense::Present) {
            self.progressive(page, verb, &mut told);
        }
        self.adverbs(page, verb, &group, &mut told);
        self.on_condition(page, verb, &group, &mut told);
        to_be(page, verb, &mut told);
        if let Some(word) = negation::neither(page, verb).or_else(|| negation::unfulfilled(page, verb)) {
            told.set(Modality::Denied, word);
        }
        self.on_unmarked_condition(page, verb, &mut told);
        negation::negate(page, verb, &group, &mut told);
        self.whoever(page, verb, &group, &mut told);
        // A question, an order.
        if told.modality == Modality::Happened && page.analysis.labels[verb] == Deprel::Root {
            let orders =
                page.analysis.tags[verb].xpos == Xpos::Vb && page.clauses.subjects(verb).is_empty() && group.auxiliaries.is_empty();
            if asks(page, verb) || orders {
                told.modality = Modality::Hypothetical;
            }
        }
        told
    }

    /// What a modal says.
    fn modal(&self, page: &Page<'_>, verb: usize, group: &VerbGroup, modal: Modal, told: &mut Told) {
        let (analysis, clauses) = (page.analysis, page.clauses);
        match modal.kind {
            ModalKind::Future => {
                told.set(Modality::Planned, modal.word);
                told.is_future = true;
                // `was to have met`.
                if group.tense == Some(Tense::Past) && group.perfect {
                    told.modality = Modality::Denied;
                }
            }
            ModalKind::Possibility | ModalKind::Ability => told.set(Modality::Hypothetical, modal.word),
            ModalKind::Obligation if group.tense == Some(Tense::Past) && analysis.lemma(modal.word) == "have" => {}
            ModalKind::Obligation => told.set(Modality::Hypothetical, modal.word),
            ModalKind::Conditional => {
                // `told reporters his forces would pull back`: what was to come when it was said, unless it hangs on something.
                let reported = clauses.governor(verb).is_some_and(|it| {
                    it.relation == Deprel::Ccomp && matches!(clauses.verb_group(it.predicate).tense, Some(Tense::Past) | None)
                }) || self.is_in_report(page, verb);
                // `Senga, which they would retake a month later`.
                let later = analysis.labels[verb] == Deprel::AclRelcl
                    && clauses.dependents(verb).any(|it| page.form(it).eq_ignore_ascii_case("later"));
                let modality = if later {
                    Modality::Happened
                } else if group.perfect {
                    Modality::Hypothetical
                } else if reported {
                    Modality::Planned
                } else {
                    Modality::Conditional
                };
                told.set(modality, modal.word);
                told.is_future = true;
            }
            ModalKind::Habit => {}
        }
    }

    /// What the present progressive says: it goes on, or it is arranged, as in `are meeting on Saturday`.
    fn progressive(&self, page: &Page<'_>, verb: usize, told: &mut Told) {
        told.modality = Modality::Ongoing;
        if self.arranged.verbs.contains(page.analysis.lemma(verb))
            && let Some(day) = page.clauses.dependents(verb).find(|&it| self.arranged.markers.contains(&page.form(it).to_lowercase()))
        {
            told.set(Modality::Planned, day);
            told.is_future = true;
        }
    }

    /// What the adverbs of a verb say, and one that opens its sentence.
    fn adverbs(&self, page: &Page<'_>, verb: usize, group: &VerbGroup, told: &mut Told) {
        let (analysis, clauses) = (page.analysis, page.clauses);
        for it in clauses.dependents(verb).filter(|&it| analysis.labels[it] == Deprel::Advmod) {
            let form = page.form(it).to_lowercase();
            if self.hypothetical.adverbs.contains(&form) {
                told.set(Modality::Hypothetical, it);
            } else if self.ongoing.adverbs.contains(&form)
                && told.modality == Modality::Happened
                && (group.tense == Some(Tense::Present) || group.progressive)
            {
                told.set(Modality::Ongoing, it);
            } else if matches!(form.as_str(), "rarely" | "otherwise") && told.modality != Modality::Happened {
                told.set(Modality::Conditional, it);
            } else if form == "ago"
                && told.modality == Modality::Happened
                && clauses.dependents(it).any(|of| self.historical.nouns.contains(analysis.lemma(of)) && !is_one_year(page, of))
            {
                told.set(Modality::Historical, it);
            }
        }
        let opening = analysis.sentence_of(verb).start;
        if told.modality == Modality::Planned && page.form(opening).eq_ignore_ascii_case("otherwise") {
            told.set(Modality::Conditional, opening);
        }
    }

    /// What nobody is yet told to do: `Whoever attacks them will be hunted down`.
    fn whoever(&self, page: &Page<'_>, verb: usize, group: &VerbGroup, told: &mut Told) {
        let is_whoever = |it: &usize| {
            matches!(page.analysis.labels[*it], Deprel::Nsubj | Deprel::NsubjPass)
                && self.conditional.nouns.contains(&page.form(*it).to_lowercase())
        };
        if told.modality == Modality::Happened
            && group.tense != Some(Tense::Past)
            && let Some(word) = page.clauses.dependents(verb).find(is_whoever)
        {
            told.set(Modality::Conditional, word);
        }
    }
}

/// What `is to` says where the tree has a copula of it: `who is to be questioned`.
fn to_be(page: &Page<'_>, verb: usize, told: &mut Told) {
    let to = if page.form(verb.saturating_sub(1)).eq_ignore_ascii_case("be") { verb.saturating_sub(2) } else { verb.saturating_sub(1) };
    if told.modality == Modality::Happened
        && to > page.analysis.sentence_of(verb).start
        && page.form(to).eq_ignore_ascii_case("to")
        && matches!(page.form(to - 1).to_lowercase().as_str(), "is" | "are")
    {
        told.set(Modality::Planned, to - 1);
        told.is_future = true;
    }
}

/// Whether a unit of time is a year, counted once: `a year ago`.
fn is_one_year(page: &Page<'_>, unit: usize) -> bool {
    page.clauses.dependents(unit).any(|it| matches!(page.form(it).to_lowercase().as_str(), "a" | "one"))
        && page.analysis.lemma(unit) == "year"
}

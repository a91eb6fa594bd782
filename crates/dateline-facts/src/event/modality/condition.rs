//! On what it hangs: a verb → the word by which a clause, a phrase or an order of words says that it is so only if something else is.

use dateline_lang::clause::{Tense, VerbGroup};
use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::{Modality, Told, Words, asks};
use crate::page::Page;

impl Words {
    /// Tells what a condition within the clause of a verb says, or the clause itself as one.
    pub(super) fn on_condition(&self, page: &Page<'_>, verb: usize, group: &VerbGroup, told: &mut Told) {
        if let Some(word) = self.condition(page, verb)
            && (told.modality != Modality::Happened || group.tense != Some(Tense::Past) && group.tense.is_some())
            && told.modality != Modality::Ongoing
        {
            let modality =
                if group.perfect && told.modality == Modality::Hypothetical { Modality::Hypothetical } else { Modality::Conditional };
            told.set(modality, word);
        }
        if let Some(word) = self.is_condition(page, verb) {
            let modality = if group.perfect && group.tense == Some(Tense::Past) { Modality::Hypothetical } else { Modality::Conditional };
            told.set(modality, word);
        }
    }

    /// Tells what a condition on what is to come says that the tree need not show.
    pub(super) fn on_unmarked_condition(&self, page: &Page<'_>, verb: usize, told: &mut Told) {
        // `Were the militia to seize the dam, the valley would be dry`: by the auxiliary before its subject.
        if matches!(told.modality, Modality::Planned | Modality::Conditional)
            && told.is_future
            && let Some(word) = inverted(page, verb).filter(|&it| it != verb)
        {
            told.set(Modality::Conditional, word);
        }
        if told.modality == Modality::Planned
            && let Some(word) = self.hangs(page, verb)
        {
            told.set(Modality::Conditional, word);
        }
    }

    /// Whether a sentence reports in the past what would come, and says of nothing on which it hangs: the tree need not show it.
    pub(super) fn is_in_report(&self, page: &Page<'_>, verb: usize) -> bool {
        let sentence = page.analysis.sentence_of(verb);
        let hangs = sentence.clone().any(|it| self.conditional.markers.contains(&page.form(it).to_lowercase()));
        // What a relative clause says hangs on its noun: `support which would allow it to fight on`.
        let relative = page.analysis.labels[page.clauses.first_conjunct(verb)] == Deprel::AclRelcl;
        let past = |it: &usize| {
            *it != verb
                && matches!(page.analysis.tags[*it].xpos, Xpos::Vbd | Xpos::Vbn)
                && self.reporting.verbs.contains(&page.analysis.lemma(*it).to_lowercase())
        };
        !hangs && !relative && inverted(page, verb).is_none() && sentence.clone().any(|it| past(&it))
    }

    /// A phrase of the sentence on which what is to come hangs: `on condition that`, `as long as`, `subject to`.
    pub fn hangs(&self, page: &Page<'_>, verb: usize) -> Option<usize> {
        let sentence = page.analysis.sentence_of(verb);
        sentence.clone().find(|&it| {
            let pair = |next: &str| it + 1 < sentence.end && page.form(it + 1).eq_ignore_ascii_case(next);
            match page.form(it).to_lowercase().as_str() {
                "on" => pair("condition"),
                "as" => pair("long"),
                "provided" => pair("that"),
                "subject" => pair("to"),
                "only" => pair("if"),
                "unless" => true,
                _ => false,
            }
        })
    }

    /// The `unless` after a verb.
    #[allow(clippy::unused_self, reason = "a question of the same kind as the others")]
    #[must_use]
    pub fn unless(&self, page: &Page<'_>, verb: usize) -> Option<usize> {
        (verb + 1..page.analysis.sentence_of(verb).end).find(|&it| page.form(it).eq_ignore_ascii_case("unless"))
    }

    /// The word that opens a condition on a verb: `if` in `will go if it rains`.
    fn condition(&self, page: &Page<'_>, verb: usize) -> Option<usize> {
        page.clauses.dependents(verb).find_map(|it| {
            if page.analysis.labels[it] == Deprel::Advcl {
                return self.is_condition(page, it);
            }
            let preposition = page.clauses.preposition(it);
            (self.conditional.prepositions.contains(&preposition) && preposition != "without").then_some(it)
        })
    }

    /// The word that makes a clause a condition.
    fn is_condition(&self, page: &Page<'_>, verb: usize) -> Option<usize> {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let first = clauses.first_conjunct(verb);
        let marker = clauses.dependents(first).find(|&it| {
            matches!(analysis.labels[it], Deprel::Mark | Deprel::Advmod) && self.conditional.markers.contains(&page.form(it).to_lowercase())
        });
        // `unclear if`, `asked whether`: a question.
        let asks = marker.is_some_and(|it| page.form(it).eq_ignore_ascii_case("whether"))
            || matches!(analysis.labels[first], Deprel::Ccomp | Deprel::Csubj | Deprel::Acl | Deprel::Advcl)
                && analysis.head(first).is_some_and(|head| self.is_asking(page, head))
            || matches!(analysis.labels[first], Deprel::Csubj | Deprel::Acl);
        if asks {
            return None;
        }
        let opened = first.checked_sub(1).filter(|&it| matches!(page.form(it).to_lowercase().as_str(), "if" | "unless"));
        if let Some(marker) = marker.or(opened.filter(|_| analysis.tags[first].xpos == Xpos::Vbn || analysis.tags[first].upos == Upos::Adj))
        {
            // `even as`, `as if`: no condition; `whether` asks.
            return Some(marker);
        }
        // `Should the talks fail`, `Were he to go`, `Had they known`: the auxiliary before its subject.
        let subject = clauses.dependents(first).find(|&it| matches!(analysis.labels[it], Deprel::Nsubj | Deprel::NsubjPass))?;
        let sentence = analysis.sentence_of(first);
        let auxiliary = clauses
            .dependents(first)
            .find(|&it| matches!(analysis.labels[it], Deprel::Aux | Deprel::AuxPass | Deprel::Cop) && it < subject)?;
        let inverts = matches!(page.form(auxiliary).to_lowercase().as_str(), "should" | "were" | "had");
        let asks = page.form(sentence.end - 1) == "?";
        let opens = analysis.labels[first] == Deprel::Advcl || auxiliary == sentence.start;
        (inverts && opens && !asks).then_some(auxiliary)
    }
}

/// The auxiliary before its subject by which a clause without `if` is a condition: `he would apologise, [were] he asked to`.
fn inverted(page: &Page<'_>, verb: usize) -> Option<usize> {
    let sentence = page.analysis.sentence_of(verb);
    if asks(page, verb) {
        return None;
    }
    let opens = |it: usize| it == sentence.start || page.form(it - 1) == ",";
    let subject = |it: usize| {
        it < sentence.end
            && (page.analysis.tags[it].upos == Upos::Det
                || page.analysis.tags[it].xpos == Xpos::Prp
                    && !matches!(page.form(it).to_lowercase().as_str(), "me" | "him" | "them" | "us"))
    };
    sentence.clone().find(|&it| matches!(page.form(it).to_lowercase().as_str(), "should" | "were" | "had") && opens(it) && subject(it + 1))
}

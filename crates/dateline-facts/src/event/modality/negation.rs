//! What denies: a verb → the word by which its clause says that it did not take place.

use dateline_lang::clause::VerbGroup;
use dateline_lang::labels::Deprel;

use super::{Modality, Told};
use crate::page::Page;

/// Tells what the negation of a verb's clause says; that of what would have been says that it was: `would not have died`.
pub(super) fn negate(page: &Page<'_>, verb: usize, group: &VerbGroup, told: &mut Told) {
    let negations = page.clauses.negations(verb);
    if let Some(not) = negations.first().copied().or_else(|| nobody(page, verb)).filter(|&not| !is_of_part(page, not)) {
        if told.modality != Modality::Hypothetical || !group.perfect {
            told.set(Modality::Denied, not);
        } else {
            told.set(Modality::Happened, not);
        }
    }
}

/// The `neither` before a verb: `[neither] met nor spoke`.
pub(super) fn neither(page: &Page<'_>, verb: usize) -> Option<usize> {
    page.clauses.dependents(verb).find(|&it| page.analysis.labels[it] == Deprel::CcPreconj && page.form(it).eq_ignore_ascii_case("neither"))
}

/// The words before a verb that say that it was to come and did not: `was [to] have met`.
pub(super) fn unfulfilled(page: &Page<'_>, verb: usize) -> Option<usize> {
    let is_unfulfilled = verb >= page.analysis.sentence_of(verb).start + 3
        && page.form(verb - 1).eq_ignore_ascii_case("have")
        && page.form(verb - 2).eq_ignore_ascii_case("to")
        && matches!(page.form(verb - 3).to_lowercase().as_str(), "was" | "were");
    is_unfulfilled.then(|| verb - 2)
}

/// Who does nothing: `nobody was arrested`, `neither side has fired`, `no hostages were freed`, `neither met nor spoke`.
pub(super) fn nobody(page: &Page<'_>, verb: usize) -> Option<usize> {
    let (analysis, clauses) = (page.analysis, page.clauses);
    let own = clauses.dependents(verb).filter(|&it| matches!(analysis.labels[it], Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj));
    let none = |word: usize, also: bool| match page.form(word).to_lowercase().as_str() {
        "nobody" | "none" | "nothing" => !also,
        "no" | "neither" => also,
        _ => false,
    };
    own.flat_map(|it| {
        std::iter::once((it, false))
            .chain(clauses.dependents(it).filter(|&of| matches!(analysis.labels[of], Deprel::Det)).map(|of| (of, true)))
    })
    .find(|&(it, also)| none(it, also))
    .map(|(it, _)| it)
    .or_else(|| verb.checked_sub(1).filter(|&it| page.form(it).eq_ignore_ascii_case("neither")))
}

/// Whether a negation is of a part, or of a reason: `not all of them were freed`, `not because …, but because …`.
fn is_of_part(page: &Page<'_>, not: usize) -> bool {
    let sentence = page.analysis.sentence_of(not);
    let at = |it: usize| if sentence.contains(&it) { page.form(it).to_lowercase() } else { String::new() };
    matches!(at(not + 1).as_str(), "all" | "every" | "everybody" | "everyone" | "only")
        || sentence.clone().any(|it| at(it) == "but" && at(it + 1) == "because")
}

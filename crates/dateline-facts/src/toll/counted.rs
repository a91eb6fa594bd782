//! Whether a figure beside a word of harm counts people, and whether the harm was done: `capturing six images`, `a guest is injured` in a
//! policy, `four deaths a year` are no tolls.

use dateline_lang::labels::{Deprel, Upos, Xpos};
use serde::Deserialize;

use super::figure::Figure;
use crate::lists::Words;
use crate::page::Page;
use crate::parties::Parties;
use crate::who::EntityKind;

/// Greatest age of a person in years: a greater number between commas counts something.
const OLDEST: u64 = 120;

/// What can be counted, by words.
#[derive(Debug, Deserialize)]
pub struct Counted {
    /// Nouns for people as such.
    pub people: Words,
    /// Nouns for people taken together: `family`.
    pub collectives: Words,
    /// Words after which a figure is one of a time: `a [year]`.
    pub rates: Words,
    /// Adverbs that say so in a word: `annually`.
    pub frequent: Words,
    /// Words after such a time by which it says when: `a day earlier`.
    pub when: Words,
    /// Words before such a time: `every`.
    pub each: Words,
    /// Words before a figure that is one: `average`.
    pub averages: Words,
    /// Words for a share of what they are of: `90 [percent] of its two million people`.
    pub shares: Words,
}

impl Counted {
    /// Whether a figure counts people.
    #[must_use]
    pub fn is_of_people(&self, page: &Page<'_>, parties: &Parties<'_, '_>, figure: &Figure) -> bool {
        let analysis = page.analysis;
        let first = figure.words.start;
        let one_of_a_kind = page.form(first).eq_ignore_ascii_case("one") && self.is_qualified(page, first);
        if one_of_a_kind {
            return false;
        }
        let Some(head) = figure.head else {
            return self.is_alone(page, figure);
        };
        let (lemma, form) = (analysis.lemma(head).to_lowercase(), page.form(head).to_lowercase());
        if self.people.has(&lemma) || self.people.has(&form) || self.collectives.has(&lemma) {
            return true;
        }
        let tag = analysis.tags[head];
        match parties.kind(head) {
            Some(EntityKind::Person | EntityKind::Group) => true,
            Some(EntityKind::Country) => matches!(tag.upos, Upos::Propn | Upos::Adj) || form.ends_with('s'),
            Some(EntityKind::Organization | EntityKind::Place | EntityKind::Object) => false,
            None => match tag.upos {
                Upos::Pron => true,
                // `two Belmarkers`: who is from somewhere that no list has.
                Upos::Propn => tag.xpos == Xpos::Nnps || form.ends_with('s'),
                Upos::Num | Upos::Det | Upos::Adj | Upos::Verb => self.is_alone(page, figure),
                // A noun that is not known for people names letters and chapters as often as workers.
                _ => false,
            },
        }
    }

    /// Whether a figure is the whole of which only a share was hurt: `half of the [120 passengers] drowned`.
    #[must_use]
    pub fn is_shared(&self, page: &Page<'_>, figure: &Figure) -> bool {
        let head = figure.head.unwrap_or(figure.words.start);
        let share =
            page.analysis.head(head).filter(|_| page.analysis.labels[head] == Deprel::Nmod && page.clauses.preposition(head) == "of");
        share.is_some_and(|it| self.shares.has(&page.form(it).to_lowercase()))
    }

    /// Whether `one` is told apart by what stands before it: `the next [one]`.
    fn is_qualified(&self, page: &Page<'_>, one: usize) -> bool {
        let mut own = page.clauses.dependents(one).filter(|&it| it < one);
        let before = one.checked_sub(1).filter(|&it| it >= page.analysis.sentence_of(one).start);
        own.any(|it| matches!(page.analysis.labels[it], Deprel::Det | Deprel::Amod))
            || before.is_some_and(|it| matches!(page.analysis.tags[it].upos, Upos::Det | Upos::Adj))
    }

    /// Whether a number without a noun can stand for people: no age, no year, no measure, no number of something else.
    fn is_alone(&self, page: &Page<'_>, figure: &Figure) -> bool {
        let analysis = page.analysis;
        let sentence = analysis.sentence_of(figure.words.start);
        let before = figure.words.start.checked_sub(1).filter(|&it| it >= sentence.start);
        let after = Some(figure.words.end).filter(|&it| it < sentence.end);
        let is_digits = page.form(figure.words.end - 1).starts_with(|c: char| c.is_ascii_digit());
        let value = figure.low.or(figure.high).unwrap_or_default();
        let is_year = is_digits && (1900..2100).contains(&value) && !page.form(figure.words.end - 1).contains(',');
        let is_age = is_digits
            && value <= OLDEST
            && before.is_some_and(|it| page.form(it) == "," && it > sentence.start && analysis.tags[it - 1].upos == Upos::Propn)
            && after.is_none_or(|it| matches!(page.form(it), "," | "." | "and" | ")"));
        let counts_other = after.is_some_and(|it| {
            let form = page.form(it).to_lowercase();
            let is_noun = matches!(analysis.tags[it].upos, Upos::Noun | Upos::Propn | Upos::Sym);
            form.starts_with(['%', '/', '°']) || is_noun && !self.people.has(&form) && !self.people.has(&analysis.lemma(it).to_lowercase())
        });
        let is_part = before.is_some_and(|it| matches!(page.form(it), "/" | "$" | "£" | "€" | "#") || page.form(it).ends_with('/'));
        !(is_year || is_age || counts_other || is_part)
    }

    /// Whether a figure is one of a time, not of an event: `four deaths a year`, `160 injuries every day`, `an average of four`.
    #[must_use]
    pub fn is_rate(&self, page: &Page<'_>, figure: &Figure, trigger: usize) -> bool {
        let sentence = page.analysis.sentence_of(trigger);
        let end = figure.words.end.max(trigger + 1);
        let each = |at: usize| self.each.has(&page.form(at).to_lowercase());
        // `a day earlier` says when.
        let is_when = |at: usize| at < sentence.end && self.when.has(&page.form(at).to_lowercase());
        let after = (end..sentence.end.min(end + 6))
            .any(|at| each(at) && at + 1 < sentence.end && self.rates.has(&page.analysis.lemma(at + 1).to_lowercase()) && !is_when(at + 2));
        let before = (sentence.start.max(figure.words.start.saturating_sub(4))..figure.words.start)
            .any(|at| self.averages.has(&page.analysis.lemma(at).to_lowercase()));
        let adverb = (end.saturating_sub(1)..sentence.end.min(end + 4)).any(|at| self.frequent.has(&page.form(at).to_lowercase()));
        after || before || adverb
    }
}

//! On what it hangs: an action → the words of its condition, `if`, `unless`, `provided that`, `until` and what belongs to them.

use std::ops::Range;

use dateline_lang::clause::Extent;
use dateline_lang::labels::{Deprel, Upos};

use super::Scene;

impl Scene<'_, '_> {
    /// The words on which an action hangs: from what opens the condition to its end, which is a comma before the action or the end of what is said.
    pub(super) fn condition(&self, action: usize) -> Option<Range<usize>> {
        let page = self.page;
        let sentence = page.analysis.sentence_of(action);
        let quote = |word: usize| matches!(page.form(word), "\"" | "”" | "“");
        // What stands in a quotation hangs on words of that quotation.
        let is_quoted = (sentence.start..action).filter(|&it| quote(it)).count() % 2 == 1;
        let from = (sentence.start..action).rev().find(|&it| is_quoted && quote(it)).map_or(sentence.start, |it| it + 1);
        let to = (action..sentence.end).find(|&it| is_quoted && quote(it)).unwrap_or(sentence.end);
        let length = (from..to).find_map(|at| self.opening(at, from).map(|length| (at, length)));
        let (start, _) = length.filter(|(at, _)| *at != action)?;
        let mark = |word: usize| page.analysis.tags[word].upos == Upos::Punct;
        let mut end = if start < action {
            (start..action).find(|&it| page.form(it) == ",").unwrap_or_else(|| {
                // Without a comma it ends where the subject of the action begins.
                let subject = page
                    .clauses
                    .subjects(action)
                    .into_iter()
                    .map(|it| page.clauses.phrase(it, Extent::Own).start)
                    .filter(|&it| it > start && it < action)
                    .max();
                subject.unwrap_or(start)
            })
        } else {
            // `…, police said` ends it.
            (start..to)
                .find(|&it| {
                    page.form(it) == ","
                        && (it + 1..to.min(it + 7)).any(|word| {
                            page.clauses.is_predicate(word)
                                && page.clauses.is_reporting(word)
                                && page.analysis.tags[word].upos == Upos::Verb
                        })
                })
                .unwrap_or(to)
        };
        while end > start + 1 && mark(end - 1) {
            end -= 1;
        }
        (end > start + 1).then_some(start..end)
    }

    /// How many words at a place open a condition.
    fn opening(&self, at: usize, from: usize) -> Option<usize> {
        let page = self.page;
        let form = page.form(at).to_lowercase();
        let sentence = page.analysis.sentence_of(at);
        let phrase: Vec<String> = (at..sentence.end.min(at + 4)).map(|it| page.form(it).to_lowercase()).collect();
        let joined = phrase.join(" ");
        if let Some(found) = self.words.phrases.iter().find(|it| joined.starts_with(&format!("{it} "))) {
            return Some(found.split(' ').count());
        }
        let inverted = matches!(form.as_str(), "should" | "were") && at == from && page.analysis.tags[at].upos == Upos::Aux;
        let plain =
            self.words.markers.contains(&form) && !matches!(form.as_str(), "should" | "were" | "before" | "after" | "until" | "once");
        let clause = matches!(form.as_str(), "once" | "until") && page.analysis.labels[at] == Deprel::Mark;
        // `even if`, `as if`, `whether or not`; `asked if` asks.
        let asks = page.analysis.labels[at] == Deprel::Mark
            && page.analysis.head(at).is_some_and(|head| page.analysis.labels[head] == Deprel::Ccomp);
        (inverted || (plain || clause) && !asks).then_some(1)
    }
}

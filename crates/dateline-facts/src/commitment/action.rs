//! What is promised: a commitment as it is read off the tree, with its condition and the times that were read as deadline or recurrence → the
//! words of the act.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos};

use super::Scene;
use super::cue::Found;

impl Scene<'_, '_> {
    /// The words of what is promised: the verb with what belongs to it, without subject, condition, and times at its edges.
    pub(super) fn action(&self, found: &Found, condition: Option<&Range<usize>>, timed: &[Range<usize>]) -> Option<Range<usize>> {
        let (page, analysis) = (self.page, self.page.analysis);
        let head = found.action;
        let keep = |word: usize| {
            let label = analysis.labels[word];
            let under_head = analysis.head(word) == Some(head);
            // What is said of the object after a comma is no part of the promise.
            let comma = |it: usize| it > head && page.form(it) == ",";
            let opens = || page.clauses.dependents(word).min().is_some_and(|it| comma(it) || it > 0 && comma(it - 1));
            let apposed = label == Deprel::Appos && (head..word).any(|it| page.form(it) == ",") || label == Deprel::AclRelcl && opens();
            if !under_head {
                return !apposed;
            }
            let is_clause = matches!(label, Deprel::Conj) && analysis.tags[word].upos == Upos::Verb;
            let outside = matches!(label, Deprel::Parataxis | Deprel::Cc | Deprel::Discourse) || is_clause;
            let before = !found.is_whole
                && (matches!(
                    label,
                    Deprel::Nsubj | Deprel::NsubjPass | Deprel::Aux | Deprel::Mark | Deprel::Expl | Deprel::Cop | Deprel::Csubj
                ) || word < head && matches!(label, Deprel::Advmod | Deprel::Obl | Deprel::Advcl | Deprel::OblUnmarked));
            let opener = found.is_whole && label == Deprel::Mark;
            !(outside || before || opener)
        };
        let mut range = page.clauses.stretch(head, |_, it| keep(it));
        if !found.is_whole {
            range.start = if analysis.tags[head].upos == Upos::Verb { head.min(range.start.max(head)) } else { range.start };
        }
        // What is promised not to be done: `not deploy`, `won't leave`.
        if !found.is_whole
            && let Some(not) = page.clauses.negations(head).into_iter().filter(|&it| it < head && it + 4 > head).min()
            && (not..head).all(|it| matches!(analysis.tags[it].upos, Upos::Part | Upos::Adv))
        {
            let contracted = not > 0 && !page.form(not).eq_ignore_ascii_case("not") && analysis.tags[not - 1].upos == Upos::Aux;
            let joined = contracted && analysis.span(not - 1).end() == analysis.span(not).start();
            range.start = range.start.min(if joined { not - 1 } else { not });
        }
        if let Some(condition) = condition {
            if condition.start > range.start && condition.start < range.end {
                range.end = condition.start;
            } else if condition.end > range.start && condition.start <= range.start {
                range.start = condition.end.min(head);
            }
        }
        // A quotation that was open before the action ends it.
        let sentence = analysis.sentence_of(head);
        let marks = |words: Range<usize>| words.filter(|&it| page.form(it) == "\"").count();
        let opens = (sentence.start..head).rev().find(|&it| matches!(page.form(it), "“" | "”")).is_some_and(|it| page.form(it) == "“")
            || marks(sentence.start..head) % 2 == 1;
        if let Some(quote) = (head..range.end).find(|&it| opens && matches!(page.form(it), "\"" | "”")) {
            range.end = quote;
        }
        for _ in 0..4 {
            let last = range.end.checked_sub(1)?;
            // A time at the end with its preposition: `by the end of May`, `on Sundays`.
            if let Some(time) = timed.iter().find(|it| it.contains(&last) && it.start > head) {
                range.end = time.start;
                continue;
            }
            let form = page.form(last).to_lowercase();
            let hangs = matches!(analysis.tags[last].upos, Upos::Adp | Upos::Punct | Upos::Cconj | Upos::Sconj)
                || matches!(form.as_str(), "least" | "the" | "only" | "starting");
            if last > head && hangs && (analysis.labels[last] != Deprel::CompoundPrt) {
                range.end = last;
                continue;
            }
            break;
        }
        (range.start < range.end && range.contains(&head)).then_some(range)
    }
}

//! By when and how often: the times of a sentence → a deadline, a recurrence, and the words of both, which are no part of the act.

use std::ops::Range;

use dateline_lang::labels::Deprel;

use super::Scene;
use super::cue::Found;
use crate::event::setting;
use crate::evidence::Evidence;
use crate::time::TimeKind;

/// By when and how often something will be done.
#[derive(Debug, Default)]
pub(super) struct Deadline {
    /// By when: a TIMEX3 value.
    pub(super) by: Option<String>,
    /// How often: a rule of RFC 5545.
    pub(super) recurrence: Option<String>,
    /// The words of both.
    pub(super) words: Vec<Range<usize>>,
}

impl Scene<'_, '_> {
    /// Times of the action: a day to come is its deadline, a set its recurrence. Those of its condition are not its own.
    pub(super) fn deadline(
        &self,
        found: &Found,
        condition: Option<&Range<usize>>,
        sentence: &Range<usize>,
        evidence: &mut Evidence,
    ) -> Deadline {
        let mut all = Deadline::default();
        for time in self.times.iter().filter(|time| sentence.contains(&time.words.start)) {
            let head = |word: usize| self.page.analysis.head(word);
            let top = time.words.clone().find(|&word| head(word).is_none_or(|head| !time.words.contains(&head)));
            let top = top.unwrap_or(time.words.start);
            if condition.is_some_and(|it| it.contains(&top)) {
                continue;
            }
            match time.kind {
                TimeKind::Set if all.recurrence.is_none() && !self.is_of_clause(top, found) => {
                    if let Some(rule) = &time.recurrence {
                        all.recurrence = Some(rule.clone());
                        evidence.words("recurrence", [time.span]);
                        all.words.push(time.words.clone());
                    }
                }
                TimeKind::Date | TimeKind::Time if all.by.is_none() => {
                    if let Some(value) = &time.value
                        && self.is_of_action(found, top)
                        && self.is_to_come(value)
                    {
                        all.by = Some(value.clone());
                        evidence.words("deadline", [time.span]);
                        all.words.push(time.words.clone());
                    }
                }
                TimeKind::Duration if all.by.is_none() && self.is_span_of_action(found, top) => {
                    all.by.clone_from(&time.value);
                    if all.by.is_some() {
                        evidence.words("deadline", [time.span]);
                    }
                    all.words.push(time.words.clone());
                }
                _ => {}
            }
        }
        all
    }

    /// Whether a time belongs to the action: below it, behind it below what binds, or at the head of its clause.
    fn is_of_action(&self, found: &Found, top: usize) -> bool {
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        let below = self.is_within(top, found.action) || self.is_within(top, found.cue) && top > found.action;
        let opens = top < found.cue
            && (self.is_within(top, clauses.first_conjunct(found.action)) || analysis.head(top) == analysis.head(found.action));
        (below || opens) && !self.is_of_clause(top, found)
    }

    /// Whether a word stands in a relative clause of what is promised: `finish his term, which ends [in May]`.
    fn is_of_clause(&self, word: usize, found: &Found) -> bool {
        let mut at = word;
        for _ in 0..24 {
            if at == found.action || at == found.cue {
                return false;
            }
            if self.page.analysis.labels[at] == Deprel::AclRelcl {
                return true;
            }
            let Some(head) = self.page.analysis.head(at) else { return false };
            at = head;
        }
        false
    }

    /// Whether a length of time is that in which the action will be done: `within a year`.
    fn is_span_of_action(&self, found: &Found, top: usize) -> bool {
        matches!(self.page.clauses.preposition(top).as_str(), "within" | "in") && self.is_within(top, found.action)
    }

    /// Whether a date does not end before the page was published.
    fn is_to_come(&self, value: &str) -> bool {
        match (self.page.published, setting::days(value)) {
            (Some(published), Some((_, end, _))) => end.to_string() >= published.date.to_string(),
            (_, None) => value.starts_with("20") || value.starts_with("19"),
            (None, Some(_)) => true,
        }
    }
}

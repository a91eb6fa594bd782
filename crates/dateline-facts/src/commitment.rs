//! Commitments: what somebody promised, agreed, plans or aims to do, by when, how often, on which condition.
//!
//! ```text
//! sentence ─ cue: verbs, nouns ─→ Found ─ parties ─ condition ─ deadline ─ bound: does it hold them? ─ action ─→ Commitment
//! ```
//!
//! Words are in `lexicon/en/commitments.toml`. Forecasts, slogans and hopes bind nobody and are none.

mod action;
mod bound;
mod condition;
mod cue;
mod deadline;
mod nouns;
mod parties;
mod verbs;
mod words;

use std::ops::Range;

use dateline_text::ByteSpan;
use serde::Deserialize;

use self::cue::Found;
use self::words::Words;
use crate::event::Event;
use crate::event::public::{self, Tone};
use crate::event::things::Things;
use crate::evidence::{Evidence, Score};
use crate::page::Page;
use crate::parties::Parties;
use crate::statement::{self, Statement};
use crate::time::Time;

/// What somebody bound himself to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Commitment {
    /// Who, indexes into the entities.
    pub by: Vec<usize>,
    /// To whom, or for whom, indexes into the entities.
    pub to: Vec<usize>,
    /// What.
    pub action: ByteSpan,
    /// How firmly.
    pub force: Force,
    /// On which condition.
    pub condition: Option<ByteSpan>,
    /// By when: a TIMEX3 value.
    pub deadline: Option<String>,
    /// How often: a rule of RFC 5545.
    pub recurrence: Option<String>,
    /// The statement that it rests on, an index into the statements.
    pub statement: Option<usize>,
    /// The event that it rests on, an index into the events.
    pub event: Option<usize>,
    /// Whether an outsider can see if it is kept.
    pub is_checkable: bool,
    /// What its fields rest on.
    pub evidence: Evidence,
    /// How sure it is.
    pub score: Score,
    /// The rule that made it.
    pub rule: &'static str,
}

/// How firmly somebody is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Force {
    /// `will`, `promised to`.
    Firm,
    /// `tries to`, `works to`.
    Effort,
    /// `plans to`, `wants to`.
    Intention,
    /// `aims to`, `the goal is to`.
    Goal,
    /// It hangs on an `if`.
    Conditional,
}

impl Force {
    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Firm => "firm",
            Self::Effort => "effort",
            Self::Intention => "intention",
            Self::Goal => "goal",
            Self::Conditional => "conditional",
        }
    }
}

/// Finds commitments.
#[derive(Debug)]
pub struct Finder {
    words: Words,
    things: Things,
}

/// What commitments are read from.
#[derive(Debug, Clone, Copy)]
struct Scene<'s, 'a> {
    page: &'s Page<'a>,
    words: &'s Words,
    /// What is public.
    things: &'s Things,
    parties: &'s Parties<'s, 'a>,
    statements: &'s [Statement],
    events: &'s [Event],
    times: &'s [Time],
}

impl Finder {
    /// Reads the embedded list.
    ///
    /// # Panics
    /// When the list has not its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        Self { words: Words::load(), things: Things::load() }
    }

    /// The commitments of a page, in order; `tone` is what the page is like as a whole.
    #[must_use]
    pub fn find(
        &self,
        page: &Page<'_>,
        parties: &Parties<'_, '_>,
        statements: &[Statement],
        events: &[Event],
        times: &[Time],
        tone: Tone,
    ) -> Vec<Commitment> {
        let scene = Scene { page, words: &self.words, things: &self.things, parties, statements, events, times };
        let mut all: Vec<Commitment> = Vec::new();
        for sentence in page.analysis.sentences() {
            all.extend(scene.cues(sentence).iter().filter_map(|found| scene.commitment(found, sentence)));
        }
        // On a page nobody binds himself who is not told; and of private life what shows and shops will do is no promise.
        if tone.is_page() {
            let is_public = |it: &Commitment| it.by.iter().any(|&by| public::is_public(&self.things, &parties.entities()[by]));
            all.retain(|it| !it.by.is_empty() && (!tone.is_private() || is_public(it)));
        }
        all.sort_by_key(|it| (it.action, it.force));
        all.dedup_by_key(|it| it.action);
        all
    }
}

impl Scene<'_, '_> {
    /// A commitment with its fields, unless it binds nobody.
    fn commitment(&self, found: &Found, sentence: &Range<usize>) -> Option<Commitment> {
        let (page, analysis) = (self.page, self.page.analysis);
        let mut evidence = Evidence::default();
        let by = self.by(found, &mut evidence);
        let condition = self.condition(found.action).or_else(|| self.condition(found.cue));
        let deadline = self.deadline(found, condition.as_ref(), sentence, &mut evidence);
        let is_set = condition.is_some() || deadline.by.is_some() || deadline.recurrence.is_some();
        let is_programme = condition.is_none() && deadline.recurrence.is_none() && self.is_programme(found);
        if is_programme || self.is_hedged(found) || !self.is_bound(found, &by, is_set) {
            return None;
        }
        let action = page.span(&self.action(found, condition.as_ref(), &deadline.words)?);
        evidence.words("action", [action]);
        let force = self.force(found, condition.as_ref());
        evidence.words("force", [analysis.span(found.cue)]);
        let condition = condition.map(|it| page.span(&it));
        if let Some(condition) = condition {
            evidence.words("condition", [condition]);
        }
        let to = self.to(found, &by, &mut evidence);
        let statement = self.statement(found, action);
        if let Some(statement) = statement {
            evidence.words("statement", [self.statements[statement].main_span()]);
        }
        let event = self.event(found, action);
        if event.is_some() {
            evidence.words("event", [analysis.span(found.cue)]);
        }
        let is_checkable = !self.words.vague.contains(&analysis.lemma(found.action).to_lowercase());
        evidence.words("checkable", [analysis.span(found.action)]);
        Some(Commitment {
            by,
            to,
            action,
            force,
            condition,
            deadline: deadline.by,
            recurrence: deadline.recurrence,
            statement,
            event,
            is_checkable,
            evidence,
            score: Score::hundredths(found.score),
            rule: found.rule,
        })
    }

    /// How firmly it binds, on its condition; `until`, `before` and `while` are none.
    fn force(&self, found: &Found, condition: Option<&Range<usize>>) -> Force {
        let opens = condition.map(|it| self.page.form(it.start).to_lowercase());
        let is_conditional = opens.is_some_and(|it| !matches!(it.as_str(), "until" | "before" | "while"));
        match found.force {
            Force::Firm | Force::Intention if is_conditional => Force::Conditional,
            // Readiness is no more than that, whatever effort one is ready for.
            _ if found.rule == "commitment.ready" => Force::Intention,
            force => force,
        }
    }

    /// The statement that it rests on: the one that holds it, or whose cue binds.
    fn statement(&self, found: &Found, action: ByteSpan) -> Option<usize> {
        statement::holding(self.statements, action.start()).or_else(|| self.statements.iter().position(|it| it.cue_head == Some(found.cue)))
    }

    /// The event that it rests on: what binds, or the act itself.
    fn event(&self, found: &Found, action: ByteSpan) -> Option<usize> {
        let cue = self.page.analysis.span(found.cue);
        let tells = |mention: ByteSpan| mention == cue || action.covers(mention) && mention.start() == action.start();
        self.events.iter().position(|it| it.mentions.iter().any(|&mention| tells(mention)) || it.trigger == cue)
    }

    /// Whether a word stands below another in the tree, or is it.
    fn is_within(&self, word: usize, top: usize) -> bool {
        let mut at = word;
        for _ in 0..24 {
            if at == top {
                return true;
            }
            match self.page.analysis.head(at) {
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    }
}

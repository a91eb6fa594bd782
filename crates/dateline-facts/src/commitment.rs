//! Commitments: what somebody promised, agreed, plans or aims to do, by when, how often, on which condition.
//!
//! Words are in `lexicon/en/commitments.toml`. Forecasts, slogans and hopes bind nobody and are none.

use dateline_text::ByteSpan;
use serde::Deserialize;

use crate::event::Event;
use crate::evidence::{Evidence, Score};
use crate::page::Page;
use crate::parties::Parties;
use crate::statement::Statement;
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
#[derive(Debug, Default)]
pub struct Finder {}

impl Finder {
    /// Reads the embedded list.
    #[must_use]
    pub fn load() -> Self {
        Self {}
    }

    /// The commitments of a page, in order.
    #[must_use]
    pub fn find(&self, _page: &Page<'_>, _parties: &Parties<'_, '_>, _statements: &[Statement], _events: &[Event], _times: &[Time]) -> Vec<Commitment> {
        Vec::new()
    }
}

//! When: TIMEX3 expressions with their values, each with what the value rests on.

use std::ops::Range;

use dateline_text::{ByteSpan, Note};

use crate::page::Page;

/// A time expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// Its words.
    pub words: Range<usize>,
    /// Its characters: no preposition, no possessive ending.
    pub span: ByteSpan,
    /// What it is.
    pub kind: TimeKind,
    /// The TIMEX3 value, resolved; `None` where it cannot be resolved honestly.
    pub value: Option<String>,
    /// What the value rests on.
    pub basis: Basis,
    /// Other words of the page that the value rests on: the date or the event that it counts from.
    pub anchor: Option<ByteSpan>,
    /// The recurrence of a set (RFC 5545): `FREQ=WEEKLY;BYDAY=MO`.
    pub recurrence: Option<String>,
    /// The rule that gave the value.
    pub rule: &'static str,
}

/// The kinds of time expressions (TIMEX3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeKind {
    /// A calendar day, or more of the calendar: `Friday`, `2022`.
    Date,
    /// A time of day: `Friday evening`, `5 p.m.`.
    Time,
    /// A length: `three weeks`.
    Duration,
    /// Recurring: `every week`.
    Set,
}

impl TimeKind {
    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Set => "set",
        }
    }
}

/// What the value of a time rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// Its own words.
    Absolute,
    /// The date of publication.
    Published,
    /// Another date of the page.
    Anchor,
    /// An event of the page.
    Event,
    /// Nothing: it is a length or a recurrence, or it could not be resolved.
    None,
}

impl Basis {
    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Absolute => "absolute",
            Self::Published => "published",
            Self::Anchor => "anchor",
            Self::Event => "event",
            Self::None => "none",
        }
    }
}

/// Finds time expressions.
#[derive(Debug, Default)]
pub struct Finder {}

impl Finder {
    /// Reads the embedded lists.
    #[must_use]
    pub fn load() -> Self {
        Self::default()
    }

    /// The time expressions of a page, in order, without overlap; contradictions go to `notes`.
    #[must_use]
    pub fn find(&self, _page: &Page<'_>, _notes: &mut Vec<Note>) -> Vec<Time> {
        Vec::new()
    }
}

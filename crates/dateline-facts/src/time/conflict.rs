//! Contradictions between what a page says and when it says that it was published. They become notes; nothing is resolved past them.

use dateline_text::{ByteSpan, Note, NoteCode};
use jiff::civil::Weekday;

use super::Basis;
use super::calendar::{Period, weekday_from};
use super::direction::{Direction, Look};
use super::expression::{Part, When};
use super::resolve::{Found, Known};
use super::value::Partial;
use crate::page::{Page, Published};

/// Minutes of a day.
const DAY: i32 = 24 * 60;
/// Minutes by which the easternmost clocks are ahead of universal time.
const EASTERNMOST: i32 = 14 * 60;
/// Until this minute after midnight in universal time, much of the world still has the day before.
const SMALL_HOURS: u16 = 5 * 60;

/// Looks for contradictions through one page.
#[derive(Debug, Default)]
pub(super) struct Conflicts {
    /// The first weekday that is told as past.
    first: Option<Weekday>,
    /// The weekday that contradicts the date of publication.
    weekday: Option<Weekday>,
    /// Whether the two days of a time zone were noted.
    zone: bool,
    /// Whether a day to come that is told as past was noted.
    ahead: bool,
}

impl Conflicts {
    /// Notes what contradicts, and takes back what cannot be told because of it.
    pub(super) fn check(&mut self, when: &When, found: Found, look: Look, page: &Page<'_>, span: ByteSpan, notes: &mut Vec<Note>) -> Found {
        let words = span.of(page.text());
        let mut note = |code, message: String| notes.push(Note { code, message: message.into(), span: Some(span) });
        if let (Some(weekday), Known::Period(Period::Day(date), _)) = (found.misfit, found.known) {
            note(NoteCode::WeekdayConflict, format!("{date} was no {weekday:?}"));
        }
        let Some(published) = page.published else { return found };
        match (when, bare_weekday(when)) {
            (_, Some(weekday)) if look.direction != Direction::Future && found.basis == Basis::Published => {
                let first = *self.first.get_or_insert(weekday);
                // News tells of the day of its publication or of the days just before. Where the first day it tells of would be six days back,
                // it is tomorrow: the text is older or younger than its date, or dated by another clock.
                let tomorrow = published
                    .date
                    .tomorrow()
                    .ok()
                    .filter(|day| day.weekday() == weekday && weekday_from(published.date, weekday) == Some(*day));
                if let (Some(day), true) = (tomorrow, first == weekday) {
                    if self.weekday.replace(weekday).is_none() {
                        match published.minute {
                            Some(_) if is_elsewhere(published) => {
                                note(
                                    NoteCode::TimeZone,
                                    format!(
                                        "{words} is told as past and may be {day}, by a clock ahead of that of the publication, or a week before"
                                    ),
                                );
                            }
                            _ => note(
                                NoteCode::DateConflict,
                                format!("{words} is told as past on a page dated {}, the day before a {weekday:?}", published.date),
                            ),
                        }
                    }
                    let time = if let Known::Period(_, time) = found.known { time } else { None };
                    return Found { known: Known::Partial(Partial::Weekday(weekday), time), basis: Basis::None, anchor: None, ..found };
                }
            }
            (When::Named(Period::Day(day)), _)
                if look.direction == Direction::Past && look.direct && *day > published.date && !self.ahead =>
            {
                self.ahead = true;
                note(NoteCode::DateConflict, format!("{day} is told as past on a page dated {}", published.date));
            }
            (When::Day(_), _)
                if !self.zone
                    && published.offset.is_some_and(|offset| offset.seconds() == 0)
                    && published.minute.is_some_and(|it| it < SMALL_HOURS) =>
            {
                self.zone = true;
                note(
                    NoteCode::TimeZone,
                    format!("{words} counts from {}, which had not begun west of the publication's clock", published.date),
                );
            }
            _ => {}
        }
        found
    }
}

/// Whether the next day has begun somewhere at the time of publication.
fn is_elsewhere(published: Published) -> bool {
    let offset = published.offset.map_or(0, |offset| offset.seconds() / 60);
    published.minute.is_some_and(|minute| i32::from(minute) - offset + EASTERNMOST >= DAY)
}

/// The weekday that stands for a day by itself, with a part of it or not.
fn bare_weekday(when: &When) -> Option<Weekday> {
    match when {
        When::Part(Part::Weekday(weekday), None) => Some(*weekday),
        When::Part(Part::DayPart(_) | Part::Clock(_), Some(whole)) => bare_weekday(whole),
        _ => None,
    }
}

//! Dates that count from another: `last week`, `the following day`, `two days ago`, `the year-ago quarter`, `the year`.

use dateline_lang::Xpos;

use super::calendar::{Period, Unit};
use super::expression::{Member, Part, Toward, When, Which};
use super::grammar::{Grammar, Read, longer, sense, unit_of};
use super::lexicon::{Sense, is};
use super::piece::Joint;
use super::value::{Amount, Length};

impl Grammar<'_, '_> {
    /// `yesterday`, `last night`.
    pub(super) fn day_word(&self, at: usize) -> Read<When> {
        let (end, (days, part)) = sense!(self, at, Sense::Day(days, part) => (days, part))?;
        let day = When::Day(days);
        Some((
            end,
            match part {
                Some(part) => When::Part(Part::DayPart(part), Some(Box::new(day))),
                None => day,
            },
        ))
    }

    /// `last week`, `the same day`, `this past spring`, `that evening`, `next Friday`.
    pub(super) fn row(&self, at: usize) -> Read<When> {
        let article = self.skip(at, &["the", "its", "their", "our", "his", "her"]);
        let (next, which) = longer(self.which(at), || self.which(article))?;
        let which = match which {
            // `the next morning`
            Which::Next if article > at => Which::Following,
            other => other,
        };
        let next = self.phrase(next, Sense::Filler).filter(|&end| self.unit(end, false).is_some()).unwrap_or(next);
        if self.any(next, &["period", "quarter"])
            && which == Which::Same
            && let Some(read) = self.corresponding(next + 1)
        {
            return Some(read);
        }
        if self.any(next, &["period"]) && which == Which::YearAgo {
            return Some((next + 1, When::YearBefore(None, true)));
        }
        if self.any(next, &["period"]) && matches!(which, Which::Latest | Which::Same) {
            return Some((next + 1, When::Row(which, Member::Period)));
        }
        if self.word(next, "season") && matches!(which, Which::Last | Which::Next | Which::This | Which::Previous | Which::Following) {
            return Some((next + 1, When::Untold));
        }
        if which == Which::YearAgo {
            let (end, part) = self.quarter(next).map_or((next, None), |(end, part)| (end, Some(part)));
            let end = if part.is_none() && self.any(end, &["quarter"]) { end + 1 } else { end };
            return (end > next || self.piece(at)?.joint == Joint::Space).then_some((end, When::YearBefore(part, article > at)));
        }
        let read = self
            .unit(next, false)
            .filter(|&(_, unit)| unit >= Unit::Day && !self.is_hyphened(next) && !(which == Which::Latest && unit < Unit::Month))
            .filter(|&(_, unit)| which != Which::Past || unit == Unit::Year)
            .map(|(end, unit)| (end, When::Row(which, Member::Unit(unit))));
        let read = longer(read, || {
            let (end, part) = self.weekend(next)?;
            Some((end, When::Row(which, Member::Part(part))))
        });
        let read = longer(read, || {
            let (end, part) = longer(self.weekday(next).map(|(end, it)| (end, Part::Weekday(it))), || {
                self.season(next).map(|(end, it)| (end, Part::Season(it)))
            })?;
            Some((end, When::Row(which, Member::Part(part))))
        });
        let read = longer(read, || {
            let (end, month) = self.month(next)?;
            let (end, part) = self
                .day_number(end)
                .filter(|_| which != Which::Same)
                .map_or((end, Part::Month(month)), |(end, (day, _))| (end, Part::MonthDay(month, day)));
            Some((end, When::Row(which, Member::Part(part))))
        });
        let read = longer(read, || {
            let (end, part) = self.day_part(next)?;
            Some((end, When::Row(which, Member::Part(Part::DayPart(part)))))
        });
        let read = longer(read, || {
            let (end, part) = self.quarter(next)?;
            Some((end, When::Row(which, Member::Part(part))))
        });
        longer(read, || {
            let (end, holiday) = sense!(self, next, Sense::Holiday(holiday, None) => holiday)?;
            Some((end, When::Row(which, Member::Part(Part::Holiday(holiday)))))
        })
    }

    /// After `the same period`: `last year`, `a year earlier`, `of 1988`.
    pub(super) fn corresponding(&self, at: usize) -> Read<When> {
        let at = self.skip(at, &["of", "in", "a"]);
        let at = if self.word(at, "year") { at - 1 } else { at };
        let read = self.nested(|| self.row(at).or_else(|| self.shift(at)).or_else(|| self.year(at)));
        read.and_then(|(end, when)| match when {
            When::YearBefore(..) => Some((end, when)),
            When::Row(_, Member::Unit(Unit::Year)) | When::Named(Period::Year(_)) => Some((end, When::Corresponding(Box::new(when)))),
            _ => None,
        })
    }

    pub(super) fn which(&self, at: usize) -> Read<Which> {
        // `that` may open a clause.
        if self.word(at, "that") && self.xpos(at) != Some(Xpos::Dt) {
            return None;
        }
        sense!(self, at, Sense::Which(which) => which)
    }

    /// `the quarter`, `the weekend`, `the year`: definite, and no more said.
    pub(super) fn definite(&self, at: usize) -> Read<When> {
        let start = self.skip(at, &["the"]);
        if start == at {
            return None;
        }
        let start = self.skip(start, &["full", "fiscal"]);
        let (end, unit) = self.unit(start, false)?;
        // `the quarter ended Sept. 30`
        if unit == Unit::Quarter
            && self.any(end, &["ended", "ending"])
            && let Some((_, when)) = self.joined(end + 1).filter(|(_, when)| unit_of(when) == Unit::Day)
        {
            return Some((end, When::Part(Part::Around(unit), Some(Box::new(when)))));
        }
        let ended = self.any(end, &["ended", "ending", "to"]) && unit == Unit::Year;
        let bare =
            !self.any(end, &["of", "when", "that", "after", "before"]) && !ended && !self.is_hyphened(end) && !self.is_hyphened(start);
        (bare && matches!(unit, Unit::Quarter | Unit::Year | Unit::Day)).then_some((end, When::Row(Which::Definite, Member::Unit(unit))))
    }

    /// `year-end`, `year's end`
    pub(super) fn year_end(&self, at: usize) -> Read<When> {
        let start = self.skip(at, &["the"]);
        let year = self.word(start, "year");
        if year && self.word(start + 1, "end") && self.is_hyphened(start + 1) {
            return Some((start + 2, When::Part(Part::MonthDay(12, 31), None)));
        }
        let next = self.skip(start + 1, &["'s"]);
        (year && self.word(next, "end")).then_some((next + 1, When::Row(Which::Definite, Member::Unit(Unit::Year))))
    }

    /// A length that leads somewhere: `two days ago`, `three weeks later`, `the day after`.
    pub(super) fn shift(&self, at: usize) -> Read<When> {
        let toward = |at: usize| sense!(self, at, Sense::Toward(toward) => toward);
        let (end, length) = longer(self.length(at), || {
            let start = self.skip(at, &["the"]);
            let (end, unit) = self.unit(start, false).filter(|_| start > at)?;
            Some((end, Length::new(Amount::whole(1), unit)))
        })?;
        let (next, toward) = toward(end)?;
        let prepositional = self.phrase(end, Sense::Prepositional);
        let definite = self.word(at, "the");
        if let Some(after) = prepositional.filter(|&after| after == next) {
            if self.any(end, &["on", "back"]) {
                return self.piece(after).filter(|piece| is(piece.text, ",")).map(|_| (next, When::Shift(length, toward)));
            }
            if let Some((whole_end, whole)) = self.joined(after)
                && matches!(unit_of(&whole), Unit::Day | Unit::Month | Unit::Year)
                && !matches!(whole, When::Row(Which::Definite, _))
            {
                return Some((whole_end, When::From(length, toward == Toward::AfterThen, Box::new(whole))));
            }
            let ends = self.piece(after).is_none_or(|piece| {
                piece.is_mark() || matches!(piece.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Md | Xpos::Cc) || is(piece.text, "when")
            });
            let when = match (definite && self.unit(at + 1, false).is_some(), toward) {
                // `the week after` is a week, `a week after` a day.
                (true, Toward::AfterThen) => When::Row(Which::Following, Member::Unit(length.0[0].1)),
                (true, _) => When::Row(Which::Previous, Member::Unit(length.0[0].1)),
                _ => When::Shift(length, toward),
            };
            return ends.then_some((next, when));
        }
        if definite && !matches!(toward, Toward::AfterThen | Toward::BeforeThen) {
            return None;
        }

        // `a year earlier`, `one year ago`: perhaps the same quarter of that year.
        let year = length.0.as_slice() == [(Amount::whole(1), Unit::Year)] && matches!(toward, Toward::BeforeNow | Toward::BeforeThen);
        if year && !definite {
            return Some((next, When::YearBefore(None, toward == Toward::BeforeThen)));
        }
        Some((next, When::Shift(length, toward)))
    }
}

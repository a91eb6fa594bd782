//! Parts of something longer: clock times, weekdays, parts of the day, seasons, quarters, holidays.

use dateline_lang::{Deprel, Xpos};
use jiff::civil::Weekday;

use super::calendar::{Clock, DayPart, Season, Unit};
use super::expression::Part;
use super::grammar::{Grammar, Read, longer, sense, unit_of};
use super::lexicon::{Meridiem, Sense};
use super::piece::{Figure, Joint, Piece};

impl Grammar<'_, '_> {
    /// A clock time: `5 p.m.`, `18:30`, `0300 GMT`, `noon`.
    pub(super) fn clock(&self, at: usize) -> Read<Clock> {
        let meridiem = |at: usize| sense!(self, at, Sense::Meridiem(meridiem) => meridiem);
        let zone = |at: usize| sense!(self, at, Sense::Zone(universal) => universal);
        if let Some((end, hour)) = sense!(self, at, Sense::NamedClock(hour) => hour) {
            let (end, universal) = zone(end).unwrap_or((end, false));
            return (!self.is_named(at)).then_some((end, Clock { hour, minute: 0, second: None, universal }));
        }
        let piece = self.piece(at)?;
        let (next, (hour, minute, second)) = match piece.figure {
            Some(Figure::Clock(hour, minute, second)) => (at + 1, (hour, minute, second)),
            // `8.30 p.m.`
            Some(Figure::Number { value, hundredths, figures: 0 }) if hundredths < 60 && value < 13 && meridiem(at + 1).is_some() => {
                (at + 1, (u8::try_from(value).ok()?, u8::try_from(hundredths).ok()?, None))
            }
            Some(Figure::Number { value, hundredths: 0, figures: 1..=2 }) if value < 25 => (at + 1, (u8::try_from(value).ok()?, 0, None)),
            // `0300 GMT`, `1400 hours`
            Some(Figure::Number { value, hundredths: 0, figures: 4 }) if value < 2400 && value % 100 < 60 => {
                let military = zone(at + 1).is_some() || piece.text.starts_with('0') && self.any(at + 1, &["hours", "hrs"]);
                if !military {
                    return None;
                }
                (at + 1, (u8::try_from(value / 100).ok()?, u8::try_from(value % 100).ok()?, None))
            }
            None => {
                let (next, hour) = self.cardinal(at).filter(|(_, hour)| (1..=12).contains(hour))?;
                (next, (u8::try_from(hour).ok()?, 0, None))
            }
            _ => return None,
        };
        let told = meridiem(next);
        let marked = matches!(piece.figure, Some(Figure::Clock(..)) | Some(Figure::Number { figures: 4, .. }));
        let (next, hour) = match told {
            Some((next, Meridiem::Pm)) if hour < 12 => (next, hour + 12),
            Some((next, Meridiem::Am)) if hour == 12 => (next, 0),
            Some((next, _)) => (next, hour),
            None => (next, hour),
        };
        let zoned = zone(next);
        if told.is_none() && !marked && zoned.is_none_or(|(_, universal)| !universal) {
            return None;
        }
        // `5 o'clock in the evening`
        let (next, hour) = match meridiem(next).filter(|_| matches!(told, Some((_, Meridiem::None)))) {
            Some((end, Meridiem::Pm)) if hour < 12 => (end, hour + 12),
            Some((end, _)) => (end, hour),
            None => (next, hour),
        };
        // A score or a ratio: `won 3:15`; a time that counts down is no clock time either, but has the same form.
        let next = if marked { self.skip(next, &["hours", "hrs", "hr"]) } else { next };
        let (end, universal) = zone(next).or_else(|| self.local_time(next).map(|end| (end, false))).unwrap_or((next, false));
        (minute < 60).then_some((end, Clock { hour, minute, second, universal }))
    }

    /// `Kyiv time`, `New York time` after a clock time.
    pub(super) fn local_time(&self, at: usize) -> Option<usize> {
        let names =
            (at..at + 3).take_while(|&it| self.piece(it).is_some_and(|piece| piece.is_capital() && piece.joint == Joint::Space)).count();
        (names > 0 && self.word(at + names, "time")).then_some(at + names + 1)
    }

    /// A weekday's name: no name of somebody or something.
    pub(super) fn weekday(&self, at: usize) -> Read<Weekday> {
        let piece = self.piece(at)?;
        let (end, weekday) = sense!(self, at, Sense::Weekday(weekday) => weekday)?;
        let letters = piece.text.trim_end_matches('.').len();
        // `Sun`, `Sat` and `Mon` are words of other kinds without a full stop or a date.
        let short = letters <= 5 && letters == piece.text.len() && !self.word(end, ",") && self.month(end).is_none();
        if !piece.is_capital() || short || self.is_named(at) || self.is_part_of_name(at) { None } else { Some((end, weekday)) }
    }

    /// Whether the piece is a part of a name that the tree knows: `Wednesday Addams`.
    pub(super) fn is_part_of_name(&self, at: usize) -> bool {
        let Some(piece) = self.piece(at) else { return false };
        let names_time = |piece: &Piece<'_>| {
            piece.entries.iter().any(|entry| matches!(entry.sense, Sense::Weekday(_) | Sense::Month(_) | Sense::Day(..)))
        };
        self.piece(at + 1).is_some_and(|next| {
            next.joint == Joint::Space
                && next.is_capital()
                && !names_time(next)
                && matches!(next.xpos, Xpos::Nnp)
                && next.head == Some(piece.word)
                && next.label == Deprel::Flat
        })
    }

    pub(super) fn season(&self, at: usize) -> Read<Season> {
        let piece = self.piece(at)?;
        let (end, season) = sense!(self, at, Sense::Season(season) => season)?;
        let noun = matches!(piece.xpos, Xpos::Nn | Xpos::Nnp);
        // `the fall of Budapest`
        let event = self.word(end, "of") && self.year(end + 1).is_none() && self.which(end + 1).is_none();
        (noun && !event && !self.is_named(at)).then_some((end, season))
    }

    pub(super) fn day_part(&self, at: usize) -> Read<DayPart> {
        let (end, part) = sense!(self, at, Sense::DayPart(part) => part)?;
        (!self.is_named(at)).then_some((end, part))
    }

    /// A part that names itself. After a coarser period (`beside`) it needs no article or preposition.
    pub(super) fn part(&self, at: usize, beside: bool) -> Read<Part> {
        let start = self.skip(at, &["the"]);
        let article = start > at;
        // `in`, `by` and others before a bare season or part of day.
        let placed = at.checked_sub(1).is_some_and(|before| self.phrase(before, Sense::Placing).is_some());
        let read = (!article).then(|| self.weekday(at)).flatten().map(|(end, weekday)| (end, Part::Weekday(weekday)));
        let read = longer(read, || {
            let (end, season) = self.season(start)?;
            let whole = self.word(end, "of") || self.plain_year(end).is_some();
            // `fall and winter`
            let second = at.checked_sub(2).is_some_and(|it| self.any(at - 1, &["and", "or"]) && self.season(it).is_some());
            // `winter temperatures`
            let kind = !article && self.piece(start)?.label == Deprel::Compound && !whole;
            (!kind && (article || placed || beside || whole || second)).then_some((end, Part::Season(season)))
        });
        let read = longer(read, || {
            // `mid-afternoon`
            let start = self.phrase(start, Sense::Position).unwrap_or(start);
            let (end, part) = self.day_part(start)?;
            let whole = self.word(end, "of") && self.joined(end + 1).is_some_and(|(_, whole)| unit_of(&whole) == Unit::Day)
                || self.day_word(end).is_some();
            let overnight = self.word(start, "overnight");
            let adjective = matches!(self.xpos(start), Some(Xpos::Jj)) && !overnight;
            (!adjective
                && !self.is_hyphened(end)
                && (beside || whole || article && part != DayPart::Night && !self.any(end, &["of"]) || overnight))
                .then_some((end, Part::DayPart(part)))
        });
        let read = longer(read, || self.quarter(start));
        let read = longer(read, || self.nth(at));
        let read = longer(read, || {
            let (end, unit) = self.weekend(start).filter(|_| article || beside)?;
            Some((end, unit))
        });
        let read = longer(read, || {
            let (end, holiday) = sense!(self, at, Sense::Holiday(holiday, None) => holiday)?;
            (self.piece(at)?.is_capital() || self.word(at, "leap") || self.word(at, "election")).then_some(())?;
            // `Christmas music`
            let kind = self.piece(end - 1)?.label == Deprel::Compound
                && self.piece(end).is_some_and(|next| matches!(next.xpos, Xpos::Nn | Xpos::Nns));
            (!kind && !self.is_hyphened(end)).then_some((end, Part::Holiday(holiday)))
        });
        let read = longer(read, || {
            // `the week of March 6`
            let (end, unit) =
                self.unit(start, false).filter(|&(end, unit)| article && matches!(unit, Unit::Week) && self.word(end, "of"))?;
            let (_, whole) = self.atom(end + 1)?;
            (unit_of(&whole) == Unit::Day).then_some((end, Part::Around(unit)))
        });
        longer(read, || self.day_of_month(at))
    }

    pub(super) fn weekend(&self, at: usize) -> Read<Part> {
        self.phrase(at, Sense::Weekend).map(|end| (end, Part::Weekend))
    }

    /// `third quarter`, `fourth-quarter`, `Q3`, `first half`.
    pub(super) fn quarter(&self, at: usize) -> Read<Part> {
        match self.piece(at)?.figure {
            Some(Figure::Quarter(number)) => return Some((at + 1, Part::Quarter(number))),
            Some(Figure::Half(number)) => return Some((at + 1, Part::Half(number))),
            _ => {}
        }
        let at = self.phrase(at, Sense::Fiscal).unwrap_or(at);
        let (next, number) = self.ordinal(at)?;
        let next = self.phrase(next, Sense::Fiscal).unwrap_or(next);
        if self.word(next, "quarter") || self.word(next, "quarters") && next > 0 {
            return (1..=4).contains(&number).then_some((next + 1, Part::Quarter(number)));
        }
        // `the first half` of a game has no year.
        let (after, whole) = self.word(next, "half").then(|| self.word(next + 1, "of").then(|| self.atom(next + 2)).flatten()).flatten()?;
        let number = if number == -1 { 2 } else { number };
        let _ = after;
        ((1..=2).contains(&number) && unit_of(&whole) == Unit::Year).then_some((next + 1, Part::Half(number)))
    }

    /// `the second Tuesday` in May, `the eighth day` of July.
    pub(super) fn nth(&self, at: usize) -> Read<Part> {
        let start = self.skip(at, &["the"]);
        let (next, number) = self.ordinal(start)?;
        if let Some((end, weekday)) = self.weekday(next) {
            let whole = self.any(end, &["of", "in"]) && self.atom(end + 1).is_some_and(|(_, whole)| unit_of(&whole) == Unit::Month);
            return whole.then_some((end, Part::NthWeekday(number, weekday)));
        }
        let (end, unit) = self.unit(next, false).filter(|_| start > at)?;
        let whole =
            self.word(end, "of") && self.atom(end + 1).is_some_and(|(_, whole)| matches!(unit_of(&whole), Unit::Month | Unit::Year));
        (unit == Unit::Day && whole).then_some((end, Part::NthDay(number)))
    }

    /// `the 16th`: where no noun follows that it would count.
    pub(super) fn day_of_month(&self, at: usize) -> Read<Part> {
        let start = self.skip(at, &["the"]);
        let Some(Figure::Ordinal(day @ 1..=31)) = self.piece(start)?.figure else { return None };
        let noun = self.piece(start + 1).is_some_and(|next| {
            matches!(next.xpos, Xpos::Nn | Xpos::Nns | Xpos::Nnp | Xpos::Nnps | Xpos::Jj | Xpos::Hyph | Xpos::Jjs | Xpos::Cd)
                || next.joint == Joint::Hyphen
        });
        let placed =
            at.checked_sub(1).is_some_and(|before| self.phrase(before, Sense::Placing).is_some() || self.any(before, &["on", "and"]));
        let of = self.word(start + 1, "of") && self.atom(start + 2).is_none_or(|(_, whole)| unit_of(&whole) != Unit::Month);
        (start > at && placed && !noun && !of).then(|| (start + 1, Part::Day(i8::try_from(day).unwrap_or(1))))
    }
}

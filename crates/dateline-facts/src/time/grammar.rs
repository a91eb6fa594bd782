//! Pieces into expressions: small rules, each of which takes a place and gives what it read there and where it ended.
//!
//! The longest reading wins. A reading of the calendar is built from atoms (`Friday`, `the third quarter`, `last year`) that are joined, finer
//! with coarser: `the third quarter` of `last year`, `Friday` `evening`.

use dateline_lang::{Deprel, Xpos};
use jiff::civil::{Date, Weekday};

use super::calendar::{Clock, DayPart, Period, Unit};
use super::expression::{Expression, Member, Part, Toward, When, Which};
use super::lexicon::{Meridiem, Sense, is};
use super::piece::{Figure, Joint, Piece};
use super::value::{Amount, Length};

/// What a rule read and the place after it.
pub(super) type Read<T> = Option<(usize, T)>;

/// Reads the pieces of one sentence.
#[derive(Clone, Copy)]
pub(super) struct Grammar<'p, 'a> {
    pub(super) pieces: &'p [Piece<'a>],
    /// For every word whether it belongs to the name of somebody or something.
    pub(super) named: &'p [bool],
}

/// The longer of two readings, the first of equals.
pub(super) fn longer<T>(one: Read<T>, other: impl FnOnce() -> Read<T>) -> Read<T> {
    let other = other();
    match (&one, &other) {
        (Some((end, _)), Some((further, _))) if further > end => other,
        (None, _) => other,
        _ => one,
    }
}

impl<'p, 'a> Grammar<'p, 'a> {
    pub(super) fn piece(&self, at: usize) -> Option<&'p Piece<'a>> {
        self.pieces.get(at)
    }

    pub(super) fn before(&self, at: usize) -> Option<&'p Piece<'a>> {
        self.pieces.get(at.checked_sub(1)?)
    }

    /// Whether the piece is a part of a name that the tree knows: `Wednesday Addams`.
    fn is_part_of_name(&self, at: usize) -> bool {
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

    /// Whether the piece is this word.
    pub(super) fn word(&self, at: usize, word: &str) -> bool {
        self.piece(at).is_some_and(|piece| is(piece.text, word))
    }

    pub(super) fn any(&self, at: usize, words: &[&str]) -> bool {
        self.piece(at).is_some_and(|piece| words.iter().any(|word| is(piece.text, word)))
    }

    /// The place after an optional word.
    pub(super) fn skip(&self, at: usize, words: &[&str]) -> usize {
        if self.any(at, words) { at + 1 } else { at }
    }

    pub(super) fn is_hyphened(&self, at: usize) -> bool {
        self.piece(at).is_some_and(|piece| piece.joint == Joint::Hyphen)
    }

    /// The longest phrase here that has a wanted sense.
    pub(super) fn sense<T>(&self, at: usize, wanted: impl Fn(Sense) -> Option<T>) -> Read<T> {
        let piece = self.piece(at)?;
        piece.entries.iter().find_map(|entry| {
            let found = wanted(entry.sense)?;
            let rest = self.pieces.get(at + 1..at + 1 + entry.rest.len())?;
            let same = rest.iter().zip(&entry.rest).all(|(piece, word)| is(piece.text, word));
            same.then_some((at + 1 + entry.rest.len(), found))
        })
    }

    pub(super) fn is_sense(&self, at: usize, wanted: Sense) -> Option<usize> {
        self.sense(at, |sense| (sense == wanted).then_some(())).map(|(end, ())| end)
    }

    pub(super) fn is_named(&self, at: usize) -> bool {
        self.piece(at).is_some_and(|piece| self.named.get(piece.word).copied().unwrap_or(false))
    }

    fn xpos(&self, at: usize) -> Option<Xpos> {
        self.piece(at).map(|piece| piece.xpos)
    }

    /// The expression that begins here.
    pub(super) fn expression(&self, at: usize) -> Read<Expression> {
        let read = self.set(at);
        let read = longer(read, || self.when(at).map(|(end, when)| (end, Expression::When(when))));
        let read = longer(read, || self.length(at).map(|(end, length)| (end, Expression::Length(length))));
        let read = longer(read, || self.listed(at));
        longer(read, || self.reference(at))
    }

    fn listed(&self, at: usize) -> Read<Expression> {
        self.sense(at, |sense| if let Sense::Length(value) = sense { Some(Expression::Listed(value)) } else { None })
    }

    fn reference(&self, at: usize) -> Read<Expression> {
        let (end, expression) = self.sense(at, |sense| match sense {
            Sense::Reference(reference) => Some(Expression::Reference(reference)),
            _ => None,
        })?;
        // `present` and `current` as verbs and nouns are none; a reference is no part of a hyphened word, but for `short-term`.
        let piece = self.piece(at)?;
        let verb = matches!(piece.xpos, Xpos::Vb | Xpos::Vbp | Xpos::Vbz | Xpos::Vbd | Xpos::Nns);
        let inside =
            self.is_hyphened(at) || self.is_hyphened(end) && end == at + 1 || self.before(at).is_some_and(|before| is(before.text, "as"));
        (!verb && !inside && !(self.is_named(at) && piece.is_capital() && at > 0)).then_some((end, expression))
    }

    /// A stretch of the calendar with what may stand before it: `around`, `early`, `the end of`.
    pub(super) fn when(&self, at: usize) -> Read<When> {
        let plain = self.joined(at);
        let modified = self.modified(at);
        longer(plain, || modified)
    }

    fn modified(&self, at: usize) -> Read<When> {
        if let Some((next, ())) = self.sense(at, |sense| (sense == Sense::Approximate).then_some(())) {
            let (end, when) = self.when(next)?;
            // `about` and `over` a date are no part of it: `over the weekend`, `more than 1998`.
            let close = match unit_of(&when) {
                _ if matches!(when, When::Shift(..)) => true,
                Unit::Minute => true,
                _ => self.any(at, &["around", "about", "circa", "ca", "approximately", "roughly"]),
            };
            return (close && self.is_sense(next, Sense::Approximate).is_none()).then_some((end, when));
        }
        let (next, ()) = self.sense(at, |sense| (sense == Sense::Position).then_some(()))?;
        let next = if self.word(next, "in") || self.word(next, "on") { next + 1 } else { next };
        let read = longer(self.joined(next), || self.bare_row(next));
        longer(read, || {
            // `the early summer`, `by mid afternoon`
            let placed = self.word(at, "the") || self.before(at).is_some_and(|before| before.xpos == Xpos::In);
            let (end, part) = self.part(next, true).filter(|(_, part)| placed && matches!(part, Part::Season(_) | Part::DayPart(_)))?;
            Some((end, When::Part(part, None)))
        })
    }

    /// After `early in` or `the end of`: `the year`, `spring`, `the month`.
    fn bare_row(&self, at: usize) -> Read<When> {
        let next = self.skip(at, &["the"]);
        let (end, unit) = self.unit(next, false)?;
        let wanted = matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade | Unit::Century);
        (wanted && next > at).then_some((end, When::Row(Which::Definite, Member::Unit(unit))))
    }

    /// Atoms, joined.
    fn joined(&self, at: usize) -> Read<When> {
        let (mut end, mut when) = self.atom(at)?;
        for _ in 0..4 {
            let Some((next, joined)) = self.join(end, &when) else { break };
            (end, when) = (next, joined);
        }
        Some((end, when))
    }

    fn join(&self, end: usize, when: &When) -> Read<When> {
        // A finer part after: `Friday evening`, `last year's third quarter`.
        let possessive = self.skip(end, &["'s", "'"]);
        if let Some((next, part)) = self.part(possessive, true) {
            let hour = unit_of(when) == Unit::Day && part.unit() == Unit::Hour && possessive == end && !self.is_hyphened(end);
            let year = unit_of(when) == Unit::Year
                && matches!(part, Part::Quarter(_) | Part::Half(_) | Part::Season(_))
                && (possessive > end || is_year(when));
            if (hour || year) && self.is_sense(possessive, Sense::Every(1)).is_none() {
                return Some((next, When::Part(part, Some(Box::new(when.clone())))));
            }
        }
        // `the 1988 quarter`, `last year's quarter`
        if unit_of(when) == Unit::Year && (is_year(when) || possessive > end) && self.any(possessive, &["quarter", "period"]) {
            return Some((possessive + 1, When::Corresponding(Box::new(when.clone()))));
        }
        // `Sunday week` is the Sunday after this.
        if let When::Part(Part::Weekday(_), None) = when
            && self.word(end, "week")
            && !self.is_hyphened(end)
            && self.piece(end + 1).is_none_or(|next| next.is_mark())
        {
            return Some((end + 1, When::From(Length::new(Amount::whole(1), Unit::Week), true, Box::new(when.clone()))));
        }
        // Something coarser that it is a part of.
        let inner = innermost(when)?;
        let open = unit_of(inner);
        let places: &[&str] = match open {
            Unit::Minute => &["on", ","],
            Unit::Hour => &["on", "of"],
            Unit::Day | Unit::Weekend => &[",", "of", "in"],
            Unit::Month => &[",", "of"],
            _ => &["of", "in", ","],
        };
        // `9:30 a.m. (0730 GMT) on Sunday`
        let end = if open == Unit::Minute { self.after_aside(end).unwrap_or(end) } else { end };
        let connector = self.any(end, places);
        if connector
            && self.word(end, ",")
            && !matches!(open, Unit::Minute | Unit::Month)
            && !matches!(inner, When::Part(Part::Weekday(_) | Part::MonthDay(..) | Part::Quarter(_), None))
        {
            return None;
        }
        let next = if connector { end + 1 } else { end };
        if !connector && self.is_hyphened(end) && !matches!(open, Unit::Quarter) {
            return None;
        }
        let (after, whole) = self.atom(next)?;
        let comma = self.word(end, ",");
        let fits = match (open, inner) {
            (Unit::Minute, _) => unit_of(&whole) == Unit::Day,
            (Unit::Hour, _) => unit_of(&whole) == Unit::Day && (connector || matches!(whole, When::Day(_))),
            (_, When::Part(Part::Weekday(_), None)) => match &whole {
                When::Part(Part::MonthDay(..), _) => !self.word(end, "of") && !self.word(end, "in"),
                When::Named(Period::Day(_)) => true,
                When::Row(_, Member::Unit(Unit::Week)) => !comma,
                _ => false,
            },
            (_, When::Part(Part::NthWeekday(..) | Part::NthDay(_), None)) => unit_of(&whole) > Unit::Day && connector && !comma,
            (_, When::Part(Part::Day(_), None)) => unit_of(&whole) == Unit::Month && connector && !comma && !self.word(end, "in"),
            (_, When::Part(Part::Holiday(_), None)) => {
                unit_of(&whole) == Unit::Year && (is_year(&whole) || self.word(end, "of") || !connector)
            }
            (_, When::Part(Part::MonthDay(..), None)) => unit_of(&whole) == Unit::Year && !self.word(end, "in"),
            (_, When::Part(Part::Around(_), None)) => unit_of(&whole) < Unit::Week && self.word(end, "of"),
            (Unit::Weekend, _) => false,
            (Unit::Month | Unit::Season, _) => unit_of(&whole) == Unit::Year && !(comma && !is_year(&whole)),
            _ => unit_of(&whole) == Unit::Year && !(comma && !is_year(&whole)),
        };
        if !fits {
            return None;
        }
        Some((after, attach(when, whole)?))
    }

    /// The place after a clock time in brackets.
    fn after_aside(&self, at: usize) -> Option<usize> {
        let next = self.word(at, "(").then_some(at + 1)?;
        let (end, _) = self.clock(next)?;
        self.word(end, ")").then_some(end + 1)
    }

    /// The smallest readings of the calendar.
    fn atom(&self, at: usize) -> Read<When> {
        if self.piece(at)?.entries.is_empty()
            && self.piece(at)?.figure.is_none()
            && !self.any(at, &["the", "a", "an", "its", "their", "our", "this", "'"])
        {
            return None;
        }
        let read = self.numeric_date(at);
        let read = longer(read, || self.month_day(at));
        let read = longer(read, || self.clock(at).map(|(end, clock)| (end, When::Part(Part::Clock(clock), None))));
        let read = longer(read, || self.day_word(at));
        let read = longer(read, || self.row(at));
        let read = longer(read, || self.shift(at));
        let read = longer(read, || self.year(at));
        let read = longer(read, || self.part(at, false).map(|(end, part)| (end, When::Part(part, None))));
        let read = longer(read, || self.year_end(at));
        longer(read, || self.definite(at))
    }

    /// `yesterday`, `last night`.
    fn day_word(&self, at: usize) -> Read<When> {
        let (end, (days, part)) = self.sense(at, |sense| match sense {
            Sense::Day(days, part) => Some((days, part)),
            _ => None,
        })?;
        let day = When::Day(days);
        Some((
            end,
            match part {
                Some(part) => When::Part(Part::DayPart(part), Some(Box::new(day))),
                None => day,
            },
        ))
    }

    /// Dates in figures: `2025-04-05`, `4/5/2025`, `05.04.2025`.
    fn numeric_date(&self, at: usize) -> Read<When> {
        if let Figure::Date(first, second, third) = self.piece(at)?.figure? {
            let year = match third {
                0..=49 => 2000 + third,
                50..=99 => 1900 + third,
                _ => third,
            };
            // English writes the month first with slashes; where that is no month, and with full stops, the day.
            let (year, month, day) = if first > 999 {
                (first, second, third)
            } else if first > 12 || self.piece(at)?.text.contains('.') {
                (year, second, first)
            } else {
                (year, first, second)
            };
            return Some((at + 1, When::Named(Period::Day(date(year, month, day)?))));
        }
        let number = |at: usize, wanted: u8| match self.piece(at)?.figure? {
            Figure::Number { value, hundredths: 0, figures } if figures == wanted => Some(value),
            _ => None,
        };
        let (year, month, day) = (number(at, 4)?, number(at + 1, 2)?, number(at + 2, 2)?);
        let close = self.is_hyphened(at + 1) && self.is_hyphened(at + 2);
        if close { Some((at + 3, When::Named(Period::Day(date(year, month, day)?)))) } else { None }
    }

    /// A month's name: no verb, nobody's name.
    pub(super) fn month(&self, at: usize) -> Read<i8> {
        let piece = self.piece(at)?;
        let (end, month) = self.sense(at, |sense| if let Sense::Month(month) = sense { Some(month) } else { None })?;
        if !piece.is_capital() {
            return None;
        }
        let beside_number = |at: Option<usize>| {
            at.and_then(|at| self.piece(at)).is_some_and(|piece| matches!(piece.figure, Some(Figure::Number { .. } | Figure::Ordinal(_))))
        };
        let dated = beside_number(Some(end)) || beside_number(at.checked_sub(1));
        if dated {
            return Some((end, month));
        }
        let short = piece.text.len() == 3 && !is(piece.text, "may");
        let verb = matches!(piece.xpos, Xpos::Md | Xpos::Vb | Xpos::Vbp | Xpos::Vbd | Xpos::Vbz);
        // `the March on Washington` is a march.
        let event = (self.before(at).is_some_and(|before| is(before.text, "the")) && self.any(end, &["on", "for", "against"]))
            || self.word(end, "of") && self.plain_year(end + 1).is_none() && self.which(end + 1).is_none();
        (!verb && !event && !short && !self.is_named(at)).then_some((end, month))
    }

    /// A day of a month as figures or a word: `16`, `16th`, `sixteenth`; without an article only figures.
    fn day_number(&self, at: usize) -> Read<(i8, bool)> {
        let piece = self.piece(at)?;
        let (end, (day, ordinal)) = match piece.figure {
            Some(Figure::Number { value, hundredths: 0, figures: 1..=2 }) => (at + 1, (value, false)),
            Some(Figure::Ordinal(value)) => (at + 1, (value, true)),
            Some(_) => return None,
            None => {
                let (end, ordinal) = self.ordinal(at)?;
                (end, (u32::try_from(ordinal).ok()?, true))
            }
        };
        (1..=31).contains(&day).then(|| (end, (i8::try_from(day).unwrap_or(0), ordinal)))
    }

    /// `first`, `twenty-first`, `21st`; -1 is the last.
    pub(super) fn ordinal(&self, at: usize) -> Read<i8> {
        if let Some(Figure::Ordinal(value)) = self.piece(at)?.figure {
            return Some((at + 1, i8::try_from(value).ok()?));
        }
        let ordinal = |at: usize| self.sense(at, |sense| if let Sense::Ordinal(number) = sense { Some(number) } else { None });
        if let Some((next, tens)) = self.sense(at, |sense| match sense {
            Sense::Cardinal(tens @ (20 | 30)) => Some(tens),
            _ => None,
        }) {
            let (end, ones) = ordinal(next)?;
            return (1..10).contains(&ones).then(|| (end, i8::try_from(tens).unwrap_or(0) + ones));
        }
        ordinal(at)
    }

    /// `3 March 2021`, `March 3, 2021`, `the 3rd of March`, `March 2021`.
    fn month_day(&self, at: usize) -> Read<When> {
        let year = |at: usize| longer(self.plain_year(at), || self.plain_year(self.skip(at, &[","])));
        let with_year = |end: usize, month: i8, day: i8| match year(end) {
            Some((after, year)) => Some((after, When::Named(Period::Day(Date::new(year, month, day).ok()?)))),
            None => (day <= longest(month)).then_some((end, When::Part(Part::MonthDay(month, day), None))),
        };
        let start = self.skip(at, &["the"]);
        if let Some((next, month)) = self.month(at) {
            let number = self.skip(next, &["the"]);
            if let Some((end, (day, _))) = self.day_number(number)
                && self.is_sense(end, Sense::Meridiem(Meridiem::Pm)).is_none()
                && !self.is_hyphened(number)
            {
                return with_year(end, month, day);
            }
            return Some(match year(next) {
                Some((end, year)) => (end, When::Named(Period::Month(year, month))),
                None => (next, When::Part(Part::Month(month), None)),
            });
        }
        if let Some(read) = self.day_of_row(at) {
            return Some(read);
        }
        let (next, (day, ordinal)) = self.day_number(start)?;
        let next = if ordinal || start > at { self.skip(next, &["of"]) } else { next };
        let (end, month) = self.month(next)?;
        with_year(end, month, day)
    }

    /// A day that shares its month with another: `15` of `15 to 22 February`, `7` of `April 6–7`.
    fn day_of_row(&self, at: usize) -> Read<When> {
        let day = |at: usize| match self.piece(at)?.figure? {
            Figure::Number { value: value @ 1..=31, hundredths: 0, figures: 1..=2 } => i8::try_from(value).ok(),
            Figure::Ordinal(value @ 1..=31) => i8::try_from(value).ok(),
            _ => None,
        };
        let first = day(at)?;
        let next = self.skip(at + 1, &["to", "and", "or", "through"]);
        if (next > at + 1 || self.is_hyphened(next)) && day(next).is_some() {
            if let Some((_, month)) = self.month(next + 1) {
                return (first <= longest(month)).then_some((at + 1, When::Part(Part::MonthDay(month, first), None)));
            }
        }
        let joined = self.is_hyphened(at);
        let other =
            if joined { at.checked_sub(1)? } else { at.checked_sub(2).filter(|_| self.any(at - 1, &["to", "and", "or", "through"]))? };
        day(other)?;
        self.month(other.checked_sub(1)?)?;
        let counted =
            self.piece(at + 1).is_some_and(|next| matches!(next.xpos, Xpos::Nn | Xpos::Nns | Xpos::Cd | Xpos::Nnp) || is(next.text, "%"));
        (!counted).then_some((at + 1, When::Part(Part::Day(first), None)))
    }

    /// A year beside a month: four figures, fewer with an era, or a short one.
    fn plain_year(&self, at: usize) -> Read<i16> {
        match self.piece(at)?.figure? {
            Figure::Number { value, hundredths: 0, figures: 4 } if (1000..=2199).contains(&value) => {
                let year = i16::try_from(value).ok()?;
                Some(self.era(at + 1, year).unwrap_or((at + 1, year)))
            }
            Figure::Number { value, hundredths: 0, figures: 1..=4 } => {
                let year = i16::try_from(value).ok()?;
                self.era(at + 1, year).or_else(|| self.shared_era(at + 1, year))
            }
            Figure::ShortYear(year) => Some((at + 1, 1900 + i16::from(year))),
            _ => None,
        }
    }

    /// The era after a year, as an astronomical year.
    fn era(&self, at: usize, year: i16) -> Read<i16> {
        let (end, before_christ) =
            self.sense(at, |sense| if let Sense::Era { before_christ } = sense { Some(before_christ) } else { None })?;
        let capital = self.piece(at)?.text.chars().all(|it| it.is_uppercase() || it == '.');
        (capital && year > 0).then(|| (end, if before_christ { 1 - year } else { year }))
    }

    /// The era of the second year of a range, which is that of the first too: `499` of `499–493 BC`.
    fn shared_era(&self, at: usize, year: i16) -> Read<i16> {
        let next = self.skip(at, &["to", "and", "or"]);
        if next == at && !self.is_hyphened(at) {
            return None;
        }
        let Some(Figure::Number { value, hundredths: 0, figures: 1..=4 }) = self.piece(next)?.figure else { return None };
        let (_, other) = self.era(next + 1, i16::try_from(value).ok()?)?;
        (other <= 0 && year > 0).then_some((at, 1 - year))
    }

    /// A year, fiscal year, decade or century that is told in full.
    fn year(&self, at: usize) -> Read<When> {
        let read =
            self.plain_year(at).filter(|&(end, _)| self.may_be_year(at, end)).map(|(end, year)| (end, When::Named(Period::Year(year))));
        let read = longer(read, || {
            // `the 1988 quarter`, `the 1989 third quarter`
            let start = self.word(at, "the").then_some(at + 1)?;
            let (end, year) = self.plain_year(start)?;
            (self.any(end, &["quarter", "period"]) || self.quarter(end).is_some()).then_some((end, When::Named(Period::Year(year))))
        });
        let read = longer(read, || self.fiscal_year(at));
        let read = longer(read, || self.spoken_year(at).map(|(end, year)| (end, When::Named(Period::Year(year)))));
        let read = longer(read, || self.decade(at));
        let read = longer(read, || self.century(at));
        longer(read, || match (self.piece(at)?.figure?, self.before(at).and_then(|before| before.figure)) {
            (Figure::ShortYear(year), _) if !self.is_hyphened(at) => Some((at + 1, When::Part(Part::ShortYear(year), None))),
            // `2007-08`
            (Figure::Number { value, hundredths: 0, figures: 2 }, Some(Figure::Number { value: first, hundredths: 0, figures: 4 })) => {
                let next = self.is_hyphened(at) && (1000..2100).contains(&first) && value == first % 100 + 1 && !self.is_hyphened(at + 1);
                next.then(|| i16::try_from(first + 1).ok()).flatten().map(|year| (at + 1, When::Named(Period::Year(year))))
            }
            _ => None,
        })
    }

    /// Whether four figures stand as a year does.
    fn may_be_year(&self, at: usize, end: usize) -> bool {
        if end > at + 1 {
            return true;
        }
        let Some(piece) = self.piece(at) else { return false };
        let Some(next) = self.piece(end) else { return self.before(at).is_none_or(|before| self.leads_to_year(at, before)) };
        // Figures with a unit, a percentage, a part of a larger number.
        let counted = next.joint == Joint::Glued && is(next.text, "%")
            || next.joint != Joint::Hyphen && (self.unit(end, true).is_some() || self.is_sense(end, Sense::Multiplier(1000)).is_some())
            || self.is_sense(end, Sense::Meridiem(Meridiem::Pm)).is_some()
            || self.sense(end, |sense| if let Sense::Zone(_) = sense { Some(()) } else { None }).is_some() && !is(next.text, "local");
        if counted || is(next.text, "%") {
            return false;
        }
        match self.before(at) {
            None => next.xpos != Xpos::Nns || next.is_mark(),
            Some(before) => {
                self.leads_to_year(at, before) && (next.xpos != Xpos::Nns || !plural_counts(before) || piece.joint == Joint::Hyphen)
            }
        }
    }

    /// Whether a year can follow this piece: no currency, no `Flight`.
    fn leads_to_year(&self, at: usize, before: &Piece<'_>) -> bool {
        if matches!(before.text, "$" | "£" | "€" | "¥" | "#" | "№" | "US$") {
            return false;
        }
        if self.piece(at).is_some_and(|piece| piece.joint == Joint::Hyphen) {
            return !matches!(before.figure, Some(Figure::Number { .. }))
                || matches!(before.figure, Some(Figure::Number { figures: 4, .. }));
        }
        let label = before.entries.iter().any(|entry| entry.rest.is_empty() && entry.sense == Sense::Label);
        !label && !matches!(before.figure, Some(Figure::Number { figures: 1..=3, .. }))
    }

    /// `fiscal 1990`, `the 1990 fiscal year`, `the year 2000`.
    fn fiscal_year(&self, at: usize) -> Read<When> {
        if let Some(Figure::FiscalYear(year)) = self.piece(at)?.figure {
            return Some((at + 1, When::Named(Period::Year(year))));
        }
        let start = self.skip(at, &["the"]);
        let fiscal = |at: usize| self.sense(at, |sense| (sense == Sense::Fiscal).then_some(()));
        let year = |at: usize| longer(self.plain_year(at), || self.spoken_year(at));
        if let Some((next, ())) = longer(fiscal(start), || fiscal(at)) {
            let (end, year) = year(next)?;
            return Some((end, When::Named(Period::Year(year))));
        }
        let (next, year) = self.plain_year(start)?;
        let (next, ()) = fiscal(next)?;
        let end = self.skip(next, &["year"]);
        Some((end, When::Named(Period::Year(year))))
    }

    /// `nineteen ninety-one`, `two thousand`, `two thousand and five`.
    fn spoken_year(&self, at: usize) -> Read<i16> {
        let cardinal =
            |at: usize| self.sense(at, |sense| if let Sense::Cardinal(number) = sense { i16::try_from(number).ok() } else { None });
        let below_hundred = |at: usize| {
            let (next, tens) = cardinal(at)?;
            match cardinal(next).filter(|&(_, ones)| tens >= 20 && (1..10).contains(&ones)) {
                Some((end, ones)) => Some((end, tens + ones)),
                None => Some((next, tens)),
            }
        };
        let (next, first) = cardinal(at)?;
        match first {
            15..=20 => {
                let (end, rest) = below_hundred(next).filter(|&(_, rest)| rest >= 10)?;
                Some((end, first * 100 + rest))
            }
            2 if self.is_sense(next, Sense::Multiplier(1000)).is_some()
                && self.before(at).is_some_and(|before| is(before.text, "year") || is(before.text, "in")) =>
            {
                let after = next + 1;
                let number = self.skip(after, &["and"]);
                Some(below_hundred(number).map_or((after, 2000), |(end, rest)| (end, 2000 + rest)))
            }
            _ => None,
        }
    }

    /// `the 1990s`, `the '60s`, `the nineties`.
    fn decade(&self, at: usize) -> Read<When> {
        let start = self.skip(at, &["the"]);
        let start =
            self.sense(start, |sense| (sense == Sense::Position).then_some(())).filter(|_| start > at).map_or(start, |(next, ())| next);
        let read = match self.piece(start)?.figure {
            Some(Figure::Decade(year, 4)) if year % 100 == 0 && year < 1900 => (start + 1, When::Named(Period::Century(year))),
            Some(Figure::Decade(year, 3..=4)) => match self.era(start + 1, year) {
                // The 470s before Christ run from 479 to 470.
                Some((end, bc)) if bc <= 0 => (end, When::Named(Period::Decade(bc - 9))),
                _ => (start + 1, When::Named(Period::Decade(year))),
            },
            Some(Figure::Decade(year, _)) => {
                // An age, not a time: `in his 80s`; a temperature: `in the mid-80s`.
                let his = self.before(start).is_some_and(|before| before.xpos == Xpos::PrpPoss);
                if his
                    || start == at
                        && !self.piece(start)?.text.starts_with(['\'', '’', '‘'])
                        && !self.any(start.wrapping_sub(1), &["and", "or", "-"])
                {
                    return None;
                }
                (start + 1, When::Part(Part::Decade(i8::try_from(year).ok()?), None))
            }
            _ => {
                let named = |at: usize| self.sense(at, |sense| if let Sense::Decade(decade) = sense { Some(decade) } else { None });
                if let Some((next, first)) =
                    self.sense(start, |sense| if let Sense::Cardinal(number @ 15..=20) = sense { i16::try_from(number).ok() } else { None })
                {
                    let (end, decade) = named(next)?;
                    return Some((end, When::Named(Period::Decade(first * 100 + i16::from(decade)))));
                }
                let (end, decade) = named(start).filter(|_| start > at)?;
                (end, When::Part(Part::Decade(decade), None))
            }
        };
        Some(read)
    }

    /// `the 19th century`, `the fourth century BC`.
    fn century(&self, at: usize) -> Read<When> {
        let start = self.skip(at, &["the"]);
        let (next, number) = self.ordinal(start).filter(|&(_, number)| number > 0)?;
        let (end, unit) = self.unit(next, false)?;
        if unit != Unit::Century {
            return None;
        }
        let number = i16::from(number);
        Some(match self.era(end, 1) {
            Some((end, 0)) => (end, When::Named(Period::Century(1 - number * 100))),
            Some((end, _)) => (end, When::Named(Period::Century((number - 1) * 100))),
            None => (end, When::Named(Period::Century((number - 1) * 100))),
        })
    }

    /// A clock time: `5 p.m.`, `18:30`, `0300 GMT`, `noon`.
    fn clock(&self, at: usize) -> Read<Clock> {
        let meridiem = |at: usize| self.sense(at, |sense| if let Sense::Meridiem(meridiem) = sense { Some(meridiem) } else { None });
        let zone = |at: usize| self.sense(at, |sense| if let Sense::Zone(universal) = sense { Some(universal) } else { None });
        if let Some((end, hour)) = self.sense(at, |sense| if let Sense::NamedClock(hour) = sense { Some(hour) } else { None }) {
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
                let (next, hour) =
                    self.sense(at, |sense| if let Sense::Cardinal(hour @ 1..=12) = sense { u8::try_from(hour).ok() } else { None })?;
                (next, (hour, 0, None))
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
    fn local_time(&self, at: usize) -> Option<usize> {
        let names =
            (at..at + 3).take_while(|&it| self.piece(it).is_some_and(|piece| piece.is_capital() && piece.joint == Joint::Space)).count();
        (names > 0 && self.word(at + names, "time")).then_some(at + names + 1)
    }

    /// A weekday's name: no name of somebody or something.
    pub(super) fn weekday(&self, at: usize) -> Read<Weekday> {
        let piece = self.piece(at)?;
        let (end, weekday) = self.sense(at, |sense| if let Sense::Weekday(weekday) = sense { Some(weekday) } else { None })?;
        let letters = piece.text.trim_end_matches('.').len();
        // `Sun`, `Sat` and `Mon` are words of other kinds without a full stop or a date.
        let short = letters <= 5 && letters == piece.text.len() && !self.word(end, ",") && self.month(end).is_none();
        (piece.is_capital() && !(short && letters < 6) && !self.is_named(at) && !self.is_part_of_name(at)).then_some((end, weekday))
    }

    pub(super) fn season(&self, at: usize) -> Read<super::calendar::Season> {
        let piece = self.piece(at)?;
        let (end, season) = self.sense(at, |sense| if let Sense::Season(season) = sense { Some(season) } else { None })?;
        let noun = matches!(piece.xpos, Xpos::Nn | Xpos::Nnp);
        // `the fall of Budapest`
        let event = self.word(end, "of") && self.year(end + 1).is_none() && self.which(end + 1).is_none();
        (noun && !event && !self.is_named(at)).then_some((end, season))
    }

    pub(super) fn day_part(&self, at: usize) -> Read<DayPart> {
        let (end, part) = self.sense(at, |sense| if let Sense::DayPart(part) = sense { Some(part) } else { None })?;
        (!self.is_named(at)).then_some((end, part))
    }

    /// A part that names itself. After a coarser period (`beside`) it needs no article or preposition.
    fn part(&self, at: usize, beside: bool) -> Read<Part> {
        let start = self.skip(at, &["the"]);
        let article = start > at;
        // `in`, `by` and others before a bare season or part of day.
        let placed = self.before(at).is_some_and(|before| {
            [
                "in", "by", "until", "till", "during", "this", "since", "before", "after", "for", "from", "of", "through", "at", "every",
                "each", "between", "to",
            ]
            .iter()
            .any(|word| is(before.text, word))
        });
        let read = (!article).then(|| self.weekday(at)).flatten().map(|(end, weekday)| (end, Part::Weekday(weekday)));
        let read = longer(read, || {
            let (end, season) = self.season(start)?;
            let whole = self.word(end, "of") || self.plain_year(end).is_some();
            // `winter temperatures`
            let kind = !article && self.piece(start)?.label == Deprel::Compound && !whole;
            (!kind && (article || placed || beside || whole)).then_some((end, Part::Season(season)))
        });
        let read = longer(read, || {
            // `mid-afternoon`
            let start = self.sense(start, |sense| (sense == Sense::Position).then_some(())).map_or(start, |(next, ())| next);
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
            let (end, holiday) = self.sense(at, |sense| if let Sense::Holiday(holiday, None) = sense { Some(holiday) } else { None })?;
            (self.piece(at)?.is_capital() || self.word(at, "leap") || self.word(at, "election")).then_some(())?;
            (!self.is_hyphened(end)).then_some((end, Part::Holiday(holiday)))
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

    fn weekend(&self, at: usize) -> Read<Part> {
        self.word(at, "weekend").then_some((at + 1, Part::Weekend))
    }

    /// `third quarter`, `fourth-quarter`, `Q3`, `first half`.
    fn quarter(&self, at: usize) -> Read<Part> {
        match self.piece(at)?.figure {
            Some(Figure::Quarter(number)) => return Some((at + 1, Part::Quarter(number))),
            Some(Figure::Half(number)) => return Some((at + 1, Part::Half(number))),
            _ => {}
        }
        let at = self.sense(at, |sense| (sense == Sense::Fiscal).then_some(())).map_or(at, |(next, ())| next);
        let (next, number) = self.ordinal(at)?;
        let next = self.sense(next, |sense| (sense == Sense::Fiscal).then_some(())).map_or(next, |(next, ())| next);
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
    fn nth(&self, at: usize) -> Read<Part> {
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
    fn day_of_month(&self, at: usize) -> Read<Part> {
        let start = self.skip(at, &["the"]);
        let Some(Figure::Ordinal(day @ 1..=31)) = self.piece(start)?.figure else { return None };
        let noun = self.piece(start + 1).is_some_and(|next| {
            matches!(next.xpos, Xpos::Nn | Xpos::Nns | Xpos::Nnp | Xpos::Nnps | Xpos::Jj | Xpos::Hyph | Xpos::Jjs | Xpos::Cd)
                || next.joint == Joint::Hyphen
        });
        let placed = self.before(at).is_some_and(|before| {
            ["on", "until", "by", "from", "since", "to", "before", "after", "and"].iter().any(|word| is(before.text, word))
        });
        let of = self.word(start + 1, "of") && self.atom(start + 2).is_none_or(|(_, whole)| unit_of(&whole) != Unit::Month);
        (start > at && placed && !noun && !of).then(|| (start + 1, Part::Day(i8::try_from(day).unwrap_or(1))))
    }

    /// `last week`, `the same day`, `this past spring`, `that evening`, `next Friday`.
    fn row(&self, at: usize) -> Read<When> {
        let article = self.skip(at, &["the", "its", "their", "our", "his", "her"]);
        let (next, which) = longer(self.which(at), || self.which(article))?;
        let which = match which {
            // `the next morning`
            Which::Next if article > at => Which::Following,
            other => other,
        };
        let next = self
            .sense(next, |sense| (sense == Sense::Filler).then_some(()))
            .filter(|(end, ())| self.unit(*end, false).is_some())
            .map_or(next, |(end, ())| end);
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
            let (end, holiday) = self.sense(next, |sense| if let Sense::Holiday(holiday, None) = sense { Some(holiday) } else { None })?;
            Some((end, When::Row(which, Member::Part(Part::Holiday(holiday)))))
        })
    }

    /// After `the same period`: `last year`, `a year earlier`, `of 1988`.
    fn corresponding(&self, at: usize) -> Read<When> {
        let at = self.skip(at, &["of", "in", "a"]);
        let at = if self.word(at, "year") { at - 1 } else { at };
        let read = self.row(at).or_else(|| self.shift(at)).or_else(|| self.year(at));
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
        self.sense(at, |sense| if let Sense::Which(which) = sense { Some(which) } else { None })
    }

    /// `the quarter`, `the weekend`, `the year`: definite, and no more said.
    fn definite(&self, at: usize) -> Read<When> {
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
    fn year_end(&self, at: usize) -> Read<When> {
        let start = self.skip(at, &["the"]);
        let year = self.word(start, "year");
        if year && self.word(start + 1, "end") && self.is_hyphened(start + 1) {
            return Some((start + 2, When::Part(Part::MonthDay(12, 31), None)));
        }
        let next = self.skip(start + 1, &["'s"]);
        (year && self.word(next, "end")).then_some((next + 1, When::Row(Which::Definite, Member::Unit(Unit::Year))))
    }

    /// A length that leads somewhere: `two days ago`, `three weeks later`, `the day after`.
    fn shift(&self, at: usize) -> Read<When> {
        let toward = |at: usize| self.sense(at, |sense| if let Sense::Toward(toward) = sense { Some(toward) } else { None });
        let (end, length) = longer(self.length(at), || {
            let start = self.skip(at, &["the"]);
            let (end, unit) = self.unit(start, false).filter(|_| start > at)?;
            Some((end, Length::new(Amount::whole(1), unit)))
        })?;
        let (next, toward) = toward(end)?;
        let prepositional = self.sense(end, |sense| (sense == Sense::Prepositional).then_some(()));
        let definite = self.word(at, "the");
        if let Some((after, ())) = prepositional.filter(|&(after, ())| after == next) {
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

/// Days of the longest such month.
const fn longest(month: i8) -> i8 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Whether plural nouns after a number that follows this word are counted by it: `carried 2010 bottles`, but not `the 1998 elections`.
fn plural_counts(before: &Piece<'_>) -> bool {
    !matches!(before.xpos, Xpos::Dt | Xpos::PrpPoss | Xpos::Pos | Xpos::In | Xpos::Jj) || is(before.text, "of")
}

const fn is_year(when: &When) -> bool {
    matches!(when, When::Named(Period::Year(_)))
}

/// The unit of what is read.
pub(super) fn unit_of(when: &When) -> Unit {
    match when {
        When::Named(period) => period.unit(),
        When::Part(part, _) => part.unit(),
        When::Row(_, Member::Unit(unit)) => *unit,
        When::Row(_, Member::Part(part)) => part.unit(),
        When::Row(_, Member::Period) | When::YearBefore(..) | When::Corresponding(_) => Unit::Quarter,
        When::Day(_) | When::Checked(..) => Unit::Day,
        When::Shift(length, _) => length.0.last().map_or(Unit::Day, |(_, unit)| *unit),
        When::From(_, _, whole) => unit_of(whole),
        When::Untold => Unit::Year,
    }
}

/// The part that lacks what it is a part of.
fn innermost(when: &When) -> Option<&When> {
    match when {
        When::Part(_, None) => Some(when),
        When::Part(_, Some(whole)) | When::Checked(_, whole) => innermost(whole),
        _ => None,
    }
}

/// Gives a reading what it is a part of.
fn attach(when: &When, whole: When) -> Option<When> {
    Some(match when {
        When::Part(Part::Weekday(weekday), None) if unit_of(&whole) == Unit::Day => When::Checked(*weekday, Box::new(whole)),
        When::Part(part, None) => When::Part(*part, Some(Box::new(whole))),
        When::Part(part, Some(inner)) => When::Part(*part, Some(Box::new(attach(inner, whole)?))),
        When::Checked(weekday, inner) => When::Checked(*weekday, Box::new(attach(inner, whole)?)),
        _ => return None,
    })
}

//! Dates, years, decades and centuries: `3 March 2021`, `2025-04-05`, `fiscal 1990`, `the '60s`, `499–493 BC`.

use dateline_lang::Xpos;
use jiff::civil::Date;

use super::calendar::{Period, Unit};
use super::expression::{Holiday, Part, When};
use super::grammar::{Grammar, Read, longer, sense};
use super::lexicon::{Meridiem, Sense, is};
use super::piece::{Figure, Joint, Piece};

/// The last short year of this century: `’40` is 2040, `’41` is 1941.
const SHORT_AHEAD: i8 = 40;

impl Grammar<'_, '_> {
    /// Dates in figures: `2025-04-05`, `4/5/2025`, `05.04.2025`.
    pub(super) fn numeric_date(&self, at: usize) -> Read<When> {
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
        let (end, month) = sense!(self, at, Sense::Month(month) => month)?;
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
            || self.word(end, "of") && self.number(end + 1).is_none() && self.which(end + 1).is_none();
        (!verb && !event && !short && !self.is_named(at)).then_some((end, month))
    }

    /// A day of a month as figures or a word: `16`, `16th`, `sixteenth`; without an article only figures.
    pub(super) fn day_number(&self, at: usize) -> Read<(i8, bool)> {
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
        let ordinal = |at: usize| sense!(self, at, Sense::Ordinal(number) => number);
        if let Some((next, tens)) = sense!(self, at, Sense::Cardinal(tens @ (20 | 30)) => tens) {
            let (end, ones) = ordinal(next)?;
            return (1..10).contains(&ones).then(|| (end, i8::try_from(tens).unwrap_or(0) + ones));
        }
        ordinal(at)
    }

    /// `3 March 2021`, `March 3, 2021`, `the 3rd of March`, `March 2021`.
    pub(super) fn month_day(&self, at: usize) -> Read<When> {
        let year = |at: usize| longer(self.plain_year(at), || self.plain_year(self.skip(at, &[","])));
        let with_year = |end: usize, month: i8, day: i8| match year(end) {
            Some((after, year)) => Some((after, When::Named(Period::Day(Date::new(year, month, day).ok()?)))),
            None => (day <= longest(month)).then_some((end, When::Part(Part::MonthDay(month, day), None))),
        };
        let start = self.skip(at, &["the"]);
        if let Some((next, month)) = self.month(at) {
            let number = self.skip(next, &["the"]);
            if let Some((end, (day, _))) = self.day_number(number)
                && self.phrase(end, Sense::Meridiem(Meridiem::Pm)).is_none()
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
    pub(super) fn day_of_row(&self, at: usize) -> Read<When> {
        let day = |at: usize| match self.piece(at)?.figure? {
            Figure::Number { value: value @ 1..=31, hundredths: 0, figures: 1..=2 } => i8::try_from(value).ok(),
            Figure::Ordinal(value @ 1..=31) => i8::try_from(value).ok(),
            _ => None,
        };
        let first = day(at)?;
        let next = self.skip(at + 1, &["to", "and", "or", "through"]);
        if (next > at + 1 || self.is_hyphened(next))
            && day(next).is_some()
            && let Some((_, month)) = self.month(next + 1)
        {
            return (first <= longest(month)).then_some((at + 1, When::Part(Part::MonthDay(month, first), None)));
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
    pub(super) fn plain_year(&self, at: usize) -> Read<i16> {
        match self.piece(at)?.figure? {
            Figure::Number { value, hundredths: 0, figures: 4 } if (1000..=2199).contains(&value) => {
                let year = i16::try_from(value).ok()?;
                Some(self.era(at + 1, year).unwrap_or((at + 1, year)))
            }
            Figure::Number { value, hundredths: 0, figures: 1..=4 } => {
                let year = i16::try_from(value).ok()?;
                self.era(at + 1, year).or_else(|| self.shared_era(at + 1, year))
            }
            // `’98`, `’23`: news looks ahead some years and back many.
            Figure::ShortYear(year) => Some((at + 1, if year <= SHORT_AHEAD { 2000 } else { 1900 } + i16::from(year))),
            _ => None,
        }
    }

    /// The era after a year, as an astronomical year.
    pub(super) fn era(&self, at: usize, year: i16) -> Read<i16> {
        let (end, before_christ) = sense!(self, at, Sense::Era { before_christ } => before_christ)?;
        let capital = self.piece(at)?.text.chars().all(|it| it.is_uppercase() || it == '.');
        (capital && year > 0).then(|| (end, if before_christ { 1 - year } else { year }))
    }

    /// The era of the second year of a range, which is that of the first too: `499` of `499–493 BC`.
    pub(super) fn shared_era(&self, at: usize, year: i16) -> Read<i16> {
        let next = self.skip(at, &["to", "and", "or"]);
        if next == at && !self.is_hyphened(at) {
            return None;
        }
        let Some(Figure::Number { value, hundredths: 0, figures: 1..=4 }) = self.piece(next)?.figure else { return None };
        let (_, other) = self.era(next + 1, i16::try_from(value).ok()?)?;
        (other <= 0 && year > 0).then_some((at, 1 - year))
    }

    /// A year, fiscal year, decade or century that is told in full.
    pub(super) fn year(&self, at: usize) -> Read<When> {
        let read = self
            .plain_year(at)
            .filter(|&(end, year)| year <= 0 || self.may_be_year(at, end))
            .map(|(end, year)| (end, When::Named(Period::Year(year))));
        let read = longer(read, || {
            // `the 1988 quarter`, `the 1989 third quarter`
            let start = self.word(at, "the").then_some(at + 1)?;
            let (end, year) = self.plain_year(start)?;
            (self.any(end, &["quarter", "period"]) || self.quarter(end).is_some()).then_some((end, When::Named(Period::Year(year))))
        });
        // `2019, November 18`
        let read = longer(read, || {
            let (comma, year) =
                self.plain_year(at).filter(|_| at.checked_sub(1).is_none_or(|before| !self.any(before, &["in", "of", "since"])))?;
            let (end, when) = self.word(comma, ",").then(|| self.month_day(comma + 1)).flatten()?;
            let When::Part(Part::MonthDay(month, day), None) = when else { return None };
            Some((end, When::Named(Period::Day(Date::new(year, month, day).ok()?))))
        });
        let read = longer(read, || self.named_day(at));
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

    /// A day of one year that has a name: `D-Day`.
    pub(super) fn named_day(&self, at: usize) -> Read<When> {
        let (end, (holiday, year)) = sense!(self, at, Sense::Holiday(holiday, Some(year)) => (holiday, year))?;
        let Holiday::Fixed(month, day) = holiday else { return None };
        let capital = self.piece(at)?.is_capital();
        capital.then_some(()).and_then(|()| Some((end, When::Named(Period::Day(Date::new(year, month, day).ok()?)))))
    }

    /// Whether four figures stand as a year does.
    pub(super) fn may_be_year(&self, at: usize, end: usize) -> bool {
        if end > at + 1 {
            return true;
        }
        let Some(piece) = self.piece(at) else { return false };
        let Some(next) = self.piece(end) else { return self.before(at).is_none_or(|before| self.leads_to_year(at, before)) };
        // Figures with a unit, a percentage, a part of a larger number.
        let counted = next.joint == Joint::Glued && (is(next.text, "%") || !next.is_mark() && !next.text.starts_with(['\'', '’']))
            || next.joint != Joint::Hyphen && (self.unit(end, true).is_some() || self.phrase(end, Sense::Multiplier(1000)).is_some())
            || self.phrase(end, Sense::Meridiem(Meridiem::Pm)).is_some()
            || sense!(self, end, Sense::Zone(_) => ()).is_some() && !is(next.text, "local");
        if counted || is(next.text, "%") || self.is_address(end) {
            return false;
        }
        match self.before(at) {
            None => next.xpos != Xpos::Nns || next.is_mark(),
            Some(before) => {
                self.leads_to_year(at, before) && (next.xpos != Xpos::Nns || !plural_counts(before) || piece.joint == Joint::Hyphen)
            }
        }
    }

    /// Whether a street follows: `1119 Eighth St.`
    fn is_address(&self, at: usize) -> bool {
        let names = (at..at + 4).take_while(|&it| self.piece(it).is_some_and(|piece| piece.is_capital() && piece.joint == Joint::Space));
        names.skip(1).any(|it| self.phrase(it, Sense::Street).is_some())
    }

    /// Whether a year can follow this piece: no currency, no `Flight`.
    pub(super) fn leads_to_year(&self, at: usize, before: &Piece<'_>) -> bool {
        if matches!(before.text, "$" | "£" | "€" | "¥" | "#" | "№" | "US$") {
            return false;
        }
        if self.piece(at).is_some_and(|piece| piece.joint == Joint::Hyphen) {
            return !matches!(before.figure, Some(Figure::Number { .. }))
                || matches!(before.figure, Some(Figure::Number { figures: 4, .. }));
        }
        // `Euro 2020`, but `GTX 1660`; years long ago have a preposition.
        let named = matches!(before.xpos, Xpos::Nnp | Xpos::Nnps | Xpos::Nn);
        if let Some(Figure::Number { value, .. }) = self.piece(at).and_then(|piece| piece.figure)
            && (named && !(1900..2050).contains(&value)
                || !(1500..2100).contains(&value) && before.xpos != Xpos::In && before.xpos != Xpos::Cc)
        {
            return false;
        }
        let label = before.entries.iter().any(|entry| entry.rest.is_empty() && entry.sense == Sense::Label);
        !label && !matches!(before.figure, Some(Figure::Number { figures: 1..=3, .. }))
    }

    /// `fiscal 1990`, `the 1990 fiscal year`, `the year 2000`.
    pub(super) fn fiscal_year(&self, at: usize) -> Read<When> {
        if let Some(Figure::FiscalYear(year)) = self.piece(at)?.figure {
            return Some((at + 1, When::Named(Period::Year(year))));
        }
        let start = self.skip(at, &["the"]);
        let fiscal = |at: usize| self.phrase(at, Sense::Fiscal);
        let year = |at: usize| longer(self.plain_year(at), || self.spoken_year(at));
        if let Some(next) = fiscal(start).max(fiscal(at)) {
            let (end, year) = year(next)?;
            return Some((end, When::Named(Period::Year(year))));
        }
        let (next, year) = self.plain_year(start)?;
        let next = fiscal(next)?;
        let end = self.skip(next, &["year"]);
        Some((end, When::Named(Period::Year(year))))
    }

    /// A cardinal below a hundred in one word.
    pub(super) fn cardinal(&self, at: usize) -> Read<i16> {
        sense!(self, at, Sense::Cardinal(number) => number).and_then(|(end, number)| Some((end, i16::try_from(number).ok()?)))
    }

    /// `nineteen ninety-one`, `two thousand`, `two thousand and five`.
    pub(super) fn spoken_year(&self, at: usize) -> Read<i16> {
        let cardinal = |at: usize| self.cardinal(at);
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
            2 if self.phrase(next, Sense::Multiplier(1000)).is_some()
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
    pub(super) fn decade(&self, at: usize) -> Read<When> {
        let start = self.skip(at, &["the"]);
        let start = self.phrase(start, Sense::Position).filter(|_| start > at).unwrap_or(start);
        let read = match self.piece(start)?.figure {
            Some(Figure::Decade(year, 4)) if year % 100 == 0 && year < 1900 => (start + 1, When::Named(Period::Century(year))),
            Some(Figure::Decade(year, figures @ 3..=4)) => match self.era(start + 1, year) {
                // The 470s before Christ run from 479 to 470.
                Some((end, bc)) if bc <= 0 => (end, When::Named(Period::Decade(bc - 9))),
                _ if figures == 3 => return None,
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
                let named = |at: usize| sense!(self, at, Sense::Decade(decade) => decade);
                if let Some((next, first)) = self.cardinal(start).filter(|(_, first)| (15..=20).contains(first)) {
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
    pub(super) fn century(&self, at: usize) -> Read<When> {
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

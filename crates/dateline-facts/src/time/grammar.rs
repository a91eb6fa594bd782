//! Pieces into expressions: small rules, each of which takes a place and gives what it read there and where it ended.
//!
//! The longest reading wins. A reading of the calendar is built from atoms (`Friday`, `the third quarter`, `last year`) that are joined, finer
//! with coarser: `the third quarter` of `last year`, `Friday` `evening`.

use std::cell::Cell;

use dateline_lang::Xpos;

use super::calendar::{Period, Unit};
use super::expression::{Expression, Member, Part, When, Which};
use super::lexicon::{Sense, is};
use super::piece::{Joint, Piece};
use super::value::{Amount, Length};

/// What a rule read and the place after it.
pub(super) type Read<T> = Option<(usize, T)>;

/// Reads the pieces of one sentence.
#[derive(Clone, Copy)]
pub(super) struct Grammar<'p, 'a> {
    pub(super) pieces: &'p [Piece<'a>],
    /// Whether anything here is said to recur by `every` or `each`.
    pub(super) every: bool,
    /// How many readings this one stands in.
    pub(super) depth: &'p Cell<u8>,
    /// For every word whether it belongs to the name of somebody or something.
    pub(super) named: &'p [bool],
}

/// Readings in one another: `around` the morning of the second Monday of March last year.
const DEEPEST: u8 = 5;

/// Words that open a noun phrase.
const DETERMINERS: &[&str] =
    &["the", "a", "an", "each", "every", "per", "this", "that", "these", "those", "its", "their", "our", "his", "her"];

/// The longer of two readings, the first of equals.
pub(super) fn longer<T>(one: Read<T>, other: impl FnOnce() -> Read<T>) -> Read<T> {
    let other = other();
    match (&one, &other) {
        (Some((end, _)), Some((further, _))) if further > end => other,
        (None, _) => other,
        _ => one,
    }
}

/// The longest phrase at a place that has a sense of a pattern, with what the pattern gives.
macro_rules! sense {
    ($grammar:expr, $at:expr, $pattern:pat => $value:expr) => {
        $grammar.sense($at, |sense| match sense {
            $pattern => Some($value),
            _ => None,
        })
    };
}
pub(super) use sense;

impl<'p, 'a> Grammar<'p, 'a> {
    pub(super) fn piece(&self, at: usize) -> Option<&'p Piece<'a>> {
        self.pieces.get(at)
    }

    pub(super) fn before(&self, at: usize) -> Option<&'p Piece<'a>> {
        self.pieces.get(at.checked_sub(1)?)
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

    pub(super) fn phrase(&self, at: usize, wanted: Sense) -> Option<usize> {
        self.sense(at, |sense| (sense == wanted).then_some(())).map(|(end, ())| end)
    }

    pub(super) fn is_named(&self, at: usize) -> bool {
        self.piece(at).is_some_and(|piece| self.named.get(piece.word).copied().unwrap_or(false))
    }

    pub(super) fn xpos(&self, at: usize) -> Option<Xpos> {
        self.piece(at).map(|piece| piece.xpos)
    }

    /// Whether an expression can begin here, which nearly all words rule out.
    fn may_begin(&self, at: usize) -> bool {
        let Some(piece) = self.piece(at) else { return false };
        let next = self.piece(at + 1);
        // An article counts by what follows it, a phrase by its second word.
        let phrase = || {
            let second = |word: &str| next.is_some_and(|next| is(next.text, word));
            let opens = |sense| !matches!(sense, Sense::Placing | Sense::Street | Sense::Label);
            piece.entries.iter().any(|entry| opens(entry.sense) && entry.rest.first().is_none_or(|word| second(word)))
        };
        let article = || next.is_some_and(|next| next.figure.is_some() || !next.entries.is_empty()) && self.any(at, DETERMINERS);
        piece.figure.is_some() || phrase() || article()
    }

    /// The expression that begins here.
    pub(super) fn expression(&self, at: usize) -> Read<Expression> {
        if !self.may_begin(at) {
            return None;
        }
        let read = self.set(at);
        let read = longer(read, || self.when(at).map(|(end, when)| (end, Expression::When(when))));
        let read = longer(read, || self.length(at).map(|(end, length)| (end, Expression::Length(length))));
        let read = longer(read, || self.listed(at));
        longer(read, || self.reference(at))
    }

    fn listed(&self, at: usize) -> Read<Expression> {
        sense!(self, at, Sense::Length(value) => Expression::Listed(value))
    }

    fn reference(&self, at: usize) -> Read<Expression> {
        let (end, expression) = sense!(self, at, Sense::Reference(reference) => Expression::Reference(reference))?;
        // `present` and `current` as verbs and nouns are none; a reference is no part of a hyphened word, but for `short-term`.
        let piece = self.piece(at)?;
        let verb = matches!(piece.xpos, Xpos::Vb | Xpos::Vbp | Xpos::Vbz | Xpos::Vbd | Xpos::Nns);
        let inside = self.is_hyphened(at)
            || self.is_hyphened(end) && end == at + 1
            || self.before(at).is_some_and(|before| is(before.text, "as") || is(before.text, "every"));
        // `the past three summers`
        let counted = self.word(at, "the") && self.piece(end).is_some_and(|next| matches!(next.xpos, Xpos::Cd | Xpos::Nn | Xpos::Nns));
        let name = counted || self.is_named(at) && piece.is_capital() && at > 0;
        if verb || inside || name { None } else { Some((end, expression)) }
    }

    /// A reading inside another; none where they are nested deeper than language does, which keeps the time linear.
    pub(super) fn nested<T>(&self, read: impl FnOnce() -> Read<T>) -> Read<T> {
        let depth = self.depth.get();
        if depth >= DEEPEST {
            return None;
        }
        self.depth.set(depth + 1);
        let read = read();
        self.depth.set(depth);
        read
    }

    /// A stretch of the calendar with what may stand before it: `around`, `early`, `the end of`.
    pub(super) fn when(&self, at: usize) -> Read<When> {
        self.nested(|| longer(self.joined(at), || self.modified(at)))
    }

    fn modified(&self, at: usize) -> Read<When> {
        if let Some(next) = self.phrase(at, Sense::Approximate) {
            let (end, when) = self.when(next)?;
            // `about` and `over` a date are no part of it: `over the weekend`, `more than 1998`.
            let close = match unit_of(&when) {
                _ if matches!(when, When::Shift(..)) => true,
                Unit::Minute => true,
                _ => self.any(at, &["around", "about", "circa", "ca", "approximately", "roughly"]),
            };
            return (close && self.phrase(next, Sense::Approximate).is_none()).then_some((end, when));
        }
        let next = self.phrase(at, Sense::Position)?;
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
    pub(super) fn joined(&self, at: usize) -> Read<When> {
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
            if (hour || year) && self.phrase(possessive, Sense::Every(1)).is_none() {
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
            _ => unit_of(&whole) == Unit::Year && (!comma || is_year(&whole)),
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
    pub(super) fn atom(&self, at: usize) -> Read<When> {
        self.nested(|| self.any_atom(at))
    }

    fn any_atom(&self, at: usize) -> Read<When> {
        if self.piece(at)?.entries.is_empty() && self.piece(at)?.figure.is_none() && !self.any(at, DETERMINERS) {
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
}

pub(super) const fn is_year(when: &When) -> bool {
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

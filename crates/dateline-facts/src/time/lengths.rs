//! Lengths: `three weeks`, `two and a half years`, `the past few months`, `decades-old`.

use dateline_lang::Xpos;

use super::calendar::Unit;
use super::expression::Which;
use super::grammar::{Grammar, Read, longer, sense};
use super::lexicon::{Sense, is};
use super::piece::{Figure, Joint};
use super::value::{Amount, Length};

impl Grammar<'_, '_> {
    /// A unit, plural or not.
    pub(super) fn unit(&self, at: usize, plural: bool) -> Read<Unit> {
        let piece = self.piece(at)?;
        let (end, unit) = self.sense(at, |sense| match sense {
            Sense::Unit { unit, plural: it } if it == plural => Some(unit),
            _ => None,
        })?;
        let verb = matches!(piece.xpos, Xpos::Vb | Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
        let name = self.is_named(at) && piece.is_capital();
        (!verb && !name).then_some((end, unit))
    }

    /// A number in hundredths, in words or figures.
    pub(super) fn number(&self, at: usize) -> Read<u64> {
        let (end, hundredths) = match self.piece(at)?.figure {
            Some(Figure::Number { value, hundredths, .. }) => {
                let whole = u64::from(value) * 100 + u64::from(hundredths);
                match self.piece(at + 1).and_then(|next| next.figure) {
                    Some(Figure::Fraction(part)) => (at + 2, whole + u64::from(part)),
                    Some(Figure::Number { value: 0, hundredths: part @ 1.., .. }) => (at + 2, whole + u64::from(part)),
                    _ => (at + 1, whole),
                }
            }
            Some(Figure::Fraction(part)) => (at + 1, u64::from(part)),
            Some(_) => return None,
            None => self.spoken_number(at).map(|(end, number)| (end, number.saturating_mul(100)))?,
        };
        // `two and a half`
        let half = self.skip(end, &["and"]);
        match self.fraction(half).filter(|_| half > end) {
            Some((end, part)) => Some((end, hundredths.saturating_add(part))),
            None => Some((end, hundredths)),
        }
    }

    fn spoken_number(&self, at: usize) -> Read<u64> {
        let cardinal = |at: usize| sense!(self, at, Sense::Cardinal(number) => u64::from(number));
        let multiplier = |at: usize| sense!(self, at, Sense::Multiplier(number) => u64::from(number));
        let (mut end, mut total, mut part) = (at, 0u64, 0u64);
        // `a hundred`, `a dozen`
        if self.any(at, &["a", "an"]) {
            let (next, times) = multiplier(at + 1)?;
            (end, part) = (next, times);
        }
        for _ in 0..12 {
            let next = if end > at && part >= 100 { self.skip(end, &["and"]) } else { end };
            if let Some((after, number)) = cardinal(next) {
                // Tens and then ones; other numbers in a row are several.
                let fits =
                    part == 0 || part.is_multiple_of(100) || part % 100 >= 20 && part.is_multiple_of(10) && (1..10).contains(&number);
                if !fits {
                    break;
                }
                (end, part) = (after, part.saturating_add(number));
            } else if let Some((after, times)) = multiplier(end).filter(|_| end > at && part > 0) {
                (end, part) = (after, part.saturating_mul(times));
                if times == 1000 {
                    (total, part) = (total.saturating_add(part), 0);
                }
            } else {
                break;
            }
        }
        if end == at { multiplier(at).filter(|&(_, times)| times == 12) } else { Some((end, total.saturating_add(part))) }
    }

    fn fraction(&self, at: usize) -> Read<u64> {
        sense!(self, at, Sense::Fraction(part) => u64::from(part))
    }

    fn fillers(&self, at: usize) -> usize {
        let mut end = at;
        for _ in 0..2 {
            let Some(next) = self.phrase(end, Sense::Filler) else { break };
            end = next;
        }
        end
    }

    /// A length with what may stand before it.
    pub(super) fn length(&self, at: usize) -> Read<Length> {
        let (end, length) = self.open_length(at, 2)?;
        // Ages are no times: `21 years old`, `21-year-old`, `aged 12 months`.
        let age = self.phrase(end, Sense::AgeAfter).is_some();
        let vague = length.is_vague();
        if age && !(vague && self.is_hyphened(end)) {
            return None;
        }
        let after_age = self.before(at).is_some_and(|before| before.entries.iter().any(|entry| entry.sense == Sense::AgeBefore));
        if after_age {
            return None;
        }
        // `decades-old`, `year-long`
        let end = match sense!(self, end, Sense::AgeAfter | Sense::Long => ()) {
            Some((next, ())) if self.is_hyphened(end) => next,
            Some((next, ())) if self.word(end, "long") && self.is_hyphened(end - 1) => next,
            _ => end,
        };
        Some((end, length))
    }

    fn open_length(&self, at: usize, depth: u8) -> Read<Length> {
        let read = self.bare_length(at);
        let read = longer(read, || self.row_of_units(at));
        longer(read, || {
            let next = self.phrase(at, Sense::Approximate)?;
            let (end, length) = self.open_length(next, depth.checked_sub(1)?)?;
            // `over the past decade`, `over years`: a preposition.
            let preposition = self.any(at, &["over", "under", "some", "around", "about"]);
            let counted = self.number(next).is_some() || self.any(next, &["a", "an"]) || !preposition;
            (counted && self.piece(next)?.joint == Joint::Space).then_some((end, length))
        })
    }

    fn bare_length(&self, at: usize) -> Read<Length> {
        let read = self.counted(at);
        let read = longer(read, || self.part_of_unit(at));
        let read = longer(read, || {
            // `a week`, `an hour and a half`
            let next = (self.any(at, &["a", "an"]) && !self.is_hyphened(at)).then_some(at + 1)?;
            let next = self.fillers(next);
            let (end, unit) = self.unit(next, false)?;
            // `a second fire`, `a second, larger one`, `a year-ago quarter`
            let placed = self.before(at).is_some_and(|before| before.xpos == Xpos::In);
            let second = unit == Unit::Second && (!placed || self.piece(end).is_some_and(|next| !next.is_mark() || is(next.text, ",")));
            let inside = self.is_hyphened(end) && !self.any(end, &["long"]) && self.half_after(end).is_none();
            if second || inside || unit == Unit::Quarter {
                return None;
            }
            let (end, extra) = self.half_after(end).unwrap_or((end, 0));
            Some((end, Length::new(Amount::Exact(100 + extra), unit)))
        });
        let read = longer(read, || {
            // `the year ended March 31`: a fiscal year, as a length
            let start = self.word(at, "the").then_some(at + 1)?;
            let (end, unit) = self.unit(self.fillers(start), false)?;
            (unit == Unit::Year && self.any(end, &["ended", "ending", "to"])).then(|| (end, Length::new(Amount::whole(1), unit)))
        });
        let read = longer(read, || {
            // `year-long`, `month-and-a-half`
            let (end, unit) = self.unit(at, false)?;
            let long = !self.is_hyphened(at) && self.is_hyphened(end) && self.word(end, "long") && !self.is_hyphened(at);
            if long {
                return Some((end, Length::new(Amount::whole(1), unit)));
            }
            let (end, extra) = self.half_after(end).filter(|_| self.is_hyphened(end))?;
            Some((end, Length::new(Amount::Exact(100 + extra), unit)))
        });
        let read = longer(read, || {
            let next = self.phrase(at, Sense::Vague)?;
            let next = self.fillers(next);
            // `several-year`
            let (end, unit) = longer(self.unit(next, true), || self.unit(next, false).filter(|_| self.is_hyphened(next)))?;
            Some((end, Length::new(Amount::Vague, unit)))
        });
        longer(read, || {
            let (end, unit) = self.unit(at, true)?;
            // `the minutes of the meeting`, `two degrees 20 minutes`, `Seconds later` is a shift; a possessive counts too (`years' worth`).
            let other = matches!(unit, Unit::Quarter | Unit::Night) || matches!(unit, Unit::Minute | Unit::Second) && self.word(end, "of");
            let counted = self.before(at).is_some_and(|before| {
                matches!(before.xpos, Xpos::Cd | Xpos::PrpPoss | Xpos::Pos | Xpos::Jj | Xpos::Jjr | Xpos::Nn | Xpos::Nnp)
                    && before.joint != Joint::Glued
                    || self.is_hyphened(at)
                    || is(before.text, "these")
                    || is(before.text, "those")
            });
            let long = !self.is_hyphened(at) && self.is_hyphened(end) && sense!(self, end, Sense::AgeAfter | Sense::Long => ()).is_some();
            (!other && (!counted || long)).then_some((end, Length::new(Amount::Vague, unit)))
        })
    }

    /// `and a half` after a unit.
    fn half_after(&self, at: usize) -> Read<u64> {
        let next = self.skip(at, &["and"]);
        if next == at {
            return None;
        }
        let (end, part) = self.fraction(next)?;
        // `a year and half of it` is none.
        (!self.any(end, &["of"])
            && self.piece(end).is_none_or(|piece| piece.xpos != Xpos::Nn || self.is_hyphened(end) || !piece.text.starts_with('a')))
        .then_some((end, part))
    }

    /// Numbers with units: `two hours, three minutes and 12 seconds`, `two to three weeks`, `a couple of days`.
    fn counted(&self, at: usize) -> Read<Length> {
        let (mut end, first) = self.count_of_unit(at)?;
        let mut parts = vec![first];
        for _ in 0..4 {
            let mut next = self.skip(end, &[","]);
            next = self.skip(next, &["and"]);
            let Some((after, (amount, unit))) = self.count_of_unit(next) else { break };
            let finer = parts
                .last()
                .is_some_and(|(_, last)| unit < *last && unit != Unit::Night && !(unit == Unit::Day && *last > Unit::Month && next == end));
            if !finer || amount == Amount::Vague {
                break;
            }
            parts.push((amount, unit));
            end = after;
        }
        if parts.len() == 1
            && let Some((after, extra)) = self.half_after(end)
            && let Amount::Exact(amount) = parts[0].0
        {
            parts[0].0 = Amount::Exact(amount.saturating_add(extra));
            end = after;
        }
        Some((end, Length(parts)))
    }

    fn count_of_unit(&self, at: usize) -> Read<(Amount, Unit)> {
        let piece = self.piece(at)?;
        // Money and decimals of other things: `$5 a week`; figures after a hyphen belong to what stands before it.
        if self.before(at).is_some_and(|before| matches!(before.text, "$" | "£" | "€" | "¥"))
            || self.is_hyphened(at) && piece.figure.is_none()
        {
            return None;
        }
        if self.any(at, &["a", "the", "next", "last", "past"])
            && let Some((next, number)) = sense!(self, at + 1, Sense::Group(number) => number)
            && self.word(at, "a")
        {
            let next = self.skip(next, &["of"]);
            let (end, unit) = self.unit(self.fillers(next), true)?;
            return Some((end, (Amount::whole(u64::from(number)), unit)));
        }
        let (mut next, number) = self.number(at)?;
        if number == 0 {
            return None;
        }
        // `two to three weeks`, `5-6 years`, `two or three days`: the first.
        let between = self.skip(next, &["to", "or", "and"]);
        if (between > next || self.is_hyphened(next))
            && self.number(between).is_some_and(|(end, _)| self.unit_after(end).is_some())
            && !(self.word(next, "and"))
        {
            next = self.number(between)?.0;
        }
        let (end, unit) = self.unit_after(next)?;
        let plural = self.unit(self.fillers(next), true).is_some()
            || self.unit(self.fillers(next), true).is_none() && self.is_hyphened(self.fillers(next));
        // `one quarter of voters`, `4 second places`; a singular unit goes with one, or with a hyphen.
        let singular = number <= 100;
        let three_quarters = unit == Unit::Quarter && self.is_hyphened(end - 1) && piece.figure.is_none();
        let few = three_quarters || unit == Unit::Quarter && !plural || unit == Unit::Second && !plural && !singular;
        if few || !plural && !singular && self.piece(end).is_none() {
            return None;
        }
        Some((end, (Amount::Exact(number), unit)))
    }

    fn unit_after(&self, at: usize) -> Read<Unit> {
        let next = self.fillers(at);
        longer(self.unit(next, true), || self.unit(next, false))
    }

    /// `half an hour`, `three-quarters of an hour`, `a quarter of a century`, `half-hour`.
    fn part_of_unit(&self, at: usize) -> Read<Length> {
        let (next, part) = self.fraction(at)?;
        let of = self.skip(next, &["of"]);
        let article = self.skip(of, &["a", "an"]);
        let (end, unit) = self.unit(article, false)?;
        let close = article > of || self.is_hyphened(article);
        // `three-quarters of`
        (close && unit != Unit::Quarter).then_some((end, Length::new(Amount::Exact(part), unit)))
    }

    /// `the past two weeks`, `the next few years`, `the first nine months`, `the three days`, `coming weeks`, `the past decade`.
    fn row_of_units(&self, at: usize) -> Read<Length> {
        let article = self.skip(at, &["the", "these", "those", "each", "its", "their", "his", "her", "our"]);
        let article = if self.word(at, "each") { self.skip(self.skip(article, &["of"]), &["the"]) } else { article };
        let (next, row) = match self.which(article) {
            Some((
                next,
                Which::Last | Which::Past | Which::Next | Which::Coming | Which::Previous | Which::Following | Which::Latest | Which::Same,
            )) => (next, true),
            Some(_) => return None,
            None => match self.ordinal(article).filter(|&(next, _)| !self.is_hyphened(next)) {
                Some((next, _)) if article > at => (next, true),
                _ => (article, false),
            },
        };
        if next == at {
            return None;
        }
        if let Some((end, length)) = self.counted(next).filter(|&(end, _)| !self.is_hyphened(next) && !self.is_hyphened(end - 1)) {
            // `the second 20 minutes later` is no second length.
            let shift = sense!(self, end, Sense::Toward(_) => ()).is_some();
            return (!(shift && self.ordinal(article).is_some())).then_some((end, length));
        }
        if !row {
            return None;
        }
        // `the next several days`, `the next couple of years`
        if let Some((end, number)) = sense!(self, next, Sense::Group(number) => number) {
            let (end, unit) = self.unit(self.skip(end, &["of"]), true)?;
            return Some((end, Length::new(Amount::whole(u64::from(number)), unit)));
        }
        let vague = self.phrase(next, Sense::Vague).unwrap_or(next);
        if let Some((end, unit)) = self.unit(self.fillers(vague), true) {
            return Some((end, Length::new(Amount::Vague, unit)));
        }
        // `the past decade`, `the past year`
        let (end, unit) = self.unit(next, false)?;
        let long = matches!(self.which(article), Some((_, Which::Past))) && unit != Unit::Year
            || matches!(self.which(article), Some((_, Which::Last | Which::Next))) && unit == Unit::Decade && article > at;
        long.then_some((end, Length::new(Amount::whole(1), unit)))
    }
}

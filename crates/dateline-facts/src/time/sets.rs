//! Sets: `every Friday`, `twice a week`, `on Mondays`, `the first Monday of every month`.

use dateline_lang::Xpos;
use jiff::civil::Weekday;

use super::calendar::{DayPart, Unit};
use super::expression::{Expression, Part, When, Which};
use super::grammar::{Grammar, Read, longer, sense};
use super::lexicon::Sense;
use super::piece::Figure;
use super::value::{Amount, Frequency, Length, Partial, Rule};

/// What recurs: its value and rule.
type Recurring = (String, Rule);

/// A day of the week, every so many weeks.
pub(super) fn weekly(weekday: Weekday, interval: u32, part: Option<DayPart>) -> Recurring {
    let mut rule = Rule::every(interval, Unit::Week);
    rule.days.push((0, weekday));
    (with_part(Partial::Weekday(weekday), part), rule)
}

fn with_part(partial: Partial, part: Option<DayPart>) -> String {
    part.map_or_else(|| partial.to_string(), |part| format!("{partial}T{part}"))
}

fn on_days(days: &[Weekday], value: String) -> Recurring {
    let mut rule = Rule::every(1, Unit::Week);
    rule.days.extend(days.iter().map(|day| (0, *day)));
    (value, rule)
}

const WORKING_DAYS: [Weekday; 5] = [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];

/// So many units, as a set's value: its period.
fn period(count: u32, unit: Unit) -> Recurring {
    (Length::new(Amount::whole(u64::from(count)), unit).to_string(), Rule::every(count, unit))
}

impl Grammar<'_, '_> {
    /// A set that begins here.
    pub(super) fn set(&self, at: usize) -> Read<Expression> {
        let set = |(end, (value, rule)): (usize, Recurring)| (end, Expression::Set(value, rule));
        let read = self.every(at).map(set);
        let read = longer(read, || self.often(at).map(set));
        let read = longer(read, || self.plural(at).map(set));
        let read = if self.every { longer(longer(read, || self.dated_each(at).map(set)), || self.shared(at).map(set)) } else { read };
        longer(read, || self.of_the_month(at))
    }

    /// `every other week`, `each Tuesday`, `every six hours`, `every summer`, `every Sunday morning`, `every June`.
    fn every(&self, at: usize) -> Read<Recurring> {
        let (next, count) = sense!(self, at, Sense::Every(count) => count)?;
        // `each of the past three years` is a length.
        if self.any(next, &["of"]) {
            return None;
        }
        if let Some((end, weekday)) = self.weekday(next) {
            let (end, part) = self.day_part(end).map_or((end, None), |(end, part)| (end, Some(part)));
            return Some((end, weekly(weekday, count, part)));
        }
        if self.word(next, "weekend") {
            return Some((next + 1, on_days(&[Weekday::Saturday, Weekday::Sunday], Partial::Weekend.to_string())));
        }
        if self.word(next, "weekday") {
            return Some((next + 1, on_days(&WORKING_DAYS, "XXXX-WXX".to_owned())));
        }
        if let Some((end, month)) = self.month(next) {
            let mut rule = Rule::every(count, Unit::Year);
            rule.month = Some(month);
            return Some((end, (Partial::Month(month).to_string(), rule)));
        }
        if let Some((end, season)) = self.season(next) {
            return Some((end, (Partial::Season(season).to_string(), Rule::every(count, Unit::Year))));
        }
        if let Some((end, part)) = self.day_part(next) {
            return Some((end, (with_part(Partial::AnyDay, Some(part)), Rule::every(count, Unit::Day))));
        }
        if let Some((end, unit)) = self.unit(next, false) {
            return Some((end, period(count, unit)));
        }
        // `every few weeks`, `every 15 minutes`
        if let Some(middle) = self.phrase(next, Sense::Vague) {
            let (end, unit) = self.unit(middle, true)?;
            return Some((end, (Length::new(Amount::Vague, unit).to_string(), Rule::every(1, unit))));
        }
        let (middle, number) = self.number(next)?;
        let count = u32::try_from(number / 100).ok().filter(|&count| count > 0 && number.is_multiple_of(100))?;
        let middle = self.number(self.skip(middle, &["to", "or"])).map_or(middle, |(end, _)| end);
        let (end, unit) = longer(self.unit(middle, true), || self.unit(middle, false))?;
        Some((end, period(count, unit)))
    }

    /// `daily`, `twice daily`, `once a month`, `90,000 barrels a day`, `per year`.
    fn often(&self, at: usize) -> Read<Recurring> {
        let frequency = |at: usize| {
            let (end, (count, unit)) = sense!(self, at, Sense::Frequency(count, unit) => (count, unit))?;
            let piece = self.piece(at)?;
            // A newspaper: `the Daily Mail`.
            let name = piece.is_capital() && at > 0 && (self.is_named(at) || matches!(piece.xpos, Xpos::Nnp | Xpos::Nnps));
            (!name && piece.xpos != Xpos::Nns).then(|| (end, period(count, unit)))
        };
        let rate = |at: usize| {
            let next = self.any(at, &["a", "an", "per", "each", "every"]).then_some(at + 1)?;
            let (end, unit) = self.unit(next, false)?;
            Some((end, period(1, unit)))
        };
        let times = self.phrase(at, Sense::Often).or_else(|| self.phrase(self.counting(at)?, Sense::Times));
        if let Some(next) = times {
            return longer(frequency(next), || rate(next));
        }
        let read = frequency(at);
        let read = longer(read, || {
            // `seven days a week`, `24 hours a day`
            let (next, length) = self.length(at)?;
            let part = length.0.last().map(|&(_, unit)| unit)?;
            let whole = self.any(next, &["a", "per"]).then(|| self.unit(next + 1, false)).flatten().map(|(_, unit)| unit)?;
            if part < whole && !self.any(next + 2, &["ago", "later", "earlier", "before", "after"]) { rate(next) } else { None }
        });
        longer(read, || {
            let per = self.word(at, "per");
            let noun = self.before(at).is_some_and(|before| {
                matches!(before.xpos, Xpos::Nns | Xpos::Nn | Xpos::Cd) && !before.is_mark() && !self.is_named(at - 1)
                    || matches!(before.text, "%")
            });
            let (end, set) = rate(at)?;
            // `a $10-a-month subscription`
            if self.is_hyphened(at) {
                return Some((end, set));
            }
            // `gave them a week to leave`, `a year ago`
            let other = self.any(end, &["to", "ago", "later", "earlier", "before", "after", "long", "and"]) || self.is_hyphened(end);
            // `24 hours a day`, but no `a day a week`
            let unit = self.unit(at + 1, false).map_or(Unit::Day, |(_, unit)| unit);
            let unit_before = self.before(at).is_some_and(|before| {
                before.entries.iter().any(|entry| match entry.sense {
                    Sense::Unit { unit: it, .. } => it >= unit,
                    Sense::Every(_) => true,
                    _ => false,
                })
            });
            let quantity = self.pieces[at.saturating_sub(9)..at].iter().any(|piece| {
                matches!(piece.figure, Some(Figure::Number { .. }))
                    || piece.xpos == Xpos::Cd
                    || matches!(piece.text, "%" | "$" | "hundreds" | "thousands" | "dozens" | "millions")
            });
            (per || self.any(at, &["a", "an"]) && noun && quantity && !other && !unit_before).then_some((end, set))
        })
    }

    fn counting(&self, at: usize) -> Option<usize> {
        self.number(at).map(|(end, _)| end).or_else(|| self.phrase(at, Sense::Vague))
    }

    /// `Mondays`, `Thursday evenings`, `weekends`, `weekdays`.
    fn plural(&self, at: usize) -> Read<Recurring> {
        let parts = |at: usize| sense!(self, at, Sense::DayParts(part) => part);
        let read = sense!(self, at, Sense::Weekdays(weekday) => weekday);
        if let Some((end, weekday)) = read.filter(|_| self.piece(at).is_some_and(|piece| piece.is_capital()) && !self.is_named(at)) {
            let (end, part) = longer(parts(end), || self.day_part(end)).map_or((end, None), |(end, part)| (end, Some(part)));
            return Some((end, weekly(weekday, 1, part)));
        }
        if let Some((middle, weekday)) = self.weekday(at)
            && let Some((end, part)) = parts(middle)
        {
            return Some((end, weekly(weekday, 1, Some(part))));
        }
        if let Some(end) = self.phrase(at, Sense::Weekends) {
            return Some((end, on_days(&[Weekday::Saturday, Weekday::Sunday], Partial::Weekend.to_string())));
        }
        if let Some(end) = self.phrase(at, Sense::WorkingDays) {
            return Some((end, on_days(&WORKING_DAYS, "XXXX-WXX".to_owned())));
        }
        None
    }

    /// `11 November each year`, `the 15th of each month`, `the first Tuesday of November every four years`.
    fn dated_each(&self, at: usize) -> Read<Recurring> {
        let each = |at: usize, unit: Unit| {
            let (end, (_, rule)) = self.every(at)?;
            let plain = rule.days.is_empty() && rule.month.is_none() && rule.frequency == Rule::every(1, unit).frequency;
            plain.then_some((end, rule))
        };
        if let Some((middle, when)) = self.when(at).filter(|&(end, _)| sense!(self, end, Sense::Every(_) => ()).is_some()) {
            let (end, mut rule) = each(middle, Unit::Year)?;
            return match when {
                When::Part(Part::MonthDay(month, day), None) => {
                    (rule.month, rule.month_day) = (Some(month), Some(day));
                    Some((end, (Partial::MonthDay(month, day).to_string(), rule)))
                }
                When::Part(Part::Month(month), None) => {
                    rule.month = Some(month);
                    Some((end, (Partial::Month(month).to_string(), rule)))
                }
                When::Part(Part::Season(season), None) => Some((end, (Partial::Season(season).to_string(), rule))),
                When::Part(Part::NthWeekday(nth, weekday), Some(month)) => {
                    let When::Part(Part::Month(month), None) = *month else { return None };
                    rule.month = Some(month);
                    rule.days.push((nth, weekday));
                    let value = if rule.interval == 1 {
                        Partial::Month(month).to_string()
                    } else {
                        Length::new(Amount::whole(u64::from(rule.interval)), Unit::Year).to_string()
                    };
                    Some((end, (value, rule)))
                }
                _ => None,
            };
        }
        // `the 15th of each month`
        let start = self.skip(at, &["the"]);
        let (next, day) = self.ordinal(start).filter(|&(_, day)| day > 0)?;
        let next = self.skip(next, &["day"]);
        let next = self.any(next, &["of", "in"]).then_some(next + 1)?;
        let (end, mut rule) = each(next, Unit::Month).filter(|_| start > at)?;
        rule.month_day = Some(day);
        Some((end, (Partial::Day(day).to_string(), rule)))
    }

    /// `Tuesday` after `each Monday and`.
    fn shared(&self, at: usize) -> Read<Recurring> {
        let (end, weekday) = self.weekday(at)?;
        let before = at.checked_sub(2)?;
        let coordinated = self.any(at - 1, &["and", "or", ","]) && self.weekday(before).is_some();
        let mut first = before;
        for _ in 0..6 {
            match first.checked_sub(2).filter(|&it| self.any(it + 1, &["and", ","]) && self.weekday(it).is_some()) {
                Some(it) => first = it,
                None => break,
            }
        }
        let every = first.checked_sub(1).is_some_and(|it| self.any(it, &["every", "each"]));
        (coordinated && every).then(|| (end, weekly(weekday, 1, None)))
    }

    /// `the second and fourth Saturdays of the month`, `the first Monday of every month`.
    fn of_the_month(&self, at: usize) -> Read<Expression> {
        let start = self.skip(at, &["the"]);
        let (mut next, first) = self.ordinal(start).filter(|_| start > at)?;
        let mut ordinals = vec![first];
        for _ in 0..4 {
            let after = self.skip(self.skip(next, &[","]), &["and"]);
            let Some((end, ordinal)) = self.ordinal(after).filter(|_| after > next) else { break };
            ordinals.push(ordinal);
            next = end;
        }
        let plural = sense!(self, next, Sense::Weekdays(weekday) => weekday);
        let is_plural = plural.is_some();
        let (next, weekday) = longer(plural, || self.weekday(next))?;
        let next = self.any(next, &["of", "in"]).then_some(next + 1)?;
        let mut rule = Rule::every(1, Unit::Month);
        rule.days.extend(ordinals.iter().map(|&ordinal| (ordinal, weekday)));
        let value = Partial::Weekday(weekday).to_string();
        if let Some((end, (_, every))) = self.every(next).filter(|(_, (_, every))| every.frequency == Frequency::Monthly) {
            rule.interval = every.interval;
            return Some((end, Expression::Set(value, rule)));
        }
        let month = self.skip(next, &["the"]);
        if !(self.word(month, "month") && month > next) {
            return None;
        }
        let when = When::Part(
            Part::NthWeekday(first, weekday),
            Some(Box::new(When::Row(Which::Definite, super::expression::Member::Unit(Unit::Month)))),
        );
        Some((month + 1, if is_plural { Expression::Set(value, rule) } else { Expression::Habit(value, rule, when) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_written_in_the_order_of_the_standard() {
        let (value, rule) = weekly(Weekday::Tuesday, 2, Some(DayPart::Evening));
        assert_eq!((value.as_str(), rule.to_string().as_str()), ("XXXX-WXX-2TEV", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"));
        assert_eq!(period(1, Unit::Quarter).1.to_string(), "FREQ=MONTHLY;INTERVAL=3");
    }
}

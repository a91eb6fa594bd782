//! Where a part of the calendar may lie, and which of those places is meant.

use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar::{Period, Unit, easter, nth_weekday, weekday_from, weekday_until};
use super::direction::{Direction, Look};
use super::expression::{Holiday, Part};
use super::value::Partial;

/// Where a part lies in a coarser period.
pub(super) fn within(part: Part, whole: Period) -> Option<Period> {
    if part.unit() > whole.unit() {
        return match part {
            Part::Around(unit) => whole.widened(unit),
            _ => None,
        };
    }
    let year = whole.year();
    match (part, whole) {
        (Part::Around(unit), _) => whole.widened(unit),
        (Part::Weekday(weekday), Period::Week(..)) => Some(Period::Day(weekday_from(whole.first()?, weekday)?)),
        (Part::Day(day), Period::Month(year, month)) => Date::new(year, month, day).ok().map(Period::Day),
        (Part::NthWeekday(nth, weekday), Period::Month(year, month)) => nth_weekday(year, month, nth, weekday).map(Period::Day),
        (Part::NthDay(-1), _) => whole.end()?.yesterday().ok().map(Period::Day),
        (Part::NthDay(nth), _) => whole.first()?.checked_add(i64::from(nth - 1).days()).ok().map(Period::Day),
        (_, Period::Year(_)) => in_year(part, year),
        _ => {
            let found = in_year(part, year)?;
            whole.holds(found.first()?).then_some(found)
        }
    }
}

/// Where a part of a year lies in one.
fn in_year(part: Part, year: i16) -> Option<Period> {
    Some(match part {
        Part::MonthDay(month, day) => Period::Day(Date::new(year, month, day).ok()?),
        Part::Holiday(Holiday::Fixed(month, day)) => Period::Day(Date::new(year, month, day).ok()?),
        Part::Holiday(Holiday::Nth(month, nth, weekday, after)) => {
            Period::Day(nth_weekday(year, month, nth, weekday)?.checked_add(i64::from(after).days()).ok()?)
        }
        Part::Holiday(Holiday::Easter(days)) => Period::Day(easter(year)?.checked_add(i64::from(days).days()).ok()?),
        Part::Month(month) => Period::Month(year, month),
        Part::Season(season) => Period::Season(year, season),
        Part::Quarter(quarter) => Period::Quarter(year, if quarter < 0 { 4 } else { quarter }),
        Part::Half(half) => Period::Half(year, half),
        _ => return None,
    })
}

/// The places where a part lies near a day, in order.
pub(super) fn instances(part: Part, day: Date) -> [Option<Period>; 5] {
    let mut all = [None; 5];
    for (at, step) in (-2i16..=2).enumerate() {
        all[at] = match part {
            Part::Weekday(weekday) => {
                weekday_until(day, weekday).and_then(|it| it.checked_add((i64::from(step) * 7).days()).ok()).map(Period::Day)
            }
            Part::Weekend => Period::around(day, Unit::Weekend).and_then(|it| it.shifted(step.into(), Unit::Week)),
            Part::Day(number) => Period::around(day, Unit::Month)
                .and_then(|it| it.shifted(step.into(), Unit::Month))
                .and_then(|month| within(Part::Day(number), month)),
            _ => day.year().checked_add(step).and_then(|year| in_year(part, year)),
        };
    }
    all
}

/// The last that begins up to a day and the first that ends after it.
fn around(part: Part, day: Date) -> (Option<Period>, Option<Period>) {
    let all = instances(part, day);
    let before = all.iter().flatten().rfind(|it| it.first().is_some_and(|first| first <= day)).copied();
    let after = all.iter().flatten().find(|it| it.end().is_some_and(|end| end > day)).copied();
    (before, after)
}

/// Days between a day and a period.
fn distance(period: Period, day: Date) -> i32 {
    let (Some(first), Some(end)) = (period.first(), period.end()) else { return i32::MAX };
    if period.holds(day) {
        return 0;
    }
    let days = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
    if first > day { days(day, first) } else { days(end, day) }
}

/// The one of the places of a part that a clause means which looks this way.
pub(super) fn choose(part: Part, today: Date, look: Look) -> Option<Period> {
    let (before, after) = around(part, today);
    let (Some(past), Some(future)) = (before, after) else { return before.or(after) };
    let (since, until) = (distance(past, today), distance(future, today));
    let nearer = if since <= until { past } else { future };
    // A day without its year is a near one, whatever the clause seems to say.
    let clear = since.min(until) <= NEAR && since.max(until) > (since.min(until) * 3).max(120);
    Some(match (part, look.direction) {
        (Part::Quarter(_), Direction::Past) if look.direct || until > 60 => past,
        // `He died on Feb. 23`, in December: a clause of the past has no day to come.
        (Part::MonthDay(..), Direction::Past) if look.done => past,
        (Part::MonthDay(..) | Part::Holiday(_) | Part::Quarter(_), _) if clear => nearer,
        (Part::Month(_) | Part::Season(_), _)
            if !look.direct && (clear && look.direction != Direction::Future || look.direction == Direction::Unknown) =>
        {
            nearer
        }
        (Part::Weekday(_), Direction::Future) if !look.direct => past,
        // `will hear about the August 9 memo`: what the clause looks ahead to is not what its noun phrase tells of.
        (Part::MonthDay(..), Direction::Future) if !look.direct => nearer,
        (Part::Quarter(_), Direction::Future) if !look.direct => nearer,
        (_, Direction::Past) => past,
        (_, Direction::Future) => future,
        (Part::Weekday(_) | Part::Day(_) | Part::Weekend | Part::Quarter(_), Direction::Unknown) => past,
        // News tells more of what was than of what will be.
        (_, Direction::Unknown) => {
            if until * 2 < since {
                future
            } else {
                past
            }
        }
    })
}

/// Days within which a date without its year is a near one.
const NEAR: i32 = 70;

/// The place of a part beside a period told before, in a tale that goes forward: in the same year, unless that is long before or after.
pub(super) fn beside(part: Part, told: Period) -> Option<Period> {
    let day = told.first()?;
    if let Period::Year(year) = told {
        return in_year(part, year);
    }
    match part {
        Part::Weekday(weekday) => (told.unit() == Unit::Day).then(|| weekday_from(day, weekday)).flatten().map(Period::Day),
        Part::Weekend => around(part, day).1,
        Part::Day(_) => within(part, Period::around(day, Unit::Month)?).or_else(|| around(part, day).1),
        _ => {
            let same = in_year(part, told.year())?;
            if distance(same, day) <= HALF_YEAR {
                return Some(same);
            }
            let step = if same.first()? < day { 1 } else { -1 };
            in_year(part, told.year().checked_add(step)?)
        }
    }
}

/// Days after which a date in the same year is not the one that a tale goes on with.
const HALF_YEAR: i32 = 225;

/// What is known of a part by itself.
pub(super) const fn partial(part: Part) -> Option<Partial> {
    Some(match part {
        Part::Weekday(weekday) => Partial::Weekday(weekday),
        Part::Weekend => Partial::Weekend,
        Part::MonthDay(month, day) | Part::Holiday(Holiday::Fixed(month, day)) => Partial::MonthDay(month, day),
        Part::Day(day) => Partial::Day(day),
        Part::Month(month) => Partial::Month(month),
        Part::Season(season) => Partial::Season(season),
        Part::Quarter(quarter) => Partial::Quarter(quarter),
        Part::Half(half) => Partial::Half(half),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Weekday, date};

    use super::*;
    use crate::time::calendar::Season;

    #[test]
    fn parts_lie_before_and_after_a_day() {
        let friday = Part::Weekday(Weekday::Friday);
        let saturday = date(2025, 4, 5);
        let look = Look::direct;
        assert_eq!(choose(friday, saturday, look(Direction::Past)), Some(Period::Day(date(2025, 4, 4))));
        assert_eq!(choose(friday, saturday, look(Direction::Future)), Some(Period::Day(date(2025, 4, 11))));
        assert_eq!(choose(Part::MonthDay(2, 29), saturday, look(Direction::Past)), Some(Period::Day(date(2024, 2, 29))));
        assert_eq!(choose(Part::Month(4), saturday, look(Direction::Future)), Some(Period::Month(2025, 4)));
        assert_eq!(beside(Part::Month(1), Period::Month(1941, 11)), Some(Period::Month(1942, 1)));
        assert_eq!(beside(Part::Season(Season::Winter), Period::Season(1871, Season::Autumn)), Some(Period::Season(1871, Season::Winter)));
    }
}

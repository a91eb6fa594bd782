//! Stretches of the calendar: which holds which, what comes before and after, where a part of one lies.

use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::{Span, ToSpan};
use serde::Deserialize;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// 60 to a minute.
    Second,
    /// 60 to an hour.
    Minute,
    /// 24 to a day.
    Hour,
    /// A day counted by its night.
    Night,
    /// A calendar day.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// Monday to Sunday (ISO 8601).
    Week,
    /// Two weeks.
    Fortnight,
    /// A calendar month.
    Month,
    /// Spring, summer, autumn or winter.
    Season,
    /// Three months.
    Quarter,
    /// Six months.
    Half,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A thousand years.
    Millennium,
}

/// A season, of the northern year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Season {
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
    /// December to February, counted to the year in which it begins.
    Winter,
}

impl Season {
    const fn first_month(self) -> i8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }
}

/// A part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DayPart {
    /// Until noon.
    Morning,
    /// From noon.
    Afternoon,
    /// From the end of work.
    Evening,
    /// From the evening to the next morning, counted to the day on which it begins.
    Night,
    /// While it is light.
    Daytime,
}

/// A time of day as a clock shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock {
    /// From 0 to 24; 24 is the end of the day.
    pub hour: u8,
    /// From 0 to 59.
    pub minute: u8,
    /// From 0 to 59, where it is told.
    pub second: Option<u8>,
    /// Whether it is universal time.
    pub universal: bool,
}

/// When on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeOfDay {
    /// A part of it.
    Part(DayPart),
    /// A clock time.
    Clock(Clock),
}

/// A stretch of the calendar. Years are astronomical: 1 BC is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A day.
    Day(Date),
    /// The Saturday and Sunday of an ISO week: year and week.
    Weekend(i16, i8),
    /// An ISO week: year and week.
    Week(i16, i8),
    /// A month of a year.
    Month(i16, i8),
    /// A season of a year.
    Season(i16, Season),
    /// A quarter of a year, from 1.
    Quarter(i16, i8),
    /// A half of a year, from 1.
    Half(i16, i8),
    /// A year.
    Year(i16),
    /// The ten years from a year.
    Decade(i16),
    /// The hundred years from a year.
    Century(i16),
}

/// A day so many months on, the last of its month where that is shorter.
fn add(date: Date, span: Span) -> Option<Date> {
    date.checked_add(span).ok()
}

impl Period {
    /// The period of a unit that holds a day; `None` for units below the day.
    #[must_use]
    pub fn around(date: Date, unit: Unit) -> Option<Self> {
        let (year, month) = (date.year(), date.month());
        let week = date.iso_week_date();
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour => return None,
            Unit::Day | Unit::Night => Self::Day(date),
            Unit::Weekend => Self::Weekend(week.year(), week.week()),
            Unit::Week | Unit::Fortnight => Self::Week(week.year(), week.week()),
            Unit::Month => Self::Month(year, month),
            Unit::Season => match month {
                1 | 2 => Self::Season(year - 1, Season::Winter),
                3..=5 => Self::Season(year, Season::Spring),
                6..=8 => Self::Season(year, Season::Summer),
                9..=11 => Self::Season(year, Season::Autumn),
                _ => Self::Season(year, Season::Winter),
            },
            Unit::Quarter => Self::Quarter(year, (month - 1) / 3 + 1),
            Unit::Half => Self::Half(year, (month - 1) / 6 + 1),
            Unit::Year => Self::Year(year),
            Unit::Decade => Self::Decade(year.div_euclid(10) * 10),
            Unit::Century | Unit::Millennium => Self::Century(year.div_euclid(100) * 100),
        })
    }

    /// The unit that it is one of.
    #[must_use]
    pub const fn unit(self) -> Unit {
        match self {
            Self::Day(_) => Unit::Day,
            Self::Weekend(..) => Unit::Weekend,
            Self::Week(..) => Unit::Week,
            Self::Month(..) => Unit::Month,
            Self::Season(..) => Unit::Season,
            Self::Quarter(..) => Unit::Quarter,
            Self::Half(..) => Unit::Half,
            Self::Year(_) => Unit::Year,
            Self::Decade(_) => Unit::Decade,
            Self::Century(_) => Unit::Century,
        }
    }

    /// Its first day; `None` outside the calendar (years -9999 to 9999).
    #[must_use]
    pub fn first(self) -> Option<Date> {
        match self {
            Self::Day(date) => Some(date),
            Self::Weekend(year, week) => ISOWeekDate::new(year, week, Weekday::Saturday).ok().map(ISOWeekDate::date),
            Self::Week(year, week) => ISOWeekDate::new(year, week, Weekday::Monday).ok().map(ISOWeekDate::date),
            Self::Month(year, month) => Date::new(year, month, 1).ok(),
            Self::Season(year, season) => Date::new(year, season.first_month(), 1).ok(),
            Self::Quarter(year, quarter) => Date::new(year, quarter * 3 - 2, 1).ok(),
            Self::Half(year, half) => Date::new(year, half * 6 - 5, 1).ok(),
            Self::Year(year) | Self::Decade(year) | Self::Century(year) => Date::new(year, 1, 1).ok(),
        }
    }

    /// The first day after it.
    #[must_use]
    pub fn end(self) -> Option<Date> {
        let span = match self {
            Self::Day(_) => 1.day(),
            Self::Weekend(..) => 2.days(),
            Self::Week(..) => 7.days(),
            Self::Month(..) => 1.month(),
            Self::Season(..) | Self::Quarter(..) => 3.months(),
            Self::Half(..) => 6.months(),
            Self::Year(_) => 1.year(),
            Self::Decade(_) => 10.years(),
            Self::Century(_) => 100.years(),
        };
        add(self.first()?, span)
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn holds(self, date: Date) -> bool {
        self.first().is_some_and(|first| first <= date) && self.end().is_some_and(|end| date < end)
    }

    /// The year that it lies in, or begins in.
    #[must_use]
    pub fn year(self) -> i16 {
        match self {
            Self::Day(date) => date.year(),
            Self::Weekend(year, _)
            | Self::Week(year, _)
            | Self::Month(year, _)
            | Self::Season(year, _)
            | Self::Quarter(year, _)
            | Self::Half(year, _)
            | Self::Year(year)
            | Self::Decade(year)
            | Self::Century(year) => year,
        }
    }

    /// The period of a unit so many of that unit after (or before) this one.
    ///
    /// Days from a day are exact; a coarser period is moved as a whole, and one finer than the unit is first widened to it:
    /// three weeks after a Tuesday is that week.
    #[must_use]
    pub fn shifted(self, count: i64, unit: Unit) -> Option<Self> {
        let count32 = i32::try_from(count).ok()?;
        let span = match unit {
            Unit::Second | Unit::Minute | Unit::Hour => return None,
            Unit::Day | Unit::Night => Span::new().try_days(count32).ok()?,
            Unit::Week | Unit::Weekend => Span::new().try_weeks(count32).ok()?,
            Unit::Fortnight => Span::new().try_weeks(count32.checked_mul(2)?).ok()?,
            Unit::Month => Span::new().try_months(count32).ok()?,
            Unit::Season | Unit::Quarter => Span::new().try_months(count32.checked_mul(3)?).ok()?,
            Unit::Half => Span::new().try_months(count32.checked_mul(6)?).ok()?,
            Unit::Year => Span::new().try_years(count32).ok()?,
            Unit::Decade => Span::new().try_years(count32.checked_mul(10)?).ok()?,
            Unit::Century => Span::new().try_years(count32.checked_mul(100)?).ok()?,
            Unit::Millennium => Span::new().try_years(count32.checked_mul(1000)?).ok()?,
        };
        // A year before a season is that season, one month before March February.
        let widened = match (self, unit) {
            (Self::Season(year, season), Unit::Year) => return Some(Self::Season(year.checked_add(i16::try_from(count).ok()?)?, season)),
            (Self::Day(date), Unit::Weekend) => Self::around(date, unit)?,
            _ => self,
        };
        Self::around(add(widened.first()?, span)?, widened.unit())
    }

    /// The same, no finer than a unit.
    #[must_use]
    pub fn widened(self, unit: Unit) -> Option<Self> {
        if self.unit() >= unit { Some(self) } else { Self::around(self.first()?, unit) }
    }
}

/// Easter Sunday of a Gregorian year (the anonymous computus of Meeus, Jones and Butcher).
#[must_use]
pub fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y.rem_euclid(19), y.div_euclid(100), y.rem_euclid(100));
    let (d, e) = (b / 4, b.rem_euclid(4));
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The weekday of a month that an ordinal names; -1 is the last.
#[must_use]
pub fn nth_weekday(year: i16, month: i8, nth: i8, weekday: Weekday) -> Option<Date> {
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
}

/// The last such weekday up to a day, that day included.
#[must_use]
pub fn weekday_until(date: Date, weekday: Weekday) -> Option<Date> {
    add(date, -i64::from(weekday.until(date.weekday())).days())
}

/// The first such weekday from a day, that day included.
#[must_use]
pub fn weekday_from(date: Date, weekday: Weekday) -> Option<Date> {
    add(date, i64::from(date.weekday().until(weekday)).days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn periods_move_by_their_unit() {
        let week = Period::around(date(2024, 1, 2), Unit::Week).unwrap();
        assert_eq!(week, Period::Week(2024, 1));
        assert_eq!(week.shifted(-1, Unit::Week), Some(Period::Week(2023, 52)));
        assert_eq!(Period::Month(2020, 12).shifted(1, Unit::Month), Some(Period::Month(2021, 1)));
        assert_eq!(Period::Quarter(1989, 3).shifted(-1, Unit::Year), Some(Period::Quarter(1988, 3)));
        assert!(Period::Season(2024, Season::Winter).holds(date(2025, 2, 28)));
        assert_eq!(Period::Decade(9990).end(), None);
    }

    #[test]
    fn days_are_found_by_weekday_and_feast() {
        assert_eq!(weekday_until(date(2025, 4, 5), Weekday::Friday), Some(date(2025, 4, 4)));
        assert_eq!(weekday_until(date(2025, 4, 5), Weekday::Saturday), Some(date(2025, 4, 5)));
        assert_eq!(weekday_from(date(2025, 4, 5), Weekday::Friday), Some(date(2025, 4, 11)));
        assert_eq!(
            [1818, 1989, 2000, 2025].map(easter),
            [date(1818, 3, 22), date(1989, 3, 26), date(2000, 4, 23), date(2025, 4, 20)].map(Some)
        );
        assert_eq!(nth_weekday(2025, 5, 2, Weekday::Tuesday), Some(date(2025, 5, 13)));
    }
}

//! What words of time mean before anything is known of the page: the typed result of the grammar.

use jiff::civil::Weekday;
use serde::Deserialize;

use super::calendar::{Clock, DayPart, Period, Season, Unit};
use super::value::{Length, Rule};

/// A time expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// A stretch of the calendar or a time of day.
    When(When),
    /// A length.
    Length(Length),
    /// A length whose value the list gives: `recent years`.
    Listed(&'static str),
    /// Something that recurs: its TIMEX3 value and its rule.
    Set(String, Rule),
    /// An ordinal weekday or day of `the month`: a set where the clause tells of habits, else a date.
    Habit(String, Rule, When),
    /// The present, the past or the future, no more.
    Reference(Reference),
}

/// A reference without a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reference {
    /// `now`
    Present,
    /// `recently`
    Past,
    /// `soon`
    Future,
}

/// A stretch of the calendar, as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// All of it is told: `2022`, `the 1990s`.
    Named(Period),
    /// A part, and of what, where that is told: `March` of `2021`, `evening` of `Friday`.
    Part(Part, Option<Box<When>>),
    /// One of a row: `last week`, `that day`, `the following winter`.
    Row(Which, Member),
    /// Counted from the day of speaking: `yesterday`.
    Day(i32),
    /// A length away: `two days ago`, `three weeks later`.
    Shift(Length, Toward),
    /// A weekday beside the date that it should fit: `Tuesday, 8 May 1945`.
    Checked(Weekday, Box<When>),
    /// So long after a date that is told: `two days after 3 May`, `Sunday week`.
    From(Length, bool, Box<When>),
    /// The period a year before the one that is spoken of: `the year-ago quarter`, `a year earlier`.
    YearBefore(Option<Part>, bool),
    /// The period that is spoken of, in another year: `the 1988 quarter`, `the same period last year`.
    Corresponding(Box<When>),
    /// It is told, and which it is cannot be: `last season`.
    Untold,
}

/// A part of a stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// A clock time of a day.
    Clock(Clock),
    /// A part of a day.
    DayPart(DayPart),
    /// A day of a week.
    Weekday(Weekday),
    /// A day of a month.
    Day(i8),
    /// A day and a month of a year.
    MonthDay(i8, i8),
    /// A weekday of a month, by an ordinal; -1 is the last.
    NthWeekday(i8, Weekday),
    /// A day by an ordinal, of something longer.
    NthDay(i8),
    /// A holiday of a year.
    Holiday(Holiday),
    /// A weekend.
    Weekend,
    /// A month of a year.
    Month(i8),
    /// A season of a year.
    Season(Season),
    /// A quarter of a year.
    Quarter(i8),
    /// A half of a year.
    Half(i8),
    /// A decade of its century, by its first year: `the '60s`.
    Decade(i8),
    /// A year by its last two figures: `'82`.
    ShortYear(i8),
    /// All of something coarser: the week of a day.
    Around(Unit),
}

impl Part {
    /// Its unit; clock times are minutes, parts of the day hours.
    #[must_use]
    pub const fn unit(self) -> Unit {
        match self {
            Self::Clock(_) => Unit::Minute,
            Self::DayPart(_) => Unit::Hour,
            Self::Weekday(_) | Self::Day(_) | Self::MonthDay(..) | Self::NthWeekday(..) | Self::NthDay(_) | Self::Holiday(_) => Unit::Day,
            Self::Weekend => Unit::Weekend,
            Self::Month(_) => Unit::Month,
            Self::Season(_) => Unit::Season,
            Self::Quarter(_) => Unit::Quarter,
            Self::Half(_) => Unit::Half,
            Self::ShortYear(_) => Unit::Year,
            Self::Decade(_) => Unit::Decade,
            Self::Around(unit) => unit,
        }
    }
}

/// How a holiday lies in its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holiday {
    /// Month and day.
    Fixed(i8, i8),
    /// Month, ordinal, weekday, days after.
    Nth(i8, i8, Weekday, i8),
    /// Days from Easter Sunday.
    Easter(i8),
}

/// Which of a row of periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Which {
    /// The one before now.
    Last,
    /// The time just before now: as `last` for weekdays and months, else the length that ends now.
    Past,
    /// The one that holds now.
    This,
    /// The one after now.
    Next,
    /// Those after now.
    Coming,
    /// The one before a date told before.
    Previous,
    /// The one that holds a date told before.
    Same,
    /// The one after a date told before.
    Following,
    /// The one that is spoken of: `the quarter`, `the weekend`.
    Definite,
    /// The newest that is complete.
    Latest,
    /// The one a year before.
    YearAgo,
}

/// The member of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Member {
    /// A unit: `week`.
    Unit(Unit),
    /// A named part: `Friday`, `summer`, `evening`.
    Part(Part),
    /// `period`: whichever is spoken of.
    Period,
}

/// Which way a length leads, and from where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Toward {
    /// `ago`
    BeforeNow,
    /// `from now`
    AfterNow,
    /// `earlier`
    BeforeThen,
    /// `later`
    AfterThen,
}

//! Values and how TIMEX3 and RFC 5545 write them.

use std::fmt::{self, Display, Write as _};

use jiff::civil::Weekday;

use super::calendar::{Clock, DayPart, Period, Season, TimeOfDay, Unit};

/// An amount of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Amount {
    /// Hundredths.
    Exact(u64),
    /// Not told: `several`.
    Vague,
}

impl Amount {
    /// So many.
    #[must_use]
    pub const fn whole(count: u64) -> Self {
        Self::Exact(count.saturating_mul(100))
    }

    /// How many, where it is a whole number.
    #[must_use]
    pub const fn count(self) -> Option<u64> {
        match self {
            Self::Exact(hundredths) if hundredths % 100 == 0 => Some(hundredths / 100),
            _ => None,
        }
    }
}

/// A length: amounts of units, the largest first; at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Length(pub Vec<(Amount, Unit)>);

impl Length {
    /// One amount of a unit.
    #[must_use]
    pub fn new(amount: Amount, unit: Unit) -> Self {
        Self(vec![(amount, unit)])
    }

    /// Whether any of its amounts is not told.
    #[must_use]
    pub fn is_vague(&self) -> bool {
        self.0.iter().any(|(amount, _)| *amount == Amount::Vague)
    }
}

/// A unit's letter and how many of that letter it is.
const fn letter(unit: Unit) -> (char, u64) {
    match unit {
        Unit::Second => ('S', 1),
        Unit::Minute | Unit::Month => ('M', 1),
        Unit::Hour => ('H', 1),
        Unit::Day | Unit::Night => ('D', 1),
        Unit::Weekend => ('D', 2),
        Unit::Week => ('W', 1),
        Unit::Fortnight => ('W', 2),
        Unit::Season => ('M', 3),
        Unit::Quarter => ('Q', 1),
        Unit::Half => ('M', 6),
        Unit::Year => ('Y', 1),
        Unit::Decade => ('Y', 10),
        Unit::Century => ('Y', 100),
        Unit::Millennium => ('Y', 1000),
    }
}

/// A unit into which the parts of another divide evenly.
const fn smaller(unit: Unit) -> Option<(Unit, u64)> {
    match unit {
        Unit::Hour => Some((Unit::Minute, 60)),
        Unit::Minute => Some((Unit::Second, 60)),
        Unit::Day => Some((Unit::Hour, 24)),
        Unit::Year => Some((Unit::Month, 12)),
        _ => None,
    }
}

impl Display for Length {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_char('P')?;
        let mut in_time = false;
        for &(amount, unit) in &self.0 {
            let clock = unit < Unit::Night;
            let mut time = |out: &mut fmt::Formatter<'_>, clock: bool| {
                if clock && !std::mem::replace(&mut in_time, true) { out.write_char('T') } else { Ok(()) }
            };
            let Amount::Exact(hundredths) = amount else {
                time(out, clock)?;
                let letter = if unit == Unit::Century { 'C' } else { letter(unit).0 };
                write!(out, "X{letter}")?;
                continue;
            };
            let (sign, scale) = letter(unit);
            let total = hundredths.saturating_mul(scale);
            match smaller(unit).filter(|(_, of)| total % 100 != 0 && (total % 100 * of) % 100 == 0) {
                // Two and a half years are two years and six months.
                Some((below, of)) => {
                    if total >= 100 {
                        time(out, clock)?;
                        write!(out, "{}{sign}", total / 100)?;
                    }
                    time(out, below < Unit::Night)?;
                    write!(out, "{}{}", total % 100 * of / 100, letter(below).0)?;
                }
                None => {
                    time(out, clock)?;
                    write!(out, "{}", total / 100)?;
                    match total % 100 {
                        0 => {}
                        rest if rest % 10 == 0 => write!(out, ".{}", rest / 10)?,
                        rest => write!(out, ".{rest:02}")?,
                    }
                    out.write_char(sign)?;
                }
            }
        }
        Ok(())
    }
}

/// A year, before Christ with `BC`.
struct Year(i16);

impl Display for Year {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 > 0 { write!(out, "{:04}", self.0) } else { write!(out, "BC{:04}", 1 - i32::from(self.0)) }
    }
}

impl Display for Season {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        })
    }
}

impl Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Years before Christ are counted backwards: the 470s BC are written by their first three figures.
        match *self {
            Self::Day(date) => write!(out, "{}-{:02}-{:02}", Year(date.year()), date.month(), date.day()),
            Self::Weekend(year, week) => write!(out, "{}-W{week:02}-WE", Year(year)),
            Self::Week(year, week) => write!(out, "{}-W{week:02}", Year(year)),
            Self::Month(year, month) => write!(out, "{}-{month:02}", Year(year)),
            Self::Season(year, season) => write!(out, "{}-{season}", Year(year)),
            Self::Quarter(year, quarter) => write!(out, "{}-Q{quarter}", Year(year)),
            Self::Half(year, half) => write!(out, "{}-H{half}", Year(year)),
            Self::Year(year) => write!(out, "{}", Year(year)),
            Self::Decade(year) => {
                write!(out, "{}{:03}", if year > 0 { "" } else { "BC" }, if year > 0 { year / 10 } else { (1 - year) / 10 })
            }
            Self::Century(year) if year >= 0 => write!(out, "{:02}", year / 100),
            Self::Century(year) => write!(out, "BC{:02}", -year / 100),
        }
    }
}

impl Display for DayPart {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Morning => "MO",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
            Self::Daytime => "DT",
        })
    }
}

impl Display for Clock {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02}:{:02}", self.hour, self.minute)?;
        if let Some(second) = self.second {
            write!(out, ":{second:02}")?;
        }
        if self.universal { out.write_char('Z') } else { Ok(()) }
    }
}

impl Display for TimeOfDay {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Part(part) => write!(out, "T{part}"),
            Self::Clock(clock) => write!(out, "T{clock}"),
        }
    }
}

/// What is known of a date whose year is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Partial {
    /// `XXXX-WXX-6`
    Weekday(Weekday),
    /// `XXXX-WXX-WE`
    Weekend,
    /// `XXXX-03-04`
    MonthDay(i8, i8),
    /// `XXXX-XX-16`
    Day(i8),
    /// `XXXX-10`
    Month(i8),
    /// `XXXX-SU`
    Season(Season),
    /// `XXXX-Q3`
    Quarter(i8),
    /// `XXXX-H1`
    Half(i8),
    /// `XXXX-XX-XX`: a day, as the bearer of a time of day.
    AnyDay,
}

/// The number of a weekday, Monday being 1.
const fn number(weekday: Weekday) -> i8 {
    weekday.to_monday_one_offset()
}

impl Display for Partial {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Weekday(weekday) => write!(out, "XXXX-WXX-{}", number(weekday)),
            Self::Weekend => out.write_str("XXXX-WXX-WE"),
            Self::MonthDay(month, day) => write!(out, "XXXX-{month:02}-{day:02}"),
            Self::Day(day) => write!(out, "XXXX-XX-{day:02}"),
            Self::Month(month) => write!(out, "XXXX-{month:02}"),
            Self::Season(season) => write!(out, "XXXX-{season}"),
            Self::Quarter(quarter) => write!(out, "XXXX-Q{quarter}"),
            Self::Half(half) => write!(out, "XXXX-H{half}"),
            Self::AnyDay => out.write_str("XXXX-XX-XX"),
        }
    }
}

/// How often something recurs (RFC 5545).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Frequency {
    /// Every second.
    Secondly,
    /// Every minute.
    Minutely,
    /// Every hour.
    Hourly,
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every month.
    Monthly,
    /// Every year.
    Yearly,
}

/// A rule of recurrence (RFC 5545).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The period.
    pub frequency: Frequency,
    /// Every so many periods.
    pub interval: u32,
    /// The month of a year.
    pub month: Option<i8>,
    /// The day of a month.
    pub month_day: Option<i8>,
    /// Weekdays, with their ordinal in the month where that is not 0.
    pub days: Vec<(i8, Weekday)>,
}

impl Rule {
    /// Every so many units; `None` for lengths that no calendar repeats.
    #[must_use]
    pub fn every(count: u32, unit: Unit) -> Self {
        let (frequency, times) = match unit {
            Unit::Second => (Frequency::Secondly, 1),
            Unit::Minute => (Frequency::Minutely, 1),
            Unit::Hour => (Frequency::Hourly, 1),
            Unit::Day | Unit::Night => (Frequency::Daily, 1),
            Unit::Week | Unit::Weekend => (Frequency::Weekly, 1),
            Unit::Fortnight => (Frequency::Weekly, 2),
            Unit::Month => (Frequency::Monthly, 1),
            Unit::Quarter => (Frequency::Monthly, 3),
            Unit::Half => (Frequency::Monthly, 6),
            Unit::Season | Unit::Year => (Frequency::Yearly, 1),
            Unit::Decade => (Frequency::Yearly, 10),
            Unit::Century => (Frequency::Yearly, 100),
            Unit::Millennium => (Frequency::Yearly, 1000),
        };
        Self { frequency, interval: count.saturating_mul(times), month: None, month_day: None, days: Vec::new() }
    }
}

impl Display for Rule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self.frequency {
            Frequency::Secondly => "FREQ=SECONDLY",
            Frequency::Minutely => "FREQ=MINUTELY",
            Frequency::Hourly => "FREQ=HOURLY",
            Frequency::Daily => "FREQ=DAILY",
            Frequency::Weekly => "FREQ=WEEKLY",
            Frequency::Monthly => "FREQ=MONTHLY",
            Frequency::Yearly => "FREQ=YEARLY",
        })?;
        if self.interval != 1 {
            write!(out, ";INTERVAL={}", self.interval)?;
        }
        if let Some(month) = self.month {
            write!(out, ";BYMONTH={month}")?;
        }
        if let Some(day) = self.month_day {
            write!(out, ";BYMONTHDAY={day}")?;
        }
        for (at, (nth, weekday)) in self.days.iter().enumerate() {
            out.write_str(if at == 0 { ";BYDAY=" } else { "," })?;
            if *nth != 0 {
                write!(out, "{nth}")?;
            }
            out.write_str(match weekday {
                Weekday::Monday => "MO",
                Weekday::Tuesday => "TU",
                Weekday::Wednesday => "WE",
                Weekday::Thursday => "TH",
                Weekday::Friday => "FR",
                Weekday::Saturday => "SA",
                Weekday::Sunday => "SU",
            })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_by_their_units() {
        let length =
            |parts: &[(u64, Unit)]| Length(parts.iter().map(|&(amount, unit)| (Amount::Exact(amount), unit)).collect()).to_string();
        assert_eq!(length(&[(50, Unit::Hour)]), "PT30M");
        assert_eq!(length(&[(250, Unit::Year)]), "P2Y6M");
        assert_eq!(length(&[(150, Unit::Month)]), "P1.5M");
        assert_eq!(length(&[(200, Unit::Hour), (300, Unit::Minute), (1200, Unit::Second)]), "PT2H3M12S");
        assert_eq!(length(&[(25, Unit::Century)]), "P25Y");
        assert_eq!(length(&[(100, Unit::Day), (200, Unit::Hour)]), "P1DT2H");
        assert_eq!(Length::new(Amount::Vague, Unit::Hour).to_string(), "PTXH");
    }

    #[test]
    fn years_before_christ_are_marked() {
        assert_eq!(Period::Year(-489).to_string(), "BC0490");
        assert_eq!(Period::Decade(-470).to_string(), "BC047");
        assert_eq!(Period::Decade(1990).to_string(), "199");
        assert_eq!(Period::Century(1800).to_string(), "18");
    }
}

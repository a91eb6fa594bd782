//! When a promise is to be kept: rules of RFC 5545 and values of TIMEX3 as windows of days.

use std::fmt;

use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::{Span, ToSpan};

/// The first and the last day in which a thing is to be done.
pub type Window = (Date, Date);

/// Most windows of one promise.
pub const MOST: usize = 1_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frequency {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// A rule of RFC 5545, as far as promises have any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    frequency: Frequency,
    interval: i32,
    count: Option<usize>,
    until: Option<Date>,
    /// Days of the week, with their number in the month or year, 0 for every one.
    days: Vec<(i8, Weekday)>,
    month_days: Vec<i8>,
    months: Vec<i8>,
    week_starts: Weekday,
}

/// Days of the week as the standard writes them, Monday first.
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const DAY_NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn weekday(code: &str) -> Option<Weekday> {
    let at = DAYS.iter().position(|it| *it == code)?;
    Weekday::from_monday_zero_offset(at as i8).ok()
}

fn name(day: Weekday) -> &'static str {
    DAY_NAMES[usize::try_from(day.to_monday_zero_offset()).unwrap_or_default()]
}

fn numbers(list: &str) -> Option<Vec<i8>> {
    list.split(',').map(|it| it.parse().ok().filter(|it| *it != 0)).collect()
}

/// `20310320`, with or without a time.
fn day(compact: &str) -> Option<Date> {
    let digits = compact.get(..8).filter(|it| it.bytes().all(|b| b.is_ascii_digit()))?;
    Date::new(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?).ok()
}

impl Rule {
    /// Reads a rule; gives what part of it is not understood.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut rule = Self {
            frequency: Frequency::Daily,
            interval: 1,
            count: None,
            until: None,
            days: Vec::new(),
            month_days: Vec::new(),
            months: Vec::new(),
            week_starts: Weekday::Monday,
        };
        let mut frequency = None;
        for part in text.trim_start_matches("RRULE:").split(';').filter(|it| !it.is_empty()) {
            let unknown = || part.to_owned();
            let (key, value) = part.split_once('=').ok_or_else(unknown)?;
            match key {
                "FREQ" => {
                    frequency = Some(match value {
                        "DAILY" => Frequency::Daily,
                        "WEEKLY" => Frequency::Weekly,
                        "MONTHLY" => Frequency::Monthly,
                        "YEARLY" => Frequency::Yearly,
                        _ => return Err(unknown()),
                    });
                }
                "INTERVAL" => rule.interval = value.parse().ok().filter(|it| (1..=1_000).contains(it)).ok_or_else(unknown)?,
                "COUNT" => rule.count = Some(value.parse().ok().ok_or_else(unknown)?),
                "UNTIL" => rule.until = Some(day(value).ok_or_else(unknown)?),
                "WKST" => rule.week_starts = weekday(value).ok_or_else(unknown)?,
                "BYMONTHDAY" => rule.month_days = numbers(value).ok_or_else(unknown)?,
                "BYMONTH" => rule.months = numbers(value).filter(|list| list.iter().all(|it| (1..=12).contains(it))).ok_or_else(unknown)?,
                "BYDAY" => {
                    for it in value.split(',') {
                        let at = it.len().checked_sub(2).filter(|at| it.is_char_boundary(*at)).ok_or_else(unknown)?;
                        let (number, code) = it.split_at(at);
                        let number = if number.is_empty() { 0 } else { number.trim_start_matches('+').parse().map_err(|_| unknown())? };
                        rule.days.push((number, weekday(code).ok_or_else(unknown)?));
                    }
                }
                _ => return Err(unknown()),
            }
        }
        rule.frequency = frequency.ok_or_else(|| text.to_owned())?;
        let is_numbered = rule.days.iter().any(|it| it.0 != 0);
        let is_daily = matches!(rule.frequency, Frequency::Daily | Frequency::Weekly);
        if is_daily && (is_numbered || !rule.months.is_empty() && rule.days.is_empty()) {
            return Err(text.to_owned());
        }
        Ok(rule)
    }

    fn step(&self, count: i32) -> Span {
        let count = i64::from(count) * i64::from(self.interval);
        match self.frequency {
            Frequency::Daily => count.days(),
            Frequency::Weekly => count.weeks(),
            Frequency::Monthly => count.months(),
            Frequency::Yearly => count.years(),
        }
    }

    /// The windows that begin after the day of the promise and by the horizon; `by` is a deadline beside the rule.
    pub fn windows(&self, promised: Date, by: Option<Date>, horizon: Date) -> Vec<Window> {
        let last = [self.until, by].into_iter().flatten().min();
        let most = self.count.unwrap_or(MOST).min(MOST);
        let mut windows = Vec::new();
        if self.days.is_empty() && self.month_days.is_empty() && self.months.is_empty() {
            // Each is counted from the day of the promise itself, so that a month from 31 January does not drift.
            for turn in 0..most as i32 {
                let bounds = promised.checked_add(self.step(turn)).and_then(|it| it.tomorrow());
                let (Ok(start), Ok(end)) = (bounds, promised.checked_add(self.step(turn + 1))) else { break };
                if start > horizon || last.is_some_and(|last| end > last) {
                    break;
                }
                windows.push((start, end));
            }
            return windows;
        }
        let is_month = self.days.is_empty() && self.month_days.is_empty();
        let mut next = promised.tomorrow();
        while let Ok(at) = next {
            if at > horizon || last.is_some_and(|last| at > last) || windows.len() >= most {
                break;
            }
            next = at.tomorrow();
            if !self.has(promised, at) {
                continue;
            }
            if is_month {
                let end = at.last_of_month();
                if last.is_none_or(|last| end <= last) {
                    windows.push((at, end));
                }
                next = end.tomorrow();
            } else {
                windows.push((at, at));
            }
        }
        windows
    }

    /// Whether a day is one that the rule names.
    fn has(&self, promised: Date, day: Date) -> bool {
        let week = |it: Date| {
            let offset = it.weekday().since(self.week_starts);
            it.checked_sub(i64::from(offset).days()).ok()
        };
        let months = |it: Date| i32::from(it.year()) * 12 + i32::from(it.month());
        let days = |from: Date, to: Date| from.until(to).map_or(0, |it| it.get_days());
        let turn = match self.frequency {
            Frequency::Daily => days(promised, day),
            Frequency::Weekly => week(promised).zip(week(day)).map_or(0, |(from, to)| days(from, to) / 7),
            Frequency::Monthly => months(day) - months(promised),
            Frequency::Yearly => i32::from(day.year()) - i32::from(promised.year()),
        };
        let is_year = self.frequency == Frequency::Yearly && self.months.is_empty();
        let (place, length) =
            if is_year { (day.day_of_year(), day.days_in_year()) } else { (day.day().into(), day.days_in_month().into()) };
        let numbered = |number: i8| match number {
            0 => true,
            1.. => (place - 1) / 7 + 1 == i16::from(number),
            _ => (length - place) / 7 + 1 == -i16::from(number),
        };
        let month_day = |number: i8| number == day.day() || number == day.day() - day.days_in_month() - 1;
        turn % self.interval == 0
            && (self.months.is_empty() || self.months.contains(&day.month()))
            && (self.month_days.is_empty() || self.month_days.iter().any(|it| month_day(*it)))
            && (self.days.is_empty() || self.days.iter().any(|(number, weekday)| *weekday == day.weekday() && numbered(*number)))
    }
}

impl fmt::Display for Rule {
    /// In words: `every 2 months`, `every week on Monday, Thursday`.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.frequency {
            Frequency::Daily => "day",
            Frequency::Weekly => "week",
            Frequency::Monthly => "month",
            Frequency::Yearly => "year",
        };
        match self.interval {
            1 => write!(to, "every {unit}")?,
            many => write!(to, "every {many} {unit}s")?,
        }
        let ordinal = |number: i8| match number {
            0 => String::new(),
            -1 => "last ".to_owned(),
            1.. => format!("{number}. "),
            _ => format!("{}. last ", -number),
        };
        if !self.days.is_empty() {
            let days: Vec<String> = self.days.iter().map(|(number, day)| ordinal(*number) + name(*day)).collect();
            write!(to, " on {}", days.join(", "))?;
        }
        let list = |list: &[i8]| {
            list.iter().map(|it| if *it < 0 { format!("{} from the end", -it) } else { it.to_string() }).collect::<Vec<_>>().join(", ")
        };
        if !self.month_days.is_empty() {
            write!(to, " on day {}", list(&self.month_days))?;
        }
        if !self.months.is_empty() {
            write!(to, " in month {}", list(&self.months))?;
        }
        if let Some(count) = self.count {
            write!(to, ", {count} times")?;
        }
        if let Some(until) = self.until {
            write!(to, ", until {until}")?;
        }
        Ok(())
    }
}

/// When a value of TIMEX3 is, as days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// From a day to a day.
    Days(Date, Date),
    /// So long from the day of the promise; the day is its last.
    Within(Date),
}

/// The days of a value; durations are counted from `promised`.
pub fn days(value: &str, promised: Date) -> Option<When> {
    if value.starts_with('P') {
        let span: Span = value.parse().ok()?;
        let end = promised.at(0, 0, 0, 0).checked_add(span).ok()?.date();
        return Some(When::Within(end));
    }
    let year = |text: &str| text.parse::<i16>().ok().filter(|_| text.len() == 4);
    let months = |year: i16, first: i8, count: i64| {
        let start = Date::new(year, first, 1).ok()?;
        let end = start.checked_add(count.months()).ok()?.yesterday().ok()?;
        Some(When::Days(start, end))
    };
    let value = value.split('T').next()?;
    let parts: Vec<&str> = value.split('-').collect();
    match parts[..] {
        [decade] if decade.len() == 3 || decade.len() == 4 && decade.ends_with('X') => {
            let start = decade.get(..3)?.parse::<i16>().ok()? * 10;
            Some(When::Days(Date::new(start, 1, 1).ok()?, Date::new(start + 9, 12, 31).ok()?))
        }
        [only] => months(year(only)?, 1, 12),
        [of, part] => {
            let of = year(of)?;
            match part {
                "SP" => months(of, 3, 3),
                "SU" => months(of, 6, 3),
                "FA" => months(of, 9, 3),
                "WI" => months(of, 12, 3),
                "H1" => months(of, 1, 6),
                "H2" => months(of, 7, 6),
                "Q1" => months(of, 1, 3),
                "Q2" => months(of, 4, 3),
                "Q3" => months(of, 7, 3),
                "Q4" => months(of, 10, 3),
                _ if part.starts_with('W') => week(of, part).map(|(start, end)| When::Days(start, end)),
                _ => months(of, part.parse().ok().filter(|it| (1..=12).contains(it))?, 1),
            }
        }
        [of, part, last] if part.starts_with('W') => {
            let (start, end) = week(year(of)?, part)?;
            if last == "WE" {
                return Some(When::Days(end.yesterday().ok()?, end));
            }
            let day = start.checked_add((last.parse::<i64>().ok().filter(|it| (1..=7).contains(it))? - 1).days()).ok()?;
            Some(When::Days(day, day))
        }
        [..] => {
            let day: Date = value.parse().ok()?;
            Some(When::Days(day, day))
        }
    }
}

/// The days of a week of the ISO calendar.
fn week(year: i16, week: &str) -> Option<Window> {
    let number: i8 = week.get(1..)?.parse().ok()?;
    let day = |weekday| ISOWeekDate::new(year, number, weekday).ok().map(|it| it.date());
    Some((day(Weekday::Monday)?, day(Weekday::Sunday)?))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn starts(rule: &str, promised: Date, horizon: Date) -> Vec<String> {
        Rule::parse(rule).unwrap().windows(promised, None, horizon).iter().map(|it| it.0.to_string()).collect()
    }

    #[test]
    fn months_do_not_drift() {
        let windows = Rule::parse("FREQ=MONTHLY").unwrap().windows(date(2031, 1, 31), None, date(2031, 5, 1));
        let ends: Vec<String> = windows.iter().map(|it| it.1.to_string()).collect();
        assert_eq!(ends, ["2031-02-28", "2031-03-31", "2031-04-30", "2031-05-31"]);
    }

    #[test]
    fn named_days_are_those_of_the_calendar() {
        // Read off a calendar of 2031: 3 March is a Monday.
        let promised = date(2031, 3, 3);
        assert_eq!(
            starts("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", promised, date(2031, 3, 31)),
            ["2031-03-05", "2031-03-17", "2031-03-19", "2031-03-31"]
        );
        assert_eq!(starts("FREQ=MONTHLY;BYDAY=-1FR", promised, date(2031, 5, 31)), ["2031-03-28", "2031-04-25", "2031-05-30"]);
        assert_eq!(starts("FREQ=MONTHLY;BYMONTHDAY=-1,31", promised, date(2031, 5, 31)), ["2031-03-31", "2031-04-30", "2031-05-31"]);
        assert_eq!(starts("FREQ=YEARLY;BYMONTH=6", promised, date(2032, 12, 31)), ["2031-06-01", "2032-06-01"]);
        assert_eq!(starts("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", promised, date(2032, 12, 31)), ["2031-11-27", "2032-11-25"]);
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for (rule, part) in
            [("FREQ=HOURLY", "FREQ=HOURLY"), ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1", "BYSETPOS=1"), ("INTERVAL=2", "INTERVAL=2"), ("", "")]
        {
            assert_eq!(Rule::parse(rule).unwrap_err(), part);
        }
        for rule in
            ["FREQ=WEEKLY;BYDAY=é", "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;UNTIL=31", "FREQ=MONTHLY;BYMONTHDAY=0"]
        {
            assert!(Rule::parse(rule).is_err(), "{rule}");
        }
    }

    #[test]
    fn values_are_days() {
        let promised = date(2031, 3, 3);
        let told = |value: &str| {
            days(value, promised).map(|it| match it {
                When::Days(start, end) => format!("{start} {end}"),
                When::Within(end) => format!("- {end}"),
            })
        };
        for (value, expected) in [
            ("2031-03-07", "2031-03-07 2031-03-07"),
            ("2031-03-07TEV", "2031-03-07 2031-03-07"),
            ("2031-W12", "2031-03-17 2031-03-23"),
            ("2031-W12-WE", "2031-03-22 2031-03-23"),
            ("2031-02", "2031-02-01 2031-02-28"),
            ("2031", "2031-01-01 2031-12-31"),
            ("2031-Q2", "2031-04-01 2031-06-30"),
            ("2031-WI", "2031-12-01 2032-02-29"),
            ("203", "2030-01-01 2039-12-31"),
            ("P1W", "- 2031-03-10"),
            ("PT48H", "- 2031-03-05"),
        ] {
            assert_eq!(told(value).as_deref(), Some(expected), "{value}");
        }
        for value in ["XXXX-WXX-6", "FUTURE_REF", "PRESENT_REF", "", "-", "2031-13", "2031-W60", "20é1"] {
            assert_eq!(told(value), None, "{value}");
        }
    }
}

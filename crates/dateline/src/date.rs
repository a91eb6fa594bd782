//! Publication dates as a person gives them.

/// Checks a date, `2025-04-04` or `2025-04-04T18:30+02:00` (`Z` for UTC), and gives it back as it was written.
pub fn parse(typed: &str) -> Result<String, String> {
    let typed = typed.trim();
    let wrong = || format!("{typed:?} is no date: write YYYY-MM-DD, or 2025-04-04T18:30+02:00");
    let (day, time) = typed.split_at_checked(10).ok_or_else(wrong)?;
    let iso = day.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    let sound = match time {
        "" => day.parse::<jiff::civil::Date>().is_ok(),
        _ => time.starts_with('T') && !time.contains('[') && typed.parse::<jiff::Timestamp>().is_ok(),
    };
    (iso && sound).then(|| typed.to_owned()).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_or_times_with_an_offset() {
        for right in ["2025-04-04", "2024-02-29", "2025-04-04T18:30+02:00", "2025-04-04T18:30:05Z"] {
            assert_eq!(parse(right).as_deref(), Ok(right));
        }
        for wrong in
            ["", "2025-02-29", "4 April 2025", "04/04/2025", "20250404", "2025-04-04 18:30", "2025-04-04T18:30", "2025-04-04T25:00Z"]
        {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}

//! Dates of mail and of RSS.

use jiff::fmt::rfc2822::DateTimeParser;

static PARSER: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);

/// A date of RFC 2822 in the form of RFC 3339, its own offset kept; any other as it stands.
pub fn iso(date: &str) -> String {
    match PARSER.parse_zoned_datetime(date) {
        Ok(zoned) => zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        Err(_) => date.to_owned(),
    }
}

/// A date of RFC 2822 as an instant in UTC, in the form of RFC 3339.
pub fn instant(date: &str) -> Option<String> {
    PARSER.parse_timestamp(date).ok().map(|instant| instant.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offset_stays() {
        assert_eq!(iso("Mon, 3 Jun 2024 23:12:03 -0700"), "2024-06-03T23:12:03-07:00");
        assert_eq!(iso("Tue, 3 Jun 2024 23:12 GMT"), "2024-06-03T23:12:00+00:00");
        assert_eq!(iso("2024-06-03"), "2024-06-03");
        assert_eq!(instant("Mon, 3 Jun 2024 23:12:03 -0700").as_deref(), Some("2024-06-04T06:12:03Z"));
    }
}

//! Dates as sources state them: machine formats, dates in words and figures, dates in addresses.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::words::{Order, Words};

/// The earliest year that a page on the web may be dated: papers put their archives online.
const EARLIEST: i16 = 1900;
/// The latest year: without a clock, only what cannot be is refused.
const LATEST: i16 = 2100;

/// A day, with its time and offset where the source has both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    day: Date,
    time: Option<(Time, Offset)>,
}

impl Stamp {
    /// A bare day.
    pub const fn of_day(day: Date) -> Self {
        Self { day, time: None }
    }

    /// The day in its own offset.
    pub const fn day(&self) -> Date {
        self.day
    }

    /// Whether the time is given in UTC, which may not be the paper's own day.
    pub fn is_utc(&self) -> bool {
        self.time.is_some_and(|(_, offset)| offset == Offset::UTC)
    }

    /// The instant in seconds, where the time is known.
    pub fn instant(&self) -> Option<i64> {
        let (time, offset) = self.time?;
        offset.to_timestamp(self.day.to_datetime(time)).ok().map(Timestamp::as_second)
    }

    /// Whole days between two stamps: of their instants where both are known, of their days otherwise.
    pub fn days_apart(&self, other: &Self) -> i64 {
        if let (Some(one), Some(two)) = (self.instant(), other.instant()) {
            return (one - two).abs() / 86_400;
        }
        i64::from((self.day - other.day).get_days()).abs()
    }

    /// `YYYY-MM-DD`, or RFC 3339 with the offset.
    pub fn text(&self) -> String {
        let Some((time, offset)) = self.time else { return self.day.to_string() };
        let seconds = offset.seconds();
        let sign = if seconds < 0 { '-' } else { '+' };
        let minutes = seconds.abs() / 60;
        format!("{}T{:02}:{:02}:{:02}{sign}{:02}:{:02}", self.day, time.hour(), time.minute(), time.second(), minutes / 60, minutes % 60)
    }
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    (EARLIEST..=LATEST).contains(&year).then(|| Date::new(year, month, day).ok()).flatten()
}

/// How a page writes its dates.
#[derive(Debug, Clone, Copy)]
pub struct Style<'w> {
    words: &'w Words,
    language: Option<&'w str>,
    order: Order,
}

impl<'w> Style<'w> {
    /// The style of a language, declared as `en-GB` or `de`, on a host whose country settles what English leaves open.
    pub fn new(words: &'w Words, declared: Option<&str>, host: Option<&str>) -> Self {
        let declared = declared.unwrap_or_default().to_ascii_lowercase().replace('_', "-");
        let (language, region) = declared.split_once('-').unwrap_or((&declared, ""));
        let language = if language == "no" { "nb" } else { language };
        let known = words.orders.get_key_value(language);
        let mut order = known.map_or(Order::Dmy, |(_, order)| *order);
        if order == Order::Mdy || known.is_none() {
            let country = host.and_then(|host| host.rsplit('.').next()).filter(|top| top.len() == 2).unwrap_or_default();
            let region = if region.len() == 2 && region != "us" || country.is_empty() { region } else { country };
            order = if words.mdy_regions.contains(region) { Order::Mdy } else { Order::Dmy };
        }
        Self { words, language: known.map(|(language, _)| *language), order }
    }
}

/// Reads a value that machines write (ISO 8601 and its relatives, RFC 2822, seconds since 1970), else one in words.
pub fn parse(value: &str, style: Style<'_>) -> Option<Stamp> {
    let value = value.trim().trim_matches(['"', '\'']);
    if value.len() > 120 {
        return None;
    }
    machine(value).or_else(|| epoch(value)).or_else(|| in_words(value, style, None).map(|found| found.stamp))
}

/// `2024-05-03`, `2024/05/03`, `20240503`, with or without a time and an offset behind.
fn machine(value: &str) -> Option<Stamp> {
    let bytes = value.as_bytes();
    let mut at = 0;
    let year = number(bytes, &mut at, 4, 4)?;
    let separator = bytes.get(at).copied()?;
    let (month, day) = if separator.is_ascii_digit() {
        (number(bytes, &mut at, 2, 2)?, number(bytes, &mut at, 2, 2)?)
    } else {
        if !matches!(separator, b'-' | b'/' | b'.' | b':') {
            return None;
        }
        at += 1;
        let month = number(bytes, &mut at, 1, 2)?;
        if bytes.get(at) != Some(&separator) {
            return None;
        }
        at += 1;
        (month, number(bytes, &mut at, 1, 2)?)
    };
    if bytes.get(at).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let day = date(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)?;
    Some(Stamp { day, time: time_and_offset(&bytes[at..]) })
}

/// `T06:00:00.000+02:00`, ` 06:00 +0200`, `T0600Z`: a time counts only with its offset.
fn time_and_offset(bytes: &[u8]) -> Option<(Time, Offset)> {
    let mut at = bytes.iter().position(u8::is_ascii_digit)?;
    if !bytes[..at].iter().all(|byte| matches!(byte, b'T' | b't' | b' ' | b',' | b'-')) {
        return None;
    }
    let hour = number(bytes, &mut at, 1, 2)?;
    at += usize::from(bytes.get(at) == Some(&b':'));
    let minute = number(bytes, &mut at, 2, 2)?;
    let mut second = 0;
    let colon = bytes.get(at) == Some(&b':');
    if colon || bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += usize::from(colon);
        second = number(bytes, &mut at, 1, 2)?;
    }
    if matches!(bytes.get(at), Some(b'.' | b',' | b':')) {
        at += 1;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
    }
    let time = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second).ok()?.min(59), 0).ok()?;
    Some((time, offset(&bytes[at..])?))
}

fn offset(bytes: &[u8]) -> Option<Offset> {
    let text = std::str::from_utf8(bytes).ok()?.trim_start();
    let text = ["GMT", "UTC", "gmt", "utc"].iter().find_map(|name| text.strip_prefix(name)).map_or((text, false), |rest| (rest, true));
    let (text, named) = (text.0.trim_start(), text.1);
    let negative = match text.chars().next() {
        Some('Z' | 'z') => return Some(Offset::UTC),
        Some('+') => false,
        Some('-' | '−') => true,
        _ => return named.then_some(Offset::UTC),
    };
    let digits = text.trim_start_matches(['+', '-', '−']).as_bytes();
    let mut at = 0;
    let hours = number(digits, &mut at, 1, 2)?;
    at += usize::from(digits.get(at) == Some(&b':'));
    let minutes = number(digits, &mut at, 2, 2).unwrap_or(0);
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    if hours > 15 || minutes > 59 {
        return None;
    }
    Offset::from_seconds(if negative { -seconds } else { seconds }).ok()
}

/// Seconds or milliseconds since 1970.
fn epoch(value: &str) -> Option<Stamp> {
    if !(value.len() == 10 || value.len() == 13) || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds: i64 = value[..10].parse().ok()?;
    let moment = Offset::UTC.to_datetime(Timestamp::from_second(seconds).ok()?);
    (moment.year() > 1990).then(|| Stamp { day: moment.date(), time: Some((moment.time(), Offset::UTC)) })
}

fn number(bytes: &[u8], at: &mut usize, least: usize, most: usize) -> Option<u32> {
    let digits = bytes.get(*at..)?.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
    if digits < least {
        return None;
    }
    let value = bytes[*at..*at + digits].iter().fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0'));
    *at += digits;
    Some(value)
}

/// The date in an address: `/2024/05/03/`, `/2024-05-03-`, `/20240503`, `/2024/may/03/`, `/2024/0503/`.
pub fn in_url(url: &str, words: &Words) -> Option<Stamp> {
    // An archive's address holds the address that it archives; its own stamp is a capture.
    let url = url.rfind("/http").filter(|_| url.contains("/web/")).map_or(url, |at| &url[at + 1..]);
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split_once('/').map_or("", |(_, path)| path);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split(['/', '-', '_', '.', ',']).filter(|part| !part.is_empty()).collect();
    let figures = |part: &str, length: usize| -> Option<i16> {
        (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok()).flatten()
    };
    let small = |part: &str| -> Option<i8> {
        ((1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok()).flatten()
    };
    for (index, part) in parts.iter().enumerate() {
        if let Some(year) = figures(part, 4).filter(|year| (1990..=LATEST).contains(year)) {
            let next = |offset: usize| parts.get(index + offset).copied().unwrap_or_default();
            let month = small(next(1))
                .or_else(|| words.months.get(&next(1).to_ascii_lowercase())?.iter().find(|(l, _)| *l == "en").map(|(_, m)| *m));
            if let Some(day) = month.and_then(|month| date(year, month, small(next(2))?)) {
                return Some(Stamp::of_day(day));
            }
            if let Some(both) = figures(next(1), 4)
                && let Some(day) = date(year, i8::try_from(both / 100).unwrap_or(0), i8::try_from(both % 100).unwrap_or(0))
            {
                return Some(Stamp::of_day(day));
            }
            // 03-05-2024
            if let (Some(one), Some(two)) =
                (index.checked_sub(2).and_then(|at| small(parts[at])), index.checked_sub(1).and_then(|at| small(parts[at])))
                && parts[index - 1].len() == 2
                && parts[index - 2].len() == 2
                && let Some(day) = date(year, two, one)
            {
                return Some(Stamp::of_day(day));
            }
        }
        // 20240503, perhaps with a letter before it or more behind: t20240503_1, 202405031530
        let digits = part.trim_start_matches(|character: char| character.is_ascii_alphabetic());
        let compact =
            (part.len() - digits.len() <= 2 && matches!(digits.len(), 8 | 12 | 14) && digits.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| digits[..8].parse::<u32>().ok())
                .flatten();
        if let Some(day) = compact.and_then(|compact| {
            let year = i16::try_from(compact / 10_000).ok().filter(|year| (1990..=2100).contains(year))?;
            date(year, i8::try_from(compact / 100 % 100).ok()?, i8::try_from(compact % 100).ok()?)
        }) {
            return Some(Stamp::of_day(day));
        }
    }
    None
}

/// A date found among words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The date.
    pub stamp: Stamp,
    /// Bytes of the text it stands in.
    pub span: (usize, usize),
    /// What the text before it says: `Some(true)` published, `Some(false)` changed later.
    pub label: Option<bool>,
}

#[derive(Debug, Clone, Copy)]
enum Token<'t> {
    Number { value: u32, digits: usize, start: usize, end: usize },
    Word { word: &'t str, start: usize, end: usize },
}

impl Token<'_> {
    const fn start(&self) -> usize {
        match self {
            Self::Number { start, .. } | Self::Word { start, .. } => *start,
        }
    }

    const fn end(&self) -> usize {
        match self {
            Self::Number { end, .. } | Self::Word { end, .. } => *end,
        }
    }
}

/// The value of a decimal digit in the scripts that news is written in.
fn digit(character: char) -> Option<u32> {
    let code = character as u32;
    let zero = match code {
        0x30..=0x39 => 0x30,
        0x660..=0x669 => 0x660,
        0x6f0..=0x6f9 => 0x6f0,
        0x966..=0x96f => 0x966,
        0x9e6..=0x9ef => 0x9e6,
        0xff10..=0xff19 => 0xff10,
        _ => return None,
    };
    Some(code - zero)
}

/// Marks that belong to the letter before them, in scripts where words hold such.
const fn joins(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{e31}'..='\u{e4e}' | '\u{64b}'..='\u{65f}')
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        let mut end = start + character.len_utf8();
        if let Some(first) = digit(character) {
            let (mut value, mut digits) = (first, 1);
            while let Some((at, next)) = characters.peek().copied() {
                let Some(next_digit) = digit(next) else { break };
                value = value.saturating_mul(10).saturating_add(next_digit);
                digits += 1;
                end = at + next.len_utf8();
                characters.next();
            }
            tokens.push(Token::Number { value, digits, start, end });
        } else if character.is_alphabetic() {
            let ideograph = matches!(character, '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
            while let Some((at, next)) = characters.peek().copied() {
                if !(next.is_alphabetic() || joins(next)) || digit(next).is_some() || ideograph {
                    break;
                }
                end = at + next.len_utf8();
                characters.next();
            }
            tokens.push(Token::Word { word: &text[start..end], start, end });
        }
    }
    tokens
}

/// The first date in words or figures in a text, of publication before any other when its label says so.
///
/// `year` is assumed where the text has none.
pub fn in_words(text: &str, style: Style<'_>, year: Option<i16>) -> Option<Found> {
    let found = all_in_words(text, style, year);
    found
        .iter()
        .find(|found| found.label == Some(true))
        .or_else(|| found.iter().find(|found| found.label.is_none()))
        .or(found.first())
        .copied()
}

/// All dates in words or figures in a text.
pub fn all_in_words(text: &str, style: Style<'_>, year: Option<i16>) -> Vec<Found> {
    if !text.chars().any(|character| digit(character).is_some()) {
        return Vec::new();
    }
    let reader = Reader { text, tokens: tokens(text), style, year };
    let mut found = Vec::new();
    let (mut index, mut before) = (0, 0);
    while index < reader.tokens.len() {
        if let Some((day, used)) = reader.at(index) {
            let span = (reader.tokens[index].start(), reader.tokens[index + used - 1].end());
            let time = clock(&text[span.1..]).or_else(|| time_and_offset(&text.as_bytes()[span.1..]));
            found.push(Found { stamp: Stamp { day, time }, span, label: reader.label(before, index) });
            index += used;
            before = index;
        } else {
            index += 1;
        }
    }
    found
}

/// The time and offset of RFC 2822 and of scripts: ` 17:52:31 GMT+0000`.
fn clock(text: &str) -> Option<(Time, Offset)> {
    let text = text.strip_prefix(' ')?;
    time_and_offset(text.as_bytes())
}

struct Reader<'t> {
    text: &'t str,
    tokens: Vec<Token<'t>>,
    style: Style<'t>,
    year: Option<i16>,
}

impl Reader<'_> {
    fn number(&self, index: usize) -> Option<(u32, usize)> {
        match self.tokens.get(index)? {
            Token::Number { value, digits, .. } => Some((*value, *digits)),
            Token::Word { .. } => None,
        }
    }

    fn word(&self, index: usize) -> Option<&str> {
        match self.tokens.get(index)? {
            Token::Word { word, .. } => Some(word),
            Token::Number { .. } => None,
        }
    }

    /// What stands between a token and the next.
    fn gap(&self, index: usize) -> &str {
        match (self.tokens.get(index), self.tokens.get(index + 1)) {
            (Some(one), Some(two)) => &self.text[one.end()..two.start()],
            _ => "",
        }
    }

    fn month(&self, index: usize) -> Option<i8> {
        let word = self.word(index)?;
        if word.len() < 3 && word.is_ascii() || word.len() > 40 {
            return None;
        }
        let entries = self.style.words.months.get(&word.to_lowercase())?;
        let own = entries
            .iter()
            .find(|(language, _)| Some(*language) == self.style.language)
            .or_else(|| entries.iter().find(|(language, _)| *language == "en"));
        own.or(entries.first()).map(|(_, month)| *month)
    }

    fn year(&self, index: usize) -> Option<i16> {
        let (value, digits) = self.number(index)?;
        (digits == 4).then(|| i16::try_from(value).ok()).flatten().filter(|year| (EARLIEST..=LATEST).contains(year))
    }

    fn day(&self, index: usize) -> Option<i8> {
        let (value, digits) = self.number(index)?;
        (digits <= 2 && (1..=31).contains(&value)).then(|| i8::try_from(value).ok()).flatten()
    }

    /// The next token after `index` that is not one short joining word (`de`, `of`, `г`).
    fn skip_short(&self, index: usize) -> usize {
        let short = self.word(index).is_some_and(|word| word.chars().count() <= 3 && self.month(index).is_none());
        index + usize::from(short)
    }

    /// A date that begins at this token, and the tokens it takes.
    fn at(&self, index: usize) -> Option<(Date, usize)> {
        self.worded(index).or_else(|| self.figures(index)).or_else(|| self.east_asian(index))
    }

    fn worded(&self, index: usize) -> Option<(Date, usize)> {
        let near = |index: usize| self.gap(index).len() <= 4 && !self.gap(index).contains([';', '|', '\n', ':', '(', ')']);
        // 3 May 2024, 3. Mai 2024, 3 de mayo de 2024, 3rd of May, 2024
        if let Some(day) = self.day(index).filter(|_| near(index)) {
            let mut at = index + 1;
            for _ in 0..2 {
                if self.month(at).is_none() {
                    at = self.skip_short(at);
                }
            }
            if let Some(month) = self.month(at) {
                let mut next = at + 1;
                for _ in 0..2 {
                    if self.year(next).is_none() {
                        next = self.skip_short(next);
                    }
                }
                if let Some(year) = self.year(next).filter(|_| near(at)) {
                    return Some((date(year, month, day)?, next + 1 - index));
                }
                if let Some((short, 2)) = self.number(at + 1).filter(|_| self.gap(at).trim().is_empty() || self.gap(at) == "-")
                    && (self.number(at + 2).is_none() || !self.gap(at + 1).contains(':'))
                {
                    return Some((date(2000 + i16::try_from(short).ok()?, month, day)?, at + 2 - index));
                }
                if let Some(year) = self.year {
                    return Some((date(year, month, day)?, at + 1 - index));
                }
            }
        }
        // May 3, 2024; May 3rd 2024; Sat May 3 17:52:31 2024 is left to its year
        if let Some(month) = self.month(index).filter(|_| near(index))
            && let Some(day) = self.day(index + 1)
        {
            let next = self.skip_short(index + 2);
            if let Some(year) = self.year(next).filter(|_| near(index + 1)) {
                return Some((date(year, month, day)?, next + 1 - index));
            }
            // at, between the day and the year: "May 3 at 5:00 PM, 2024" is too rare to read
            if let Some(year) = self.year {
                return Some((date(year, month, day)?, 2));
            }
        }
        // 2024. május 3., 2024 m. gegužės 3 d., 2024 May 3
        if let Some(year) = self.year(index).filter(|_| near(index)) {
            let at = if self.month(index + 1).is_some() { index + 1 } else { self.skip_short(index + 1) };
            if let (Some(month), Some(day)) = (self.month(at), self.day(at + 1))
                && near(at)
            {
                return Some((date(year, month, day)?, at + 2 - index));
            }
        }
        None
    }

    fn figures(&self, index: usize) -> Option<(Date, usize)> {
        let (first, second) = (self.gap(index), self.gap(index + 1));
        if first.trim() != second.trim() || !matches!(first.trim(), "." | "/" | "-" | "‑" | "–") {
            return None;
        }
        let (one, two, three) = (self.number(index)?, self.number(index + 1)?, self.number(index + 2)?);
        // What goes on with the same mark is a version, an address or a telephone number.
        if self.number(index + 3).is_some() && self.gap(index + 2) == first
            || index > 0 && self.number(index - 1).is_some() && self.gap(index - 1) == first
        {
            return None;
        }
        let (year, month, day) = if one.1 == 4 {
            (one.0, two.0, three.0)
        } else if one.1 <= 2 && two.1 <= 2 && (three.1 == 4 || three.1 == 2 && matches!(first.trim(), "." | "/")) {
            let year = if three.1 == 4 { three.0 } else { 2000 + three.0 };
            let month_first = match self.style.order {
                Order::Mdy => first.trim() != "." && one.0 <= 12,
                Order::Dmy | Order::Ymd => two.0 > 12,
            };
            if month_first { (year, one.0, two.0) } else { (year, two.0, one.0) }
        } else {
            return None;
        };
        if one.1 == 4 && (two.1 > 2 || three.1 > 2) {
            return None;
        }
        let day = date(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)?;
        Some((day, 3))
    }

    fn east_asian(&self, index: usize) -> Option<(Date, usize)> {
        let year = self.year(index)?;
        (matches!(self.word(index + 1)?, "年" | "년")).then_some(())?;
        let month = self.number(index + 2)?.0;
        (matches!(self.word(index + 3)?, "月" | "월")).then_some(())?;
        let day = self.number(index + 4)?.0;
        (matches!(self.word(index + 5)?, "日" | "일" | "号")).then_some(())?;
        Some((date(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)?, 6))
    }

    /// What the words between two dates say of the second: the label nearest to it.
    fn label(&self, from: usize, to: usize) -> Option<bool> {
        let end = self.tokens.get(to)?.start();
        let start = self.tokens.get(from.max(to.saturating_sub(6)))?.start().min(end);
        let before = super::clean::key(&self.text[start..end]);
        let words: Vec<&str> = before.split(' ').collect();
        for last in (0..words.len()).rev() {
            for first in last.saturating_sub(2)..=last {
                if let Some(label) = self.style.words.labels.get(&words[first..=last].join(" ")) {
                    return Some(*label);
                }
            }
        }
        // In scripts without spaces between words the label is a part of what precedes.
        let run: String = before.chars().filter(|character| !character.is_whitespace()).collect();
        let tail: Vec<char> = run.chars().rev().take(6).collect();
        (1..=tail.len()).rev().find_map(|length| {
            let piece: String = tail[..length].iter().rev().collect();
            (!piece.is_ascii()).then(|| self.style.words.labels.get(&piece).copied()).flatten()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str, language: &str) -> Option<String> {
        parse(value, Style::new(&Words::load(), Some(language), None)).map(|stamp| stamp.text())
    }

    #[test]
    fn machine_formats() {
        for (value, expected) in [
            ("2024-05-03", "2024-05-03"),
            ("2024-5-3", "2024-05-03"),
            ("2024/05/03", "2024-05-03"),
            ("20240503", "2024-05-03"),
            ("2024-05-03T06:00:00+02:00", "2024-05-03T06:00:00+02:00"),
            ("2024-05-03T06:00:00.123Z", "2024-05-03T06:00:00+00:00"),
            ("2024-05-03T06:00+0200", "2024-05-03T06:00:00+02:00"),
            ("2024-05-03 06:00:00 -0430", "2024-05-03T06:00:00-04:30"),
            ("20240503T065153Z", "2024-05-03T06:51:53+00:00"),
            ("20240503T06:51:53Z", "2024-05-03T06:51:53+00:00"),
            ("2024-05-03 06:00:00", "2024-05-03"),
            ("1714716000", "2024-05-03T06:00:00+00:00"),
            ("1714716000000", "2024-05-03T06:00:00+00:00"),
            ("Fri, 03 May 2024 17:52:31 GMT", "2024-05-03T17:52:31+00:00"),
            ("Fri May 03 2024 17:52:31 GMT+0200 (Central European Summer Time)", "2024-05-03T17:52:31+02:00"),
        ] {
            assert_eq!(read(value, "en").as_deref(), Some(expected), "{value}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for value in
            ["", "0000-00-00", "0001-01-01T00:00:00Z", "2024-13-01", "2024-02-30", "yesterday", "12345678901", "1.2.3.4", "9999-12-31"]
        {
            assert_eq!(read(value, "en"), None, "{value}");
        }
    }

    #[test]
    fn words_and_figures_by_language() {
        for (value, language, expected) in [
            ("May 3, 2024", "en", "2024-05-03"),
            ("Friday, May 3rd 2024 at 6:00 a.m.", "en", "2024-05-03"),
            ("3 May 2024", "en", "2024-05-03"),
            ("3. Mai 2024, 6.00 Uhr", "de", "2024-05-03"),
            ("03.05.2024", "de", "2024-05-03"),
            ("03.05.24", "de", "2024-05-03"),
            ("05/03/2024", "en", "2024-05-03"),
            ("03/05/2024", "fr", "2024-05-03"),
            ("1er août 2024", "fr", "2024-08-01"),
            ("3 de mayo de 2024", "es", "2024-05-03"),
            ("3 maja 2024", "pl", "2024-05-03"),
            ("30 listopada 2024", "pl", "2024-11-30"),
            ("30. listopada 2024.", "hr", "2024-10-30"),
            ("3 мая 2024", "ru", "2024-05-03"),
            ("3 травня 2024", "uk", "2024-05-03"),
            ("3 Μαΐου 2024", "el", "2024-05-03"),
            ("2024. május 3.", "hu", "2024-05-03"),
            ("2024年5月3日", "ja", "2024-05-03"),
            ("2024년 5월 3일", "ko", "2024-05-03"),
            ("٣ مايو ٢٠٢٤", "ar", "2024-05-03"),
            ("3 mai, 2024", "nb", "2024-05-03"),
            ("03-May-2024", "en", "2024-05-03"),
        ] {
            assert_eq!(read(value, language).as_deref(), Some(expected), "{value}");
        }
    }

    #[test]
    fn the_label_tells_publication_from_change() {
        let words = Words::load();
        for (text, language) in [
            ("Updated: May 9, 2024 | Published: May 3, 2024", "en"),
            ("Veröffentlicht am 3. Mai 2024, aktualisiert am 9. Mai 2024", "de"),
            ("Publié le 03/05/2024 à 10:00, mis à jour le 09/05/2024", "fr"),
            ("更新 2024年5月9日 公開 2024年5月3日", "ja"),
        ] {
            assert_eq!(
                in_words(text, Style::new(&words, Some(language), None), None).map(|found| found.stamp.text()).as_deref(),
                Some("2024-05-03"),
                "{text}"
            );
        }
    }

    #[test]
    fn addresses() {
        let words = Words::load();
        for (url, expected) in [
            ("https://news.example/2024/05/03/dam", Some("2024-05-03")),
            ("https://news.example/world/2024/may/03/dam", Some("2024-05-03")),
            ("https://news.example/a/2024-05-03-dam", Some("2024-05-03")),
            ("https://news.example/a/20240503/123.html", Some("2024-05-03")),
            ("https://news.example/n1/2024/0503/c1.html", Some("2024-05-03")),
            ("https://news.example/a/t20240503_1.htm", Some("2024-05-03")),
            ("https://archive.example/web/20140109030403/http://news.example/2013/12/09/x", Some("2013-12-09")),
            ("https://news.example/20241399/x", None),
            ("https://news.example/dam-2024-1", None),
        ] {
            assert_eq!(in_url(url, &words).map(|stamp| stamp.text()).as_deref(), expected, "{url}");
        }
    }
}

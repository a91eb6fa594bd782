//! Datelines and the credit of a news agency.

use dateline_text::{Block, BlockKind, ByteSpan};
use jiff::civil::Date;

use super::clean;
use super::date::{self, Style};
use super::words::Words;

/// A dateline at the start of a paragraph: `KYIV, Ukraine (AP) —`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// All of it, the mark behind it included, in bytes of the paragraph.
    pub span: ByteSpan,
    /// The words of the place, where it names one.
    pub city: Option<ByteSpan>,
    /// The agency's canonical name.
    pub wire: Option<String>,
    /// The day, where the dateline gives it with its year.
    pub date: Option<Date>,
}

/// Longest dateline, in bytes.
const LONGEST: usize = 120;

/// Recognises a dateline at the start of a paragraph, or a paragraph that is nothing but one.
pub fn dateline(paragraph: &str, words: &Words) -> Option<Dateline> {
    let mut limit = paragraph.len().min(LONGEST);
    while !paragraph.is_char_boundary(limit) {
        limit -= 1;
    }
    let head = &paragraph[..limit];
    let lead = head.len() - head.trim_start().len();
    in_brackets(head, lead, words).or_else(|| before_dash(head, lead, words)).or_else(|| before_colon(paragraph, head, lead, words))
}

/// `KYIV, Ukraine (AP) —`, `WASHINGTON, May 3 (Reuters) -`, `(CNN) —`, `Berlin (dpa/lno) -`.
fn in_brackets(head: &str, lead: usize, words: &Words) -> Option<Dateline> {
    let open = lead + head[lead..].find(['(', '[', '【', '（'])?;
    let inside = open + head[open..].chars().next()?.len_utf8();
    let close = inside + head[inside..].find([')', ']', '】', '）'])?;
    let wire = mark(head[inside..close].trim(), words)?;
    let after = close + head[close..].chars().next()?.len_utf8();
    let rest = head[after..].trim_start();
    let end = head.len() - rest.len();
    let dash = rest.chars().next().filter(|character| matches!(character, '-' | '–' | '—' | '―' | ':' | '.' | '‒'));
    let before = head[lead..open].trim_end();
    if dash.is_none() && !rest.is_empty() && !before.is_empty() && !is_place(before) {
        return None;
    }
    if !before.is_empty() && !is_place(without_date(before, words).0) {
        return None;
    }
    let (city, date) = without_date(before, words);
    let dashes = rest.len() - rest.trim_start_matches(['-', '–', '—', '―', ':', '.', '‒']).len();
    Some(Dateline {
        span: ByteSpan::new(lead, end + dashes),
        city: (!city.is_empty()).then(|| ByteSpan::new(lead, lead + city.len())),
        wire: Some(wire),
        date,
    })
}

/// `KYIV, Ukraine —`, `BERLIN, 3 May 2024 –`, `Paris, AFP –`.
fn before_dash(head: &str, lead: usize, words: &Words) -> Option<Dateline> {
    let (at, separator) = [" — ", " – ", " - ", " ― ", "— ", " -- ", ".— ", ".- "]
        .iter()
        .filter_map(|separator| Some((lead + head[lead..].find(separator)?, *separator)))
        .min_by_key(|(at, separator)| (*at, usize::MAX - separator.len()))?;
    let before = head[lead..at].trim_end();
    let (place, date) = without_date(before, words);
    let (place, wire) = match place.rsplit_once([',', '/']) {
        Some((place, tail)) if mark(tail.trim(), words).is_some() => (place.trim_end(), mark(tail.trim(), words)),
        _ => (place, mark(place, words)),
    };
    let city = if mark(place, words).is_some() { "" } else { place };
    let shouting = city
        .split([',', ' '])
        .next()
        .is_some_and(|word| word.chars().count() > 2 && word.chars().all(|c| c.is_uppercase() || c == '-' || c == '\''));
    if !(is_place(city) && (shouting || wire.is_some() || date.is_some()) || city.is_empty() && wire.is_some()) {
        return None;
    }
    Some(Dateline {
        span: ByteSpan::new(lead, at + separator.trim_end().len()),
        city: (!city.is_empty()).then(|| ByteSpan::new(lead, lead + city.len())),
        wire,
        date,
    })
}

/// `Kyiv: The dam …`, with a sentence behind it.
fn before_colon(paragraph: &str, head: &str, lead: usize, words: &Words) -> Option<Dateline> {
    let at = lead + head[lead..].find(':')?;
    let before = &head[lead..at];
    let (city, date) = without_date(before, words);
    let rest = paragraph[at + 1..].trim_start();
    let key = clean::key(city);
    let listed = words.labels.contains_key(&key)
        || words.by.contains_key(&key)
        || words.roles.contains(&key)
        || words.parts.contains_key(&key)
        || words.empty_titles.contains(&key);
    let sentence = rest.chars().next().is_some_and(char::is_uppercase) && rest.len() > 60;
    let short = city.split(' ').count() <= 2;
    if !is_place(city) || listed || !sentence || !short || !paragraph[at + 1..].starts_with(' ') {
        return None;
    }
    Some(Dateline { span: ByteSpan::new(lead, at + 1), city: Some(ByteSpan::new(lead, lead + city.len())), wire: None, date })
}

/// One to six words that begin with capitals, commas between them: the shape of a place.
fn is_place(text: &str) -> bool {
    let mut count = 0;
    let mut capitals = 0;
    for word in text.split([' ', ',', '/', ';']).filter(|word| !word.is_empty()) {
        count += 1;
        if word.chars().any(|character| character.is_numeric()) {
            return false;
        }
        let cased = word.chars().any(|character| character.is_lowercase() || character.is_uppercase());
        capitals += usize::from(!cased || word.chars().next().is_some_and(char::is_uppercase));
    }
    (1..=7).contains(&count)
        && capitals * 2 > count
        && text.chars().next().is_some_and(|first| first.is_uppercase() || !first.is_ascii())
        && !text.contains(['.', '?', '!', '"', '“', ':'])
        || text.ends_with('.') && text.len() < 40 && count == 2
}

/// The agency of what stands between brackets: its mark, its name, or a list that begins with one.
fn mark(text: &str, words: &Words) -> Option<String> {
    if text.is_empty() || text.len() > 60 {
        return None;
    }
    if let Some(agency) = words.agency(text) {
        return Some(agency.to_owned());
    }
    text.split(['/', ',', ';', '|', '&', '+']).map(str::trim).find_map(|part| {
        let part = part.trim_start_matches(['©', '=']).trim();
        words.agency_marks.get(part).map(|index| words.agencies[*index].clone()).or_else(|| words.agency(part).map(str::to_owned))
    })
}

/// The words of a place without a date behind them, and the date when it has a year.
fn without_date<'p>(place: &'p str, words: &Words) -> (&'p str, Option<Date>) {
    // The year is a leap year, so that every day can be read; what it gives is dropped below.
    let style = Style::new(words, Some("en"), None);
    let Some(found) = date::all_in_words(place, style, Some(2000)).into_iter().next() else { return (place, None) };
    if found.span.1 < place.len() {
        return (place, None);
    }
    let city = place[..found.span.0].trim_end_matches([' ', ',', '/', '(']);
    let year = place[found.span.0..].chars().filter(char::is_ascii_digit).count() > 2;
    (city, year.then_some(found.stamp.day()))
}

/// The agency that an article credits, from its datelines and the lines at its end.
pub fn credited(text: &str, blocks: &[Block], words: &Words) -> Option<String> {
    let mut kept = blocks.iter().enumerate().filter(|(_, block)| block.keep);
    let first = kept.next()?;
    let last = kept.next_back().unwrap_or(first);
    let opening = blocks[..=first.0].iter().rev().take(3).rev();
    let next = blocks[first.0..].iter().filter(|block| block.keep).skip(1).take(3);
    for block in opening.chain(next) {
        if let Some(wire) = dateline(block.span.of(text), words).and_then(|dateline| dateline.wire) {
            return Some(wire);
        }
    }
    let above = blocks[..first.0].iter().rev().take(8).take_while(|block| block.kind != BlockKind::Headline);
    let mut credits = above.filter(|block| block.kind == BlockKind::Credit);
    let name = |block: &Block| Some(block.span.of(text).trim()).filter(|line| line.len() > 2).and_then(|line| words.agency(line));
    if let Some(wire) = credits.find_map(name).map(str::to_owned) {
        return Some(wire);
    }
    let closing = last.1.span.of(text).trim_end().trim_end_matches('.');
    if let Some(wire) = at_end(closing, words) {
        return Some(wire);
    }
    blocks[last.0 + 1..].iter().take(12).find_map(|block| credit_line(block.span.of(text), words))
}

/// `… on Friday. (dpa)`, `… on Friday. — AP`, `… on Friday. PTI`.
fn at_end(paragraph: &str, words: &Words) -> Option<String> {
    if let Some(inner) = paragraph.strip_suffix([')', ']']) {
        let at = inner.rfind(['(', '['])?;
        return (inner.len() - at < 60).then(|| mark(inner[at + 1..].trim(), words)).flatten();
    }
    if let Some((sentence, last)) = paragraph.rsplit_once(char::is_whitespace)
        && sentence.trim_end().ends_with(['.', '!', '?', '"', '”', '’', '»'])
        && let Some(index) = words.agency_marks.get(last)
    {
        return Some(words.agencies[*index].clone());
    }
    let at = paragraph.rfind(['—', '–'])?;
    let tail = paragraph[at..].trim_start_matches(['—', '–', ' ']);
    (tail.len() < 40).then(|| words.agency(tail).map(str::to_owned)).flatten()
}

/// A line that is nothing but the agency's name, or its copyright.
fn credit_line(line: &str, words: &Words) -> Option<String> {
    let line = line.trim();
    if line.len() > 200 {
        return None;
    }
    let bare = line.trim_matches(|character: char| !character.is_alphanumeric());
    if let Some(wire) = words.agency(bare) {
        return Some(wire.to_owned());
    }
    if line.contains('©') || line.to_lowercase().contains("copyright") {
        let rest: Vec<&str> = bare
            .split(|character: char| character.is_whitespace())
            .filter(|word| !word.chars().all(|c| c.is_ascii_digit() || !c.is_alphanumeric()))
            .collect();
        for from in 0..rest.len().min(4) {
            for to in (from + 1..=(from + 4).min(rest.len())).rev() {
                let name = rest[from..to].join(" ");
                if let Some(wire) = words.agency(name.trim_end_matches(['.', ','])) {
                    return Some(wire.to_owned());
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines() {
        let words = Words::load();
        for (paragraph, span, city, wire) in [
            ("KYIV, Ukraine (AP) — The dam held.", "KYIV, Ukraine (AP) —", Some("KYIV, Ukraine"), Some("AP")),
            ("WASHINGTON, May 3 (Reuters) - The dam held.", "WASHINGTON, May 3 (Reuters) -", Some("WASHINGTON"), Some("Reuters")),
            ("BERLIN (dpa) - Der Damm hat gehalten.", "BERLIN (dpa) -", Some("BERLIN"), Some("dpa")),
            ("Paris (AFP) – Le barrage a tenu.", "Paris (AFP) –", Some("Paris"), Some("AFP")),
            ("(CNN) — The dam held.", "(CNN) —", None, Some("CNN")),
            ("Berlin (dpa/lno) - Der Damm hat gehalten.", "Berlin (dpa/lno) -", Some("Berlin"), Some("dpa")),
            ("KYIV — The dam held.", "KYIV —", Some("KYIV"), None),
            ("KYIV, Ukraine (AP)", "KYIV, Ukraine (AP)", Some("KYIV, Ukraine"), Some("AP")),
            ("Kyiv: The dam above the town held on Friday, engineers said, and the lower streets dried.", "Kyiv:", Some("Kyiv"), None),
        ] {
            let found = dateline(paragraph, &words);
            let got =
                found.as_ref().map(|found| (found.span.of(paragraph), found.city.map(|city| city.of(paragraph)), found.wire.as_deref()));
            assert_eq!(got, Some((span, city, wire)), "{paragraph}");
        }
    }

    #[test]
    fn agencies_close_the_last_paragraph() {
        let words = Words::load();
        for (paragraph, wire) in [
            ("The dam held on Friday. PTI", Some("PTI")),
            ("The dam held on Friday (dpa)", Some("dpa")),
            ("The dam held on Friday. — AP", Some("AP")),
            ("She spoke to the PTI", None),
        ] {
            assert_eq!(at_end(paragraph, &words).as_deref(), wire, "{paragraph}");
        }
    }

    #[test]
    fn no_datelines() {
        let words = Words::load();
        for paragraph in [
            "The dam (built in 1960) held.",
            "The minister — who was ill — spoke.",
            "A spokesman told the paper (AP) that it held.",
            "Published: The dam above the town held on Friday, engineers said, and the lower streets dried.",
            "",
        ] {
            assert_eq!(dateline(paragraph, &words), None, "{paragraph}");
        }
    }

    #[test]
    fn a_day_with_its_year_is_read() {
        let words = Words::load();
        let found = dateline("VALE, 3 May 2024 (AFP) — The dam held.", &words).and_then(|found| found.date);
        assert_eq!(found, Date::new(2024, 5, 3).ok());
    }

    #[test]
    fn credits_at_the_end() {
        let words = Words::load();
        assert_eq!(at_end("Der Damm hat gehalten. (dpa)", &words).as_deref(), Some("dpa"));
        assert_eq!(at_end("The dam held. — AP", &words).as_deref(), Some("AP"));
        assert_eq!(credit_line("© 2024 The Associated Press. All rights reserved.", &words).as_deref(), Some("AP"));
        assert_eq!(credit_line("Photo: AP/Jane Doe", &words), None);
    }
}

//! Words as the grammar sees them: parted at hyphens, with what the lists say of them and what their figures can mean.

use dateline_lang::{Deprel, Xpos};
use dateline_text::ByteSpan;

use super::lexicon::{Entry, Lexicon};
use crate::page::Page;

/// How a piece follows the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// After a space, or at the beginning.
    Space,
    /// Without a gap.
    Glued,
    /// After a hyphen or dash without spaces.
    Hyphen,
}

/// What figures can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    /// A number, with hundredths after a point or `½`.
    Number {
        value: u32,
        hundredths: u32,
        /// How many figures, 0 where it is more than figures.
        figures: u8,
    },
    /// `1/2`
    Fraction(u32),
    /// `18:30`
    Clock(u8, u8, Option<u8>),
    /// `15th`
    Ordinal(u32),
    /// `1990s`, `'60s`: the first year, and how many figures tell it.
    Decade(i16, u8),
    /// `'82`
    ShortYear(i8),
    /// `4/5/2025`, `05.04.2025`
    Date(u32, u32, u32),
    /// `Q3`
    Quarter(i8),
    /// `H1`
    Half(i8),
    /// `FY2024`
    FiscalYear(i16),
}

/// A word, or a part of one between hyphens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'a> {
    pub(super) span: ByteSpan,
    pub(super) text: &'a str,
    pub(super) word: usize,
    pub(super) joint: Joint,
    pub(super) xpos: Xpos,
    /// The head of its word, and what it is to it.
    pub(super) head: Option<usize>,
    pub(super) label: Deprel,
    pub(super) entries: &'a [Entry],
    pub(super) figure: Option<Figure>,
}

impl Piece<'_> {
    /// Whether it opens with a capital.
    pub(super) fn is_capital(&self) -> bool {
        self.text.starts_with(|it: char| it.is_uppercase())
    }

    /// Whether it is a mark.
    pub(super) fn is_mark(&self) -> bool {
        !self.text.contains(|it: char| it.is_alphanumeric())
    }
}

/// The pieces of a paragraph, into a buffer that is used again.
pub(super) fn read<'a>(page: &Page<'a>, lexicon: &'a Lexicon, words: std::ops::Range<usize>, pieces: &mut Vec<Piece<'a>>) {
    pieces.clear();
    let mut end = None;
    let mut hyphen = false;
    let is_dash = |it: char| matches!(it, '-' | '–' | '‑' | '\u{2212}');
    for word in words.clone() {
        let span = page.analysis.span(word);
        let text = page.form(word);
        let glued = end == Some(span.start());
        end = Some(span.end());
        if text.chars().all(is_dash) {
            let next_glued = words.contains(&(word + 1)) && page.analysis.span(word + 1).start() == span.end();
            if glued && next_glued {
                hyphen = true;
                continue;
            }
        }
        let mut at = span.start();
        for (number, part) in text.split(is_dash).enumerate() {
            let start = at;
            at += part.len() + text[at + part.len() - span.start()..].chars().next().map_or(0, char::len_utf8);
            if part.is_empty() {
                continue;
            }
            let joint = if number > 0 || hyphen {
                Joint::Hyphen
            } else if glued {
                Joint::Glued
            } else {
                Joint::Space
            };
            hyphen = false;
            let first = part.as_bytes()[0];
            let figure = (first.is_ascii_digit()
                || matches!(first, b'Q' | b'H' | b'F') && part.ends_with(|it: char| it.is_ascii_digit())
                || matches!(first, b'\'')
                || part.starts_with(['’', '‘', '¼', '½', '¾']))
            .then(|| figure(part))
            .flatten();
            let entries = if first.is_ascii_digit() { &[] } else { lexicon.entries(part) };
            let span = ByteSpan::new(start, start + part.len());
            pieces.push(Piece {
                span,
                text: part,
                word,
                joint,
                xpos: page.analysis.tags[word].xpos,
                head: page.analysis.head(word),
                label: page.analysis.labels[word],
                entries,
                figure,
            });
        }
    }
}

/// The hundredths that a sign stands for.
const fn sign(sign: char) -> Option<u32> {
    match sign {
        '¼' => Some(25),
        '½' => Some(50),
        '¾' => Some(75),
        _ => None,
    }
}

fn figure(text: &str) -> Option<Figure> {
    if let Some(year) = text.strip_prefix("FY").map(|rest| rest.trim_start_matches(['\'', '’'])) {
        let number: i16 = year.parse().ok()?;
        return match year.len() {
            2 => Some(Figure::FiscalYear(2000 + number)),
            4 => Some(Figure::FiscalYear(number)),
            _ => None,
        };
    }
    let numbered =
        |letter: char, most: i8| text.strip_prefix(letter).and_then(|rest| rest.parse().ok()).filter(|it| (1..=most).contains(it));
    if let Some(figure) = numbered('Q', 4).map(Figure::Quarter).or_else(|| numbered('H', 2).map(Figure::Half)) {
        return Some(figure);
    }
    let bare = text.trim_start_matches(['\'', '’', '‘']);
    let short = bare.len() < text.len();
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let (head, tail) = bare.split_at(digits);
    if digits > 9 {
        return None;
    }
    if head.is_empty() {
        let mut signs = bare.chars();
        return match (signs.next().and_then(sign), signs.next()) {
            (Some(hundredths), None) => Some(Figure::Number { value: 0, hundredths, figures: 0 }),
            _ => None,
        };
    }
    let value: u32 = head.parse().ok()?;
    let decade = || (value.is_multiple_of(10) && matches!(digits, 2..=4)).then(|| i16::try_from(value).ok()).flatten();
    match tail {
        "" if short => (digits == 2).then(|| Figure::ShortYear(i8::try_from(value).unwrap_or(0))),
        "" => Some(Figure::Number { value, hundredths: 0, figures: u8::try_from(digits).ok()? }),
        "s" | "'s" | "’s" => Some(Figure::Decade(decade()?, u8::try_from(digits).ok()?)),
        "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH" => Some(Figure::Ordinal(value)),
        _ if short => None,
        tail => compound(value, tail),
    }
}

/// Figures with marks among them: `5:46`, `1,460`, `2.5`, `2½`, `1/2`, `4/5/2025`.
fn compound(value: u32, tail: &str) -> Option<Figure> {
    let mut marks = tail.chars();
    let mark = marks.next()?;
    let rest = marks.as_str();
    if let Some(hundredths) = sign(mark).filter(|_| rest.is_empty()) {
        return Some(Figure::Number { value, hundredths, figures: 0 });
    }
    let fields = |by: char| -> Option<Vec<u32>> { rest.split(by).map(|field| field.parse().ok().filter(|_| field.len() <= 4)).collect() };
    match mark {
        ':' => {
            let small = |value: u32, below: u32| u8::try_from(value).ok().filter(|_| value < below);
            let clock = |minute, second| Some(Figure::Clock(small(value, 25)?, small(minute, 60)?, second));
            match *fields(':')?.as_slice() {
                [minute] if rest.len() == 2 => clock(minute, None),
                [minute, second] => clock(minute, Some(small(second, 60)?)),
                _ => None,
            }
        }
        ',' => {
            let fields = fields(',')?;
            let groups = rest.split(',').all(|group| group.len() == 3);
            let value = fields.iter().try_fold(value, |value, group| value.checked_mul(1000)?.checked_add(*group))?;
            groups.then_some(Figure::Number { value, hundredths: 0, figures: 0 })
        }
        '/' | '.' => match *fields(mark)?.as_slice() {
            [second, third] => Some(Figure::Date(value, second, third)),
            [below] if mark == '/' => match (value, below) {
                (1, 2) => Some(Figure::Fraction(50)),
                (1, 4) => Some(Figure::Fraction(25)),
                (3, 4) => Some(Figure::Fraction(75)),
                (1, 3) => Some(Figure::Fraction(33)),
                (2, 3) => Some(Figure::Fraction(67)),
                _ => None,
            },
            [part] => {
                let hundredths = if rest.len() == 1 { part * 10 } else { part };
                (rest.len() <= 2).then_some(Figure::Number { value, hundredths, figures: 0 })
            }
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_by_their_shape() {
        let number = |value, hundredths, figures| Some(Figure::Number { value, hundredths, figures });
        assert_eq!(figure("1998"), number(1998, 0, 4));
        assert_eq!(figure("1,460"), number(1460, 0, 0));
        assert_eq!(figure("2½"), number(2, 50, 0));
        assert_eq!(figure("2.5"), number(2, 50, 0));
        assert_eq!(figure("5:46"), Some(Figure::Clock(5, 46, None)));
        assert_eq!(figure("'60s"), Some(Figure::Decade(60, 2)));
        assert_eq!(figure("1980’s"), Some(Figure::Decade(1980, 4)));
        assert_eq!(figure("’82"), Some(Figure::ShortYear(82)));
        assert_eq!(figure("22nd"), Some(Figure::Ordinal(22)));
        assert_eq!(figure("4/5/2025"), Some(Figure::Date(4, 5, 2025)));
        assert_eq!(figure("Q3"), Some(Figure::Quarter(3)));
        assert_eq!(figure("FY24"), Some(Figure::FiscalYear(2024)));
        assert_eq!(figure("1/2"), Some(Figure::Fraction(50)));
        assert_eq!(figure("99999999999999"), None);
        assert_eq!(figure("5:99"), None);
    }
}

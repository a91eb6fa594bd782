//! Words of a page made fit for a terminal: cleaned, measured in columns, cut and wrapped, each run with its style.
//!
//! Everything that a page says goes to the terminal through [`Prose::push`] or [`clean`], so that nothing of it moves the cursor or changes colours.

use anstyle::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Words with single spaces, and the styles of their runs.
#[derive(Debug, Clone, Default)]
pub struct Prose {
    words: String,
    /// Where runs of one style begin, in bytes of `words`, in order.
    runs: Vec<(usize, Style)>,
    /// The style of white space that waits for a word to stand before; between words of two styles it has none.
    space: Option<Style>,
}

impl Prose {
    /// Words of one style.
    pub fn new(words: &str, style: Style) -> Self {
        let mut prose = Self::default();
        prose.push(words, style);
        prose
    }

    /// Adds words of any origin; white space at their ends parts them from what stands beside them.
    pub fn push(&mut self, words: &str, style: Style) {
        for c in words.chars() {
            if c.is_whitespace() {
                self.space.get_or_insert(style);
                continue;
            }
            if let Some(space) = self.space.take().filter(|_| !self.words.is_empty()) {
                let is_inside = space == style && self.runs.last().is_some_and(|(_, last)| *last == style);
                self.add(' ', if is_inside { style } else { Style::new() });
            }
            self.add(if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }, style);
        }
    }

    fn add(&mut self, c: char, style: Style) {
        if self.runs.last().is_none_or(|(_, last)| *last != style) {
            self.runs.push((self.words.len(), style));
        }
        self.words.push(c);
    }

    /// The words broken into lines of at most `width` columns: the runs of each.
    pub fn lines(&self, width: usize) -> Vec<Vec<(&str, Style)>> {
        let options = textwrap::Options::new(width).word_splitter(textwrap::WordSplitter::NoHyphenation);
        let mut at = 0;
        let lines = textwrap::wrap(&self.words, options).into_iter().map(|line| {
            // A line is a piece of the words; only spaces are left out between two.
            let start = at + self.words[at..].len() - self.words[at..].trim_start_matches(' ').len();
            at = start + line.len();
            self.runs_of(start, at)
        });
        lines.collect()
    }

    fn runs_of(&self, start: usize, end: usize) -> Vec<(&str, Style)> {
        let first = self.runs.partition_point(|(at, _)| *at <= start).saturating_sub(1);
        let ends = self.runs[first..].iter().skip(1).map(|(at, _)| *at).chain([self.words.len()]);
        let runs = self.runs[first..].iter().zip(ends).take_while(|((at, _), _)| *at < end);
        runs.map(|((from, style), to)| (&self.words[start.max(*from)..end.min(to)], *style)).collect()
    }

    /// The width in columns.
    #[cfg(test)]
    pub fn width(&self) -> usize {
        self.words.width()
    }
}

/// The words with single spaces, and without anything that would move the cursor or change the terminal.
pub fn clean(words: &str) -> String {
    Prose::new(words, Style::new()).words
}

/// The beginning of a line, in at most `width` columns.
pub fn cut(line: &str, width: usize) -> String {
    if line.width() <= width {
        return line.to_owned();
    }
    let mut used = 1;
    let fits = line.char_indices().find(|(_, c)| {
        used += columns(*c);
        used > width
    });
    format!("{}…", line[..fits.map_or(line.len(), |(at, _)| at)].trim_end())
}

/// How much of some characters fits into some columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    /// Their bytes.
    pub bytes: usize,
    /// The columns that they take.
    pub columns: usize,
    /// Whether all of them fit.
    pub is_whole: bool,
}

/// How much of some characters fits into `room` columns: whole words, where there are spaces.
pub fn fitting(chars: impl Iterator<Item = char>, room: usize) -> Fit {
    let mut fit = Fit { bytes: 0, columns: 0, is_whole: true };
    let (mut words, mut in_space) = (None, false);
    for (number, c) in chars.enumerate() {
        let wide = match (c.is_whitespace(), in_space) {
            (false, _) => columns(c),
            (true, false) => 1,
            (true, true) => 0,
        };
        in_space = c.is_whitespace();
        if in_space && wide > 0 {
            words = Some(Fit { is_whole: false, ..fit });
        }
        // Marks without a width could go on without end.
        if fit.columns + wide > room || number > 8 * room {
            // A script of narrow letters parts its words, and a part of one says nothing.
            let none = Fit { bytes: 0, columns: 0, is_whole: false };
            return words.unwrap_or(if wide > 1 { Fit { is_whole: false, ..fit } } else { none });
        }
        fit.bytes += c.len_utf8();
        fit.columns += wide;
    }
    fit
}

/// The columns of a character, of which a sequence never takes more.
fn columns(c: char) -> usize {
    match c {
        // Makes a picture two columns wide of a sign of one.
        '\u{fe0f}' => 1,
        _ => c.width().unwrap_or(1),
    }
}

#[cfg(test)]
mod tests {
    use anstyle::Effects;

    use super::*;

    const BOLD: Style = Style::new().effects(Effects::BOLD);

    #[test]
    fn cutting_counts_columns_not_characters() {
        assert_eq!(cut("水位が下がる", 12), "水位が下がる");
        assert_eq!(cut("水位が下がる", 11), "水位が下が…");
        assert_eq!(cut("水位が下がる", 10), "水位が下…");
    }

    #[test]
    fn runs_keep_their_styles_over_lines_and_white_space() {
        let mut prose = Prose::default();
        prose.push("  The Café ", Style::new());
        prose.push("Zoë\n Ünal ", BOLD);
        prose.push("closed\u{1b}[2J.", Style::new());
        let plain = Style::new();
        assert_eq!(prose.lines(80), [[("The Café ", plain), ("Zoë Ünal", BOLD), (" closed\u{fffd}[2J.", plain)]]);
        assert_eq!(prose.lines(13), [vec![("The Café ", plain), ("Zoë", BOLD)], vec![("Ünal", BOLD)], vec![("closed\u{fffd}[2J.", plain)]]);
        assert_eq!(prose.width(), 29);
    }

    #[test]
    fn what_fits_ends_between_words_where_it_can() {
        let fit = |bytes, columns, is_whole| Fit { bytes, columns, is_whole };
        assert_eq!(fitting("held talks here".chars(), 12), fit(10, 10, false));
        assert_eq!(fitting("held  talks".chars(), 10), fit(11, 10, true));
        assert_eq!(fitting("水位が下がる".chars(), 5), fit(6, 4, false));
        assert!(!fitting(std::iter::repeat('\u{301}'), 5).is_whole);
    }
}

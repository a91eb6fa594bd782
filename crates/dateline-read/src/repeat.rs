//! Repeats inside a page: a body printed twice, a cut-off repeat, a teaser, a pull quote; and what only looks like one.
//!
//! Lines are compared by their letters and digits alone, in lower case, so that straight and curly quotation marks,
//! dashes and white space make no difference. Equal lines are joined into *chains* that run through the page in step
//! (block 15 repeats block 1, block 16 repeats block 2, …), with a few lines let through on either side. A chain is a
//! repeat when it holds prose; a chain of short lines alone is a refrain, a table or a list, and stays.
//!
//! Everything is hashed: time is linear in the text, whatever the text.

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

/// What a line repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeat {
    /// The line it repeats: the first of its kind, later than the line itself only for a teaser.
    pub of: usize,
    /// How many lines repeat in step with it, itself included.
    pub run: usize,
    /// In what way.
    pub how: How,
}

/// The ways of repeating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The same words from end to end.
    Whole,
    /// The beginning of the other line, broken off.
    Cut,
    /// A sentence or two out of the other line.
    Quote,
}

/// A verbatim line of this many letters, spaces counted, is prose: nobody writes it twice.
const PROSE: usize = 100;
/// A lone line repeats from here on, unless it is spoken.
const LONE: usize = 75;
/// A lone sentence inside another line, or a line broken off, counts from here on.
const SENTENCE: usize = 40;
/// Lines that a chain lets through without breaking, on either side.
const GAP: usize = 4;
/// Earlier places that are tried for one line; bounds the work on pages made of one line.
const PLACES: usize = 6;
/// How far ahead two places are compared.
const AHEAD: usize = 12;

/// Says for every line whether it repeats another one, and which.
///
/// Takes the non-blank lines of a page in order; gives one answer a line.
pub fn repeats(lines: &[&str]) -> Vec<Option<Repeat>> {
    let page = Page::fold(lines);
    let mut found = vec![None; lines.len()];
    let partners = page.partners();
    page.chains(&partners, &mut found);
    page.cuts(&mut found);
    page.quotes(&mut found);
    found
}

/// The lines of a page, folded one after the other.
struct Page<'l> {
    lines: &'l [&'l str],
    folded: String,
    spans: Vec<Folded>,
}

/// One folded line.
#[derive(Clone, Copy)]
struct Folded {
    /// Bytes in [`Page::folded`].
    start: usize,
    end: usize,
    /// Hash of the whole.
    hash: u64,
    /// Characters.
    length: usize,
}

impl<'l> Page<'l> {
    fn fold(lines: &'l [&'l str]) -> Self {
        let mut folded = String::with_capacity(lines.iter().map(|line| line.len() + 1).sum());
        let mut spans = Vec::with_capacity(lines.len());
        for line in lines {
            let start = folded.len();
            let length = fold_into(line, &mut folded);
            let hash = xxh3_64(&folded.as_bytes()[start..]);
            spans.push(Folded { start, end: folded.len(), hash, length });
        }
        Self { lines, folded, spans }
    }

    fn text(&self, line: usize) -> &str {
        &self.folded[self.spans[line].start..self.spans[line].end]
    }

    fn same(&self, left: usize, right: usize) -> bool {
        self.spans[left].hash == self.spans[right].hash && self.spans[left].length > 0
    }

    /// For every line the earlier line that it equals, preferring the one in step with the line before.
    fn partners(&self) -> Vec<Option<usize>> {
        let mut places: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        let mut partners: Vec<Option<usize>> = Vec::with_capacity(self.spans.len());
        for line in 0..self.spans.len() {
            let in_step = line.checked_sub(1).and_then(|before| partners[before]).map(|place| place + 1);
            let earlier = places.entry(self.spans[line].hash).or_default();
            let partner = match in_step {
                Some(place) if place < line && self.same(place, line) => Some(place),
                _ if self.spans[line].length == 0 => None,
                _ => earlier.iter().copied().max_by_key(|&place| (self.ahead(place, line), usize::MAX - place)),
            };
            if earlier.len() < PLACES {
                earlier.push(line);
            }
            partners.push(partner);
        }
        partners
    }

    /// How many lines go on in step from two places, up to [`AHEAD`].
    fn ahead(&self, left: usize, right: usize) -> usize {
        (1..AHEAD).take_while(|step| right + step < self.spans.len() && self.same(left + step, right + step)).count()
    }

    /// Joins partners into chains and marks those that are repeats.
    fn chains(&self, partners: &[Option<usize>], found: &mut [Option<Repeat>]) {
        let pairs: Vec<(usize, usize)> = partners.iter().enumerate().filter_map(|(line, of)| of.map(|of| (line, of))).collect();
        let in_step = |a: &(usize, usize), b: &(usize, usize)| b.0 - a.0 <= GAP && b.1 > a.1 && b.1 - a.1 <= GAP;
        for chain in pairs.chunk_by(in_step) {
            if self.is_repeat(chain) {
                for &(line, of) in chain {
                    let root = found[of].map_or(of, |earlier: Repeat| earlier.of);
                    found[line] = Some(Repeat { of: root, run: chain.len(), how: How::Whole });
                }
            }
        }
    }

    /// Whether a chain is a page repeating itself, rather than an author.
    fn is_repeat(&self, chain: &[(usize, usize)]) -> bool {
        // An interviewer asks everyone the same question.
        let lengths = || chain.iter().filter(|&&(line, _)| !asks(self.lines[line])).map(|&(line, _)| self.spans[line].length);
        let (longest, total) = (lengths().max().unwrap_or(0), lengths().sum::<usize>());
        match chain {
            [(line, of)] => {
                let title = *of == 0 && longest >= 20 && !ends_sentence(self.lines[*line]);
                longest >= PROSE || title || longest >= LONE && !is_spoken(self.lines[*line])
            }
            // A chorus has short lines throughout; paragraphs in step do not.
            _ => longest >= LONE || total >= 2 * PROSE && longest >= PROSE / 2 || self.is_second_print(chain),
        }
    }

    /// Whether a chain of short lines starts where the lines it repeats end: a short page printed twice.
    fn is_second_print(&self, chain: &[(usize, usize)]) -> bool {
        let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return false };
        let mut distinct: Vec<u64> = chain.iter().map(|&(line, _)| self.spans[line].hash).collect();
        distinct.sort_unstable();
        distinct.dedup();
        last.1 + 1 >= first.0 && last.1 < first.0 && distinct.len() >= 5 && chain.len() * 2 >= first.0
    }

    /// Marks lines that begin as another line does and break off: the end of a repeat, or a teaser over the article.
    fn cuts(&self, found: &mut [Option<Repeat>]) {
        let mut heads: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for line in 0..self.spans.len() {
            if let Some(head) = head(self.text(line)) {
                let places = heads.entry(xxh3_64(head.as_bytes())).or_default();
                if places.len() < PLACES {
                    places.push(line);
                }
            }
        }
        for line in 0..self.spans.len() {
            if found[line].is_some() {
                continue;
            }
            let mut shortened = String::new();
            let elided = before_ellipsis(self.lines[line]);
            let (text, length) = match elided {
                Some(whole) => {
                    let length = fold_into(whole, &mut shortened);
                    (shortened.as_str(), length)
                }
                None => (self.text(line), self.spans[line].length),
            };
            let begins = |of: usize| {
                of != line
                    && self.spans[of].length > length
                    && self.text(of).strip_prefix(text).is_some_and(|rest| elided.is_some() || rest.starts_with(' '))
            };
            // Right after a repeat, a line that breaks off where the original goes on needs no further evidence.
            let next = line.checked_sub(1).and_then(|before| found[before]).map(|before| (before.of + 1, before.run));
            if let Some((of, run)) = next
                && of < line
                && length >= 8
                && begins(of)
            {
                found[line] = Some(Repeat { of, run: run + 1, how: How::Cut });
                continue;
            }
            // Nothing but a teaser breaks off on the page's first line with the whole of it right below.
            if line == 0
                && elided.is_some()
                && length >= 8
                && let Some(of) = (1..self.spans.len().min(3)).find(|&of| begins(of) && found[of].is_none())
            {
                found[line] = Some(Repeat { of, run: 1, how: How::Cut });
                continue;
            }
            let open = elided.is_some() || !ends_sentence(self.lines[line]);
            if length < if elided.is_some() { SENTENCE / 2 } else { SENTENCE } || !open {
                continue;
            }
            let Some(places) = head(text).and_then(|head| heads.get(&xxh3_64(head.as_bytes()))) else { continue };
            let teaser = |of: usize| of < line || line < 3 && of < line + 6;
            if let Some(of) = places.iter().copied().find(|&of| teaser(of) && begins(of)) {
                let of = found[of].map_or(of, |earlier| earlier.of);
                if of != line {
                    found[line] = Some(Repeat { of, run: 1, how: How::Cut });
                }
            }
        }
    }

    /// Marks lines whose sentences all stand in one earlier line: pull quotes.
    fn quotes(&self, found: &mut [Option<Repeat>]) {
        let mut sentences: FxHashMap<u64, usize> = FxHashMap::default();
        let mut buffer = String::new();
        for line in 0..self.spans.len() {
            let pieces = pieces(self.lines[line]);
            if found[line].is_none() && (SENTENCE..4 * PROSE).contains(&self.spans[line].length) {
                let source = sentences.get(&self.spans[line].hash).copied().or_else(|| {
                    let mut sources = pieces.iter().map(|piece| {
                        buffer.clear();
                        let length = fold_into(piece, &mut buffer);
                        (length > 0).then(|| sentences.get(&xxh3_64(buffer.as_bytes())).copied()).flatten()
                    });
                    let first = sources.next().flatten()?;
                    sources.all(|source| source == Some(first)).then_some(first)
                });
                if let Some(of) = source {
                    let of = found[of].map_or(of, |earlier| earlier.of);
                    if of != line && self.spans[of].length > self.spans[line].length {
                        found[line] = Some(Repeat { of, run: 1, how: How::Quote });
                        continue;
                    }
                }
            }
            for piece in pieces.into_iter().chain(quotations(self.lines[line])) {
                buffer.clear();
                // No character folds to more characters than it has bytes.
                if piece.len() >= SENTENCE && fold_into(piece, &mut buffer) >= SENTENCE {
                    sentences.entry(xxh3_64(buffer.as_bytes())).or_insert(line);
                }
            }
        }
    }
}

/// Appends the letters and digits of a line in lower case, words apart by one space; gives their number, spaces included.
fn fold_into(line: &str, folded: &mut String) -> usize {
    let mut length = 0;
    let mut apart = false;
    let mut rest = line;
    loop {
        // Words of ASCII letters, which are most, are copied whole.
        let word = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if word > 0 {
            length += part_words(&mut apart, length, folded) + word;
            let start = folded.len();
            folded.push_str(&rest[..word]);
            folded[start..].make_ascii_lowercase();
        }
        let mut chars = rest[word..].chars();
        match chars.next() {
            None => return length,
            // Soft hyphens and zero-width characters are invisible: they part no words.
            Some('\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}') => {}
            // Quotation marks, dashes and no-break spaces, which are many, need no table.
            Some('\u{a0}' | '\u{2010}'..='\u{2027}') => apart = true,
            Some(c) if !c.is_ascii() && c.is_alphanumeric() => {
                for c in c.to_lowercase() {
                    length += part_words(&mut apart, length, folded) + 1;
                    folded.push(c);
                }
            }
            Some(_) => apart = true,
        }
        rest = chars.as_str();
    }
}

/// Sets the next word apart from those before it, if it is to be; gives the spaces written.
fn part_words(apart: &mut bool, length: usize, folded: &mut String) -> usize {
    let space = std::mem::take(apart) && length > 0;
    if space {
        folded.push(' ');
    }
    usize::from(space)
}

/// The first characters of a folded line, by which lines that begin alike find one another.
fn head(folded: &str) -> Option<&str> {
    folded.char_indices().nth(SENTENCE / 2).map(|(end, _)| &folded[..end])
}

/// The part of a line before an ellipsis at its end, which a short invitation (`Read more`) may follow.
fn before_ellipsis(line: &str) -> Option<&str> {
    let at = line.rfind('…').max(line.rfind("..."))?;
    let rest = line[at..].trim_start_matches(['…', '.', ' ', ']', ')']);
    (rest.chars().count() <= 24).then(|| line[..at].trim_end_matches(['.', ' ', '[', '(', '…']))
}

/// Whether a line ends as a sentence does.
fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(is_closing).ends_with(is_end)
}

/// Whether a line is a question.
fn asks(line: &str) -> bool {
    line.trim_end_matches(is_closing).ends_with(['?', '？', '؟'])
}

fn is_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '؟' | '।' | '۔')
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '“' | '‘' | '»' | '«' | '」' | '』' | ')' | ']' | ' ')
}

fn is_opening(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '”' | '„' | '‚' | '«' | '»' | '「' | '『')
}

/// Whether a line begins with a quotation: what is spoken may be said twice.
fn is_spoken(line: &str) -> bool {
    line.starts_with(is_opening) || line.starts_with("- ") || line.starts_with(['–', '—'])
}

/// The sentences of a line, roughly: cut after an end mark that a space follows, or that needs none.
fn pieces(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut ended) = (0, false);
    for (at, c) in line.char_indices() {
        if ended && c == ' ' {
            pieces.push(&line[start..at]);
            start = at;
            ended = false;
        } else if is_end(c) {
            ended = true;
            if matches!(c, '。' | '！' | '？') {
                pieces.push(&line[start..at + c.len_utf8()]);
                start = at + c.len_utf8();
                ended = false;
            }
        } else if !is_closing(c) {
            ended = false;
        }
    }
    pieces.push(&line[start..]);
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces
}

/// The passages between quotation marks.
fn quotations(line: &str) -> impl Iterator<Item = &str> {
    line.split(['"', '“', '”', '„', '«', '»', '「', '」']).skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What each line repeats.
    fn origins(lines: &[&str]) -> Vec<Option<usize>> {
        repeats(lines).into_iter().map(|repeat| repeat.map(|repeat| repeat.of)).collect()
    }

    const LONG: [&str; 3] = [
        "The council of Lower Fenn voted on Monday to close the bridge until engineers have looked at every one of its piers.",
        "Its mayor said that the money for repairs had been set aside two years ago and spent on the new harbour wall instead.",
        "Nobody in the hall objected, which people who know the council call the strangest thing about the whole evening.",
    ];

    #[test]
    fn a_third_print_repeats_the_first() {
        let [a, b, c] = LONG;
        assert_eq!(origins(&[a, b, c, b, c, b, c]), [None, None, None, Some(1), Some(2), Some(1), Some(2)]);
    }

    #[test]
    fn short_lines_inside_a_second_print_go_with_it() {
        let [a, b, c] = LONG;
        assert_eq!(origins(&[a, b, "Yes.", c, b, "Yes.", c])[4..], [Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn short_lines_alone_are_the_authors() {
        assert_eq!(origins(&["No comment.", LONG[0], "No comment.", "No comment.", LONG[1], "No comment."]), [None; 6]);
    }

    #[test]
    fn an_interviewer_asks_everyone_the_same() {
        let question = "How did you feel when you heard that your village would have a bridge again after all these many years of waiting?";
        assert_eq!(origins(&[question, LONG[0], question, LONG[1], question, LONG[2]]), [None; 6]);
    }

    #[test]
    fn typography_makes_no_difference() {
        let curly =
            "“We don’t know yet—nobody does,” the head of the office told reporters who had waited outside since the early morning.";
        let straight = "\"We don't know yet - nobody does,\" the head of the office told\u{a0}reporters who had waited outside since the early morning.";
        assert_eq!(origins(&[curly, LONG[0], straight]), [None, None, Some(0)]);
    }

    proptest! {
        #[test]
        fn repeats_point_at_lines_that_are_none(lines in prop::collection::vec("(ab|[a-c. …]{0,40}|[a-b ]{90,130})", 0..60)) {
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let found = repeats(&lines);
            prop_assert_eq!(found.len(), lines.len());
            for (line, repeat) in found.iter().enumerate() {
                if let Some(repeat) = repeat {
                    prop_assert!(repeat.of != line && found[repeat.of].is_none_or(|origin| origin.of != line));
                }
            }
        }
    }
}

//! Plain text: a block a line, repeats and tails marked.
//!
//! Four questions, each asked of all lines before the next: what does the page print twice ([`repeat`])? What says by
//! its words that it is furniture ([`tail`])? Which lines stand under a label as a list of other articles, or end the
//! page as one without a label? And of what is left, the body: which lines are crossheads and lists?

use std::borrow::Cow;

use dateline_text::{Block, BlockKind, ByteSpan};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::Options;
use crate::charset::Decoded;
use crate::lexicon::Lexicon;
use crate::repeat::{self, How, Repeat};
use crate::tail::Role;

/// The blocks of a plain-text page, in order: its non-blank lines without the white space around them, or, where its lines are broken at a width, its
/// paragraphs.
pub fn blocks(decoded: &Decoded<'_>, lexicon: &Lexicon, options: &Options) -> Vec<Block> {
    let text = decoded.text();
    let spans = paragraphs(text, line_spans(text));
    let lines: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
    let mut page = Page::new(&lines);
    if !options.whole_text {
        page.mark_repeats();
        page.mark_furniture(lexicon);
        page.mark_lists_under_labels();
        page.mark_tail_without_label();
    }
    page.name_body();
    page.marks
        .into_iter()
        .zip(spans)
        .map(|(mark, span)| {
            let mark = mark.unwrap_or_else(|| Mark::body(BlockKind::Paragraph));
            let raw = decoded.raw_span(span.start(), span.end());
            Block { span, kind: mark.kind, keep: mark.keep, reason: mark.reason, copy_of: mark.copy_of, raw }
        })
        .collect()
}

/// The non-blank lines of a text, trimmed.
fn line_spans(text: &str) -> Vec<ByteSpan> {
    let mut at = 0;
    let mut spans = Vec::new();
    for line in text.split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        let end = at + line.trim_end().len();
        at += line.len();
        if start < end {
            spans.push(ByteSpan::new(start, end));
        }
    }
    spans
}

/// Widths at which text is broken into lines.
const WIDTHS: std::ops::RangeInclusive<usize> = 50..=100;

/// Joins the lines of a text that is broken at a width, as by mail programs and teleprinters: almost every line that another follows without a blank
/// line or an indent is so full that the next word had hardly room. A text that is not so keeps its lines.
fn paragraphs(text: &str, lines: Vec<ByteSpan>) -> Vec<ByteSpan> {
    let length = |span: &ByteSpan| span.of(text).chars().count();
    let width = lines.iter().map(length).max().unwrap_or(0);
    if !WIDTHS.contains(&width) {
        return lines;
    }
    // A line and its successor, neither blank lines nor an indent between them.
    let goes_on = |pair: &[ByteSpan]| {
        let between = &text[pair[0].end()..pair[1].start()];
        between.matches('\n').count() == 1 && !between.ends_with([' ', '\t'])
    };
    let is_full = |pair: &[ByteSpan]| {
        let next = pair[1].of(text).split_whitespace().next().unwrap_or_default();
        length(&pair[0]) + 1 + next.chars().count() + width / 8 > width
    };
    let (mut all, mut full, mut open) = (0, 0, 0);
    for pair in lines.windows(2).filter(|pair| goes_on(pair)) {
        all += 1;
        full += usize::from(is_full(pair));
        open += usize::from(!pair[0].of(text).ends_with(['.', '!', '?', '"', '”', ':']));
    }
    if all < 3 || full * 10 < all * 7 || open * 2 < all {
        return lines;
    }
    let mut joined: Vec<ByteSpan> = Vec::with_capacity(lines.len());
    for (at, &line) in lines.iter().enumerate() {
        let joins = at > 0 && goes_on(&lines[at - 1..=at]) && is_full(&lines[at - 1..=at]);
        match joined.last_mut().filter(|_| joins) {
            Some(last) => *last = last.hull(line),
            None => joined.push(line),
        }
    }
    joined
}

/// What a line was found to be.
#[derive(Debug, Clone)]
struct Mark {
    kind: BlockKind,
    keep: bool,
    reason: Option<Cow<'static, str>>,
    copy_of: Option<usize>,
}

impl Mark {
    fn body(kind: BlockKind) -> Self {
        Self { kind, keep: true, reason: None, copy_of: None }
    }

    fn outside(kind: BlockKind, reason: &'static str) -> Self {
        Self { kind, keep: false, reason: Some(Cow::Borrowed(reason)), copy_of: None }
    }
}

/// A page in the making: lines, their shapes, and the marks set so far; a line without a mark is body.
struct Page<'l> {
    lines: &'l [&'l str],
    shapes: Vec<Shape>,
    marks: Vec<Option<Mark>>,
    /// Lines that label a list, as far as their words go.
    labels: Vec<bool>,
}

const OTHER_ARTICLE: &str = "headline of another article";
const LABEL: &str = "label of a list of other articles";

impl<'l> Page<'l> {
    fn new(lines: &'l [&'l str]) -> Self {
        let shapes = lines.iter().map(|line| Shape::of(line)).collect();
        Self { lines, shapes, marks: vec![None; lines.len()], labels: vec![false; lines.len()] }
    }

    fn mark_repeats(&mut self) {
        let found = repeat::repeats(self.lines);
        for (line, repeat) in found.iter().enumerate() {
            if let Some(repeat) = repeat {
                self.marks[line] = Some(repeated(*repeat));
            }
        }
        // A page that prints its first line again over the second print of its body shows that this line is the headline.
        let second = found.iter().position(|repeat| repeat.is_some_and(|repeat| repeat.of == 0 && repeat.how == How::Whole));
        if let Some(second) = second
            && self.shapes.first().is_some_and(|first| first.is_title())
            && found.get(second + 1).copied().flatten().is_some_and(|next| next.of == 1)
            && second > 3
            && found[second - 1].is_none()
            && found.iter().any(|repeat| repeat.is_some_and(|repeat| repeat.of + 1 == second && repeat.how == How::Whole))
        {
            self.marks[0] = Some(Mark::outside(BlockKind::Headline, "short first line that the page prints again over its body"));
        }
    }

    fn mark_furniture(&mut self, lexicon: &Lexicon) {
        let mut topic = Topic::default();
        for line in 0..self.lines.len() {
            if self.marks[line].is_some() {
                continue;
            }
            let text = self.lines[line];
            // What stands in square brackets is the editor's word inside the article.
            let inserted = text.starts_with('[') && text.ends_with(']');
            let role = if inserted { None } else { lexicon.tails.role(text) };
            self.marks[line] = match role {
                None => None,
                Some(Role::Headers) => {
                    self.labels[line] = true;
                    None
                }
                Some(Role::Links) => Some(Mark::outside(BlockKind::Related, "link to another article, by its label")),
                // `Analysis: …` over a part of this article speaks of what the article speaks of.
                Some(Role::Labels) => ((self.shapes[line].is_title() || self.shapes[line].is_short())
                    && topic.share(text).is_some_and(|share| share < 0.4))
                .then(|| Mark::outside(BlockKind::Related, "link to another article, by its label")),
                Some(Role::Promos) => Some(Mark::outside(BlockKind::Promo, "asks to subscribe, share, follow or consent")),
                Some(Role::Credits) => Some(Mark::outside(BlockKind::Credit, "credit or time of publication")),
                Some(Role::Captions) => Some(Mark::outside(BlockKind::Caption, "caption that credits its picture")),
                Some(Role::Navigation) => Some(Mark::outside(BlockKind::Navigation, "menu or control of the page")),
            };
            if self.marks[line].is_none() {
                if line < 4 && is_dateline(text) {
                    self.marks[line] = Some(Mark::outside(BlockKind::Dateline, "dateline on a line of its own"));
                } else {
                    topic.learn(text);
                }
            }
        }
    }

    /// Marks the labels of lists and the headlines under them.
    fn mark_lists_under_labels(&mut self) {
        let mut topic = Topic::default();
        (0..self.lines.len())
            .filter(|&line| self.marks[line].is_none() && !self.shapes[line].is_title())
            .for_each(|line| topic.learn(self.lines[line]));
        for label in 0..self.lines.len() {
            if !self.labels[label] || self.marks[label].is_some() {
                continue;
            }
            self.marks[label] = Some(Mark::outside(BlockKind::Related, LABEL));
            let mut items = Vec::new();
            let mut line = label + 1;
            while line < self.lines.len() && !self.labels[line] {
                if self.marks[line].is_none() {
                    let item = self.shapes[line].is_title() || self.shapes[line].is_short() && self.next_is_title(line);
                    if !item {
                        break;
                    }
                    items.push(line);
                } else if !items.is_empty() && self.marks[line].as_ref().is_some_and(|mark| mark.kind != BlockKind::Related) {
                    break;
                }
                line += 1;
            }
            // The article goes on: a short last item may be the crosshead over what follows.
            let goes_on = self.marks.get(line).is_some_and(Option::is_none) && !self.labels[line];
            if goes_on {
                // Nor are its crossheads, its table or its list headlines of other articles.
                let own = |&item: &usize| self.shapes[item].is_item || self.shapes[item].words <= 2;
                if let Some(end) = items.iter().skip(1).position(own) {
                    items.truncate(end + 1);
                }
            }
            if goes_on
                && let Some(&last) = items.last()
                && last + 1 == line
                && items.len() > 1
            {
                let brief = self.shapes[last].words <= 4
                    && items[..items.len() - 1].iter().map(|&item| self.shapes[item].words).sum::<usize>() > 6 * (items.len() - 1);
                let own = self.shapes[last].words <= 10 && topic.share(self.lines[last]).is_some_and(|share| share > 0.7);
                if brief || own {
                    items.pop();
                }
            }
            for item in items {
                self.marks[item] = Some(Mark::outside(BlockKind::Related, OTHER_ARTICLE));
            }
        }
    }

    fn next_is_title(&self, line: usize) -> bool {
        match self.marks.get(line + 1) {
            None => true,
            Some(None) => self.shapes[line + 1].is_title() || self.labels[line + 1],
            Some(Some(mark)) => !mark.keep,
        }
    }

    /// Marks a run of headlines that ends the page without a label over it.
    fn mark_tail_without_label(&mut self) {
        let body: Vec<usize> = (0..self.lines.len()).filter(|&line| self.marks[line].is_none()).collect();
        // A headline may end with a full stop (`New drugs are coming. Here is how they work.`), as long as others surround it.
        let tail = body
            .iter()
            .rev()
            .take_while(|&&line| self.shapes[line].is_headline() || self.shapes[line].is_short() && !self.shapes[line].is_item)
            .count();
        let mut start = body.len() - tail;
        let mut titles = body[start..].iter().filter(|&&line| self.shapes[line].is_headline()).count();
        while start < body.len() && (!self.shapes[body[start]].is_headline() || titles * 4 < (body.len() - start) * 3) {
            titles -= usize::from(self.shapes[body[start]].is_headline());
            start += 1;
        }
        let tail = body.len() - start;
        if tail < 3 || start < 3 {
            return;
        }
        let mut topic = Topic::default();
        body[..start].iter().for_each(|&line| topic.learn(self.lines[line]));
        let mut run = &body[start..];
        // The run may begin with a crosshead or a list of the article's own.
        let foreign = |line: usize| self.shapes[line].is_foreign() && topic.share(self.lines[line]).is_none_or(|share| share <= 0.6);
        while let [first, rest @ ..] = run
            && (!foreign(*first) || self.lines[*first].ends_with('!'))
        {
            run = rest;
        }
        // Headlines of other articles have little in common with one another either; rows of a list do.
        let alike = run.windows(2).filter(|pair| {
            let mut before = Topic::default();
            before.learn(self.lines[pair[0]]);
            before.share(self.lines[pair[1]]).is_some_and(|share| share >= 0.3)
        });
        let distinct: FxHashSet<&str> = run.iter().map(|&line| self.lines[line]).collect();
        if alike.count() * 2 > run.len() || distinct.len() * 4 < run.len() * 3 {
            return;
        }
        // So do their beginnings, their figures, and lines too short for a headline; all the more under a crosshead.
        let mut starts: FxHashMap<&str, usize> = FxHashMap::default();
        run.iter().for_each(|&line| *starts.entry(first_word(self.lines[line])).or_default() += 1);
        let same_start = run.iter().filter(|&&line| starts[first_word(self.lines[line])] > 1).count();
        let dated = run.iter().filter(|&&line| self.lines[line].contains(|c: char| c.is_ascii_digit())).count();
        let chars: usize = run.iter().map(|&line| self.shapes[line].chars * if is_wide(self.lines[line]) { 2 } else { 1 }).sum();
        let headed = run
            .first()
            .and_then(|&first| first.checked_sub(1))
            .is_some_and(|before| self.marks[before].is_none() && self.shapes[before].is_crosshead());
        if same_start * 4 > run.len() * 3 || dated * 4 > run.len() * 3 || chars < run.len() * if headed { 46 } else { 40 } {
            return;
        }
        let strangers = run.iter().filter(|&&line| foreign(line)).count();
        if run.len() < 3 || strangers * 4 < run.len() * 3 {
            return;
        }
        for &line in run {
            self.marks[line] = Some(Mark::outside(BlockKind::Related, "one of a run of headlines on other topics that ends the page"));
        }
    }

    /// Names what is left: lead, paragraphs, crossheads, lists.
    fn name_body(&mut self) {
        let body: Vec<usize> = (0..self.lines.len()).filter(|&line| self.marks[line].is_none()).collect();
        for (place, &line) in body.iter().enumerate() {
            let shape = |place: usize| body.get(place).map(|&line| &self.shapes[line]);
            let here = &self.shapes[line];
            let short = |place: usize| shape(place).is_some_and(|shape| shape.is_row());
            let kind = if here.is_item {
                BlockKind::List
            } else if place == 0 {
                BlockKind::Lead
            } else if here.is_crosshead() && shape(place + 1).is_some_and(|next| next.is_item || !next.is_crosshead()) {
                BlockKind::Crosshead
            } else if here.is_row() && (short(place - 1) || short(place + 1)) {
                BlockKind::List
            } else {
                BlockKind::Paragraph
            };
            self.marks[line] = Some(Mark::body(kind));
        }
    }
}

/// The first word of a line, as it stands.
fn first_word(line: &str) -> &str {
    line.split_whitespace().next().unwrap_or(line)
}

/// Whether a line is mostly in a script whose characters are words.
fn is_wide(line: &str) -> bool {
    line.chars().filter(|&c| ('\u{2e80}'..='\u{d7af}').contains(&c)).count() * 2 > line.chars().count()
}

/// The mark of a line that repeats another one.
fn repeated(repeat: Repeat) -> Mark {
    let of = repeat.of;
    let reason = match (repeat.how, repeat.run) {
        (How::Whole, 1) => format!("repeats block {of}"),
        (How::Whole, run) => format!("repeats block {of}, in a run of {run} repeated blocks"),
        (How::Cut, 1) => format!("begins as block {of} does and breaks off"),
        (How::Cut, run) => format!("begins as block {of} does and breaks off, in a run of {run} repeated blocks"),
        (How::Quote, _) => format!("repeats a sentence of block {of}"),
    };
    Mark { kind: BlockKind::Repeat, keep: false, reason: Some(Cow::Owned(reason)), copy_of: Some(of) }
}

/// Whether a line is a dateline and nothing else: `KYIV, April 5 (Reuters) —`.
fn is_dateline(line: &str) -> bool {
    let dashed = line.trim_end_matches(['-', '–', '—', ':', ' ']);
    let agency = dashed.ends_with(')') && dashed.contains('(');
    let words = line.split_whitespace().count();
    dashed.len() < line.len()
        && words <= 8
        && line.starts_with(char::is_uppercase)
        && (agency || dashed.contains(',') && dashed.contains(|c: char| c.is_ascii_digit()))
}

/// What a line looks like, without knowing its words.
#[derive(Debug, Clone, Copy)]
struct Shape {
    chars: usize,
    words: usize,
    /// Ends with a full stop, also inside a closing quotation mark.
    stopped: bool,
    /// Ends with any mark that ends a sentence.
    ended: bool,
    /// Ends with a mark that something follows: `:`, `,`, `;`.
    open: bool,
    /// Begins with a bullet or a number, or has cells.
    is_item: bool,
    /// Begins or ends with a bracket.
    bracketed: bool,
    /// Begins as speech does.
    quoted: bool,
    /// `Attendance: 60,214`, `STAR RATING: 10`: a name and its value.
    pair: bool,
    /// Digits by themselves, as scores and prices are.
    figures: usize,
}

impl Shape {
    fn of(line: &str) -> Self {
        let chars = line.chars().count();
        let wide = line.chars().filter(|&c| ('\u{2e80}'..='\u{d7af}').contains(&c)).count();
        let words = line.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count() + wide / 2;
        let bare = line.trim_end_matches(|c: char| {
            matches!(c, '"' | '\'' | '”' | '’' | '“' | '»' | '«' | '」' | '』' | ')' | ']' | '♦' | '■' | '*' | ' ')
        });
        let stopped = bare.ends_with(['.', '。', '।', '۔']) && !bare.ends_with("...");
        let ended = stopped || bare.ends_with(['!', '?', '！', '？', '؟', '…']) || bare.ends_with("...");
        let first = line.chars().next().unwrap_or(' ');
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_item = matches!(first, '•' | '·' | '*' | '▪' | '■' | '●' | '‣' | '–' | '—' | '-')
            || number.len() < line.len()
                && line.len() - number.len() <= 3
                && number.starts_with(['.', ')'])
                && number[1..].starts_with(' ')
            || line.matches(" | ").count() > 1
            || line.contains('\t');
        let pair = line.split_once(": ").is_some_and(|(name, value)| {
            let words = |text: &str| text.split_whitespace().count();
            words(name) <= 3 && (words(value) <= 4 || name.chars().all(|c| !c.is_lowercase()))
        });
        let figures = line
            .split_whitespace()
            .filter(|word| word.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ':' | '-' | '–' | '%' | '$' | '€' | '£')))
            .count();
        Self {
            chars,
            words,
            stopped,
            ended,
            open: bare.ends_with([':', ',', ';', '：', '-']),
            is_item,
            bracketed: line.starts_with(['[', '(']) || line.ends_with(']'),
            quoted: line.starts_with(['"', '“', '„', '«']),
            pair,
            figures,
        }
    }

    /// A line that may be a headline: no full stop, not too long.
    fn is_title(&self) -> bool {
        !self.stopped && !self.open && self.chars <= 180 && self.words <= 32 && self.words > 0
    }

    /// A line that may be a headline with a full stop (`New drugs are coming. Here is how they work.`).
    fn is_short(&self) -> bool {
        !self.open && self.chars <= 130 && self.words <= 22
    }

    /// A line that may be a headline in a list without a label.
    fn is_headline(&self) -> bool {
        self.is_title() && !self.is_item && !self.bracketed && self.words >= 3
    }

    /// A headline long enough to tell that it is of another article.
    fn is_foreign(&self) -> bool {
        self.words >= 4 && self.chars >= 22 && !self.pair && self.figures * 2 < self.words
    }

    /// A line short enough to head what follows.
    fn is_crosshead(&self) -> bool {
        !self.stopped
            && !self.open
            && !self.quoted
            && !self.pair
            && self.words <= 12
            && self.chars <= 90
            && !(self.ended && self.words > 10)
    }

    /// A line that may be a row of a list.
    fn is_row(&self) -> bool {
        !self.stopped && !self.quoted && self.words <= 12 && self.chars <= 90
    }
}

/// The words that an article has used.
#[derive(Debug, Default)]
struct Topic {
    stems: FxHashSet<u64>,
}

impl Topic {
    fn learn(&mut self, line: &str) {
        let stems = &mut self.stems;
        content_words(line, |stem| {
            stems.insert(stem);
        });
    }

    /// The share of a line's content words that the article has used; `None` when it has none.
    fn share(&self, line: &str) -> Option<f64> {
        let (mut known, mut all) = (0_u32, 0_u32);
        content_words(line, |stem| {
            all += 1;
            known += u32::from(self.stems.contains(&stem));
        });
        (all > 0).then(|| f64::from(known) / f64::from(all))
    }
}

/// Hands on every word of five letters or more, and every shorter one with a capital, cut to its first six letters.
fn content_words(line: &str, mut hand_on: impl FnMut(u64)) {
    let mut stem = String::new();
    for word in line.split(|c: char| !c.is_alphanumeric()) {
        let letters = word.chars().count();
        if letters >= 5 || letters >= 2 && word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
            stem.clear();
            stem.extend(word.chars().take(6).flat_map(char::to_lowercase));
            hand_on(xxhash_rust::xxh3::xxh3_64(stem.as_bytes()));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str, whole_text: bool) -> Vec<Block> {
        let decoded = crate::charset::decode(text.as_bytes(), Some("utf-8"), false);
        blocks(&decoded, &Lexicon::load(), &Options { whole_text, ..Options::default() })
    }

    #[test]
    fn lines_that_are_broken_at_a_width_are_paragraphs() {
        let text = "TARVO, 3 JAN 90 (KNA) -- THE GARRISON REPORTED THAT A BRIDGE ON THE\nROAD TO HALM WAS BLOWN UP BY UNKNOWN MEN, AND THAT TWO SENTRIES WERE\nWOUNDED.  NOBODY HAS CLAIMED THE ATTACK SO FAR.\n\n   THE GOVERNOR SAID THAT THE ROAD WOULD BE OPEN AGAIN WITHIN THREE DAYS\nAND THAT TROOPS HAD BEEN SENT TO GUARD THE OTHER BRIDGES OF THE VALLEY\nUNTIL FURTHER NOTICE.\n";
        assert_eq!(read(text, true).len(), 2);
        let list = "Talks on the dam open in Halm\nThe governor resigns\nA bridge is closed for three weeks after the flood of last Sunday\nMarkets\n";
        assert_eq!(read(list, true).len(), 4);
    }

    #[test]
    fn whole_text_keeps_everything() {
        let text = "Subscribe to our newsletter\nRead more\nRead more\n\nBy Jane Roe";
        assert!(read(text, true).iter().all(|block| block.keep && block.kind.is_body()));
        assert!(read(text, false).iter().all(|block| !block.keep));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn blocks_are_whole_trimmed_lines_and_say_why_they_go(text in "([A-Za-z .:|\"“”…]{0,60}\r?\n|Read more\n|關連新聞\n){0,40}") {
            let blocks = read(&text, false);
            // Lines that are broken at a width are one block, whole.
            let words: Vec<&str> = blocks.iter().flat_map(|block| block.span.of(&text).lines().map(str::trim)).collect();
            let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            prop_assert_eq!(words, lines);
            for block in &blocks {
                prop_assert_eq!(block.keep, block.kind.is_body());
                prop_assert!(block.keep || block.reason.is_some());
                prop_assert_eq!(block.copy_of.is_some(), block.kind == BlockKind::Repeat);
            }
        }
    }
}

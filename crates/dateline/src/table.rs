//! The view of a document for a person: its metadata with what each field rests on, then its blocks.
//!
//! A line begins with `+` for what is the article and `-` for what is not, and with the block's index, which is how
//! blocks name one another. What was kept is shown whole; of the rest one line each says what it is and why; menus and
//! long lists are folded. Everything can be read in 80 columns and without colour.
//!
//! ```text
//! +  4  The dam at Velm held through the night, engineers said on Friday.
//! -  5  caption: The spillway on Friday morning.
//! -  9  repeat of 4: The dam at Velm held through the night, engineers said on F…
//!       … 34 navigation
//! ```

use std::fmt::Write as _;
use std::io::stdout;

use crate::engine::Findings;
use anstyle::{AnsiColor, Color, Effects, Style};
use dateline_text::{Basis, Block, BlockKind, Document, Meta};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The narrowest and the widest column of text: a line of more is hard to follow.
const WIDTHS: (usize, usize) = (40, 100);
/// Where the width cannot be told.
const USUAL_WIDTH: usize = 80;
/// The column where values of metadata begin.
const VALUES: usize = 11;

/// How to draw documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    width: usize,
    has_colour: bool,
    /// Whether menus and long lists are shown whole.
    shows_all: bool,
}

impl Table {
    /// As standard output allows: its width, and whether it takes colour (`NO_COLOR`, `CLICOLOR_FORCE`).
    pub fn for_terminal(shows_all: bool) -> Self {
        let width = terminal_size::terminal_size_of(stdout()).map_or(USUAL_WIDTH, |(width, _)| usize::from(width.0));
        let has_colour = anstream::AutoStream::choice(&stdout()) != anstream::ColorChoice::Never;
        Self { width: width.clamp(WIDTHS.0, WIDTHS.1), has_colour, shows_all }
    }

    /// Draws one document; the last line has its line feed.
    pub fn render(&self, document: &Document, _findings: Option<&Findings>) -> String {
        let mut page = Drawing { table: *self, out: String::with_capacity(document.text.len() * 2) };
        page.head(document);
        page.rule();
        page.blocks(document);
        for note in &document.notes {
            for line in wrap(&format!("! {}: {}", note.code.name(), clean(&note.message)), self.width) {
                page.line(DIM, &line);
            }
        }
        page.out
    }
}

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().effects(Effects::BOLD);
const DIM: Style = Style::new().effects(Effects::DIMMED);
const KEPT: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Green)));

/// A document being drawn.
struct Drawing {
    table: Table,
    out: String,
}

impl Drawing {
    fn head(&mut self, document: &Document) {
        let Meta { url, site, title, byline, published, published_basis, modified, captured, language, wire, basis } = &document.meta;
        let headline = || document.blocks.iter().find(|block| block.kind == BlockKind::Headline).map(|block| block.span.of(&document.text));
        let title = title.as_deref().or_else(headline).unwrap_or("(no title)");
        for line in wrap(&clean(title), self.table.width) {
            self.line(BOLD, &line);
        }
        self.field("by", &byline.join(", "), basis.byline);
        self.field("site", site.as_deref().unwrap_or_default(), basis.site);
        self.field("agency", wire.as_deref().unwrap_or_default(), basis.wire);
        self.field("published", published.as_deref().unwrap_or("unknown"), *published_basis);
        self.field("modified", modified.as_deref().unwrap_or_default(), basis.modified);
        self.field("captured", captured.as_deref().unwrap_or_default(), None);
        self.field("language", language.as_deref().unwrap_or_default(), basis.language);
        self.field("address", url.as_deref().unwrap_or_default(), basis.url);
        let source = &document.source;
        let record = source.record.map(|record| format!(", record {record}")).unwrap_or_default();
        let path = source.path.as_deref().unwrap_or("-");
        self.field("source", &format!("{path}{record} ({})", source.format.name()), None);
        self.field("id", &document.id, None);
    }

    /// One line of metadata; nothing where the value is unknown.
    fn field(&mut self, name: &str, value: &str, basis: Option<Basis>) {
        if value.is_empty() {
            return;
        }
        let basis = basis.map(|basis| format!("  [{}]", basis.name())).unwrap_or_default();
        let room = self.table.width.saturating_sub(VALUES + basis.len());
        self.paint(DIM, &format!("{name:<VALUES$}"));
        let value = clean(value);
        // An address that is cut cannot be opened, a name that is cut cannot be searched for.
        self.out.push_str(&value);
        if value.width() <= room {
            self.paint(DIM, &basis);
        } else if !basis.is_empty() {
            self.out.push('\n');
            self.paint(DIM, &format!("{:VALUES$}{}", "", basis.trim_start()));
        }
        self.out.push('\n');
    }

    fn rule(&mut self) {
        let rule = "─".repeat(self.table.width);
        self.line(DIM, &rule);
    }

    fn blocks(&mut self, document: &Document) {
        let blocks = &document.blocks;
        let digits = blocks.len().saturating_sub(1).to_string().len();
        let mut at = 0;
        let mut was_folded = false;
        while let Some(block) = blocks.get(at) {
            let run = blocks[at..].iter().take_while(|other| !other.keep && fold(other) == fold(block)).count();
            let shown = if block.keep { 1 } else { fold(block).filter(|_| !self.table.shows_all).map_or(run, |fold| fold.shown_of(run)) };
            for (index, block) in blocks.iter().enumerate().skip(at).take(shown) {
                self.block(index, block, digits, &document.text);
            }
            let hidden = if block.keep { 0 } else { run - shown };
            if hidden > 0 {
                let more = if shown > 0 { "more " } else { "" };
                let hint = if was_folded { "" } else { "  (--all shows them)" };
                was_folded = true;
                let kinds = kinds(&blocks[at + shown..at + run]);
                self.line(DIM, &format!("{:digits$}    … {more}{kinds}{hint}", ""));
            }
            at += shown + hidden;
        }
    }

    fn block(&mut self, index: usize, block: &Block, digits: usize, text: &str) {
        let words = clean(block.span.of(text));
        let room = self.table.width.saturating_sub(digits + 4);
        if !block.keep {
            let why = why(block);
            let line = cut(&format!("{why}: {words}"), room);
            return self.line(DIM, &format!("- {index:>digits$}  {line}"));
        }
        let (style, words) = match block.kind {
            BlockKind::Crosshead => (BOLD, words),
            BlockKind::List => (PLAIN, format!("• {words}")),
            _ => (PLAIN, words),
        };
        for (at, line) in wrap(&words, room).iter().enumerate() {
            self.paint(KEPT, "+");
            if at == 0 {
                self.paint(DIM, &format!(" {index:>digits$}  "));
            } else {
                let _ = write!(self.out, " {:digits$}  ", "");
            }
            self.line(style, line);
        }
    }

    fn line(&mut self, style: Style, text: &str) {
        self.paint(style, text);
        self.out.push('\n');
    }

    fn paint(&mut self, style: Style, text: &str) {
        if self.table.has_colour && style != PLAIN && !text.is_empty() {
            let _ = write!(self.out, "{style}{text}{style:#}");
        } else {
            self.out.push_str(text);
        }
    }
}

/// How runs of dropped blocks are folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fold {
    /// Menus and the like: of no interest.
    Whole,
    /// A list of one kind, of which the first lines say what it is.
    AfterThree(BlockKind),
}

impl Fold {
    /// How many blocks of a run are shown.
    fn shown_of(self, run: usize) -> usize {
        match self {
            Self::Whole if run > 2 => 0,
            Self::AfterThree(_) if run > 5 => 3,
            _ => run,
        }
    }
}

/// What a dropped block may be folded with; `None` is shown whatever stands beside it.
fn fold(block: &Block) -> Option<Fold> {
    match block.kind {
        _ if block.keep => None,
        BlockKind::Navigation | BlockKind::Other => Some(Fold::Whole),
        kind @ (BlockKind::Related | BlockKind::Promo | BlockKind::Comment) => Some(Fold::AfterThree(kind)),
        _ => None,
    }
}

/// What a dropped block is, and why: `repeat of 4`, `promo, asks to subscribe`.
fn why(block: &Block) -> String {
    let mut why = block.kind.name().to_owned();
    if let Some(original) = block.copy_of {
        let _ = write!(why, " of {original}");
    }
    if let Some(reason) = block.reason.as_deref() {
        let _ = write!(why, ", {}", clean(reason));
    }
    why
}

/// `34 navigation, 3 other`: the kinds of some blocks, in the order of their first.
fn kinds(blocks: &[Block]) -> String {
    let mut counts: Vec<(BlockKind, usize)> = Vec::new();
    for block in blocks {
        match counts.iter_mut().find(|(kind, _)| *kind == block.kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((block.kind, 1)),
        }
    }
    let counts: Vec<_> = counts.iter().map(|(kind, count)| format!("{count} {}", kind.name())).collect();
    counts.join(", ")
}

/// The words with single spaces, and without anything that would move the cursor or change the terminal.
fn clean(words: &str) -> String {
    let visible: String = words.chars().map(|c| if c.is_control() && !c.is_whitespace() { '\u{fffd}' } else { c }).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn wrap(words: &str, width: usize) -> Vec<String> {
    let options = textwrap::Options::new(width).word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(words, options).into_iter().map(std::borrow::Cow::into_owned).collect()
}

/// The beginning of a line, in at most `width` columns.
fn cut(line: &str, width: usize) -> String {
    if line.width() <= width {
        return line.to_owned();
    }
    let mut used = 1;
    let fits = line.char_indices().find(|(_, c)| {
        used += c.width().unwrap_or(0);
        used > width
    });
    format!("{}…", line[..fits.map_or(line.len(), |(at, _)| at)].trim_end())
}

#[cfg(test)]
mod tests {
    use dateline_read::{Reader, Record};

    use super::*;

    const NARROW: Table = Table { width: 60, has_colour: false, shows_all: false };

    fn draw(table: Table, text: &str) -> String {
        table.render(&Reader::new().read(&Record::text(text.as_bytes().to_vec())), None)
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let text = "ダムは金曜日の夜も持ちこたえたと技術者たちは述べた。".repeat(9) + "\n" + &"The dam at Velm held. ".repeat(40);
        for line in draw(NARROW, &text).lines() {
            assert!(line.width() <= 60, "{line}");
        }
    }

    #[test]
    fn a_page_cannot_send_codes_to_the_terminal() {
        let drawn = draw(NARROW, "The dam \u{1b}[2Jheld at Velm on Friday.\u{7}\u{9b}31m Engineers said so.");
        assert!(!drawn.contains(|c: char| c.is_control() && c != '\n'), "{drawn:?}");
        assert!(drawn.contains("The dam \u{fffd}[2Jheld"), "{drawn}");
    }

    #[test]
    fn cutting_counts_columns_not_characters() {
        assert_eq!(cut("水位が下がる", 12), "水位が下がる");
        assert_eq!(cut("水位が下がる", 11), "水位が下が…");
        assert_eq!(cut("水位が下がる", 10), "水位が下…");
    }
}

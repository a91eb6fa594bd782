//! The view of a document for a person: its metadata with what each field rests on, then its blocks, then who and when.
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
//!
//! ── who ────────────────────────────────────────────────────────────────────────
//! Petra Halvik · person · SWE · GOV · 4 mentions
//!   role     Swedish Energy Minister, SWE
//!   7        … the gates stay shut, ‹Petra Halvik› told reporters in Velm.
//!
//! ── when ───────────────────────────────────────────────────────────────────────
//! 2025-04-04 4  … held through the night, engineers said on ‹Friday›.  [published]
//! ```
//!
//! With colour, people, bodies, places and times are coloured where they stand in the article. Without, the article is left as
//! its page has it: a sign in it could be taken for the page's own, a quotation must stay one that can be copied and searched
//! for, and an index at every name of a news report is more than an eye reads past. What the colours would say is said below
//! the text, where `who` and `when` quote the words around each mention, the mention in `‹ ›`, with the index of its block.

mod blocks;
mod deeds;
mod findings;
mod marks;
mod prose;

use std::fmt::Write as _;
use std::io::stdout;

use anstyle::{AnsiColor, Color, Effects, Style};
use dateline_text::{Basis, BlockKind, Document, Meta};
use unicode_width::UnicodeWidthStr;

use self::marks::{Mark, Marks};
use self::prose::{Prose, clean};
use crate::engine::Findings;

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

    /// Draws one document, with what was found in it where that was asked for; the last line has its line feed.
    pub fn render(&self, document: &Document, findings: Option<&Findings>) -> String {
        let findings = findings.map(|findings| &findings.facts);
        let out = String::with_capacity(document.text.len() * 2);
        let mut page = Drawing { table: *self, document, has_hint: false, out };
        page.head();
        if findings.is_some() {
            page.legend();
        }
        page.rule("");
        page.blocks(&findings.map(Marks::of).unwrap_or_default());
        if let Some(findings) = findings {
            page.who(&findings.entities);
            page.when(&findings.times);
            page.what(findings);
        }
        let notes = findings.map_or(&[][..], |findings| &findings.notes);
        if findings.is_some() && !(document.notes.is_empty() && notes.is_empty()) {
            page.out.push('\n');
        }
        for note in document.notes.iter().chain(notes) {
            page.hanging(&Prose::new(&format!("! {}: {}", note.code.name(), note.message), DIM), 0);
        }
        page.out
    }
}

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().effects(Effects::BOLD);
const DIM: Style = Style::new().effects(Effects::DIMMED);
const KEPT: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Green)));

/// A document being drawn.
struct Drawing<'d> {
    table: Table,
    document: &'d Document,
    /// Whether it has been said how to see what is folded.
    has_hint: bool,
    out: String,
}

impl Drawing<'_> {
    fn head(&mut self) {
        let document = self.document;
        let Meta { url, site, title, byline, published, published_basis, modified, captured, language, wire, basis } = &document.meta;
        let headline = || document.blocks.iter().find(|block| block.kind == BlockKind::Headline).map(|block| block.span.of(&document.text));
        let title = title.as_deref().or_else(headline).unwrap_or("(no title)");
        self.hanging(&Prose::new(title, BOLD), 0);
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

    /// What the colours mean; nothing without colour.
    fn legend(&mut self) {
        if !self.table.has_colour {
            return;
        }
        self.paint(DIM, &format!("{:<VALUES$}", "colours"));
        let mut names = Prose::default();
        for mark in Mark::COLOURED {
            names.push(mark.name(), mark.style());
            names.push(" ", PLAIN);
        }
        self.hanging(&names, VALUES);
    }

    /// A line across, with the name of what follows.
    fn rule(&mut self, name: &str) {
        let mut rule = if name.is_empty() { String::new() } else { format!("── {name} ") };
        rule += &"─".repeat(self.table.width.saturating_sub(rule.width()));
        self.line(DIM, &rule);
    }

    /// Counts what is hidden of a list, and says the first time how to see it; nothing where nothing is.
    fn folded(&mut self, column: usize, shown: usize, hidden: impl Iterator<Item = &'static str>) {
        let counts = counted(hidden);
        if counts.is_empty() {
            return;
        }
        let hint = if std::mem::replace(&mut self.has_hint, true) { "" } else { "  (--all shows them)" };
        let line = format!("… {}{counts}", if shown > 0 { "more " } else { "" });
        if column + line.width() + hint.width() <= self.table.width {
            return self.line(DIM, &format!("{:column$}{line}{hint}", ""));
        }
        for words in [&line, hint].into_iter().filter(|words| !words.is_empty()) {
            let _ = write!(self.out, "{:column$}", "");
            self.hanging(&Prose::new(words, DIM), column);
        }
    }

    fn line(&mut self, style: Style, text: &str) {
        self.paint(style, text);
        self.out.push('\n');
    }

    /// Words whose first line begins where the cursor stands, in the column where the others begin.
    fn hanging(&mut self, words: &Prose, column: usize) {
        for (at, line) in words.lines(self.table.width.saturating_sub(column)).into_iter().enumerate() {
            self.out.push_str(&" ".repeat(if at == 0 { 0 } else { column }));
            self.runs(line);
        }
    }

    /// A line of several styles.
    fn runs(&mut self, runs: Vec<(&str, Style)>) {
        for (words, style) in runs {
            self.paint(style, words);
        }
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

/// The digits of the indexes of the blocks.
fn digits(document: &Document) -> usize {
    document.blocks.len().saturating_sub(1).to_string().len()
}

/// `34 navigation, 3 other`: how many of each, in the order of their first.
fn counted(names: impl Iterator<Item = &'static str>) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for name in names {
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    let counts: Vec<_> = counts.iter().map(|(name, count)| format!("{count} {name}")).collect();
    counts.join(", ")
}

#[cfg(test)]
mod tests {
    use dateline_facts as facts;
    use dateline_facts::{EntityKind, Evidence, Form, Mention, Score, Time, TimeKind};
    use dateline_read::{Reader, Record};
    use dateline_text::ByteSpan;

    use super::*;

    const NARROW: Table = Table { width: 60, has_colour: false, shows_all: false };

    fn read(text: &str) -> Document {
        Reader::new().read(&Record::text(text.as_bytes().to_vec()))
    }

    fn draw(table: Table, text: &str) -> String {
        table.render(&read(text), None)
    }

    /// The first place of some words in a text.
    fn span(text: &str, words: &str) -> ByteSpan {
        let start = text.find(words).unwrap();
        ByteSpan::new(start, start + words.len())
    }

    fn entity(kind: EntityKind, text: &str, mentions: &[&str]) -> facts::Entity {
        let mention = |words: &&str| Mention { head: 0, span: span(text, words), extent: span(text, words), form: Form::Name };
        facts::Entity {
            kind,
            name: mentions[0].to_owned(),
            mentions: mentions.iter().map(mention).collect(),
            roles: Vec::new(),
            members: Vec::new(),
            country: None,
            sector: None,
            place: None,
            evidence: Evidence::default(),
            score: Score::hundredths(90),
            rule: "name",
        }
    }

    fn time(text: &str, words: &str, value: Option<&str>) -> Time {
        Time {
            words: 0..1,
            span: span(text, words),
            kind: TimeKind::Date,
            value: value.map(str::to_owned),
            basis: facts::Basis::Published,
            anchor: None,
            recurrence: None,
            rule: "direction",
        }
    }

    fn found(entities: Vec<facts::Entity>, times: Vec<Time>) -> Findings {
        Findings { facts: facts::Findings { entities, times, ..facts::Findings::default() }, ..Findings::default() }
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let text = "ダムは金曜日の夜も持ちこたえたと技術者たちは述べた。".repeat(9) + "\n" + &"The dam at Velm held. ".repeat(40);
        for line in draw(NARROW, &text).lines() {
            assert!(line.width() <= 60, "{line}");
        }
    }

    #[test]
    fn no_line_of_what_was_found_is_wider_than_the_narrowest_terminal() {
        let body = "Zoë Ünal-Đorđević of the Very Long Ministry for the Affairs of Coastal Waters and Fisheries met 水位が下がる協会 in Velm on Friday. ";
        let text = body.to_owned() + &"ダムは金曜日の夜も持ちこたえたと技術者たちは述べた。".repeat(9);
        let mut person = entity(EntityKind::Person, &text, &["Zoë Ünal-Đorđević", "Ünal", "Zoë"]);
        person.roles.push(facts::Role {
            title: "Very Long Ministry for the Affairs of Coastal Waters and Fisheries".to_owned(),
            span: span(&text, "Very"),
            country: facts::Country::from_code("SWE"),
            of: Some(1),
            inherits: Some("head of the board that looks after every harbour of the realm".to_owned()),
            sector: None,
        });
        let body = entity(EntityKind::Organization, &text, &["水位が下がる協会", "金曜日の夜も持ちこたえたと技術者たちは述べた", "日"]);
        let mut friday = time(&text, "Friday", Some("2025-04-04T18:30:00+02:00"));
        friday.anchor = Some(span(&text, "Ministry for the Affairs of Coastal Waters and Fisheries"));
        let findings = found(vec![person, body], vec![friday, time(&text, "金曜日", None)]);
        for table in [Table { width: 40, ..NARROW }, Table { width: 40, shows_all: true, ..NARROW }, NARROW] {
            let drawn = table.render(&read(&text), Some(&findings));
            for line in drawn.lines() {
                assert!(line.width() <= table.width, "{} columns: {line}", line.width());
            }
            assert!(drawn.contains("‹Ünal›-Đorđević") && drawn.contains("‹水位が下がる協会›"), "{drawn}");
        }
    }

    #[test]
    fn a_page_cannot_send_codes_to_the_terminal() {
        let drawn = draw(NARROW, "The dam \u{1b}[2Jheld at Velm on Friday.\u{7}\u{9b}31m Engineers said so.");
        assert!(!drawn.contains(|c: char| c.is_control() && c != '\n'), "{drawn:?}");
        assert!(drawn.contains("The dam \u{fffd}[2Jheld"), "{drawn}");
    }

    #[test]
    fn names_and_times_cannot_send_codes_either() {
        let text = "Petra \u{1b}[2JHalvik met\u{7} engineers at Velm on Fri\u{9b}31mday, the board said in the evening.";
        let mut person = entity(EntityKind::Person, text, &["Petra \u{1b}[2JHalvik"]);
        person.roles.push(facts::Role {
            title: "engineers\u{1b}]0;x\u{7}".to_owned(),
            span: span(text, "engineers"),
            country: None,
            of: None,
            inherits: Some("\u{1b}c".to_owned()),
            sector: None,
        });
        let findings = found(vec![person], vec![time(text, "Fri\u{9b}31mday", None)]);
        let drawn = NARROW.render(&read(text), Some(&findings));
        assert!(!drawn.contains(|c: char| c.is_control() && c != '\n'), "{drawn:?}");
        assert!(drawn.contains("‹Petra \u{fffd}[2JHalvik›") && drawn.contains("‹Fri\u{fffd}31mday›"), "{drawn}");
        let coloured = Table { has_colour: true, ..NARROW }.render(&read(text), Some(&findings));
        assert!(!coloured.contains("[2JHalvik\u{1b}c") && !coloured.contains("\u{1b}[2J") && !coloured.contains('\u{7}'), "{coloured:?}");
    }

    #[test]
    fn mentions_are_coloured_where_they_stand_and_nested_ones_seen() {
        let text = "The French army, said Zoë Ünal on Friday, would not leave the harbour before the ice had gone.";
        let findings = found(
            vec![
                entity(EntityKind::Organization, text, &["The French army"]),
                entity(EntityKind::Country, text, &["French"]),
                entity(EntityKind::Person, text, &["Zoë Ünal"]),
            ],
            vec![time(text, "Friday", Some("2025-04-04"))],
        );
        let coloured = Table { has_colour: true, width: 100, ..NARROW }.render(&read(text), Some(&findings));
        let painted = |mark: Mark, words: &str| format!("{0}{words}{0:#}", mark.style());
        let (body, country) = (Mark::Entity(EntityKind::Organization), Mark::Entity(EntityKind::Country));
        let expected = format!(
            "{} {} {}, said {} on {}, would",
            painted(body, "The"),
            painted(country, "French"),
            painted(body, "army"),
            painted(Mark::Entity(EntityKind::Person), "Zoë Ünal"),
            painted(Mark::Time, "Friday"),
        );
        assert!(coloured.contains(&expected), "{coloured:?}");
        assert!(!coloured.contains('‹'), "colour is enough");
        // Without colour the article is as the page has it.
        let plain = Table { width: 100, ..NARROW }.render(&read(text), Some(&findings));
        assert!(plain.contains(text) && plain.contains("said ‹Zoë Ünal› on Friday"), "{plain}");
    }

    #[test]
    fn long_lists_are_folded_kind_by_kind_and_people_come_first() {
        let names: Vec<String> = (0..20).map(|number| format!("Name{number:02}")).collect();
        let text = format!("{} met at the harbour of Velm, the board said.", names.join(", "));
        let mut entities = vec![entity(EntityKind::Place, &text, &["Velm"])];
        entities.extend(names.iter().map(|name| entity(EntityKind::Person, &text, &[name])));
        let findings = found(entities, Vec::new());
        let drawn = NARROW.render(&read(&text), Some(&findings));
        let (_, who) = drawn.split_once("── who ").unwrap();
        assert!(who.contains("Name07 · person") && !who.contains("Name08 · person"), "{who}");
        assert!(who.contains("… more 12 person  (--all shows them)\nVelm · place · 1 mention\n"), "{who}");
        assert!(who.contains("── when ") && who.contains("nothing found"), "{who}");
        let narrow = Table { width: 40, ..NARROW }.render(&read(&text), Some(&findings));
        assert!(narrow.lines().all(|line| line.width() <= 40), "{narrow}");
        let all = Table { shows_all: true, ..NARROW }.render(&read(&text), Some(&findings));
        assert!(all.contains("Name19 · person") && !all.contains("--all"), "{all}");
    }
}

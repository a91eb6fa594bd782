//! Answers as text: for a person, for a spreadsheet, for a program, for a page.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::query::Table;
use crate::show::Page;

/// How an answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Columns for a person, no wider than so many cells.
    Table(usize),
    /// A JSON object a row.
    Jsonl,
    /// One JSON array.
    Json,
    /// Comma-separated, safe to open in a spreadsheet.
    Csv,
    /// Tab-separated.
    Tsv,
    /// A Markdown table.
    Markdown,
}

/// Cells between two columns.
const GAP: usize = 2;
/// Columns of words, which have the room that the others leave, and the least that reads.
const TEXT: [&str; 9] = ["words", "excerpt", "why", "left_out", "one", "other_words", "actors", "recipients", "title"];
const READABLE: usize = 24;
/// The widest that any other column but an id is.
const PLAIN: usize = 18;
/// Columns of ids: one that is cut is none.
const IDS: [&str; 12] = ["id", "document", "entity", "event", "of", "a", "b", "target", "other", "family", "story", "report"];
/// Columns of times, of which a table shows the day.
const TIMES: [&str; 7] = ["published", "of_published", "said", "first", "last", "window_start", "window_end"];
/// What a narrow table leaves out first: what only a program asks for, then what says least.
const MINOR: [&str; 34] = [
    "start",
    "end",
    "speaker_id",
    "score",
    "n_copies",
    "checkable",
    "published_basis",
    "source_id",
    "path",
    "format",
    "url",
    "language",
    "share",
    "of_share",
    "date_end",
    "n_texts",
    "mode",
    "channel",
    "wire",
    "of_site",
    "of_published",
    "utterance",
    "about",
    "document",
    "site",
    "event",
    "part_of",
    "countries",
    "modality",
    "n_documents",
    "denied",
    "force",
    "kind",
    "title",
];

/// A table as text.
#[must_use]
pub fn table(table: &Table, form: Form) -> String {
    match form {
        Form::Table(width) => columns(table, width),
        Form::Jsonl => {
            let mut out = Vec::new();
            for row in &table.rows {
                // Writing to memory does not fail.
                let _ = serde_json::to_writer(&mut out, &Object(&table.columns, row));
                out.push(b'\n');
            }
            String::from_utf8(out).unwrap_or_default()
        }
        Form::Json => {
            let rows: Vec<Object<'_>> = table.rows.iter().map(|row| Object(&table.columns, row)).collect();
            format!("{}\n", serde_json::to_string_pretty(&rows).unwrap_or_default())
        }
        Form::Csv => separated(table, ',', |cell| {
            let cell = safe(&cell);
            if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
        }),
        Form::Tsv => separated(table, '\t', |cell| safe(&cell).replace(['\t', '\n', '\r'], " ")),
        Form::Markdown => markdown(table),
    }
}

/// A page as text.
#[must_use]
pub fn page(page: &Page, form: Form) -> String {
    let mut out = String::new();
    match form {
        Form::Jsonl | Form::Json => {
            let whole = Whole(page);
            let text = if form == Form::Json { serde_json::to_string_pretty(&whole) } else { serde_json::to_string(&whole) };
            out.push_str(&text.unwrap_or_default());
            out.push('\n');
        }
        Form::Table(width) => {
            out.push_str(&format!("{}\n{}\n\n", clean(&page.title), "─".repeat(page.title.width().min(width))));
            let widest = page.facts.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
            for (name, value) in page.facts.iter().filter(|(_, value)| !value.is_null() && *value != Value::Array(Vec::new())) {
                out.push_str(&format!("{name:widest$}  {}\n", clean(&plain(value))));
            }
            for (name, section) in page.sections.iter().filter(|(_, section)| !section.rows.is_empty()) {
                out.push_str(&format!("\n{name}\n{}", columns(section, width)));
            }
        }
        Form::Markdown | Form::Csv | Form::Tsv => {
            let facts = Table {
                columns: vec!["field", "value"],
                rows: page.facts.iter().filter(|it| !it.1.is_null()).map(|(name, value)| vec![(*name).into(), value.clone()]).collect(),
            };
            let is_markdown = form == Form::Markdown;
            if is_markdown {
                out.push_str(&format!("## {}\n\n", clean(&page.title)));
            }
            out.push_str(&table(&facts, form));
            for (name, section) in page.sections.iter().filter(|(_, section)| !section.rows.is_empty()) {
                out.push_str(&if is_markdown { format!("\n### {name}\n\n") } else { "\n".to_owned() });
                out.push_str(&table(section, form));
            }
        }
    }
    out
}

/// A row as an object, in the order of the columns, so that a reader sees the id first.
struct Object<'r>(&'r [&'static str], &'r [Value]);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (column, value) in self.0.iter().zip(self.1) {
            map.serialize_entry(column, value)?;
        }
        map.end()
    }
}

/// A page as an object: its fields, and a list a table.
struct Whole<'p>(&'p Page);

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("kind", self.0.kind)?;
        map.serialize_entry("id", &self.0.id)?;
        map.serialize_entry("title", &self.0.title)?;
        for (name, value) in self.0.facts.iter().filter(|it| it.0 != "title" && it.0 != "kind") {
            map.serialize_entry(name, value)?;
        }
        for (name, section) in &self.0.sections {
            let rows: Vec<Object<'_>> = section.rows.iter().map(|row| Object(&section.columns, row)).collect();
            map.serialize_entry(name, &rows)?;
        }
        map.end()
    }
}

/// A value as a cell.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(is_so) => if *is_so { "yes" } else { "no" }.to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// A cell that a spreadsheet does not compute: what begins like a formula gets a quotation mark before it, unless it is a number.
#[must_use]
pub fn safe(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err() { format!("'{cell}") } else { cell.to_owned() }
}

fn separated(table: &Table, by: char, cell: impl Fn(String) -> String) -> String {
    let by = by.to_string();
    let mut out = table.columns.join(&by);
    out.push('\n');
    for row in &table.rows {
        out.push_str(&row.iter().map(|value| cell(plain(value))).collect::<Vec<_>>().join(&by));
        out.push('\n');
    }
    out
}

fn markdown(table: &Table) -> String {
    let shown = filled(table);
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = line(shown.iter().map(|&at| table.columns[at].to_owned()).collect());
    out.push_str(&line(shown.iter().map(|_| "---".to_owned()).collect()));
    for row in &table.rows {
        out.push_str(&line(shown.iter().map(|&at| clean(&plain(&row[at])).replace('|', "\\|").replace('<', "&lt;")).collect()));
    }
    out
}

/// The columns in which anything stands.
fn filled(table: &Table) -> Vec<usize> {
    (0..table.columns.len()).filter(|&at| table.rows.iter().any(|row| !row[at].is_null() && row[at] != Value::Array(Vec::new()))).collect()
}

fn columns(table: &Table, width: usize) -> String {
    let mut shown = filled(table);
    let is = |at: usize, names: &[&str]| names.contains(&table.columns[at]);
    let cell = |at: usize, value: &Value| {
        let text = clean(&plain(value));
        match text.get(..10) {
            Some(day) if is(at, &TIMES) => day.to_owned(),
            _ => text,
        }
    };
    let cells: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().enumerate().map(|(at, value)| cell(at, value)).collect()).collect();
    let natural = |at: usize| cells.iter().map(|row| row[at].width()).chain([table.columns[at].width()]).max().unwrap_or_default();
    // An upper bound that says what the lower one says says nothing.
    if let (Some(low), Some(high)) = (shown.iter().position(|&at| is(at, &["low"])), shown.iter().position(|&at| is(at, &["high"])))
        && cells.iter().all(|row| row[shown[low]] == row[shown[high]])
    {
        shown.remove(high);
    }
    let least = |at: usize| match natural(at) {
        natural if is(at, &IDS) => natural,
        natural if is(at, &TEXT) => natural.min(READABLE),
        natural => natural.min(PLAIN),
    };
    let total = |shown: &[usize]| shown.iter().map(|&at| least(at)).sum::<usize>() + GAP * shown.len().saturating_sub(1);
    while shown.len() > 1 && total(&shown) > width {
        // The page of a record stands in the record's id; of copies the page is what is told.
        let has_id = table.columns.contains(&"id");
        let is_minor = |at: usize, name: &str| table.columns[at] == name && (name != "document" || has_id);
        let minor = MINOR.iter().find_map(|name| shown.iter().position(|&at| is_minor(at, name)));
        let last = shown.iter().rposition(|&at| table.columns[at] != "id").unwrap_or(shown.len() - 1);
        shown.remove(minor.unwrap_or(last));
    }
    let mut widths: Vec<usize> = shown.iter().map(|&at| least(at)).collect();
    let mut room = width.saturating_sub(total(&shown));
    // What room is left goes to the words, then to the rest, from left to right.
    for is_text in [true, false] {
        for (at, column) in shown.iter().enumerate().filter(|(_, column)| is(**column, &TEXT) == is_text) {
            let more = natural(*column).saturating_sub(widths[at]).min(room);
            widths[at] += more;
            room -= more;
        }
    }
    if let [only] = widths[..] {
        widths = vec![only.min(width)];
    }
    let mut out = String::new();
    let mut line = |cells: Vec<&str>| {
        let mut text = String::new();
        for (cell, width) in cells.iter().zip(&widths) {
            let cut = cut(cell, *width);
            let pad = width - cut.width().min(*width);
            text.push_str(&cut);
            text.push_str(&" ".repeat(pad + GAP));
        }
        out.push_str(text.trim_end());
        out.push('\n');
    };
    line(shown.iter().map(|&at| table.columns[at]).collect());
    for row in &cells {
        line(shown.iter().map(|&at| row[at].as_str()).collect());
    }
    out
}

/// A cell no wider than so many cells of a terminal.
fn cut(cell: &str, width: usize) -> String {
    if cell.width() <= width {
        return cell.to_owned();
    }
    let mut out = String::new();
    for letter in cell.chars() {
        if out.width() + letter.to_string().width() + 1 > width {
            break;
        }
        out.push(letter);
    }
    out.push('…');
    out
}

/// In one line, and nothing that acts on a terminal.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_whitespace() {
                ' '
            } else if c.is_control() {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Table {
        Table {
            columns: vec!["id", "words", "none"],
            rows: vec![
                vec!["a1".into(), "=cmd|' /C calc'!A0".into(), Value::Null],
                vec!["b2".into(), "said \"no\", \u{1b}[31mred\nand | more".into(), Value::Null],
                vec!["c3".into(), (-3).into(), Value::Null],
            ],
        }
    }

    #[test]
    fn a_cell_that_begins_like_a_formula_is_text() {
        let csv = table(&sample(), Form::Csv);
        assert!(csv.contains("a1,'=cmd|' /C calc'!A0,\n") && csv.contains("c3,-3,\n"), "{csv}");
        assert!(csv.contains("\"said \"\"no\"\", "), "{csv}");
        assert!(table(&sample(), Form::Tsv).lines().all(|line| line.matches('\t').count() == 2));
    }

    #[test]
    fn a_table_fits_and_does_not_act_on_the_terminal() {
        let text = table(&sample(), Form::Table(16));
        assert!(text.lines().all(|line| line.width() <= 16) && !text.contains('\u{1b}') && !text.contains("none"), "{text}");
        assert_eq!(table(&sample(), Form::Markdown).lines().count(), 5);
    }

    #[test]
    fn rows_are_objects() {
        let lines = table(&sample(), Form::Jsonl);
        let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
        assert_eq!(first["id"], "a1");
    }
}

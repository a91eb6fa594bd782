//! The HTTP response inside a web archive's record.
//!
//! Crawlers store what they saw, or what they had decoded already beside the headers of what they saw. So the
//! headers are hints and the bytes decide: a body is unchunked when it has chunk syntax, and decompressed when it
//! begins as a compressed one.

use std::borrow::Cow;
use std::io::{self, Read};

use dateline_text::Format;

use super::decompress::{self, Body};
use super::sniff::{self, Kind};
use crate::Limits;

/// A parsed response.
#[derive(Debug)]
pub struct Response<'b> {
    /// The status code, `None` where the status line has none.
    pub status: Option<u16>,
    /// The value of `Content-Type`.
    pub content_type: Option<Cow<'b, str>>,
    /// The value of `Content-Encoding`, lower case.
    coding: String,
    chunked: bool,
    body: &'b [u8],
}

impl<'b> Response<'b> {
    /// Parses a response's head; `None` when it does not begin with `HTTP/`.
    pub fn parse(block: &'b [u8]) -> Option<Self> {
        let mut rest = block;
        loop {
            let (line, after) = line(rest);
            if !line.get(..5)?.eq_ignore_ascii_case(b"HTTP/") {
                return None;
            }
            let code =
                line.split(|byte| *byte == b' ').filter(|word| !word.is_empty()).nth(1).and_then(|code| std::str::from_utf8(code).ok());
            let status = code.and_then(|code| code.parse().ok());
            let mut response = Self { status, content_type: None, coding: String::new(), chunked: false, body: after };
            response.headers();
            // `100 Continue` and its like come before the answer.
            match response.status {
                Some(100..=199) if response.body.starts_with(b"HTTP/") => rest = response.body,
                _ => return Some(response),
            }
        }
    }

    /// Reads headers until a blank line, or until the body begins without one.
    fn headers(&mut self) {
        while !self.body.is_empty() {
            let (header, after) = line(self.body);
            if header.first() == Some(&b'<') {
                break;
            }
            self.body = after;
            if header.is_empty() {
                break;
            }
            let Some(colon) = memchr::memchr(b':', header) else { continue };
            let (name, value) = (header[..colon].trim_ascii(), header[colon + 1..].trim_ascii());
            if name.eq_ignore_ascii_case(b"content-type") {
                self.content_type = Some(String::from_utf8_lossy(value));
            } else if name.eq_ignore_ascii_case(b"content-encoding") {
                self.coding = String::from_utf8_lossy(value).to_ascii_lowercase();
            } else if name.eq_ignore_ascii_case(b"transfer-encoding") {
                self.chunked = value.to_ascii_lowercase().ends_with(b"chunked");
            }
        }
    }

    /// The body with its transfer and content coding undone, as far as the bytes have any.
    pub fn body(&self, limits: &Limits) -> io::Result<Body> {
        let mut body = Cow::Borrowed(self.body);
        let mut whole = true;
        if let Some((bytes, complete)) = unchunk(&body, self.chunked) {
            (body, whole) = (Cow::Owned(bytes), complete);
        }
        // Some servers compress twice.
        for _ in 0..2 {
            if !body.starts_with(b"\x1f\x8b\x08") && !body.starts_with(b"\x28\xb5\x2f\xfd") {
                break;
            }
            match decompress::body(&body, limits)? {
                // Only the first bytes look compressed: they are what they are.
                Body::Decoded { bytes, whole: false } if bytes.is_empty() => break,
                Body::Decoded { bytes, whole: complete } => (body, whole) = (Cow::Owned(bytes), whole && complete),
                Body::TooLarge => return Ok(Body::TooLarge),
            }
        }
        let declared = |coding: &str| self.coding.contains(coding);
        // These have no signature, so what is a page as it stands stays as it stands.
        let decoded = if body.trim_ascii_start().starts_with(b"<") && sniff::sniff(&body, "") == Kind::Text(Format::Html) {
            None
        } else if declared("deflate") {
            inflate(&body, limits)
        } else if declared("br") {
            decode(brotli_decompressor::Decompressor::new(&*body, 4096), body.len(), limits)
        } else {
            None
        };
        match decoded {
            Some(Body::Decoded { bytes, whole: complete }) => Ok(Body::Decoded { bytes, whole: whole && complete }),
            Some(Body::TooLarge) => Ok(Body::TooLarge),
            None if body.len() > limits.max_record => Ok(Body::TooLarge),
            None => Ok(Body::Decoded { bytes: body.into_owned(), whole }),
        }
    }
}

/// The first line without its end, and what follows.
fn line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let (line, rest) = match memchr::memchr(b'\n', bytes) {
        Some(end) => (&bytes[..end], &bytes[end + 1..]),
        None => (bytes, &bytes[bytes.len()..]),
    };
    (line.strip_suffix(b"\r").unwrap_or(line), rest)
}

/// Joins a chunked body (RFC 9112, section 7.1); also gives whether its last chunk is there. `None` when the body
/// is not chunked: then it has no chunk syntax at its start, or `declared` is false and nothing follows the first
/// chunk as it should.
fn unchunk(body: &[u8], declared: bool) -> Option<(Vec<u8>, bool)> {
    let (size, mut rest) = chunk_size(body)?;
    let follows = |after: &[u8]| after.starts_with(b"\r\n") && (after.len() == 2 || chunk_size(&after[2..]).is_some());
    match rest.get(size..) {
        Some(_) if size == 0 => return rest.strip_prefix(b"\r\n").is_some_and(<[u8]>::is_empty).then(|| (Vec::new(), true)),
        Some(after) if follows(after) || declared => {}
        None if declared => {}
        _ => return None,
    }
    let mut joined = Vec::with_capacity(body.len());
    let mut next = Some((size, rest));
    while let Some((size, data)) = next {
        if size == 0 {
            return Some((joined, true));
        }
        let Some((chunk, after)) = data.split_at_checked(size) else {
            joined.extend_from_slice(data);
            return Some((joined, false));
        };
        joined.extend_from_slice(chunk);
        rest = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
        next = chunk_size(rest);
    }
    Some((joined, false))
}

/// A chunk's size and what follows its line.
fn chunk_size(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    if !(1..=8).contains(&digits) {
        return None;
    }
    let size = usize::from_str_radix(std::str::from_utf8(&bytes[..digits]).ok()?, 16).ok()?;
    let rest = &bytes[digits..];
    let rest = &rest[rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()..];
    let rest = match rest.first()? {
        b';' => &rest[memchr::memchr(b'\r', &rest[..rest.len().min(256)])?..],
        _ => rest,
    };
    Some((size, rest.strip_prefix(b"\r\n")?))
}

/// Undoes `deflate`, with the header that it should have or without.
fn inflate(body: &[u8], limits: &Limits) -> Option<Body> {
    let zlib = matches!(body, [first, second, ..] if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0);
    if zlib {
        return decode(flate2::read::ZlibDecoder::new(body), body.len(), limits);
    }
    decode(flate2::read::DeflateDecoder::new(body), body.len(), limits)
}

/// Decodes a body that has no signature: `None` when it does not decode to its end, for then the header lies.
fn decode(decoder: impl Read, size: usize, limits: &Limits) -> Option<Body> {
    let ratio = limits.max_ratio.saturating_mul(size as u64).max(decompress::RATIO_FLOOR);
    let most = ratio.min(limits.max_record as u64);
    let mut bytes = Vec::new();
    match decoder.take(most.saturating_add(1)).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > most => Some(Body::TooLarge),
        Ok(_) if !bytes.is_empty() => Some(Body::Decoded { bytes, whole: true }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(response: &[u8], expect: &str, expect_whole: bool) {
        let response = Response::parse(response).expect("a response");
        match response.body(&Limits::default()).expect("no I/O") {
            Body::Decoded { bytes, whole } => {
                assert_eq!(String::from_utf8_lossy(&bytes), expect);
                assert_eq!(whole, expect_whole);
            }
            Body::TooLarge => panic!("too large"),
        }
    }

    #[test]
    fn chunks_are_joined_whether_declared_or_not() {
        check(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<p>a\r\n5;x=y\r\nbcdef\r\n0\r\n\r\n", "<p>abcdef", true);
        check(b"HTTP/1.1 200 OK\r\n\r\n4\r\n<p>a\r\n5\r\nbcdef\r\n0\r\n\r\n", "<p>abcdef", true);
    }

    #[test]
    fn a_header_that_lies_changes_nothing() {
        check(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n<p>abcdef", "<p>abcdef", true);
        check(b"HTTP/1.1 200 OK\nContent-Encoding: br\n\n<p>abcdef", "<p>abcdef", true);
        check(b"HTTP/1.1 200 OK\nContent-Encoding: deflate\n\n<p>abcdef", "<p>abcdef", true);
        check(b"HTTP/1.1 200 OK\r\n\r\nface\r\nis a word and no chunk", "face\r\nis a word and no chunk", true);
    }

    #[test]
    fn a_bad_or_cut_chunk_ends_the_body() {
        check(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<p>a\r\nzz\r\nbcdef\r\n", "<p>a", false);
        check(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<p>a\r\nff\r\nbcdef\r\n", "<p>abcdef\r\n", false);
    }

    #[test]
    fn the_head_may_be_sloppy() {
        let response = Response::parse(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0  404\nno colon here\n<p>gone").expect("a response");
        assert_eq!((response.status, response.body), (Some(404), &b"<p>gone"[..]));
        assert!(Response::parse(b"<p>no response").is_none());
    }
}

//! Charset decoding that remembers where every piece of text stood in the payload.
//!
//! Order of trust (WHATWG Encoding and HTML standards): byte order mark, the charset that the container declares,
//! `<meta charset>` in the first 1,024 bytes, then detection (chardetng).

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use dateline_text::{Note, NoteCode, RawSpan};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::memmem;

/// How many bytes of a page may hold its `<meta charset>`.
const PRESCAN: usize = 4096;

/// A payload as UTF-8, with the way back to its bytes.
#[derive(Debug)]
pub struct Decoded<'p> {
    text: Cow<'p, str>,
    map: Map,
    encoding: &'static Encoding,
    replaced: bool,
}

/// The way from decoded text back to the payload.
#[derive(Debug)]
enum Map {
    /// Raw offset = decoded offset + this (the length of a byte order mark).
    Shift(usize),
    /// `(decoded, raw)` at the beginning, around every tag and line break, and at the end; sorted.
    Checkpoints(Vec<(usize, usize)>),
}

impl<'p> Decoded<'p> {
    /// The decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The decoded text, for keeps.
    pub fn into_text(self) -> String {
        self.text.into_owned()
    }

    /// Byte of the payload at which a byte of the decoded text came from. Exact before `<`, after `>` and around
    /// line breaks, which is where blocks begin and end; elsewhere the nearest such place before.
    pub fn raw(&self, decoded: usize) -> usize {
        match &self.map {
            Map::Shift(shift) => decoded + shift,
            Map::Checkpoints(points) => {
                let after = points.partition_point(|point| point.0 <= decoded);
                points[after.saturating_sub(1)].1
            }
        }
    }

    /// The same for a range.
    pub fn raw_span(&self, start: usize, end: usize) -> RawSpan {
        let start = self.raw(start);
        let end = match &self.map {
            Map::Shift(shift) => end + shift,
            // Where the end falls between two places, the later one: the range must hold all of the words.
            Map::Checkpoints(points) => {
                let after = points.partition_point(|point| point.0 < end);
                points[after.min(points.len() - 1)].1
            }
        };
        RawSpan::new(start, end.max(start))
    }

    /// A note when bytes had to be replaced.
    pub fn notes(&self) -> Vec<Note> {
        let message = format!("some bytes are no {} and were replaced", self.encoding.name());
        let note = Note { code: NoteCode::CharsetErrors, message: Cow::Owned(message), span: None };
        self.replaced.then_some(note).into_iter().collect()
    }
}

/// Decodes a payload. `declared` is the container's charset label; `html` allows `<meta charset>`.
pub fn decode<'p>(payload: &'p [u8], declared: Option<&str>, html: bool) -> Decoded<'p> {
    let marked = Encoding::for_bom(payload);
    let mark = marked.map_or(0, |(_, length)| length);
    let body = &payload[mark..];
    let valid = std::str::from_utf8(body).ok();
    let encoding = match marked {
        Some((encoding, _)) => encoding,
        None => choose(payload, valid.is_some(), declared, html),
    };
    match valid {
        Some(text) if encoding == UTF_8 => Decoded { text: Cow::Borrowed(text), map: Map::Shift(mark), encoding, replaced: false },
        _ => by_pieces(body, mark, encoding),
    }
}

/// The encoding of a payload without byte order mark, of which it is known whether it is valid UTF-8.
fn choose(payload: &[u8], is_utf8: bool, declared: Option<&str>, html: bool) -> &'static Encoding {
    if let Some(encoding) = utf16_without_mark(payload) {
        return encoding;
    }
    let declared = declared
        .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
        .or_else(|| if html { meta_charset(&payload[..payload.len().min(PRESCAN)]) } else { None });
    if is_utf8 {
        // Valid UTF-8 is UTF-8 whatever a header says, except where escape sequences say otherwise.
        return declared.filter(|label| label.name() == "ISO-2022-JP").unwrap_or(UTF_8);
    }
    if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8) {
        return encoding;
    }
    // Mostly UTF-8 with a few broken bytes stays UTF-8, so that one bad byte does not spoil the page.
    let broken = payload.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let high = payload.iter().filter(|byte| **byte >= 0x80).count();
    if broken * 3 < high {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(payload, true);
    let guess = detector.guess(None, Utf8Detection::Allow);
    if guess == UTF_8 { WINDOWS_1252 } else { guess }
}

/// UTF-16 shows as a zero in every other byte of ASCII markup.
fn utf16_without_mark(payload: &[u8]) -> Option<&'static Encoding> {
    let head = &payload[..payload.len().min(512)];
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count() * 2;
    if head.len() < 8 {
        None
    } else if zeros(1) > head.len() * 4 / 5 && zeros(0) < head.len() / 5 {
        Some(UTF_16LE)
    } else if zeros(0) > head.len() * 4 / 5 && zeros(1) < head.len() / 5 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The label of the first `charset=` inside a `<meta>` (or an XML declaration's `encoding=`).
fn meta_charset(head: &[u8]) -> Option<&'static Encoding> {
    let lower = head.to_ascii_lowercase();
    let label = |from: usize| {
        let rest = &lower[from..];
        let skip = rest.iter().position(|byte| !matches!(byte, b' ' | b'"' | b'\'' | b'=' | b'\t' | b'\n' | b'\r'))?;
        let rest = &rest[skip..];
        let end = rest.iter().position(|byte| matches!(byte, b' ' | b'"' | b'\'' | b';' | b'>' | b'/' | b'?')).unwrap_or(rest.len());
        Encoding::for_label(&rest[..end])
    };
    let found = memmem::find_iter(&lower, b"charset").find_map(|at| {
        let open = memchr::memrchr(b'<', &lower[..at])?;
        lower[open..].starts_with(b"<meta").then(|| label(at + b"charset".len())).flatten()
    });
    let xml = || lower.starts_with(b"<?xml").then(|| memmem::find(&lower, b"encoding").and_then(|at| label(at + 8))).flatten();
    // A page that can be read as ASCII is not UTF-16, whatever it says (HTML standard, prescan).
    found.or_else(xml).map(|encoding| if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// Decodes piece by piece, so that the way back to the payload is known around every tag and line break.
fn by_pieces(body: &[u8], mark: usize, encoding: &'static Encoding) -> Decoded<'static> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(body.len()).unwrap_or(body.len()).min(body.len() * 2 + 16));
    let mut points = vec![(0, mark)];
    let mut replaced = false;
    let mut from = 0;
    let mut feed = |from: usize, to: usize, last: bool, text: &mut String| {
        let mut rest = &body[from..to];
        loop {
            text.reserve(decoder.max_utf8_buffer_length(rest.len()).unwrap_or(rest.len() * 3) + 16);
            let (result, read, errors) = decoder.decode_to_string(rest, text, last);
            replaced |= errors;
            rest = &rest[read..];
            if result == encoding_rs::CoderResult::InputEmpty {
                break;
            }
        }
    };
    for at in memchr::memchr3_iter(b'<', b'>', b'\n', body) {
        // Before `<`, after `>`, and on both sides of a line break.
        for cut in [at, at + 1] {
            if cut > from && !(body[at] == b'>' && cut == at) {
                feed(from, cut, false, &mut text);
                points.push((text.len(), mark + cut));
                from = cut;
            }
        }
    }
    feed(from, body.len(), true, &mut text);
    points.push((text.len(), mark + body.len()));
    points.dedup_by_key(|point| point.0);
    Decoded { text: Cow::Owned(text), map: Map::Checkpoints(points), encoding, replaced }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_charset_where_it_is_said() {
        let latin = b"<meta charset=iso-8859-1><p>caf\xe9</p>";
        let decoded = decode(latin, None, true);
        assert_eq!(decoded.text(), "<meta charset=iso-8859-1><p>caf\u{e9}</p>");
        let end = decoded.text().len();
        assert_eq!(decoded.raw_span(25, end), RawSpan::new(25, latin.len()));
    }

    #[test]
    fn a_range_between_known_places_is_widened() {
        let latin = b"caf\xe9 au lait \nand tea";
        let decoded = decode(latin, None, false);
        // The line without its last space, which is no known place.
        assert_eq!(decoded.raw_span(0, "café au lait".len()), RawSpan::new(0, latin.len() - "\nand tea".len()));
    }

    #[test]
    fn bytes_win_over_a_wrong_declaration() {
        assert_eq!(decode("Über".as_bytes(), Some("iso-8859-1"), false).text(), "Über");
        assert_eq!(decode(b"\xdcber die Br\xfccke", Some("utf-8"), false).text(), "Über die Brücke");
    }

    #[test]
    fn utf16_with_and_without_mark() {
        let mut bytes = vec![0xff, 0xfe];
        let ascii: Vec<u8> = "<p>plain words</p>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&ascii, None, true).text(), "<p>plain words</p>");
        bytes.extend("<p>Zürich ist groß</p>".encode_utf16().flat_map(u16::to_le_bytes));
        for payload in [&bytes[..], &bytes[2..]] {
            let decoded = decode(payload, None, true);
            assert_eq!(decoded.text(), "<p>Zürich ist groß</p>");
            let end = decoded.text().len();
            assert_eq!(decoded.raw(end), payload.len());
        }
    }

    #[test]
    fn one_bad_byte_is_replaced_and_noted() {
        let decoded = decode(b"<meta charset=utf-8><p>na\xc3\xafve \xff caf\xc3\xa9</p>", None, true);
        assert!(decoded.text().contains("naïve \u{FFFD} café"));
        assert_eq!(decoded.notes().len(), 1);
    }
}

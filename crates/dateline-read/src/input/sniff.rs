//! What an input is, by its first bytes.
//!
//! Bytes decide and the name only breaks ties: files are renamed, servers mislabel, and everything is called `.html`.

use std::borrow::Cow;

use dateline_text::Format;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use memchr::memmem;

/// How many bytes of an input are looked at.
pub const HEAD: usize = 8 << 10;

/// What an input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nothing, or white space only.
    Empty,
    /// No text; its name for messages: `PDF`, `JPEG image`.
    Binary(&'static str),
    /// Something to read.
    Text(Format),
}

/// Tells what an input is. `head` holds its first [`HEAD`] bytes, or all of it; `path` is its name or empty.
pub fn sniff(head: &[u8], path: &str) -> Kind {
    if let Some(name) = magic(head) {
        return Kind::Binary(name);
    }
    let text = as_ascii(&head[..head.len().min(HEAD)]);
    let start = text.trim_ascii_start();
    // Archives and messages begin with text and may hold anything.
    if is_warc(start) {
        return Kind::Text(Format::Warc);
    }
    if is_mime(start) {
        return Kind::Text(Format::Mhtml);
    }
    if is_binary(&text) {
        return Kind::Binary("binary data");
    }
    if start.is_empty() { Kind::Empty } else { Kind::Text(format(start, path)) }
}

/// Signatures of binary formats: where, what, and the name for messages.
const MAGIC: &[(usize, &[u8], &str)] = &[
    (0, b"%PDF-", "PDF"),
    (0, b"\xff\xd8\xff", "JPEG image"),
    (0, b"\x89PNG\r\n\x1a\n", "PNG image"),
    (0, b"GIF87a", "GIF image"),
    (0, b"GIF89a", "GIF image"),
    (8, b"WEBP", "WebP image"),
    (0, b"II*\0", "TIFF image"),
    (0, b"MM\0*", "TIFF image"),
    (0, b"\0\0\x01\0", "icon"),
    (0, b"8BPS", "Photoshop image"),
    (4, b"ftypavif", "AVIF image"),
    (4, b"ftyphei", "HEIF image"),
    (4, b"ftypmif1", "HEIF image"),
    (4, b"ftypM4A", "audio"),
    (4, b"ftyp", "video"),
    (0, b"\x1a\x45\xdf\xa3", "video"),
    (0, b"OggS", "audio"),
    (0, b"fLaC", "audio"),
    (0, b"ID3", "audio"),
    (0, b"\xff\xfb", "audio"),
    (0, b"\xff\xf3", "audio"),
    (8, b"WAVE", "audio"),
    (8, b"AVI ", "video"),
    (0, b"\x1f\x8b\x08", "gzip archive"),
    (0, b"\x28\xb5\x2f\xfd", "Zstandard archive"),
    (0, b"PK\x05\x06", "ZIP archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (0, b"Rar!\x1a\x07", "RAR archive"),
    (0, b"\xfd7zXZ\0", "xz archive"),
    (4, b"1AY&SY", "bzip2 archive"),
    (257, b"ustar", "tar archive"),
    (0, b"\x7fELF", "ELF program"),
    (0, b"\xcf\xfa\xed\xfe", "Mach-O program"),
    (0, b"\xca\xfe\xba\xbe", "Java class"),
    (0, b"\0asm", "WebAssembly"),
    (0, b"SQLite format 3\0", "SQLite database"),
    (0, b"PAR1", "Parquet table"),
    (0, b"ARROW1\0\0", "Arrow table"),
    (0, b"\x89HDF\r\n\x1a\n", "HDF5 data"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Microsoft Office document"),
    (0, b"{\\rtf", "RTF document"),
    (0, b"%!PS", "PostScript"),
    (0, b"wOFF", "font"),
    (0, b"wOF2", "font"),
    (0, b"OTTO", "font"),
    (0, b"\0\x01\0\0", "font"),
];

/// What a ZIP archive is, by a name inside it.
const ZIPPED: &[(&[u8], &str)] = &[
    (b"word/", "Word document"),
    (b"xl/", "Excel workbook"),
    (b"ppt/", "PowerPoint presentation"),
    (b"application/epub+zip", "EPUB book"),
    (b"application/vnd.oasis.opendocument", "OpenDocument file"),
];

fn magic(head: &[u8]) -> Option<&'static str> {
    if head.starts_with(b"PK\x03\x04") {
        let head = &head[..head.len().min(HEAD)];
        let inside = ZIPPED.iter().find(|(name, _)| memmem::find(head, name).is_some());
        return Some(inside.map_or("ZIP archive", |(_, name)| name));
    }
    // Two letters are little to go by: a bitmap and a program have zeros where a text has letters.
    if head.starts_with(b"BM") && head.get(6..10) == Some(&[0; 4]) {
        return Some("BMP image");
    }
    if head.starts_with(b"MZ") && head.get(..64).is_some_and(|head| head.contains(&0)) {
        return Some("Windows program");
    }
    MAGIC.iter().find(|(at, bytes, _)| head.get(*at..).is_some_and(|rest| rest.starts_with(bytes))).map(|(_, _, name)| *name)
}

/// The head with UTF-16 undone and byte order marks removed: enough to look for ASCII markup in.
fn as_ascii(head: &[u8]) -> Cow<'_, [u8]> {
    let (encoding, mark) = match Encoding::for_bom(head) {
        Some((encoding, mark)) => (Some(encoding), mark),
        None => (utf16_without_mark(head), 0),
    };
    match encoding {
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => {
            Cow::Owned(encoding.decode_without_bom_handling(&head[mark..]).0.into_owned().into_bytes())
        }
        _ => Cow::Borrowed(&head[mark..]),
    }
}

/// UTF-16 of markup, or of a text in a Latin script, has a zero in most places of one parity and in hardly any of the other.
fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let head = &head[..head.len().min(1024) & !1];
    memchr::memchr(0, head)?;
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    if half < 4 {
        None
    } else if odd * 5 > half * 4 && even * 20 < half {
        Some(UTF_16LE)
    } else if even * 5 > half * 4 && odd * 20 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether one byte in twenty is a control character that no text has. (Escape begins shifts in ISO-2022-JP.)
fn is_binary(text: &[u8]) -> bool {
    // Without branches and in short runs that a byte can count, this compiles to vector code.
    let control = |byte: u8| (byte < 9) | ((byte > 13) & (byte < 27)) | ((byte > 27) & (byte < 32)) | (byte == 127);
    let runs = text.chunks(128).map(|run| usize::from(run.iter().map(|byte| u8::from(control(*byte))).sum::<u8>()));
    runs.sum::<usize>() * 20 > text.len()
}

/// The format of a text that begins with something other than white space.
fn format(text: &[u8], path: &str) -> Format {
    let ending =
        path.trim_end_matches(".gz").trim_end_matches(".zst").rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let ending = ending.as_str();
    if is_json(text) {
        return if is_json_feed(text) { Format::Feed } else { Format::Jsonl };
    }
    if matches!(ending, "jsonl" | "ndjson") && text[0] == b'{' {
        return Format::Jsonl;
    }
    match markup(text) {
        Some(format) => format,
        None if matches!(ending, "htm" | "html" | "xhtml" | "shtml") && has_tags(text, 1) => Format::Html,
        None if !matches!(ending, "txt" | "text" | "md") && has_tags(text, 3) => Format::Html,
        None => Format::Text,
    }
}

fn is_warc(text: &[u8]) -> bool {
    text.starts_with(b"WARC/") && text.get(5).is_some_and(u8::is_ascii_digit)
}

/// Whether it begins as a JSON object, or as an array of them: `{"key":`, `[{"key":`.
fn is_json(text: &[u8]) -> bool {
    let object = match text {
        [b'[', rest @ ..] => rest.trim_ascii_start(),
        _ => text,
    };
    let [b'{', rest @ ..] = object else { return false };
    let [b'"', rest @ ..] = rest.trim_ascii_start() else { return rest.trim_ascii_start().starts_with(b"}") };
    match memchr::memchr(b'"', rest) {
        Some(end) => rest[end + 1..].trim_ascii_start().starts_with(b":"),
        None => false,
    }
}

/// Whether a JSON object says of itself that it is a JSON Feed.
fn is_json_feed(text: &[u8]) -> bool {
    const VERSION: &[u8] = b":\"https://jsonfeed.org/version/";
    let finder = memmem::Finder::new(b"\"version\"");
    text[0] == b'{'
        && finder.find_iter(text).any(|at| {
            let value = text[at + 9..].iter().filter(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'\\'));
            value.take(VERSION.len()).eq(VERSION)
        })
}

/// Whether it begins with the header of a MIME message that holds HTML or several parts.
fn is_mime(text: &[u8]) -> bool {
    let name = text.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
    if name == 0 || text.get(name) != Some(&b':') {
        return false;
    }
    let end = memmem::find(text, b"\n\r\n").or_else(|| memmem::find(text, b"\n\n")).unwrap_or(text.len());
    let header = text[..end].to_ascii_lowercase();
    let has = |what: &[u8]| memmem::find(&header, what).is_some();
    has(b"mime-version:") && has(b"content-type:") && (has(b"multipart/") || has(b"text/html"))
}

/// The elements that begin an HTML page without more ado (WHATWG MIME Sniffing, section 7.1).
const HTML_STARTS: &[&str] = &[
    "html", "head", "script", "iframe", "h1", "div", "font", "table", "a", "style", "title", "b", "body", "br", "p", "meta", "link",
    "section", "article", "main", "span", "h2", "h3", "img", "ul", "ol", "base", "header", "nav", "center", "form", "noscript", "template",
];

/// The format of a text that begins with markup, by its root element.
fn markup(text: &[u8]) -> Option<Format> {
    let mut rest = text;
    let mut xml = false;
    loop {
        rest = rest.trim_ascii_start();
        let skipped = if rest.starts_with(b"<?xml") {
            xml = true;
            memmem::find(rest, b">")
        } else if rest.starts_with(b"<?") {
            memmem::find(rest, b">")
        } else if rest.starts_with(b"<!--") {
            // A comment may be longer than what is looked at; so it is a page all the same.
            match memmem::find(rest, b"-->") {
                Some(end) => Some(end + 2),
                None => return Some(Format::Html),
            }
        } else if rest.len() >= 9 && rest[..9].eq_ignore_ascii_case(b"<!doctype") {
            let name = rest[9..].trim_ascii_start();
            if name.len() >= 4 && name[..4].eq_ignore_ascii_case(b"html") {
                return Some(Format::Html);
            }
            // An internal subset has brackets with declarations inside.
            match (memchr::memchr(b'[', rest), memchr::memchr(b'>', rest)) {
                (Some(open), Some(close)) if open < close => memmem::find(rest, b"]>").map(|end| end + 1),
                (_, close) => close,
            }
        } else {
            break;
        };
        rest = &rest[skipped? + 1..];
    }
    if rest.is_empty() {
        return Some(Format::Html);
    }
    let [b'<', rest @ ..] = rest else { return None };
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_')).count();
    let name = String::from_utf8_lossy(&rest[..length]).to_ascii_lowercase();
    if matches!(name.as_str(), "rss" | "feed" | "rdf:rdf") {
        return Some(Format::Feed);
    }
    let ends = rest.get(length).is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
    let known = ends && HTML_STARTS.contains(&name.as_str());
    (known || xml || length > 0 && ends && has_tags(text, 1)).then_some(Format::Html)
}

/// Whether there are so many closing tags.
fn has_tags(text: &[u8], count: usize) -> bool {
    memmem::find_iter(text, b"</").filter(|at| text.get(at + 2).is_some_and(u8::is_ascii_alphabetic)).take(count).count() == count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &[u8], path: &str, expect: Kind) {
        assert_eq!(sniff(text, path), expect, "{}", String::from_utf8_lossy(text));
    }

    #[test]
    fn markup_by_its_root() {
        for page in [
            "<!DOCTYPE html><p>x",
            "<!-- saved from url=(0019)https://example.org/ -->\n<html>",
            "\u{feff}  <HTML>",
            "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-\"><html>",
            "<p>The dam held.",
            "<custom-card>The dam held.</custom-card>",
        ] {
            check(page.as_bytes(), "", Kind::Text(Format::Html));
        }
        for feed in [
            "<?xml version=\"1.0\"?>\n<rss version=\"2.0\">",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\">",
            "<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\">",
            "{ \"title\": \"The Ferry\", \"version\" : \"https:\\/\\/jsonfeed.org\\/version\\/1.1\" }",
        ] {
            check(feed.as_bytes(), "", Kind::Text(Format::Feed));
        }
    }

    #[test]
    fn text_is_what_has_no_markup() {
        for text in ["The dam held.", "<3 was all she wrote", "[Update] The dam held.", "{curly} words", "Note: the dam held.\n\nIt did."] {
            check(text.as_bytes(), "", Kind::Text(Format::Text));
        }
        check(b"The <b>dam</b> held.", "a.txt", Kind::Text(Format::Text));
        check(b"The <b>dam</b> held.", "a.html.gz", Kind::Text(Format::Html));
    }

    #[test]
    fn json_mime_and_archives() {
        check(b"{\"text\": \"The dam held.\"}\n", "", Kind::Text(Format::Jsonl));
        check(b"[\n  {\n    \"text\": \"The dam held.\"", "", Kind::Text(Format::Jsonl));
        check(b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "page.html", Kind::Text(Format::Warc));
        let mime = b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"x\"\r\n\r\n";
        check(mime, "", Kind::Text(Format::Mhtml));
    }

    #[test]
    fn utf16_is_text_and_binaries_have_names() {
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        check(&utf16("\u{feff}<html><p>Zürich"), "", Kind::Text(Format::Html));
        check(&utf16("Der Damm hielt."), "", Kind::Text(Format::Text));
        check(b"%PDF-1.7\n", "a.html", Kind::Binary("PDF"));
        check(b"PK\x03\x04....word/document.xml", "", Kind::Binary("Word document"));
        check(&[0; 100], "", Kind::Binary("binary data"));
        check(b"<p>one\0zero among many letters does no harm</p>", "", Kind::Text(Format::Html));
        check(b" \r\n\t", "", Kind::Empty);
        check(b"\xff\xfe", "", Kind::Empty);
    }
}

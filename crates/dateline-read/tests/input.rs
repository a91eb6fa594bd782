//! Containers, correct and broken: every page comes out, and every broken part is one clear note.

mod archive;

use std::io::{self, Read, Write};

use archive::{Length, chunked, crawl, gzip, http, page, record, response, zst};
use dateline_read::input::{Item, Records};
use dateline_read::{Limits, Record, SkipCode};
use dateline_text::Format;
use proptest::prelude::*;

const HTTP: &str = "application/http; msgtype=response";

fn open(bytes: &[u8]) -> Vec<Item> {
    open_as(bytes, "-", None)
}

fn open_as(bytes: &[u8], path: &str, format: Option<Format>) -> Vec<Item> {
    Records::open(bytes, path, format, Limits::default()).collect::<Result<_, _>>().expect("memory can be read")
}

/// The pages, and the skips as `code: message`.
fn split(items: Vec<Item>) -> (Vec<Record>, Vec<String>) {
    let (mut pages, mut skips) = (Vec::new(), Vec::new());
    for item in items {
        match item {
            Item::Page(record) => pages.push(*record),
            Item::Skip(skip) => skips.push(format!("{}: {}", skip.code.name(), skip.message)),
        }
    }
    (pages, skips)
}

fn payloads(pages: &[Record]) -> Vec<&str> {
    pages.iter().map(|page| std::str::from_utf8(&page.payload).expect("our own pages are UTF-8")).collect()
}

#[track_caller]
fn check_skip(bytes: &[u8], expect: &str) {
    let (pages, skips) = split(open(bytes));
    assert_eq!((pages.len(), skips), (0, vec![expect.to_owned()]));
}

// Archives.

#[test]
fn an_archive_in_every_wrapping() {
    let records = crawl(3, 3000);
    let plain = records.concat();
    let expect: Vec<String> = (1..=3).map(|n| page(n, 3000)).collect();
    let wrappings = [
        ("plain", plain.clone()),
        ("a member a record", records.iter().flat_map(|record| gzip(record)).collect()),
        ("one gzip stream", gzip(&plain)),
        ("padded with zeros", [gzip(&plain), vec![0; 512]].concat()),
        ("a frame a record", records.iter().flat_map(|record| zst(record)).collect()),
        ("a skippable frame first", [&b"\x50\x2a\x4d\x18\x03\0\0\0abc"[..], &zst(&plain)].concat()),
    ];
    for (name, bytes) in wrappings {
        let (pages, skips) = split(open(&bytes));
        assert_eq!(payloads(&pages), expect, "{name}");
        assert_eq!(
            skips,
            ["not-a-page: warcinfo record", "not-a-page: request record", "not-a-page: request record", "not-a-page: request record"]
        );
        let second = &pages[1];
        assert_eq!(second.record, Some(4), "{name}");
        let offset: usize = records[..4].iter().map(Vec::len).sum();
        assert_eq!(second.offset, Some(offset as u64), "{name}");
        assert_eq!(second.url.as_deref(), Some("https://news.example/2"));
        assert_eq!(second.id.as_deref(), Some("<urn:uuid:000000000002>"));
        assert_eq!(second.captured.as_deref(), Some("2024-05-02T10:00:00Z"));
        assert_eq!((second.charset.as_deref(), second.format, second.html), (Some("UTF-8"), Format::Warc, true));
        assert!(!second.truncated);
    }
}

#[test]
fn headers_that_lie_about_the_body() {
    let body = page(1, 2000);
    let plain = body.as_bytes();
    let (packed, html) = (gzip(plain), "Content-Type: text/html");
    let mut records = Vec::new();
    let mut deflated = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    deflated.write_all(plain).expect("a vector takes all");
    let mut wrapped = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    wrapped.write_all(plain).expect("a vector takes all");
    // One block of Brotli that is stored as it is, and an empty last one (RFC 7932, section 9.2).
    let header = ((plain.len() - 1) << 4 | 1 << 20).to_le_bytes();
    let brotli = [&header[..3], plain, &[3]].concat();
    let bodies: [(&[&str], &[u8]); 12] = [
        (&[html, "Content-Encoding: br"], &brotli),
        (&[html, "Content-Encoding: deflate"], &deflated.finish().expect("a vector takes all")),
        (&[html, "Content-Encoding: deflate"], &wrapped.finish().expect("a vector takes all")),
        (&[html, "Transfer-Encoding: chunked"], plain),
        (&[html, "Content-Encoding: gzip", "Transfer-Encoding: chunked"], plain),
        (&[html, "Content-Encoding: br"], plain),
        (&[html, "Content-Encoding: deflate"], plain),
        (&[html, "Content-Encoding: gzip"], &packed),
        (&[html], &packed),
        (&[html, "Content-Length: 7"], &chunked(plain, 700)),
        (&[html, "Transfer-Encoding: chunked", "Content-Encoding: gzip"], &chunked(&packed, 100)),
        (&[html, "Content-Encoding: gzip"], &zst(plain)),
    ];
    for (n, (headers, body)) in bodies.iter().enumerate() {
        records.extend(record("response", n, HTTP, Length::Right, &http("200 OK", headers, body)));
    }
    let (pages, skips) = split(open(&records));
    assert_eq!((payloads(&pages), skips.len()), (vec![body.as_str(); bodies.len()], 0));
    assert!(pages.iter().all(|page| !page.truncated));
}

#[test]
fn a_body_that_is_cut_is_marked() {
    let body = page(1, 5000);
    let html = "Content-Type: text/html";
    let packed = gzip(body.as_bytes());
    let chunks = chunked(body.as_bytes(), 1000);
    let mut bad = chunks.clone();
    bad[1000 + 7 + 3..][..2].copy_from_slice(b"zz");
    for broken in [&packed[..packed.len() / 2], &chunks[..3000], &bad] {
        let block = http("200 OK", &[html, "Transfer-Encoding: chunked"], broken);
        let (pages, skips) = split(open(&[record("response", 1, HTTP, Length::Right, &block), response(2, b"<p>next")].concat()));
        assert_eq!((pages.len(), skips.len()), (2, 0));
        assert!(pages[0].truncated && !pages[1].truncated);
        assert!(pages[0].payload.len() > 500 && body.as_bytes().starts_with(&pages[0].payload));
    }
}

#[test]
fn what_is_no_page_is_named() {
    let html = http("200 OK", &["Content-Type: text/html"], b"<p>x");
    let cases: [(&str, &str, Vec<u8>, &str); 9] = [
        ("revisit", HTTP, http("200 OK", &["Content-Type: text/html"], b""), "not-a-page: revisit record"),
        ("metadata", "application/warc-fields", b"via: x".to_vec(), "not-a-page: metadata record"),
        ("response", HTTP, http("404 Not Found", &["Content-Type: text/html"], b"<p>gone"), "not-a-page: status 404"),
        ("response", HTTP, http("200 OK", &["Content-Type: image/png"], b"\x89PNG\r\n\x1a\n"), "not-a-page: content type image/png"),
        ("response", HTTP, http("200 OK", &["Content-Type: text/html"], b"%PDF-1.4 and so on"), "not-a-page: PDF by its bytes"),
        (
            "response",
            HTTP,
            http("200 OK", &["Content-Type: application/rss+xml"], b"<rss/>"),
            "not-a-page: content type application/rss+xml",
        ),
        ("response", HTTP, http("200 OK", &["Content-Type: text/html"], b""), "empty: empty body"),
        ("response", "text/dns", b"20240502 news.example. A 192.0.2.1".to_vec(), "not-a-page: content type text/dns"),
        ("", HTTP, html, "malformed: record without a type"),
    ];
    for (kind, content_type, block, expect) in cases {
        let (pages, skips) = split(open(&[record(kind, 1, content_type, Length::Right, &block), response(2, b"<p>next")].concat()));
        assert_eq!((payloads(&pages), skips), (vec!["<p>next"], vec![expect.to_owned()]));
    }
}

#[test]
fn resources_and_extracted_texts_are_pages() {
    let archive = [
        record("resource", 1, "text/html; charset=windows-1252", Length::Right, b"<p>caf\xe9"),
        record("conversion", 2, "text/plain", Length::Right, b"The ferry runs again."),
        record("response", 3, HTTP, Length::Right, &http("200 OK", &["Content-Type: text/plain"], b"The ferry <i> runs.")),
        record("response", 4, HTTP, Length::Right, &http("200 OK", &[], b"<!doctype html><p>No type.")),
    ];
    let (pages, skips) = split(open(&archive.concat()));
    assert_eq!(skips, [""; 0]);
    assert_eq!(pages.iter().map(|page| page.html).collect::<Vec<_>>(), [true, false, false, true]);
    assert_eq!(pages[0].charset.as_deref(), Some("windows-1252"));
}

#[test]
fn wrong_lengths_lose_no_record() {
    let body = page(1, 2000);
    let block = http("200 OK", &["Content-Type: text/html"], body.as_bytes());
    for length in [
        Length::Off(-1500),
        Length::Off(-3),
        Length::Off(-1),
        Length::Off(2),
        Length::Off(9),
        Length::Off(700),
        Length::Off(1 << 40),
        Length::Missing,
    ] {
        for last in [false, true] {
            let mut archive = vec![response(0, b"<p>before"), record("response", 1, HTTP, length, &block)];
            if !last {
                archive.push(response(2, b"<p>after"));
                archive.push(response(3, b"<p>end"));
            }
            let (pages, skips) = split(open(&archive.concat()));
            if matches!(length, Length::Off(by) if by > 1 << 30) {
                // So large a record is passed over without a look at it; the next one is found.
                assert_eq!(skips.len(), 1, "{length:?}");
                assert_eq!(payloads(&pages)[1..], ["<p>after", "<p>end"][..if last { 0 } else { 2 }]);
                continue;
            }
            assert_eq!(skips, [""; 0], "{length:?} {last}");
            assert_eq!(payloads(&pages)[1].trim_end(), body.trim_end(), "{length:?} {last}");
            assert_eq!(pages.len(), if last { 2 } else { 4 }, "{length:?}");
        }
    }
}

#[test]
fn an_archive_inside_a_record_stays_inside() {
    let inner = [&b"<p>A sample:\r\n\r\n"[..], &response(7, b"<p>inner")].concat();
    let (pages, skips) = split(open(&[response(1, &inner), response(2, b"<p>next")].concat()));
    assert_eq!((pages.len(), skips.len()), (2, 0));
    assert_eq!(pages[0].payload, inner);
}

#[test]
fn a_damaged_member_is_one_note() {
    let records = crawl(4, 6000);
    let members: Vec<Vec<u8>> = records.iter().map(|record| gzip(record)).collect();
    let damaged = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut members = members.clone();
        change(&mut members[4]);
        split(open(&members.concat()))
    };
    let half = members[4].len() / 2;
    let flip = |member: &mut Vec<u8>| member[half..half + 8].iter_mut().for_each(|byte| *byte = !*byte);
    let cut = |member: &mut Vec<u8>| member.truncate(half);
    let checksum = |member: &mut Vec<u8>| {
        let at = member.len() - 6;
        member[at] ^= 1;
    };
    for change in [&flip as &dyn Fn(&mut Vec<u8>), &cut, &checksum] {
        let (pages, skips) = damaged(change);
        assert_eq!(pages.iter().map(|page| page.record).collect::<Vec<_>>(), [Some(2), Some(6), Some(8)]);
        assert_eq!(skips.iter().filter(|skip| !skip.ends_with("record")).collect::<Vec<_>>(), ["malformed: damaged gzip"]);
    }
    let frames: Vec<Vec<u8>> = records.iter().map(|record| zst(record)).collect();
    let mut broken = frames.clone();
    broken[4].truncate(30);
    let (pages, skips) = split(open(&broken.concat()));
    assert_eq!(pages.iter().map(|page| page.record).collect::<Vec<_>>(), [Some(2), Some(6), Some(8)]);
    assert_eq!(skips.iter().filter(|skip| !skip.ends_with("record")).collect::<Vec<_>>(), ["malformed: damaged zstd"]);
}

#[test]
fn a_truncated_archive_is_one_note_at_its_end() {
    let plain = crawl(4, 6000).concat();
    let packed = gzip(&plain);
    let (pages, skips) = split(open(&packed[..packed.len() * 3 / 5]));
    assert_eq!(pages.iter().map(|page| page.record).collect::<Vec<_>>(), [Some(2), Some(4)]);
    assert_eq!(skips.last().map(String::as_str), Some("truncated: truncated gzip"));
    let (pages, skips) = split(open(&plain[..plain.len() * 3 / 5]));
    assert_eq!(pages.len(), 2);
    assert_eq!(skips.last().map(String::as_str), Some("truncated: truncated record"));
}

#[test]
fn junk_between_records_is_one_note() {
    let archive = [response(1, b"<p>one"), b"junk that is no record\r\nand more\r\n\r\n".to_vec(), response(2, b"<p>two")].concat();
    let (pages, skips) = split(open(&archive));
    assert_eq!((payloads(&pages), skips), (vec!["<p>one", "<p>two"], vec!["malformed: no record header where one should be".to_owned()]));
}

// JSON.

#[test]
fn lines_keep_their_order_and_bad_ones_are_named() {
    let lines = "\u{feff}{\"id\": \"a\", \"text\": \"One.\"}\r\n\r\n{\"id\": 2, \"html\": \"<p>Two.\"}\n{\"text\" 3}\n[1]\n\"x\"\n{\"text\": \"\"}\n{\"id\": 4}\n{\"id\": 5, \"text\": \"Last";
    let (pages, skips) = split(open(lines.as_bytes()));
    assert_eq!(payloads(&pages), ["One.", "<p>Two.", ""]);
    assert_eq!(
        pages.iter().map(|page| (page.record, page.html)).collect::<Vec<_>>(),
        [(Some(0), false), (Some(1), true), (Some(5), false)]
    );
    assert_eq!(pages[1].offset, Some(lines.find("{\"id\": 2").expect("it is there") as u64));
    assert_eq!(
        skips,
        [
            "malformed: line 4: expected ':' at column 9",
            "malformed: line 5: no JSON object",
            "malformed: line 6: no JSON object",
            "malformed: line 8: neither text nor html",
            "malformed: line 9: ends inside a string at column 23",
        ]
    );
}

#[test]
fn objects_over_several_lines_and_in_arrays() {
    let object = "{\n  \"id\": 1,\n  \"text\": \"One: [}.\"\n}";
    for json in [object.to_owned(), format!("[{object}, {object}]"), format!("[\n{object},\n{object}\n]\n"), format!("{object}\n{object}")]
    {
        let (pages, skips) = split(open(json.as_bytes()));
        assert_eq!(skips, [""; 0], "{json}");
        assert_eq!(pages.len(), json.matches("\"id\"").count(), "{json}");
        assert!(pages.iter().all(|page| page.payload == b"One: [}."));
    }
    let (pages, skips) = split(open(b"[{\"text\": \"One.\"}, {\"text\": 2},\n {\"text\": \"Three.\"}, 4]"));
    assert_eq!(payloads(&pages), ["One.", "Three."]);
    assert_eq!(skips, ["malformed: line 1: neither text nor html", "malformed: line 2: no JSON object"]);
}

#[test]
fn a_line_in_another_encoding_is_read_all_the_same() {
    let (pages, skips) = split(open(b"{\"text\": \"caf\xe9\"}\n{\"text\": \"next\"}\n"));
    assert_eq!((payloads(&pages), skips.len()), (vec!["caf\u{fffd}", "next"], 0));
}

#[test]
fn nesting_is_bounded() {
    let deep = format!("{{\"text\": \"One.\", \"more\": {}{}}}\n{{\"text\": \"Two.\"}}", "[".repeat(100_000), "]".repeat(100_000));
    let (pages, skips) = split(open(deep.as_bytes()));
    assert_eq!((payloads(&pages), skips), (vec!["Two."], vec!["malformed: line 1: nested deeper than 64".to_owned()]));
}

#[test]
fn truncated_lines_give_what_was_whole() {
    let lines: String = (0..200).map(|n| format!("{{\"id\": {n}, \"text\": \"Ferry {} runs.\"}}\n", n * 7919 % 1000)).collect();
    let packed = gzip(lines.as_bytes());
    let (pages, skips) = split(open(&packed[..packed.len() * 2 / 3]));
    assert!(pages.len() > 50 && pages.len() < 200);
    assert!(pages.iter().enumerate().all(|(n, page)| page.id.as_deref() == Some(&n.to_string())));
    assert_eq!(skips, ["truncated: truncated gzip"]);
}

// Feeds.

#[test]
fn feeds_of_three_kinds() {
    let rss = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>The Ferry Post</title><link>https://news.example/</link><language>en-gb</language>
<item><title>Ferry runs</title><link>https://news.example/1</link><guid>id-1</guid><dc:creator>Mara Ilves</dc:creator><pubDate>Mon, 3 Jun 2024 23:12:03 -0700</pubDate>
<description>In short.</description><content:encoded><![CDATA[<p>The ferry runs &amp; runs.</p>]]></content:encoded></item>
<item><title>Ferry stops</title><link>https://news.example/2</link><description>&lt;p&gt;It stops.&lt;/p&gt;</description></item>
<item><title>Only a title</title></item></channel></rss>"#;
    let (pages, skips) = split(open(rss.as_bytes()));
    assert_eq!(payloads(&pages), ["<p>The ferry runs &amp; runs.</p>", "<p>It stops.</p>"]);
    assert_eq!(skips, ["empty: entry without content"]);
    let first = &pages[0];
    assert_eq!((first.title.as_deref(), first.site.as_deref()), (Some("Ferry runs"), Some("The Ferry Post")));
    assert_eq!((first.url.as_deref(), first.id.as_deref()), (Some("https://news.example/1"), Some("id-1")));
    assert_eq!((first.published.as_deref(), first.language.as_deref()), (Some("2024-06-03T23:12:03-07:00"), Some("en-gb")));
    assert_eq!((first.byline.as_slice(), first.format, first.html), (&["Mara Ilves".to_owned()][..], Format::Feed, true));
    assert_eq!((pages[1].id.as_deref(), pages[1].record), (None, Some(1)));

    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>The Ferry Post</title><id>f</id><updated>2024-06-03T10:00:00Z</updated>
<entry><title>Ferry runs</title><id>e1</id><link href="https://news.example/1"/><updated>2024-06-04T10:00:00+02:00</updated><published>2024-06-03T00:30:00+02:00</published>
<author><name>Jon Pell</name></author><content type="html">&lt;p&gt;The ferry runs.&lt;/p&gt;</content></entry>
<entry><title>Text</title><id>e2</id><updated>2024-06-04T10:00:00+02:00</updated><summary>It costs &lt;5.</summary></entry></feed>"#;
    let (pages, skips) = split(open(atom.as_bytes()));
    assert_eq!((payloads(&pages), skips.len()), (vec!["<p>The ferry runs.</p>", "It costs <5."], 0));
    assert_eq!(pages[0].published.as_deref(), Some("2024-06-03T00:30:00+02:00"));
    assert_eq!(pages[0].byline, ["Jon Pell"]);
    assert!(pages[0].html && !pages[1].html);

    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "The Ferry Post", "items": [
{"id": "1", "url": "https://news.example/1", "title": "Ferry runs", "content_html": "<p>The ferry runs.</p>", "date_published": "2024-06-03T00:30:00+02:00", "authors": [{"name": "Jon Pell"}]},
{"id": "2", "content_text": "It stops."}]}"#;
    let (pages, skips) = split(open(json.as_bytes()));
    assert_eq!((payloads(&pages), skips.len()), (vec!["<p>The ferry runs.</p>", "It stops."], 0));
    assert_eq!(pages[0].published.as_deref(), Some("2024-06-03T00:30:00+02:00"));
    assert!(pages[0].html && !pages[1].html);
}

#[test]
fn a_broken_feed_is_one_note() {
    let (pages, skips) = split(open(b"<rss version=\"2.0\"><channel><title>x</title><item><title>a</item></channel>"));
    assert_eq!((pages.len(), skips.len()), (0, 1));
    assert!(skips[0].starts_with("malformed: broken "), "{skips:?}");
    let feed = format!("<rss version=\"2.0\"><channel>{}</channel></rss>", "<item><description>x</description></item>".repeat(100));
    let packed = gzip(feed.as_bytes());
    check_skip(&packed[..packed.len() - 12], "truncated: truncated gzip");
}

// Single pages.

#[test]
fn a_page_saved_as_mime() {
    let mime = "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://news.example/1\r\nSubject: Ferry\r\nDate: Mon, 3 Jun 2024 23:12:03 -0000\r\n\
MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----x----\"\r\n\r\n\
------x----\r\nContent-Type: text/html\r\nContent-Location: https://ads.example/frame\r\n\r\n<p>frame\r\n\
------x----\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://news.example/1\r\n\r\n<p>caf=E9 =\r\nand more\r\n\
------x----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------x------\r\n";
    let (pages, skips) = split(open(mime.as_bytes()));
    assert_eq!(skips, [""; 0]);
    assert_eq!(pages.len(), 1);
    let page = &pages[0];
    assert!(page.payload.starts_with(b"<p>caf\xe9 and more"), "{}", String::from_utf8_lossy(&page.payload));
    assert_eq!((page.charset.as_deref(), page.url.as_deref()), (Some("iso-8859-1"), Some("https://news.example/1")));
    assert_eq!((page.captured.as_deref(), page.format), (Some("2024-06-03T23:12:03Z"), Format::Mhtml));
}

#[test]
fn nested_mime_is_bounded() {
    let mut mime = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b0\"\n\n".to_owned();
    for n in 0..5000 {
        mime += &format!("--b{n}\nContent-Type: multipart/mixed; boundary=\"b{}\"\n\n", n + 1);
    }
    let (pages, skips) = split(open(mime.as_bytes()));
    assert_eq!((pages.len(), skips.len()), (0, 1));
}

#[test]
fn a_saved_page_knows_its_address() {
    let (pages, _) = split(open(b"<!DOCTYPE html>\n<!-- saved from url=(0022)https://news.example/1 -->\n<html><p>x"));
    assert_eq!((pages[0].url.as_deref(), pages[0].format, pages[0].record), (Some("https://news.example/1"), Format::Html, None));
}

#[test]
fn inputs_without_a_page_are_one_note() {
    check_skip(b"", "empty: empty");
    check_skip(b" \r\n \t\n", "empty: empty");
    check_skip(&gzip(b""), "empty: empty");
    check_skip(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "binary: PDF");
    check_skip(b"\x7fELF\x02\x01\x01\0\0\0\0\0", "binary: ELF program");
    check_skip(&[0; 5000], "binary: binary data");
    check_skip(&gzip(b"page")[..9], "truncated: truncated gzip");
    check_skip(&gzip(&gzip(b"page")), "binary: gzip archive");
}

#[test]
fn odd_texts_are_pages() {
    let utf16: Vec<u8> = "\u{feff}<html><p>Zürich".encode_utf16().flat_map(u16::to_be_bytes).collect();
    for (bytes, html) in
        [(&utf16[..], true), (b"<p>nul\0nul and some more text", true), (b"Caf\xe9 au lait.", false), (b"{ no JSON }", false)]
    {
        let (pages, skips) = split(open(bytes));
        assert_eq!((pages.len(), skips.len()), (1, 0));
        assert_eq!((pages[0].payload.as_slice(), pages[0].html), (bytes, html));
    }
    let leading = [&b" ".repeat(20_000)[..], b"<html><p>x"].concat();
    let (pages, _) = split(open(&leading));
    assert_eq!((pages[0].html, pages[0].payload.len()), (true, leading.len()));
}

#[test]
fn a_cut_page_is_read_as_far_as_it_goes() {
    let body = page(1, 20_000);
    let packed = gzip(body.as_bytes());
    let (pages, skips) = split(open(&packed[..packed.len() / 2]));
    assert_eq!((pages.len(), skips.len()), (1, 0));
    assert!(pages[0].truncated && body.as_bytes().starts_with(&pages[0].payload));
}

#[test]
fn the_format_can_be_given() {
    let (pages, _) = split(open_as(b"{\"text\": \"x\"}", "x.jsonl", Some(Format::Text)));
    assert_eq!((pages[0].payload.as_slice(), pages[0].format), (&b"{\"text\": \"x\"}"[..], Format::Text));
    assert_eq!(pages[0].path.as_deref(), Some("x.jsonl"));
}

// Limits.

/// Some bytes again and again, and the longest run of reads between two looks at what came of it.
struct Repeated {
    piece: &'static [u8],
    left: usize,
}

impl Read for Repeated {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let size = to.len().min(self.left).min(self.piece.len());
        to[..size].copy_from_slice(&self.piece[..size]);
        self.left -= size;
        Ok(size)
    }
}

/// Limits that make "too large" cheap to reach.
fn small() -> Limits {
    Limits { max_record: 1 << 20, ..Limits::default() }
}

#[test]
fn a_single_line_of_200_mb_is_one_note() {
    let repeated = || Repeated { piece: &[b'a'; 4096], left: 200 << 20 };
    let text: Vec<Item> = Records::open(repeated(), "-", None, Limits::default()).collect::<Result<_, _>>().expect("can be read");
    assert_eq!(split(text).1, ["too-large: larger than 33554432 bytes"]);
    let json = b"{\"text\": \"".chain(repeated()).chain(&b"\"}\n{\"text\": \"next\"}\n"[..]);
    let (pages, skips) = split(Records::open(json, "-", None, Limits::default()).collect::<Result<_, _>>().expect("can be read"));
    assert_eq!((payloads(&pages), skips), (vec!["next"], vec!["too-large: line 1: larger than 33554432 bytes".to_owned()]));
}

#[test]
fn a_large_record_is_passed_over() {
    let size = 50 << 20;
    let head = format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {size}\r\n\r\n");
    let body = Repeated { piece: &[b'a'; 4096], left: size };
    let after = [b"\r\n\r\n".to_vec(), response(2, b"<p>next")].concat();
    let archive = head.as_bytes().chain(body).chain(&after[..]);
    let (pages, skips) = split(Records::open(archive, "-", None, small()).collect::<Result<_, _>>().expect("can be read"));
    assert_eq!(payloads(&pages), ["<p>next"]);
    assert_eq!(skips, ["too-large: record of 52428800 bytes is larger than 1048576 bytes"]);
    assert_eq!(pages[0].offset, Some((head.len() + size + 4) as u64));
}

#[test]
fn what_expands_too_far_is_one_note() {
    let bomb = gzip(&vec![b'a'; 8 << 20]);
    check_skip(&bomb, "too-large: gzip expands beyond 200:1");
    check_skip(&zst(&vec![b'a'; 8 << 20]), "too-large: zstd expands beyond 200:1");
    let block = http("200 OK", &["Content-Type: text/html"], &bomb);
    let (pages, skips) = split(open(&[record("response", 1, HTTP, Length::Right, &block), response(2, b"<p>next")].concat()));
    assert_eq!((payloads(&pages), skips), (vec!["<p>next"], vec!["too-large: body expands beyond the limits".to_owned()]));
    let members = [gzip(&response(1, b"<p>one")), bomb, gzip(&response(2, b"<p>two"))].concat();
    let (pages, skips) = split(open(&members));
    assert_eq!((payloads(&pages), skips), (vec!["<p>one", "<p>two"], vec!["too-large: gzip expands beyond 200:1".to_owned()]));
    // An ordinary page of few bytes may be one letter again and again.
    assert_eq!(split(open(&gzip(&[b'a'; 500_000]))).0.len(), 1);
}

#[test]
fn a_broken_source_is_an_error_and_the_end() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let lines = b"{\"text\": \"one\"}\n".chain(Broken);
    let results: Vec<_> = Records::open(lines, "-", None, Limits::default()).collect();
    assert!(results.last().is_some_and(|last| matches!(last, Err(error) if error.to_string() == "the disk is gone")));
    assert_eq!(results.iter().filter(|result| result.is_err()).count(), 1);
}

// Properties.

/// Hands out a few bytes at a time, as pipes do.
struct Trickle<'b>(&'b [u8], usize);

impl Read for Trickle<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let size = to.len().min(self.0.len()).min(self.1);
        to[..size].copy_from_slice(&self.0[..size]);
        self.0 = &self.0[size..];
        Ok(size)
    }
}

/// Beginnings of every format, so that arbitrary bytes reach its reader.
const BEGINNINGS: &[&[u8]] = &[
    b"",
    b"\x1f\x8b\x08\0\0\0\0\0\0\x03",
    b"\x28\xb5\x2f\xfd",
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 40\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    b"{\"text\": ",
    b"[{\"text\": ",
    b"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><item>",
    b"<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><content type=\"xhtml\">",
    b"{\"version\": \"https://jsonfeed.org/version/1\", \"title\": \"x\", \"items\": [",
    b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n",
    b"<html>",
];

/// Pieces that formats are made of, and arbitrary bytes.
fn soup() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop_oneof![
        prop::sample::select(vec![
            &b"\r\n\r\n"[..],
            b"WARC/1.0\r\nWARC-Type: response\r\n",
            b"Content-Length: 12\r\n",
            b"Content-Type: text/html; charset=\"",
            b"HTTP/1.1 200 OK\r\n",
            b"4\r\nabcd\r\n",
            b"ffffffff\r\n",
            b"{\"text\": \"x\"}\n",
            b"\\ud800",
            b"[[[",
            b"</p>",
            b"<![CDATA[",
            b"--b\n",
            b"\x1f\x8b\x08",
        ])
        .prop_map(<[u8]>::to_vec),
        prop::collection::vec(any::<u8>(), 0..12),
    ];
    (prop::sample::select(BEGINNINGS), prop::collection::vec(pieces, 0..30))
        .prop_map(|(first, rest)| [first.to_vec(), rest.concat()].concat())
}

proptest! {
    #[test]
    fn any_bytes_come_to_an_end(bytes in soup(), packed in any::<bool>(), format in prop::option::of(prop::sample::select(vec![
        Format::Text, Format::Html, Format::Warc, Format::Feed, Format::Jsonl, Format::Mhtml,
    ]))) {
        let input = if packed { gzip(&bytes) } else { bytes };
        let limits = Limits { max_record: 4096, ..Limits::default() };
        // Every item but the first and the last stands for some bytes.
        let items = Records::open(&input[..], "x", format, limits).take(2 * input.len() + 4096).count();
        prop_assert!(items < 2 * input.len() + 4096);
        prop_assert!(items > 0);
    }

    #[test]
    fn how_bytes_arrive_changes_nothing(bytes in soup(), step in 1usize..40) {
        let all = Records::open(&bytes[..], "x", None, Limits::default()).map(|item| format!("{item:?}"));
        let slow = Records::open(Trickle(&bytes, step), "x", None, Limits::default()).map(|item| format!("{item:?}"));
        prop_assert!(all.eq(slow));
    }

    #[test]
    fn a_cut_loses_no_record_before_it(pages in 1usize..5, size in 100usize..3000, at in 0.0f64..1.0, wrapping in 0usize..4) {
        let records = crawl(pages, size);
        let members: Vec<Vec<u8>> = records.iter().map(|record| match wrapping {
            0 => record.clone(),
            1 => gzip(record),
            _ => zst(record),
        }).collect();
        let whole = if wrapping == 3 { gzip(&records.concat()) } else { members.concat() };
        // Fewer bytes are a text of their own: `WARC` is a word.
        let cut = ((whole.len() as f64 * at) as usize).max(120);
        let (found, skips) = split(open(&whole[..cut]));
        let mut end = 0;
        let complete = members.iter().take_while(|member| { end += member.len(); end <= cut }).count();
        // The first record is no page, and then every other is one.
        let expect = if wrapping == 3 { found.len() } else { complete.saturating_sub(1) / 2 };
        // The cut may take no more than the separator of the last record.
        prop_assert!(found.len() == expect || found.len() == expect + 1, "{} of {expect}: {skips:?}", found.len());
        for (n, record) in found.iter().enumerate() {
            let expect = page(n + 1, size);
            prop_assert_eq!(&record.payload, expect.as_bytes());
        }
        prop_assert!(skips.iter().filter(|skip| !skip.ends_with("info record") && !skip.ends_with("request record")).count() <= 1);
    }

    #[test]
    fn bytes_that_are_changed_spoil_no_other_member(seed in any::<u64>(), changes in 1usize..20) {
        let members: Vec<Vec<u8>> = (0..6).map(|n| gzip(&response(n, page(n, 4000).as_bytes()))).collect();
        let mut bytes = members.concat();
        let start: usize = members[..3].iter().map(Vec::len).sum();
        let mut state = seed;
        for _ in 0..changes {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            bytes[start + (state >> 33) as usize % members[3].len()] = (state >> 20) as u8;
        }
        let (pages, skips) = split(open(&bytes));
        let intact: Vec<u64> = pages.iter().filter_map(|page| page.record).filter(|n| *n != 3).collect();
        prop_assert_eq!(intact, [0, 1, 2, 4, 5], "{:?}", skips);
        prop_assert!(skips.len() <= 1, "{:?}", skips);
    }
}

#[test]
fn every_code_has_a_name_of_its_own() {
    let codes = [SkipCode::Empty, SkipCode::Binary, SkipCode::NotAPage, SkipCode::TooLarge, SkipCode::Malformed, SkipCode::Truncated];
    let names: std::collections::BTreeSet<&str> = codes.iter().map(|code| code.name()).collect();
    assert_eq!(names.len(), codes.len());
}

//! Writes archives, compressed or not, correct or broken in the ways that archives are broken.

#![allow(dead_code, missing_docs)]

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

/// A page of our own about the `n`th ferry, of about so many bytes.
pub fn page(n: usize, size: usize) -> String {
    let mut page =
        format!("<!DOCTYPE html>\n<html><head><title>Ferry {n} runs again</title></head>\n<body>\n<h1>Ferry {n} runs again</h1>\n");
    let mut seed = n as u64;
    while page.len() < size {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let words = ["harbour", "pilot", "ticket", "island", "engine", "winter", "council", "morning", "quay", "repair"];
        let pick = |shift: u32| words[(seed >> shift) as usize % words.len()];
        page += &format!(
            "<p class=\"t{}\">The {} of the {} was seen at the {} on day {}, said the {} of the {}.</p>\n",
            seed >> 52,
            pick(8),
            pick(16),
            pick(24),
            seed >> 40 & 0xffff,
            pick(32),
            pick(48)
        );
    }
    page + "</body></html>\n"
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("a vector takes all");
    encoder.finish().expect("a vector takes all")
}

pub fn zst(bytes: &[u8]) -> Vec<u8> {
    zstd::bulk::compress(bytes, 3).expect("compresses")
}

/// A body in chunks of so many bytes.
pub fn chunked(body: &[u8], size: usize) -> Vec<u8> {
    let mut out = Vec::new();
    for chunk in body.chunks(size) {
        write!(out, "{:x}\r\n", chunk.len()).expect("a vector takes all");
        out.extend_from_slice(chunk);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b"0\r\n\r\n");
    out
}

/// An HTTP response; `headers` are lines without their ends.
pub fn http(status: &str, headers: &[&str], body: &[u8]) -> Vec<u8> {
    let mut out = format!("HTTP/1.1 {status}\r\n").into_bytes();
    for header in headers {
        out.extend_from_slice(header.as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b"\r\n");
    out.extend_from_slice(body);
    out
}

/// What a record says of its length.
#[derive(Debug, Clone, Copy)]
pub enum Length {
    Right,
    Off(i64),
    Missing,
}

/// A record with its separator. `n` makes its address and id.
pub fn record(kind: &str, n: usize, content_type: &str, length: Length, block: &[u8]) -> Vec<u8> {
    let mut out = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{n:012}>\r\nWARC-Date: 2024-05-02T10:00:00Z\r\nWARC-Target-URI: https://news.example/{n}\r\nContent-Type: {content_type}\r\n"
    );
    match length {
        Length::Right => out += &format!("Content-Length: {}\r\n", block.len()),
        Length::Off(by) => out += &format!("Content-Length: {}\r\n", (block.len() as i64 + by).max(0)),
        Length::Missing => {}
    }
    let mut out = (out + "\r\n").into_bytes();
    out.extend_from_slice(block);
    out.extend_from_slice(b"\r\n\r\n");
    out
}

/// A correct response record with a page.
pub fn response(n: usize, body: &[u8]) -> Vec<u8> {
    let block = http("200 OK", &["Content-Type: text/html; charset=UTF-8"], body);
    record("response", n, "application/http; msgtype=response", Length::Right, &block)
}

/// The archive that news crawls are: a `warcinfo`, then requests and responses in turn; one vector a record.
pub fn crawl(pages: usize, size: usize) -> Vec<Vec<u8>> {
    let mut records = vec![record("warcinfo", 0, "application/warc-fields", Length::Right, b"software: dateline tests\r\n")];
    for n in 1..=pages {
        let request = format!("GET /{n} HTTP/1.1\r\nHost: news.example\r\n\r\n");
        records.push(record("request", n, "application/http; msgtype=request", Length::Right, request.as_bytes()));
        records.push(response(n, page(n, size).as_bytes()));
    }
    records
}

//! Reads a generated news archive, one gzip member a record: `cargo bench -p dateline-read --bench warc`.
//!
//! The counter is decompressed bytes. With `-- --write FILE` it writes the archive instead, to measure other readers
//! on it, and with `-- --read FILE` it reads a file ten times, to be measured from outside.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros,
    reason = "outside the pure crate: it needs files"
)]

#[path = "../tests/archive/mod.rs"]
mod archive;

use std::sync::LazyLock;

use dateline_read::Limits;
use dateline_read::input::{Item, Records};
use divan::counter::BytesCount;

/// The archive, and its size before compression.
static ARCHIVE: LazyLock<(Vec<u8>, usize)> = LazyLock::new(|| {
    let mut size = 0;
    let mut bytes = Vec::new();
    for (n, record) in archive::crawl(1000, 0).iter().enumerate() {
        // Pages of 20 to 180 kB, as news sites have them.
        let record =
            if n % 2 == 0 && n > 0 { &archive::response(n, archive::page(n, 20_000 + n * 7919 % 160_000).as_bytes()) } else { record };
        size += record.len();
        bytes.extend(archive::gzip(record));
    }
    (bytes, size)
});

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [_, "--write", path, ..] => std::fs::write(path, &ARCHIVE.0).expect("the file can be written"),
        [_, "--read", path, ..] => {
            for _ in 0..10 {
                read(std::fs::File::open(path).expect("the file can be read"));
            }
        }
        _ => divan::main(),
    }
}

/// Reads an archive; gives the bytes of its pages.
fn read(archive: impl std::io::Read + Send) -> usize {
    let records = Records::open(archive, "-", None, Limits::default());
    records.filter_map(|item| if let Ok(Item::Page(record)) = item { Some(record.payload.len()) } else { None }).sum()
}

#[divan::bench(sample_count = 10)]
fn pages(bencher: divan::Bencher<'_, '_>) {
    let (bytes, size) = &*ARCHIVE;
    bencher.counter(BytesCount::new(*size)).bench(|| read(&bytes[..]));
}

//! Any payload becomes a document whose spans resolve: `cargo +nightly fuzz run read`.

#![no_main]

use std::sync::LazyLock;

use dateline_read::{Reader, Record};
use libfuzzer_sys::fuzz_target;

static READER: LazyLock<Reader> = LazyLock::new(Reader::new);

fuzz_target!(|bytes: &[u8]| {
    for record in [Record::html(bytes.to_vec()), Record::text(bytes.to_vec())] {
        let document = READER.read(&record);
        for block in &document.blocks {
            let _ = block.span.of(&document.text);
            assert!(block.raw.end() <= bytes.len());
        }
    }
});

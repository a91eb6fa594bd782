//! Prints a page's blocks beside the elements that they stand on: what the extractor saw, for reading its errors.
//!
//! `cargo run --release --example lines < page.html`

use std::io::{Read, Write};

use dateline_read::{Reader, Record};

#[allow(clippy::disallowed_methods, reason = "a tool for a person, not part of the crate")]
fn main() -> std::io::Result<()> {
    let mut payload = Vec::new();
    std::io::stdin().read_to_end(&mut payload)?;
    let record = Record::html(payload);
    let document = Reader::new().read(&record);
    let paths = dateline_read::paths(&record.payload);
    let mut out = std::io::stdout().lock();
    for (block, path) in document.blocks.iter().zip(paths) {
        let mark = if block.keep { '+' } else { '-' };
        writeln!(
            out,
            "{mark}\t{}\t{}\t{path}\t{}",
            block.kind.name(),
            block.reason.as_deref().unwrap_or_default(),
            block.span.of(&document.text)
        )?;
    }
    Ok(())
}

//! `dateline`: the binary.

mod wire;

use std::io::{BufWriter, Write};

use dateline_read::input::{Item, Records};
use dateline_read::{Limits, Reader};

fn main() -> anyhow::Result<()> {
    let reader = Reader::new();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for path in std::env::args().nth(2) {
        let file = std::fs::File::open(&path)?;
        for item in Records::open(file, &path, None, Limits::default()) {
            if let Item::Page(record) = item? {
                serde_json::to_writer(&mut out, &wire::Document::new(&reader.read(&record)))?;
                out.write_all(b"\n")?;
            }
        }
    }
    Ok(())
}

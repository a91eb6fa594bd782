//! Adds documents of the contract to a fresh ledger and prints its mentions: `cargo run --release -p dateline-ledger --example ledger -- LEDGER FILE…`.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a tool for whoever builds the ledger: it prints, and looks at the clock"
)]

use std::path::PathBuf;

use dateline_ledger::render::{Form, table};
use dateline_ledger::{Filter, Layer, Ledger, Prepared, document::Document};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let mut ledger = Ledger::create(&arguments.next().ok_or("LEDGER FILE…")?)?;
    let run = ledger.begin("2031-01-01T00:00:00Z", "example")?;
    let mut documents = Vec::new();
    for path in arguments {
        for line in std::fs::read_to_string(path)?.lines() {
            documents.push(Prepared::new(Document::parse(line.as_bytes())?));
        }
    }
    let begin = std::time::Instant::now();
    for batch in documents.chunks(256) {
        ledger.add(run, batch)?;
    }
    ledger.settle()?;
    let seconds = begin.elapsed().as_secs_f64();
    eprintln!("{} documents, {:.0} a second", documents.len(), documents.len() as f64 / seconds);
    print!("{}", table(&ledger.list(Layer::Mentions, &Filter::default())?, Form::Jsonl));
    Ok(())
}

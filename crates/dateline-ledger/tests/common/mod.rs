//! Ledgers for tests, in a folder that cargo keeps for them.

#![allow(dead_code, reason = "each test uses what it needs")]

use std::path::PathBuf;

use dateline_ledger::document::Document;
use dateline_ledger::render::{Form, table};
use dateline_ledger::{Filter, Layer, Ledger, Prepared};

/// Every layer there is.
pub const LAYERS: [Layer; 11] = [
    Layer::Documents,
    Layer::Copies,
    Layer::Entities,
    Layer::Mentions,
    Layer::Statements,
    Layer::Events,
    Layer::Tolls,
    Layer::Commitments,
    Layer::Merges,
    Layer::Stories,
    Layer::Contradictions,
];

/// Where a test's ledger lies; tests of other crates have folders of their own beside this one.
pub fn place(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("ledgers");
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

/// Where a ledger of this name is made; what was there before is taken away.
pub fn fresh(name: &str) -> PathBuf {
    let path = place(name);
    for ending in ["", "-wal", "-shm", ".decisions.toml"] {
        let mut file = path.as_os_str().to_owned();
        file.push(ending);
        let _ = std::fs::remove_file(file);
    }
    path
}

/// Documents of the contract, a line each.
pub fn prepared(lines: &[String]) -> Vec<Prepared> {
    lines.iter().map(|line| Prepared::new(Document::parse(line.as_bytes()).unwrap())).collect()
}

/// A ledger of some lines, in batches of some size.
pub fn ledger(name: &str, lines: &[String], batch: usize) -> Ledger {
    let mut ledger = Ledger::create(&fresh(name)).unwrap();
    let run = ledger.begin("2031-04-01T00:00:00Z", "test").unwrap();
    for batch in lines.chunks(batch.max(1)) {
        ledger.add(run, &prepared(batch)).unwrap();
    }
    ledger
}

/// All that a ledger says.
pub fn export(ledger: &Ledger) -> String {
    let all = Filter { all: true, ..Filter::default() };
    LAYERS.iter().map(|layer| table(&ledger.list(*layer, &all).unwrap(), Form::Jsonl)).collect()
}

/// The pages of the case.
pub fn case() -> Vec<String> {
    include_str!("../../../../cases/ledger/sarnovo.jsonl").lines().map(str::to_owned).collect()
}

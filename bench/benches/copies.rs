//! Documents a second from text to pairs of copies, on one core, beside the crate `gaoya` in the same run:
//! `cargo bench --manifest-path bench/Cargo.toml --bench copies`. With `-- --pairs` it prints how many pairs of the gold each finds.
//!
//! The texts are those of `../shared/data/reading/copies` with their distractors; without that folder there is nothing to measure. Both sides
//! get the texts in memory, take the words in lower case, and compare every text with those before it. `gaoya` has runs of three words, 96
//! minima of 32 bits in 48 bands of two and the least similarity at which it finds most on this set.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use dateline_ledger::copies::{Index, Shingled};
use divan::counter::ItemsCount;
use gaoya::minhash::{MinHashIndex, MinHasher, MinHasher32};
use gaoya::text::whitespace_split;

/// Bands and their width.
const BANDS: (usize, usize) = (48, 2);
/// Least share of equal minima.
const LEAST: f64 = 0.12;

struct Text {
    id: String,
    cluster: Option<String>,
    text: String,
}

static TEXTS: LazyLock<Vec<Text>> = LazyLock::new(texts);

fn main() {
    if std::env::args().any(|it| it == "--pairs") {
        for (name, pairs) in [("dateline", dateline()), ("gaoya", gaoya())] {
            report(name, &pairs);
        }
        return;
    }
    divan::main();
}

fn texts() -> Vec<Text> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/reading/copies");
    let mut all = Vec::new();
    for name in ["copies.dev.jsonl", "distractors.dev.jsonl"] {
        let Ok(file) = std::fs::read_to_string(folder.join(name)) else { continue };
        for row in file.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok()) {
            let word = |key: &str| row.get(key).and_then(|it| it.as_str()).map(str::to_owned);
            if let (Some(id), Some(text)) = (word("id"), word("text")) {
                all.push(Text { id, cluster: word("cluster"), text });
            }
        }
    }
    all
}

fn dateline() -> Vec<(usize, usize)> {
    let mut index = Index::default();
    let mut texts: Vec<Shingled> = Vec::with_capacity(TEXTS.len());
    let mut pairs = Vec::new();
    for (number, it) in TEXTS.iter().enumerate() {
        let text = Shingled::new(&it.text);
        for other in index.add(text.sketch()) {
            let other_text = &texts[other as usize];
            if text.resembles(other_text) && text.overlap(other_text).kind().is_some() {
                pairs.push((other as usize, number));
            }
        }
        texts.push(text);
    }
    pairs
}

fn gaoya() -> Vec<(usize, usize)> {
    let hasher = MinHasher32::new(BANDS.0 * BANDS.1);
    let mut index: MinHashIndex<u32, usize> = MinHashIndex::new(BANDS.0, BANDS.1, LEAST);
    let mut pairs = Vec::new();
    for (number, it) in TEXTS.iter().enumerate() {
        let lower = it.text.to_lowercase();
        let words: Vec<&str> = whitespace_split(&lower).collect();
        let signature = hasher.create_signature(words.windows(3.min(words.len()).max(1)));
        pairs.extend(index.query_owned(&signature).into_iter().map(|other| (other, number)));
        index.insert(number, signature);
    }
    pairs
}

fn report(name: &str, pairs: &[(usize, usize)]) {
    let mut clusters: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, it) in TEXTS.iter().enumerate() {
        clusters.entry(it.cluster.as_deref().unwrap_or(&it.id)).or_default().push(number);
    }
    let gold: BTreeSet<(usize, usize)> =
        clusters.values().flat_map(|it| it.iter().enumerate().flat_map(|(at, &a)| it[at + 1..].iter().map(move |&b| (a, b)))).collect();
    let found: BTreeSet<(usize, usize)> =
        pairs.iter().copied().filter(|&(a, b)| TEXTS[a].cluster.is_some() && TEXTS[b].cluster.is_some()).collect();
    let right = gold.intersection(&found).count() as f64;
    let (precision, recall) = (right / found.len().max(1) as f64, right / gold.len().max(1) as f64);
    println!("{name:10} precision {precision:.3} recall {recall:.3} F1 {:.3}", 2.0 * precision * recall / (precision + recall).max(1e-9));
}

/// Text to pairs, with our sketches and the comparison of texts.
#[divan::bench(name = "dateline", sample_count = 10, sample_size = 1)]
fn ours(bencher: divan::Bencher) {
    bencher.counter(ItemsCount::new(TEXTS.len())).bench_local(|| dateline().len());
}

/// Text to pairs, with `gaoya`.
#[divan::bench(name = "gaoya", sample_count = 10, sample_size = 1)]
fn theirs(bencher: divan::Bencher) {
    bencher.counter(ItemsCount::new(TEXTS.len())).bench_local(|| gaoya().len());
}

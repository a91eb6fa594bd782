//! What finding who, where and when costs on top of the analyser, on one core: `cargo bench --manifest-path bench/Cargo.toml --bench facts`.
//!
//! The text is that of PolNeAR's development articles where the shared data is there, else the repository's own cases.

use std::path::Path;
use std::sync::LazyLock;

use dateline_facts::{Facts, Ranker, page};
use dateline_gazetteer::Gazetteer;
use dateline_lang::{Analyse, Analysis, Model};
use dateline_read::{Options, Reader, Record};
use dateline_text::Document;
use divan::counter::ItemsCount;

static FACTS: LazyLock<Facts<'static>> = LazyLock::new(load_facts);
/// Articles with their analyses.
static ARTICLES: LazyLock<Vec<(Document, Analysis)>> = LazyLock::new(articles);

fn main() {
    rooms();
    divan::main();
}

/// Prints what each room costs: milliseconds for 1,000 words, the median of some passes over all articles.
fn rooms() {
    const PASSES: usize = 11;
    let words: usize = ARTICLES.iter().map(|(_, analysis)| analysis.len()).sum();
    let mut costs: std::collections::BTreeMap<&str, [f64; PASSES]> = std::collections::BTreeMap::new();
    for pass in 0..PASSES {
        for (document, analysis) in ARTICLES.iter() {
            let mut before = std::time::Instant::now();
            FACTS.find_by_room(document, analysis, &mut |room| {
                costs.entry(room).or_default()[pass] += before.elapsed().as_secs_f64();
                before = std::time::Instant::now();
            });
        }
    }
    println!("milliseconds for 1,000 words");
    for (room, mut passes) in costs {
        passes.sort_by(f64::total_cmp);
        println!("{room:>12}  {:.2}", passes[PASSES / 2] * 1e6 / words as f64);
    }
}

fn load_facts() -> Facts<'static> {
    Facts::new(Gazetteer::builtin(), Ranker::read(dateline_models::who()).expect("the ranker that is shipped can be read"), dateline_facts::Attributor::read(dateline_models::attribution()).expect("the models that are shipped can be read"))
}

fn articles() -> Vec<(Document, Analysis)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the manifest stands in a folder");
    let texts: Vec<String> = match std::fs::read_to_string(root.join("../shared/data/statements/polnear.dev.jsonl")) {
        Ok(file) => {
            let text = |line: &str| Some(serde_json::from_str::<serde_json::Value>(line).ok()?.get("text")?.as_str()?.to_owned());
            file.lines().filter_map(text).collect()
        }
        Err(_) => vec![std::fs::read_to_string(root.join("cases/who/roles.md")).unwrap_or_default(); 10],
    };
    let model = Model::read(dateline_models::english()).expect("the model that is shipped can be read");
    let mut worker = model.worker();
    let reader = Reader::with(Options { whole_text: true, published: Some("2016-03-01".to_owned()) });
    texts
        .into_iter()
        .map(|text| {
            let document = reader.read(&Record::text(text.into_bytes()));
            let analysis = worker.analyse(&document.text, &page::paragraphs(&document));
            (document, analysis)
        })
        .collect()
}

/// Reads the lists, as a program does that starts.
#[divan::bench]
fn load() {
    divan::black_box(load_facts());
}

/// Entities and times of the articles; the counter is thousands of words.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn find(bencher: divan::Bencher) {
    let words: usize = ARTICLES.iter().map(|(_, analysis)| analysis.len()).sum();
    bencher.counter(ItemsCount::new(words)).bench_local(|| {
        ARTICLES.iter().map(|(document, analysis)| FACTS.find(document, analysis).entities.len()).sum::<usize>()
    });
}

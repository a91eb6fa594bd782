//! Words a second on one core from raw text to names, beside spaCy in the same run:
//! `SPACY=PYTHON cargo bench --manifest-path bench/Cargo.toml --bench language`.
//!
//! PYTHON is an interpreter that has spaCy 3.8; without it only our own figure is measured. `spacy_peer.py` builds a pipeline of the same kind (tagger, morphologizer,
//! parser, names) over spaCy's usual network with random weights, because speed does not depend on what the weights are. The text is
//! that of PolNeAR's development articles where the shared data is there, else the repository's own cases.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{LazyLock, Mutex};

use dateline_lang::{Analyse, Model};
use dateline_text::ByteSpan;
use divan::counter::ItemsCount;

/// The articles.
static ARTICLES: LazyLock<Vec<String>> = LazyLock::new(articles);
static MODEL: LazyLock<Model<'static>> = LazyLock::new(|| Model::read(dateline_models::english()).expect("the model that is shipped can be read"));
/// The words of the articles, as we count them, for both.
static WORDS: LazyLock<usize> = LazyLock::new(|| {
    let mut worker = MODEL.worker();
    ARTICLES.iter().map(|article| worker.analyse(article, &paragraphs(article)).len()).sum()
});

fn main() {
    divan::main();
}

fn articles() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the manifest stands in a folder");
    if let Ok(file) = std::fs::read_to_string(root.join("../shared/data/statements/polnear.dev.jsonl")) {
        let text = |line: &str| Some(serde_json::from_str::<serde_json::Value>(line).ok()?.get("text")?.as_str()?.to_owned());
        return file.lines().filter_map(text).collect();
    }
    let cases = std::fs::read_to_string(root.join("cases/segment/sentences.md")).unwrap_or_default();
    vec![cases; 20]
}

fn paragraphs(text: &str) -> Vec<ByteSpan> {
    let mut start = 0;
    let spans = text.split_inclusive('\n').map(|line| {
        start += line.len();
        ByteSpan::new(start - line.len(), start)
    });
    spans.collect()
}

/// Opens the model, as a program does that starts.
#[divan::bench]
fn load() {
    divan::black_box(Model::read(dateline_models::english()).expect("the model that is shipped can be read"));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn dateline(bencher: divan::Bencher) {
    let mut worker = MODEL.worker();
    bencher.counter(ItemsCount::new(*WORDS)).bench_local(|| {
        ARTICLES.iter().map(|article| worker.analyse(article, &paragraphs(article)).names.len()).sum::<usize>()
    });
}

/// A process of Python that analyses the articles once for each line it is sent.
struct Peer {
    ask: ChildStdin,
    answer: BufReader<ChildStdout>,
}

#[expect(clippy::zombie_processes, reason = "Python ends when its standard input does")]
static PEER: LazyLock<Option<Mutex<Peer>>> = LazyLock::new(|| {
    let python = std::env::var_os("SPACY")?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("spacy_peer.py");
    let mut process = Command::new(python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("Python starts");
    let mut ask = process.stdin.take().expect("it is piped");
    let mut answer = BufReader::new(process.stdout.take().expect("it is piped"));
    writeln!(ask, "{}", serde_json::to_string(&*ARTICLES).expect("strings are JSON")).expect("Python reads");
    answer.read_line(&mut String::new()).expect("Python answers");
    Some(Mutex::new(Peer { ask, answer }))
});

#[divan::bench(sample_count = 3, sample_size = 1)]
fn spacy(bencher: divan::Bencher) {
    let Some(peer) = &*PEER else { return };
    let mut peer = peer.lock().expect("one at a time");
    bencher.counter(ItemsCount::new(*WORDS)).bench_local(|| {
        writeln!(peer.ask, "go").expect("Python reads");
        let mut line = String::new();
        peer.answer.read_line(&mut line).expect("Python answers");
        line
    });
}

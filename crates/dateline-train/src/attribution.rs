//! Trains the models of attribution on PolNeAR, and prints what they find for scoring.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use anyhow::Context;
use dateline_facts::statement::attribution::{self, Attributor};
use dateline_facts::statement::content::{self, Content};
use dateline_facts::statement::cue::{self, Cues};
use dateline_facts::statement::source;
use dateline_facts::statement::text::Text;
use dateline_facts::weights::Weights;
use dateline_facts::{Facts, Ranker};
use dateline_gazetteer::Gazetteer;
use dateline_lang::labels::{Deprel, Upos};
use dateline_lang::{Analyse, Analysis, Model};
use dateline_text::{ByteSpan, Document};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::coref;
use crate::data;
use crate::perceptron::{Averaged, Random, Table};

/// How the models are trained.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Times over the examples.
    pub epochs: usize,
    /// Models that vote, each with another order of examples.
    pub voters: u64,
    /// A feature is learned when it was seen so often.
    pub least: u32,
    /// Most features of a model, the largest weights.
    pub most: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { epochs: 8, voters: 8, least: 3, most: 400_000 }
    }
}

/// What a change of one weight weighs.
const STEP: i32 = 100;
/// How sure the cue has to be while it is learned.
const MARGIN: i32 = 600;
/// What a wholly wrong source or content costs.
const COST: f64 = 1500.0;

/// An attribution of PolNeAR; spans are code points.
#[derive(Debug, Deserialize)]
struct Gold {
    source: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    content: Vec<[usize; 2]>,
}

/// A document of PolNeAR.
#[derive(Debug, Deserialize)]
struct Line {
    id: String,
    date: Option<String>,
    text: String,
    attributions: Vec<Gold>,
}

/// A document with its analysis and what is attributed in it, as words.
#[derive(Debug)]
pub struct Example {
    document: Document,
    analysis: Analysis,
    attributions: Vec<Attributed>,
    /// The words that are marked: outside of them nothing is known.
    region: Range<usize>,
    /// How many times it is learned.
    weight: usize,
}

#[derive(Debug)]
struct Attributed {
    /// Whether it may be left out: it teaches nothing.
    is_optional: bool,
    /// The head of the cue.
    cue: Option<usize>,
    cue_words: Vec<usize>,
    source: Vec<usize>,
    content: Vec<usize>,
}

/// The documents of one part.
///
/// # Errors
/// When the data is not there.
pub fn examples(model: &Model<'_>, name: &str) -> anyhow::Result<Vec<Example>> {
    let path = data::folder().join("statements").join(name);
    let file = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut worker = model.worker();
    file.lines()
        .map(|line| {
            let line: Line = serde_json::from_str(line)?;
            let mut document = coref::plain(&line.id, &line.text);
            document.meta.published = line.date;
            let analysis = worker.analyse(&document.text, &dateline_facts::page::paragraphs(&document));
            let starts: Vec<usize> = document.text.char_indices().map(|(at, _)| at).chain([document.text.len()]).collect();
            let bytes = |span: &[usize; 2]| ByteSpan::new(starts[span[0].min(starts.len() - 1)], starts[span[1].min(starts.len() - 1)]);
            let attributions = line
                .attributions
                .iter()
                .map(|gold| {
                    let words = |spans: &[[usize; 2]]| words(&analysis, spans.iter().map(bytes));
                    let cue_words = words(&gold.cue);
                    Attributed {
                        cue: head(&analysis, &cue_words),
                        source: words(&gold.source),
                        content: words(&gold.content),
                        is_optional: false,
                        cue_words,
                    }
                })
                .collect();
            let region = 0..analysis.len();
            Ok(Example { document, analysis, attributions, region, weight: 1 })
        })
        .collect()
}

/// The words that share a character with spans, without marks.
fn words(analysis: &Analysis, spans: impl Iterator<Item = ByteSpan>) -> Vec<usize> {
    let all = &analysis.segmentation.spans;
    let mut found: Vec<usize> = spans
        .flat_map(|span| {
            let first = all.partition_point(|it| it.end() <= span.start());
            let last = all.partition_point(|it| it.start() < span.end());
            first..last
        })
        .filter(|&word| analysis.tags[word].upos != Upos::Punct)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The word of a cue that says what is done: from the word that governs the others down its infinitives.
fn head(analysis: &Analysis, words: &[usize]) -> Option<usize> {
    let is_top = |&&word: &&usize| analysis.head(word).is_none_or(|head| !words.contains(&head));
    let verbal = |word: usize| matches!(analysis.tags[word].upos, Upos::Verb);
    let mut top = words.iter().filter(is_top).copied().find(|&it| verbal(it)).or_else(|| words.iter().find(is_top).copied())?;
    loop {
        let below = words
            .iter()
            .copied()
            .find(|&it| analysis.head(it) == Some(top) && matches!(analysis.labels[it], Deprel::Xcomp | Deprel::Ccomp) && verbal(it));
        match below {
            Some(below) => top = below,
            None => return Some(top),
        }
    }
}

/// How alike two sets of words are (Dice).
fn dice(gold: &[usize], found: impl Iterator<Item = usize>, analysis: &Analysis) -> f64 {
    let (mut both, mut count) = (0_usize, 0_usize);
    for word in found.filter(|&word| analysis.tags[word].upos != Upos::Punct) {
        count += 1;
        both += usize::from(gold.binary_search(&word).is_ok());
    }
    if count + gold.len() == 0 { 0.0 } else { 2.0 * both as f64 / (count + gold.len()) as f64 }
}

/// One choice between candidates: the features of each, and how right it is.
#[derive(Debug)]
struct Choice {
    features: Vec<Vec<u64>>,
    right: Vec<f64>,
}

/// What a part teaches.
#[derive(Debug, Default)]
struct Lessons {
    cues: Vec<(Vec<u64>, bool)>,
    sources: Vec<Choice>,
    contents: Vec<Choice>,
}

/// What could at best be found, and why not more.
#[derive(Debug, Default)]
struct Oracle {
    attributions: usize,
    cue_is_candidate: usize,
    source: [usize; 3],
    content: [usize; 3],
    candidates: usize,
}

fn facts(who: &[u8]) -> Facts<'_> {
    Facts::new(Gazetteer::builtin(), Ranker::read(who).unwrap_or_default(), Attributor::default())
}

fn lessons(examples: &[&Example], who: &[u8]) -> Lessons {
    let (facts, cues) = (facts(who), Cues::load());
    let mut all = Lessons::default();
    let mut oracle = Oracle::default();
    for example in examples.iter().flat_map(|it| std::iter::repeat_n(it, it.weight)) {
        facts.with_page(&example.document, &example.analysis, |page, entities| {
            let text = Text::new(page, entities);
            let by_cue: HashMap<usize, &Attributed> = example.attributions.iter().filter_map(|it| Some((it.cue?, it))).collect();
            let hidden: Vec<bool> = {
                let mut hidden = vec![false; example.analysis.len()];
                example.attributions.iter().flat_map(|it| &it.content).for_each(|&word| hidden[word] = true);
                hidden
            };
            oracle.attributions += example.attributions.len();
            for cue in cue::candidates(&text, &cues).into_iter().filter(|cue| example.region.contains(&cue.word)) {
                let gold = by_cue.get(&cue.word);
                if gold.is_some_and(|gold| gold.is_optional) {
                    continue;
                }
                if gold.is_none() && hidden[cue.word] {
                    continue;
                }
                if let Some(gold) = gold {
                    oracle.cue_is_candidate += 1;
                    let sources = source::candidates(&text, &cue);
                    let right: Vec<f64> = sources
                        .iter()
                        .map(|it| {
                            if it.head.is_none() {
                                f64::from(u8::from(gold.source.is_empty()))
                            } else {
                                dice(&gold.source, it.words.clone(), &example.analysis)
                            }
                        })
                        .collect();
                    let best = right.iter().copied().fold(0.0, f64::max);
                    oracle.source[0] += 1;
                    oracle.source[1] += usize::from(best >= 0.5);
                    oracle.source[2] += usize::from(best >= 0.999);
                    let hull = match (gold.source.first(), gold.source.last()) {
                        (Some(&first), Some(&last)) => first..last + 1,
                        _ => cue.word..cue.word,
                    };
                    if best >= 0.5 {
                        all.sources.push(Choice { features: sources.into_iter().map(|it| it.features).collect(), right });
                    }
                    let contents = content::candidates(&text, &cue, &hull);
                    let right: Vec<f64> =
                        contents.iter().map(|it| dice(&gold.content, it.pieces.iter().flat_map(Range::clone), &example.analysis)).collect();
                    let best = right.iter().copied().fold(0.0, f64::max);
                    oracle.content[0] += 1;
                    oracle.content[1] += usize::from(best >= 0.5);
                    oracle.content[2] += usize::from(best >= 0.999);
                    oracle.candidates += contents.len();
                    if best >= 0.5 {
                        let features = contents.iter().map(|it: &Content| content::features(&text, &cue, &hull, it)).collect();
                        all.contents.push(Choice { features, right });
                    }
                }
                all.cues.push((cue.features, gold.is_some()));
            }
        });
    }
    eprintln!("{oracle:?}");
    all
}

/// A line of `gold/statements/train-*.jsonl`.
#[derive(Debug, Deserialize)]
struct Own {
    set: String,
    id: String,
    sha256: String,
    region: [usize; 2],
    statements: Vec<OwnStatement>,
}

#[derive(Debug, Deserialize)]
struct OwnStatement {
    content: Vec<[usize; 2]>,
    cue: Option<[usize; 2]>,
    speaker_span: Option<[usize; 2]>,
    #[serde(default)]
    optional: bool,
}

/// A line of the shared data.
#[derive(Debug, Deserialize)]
struct Page {
    id: String,
    text: Option<String>,
}

/// Our own gold of news that is not about the politics of one country; each page is learned `weight` times.
///
/// # Errors
/// When it or the texts that it marks are not there, or are others.
pub fn own(model: &Model<'_>, weight: usize) -> anyhow::Result<Vec<Example>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gold/statements");
    let mut texts: HashMap<(String, String), String> = HashMap::new();
    for set in ["aeb", "naeb", "fundus_tests", "fundus_eval"] {
        let path = data::folder().join("reading").join(set).join("gold.jsonl");
        for line in std::fs::read_to_string(&path).with_context(|| path.display().to_string())?.lines() {
            let page: Page = serde_json::from_str(line)?;
            texts.insert((set.to_owned(), page.id), page.text.unwrap_or_default());
        }
    }
    let mut worker = model.worker();
    let mut all = Vec::new();
    for name in ["train-1.jsonl", "train-2.jsonl", "train-3.jsonl"] {
        let Ok(file) = std::fs::read_to_string(folder.join(name)) else { continue };
        for line in file.lines() {
            let own: Own = serde_json::from_str(line)?;
            let text = texts.get(&(own.set.clone(), own.id.clone())).with_context(|| format!("no text {}", own.id))?;
            let sum: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
            anyhow::ensure!(sum == own.sha256, "another text {}", own.id);
            let document = coref::plain(&own.id, text);
            let analysis = worker.analyse(&document.text, &dateline_facts::page::paragraphs(&document));
            let starts: Vec<usize> = document.text.char_indices().map(|(at, _)| at).chain([document.text.len()]).collect();
            let byte = |at: usize| starts[at.min(starts.len() - 1)];
            let bytes = |span: &[usize; 2]| ByteSpan::new(byte(span[0]), byte(span[1]));
            let attributions = own
                .statements
                .iter()
                .map(|it| {
                    let words = |spans: &[[usize; 2]]| words(&analysis, spans.iter().map(bytes));
                    let cue_words = words(it.cue.as_slice());
                    Attributed {
                        is_optional: it.optional,
                        cue: head(&analysis, &cue_words),
                        source: words(it.speaker_span.as_slice()),
                        content: words(&it.content),
                        cue_words,
                    }
                })
                .collect();
            let spans = &analysis.segmentation.spans;
            let region =
                spans.partition_point(|it| it.start() < byte(own.region[0]))..spans.partition_point(|it| it.start() < byte(own.region[1]));
            all.push(Example { document, analysis, attributions, region, weight });
        }
    }
    Ok(all)
}

fn counts<'f>(features: impl Iterator<Item = &'f u64>) -> HashMap<u64, u32> {
    let mut seen = HashMap::new();
    features.for_each(|feature| *seen.entry(*feature).or_default() += 1);
    seen
}

/// Features that were seen often enough.
fn table(seen: HashMap<u64, u32>, least: u32) -> Table<1> {
    let mut kept: Vec<u64> = seen.into_iter().filter(|&(_, count)| count >= least).map(|(feature, _)| feature).collect();
    kept.sort_unstable();
    Table::of(kept.into_iter())
}

fn sum(table: &Table<1>, features: &[u64]) -> i32 {
    let mut sum = [0];
    features.iter().for_each(|&feature| dateline_lang::features::Weights::add(table, feature, &mut sum));
    sum[0]
}

fn train_cues(lessons: &[(Vec<u64>, bool)], settings: Settings) -> BTreeMap<u64, i32> {
    voted(settings, |voter| {
        let mut table = table(counts(lessons.iter().flat_map(|it| &it.0)), settings.least);
        let mut order: Vec<usize> = (0..lessons.len()).collect();
        let mut random = Random(11 + voter);
        for _ in 0..settings.epochs {
            random.shuffle(&mut order);
            for &at in &order {
                let (features, is_cue) = &lessons[at];
                let sign = if *is_cue { 1 } else { -1 };
                if sum(&table, features) * sign < MARGIN {
                    features.iter().for_each(|&feature| table.change(feature, 0, sign * STEP));
                }
                table.tick();
            }
        }
        table.average(1)
    })
}

fn train_choices(lessons: &[Choice], settings: Settings) -> BTreeMap<u64, i32> {
    voted(settings, |voter| {
        let mut table = table(counts(lessons.iter().flat_map(|it| it.features.iter().flatten())), settings.least);
        let mut order: Vec<usize> = (0..lessons.len()).collect();
        let mut random = Random(23 + voter);
        let mut wrong = 0;
        for _ in 0..settings.epochs {
            random.shuffle(&mut order);
            wrong = 0;
            for &at in &order {
                let Choice { features, right } = &lessons[at];
                let top = right.iter().copied().fold(0.0, f64::max);
                let scores: Vec<i32> = features.iter().map(|it| sum(&table, it)).collect();
                let wanted = (0..right.len())
                    .filter(|&it| right[it] >= top - 1e-9)
                    .max_by_key(|&it| (scores[it], std::cmp::Reverse(it)))
                    .unwrap_or(0);
                let cost = |it: usize| ((top - right[it]) * COST) as i32;
                let rival = (0..right.len()).max_by_key(|&it| (scores[it] + cost(it), std::cmp::Reverse(it))).unwrap_or(0);
                if right[rival] < top - 1e-9 {
                    wrong += 1;
                    features[wanted].iter().for_each(|&feature| table.change(feature, 0, STEP));
                    features[rival].iter().for_each(|&feature| table.change(feature, 0, -STEP));
                }
                table.tick();
            }
        }
        eprintln!("  {} choices, {wrong} within the margin at the end", lessons.len());
        table.average(1)
    })
}

fn voted(settings: Settings, train: impl Fn(u64) -> Averaged<1>) -> BTreeMap<u64, i32> {
    let mut joined: Option<Averaged<1>> = None;
    for voter in 0..settings.voters {
        let average = train(voter);
        match &mut joined {
            Some(joined) => joined.join(&average),
            None => joined = Some(average),
        }
    }
    let weights = joined.map(|joined| joined.largest(settings.most)).unwrap_or_default();
    let by = i32::try_from(settings.voters).unwrap_or(1);
    weights.into_iter().map(|(feature, [weight])| (feature, weight / by)).filter(|&(_, weight)| weight != 0).collect()
}

/// Trains the models on a part, with the ranker of mentions; the bytes of the three in a file.
#[must_use]
pub fn train(examples: &[&Example], who: &[u8], settings: Settings) -> Vec<u8> {
    let lessons = lessons(examples, who);
    let positive = lessons.cues.iter().filter(|it| it.1).count();
    eprintln!("{} words that may be cues, {positive} are", lessons.cues.len());
    let parts = [
        ("cue", train_cues(&lessons.cues, settings)),
        ("source", train_choices(&lessons.sources, settings)),
        ("content", train_choices(&lessons.contents, settings)),
    ];
    for (name, weights) in &parts {
        eprintln!("  {name:8} {:7} features", weights.len());
    }
    dateline_lang::container::write(&parts.map(|(name, weights)| (name, Weights::write(&weights))))
}

/// The documents of which a twelfth is held out, by a hash of their ids.
#[must_use]
pub fn is_held(example: &Example) -> bool {
    example.document.id.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 12 == 0
}

/// What the models of a file find, a line of JSON for each document, as the scorer reads it; `gold` prints what should be found instead.
///
/// # Errors
/// When the file is no such model.
pub fn found(file: &[u8], examples: &[&Example], who: &[u8], least: i32) -> anyhow::Result<String> {
    let attributor = Attributor::read(file)?;
    let (facts, cues) = (facts(who), Cues::load());
    let mut out = String::new();
    for example in examples {
        facts.with_page(&example.document, &example.analysis, |page, entities| {
            let text = Text::new(page, entities);
            let points = dateline_text::CodePoints::new(&example.document.text);
            let span = |words: &Range<usize>| {
                let span = points.span(page.span(words));
                [span.start(), span.end()]
            };
            let all: Vec<serde_json::Value> = attributor
                .find(&text, &cues, least)
                .iter()
                .map(|it| {
                    let source: Vec<_> = it.source.head.map(|_| span(&it.source.words)).into_iter().collect();
                    let content: Vec<_> = it.content.pieces.iter().map(&span).collect();
                    serde_json::json!({
                        "cue": [span(&attribution::expression(&text, it))], "source": source, "content": content,
                        "score": it.cue_score, "margins": [it.source_margin, it.content_margin],
                    })
                })
                .collect();
            let _ = writeln!(out, "{}", serde_json::json!({"id": example.document.id, "attributions": all}));
        });
    }
    Ok(out)
}

impl Example {
    /// The id of its document.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.document.id
    }

    /// How many words its cues have.
    #[must_use]
    pub fn cue_words(&self) -> usize {
        self.attributions.iter().map(|it| it.cue_words.len()).sum()
    }
}

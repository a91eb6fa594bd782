//! Trains the ranker that links nominals and pronouns to who they mean, on the coreference of GUM.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::Context;
use dateline_facts::who::link::{Choice, Choose, Ranker};
use dateline_facts::who::mention::Candidate;
use dateline_facts::{Attributor, Facts, Page};
use dateline_gazetteer::Gazetteer;
use dateline_lang::{Analyse, Model};
use dateline_text::{Block, BlockKind, ByteSpan, Document, RawSpan};
use sha2::{Digest, Sha256};

use crate::data::{self, OPEN_GENRES};
use crate::perceptron::{Averaged, Random, Table};
use crate::segment::{self, Laid};

/// How the ranker is trained.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Times over the documents.
    pub epochs: usize,
    /// What a wrong choice costs: to begin a bearer that is there, to join one where none is, to join the wrong one.
    pub costs: [i64; 3],
    /// A feature is learned when it was seen so often.
    pub least: u32,
    /// Rankers that vote, each with another order of documents.
    pub voters: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { epochs: 4, costs: [6000, 2000, 3000], least: 3, voters: 21 }
    }
}

/// What a change of one weight weighs, so that costs are whole numbers.
const STEP: i32 = 100;

/// A document with the bearers of its words.
#[derive(Debug)]
pub struct Example {
    /// The document, every paragraph a block.
    pub document: Document,
    analysis: dateline_lang::Analysis,
    /// For the first byte of every word that heads a mention, the number of its bearer.
    bearers: Bearers,
}

/// The bearers of a document by the first byte of the word that heads a mention. Several that are named together share that word with the
/// first of them, and stand apart.
#[derive(Debug, Default)]
struct Bearers {
    one: HashMap<usize, u32>,
    several: HashMap<usize, u32>,
}

/// The documents of GUM that are trained on: open genres, but no news, on which others are scored.
///
/// # Errors
/// When the data is not there.
pub fn examples(model: &Model<'_>, name: &str) -> anyhow::Result<Vec<Example>> {
    let file = data::read(name)?;
    let mut worker = model.worker();
    let documents = data::documents(&file);
    let open = documents.iter().filter(|document| OPEN_GENRES.contains(&document.genre) && document.genre != "news");
    Ok(open
        .map(|source| {
            let laid = segment::lay(source);
            let bearers = bearers(source, &laid);
            let analysis = worker.analyse(&laid.text, &laid.paragraphs);
            Example { document: document(source.id, laid), analysis, bearers }
        })
        .collect())
}

/// A line of `gold/coref/train.jsonl`.
#[derive(Debug, serde::Deserialize)]
struct Gold {
    id: String,
    until: usize,
    sha256: String,
    chains: Vec<Vec<[usize; 2]>>,
}

/// A line of the shared data.
#[derive(Debug, serde::Deserialize)]
struct Source {
    id: String,
    #[serde(default)]
    text: Option<String>,
}

/// Our own gold of coreference in news.
///
/// # Errors
/// When it or the texts that it marks are not there, or are others.
pub fn own(model: &Model<'_>) -> anyhow::Result<Vec<Example>> {
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gold/coref/train.jsonl");
    let gold = std::fs::read_to_string(&gold).with_context(|| gold.display().to_string())?;
    let gold: Vec<Gold> = gold.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let mut texts: HashMap<String, String> = HashMap::new();
    for (prefix, file) in [
        ("", "places/places.dev.jsonl"),
        ("aeb:", "reading/aeb/gold.jsonl"),
        ("fundus_eval:", "reading/fundus_eval/gold.jsonl"),
        ("fundus_tests:", "reading/fundus_tests/gold.jsonl"),
    ] {
        let path = data::folder().join(file);
        for line in std::fs::read_to_string(&path).with_context(|| path.display().to_string())?.lines() {
            let source: Source = serde_json::from_str(line)?;
            texts.insert(format!("{prefix}{}", source.id), source.text.unwrap_or_default());
        }
    }
    let mut worker = model.worker();
    gold.into_iter()
        .map(|gold| {
            let whole = texts.get(&gold.id).with_context(|| format!("no text {}", gold.id))?;
            let whole = if gold.id.starts_with("geovirus:") { whole } else { whole.trim() };
            let text: String = whole.chars().take(gold.until).collect();
            let sum: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
            anyhow::ensure!(sum == gold.sha256, "another text {}", gold.id);
            let starts: &[usize] = &text.char_indices().map(|(at, _)| at).collect::<Vec<_>>();
            let document = plain(&gold.id, &text);
            let analysis = worker.analyse(&document.text, &dateline_facts::page::paragraphs(&document));
            let chains = (0_u32..).zip(&gold.chains);
            let one = chains.flat_map(|(number, chain)| chain.iter().map(move |span| (starts[span[0]], number))).collect();
            let bearers = Bearers { one, several: HashMap::new() };
            Ok(Example { document, analysis, bearers })
        })
        .collect()
}

/// A document with a block for every paragraph.
#[must_use]
pub fn document(id: &str, laid: Laid) -> Document {
    let block = |&span: &ByteSpan| Block {
        span,
        kind: BlockKind::Paragraph,
        keep: true,
        reason: None,
        copy_of: None,
        raw: RawSpan::new(span.start(), span.end()),
    };
    let blocks = laid.paragraphs.iter().map(block).collect();
    Document {
        id: id.to_owned(),
        source: dateline_text::Source::default(),
        meta: dateline_text::Meta::default(),
        text: laid.text,
        blocks,
        notes: Vec::new(),
    }
}

/// The bearers of a document of GUM (the key `Entity` of MISC), by the first byte of the word that heads a mention.
fn bearers(source: &data::Document<'_>, laid: &Laid) -> Bearers {
    let mut found = Bearers::default();
    let mut first = 0;
    let mut open: Vec<(u32, usize)> = Vec::new();
    for sentence in &source.sentences {
        let rows: Vec<_> = sentence.words().collect();
        let heads: Vec<(usize, bool)> = rows.iter().map(|row| (row.columns[6].parse().unwrap_or(0), row.columns[7] == "conj")).collect();
        for (at, row) in rows.iter().enumerate() {
            let Some(marks) = row.misc("Entity") else { continue };
            let mut rest = marks;
            while !rest.is_empty() {
                if let Some(tail) = rest.strip_prefix('(') {
                    let end = tail.find(['(', ')']).unwrap_or(tail.len());
                    let (id, after) = (number(&tail[..end]), &tail[end..]);
                    if let Some(after) = after.strip_prefix(')') {
                        if let Some(id) = id {
                            note(&mut found, id, at, at, &heads, first, laid);
                        }
                        rest = after;
                    } else {
                        open.extend(id.map(|id| (id, at)));
                        rest = after;
                    }
                } else {
                    let end = rest.find(')').map_or(rest.len(), |end| end + 1);
                    if let Some(id) = number(&rest[..end])
                        && let Some(place) = open.iter().rposition(|&(other, _)| other == id)
                    {
                        let (_, start) = open.remove(place);
                        note(&mut found, id, start, at, &heads, first, laid);
                    }
                    rest = &rest[end..];
                }
            }
        }
        open.clear();
        first += rows.len();
    }
    found
}

/// The number at the beginning of a mark.
fn number(mark: &str) -> Option<u32> {
    let digits = mark.find(|c: char| !c.is_ascii_digit()).unwrap_or(mark.len());
    mark[..digits].parse().ok()
}

/// Notes the bearer of the words from `start` to `end` of a sentence at the word that governs the others; the widest mention of a head stays.
fn note(found: &mut Bearers, id: u32, start: usize, end: usize, heads: &[(usize, bool)], first: usize, laid: &Laid) {
    let head = (start..=end).find(|&at| heads[at].0 == 0 || !(start..=end).contains(&(heads[at].0 - 1))).unwrap_or(end);
    let is_several = (head + 1..=end).any(|at| heads[at] == (head + 1, true));
    let found = if is_several { &mut found.several } else { &mut found.one };
    found.entry(laid.gold.spans[first + head].start()).or_insert(id);
}

/// Learns while linking.
struct Learner<'t> {
    table: &'t mut Table<1>,
    seen: &'t HashMap<u64, u32>,
    settings: Settings,
    bearers: &'t Bearers,
    /// The bearer of each mention of the document.
    gold: Vec<Option<u32>>,
    /// Choices, and those that were right.
    counts: [usize; 2],
}

fn gold(page: &Page<'_>, mentions: &[Candidate], bearers: &Bearers) -> Vec<Option<u32>> {
    let of = |mention: &Candidate| {
        let by_head = if mention.conjuncts.is_empty() { &bearers.one } else { &bearers.several };
        let at = |word: usize| by_head.get(&page.analysis.span(word).start()).copied();
        at(mention.top).or_else(|| at(mention.head))
    };
    mentions.iter().map(of).collect()
}

/// Whether each choice is right: the clusters in which the bearer is, else a new one.
fn right(gold: &[Option<u32>], mention: usize, choices: &[Choice], mentions_of: &dyn Fn(usize) -> Vec<usize>) -> Vec<bool> {
    let holds = |choice: &Choice| {
        let (Some(own), Some(cluster)) = (gold[mention], choice.cluster) else { return false };
        let all: Vec<u32> = mentions_of(cluster).into_iter().filter_map(|it| gold[it]).collect();
        all.iter().filter(|&&it| it == own).count() * 2 > all.len()
    };
    let mut right: Vec<bool> = choices.iter().map(holds).collect();
    if choices[0].cluster.is_none() {
        right[0] = !right.iter().any(|&it| it);
    }
    right
}

impl Choose for Learner<'_> {
    fn begin(&mut self, page: &Page<'_>, mentions: &[Candidate]) {
        self.gold = gold(page, mentions, self.bearers);
    }

    fn choose(&mut self, mention: usize, choices: &[Choice], mentions_of: &dyn Fn(usize) -> Vec<usize>) -> Option<usize> {
        let right = right(&self.gold, mention, choices, mentions_of);
        let known = |feature: &&u64| self.seen.get(feature).is_some_and(|&count| count >= self.settings.least);
        let scores: Vec<i64> = choices
            .iter()
            .map(|choice| {
                let mut sum = [0];
                choice
                    .features
                    .iter()
                    .filter(known)
                    .for_each(|&feature| dateline_lang::features::Weights::add(&*self.table, feature, &mut sum));
                i64::from(sum[0])
            })
            .collect();
        if !right.contains(&true) {
            return Some(0);
        }
        let is_new = |at: usize| choices[at].cluster.is_none();
        let cost = |at: usize| match (right[at], is_new(at), is_new(0) && right[0]) {
            (true, ..) => 0,
            (_, true, _) => self.settings.costs[0],
            (_, _, true) => self.settings.costs[1],
            _ => self.settings.costs[2],
        };
        let best = (0..choices.len()).max_by_key(|&at| (scores[at] + cost(at), std::cmp::Reverse(at))).unwrap_or(0);
        let wanted = (0..choices.len()).filter(|&at| right[at]).max_by_key(|&at| (scores[at], std::cmp::Reverse(at))).unwrap_or(0);
        if !right[best] {
            for &feature in choices[wanted].features.iter().filter(known) {
                self.table.change(feature, 0, STEP);
            }
            for &feature in choices[best].features.iter().filter(known) {
                self.table.change(feature, 0, -STEP);
            }
        }
        self.table.tick();
        let taken = (0..choices.len()).max_by_key(|&at| (scores[at], std::cmp::Reverse(at))).unwrap_or(0);
        self.counts[0] += 1;
        self.counts[1] += usize::from(right[taken]);
        Some(taken)
    }
}

/// Counts features.
struct Counter<'c>(&'c mut HashMap<u64, u32>);

impl Choose for Counter<'_> {
    fn choose(&mut self, _: usize, choices: &[Choice], _: &dyn Fn(usize) -> Vec<usize>) -> Option<usize> {
        for feature in choices.iter().flat_map(|choice| &choice.features) {
            *self.0.entry(*feature).or_default() += 1;
        }
        None
    }
}

/// Trains on documents; gives the file of the ranker.
#[must_use]
pub fn train(examples: &[&Example], settings: Settings) -> Vec<u8> {
    let facts = Facts::new(Gazetteer::builtin(), Ranker::default(), Attributor::default());
    let mut seen = HashMap::new();
    for example in examples {
        facts.entities_with(&example.document, &example.analysis, &mut Counter(&mut seen));
    }
    let mut joined: Option<Averaged<1>> = None;
    for voter in 0..settings.voters {
        let mut table: Table<1> = Table::default();
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut random = Random(7 + voter);
        let mut counts = [0; 2];
        for _ in 0..settings.epochs {
            random.shuffle(&mut order);
            counts = [0; 2];
            for &at in &order {
                let example = examples[at];
                let mut learner = Learner { table: &mut table, seen: &seen, settings, bearers: &example.bearers, gold: Vec::new(), counts };
                facts.entities_with(&example.document, &example.analysis, &mut learner);
                counts = learner.counts;
            }
        }
        eprintln!("voter {voter}: {} choices, {:.2} % right", counts[0], 100.0 * counts[1] as f64 / counts[0].max(1) as f64);
        let average = table.average(1);
        match &mut joined {
            Some(joined) => joined.join(&average),
            None => joined = Some(average),
        }
    }
    let weights: BTreeMap<u64, i32> = joined
        .map(|joined| joined.largest(usize::MAX).into_iter().map(|(feature, [weight])| (feature, weight)).collect())
        .unwrap_or_default();
    eprintln!("{} features", weights.len());
    Ranker::write(&weights)
}

/// What a ranker chose, by the kind of mention.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// For each kind of mention: right, joined a bearer though new, began one though there, joined a wrong one.
    pub by_kind: BTreeMap<String, [usize; 4]>,
    /// Wrong choices in words.
    pub errors: Vec<String>,
}

impl Outcome {
    /// The right choices in per cent.
    #[must_use]
    pub fn percent(&self) -> f64 {
        let sum = |at: usize| self.by_kind.values().map(|counts| counts[at]).sum::<usize>();
        100.0 * sum(0) as f64 / (sum(0) + sum(1) + sum(2) + sum(3)).max(1) as f64
    }
}

/// How often a ranker chooses right.
#[must_use]
pub fn score(examples: &[&Example], file: &[u8]) -> Outcome {
    struct Judge<'j> {
        ranker: Ranker<'j>,
        bearers: &'j Bearers,
        gold: Vec<Option<u32>>,
        words: Vec<(String, String)>,
        out: Outcome,
    }
    impl Choose for Judge<'_> {
        fn begin(&mut self, page: &Page<'_>, mentions: &[Candidate]) {
            self.gold = gold(page, mentions, self.bearers);
            let kind = |it: &Candidate| {
                if it.is_pronoun() { page.form(it.head).to_lowercase() } else { format!("{:?} {:?}", it.determiner, it.kind) }
            };
            self.words = mentions.iter().map(|it| (kind(it), it.span.of(page.text()).to_owned())).collect();
        }
        fn choose(&mut self, mention: usize, choices: &[Choice], mentions_of: &dyn Fn(usize) -> Vec<usize>) -> Option<usize> {
            let taken = self.ranker.choose(mention, choices, mentions_of);
            let right = right(&self.gold, mention, choices, mentions_of);
            let is_new = |at: usize| choices[at].cluster.is_none();
            let wanted = right.iter().position(|&it| it);
            let alone = taken.is_none_or(is_new);
            let is_right = taken.map_or_else(|| wanted.is_none_or(is_new), |taken| right[taken]);
            let outcome = match (is_right, alone, wanted.is_none_or(is_new)) {
                (true, ..) => 0,
                (_, _, true) => 1,
                (_, true, _) => 2,
                _ => 3,
            };
            self.out.by_kind.entry(self.words[mention].0.clone()).or_default()[outcome] += 1;
            if outcome > 0 {
                let name = |at: Option<usize>| {
                    let cluster = at.and_then(|at| choices[at].cluster);
                    cluster.map_or("new".to_owned(), |cluster| {
                        mentions_of(cluster).iter().rev().take(3).map(|&it| self.words[it].1.clone()).collect::<Vec<_>>().join(" < ")
                    })
                };
                let line = format!("{}: {} -> {} not {}", self.words[mention].0, self.words[mention].1, name(taken), name(wanted));
                self.out.errors.push(line);
            }
            taken
        }
    }
    let facts = Facts::new(Gazetteer::builtin(), Ranker::default(), Attributor::default());
    let mut out = Outcome::default();
    for example in examples {
        let ranker = Ranker::read(file).unwrap_or_default();
        let mut judge = Judge { ranker, bearers: &example.bearers, gold: Vec::new(), words: Vec::new(), out };
        facts.entities_with(&example.document, &example.analysis, &mut judge);
        out = judge.out;
    }
    out
}

/// The mentions of documents, numbered in their text, for annotators: `[3|the minister]`; and where each is headed, in bytes.
pub fn numbered(model: &Model<'_>, documents: &[Document]) -> Vec<(String, Vec<usize>)> {
    #[derive(Default)]
    struct Printer {
        text: String,
        heads: Vec<usize>,
    }
    impl Choose for Printer {
        fn begin(&mut self, page: &Page<'_>, mentions: &[Candidate]) {
            let mut marks: Vec<(usize, usize, String)> = Vec::new();
            for (number, mention) in mentions.iter().enumerate() {
                self.heads.push(page.analysis.span(mention.head).start());
                if mention.conjuncts.is_empty() {
                    marks.push((mention.span.start(), usize::MAX - mention.span.end(), format!("[{number}|")));
                    marks.push((mention.span.end(), 0, "]".to_owned()));
                }
            }
            marks.sort();
            let mut at = 0;
            for (place, _, mark) in marks {
                self.text.push_str(&page.text()[at..place]);
                self.text.push_str(&mark);
                at = place;
            }
            self.text.push_str(&page.text()[at..]);
        }
        fn choose(&mut self, _: usize, _: &[Choice], _: &dyn Fn(usize) -> Vec<usize>) -> Option<usize> {
            None
        }
    }
    let facts = Facts::new(Gazetteer::builtin(), Ranker::default(), Attributor::default());
    let mut worker = model.worker();
    let numbered = documents.iter().map(|document| {
        let analysis = worker.analyse(&document.text, &dateline_facts::page::paragraphs(document));
        let mut printer = Printer::default();
        facts.entities_with(document, &analysis, &mut printer);
        (printer.text, printer.heads)
    });
    numbered.collect()
}

/// A document of plain text, a paragraph a line.
#[must_use]
pub fn plain(id: &str, text: &str) -> Document {
    let mut laid = Laid { text: text.to_owned(), ..Laid::default() };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        if end > start {
            laid.paragraphs.push(ByteSpan::new(start, end));
        }
        start += line.len();
    }
    document(id, laid)
}

/// A document of `people/coref_news` of the shared data.
#[derive(Debug, serde::Deserialize)]
pub struct News {
    /// Its id there.
    pub id: String,
    /// The set it belongs to.
    pub set: String,
    /// Its text.
    pub text: String,
    /// Its publication date.
    pub date: Option<String>,
}

/// The documents of `people/coref_news`, which only score.
///
/// # Errors
/// When they are not there.
pub fn news() -> anyhow::Result<Vec<News>> {
    let path = data::folder().join("people/coref_news.dev.jsonl");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// The chains of extents, in code points, that models find in a text: a line for the scorer of coreference.
pub fn chains(facts: &Facts<'_>, worker: &mut dateline_lang::Worker<'_>, news: &News) -> String {
    let mut document = plain(&news.id, &news.text);
    document.meta.published.clone_from(&news.date);
    let analysis = worker.analyse(&document.text, &dateline_facts::page::paragraphs(&document));
    let points = dateline_text::CodePoints::new(&document.text);
    let spans = |entity: &dateline_facts::Entity| -> Vec<[usize; 2]> {
        let span = |mention: &dateline_facts::Mention| points.span(mention.extent);
        entity.mentions.iter().map(span).map(|span| [span.start(), span.end()]).collect()
    };
    let chains: Vec<_> = facts.find(&document, &analysis).entities.iter().map(spans).collect();
    serde_json::json!({ "id": news.id, "chains": chains }).to_string()
}

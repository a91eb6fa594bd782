//! Trains names: a structured perceptron over sets that mark fewer kinds than ours, or mark them otherwise.
//!
//! A set that knows only `LOC` says of a word that it is in a name of kind GPE, LOC or FAC; one without peoples says nothing of a word
//! outside its names. The labels that a set allows for each word are a constraint: the update goes from the model's best path to its
//! best path under the constraint (Fernandes and Brefeld 2011). Every feature also has a copy for its set, so that what is peculiar to a set stays
//! there (Daumé 2007); of the copies only that of our own gold is kept.

use std::collections::BTreeMap;

use dateline_lang::features::{Weights, fold};
use dateline_lang::labels::NameKind::{self, Event, Fac, Gpe, Loc, Misc, Norp, Org, Person};
use dateline_lang::names::{self, ANY, Place, Search, Token, WIDTH, label};
use dateline_lang::{Analyse, Segmentation, Worker};
use dateline_text::ByteSpan;

use crate::perceptron::{Averaged, Random, Table};

/// A document with names marked: text, paragraphs, and names by bytes.
#[derive(Debug, Clone, Default)]
pub struct Marked {
    /// Its id.
    pub id: String,
    /// The text without marks, a paragraph a line.
    pub text: String,
    /// The paragraphs.
    pub paragraphs: Vec<ByteSpan>,
    /// The names.
    pub names: Vec<(ByteSpan, NameKind)>,
}

/// Reads a file of `gold/names`.
#[must_use]
pub fn gold(file: &str) -> Vec<Marked> {
    let mut documents: Vec<Marked> = Vec::new();
    for line in file.lines() {
        if let Some(head) = line.strip_prefix("# ") {
            documents.push(Marked { id: head.split(' ').next().unwrap_or_default().to_owned(), ..Marked::default() });
        } else if let Some(document) = documents.last_mut().filter(|_| !line.trim().is_empty()) {
            paragraph(line, document);
        }
    }
    documents
}

fn paragraph(line: &str, document: &mut Marked) {
    let start = document.text.len();
    let mut rest = line;
    while let Some((before, name, kind, after)) = next_mark(rest) {
        document.text.push_str(before);
        let from = document.text.len();
        document.text.push_str(name);
        document.names.push((ByteSpan::new(from, document.text.len()), kind));
        rest = after;
    }
    document.text.push_str(rest);
    document.paragraphs.push(ByteSpan::new(start, document.text.len()));
    document.text.push('\n');
}

/// The first mark of a line: what stands before it, its name and kind, what stands after.
fn next_mark(line: &str) -> Option<(&str, &str, NameKind, &str)> {
    let mut from = 0;
    loop {
        let middle = from + line[from..].find("](")?;
        let close = line[middle..].find(')').map(|at| middle + at);
        if let (Some(open), Some(close)) = (line[..middle].rfind('['), close)
            && let Some(kind) = NameKind::from_name(&line[middle + 2..close])
        {
            return Some((&line[..open], &line[open + 1..middle], kind, &line[close + 1..]));
        }
        from = middle + 2;
    }
}

/// Where an example comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Set {
    /// Our own gold.
    Own,
    /// WikiGold.
    WikiGold,
    /// Universal NER over the Web Treebank.
    UniversalNer,
    /// GUM's entities.
    Gum,
    /// CoNLL++, for comparison only.
    Conll,
}

/// A sentence with the labels that its set allows.
#[derive(Debug, Clone)]
pub struct Example {
    /// Its words.
    pub tokens: Vec<Token>,
    /// For each word the labels allowed, as bits.
    pub allowed: Vec<u64>,
    /// Its set.
    pub set: Set,
    /// The number of its document: consecutive examples with one number are one.
    pub document: usize,
}

const PLACES: [&[NameKind]; 3] = [&[Gpe, Loc, Fac], &[Norp, Event, Misc], &[Norp]];

/// The kinds that a label of a set stands for.
fn kinds(set: Set, name: &str) -> &'static [NameKind] {
    match (set, name) {
        (Set::Conll, "LOC") => &[Loc],
        (Set::Conll, "MISC") => &[Misc],
        (Set::Gum, "ORG") => &[Org, Gpe],
        (Set::Gum, "MISC") => &[Norp, Event, Misc, Org],
        (_, "PER") => &[Person],
        (_, "ORG") => &[Org],
        (_, "LOC") => PLACES[0],
        (_, "MISC") => PLACES[1],
        _ => &[],
    }
}

/// The labels that a set allows outside its names.
fn outside(set: Set) -> u64 {
    let open: &[NameKind] = match set {
        Set::UniversalNer => PLACES[1],
        Set::Gum => PLACES[2],
        _ => &[],
    };
    1 | all_places(open)
}

fn all_places(kinds: &[NameKind]) -> u64 {
    [Place::Begin, Place::Inside, Place::Last, Place::Unit].into_iter().map(|place| at_place(kinds, place)).fold(0, |all, bits| all | bits)
}

fn at_place(kinds: &[NameKind], place: Place) -> u64 {
    kinds.iter().map(|&kind| 1 << label(kind, place)).fold(0, |all, bit| all | bit)
}

fn place(at: usize, start: usize, end: usize) -> Place {
    match (at == start, at + 1 == end) {
        (true, true) => Place::Unit,
        (true, false) => Place::Begin,
        (false, true) => Place::Last,
        (false, false) => Place::Inside,
    }
}

/// The labels allowed for a sentence with BIO labels.
fn from_bio(labels: &[&str], set: Set) -> Vec<u64> {
    let mut allowed = vec![outside(set); labels.len()];
    let mut start = 0;
    while start < labels.len() {
        let Some((_, name)) = labels[start].split_once('-') else {
            start += 1;
            continue;
        };
        let mut end = start + 1;
        while labels.get(end).is_some_and(|next| next.strip_prefix("I-") == Some(name)) {
            end += 1;
        }
        let kinds = kinds(set, name);
        for (at, allowed) in allowed.iter_mut().enumerate().take(end).skip(start) {
            *allowed = if kinds.is_empty() { 1 } else { at_place(kinds, place(at, start, end)) };
        }
        start = end;
    }
    allowed
}

/// A document of tokens and BIO labels.
pub type Tokens<'f> = Vec<Vec<(&'f str, &'f str)>>;

/// Reads a file with a token and its label on each line; documents begin with `-DOCSTART-`.
#[must_use]
pub fn documents(file: &str) -> Vec<Tokens<'_>> {
    let mut documents: Vec<Tokens<'_>> = vec![vec![vec![]]];
    for line in file.lines() {
        let mut columns = line.split('\t');
        match (columns.next().unwrap_or_default(), columns.next()) {
            ("-DOCSTART-", _) => documents.push(vec![vec![]]),
            (token, Some(label)) if !token.trim().is_empty() => {
                if let Some(sentence) = documents.last_mut().and_then(|document| document.last_mut()) {
                    sentence.push((token, label));
                }
            }
            _ => documents.last_mut().expect("there is one").push(Vec::new()),
        }
    }
    for document in &mut documents {
        document.retain(|sentence| !sentence.is_empty());
    }
    documents.retain(|document| !document.is_empty());
    documents
}

/// Sentences with a multiple of this number are also learned in capitals, as in headlines and datelines.
const CAPITALS: usize = 12;

/// Analyses a document of tokens and gives its examples.
pub fn of_tokens<S: AsRef<str>>(worker: &mut Worker<'_>, document: &[Vec<(S, &str)>], set: Set, out: &mut Vec<Example>) {
    let forms: Vec<Vec<String>> =
        document.iter().map(|sentence| sentence.iter().map(|(token, _)| token.as_ref().to_owned()).collect()).collect();
    let label = |sentence: &Vec<(S, &str)>| from_bio(&sentence.iter().map(|&(_, label)| label).collect::<Vec<_>>(), set);
    let allowed: Vec<_> = document.iter().map(label).collect();
    of_forms(worker, &forms, allowed.clone(), set, out);
    if set != Set::Conll {
        in_capitals(worker, &forms, &allowed, set, out);
    }
}

/// Every so many sentences in capitals, as a document of their own.
fn in_capitals(worker: &mut Worker<'_>, forms: &[Vec<String>], allowed: &[Vec<u64>], set: Set, out: &mut Vec<Example>) {
    let capitals: Vec<_> =
        forms.iter().step_by(CAPITALS).map(|sentence| sentence.iter().map(|form| form.to_uppercase()).collect()).collect();
    of_forms(worker, &capitals, allowed.iter().step_by(CAPITALS).cloned().collect(), set, out);
}

fn of_forms(worker: &mut Worker<'_>, document: &[Vec<String>], allowed: Vec<Vec<u64>>, set: Set, out: &mut Vec<Example>) {
    let mut text = String::new();
    let mut segmentation = Segmentation::default();
    for form in document.iter().map(|sentence| sentence.iter()) {
        for form in form {
            let start = text.len();
            text.push_str(form);
            segmentation.push(ByteSpan::new(start, text.len()), false);
            text.push(' ');
        }
        segmentation.end_sentence();
    }
    let (analysis, numbers) = worker.grammar(&text, segmentation);
    let number = out.last().map_or(0, |last| last.document + 1);
    let sentences = worker.name_tokens(&text, &analysis, &numbers);
    out.extend(sentences.into_iter().zip(allowed).map(|(tokens, allowed)| Example { tokens, allowed, set, document: number }));
}

/// Analyses a document of our gold and gives its examples.
pub fn of_gold(worker: &mut Worker<'_>, document: &Marked, out: &mut Vec<Example>) {
    let segmentation = worker.segment(&document.text, &document.paragraphs);
    let (analysis, numbers) = worker.grammar(&document.text, segmentation);
    let number = out.last().map_or(0, |last| last.document + 1);
    let (mut forms, mut labels) = (Vec::new(), Vec::new());
    for (range, tokens) in analysis.sentences().iter().zip(worker.name_tokens(&document.text, &analysis, &numbers)) {
        let mut allowed = vec![1; range.len()];
        for &(span, kind) in &document.names {
            let inside: Vec<_> = range.clone().filter(|&word| analysis.span(word).overlaps(span)).collect();
            if let (Some(&first), Some(&last)) = (inside.first(), inside.last()) {
                for at in first..=last {
                    allowed[at - range.start] = 1 << label(kind, place(at, first, last + 1));
                }
            }
        }
        forms.push(range.clone().map(|word| analysis.form(&document.text, word).to_owned()).collect());
        labels.push(allowed.clone());
        out.push(Example { tokens, allowed, set: Set::Own, document: number });
    }
    in_capitals(worker, &forms, &labels, Set::Own, out);
}

/// How names are trained.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Times over the data.
    pub epochs: usize,
    /// How often our own gold is seen in each.
    pub own: usize,
    /// Models that vote.
    pub voters: usize,
    /// Features that are kept; with all of them the weights are those of one training.
    pub features: usize,
    /// The set whose copies of features are kept.
    pub home: Set,
    /// Of the order of sentences.
    pub seed: u64,
}

struct Tables {
    shared: Table<WIDTH>,
    copies: Table<WIDTH>,
    is_closed: bool,
}

impl Tables {
    fn change(&mut self, feature: u64, set: Set, label: u8, by: i32) {
        if self.is_closed && !self.shared.has(feature) {
            return;
        }
        self.shared.change(feature, label.into(), by);
        self.copies.change(copy(feature, set), label.into(), by);
    }

    fn tick(&mut self) {
        self.shared.tick();
        self.copies.tick();
    }
}

struct Both<'t> {
    tables: &'t Tables,
    set: Set,
}

impl Weights<WIDTH> for Both<'_> {
    fn add(&self, feature: u64, scores: &mut [i32; WIDTH]) {
        self.tables.shared.add(feature, scores);
        self.tables.copies.add(copy(feature, self.set), scores);
    }
}

const fn copy(feature: u64, set: Set) -> u64 {
    fold(feature, 77 + set as u64)
}

/// Trains on examples: first on either half of the documents, so that every document has labels from a model that has not seen it,
/// which tell what its words are taken for elsewhere in it; then on all.
#[must_use]
pub fn train(examples: &mut [Example], settings: Settings) -> Averaged<WIDTH> {
    let halves = [0, 1].map(|half| examples.iter().filter(|example| example.document % 2 == half).cloned().collect::<Vec<_>>());
    let first = Settings { epochs: settings.epochs.div_ceil(2), ..settings };
    let models = std::thread::scope(|scope| {
        halves.each_ref().map(|half| scope.spawn(|| learn(half, first, None))).map(|handle| handle.join().expect("no panic"))
    });
    for document in examples.chunk_by_mut(|one, two| one.document == two.document) {
        let weights = &models[1 - document[0].document % 2];
        hear(weights, document);
    }
    let broad = learn(examples, first, None);
    if broad.len() <= settings.features {
        return learn(examples, settings, None);
    }
    let kept: Vec<u64> = broad.largest(settings.features).into_iter().map(|(feature, _)| feature).collect();
    let mut models = crate::tagger::side_by_side(settings.voters, |number| {
        learn(examples, Settings { seed: settings.seed + number as u64, ..settings }, Some(&kept))
    });
    let mut joined = models.swap_remove(0);
    models.iter().for_each(|model| joined.join(model));
    joined.divide(settings.voters as i32);
    joined
}

/// Tells the words of a document what a model takes them for elsewhere in it.
fn hear(weights: &impl Weights<WIDTH>, document: &mut [Example]) {
    let transitions = names::transitions(weights);
    let mut echoes = names::Echoes::default();
    let mut search = Search::default();
    let mut all = Vec::new();
    for Example { tokens, .. } in document.iter() {
        let mut labels = Vec::new();
        search.score(weights, tokens);
        search.decode(&transitions, |at| if names::is_candidate(tokens, at) { ANY } else { 1 }, &mut labels);
        echoes.read(tokens, &labels);
        all.push(labels);
    }
    for (example, labels) in document.iter_mut().zip(all) {
        echoes.tell(&mut example.tokens, &labels);
    }
}

fn learn(examples: &[Example], settings: Settings, only: Option<&[u64]>) -> Averaged<WIDTH> {
    let shared = only.map_or_else(Table::default, |only| Table::of(only.iter().copied()));
    let mut tables = Tables { shared, copies: Table::default(), is_closed: only.is_some() };
    let mut random = Random(settings.seed);
    let mut order: Vec<usize> = Vec::new();
    for (number, example) in examples.iter().enumerate() {
        order.extend(std::iter::repeat_n(number, if example.set == Set::Own { settings.own } else { 1 }));
    }
    let mut search = Search::default();
    let (mut right, mut guess, mut found) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..settings.epochs {
        random.shuffle(&mut order);
        for &number in &order {
            let Example { tokens, allowed, set, .. } = &examples[number];
            if !tokens.iter().any(Token::is_capital) {
                continue;
            }
            let both = Both { tables: &tables, set: *set };
            search.score(&both, tokens);
            // Half of the time without echoes, as in the first decoding of a document.
            let echoes = random.draw() & 1 == 0;
            if echoes {
                search.add_echoes(&both, tokens);
            }
            let transitions = names::transitions(&both);
            let candidate = |at: usize| names::is_candidate(tokens, at);
            search.decode(&transitions, |at| if candidate(at) { ANY } else { 1 }, &mut guess);
            if guess.iter().zip(allowed).all(|(&label, allowed)| allowed & 1 << label != 0) {
                tables.tick();
                continue;
            }
            search.decode(&transitions, |at| if candidate(at) { allowed[at] } else { 1 }, &mut right);
            let style = names::style(tokens);
            for at in 0..tokens.len() {
                if right[at] != guess[at] && candidate(at) {
                    found.clear();
                    names::features(tokens, at, style, &mut found);
                    if echoes {
                        names::echo_features(tokens, at, &mut found);
                    }
                    for &feature in &found {
                        tables.change(feature, *set, right[at], 1);
                        tables.change(feature, *set, guess[at], -1);
                    }
                }
                let before = |labels: &[u8]| if at == 0 { 0 } else { labels[at - 1] };
                for (labels, by) in [(&right, 1), (&guess, -1)] {
                    tables.change(names::transition(before(labels).into()), *set, labels[at], by);
                }
            }
            tables.tick();
        }
    }
    let mut weights = tables.shared.average(64);
    weights.add_copies(&tables.copies.average(64), |feature| copy(feature, settings.home));
    weights
}

/// Names found, right and wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Found with the right words and kind.
    pub right: usize,
    /// Found.
    pub found: usize,
    /// Wanted.
    pub wanted: usize,
}

impl Counts {
    /// Precision, recall and F1 in percent.
    #[must_use]
    pub fn percent(self) -> (f64, f64, f64) {
        let of = |count: usize, all: usize| 100.0 * count as f64 / all.max(1) as f64;
        (of(self.right, self.found), of(self.right, self.wanted), of(2 * self.right, self.found + self.wanted))
    }
}

/// Scores names of raw text against gold: exact characters and kind. By kind, and the wrong ones in words.
pub fn score(worker: &mut Worker<'_>, gold: &[Marked]) -> (BTreeMap<Option<NameKind>, Counts>, Vec<String>) {
    let mut counts: BTreeMap<Option<NameKind>, Counts> = BTreeMap::new();
    let mut wrong = Vec::new();
    for document in gold {
        let analysis = worker.analyse(&document.text, &document.paragraphs);
        let found: Vec<_> = analysis.names.iter().map(|name| (name.span, name.kind)).collect();
        let around = |span: ByteSpan| {
            let text = &document.text;
            let (from, to) =
                (text.floor_char_boundary(span.start().saturating_sub(40)), text.ceil_char_boundary((span.end() + 30).min(text.len())));
            format!("{}[{}]{}", &text[from..span.start()], span.of(text), &text[span.end()..to]).replace('\n', " ")
        };
        for &(span, kind) in &found {
            let is_right = document.names.contains(&(span, kind));
            for key in [None, Some(kind)] {
                let counts = counts.entry(key).or_default();
                counts.found += 1;
                counts.right += usize::from(is_right);
            }
            if !is_right {
                let over = document.names.iter().find(|(gold, _)| gold.overlaps(span));
                let wanted = over.map_or_else(|| "nothing".to_owned(), |(gold, kind)| format!("{} {kind}", gold.of(&document.text)));
                wrong.push(format!("{} {kind} wanted {wanted}: {}", document.id, around(span)));
            }
        }
        for &(span, kind) in &document.names {
            for key in [None, Some(kind)] {
                counts.entry(key).or_default().wanted += 1;
            }
            if !found.iter().any(|(other, _)| other.overlaps(span)) {
                wrong.push(format!("{} missed {kind}: {}", document.id, around(span)));
            }
        }
    }
    (counts, wrong)
}

/// F1 over documents of tokens with exact labels (CoNLL's scoring).
pub fn score_examples<W: Weights<WIDTH>>(weights: &W, examples: &mut [Example]) -> Counts {
    let mut counts = Counts::default();
    let transitions = names::transitions(weights);
    let mut search = Search::default();
    let (mut labels, mut right, mut guess) = (Vec::new(), Vec::new(), Vec::new());
    for document in examples.chunk_by_mut(|one, two| one.document == two.document) {
        hear(weights, document);
        for example in &*document {
            right.clear();
            guess.clear();
            search.score(weights, &example.tokens);
            search.decode(&transitions, |at| example.allowed[at], &mut labels);
            names::read(&labels, |words, kind| right.push((words, kind)));
            search.add_echoes(weights, &example.tokens);
            search.decode(&transitions, |at| if names::is_candidate(&example.tokens, at) { ANY } else { 1 }, &mut labels);
            names::read(&labels, |words, kind| guess.push((words, kind)));
            counts.wanted += right.len();
            counts.found += guess.len();
            counts.right += guess.iter().filter(|name| right.contains(name)).count();
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_and_taken_out() {
        let documents = gold(
            "Words before.\n\n# own:01 address\n\n[Kyiv](GPE) is [the] seat of [[Ukraine](GPE)]. [No](LINK)\n\nAn [EU](ORG)-[Iran](GPE) deal\n",
        );
        assert_eq!(documents.len(), 1);
        assert_eq!(documents[0].text, "Kyiv is [the] seat of [Ukraine]. [No](LINK)\nAn EU-Iran deal\n");
        let names: Vec<_> = documents[0].names.iter().map(|(span, kind)| (span.of(&documents[0].text), kind.name())).collect();
        assert_eq!(names, [("Kyiv", "GPE"), ("Ukraine", "GPE"), ("EU", "ORG"), ("Iran", "GPE")]);
        assert_eq!(documents[0].paragraphs.len(), 2);
    }

    #[test]
    fn a_set_with_fewer_kinds_allows_all_that_it_may_mean() {
        let allowed = from_bio(&["B-LOC", "I-LOC", "O"], Set::WikiGold);
        let kinds = [Gpe, Loc, Fac];
        assert_eq!(allowed, [at_place(&kinds, Place::Begin), at_place(&kinds, Place::Last), 1]);
        let peoples = from_bio(&["O"], Set::UniversalNer)[0];
        assert!(peoples & 1 != 0 && peoples & 1 << label(Norp, Place::Unit) != 0 && peoples & 1 << label(Person, Place::Unit) == 0);
    }
}

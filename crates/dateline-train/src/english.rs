//! Makes the models of English, one after the other, and puts them into a file.

use anyhow::Context;
use dateline_lang::labels::Tag;
use dateline_lang::lexical::Words;
use dateline_lang::table::{write_lines, write_lists};
use dateline_lang::{Model, ModelError, container, model};

use crate::data::{self, Document};
use crate::names::{self, Example, Set};
use crate::parser::{self, Trained};
use crate::sample::{self, Sample};
use crate::{gazetteer, lemma, segment, tagger};

/// How large the parts of a file may be, and how long is learned.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Features of each pass of the tagger.
    pub tag_features: usize,
    /// Features of states.
    pub state_features: usize,
    /// Features of arcs.
    pub arc_features: usize,
    /// Features of names.
    pub name_features: usize,
    /// How often our own gold of names is seen in each turn.
    pub own: usize,
    /// Times over the data: the tagger's passes; the parser before and after its features are chosen; names.
    pub epochs: [usize; 4],
    /// Taggers and parsers that vote, each with another order of sentences.
    pub voters: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            tag_features: 70_000,
            state_features: 600_000,
            arc_features: 160_000,
            name_features: 82_000,
            own: 2,
            epochs: [6, 2, 4, 8],
            voters: 4,
        }
    }
}

impl Settings {
    /// For experiments: little time, worse models.
    #[must_use]
    pub fn quick() -> Self {
        Self { epochs: [3, 1, 2, 4], voters: 2, ..Self::default() }
    }
}

/// The parts of a file.
pub type Parts = Vec<(&'static str, Vec<u8>)>;

/// Trains everything but names on treebanks.
///
/// # Errors
/// When data or lists are missing.
pub fn grammar(documents: &[Document<'_>], settings: Settings) -> anyhow::Result<Parts> {
    let all: Vec<_> = documents.iter().collect();
    let clusters = data::read("brown200-news6M.txt.xz")?;
    let tags = sample::tags(&all);
    let words_part = sample::words(&all, &tags, &clusters);
    let words = Words::read(&words_part)?;
    let mut samples = sample::samples(&all, &words, &tags);
    let gazetteer = gazetteer::compile(&words)?;
    let lemma = lemma::train(documents);
    let segment = segment::train(documents);
    let tagger = tagger::train(
        &mut samples,
        tags.len(),
        tagger::Settings { epochs: settings.epochs[0], folds: 4, features: settings.tag_features, voters: settings.voters, seed: 1 },
    );
    let refs: Vec<_> = samples.iter().collect();
    let broad = parsers(&refs, &tags, settings.epochs[1], 2, None);
    let states: Vec<u64> = broad.state.largest(settings.state_features).into_iter().map(|(feature, _)| feature).collect();
    let arcs: Vec<u64> = broad.arc.largest(settings.arc_features).into_iter().map(|(feature, _)| feature).collect();
    drop(broad);
    let parser = parsers(&refs, &tags, settings.epochs[2], settings.voters, Some((&states, &arcs)));
    Ok(vec![
        ("segment", segment),
        ("words", words_part.clone()),
        ("tags", model::write_tags(&tags)),
        ("tag-1", write_lists(&tagger.first.lists(usize::MAX, 6))),
        ("tag-2", write_lists(&tagger.second.lists(usize::MAX, 6))),
        ("state", write_lines(&parser.state.largest(usize::MAX), states.len().div_ceil(10))),
        ("arc", write_lists(&parser.arc.lists(usize::MAX, 8))),
        ("lemma", lemma),
        ("gazett", gazetteer),
    ])
}

/// Trains parsers side by side and joins them.
fn parsers(samples: &[&Sample], tags: &[Tag], epochs: usize, count: usize, only: Option<(&[u64], &[u64])>) -> Trained {
    let mut models = tagger::side_by_side(count, |number| {
        let settings = parser::Settings { epochs, width: 8, seed: number as u64 + 1 };
        parser::train(samples, tags, settings, only)
    });
    let mut joined = models.swap_remove(0);
    for other in &models {
        joined.state.join(&other.state);
        joined.arc.join(&other.arc);
    }
    joined.state.divide(count as i32);
    joined.arc.divide(count as i32);
    joined
}

/// The open sets of names, analysed; documents of our gold are in none of the others.
///
/// # Errors
/// When data is missing or parts do not fit.
pub fn name_examples(grammar: &Parts) -> anyhow::Result<Vec<Example>> {
    name_examples_without(grammar, &|_| false)
}

/// The same without the documents that `held` names.
///
/// # Errors
/// When data is missing or parts do not fit.
pub fn name_examples_without(grammar: &Parts, held: &dyn Fn(&str) -> bool) -> anyhow::Result<Vec<Example>> {
    let file = with_names(grammar, write_lists(&[]));
    let model = Model::read(&file)?;
    let mut worker = model.worker();
    let mut examples = Vec::new();
    for document in own("train")?.iter().filter(|document| !held(&document.id)) {
        names::of_gold(&mut worker, document, &mut examples);
    }
    let wikigold = data::read("ner-wikigold.tsv.xz")?;
    for document in names::documents(&wikigold) {
        names::of_tokens(&mut worker, &document, Set::WikiGold, &mut examples);
    }
    let uner = data::read("ner-uner-ewt-dev.tsv.xz")?;
    for document in names::documents(&uner) {
        for piece in document.chunks(20) {
            names::of_tokens(&mut worker, piece, Set::UniversalNer, &mut examples);
        }
    }
    let (gum, entities) = (data::read("ud-gum-train.conllu.xz")?, data::read("ner-gum-train.tsv.xz")?);
    let ours: Vec<String> =
        ["train", "score"].into_iter().map(own).collect::<anyhow::Result<Vec<_>>>()?.into_iter().flatten().map(|it| it.id).collect();
    for (document, tokens) in data::documents(&gum).iter().zip(names::documents(&entities)) {
        if data::OPEN_GENRES.contains(&document.genre) && !ours.iter().any(|id| id == document.id) && !held(document.id) {
            names::of_tokens(&mut worker, &tokens, Set::Gum, &mut examples);
        }
    }
    Ok(examples)
}

/// A file of our gold: `train` or `score`.
///
/// # Errors
/// When it is not there.
pub fn own(name: &str) -> anyhow::Result<Vec<names::Marked>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gold/names").join(format!("{name}.md"));
    Ok(names::gold(&std::fs::read_to_string(&path).with_context(|| path.display().to_string())?))
}

/// Trains names on examples; gives the part.
#[must_use]
pub fn name_part(examples: &mut [Example], settings: Settings) -> Vec<u8> {
    let weights = names::train(
        examples,
        names::Settings {
            epochs: settings.epochs[3],
            own: settings.own,
            voters: settings.voters,
            features: settings.name_features,
            home: Set::Own,
            seed: 1,
        },
    );
    write_lists(&weights.lists(settings.name_features, 6))
}

/// The parts of a file without names.
///
/// # Errors
/// When the file has another shape.
pub fn parts(file: &[u8]) -> anyhow::Result<Parts> {
    // Tags and trees are of the linear models or of the encoder.
    let names = ["segment", "words", "tags", "tag-1", "tag-2", "state", "arc", "encoder", "lemma", "gazett"];
    let mut parts = Vec::new();
    for name in names {
        match container::part(file, name) {
            Ok(part) => parts.push((name, part.to_vec())),
            Err(ModelError::Missing(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(parts)
}

/// The same parts with the gazetteer compiled anew from its lists.
///
/// # Errors
/// When a list has another shape.
pub fn with_gazetteer(mut parts: Parts) -> anyhow::Result<Parts> {
    let words = parts.iter().find(|(name, _)| *name == "words").context("no part words")?.1.clone();
    let gazetteer = gazetteer::compile(&Words::read(&words)?)?;
    parts.iter_mut().filter(|(name, _)| *name == "gazett").for_each(|(_, bytes)| bytes.clone_from(&gazetteer));
    Ok(parts)
}

/// A file of these parts.
#[must_use]
pub fn with_names(grammar: &Parts, names: Vec<u8>) -> Vec<u8> {
    let mut parts = grammar.clone();
    parts.push(("names", names));
    container::write(&parts)
}

/// The treebanks whose licence lets weights be shipped: the Web Treebank and the open genres of GUM.
///
/// # Errors
/// When they are not there.
pub fn treebanks() -> anyhow::Result<[String; 2]> {
    Ok([data::read("ud-ewt-train.conllu.xz")?, data::read("ud-gum-train.conllu.xz")?])
}

/// The documents of those treebanks that may be learned from.
#[must_use]
pub fn open(treebanks: &[String; 2]) -> Vec<Document<'_>> {
    let mut documents = data::documents(&treebanks[0]);
    documents.extend(data::documents(&treebanks[1]).into_iter().filter(|document| data::OPEN_GENRES.contains(&document.genre)));
    documents
}

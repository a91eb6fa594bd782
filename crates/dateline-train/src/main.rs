//! `dateline-train`: makes the models, and measures them.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, bail};
use dateline_lang::table::write_lists;
use dateline_lang::{Analyse, Model};
use dateline_train::english::{self, Settings};
use dateline_train::names::{self, Example, Set};
use dateline_train::score::Scores;
use dateline_train::{attribution, coref, data, segment};

const USAGE: &str = "usage: dateline-train COMMAND [--quick]
  train FILE    train all models and write them to FILE
  names FILE    train names again, for the other models of FILE
  score FILE    score the names of FILE on our own gold; with --errors the wrong ones
  who FILE      train the ranker of mentions with models/english.model and write it to FILE
  attribution FILE  train attribution on PolNeAR and write it to FILE; with --held without a twelfth
  attribute FILE    print what the models of FILE find in PolNeAR's development part; with --held in the twelfth
  background FILE  count the words of unlabelled news and write the table to FILE
  conll FILE    train names on CoNLL++ for comparison and score them; nothing is written
  fold coref    train without each sixth of the news of GUM, and print the coreference found in it
  fold news     train without each sixth of the news of GUM, and score on it from raw text";

#[allow(clippy::disallowed_methods, reason = "how long a training takes is said, and enters no model")]
fn main() -> anyhow::Result<()> {
    let (flags, words): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|word| word.starts_with("--"));
    let has = |flag: &str| flags.iter().any(|it| it == flag);
    let settings = if has("--quick") { Settings::quick() } else { Settings::default() };
    let [command, path] = &words[..] else { bail!("{USAGE}") };
    let path = PathBuf::from(path);
    let start = Instant::now();
    match &command[..] {
        "train" => {
            let treebanks = english::treebanks()?;
            let grammar = english::grammar(&english::open(&treebanks), settings)?;
            eprintln!("grammar: {:?}", start.elapsed());
            let names = english::name_part(&mut english::name_examples(&grammar)?, settings);
            for (name, bytes) in grammar.iter().chain([&("names", names.clone())]) {
                eprintln!("  {name:8} {:9} bytes", bytes.len());
            }
            std::fs::write(&path, english::with_names(&grammar, names)).with_context(|| path.display().to_string())?;
        }
        "names" => {
            let grammar = english::with_gazetteer(english::parts(&read(&path)?)?)?;
            let names = english::name_part(&mut english::name_examples(&grammar)?, settings);
            eprintln!("  names {} bytes", names.len());
            std::fs::write(&path, english::with_names(&grammar, names)).with_context(|| path.display().to_string())?;
        }
        "score" => score(&read(&path)?, has("--errors"))?,
        "conll" => conll(&read(&path)?, settings)?,
        "who" => {
            let file = read(std::path::Path::new("models/english.model"))?;
            let model = Model::read(&file)?;
            let who = coref::Settings::default();
            let (gum, own) = (coref::examples(&model, "ud-gum-train.conllu.xz")?, coref::own(&model)?);
            let held = coref::examples(&model, "ud-gum-dev.conllu.xz")?;
            if has("--held") {
                // What our own gold is worth: a fifth of it is left out each time.
                let mut total = std::collections::BTreeMap::new();
                for fold in 0..5 {
                    let (out, kept): (Vec<_>, Vec<_>) = own.iter().enumerate().partition(|(at, _)| at % 5 == fold);
                    let examples: Vec<_> = gum.iter().chain(kept.iter().map(|it| it.1)).chain(kept.iter().map(|it| it.1)).collect();
                    let ranker = coref::train(&examples, who);
                    let out: Vec<_> = out.into_iter().map(|it| it.1).collect();
                    let outcome = coref::score(&out, &ranker);
                    println!("fold {fold}: {:.2} % right", outcome.percent());
                    if has("--errors") {
                        outcome.errors.iter().for_each(|line| println!("{line}"));
                    }
                    for (kind, counts) in outcome.by_kind {
                        let all: &mut [usize; 4] = total.entry(kind).or_default();
                        all.iter_mut().zip(counts).for_each(|(all, count)| *all += count);
                    }
                }
                for (kind, [right, joined, begun, wrong]) in total {
                    println!(
                        "{kind:28} right {right:4}  joined though new {joined:3}  new though there {begun:3}  the wrong one {wrong:3}"
                    );
                }
            }
            let examples: Vec<_> = gum.iter().chain(&own).chain(&own).collect();
            let ranker = coref::train(&examples, who);
            println!(
                "choices right on the development part of GUM: {:.2} %",
                coref::score(&held.iter().collect::<Vec<_>>(), &ranker).percent()
            );
            std::fs::write(&path, ranker).with_context(|| path.display().to_string())?;
        }
        "background" => std::fs::write(&path, dateline_train::background::table()?).with_context(|| path.display().to_string())?,
        "attribution" | "attribute" => {
            let file = read(std::path::Path::new("models/english.model"))?;
            let model = Model::read(&file)?;
            let who = read(std::path::Path::new("models/who.model"))?;
            let held = has("--held");
            if command == "attribution" {
                let examples = attribution::examples(&model, "polnear.train.jsonl")?;
                eprintln!("read and analysed: {:?}", start.elapsed());
                let own = attribution::own(&model, 3)?;
                let kept: Vec<_> = examples.iter().filter(|it| !held || !attribution::is_held(it)).chain(&own).collect();
                std::fs::write(&path, attribution::train(&kept, &who, attribution::Settings::default()))
                    .with_context(|| path.display().to_string())?;
            } else {
                let part = if held { "polnear.train.jsonl" } else { "polnear.dev.jsonl" };
                let examples = attribution::examples(&model, part)?;
                let kept: Vec<_> = examples.iter().filter(|it| !held || attribution::is_held(it)).collect();
                print!("{}", attribution::found(&read(&path)?, &kept, &who, i32::MIN)?);
            }
        }
        "mentions" => {
            let file = read(std::path::Path::new("models/english.model"))?;
            let model = Model::read(&file)?;
            let lines = String::from_utf8(read(&path)?)?;
            let documents: Vec<_> = lines
                .lines()
                .filter_map(|line| line.split_once('\t'))
                .map(|(id, text)| coref::plain(id, &text.replace("\\n", "\n")))
                .collect();
            for (document, (text, heads)) in documents.iter().zip(coref::numbered(&model, &documents)) {
                println!("### {}\n{text}\n#heads {heads:?}", document.id);
            }
        }
        "fold" if path.as_os_str() == "coref" => fold_coref(settings)?,
        "fold" => fold(settings)?,
        _ => bail!("{USAGE}"),
    }
    eprintln!("{:?}", start.elapsed());
    Ok(())
}

fn read(path: &std::path::Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| path.display().to_string())
}

fn score(file: &[u8], errors: bool) -> anyhow::Result<()> {
    let model = Model::read(file)?;
    let (counts, wrong) = names::score(&mut model.worker(), &english::own("score")?);
    for (kind, counts) in counts {
        let (precision, recall, f1) = counts.percent();
        let name = kind.map_or("all", |kind| kind.name());
        println!("{name:7} precision {precision:5.1}  recall {recall:5.1}  F1 {f1:5.1}  of {}", counts.wanted);
    }
    if errors {
        wrong.iter().for_each(|line| println!("{line}"));
    }
    Ok(())
}

fn conll(file: &[u8], settings: Settings) -> anyhow::Result<()> {
    let model = Model::read(file)?;
    let mut worker = model.worker();
    let mut examples = |name: &str| -> anyhow::Result<Vec<Example>> {
        let file = data::read(name)?;
        let mut examples = Vec::new();
        for document in names::documents(&file) {
            names::of_tokens(&mut worker, &document, Set::Conll, &mut examples);
        }
        Ok(examples)
    };
    let (mut train, mut dev) = (examples("ner-conllpp-train.research.tsv.xz")?, examples("ner-conllpp-dev.research.tsv.xz")?);
    let weights = names::train(
        &mut train,
        names::Settings { epochs: settings.epochs[3], own: 1, voters: 1, features: usize::MAX, home: Set::Conll, seed: 1 },
    );
    let (precision, recall, f1) = names::score_examples(&weights, &mut dev).percent();
    println!("CoNLL++ dev: precision {precision:.2}  recall {recall:.2}  F1 {f1:.2}");
    Ok(())
}

/// Six times: the models without three news documents of GUM; prints the coreference that they find in these, a line each.
fn fold_coref(settings: Settings) -> anyhow::Result<()> {
    let treebanks = english::treebanks()?;
    let all = english::open(&treebanks);
    let ranker = read(std::path::Path::new("models/who.model"))?;
    let facts = dateline_facts::Facts::new(
        dateline_gazetteer::Gazetteer::builtin(),
        dateline_facts::Ranker::read(&ranker).unwrap_or_default(),
        dateline_facts::Attributor::default(),
    );
    let news: Vec<_> = coref::news()?.into_iter().filter(|news| news.set == "gum-news").collect();
    for fold in 0..6 {
        let held = |id: &str| news.iter().position(|it| it.id.trim_start_matches("gum:") == id).is_some_and(|at| at % 6 == fold);
        let kept: Vec<_> = all.iter().filter(|document| !held(document.id)).cloned().collect();
        let grammar = english::grammar(&kept, settings)?;
        let names = english::name_part(&mut english::name_examples_without(&grammar, &held)?, settings);
        let file = english::with_names(&grammar, names);
        let model = Model::read(&file)?;
        let mut worker = model.worker();
        for news in news.iter().filter(|news| held(news.id.trim_start_matches("gum:"))) {
            println!("{}", coref::chains(&facts, &mut worker, news));
        }
    }
    Ok(())
}

/// Six times: the models without three news documents of GUM, scored on these.
fn fold(settings: Settings) -> anyhow::Result<()> {
    let treebanks = english::treebanks()?;
    let all = english::open(&treebanks);
    let news: Vec<_> = all.iter().filter(|document| document.genre == "news").map(|document| document.id).collect();
    let mut scores = Scores::default();
    for fold in 0..6 {
        let held = |id: &str| news.iter().position(|&it| it == id).is_some_and(|at| at % 6 == fold);
        let kept: Vec<_> = all.iter().filter(|document| !held(document.id)).cloned().collect();
        let file = english::with_names(&english::grammar(&kept, settings)?, write_lists(&[]));
        let model = Model::read(&file)?;
        let mut worker = model.worker();
        for document in all.iter().filter(|document| held(document.id)) {
            let laid = segment::lay(document);
            let raw = worker.analyse(&laid.text, &laid.paragraphs);
            let kept = worker.annotate(&laid.text, laid.gold.clone());
            scores.add(document, &laid, &raw, &kept);
        }
        eprintln!("after fold {fold}: {:?}", scores.percent());
    }
    let [sentences, words, raw, gold, upos] = scores.percent();
    println!("18 news documents of GUM, six-fold, {} words", scores.segmentation.words.expected);
    println!("raw text: sentences {sentences:.2}  words {words:.2}  LAS {raw:.2}");
    println!("gold words: UPOS {upos:.2}  LAS {gold:.2}  lost on raw text {:.2}", gold - raw);
    Ok(())
}

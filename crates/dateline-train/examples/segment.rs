//! Scores of the segmenter: `cargo run --release -p dateline-train --example segment [-- --errors | --text | --write FILE]`.
//!
//! Trains on the Web Treebank and the open genres of GUM and prints F1 of sentences and words on the dev files, then six
//! times without a sixth of GUM's news, whose documents it scores together. `--errors` prints the wrong places, `--text`
//! segments standard input, `--write` writes the part of the model.

use std::io::{Read as _, Write as _};

use anyhow::Context;
use dateline_lang::{Segmentation, Segmenter};
use dateline_text::ByteSpan;
use dateline_train::data::{self, Document, OPEN_GENRES};
use dateline_train::segment::{Score, lay, spans, train};

/// Parts that the news documents are split into.
const FOLDS: usize = 6;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let wants = |name: &str| arguments.iter().any(|argument| argument == name);
    let (ewt, gum) = (data::read("ud-ewt-train.conllu.xz")?, data::read("ud-gum-train.conllu.xz")?);
    let (ewt_dev, gum_dev) = (data::read("ud-ewt-dev.conllu.xz")?, data::read("ud-gum-dev.conllu.xz")?);
    let mut training = data::documents(&ewt);
    training.extend(data::documents(&gum).into_iter().filter(|document| OPEN_GENRES.contains(&document.genre)));
    let model = train(&training);
    if let Some(at) = arguments.iter().position(|argument| argument == "--write") {
        std::fs::write(arguments.get(at + 1).context("--write needs a file")?, &model)?;
        return Ok(());
    }
    if wants("--text") {
        return show(&model);
    }
    let errors = wants("--errors");
    report("ewt dev", &model, &data::documents(&ewt_dev).iter().collect::<Vec<_>>(), errors)?;
    let dev = data::documents(&gum_dev);
    report("gum dev", &model, &dev.iter().collect::<Vec<_>>(), errors)?;
    report("gum dev, open", &model, &dev.iter().filter(|document| OPEN_GENRES.contains(&document.genre)).collect::<Vec<_>>(), errors)?;
    report("gum dev, news", &model, &dev.iter().filter(|document| document.genre == "news").collect::<Vec<_>>(), errors)?;
    let mut total = Score::default();
    for fold in 0..FOLDS {
        let (mut kept, mut left, mut news) = (Vec::new(), Vec::new(), 0);
        let documents =
            data::documents(&ewt).into_iter().chain(data::documents(&gum).into_iter().filter(|it| OPEN_GENRES.contains(&it.genre)));
        for document in documents {
            news += usize::from(document.genre == "news");
            let out = document.genre == "news" && news % FOLDS == fold;
            if out { left.push(document) } else { kept.push(document) }
        }
        let model = train(&kept);
        score(&model, &left.iter().collect::<Vec<_>>(), errors, &mut total)?;
    }
    print("gum train, news, six folds", total);
    Ok(())
}

fn print(name: &str, score: Score) {
    println!(
        "{name:30} sentences {:.2} ({}) words {:.2} ({})",
        score.sentences.f1(),
        score.sentences.expected,
        score.words.f1(),
        score.words.expected
    );
}

fn report(name: &str, model: &[u8], documents: &[&Document<'_>], errors: bool) -> anyhow::Result<()> {
    let mut total = Score::default();
    score(model, documents, errors, &mut total)?;
    print(name, total);
    Ok(())
}

/// Scores documents, and prints where they are wrong.
fn score(model: &[u8], documents: &[&Document<'_>], errors: bool, total: &mut Score) -> anyhow::Result<()> {
    let segmenter = Segmenter::read(model)?;
    let mut found = Segmentation::default();
    for document in documents {
        let laid = lay(document);
        segmenter.segment(&laid.text, &laid.paragraphs, &mut found);
        total.add(&found, &laid.gold);
        if errors {
            let ((found_sentences, found_words), (gold_sentences, gold_words)) = (spans(&found), spans(&laid.gold));
            for (name, ours, gold) in [("S", found_sentences, gold_sentences), ("W", found_words, gold_words)] {
                differences(document.id, name, &laid.text, &ours, &gold);
            }
        }
    }
    Ok(())
}

/// Prints the ends that only one side has: `+` ours, `-` the treebank's.
fn differences(id: &str, name: &str, text: &str, ours: &[(usize, usize)], gold: &[(usize, usize)]) {
    let ends = |spans: &[(usize, usize)]| spans.iter().map(|span| span.1).collect::<std::collections::BTreeSet<_>>();
    let (ours, gold) = (ends(ours), ends(gold));
    for &end in ours.symmetric_difference(&gold) {
        let before: String = text[..end].chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
        let after: String = text[end..].chars().take(30).collect();
        let line = format!("{name}{} {id}: {before}|{after}", if ours.contains(&end) { '+' } else { '-' }).replace('\n', "⏎");
        println!("{line}");
    }
}

/// Segments standard input: a sentence a line, a space between words, none before those that are joined.
fn show(model: &[u8]) -> anyhow::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let segmenter = Segmenter::read(model)?;
    let mut found = Segmentation::default();
    segmenter.segment(&text, &[ByteSpan::new(0, text.len())], &mut found);
    let mut out = std::io::stdout().lock();
    for sentence in &found.sentences {
        for word in sentence.clone() {
            let gap = if word == sentence.start {
                ""
            } else if found.joined[word] {
                "|"
            } else {
                " "
            };
            write!(out, "{gap}{}", found.spans[word].of(&text))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

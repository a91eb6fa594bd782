//! Scores lemmas and features with gold tags and trees: `cargo run --release -p dateline-train --example lemma [-v]`.

use std::collections::BTreeMap;
use std::time::Instant;

use dateline_lang::{Analysis, Deprel, Lemmatizer, Morphology, Tag, Upos, Xpos, conllu};
use dateline_train::{data, lemma};

fn main() -> anyhow::Result<()> {
    let verbose = std::env::args().any(|argument| argument == "-v");
    let (ewt, gum) = (data::read("ud-ewt-train.conllu.xz")?, data::read("ud-gum-train.conllu.xz")?);
    let mut documents = data::documents(&ewt);
    documents.extend(data::documents(&gum).into_iter().filter(|document| data::OPEN_GENRES.contains(&document.genre)));
    let part = lemma::train(&documents);
    println!("table: {} bytes", part.len());
    let lemmatizer = Lemmatizer::read(&part)?;
    let morphology = Morphology::load();
    for name in ["ud-ewt-dev.conllu.xz", "ud-gum-dev.conllu.xz"] {
        let file = data::read(name)?;
        let sentences: Vec<_> = conllu::sentences(&file).collect();
        let (mut right, mut matching, mut total) = (0, 0, 0);
        let mut wrong: BTreeMap<String, usize> = BTreeMap::new();
        let mut all = Vec::new();
        for sentence in &sentences {
            // Forms stand for the text, so that contractions have theirs.
            let mut text = String::new();
            let mut analysis = Analysis::default();
            for row in sentence.words() {
                let start = text.len();
                text.push_str(row.form());
                analysis.segmentation.push(dateline_text::ByteSpan::new(start, text.len()), false);
                analysis.tags.push(Tag { upos: Upos::from_name(row.columns[3]).unwrap(), xpos: Xpos::from_name(row.columns[4]).unwrap() });
                analysis.heads.push(row.columns[6].parse::<u32>().unwrap().checked_sub(1));
                analysis.labels.push(Deprel::from_name(row.columns[7]).unwrap_or(Deprel::Dep));
                let mut out = String::new();
                lemmatizer.lemma(row.form(), *analysis.tags.last().unwrap(), &mut out);
                analysis.lemmas.push(&out);
                all.push((row.form(), *analysis.tags.last().unwrap()));
                total += 1;
                if row.columns[2] == "_" || out == row.columns[2] {
                    right += 1;
                } else if verbose {
                    *wrong.entry(format!("L {} {} {} {out} for {}", row.form(), row.columns[3], row.columns[4], row.columns[2])).or_default() += 1;
                }
            }
            analysis.segmentation.end_sentence();
            morphology.fill(&text, &mut analysis);
            for (at, row) in sentence.words().enumerate() {
                let given = analysis.morphs[at].to_string();
                if given == row.columns[5] {
                    matching += 1;
                } else if verbose {
                    let gold = row.columns[5];
                    let coarse = if matches!(row.columns[4], "RB" | "NN" | "NNS" | "NNP" | "VB" | "VBG" | "VBN" | "VBD" | "VBP" | "CD" | "JJ") { "" } else { row.form() };
                    if std::env::args().any(|argument| argument == row.columns[4]) { println!("{} {given} | {gold} | {text}", row.form(), text = sentence.comment("text").unwrap_or_default()); }
                    *wrong.entry(format!("F {} {} {given} for {gold} {coarse}", row.columns[3], row.columns[4])).or_default() += 1;
                }
            }
        }
        println!("{name}: lemmas {:.2}, features {:.2} of {total}", 100. * f64::from(right) / f64::from(total), 100. * f64::from(matching) / f64::from(total));
        let mut wrong: Vec<_> = wrong.into_iter().collect();
        wrong.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        wrong.iter().take(110).for_each(|(what, count)| println!("  {count} {what}"));
        let start = Instant::now();
        let mut out = String::new();
        for _ in 0..20 {
            out.clear();
            all.iter().for_each(|(form, tag)| lemmatizer.lemma(form, *tag, &mut out));
        }
        println!("  {:.1} M words/s", 20. * all.len() as f64 / start.elapsed().as_secs_f64() / 1e6);
    }
    Ok(())
}

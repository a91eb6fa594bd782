//! `cargo xtask score [SET…]`: accuracy, as text that is committed.
//!
//! The scorers and the pages lie beside the repository, in `../shared`, because the pages belong to their publishers.
//! Speeds are left out of the file: they depend on the machine, and would hide what a change did to accuracy.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};

use crate::{cargo, gold_events, gold_pages, named, root, speakers};

/// The sets that reading is scored on.
const READING: [&str; 7] =
    ["articles-aeb", "articles-fundus_eval", "articles-fundus_tests", "articles-htmldate_eval", "articles-naeb", "articles-wcxb", "clean"];
/// The sets that the analyser is scored on.
const LANGUAGE: [&str; 4] = ["language-ewt", "language-gum", "language-gum-news", "language-gum-news-raw"];
/// The sets that dates, places and people are scored on.
const FACTS: [&str; 14] = [
    "time",
    "time-weekdays",
    "places",
    "coref",
    "coref-ontogum",
    "statements",
    "statements-say",
    "statements-quotes",
    "events-plover",
    "events-manual",
    "police",
    "casualties",
    "incidents",
    "pages",
];
/// The sets that the ledger is scored on.
const LEDGER: [&str; 3] = ["copies", "stories", "xdoc"];
/// Our own suites, by the test that runs them.
const SUITES: [(&str, &[&str]); 2] =
    [("dateline-facts", &["time", "who", "statement", "event", "toll", "commitment"]), ("dateline-ledger", &["utterance", "cadence"])];
/// What the trainer scores itself: names on our own gold; names trained and scored on CoNLL++, for comparison; raw text of news, six-fold, each time with new
/// models, which takes ten minutes and is done only when it is named.
const TRAINER: [(&str, &[&str]); 3] =
    [("names", &["score", "models/english.model"]), ("conll", &["conll", "models/english.model"]), ("fold", &["fold", "news", "--quick"])];

/// Sets that take ten minutes and more, and are scored only when they are named.
const ONLY_NAMED: [&str; 2] = ["fold", "coref-fold"];

/// Scores the sets, all of them when none is named, prints the results and keeps them in `scores/`.
pub fn run(sets: &[String]) -> anyhow::Result<()> {
    let scorer = root().join("../shared/score/run.py");
    if !scorer.is_file() {
        println!("score: no scorers beside the repository (../shared/score/run.py), nothing to do");
        return Ok(());
    }
    let own = ["names", "conll", "suites", "speakers", "named", "gold-events", "gold-pages"];
    let all: Vec<&str> = READING.iter().chain(&LANGUAGE).chain(&FACTS).copied().chain(LEDGER).chain(own).collect();
    let named: Vec<&str> = if sets.is_empty() { all.clone() } else { sets.iter().map(String::as_str).collect() };
    // Else a set that is misspelt would get a section of its own.
    if let Some(unknown) = named.iter().find(|set| !all.contains(set) && !ONLY_NAMED.contains(set)) {
        bail!("{unknown} is no set; there are {} {}", all.join(" "), ONLY_NAMED.join(" "));
    }
    if !cargo(&["build", "--release", "--package", "dateline"]).status().context("cargo build")?.success() {
        bail!("the build failed");
    }
    for set in named {
        let trainer = TRAINER.iter().find(|(name, _)| *name == set);
        let report = match (trainer, set) {
            (Some((name, arguments)), _) => trained(name, arguments)?,
            (_, "suites") => suites()?,
            (_, "speakers") => speakers::run(&root().join("../shared/data"))?,
            (_, "gold-events") => gold_events::run()?,
            (_, "gold-pages") => gold_pages::run(&root().join("../shared/data"))?,
            (_, "named") => named::run(&root().join("../shared/data"))?,
            (_, "coref-fold") => coref_fold(&scorer)?,
            _ => score(&scorer, set)?,
        };
        println!("== {set}\n{report}");
        let is_facts = FACTS.contains(&set) || matches!(set, "suites" | "speakers" | "named" | "gold-events" | "gold-pages" | "coref-fold");
        let (file, what) = if is_facts {
            ("scores/facts.txt", "what is found in a page")
        } else if LEDGER.contains(&set) {
            ("scores/ledger.txt", "what holds across documents")
        } else if trainer.is_some() || set.starts_with("language") {
            ("scores/language.txt", "the analyser")
        } else {
            ("scores/reading.txt", "reading")
        };
        keep(file, what, set, &report)?;
    }
    Ok(())
}

/// Puts the result of a set into a file, beside those of the others.
fn keep(file: &str, what: &str, set: &str, report: &str) -> anyhow::Result<()> {
    let path = root().join(file);
    let mut results = std::fs::read_to_string(&path).map(|text| sections(&text)).unwrap_or_default();
    results.insert(set.to_owned(), report.to_owned());
    let mut text = format!("# Accuracy of {what} on the development data. Made by: cargo xtask score\n");
    for (set, report) in &results {
        write!(text, "\n== {set}\n{report}\n")?;
    }
    std::fs::create_dir_all(root().join("scores"))?;
    std::fs::write(&path, text).with_context(|| file.to_owned())
}

/// What the trainer prints for one of its sets.
fn trained(set: &str, arguments: &[&str]) -> anyhow::Result<String> {
    let run = cargo(&["run", "--release", "--quiet", "--package", "dateline-train", "--"]).args(arguments).output().context("cargo run")?;
    if !run.status.success() {
        bail!("{set}: {}", String::from_utf8_lossy(&run.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&run.stdout).trim().to_owned())
}

/// How many cases of our own suites come out right; a suite under its bar fails its test and is counted all the same.
fn suites() -> anyhow::Result<String> {
    let mut lines = Vec::new();
    for (package, suite) in SUITES.iter().flat_map(|(package, suites)| suites.iter().map(move |suite| (package, suite))) {
        let run = cargo(&["test", "--quiet", "--package", package, "--test", suite, "--", "--nocapture", "--test-threads", "1"])
            .output()
            .context("cargo test")?;
        let out = String::from_utf8_lossy(&run.stdout).into_owned();
        // Each suite sums itself up in one line.
        let sums = ["event/", "frames:", "toll traps:", "tolls:", "commitments:", "utterances:"];
        let is_sum = |line: &&str| line.contains(" cases right") || sums.iter().any(|sum| line.trim_start_matches('.').starts_with(sum));
        lines.extend(out.lines().filter(is_sum).map(|line| line.trim_start_matches('.').to_owned()));
    }
    anyhow::ensure!(!lines.is_empty(), "no suite ran");
    lines.dedup();
    Ok(lines.join("\n"))
}

/// Coreference on news of GUM with models that have not seen it: six trainings, twelve minutes; done only when it is named.
fn coref_fold(scorer: &Path) -> anyhow::Result<String> {
    let found = trained("coref-fold", &["fold", "coref", "--quick"])?;
    let file = root().join("target/coref-fold.jsonl");
    std::fs::write(&file, found).with_context(|| file.display().to_string())?;
    let folder = scorer.parent().context("a folder of scorers")?;
    let gold = folder.join("../data/people/coref_news.dev.jsonl");
    let run = Command::new("python3")
        .arg(folder.join("score_coref.py"))
        .args([gold.as_path(), file.as_path()])
        .args(["--set", "gum-news", "--key", "chains_onto"])
        .output()
        .context("python3")?;
    anyhow::ensure!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr).trim());
    Ok(stable(&String::from_utf8_lossy(&run.stdout)))
}

/// What the scorer prints for one set, without what changes from run to run.
fn score(scorer: &Path, set: &str) -> anyhow::Result<String> {
    let binary = root().join("target/release/dateline");
    let run = Command::new("python3").arg(scorer).arg("--dateline").arg(binary).arg(set).output().context("python3")?;
    if !run.status.success() {
        bail!("{set}: {}", String::from_utf8_lossy(&run.stderr).trim());
    }
    Ok(stable(&String::from_utf8_lossy(&run.stdout)))
}

/// The lines of a report without speeds, without the time it took, and without paths of the machine.
fn stable(report: &str) -> String {
    let kept: Vec<_> =
        report.lines().map(str::trim_end).filter(|line| !line.starts_with("== ") && !line.starts_with("full reports:")).collect();
    let untimed = kept.into_iter().map(|line| line.split("  scoring CPU ").next().unwrap_or(line));
    untimed.map(without_paths).collect::<Vec<_>>().join("\n").trim_matches('\n').to_owned()
}

/// A line with the names of files instead of their paths on this machine.
fn without_paths(line: &str) -> String {
    let words = line.split(' ').map(|word| if word.starts_with('/') { word.rsplit('/').next().unwrap_or(word) } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// The results that a file of scores holds, by set.
fn sections(text: &str) -> BTreeMap<String, String> {
    let parts = text.split("\n== ").skip(1);
    parts.filter_map(|part| part.split_once('\n')).map(|(set, report)| (set.to_owned(), report.trim_matches('\n').to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_kept_without_speeds_and_paths() {
        assert_eq!(
            stable(
                "== clean: 9 pages, 812 pages/s (start-up included)\nf1 .99  scoring CPU 1.3s\n\n  exact .9\nfull reports: /somewhere\n"
            ),
            "f1 .99\n\n  exact .9"
        );
    }

    #[test]
    fn scores_of_other_sets_stay() {
        let text = "# head\n\n== a\nf1 .9\n\n== b\nf1 .8\nexact .7\n";
        let found = sections(text);
        assert_eq!(found["a"], "f1 .9");
        assert_eq!(found["b"], "f1 .8\nexact .7");
    }
}

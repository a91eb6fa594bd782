//! `cargo xtask score [SET…]`: the accuracy of reading, as text that is committed.
//!
//! The scorers and the pages lie beside the repository, in `../shared`, because the pages belong to their publishers.
//! Speeds are left out of the file: they depend on the machine, and would hide what a change did to accuracy.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};

use crate::{cargo, root};

/// The sets that reading is scored on.
const SETS: [&str; 7] =
    ["articles-aeb", "articles-fundus_eval", "articles-fundus_tests", "articles-htmldate_eval", "articles-naeb", "articles-wcxb", "clean"];
const FILE: &str = "scores/reading.txt";

/// Scores the sets, all of them when none is named, prints the results and keeps them in `scores/reading.txt`.
pub fn run(sets: &[String]) -> anyhow::Result<()> {
    let scorer = root().join("../shared/score/run.py");
    if !scorer.is_file() {
        println!("score: no scorers beside the repository (../shared/score/run.py), nothing to do");
        return Ok(());
    }
    if !cargo(&["build", "--release", "--package", "dateline"]).status().context("cargo build")?.success() {
        bail!("the build failed");
    }
    let named: Vec<&str> = if sets.is_empty() { SETS.to_vec() } else { sets.iter().map(String::as_str).collect() };
    let file = root().join(FILE);
    let mut results = std::fs::read_to_string(&file).map(|text| sections(&text)).unwrap_or_default();
    for set in named {
        let report = score(&scorer, set)?;
        println!("== {set}\n{report}");
        results.insert(set.to_owned(), report);
    }
    let mut text = "# Accuracy of reading on the development data. Made by: cargo xtask score\n".to_owned();
    for (set, report) in &results {
        write!(text, "\n== {set}\n{report}\n")?;
    }
    std::fs::create_dir_all(root().join("scores"))?;
    std::fs::write(&file, text).with_context(|| FILE.to_owned())
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

/// The lines of a report without those that hold a speed or a path of the machine.
fn stable(report: &str) -> String {
    let kept: Vec<_> =
        report.lines().map(str::trim_end).filter(|line| !line.starts_with("== ") && !line.starts_with("full reports:")).collect();
    kept.join("\n").trim_matches('\n').to_owned()
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
            stable("== clean: 9 pages, 812 pages/s (start-up included)\nf1 .99\n\n  exact .9\nfull reports: /somewhere\n"),
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

//! `cargo xtask score named`: how pure the entities with a name are, on the news of GUM, from raw text.
//!
//! The B³ precision of issue 4: over the mentions of entities that the page names and that the gold has too, the share of the entity's other
//! such mentions that are of the same gold chain, averaged. A mention is the gold's when its maximal noun phrase has the same ends.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::Context;
use serde_json::{Value, json};

use crate::root;

/// Runs the release build on the documents that lie under `data`, and says what came out.
pub fn run(data: &Path) -> anyhow::Result<String> {
    let path = data.join("people/coref_news.dev.jsonl");
    let file = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let gold: Vec<Value> = file.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let mut report = Vec::new();
    for set in ["gum-news", "meantime"] {
        let pages: Vec<&Value> = gold.iter().filter(|page| page["set"] == set).collect();
        let input: String =
            pages.iter().map(|it| format!("{}\n", json!({"id": it["id"], "text": it["text"], "published": it["date"]}))).collect();
        let file = root().join(format!("target/named-{set}.jsonl"));
        std::fs::write(&file, input).with_context(|| file.display().to_string())?;
        let binary = root().join("target/release/dateline");
        let out = Command::new(binary).arg("analyze").arg(&file).args(["--format", "jsonl", "--whole-text", "-o", "jsonl"]).output()?;
        anyhow::ensure!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr).trim());
        let documents: Vec<Value> = String::from_utf8_lossy(&out.stdout).lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        anyhow::ensure!(documents.len() == pages.len(), "{} documents of {}", documents.len(), pages.len());
        let key = if set == "gum-news" { "chains_onto" } else { "chains" };
        let (mut pure, mut all) = (0.0, 0);
        for (page, document) in pages.iter().zip(&documents) {
            let (own, count) = purity(&page[key], &document["entities"]);
            pure += own;
            all += count;
        }
        report.push(format!("{set:10} {:5.1}   ({all} mentions)", 100.0 * pure / f64::from(all.max(1))));
    }
    Ok(report.join("\n"))
}

/// The sum of the shares, and how many mentions there are.
fn purity(gold: &Value, entities: &Value) -> (f64, u32) {
    let array = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let span = |value: &Value| Some((value[0].as_u64()?, value[1].as_u64()?));
    let mut chain_of: BTreeMap<(u64, u64), usize> = BTreeMap::new();
    for (number, chain) in array(gold).iter().enumerate() {
        let mentions = array(if chain.is_array() { chain } else { &chain["mentions"] });
        chain_of.extend(mentions.iter().filter_map(|it| Some((span(it)?, number))));
    }
    let (mut pure, mut all) = (0.0, 0);
    for entity in array(entities) {
        let mentions = array(&entity["mentions"]);
        if !mentions.iter().any(|it| it["form"] == "name") {
            continue;
        }
        let mut counts: BTreeMap<usize, u32> = BTreeMap::new();
        for chain in mentions.iter().filter_map(|it| chain_of.get(&span(&it["extent"])?)) {
            *counts.entry(*chain).or_default() += 1;
        }
        let count: u32 = counts.values().sum();
        pure += counts.values().map(|&own| f64::from(own * own)).sum::<f64>() / f64::from(count.max(1));
        all += count;
    }
    (pure, all)
}

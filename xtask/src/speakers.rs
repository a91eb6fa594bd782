//! `cargo xtask score speakers`: who is taken for the speaker of statements on real pages, on `gold/statements/speakers.jsonl` and `speakers-2.jsonl`.
//!
//! A statement is found when half of the words of its content are shared (Dice) with one that the program gives in the marked region, one to one.
//! Its speaker is right when a mention of the entity overlaps one of the spans that name the speaker.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::Context;
use serde_json::{Value, json};

use crate::{calibration, root};

type Span = [usize; 2];

/// What came out, over all pages.
#[derive(Debug, Default)]
struct Counts {
    gold: usize,
    found: usize,
    judged: usize,
    right: usize,
    more: usize,
    /// How sure each statement is that is judged, and whether it is right: half of its content and its speaker.
    sure: Vec<(f64, bool)>,
}

/// The golds; the second one is of other outlets, and its errors are not looked at while one builds.
const GOLDS: [&str; 2] = ["speakers", "speakers-2"];

/// Runs the release build on the pages that lie under `data`, and says what came out.
pub fn run(data: &Path) -> anyhow::Result<String> {
    let mut sure = Vec::new();
    let parts: Vec<String> =
        GOLDS.iter().map(|name| Ok(format!("{name}\n{}", part(data, name, &mut sure)?))).collect::<anyhow::Result<_>>()?;
    Ok(format!("{}\nhow sure they are, both golds\n{}", parts.join("\n"), calibration::tenths(sure)))
}

fn part(data: &Path, name: &str, sure: &mut Vec<(f64, bool)>) -> anyhow::Result<String> {
    let lines = |path: &Path| -> anyhow::Result<Vec<Value>> {
        let file = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        file.lines().map(|line| serde_json::from_str(line).context("a line of JSON")).collect()
    };
    let gold = lines(&root().join(format!("gold/statements/{name}.jsonl")))?;
    let mut texts: BTreeMap<(String, String), String> = BTreeMap::new();
    for page in &gold {
        let set = string(&page["set"]);
        if !texts.keys().any(|(it, _)| *it == set) {
            for row in lines(&data.join("reading").join(&set).join("gold.jsonl"))? {
                texts.insert((set.clone(), string(&row["id"])), string(&row["text"]));
            }
        }
    }
    let mut input = String::new();
    for page in &gold {
        let text = texts.get(&(string(&page["set"]), string(&page["id"]))).with_context(|| format!("no text {}", page["id"]))?;
        input += &format!("{}\n", json!({"id": page["id"], "text": text}));
    }
    let file = root().join(format!("target/{name}.jsonl"));
    std::fs::write(&file, input).with_context(|| file.display().to_string())?;
    let binary = root().join("target/release/dateline");
    let out = Command::new(binary).arg("analyze").arg(&file).args(["--format", "jsonl", "--whole-text", "-o", "jsonl"]).output()?;
    anyhow::ensure!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr).trim());
    let documents: Vec<Value> = String::from_utf8_lossy(&out.stdout).lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    anyhow::ensure!(documents.len() == gold.len(), "{} documents of {}", documents.len(), gold.len());
    let mut counts = Counts::default();
    for (page, document) in gold.iter().zip(&documents) {
        count(page, document, &mut counts);
    }
    let Counts { gold, found, judged, right, more, sure: judgements } = counts;
    sure.extend(judgements);
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    Ok(format!(
        "  statements found       {found:4} of {gold:4}  {:5.1}\n  speakers right         {right:4} of {judged:4}  {:5.1}\n  statements not in gold {more:4}",
        share(found, gold),
        share(right, judged)
    ))
}

fn count(page: &Value, document: &Value, counts: &mut Counts) {
    let text: Vec<char> = document["text"].as_str().unwrap_or_default().chars().collect();
    let words = words(&text);
    let of = |spans: &[Span]| -> Vec<usize> {
        (0..words.len()).filter(|&it| spans.iter().any(|span| words[it][0] < span[1] && span[0] < words[it][1])).collect()
    };
    let region = span(&page["region"]).unwrap_or([0, text.len()]);
    let gold: Vec<(&Value, Vec<usize>)> = array(&page["statements"]).iter().map(|it| (it, of(&spans(&it["content"])))).collect();
    let inside = |it: &&Value| spans(&it["content"]).first().is_some_and(|span| region[0] <= span[0] && span[1] <= region[1]);
    let system: Vec<(&Value, Vec<usize>)> =
        array(&document["statements"]).iter().filter(inside).map(|it| (it, of(&spans(&it["content"])))).collect();
    let mut pairs: Vec<(usize, usize, usize, usize)> = Vec::new();
    for (one, (_, wanted)) in gold.iter().enumerate() {
        for (other, (_, got)) in system.iter().enumerate() {
            let shared = wanted.iter().filter(|it| got.binary_search(it).is_ok()).count();
            let all = wanted.len() + got.len();
            if all > 0 && shared * 4 >= all {
                pairs.push((shared * 2_000_000 / all, usize::MAX - one, usize::MAX - other, 0));
            }
        }
    }
    // The most alike first; of equals the earlier ones.
    pairs.sort_unstable_by(|one, other| other.cmp(one));
    let (mut of_gold, mut is_used) = (vec![None; gold.len()], vec![false; system.len()]);
    for (_, one, other, _) in pairs {
        let (one, other) = (usize::MAX - one, usize::MAX - other);
        if of_gold[one].is_none() && !is_used[other] {
            of_gold[one] = Some(other);
            is_used[other] = true;
        }
    }
    let score = |it: usize| system[it].0["score"].as_f64().unwrap_or_default();
    for ((wanted, _), other) in gold.iter().zip(&of_gold) {
        if wanted["optional"] == json!(true) {
            continue;
        }
        counts.gold += 1;
        let Some(other) = *other else { continue };
        counts.found += 1;
        let mut named = spans(&wanted["speaker"]);
        if named.is_empty() {
            counts.sure.push((score(other), true));
            continue;
        }
        named.extend(spans(&wanted["also"]));
        counts.judged += 1;
        let speaker = &system[other].0["speaker"];
        let entity = array(&document["entities"]).iter().find(|it| !speaker.is_null() && it["id"] == *speaker);
        let mentions = entity.map(|it| array(&it["mentions"])).unwrap_or_default();
        let overlaps = |it: Span| named.iter().any(|span| it[0] < span[1] && span[0] < it[1]);
        let is_right = mentions.iter().filter_map(|it| span(&it["span"])).any(overlaps);
        counts.right += usize::from(is_right);
        counts.sure.push((score(other), is_right));
    }
    // What lies within a marked content is not judged.
    let within = |got: &[usize]| gold.iter().any(|(_, wanted)| got.iter().all(|it| wanted.binary_search(it).is_ok()));
    let more = (0..system.len()).filter(|&it| !is_used[it] && !within(&system[it].1));
    more.for_each(|it| {
        counts.more += 1;
        counts.sure.push((score(it), false));
    });
}

/// The words of a text: letters and digits in a row, with apostrophes between.
fn words(text: &[char]) -> Vec<Span> {
    let mut all: Vec<Span> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let is_word = |it: usize| text.get(it).is_some_and(|c| c.is_alphanumeric());
        let start = at;
        while is_word(at) || at > start && matches!(text.get(at), Some('\'' | '’')) && is_word(at + 1) {
            at += 1;
        }
        if at > start {
            all.push([start, at]);
        }
        at = at.max(start + 1);
    }
    all
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn span(value: &Value) -> Option<Span> {
    let [start, end] = array(value) else { return None };
    Some([usize::try_from(start.as_u64()?).ok()?, usize::try_from(end.as_u64()?).ok()?])
}

fn spans(value: &Value) -> Vec<Span> {
    array(value).iter().filter_map(span).collect()
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_speaker_is_right_when_a_mention_overlaps() {
        let page = json!({"region": [0, 66], "statements": [
            {"content": [[8, 24]], "speaker": [[0, 3]]},
            {"content": [[30, 40]], "speaker": [[0, 3]], "optional": true},
            {"content": [[61, 66]], "speaker": [[0, 3]]}]});
        let document = json!({"text": "Lee said the dam would hold. And he left. Wind blew again all day.",
            "entities": [{"id": "e", "mentions": [{"span": [0, 3]}]}],
            "statements": [{"content": [[9, 27]], "speaker": "e"}, {"content": [[42, 60]], "speaker": null}]});
        let mut counts = Counts::default();
        count(&page, &document, &mut counts);
        assert_eq!((counts.gold, counts.found, counts.judged, counts.right, counts.more), (2, 1, 1, 1, 1));
    }
}

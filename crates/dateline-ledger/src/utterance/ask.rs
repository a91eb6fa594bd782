//! Questions about utterances: who reports one, and what each report left out.

use std::collections::BTreeSet;

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::query::{Table, Texts, join_spans};
use crate::words::{LISTS, words};

/// A report of an utterance.
struct Report {
    words: String,
    stems: BTreeSet<String>,
    channel: Option<String>,
    withheld: Option<String>,
    row: Vec<Value>,
}

/// Every report of what a statement reports, and what it left out of the fullest one: words, the channel, what was withheld.
pub(crate) fn reports(db: &Connection, statement: i64) -> rusqlite::Result<Table> {
    let mut table = Table {
        columns: vec!["published", "site", "speaker", "cue", "mode", "words", "left_out", "copy_of", "document", "id"],
        rows: Vec::new(),
    };
    let mut find = db.prepare_cached(
        "SELECT d.key, d.published, d.site, e.name, s.cue_start, s.cue_end, s.mode, s.content_json, s.\"start\", s.\"end\", f.id, d.id, s.id, s.channel, s.withheld
         FROM statements s JOIN documents d ON d.key = s.document LEFT JOIN documents f ON f.key = d.family AND f.key <> d.key
         LEFT JOIN entity_records r ON r.key = s.speaker LEFT JOIN profiles p ON p.key = r.profile LEFT JOIN entities e ON e.key = p.entity
         WHERE s.utterance = (SELECT utterance FROM statements WHERE key = ?1) AND s.status IS NOT 'rejected'
         ORDER BY coalesce(d.published, '~'), d.id, s.\"start\", s.id",
    )?;
    let mut texts = Texts::new(db);
    let mut rows = find.query([statement])?;
    let mut reports = Vec::new();
    while let Some(row) = rows.next()? {
        let document: i64 = row.get(0)?;
        let text = |at: usize| Ok::<Value, rusqlite::Error>(json!(row.get::<_, Option<String>>(at)?));
        let cue = match (row.get::<_, Option<usize>>(4)?, row.get::<_, Option<usize>>(5)?) {
            (Some(start), Some(end)) => Some(texts.words(document, [start, end])?),
            _ => None,
        };
        let words = join_spans(&mut texts, document, &row.get::<_, String>(7)?, [row.get(8)?, row.get(9)?])?;
        reports.push(Report {
            stems: telling(&words).into_iter().map(|it| it.1).collect(),
            row: vec![
                text(1)?,
                text(2)?,
                text(3)?,
                json!(cue),
                text(6)?,
                words.as_str().into(),
                Value::Null,
                text(10)?,
                text(11)?,
                text(12)?,
            ],
            words,
            channel: row.get(13)?,
            withheld: row.get(14)?,
        });
    }
    // The fullest has most telling words; of equals the first.
    let fullest =
        reports.iter().enumerate().max_by_key(|(at, it)| (it.stems.len(), std::cmp::Reverse(*at))).map(|it| it.0).unwrap_or_default();
    let channel = reports.iter().find_map(|it| it.channel.clone());
    let withheld = reports.iter().find_map(|it| it.withheld.clone());
    let full = reports.get(fullest).map(|it| telling(&it.words)).unwrap_or_default();
    for (at, mut report) in reports.into_iter().enumerate() {
        let mut left: Vec<String> = Vec::new();
        if at != fullest {
            let words: Vec<&str> = full.iter().filter(|it| !report.stems.contains(&it.1)).map(|it| it.0.as_str()).collect();
            if !words.is_empty() {
                left.push(words.join(" "));
            }
        }
        if report.row[2].is_null() && table.rows.iter().any(|row| !row[2].is_null()) {
            left.push("who speaks".to_owned());
        }
        for (what, of_all, own) in [("by which way", &channel, &report.channel), ("what was withheld", &withheld, &report.withheld)] {
            if let (Some(value), None) = (of_all, own) {
                left.push(format!("{what} ({value})"));
            }
        }
        report.row[6] = if left.is_empty() { Value::Null } else { left.join("; ").into() };
        table.rows.push(report.row);
    }
    Ok(table)
}

/// The words that say something, as they stand and as they are compared.
fn telling(text: &str) -> Vec<(String, String)> {
    let mut seen = BTreeSet::new();
    words(text)
        .into_iter()
        .filter(|it| !LISTS.empty.contains(&it.form) && !LISTS.empty.contains(&it.stem))
        .map(|it| (it.form, LISTS.alike.get(&(it.stem.clone(), String::new())).cloned().unwrap_or(it.stem)))
        .filter(|it| seen.insert(it.1.clone()))
        .collect()
}

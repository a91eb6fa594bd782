//! How right a ledger is: a sheet of sampled records for people to judge, and the precision that comes of it.
//!
//! The sample is reproducible: of every stratum, the records whose hashes are the smallest, with a seed that is given. A person writes `y`, `n` or `?`
//! beside each field. Precision is given with its 95 % interval after Wilson (1927); over all strata it is weighted by how many records each
//! has in the ledger, and the interval is that of the effective sample size after Kish (1965). An `n` beside an empty field says that something was
//! overlooked there, and is counted apart.

use std::collections::{BTreeMap, BTreeSet};

use dateline_ledger::document::Span;
use dateline_ledger::flat::{Cell, Scope, Table as Flat};
use dateline_ledger::render::safe;
use dateline_ledger::{Ledger, Table};
use serde_json::{Value, json};

use crate::lines::{plain, quoted};
use crate::{Error, Result};

/// A layer that can be judged: its name, its flat table, the column that is its type, and the fields to judge.
struct Layer {
    name: &'static str,
    table: &'static str,
    r#type: &'static str,
    fields: &'static [&'static str],
}

const LAYERS: [Layer; 5] = [
    Layer {
        name: "events",
        table: "event_mentions",
        r#type: "type",
        fields: &[
            "type",
            "mode",
            "contexts",
            "cameo",
            "actors",
            "recipients",
            "place",
            "instrument",
            "date_start",
            "date_end",
            "modality",
            "asserted_by",
        ],
    },
    Layer {
        name: "statements",
        table: "statements",
        r#type: "kind",
        fields: &["kind", "speaker", "cue", "content", "mode", "channel", "addressees", "said", "withheld", "denied"],
    },
    Layer {
        name: "tolls",
        table: "tolls",
        r#type: "measure",
        fields: &["measure", "low", "high", "qualifier", "group", "claimant", "as_of"],
    },
    Layer {
        name: "commitments",
        table: "commitments",
        r#type: "force",
        fields: &["by", "to", "action", "force", "condition", "deadline", "recurrence", "checkable"],
    },
    Layer { name: "mentions", table: "mentions", r#type: "form", fields: &["form", "entity"] },
];

/// What the head of a sheet begins with.
const HEAD: [&str; 6] = ["record", "layer", "stratum", "of", "document", "excerpt"];
/// The first thing to judge: whether the record is one at all.
const WHOLE: &str = "record";
/// What is written behind the name of a field in the head of its verdicts.
const VERDICT: &str = "?";
/// The quantile of the normal distribution for 95 %.
const Z: f64 = 1.959_963_985;
/// Fields that hold the id of an entity, or several.
const PARTIES: [&str; 9] = ["actors", "recipients", "place", "speaker", "addressees", "claimant", "by", "to", "entity"];

/// What parts records into strata.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stratify {
    /// Nothing.
    Nothing,
    /// The type: of an event its PLOVER type, of a toll its measure, of a statement its kind, of a commitment its force, of a mention its form.
    Type,
    /// The score, by tenths.
    Score,
}

/// What is sampled.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The layer, as list verbs name it.
    pub layer: String,
    /// Records of each stratum.
    pub size: usize,
    /// What parts them.
    pub stratify: Stratify,
    /// Another seed is another sample.
    pub seed: String,
    /// Which records.
    pub scope: Scope,
}

fn layer(name: &str) -> Result<(&'static Layer, &'static Flat)> {
    let found = LAYERS.iter().find(|it| it.name == name).and_then(|it| Some((it, Flat::named(it.table)?)));
    let names: Vec<&str> = LAYERS.iter().map(|it| it.name).collect();
    found.ok_or_else(|| Error::Question(format!("--layer {name}: no layer that can be judged: {}", names.join(", "))))
}

/// A record that was drawn.
struct Drawn {
    stratum: String,
    hash: [u8; 32],
    record: String,
    document: String,
    span: Span,
    values: Vec<String>,
}

/// A coding sheet as CSV: a row a record, and beside each field an empty cell for `y`, `n` or `?`.
pub fn sheet(ledger: &Ledger, sample: &Sample) -> Result<String> {
    let (layer, table) = layer(&sample.layer)?;
    let names = names(ledger)?;
    let at = |name: &str| table.columns.iter().position(|it| it.name == name);
    let (id, document, start, end) = (at("id"), at("document"), at("start"), at("end"));
    let (of_type, score) = (at(layer.r#type), at("score"));
    let mut population: BTreeMap<String, u64> = BTreeMap::new();
    let mut drawn: BTreeMap<String, Vec<Drawn>> = BTreeMap::new();
    ledger.rows(table, sample.scope, |cells| {
        let text = |at: Option<usize>| at.and_then(|at| cells[at].text()).unwrap_or_default().to_owned();
        let number = |at: Option<usize>| match at.map(|at| &cells[at]) {
            Some(Cell::Integer(number)) => usize::try_from(*number).unwrap_or_default(),
            _ => 0,
        };
        let (document, span) = (text(document), [number(start), number(end)]);
        // A mention has no id; its place is one.
        let record = if id.is_some() { text(id) } else { format!("{document}:{}-{}:{}", span[0], span[1], text(at("record"))) };
        let stratum = match sample.stratify {
            Stratify::Nothing => "all".to_owned(),
            Stratify::Type => Some(text(of_type)).filter(|it| !it.is_empty()).unwrap_or_else(|| "none".to_owned()),
            Stratify::Score => match score.map(|at| &cells[at]) {
                Some(Cell::Real(score)) => format!("{:.1}", (score * 10.0).floor() / 10.0),
                _ => "none".to_owned(),
            },
        };
        *population.entry(stratum.clone()).or_default() += 1;
        let mut hash = blake3::Hasher::new();
        hash.update(sample.seed.as_bytes()).update(&[0]).update(record.as_bytes());
        let hash = *hash.finalize().as_bytes();
        let group = drawn.entry(stratum.clone()).or_default();
        // Only the smallest so far are kept: a whole archive is never in memory.
        if group.len() >= 2 * sample.size.max(64) {
            group.sort_by_key(|it| it.hash);
            group.truncate(sample.size);
        }
        let values = layer.fields.iter().map(|field| at(field).map(|at| shown(&cells[at], field, &names)).unwrap_or_default()).collect();
        group.push(Drawn { stratum, hash, record, document, span, values });
        Ok::<(), Error>(())
    })?;
    let mut out = String::new();
    let mut head: Vec<String> = HEAD.iter().map(|it| (*it).to_owned()).collect();
    head.push(format!("{WHOLE}{VERDICT}"));
    head.extend(layer.fields.iter().flat_map(|field| [(*field).to_owned(), format!("{field}{VERDICT}")]));
    line(head.iter().map(String::as_str), &mut out);
    for (stratum, mut group) in drawn {
        group.sort_by_key(|it| it.hash);
        group.truncate(sample.size);
        for it in group {
            let excerpt = ledger.excerpt(&it.document, it.span)?.unwrap_or_default();
            let count = population.get(&stratum).copied().unwrap_or_default().to_string();
            let first = [it.record.as_str(), layer.name, &it.stratum, &count, &it.document, &excerpt, ""];
            line(first.into_iter().chain(it.values.iter().flat_map(|value| [value.as_str(), ""])), &mut out);
        }
    }
    Ok(out)
}

fn line<'c>(cells: impl Iterator<Item = &'c str>, out: &mut String) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        quoted(&safe(cell), out);
    }
    out.push('\n');
}

/// A field as a person reads it: entities by name.
fn shown(cell: &Cell<'_>, field: &str, names: &BTreeMap<String, String>) -> String {
    let name = |id: &str| names.get(id).cloned().unwrap_or_else(|| id.to_owned());
    match cell {
        Cell::Texts(list) if PARTIES.contains(&field) => list.iter().map(|id| name(id)).collect::<Vec<_>>().join("; "),
        cell if PARTIES.contains(&field) => cell.text().map(name).unwrap_or_default(),
        cell => {
            let mut out = String::new();
            plain(cell, &mut out);
            out
        }
    }
}

/// Names of entities by their ids.
fn names(ledger: &Ledger) -> Result<BTreeMap<String, String>> {
    let mut out = BTreeMap::new();
    let Some(table) = Flat::named("entities") else { return Ok(out) };
    ledger.pick(table, &table.columns_named(&["id", "name"]), Scope { all: true, min_score: None }, |cells| {
        out.extend(cells[0].text().zip(cells[1].text()).map(|(id, name)| (id.to_owned(), name.to_owned())));
        Ok::<(), Error>(())
    })?;
    Ok(out)
}

/// What was judged of a field in a stratum.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Judged {
    right: u64,
    count: u64,
    /// Fields that are empty and should not be: no matter of precision, but of what was overlooked.
    missed: u64,
}

/// The precision of every field, by stratum and over all, from a filled sheet. `path` is how the sheet is called in what is told.
pub fn precision(ledger: &Ledger, path: &str, sheet: &[u8]) -> Result<Table> {
    let wrong = |cause: String| Error::File { path: path.to_owned(), cause };
    let sheet = sheet.strip_prefix("\u{feff}".as_bytes()).unwrap_or(sheet);
    let first = sheet.split(|byte| *byte == b'\n').next().unwrap_or_default();
    // Spreadsheets of some countries part by semicolons.
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|mark| first.iter().filter(|byte| *byte == mark).count()).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(sheet);
    let head: Vec<String> = reader.headers().map_err(|error| wrong(told(&error)))?.iter().map(str::to_owned).collect();
    if head.len() < HEAD.len() || head[..HEAD.len()] != HEAD {
        return Err(wrong(format!("is no coding sheet: its head begins with {}", HEAD.join(","))));
    }
    let fields: Vec<(usize, &str)> =
        head.iter().enumerate().skip(HEAD.len()).filter_map(|(at, it)| Some((at, it.strip_suffix(VERDICT)?))).collect();
    if let Some((_, field)) = fields.iter().find(|(at, field)| *field != WHOLE && head[*at - 1] != *field) {
        return Err(wrong(format!("{field}{VERDICT} does not stand behind {field}")));
    }
    if fields.is_empty() {
        return Err(wrong("has no column of verdicts, such as record?".to_owned()));
    }
    let mut strata: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    let mut judged: BTreeMap<(String, usize), Judged> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut layers = BTreeSet::new();
    for row in reader.records() {
        let row = row.map_err(|error| wrong(told(&error)))?;
        let number = row.position().map_or(0, csv::Position::line);
        let at_line = |cause: String| wrong(format!("line {number}: {cause}"));
        if !seen.insert(row[0].to_owned()) {
            return Err(at_line(format!("record {} stands here twice", &row[0])));
        }
        layers.insert((row[1].to_owned(), number));
        let of: u64 = row[3].trim().parse().map_err(|_| at_line(format!("of: {:?} is no number of records", &row[3])))?;
        let stratum = strata.entry(row[2].to_owned()).or_insert((of, 0));
        if stratum.0 != of {
            return Err(at_line(format!("of: {of}, but {} on a line before for {}", stratum.0, &row[2])));
        }
        stratum.1 += 1;
        for (at, field) in &fields {
            let verdict = row[*at].trim().to_lowercase();
            let is_right = match verdict.as_str() {
                "" | "?" => continue,
                "y" | "yes" | "1" | "true" => true,
                "n" | "no" | "0" | "false" => false,
                _ => return Err(at_line(format!("{field}: {:?} is none of y, n, ?", &row[*at]))),
            };
            let it = judged.entry((row[2].to_owned(), *at)).or_default();
            if *field != WHOLE && row[*at - 1].is_empty() {
                it.missed += u64::from(!is_right);
            } else {
                it.count += 1;
                it.right += u64::from(is_right);
            }
        }
    }
    check(ledger, path, &layers, &seen)?;
    let mut table =
        Table { columns: vec!["stratum", "field", "judged", "right", "precision", "low", "high", "missed", "of"], rows: Vec::new() };
    let mut push = |stratum: &str, field: &str, judged: Judged, [share, low, high]: [f64; 3], of: u64| {
        let round = |share: f64| json!((share * 1e4).round() / 1e4);
        let row: Vec<Value> = vec![
            stratum.into(),
            field.into(),
            judged.count.into(),
            judged.right.into(),
            round(share),
            round(low),
            round(high),
            judged.missed.into(),
            of.into(),
        ];
        table.rows.push(row);
    };
    for (stratum, (of, _)) in &strata {
        for (at, field) in &fields {
            if let Some(it) = judged.get(&(stratum.clone(), *at)).filter(|it| it.count > 0) {
                push(stratum, field, *it, wilson(share(it), real(it.count)), *of);
            }
        }
    }
    if strata.len() > 1 {
        for (at, field) in &fields {
            let parts: Vec<(Judged, f64)> = strata
                .iter()
                .filter_map(|(stratum, (of, rows))| {
                    let it = judged.get(&(stratum.clone(), *at)).filter(|it| it.count > 0)?;
                    // The records of a stratum have the field as often as those of its sample.
                    Some((*it, real(*of) * real(it.count) / real(*rows)))
                })
                .collect();
            if !parts.is_empty() {
                let sum = parts.iter().fold(Judged::default(), |sum, it| Judged {
                    right: sum.right + it.0.right,
                    count: sum.count + it.0.count,
                    missed: sum.missed + it.0.missed,
                });
                push("all", field, sum, weighted(&parts), strata.values().map(|it| it.0).sum());
            }
        }
    }
    Ok(table)
}

/// Whether the records of a sheet are in the ledger.
fn check(ledger: &Ledger, path: &str, layers: &BTreeSet<(String, u64)>, seen: &BTreeSet<String>) -> Result<()> {
    let wrong = |cause: String| Error::File { path: path.to_owned(), cause };
    let names: BTreeSet<&str> = layers.iter().map(|it| it.0.as_str()).collect();
    let mut missing: BTreeSet<&str> = seen.iter().map(String::as_str).collect();
    for name in names {
        let line = layers.iter().find(|it| it.0 == name).map_or(0, |it| it.1);
        let (_, table) = layer(name).map_err(|_| wrong(format!("line {line}: layer: {name:?} is none that can be judged")))?;
        let columns = if table.name == "mentions" {
            table.columns_named(&["document", "start", "end", "record"])
        } else {
            table.columns_named(&["id"])
        };
        ledger.pick(table, &columns, Scope { all: true, min_score: None }, |cells| {
            if let [document, Cell::Integer(start), Cell::Integer(end), record] = cells {
                missing.remove(
                    format!("{}:{start}-{end}:{}", document.text().unwrap_or_default(), record.text().unwrap_or_default()).as_str(),
                );
            } else {
                missing.remove(cells[0].text().unwrap_or_default());
            }
            Ok::<(), Error>(())
        })?;
    }
    missing.first().map_or(Ok(()), |it| Err(wrong(format!("record {it} is not in this ledger"))))
}

/// What the reader of CSV found, in one line.
fn told(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
            format!("line {}: {len} cells where the head has {expected_len}", pos.as_ref().map_or(0, csv::Position::line))
        }
        csv::ErrorKind::Utf8 { pos, .. } => format!("line {}: no UTF-8", pos.as_ref().map_or(0, csv::Position::line)),
        _ => error.to_string().lines().next().unwrap_or_default().to_lowercase(),
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts of records are small")]
fn real(count: u64) -> f64 {
    count as f64
}

fn share(it: &Judged) -> f64 {
    real(it.right) / real(it.count)
}

/// A share of a sample of some size with its interval: share, low, high.
fn wilson(share: f64, count: f64) -> [f64; 3] {
    let z2 = Z * Z;
    let middle = (share + z2 / (2.0 * count)) / (1.0 + z2 / count);
    let half = Z / (1.0 + z2 / count) * (share * (1.0 - share) / count + z2 / (4.0 * count * count)).sqrt();
    [share, (middle - half).max(0.0), (middle + half).min(1.0)]
}

/// The share over strata, each with its weight, and its interval.
fn weighted(parts: &[(Judged, f64)]) -> [f64; 3] {
    let sum: f64 = parts.iter().map(|it| it.1).sum();
    let mean: f64 = parts.iter().map(|(it, weight)| weight / sum * share(it)).sum();
    let effective = 1.0 / parts.iter().map(|(it, weight)| (weight / sum).powi(2) / real(it.count)).sum::<f64>();
    wilson(mean, effective)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 5e-4
    }

    #[test]
    fn intervals_are_those_of_wilson() {
        // The textbook's: 15 of 20, and none of 10.
        let [_, low, high] = wilson(0.75, 20.0);
        assert!(close(low, 0.5313) && close(high, 0.8881), "{low} {high}");
        let [_, low, high] = wilson(0.0, 10.0);
        assert!(close(low, 0.0) && close(high, 0.2775), "{low} {high}");
    }

    #[test]
    fn strata_weigh_as_much_as_they_are_in_the_ledger() {
        let rare = Judged { right: 0, count: 10, missed: 0 };
        let common = Judged { right: 10, count: 10, missed: 0 };
        let [share, low, high] = weighted(&[(rare, 10.0), (common, 90.0)]);
        assert!(close(share, 0.9) && low < 0.9 && high > 0.9);
        // Equal weights are one sample.
        let [share, low, high] = weighted(&[(rare, 50.0), (common, 50.0)]);
        let [_, whole_low, whole_high] = wilson(0.5, 20.0);
        assert!(close(share, 0.5) && close(low, whole_low) && close(high, whole_high));
    }
}

//! Questions to a ledger: lists with filters, and full text.
//!
//! Every list comes in the order of the law (publication, id, place in the text), so that an export is the same whatever way the
//! documents came in. Keys of the file leave it nowhere; ids do.

mod commitments;
mod decided;
mod documents;
mod entities;
mod events;
mod search;
mod statements;
mod texts;
mod tolls;

use std::collections::BTreeSet;

use dateline_gazetteer::fold;
use rusqlite::{Connection, Row, params};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::cadence::Verdict;
use crate::ledger::{Error, Ledger, Result};

pub(crate) use documents::documents_of;
pub(crate) use texts::{Texts, join_spans};

/// What can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of the contract's layers")]
pub enum Layer {
    Documents,
    Copies,
    Entities,
    Mentions,
    Statements,
    Events,
    Tolls,
    Commitments,
    Merges,
    Stories,
    Contradictions,
}

/// What is asked for; what is empty is not asked.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Ids of records, entities, events or documents.
    pub ids: Vec<String>,
    /// A name or an id of who speaks, acts or is meant.
    pub who: Option<String>,
    /// A kind or type of the layer.
    pub r#type: Option<String>,
    /// The first day.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// The name of a place.
    pub place: Option<String>,
    /// A country, by name or code.
    pub country: Option<String>,
    /// A modality.
    pub modality: Option<String>,
    /// The least score.
    pub min_score: Option<f64>,
    /// What is found of a commitment, all of its windows together.
    pub verdict: Option<Verdict>,
    /// The id of a story: documents of it.
    pub story: Option<String>,
    /// Words that stand in the record.
    pub text: Option<String>,
    /// Everything, what is planned, denied or supposed too.
    pub all: bool,
    /// Most rows.
    pub limit: Option<usize>,
}

/// A table of an answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The names of its columns.
    pub columns: Vec<&'static str>,
    /// Its rows, a value a column.
    pub rows: Vec<Vec<Value>>,
}

fn text(row: &Row<'_>, at: usize) -> rusqlite::Result<Value> {
    Ok(row.get::<_, Option<String>>(at)?.map_or(Value::Null, Value::from))
}

fn number(row: &Row<'_>, at: usize) -> rusqlite::Result<Value> {
    Ok(row.get::<_, Option<i64>>(at)?.map_or(Value::Null, Value::from))
}

fn real(row: &Row<'_>, at: usize) -> rusqlite::Result<Value> {
    Ok(row.get::<_, Option<f64>>(at)?.map_or(Value::Null, Value::from))
}

/// Rows of a part of an answer.
const PART: usize = 256;

/// An answer that leaves in parts, so that a long one is never whole in memory.
struct Parts<'t> {
    part: Table,
    told: usize,
    limit: usize,
    take: &'t mut dyn FnMut(&mut Table),
}

impl<'t> Parts<'t> {
    fn new(columns: Vec<&'static str>, asked: &Asked<'_>, take: &'t mut dyn FnMut(&mut Table)) -> Self {
        Self { part: Table { columns, rows: Vec::new() }, told: 0, limit: asked.filter.limit.unwrap_or(usize::MAX), take }
    }

    /// Whether there are as many rows as are wanted.
    const fn is_full(&self) -> bool {
        self.told >= self.limit
    }

    /// Adds a row, unless there are enough.
    fn push(&mut self, row: Vec<Value>) {
        if self.is_full() {
            return;
        }
        self.told += 1;
        self.part.rows.push(row);
        if self.part.rows.len() >= PART {
            let columns = self.part.columns.clone();
            (self.take)(&mut self.part);
            self.part = Table { columns, rows: Vec::new() };
        }
    }

    /// Hands on what is left; a part at least is handed on, which may be empty.
    fn end(mut self) {
        if self.told == 0 || !self.part.rows.is_empty() {
            (self.take)(&mut self.part);
        }
    }
}

/// A filter with its names looked up.
pub(crate) struct Asked<'f> {
    pub(crate) filter: &'f Filter,
    pub(crate) who: Option<BTreeSet<i64>>,
    pub(crate) places: Option<BTreeSet<i64>>,
    country: Option<String>,
    words: Vec<String>,
}

impl Asked<'_> {
    pub(crate) fn day(&self, day: Option<&str>, end: Option<&str>) -> bool {
        let (from, to) = (self.filter.from.as_deref(), self.filter.to.as_deref());
        if from.is_none() && to.is_none() {
            return true;
        }
        let Some(day) = day else { return false };
        let cut = |date: &str, other: &str| date.chars().take(other.len()).collect::<String>();
        from.is_none_or(|from| cut(end.unwrap_or(day), from).as_str() >= from) && to.is_none_or(|to| cut(day, to).as_str() <= to)
    }

    fn score(&self, score: Option<f64>) -> bool {
        self.filter.min_score.is_none_or(|least| score.is_some_and(|score| score >= least))
    }

    pub(crate) fn text(&self, words: &str) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let folded = fold(words);
        self.words.iter().all(|word| folded.contains(word.as_str()))
    }

    pub(crate) fn kind(&self, kind: Option<&str>) -> bool {
        self.filter.r#type.as_deref().is_none_or(|wanted| kind.is_some_and(|kind| kind.eq_ignore_ascii_case(wanted)))
    }

    fn who<'i>(&self, mut entities: impl Iterator<Item = &'i i64>) -> bool {
        self.who.as_ref().is_none_or(|who| entities.any(|it| who.contains(it)))
    }

    fn place(&self, entity: Option<i64>) -> bool {
        self.places.as_ref().is_none_or(|places| entity.is_some_and(|it| places.contains(&it)))
    }

    fn country<'i>(&self, mut countries: impl Iterator<Item = &'i str>) -> bool {
        self.country.as_deref().is_none_or(|wanted| countries.any(|it| it == wanted))
    }

    /// The keys of events that whoever, the place and the country asked for have part in; nothing where none is asked for.
    pub(crate) fn events_of(&self, db: &Connection) -> rusqlite::Result<Option<BTreeSet<i64>>> {
        if self.who.is_none() && self.places.is_none() && self.country.is_none() {
            return Ok(None);
        }
        let passes = |it: &events::Merged| {
            self.who(it.actors.keys().chain(it.recipients.keys()))
                && self.places.as_ref().is_none_or(|places| it.places.iter().any(|place| places.contains(place)))
                && self.country(it.countries.iter().map(String::as_str))
        };
        Ok(Some(
            events::merged(db, events::candidates(db, self)?.as_ref())?.into_iter().filter(|(_, it)| passes(it)).map(|it| it.0).collect(),
        ))
    }

    /// The entities that are asked for, as a list for `json_each`; none where anybody is.
    fn who_json(&self) -> Option<String> {
        self.who.as_ref().map(|who| json!(who).to_string())
    }

    /// Whether a table has as many rows as are wanted: the rest of its rows need not be looked at.
    fn is_full(&self, table: &Table) -> bool {
        self.filter.limit.is_some_and(|limit| table.rows.len() >= limit)
    }

    pub(crate) fn ids<'i>(&self, mut ids: impl Iterator<Item = &'i str>) -> bool {
        self.filter.ids.is_empty() || ids.any(|id| self.filter.ids.iter().any(|wanted| wanted == id))
    }
}

/// The code of a country that is named, or coded, or neither.
fn country(wanted: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct File {
        country: Vec<Country>,
    }
    #[derive(Deserialize)]
    struct Country {
        code: String,
        name: String,
        #[serde(default)]
        names: Vec<String>,
    }
    let file: File = toml::from_str(dateline_lexicon::file("en/countries.toml").unwrap_or_default()).expect("the list has its shape");
    let folded = fold(wanted);
    file.country
        .into_iter()
        .find(|it| it.code.eq_ignore_ascii_case(wanted) || fold(&it.name) == folded || it.names.iter().any(|name| fold(name) == folded))
        .map(|it| it.code)
}

impl Ledger {
    /// Lists the records of a layer that a filter lets through.
    pub fn list(&self, layer: Layer, filter: &Filter) -> Result<Table> {
        let mut whole = Table::default();
        self.list_parts(layer, filter, &mut |part| {
            if whole.columns.is_empty() {
                whole = std::mem::take(part);
            } else {
                whole.rows.append(&mut part.rows);
            }
        })?;
        Ok(whole)
    }

    /// The same in parts, one after another, so that a long answer is never whole in memory; one part at least, which may be empty.
    pub fn list_parts(&self, layer: Layer, filter: &Filter, take: &mut dyn FnMut(&mut Table)) -> Result<()> {
        let asked = Asked {
            filter,
            who: filter.who.as_deref().map(|who| self.entities_called(who)).transpose()?,
            places: filter.place.as_deref().map(|place| self.entities_called(place)).transpose()?,
            country: filter
                .country
                .as_deref()
                .map(|name| {
                    country(name)
                        .or_else(|| (name.len() == 3).then(|| name.to_uppercase()))
                        .ok_or_else(|| Error::Question(format!("--country {name}: no country of this name or code")))
                })
                .transpose()?,
            words: filter.text.as_deref().map(|text| fold(text).split(' ').map(str::to_owned).collect()).unwrap_or_default(),
        };
        self.told(|db| {
            let mut table = match layer {
                Layer::Documents => documents::documents(db, &asked),
                Layer::Copies => documents::copies(db, &asked),
                Layer::Entities => entities::entities(db, &asked),
                Layer::Mentions => return entities::mentions(db, &asked, take),
                Layer::Statements => return statements::statements(db, &asked, take),
                Layer::Events => events::events(db, &asked),
                Layer::Tolls => tolls::tolls(db, &asked),
                Layer::Commitments => commitments::commitments(db, &asked),
                Layer::Merges => return decided::merges(db, &asked, take),
                Layer::Stories => crate::story::ask::list(db, &asked),
                Layer::Contradictions => crate::contradiction::list(db, &asked),
            }?;
            if let Some(limit) = filter.limit {
                table.rows.truncate(limit);
            }
            take(&mut table);
            Ok(())
        })
    }

    /// The keys of entities that have an id, or a name with these words in their order.
    pub(crate) fn entities_called(&self, name: &str) -> Result<BTreeSet<i64>> {
        let folded = fold(name);
        self.told(|db| {
            if let Some((document, _)) = name.split_once('.')
                && db.prepare_cached("SELECT 1 FROM documents WHERE id = ?1")?.exists([document])?
            {
                return db
                    .prepare_cached(
                        "SELECT p.entity FROM entity_records r JOIN profiles p ON p.key = r.profile JOIN documents d ON d.key = r.document
                         WHERE d.id = ?1 AND r.id = ?2 AND p.entity IS NOT NULL",
                    )?
                    .query_map([document, name], |row| row.get(0))?
                    .collect();
            }
            let has_words = |name: &str| {
                let words: Vec<&str> = name.split(' ').collect();
                let wanted: Vec<&str> = folded.split(' ').collect();
                words.windows(wanted.len()).any(|window| window == wanted.as_slice())
            };
            let mut found = BTreeSet::new();
            let longest = folded.split(' ').max_by_key(|word| word.len()).unwrap_or_default();
            let mut find =
                db.prepare_cached("SELECT entity, name FROM profiles WHERE instr(name, ?1) > 0 AND name <> '' AND entity IS NOT NULL")?;
            let mut rows = find.query([longest])?;
            while let Some(row) = rows.next()? {
                if has_words(row.get_ref(1)?.as_str().unwrap_or_default()) {
                    found.insert(row.get(0)?);
                }
            }
            // Names as they are shown: those of countries, of what has no name of its own, and those that a person gave. Folding is
            // slow, and most names have nothing of what is asked for; those that folding may change a letter of are folded.
            let is_written_short = ["saint", "sainte", "mount", "fort", "al", "and"].contains(&longest);
            let mut find = db.prepare_cached(
                "SELECT key, name FROM entities WHERE ?2 OR instr(lower(name), ?1) > 0 OR name GLOB '*[^ -~]*' OR name GLOB '*[.''\"]*'",
            )?;
            let mut rows = find.query(params![longest, is_written_short])?;
            while let Some(row) = rows.next()? {
                if has_words(&fold(row.get_ref(1)?.as_str().unwrap_or_default())) {
                    found.insert(row.get(0)?);
                }
            }
            Ok(found)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_named_or_coded() {
        assert_eq!(country("ukraine").as_deref(), Some("UKR"));
        assert_eq!(country("ukr").as_deref(), Some("UKR"));
        assert_eq!(country("Nowhere"), None);
    }
}

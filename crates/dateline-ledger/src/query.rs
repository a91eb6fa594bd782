//! Questions to a ledger: lists with filters, and full text.
//!
//! Every list comes in the order of the law (publication, id, place in the text), so that an export is the same whatever way the
//! documents came in. Keys of the file leave it nowhere; ids do.

use std::collections::{BTreeMap, BTreeSet};

use dateline_gazetteer::fold;
use rusqlite::{Connection, Row, params};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::document::Span;
use crate::ledger::{Error, Ledger, Result};

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

/// Texts of documents, cut at code points.
pub(crate) struct Texts<'d> {
    db: &'d Connection,
    at: i64,
    text: String,
    /// Byte offsets of code points; empty where they are the same.
    points: Vec<u32>,
}

impl<'d> Texts<'d> {
    pub(crate) fn new(db: &'d Connection) -> Self {
        Self { db, at: -1, text: String::new(), points: Vec::new() }
    }

    fn open(&mut self, document: i64) -> rusqlite::Result<()> {
        if self.at != document {
            self.text = self.db.prepare_cached("SELECT text FROM documents WHERE key = ?1")?.query_row([document], |row| row.get(0))?;
            self.at = document;
            self.points.clear();
            if !self.text.is_ascii() {
                self.points.extend(self.text.char_indices().map(|(at, _)| at as u32).chain([self.text.len() as u32]));
            }
        }
        Ok(())
    }

    /// The words of a span; nothing where it reaches out of the text.
    pub(crate) fn words(&mut self, document: i64, span: Span) -> rusqlite::Result<String> {
        self.open(document)?;
        let at = |point: usize| if self.points.is_empty() { Some(point) } else { self.points.get(point).map(|it| *it as usize) };
        let range = at(span[0]).zip(at(span[1]));
        Ok(range.and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default().to_owned())
    }

    /// The first words of a document, in one line: what it is called where it has no title.
    pub(crate) fn opening(&mut self, document: i64) -> rusqlite::Result<String> {
        self.open(document)?;
        let words: Vec<&str> = self.text.split_whitespace().take(13).collect();
        Ok(if words.len() > 12 { format!("{} …", words[..12].join(" ")) } else { words.join(" ") })
    }

    /// A span with some text around it, in one line, the span between marks.
    pub(crate) fn excerpt(&mut self, document: i64, span: Span) -> rusqlite::Result<String> {
        const AROUND: usize = 80;
        self.open(document)?;
        let length = if self.points.is_empty() { self.text.len() } else { self.points.len() - 1 };
        let before = self.words(document, [span[0].saturating_sub(AROUND), span[0]])?;
        let after = self.words(document, [span[1], (span[1] + AROUND).min(length)])?;
        let before = before.split_once(' ').filter(|_| span[0] > AROUND).map_or(before.as_str(), |it| it.1);
        let after = after.rsplit_once(' ').filter(|_| span[1] + AROUND < length).map_or(after.as_str(), |it| it.0);
        Ok(format!("{before}[{}]{after}", self.words(document, span)?).replace(['\n', '\r'], " "))
    }
}

/// The words of several spans, with three dots between them.
pub(crate) fn join_spans(texts: &mut Texts<'_>, document: i64, spans: &str, main: Span) -> rusqlite::Result<String> {
    let spans: Vec<Span> = serde_json::from_str(spans).unwrap_or_default();
    if spans.is_empty() {
        return texts.words(document, main);
    }
    let parts: Vec<String> = spans.into_iter().map(|span| texts.words(document, span)).collect::<rusqlite::Result<_>>()?;
    Ok(parts.join(" … "))
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
        let passes = |it: &Merged| {
            self.who(it.actors.keys().chain(it.recipients.keys()))
                && self.places.as_ref().is_none_or(|places| it.places.iter().any(|place| places.contains(place)))
                && self.country(it.countries.iter().map(String::as_str))
        };
        Ok(Some(merged(db)?.into_iter().filter(|(_, it)| passes(it)).map(|it| it.0).collect()))
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
    let file: File = dateline_lexicon::file("en/countries.toml").and_then(|text| toml::from_str(text).ok())?;
    let folded = fold(wanted);
    file.country
        .into_iter()
        .find(|it| it.code.eq_ignore_ascii_case(wanted) || fold(&it.name) == folded || it.names.iter().any(|name| fold(name) == folded))
        .map(|it| it.code)
}

impl Ledger {
    /// Lists the records of a layer that a filter lets through.
    pub fn list(&self, layer: Layer, filter: &Filter) -> Result<Table> {
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
        let mut table = self.told(|db| match layer {
            Layer::Documents => documents(db, &asked),
            Layer::Copies => copies(db, &asked),
            Layer::Entities => entities(db, &asked),
            Layer::Mentions => mentions(db, &asked),
            Layer::Statements => statements(db, &asked),
            Layer::Events => events(db, &asked),
            Layer::Tolls => tolls(db, &asked),
            Layer::Commitments => commitments(db, &asked),
            Layer::Merges => merges(db, &asked),
            Layer::Stories => crate::story::ask::list(db, &asked),
            Layer::Contradictions => crate::contradiction::list(db, &asked),
        })?;
        if let Some(limit) = filter.limit {
            table.rows.truncate(limit);
        }
        Ok(table)
    }

    /// Documents with all of some words, best first; what stands in quotation marks stands there as one phrase.
    pub fn search(&self, words: &str, limit: usize) -> Result<Table> {
        let query = quoted(words);
        let mut table = Table { columns: vec!["id", "published", "site", "title", "excerpt"], rows: Vec::new() };
        if query.is_empty() {
            return Ok(table);
        }
        self.told(|db| {
            let mut find = db.prepare_cached(
                "SELECT d.id, d.published, d.site, d.title, snippet(search, 1, '[', ']', '…', 24) FROM search JOIN documents d ON d.key = search.rowid
                 WHERE search MATCH ?1 ORDER BY round(bm25(search), 6), d.published, d.id LIMIT ?2",
            )?;
            let mut rows = find.query(params![query, limit])?;
            while let Some(row) = rows.next()? {
                let excerpt = row.get::<_, String>(4)?.replace(['\n', '\r'], " ");
                table.rows.push(vec![text(row, 0)?, text(row, 1)?, text(row, 2)?, text(row, 3)?, excerpt.into()]);
            }
            Ok(())
        })?;
        Ok(table)
    }

    /// The decisions beside the ledger, and whether each object was found.
    pub fn decisions(&self) -> Result<Table> {
        let mut table = Table {
            columns: vec!["number", "verb", "layer", "document", "start", "end", "words", "name", "found", "reason"],
            rows: Vec::new(),
        };
        self.told(|db| {
            let mut find = db.prepare_cached(
                "SELECT number + 1, verb, layer, document, \"start\", \"end\", words, name, record IS NOT NULL, reason FROM decisions ORDER BY number, object",
            )?;
            let mut rows = find.query([])?;
            while let Some(row) = rows.next()? {
                table.rows.push(vec![
                    number(row, 0)?,
                    text(row, 1)?,
                    text(row, 2)?,
                    text(row, 3)?,
                    number(row, 4)?,
                    number(row, 5)?,
                    text(row, 6)?,
                    text(row, 7)?,
                    row.get::<_, bool>(8)?.into(),
                    text(row, 9)?,
                ]);
            }
            Ok(())
        })?;
        Ok(table)
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
            let mut find = db.prepare_cached("SELECT entity, name FROM profiles WHERE name <> '' AND entity IS NOT NULL")?;
            let mut rows = find.query([])?;
            while let Some(row) = rows.next()? {
                if has_words(row.get_ref(1)?.as_str().unwrap_or_default()) {
                    found.insert(row.get(0)?);
                }
            }
            // Names as they are shown: those of countries, of what has no name of its own, and those that a person gave. Folding is
            // slow, and most names have nothing of what is asked for.
            let longest = folded.split(' ').max_by_key(|word| word.len()).unwrap_or_default();
            let is_written_short = ["saint", "sainte", "mount", "fort", "al", "and"].contains(&longest);
            let mut find = db.prepare_cached("SELECT key, name FROM entities")?;
            let mut rows = find.query([])?;
            while let Some(row) = rows.next()? {
                let name = row.get_ref(1)?.as_str().unwrap_or_default();
                let may_have =
                    is_written_short || !name.is_ascii() || name.contains(['.', '\'', '"']) || name.to_ascii_lowercase().contains(longest);
                if may_have && has_words(&fold(name)) {
                    found.insert(row.get(0)?);
                }
            }
            Ok(found)
        })
    }
}

/// What a person typed, as a query that means these words and nothing else.
fn quoted(words: &str) -> String {
    let mut parts = Vec::new();
    for (at, part) in words.split(['"', '“', '”']).enumerate() {
        let is_phrase = at % 2 == 1;
        let units: Vec<&str> = if is_phrase { vec![part] } else { part.split_whitespace().collect() };
        parts.extend(
            units.into_iter().filter(|unit| unit.chars().any(char::is_alphanumeric)).map(|unit| format!("\"{}\"", unit.replace('\0', " "))),
        );
    }
    parts.join(" ")
}

fn documents(db: &Connection, asked: &Asked<'_>) -> rusqlite::Result<Table> {
    let mut table = Table {
        columns: vec![
            "id",
            "source_id",
            "family",
            "story",
            "published",
            "published_basis",
            "site",
            "title",
            "wire",
            "language",
            "url",
            "path",
            "record",
            "revision_of",
            "n_copies",
        ],
        rows: Vec::new(),
    };
    let with = match &asked.who {
        Some(who) => Some(documents_of(db, who)?),
        None => None,
    };
    let mut find = db.prepare_cached(
        "SELECT d.key, d.id, d.source_id, f.id, d.published, d.published_basis, d.site, d.title, d.wire, d.language, d.url, d.path, d.record, r.id,
         (SELECT count(*) FROM documents o WHERE o.family = d.family), s.id FROM documents d LEFT JOIN documents f ON f.key = d.family
         LEFT JOIN documents r ON r.key = d.revision_of LEFT JOIN documents s ON s.key = d.story
         ORDER BY coalesce(d.published, '~'), d.id",
    )?;
    let mut rows = find.query([])?;
    let mut texts = Texts::new(db);
    while let Some(row) = rows.next()? {
        let key: i64 = row.get(0)?;
        let (id, published): (String, Option<String>) = (row.get(1)?, row.get(4)?);
        let story: Option<String> = row.get(15)?;
        let passes = asked.ids([id.as_str()].into_iter())
            && asked.filter.story.as_deref().is_none_or(|wanted| story.as_deref() == Some(wanted))
            && asked.day(published.as_deref(), None)
            && with.as_ref().is_none_or(|with| with.contains(&key))
            && asked.kind(row.get::<_, Option<String>>(9)?.as_deref());
        if !passes
            || !(asked.words.is_empty() || {
                texts.open(key)?;
                asked.text(&texts.text)
            })
        {
            continue;
        }
        let mut values = vec![Value::from(id)];
        for at in [2, 3, 15, 4, 5, 6, 7, 8, 9, 10, 11] {
            values.push(text(row, at)?);
        }
        values.extend([number(row, 12)?, text(row, 13)?, number(row, 14)?]);
        table.rows.push(values);
    }
    Ok(table)
}

pub(crate) fn documents_of(db: &Connection, entities: &BTreeSet<i64>) -> rusqlite::Result<BTreeSet<i64>> {
    let mut find =
        db.prepare_cached("SELECT DISTINCT r.document FROM profiles p JOIN entity_records r ON r.profile = p.key WHERE p.entity = ?1")?;
    let mut found = BTreeSet::new();
    for entity in entities {
        found.extend(find.query_map([entity], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    Ok(found)
}

fn copies(db: &Connection, asked: &Asked<'_>) -> rusqlite::Result<Table> {
    let mut table = Table {
        columns: vec!["document", "of", "kind", "share", "of_share", "published", "of_published", "title", "of_title", "site", "of_site"],
        rows: Vec::new(),
    };
    let mut find = db.prepare_cached(
        "SELECT d.id, o.id, c.kind, c.share, c.of_share, d.published, o.published, d.title, o.title, d.site, o.site
         FROM copies c JOIN documents d ON d.key = c.document JOIN documents o ON o.key = c.\"of\"
         ORDER BY coalesce(o.published, '~'), o.id, coalesce(d.published, '~'), d.id",
    )?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        let (a, b): (String, String) = (row.get(0)?, row.get(1)?);
        let passes = asked.ids([a.as_str(), b.as_str()].into_iter())
            && asked.kind(Some(&row.get::<_, String>(2)?))
            && asked.day(row.get::<_, Option<String>>(5)?.as_deref(), None);
        if passes {
            let mut values = vec![a.into(), b.into(), text(row, 2)?, real(row, 3)?, real(row, 4)?];
            for at in 5..11 {
                values.push(text(row, at)?);
            }
            table.rows.push(values);
        }
    }
    Ok(table)
}

fn entities(db: &Connection, asked: &Asked<'_>) -> rusqlite::Result<Table> {
    let mut table = Table {
        columns: vec!["id", "kind", "name", "country", "sector", "n_documents", "n_texts", "n_origins", "first", "last"],
        rows: Vec::new(),
    };
    let mut find = db.prepare_cached(
        "SELECT key, id, kind, name, country, sector, n_documents, n_texts, n_origins, first, last FROM entities WHERE n_documents > 0
         ORDER BY n_origins DESC, n_documents DESC, name, id",
    )?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        let key: i64 = row.get(0)?;
        let id: String = row.get(1)?;
        let (kind, country): (String, Option<String>) = (row.get(2)?, row.get(4)?);
        let passes = asked.ids([id.as_str()].into_iter())
            && asked.kind(Some(&kind))
            && asked.who([key].iter())
            && asked.place(Some(key))
            && asked.country(country.as_deref().into_iter())
            && asked.day(row.get::<_, Option<String>>(9)?.as_deref(), row.get::<_, Option<String>>(10)?.as_deref())
            && asked.text(&row.get::<_, String>(3)?);
        if passes {
            table.rows.push(vec![
                id.into(),
                kind.into(),
                text(row, 3)?,
                text(row, 4)?,
                text(row, 5)?,
                number(row, 6)?,
                number(row, 7)?,
                number(row, 8)?,
                text(row, 9)?,
                text(row, 10)?,
            ]);
        }
    }
    Ok(table)
}

fn mentions(db: &Connection, asked: &Asked<'_>) -> rusqlite::Result<Table> {
    let mut table = Table {
        columns: vec!["document", "source_id", "start", "end", "words", "form", "entity", "name", "kind", "country"],
        rows: Vec::new(),
    };
    // An entity is named once, not once a mention.
    let mut named: FxHashMap<i64, (String, String, String, Option<String>)> = FxHashMap::default();
    let mut find = db.prepare_cached("SELECT key, id, name, kind, country FROM entities")?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        named.insert(row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?));
    }
    let mut order: Vec<(i64, String, Option<String>, Option<String>)> = db
        .prepare_cached("SELECT key, id, source_id, published FROM documents ORDER BY coalesce(published, '~'), id")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<_>>()?;
    if let Some(who) = &asked.who {
        let with = documents_of(db, who)?;
        order.retain(|it| with.contains(&it.0));
    }
    let mut texts = Texts::new(db);
    let mut find = db.prepare_cached(
        "SELECT m.\"start\", m.\"end\", m.form, p.entity, r.score FROM entity_records r JOIN mentions m ON m.record = r.key JOIN profiles p ON p.key = r.profile
         WHERE r.document = ?1 AND r.status IS NOT 'rejected' ORDER BY m.\"start\", m.\"end\", r.id",
    )?;
    for (key, id, source_id, published) in order {
        if !asked.day(published.as_deref(), None) {
            continue;
        }
        let mut rows = find.query([key])?;
        while let Some(row) = rows.next()? {
            let (start, end, entity): (usize, usize, Option<i64>) = (row.get(0)?, row.get(1)?, row.get(3)?);
            let Some((entity, (entity_id, name, kind, country))) = entity.and_then(|entity| Some((entity, named.get(&entity)?))) else {
                continue;
            };
            let passes = asked.ids([id.as_str(), entity_id].into_iter())
                && asked.who([entity].iter())
                && asked.place(Some(entity))
                && asked.kind(Some(kind))
                && asked.country(country.as_deref().into_iter())
                && asked.score(row.get(4)?);
            if !passes {
                continue;
            }
            let words = texts.words(key, [start, end])?;
            if asked.text(&words) {
                table.rows.push(vec![
                    id.as_str().into(),
                    json!(source_id),
                    start.into(),
                    end.into(),
                    words.into(),
                    text(row, 2)?,
                    entity_id.as_str().into(),
                    name.as_str().into(),
                    kind.as_str().into(),
                    json!(country),
                ]);
            }
        }
    }
    Ok(table)
}

fn statements(db: &Connection, asked: &Asked<'_>) -> rusqlite::Result<Table> {
    let mut table = Table {
        columns: vec![
            "id",
            "published",
            "said",
            "speaker",
            "speaker_id",
            "words",
            "kind",
            "mode",
            "channel",
            "withheld",
            "denied",
            "document",
            "source_id",
            "title",
            "site",
            "n_copies",
            "start",
            "end",
            "score",
            "utterance",
            "n_documents",
            "n_texts",
            "n_origins",
        ],
        rows: Vec::new(),
    };
    let mut find = db.prepare_cached(
        "SELECT s.id, d.published, s.said, e.name, e.id, s.content_json, s.kind, s.mode, s.channel, s.withheld, s.denied, d.id, d.source_id, d.title, d.site,
         s.\"start\", s.\"end\", s.score, d.key, e.key, r.country, (SELECT count(*) FROM documents o WHERE o.family = d.family),
         u.id, u.n_documents, u.n_texts, u.n_origins
         FROM statements s JOIN documents d ON d.key = s.document LEFT JOIN entity_records r ON r.key = s.speaker LEFT JOIN profiles p ON p.key = r.profile
         LEFT JOIN entities e ON e.key = p.entity LEFT JOIN utterances u ON u.key = s.utterance WHERE s.status IS NOT 'rejected' ORDER BY coalesce(d.published, '~'), d.id, s.\"start\", s.id",
    )?;
    let mut rows = find.query([])?;
    let mut texts = Texts::new(db);
    while let Some(row) = rows.next()? {
        let (id, published, said, document): (String, Option<String>, Option<String>, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(11)?);
        let (speaker, speaker_id): (Option<i64>, Option<String>) = (row.get(19)?, row.get(4)?);
        let passes = asked.ids([id.as_str(), document.as_str()].into_iter().chain(speaker_id.as_deref()))
            && asked.who(speaker.iter())
            && asked.kind(row.get::<_, Option<String>>(6)?.as_deref())
            && asked.day(said.as_deref().or(published.as_deref()), None)
            && asked.country(row.get::<_, Option<String>>(20)?.as_deref().into_iter())
            && asked.score(row.get(17)?);
        if !passes {
            continue;
        }
        let (start, end, key): (usize, usize, i64) = (row.get(15)?, row.get(16)?, row.get(18)?);
        let words = join_spans(&mut texts, key, &row.get::<_, String>(5)?, [start, end])?;
        if !asked.text(&words) {
            continue;
        }
        let mut values = vec![id.into(), text(row, 1)?, text(row, 2)?, text(row, 3)?, text(row, 4)?, words.into()];
        for at in 6..10 {
            values.push(text(row, at)?);
        }
        values.push(row.get::<_, bool>(10)?.into());
        for at in 11..15 {
            values.push(text(row, at)?);
        }
        values.extend([number(row, 21)?, start.into(), end.into(), real(row, 17)?, text(row, 22)?, number(row, 23)?, number(row, 24)?, number(row, 25)?]);
        table.rows.push(values);
    }
    Ok(table)
}

/// An event with what its mentions say together.
#[derive(Debug, Default)]
pub(crate) struct Merged {
    pub(crate) id: String,
    pub(crate) r#type: String,
    pub(crate) date_start: Option<String>,
    pub(crate) date_end: Option<String>,
    pub(crate) place: Option<String>,
    pub(crate) modality: Option<String>,
    pub(crate) words: String,
    pub(crate) actors: BTreeMap<i64, String>,
    pub(crate) recipients: BTreeMap<i64, String>,
    places: BTreeSet<i64>,
    countries: BTreeSet<String>,
    modalities: BTreeSet<String>,
    ids: BTreeSet<String>,
    mode: Option<String>,
    score: Option<f64>,
    first: Option<String>,
}

/// The acts that are of record by themselves, whatever comes of what they promise or ask.
const ACTS: [&str; 5] = ["AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE"];

fn merged(db: &Connection) -> rusqlite::Result<BTreeMap<i64, Merged>> {
    let mut all: BTreeMap<i64, Merged> = BTreeMap::new();
    let mut event_of: FxHashMap<i64, i64> = FxHashMap::default();
    let mut find = db.prepare_cached(
        "SELECT m.key, m.event, v.id, m.id, coalesce(v.name, ''), m.type, m.mode, m.date_start, m.date_end, m.modality, m.score, d.key, m.\"start\", m.\"end\", e.key, e.name,
         pr.country, pr.place_country, d.published
         FROM event_mentions m JOIN events v ON v.key = m.event JOIN documents d ON d.key = m.document LEFT JOIN entity_records pr ON pr.key = m.place
         LEFT JOIN profiles p ON p.key = pr.profile LEFT JOIN entities e ON e.key = p.entity
         WHERE m.status IS NOT 'rejected' ORDER BY coalesce(d.published, '~'), m.id",
    )?;
    let mut rows = find.query([])?;
    let mut texts = Texts::new(db);
    while let Some(row) = rows.next()? {
        let event: i64 = row.get(1)?;
        event_of.insert(row.get(0)?, event);
        let it = all.entry(event).or_default();
        it.id = row.get(2)?;
        it.ids.insert(row.get(3)?);
        if it.r#type.is_empty() {
            // The first mention by (published, id) speaks for all in what only one can say.
            it.r#type = row.get(5)?;
            it.words = row.get(4)?;
            if it.words.is_empty() {
                it.words = texts.words(row.get(11)?, [row.get(12)?, row.get(13)?])?;
            }
            it.first = row.get(18)?;
        }
        it.mode = it.mode.take().or(row.get(6)?);
        if it.date_start.is_none() {
            (it.date_start, it.date_end) = (row.get(7)?, row.get(8)?);
        }
        let modality: Option<String> = row.get(9)?;
        it.modalities.extend(modality.clone());
        it.modality = it.modality.take().or(modality);
        let score: Option<f64> = row.get(10)?;
        it.score = it.score.into_iter().chain(score).reduce(f64::max);
        it.places.extend(row.get::<_, Option<i64>>(14)?);
        it.place = it.place.take().or(row.get(15)?);
        it.countries.extend(row.get::<_, Option<String>>(16)?.or(row.get(17)?));
    }
    let mut find = db.prepare_cached(
        "SELECT x.owner, x.part, e.key, e.name, r.country FROM participants x JOIN entity_records r ON r.key = x.record JOIN profiles p ON p.key = r.profile
         JOIN entities e ON e.key = p.entity WHERE x.layer = 'v'",
    )?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        let Some(it) = event_of.get(&row.get(0)?).and_then(|event| all.get_mut(event)) else { continue };
        let list = if row.get_ref(1)?.as_str().unwrap_or_default() == "actor" { &mut it.actors } else { &mut it.recipients };
        list.insert(row.get(2)?, row.get(3)?);
        it.countries.extend(row.get::<_, Option<String>>(4)?);
    }
    Ok(all)
}

fn names(list: &BTreeMap<i64, String>) -> Value {
    let names: BTreeSet<&String> = list.values().collect();
    json!(names)
}

fn events(db: &Connection, asked: &Asked<'_>) -> rusqlite::Result<Table> {
    let mut table = Table {
        columns: vec![
            "id",
            "date",
            "date_end",
            "type",
            "mode",
            "words",
            "actors",
            "recipients",
            "place",
            "countries",
            "modality",
            "n_documents",
            "n_texts",
            "n_origins",
            "published",
            "score",
        ],
        rows: Vec::new(),
    };
    let all = merged(db)?;
    let mut counts = db.prepare_cached("SELECT n_documents, n_texts, n_origins FROM events WHERE key = ?1")?;
    let mut sorted: Vec<(&i64, &Merged)> = all.iter().collect();
    sorted.sort_by_key(|(_, it)| (it.date_start.as_deref().unwrap_or("~"), it.first.as_deref().unwrap_or("~"), it.id.as_str()));
    for (key, it) in sorted {
        let is_real = it.modalities.iter().any(|it| matches!(it.as_str(), "happened" | "ongoing"));
        let is_supposed = it.modalities.iter().all(|it| matches!(it.as_str(), "denied" | "hypothetical"));
        let is_shown = match &asked.filter.modality {
            Some(modality) => it.modalities.iter().any(|it| it.eq_ignore_ascii_case(modality)),
            None => asked.filter.all || is_real || it.modalities.is_empty() || (ACTS.contains(&it.r#type.as_str()) && !is_supposed),
        };
        let passes = is_shown
            && asked.ids(it.ids.iter().map(String::as_str))
            && asked.kind(Some(&it.r#type))
            && asked.who(it.actors.keys().chain(it.recipients.keys()))
            && asked.places.as_ref().is_none_or(|places| it.places.iter().any(|place| places.contains(place)))
            && asked.country(it.countries.iter().map(String::as_str))
            && asked.day(it.date_start.as_deref(), it.date_end.as_deref())
            && asked.score(it.score)
            && asked.text(&it.words);
        if !passes {
            continue;
        }
        let (documents, texts, origins): (i64, i64, i64) = counts.query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        table.rows.push(vec![
            it.id.as_str().into(),
            json!(it.date_start),
            json!(it.date_end),
            it.r#type.as_str().into(),
            json!(it.mode),
            it.words.as_str().into(),
            names(&it.actors),
            names(&it.recipients),
            json!(it.place),
            json!(it.countries),
            json!(it.modality),
            documents.into(),
            texts.into(),
            origins.into(),
            json!(it.first),
            json!(it.score),
        ]);
    }
    Ok(table)
}

fn tolls(db: &Connection, asked: &Asked<'_>) -> rusqlite::Result<Table> {
    let mut table = Table {
        columns: vec![
            "id",
            "event",
            "measure",
            "low",
            "high",
            "qualifier",
            "group",
            "part_of",
            "claimant",
            "as_of",
            "published",
            "words",
            "place",
            "document",
            "source_id",
            "title",
            "n_copies",
            "start",
            "end",
            "score",
        ],
        rows: Vec::new(),
    };
    let events = merged(db)?;
    let mut find = db.prepare_cached(
        "SELECT t.id, m.event, t.measure, t.low, t.high, t.qualifier, t.\"group\", t.part_of, e.name, t.as_of, d.published, d.key, t.\"start\", t.\"end\", d.id, d.source_id, d.title,
         t.score, e.key, r.country, (SELECT count(*) FROM documents o WHERE o.family = d.family)
         FROM tolls t JOIN documents d ON d.key = t.document LEFT JOIN event_mentions m ON m.key = t.mention LEFT JOIN entity_records r ON r.key = t.claimant
         LEFT JOIN profiles p ON p.key = r.profile LEFT JOIN entities e ON e.key = p.entity
         WHERE t.status IS NOT 'rejected' ORDER BY coalesce(d.published, '~'), d.id, t.\"start\", t.id",
    )?;
    let mut rows = find.query([])?;
    let mut texts = Texts::new(db);
    while let Some(row) = rows.next()? {
        let event = row.get::<_, Option<i64>>(1)?.and_then(|event| events.get(&event));
        let (id, document): (String, String) = (row.get(0)?, row.get(14)?);
        let (as_of, published): (Option<String>, Option<String>) = (row.get(9)?, row.get(10)?);
        let claimant_country: Option<String> = row.get(19)?;
        let passes = asked
            .ids([id.as_str(), document.as_str()].into_iter().chain(event.iter().flat_map(|it| it.ids.iter().map(String::as_str))))
            && asked.who(row.get::<_, Option<i64>>(18)?.iter())
            && asked.kind(Some(&row.get::<_, String>(2)?))
            && asked.day(as_of.as_deref().or(published.as_deref()), None)
            && asked.places.as_ref().is_none_or(|places| event.is_some_and(|it| it.places.iter().any(|place| places.contains(place))))
            && asked.country(
                claimant_country.as_deref().into_iter().chain(event.iter().flat_map(|it| it.countries.iter().map(String::as_str))),
            )
            && asked.score(row.get(17)?);
        if !passes {
            continue;
        }
        let (start, end): (usize, usize) = (row.get(12)?, row.get(13)?);
        let words = texts.words(row.get(11)?, [start, end])?;
        if !asked.text(&words) {
            continue;
        }
        table.rows.push(vec![
            id.into(),
            json!(event.map(|it| &it.id)),
            text(row, 2)?,
            number(row, 3)?,
            number(row, 4)?,
            text(row, 5)?,
            text(row, 6)?,
            text(row, 7)?,
            text(row, 8)?,
            text(row, 9)?,
            text(row, 10)?,
            words.into(),
            json!(event.and_then(|it| it.place.as_ref())),
            document.into(),
            text(row, 15)?,
            text(row, 16)?,
            number(row, 20)?,
            start.into(),
            end.into(),
            real(row, 17)?,
        ]);
    }
    Ok(table)
}

fn commitments(db: &Connection, asked: &Asked<'_>) -> rusqlite::Result<Table> {
    let mut table = Table {
        columns: vec![
            "id",
            "published",
            "by",
            "to",
            "words",
            "force",
            "condition",
            "deadline",
            "recurrence",
            "checkable",
            "document",
            "source_id",
            "title",
            "n_copies",
            "start",
            "end",
            "score",
        ],
        rows: Vec::new(),
    };
    let mut parties: BTreeMap<(i64, String), BTreeMap<i64, String>> = BTreeMap::new();
    let mut countries: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    let mut find = db.prepare_cached(
        "SELECT x.owner, x.part, e.key, e.name, r.country FROM participants x JOIN entity_records r ON r.key = x.record JOIN profiles p ON p.key = r.profile
         JOIN entities e ON e.key = p.entity WHERE x.layer = 'c'",
    )?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        parties.entry((row.get(0)?, row.get(1)?)).or_default().insert(row.get(2)?, row.get(3)?);
        countries.entry(row.get(0)?).or_default().extend(row.get::<_, Option<String>>(4)?);
    }
    let mut find = db.prepare_cached(
        "SELECT c.key, c.id, d.published, d.key, c.\"start\", c.\"end\", c.force, c.condition_start, c.condition_end, c.deadline, c.recurrence, c.checkable, d.id, d.source_id, d.title, c.score,
         (SELECT count(*) FROM documents o WHERE o.family = d.family)
         FROM commitments c JOIN documents d ON d.key = c.document WHERE c.status IS NOT 'rejected' ORDER BY coalesce(d.published, '~'), d.id, c.\"start\", c.id",
    )?;
    let mut rows = find.query([])?;
    let mut texts = Texts::new(db);
    let none = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (key, id, published, document): (i64, String, Option<String>, String) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(12)?);
        let part = |part: &str| parties.get(&(key, part.to_owned())).unwrap_or(&none);
        let (by, to) = (part("by"), part("to"));
        let passes = asked.ids([id.as_str(), document.as_str()].into_iter())
            && asked.who(by.keys().chain(to.keys()))
            && asked.kind(row.get::<_, Option<String>>(6)?.as_deref())
            && asked.country(countries.get(&key).into_iter().flatten().map(String::as_str))
            && asked.day(published.as_deref(), None)
            && asked.score(row.get(15)?);
        if !passes {
            continue;
        }
        let (start, end, document_key): (usize, usize, i64) = (row.get(4)?, row.get(5)?, row.get(3)?);
        let words = texts.words(document_key, [start, end])?;
        if !asked.text(&words) {
            continue;
        }
        let condition = match (row.get::<_, Option<usize>>(7)?, row.get::<_, Option<usize>>(8)?) {
            (Some(start), Some(end)) => Some(texts.words(document_key, [start, end])?),
            _ => None,
        };
        table.rows.push(vec![
            id.into(),
            json!(published),
            names(by),
            names(to),
            words.into(),
            text(row, 6)?,
            json!(condition),
            text(row, 9)?,
            text(row, 10)?,
            json!(row.get::<_, Option<bool>>(11)?),
            document.into(),
            text(row, 13)?,
            text(row, 14)?,
            number(row, 16)?,
            start.into(),
            end.into(),
            real(row, 15)?,
        ]);
    }
    Ok(table)
}

fn merges(db: &Connection, asked: &Asked<'_>) -> rusqlite::Result<Table> {
    let mut table = Table { columns: vec!["layer", "a", "b", "joined", "rule", "why", "target", "other"], rows: Vec::new() };
    let mut find = db.prepare_cached(
        "SELECT CASE m.layer WHEN 'e' THEN 'entity' WHEN 's' THEN 'statement' ELSE 'event' END, m.a, m.b, m.joined, m.rule, m.why, coalesce(e.id, v.id, u.id),
         coalesce(o.id, w.id, x.id) FROM merges m
         LEFT JOIN utterances u ON m.layer = 's' AND u.key = m.target LEFT JOIN utterances x ON m.layer = 's' AND x.key = m.other
         LEFT JOIN entities e ON m.layer = 'e' AND e.key = m.target LEFT JOIN events v ON m.layer = 'v' AND v.key = m.target
         LEFT JOIN entities o ON m.layer = 'e' AND o.key = m.other LEFT JOIN events w ON m.layer = 'v' AND w.key = m.other ORDER BY m.layer, m.a, m.b, m.rule",
    )?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        let (layer, a, b, target): (String, String, String, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(6)?);
        let other: Option<String> = row.get(7)?;
        let passes = asked.ids([a.as_str(), b.as_str()].into_iter().chain(target.as_deref()).chain(other.as_deref()))
            && asked.kind(Some(&layer))
            && asked.text(&row.get::<_, String>(5)?);
        if passes {
            table.rows.push(vec![
                layer.into(),
                a.into(),
                b.into(),
                row.get::<_, bool>(3)?.into(),
                text(row, 4)?,
                text(row, 5)?,
                json!(target),
                json!(other),
            ]);
        }
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_words_and_no_query() {
        assert_eq!(quoted("ferry OR NOT title:x*"), "\"ferry\" \"OR\" \"NOT\" \"title:x*\"");
        assert_eq!(quoted("said \"no comment\" \"open"), "\"said\" \"no comment\" \"open\"");
        assert_eq!(quoted("\" * ^ -"), "");
    }

    #[test]
    fn countries_are_named_or_coded() {
        assert_eq!(country("ukraine").as_deref(), Some("UKR"));
        assert_eq!(country("ukr").as_deref(), Some("UKR"));
        assert_eq!(country("Nowhere"), None);
    }
}

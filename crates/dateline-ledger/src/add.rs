//! Documents go in: one transaction a batch, and every id once.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::json;

use crate::codes;
use crate::copies::Shingled;
use crate::document::{Document, Span};
use crate::evidence;
use crate::identity::{Profile, Surroundings, context};
use crate::incident::Report;
use crate::ledger::{Ledger, Result};
use crate::pack::Pack;
use crate::resolve::Touched;
use crate::story::{self, Outline};
use crate::utterance;

/// What a run remembers of texts that it compared, so that it need not read them again.
#[derive(Debug, Default)]
pub struct Cache {
    shingles: FxHashMap<i64, Shingled>,
    outlines: story::store::Outlines,
    sayings: utterance::store::Sayings,
}

/// Texts that are remembered, and statements.
const REMEMBERED: usize = 4096;
const SAYINGS: usize = 200_000;

/// A document ready to be added: what can be computed without the ledger.
#[derive(Debug)]
pub struct Prepared {
    document: Document,
    text: Shingled,
    words: i64,
    outline: Outline,
}

/// What became of a batch.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Added {
    /// Documents that were new.
    pub added: u64,
    /// Documents that the ledger had.
    pub known: u64,
}

impl Prepared {
    /// Makes a document ready.
    pub fn new(document: Document) -> Self {
        let article = article(&document);
        let text = Shingled::new(&article);
        let hash = xxhash_rust::xxh3::xxh3_64(&text.words().iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>());
        Self { text, words: hash.cast_signed(), outline: Outline::new(&document, &article), document }
    }

    /// The document's id.
    pub fn id(&self) -> &str {
        &self.document.id
    }
}

/// The text of the kept blocks; all of it where none is kept.
fn article(document: &Document) -> String {
    let kept: Vec<Span> = document.blocks.iter().filter(|block| block.keep).map(|block| block.span).collect();
    if kept.is_empty() {
        return document.text.clone();
    }
    let mut out = String::with_capacity(document.text.len());
    let (mut at, mut kept) = (0, kept.into_iter().peekable());
    // One pass over the text: blocks stand in its order.
    for letter in document.text.chars() {
        while kept.next_if(|span| span[1] <= at).is_some() {
            out.push('\n');
        }
        if kept.peek().is_some_and(|span| span[0] <= at) {
            out.push(letter);
        }
        at += 1;
    }
    out
}

impl Ledger {
    /// The ids of all documents.
    pub fn known(&self) -> Result<BTreeSet<String>> {
        self.told(|db| db.prepare("SELECT id FROM documents")?.query_map([], |row| row.get(0))?.collect())
    }

    /// Begins a run: `at` is the time, as it is to be shown.
    pub fn begin(&self, at: &str, program: &str) -> Result<i64> {
        self.told(|db| {
            db.execute("INSERT INTO runs(at, program, added, known) VALUES (?1, ?2, 0, 0)", params![at, program])?;
            Ok(db.last_insert_rowid())
        })
    }

    /// Adds a batch in one transaction, with all that follows from it: copies, identity, events.
    pub fn add(&mut self, run: i64, batch: &[Prepared]) -> Result<Added> {
        let mut cache = std::mem::take(&mut self.cache);
        let path = self.path.clone();
        let done = self.told(|db| {
            let transaction = rusqlite::Transaction::new_unchecked(db, rusqlite::TransactionBehavior::Immediate)?;
            let (mut done, mut touched) = (Added::default(), Touched::default());
            for prepared in batch {
                if has(db, &prepared.document.id)? {
                    done.known += 1;
                    continue;
                }
                insert(db, run, prepared, &mut cache, &mut touched)?;
                done.added += 1;
            }
            if !touched.documents.is_empty() {
                crate::decisions::anchor(db, &path, &mut touched)?;
                crate::resolve::resolve(db, &touched, &mut cache.sayings)?;
                crate::cadence::forget(db)?;
            }
            db.execute(
                "UPDATE runs SET added = added + ?2, known = known + ?3 WHERE key = ?1",
                params![run, done.added as i64, done.known as i64],
            )?;
            transaction.commit()?;
            Ok(done)
        });
        // What was rolled back leaves its numbers to others.
        if done.is_err() || cache.shingles.len() > REMEMBERED {
            cache.shingles.clear();
            cache.outlines.clear();
        }
        if done.is_err() || cache.sayings.len() > SAYINGS {
            cache.sayings.clear();
        }
        self.cache = cache;
        done
    }
}

fn has(db: &Connection, id: &str) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT 1 FROM documents WHERE id = ?1")?.exists([id])
}

fn json_or_null<T: serde::Serialize>(list: &[T]) -> Option<String> {
    (!list.is_empty()).then(|| json!(list).to_string())
}

fn insert(db: &Connection, run: i64, prepared: &Prepared, cache: &mut Cache, touched: &mut Touched) -> rusqlite::Result<()> {
    let Prepared { document, text, words, outline } = prepared;
    let (source, meta) = (&document.source, &document.meta);
    let url = meta.url.as_ref().or(source.url.as_ref());
    let beside: BTreeSet<u32> = document.entities.iter().filter_map(context).collect();
    let beside: Vec<u8> = beside.into_iter().flat_map(u32::to_le_bytes).collect();
    db.prepare_cached(
        "INSERT INTO documents(id, source_id, path, record, \"offset\", format, sha256, url, site, title, byline_json, published, published_basis,
         modified, captured, language, wire, text, words, shingles, beside, run, notes_json, withheld_json)
         VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23,?24)",
    )?
    .execute(params![
        document.id,
        source.id,
        source.path,
        source.record.map(u64::cast_signed),
        source.offset.map(u64::cast_signed),
        source.format,
        source.sha256,
        url,
        meta.site,
        meta.title,
        json_or_null(&meta.byline),
        meta.published,
        meta.published_basis,
        meta.modified,
        meta.captured,
        meta.language,
        meta.wire,
        document.text,
        words,
        text.sketch().shingles as i64,
        beside,
        run,
        json_or_null(&document.notes),
        json_or_null(&document.withheld),
    ])?;
    let key = db.last_insert_rowid();
    touched.documents.insert(key);
    if let Some(url) = url {
        touched.urls.insert(url.clone());
    }
    db.prepare_cached("INSERT INTO search(rowid, title, text) VALUES (?1, ?2, ?3)")?.execute(params![key, meta.title, document.text])?;
    let mut block = db.prepare_cached("INSERT INTO blocks VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)")?;
    for (number, it) in document.blocks.iter().enumerate() {
        let raw = it.raw.unwrap_or([0, 0]);
        block.execute(params![
            key,
            number,
            it.span[0],
            it.span[1],
            codes::word(&codes::BLOCKS, &it.kind),
            it.keep,
            it.reason,
            it.copy_of,
            raw[0],
            raw[1]
        ])?;
    }
    compare(db, key, prepared, cache)?;
    story::store::insert(db, key, outline.clone(), &mut cache.outlines)?;
    let records = insert_entities(db, key, document, touched)?;
    insert_layers(db, key, document, &records, touched, cache)
}

/// Stores a document's sketch and its copies among those before it.
fn compare(db: &Connection, key: i64, prepared: &Prepared, cache: &mut Cache) -> rusqlite::Result<()> {
    let sketch = prepared.text.sketch();
    let mut shared: FxHashMap<i64, usize> = FxHashMap::default();
    let mut find = db.prepare_cached("SELECT document FROM marks WHERE mark = ?1 AND NOT (is_tail AND ?2)")?;
    let mut keep = db.prepare_cached("INSERT INTO marks VALUES (?1, ?2, ?3)")?;
    for mark in &sketch.marks {
        let mut rows = find.query(params![mark.hash.cast_signed(), mark.is_tail])?;
        while let Some(row) = rows.next()? {
            *shared.entry(row.get(0)?).or_default() += 1;
        }
        drop(rows);
        keep.execute(params![mark.hash.cast_signed(), key, mark.is_tail])?;
    }
    let mut candidates: Vec<(i64, usize)> = shared.into_iter().collect();
    candidates.sort_unstable();
    for (other, shared) in candidates {
        if shared < crate::copies::CANDIDATE.min(sketch.marks.len()) {
            continue;
        }
        let (count, hash): (usize, i64) = db
            .prepare_cached("SELECT shingles, words FROM documents WHERE key = ?1")?
            .query_row([other], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if !sketch.is_candidate(shared, count) {
            continue;
        }
        let there = match cache.shingles.entry(other) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(place) => place.insert(stored(db, other)?),
        };
        if !prepared.text.resembles(there) {
            continue;
        }
        let overlap = prepared.text.overlap(there);
        let kind = if hash == prepared.words { Some(crate::copies::Kind::Exact) } else { overlap.kind() };
        let Some(kind) = kind else { continue };
        let is_later = order(db, key)? > order(db, other)?;
        let (later, earlier, share, of_share) = if is_later {
            (key, other, overlap.first_share(), overlap.second_share())
        } else {
            (other, key, overlap.second_share(), overlap.first_share())
        };
        let round = |share: f64| (share * 1e4).round() / 1e4;
        db.prepare_cached("INSERT INTO copies VALUES (?1,?2,?3,?4,?5)")?.execute(params![
            later,
            earlier,
            kind.name(),
            round(share),
            round(of_share)
        ])?;
    }
    cache.shingles.insert(key, prepared.text.clone());
    Ok(())
}

/// The place of a document in the order of the law: published, then id; undated last.
pub(crate) fn order(db: &Connection, key: i64) -> rusqlite::Result<(String, String)> {
    db.prepare_cached("SELECT coalesce(published, '~'), id FROM documents WHERE key = ?1")?
        .query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The shingles of a document that an earlier run added.
fn stored(db: &Connection, key: i64) -> rusqlite::Result<Shingled> {
    let text: String = db.prepare_cached("SELECT text FROM documents WHERE key = ?1")?.query_row([key], |row| row.get(0))?;
    let kept: Vec<Span> = db
        .prepare_cached("SELECT \"start\", \"end\" FROM blocks WHERE document = ?1 AND keep ORDER BY number")?
        .query_map([key], |row| Ok([row.get(0)?, row.get(1)?]))?
        .collect::<rusqlite::Result<_>>()?;
    let blocks = kept.into_iter().map(|span| crate::document::Block {
        span,
        kind: String::new(),
        keep: true,
        reason: None,
        copy_of: None,
        raw: None,
    });
    let document = Document {
        id: String::new(),
        source: Default::default(),
        meta: Default::default(),
        text,
        blocks: blocks.collect(),
        withheld: Vec::new(),
        notes: Vec::new(),
        entities: Vec::new(),
        times: Vec::new(),
        statements: Vec::new(),
        events: Vec::new(),
        tolls: Vec::new(),
        commitments: Vec::new(),
    };
    Ok(Shingled::new(&article(&document)))
}

/// The keys of a document's records by their ids.
type Keys = FxHashMap<String, i64>;

fn insert_entities(db: &Connection, document_key: i64, document: &Document, touched: &mut Touched) -> rusqlite::Result<Keys> {
    let mut keys = Keys::default();
    let mut seen = FxHashSet::default();
    let surroundings = Surroundings::of(document);
    for entity in &document.entities {
        if !seen.insert(&entity.id) {
            continue;
        }
        let profile = profile(db, &Profile::new(document, &surroundings, entity, false), &mut touched.fresh)?;
        touched.profiles.insert(profile);
        let place = entity.place.as_ref();
        db.prepare_cached(
            "INSERT INTO entity_records(code, document, profile, kind_code, name, country, sector, lat, lon, geonames_id, admin1, place_country, \"precision\",
             members_json, evidence, score_code, rule) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17)",
        )?
        .execute(params![
            codes::record(&entity.id, 'e'),
            document_key,
            profile,
            codes::word(&codes::KINDS, &entity.kind),
            entity.name,
            entity.country,
            entity.sector,
            place.and_then(|it| it.lat),
            place.and_then(|it| it.lon),
            place.and_then(|it| it.geonames_id),
            place.and_then(|it| it.admin1.as_ref()),
            place.and_then(|it| it.country.as_ref()),
            place.and_then(|it| it.precision.as_ref()),
            json_or_null(&entity.members),
            evidence::packed(db, &entity.evidence, &[evidence::first(entity.mentions.iter().map(|it| it.span))])?,
            codes::score(entity.score),
            entity.rule,
        ])?;
        let key = db.last_insert_rowid();
        keys.insert(entity.id.clone(), key);
        let mut mention = db.prepare_cached("INSERT OR IGNORE INTO mentions VALUES (?1,?2,?3,?4,?5,?6)")?;
        for it in &entity.mentions {
            let extent = it.extent.filter(|extent| *extent != it.span);
            mention.execute(params![
                key,
                it.span[0],
                it.span[1],
                extent.map(|it| it[0]),
                extent.map(|it| it[1]),
                codes::word(&codes::FORMS, &it.form)
            ])?;
        }
    }
    let mut role = db.prepare_cached("INSERT OR IGNORE INTO roles VALUES (?1,?2,?3,?4,?5,?6,?7)")?;
    for entity in &document.entities {
        for (number, it) in entity.roles.iter().enumerate() {
            let of = it.of.as_ref().and_then(|of| keys.get(of));
            role.execute(params![
                keys[&entity.id],
                number,
                it.title,
                it.span.map(|span| span[0]),
                it.span.map(|span| span[1]),
                it.country,
                of
            ])?;
        }
    }
    Ok(keys)
}

/// The key of a profile, which is made where it is new, and noted as such.
fn profile(db: &Connection, profile: &Profile, fresh: &mut BTreeSet<i64>) -> rusqlite::Result<i64> {
    let found =
        db.prepare_cached("SELECT key FROM profiles WHERE signature = ?1")?.query_row([&profile.signature], |row| row.get(0)).optional()?;
    if let Some(key) = found {
        return Ok(key);
    }
    let mut words = Pack::default();
    words.ascending(profile.keys.iter().copied());
    db.prepare_cached(
        "INSERT INTO profiles(signature, is_own, kind_code, name, country, sector, geonames_id, words) VALUES (?1,?2,?3,?4,?5,?6,?7,?8)",
    )?
    .execute(params![
        profile.signature,
        profile.is_own,
        codes::word(&codes::KINDS, &profile.kind),
        profile.name,
        profile.country,
        profile.sector,
        profile.geonames_id,
        (!profile.keys.is_empty()).then(|| words.bytes()),
    ])?;
    let key = db.last_insert_rowid();
    fresh.insert(key);
    let mut word = db.prepare_cached("INSERT INTO profile_keys VALUES (?1, ?2)")?;
    for it in &profile.keys {
        word.execute(params![it.cast_signed(), key])?;
    }
    Ok(key)
}

fn insert_layers(
    db: &Connection,
    document_key: i64,
    document: &Document,
    records: &Keys,
    touched: &mut Touched,
    cache: &mut Cache,
) -> rusqlite::Result<()> {
    let record = |id: &Option<String>| id.as_ref().and_then(|id| records.get(id)).copied();
    let mut party = db.prepare_cached("INSERT OR IGNORE INTO participants(record, layer, owner, part, number) VALUES (?1,?2,?3,?4,?5)")?;
    let mut take_part = |layer: &str, owner: i64, part: &str, ids: &[String]| -> rusqlite::Result<()> {
        for (number, key) in ids.iter().filter_map(|id| records.get(id)).enumerate() {
            party.execute(params![key, layer, owner, part, number])?;
        }
        Ok(())
    };
    let mut time = db.prepare_cached("INSERT OR IGNORE INTO times VALUES (?1,?2,?3,?4,?5,?6,?7)")?;
    for it in &document.times {
        time.execute(params![document_key, it.span[0], it.span[1], codes::record(&it.id, 'x'), it.kind, it.value, it.basis])?;
    }
    let first = |span: Option<Span>| (span.map(|span| span[0]), span.map(|span| span[1]));
    let mut statement = db.prepare_cached(
        "INSERT INTO statements(code, document, kind, speaker, speaker_start, speaker_end, cue_start, cue_end, content_code, quotes_code, \"start\", \"end\", mode,
         channel, platform, addressees_json, said, said_basis, withheld, same_as, denied, evidence, score_code, rule)
         VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23,?24)",
    )?;
    for it in &document.statements {
        let (speaker, cue) = (first(it.speaker_span), first(it.cue));
        let main = it.content.first().copied().or(it.cue).or(it.speaker_span).unwrap_or([0, 0]);
        statement.execute(params![
            codes::record(&it.id, 's'),
            document_key,
            it.kind,
            record(&it.speaker),
            speaker.0,
            speaker.1,
            cue.0,
            cue.1,
            (it.content != [main]).then(|| json!(it.content).to_string()),
            json_or_null(&it.quotes),
            main[0],
            main[1],
            it.mode,
            it.channel.as_ref().and_then(|it| it.kind.as_ref()),
            it.channel.as_ref().and_then(|it| it.platform.as_ref()),
            json_or_null(&it.addressees),
            it.said.as_ref().and_then(|it| it.value.as_ref()),
            it.said.as_ref().and_then(|it| it.basis.as_ref()),
            it.withheld.as_ref().and_then(|it| it.kind.as_ref()),
            it.same_as,
            it.denied,
            evidence::packed(
                db,
                &it.evidence,
                &[vec![main], it.cue.into_iter().collect(), it.speaker_span.into_iter().collect(), it.quotes.clone()]
            )?,
            codes::score(it.score),
            it.rule,
        ])?;
        let key = db.last_insert_rowid();
        touched.statements.insert(key);
        utterance::store::insert(db, key, document, it, &mut cache.sayings)?;
        take_part("s", key, "addressee", &it.addressees)?;
    }
    let mut event = db.prepare_cached(
        "INSERT INTO event_mentions(code, document, type, mode, contexts_json, cameo, instrument, instrument_start, instrument_end, place, date_start, date_end,
         date_precision, date_basis, date_spans_json, same_day_as, modality, asserted_by, \"start\", \"end\", mentions_json, part_of, compared_json, evidence, score_code, rule)
         VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23,?24,?25,?26)",
    )?;
    let mut word = db.prepare_cached("INSERT OR IGNORE INTO event_keys VALUES (?1, ?2)")?;
    let mut events: BTreeMap<&str, i64> = BTreeMap::new();
    for it in &document.events {
        let report = Report::new(document, it);
        let main = it.trigger.or(it.mentions.first().copied()).unwrap_or([0, 0]);
        let instrument = first(it.instrument);
        event.execute(params![
            codes::record(&it.id, 'v'),
            document_key,
            it.r#type,
            it.mode,
            json_or_null(&it.contexts),
            it.cameo,
            it.instrument.map(|span| document.words(span)),
            instrument.0,
            instrument.1,
            record(&it.place),
            it.date.start,
            it.date.end,
            it.date.precision,
            it.date.basis,
            json_or_null(&it.date.spans),
            it.date.same_day_as,
            it.modality,
            it.asserted_by,
            main[0],
            main[1],
            json_or_null(&it.mentions),
            it.part_of,
            json!(report).to_string(),
            evidence::packed(db, &it.evidence, &[vec![main]])?,
            codes::score(it.score),
            it.rule,
        ])?;
        let key = db.last_insert_rowid();
        events.insert(&it.id, key);
        touched.mentions.insert(key);
        for key_word in report.keys() {
            word.execute(params![key_word.cast_signed(), key])?;
        }
        take_part("v", key, "actor", &it.actors)?;
        take_part("v", key, "recipient", &it.recipients)?;
    }
    let event_key = |id: &Option<String>| id.as_deref().and_then(|id| events.get(id)).copied();
    let mut toll = db.prepare_cached(
        "INSERT INTO tolls(code, document, mention, measure, low, high, qualifier, \"group\", part_of, claimant, statement, as_of, \"start\", \"end\", evidence, score_code, rule)
         VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17)",
    )?;
    for it in &document.tolls {
        toll.execute(params![
            codes::record(&it.id, 't'),
            document_key,
            event_key(&it.event),
            it.measure,
            it.low,
            it.high,
            it.qualifier,
            it.group,
            it.part_of,
            record(&it.claimant),
            it.statement,
            it.as_of,
            it.span[0],
            it.span[1],
            evidence::packed(db, &it.evidence, &[vec![it.span]])?,
            codes::score(it.score),
            it.rule,
        ])?;
    }
    let mut commitment = db.prepare_cached(
        "INSERT INTO commitments(code, document, \"start\", \"end\", force, condition_start, condition_end, deadline, recurrence, statement, mention, checkable, evidence, score_code, rule)
         VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)",
    )?;
    for it in &document.commitments {
        let condition = first(it.condition);
        commitment.execute(params![
            codes::record(&it.id, 'c'),
            document_key,
            it.action[0],
            it.action[1],
            it.force,
            condition.0,
            condition.1,
            it.deadline,
            it.recurrence,
            it.statement,
            event_key(&it.event),
            it.checkable,
            evidence::packed(db, &it.evidence, &[vec![it.action]])?,
            codes::score(it.score),
            it.rule,
        ])?;
        let key = db.last_insert_rowid();
        take_part("c", key, "by", &it.by)?;
        take_part("c", key, "to", &it.to)?;
    }
    Ok(())
}

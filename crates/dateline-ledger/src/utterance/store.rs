//! Utterances in the ledger: links between statements, and what is decided from them.

use std::collections::BTreeSet;
use std::collections::hash_map::Entry;

use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;

use super::{ANSWER, DAYS, NO_DAY, Parts, Saying, are_apart, pair};
use crate::document::{Document, Span, Statement};
use crate::merge::{Pull, groups};
use crate::query::Texts;
use crate::resolve::{self, Kept, components, decided, forget, neighbours, pulls};

/// Sayings that a run remembers, so that it need not make them again.
pub(crate) type Sayings = FxHashMap<i64, Saying>;

/// Stores by what a new statement is found.
pub(crate) fn insert(db: &Connection, key: i64, document: &Document, statement: &Statement, known: &mut Sayings) -> rusqlite::Result<()> {
    let saying = Saying::new(document, statement);
    let mut word = db.prepare_cached("INSERT INTO utterance_keys VALUES (?1, ?2, ?3)")?;
    for it in saying.keys() {
        word.execute(params![it.cast_signed(), saying.day(), key])?;
    }
    known.insert(key, saying);
    Ok(())
}

/// A statement as it is compared, from what the tables and the text of its document say.
fn stored(db: &Connection, texts: &mut Texts<'_>, key: i64) -> rusqlite::Result<Saying> {
    let mut find = db.prepare_cached(
        "SELECT d.key, d.id, iif(EXISTS (SELECT 1 FROM mentions m WHERE m.record = r.key AND m.form = 'name'), r.kind, NULL), r.name, s.said, d.published,
         coalesce(s.kind, ''), s.denied, s.content_json FROM statements s JOIN documents d ON d.key = s.document LEFT JOIN entity_records r ON r.key = s.speaker
         WHERE s.key = ?1",
    )?;
    find.query_row([key], |row| {
        let document: i64 = row.get(0)?;
        let spans: Vec<Span> = serde_json::from_str(row.get_ref(8)?.as_str().unwrap_or_default()).unwrap_or_default();
        let content: Vec<String> = spans.into_iter().map(|span| texts.words(document, span)).collect::<rusqlite::Result<_>>()?;
        Ok(Saying::of(Parts {
            document: row.get(1)?,
            speaker: row.get::<_, Option<String>>(2)?.zip(row.get(3)?),
            dates: [row.get(4)?, row.get(5)?],
            kind: row.get(6)?,
            is_denied: row.get(7)?,
            content: content.iter().map(String::as_str).collect(),
        }))
    })
}

/// Has some sayings remembered.
fn remember(db: &Connection, keys: impl IntoIterator<Item = i64>, known: &mut Sayings) -> rusqlite::Result<()> {
    let mut texts = Texts::new(db);
    for key in keys {
        if let Entry::Vacant(place) = known.entry(key) {
            place.insert(stored(db, &mut texts, key)?);
        }
    }
    Ok(())
}

/// Where a statement stands, and who speaks.
#[derive(Debug, Clone, Copy)]
struct Stand {
    document: i64,
    words: Span,
    speaker: Option<i64>,
}

impl Stand {
    fn of(db: &Connection, key: i64) -> rusqlite::Result<Self> {
        let mut find = db.prepare_cached(
            "SELECT s.document, s.\"start\", s.\"end\", p.entity FROM statements s
             LEFT JOIN entity_records r ON r.key = s.speaker LEFT JOIN profiles p ON p.key = r.profile WHERE s.key = ?1",
        )?;
        find.query_row([key], |row| Ok(Self { document: row.get(0)?, words: [row.get(1)?, row.get(2)?], speaker: row.get(3)? }))
    }

    /// Whether what is said and what is denied are words of one report: `A said that B had denied it`, `B rejected that the sales were
    /// misstated`. Who else's claim is denied in the denial's own words has claimed it.
    fn is_one_report(said: Self, denial: Self) -> bool {
        let overlaps = said.document == denial.document && said.words[0] < denial.words[1] && denial.words[0] < said.words[1];
        let is_quoted = denial.words[0] <= said.words[0] && said.words[1] <= denial.words[1] && said.words != denial.words;
        let by_another = said.speaker.is_some() && denial.speaker.is_some() && said.speaker != denial.speaker;
        overlaps && !(is_quoted && by_another)
    }
}

/// Statements that deny, each with the first statement of another utterance that says what it denies.
pub(crate) fn denials(db: &Connection) -> rusqlite::Result<Vec<(i64, i64)>> {
    let mut out = Vec::new();
    let keys: Vec<i64> = db
        .prepare_cached("SELECT s.key FROM statements s JOIN documents d ON d.key = s.document WHERE s.denied AND s.status IS NOT 'rejected' ORDER BY coalesce(d.published, '~'), s.id")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut near = db.prepare_cached(
        "SELECT s.key FROM statements s JOIN documents d ON d.key = s.document
         WHERE s.key IN (SELECT k.statement FROM json_each(?1) w CROSS JOIN utterance_keys k ON k.word = w.value AND k.day BETWEEN ?2 AND ?3) AND NOT s.denied AND s.status IS NOT 'rejected'
         ORDER BY coalesce(d.published, '~'), s.id",
    )?;
    let mut known = Sayings::default();
    for key in keys {
        remember(db, [key], &mut known)?;
        // Without days nobody knows whether one answers the other.
        let Some(day) = known[&key].day else { continue };
        let words = serde_json::json!(known[&key].bare_keys().iter().map(|it| it.cast_signed()).collect::<Vec<_>>()).to_string();
        for other in
            near.query_map(params![words, day - ANSWER, day + ANSWER], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()?
        {
            remember(db, [other], &mut known)?;
            if super::denies(&known[&key], &known[&other]) && !Stand::is_one_report(Stand::of(db, other)?, Stand::of(db, key)?) {
                out.push((key, other));
                break;
            }
        }
    }
    Ok(out)
}

/// Links new statements to those that may report the same.
pub(crate) fn link(db: &Connection, statements: &BTreeSet<i64>, known: &mut Sayings) -> rusqlite::Result<()> {
    let mut told = db.prepare_cached(
        "SELECT o.key FROM statements s JOIN statements o ON o.document = s.document AND (o.id = s.same_as OR s.id = o.same_as) WHERE s.key = ?1 AND o.key <> s.key",
    )?;
    // Two days that lie apart are no utterance, and what has no day is compared with all.
    let mut near = db.prepare_cached("SELECT statement FROM utterance_keys WHERE word = ?1 AND day BETWEEN ?2 AND ?3")?;
    for &key in statements {
        for other in told.query_map([key], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()? {
            resolve::link(db, "s", key.min(other), key.max(other), 95, "same-as", "one document says that they are one")?;
        }
        remember(db, [key], known)?;
        let mut others: BTreeSet<i64> = BTreeSet::new();
        let day = known[&key].day();
        let ranges = if day == NO_DAY { vec![(i32::MIN, i32::MAX)] } else { vec![(day - DAYS, day + DAYS), (NO_DAY, NO_DAY)] };
        for word in known[&key].keys() {
            for (first, last) in &ranges {
                let mut rows = near.query(params![word.cast_signed(), first, last])?;
                while let Some(row) = rows.next()? {
                    others.insert(row.get(0)?);
                }
            }
        }
        others.remove(&key);
        remember(db, others.iter().copied(), known)?;
        let own = &known[&key];
        for other in others {
            let there = &known[&other];
            let (first, second) = if own.document < there.document { (own, there) } else { (there, own) };
            if let Some(reason) = pair(first, second) {
                resolve::link(db, "s", key.min(other), key.max(other), reason.strength, reason.rule, &reason.why)?;
            }
        }
    }
    Ok(())
}

/// Decides the utterances of all that hangs together with some statements.
pub(crate) fn decide(db: &Connection, statements: BTreeSet<i64>, known: &mut Sayings) -> rusqlite::Result<()> {
    let found = components(statements, |at| neighbours(db, "s", at))?;
    for component in &found {
        forget(db, component.iter().copied(), "SELECT utterance FROM statements WHERE key = ?1", "utterances")?;
    }
    for component in found {
        let mut ranked = Vec::with_capacity(component.len());
        let mut rank = db.prepare_cached(
            "SELECT coalesce(d.published, '~'), s.id FROM statements s JOIN documents d ON d.key = s.document WHERE s.key = ?1",
        )?;
        for &key in &component {
            ranked.push((rank.query_row([key], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?, key));
        }
        ranked.sort();
        let keys: Vec<i64> = ranked.iter().map(|it| it.1).collect();
        let (found, links): (Vec<usize>, Vec<(Kept, bool)>) = if keys.len() < 2 {
            (vec![0], Vec::new())
        } else {
            remember(db, keys.iter().copied(), known)?;
            let sayings: Vec<&Saying> = keys.iter().map(|key| &known[key]).collect();
            let links = pulls(db, "s", &keys)?;
            let parted = crate::decisions::parted(db, "s", &keys)?;
            let plain: Vec<Pull> = links.iter().map(|it| it.pull).collect();
            let groups = groups(keys.len(), &plain, |a, b| are_apart(sayings[a], sayings[b]) || parted.contains(&(a.min(b), a.max(b))));
            (groups.of, links.into_iter().zip(groups.joined).collect())
        };
        for (link, joined) in &links {
            decided(db, "s", &keys, link, *joined)?;
        }
        let mut set = db.prepare_cached("UPDATE statements SET utterance = ?2 WHERE key = ?1")?;
        let mut write = db.prepare_cached(
            "INSERT INTO utterances(key, code, n_documents, n_texts, n_origins, first, last)
             SELECT ?1, (SELECT code FROM statements WHERE key = ?1), count(DISTINCT d.key), count(DISTINCT d.same_text), count(DISTINCT d.family),
             min(d.published), max(d.published) FROM statements s JOIN documents d ON d.key = s.document WHERE s.utterance = ?1 AND s.status IS NOT 'rejected'",
        )?;
        for (at, root) in found.iter().enumerate() {
            set.execute(params![keys[at], keys[*root]])?;
        }
        for root in found.iter().enumerate().filter(|(at, root)| at == *root).map(|it| it.0) {
            write.execute([keys[root]])?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_of_a_denial_asserts_nothing_and_a_claim_that_is_denied_was_made() {
        let stand = |words: Span, speaker: i64| Stand { document: 1, words, speaker: Some(speaker) };
        let denial = stand([40, 90], 1);
        assert!(Stand::is_one_report(stand([10, 90], 2), denial), "the assembly said that he had denied it");
        assert!(Stand::is_one_report(stand([60, 90], 1), denial), "he denied that the sales were misstated");
        assert!(!Stand::is_one_report(stand([60, 90], 2), denial), "he denied her claim that the sales were misstated");
        assert!(!Stand::is_one_report(stand([200, 260], 1), denial), "elsewhere he said so himself");
        assert!(!Stand::is_one_report(Stand { document: 2, ..stand([10, 90], 2) }, denial));
    }
}

//! What a ledger knows that a promise can be checked against: who acts for whom, what was reported, and when.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rusqlite::{Connection, params};

use super::promise;
use crate::document::Span;
use crate::query::Texts;

/// A day, as the page's own clock has it.
pub(super) fn day(date: &str) -> Option<Date> {
    date.get(..10)?.parse().ok()
}

/// Somebody, across documents.
#[derive(Debug, Default)]
pub(super) struct Party {
    pub name: String,
    pub kind: String,
    pub country: Option<String>,
    pub sectors: BTreeSet<String>,
    /// Offices, as pages state them.
    pub titles: BTreeSet<String>,
    /// Bodies in which there is an office.
    pub of: BTreeSet<i64>,
    /// Who belongs to a group.
    pub members: BTreeSet<i64>,
}

/// What one page says of an event.
#[derive(Debug)]
pub(super) struct Report {
    pub id: String,
    pub document: i64,
    pub published: Option<Date>,
    pub modality: String,
    pub start: usize,
    pub end: usize,
    /// The word for it, and the sentence in which it is told; empty until [`Records::read`].
    pub word: String,
    pub sentence: String,
}

/// An event of the ledger.
#[derive(Debug, Default)]
pub(super) struct Happening {
    pub id: String,
    pub r#type: String,
    pub modes: BTreeSet<String>,
    pub actors: BTreeSet<i64>,
    pub recipients: BTreeSet<i64>,
    pub places: BTreeSet<i64>,
    /// The first day and the last on which it may have been.
    pub when: Option<(Date, Date)>,
    is_day: bool,
    /// By (published, id).
    pub reports: Vec<Report>,
}

/// All of it.
#[derive(Debug, Default)]
pub(super) struct Records {
    /// The last day on which a page was published.
    pub horizon: Option<Date>,
    pub parties: BTreeMap<i64, Party>,
    by_country: BTreeMap<String, Vec<i64>>,
    by_body: BTreeMap<i64, Vec<i64>>,
    pub happenings: Vec<Happening>,
    by_party: BTreeMap<i64, Vec<usize>>,
}

/// Most letters of a sentence that are looked at on one side of an event.
const SENTENCE: usize = 400;

impl Records {
    /// Reads the parties and the events of a ledger.
    pub fn load(db: &Connection) -> rusqlite::Result<Self> {
        let mut records = Self::default();
        records.load_parties(db)?;
        records.load_happenings(db)?;
        let mut find = db.prepare_cached("SELECT published FROM documents WHERE published IS NOT NULL")?;
        let mut rows = find.query([])?;
        while let Some(row) = rows.next()? {
            records.horizon = records.horizon.max(day(row.get_ref(0)?.as_str().unwrap_or_default()));
        }
        Ok(records)
    }

    fn load_parties(&mut self, db: &Connection) -> rusqlite::Result<()> {
        let mut find = db.prepare_cached("SELECT key, name, kind, country FROM entities")?;
        let mut rows = find.query([])?;
        while let Some(row) = rows.next()? {
            let party = Party { name: row.get(1)?, kind: row.get(2)?, country: row.get(3)?, ..Party::default() };
            self.parties.insert(row.get(0)?, party);
        }
        let mut find = db.prepare_cached(
            "SELECT DISTINCT p.entity, r.sector FROM entity_records r JOIN profiles p ON p.key = r.profile WHERE r.sector IS NOT NULL AND p.entity IS NOT NULL
             AND r.status IS NOT 'rejected'",
        )?;
        let mut rows = find.query([])?;
        while let Some(row) = rows.next()? {
            let Some(party) = self.parties.get_mut(&row.get(0)?) else { continue };
            party.sectors.insert(row.get(1)?);
        }
        let mut find = db.prepare_cached(
            "SELECT DISTINCT p.entity, x.title, q.entity FROM roles x JOIN entity_records r ON r.key = x.record JOIN profiles p ON p.key = r.profile
             LEFT JOIN entity_records o ON o.key = x.\"of\" LEFT JOIN profiles q ON q.key = o.profile WHERE p.entity IS NOT NULL AND r.status IS NOT 'rejected'",
        )?;
        let mut rows = find.query([])?;
        while let Some(row) = rows.next()? {
            let key: i64 = row.get(0)?;
            let Some(party) = self.parties.get_mut(&key) else { continue };
            party.titles.insert(row.get(1)?);
            if let Some(body) = row.get(2)? {
                party.of.insert(body);
            }
        }
        let mut member = db.prepare_cached(
            "SELECT p.entity FROM entity_records r JOIN profiles p ON p.key = r.profile WHERE r.document = ?1 AND r.id = ?2 AND p.entity IS NOT NULL",
        )?;
        let mut find = db.prepare_cached(
            "SELECT p.entity, r.document, r.members_json FROM entity_records r JOIN profiles p ON p.key = r.profile WHERE r.members_json IS NOT NULL AND p.entity IS NOT NULL",
        )?;
        let mut rows = find.query([])?;
        while let Some(row) = rows.next()? {
            let (key, document): (i64, i64) = (row.get(0)?, row.get(1)?);
            let ids: Vec<String> = serde_json::from_str(row.get_ref(2)?.as_str().unwrap_or_default()).unwrap_or_default();
            for id in ids {
                let found: Vec<i64> = member.query_map(params![document, id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
                if let Some(party) = self.parties.get_mut(&key) {
                    party.members.extend(found);
                }
            }
        }
        for (key, party) in &self.parties {
            if let Some(country) = &party.country {
                self.by_country.entry(country.clone()).or_default().push(*key);
            }
            for body in &party.of {
                self.by_body.entry(*body).or_default().push(*key);
            }
        }
        Ok(())
    }

    fn load_happenings(&mut self, db: &Connection) -> rusqlite::Result<()> {
        let mut place_of: BTreeMap<i64, usize> = BTreeMap::new();
        let mut of_mention: BTreeMap<i64, usize> = BTreeMap::new();
        let mut find = db.prepare_cached(
            "SELECT m.key, m.event, v.id, m.id, m.type, m.mode, m.date_start, m.date_end, m.date_precision, m.modality, d.key, d.published, m.\"start\", m.\"end\", p.entity
             FROM event_mentions m JOIN events v ON v.key = m.event JOIN documents d ON d.key = m.document LEFT JOIN entity_records r ON r.key = m.place
             LEFT JOIN profiles p ON p.key = r.profile WHERE m.status IS NOT 'rejected' ORDER BY coalesce(d.published, '~'), m.id",
        )?;
        let mut rows = find.query([])?;
        while let Some(row) = rows.next()? {
            let (mention, event): (i64, i64) = (row.get(0)?, row.get(1)?);
            let at = *place_of.entry(event).or_insert_with(|| {
                self.happenings.push(Happening::default());
                self.happenings.len() - 1
            });
            of_mention.insert(mention, at);
            let it = &mut self.happenings[at];
            it.id = row.get(2)?;
            if it.r#type.is_empty() {
                it.r#type = row.get(4)?;
            }
            it.modes.extend(row.get::<_, Option<String>>(5)?);
            it.places.extend(row.get::<_, Option<i64>>(14)?);
            let text = |at: usize| row.get::<_, Option<String>>(at);
            let first = text(6)?.as_deref().and_then(day);
            let last = text(7)?.as_deref().and_then(day).or(first);
            let is_day = text(8)?.as_deref() == Some("day");
            // A day is better than a month, and the first that is told better than the next.
            if let (Some(first), Some(last)) = (first, last)
                && (it.when.is_none() || is_day && !it.is_day)
            {
                it.is_day = is_day;
                it.when = Some(if is_day { (first, first) } else { (first, last) });
            }
            it.reports.push(Report {
                id: row.get(3)?,
                document: row.get(10)?,
                published: text(11)?.as_deref().and_then(day),
                modality: text(9)?.unwrap_or_default(),
                start: row.get(12)?,
                end: row.get(13)?,
                word: String::new(),
                sentence: String::new(),
            });
        }
        let mut find = db.prepare_cached(
            "SELECT x.owner, x.part, p.entity FROM participants x JOIN entity_records r ON r.key = x.record JOIN profiles p ON p.key = r.profile
             WHERE x.layer = 'v' AND p.entity IS NOT NULL",
        )?;
        let mut rows = find.query([])?;
        while let Some(row) = rows.next()? {
            let Some(&at) = of_mention.get(&row.get(0)?) else { continue };
            let party: i64 = row.get(2)?;
            let it = &mut self.happenings[at];
            if row.get_ref(1)?.as_str().unwrap_or_default() == "actor" { &mut it.actors } else { &mut it.recipients }.insert(party);
        }
        for (at, it) in self.happenings.iter().enumerate() {
            for party in it.actors.union(&it.recipients) {
                self.by_party.entry(*party).or_default().push(at);
            }
        }
        Ok(())
    }

    /// The events in which any of some parties takes part.
    pub fn with(&self, parties: &BTreeSet<i64>) -> BTreeSet<usize> {
        parties.iter().filter_map(|it| self.by_party.get(it)).flatten().copied().collect()
    }

    /// The events that take up what a condition says are looked for among all.
    pub fn all(&self) -> BTreeSet<usize> {
        (0..self.happenings.len()).collect()
    }

    /// Reads the sentences in which some events are told.
    pub fn read(&mut self, db: &Connection, happenings: &BTreeSet<usize>) -> rusqlite::Result<()> {
        let mut texts = Texts::new(db);
        let mut open: Vec<(i64, usize, usize)> = Vec::new();
        for &at in happenings {
            for (number, report) in self.happenings[at].reports.iter().enumerate().filter(|it| it.1.sentence.is_empty()) {
                open.push((report.document, at, number));
            }
        }
        // A text is opened once.
        open.sort_unstable();
        for (document, at, number) in open {
            let report = &mut self.happenings[at].reports[number];
            report.word = texts.words(document, [report.start, report.end])?;
            report.sentence = sentence(&mut texts, document, [report.start, report.end])?;
        }
        Ok(())
    }

    /// Whoever acts for a party, itself among them. Others carry out what a minister promised, unless it is to meet somebody.
    pub fn agents(&self, party: i64, is_meeting: bool) -> BTreeSet<i64> {
        let mut found = BTreeSet::from([party]);
        let Some(own) = self.parties.get(&party) else { return found };
        found.extend(self.by_body.get(&party).into_iter().flatten());
        let of_country = |country: &str, keep: &dyn Fn(&Party) -> bool| -> Vec<i64> {
            let all = self.by_country.get(country).map(Vec::as_slice).unwrap_or_default();
            all.iter().copied().filter(|it| self.parties.get(it).is_some_and(keep)).collect()
        };
        let has = |it: &Party, sector: &str| it.sectors.contains(sector);
        let is_office = |it: &Party| it.kind == "organization" || !it.titles.is_empty();
        let Some(country) = own.country.as_deref() else { return found };
        match own.kind.as_str() {
            "country" => found.extend(of_country(country, &|it| (has(it, "GOV") || has(it, "MIL")) && is_office(it))),
            "organization" if has(own, "GOV") && promise::is_government(&own.name) => {
                found.extend(of_country(country, &|it| it.kind == "country" || has(it, "GOV") && is_office(it)));
            }
            "organization" if has(own, "GOV") => {
                let field = promise::field(&own.name);
                let is_head = |it: &Party| {
                    it.kind == "person"
                        && has(it, "GOV")
                        && it.titles.iter().any(|title| promise::field(title).intersection(&field).next().is_some())
                };
                found.extend(of_country(country, &is_head));
            }
            "organization" if has(own, "MIL") => {
                found.extend(of_country(country, &|it| it.kind == "person" && has(it, "MIL") && is_office(it)));
            }
            "person" if !is_meeting && !own.titles.is_empty() && (has(own, "GOV") || has(own, "MIL")) => {
                found.extend(own.of.iter().copied());
                let sector = if has(own, "GOV") { "GOV" } else { "MIL" };
                found.extend(of_country(country, &|it| it.kind == "country" || it.kind == "organization" && has(it, sector)));
            }
            "person" if !is_meeting => found.extend(own.of.iter().copied()),
            _ => {}
        }
        found
    }

    /// Those who have to act where a party is said to: the members of a group, or itself.
    pub fn required(&self, party: i64) -> Vec<i64> {
        match self.parties.get(&party) {
            Some(it) if !it.members.is_empty() => it.members.iter().copied().collect(),
            _ => vec![party],
        }
    }
}

/// The sentence around a span, as far as marks tell where it begins and ends.
pub(super) fn sentence(texts: &mut Texts<'_>, document: i64, span: Span) -> rusqlite::Result<String> {
    let before = texts.words(document, [span[0].saturating_sub(SENTENCE), span[0]])?;
    let length = texts.length(document)?;
    let after = texts.words(document, [span[1], (span[1] + SENTENCE).min(length)])?;
    let ends = |text: &str, at: usize, mark: char| {
        matches!(mark, '\n' | '\r') || matches!(mark, '.' | '!' | '?') && text[at + mark.len_utf8()..].starts_with([' ', '\n', '”', '"'])
    };
    let start = before.char_indices().rfind(|(at, mark)| ends(&before, *at, *mark)).map_or(0, |(at, mark)| at + mark.len_utf8());
    let end = after.char_indices().find(|(at, mark)| ends(&after, *at, *mark)).map_or(after.len(), |it| it.0);
    Ok(format!("{}{}{}", &before[start..], texts.words(document, span)?, &after[..end]))
}

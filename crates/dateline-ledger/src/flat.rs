//! The flat tables: one declaration for SQLite, Parquet, Arrow, CSV and JSON Lines.
//!
//! [`TABLES`] says what leaves a ledger, under the names of the contract: every table, every column, its type, what it means and where it
//! comes from. Whoever adds a column adds a line here, and it is in the views of the ledger (`flat_events`, …), in every export and in
//! its documentation. No key of the file and no clock is among them, and rows come in the order of the law (publication, id, place in
//! the text), so that an export is a function of the set of documents.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, Statement, named_params};
use serde_json::{Map, Value};

use crate::document::Span;
use crate::ledger::{Error, Ledger};
use crate::query::Texts;

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Real,
    /// Yes or no.
    Truth,
    /// A whole calendar day, of a text that begins with one; a month, a year or a week has none.
    Day,
    /// A moment, of a text with a date, a time and an offset; without an offset there is none.
    Instant,
    /// A list of texts.
    Texts,
    /// A list of spans in code points.
    Spans,
}

/// Where a column comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// An expression of SQL over the rows of its table.
    Sql(&'static str),
    /// The words of the document between two expressions.
    Words(&'static str, &'static str),
    /// The words of the document at the spans of a JSON list, with three dots between them.
    Pieces(&'static str),
}

/// A column of a flat table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name, as in the contract.
    pub name: &'static str,
    /// Its type.
    pub kind: Kind,
    /// What it means.
    pub doc: &'static str,
    /// Where it comes from.
    pub source: Source,
}

/// A flat table.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name, as in the contract.
    pub name: &'static str,
    /// What a row is.
    pub doc: &'static str,
    /// What follows FROM.
    from: &'static str,
    /// Which rows leave the ledger; `:all` and `:least` are what was asked for.
    keep: &'static str,
    /// The order of the rows, within a document where there is one.
    order: &'static str,
    /// The key of the row's document, where rows are listed document by document.
    document: Option<&'static str>,
    /// Its columns.
    pub columns: &'static [Column],
}

/// What is asked of an export.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Scope {
    /// Everything, what is planned, denied or supposed too.
    pub all: bool,
    /// The least score of a record.
    pub min_score: Option<f64>,
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'r> {
    /// Unknown or not stated.
    Null,
    /// Text.
    Text(&'r str),
    /// Text that was put together.
    Owned(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// Yes or no.
    Truth(bool),
    /// Days since 1 January 1970.
    Day(i32),
    /// Microseconds since 1970 in UTC.
    Instant(i64),
    /// Texts.
    Texts(Vec<String>),
    /// Spans.
    Spans(Vec<Span>),
}

impl Cell<'_> {
    /// The text of a cell of text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Cell::Text(text) => Some(text),
            Cell::Owned(text) => Some(text),
            _ => None,
        }
    }
}

const fn column(kind: Kind, name: &'static str, sql: &'static str, doc: &'static str) -> Column {
    Column { name, kind, doc, source: Source::Sql(sql) }
}
const fn text(name: &'static str, sql: &'static str, doc: &'static str) -> Column {
    column(Kind::Text, name, sql, doc)
}
const fn integer(name: &'static str, sql: &'static str, doc: &'static str) -> Column {
    column(Kind::Integer, name, sql, doc)
}
const fn real(name: &'static str, sql: &'static str, doc: &'static str) -> Column {
    column(Kind::Real, name, sql, doc)
}
const fn truth(name: &'static str, sql: &'static str, doc: &'static str) -> Column {
    column(Kind::Truth, name, sql, doc)
}
const fn day(name: &'static str, sql: &'static str, doc: &'static str) -> Column {
    column(Kind::Day, name, sql, doc)
}
const fn instant(name: &'static str, sql: &'static str, doc: &'static str) -> Column {
    column(Kind::Instant, name, sql, doc)
}
const fn texts(name: &'static str, sql: &'static str, doc: &'static str) -> Column {
    column(Kind::Texts, name, sql, doc)
}
const fn spans(name: &'static str, sql: &'static str, doc: &'static str) -> Column {
    column(Kind::Spans, name, sql, doc)
}
const fn words(name: &'static str, start: &'static str, end: &'static str, doc: &'static str) -> Column {
    Column { name, kind: Kind::Text, doc, source: Source::Words(start, end) }
}
const fn pieces(name: &'static str, spans: &'static str, doc: &'static str) -> Column {
    Column { name, kind: Kind::Text, doc, source: Source::Pieces(spans) }
}

/// That a record is none that a person rejected, and is sure enough.
macro_rules! stands {
    ($record:literal) => {
        concat!("(", $record, ".status IS NOT 'rejected' AND (:least IS NULL OR ", $record, ".score >= :least))")
    };
}

/// That a mention of an event happened, is ongoing, or is an act of record by itself; with `:all`, any.
macro_rules! shown {
    ($mention:literal) => {
        concat!(
            "(:all OR coalesce(",
            $mention,
            ".modality, 'happened') IN ('happened', 'ongoing') OR (",
            $mention,
            ".type IN ('AGREE', 'REQUEST', 'REJECT', 'THREATEN', 'ACCUSE') AND ",
            $mention,
            ".modality NOT IN ('denied', 'hypothetical')))"
        )
    };
}

/// The entity of a record, whose joined tables begin with a letter; a record that a person rejected has none.
macro_rules! entity_of {
    ($letter:literal, $record:literal) => {
        concat!(
            " LEFT JOIN entity_records ",
            $letter,
            "_record ON ",
            $letter,
            "_record.key = ",
            $record,
            " AND ",
            $letter,
            "_record.status IS NOT 'rejected' LEFT JOIN profiles ",
            $letter,
            "_profile ON ",
            $letter,
            "_profile.key = ",
            $letter,
            "_record.profile LEFT JOIN entities ",
            $letter,
            " ON ",
            $letter,
            ".key = ",
            $letter,
            "_profile.entity"
        )
    };
}

/// The ids of those who take part in a record, in the order of the text.
macro_rules! parties {
    ($layer:literal, $owner:literal, $part:literal) => {
        concat!(
            "(SELECT json_group_array(id) FROM (SELECT e.id AS id FROM participants x JOIN entity_records r ON r.key = x.record JOIN profiles p ON p.key = r.profile \
             JOIN entities e ON e.key = p.entity WHERE x.layer = '",
            $layer,
            "' AND x.owner = ",
            $owner,
            " AND x.part = '",
            $part,
            "' AND r.status IS NOT 'rejected' GROUP BY e.key ORDER BY min(x.number), e.id))"
        )
    };
}

/// Something of those who take part in any mention of an event, by the law.
macro_rules! event_parties {
    ($what:literal, $part:literal) => {
        concat!(
            "(SELECT json_group_array(it) FROM (SELECT ",
            $what,
            " AS it FROM event_mentions m JOIN documents d ON d.key = m.document JOIN participants x ON x.layer = 'v' AND x.owner = m.key AND x.part = '",
            $part,
            "' JOIN entity_records r ON r.key = x.record JOIN profiles p ON p.key = r.profile JOIN entities e ON e.key = p.entity \
             WHERE m.event = v.key AND m.status IS NOT 'rejected' AND r.status IS NOT 'rejected' GROUP BY e.key \
             ORDER BY min(coalesce(d.published, '~') || m.id || printf('%06d', x.number)), e.id))"
        )
    };
}

/// The key of the first mention of an event, by the law, that something is said of.
macro_rules! first_mention {
    ($letters:literal, $that:literal) => {
        concat!(
            " LEFT JOIN event_mentions ",
            $letters,
            " ON ",
            $letters,
            ".key = (SELECT m.key FROM event_mentions m JOIN documents o ON o.key = m.document WHERE m.event = v.key AND m.status IS NOT 'rejected' AND ",
            $that,
            " ORDER BY coalesce(o.published, '~'), m.id LIMIT 1)"
        )
    };
}

const LAW: &str = "coalesce(d.published, '~'), d.id";

/// Every flat table, in the order of the contract. `runs` is none: it holds the only clock, and what it counts depends on the order of adding.
pub const TABLES: &[Table] = &[
    Table {
        name: "documents",
        doc: "A page as it was read.",
        from: "documents d LEFT JOIN documents f ON f.key = d.family LEFT JOIN documents t ON t.key = d.same_text LEFT JOIN documents o ON o.key = d.revision_of",
        keep: "1",
        order: LAW,
        document: None,
        columns: &[
            text("id", "d.id", "Id: of the address and the bytes"),
            text("source_id", "d.source_id", "The input's own id"),
            text("url", "d.url", "Address"),
            text("site", "d.site", "Outlet"),
            text("title", "d.title", "Title"),
            texts("byline", "d.byline_json", "Authors"),
            text("published", "d.published", "Publication as the page gives it: a day, or a time with its offset"),
            day("published_day", "d.published", "Day of publication, in the page's own offset"),
            instant("published_at", "d.published", "Moment of publication in UTC; null where only a day is known"),
            text("published_basis", "d.published_basis", "What the date rests on"),
            text("modified", "d.modified", "Last change, as the page gives it"),
            text("captured", "d.captured", "When the page was saved: never a date of publication"),
            text("language", "d.language", "Language, ISO 639-1"),
            text("wire", "d.wire", "News agency that is credited"),
            text("format", "d.format", "text html warc feed jsonl mhtml"),
            text("sha256", "d.sha256", "SHA-256 of the payload"),
            text("family", "f.id", "Document that is the origin of its copies: what n_origins counts"),
            text("story", "f.id", "Document that stands for its story"),
            text("same_text", "t.id", "First document with the same words: what n_texts counts"),
            text("revision_of", "o.id", "Capture of this address before this one"),
            text("text", "d.text", "Visible text, whole; spans are code points into it, half open"),
        ],
    },
    Table {
        name: "blocks",
        doc: "A block of a page's text: what is the article and what is not.",
        from: "blocks b JOIN documents d ON d.key = b.document",
        keep: "1",
        order: "b.number",
        document: Some("b.document"),
        columns: &[
            text("document", "d.id", "Document"),
            integer("number", "b.number", "Place in the page, from 0"),
            integer("start", r#"b."start""#, "First code point"),
            integer("end", r#"b."end""#, "Code point after the last"),
            text(
                "kind",
                "b.kind",
                "headline dateline lead paragraph crosshead list caption credit repeat related promo navigation comment other",
            ),
            truth("keep", "b.keep", "Whether it is the article's body"),
            text("reason", "b.reason", "Why it is kept or not"),
            integer("copy_of", "b.copy_of", "Number of the block that it repeats"),
            integer("raw_start", "b.raw_start", "First byte in the payload"),
            integer("raw_end", "b.raw_end", "Byte after the last in the payload"),
        ],
    },
    Table {
        name: "entities",
        doc: "Someone or something, across documents.",
        from: "entities e LEFT JOIN entity_records g ON g.key = (SELECT r.key FROM profiles p JOIN entity_records r ON r.profile = p.key JOIN documents d ON d.key = r.document \
               WHERE p.entity = e.key AND r.status IS NOT 'rejected' AND r.\"precision\" IS NOT NULL ORDER BY coalesce(d.published, '~'), d.id, r.id LIMIT 1)",
        keep: concat!(
            "EXISTS (SELECT 1 FROM profiles p JOIN entity_records r ON r.profile = p.key WHERE p.entity = e.key AND ",
            stands!("r"),
            ")"
        ),
        order: "e.n_origins DESC, e.n_documents DESC, e.name, e.id",
        document: None,
        columns: &[
            text("id", "e.id", "Id: that of its first record"),
            text("kind", "e.kind", "person organization country place group object"),
            text("name", "e.name", "Name"),
            text("country", "e.country", "ISO 3166-1 alpha-3, or IGO UNO EUR NGO ISM IMG MNC XKX"),
            text("sector", "e.sector", "PLOVER sector"),
            real("lat", "g.lat", "Latitude, degrees"),
            real("lon", "g.lon", "Longitude, degrees"),
            integer("geonames_id", "g.geonames_id", "Number in GeoNames"),
            text("admin1", "g.admin1", "First-order division, by name"),
            text("place_country", "g.place_country", "Country that the place lies in, ISO 3166-1 alpha-3"),
            text("precision", r#"g."precision""#, "point city admin1 country"),
            integer("n_documents", "e.n_documents", "Documents that name it"),
            integer("n_texts", "e.n_texts", "Distinct texts that name it"),
            integer("n_origins", "e.n_origins", "Independent origins that name it"),
            text("first", "e.first", "First publication that names it"),
            text("last", "e.last", "Last publication that names it"),
            truth("is_confirmed", "e.is_confirmed", "Whether a person confirmed it"),
        ],
    },
    Table {
        name: "mentions",
        doc: "Words that mean an entity.",
        from: "mentions x JOIN entity_records r ON r.key = x.record JOIN documents d ON d.key = r.document JOIN profiles p ON p.key = r.profile JOIN entities e ON e.key = p.entity",
        keep: stands!("r"),
        order: r#"x."start", x."end", r.id"#,
        document: Some("r.document"),
        columns: &[
            text("document", "d.id", "Document"),
            integer("start", r#"x."start""#, "First code point"),
            integer("end", r#"x."end""#, "Code point after the last"),
            integer("extent_start", r#"coalesce(x.extent_start, x."start")"#, "First code point of the whole noun phrase"),
            integer("extent_end", r#"coalesce(x.extent_end, x."end")"#, "Code point after its last"),
            words("words", r#"x."start""#, r#"x."end""#, "The words"),
            text("form", "x.form", "name nominal pronoun possessive demonym"),
            text("record", "r.id", "Entity as this document has it"),
            text("entity", "e.id", "Entity"),
        ],
    },
    Table {
        name: "roles",
        doc: "An office, as a page states it.",
        from: concat!(
            "roles x JOIN entity_records r ON r.key = x.record JOIN documents d ON d.key = r.document JOIN profiles p ON p.key = r.profile JOIN entities e ON e.key = p.entity",
            entity_of!("o", "x.\"of\"")
        ),
        keep: stands!("r"),
        order: "r.id, x.number",
        document: Some("r.document"),
        columns: &[
            text("document", "d.id", "Document"),
            text("record", "r.id", "Entity as this document has it"),
            text("entity", "e.id", "Entity"),
            text("title", "x.title", "Title"),
            integer("start", r#"x."start""#, "First code point of its words"),
            integer("end", r#"x."end""#, "Code point after the last"),
            text("country", "x.country", "Country of the office"),
            text("of", "o.id", "Entity that the office belongs to"),
        ],
    },
    Table {
        name: "times",
        doc: "A time expression.",
        from: "times t JOIN documents d ON d.key = t.document",
        keep: "1",
        order: r#"t."start", t."end", t.id"#,
        document: Some("t.document"),
        columns: &[
            text("id", "t.id", "Id"),
            text("document", "d.id", "Document"),
            integer("start", r#"t."start""#, "First code point"),
            integer("end", r#"t."end""#, "Code point after the last"),
            words("words", r#"t."start""#, r#"t."end""#, "The words"),
            text("kind", "t.kind", "date time duration set"),
            text("value", "t.value", "TIMEX3 value, resolved"),
            day("value_day", "t.value", "The value where it is one whole day or lies in one"),
            text("basis", "t.basis", "absolute published anchor event none: what the value rests on"),
        ],
    },
    Table {
        name: "statements",
        doc: "What a source is reported to hold.",
        from: concat!("statements s JOIN documents d ON d.key = s.document", entity_of!("e", "s.speaker")),
        keep: stands!("s"),
        order: r#"s."start", s.id"#,
        document: Some("s.document"),
        columns: &[
            text("id", "s.id", "Id"),
            text("document", "d.id", "Document"),
            text("kind", "s.kind", "speech belief intention"),
            text("speaker", "e.id", "Entity that speaks"),
            text("speaker_name", "e.name", "Its name"),
            integer("speaker_start", "s.speaker_start", "First code point of the words that name the speaker here"),
            integer("speaker_end", "s.speaker_end", "Code point after the last"),
            words("cue", "s.cue_start", "s.cue_end", "The reporting expression"),
            integer("cue_start", "s.cue_start", "First code point of the cue"),
            integer("cue_end", "s.cue_end", "Code point after the last"),
            pieces("content", "s.content_json", "What is attributed; three dots between its spans"),
            spans("content_spans", "s.content_json", "The spans of the content"),
            spans("quotes", "s.quotes_json", "Spans inside quotation marks"),
            text("mode", "s.mode", "direct mixed indirect"),
            text("channel", "s.channel", "social_media interview news_conference broadcast letter report speech court phone other"),
            text("platform", "s.platform", "The channel by name"),
            texts("addressees", parties!("s", "s.key", "addressee"), "Entities that are addressed"),
            text("said", "s.said", "When it was said, as in times"),
            day("said_day", "s.said", "The same where it is one whole day"),
            text("said_basis", "s.said_basis", "What this rests on"),
            text("withheld", "s.withheld", "detail comment identity: what was withheld"),
            text("same_as", "s.same_as", "Statement of the same utterance in this document"),
            truth("denied", "s.denied", "Whether the speaker denies the content"),
            real("score", "s.score", "0 to 1, calibrated"),
            text("rule", "s.rule", "Entry of the lexicon or model"),
            text("status", "s.status", "confirmed, by a person"),
        ],
    },
    Table {
        name: "events",
        doc: "Who did what to whom, each event once. What only one report can say is said by the first by publication and id.",
        from: concat!(
            "events v",
            first_mention!("fm", "1"),
            " LEFT JOIN documents d ON d.key = fm.document",
            first_mention!("mm", "m.mode IS NOT NULL"),
            first_mention!("cm", "m.cameo IS NOT NULL"),
            first_mention!("dm", "m.date_start IS NOT NULL"),
            first_mention!("lm", "m.place IS NOT NULL"),
            entity_of!("l", "lm.place")
        ),
        keep: concat!("EXISTS (SELECT 1 FROM event_mentions m WHERE m.event = v.key AND ", stands!("m"), " AND ", shown!("m"), ")"),
        order: "coalesce(dm.date_start, '~'), coalesce(v.first, '~'), v.id",
        document: None,
        columns: &[
            text("id", "v.id", "Id: that of its first mention"),
            text("type", "v.type", "PLOVER type"),
            text("mode", "mm.mode", "PLOVER mode"),
            text("cameo", "cm.cameo", "CAMEO code, as deep as it can be told"),
            words("words", r#"fm."start""#, r#"fm."end""#, "The word that tells it"),
            text("name", "v.name", "What a person called it"),
            day("date_start", "dm.date_start", "First day"),
            day("date_end", "dm.date_end", "Last day"),
            text("date_precision", "coalesce(dm.date_precision, 'unknown')", "day week month year unknown"),
            text("date_basis", "coalesce(dm.date_basis, 'none')", "absolute published anchor event none: what the date rests on"),
            text(
                "modality",
                "fm.modality",
                "happened ongoing planned conditional denied hypothetical historical, as its first report has it",
            ),
            texts("actors", event_parties!("e.id", "actor"), "Entities that act, in any report"),
            texts("actor_names", event_parties!("e.name", "actor"), "Their names"),
            texts("recipients", event_parties!("e.id", "recipient"), "Entities acted on, in any report"),
            texts("recipient_names", event_parties!("e.name", "recipient"), "Their names"),
            text("place", "l.id", "Entity where it was"),
            text("place_name", "l.name", "Its name"),
            real("lat", "l_record.lat", "Latitude of the place, degrees"),
            real("lon", "l_record.lon", "Longitude of the place, degrees"),
            text("place_country", "coalesce(l_record.place_country, l_record.country)", "Country of the place, ISO 3166-1 alpha-3"),
            integer("n_documents", "v.n_documents", "Documents that report it"),
            integer("n_texts", "v.n_texts", "Distinct texts that report it"),
            integer("n_origins", "v.n_origins", "Independent origins that report it"),
            text("first", "v.first", "First publication that reports it"),
            text("last", "v.last", "Last publication that reports it"),
            real(
                "score",
                "(SELECT max(m.score) FROM event_mentions m WHERE m.event = v.key AND m.status IS NOT 'rejected')",
                "The best score of its mentions",
            ),
            truth("is_confirmed", "v.is_confirmed", "Whether a person confirmed it"),
        ],
    },
    Table {
        name: "event_mentions",
        doc: "An event as a single document has it.",
        from: concat!(
            "event_mentions m JOIN documents d ON d.key = m.document LEFT JOIN events v ON v.key = m.event",
            entity_of!("l", "m.place")
        ),
        keep: concat!(stands!("m"), " AND ", shown!("m")),
        order: r#"m."start", m.id"#,
        document: Some("m.document"),
        columns: &[
            text("id", "m.id", "Id"),
            text("document", "d.id", "Document"),
            text("event", "v.id", "Event that it is a mention of"),
            text("type", "m.type", "PLOVER type"),
            text("mode", "m.mode", "PLOVER mode"),
            texts("contexts", "m.contexts_json", "PLOVER contexts"),
            text("cameo", "m.cameo", "CAMEO code"),
            integer("start", r#"m."start""#, "First code point of the trigger"),
            integer("end", r#"m."end""#, "Code point after the last"),
            words("words", r#"m."start""#, r#"m."end""#, "The trigger"),
            spans("spans", "m.mentions_json", "All words that tell it in this document"),
            texts("actors", parties!("v", "m.key", "actor"), "Entities that act"),
            texts("recipients", parties!("v", "m.key", "recipient"), "Entities acted on"),
            text("place", "l.id", "Entity where it was"),
            text("instrument", "m.instrument", "Weapon or means, in words"),
            text("date_start", "m.date_start", "First day, as it was read"),
            text("date_end", "m.date_end", "Last day, as it was read"),
            text("date_precision", "m.date_precision", "day week month year unknown"),
            text("date_basis", "m.date_basis", "What the date rests on"),
            text("same_day_as", "m.same_day_as", "Event mention on the same day"),
            text("modality", "m.modality", "happened ongoing planned conditional denied hypothetical historical"),
            text("asserted_by", "m.asserted_by", "reporter, or the statement that asserts it"),
            text("part_of", "m.part_of", "Event mention that it is a part of"),
            real("score", "m.score", "0 to 1, calibrated"),
            text("rule", "m.rule", "Entry of the lexicon or model"),
            text("status", "m.status", "confirmed, by a person"),
        ],
    },
    Table {
        name: "tolls",
        doc: "A figure of people hurt, by whose count. None is averaged or overwritten.",
        from: concat!(
            "tolls t JOIN documents d ON d.key = t.document LEFT JOIN event_mentions m ON m.key = t.mention LEFT JOIN events v ON v.key = m.event",
            entity_of!("e", "t.claimant")
        ),
        // The toll of an attack that was denied or imagined is no toll of what happened.
        keep: concat!(stands!("t"), " AND (t.mention IS NULL OR (m.status IS NOT 'rejected' AND ", shown!("m"), "))"),
        order: r#"t."start", t.id"#,
        document: Some("t.document"),
        columns: &[
            text("id", "t.id", "Id"),
            text("document", "d.id", "Document"),
            text("event", "v.id", "Event"),
            text("mention", "m.id", "Event as this document has it"),
            text("measure", "t.measure", "killed injured missing captured displaced evacuated"),
            integer("low", "t.low", "Least number; null where there is none"),
            integer("high", "t.high", "Most; null where there is none"),
            text("qualifier", "t.qualifier", "exact at_least up_to about between, or the word for a number that is not told"),
            text("group", r#"t."group""#, "Head noun of who they are; null for plain people"),
            text("part_of", "t.part_of", "Toll that it is a part of"),
            text("claimant", "e.id", "Entity that counts; null means the reporter"),
            text("claimant_name", "e.name", "Its name"),
            text("statement", "t.statement", "Statement that gives it"),
            text("as_of", "t.as_of", "As of when, as in times"),
            day("as_of_day", "t.as_of", "The same where it is one whole day"),
            integer("start", r#"t."start""#, "First code point"),
            integer("end", r#"t."end""#, "Code point after the last"),
            words("words", r#"t."start""#, r#"t."end""#, "The words"),
            real("score", "t.score", "0 to 1, calibrated"),
            text("rule", "t.rule", "Entry of the lexicon or model"),
            text("status", "t.status", "confirmed, by a person"),
        ],
    },
    Table {
        name: "commitments",
        doc: "Who promised what.",
        from: "commitments c JOIN documents d ON d.key = c.document LEFT JOIN event_mentions m ON m.key = c.mention LEFT JOIN events v ON v.key = m.event",
        keep: stands!("c"),
        order: r#"c."start", c.id"#,
        document: Some("c.document"),
        columns: &[
            text("id", "c.id", "Id"),
            text("document", "d.id", "Document"),
            texts("by", parties!("c", "c.key", "by"), "Entities that promise"),
            texts("to", parties!("c", "c.key", "to"), "Entities that it is promised to"),
            integer("start", r#"c."start""#, "First code point of what is promised"),
            integer("end", r#"c."end""#, "Code point after the last"),
            words("action", r#"c."start""#, r#"c."end""#, "What is promised"),
            text("force", "c.force", "firm effort intention goal conditional"),
            words("condition", "c.condition_start", "c.condition_end", "On what condition"),
            text("deadline", "c.deadline", "By when, as in times"),
            day("deadline_day", "c.deadline", "The same where it is one whole day"),
            text("recurrence", "c.recurrence", "RFC 5545 rule"),
            text("statement", "c.statement", "Statement that it stands in"),
            text("event", "v.id", "Event; left out of a default export where it has not happened"),
            truth("checkable", "c.checkable", "Whether it can be checked"),
            real("score", "c.score", "0 to 1, calibrated"),
            text("rule", "c.rule", "Entry of the lexicon or model"),
            text("status", "c.status", "confirmed, by a person"),
        ],
    },
    Table {
        name: "checks",
        doc: "A window in which a promise was to be kept, and what was reported of it.",
        from: "checks k JOIN commitments c ON c.key = k.commitment JOIN documents d ON d.key = c.document",
        keep: stands!("c"),
        order: r#"c."start", c.id, k.number"#,
        document: Some("c.document"),
        columns: &[
            text("commitment", "c.id", "Commitment"),
            text("document", "d.id", "Its document"),
            integer("number", "k.number", "Place among the windows of the commitment, from 0"),
            day("window_start", "k.window_start", "First day; null where there is no window"),
            day("window_end", "k.window_end", "Last day; null where nothing says by when"),
            text("verdict", "k.verdict", "kept partly no_report_found contradicted; null where it is not known"),
            texts("events", "k.events_json", "Events that it rests on"),
            text("why", "k.why", "What it rests on, in words"),
            text("rule", "k.rule", "When it was to be done, in words"),
            truth("decided", "k.is_decided", "Whether a person decided it"),
        ],
    },
    Table {
        name: "evidence",
        doc: "What a field of a record rests on: words, or something else by name.",
        from: EVIDENCE,
        keep: "1",
        order: "x.layer, x.record, f.key, s.key",
        document: Some("x.document"),
        columns: &[
            text("document", "d.id", "Document"),
            text("layer", "x.layer", "entity statement event toll commitment"),
            text("record", "x.record", "Record"),
            text("field", "f.key", "Field of the contract"),
            integer("start", "CASE s.type WHEN 'array' THEN json_extract(s.value, '$[0]') END", "First code point"),
            integer("end", "CASE s.type WHEN 'array' THEN json_extract(s.value, '$[1]') END", "Code point after the last"),
            text("basis", "CASE s.type WHEN 'array' THEN NULL ELSE s.value END", "What else it rests on"),
        ],
    },
    Table {
        name: "copies",
        doc: "A pair of copies.",
        from: r#"copies c JOIN documents d ON d.key = c.document JOIN documents o ON o.key = c."of""#,
        keep: "1",
        order: "coalesce(o.published, '~'), o.id, coalesce(d.published, '~'), d.id",
        document: None,
        columns: &[
            text("document", "d.id", "The later document, by publication and id"),
            text("of", "o.id", "The earlier one"),
            text("kind", "c.kind", "exact near part"),
            real("share", "c.share", "Share of the document's text that stands in the other"),
            real("of_share", "c.of_share", "Share of the other's text that stands in the document"),
        ],
    },
    Table {
        name: "stories",
        doc: "Documents by story.",
        from: "stories t",
        keep: "1",
        order: "t.id",
        document: None,
        columns: &[
            text("id", "t.id", "Document that stands for the story"),
            text("title", "t.title", "Its title"),
            integer("n_documents", "t.n_documents", "Documents"),
            integer("n_texts", "t.n_texts", "Distinct texts"),
            integer("n_origins", "t.n_origins", "Independent origins"),
        ],
    },
    Table {
        name: "merges",
        doc: "A pair of records that was joined or kept apart, and why.",
        from: "merges m LEFT JOIN entities e ON m.layer = 'e' AND e.key = m.target LEFT JOIN events v ON m.layer = 'v' AND v.key = m.target \
               LEFT JOIN entities o ON m.layer = 'e' AND o.key = m.other LEFT JOIN events w ON m.layer = 'v' AND w.key = m.other",
        keep: "m.layer IN ('e', 'v')",
        order: "m.layer, m.a, m.b, m.rule",
        document: None,
        columns: &[
            text("layer", "CASE m.layer WHEN 'e' THEN 'entity' ELSE 'event' END", "entity event"),
            text("a", "m.a", "First record of one side"),
            text("b", "m.b", "First record of the other"),
            truth("joined", "m.joined", "Whether they are one"),
            text("rule", "m.rule", "Rule"),
            text("why", "m.why", "In words"),
            text("target", "coalesce(e.id, v.id)", "Entity or event of a"),
            text("other", "coalesce(o.id, w.id)", "Entity or event of b"),
        ],
    },
];

/// The evidence of every layer, as JSON.
macro_rules! evidence {
    ($head:literal, $tail:literal) => {
        concat!(
            $head,
            "SELECT 'entity' AS layer, r.document AS document, r.id AS record, r.evidence_json AS j FROM entity_records r WHERE ",
            stands!("r"),
            " UNION ALL SELECT 'statement', s.document, s.id, s.evidence_json FROM statements s WHERE ",
            stands!("s"),
            " UNION ALL SELECT 'event', m.document, m.id, m.evidence_json FROM event_mentions m WHERE ",
            stands!("m"),
            " AND ",
            shown!("m"),
            " UNION ALL SELECT 'toll', t.document, t.id, t.evidence_json FROM tolls t LEFT JOIN event_mentions m ON m.key = t.mention WHERE ",
            stands!("t"),
            " AND (t.mention IS NULL OR (m.status IS NOT 'rejected' AND ",
            shown!("m"),
            ")) UNION ALL SELECT 'commitment', c.document, c.id, c.evidence_json FROM commitments c WHERE ",
            stands!("c"),
            $tail
        )
    };
}

const EVIDENCE: &str = evidence!(
    "(",
    ") x JOIN documents d ON d.key = x.document, json_each(x.j) f, json_each(CASE f.type WHEN 'array' THEN f.value ELSE json_array(f.value) END) s"
);

impl Table {
    /// A table by its name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        TABLES.iter().find(|it| it.name == name)
    }

    /// Columns of this table by their names, in the order of the names; names that it does not have are left out.
    #[must_use]
    pub fn columns_named(&self, names: &[&str]) -> Vec<Column> {
        names.iter().filter_map(|name| self.columns.iter().find(|it| it.name == *name)).copied().collect()
    }

    /// The view of this table, for any SQLite tool: all records that nobody rejected.
    fn view(&self) -> String {
        let columns: Vec<String> = self.columns.iter().map(|column| format!("  {} AS \"{}\"", column.sql(), column.name)).collect();
        let keep = self.keep.replace(":all", "1").replace(":least", "NULL");
        let from = self.from.replace(":all", "1").replace(":least", "NULL");
        format!("CREATE VIEW flat_{} AS -- {}\n  SELECT\n{}\n  FROM {from}\n  WHERE {keep};\n", self.name, self.doc, columns.join(",\n"))
    }
}

impl Column {
    /// The column as one expression of SQL.
    fn sql(&self) -> String {
        match (self.source, self.kind) {
            (Source::Words(start, end), _) => format!("substr(d.text, {start} + 1, {end} - {start})"),
            (Source::Pieces(spans), _) => format!(
                "(SELECT group_concat(substr(d.text, json_extract(i.value, '$[0]') + 1, json_extract(i.value, '$[1]') - json_extract(i.value, '$[0]')), ' … ') FROM json_each({spans}) i)"
            ),
            (Source::Sql(sql), Kind::Day) => {
                format!("CASE WHEN date(substr({sql}, 1, 10)) = substr({sql}, 1, 10) THEN substr({sql}, 1, 10) END")
            }
            (Source::Sql(sql), Kind::Instant) => format!(
                "CASE WHEN {sql} GLOB '????-??-??T??:*Z' OR {sql} GLOB '????-??-??T??:*[-+]??:??' THEN strftime('%Y-%m-%dT%H:%M:%SZ', {sql}) END"
            ),
            (Source::Sql(sql), Kind::Texts | Kind::Spans) => format!("coalesce({sql}, '[]')"),
            (Source::Sql(sql), _) => sql.to_owned(),
        }
    }
}

/// The views of all tables.
pub(crate) fn views() -> String {
    TABLES.iter().map(Table::view).collect()
}

impl Ledger {
    /// Gives every row of a table that leaves the ledger to `take`, in the order of the law; cells stand as the table's columns do.
    ///
    /// Rows are never all in memory. What `take` finds wrong ends it.
    pub fn rows<E: From<Error>>(&self, table: &Table, scope: Scope, take: impl FnMut(&[Cell<'_>]) -> Result<(), E>) -> Result<(), E> {
        self.pick(table, table.columns, scope, take)
    }

    /// The same for some columns of a table, which cost less than all; evidence has all of its own.
    pub fn pick<E: From<Error>>(
        &self,
        table: &Table,
        columns: &[Column],
        scope: Scope,
        mut take: impl FnMut(&[Cell<'_>]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut failed = None;
        let mut take = |cells: &[Cell<'_>]| match take(cells) {
            Ok(()) => true,
            Err(error) => {
                failed = Some(error);
                false
            }
        };
        self.told(
            |db| if table.name == "evidence" { evidence(db, scope, &mut take) } else { select(db, table, columns, scope, &mut take) },
        )?;
        failed.map_or(Ok(()), Err)
    }

    /// A span of a document with some text around it, in one line, the span between brackets; nothing where there is no such document.
    pub fn excerpt(&self, document: &str, span: Span) -> crate::Result<Option<String>> {
        self.told(|db| {
            let key = db.prepare_cached("SELECT key FROM documents WHERE id = ?1")?.query_row([document], |row| row.get(0)).optional()?;
            key.map(|key| Texts::new(db).excerpt(key, span)).transpose()
        })
    }

    /// What changes when anything is written: two readings with the same mark saw the same ledger.
    pub fn mark(&self) -> crate::Result<String> {
        self.told(|db| {
            let (run, added): (Option<i64>, Option<i64>) =
                db.query_row("SELECT max(key), sum(added) FROM runs", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let settings: Option<String> = db.query_row("SELECT group_concat(name || '=' || value) FROM settings", [], |row| row.get(0))?;
            Ok(format!("{run:?} {added:?} {settings:?}"))
        })
    }
}

/// The keys of all documents, by the law.
fn documents(db: &Connection) -> rusqlite::Result<Vec<(i64, String)>> {
    db.prepare_cached(&format!("SELECT d.key, d.id FROM documents d ORDER BY {LAW}"))?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// Binds what a statement has of the scope and the document.
fn bind(statement: &mut Statement<'_>, scope: Scope, document: Option<i64>) -> rusqlite::Result<()> {
    for (name, value) in named_params! { ":all": scope.all, ":least": scope.min_score, ":document": document } {
        if let Some(at) = statement.parameter_index(name)? {
            statement.raw_bind_parameter(at, value)?;
        }
    }
    Ok(())
}

fn select(
    db: &Connection,
    table: &Table,
    columns: &[Column],
    scope: Scope,
    take: &mut dyn FnMut(&[Cell<'_>]) -> bool,
) -> rusqlite::Result<()> {
    let mut expressions = Vec::new();
    let mut places = Vec::new();
    for column in columns {
        places.push(expressions.len());
        match column.source {
            Source::Sql(sql) | Source::Pieces(sql) => expressions.push(sql),
            Source::Words(start, end) => expressions.extend([start, end]),
        }
    }
    let text_at = columns.iter().any(|it| !matches!(it.source, Source::Sql(_))).then_some(expressions.len());
    if text_at.is_some() {
        expressions.push("d.key");
    }
    let within = table.document.map(|key| format!(" AND {key} = :document")).unwrap_or_default();
    let sql = format!("SELECT {} FROM {} WHERE {}{within} ORDER BY {}", expressions.join(", "), table.from, table.keep, table.order);
    let mut find = db.prepare_cached(&sql)?;
    let mut texts = Texts::new(db);
    let whole = if table.document.is_some() { documents(db)?.into_iter().map(|it| Some(it.0)).collect() } else { vec![None] };
    for document in whole {
        bind(&mut find, scope, document)?;
        let mut rows = find.raw_query();
        while let Some(row) = rows.next()? {
            let mut cells = Vec::with_capacity(columns.len());
            for (column, &at) in columns.iter().zip(&places) {
                cells.push(match column.source {
                    Source::Sql(_) => cell(row.get_ref(at)?, column.kind),
                    Source::Words(..) => told(row, at, text_at, &mut texts)?,
                    Source::Pieces(_) => pieced(row, at, text_at, &mut texts)?,
                });
            }
            if !take(&cells) {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// The words between two columns.
fn told<'r>(row: &Row<'_>, at: usize, text_at: Option<usize>, texts: &mut Texts<'_>) -> rusqlite::Result<Cell<'r>> {
    let (start, end): (Option<usize>, Option<usize>) = (row.get(at)?, row.get(at + 1)?);
    let (Some(start), Some(end), Some(text_at)) = (start, end, text_at) else { return Ok(Cell::Null) };
    Ok(Cell::Owned(texts.words(row.get(text_at)?, [start, end])?))
}

/// The words at the spans of a column.
fn pieced<'r>(row: &Row<'_>, at: usize, text_at: Option<usize>, texts: &mut Texts<'_>) -> rusqlite::Result<Cell<'r>> {
    let (Cell::Spans(spans), Some(text_at)) = (cell(row.get_ref(at)?, Kind::Spans), text_at) else { return Ok(Cell::Null) };
    if spans.is_empty() {
        return Ok(Cell::Null);
    }
    let document = row.get(text_at)?;
    let parts: Vec<String> = spans.into_iter().map(|span| texts.words(document, span)).collect::<rusqlite::Result<_>>()?;
    Ok(Cell::Owned(parts.join(" … ")))
}

/// A value of SQLite as a cell of a type.
fn cell(value: ValueRef<'_>, kind: Kind) -> Cell<'_> {
    let text = match value {
        ValueRef::Text(bytes) => std::str::from_utf8(bytes).ok(),
        _ => None,
    };
    match (kind, value) {
        (Kind::Texts, _) => Cell::Texts(text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()),
        (Kind::Spans, _) => Cell::Spans(text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()),
        (Kind::Day, _) => text.and_then(day_of).map_or(Cell::Null, Cell::Day),
        (Kind::Instant, _) => text.and_then(moment_of).map_or(Cell::Null, Cell::Instant),
        (Kind::Truth, ValueRef::Integer(number)) => Cell::Truth(number != 0),
        (Kind::Integer, ValueRef::Integer(number)) => Cell::Integer(number),
        (Kind::Real, ValueRef::Real(number)) => Cell::Real(number),
        #[allow(clippy::cast_precision_loss, reason = "scores and degrees are small")]
        (Kind::Real, ValueRef::Integer(number)) => Cell::Real(number as f64),
        (Kind::Text, _) => text.map_or(Cell::Null, Cell::Text),
        _ => Cell::Null,
    }
}

/// The day that a date, or a date with a time, begins with, in days since 1970.
#[must_use]
pub fn day_of(text: &str) -> Option<i32> {
    let day: jiff::civil::Date = text.get(..10)?.parse().ok()?;
    day.since(jiff::civil::date(1970, 1, 1)).ok().map(|span| span.get_days())
}

/// The moment of a date with a time and an offset, in microseconds since 1970.
#[must_use]
pub fn moment_of(text: &str) -> Option<i64> {
    // Without a `T` there is no time, and a zone would be guessed.
    text.as_bytes().get(10).filter(|it| **it == b'T')?;
    text.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_microsecond)
}

/// Evidence, taken apart here: the view does the same in SQL, ten times as slow.
fn evidence(db: &Connection, scope: Scope, take: &mut dyn FnMut(&[Cell<'_>]) -> bool) -> rusqlite::Result<()> {
    let mut find = db
        .prepare_cached(evidence!("SELECT x.layer, x.record, x.j FROM (", ") x WHERE x.document = :document ORDER BY x.layer, x.record"))?;
    for (key, id) in documents(db)? {
        bind(&mut find, scope, Some(key))?;
        let mut rows = find.raw_query();
        while let Some(row) = rows.next()? {
            let (layer, record) = (row.get_ref(0)?.as_str().unwrap_or_default(), row.get_ref(1)?.as_str().unwrap_or_default());
            let fields: Map<String, Value> =
                row.get_ref(2)?.as_str().ok().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
            for (field, grounds) in &fields {
                let one = std::slice::from_ref(grounds);
                for ground in grounds.as_array().map_or(one, Vec::as_slice) {
                    let number = |at: usize| ground.get(at).and_then(Value::as_i64).map_or(Cell::Null, Cell::Integer);
                    let basis = ground.as_str().map_or(Cell::Null, Cell::Text);
                    let cells = [Cell::Text(&id), Cell::Text(layer), Cell::Text(record), Cell::Text(field), number(0), number(1), basis];
                    if !take(&cells) {
                        return Ok(());
                    }
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_whole_and_moments_have_an_offset() {
        assert_eq!(day_of("1970-01-02"), Some(1));
        assert_eq!(day_of("2025-04-04TEV"), day_of("2025-04-04"));
        for partial in ["2025-04", "2025", "2025-W14", "XXXX-WXX-6", "P1W", "2025-02-30", ""] {
            assert_eq!(day_of(partial), None, "{partial}");
        }
        assert_eq!(moment_of("1970-01-01T01:00:00+01:00"), Some(0));
        for bare in ["1970-01-01", "1970-01-01T01:00:00", "2025-04-04TEV"] {
            assert_eq!(moment_of(bare), None, "{bare}");
        }
    }

    #[test]
    fn every_column_is_named_once_and_explained() {
        for table in TABLES {
            assert!(!table.doc.is_empty() && !table.columns.is_empty());
            for (at, column) in table.columns.iter().enumerate() {
                assert!(!column.doc.is_empty(), "{}.{}", table.name, column.name);
                assert!(table.columns[..at].iter().all(|it| it.name != column.name), "{}.{}", table.name, column.name);
                assert!(!column.name.contains("key"), "no key of the file leaves it");
            }
        }
    }
}

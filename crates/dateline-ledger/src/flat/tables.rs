//! What leaves a ledger: every table and every column, its type, what it means and where it comes from.

use super::{Column, Kind, Source, Table};

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

pub(super) const LAW: &str = "coalesce(d.published, '~'), d.id";

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
            text("story", "(SELECT o.id FROM documents o WHERE o.key = d.story)", "Document that is the first report of its story"),
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
        from: "entities e LEFT JOIN entity_records g ON g.key = CASE WHEN e.kind IN ('place', 'country') THEN (SELECT r.key FROM profiles p JOIN entity_records r ON r.profile = p.key JOIN documents d ON d.key = r.document \
               WHERE p.entity = e.key AND r.status IS NOT 'rejected' AND r.\"precision\" IS NOT NULL ORDER BY coalesce(d.published, '~'), d.id, r.id LIMIT 1) END",
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
            text(
                "utterance",
                "(SELECT u.id FROM utterances u WHERE u.key = s.utterance)",
                "Statement that stands for what was said once, across documents",
            ),
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
        from: "grounds x JOIN documents d ON d.key = x.document LEFT JOIN event_mentions m ON m.key = x.mention, json_each(x.evidence) f, \
               json_each('[\"' || replace(f.key, ' ', '\",\"') || '\"]') n, \
               json_each(CASE f.type WHEN 'array' THEN f.value WHEN 'integer' THEN CASE f.value WHEN 0 THEN x.g0 WHEN 1 THEN x.g1 WHEN 2 THEN x.g2 ELSE x.g3 END \
                         ELSE json_array(f.value) END) s",
        keep: GROUNDS_KEPT,
        order: "x.layer, x.record, n.value, s.key",
        document: Some("x.document"),
        columns: &[
            text("document", "d.id", "Document"),
            text("layer", "x.layer", "entity statement event toll commitment"),
            text("record", "x.record", "Record"),
            text("field", "n.value", "Field of the contract"),
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
        doc: "What documents report: those on one happening together.",
        from: "stories t",
        keep: "1",
        order: "t.id",
        document: None,
        columns: &[
            text("id", "t.id", "Document that is its first report"),
            text("title", "t.title", "Its title"),
            integer("n_documents", "t.n_documents", "Documents"),
            integer("n_texts", "t.n_texts", "Distinct texts"),
            integer("n_origins", "t.n_origins", "Independent origins"),
            text("first", "t.first", "Earliest publication"),
            text("last", "t.last", "Latest publication"),
        ],
    },
    Table {
        name: "merges",
        doc: "A pair of records that was joined or kept apart, and why.",
        from: "merges m LEFT JOIN entities e ON m.layer = 'e' AND e.key = m.target LEFT JOIN events v ON m.layer = 'v' AND v.key = m.target \
               LEFT JOIN entities o ON m.layer = 'e' AND o.key = m.other LEFT JOIN events w ON m.layer = 'v' AND w.key = m.other \
               LEFT JOIN utterances u ON m.layer = 's' AND u.key = m.target LEFT JOIN utterances x ON m.layer = 's' AND x.key = m.other",
        keep: "m.layer IN ('e', 'v', 's')",
        order: "m.layer, m.a, m.b, m.rule",
        document: None,
        columns: &[
            text("layer", "CASE m.layer WHEN 'e' THEN 'entity' WHEN 's' THEN 'statement' ELSE 'event' END", "entity event statement"),
            text("a", "m.a", "First record of one side"),
            text("b", "m.b", "First record of the other"),
            truth("joined", "m.joined", "Whether they are one"),
            text("rule", "m.rule", "Rule"),
            text("why", "m.why", "In words"),
            text("target", "coalesce(e.id, v.id, u.id)", "Entity, event or utterance of a"),
            text("other", "coalesce(o.id, w.id, x.id)", "Entity, event or utterance of b"),
        ],
    },
];

/// Where evidence comes from: what the view `grounds` has of records that leave the ledger.
pub(super) const GROUNDS: &str = "grounds x JOIN documents d ON d.key = x.document LEFT JOIN event_mentions m ON m.key = x.mention";
pub(super) const GROUNDS_KEPT: &str =
    concat!(stands!("x"), " AND (x.mention IS NULL OR (m.status IS NOT 'rejected' AND ", shown!("m"), "))");

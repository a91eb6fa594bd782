-- The tables of a Dateline ledger: its public interface, for any SQLite tool.
--
-- Coordinates are code points into documents.text, half open: substr(text, "start" + 1, "end" - "start").
-- NULL means unknown or not stated, never zero. Columns named "key" are the file's own numbers: they join tables and are
-- not the same in another ledger. Columns named "id" are, in every ledger and for ever. What ends in _json is JSON.
-- Columns named "…code" are short forms of the generated columns that follow them, which are to be read (codes.rs).
-- The views flat_documents, flat_events, … have the columns of an export, without keys; flat.rs declares them.

CREATE TABLE runs ( -- every run that wrote; "at" is the only clock here
  key INTEGER PRIMARY KEY, at TEXT NOT NULL, program TEXT NOT NULL, added INTEGER NOT NULL, known INTEGER NOT NULL
) STRICT;

CREATE TABLE documents ( -- pages as they were read
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,                        -- of the address and the bytes
  source_id TEXT,                                 -- the input's own id
  path TEXT, record INTEGER, "offset" INTEGER,    -- where it was read: the path as it was typed
  format TEXT, sha256 TEXT,
  url TEXT, site TEXT, title TEXT, byline_json TEXT,
  published TEXT, published_basis TEXT, modified TEXT, captured TEXT, language TEXT, wire TEXT,
  words INTEGER NOT NULL,                         -- a hash of the article's words: equal for the same text
  shingles INTEGER NOT NULL,                      -- runs of three words in the article
  same_text INTEGER REFERENCES documents,         -- the first document with these words: what n_texts counts
  family INTEGER REFERENCES documents,            -- the origin of its copies: what n_origins counts
  story INTEGER REFERENCES documents,             -- the first report of what it reports
  revision_of INTEGER REFERENCES documents,       -- the capture of this address before this one
  beside BLOB,                                    -- names that stand in it, as 32-bit hashes: what namesakes are told by
  run INTEGER REFERENCES runs,
  notes_json TEXT, withheld_json TEXT,
  text TEXT NOT NULL                              -- last: whoever asks for the rest passes over no text
) STRICT;
CREATE INDEX documents_words ON documents(words);
CREATE INDEX documents_family ON documents(family);
CREATE INDEX documents_story ON documents(story);
CREATE INDEX documents_url ON documents(url) WHERE url IS NOT NULL;

CREATE TABLE blocks ( -- the text in blocks: what is the article and what is not
  document INTEGER NOT NULL REFERENCES documents, number INTEGER NOT NULL,
  "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
  kind_code ANY NOT NULL, kind TEXT AS (CASE kind_code WHEN 0 THEN 'paragraph' WHEN 1 THEN 'lead' WHEN 2 THEN 'headline' WHEN 3 THEN 'dateline' WHEN 4 THEN 'crosshead' WHEN 5 THEN 'list' WHEN 6 THEN 'caption' WHEN 7 THEN 'credit' WHEN 8 THEN 'repeat' WHEN 9 THEN 'related' WHEN 10 THEN 'promo' WHEN 11 THEN 'navigation' WHEN 12 THEN 'comment' WHEN 13 THEN 'other' WHEN 14 THEN 'table' ELSE kind_code END),
  keep INTEGER NOT NULL,
  reason TEXT, copy_of INTEGER, raw_start INTEGER, raw_end INTEGER,
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE marks ( -- sketches: sampled shingles, by which copies are found
  mark INTEGER NOT NULL, document INTEGER NOT NULL REFERENCES documents, is_tail INTEGER NOT NULL, PRIMARY KEY (mark, document)
) STRICT, WITHOUT ROWID;

CREATE TABLE copies ( -- pairs of copies; "document" is the later one by (published, id)
  document INTEGER NOT NULL REFERENCES documents, "of" INTEGER NOT NULL REFERENCES documents,
  kind TEXT NOT NULL,                             -- exact near part
  share REAL NOT NULL,                            -- of the document's shingles that stand in the other
  of_share REAL NOT NULL,                         -- of the other's that stand in the document
  PRIMARY KEY (document, "of")
) STRICT, WITHOUT ROWID;
CREATE INDEX copies_of ON copies("of");

CREATE TABLE stories ( -- documents by what they report; "key" is that of the first by (published, id)
  key INTEGER PRIMARY KEY REFERENCES documents, id TEXT NOT NULL, title TEXT,
  n_documents INTEGER NOT NULL, n_texts INTEGER NOT NULL, n_origins INTEGER NOT NULL,
  first TEXT, last TEXT                           -- dates of publication
) STRICT;

CREATE TABLE outlines ( -- what a document's story is told by, packed (pack.rs)
  document INTEGER PRIMARY KEY REFERENCES documents, outline BLOB NOT NULL
) STRICT;

CREATE TABLE story_keys ( -- by which documents that may be of one story are found: terms as hashes, and their weights
  word INTEGER NOT NULL, document INTEGER NOT NULL REFERENCES documents, weight INTEGER NOT NULL, PRIMARY KEY (word, document)
) STRICT, WITHOUT ROWID;

CREATE TABLE story_links ( -- pairs of documents that may be of one story, with their similarity in millionths
  a INTEGER NOT NULL REFERENCES documents, b INTEGER NOT NULL REFERENCES documents, score INTEGER NOT NULL, PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_links_b ON story_links(b);

CREATE TABLE entities ( -- who and what, across documents; "key" is that of its first record by (published, id)
  key INTEGER PRIMARY KEY,
  code ANY NOT NULL, id TEXT AS (iif(typeof(code) = 'blob', lower(hex(substr(code, 1, 8))) || '.e' || lower(hex(substr(code, 9))), code)),
  kind_code ANY NOT NULL, kind TEXT AS (CASE kind_code WHEN 0 THEN 'person' WHEN 1 THEN 'organization' WHEN 2 THEN 'place' WHEN 3 THEN 'group' WHEN 4 THEN 'object' WHEN 5 THEN 'country' ELSE kind_code END),
  name TEXT NOT NULL, country TEXT, sector TEXT,
  n_documents INTEGER NOT NULL, n_texts INTEGER NOT NULL, n_origins INTEGER NOT NULL,
  first TEXT, last TEXT,                          -- dates of publication
  is_confirmed INTEGER NOT NULL
) STRICT;

CREATE TABLE profiles ( -- records that say the same of a name: the unit that identity is decided on
  key INTEGER PRIMARY KEY,
  signature INTEGER NOT NULL UNIQUE,              -- a hash: equal for records that say the same
  is_own INTEGER NOT NULL,                        -- whether it is of one record alone, whatever others say
  kind_code ANY NOT NULL, kind TEXT AS (CASE kind_code WHEN 0 THEN 'person' WHEN 1 THEN 'organization' WHEN 2 THEN 'place' WHEN 3 THEN 'group' WHEN 4 THEN 'object' WHEN 5 THEN 'country' ELSE kind_code END),
  name TEXT NOT NULL, country TEXT, sector TEXT,
  geonames_id INTEGER,                            -- of a place, where it is known
  words BLOB,                                     -- its words in profile_keys, packed (pack.rs)
  record INTEGER REFERENCES entity_records DEFERRABLE INITIALLY DEFERRED, -- its first by (published, id)
  entity INTEGER REFERENCES entities DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX profiles_entity ON profiles(entity);

CREATE TABLE profile_keys ( -- by which profiles that may be one are found: words as hashes
  word INTEGER NOT NULL, profile INTEGER NOT NULL REFERENCES profiles, PRIMARY KEY (word, profile)
) STRICT, WITHOUT ROWID;

CREATE TABLE entity_records ( -- entities as single documents have them
  key INTEGER PRIMARY KEY,
  code ANY NOT NULL, id TEXT AS (iif(typeof(code) = 'blob', lower(hex(substr(code, 1, 8))) || '.e' || lower(hex(substr(code, 9))), code)),
  document INTEGER NOT NULL REFERENCES documents,
  profile INTEGER NOT NULL REFERENCES profiles,
  own_profile INTEGER REFERENCES profiles,        -- where a person's decision set the record apart: the one that it had
  kind_code ANY NOT NULL, kind TEXT AS (CASE kind_code WHEN 0 THEN 'person' WHEN 1 THEN 'organization' WHEN 2 THEN 'place' WHEN 3 THEN 'group' WHEN 4 THEN 'object' WHEN 5 THEN 'country' ELSE kind_code END),
  name TEXT NOT NULL, country TEXT, sector TEXT,
  lat REAL, lon REAL, geonames_id INTEGER, admin1 TEXT, place_country TEXT, "precision" TEXT,
  members_json TEXT, evidence ANY,
  score_code ANY, score REAL AS (iif(typeof(score_code) = 'integer', score_code / 1000.0, score_code)),
  rule TEXT,
  status TEXT                                     -- rejected confirmed, by a person's decision
) STRICT;
CREATE INDEX entity_records_document ON entity_records(document);
CREATE INDEX entity_records_profile ON entity_records(profile);
CREATE INDEX entity_records_own_profile ON entity_records(own_profile) WHERE own_profile IS NOT NULL;

CREATE TABLE mentions (
  record INTEGER NOT NULL REFERENCES entity_records, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
  extent_start INTEGER, extent_end INTEGER,       -- NULL where the extent is the span
  form_code ANY NOT NULL, form TEXT AS (CASE form_code WHEN 0 THEN 'name' WHEN 1 THEN 'nominal' WHEN 2 THEN 'pronoun' WHEN 3 THEN 'possessive' WHEN 4 THEN 'demonym' ELSE form_code END),
  PRIMARY KEY (record, "start", "end")
) STRICT, WITHOUT ROWID;

CREATE TABLE roles (
  record INTEGER NOT NULL REFERENCES entity_records, number INTEGER NOT NULL,
  title TEXT NOT NULL, "start" INTEGER, "end" INTEGER, country TEXT, "of" INTEGER REFERENCES entity_records,
  PRIMARY KEY (record, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE times (
  document INTEGER NOT NULL REFERENCES documents, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
  code ANY NOT NULL, id TEXT AS (iif(typeof(code) = 'blob', lower(hex(substr(code, 1, 8))) || '.x' || lower(hex(substr(code, 9))), code)),
  kind TEXT, value TEXT, basis TEXT, PRIMARY KEY (document, "start", "end", code)
) STRICT, WITHOUT ROWID;

CREATE TABLE statements (
  key INTEGER PRIMARY KEY,
  code ANY NOT NULL, id TEXT AS (iif(typeof(code) = 'blob', lower(hex(substr(code, 1, 8))) || '.s' || lower(hex(substr(code, 9))), code)),
  document INTEGER NOT NULL REFERENCES documents,
  kind TEXT, speaker INTEGER REFERENCES entity_records, speaker_start INTEGER, speaker_end INTEGER,
  cue_start INTEGER, cue_end INTEGER,
  "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,   -- the first span of its content
  content_code TEXT,                              -- NULL where that is all
  content_json TEXT AS (coalesce(content_code, json_array(json_array("start", "end")))),
  quotes_code TEXT, quotes_json TEXT AS (coalesce(quotes_code, '[]')),
  mode TEXT, channel TEXT, platform TEXT, addressees_json TEXT,
  said TEXT, said_basis TEXT, withheld TEXT, same_as TEXT, denied INTEGER NOT NULL,
  evidence ANY,
  score_code ANY, score REAL AS (iif(typeof(score_code) = 'integer', score_code / 1000.0, score_code)),
  rule TEXT, status TEXT,
  utterance INTEGER REFERENCES utterances DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX statements_utterance ON statements(utterance);
CREATE INDEX statements_document ON statements(document);
CREATE INDEX statements_speaker ON statements(speaker);

CREATE TABLE utterances ( -- what was said once, however many report it; "key" is that of its first statement by (published, id)
  key INTEGER PRIMARY KEY,
  code ANY NOT NULL, id TEXT AS (iif(typeof(code) = 'blob', lower(hex(substr(code, 1, 8))) || '.s' || lower(hex(substr(code, 9))), code)),
  n_documents INTEGER NOT NULL, n_texts INTEGER NOT NULL, n_origins INTEGER NOT NULL, first TEXT, last TEXT
) STRICT;

CREATE TABLE utterance_keys ( -- by which statements that may report one utterance are found: words as hashes, days from 1970, -1 where none is known
  word INTEGER NOT NULL, day INTEGER NOT NULL, statement INTEGER NOT NULL REFERENCES statements, PRIMARY KEY (word, day, statement)
) STRICT, WITHOUT ROWID;

CREATE TABLE events ( -- events across documents; "key" is that of its first mention by (published, id)
  key INTEGER PRIMARY KEY,
  code ANY NOT NULL, id TEXT AS (iif(typeof(code) = 'blob', lower(hex(substr(code, 1, 8))) || '.v' || lower(hex(substr(code, 9))), code)),
  type TEXT NOT NULL, name TEXT,
  n_documents INTEGER NOT NULL, n_texts INTEGER NOT NULL, n_origins INTEGER NOT NULL, first TEXT, last TEXT,
  is_confirmed INTEGER NOT NULL
) STRICT;

CREATE TABLE event_mentions ( -- events as single documents have them
  key INTEGER PRIMARY KEY,
  code ANY NOT NULL, id TEXT AS (iif(typeof(code) = 'blob', lower(hex(substr(code, 1, 8))) || '.v' || lower(hex(substr(code, 9))), code)),
  document INTEGER NOT NULL REFERENCES documents,
  event INTEGER REFERENCES events DEFERRABLE INITIALLY DEFERRED,
  type TEXT NOT NULL, mode TEXT, contexts_json TEXT, cameo TEXT,
  instrument TEXT, instrument_start INTEGER, instrument_end INTEGER, place INTEGER REFERENCES entity_records,
  date_start TEXT, date_end TEXT, date_precision TEXT, date_basis TEXT, date_spans_json TEXT, same_day_as TEXT,
  modality TEXT, asserted_by TEXT, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, mentions_json TEXT, part_of TEXT,
  compared_json TEXT NOT NULL,                    -- what it is compared by (incident.rs)
  evidence ANY,
  score_code ANY, score REAL AS (iif(typeof(score_code) = 'integer', score_code / 1000.0, score_code)),
  rule TEXT, status TEXT
) STRICT;
CREATE INDEX event_mentions_document ON event_mentions(document);
CREATE INDEX event_mentions_event ON event_mentions(event);

CREATE TABLE event_keys ( -- by which mentions that may be one event are found: words as hashes
  word INTEGER NOT NULL, mention INTEGER NOT NULL REFERENCES event_mentions, PRIMARY KEY (word, mention)
) STRICT, WITHOUT ROWID;

CREATE TABLE participants ( -- who takes part in what: layer s (addressee), v (actor, recipient), c (by, to)
  record INTEGER NOT NULL REFERENCES entity_records, layer TEXT NOT NULL, owner INTEGER NOT NULL, part TEXT NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY (layer, owner, part, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX participants_record ON participants(record);

CREATE TABLE tolls ( -- every claimant's figure, none averaged or overwritten
  key INTEGER PRIMARY KEY,
  code ANY NOT NULL, id TEXT AS (iif(typeof(code) = 'blob', lower(hex(substr(code, 1, 8))) || '.t' || lower(hex(substr(code, 9))), code)),
  document INTEGER NOT NULL REFERENCES documents,
  mention INTEGER REFERENCES event_mentions,
  measure TEXT NOT NULL, low INTEGER, high INTEGER, qualifier TEXT, "group" TEXT, part_of TEXT,
  claimant INTEGER REFERENCES entity_records, statement TEXT, as_of TEXT, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
  evidence ANY,
  score_code ANY, score REAL AS (iif(typeof(score_code) = 'integer', score_code / 1000.0, score_code)),
  rule TEXT, status TEXT
) STRICT;
CREATE INDEX tolls_document ON tolls(document);
CREATE INDEX tolls_mention ON tolls(mention);

CREATE TABLE commitments (
  key INTEGER PRIMARY KEY,
  code ANY NOT NULL, id TEXT AS (iif(typeof(code) = 'blob', lower(hex(substr(code, 1, 8))) || '.c' || lower(hex(substr(code, 9))), code)),
  document INTEGER NOT NULL REFERENCES documents,
  "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, force TEXT, condition_start INTEGER, condition_end INTEGER,
  deadline TEXT, recurrence TEXT, statement TEXT, mention INTEGER REFERENCES event_mentions, checkable INTEGER,
  evidence ANY,
  score_code ANY, score REAL AS (iif(typeof(score_code) = 'integer', score_code / 1000.0, score_code)),
  rule TEXT, status TEXT
) STRICT;
CREATE INDEX commitments_document ON commitments(document);

CREATE TABLE checks ( -- what became of commitments, a row a window: written when a run ends, empty while one is under way
  commitment INTEGER NOT NULL REFERENCES commitments, number INTEGER NOT NULL,
  window_start TEXT,                              -- NULL where there is no window; why says why
  window_end TEXT,                                -- NULL where nothing says by when
  verdict TEXT,                                   -- kept partly no_report_found contradicted; NULL where it is not known
  why TEXT NOT NULL, rule TEXT NOT NULL,          -- in words: what it rests on; when it was to be done
  is_decided INTEGER NOT NULL,                    -- whether a person decided it
  events_json TEXT NOT NULL,                      -- ids of events
  evidence_json TEXT NOT NULL,                    -- [{event, report, part, span}]: part is done late rough denied refused opposite condition
  PRIMARY KEY (commitment, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE reasons ( -- why two may be one, in words; {a} and {b} stand for the names of the two
  key INTEGER PRIMARY KEY, rule TEXT NOT NULL, why TEXT NOT NULL, UNIQUE (rule, why)
) STRICT;

CREATE TABLE links ( -- pairs that may be one, from what the two say alone: layer e (profiles), v (event mentions), s (statements)
  layer TEXT NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL, strength INTEGER NOT NULL, reason INTEGER NOT NULL REFERENCES reasons,
  joined INTEGER,                                 -- what became of the pair; NULL where one of the two is out of it
  is_turned INTEGER,                              -- whether b has the lower rank (published, id)
  PRIMARY KEY (layer, a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX links_b ON links(layer, b);

CREATE TABLE decisions ( -- a person's decisions as the file beside the ledger has them; a row an object
  number INTEGER NOT NULL, object INTEGER NOT NULL, verb TEXT NOT NULL, reason TEXT, name TEXT,
  layer TEXT NOT NULL, document TEXT NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
  record INTEGER,                                 -- the key of the record that it found; NULL when it found none
  "window" TEXT, verdict TEXT,                    -- of a commitment: a day of the window that is judged, and how
  PRIMARY KEY (number, object)
) STRICT, WITHOUT ROWID;

CREATE TABLE patterns ( -- evidence that many records have, as the view grounds has it
  key INTEGER PRIMARY KEY, evidence TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE search USING fts5(title, text, content='documents', content_rowid='key', tokenize='unicode61 remove_diacritics 2');

CREATE VIEW decided AS -- pairs that a person joined, as merges has them
  WITH units(number, layer, reason, at, rank, id, target) AS (
    SELECT x.number, 'e', x.reason, r.profile, coalesce(d.published, '~'), f.id, p.entity FROM decisions x JOIN entity_records r ON r.key = x.record
    JOIN profiles p ON p.key = r.profile JOIN entity_records f ON f.key = p.record JOIN documents d ON d.key = f.document WHERE x.verb = 'merge' AND x.layer = 'entity'
    UNION
    SELECT x.number, 'v', x.reason, m.key, coalesce(d.published, '~'), m.id, m.event FROM decisions x JOIN event_mentions m ON m.key = x.record
    JOIN documents d ON d.key = m.document WHERE x.verb = 'merge' AND x.layer = 'event'
    UNION
    SELECT x.number, 's', x.reason, s.key, coalesce(d.published, '~'), s.id, s.utterance FROM decisions x JOIN statements s ON s.key = x.record
    JOIN documents d ON d.key = s.document WHERE x.verb = 'merge' AND x.layer = 'statement')
  SELECT DISTINCT x.layer, x.id AS a, y.id AS b, x.target, y.target AS other, x.target = y.target AS joined, max(x.reason) AS why
  FROM units x JOIN units y ON y.number = x.number AND y.layer = x.layer WHERE (x.rank, x.id) < (y.rank, y.id) GROUP BY x.layer, x.id, y.id;

CREATE VIEW mentions_named AS
  SELECT d.id AS document, d.source_id, m."start", m."end", substr(d.text, m."start" + 1, m."end" - m."start") AS words, m.form,
         e.id AS entity, e.name, e.kind
  FROM mentions m JOIN entity_records r ON r.key = m.record JOIN profiles p ON p.key = r.profile JOIN entities e ON e.key = p.entity
  JOIN documents d ON d.key = r.document;

CREATE VIEW statements_named AS
  SELECT s.id, d.id AS document, d.published, d.title, e.name AS speaker, s.mode, s.said,
         substr(d.text, s."start" + 1, s."end" - s."start") AS words
  FROM statements s JOIN documents d ON d.key = s.document LEFT JOIN entity_records r ON r.key = s.speaker
  LEFT JOIN profiles p ON p.key = r.profile LEFT JOIN entities e ON e.key = p.entity;

CREATE VIEW tolls_named AS
  SELECT t.id, v.event, ev.id AS event_id, t.measure, t.low, t.high, t.qualifier, t."group", e.name AS claimant, t.as_of, d.published, d.id AS document,
         substr(d.text, t."start" + 1, t."end" - t."start") AS words
  FROM tolls t JOIN documents d ON d.key = t.document LEFT JOIN event_mentions v ON v.key = t.mention LEFT JOIN events ev ON ev.key = v.event
  LEFT JOIN entity_records r ON r.key = t.claimant LEFT JOIN profiles p ON p.key = r.profile LEFT JOIN entities e ON e.key = p.entity;

CREATE VIEW checks_named AS
  SELECT c.id AS commitment, d.id AS document, d.published, substr(d.text, c."start" + 1, c."end" - c."start") AS words, k.window_start, k.window_end,
         k.verdict, k.is_decided, k.why, k.rule, e.value AS event
  FROM checks k JOIN commitments c ON c.key = k.commitment JOIN documents d ON d.key = c.document LEFT JOIN json_each(k.events_json) e;

CREATE VIEW merges AS -- what became of every pair, and why: ids of the first record of each side, the keys of the entity, event or utterance of each
  SELECT l.layer, iif(l.is_turned, y.id, x.id) AS a, iif(l.is_turned, x.id, y.id) AS b, iif(l.is_turned, q.entity, p.entity) AS target,
         iif(l.is_turned, p.entity, q.entity) AS other, l.joined, r.rule,
         replace(replace(r.why, '{a}', ltrim(p.name, '~')), '{b}', ltrim(q.name, '~')) AS why
  FROM links l JOIN reasons r ON r.key = l.reason JOIN profiles p ON p.key = l.a JOIN profiles q ON q.key = l.b
  JOIN entity_records x ON x.key = p.record JOIN entity_records y ON y.key = q.record WHERE l.layer = 'e' AND l.joined IS NOT NULL
  UNION ALL
  SELECT l.layer, iif(l.is_turned, y.id, x.id), iif(l.is_turned, x.id, y.id), iif(l.is_turned, y.event, x.event), iif(l.is_turned, x.event, y.event),
         l.joined, r.rule, r.why
  FROM links l JOIN reasons r ON r.key = l.reason JOIN event_mentions x ON x.key = l.a JOIN event_mentions y ON y.key = l.b
  WHERE l.layer = 'v' AND l.joined IS NOT NULL
  UNION ALL
  SELECT l.layer, iif(l.is_turned, y.id, x.id), iif(l.is_turned, x.id, y.id), iif(l.is_turned, y.utterance, x.utterance), iif(l.is_turned, x.utterance, y.utterance),
         l.joined, r.rule, r.why
  FROM links l JOIN reasons r ON r.key = l.reason JOIN statements x ON x.key = l.a JOIN statements y ON y.key = l.b
  WHERE l.layer = 's' AND l.joined IS NOT NULL
  UNION ALL
  SELECT layer, a, b, target, other, joined, 'decision', why FROM decided;

CREATE VIEW grounds AS -- the evidence of every record as it is kept: an object of fields that rest on the same, with an array of spans, a word for what
  -- else, or the number of a column here. What many have is kept once, in patterns.
  SELECT x.layer, x.document, x.record, x.status, x.score, x.mention, coalesce(p.evidence, x.evidence) AS evidence, x.g0, x.g1, x.g2, x.g3
  FROM (
    SELECT 'entity' AS layer, document, id AS record, status, score, NULL AS mention, evidence,
           (SELECT json_array(json_array(m."start", m."end")) FROM mentions m WHERE m.record = r.key ORDER BY m."start", m."end" LIMIT 1) AS g0,
           NULL AS g1, NULL AS g2, NULL AS g3 FROM entity_records r
    UNION ALL
    SELECT 'statement', document, id, status, score, NULL, evidence, json_array(json_array("start", "end")), json_array(json_array(cue_start, cue_end)),
           json_array(json_array(speaker_start, speaker_end)), quotes_json FROM statements
    UNION ALL
    SELECT 'event', document, id, status, score, key, evidence, json_array(json_array("start", "end")), NULL, NULL, NULL FROM event_mentions
    UNION ALL
    SELECT 'toll', document, id, status, score, mention, evidence, json_array(json_array("start", "end")), NULL, NULL, NULL FROM tolls
    UNION ALL
    SELECT 'commitment', document, id, status, score, NULL, evidence, json_array(json_array("start", "end")), NULL, NULL, NULL FROM commitments
  ) x LEFT JOIN patterns p ON p.key = x.evidence WHERE x.evidence IS NOT NULL;

CREATE VIEW evidence AS -- what every field of every record rests on: spans, or a word for what else; fields that are spans (cue, content, trigger …) rest on themselves and are left out
  SELECT x.layer, x.record, n.value AS field, json_extract(s.value, '$[0]') AS "start", json_extract(s.value, '$[1]') AS "end", NULL AS basis
  FROM grounds x, json_each(x.evidence) f, json_each('["' || replace(f.key, ' ', '","') || '"]') n,
       json_each(CASE f.type WHEN 'array' THEN f.value ELSE CASE f.value WHEN 0 THEN x.g0 WHEN 1 THEN x.g1 WHEN 2 THEN x.g2 ELSE x.g3 END END) s
  WHERE f.type IN ('array', 'integer')
  UNION ALL
  SELECT x.layer, x.record, n.value, NULL, NULL, f.value FROM grounds x, json_each(x.evidence) f, json_each('["' || replace(f.key, ' ', '","') || '"]') n
  WHERE f.type NOT IN ('array', 'integer');

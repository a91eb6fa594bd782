-- The tables of a Dateline ledger: its public interface, for any SQLite tool.
--
-- Coordinates are code points into documents.text, half open: substr(text, "start" + 1, "end" - "start").
-- NULL means unknown or not stated, never zero. Columns named "key" are the file's own numbers: they join tables and are
-- not the same in another ledger. Columns named "id" are, in every ledger and for ever. What ends in _json is JSON.
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
  text TEXT NOT NULL,
  words INTEGER NOT NULL,                         -- a hash of the article's words: equal for the same text
  shingles INTEGER NOT NULL,                      -- runs of three words in the article
  same_text INTEGER REFERENCES documents,         -- the first document with these words: what n_texts counts
  family INTEGER REFERENCES documents,            -- the origin of its copies: what n_origins counts
  story INTEGER REFERENCES documents,             -- the first report of what it reports
  revision_of INTEGER REFERENCES documents,       -- the capture of this address before this one
  beside BLOB,                                    -- names that stand in it, as 32-bit hashes: what namesakes are told by
  run INTEGER REFERENCES runs,
  notes_json TEXT, withheld_json TEXT
) STRICT;
CREATE INDEX documents_words ON documents(words);
CREATE INDEX documents_family ON documents(family);
CREATE INDEX documents_story ON documents(story);
CREATE INDEX documents_url ON documents(url) WHERE url IS NOT NULL;

CREATE TABLE blocks ( -- the text in blocks: what is the article and what is not
  document INTEGER NOT NULL REFERENCES documents, number INTEGER NOT NULL,
  "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, kind TEXT NOT NULL, keep INTEGER NOT NULL,
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

CREATE TABLE outlines ( -- what a document's story is told by
  document INTEGER PRIMARY KEY REFERENCES documents, outline_json TEXT NOT NULL
) STRICT;

CREATE TABLE story_keys ( -- by which documents that may be of one story are found: terms as hashes, and their weights
  word INTEGER NOT NULL, document INTEGER NOT NULL REFERENCES documents, weight INTEGER NOT NULL, PRIMARY KEY (word, document)
) STRICT, WITHOUT ROWID;

CREATE TABLE story_links ( -- pairs of documents that may be of one story, with their similarity in millionths
  a INTEGER NOT NULL REFERENCES documents, b INTEGER NOT NULL REFERENCES documents, score INTEGER NOT NULL, PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_links_b ON story_links(b);

CREATE TABLE entities ( -- who and what, across documents; "key" is that of its first record by (published, id)
  key INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, country TEXT, sector TEXT,
  n_documents INTEGER NOT NULL, n_texts INTEGER NOT NULL, n_origins INTEGER NOT NULL,
  first TEXT, last TEXT,                          -- dates of publication
  is_confirmed INTEGER NOT NULL
) STRICT;

CREATE TABLE profiles ( -- records that say the same of a name: the unit that identity is decided on
  key INTEGER PRIMARY KEY, signature TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL, country TEXT, sector TEXT,
  entity INTEGER REFERENCES entities DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX profiles_entity ON profiles(entity);

CREATE TABLE profile_keys ( -- by which profiles that may be one are found
  word TEXT NOT NULL, profile INTEGER NOT NULL REFERENCES profiles, PRIMARY KEY (word, profile)
) STRICT, WITHOUT ROWID;
CREATE INDEX profile_keys_profile ON profile_keys(profile);

CREATE TABLE entity_records ( -- entities as single documents have them
  key INTEGER PRIMARY KEY, id TEXT NOT NULL, document INTEGER NOT NULL REFERENCES documents,
  profile INTEGER NOT NULL REFERENCES profiles,
  own_profile INTEGER REFERENCES profiles,        -- where a person's decision set the record apart: the one that it had
  kind TEXT NOT NULL, name TEXT NOT NULL, country TEXT, sector TEXT,
  lat REAL, lon REAL, geonames_id INTEGER, admin1 TEXT, place_country TEXT, "precision" TEXT,
  members_json TEXT, evidence_json TEXT, score REAL, rule TEXT,
  status TEXT                                     -- rejected confirmed, by a person's decision
) STRICT;
CREATE INDEX entity_records_document ON entity_records(document);
CREATE INDEX entity_records_profile ON entity_records(profile);
CREATE INDEX entity_records_own_profile ON entity_records(own_profile) WHERE own_profile IS NOT NULL;

CREATE TABLE mentions (
  record INTEGER NOT NULL REFERENCES entity_records, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
  extent_start INTEGER, extent_end INTEGER,       -- NULL where the extent is the span
  form TEXT NOT NULL, PRIMARY KEY (record, "start", "end")
) STRICT, WITHOUT ROWID;

CREATE TABLE roles (
  record INTEGER NOT NULL REFERENCES entity_records, number INTEGER NOT NULL,
  title TEXT NOT NULL, "start" INTEGER, "end" INTEGER, country TEXT, "of" INTEGER REFERENCES entity_records,
  PRIMARY KEY (record, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE times (
  document INTEGER NOT NULL REFERENCES documents, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
  id TEXT NOT NULL, kind TEXT, value TEXT, basis TEXT, PRIMARY KEY (document, "start", "end", id)
) STRICT, WITHOUT ROWID;

CREATE TABLE statements (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL, document INTEGER NOT NULL REFERENCES documents,
  kind TEXT, speaker INTEGER REFERENCES entity_records, speaker_start INTEGER, speaker_end INTEGER,
  cue_start INTEGER, cue_end INTEGER, content_json TEXT NOT NULL, quotes_json TEXT NOT NULL,
  "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,   -- the first span of its content
  mode TEXT, channel TEXT, platform TEXT, addressees_json TEXT,
  said TEXT, said_basis TEXT, withheld TEXT, same_as TEXT, denied INTEGER NOT NULL,
  evidence_json TEXT, score REAL, rule TEXT, status TEXT,
  utterance INTEGER REFERENCES utterances DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX statements_utterance ON statements(utterance);
CREATE INDEX statements_document ON statements(document);
CREATE INDEX statements_speaker ON statements(speaker);

CREATE TABLE utterances ( -- what was said once, however many report it; "key" is that of its first statement by (published, id)
  key INTEGER PRIMARY KEY, id TEXT NOT NULL,
  n_documents INTEGER NOT NULL, n_texts INTEGER NOT NULL, n_origins INTEGER NOT NULL, first TEXT, last TEXT
) STRICT;

CREATE TABLE sayings ( -- what a statement is compared by
  statement INTEGER PRIMARY KEY REFERENCES statements, saying_json TEXT NOT NULL
) STRICT;

CREATE TABLE utterance_keys ( -- by which statements that may report one utterance are found
  word TEXT NOT NULL, statement INTEGER NOT NULL REFERENCES statements, PRIMARY KEY (word, statement)
) STRICT, WITHOUT ROWID;
CREATE INDEX utterance_keys_statement ON utterance_keys(statement);

CREATE TABLE events ( -- events across documents; "key" is that of its first mention by (published, id)
  key INTEGER PRIMARY KEY, id TEXT NOT NULL, type TEXT NOT NULL, name TEXT,
  n_documents INTEGER NOT NULL, n_texts INTEGER NOT NULL, n_origins INTEGER NOT NULL, first TEXT, last TEXT,
  is_confirmed INTEGER NOT NULL
) STRICT;

CREATE TABLE event_mentions ( -- events as single documents have them
  key INTEGER PRIMARY KEY, id TEXT NOT NULL, document INTEGER NOT NULL REFERENCES documents,
  event INTEGER REFERENCES events DEFERRABLE INITIALLY DEFERRED,
  type TEXT NOT NULL, mode TEXT, contexts_json TEXT, cameo TEXT,
  instrument TEXT, instrument_start INTEGER, instrument_end INTEGER, place INTEGER REFERENCES entity_records,
  date_start TEXT, date_end TEXT, date_precision TEXT, date_basis TEXT, date_spans_json TEXT, same_day_as TEXT,
  modality TEXT, asserted_by TEXT, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, mentions_json TEXT, part_of TEXT,
  compared_json TEXT NOT NULL,                    -- what it is compared by
  evidence_json TEXT, score REAL, rule TEXT, status TEXT
) STRICT;
CREATE INDEX event_mentions_document ON event_mentions(document);
CREATE INDEX event_mentions_event ON event_mentions(event);

CREATE TABLE event_keys ( -- by which mentions that may be one event are found
  word TEXT NOT NULL, mention INTEGER NOT NULL REFERENCES event_mentions, PRIMARY KEY (word, mention)
) STRICT, WITHOUT ROWID;

CREATE TABLE participants ( -- who takes part in what: layer s (addressee), v (actor, recipient), c (by, to)
  record INTEGER NOT NULL REFERENCES entity_records, layer TEXT NOT NULL, owner INTEGER NOT NULL, part TEXT NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY (layer, owner, part, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX participants_record ON participants(record);

CREATE TABLE tolls ( -- every claimant's figure, none averaged or overwritten
  key INTEGER PRIMARY KEY, id TEXT NOT NULL, document INTEGER NOT NULL REFERENCES documents,
  mention INTEGER REFERENCES event_mentions,
  measure TEXT NOT NULL, low INTEGER, high INTEGER, qualifier TEXT, "group" TEXT, part_of TEXT,
  claimant INTEGER REFERENCES entity_records, statement TEXT, as_of TEXT, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
  evidence_json TEXT, score REAL, rule TEXT, status TEXT
) STRICT;
CREATE INDEX tolls_document ON tolls(document);
CREATE INDEX tolls_mention ON tolls(mention);

CREATE TABLE commitments (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL, document INTEGER NOT NULL REFERENCES documents,
  "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, force TEXT, condition_start INTEGER, condition_end INTEGER,
  deadline TEXT, recurrence TEXT, statement TEXT, mention INTEGER REFERENCES event_mentions, checkable INTEGER,
  evidence_json TEXT, score REAL, rule TEXT, status TEXT
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

CREATE TABLE links ( -- pairs that may be one, from what the two say alone: layer e (profiles), v (event mentions), s (statements)
  layer TEXT NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL, strength INTEGER NOT NULL, rule TEXT NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY (layer, a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX links_b ON links(layer, b);

CREATE TABLE merges ( -- what became of every pair, and why
  layer TEXT NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL,  -- ids of the first record of each side
  target INTEGER NOT NULL, other INTEGER NOT NULL, -- the keys of the entity, event or utterance of a and of b
  joined INTEGER NOT NULL, rule TEXT NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY (layer, a, b, rule)
) STRICT, WITHOUT ROWID;
CREATE INDEX merges_target ON merges(layer, target);
CREATE INDEX merges_other ON merges(layer, other) WHERE other <> target;

CREATE TABLE decisions ( -- a person's decisions as the file beside the ledger has them; a row an object
  number INTEGER NOT NULL, object INTEGER NOT NULL, verb TEXT NOT NULL, reason TEXT, name TEXT,
  layer TEXT NOT NULL, document TEXT NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
  record INTEGER,                                 -- the key of the record that it found; NULL when it found none
  "window" TEXT, verdict TEXT,                    -- of a commitment: a day of the window that is judged, and how
  PRIMARY KEY (number, object)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE search USING fts5(title, text, content='documents', content_rowid='key', tokenize='unicode61 remove_diacritics 2');

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

CREATE VIEW evidence AS -- what every field of every record rests on: spans, or a word for what else; fields that are spans (cue, content, trigger …) rest on themselves and are left out
  SELECT layer, x.record, f.key AS field, json_extract(s.value, '$[0]') AS "start", json_extract(s.value, '$[1]') AS "end", NULL AS basis
  FROM (SELECT 'entity' AS layer, id AS record, evidence_json AS j FROM entity_records UNION ALL SELECT 'statement', id, evidence_json FROM statements
        UNION ALL SELECT 'event', id, evidence_json FROM event_mentions UNION ALL SELECT 'toll', id, evidence_json FROM tolls
        UNION ALL SELECT 'commitment', id, evidence_json FROM commitments) x, json_each(x.j) f, json_each(f.value) s WHERE f.type = 'array'
  UNION ALL
  SELECT layer, x.record, f.key, NULL, NULL, f.value
  FROM (SELECT 'entity' AS layer, id AS record, evidence_json AS j FROM entity_records UNION ALL SELECT 'statement', id, evidence_json FROM statements
        UNION ALL SELECT 'event', id, evidence_json FROM event_mentions UNION ALL SELECT 'toll', id, evidence_json FROM tolls
        UNION ALL SELECT 'commitment', id, evidence_json FROM commitments) x, json_each(x.j) f WHERE f.type <> 'array';

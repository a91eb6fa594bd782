//! The contract's JSON: the only place where documents become JSON, spans become code points.

use std::collections::BTreeMap;
use std::io::{self, Write};

use dateline_facts as facts;
use dateline_text::{self as text, ByteSpan, CodePoints};
use serde::Serialize;

use crate::conllu::{Analyser, Language};
use crate::engine::{Engine, Findings, Reporter};
use crate::run::Outcome;
use crate::table::Table;
use crate::treebank;

/// The JSON schema of a document; a test holds it to what is really printed.
pub const SCHEMA: &str = include_str!("../schema/document.json");

/// How documents are printed.
#[derive(Debug)]
pub struct Output {
    /// As what.
    pub form: Form,
    /// What finds the layers of language, where they are wanted.
    pub engine: Option<Box<Engine>>,
}

/// What documents are printed as.
#[derive(Debug)]
pub enum Form {
    /// For a person.
    Table(Table),
    /// One JSON object a line.
    Jsonl,
    /// One JSON array, indented.
    Json,
    /// Their language as CoNLL-U.
    Conllu(Box<Language>),
}

/// Which keys of the contract a document has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layers {
    /// The page: `source meta text blocks copies withheld notes`.
    Document,
    /// And the layers of language.
    All,
    /// No key: sentences and words, as CoNLL-U.
    Language,
}

impl Output {
    /// What renders on one thread.
    pub fn renderer(&self) -> Renderer<'_> {
        match &self.form {
            Form::Table(table) => Renderer::Table(table, self.reporter()),
            Form::Jsonl => Renderer::Json { is_pretty: false, reporter: self.reporter() },
            Form::Json => Renderer::Json { is_pretty: true, reporter: self.reporter() },
            Form::Conllu(language) => Renderer::Conllu(Box::new(language.analyser())),
        }
    }

    fn reporter(&self) -> Option<Box<Reporter<'_>>> {
        self.engine.as_ref().map(|engine| Box::new(engine.reporter()))
    }

    /// Prints what was rendered to `out`.
    pub fn writer<W: Write>(&self, out: W) -> Writer<'_, W> {
        Writer { form: &self.form, out: io::BufWriter::new(out), is_first: true }
    }
}

/// Renders documents on one thread.
#[derive(Debug)]
pub enum Renderer<'o> {
    /// For a person.
    Table(&'o Table, Option<Box<Reporter<'o>>>),
    /// As JSON.
    Json {
        /// Whether it is indented.
        is_pretty: bool,
        /// What finds the layers of language, where they are wanted.
        reporter: Option<Box<Reporter<'o>>>,
    },
    /// As CoNLL-U.
    Conllu(Box<Analyser<'o>>),
}

impl Renderer<'_> {
    /// One document as it is to be printed, without what stands between documents.
    pub fn render(&mut self, document: &text::Document) -> Vec<u8> {
        let (is_pretty, findings) = match self {
            Self::Table(table, reporter) => {
                return table.render(document, reporter.as_mut().map(|reporter| reporter.find(document)).as_ref()).into_bytes();
            }
            Self::Conllu(analyser) => return analyser.page(document),
            Self::Json { is_pretty, reporter } => (*is_pretty, reporter.as_mut().map(|reporter| reporter.find(document))),
        };
        let mut out = Vec::with_capacity(document.text.len() * 2);
        let wire = Document::new(document, findings.as_ref());
        let written = if is_pretty { serde_json::to_writer_pretty(&mut out, &wire) } else { serde_json::to_writer(&mut out, &wire) };
        written.expect("a document has string keys, and memory does not fail to be written");
        out
    }

    /// The same for a document of a treebank; what is wrong with it in one line, when it cannot be read.
    pub fn annotate(&mut self, document: &treebank::Document) -> Result<Vec<u8>, String> {
        match self {
            Self::Conllu(analyser) => analyser.treebank(document),
            Self::Table(..) | Self::Json { .. } => Err("a treebank is printed only as CoNLL-U".to_owned()),
        }
    }
}

/// Prints rendered documents with what stands between them.
#[derive(Debug)]
pub struct Writer<'o, W: Write> {
    form: &'o Form,
    out: io::BufWriter<W>,
    is_first: bool,
}

impl<W: Write> Writer<'_, W> {
    /// Prints a page; what was passed over is not for this stream.
    pub fn write(&mut self, outcome: &Outcome) -> io::Result<()> {
        let Outcome::Page(page) = outcome else { return Ok(()) };
        let (before, after) = match (self.form, self.is_first) {
            (Form::Jsonl, _) => ("", "\n"),
            (Form::Json, true) => ("[\n", ""),
            (Form::Json, false) => (",\n", ""),
            (Form::Table(_), true) | (Form::Conllu(_), _) => ("", ""),
            (Form::Table(_), false) => ("\n\n", ""),
        };
        self.is_first = false;
        self.out.write_all(before.as_bytes())?;
        self.out.write_all(&page.rendered)?;
        self.out.write_all(after.as_bytes())?;
        // Whoever waits at the other end of the pipe has the document now; one write a document costs little.
        self.out.flush()
    }

    /// Ends the output.
    pub fn finish(mut self) -> io::Result<()> {
        if matches!(self.form, Form::Json) {
            self.out.write_all(if self.is_first { b"[]\n" } else { b"\n]\n" })?;
        }
        self.out.flush()
    }
}

/// A document as the contract prints it.
#[derive(Debug, Serialize)]
pub struct Document<'d> {
    r#type: &'static str,
    id: &'d str,
    source: Source<'d>,
    meta: Meta<'d>,
    text: &'d str,
    blocks: Vec<Block<'d>>,
    copies: Option<()>,
    withheld: Vec<Withheld<'d>>,
    notes: Vec<Note<'d>>,
    #[serde(flatten)]
    language: Option<LanguageLayers<'d>>,
}

/// The layers of language.
#[derive(Debug, Serialize)]
struct LanguageLayers<'d> {
    entities: Vec<Entity<'d>>,
    times: Vec<Time<'d>>,
    statements: Vec<Statement<'d>>,
    events: Vec<Event<'d>>,
    tolls: Vec<Toll<'d>>,
    commitments: Vec<Commitment<'d>>,
}

#[derive(Debug, Serialize)]
struct Entity<'d> {
    id: &'d str,
    kind: &'static str,
    name: &'d str,
    mentions: Vec<Mention>,
    roles: Vec<Role<'d>>,
    members: Vec<&'d str>,
    country: Option<&'d str>,
    sector: Option<&'d str>,
    place: Option<Place<'d>>,
    evidence: Evidence,
    score: f64,
    rule: &'d str,
}

#[derive(Debug, Serialize)]
struct Mention {
    span: [usize; 2],
    extent: [usize; 2],
    form: &'static str,
}

#[derive(Debug, Serialize)]
struct Role<'d> {
    title: &'d str,
    span: [usize; 2],
    country: Option<&'d str>,
    of: Option<&'d str>,
    inherits: Option<&'d str>,
}

#[derive(Debug, Serialize)]
struct Place<'d> {
    lat: f64,
    lon: f64,
    geonames_id: Option<u32>,
    admin1: Option<&'d str>,
    country: Option<&'d str>,
    precision: &'static str,
}

#[derive(Debug, Serialize)]
struct Time<'d> {
    id: &'d str,
    span: [usize; 2],
    kind: &'static str,
    value: Option<&'d str>,
    basis: &'static str,
    anchor: Option<[usize; 2]>,
    recurrence: Option<&'d str>,
    rule: &'static str,
}

#[derive(Debug, Serialize)]
struct Statement<'d> {
    id: &'d str,
    kind: &'static str,
    speaker: Option<&'d str>,
    speaker_span: Option<[usize; 2]>,
    speaker_extent: Option<[usize; 2]>,
    cue: Option<[usize; 2]>,
    content: Vec<[usize; 2]>,
    quotes: Vec<[usize; 2]>,
    mode: &'static str,
    channel: Option<Channel<'d>>,
    addressees: Vec<&'d str>,
    said: Option<Said<'d>>,
    withheld: Option<Withheld<'d>>,
    same_as: Option<&'d str>,
    denied: bool,
    evidence: Evidence,
    score: f64,
    rule: &'d str,
}

#[derive(Debug, Serialize)]
struct Channel<'d> {
    kind: &'static str,
    platform: Option<&'d str>,
    span: [usize; 2],
}

#[derive(Debug, Serialize)]
struct Said<'d> {
    value: &'d str,
    basis: &'static str,
    span: [usize; 2],
}

#[derive(Debug, Serialize)]
struct Withheld<'d> {
    kind: &'static str,
    span: [usize; 2],
    /// Stated only outside statements: inside one it is the speaker's.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Option<&'d str>>,
}

#[derive(Debug, Serialize)]
struct Event<'d> {
    id: &'d str,
    r#type: &'static str,
    mode: Option<&'static str>,
    contexts: &'d [&'static str],
    cameo: &'static str,
    actors: Vec<&'d str>,
    recipients: Vec<&'d str>,
    instrument: Option<[usize; 2]>,
    place: Option<&'d str>,
    date: EventDate<'d>,
    modality: &'static str,
    asserted_by: &'d str,
    trigger: [usize; 2],
    mentions: Vec<[usize; 2]>,
    part_of: Option<&'d str>,
    evidence: Evidence,
    score: f64,
    rule: &'d str,
}

#[derive(Debug, Serialize)]
struct EventDate<'d> {
    start: Option<&'d str>,
    end: Option<&'d str>,
    precision: &'static str,
    basis: &'static str,
    spans: Vec<[usize; 2]>,
    same_day_as: Option<&'d str>,
}

#[derive(Debug, Serialize)]
struct Toll<'d> {
    id: &'d str,
    event: Option<&'d str>,
    measure: &'static str,
    low: Option<u64>,
    high: Option<u64>,
    qualifier: &'d str,
    group: Option<&'d str>,
    part_of: Option<&'d str>,
    claimant: Option<&'d str>,
    statement: Option<&'d str>,
    as_of: Option<&'d str>,
    span: [usize; 2],
    evidence: Evidence,
    score: f64,
    rule: &'static str,
}

#[derive(Debug, Serialize)]
struct Commitment<'d> {
    id: &'d str,
    by: Vec<&'d str>,
    to: Vec<&'d str>,
    action: [usize; 2],
    force: &'static str,
    condition: Option<[usize; 2]>,
    deadline: Option<&'d str>,
    recurrence: Option<&'d str>,
    statement: Option<&'d str>,
    event: Option<&'d str>,
    checkable: bool,
    evidence: Evidence,
    score: f64,
    rule: &'static str,
}

/// What each field of a record rests on, in the order of the names of the fields.
type Evidence = BTreeMap<&'static str, Ground>;

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Ground {
    Words(Vec<[usize; 2]>),
    Named(&'static str),
}

impl<'d> LanguageLayers<'d> {
    fn new(findings: &'d Findings, span: &impl Fn(ByteSpan) -> [usize; 2]) -> Self {
        let id = |at: usize| findings.entity_ids[at].as_str();
        let ground = |ground: &facts::Ground| match ground {
            facts::Ground::Words(spans) => Ground::Words(spans.iter().map(|&it| span(it)).collect()),
            facts::Ground::Named(what) => Ground::Named(what),
        };
        let entities = findings.facts.entities.iter().enumerate().map(|(at, entity)| Entity {
            id: id(at),
            kind: entity.kind.name(),
            name: &entity.name,
            mentions: entity
                .mentions
                .iter()
                .map(|mention| Mention { span: span(mention.span), extent: span(mention.extent), form: mention.form.name() })
                .collect(),
            roles: entity
                .roles
                .iter()
                .map(|role| Role {
                    title: &role.title,
                    span: span(role.span),
                    country: role.country.as_ref().map(facts::Country::code),
                    of: role.of.map(id),
                    inherits: role.inherits.as_deref(),
                })
                .collect(),
            members: entity.members.iter().map(|&member| id(member)).collect(),
            country: entity.country.as_ref().map(facts::Country::code),
            sector: entity.sector.as_ref().map(facts::who::Sector::code),
            place: entity.place.as_ref().map(|place| Place {
                lat: place.lat,
                lon: place.lon,
                geonames_id: place.geonames_id,
                admin1: place.admin1.as_deref(),
                country: place.country.as_ref().map(facts::Country::code),
                precision: place.precision.name(),
            }),
            evidence: entity.evidence.iter().map(|(field, it)| (field, ground(it))).collect(),
            score: entity.score.value(),
            rule: entity.rule,
        });
        let times = findings.facts.times.iter().enumerate().map(|(at, time)| Time {
            id: &findings.time_ids[at],
            span: span(time.span),
            kind: time.kind.name(),
            value: time.value.as_deref(),
            basis: time.basis.name(),
            anchor: time.anchor.map(span),
            recurrence: time.recurrence.as_deref(),
            rule: time.rule,
        });
        let statement_id = |at: usize| findings.statement_ids[at].as_str();
        let statements = findings.facts.statements.iter().enumerate().map(|(at, statement)| Statement {
            id: statement_id(at),
            kind: statement.kind.name(),
            speaker: statement.speaker.map(id),
            speaker_span: statement.speaker_span.map(span),
            speaker_extent: statement.speaker_extent.map(span),
            cue: statement.cue.map(span),
            content: statement.content.iter().map(|&it| span(it)).collect(),
            quotes: statement.quotes.iter().map(|&it| span(it)).collect(),
            mode: statement.mode.name(),
            channel: statement.channel.as_ref().map(|it| Channel { kind: it.kind, platform: it.platform.as_deref(), span: span(it.span) }),
            addressees: statement.addressees.iter().map(|&it| id(it)).collect(),
            said: statement.said.as_ref().map(|it| Said { value: &it.value, basis: it.basis.name(), span: span(it.span) }),
            withheld: statement.withheld.map(|it| Withheld { kind: it.kind.name(), span: span(it.span), by: None }),
            same_as: statement.same_as.map(statement_id),
            denied: statement.denied,
            evidence: statement.evidence.iter().map(|(field, it)| (field, ground(it))).collect(),
            score: statement.score.value(),
            rule: statement.rule,
        });
        let event_id = |at: usize| findings.event_ids[at].as_str();
        let events = findings.facts.events.iter().enumerate().map(|(at, event)| Event {
            id: event_id(at),
            r#type: event.kind.name(),
            mode: event.mode,
            contexts: &event.contexts,
            cameo: event.cameo,
            actors: event.actors.iter().map(|&it| id(it)).collect(),
            recipients: event.recipients.iter().map(|&it| id(it)).collect(),
            instrument: event.instrument.map(span),
            place: event.place.map(id),
            date: EventDate {
                start: event.date.start.as_deref(),
                end: event.date.end.as_deref(),
                precision: event.date.precision.name(),
                basis: facts::event::basis_name(&event.date),
                spans: event.date.spans.iter().map(|&it| span(it)).collect(),
                same_day_as: event.date.same_day_as.map(event_id),
            },
            modality: event.modality.name(),
            asserted_by: event.asserted_by.map_or("reporter", statement_id),
            trigger: span(event.trigger),
            mentions: event.mentions.iter().map(|&it| span(it)).collect(),
            part_of: event.part_of.map(event_id),
            evidence: event.evidence.iter().map(|(field, it)| (field, ground(it))).collect(),
            score: event.score.value(),
            rule: &event.rule,
        });
        let tolls = findings.facts.tolls.iter().enumerate().map(|(at, toll)| Toll {
            id: &findings.toll_ids[at],
            event: toll.event.map(event_id),
            measure: toll.measure.name(),
            low: toll.low,
            high: toll.high,
            qualifier: &toll.qualifier,
            group: toll.group.as_deref(),
            part_of: toll.part_of.map(|at| findings.toll_ids[at].as_str()),
            claimant: toll.claimant.map(id),
            statement: toll.statement.map(statement_id),
            as_of: toll.as_of.as_deref(),
            span: span(toll.span),
            evidence: toll.evidence.iter().map(|(field, it)| (field, ground(it))).collect(),
            score: toll.score.value(),
            rule: toll.rule,
        });
        let commitments = findings.facts.commitments.iter().enumerate().map(|(at, commitment)| Commitment {
            id: &findings.commitment_ids[at],
            by: commitment.by.iter().map(|&it| id(it)).collect(),
            to: commitment.to.iter().map(|&it| id(it)).collect(),
            action: span(commitment.action),
            force: commitment.force.name(),
            condition: commitment.condition.map(span),
            deadline: commitment.deadline.as_deref(),
            recurrence: commitment.recurrence.as_deref(),
            statement: commitment.statement.map(statement_id),
            event: commitment.event.map(event_id),
            checkable: commitment.is_checkable,
            evidence: commitment.evidence.iter().map(|(field, it)| (field, ground(it))).collect(),
            score: commitment.score.value(),
            rule: commitment.rule,
        });
        Self {
            entities: entities.collect(),
            times: times.collect(),
            statements: statements.collect(),
            events: events.collect(),
            tolls: tolls.collect(),
            commitments: commitments.collect(),
        }
    }
}

#[derive(Debug, Serialize)]
struct Source<'d> {
    path: Option<&'d str>,
    record: Option<u64>,
    offset: Option<u64>,
    id: Option<&'d str>,
    url: Option<&'d str>,
    format: &'static str,
    sha256: &'d str,
}

#[derive(Debug, Serialize)]
struct Meta<'d> {
    url: Option<&'d str>,
    site: Option<&'d str>,
    title: Option<&'d str>,
    byline: &'d [String],
    published: Option<&'d str>,
    published_basis: Option<&'static str>,
    modified: Option<&'d str>,
    captured: Option<&'d str>,
    language: Option<&'d str>,
    wire: Option<&'d str>,
    basis: MetaBasis,
}

/// What each field of the metadata rests on, `published` apart, which has a key of its own.
#[derive(Debug, Serialize)]
struct MetaBasis {
    url: Option<&'static str>,
    site: Option<&'static str>,
    title: Option<&'static str>,
    byline: Option<&'static str>,
    modified: Option<&'static str>,
    language: Option<&'static str>,
    wire: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Block<'d> {
    span: [usize; 2],
    kind: &'static str,
    keep: bool,
    reason: Option<&'d str>,
    copy_of: Option<usize>,
    raw: [usize; 2],
}

#[derive(Debug, Serialize)]
struct Note<'d> {
    code: &'static str,
    message: &'d str,
    span: Option<[usize; 2]>,
}

impl<'d> Document<'d> {
    /// The wire form of a document.
    pub fn new(document: &'d text::Document, findings: Option<&'d Findings>) -> Self {
        let points = CodePoints::new(&document.text);
        let span = |span| {
            let span = points.span(span);
            [span.start(), span.end()]
        };
        let name = |basis: Option<text::Basis>| basis.map(text::Basis::name);
        let (source, meta) = (&document.source, &document.meta);
        Self {
            r#type: "document",
            id: &document.id,
            source: Source {
                path: source.path.as_deref(),
                record: source.record,
                offset: source.offset,
                id: source.id.as_deref(),
                url: source.url.as_deref(),
                format: source.format.name(),
                sha256: &source.sha256,
            },
            meta: Meta {
                url: meta.url.as_deref(),
                site: meta.site.as_deref(),
                title: meta.title.as_deref(),
                byline: &meta.byline,
                published: meta.published.as_deref(),
                published_basis: name(meta.published_basis),
                modified: meta.modified.as_deref(),
                captured: meta.captured.as_deref(),
                language: meta.language.as_deref(),
                wire: meta.wire.as_deref(),
                basis: MetaBasis {
                    url: name(meta.basis.url),
                    site: name(meta.basis.site),
                    title: name(meta.basis.title),
                    byline: name(meta.basis.byline),
                    modified: name(meta.basis.modified),
                    language: name(meta.basis.language),
                    wire: name(meta.basis.wire),
                },
            },
            text: &document.text,
            blocks: document
                .blocks
                .iter()
                .map(|block| Block {
                    span: span(block.span),
                    kind: block.kind.name(),
                    keep: block.keep,
                    reason: block.reason.as_deref(),
                    copy_of: block.copy_of,
                    raw: [block.raw.start(), block.raw.end()],
                })
                .collect(),
            copies: None,
            withheld: findings
                .iter()
                .flat_map(|findings| findings.facts.withheld.iter().map(move |it| (it, *findings)))
                .map(|(it, findings)| Withheld {
                    kind: it.kind.name(),
                    span: span(it.span),
                    by: Some(it.by.map(|at| findings.entity_ids[at].as_str())),
                })
                .collect(),
            language: findings.map(|findings| LanguageLayers::new(findings, &span)),
            notes: document
                .notes
                .iter()
                .chain(findings.iter().flat_map(|findings| &findings.facts.notes))
                .map(|note| Note { code: note.code.name(), message: &note.message, span: note.span.map(span) })
                .collect(),
        }
    }
}

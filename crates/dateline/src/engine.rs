//! The layers of language of a document: the analyser, what it lets be found, and the ids of what was found.

use dateline_facts::{Attributor, Entity, Facts, Measure, Ranker, Time, page};
use dateline_gazetteer::Gazetteer;
use dateline_lang::{Analyse, Model, ModelError, Worker};
use dateline_text::{ByteSpan, CodePoints, Document};

/// The models and lists that the program holds, read once.
#[derive(Debug)]
pub struct Engine {
    model: Model<'static>,
    facts: Facts<'static>,
}

impl Engine {
    /// Reads the models and lists; places come from `gazetteer`.
    pub fn load(gazetteer: Gazetteer<'static>) -> Result<Self, ModelError> {
        Ok(Self {
            model: Model::read(dateline_models::english())?,
            facts: Facts::new(
                gazetteer,
                Ranker::read(dateline_models::who()).unwrap_or_default(),
                Attributor::read(dateline_models::attribution())?,
            ),
        })
    }

    /// What finds on one thread.
    pub fn reporter(&self) -> Reporter<'_> {
        Reporter { worker: self.model.worker(), facts: &self.facts }
    }
}

/// Finds on one thread.
#[derive(Debug)]
pub struct Reporter<'e> {
    worker: Worker<'e>,
    facts: &'e Facts<'static>,
}

/// What was found in a document, with the ids under which it leaves the program.
#[derive(Debug, Default)]
pub struct Findings {
    /// What was found.
    pub facts: dateline_facts::Findings,
    /// The ids of the entities.
    pub entity_ids: Vec<String>,
    /// The ids of the times.
    pub time_ids: Vec<String>,
    /// The ids of the statements.
    pub statement_ids: Vec<String>,
    /// The ids of the events.
    pub event_ids: Vec<String>,
    /// The ids of the tolls.
    pub toll_ids: Vec<String>,
    /// The ids of the commitments.
    pub commitment_ids: Vec<String>,
}

impl Reporter<'_> {
    /// What the kept blocks of a document say; nothing when it is in another language than English.
    pub fn find(&mut self, document: &Document) -> Findings {
        let is_english = document.meta.language.as_deref().is_none_or(|language| language == "en");
        let facts = if is_english {
            let analysis = self.worker.analyse(&document.text, &page::paragraphs(document));
            self.facts.find(document, &analysis)
        } else {
            dateline_facts::Findings::default()
        };
        let points = CodePoints::new(&document.text);
        let id = |layer: &str, span: ByteSpan| id(document, &points, layer, span);
        let entity_ids = facts.entities.iter().map(|entity| id("e", main_span(entity))).collect();
        let time_ids = facts.times.iter().map(|time: &Time| id("x", time.span)).collect();
        let statement_ids = facts.statements.iter().map(|statement| id("s", statement.main_span())).collect();
        let event_ids = facts.events.iter().map(|event| id("v", event.trigger)).collect();
        // One figure may be of two measures: `no casualties`.
        let toll_ids =
            facts.tolls.iter().map(|toll| id(if toll.measure == Measure::Killed { "t" } else { toll.measure.name() }, toll.span)).collect();
        let commitment_ids = facts.commitments.iter().map(|it| id("c", it.action)).collect();
        Findings { facts, entity_ids, time_ids, statement_ids, event_ids, toll_ids, commitment_ids }
    }
}

/// The span that an entity is known by: its first.
fn main_span(entity: &Entity) -> ByteSpan {
    entity.mentions.first().map_or(ByteSpan::new(0, 0), |mention| mention.span)
}

/// The id of a record: the document's, a dot, a letter for the layer, and ten hex digits of BLAKE3 over layer, span and words.
fn id(document: &Document, points: &CodePoints<'_>, layer: &str, span: ByteSpan) -> String {
    let place = points.span(span);
    let key = format!("{layer}\0{}\0{}\0{}", place.start(), place.end(), span.of(&document.text));
    let hash = blake3::hash(key.as_bytes()).to_hex();
    let letter = if layer.len() == 1 { layer } else { "t" };
    format!("{}.{letter}{}", document.id, &hash.as_str()[..10])
}

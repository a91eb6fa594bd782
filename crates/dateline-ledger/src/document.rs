//! A document as the contract writes it: what `dateline analyze` prints and the ledger takes.
//!
//! This is the ledger's own reading of the contract: keys that it does not know are passed over, lists that are missing are
//! empty, and a span is `[start, end]` in code points of `text`. [`Document::parse`] is the one way in.

use serde::Deserialize;
use serde_json::{Map, Value};

/// A span of code points, half open.
pub type Span = [usize; 2];

/// What each field of a record rests on, by the names of the fields.
pub type Evidence = Map<String, Value>;

/// A whole document with its layers.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs, reason = "the contract says what its keys mean")]
pub struct Document {
    pub id: String,
    pub source: Source,
    pub meta: Meta,
    pub text: String,
    #[serde(default)]
    pub blocks: Vec<Block>,
    #[serde(default)]
    pub withheld: Vec<Value>,
    #[serde(default)]
    pub notes: Vec<Value>,
    #[serde(default)]
    pub entities: Vec<Entity>,
    #[serde(default)]
    pub times: Vec<Time>,
    #[serde(default)]
    pub statements: Vec<Statement>,
    #[serde(default)]
    pub events: Vec<Event>,
    #[serde(default)]
    pub tolls: Vec<Toll>,
    #[serde(default)]
    pub commitments: Vec<Commitment>,
}

/// Where a document was read.
#[derive(Debug, Clone, Default, Deserialize)]
#[allow(missing_docs, reason = "the contract says what its keys mean")]
pub struct Source {
    pub path: Option<String>,
    pub record: Option<u64>,
    pub offset: Option<u64>,
    pub id: Option<String>,
    pub url: Option<String>,
    pub format: Option<String>,
    pub sha256: Option<String>,
}

/// What a page says of itself.
#[derive(Debug, Clone, Default, Deserialize)]
#[allow(missing_docs, reason = "the contract says what its keys mean")]
pub struct Meta {
    pub url: Option<String>,
    pub site: Option<String>,
    pub title: Option<String>,
    #[serde(default)]
    pub byline: Vec<String>,
    pub published: Option<String>,
    pub published_basis: Option<String>,
    pub modified: Option<String>,
    pub captured: Option<String>,
    pub language: Option<String>,
    pub wire: Option<String>,
}

/// A block of the text.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs, reason = "the contract says what its keys mean")]
pub struct Block {
    pub span: Span,
    pub kind: String,
    pub keep: bool,
    pub reason: Option<String>,
    pub copy_of: Option<usize>,
    pub raw: Option<Span>,
}

/// Someone or something.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs, reason = "the contract says what its keys mean")]
pub struct Entity {
    pub id: String,
    pub kind: String,
    pub name: String,
    #[serde(default)]
    pub mentions: Vec<Mention>,
    #[serde(default)]
    pub roles: Vec<Role>,
    #[serde(default)]
    pub members: Vec<String>,
    pub country: Option<String>,
    pub sector: Option<String>,
    pub place: Option<Place>,
    #[serde(default)]
    pub evidence: Evidence,
    pub score: Option<f64>,
    pub rule: Option<String>,
}

/// Words that mean an entity.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs, reason = "the contract says what its keys mean")]
pub struct Mention {
    pub span: Span,
    pub extent: Option<Span>,
    pub form: String,
}

/// An office.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs, reason = "the contract says what its keys mean")]
pub struct Role {
    pub title: String,
    pub span: Option<Span>,
    pub country: Option<String>,
    pub of: Option<String>,
}

/// A point on the earth.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs, reason = "the contract says what its keys mean")]
pub struct Place {
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub geonames_id: Option<i64>,
    pub admin1: Option<String>,
    pub country: Option<String>,
    pub precision: Option<String>,
}

/// A time expression.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs, reason = "the contract says what its keys mean")]
pub struct Time {
    #[serde(default)]
    pub id: String,
    pub span: Span,
    pub kind: Option<String>,
    pub value: Option<String>,
    pub basis: Option<String>,
}

/// What a source is reported to hold.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs, reason = "the contract says what its keys mean")]
pub struct Statement {
    pub id: String,
    pub kind: Option<String>,
    pub speaker: Option<String>,
    pub speaker_span: Option<Span>,
    pub cue: Option<Span>,
    #[serde(default)]
    pub content: Vec<Span>,
    #[serde(default)]
    pub quotes: Vec<Span>,
    pub mode: Option<String>,
    pub channel: Option<Channel>,
    #[serde(default)]
    pub addressees: Vec<String>,
    pub said: Option<Said>,
    pub withheld: Option<Withheld>,
    pub same_as: Option<String>,
    #[serde(default)]
    pub denied: bool,
    #[serde(default)]
    pub evidence: Evidence,
    pub score: Option<f64>,
    pub rule: Option<String>,
}

/// By what way something was said.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs, reason = "the contract says what its keys mean")]
pub struct Channel {
    pub kind: Option<String>,
    pub platform: Option<String>,
}

/// When something was said.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs, reason = "the contract says what its keys mean")]
pub struct Said {
    pub value: Option<String>,
    pub basis: Option<String>,
}

/// What was not said.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs, reason = "the contract says what its keys mean")]
pub struct Withheld {
    pub kind: Option<String>,
}

/// Who did what to whom.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs, reason = "the contract says what its keys mean")]
pub struct Event {
    pub id: String,
    pub r#type: String,
    pub mode: Option<String>,
    #[serde(default)]
    pub contexts: Vec<String>,
    pub cameo: Option<String>,
    #[serde(default)]
    pub actors: Vec<String>,
    #[serde(default)]
    pub recipients: Vec<String>,
    pub instrument: Option<Span>,
    pub place: Option<String>,
    #[serde(default)]
    pub date: Date,
    pub modality: Option<String>,
    pub asserted_by: Option<String>,
    pub trigger: Option<Span>,
    #[serde(default)]
    pub mentions: Vec<Span>,
    pub part_of: Option<String>,
    #[serde(default)]
    pub evidence: Evidence,
    pub score: Option<f64>,
    pub rule: Option<String>,
}

/// When an event was.
#[derive(Debug, Clone, Default, Deserialize)]
#[allow(missing_docs, reason = "the contract says what its keys mean")]
pub struct Date {
    pub start: Option<String>,
    pub end: Option<String>,
    pub precision: Option<String>,
    pub basis: Option<String>,
    #[serde(default)]
    pub spans: Vec<Span>,
    pub same_day_as: Option<String>,
}

/// A figure of people hurt.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs, reason = "the contract says what its keys mean")]
pub struct Toll {
    pub id: String,
    pub event: Option<String>,
    pub measure: String,
    pub low: Option<i64>,
    pub high: Option<i64>,
    pub qualifier: Option<String>,
    pub group: Option<String>,
    pub part_of: Option<String>,
    pub claimant: Option<String>,
    pub statement: Option<String>,
    pub as_of: Option<String>,
    pub span: Span,
    #[serde(default)]
    pub evidence: Evidence,
    pub score: Option<f64>,
    pub rule: Option<String>,
}

/// Who promised what.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs, reason = "the contract says what its keys mean")]
pub struct Commitment {
    pub id: String,
    #[serde(default)]
    pub by: Vec<String>,
    #[serde(default)]
    pub to: Vec<String>,
    pub action: Span,
    pub force: Option<String>,
    pub condition: Option<Span>,
    pub deadline: Option<String>,
    pub recurrence: Option<String>,
    pub statement: Option<String>,
    pub event: Option<String>,
    pub checkable: Option<bool>,
    #[serde(default)]
    pub evidence: Evidence,
    pub score: Option<f64>,
    pub rule: Option<String>,
}

impl Document {
    /// Reads one document from JSON; what is wrong with it in one line, lower case, when it is none.
    pub fn parse(json: &[u8]) -> Result<Self, String> {
        let mut document: Self = serde_json::from_slice(json).map_err(|error| format!("no document of the contract: {error}"))?;
        document.check()?;
        document.name_records();
        Ok(document)
    }

    /// The words of a span; nothing where it reaches out of the text.
    pub fn words(&self, span: Span) -> &str {
        slice(&self.text, span).unwrap_or_default()
    }

    fn check(&self) -> Result<(), String> {
        // Ours are 16 hex digits; others may have their own, as long as a record's id can be told from it: it ends at the first dot.
        let is_id = (1..=64).contains(&self.id.len()) && self.id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if !is_id {
            return Err(format!(
                "id {:?} is no id: letters, digits, - and _ only, 64 at most",
                self.id.chars().take(40).collect::<String>()
            ));
        }
        let length = self.text.chars().count();
        let inside = |what: &str, id: &str, span: Span| {
            if span[0] <= span[1] && span[1] <= length {
                Ok(())
            } else {
                Err(format!("{what} {id}: span [{}, {}] reaches out of a text of {length} characters", span[0], span[1]))
            }
        };
        for (number, block) in self.blocks.iter().enumerate() {
            inside("block", &number.to_string(), block.span)?;
        }
        for entity in &self.entities {
            for mention in &entity.mentions {
                inside("entity", &entity.id, mention.span)?;
                inside("entity", &entity.id, mention.extent.unwrap_or(mention.span))?;
            }
        }
        for time in &self.times {
            inside("time", &time.id, time.span)?;
        }
        for statement in &self.statements {
            for span in statement.content.iter().chain(&statement.quotes).chain(&statement.cue).chain(&statement.speaker_span) {
                inside("statement", &statement.id, *span)?;
            }
        }
        for event in &self.events {
            for span in event.mentions.iter().chain(&event.trigger).chain(&event.instrument).chain(&event.date.spans) {
                inside("event", &event.id, *span)?;
            }
        }
        for toll in &self.tolls {
            inside("toll", &toll.id, toll.span)?;
        }
        for commitment in &self.commitments {
            for span in commitment.condition.iter().chain([&commitment.action]) {
                inside("commitment", &commitment.id, *span)?;
            }
        }
        Ok(())
    }

    /// Makes every record's id, and every reference to one, whole: the document's id, a dot, its own.
    fn name_records(&mut self) {
        let prefix = format!("{}.", self.id);
        let whole = |id: &mut String| {
            if !id.starts_with(&prefix) {
                *id = format!("{prefix}{id}");
            }
        };
        let maybe = |id: &mut Option<String>| {
            if let Some(id) = id {
                whole(id);
            }
        };
        for entity in &mut self.entities {
            whole(&mut entity.id);
            entity.members.iter_mut().for_each(whole);
            entity.roles.iter_mut().for_each(|role| maybe(&mut role.of));
        }
        for time in &mut self.times {
            if time.id.is_empty() {
                time.id = format!("x{}-{}", time.span[0], time.span[1]);
            }
            whole(&mut time.id);
        }
        for statement in &mut self.statements {
            whole(&mut statement.id);
            maybe(&mut statement.speaker);
            maybe(&mut statement.same_as);
            statement.addressees.iter_mut().for_each(whole);
        }
        for event in &mut self.events {
            whole(&mut event.id);
            event.actors.iter_mut().chain(&mut event.recipients).for_each(whole);
            maybe(&mut event.place);
            maybe(&mut event.part_of);
            maybe(&mut event.date.same_day_as);
            if event.asserted_by.as_deref().is_some_and(|by| by != "reporter") {
                maybe(&mut event.asserted_by);
            }
        }
        for toll in &mut self.tolls {
            whole(&mut toll.id);
            for reference in [&mut toll.event, &mut toll.part_of, &mut toll.claimant, &mut toll.statement] {
                maybe(reference);
            }
        }
        for commitment in &mut self.commitments {
            whole(&mut commitment.id);
            commitment.by.iter_mut().chain(&mut commitment.to).for_each(whole);
            maybe(&mut commitment.statement);
            maybe(&mut commitment.event);
        }
    }
}

/// The words at a span of code points.
pub fn slice(text: &str, span: Span) -> Option<&str> {
    if text.is_ascii() {
        return text.get(span[0]..span[1]);
    }
    let mut starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let start = starts.nth(span[0])?;
    let end = if span[1] == span[0] { start } else { starts.nth(span[1].checked_sub(span[0] + 1)?)? };
    text.get(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_code_points() {
        assert_eq!(slice("Łódź fell", [0, 4]), Some("Łódź"));
        assert_eq!(slice("Łódź", [4, 4]), Some(""));
        assert_eq!(slice("Łódź", [3, 5]), None);
    }

    #[test]
    fn what_is_no_document_is_told_in_one_line() {
        for json in [&b"{"[..], b"[]", br#"{"id":"a.b","source":{},"meta":{},"text":""}"#] {
            let error = Document::parse(json).unwrap_err();
            assert!(!error.contains('\n') && !error.is_empty());
        }
        let json = br#"{"id":"0123456789abcdef","source":{},"meta":{},"text":"Ann","tolls":[{"id":"t","measure":"killed","span":[0,9]}]}"#;
        assert_eq!(Document::parse(json).unwrap_err(), "toll t: span [0, 9] reaches out of a text of 3 characters");
    }
}

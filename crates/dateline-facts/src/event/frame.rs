//! Frames: which words tell of an event of which type, and where its parties stand.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::kind::{self, EventType};
use crate::lists;

/// Where a party of an event stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// The subject of an active verb, the agent of a passive.
    Subject,
    /// The object of an active verb, the subject of a passive; of `fire+on`, what it is fired on.
    Object,
    /// The indirect object.
    Indirect,
    /// Who possesses or qualifies the object: `lifted [Iran]'s ban`.
    Owner,
    /// Who acts or suffers in a dependent clause: `refused to meet [him]`.
    Content,
    /// The subject of a dependent clause: `demanded that [they] leave`.
    Doer,
    /// What stands with this preposition.
    With(String),
}

/// A pattern of a frame's trigger beside its lemma.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// The frame, an index.
    pub frame: usize,
    /// A particle, preposition or complement that has to stand with the verb.
    pub partner: Option<String>,
    /// The word that has to stand before a noun: `air` of `air_strike`.
    pub before: Option<String>,
}

/// A frame.
#[derive(Debug)]
pub struct Frame {
    /// Its id.
    pub id: Arc<str>,
    /// The type.
    pub kind: EventType,
    /// The mode.
    pub mode: Option<&'static str>,
    /// The CAMEO code.
    pub cameo: &'static str,
    /// The contexts.
    pub contexts: Vec<&'static str>,
    /// Where actors stand, the better first.
    pub actor: Vec<Slot>,
    /// Where recipients stand, the better first.
    pub recipient: Vec<Slot>,
    /// What one of the objects has to be.
    pub object: FxHashSet<String>,
    /// What no object may be; `*` is any.
    pub not_object: FxHashSet<String>,
    /// What the verb of its content may not be: who declines to comment refuses nobody anything.
    pub not_content: FxHashSet<String>,
    /// Of what verb a noun of doing may not be the object: who resists arrest was not arrested by it.
    pub not_verb: FxHashSet<String>,
    /// What one of the subjects has to be.
    pub subject: FxHashSet<String>,
    /// What no subject may be.
    pub not_subject: FxHashSet<String>,
    /// Particles that make another verb of it: `off` for `call`.
    pub not_with: FxHashSet<String>,
    /// Whether it needs a clause as its content.
    pub needs_content: bool,
    /// Whether it needs an actor.
    pub needs_actor: bool,
    /// Whether it needs an actor whom the page knows.
    pub needs_doer: bool,
    /// Whether it needs a recipient.
    pub needs_recipient: bool,
    /// Whether it needs an object, known or not: `returned [the painting]`.
    pub needs_object: bool,
    /// Whether the parties are equals: those of subject and `with` alike.
    pub is_mutual: bool,
    /// Whether somebody or something may be harmed by accident.
    pub is_harm: bool,
    /// Whether its words mean many other things too: it needs two parties with a name or an office.
    pub is_vague: bool,
    /// Whether sport, business and figures of speech use its words too: it needs somebody armed, a weapon, or somebody or something hit.
    pub is_soft: bool,
    /// Whether it is done to people only.
    pub is_human: bool,
    /// Whether civilians do it: a strike of workers, not of jets.
    pub is_civil: bool,
    /// Whether only those who bear arms do it: `took the bridge`.
    pub is_armed: bool,
    /// Whether civilians do no such thing: they may suspend a protest without repressing it.
    pub is_state: bool,
    /// Whether its content has to say that force will be used.
    pub is_dire: bool,
    /// Whether people do it every day, so that on a page it counts only where somebody of public life has part in it.
    pub is_loose: bool,
    /// Whether courts and prosecutors do it, so that it is public life whoever is told.
    pub is_legal: bool,
    /// Whether a country before it is where it was, and did not do it: `American mass shootings`.
    pub is_domestic: bool,
    /// Whether what it has as its content is no question: `asked them to leave`, not `asked what they wanted`.
    pub is_no_question: bool,
    /// Whether the words of the content decide the type: a vow to attack is a threat.
    pub by_content: bool,
    /// How sure a match is, in hundredths.
    pub score: u8,
    /// Sentences that have an event of it.
    pub yes: Vec<String>,
    /// Sentences that have none.
    pub no: Vec<String>,
}

/// The frames, by the lemma of their trigger.
#[derive(Debug, Default)]
pub struct Frames {
    /// All of them.
    pub all: Vec<Frame>,
    /// The frame of a demand in the words of what is said: `must`.
    pub must: Option<usize>,
    verbs: FxHashMap<String, Vec<Pattern>>,
    nouns: FxHashMap<String, Vec<Pattern>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    frame: Vec<Written>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    r#type: String,
    mode: Option<String>,
    cameo: Option<String>,
    contexts: Option<String>,
    #[serde(default)]
    verbs: String,
    #[serde(default)]
    nouns: String,
    actor: Option<String>,
    recipient: Option<String>,
    #[serde(default)]
    object: String,
    #[serde(default)]
    not_object: String,
    #[serde(default)]
    not_content: String,
    #[serde(default)]
    not_verb: String,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    not_subject: String,
    #[serde(default)]
    not_with: String,
    #[serde(default)]
    needs: String,
    #[serde(default)]
    flags: String,
    score: Option<u8>,
    #[serde(default)]
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
}

/// The files of frames.
pub const FILES: &[&str] = &["cooperation", "concession", "speech", "protest", "coercion", "force"];

impl Frames {
    /// Reads the embedded lists.
    ///
    /// # Panics
    /// When a list has not its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        let mut frames = Self::default();
        for name in FILES {
            let text = dateline_lexicon::file(&format!("en/events/{name}.toml")).expect("the list is embedded");
            let file: File = toml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            for written in file.frame {
                frames.add(written);
            }
        }
        frames.must = frames.all.iter().position(|it| &*it.id == "request.must");
        // What says more comes first.
        let all = &frames.all;
        let weight = |it: &Pattern| {
            let frame = &all[it.frame];
            (
                it.partner.is_none() && it.before.is_none(),
                !frame.is_civil,
                frame.object.is_empty() && frame.subject.is_empty(),
                !frame.needs_content,
                it.frame,
            )
        };
        #[allow(clippy::iter_over_hash_type, reason = "each is sorted by itself")]
        for patterns in frames.verbs.values_mut().chain(frames.nouns.values_mut()) {
            patterns.sort_by_key(weight);
        }
        frames
    }

    fn add(&mut self, written: Written) {
        let id = written.id;
        let kind = EventType::from_name(&written.r#type).unwrap_or_else(|| panic!("{id}: no such type"));
        let mode = written.mode.map(|mode| kind.mode(&mode).unwrap_or_else(|| panic!("{id}: no such mode")));
        let contexts = written.contexts.unwrap_or_default();
        let contexts =
            contexts.split_whitespace().map(|it| kind::context(it).unwrap_or_else(|| panic!("{id}: no such context: {it}"))).collect();
        let cameo: &'static str = match written.cameo {
            Some(code) if !kind.has_cameo(&code) => panic!("{id}: {code} is not of the type"),
            Some(code) => String::leak(code),
            None => kind.cameo(),
        };
        let slots =
            |written: Option<&str>, usual: &str| -> Vec<Slot> { words(written.unwrap_or(usual)).iter().map(|it| slot(it)).collect() };
        let set = |written: &str| -> FxHashSet<String> { words(written).into_iter().collect() };
        let (needs, flags) = (set(&written.needs), set(&written.flags));
        let index = self.all.len();
        for trigger in written.verbs.split_whitespace() {
            let (lemma, partner) =
                trigger.split_once('+').map_or((trigger, None), |(lemma, partner)| (lemma, Some(partner.replace('+', " "))));
            self.verbs.entry(lemma.to_owned()).or_default().push(Pattern { frame: index, partner, before: None });
        }
        for trigger in written.nouns.split_whitespace() {
            let (before, lemma) =
                trigger.rsplit_once('_').map_or((None, trigger), |(before, lemma)| (Some(before.replace('_', " ")), lemma));
            self.nouns.entry(lemma.to_owned()).or_default().push(Pattern { frame: index, partner: None, before });
        }
        self.all.push(Frame {
            kind,
            mode,
            cameo,
            contexts,
            actor: slots(written.actor.as_deref(), "subject"),
            recipient: slots(written.recipient.as_deref(), "object"),
            object: set(&written.object),
            not_object: set(&written.not_object),
            not_content: set(&written.not_content),
            not_verb: set(&written.not_verb),
            subject: set(&written.subject),
            not_subject: set(&written.not_subject),
            not_with: set(&written.not_with),
            needs_content: needs.contains("content"),
            needs_actor: needs.contains("actor"),
            needs_doer: needs.contains("doer"),
            needs_recipient: needs.contains("recipient"),
            needs_object: needs.contains("object"),
            is_mutual: flags.contains("mutual"),
            is_harm: flags.contains("harm"),
            is_vague: flags.contains("vague"),
            is_soft: flags.contains("soft"),
            is_human: flags.contains("human"),
            is_civil: flags.contains("civil"),
            is_armed: flags.contains("armed"),
            is_state: flags.contains("state"),
            is_dire: flags.contains("dire"),
            is_loose: flags.contains("loose"),
            is_legal: flags.contains("legal"),
            is_domestic: flags.contains("domestic"),
            is_no_question: flags.contains("no question"),
            by_content: flags.contains("by content"),
            score: written.score.unwrap_or(75),
            yes: written.yes,
            no: written.no,
            id: id.into(),
        });
    }

    /// The patterns of a verb, those that say more first.
    #[must_use]
    pub fn verb(&self, lemma: &str) -> &[Pattern] {
        self.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The pattern by which a noun tells of force by itself: `explosion`, not `air strike`.
    #[must_use]
    pub fn deed(&self, lemma: &str) -> Option<&Pattern> {
        self.noun(lemma).iter().find(|it| it.before.is_none() && self.all[it.frame].kind == EventType::Assault)
    }

    /// The patterns of a noun, those that say more first.
    #[must_use]
    pub fn noun(&self, lemma: &str) -> &[Pattern] {
        self.nouns.get(lemma).map_or(&[], Vec::as_slice)
    }
}

fn slot(written: &str) -> Slot {
    match written {
        "subject" => Slot::Subject,
        "object" => Slot::Object,
        "indirect" => Slot::Indirect,
        "owner" => Slot::Owner,
        "content" => Slot::Content,
        "doer" => Slot::Doer,
        other => Slot::With(other.replace('_', " ")),
    }
}

fn words(written: &str) -> Vec<String> {
    lists::words(written).collect()
}

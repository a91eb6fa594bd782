//! Statements: who said, believes or intends what, in whose words.

pub mod assemble;
pub mod attribution;
mod bounded;
mod clausal;
pub mod content;
pub mod cue;
mod doubted;
pub mod draft;
mod free;
mod guided;
mod last;
pub mod manner;
mod nominal;
mod same;
mod score;
pub mod source;
mod sourced;
pub mod speaker;
mod stated;
pub mod text;
pub mod withheld;
pub mod words;

use dateline_text::ByteSpan;

use attribution::Attributor;
use cue::Cues;
use text::Text;
use words::StatementWords;

use crate::evidence::{Evidence, Score};
use crate::guide::Guides;
use crate::page::Page;
use crate::time::{Basis, Time};
use crate::who::{self, Entity};

/// What a source is reported to say, believe or intend.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Whether it is said, held or intended.
    pub kind: StatementKind,
    /// Who says it, an index into the entities.
    pub speaker: Option<usize>,
    /// The words that name the speaker here: a mention of the speaker, or of nobody who is listed.
    pub speaker_span: Option<ByteSpan>,
    /// The whole noun phrase, with title and apposition.
    pub speaker_extent: Option<ByteSpan>,
    /// The word that heads it, an index into the analysis.
    pub speaker_head: Option<usize>,
    /// The reporting expression: `said`, `according to`.
    pub cue: Option<ByteSpan>,
    /// The word that heads the cue, an index into the analysis.
    pub cue_head: Option<usize>,
    /// What is attributed, in order, without the quotation marks at its two ends; never empty.
    pub content: Vec<ByteSpan>,
    /// What stands between quotation marks, in order.
    pub quotes: Vec<ByteSpan>,
    /// In whose words.
    pub mode: Mode,
    /// How it was said.
    pub channel: Option<Channel>,
    /// To whom, indexes into the entities.
    pub addressees: Vec<usize>,
    /// When it was said.
    pub said: Option<Said>,
    /// What the speaker, or the page about the speaker, holds back.
    pub withheld: Option<Withheld>,
    /// An earlier or fuller report of the same utterance, an index into the statements.
    pub same_as: Option<usize>,
    /// Whether the source denies the content.
    pub denied: bool,
    /// What its fields rest on.
    pub evidence: Evidence,
    /// How sure it is.
    pub score: Score,
    /// The rule or model that made it.
    pub rule: &'static str,
}

impl Statement {
    /// Whether its content holds a byte of the text.
    #[must_use]
    pub fn holds(&self, byte: usize) -> bool {
        self.content.iter().any(|span| span.start() <= byte && byte < span.end())
    }

    /// The span that it is known by: its cue, which no other has, or else its first content.
    #[must_use]
    pub fn main_span(&self) -> ByteSpan {
        self.cue.or(self.content.first().copied()).unwrap_or(ByteSpan::new(0, 0))
    }

    /// Where its earliest span starts, in bytes.
    #[must_use]
    pub fn start(&self) -> usize {
        let spans = self.content.iter().chain(&self.cue).chain(&self.speaker_extent).chain(&self.speaker_span);
        spans.map(|span| span.start()).min().unwrap_or(0)
    }
}

/// The innermost statement that holds a byte of the text: of those that do, the one of the fewest bytes.
#[must_use]
pub fn holding(statements: &[Statement], byte: usize) -> Option<usize> {
    let length = |statement: &Statement| statement.content.iter().map(|span| span.end() - span.start()).sum::<usize>();
    (0..statements.len()).filter(|&at| statements[at].holds(byte)).min_by_key(|&at| (length(&statements[at]), at))
}

/// What kind of statement it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatementKind {
    /// `said`, `wrote`, `according to`.
    Speech,
    /// `thinks`, `fears`, `doubts`.
    Belief,
    /// `wants`, `plans`, `vowed to`.
    Intention,
}

impl StatementKind {
    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Speech => "speech",
            Self::Belief => "belief",
            Self::Intention => "intention",
        }
    }
}

/// In whose words a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// All of it stands in quotation marks.
    Direct,
    /// Some of it does.
    Mixed,
    /// None of it does.
    Indirect,
}

impl Mode {
    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
        }
    }
}

/// How something was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// The kind in the contract: `social_media interview news_conference broadcast letter report speech court phone other`.
    pub kind: &'static str,
    /// The platform by its name: `Telegram`.
    pub platform: Option<String>,
    /// The words that say so.
    pub span: ByteSpan,
}

/// When something was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// A TIMEX3 value.
    pub value: String,
    /// What the value rests on.
    pub basis: Basis,
    /// The words that say so.
    pub span: ByteSpan,
}

/// What is held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Withheld {
    /// What kind of thing.
    pub kind: WithheldKind,
    /// The words that say so.
    pub span: ByteSpan,
    /// Who holds it back, where it stands outside any statement: an index into the entities.
    pub by: Option<usize>,
}

/// The kinds of what is held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WithheldKind {
    /// `without giving details`.
    Detail,
    /// `declined to comment`.
    Comment,
    /// `on condition of anonymity`.
    Identity,
}

impl WithheldKind {
    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Detail => "detail",
            Self::Comment => "comment",
            Self::Identity => "identity",
        }
    }
}

/// Finds who is reported to say, believe or intend what.
#[derive(Debug)]
pub struct Finder<'m> {
    cues: Cues,
    words: StatementWords,
    guides: Guides,
    attributor: Attributor<'m>,
}

/// What the cue of an attribution has to score to be one.
const LEAST: i32 = 0;

impl<'m> Finder<'m> {
    /// Reads the embedded lists; `attributor` finds cues, sources and contents.
    #[must_use]
    pub fn new(attributor: Attributor<'m>) -> Self {
        Self { cues: Cues::load(), words: StatementWords::load(), guides: Guides::load(), attributor }
    }

    /// The statements of a page, in order, and what is held back outside any. Whoever speaks and was not seen before comes after the entities there are.
    #[must_use]
    pub fn find(
        &self,
        page: &Page<'_>,
        entities: &mut Vec<Entity>,
        times: &[Time],
        people: &who::Finder<'_>,
    ) -> (Vec<Statement>, Vec<Withheld>) {
        let text = Text::new(page, entities);
        let attributions = self.attributor.find(&text, &self.cues, LEAST);
        let held = withheld::find(&text, &self.words);
        let drafts = assemble::drafts(&text, &self.cues, &self.words, entities, &attributions, &held, score::score);
        let cues: Vec<usize> = drafts.iter().filter_map(|draft| draft.cue).collect();
        let others = manner::Others { drafts: &drafts, cues: &cues };
        let mut statements: Vec<Statement> = drafts
            .iter()
            .filter_map(|draft| {
                let mut statement = assemble::statement(&text, &self.words, entities, draft)?;
                manner::fill(&text, &self.words, entities, times, others, draft, &mut statement);
                Some(statement)
            })
            .collect();
        statements.sort_by_key(|it| (it.start(), it.main_span()));
        // A statement is known by its main span: no two have the same.
        statements.dedup_by_key(|it| it.main_span());
        speaker::named(&text, entities, &mut statements);
        speaker::together(&text, entities, &mut statements);
        speaker::resume(&text, entities, &mut statements);
        speaker::interviewed(&text, entities, &mut statements);
        speaker::published(&text, &self.words, entities, &mut statements);
        guided::drop(&text, &self.guides, entities, &mut statements);
        speaker::added(&text, entities, &mut statements, people);
        speaker::together(&text, entities, &mut statements);
        manner::announced(&text, &self.words, &mut statements);
        manner::inherit(&text, &self.words, &mut statements);
        score::settle(&text, &self.cues, entities, &mut statements);
        let withheld = withheld::fill(&text, held, &mut statements);
        same::same(&text, entities, &mut statements);
        (statements, withheld)
    }
}

//! Statements: who said, believes or intends what, in whose words.

pub mod assemble;
pub mod attribution;
pub mod content;
pub mod cue;
pub mod manner;
pub mod source;
pub mod text;
pub mod withheld;
pub mod words;

use dateline_lang::labels::Deprel;
use dateline_text::ByteSpan;
use rustc_hash::FxHashMap;

use attribution::{Attribution, Attributor};
use cue::Cues;
use text::Text;
use words::StatementWords;

use crate::evidence::{Evidence, Score};
use crate::page::Page;
use crate::time::{Basis, Time};
use crate::who::{Entity, EntityKind, Form};

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
    attributor: Attributor<'m>,
}

/// What the cue of an attribution has to score to be one.
const LEAST: i32 = 0;

impl<'m> Finder<'m> {
    /// Reads the embedded lists; `attributor` finds cues, sources and contents.
    #[must_use]
    pub fn new(attributor: Attributor<'m>) -> Self {
        Self { cues: Cues::load(), words: StatementWords::load(), attributor }
    }

    /// The statements of a page, in order, and what is held back outside any.
    #[must_use]
    pub fn find(&self, page: &Page<'_>, entities: &[Entity], times: &[Time]) -> (Vec<Statement>, Vec<Withheld>) {
        let text = Text::new(page, entities);
        let attributions = self.attributor.find(&text, &self.cues, LEAST);
        let held = withheld::find(&text, &self.words);
        let drafts = assemble::drafts(&text, &self.words, &attributions, &held, score);
        let cues: Vec<usize> = drafts.iter().filter_map(|draft| draft.cue).collect();
        let mut statements: Vec<Statement> = drafts
            .iter()
            .filter_map(|draft| {
                let mut statement = assemble::statement(&text, entities, draft)?;
                manner::fill(&text, &self.words, entities, times, &cues, draft, &mut statement);
                Some(statement)
            })
            .collect();
        statements.sort_by_key(|it| (it.start(), it.main_span()));
        // A statement is known by its main span: no two have the same.
        statements.dedup_by_key(|it| it.main_span());
        named(&text, entities, &mut statements);
        resume(&text, entities, &mut statements);
        manner::inherit(&text, &self.words, &mut statements);
        let withheld = withheld::fill(&text, held, &mut statements);
        same(&text, &mut statements);
        (statements, withheld)
    }
}

/// How often attributions with a cue of such a score are right, in hundredths: read off PolNeAR's development part, where a source and a content of which
/// half is shared count as right.
const CALIBRATION: [(i32, i32); 8] = [(-200, 33), (300, 45), (1000, 53), (1500, 62), (2000, 69), (2600, 76), (3500, 85), (5000, 93)];
/// What a content is less often right, in hundredths, when another one is nearly as good.
const UNDECIDED: i32 = 12;

/// How sure an attribution is.
fn score(it: &Attribution) -> Score {
    let at = CALIBRATION.partition_point(|(score, _)| *score <= it.cue_score);
    let hundredths = match (at.checked_sub(1).and_then(|at| CALIBRATION.get(at)), CALIBRATION.get(at)) {
        (Some(&(low, from)), Some(&(high, to))) => from + (to - from) * (it.cue_score - low) / (high - low),
        (Some(&(_, last)), None) => last,
        (None, _) => CALIBRATION[0].1,
    };
    let hundredths = if it.content_margin < 1200 { hundredths - UNDECIDED } else { hundredths };
    Score::hundredths(u8::try_from(hundredths.clamp(5, 97)).unwrap_or(50))
}

/// Gives what `he`, `she` or `it` says to whoever spoke last, where nobody else has come in since: a conversation goes on with its speaker, whoever it is about.
fn resume(text: &Text<'_>, entities: &[Entity], statements: &mut [Statement]) {
    let spans = &text.analysis().segmentation.spans;
    // Who spoke last outside of quotations.
    let mut last: Option<usize> = None;
    for at in 0..statements.len() {
        let (Some(cue), Some(span), Some(extent)) = (statements[at].cue_head, statements[at].speaker_span, statements[at].speaker_extent)
        else {
            continue;
        };
        if text.zone(cue).is_some() {
            continue;
        }
        let start = spans.partition_point(|it| it.start() < span.start());
        let before = last.and_then(|it| {
            let end = statements[it].content.last().map_or(0, |it| it.end());
            let reach = spans.partition_point(|it| it.end() < end).max(statements[it].cue_head?);
            let near = reach < cue.max(start) && text.block(text.sentence(cue)) <= text.next_block(text.sentence(reach));
            Some((it, statements[it].speaker?, statements[it].cue_head?)).filter(|_| near)
        });
        let kind = Resumed::of(span.of(text.page.text()), extent.of(text.page.text()));
        if let (Some((it, speaker, spoke)), Some(kind)) = (before, kind)
            && statements[at].speaker != Some(speaker)
            && kind.fits(text, &entities[speaker])
            && !(kind == Resumed::Aged && statements[at].speaker.is_some_and(|it| has_name(&entities[it])))
        {
            // Whoever has been a subject since is meant, unless that is what was said.
            let comes_in = |index: usize| {
                text.mentions_in(&(spoke + 1..start)).any(|(entity, number)| {
                    let mention = &entities[entity].mentions[number];
                    entity == index
                        && matches!(mention.form, Form::Name | Form::Nominal)
                        && matches!(text.label(mention.head), Deprel::Nsubj | Deprel::NsubjPass)
                        && text.zone(mention.head).is_none()
                        && !statements[it].holds(mention.span.start())
                })
            };
            if !statements[at].speaker.is_some_and(comes_in) {
                statements[at].speaker = Some(speaker);
                statements[at].evidence.words("speaker", [span]);
            }
        }
        if statements[at].speaker.is_some() {
            last = Some(at);
        }
    }
}

fn has_name(entity: &Entity) -> bool {
    entity.mentions.iter().any(|it| it.form == Form::Name)
}

/// What words tell of somebody who goes on speaking.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Resumed {
    He,
    She,
    It,
    /// `the 25-year-old`
    Aged,
}

impl Resumed {
    fn of(words: &str, phrase: &str) -> Option<Self> {
        match &*words.to_lowercase() {
            "he" | "him" | "his" | "himself" => Some(Self::He),
            "she" | "her" | "hers" | "herself" => Some(Self::She),
            "it" | "its" | "itself" => Some(Self::It),
            _ if phrase.contains("-year-old") && phrase.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("the ")) => Some(Self::Aged),
            _ => None,
        }
    }

    /// Whether an entity may be meant: of the kind, and with no pronoun that says another thing.
    fn fits(self, text: &Text<'_>, entity: &Entity) -> bool {
        if self == Self::It {
            return matches!(entity.kind, EntityKind::Organization | EntityKind::Country);
        }
        let pronouns = entity.mentions.iter().filter(|it| matches!(it.form, Form::Pronoun | Form::Possessive));
        let told = pronouns.filter_map(|it| Self::of(it.span.of(text.page.text()), "")).next();
        entity.kind == EntityKind::Person && (self == Self::Aged || told.is_none_or(|it| it == self))
    }
}

/// Finds a speaker who is named where no mention was seen: by the last word of the name, when one entity alone has it.
fn named(text: &Text<'_>, entities: &[Entity], statements: &mut [Statement]) {
    if statements.iter().all(|it| it.speaker.is_some()) {
        return;
    }
    let mut bearers: FxHashMap<&str, Option<usize>> = FxHashMap::default();
    for (index, entity) in entities.iter().enumerate() {
        if !matches!(entity.kind, EntityKind::Person | EntityKind::Organization) {
            continue;
        }
        for mention in entity.mentions.iter().filter(|it| it.form == Form::Name) {
            let last = last_word(mention.span.of(text.page.text()));
            bearers.entry(last).and_modify(|it| *it = it.filter(|&it| it == index)).or_insert(Some(index));
        }
    }
    for statement in statements.iter_mut().filter(|it| it.speaker.is_none()) {
        let Some(span) = statement.speaker_span else { continue };
        let last = last_word(span.of(text.page.text()));
        if let Some(&Some(index)) = bearers.get(last).filter(|_| last.starts_with(char::is_uppercase)) {
            statement.speaker = Some(index);
            statement.evidence.words("speaker", [span]);
        }
    }
}

/// The last word of a name; of a double name the second half.
fn last_word(name: &str) -> &str {
    name.rsplit([' ', '-', '\u{a0}']).next().unwrap_or(name)
}

/// At most so many statements with one word are compared.
const COMPARED: usize = 64;

/// Marks the statements that report an utterance which another one of the same speaker reports more fully.
fn same(text: &Text<'_>, statements: &mut [Statement]) {
    let words: Vec<Vec<u64>> = statements.iter().map(|it| content_words(text, it)).collect();
    let mut speaking: Vec<(usize, usize)> =
        (0..statements.len()).filter(|&at| words[at].len() >= 2).filter_map(|at| Some((statements[at].speaker?, at))).collect();
    speaking.sort_unstable();
    for group in speaking.chunk_by(|one, two| one.0 == two.0).filter(|group| group.len() > 1) {
        let mut having: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for &(_, at) in group {
            words[at].iter().for_each(|&word| having.entry(word).or_default().push(at));
        }
        for &(_, at) in group {
            // Who shares seven in ten of the words has one of the rarest four in ten.
            let count = words[at].len();
            let mut rare: Vec<&Vec<usize>> = words[at].iter().filter_map(|word| having.get(word)).collect();
            rare.sort_by_key(|it| it.len());
            let mut candidates: Vec<usize> =
                rare.into_iter().take(count - (count * 7).div_ceil(10) + 1).flat_map(|it| it.iter().copied().take(COMPARED)).collect();
            candidates.sort_unstable();
            candidates.dedup();
            let twin = candidates.into_iter().find(|&it| it != at && is_fuller(statements, &words, it, at));
            if let Some(twin) = twin.filter(|&it| statements[it].same_as != Some(at)) {
                statements[at].same_as = Some(twin);
                let spans = statements[twin].content.clone();
                statements[at].evidence.words("same_as", spans);
            }
        }
    }
}

/// Of what says less, in words that carry meaning, all has to be shared by what tells it again.
const LEAST_WORDS: usize = 4;

/// Whether a statement reports more fully what another one does, elsewhere in the text.
fn is_fuller(statements: &[Statement], words: &[Vec<u64>], one: usize, other: usize) -> bool {
    let shared = words[other].iter().filter(|word| words[one].binary_search(word).is_ok()).count();
    let together = |one: &Statement, other: &Statement| one.content.iter().any(|it| other.content.iter().any(|that| it.overlaps(*that)));
    let fullness = |at: usize| (statements[at].mode == Mode::Direct, words[at].len(), std::cmp::Reverse(at));
    // A few words count when they are all there, in the speaker's own words.
    let enough = if words[other].len() < LEAST_WORDS {
        shared == words[other].len() && statements[one].mode == Mode::Direct
    } else {
        shared * 10 >= words[other].len() * 7 && words[one].len() >= LEAST_WORDS
    };
    enough && fullness(one) > fullness(other) && !together(&statements[one], &statements[other])
}

/// The words of a statement's content that carry meaning, by their lemmas: each once, sorted.
fn content_words(text: &Text<'_>, statement: &Statement) -> Vec<u64> {
    use dateline_lang::labels::Upos;
    let spans = &text.analysis().segmentation.spans;
    let mut all: Vec<u64> = statement
        .content
        .iter()
        .flat_map(|span| spans.partition_point(|it| it.end() <= span.start())..spans.partition_point(|it| it.start() < span.end()))
        .filter(|&word| matches!(text.upos(word), Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj | Upos::Num))
        .map(|word| text.lemma[word])
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

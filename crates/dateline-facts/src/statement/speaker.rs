//! Who speaks: from the words that name a source to an entity.

use std::ops::Range;

use dateline_lang::clause::Extent;
use dateline_lang::labels::{Deprel, Upos, Xpos};
use dateline_text::ByteSpan;
use rustc_hash::FxHashMap;

use super::Statement;
use super::text::Text;
use crate::evidence::Score;
use crate::who::{self, Entity, EntityKind, Form, Mention, Sector};

/// Who a noun phrase means: the entity, and the span and extent of its mention there.
#[must_use]
pub fn bearer(text: &Text<'_>, entities: &[Entity], head: usize, words: &Range<usize>) -> Option<(usize, ByteSpan, ByteSpan)> {
    let clauses = text.page.clauses;
    let told = |(index, number): (usize, usize)| {
        let mention = &entities[index].mentions[number];
        (index, mention.span, mention.extent)
    };
    let mention_at = |word: usize| {
        let index = text.bearer(word)?;
        text.mentions_in(&(word..word + 1)).find(|it| it.0 == index).map(told)
    };
    // The first of the entities that have such a mention with its head here.
    let first = |test: &dyn Fn(&Mention) -> bool| {
        text.mentions_in(words).filter(|&(index, number)| test(&entities[index].mentions[number])).min().map(told)
    };
    // A group has the head of its first member: the mention that is as wide as the phrase is meant.
    let whole = text.page.span(words);
    if clauses.dependents(head).any(|it| text.label(it) == Deprel::Conj && words.contains(&it)) {
        let group = first(&|it| it.span == whole || it.extent == whole);
        if group.is_some() {
            return group;
        }
    }
    // The name beside an office or a kinship says more than these do: `the Holms’ daughter [Ida Holm]`.
    let has_name = |index: usize| entities[index].mentions.iter().any(|it| it.form == Form::Name);
    if let Some(found) = mention_at(head) {
        let beside = clauses.dependents(head).filter(|it| words.contains(it) && matches!(text.label(*it), Deprel::Flat | Deprel::Appos));
        let named = beside.filter_map(mention_at).find(|it| entities[it.0].kind == EntityKind::Person && has_name(it.0));
        return named.filter(|_| entities[found.0].kind == EntityKind::Person && !has_name(found.0)).or(Some(found));
    }
    // `who`, `which`: what the relative clause is about.
    if matches!(text.analysis().tags[head].xpos, Xpos::Wp | Xpos::Wdt) {
        let antecedent = clauses.antecedent(head);
        if antecedent != head
            && let Some(found) = mention_at(antecedent)
        {
            return Some(found);
        }
    }
    // The office before a name, the name before an apposition.
    let near =
        clauses.dependents(head).filter(|&it| matches!(text.label(it), Deprel::Flat | Deprel::Appos | Deprel::Compound | Deprel::NmodDesc));
    near.filter(|it| words.contains(it))
        .find_map(mention_at)
        .or_else(|| {
            let wide = first(&|it| it.extent.start() <= whole.start() && it.extent.end() >= whole.end());
            wide.or_else(|| words.clone().rev().find_map(|it| mention_at(it).filter(|_| text.analysis().head(it) == Some(head))))
        })
        .or_else(|| around(text, entities, head).map(told))
}

/// The mention of which a word is a part, though another word heads it: `Ann [Lee]-Brown`, `the [25-year]-old`.
fn around(text: &Text<'_>, entities: &[Entity], head: usize) -> Option<(usize, usize)> {
    let span = text.analysis().span(head);
    let reach = head.saturating_sub(4)..head + 4;
    let near = text.mentions_in(&reach);
    let holds = |&(index, number): &(usize, usize)| {
        let mention = &entities[index].mentions[number];
        let is_one = mention.form == Form::Name || mention.form == Form::Nominal && mention.head > head;
        is_one && mention.span.start() <= span.start() && span.end() <= mention.span.end()
    };
    near.filter(holds).min_by_key(|&(index, number)| {
        let span = entities[index].mentions[number].span;
        (span.end() - span.start(), index, number)
    })
}

/// Gives what `he`, `she` or `it` says to whoever spoke last, where nobody else has come in since: a conversation goes on with its speaker, whoever it is about.
pub(super) fn resume(text: &Text<'_>, entities: &[Entity], statements: &mut [Statement]) {
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
                        && is_main(text, mention.head)
                        && !statements[it].holds(mention.span.start())
                })
            };
            if !statements[at].speaker.is_some_and(comes_in) {
                statements[at].speaker = Some(speaker);
                statements[at].evidence.words("speaker", [span]);
            }
        }
        // Nobody is known by a pronoun alone, and an epithet means somebody whom the page has just had.
        let spoke = before.map(|it| it.1).filter(|&it| has_name(&entities[it]));
        if let Some(meant) = bare(text, entities, &statements[at], span, spoke) {
            statements[at].speaker = Some(meant);
            statements[at].evidence.words("speaker", [span]);
        }
        if statements[at].speaker.is_some() {
            last = Some(at);
        }
    }
}

/// Who is meant by a pronoun whose bearer has no other words, or by `the actress`, `the brokerage` at their first use: who spoke last, else the
/// subject of the sentence before.
fn bare(text: &Text<'_>, entities: &[Entity], statement: &Statement, span: ByteSpan, spoke: Option<usize>) -> Option<usize> {
    let entity = statement.speaker.map(|it| &entities[it]);
    let head = statement.speaker_head?;
    let pronoun = Resumed::of(span.of(text.page.text()), "").filter(|it| *it != Resumed::It);
    let here = text.sentence(head);
    // Words for somebody without a name hold for a few sentences.
    let is_told = |it: &Mention| {
        let sentence = text.sentence(it.head);
        it.form == Form::Name || it.form == Form::Nominal && sentence <= here && here - sentence <= TOLD
    };
    let is_bare = entity.is_none_or(|it| !it.mentions.iter().any(is_told));
    let wanted = if let Some(pronoun) = pronoun.filter(|_| is_bare) {
        Wanted::Somebody(pronoun)
    } else {
        let entity = entity?;
        let first = entity.mentions.iter().find(|it| it.form == Form::Nominal).map(|it| it.span);
        let words = span.of(text.page.text());
        let is_epithet = first == Some(span)
            && !has_name(entity)
            && is_private(entity)
            && words.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("the "))
            && text.upos(head) == Upos::Noun;
        match entity.kind {
            EntityKind::Person if is_epithet => Wanted::Person,
            EntityKind::Organization if is_epithet => Wanted::Body,
            _ => return None,
        }
    };
    let fits = |index: usize| {
        let entity = &entities[index];
        match wanted {
            Wanted::Somebody(pronoun) => matches!(entity.kind, EntityKind::Organization) || pronoun.fits(text, entity),
            Wanted::Person => entity.kind == EntityKind::Person,
            Wanted::Body => entity.kind == EntityKind::Organization,
        }
    };
    let spoken = spoke.filter(|&it| {
        fits(it) && entities[it].kind == if matches!(wanted, Wanted::Body) { EntityKind::Organization } else { EntityKind::Person }
    });
    spoken.or_else(|| subject_before(text, entities, text.sentence(head)).filter(|&it| has_name(&entities[it]) && fits(it)))
}

/// Whether somebody holds no office of which there may be several: `the actress`, `the founder`, but not `the judge`.
fn is_private(entity: &Entity) -> bool {
    let plain = |sector: Option<Sector>| sector.is_none_or(|it| it.code() == "BUS");
    plain(entity.sector) && entity.roles.iter().all(|it| it.of.is_none() && plain(it.sector))
}

/// For so many sentences a pronoun means whom a noun told of.
const TOLD: usize = 4;

/// What may be meant by words without a name.
#[derive(Clone, Copy)]
enum Wanted {
    /// Whoever a pronoun fits, also one whose name was taken for that of a body.
    Somebody(Resumed),
    Person,
    Body,
}

/// Who is the subject of the sentence before another one in its paragraph, or of the last one of the paragraph before.
fn subject_before(text: &Text<'_>, entities: &[Entity], sentence: usize) -> Option<usize> {
    let before = sentence.checked_sub(1)?;
    let words = text.words_of(before);
    if text.block(sentence) > text.next_block(before) {
        return None;
    }
    let root = words.clone().find(|&it| text.label(it) == Deprel::Root && text.zone(it).is_none())?;
    let subject = text.page.clauses.subjects(root).first().copied()?;
    bearer(text, entities, subject, &text.bare(text.page.clauses.phrase(subject, Extent::Own))).map(|it| it.0)
}

/// Whether a subject is that of a main clause: who is spoken of in another one does not take the word.
fn is_main(text: &Text<'_>, subject: usize) -> bool {
    let mut at = text.analysis().head(subject);
    for _ in 0..8 {
        let Some(word) = at else { return true };
        match text.label(word) {
            Deprel::Root => return true,
            Deprel::Conj | Deprel::Parataxis => at = text.analysis().head(word),
            _ => return false,
        }
    }
    false
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
pub(super) fn named(text: &Text<'_>, entities: &[Entity], statements: &mut [Statement]) {
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

/// Gives a speaker whom no mention names an entity: a body of the kind that was named last (`the paper`), or one of its own.
pub(super) fn added(text: &Text<'_>, entities: &mut Vec<Entity>, statements: &mut [Statement], people: &who::Finder<'_>) {
    // Those that were added, by what they are called.
    let mut new: FxHashMap<String, usize> = FxHashMap::default();
    for statement in statements.iter_mut().filter(|it| it.speaker.is_none() && it.score >= Score::hundredths(LEAST_ADDED)) {
        let (Some(head), Some(span), Some(extent)) = (statement.speaker_head, statement.speaker_span, statement.speaker_extent) else {
            continue;
        };
        let spans = &text.analysis().segmentation.spans;
        let words = spans.partition_point(|it| it.start() < span.start())..spans.partition_point(|it| it.start() < span.end());
        if !words.contains(&head) {
            continue;
        }
        let Some(entity) = people.somebody(text.page, head, &words, extent) else { continue };
        let is_definite = text.page.form(words.start).eq_ignore_ascii_case("the");
        let known = is_definite.then(|| last_of(entities, &entity, span)).flatten();
        let same = || entities.iter().position(|it| it.mentions.first().is_some_and(|it| it.span == span));
        let called = entity.name.to_lowercase();
        let index = known.or_else(same).or_else(|| new.get(&called).copied()).unwrap_or_else(|| {
            new.insert(called, entities.len());
            entities.push(entity);
            entities.len() - 1
        });
        statement.speaker = Some(index);
        statement.evidence.words("speaker", [span]);
    }
}

/// What a statement has to score for a speaker to be added.
const LEAST_ADDED: u8 = 60;

/// The body with a name and of the same sector that the page named last before a place.
fn last_of(entities: &[Entity], like: &Entity, before: ByteSpan) -> Option<usize> {
    let sector = like.sector.filter(|_| like.kind == EntityKind::Organization)?;
    let last = |entity: &Entity| {
        let named = entity.mentions.iter().filter(|it| it.form == Form::Name && it.span.end() <= before.start());
        named.map(|it| it.span).max()
    };
    let fits = |&index: &usize| entities[index].kind == EntityKind::Organization && entities[index].sector == Some(sector);
    (0..entities.len()).filter(fits).filter_map(|index| Some((last(&entities[index])?, index))).max().map(|it| it.1)
}

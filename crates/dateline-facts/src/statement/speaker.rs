//! Who speaks: from the words that name a source to an entity.

use std::ops::Range;

use dateline_lang::clause::Extent;
use dateline_lang::labels::{Deprel, Upos, Xpos};
use dateline_text::ByteSpan;
use rustc_hash::FxHashMap;

use super::text::Text;
use super::words::StatementWords;
use super::{Mode, Statement};
use crate::evidence::{Evidence, Score};
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
    if let Some(holder) = holder(text, entities, head, words) {
        let (index, span, extent) = told(holder);
        return Some((index, span, extent.hull(whole)));
    }
    if let Some(found) = mention_at(head) {
        let beside = clauses.dependents(head).filter(|it| words.contains(it) && matches!(text.label(*it), Deprel::Flat | Deprel::Appos));
        let named = beside.filter_map(mention_at).find(|it| entities[it.0].kind == EntityKind::Person && has_name(it.0));
        return named.filter(|_| entities[found.0].kind == EntityKind::Person && !has_name(found.0)).or(Some(found));
    }
    // `one of the strikers` is not all of them.
    let next = head + 1;
    if words.contains(&next) && text.page.form(next) == "of" && matches!(&*text.page.form(head).to_lowercase(), "one" | "another") {
        return None;
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
    // The office before a name, the name before an apposition. One of several is not the body that the word before it names: `one [Weibo] user`.
    let is_one =
        |it: usize| text.label(it) == Deprel::Nummod || matches!(&*text.page.form(it).to_lowercase(), "a" | "an" | "another" | "some");
    let of_several = text.upos(head) == Upos::Noun && clauses.dependents(head).any(|it| it < head && is_one(it));
    let is_near = |&it: &usize| match text.label(it) {
        Deprel::Flat | Deprel::Appos | Deprel::NmodDesc => words.contains(&it),
        Deprel::Compound => !of_several && words.contains(&it),
        _ => false,
    };
    let near = || clauses.dependents(head).filter(is_near);
    // The name of a person says more than that of the body: `[New York Times] correspondent [Ada Kern]`.
    let named = near().filter(|&it| text.label(it) == Deprel::Flat || it == head + 1).find_map(mention_at);
    if let Some(named) = named.filter(|it| entities[it.0].kind == EntityKind::Person) {
        return Some((named.0, named.1, named.2.hull(whole)));
    }
    // `[Norland] prison records`: of the land are the prisons, the records are theirs.
    let of_place = |it: usize| {
        let between = it + 1 < head && text.label(it) == Deprel::Compound && text.upos(it + 1) == Upos::Noun;
        between && text.bearer(it).is_some_and(|it| matches!(entities[it].kind, EntityKind::Place | EntityKind::Country))
    };
    near()
        .filter(|&it| !of_place(it))
        .find_map(mention_at)
        .map(|(index, span, extent)| (index, span, extent.hull(whole)))
        .or_else(|| {
            let wide = first(&|it| it.extent.start() <= whole.start() && it.extent.end() >= whole.end());
            // `many in Gaza`: where they are is not who they are.
            let is_place = |it: &(usize, ByteSpan, ByteSpan)| entities[it.0].kind == EntityKind::Place;
            // `the Norland border service`: a service of the land is not the land.
            let of_land = |it: usize| text.upos(it) == Upos::Adj && text.upos(head) == Upos::Noun && it < head;
            let below =
                |it: usize| mention_at(it).filter(|found| text.analysis().head(it) == Some(head) && !is_place(found) && !of_land(it));
            wide.or_else(|| words.clone().rev().find_map(below))
        })
        .or_else(|| around(text, entities, head).map(told))
}

/// The person whose name ends a noun phrase after the body and the office: `Lake Port State House majority leader [Abram Aiya], a Democrat`.
fn holder(text: &Text<'_>, entities: &[Entity], head: usize, words: &Range<usize>) -> Option<(usize, usize)> {
    let end = words.clone().find(|&it| it > words.start && text.is_mark(it)).unwrap_or(words.end);
    let is_named = |index: usize| entities[index].kind == EntityKind::Person;
    if end <= head || text.bearer(head).is_some_and(is_named) {
        return None;
    }
    // `Norva State outside counsel Ann Lee`: such a word stands before its noun.
    let leads = |it: usize| text.upos(it) == Upos::Adp && text.page.form(it) != "outside";
    let joined = |it: usize| leads(it) || matches!(text.upos(it), Upos::Cconj | Upos::Verb | Upos::Aux | Upos::Sconj);
    let last = text.analysis().span(end - 1).end();
    text.mentions_in(&(words.start..end)).find(|&(index, number)| {
        let mention = &entities[index].mentions[number];
        mention.form == Form::Name
            && is_named(index)
            && mention.span.end() == last
            && mention.span.start() > text.analysis().span(words.start).start()
            && !(words.start..end).any(joined)
    })
}

/// Who made what speaks: `a poll conducted by [the Norva Institute]`, `data released by [the ministry]`.
fn maker(text: &Text<'_>, makes: &StatementWords, head: usize, words: &Range<usize>) -> Option<usize> {
    let clauses = text.page.clauses;
    let made = clauses.dependents(head).find(|&it| {
        let made = text.label(it) == Deprel::Acl && text.analysis().tags[it].xpos == Xpos::Vbn;
        it > head && words.contains(&it) && made && makes.making_of.has(text.analysis().lemma(it))
    })?;
    clauses.dependents(made).find(|&it| {
        let by = || clauses.dependents(it).any(|case| text.label(case) == Deprel::Case && text.page.form(case) == "by");
        words.contains(&it) && matches!(text.label(it), Deprel::OblAgent | Deprel::Obl) && by()
    })
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
        // `To Nina Wolf, who may win, it matters: “…,” she says`: whom the sentence itself brings in before the quotation.
        if let Some(met) = introduced(text, entities, &statements[at], cue, span) {
            statements[at].speaker = Some(met);
            statements[at].evidence.words("speaker", [span]);
            last = Some(at);
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
                        && !(kind == Resumed::They && statements[at].holds(mention.span.start()))
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

/// The one person whom a sentence names before a quotation and for the first time, where `he` or `she` says it.
fn introduced(text: &Text<'_>, entities: &[Entity], statement: &Statement, cue: usize, span: ByteSpan) -> Option<usize> {
    let pronoun = Resumed::of(span.of(text.page.text()), "").filter(|it| matches!(it, Resumed::He | Resumed::She))?;
    let content = statement.quotes.first().filter(|it| statement.mode != Mode::Indirect && it.end() <= span.start())?;
    let spans = &text.analysis().segmentation.spans;
    let first = spans.partition_point(|it| it.start() < content.start());
    if first >= spans.len() {
        return None;
    }
    // The sentence that leads to the quotation, which may end with a colon.
    let here = text.words_of(text.sentence(cue)).start.min(text.words_of(text.sentence(first)).start);
    let before = here..first;
    let mut met = text
        .mentions_in(&before)
        .filter(|&(index, number)| {
            let mention = &entities[index].mentions[number];
            entities[index].kind == EntityKind::Person && mention.form == Form::Name && text.zone(mention.head).is_none()
        })
        .map(|it| it.0);
    let one = met.next()?;
    let alone = met.all(|it| it == one);
    let new = entities[one].mentions.iter().filter(|it| it.form == Form::Name).all(|it| text.sentence(it.head) >= text.sentence(here));
    (alone && new && pronoun.fits(text, &entities[one])).then_some(one)
}

/// Who is meant by a pronoun whose bearer has no other words, or by `the actress`, `the brokerage` at their first use: who spoke last, else the
/// subject of the sentence before.
fn bare(text: &Text<'_>, entities: &[Entity], statement: &Statement, span: ByteSpan, spoke: Option<usize>) -> Option<usize> {
    let entity = statement.speaker.map(|it| &entities[it]);
    let head = statement.speaker_head?;
    let pronoun = Resumed::of(span.of(text.page.text()), "").filter(|it| !matches!(it, Resumed::It | Resumed::They));
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
    They,
    /// `the 25-year-old`
    Aged,
}

impl Resumed {
    fn of(words: &str, phrase: &str) -> Option<Self> {
        match &*words.to_lowercase() {
            "he" | "him" | "his" | "himself" => Some(Self::He),
            "she" | "her" | "hers" | "herself" => Some(Self::She),
            "it" | "its" | "itself" => Some(Self::It),
            "they" | "their" | "themselves" => Some(Self::They),
            _ if phrase.contains("-year-old") && phrase.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("the ")) => Some(Self::Aged),
            _ => None,
        }
    }

    /// Whether an entity may be meant: of the kind, and with no pronoun that says another thing.
    fn fits(self, text: &Text<'_>, entity: &Entity) -> bool {
        if self == Self::It {
            return matches!(entity.kind, EntityKind::Organization | EntityKind::Country);
        }
        if self == Self::They {
            return matches!(entity.kind, EntityKind::Group | EntityKind::Organization);
        }
        let pronouns = entity.mentions.iter().filter(|it| matches!(it.form, Form::Pronoun | Form::Possessive));
        let told = pronouns.filter_map(|it| Self::of(it.span.of(text.page.text()), "")).next();
        entity.kind == EntityKind::Person && (self == Self::Aged || told.is_none_or(|it| it == self))
    }
}

/// Gives `the report` and `the paper` to the body whose report, or which as a paper, the page had a few sentences before, and `the statement` to whoever
/// spoke in one: `The clinic said in a statement … [The statement] added …`.
pub(super) fn published(text: &Text<'_>, words: &StatementWords, entities: &[Entity], statements: &mut [Statement]) {
    let spans = &text.analysis().segmentation.spans;
    // Who last spoke as a paper, or in a report, and where; and who has spoken in what else, by its noun.
    let mut last: Option<(usize, usize)> = None;
    let mut papers = issued(text, words);
    for statement in statements {
        let Some(head) = statement.speaker_head else { continue };
        let sentence = text.sentence(head);
        let is_paper = words.channel(text, head).is_some();
        if let Some(speaker) = statement.speaker {
            let body = &entities[speaker];
            let prints =
                body.sector.is_some_and(|it| it.code() == "JRN") || statement.channel.as_ref().is_some_and(|it| it.kind == "report");
            if body.kind == EntityKind::Organization && has_name(body) && prints {
                last = Some((head, speaker));
            }
            let noun = statement.channel.as_ref().and_then(|it| spans.partition_point(|word| word.start() < it.span.end()).checked_sub(1));
            let is_known = has_name(body) || body.kind == EntityKind::Organization;
            papers.extend(noun.or_else(|| is_paper.then_some(head)).filter(|_| is_known || is_paper).map(|it| (it, speaker)));
            continue;
        }
        let is_publication = words.publications.has(text.analysis().lemma(head));
        let Some(span) = statement.speaker_span.filter(|_| is_paper || is_publication) else { continue };
        let first = spans.partition_point(|it| it.start() < span.start());
        // `a poll conducted by the Norva Institute`: the institute says what its poll says.
        let extent = statement.speaker_extent.unwrap_or(span);
        let phrase = spans.partition_point(|it| it.start() < extent.start())..spans.partition_point(|it| it.start() < extent.end());
        let made = maker(text, words, head, &phrase).and_then(|it| Some((text.bearer(it)?, text.mentions_in(&(it..it + 1)).next()?)));
        if let Some((speaker, (index, number))) = made.filter(|it| it.0 == it.1.0 && has_name(&entities[it.0])) {
            statement.speaker = Some(speaker);
            statement.speaker_span = Some(entities[index].mentions[number].span);
            statement.evidence.words("speaker", [entities[index].mentions[number].span]);
            statement.evidence.words("speaker_span", [entities[index].mentions[number].span]);
            last = Some((head, speaker));
            papers.push((head, speaker));
            continue;
        }
        let is_definite = first <= head && text.page.form(first).eq_ignore_ascii_case("the") && head == first + 1;
        let called = |&&(word, _): &&(usize, usize)| text.lemma[word] == text.lemma[head];
        let near = |&&(word, _): &&(usize, usize)| word < head && sentence - text.sentence(word) <= FARTHEST_REPORT;
        // Whoever was told last to have spoken so.
        let spoken = papers.iter().filter(called).chain(last.as_ref().filter(|_| is_publication)).filter(near).max_by_key(|it| it.0);
        if let Some(&(_, speaker)) = spoken.filter(|_| is_definite) {
            statement.speaker = Some(speaker);
            statement.evidence.words("speaker", [span]);
            if is_publication {
                last = Some((head, speaker));
            }
            papers.push((head, speaker));
        }
    }
}

/// What somebody is told to have issued, each with who did: `The clinic released [a statement] on Monday.`
fn issued(text: &Text<'_>, words: &StatementWords) -> Vec<(usize, usize)> {
    let made = |word: usize| {
        let verb = text.analysis().head(word).filter(|_| text.label(word) == Deprel::Obj && text.upos(word) == Upos::Noun)?;
        let subject = text.page.clauses.subjects(verb).first().copied().filter(|&it| it < verb)?;
        let issues = words.making_of.has(text.analysis().lemma(verb)) && words.channel(text, word).is_some();
        text.bearer(subject).filter(|_| issues && text.zone(word).is_none()).map(|speaker| (word, speaker))
    };
    (0..text.analysis().len()).filter_map(made).collect()
}

/// Gives the answers of an interview, led by a letter, to the person of whom the page told most before the first of them.
pub(super) fn interviewed(text: &Text<'_>, entities: &[Entity], statements: &mut [Statement]) {
    let is_letter = |it: &Statement| {
        let letter = it.speaker_span.map(|span| span.of(text.page.text()));
        let colon = it.cue.is_some_and(|cue| cue.of(text.page.text()) == ":");
        colon && letter.is_some_and(|it| it.len() == 1 && it.starts_with(|c: char| c.is_ascii_uppercase()))
    };
    let Some(first) = statements.iter().find(|it| is_letter(it)).map(Statement::start) else { return };
    let told = |index: usize| entities[index].mentions.iter().filter(|it| it.span.start() < first).count();
    let people = (0..entities.len()).filter(|&it| entities[it].kind == EntityKind::Person && has_name(&entities[it]) && told(it) > 0);
    let Some(person) = people.max_by_key(|&it| (told(it), std::cmp::Reverse(it))) else { return };
    for statement in statements.iter_mut().filter(|it| is_letter(it)) {
        let Some(span) = statement.speaker_span else { continue };
        statement.speaker = Some(person);
        statement.evidence.words("speaker", [span]);
    }
}

/// `The report` is that of a body which spoke at most so many sentences before.
const FARTHEST_REPORT: usize = 6;

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
    let mut known: Option<Known> = None;
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
        let known = known.get_or_insert_with(|| Known::of(entities));
        let is_definite = text.page.form(words.start).eq_ignore_ascii_case("the");
        let last = is_definite.then(|| known.last_of(&entity, span)).flatten();
        let called = entity.name.to_lowercase();
        let index = last.or_else(|| known.first.get(&span).copied()).or_else(|| known.new.get(&called).copied()).unwrap_or_else(|| {
            known.new.insert(called, entities.len());
            known.first.entry(span).or_insert(entities.len());
            entities.push(entity);
            entities.len() - 1
        });
        statement.speaker = Some(index);
        statement.evidence.words("speaker", [span]);
    }
}

/// What is looked up of the entities for speakers without one.
struct Known {
    /// The bodies of each sector by their names, in the order of these.
    named: FxHashMap<Sector, Vec<(ByteSpan, usize)>>,
    /// The entities by their first mentions.
    first: FxHashMap<ByteSpan, usize>,
    /// Those that were added, by what they are called.
    new: FxHashMap<String, usize>,
}

impl Known {
    fn of(entities: &[Entity]) -> Self {
        let mut named: FxHashMap<Sector, Vec<(ByteSpan, usize)>> = FxHashMap::default();
        let mut first = FxHashMap::default();
        for (index, entity) in entities.iter().enumerate() {
            if let Some(mention) = entity.mentions.first() {
                first.entry(mention.span).or_insert(index);
            }
            if let (EntityKind::Organization, Some(sector)) = (entity.kind, entity.sector) {
                let names = entity.mentions.iter().filter(|it| it.form == Form::Name);
                named.entry(sector).or_default().extend(names.map(|it| (it.span, index)));
            }
        }
        named.values_mut().for_each(|it| it.sort_unstable());
        Self { named, first, new: FxHashMap::default() }
    }

    /// The body with a name and of the same sector that the page named last before a place.
    fn last_of(&self, like: &Entity, before: ByteSpan) -> Option<usize> {
        let sector = like.sector.filter(|_| like.kind == EntityKind::Organization)?;
        let named = self.named.get(&sector)?;
        let next = named.partition_point(|it| it.0.start() < before.start());
        named[..next].iter().rev().find(|it| it.0.end() <= before.start()).map(|it| it.1)
    }
}

/// Makes a group of those who are named together, and speak together: `[Kern and Rossi] said`.
pub(super) fn together(text: &Text<'_>, entities: &mut Vec<Entity>, statements: &mut [Statement]) {
    let spans = &text.analysis().segmentation.spans;
    let mut new: FxHashMap<Vec<usize>, usize> = FxHashMap::default();
    for statement in statements {
        let (Some(head), Some(first), Some(extent)) = (statement.speaker_head, statement.speaker, statement.speaker_extent) else {
            continue;
        };
        if entities[first].kind == EntityKind::Group {
            continue;
        }
        let words = spans.partition_point(|it| it.start() < extent.start())..spans.partition_point(|it| it.start() < extent.end());
        let named = text.page.clauses.conjuncts(head).into_iter().filter(|it| words.contains(it));
        let heads: Vec<usize> = named.filter(|&it| text.bearer(it).is_some_and(|it| has_name(&entities[it]))).collect();
        let mut members: Vec<usize> = heads.iter().filter_map(|&it| text.bearer(it)).collect();
        members.sort_unstable();
        members.dedup();
        let speaks = |&it: &usize| matches!(entities[it].kind, EntityKind::Person | EntityKind::Organization | EntityKind::Country);
        let joined = heads.iter().any(|&it| text.page.clauses.dependents(it).any(|it| text.label(it) == Deprel::Cc));
        if members.len() < 2 || members.len() != heads.len() || !joined || !members.iter().all(speaks) {
            continue;
        }
        let start = words.clone().find(|&it| text.label(it) != Deprel::CcPreconj).unwrap_or(words.start);
        let span = text.page.span(&(start..words.end));
        let index = *new.entry(members.clone()).or_insert_with(|| {
            let mut evidence = Evidence::default();
            for field in ["kind", "name", "mentions"] {
                evidence.words(field, [span]);
            }
            evidence.words("members", heads.iter().map(|&it| text.analysis().span(it)));
            entities.push(Entity {
                kind: EntityKind::Group,
                name: span.of(text.page.text()).split_whitespace().collect::<Vec<_>>().join(" "),
                mentions: vec![Mention { head, span, extent, form: Form::Nominal }],
                roles: Vec::new(),
                members,
                country: None,
                sector: None,
                place: None,
                evidence,
                score: Score::hundredths(LEAST_ADDED),
                rule: "speaker",
            });
            entities.len() - 1
        });
        statement.speaker = Some(index);
        statement.speaker_span = Some(span);
        statement.evidence.words("speaker", [span]);
    }
}

/// What a statement has to score for a speaker to be added.
const LEAST_ADDED: u8 = 60;

//! Statements out of attributions: what goes on over sentences and paragraphs, quotations without a cue, the spans of the contract, who is meant.

use std::ops::Range;

use dateline_lang::clause::Extent;
use dateline_lang::labels::{Deprel, Upos, Xpos};
use dateline_text::ByteSpan;
use rustc_hash::FxHashMap;

use super::attribution::{self, Attribution};
use super::cue::CueWord;
use super::text::Text;
use super::withheld::Found;
use super::words::StatementWords;
use super::{Mode, Statement, StatementKind};
use crate::evidence::{Evidence, Score};
use crate::who::{Entity, EntityKind, Form, Mention};

/// A statement before its fields are found.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The head of its cue.
    pub cue: Option<usize>,
    /// The words of its cue.
    pub cue_words: Range<usize>,
    /// What the cue is in the list.
    pub known: Option<CueWord>,
    /// The head of the source, and its words.
    pub source: Option<(usize, Range<usize>)>,
    /// The noun phrase elsewhere that names who speaks, where none does here.
    pub speaker: Option<(usize, Range<usize>)>,
    /// Its content, in order.
    pub pieces: Vec<Range<usize>>,
    /// What its cue scores.
    pub strength: i32,
    /// How sure it is.
    pub score: Score,
    /// What made it.
    pub rule: &'static str,
}

impl Draft {
    /// Whether a word is in its content.
    #[must_use]
    pub fn holds(&self, word: usize) -> bool {
        self.pieces.iter().any(|piece| piece.contains(&word))
    }
}

/// The drafts of a page: attributions, each with the quotations that go on after it, then quotations that have no cue of their own.
#[must_use]
pub fn drafts(
    text: &Text<'_>,
    words: &StatementWords,
    attributions: &[Attribution],
    held: &[Found],
    score: impl Fn(&Attribution) -> Score,
) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = attributions
        .iter()
        .map(|it| Draft {
            cue: Some(it.cue.word),
            cue_words: attribution::expression(text, it),
            known: it.cue.known,
            source: it.source.head.map(|head| (head, it.source.words.clone())),
            speaker: None,
            pieces: it.content.pieces.clone(),
            strength: it.cue_score,
            score: score(it),
            rule: "model:attribution",
        })
        .collect();
    swapped(text, &mut drafts);
    quoted_as(text, &mut drafts);
    strays(text, &mut drafts);
    distinct(&mut drafts);
    appositions(text, &mut drafts);
    interrupted(text, &mut drafts);
    scenes(text, words, &mut drafts);
    led(text, words, &mut drafts);
    cuts(text, &mut drafts);
    turns(text, words, held, &mut drafts);
    unnested(text, &mut drafts);
    doubtful(text, words, &mut drafts);
    go_on(text, &mut drafts);
    alone(text, &mut drafts);
    drafts
}

/// The drafts by the sentences that their contents and cues stand in. What has moved away since may still be listed: whoever asks looks again.
struct Nearby(Vec<Vec<u32>>);

impl Nearby {
    fn new(text: &Text<'_>, drafts: &[Draft]) -> Self {
        let mut nearby = Self(vec![Vec::new(); text.analysis().sentences().len()]);
        for (at, draft) in drafts.iter().enumerate() {
            draft.pieces.iter().for_each(|piece| nearby.add(text, at, piece));
            draft.cue.iter().for_each(|&cue| nearby.add(text, at, &(cue..cue + 1)));
        }
        nearby
    }

    /// Lists a draft where more words of it stand.
    fn add(&mut self, text: &Text<'_>, at: usize, words: &Range<usize>) {
        if words.is_empty() {
            return;
        }
        for listed in &mut self.0[text.sentence(words.start)..=text.sentence(words.end - 1)] {
            if listed.last() != Some(&(at as u32)) {
                listed.push(at as u32);
            }
        }
    }

    /// The drafts that may have words in a range; one may come several times.
    fn of(&self, text: &Text<'_>, words: &Range<usize>) -> impl Iterator<Item = usize> {
        let sentences = if words.is_empty() { 0..0 } else { text.sentence(words.start)..text.sentence(words.end - 1) + 1 };
        self.0[sentences].iter().flatten().map(|&it| it as usize)
    }
}

/// Whether words are a noun phrase without a predicate.
fn is_nominal(text: &Text<'_>, words: &Range<usize>) -> bool {
    let nouns = words.clone().any(|it| matches!(text.upos(it), Upos::Noun | Upos::Propn | Upos::Pron));
    nouns && !words.clone().any(|it| matches!(text.upos(it), Upos::Verb | Upos::Aux) && text.label(it) != Deprel::Amod)
}

/// The word of a phrase that hangs above the others.
fn top(text: &Text<'_>, words: &Range<usize>) -> Option<usize> {
    words.clone().find(|&it| !text.is_mark(it) && text.analysis().head(it).is_none_or(|head| !words.contains(&head)))
}

/// Whoever was taken for what was said, beside a cue without a source: `…, said [an official]`, `“…,” [an officer] announced`.
fn swapped(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), None, [piece]) = (draft.cue, &draft.source, draft.pieces.as_slice()) else { continue };
        let sentence = text.words_of(text.sentence(cue));
        let says = draft.known.is_some_and(|it| it.kind == StatementKind::Speech) && text.upos(cue) == Upos::Verb;
        if !says || piece.len() > 10 || !is_nominal(text, piece) || piece.clone().any(|it| text.zone(it) != text.zone(cue)) {
            continue;
        }
        let before = match piece.start {
            after if after == cue + 1 => sentence.start..cue,
            _ if piece.end == cue => sentence.start..piece.start,
            _ => continue,
        };
        let comma = before.end > before.start && (before.end - before.start > 3) && text.is_mark(before.end - 1);
        let quoted = before.clone().rev().find_map(|it| text.zone(it)).filter(|it| text.zone(cue) != Some(*it));
        let content = match quoted {
            Some(zone) => text.bare(text.words_in(zone)),
            None => text.bare(before.clone()),
        };
        let clausal = quoted.is_some() || content.clone().any(|it| matches!(text.upos(it), Upos::Verb | Upos::Aux));
        let Some(head) = top(text, piece).filter(|_| comma && clausal && !content.is_empty()) else { continue };
        draft.source = Some((head, piece.clone()));
        draft.pieces = vec![content];
    }
}

/// Whoever is quoted by another: `quoted [a guard] as saying [that …]`.
fn quoted_as(text: &Text<'_>, drafts: &mut Vec<Draft>) {
    let mut more: Vec<Draft> = Vec::new();
    for draft in drafts.iter() {
        let Some(cue) = draft.cue else { continue };
        let clauses = text.page.clauses;
        let Some(object) = clauses.dependents(cue).find(|&it| it > cue && text.label(it) == Deprel::Obj) else { continue };
        let says = |it: usize| {
            clauses.is_reporting(it)
                && text.analysis().tags[it].xpos == Xpos::Vbg
                && it > object
                && clauses.dependents(it).any(|mark| mark < it && text.page.form(mark) == "as")
        };
        let Some(verb) = clauses.dependents(cue).chain(clauses.dependents(object)).find(|&it| says(it)) else { continue };
        let Some(said) = clauses.dependents(verb).find(|&it| it > verb && matches!(text.label(it), Deprel::Ccomp | Deprel::Obj)) else {
            continue;
        };
        let phrase = text.bare(clauses.phrase(object, Extent::Plain));
        let piece = text.bare(text.reach(said).start.max(verb + 1)..text.reach(said).end);
        let taken = |all: &[Draft]| all.iter().any(|it| it.cue == Some(verb));
        if phrase.is_empty() || phrase.end > verb || piece.is_empty() || taken(&more) {
            continue;
        }
        more.push(Draft {
            cue: Some(verb),
            cue_words: verb..verb + 1,
            known: Some(CueWord { class: 0, kind: StatementKind::Speech }),
            source: Some((object, phrase)),
            speaker: None,
            pieces: vec![piece],
            strength: draft.strength.max(NESTED),
            score: draft.score,
            rule: "quoted-as",
        });
    }
    if !more.is_empty() {
        more.retain(|draft| drafts.binary_search_by_key(&draft.cue, |it| it.cue).is_err());
        drafts.append(&mut more);
        drafts.sort_by_key(|draft| draft.cue);
    }
}

/// A source whose first part was taken for the end of a quotation, or was left out: `“…,” [the prosecutor], Mikel Arana, said`,
/// `“…,” [Mikel Arana, who teaches at Ostrov University] and Norda College, said`.
fn appositions(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some((head, source)), Some(piece)) = (draft.cue, draft.source.as_mut(), draft.pieces.last_mut()) else { continue };
        if source.start < piece.end || cue < source.end || cue - source.end > 3 || text.sentence(piece.end - 1) != text.sentence(cue) {
            continue;
        }
        let own = text.zone(cue);
        let Some(last) = piece.clone().rev().find(|&it| text.zone(it).is_some() && text.zone(it) != own) else { continue };
        let between = text.bare(last + 1..source.start);
        let in_piece = between.start < piece.end;
        let longest = if in_piece { 12 } else { LONGEST_SOURCE };
        if between.is_empty() || between.len() > longest || !is_nominal(text, &between) {
            continue;
        }
        let person = between.clone().find(|&it| text.kind[it] == 1 + EntityKind::Person as u8 * 5 + Form::Name as u8);
        if !in_piece {
            let Some(person) = person.filter(|_| text.kind[*head] == 0 || text.kind[*head] > 5) else { continue };
            *head = person;
        }
        *source = between.start..source.end;
        *piece = text.bare(piece.start..last + 1);
    }
}

/// A source before its cue has at most so many words that were not taken for it.
const LONGEST_SOURCE: usize = 40;

/// What sets the scene for an event that a source tells at the end is the reporter's: `The visit came on the day that [a strike killed two], police said`.
fn scenes(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), [piece]) = (draft.cue, draft.pieces.as_slice()) else { continue };
        if piece.end > cue || piece.clone().any(|it| text.zone(it).is_some()) {
            continue;
        }
        let Some(root) = piece.clone().find(|&it| words.scenes.has(text.analysis().lemma(it)) && text.upos(it) == Upos::Verb) else {
            continue;
        };
        if text.page.clauses.subjects(root).is_empty() || piece.clone().take_while(|&it| it < root).any(|it| text.upos(it) == Upos::Verb) {
            continue;
        }
        let clauses = text.page.clauses;
        let below = |it: usize| {
            let label = text.label(it);
            it > root
                && matches!(label, Deprel::Advcl | Deprel::AclRelcl | Deprel::Acl | Deprel::Ccomp | Deprel::AdvclRelcl)
                && clauses.dependents(it).any(|it| matches!(text.label(it), Deprel::Nsubj | Deprel::NsubjPass))
                && text.reach(it).end >= piece.end
        };
        let near = clauses.dependents(root).filter(|&it| it > root);
        let told =
            near.flat_map(|it| std::iter::once(it).chain(clauses.dependents(it).filter(move |&under| under > it))).find(|&it| below(it));
        let Some(told) = told else { continue };
        let mut start = text.reach(told).start;
        let leads = |it: usize| {
            matches!(text.upos(it), Upos::Sconj | Upos::Adp | Upos::Punct | Upos::Adv)
                || matches!(text.analysis().tags[it].xpos, Xpos::Wdt | Xpos::Wrb | Xpos::Wp)
                || matches!(text.label(it), Deprel::Mark)
        };
        while start < told && leads(start) {
            start += 1;
        }
        let rest = text.bare(start..piece.end);
        if rest.len() > 2 {
            draft.pieces = vec![rest];
        }
    }
}

/// Of those that attribute the same words the surest one stays, the first of equals.
fn distinct(drafts: &mut Vec<Draft>) {
    let mut best: FxHashMap<Vec<Range<usize>>, usize> = FxHashMap::default();
    for (at, draft) in drafts.iter().enumerate() {
        let stays = best.entry(draft.pieces.clone()).or_insert(at);
        if drafts[*stays].score < draft.score {
            *stays = at;
        }
    }
    let mut at = 0..;
    drafts.retain(|draft| at.next() == best.get(&draft.pieces).copied());
}

/// What is reported inside another's words is kept only where the cue is strong: attitudes in a quotation are the speaker's manner of speech.
fn unnested(text: &Text<'_>, drafts: &mut Vec<Draft>) {
    let nearby = Nearby::new(text, drafts);
    let weak: Vec<bool> = (0..drafts.len())
        .map(|at| {
            let Some(cue) = drafts[at].cue else { return false };
            let inside = text.zone(cue).is_some() || nearby.of(text, &(cue..cue + 1)).any(|it| it != at && drafts[it].holds(cue));
            let first_person =
                || drafts[at].source.as_ref().is_some_and(|(head, _)| matches!(text.page.form(*head), "I" | "we" | "We" | "me" | "us"));
            inside && (drafts[at].strength < NESTED || text.zone(cue).is_some() && first_person())
        })
        .collect();
    let mut weak = weak.iter();
    drafts.retain(|_| !weak.next().copied().unwrap_or(false));
}

/// A short adverbial taken for what is said, where a whole quotation stands before the cue and nobody has it.
fn strays(text: &Text<'_>, drafts: &mut [Draft]) {
    let mut nearby = Nearby::new(text, drafts);
    for at in 0..drafts.len() {
        let Some(cue) = drafts[at].cue.filter(|&it| text.zone(it).is_none()) else { continue };
        let is_short = drafts[at].pieces.iter().map(ExactSizeIterator::len).sum::<usize>() <= 4;
        let is_after =
            drafts[at].pieces.first().is_some_and(|it| it.start > cue) && drafts[at].pieces.iter().all(|it| text.zone(it.start).is_none());
        if !is_short || !is_after || drafts[at].pieces.iter().flat_map(Clone::clone).any(|it| text.upos(it) == Upos::Verb) {
            continue;
        }
        let sentence = text.words_of(text.sentence(cue));
        let zone = (sentence.start..cue).rev().find_map(|it| text.zone(it));
        if let Some(zone) = zone {
            let words = text.bare(text.words_in(zone));
            let near = words.end < cue && !(words.end..cue).any(|it| text.upos(it) == Upos::Verb);
            if near && words.len() > 1 && !nearby.of(text, &words).any(|it| it != at && words.clone().any(|word| drafts[it].holds(word))) {
                nearby.add(text, at, &words);
                drafts[at].pieces = vec![words];
            }
        }
    }
}

/// A quotation that its cue interrupts goes on after it: `"If they come," she said, "we will be ready."`
fn interrupted(text: &Text<'_>, drafts: &mut [Draft]) {
    let zones = text.quotations.all();
    let mut nearby = Nearby::new(text, drafts);
    for at in 0..drafts.len() {
        let Some(cue) = drafts[at].cue else { continue };
        let Some(zone) = last_zone(text, &drafts[at]) else { continue };
        let next = zone + 1;
        let before = text.words_in(zone);
        if next >= zones.len() || zones[next].block != zones[zone].block || before.end > cue {
            continue;
        }
        let after = text.bare(text.words_in(next));
        if after.is_empty() || text.sentence(after.start) != text.sentence(cue) || after.start < cue {
            continue;
        }
        let open = !zones[zone].inside.of(text.page.text()).ends_with(['.', '!', '?']);
        let others = nearby.of(text, &(cue..after.end)).any(|it| {
            let draft = &drafts[it];
            it != at
                && (draft.cue.is_some_and(|other| other > cue && other < after.start)
                    || after.clone().any(|word| draft.holds(word) && draft.cue.is_none_or(|cue| !after.contains(&cue))))
        });
        let comma = text.form[after.start.saturating_sub(1)] == text.form_of_comma()
            || after.start >= 2 && text.form[after.start - 2] == text.form_of_comma();
        if open && comma && !others && after.start - before.end <= 25 {
            nearby.add(text, at, &after);
            drafts[at].pieces.push(after);
        }
    }
}

/// Leaves out of a content what another statement beside it says, and what the reporter adds.
fn cuts(text: &Text<'_>, drafts: &mut Vec<Draft>) {
    let cues: Vec<usize> = drafts.iter().filter_map(|draft| draft.cue).collect();
    for at in 0..drafts.len() {
        let Some(cue) = drafts[at].cue else { continue };
        // `Profits fell, the bank said, but its shares rose`: what follows the cue is the reporter's.
        if drafts[at].pieces.len() > 1
            && let Some(last) = drafts[at].pieces.last().cloned()
            && last.start > cue
            && drafts[at].pieces[0].end <= cue
            && (text.upos(last.start) == Upos::Cconj || cues.binary_search(&last.start).is_ok())
            && text.zone(last.start).is_none()
        {
            drafts[at].pieces.pop();
        }
        // Contents only become shorter, and drafts stand in the order of their cues.
        let hull = drafts[at].pieces.first().map_or(0, |it| it.start)..drafts[at].pieces.iter().map(|it| it.end).max().unwrap_or(0);
        for other in cues.partition_point(|&it| it < hull.start)..cues.partition_point(|&it| it < hull.end) {
            let Some(inner) = drafts[other].cue.filter(|&it| it != cue && text.zone(it).is_none() && drafts[at].holds(it)) else {
                continue;
            };
            let Some(place) = drafts[at].pieces.iter().position(|piece| piece.contains(&inner)) else { continue };
            let piece = drafts[at].pieces[place].clone();
            let is_after = drafts[other].pieces.iter().all(|it| it.start > inner);
            let is_before = drafts[other].pieces.iter().all(|it| it.end <= inner);
            let tag = text.analysis().tags[inner].xpos;
            if is_after && tag == Xpos::Vbg && text.label(inner) == Deprel::Advcl && piece.start < drafts[other].cue_words.start {
                // `said it would close, adding that …`
                drafts[at].pieces[place] = text.bare(piece.start..drafts[other].cue_words.start);
                drafts[at].pieces.truncate(place + 1);
            } else if is_before && inner < cue && piece.end <= cue {
                // `Nine are missing, police said, and rescuers are digging, a doctor said`
                let end = drafts[other].source.as_ref().map_or(inner + 1, |(_, source)| source.end.max(inner + 1));
                let comma = (end..piece.end).find(|&it| text.form[it] == text.form_of_comma());
                let mut start = comma.map_or(end, |it| it + 1);
                while start < piece.end && (text.is_mark(start) || text.upos(start) == Upos::Cconj) {
                    start += 1;
                }
                if start < piece.end {
                    drafts[at].pieces = vec![text.bare(start..piece.end)];
                }
            }
        }
        drafts[at].pieces.retain(|piece| !piece.is_empty());
    }
    drafts.retain(|draft| !draft.pieces.is_empty());
}

/// Leaves out of a content what stands before `that`: whom it was said to, and in what. `warned [the board in a letter] that it would …`
fn led(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some(piece)) = (draft.cue, draft.pieces.first().cloned()) else { continue };
        if piece.start <= cue || text.sentence(piece.start) != text.sentence(cue) || text.zone(piece.start).is_some() {
            continue;
        }
        let that = (piece.start + 1..piece.end.min(piece.start + LONGEST_LEAD)).find(|&it| {
            text.page.form(it) == "that"
                && text.analysis().head(it).is_some_and(|verb| {
                    verb > it
                        && piece.contains(&verb)
                        && (text.label(it) == Deprel::Mark
                            || text.page.clauses.dependents(verb).any(|subject| subject > it && text.label(subject) == Deprel::Nsubj))
                })
        });
        let Some(that) = that else { continue };
        let before = piece.start..that;
        let predicates = |it: usize| matches!(text.upos(it), Upos::Verb | Upos::Aux | Upos::Cconj) && text.label(it) != Deprel::Amod;
        if before.clone().any(|it| predicates(it) || text.zone(it).is_some()) {
            continue;
        }
        let object = |it: usize| {
            text.analysis().head(it) == Some(cue)
                && matches!(text.label(it), Deprel::Obj | Deprel::Iobj)
                && words.object_addressees.has(text.analysis().lemma(cue))
        };
        let channel = |it: usize| {
            let case = text.page.clauses.dependents(it).find(|&case| text.label(case) == Deprel::Case && case < it);
            case.is_some_and(|case| words.channel_prepositions.has(text.analysis().lemma(case))) && words.channel(text, it).is_some()
        };
        if before.clone().any(|it| object(it) || channel(it)) {
            draft.pieces[0] = that..piece.end;
            draft.cue_words = super::cue::expression(text, cue, draft.pieces.first());
        }
    }
}

/// What may stand between a cue and its `that`, in words.
const LONGEST_LEAD: usize = 14;

/// Ends a content where the reporter goes on with something else: with what another one says, with what the same source does next, or with what was held back.
fn turns(text: &Text<'_>, words: &StatementWords, held: &[Found], drafts: &mut Vec<Draft>) {
    let cues: Vec<usize> = drafts.iter().filter_map(|draft| draft.cue).collect();
    for at in 0..drafts.len() {
        let Some(cue) = drafts[at].cue else { continue };
        let Some(piece) = drafts[at].pieces.last().cloned() else { continue };
        let sentence = text.words_of(text.sentence(cue));
        if piece.start < cue || piece.end > sentence.end || piece.start >= piece.end {
            continue;
        }
        let plain = |it: usize| text.zone(it) == text.zone(cue);
        let mut end = piece.end;
        let first = held.partition_point(|it| it.words.start <= piece.start);
        for found in held[first..].iter().take_while(|it| it.words.start < piece.end) {
            if let Some(turn) = found.turn(text).filter(|&it| it > piece.start + 1 && plain(it)) {
                end = end.min(turn);
            }
        }
        for other in cues.partition_point(|&it| it <= piece.start)..cues.partition_point(|&it| it < piece.end) {
            let Draft { cue: Some(inner), source: Some((head, source)), .. } = &drafts[other] else { continue };
            if !plain(*inner) {
                continue;
            }
            let same = drafts[at].source.as_ref().is_some_and(|(own, _)| own == head);
            let from = if same { drafts[other].cue_words.start } else { source.start };
            if from <= piece.start + 1 || from > *inner || from >= piece.end || !same && !piece.contains(head) {
                continue;
            }
            let known = drafts[other].known.is_some_and(|it| it.kind == StatementKind::Speech);
            let turn = (piece.start + 2..from).rev().take(4).find(|&it| {
                let form = text.page.form(it);
                if !plain(it) {
                    false
                } else if form == ";" {
                    true
                } else if same {
                    text.upos(it) == Upos::Cconj
                } else {
                    let comma = text.form[it - 1] == text.form_of_comma();
                    let lower = text.analysis().lemma(it);
                    known
                        && drafts[other].strength >= TURNED
                        && (words.turns.has(lower) || comma && words.weak_turns.has(lower) && text.upos(*head) != Upos::Pron)
                }
            });
            end = end.min(turn.unwrap_or(end));
        }
        if end < piece.end {
            let last = drafts[at].pieces.len() - 1;
            drafts[at].pieces[last] = text.bare(piece.start..end);
        }
        drafts[at].pieces.retain(|piece| !piece.is_empty());
    }
    drafts.retain(|draft| !draft.pieces.is_empty());
}

/// What the cue of another one has to score to end a content.
const TURNED: i32 = 1000;

/// Drops what is hardly a statement: words that the list does not know and that take no clause, participles without a source, denials that something was said.
fn doubtful(text: &Text<'_>, words: &StatementWords, drafts: &mut Vec<Draft>) {
    drafts.retain(|draft| {
        let Some(cue) = draft.cue else { return true };
        if super::cue::link(text, cue).is_some() {
            return true;
        }
        let quoted = draft.pieces.iter().any(|piece| text.zone(piece.start).is_some() || text.zone(piece.end - 1).is_some());
        let clausal = draft.pieces.iter().flat_map(Clone::clone).any(|it| matches!(text.upos(it), Upos::Verb | Upos::Aux));
        let reduced = matches!(text.label(cue), Deprel::Advcl | Deprel::Acl | Deprel::Amod) && text.analysis().tags[cue].xpos == Xpos::Vbn;
        // `Asked whether he would run, he laughed`
        let asked = text.words_of(text.sentence(cue)).start == cue && matches!(text.analysis().tags[cue].xpos, Xpos::Vbn | Xpos::Vbd);
        if draft.source.is_none() && (reduced || asked) {
            return false;
        }
        // `according to plan`
        let accords = text.analysis().lemma(cue) == "accord" || text.upos(cue) == Upos::Adp;
        let measures = |&(head, _): &(usize, Range<usize>)| text.upos(head) == Upos::Num || words.measures.has(text.analysis().lemma(head));
        if accords && draft.source.as_ref().is_some_and(measures) {
            return false;
        }
        let nominal = |it: usize| matches!(text.upos(it), Upos::Noun | Upos::Propn);
        let bar = match (draft.known.map(|it| it.kind), clausal, quoted) {
            (None, false, false) => 700,
            (None, ..) => 300,
            (Some(StatementKind::Speech), true, _) | (Some(StatementKind::Speech), _, true) => i32::MIN,
            (Some(StatementKind::Speech), ..) => 100,
            // `does not want a ceasefire`: what somebody is not after is the reporter's to say.
            (Some(_), ..)
                if text.page.clauses.is_negated(cue) && draft.pieces.first().and_then(|it| top(text, it)).is_some_and(nominal) =>
            {
                2500
            }
            (Some(_), true, _) => 0,
            (Some(_), ..) => 400,
        };
        // `did not say that it was closed`
        let unsaid = text.analysis().lemma(cue) == "say" && text.page.clauses.is_negated(cue);
        draft.strength >= bar && !unsaid && draft.score >= Score::hundredths(LEAST_SCORE)
    });
}

/// What is more often wrong than right is left out.
const LEAST_SCORE: u8 = 50;

/// What the cue of a nested attribution has to score.
const NESTED: i32 = 900;

/// Adds to a statement the paragraphs over which its quotation goes on, and those before it that were left open.
fn go_on(text: &Text<'_>, drafts: &mut [Draft]) {
    let zones = text.quotations.all();
    let nearby = Nearby::new(text, drafts);
    let mut taken: Vec<bool> = (0..zones.len())
        .map(|zone| {
            // A statement inside of the quotation does not take it.
            let outer = |draft: &Draft| draft.cue.is_none_or(|cue| text.zone(cue) != Some(zone));
            let words = text.words_in(zone);
            nearby.of(text, &words).any(|it| outer(&drafts[it]) && words.clone().any(|word| drafts[it].holds(word)))
        })
        .collect();
    // Whether a quotation stands in no sentence with a cue.
    let is_free = |zone: usize, taken: &[bool]| !taken[zone] && !text.words_in(zone).is_empty();
    let order: Vec<usize> = (0..drafts.len()).collect();
    for at in order {
        let Some(mut last) = last_zone(text, &drafts[at]) else { continue };
        loop {
            let next = last + 1;
            if next >= zones.len() || !is_free(next, &taken) || zones[next].block == zones[last].block {
                break;
            }
            let words = text.words_in(next);
            let block = text.block_start(words.start)..text.block_end(words.start);
            let begins = text.bare(block.clone()).start == text.bare(words.clone()).start;
            // Nothing but blocks that are not kept may stand between.
            let ends_block = text.bare(text.block_start(text.words_in(last).start)..text.block_end(text.words_in(last).start)).end
                == text.bare(text.words_in(last)).end;
            let follows = text.block_end(text.words_in(last).start) == block.start;
            let alone = block.clone().all(|it| text.zone(it).is_some() || text.is_mark(it));
            let open = !zones[last].is_closed && ends_block;
            if !(follows && begins && (open || alone)) {
                break;
            }
            for zone in text.quotations_of(&block) {
                if (zone == next || alone) && is_free(zone, &taken) {
                    taken[zone] = true;
                    drafts[at].pieces.push(text.bare(text.words_in(zone)));
                    last = zone;
                }
            }
        }
        // What an earlier paragraph left open.
        if let Some(mut first) = first_zone(text, &drafts[at]) {
            while let Some(before) = first.checked_sub(1).filter(|&it| is_free(it, &taken) && !zones[it].is_closed) {
                let words = text.words_in(before);
                let here = text.words_in(first);
                if text.block_end(words.start) != text.block_start(here.start) || text.block_start(here.start) + 1 < here.start {
                    break;
                }
                taken[before] = true;
                drafts[at].pieces.insert(0, text.bare(words));
                first = before;
            }
        }
        drafts[at].pieces.retain(|piece| !piece.is_empty());
    }
}

fn last_zone(text: &Text<'_>, draft: &Draft) -> Option<usize> {
    let cue = draft.cue?;
    draft.pieces.last().and_then(|piece| text.zone(piece.end - 1)).filter(|&it| text.zone(cue) != Some(it))
}

fn first_zone(text: &Text<'_>, draft: &Draft) -> Option<usize> {
    let cue = draft.cue?;
    draft.pieces.first().and_then(|piece| text.zone(piece.start)).filter(|&it| text.zone(cue) != Some(it))
}

/// Quotations of whole sentences that no statement holds: the speaker is that of the statement before them.
fn alone(text: &Text<'_>, drafts: &mut Vec<Draft>) {
    let zones = text.quotations.all();
    let nearby = Nearby::new(text, drafts);
    let end = |draft: &Draft| draft.pieces.last().map_or(0, |piece| piece.end);
    // Those after which somebody may go on, by where they end.
    let mut leaders: Vec<(usize, usize)> = (0..drafts.len())
        .filter(|&at| drafts[at].source.is_some() && drafts[at].cue.is_none_or(|cue| text.zone(cue).is_none()))
        .map(|at| (end(&drafts[at]).max(drafts[at].cue.unwrap_or(0)), at))
        .collect();
    leaders.sort_unstable();
    let mut found: Vec<Draft> = Vec::new();
    for zone in 0..zones.len() {
        let words = text.bare(text.words_in(zone));
        let outer = |draft: &Draft| draft.cue.is_none_or(|cue| text.zone(cue) != Some(zone));
        let is_taken = || nearby.of(text, &words).any(|it| outer(&drafts[it]) && words.clone().any(|word| drafts[it].holds(word)));
        if words.len() < 3 || is_taken() {
            continue;
        }
        let sentence = text.words_of(text.sentence(words.start));
        // It fills its sentences: nothing but marks stands beside it.
        let last = text.words_of(text.sentence(words.end - 1));
        let fills = (sentence.start..words.start).chain(words.end..last.end).all(|it| text.is_mark(it) || text.zone(it).is_some());
        if !fills {
            continue;
        }
        let block = text.block_start(words.start);
        let leader = leaders[..leaders.partition_point(|it| it.0 <= words.start)].last();
        let before = match (leader, found.last()) {
            (Some(&(reach, _)), Some(last)) if end(last) >= reach => Some(last),
            (Some(&(_, at)), _) => Some(&drafts[at]),
            (None, last) => last,
        };
        let Some(before) = before.filter(|draft| text.block_end(draft.pieces.last().map_or(0, |piece| piece.end - 1)) >= block) else {
            found.extend(spoken_after(text, words));
            continue;
        };
        let end = end(before);
        // In the paragraph of the statement, or in one of its own right after it.
        let near = end.max(before.cue.unwrap_or(0)) >= block
            || (text.block_end(end - 1) == block
                && (block..text.block_end(words.start)).all(|it| text.zone(it).is_some() || text.is_mark(it)));
        if !near {
            found.extend(spoken_after(text, words));
            continue;
        }
        found.push(Draft {
            cue: None,
            cue_words: words.start..words.start,
            known: None,
            source: None,
            speaker: before.source.clone().or_else(|| before.speaker.clone()),
            pieces: vec![words],
            strength: 0,
            score: Score::hundredths(75),
            rule: "free-direct",
        });
    }
    drafts.extend(found);
}

/// A quotation after a sentence about somebody: `Coach Ivo Lukić was angry. "We played like tourists."`
fn spoken_after(text: &Text<'_>, words: Range<usize>) -> Option<Draft> {
    let sentence = text.sentence(words.start);
    let before = text.words_of(sentence.checked_sub(1).filter(|&it| text.block(it) == text.block(sentence))?);
    if before.clone().any(|it| text.zone(it).is_some()) {
        return None;
    }
    let root = before.clone().find(|&it| text.label(it) == Deprel::Root)?;
    let subject = text.page.clauses.subjects(root).first().copied()?;
    let phrase = text.bare(text.page.clauses.phrase(subject, Extent::Own));
    // The name of the person may stand after the office.
    let subject = std::iter::once(subject).chain(phrase.clone().rev()).find(|&it| text.kind[it] > 0 && text.kind[it] <= 5)?;
    Some(Draft {
        cue: None,
        cue_words: words.start..words.start,
        known: None,
        source: None,
        speaker: Some((subject, phrase)),
        pieces: vec![words],
        strength: 0,
        score: Score::hundredths(60),
        rule: "free-direct",
    })
}

/// Where the content of a draft stands in the text: quotations with their last mark of the sentence, without quotation marks at their ends.
#[must_use]
pub fn spans(text: &Text<'_>, pieces: &[Range<usize>]) -> Vec<ByteSpan> {
    let mut all: Vec<ByteSpan> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let words = text.page.span(piece);
        let (mut start, mut end) = (words.start(), words.end());
        if let Some(zone) = text.zone(piece.start) {
            let quotation = text.quotations.all()[zone];
            if text.bare(text.words_in(zone)).start == piece.start {
                start = quotation.inside.start();
            }
        }
        if let Some(zone) = text.zone(piece.end - 1) {
            let quotation = text.quotations.all()[zone];
            if text.bare(text.words_in(zone)).end == piece.end {
                end = quotation.inside.end();
            }
        }
        let (start, end) = (start, closed(text.page.text(), start, end.max(start)));
        match all.last_mut() {
            // Two sentences of one quotation are one piece.
            Some(last)
                if last.end() <= start
                    && text.quotations.at(last.start()).is_some_and(|it| {
                        text.quotations.all()[it].inside.end() >= end
                            && text.page.text()[last.end()..start].chars().all(|c| !c.is_alphanumeric())
                    }) =>
            {
                *last = last.hull(ByteSpan::new(start, end));
            }
            _ => all.push(ByteSpan::new(start, end)),
        }
    }
    all
}

/// Pieces without a leading `that` where all the rest is quoted, and without what leads to a quotation: `on X on Saturday: “…”`.
fn told(text: &Text<'_>, pieces: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut pieces = pieces.to_vec();
    for piece in &mut pieces {
        if text.zone(piece.start).is_some() {
            continue;
        }
        let Some(quoted) = piece.clone().find(|&it| text.zone(it).is_some()) else { continue };
        let all = (quoted..piece.end).all(|it| text.zone(it).is_some() || text.is_mark(it));
        let that = text.page.form(piece.start).eq_ignore_ascii_case("that") && (piece.start + 1..quoted).all(|it| text.is_mark(it));
        let colon = (piece.start..quoted).any(|it| text.page.form(it) == ":")
            && !(piece.start..quoted).any(|it| text.upos(it) == Upos::Verb || text.upos(it) == Upos::Aux);
        if all && (that || colon) {
            *piece = text.bare(quoted..piece.end);
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// The end of a piece with the bracket that closes one opened in it.
fn closed(text: &str, start: usize, end: usize) -> usize {
    let words = &text[start..end];
    for (open, close) in [('(', ')'), ('[', ']')] {
        if words.matches(open).count() > words.matches(close).count() && text[end..].starts_with(close) {
            return end + close.len_utf8();
        }
    }
    end
}

/// The parts of content that stand between quotation marks.
fn quotes(text: &Text<'_>, content: &[ByteSpan]) -> Vec<ByteSpan> {
    let mut all = Vec::new();
    for span in content {
        for zone in text.quotations.within(*span) {
            let inside = text.quotations.all()[zone].inside;
            let (start, end) = (inside.start().max(span.start()), inside.end().min(span.end()));
            if start < end {
                all.push(ByteSpan::new(start, end));
            }
        }
    }
    all
}

/// Letters and digits in spans.
fn letters(text: &str, spans: &[ByteSpan]) -> usize {
    spans.iter().map(|span| span.of(text).chars().filter(|c| c.is_alphanumeric()).count()).sum()
}

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
    // The name beside an office or a kinship says more than these do: `the Dunnings’ daughter [Sarah Dunning]`.
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
    near.filter(|it| words.contains(it)).find_map(mention_at).or_else(|| {
        let wide = first(&|it| it.extent.start() <= whole.start() && it.extent.end() >= whole.end());
        wide.or_else(|| words.clone().rev().find_map(|it| mention_at(it).filter(|_| text.analysis().head(it) == Some(head))))
    })
}

/// The statement of a draft, with all that can be told without looking beyond it.
#[must_use]
pub fn statement(text: &Text<'_>, entities: &[Entity], draft: &Draft) -> Option<Statement> {
    let content = spans(text, &told(text, &draft.pieces));
    let page = text.page;
    if content.is_empty() || content.iter().any(|span| span.start() >= span.end()) {
        return None;
    }
    let quotes = quotes(text, &content);
    let (all, quoted) = (letters(page.text(), &content), letters(page.text(), &quotes));
    let mode = if quoted * 50 <= all {
        Mode::Indirect
    } else if quoted == all {
        Mode::Direct
    } else {
        Mode::Mixed
    };
    let mut evidence = Evidence::default();
    let cue = (!draft.cue_words.is_empty()).then(|| page.span(&draft.cue_words));
    let named = draft.source.as_ref().map(|(head, words)| {
        let whole = page.span(words);
        match bearer(text, entities, *head, words) {
            Some((index, span, extent)) if whole.start() < extent.end() && extent.start() < whole.end() => {
                (Some(index), span, extent.hull(span))
            }
            Some((index, ..)) => (Some(index), whole, whole),
            None => {
                let plain = text.bare(page.clauses.phrase(*head, Extent::Plain));
                let span = if plain.is_empty() || plain.start < words.start || plain.end > words.end { whole } else { page.span(&plain) };
                (None, span, whole)
            }
        }
    });
    // A quotation that goes on has its speaker from before; no words name him here.
    let elsewhere = draft.speaker.as_ref().and_then(|(head, words)| bearer(text, entities, *head, words));
    let kind = draft.known.map_or(StatementKind::Speech, |known| known.kind);
    evidence.words("content", content.iter().copied());
    evidence.words("mode", if quotes.is_empty() { content.clone() } else { quotes.clone() });
    match cue {
        Some(cue) => {
            evidence.words("cue", [cue]);
            evidence.words("kind", [cue]);
        }
        None => evidence.words("kind", quotes.iter().copied()),
    }
    if !quotes.is_empty() {
        evidence.words("quotes", quotes.iter().copied());
    }
    if let Some((index, span, extent)) = named {
        evidence.words("speaker_span", [span]);
        evidence.words("speaker_extent", [extent]);
        if index.is_some() {
            evidence.words("speaker", [span]);
        }
    }
    if let Some((_, span, _)) = elsewhere {
        evidence.words("speaker", [span]);
    }
    Some(Statement {
        kind,
        speaker: named.and_then(|it| it.0).or(elsewhere.map(|it| it.0)),
        speaker_span: named.map(|it| it.1),
        speaker_extent: named.map(|it| it.2),
        cue,
        cue_head: draft.cue,
        content,
        quotes,
        mode,
        channel: None,
        addressees: Vec::new(),
        said: None,
        withheld: None,
        same_as: None,
        denied: false,
        evidence,
        score: draft.score,
        rule: draft.rule,
    })
}

//! Contents: the words that may be what a cue attributes.
//!
//! A cue's content is a dependent of it (`said [that it fell]`), what stands above it (`[It fell], police said`), a quotation beside it, or what a
//! colon leads. Each way of finding one gives a candidate, and so does each with clauses left out at its end or quotations filled up;
//! which of them is meant is learned.

#![allow(clippy::single_range_in_vec_init, clippy::cloned_ref_to_slice_refs, reason = "a content of one piece is a slice of one range")]

use std::ops::Range;

use dateline_lang::features::fold;
use dateline_lang::labels::{Deprel, Upos};
use rustc_hash::FxHashMap;

use super::cue::{Cue, Link, around};
use super::text::{Features, Text, bucket};

/// Words that may be the content of a cue.
#[derive(Debug, Clone)]
pub struct Content {
    /// Its pieces in order, without marks at their ends.
    pub pieces: Vec<Range<usize>>,
    /// The ways in which it was found.
    pub ways: Vec<u64>,
}

/// At most so many candidates for one cue.
const MOST: usize = 96;

struct Gather<'t, 'a> {
    text: &'t Text<'a>,
    cue: usize,
    source: Range<usize>,
    /// The words of the quotation that the cue stands in.
    zone: Option<Range<usize>>,
    all: Vec<Content>,
    index: FxHashMap<Vec<Range<usize>>, usize>,
}

impl Gather<'_, '_> {
    fn add(&mut self, way: u64, pieces: &[Range<usize>]) {
        let mut kept: Vec<Range<usize>> = Vec::with_capacity(pieces.len());
        for piece in pieces {
            // Neither the cue nor its source is content.
            for part in without(piece.clone(), &self.source, self.cue) {
                let part = self.text.bare(part);
                if part.is_empty() {
                    continue;
                }
                match kept.last_mut() {
                    Some(last) if last.end >= part.start => last.end = last.end.max(part.end),
                    _ => kept.push(part),
                }
            }
        }
        // Inside a quotation somebody else speaks: what is attributed there ends with it.
        if kept.is_empty() || self.zone.as_ref().is_some_and(|zone| kept.iter().any(|it| it.start < zone.start || it.end > zone.end)) {
            return;
        }
        if let Some(&at) = self.index.get(&kept) {
            if !self.all[at].ways.contains(&way) {
                self.all[at].ways.push(way);
            }
            return;
        }
        if self.all.len() < MOST {
            self.index.insert(kept.clone(), self.all.len());
            self.all.push(Content { pieces: kept, ways: vec![way] });
        }
    }
}

/// A range without the cue, and without the source where that stands at an end or beside the cue.
fn without(piece: Range<usize>, source: &Range<usize>, cue: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::with_capacity(2);
    let hole = if source.is_empty() || source.end < piece.start || source.start > piece.end {
        cue..cue + 1
    } else {
        // What is between source and cue belongs to neither content.
        source.start.min(cue)..source.end.max(cue + 1)
    };
    let inside = piece.start < hole.end && hole.start < piece.end;
    if !inside {
        return vec![piece];
    }
    if hole.len() > 12 && !piece.contains(&cue) {
        return vec![piece];
    }
    if piece.start < hole.start {
        parts.push(piece.start..hole.start);
    }
    if hole.end < piece.end {
        parts.push(hole.end..piece.end);
    }
    parts
}

/// The candidates for the content of a cue whose source is known.
#[must_use]
pub fn candidates(text: &Text<'_>, cue: &Cue, source: &Range<usize>) -> Vec<Content> {
    let word = cue.word;
    let analysis = text.analysis();
    let clauses = text.page.clauses;
    let sentence_index = text.sentence(word);
    let sentence = text.words_of(sentence_index);
    let mut out = Gather {
        text,
        cue: word,
        source: source.clone(),
        zone: text.zone(word).map(|it| text.words_in(it)),
        all: Vec::new(),
        index: FxHashMap::default(),
    };

    let quoted_end = sentence.clone().rev().find(|&it| text.zone(it).is_some() && text.zone(it) != text.zone(word)).map(|it| it + 1);

    // Dependents, alone and in a row.
    let mut right: Vec<usize> = Vec::new();
    for it in clauses.dependents(word) {
        let label = text.label(it);
        let skips = matches!(
            label,
            Deprel::Aux
                | Deprel::AuxPass
                | Deprel::Punct
                | Deprel::Mark
                | Deprel::Cc
                | Deprel::Cop
                | Deprel::Expl
                | Deprel::CompoundPrt
                | Deprel::Fixed
                | Deprel::Det
        );
        if skips {
            continue;
        }
        if it > word {
            right.push(it);
        }
        let way = 100 + label as u64;
        branch(&mut out, it, way);
        // `wants to say that …`, `expressed concern that …`, `talk about reports of …`
        let deeper = matches!(label, Deprel::Xcomp | Deprel::Obj | Deprel::Obl | Deprel::Nmod);
        if deeper {
            for below in clauses.dependents(it) {
                let under = text.label(below);
                if matches!(
                    under,
                    Deprel::Ccomp
                        | Deprel::Xcomp
                        | Deprel::Obj
                        | Deprel::Obl
                        | Deprel::Acl
                        | Deprel::AclRelcl
                        | Deprel::Nmod
                        | Deprel::Appos
                ) {
                    branch(&mut out, below, 200 + under as u64 + 60 * u64::from(label == Deprel::Xcomp));
                }
            }
        }
    }
    // A conjunct shares the objects of the others.
    let first = clauses.first_conjunct(word);
    if first != word {
        for it in clauses.dependents(first).filter(|&it| it > word) {
            if matches!(text.label(it), Deprel::Obj | Deprel::Ccomp | Deprel::Xcomp | Deprel::Obl) {
                branch(&mut out, it, 350 + text.label(it) as u64);
            }
        }
    }
    for (at, &from) in right.iter().enumerate().take(5) {
        for &to in right.iter().skip(at + 1).take(4) {
            let start = inner(text, from).start;
            let way = fold(fold(400, text.label(from) as u64), text.label(to) as u64);
            let range = start..text.reach(to).end;
            out.add(way, &[range]);
        }
        let start = inner(text, from).start;
        out.add(fold(450, text.label(from) as u64), &[start..sentence.end]);
        // To the end of the last quotation, whatever the tree makes of it.
        if let Some(end) = quoted_end.filter(|&end| end > start) {
            out.add(fold(460, text.label(from) as u64), &[start..end]);
        }
    }

    // What stands above, without what leads to the cue.
    let mut below = word;
    for level in 0..5_u64 {
        let Some(above) = analysis.head(below) else { break };
        let (whole, hole) = (text.reach(above), text.reach(below));
        let label = text.label(below) as u64;
        let before = whole.start..hole.start.max(whole.start);
        let after = hole.end.min(whole.end)..whole.end;
        let way = fold(fold(500, level.min(2)), label);
        out.add(fold(way, 1), &[before.clone(), after.clone()]);
        out.add(fold(way, 2), &[before]);
        out.add(fold(way, 3), &[after]);
        if text.upos(above) == Upos::Noun || text.upos(above) == Upos::Propn {
            out.add(fold(way, 4), &[above..above + 1]);
        }
        below = above;
    }

    // Around the stretch of the cue, which ends at commas, colons and quotation marks.
    let mut stretch = word..word + 1;
    if !source.is_empty() && source.start.abs_diff(word) < 30 && sentence.contains(&source.start) {
        stretch = stretch.start.min(source.start)..stretch.end.max(source.end);
    }
    let tight = stretch.clone();
    let halts = |it: usize| text.is_mark(it) || text.zone(it) != text.zone(word);
    while stretch.start > sentence.start && !halts(stretch.start - 1) {
        stretch.start -= 1;
    }
    while stretch.end < sentence.end && !halts(stretch.end) {
        stretch.end += 1;
    }
    let starts = stretch.start < tight.start;
    for (number, hole) in [(1_u64, stretch.clone()), (2, tight.clone()), (3, tight.start..stretch.end), (4, stretch.start..tight.end)] {
        if number == 4 && !starts {
            continue;
        }
        let before = sentence.start..hole.start;
        let after = hole.end..sentence.end;
        let way = fold(600, number);
        out.add(fold(way, 1), &[before.clone(), after.clone()]);
        out.add(fold(way, 2), &[before.clone()]);
        out.add(fold(way, 3), &[after.clone()]);
        if let Some(end) = quoted_end.filter(|&end| end > after.start) {
            out.add(fold(way, 5), &[after.start..end]);
        }
        // Up to the next comma, and from the last one.
        if let Some(comma) = after.clone().skip(1).find(|&it| text.form[it] == text.form_of_comma()) {
            out.add(fold(way, 4), &[after.start..comma]);
        }
    }

    // Quotations of the sentence and beside it.
    let zones = text.quotations_of(&sentence);
    let words: Vec<Range<usize>> = zones.clone().map(|it| text.words_in(it)).collect();
    let left = words.iter().rev().find(|it| it.start < word && it.end <= word);
    let next = words.iter().find(|it| it.start > word);
    if let Some(left) = left {
        out.add(700, std::slice::from_ref(left));
    }
    if let Some(next) = next {
        out.add(701, std::slice::from_ref(next));
    }
    if let (Some(left), Some(next)) = (left, next) {
        out.add(702, &[left.clone(), next.clone()]);
    }
    if words.len() > 1 {
        out.add(703, &words);
    }
    // What a colon leads, in the sentence, in the next one or in the next paragraph.
    let ends_in_colon = sentence.end > sentence.start && text.page.form(sentence.end - 1) == ":";
    let after = sentence_index + 1;
    if after < analysis.sentences().len() {
        let same = text.block(after) == text.block(sentence_index);
        if ends_in_colon || same && text.zone(text.words_of(after).start).is_some() {
            let block = text.block(after);
            let mut last = after;
            while last + 1 < analysis.sentences().len() && text.block(last + 1) == block {
                last += 1;
            }
            if ends_in_colon {
                out.add(710, &[text.words_of(after).start..text.words_of(last).end]);
            }
            if let Some(zone) = text.zone(text.words_of(after).start) {
                out.add(711, &[text.words_in(zone)]);
            }
        }
    }
    if let Some(before) = sentence_index.checked_sub(1).filter(|&it| text.block(it) == text.block(sentence_index))
        && let Some(zone) = text.zone(text.words_of(before).end - 1).filter(|&it| text.zone(word) != Some(it))
        && zones.clone().all(|it| it != zone)
    {
        out.add(712, &[text.words_in(zone)]);
    }

    match super::cue::link(text, word) {
        Some(Link::Colon) => {
            out.add(720, &[word + 1..sentence.end]);
            out.add(721, &[word + 1..text.block_end(word)]);
        }
        Some(Link::Dash) => {
            out.add(722, &[text.block_start(word)..word]);
        }
        None => {}
    }

    filled(&mut out);
    out.all
}

/// The words of a dependent without its preposition.
fn inner(text: &Text<'_>, word: usize) -> Range<usize> {
    let mut words = text.reach(word);
    while words.start < word
        && text.analysis().head(words.start) == Some(word)
        && (matches!(text.label(words.start), Deprel::Case) || text.is_mark(words.start))
    {
        words.start += 1;
        // `because of`, `as to`: the parts of a preposition hang on its first word.
        while words.start < word && text.label(words.start) == Deprel::Fixed {
            words.start += 1;
        }
    }
    words
}

/// Adds the phrase of a dependent, whole and with what stands at its end left out.
fn branch(out: &mut Gather<'_, '_>, word: usize, way: u64) {
    let text = out.text;
    let words = inner(text, word);
    out.add(way, &[words.clone()]);
    let mut cuts = 0;
    let mut at = word;
    // The clauses at the end, from the outermost inwards.
    let mut ends: Vec<(usize, u64)> = Vec::new();
    for _ in 0..6 {
        let Some(last) = text.page.clauses.dependents(at).filter(|&it| it > at && !text.is_mark(it)).last() else { break };
        ends.extend(text.page.clauses.dependents(at).filter(|&it| it > at).filter_map(|it| {
            let label = text.label(it);
            matches!(
                label,
                Deprel::Advcl
                    | Deprel::Parataxis
                    | Deprel::Conj
                    | Deprel::Acl
                    | Deprel::AclRelcl
                    | Deprel::Appos
                    | Deprel::Obl
                    | Deprel::AdvclRelcl
                    | Deprel::Nmod
            )
            .then(|| (text.reach(it).start, label as u64))
        }));
        at = last;
    }
    for (start, label) in ends {
        if start > words.start && cuts < 6 {
            out.add(fold(fold(way, 7), label), &[words.start..start]);
            cuts += 1;
        }
    }
    // `…, but …`: up to a comma before a conjunction, whatever the tree makes of it.
    let conjoins = |at: usize| {
        text.form[at] == text.form_of_comma()
            && text.zone(at).is_none()
            && matches!(text.upos(at + 1), Upos::Cconj | Upos::Sconj | Upos::Pron | Upos::Adv)
    };
    for at in (words.start..words.end.saturating_sub(1)).filter(|&at| conjoins(at)).take(3) {
        out.add(fold(fold(way, 9), text.analysis().tags[at + 1].xpos as u64), &[words.start..at]);
    }
    if words.start < word {
        // What stands before the head may belong to the cue: `said [Friday] it fell`.
        let own: Option<usize> =
            text.page.clauses.dependents(word).find(|&it| matches!(text.label(it), Deprel::Nsubj | Deprel::Mark | Deprel::NsubjPass));
        if let Some(own) = own.filter(|&it| it < word) {
            let start = text.reach(own).start;
            if start > words.start {
                out.add(fold(way, 8), &[start..words.end]);
            }
        }
    }
}

/// Adds, for candidates that hold a part of a quotation, those that hold all of it, and with the quotations that go on after them.
fn filled(out: &mut Gather<'_, '_>) {
    let text = out.text;
    for at in 0..out.all.len() {
        let Content { pieces, ways } = out.all[at].clone();
        let way = ways[0];
        let mut wide = pieces.clone();
        let mut any = false;
        for piece in &mut wide {
            for end in [piece.start, piece.end - 1] {
                if let Some(zone) = text.zone(end).filter(|&it| text.zone(out.cue) != Some(it)) {
                    let words = text.words_in(zone);
                    any |= words.start < piece.start || words.end > piece.end;
                    *piece = piece.start.min(words.start)..piece.end.max(words.end);
                }
            }
        }
        if any {
            out.add(fold(way, 21), &wide);
        }
        // Quotations in the sentences after that stand there alone.
        let holds_quotation = wide.iter().any(|piece| text.zone(piece.start).is_some() || text.zone(piece.end - 1).is_some());
        if holds_quotation {
            let last = wide.iter().map(|piece| piece.end - 1).max().unwrap_or(out.cue).max(out.cue);
            let sentence = text.sentence(last);
            let mut more = wide.clone();
            let mut next = sentence + 1;
            while next < text.analysis().sentences().len() && text.block(next) == text.block(sentence) {
                let words = text.bare(text.words_of(next));
                let alone = words.clone().all(|it| text.zone(it).is_some() || text.is_mark(it));
                if words.is_empty() || !alone {
                    break;
                }
                more.push(words);
                next += 1;
            }
            if next > sentence + 1 {
                out.add(fold(way, 22), &more);
            }
        }
    }
}

/// What speaks for and against a candidate.
#[must_use]
pub fn features(text: &Text<'_>, cue: &Cue, source: &Range<usize>, it: &Content) -> Vec<u64> {
    let analysis = text.analysis();
    let word = cue.word;
    let mut out = Features::new(0xC0);
    let tag = analysis.tags[word];
    let (upos, xpos) = (tag.upos as u64, tag.xpos as u64);
    let lemma = text.lemma[word];
    let class = cue.class();
    let sentence = text.words_of(text.sentence(word));
    let around = around(text, word);
    let (first, last) = (it.pieces[0].start, it.pieces[it.pieces.len() - 1].end - 1);
    let words: usize = it.pieces.iter().map(ExactSizeIterator::len).sum();
    let side = u64::from(last < word) | u64::from(first > word) << 1;
    let form = |at: Option<usize>| at.and_then(|at| text.form.get(at)).copied().unwrap_or(0);
    let xpos_of = |at: usize| analysis.tags.get(at).map_or(99, |tag| tag.xpos as u64);
    // How quotations lie in it.
    let quoted: usize = it.pieces.iter().map(|piece| piece.clone().filter(|&at| text.zone(at).is_some()).count()).sum();
    let share = if quoted == 0 {
        0
    } else if quoted * 20 >= words * 19 {
        2
    } else {
        1
    };
    let is_whole = |at: usize, is_start: bool| {
        text.zone(at).map_or(0, |zone| {
            let words = text.bare(text.words_in(zone));
            if (is_start && words.start == at) || (!is_start && words.end == at + 1) { 1 } else { 2 }
        })
    };
    let quotes = share | is_whole(first, true) << 2 | is_whole(last, false) << 4 | u64::from(text.zone(word).is_some()) << 6;
    let left_out = text.quotations_of(&sentence).filter(|&zone| {
        let words = text.words_in(zone);
        !words.contains(&word) && !it.pieces.iter().any(|piece| piece.start < words.end && words.start < piece.end)
    });
    let left_out = left_out.count().min(2) as u64;
    // What stands between it and the cue.
    let gap = if first > word { word + 1..first } else { last + 1..word };
    let gap = if gap.start <= gap.end { gap } else { gap.end..gap.end };
    let in_gap = |test: &dyn Fn(usize) -> bool| gap.clone().filter(|&at| !source.contains(&at) && test(at)).count();
    let gap_words = in_gap(&|at| !text.is_mark(at));
    let gap_marks = in_gap(&|at| text.is_mark(at)).min(3) as u64;
    let gap_verbs = in_gap(&|at| text.upos(at) == Upos::Verb).min(2) as u64;
    // What it leaves of the sentence beside source and cue.
    let rest = |range: Range<usize>| {
        range
            .filter(|&at| !text.is_mark(at) && at != word && !source.contains(&at) && !it.pieces.iter().any(|piece| piece.contains(&at)))
            .count()
    };
    let tail = rest((last + 1).max(word + 1).min(sentence.end)..sentence.end);
    let head = rest(sentence.start..first.min(word).max(sentence.start));
    let verbs = it.pieces.iter().flat_map(Clone::clone).filter(|&at| text.upos(at) == Upos::Verb).count();
    let sentences = text.sentence(last) - text.sentence(first);
    let is_source = it.pieces.iter().any(|piece| piece.start < source.end && source.start < piece.end);
    let first_label = text.label(first) as u64;
    // The word of the first piece that hangs above the others.
    let top = it.pieces[0].clone().find(|&at| analysis.head(at).is_none_or(|head| !it.pieces[0].contains(&head))).unwrap_or(first);
    let top_tag = xpos_of(top);
    let hangs = u64::from(analysis.head(top) == Some(word));
    let top_label = text.label(top) as u64;
    let before = form(first.checked_sub(1));
    let after = form(Some(last + 1));

    for &way in &it.ways {
        out.say_as(1, [way]);
        out.say_as(2, [way, lemma]);
        out.say_as(3, [way, class, xpos]);
        out.say_as(4, [way, cue.frame & 0b1_1111_1111]);
        out.say_as(5, [way, around]);
        out.say_as(6, [way, quotes, left_out]);
        out.say_as(7, [way, class, top_tag]);
        out.say_as(8, [way, text.label(word) as u64]);
    }
    out.say([it.ways[0], tail.min(3) as u64, head.min(3) as u64]);
    out.say([side, quotes, left_out]);
    out.say([side, quotes, around]);
    out.say([side, class, quotes]);
    out.say([quotes, it.pieces.len().min(4) as u64, side]);
    out.say([side, gap_words.min(4) as u64, gap_marks, gap_verbs]);
    out.say([side, gap_words.min(4) as u64, class]);
    out.say([side, form(Some(word + 1)), form(Some(first))]);
    out.say([side, bucket(tail), bucket(head)]);
    out.say([side, bucket(tail), share]);
    out.say([side, bucket(words), class]);
    out.say([bucket(words), top_tag, hangs]);
    out.say([verbs.min(3) as u64, side, class]);
    out.say([sentences.min(3) as u64, quotes]);
    out.say([u64::from(is_source), side]);
    out.say([top_label, hangs, class]);
    out.say([top_label, hangs, lemma]);
    out.say([top_tag, hangs, lemma]);
    out.say([top_tag, hangs, upos, cue.frame & 0b1_1111_1111]);
    out.say([form(Some(first)), side]);
    out.say([form(Some(first)), class, hangs]);
    out.say([form(Some(first)), lemma]);
    out.say([before, xpos_of(first)]);
    out.say([before, side, class]);
    out.say([before, form(Some(first))]);
    out.say([after, xpos_of(last)]);
    out.say([after, side, u64::from(last + 1 >= sentence.end)]);
    out.say([after, form(Some(last + 2))]);
    out.say([after, share, xpos_of(last + 2)]);
    out.say([after, text.label((last + 2).min(text.analysis().len() - 1)) as u64, xpos_of(last + 2)]);
    out.say([xpos_of(first), xpos_of(last), side]);
    out.say([first_label, side, upos]);
    out.say([u64::from(first == sentence.start), u64::from(last + 2 >= sentence.end), side, share]);
    out.say([it.pieces.len().min(4) as u64, class, side]);
    // A colon before a quotation inside of it leads the quotation, and belongs to what is reported.
    let leads = it.pieces.iter().flat_map(Clone::clone).any(|at| {
        text.page.form(at) == ":"
            && text.zone(at).is_none()
            && it.pieces.iter().any(|piece| piece.contains(&(at + 1)))
            && text.zone(at + 2).is_some()
    });
    out.say([u64::from(leads), side]);
    // A comma before a conjunction or a relative in the last piece: what follows may be the reporter's.
    let turn = it.pieces.last().cloned().unwrap_or_default().rev().skip(1).find(|&at| {
        text.form[at] == text.form_of_comma()
            && text.zone(at).is_none()
            && matches!(text.upos(at + 1), Upos::Cconj | Upos::Sconj | Upos::Pron | Upos::Det | Upos::Adp)
    });
    out.say([turn.map_or(0, |at| text.form[at + 1]), share]);
    out.say([turn.map_or(0, |at| text.form[at + 1]), class, side]);
    out.all
}

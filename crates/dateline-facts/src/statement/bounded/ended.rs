//! Where a content ends: where the reporter or another source goes on.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::told_by;
use crate::statement::StatementKind;
use crate::statement::cue::Cues;
use crate::statement::draft::{Draft, follows_comma, is_nominal};
use crate::statement::text::Text;
use crate::statement::withheld::Found;
use crate::statement::words::StatementWords;

/// Leaves out of a content what another statement beside it says, and what the reporter adds.
pub(super) fn cuts(text: &Text<'_>, words: &StatementWords, drafts: &mut Vec<Draft>) {
    let cues: Vec<usize> = drafts.iter().filter_map(|draft| draft.cue).collect();
    for at in 0..drafts.len() {
        let Some(cue) = drafts[at].cue else { continue };
        // `Profits fell, the bank said, but its shares rose`: what follows the cue is the reporter's.
        if drafts[at].pieces.len() > 1
            && let Some(last) = drafts[at].pieces.last().cloned()
            && last.start > cue
            && drafts[at].pieces[0].end <= cue
            && (text.upos(last.start) == Upos::Cconj
                || cues.binary_search(&last.start).is_ok()
                || cues.binary_search(&cue).is_ok_and(|at| cues[at + 1..].iter().any(|it| last.contains(it) && accords(text, *it))))
            && text.zone(last.start).is_none()
        {
            drafts[at].pieces.pop();
        }
        // `It carried wheat, according to Ivo Marić, [head of the port]`: who the source is.
        if drafts[at].pieces.len() > 1
            && accords(text, cue)
            && let (Some(last), Some((_, source))) = (drafts[at].pieces.last().cloned(), &drafts[at].source)
            && last.start >= source.end
            && last.start <= source.end + 2
            && text.form[last.start - 1] == text.form_of_comma()
            && (is_nominal(text, &last) || matches!(text.analysis().tags[last.start].xpos, Xpos::Wp | Xpos::Wdt))
        {
            drafts[at].pieces.pop();
        }
        // `“We are close,” the chemist wrote in a paper`: where something was said is not what was said.
        if drafts[at].pieces.len() > 1 && text.zone(drafts[at].pieces[0].start).is_some() && drafts[at].pieces[0].end <= cue {
            let adjunct = |piece: &Range<usize>| {
                piece.start > cue
                    && text.sentence(piece.start) == text.sentence(cue)
                    && piece.clone().all(|it| text.zone(it).is_none())
                    && is_nominal(text, piece)
            };
            drafts[at].pieces.retain(|piece| !adjunct(piece));
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
            let starts = drafts[other].cue_words.start;
            let comma = follows_comma(text, starts) || words.forms.citing.has(text.analysis().lemma(inner));
            let source = |it: usize| drafts[it].source.as_ref().map(|it| it.0);
            let goes_on = text.label(inner) == Deprel::Advcl || source(at).is_some() && source(at) == source(other);
            if is_after && tag == Xpos::Vbg && comma && goes_on && piece.start < starts {
                // `said it would close, adding that …`
                drafts[at].pieces[place] = text.bare(piece.start..starts);
                drafts[at].pieces.truncate(place + 1);
            } else if is_before && inner < cue && piece.end <= cue && !text.page.clauses.is_passive(inner) {
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

/// Whether a word is that of `according to`.
fn accords(text: &Text<'_>, word: usize) -> bool {
    text.page.form(word).eq_ignore_ascii_case("according")
}

/// Ends a content where another one is named for it at the end of its sentence: `She claims [that the bank lied], according to the Norva Times.`
pub(super) fn attributed(text: &Text<'_>, drafts: &mut [Draft]) {
    let mut told: Vec<(usize, Range<usize>, Option<usize>)> = drafts
        .iter()
        .filter_map(|draft| {
            let cue = draft.cue.filter(|&it| text.zone(it).is_none())?;
            let words = told_by(cue, draft);
            let last = follows_comma(text, words.start) && draft.pieces.iter().all(|piece| piece.end <= words.start);
            last.then(|| (cue, words, draft.pieces.first().map(|it| it.start)))
        })
        .collect();
    told.sort_unstable_by_key(|it| it.0);
    for draft in drafts.iter_mut() {
        let Some(cue) = draft.cue else { continue };
        let Some(piece) = draft.pieces.last_mut() else { continue };
        // `Holm told Boe [that the line was dead], a spokesman told the agency`: the attribution at the end was taken for the clause.
        if let Some((_, words, _)) = told
            .iter()
            .find(|(other, words, _)| *other != cue && piece.contains(other) && piece.start > cue && words.start <= piece.start + 4)
            && let Some(that) =
                (cue + 1..piece.start.min(words.start)).find(|&it| text.page.form(it) == "that" && text.label(it) == Deprel::Mark)
        {
            *piece = text.bare(that..words.start.min(piece.start));
            continue;
        }
        let first = told.partition_point(|it| it.0 < piece.start);
        let end = told[first..].iter().take_while(|it| it.0 < piece.end).find(|(other, words, start)| {
            let rest = words.end..piece.end;
            *other != cue
                && cue < words.start
                && piece.start < words.start
                && start.is_some_and(|start| start < piece.end)
                && !rest.clone().any(|it| text.analysis().tags[it].xpos.is_finite() || text.zone(it).is_some())
        });
        if let Some((_, words, _)) = end {
            *piece = text.bare(piece.start..words.start);
        }
    }
}

/// Ends a content where the reporter goes on with something else: with what another one says, with what the same source does next, or with what was held back.
pub(super) fn turns(text: &Text<'_>, words: &StatementWords, held: &[Found], drafts: &mut Vec<Draft>) {
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
            // `Norva denies Elm's claim that it was hacked, [and has called it a lie]`: whoever stands before both goes on.
            let start = drafts[other].cue_words.start;
            let own = drafts[at].source.as_ref().is_some_and(|(own, _)| own != head && *own > source.start);
            if own && source.end <= cue && start > piece.start + 2 && text.upos(start - 1) == Upos::Cconj && plain(start - 1) {
                end = end.min(start - 1);
                continue;
            }
            // `She said it was closed, [and she disputed the count]`
            let again = !same && is_again(text, &drafts[at], &drafts[other]);
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
                    // `said he was held, denied it, and called for calm`
                    let listed = it + 1 == from && text.form[it] == text.form_of_comma() && text.analysis().tags[*inner].xpos == Xpos::Vbd;
                    text.upos(it) == Upos::Cconj || listed && known
                } else if again {
                    text.upos(it) == Upos::Cconj && text.form[it - 1] == text.form_of_comma()
                } else {
                    let comma = text.form[it - 1] == text.form_of_comma();
                    let lower = text.analysis().lemma(it);
                    // `The union counts 50 wells [and the board said they were closed]`
                    let told = it + 1 == from && text.upos(it) == Upos::Cconj && text.upos(*head) != Upos::Pron && *inner < source.end + 3;
                    let later = drafts[other].pieces.iter().all(|it| it.start > *inner);
                    known && told && later && drafts[other].strength >= 2 * TURNED
                        || known
                            && drafts[other].strength >= TURNED
                            && (words.turns.has(lower) || comma && words.weak_turns.has(lower) && text.upos(*head) != Upos::Pron)
                }
            });
            end = end.min(turn.unwrap_or(end));
        }
        // `Norland said it was late; [Elm closed its embassy]`
        let semicolon = (piece.start + 2..end).find(|&it| {
            // A list goes on, and so do words in marks that are no quotation.
            let one = (piece.start..piece.end).filter(|&it| text.page.form(it) == ";").count() == 1;
            let ours = it + 1 < piece.end && words.forms.speakers.has(&text.page.form(it + 1).to_lowercase());
            plain(it)
                && text.page.form(it) == ";"
                && one
                && !ours
                && drafts[at].known.is_some_and(|it| it.kind == StatementKind::Speech)
                && is_own(text, it + 1, end)
        });
        end = end.min(semicolon.unwrap_or(end));
        if end < piece.end {
            let last = drafts[at].pieces.len() - 1;
            drafts[at].pieces[last] = text.bare(piece.start..end);
        }
        drafts[at].pieces.retain(|piece| !piece.is_empty());
    }
    drafts.retain(|draft| !draft.pieces.is_empty());
}

/// Ends a content where the source goes on with a deed of words of its own: `The union said talks had failed [and called a strike]`. What was done,
/// held or is nobody's doing has no such deed.
pub(super) fn deeds(text: &Text<'_>, cues: &Cues, drafts: &mut [Draft]) {
    let tag = |it: usize| text.analysis().tags[it].xpos;
    for at in 0..drafts.len() {
        let Some(cue) = drafts[at].cue.filter(|&it| text.upos(it) == Upos::Verb && tag(it) == Xpos::Vbd && text.zone(it).is_none()) else {
            continue;
        };
        let says = drafts[at].known.is_some_and(|it| it.kind == StatementKind::Speech);
        let Some(piece) = drafts[at].pieces.last().cloned().filter(|it| says && it.start > cue) else { continue };
        let clauses = text.page.clauses;
        let Some(clause) = clauses.dependents(cue).find(|&it| it > cue && text.label(it) == Deprel::Ccomp && piece.contains(&it)) else {
            continue;
        };
        // Whoever is the subject of the clause is no one who speaks, or has something done to him.
        let subject = clauses.dependents(clause).find(|&it| matches!(text.label(it), Deprel::Nsubj | Deprel::NsubjPass));
        let speaks = |it: usize| text.upos(it) == Upos::Pron || text.kind[it] > 0;
        let helped = clauses.dependents(clause).any(|it| matches!(text.label(it), Deprel::AuxPass));
        if subject.is_none_or(|it| speaks(it) && !helped) {
            continue;
        }
        let turn = (clause + 1..piece.end.saturating_sub(2)).find(|&it| {
            let verb = it + 1;
            let listed = cues.verb(text.analysis().lemma(verb)).is_some_and(|it| it.kind != StatementKind::Belief);
            let own = clauses
                .dependents(verb)
                .any(|it| matches!(text.label(it), Deprel::Nsubj | Deprel::NsubjPass | Deprel::AuxPass | Deprel::Aux));
            let takes = matches!(tag(verb + 1), Xpos::Dt | Xpos::PrpPoss | Xpos::Nnp | Xpos::Nn | Xpos::Nns | Xpos::Cd | Xpos::Jj)
                || text.page.form(verb + 1) == "for";
            text.page.form(it) == "and"
                && text.zone(it).is_none()
                && matches!(tag(verb), Xpos::Vbd | Xpos::Vbn)
                && text.page.form(verb).ends_with("ed")
                && listed
                && takes
                && !own
        });
        if let Some(turn) = turn {
            let last = drafts[at].pieces.len() - 1;
            drafts[at].pieces[last] = text.bare(piece.start..turn);
            let source = drafts[at].source.clone();
            if let Some(other) = drafts.iter_mut().find(|it| it.cue == Some(turn + 1)) {
                other.source = source;
            }
        }
    }
}

/// Whether words are a clause of their own: a subject before a finite verb, and nothing that joins it to what stands before.
fn is_own(text: &Text<'_>, start: usize, end: usize) -> bool {
    if start >= end || matches!(text.upos(start), Upos::Sconj | Upos::Cconj) || text.page.form(start) == "that" {
        return false;
    }
    // `; she should go on`: of whom was spoken the source speaks on.
    if text.upos(start) == Upos::Pron {
        return false;
    }
    let tag = |it: usize| text.analysis().tags[it].xpos;
    let verb = (start + 1..end).find(|&it| tag(it).is_finite() || tag(it) == Xpos::Md);
    verb.is_some_and(|verb| tag(verb) != Xpos::Md && (start..verb).any(|it| matches!(text.upos(it), Upos::Noun | Upos::Propn)))
}

/// Whether another cue has the same pronoun for its source, and is strong: the reporter goes on with what the same one says.
fn is_again(text: &Text<'_>, draft: &Draft, other: &Draft) -> bool {
    let (Some((own, _)), Some((head, _)), Some(cue), Some(inner)) = (&draft.source, &other.source, draft.cue, other.cue) else {
        return false;
    };
    let pronoun = |it: usize| text.analysis().tags[it].xpos == Xpos::Prp;
    pronoun(*own)
        && pronoun(*head)
        && text.page.form(*own).eq_ignore_ascii_case(text.page.form(*head))
        && other.known.is_some_and(|it| it.kind == StatementKind::Speech)
        && other.strength >= TURNED
        && text.analysis().tags[inner].xpos == text.analysis().tags[cue].xpos
}

/// Ends what is said in a relative clause at the comma that closes it: `Boe, who says [he is innocent], was led away`.
pub(super) fn relatives(text: &Text<'_>, drafts: &mut [Draft]) {
    let tag = |it: usize| text.analysis().tags[it].xpos;
    let comma = |it: usize| text.form[it] == text.form_of_comma();
    for draft in drafts {
        let Some(cue) = draft.cue.filter(|&it| it > 2 && tag(it - 1) == Xpos::Wp && comma(it - 2) && text.zone(it).is_none()) else {
            continue;
        };
        let Some(piece) = draft.pieces.last_mut().filter(|it| it.start > cue && it.start <= cue + 2) else { continue };
        // Without another verb whoever is spoken of has the participle.
        let alone = text.analysis().head(cue).is_some_and(|it| text.label(it) == Deprel::Root && text.upos(it) != Upos::Verb);
        let finite = |it: usize| matches!(tag(it), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md) || alone && tag(it) == Xpos::Vbn;
        let close = (piece.start + 2..piece.end.saturating_sub(1)).find(|&it| comma(it) && finite(it + 1) && text.zone(it).is_none());
        if let Some(close) = close {
            *piece = text.bare(piece.start..close);
        }
    }
}

/// Ends what is said in the clause that opens its sentence at the comma before the main clause: `While the paper claimed [that he was rich], others gave
/// lower figures.`
pub(super) fn opened(text: &Text<'_>, drafts: &mut [Draft]) {
    let tag = |it: usize| text.analysis().tags[it].xpos;
    let comma = |it: usize| text.form[it] == text.form_of_comma();
    for draft in drafts {
        let Some(cue) = draft.cue.filter(|&it| text.upos(it) == Upos::Verb && text.zone(it).is_none()) else { continue };
        let sentence = text.words_of(text.sentence(cue));
        let opens = text.upos(sentence.start) == Upos::Sconj
            && text.label(sentence.start) == Deprel::Mark
            && text.analysis().head(sentence.start) == Some(cue);
        let Some(piece) = draft.pieces.last_mut().filter(|it| opens && it.start > cue && it.end <= sentence.end) else { continue };
        let plain = |it: usize| text.zone(it).is_none();
        let main = |it: usize| {
            let verb = (it + 1..piece.end).find(|&it| tag(it).is_finite() || tag(it) == Xpos::Md);
            let subject = |verb: usize| is_nominal(text, &(it + 1..verb)) && (it + 1..verb).all(|it| plain(it) && !comma(it));
            comma(it)
                && plain(it)
                && !matches!(text.upos(it + 1), Upos::Sconj | Upos::Cconj | Upos::Adp)
                && !matches!(tag(it + 1), Xpos::Wdt | Xpos::Wp | Xpos::WpPoss)
                && (piece.start..it).any(|it| tag(it).is_finite() || tag(it) == Xpos::Md)
                && verb.is_some_and(subject)
        };
        if let Some(main) = (piece.start + 2..piece.end.saturating_sub(2)).find(|&it| main(it)) {
            *piece = text.bare(piece.start..main);
        }
    }
}

/// Ends a thing that is said before whom it is told: `confirmed [the death] to the paper`.
pub(super) fn confided(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), [piece]) = (draft.cue.filter(|&it| text.upos(it) == Upos::Verb), draft.pieces.as_mut_slice()) else { continue };
        let lemma = text.analysis().lemma(cue);
        if piece.start <= cue || !words.to_addressees.has(lemma) || words.bestowing.has(lemma) || !is_nominal(text, piece) {
            continue;
        }
        let clauses = text.page.clauses;
        let to = clauses.dependents(cue).find_map(|it| {
            let case = clauses.dependents(it).find(|&case| text.label(case) == Deprel::Case && text.page.form(case) == "to")?;
            let press = |lemma: &str| words.publications.has(lemma) || words.withheld("askers").has(lemma);
            let hears = text.is_somebody(it) || press(text.analysis().lemma(it));
            let told = text.label(it) == Deprel::Obl && piece.contains(&it) && text.reach(it).end >= piece.end && hears;
            (told && case > piece.start).then_some(case)
        });
        if let Some(to) = to {
            *piece = text.bare(piece.start..to);
        }
    }
}

/// Ends a content where the reporter goes on after `while` with a deed of somebody else: `He said prices would fall [while his aides handed out tea]`. A
/// report of what is to come or is over has `would` or `had`; a plain past after it is none of it.
pub(super) fn asides(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    let tag = |it: usize| text.analysis().tags[it].xpos;
    for draft in drafts {
        let Some(cue) = draft.cue.filter(|&it| tag(it) == Xpos::Vbd && text.zone(it).is_none()) else { continue };
        let says = draft.known.is_some_and(|it| it.kind == StatementKind::Speech);
        let Some(piece) = draft.pieces.last_mut().filter(|it| says && it.start > cue && text.sentence(it.start) == text.sentence(cue))
        else {
            continue;
        };
        let plain = |it: usize| text.zone(it) == text.zone(cue);
        let shifted = |it: usize| words.forms.shifted.has(&text.page.form(it).to_lowercase());
        let Some(first) = piece.clone().find(|&it| tag(it).is_finite() || tag(it) == Xpos::Md).filter(|&it| shifted(it)) else { continue };
        let turn = (first + 2..piece.end.saturating_sub(3)).find(|&it| {
            let verb = (it + 2..piece.end).find(|&it| tag(it).is_finite() || tag(it) == Xpos::Md);
            let named = |verb: usize| is_nominal(text, &(it + 1..verb)) && tag(it + 1) != Xpos::Prp;
            words.turns.has(text.analysis().lemma(it))
                && plain(it)
                && verb.is_some_and(|verb| text.upos(verb) == Upos::Verb && tag(verb) == Xpos::Vbd && plain(verb) && named(verb))
        });
        if let Some(turn) = turn {
            *piece = text.bare(piece.start..turn);
        }
    }
}

/// What the cue of another one has to score to end a content.
const TURNED: i32 = 1000;

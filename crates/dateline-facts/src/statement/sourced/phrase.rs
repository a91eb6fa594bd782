//! A source of whose phrase a part was left out, or which holds what is no part of it.

use dateline_lang::clause::Extent;
use dateline_lang::labels::{Deprel, Upos};

use super::{LONGEST_OFFICE, LONGEST_SOURCE, is_person_name};
use crate::statement::draft::{Draft, is_nominal, top};
use crate::statement::text::Text;
use crate::statement::words::StatementWords;
use crate::who::EntityKind;

/// Somebody of a body that was taken for the source alone: `[Sergeant Jon Saxby of] the Crime Directorate said`.
pub(super) fn of_body(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some((head, source))) = (draft.cue, draft.source.as_mut()) else { continue };
        let start = text.words_of(text.sentence(cue)).start;
        if source.end != draft.cue_words.start || source.start < start + 3 || is_person_name(text, *head) {
            continue;
        }
        // `of the Norva and [Elm Directorate]`: from where the name of the body begins.
        let joins = |it: usize| matches!(text.upos(it), Upos::Propn | Upos::Det | Upos::Cconj | Upos::Adj);
        let whole = source.start - (start + 1..source.start).rev().take_while(|&it| joins(it)).count();
        let Some(of) = (whole - 1 > start).then(|| whole - 1) else { continue };
        let is_name = |it: usize| text.upos(it) == Upos::Propn && text.zone(it) == text.zone(cue);
        let first = of - (start..of).rev().take_while(|&it| is_name(it)).count();
        let person = (first..of).rev().find(|&it| is_person_name(text, it));
        let leads = words.forms.belonging.has(text.page.form(of)) && (first == start || text.is_mark(first - 1) || first == start + 1);
        let free = draft.pieces.iter().all(|piece| piece.end <= first || piece.start >= source.end);
        if let Some(person) = person.filter(|_| leads && free) {
            (*head, *source) = (person, first..source.end);
        }
    }
}

/// The office before a name that was taken for the end of what is said: `It will be lifted, [Prime Minister] Mikhail Orlov said`.
pub(super) fn offices(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some((head, source))) = (draft.cue, draft.source.as_mut()) else { continue };
        // `It was mended, [Norvatel], the land's largest carrier, said`
        let comma = |it: usize| text.form[it] == text.form_of_comma();
        if let Some(piece) = draft.pieces.last_mut()
            && piece.end + 1 == source.start
            && comma(piece.end)
            && source.end < cue
            && comma(source.end)
            && source.end + 1 == draft.cue_words.start
            && let Some(before) = (piece.start + 3..piece.end).rev().take(LONGEST_OFFICE).find(|&it| comma(it))
            && (before + 1..piece.end).all(|it| text.upos(it) == Upos::Propn && text.zone(it) == text.zone(cue))
        {
            (*head, *source) = (piece.end - 1, before + 1..source.end);
            *piece = text.bare(piece.start..before);
            continue;
        }
        let Some(piece) = draft.pieces.last_mut().filter(|it| it.end == source.start && source.end <= cue && is_person_name(text, *head))
        else {
            continue;
        };
        let near = piece.start + 2..piece.end;
        let Some(comma) = near.rev().take(LONGEST_OFFICE).find(|&it| text.form[it] == text.form_of_comma()) else { continue };
        let office = comma + 1..piece.end;
        let titles =
            |it: usize| matches!(text.upos(it), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det) && text.zone(it) == text.zone(cue);
        if !office.is_empty() && office.clone().all(titles) {
            source.start = office.start;
            *piece = text.bare(piece.start..comma);
        }
    }
}

/// A source of which a part was taken for the whole. The subject is whoever an apposition speaks of, and all who are named together:
/// `[Ada Kern, head of the Norda Bank], told`, `[both Kern and Rossi] said`.
pub(super) fn whole(text: &Text<'_>, drafts: &mut [Draft]) {
    let clauses = text.page.clauses;
    for draft in drafts {
        let (Some(cue), Some((head, source))) = (draft.cue.filter(|&it| text.upos(it) == Upos::Verb), draft.source.as_mut()) else {
            continue;
        };
        let Some(subject) = clauses.dependents(cue).filter(|&it| text.label(it) == Deprel::Nsubj && text.zone(it) == text.zone(cue)).last()
        else {
            continue;
        };
        if !source.contains(head) || source.start.abs_diff(subject) > LONGEST_SOURCE {
            continue;
        }
        let others = || clauses.dependents(subject).filter(|&it| text.label(it) == Deprel::Conj && (it < cue) == (subject < cue));
        let wanting = *head == subject && others().any(|it| !source.contains(&it) && text.upos(it) == text.upos(subject));
        let of_several = text.label(*head) == Deprel::Conj && text.analysis().head(*head) == Some(subject);
        if !(wanting || of_several || *head != subject && is_somebody(text, subject) && is_below(text, *head, subject)) {
            continue;
        }
        let full = clauses.phrase(subject, if wanting || of_several { Extent::Full } else { Extent::Own });
        let full = if subject < cue { full.start..full.end.min(draft.cue_words.start) } else { full.start.max(cue + 1)..full.end };
        let full = text.bare(full);
        if full.contains(&subject) && full.len() <= LONGEST_SOURCE && full.clone().all(|it| text.zone(it) == text.zone(cue)) {
            for piece in &mut draft.pieces {
                if piece.start < full.start && piece.end > full.start && piece.end <= full.end {
                    *piece = text.bare(piece.start..full.start);
                }
            }
            if draft.pieces.iter().all(|piece| piece.end <= full.start || piece.start >= full.end) {
                (*head, *source) = (subject, full);
            }
        }
    }
}

/// Whether a word heads a mention of a person, a body or a group.
fn is_somebody(text: &Text<'_>, word: usize) -> bool {
    let of = |kind: EntityKind| (1..=5).contains(&text.kind[word].saturating_sub(kind as u8 * 5));
    text.kind[word] > 0 && (of(EntityKind::Person) || of(EntityKind::Organization) || of(EntityKind::Group))
}

/// Whether a word hangs below another by an apposition, and is no name that the apposition gives.
fn is_below(text: &Text<'_>, word: usize, above: usize) -> bool {
    let mut at = word;
    let mut apposed = false;
    for _ in 0..12 {
        apposed |= text.label(at) == Deprel::Appos;
        match text.analysis().head(at) {
            Some(head) if head == above => {
                return apposed && (is_person_name(text, above) || text.label(word) != Deprel::Appos);
            }
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// Others who are named together with a source, beside the cue: `according to [witnesses and] aid groups`, `the day on which [the owner and] her lawyer say`.
pub(super) fn several(text: &Text<'_>, drafts: &mut [Draft]) {
    let clauses = text.page.clauses;
    for draft in drafts {
        let (Some(cue), Some((head, source))) = (draft.cue, draft.source.as_mut()) else { continue };
        let all = clauses.conjuncts(clauses.first_conjunct(*head));
        let (Some(&first), Some(&last)) = (all.iter().min(), all.iter().max()) else { continue };
        let one_side = first != last && (last < cue || first > cue);
        let alike = |&it: &usize| matches!(text.upos(it), Upos::Noun | Upos::Propn) && text.zone(it) == text.zone(cue);
        let joined = |it: usize| clauses.dependents(it).any(|cc| text.label(cc) == Deprel::Cc && (first..it).contains(&cc));
        let finite = |it: usize| text.analysis().tags[it].xpos.is_finite();
        if !one_side || !all.iter().all(alike) || !joined(last) {
            continue;
        }
        let full = clauses.phrase(first, Extent::Full);
        let full = if last < cue { full.start..full.end.min(draft.cue_words.start) } else { full.start.max(draft.cue_words.end)..full.end };
        let full = text.bare(full);
        // Beside the cue: nothing but marks and prepositions stand between.
        let gap = if last < cue { full.end..draft.cue_words.start.max(full.end) } else { draft.cue_words.end.min(full.start)..full.start };
        let near = text.label(first) == Deprel::OblAgent
            || gap.len() <= 3 && !gap.clone().any(|it| matches!(text.upos(it), Upos::Noun | Upos::Propn | Upos::Verb));
        let wider = full.start <= source.start && source.end <= full.end && full.len() > source.len();
        let is_free = draft.pieces.iter().all(|piece| piece.end <= full.start || piece.start >= full.end);
        if near && wider && is_free && full.contains(&first) && full.len() <= LONGEST_SOURCE && !full.clone().any(finite) {
            (*head, *source) = (first, full);
        }
    }
}

/// A source with an insertion between dashes, out of which another one was taken: `[Ana Ruiz], the founder — who owns the line — told`.
pub(super) fn inserted(text: &Text<'_>, drafts: &mut [Draft]) {
    let is_dash = |it: usize| matches!(text.page.form(it), "—" | "–" | "--");
    for draft in drafts {
        let (Some(cue), Some((head, source))) = (draft.cue, draft.source.as_mut()) else { continue };
        let sentence = text.words_of(text.sentence(cue));
        let Some(close) = draft.cue_words.start.checked_sub(1).filter(|&it| it > sentence.start && is_dash(it)) else { continue };
        let Some(open) = (sentence.start..close).rev().find(|&it| is_dash(it)).filter(|&it| it > sentence.start) else { continue };
        let quoted = (sentence.start..open).rev().find(|&it| text.zone(it).is_some()).map_or(sentence.start, |it| it + 1);
        let phrase = text.bare(quoted..open);
        if source.start < open || source.end > close || phrase.is_empty() || phrase.len() > LONGEST_SOURCE || !is_nominal(text, &phrase) {
            continue;
        }
        let named = phrase.clone().find(|&it| is_person_name(text, it));
        if let Some(word) = named.or_else(|| top(text, &phrase)) {
            (*head, *source) = (word, phrase);
        }
    }
}

/// A source that goes on with the name of the one it speaks of: `the mayor's daughter [Ida Holm] said`, `the army's spokesman, [Colonel Jan Roos], said`.
pub(super) fn titled(text: &Text<'_>, drafts: &mut [Draft]) {
    let comma = |it: usize| text.form[it] == text.form_of_comma();
    for draft in drafts {
        let (Some(cue), Some((head, source))) = (draft.cue, draft.source.as_mut()) else { continue };
        let is_name = |it: usize| text.upos(it) == Upos::Propn && text.zone(it) == text.zone(cue);
        let apposed = source.end < cue && comma(source.end);
        let first = source.end + usize::from(apposed);
        let end = (first..cue).find(|&it| !is_name(it)).unwrap_or(cue.max(first));
        let close = end + usize::from(apposed && end < cue && comma(end));
        let name = (first..end).find(|&it| is_person_name(text, it));
        let longest = if apposed { LONGEST_OFFICE } else { 4 };
        let beside = close == draft.cue_words.start && (close > end) == apposed;
        if let Some(name) = name.filter(|_| text.upos(*head) == Upos::Noun && end - first <= longest && beside) {
            (*head, *source) = (name, source.start..end);
        }
    }
}

/// What stands before the comma in front of a source is not part of it: `[Faced with strikes,] Ivo Holm and his council said`, `[in Elm this morning,] it said`.
pub(super) fn led(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some((head, source))) = (draft.cue, draft.source.as_mut()) else { continue };
        if source.end > cue || !matches!(text.upos(source.start), Upos::Adp | Upos::Verb | Upos::Adv | Upos::Sconj) {
            continue;
        }
        let comma = (source.start..source.end).rev().find(|&it| text.form[it] == text.form_of_comma());
        let rest = comma.map_or(0..0, |it| text.bare(it + 1..source.end));
        if rest.is_empty() || !is_nominal(text, &rest) {
            continue;
        }
        // `the Customs Service, part of the Norland Police, notes`: such a part is no subject.
        let Some(top) = top(text, &rest).filter(|&it| matches!(text.label(it), Deprel::Nsubj | Deprel::NsubjPass)) else { continue };
        if !rest.contains(head) {
            *head = top;
        }
        *source = rest;
    }
}

/// A part of several, of whom all were taken for the source: `said [one of] the strikers`.
pub(super) fn parts(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for draft in drafts {
        let by_noun = draft.cue.is_none_or(|it| text.upos(it) == Upos::Noun);
        let Some((head, source)) = draft.source.as_mut().filter(|_| !by_noun) else { continue };
        // `[sources] familiar with the matter told`, `according to two people [familiar with the matter]`
        let knows = |it: usize| words.knowing.has(&text.page.form(it).to_lowercase()) && words.forms.knowing.has(text.page.form(it + 1));
        let own =
            |it: usize| text.zone(it) == text.zone(*head) && !draft.pieces.iter().any(|piece| piece.contains(&it)) && draft.cue != Some(it);
        let sentence = text.words_of(text.sentence(*head));
        if source.end + 2 < sentence.end && knows(source.end) && text.upos(source.end - 1) == Upos::Noun {
            let end = (source.end..text.reach(source.end).end.max(source.end + 2).min(sentence.end))
                .take_while(|&it| own(it) && !text.is_mark(it))
                .count();
            *source = source.start..source.end + end;
        } else if source.start > sentence.start
            && source.start + 1 < sentence.end
            && knows(source.start)
            && text.upos(source.start - 1) == Upos::Noun
            && own(source.start - 1)
        {
            let nominal = |it: &usize| matches!(text.upos(*it), Upos::Det | Upos::Num | Upos::Adj | Upos::Noun | Upos::Propn) && own(*it);
            let count = (sentence.start..source.start).rev().take_while(nominal).count();
            *head = source.start - 1;
            *source = source.start - count..source.end;
        }
        let Some(part) = source.start.checked_sub(2).filter(|&it| text.page.form(it + 1) == "of") else { continue };
        let start = sentence.start;
        let single = words.partitives.has(&text.page.form(part).to_lowercase()) && part >= start && text.zone(part) == text.zone(*head);
        let free = !draft.pieces.iter().any(|it| it.contains(&part)) && !draft.cue_words.contains(&part);
        if single && free {
            *source = part..source.end;
            *head = part;
        }
    }
}

/// When and in what a source spoke is no part of it: `said Ivo Marić, the mayor of Elm[, on Friday]`, `…[, in a statement]`.
pub(super) fn dated(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for draft in drafts {
        let cue = draft.cue;
        let Some((head, source)) = draft.source.as_mut() else { continue };
        let lower = |it: usize| text.page.form(it).to_lowercase();
        let leads = |it: usize| {
            let day = lower(it) == "on" && it + 1 < source.end && words.days.has(&lower(it + 1));
            let paper = words.forms.holding.has(&lower(it))
                && text.analysis().tags.get(it + 1).is_some_and(|tag| tag.upos == Upos::Det)
                && (it + 2..source.end.min(it + 5)).any(|it| words.channel(text, it).is_some());
            day || paper
        };
        let comma = |it: usize| text.form[it] == text.form_of_comma();
        // `the president [on Friday] threatened`
        let leads_cue = cue.is_some_and(|cue| (source.end..source.end + 3).contains(&cue));
        let plain = !(*head..source.end).any(|it| text.upos(it) == Upos::Verb);
        let last = |it: usize| leads_cue && plain && it + 2 == source.end && lower(it) == "on" && words.days.has(&lower(it + 1));
        if let Some(cut) = (*head + 1..source.end).find(|&it| comma(it) && it + 1 < source.end && leads(it + 1) || last(it)) {
            *source = text.bare(source.start..cut);
        }
    }
}

/// A source whose first part was taken for the end of a quotation, or was left out: `“…,” [the prosecutor], Mikel Arana, said`,
/// `“…,” [Mikel Arana, who teaches at Ostrov University] and Norda College, said`.
pub(super) fn appositions(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some((head, source))) = (draft.cue, draft.source.as_mut()) else { continue };
        let Some(piece) = draft.pieces.iter_mut().rev().find(|it| it.start < source.start) else { continue };
        if source.start < piece.end || cue < source.end || cue - source.end > 3 || text.sentence(piece.end - 1) != text.sentence(cue) {
            continue;
        }
        let own = text.zone(cue);
        let Some(last) = piece.clone().rev().find(|&it| text.zone(it).is_some() && text.zone(it) != own) else { continue };
        let between = text.bare(last + 1..source.start);
        // `are facing “acute” hunger, the agency said`: a quotation after which whoever spoke is named ends with a mark.
        let ends = text.zone(last).is_some_and(|zone| {
            let rest = &text.page.text()[text.quotations.all()[zone].inside.end()..];
            let inside = text.quotations.all()[zone].inside.of(text.page.text());
            inside.ends_with([',', '.', '?', '!', ';', '—', '…'])
                || rest.chars().skip(1).find(|it| !it.is_whitespace()).is_some_and(|it| !it.is_alphanumeric())
        });
        if !ends {
            continue;
        }
        let in_piece = between.start < piece.end;
        let person = between.clone().find(|&it| is_person_name(text, it));
        let longest = if in_piece && person.is_none() { 12 } else { LONGEST_SOURCE };
        // Nothing stands between an office and its holder, whatever the tagger makes of it: `“…,” [union branch] head Ana Ruiz said`.
        let leads = in_piece && between.end == source.start && between.len() <= 4 && is_person_name(text, *head);
        if between.is_empty() || between.len() > longest || !leads && !is_nominal(text, &between) {
            continue;
        }
        if let Some(person) = person.filter(|_| text.kind[*head] == 0 || text.kind[*head] > 5) {
            *head = person;
        } else if !in_piece {
            continue;
        }
        *source = between.start..source.end;
        *piece = text.bare(piece.start..last + 1);
    }
}

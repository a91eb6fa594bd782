//! Drafts whose source was missed, taken for something else, or cut short.

use std::ops::Range;

use dateline_lang::clause::Extent;
use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::StatementKind;
use super::cue::CueWord;
use super::draft::{Draft, NESTED, follows_comma, is_nominal, top};
use super::text::Text;
use super::words::StatementWords;
use crate::who::{EntityKind, Form};

/// Whoever was taken for what was said, beside a cue without a source: `…, said [an official]`, `“…,” [an officer] announced`.
pub(super) fn swapped(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), [piece]) = (draft.cue, draft.pieces.as_slice()) else { continue };
        // A source far before the verb that is not its subject was taken for want of another: `The grant fell, said [the board's head, Ana Ruiz]`.
        let far = |source: &Range<usize>| {
            let own = text.page.clauses.dependents(cue).any(|it| matches!(text.label(it), Deprel::Nsubj | Deprel::NsubjPass));
            let named = piece.start == cue + 1 && piece.clone().any(|it| is_person_name(text, it));
            !own && named && source.end < cue && follows_comma(text, cue)
        };
        if draft.source.as_ref().is_some_and(|(_, source)| !far(source)) {
            continue;
        }
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
pub(super) fn quoted_as(text: &Text<'_>, drafts: &mut Vec<Draft>) {
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
            known: Some(CueWord::SAYING),
            source: Some((object, phrase)),
            speaker: None,
            pieces: vec![piece],
            strength: draft.strength.max(NESTED),
            score: draft.score,
            rule: "quoted-as",
        });
    }
    if !more.is_empty() {
        drafts.retain(|draft| more.iter().all(|it| it.cue != draft.cue));
        drafts.append(&mut more);
        drafts.sort_by_key(|draft| draft.cue);
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

/// A source before its cue has at most so many words that were not taken for it.
const LONGEST_SOURCE: usize = 40;

/// Whether a word heads the name of a person.
fn is_person_name(text: &Text<'_>, word: usize) -> bool {
    text.kind[word] == 1 + EntityKind::Person as u8 * 5 + Form::Name as u8
}

/// The pronoun before a verb of saying that was not seen to be its subject: `[It] has previously said that …`.
pub(super) fn pronouns(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut() {
        let Some(cue) = draft.cue.filter(|&it| text.upos(it) == Upos::Verb) else { continue };
        if let Some(another) = another(text, cue, draft.cue_words.start) {
            draft.source = Some((another, another..another + 1));
            draft.cue_words.start = another + 1;
        }
        if draft.source.is_some() {
            continue;
        }
        let says = draft.known.is_some_and(|it| it.kind == StatementKind::Speech);
        let near = text.page.clauses.dependents(cue).collect::<Vec<_>>();
        if !says || near.iter().any(|&it| text.label(it) == Deprel::AuxPass) {
            continue;
        }
        let subject = near
            .into_iter()
            .find(|&it| it < cue && matches!(text.label(it), Deprel::Nsubj | Deprel::Expl) && text.analysis().tags[it].xpos == Xpos::Prp);
        if let Some(subject) = subject {
            draft.source = Some((subject, subject..subject + 1));
        }
    }
}

/// What follows `according to` is the source, never what stands before: `They paid the owner, according to [the court's papers]`.
pub(super) fn according(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        // `According to [the Norva Journal]: “…”`
        if let (Some(cue), None) = (draft.cue, &draft.source)
            && text.page.form(cue).eq_ignore_ascii_case("according")
        {
            let end = text.words_of(text.sentence(cue)).end;
            let mark = (cue + 2..end).find(|&it| matches!(text.page.form(it), ":" | ",") || text.zone(it) != text.zone(cue)).unwrap_or(end);
            let phrase = text.bare((cue + 2).min(mark)..mark);
            let free = draft.pieces.iter().all(|piece| piece.end <= phrase.start || piece.start >= phrase.end);
            if let Some(head) = top(text, &phrase).filter(|_| free && is_nominal(text, &phrase) && phrase.len() <= LONGEST_SOURCE) {
                draft.source = Some((head, phrase));
                draft.cue_words = cue..cue + 2;
            }
        }
        let (Some(cue), Some((head, source))) = (draft.cue, draft.source.as_mut()) else { continue };
        // `according to [two people] close to the talks`: whom what stands there says more of.
        let before = (cue + 2).min(source.start)..source.start;
        if text.page.form(cue).eq_ignore_ascii_case("according")
            && text.upos(source.start) == Upos::Adj
            && before.len() <= LONGEST_OFFICE
            && !before.clone().any(|it| text.is_mark(it))
            && let Some(noun) = before.clone().rev().find(|&it| text.upos(it) == Upos::Noun).filter(|_| is_nominal(text, &before))
        {
            (*head, *source) = (noun, before.start..source.end);
        }
        // `according to [campaign] finance records`: the noun, not what stands before it.
        if text.page.form(cue).eq_ignore_ascii_case("according")
            && *head > cue
            && text.label(*head) == Deprel::Compound
            && let Some(noun) = text.analysis().head(*head).filter(|&it| it >= source.end && text.zone(it) == text.zone(cue))
        {
            let phrase = text.bare(source.start..text.page.clauses.phrase(noun, Extent::Own).end);
            if is_nominal(text, &phrase) && draft.pieces.iter().all(|piece| piece.end <= phrase.start || piece.start >= phrase.end) {
                (*head, *source) = (noun, phrase);
            }
        }
        let leads =
            text.page.form(cue).eq_ignore_ascii_case("according") && cue + 1 < text.analysis().len() && text.page.form(cue + 1) == "to";
        let Some(object) = text.analysis().head(cue).filter(|&it| leads && *head < cue && it > cue + 1) else { continue };
        let phrase = text.page.clauses.phrase(object, Extent::Own);
        let phrase = text.bare(phrase.start.max(cue + 2)..phrase.end);
        let before = text.bare(text.words_of(text.sentence(cue)).start..cue);
        if phrase.is_empty() || before.is_empty() || text.zone(object) != text.zone(cue) {
            continue;
        }
        draft.pieces.retain(|piece| piece.end <= cue || piece.start >= phrase.end);
        (*head, *source) = (object, phrase);
        draft.cue_words = cue..cue + 2;
        if draft.pieces.is_empty() {
            draft.pieces.push(before);
        }
    }
}

/// `another` that was taken for a word of the verb after it: `[Another] accused the town of neglect`.
fn another(text: &Text<'_>, cue: usize, start: usize) -> Option<usize> {
    let is_one = matches!(&*text.page.form(start).to_lowercase(), "another" | "others" | "many" | "some");
    let says = matches!(text.analysis().tags[cue].xpos, Xpos::Vbd | Xpos::Vbn | Xpos::Vbz | Xpos::Vbp);
    (start < cue && is_one && says).then_some(start)
}

/// Whoever goes on in a participle is the one who spoke, not whom he spoke of: `[The minister] said they were paid, adding that …`.
pub(super) fn shared(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for at in 1..drafts.len() {
        let Some(cue) = drafts[at].cue.filter(|&it| text.analysis().tags[it].xpos == Xpos::Vbg) else { continue };
        let start = drafts[at].cue_words.start;
        let goes_on = words.going_on.has(text.analysis().lemma(cue)) && follows_comma(text, start);
        let before = drafts[..at]
            .iter()
            .rev()
            .find(|it| it.cue.is_some_and(|other| text.sentence(other) == text.sentence(cue) && text.zone(other) == text.zone(cue)));
        let Some(Draft { cue: Some(other), source: Some((head, source)), known: Some(known), .. }) = before.filter(|_| goes_on) else {
            continue;
        };
        let (head, source) = (*head, source.clone());
        // Its own subject stands before the verb of the other.
        let is_own = drafts[at].source.as_ref().is_some_and(|(own, _)| own < other);
        if known.kind == StatementKind::Speech && !is_own {
            drafts[at].source = Some((head, source));
        }
    }
}

/// Whoever writes to somebody asks, not whom he writes to: `[The mayor] wrote the judge asking him to wait`.
pub(super) fn written(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some((head, source))) = (draft.cue, draft.source.as_mut()) else { continue };
        let object = text.page.clauses.first_conjunct(*head);
        if text.analysis().tags[cue].xpos != Xpos::Vbg || *head > cue || !matches!(text.label(object), Deprel::Obj | Deprel::Iobj) {
            continue;
        }
        let Some(verb) = text.analysis().head(object).filter(|&it| words.letters.has(text.analysis().lemma(it))) else { continue };
        let Some(&subject) = text.page.clauses.subjects(verb).first().filter(|&&it| it < verb) else { continue };
        let phrase = text.page.clauses.phrase(subject, Extent::Full);
        let phrase = text.bare(phrase.start..phrase.end.min(verb));
        if phrase.contains(&subject) && phrase.len() <= LONGEST_SOURCE {
            (*head, *source) = (subject, phrase);
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

/// An attribution at the end of which a part was taken for what is said: `It was too warm, [rink manager] Ivo Marić said`, `…, according to
/// [three guards]`, `…, the team wrote in [a paper]`.
pub(super) fn trailing(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some((head, source)), [piece]) = (draft.cue, draft.source.clone(), draft.pieces.as_slice()) else { continue };
        let sentence = text.words_of(text.sentence(cue));
        let piece = piece.clone();
        let in_sentence = sentence.start <= piece.start && piece.end <= sentence.end;
        if !in_sentence || text.upos(cue) != Upos::Verb || piece.clone().any(|it| text.zone(it) != text.zone(cue)) {
            continue;
        }
        let accords = text.analysis().lemma(cue) == "accord";
        let short = piece.len() <= 12 && is_nominal(text, &piece);
        let (end, source) = if accords && piece.start == draft.cue_words.end && source.end <= cue && short {
            let Some(head) = top(text, &piece) else { continue };
            (draft.cue_words.start, (head, piece.clone()))
        } else if !accords && short && piece.end == source.start && source.end <= cue {
            (piece.start, (head, piece.start..source.end))
        } else if !accords && piece.start > cue && source.end <= cue && is_nominal(text, &piece) && is_place_of_words(text, cue, &piece) {
            (source.start, (head, source))
        } else {
            continue;
        };
        let comma = end > sentence.start && text.form[end - 1] == text.form_of_comma();
        let before = text.bare(sentence.start..end);
        let clausal = before.clone().any(|it| text.analysis().tags[it].xpos.is_finite() && text.zone(it) == text.zone(cue));
        if comma && clausal && before.len() > 3 {
            draft.source = Some(source);
            draft.pieces = vec![before];
        }
    }
}

/// Whether a phrase after a cue says where somebody said or wrote: it follows `in`, `on` or `to` and nothing else hangs on the cue.
fn is_place_of_words(text: &Text<'_>, cue: usize, piece: &Range<usize>) -> bool {
    // `She pledged [this week]`
    if piece.start == cue + 1 && piece.len() <= 3 && top(text, piece).is_some_and(|it| text.label(it) == Deprel::OblUnmarked) {
        return true;
    }
    let before = piece.start.checked_sub(1).filter(|&it| it >= cue);
    before.is_some_and(|it| it > cue && matches!(&*text.page.form(it).to_lowercase(), "in" | "on" | "at" | "via"))
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

/// A bracket after a name is no source and begins no content: `[Sen. Ann Lee] (D-Ohio), who faces a hard race, said`.
pub(super) fn bracketed(text: &Text<'_>, drafts: &mut Vec<Draft>) {
    let brackets = brackets(text);
    if brackets.is_empty() {
        return;
    }
    let around = |word: usize| {
        let at = brackets.partition_point(|it| it.inside.end < word);
        brackets.get(at).filter(|it| it.inside.start <= word && word <= it.inside.end)
    };
    for draft in drafts.iter_mut() {
        let Some(cue) = draft.cue else { continue };
        if let Some((head, source)) = draft.source.as_mut()
            && let Some(bracket) = around(*head)
            && !bracket.inside.contains(&cue)
        {
            (*head, *source) = (bracket.head, bracket.name.clone());
        }
        // `Sen. Ann Lee (D-Ohio) who backed it, also defended it in a message on [X]`: where it stands is not who says it.
        if let Some((head, source)) = draft.source.as_mut().filter(|(head, _)| *head > cue)
            && text.upos(source.start.saturating_sub(1)) == Upos::Adp
            && let Some(bracket) = brackets.iter().find(|it| it.inside.end <= cue && text.sentence(it.inside.start) == text.sentence(cue))
            && bracket.name.start == text.words_of(text.sentence(cue)).start
        {
            (*head, *source) = (bracket.head, bracket.name.clone());
        }
        let named = draft.source.as_ref().map(|(_, source)| source.clone());
        for piece in &mut draft.pieces {
            if let Some(bracket) = around(piece.start).filter(|it| it.inside.end < piece.end) {
                piece.start = bracket.inside.end;
            }
            // The name whose bracket was taken for the end of what is said.
            if let Some(source) =
                named.as_ref().filter(|it| piece.start < it.start && it.start < piece.end && it.end <= cue && piece.end <= cue)
            {
                piece.end = source.start;
            }
            *piece = text.bare(piece.clone());
        }
        draft.pieces.retain(|piece| !piece.is_empty());
    }
    drafts.retain(|draft| !draft.pieces.is_empty());
}

/// A bracket after the name of a person.
struct Bracket {
    /// From its first word to the one after the mark that closes it.
    inside: Range<usize>,
    /// The head of the name.
    head: usize,
    /// The name, with the office before it.
    name: Range<usize>,
}

/// The brackets of a few words without a verb that follow the name of a person.
fn brackets(text: &Text<'_>) -> Vec<Bracket> {
    let mut all = Vec::new();
    for open in 1..text.analysis().len() {
        if text.page.form(open) != "(" {
            continue;
        }
        let end = text.words_of(text.sentence(open)).end.min(open + LONGEST_BRACKET);
        let Some(close) = (open + 1..end).find(|&it| text.page.form(it) == ")") else { continue };
        let predicates = (open + 1..close).any(|it| matches!(text.upos(it), Upos::Verb | Upos::Aux));
        let is_name = |it: usize| text.upos(it) == Upos::Propn && text.zone(it).is_none();
        let first = open - (0..open).rev().take_while(|&it| is_name(it)).count();
        // `(D-Ohio)` follows the name of a person, whether it was seen to be one or not.
        let party = close > open + 2 && text.page.form(open + 1).len() == 1 && text.page.form(open + 2) == "-"
            || text.page.form(open + 1).chars().nth(1) == Some('-');
        let named = (first..open).rev().find(|&it| is_person_name(text, it));
        let Some(head) = named.or_else(|| (party && first < open).then(|| open - 1)).filter(|_| !predicates) else { continue };
        let start = first - (0..first).rev().take_while(|&it| text.upos(it) == Upos::Noun && text.zone(it).is_none()).count();
        let start = start.max(text.words_of(text.sentence(open)).start);
        all.push(Bracket { inside: open..close + 1, head, name: start.min(head)..open });
    }
    all
}

/// A bracket after a name has at most so many words.
const LONGEST_BRACKET: usize = 9;

/// The whole phrase after a verb that stands before its subject, of which a part was taken for the source: `…, says [a report on schools]`.
pub(super) fn inverted(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some((head, source))) = (draft.cue, draft.source.as_mut()) else { continue };
        let finite = matches!(text.analysis().tags[cue].xpos, Xpos::Vbz | Xpos::Vbp | Xpos::Vbd);
        if !finite || *head <= cue || !text.page.clauses.is_reporting(cue) || !follows_comma(text, cue) {
            continue;
        }
        let first = text.page.clauses.dependents(cue).find(|&it| it > cue && !text.is_mark(it));
        let Some(subject) = first.filter(|&it| matches!(text.label(it), Deprel::Obj | Deprel::Nsubj) && it < *head) else { continue };
        let phrase = text.page.clauses.phrase(subject, Extent::Own);
        let before = draft.pieces.iter().all(|piece| piece.end <= cue);
        let noun = text.upos(subject) == Upos::Noun && text.kind[subject] == 0;
        if before && noun && phrase.contains(head) && phrase.start > cue && is_below_of(text, *head, subject) {
            (*head, *source) = (subject, text.bare(phrase));
        }
    }
}

/// A source into which the quotation before it was taken: `“We hope for it,” [the mayor] said`.
pub(super) fn unquoted(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some((head, source))) = (draft.cue, draft.source.as_mut()) else { continue };
        let own = text.zone(cue);
        let Some(last) = source.clone().rev().find(|&it| text.zone(it).is_some() && text.zone(it) != own) else { continue };
        let rest = text.bare(last + 1..source.end);
        let whole = text
            .zone(last)
            .is_some_and(|zone| text.words_in(zone).start >= source.start.saturating_sub(1) && text.words_in(zone).len() > 5);
        if !whole || rest.is_empty() || source.end > cue || !is_nominal(text, &rest) {
            continue;
        }
        let Some(top) = rest.clone().find(|&it| is_person_name(text, it)).or_else(|| top(text, &rest)) else { continue };
        let end = text.zone(last).map_or(last + 1, |zone| text.bare(text.words_in(zone)).end);
        if !rest.contains(head) {
            *head = top;
        }
        *source = rest.clone();
        for piece in draft.pieces.iter_mut().filter(|it| it.start <= last && it.end > last + 1 && it.end <= cue && it.start < end) {
            piece.end = end;
        }
    }
}

/// Whoever stands right after the cue of a quotation, where a word far before was taken for the source: `The tool “helps us all,” says [the study].`
pub(super) fn after_quotation(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some((head, source))) = (draft.cue, draft.source.as_mut()) else { continue };
        let sentence = text.words_of(text.sentence(cue));
        let quoted = cue > sentence.start + 2 && text.is_mark(cue - 1) && text.zone(cue - 1).or(text.zone(cue - 2)).is_some();
        let present = matches!(text.analysis().tags[cue].xpos, Xpos::Vbz | Xpos::Vbp | Xpos::Vbd);
        // `Staff are treated badly, says [a report]`: what stands after the cue is no content.
        let told = follows_comma(text, cue)
            && draft.pieces.iter().all(|piece| piece.start == cue + 1)
            && !text.page.clauses.dependents(cue).any(|it| it < cue && matches!(text.label(it), Deprel::Nsubj | Deprel::NsubjPass));
        let said = (quoted || told) && present && source.end < cue && text.page.clauses.is_reporting(cue) && text.zone(cue).is_none();
        // Its own subject stands beside it.
        if !said || (source.end..cue).all(|it| text.is_mark(it) || text.upos(it) == Upos::Adv) {
            continue;
        }
        let ends = |it: usize| text.is_mark(it) || matches!(text.analysis().tags[it].xpos, Xpos::Wp | Xpos::Wdt | Xpos::Vbg | Xpos::Vbn);
        let stop = (cue + 1..sentence.end).find(|&it| ends(it)).unwrap_or(sentence.end);
        let phrase = text.bare(cue + 1..stop);
        let whole = text.bare(sentence.start..cue);
        let finite = |it: usize| text.analysis().tags[it].xpos.is_finite();
        let aside = told && !quoted && whole.clone().any(finite) && whole.clone().all(|it| text.zone(it).is_none());
        let leads = !phrase.is_empty() && matches!(text.upos(phrase.start), Upos::Det | Upos::Propn | Upos::Pron | Upos::Noun);
        let before = aside || draft.pieces.iter().any(|piece| piece.end <= cue);
        if let Some(subject) = top(text, &phrase).filter(|_| before && leads && phrase.len() <= 12 && is_nominal(text, &phrase)) {
            (*head, *source) = (subject, phrase);
            draft.pieces.retain(|piece| piece.end <= cue);
            if draft.pieces.is_empty() {
                draft.pieces.push(whole);
            }
            draft.cue_words = cue..cue + 1;
        }
    }
}

/// Somebody of a body that was taken for the source alone: `[Sergeant Jon Saxby of] the Crime Directorate said`.
pub(super) fn of_body(text: &Text<'_>, drafts: &mut [Draft]) {
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
        let leads = matches!(text.page.form(of), "of" | "from" | "at" | "with")
            && (first == start || text.is_mark(first - 1) || first == start + 1);
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

/// An office before a name has at most so many words.
const LONGEST_OFFICE: usize = 7;

/// Whether a word is a complement of a noun: `a report on [schools]`.
fn is_below_of(text: &Text<'_>, word: usize, noun: usize) -> bool {
    text.analysis().head(word) == Some(noun) && text.label(word) == Deprel::Nmod
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

/// The subject of a clause with a participle after it, where something else was taken for its source: `[The minister] answered a complaint, calling it false`.
pub(super) fn participles(text: &Text<'_>, drafts: &mut [Draft]) {
    let clauses = text.page.clauses;
    let is_subject = |it: usize| matches!(text.label(it), Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter);
    for draft in drafts {
        let (Some(cue), Some((head, source))) = (draft.cue, draft.source.as_mut()) else { continue };
        let reduced = text.analysis().tags[cue].xpos == Xpos::Vbg && text.label(cue) == Deprel::Advcl;
        let own = clauses.dependents(cue).any(is_subject);
        if !reduced || own || is_subject(*head) || !follows_comma(text, draft.cue_words.start) || *head > cue {
            continue;
        }
        let Some(main) = text.analysis().head(cue).filter(|&it| it < cue && text.zone(it) == text.zone(cue)) else { continue };
        let Some(subject) =
            clauses.dependents(main).find(|&it| it < main && text.label(it) == Deprel::Nsubj && text.zone(it) == text.zone(cue))
        else {
            continue;
        };
        let phrase = clauses.phrase(subject, Extent::Own);
        let phrase = text.bare(phrase.start..phrase.end.min(main));
        let is_free = draft.pieces.iter().all(|piece| piece.end <= phrase.start || piece.start >= phrase.end);
        if is_free && phrase.contains(&subject) && !phrase.contains(head) && phrase.len() <= LONGEST_SOURCE {
            (*head, *source) = (subject, phrase);
        }
    }
}

/// Whoever was quoted, by whomever: `“…,” [Jon Saxby] was quoted as saying`, `…, the radio quoted [a guard] as saying`.
pub(super) fn was_quoted(text: &Text<'_>, drafts: &mut Vec<Draft>) {
    let mut more: Vec<Draft> = Vec::new();
    for verb in 2..text.analysis().len() {
        let says = text.page.clauses.is_reporting(verb) && text.analysis().tags[verb].xpos == Xpos::Vbg && text.page.form(verb - 1) == "as";
        if !says || text.zone(verb).is_some() || drafts.iter().any(|it| it.cue == Some(verb) && it.rule == "quoted-as") {
            continue;
        }
        let sentence = text.words_of(text.sentence(verb));
        let Some(quotes) = (sentence.start + 1..verb - 1).rev().take(LONGEST_QUOTED).find(|&it| text.page.form(it) == "quoted") else {
            continue;
        };
        let is = |it: &usize| matches!(text.page.form(*it), "was" | "were" | "been" | "is" | "are" | "being");
        let passive = (quotes.saturating_sub(2).max(sentence.start)..quotes).find(is);
        let Some(subject) = text.page.clauses.subjects(quotes).first().copied().filter(|&it| it < quotes && sentence.contains(&it)) else {
            continue;
        };
        let teller = text.bare(text.page.clauses.phrase(subject, Extent::Full));
        let object = text.bare(quotes + 1..verb - 1);
        let source = if passive.is_some() {
            (subject, if teller.end <= quotes { teller.clone() } else { subject..subject + 1 })
        } else {
            let Some(head) = top(text, &object).filter(|_| is_nominal(text, &object)) else { continue };
            (head, object)
        };
        let rest = text.bare(verb + 1..sentence.end);
        let told = !rest.is_empty()
            && text.page.form(rest.start) != "by"
            && (rest.clone().any(|it| text.zone(it).is_some()) || rest.clone().any(|it| text.analysis().tags[it].xpos.is_finite()));
        let before = text.bare(sentence.start..teller.start.max(sentence.start));
        let content = if told {
            rest
        } else if teller.start > sentence.start + 1
            && before.len() > 1
            && (follows_comma(text, teller.start) || text.zone(before.end - 1).is_some())
        {
            before
        } else {
            continue;
        };
        drafts.retain(|it| it.cue != Some(verb) && it.cue != Some(quotes));
        more.push(Draft {
            cue: Some(verb),
            cue_words: verb..verb + 1,
            known: Some(CueWord::SAYING),
            source: Some(source),
            speaker: None,
            pieces: vec![content],
            strength: 2 * NESTED,
            score: crate::evidence::Score::hundredths(85),
            rule: "quoted-as",
        });
    }
    if !more.is_empty() {
        drafts.append(&mut more);
        drafts.sort_by_key(|draft| draft.cue);
    }
}

/// Between `quoted` and `as saying` stand at most so many words.
const LONGEST_QUOTED: usize = 14;

/// Whoever stands right before a verb of saying, where the tree has no source: `[Norva] says the island is its own`.
pub(super) fn right_before(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let Some(cue) = draft.cue.filter(|&it| draft.source.is_none() && text.upos(it) == Upos::Verb && it > 0) else { continue };
        let before = cue - 1;
        let says = text.page.clauses.is_reporting(cue) && matches!(text.analysis().tags[cue].xpos, Xpos::Vbz | Xpos::Vbd | Xpos::Vbp);
        let starts = text.words_of(text.sentence(cue)).start == before;
        let after = draft.pieces.iter().all(|it| it.start > cue);
        if says && starts && after && text.kind[before] > 0 && text.zone(before) == text.zone(cue) {
            draft.source = Some((before, before..cue));
            draft.cue_words.start = draft.cue_words.start.max(cue);
        }
    }
}

/// A part of several, of whom all were taken for the source: `said [one of] the strikers`.
pub(super) fn parts(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for draft in drafts {
        let by_noun = draft.cue.is_none_or(|it| text.upos(it) == Upos::Noun);
        let Some((head, source)) = draft.source.as_mut().filter(|_| !by_noun) else { continue };
        // `[sources] familiar with the matter told`, `according to two people [familiar with the matter]`
        let knows = |it: usize| {
            words.knowing.has(&text.page.form(it).to_lowercase()) && matches!(text.page.form(it + 1), "with" | "to" | "of" | "on")
        };
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
            let paper = matches!(&*lower(it), "in" | "at")
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

//! Whoever is quoted as saying something, by whomever.

use dateline_lang::clause::Extent;
use dateline_lang::labels::{Deprel, Xpos};

use crate::evidence::Score;
use crate::statement::cue::CueWord;
use crate::statement::draft::{Draft, NESTED, follows_comma, is_nominal, top};
use crate::statement::text::Text;

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
            score: Score::hundredths(85),
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

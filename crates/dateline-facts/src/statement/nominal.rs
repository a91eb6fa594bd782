//! What the models seldom see: nouns that report, and attributions that stand between a subject and its verb.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::StatementKind;
use super::cue::{CueWord, Cues};
use super::draft::{Draft, is_nominal, top};
use super::last;
use super::text::Text;
use super::words::StatementWords;
use crate::evidence::Score;
/// How many words may stand between a noun and the `that` of what it reports.
pub(super) const LONGEST_NAME: usize = 14;

/// What a rule of this room gives a draft to be counted by.
const STRENGTH: i32 = 2000;

/// Adds them to the drafts, in the order of their cues, in the place of drafts with the same cue.
pub(super) fn add(text: &Text<'_>, cues: &Cues, words: &StatementWords, drafts: &mut Vec<Draft>) {
    let mut more: Vec<Draft> = Vec::new();
    for word in 0..text.analysis().len() {
        if text.zone(word).is_some() {
            continue;
        }
        let found = match text.upos(word) {
            Upos::Noun => viewpoint(text, words, word)
                .or_else(|| of_view(text, words, word))
                .or_else(|| misread(text, cues, words, word))
                .or_else(|| {
                    cues.of(text, word).and_then(|known| {
                        that(text, words, word, known)
                            .or_else(|| to(text, words, word, known))
                            .or_else(|| colon(text, words, word, known, drafts))
                    })
                }),
            Upos::Verb => cues
                .of(text, word)
                .and_then(|known| interposed(text, word, known).or_else(|| last::reporter(text, cues, words, word, known, drafts))),
            _ => None,
        };
        let found = found.or_else(|| relative(text, cues, word));
        more.extend(found);
    }
    if !more.is_empty() {
        drafts.retain(|draft| more.binary_search_by_key(&draft.cue, |it| it.cue).is_err());
        drafts.append(&mut more);
        drafts.sort_by_key(|draft| draft.cue);
    }
}

pub(super) fn draft(
    cue: usize,
    cue_words: Range<usize>,
    known: CueWord,
    source: (usize, Range<usize>),
    pieces: Vec<Range<usize>>,
) -> Draft {
    Draft {
        cue: Some(cue),
        cue_words,
        known: Some(known),
        source: Some(source),
        speaker: None,
        pieces,
        strength: STRENGTH,
        score: Score::hundredths(70),
        rule: "reporting-phrase",
    }
}

pub(super) fn is_finite(text: &Text<'_>, word: usize) -> bool {
    text.analysis().tags[word].xpos.is_finite()
}

/// A verb that was read as a noun in the plural: `The motion [claims], “…”`, `Half of the calls fail, the agency [reports].`
fn misread(text: &Text<'_>, cues: &Cues, words: &StatementWords, word: usize) -> Option<Draft> {
    if text.analysis().tags[word].xpos != Xpos::Nns {
        return None;
    }
    // What a paper says may also be a verb of counting: `the report estimates`.
    let paper = word > 0 && words.publications.has(text.analysis().lemma(word - 1));
    let lemma = text.analysis().lemma(word);
    let known = cues.saying(lemma).or_else(|| cues.verb(lemma).filter(|it| paper && it.kind == StatementKind::Speech))?;
    let sentence = text.words_of(text.sentence(word));
    let comma = |at: usize| text.form[at] == text.form_of_comma();
    let is_phrase = |it: &usize| {
        let nominal = matches!(text.upos(*it), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num);
        (nominal || text.analysis().tags[*it].xpos == Xpos::Pos) && text.zone(*it).is_none()
    };
    let start = word - (sentence.start..word).rev().take_while(is_phrase).count();
    let leads = text.upos(start) == Upos::Propn || words.forms.articles.has(&text.page.form(start).to_lowercase());
    if start == word || !leads || matches!(text.analysis().tags[word - 1].xpos, Xpos::Nns | Xpos::Jj | Xpos::Dt) {
        return None;
    }
    let predicates = |words: Range<usize>| words.clone().any(|it| is_finite(text, it) && text.zone(it).is_none());
    let zone = (word + 1 < sentence.end && comma(word + 1)).then(|| (word + 2..sentence.end.min(word + 4)).find_map(|it| text.zone(it)));
    // `As the Norva Journal notes, …`: the clause after the comma is said.
    let as_told = start == sentence.start + 1
        && text.page.form(sentence.start).eq_ignore_ascii_case("as")
        && word + 1 < sentence.end
        && comma(word + 1)
        && predicates(word + 2..sentence.end);
    let content = if as_told {
        text.bare(word + 2..sentence.end)
    } else if let Some(zone) = zone.flatten() {
        let free = !predicates(sentence.start..word) && (start == sentence.start || comma(start - 1));
        if free { text.bare(text.words_in(zone)) } else { word..word }
    } else {
        let ends = (word + 1..sentence.end).all(|it| text.is_mark(it));
        let after = ends && start > sentence.start + 3 && comma(start - 1) && predicates(sentence.start..start - 1);
        text.bare(sentence.start..if after { start - 1 } else { sentence.start })
    };
    let source = start..word;
    let head = word - 1;
    (content.len() > 2).then(|| Draft { score: Score::hundredths(80), ..draft(word, word..word + 1, known, (head, source), vec![content]) })
}

/// Whose a noun is: `[the captain's] message`, `a claim by [Aldos]`, up to a comma.
fn owner(text: &Text<'_>, words: &StatementWords, noun: usize, end: usize) -> Option<(usize, Range<usize>)> {
    let leads = noun + 1 < end && words.forms.owning.has(text.page.form(noun + 1));
    if leads {
        let comma = (noun + 2..end).find(|&it| text.form[it] == text.form_of_comma()).unwrap_or(end);
        let phrase = text.bare(noun + 2..comma);
        let named = !phrase.is_empty() && is_nominal(text, &phrase) && phrase.clone().any(|it| text.kind[it] > 0);
        return named.then(|| top(text, &phrase).map(|head| (head, phrase))).flatten();
    }
    // `on [union] claims that …`
    let apposed = noun.checked_sub(1).filter(|&it| {
        let many = text.analysis().tags[noun].xpos == Xpos::Nns;
        many && text.label(it) == Deprel::Compound && text.analysis().head(it) == Some(noun) && text.kind[it] > 0
    });
    if let Some(owner) = apposed {
        return Some((owner, owner..noun));
    }
    let possessor = text.page.clauses.dependents(noun).find(|&it| text.label(it) == Deprel::NmodPoss && it < noun)?;
    let phrase = text.reach(possessor);
    // Without the ending.
    let end = (phrase.start..phrase.end).find(|&it| text.analysis().tags[it].xpos == Xpos::Pos).unwrap_or(phrase.end);
    (text.kind[possessor] > 0 && end > phrase.start).then_some((possessor, phrase.start..end))
}

/// A noun with whose it is and a clause: `[the claim by Aldos that] its rubber is free of oil`.
fn that(text: &Text<'_>, words: &StatementWords, noun: usize, known: CueWord) -> Option<Draft> {
    let sentence = text.words_of(text.sentence(noun));
    let near = noun + 1..sentence.end.min(noun + LONGEST_NAME);
    let that = near.clone().find(|&it| text.page.form(it) == "that" && text.upos(it) == Upos::Sconj)?;
    if (noun + 1..that).any(|it| is_finite(text, it) || text.zone(it).is_some()) {
        return None;
    }
    let verb = text.analysis().head(that).filter(|&it| it > that)?;
    // `There were reports that the dam had burst`: nobody's.
    let there = || {
        let clauses = text.page.clauses;
        let is = text.analysis().head(noun).filter(|_| matches!(text.label(noun), Deprel::Nsubj | Deprel::Obj));
        let led = std::iter::once(noun).chain(is).any(|it| clauses.dependents(it).any(|it| text.label(it) == Deprel::Expl));
        led && that == noun + 1 && words.unowned.has(text.analysis().lemma(noun))
    };
    let source = owner(text, words, noun, that).or_else(|| pronoun(text, words, noun));
    let end = predicated(text, noun, that, verb).unwrap_or(text.reach(verb).end.min(sentence.end));
    let content = text.bare(that..end);
    if content.len() <= 2 || source.is_none() && !there() {
        return None;
    }
    Some(Draft { source, ..draft(noun, noun..noun + 1, known, (noun, noun..noun + 1), vec![content]) })
}

/// The possessive pronoun before a noun: `[his] claim`.
fn pronoun(text: &Text<'_>, words: &StatementWords, noun: usize) -> Option<(usize, Range<usize>)> {
    let third = |it: &usize| words.forms.possessives.has(&text.page.form(*it).to_lowercase());
    let own = text.page.clauses.dependents(noun).find(|&it| text.label(it) == Deprel::NmodPoss && it < noun).filter(third)?;
    Some((own, own..own + 1))
}

/// Where the verb of which a noun with its clause is the subject stands right after the verb of that clause: `warning that rain would come [sent] prices up`.
fn predicated(text: &Text<'_>, noun: usize, that: usize, verb: usize) -> Option<usize> {
    let sentence = text.words_of(text.sentence(noun));
    let tag = |it: usize| text.analysis().tags[it].xpos;
    let leads = !(sentence.start..noun).any(|it| is_finite(text, it));
    let bare = |it: usize| matches!(tag(it), Xpos::Vb | Xpos::Vbn | Xpos::Vbg) && it > that + 1;
    let end = (that + 2..sentence.end).find(|&it| it > that + 3 && matches!(tag(it), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp) && bare(it - 1))?;
    (leads && end > verb.min(end - 1)).then_some(end)
}

/// A noun with whose it is and an infinitive: `[her promise to] build a dam`, `Norland's threat to close the strait`.
fn to(text: &Text<'_>, words: &StatementWords, noun: usize, known: CueWord) -> Option<Draft> {
    if !words.bonds.has(text.analysis().lemma(noun)) || text.zone(noun).is_some() {
        return None;
    }
    let clauses = text.page.clauses;
    let to = |it: usize| clauses.dependents(it).find(|&mark| mark < it && text.analysis().tags[mark].xpos == Xpos::To);
    let below = clauses
        .dependents(noun)
        .filter(|&it| it > noun && matches!(text.label(it), Deprel::Acl | Deprel::Xcomp | Deprel::Advcl | Deprel::AclRelcl))
        .find_map(|it| Some((it, to(it).filter(|&to| to <= noun + 3)?)));
    // `have not forgotten her promise to build it`, where the tree has the infinitive on the verb before.
    let beside = || {
        let tag = |it: usize| text.analysis().tags.get(it).map(|tag| tag.xpos);
        let verb = text.analysis().head(noun + 1).filter(|&it| it > noun + 1 && tag(noun + 1) == Some(Xpos::To))?;
        (tag(verb) == Some(Xpos::Vb)).then_some((verb, noun + 1))
    };
    let clause = below.or_else(beside)?;
    let source = owner(text, words, noun, clause.1).or_else(|| pronoun(text, words, noun))?;
    let content = text.bare(clause.1..text.reach(clause.0).end.min(text.words_of(text.sentence(noun)).end));
    let known = CueWord { kind: StatementKind::Intention, ..known };
    (content.len() > 1).then(|| Draft { score: Score::hundredths(85), ..draft(noun, noun..noun + 1, known, source, vec![content]) })
}

/// `In the words of trainer Lars Boe, the horse is lazy.`
fn viewpoint(text: &Text<'_>, words: &StatementWords, noun: usize) -> Option<Draft> {
    let sentence = text.words_of(text.sentence(noun));
    let leads = noun >= sentence.start + 2
        && noun + 2 < sentence.end
        && words.viewpoints.has(text.analysis().lemma(noun))
        && text.page.form(noun - 2).eq_ignore_ascii_case("in")
        && text.page.form(noun + 1) == "of";
    if !leads {
        return None;
    }
    let root = sentence.clone().find(|&it| text.label(it) == Deprel::Root)?;
    let subject = text.page.clauses.subjects(root).first().copied().filter(|&it| it > noun + 2)?;
    let start = text.reach(subject).start;
    let comma = (noun + 2..start).find(|&it| text.form[it] == text.form_of_comma())?;
    let phrase = text.bare(noun + 2..comma);
    let source = (top(text, &phrase).filter(|_| is_nominal(text, &phrase))?, phrase);
    let content = text.bare(start..sentence.end);
    (content.len() > 2).then(|| draft(noun, noun - 2..noun + 2, CueWord::SAYING, source, vec![content]))
}

/// `Traders are of the view that prices will fall.`
fn of_view(text: &Text<'_>, words: &StatementWords, noun: usize) -> Option<Draft> {
    let clauses = text.page.clauses;
    let of = clauses.dependents(noun).any(|it| text.label(it) == Deprel::Case && text.page.form(it) == "of");
    let holds = words.holding_of.has(text.analysis().lemma(noun)) && of;
    let copula = clauses.dependents(noun).find(|&it| text.label(it) == Deprel::Cop && holds)?;
    let subject = clauses.subjects(noun).first().copied().filter(|&it| it < copula)?;
    let sentence = text.words_of(text.sentence(noun));
    let that = (noun + 1).min(sentence.end - 1);
    if text.page.form(that) != "that" || clauses.is_negated(noun) {
        return None;
    }
    let verb = text.analysis().head(that).filter(|&it| it > that)?;
    let content = text.bare(that..text.reach(verb).end.min(sentence.end));
    let source = text.bare(text.page.clauses.phrase(subject, dateline_lang::clause::Extent::Full));
    let known = CueWord { kind: StatementKind::Belief, ..CueWord::SAYING };
    (content.len() > 2 && source.end <= copula).then(|| draft(noun, copula..noun + 1, known, (subject, source), vec![content]))
}

/// An attribution between a relative pronoun and its verb: `A student, who [police say] owned the gun, was held.`
fn relative(text: &Text<'_>, cues: &Cues, word: usize) -> Option<Draft> {
    let known = cues.saying(text.analysis().lemma(word))?;
    let sentence = text.words_of(text.sentence(word));
    let who = (sentence.start + 1..word)
        .rev()
        .take(LONGEST_TELLER)
        .find(|&it| matches!(text.analysis().tags[it].xpos, Xpos::Wp | Xpos::Wdt) && text.page.form(it) != "what")?;
    let phrase = who + 1..word;
    let finite = |it: usize| text.analysis().tags.get(it).is_some_and(|tag| tag.xpos.is_finite());
    let plain = |it: usize| text.zone(it).is_none();
    let named =
        |it: usize| matches!(text.upos(it), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn) || text.analysis().tags[it].xpos == Xpos::Prp;
    // A short word before `say` that was read as a verb is who says it: `who police say`.
    let misread = phrase.len() == 1 && text.label(phrase.start) != Deprel::Root && text.analysis().tags[phrase.start].xpos == Xpos::Vbp;
    let by = !phrase.is_empty() && (misread || phrase.clone().all(named));
    let says = matches!(&*text.page.form(word).to_lowercase(), it if it == text.analysis().lemma(word)) || finite(word);
    if !by || !says || word + 2 >= sentence.end || !finite(word + 1) || !(who - 1..word + 2).all(plain) {
        return None;
    }
    let end = (word + 1..sentence.end).find(|&it| text.form[it] == text.form_of_comma() || matches!(text.page.form(it), "—" | "–" | ";"));
    let content = text.bare(word + 1..end.unwrap_or(sentence.end));
    let about = (sentence.start..who).rev().find(|&it| matches!(text.upos(it), Upos::Noun | Upos::Propn))?;
    let about = text.bare(text.page.clauses.phrase(about, dateline_lang::clause::Extent::Plain));
    let head = top(text, &phrase).unwrap_or(phrase.end - 1);
    let is_about = about.end <= who && who - about.end <= 1 && about.start >= sentence.start && !about.is_empty();
    let pieces = if is_about { vec![about, content.clone()] } else { vec![content.clone()] };
    (content.len() > 1).then(|| Draft { score: Score::hundredths(80), ..draft(word, word..word + 1, known, (head, phrase), pieces) })
}

/// Between a relative pronoun and a word of saying stand at most so many words.
const LONGEST_TELLER: usize = 5;

/// A noun before a colon and a quotation that nobody has: `The captain's last [message] was short: “…”`
fn colon(text: &Text<'_>, words: &StatementWords, noun: usize, known: CueWord, drafts: &[Draft]) -> Option<Draft> {
    let sentence = text.words_of(text.sentence(noun));
    let mark =
        (noun + 1..text.block_end(noun).min(noun + LONGEST_NAME)).find(|&it| text.page.form(it) == ":" && text.zone(it).is_none())?;
    let zone = (mark + 1..mark + 3).find_map(|it| text.zone(it))?;
    let content = text.bare(text.words_in(zone));
    let is_taken = drafts.iter().any(|draft| draft.source.is_some() && draft.holds(content.start));
    let reports = (sentence.start..mark).any(|it| text.page.clauses.is_reporting(it) && text.upos(it) == Upos::Verb);
    if content.is_empty() || is_taken || reports || known.kind != StatementKind::Speech {
        return None;
    }
    let has = || {
        let verb = text.analysis().head(noun).filter(|_| text.label(noun) == Deprel::Obj)?;
        let subject = text.page.clauses.subjects(verb).first().copied().filter(|&it| text.kind[it] > 0)?;
        let phrase = text.bare(text.page.clauses.phrase(subject, dateline_lang::clause::Extent::Own));
        (text.analysis().lemma(verb) == "have").then_some((subject, phrase))
    };
    let source = owner(text, words, noun, mark).or_else(has)?;
    Some(draft(noun, noun..noun + 1, known, source, vec![content]))
}

/// An attribution between a subject and its verb: `The price of rice, officials in the port say, will fall by June.`
fn interposed(text: &Text<'_>, verb: usize, known: CueWord) -> Option<Draft> {
    if known.kind != StatementKind::Speech || !text.page.clauses.is_reporting(verb) {
        return None;
    }
    let sentence = text.words_of(text.sentence(verb));
    let comma = |it: &usize| text.form[*it] == text.form_of_comma();
    let first = (sentence.start.max(verb.saturating_sub(10))..verb).rev().find(comma)?;
    let second = (verb + 1..sentence.end.min(verb + 10)).find(comma)?;
    let left = text.bare(sentence.start..first);
    // A subject, and then its verb; no scene, and nothing quoted before.
    let goes_on =
        (second + 1..sentence.end).find(|&it| !text.is_mark(it) && text.upos(it) != Upos::Adv).is_some_and(|it| is_finite(text, it));
    let is_subject = is_nominal(text, &left) && !matches!(text.upos(left.start), Upos::Adp | Upos::Sconj | Upos::Adv | Upos::Cconj);
    // `Ruiz, who denies it, has gone`
    let relates = (first..second).any(|it| matches!(text.analysis().tags[it].xpos, Xpos::Wp | Xpos::Wdt | Xpos::WpPoss));
    let quoted =
        relates || !is_finite(text, verb) && text.analysis().tags[verb].xpos != Xpos::Vb || left.clone().any(|it| text.zone(it).is_some());
    let (before, after) = (text.bare(first + 1..verb), text.bare(verb + 1..second));
    if !goes_on || !is_subject || quoted || left.is_empty() {
        return None;
    }
    let nominal = |words: &Range<usize>| !words.is_empty() && is_nominal(text, words);
    let phrase = if nominal(&before) { before } else { Some(after).filter(nominal)? };
    let head = top(text, &phrase)?;
    let content = text.bare(second + 1..sentence.end);
    let end = if phrase.start > verb { verb + 1 } else { second };
    Some(draft(verb, verb..end.max(verb + 1), known, (head, phrase), vec![left, content]))
}

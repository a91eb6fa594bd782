//! Which drafts are hardly statements, and go.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};
use dateline_lang::morph::Person;
use rustc_hash::FxHashMap;

use super::StatementKind;
use super::draft::{Draft, NESTED, Nearby, follows_comma, top};
use super::text::Text;
use super::words::StatementWords;
use crate::evidence::Score;

/// Of those that attribute the same words the surest one stays, the first of equals.
pub(super) fn distinct(drafts: &mut Vec<Draft>) {
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
pub(super) fn unnested(text: &Text<'_>, words: &StatementWords, drafts: &mut Vec<Draft>) {
    let nearby = Nearby::new(text, drafts);
    let weak: Vec<bool> = (0..drafts.len())
        .map(|at| {
            let Some(cue) = drafts[at].cue else { return false };
            let inside = text.zone(cue).is_some() || nearby.of(text, &(cue..cue + 1)).any(|it| it != at && drafts[it].holds(cue));
            let first_person = || {
                let person = drafts[at].source.as_ref().and_then(|(head, _)| text.analysis().morphs[*head].person());
                matches!(person, Some(Person::First | Person::Second))
            };
            let least = if drafts[at].known.is_some_and(|it| it.kind != StatementKind::Speech) { 3 * NESTED } else { NESTED };
            // `said the alleged ring runs …`: such an adjective is a word of what is said.
            let attribute = text.label(cue) == Deprel::Amod;
            // `urged people to understand that …`: nobody is told to hold it yet.
            let bidden = drafts[at].known.is_some_and(|it| it.kind == StatementKind::Belief)
                && text.analysis().tags[cue].xpos == Xpos::Vb
                && cue > 0
                && text.analysis().tags[cue - 1].xpos == Xpos::To;
            // `She gave birth and “the pack is well,” the zoo said`: a word that the list does not know, in another's words.
            let clause = |it: usize| text.label(it) == Deprel::Ccomp;
            let unknown = drafts[at].known.is_none()
                && drafts[at].rule == MODEL
                && super::cue::link(text, cue).is_none()
                && !text.page.clauses.dependents(cue).any(clause);
            // `“Our research shows that …”`: in one's own words, what one's papers show is one's own.
            let papers = text.zone(cue).is_some()
                && drafts[at]
                    .source
                    .as_ref()
                    .is_some_and(|(head, _)| words.publications.has(text.analysis().lemma(*head)) && text.bearer(*head).is_none());
            inside
                && (attribute
                    || papers
                    || bidden
                    || unknown
                    || first_person() && text.upos(cue) == Upos::Verb
                    || drafts[at].strength < least
                    || text.zone(cue).is_some() && first_person())
        })
        .collect();
    let mut weak = weak.iter();
    drafts.retain(|_| !weak.next().copied().unwrap_or(false));
}

/// Drops what is hardly a statement: words that the list does not know and that take no clause, participles without a source, denials that something was said.
pub(super) fn doubtful(text: &Text<'_>, words: &StatementWords, drafts: &mut Vec<Draft>) {
    let cues: Vec<usize> = drafts.iter().filter_map(|draft| draft.cue).collect();
    drafts.retain(|draft| {
        let Some(cue) = draft.cue else { return true };
        if super::cue::link(text, cue).is_some() {
            return true;
        }
        // What the page says of itself, or tells its reader.
        let is_own = |&(head, _): &(usize, Range<usize>)| {
            text.upos(head) == Upos::Pron
                && text.zone(head).is_none()
                && matches!(text.analysis().morphs[head].person(), Some(Person::First | Person::Second))
        };
        let quoted = draft.pieces.iter().any(|piece| text.zone(piece.start).is_some() || text.zone(piece.end - 1).is_some());
        let clausal = draft.pieces.iter().any(|piece| is_clause(text, piece));
        if !quoted && draft.source.as_ref().is_some_and(is_own) {
            return false;
        }
        let reduced = matches!(text.label(cue), Deprel::Advcl | Deprel::Acl | Deprel::Amod) && text.analysis().tags[cue].xpos == Xpos::Vbn;
        // `when asked why he left`
        let timed = draft.source.is_none()
            && matches!(text.analysis().tags[cue].xpos, Xpos::Vbn | Xpos::Vbd)
            && cue > 0
            && words.moments.has(text.page.form(cue - 1));
        if timed {
            return false;
        }
        // `Asked whether he would run, he laughed`
        let starts = text.words_of(text.sentence(cue)).start == cue;
        let asked = starts && matches!(text.analysis().tags[cue].xpos, Xpos::Vbn | Xpos::Vbd);
        // `Asked by the paper about it, she said “…”`: the answer is not what was asked.
        let answered = |piece: &Range<usize>| cues.iter().any(|&it| it > cue && text.sentence(it) == text.sentence(cue) && it < piece.end);
        // `Explaining why he left.`: nobody does.
        let headless = starts && draft.source.is_none() && text.analysis().tags[cue].xpos == Xpos::Vbg;
        if headless || asked && draft.pieces.iter().any(answered) {
            return false;
        }
        // `a man accused of theft`, `is considered the best`: whoever is spoken of has not spoken.
        let of_antecedent =
            draft.source.as_ref().is_some_and(|(head, _)| text.analysis().head(cue) == Some(*head)) && text.label(cue) == Deprel::Acl;
        let nobody_holds = draft.known.is_some_and(|it| it.kind == StatementKind::Belief) && draft.strength < 3000;
        if draft.source.is_none() && (reduced || asked || nobody_holds) || reduced && of_antecedent {
            return false;
        }
        // `“Thank you for [any help],” she wrote`: what is asked of the reader nobody says.
        let bids = draft.source.as_ref().is_some_and(|(head, _)| {
            *head > cue && text.zone(cue).is_some() && text.zone(*head) == text.zone(cue) && text.page.clauses.subjects(cue).is_empty()
        });
        if bids && draft.rule == MODEL && matches!(text.analysis().tags[cue].xpos, Xpos::Vb | Xpos::Vbp) {
            return false;
        }
        // `talked with the owner over the phone`: who is spoken to is not what is said.
        let with = draft.cue_words.end.checked_sub(1).is_some_and(|it| words.forms.conversing.has(text.page.form(it)));
        if with && !quoted && !clausal && words.conversing.has(text.analysis().lemma(cue)) {
            return false;
        }
        // `according to plan`
        let accords = text.analysis().lemma(cue) == "accord" || text.upos(cue) == Upos::Adp;
        let measures = |&(head, _): &(usize, Range<usize>)| text.upos(head) == Upos::Num || words.measures.has(text.analysis().lemma(head));
        if accords && draft.source.as_ref().is_some_and(measures) {
            return false;
        }
        // `explains about the shelters`: whoever speaks about a thing says something.
        let about = draft.cue_words.end > cue + 1 && text.page.form(draft.cue_words.end - 1) == "about";
        if draft.known.is_some_and(|it| it.needs_words && !about && !clausal && !quoted || draft.strength < it.least) {
            return false;
        }
        // `ordered for`, `revealed itself`, `That is, according to Berg, …`: nothing is said.
        let empty = |it: usize| {
            text.is_mark(it)
                || matches!(text.upos(it), Upos::Adp | Upos::Part | Upos::Sconj | Upos::Cconj | Upos::Det)
                || accords && text.upos(it) == Upos::Aux
                || text.upos(it) == Upos::Pron
                || text.page.form(it) == "else"
        };
        if !quoted && draft.rule != "stated" && draft.pieces.iter().flat_map(Clone::clone).all(empty) {
            return false;
        }
        // `the writer of “The Lake” has delivered a film`: the title of a work is not what somebody says.
        let weak = draft.known.is_none_or(|it| it.needs_words);
        if quoted && weak && draft.pieces.iter().all(|piece| is_title(text, piece)) {
            return false;
        }
        // `hoax calls to the station`, `phone calls about it`: what kind of call it is does not speak.
        let kind_of = |&(head, _): &(usize, Range<usize>)| {
            text.analysis().head(head) == Some(cue) && text.label(head) == Deprel::Compound && text.upos(head) == Upos::Noun
        };
        if text.upos(cue) == Upos::Noun && draft.rule == MODEL && !quoted && draft.source.as_ref().is_some_and(kind_of) {
            return false;
        }
        // `citing satellite images, the agency said`: what a source rests on is not what it says.
        let evidence = |it: usize| words.evidence.has(text.analysis().lemma(it));
        let cites = words.forms.citing.has(text.analysis().lemma(cue)) && text.analysis().tags[cue].xpos == Xpos::Vbg && !quoted;
        if cites && draft.pieces.first().and_then(|it| top(text, it)).is_some_and(evidence) {
            return false;
        }
        // `denied him a loan`, `denied the family entry`: it was not given.
        let kept = |it: usize| {
            words.forms.denying.has(text.analysis().lemma(cue))
                && (words.goods.has(text.analysis().lemma(it))
                    || text.page.clauses.dependents(cue).any(|it| text.label(it) == Deprel::Iobj))
        };
        let whom = draft.pieces.first().is_some_and(|it| {
            words.forms.denying.has(text.analysis().lemma(cue)) && it.len() > 1 && words.forms.objects.has(text.page.form(it.start))
        });
        if !quoted && !clausal && (whom || draft.pieces.first().and_then(|it| top(text, it)).is_some_and(kept)) {
            return false;
        }
        // `The stock added two points`, `crews responded to the scene`; `repeated those remarks`: no words are told.
        let echoed = |it: usize| {
            let points = |it: usize| text.upos(it) == Upos::Det && words.forms.pointing.has(&text.page.form(it).to_lowercase());
            words.echoes.has(text.analysis().lemma(it)) && text.page.clauses.dependents(it).any(points)
        };
        let told = draft.pieces.iter().any(|it| text.page.form(it.start) == "that" || it.clone().any(|it| text.label(it) == Deprel::Ccomp));
        let does = words.doing.has(text.analysis().lemma(cue)) && text.upos(cue) == Upos::Verb && !told;
        let to = draft.pieces.first().is_some_and(|it| text.analysis().tags[it.start].xpos == Xpos::To);
        let deed = does && (!clausal || to);
        if !quoted && (deed || !clausal && draft.pieces.first().and_then(|it| top(text, it)).is_some_and(echoed)) {
            return false;
        }
        if is_idle(text, words, draft, cue, quoted) {
            return false;
        }
        // `called 911`, `the flood claimed four lives`: nothing is said.
        let number = draft.pieces.iter().flat_map(Clone::clone).all(|it| text.upos(it) == Upos::Num);
        let taken = |it: usize| words.prizes.has(text.analysis().lemma(it)) && words.alleging.has(text.analysis().lemma(cue));
        if !quoted && (number || !clausal && draft.pieces.first().and_then(|it| top(text, it)).is_some_and(taken)) {
            return false;
        }
        // `cited unnamed sources`: whom a page has it from is not what it says.
        let informs = |it: usize| words.informants.has(text.analysis().lemma(it));
        let cites = words.citing.has(text.analysis().lemma(cue)) && !quoted;
        if cites && draft.pieces.first().and_then(|it| top(text, it)).is_some_and(informs) {
            return false;
        }
        if !quoted && is_unsaid(text, words, draft, cue, clausal) {
            return false;
        }
        let nominal = |it: usize| matches!(text.upos(it), Upos::Noun | Upos::Propn);
        let bar = match (draft.known.map(|it| it.kind), clausal, quoted) {
            (None, false, false) => 2000,
            (None, ..) => 300,
            (Some(StatementKind::Speech), true, _) | (Some(StatementKind::Speech), _, true) => i32::MIN,
            (Some(StatementKind::Speech), ..) => NOMINAL,
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
        let lemma = text.analysis().lemma(cue);
        let unsaid = if words.forms.saying.has(lemma) {
            text.page.clauses.is_negated(cue)
        } else {
            // `was told never to speak of it` tells what was told.
            words.forms.telling.has(lemma)
                && text.page.clauses.negations(cue).into_iter().any(|it| it < cue && it + 4 > cue && text.zone(it) == text.zone(cue))
        };
        draft.strength >= bar && !unsaid && draft.score >= Score::hundredths(LEAST_SCORE)
    });
}

/// Whether a verb of saying tells of no saying: in a condition (`if she said yes`), in a comparison (`more than analysts had expected`), in a saying
/// (`having said that`), of next to nothing (`said little`), or after a refusal (`declined to comment on it`).
fn is_idle(text: &Text<'_>, words: &StatementWords, draft: &Draft, cue: usize, quoted: bool) -> bool {
    let clauses = text.page.clauses;
    let start = text.words_of(text.sentence(cue)).start;
    let lower = |it: usize| text.page.form(it).to_lowercase();
    let marked = |form: &str| {
        clauses
            .dependents(cue)
            .any(|it| it < cue && text.label(it) == Deprel::Mark && lower(it) == form && (it == start || lower(it - 1) != "as"))
    };
    let asked = matches!(text.label(cue), Deprel::Ccomp | Deprel::Xcomp | Deprel::Csubj | Deprel::Root);
    let answer = text.label(cue) == Deprel::Root && draft.pieces.iter().map(ExactSizeIterator::len).sum::<usize>() <= 2;
    if (!asked || answer) && marked("if") || marked("than") && draft.pieces.iter().all(|it| it.end <= cue) {
        return true;
    }
    let saying = |phrase: &String| {
        let count = phrase.split(' ').count();
        cue + 1 >= start + count && phrase.split(' ').zip(cue + 1 - count..).all(|(word, it)| lower(it) == word)
    };
    if words.phrases.iter().any(saying) {
        return true;
    }
    let short = draft.pieces.first().is_some_and(|it| words.forms.next_to_nothing.has(&lower(it.start)));
    if !quoted && short && words.forms.saying.has(text.analysis().lemma(cue)) {
        return true;
    }
    let refused = text.label(cue) == Deprel::Xcomp
        && text.analysis().head(cue).is_some_and(|it| words.withheld("refusals").has(text.analysis().lemma(it)));
    !quoted && refused && words.withheld("comment").has(text.analysis().lemma(cue))
}

/// Whether words are a few with a capital each and no mark at their end: the title of a work.
fn is_title(text: &Text<'_>, words: &Range<usize>) -> bool {
    let capital = |it: usize| text.page.form(it).starts_with(char::is_uppercase);
    words.len() <= 4 && words.clone().all(|it| capital(it) || text.upos(it) == Upos::Adp) && !text.is_mark(words.end - 1)
}

/// Whether nobody is told to have said or held a thing: it was not said (`did not comment on the ruling`), it was done to it by nobody
/// (`the singer was booed`), or it only has its name (`an illness called river lung`).
fn is_unsaid(text: &Text<'_>, words: &StatementWords, draft: &Draft, cue: usize, clausal: bool) -> bool {
    if text.upos(cue) != Upos::Verb {
        return false;
    }
    let clauses = text.page.clauses;
    let lemma = text.analysis().lemma(cue);
    let has = |label: Deprel| clauses.dependents(cue).any(|it| text.label(it) == label);
    let participle = matches!(text.analysis().tags[cue].xpos, Xpos::Vbn | Xpos::Vbd) && !has(Deprel::Aux) && !has(Deprel::AuxPass);
    // `A clerk accused of theft`, `Driver cited for speeding`: without an object it was done to whoever stands before.
    let next = text.page.form((cue + 1).min(text.analysis().len() - 1));
    if participle && words.suffering.has(lemma) && words.forms.charging.has(next) {
        return true;
    }
    // `failed to report the crash`
    let undone = matches!(text.label(cue), Deprel::Xcomp | Deprel::Advcl | Deprel::Acl)
        && text.analysis().tags[cue].xpos == Xpos::Vb
        && text.analysis().head(cue).is_some_and(|it| words.undone.has(text.analysis().lemma(it)));
    if undone {
        return true;
    }
    // `His men were called to the bar`
    if has(Deprel::AuxPass) && !clausal && words.summoning.has(lemma) {
        return true;
    }
    // `“a hard year” – referring to the drought`: what the reporter explains.
    if text.analysis().tags[cue].xpos == Xpos::Vbg && !clausal && words.glossing.has(lemma) && !has(Deprel::Aux) {
        return true;
    }
    // `State law requires that he pay`, `the deal allows them to stay`: a rule does not speak.
    let rules = |&(head, _): &(usize, Range<usize>)| words.rules.has(text.analysis().lemma(head));
    if words.binding.has(lemma) && draft.source.as_ref().is_some_and(rules) {
        return true;
    }
    // `The inquest did not establish how he died`
    if words.finding.has(lemma) && clauses.is_negated(cue) {
        return true;
    }
    // `The coroner opened the file, identifying him as Ivo Boe`: what it goes on from is not what it says.
    let before = !draft.pieces.is_empty() && draft.pieces.iter().all(|it| it.end <= cue);
    if before && text.analysis().tags[cue].xpos == Xpos::Vbg && has(Deprel::Obj) && text.label(cue) == Deprel::Advcl {
        return true;
    }
    let sourceless = has(Deprel::AuxPass) && draft.source.is_none();
    // `The hearing was to explain his rights and to address the matter of bail`
    let purposeless = text.analysis().tags[cue].xpos == Xpos::Vb && draft.source.is_none() && !clausal;
    if purposeless && draft.known.is_none_or(|it| it.kind == StatementKind::Speech) {
        return true;
    }
    let content = draft.pieces.first().map_or("", |it| text.page.form(it.start));
    // `is listed as living in Elm`, `was called to check on a guest`
    if sourceless && (content == "as" || words.summoning.has(lemma) && content == "to") {
        return true;
    }
    let leads = text.analysis().tags.get(cue + 1).is_some_and(|tag| tag.upos == Upos::Adp);
    let reduced = matches!(text.label(cue), Deprel::Acl | Deprel::Advcl | Deprel::Amod);
    let named = || {
        text.analysis().tags[cue].xpos == Xpos::Vbn
            && cue > 0
            && matches!(text.upos(cue - 1), Upos::Noun | Upos::Propn)
            && !has(Deprel::Nsubj)
    };
    if participle && !leads && words.naming.has(lemma) && (reduced || named()) {
        return true;
    }
    // `Ruiz, thought to earn a lot, will leave`: whoever is spoken of between commas has not thought.
    let to = |it: usize| text.analysis().tags.get(it).is_some_and(|tag| tag.xpos == Xpos::To);
    let beside = draft.source.as_ref().is_some_and(|(head, source)| *head < cue && source.end < cue && follows_comma(text, cue));
    if participle && beside && to(cue + 1) && draft.known.is_some_and(|it| it.kind != StatementKind::Intention) && has(Deprel::Xcomp) {
        return true;
    }
    // `Ruiz, considered one of the best, will leave`
    let believed = draft.known.is_some_and(|it| it.kind == StatementKind::Belief) && matches!(text.label(cue), Deprel::Acl | Deprel::Advcl);
    if participle && beside && believed && !has(Deprel::Nsubj) && !has(Deprel::Ccomp) && !leads {
        return true;
    }
    // `The singer was booed when he came in`: to whom it is done does not do it.
    let suffers = |&(head, _): &(usize, Range<usize>)| {
        text.label(head) == Deprel::NsubjPass && text.analysis().head(head) == Some(cue) && has(Deprel::AuxPass)
    };
    if draft.known.is_none_or(|it| it.kind == StatementKind::Speech) && draft.source.as_ref().is_some_and(suffers) {
        return true;
    }
    if clausal {
        return false;
    }
    let speech = draft.known.is_none_or(|it| it.kind == StatementKind::Speech);
    // `The death was confirmed to the papers`: what somebody is told was said, by whomever.
    let told = clauses.dependents(cue).any(|it| {
        text.label(it) == Deprel::Obl && clauses.dependents(it).any(|case| text.label(case) == Deprel::Case && text.page.form(case) == "to")
    });
    let passive = has(Deprel::AuxPass) && draft.source.is_none() && !(told && words.to_addressees.has(lemma));
    let modal = clauses.modal(cue).is_some();
    // `will declare an emergency`: what is still to be said.
    passive || speech && modal || clauses.is_negated(cue) && (speech && !words.denials.has(lemma) || modal)
}

/// Whether words are a clause or lead one: their head has a subject or is a verb, or they begin with `that`, `to`, `how`. A clause further down says
/// only what a thing is like.
fn is_clause(text: &Text<'_>, words: &Range<usize>) -> bool {
    let leads = matches!(text.label(words.start), Deprel::Mark)
        || matches!(text.analysis().tags[words.start].xpos, Xpos::Wrb | Xpos::Wp | Xpos::Wdt | Xpos::To);
    let is_predicate = |it: usize| {
        matches!(text.upos(it), Upos::Verb | Upos::Aux) && text.label(it) != Deprel::Amod
            || text.page.clauses.dependents(it).any(|it| matches!(text.label(it), Deprel::Cop | Deprel::Nsubj | Deprel::NsubjPass))
    };
    leads || top(text, words).is_some_and(is_predicate)
}

/// The rule of what the models found.
const MODEL: &str = "model:attribution";

/// What the cue of a statement has to score whose words are neither a clause nor quoted: most words of saying also tell of deeds.
const NOMINAL: i32 = 800;

/// What is more often wrong than right is left out.
pub(super) const LEAST_SCORE: u8 = 50;

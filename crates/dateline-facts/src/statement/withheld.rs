//! What is held back: details, a comment, a name.

use std::ops::Range;

use dateline_lang::clause::Extent;
use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::draft::Draft;
use super::text::Text;
use super::words::StatementWords;
use super::{Statement, StatementKind, Withheld, WithheldKind};
use crate::evidence::Score;
use crate::who::EntityKind;

/// How sure it is, in hundredths, that a comment held back is on the record.
const SILENT: u8 = 80;
/// The rule of statements that say so.
const SILENCE: &str = "withheld.comment";

/// Something held back, before it is known whose it is.
#[derive(Debug, Clone)]
pub struct Found {
    /// What kind of thing.
    pub kind: WithheldKind,
    /// The words that say so.
    pub words: Range<usize>,
    /// The predicate that says so.
    predicate: usize,
    /// Whether its predicate, where that is a cue, reports nothing: `did not say which`.
    is_silent: bool,
}

impl Found {
    fn new(kind: WithheldKind, words: Range<usize>, predicate: usize) -> Self {
        Self { kind, words, predicate, is_silent: kind == WithheldKind::Detail }
    }

    /// Who holds it back: the subject of its predicate, or after `from` where there was none: `There was no comment from the ministry`.
    fn teller(&self, text: &Text<'_>, predicate: usize) -> Option<usize> {
        let clauses = text.page.clauses;
        let is_there = |&it: &usize| text.label(it) == Deprel::Expl;
        if clauses.dependents(predicate).any(|it| is_there(&it)) {
            let below = self.words.clone().chain([predicate]).flat_map(|it| clauses.dependents(it));
            return below.filter(|&it| it >= self.words.start).find(|&it| clauses.preposition(it) == "from");
        }
        clauses.subjects(predicate).first().copied()
    }

    /// Where the reporter turns from what was said to what was held back: the word after what was said. `…, but he gave no details`.
    #[must_use]
    pub fn turn(&self, text: &Text<'_>) -> Option<usize> {
        if self.kind == WithheldKind::Identity {
            return None;
        }
        let start = text.words_of(text.sentence(self.predicate)).start;
        let mut at = self.words.start;
        // `“…,” without giving details`
        if text.analysis().lemma(at) == "without" && at > start && (text.is_mark(at - 1) || text.zone(at - 1).is_some()) {
            return Some(at);
        }
        while at > start && (text.upos(at - 1) == Upos::Pron || text.is_mark(at - 1) && text.form[at - 1] != text.form_of_comma()) {
            at -= 1;
        }
        let conjoins = at > start + 1 && (text.upos(at - 1) == Upos::Cconj || text.label(at - 1) == Deprel::Cc);
        conjoins.then(|| at - 1)
    }
}

/// Gives what is held back to the statement that it belongs to, and returns what stands outside any.
pub fn fill(text: &Text<'_>, all: Vec<Found>, statements: &mut Vec<Statement>) -> Vec<Withheld> {
    let mut outside = Vec::new();
    let mut is_gone = vec![false; statements.len()];
    // The statements by the sentences that their cues and contents stand in.
    let mut nearby: Vec<Vec<usize>> = vec![Vec::new(); text.analysis().sentences().len()];
    let spans = &text.analysis().segmentation.spans;
    for (at, statement) in statements.iter().enumerate() {
        let ends = statement
            .content
            .iter()
            .map(|span| spans.partition_point(|it| it.end() <= span.start())..spans.partition_point(|it| it.start() < span.end()));
        for words in ends.chain(statement.cue_head.map(|cue| cue..cue + 1)).filter(|words| !words.is_empty()) {
            for listed in &mut nearby[text.sentence(words.start)..=text.sentence(words.end - 1)] {
                if listed.last() != Some(&at) {
                    listed.push(at);
                }
            }
        }
    }
    for found in all {
        let span = text.page.span(&found.words);
        let withheld = Withheld { kind: found.kind, span, by: None };
        let sentence = text.sentence(found.predicate);
        let start = text.analysis().span(found.predicate).start();
        let subject = text.page.clauses.subjects(found.predicate).first().copied().and_then(|it| text.bearer(it));
        let near: Vec<usize> = nearby[sentence].iter().copied().filter(|&at| !is_gone[at]).collect();
        // What hangs on another statement of its sentence is none of its own: `he said …, but did not say which`.
        // One without a cue is known by its words.
        let own = |at: usize| match statements[at].cue_head {
            Some(cue) => found.words.contains(&cue) || cue == found.predicate,
            None => statements[at].rule == SILENCE && statements[at].content[0] == span,
        };
        let beside = near.iter().any(|&at| {
            !own(at)
                && statements[at].cue_head.is_some_and(|cue| {
                    let it = &statements[at];
                    text.sentence(cue) == sentence && text.zone(cue) == text.zone(found.predicate) && !it.holds(start) || it.holds(start)
                })
        });
        // `wished to remain anonymous` tells no wish that anybody asks for.
        let is_wish = |at: usize| found.kind == WithheldKind::Identity && statements[at].kind != StatementKind::Speech;
        near.iter().filter(|&&at| own(at) && (beside || found.is_silent || is_wish(at))).for_each(|&at| is_gone[at] = true);
        // `Police said two were held but gave no names`: whoever spoke before the turn.
        let turn = found.turn(text).map(|it| text.analysis().span(it).start());
        let before = |at: usize| {
            let end = statements[at].content.last().map_or(0, |it| it.end());
            turn.is_some_and(|turn| end <= turn && text.page.text()[end..turn].chars().all(|c| !c.is_alphanumeric()))
        };
        // A statement whose cue is in the sentence, by the same speaker; the one whose cue this is before all.
        let owner = near
            .into_iter()
            .filter(|&at| !is_gone[at])
            .filter(|&at| {
                own(at)
                    || statements[at].cue_head.is_some_and(|cue| {
                        text.sentence(cue) == sentence
                            && (text.zone(cue) == text.zone(found.predicate) || first_person(text, found.predicate))
                    })
            })
            .filter(|&at| {
                own(at)
                    || before(at)
                    || statements[at].holds(start)
                    || found.kind == WithheldKind::Identity
                    || subject.is_none()
                    || statements[at].speaker.is_none()
                    || statements[at].speaker == subject
            })
            .min_by_key(|&at| {
                let cue = statements[at].cue_head.unwrap_or(0);
                (!before(at), !found.words.contains(&cue), cue.abs_diff(found.predicate), at)
            });
        match owner {
            Some(at) if statements[at].withheld.is_none() => {
                statements[at].evidence.words("withheld", [span]);
                statements[at].withheld = Some(withheld);
            }
            Some(_) => {}
            None => outside.push(Withheld { by: subject, ..withheld }),
        }
    }
    let mut gone = is_gone.iter();
    statements.retain(|_| !gone.next().copied().unwrap_or(false));
    outside.sort_by_key(|it| (it.span, it.kind));
    outside.dedup_by_key(|it| it.span);
    outside
}

/// Finds what is held back, in order.
#[must_use]
pub fn find(text: &Text<'_>, words: &StatementWords) -> Vec<Found> {
    let analysis = text.analysis();
    let finder = Search { text, words };
    let mut all: Vec<Found> = Vec::new();
    for word in 0..analysis.len() {
        let found = match text.upos(word) {
            Upos::Verb => finder.verb(word),
            Upos::Adj | Upos::Noun => finder.nominal(word),
            Upos::Adv => finder.adverb(word),
            _ => None,
        };
        if let Some(found) = found.filter(|it| !it.words.is_empty())
            && !all.iter().rev().take(8).any(|it| it.words.start < found.words.end && found.words.start < it.words.end)
        {
            all.push(found);
        }
    }
    all
}

/// Adds a draft for every comment that somebody holds back where the sentence reports nothing else: `The ministry [declined] [to comment]`. That
/// one was asked and did not answer is on the record too. `silent` says of every word whether it tells of a comment held back.
pub fn silences(text: &Text<'_>, all: &[Found], silent: &[bool], drafts: &mut Vec<Draft>) {
    let mut speaks = vec![false; text.analysis().sentences().len()];
    for draft in drafts.iter_mut() {
        if draft.cue.is_some_and(|cue| silent[cue]) {
            (draft.score, draft.rule) = (draft.score.max(Score::hundredths(SILENT)), SILENCE);
        }
        let words = draft.cue.into_iter().chain(draft.pieces.iter().flat_map(|piece| [piece.start, piece.end - 1]));
        words.for_each(|word| speaks[text.sentence(word)] = true);
    }
    for found in all.iter().filter(|it| it.kind == WithheldKind::Comment) {
        let words = found.words.clone();
        // `declined to comment` is told by what is declined.
        let refusal = text.analysis().head(found.predicate).filter(|it| words.contains(it) && text.upos(*it) == Upos::Verb);
        let predicate = refusal.unwrap_or(found.predicate);
        let Some(teller) = found.teller(text, predicate) else { continue };
        // Somebody who could have told: `It is too early to say` is nobody's.
        let tells = text.kind[teller] != 0 || text.upos(teller) == Upos::Pron && text.analysis().lemma(teller) != "it";
        if !tells
            || words.contains(&teller)
            || text.zone(predicate).is_some()
            || std::mem::replace(&mut speaks[text.sentence(predicate)], true)
        {
            continue;
        }
        // What stands after the verb is what was not given; where nothing does, all of it.
        let rest = text.bare(predicate + 1..words.end.max(predicate + 1));
        let has_cue = text.upos(predicate) == Upos::Verb && words.contains(&predicate) && !rest.is_empty();
        drafts.push(Draft {
            cue: has_cue.then_some(predicate),
            cue_words: if has_cue { words.start..predicate + 1 } else { 0..0 },
            known: None,
            source: Some((teller, text.bare(text.page.clauses.phrase(teller, Extent::Plain)))),
            speaker: None,
            pieces: vec![if has_cue { rest } else { words }],
            strength: i32::MAX,
            score: Score::hundredths(SILENT),
            rule: SILENCE,
        });
    }
}

struct Search<'s, 'a> {
    text: &'s Text<'a>,
    words: &'s StatementWords,
}

impl Search<'_, '_> {
    /// Whether the lemma of a word is in a list.
    fn is(&self, list: &str, word: usize) -> bool {
        self.words.withheld(list).has(&self.lemma(word).to_lowercase())
    }

    fn lemma(&self, word: usize) -> &str {
        self.text.analysis().lemma(word)
    }

    fn head(&self, word: usize) -> Option<usize> {
        self.text.analysis().head(word)
    }

    fn dependents(&self, word: usize) -> impl Iterator<Item = usize> {
        self.text.page.clauses.dependents(word)
    }

    /// A dependent with one of these labels.
    fn has(&self, word: usize, labels: &[Deprel]) -> bool {
        self.dependents(word).any(|it| labels.contains(&self.text.label(it)))
    }

    fn preposition(&self, noun: usize) -> Option<usize> {
        self.dependents(noun).find(|&it| self.text.label(it) == Deprel::Case && it < noun)
    }

    /// The noun that a verb has with a preposition of a list.
    fn oblique(&self, verb: usize, prepositions: &str) -> Option<usize> {
        self.dependents(verb).find(|&it| {
            matches!(self.text.label(it), Deprel::Obl | Deprel::Nmod | Deprel::OblAgent)
                && self.preposition(it).is_some_and(|it| self.is(prepositions, it))
        })
    }

    /// The words from the first auxiliary or negation of a verb to the end of what it governs.
    fn whole(&self, verb: usize, last: usize) -> Range<usize> {
        let auxiliary = |it: &usize| {
            matches!(self.text.label(*it), Deprel::Aux | Deprel::AuxPass | Deprel::Advmod | Deprel::Mark | Deprel::Cop) && *it < verb
        };
        self.dependents(verb).filter(auxiliary).min().unwrap_or(verb)..last.max(verb) + 1
    }

    fn objects(&self, verb: usize) -> impl Iterator<Item = usize> {
        // `without going into detail`
        self.dependents(verb).filter(move |&it| {
            matches!(self.text.label(it), Deprel::Obj | Deprel::Iobj | Deprel::NsubjPass)
                || self.text.label(it) == Deprel::Obl && self.lemma(it) == "detail"
        })
    }

    /// Whether a verb is said not to happen: negated, after `without`, refused, or with `no` before its object.
    fn refused(&self, verb: usize) -> Option<usize> {
        let clauses = self.text.page.clauses;
        let without =
            self.dependents(verb).find(|&it| matches!(self.text.label(it), Deprel::Mark | Deprel::Case) && self.lemma(it) == "without");
        if without.is_some() {
            return without;
        }
        let refusal = self.head(verb).filter(|&head| {
            matches!(self.text.label(verb), Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp)
                && self.is("refusals", head)
                && !clauses.is_negated(head)
        });
        let none = || {
            let start = |it: usize| self.text.reach(it).start;
            self.objects(verb).map(start).find(|&it| it > verb && self.text.page.form(it).eq_ignore_ascii_case("no"))
        };
        // What nobody can say is not held back.
        let in_subject = |word: usize| clauses.subjects(verb).iter().any(|&it| self.text.reach(it).contains(&word));
        refusal.or_else(|| clauses.negations(verb).into_iter().find(|&it| !in_subject(it))).or_else(none)
    }

    /// Whether a word speaks of somebody who can hold back something, or of a paper in which somebody does.
    fn may_tell(&self, word: usize) -> bool {
        let kind = self.text.kind[word].checked_sub(1).map(|it| it / 5);
        let (place, object) = (EntityKind::Place as u8, EntityKind::Object as u8);
        match kind {
            Some(kind) => kind != place && kind != object || self.is("papers", word),
            None => matches!(self.text.upos(word), Upos::Pron | Upos::Propn) || self.is("papers", word),
        }
    }

    /// Whether the subject of a verb, where it has one, can hold back something.
    fn has_teller(&self, verb: usize) -> bool {
        self.text.page.clauses.subjects(verb).iter().all(|&it| self.may_tell(it))
    }

    /// Whether somebody tells of his own deeds: `I gave no details to the thieves`.
    fn is_memory(&self, verb: usize) -> bool {
        let past = self.text.analysis().tags[verb].xpos == Xpos::Vbd || self.dependents(verb).any(|it| self.text.page.form(it) == "did");
        past && self.text.zone(verb).is_some() && first_person(self.text, verb)
    }

    fn verb(&self, verb: usize) -> Option<Found> {
        self.identity(verb).or_else(|| self.comment(verb)).or_else(|| self.detail(verb))
    }

    fn made(&self, kind: WithheldKind, verb: usize, from: usize, last: usize) -> Found {
        let start = self.whole(verb, last).start.min(from);
        let predicate = if from < verb && self.head(verb) == Some(from) { from } else { verb };
        Found::new(kind, self.text.bare(start..last.max(verb) + 1), predicate)
    }

    /// `asked not to be named`, `spoke off the record`, `was not authorised to speak`.
    fn identity(&self, verb: usize) -> Option<Found> {
        let (text, clauses) = (self.text, self.text.page.clauses);
        let end = text.reach(verb).end - 1;
        let kind = WithheldKind::Identity;
        if self.is("identity_verbs", verb) {
            if clauses.is_passive(verb) {
                // `on condition that they not be identified`
                let terms = self
                    .dependents(verb)
                    .find(|&it| text.label(it) == Deprel::Mark)
                    .and_then(|it| it.checked_sub(1))
                    .filter(|&it| self.is("terms", it));
                if let Some(terms) = terms.filter(|_| clauses.is_negated(verb)) {
                    let start = self.dependents(terms).filter(|&it| it < terms).min().unwrap_or(terms);
                    let predicate = self.head(terms).unwrap_or(terms);
                    return Some(Found::new(kind, start..verb + 1, predicate));
                }
                let head = self.head(verb).filter(|&head| self.is("identity_requests", head));
                let is_denied = clauses.is_negated(verb) || head.is_some_and(|it| self.is("refusals", it));
                let asks = |&it: &usize| is_denied && (!clauses.is_negated(it) || clauses.negations(it).iter().any(|&no| no > it));
                if let Some(head) = head.filter(asks) {
                    return Some(self.made(kind, verb, head, verb));
                }
                let may_not =
                    clauses.is_negated(verb) && clauses.subjects(verb).iter().any(|&it| text.upos(it) == Upos::Pron || is_person(text, it));
                let wanted = self.dependents(verb).any(|it| text.label(it) == Deprel::Aux && self.is("wanting", it));
                if may_not && wanted {
                    return Some(self.made(kind, verb, verb, verb));
                }
            }
            // `identified only as K.`
            let as_only = (verb + 1..(verb + 7).min(text.analysis().len())).find(|&it| self.lemma(it) == "only");
            if let Some(only) = as_only.filter(|&it| it < end && self.lemma(it + 1) == "as") {
                let name = self.head(only + 1).filter(|it| *it > only && *it <= end).unwrap_or(only + 1);
                return Some(Found::new(kind, verb..name + 1, verb));
            }
        }
        // `speaking on background`, `spoke off the record`
        if self.is("speaking", verb) {
            let off = |it: usize| text.reach(it).any(|at| self.lemma(at) == "off");
            let terms = self.dependents(verb).find(|&it| {
                self.is("background", it)
                    && (off(it) || self.lemma(it) != "record")
                    && text.reach(it).any(|at| matches!(self.lemma(at), "on" | "off"))
                    && (off(it) || !self.has(it, &[Deprel::Det, Deprel::Nmod]))
            });
            if let Some(terms) = terms {
                return Some(self.made(kind, verb, verb, text.reach(terms).end - 1));
            }
        }
        // `was not authorised to speak to the press`; where nobody is, it is no source that holds back.
        if self.is("authorizations", verb)
            && clauses
                .negations(verb)
                .into_iter()
                .any(|not| not.abs_diff(verb) <= 3 && text.label(not) != Deprel::Det && self.lemma(not) != "no")
            && clauses.is_passive(verb)
            && self.dependents(verb).any(|it| self.is("speaking", it))
        {
            let kind = if self.is("allowances", verb) { WithheldKind::Comment } else { kind };
            return Some(self.made(kind, verb, verb, end));
        }
        // `whose name is being withheld`, `asked that his name not be published`, `declined to give their names`
        let name = self.objects(verb).find(|&it| self.lemma(it) == "name" && self.has(it, &[Deprel::NmodPoss]))?;
        let no_name = self.refused(verb).is_some() || self.is("hiding", verb) && clauses.is_passive(verb);
        let only = self.dependents(verb).chain(self.dependents(name)).any(|it| matches!(self.lemma(it), "only" | "first"));
        let out = self.is("keeping", verb) && (name..(name + 3).min(end + 1)).any(|it| self.lemma(it) == "out");
        let fits = no_name || only && self.lemma(verb) == "give" || out;
        fits.then(|| self.made(kind, verb, text.reach(name).start.min(verb), end.min(verb + 8)))
    }

    /// `declined to comment`, `did not respond to a request`, `could not be reached`.
    fn comment(&self, verb: usize) -> Option<Found> {
        let (text, clauses) = (self.text, self.text.page.clauses);
        let end = text.reach(verb).end - 1;
        let kind = WithheldKind::Comment;
        let last = |it: Option<usize>| it.map_or(verb, |it| text.reach(it).end - 1).min(end);
        let elsewhere = self.oblique(verb, "to").filter(|&it| !self.is("requests", it) && !self.is("askers", it));
        // `has yet to respond`
        let yet = self
            .head(verb)
            .filter(|_| text.label(verb) == Deprel::Xcomp)
            .filter(|&it| self.lemma(it) == "have" && self.dependents(it).chain(self.dependents(verb)).any(|it| self.lemma(it) == "yet"));
        if let Some(yet) = yet.filter(|_| self.is("replying", verb) && elsewhere.is_none()) {
            return Some(self.made(kind, verb, yet, end));
        }
        // `neither confirm nor deny`
        if self.lemma(verb) == "confirm"
            && clauses.conjuncts(verb).iter().any(|&it| self.lemma(it) == "deny")
            && (verb.saturating_sub(2)..verb).any(|it| self.lemma(it).eq_ignore_ascii_case("neither"))
        {
            return Some(self.made(kind, verb, verb.saturating_sub(1), (verb + 2).min(end.max(verb))));
        }
        // `declined an interview request`
        let asked = |it: usize| self.is("interviews", it);
        if self.is("refusals", verb) && self.objects(verb).any(asked) {
            return Some(self.made(kind, verb, verb, end));
        }
        // `referred all questions to the prosecutor`
        if self.is("referring", verb) && self.objects(verb).any(|it| self.is("requests", it)) && self.oblique(verb, "to").is_some() {
            return Some(self.made(kind, verb, verb, end));
        }
        // `hung up`
        if self.is("hanging", verb)
            && self.dependents(verb).any(|it| text.label(it) == Deprel::CompoundPrt && self.lemma(it) == "up")
            && self.objects(verb).next().is_none()
            && self.has_teller(verb)
        {
            return Some(self.made(kind, verb, verb, end));
        }
        // `Efforts to reach the captain failed`
        if self.is("failing", verb)
            && let Some(found) = clauses.subjects(verb).into_iter().find_map(|it| self.attempt(it, verb))
        {
            return Some(found);
        }
        // `would say nothing more`
        if self.lemma(verb) == "say"
            && let Some(nothing) = self.objects(verb).find(|&it| self.lemma(it) == "nothing")
            && !self.is_memory(verb)
            && self.has_teller(verb)
        {
            return Some(self.made(kind, verb, verb, last(Some(nothing))));
        }
        let no = self.refused(verb)?;
        if self.is_memory(verb) {
            return None;
        }
        if self.lemma(verb) == "interview" && clauses.is_passive(verb) {
            return Some(self.made(kind, verb, no, verb));
        }
        let object = self.objects(verb).next();
        if self.is("comment", verb) {
            // `did not speak at the rally` holds back nothing: only a refusal does, or a request that is not met.
            let oblique = self.dependents(verb).find(|&it| matches!(text.label(it), Deprel::Obl | Deprel::Nmod));
            let to_request = oblique.filter(|&it| self.is("requests", it));
            let is_refusal = self.head(verb) == Some(no) && self.is("refusals", no);
            let without = self.lemma(no) == "without";
            // Who refuses has to be named: headlines speak of nobody.
            let is_said = !is_refusal || text.label(no) != Deprel::Root || !clauses.subjects(no).is_empty();
            let bare =
                self.is("replying", verb) && oblique.is_none() && !self.has(verb, &[Deprel::Ccomp, Deprel::Xcomp]) && object.is_none();
            let fits = self.lemma(verb) == "comment" || to_request.is_some() || bare || is_refusal && self.is("refusable", verb);
            if fits && is_said && !(without && self.lemma(verb) != "comment") {
                return Some(self.made(kind, verb, no, last(to_request)));
            }
        }
        if self.is("returned", verb)
            && elsewhere.is_none()
            && let Some(object) = object.filter(|&it| self.is("requests", it))
        {
            return Some(self.made(kind, verb, no, last(Some(object))));
        }
        let could = || self.dependents(verb).any(|it| text.label(it) == Deprel::Aux && matches!(self.lemma(it), "can" | "could"));
        if self.is("reach", verb) && clauses.is_passive(verb) && could() {
            let for_comment = self.dependents(verb).any(|it| self.is("comment_nouns", it));
            if for_comment || clauses.subjects(verb).iter().all(|&it| self.may_tell(it)) {
                return Some(self.made(kind, verb, no, end));
            }
        }
        // `made no comment`, `gave no response`
        let object = object.filter(|&it| self.is("comment_nouns", it) && self.is("making", verb))?;
        Some(self.made(kind, verb, no.min(verb), last(Some(object))))
    }

    /// `did not elaborate`, `without giving details`, `would not say which`.
    fn detail(&self, verb: usize) -> Option<Found> {
        let (text, clauses) = (self.text, self.text.page.clauses);
        // `without giving details`, where the parser takes the verb for a word that tells what details.
        let misread = self.head(verb).filter(|&noun| {
            noun > verb && text.label(verb) == Deprel::Amod && verb.checked_sub(1).is_some_and(|it| self.lemma(it) == "without")
        });
        let end = text.reach(verb).end.max(misread.map_or(0, |it| text.reach(it).end)) - 1;
        let kind = WithheldKind::Detail;
        let last = |it: Option<usize>| it.map_or(verb, |it| text.reach(it).end - 1).min(end);
        // `said only that …`
        if self.lemma(verb) == "say" && verb < end && self.lemma(verb + 1) == "only" && self.head(verb + 1) == Some(verb) {
            return Some(Found { is_silent: false, ..Found::new(kind, verb..verb + 2, verb) });
        }
        let no = self.refused(verb)?;
        let is_passive = clauses.is_passive(verb);
        // A recipe does not say how long; whoever declines, or leaves without a word, is somebody.
        let is_plain = self.lemma(no) != "without" && self.head(verb) != Some(no);
        if self.is_memory(verb) || is_plain && !is_passive && !self.has_teller(verb) {
            return None;
        }
        let object = self.objects(verb).next().or(misread);
        // `would not be drawn`
        if self.is("drawing", verb) && is_passive && self.has_teller(verb) {
            return Some(self.made(kind, verb, no, end));
        }
        if self.is("detail", verb) {
            // `did not elaborate rules`, `were specified not in gold but in silver`
            let other = object
                .is_some_and(|it| text.label(it) != Deprel::NsubjPass && !self.is("detail_nouns", it) && self.lemma(verb) == "elaborate");
            let contrast = (verb..end + 1).any(|it| text.label(it) == Deprel::Cc && self.lemma(it) == "but" && is_passive);
            return (!other && !contrast).then(|| self.made(kind, verb, no, verb));
        }
        if !self.is("disclose", verb) {
            return None;
        }
        let is_noun = |&it: &usize| self.is("detail_nouns", it) || self.words.withheld("detail_nouns").has(text.page.form(it));
        if let Some(noun) = object.filter(is_noun) {
            // `gave no name to the picture`, `no reason to hope`
            let gives = self.lemma(noun) == "name" && self.oblique(verb, "to").is_some();
            let to_do = self.lemma(noun) == "reason" && self.has(noun, &[Deprel::Acl]);
            return (!gives && !to_do).then(|| self.made(kind, verb, no, last(Some(noun))));
        }
        if self.is("needs_detail_noun", verb) {
            return None;
        }
        let question = self
            .dependents(verb)
            .filter(|&it| matches!(text.label(it), Deprel::Ccomp | Deprel::Xcomp | Deprel::Obj | Deprel::Advcl))
            .any(|it| {
                let first = text.reach(it).start;
                matches!(text.analysis().tags[first].xpos, Xpos::Wrb | Xpos::Wp | Xpos::Wdt)
                    || matches!(self.lemma(first), "if" | "whether" | "how")
            });
        if question {
            return Some(self.made(kind, verb, no, end));
        }
        if self.is("naming", verb)
            && let Some(object) = object
            && !self.has(verb, &[Deprel::Ccomp, Deprel::Xcomp])
        {
            // `was not named after him`, `without naming a successor`: that is to give a name or an office.
            let gives = self.lemma(verb) == "name"
                && (self.oblique(verb, "giving").is_some()
                    || is_passive && !(self.may_tell(object) && text.kind[object] > 0)
                    || self.dependents(object).any(|it| matches!(text.page.form(it), "a" | "an")));
            return (!gives).then(|| self.made(kind, verb, no, last(Some(object))));
        }
        let says_no_more =
            self.lemma(verb) == "say" && self.dependents(verb).any(|it| matches!(self.lemma(it), "more" | "further" | "anything"));
        says_no_more.then(|| self.made(kind, verb, no, end))
    }

    /// `Efforts to reach the captain [were unsuccessful]`
    fn attempt(&self, noun: usize, predicate: usize) -> Option<Found> {
        let reaches =
            self.is("attempts", noun) && self.dependents(noun).any(|it| text_is_clause(self.text.label(it)) && self.is("reach", it));
        let start = self.text.reach(noun).start.min(noun);
        (reaches && start < predicate).then(|| Found::new(WithheldKind::Comment, start..predicate + 1, predicate))
    }

    fn nominal(&self, word: usize) -> Option<Found> {
        self.predicative(word).or_else(|| self.noun(word))
    }

    /// Adjectives of which somebody is the subject.
    fn predicative(&self, word: usize) -> Option<Found> {
        let (text, clauses) = (self.text, self.text.page.clauses);
        // `asked to remain anonymous`
        if self.is("identity_adjectives", word) {
            let mut at = word;
            for _ in 0..3 {
                let Some(head) = self.head(at) else { break };
                if self.is("identity_requests", head) && !clauses.is_negated(head) {
                    return Some(Found::new(WithheldKind::Identity, head.min(word)..word.max(head) + 1, head));
                }
                at = head;
            }
        }
        let last = |it: usize| text.reach(it).end - 1;
        let is_negated = clauses.is_negated(word);
        // `was not available for comment`
        if self.is("unavailable", word) && clauses.copula(word).is_some() {
            let comment = self.dependents(word).find(|&it| self.is("comment_nouns", it) || self.lemma(it) == "interview");
            if let Some(comment) = comment.filter(|_| self.lemma(word).starts_with("un") || is_negated) {
                return Some(Found::new(WithheldKind::Comment, self.whole(word, comment), word));
            }
        }
        // `Details were not immediately available`
        let subjects = clauses.subjects(word);
        if self.lemma(word) == "available" && is_negated && subjects.iter().any(|&it| self.is("detail_nouns", it)) {
            return Some(Found::new(WithheldKind::Detail, self.whole(word, word), word));
        }
        // `was vague about the price`
        if self.is("vague", word) && clauses.copula(word).is_some() && !is_negated && subjects.iter().any(|&it| self.may_tell(it)) {
            return Some(Found { is_silent: false, ..Found::new(WithheldKind::Detail, text.bare(self.whole(word, last(word))), word) });
        }
        // `stayed silent`
        if let Some(head) = self.head(word).filter(|&it| self.is("silent", word) && self.is("staying", it)) {
            return Some(Found::new(WithheldKind::Comment, head.min(word)..word.max(head) + 1, head));
        }
        // `Emails went unanswered`
        if self.is("unanswered", word) {
            let predicate = if clauses.copula(word).is_some() { word } else { self.head(word)? };
            if clauses.subjects(predicate).iter().any(|&it| self.is("requests", it)) {
                return Some(Found::new(WithheldKind::Comment, predicate.min(word)..word + 1, predicate));
            }
        }
        // `It was not possible to contact the families`
        if self.is("possible", word) && is_negated || self.is("impossible", word) {
            let reached = self.dependents(word).find(|&it| text_is_clause(text.label(it)) && self.is("reach", it));
            if let Some(verb) = reached.filter(|&it| self.objects(it).any(|it| self.may_tell(it))) {
                return Some(Found::new(WithheldKind::Comment, text.bare(self.whole(word, last(verb))), word));
            }
        }
        // `Efforts to reach him were fruitless`
        if self.is("fruitless", word) || self.is("successful", word) && is_negated {
            return subjects.into_iter().find_map(|it| self.attempt(it, word));
        }
        // `too early to comment`
        if self.is("early", word) {
            let too = self.dependents(word).find(|&it| self.lemma(it) == "too")?;
            let verb = self.dependents(word).find(|&it| text_is_clause(text.label(it)) && self.is("venturing", it))?;
            return Some(Found::new(WithheldKind::Comment, too..verb + 1, word));
        }
        None
    }

    fn noun(&self, word: usize) -> Option<Found> {
        let text = self.text;
        let head = self.head(word);
        // `on condition of anonymity`, `granted anonymity`
        if self.is("anonymity", word)
            && let Some(head) = head.filter(|&it| self.is("terms", it) || self.is("granting", it))
        {
            let start = text.reach(head).start.min(head);
            let words = text.bare(start.max(word.saturating_sub(6))..word + 1);
            return Some(Found::new(WithheldKind::Identity, words, self.head(head).unwrap_or(head)));
        }
        // `not his real name`
        if self.lemma(word) == "name" && self.dependents(word).any(|it| self.is("true_names", it)) {
            let start = text.reach(word).start;
            let not = (start.saturating_sub(2)..word).find(|&it| self.lemma(it) == "not")?;
            return Some(Found::new(WithheldKind::Identity, not..word + 1, word));
        }
        // `never comments` in a row with a noun
        if self.lemma(word) == "comment" && self.dependents(word).any(|it| self.lemma(it) == "never") {
            return Some(Found::new(WithheldKind::Comment, self.whole(word, word), word));
        }
        // `no comment from the ministry`, `There was no response`, `No details were given`
        let none = self.dependents(word).find(|&it| text.label(it) == Deprel::Det && self.lemma(it) == "no")?;
        if self.is("answers", word) {
            let alone = text.zone(word).is_some_and(|zone| text.bare(text.words_in(zone)).len() <= 3);
            let there = alone || head.is_some_and(|it| self.is("being", it)) || self.has(word, &[Deprel::Expl]);
            if there {
                return Some(Found::new(WithheldKind::Comment, none..word + 1, head.unwrap_or(word)));
            }
        }
        let head = head.filter(|&it| {
            self.is("detail_nouns", word) && text.label(word) == Deprel::NsubjPass && self.is("disclose", it) && !self.is("returned", it)
        })?;
        Some(Found::new(WithheldKind::Detail, none..head + 1, head))
    }

    /// `spoke anonymously`
    fn adverb(&self, word: usize) -> Option<Found> {
        if !self.is("identity_adverbs", word) {
            return None;
        }
        let head = self.head(word)?;
        let speaks = self.is("speaking", head) || self.text.page.clauses.is_reporting(head);
        speaks.then(|| Found::new(WithheldKind::Identity, word..word + 1, head))
    }
}

const fn text_is_clause(label: Deprel) -> bool {
    matches!(label, Deprel::Ccomp | Deprel::Xcomp | Deprel::Csubj | Deprel::Advcl | Deprel::Acl)
}

/// Whether somebody speaks of himself: `I can't comment on that`.
fn first_person(text: &Text<'_>, predicate: usize) -> bool {
    text.page.clauses.subjects(predicate).iter().any(|&it| matches!(text.page.form(it), "I" | "We" | "we"))
}

fn is_person(text: &Text<'_>, word: usize) -> bool {
    text.kind[word] > 0 && text.kind[word] <= 5
}

//! Verbs of saying with a clause that no model took for cues: `advised Boe that …`, `states in the petition that …`, `alerted guards she was 16`.

use std::ops::Range;

use dateline_lang::clause::Extent;
use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::StatementKind;
use super::cue::{self, CueWord, Cues};
use super::doubted::LEAST_SCORE;
use super::draft::{Draft, is_nominal, top};
use super::text::Text;
use super::words::StatementWords;
use crate::evidence::Score;

/// What a rule of this room gives a draft to be counted by: as much as one inside another's words needs.
const STRENGTH: i32 = super::draft::NESTED;
/// Between a verb and its `that` stand at most so many words.
const LONGEST_LEAD: usize = 9;
/// A subject has at most so many words.
const LONGEST_SUBJECT: usize = 8;

/// Adds them to the drafts, in the order of their cues; a draft that would stay keeps its cue.
pub(super) fn add(text: &Text<'_>, cues: &Cues, words: &StatementWords, drafts: &mut Vec<Draft>) {
    let search = Search { text, cues, words };
    let sure = |it: &Draft| it.score >= Score::hundredths(LEAST_SCORE);
    let taken: Vec<usize> = drafts.iter().filter(|it| sure(it)).filter_map(|it| it.cue).collect();
    let free = (0..text.analysis().len()).filter(|it| text.zone(*it).is_none() && taken.binary_search(it).is_err());
    let more: Vec<Draft> = free.filter_map(|it| search.told(it).or_else(|| search.misread(it)).or_else(|| search.purposed(it))).collect();
    if !more.is_empty() {
        drafts.retain(|draft| more.iter().all(|it| it.cue != draft.cue));
        drafts.extend(more);
        drafts.sort_by_key(|draft| draft.cue);
    }
}

struct Search<'s, 'a> {
    text: &'s Text<'a>,
    cues: &'s Cues,
    words: &'s StatementWords,
}

impl Search<'_, '_> {
    fn tag(&self, word: usize) -> Xpos {
        self.text.analysis().tags[word].xpos
    }

    fn finite(&self, word: usize) -> bool {
        self.tag(word).is_finite()
    }

    fn comma(&self, word: usize) -> bool {
        self.text.form[word] == self.text.form_of_comma()
    }

    /// A verb of saying with its subject and the clause that it tells.
    fn told(&self, verb: usize) -> Option<Draft> {
        let text = self.text;
        let clauses = text.page.clauses;
        let lemma = text.analysis().lemma(verb);
        let known = self.cues.verb(lemma).filter(|it| it.kind == StatementKind::Speech && !it.needs_words)?;
        let helped = clauses.dependents(verb).any(|it| text.label(it) == Deprel::Aux && it < verb);
        // `have asked about it and say fish are dying`: a present that was read as an infinitive.
        let joined = self.tag(verb) == Xpos::Vb
            && text.label(verb) == Deprel::Conj
            && !helped
            && text.analysis().head(verb).is_some_and(|it| self.tag(it) != Xpos::Vb && clauses.modal(it).is_none());
        let told = self.finite(verb) || joined || helped && matches!(self.tag(verb), Xpos::Vbn | Xpos::Vbg | Xpos::Vbd);
        let supposed = clauses
            .dependents(verb)
            .any(|it| text.label(it) == Deprel::Mark && self.words.forms.supposing.has(&text.page.form(it).to_lowercase()));
        if text.upos(verb) != Upos::Verb
            || !told
            || supposed
            || clauses.is_negated(verb)
            || clauses.is_passive(verb)
            || clauses.modal(verb).is_some()
        {
            return None;
        }
        let source = self.subject(verb)?;
        let content = if self.words.object_addressees.has(lemma) {
            self.after_that(verb, true).or_else(|| self.after_object(verb))
        } else if self.cues.saying(lemma).is_some() {
            self.after_that(verb, false).or_else(|| self.right_after(verb)).or_else(|| self.counted(verb))
        } else {
            self.right_after(verb).filter(|_| self.words.closing.has(lemma))
        }?;
        Some(self.draft(verb, known, source, content))
    }

    /// Who is the subject of a verb, before it.
    fn subject(&self, verb: usize) -> Option<(usize, Range<usize>)> {
        let text = self.text;
        let clauses = text.page.clauses;
        let subject = clauses.subjects(verb).first().copied().filter(|&it| it < verb && text.zone(it).is_none())?;
        let own = matches!(self.tag(subject), Xpos::Wp | Xpos::Wdt);
        let phrase = [Extent::Own, Extent::Plain]
            .into_iter()
            .map(|extent| text.bare(clauses.phrase(subject, extent)))
            .find(|it| !it.is_empty() && it.end <= verb && it.len() <= LONGEST_SUBJECT)?;
        (!own && text.label(subject) != Deprel::Expl).then_some((subject, phrase))
    }

    /// The clause after `that`, behind whom it is told to or the paper that says it: `warned the owner [that …]`, `wrote in a letter [that …]`.
    fn after_that(&self, verb: usize, tells: bool) -> Option<Range<usize>> {
        let text = self.text;
        let sentence = text.words_of(text.sentence(verb));
        let that = (verb + 1..sentence.end.min(verb + LONGEST_LEAD)).find(|&it| text.page.form(it) == "that")?;
        let between = verb + 1..that;
        let clause = text.analysis().head(that).filter(|&it| it > that)?;
        let next = that + 1;
        // `a tape that showed it`: such a `that` is a subject.
        let subject = (next..clause + 1).find(|&it| matches!(text.label(it), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Expl))?;
        let led = text.label(that) == Deprel::Mark || subject == next && self.tag(next) == Xpos::Prp;
        let lead = if tells { is_nominal(text, &between) && text.upos(verb + 1) != Upos::Adp } else { text.upos(verb + 1) == Upos::Adp };
        // `went on after finding that it was whole`: another verb has the clause.
        let plain =
            between.clone().all(|it| !matches!(text.upos(it), Upos::Verb | Upos::Aux) && !text.is_mark(it) && text.zone(it).is_none());
        if between.is_empty() || !lead || !plain || !led {
            return None;
        }
        self.clause(that, clause, verb)
    }

    /// The clause right after its verb: `alleged [that …]`, `say [fish are dying]`.
    fn right_after(&self, verb: usize) -> Option<Range<usize>> {
        let text = self.text;
        let clauses = text.page.clauses;
        let clause = clauses.dependents(verb).find(|&it| it > verb && text.label(it) == Deprel::Ccomp)?;
        let reach = text.reach(clause);
        let own = clauses.subjects(clause).iter().any(|&it| it > verb);
        let near = reach.start == verb + 1 && text.zone(reach.start).is_none() && !text.is_mark(verb + 1);
        self.clause(verb + 1, clause, verb).filter(|_| near && own)
    }

    /// The clause right after whom it is told to: `alerted guards [she was only 16]`.
    fn after_object(&self, verb: usize) -> Option<Range<usize>> {
        let text = self.text;
        let clauses = text.page.clauses;
        let sentence = text.words_of(text.sentence(verb));
        let object = clauses.dependents(verb).find(|&it| it > verb && matches!(text.label(it), Deprel::Obj | Deprel::Iobj))?;
        let subject = (object + 1 < sentence.end && self.tag(object + 1) == Xpos::Prp).then_some(object + 1)?;
        let clause = text.analysis().head(subject).filter(|&it| it > subject && text.label(subject) == Deprel::Nsubj)?;
        let named = is_nominal(text, &(verb + 1..object + 1));
        let predicate = subject + 1 < sentence.end && (self.finite(subject + 1) || self.tag(subject + 1) == Xpos::Md);
        if !named || !predicate || text.upos(verb + 1) == Upos::Adp {
            return None;
        }
        self.clause(subject, clause, verb)
    }

    /// A clause with a count for its subject that the tree took for an object: `was reporting [2,300 homes were dark]`.
    fn counted(&self, verb: usize) -> Option<Range<usize>> {
        let text = self.text;
        let sentence = text.words_of(text.sentence(verb));
        let be = (verb + 2..sentence.end.min(verb + LONGEST_LEAD)).find(|&it| self.finite(it) && text.upos(it) == Upos::Aux)?;
        let nominal = verb + 1..be;
        let plain =
            nominal.clone().all(|it| !text.is_mark(it) && !matches!(text.upos(it), Upos::Adp | Upos::Cconj | Upos::Sconj | Upos::Pron));
        if text.upos(verb + 1) != Upos::Num || !plain || !is_nominal(text, &nominal) {
            return None;
        }
        let stop = (be + 1..sentence.end).find(|&it| self.comma(it) || text.page.form(it) == ";").unwrap_or(sentence.end);
        Some(text.bare(verb + 1..stop))
    }

    /// A verb in the present that was read as a noun after who says it: `after police [allege] he took it`.
    fn misread(&self, word: usize) -> Option<Draft> {
        let text = self.text;
        let lemma = text.analysis().lemma(word);
        let sentence = text.words_of(text.sentence(word));
        let known = self.cues.saying(lemma).or_else(|| self.cues.verb(lemma).filter(|_| self.words.closing.has(lemma)))?;
        let is_noun = self.tag(word) == Xpos::Nn && text.page.form(word).eq_ignore_ascii_case(lemma);
        let teller = word.checked_sub(1).filter(|&it| it >= sentence.start)?;
        let many = self.tag(teller) == Xpos::Nns || self.words.forces.has(text.analysis().lemma(teller));
        let subject = word + 1;
        if !is_noun || !many || subject + 2 >= sentence.end || self.tag(subject) != Xpos::Prp {
            return None;
        }
        if !self.finite(subject + 1) && self.tag(subject + 1) != Xpos::Md {
            return None;
        }
        let clause = text.analysis().head(subject).filter(|&it| it > subject)?;
        let stop = (subject + 2..sentence.end).find(|&it| self.comma(it)).unwrap_or(sentence.end);
        let content = text.bare(subject..text.reach(clause).end.min(stop));
        let is_phrase = |it: &usize| matches!(text.upos(*it), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn) && text.zone(*it).is_none();
        let start = word - (sentence.start..word).rev().take_while(is_phrase).count();
        let phrase = start..word;
        let head = top(text, &phrase).unwrap_or(teller);
        (content.len() > 2).then(|| self.draft(word, known, (head, phrase), content))
    }

    /// For what somebody took a channel: `took to social media to [slam the ban]`, `used his speech to call for calm`. What it was used for was said on it.
    fn purposed(&self, verb: usize) -> Option<Draft> {
        let text = self.text;
        let clauses = text.page.clauses;
        let known = self.cues.verb(text.analysis().lemma(verb)).filter(|it| it.kind == StatementKind::Speech)?;
        let to = clauses.dependents(verb).any(|it| it < verb && self.tag(it) == Xpos::To && text.label(it) == Deprel::Mark);
        if self.tag(verb) != Xpos::Vb || !to || !matches!(text.label(verb), Deprel::Advcl | Deprel::Xcomp | Deprel::Acl) {
            return None;
        }
        // The verb above, or above the noun: `used a speech [to slam it]`.
        let above = text.analysis().head(verb)?;
        let taking = if text.upos(above) == Upos::Verb { above } else { text.analysis().head(above)? };
        let told = self.finite(taking) && taking < verb && !clauses.is_negated(taking) && clauses.modal(taking).is_none();
        if !told || !self.words.airing.has(text.analysis().lemma(taking)) {
            return None;
        }
        let aired = (taking + 1..verb).any(|it| {
            text.analysis().head(it) == Some(taking) && (self.words.channel(text, it).is_some() || self.words.is_platform(text, it, it))
        });
        let source = self.subject(taking).filter(|_| aired)?;
        let sentence = text.words_of(text.sentence(verb));
        let end = text.reach(verb).end.min(sentence.end);
        let quoted = (verb + 1..end).find_map(|it| text.zone(it)).filter(|_| matches!(text.page.form(verb + 1), ":" | ","));
        let content = text.bare(quoted.map_or(verb + 1..end, |zone| text.words_in(zone)));
        (content.len() > 1).then(|| self.draft(verb, known, source, content))
    }

    /// A clause from its first word, up to a participle that goes on after a comma.
    fn clause(&self, start: usize, head: usize, verb: usize) -> Option<Range<usize>> {
        let text = self.text;
        let end = text.reach(head).end.min(text.words_of(text.sentence(verb)).end);
        let stop = (start..end)
            .find(|&it| text.page.form(it) == ";" || self.comma(it) && it + 1 < end && self.tag(it + 1) == Xpos::Vbg)
            .unwrap_or(end);
        let content = text.bare(start..stop);
        (content.len() > 2 && content.clone().any(|it| self.finite(it) || self.tag(it) == Xpos::Md)).then_some(content)
    }

    fn draft(&self, verb: usize, known: CueWord, source: (usize, Range<usize>), content: Range<usize>) -> Draft {
        Draft {
            cue: Some(verb),
            cue_words: cue::expression(self.text, verb, Some(&content)),
            known: Some(known),
            source: Some(source),
            speaker: None,
            pieces: vec![content],
            strength: STRENGTH,
            score: Score::hundredths(80),
            rule: "clausal",
        }
    }
}

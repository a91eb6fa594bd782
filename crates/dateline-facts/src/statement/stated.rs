//! What grammar alone tells: who promises, wants, denies and is told by a verb that the models seldom take for a cue.

use std::ops::Range;

use dateline_lang::clause::Extent;
use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::StatementKind;
use super::cue::{CueWord, Cues};
use super::draft::Draft;
use super::text::Text;
use super::words::StatementWords;
use crate::evidence::Score;
use crate::who::{Entity, EntityKind};

/// What a rule of this room gives a draft to be counted by: enough for its own sentence, too little inside another's words.
const STRENGTH: i32 = 2400;

/// Adds them to the drafts, in the order of their cues, in the place of weaker ones.
pub(super) fn add(text: &Text<'_>, cues: &Cues, words: &StatementWords, entities: &[Entity], drafts: &mut Vec<Draft>) {
    let search = Search { text, cues, words, entities };
    // A sure draft stays as it is.
    let taken = |word: usize| drafts.iter().any(|it| it.cue == Some(word) && it.strength >= STRENGTH);
    let verbs = (0..text.analysis().len()).filter(|&it| text.upos(it) == Upos::Verb && text.zone(it).is_none());
    let mut more: Vec<Draft> = verbs
        .filter(|&it| search.is_listed(it) && !text.page.clauses.is_negated(it) && !taken(it))
        .filter_map(|it| search.intention(it).or_else(|| search.denial(it)).or_else(|| search.bidden(it)).or_else(|| search.appeal(it)))
        .collect();
    if !more.is_empty() {
        for draft in more.iter_mut().filter(|it| it.known.is_some_and(|it| it.kind == StatementKind::Speech)) {
            // A weaker draft may reach further: `rejected rumours of a deal, [either now or in May]`.
            let wider = drafts.iter().find(|it| it.cue == draft.cue).and_then(|it| it.pieces.first());
            if let Some(wider) = wider.filter(|it| it.start == draft.pieces[0].start && it.end > draft.pieces[0].end) {
                draft.pieces = vec![wider.clone()];
            }
        }
        drafts.retain(|draft| more.iter().all(|it| it.cue != draft.cue));
        drafts.append(&mut more);
        drafts.sort_by_key(|draft| draft.cue);
    }
}

struct Search<'s, 'a> {
    text: &'s Text<'a>,
    cues: &'s Cues,
    words: &'s StatementWords,
    entities: &'s [Entity],
}

impl Search<'_, '_> {
    fn lemma(&self, word: usize) -> &str {
        self.text.analysis().lemma(word)
    }

    fn is_listed(&self, verb: usize) -> bool {
        let lemma = self.lemma(verb);
        [
            &self.words.performing,
            &self.words.wanting,
            &self.words.denials,
            &self.words.rejections,
            &self.words.bidding,
            &self.words.appealing,
        ]
        .into_iter()
        .any(|list| list.has(lemma))
    }

    fn dependent(&self, word: usize, labels: &[Deprel]) -> Option<usize> {
        self.text.page.clauses.dependents(word).find(|&it| labels.contains(&self.text.label(it)))
    }

    /// Whether a verb tells what is so: it has a tense, no modal, and stands in no condition.
    fn is_told(&self, verb: usize) -> bool {
        let clauses = self.text.page.clauses;
        let tag = self.text.analysis().tags[verb].xpos;
        let helped = self.dependent(verb, &[Deprel::Aux]).is_some();
        let supposed = clauses
            .dependents(verb)
            .any(|it| self.text.label(it) == Deprel::Mark && self.words.forms.supposing.has(&self.text.page.form(it).to_lowercase()));
        (tag.is_finite() || helped && matches!(tag, Xpos::Vbn | Xpos::Vbg | Xpos::Vbd)) && clauses.modal(verb).is_none() && !supposed
    }

    /// The subject of a verb with its words, which stand before it.
    fn subject(&self, verb: usize) -> Option<(usize, Range<usize>)> {
        let clauses = self.text.page.clauses;
        let subject = clauses.subjects(verb).first().copied().filter(|&it| it < verb && self.text.zone(it).is_none())?;
        // Of whom a relative clause tells is named before it.
        let whole = self.text.label(verb) != Deprel::AclRelcl;
        let phrase = [Extent::Full, Extent::Own, Extent::Plain]
            .into_iter()
            .skip(usize::from(!whole))
            .map(|extent| self.text.bare(clauses.phrase(subject, extent)))
            .find(|it| !it.is_empty() && it.end <= verb)?;
        Some((subject, phrase))
    }

    /// Whether a word speaks of a party to public affairs: a body, a country, or somebody with an office.
    fn is_public(&self, word: usize) -> bool {
        self.text.bearer(word).map(|it| &self.entities[it]).is_some_and(|it| match it.kind {
            EntityKind::Organization | EntityKind::Country => true,
            EntityKind::Person | EntityKind::Group => it.sector.is_some(),
            _ => false,
        })
    }

    /// The infinitive that a verb governs, from its `to`.
    fn infinitive(&self, verb: usize) -> Option<Range<usize>> {
        let text = self.text;
        let below = text.page.clauses.dependents(verb).filter(|&it| it > verb && text.label(it) == Deprel::Xcomp);
        below
            .filter_map(|it| {
                let to = text.page.clauses.dependents(it).find(|&mark| mark < it && text.analysis().tags[mark].xpos == Xpos::To)?;
                // `wants [the bank] to pay`
                let who = self.dependent(verb, &[Deprel::Obj, Deprel::Iobj]).filter(|who| (verb + 1..to).contains(who));
                let start = who.filter(|_| self.words.wanting.has(self.lemma(verb))).map_or(to, |who| text.reach(who).start.max(verb + 1));
                Some(self.clause(start, it))
            })
            .find(|it| it.len() > 1)
    }

    /// What stands from a word to the end of a clause, up to a clause about something else.
    fn clause(&self, start: usize, head: usize) -> Range<usize> {
        let text = self.text;
        let end = text.reach(head).end.min(text.words_of(text.sentence(head)).end);
        let stop = (start..end).find(|&it| {
            text.page.form(it) == ";"
                || text.form[it] == text.form_of_comma() && it + 1 < end && text.analysis().tags[it + 1].xpos == Xpos::Vbg
        });
        text.bare(start..stop.unwrap_or(end))
    }

    fn draft(&self, cue: usize, known: CueWord, source: Option<(usize, Range<usize>)>, pieces: Vec<Range<usize>>) -> Draft {
        Draft {
            cue: Some(cue),
            cue_words: super::cue::expression(self.text, cue, pieces.first()),
            known: Some(known),
            source,
            speaker: None,
            pieces,
            strength: STRENGTH,
            score: Score::hundredths(88),
            rule: "stated",
        }
    }

    /// `Norland hopes to join the union`, `The rebels have threatened to close the strait`: a promise or a threat is a deed, a wish is told of
    /// parties to public affairs alone.
    fn intention(&self, verb: usize) -> Option<Draft> {
        let lemma = self.lemma(verb);
        let performs = self.words.performing.has(lemma);
        // `fled after the police threatened to shoot`: what another clause is timed by is its matter.
        let timed = self.text.label(verb) == Deprel::Advcl && self.dependent(verb, &[Deprel::Mark]).is_some();
        if !performs && !self.words.wanting.has(lemma) || timed || !self.is_told(verb) || self.text.page.clauses.is_passive(verb) {
            return None;
        }
        let source = self.subject(verb)?;
        if !(performs && self.text.kind[source.0] > 0 || self.is_public(source.0)) {
            return None;
        }
        // `the cut that it pledged to make` tells what was cut.
        let clauses = self.text.page.clauses;
        let own = self.dependent(verb, &[Deprel::Nsubj]);
        let relative = self.text.label(verb) == Deprel::AclRelcl
            && own.is_some_and(|it| !matches!(self.text.analysis().tags[it].xpos, Xpos::Wp | Xpos::Wdt));
        // `promised a full inquiry`
        let thing = || {
            let binds =
                performs && self.words.bonds.has(lemma) && self.dependent(verb, &[Deprel::Iobj, Deprel::Ccomp, Deprel::Xcomp]).is_none();
            let noun = self.dependent(verb, &[Deprel::Obj]).filter(|&it| binds && it > verb && self.text.upos(it) == Upos::Noun)?;
            let spoken = clauses.dependents(noun).any(|it| self.text.label(it) == Deprel::NmodPoss);
            let content = self.clause(self.text.reach(noun).start.max(verb + 1), noun);
            (!spoken && content.len() > 1 && self.text.bearer(noun).is_none()).then_some(content)
        };
        let content = self.infinitive(verb).or_else(thing).filter(|it| !relative && !self.runs_on(it))?;
        let known = CueWord { kind: StatementKind::Intention, ..self.cues.verb(lemma)? };
        Some(self.draft(verb, known, Some(source), vec![content]))
    }

    /// Whether words hold a verb with a tense and no subject of its own: `the men want to leave [went out]`, where the tree took one clause for another.
    fn runs_on(&self, words: &Range<usize>) -> bool {
        let text = self.text;
        let clauses = text.page.clauses;
        let led = |it: usize| {
            (words.start..it).any(|it| {
                matches!(text.upos(it), Upos::Cconj | Upos::Sconj)
                    || matches!(text.analysis().tags[it].xpos, Xpos::Wp | Xpos::Wdt | Xpos::Wrb)
            }) || std::iter::once(it).chain(text.analysis().head(it)).any(|verb| {
                clauses
                    .dependents(verb)
                    .any(|it| words.contains(&it) && matches!(text.label(it), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Expl))
            })
        };
        words.clone().any(|it| text.upos(it) == Upos::Verb && text.analysis().tags[it].xpos.is_finite() && !led(it))
    }

    /// `Norland denies the accusation`, `has denied hitting the bridge`, `rejected the claim`: what is denied can be said.
    fn denial(&self, verb: usize) -> Option<Draft> {
        let text = self.text;
        let lemma = self.lemma(verb);
        let denies = self.words.denials.has(lemma);
        if !denies && !self.words.rejections.has(lemma) || !self.is_told(verb) || text.page.clauses.is_passive(verb) {
            return None;
        }
        let source = self.subject(verb).filter(|it| text.bearer(it.0).is_some() || text.upos(it.0) == Upos::Pron)?;
        if self.dependent(verb, &[Deprel::Iobj]).is_some() {
            return None;
        }
        let after = |it: &usize| *it > verb;
        let clause = self.dependent(verb, &[Deprel::Ccomp]).filter(after).filter(|_| denies);
        let doing = self
            .dependent(verb, &[Deprel::Xcomp, Deprel::Obj, Deprel::Advcl])
            .filter(after)
            .filter(|&it| denies && it <= verb + 3 && text.analysis().tags[it].xpos == Xpos::Vbg);
        let object = self.dependent(verb, &[Deprel::Obj]).filter(after).filter(|&it| {
            let any =
                text.page.clauses.dependents(it).any(|det| text.label(det) == Deprel::Det && self.words.forms.any.has(text.page.form(det)));
            let pointed = self.words.forms.pointing.has(text.page.form(it));
            self.words.claims.has(self.lemma(it)) || denies && (any || pointed)
        });
        let head = clause.or(doing).or(object)?;
        let mut content = self.clause(text.reach(head).start.max(verb + 1), head);
        // `dismissed the report [as nonsense]`
        let end = text.words_of(text.sentence(verb)).end;
        let seen = text.page.clauses.dependents(verb).find(|&it| it > content.end && it < end && text.label(it) == Deprel::Obl);
        if let Some(seen) = seen.filter(|_| content.end < end && text.page.form(content.end) == "as") {
            content.end = text.bare(content.start..text.reach(seen).end.min(end)).end;
        }
        let known = self.cues.verb(lemma)?;
        (!content.is_empty()).then(|| self.draft(verb, known, Some(source), vec![content]))
    }

    /// `The bishop appealed to the rebels to let them go`
    fn appeal(&self, verb: usize) -> Option<Draft> {
        let text = self.text;
        let lemma = self.lemma(verb);
        if !self.words.appealing.has(lemma) || !self.is_told(verb) {
            return None;
        }
        let source = self.subject(verb).filter(|it| text.bearer(it.0).is_some())?;
        let to = |it: usize| text.analysis().tags[it].xpos == Xpos::To || text.page.form(it) == "to";
        let sentence = text.words_of(text.sentence(verb));
        let first = (verb + 1 < sentence.end && self.words.forms.conversing.has(text.page.form(verb + 1))).then_some(verb + 1)?;
        let second = (first + 2..sentence.end.min(first + 8)).find(|&it| to(it))?;
        let plain = !(first + 1..second).any(|it| text.is_mark(it) || matches!(text.upos(it), Upos::Verb | Upos::Adp));
        let clause = text.analysis().head(second).filter(|&it| plain && it > second)?;
        Some(self.draft(verb, self.cues.verb(lemma)?, Some(source), vec![self.clause(second, clause)]))
    }

    /// `Residents were told to boil their water`: whoever told them is not named.
    fn bidden(&self, verb: usize) -> Option<Draft> {
        let text = self.text;
        let clauses = text.page.clauses;
        let lemma = self.lemma(verb);
        let passive = clauses.is_passive(verb) && self.dependent(verb, &[Deprel::AuxPass]).is_some();
        if !self.words.bidding.has(lemma) || !passive || !self.is_told(verb) && clauses.modal(verb).is_some() {
            return None;
        }
        let (subject, _) = self.subject(verb)?;
        let many = matches!(text.analysis().tags[subject].xpos, Xpos::Nns | Xpos::Nnps) || self.is_public(subject);
        let agent = self.dependent(verb, &[Deprel::OblAgent]).map(|it| {
            let phrase = text.bare(clauses.phrase(it, Extent::Plain));
            (it, phrase)
        });
        let content = self.infinitive(verb).filter(|_| many && text.bearer(subject).is_some())?;
        let known = CueWord { kind: StatementKind::Speech, ..self.cues.verb(lemma)? };
        Some(self.draft(verb, known, agent.filter(|it| !it.1.is_empty()), vec![content]))
    }
}

//! What binds: a sentence → the words by which somebody in it binds himself, with who he is and what he binds himself to, as they are read
//! off the tree. Verbs and nouns have their own modules.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::{Force, Scene};

/// A commitment as it is read off the tree.
#[derive(Debug)]
pub(super) struct Found {
    /// Who: words that head a mention.
    pub(super) by: Vec<usize>,
    /// The words that bind: a verb, a noun, a modal.
    pub(super) cue: usize,
    /// The predicate or noun of what is promised.
    pub(super) action: usize,
    pub(super) force: Force,
    /// Whether the action is a clause with its own subject, told whole.
    pub(super) is_whole: bool,
    pub(super) to: Vec<usize>,
    pub(super) rule: &'static str,
    pub(super) score: u8,
}

impl Found {
    /// One to nobody, whose action is no clause with its own subject.
    pub(super) const fn new(by: Vec<usize>, cue: usize, action: usize, force: Force, (rule, score): (&'static str, u8)) -> Self {
        Self { by, cue, action, force, is_whole: false, to: Vec::new(), rule, score }
    }
}

impl Scene<'_, '_> {
    /// What binds in a sentence; each action once.
    pub(super) fn cues(&self, sentence: &Range<usize>) -> Vec<Found> {
        if sentence.clone().any(|word| self.words.slogans.contains(&self.page.analysis.lemma(word).to_lowercase())) {
            return Vec::new();
        }
        let mut found: Vec<Found> = sentence.clone().filter_map(|word| self.cue(word)).collect();
        // What is promised is told once: the outermost cue that binds most.
        found.sort_by_key(|it| (it.action, it.force));
        found.dedup_by_key(|it| it.action);
        let known: Vec<(usize, usize)> = found.iter().map(|it| (it.cue, it.action)).collect();
        for it in &mut found {
            if let Some(action) = self.deepen(it.action) {
                it.action = action;
                it.force = Force::Effort;
            }
        }
        found.dedup_by_key(|it| it.action);
        // Who promises to try is who promises.
        let above = |it: &Found| {
            let (cue, _) = known.iter().find(|(_, action)| *action == it.cue && *action != it.action)?;
            found.iter().find(|other| other.cue == *cue).map(|other| &other.by).filter(|by| !by.is_empty())
        };
        let by: Vec<Option<Vec<usize>>> = found.iter().map(|it| above(it).cloned()).collect();
        found
            .into_iter()
            .zip(by)
            .map(|(it, by)| Found { by: by.unwrap_or(it.by), ..it })
            // `promised to try to`: the effort says what is done; `will promise to`: the promise does.
            .filter(|it| !known.iter().any(|&(cue, _)| cue == it.action && cue != it.cue))
            .collect()
    }

    /// The commitment that a word makes, if any.
    fn cue(&self, word: usize) -> Option<Found> {
        let analysis = self.page.analysis;
        if self.page.form(analysis.sentence_of(word).end - 1) == "?" {
            return None;
        }
        let lemma = analysis.lemma(word).to_lowercase();
        match analysis.tags[word].upos {
            Upos::Verb => {
                let force = self.words.verbs.get(&lemma).filter(|_| analysis.labels[word] != Deprel::Amod);
                force.and_then(|&force| self.verb(word, force)).or_else(|| self.will(word))
            }
            Upos::Adj => self.adjective(word, &lemma),
            Upos::Noun => self.noun(word, &lemma),
            _ => None,
        }
    }

    /// `is determined to`, `is ready to`.
    fn adjective(&self, word: usize, lemma: &str) -> Option<Found> {
        let action = self.infinitive(word)?;
        if self.page.clauses.is_negated(word) {
            return None;
        }
        let by = self.agents(&self.page.clauses.subjects(word));
        if by.is_empty() {
            return None;
        }
        match self.words.adjectives.get(lemma) {
            Some(&force) => Some(Found::new(by, word, action, force, ("commitment.adjective", 70))),
            None if self.words.ready.contains(lemma) => Some(Found::new(by, word, action, Force::Intention, ("commitment.ready", 62))),
            None => None,
        }
    }

    /// Whether words can bind themselves: a person, a body, a group, `I`, `we`.
    pub(super) fn agents(&self, words: &[usize]) -> Vec<usize> {
        let (page, parties) = (self.page, self.parties);
        words
            .iter()
            .copied()
            .filter(|&word| {
                let form = page.form(word).to_lowercase();
                matches!(form.as_str(), "i" | "we" | "he" | "she" | "it" | "they" | "who")
                    || page.analysis.tags[word].upos == Upos::Propn
                    || parties.of(word).is_some_and(|party| parties.acts(party.entity))
                    // `the Egyptian government`, not `the Egyptian economy`.
                    || (parties.is_human_noun(word) || self.things.is_public_noun(page.analysis.lemma(word)) || parties.is_pronoun(word))
                        && parties.owner(word, &["of"]).is_some_and(|party| parties.acts(party.entity))
            })
            .collect()
    }

    /// The infinitive that a word has as its complement.
    pub(super) fn infinitive(&self, word: usize) -> Option<usize> {
        self.page.clauses.dependents(word).find(|&it| {
            it > word
                && matches!(self.page.analysis.labels[it], Deprel::Xcomp | Deprel::Acl | Deprel::Advcl | Deprel::Ccomp)
                && self.has_to(it)
        })
    }

    /// Whether `to` marks a verb as an infinitive.
    fn has_to(&self, verb: usize) -> bool {
        let analysis = self.page.analysis;
        self.page.clauses.dependents(verb).any(|mark| analysis.labels[mark] == Deprel::Mark && analysis.tags[mark].xpos == Xpos::To)
    }

    /// What an effort is for: `free them` of `do everything in her power to free them`.
    fn deepen(&self, action: usize) -> Option<usize> {
        let analysis = self.page.analysis;
        if !matches!(analysis.lemma(action), "do" | "make" | "use" | "spare" | "exert" | "take") {
            return None;
        }
        let sentence = analysis.sentence_of(action);
        let is_effort = (action + 1..sentence.end.min(action + 7)).any(|it| {
            let lemma = analysis.lemma(it).to_lowercase();
            self.words.nouns.get(&lemma) == Some(&Force::Effort) || matches!(lemma.as_str(), "what" | "all" | "endeavours")
        });
        let to = |it: &usize| analysis.tags[*it].upos == Upos::Verb && self.has_to(*it);
        if is_effort { (action + 1..sentence.end.min(action + 10)).find(to).filter(|&it| self.is_within(it, action)) } else { None }
    }

    /// The word that opens a verb's clause before it.
    pub(super) fn opener(&self, verb: usize) -> Option<usize> {
        self.page.clauses.marker(verb).filter(|&it| it < verb)
    }

    /// Whether what binds did not come about: it is negated, denied, refused, asked.
    pub(super) fn is_undone(&self, word: usize) -> bool {
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        if clauses.negations(word).iter().any(|&not| not < word) {
            return true;
        }
        let first = clauses.first_conjunct(word);
        let Some(head) = analysis.head(first) else { return false };
        // `no reason to believe that they are trying`.
        let reason = analysis.head(head).filter(|_| analysis.labels[first] == Deprel::Ccomp && analysis.labels[head] == Deprel::Acl);
        if reason.is_some_and(|it| clauses.dependents(it).any(|of| self.page.form(of).eq_ignore_ascii_case("no"))) {
            return true;
        }
        let denies = self.words.undone.contains(analysis.lemma(head));
        denies && matches!(analysis.labels[first], Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl | Deprel::Obl)
            || self.opener(word).is_some_and(|it| matches!(self.page.form(it).to_lowercase().as_str(), "whether" | "if" | "unless"))
    }
}

//! What was said to have happened to how many: the figures that words of harm have, by the tree and by the words beside them.

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::figure::Figure;
use super::{Count, Finder, Measure};
use crate::event::matching::Shape;
use crate::lists::Words;
use crate::page::Page;

/// How many words what stands between commas after those who are counted may have.
const APPOSED: usize = 16;

/// So few who flee are nobody's displaced.
const FEW: u64 = 20;

impl Finder {
    /// The figures that a word of harm has.
    pub(super) fn counts(&self, page: &Page<'_>, shapes: &dyn Fn(usize) -> Option<Shape>, word: usize) -> Vec<Count> {
        let tag = page.analysis.tags[word];
        let is_verb = tag.upos == Upos::Verb && !matches!(page.analysis.labels[word], Deprel::Compound | Deprel::Aux);
        is_verb
            .then(|| self.of_verb(page, shapes, word))
            .flatten()
            .or_else(|| {
                let measure = self.adjective(page, word)?;
                Some(self.told(page, &self.of_adjective(page, word), measure, word, "toll.adjective", 80))
            })
            .or_else(|| matches!(tag.upos, Upos::Noun | Upos::Propn).then(|| self.of_nouns(page, word)))
            .unwrap_or_default()
    }

    /// The figures of phrases, by their heads, as counts of what a word of harm says.
    fn told(&self, page: &Page<'_>, heads: &[usize], measure: Measure, trigger: usize, rule: &'static str, score: u8) -> Vec<Count> {
        let figures = heads.iter().flat_map(|&head| self.of_phrase(page, head));
        figures.map(|figure| Count { figure, measure, trigger, rule, score }).collect()
    }

    /// What an adjective says that happened to those it is said of.
    fn adjective(&self, page: &Page<'_>, word: usize) -> Option<Measure> {
        let (tag, lemma, form) = (page.analysis.tags[word], page.analysis.lemma(word).to_lowercase(), page.form(word).to_lowercase());
        let is_one = matches!(tag.upos, Upos::Adj | Upos::Verb | Upos::Adv) || self.harm.victims.has(&lemma);
        self.harm.adjectives.of(&lemma).or_else(|| self.harm.adjectives.of(&form)).filter(|_| is_one)
    }

    /// The figures of a verb of harm; `None` where it is none.
    fn of_verb(&self, page: &Page<'_>, shapes: &dyn Fn(usize) -> Option<Shape>, word: usize) -> Option<Vec<Count>> {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let lemma = analysis.lemma(word).to_lowercase();
        if let Some(measure) = self.done(page, word, &lemma).filter(|_| analysis.labels[word] != Deprel::Amod) {
            let heads = self.sufferers(page, shapes, word, &lemma);
            return Some(self.told(page, &heads, measure, word, "toll.verb", 85));
        }
        if let Some(measure) = self.harm.subjects.of(&lemma) {
            let heads = clauses.subjects(word);
            let is_many = |figure: &Figure| figure.low.is_none_or(|low| low > FEW) && figure.high != Some(1);
            // Those who flee an empty street are not displaced: only where they are many.
            if measure == Measure::Displaced && !heads.iter().any(|&it| self.of_phrase(page, it).iter().any(is_many)) {
                return Some(Vec::new());
            }
            // `2,000 people fled their homes`.
            let is_told = clauses.objects(word).iter().any(|&it| self.harm.driving.homes.has(&page.form(it).to_lowercase()))
                || clauses.dependents(word).any(|it| self.harm.whither.has(&clauses.preposition(it)));
            let score = match (measure, is_told) {
                (Measure::Killed, _) => 85,
                (_, true) => 80,
                (_, false) => 60,
            };
            return Some(self.told(page, &heads, measure, word, "toll.subject", score));
        }
        self.harm.suffering.verbs.has(&lemma).then(|| {
            let is_wound = |&it: &usize| {
                self.harm.nouns.of(&analysis.lemma(it).to_lowercase()).is_some_and(|it| it == [Measure::Injured])
                    || self.harm.suffering.objects.has(analysis.lemma(it))
            };
            let heads = if clauses.objects(word).iter().any(is_wound) { clauses.subjects(word) } else { Vec::new() };
            self.told(page, &heads, Measure::Injured, word, "toll.suffer", 80)
        })
    }

    /// What a verb does to its object, with the words that have to stand beside it.
    fn done(&self, page: &Page<'_>, word: usize, lemma: &str) -> Option<Measure> {
        let (analysis, clauses, harm) = (page.analysis, page.clauses, &self.harm);
        let near =
            |forms: &Words| (word + 1..analysis.sentence_of(word).end.min(word + 6)).any(|it| forms.has(&page.form(it).to_lowercase()));
        let with_dead = || clauses.dependents(word).any(|it| harm.deadly.beside.has(analysis.lemma(it)));
        let with_lives = || clauses.objects(word).iter().any(|&it| harm.lives.objects.has(analysis.lemma(it)));
        if harm.deadly.verbs.has(lemma) && with_dead() {
            Some(Measure::Killed)
        } else if harm.taking.verbs.has(lemma) && near(&harm.taking.after) {
            Some(Measure::Captured)
        } else if harm.driving.verbs.has(lemma) && near(&harm.driving.homes) && near(&harm.driving.out) {
            Some(Measure::Displaced)
        } else if (harm.lives.verbs.has(lemma) || harm.lives.losing.has(lemma)) && with_lives() {
            Some(Measure::Killed)
        } else {
            harm.verbs.of(lemma)
        }
    }

    /// To whom a verb does it: the heads of their phrases.
    fn sufferers(&self, page: &Page<'_>, shapes: &dyn Fn(usize) -> Option<Shape>, word: usize, lemma: &str) -> Vec<usize> {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let shape = shapes(word);
        let is_passive = shape.as_ref().map_or_else(|| clauses.is_passive(word), |it| it.is_passive);
        let mut heads = shape.map_or_else(Vec::new, |it| it.objects);
        // `claimed the lives of 100 people`.
        let whose = |&it: &usize| {
            let owner = |of: &usize| {
                analysis.labels[*of] == Deprel::NmodPoss || analysis.labels[*of] == Deprel::Nmod && clauses.preposition(*of) == "of"
            };
            clauses.dependents(it).find(|of| self.harm.lives.objects.has(analysis.lemma(it)) && owner(of)).unwrap_or(it)
        };
        if self.harm.lives.verbs.has(lemma) {
            heads = heads.iter().map(whose).flat_map(|it| clauses.conjuncts(it)).collect();
        }
        // `280 soldiers lost their lives`.
        if self.harm.lives.losing.has(lemma) {
            heads = clauses.subjects(word);
        }
        if heads.is_empty() && self.harm.subjects.has(lemma) && !is_passive {
            heads = clauses.subjects(word);
        }
        // `shot and killed three`: the object stands with one of the verbs.
        if heads.is_empty() && !is_passive {
            heads = clauses.conjuncts(clauses.first_conjunct(word)).into_iter().flat_map(|it| clauses.objects(it)).collect();
            heads.retain(|&it| it > word);
        }
        self.beside(page, heads, word, is_passive)
    }

    /// The figures of a noun of harm, of a body, or of a number of the dead.
    fn of_nouns(&self, page: &Page<'_>, word: usize) -> Vec<Count> {
        let (analysis, clauses, harm) = (page.analysis, page.clauses, &self.harm);
        let lemma = analysis.lemma(word).to_lowercase();
        let mut counts = Vec::new();
        if let Some(measure) = harm.acts.of(&lemma) {
            let of = clauses.dependents(word).filter(|&it| analysis.labels[it] == Deprel::Nmod && clauses.preposition(it) == "of");
            counts.extend(self.told(page, &of.collect::<Vec<_>>(), measure, word, "toll.of", 80));
        }
        let governor = || analysis.head(word).filter(|_| matches!(analysis.labels[word], Deprel::Obj | Deprel::NsubjPass | Deprel::Nsubj));
        if harm.bodies.nouns.has(&lemma) && governor().is_some_and(|verb| harm.bodies.verbs.has(analysis.lemma(verb))) {
            counts.extend(self.told(page, &[word], Measure::Killed, word, "toll.body", 80));
        }
        let count = |figure: Figure, measure: Measure, rule: &'static str| Count { figure, measure, trigger: word, rule, score: 80 };
        if let Some(measures) = harm.nouns.of(&lemma) {
            // `18 casualties` says of nobody whether they live; `no casualties` says it of all.
            let says_which = |figure: &Figure| measures.len() == 1 || figure.high == Some(0);
            for &measure in measures {
                counts.extend(self.of_noun(page, word).into_iter().filter(says_which).map(|figure| count(figure, measure, "toll.noun")));
            }
        } else if let Some(measure) = self.counted_by(page, word, &lemma) {
            counts.extend(self.of_toll(page, word).into_iter().map(|figure| count(figure, measure, "toll.toll")));
        }
        counts
    }

    /// What is counted beside a verb where the tree gives nothing: `11 were killed and 14 [wounded]`, `six killed`.
    fn beside(&self, page: &Page<'_>, heads: Vec<usize>, word: usize, is_passive: bool) -> Vec<usize> {
        let analysis = page.analysis;
        let sentence = analysis.sentence_of(word);
        if heads.iter().any(|&head| self.figures.has(page, head)) {
            return heads;
        }
        // `killed 1,200 and wounded 250`, where the tree has a participle.
        let next = word + 1;
        if analysis.labels[word] == Deprel::Conj
            && next < sentence.end
            && self.figures.starts(page, next)
            && !page.clauses.dependents(word).any(|it| matches!(analysis.labels[it], Deprel::Aux | Deprel::AuxPass))
        {
            return vec![next];
        }
        if let Some(figure) = is_passive.then(|| self.before_commas(page, word)).flatten() {
            return vec![figure];
        }
        // The words between a figure and its participle: `others`, `more`, `were`, `seriously`.
        let mut at = word;
        if is_passive || heads.is_empty() || analysis.tags[word].xpos == Xpos::Vbn {
            // `More than 100 of his relatives have been killed`.
            let longest = if is_passive { 9 } else { 5 };
            while at > sentence.start && word - at < longest {
                at -= 1;
                if self.figures.starts(page, at) {
                    return vec![at];
                }
                let tag = analysis.tags[at];
                let is_owner = is_passive && tag.xpos == Xpos::PrpPoss;
                if !(matches!(tag.upos, Upos::Aux | Upos::Adv | Upos::Noun | Upos::Adj) || is_owner || self.harm.between.has(page.form(at)))
                {
                    break;
                }
            }
        }
        if heads.is_empty() && !is_passive && word + 1 < sentence.end {
            let next = (word + 1..sentence.end.min(word + 6)).find(|&it| self.figures.starts(page, it));
            if let Some(next) = next {
                return vec![next];
            }
        }
        heads
    }

    /// The figure that begins a phrase before what stands between commas and a passive: `[20,000 villagers], most of them children, were killed`.
    fn before_commas(&self, page: &Page<'_>, word: usize) -> Option<usize> {
        let analysis = page.analysis;
        let start = analysis.sentence_of(word).start;
        let close = (start..word)
            .rev()
            .take_while(|&it| matches!(analysis.tags[it].upos, Upos::Aux | Upos::Adv | Upos::Punct))
            .find(|&it| page.form(it) == ",")?;
        let open = (start..close).rev().take(APPOSED).find(|&it| page.form(it) == ",")?;
        (start..open).find(|&it| self.figures.starts(page, it) && self.figures.at(page, it).is_some_and(|figure| figure.words.end == open))
    }

    /// The figures of a noun phrase and of those that it lists: `six women and one child`.
    fn of_phrase(&self, page: &Page<'_>, head: usize) -> Vec<Figure> {
        let mut all = Vec::new();
        if let Some(figure) = self.figures.of(page, head) {
            let end = figure.words.end;
            all.push(figure);
            all.extend(self.parts_after(page, head, end));
        }
        all
    }

    /// Figures that count parts of one before: `among them nine children`, `including two women`.
    fn parts_after(&self, page: &Page<'_>, head: usize, end: usize) -> Vec<Figure> {
        let analysis = page.analysis;
        let sentence = analysis.sentence_of(head);
        let mut all = Vec::new();
        let mut at = end;
        let mut opened = false;
        while at < sentence.end && at < end + 24 {
            let form = page.form(at).to_lowercase();
            if self.harm.parts.has(&form) {
                opened = true;
            } else if analysis.tags[at].upos == Upos::Verb && !(opened && self.harm.of_parts.has(&form)) {
                break;
            }
            if opened
                && self.figures.starts(page, at)
                && let Some(mut figure) = self.figures.at(page, at)
            {
                at = figure.words.end;
                figure.is_part = true;
                all.push(figure);
                continue;
            }
            at += 1;
        }
        all
    }

    /// What an adjective of harm says it of: `left 18 people [dead]`, `15 [dead]`, `are [missing]`.
    fn of_adjective(&self, page: &Page<'_>, word: usize) -> Vec<usize> {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let sentence = analysis.sentence_of(word);
        if let Some(before) = word.checked_sub(1).filter(|&it| it >= sentence.start)
            && (self.figures.starts(page, before) || analysis.tags[before].upos == Upos::Num)
        {
            return vec![before];
        }
        let head = analysis.head(word);
        if head.is_some_and(|it| self.harm.feared.has(analysis.lemma(it))) {
            return Vec::new();
        }
        let mut heads = match (analysis.labels[word], head) {
            (Deprel::Xcomp | Deprel::Advcl | Deprel::Advmod | Deprel::Ccomp, Some(head)) => {
                let objects = clauses.objects(head);
                if objects.is_empty() { clauses.subjects(word) } else { objects }
            }
            (Deprel::Conj, Some(first))
                if self.harm.adjectives.has(&analysis.lemma(first).to_lowercase()) || self.harm.verbs.has(analysis.lemma(first)) =>
            {
                // `several people dead and injured` counts the same people for both.
                return if word == first + 2 { self.of_adjective(page, first) } else { Vec::new() };
            }
            (Deprel::Amod | Deprel::Acl | Deprel::Obj | Deprel::Appos, Some(head)) => vec![head],
            _ => clauses.subjects(word),
        };
        heads.retain(|&it| it != word && self.figures.has(page, it));
        if heads.is_empty() {
            // `left 18 people dead`, whatever the tree says.
            let mut at = word;
            while at > sentence.start && word - at < 4 {
                at -= 1;
                if self.figures.starts(page, at) {
                    return vec![at];
                }
                if !matches!(analysis.tags[at].upos, Upos::Noun | Upos::Adj | Upos::Propn) {
                    break;
                }
            }
        }
        heads
    }

    /// What a noun counts that a figure follows: the dead of `the toll`, the hurt of `the number of injured`, `the number of pupils injured`.
    fn counted_by(&self, page: &Page<'_>, word: usize, lemma: &str) -> Option<Measure> {
        if self.harm.nouns.toll.has(lemma) {
            return Some(Measure::Killed);
        }
        let clauses = page.clauses;
        let of = clauses
            .dependents(word)
            .find(|&it| self.harm.numbering.has(lemma) && page.analysis.labels[it] == Deprel::Nmod && clauses.preposition(it) == "of")?;
        let harm = |it: usize| {
            let (lemma, form) = (page.analysis.lemma(it).to_lowercase(), page.form(it).to_lowercase());
            self.harm.adjectives.of(&form).or_else(|| self.harm.adjectives.of(&lemma)).or_else(|| self.harm.verbs.of(&lemma))
        };
        harm(of)
            .or_else(|| clauses.dependents(of).filter(|&it| matches!(page.analysis.labels[it], Deprel::Acl | Deprel::Amod)).find_map(harm))
    }

    /// The figure before a noun of harm: `18 deaths`, `no casualties`, `no reports of casualties`.
    fn of_noun(&self, page: &Page<'_>, word: usize) -> Vec<Figure> {
        let analysis = page.analysis;
        if let Some(mut figure) = self.figures.of(page, word) {
            figure.head = None;
            return vec![figure];
        }
        // `no reports of any casualty`, `no deaths or injuries`, `not … any casualties`, `without casualties`.
        let mut at = word;
        for _ in 0..3 {
            let negated = page
                .clauses
                .dependents(at)
                .find(|&it| self.figures.is_none(page, it) || self.harm.without.has(&page.form(it).to_lowercase()));
            if let Some(none) = negated {
                return vec![Figure::none(none..word + 1)];
            }
            match analysis.head(at).filter(|_| matches!(analysis.labels[at], Deprel::Nmod | Deprel::Conj)) {
                Some(head) => at = head,
                None => break,
            }
        }
        let governor =
            analysis.head(at).filter(|_| analysis.labels[at] == Deprel::Obj).filter(|&verb| self.figures.brings(analysis.lemma(verb)));
        if let Some(governor) = governor {
            let negated = page.clauses.negations(governor);
            if let Some(&not) = negated.first() {
                let (start, end) = (not.min(word), not.max(word) + 1);
                return vec![Figure::none(start..end)];
            }
        }
        Vec::new()
    }

    /// The figure of a toll: `a death toll of 41`, `the toll rose to 41`, `the death toll was 41`.
    fn of_toll(&self, page: &Page<'_>, word: usize) -> Vec<Figure> {
        let analysis = page.analysis;
        let sentence = analysis.sentence_of(word);
        // `the toll from a fire that left two houses in ruins rose to 10`: the toll's own verb, where the tree has it.
        let verb =
            analysis.head(word).filter(|&it| it > word && analysis.labels[word] == Deprel::Nsubj && analysis.tags[it].upos == Upos::Verb);
        let verb = verb.filter(|&it| self.harm.reaching.has(analysis.lemma(it)));
        let from = verb.unwrap_or(word + 1);
        let mut through = verb.is_some();
        for at in from..sentence.end.min(from + 12) {
            let lemma = analysis.lemma(at);
            through |= self.harm.reaching.has(lemma);
            if analysis.tags[at].upos == Upos::Punct && !matches!(page.form(at), "," | "-") {
                break;
            }
            if through && self.figures.starts(page, at) {
                // `rose by two to 41`: the figure that it came to.
                if self.harm.changing.has(&page.form(at.saturating_sub(1)).to_lowercase()) {
                    continue;
                }
                return self
                    .figures
                    .at(page, at)
                    .into_iter()
                    .filter(|it| it.low.or(it.high).is_some_and(|n| n > 0))
                    .map(|mut it| {
                        it.head = None;
                        it
                    })
                    .collect();
            }
        }
        Vec::new()
    }
}

//! Tolls: how many were killed, hurt, taken, driven out, by whose count.
//!
//! A figure is read off the words before a noun (`at least 18 people`), what happened to them off the tree (`were killed`, `killing`,
//! `left dead`, `18 deaths`). Words are in `lexicon/en/tolls.toml`. Nothing stated is no toll; "no casualties" is zero.

mod counted;
mod figure;

use dateline_lang::labels::{Deprel, Upos, Xpos};
use dateline_text::ByteSpan;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use self::counted::Counted;
use self::figure::{Figure, Figures};
use crate::event::Event;
use crate::event::matching::Shape;
use crate::evidence::{Evidence, Score};
use crate::lists::set;
use crate::page::Page;
use crate::parties::{Parties, Party};
use crate::statement::{self, Statement};
use crate::time::Time;

/// How many, by whose count.
#[derive(Debug, Clone, PartialEq)]
pub struct Toll {
    /// The event that it is of, an index into the events.
    pub event: Option<usize>,
    /// What happened to those that are counted.
    pub measure: Measure,
    /// The least number; `None` when no number is stated.
    pub low: Option<u64>,
    /// The greatest number.
    pub high: Option<u64>,
    /// `exact`, `at_least`, `up_to`, `about`, `between`, or the word that stands for a number: `dozens`.
    pub qualifier: String,
    /// The head noun of those that are counted, in small letters; `None` for people.
    pub group: Option<String>,
    /// The toll that it is a part of, an index into the tolls.
    pub part_of: Option<usize>,
    /// Who gives the figure, an index into the entities; `None` is the reporter.
    pub claimant: Option<usize>,
    /// The statement that gives it, an index into the statements.
    pub statement: Option<usize>,
    /// The day for which it holds, where that is stated: a TIMEX3 value.
    pub as_of: Option<String>,
    /// The words of the figure.
    pub span: ByteSpan,
    /// The word that says what happened, an index into the analysis.
    pub trigger: usize,
    /// What its fields rest on.
    pub evidence: Evidence,
    /// How sure it is.
    pub score: Score,
    /// The rule that made it.
    pub rule: &'static str,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// The dead.
    Killed,
    /// The hurt.
    Injured,
    /// Those that are looked for.
    Missing,
    /// Captives.
    Captured,
    /// Those driven from their homes.
    Displaced,
    /// Those brought to safety.
    Evacuated,
}

impl Measure {
    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Killed => "killed",
            Self::Injured => "injured",
            Self::Missing => "missing",
            Self::Captured => "captured",
            Self::Displaced => "displaced",
            Self::Evacuated => "evacuated",
        }
    }
}

#[derive(Debug, Deserialize)]
struct File {
    verbs: FxHashMap<Measure, String>,
    subjects: FxHashMap<Measure, String>,
    adjectives: FxHashMap<Measure, String>,
    nouns: FxHashMap<String, String>,
    acts: FxHashMap<Measure, String>,
    bodies: Bodies,
    reaching: Reaching,
    deadly: Deadly,
    taking: Taking,
    driving: Driving,
    suffering: Suffering,
    counting: Verbs,
    numbering: Nouns,
    lives: Lives,
    people: Listed,
    collectives: Listed,
    rates: Rates,
    bounds: FxHashMap<String, String>,
    vague: Listed,
    parts: Listed,
    indefinite: Listed,
    none: Nobody,
    numbers: FxHashMap<String, u64>,
    multipliers: FxHashMap<String, u64>,
    ordinals: FxHashMap<String, u64>,
}

#[derive(Debug, Deserialize)]
struct Nobody {
    words: String,
    verbs: String,
}

#[derive(Debug, Deserialize)]
struct Rates {
    words: String,
    adverbs: String,
    when: String,
    each: String,
    before: String,
}

#[derive(Debug, Deserialize)]
struct Listed {
    words: String,
}

#[derive(Debug, Deserialize)]
struct Bodies {
    nouns: String,
    verbs: String,
}

#[derive(Debug, Deserialize)]
struct Verbs {
    verbs: String,
}

#[derive(Debug, Deserialize)]
struct Nouns {
    nouns: String,
}

#[derive(Debug, Deserialize)]
struct Deadly {
    verbs: String,
    beside: String,
}

#[derive(Debug, Deserialize)]
struct Taking {
    verbs: String,
    after: String,
}

#[derive(Debug, Deserialize)]
struct Driving {
    verbs: String,
    homes: String,
    out: String,
}

#[derive(Debug, Deserialize)]
struct Suffering {
    verbs: String,
    objects: String,
}

#[derive(Debug, Deserialize)]
struct Lives {
    verbs: String,
    objects: String,
    losing: String,
}

#[derive(Debug, Deserialize)]
struct Reaching {
    words: String,
}

/// Finds tolls.
#[derive(Debug)]
pub struct Finder {
    verbs: FxHashMap<String, Measure>,
    subjects: FxHashMap<String, Measure>,
    adjectives: FxHashMap<String, Measure>,
    nouns: FxHashMap<String, &'static [Measure]>,
    toll_nouns: FxHashSet<String>,
    acts: FxHashMap<String, Measure>,
    /// Nouns for bodies, and what is done with them.
    bodies: [FxHashSet<String>; 2],
    reaching: FxHashSet<String>,
    /// Verbs that kill with a word beside them, and those words.
    deadly: [FxHashSet<String>; 2],
    /// Verbs that capture with a word after them, and those words.
    taking: [FxHashSet<String>; 2],
    /// Verbs that displace with two words after them, words for homes, and words for out of them.
    driving: [FxHashSet<String>; 3],
    /// Verbs of those who are hurt, and what a wound is called beside its nouns.
    suffering: [FxHashSet<String>; 2],
    /// Verbs of whoever counts.
    counting: FxHashSet<String>,
    /// Nouns of counts that say of what.
    numbering: FxHashSet<String>,
    /// Verbs that kill where they take lives, what lives are called, and verbs of those who lose them.
    lives: [FxHashSet<String>; 3],
    counted: Counted,
    parts: FxHashSet<String>,
    figures: Figures,
}

fn by_word(lists: &FxHashMap<Measure, String>) -> FxHashMap<String, Measure> {
    let mut sorted: Vec<_> = lists.iter().collect();
    sorted.sort();
    sorted.into_iter().rev().flat_map(|(measure, words)| words.split_whitespace().map(|word| (word.replace('_', " "), *measure))).collect()
}

/// How many words what stands between commas after those who are counted may have.
const APPOSED: usize = 16;

/// What the events of a page tell about its words.
pub struct Told<'s> {
    /// Who stands with a verb, by the verb.
    pub shapes: &'s dyn Fn(usize) -> Option<Shape>,
    /// Whether a word of harm tells of an accident.
    pub is_accident: &'s dyn Fn(usize) -> bool,
    /// Whether a verb tells what was done, not what may be or might have been.
    pub is_real: &'s dyn Fn(usize) -> bool,
}

/// A figure that belongs to a word of harm.
#[derive(Debug)]
struct Count {
    figure: Figure,
    measure: Measure,
    trigger: usize,
    rule: &'static str,
    score: u8,
}

impl Finder {
    /// Reads the embedded list.
    ///
    /// # Panics
    /// When the list is not TOML of its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        let file: File =
            toml::from_str(dateline_lexicon::file("en/tolls.toml").expect("the list is embedded")).expect("the list has its shape");
        let mut nouns: FxHashMap<String, &'static [Measure]> = FxHashMap::default();
        let kinds: [(&str, &'static [Measure]); 3] =
            [("killed", &[Measure::Killed]), ("injured", &[Measure::Injured]), ("both", &[Measure::Killed, Measure::Injured])];
        for (key, measures) in kinds {
            nouns.extend(set(file.nouns.get(key).map(String::as_str).unwrap_or_default()).into_iter().map(|word| (word, measures)));
        }
        Self {
            verbs: by_word(&file.verbs),
            subjects: by_word(&file.subjects),
            adjectives: by_word(&file.adjectives),
            nouns,
            toll_nouns: set(file.nouns.get("toll").map(String::as_str).unwrap_or_default()),
            reaching: set(&file.reaching.words),
            acts: by_word(&file.acts),
            bodies: [set(&file.bodies.nouns), set(&file.bodies.verbs)],
            deadly: [set(&file.deadly.verbs), set(&file.deadly.beside)],
            taking: [set(&file.taking.verbs), set(&file.taking.after)],
            driving: [set(&file.driving.verbs), set(&file.driving.homes), set(&file.driving.out)],
            suffering: [set(&file.suffering.verbs), set(&file.suffering.objects)],
            counting: set(&file.counting.verbs),
            numbering: set(&file.numbering.nouns),
            lives: [set(&file.lives.verbs), set(&file.lives.objects), set(&file.lives.losing)],
            counted: Counted {
                people: set(&file.people.words),
                collectives: set(&file.collectives.words),
                rates: set(&file.rates.words),
                frequent: set(&file.rates.adverbs),
                when: set(&file.rates.when),
                each: set(&file.rates.each),
                averages: set(&file.rates.before),
            },
            parts: set(&file.parts.words),
            figures: Figures::new(
                &file.numbers,
                &file.multipliers,
                &file.ordinals,
                &file.bounds,
                [set(&file.vague.words), set(&file.indefinite.words), set(&file.none.words), set(&file.none.verbs)],
            ),
        }
    }

    /// The tolls of a page, in order; `events` are those that they may be of.
    #[must_use]
    pub fn find(
        &self,
        page: &Page<'_>,
        parties: &Parties<'_, '_>,
        statements: &[Statement],
        events: &[Event],
        times: &[Time],
        told: &Told<'_>,
    ) -> Vec<Toll> {
        let mut counts: Vec<Count> = Vec::new();
        for sentence in page.analysis.sentences() {
            let from = counts.len();
            for word in sentence.clone() {
                self.word(page, parties, told.shapes, word, &mut counts);
            }
            // One figure is counted once for a measure.
            let mut own: Vec<Count> = counts.drain(from..).filter(|count| self.is_toll(page, parties, count, told)).collect();
            own.sort_by_key(|count| (count.figure.words.start, count.measure, std::cmp::Reverse(count.score)));
            own.dedup_by(|a, b| a.measure == b.measure && a.figure.words.start < b.figure.words.end);
            counts.extend(own);
        }
        let mut tolls: Vec<Toll> = Vec::new();
        for count in counts {
            let sentence = page.analysis.sentence_of(count.trigger);
            let part_of = self.whole(page, &count, &tolls, &sentence);
            let event = event_of(page, events, &count, &sentence, told.is_accident).or(part_of.and_then(|whole: usize| tolls[whole].event));
            let mut toll = self.toll(page, parties, count, event, part_of, statements);
            if let Some(time) = as_of(page, times, &sentence) {
                toll.as_of = time.value.as_deref().map(|value| value.get(..10).unwrap_or(value).to_owned());
                toll.evidence.words("as_of", [time.span]);
            }
            // The same figure of the same event told again is no further toll.
            let again = tolls.iter().position(|it| {
                (it.measure, it.low, it.high, &it.qualifier, it.part_of)
                    == (toll.measure, toll.low, toll.high, &toll.qualifier, toll.part_of)
                    && (it.event == toll.event || toll.event.is_none())
                    && (it.group == toll.group || it.group.is_none() || toll.group.is_none())
                    && (it.claimant == toll.claimant || it.claimant.is_none() || toll.claimant.is_none())
            });
            match again {
                Some(at) if toll.qualifier != "several" || tolls[at].trigger == toll.trigger => {
                    let spans: Vec<ByteSpan> = vec![toll.span];
                    tolls[at].evidence.words("low", spans);
                    if tolls[at].group.is_none() && toll.group.is_some() && tolls[at].low == Some(1) {
                        tolls[at].group = toll.group;
                    }
                }
                _ => tolls.push(toll),
            }
        }
        tolls
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of one record")]
    fn toll(
        &self,
        page: &Page<'_>,
        parties: &Parties<'_, '_>,
        count: Count,
        event: Option<usize>,
        part_of: Option<usize>,
        statements: &[Statement],
    ) -> Toll {
        let analysis = page.analysis;
        let span = page.span(&count.figure.words);
        let trigger = analysis.span(count.trigger);
        let statement = statement::holding(statements, span.start());
        let counted = self.counter(page, parties, &count);
        let speaker = statement.and_then(|it| statements[it].speaker).filter(|&it| parties.acts(it));
        let claimant = speaker.or(counted.map(|it| it.entity));
        let group = count.figure.head.and_then(|head| {
            let lemma = analysis.lemma(head).to_lowercase();
            let form = page.form(head).to_lowercase();
            let is_group = !self.counted.people.contains(&lemma)
                && !self.counted.people.contains(&form)
                && !matches!(analysis.tags[head].upos, Upos::Num | Upos::Pron | Upos::Det | Upos::Adj)
                && analysis.tags[head].xpos != Xpos::Jj;
            is_group.then_some(form)
        });
        let mut evidence = Evidence::default();
        evidence.words("measure", [trigger]);
        evidence.words("qualifier", [span]);
        if count.figure.low.is_some() {
            evidence.words("low", [span]);
        }
        if count.figure.high.is_some() {
            evidence.words("high", [span]);
        }
        evidence.words("span", [span]);
        if let (Some(_), Some(head)) = (&group, count.figure.head) {
            evidence.words("group", [analysis.span(head)]);
        }
        if event.is_some() {
            evidence.words("event", [trigger]);
        }
        if part_of.is_some() {
            evidence.words("part_of", [span]);
        }
        if let Some(statement) = statement {
            evidence.words("statement", [statements[statement].main_span()]);
            if let (Some(_), Some(speaker)) = (claimant, statements[statement].speaker_span.or(statements[statement].cue)) {
                evidence.words("claimant", [speaker]);
            } else if claimant.is_some() {
                evidence.words("claimant", [statements[statement].main_span()]);
            }
        }
        if let (Some(_), None) = (claimant, evidence.of("claimant"))
            && let Some(party) = counted
        {
            evidence.words("claimant", [party.span]);
        }
        Toll {
            event,
            measure: count.measure,
            low: count.figure.low,
            high: count.figure.high,
            qualifier: count.figure.qualifier,
            group,
            part_of,
            claimant,
            statement,
            as_of: None,
            span,
            trigger: count.trigger,
            evidence,
            score: Score::hundredths(count.score),
            rule: count.rule,
        }
    }

    /// Whether a figure counts people to whom it was done.
    fn is_toll(&self, page: &Page<'_>, parties: &Parties<'_, '_>, count: &Count, told: &Told<'_>) -> bool {
        let analysis = page.analysis;
        let is_noun = matches!(count.rule, "toll.noun" | "toll.toll");
        if self.counted.is_rate(page, &count.figure, count.trigger) {
            return false;
        }
        if is_noun {
            // `an ankle injury`, `many injuries`: no figure of an event.
            let first = page.form(count.figure.words.start).to_lowercase();
            let is_loose = matches!(first.as_str(), "a" | "an" | "another")
                || count.figure.low.is_none()
                    && count.figure.high.is_none()
                    && count.measure == Measure::Injured
                    && self.figures.is_indefinite(&first);
            return !is_loose;
        }
        // `The death of a salesman` may be a play.
        if count.rule == "toll.of" && matches!(page.form(count.figure.words.start).to_lowercase().as_str(), "a" | "an" | "another") {
            return false;
        }
        let is_attribute = analysis.labels[count.trigger] == Deprel::Amod;
        if count.measure == Measure::Displaced && count.rule == "toll.adjective" && is_attribute {
            return false;
        }
        // `killed or wounded` says of nobody which.
        let others = page.clauses.conjuncts(page.clauses.first_conjunct(count.trigger));
        let is_either = others.iter().any(|&other| {
            let between = other.min(count.trigger) + 1..other.max(count.trigger);
            let measure = self.verbs.get(&analysis.lemma(other).to_lowercase());
            measure.is_some_and(|it| *it != count.measure)
                && between.len() < 4
                && between.into_iter().any(|at| page.form(at).eq_ignore_ascii_case("or"))
        });
        if is_either {
            return false;
        }
        // That nobody was hurt is told of what did not happen.
        let is_nobody = count.figure.high == Some(0);
        let can_be_unreal = analysis.tags[count.trigger].upos == Upos::Verb || count.rule == "toll.of";
        if can_be_unreal && !is_attribute && !is_nobody && !(told.is_real)(count.trigger) {
            return false;
        }
        self.counted.is_of_people(page, parties, &count.figure)
    }

    /// The figures that a word of harm has.
    fn word(
        &self,
        page: &Page<'_>,
        parties: &Parties<'_, '_>,
        shapes: &dyn Fn(usize) -> Option<Shape>,
        word: usize,
        counts: &mut Vec<Count>,
    ) {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let tag = analysis.tags[word];
        let lemma = analysis.lemma(word).to_lowercase();
        let mut add = |heads: &[usize], measure: Measure, rule: &'static str, score: u8| {
            for &head in heads {
                for figure in self.of_phrase(page, parties, head) {
                    counts.push(Count { figure, measure, trigger: word, rule, score });
                }
            }
        };
        let is_verb = tag.upos == Upos::Verb && !matches!(analysis.labels[word], Deprel::Compound | Deprel::Aux);
        let with_dead = || clauses.dependents(word).any(|it| self.deadly[1].contains(analysis.lemma(it)));
        if is_verb {
            let dead = self.deadly[0].contains(&lemma) && with_dead();
            let near = |forms: &FxHashSet<String>| {
                (word + 1..analysis.sentence_of(word).end.min(word + 6)).any(|it| forms.contains(&page.form(it).to_lowercase()))
            };
            let measure = if dead {
                Some(Measure::Killed)
            } else if self.taking[0].contains(&lemma) && near(&self.taking[1]) {
                Some(Measure::Captured)
            } else if self.driving[0].contains(&lemma) && near(&self.driving[1]) && near(&self.driving[2]) {
                Some(Measure::Displaced)
            } else if (self.lives[0].contains(&lemma) || self.lives[2].contains(&lemma))
                && clauses.objects(word).iter().any(|&it| self.lives[1].contains(analysis.lemma(it)))
            {
                Some(Measure::Killed)
            } else {
                self.verbs.get(&lemma).copied()
            };
            if let Some(measure) = measure.filter(|_| analysis.labels[word] != Deprel::Amod) {
                let shape = shapes(word);
                let is_passive = shape.as_ref().map_or_else(|| clauses.is_passive(word), |it| it.is_passive);
                let mut heads = shape.map_or_else(Vec::new, |it| it.objects);
                // `claimed the lives of 100 people`.
                let whose = |&it: &usize| {
                    let owner = |of: &usize| {
                        analysis.labels[*of] == Deprel::NmodPoss || analysis.labels[*of] == Deprel::Nmod && clauses.preposition(*of) == "of"
                    };
                    clauses.dependents(it).find(|of| self.lives[1].contains(analysis.lemma(it)) && owner(of)).unwrap_or(it)
                };
                if self.lives[0].contains(&lemma) {
                    heads = heads.iter().map(whose).flat_map(|it| clauses.conjuncts(it)).collect();
                }
                // `280 soldiers lost their lives`.
                if self.lives[2].contains(&lemma) {
                    heads = clauses.subjects(word);
                }
                if heads.is_empty() && self.subjects.contains_key(&lemma) && !is_passive {
                    heads = clauses.subjects(word);
                }
                // `shot and killed three`: the object stands with one of the verbs.
                if heads.is_empty() && !is_passive {
                    heads = clauses.conjuncts(clauses.first_conjunct(word)).into_iter().flat_map(|it| clauses.objects(it)).collect();
                    heads.retain(|&it| it > word);
                }
                let heads = self.beside(page, heads, word, is_passive);
                add(&heads, measure, "toll.verb", 85);
                return;
            }
            if let Some(&measure) = self.subjects.get(&lemma) {
                // Those who flee an empty street are not displaced: only with where from or to.
                let heads = clauses.subjects(word);
                let far = measure != Measure::Displaced
                    || heads.iter().any(|&it| {
                        self.of_phrase(page, parties, it)
                            .iter()
                            .any(|figure| figure.low.is_none_or(|low| low > 20) && figure.high != Some(1))
                    });
                if far {
                    // `2,000 people fled their homes`.
                    let is_told = clauses.objects(word).iter().any(|&it| self.driving[1].contains(&page.form(it).to_lowercase()))
                        || clauses.dependents(word).any(|it| matches!(clauses.preposition(it).as_str(), "from" | "to" | "across"));
                    let score = if measure == Measure::Killed {
                        85
                    } else if is_told {
                        80
                    } else {
                        60
                    };
                    add(&heads, measure, "toll.subject", score);
                }
                return;
            }
            if self.suffering[0].contains(&lemma) {
                let object = clauses.objects(word).into_iter().find(|&it| {
                    self.nouns.get(&analysis.lemma(it).to_lowercase()).is_some_and(|it| it.contains(&Measure::Injured) && it.len() == 1)
                        || self.suffering[1].contains(analysis.lemma(it))
                });
                if object.is_some() {
                    add(&clauses.subjects(word), Measure::Injured, "toll.suffer", 80);
                }
                return;
            }
        }
        if matches!(tag.upos, Upos::Adj | Upos::Verb | Upos::Adv) || matches!(&lemma[..], "dead" | "wounded" | "injured") {
            let form = page.form(word).to_lowercase();
            let measure = self.adjectives.get(&lemma).or_else(|| self.adjectives.get(&form)).copied();
            if let Some(measure) = measure {
                let heads = self.of_adjective(page, word);
                add(&heads, measure, "toll.adjective", 80);
                return;
            }
        }
        if tag.upos == Upos::Noun || tag.upos == Upos::Propn {
            if let Some(&measure) = self.acts.get(&lemma) {
                let of = clauses.dependents(word).filter(|&it| analysis.labels[it] == Deprel::Nmod && clauses.preposition(it) == "of");
                add(&of.collect::<Vec<_>>(), measure, "toll.of", 80);
            }
            if self.bodies[0].contains(&lemma) {
                let governor =
                    analysis.head(word).filter(|_| matches!(analysis.labels[word], Deprel::Obj | Deprel::NsubjPass | Deprel::Nsubj));
                if governor.is_some_and(|verb| self.bodies[1].contains(analysis.lemma(verb))) {
                    add(&[word], Measure::Killed, "toll.body", 80);
                }
            }
            if let Some(measures) = self.nouns.get(&lemma) {
                for &measure in *measures {
                    let figures: Vec<Figure> = self.of_noun(page, word);
                    for figure in figures {
                        // `18 casualties` says of nobody whether they live; `no casualties` says it of all.
                        if measures.len() == 1 || figure.high == Some(0) {
                            counts.push(Count { figure, measure, trigger: word, rule: "toll.noun", score: 80 });
                        }
                    }
                }
            } else if let Some(measure) = self.counted_by(page, word, &lemma) {
                for figure in self.of_toll(page, word) {
                    counts.push(Count { figure, measure, trigger: word, rule: "toll.toll", score: 80 });
                }
            }
        }
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
                if !(matches!(tag.upos, Upos::Aux | Upos::Adv | Upos::Noun | Upos::Adj)
                    || is_owner
                    || matches!(page.form(at), "others" | "more" | "of" | "them"))
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
    fn of_phrase(&self, page: &Page<'_>, _parties: &Parties<'_, '_>, head: usize) -> Vec<Figure> {
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
            if self.parts.contains(&form) || matches!(&form[..], "including" | "among") {
                opened = true;
            } else if analysis.tags[at].upos == Upos::Verb && !(opened && matches!(&form[..], "armed" | "aged")) {
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
        let mut heads = match (analysis.labels[word], head) {
            (Deprel::Xcomp | Deprel::Advcl | Deprel::Advmod | Deprel::Ccomp, Some(head)) => {
                let objects = clauses.objects(head);
                if objects.is_empty() { clauses.subjects(word) } else { objects }
            }
            (Deprel::Conj, Some(first))
                if self.adjectives.contains_key(&analysis.lemma(first).to_lowercase())
                    || self.verbs.contains_key(analysis.lemma(first)) =>
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
        if self.toll_nouns.contains(lemma) {
            return Some(Measure::Killed);
        }
        let clauses = page.clauses;
        let of = clauses
            .dependents(word)
            .find(|&it| self.numbering.contains(lemma) && page.analysis.labels[it] == Deprel::Nmod && clauses.preposition(it) == "of")?;
        let harm = |it: usize| {
            let (lemma, form) = (page.analysis.lemma(it).to_lowercase(), page.form(it).to_lowercase());
            self.adjectives.get(&form).or_else(|| self.adjectives.get(&lemma)).or_else(|| self.verbs.get(&lemma)).copied()
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
                .find(|&it| self.figures.is_none(page, it) || matches!(page.form(it).to_lowercase().as_str(), "without"));
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
        let window = sentence.end.min(word + 12);
        let mut through = false;
        for at in word + 1..window {
            let lemma = analysis.lemma(at);
            through |= matches!(lemma, "of" | "to" | "be" | "at" | "than") || self.reaching.contains(lemma);
            if analysis.tags[at].upos == Upos::Punct && !matches!(page.form(at), "," | "-") {
                break;
            }
            if through && self.figures.starts(page, at) {
                // `rose by two to 41`: the figure that it came to.
                if page.form(at.saturating_sub(1)).eq_ignore_ascii_case("by")
                    || page.form(at.saturating_sub(1)).eq_ignore_ascii_case("from")
                {
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

    /// Who counts, where a verb of counting says so: `[Monitors] counted 41 deaths`, `[the ministry] put the toll at five`.
    fn counter(&self, page: &Page<'_>, parties: &Parties<'_, '_>, count: &Count) -> Option<Party> {
        let mut at = count.trigger;
        for _ in 0..4 {
            at = page.analysis.head(at)?;
            let counts = self.counting.contains(page.analysis.lemma(at));
            if counts && page.analysis.tags[at].upos == Upos::Verb && !page.clauses.is_passive(at) {
                return page.clauses.subjects(at).into_iter().find_map(|it| parties.of(it)).filter(|party| parties.acts(party.entity));
            }
        }
        None
    }

    /// The toll that a figure is a part of.
    fn whole(&self, page: &Page<'_>, count: &Count, tolls: &[Toll], sentence: &std::ops::Range<usize>) -> Option<usize> {
        let hull = page.span(sentence);
        let earlier = |it: &&(usize, &Toll)| {
            hull.covers(it.1.span)
                && it.1.measure == count.measure
                && it.1.span.end() <= page.analysis.span(count.figure.words.start).start()
        };
        let listed: Vec<(usize, &Toll)> = tolls.iter().enumerate().collect();
        let before = listed.iter().filter(earlier).find(|it| it.1.part_of.is_none() || count.figure.is_part).map(|it| it.0)?;
        let smaller = match (count.figure.low, tolls[before].low.or(tolls[before].high)) {
            (Some(part), Some(whole)) => part <= whole,
            _ => true,
        };
        (count.figure.is_part && smaller).then(|| tolls[before].part_of.unwrap_or(before))
    }
}

/// The event that a toll is of: that of its own word, of a noun in its clause, else the last one of force before it.
fn event_of(
    page: &Page<'_>,
    events: &[Event],
    count: &Count,
    sentence: &std::ops::Range<usize>,
    is_accident: &dyn Fn(usize) -> bool,
) -> Option<usize> {
    let trigger = page.analysis.span(count.trigger);
    let of_force = |event: &Event| {
        event.kind == crate::event::EventType::Assault && event.modality.is_real() || event.kind == crate::event::EventType::Protest
    };
    let own = events.iter().position(|event| event.mentions.contains(&trigger));
    if own.is_some() {
        return own;
    }
    if is_accident(count.trigger) {
        return None;
    }
    let hull = page.span(sentence);
    let inside = events.iter().enumerate().filter(|(_, event)| of_force(event) && event.mentions.iter().any(|it| hull.covers(*it)));
    let near = |event: &Event| event.mentions.iter().map(|it| it.start().abs_diff(trigger.start())).min().unwrap_or(usize::MAX);
    if let Some((at, _)) = inside.min_by_key(|(at, event)| (event.kind != crate::event::EventType::Assault, near(event), *at)) {
        return Some(at);
    }
    let before = events.iter().enumerate().filter(|(_, event)| event.kind == crate::event::EventType::Assault && event.modality.is_real());
    before
        .filter_map(|(at, event)| {
            let last = event.mentions.iter().filter(|it| it.end() <= trigger.start()).map(|it| it.end()).max()?;
            (trigger.start() - last < 600).then_some((last, at))
        })
        .max()
        .map(|(_, at)| at)
}

/// The time for which the figures of a sentence are said to hold: `as of Friday`, `by Sunday evening`.
fn as_of<'t>(page: &Page<'_>, times: &'t [Time], sentence: &std::ops::Range<usize>) -> Option<&'t Time> {
    let from = times.partition_point(|time| time.words.start < sentence.start);
    times[from..].iter().take_while(|time| time.words.start < sentence.end).find(|time| {
        let before = |back: usize| {
            let at = time.words.start.checked_sub(back).filter(|&it| it >= sentence.start);
            at.map(|it| page.form(it).to_lowercase()).unwrap_or_default()
        };
        let holds = before(1) == "by" || before(1) == "of" && before(2) == "as" || before(1) == "until";
        holds && time.value.as_deref().is_some_and(|value| value.len() >= 10 && value.as_bytes()[0].is_ascii_digit())
    })
}

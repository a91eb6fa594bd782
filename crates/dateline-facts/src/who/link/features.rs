//! The features by which the ranker chooses.

use std::ops::Range;

use dateline_lang::features::fold;
use dateline_lang::labels::{Deprel, Upos};

use super::Linker;
use crate::country::Country;
use crate::page::Page;
use crate::who::mention::{Candidate, Determiner};
use crate::who::{EntityKind, Form, Sector};

impl Linker<'_, '_> {
    /// How salient a cluster is in a sentence, from 0: its rank by the grammatical role of its mentions there, then by their order
    /// (the forward-looking centres of Grosz, Joshi and Weinstein 1995); `None` when it is not in it before a mention.
    pub(super) fn centre(&self, sentence: usize, before: usize, at: usize) -> Option<u64> {
        let role = |it: &Candidate| match it.label {
            Deprel::Nsubj | Deprel::NsubjPass
                if self.given.page.analysis.head(it.top).is_some_and(|head| self.given.page.analysis.head(head).is_none()) =>
            {
                0
            }
            Deprel::Nsubj | Deprel::NsubjPass => 1,
            Deprel::Obj | Deprel::Iobj => 2,
            // `Perrin's shot went in`: the owner of a subject.
            Deprel::NmodPoss
                if self.given.page.analysis.head(it.top).is_some_and(|head| self.given.page.analysis.labels[head] == Deprel::Nsubj) =>
            {
                1
            }
            Deprel::NmodPoss => 4,
            _ => 3_u64,
        };
        let mentions = self.by_sentence.get(sentence)?.iter().copied().filter(|&it| it != before && self.links.of[it].is_some());
        let mut best: Vec<(u64, usize, usize)> = Vec::new();
        for it in mentions.take(24) {
            let cluster = self.links.of[it].unwrap_or_default();
            let key = (role(&self.given.mentions[it]), it);
            match best.iter_mut().find(|(_, _, other)| *other == cluster) {
                Some(entry) if key < (entry.0, entry.1) => (entry.0, entry.1) = key,
                Some(_) => {}
                None => best.push((key.0, key.1, cluster)),
            }
        }
        let own = best.iter().find(|(_, _, cluster)| *cluster == at)?;
        let people = |cluster: usize| self.links.clusters[cluster].kind == self.links.clusters[at].kind;
        Some(best.iter().filter(|other| (other.0, other.1) < (own.0, own.1) && people(other.2)).count().min(3) as u64)
    }

    /// The cluster of the last named subject before a mention, in its sentence or the three before.
    fn last_named_subject(&self, index: usize) -> Option<usize> {
        let mention = &self.given.mentions[index];
        (mention.sentence.saturating_sub(3)..=mention.sentence)
            .rev()
            .flat_map(|sentence| self.by_sentence[sentence].iter().rev())
            .copied()
            .filter(|&it| it < index)
            .find_map(|it| {
                let other = &self.given.mentions[it];
                let fits = other.form == Form::Name
                    && other.label.universal() == Deprel::Nsubj
                    && (mention.kind.is_none() || other.kind == mention.kind);
                self.links.of[it].filter(|_| fits)
            })
    }

    /// The cluster of the last who reported something before a mention, in its sentence or the two before.
    pub(super) fn last_reporter(&self, index: usize) -> Option<usize> {
        let mention = &self.given.mentions[index];
        (mention.sentence.saturating_sub(2)..=mention.sentence)
            .rev()
            .flat_map(|sentence| self.by_sentence[sentence].iter().rev())
            .copied()
            .filter(|&it| it < index)
            .find_map(|it| self.links.of[it].filter(|_| self.reports(&self.given.mentions[it])))
    }

    /// What kind of mention it is, as features see it.
    pub(super) fn class(&self, mention: &Candidate) -> u64 {
        let word = self.given.page.form(mention.head).to_lowercase();
        match mention.pronoun {
            Some(pronoun) => {
                let number = u64::from(pronoun.is_plural);
                let gender = pronoun.gender.map_or(0, |gender| 1 + gender as u64);
                10 + gender * 8
                    + number * 4
                    + u64::from(pronoun.is_possessive) * 2
                    + u64::from(pronoun.is_reflexive || word == "them" || word == "him")
            }
            None => 1 + mention.determiner as u64,
        }
    }

    /// The features of a mention that begins a cluster.
    pub(super) fn alone(&self, index: usize, rivals: usize) -> Vec<u64> {
        let mention = &self.given.mentions[index];
        let analysis = self.given.page.analysis;
        let lemma = hash(&analysis.lemma(mention.head).to_lowercase());
        let kind = mention.kind.map_or(0, |kind| 1 + kind as u64);
        let class = self.class(mention);
        let seen = !mention.is_pronoun() && self.seen.contains(&analysis.lemma(mention.head).to_lowercase());
        let has_clause =
            self.given.page.clauses.dependents(mention.head).any(|it| matches!(analysis.labels[it], Deprel::AclRelcl | Deprel::Acl));
        let has_of = self.given.page.clauses.dependents(mention.head).any(|it| analysis.labels[it] == Deprel::Nmod);
        let modifiers = self
            .given
            .page
            .clauses
            .dependents(mention.head)
            .filter(|&it| matches!(analysis.labels[it], Deprel::Amod | Deprel::Compound))
            .count()
            .min(3) as u64;
        let sentence = (mention.sentence as u64).min(8);
        let quoted = u64::from(mention.quote.is_some());
        let shape = u64::from(has_clause) * 16 + u64::from(has_of) * 8 + modifiers;
        let label = mention.label as u64;
        let mut out = Features::new(1);
        out.say(&[]);
        out.say(&[class]);
        out.say(&[class, kind]);
        out.say(&[class, sentence]);
        out.say(&[class, label]);
        out.say(&[class, u64::from(seen)]);
        out.say(&[class, u64::from(seen), shape]);
        out.say(&[class, shape, kind]);
        out.say(&[class, (rivals as u64).min(4)]);
        out.say(&[lemma]);
        out.say(&[lemma, class]);
        out.say(&[class, quoted]);
        out.say(&[class, self.next_word(mention)]);
        out.say(&[class, kind, u64::from(mention.is_plural)]);
        if mention.is_pronoun() {
            out.say(&[class, self.shape(mention)]);
            out.say(&[class, self.shape(mention), label, quoted]);
        }
        out.0
    }

    /// What the clause of a pronoun looks like: `it [is] clear that`, `it [takes] days to` mean nothing that was named.
    fn shape(&self, mention: &Candidate) -> u64 {
        let (analysis, clauses) = (self.given.page.analysis, self.given.page.clauses);
        let Some(head) = analysis.head(mention.head) else { return 0 };
        let has = |labels: &[Deprel]| clauses.dependents(head).any(|it| it > mention.head && labels.contains(&analysis.labels[it]));
        let copula = clauses.copula(head).is_some();
        let kind = match analysis.tags[head].upos {
            Upos::Adj => 1,
            Upos::Noun | Upos::Propn | Upos::Pron => 2,
            Upos::Verb => 3,
            _ => 4,
        };
        kind + 8 * u64::from(copula)
            + 16 * u64::from(has(&[Deprel::Csubj, Deprel::CsubjPass]))
            + 32 * u64::from(has(&[Deprel::Ccomp, Deprel::Xcomp]))
            + 64 * u64::from(has(&[Deprel::Advcl, Deprel::AclRelcl, Deprel::Acl]))
            + 128 * u64::from(has(&[Deprel::Obj]))
    }

    /// The word after a mention when it is one that tells what a pronoun is: `it [is]`, `it [was] clear`.
    pub(super) fn next_word(&self, mention: &Candidate) -> u64 {
        if !mention.is_pronoun() {
            return 0;
        }
        let analysis = self.given.page.analysis;
        analysis.head(mention.head).map_or(1, |head| hash(&analysis.lemma(head).to_lowercase()))
    }

    /// What the features of a mention in any cluster have in common.
    pub(super) fn own(&self, index: usize) -> Own {
        let mention = &self.given.mentions[index];
        let analysis = self.given.page.analysis;
        let lemma = analysis.lemma(mention.head).to_lowercase();
        let words = if mention.is_pronoun() { Vec::new() } else { content(self.given.page, mention.core.clone()) };
        Own {
            has_same: self.given.nouns.has_same(&lemma),
            class: self.class(mention),
            lemma_hash: hash(&lemma),
            words: words.into_iter().filter(|word| *word != lemma && analysis.lemma(mention.head) != word).collect(),
            lemma,
            country: mention.country.or(mention.land.map(|land| land.0)),
            is_next: !mention.is_pronoun()
                && mention.core.clone().any(|word| word < mention.head && matches!(self.given.page.form(word), "next" | "future")),
            is_former: !mention.is_pronoun()
                && mention.core.clone().any(|word| word < mention.head && self.given.nouns.office.is_former(self.given.page.form(word))),
            last_speaker: if mention.is_pronoun() { self.last_speaker(mention) } else { None },
            last_subject: if mention.is_pronoun() { self.last_named_subject(index) } else { None },
            sector: mention.noun.and_then(|noun| noun.sector),
            next_word: self.next_word(mention),
            last_reporter: self.last_reporter(index),
        }
    }

    /// The features of a mention in a cluster.
    #[allow(clippy::too_many_lines, reason = "a list of features")]
    pub(super) fn together(&self, index: usize, own: &Own, at: usize, (rank, rivals, matched): (usize, usize, bool)) -> Vec<u64> {
        let all = self.given.mentions;
        let (page, analysis) = (self.given.page, self.given.page.analysis);
        let (mention, cluster) = (&all[index], &self.links.clusters[at]);
        let last = &all[*cluster.mentions.last().expect("a cluster has mentions")];
        let class = own.class;
        let kind = mention.kind.map_or(0, |kind| 1 + kind as u64);
        let their_kind = cluster.kind.map_or(0, |kind| 1 + kind as u64);
        let last_class = if last.is_name() { 1 } else { 2 + self.class(last).min(10) };
        let apart = mention.sentence - last.sentence.min(mention.sentence);
        let distance = match apart {
            0..=3 => apart as u64,
            4..=6 => 4,
            7..=12 => 5,
            _ => 6,
        };
        let rank = (rank as u64).min(5);
        let label = mention.label.universal() as u64;
        let last_label = last.label.universal() as u64;
        let size = match cluster.mentions.len() {
            1 => 1,
            2..=3 => 2,
            4..=7 => 3,
            _ => 4_u64,
        };
        let has_name = u64::from(cluster.name.is_some());
        let gender = match (mention.gender, cluster.gender) {
            (Some(_), Some(_)) => 2,
            (None, None) => 0,
            _ => 1_u64,
        };
        let number = u64::from(mention.is_plural) * 2 + u64::from(cluster.is_plural);
        let (lemma, lemma_hash) = (&own.lemma, own.lemma_hash);
        let mut out = Features::new(2);
        out.say(&[class, distance, last_label]);
        out.say(&[class, distance, rank]);
        out.say(&[class, rank]);
        out.say(&[class, their_kind, has_name]);
        out.say(&[class, their_kind, number]);
        out.say(&[class, gender, their_kind]);
        out.say(&[class, last_class, distance]);
        out.say(&[class, size, distance]);
        out.say(&[class, label, last_label, u64::from(apart == 0)]);
        out.say(&[class, size, has_name, rank]);
        // Quotations and speakers.
        let same_quote = u64::from(mention.quote.is_some()) + u64::from(mention.quote.is_some() && mention.quote == last.quote);
        out.say(&[class, 20 + same_quote, u64::from(last.quote.is_some())]);
        let reports =
            |it: &Candidate| analysis.head(it.top).is_some_and(|head| it.label == Deprel::Nsubj && page.clauses.is_reporting(head));
        let they_report = cluster
            .mentions
            .iter()
            .rev()
            .take(3)
            .any(|&it| reports(&all[it]) && mention.sentence - all[it].sentence.min(mention.sentence) <= 2);
        out.say(&[class, u64::from(self.reports(mention)), u64::from(they_report), rank.min(2)]);
        // The subject of the sentence before, or of this one.
        let subject = cluster.mentions.iter().rev().take(4).any(|&it| {
            let other = &all[it];
            mention.sentence - other.sentence.min(mention.sentence) <= 1 && other.label.universal() == Deprel::Nsubj
        });
        out.say(&[class, u64::from(subject), distance.min(2), u64::from(mention.label.universal() == Deprel::Nsubj)]);
        let here = self.centre(mention.sentence, index, at).map_or(4, |rank| rank);
        let before = mention.sentence.checked_sub(1).and_then(|sentence| self.centre(sentence, index, at)).unwrap_or(4);
        let is_subject = u64::from(mention.label.universal() == Deprel::Nsubj);
        out.say(&[class, here, before, is_subject]);
        out.say(&[class, before, u64::from(here < 4), u64::from(mention.quote.is_some())]);
        let reporter = u64::from(own.last_reporter == Some(at));
        out.say(&[class, reporter, is_subject, u64::from(mention.quote.is_some()), u64::from(self.reports(mention))]);
        // Who does what the clause says, and who reports it: `Chad was urged to open [its] airspace`, `Galmar said [it] would appeal`.
        let governor = page.clauses.governor(mention.top);
        let holds = |word: usize| self.tops.get(&word).is_some_and(|&it| it != index && self.cluster_of(it) == Some(at));
        let doer = governor.is_some_and(|governor| page.clauses.subjects(governor.predicate).into_iter().any(holds));
        let above = governor.and_then(|governor| page.clauses.governor(governor.predicate));
        let reports_it = above.is_some_and(|above| {
            page.clauses.is_reporting(above.predicate) && page.clauses.subjects(above.predicate).into_iter().any(holds)
        });
        let done = above.is_some_and(|above| page.clauses.objects(above.predicate).into_iter().any(holds));
        out.say(&[class, u64::from(doer), label]);
        out.say(&[class, u64::from(reports_it), is_subject, u64::from(mention.quote.is_some())]);
        out.say(&[class, u64::from(done), u64::from(doer), is_subject]);
        let does_above = above.is_some_and(|above| page.clauses.subjects(above.predicate).into_iter().any(holds));
        out.say(&[class, u64::from(does_above), u64::from(done), label]);
        // How far back it was named, whether it is the last named subject or speaks the quotation before, and how many others there are.
        let named = cluster.mentions.iter().rev().take(12).map(|&it| &all[it]).find(|it| it.form == Form::Name);
        let since = named.map_or(9, |it| (mention.sentence - it.sentence.min(mention.sentence)).min(6) as u64);
        let subject_last = u64::from(own.last_subject.is_some()) + u64::from(own.last_subject == Some(at));
        let speaks_last = u64::from(own.last_speaker.is_some()) + u64::from(own.last_speaker == Some(at));
        let alone = (rivals as u64).min(3);
        out.say(&[class, since, rank.min(2)]);
        out.say(&[class, since, subject_last, is_subject]);
        out.say(&[class, subject_last, rank.min(2), u64::from(mention.quote.is_some())]);
        out.say(&[class, speaks_last, is_subject, u64::from(mention.quote.is_some())]);
        out.say(&[class, speaks_last, subject_last, before]);
        let agrees = u64::from(matched) * 2 + u64::from(matched && cluster.gender == mention.gender);
        out.say(&[class, agrees, u64::from(reports_it), is_subject]);
        out.say(&[class, agrees, rank.min(2), before]);
        let quoted = u64::from(mention.quote.is_some()) + 2 * u64::from(last.quote.is_some());
        out.say(&[class, quoted, speaks_last, is_subject]);
        out.say(&[class, quoted, subject_last, rank.min(2)]);
        out.say(&[class, alone, rank.min(2)]);
        out.say(&[class, alone, before, is_subject]);
        let inside = last.sentence == mention.sentence && last.extent.contains(&mention.head);
        out.say(&[class, u64::from(inside), rank.min(2)]);
        // `A and his brother`: what is owned stands beside its owner.
        let owned = analysis.head(mention.head).filter(|_| mention.form == Form::Possessive);
        let beside = owned.is_some_and(|owned| analysis.labels[owned] == Deprel::Conj && analysis.head(owned) == Some(last.top));
        out.say(&[class, u64::from(beside), rank.min(2)]);
        let first = cluster.mentions.first().is_some_and(|&it| all[it].sentence <= 1);
        out.say(&[class, u64::from(first), size]);
        if mention.is_pronoun() {
            let their = cluster.heads.last().map_or(0, |head| hash(head));
            out.say(&[class, their]);
            out.say(&[class, own.next_word, their_kind]);
            return out.0;
        }
        // Words in common.
        let exact = cluster.heads.contains(lemma);
        let head_match = exact || own.has_same && cluster.heads.iter().any(|head| self.given.nouns.same(head, lemma));
        let last_head = all[*cluster.mentions.iter().rev().find(|&&it| !all[it].is_pronoun()).unwrap_or(&cluster.mentions[0])].head;
        let own_words = &own.words;
        let fresh = own_words.iter().filter(|word| !cluster.words.contains(word)).count().min(2) as u64;
        let shared = own_words.iter().filter(|word| cluster.words.contains(word)).count().min(2) as u64;
        let in_name = cluster.name.is_some_and(|name| self.names[name].as_ref().is_some_and(|name| name.words.contains(lemma)));
        let matches = u64::from(head_match) * 2 + u64::from(in_name) + if head_match && !exact { 4 } else { 0 };
        let country = match (own.country, cluster.country) {
            (Some(a), Some(b)) => 1 + u64::from(a != b),
            (Some(_), None) => 3,
            (None, _) => 0,
        };
        out.say(&[matches, class, distance]);
        out.say(&[matches, class, fresh, shared]);
        out.say(&[matches, fresh, shared, kind, their_kind]);
        out.say(&[matches, class, has_name, number]);
        out.say(&[matches, country, class]);
        out.say(&[matches, country, their_kind, kind]);
        out.say(&[matches, rank, class]);
        out.say(&[lemma_hash, their_kind, has_name, matches]);
        out.say(&[lemma_hash, hash(&analysis.lemma(last_head).to_lowercase())]);
        let noun = mention.noun;
        let land = noun.is_some_and(|noun| noun.is_country) && cluster.kind == Some(EntityKind::Country);
        let town = noun.is_some_and(|noun| noun.is_city) && cluster.kind == Some(EntityKind::Place) && has_name == 1;
        out.say(&[u64::from(land) + 2 * u64::from(town), class, rank]);
        let sectors = match (own.sector, cluster.sector) {
            (Some(own), Some(theirs)) => 1 + u64::from(own != theirs),
            (Some(_), None) => 3,
            (None, _) => 0,
        };
        out.say(&[matches, sectors, class, has_name]);
        out.say(&[matches, sectors, kind, their_kind, rank.min(3)]);
        out.say(&[kind, their_kind, u64::from(mention.is_plural), u64::from(cluster.is_plural), has_name]);
        out.0
    }
}

/// What the features of one mention have in common, whatever cluster it is looked at with.
pub(super) struct Own {
    pub(super) class: u64,
    pub(super) lemma: String,
    pub(super) lemma_hash: u64,
    /// Its content words but the head, lower case.
    pub(super) words: Vec<String>,
    /// The country among them.
    pub(super) country: Option<Country>,
    pub(super) next_word: u64,
    pub(super) last_reporter: Option<usize>,
    /// Whether `former` or the like stands before its head.
    pub(super) is_former: bool,
    /// Whether `next` or `future` does.
    pub(super) is_next: bool,
    /// Whether other nouns can mean its bearer.
    pub(super) has_same: bool,
    pub(super) last_speaker: Option<usize>,
    pub(super) last_subject: Option<usize>,
    pub(super) sector: Option<Sector>,
}

/// The content words of a range, lower case.
pub(super) fn content(page: &Page<'_>, words: Range<usize>) -> Vec<String> {
    words
        .filter(|&word| matches!(page.analysis.tags[word].upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Verb))
        .map(|word| page.analysis.lemma(word).to_lowercase())
        .collect()
}

/// A number for a word.
fn hash(word: &str) -> u64 {
    word.bytes().fold(word.len() as u64, |sum, byte| fold(sum, u64::from(byte))) | 1
}

/// Features under way: each made of the number of its template and of values.
struct Features(Vec<u64>, u64, u64);

impl Features {
    fn new(seed: u64) -> Self {
        Self(Vec::with_capacity(32), seed, 0)
    }

    fn say(&mut self, values: &[u64]) {
        self.2 += 1;
        self.0.push(values.iter().copied().fold(fold(self.1, self.2), fold));
    }
}

/// The determiner of a mention is a part of its class.
const _: () = assert!(Determiner::Bare as u64 + 1 < 10);

//! Puts the mentions of a page into clusters, one for each bearer.
//!
//! Names are clustered by rules ([`super::name`]). Nominals and pronouns of the third person choose, from left to right, one of the clusters
//! before them, or none, by a linear ranker over features of the two (after Durrett and Klein 2013, with clusters in the place of mentions).
//! First persons in quotations belong to the speaker.

use std::ops::Range;
use std::sync::Arc;

use dateline_lang::features::fold;
use dateline_lang::labels::{Deprel, Upos};
use rustc_hash::FxHashMap;

use super::mention::{Candidate, Determiner};
use super::name::{self, Name};
use super::nouns::{Gender, Nouns};
use super::quote::Quotes;
use super::role::Office;
use super::{EntityKind, Form};
use crate::country::Country;
use crate::page::Page;
use crate::place::Toponym;

/// Sentences back from which a pronoun may take its meaning.
const PRONOUN_REACH: usize = 6;
/// Clusters, the latest first, that a nominal may belong to.
const NOMINAL_REACH: usize = 80;
/// Clusters, the latest first, whose names are compared with a new one in all its forms; beyond them only equal names count.
const NAME_REACH: usize = 400;
/// Words kept of a cluster.
const MOST_WORDS: usize = 64;

/// What a page's mentions are linked from.
#[derive(Debug, Clone, Copy)]
pub struct Given<'g, 'a> {
    /// The page.
    pub page: &'g Page<'a>,
    /// The lexicon.
    pub nouns: &'g Nouns,
    /// The mentions in order.
    pub mentions: &'g [Candidate],
    /// Their offices.
    pub offices: &'g [Office],
    /// The quotations.
    pub quotes: &'g Quotes,
    /// The places.
    pub places: &'g [Toponym],
}

/// One way to read a mention.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// The cluster that it would join; `None` is a new one.
    pub cluster: Option<usize>,
    /// The features of this way.
    pub features: Vec<u64>,
}

/// Chooses how to read a mention.
pub trait Choose {
    /// A page begins; these are its mentions.
    fn begin(&mut self, _page: &Page<'_>, _mentions: &[Candidate]) {}

    /// The index of the choice taken for a mention, `None` for a bearer of its own; `mentions_of` tells the mentions of a cluster so far. There is at least one choice.
    fn choose(&mut self, mention: usize, choices: &[Choice], mentions_of: &dyn Fn(usize) -> Vec<usize>) -> Option<usize>;
}

/// The mentions of one bearer.
#[derive(Debug, Clone, Default)]
pub struct Cluster {
    /// Its mentions, in order.
    pub mentions: Vec<usize>,
    /// What it is.
    pub kind: Option<EntityKind>,
    /// The gender of the person.
    pub gender: Option<Gender>,
    /// Whether it is several.
    pub is_plural: bool,
    /// The country that it is or is of.
    pub country: Option<Country>,
    /// Its place.
    pub place: Option<usize>,
    /// The index of its fullest name among the mentions.
    pub name: Option<usize>,
    /// Lemmas of its nominals and offices, lower case.
    heads: Vec<String>,
    /// All words of its names and nominals, lower case.
    words: Vec<String>,
}

/// Clusters, and which of them a mention is in.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// The clusters, in the order in which they were begun; those emptied by a merge have no mentions.
    pub clusters: Vec<Cluster>,
    /// The cluster of each mention.
    pub of: Vec<Option<usize>>,
}

/// Links the mentions of a page.
pub fn link(given: Given<'_, '_>, choose: &mut impl Choose) -> Links {
    let names: Vec<Option<Name>> =
        given.mentions.iter().map(|mention| mention.is_name().then(|| Name::of(given.page, given.nouns, mention))).collect();
    let mut offices: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (index, office) in given.offices.iter().enumerate() {
        offices.entry(office.holder).or_default().push(index);
    }
    let mut tops = FxHashMap::default();
    for (index, mention) in given.mentions.iter().enumerate().filter(|(_, it)| it.conjuncts.is_empty() && it.form != Form::Demonym) {
        tops.entry(mention.top).or_insert(index);
    }
    // A subject may be headed by another word of a name, or by the office before it.
    for (index, mention) in given.mentions.iter().enumerate().filter(|(_, it)| it.form == Form::Name) {
        for word in mention.extent.start.min(mention.core.start)..mention.core.end {
            tops.entry(word).or_insert(index);
        }
    }
    for office in given.offices.iter().filter(|it| given.mentions[it.holder].extent.contains(&it.head)) {
        tops.entry(office.head).or_insert(office.holder);
    }
    let groups = groups(given, &names);
    let mut linker = Linker {
        given,
        names,
        groups,
        of_group: FxHashMap::default(),
        offices,
        tops,
        by_sentence: by_sentence(given),
        links: Links { clusters: Vec::new(), of: vec![None; given.mentions.len()] },
        recent: Vec::new(),
    };
    for index in 0..given.mentions.len() {
        // Who speaks is told before whom the quotation speaks of: `"He never complained," he said.`
        if let Some(speaker) = linker.speaks(index).filter(|&speaker| speaker > index && given.mentions[speaker].is_pronoun()) {
            linker.mention(speaker, choose);
        }
        linker.mention(index, choose);
    }
    linker.cataphora();
    linker.first_persons();
    linker.links
}

/// Numbers the bearers of names: by country, by place, by the rules of names; the latest bearer that fits is taken.
fn groups(given: Given<'_, '_>, names: &[Option<Name>]) -> Vec<Option<usize>> {
    let mut groups: Vec<Option<usize>> = vec![None; names.len()];
    let mut bearers: Vec<Vec<usize>> = Vec::new();
    let mut recent: Vec<usize> = Vec::new();
    let mut countries: FxHashMap<Country, usize> = FxHashMap::default();
    let mut places: FxHashMap<(i64, i64), usize> = FxHashMap::default();
    let lemma = |office: &Office| given.page.analysis.lemma(office.head).to_lowercase();
    let offices: FxHashMap<usize, String> = given.offices.iter().rev().map(|office| (office.holder, lemma(office))).collect();
    let mut equal: FxHashMap<(Option<EntityKind>, Vec<String>), usize> = FxHashMap::default();
    for (index, mention) in given.mentions.iter().enumerate() {
        let Some(own) = names[index].as_ref() else { continue };
        let is_land = mention.kind == Some(EntityKind::Country) || mention.form == Form::Demonym;
        let place = mention.place.filter(|_| mention.kind == Some(EntityKind::Place)).and_then(|place| given.places[place].place.as_ref());
        let fresh = bearers.len();
        let group = if let Some(country) = mention.country.filter(|_| is_land) {
            *countries.entry(country).or_insert(fresh)
        } else if let Some(place) = place {
            #[allow(clippy::cast_possible_truncation, reason = "degrees times ten thousand are small")]
            let key = ((place.lat * 1e4) as i64, (place.lon * 1e4) as i64);
            *places.entry(key).or_insert(fresh)
        } else {
            // `Princess Amalia` is not the Amalia Cruz named after her; `Luis` without a title is Luis Muriel.
            let titled = |other: usize| {
                let before = given.mentions[other].core.start.checked_sub(1).map(|word| given.page.form(word));
                offices.contains_key(&other) || before.is_some_and(|word| given.nouns.address(word).is_some())
            };
            let apart = |other: usize| {
                mention.kind == Some(EntityKind::Person)
                    && names[other].as_ref().is_some_and(|name| name::is_given_first(name, own))
                    && titled(other)
            };
            let fits = |&group: &usize| {
                // Against every name of the bearer: `Rahim` may be Anwar's, `Yusuf Rahim` is not.
                let same =
                    |&other: &usize| names[other].as_ref().is_some_and(|name| name::same((mention, own), (&given.mentions[other], name)));
                bearers[group].iter().take(MOST_WORDS).all(same) && !bearers[group].iter().take(MOST_WORDS).any(|&other| apart(other))
            };
            // Of several bearers of a surname the one with the office, else the latest: `Judge Weiss` is the judge.
            let own_office = if own.words.len() == 1 { offices.get(&index) } else { None };
            let holds = |&group: &usize| bearers[group].iter().take(MOST_WORDS).any(|it| offices.get(it) == own_office);
            // `Zuma` is Jacob Zuma before it is Duduzile Zuma-Sambudla.
            let ends_alike = |&group: &usize| {
                bearers[group]
                    .iter()
                    .take(MOST_WORDS)
                    .any(|&it| names[it].as_ref().is_some_and(|name| name.words.last() == own.words.last()))
            };
            let found = own_office
                .is_some()
                .then(|| recent.iter().rev().copied().find(|group| fits(group) && holds(group)))
                .flatten()
                .or_else(|| recent.iter().rev().copied().find(|group| fits(group) && ends_alike(group)))
                .or_else(|| recent.iter().rev().copied().find(fits));
            found.or_else(|| equal.get(&(mention.kind, own.words.clone())).copied()).unwrap_or(fresh)
        };
        if group == fresh {
            bearers.push(Vec::new());
        }
        bearers[group].push(index);
        equal.entry((mention.kind, own.words.clone())).or_insert(group);
        recent.retain(|&it| it != group);
        if recent.len() == NAME_REACH {
            recent.remove(0);
        }
        recent.push(group);
        groups[index] = Some(group);
    }
    groups
}

fn by_sentence(given: Given<'_, '_>) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new(); given.page.analysis.sentences().len()];
    for (index, mention) in given.mentions.iter().enumerate() {
        all[mention.sentence].push(index);
    }
    all
}

struct Linker<'g, 'a> {
    given: Given<'g, 'a>,
    names: Vec<Option<Name>>,
    /// For every name the number of its bearer.
    groups: Vec<Option<usize>>,
    /// The clusters of these bearers.
    of_group: FxHashMap<usize, usize>,
    /// The offices of each mention.
    offices: FxHashMap<usize, Vec<usize>>,
    /// The mention whose noun phrase a word heads.
    tops: FxHashMap<usize, usize>,
    /// The mentions of each sentence.
    by_sentence: Vec<Vec<usize>>,
    links: Links,
    /// Clusters in the order of their last mentions, the latest last; at most so many that a page of any length takes linear time.
    recent: Vec<usize>,
}

impl Linker<'_, '_> {
    fn mention(&mut self, index: usize, choose: &mut impl Choose) {
        if self.links.of[index].is_some() {
            return;
        }
        let mention = &self.given.mentions[index];
        let cluster = if mention.is_pronoun() {
            if mention.pronoun.is_some_and(|it| it.person != 3) {
                return;
            }
            self.choose(index, choose)
        } else if !mention.conjuncts.is_empty() {
            // Two that are named together are nobody who was spoken of before.
            None
        } else if mention.is_name() {
            Some(self.named(index))
        } else if let Some(country) = mention.country.filter(|_| mention.kind == Some(EntityKind::Group)) {
            // `the Ukrainians`: the same people, never the country.
            self.people(index, country)
        } else {
            self.choose(index, choose)
        };
        let cluster = cluster.unwrap_or_else(|| self.begin());
        self.join(index, cluster);
    }

    fn begin(&mut self) -> usize {
        self.links.clusters.push(Cluster::default());
        self.links.clusters.len() - 1
    }

    fn join(&mut self, index: usize, at: usize) {
        let mention = &self.given.mentions[index];
        let analysis = self.given.page.analysis;
        self.links.of[index] = Some(at);
        let mut heads: Vec<String> = Vec::new();
        let mut words: Vec<String> = Vec::new();
        if !mention.is_pronoun() && mention.conjuncts.is_empty() {
            if mention.form == Form::Nominal {
                heads.push(analysis.lemma(mention.head).to_lowercase());
                words.extend(content(self.given.page, mention.core.clone()));
            } else if mention.form == Form::Name {
                heads.extend(self.names[index].as_ref().and_then(|name| name.words.last().cloned()));
                words.extend(content(self.given.page, mention.extent.clone()).into_iter().take(24));
            }
        }
        let mut country = mention.country;
        for &office in self.offices.get(&index).into_iter().flatten() {
            let office = &self.given.offices[office];
            heads.push(analysis.lemma(office.head).to_lowercase());
            words.extend(content(self.given.page, office.words.clone()));
            country = country.or(office.country);
            if let Some(from) = office.inherits {
                heads.push(analysis.lemma(self.given.offices[from].head).to_lowercase());
            }
        }
        country = country.or_else(|| self.modifier_country(mention));
        let gender = mention.gender.or_else(|| self.offices.get(&index)?.iter().find_map(|&it| self.given.offices[it].noun?.gender));
        let cluster = &mut self.links.clusters[at];
        if cluster.mentions.is_empty() {
            cluster.is_plural = mention.is_plural;
        }
        cluster.mentions.push(index);
        // A name says better what it is than a pronoun or a nominal.
        if cluster.kind.is_none() || mention.form == Form::Name && cluster.name.is_none() {
            cluster.kind = mention.kind.or(cluster.kind);
        }
        cluster.gender = cluster.gender.or(gender);
        cluster.country = cluster.country.or(country);
        cluster.place = cluster.place.or(mention.place);
        if mention.form == Form::Name && cluster.name.is_none_or(|name| self.given.mentions[name].core.len() < mention.core.len()) {
            cluster.name = Some(index);
        }
        cluster.heads.extend(heads.into_iter().take(MOST_WORDS.saturating_sub(cluster.heads.len())));
        cluster.words.extend(words.into_iter().take(MOST_WORDS.saturating_sub(cluster.words.len())));
        self.recent.retain(|&it| it != at);
        if self.recent.len() == NAME_REACH {
            self.recent.remove(0);
        }
        self.recent.push(at);
    }

    /// The country among the words before a nominal's head: `the [Ukrainian] army`, `[France]'s forces`.
    fn modifier_country(&self, mention: &Candidate) -> Option<Country> {
        if mention.form != Form::Nominal {
            return None;
        }
        let page = self.given.page;
        mention.core.clone().filter(|&word| word < mention.head).find_map(|word| {
            let form = page.form(word);
            page.countries.demonym(form).or_else(|| page.countries.named(form))
        })
    }

    /// The cluster of a name.
    fn named(&mut self, index: usize) -> usize {
        let Some(group) = self.groups[index] else { return self.begin() };
        if let Some(&at) = self.of_group.get(&group) {
            return at;
        }
        let at = self.begin();
        self.of_group.insert(group, at);
        at
    }

    /// The people of a country as a group, apart from the country.
    fn people(&self, _index: usize, country: Country) -> Option<usize> {
        self.recent.iter().rev().copied().find(|&at| {
            let cluster = &self.links.clusters[at];
            cluster.kind == Some(EntityKind::Group)
                && cluster.country == Some(country)
                && cluster.mentions.iter().any(|&it| self.given.mentions[it].country == Some(country))
        })
    }

    fn choose(&mut self, index: usize, choose: &mut impl Choose) -> Option<usize> {
        if let Some(at) = self.of_two(index) {
            return Some(at);
        }
        let choices = self.choices(index);
        if let [only] = &choices[..] {
            return only.cluster;
        }
        let clusters = &self.links.clusters;
        let taken = choose.choose(index, &choices, &|at| clusters[at].mentions.clone());
        taken.and_then(|taken| choices[taken].cluster)
    }

    /// `the former` and `the latter` of two that were named together.
    fn of_two(&self, index: usize) -> Option<usize> {
        let mention = &self.given.mentions[index];
        let number = self.given.nouns.is_of_two(self.given.page.form(mention.head)).filter(|_| mention.noun.is_none())?;
        let pair = self.given.mentions[..index]
            .iter()
            .rev()
            .take_while(|it| it.sentence + 2 >= mention.sentence)
            .find(|it| it.conjuncts.len() == 2)?;
        self.links.of[*self.tops.get(&pair.conjuncts[number])?]
    }

    /// The ways to read a mention: a new bearer first, then the clusters that it may belong to, the latest first.
    fn choices(&self, index: usize) -> Vec<Choice> {
        let mention = &self.given.mentions[index];
        let own = self.own(index);
        let speaker = self.speaker(index);
        let mut found = Vec::new();
        let mut rank = 0;
        for &at in self.recent.iter().rev().take(NOMINAL_REACH) {
            let cluster = &self.links.clusters[at];
            let last = &self.given.mentions[*cluster.mentions.last().expect("a cluster has mentions")];
            if mention.is_pronoun() && mention.sentence - last.sentence.min(mention.sentence) > PRONOUN_REACH {
                break;
            }
            // Who speaks does not say `he` of himself.
            if speaker == Some(at) && mention.is_pronoun() || !self.may_join(mention, &own, cluster) {
                continue;
            }
            found.push((at, rank));
            rank += 1;
        }
        // What a quotation says of a third person, it says first of one whom it names itself.
        if mention.quote.is_some() && mention.is_pronoun() {
            let within = |&(at, _): &(usize, usize)| {
                self.links.clusters[at]
                    .mentions
                    .iter()
                    .any(|&it| self.given.mentions[it].quote == mention.quote && !self.given.mentions[it].is_pronoun())
            };
            if found.iter().any(within) {
                found.retain(within);
            }
        }
        // `he` and `she` mean somebody who was spoken of, where there is anybody; so does what reports.
        let must = !found.is_empty()
            && (mention.pronoun.is_some_and(|it| it.gender.is_some())
                || mention.is_pronoun() && self.acts(mention)
                || mention.determiner == Determiner::Definite && mention.noun.is_none() && mention.kind == Some(EntityKind::Person));
        let mut all = if must { Vec::new() } else { vec![Choice { cluster: None, features: self.alone(index, found.len()) }] };
        all.extend(found.into_iter().map(|(at, rank)| Choice { cluster: Some(at), features: self.together(index, &own, at, rank) }));
        all
    }

    /// Whether nothing forbids that a mention belongs to a cluster: kinds, number, gender, and one lying in the other.
    fn may_join(&self, mention: &Candidate, own: &Own, cluster: &Cluster) -> bool {
        use EntityKind as K;
        let all = self.given.mentions;
        if let Some(pronoun) = mention.pronoun {
            // Only people and what people make up say and want anything.
            if self.acts(mention) && matches!(cluster.kind, Some(K::Object | K::Place)) {
                return false;
            }
            let fits = match (pronoun.gender, pronoun.is_plural) {
                (Some(gender), _) => {
                    matches!(cluster.kind, Some(K::Person) | None) && cluster.gender.is_none_or(|it| it == gender) && !cluster.is_plural
                }
                (None, true) => cluster.kind != Some(K::Person) || cluster.gender.is_none() && cluster.name.is_none(),
                (None, false) => cluster.kind != Some(K::Person) && !cluster.is_plural,
            };
            if !fits {
                return false;
            }
        } else {
            let fits = match (mention.kind, cluster.kind) {
                (_, None) => cluster.is_plural == mention.is_plural || mention.kind == Some(K::Person),
                (Some(K::Person), Some(kind)) => kind == K::Person,
                (Some(K::Group), Some(kind)) => matches!(kind, K::Group | K::Organization) || kind == K::Person && cluster.is_plural,
                (Some(K::Organization), Some(kind)) => matches!(kind, K::Organization | K::Group | K::Country | K::Place),
                (Some(K::Place), Some(kind)) => matches!(kind, K::Place | K::Country | K::Organization | K::Object),
                (Some(K::Object), Some(kind)) => matches!(kind, K::Object | K::Place | K::Organization),
                _ => false,
            };
            if !fits || mention.gender.zip(cluster.gender).is_some_and(|(a, b)| a != b) {
                return false;
            }
            if mention.is_plural != cluster.is_plural && matches!(mention.kind, Some(K::Object | K::Place)) {
                return false;
            }
            if own.country.zip(cluster.country).is_some_and(|(a, b)| a != b) {
                return false;
            }
            // `a different country` is none that was named; `his father` is one only where the page said so of him.
            if cluster.name.is_some() {
                let known = || cluster.heads.contains(&own.lemma);
                let fresh = match mention.determiner {
                    Determiner::Indefinite | Determiner::Quantified => true,
                    Determiner::Possessive => mention.kind == Some(K::Person) && !known(),
                    Determiner::Bare => !known(),
                    _ => false,
                };
                if fresh {
                    return false;
                }
            }
        }
        // A mention does not lie in another of the same bearer, but for `the man and [his] wife`, `people who lost [their] homes`.
        let lies = |outer: &Range<usize>, inner: usize| outer.contains(&inner);
        let clash = cluster.mentions.iter().rev().take(4).any(|&it| {
            let other = &all[it];
            other.sentence == mention.sentence
                && (lies(&mention.extent, other.head) && mention.form == Form::Nominal
                    || lies(&other.extent, mention.head) && (mention.form == Form::Nominal || !self.lies_deep(mention.head, other.top))
                    || mention.form == Form::Pronoun
                        && !mention.pronoun.is_some_and(|it| it.is_reflexive)
                        && self.are_arguments(mention, other))
        });
        !clash
    }

    /// Whether a clause stands between a word and one above it.
    fn lies_deep(&self, word: usize, above: usize) -> bool {
        let mut at = word;
        for _ in 0..32 {
            if matches!(self.given.page.analysis.labels[at], Deprel::AclRelcl | Deprel::Acl | Deprel::Advcl | Deprel::Ccomp) {
                return true;
            }
            match self.given.page.analysis.head(at) {
                Some(head) if head != above => at = head,
                _ => return false,
            }
        }
        false
    }

    /// Whether two mentions are subject and object of one verb, which needs a reflexive to be one bearer.
    fn are_arguments(&self, a: &Candidate, b: &Candidate) -> bool {
        let heads = self.given.page.analysis;
        let argument = |label: Deprel| matches!(label.universal(), Deprel::Nsubj | Deprel::Obj | Deprel::Iobj | Deprel::Obl);
        heads.head(a.top).is_some() && heads.head(a.top) == heads.head(b.top) && argument(a.label) && argument(b.label)
    }

    /// Whether a mention is the subject of a verb that takes a will.
    fn acts(&self, mention: &Candidate) -> bool {
        let (page, analysis) = (self.given.page, self.given.page.analysis);
        let verb = analysis.head(mention.top).filter(|_| mention.label == Deprel::Nsubj);
        verb.is_some_and(|verb| {
            analysis.tags[verb].upos == Upos::Verb && (page.clauses.is_reporting(verb) || self.given.nouns.is_act(analysis.lemma(verb)))
        })
    }

    /// Whether a mention is the subject of a verb of reporting.
    fn reports(&self, mention: &Candidate) -> bool {
        let head = self.given.page.analysis.head(mention.top);
        head.is_some_and(|head| mention.label == Deprel::Nsubj && self.given.page.clauses.is_reporting(head))
    }

    /// The mention that speaks the quotation that another stands in.
    fn speaks(&self, index: usize) -> Option<usize> {
        let speaker = self.given.quotes.get(self.given.mentions[index].quote?).speaker?;
        self.tops.get(&speaker).copied().filter(|&it| self.given.mentions[it].quote.is_none())
    }

    /// The cluster of who speaks the quotation that a mention stands in, also when that is named only after it.
    fn speaker(&self, index: usize) -> Option<usize> {
        let speaker = self.speaks(index)?;
        self.links.of[speaker].or_else(|| self.of_group.get(&self.groups[speaker]?).copied())
    }

    /// How salient a cluster is in a sentence, from 0: its rank by the grammatical role of its mentions there, then by their order
    /// (the forward-looking centres of Grosz, Joshi and Weinstein 1995); `None` when it is not in it before a mention.
    fn centre(&self, sentence: usize, before: usize, at: usize) -> Option<u64> {
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

    /// The cluster of the last who reported something before a mention, in its sentence or the two before.
    fn last_reporter(&self, index: usize) -> Option<usize> {
        let mention = &self.given.mentions[index];
        (mention.sentence.saturating_sub(2)..=mention.sentence)
            .rev()
            .flat_map(|sentence| self.by_sentence[sentence].iter().rev())
            .copied()
            .filter(|&it| it < index)
            .find_map(|it| self.links.of[it].filter(|_| self.reports(&self.given.mentions[it])))
    }

    /// What kind of mention it is, as features see it.
    fn class(&self, mention: &Candidate) -> u64 {
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
    fn alone(&self, index: usize, rivals: usize) -> Vec<u64> {
        let mention = &self.given.mentions[index];
        let analysis = self.given.page.analysis;
        let lemma = hash(&analysis.lemma(mention.head).to_lowercase());
        let kind = mention.kind.map_or(0, |kind| 1 + kind as u64);
        let class = self.class(mention);
        let seen = self.links.clusters.iter().any(|cluster| {
            !mention.is_pronoun() && cluster.heads.iter().any(|head| head.eq_ignore_ascii_case(analysis.lemma(mention.head)))
        });
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
        out.0
    }

    /// The word after a mention when it is one that tells what a pronoun is: `it [is]`, `it [was] clear`.
    fn next_word(&self, mention: &Candidate) -> u64 {
        if !mention.is_pronoun() {
            return 0;
        }
        let analysis = self.given.page.analysis;
        analysis.head(mention.head).map_or(1, |head| hash(&analysis.lemma(head).to_lowercase()))
    }

    /// What the features of a mention in any cluster have in common.
    fn own(&self, index: usize) -> Own {
        let mention = &self.given.mentions[index];
        let analysis = self.given.page.analysis;
        let lemma = analysis.lemma(mention.head).to_lowercase();
        let words = if mention.is_pronoun() { Vec::new() } else { content(self.given.page, mention.core.clone()) };
        Own {
            class: self.class(mention),
            lemma_hash: hash(&lemma),
            words: words.into_iter().filter(|word| *word != lemma && analysis.lemma(mention.head) != word).collect(),
            lemma,
            country: self.modifier_country(mention),
            next_word: self.next_word(mention),
            last_reporter: self.last_reporter(index),
        }
    }

    /// The features of a mention in a cluster.
    #[allow(clippy::too_many_lines, reason = "a list of features")]
    fn together(&self, index: usize, own: &Own, at: usize, rank: usize) -> Vec<u64> {
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
        let holds = |word: usize| self.tops.get(&word).is_some_and(|&it| self.links.of[it] == Some(at));
        let doer = governor.is_some_and(|governor| page.clauses.subjects(governor.predicate).into_iter().any(holds));
        let above = governor.and_then(|governor| page.clauses.governor(governor.predicate));
        let reports_it = above.is_some_and(|above| {
            page.clauses.is_reporting(above.predicate) && page.clauses.subjects(above.predicate).into_iter().any(holds)
        });
        let done = above.is_some_and(|above| page.clauses.objects(above.predicate).into_iter().any(holds));
        out.say(&[class, u64::from(doer), label]);
        out.say(&[class, u64::from(reports_it), is_subject, u64::from(mention.quote.is_some())]);
        out.say(&[class, u64::from(done), u64::from(doer), is_subject]);
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
        let head_match = cluster.heads.contains(lemma);
        let last_head = all[*cluster.mentions.iter().rev().find(|&&it| !all[it].is_pronoun()).unwrap_or(&cluster.mentions[0])].head;
        let own_words = &own.words;
        let fresh = own_words.iter().filter(|word| !cluster.words.contains(word)).count().min(2) as u64;
        let shared = own_words.iter().filter(|word| cluster.words.contains(word)).count().min(2) as u64;
        let in_name = cluster.name.is_some_and(|name| self.names[name].as_ref().is_some_and(|name| name.words.contains(lemma)));
        let matches = u64::from(head_match) * 2 + u64::from(in_name);
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
        let office = noun.and_then(|noun| noun.sector).map_or(0, |sector| hash(sector.code()));
        let theirs = cluster
            .mentions
            .iter()
            .rev()
            .find_map(|it| self.offices.get(it))
            .and_then(|offices| self.given.offices[offices[0]].sector)
            .map_or(0, |sector| hash(sector.code()));
        out.say(&[matches, u64::from(office != 0 && office == theirs), class, has_name]);
        out.say(&[kind, their_kind, u64::from(mention.is_plural), u64::from(cluster.is_plural), has_name]);
        out.0
    }

    /// `he` and `she` before anybody whom they can mean take the first person named after them: `In his letter, Judge Obi wrote`.
    fn cataphora(&mut self) {
        for at in 0..self.links.clusters.len() {
            let cluster = &self.links.clusters[at];
            let Some(&first) = cluster.mentions.first() else { continue };
            let mention = &self.given.mentions[first];
            let is_open =
                mention.is_pronoun() && mention.gender.is_some() && cluster.mentions.iter().all(|&it| self.given.mentions[it].is_pronoun());
            if !is_open {
                continue;
            }
            let speaker = self.speaker(first);
            let later = self.given.mentions[first + 1..]
                .iter()
                .enumerate()
                .map(|(offset, it)| (first + 1 + offset, it))
                .take_while(|(_, it)| it.sentence <= mention.sentence + 2)
                .find(|(index, it)| {
                    it.form == Form::Name
                        && it.kind == Some(EntityKind::Person)
                        && self.links.of[*index].is_some_and(|of| {
                            let theirs = &self.links.clusters[of];
                            Some(of) != speaker
                                && theirs.mentions.first() == Some(index)
                                && theirs.gender.is_none_or(|gender| Some(gender) == mention.gender)
                        })
                });
            let Some(to) = later.and_then(|(index, _)| self.links.of[index]) else { continue };
            let moved = std::mem::take(&mut self.links.clusters[at].mentions);
            for &index in &moved {
                self.links.of[index] = Some(to);
            }
            let mentions = &mut self.links.clusters[to].mentions;
            mentions.extend(moved);
            mentions.sort_unstable();
        }
    }

    /// First persons belong to the speaker of their quotation; `we` only where that is no single person.
    fn first_persons(&mut self) {
        let mut groups: FxHashMap<(Option<usize>, bool), usize> = FxHashMap::default();
        for index in 0..self.given.mentions.len() {
            let mention = &self.given.mentions[index];
            let Some(pronoun) = mention.pronoun.filter(|it| it.person == 1) else { continue };
            let speaker = mention.quote.and_then(|quote| self.given.quotes.get(quote).speaker).and_then(|speaker| self.cluster_at(speaker));
            let Some(at) = speaker else { continue };
            let is_person = matches!(self.links.clusters[at].kind, Some(EntityKind::Person));
            if pronoun.is_plural && is_person {
                // The speaker and others: a group of its own for each speaker.
                let at = *groups.entry((Some(at), true)).or_insert_with(|| {
                    self.links.clusters.push(Cluster { kind: Some(EntityKind::Group), is_plural: true, ..Cluster::default() });
                    self.links.clusters.len() - 1
                });
                self.links.of[index] = Some(at);
                self.links.clusters[at].mentions.push(index);
            } else {
                self.links.of[index] = Some(at);
                let mentions = &mut self.links.clusters[at].mentions;
                let place = mentions.partition_point(|&it| it < index);
                mentions.insert(place, index);
            }
        }
    }

    /// The cluster of the noun phrase that a word heads.
    fn cluster_at(&self, word: usize) -> Option<usize> {
        let mention = self.tops.get(&word).copied().or_else(|| self.given.mentions.iter().position(|it| it.head == word))?;
        self.links.of[mention]
    }
}

/// What the features of one mention have in common, whatever cluster it is looked at with.
struct Own {
    class: u64,
    lemma: String,
    lemma_hash: u64,
    /// Its content words but the head, lower case.
    words: Vec<String>,
    /// The country among them.
    country: Option<Country>,
    next_word: u64,
    last_reporter: Option<usize>,
}

/// The content words of a range, lower case.
fn content(page: &Page<'_>, words: Range<usize>) -> Vec<String> {
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

/// The ranker's weights, read where they lie: sorted features of eight bytes, then weights of four.
#[derive(Debug, Clone, Default)]
pub struct Ranker<'m> {
    features: &'m [[u8; 8]],
    weights: &'m [[u8; 4]],
    /// For each value of the high bits of a feature the place of the first that has it or a larger one.
    starts: Arc<[u32]>,
}

/// High bits of a feature by which its place is looked up.
const HIGH_BITS: u32 = 12;

impl<'m> Ranker<'m> {
    /// Reads what [`Ranker::write`] wrote; `None` when it is no ranker.
    #[must_use]
    pub fn read(bytes: &'m [u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk::<4>()?;
        let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
        let (features, weights) = rest.split_at_checked(count.checked_mul(8)?)?;
        let (features, weights) = (features.as_chunks::<8>().0, weights.as_chunks::<4>().0);
        let first = |high: u64| features.partition_point(|bytes| u64::from_le_bytes(*bytes) >> (64 - HIGH_BITS) < high);
        let starts = (0..=1_u64 << HIGH_BITS).map(|high| u32::try_from(first(high)).unwrap_or(u32::MAX)).collect();
        (weights.len() == count).then_some(Self { features, weights, starts })
    }

    /// Writes weights by feature, in the order of the features.
    #[must_use]
    pub fn write(weights: &std::collections::BTreeMap<u64, i32>) -> Vec<u8> {
        let mut out = u32::try_from(weights.len()).unwrap_or(u32::MAX).to_le_bytes().to_vec();
        weights.keys().for_each(|feature| out.extend(feature.to_le_bytes()));
        weights.values().for_each(|weight| out.extend(weight.to_le_bytes()));
        out
    }

    fn weight(&self, feature: u64) -> i64 {
        let high = usize::try_from(feature >> (64 - HIGH_BITS)).unwrap_or_default();
        let range = self.starts.get(high).zip(self.starts.get(high + 1)).map(|(&start, &end)| start as usize..end as usize);
        let Some(near) = range.clone().and_then(|range| self.features.get(range)) else { return 0 };
        let found = near.binary_search_by_key(&feature, |bytes| u64::from_le_bytes(*bytes)).ok().zip(range);
        found.map_or(0, |(at, range)| i64::from(i32::from_le_bytes(self.weights[range.start + at])))
    }
}

impl Choose for Ranker<'_> {
    fn choose(&mut self, _mention: usize, choices: &[Choice], _mentions_of: &dyn Fn(usize) -> Vec<usize>) -> Option<usize> {
        let score = |choice: &Choice| choice.features.iter().map(|&feature| self.weight(feature)).sum::<i64>();
        // The first of the best: a new bearer, then the latest.
        let mut best = (0, score(&choices[0]));
        for (at, choice) in choices.iter().enumerate().skip(1) {
            let score = score(choice);
            if score > best.1 {
                best = (at, score);
            }
        }
        // A wrong link misinforms, a missing one does not: what is hardly better than a new bearer, or than the next one, is left alone.
        let next = choices.iter().enumerate().filter(|&(at, _)| at != best.0).map(|(_, choice)| score(choice)).max();
        let is_sure = choices[best.0].cluster.is_none() || next.is_none_or(|next| best.1 - next >= SURE);
        if is_sure { Some(best.0) } else { None }
    }
}

/// How much better than the next a choice has to be; a vote of one ranker for one feature is about a hundred.
const SURE: i64 = 3000;

/// The determiner of a mention is a part of its class.
const _: () = assert!(Determiner::Bare as u64 + 1 < 10);

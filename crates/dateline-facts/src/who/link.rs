//! Puts the mentions of a page into clusters, one for each bearer.
//!
//! Names are clustered by rules ([`super::name`]). Nominals and pronouns of the third person choose, from left to right, one of the clusters
//! before them, or none, by a linear ranker over features of the two (after Durrett and Klein 2013, with clusters in the place of mentions).
//! First persons in quotations belong to the speaker.

mod allowed;
mod bearers;
mod cataphora;
mod features;
mod ranker;
mod speech;
mod told;

use dateline_lang::labels::{Deprel, Upos};
use rustc_hash::{FxHashMap, FxHashSet};

use self::bearers::groups;
use self::features::content;
pub use self::ranker::Ranker;
use super::beside;
use super::bodies::head_part;
use super::mention::{Candidate, Determiner};
use super::name::Name;
use super::nouns::{Gender, NounKind, Nouns, Police};
use super::quote::Quotes;
use super::role::Office;
use super::{EntityKind, Form, Sector};
use crate::country::Country;
use crate::page::Page;
use crate::place::Toponym;

/// Sentences back from which a pronoun may take its meaning.
const PRONOUN_REACH: usize = 6;
/// Clusters, the latest first, that a nominal may belong to.
const NOMINAL_REACH: usize = 80;
/// Clusters that are kept as the latest.
const RECENT: usize = 400;
/// Bytes between two quotations of a dialogue.
const DIALOGUE: usize = 160;
/// How much better than the next a choice has to be: a wrong link misinforms, a missing one does not.
const SURE: i64 = 3000;
/// Sentences back from which `officers` may be those of a police body.
const FORCE_REACH: usize = 12;
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
    /// How much better than the next it has to be; what a vote of one ranker for one feature weighs is about a hundred.
    pub margin: i64,
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
    /// The sector of its office or of the body that it is.
    sector: Option<Sector>,
    /// Whether an office of it is known, and whether one is said to be left.
    office: [bool; 2],
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
    for (index, mention) in given.mentions.iter().enumerate().filter(|(_, it)| it.conjuncts.is_empty()) {
        tops.entry(mention.head).or_insert(index);
    }
    let groups = groups(given, &names);
    let mut bodies = FxHashMap::default();
    let is_body = |it: &Candidate| it.form == Form::Name && it.kind == Some(EntityKind::Organization) && it.core.len() > 1;
    for (index, mention) in given.mentions.iter().enumerate().filter(|(_, it)| is_body(it)) {
        bodies.entry(mention.span.of(given.page.text()).to_lowercase()).or_insert(index);
    }
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
        seen: FxHashSet::default(),
        repeated: FxHashMap::default(),
        peoples: FxHashMap::default(),
        together: FxHashMap::default(),
        bodies,
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
    linker.second_persons();
    linker.links
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
    /// The lemmas of all nominals and offices so far.
    seen: FxHashSet<String>,
    /// The cluster of the last nominal in the same words.
    repeated: FxHashMap<String, usize>,
    /// The people of a country as a group, apart from the country.
    peoples: FxHashMap<Country, usize>,
    /// The cluster of those who were named together, by their bearers.
    together: FxHashMap<Vec<usize>, usize>,
    /// The first name of each body that is named by several words, in small letters.
    bodies: FxHashMap<String, usize>,
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
            // Two that are named together are nobody who was spoken of before, unless the same two were.
            let names = self.named_together(index);
            let same = names.as_ref().and_then(|names| self.together.get(names).copied());
            let at = same.unwrap_or_else(|| self.begin());
            if let Some(names) = names {
                self.together.insert(names, at);
            }
            Some(at)
        } else if mention.is_name() {
            Some(self.named(index))
        } else if let Some(name) = self.restates(index) {
            Some(self.named(name))
        } else if let Some(name) =
            self.is_named(index).or_else(|| self.is_identified(index)).or_else(|| self.serves_as(index)).or_else(|| self.apposed(index))
        {
            self.known_before(index, name, choose);
            Some(self.named(name))
        } else if let Some(name) = self.town_of(index) {
            Some(self.named(name))
        } else if let Some(country) = mention.country.filter(|_| mention.kind == Some(EntityKind::Group)) {
            // `the Ukrainians`: the same people, never the country.
            self.peoples.get(&country).copied()
        } else {
            self.police(index).or_else(|| self.repeated(index)).or_else(|| self.sole_body(index)).or_else(|| self.choose(index, choose))
        };
        let cluster = cluster.unwrap_or_else(|| self.begin());
        self.join(index, cluster);
    }

    /// The bearers of the names of a coordination, in order; `None` where one of them has no name.
    fn named_together(&self, index: usize) -> Option<Vec<usize>> {
        let mention = &self.given.mentions[index];
        let group = |word: &usize| self.groups[*self.tops.get(word)?];
        let mut names: Vec<usize> = mention.conjuncts.iter().map(group).collect::<Option<_>>()?;
        names.sort_unstable();
        names.dedup();
        (names.len() > 1 && names.len() == mention.conjuncts.len()).then_some(names)
    }

    fn begin(&mut self) -> usize {
        self.links.clusters.push(Cluster::default());
        self.links.clusters.len() - 1
    }

    fn join(&mut self, index: usize, at: usize) {
        let mention = &self.given.mentions[index];
        let analysis = self.given.page.analysis;
        self.links.of[index] = Some(at);
        if let Some(words) = self.repeats(mention) {
            self.repeated.insert(words, at);
        }
        let mut heads: Vec<String> = Vec::new();
        let mut words: Vec<String> = Vec::new();
        if !mention.is_pronoun() && mention.conjuncts.is_empty() {
            if mention.form == Form::Nominal {
                heads.push(analysis.lemma(mention.head).to_lowercase());
                words.extend(content(self.given.page, mention.core.clone()));
            } else if mention.form == Form::Name {
                heads.extend(self.names[index].as_ref().and_then(|name| name.words.last().cloned()));
                heads.extend(self.said_to_be(mention));
                heads.extend(self.head_noun(mention));
                heads.extend(self.given.nouns.bodies.called(mention.span.of(self.given.page.text())).map(str::to_owned));
                words.extend(content(self.given.page, mention.extent.clone()).into_iter().take(24));
            }
        }
        let mut country = mention.country;
        if let Some(country) = country.filter(|_| mention.kind == Some(EntityKind::Group)) {
            self.peoples.insert(country, at);
        }
        let mut sector = self.sector(mention);
        let mut held = [false; 2];
        for &office in self.offices.get(&index).into_iter().flatten() {
            let office = &self.given.offices[office];
            heads.push(self.given.nouns.in_full(&analysis.lemma(office.head).to_lowercase()).to_owned());
            words.extend(content(self.given.page, office.words.clone()));
            country = country.or(office.country);
            sector = sector.or(office.sector);
            held = [true, held[1] || office.is_former];
            if let Some(from) = office.inherits {
                heads.push(analysis.lemma(self.given.offices[from].head).to_lowercase());
            }
        }
        country = country.or_else(|| mention.land.map(|land| land.0));
        let gender = mention.gender.or_else(|| self.offices.get(&index)?.iter().find_map(|&it| self.given.offices[it].noun?.gender));
        self.seen.extend(heads.iter().cloned());
        let cluster = &mut self.links.clusters[at];
        cluster.sector = cluster.sector.or(sector);
        cluster.office = [cluster.office[0] || held[0], cluster.office[1] || held[1]];
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
        if self.recent.len() == RECENT {
            self.recent.remove(0);
        }
        self.recent.push(at);
    }

    /// The noun that heads the name of a body before `of`: `university` of `University of Velm`.
    fn head_noun(&self, mention: &Candidate) -> Option<String> {
        let written = mention.span.of(self.given.page.text());
        let head = head_part(written).rsplit(' ').next().filter(|_| mention.kind == Some(EntityKind::Organization))?;
        (head_part(written).len() < written.len())
            .then(|| head.to_lowercase())
            .filter(|head| self.given.nouns.lemma(head).is_some_and(|noun| noun.kind == NounKind::Organization))
    }

    /// Lemmas of the nouns that a name is in apposition to, or is said to be: `Galmar, a Vigo [company],`, `Norvik is a shipping [line]`.
    fn said_to_be(&self, mention: &Candidate) -> Vec<String> {
        let (analysis, clauses) = (self.given.page.analysis, self.given.page.clauses);
        let mut found: Vec<usize> =
            clauses.dependents(mention.top).filter(|&it| analysis.labels[it] == Deprel::Appos && it >= mention.core.end).collect();
        found.extend((mention.top != mention.head).then_some(mention.top));
        let predicate = analysis.head(mention.top).filter(|&it| mention.label == Deprel::Nsubj && clauses.copula(it).is_some());
        found.extend(predicate.filter(|&it| !clauses.is_negated(it)));
        found.retain(|&it| analysis.tags[it].upos == Upos::Noun);
        found.into_iter().take(4).map(|it| analysis.lemma(it).to_lowercase()).collect()
    }

    /// The sector of the body that a name or a nominal is, or of the office that a nominal is.
    fn sector(&self, mention: &Candidate) -> Option<Sector> {
        let noun = |word: usize| self.given.nouns.of(self.given.page, word).filter(|(noun, ..)| noun.kind == NounKind::Organization);
        match mention.form {
            Form::Nominal => mention.noun?.sector,
            Form::Name if mention.kind == Some(EntityKind::Organization) => {
                let written = mention.span.of(self.given.page.text());
                self.given
                    .nouns
                    .bodies
                    .sector(written)
                    .or_else(|| mention.core.clone().rev().find_map(|word| noun(word)?.0.sector))
                    .or_else(|| beside::body(self.given.page, self.given.nouns, &mention.core, mention.head)?.sector)
            }
            _ => None,
        }
    }

    /// The cluster of a name.
    fn named(&mut self, index: usize) -> usize {
        let Some(group) = self.groups[index] else { return self.begin() };
        if let Some(&at) = self.of_group.get(&group) {
            return at;
        }
        let known = self.announced(index).or_else(|| self.beside_noun(index)).or_else(|| self.after_age(index));
        let known = known.or_else(|| self.force_named(index)).or_else(|| self.identified(index)).or_else(|| self.of_one_lot(index));
        let at = known.unwrap_or_else(|| self.begin());
        self.of_group.insert(group, at);
        at
    }

    /// The one police body that a page speaks of, which `police`, `the force` and `officers` mean where nothing tells them apart.
    fn police(&self, index: usize) -> Option<usize> {
        let (mention, page) = (&self.given.mentions[index], self.given.page);
        let article = usize::from(page.form(mention.core.start).eq_ignore_ascii_case("the"));
        let is_plain = matches!(mention.determiner, Determiner::Bare | Determiner::Definite)
            && mention.form == Form::Nominal
            && mention.conjuncts.is_empty()
            && mention.core.len() == 1 + article
            && mention.land.is_none();
        let called = self.given.nouns.police(&page.analysis.lemma(mention.head).to_lowercase()).filter(|_| is_plain)?;
        let fits = match called {
            Police::Own => true,
            Police::After => mention.determiner == Determiner::Definite,
            Police::People => mention.is_plural && mention.kind == Some(EntityKind::Group),
        };
        let is_force = |cluster: &Cluster| {
            cluster.kind == Some(EntityKind::Organization)
                && cluster.sector.is_some_and(|it| it.code() == "COP")
                && cluster.words.iter().chain(&cluster.heads).any(|word| self.given.nouns.police(word) == Some(Police::Own))
        };
        let mut forces = self.recent.iter().rev().copied().filter(|&at| is_force(&self.links.clusters[at]));
        let at = forces.next().filter(|_| fits && forces.next().is_none())?;
        // `Two officers were hurt. The officers …`: others of the noun, who were told apart.
        let head = page.analysis.lemma(mention.head).to_lowercase();
        let others = |&it: &usize| it != at && self.links.clusters[it].heads.contains(&head);
        if called != Police::Own && mention.determiner == Determiner::Definite && self.recent.iter().any(others) {
            return None;
        }
        let cluster = &self.links.clusters[at];
        let last = cluster.mentions.last().map(|&it| &self.given.mentions[it])?;
        let clash = cluster.mentions.iter().rev().take(4).map(|&it| &self.given.mentions[it]).any(|other| {
            other.sentence == mention.sentence
                && (mention.extent.contains(&other.head) || other.extent.contains(&mention.head) || self.are_arguments(mention, other))
        });
        (!clash && last.sentence + FORCE_REACH >= mention.sentence).then_some(at)
    }

    /// The cluster of a nominal in the same words, where these tell whom they mean: `law enforcement`, `the Polish border guards`.
    fn repeated(&self, index: usize) -> Option<usize> {
        let words = self.repeats(&self.given.mentions[index])?;
        self.repeated.get(&words).copied()
    }

    /// The words of a nominal that mean the same wherever they stand; `None` where another bearer is as likely.
    fn repeats(&self, mention: &Candidate) -> Option<String> {
        let page = self.given.page;
        if mention.form != Form::Nominal || mention.is_pronoun() || !mention.conjuncts.is_empty() || mention.country.is_some() {
            return None;
        }
        let least = match (mention.determiner, mention.kind) {
            // `Republicans … the Republicans`, but not `moderate Republicans`.
            (Determiner::Bare | Determiner::Definite, Some(EntityKind::Group)) if mention.noun.is_none() => {
                return (mention.extent.end - mention.core.start == mention.core.len()
                    && mention.core.start - mention.extent.start == usize::from(mention.determiner == Determiner::Definite))
                .then(|| mention.span.of(page.text()).to_lowercase());
            }
            (Determiner::Bare, Some(EntityKind::Organization)) => 1,
            (Determiner::Bare, Some(EntityKind::Group)) => 2,
            (Determiner::Definite, Some(EntityKind::Organization | EntityKind::Group | EntityKind::Place | EntityKind::Object)) => 3,
            _ => return None,
        };
        let owned = mention.core.clone().any(|word| self.given.nouns.people.pronoun(page.form(word)).is_some());
        let words = || mention.span.of(page.text()).to_lowercase();
        // `the Velm police` are `Velm police`.
        (mention.core.len() >= least && !owned).then(|| words().strip_prefix("the ").map_or_else(words, str::to_owned))
    }

    fn choose(&mut self, index: usize, choose: &mut impl Choose) -> Option<usize> {
        if let Some(at) = self.of_two(index) {
            return Some(at);
        }
        if let Some(at) =
            self.beside_owner(index).or_else(|| self.resumes(index)).or_else(|| self.of_reporter(index)).or_else(|| self.of_several(index))
        {
            return Some(at);
        }
        let choices = self.choices(index);
        if let [only] = &choices[..] {
            return only.cluster;
        }
        let clusters = &self.links.clusters;
        let taken = choose.choose(index, &choices, &|at| clusters[at].mentions.clone());
        let taken = taken.and_then(|taken| choices[taken].cluster);
        taken.filter(|&at| !self.is_it(&self.given.mentions[index], &self.links.clusters[at]))
    }

    /// The owner of what stands beside a person: `A and [his] brother`.
    fn beside_owner(&self, index: usize) -> Option<usize> {
        let (mention, analysis) = (&self.given.mentions[index], self.given.page.analysis);
        mention.pronoun.filter(|it| it.is_possessive && it.gender.is_some())?;
        let owned = analysis.head(mention.head).filter(|&owned| analysis.labels[owned] == Deprel::Conj && mention.head + 3 > owned)?;
        let other = self.tops.get(&analysis.head(owned)?).copied().filter(|&it| it != index)?;
        let at = self.cluster_of(other)?;
        let (other, cluster) = (&self.given.mentions[other], &self.links.clusters[at]);
        let near = other.core.end + 1 == mention.head && self.given.page.form(other.core.end) == "and";
        (near && cluster.kind == Some(EntityKind::Person) && cluster.gender.is_none_or(|it| Some(it) == mention.gender)).then_some(at)
    }

    /// Who has just spoken, where a sentence that is a quotation alone is followed by `He [called for]` outside of it.
    fn resumes(&self, index: usize) -> Option<usize> {
        let (mention, page) = (&self.given.mentions[index], self.given.page);
        let sentence = page.analysis.sentences()[mention.sentence].clone();
        let first = sentence.clone().find(|&word| page.analysis.tags[word].upos != Upos::Punct);
        let opens = mention.pronoun.is_some_and(|it| it.gender.is_some()) && mention.label == Deprel::Nsubj && first == Some(mention.head);
        let before = mention.sentence.checked_sub(1).filter(|_| opens && mention.quote.is_none())?;
        let before = &page.analysis.sentences()[before];
        let quote = self.given.quotes.at(page.analysis.span(before.start).start())?;
        if self.given.quotes.at(page.analysis.span(before.end - 1).start()) != Some(quote) {
            return None;
        }
        let at = self.cluster_at(self.given.quotes.get(quote).speaker?)?;
        let cluster = &self.links.clusters[at];
        (cluster.kind == Some(EntityKind::Person) && !cluster.is_plural && cluster.gender.is_none_or(|it| Some(it) == mention.gender))
            .then_some(at)
    }

    /// Who goes on to report, where the clause comes before its verb: `said A. [He] had read it better, A added.`
    fn of_reporter(&self, index: usize) -> Option<usize> {
        let (mention, page) = (&self.given.mentions[index], self.given.page);
        mention.pronoun.filter(|it| it.gender.is_some() && !it.is_possessive && mention.quote.is_none())?;
        let clause = page.analysis.head(mention.top).filter(|_| mention.label.universal() == Deprel::Nsubj)?;
        // The parser may take the report for a conjunct: `, A added.`
        let sentence = page.analysis.sentence_of(clause);
        let closes = |&verb: &usize| {
            let subject = page.clauses.dependents(verb).find(|&it| page.analysis.labels[it] == Deprel::Nsubj && it < verb);
            page.clauses.is_reporting(verb)
                && page.analysis.head(verb) == Some(clause)
                && subject.is_some_and(|subject| subject > clause && page.form(subject - 1) == ",")
        };
        let report = page.clauses.governor(clause).map(|it| it.predicate).filter(|&it| it > clause && page.clauses.is_reporting(it));
        let report = report.or_else(|| (clause + 1..sentence.end).find(closes))?;
        let at = page
            .clauses
            .dependents(report)
            .filter(|&it| page.analysis.labels[it] == Deprel::Nsubj)
            .find_map(|word| self.cluster_at(word))?;
        let cluster = &self.links.clusters[at];
        let fits = cluster.kind == Some(EntityKind::Person) && cluster.gender.is_none_or(|it| Some(it) == mention.gender);
        (fits && self.last_reporter(index) == Some(at)).then_some(at)
    }

    /// Whom `they` means as the subject of a verb with a will where bodies alone compete: who knows or says it, else the subject of the
    /// sentence before.
    fn of_several(&self, index: usize) -> Option<usize> {
        let (mention, page) = (&self.given.mentions[index], self.given.page);
        let plain = mention.pronoun.filter(|it| it.is_plural && it.person == 3 && !it.is_possessive);
        plain.filter(|_| mention.label == Deprel::Nsubj && mention.quote.is_none())?;
        let clause = page.analysis.head(mention.top)?;
        let is_body = |&at: &usize| {
            let cluster = &self.links.clusters[at];
            matches!(cluster.kind, Some(EntityKind::Organization | EntityKind::Country)) && !cluster.is_plural && cluster.name.is_some()
        };
        if let Some(above) = page.clauses.governor(clause).filter(|it| it.relation == Deprel::Ccomp && it.predicate < clause) {
            return page.clauses.subjects(above.predicate).into_iter().find_map(|word| self.cluster_at(word)).filter(is_body);
        }
        let before = mention.sentence.checked_sub(1).filter(|_| self.acts(mention))?;
        let others = self.by_sentence[before].iter().chain(&self.by_sentence[mention.sentence]).filter(|&&it| it < index);
        let bodies: Vec<usize> = others.filter_map(|&it| self.links.of[it]).collect();
        let several = |&at: &usize| self.links.clusters[at].is_plural || self.links.clusters[at].kind == Some(EntityKind::Group);
        if bodies.iter().any(several) {
            return None;
        }
        bodies.into_iter().find(|at| is_body(at) && self.centre(before, index, *at) == Some(0))
    }

    /// `the former` and `the latter` of two that were named together.
    fn of_two(&self, index: usize) -> Option<usize> {
        let mention = &self.given.mentions[index];
        let number = self.given.nouns.people.is_of_two(self.given.page.form(mention.head)).filter(|_| mention.noun.is_none())?;
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
        let is_reflexive = mention.pronoun.is_some_and(|it| it.is_reflexive);
        let beside: Vec<usize> = self.by_sentence[mention.sentence]
            .iter()
            .filter(|&&it| it > index && !is_reflexive && mention.form != Form::Possessive)
            .filter(|&&it| self.given.mentions[it].form == Form::Name && self.are_arguments(mention, &self.given.mentions[it]))
            .filter_map(|&it| self.cluster_of(it))
            .collect();
        let mut rank = 0;
        for &at in self.recent.iter().rev().take(NOMINAL_REACH) {
            let cluster = &self.links.clusters[at];
            let last = &self.given.mentions[*cluster.mentions.last().expect("a cluster has mentions")];
            if mention.is_pronoun() && mention.sentence - last.sentence.min(mention.sentence) > PRONOUN_REACH {
                break;
            }
            // `The officer tells Pence`: who is another argument of the clause is another, also one who is named after it.
            if beside.contains(&at) {
                continue;
            }
            // Who speaks does not say `he` of himself.
            if speaker == Some(at) && mention.is_pronoun() || !self.may_join(mention, &own, cluster) {
                continue;
            }
            found.push((at, rank));
            rank += 1;
        }
        if is_reflexive {
            self.keep_subject(mention, &mut found);
        } else if mention.is_pronoun() {
            self.without_lands(mention, &mut found);
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
        let margin = self.margin(mention);
        let matched = mention.gender.is_some() && found.iter().any(|&(at, _)| self.links.clusters[at].gender == mention.gender);
        // `he` and `she` mean somebody who was spoken of, where there is anybody; so does what reports.
        let must = !found.is_empty()
            && (mention.pronoun.is_some_and(|it| it.gender.is_some())
                || mention.is_pronoun() && self.acts(mention)
                || mention.kind == Some(EntityKind::Person)
                    && mention.determiner == Determiner::Definite
                    && (mention.noun.is_none() || self.is_aged(mention)));
        let mut all = if must { Vec::new() } else { vec![Choice { cluster: None, features: self.alone(index, found.len()), margin: 0 }] };
        let rivals = found.len();
        all.extend(found.into_iter().map(|(at, rank)| Choice {
            cluster: Some(at),
            features: self.together(index, &own, at, (rank, rivals, matched)),
            margin,
        }));
        all
    }

    /// A reflexive means the subject of its clause, else somebody of its sentence: `Can Zelm keep [himself] out of prison?`
    fn keep_subject(&self, mention: &Candidate, found: &mut Vec<(usize, usize)>) {
        let clauses = self.given.page.clauses;
        let governor = clauses.governor(mention.top).map(|it| it.predicate);
        let subjects: Vec<usize> =
            governor.map(|verb| clauses.subjects(verb)).unwrap_or_default().into_iter().filter_map(|word| self.cluster_at(word)).collect();
        let here: Vec<usize> = self.by_sentence[mention.sentence].iter().filter_map(|&it| self.links.of[it]).collect();
        for narrower in [subjects, here] {
            if found.iter().any(|(at, _)| narrower.contains(at)) {
                return found.retain(|(at, _)| narrower.contains(at));
            }
        }
    }

    /// Leaves out countries that stand before a pronoun only as what people or a body are of, where those compete: `the [Peruvian] residents and
    /// [their] lawyer`.
    fn without_lands(&self, mention: &Candidate, found: &mut Vec<(usize, usize)>) {
        let all = self.given.mentions;
        let holder = |at: usize| {
            let last = &all[*self.links.clusters[at].mentions.last()?];
            let is_land = self.links.clusters[at].kind == Some(EntityKind::Country) && last.form == Form::Demonym;
            let outer = self.by_sentence[last.sentence].iter().find(|&&it| {
                all[it].form == Form::Nominal
                    && all[it].core.contains(&last.head)
                    && all[it].head != last.head
                    && all[it].head < mention.head
            })?;
            self.links.of[*outer].filter(|_| is_land)
        };
        let held: Vec<usize> = found.iter().map(|&(at, _)| at).collect();
        found.retain(|&(at, _)| holder(at).is_none_or(|outer| !held.contains(&outer)));
    }

    /// Whether a nominal gives an age: `the [34-year-old] director`.
    fn is_aged(&self, mention: &Candidate) -> bool {
        mention.core.clone().take_while(|&word| word < mention.head).any(|word| self.given.page.form(word) == "old")
    }

    /// How much better than the next the choice for a mention has to be.
    fn margin(&self, mention: &Candidate) -> i64 {
        match mention.pronoun {
            Some(it) if it.gender.is_some() => 0,
            Some(it) if it.is_possessive || it.is_plural => SURE / 4,
            _ => SURE,
        }
    }

    /// Whether a mention is the subject of a verb of reporting.
    fn reports(&self, mention: &Candidate) -> bool {
        let head = self.given.page.analysis.head(mention.top);
        head.is_some_and(|head| mention.label == Deprel::Nsubj && self.given.page.clauses.is_reporting(head))
    }

    /// The cluster of a mention, also of a name that is not reached yet but whose bearer was named before.
    fn cluster_of(&self, mention: usize) -> Option<usize> {
        self.links.of[mention].or_else(|| self.of_group.get(&self.groups[mention]?).copied())
    }

    /// The cluster of the noun phrase that a word heads.
    fn cluster_at(&self, word: usize) -> Option<usize> {
        self.cluster_of(*self.tops.get(&word)?)
    }
}

//! Who stands at a word: from the words of a page to its entities.

use dateline_lang::labels::{Deprel, Upos, Xpos};
use dateline_lang::morph::{Case, Number, Person};
use dateline_text::ByteSpan;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::page::Page;
use crate::statement::Statement;
use crate::time::Time;
use crate::who::{Entity, EntityKind, Form, Mention};

/// What `lexicon/en/events/things.toml` knows of the nouns of parties.
#[derive(Debug)]
pub struct Parts {
    /// Heads of phrases that only count: the party is what they are of.
    pub counts: FxHashSet<String>,
    /// Endings of nouns of people.
    pub people: Vec<String>,
    /// Nouns that the name of a people before them only describes: `the Irish [language]`.
    pub described: FxHashSet<String>,
}

impl Parts {
    /// Whether a noun only counts what it is of.
    #[must_use]
    pub fn contains(&self, lemma: &str) -> bool {
        self.counts.contains(lemma)
    }

    /// Whether a noun ends as nouns of people do.
    fn names_people(&self, lemma: &str) -> bool {
        let lemma = lemma.to_lowercase();
        lemma.len() > 4 && self.people.iter().any(|ending| lemma.ends_with(ending))
    }
}

/// A mention of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Party {
    /// The entity, an index.
    pub entity: usize,
    /// The words that name it here.
    pub span: ByteSpan,
    /// The form of the mention.
    pub form: Form,
}

/// The entities of a page by the words that speak of them.
#[derive(Debug)]
pub struct Parties<'f, 'a> {
    page: &'f Page<'a>,
    entities: &'f [Entity],
    parts: &'f Parts,
    at: Vec<Option<Party>>,
    /// Which words belong to an expression of time.
    timed: Vec<bool>,
    /// Bodies that nominals speak of, by the lemma of their heads.
    bodies: FxHashMap<String, usize>,
}

impl<'f, 'a> Parties<'f, 'a> {
    /// Of a page; `parts` are heads that only count, `times` what tells of days.
    #[must_use]
    pub fn new(page: &'f Page<'a>, entities: &'f [Entity], times: &[Time], parts: &'f Parts) -> Self {
        let mut timed = vec![false; page.analysis.len()];
        times.iter().flat_map(|time| time.words.clone()).for_each(|word| timed[word] = true);
        let mut at = vec![None; page.analysis.len()];
        for (index, entity) in entities.iter().enumerate() {
            for mention in &entity.mentions {
                // Of a list and its first member, who have one head, it is the member.
                let inner = at[mention.head].is_some_and(|known: Party| mention.span.covers(known.span) && mention.span != known.span);
                if !inner {
                    at[mention.head] = Some(Party { entity: index, span: mention.span, form: mention.form });
                }
            }
        }
        // A subject may be headed by another word of a name, or by the office before it.
        for (index, entity) in entities.iter().enumerate() {
            for mention in entity.mentions.iter().filter(|it| it.form == Form::Name) {
                let inside = |word: &usize| {
                    let span = page.analysis.span(*word);
                    mention.extent.start().min(mention.span.start()) <= span.start() && span.end() <= mention.span.end()
                };
                let before = (0..mention.head).rev().take(24).take_while(inside);
                let after = (mention.head + 1..page.analysis.len()).take(24).take_while(inside);
                let words: Vec<usize> = before.chain(after).collect();
                let party = Party { entity: index, span: mention.span, form: mention.form };
                for word in words {
                    at[word].get_or_insert(party);
                }
                // `[Mr] Okoro was held`, where the tree has the title for the head.
                let above = page.analysis.head(mention.head).filter(|&it| {
                    mention.form == Form::Name
                        && it + 1 == mention.head
                        && page.analysis.labels[mention.head] == Deprel::Flat
                        && page.analysis.tags[it].upos == Upos::Propn
                });
                if let Some(title) = above {
                    at[title].get_or_insert(party);
                }
                let clauses = page.clauses;
                let has = |noun: usize, label: Deprel| clauses.dependents(noun).any(|of| page.analysis.labels[of] == label);
                let says_who = clauses.dependents(mention.head).filter(|&it| {
                    let is_apposed = it > mention.head && page.analysis.labels[it] == Deprel::Appos;
                    is_apposed
                        && page.analysis.tags[it].upos == Upos::Noun
                        && match entities[index].kind {
                            // `Quiroz, a union [leader] kidnapped in May`: what is told of the leader is told of him.
                            EntityKind::Person => parts.names_people(page.analysis.lemma(it)),
                            // `Norgas, the [firm] that owns it`: where nobody else is listed.
                            EntityKind::Organization => has(it, Deprel::AclRelcl) && has(it, Deprel::Det) && !has(it, Deprel::Conj),
                            _ => false,
                        }
                });
                for noun in says_who {
                    at[noun].get_or_insert(party);
                }
            }
        }
        let mut bodies = FxHashMap::default();
        // `[rebel] attacks`, of rebels of whom the page tells: those who bear arms.
        let is_body = |it: &Entity| match it.kind {
            EntityKind::Organization => it.sector.is_some(),
            EntityKind::Group => it.sector.as_ref().is_some_and(crate::who::Sector::bears_arms),
            _ => false,
        };
        for (index, entity) in entities.iter().enumerate().filter(|(_, it)| is_body(it)) {
            for mention in entity.mentions.iter().filter(|it| it.form == Form::Nominal) {
                bodies.entry(page.analysis.lemma(mention.head).to_lowercase()).or_insert(index);
            }
        }
        Self { page, entities, parts, at, timed, bodies }
    }

    /// Gives `we` in what is quoted the side of whoever says it in public life: `"[We] deployed troops," the minister said`.
    #[must_use]
    pub fn with_speakers(mut self, statements: &[Statement]) -> Self {
        let analysis = self.page.analysis;
        let spans = &analysis.segmentation.spans;
        for statement in statements {
            let Some(entity) = statement.speaker.filter(|&it| self.entities[it].sector.is_some()) else { continue };
            for content in &statement.quotes {
                let words =
                    spans.partition_point(|it| it.start() < content.start())..spans.partition_point(|it| it.start() < content.end());
                for word in words {
                    let morph = analysis.morphs[word];
                    let is_we = analysis.tags[word].upos == Upos::Pron
                        && morph.person() == Some(Person::First)
                        && morph.number() == Some(Number::Plur)
                        && morph.case() == Some(Case::Nom);
                    if is_we && self.at[word].is_none() {
                        self.at[word] = Some(Party { entity, span: spans[word], form: Form::Pronoun });
                    }
                }
            }
        }
        self
    }

    /// The entities.
    #[must_use]
    pub const fn entities(&self) -> &'f [Entity] {
        self.entities
    }

    /// The mention that a party stands for.
    #[must_use]
    pub fn mention(&self, party: &Party) -> Option<&'f Mention> {
        self.entities[party.entity].mentions.iter().find(|it| it.span == party.span)
    }

    /// The mention whose phrase a word heads.
    #[must_use]
    pub fn at(&self, word: usize) -> Option<Party> {
        self.at[word]
    }

    /// For people of several countries that are named side by side, the countries, for PLOVER has an actor for each: `[Irish] and [French] officials`;
    /// anybody else, and a group whose members are known, stays.
    #[must_use]
    pub fn nations(&self, party: Party) -> Vec<Party> {
        let entity = &self.entities[party.entity];
        let is_crowd = matches!(entity.kind, EntityKind::Group | EntityKind::Organization) && party.form == Form::Nominal;
        if !is_crowd || !entity.members.is_empty() {
            return vec![party];
        }
        let spans = &self.page.analysis.segmentation.spans;
        let words = spans.partition_point(|it| it.start() < party.span.start())..spans.partition_point(|it| it.start() < party.span.end());
        let nation = |word: usize| {
            let there = self.at(word).filter(|it| it.entity != party.entity)?;
            let (entity, demonym) = (&self.entities[there.entity], self.page.countries.demonym(self.page.form(word)));
            (entity.kind == EntityKind::Country || demonym.is_some() && entity.country == demonym).then_some(there)
        };
        let named: Vec<(usize, Party)> = words.filter_map(|word| Some((word, nation(word)?))).collect();
        let (Some(first), Some(last)) = (named.first(), named.last()) else { return vec![party] };
        let joins = |word: usize| {
            self.page.analysis.tags[word].upos == Upos::Cconj || self.page.form(word) == "," || named.iter().any(|it| it.0 == word)
        };
        let mut all: Vec<Party> = Vec::new();
        for (_, nation) in &named {
            if !all.iter().any(|it| it.entity == nation.entity) {
                all.push(*nation);
            }
        }
        if all.len() > 1 && (first.0..last.0).all(joins) { all } else { vec![party] }
    }

    /// The body of the page that a noun before another noun speaks of: `[police] firing`.
    #[must_use]
    pub fn body(&self, word: usize) -> Option<Party> {
        let entity = *self.bodies.get(&self.page.analysis.lemma(word).to_lowercase())?;
        Some(Party { entity, span: self.page.analysis.span(word), form: Form::Nominal })
    }

    /// The kind of the entity at a word.
    #[must_use]
    pub fn kind(&self, word: usize) -> Option<EntityKind> {
        self.at(word).map(|party| self.entities[party.entity].kind)
    }

    /// What a phrase that only counts is of: `[dozens] of soldiers` → soldiers; the party that the tree hangs on the day after it: `the attack on the
    /// Tarvo Strip late Friday [evening]` → Strip; other words stand for themselves.
    #[must_use]
    pub fn counted(&self, word: usize) -> usize {
        let mut word = word;
        if self.timed[word] && self.at[word].is_none() {
            let before = self.page.clauses.dependents(word).filter(|&it| {
                it < word
                    && !self.timed[it]
                    && self.at[it].is_some()
                    && matches!(
                        self.page.analysis.labels[it],
                        Deprel::Compound
                            | Deprel::Amod
                            | Deprel::Nmod
                            | Deprel::NmodUnmarked
                            | Deprel::NmodDesc
                            | Deprel::Flat
                            | Deprel::Dep
                    )
            });
            return before.last().unwrap_or(word);
        }
        for _ in 0..4 {
            let analysis = self.page.analysis;
            let lemma = analysis.lemma(word).to_lowercase();
            let counts = self.parts.contains(&lemma) || analysis.tags[word].upos == Upos::Num;
            let of = |it: &usize| {
                matches!(analysis.labels[*it], Deprel::Nmod | Deprel::Obl)
                    && matches!(self.page.clauses.preposition(*it).as_str(), "of" | "than" | "from")
            };
            // `Two Belgians`, where the tree has the number for the head.
            let next = || {
                self.page.clauses.dependents(word).find(|&it| {
                    it == word + 1 && analysis.tags[word].upos == Upos::Num && matches!(analysis.tags[it].upos, Upos::Noun | Upos::Propn)
                })
            };
            match self.page.clauses.dependents(word).find(of).or_else(next).filter(|_| counts) {
                Some(of) => word = of,
                None => return word,
            }
        }
        word
    }

    /// The mention of a person, body, country, group, place or thing at a word, through words that only count.
    #[must_use]
    pub fn of(&self, word: usize) -> Option<Party> {
        self.at(word).or_else(|| self.at(self.counted(word)))
    }

    /// A person whom the tree hangs on what stands between them and whose they are: `the bishop of Oslo and his [driver]`.
    fn beside(&self, word: usize) -> Option<usize> {
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        let is_person = |word: usize| self.kind(word) == Some(EntityKind::Person);
        let owned = |it: &usize| {
            analysis.labels[*it] == Deprel::Conj
                && is_person(*it)
                && clauses.dependents(*it).any(|own| analysis.tags[own].xpos == Xpos::PrpPoss)
        };
        let below = clauses.dependents(word).filter(|&it| analysis.labels[it] == Deprel::Nmod && it > word && !is_person(it));
        below.filter(|_| is_person(word)).find_map(|it| clauses.dependents(it).find(owned))
    }

    /// Words with the further members of the lists that they begin, where the tree hangs these below a title or a town: `Chief of Staff [A] and
    /// counterpart [B]`, `the bishop of Oslo and his [driver]`.
    #[must_use]
    pub fn list(&self, words: &[usize]) -> Vec<usize> {
        let analysis = self.page.analysis;
        // `hit the guard and [Prado]'s wife`, where the tree has whose wife she is for one of those who were hit.
        let is_owner = |word: usize| {
            let next = |it: usize| it == word + 1 && matches!(self.page.form(it), "'s" | "’s" | "'" | "’");
            analysis.labels[word] == Deprel::Conj
                && self.page.clauses.dependents(word).any(|it| analysis.labels[it] == Deprel::Case && next(it))
        };
        let mut all: Vec<usize> = words.iter().copied().filter(|&it| !is_owner(it)).collect();
        // `dozens of soldiers and [nurses]`, where the tree joins those who are counted.
        for &word in words {
            let of = self.counted(word);
            if of != word && self.at(word).is_none() && !self.timed[word] {
                all.extend(
                    self.page.clauses.conjuncts(of).into_iter().filter(|&it| it > of && self.at(it).is_some() && !words.contains(&it)),
                );
            }
        }
        let is_named = |party: &Party| party.form == Form::Name && self.entities[party.entity].kind == EntityKind::Person;
        for &word in words {
            all.extend(self.beside(word).filter(|it| !words.contains(it)));
            if !self.of(word).as_ref().is_some_and(is_named) {
                continue;
            }
            let mut open: Vec<(usize, usize)> = vec![(word, 0)];
            while let Some((at, depth)) = open.pop() {
                for it in self.page.clauses.dependents(at) {
                    if !matches!(
                        analysis.labels[it],
                        Deprel::Nmod | Deprel::Flat | Deprel::Compound | Deprel::NmodDesc | Deprel::Appos | Deprel::Conj
                    ) || depth > 3
                    {
                        continue;
                    }
                    open.push((it, depth + 1));
                    let listed = matches!(analysis.labels[it], Deprel::Conj | Deprel::Appos);
                    // `[A], his sister and their cook`, where the tree hangs the sister on the name.
                    let is_beside = |party: &Party| {
                        let owned =
                            self.page.clauses.dependents(it).any(|of| analysis.labels[of] == Deprel::NmodPoss && self.is_pronoun(of));
                        let is_people = matches!(self.entities[party.entity].kind, EntityKind::Person | EntityKind::Group);
                        let is_of_list = analysis.labels[it] == Deprel::Conj
                            || [it, at]
                                .into_iter()
                                .any(|of| self.page.clauses.dependents(of).any(|of| of > it && analysis.labels[of] == Deprel::Conj));
                        party.form == Form::Nominal && is_people && is_of_list && (owned || analysis.labels[it] == Deprel::Conj)
                    };
                    if let Some(party) = self.at(it).filter(|party| listed && (is_named(party) || is_beside(party)))
                        && !all.iter().any(|&other| self.of(other).is_some_and(|known| known.entity == party.entity))
                    {
                        all.push(it);
                    }
                }
            }
        }
        all.sort_unstable();
        all
    }

    /// Whether an entity can act: a person, body, country or group.
    #[must_use]
    pub fn acts(&self, entity: usize) -> bool {
        matches!(self.entities[entity].kind, EntityKind::Person | EntityKind::Organization | EntityKind::Country | EntityKind::Group)
    }

    /// The party that a noun of doing belongs to or is qualified by: `[Israel]'s plan`, `[US] proposal`, `the ban by [Iran]`; those of the
    /// prepositions stand last.
    #[must_use]
    pub fn owner(&self, noun: usize, prepositions: &[&str]) -> Option<Party> {
        self.owner_within(noun, prepositions, 2).map(|(_, party)| party)
    }

    /// The same with those that stand beside it in a list: `aid for [Romania] and [Poland]`.
    #[must_use]
    pub fn owners(&self, noun: usize, prepositions: &[&str]) -> Vec<Party> {
        let Some((word, party)) = self.owner_within(noun, prepositions, 2) else { return Vec::new() };
        let mut all = vec![party];
        for other in self.page.clauses.conjuncts(word).into_iter().filter(|&it| it != word).filter_map(|it| self.of(it)) {
            if !all.iter().any(|it| it.entity == other.entity) {
                all.push(other);
            }
        }
        all
    }

    fn owner_within(&self, noun: usize, prepositions: &[&str], depth: usize) -> Option<(usize, Party)> {
        let analysis = self.page.analysis;
        let counts = |party: &Party| self.acts(party.entity) || party.form == Form::Demonym || self.is_place(party.entity);
        let with = |labels: &[Deprel]| {
            self.page.clauses.dependents(noun).find_map(|it| {
                let fits = labels.contains(&analysis.labels[it]);
                fits.then(|| self.of(it)).flatten().filter(counts).map(|party| (it, party))
            })
        };
        // `the march staged by [students]`.
        let by = || {
            let done =
                self.page.clauses.dependents(noun).find(|&it| analysis.labels[it] == Deprel::Acl && self.page.clauses.is_passive(it))?;
            let agent = *self.page.clauses.agents(done).first()?;
            self.of(agent).filter(counts).map(|party| (agent, party))
        };
        let is_described = self.parts.described.contains(&analysis.lemma(noun).to_lowercase());
        let before = || with(&[Deprel::Amod, Deprel::Compound]).filter(|_| !is_described);
        let near = with(&[Deprel::NmodPoss]).or_else(before);
        near.or_else(|| {
            // The first in the order of the prepositions; what is no party itself may belong to one.
            prepositions.iter().find_map(|wanted| {
                self.page.clauses.dependents(noun).find_map(|it| {
                    let fits = matches!(analysis.labels[it], Deprel::Nmod | Deprel::Obl | Deprel::OblAgent)
                        && self.page.clauses.preposition(it) == *wanted;
                    let own = fits.then(|| self.of(it)).flatten().map(|party| (it, party));
                    own.or_else(|| (fits && depth > 0).then(|| self.owner_within(self.counted(it), prepositions, depth - 1)).flatten())
                })
            })
        })
        .or_else(|| prepositions.contains(&"by").then(by).flatten())
    }

    /// Whether a word tells of a day or an hour.
    #[must_use]
    pub fn is_time(&self, word: usize) -> bool {
        self.timed[word]
    }

    /// Whether an entity is a place.
    #[must_use]
    pub fn is_place(&self, entity: usize) -> bool {
        matches!(self.entities[entity].kind, EntityKind::Place | EntityKind::Country)
    }

    /// Whether an entity is known by its people: `an American`, where only the country is an entity.
    #[must_use]
    pub fn is_demonym(&self, entity: usize) -> bool {
        self.entities[entity].kind == EntityKind::Country
    }

    /// Whether a noun that is no mention names people all the same: it ends as nouns of people do.
    #[must_use]
    pub fn is_human_noun(&self, word: usize) -> bool {
        self.parts.names_people(self.page.analysis.lemma(word))
    }

    /// Whether a word is a personal pronoun.
    #[must_use]
    pub fn is_pronoun(&self, word: usize) -> bool {
        matches!(self.page.analysis.tags[word].xpos, Xpos::Prp | Xpos::PrpPoss)
    }
}

//! What forbids that a mention belongs to a cluster.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::features::Own;
use super::{Cluster, Linker};
use crate::place::Precision;
use crate::who::mention::{Candidate, Determiner};
use crate::who::nouns::NounKind;
use crate::who::{EntityKind, Form, Sector};

impl Linker<'_, '_> {
    /// Whether a nominal for a person would be one with what is `it` alone: nobody is.
    pub(super) fn is_it(&self, mention: &Candidate, cluster: &Cluster) -> bool {
        let is_it = |&it: &usize| self.given.mentions[it].pronoun.is_some_and(|it| it.gender.is_none() && !it.is_plural && it.person == 3);
        mention.kind == Some(EntityKind::Person) && !mention.is_pronoun() && cluster.kind.is_none() && cluster.mentions.iter().all(is_it)
    }

    /// Whether nothing forbids that a mention belongs to a cluster: kinds, number, gender, and one lying in the other.
    pub(super) fn may_join(&self, mention: &Candidate, own: &Own, cluster: &Cluster) -> bool {
        use EntityKind as K;
        let all = self.given.mentions;
        if let Some(pronoun) = mention.pronoun {
            // Only people and what people make up say and want anything.
            if self.acts(mention) && matches!(cluster.kind, Some(K::Object | K::Place)) {
                return false;
            }
            // `them` is no room.
            if pronoun.is_plural && !cluster.is_plural && cluster.name.is_none() && matches!(cluster.kind, Some(K::Object | K::Place)) {
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
            // People of an office are their body, victims are none: `the police … the officers`.
            let is_people = mention.kind == Some(K::Group) && mention.noun.is_some_and(|noun| noun.kind == NounKind::Person);
            if is_people && cluster.kind == Some(K::Organization) && (own.sector.is_none() || own.sector != cluster.sector) {
                return false;
            }
            if !fits || mention.gender.zip(cluster.gender).is_some_and(|(a, b)| a != b) {
                return false;
            }
            // `schools` are none of which the page spoke as one.
            if mention.kind == Some(K::Organization) && cluster.kind == Some(K::Organization) && self.is_odd_one(mention, cluster) {
                return false;
            }
            if mention.is_plural != cluster.is_plural && matches!(mention.kind, Some(K::Object | K::Place)) {
                return false;
            }
            if own.country.zip(cluster.country).is_some_and(|(a, b)| a != b) {
                return false;
            }
            // `the president of Ukraine` is nobody who is known to lead another country, whatever the page says of him.
            let named = cluster.name.filter(|_| own.country.is_some() && cluster.country.is_none() && cluster.kind == Some(K::Person));
            let leads = named.and_then(|name| self.given.nouns.leaders.leads(all[name].span.of(self.given.page.text())));
            if leads.is_some_and(|country| own.country != Some(country)) {
                return false;
            }
            // `the next president` is nobody who was named.
            if own.is_next && cluster.name.is_some() {
                return false;
            }
            // `the city` is no state or country, `the state` no town.
            let precision = cluster.place.and_then(|place| self.given.places[place].place.as_ref()).map(|place| place.precision);
            let is_town = matches!(precision, Some(Precision::City | Precision::Point));
            let is_misfit = match mention.noun {
                Some(noun) if noun.is_city && !noun.is_country => precision == Some(Precision::Admin1),
                Some(noun) if noun.is_country => is_town && mention.kind == Some(K::Place),
                _ => false,
            };
            let is_within = precision.is_some_and(|it| it != Precision::Point) && self.given.nouns.is_built(&own.lemma);
            if (is_misfit || is_within) && cluster.name.is_some() {
                return false;
            }
            // `the country` is no resort or farm that was spoken of.
            let is_land = mention.noun.is_some_and(|noun| noun.is_country) && mention.kind == Some(K::Place);
            if is_land && cluster.kind == Some(K::Place) && cluster.name.is_none() && !cluster.heads.contains(&own.lemma) {
                return false;
            }
            // `The mayor said … the sheriff disagreed`: who holds the one is not the one who holds the other.
            let holds = |head: &String| self.given.nouns.office.is_sole(head);
            if mention.kind == Some(K::Person)
                && holds(&own.lemma)
                && !cluster.heads.contains(&own.lemma)
                && cluster.heads.iter().any(holds)
            {
                return false;
            }
            // `A judge heard the case. The governor objected.`
            let of_state = |sector: Option<Sector>| sector.filter(|it| matches!(it.code(), "GOV" | "JUD" | "COP"));
            let apart = of_state(own.sector).zip(of_state(cluster.sector)).is_some_and(|(a, b)| a != b);
            if apart && mention.kind == Some(K::Person) && cluster.name.is_none() {
                return false;
            }
            // `the former president` is nobody whose office the page has as held.
            if own.is_former && cluster.name.is_some() && cluster.office == [true, false] {
                return false;
            }
            // `his cook` is nobody whom the page has by another noun alone, unless that is as good as the same.
            let is_theirs = mention.kind == Some(K::Person) && mention.determiner == Determiner::Possessive && !own.lemma.is_empty();
            if is_theirs && cluster.name.is_none() && !cluster.heads.is_empty() {
                let same = |head: &String| *head == own.lemma || own.has_same && self.given.nouns.same(head, &own.lemma);
                if !cluster.heads.iter().any(same) {
                    return false;
                }
            }
            // `the source` is nobody whom the page names.
            if self.given.nouns.people.is_unnamed(&own.lemma) && cluster.name.is_some() {
                return false;
            }
            // `the father` of a family of which the page tells is nobody else whom it named, unless it said so of him.
            let is_kin = mention.noun.is_some_and(|noun| noun.is_kin) && mention.determiner == Determiner::Definite;
            if is_kin && !cluster.heads.is_empty() && !cluster.heads.contains(&own.lemma) {
                return false;
            }
            // `a different country` is none that was named; `his father` is one only where the page said so of him.
            if cluster.name.is_some() {
                let known = || {
                    cluster.heads.contains(&own.lemma)
                        || own.has_same && cluster.heads.iter().any(|head| self.given.nouns.same(head, &own.lemma))
                };
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
                    || matches!(mention.form, Form::Pronoun | Form::Nominal)
                        && !mention.pronoun.is_some_and(|it| it.is_reflexive)
                        && self.are_arguments(mention, other))
        });
        !clash
    }

    /// Whether one of a nominal for bodies and of a cluster speaks of several, the other of one: `banks` of `the bank`.
    fn is_odd_one(&self, mention: &Candidate, cluster: &Cluster) -> bool {
        let is_several = |it: &Candidate| {
            let (word, tags) = (self.given.page.form(it.head), &self.given.page.analysis.tags);
            tags[it.head].xpos == Xpos::Nns && self.given.page.analysis.lemma(it.head) != word.to_lowercase()
        };
        let nominals = || cluster.mentions.iter().map(|&it| &self.given.mentions[it]).filter(|it| it.form == Form::Nominal);
        match is_several(mention) {
            true => cluster.name.is_some() || nominals().any(|it| !is_several(it)),
            false => cluster.name.is_none() && nominals().next().is_some() && nominals().all(is_several),
        }
    }

    /// Whether a clause stands between a word and one above it.
    pub(super) fn lies_deep(&self, word: usize, above: usize) -> bool {
        let mut at = word;
        for _ in 0..32 {
            if matches!(self.given.page.analysis.labels[at], Deprel::AclRelcl | Deprel::Acl | Deprel::Advcl | Deprel::Ccomp)
                // `the office of Ada Holm and rooms for [her]`
                || self.given.page.analysis.labels[at] == Deprel::Conj && self.given.page.analysis.labels[word].universal() == Deprel::Nmod
            {
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
    pub(super) fn are_arguments(&self, a: &Candidate, b: &Candidate) -> bool {
        let heads = self.given.page.analysis;
        let argument = |label: Deprel| matches!(label.universal(), Deprel::Nsubj | Deprel::Obj | Deprel::Iobj | Deprel::Obl);
        // `The king rose and gave [him] a coin`: the subject that a verb shares.
        let shares = || {
            let verb = heads.head(a.top).filter(|_| matches!(a.label, Deprel::Obj | Deprel::Iobj));
            verb.is_some_and(|verb| heads.labels[verb] == Deprel::Conj && self.given.page.clauses.subjects(verb).contains(&b.top))
        };
        if shares() {
            return true;
        }
        heads.head(a.top).is_some() && heads.head(a.top) == heads.head(b.top) && argument(a.label) && argument(b.label)
    }

    /// Whether a mention is the subject of a verb that takes a will.
    pub(super) fn acts(&self, mention: &Candidate) -> bool {
        let (page, analysis) = (self.given.page, self.given.page.analysis);
        let verb = analysis.head(mention.top).filter(|_| mention.label == Deprel::Nsubj);
        verb.is_some_and(|verb| {
            analysis.tags[verb].upos == Upos::Verb
                && (page.clauses.is_reporting(verb) || self.given.nouns.people.is_act(analysis.lemma(verb)))
        })
    }
}

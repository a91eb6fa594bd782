//! Nominals whose bearer the words beside them tell: an apposition, a naming, an office, the noun of a town.

use dateline_lang::labels::{Deprel, Upos};

use super::features::content;
use super::{Choose, Linker, NOMINAL_REACH, PRONOUN_REACH};
use crate::place::Precision;
use crate::who::mention::{Candidate, Determiner};
use crate::who::nouns::Police;
use crate::who::role::Office;
use crate::who::{EntityKind, Form};

impl Linker<'_, '_> {
    /// The police of whom a page spoke before it named the one force that it names: `Police held a man … [Kent Police] said`.
    pub(super) fn force_named(&self, index: usize) -> Option<usize> {
        let (mentions, page) = (self.given.mentions, self.given.page);
        let is_police = |word: usize| self.given.nouns.police(&page.form(word).to_lowercase()) == Some(Police::Own);
        let is_force = |it: &Candidate| {
            it.form == Form::Name && it.kind == Some(EntityKind::Organization) && it.core.len() > 1 && it.core.clone().any(is_police)
        };
        let mention = &mentions[index];
        let others = |(at, it): (usize, &Candidate)| is_force(it) && self.groups[at] != self.groups[index];
        if !is_force(mention) || mentions.iter().enumerate().any(others) {
            return None;
        }
        let mut known = self.recent.iter().copied().filter(|&at| {
            let cluster = &self.links.clusters[at];
            cluster.kind == Some(EntityKind::Organization)
                && cluster.name.is_none()
                && cluster.heads.iter().any(|head| self.given.nouns.police(head) == Some(Police::Own))
        });
        let at = known.next().filter(|_| known.next().is_none())?;
        let cluster = &self.links.clusters[at];
        let is_plain = |it: &usize| {
            let other = &mentions[*it];
            // `Police in Oslo` are told apart by where they are.
            other.is_pronoun() || other.land.is_none() && !other.core.clone().any(|word| page.analysis.tags[word].upos == Upos::Adp)
        };
        let is_beside = |it: &usize| mentions[*it].sentence == mention.sentence && self.are_arguments(&mentions[*it], mention);
        let is_other = mention.country.zip(cluster.country).is_some_and(|(a, b)| a != b);
        (!is_other && cluster.mentions.iter().all(is_plain) && !cluster.mentions.iter().any(is_beside)).then_some(at)
    }

    /// Somebody whom the page spoke of by an office before it named them: `the former ambassador to Ukraine … former ambassador to Ukraine [A]`.
    pub(super) fn announced(&self, index: usize) -> Option<usize> {
        let mention = &self.given.mentions[index];
        let page = self.given.page;
        let held = self.offices.get(&index).filter(|_| mention.kind == Some(EntityKind::Person))?;
        if let Some(at) = self.sole_holder(index) {
            return Some(at);
        }
        self.recent.iter().rev().take(NOMINAL_REACH).copied().find(|&at| {
            let cluster = &self.links.clusters[at];
            let first = cluster.mentions.first().map(|&it| &self.given.mentions[it]);
            let is_open = cluster.name.is_none()
                && cluster.kind == Some(EntityKind::Person)
                && first.is_some_and(|it| !it.is_pronoun() && matches!(it.determiner, Determiner::Definite | Determiner::Possessive))
                && cluster.gender.is_none_or(|it| mention.gender.is_none_or(|own| own == it));
            is_open
                && held.iter().any(|&office| {
                    let office = &self.given.offices[office];
                    let words = content(page, office.words.clone());
                    let shared = words.iter().filter(|word| cluster.words.contains(word)).count();
                    cluster.heads.iter().any(|head| *head == self.given.nouns.in_full(&page.analysis.lemma(office.head).to_lowercase()))
                        && (shared >= 2 && shared * 3 >= words.len() * 2)
                        && office.country.is_none_or(|country| cluster.country.is_none_or(|it| it == country))
                })
        })
    }

    /// The one `mayor` or `sheriff` of whom a page has spoken before it names the one who is: `The mayor denied it … London Mayor [Ada Holm]`.
    pub(super) fn sole_holder(&self, index: usize) -> Option<usize> {
        let (given, page) = (self.given, self.given.page);
        let mention = &given.mentions[index];
        let lemma = |office: &Office| given.nouns.in_full(&page.analysis.lemma(office.head).to_lowercase()).to_owned();
        let sole = |&&at: &&usize| {
            let (office, head) = (&given.offices[at], lemma(&given.offices[at]));
            let is_local =
                given.nouns.office.is_sole(&head) && !office.is_former && !office.is_counterpart && office.words.end <= mention.core.start;
            // Another who holds one of the name: which of them was meant cannot be told.
            let others =
                |it: &Office| given.mentions[it.holder].is_name() && lemma(it) == head && self.groups[it.holder] != self.groups[index];
            is_local && !given.offices.iter().any(others)
        };
        let office = *self.offices.get(&index)?.iter().find(sole)?;
        let head = lemma(&given.offices[office]);
        let mut known = self.recent.iter().rev().take(NOMINAL_REACH).copied().filter(|&at| {
            let cluster = &self.links.clusters[at];
            let spoken = |it: &Candidate| it.form == Form::Nominal && page.analysis.lemma(it.head).to_lowercase() == head;
            cluster.kind == Some(EntityKind::Person) && cluster.mentions.iter().any(|&it| spoken(&given.mentions[it]))
        });
        let at = known.next().filter(|_| known.next().is_none())?;
        let cluster = &self.links.clusters[at];
        let is_plain = |&it: &usize| {
            let it = &given.mentions[it];
            it.is_pronoun() || it.determiner == Determiner::Definite && it.core.len() <= 2 && it.land.is_none()
        };
        let last = cluster.mentions.last().map(|&it| given.mentions[it].sentence)?;
        let fits = cluster.name.is_none()
            && cluster.mentions.iter().all(is_plain)
            && last + PRONOUN_REACH >= mention.sentence
            && last < mention.sentence
            && cluster.gender.is_none_or(|it| mention.gender.is_none_or(|own| own == it));
        fits.then_some(at)
    }

    /// The name that a nominal is said to have: `[The last man] to leave was Owen Pugh`.
    pub(super) fn is_named(&self, index: usize) -> Option<usize> {
        let (mention, page) = (&self.given.mentions[index], self.given.page);
        let predicate = page.analysis.head(mention.top).filter(|_| mention.label == Deprel::Nsubj)?;
        let said =
            page.clauses.copula(predicate).is_some() && !page.clauses.is_negated(predicate) && page.clauses.modal(predicate).is_none();
        let name = self.tops.get(&predicate).copied().filter(|_| said && mention.determiner != Determiner::Indefinite)?;
        let other = &self.given.mentions[name];
        (other.form == Form::Name && other.kind == mention.kind && !mention.is_plural).then_some(name)
    }

    /// The name that a verb of naming gives to a nominal: `The man, named as [Owen Pugh],`, `The victim was identified by police as [Ada Holm]`.
    pub(super) fn is_identified(&self, index: usize) -> Option<usize> {
        let (mention, page) = (&self.given.mentions[index], self.given.page);
        let analysis = page.analysis;
        if mention.kind != Some(EntityKind::Person) || mention.is_plural || mention.determiner == Determiner::Quantified {
            return None;
        }
        let names = |&verb: &usize| analysis.tags[verb].upos == Upos::Verb && self.given.nouns.people.is_identifying(analysis.lemma(verb));
        let above = analysis.head(mention.top).filter(|_| matches!(mention.label, Deprel::NsubjPass | Deprel::Obj));
        let said = above.filter(|&verb| !page.clauses.is_negated(verb) && page.clauses.modal(verb).is_none());
        let told = || page.clauses.dependents(mention.top).find(|&it| analysis.labels[it] == Deprel::Acl && names(&it));
        let verb = said.filter(names).or_else(told)?;
        let end = analysis.sentence_of(verb).end.min(verb + 8);
        let from = (verb + 1..end.saturating_sub(1)).find(|&word| page.form(word) == "as")? + 1;
        let name = (from..end).find_map(|word| self.tops.get(&word).copied().filter(|&it| self.given.mentions[it].form == Form::Name))?;
        let other = &self.given.mentions[name];
        (other.extent.start.max(from) == from && other.kind == mention.kind).then_some(name)
    }

    /// The name of whom a nominal after `as` is said: `Velm has [Ada Holm] as its new director`, `As the mayor's aide, [Ada Holm] ran the office`.
    pub(super) fn serves_as(&self, index: usize) -> Option<usize> {
        let (mention, page) = (&self.given.mentions[index], self.given.page);
        let analysis = page.analysis;
        let is_one = mention.kind == Some(EntityKind::Person) && !mention.is_plural;
        let is_told = matches!(mention.determiner, Determiner::Definite | Determiner::Possessive);
        let verb = analysis.head(mention.top).filter(|&it| is_one && is_told && analysis.tags[it].upos == Upos::Verb)?;
        if page.clauses.preposition(mention.top) != "as" || page.clauses.is_negated(verb) {
            return None;
        }
        let argument = |label: Deprel| page.clauses.dependents(verb).find(|&it| it != mention.top && analysis.labels[it] == label);
        // Before its verb it is said of the subject: `As mayor` …
        let whom = argument(Deprel::Obj).or_else(|| argument(Deprel::NsubjPass));
        let whom = whom.or_else(|| argument(Deprel::Nsubj).filter(|_| mention.top < verb))?;
        let name = *self.tops.get(&whom)?;
        let other = &self.given.mentions[name];
        (other.form == Form::Name && other.kind == mention.kind).then_some(name)
    }

    /// The name of a body of which a nominal around it only says what it is: `the [Dawn] group`, `[Norvik] bank`.
    pub(super) fn restates(&self, index: usize) -> Option<usize> {
        let (mention, page) = (&self.given.mentions[index], self.given.page);
        if mention.kind != Some(EntityKind::Organization) || mention.is_plural {
            return None;
        }
        // `the Velm [administration]`, which the page has with a capital too.
        if !self.bodies.is_empty() && mention.determiner == Determiner::Definite && mention.core.len() > 2 {
            let words = mention.span.of(page.text()).to_lowercase();
            if let Some(&name) = words.strip_prefix("the ").and_then(|words| self.bodies.get(words)) {
                return Some(name);
            }
        }
        let is_last = mention.span.end() == page.analysis.span(mention.head).end();
        let (_, start, end) = self.given.nouns.of(page, mention.head).filter(|&(_, start, _)| is_last && start > mention.core.start)?;
        let kind = page.span(&(start..end)).of(page.text()).to_lowercase();
        let name = self.tops.get(&(start - 1)).copied().filter(|&it| it != index && self.given.nouns.is_restating(&kind))?;
        let other = &self.given.mentions[name];
        let is_told = matches!(mention.determiner, Determiner::Definite | Determiner::Bare);
        (other.form == Form::Name && other.kind == mention.kind && other.core.end == start && is_told).then_some(name)
    }

    /// The name between commas right after a definite noun for a person, whatever the tree makes of it: `The 18-year-old, [Owen Pugh], ran`.
    pub(super) fn apposed(&self, index: usize) -> Option<usize> {
        let (mention, page) = (&self.given.mentions[index], self.given.page);
        let is_told = matches!(mention.determiner, Determiner::Definite | Determiner::Possessive);
        if mention.kind != Some(EntityKind::Person) || mention.is_plural || !is_told || mention.noun.is_some_and(|noun| noun.is_kin) {
            return None;
        }
        let sentence = &page.analysis.sentences()[mention.sentence];
        let comma = mention.core.end;
        if comma + 1 >= sentence.end || page.form(comma) != "," {
            return None;
        }
        let name = self.tops.get(&(comma + 1)).copied()?;
        let other = &self.given.mentions[name];
        let end = other.core.end;
        // `the mayor, Ada Holm, and the rector` is a list.
        let closes = end < sentence.end && page.form(end) == ",";
        let is_list = |word: usize| word < sentence.end && matches!(page.form(word), "and" | "or" | "&");
        let is_item = page.analysis.tags.get(end + 1).is_some_and(|tag| matches!(tag.upos, Upos::Propn | Upos::Det));
        (closes
            && !is_list(end + 1)
            && !is_item
            && other.core.start == comma + 1
            && other.form == Form::Name
            && other.kind == mention.kind
            && other.gender.is_none_or(|it| mention.gender.is_none_or(|own| own == it)))
        .then_some(name)
    }

    /// Makes the bearer of a name that stands here for the first time the one whom a definite nominal means: `A man was held. [The man], named as
    /// Owen Pugh, …`.
    pub(super) fn known_before(&mut self, index: usize, name: usize, choose: &mut impl Choose) {
        let is_again = matches!(self.given.mentions[index].determiner, Determiner::Definite | Determiner::Demonstrative);
        let Some(group) = self.groups[name].filter(|group| is_again && !self.of_group.contains_key(group)) else { return };
        let before = self.choose(index, choose).filter(|&at| self.links.clusters[at].name.is_none());
        if let Some(at) = before {
            self.of_group.insert(group, at);
        }
    }

    /// Somebody without a name so far, where a name stands beside the noun by which the page spoke of him: `A suspect fled … the suspect, [Owen
    /// Pugh], was caught`.
    pub(super) fn beside_noun(&self, index: usize) -> Option<usize> {
        let mention = &self.given.mentions[index];
        let page = self.given.page;
        let is_person = mention.kind == Some(EntityKind::Person) && mention.determiner == Determiner::Definite;
        if !is_person || mention.top == mention.head {
            return None;
        }
        let lemma = page.analysis.lemma(mention.top).to_lowercase();
        let mut fits = self.recent.iter().rev().take(NOMINAL_REACH).copied().filter(|&at| {
            let cluster = &self.links.clusters[at];
            let last = cluster.mentions.last().map(|&it| self.given.mentions[it].sentence);
            cluster.name.is_none()
                && cluster.kind == Some(EntityKind::Person)
                && !cluster.is_plural
                && cluster.heads.contains(&lemma)
                && last.is_some_and(|last| last + PRONOUN_REACH >= mention.sentence)
                && cluster.gender.is_none_or(|it| mention.gender.is_none_or(|own| own == it))
        });
        fits.next().filter(|_| fits.next().is_none())
    }

    /// Whom a definite noun before an age and a name means, whatever the tree makes of it: `the suspect, 31-year-old [Owen Pugh],`.
    pub(super) fn after_age(&self, index: usize) -> Option<usize> {
        let (mention, page) = (&self.given.mentions[index], self.given.page);
        let sentence = page.analysis.sentences()[mention.sentence].clone();
        let age = mention.core.start.checked_sub(5).filter(|&age| age >= sentence.start + 2)?;
        let is_aged =
            page.form(mention.core.start - 1) == "old" && page.form(mention.core.start - 3) == "year" && page.form(age - 1) == ",";
        let noun = self.tops.get(&(age - 2)).copied().filter(|_| is_aged && mention.kind == Some(EntityKind::Person))?;
        let other = &self.given.mentions[noun];
        let fits = other.form == Form::Nominal
            && other.kind == mention.kind
            && !other.is_plural
            && other.determiner == Determiner::Definite
            && other.gender.is_none_or(|it| mention.gender.is_none_or(|own| own == it));
        let at = self.links.of[noun].filter(|_| fits)?;
        self.links.clusters[at].name.is_none().then_some(at)
    }

    /// The one body of a sector that the page spoke of just before, by its name, whom a plain definite noun for such means: `She told Velm Radio …
    /// [The station] called her`.
    pub(super) fn sole_body(&self, index: usize) -> Option<usize> {
        let (mention, page) = (&self.given.mentions[index], self.given.page);
        let lemma = page.analysis.lemma(mention.head).to_lowercase();
        let article = usize::from(page.form(mention.core.start).eq_ignore_ascii_case("the"));
        let is_plain = mention.form == Form::Nominal
            && mention.kind == Some(EntityKind::Organization)
            && mention.determiner == Determiner::Definite
            && !mention.is_plural
            && mention.core.len() == 1 + article
            && mention.land.is_none()
            && self.given.nouns.is_restating(&lemma);
        let sector = mention.noun.filter(|_| is_plain)?.sector?;
        let last = |at: usize| self.links.clusters[at].mentions.last().map(|&it| &self.given.mentions[it]);
        let near = |&at: &usize| last(at).is_some_and(|last| last.sentence + PRONOUN_REACH >= mention.sentence);
        let is_such = |&at: &usize| {
            let cluster = &self.links.clusters[at];
            cluster.kind == Some(EntityKind::Organization) && (cluster.sector == Some(sector) || cluster.heads.contains(&lemma))
        };
        let mut such = self.recent.iter().rev().take(NOMINAL_REACH).copied().take_while(near).filter(is_such);
        let at = such.next().filter(|_| such.next().is_none())?;
        let cluster = &self.links.clusters[at];
        let is_beside = |&it: &usize| {
            let other = &self.given.mentions[it];
            other.sentence == mention.sentence
                && (self.are_arguments(other, mention) || mention.extent.contains(&other.head) || other.extent.contains(&mention.head))
        };
        let fits = cluster.name.is_some() && self.may_join(mention, &self.own(index), cluster);
        (fits && !cluster.mentions.iter().rev().take(4).any(is_beside)).then_some(at)
    }

    /// The town whose name stands right before the noun for it: `[Velm] town`; before the name of a region it is another's.
    fn named_before(&self, index: usize) -> Option<usize> {
        let (mention, page) = (&self.given.mentions[index], self.given.page);
        let last = mention.head.checked_sub(1).filter(|_| mention.core.end == mention.head + 1)?;
        let name = self.tops.get(&last).copied().filter(|&name| name != index)?;
        let other = &self.given.mentions[name];
        let place = self.given.places[other.place?].place.as_ref();
        let is_town = place.is_some_and(|it| matches!(it.precision, Precision::City | Precision::Point));
        let article = usize::from(page.form(mention.core.start).eq_ignore_ascii_case("the"));
        let is_whole = other.core.end == mention.head && other.core.start == mention.core.start + article;
        let is_itself =
            !self.given.nouns.is_part(page.analysis.lemma(mention.head)) && !self.given.nouns.is_built(page.analysis.lemma(mention.head));
        (is_whole && is_town && is_itself && other.kind == Some(EntityKind::Place) && mention.noun.is_some_and(|noun| noun.is_city))
            .then_some(name)
    }

    /// The place that a nominal for one says it is: `the town of [Velm]`.
    pub(super) fn town_of(&self, index: usize) -> Option<usize> {
        let (mention, page) = (&self.given.mentions[index], self.given.page);
        let is_kind = mention.noun.is_some_and(|noun| noun.is_city || noun.is_country) && !mention.is_plural;
        if let Some(name) = self.named_before(index).filter(|_| is_kind) {
            return Some(name);
        }
        let of = Some(mention.head + 1).filter(|&of| is_kind && of + 1 < mention.core.end && page.form(of) == "of")?;
        let word = (of + 1..mention.core.end).find(|&word| !page.form(word).eq_ignore_ascii_case("the"))?;
        let name = self.tops.get(&word).copied().filter(|&name| name != index)?;
        let other = &self.given.mentions[name];
        let is_place = matches!(other.kind, Some(EntityKind::Place | EntityKind::Country)) && other.form == Form::Name;
        // `the capital of Norway` is not Norway.
        let is_itself = !self.given.nouns.is_part(page.analysis.lemma(mention.head));
        (is_place && is_itself && other.core.start == word && other.core.end == mention.core.end).then_some(name)
    }
}

//! Who fills the slots of a frame, and what sort of party that is.

use dateline_lang::labels::{Deprel, Upos};

use super::Scene;
use crate::event::frame::{Frame, Slot};
use crate::event::kind::EventType;
use crate::parties::Party;
use crate::who::{EntityKind, Form};

/// Prepositions of whom a noun of doing is done to, the better first.
const TO_WHOM: &[&str] = &["by", "against", "on", "upon", "of", "at", "to", "with", "over", "from", "for", "in"];
/// Prepositions of a dependent clause's own parties.
const IN_CONTENT: &[&str] = &["with", "to", "against", "on", "from", "into", "for", "in", "of", "over", "between"];

/// What the slots of a frame are filled from.
#[derive(Debug)]
pub(super) struct Given<'g> {
    pub(super) word: usize,
    pub(super) frame: &'g Frame,
    pub(super) subjects: &'g [usize],
    pub(super) objects: &'g [usize],
    /// The objects of the verb itself where `objects` are those of a preposition that its frame asks for: `took [the men] into custody`.
    pub(super) direct: &'g [usize],
    pub(super) content: Option<usize>,
    pub(super) is_passive: bool,
}

impl Scene<'_, '_> {
    /// Whether a noun names nobody who could will something: frost, a decision, a smell.
    pub(super) fn is_willless(&self, word: usize) -> bool {
        let noun = self.parties.counted(word);
        self.upos(noun) == Upos::Noun
            && !self.is_human(noun)
            && !self.things.parts.contains(&self.lemma(noun))
            && self.things.weapon(self.page, noun).is_none()
            && !self.things.is_craft(self.page, noun)
            && !self.parties.is_human_noun(noun)
            && !self.things.is_public_noun(&self.lemma(noun))
            && self.parties.owner(noun, &["of", "by"]).is_none_or(|party| !self.parties.acts(party.entity))
    }

    pub(super) fn is_armed(&self, actors: &[Party]) -> bool {
        actors.iter().any(|party| self.parties.entities()[party.entity].sector.as_ref().is_some_and(crate::who::Sector::bears_arms))
    }

    /// Whether somebody among actors bears arms, is a state or governs: they arrest and deport.
    pub(super) fn rules(&self, actors: &[Party]) -> bool {
        let governs = |party: &Party| {
            let entity = &self.parties.entities()[party.entity];
            entity.kind == EntityKind::Country || entity.sector.as_ref().is_some_and(|it| it.code() == "GOV")
        };
        self.is_armed(actors) || actors.iter().any(governs)
    }

    pub(super) fn is_human_any(&self, words: &[usize]) -> bool {
        words.iter().any(|&it| self.is_human(self.parties.counted(it)))
    }

    pub(super) fn is_human(&self, word: usize) -> bool {
        self.parties.of(word).is_none_or(|party| self.parties.entities()[party.entity].rule != "unlisted")
            && matches!(
                self.parties.kind(word),
                Some(EntityKind::Person | EntityKind::Group | EntityKind::Organization | EntityKind::Country)
            )
    }

    /// The parties of the first slot that has one.
    pub(super) fn first_slot(&self, given: &Given<'_>, slots: &[Slot], not: &[Party]) -> Vec<Party> {
        for slot in slots {
            let mut parties = self.slot(given, slot);
            parties.retain(|party| !not.iter().any(|it| it.entity == party.entity));
            if !parties.is_empty() {
                return parties;
            }
        }
        Vec::new()
    }

    pub(super) fn slot(&self, given: &Given<'_>, slot: &Slot) -> Vec<Party> {
        let clauses = self.page.clauses;
        match slot {
            Slot::Subject => self.actors_of(given.subjects, given.frame.kind),
            Slot::Object => {
                let words = if given.direct.is_empty() { given.objects } else { given.direct };
                self.sufferers(words, given.frame.kind)
            }
            // `were given refuge`: who is given it.
            Slot::Indirect if given.is_passive && !clauses.objects(given.word).is_empty() => {
                self.sufferers(given.objects, given.frame.kind)
            }
            Slot::Indirect => clauses
                .indirect_object(given.word)
                .into_iter()
                .flat_map(|it| self.sufferers(&clauses.conjuncts(it), given.frame.kind))
                .collect(),
            Slot::Owner => given.objects.iter().flat_map(|&it| self.whose(it, given.frame.kind)).collect(),
            Slot::Content => given.content.map_or_else(
                || {
                    given
                        .objects
                        .iter()
                        .filter(|&&it| self.parties.of(it).is_none())
                        .flat_map(|&it| self.whose(it, given.frame.kind))
                        .collect()
                },
                |content| self.in_content(content, 3),
            ),
            Slot::Doer => given.content.map_or_else(Vec::new, |content| {
                let subjects = clauses.subjects(content);
                let own: Vec<usize> = subjects.into_iter().filter(|it| !given.subjects.contains(it)).collect();
                self.sufferers(&own, given.frame.kind)
            }),
            Slot::With(preposition) => self.with(given.word, given.objects, preposition, given.frame.kind),
        }
    }

    /// The parties with a preposition, of the verb or of its objects.
    pub(super) fn with(&self, word: usize, objects: &[usize], preposition: &str, kind: EventType) -> Vec<Party> {
        let clauses = self.page.clauses;
        // `sent 40 tonnes of [food] to the camp`, where the tree hangs the camp on the food.
        let measured = |&it: &usize| clauses.dependents(it).find(|&of| self.label(of) == Deprel::Nmod && clauses.preposition(of) == "of");
        let all = std::iter::once(word).chain(objects.iter().copied()).chain(objects.iter().filter_map(measured));
        for head in all {
            let found = clauses.dependents(head).find(|&it| {
                matches!(self.label(it), Deprel::Obl | Deprel::Nmod | Deprel::OblAgent)
                    && clauses.preposition(it) == preposition
                    && it > head
            });
            if let Some(found) = found {
                let mut parties = self.sufferers(&clauses.conjuncts(clauses.antecedent(found)), kind);
                self.only_hit(preposition, kind, &mut parties);
                if !parties.is_empty() {
                    return parties;
                }
            }
        }
        Vec::new()
    }

    /// Leaves whom force hits: what is done in a town is not done to it, `clashes in Tarvo`.
    pub(super) fn only_hit(&self, preposition: &str, kind: EventType, parties: &mut Vec<Party>) {
        if preposition == "in" && kind == EventType::Assault {
            parties.retain(|it| !self.parties.is_place(it.entity));
        }
    }

    fn is_town(&self, entity: usize) -> bool {
        let entity = &self.parties.entities()[entity];
        entity.kind == EntityKind::Place && entity.place.as_ref().is_none_or(|it| it.precision == crate::place::Precision::City)
    }

    /// The parties with the first of several prepositions that has one, of a verb or of its objects.
    pub(super) fn with_any(&self, word: usize, prepositions: &[&str], kind: EventType) -> Vec<Party> {
        let objects = self.page.clauses.objects(word);
        prepositions.iter().map(|it| self.with(word, &objects, it, kind)).find(|it| !it.is_empty()).unwrap_or_default()
    }

    /// Whether a party belongs to those who act, or is a force without a name or country that they send: `its troops`, `peacekeepers`.
    pub(super) fn is_own(&self, party: &Party, actors: &[Party]) -> bool {
        let entity = &self.parties.entities()[party.entity];
        let Some(mention) = self.parties.mention(party) else { return false };
        let owner = self.page.clauses.dependents(mention.head).find(|&it| self.label(it) == Deprel::NmodPoss);
        let own = owner.and_then(|it| self.parties.at(it)).is_some_and(|it| actors.iter().any(|actor| actor.entity == it.entity));
        let sent = party.form == Form::Nominal
            && entity.country.is_none_or(|it| actors.iter().any(|actor| self.parties.entities()[actor.entity].country == Some(it)))
            && entity.sector.is_some_and(|it| it.code() == "MIL");
        own || sent
    }

    /// To whom a noun belongs or is directed.
    fn whose(&self, noun: usize, kind: EventType) -> Vec<Party> {
        // `condemned the killing of two clerks`, `welcomed the release of the crew`: not those to whom it was done.
        let suffers = self.frames.noun(&self.lemma(noun)).iter().any(|it| {
            let frame = &self.frames.all[it.frame];
            it.before.is_none() && frame.is_human && frame.recipient.first() == Some(&Slot::Owner)
                || frame.kind == EventType::Assault && frame.recipient.first() == Some(&Slot::Owner)
        });
        let mut found = self.parties.owners(noun, if suffers { &["by"] } else { TO_WHOM });
        if suffers {
            let poss = self.page.clauses.dependents(noun).find(|&it| self.label(it) == Deprel::NmodPoss).and_then(|it| self.parties.of(it));
            found.retain(|it| poss.is_none_or(|poss| poss.entity != it.entity));
        }
        // `signed an agreement in Riyadh`: where, and not with whom.
        let is_there = |party: &Party| {
            let spans = &self.page.analysis.segmentation.spans;
            let head = spans.partition_point(|it| it.end() < party.span.end());
            matches!(kind, EventType::Agree | EventType::Support)
                && self.is_town(party.entity)
                && matches!(self.page.clauses.preposition(head).as_str(), "in" | "at")
        };
        found.retain(|it| !self.is_posted_on(it) && !is_there(it));
        found
    }

    /// Whether somebody is but the platform on which words appeared: `praised the levy on X`.
    fn is_posted_on(&self, party: &Party) -> bool {
        if !self.things.is_platform(party.span.of(self.page.text())) {
            return false;
        }
        let spans = &self.page.analysis.segmentation.spans;
        let first = spans.partition_point(|it| it.start() < party.span.start());
        first.checked_sub(1).is_some_and(|it| matches!(self.page.form(it), "on" | "via" | "through"))
    }

    /// The first party with a name below a word, relative clauses aside, with those beside it: `aid for [Norland] and [Velmar]`.
    pub(super) fn all_deep(&self, word: usize, not: &[Party]) -> Vec<Party> {
        let Some((head, party)) = self.deep(word, 6, not) else { return Vec::new() };
        let mut all = vec![party];
        for other in self.page.clauses.conjuncts(head).into_iter().filter(|&it| it > head).filter_map(|it| self.parties.at(it)) {
            // `the crossings between Norland and Velmar`, which the Velmarians block: not their own land.
            let land = |it: &Party| self.parties.entities()[it.entity].country;
            let is_own = land(&other).is_some() && not.iter().any(|it| land(it) == land(&other));
            let is_new = !is_own && !all.iter().any(|it| it.entity == other.entity);
            if is_new && matches!(other.form, Form::Name | Form::Demonym) && self.parties.acts(other.entity) {
                all.push(other);
            }
        }
        all
    }

    fn deep(&self, word: usize, depth: usize, not: &[Party]) -> Option<(usize, Party)> {
        let named = |party: &Party| {
            matches!(party.form, Form::Name | Form::Demonym)
                && self.parties.acts(party.entity)
                && !not.iter().any(|it| it.entity == party.entity)
                && !self.is_posted_on(party)
        };
        // `filed in a court`: where it was done.
        let is_venue = || {
            matches!(self.page.clauses.preposition(word).as_str(), "in" | "at" | "before")
                && self
                    .parties
                    .at(word)
                    .is_some_and(|party| self.parties.entities()[party.entity].sector.as_ref().is_some_and(|it| it.code() == "JUD"))
        };
        if is_venue() {
            return None;
        }
        if let Some(party) = self.parties.at(word).filter(named) {
            return Some((word, party));
        }
        let next = depth.checked_sub(1)?;
        // `praised the levy in a message on X`: where it was said.
        if self.things.is_medium(&self.lemma(word)) && matches!(self.label(word), Deprel::Obl | Deprel::Nmod) {
            return None;
        }
        self.page
            .clauses
            .dependents(word)
            .filter(|&it| !matches!(self.label(it), Deprel::AclRelcl | Deprel::Parataxis | Deprel::Conj | Deprel::Ccomp))
            .find_map(|it| self.deep(it, next, not))
    }

    /// The parties of a dependent clause: its objects, then what it has with a preposition.
    pub(super) fn in_content(&self, content: usize, depth: usize) -> Vec<Party> {
        let clauses = self.page.clauses;
        // What the content itself is an event of knows best to whom it is done.
        if depth > 1
            && let Some(inner) = self.verb(content)
            && !inner.recipients.is_empty()
        {
            return inner.recipients;
        }
        let objects = if clauses.is_passive(content) { clauses.subjects(content) } else { clauses.objects(content) };
        let direct = self.sufferers(&objects, EventType::Request);
        if !direct.is_empty() {
            return direct;
        }
        for preposition in IN_CONTENT {
            let found = self.with(content, &objects, preposition, EventType::Request);
            if !found.is_empty() {
                return found;
            }
        }
        match self.content(content).filter(|_| depth > 0) {
            Some(inner) => self.in_content(inner, depth - 1),
            None => Vec::new(),
        }
    }

    /// The parties that act among words.
    pub fn actors_of(&self, words: &[usize], kind: EventType) -> Vec<Party> {
        let mut all: Vec<Party> = Vec::new();
        for &word in &self.parties.list(words) {
            let own = self.parties.of(word).filter(|party| {
                self.parties.acts(party.entity) || self.parties.is_place(party.entity) && (!kind.is_force() || self.is_seat(kind, party))
            });
            let party = own.or_else(|| {
                // `a statement by the ministry`, `a report of the council`, `a US resolution` act for who made them.
                if kind.is_verbal() && kind != EventType::Concede
                    || matches!(kind, EventType::Consult | EventType::Aid | EventType::Sanction)
                {
                    self.parties.owner(word, &["by", "of", "from"])
                } else {
                    None
                }
            });
            if let Some(party) = party
                && !all.iter().any(|it| it.entity == party.entity)
            {
                all.push(party);
            }
        }
        all
    }

    /// The parties to whom something is done among words.
    pub(super) fn sufferers(&self, words: &[usize], kind: EventType) -> Vec<Party> {
        let mut all: Vec<Party> = Vec::new();
        for &word in &self.parties.list(words) {
            let own = self.parties.of(word);
            let is_thing = own.is_some_and(|party| self.parties.entities()[party.entity].kind == EntityKind::Object);
            // `burned [the offices] of the bank`: where the thing is nobody's name, it is whose it is.
            let owners = || match kind {
                EventType::Assault if self.things.is_target(self.page, word) => self.parties.owners(word, &["of", "for"]),
                EventType::Assault => Vec::new(),
                _ => self.whose(word, kind),
            };
            let mut found = own.map_or_else(owners, |party| vec![party]);
            if is_thing && kind.is_verbal() {
                let of = owners();
                if !of.is_empty() {
                    found = of;
                }
            }
            for party in found {
                if !all.iter().any(|it| it.entity == party.entity) {
                    all.push(party);
                }
            }
        }
        all
    }

    /// Whether actors are such as strike and march: no soldiers, no states.
    pub(super) fn is_civil(&self, actors: &[Party]) -> bool {
        actors.iter().any(|party| {
            let entity = &self.parties.entities()[party.entity];
            let sector = entity.sector.as_ref();
            let armed = sector.is_some_and(|it| it.bears_arms() || it.code() == "GOV");
            matches!(entity.kind, EntityKind::Group | EntityKind::Organization | EntityKind::Person)
                && !armed
                && (sector.is_some() || entity.kind == EntityKind::Group)
        })
    }

    /// Whether a place is a capital that stands for its government: `Jakarta expelled the envoy`. Capitals strike and shoot nobody. Any town
    /// rules itself: `Chicago imposed a curfew`.
    fn is_seat(&self, kind: EventType, party: &Party) -> bool {
        let is_capital = || self.page.countries.capital(party.span.of(self.page.text())).is_some();
        let is_town =
            || self.parties.entities()[party.entity].place.as_ref().is_some_and(|it| it.precision == crate::place::Precision::City);
        party.form == Form::Name
            && match kind {
                EventType::Sanction | EventType::Mobilize => is_capital(),
                EventType::Coerce => is_capital() || is_town(),
                _ => false,
            }
    }

    /// Whether a party is a body or people without office or arms.
    pub(super) fn is_unofficial(&self, party: &Party) -> bool {
        let entity = &self.parties.entities()[party.entity];
        let armed = entity.sector.as_ref().is_some_and(|it| it.bears_arms() || matches!(it.code(), "GOV" | "JUD" | "LEG"));
        matches!(entity.kind, EntityKind::Group | EntityKind::Organization | EntityKind::Person) && !armed
    }

    /// Whether an actor travels on behalf of a state or a body of states.
    pub(super) fn is_envoy(&self, party: &Party) -> bool {
        matches!(self.parties.entities()[party.entity].sector.as_ref().map(crate::who::Sector::code), Some("GOV" | "LEG"))
    }
}

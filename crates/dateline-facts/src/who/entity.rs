//! Makes entities of clusters: which are worth keeping, their names, countries, sectors, members, and what each field rests on.

mod country;
mod sector;

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};
use dateline_lang::morph;
use dateline_text::ByteSpan;
use rustc_hash::{FxHashMap, FxHashSet};

use super::link::{Cluster, Given, Links};
use super::mention::{Candidate, Determiner};
use super::nouns::{NounKind, Nouns};
use super::role;
use super::{Entity, EntityKind, Form, Mention, Role};
use crate::country::Country;
use crate::evidence::{Evidence, Score};
use crate::page::Page;
use crate::place::Located;

/// The words of a nominal without its article and quotation marks.
fn plain(words: &str) -> String {
    let words = words.replace(['"', '“', '”'], "");
    let article = ["the ", "a ", "an ", "The ", "A ", "An ", "THE ", "AN "].into_iter().find_map(|article| words.strip_prefix(article));
    article.unwrap_or(&words).trim().to_owned()
}

/// The entities of a page, in the order of their first mentions, and their number; with `all`, those that are nobody in particular follow.
#[must_use]
pub fn build(given: Given<'_, '_>, links: &Links, all: bool) -> (Vec<Entity>, usize) {
    let mut offices: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (index, office) in given.offices.iter().enumerate() {
        if let Some(cluster) = links.of[office.holder] {
            offices.entry(cluster).or_default().push(index);
        }
    }
    let mut lands: FxHashMap<Country, usize> = FxHashMap::default();
    let mut held: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (at, cluster) in links.clusters.iter().enumerate().filter(|(_, it)| it.kind == Some(EntityKind::Country)) {
        if let Some(country) = cluster.country {
            lands.entry(country).or_insert(at);
        }
    }
    for (index, office) in given.offices.iter().enumerate() {
        if let Some(body) = office.of.and_then(|of| links.of[of]) {
            held.entry(body).or_default().push(index);
        }
    }
    let possessives =
        given.mentions.iter().enumerate().filter(|(_, it)| it.form == Form::Possessive).map(|(at, it)| (it.head, at)).collect();
    let builder = Builder { given, links, offices, lands, held, possessives };
    let is_spare: Vec<bool> = links.clusters.iter().map(|cluster| !builder.is_kept(cluster)).collect();
    let mut kept: Vec<usize> =
        (0..links.clusters.len()).filter(|&at| !is_spare[at] || all && builder.is_somebody(&links.clusters[at])).collect();
    let first = |at: usize| links.clusters[at].mentions.iter().map(|&it| given.mentions[it].span).min();
    kept.sort_by_key(|&at| (is_spare[at], first(at), at));
    // An entity is known by its first mention: no two have the same.
    let mut firsts: FxHashSet<Option<ByteSpan>> = FxHashSet::default();
    kept.retain(|&at| firsts.insert(first(at)));
    let index: FxHashMap<usize, usize> = kept.iter().enumerate().map(|(index, &at)| (at, index)).collect();
    let number = kept.iter().filter(|&&at| !is_spare[at]).count();
    (kept.iter().map(|&at| builder.entity(at, &index)).collect(), number)
}

/// An entity that is known by words alone, for [`super::Finder::somebody`].
pub(super) fn of_words(page: &Page<'_>, nouns: &Nouns, head: usize, words: &Range<usize>, extent: ByteSpan) -> Option<Entity> {
    // `Sen. Ada Holm (D-Ohio) said`: a state in brackets says where she is from.
    let start = page.analysis.sentence_of(head).start;
    let is_in_bracket = |word: usize| word >= start + 3 && page.form(word - 1) == "-" && page.form(word - 3) == "(";
    if is_in_bracket(words.start) {
        return None;
    }
    let upos = page.analysis.tags[head].upos;
    let noun = nouns.of(page, head).map(|(noun, ..)| noun).or_else(|| nouns.lemma(&page.form(head).to_lowercase()));
    let is_plural = page.analysis.morphs[head].number() == Some(morph::Number::Plur);
    let is_capital = page.form(head).starts_with(char::is_uppercase) && page.form(words.start).starts_with(char::is_uppercase);
    let is_name =
        upos == Upos::Propn || is_capital && upos != Upos::Pron && (head > words.start || page.analysis.sentence_of(head).start < head);
    let kind = match (upos, noun.map(|it| it.kind)) {
        (_, Some(NounKind::Person)) if is_plural => EntityKind::Group,
        (_, Some(NounKind::Person)) => EntityKind::Person,
        (_, Some(NounKind::Group)) => EntityKind::Group,
        (_, Some(NounKind::Organization)) => EntityKind::Organization,
        _ if is_name && nouns.people.given(page.form(words.start)).is_some() => EntityKind::Person,
        _ if is_name => EntityKind::Organization,
        // `those on the coast`, `two of the guards`
        (Upos::Pron | Upos::Det | Upos::Num, _)
            if words.len() > 2 && words.start == head && nouns.people.pronoun(page.form(head)).is_none() =>
        {
            EntityKind::Group
        }
        _ => return None,
    };
    let span = page.span(words);
    let form = if is_name && noun.is_none() { Form::Name } else { Form::Nominal };
    let mut evidence = Evidence::default();
    for field in ["kind", "name", "mentions"] {
        evidence.words(field, [span]);
    }
    let sector = noun.and_then(|noun| noun.sector);
    if sector.is_some() {
        evidence.words("sector", [span]);
    }
    Some(Entity {
        kind,
        name: plain(&span.of(page.text()).split_whitespace().collect::<Vec<_>>().join(" ")),
        mentions: vec![Mention { head, span, extent: extent.hull(span), form }],
        roles: Vec::new(),
        members: Vec::new(),
        country: None,
        sector,
        place: None,
        evidence,
        score: Score::hundredths(60),
        rule: "speaker",
    })
}

struct Builder<'g, 'a> {
    given: Given<'g, 'a>,
    links: &'g Links,
    /// The offices of each cluster.
    offices: FxHashMap<usize, Vec<usize>>,
    /// The cluster of each country.
    lands: FxHashMap<Country, usize>,
    /// The offices that are held in the body of a cluster.
    held: FxHashMap<usize, Vec<usize>>,
    /// The possessive pronouns by their words.
    possessives: FxHashMap<usize, usize>,
}

impl Builder<'_, '_> {
    /// Names are kept, and people and bodies without a name that are somebody in particular; places and things only where they come again.
    fn is_kept(&self, cluster: &Cluster) -> bool {
        let Some(&first) = cluster.mentions.first() else { return false };
        let mentions = self.given.mentions;
        if cluster.mentions.iter().any(|&it| mentions[it].is_name()) {
            return true;
        }
        let nominal = cluster.mentions.iter().any(|&it| mentions[it].form == Form::Nominal);
        let several = cluster.mentions.len() > 1;
        if !mentions[first].conjuncts.is_empty() || !nominal {
            // Two that are only named together, however often, are each spoken of.
            return nominal && cluster.mentions.iter().any(|&it| it != first && mentions[it].conjuncts.is_empty());
        }
        match cluster.kind {
            Some(EntityKind::Organization) => (several || self.is_particular(&mentions[first])) && self.is_body(cluster, several),
            Some(EntityKind::Person | EntityKind::Group) => {
                // `any person … they`
                let is_any = |it: usize| mentions[it].determiner == Determiner::Quantified && mentions[it].form == Form::Nominal;
                several && !cluster.mentions.iter().all(|&it| mentions[it].is_pronoun() || is_any(it))
                    || self.is_particular(&mentions[first])
                    || !self.names_of(cluster).is_empty()
            }
            // `your kitchen` again and again is no place of the page's.
            Some(_) => several && !cluster.mentions.iter().all(|&it| mentions[it].is_pronoun() || self.is_anybodys(&mentions[it])),
            None => false,
        }
    }

    /// Whether a nominal that comes once speaks of somebody in particular: of who does or suffers something, or is told apart. `the private sector`
    /// with which one deals, `a teacher's pay` and what somebody works as are nobody that a reader would look for.
    fn is_particular(&self, mention: &Candidate) -> bool {
        if self.is_generic(mention) || mention.determiner == Determiner::Quantified {
            return false;
        }
        if self.reports(mention) {
            return true;
        }
        let page = self.given.page;
        let (clauses, analysis) = (page.clauses, page.analysis);
        // `the owner and the manager`: both are what the first is.
        let first = clauses.first_conjunct(mention.top);
        let is_mended = mention.label != analysis.labels[mention.top];
        let label = if analysis.labels[first] == Deprel::Root || is_mended { mention.label } else { analysis.labels[first] };
        let is_said_to_be = clauses.preposition(first) == "as" || matches!(label, Deprel::Root | Deprel::Compound | Deprel::NmodDesc);
        let is_plural = mention.is_plural || analysis.tags[mention.head].xpos == Xpos::Nns;
        let is_told = self.is_told(mention);
        if is_said_to_be {
            return is_told && mention.determiner != Determiner::Indefinite && label != Deprel::Root;
        }
        let does = matches!(label, Deprel::Nsubj | Deprel::NsubjPass | Deprel::OblAgent);
        // `A mate texts you`, `an industry would grow`: what anybody of a kind does is told in the present or with a modal.
        let once = does && self.is_told_once(first);
        let suffers = matches!(label, Deprel::Obj | Deprel::Iobj);
        let is_described = || clauses.dependents(mention.top).any(|it| analysis.labels[it] == Deprel::AclRelcl);
        match mention.determiner {
            // `new investors` are nobody in particular, `Swedish prosecutors` are somebody.
            // `governments` are nobody in particular, whatever they govern; `Swedish governments` are.
            Determiner::Bare if is_plural && mention.kind == Some(EntityKind::Organization) => is_told && mention.core.len() > 1,
            Determiner::Bare if is_plural => is_told,
            Determiner::Bare => does || mention.core.len() > 1 && (is_told || suffers),
            Determiner::Indefinite if mention.kind == Some(EntityKind::Organization) => self.is_apart(mention) || once,
            Determiner::Indefinite => is_told || once || is_described(),
            // Who speaks tells of their own: `my wife`, `our kids`.
            Determiner::Possessive if self.is_speakers_own(mention) => false,
            Determiner::Possessive => is_told || does || suffers,
            _ => is_told || does || suffers || label == Deprel::NmodPoss,
        }
    }

    /// Whether nominals for a body speak of one: a noun that means an act or a right as often (`abuse his [office]`) does where it acts, owns or is a
    /// country's, and any of a kind (`[parties]`) is none however often the page has them.
    fn is_body(&self, cluster: &Cluster, several: bool) -> bool {
        let nominals = || cluster.mentions.iter().map(|&it| &self.given.mentions[it]).filter(|it| it.form == Form::Nominal);
        let is_again = nominals().nth(1).is_some();
        nominals().any(|it| {
            let is_plural = self.given.page.analysis.tags[it.head].xpos == Xpos::Nns;
            let is_the = matches!(it.determiner, Determiner::Definite | Determiner::Demonstrative);
            if self.is_loose(it) {
                // `the network … the network`
                let is_lands = || it.land.is_some_and(|land| land.1.start() < self.start(it.head));
                return self.acts(it) || several && is_the && !is_plural || is_lands();
            }
            let is_any = || it.determiner == Determiner::Quantified || self.is_generic(it) || self.is_speakers_own(it);
            let is_some = || it.determiner == Determiner::Bare && is_plural && !is_again && !self.is_told(it);
            !several || self.acts(it) || !is_any() && !is_some()
        })
    }

    fn start(&self, word: usize) -> usize {
        self.given.page.analysis.span(word).start()
    }

    /// Whether the noun of a nominal means an act, a right or a thing as often as a body.
    fn is_loose(&self, mention: &Candidate) -> bool {
        let (page, nouns) = (self.given.page, self.given.nouns);
        mention.kind == Some(EntityKind::Organization)
            && nouns.is_loose(page.analysis.lemma(mention.head))
            && nouns.of(page, mention.head).is_some_and(|(_, start, end)| start + 1 == end)
    }

    /// Whether a mention does what takes a will, or owns something.
    fn acts(&self, mention: &Candidate) -> bool {
        let (page, analysis) = (self.given.page, self.given.page.analysis);
        let above = analysis.head(mention.top);
        let wills = |verb: usize| {
            analysis.tags[verb].upos == Upos::Verb
                && (page.clauses.is_reporting(verb) || self.given.nouns.people.is_act(analysis.lemma(verb)))
        };
        match mention.label {
            Deprel::Nsubj | Deprel::OblAgent => above.is_some_and(wills),
            Deprel::NmodPoss => matches!(mention.determiner, Determiner::Definite | Determiner::Demonstrative),
            _ => false,
        }
    }

    /// Whether a nominal for a place or thing speaks of any of them: `your kitchen`, `plants`, `no road`.
    fn is_anybodys(&self, mention: &Candidate) -> bool {
        self.is_speakers_own(mention)
            || mention.determiner == Determiner::Quantified
            || mention.determiner == Determiner::Bare && mention.is_plural && mention.land.is_none()
    }

    /// Whether a pronoun of the first or second person owns a nominal.
    fn is_speakers_own(&self, mention: &Candidate) -> bool {
        let before = mention.core.clone().take_while(|&word| word < mention.head);
        before.filter_map(|word| self.given.nouns.people.pronoun(self.given.page.form(word))).any(|it| it.person != 3)
    }

    /// Whether people without an article or of somebody are told apart by a country, a number or a sector.
    fn is_told(&self, mention: &Candidate) -> bool {
        let page = self.given.page;
        let numbered =
            || mention.core.clone().take_while(|&word| word < mention.head).any(|word| page.analysis.tags[word].upos == Upos::Num);
        let sector = mention.noun.and_then(|noun| noun.sector);
        mention.land.is_some() || mention.country.is_some() || sector.is_some_and(|sector| self.given.nouns.is_told(sector)) || numbered()
    }

    /// Whether words before a noun tell whom it means: a country, a number.
    fn is_apart(&self, mention: &Candidate) -> bool {
        let page = self.given.page;
        let numbered =
            || mention.core.clone().take_while(|&word| word < mention.head).any(|word| page.analysis.tags[word].upos == Upos::Num);
        mention.land.is_some() || mention.country.is_some() || numbered()
    }

    /// Whether the clause of a noun tells what happened once: in the past, the perfect or the progressive, without a modal.
    fn is_told_once(&self, word: usize) -> bool {
        let (clauses, analysis) = (self.given.page.clauses, self.given.page.analysis);
        let Some(verb) = analysis.head(word).filter(|&verb| clauses.modal(verb).is_none()) else { return false };
        let is_past = |word: usize| matches!(analysis.tags[word].xpos, Xpos::Vbd | Xpos::Vbn | Xpos::Vbg);
        is_past(verb) || clauses.dependents(verb).any(|it| matches!(analysis.labels[it], Deprel::Cop | Deprel::Aux) && is_past(it))
    }

    /// Whether a mention is the subject of a verb of reporting.
    fn reports(&self, mention: &Candidate) -> bool {
        let head = self.given.page.analysis.head(mention.top);
        head.is_some_and(|head| mention.label == Deprel::Nsubj && self.given.page.clauses.is_reporting(head))
    }

    /// Whether words before a noun make it nobody in particular: `all students`, but `all 72 passengers`; `your lawyer`, unless somebody is told so.
    fn is_generic(&self, mention: &Candidate) -> bool {
        let page = self.given.page;
        let first = mention.core.start;
        let numbered =
            || mention.core.clone().take_while(|&word| word < mention.head).any(|word| page.analysis.tags[word].upos == Upos::Num);
        let is_free = first < mention.head && page.form(first + 1) != "-" && mention.quote.is_none() && mention.land.is_none();
        is_free && self.given.nouns.is_generic(page.form(first)) && !numbered()
    }

    /// Whether a cluster that is not kept is somebody or something all the same: a nominal that is no act, time or substance.
    fn is_somebody(&self, cluster: &Cluster) -> bool {
        let mentions = self.given.mentions;
        let of = |it: &usize| &mentions[*it];
        let nominal = cluster.mentions.iter().map(of).find(|it| it.form == Form::Nominal && it.conjuncts.is_empty());
        nominal.is_some_and(|it| {
            let is_any = || it.determiner == Determiner::Quantified && !self.acts(it);
            let is_none = || {
                cluster.kind == Some(EntityKind::Organization)
                    && (is_any() || self.is_loose(it) && !self.is_body(cluster, cluster.mentions.len() > 1))
            };
            it.noun.is_none_or(|noun| noun.kind != NounKind::Abstract) && !mentions[cluster.mentions[0]].is_pronoun() && !is_none()
        })
    }

    fn words(&self, span: ByteSpan) -> String {
        span.of(self.given.page.text()).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn entity(&self, at: usize, index: &FxHashMap<usize, usize>) -> Entity {
        let cluster = &self.links.clusters[at];
        let all = self.given.mentions;
        let mut evidence = Evidence::default();
        let place = cluster.place.and_then(|place| self.given.places[place].place.clone());
        let kind = cluster.kind.unwrap_or(if cluster.is_plural { EntityKind::Group } else { EntityKind::Object });
        // A country that is named by its people alone lies where it lies.
        let land = cluster.country.filter(|_| kind == EntityKind::Country && place.is_none());
        let place = place.or_else(|| Located::country(self.given.page.countries, land?));
        let known_by = self.known_by(cluster);
        evidence.words("kind", [known_by.span]);
        let name = match (kind, &place, cluster.country) {
            (EntityKind::Country, _, Some(country)) => {
                evidence.words("name", [known_by.span]);
                self.given.page.countries.name(country).map_or_else(|| self.words(known_by.span), str::to_owned)
            }
            (EntityKind::Place, Some(place), _) => {
                evidence.words("name", [known_by.span]);
                // A name is given in its usual spelling, never with words that the page does not write.
                let written = self.words(known_by.span);
                let longer = place.name.len() > written.len() && (place.name.starts_with(&written) || place.name.ends_with(&written));
                // `Velm Harbour Airport` is more than the town that lies there.
                let is_more = |it: &&Candidate| {
                    it.span.of(self.given.page.text()).strip_prefix(&place.name[..]).is_some_and(|rest| rest.starts_with(' '))
                };
                let goes_on = cluster.mentions.iter().map(|&it| &all[it]).filter(|it| it.form == Form::Name).all(|it| is_more(&it));
                if longer || goes_on { written } else { place.name.clone() }
            }
            _ => {
                evidence.words("name", [known_by.span]);
                let words = self.words(known_by.span);
                if known_by.form == Form::Name { words } else { plain(&words) }
            }
        };
        let mut mentions: Vec<Mention> = cluster
            .mentions
            .iter()
            .map(|&it| &all[it])
            .map(|it| Mention { head: it.head, span: it.span, extent: self.given.page.span(&it.extent).hull(it.span), form: it.form })
            .collect();
        mentions.sort_by_key(|mention| (mention.span, mention.extent));
        mentions.dedup_by_key(|mention| mention.span);
        evidence.words("mentions", mentions.iter().map(|mention| mention.span));
        let roles = self.roles(at, index, &mut evidence);
        let members: Vec<usize> = self.members(cluster, index);
        if !members.is_empty() {
            evidence.words("members", all[cluster.mentions[0]].conjuncts.iter().map(|&it| self.given.page.analysis.span(it)));
            evidence.words("members", self.names_of(cluster).into_iter().map(|it| self.given.page.analysis.span(it)));
        }
        let country = self.country(at, &mut evidence);
        let sector = self.sector(at, kind, known_by, &mut evidence);
        let place = place.filter(|_| matches!(kind, EntityKind::Place | EntityKind::Country));
        if place.is_some() {
            let witnesses = cluster.place.map(|place| &self.given.places[place].witnesses[..]).unwrap_or_default();
            if witnesses.is_empty() {
                evidence.named("place", "gazetteer");
            } else {
                evidence.words("place", [known_by.span].into_iter().chain(witnesses.iter().copied()));
            }
        }
        let (score, rule) = self.score(cluster);
        Entity { kind, name, mentions, roles, members, country, sector, place, evidence, score, rule }
    }

    /// The mention by which an entity is known.
    fn known_by(&self, cluster: &Cluster) -> &Candidate {
        let name = cluster.name.map(|name| &self.given.mentions[self.usual_name(cluster, name)]);
        name.unwrap_or_else(|| self.best_nominal(cluster))
    }

    /// The name by which a body is known: the fullest, unless that only goes on from one that the page writes again and again
    /// (`Norvik Search` of Norvik).
    fn usual_name(&self, cluster: &Cluster, fullest: usize) -> usize {
        let all = self.given.mentions;
        let words = |it: usize| all[it].span.of(self.given.page.text());
        let says_body = || self.given.nouns.says_body(self.given.page, &all[fullest]);
        if cluster.kind != Some(EntityKind::Organization) || cluster.mentions.len() < 4 || says_body() {
            return fullest;
        }
        let named = || cluster.mentions.iter().copied().filter(|&it| all[it].form == Form::Name);
        let long = words(fullest);
        let longest = named().filter(|&it| words(it) == long).count();
        let short = named().find(|&it| long.strip_prefix(words(it)).is_some_and(|rest| rest.starts_with(' ')));
        let often = |it: usize| named().filter(|&other| words(other) == words(it)).count();
        short.filter(|&it| often(it) >= 3 * longest).unwrap_or(fullest)
    }

    /// The nominal that says most: the first that is no bare pronoun.
    fn best_nominal(&self, cluster: &Cluster) -> &Candidate {
        let all = self.given.mentions;
        let first = cluster.mentions.iter().map(|&it| &all[it]).find(|it| !it.is_pronoun());
        first.unwrap_or(&all[cluster.mentions[0]])
    }

    fn roles(&self, at: usize, index: &FxHashMap<usize, usize>, evidence: &mut Evidence) -> Vec<Role> {
        let page = self.given.page;
        let mut roles = Vec::new();
        let offices = self.offices.get(&at).map(Vec::as_slice).unwrap_or_default();
        for office in offices.iter().map(|&it| &self.given.offices[it]) {
            let span = page.span(&office.words);
            let lemma = page.analysis.lemma(office.head).to_lowercase();
            let title = self.words(span);
            // `member` is no office, `member of parliament` is.
            let is_entry = self.given.nouns.of(page, office.head).is_some_and(|(_, start, end)| end - start > 1);
            if self.given.nouns.office.is_description(&lemma) && !is_entry {
                continue;
            }
            let land = office.country.and_then(|country| self.lands.get(&country).copied());
            let of = office.of.and_then(|mention| self.links.of[mention]).or(land).and_then(|cluster| index.get(&cluster).copied());
            let country =
                office.country.or_else(|| self.country_of_offices(offices)).or_else(|| self.country_of_body(office).map(|it| it.0));
            let inherits = office.inherits.map(|from| self.words(page.span(&role::bare(page, &self.given.offices[from]))));
            evidence.words("roles", [span]);
            // Who is his deputy is of the police too.
            let sector = office.sector.or_else(|| {
                offices.iter().find_map(|&it| self.given.offices[it].sector.filter(|sector| matches!(sector.code(), "MIL" | "COP" | "REB")))
            });
            roles.push(Role { title, span, country, of, inherits, sector });
        }
        if roles.is_empty() && offices.is_empty() {
            roles.extend(self.unnamed_office(at, index, evidence));
        }
        roles
    }

    /// The office that somebody without a name is known by: `the airline's [country manager]`, `a [spokesperson] for the company`.
    fn unnamed_office(&self, at: usize, index: &FxHashMap<usize, usize>, evidence: &mut Evidence) -> Option<Role> {
        let cluster = &self.links.clusters[at];
        let (page, nouns) = (self.given.page, self.given.nouns);
        let mention = self.best_nominal(cluster);
        if cluster.kind != Some(EntityKind::Person) || mention.form != Form::Nominal {
            return None;
        }
        let noun = mention.noun.filter(|noun| !noun.is_kin)?;
        let lemma = page.analysis.lemma(mention.head).to_lowercase();
        let is_office = noun.speaks
            || nouns.office.is_of_any_body(&lemma)
            || matches!(self.sector_of_nominal(mention)?.code(), "GOV" | "LEG" | "JUD" | "COP" | "MIL" | "BUS" | "JRN");
        if !is_office || nouns.office.is_description(&lemma) {
            return None;
        }
        let (_, entry, end) = nouns.of(page, mention.head)?;
        let modifies = |word: usize| {
            matches!(page.analysis.labels[word], Deprel::Compound | Deprel::Amod | Deprel::NmodDesc)
                && page.countries.demonym(page.form(word)).is_none()
        };
        let mut start = entry.max(mention.core.start);
        while start > mention.core.start && modifies(start - 1) {
            start -= 1;
        }
        let span = page.span(&(start..end.max(mention.head + 1)));
        let all = self.given.mentions;
        let first = all.partition_point(|it| it.extent.start < mention.extent.start);
        let inside = || (first..all.len()).take_while(|&it| all[it].extent.start < mention.extent.end);
        let it_is_not = |it: usize| self.links.of[it] != Some(at);
        let body = |word: usize| {
            let it = inside().find(|&it| {
                let is_body = match all[it].kind {
                    Some(EntityKind::Organization) => true,
                    Some(EntityKind::Country) => all[it].is_name(),
                    // `the owner of the hostel`
                    Some(EntityKind::Place) => all[it].form == Form::Nominal && all[it].head == word,
                    _ => false,
                };
                is_body && it_is_not(it) && all[it].core.contains(&word)
            })?;
            index.get(&self.links.of[it]?).copied()
        };
        // The body may be named within the title: `[Home Office] spokesman`.
        let of = mention.extent.clone().filter(|&word| word < entry || word >= end).find_map(body);
        // `a judge` says no more than the mention does.
        if of.is_none() && start + 1 == end.max(mention.head + 1) && !noun.speaks {
            return None;
        }
        evidence.words("roles", [span]);
        Some(Role { title: self.words(span), span, country: cluster.country, of, inherits: None, sector: self.sector_of_nominal(mention) })
    }

    fn country_of_offices(&self, offices: &[usize]) -> Option<Country> {
        offices.iter().find_map(|&it| self.given.offices[it].country)
    }

    /// The heads of the names of people that stand in apposition to a nominal for several: `a couple, [Ada Holm] and [Bo Lind]`.
    fn names_of(&self, cluster: &Cluster) -> Vec<usize> {
        let (all, clauses) = (self.given.mentions, self.given.page.clauses);
        let is_several = |it: &&Candidate| it.form == Form::Nominal && it.kind == Some(EntityKind::Group) && it.conjuncts.is_empty();
        let is_named = |word: &usize| {
            let mut at = all[..all.partition_point(|it| it.extent.start <= *word)].iter().rev().take(8);
            at.any(|it| it.top == *word && it.form == Form::Name && it.kind == Some(EntityKind::Person) && it.conjuncts.is_empty())
        };
        let listed = cluster.mentions.iter().map(|&it| &all[it]).filter(is_several).map(|it| {
            let is_apposed = |word: &usize| self.given.page.analysis.labels[*word] == Deprel::Appos && *word >= it.core.end;
            let first = clauses.dependents(it.top).find(is_apposed);
            first.map(|first| clauses.conjuncts(first)).unwrap_or_default()
        });
        listed.into_iter().find(|names| names.len() > 1 && names.iter().all(is_named)).unwrap_or_default()
    }

    fn members(&self, cluster: &Cluster, index: &FxHashMap<usize, usize>) -> Vec<usize> {
        let all = self.given.mentions;
        let first = cluster.mentions.iter().map(|&it| &all[it]).find(|it| !it.conjuncts.is_empty());
        let listed = first.map_or_else(|| self.names_of(cluster), |it| it.conjuncts.clone());
        let cluster_of = |word: &usize| {
            let at = all.partition_point(|it| it.extent.start <= *word);
            let mention = all[..at].iter().rposition(|it| it.top == *word && it.conjuncts.is_empty())?;
            index.get(&self.links.of[mention]?).copied()
        };
        let mut members: Vec<usize> = listed.iter().filter_map(cluster_of).collect();
        members.sort_unstable();
        members.dedup();
        members
    }

    /// How sure an entity is, by what it rests on.
    fn score(&self, cluster: &Cluster) -> (Score, &'static str) {
        let all = self.given.mentions;
        let named = cluster.mentions.iter().filter(|&&it| all[it].form == Form::Name).count();
        let is_land = cluster.kind == Some(EntityKind::Country);
        match (named, cluster.mentions.len()) {
            (0, 1) if cluster.kind.is_none() => (Score::hundredths(45), "unlisted"),
            (_, _) if is_land => (Score::hundredths(97), "country"),
            (0, 1) => (Score::hundredths(60), "nominal"),
            (0, _) => (Score::hundredths(65), "model:who"),
            (1, 1) => (Score::hundredths(85), "name"),
            (many, all) if many == all => (Score::hundredths(92), "names"),
            _ => (Score::hundredths(88), "model:who"),
        }
    }
}

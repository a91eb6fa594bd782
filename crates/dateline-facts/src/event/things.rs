//! What the words beside a trigger mean for it: weapons, accidents, games, figures of speech, light verbs.

use dateline_lang::labels::Deprel;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::kind::EventType;
use crate::guide::Guides;
use crate::lists::{set, words};
use crate::page::Page;
use crate::parties::Parts;

#[derive(Debug, Deserialize)]
struct File {
    weapons: FxHashMap<String, String>,
    accidents: Accidents,
    play: Words,
    figures: Words,
    immaterial: Words,
    fiction: Fiction,
    violence: Violence,
    sayings: Sayings,
    verbs: Verbs,
    light: Light,
    parts: Heads,
    prepositions: Prepositions,
    craft: Words,
    targets: Words,
    deeds: Words,
    dire: Words,
    public: Public,
    media: Words,
    victims: Victims,
    perpetrators: Words,
    nowhere: Words,
    bloodless: Words,
    frequency: Words,
}

#[derive(Debug, Deserialize)]
struct Victims {
    words: String,
    among: String,
    lists: String,
}

#[derive(Debug, Deserialize)]
struct Verbs {
    plans: String,
    braces: String,
    controls: String,
    throws: String,
    wields: String,
    fills: String,
    calls: String,
    names: String,
    tries: String,
    hinders: String,
    struts: String,
    asserts: String,
}

#[derive(Debug, Deserialize)]
struct Fiction {
    words: String,
    works: String,
    tells: String,
}

#[derive(Debug, Deserialize)]
struct Violence {
    deadly: String,
    killing: String,
    words: String,
    accidental: String,
}

#[derive(Debug, Deserialize)]
struct Sayings {
    pairs: String,
    contests: String,
    meek: String,
    somebody: String,
    something: String,
    reflexive: String,
}

#[derive(Debug, Deserialize)]
struct Prepositions {
    places: String,
    goals: String,
    origins: String,
    matters: String,
    bounds: String,
}

#[derive(Debug, Deserialize)]
struct Heads {
    words: String,
    people: String,
    described: String,
}

#[derive(Debug, Deserialize)]
struct Public {
    sectors: String,
    nouns: String,
}

#[derive(Debug, Deserialize)]
struct Accidents {
    nouns: String,
    verbs: String,
    storms: String,
    vehicles: String,
    roads: String,
    impacts: String,
    aims: String,
}

#[derive(Debug, Deserialize)]
struct Words {
    words: String,
}

#[derive(Debug, Deserialize)]
struct Light {
    active: String,
    passive: String,
    happening: String,
    aspects: String,
    staging: String,
    perpetrating: String,
    blame: String,
    taking: String,
    handiwork: String,
}

/// What `lexicon/en/statements.toml` knows of the places where one posts.
#[derive(Debug, Deserialize)]
struct Statements {
    platforms: Platforms,
}

#[derive(Debug, Deserialize)]
struct Platforms {
    names: String,
}

/// The words of `lexicon/en/events/things.toml`.
#[derive(Debug)]
pub struct Things {
    weapons: FxHashMap<String, &'static str>,
    accident_nouns: FxHashSet<String>,
    accident_verbs: FxHashSet<String>,
    play: FxHashSet<String>,
    figures: FxHashSet<String>,
    immaterial: FxHashSet<String>,
    light: FxHashSet<String>,
    suffering: FxHashSet<String>,
    happening: FxHashSet<String>,
    aspects: FxHashSet<String>,
    staging: FxHashSet<String>,
    perpetrating: FxHashSet<String>,
    blame: FxHashSet<String>,
    taking: FxHashSet<String>,
    handiwork: FxHashSet<String>,
    fiction: FxHashSet<String>,
    craft: FxHashSet<String>,
    targets: FxHashSet<String>,
    deeds: FxHashSet<String>,
    dire: FxHashSet<String>,
    /// Heads of phrases that only count.
    pub parts: Parts,
    places: FxHashSet<String>,
    goals: FxHashSet<String>,
    origins: FxHashSet<String>,
    matters: FxHashSet<String>,
    bounds: FxHashSet<String>,
    public: FxHashSet<String>,
    /// What tells a page that speaks to its reader.
    pub guides: Guides,
    public_nouns: FxHashSet<String>,
    works: FxHashSet<String>,
    tells: FxHashSet<String>,
    deadly: FxHashSet<String>,
    violence: FxHashSet<String>,
    accidental: FxHashSet<String>,
    sayings: FxHashSet<String>,
    contests: FxHashSet<String>,
    plans: FxHashSet<String>,
    braces: FxHashSet<String>,
    controls: FxHashSet<String>,
    throws: FxHashSet<String>,
    wields: FxHashSet<String>,
    fills: FxHashSet<String>,
    calls: FxHashSet<String>,
    names: FxHashSet<String>,
    victims: FxHashSet<String>,
    among: FxHashSet<String>,
    lists: FxHashSet<String>,
    perpetrators: FxHashSet<String>,
    nowhere: FxHashSet<String>,
    tries: FxHashSet<String>,
    hinders: FxHashSet<String>,
    struts: FxHashSet<String>,
    asserts: FxHashSet<String>,
    meek: FxHashSet<String>,
    somebody: FxHashSet<String>,
    something: FxHashSet<String>,
    reflexive: FxHashSet<String>,
    storms: FxHashSet<String>,
    vehicles: FxHashSet<String>,
    roads: FxHashSet<String>,
    impacts: FxHashSet<String>,
    aims: FxHashSet<String>,
    killing: FxHashSet<String>,
    media: FxHashSet<String>,
    bloodless: FxHashSet<String>,
    frequency: FxHashSet<String>,
    platforms: FxHashSet<String>,
}

impl Things {
    /// Reads the embedded list.
    ///
    /// # Panics
    /// When the list has not its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        let text = dateline_lexicon::file("en/events/things.toml").expect("the list is embedded");
        let file: File = toml::from_str(text).expect("the list has its shape");
        let text = dateline_lexicon::file("en/statements.toml").expect("the list is embedded");
        let statements: Statements = toml::from_str(text).expect("the list has its shape");
        let mut weapons = FxHashMap::default();
        for &mode in EventType::Assault.modes() {
            let words = file.weapons.get(mode).map(String::as_str).unwrap_or_default();
            weapons.extend(words.split_whitespace().map(|word| (word.replace('_', " "), mode)));
        }
        Self {
            weapons,
            accident_nouns: set(&file.accidents.nouns),
            accident_verbs: set(&file.accidents.verbs),
            play: set(&file.play.words),
            figures: set(&file.figures.words),
            immaterial: set(&file.immaterial.words),
            light: set(&file.light.active),
            suffering: set(&file.light.passive),
            happening: set(&file.light.happening),
            aspects: set(&file.light.aspects),
            staging: set(&file.light.staging),
            perpetrating: set(&file.light.perpetrating),
            blame: set(&file.light.blame),
            taking: set(&file.light.taking),
            handiwork: set(&file.light.handiwork),
            fiction: set(&file.fiction.words),
            parts: Parts {
                counts: set(&file.parts.words),
                people: words(&file.parts.people).collect(),
                described: set(&file.parts.described),
            },
            places: set(&file.prepositions.places),
            goals: set(&file.prepositions.goals),
            origins: set(&file.prepositions.origins),
            matters: set(&file.prepositions.matters),
            bounds: set(&file.prepositions.bounds),
            craft: set(&file.craft.words),
            targets: set(&file.targets.words),
            deeds: set(&file.deeds.words),
            public: set(&file.public.sectors),
            guides: Guides::load(),
            public_nouns: set(&file.public.nouns),
            works: set(&file.fiction.works),
            tells: set(&file.fiction.tells),
            deadly: set(&file.violence.deadly),
            violence: set(&file.violence.words),
            accidental: set(&file.violence.accidental),
            sayings: set(&file.sayings.pairs),
            contests: set(&file.sayings.contests),
            plans: set(&file.verbs.plans),
            braces: set(&file.verbs.braces),
            controls: set(&file.verbs.controls),
            throws: set(&file.verbs.throws),
            wields: set(&file.verbs.wields),
            fills: set(&file.verbs.fills),
            calls: set(&file.verbs.calls),
            names: set(&file.verbs.names),
            victims: set(&file.victims.words),
            among: set(&file.victims.among),
            lists: set(&file.victims.lists),
            perpetrators: set(&file.perpetrators.words),
            nowhere: set(&file.nowhere.words),
            tries: set(&file.verbs.tries),
            hinders: set(&file.verbs.hinders),
            struts: set(&file.verbs.struts),
            asserts: set(&file.verbs.asserts),
            meek: set(&file.sayings.meek),
            somebody: set(&file.sayings.somebody),
            something: set(&file.sayings.something),
            reflexive: set(&file.sayings.reflexive),
            storms: set(&file.accidents.storms),
            vehicles: set(&file.accidents.vehicles),
            roads: set(&file.accidents.roads),
            impacts: set(&file.accidents.impacts),
            aims: set(&file.accidents.aims),
            killing: set(&file.violence.killing),
            media: set(&file.media.words),
            bloodless: set(&file.bloodless.words),
            frequency: set(&file.frequency.words),
            platforms: set(&statements.platforms.names),
            dire: set(&file.dire.words),
        }
    }

    /// The lemma of a word in small letters, with the word before it.
    fn keys(page: &Page<'_>, word: usize) -> (String, Option<String>) {
        let own = page.analysis.lemma(word).to_lowercase();
        let before = word.checked_sub(1).filter(|&it| page.analysis.sentence_of(word).contains(&it));
        let pair = before.map(|it| format!("{} {own}", page.form(it).to_lowercase()));
        (own, pair)
    }

    fn has(set: &FxHashSet<String>, page: &Page<'_>, word: usize) -> bool {
        let (own, pair) = Self::keys(page, word);
        set.contains(&own) || pair.is_some_and(|pair| set.contains(&pair))
    }

    /// The mode of the weapon that a noun names.
    #[must_use]
    pub fn weapon(&self, page: &Page<'_>, word: usize) -> Option<&'static str> {
        let (own, pair) = Self::keys(page, word);
        pair.and_then(|pair| self.weapons.get(&pair)).or_else(|| self.weapons.get(&own)).copied()
    }

    /// Whether a preposition says where something happens: `near`.
    #[must_use]
    pub fn is_where(&self, preposition: &str) -> bool {
        self.places.contains(preposition)
    }

    /// Whether a preposition says where those who move go: `into`.
    #[must_use]
    pub fn is_whither(&self, preposition: &str) -> bool {
        self.goals.contains(preposition)
    }

    /// Whether a preposition says where those who move come from.
    #[must_use]
    pub fn is_whence(&self, preposition: &str) -> bool {
        self.origins.contains(preposition)
    }

    /// Whether a preposition before a country says what something is about: `a resolution on Sudan`.
    #[must_use]
    pub fn is_about(&self, preposition: &str) -> bool {
        self.matters.contains(preposition)
    }

    /// Whether a preposition before a day bounds an event without dating it: `until Monday`.
    #[must_use]
    pub fn is_bound(&self, preposition: &str) -> bool {
        self.bounds.contains(preposition)
    }

    /// Whether those of a PLOVER sector act in public life.
    #[must_use]
    pub fn is_public_sector(&self, code: &str) -> bool {
        self.public.contains(code)
    }

    /// Whether a noun names a body of public life, though nobody says which: `state`.
    #[must_use]
    pub fn is_public_noun(&self, lemma: &str) -> bool {
        self.public_nouns.contains(&lemma.to_lowercase())
    }

    /// Whether a noun names a work that tells something: `series`.
    #[must_use]
    pub fn is_work(&self, lemma: &str) -> bool {
        self.works.contains(lemma)
    }

    /// Whether works do what a verb says: `follow`, `depict`.
    #[must_use]
    pub fn tells(&self, lemma: &str) -> bool {
        self.tells.contains(lemma)
    }

    /// Whether a verb of saying has what is said for its object, and nobody: `say`, not `tell`.
    #[must_use]
    pub fn asserts(&self, lemma: &str) -> bool {
        self.asserts.contains(lemma)
    }

    /// Whether a verb of protest is a figure of speech where a state or its government does it: `The government marches in`.
    #[must_use]
    pub fn is_figure_of_state(&self, lemma: &str) -> bool {
        self.struts.contains(lemma)
    }

    /// Whether whoever means to do what a verb says is against something: `block`.
    #[must_use]
    pub fn hinders(&self, lemma: &str) -> bool {
        self.hinders.contains(lemma)
    }

    /// Whether a word says that somebody was hurt.
    #[must_use]
    pub fn is_deadly(&self, lemma: &str) -> bool {
        self.deadly.contains(lemma)
    }

    /// Whether a word tells of people who mean harm, or of times in which they do.
    #[must_use]
    pub fn is_violence(&self, lemma: &str) -> bool {
        self.violence.contains(lemma)
    }

    /// Whether the harm that a verb tells may come from nobody's will.
    #[must_use]
    pub fn may_be_accident(&self, lemma: &str) -> bool {
        self.accidental.contains(lemma)
    }

    /// Whether a verb and a word that stands with it are a saying: `stab`, `back`.
    #[must_use]
    pub fn is_saying(&self, page: &Page<'_>, verb: &str, beside: usize) -> bool {
        let (own, pair) = Self::keys(page, beside);
        self.sayings.contains(&format!("{verb}+{own}")) || pair.is_some_and(|pair| self.sayings.contains(&format!("{verb}+{pair}")))
    }

    /// Whether a word is of elections and other contests, in which who is beaten loses.
    #[must_use]
    pub fn is_contest(&self, lemma: &str) -> bool {
        self.contests.contains(lemma)
    }

    /// Whether a verb tells of a plan.
    #[must_use]
    pub fn is_plan(&self, lemma: &str) -> bool {
        self.plans.contains(lemma)
    }

    /// Whether a verb says that something is about to come.
    #[must_use]
    pub fn braces(&self, lemma: &str) -> bool {
        self.braces.contains(lemma)
    }

    /// Whether the object of a verb does what follows with `to`.
    #[must_use]
    pub fn controls(&self, lemma: &str) -> bool {
        self.controls.contains(lemma)
    }

    /// Whether the object of a verb is the weapon.
    #[must_use]
    pub fn throws(&self, lemma: &str) -> bool {
        self.throws.contains(lemma)
    }

    /// Whether a noun is of something tried: whose it is does what follows with `to`.
    #[must_use]
    pub fn is_try(&self, lemma: &str) -> bool {
        self.tries.contains(lemma)
    }

    /// Whether a verb says who somebody is: `identified as`.
    #[must_use]
    pub fn identifies(&self, lemma: &str) -> bool {
        self.names.contains(lemma)
    }

    /// Whether a phrase names where nobody is hit: `the sea`.
    #[must_use]
    pub fn is_nowhere(&self, phrase: &str) -> bool {
        let last = phrase.rsplit(' ').next().unwrap_or(phrase);
        self.nowhere.contains(last)
    }

    /// Whether a noun says of somebody only that they did it: `attacker`.
    #[must_use]
    pub fn is_perpetrator(&self, lemma: &str) -> bool {
        self.perpetrators.contains(lemma)
    }

    /// Whether a noun is of those whom a deed hurt: `the dead`, `the victims`.
    #[must_use]
    pub fn is_victim(&self, lemma: &str) -> bool {
        self.victims.contains(lemma)
    }

    /// Whether a preposition, in lower case, says of whom somebody is one: `among the dead`.
    #[must_use]
    pub fn is_among(&self, form: &str) -> bool {
        self.among.contains(form)
    }

    /// Whether a verb says who is among those whom its subject means: `the dead include`.
    #[must_use]
    pub fn lists(&self, lemma: &str) -> bool {
        self.lists.contains(lemma)
    }

    /// Whether those after a preposition of a verb do what follows with `to`: `called on them to leave`.
    #[must_use]
    pub fn calls(&self, lemma: &str) -> bool {
        self.calls.contains(lemma)
    }

    /// Whether a verb says with what something is filled: `packed`, `rigged`.
    #[must_use]
    pub fn is_filling(&self, lemma: &str) -> bool {
        self.fills.contains(lemma)
    }

    /// Whether the object of a clause's verb is the weapon: `using grenades`.
    #[must_use]
    pub fn wields(&self, lemma: &str) -> bool {
        self.wields.contains(lemma)
    }

    /// Whether the last word of what names somebody says that no force is to be feared: `toddler`.
    #[must_use]
    pub fn is_meek(&self, words: &str) -> bool {
        words.rsplit(' ').next().is_some_and(|last| self.meek.contains(last) || self.meek.contains(last.trim_end_matches('s')))
    }

    /// Whether a word stands for somebody, not for something: `they`.
    #[must_use]
    pub fn is_somebody(&self, form: &str) -> bool {
        self.somebody.contains(&form.to_lowercase())
    }

    /// Whether a pronoun stands for a thing: `it`, `which`.
    #[must_use]
    pub fn is_thing_pronoun(&self, form: &str) -> bool {
        self.something.contains(&form.to_lowercase())
    }

    /// Whether a pronoun points back to who does it: `himself`.
    #[must_use]
    pub fn is_reflexive(&self, form: &str) -> bool {
        self.reflexive.contains(&form.to_lowercase())
    }

    /// Whether a name is that of a place where one posts.
    #[must_use]
    pub fn is_platform(&self, name: &str) -> bool {
        self.platforms.contains(name)
    }

    /// Whether a word before a noun of force says that it is none: `a [verbal] attack`, `[simulated] strikes`.
    #[must_use]
    pub fn is_bloodless(&self, lemma: &str) -> bool {
        self.bloodless.contains(lemma)
    }

    /// Whether a noun names what words are said in: a post, an interview.
    #[must_use]
    pub fn is_medium(&self, lemma: &str) -> bool {
        self.media.contains(lemma)
    }

    /// Whether a word says that somebody was killed.
    #[must_use]
    pub fn is_killing(&self, lemma: &str) -> bool {
        self.killing.contains(lemma)
    }

    /// Whether a verb only says whom somebody has in view, unless arms are told of: `targeting`.
    #[must_use]
    pub fn is_aiming(&self, lemma: &str) -> bool {
        self.aims.contains(lemma)
    }

    /// Whether a word is one of the road: `driver`.
    #[must_use]
    pub fn is_road(&self, page: &Page<'_>, word: usize) -> bool {
        Self::has(&self.roads, page, word)
    }

    /// Whether cars do what a verb says: `struck`.
    #[must_use]
    pub fn is_impact(&self, lemma: &str) -> bool {
        self.impacts.contains(lemma)
    }

    /// Whether a name with this word before it is that of a storm.
    #[must_use]
    pub fn is_storm(&self, word: &str) -> bool {
        self.storms.contains(word)
    }

    /// Whether a noun names an accident or an illness.
    #[must_use]
    pub fn is_accident(&self, page: &Page<'_>, word: usize) -> bool {
        let does = || {
            let passive = matches!(page.analysis.labels[word], Deprel::Obl | Deprel::OblAgent)
                && matches!(page.clauses.preposition(word).as_str(), "by" | "under" | "beneath");
            passive || matches!(page.analysis.labels[word], Deprel::Nsubj)
        };
        Self::has(&self.accident_nouns, page, word) || Self::has(&self.vehicles, page, word) && does()
    }

    /// Whether a noun with the word before it names one: `gas explosion`.
    #[must_use]
    pub fn is_accident_pair(&self, page: &Page<'_>, word: usize) -> bool {
        Self::keys(page, word).1.is_some_and(|pair| self.accident_nouns.contains(&pair))
    }

    /// Whether a verb tells of an accident.
    #[must_use]
    pub fn is_accident_verb(&self, lemma: &str) -> bool {
        self.accident_verbs.contains(lemma)
    }

    /// Whether a word is of sport and games.
    #[must_use]
    pub fn is_play(&self, page: &Page<'_>, word: usize) -> bool {
        Self::has(&self.play, page, word)
    }

    /// Whether a word is of business and politics, where force is mostly a figure of speech.
    #[must_use]
    pub fn is_figure(&self, page: &Page<'_>, word: usize) -> bool {
        Self::has(&self.figures, page, word)
    }

    /// Whether a word says that what is told is made up: `novel`.
    #[must_use]
    pub fn is_fiction(&self, page: &Page<'_>, word: usize) -> bool {
        Self::has(&self.fiction, page, word)
    }

    /// Whether a noun names what soldiers and police go in, and which stands for them: `two frigates`.
    #[must_use]
    pub fn is_craft(&self, page: &Page<'_>, word: usize) -> bool {
        Self::has(&self.craft, page, word)
    }

    /// Whether a noun names what can be hit, taken or burned, people included.
    #[must_use]
    pub fn is_target(&self, page: &Page<'_>, word: usize) -> bool {
        Self::has(&self.targets, page, word)
    }

    /// Whether a noun points to what somebody did: `the move`.
    #[must_use]
    pub fn is_deed(&self, lemma: &str) -> bool {
        self.deeds.contains(lemma)
    }

    /// Whether a word says in a warning that force will be used.
    #[must_use]
    pub fn is_dire(&self, lemma: &str) -> bool {
        self.dire.contains(lemma)
    }

    /// Whether a verb says of a noun of doing whether and when it takes place: `was called off`.
    #[must_use]
    pub fn is_aspect(&self, verb: &str) -> bool {
        self.aspects.contains(verb)
    }

    /// Whether an adjective says how often things happen, and so of none that it did: `rare`.
    #[must_use]
    pub fn is_frequency(&self, lemma: &str) -> bool {
        self.frequency.contains(lemma)
    }

    /// Whether what a noun names cannot suffer force.
    #[must_use]
    pub fn is_immaterial(&self, lemma: &str) -> bool {
        self.immaterial.contains(lemma)
    }

    /// Whether a verb, with its particle or preposition, gives a noun of doing its doer as subject.
    #[must_use]
    pub fn is_light(&self, verb: &str) -> bool {
        self.light.contains(verb)
    }

    /// Whether a verb, with its particle, says of a deed of force that somebody did it: `staged by`.
    #[must_use]
    pub fn stages(&self, verb: &str) -> bool {
        self.staging.contains(verb) || self.perpetrates(verb)
    }

    /// Whether it says so in earnest only: `perpetrated by`.
    #[must_use]
    pub fn perpetrates(&self, verb: &str) -> bool {
        self.perpetrating.contains(verb)
    }

    /// Whether a noun or adjective says who did what follows it with `for`: `responsibility`, `responsible`.
    #[must_use]
    pub fn is_blame(&self, lemma: &str) -> bool {
        self.blame.contains(lemma)
    }

    /// Whether the subject of a verb says of itself that it did it: `claimed responsibility`.
    #[must_use]
    pub fn takes_blame(&self, verb: &str) -> bool {
        self.taking.contains(verb)
    }

    /// Whether a noun says with `of` who did what is its subject: `the attack was the work of rebels`.
    #[must_use]
    pub fn is_handiwork(&self, lemma: &str) -> bool {
        self.handiwork.contains(lemma)
    }

    /// Whether the subject of a verb suffers the noun of doing that is its object.
    #[must_use]
    pub fn is_suffering(&self, verb: &str) -> bool {
        self.suffering.contains(verb)
    }

    /// Whether a verb says of its subject that it took place.
    #[must_use]
    pub fn is_happening(&self, verb: &str) -> bool {
        self.happening.contains(verb)
    }
}

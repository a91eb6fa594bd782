//! Whether words of force are meant. Sport, business, the stage and figures of speech use them too, and accidents kill as well: what is told of
//! is force where somebody armed does it, where a weapon, a death, an office or somebody hit by name says so, and where nothing beside it
//! says the opposite.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos};

use super::frame::Frame;
use super::kind::EventType;
use super::matching::{Construction, Found, Scene};
use super::merge::{self, Told};
use crate::parties::Party;
use crate::who::{EntityKind, Form, Sector};

/// A page of at least so many words may be one of sport,
const SPORT_WORDS: usize = 60;
/// if one in so many is of games.
const SPORT_SHARE: usize = 45;
/// How many words after a verb its saying may go.
const SAYING: usize = 7;
/// How many sentences back the accident stands that a noun points to.
const ECHO: usize = 3;
/// How many words before and after a match tell whether somebody was hurt.
const NEAR: usize = 20;

/// What the words of a sentence say about whether force in it is meant.
struct Signs {
    /// How many are of games.
    play: usize,
    /// How many are of business and politics, where force is mostly a figure of speech.
    figures: usize,
    /// Whether the sentence tells what a work tells.
    fiction: bool,
    /// Whether it tells of an accident.
    accident: bool,
    /// Whether force that needs a will is told in it.
    violent: bool,
    /// Whether it tells of an election or another contest.
    contest: bool,
    /// Whether it tells of the road.
    road: bool,
}

/// What beside one match says that it is meant.
struct Case {
    /// Somebody who bears arms has part in it.
    armed: bool,
    /// An office, a state, a party does it.
    official: bool,
    /// A weapon is told that is aimed at somebody.
    weapon: bool,
    /// A weapon is thrown at nobody by somebody unarmed: `launched a rocket`.
    idle: bool,
    /// The words near it say that somebody was hurt.
    deadly: bool,
}

/// Judges the matches of a page.
pub struct Gate<'g, 's, 'a> {
    scene: &'g Scene<'s, 'a>,
    is_sport: bool,
}

/// The PLOVER sector of a party.
fn sector<'e>(scene: &'e Scene<'_, '_>, party: &Party) -> Option<&'e str> {
    scene.parties.entities()[party.entity].sector.as_ref().map(Sector::code)
}

fn kind_of(scene: &Scene<'_, '_>, party: &Party) -> EntityKind {
    scene.parties.entities()[party.entity].kind
}

/// Whether another word of a match's sentence says that harm was meant.
fn sentence_has_violence(scene: &Scene<'_, '_>, it: &Found) -> bool {
    let mut sentence = scene.page.analysis.sentence_of(it.word);
    sentence.any(|word| word != it.word && scene.things.is_violence(scene.page.analysis.lemma(word)))
}

/// Whether a party bears arms.
fn is_armed(scene: &Scene<'_, '_>, party: &Party) -> bool {
    scene.parties.entities()[party.entity].sector.as_ref().is_some_and(Sector::bears_arms)
}

/// Whether a party holds an office, or is a state, a party, a school, a union.
fn is_official(scene: &Scene<'_, '_>, party: &Party) -> bool {
    is_armed(scene, party)
        || matches!(sector(scene, party), Some("GOV" | "JUD" | "LEG" | "OPP" | "PTY" | "CVL" | "LAB" | "EDU"))
        || scene.parties.entities()[party.entity].kind == EntityKind::Country
}

impl<'g, 's, 'a> Gate<'g, 's, 'a> {
    /// Of a page.
    pub fn new(scene: &'g Scene<'s, 'a>) -> Self {
        let page = scene.page;
        let words = page.analysis.len();
        let play = (0..words)
            .filter(|&word| matches!(page.analysis.tags[word].upos, Upos::Noun | Upos::Propn) && scene.things.is_play(page, word))
            .count();
        Self { scene, is_sport: words >= SPORT_WORDS && play * SPORT_SHARE > words }
    }

    /// Voids the matches of a sentence that are games, figures of speech or accidents. `is_under_fire` says whether the sentences just before
    /// tell of force that was used: who is then killed, is killed by it.
    pub fn sentence(&self, sentence: &Range<usize>, is_under_fire: bool, found: &mut [Found]) {
        let signs = self.signs(sentence, found);
        let is_under_fire = is_under_fire && !signs.accident && !signs.road;
        for it in found.iter_mut() {
            let frame = &self.scene.frames.all[it.frame];
            // A test of weapons is no force.
            if it.kind == EventType::Mobilize && frame.kind == EventType::Assault {
                continue;
            }
            if !frame.kind.is_force() && frame.kind != EventType::Threaten {
                it.is_void |= frame.kind == EventType::Accuse && signs.play > 0 && self.is_to_place(it);
                // On a page of sport those who meet and offer are clubs, and a country is its team.
                let in_office = |party: &Party| is_official(self.scene, party) && kind_of(self.scene, party) != EntityKind::Country;
                it.is_void |= self.is_sport && !it.actors.iter().chain(&it.recipients).any(in_office);
                continue;
            }
            let case = self.case(frame, sentence, it, &signs);
            it.is_void |= self.is_jest(frame, it, &signs, &case)
                || frame.is_soft && !it.is_void && !self.is_meant(frame, it, &signs, &case)
                || frame.is_harm && !(is_under_fire && self.is_plain(it)) && self.is_accident(it, sentence, &signs, &case);
        }
    }

    /// Whether a verb of harm tells of what took place and of nothing by which, in which or where it did: `a clerk was also killed`, not `was
    /// injured by a falling rock`, `was killed off`, `dogs that are injured`.
    fn is_plain(&self, it: &Found) -> bool {
        let (page, clauses) = (self.scene.page, self.scene.page.clauses);
        let is_circumstance = |of: usize| {
            matches!(
                page.analysis.labels[of],
                Deprel::Obl | Deprel::OblAgent | Deprel::OblUnmarked | Deprel::Advcl | Deprel::CompoundPrt | Deprel::Xcomp
            )
        };
        clauses.verb_group(it.word).tense == Some(dateline_lang::clause::Tense::Past) && !clauses.dependents(it.word).any(is_circumstance)
    }

    /// Whether a passive tells of where and when and of no cause: `were killed near Goma`, not `were killed in a crash`, `by a falling rock`, `when
    /// their lorry overturned`.
    fn is_bare_passive(&self, it: &Found) -> bool {
        let (page, clauses) = (self.scene.page, self.scene.page.clauses);
        clauses.verb_group(it.word).tense == Some(dateline_lang::clause::Tense::Past)
            && clauses.dependents(it.word).all(|of| match page.analysis.labels[of] {
                Deprel::Obl => {
                    let place = self.scene.parties.of(of).is_some_and(|party| self.scene.parties.is_place(party.entity));
                    place || self.scene.parties.is_time(of)
                }
                Deprel::OblAgent | Deprel::Advcl | Deprel::CompoundPrt | Deprel::Xcomp => false,
                _ => true,
            })
    }

    fn signs(&self, sentence: &Range<usize>, found: &[Found]) -> Signs {
        let (page, things) = (self.scene.page, self.scene.things);
        let (analysis, clauses) = (page.analysis, page.clauses);
        let nouns = || sentence.clone().filter(|&word| matches!(analysis.tags[word].upos, Upos::Noun | Upos::Propn));
        // `the top four`, `a hamstring injury`.
        let names_play = |word: &usize| !matches!(analysis.tags[*word].upos, Upos::Verb | Upos::Aux) && things.is_play(page, *word);
        let works = || sentence.clone().any(|word| analysis.labels[word] == Deprel::Nsubj && things.is_work(analysis.lemma(word)));
        let told_by_work = || {
            sentence.clone().any(|word| {
                things.tells(analysis.lemma(word)) && clauses.subjects(word).iter().any(|&it| things.is_work(analysis.lemma(it)))
            })
        };
        let fiction = sentence.clone().any(|word| {
            things.is_fiction(page, word)
                && analysis.labels[word] != Deprel::Obj
                && !(analysis.lemma(word) == "film" && analysis.tags[word].upos == Upos::Verb)
        });
        Signs {
            play: sentence.clone().filter(names_play).count(),
            figures: nouns().filter(|&word| things.is_figure(page, word)).count(),
            fiction: fiction || works() && told_by_work(),
            accident: sentence.clone().any(|word| match analysis.tags[word].upos {
                Upos::Verb => things.is_accident_verb(analysis.lemma(word)),
                Upos::Noun => things.is_accident(page, word) && !matches!(analysis.labels[word], Deprel::Obj | Deprel::Compound),
                _ => false,
            }),
            contest: sentence.clone().any(|word| things.is_contest(analysis.lemma(word))),
            road: sentence.clone().any(|word| things.is_road(page, word)),
            violent: found.iter().any(|it| {
                let frame = &self.scene.frames.all[it.frame];
                it.kind == EventType::Assault && !frame.is_harm && !it.is_void
            }),
        }
    }

    fn case(&self, frame: &Frame, sentence: &Range<usize>, it: &Found, signs: &Signs) -> Case {
        let scene = self.scene;
        let armed = it.actors.iter().chain(&it.recipients).any(|party| is_armed(scene, party));
        let own = it.cause.is_none() || it.cause == it.noun;
        let idle = frame.is_soft && it.recipients.is_empty() && !armed && own && it.noun.is_some() && !scene.is_aimed(it);
        let thrown = matches!(it.mode, Some("heavy-weapons" | "firearms"));
        let weapon = it.instrument.is_some()
            && !idle
            && !(signs.play > 1 && it.mode == Some("heavy-weapons"))
            && !(signs.play > 0 && !armed && thrown);
        Case {
            armed,
            official: it.actors.iter().any(|party| is_official(scene, party)),
            weapon,
            idle,
            deadly: self.is_deadly(it, sentence),
        }
    }

    /// Whether the words near a match say that somebody was hurt.
    fn is_deadly(&self, found: &Found, sentence: &Range<usize>) -> bool {
        let near = sentence.start.max(found.word.saturating_sub(NEAR))..sentence.end.min(found.word + NEAR);
        near.into_iter().any(|word| self.scene.things.is_deadly(self.scene.page.analysis.lemma(word)))
    }

    /// Whether a match is a game, a tale or a saying.
    fn is_jest(&self, frame: &Frame, it: &Found, signs: &Signs, case: &Case) -> bool {
        let scene = self.scene;
        let grave = case.deadly && case.armed;
        let figures_aside = grave && signs.figures == 0;
        let ambiguous = frame.is_soft || matches!(frame.kind, EventType::Protest | EventType::Mobilize | EventType::Threaten);
        // Soldiers who take to the streets do not protest.
        if frame.kind == EventType::Protest
            && frame.mode != Some("strike")
            && !it.actors.is_empty()
            && it.actors.iter().all(|party| matches!(sector(scene, party), Some("MIL" | "COP")))
        {
            return true;
        }
        // An index rallies, a firm marches on: crowds protest, and bodies that are no firms.
        let is_firm = |party: &Party| {
            matches!(kind_of(scene, party), EntityKind::Organization | EntityKind::Object)
                && matches!(sector(scene, party), None | Some("BUS"))
        };
        if frame.mode == Some("demo") && !it.actors.is_empty() && it.actors.iter().all(is_firm) {
            return true;
        }
        // Those who work in a stadium strike as others do.
        let labour = frame.kind == EventType::Protest && it.actors.iter().any(|party| sector(scene, party) == Some("LAB"));
        // A referee who books somebody is no police.
        let umpire = matches!(frame.kind, EventType::Coerce | EventType::Sanction)
            && !it.actors.is_empty()
            && frame.mode != Some("censor")
            && it.actors.iter().all(|party| sector(scene, party).is_none() && !case.armed && !case.official);
        // `sentenced by his wife`: nobody is convicted by somebody without an office.
        let is_private = |party: &Party| {
            let entity = &scene.parties.entities()[party.entity];
            entity.kind == EntityKind::Person && entity.sector.is_none() && entity.roles.is_empty()
        };
        if frame.mode == Some("convict") && !it.actors.is_empty() && it.actors.iter().all(is_private) {
            return true;
        }
        if signs.play > 0 && (ambiguous && !labour || umpire) && !case.weapon && !figures_aside
            || self.is_sport && !case.weapon && !case.armed
        {
            return true;
        }
        let staged = matches!(frame.kind, EventType::Assault | EventType::Threaten)
            || matches!(frame.kind, EventType::Coerce | EventType::Mobilize)
                && !case.armed
                && !case.official
                && !matches!(frame.mode, Some("censor" | "arrest"));
        if signs.fiction && !case.weapon && !grave && staged {
            return true;
        }
        if case.armed {
            return false;
        }
        // `the senator hit midtown`, `the group is targeting lawmakers`: no arms, no wounds, no state.
        let is_state = it.actors.iter().any(|party| kind_of(scene, party) == EntityKind::Country);
        let lemma = scene.lemma(it.word);
        let meant = case.weapon || sentence_has_violence(scene, it);
        let harmless = !meant && !case.deadly && !is_state && it.cause.is_none();
        let is_body = |party: &Party| {
            kind_of(scene, party) == EntityKind::Organization && matches!(sector(scene, party), None | Some("PTY" | "OPP" | "BUS" | "LEG"))
        };
        let is_visited = scene.things.is_impact(&lemma) && it.recipients.iter().all(|party| kind_of(scene, party) == EntityKind::Place);
        if harmless && frame.is_soft && !it.actors.is_empty() && (is_visited && !it.recipients.is_empty() || scene.things.is_aiming(&lemma))
        {
            return true;
        }
        // `The party is being targeted`: a body of politics or trade.
        if harmless && frame.is_soft && scene.things.is_aiming(&lemma) && !it.recipients.is_empty() && it.recipients.iter().all(is_body) {
            return true;
        }
        // `struck by a passing car`, `struck the ditch`.
        // `the worst disaster to hit the town`.
        let below = matches!(scene.page.analysis.labels[it.word], Deprel::Acl | Deprel::Advcl) && it.actors.is_empty();
        let of = scene.page.analysis.head(it.word).filter(|_| below);
        if frame.is_soft && of.is_some_and(|noun| scene.things.is_accident(scene.page, noun)) {
            return true;
        }
        if signs.road && !meant && scene.things.is_impact(&lemma) && it.cause.is_none() {
            return true;
        }
        // `beat him in the primary`.
        if signs.contest && frame.mode == Some("beat") && !case.weapon && !case.deadly {
            return true;
        }
        // `stabbed him in the back`; toddlers and tourists conquer nothing.
        let meek = it.actors.iter().any(|party| scene.things.is_meek(&party.span.of(scene.page.text()).to_lowercase()));
        let saying = self.is_saying(it);
        (saying || meek) && !case.deadly && (saying || !case.weapon)
    }

    /// Whether the words beside a trigger make a saying of it: `in the back` after `stab`.
    fn is_saying(&self, it: &Found) -> bool {
        let (page, things) = (self.scene.page, self.scene.things);
        let verb = self.scene.lemma(it.word);
        let end = page.analysis.sentence_of(it.word).end;
        (it.word + 1..end.min(it.word + SAYING)).any(|of| things.is_saying(page, &verb, of))
    }

    /// Whether a verdict is of a place in a contest: `condemned the pair to fourth place`.
    fn is_to_place(&self, it: &Found) -> bool {
        let (page, clauses) = (self.scene.page, self.scene.page.clauses);
        clauses.dependents(it.word).any(|of| page.analysis.labels[of] == Deprel::Obl && clauses.preposition(of) == "to")
    }

    /// Whether words that sport and business use too are meant.
    fn is_meant(&self, frame: &Frame, it: &Found, signs: &Signs, case: &Case) -> bool {
        let scene = self.scene;
        let kind = |party: &Party| scene.parties.entities()[party.entity].kind;
        let is_listed = |party: &Party| scene.parties.entities()[party.entity].rule != "unlisted";
        let hit = it.recipients.iter().any(is_listed);
        let acts = it.actors.iter().any(|party| scene.parties.acts(party.entity));
        let is_verb = matches!(it.construction, Construction::Active | Construction::Passive);
        let deadly = case.deadly && signs.figures == 0;
        // What is hit by name of a noun: `assault on [the top four]` is none.
        let aims = scene.aims(it);
        let named_harm = !is_verb
            && aims == Some(true)
            && signs.figures == 0
            && it
                .recipients
                .iter()
                .any(|party| is_listed(party) && (frame.mode.is_some() || kind(party) != EntityKind::Person) || it.actors.is_empty());
        // `Russia's invasion`: a state does no such thing in jest.
        let state = !is_verb && signs.figures == 0 && it.actors.iter().any(|party| kind(party) == EntityKind::Country);
        let orphan = is_verb && hit && frame.mode.is_some() && it.actors.is_empty() && !it.is_told.0;
        let strays = aims == Some(false) && !(is_verb || case.weapon || case.armed && deadly);
        let caused = it.cause.is_some() && !case.idle && (case.weapon || it.instrument.is_none() || signs.play == 0);
        let earnest = it.is_perpetrated && signs.figures == 0;
        let hard = (case.armed || earnest || case.weapon || deadly || caused || named_harm || orphan || state) && !strays;
        let fair = !case.idle
            && (case.official && hit
                || is_verb && hit && (acts || it.construction == Construction::Passive)
                || is_verb && it.is_told.0 && it.is_told.1 && it.actors.is_empty()
                || is_verb && case.official);
        if hard || fair && signs.figures == 0 && !strays {
            return true;
        }
        // A noun alone may still point back to what was told before.
        let is_building =
            |party: &Party| kind(party) == EntityKind::Object || kind(party) == EntityKind::Place && party.form == Form::Nominal;
        let things = it.recipients.iter().all(is_building);
        !is_verb && it.actors.is_empty() && things && signs.figures == 0 && signs.play == 0 && !strays
    }

    /// Whether somebody was killed or hurt and nobody did it, and the sentence does not tell of violence.
    fn is_accident(&self, it: &Found, sentence: &Range<usize>, signs: &Signs, case: &Case) -> bool {
        if it.is_perpetrated {
            return false;
        }
        let bare = it.cause.is_none() && it.instrument.is_none();
        // `They would have blown up the bridge`: somebody meant it, though nobody says who.
        let willed = it.construction == Construction::Active && it.is_willed && it.is_told.1 && !signs.accident;
        // `Two policemen were killed in Owerri`: with no word of an accident, those who bear arms are killed by somebody.
        let slain = it.construction == Construction::Passive
            && !signs.accident
            && !signs.road
            && self.scene.things.is_killing(&self.scene.lemma(it.word))
            && it.recipients.iter().any(|party| is_armed(self.scene, party))
            && self.is_bare_passive(it);
        let nobody =
            it.actors.is_empty() && bare && !willed && !slain && (signs.accident || !signs.violent) && !self.is_deliberate(it, sentence);
        nobody || signs.accident && !signs.violent && bare && !case.armed
    }

    /// Whether the words of harm say that somebody meant it, though nobody is named: `killed by gunfire`, `killed in fighting`, `killed and
    /// mutilated`.
    fn is_deliberate(&self, found: &Found, sentence: &Range<usize>) -> bool {
        let (page, things) = (self.scene.page, self.scene.things);
        if !things.may_be_accident(&self.scene.lemma(found.word)) {
            return true;
        }
        sentence.clone().any(|word| {
            word != found.word
                && (things.weapon(page, word).is_some() && page.analysis.tags[word].upos == Upos::Noun
                    || things.is_violence(page.analysis.lemma(word)))
        })
    }
}

/// Voids nouns of force that tell of nobody, where the page tells of no force that they could point back to: `explosions` of a choir's drums.
pub fn orphans(scene: &Scene<'_, '_>, told: &mut [Told]) {
    echoes(scene, told);
    let is_bare = |it: &Told| {
        let found = &it.found;
        found.construction == Construction::Bare
            && scene.frames.all[found.frame].is_soft
            && found.actors.is_empty()
            && found.recipients.is_empty()
            && found.cause.is_none()
            && found.instrument.is_none()
            && it.place.is_none()
            && it.date.start.is_none()
            && it.modality.is_real()
            && !found.is_told.0
            && !found.is_told.1
    };
    let firm = told.iter().any(|it| !it.found.is_void && it.found.kind.is_force() && !is_bare(it));
    if firm {
        return;
    }
    let several = told.iter().filter(|it| !it.found.is_void && is_bare(it)).count() > 1;
    for it in told.iter_mut().filter(|it| is_bare(it)) {
        it.found.is_void |= !several;
    }
}

/// Voids `the blast` and whom `the blast` killed, where it points back to an accident: `A gas cylinder exploded. The blast killed the cook`.
fn echoes(scene: &Scene<'_, '_>, told: &mut [Told]) {
    for at in 1..told.len() {
        let found = &told[at].found;
        let noun = found.cause.unwrap_or(found.word);
        let points = found.kind == EventType::Assault
            && !found.is_void
            && found.actors.is_empty()
            && found.instrument.is_none()
            && merge::is_definite(scene, noun)
            && !scene.frames.noun(&scene.lemma(noun)).is_empty();
        let is_accident = || {
            let near = told[..at].iter().rev().take_while(|it| it.sentence + ECHO >= told[at].sentence);
            let mut before = near.filter(|it| it.found.kind == EventType::Assault && it.sentence < told[at].sentence);
            before.next().is_some_and(|it| it.found.is_void && it.found.mode == told[at].found.mode.or(it.found.mode))
        };
        if points && is_accident() {
            told[at].found.is_void = true;
        }
    }
}

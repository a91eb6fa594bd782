//! Whether an act is one of public life. Frames are words, and `offers`, `supports` and `meets` are words of shop windows too: an act of
//! talk or trade counts where a state, an office, a party, a force or an international body has part in it, or two who are named; an act
//! of force also where people come to harm. Pages that speak to their reader are guides, and say little of what happened.

use crate::event::kind::EventType;
use crate::event::matching::{Construction, Found, Scene};
use crate::event::things::Things;
use crate::page::Page;
use crate::parties::{Parties, Party};
use crate::who::{Entity, EntityKind, Form};

/// What a party is in public life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Anybody.
    Private,
    /// Somebody with a name.
    Named,
    /// A state, an office, a party, a force, an international body.
    Public,
}

/// What a page is like as a whole.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tone {
    /// It speaks to its reader.
    pub is_guide: bool,
    /// How much less sure words of force and of other acts are for want of public life on the page, in hundredths, where nobody public has part in them.
    private: (u8, u8),
    /// Whether it is a page, not a sentence or two.
    is_page: bool,
}

/// Of a text of so many words it can be told whether it is about public life.
const TEXT: usize = 150;
/// So many mentions of states, offices, parties, forces and international bodies in a thousand words, and what an event of nobody public is less sure
/// on pages that have less: of force, of another kind. On 300 pages of every kind those of sport, shows, shops and health have 0 to 8 of them, those
/// of public affairs 20 to 150.
const PUBLIC: [(usize, (u8, u8)); 2] = [(10, (25, 50)), (20, (5, 12))];

/// What an act without force is less sure on a page that tells of nobody who does it and of nobody to whom it is done.
const EMPTY: u8 = 12;
/// What an act of every day, of nobody public, is less sure on a page.
const LOOSE: u8 = 25;

impl Tone {
    /// Of a page.
    pub fn new(page: &Page<'_>, parties: &Parties<'_, '_>, things: &Things, is_guide: bool) -> Self {
        let words = page.analysis.len();
        let public: usize = parties.entities().iter().filter(|it| is_public(things, it)).map(|it| it.mentions.len()).sum();
        let private = PUBLIC.iter().find(|(least, _)| words >= TEXT && public * 1000 < least * words);
        Self { is_guide, private: private.map_or((0, 0), |it| it.1), is_page: words >= TEXT }
    }

    /// Whether it is a page, not a sentence or two.
    pub const fn is_page(self) -> bool {
        self.is_page
    }

    /// Whether it is a page that hardly speaks of public life.
    pub const fn is_private(self) -> bool {
        self.private.0 > 0
    }
}

/// Whether an entity is a state, an office, a party, a force, an international body.
pub fn is_public(things: &Things, entity: &Entity) -> bool {
    entity.kind == EntityKind::Country || entity.sector.as_ref().is_some_and(|it| things.is_public_sector(it.code()))
}

fn rank(scene: &Scene<'_, '_>, party: Party) -> Rank {
    let entity: &Entity = &scene.parties.entities()[party.entity];
    let is_abroad = entity.country.is_some() && (entity.kind == EntityKind::Group || !entity.roles.is_empty());
    // `the two states`, `both governments`: public, though nobody says which.
    let is_state = || entity.mentions.iter().any(|it| scene.things.is_public_noun(scene.page.analysis.lemma(it.head)));
    if is_public(scene.things, entity) || is_abroad || is_state() {
        return Rank::Public;
    }
    // `camps in Chad`: nobody, but of a country that is told.
    if entity.country.is_some() {
        return Rank::Named;
    }
    let has_name = entity.mentions.iter().any(|it| it.form == Form::Name);
    if has_name && !matches!(entity.kind, EntityKind::Object) { Rank::Named } else { Rank::Private }
}

/// Whether a party can bind others: a body or a land, or people of public life or of a country that is told.
pub fn has_part(scene: &Scene<'_, '_>, party: Party) -> bool {
    let entity = &scene.parties.entities()[party.entity];
    !matches!(entity.kind, EntityKind::Person | EntityKind::Group) || entity.country.is_some() || rank(scene, party) == Rank::Public
}

/// How much less sure an event is for want of anybody public in it, in hundredths.
#[must_use]
pub fn doubt(
    scene: &Scene<'_, '_>,
    (kind, mode): (EventType, Option<&str>),
    found: &Found,
    [actors, recipients]: [&[Party]; 2],
    tone: Tone,
) -> u8 {
    let best = |parties: &[Party]| parties.iter().map(|&party| rank(scene, party)).max();
    let (actor, recipient) = (best(actors), best(recipients));
    // `the column withdrew`: soldiers, though no word names them.
    let highest = actor.max(recipient).max(found.is_crewed.then_some(Rank::Public));
    let is_nominal = matches!(found.construction, Construction::Nominal | Construction::Bare | Construction::Light);
    // `the treaty was signed`: a paper of public life, though nobody says whose.
    let is_paper = found.construction == Construction::Passive && found.noun.is_some();
    let both_named = actor >= Some(Rank::Named) && recipient >= Some(Rank::Named);
    let own = match highest {
        Some(Rank::Public) => 0,
        // Whether force is meant at all was asked before.
        _ if kind.is_force() => 0,
        // A strike is public life, and so is its end, whoever goes on it.
        _ if scene.frames.all[found.frame].is_civil || scene.frames.all[found.frame].is_legal => 0,
        Some(Rank::Named) if both_named => 0,
        // `The release of the hostages`: force that ends is meant as well.
        _ if kind == EventType::Retreat && matches!(mode, Some("release" | "ceasefire" | "disarm")) => 0,
        // `The talks never took place`: a noun of doing is news by itself.
        None if is_nominal => 0,
        None if is_paper => 10,
        Some(Rank::Named) => 15,
        _ => 30,
    };
    if highest == Some(Rank::Public) {
        return own;
    }
    // `beat up a rival mobster`, of a game; a weapon is told of whoever has it.
    let private = if scene.frames.all[found.frame].is_legal {
        0
    } else if !kind.is_force() {
        tone.private.1
    } else if found.instrument.is_some() {
        0
    } else {
        tone.private.0
    };
    let loose = if tone.is_page && scene.frames.all[found.frame].is_loose { LOOSE } else { 0 };
    // `capable of threatening the lives of others`: nobody to nobody.
    let empty = if tone.is_page && highest.is_none() && !kind.is_force() { EMPTY } else { 0 };
    own + private + loose + empty + if tone.is_guide { 30 } else { 0 }
}

//! The country of those whom a nominal speaks of: `[Ukrainian] soldiers`, `rebels in [Norland]`, `[UN] inspectors`, `[Kabul] police`, and by those
//! whose they are: `leaders of [Norland's new government]`.

use dateline_lang::labels::{Deprel, Upos};
use dateline_text::ByteSpan;
use rustc_hash::FxHashMap;

use super::mention::Candidate;
use super::nouns::{NounKind, Nouns};
use super::{EntityKind, Form};
use crate::country::Country;
use crate::page::Page;
use crate::place::Toponym;

/// A country, and the words that name it.
pub type Land = (Country, ByteSpan);

/// A name within a noun phrase, and the country that it tells.
struct Name {
    /// Its first word.
    start: usize,
    /// Its head.
    head: usize,
    land: Land,
    /// Whether it names a town or region of the country.
    is_place: bool,
}

/// Says of every nominal of a page, given in order, which country the words of its noun phrase tell; none where they tell two.
pub fn tell(page: &Page<'_>, nouns: &Nouns, places: &[Toponym], mentions: &mut [Candidate]) {
    let named = |it: &Candidate| {
        let of_place = || places.get(it.place?)?.place.as_ref()?.country;
        let is_told = it.kind != Some(EntityKind::Organization) || !nouns.is_anywhere(it.span.of(page.text()));
        let country = it.country.or_else(of_place).filter(|_| is_told)?;
        Some(Name { start: it.core.start, head: it.head, land: (country, it.span), is_place: it.country.is_none() })
    };
    let names: Vec<Name> = mentions.iter().filter(|it| it.is_name()).filter_map(named).collect();
    for mention in mentions.iter_mut().filter(|it| is_open(page, nouns, it)) {
        let at_home = nouns.is_at_home(&page.analysis.lemma(mention.head).to_lowercase(), mention.noun);
        let first = names.partition_point(|name| name.start < mention.extent.start);
        let inside = || names[first..].iter().take_while(|name| name.start < mention.extent.end);
        // `[Kabul] police` are of there, `[Kabul] talks` are not.
        let before = inside().filter(|name| name.head < mention.head && (!name.is_place || at_home) && is_before(page, name.head, mention));
        let after = || inside().filter(|name| name.head > mention.head && is_after(page, nouns, name.head, mention));
        let told = one(before.map(|name| name.land)).or_else(|| written(page, mention)).or_else(|| one(after().map(|name| name.land)));
        mention.land = if let Told::One(land) = told { Some(land) } else { None };
    }
    inherit(page, nouns, mentions);
}

/// Whether a mention is a nominal whose country is still to be told. `NATO's allies` are not NATO.
fn is_open(page: &Page<'_>, nouns: &Nouns, mention: &Candidate) -> bool {
    mention.form == Form::Nominal
        && mention.conjuncts.is_empty()
        && mention.country.is_none()
        && mention.land.is_none()
        && !nouns.is_another(&page.analysis.lemma(mention.head).to_lowercase())
}

/// The country of those of whom others or things are: `leaders of [Romania's government]`, `the offices of the [Norse envoys]`, `a village in the
/// [province of Herat]`. Twice, for what lies one deeper.
fn inherit(page: &Page<'_>, nouns: &Nouns, mentions: &mut [Candidate]) {
    for _ in 0..2 {
        let lands: FxHashMap<usize, Land> = mentions
            .iter()
            .filter(|it| it.form == Form::Nominal && !nouns.is_another(&page.analysis.lemma(it.head).to_lowercase()))
            .filter_map(|it| Some((it.head, it.land?)))
            .collect();
        if lands.is_empty() {
            return;
        }
        for mention in mentions.iter_mut().filter(|it| is_open(page, nouns, it)) {
            let inner = page.clauses.dependents(mention.head).filter(|&it| it > mention.head && page.analysis.labels[it] == Deprel::Nmod);
            let of = inner.filter(|&it| {
                let preposition = page.clauses.preposition(it);
                preposition == "of" || mention.kind == Some(EntityKind::Place) && nouns.is_within(&preposition)
            });
            let told = one(of.filter_map(|it| lands.get(&it).copied()));
            mention.land = if let Told::One(land) = told { Some(land) } else { None };
        }
    }
}

enum Told {
    Nothing,
    One(Land),
    Several,
}

impl Told {
    fn or_else(self, other: impl FnOnce() -> Self) -> Self {
        if let Self::Nothing = self { other() } else { self }
    }
}

/// The one country that all tell.
fn one(lands: impl Iterator<Item = Land>) -> Told {
    lands.fold(Told::Nothing, |told, land| match told {
        Told::Nothing => Told::One(land),
        Told::One(one) if one.0 == land.0 => Told::One(one),
        _ => Told::Several,
    })
}

/// Whether a name stands before the noun that heads a mention and says whose it is: `[South Korean] army officers`.
fn is_before(page: &Page<'_>, name: usize, mention: &Candidate) -> bool {
    let mut at = name;
    for _ in 0..3 {
        let part = matches!(
            page.analysis.labels[at],
            Deprel::Amod | Deprel::Compound | Deprel::Flat | Deprel::NmodPoss | Deprel::NmodDesc | Deprel::NmodUnmarked | Deprel::Conj
        );
        match page.analysis.head(at).filter(|_| part) {
            Some(head) if head == mention.head => return true,
            Some(head) if mention.extent.contains(&head) => at = head,
            _ => return false,
        }
    }
    false
}

/// Whether a name stands after the noun with a preposition by which those it speaks of are of there: `rebels in [X]`, `a group of [X]n
/// diplomats`, `the president of [X]`.
fn is_after(page: &Page<'_>, nouns: &Nouns, name: usize, mention: &Candidate) -> bool {
    let analysis = page.analysis;
    let lemma = analysis.lemma(mention.head).to_lowercase();
    // Of a number or a group it is those who are counted.
    let counts = mention.noun.is_none_or(|noun| noun.kind == NounKind::Group)
        || analysis.tags[mention.head].upos == Upos::Num
        || nouns.is_counting(&lemma);
    let mut at = name;
    // From an adjective to what it stands with.
    while matches!(analysis.labels[at], Deprel::Amod | Deprel::Compound | Deprel::Flat) && counts {
        match analysis.head(at).filter(|head| mention.extent.contains(head) && *head > mention.head) {
            Some(head) => at = head,
            None => return false,
        }
    }
    if analysis.labels[at] != Deprel::Nmod || analysis.head(at) != Some(mention.head) {
        return false;
    }
    let preposition = page.clauses.preposition(at);
    match &preposition[..] {
        "of" => mention.kind != Some(EntityKind::Object),
        "from" => matches!(mention.kind, Some(EntityKind::Group | EntityKind::Person)) && at == name,
        "throughout" => true,
        _ if nouns.is_within(&preposition) => {
            mention.kind == Some(EntityKind::Place) || mention.kind != Some(EntityKind::Object) && nouns.is_at_home(&lemma, mention.noun)
        }
        _ => false,
    }
}

/// A demonym or country among the words before the head that is no mention: `[Norse]-led forces` is none of them.
fn written(page: &Page<'_>, mention: &Candidate) -> Told {
    let words = mention.core.clone().filter(|&word| word < mention.head);
    let lands = words.filter_map(|word| {
        let form = page.form(word);
        let hyphened = word + 1 < page.analysis.len() && page.form(word + 1) == "-";
        let country = page.countries.demonym(form).or_else(|| page.countries.named(form)).filter(|_| !hyphened)?;
        Some((country, page.analysis.span(word)))
    });
    one(lands)
}

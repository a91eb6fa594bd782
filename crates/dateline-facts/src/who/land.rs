//! The country of those whom a nominal speaks of: `[Ukrainian] soldiers`, `rebels in [Norland]`, `[UN] inspectors`.

use dateline_lang::labels::{Deprel, Upos};
use dateline_text::ByteSpan;

use super::mention::Candidate;
use super::nouns::{NounKind, Nouns};
use super::{EntityKind, Form};
use crate::country::Country;
use crate::page::Page;

/// A country, and the words that name it.
pub type Land = (Country, ByteSpan);

/// Says of every nominal of a page, given in order, which country the words of its noun phrase tell; none where they tell two.
pub fn tell(page: &Page<'_>, nouns: &Nouns, mentions: &mut [Candidate]) {
    let names: Vec<(usize, usize, ByteSpan, Country)> =
        mentions.iter().filter(|it| it.is_name()).filter_map(|it| Some((it.core.start, it.head, it.span, it.country?))).collect();
    for mention in mentions.iter_mut().filter(|it| it.form == Form::Nominal && it.conjuncts.is_empty() && it.country.is_none()) {
        let first = names.partition_point(|name| name.0 < mention.extent.start);
        let inside = || names[first..].iter().take_while(|name| name.0 < mention.extent.end);
        let before = inside().filter(|name| name.1 < mention.head && is_before(page, name.1, mention));
        let after = || inside().filter(|name| name.1 > mention.head && is_after(page, nouns, name.1, mention));
        // `NATO's allies` are not NATO.
        if nouns.is_another(&page.analysis.lemma(mention.head).to_lowercase()) {
            continue;
        }
        let told = one(before.map(|name| (name.3, name.2)))
            .or_else(|| written(page, mention))
            .or_else(|| one(after().map(|name| (name.3, name.2))));
        mention.land = if let Told::One(land) = told { Some(land) } else { None };
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

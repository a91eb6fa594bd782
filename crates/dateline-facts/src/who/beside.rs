//! What the nouns beside a name say that it names: `the airline [Velm]`, `[Velm], a bank,`, `firms such as [Velm] and [Sarn]`, `shares of [Velm]`.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::Sector;
use super::nouns::{NounKind, Nouns};
use crate::page::Page;

/// What a noun says that a name beside it names: a body of a sector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// The word that says it.
    pub word: usize,
    /// The sector of such bodies.
    pub sector: Option<Sector>,
}

/// The noun that says of a name, given by its words and their head, that it is that of a body.
#[must_use]
pub fn body(page: &Page<'_>, nouns: &Nouns, words: &Range<usize>, head: usize) -> Option<Told> {
    let beside = Beside { page, nouns };
    let noun = beside.before(words, head).or_else(|| beside.apposed(words, head)).or_else(|| beside.predicate(head));
    noun.or_else(|| beside.example(head)).or_else(|| beside.firm(head))
}

struct Beside<'b, 'a> {
    page: &'b Page<'a>,
    nouns: &'b Nouns,
}

impl Beside<'_, '_> {
    fn label(&self, word: usize) -> Deprel {
        self.page.analysis.labels[word]
    }

    fn is_noun(&self, word: usize, xpos: Xpos) -> bool {
        let tag = self.page.analysis.tags[word];
        tag.upos == Upos::Noun && tag.xpos == xpos
    }

    /// What a noun for a body tells; one that means an act or a thing as often tells nothing.
    fn told(&self, word: usize) -> Option<Told> {
        let (noun, _, end) = self.nouns.of(self.page, word)?;
        let is_loose = self.nouns.is_loose(&self.page.analysis.lemma(word).to_lowercase());
        let is_police = self.nouns.police(&self.page.form(word).to_lowercase()).is_some();
        (noun.kind == NounKind::Organization && !is_loose && !is_police && end == word + 1).then_some(Told { word, sector: noun.sector })
    }

    /// `the airline [Velm]`, `Beauty company [Velm] is growing`.
    fn before(&self, words: &Range<usize>, head: usize) -> Option<Told> {
        let sentence = self.page.analysis.sentence_of(words.start);
        let noun = words.start.checked_sub(1).filter(|&word| word >= sentence.start && self.is_noun(word, Xpos::Nn))?;
        let tied = |word: usize, above: usize| {
            let part = matches!(
                self.label(word),
                Deprel::Appos | Deprel::Flat | Deprel::Compound | Deprel::NmodDesc | Deprel::NmodUnmarked | Deprel::Dep
            );
            part && self.page.analysis.head(word) == Some(above)
        };
        // A noun in the singular without an article is a title, whatever the parser hangs it on.
        let is_free = || {
            let first =
                (sentence.start..noun).rev().take_while(|&word| matches!(self.page.analysis.tags[word].upos, Upos::Noun | Upos::Adj));
            first.last().unwrap_or(noun) == sentence.start
        };
        (tied(head, noun) || tied(noun, head) || is_free()).then(|| self.told(noun)).flatten()
    }

    /// `[Velm], a bank,`
    fn apposed(&self, words: &Range<usize>, head: usize) -> Option<Told> {
        let nouns = self.page.clauses.dependents(head).filter(|&it| it >= words.end && self.label(it) == Deprel::Appos);
        nouns.filter(|&it| self.is_noun(it, Xpos::Nn)).find_map(|it| self.told(it))
    }

    /// `[Velm] is a bank`
    fn predicate(&self, head: usize) -> Option<Told> {
        let noun = self.page.analysis.head(head).filter(|&it| self.label(head) == Deprel::Nsubj && self.is_noun(it, Xpos::Nn))?;
        let of = |label: Deprel| self.page.clauses.dependents(noun).filter(move |&it| self.label(it) == label);
        let is_indefinite = of(Deprel::Det).any(|it| matches!(&self.page.form(it).to_lowercase()[..], "a" | "an"));
        (is_indefinite && of(Deprel::Cop).next().is_some()).then(|| self.told(noun)).flatten()
    }

    /// `firms such as [Velm] and [Sarn]`
    fn example(&self, head: usize) -> Option<Told> {
        let first = self.page.clauses.first_conjunct(head);
        let noun = self.page.analysis.head(first).filter(|&it| self.label(first) == Deprel::Nmod && self.is_noun(it, Xpos::Nns))?;
        self.nouns.is_of_examples(&self.page.clauses.preposition(first)).then(|| self.told(noun)).flatten()
    }

    /// `shares of [Velm]`, `[Velm]'s stock`
    fn firm(&self, head: usize) -> Option<Told> {
        let above = self.page.analysis.head(head)?;
        let is_owner = match self.label(head) {
            Deprel::NmodPoss | Deprel::Compound => above > head,
            Deprel::Nmod => matches!(&self.page.clauses.preposition(head)[..], "of" | "in"),
            _ => false,
        };
        let is_firms = self.page.analysis.tags[above].upos == Upos::Noun && self.nouns.is_of_firms(self.page.analysis.lemma(above));
        (is_owner && is_firms).then(|| Told { word: above, sector: Sector::from_code("BUS") })
    }
}

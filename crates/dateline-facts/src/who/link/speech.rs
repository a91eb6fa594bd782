//! Who speaks a quotation, and whom its first and second persons mean.

use rustc_hash::FxHashMap;

use super::{Cluster, DIALOGUE, Linker};
use crate::who::EntityKind;
use crate::who::mention::Candidate;

impl Linker<'_, '_> {
    /// The cluster of who spoke the last quotation before a mention, where that ends in its sentence or the one before.
    pub(super) fn last_speaker(&self, mention: &Candidate) -> Option<usize> {
        let page = self.given.page;
        let first = page.analysis.sentences()[mention.sentence.saturating_sub(1)].start;
        let quote = self.given.quotes.before(mention.span.start())?;
        let quote = self.given.quotes.get(quote);
        if quote.end < page.analysis.span(first).start() {
            return None;
        }
        self.cluster_of(self.tops.get(&quote.speaker?).copied()?)
    }

    /// The mention that speaks the quotation that another stands in.
    pub(super) fn speaks(&self, index: usize) -> Option<usize> {
        let speaker = self.given.quotes.get(self.given.mentions[index].quote?).speaker?;
        self.tops.get(&speaker).copied().filter(|&it| self.given.mentions[it].quote.is_none())
    }

    /// The cluster of who speaks the quotation that a mention stands in, also when that is named only after it.
    pub(super) fn speaker(&self, index: usize) -> Option<usize> {
        self.cluster_of(self.speaks(index)?)
    }

    /// First persons belong to the speaker of their quotation; `we` only where that is no single person.
    pub(super) fn first_persons(&mut self) {
        let mut groups: FxHashMap<(Option<usize>, bool), usize> = FxHashMap::default();
        for index in 0..self.given.mentions.len() {
            let mention = &self.given.mentions[index];
            let Some(pronoun) = mention.pronoun.filter(|it| it.person == 1) else { continue };
            let speaker = mention.quote.and_then(|quote| self.given.quotes.get(quote).speaker).and_then(|speaker| self.cluster_at(speaker));
            let Some(at) = speaker else { continue };
            let is_person = matches!(self.links.clusters[at].kind, Some(EntityKind::Person));
            if pronoun.is_plural && is_person {
                // The speaker and others: a group of its own for each speaker.
                let at = *groups.entry((Some(at), true)).or_insert_with(|| {
                    self.links.clusters.push(Cluster { kind: Some(EntityKind::Group), is_plural: true, ..Cluster::default() });
                    self.links.clusters.len() - 1
                });
                self.links.of[index] = Some(at);
                self.links.clusters[at].mentions.push(index);
            } else {
                self.links.of[index] = Some(at);
                let mentions = &mut self.links.clusters[at].mentions;
                let place = mentions.partition_point(|&it| it < index);
                mentions.insert(place, index);
            }
        }
    }

    /// Second persons in quotations are those whom the speaker addresses: who is told, else who speaks right before or after.
    pub(super) fn second_persons(&mut self) {
        for index in 0..self.given.mentions.len() {
            let mention = &self.given.mentions[index];
            let Some(quote) = mention.quote.filter(|_| mention.pronoun.is_some_and(|it| it.person == 2)) else { continue };
            let told = self.given.quotes.get(quote).addressee.and_then(|word| self.cluster_at(word));
            let Some(at) = told.or_else(|| self.partner(quote)) else { continue };
            self.links.of[index] = Some(at);
            let mentions = &mut self.links.clusters[at].mentions;
            let place = mentions.partition_point(|&it| it < index);
            mentions.insert(place, index);
        }
    }

    /// Who speaks the quotation after or before one in a dialogue: another person.
    pub(super) fn partner(&self, quote: usize) -> Option<usize> {
        let speaker = |quote: usize| self.cluster_at(self.given.quotes.get(quote).speaker?);
        let own = speaker(quote)?;
        let asks =
            |quote: usize| self.given.page.text()[..self.given.quotes.get(quote).end].trim_end_matches(['"', '”', '»']).ends_with('?');
        let near = |other: usize| {
            let (first, second) = (self.given.quotes.get(quote.min(other)), self.given.quotes.get(quote.max(other)));
            second.start.saturating_sub(first.end) <= DIALOGUE
        };
        let after = Some(quote + 1).filter(|&other| other < self.given.quotes.len());
        let before = quote.checked_sub(1);
        let order = if asks(quote) { [after, before] } else { [before.filter(|&it| asks(it)), None] };
        order.into_iter().flatten().filter(|&other| near(other)).find_map(|other| {
            let theirs = speaker(other)?;
            (theirs != own && self.links.clusters[theirs].kind == Some(EntityKind::Person)).then_some(theirs)
        })
    }
}

//! Titles before a name: right before it, before a comma, shared by two.

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::Finder;
use crate::who::{EntityKind, Sector};

impl Finder<'_, '_> {
    /// The title before a name: `British Chief of the Defence Staff [Tony Radakin]`.
    pub(super) fn before(&mut self, index: usize) {
        let mention = &self.mentions[index];
        let sentence = self.page.analysis.sentence_of(mention.head);
        let mut end = mention.core.start;
        // Forms of address stand nearer to the name: `Professor Sir Huw`.
        while end > sentence.start && self.nouns.people.address(self.page.form(end - 1)).is_some() && self.office_noun(end - 1).is_none() {
            end -= 1;
            self.clergy(index, end, sentence.start);
        }
        // The title right before the name, then what the two are in apposition to: `The commander of the division, General [Hamid Musa],`.
        if end > sentence.start && self.page.form(end - 1) != "," {
            end = self.title(index, sentence.start, end).unwrap_or(end);
            while end > sentence.start && matches!(self.upos(end - 1), Upos::Det) {
                end -= 1;
            }
        }
        if end > sentence.start + 3 && self.page.form(end - 1) == "," && self.xpos(end - 2) == Xpos::Pos {
            self.shared(index, end - 3);
        }
        if end > sentence.start + 1 && self.page.form(end - 1) == "," {
            let by_tree = mention.top < end
                && self.label(mention.head) != Deprel::Conj
                && mention.top < mention.core.start
                && self.office_noun(mention.top).is_some();
            let plural = || self.title_head(sentence.start, end - 1).is_some_and(|head| matches!(self.xpos(head), Xpos::Nns | Xpos::Nnps));
            let is_closed = mention.core.end >= sentence.end
                || self.page.form(mention.core.end) == "and" && plural()
                || matches!(self.page.form(mention.core.end), "," | "." | "—" | "–" | ";" | ":");
            let begins = || mention.label == Deprel::Nsubj && self.begins(sentence.start, end - 1);
            if by_tree || is_closed && self.opens(end - 1) || begins() {
                let end = self.without_time(sentence.start, end - 1);
                self.title(index, sentence.start, end);
            }
        }
    }

    /// Whether the words before a comma are a noun phrase with its article or owner, as before an apposition, not an item of a list.
    fn opens(&self, comma: usize) -> bool {
        let sentence = self.page.analysis.sentence_of(comma);
        let floor = comma.saturating_sub(14).max(sentence.start);
        let Some(head) = self.title_head(floor, comma) else { return false };
        let mut start = head;
        while start > floor && self.modifies(start - 1) {
            start -= 1;
        }
        let owned = (start..head).any(|word| self.xpos(word) == Xpos::Pos);
        owned || start == sentence.start || start > sentence.start && matches!(self.upos(start - 1), Upos::Det | Upos::Pron)
    }

    /// States an office that is left out because another country's was just named: `Ghana's health minister, A, and [Togo's], B`.
    fn shared(&mut self, index: usize, country: usize) {
        let Some(mention) = self.at_word[country].map(|at| &self.mentions[at]) else { return };
        let follows = mention.core.start > 0 && self.page.form(mention.core.start - 1) == "and";
        if mention.kind != Some(EntityKind::Country) || !follows {
            return;
        }
        let (land, core) = (mention.country, mention.core.clone());
        self.state(index, core.start..country + 2, country);
        if let Some(office) = self.out.last_mut().filter(|office| office.head == country) {
            (office.country, office.country_words, office.is_counterpart) = (land, Some(core), true);
        }
    }

    /// States a title of the clergy before a name, unless somebody's sister is meant: `Sister [Agnes Mbala]`.
    fn clergy(&mut self, index: usize, word: usize, sentence: usize) {
        let owned = word > sentence && matches!(self.xpos(word - 1), Xpos::PrpPoss | Xpos::Pos);
        if owned || !self.nouns.people.is_clergy(self.page.form(word), self.mentions[index].core.len()) {
            return;
        }
        self.state(index, word..word + 1, word);
        if let Some(office) = self.out.last_mut().filter(|office| office.head == word) {
            office.sector = Sector::from_code("REL");
        }
    }

    /// Whether the words before a comma are an office with which the sentence begins: `Chief executive of the bank since May, [A] owns`.
    fn begins(&self, sentence: usize, comma: usize) -> bool {
        let end = self.without_time(sentence, comma);
        let Some(head) = self.title_head(end.saturating_sub(14).max(sentence), end) else { return false };
        let mut start = head;
        while start > sentence && self.modifies(start - 1) {
            start -= 1;
        }
        start == sentence && !matches!(self.xpos(head), Xpos::Nns | Xpos::Nnps)
    }

    /// The end of a title without what says since when it is held.
    fn without_time(&self, sentence: usize, end: usize) -> usize {
        let since = |&word: &usize| matches!(&self.lower(word)[..], "since" | "until" | "from");
        let start = (end.saturating_sub(4).max(sentence)..end).rev().find(since);
        start.filter(|&start| (start + 1..end).any(|word| self.upos(word) == Upos::Num)).unwrap_or(end)
    }

    /// States the title that ends before a word, and gives its first word.
    fn title(&mut self, index: usize, sentence: usize, end: usize) -> Option<usize> {
        let floor = end.saturating_sub(14).max(sentence);
        let head = self.title_head(floor, end)?;
        let mut start = head;
        while start > floor && self.modifies(start - 1) && !self.is_when(start - 1) {
            start -= 1;
        }
        // `[Free Party of Norland] leader A`: a name is taken whole.
        if let Some(at) = self.at_word[start].filter(|&at| self.mentions[at].is_name() && self.mentions[at].core.end <= head) {
            start = start.min(self.mentions[at].core.start.max(sentence));
        }
        self.state(index, start..end, head);
        // `Owner and coach A`, `president and commander-in-chief A`.
        if start > floor + 1 && self.page.form(start - 1) == "and" && self.office_noun(start - 2).is_some() {
            let (head, mut first) = (start - 2, start - 2);
            while first > floor && self.modifies(first - 1) {
                first -= 1;
            }
            self.state(index, first..head + 1, head);
            start = first;
        } else if start > floor + 1
            && self.page.form(start - 1) == "and"
            && let Some(first) = self.first_of_two(floor, start - 1)
        {
            // `Executive editor of the review and author A`
            self.state(index, first.0..start - 1, first.1);
            start = first.0;
        }
        Some(start)
    }

    /// The first word and the head of an office with a body of its own before `and`, where no article makes it another person's.
    fn first_of_two(&self, floor: usize, and: usize) -> Option<(usize, usize)> {
        let head = self.title_head(floor, and).filter(|&head| head + 1 < and)?;
        let is_person = |word: usize| self.at_word[word].is_some_and(|at| self.mentions[at].kind == Some(EntityKind::Person));
        let mut first = head;
        while first > floor && self.modifies(first - 1) {
            first -= 1;
        }
        let sentence = self.page.analysis.sentence_of(head);
        let is_bare = first == sentence.start || !matches!(self.upos(first - 1), Upos::Det | Upos::Pron);
        (is_bare && !matches!(self.xpos(head), Xpos::Nns | Xpos::Nnps) && !(head..and).any(is_person)).then_some((first, head))
    }

    /// The noun that heads the title which ends before `end`.
    fn title_head(&self, floor: usize, end: usize) -> Option<usize> {
        let last = end.checked_sub(1).filter(|&last| last >= floor && !matches!(self.upos(last), Upos::Adp | Upos::Det))?;
        // The last word of an entry that an earlier one heads: `commander-in-[chief]`, `secretary-[general]`, `chief of [staff]`.
        let headed = |&head: &usize| {
            self.nouns.of(self.page, head).is_some_and(|(_, start, end)| end == last + 1 && start >= floor && start + 1 < end)
        };
        if let Some(head) = (last.saturating_sub(5).max(floor)..last).find(headed).filter(|&head| self.office_noun(head).is_some()) {
            return Some(head);
        }
        if self.office_noun(last).is_some() {
            return Some(last);
        }
        // `Chief of the Defence Staff A`, `ambassador to the United States A`: the nearest office with a preposition after it and no verb or mark between.
        let mut at = last;
        let mut preposition = None;
        loop {
            let (upos, form) = (self.upos(at), self.lower(at));
            match upos {
                Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num => {
                    if preposition == Some(at + 1) && self.office_noun(at).is_some() {
                        return Some(at);
                    }
                }
                Upos::Adp if matches!(&form[..], "of" | "for" | "to" | "at" | "in" | "from") => preposition = Some(at),
                Upos::Det if form == "the" => {}
                Upos::Part if self.xpos(at) == Xpos::Pos => {}
                Upos::Cconj if form == "and" => {}
                _ => return None,
            }
            at = at.checked_sub(1).filter(|&it| it >= floor)?;
        }
    }

    /// Whether a word ends what says when: `Last [week] Treasury Department official A`.
    fn is_when(&self, word: usize) -> bool {
        matches!(self.label(word), Deprel::OblUnmarked | Deprel::NmodUnmarked)
            && self.upos(word) == Upos::Noun
            && word > 0
            && self.nouns.office.is_of_when(&self.lower(word - 1))
    }
}

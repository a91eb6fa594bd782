//! Which names are those of people, by the names and the offices around them, and what a people, a faith or a party is called.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};
use dateline_lang::{Name, NameKind};
use dateline_text::ByteSpan;
use rustc_hash::FxHashSet;

use super::Finder;
use crate::who::nouns::{Noun, NounKind, is_phrase};
use crate::who::{EntityKind, Form};

impl Finder<'_, '_> {
    /// What a plural after `the` names that the tagger takes for a person or a body: a family (`the [Holms]`, where a Holm is on the page), else a
    /// team (`the [Wolverines]`).
    pub(super) fn several_of_name(&self, name: &Name, kind: EntityKind) -> Option<EntityKind> {
        let first = name.words.start;
        let is_one = name.words.len() == 1 && first > self.page.analysis.sentence_of(first).start;
        let stem = self.page.form(first).strip_suffix('s').filter(|_| is_one && self.page.form(first - 1).eq_ignore_ascii_case("the"))?;
        // `the Holms`, `the Lewises`
        let is_family = || self.surnames.contains(stem) || stem.strip_suffix('e').is_some_and(|stem| self.surnames.contains(stem));
        match kind {
            EntityKind::Person | EntityKind::Organization if is_family() => Some(EntityKind::Group),
            EntityKind::Person if self.xpos(first) == Xpos::Nnps => Some(EntityKind::Organization),
            _ => None,
        }
    }

    /// Whether one word in the plural names those who live somewhere, whatever the tagger makes of it: `Nevadans`.
    pub(super) fn is_of_inhabitants(&self, name: &Name, written: &str) -> bool {
        let is_several = name.words.len() == 1 && self.xpos(name.words.start) == Xpos::Nnps && written.len() > 5;
        // `the Jordans` are a family, `Spartans` a team.
        let one = written.strip_suffix('s').filter(|one| one.ends_with("an") && is_several && self.teams.is_none());
        let is_other =
            |one: &str| self.surnames.contains(one) || self.nouns.people.given(one).is_some() || self.page.countries.named(one).is_some();
        matches!(name.kind, NameKind::Person | NameKind::Org) && one.is_some_and(|one| !is_other(one)) && !self.surnames.contains(written)
    }

    /// The end of the name of a person without where they are from and without a word that the page does not have in it elsewhere: `Owen Pugh [of
    /// Velm]`, `Ada Holm [Says]`.
    pub(super) fn end_of_person(&self, name: &Name) -> usize {
        let words = &name.words;
        if let Some(of) = self.of_in(words).filter(|of| of - words.start > 1) {
            return of;
        }
        // `Ada Holm Says`, in a heading.
        let last = words.end - 1;
        let is_verb = || self.page.form(last).strip_suffix('s').is_some_and(|verb| self.nouns.people.is_act(&verb.to_lowercase()));
        let alone = |it: &Name| it.kind == NameKind::Person && it.words.len() + 1 == words.len() && self.are_alike(&it.words, words);
        match words.len() > 2 && is_verb() && self.page.analysis.names.iter().any(alone) {
            true => last,
            false => words.end,
        }
    }

    /// Whether the words of a shorter name are the first of a longer one.
    fn are_alike(&self, short: &Range<usize>, long: &Range<usize>) -> bool {
        short.clone().zip(long.clone()).all(|(a, b)| self.page.form(a) == self.page.form(b))
    }

    /// Whether a name that the tagger takes for something else is a person's by the words around it: `Generals [Oduya] and [Mwale]`,
    /// `[Lady Ashcombe]`, `Said [Karimi]`, `[Thandi Mokoena of Clean Rivers]`.
    pub(super) fn is_really_person(&self, name: &Name) -> bool {
        if !matches!(name.kind, NameKind::Org | NameKind::Misc | NameKind::Loc | NameKind::Fac | NameKind::Gpe) {
            return false;
        }
        let words = &name.words;
        let written = name.span.of(self.page.text());
        let (first, last) = (self.page.form(words.start), self.page.form(words.end - 1));
        let lower = last.to_lowercase();
        let is_known = self.nouns.lemma(&lower).is_some() || self.nouns.bodies.sector(written).is_some() || words.len() > 3;
        if let Some(of) = self.of_in(words) {
            let surname = self.page.form(of - 1).to_lowercase();
            return of == words.start + 2 && self.nouns.people.given(first).is_some() && self.nouns.lemma(&surname).is_none();
        }
        if is_known || matches!(name.kind, NameKind::Gpe | NameKind::Loc) && words.len() > 1 {
            return false;
        }
        // `Colonels Batu`
        let is_title =
            || self.nouns.of(self.page, words.start).is_some_and(|(noun, ..)| noun.kind == NounKind::Person && noun.sector.is_some());
        if words.len() == 2 && name.kind == NameKind::Org && is_title() && self.nouns.people.given(first).is_none() {
            return true;
        }
        if name.kind == NameKind::Org && self.is_plainly_full_name(words) {
            return true;
        }
        if words.len() > 1 && words.len() <= 3 && self.nouns.people.address(first).flatten().is_some() && name.kind == NameKind::Org {
            return true;
        }
        let loud = written.chars().all(|c| !c.is_lowercase());
        if words.len() <= 2 && !loud && self.relative_before(words).is_some() {
            return true;
        }
        if words.len() <= 2 && !loud && name.kind == NameKind::Org && self.holds_office_after(words) {
            return true;
        }
        if words.len() <= 2 && !loud && name.kind != NameKind::Misc && self.is_human_before(words.start) {
            return true;
        }
        words.len() <= 2 && (self.is_title_before(words.start) || words.len() == 1 && self.is_given_before(words.start))
    }

    /// Whether what the tagger takes for a body are the members of one, called by a plural: `[Republicans] said`, `[Sunni Muslims]`.
    pub(super) fn is_of_party(&self, name: &Name, written: &str) -> bool {
        let last = self.page.form(name.words.end - 1);
        let is_several = self.upos(name.words.start) != Upos::Adp
            && last.len() > 3
            && last.ends_with('s')
            && name.kind == NameKind::Org
            && self.of_in(&name.words).is_none();
        let is_norp = || {
            let noun = self.nouns.plural(last).is_some_and(|noun| matches!(noun.kind, NounKind::Person | NounKind::Group));
            let other = |it: &Name| it.kind == NameKind::Norp && self.page.form(it.words.end - 1) == last;
            (noun || self.page.countries.demonym(last).is_some() || self.is_party(last)) && self.page.analysis.names.iter().any(other)
        };
        is_several && self.teams.is_none() && (name.words.len() == 1 && self.is_party(written) || name.words.len() <= 2 && is_norp())
    }

    fn is_party(&self, name: &str) -> bool {
        self.nouns.bodies.sector(name).is_some_and(|sector| sector.code() == "PTY")
    }

    /// Whether the office of one person stands in apposition right after a name.
    pub(super) fn holds_office_after(&self, words: &Range<usize>) -> bool {
        // A `contractor` or a `publisher` may be a firm.
        let is_public = |noun: Noun| {
            let sector = noun.sector.is_some_and(|it| matches!(it.code(), "GOV" | "LEG" | "JUD" | "MIL" | "COP" | "REL" | "EDU" | "MED"));
            sector || noun.is_kin
        };
        let is_office = |word: usize| {
            self.label(word) == Deprel::Appos
                && self.xpos(word) == Xpos::Nn
                && !self.nouns.office.may_be_body(self.page.analysis.lemma(word))
                && self.nouns.of(self.page, word).is_some_and(|(noun, ..)| noun.kind == NounKind::Person && is_public(noun))
        };
        let comma = words.end < self.page.analysis.len() && self.page.form(words.end) == ",";
        comma && self.page.clauses.dependents(self.head_of(words)).any(|it| it > words.end && is_office(it))
    }

    /// Whether a name is a given name and a word that is no noun.
    pub(super) fn is_full_name(&self, words: &Range<usize>) -> bool {
        self.nouns.people.given(self.page.form(words.start)).is_some()
            && self.nouns.lemma(&self.page.form(words.end - 1).to_lowercase()).is_none()
    }

    /// Whether the first or the last word of a name stands elsewhere as a person's, and neither is a noun.
    pub(super) fn is_called(&self, words: &Range<usize>) -> bool {
        let is_noun = |word: &str| self.nouns.lemma(&word.to_lowercase()).is_some();
        let (first, last) = (self.page.form(words.start), self.page.form(words.end - 1));
        let alone = |name: &&Name| name.kind == NameKind::Person && name.words.len() == 1;
        let times =
            |word: &str| self.page.analysis.names.iter().filter(alone).filter(|name| self.page.form(name.words.start) == word).count();
        !is_noun(last) && (times(first) > 1 || !is_noun(first) && times(last) > 1)
    }

    /// Whether a name of two words that no body has stands in a list of people: `Ann Lee, [Dallas Moe] and Joost Maas`.
    pub(super) fn is_among_people(&self, words: &Range<usize>) -> bool {
        let ends_as_body = || {
            let last = self.page.form(words.end - 1).to_lowercase();
            self.nouns.lemma(&last).is_some()
                || self.nouns.is_body_suffix(&last)
                || self.nouns.bodies.is_club(self.page.form(words.end - 1))
        };
        if words.len() != 2 || !words.clone().all(|word| self.page.form(word).chars().any(char::is_lowercase)) || ends_as_body() {
            return false;
        }
        let first = self.page.clauses.first_conjunct(self.head_of(words));
        let names = &self.page.analysis.names;
        let of = |word: usize| names.get(names.partition_point(|it| it.words.end <= word)).filter(|it| it.words.contains(&word));
        let listed: Vec<&Name> = self.page.clauses.conjuncts(first).into_iter().filter_map(of).collect();
        let people = listed.iter().filter(|it| it.kind == NameKind::Person && it.words.len() > 1).count();
        people >= 2 && 2 * people > listed.len()
    }

    /// Where the name of a person begins in what the tagger takes for a body, after the office: `Senate Minority Leader [Mitch McConnell]`.
    pub(super) fn full_name_after_office(&self, name: &Name) -> Option<usize> {
        let words = name.words.clone();
        let is_office =
            |word: usize| self.nouns.of(self.page, word).is_some_and(|(noun, ..)| noun.kind == NounKind::Person && noun.sector.is_some());
        // `Sen. Sherrod Holm`: nothing but a name follows the abbreviation of an office.
        let is_short = |word: usize| word == words.start && self.page.form(word).ends_with('.') && self.page.form(word).len() > 2;
        let starts = |start: &usize| {
            let rest = *start..words.end;
            is_office(start - 1) && (2..=3).contains(&rest.len()) && (is_short(start - 1) || self.is_plainly_full_name(&rest))
        };
        // `Velmar CEO Ada Holm`
        let is_of_firm = || name.kind == NameKind::Person && self.nouns.bodies.is_firm(self.page.form(words.start));
        // `House Speaker Joost Maas`
        let is_of_body = |start: &usize| self.nouns.bodies.is_listed(self.page.span(&(words.start..*start - 1)).of(self.page.text()));
        // `Clerk of Council Ada Holm`
        let of_office = |start: &usize| {
            let is_held = |of: usize| self.nouns.of(self.page, of - 1).is_some_and(|(noun, ..)| noun.kind == NounKind::Person);
            let is_body = self.nouns.lemma(&self.page.form(start - 1).to_lowercase()).is_some_and(|it| it.kind == NounKind::Organization);
            is_body && self.of_in(&(words.start..*start)).is_some_and(is_held) && self.is_plainly_full_name(&(*start..words.end))
        };
        (words.start + 1..words.end.saturating_sub(1))
            .find(|start| starts(start) || of_office(start))
            .filter(|start| name.kind == NameKind::Org || is_of_firm() || *start > words.start + 1 && is_of_body(start))
    }

    /// Where the name of a person begins in what is taken for a place, after an office: `Vice President [Lind]`, `Judges [Ferrow]`.
    pub(super) fn titled(&self, words: &Range<usize>) -> Option<usize> {
        let is_office = |word: &usize| {
            // `Vice President`
            let opens =
                |start: usize| start >= words.start && (words.start..start).all(|it| self.nouns.office.is_still(self.page.form(it)));
            let found = self.nouns.of(self.page, *word).filter(|&(noun, start, _)| noun.kind == NounKind::Person && opens(start));
            found.is_some_and(|(noun, _, end)| {
                end == word + 1
                    && noun.sector.is_some_and(|sector| matches!(sector.code(), "GOV" | "LEG" | "JUD" | "MIL" | "COP"))
                    && !self.nouns.is_of_places(&self.page.form(*word).to_lowercase())
            })
        };
        let office = (words.start..words.end.saturating_sub(1)).rev().find(is_office)?;
        let rest = office + 1..words.end;
        let is_name = |word: usize| {
            self.page.form(word).starts_with(char::is_uppercase) && self.nouns.lemma(&self.page.form(word).to_lowercase()).is_none()
        };
        (rest.len() <= 2 && rest.clone().all(is_name)).then_some(rest.start)
    }

    /// Whether a noun for a human being stands right before a name: `Brazil star [Neymar]`.
    pub(super) fn is_human_before(&self, start: usize) -> bool {
        let Some(before) = start.checked_sub(1).filter(|&word| word >= self.page.analysis.sentence_of(start).start) else { return false };
        let lemma = self.page.analysis.lemma(before);
        self.xpos(before) == Xpos::Nn
            && self.page.form(before).starts_with(char::is_lowercase)
            && self
                .nouns
                .lemma(lemma)
                .or_else(|| self.nouns.of(self.page, before).map(|it| it.0))
                .is_some_and(|noun| noun.kind == NounKind::Person)
            && !self.nouns.office.may_be_body(lemma)
    }

    /// Whether a name is a given name that is hardly anything else and a word that is none of English: `[Caitlin Brandvold] incident`.
    pub(super) fn is_plainly_full_name(&self, words: &Range<usize>) -> bool {
        let (first, last) = (self.page.form(words.start), self.page.form(words.end - 1));
        let mut rest = last.chars().skip(1);
        let is_word = last.starts_with(char::is_uppercase)
            && rest.by_ref().any(char::is_lowercase)
            && last.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''));
        let joined = || {
            words.clone().skip(1).take(words.len() - 2).all(|word| {
                self.page.form(word).starts_with(char::is_uppercase)
                    || self.page.form(word) == "."
                    || self.nouns.people.is_particle(self.page.form(word))
            })
        };
        (2..=4).contains(&words.len())
            && is_word
            && joined()
            && (self.xpos(words.end - 1) == Xpos::Nnp || words.len() == 2 && self.xpos(words.end - 1) == Xpos::Nnps)
            && self.nouns.lemma(last.trim_end_matches('s').to_lowercase().as_str()).is_none()
            && self.nouns.people.given(first).is_some()
            && !self.nouns.people.is_ambiguous_given(first)
            && self.nouns.lemma(&last.to_lowercase()).is_none()
            && !self.nouns.is_body_suffix(last)
            && !self.nouns.bodies.is_club(last)
            && !self.nouns.bodies.is_site(last)
            && !self.nouns.bodies.is_happening(last)
            && self.page.countries.named(last).is_none()
    }

    /// Whether the words before a name are the title of a person, in capitals or in the plural: `Generals Oduya and [Mwale]`.
    pub(super) fn is_title_before(&self, start: usize) -> bool {
        let sentence = self.page.analysis.sentence_of(start);
        let title = |word: usize| {
            let form = self.page.form(word);
            let noun = self.nouns.lemma(&self.page.analysis.lemma(word).to_lowercase());
            form.starts_with(char::is_uppercase)
                && noun.is_some_and(|noun| noun.kind == NounKind::Person && noun.sector.is_some() && !noun.is_kin)
        };
        if start > sentence.start && title(start - 1) {
            return self.nouns.people.given(self.page.form(start - 1)).is_none();
        }
        // The second of two that share a title.
        start >= sentence.start + 3
            && self.page.form(start - 1) == "and"
            && self.upos(start - 2) == Upos::Propn
            && title(start - 3)
            && self.xpos(start - 3) != Xpos::Nn
            && self.page.form(start - 3).ends_with('s')
    }

    /// Whether a given name with which the sentence begins stands before a name and belongs to it: `[Said] Karimi, a baker, has`.
    pub(super) fn is_given_before(&self, start: usize) -> bool {
        let sentence = self.page.analysis.sentence_of(start);
        start == sentence.start + 1 && self.nouns.people.given(self.page.form(sentence.start)).is_some() && !self.used[sentence.start]
    }

    /// The first words of names of people, which name them too: `Tucker` of Tucker Carlson.
    pub(super) fn first_names(&self) -> FxHashSet<String> {
        let names = self.page.analysis.names.iter().filter(|name| name.kind == NameKind::Person && name.words.len() > 1);
        let first = names.map(|name| self.page.form(name.words.start));
        first.filter(|first| self.nouns.people.address(first).is_none() && first.len() > 2).map(str::to_owned).collect()
    }

    /// The last words of names of several words that are people's.
    pub(super) fn surnames(&self) -> FxHashSet<String> {
        // `Obama` is a town in Japan, too.
        let is_known = |name: &Name| name.words.len() == 1 && self.nouns.leaders.is_name(self.page.form(name.words.start));
        // `Toyota Lumera` is nobody.
        let is_made = |name: &Name| self.nouns.bodies.is_firm(self.page.form(name.words.start));
        let is_full = |name: &Name| name.kind == NameKind::Person && name.words.len() > 1 && !is_made(name);
        let names = self.page.analysis.names.iter().filter(|name| is_full(name) || is_known(name));
        let after_office = self.page.analysis.names.iter().filter(|name| self.full_name_after_office(name).is_some());
        names.chain(after_office).map(|name| self.page.form(name.words.end - 1).to_owned()).collect()
    }

    /// Whether a point of the compass before a demonym makes it that of a continent: `Latin [American]`.
    pub(super) fn is_of_continent(&self, word: usize) -> bool {
        let before = word.checked_sub(1).filter(|&before| before >= self.page.analysis.sentence_of(word).start);
        before.is_some_and(|before| self.nouns.is_compass(self.page.form(before)))
    }

    /// A nation, faith or party: `Ukrainian`, `Muslims`, `Republicans`.
    pub(super) fn people(&mut self, words: Range<usize>, span: ByteSpan) {
        let last = words.end - 1;
        if self.is_of_continent(words.start) {
            self.used[words].fill(true);
            return;
        }
        let country = self.page.countries.demonym(span.of(self.page.text()));
        // `Maltese and Greek counterparts`: an adjective in a row of adjectives.
        let in_row = self.label(last) == Deprel::Conj
            && self.page.analysis.head(last).is_some_and(|head| self.label(head) == Deprel::Amod && self.upos(head) == Upos::Adj);
        if in_row && country.is_some() {
            return self.demonym(words, span, country);
        }
        // `The American lost the toss`: one of them, where the word has a plural of its own.
        let form = self.page.form(last);
        let is_one = country.is_some()
            && is_phrase(self.label(last))
            && !form.ends_with('s')
            && self.page.countries.demonym(&format!("{form}s")).is_some()
            && self.page.clauses.dependents(last).any(|it| self.label(it) == Deprel::Det);
        if is_one {
            self.name(words, Some(span), Some(EntityKind::Person), country, None);
            if let Some(last) = self.out.last_mut() {
                last.form = Form::Nominal;
            }
        } else if matches!(self.xpos(last), Xpos::Nnps | Xpos::Nns)
            || self.label(last) != Deprel::Amod && self.upos(last) == Upos::Adj && is_phrase(self.label(last))
        {
            // The people themselves: `Ukrainians`, `the Dutch`.
            let home = self.nouns.bodies.home(span.of(self.page.text())).or_else(|| {
                // `Local Republicans`, but not the `Neo Democrats` of another country.
                let is_plain = words.clone().take(words.len() - 1).all(|word| self.upos(word) == Upos::Adj);
                self.nouns.bodies.home(self.page.form(last)).filter(|_| is_plain)
            });
            self.name(words, Some(span), Some(EntityKind::Group), country, None);
            if let Some(last) = self.out.last_mut() {
                last.form = Form::Nominal;
                last.is_plural = true;
                // `Republicans` are of a country without being its people.
                last.land = home.map(|home| (home, span));
            }
        } else if country.is_some() {
            self.demonym(words, span, country);
        } else if matches!(self.label(last), Deprel::Amod | Deprel::Compound) {
            // `a Republican senator`: no mention of the party.
        } else {
            let several = form.ends_with('s');
            let kind = if several { EntityKind::Group } else { EntityKind::Person };
            self.name(words, Some(span), Some(kind), None, None);
            if let Some(last) = self.out.last_mut() {
                last.form = Form::Nominal;
                last.is_plural = several;
            }
        }
    }
}

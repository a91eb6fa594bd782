//! What looks like the name of a person or body and is nobody's: a heading, a common noun, the title of a work, a law.

use std::ops::Range;

use dateline_lang::labels::{Upos, Xpos};
use dateline_lang::{Name, NameKind};
use dateline_text::ByteSpan;
use rustc_hash::FxHashSet;

use super::{Finder, is_apposed};
use crate::who::nouns::{Noun, NounKind, Police, is_phrase};

/// Whether a word is the code of a contract on a market: `CLc1`.
fn is_contract(word: &str) -> bool {
    let stem = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let letters = stem.strip_suffix('c').filter(|letters| letters.len() >= 2 && stem.len() < word.len());
    letters.is_some_and(|letters| letters.chars().all(|c| c.is_ascii_uppercase()))
}

impl Finder<'_, '_> {
    /// Whether the words of a line are written as a heading is, all in capital letters at their beginnings, and no mark ends it.
    pub(super) fn is_title_case(&self, word: usize) -> bool {
        let sentence = self.page.analysis.sentence_of(word);
        let is_content = |word: &usize| self.page.form(*word).len() > 3 && self.page.form(*word).starts_with(char::is_alphabetic);
        let ends = self.page.form(sentence.end - 1);
        sentence.len() > 2
            && !matches!(ends, "." | "!" | "?" | "”" | "\"")
            && sentence.clone().filter(is_content).all(|word| self.page.form(word).starts_with(char::is_uppercase))
    }

    /// Whether what the tagger takes for a body is a common noun that a sentence or a heading begins with, or the title of a section.
    pub(super) fn is_common(&self, name: &Name, written: &str) -> bool {
        let words = &name.words;
        if name.kind != NameKind::Org || self.nouns.bodies.sector(written).is_some() {
            return false;
        }
        let last = self.page.form(words.end - 1);
        // `Chinese EVs`
        if words.len() == 2 && self.page.countries.demonym(self.page.form(words.start)).is_some() && self.nouns.bodies.is_never(last) {
            return true;
        }
        let sentence = self.page.analysis.sentence_of(words.start);
        let opens = sentence.start == words.start || words.start == sentence.start + 1;
        let titled = self.is_title_case(words.start);
        if !opens && !titled {
            return false;
        }
        let elsewhere = || {
            self.page.analysis.names.iter().any(|it| {
                let (start, line) = (it.words.start, self.page.analysis.sentence_of(it.words.start));
                it.span.of(self.page.text()) == written && line.start + 1 < start && !self.is_title_case(start)
            })
        };
        let is_abstract = |word: usize| {
            let lower = self.page.form(word).to_lowercase();
            self.common.contains(&*lower)
                || self
                    .nouns
                    .lemma(&lower)
                    .or_else(|| self.nouns.lemma(self.page.analysis.lemma(word)))
                    .is_some_and(|noun| noun.kind == NounKind::Abstract)
        };
        let loud = written.chars().all(|c| !c.is_lowercase());
        let head = self.of_in(words).map_or(words.end - 1, |of| of - 1);
        (words.len() == 1 || titled) && !loud && is_abstract(head) && !elsewhere()
    }

    /// Names in sentences that are not all in capitals, in small letters.
    pub(super) fn said_in_small(&self) -> FxHashSet<String> {
        let names = self.page.analysis.names.iter().filter(|name| !self.is_loud(name.words.start));
        names.map(|name| name.span.of(self.page.text()).to_lowercase()).collect()
    }

    /// Whether the sentence of a word is all in capitals.
    pub(super) fn is_loud(&self, word: usize) -> bool {
        let words = self.page.span(&self.page.analysis.sentence_of(word)).of(self.page.text());
        words.contains(' ') && words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase)
    }

    /// Whether what looks like a name is a word of a line in capitals, on a page that has others and does not name it there: `[WHO] IS NEXT?`
    pub(super) fn is_heading(&self, words: &Range<usize>, span: ByteSpan) -> bool {
        self.is_loud(words.start)
            && !self.normal.is_empty()
            && !self.normal.contains(&span.of(self.page.text()).to_lowercase())
            && !self.is_dateline(words)
    }

    /// Whether what the tagger takes for a name names nobody: a number, an address, a clause in capitals, what happens or holds.
    pub(super) fn is_nobody(&self, name: &Name, written: &str) -> bool {
        let words = &name.words;
        let (first, is_one) = (words.start, words.len() == 1);
        let is_never = self.nouns.bodies.is_never(written) && !(is_one && self.surnames.contains(written));
        if is_never || is_one && (self.upos(first) == Upos::Num || self.shorts.contains(written)) {
            return true;
        }
        // `Drew Holm, [R-Velmar], said`
        let is_seat = !written.contains(' ') && self.nouns.bodies.is_seat(written);
        if is_seat || is_one && self.is_part_of_office(first) {
            return true;
        }
        // `20 Harbour Ave.`
        if name.kind == NameKind::Person && written.starts_with(|c: char| c.is_ascii_digit()) {
            return true;
        }
        // `PESSIMISM PREVAILS`: a word of a text in capitals that says what holds, not who.
        let is_quality = |word: usize| {
            let form = self.page.form(word);
            let noun = || self.nouns.lemma(&form.to_lowercase()).filter(|noun| noun.kind != NounKind::Abstract);
            self.nouns.bodies.is_of_quality(form) && noun().is_none()
        };
        if matches!(name.kind, NameKind::Org | NameKind::Misc | NameKind::Fac)
            && words.len() <= 2
            && is_quality(words.end - 1)
            && !self.nouns.bodies.is_listed(written)
            && self.is_loud(first)
        {
            return true;
        }
        // `Storm Ada … after [Ada]`, `Ada Holm ([HOLM]'-ah)`
        if is_one && (self.storms.contains(written) || self.is_pronunciation(first)) {
            return true;
        }
        // `@mara_v`, `www.sarn.example`.
        if ["@", "://", "www.", ".com/"].iter().any(|mark| written.contains(mark)) || self.is_work(name) {
            return true;
        }
        // `Trims, Gasket, & Weatherstrip) - 571`: what a list or a table is made of.
        // `Wal - Mart` is a hyphen that somebody set apart, `Home - About Us` a line of a page.
        let is_line = written.split_once(" - ").is_some_and(|(before, after)| before.contains(' ') || after.contains(' '));
        let is_torn = written.matches('(').count() != written.matches(')').count() || is_line || written.contains(';');
        if is_torn && name.kind != NameKind::Person {
            return true;
        }
        // `the Horizon Scandal`
        let is_happening = |word: usize| self.nouns.bodies.is_happening(self.page.form(word));
        if name.kind == NameKind::Org
            && !is_one
            && (is_happening(words.end - 1) || self.of_in(words).is_some_and(|of| is_happening(of - 1)))
        {
            return true;
        }
        // `the Clean Rivers [and Harbours Act]`
        let goes_on = |word: usize| self.page.form(word) == "and" || self.page.form(word).starts_with(char::is_uppercase);
        let beyond = words.end..self.page.analysis.sentence_of(first).end.min(words.end + 5);
        if name.kind == NameKind::Org
            && beyond.len() > 2
            && self.page.form(words.end) == "and"
            && beyond.take_while(|&word| goes_on(word)).any(is_happening)
        {
            return true;
        }
        // `Who`, `Bake`: no noun with which a sentence begins; a body may be written in capitals.
        let loud = written.len() > 1 && written.chars().all(|c| c.is_uppercase() || c == '.');
        if is_one && !loud && name.kind != NameKind::Person && !self.surnames.contains(written) {
            let is_small =
                matches!(self.upos(first), Upos::Pron | Upos::Det | Upos::Aux | Upos::Adp | Upos::Sconj | Upos::Cconj | Upos::Intj);
            let opens = self.page.analysis.sentence_of(first).start == first;
            if is_small || opens && (self.upos(first) == Upos::Adv || matches!(self.xpos(first), Xpos::Vb | Xpos::Vbp)) {
                return true;
            }
        }
        // `Council rejects Plan`: a clause, of which the verb is in small letters.
        let is_clause = |word: usize| self.xpos(word).is_finite() && self.page.form(word).starts_with(char::is_lowercase);
        words.clone().skip(1).any(is_clause) || is_contract(self.page.form(words.end - 1))
    }

    /// Whether a noun beside a name says that it is the title of a work: `the film [Velm Rising]`, `the [Velm Rising] trilogy`.
    pub(super) fn is_work(&self, name: &Name) -> bool {
        let (words, analysis) = (&name.words, self.page.analysis);
        let sentence = analysis.sentence_of(words.start);
        let is_noun = |word: usize| self.upos(word) == Upos::Noun && self.xpos(word) == Xpos::Nn;
        // They are one phrase: `the film [Disney] made` is made by somebody.
        let head = self.head_of(words);
        let is_one = |noun: usize| {
            let beside = |word: usize, above: usize| analysis.head(word) == Some(above) && is_apposed(self.label(word));
            beside(head, noun) || beside(noun, head)
        };
        let before = words.start.checked_sub(1).filter(|&word| word >= sentence.start && is_noun(word));
        let is_before = |word: usize| self.nouns.bodies.is_before_work(analysis.lemma(word)) && is_one(word);
        let after = Some(words.end).filter(|&word| word < sentence.end && is_noun(word));
        let is_after = |word: usize| self.nouns.bodies.is_after_work(analysis.lemma(word)) && is_one(word);
        let is_body = || self.nouns.bodies.is_listed(name.span.of(self.page.text()));
        let may_be = name.kind != NameKind::Person || words.len() == 1 && !self.surnames.contains(self.page.form(words.start));
        may_be && (before.is_some_and(is_before) || after.is_some_and(is_after) && name.kind != NameKind::Person) && !is_body()
    }

    /// Whether what the tagger takes for a name is a common noun or a code before another name: `Police`, `Ex-Mayor`, `QB Drew Mallory`.
    pub(super) fn is_noun(&self, name: &Name, written: &str) -> bool {
        // `Commissioner of Police`, `Senior Advocate of Nigeria`: an office.
        let is_holder = |of: usize| {
            let noun = self.nouns.of(self.page, of - 1).filter(|(noun, ..)| noun.kind == NounKind::Person);
            // `Head of Fundamental Research`
            let is_office = |(noun, ..): &(Noun, usize, usize)| {
                noun.sector.is_some()
                    || of == name.words.start + 1 && self.nouns.office.is_of_any_body(&self.page.form(of - 1).to_lowercase())
            };
            noun.filter(is_office).is_some() && !self.page.form(of - 1).ends_with('s')
        };
        // `Inspector-General of Police` is an office, though police are a body.
        if name.kind == NameKind::Org && self.of_in(&name.words).is_some_and(is_holder) && !self.nouns.bodies.is_listed(written) {
            return true;
        }
        if name.words.len() != 1 {
            let is_place = matches!(name.kind, NameKind::Gpe | NameKind::Loc | NameKind::Fac);
            if !is_place && name.kind != NameKind::Org {
                return false;
            }
            // `Senate Minority Leader` is where nobody lives.
            let last = self.page.form(name.words.end - 1);
            let entry = self.nouns.of(self.page, name.words.end - 1).filter(|&(_, _, end)| end == name.words.end);
            let office = entry.map(|(noun, ..)| noun).filter(|noun| noun.kind == NounKind::Person);
            let held = office.and_then(|noun| noun.sector).is_some_and(|it| matches!(it.code(), "GOV" | "LEG" | "JUD" | "COP"));
            // `Greek Foreign Minister`
            let of_body = || written.rsplit_once(' ').is_some_and(|(body, _)| self.nouns.bodies.is_listed(body));
            let is_body =
                || name.kind == NameKind::Org && (held && self.nouns.bodies.sector(written).is_none() || office.is_some() && of_body());
            // `LUTHERAN BISHOPS`, `POWER COMPANY WORKER`: in a text in capitals nothing tells a noun from a name.
            let is_loud_office = || {
                let last = name.words.end - 1;
                (office.is_some() || self.lifted_plural(last).is_some()) && self.is_loud(last) && is_phrase(self.label(last))
            };
            if is_loud_office() && self.of_in(&name.words).is_none() && !self.nouns.bodies.is_listed(written) {
                return true;
            }
            return (is_place && (held || office.is_some() && self.nouns.office.is_of_any_body(&last.to_lowercase())) || is_body())
                && !self.nouns.bodies.is_listed(written);
        }
        // `the Muslim Brotherhood … of the Brotherhood`: the last word of a body that the page names in full.
        let is_short = || {
            let the = name.words.start.checked_sub(1).is_some_and(|word| self.page.form(word).eq_ignore_ascii_case("the"));
            let noun = self.nouns.lemma(&written.to_lowercase()).is_some_and(|noun| noun.kind == NounKind::Organization);
            let longer = |it: &Name| {
                it.kind == NameKind::Org
                    && it.words.len() > 1
                    && self.page.form(it.words.end - 1) == written
                    && it.words.start != name.words.start
            };
            the && noun && self.page.analysis.names.iter().any(longer)
        };
        if matches!(name.kind, NameKind::Gpe | NameKind::Loc | NameKind::Fac) && is_short() {
            return true;
        }
        // `the Leader`
        let is_human = |noun: Noun| name.kind == NameKind::Org && noun.kind == NounKind::Person && written.contains(char::is_lowercase);
        // `Eyewitnesses said`, `NEWSMEN WERE HELD`
        if (matches!(name.kind, NameKind::Org | NameKind::Fac | NameKind::Misc) || self.is_loud(name.words.start))
            && self.lifted_plural(name.words.start).is_some()
            && !self.nouns.bodies.is_listed(written)
            && self.nouns.bodies.sector(written).is_none()
        {
            return true;
        }
        let is_body = self.nouns.lemma(&written.to_lowercase()).is_some_and(|noun| noun.kind == NounKind::Organization || is_human(noun))
            && self.nouns.bodies.sector(written).is_none();
        // `Police said`, but `Sting left Police`.
        let opens = self.page.analysis.sentence_of(name.words.start).start == name.words.start;
        let is_body = is_body || opens && self.nouns.police(&written.to_lowercase()) == Some(Police::Own);
        let is_office = || {
            written.contains('-')
                && self.nouns.people.given(written).is_none()
                && self.nouns.of(self.page, name.words.start).is_some_and(|(noun, ..)| noun.kind == NounKind::Person)
        };
        // `MPs`
        let is_several = || {
            let one = written.strip_suffix('s').filter(|one| one.len() > 1 && one.chars().all(|c| c.is_ascii_uppercase()));
            let noun = one.and_then(|one| self.nouns.lemma(&one.to_lowercase()));
            noun.is_some_and(|noun| noun.kind == NounKind::Person)
        };
        is_body || self.nouns.bodies.is_code(written) || is_office() || is_several()
    }

    /// Whether a word in capitals opens a bracket after a name and says how that sounds: `Ada Holm ([HOLM]'-ah)`.
    fn is_pronunciation(&self, word: usize) -> bool {
        let loud = self.page.form(word).chars().all(char::is_uppercase);
        let sentence = self.page.analysis.sentence_of(word);
        let next = word + 1;
        loud && word > sentence.start + 1
            && self.page.form(word - 1) == "("
            && self.upos(word - 2) == Upos::Propn
            && next < sentence.end
            && matches!(self.page.form(next), "'" | "’" | "-" | "'-" | "’-")
    }

    /// Names of storms, which are nobody's where they stand alone: `Storm [Ada]`.
    pub(super) fn storms(&self) -> FxHashSet<String> {
        let mut found = FxHashSet::default();
        for sentence in self.page.analysis.sentences() {
            for word in sentence.start + 1..sentence.end {
                let is_name = self.upos(word) == Upos::Propn && self.page.form(word).starts_with(char::is_uppercase);
                if is_name && self.nouns.bodies.is_storm(self.page.form(word - 1)) {
                    found.insert(self.page.form(word).to_owned());
                }
            }
        }
        found
    }

    /// The short forms in brackets of common nouns, which name nobody: `key pair rotation ([KPR])`, but not `the rescue agency ([VRA])`.
    pub(super) fn shorts(&self) -> FxHashSet<String> {
        let is_small = |word: usize| self.upos(word) == Upos::Noun && self.page.form(word).starts_with(char::is_lowercase);
        let bracketed = |name: &&Name| {
            let (start, end) = (name.words.start, name.words.end);
            let sentence = self.page.analysis.sentence_of(start);
            name.words.len() == 1
                && start > sentence.start + 1
                && end < sentence.end
                && self.page.form(start - 1) == "("
                && self.page.form(end) == ")"
                && is_small(start - 2)
        };
        let names = self.page.analysis.names.iter().filter(bracketed);
        let is_short = |name: &&Name| {
            let written = name.span.of(self.page.text());
            let letters: Vec<char> = written.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
            let last = name.words.start - 2;
            let first = (last + 1).saturating_sub(letters.len() + 2).max(self.page.analysis.sentence_of(last).start);
            // All its letters stand in the words before it, in order, from the beginning of one.
            let stands = |from: usize| {
                let mut rest = letters.iter().peekable();
                let words = self.page.span(&(from..last + 1)).of(self.page.text()).to_lowercase();
                words.chars().for_each(|c| {
                    rest.next_if(|&&it| it == c);
                });
                words.chars().next() == letters.first().copied() && rest.peek().is_none()
            };
            let noun = self.nouns.lemma(self.page.analysis.lemma(last)).map(|noun| noun.kind);
            let is_body = matches!(noun, Some(NounKind::Organization | NounKind::Group | NounKind::Person | NounKind::Place));
            let is_loud = written.chars().all(|c| !c.is_lowercase());
            (2..=6).contains(&letters.len()) && is_loud && !is_body && !self.nouns.bodies.is_listed(written) && (first..=last).any(stands)
        };
        let mut found: FxHashSet<String> = names.filter(is_short).map(|name| name.span.of(self.page.text()).to_owned()).collect();
        // `the Clean Rivers Act … the CRA`, `the River Music Awards … the RMAs`
        for name in self.page.analysis.names.iter().filter(|name| name.words.len() > 2) {
            let last = self.page.form(name.words.end - 1);
            let first = |word: usize| self.page.form(word).chars().next().filter(|c| c.is_uppercase());
            let short: String = name.words.clone().filter_map(first).collect();
            if self.nouns.bodies.is_happening(last) && short.len() > 2 {
                found.extend(last.ends_with('s').then(|| format!("{short}s")));
                found.insert(short);
            }
        }
        found
    }
}

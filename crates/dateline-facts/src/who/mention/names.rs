//! The mention that a name makes: its head, its extent, and what of the words around it belongs to it.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};
use dateline_lang::morph;
use dateline_text::ByteSpan;

use super::{Candidate, Finder, is_apposed};
use crate::country::Country;
use crate::who::nouns::{Gender, NounKind, is_phrase};
use crate::who::{EntityKind, Form};

/// The marks that close what a mark opens.
pub(super) fn closing(mark: &str) -> Option<&'static [&'static str]> {
    match mark {
        "\"" => Some(&["\""]),
        "“" | "”" => Some(&["”", "“"]),
        "'" | "‘" | "’" => Some(&["'", "’"]),
        "(" => Some(&[")"]),
        _ => None,
    }
}

impl Finder<'_, '_> {
    pub(super) fn demonym(&mut self, words: Range<usize>, span: ByteSpan, country: Option<Country>) {
        self.used[words.clone()].fill(true);
        let head = words.end - 1;
        self.push(Candidate {
            head,
            top: head,
            core: words.clone(),
            extent: words,
            span,
            form: Form::Demonym,
            kind: Some(EntityKind::Country),
            country,
            ..self.blank(head)
        });
    }

    pub(super) fn name(
        &mut self,
        words: Range<usize>,
        span: Option<ByteSpan>,
        kind: Option<EntityKind>,
        country: Option<Country>,
        place: Option<usize>,
    ) {
        // `Ada St. Holm … [St.] Holm`
        let is_saint = kind == Some(EntityKind::Person)
            && words.len() == 1
            && words.start > self.page.analysis.sentence_of(words.start).start
            && !self.used[words.start - 1]
            && self.nouns.people.is_saint(self.page.form(words.start - 1))
            && self.surnames.contains(self.page.form(words.start));
        let (words, span) = if is_saint { (words.start - 1..words.end, None) } else { (words, span) };
        let (words, span) = if kind == Some(EntityKind::Person) {
            let (words, span) = self.without_tail(words, span);
            self.used[words.clone()].fill(true);
            self.without_office(words, span)
        } else {
            self.used[words.clone()].fill(true);
            (words, span)
        };
        let head = self.head_of(&words);
        let mut top = head;
        // The office before a name may govern it: `Prime Minister Starmer`; so may what it is in apposition to: `the mayor, Ann Lee`.
        if kind == Some(EntityKind::Person) {
            while let Some(above) = self.page.analysis.head(top) {
                let near = above < words.start && words.start - above <= 12;
                let part = matches!(self.label(top), Deprel::Flat | Deprel::Compound | Deprel::Appos | Deprel::NmodDesc | Deprel::Dep);
                let is_person = || self.nouns.of(self.page, above).is_some_and(|(noun, ..)| noun.kind == NounKind::Person);
                let person = near && part && (is_person() || self.nouns.office.is_counterpart_at(self.page, above));
                // `two brothers, [Ada Holm] and Bo Lind`: each is one of them.
                let is_listed = || {
                    self.label(top) == Deprel::Appos
                        && self.xpos(above) == Xpos::Nns
                        && self.page.clauses.dependents(top).any(|it| self.label(it) == Deprel::Conj)
                };
                if !person
                    || is_listed()
                    || (above..words.start).any(|word| self.used[word] && word > above && self.label(top) == Deprel::Compound)
                {
                    break;
                }
                top = above;
            }
        }
        // `the [People's Dawn] party`: the noun is a part of the name.
        let is_party = kind == Some(EntityKind::Organization)
            && self.label(head) == Deprel::Compound
            && self.page.analysis.head(head) == Some(words.end)
            && self.page.form(words.end) == "party";
        let words = if is_party { words.start..words.end + 1 } else { words };
        let span = span.filter(|_| !is_party);
        let head = if is_party { words.end - 1 } else { head };
        if is_party {
            self.used[head] = true;
            top = head;
        }
        // `the Turkish daily [Son Haber]`: the noun before it says what it is.
        let body_before = |word: usize| {
            let noun = self.nouns.lemma(self.page.analysis.lemma(word)).filter(|noun| noun.kind == NounKind::Organization);
            let sector = noun.and_then(|noun| noun.sector);
            self.upos(word) == Upos::Noun && sector.is_some_and(|sector| matches!(sector.code(), "JRN" | "BUS"))
        };
        let is_apposed = || {
            self.nouns.people.given(self.page.form(words.start)).is_none() && {
                is_apposed(self.label(head))
                    && self.page.analysis.head(head).is_some_and(|above| above + 1 == words.start && body_before(above))
            }
        };
        let kind = if kind == Some(EntityKind::Person) && is_apposed() { Some(EntityKind::Organization) } else { kind };
        // `WeWork's parent company, [The We Company],`: an apposition to the noun for what it is.
        if kind == Some(EntityKind::Organization)
            && matches!(self.label(head), Deprel::Appos | Deprel::Flat | Deprel::NmodDesc | Deprel::NmodUnmarked)
            && let Some(above) = self.page.analysis.head(head).filter(|&above| above < words.start && words.start - above <= 4)
            && (self.label(head) == Deprel::Appos || above + 1 == words.start && self.upos(above) == Upos::Noun)
            && !self.used[above]
            && self.page.analysis.morphs[above].number() != Some(morph::Number::Plur)
            && self.nouns.of(self.page, above).is_some_and(|(noun, ..)| noun.kind == NounKind::Organization)
        {
            top = above;
        }
        let mut extent = if is_phrase(self.label(top)) { self.extent(top) } else { words.clone() };
        if !(extent.start <= words.start && words.end <= extent.end) {
            extent = extent.start.min(words.start)..extent.end.max(words.end);
        }
        if !is_phrase(self.label(top)) {
            extent = words.clone();
        }
        // What follows a name with a preposition other than `of` says where or when, not who.
        let loose = |&it: &usize| {
            it >= words.end
                && self.label(it) == Deprel::Nmod
                && !matches!(&self.page.clauses.preposition(it)[..], "of" | "from" | "" | "de")
        };
        if let Some(cut) =
            self.page.clauses.dependents(head).chain(self.page.clauses.dependents(top)).filter(loose).map(|it| self.extent_start(it)).min()
        {
            extent.end = extent.end.min(cut.max(words.end));
        }
        if kind == Some(EntityKind::Person)
            && let Some((start, noun)) = self.relative_before(&words)
        {
            self.used[noun] = true;
            extent.start = extent.start.min(start);
        }
        extent.end = extent.end.max(self.relative_after(words.end));
        let is_plural = kind != Some(EntityKind::Person) && self.xpos(words.end - 1) == Xpos::Nnps && kind == Some(EntityKind::Group);
        let gender = if kind == Some(EntityKind::Person) { self.gender_of_name(&words) } else { None };
        let determiner = self.determiner(top);
        self.push(Candidate {
            head,
            top,
            core: words.clone(),
            extent,
            span: span.unwrap_or_else(|| self.page.span(&words)),
            form: Form::Name,
            kind,
            is_plural,
            gender,
            determiner,
            country,
            place,
            label: self.label(top),
            ..self.blank(head)
        });
    }

    /// The end of a relative clause right after a name, whatever the parser hangs it on: `A, [whose son was killed]`, `A, "[who never gave up]"`.
    pub(super) fn relative_after(&self, end: usize) -> usize {
        if end >= self.page.analysis.len() || end == 0 {
            return end;
        }
        let sentence = self.page.analysis.sentence_of(end - 1);
        let mut at = end;
        while at < sentence.end && at < end + 2 && matches!(self.page.form(at), "," | "\"" | "“") {
            at += 1;
        }
        if at == end || at >= sentence.end || !matches!(self.xpos(at), Xpos::Wp | Xpos::WpPoss) {
            return end;
        }
        let ends = |&word: &usize| matches!(self.page.form(word), "," | "." | "\"" | "”" | ";" | ":" | "—" | "–");
        (at + 1..sentence.end).find(ends).unwrap_or(sentence.end)
    }

    /// The first word of what stands between a comma and a name and says what they are: `her husband, [former senator] Bo Lind`; else the name.
    fn titled_from(&self, name: usize) -> usize {
        let sentence = self.page.analysis.sentence_of(name);
        let is_office = |word: usize| self.nouns.of(self.page, word).is_some_and(|(noun, ..)| noun.kind == NounKind::Person);
        let is_title = |&word: &usize| matches!(self.upos(word), Upos::Noun | Upos::Propn | Upos::Adj);
        let before = (name.saturating_sub(5).max(sentence.start)..name).rev().take_while(is_title).last();
        before.filter(|&first| is_office(name - 1) && first > sentence.start && self.page.form(first - 1) == ",").unwrap_or(name)
    }

    /// The first word of `his widow`, and the noun, in `his widow, [Zainab Rashid],`, where the parser does not see that they are one.
    pub(super) fn relative_before(&self, words: &Range<usize>) -> Option<(usize, usize)> {
        let sentence = self.page.analysis.sentence_of(words.start);
        let first = self.titled_from(words.start);
        let noun = first.checked_sub(2).filter(|&noun| noun > sentence.start && self.page.form(first - 1) == ",")?;
        let closed = words.end >= sentence.end || matches!(self.page.form(words.end), "," | "." | ";" | ")");
        let entry = self.nouns.lemma(&self.page.form(noun).to_lowercase());
        let kin = entry.is_some_and(|noun| noun.is_kin);
        let office = entry.is_some_and(|it| it.kind == NounKind::Person && it.sector.is_some()) && self.label(words.start) != Deprel::Conj;
        let owner =
            (noun.saturating_sub(3).max(sentence.start)..noun).rev().find(|&it| matches!(self.xpos(it), Xpos::PrpPoss | Xpos::Pos))?;
        let adjectives =
            (owner + 1..noun).all(|it| matches!(self.upos(it), Upos::Adj | Upos::Num) || office && self.upos(it) == Upos::Propn);
        // `Norway's minister, Bo Lind said`
        let says = || words.end < sentence.end && self.page.clauses.is_reporting(words.end) && self.xpos(words.end).is_finite();
        let closed = closed || office && (matches!(self.page.form(words.end), "of" | "who") || says());
        let start = owner + usize::from(self.xpos(owner) == Xpos::Pos);
        (closed && (kin || office) && adjectives && self.tops[noun].is_none()).then_some((start, noun))
    }

    /// The name of a person up to a colon or quotation mark, with which no name goes on; a nickname between two marks is a part of it.
    pub(super) fn without_tail(&self, words: Range<usize>, span: Option<ByteSpan>) -> (Range<usize>, Option<ByteSpan>) {
        let mut at = words.start + 1;
        while at < words.end {
            let form = self.page.form(at);
            if let Some(end) = self.nickname(at, words.end).filter(|&end| end < words.end) {
                at = end;
            } else if matches!(form, ":" | ";" | "\"" | "“" | "”" | "(")
                // `[Will] adored Pearl`
                || form.starts_with(char::is_lowercase) && matches!(self.xpos(at), Xpos::Vbd | Xpos::Vbz | Xpos::Vbn)
            {
                return (words.start..at, None);
            }
            at += 1;
        }
        (words, span)
    }

    /// The word after the mark that closes a nickname which opens at a word: `Ada [“the Owl”] Brandt`, `Luis [(Lucho)] Prieto`.
    pub(super) fn nickname(&self, open: usize, end: usize) -> Option<usize> {
        let close = closing(self.page.form(open))?;
        let end = end.min(open + 6).min(self.page.analysis.sentence_of(open).end);
        let close = (open + 2..end).find(|&word| close.contains(&self.page.form(word)))?;
        let is_part = |word: usize| self.page.form(word).starts_with(char::is_uppercase) || self.page.form(word) == "the";
        (open + 1..close).all(is_part).then_some(close + 1)
    }

    /// The end of the name of a person that a nickname in marks divides.
    pub(super) fn beyond_nickname(&self, end: usize) -> Option<usize> {
        let len = self.page.analysis.len();
        let last = (end < len).then(|| self.nickname(end, len)).flatten().filter(|&last| last < self.page.analysis.sentence_of(end).end)?;
        let is_name = self.page.form(last).starts_with(char::is_uppercase) && self.upos(last) == Upos::Propn && !self.used[last];
        let name = self.page.analysis.names.partition_point(|name| name.words.end <= last);
        let name = self.page.analysis.names.get(name).filter(|name| name.words.contains(&last));
        // A second full name is another person.
        (is_name && name.is_none_or(|name| name.words.start == last && name.words.len() == 1)).then_some(last + 1)
    }

    /// The name of a person without a form of address or an office that was taken for its first word: `King Sefo` is `Sefo`.
    pub(super) fn without_office(&self, words: Range<usize>, span: Option<ByteSpan>) -> (Range<usize>, Option<ByteSpan>) {
        let mut start = words.start;
        while start + 1 < words.end {
            // `Fire Marshal Ada Holm`
            let entry = |word: usize| self.nouns.of(self.page, word).filter(|it| it.0.kind == NounKind::Person && it.1 == start);
            let office = (start + 1..words.end - 1).filter_map(entry).map(|it| it.2).find(|&end| end > start + 1 && end < words.end);
            if let Some(end) = office {
                start = end;
                continue;
            }
            let word = self.page.form(start);
            let is_office = || {
                self.nouns.lemma(&word.to_lowercase()).is_some_and(|noun| noun.kind == NounKind::Person) || self.nouns.bodies.is_code(word)
            };
            let is_compound =
                || word.contains('-') && self.nouns.of(self.page, start).is_some_and(|(noun, ..)| noun.kind == NounKind::Person);
            let is_several = || {
                word.ends_with('s')
                    && self.nouns.of(self.page, start).is_some_and(|(noun, ..)| noun.kind == NounKind::Person && noun.sector.is_some())
            };
            let is_office = || is_office() || is_compound() || is_several();
            // `MEC Mamabolo`, `IGP Idris`: letters for an office.
            let is_all_caps = |word: &str| word.len() >= 3 && word.chars().all(|c| c.is_ascii_uppercase());
            let is_code = is_all_caps(word) && word.len() <= 5 && !is_all_caps(self.page.form(start + 1));
            let is_given = self.nouns.people.given(word).is_some();
            // `Chief of [Department] Ada Holm`
            let is_body = || {
                start > 0
                    && self.page.form(start - 1) == "of"
                    && self.nouns.people.given(self.page.form(start + 1)).is_some()
                    && self.nouns.lemma(&word.to_lowercase()).is_some_and(|noun| noun.kind == NounKind::Organization)
            };
            // `[Duma] Deputy Bo Lind`
            let next =
                || self.nouns.of(self.page, start + 1).is_some_and(|(noun, first, _)| noun.kind == NounKind::Person && first > start);
            let is_body = || is_body() || start + 2 < words.end && self.nouns.bodies.is_listed(word) && next();
            let is_short = || self.nouns.short(&word.to_lowercase()).is_some();
            if !(is_code && !is_given || is_body() || is_short() || self.nouns.people.address(word).is_some() || is_office() && !is_given) {
                break;
            }
            start += 1;
        }
        if start == words.start { (words, span) } else { (start..words.end, None) }
    }

    /// What a given name or a form of address before it says.
    pub(super) fn gender_of_name(&self, words: &Range<usize>) -> Option<Gender> {
        let before = words.start.checked_sub(1).map(|word| self.page.form(word));
        let before = before.and_then(|word| self.nouns.people.address(word)).flatten();
        let first = self.nouns.people.address(self.page.form(words.start)).flatten();
        let title = words.start.checked_sub(1).and_then(|word| self.nouns.of(self.page, word)).and_then(|(noun, ..)| noun.gender);
        // One word alone is a given name where the page has it as nobody's surname.
        let alone = words.len() == 1 && !self.surnames.contains(self.page.form(words.start));
        // `Thomas-Brandt` is a surname, `Jean-Luc Brandt` a name with it.
        let is_double = words.len() > 2 && self.page.form(words.start + 1) == "-" && words.len() == 3;
        let given = || ((words.len() > 1 || alone) && !is_double).then(|| self.nouns.people.given(self.page.form(words.start))).flatten();
        before.or(first).or(title).or_else(given)
    }
}

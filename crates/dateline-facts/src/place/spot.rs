//! Where names of places stand.

use std::ops::Range;

use dateline_gazetteer::{Kind, fold};
use dateline_lang::{NameKind, Upos, Xpos};
use dateline_text::ByteSpan;
use rustc_hash::{FxHashMap, FxHashSet};

use super::atlas::{Atlas, Known};
use super::words::Hint;
use crate::country::Country;
use crate::page::Page;

/// A name of a place in the text.
#[derive(Debug)]
pub(super) struct Spot {
    pub(super) words: Range<usize>,
    pub(super) span: ByteSpan,
    /// The name, an index into [`Spots::names`].
    pub(super) name: usize,
    /// What a noun beside it says.
    pub(super) hint: Option<Hint>,
    /// The country that words beside it say it is in: `the Spanish city of Valencia`.
    pub(super) land: Option<Country>,
    /// The spot after it that says in which area it lies: `Idaho` of `Moscow, Idaho`.
    pub(super) container: Option<usize>,
    /// Whether it only tells where others are: it stands inside a name of something else.
    pub(super) is_context: bool,
}

/// A name, however often it stands in the text.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) known: Known,
}

/// The names of places of a page.
#[derive(Debug, Default)]
pub(super) struct Spots {
    pub(super) spots: Vec<Spot>,
    pub(super) names: Vec<Name>,
}

/// From so many inhabitants (a power of two) a name that the tagger did not see is a town's, wherever it stands.
const LARGE: f64 = 18.0;
/// From so many inhabitants a town is one that the world knows.
const METROPOLIS: f64 = 19.0;
/// The same after a preposition of place, where the tagger takes it for a person.
const CITY: f64 = 16.0;
/// The same after a preposition of place.
const TOWN: f64 = 13.0;
/// The most words of a list before the noun that says what its members are.
const LIST: usize = 24;
/// The same where a noun says that somebody is from there.
const VILLAGE: f64 = 9.0;
/// The most words of a name that is looked for.
const LONGEST: usize = 5;

/// Finds them.
struct Spotter<'p, 'a> {
    page: &'p Page<'p>,
    atlas: Atlas<'a>,
    /// By word: the name of the tagger that it is part of.
    tagged: Vec<Option<usize>>,
    found: Spots,
    name_of: FxHashMap<String, usize>,
    /// Folded names that the tagger sees as places somewhere on the page.
    places: FxHashSet<String>,
}

impl Spots {
    pub(super) fn find<'a>(page: &Page<'_>, atlas: Atlas<'a>) -> Self {
        let names = &page.analysis.names;
        let mut tagged = vec![None; page.analysis.len()];
        let mut places = FxHashSet::default();
        for (at, name) in names.iter().enumerate() {
            name.words.clone().for_each(|word| tagged[word] = Some(at));
            if matches!(name.kind, NameKind::Gpe | NameKind::Loc) {
                places.insert(fold(name.span.of(page.text())));
            }
        }
        let mut spotter = Spotter { page, atlas, tagged, found: Self::default(), name_of: FxHashMap::default(), places };
        for sentence in page.analysis.sentences() {
            spotter.sentence(sentence.clone());
        }
        spotter.found.spots.sort_by_key(|spot| (spot.span.start(), spot.span.end()));
        spotter.containers();
        spotter.found
    }
}

impl Spotter<'_, '_> {
    fn sentence(&mut self, sentence: Range<usize>) {
        let mut word = sentence.start;
        while word < sentence.end {
            word = match self.tagged[word] {
                Some(name) => {
                    self.tagged_name(name, &sentence);
                    self.page.analysis.names[name].words.end.max(word + 1)
                }
                None => self.untagged(word, &sentence),
            };
        }
    }

    /// A name that the tagger sees.
    fn tagged_name(&mut self, at: usize, sentence: &Range<usize>) {
        let name = &self.page.analysis.names[at];
        match name.kind {
            NameKind::Gpe | NameKind::Loc => {
                for part in self.parts(name.words.clone()) {
                    // The tagger's span knows where a prefix ends.
                    let inner = if part == name.words { name.span } else { self.page.span(&part) };
                    self.place(part, inner, sentence);
                }
            }
            NameKind::Fac => {
                let words = self.trimmed(name.words.clone());
                let is_known = |words: &Range<usize>| !self.atlas.exactly(self.page.span(words).of(self.page.text())).candidates.is_empty();
                if !words.is_empty() && (is_known(&words) || self.is_site(&words, sentence)) {
                    let span = self.page.span(&words);
                    self.place(words, span, sentence);
                } else {
                    self.inside(name.words.clone());
                }
            }
            NameKind::Norp | NameKind::Person | NameKind::Org | NameKind::Event | NameKind::Misc => {
                let (words, kind) = (self.trimmed(name.words.clone()), name.kind);
                if words.is_empty() {
                    return;
                }
                let span = if words == name.words { name.span } else { self.page.span(&words) };
                if self.is_mistyped(&words, span, kind, sentence) {
                    self.place(words, span, sentence);
                } else if matches!(kind, NameKind::Org | NameKind::Event | NameKind::Misc) {
                    self.inside(words);
                }
            }
        }
    }

    /// Whether something is said to be at a building, road or site: a place without a known point.
    fn is_site(&self, words: &Range<usize>, sentence: &Range<usize>) -> bool {
        let before = |back: usize| if words.start >= sentence.start + back { self.page.form(words.start - back) } else { "" };
        let is_at = |word: &str| self.atlas.words.is_locative(word) || matches!(word, "on" | "along");
        is_at(before(1)) || before(1).eq_ignore_ascii_case("the") && is_at(before(2))
    }

    /// Whether a name that the tagger takes for another thing is a place here.
    fn is_mistyped(&self, words: &Range<usize>, span: ByteSpan, kind: NameKind, sentence: &Range<usize>) -> bool {
        let written = span.of(self.page.text());
        if self.atlas.countries.demonym(written).is_some() && self.atlas.countries.named(written).is_none() {
            return false;
        }
        let known = self.atlas.exactly(written);
        if self.hint(words, sentence) == Some(Hint::County) && self.atlas.has_county(written) {
            return true;
        }
        // "the city of Kryvyi Rig", however it is spelt.
        let is_said = self.hint(words, sentence) == Some(Hint::Town) && kind != NameKind::Person;
        if is_said && words.start > sentence.start && self.page.form(words.start - 1) == "of" {
            return true;
        }
        let Some(best) = known.candidates.first() else { return false };
        let is_other = matches!(kind, NameKind::Org | NameKind::Event | NameKind::Misc);
        let elsewhere = self.places.contains(&fold(written));
        self.is_before_container(words, sentence, &known)
            || self.is_code_of_area(words, sentence, &known)
            || best.kind() == Some(Kind::Admin2) && self.ends_in_generic(words)
            || self.atlas.countries.capital(written).is_some()
            || self.is_from_here(words, sentence, best.prior)
            || self.is_after_locative(words, sentence)
                && (elsewhere || kind != NameKind::Person && best.prior >= TOWN || words.len() > 1 && best.prior >= CITY)
            || self.is_among_places(words, sentence)
            || elsewhere && words.len() > 1
            || is_other && (elsewhere || matches!(best.kind(), None | Some(Kind::Admin1 | Kind::Island)))
    }

    /// Whether a name ends in the word for what it is: `Jackson County`.
    fn ends_in_generic(&self, words: &Range<usize>) -> bool {
        words.len() > 1 && self.atlas.words.hint(&self.page.form(words.end - 1).to_lowercase()).is_some()
    }

    /// Whether a noun follows that says that somebody is from there: `a Crafton man`.
    fn is_from_here(&self, words: &Range<usize>, sentence: &Range<usize>, prior: f64) -> bool {
        words.len() <= 3 && words.end < sentence.end && prior >= VILLAGE && self.atlas.words.is_from(self.page.form(words.end))
    }

    /// Whether a code of two letters after a name and a comma is that of an area: `TN` of `Nashville, TN`.
    fn is_code_of_area(&self, words: &Range<usize>, sentence: &Range<usize>, known: &Known) -> bool {
        let written = self.page.form(words.start);
        let is_code = words.len() == 1 && written.len() == 2 && written.chars().all(|c| c.is_ascii_uppercase());
        is_code
            && words.start >= sentence.start + 2
            && self.page.form(words.start - 1) == ","
            && starts_upper(self.page.form(words.start - 2))
            && known.candidates.iter().any(|it| it.kind() == Some(Kind::Admin1))
    }

    /// Whether a name stands in a list with a place: `Rock Hill, Fort Mill and York County`.
    fn is_among_places(&self, words: &Range<usize>, sentence: &Range<usize>) -> bool {
        let is_link = |word: usize| matches!(self.page.form(word), "," | "and" | "or" | "&");
        let is_place = |word: usize| {
            self.tagged[word].is_some_and(|name| matches!(self.page.analysis.names[name].kind, NameKind::Gpe | NameKind::Loc))
        };
        let before = words.start >= sentence.start + 2 && is_link(words.start - 1) && is_place(words.start - 2);
        let after = words.end + 1 < sentence.end && is_link(words.end) && is_place(words.end + 1);
        before && self.page.form(words.start - 1) != "," || after && self.page.form(words.end) != "," || before && after
    }

    /// Whether a comma and an area that holds it follow a name: `Moscow, Idaho`.
    fn is_before_container(&self, words: &Range<usize>, sentence: &Range<usize>, known: &Known) -> bool {
        let next = words.end + 1;
        if next >= sentence.end || self.page.form(words.end) != "," || !starts_upper(self.page.form(next)) {
            return false;
        }
        let end = self.tagged[next].map_or(next + 1, |name| self.page.analysis.names[name].words.end).min(sentence.end);
        let area = self.atlas.exactly(self.page.span(&(next..end)).of(self.page.text()));
        let is_area = |kind: Option<Kind>| matches!(kind, None | Some(Kind::Admin1));
        area.candidates.iter().take(3).filter(|it| is_area(it.kind())).any(|area| known.candidates.iter().any(|it| area.holds(it)))
    }

    fn is_after_locative(&self, words: &Range<usize>, sentence: &Range<usize>) -> bool {
        words.start > sentence.start && self.atlas.words.is_locative(self.page.form(words.start - 1))
    }

    /// A word that the tagger does not see as a name: the longest name of the gazetteer that begins with it; the word to go on with.
    fn untagged(&mut self, word: usize, sentence: &Range<usize>) -> usize {
        let analysis = self.page.analysis;
        if !starts_upper(self.page.form(word)) || analysis.tags[word].upos != Upos::Propn {
            return word + 1;
        }
        let mut run = word + 1;
        while run < sentence.end && self.tagged[run].is_none() && self.is_name_word(run) {
            run += 1;
        }
        let mut best = None;
        for end in word + 1..=run.min(word + LONGEST) {
            let span = self.page.span(&(word..end));
            let known = self.atlas.exactly(span.of(self.page.text()));
            let continues = known.continues;
            if starts_upper(self.page.form(end - 1)) && self.is_likely(&(word..end), span, &known, sentence) {
                best = Some(end);
            }
            if !continues {
                break;
            }
        }
        let Some(end) = best else { return run };
        // A part of a longer run of names is a part of another name.
        let is_part = end < run && starts_upper(self.page.form(end)) || word > sentence.start && self.is_name_before(word);
        if is_part {
            return run;
        }
        let span = self.page.span(&(word..end));
        self.place(word..end, span, sentence);
        end
    }

    fn is_name_before(&self, word: usize) -> bool {
        let before = word - 1;
        starts_upper(self.page.form(before)) && self.page.analysis.tags[before].upos == Upos::Propn && self.tagged[before].is_none()
    }

    fn is_name_word(&self, word: usize) -> bool {
        let form = self.page.form(word);
        starts_upper(form) && self.page.analysis.tags[word].upos == Upos::Propn || matches!(form, "of" | "de" | "la" | "del" | "upon")
    }

    fn is_likely(&self, words: &Range<usize>, span: ByteSpan, known: &Known, sentence: &Range<usize>) -> bool {
        let Some(best) = known.candidates.first() else { return false };
        let written = span.of(self.page.text());
        self.atlas.countries.named(written).is_some()
            || self.places.contains(&fold(written))
            || best.prior >= LARGE
            || best.prior >= TOWN && self.is_after_locative(words, sentence)
            || self.is_before_container(words, sentence, known)
            || self.is_after_comma_of_place(words, sentence, known)
    }

    /// Whether a name follows a place and a comma and holds it: `Ky.` of `Paris, Ky.`.
    fn is_after_comma_of_place(&self, words: &Range<usize>, sentence: &Range<usize>, known: &Known) -> bool {
        if words.start < sentence.start + 2 || self.page.form(words.start - 1) != "," {
            return false;
        }
        let Some(before) = self.found.spots.last().filter(|spot| spot.words.end == words.start - 1) else { return false };
        let inner = &self.found.names[before.name].known.candidates;
        known
            .candidates
            .iter()
            .filter(|it| matches!(it.kind(), None | Some(Kind::Admin1)))
            .any(|area| inner.iter().any(|it| area.holds(it)))
    }

    /// The names of places inside a name of something else: they tell where others are.
    fn inside(&mut self, words: Range<usize>) {
        let mut word = words.start;
        while word < words.end {
            let mut best = None;
            for end in word + 1..=words.end.min(word + LONGEST) {
                if !starts_upper(self.page.form(word)) {
                    break;
                }
                let known = self.atlas.exactly(self.page.span(&(word..end)).of(self.page.text()));
                if known.candidates.first().is_some_and(|it| it.prior >= TOWN) {
                    best = Some(end);
                }
                if !known.continues {
                    break;
                }
            }
            if let Some(end) = best {
                let span = self.page.span(&(word..end));
                self.push(word..end, span, true, None);
            }
            word = best.unwrap_or(word + 1);
        }
    }

    /// The parts of a name between commas, without articles and possessive endings.
    fn parts(&self, words: Range<usize>) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = words.start;
        for word in words.clone() {
            if matches!(self.page.form(word), "," | "(" | ")" | ";") {
                parts.push(self.trimmed(start..word));
                start = word + 1;
            }
        }
        parts.push(self.trimmed(start..words.end));
        parts.retain(|part| !part.is_empty());
        parts
    }

    fn trimmed(&self, mut words: Range<usize>) -> Range<usize> {
        let is_article = |word: usize| self.page.form(word).eq_ignore_ascii_case("the");
        while !words.is_empty() && is_article(words.start) {
            words.start += 1;
        }
        while !words.is_empty()
            && (self.page.analysis.tags[words.end - 1].xpos == Xpos::Pos || matches!(self.page.form(words.end - 1), "," | "'s" | "’s"))
        {
            words.end -= 1;
        }
        words
    }

    /// A place of the page, unless the name is that of a people, of a body, or only a part of a longer one.
    fn place(&mut self, words: Range<usize>, span: ByteSpan, sentence: &Range<usize>) {
        let written = span.of(self.page.text());
        if !starts_upper(written) || self.atlas.countries.demonym(written).is_some() && self.atlas.countries.named(written).is_none() {
            return;
        }
        // `La [Vieille Ferme]`: the article of a longer name.
        let next_is_name =
            words.end < sentence.end && starts_upper(self.page.form(words.end)) && self.page.analysis.tags[words.end].upos == Upos::Propn;
        if written.len() <= 3 && written.chars().any(char::is_lowercase) && next_is_name {
            return;
        }
        if self.atlas.countries.body(written).is_some() && self.atlas.countries.named(written).is_none() {
            return;
        }
        // `a UGA student`: letters that stand for a body, not a town that is written in small ones.
        let is_short = written.len() <= 4 && written.chars().all(|c| c.is_ascii_uppercase());
        let is_loud = || self.page.span(sentence).of(self.page.text()).chars().filter(|c| c.is_lowercase()).count() < 4;
        if is_short && self.atlas.is_town_alone(written) && !self.is_dateline(&words) && !is_loud() {
            return;
        }
        let is_money = page_char_after(self.page.text(), span) == Some('$');
        if is_money || self.atlas.words.is_never(&fold(written)) || self.atlas.countries.government(written).is_some() {
            return;
        }
        let next = words.end;
        let is_longer = next < sentence.end
            && self.tagged[words.start].is_none()
            && self.tagged[next].is_none()
            && self.atlas.words.makes_longer(self.page.form(next))
            && self.page.analysis.tags[next].upos == Upos::Propn;
        let hint = self.hint(&words, sentence);
        let (words, span) = self.with_ending(words, span, sentence);
        self.push(words, span, is_longer, hint);
    }

    /// With the `'s` after a name where it is a part of it: `St. John's`.
    fn with_ending(&self, words: Range<usize>, span: ByteSpan, sentence: &Range<usize>) -> (Range<usize>, ByteSpan) {
        let longer = words.start..words.end + 1;
        if words.end < sentence.end
            && self.page.analysis.tags[words.end].xpos == Xpos::Pos
            && self.page.analysis.segmentation.joined[words.end]
        {
            let whole = span.hull(self.page.analysis.span(words.end));
            if self.atlas.is_usual_name(whole.of(self.page.text())) {
                return (longer, whole);
            }
        }
        (words, span)
    }

    fn push(&mut self, words: Range<usize>, span: ByteSpan, is_context: bool, hint: Option<Hint>) {
        let written = span.of(self.page.text());
        let folded = fold(written);
        let name = match self.name_of.get(&folded) {
            Some(&name) => name,
            None => {
                let mut known = self.atlas.named(written);
                // After "DeKalb County" or in "DeKalb and Gwinnett counties", "DeKalb" is the county.
                let county = format!("{folded} county");
                if hint == Some(Hint::County) || self.name_of.contains_key(&county) {
                    self.atlas.add_counties(&county, &mut known);
                }
                self.found.names.push(Name { known });
                self.name_of.insert(folded, self.found.names.len() - 1);
                self.found.names.len() - 1
            }
        };
        let land = if is_context { None } else { self.land(&words) };
        self.found.spots.push(Spot { words, span, name, hint, land, container: None, is_context });
    }

    /// What a noun beside a name says: `Idlib province`, `the city of Mosul`, `the port Misrata`.
    fn hint(&self, words: &Range<usize>, sentence: &Range<usize>) -> Option<Hint> {
        let word = |at: usize| (sentence.contains(&at)).then(|| self.atlas.words.hint(self.page.form(at))).flatten();
        let before = || {
            let before = words.start.checked_sub(1)?;
            if sentence.contains(&before) && self.page.form(before) == "of" { word(before.checked_sub(1)?) } else { None }
        };
        let dateline = || self.is_dateline(words).then_some(Hint::Town);
        word(words.end).or_else(before).or_else(|| self.list_hint(words.end, sentence)).or_else(dateline)
    }

    /// Whether a name in capitals, before a dash or an agency, opens a paragraph: reports are filed in towns, `NEW YORK (AP) —`.
    fn is_dateline(&self, words: &Range<usize>) -> bool {
        let page = self.page;
        let is_loud = || page.span(words).of(page.text()).chars().all(|c| !c.is_lowercase());
        let closes = || page.is_dash(words.end) || words.end < page.analysis.len() && page.form(words.end) == "(";
        is_loud() && closes() && page.opens_block(words.start)
    }

    /// The country that a people or an owner beside the noun for a place says: `the [Spanish] city of Valencia`, `[Ukraine]'s port city of
    /// Odesa`, `Valencia, a [Spanish] city`.
    fn land(&self, words: &Range<usize>) -> Option<Country> {
        let sentence = self.page.analysis.sentence_of(words.start);
        let is_noun = |word: usize| self.atlas.words.hint(self.page.form(word)).is_some();
        let country_of = |noun: usize| {
            let floor = noun.saturating_sub(4).max(sentence.start);
            for word in (floor..noun).rev() {
                let form = self.page.form(word);
                let owner = || {
                    let is_owner = self.page.analysis.tags[word + 1].xpos == Xpos::Pos;
                    is_owner.then(|| self.atlas.countries.named(form)).flatten()
                };
                if let Some(country) = self.atlas.countries.demonym(form).or_else(owner) {
                    return Some(country);
                }
                if !matches!(self.page.analysis.tags[word].upos, Upos::Adj | Upos::Noun | Upos::Part | Upos::Adv | Upos::Punct) {
                    return None;
                }
            }
            None
        };
        let before = || {
            let of = words.start.checked_sub(1).filter(|&of| of > sentence.start && self.page.form(of) == "of")?;
            Some(of - 1).filter(|&noun| is_noun(noun)).and_then(country_of)
        };
        let after = || {
            let comma = Some(words.end).filter(|&comma| comma + 3 < sentence.end && self.page.form(comma) == ",")?;
            let is_article = matches!(self.page.form(comma + 1), "a" | "the");
            let noun = (comma + 2..(comma + 6).min(sentence.end)).find(|&word| is_noun(word)).filter(|_| is_article)?;
            (comma + 2..noun)
                .all(|word| matches!(self.page.analysis.tags[word].upos, Upos::Adj | Upos::Noun | Upos::Propn))
                .then(|| country_of(noun))
                .flatten()
        };
        before().or_else(after)
    }

    /// What the noun after a list says of its members: `in Becker, Clay and Grant counties`.
    fn list_hint(&self, mut word: usize, sentence: &Range<usize>) -> Option<Hint> {
        let first = word;
        let is_listed = |word: usize| matches!(self.page.form(word), "," | "and" | "or") || starts_upper(self.page.form(word));
        while sentence.contains(&word) && word < first + LIST && is_listed(word) {
            word += 1;
        }
        let noun = (word > first && sentence.contains(&word)).then(|| self.page.form(word))?;
        let is_plural = matches!(self.page.analysis.tags[word].xpos, Xpos::Nns);
        self.atlas.words.hint(noun).filter(|_| is_plural)
    }

    /// Finds for every name the area after it that it lies in.
    fn containers(&mut self) {
        for at in 0..self.found.spots.len().saturating_sub(1) {
            let (spot, next) = (&self.found.spots[at], &self.found.spots[at + 1]);
            let gap = spot.words.end..next.words.start;
            if gap.len() != 1 || !matches!(self.page.form(gap.start), "," | "(") {
                continue;
            }
            let (inner, area) = (&self.found.names[spot.name].known.candidates, &self.found.names[next.name].known.candidates);
            let holds = (next.hint != Some(Hint::County) || spot.hint.is_none())
                && area.iter().take(4).any(|area| {
                    matches!(area.kind(), None | Some(Kind::Admin1 | Kind::Admin2 | Kind::Region | Kind::Island | Kind::Town))
                        && inner.iter().any(|it| area.holds(it))
                });
            // "Washington, Pennsylvania and California" is a list.
            let is_division = |known: &Known| known.candidates.first().is_some_and(|it| matches!(it.kind(), None | Some(Kind::Admin1)));
            let goes_on = matches!(
                self.page.analysis.len().checked_sub(next.words.end + 1).map(|_| self.page.form(next.words.end)),
                Some("and" | "or")
            ) || at > 0
                && self.found.spots[at - 1].words.end + 1 == spot.words.start
                && self.found.spots[at - 1].container.is_none()
                && is_division(&self.found.names[self.found.spots[at - 1].name].known);
            // "Washington, New York and Boston" is one too: all three are large towns.
            let is_metropolis = |known: &Known| known.candidates.iter().any(|it| it.kind() == Some(Kind::Town) && it.prior >= METROPOLIS);
            if goes_on && is_metropolis(&self.found.names[spot.name].known) && is_metropolis(&self.found.names[next.name].known) {
                continue;
            }
            let is_list = goes_on && is_division(&self.found.names[spot.name].known) && is_division(&self.found.names[next.name].known);
            if holds && !is_list {
                self.found.spots[at].container = Some(at + 1);
            }
        }
    }
}

/// The character after a span.
fn page_char_after(text: &str, span: ByteSpan) -> Option<char> {
    text[span.end()..].chars().next()
}

/// Whether a word begins with a capital letter, an article in small letters before it aside: `al-Bab`, `ez-Zor`.
fn starts_upper(word: &str) -> bool {
    let name = word.split_once('-').filter(|(article, _)| article.len() <= 3).map_or(word, |(_, name)| name);
    [word, name].iter().any(|it| it.chars().next().is_some_and(char::is_uppercase))
}

//! The words of `lexicon/en/time.toml`, found by their first.

use std::collections::BTreeMap;

use jiff::civil::Weekday;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::calendar::{DayPart, Season, Unit};
use super::expression::{Holiday, Reference, Toward, Which};

/// What a word or phrase can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    Cardinal(u32),
    Multiplier(u32),
    Group(u32),
    Fraction(u32),
    Ordinal(i8),
    Unit {
        unit: Unit,
        plural: bool,
    },
    Month(i8),
    Weekday(Weekday),
    Weekdays(Weekday),
    Weekend,
    Weekends,
    WorkingDays,
    DayPart(DayPart),
    DayParts(DayPart),
    Season(Season),
    /// The hour of a clock time with a name.
    NamedClock(u8),
    Meridiem(Meridiem),
    /// A time zone; whether it is universal time.
    Zone(bool),
    Day(i32, Option<DayPart>),
    Which(Which),
    Toward(Toward),
    /// Of [`Sense::Toward`]: only where no noun follows.
    Prepositional,
    Every(u32),
    Frequency(u32, Unit),
    Often,
    Times,
    Approximate,
    Filler,
    Vague,
    Position,
    Fiscal,
    Era {
        before_christ: bool,
    },
    Decade(i8),
    Reference(Reference),
    Length(&'static str),
    Label,
    /// A word before a bare season, part of the day or day of the month that makes it a time.
    Placing,
    Street,
    AgeAfter,
    AgeBefore,
    Long,
    Holiday(Holiday, Option<i16>),
}

/// What follows an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Meridiem {
    Am,
    Pm,
    None,
}

/// A phrase that a first word opens.
#[derive(Debug)]
pub(super) struct Entry {
    /// The words after the first.
    pub(super) rest: Box<[Box<str>]>,
    pub(super) sense: Sense,
}

/// The lists, ready to look up.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    entries: FxHashMap<Box<str>, Vec<Entry>>,
    /// Verbs whose time is that of the telling.
    reporting: Vec<String>,
    habitual: Vec<String>,
    /// Verbs of fixtures, whose present tells of a day to come.
    fixtures: Vec<String>,
    /// Words of games that are played in quarters.
    games: Vec<String>,
    /// Nouns for what comes every week on the day that stands before them.
    weekly: Vec<String>,
    /// Lemmas whose infinitive, participle or object is still to come.
    pub(super) prospective: Vec<String>,
    /// Of these, the ones whose passive sets a time to come even in the past tense.
    pub(super) scheduled: Vec<String>,
    /// And the ones whose object is still to come.
    pub(super) planning: Vec<String>,
    /// Verbs whose infinitive happened when they did.
    pub(super) implicative: Vec<String>,
    /// Prepositions that only look back.
    pub(super) past_prepositions: Vec<String>,
    /// Prepositions that look ahead where the clause does not say otherwise.
    pub(super) future_prepositions: Vec<String>,
    /// Prepositions of the day on which something was done, an empty one among them.
    pub(super) day_prepositions: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Words {
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Often {
    words: Vec<String>,
    times: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct UnitWord {
    unit: Unit,
    #[serde(default)]
    plural: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Days {
    Weekend,
    Weekday,
}

#[derive(Debug, Deserialize)]
struct Plural {
    weekday: Option<i8>,
    days: Option<Days>,
    part: Option<DayPart>,
}

#[derive(Debug, Deserialize)]
struct DayWord {
    days: i32,
    part: Option<DayPart>,
}

#[derive(Debug, Deserialize)]
struct FrequencyWord {
    every: u32,
    unit: Unit,
}

#[derive(Debug, Deserialize)]
struct Age {
    after: Vec<String>,
    before: Vec<String>,
    long: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Lemmas {
    lemmas: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Prospective {
    lemmas: Vec<String>,
    scheduled: Vec<String>,
    planning: Vec<String>,
    implicative: Vec<String>,
    past_prepositions: Vec<String>,
    future_prepositions: Vec<String>,
    day_prepositions: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct HolidayWord {
    month: Option<i8>,
    day: Option<i8>,
    weekday: Option<i8>,
    nth: Option<i8>,
    #[serde(default)]
    after: i8,
    easter: Option<i8>,
    year: Option<i16>,
}

#[derive(Debug, Deserialize)]
struct File {
    cardinals: BTreeMap<String, u32>,
    multipliers: BTreeMap<String, u32>,
    groups: BTreeMap<String, u32>,
    fractions: BTreeMap<String, u32>,
    ordinals: BTreeMap<String, i8>,
    units: BTreeMap<String, UnitWord>,
    months: BTreeMap<String, i8>,
    weekdays: BTreeMap<String, i8>,
    plurals: BTreeMap<String, Plural>,
    seasons: BTreeMap<String, Season>,
    parts: BTreeMap<String, DayPart>,
    clocks: BTreeMap<String, u8>,
    meridiems: BTreeMap<String, Meridiem>,
    zones: BTreeMap<String, bool>,
    days: BTreeMap<String, DayWord>,
    which: BTreeMap<String, Which>,
    toward: BTreeMap<String, Toward>,
    prepositional: Words,
    every: BTreeMap<String, u32>,
    frequency: BTreeMap<String, FrequencyWord>,
    often: Often,
    approximate: Words,
    fillers: Words,
    vague: Words,
    position: Words,
    fiscal: Words,
    eras: BTreeMap<String, bool>,
    decades: BTreeMap<String, i8>,
    present: Words,
    past: Words,
    future: Words,
    lengths: BTreeMap<String, String>,
    labels: Words,
    placing: Words,
    weekend: Words,
    streets: Words,
    age: Age,
    reporting: Lemmas,
    habitual: Lemmas,
    fixtures: Lemmas,
    games: Lemmas,
    weekly: Lemmas,
    prospective: Prospective,
    holidays: BTreeMap<String, HolidayWord>,
}

fn weekday(number: i8) -> Weekday {
    Weekday::from_monday_one_offset(number).expect("a weekday of the list counts from 1 to 7")
}

impl Lexicon {
    /// Reads the embedded list.
    pub(super) fn load() -> Self {
        let file = dateline_lexicon::file("en/time.toml").expect("the list is embedded");
        let file: File = toml::from_str(file).expect("the list has its shape");
        let mut lexicon = Self {
            entries: FxHashMap::default(),
            reporting: file.reporting.lemmas,
            habitual: file.habitual.lemmas,
            fixtures: file.fixtures.lemmas,
            games: file.games.lemmas,
            weekly: file.weekly.lemmas,
            prospective: file.prospective.lemmas,
            scheduled: file.prospective.scheduled,
            planning: file.prospective.planning,
            implicative: file.prospective.implicative,
            past_prepositions: file.prospective.past_prepositions,
            future_prepositions: file.prospective.future_prepositions,
            day_prepositions: file.prospective.day_prepositions,
        };
        lexicon.reporting.sort_unstable();
        lexicon.habitual.sort_unstable();
        lexicon.fixtures.sort_unstable();
        lexicon.games.sort_unstable();
        lexicon.weekly.sort_unstable();
        lexicon.prospective.sort_unstable();
        lexicon.scheduled.sort_unstable();
        lexicon.planning.sort_unstable();
        lexicon.implicative.sort_unstable();
        let mut add = |phrase: &str, sense: Sense| lexicon.add(phrase, sense);
        file.cardinals.iter().for_each(|(word, &number)| add(word, Sense::Cardinal(number)));
        file.multipliers.iter().for_each(|(word, &number)| add(word, Sense::Multiplier(number)));
        file.groups.iter().for_each(|(word, &number)| add(word, Sense::Group(number)));
        file.fractions.iter().for_each(|(word, &hundredths)| add(word, Sense::Fraction(hundredths)));
        file.ordinals.iter().for_each(|(word, &number)| add(word, Sense::Ordinal(number)));
        file.units.iter().for_each(|(word, it)| add(word, Sense::Unit { unit: it.unit, plural: it.plural }));
        file.months.iter().for_each(|(word, &month)| add(word, Sense::Month(month)));
        file.weekdays.iter().for_each(|(word, &number)| add(word, Sense::Weekday(weekday(number))));
        for (word, plural) in &file.plurals {
            plural.weekday.into_iter().for_each(|number| add(word, Sense::Weekdays(weekday(number))));
            plural.part.into_iter().for_each(|part| add(word, Sense::DayParts(part)));
            match plural.days {
                Some(Days::Weekend) => add(word, Sense::Weekends),
                Some(Days::Weekday) => add(word, Sense::WorkingDays),
                None => {}
            }
        }
        file.seasons.iter().for_each(|(word, &season)| add(word, Sense::Season(season)));
        file.parts.iter().for_each(|(word, &part)| add(word, Sense::DayPart(part)));
        file.clocks.iter().for_each(|(word, &hour)| add(word, Sense::NamedClock(hour)));
        file.meridiems.iter().for_each(|(word, &meridiem)| add(word, Sense::Meridiem(meridiem)));
        file.zones.iter().for_each(|(word, &universal)| add(word, Sense::Zone(universal)));
        file.days.iter().for_each(|(word, it)| add(word, Sense::Day(it.days, it.part)));
        file.which.iter().for_each(|(word, &which)| add(word, Sense::Which(which)));
        file.toward.iter().for_each(|(word, &toward)| add(word, Sense::Toward(toward)));
        file.every.iter().for_each(|(word, &count)| add(word, Sense::Every(count)));
        file.frequency.iter().for_each(|(word, it)| add(word, Sense::Frequency(it.every, it.unit)));
        file.eras.iter().for_each(|(word, &before_christ)| add(word, Sense::Era { before_christ }));
        file.decades.iter().for_each(|(word, &decade)| add(word, Sense::Decade(decade)));
        // Values are few and live as long as the program.
        file.lengths.iter().for_each(|(word, value)| add(word, Sense::Length(Box::leak(value.clone().into_boxed_str()))));
        for (words, sense) in [
            (&file.prepositional.words, Sense::Prepositional),
            (&file.often.words, Sense::Often),
            (&file.often.times, Sense::Times),
            (&file.approximate.words, Sense::Approximate),
            (&file.fillers.words, Sense::Filler),
            (&file.vague.words, Sense::Vague),
            (&file.position.words, Sense::Position),
            (&file.fiscal.words, Sense::Fiscal),
            (&file.present.words, Sense::Reference(Reference::Present)),
            (&file.past.words, Sense::Reference(Reference::Past)),
            (&file.future.words, Sense::Reference(Reference::Future)),
            (&file.weekend.words, Sense::Weekend),
            (&file.labels.words, Sense::Label),
            (&file.placing.words, Sense::Placing),
            (&file.streets.words, Sense::Street),
            (&file.age.after, Sense::AgeAfter),
            (&file.age.before, Sense::AgeBefore),
            (&file.age.long, Sense::Long),
        ] {
            words.iter().for_each(|word| add(word, sense));
        }
        for (word, it) in &file.holidays {
            let holiday = match (it.month, it.day, it.weekday, it.nth, it.easter) {
                (Some(month), Some(day), ..) => Holiday::Fixed(month, day),
                (Some(month), None, Some(day), Some(nth), _) => Holiday::Nth(month, nth, weekday(day), it.after),
                (.., Some(days)) => Holiday::Easter(days),
                _ => panic!("{word} lies in no year"),
            };
            add(word, Sense::Holiday(holiday, it.year));
        }
        // The longest phrase first. Order among equals is that of this function, the same every time.
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
        for entries in lexicon.entries.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len()));
        }
        lexicon
    }

    fn add(&mut self, phrase: &str, sense: Sense) {
        // The analyser parts `year's` into two words, and so does the list.
        let mut words = phrase.split(' ').flat_map(|word| {
            let at = word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')).map_or(word.len(), str::len);
            let (stem, ending) = word.split_at(at);
            std::iter::once(stem).chain((!ending.is_empty()).then_some(ending))
        });
        let first = words.next().unwrap_or_default();
        let rest = words.map(Box::from).collect();
        self.entries.entry(first.into()).or_default().push(Entry { rest, sense });
    }

    /// Whether a word is a weekday.
    pub(super) fn is_weekday(&self, word: &str) -> bool {
        self.entries(word).iter().any(|entry| matches!(entry.sense, Sense::Weekday(_)))
    }

    /// Whether a word is a month.
    pub(super) fn is_month(&self, word: &str) -> bool {
        self.entries(word).iter().any(|entry| matches!(entry.sense, Sense::Month(_)))
    }

    /// Whether the present of a verb tells when two play: `play Saturday`.
    pub(super) fn is_fixture(&self, lemma: &str) -> bool {
        self.fixtures.binary_search_by(|it| it.as_str().cmp(lemma)).is_ok()
    }

    /// Whether a word is of games that are played in quarters: `touchdown`.
    pub(super) fn is_of_game(&self, lemma: &str) -> bool {
        self.games.binary_search_by(|it| it.as_str().cmp(lemma)).is_ok()
    }

    /// Whether what a noun means comes every week on the day that stands before it: `show`.
    pub(super) fn is_weekly(&self, lemma: &str) -> bool {
        self.weekly.binary_search_by(|it| it.as_str().cmp(lemma)).is_ok()
    }

    /// Whether what a verb says is done on a day of every week.
    pub(super) fn is_habitual(&self, lemma: &str) -> bool {
        self.habitual.binary_search_by(|it| it.as_str().cmp(lemma)).is_ok()
    }

    /// Whether a verb's time is that of the telling.
    pub(super) fn is_reporting(&self, lemma: &str) -> bool {
        self.reporting.binary_search_by(|it| it.as_str().cmp(lemma)).is_ok()
    }

    /// The phrases that a word opens, the longest first.
    pub(super) fn entries(&self, word: &str) -> &[Entry] {
        // Longer than any word of the lists.
        let mut buffer = [0u8; 24];
        let mut length = 0;
        for character in normal(word) {
            if length + character.len_utf8() > buffer.len() {
                return &[];
            }
            length += character.encode_utf8(&mut buffer[length..]).len();
        }
        let key = std::str::from_utf8(&buffer[..length]).unwrap_or_default();
        self.entries.get(key).map_or(&[], Vec::as_slice)
    }
}

/// The letters of a word as the lists write them.
fn normal(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars().filter(|&it| it != '.').map(|it| if it == '’' { '\'' } else { it.to_ascii_lowercase() })
}

/// Whether a word of the text is a word of the lists.
pub(super) fn is(word: &str, listed: &str) -> bool {
    normal(word).eq(listed.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_with_full_stops() {
        let lexicon = Lexicon::load();
        assert!(lexicon.entries("Sept.").iter().any(|entry| entry.sense == Sense::Month(9)));
        assert!(lexicon.entries("p.m.").iter().any(|entry| entry.sense == Sense::Meridiem(Meridiem::Pm)));
        assert!(lexicon.entries("incomprehensibilities-and-more").is_empty());
        let eve = lexicon.entries("New").iter().find(|entry| entry.rest.len() == 3).unwrap();
        assert_eq!(eve.rest.iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["year", "'s", "day"]);
    }
}

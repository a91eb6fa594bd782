//! What a reading means on its page: its value, and what that rests on.

use dateline_text::ByteSpan;
use jiff::civil::{Date, Weekday};

use super::Basis;
use super::calendar::{Clock, Period, TimeOfDay, Unit};
use super::choice::{beside, choose, instances, partial, within};
use super::direction::{Direction, Look};
use super::expression::{Member, Part, Reference, Toward, When, Which};
use super::value::{Amount, Length, Partial};
use crate::page::Published;

/// What is known of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// Where it lies, and when on that day.
    Period(Period, Option<TimeOfDay>),
    /// A part of it.
    Partial(Partial, Option<TimeOfDay>),
    /// Only that it is past or still to come.
    Reference(Reference),
    /// Nothing.
    Nothing,
}

/// What a date is found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) known: Known,
    pub(super) basis: Basis,
    pub(super) anchor: Option<ByteSpan>,
    pub(super) rule: &'static str,
    /// A weekday beside the date that does not fit it.
    pub(super) misfit: Option<Weekday>,
}

impl Found {
    const fn new(known: Known, basis: Basis, rule: &'static str) -> Self {
        Self { known, basis, anchor: None, rule, misfit: None }
    }

    const fn nothing(rule: &'static str) -> Self {
        Self::new(Known::Nothing, Basis::None, rule)
    }

    fn with(self, known: Known) -> Self {
        Self { known, ..self }
    }

    fn maybe(self, period: Option<Period>) -> Self {
        match period {
            Some(period) => self.with(Known::Period(period, None)),
            None => Self::nothing(self.rule),
        }
    }

    /// The period, where it is known.
    pub(super) const fn period(&self) -> Option<Period> {
        match self.known {
            Known::Period(period, _) => Some(period),
            _ => None,
        }
    }
}

/// A date told before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub(super) period: Option<Period>,
    pub(super) known: Known,
    /// The part whose whole was not told.
    pub(super) part: Option<Part>,
    pub(super) span: ByteSpan,
    pub(super) basis: Basis,
    /// Whether it says when something was said, and not when it happened.
    pub(super) of_telling: bool,
    pub(super) sentence: usize,
    pub(super) block: usize,
}

/// Where a reading stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) look: Look,
    /// The date before, where this is the end of a range that it begins.
    pub(super) from: Option<Told>,
    /// The date that ends a range that this begins, where it is told in full.
    pub(super) to: Option<(Period, ByteSpan)>,
    pub(super) sentence: usize,
    pub(super) block: usize,
    /// A clause or noun follows that says which day: `the same day that …`.
    pub(super) event: bool,
}

/// Resolves the readings of a page in order.
#[derive(Debug)]
pub(super) struct Resolver {
    pub(super) published: Option<Published>,
    /// Whether the page is a history: its dates rest on one another, not on the day of publication.
    pub(super) history: bool,
    pub(super) told: Vec<Told>,
}

/// Years by which a year differs from the dates around it when it is mentioned in passing.
const ASIDE: u16 = 15;

/// Sentences over which a story goes on at the day that it told.
const STORY: usize = 8;

/// Days after which a day is no longer meant by a time of day alone.
const WEEK: i32 = 7;

/// How far back a date told before is looked for.
const MEMORY: usize = 12;

impl Resolver {
    fn today(&self) -> Option<Date> {
        self.published.map(|published| published.date)
    }

    /// The last date told that is wanted.
    fn last(&self, wanted: impl Fn(&Told) -> bool) -> Option<&Told> {
        self.told.iter().rev().take(MEMORY).find(|told| wanted(told))
    }

    /// The last date on which something happened, rather than was said, where there is one.
    fn last_event(&self, wanted: impl Fn(&Told) -> bool) -> Option<&Told> {
        self.last(|told| !told.of_telling && wanted(told)).or_else(|| self.last(wanted))
    }

    pub(super) fn resolve(&self, when: &When, place: &Place) -> Found {
        match when {
            When::Named(period) => Found::new(Known::Period(*period, None), Basis::Absolute, "absolute"),
            When::Day(days) => match self.today() {
                Some(today) => {
                    Found::new(Known::Nothing, Basis::Published, "day-word").maybe(Period::Day(today).shifted(i64::from(*days), Unit::Day))
                }
                None => Found::nothing("day-word"),
            },
            // `the quarter ended Sept. 30`: the one spoken of, by whatever name; else the one in which it ended.
            When::Part(Part::Around(Unit::Quarter), Some(_))
                if self.last(|told| told.period.is_some_and(|it| it.unit() == Unit::Quarter)).is_some() =>
            {
                self.definite(Which::Definite, Member::Unit(Unit::Quarter), place)
            }
            When::Part(part, Some(whole)) => self.part_of(*part, &self.resolve(whole, place)),
            When::Part(part, None) => self.open_part(*part, place),
            When::Row(which, member) => self.row(*which, *member, place),
            When::Shift(length, toward) => self.shift(length, *toward),
            When::Checked(weekday, whole) => self.checked(*weekday, whole, place),
            When::From(length, after, whole) => {
                // `Sunday week` counts from the Sunday to come.
                let ahead = Place { look: Look::direct(Direction::Future), ..*place };
                let found = self.resolve(whole, if matches!(**whole, When::Part(Part::Weekday(_), None)) { &ahead } else { place });
                let moved = found.period().and_then(|period| moved(period, length, *after));
                match (moved, found.known) {
                    (Some(period), _) => found.with(Known::Period(period, None)),
                    (None, _) => Found::nothing("from-date"),
                }
            }
            When::YearBefore(part, then) => self.year_before(*part, *then, place),
            When::Corresponding(year) => self.corresponding(&self.resolve(year, place)),
            When::Untold => Found::nothing("untold"),
        }
    }

    /// A part of what was found.
    fn part_of(&self, part: Part, whole: &Found) -> Found {
        let time = match part {
            Part::Clock(clock) => Some(TimeOfDay::Clock(clock)),
            Part::DayPart(day_part) => Some(TimeOfDay::Part(day_part)),
            _ => None,
        };
        match (whole.known, time) {
            (Known::Period(period @ Period::Day(_), _), Some(_)) => whole.with(Known::Period(period, time)),
            (Known::Partial(partial, _), Some(_)) => whole.with(Known::Partial(partial, time)),
            (Known::Period(period, _), None) => whole.maybe(within(part, period)),
            _ => Found::nothing(whole.rule),
        }
    }

    /// A part whose whole is not told.
    fn open_part(&self, part: Part, place: &Place) -> Found {
        match part {
            Part::Clock(clock) => return self.on_a_day(TimeOfDay::Clock(clock), place),
            Part::DayPart(day_part) => return self.on_a_day(TimeOfDay::Part(day_part), place),
            Part::Decade(first) => {
                let century = self.today().map_or(1900, |today| today.year().div_euclid(100) * 100);
                let year = century + i16::from(first);
                let year = if self.today().is_some_and(|today| year > today.year()) { year - 100 } else { year };
                return Found::new(Known::Period(Period::Decade(year), None), Basis::Absolute, "short-decade");
            }
            Part::ShortYear(short) => {
                let today = self.today().map_or(2000, Date::year);
                let year = today.div_euclid(100) * 100 + i16::from(short);
                let year = if year > today + 10 { year - 100 } else { year };
                return Found::new(Known::Period(Period::Year(year), None), Basis::Absolute, "short-year");
            }
            _ => {}
        }
        if let Some((period, span)) = place.to
            && let Some(end) = period.end()
        {
            // `from May 15 to August 16, 1988`: the last before the end.
            let start = instances(part, end).into_iter().flatten().rfind(|it| it.end().is_some_and(|it| it <= end));
            if start.is_some() {
                return Found { anchor: Some(span), ..Found::new(Known::Nothing, Basis::Anchor, "range").maybe(start) };
            }
        }
        if let Some(from) = place.from {
            // `April 6–7`: of the same month.
            if let (Part::Day(_), Some(first)) = (part, from.period.filter(|it| it.unit() == Unit::Day)) {
                return Found::new(Known::Nothing, from.basis, "range")
                    .maybe(first.widened(Unit::Month).and_then(|month| within(part, month)));
            }
            let period = from
                .period
                .filter(|_| from.part.is_some_and(|it| std::mem::discriminant(&it) == std::mem::discriminant(&part)))
                .and_then(|period| {
                    let first = period.first()?;
                    instances(part, first).into_iter().flatten().find(|it| it.first() > Some(first))
                });
            if period.is_some() {
                return Found { anchor: Some(from.span), ..Found::new(Known::Nothing, from.basis, "range").maybe(period) };
            }
        }
        if let Some(told) = self.discourse(part, place) {
            let period = told.period.and_then(|period| beside(part, period));
            if period.is_some() {
                return Found { anchor: Some(told.span), ..Found::new(Known::Nothing, Basis::Anchor, "discourse").maybe(period) };
            }
        }
        match self.today() {
            Some(today) => Found::new(Known::Nothing, Basis::Published, "direction").maybe(choose(part, today, place.look)),
            None => Found::new(partial(part).map_or(Known::Nothing, |partial| Known::Partial(partial, None)), Basis::None, "partial"),
        }
    }

    /// The date told before on which a part without its whole rests: in a history the last, elsewhere one that lies long back and was told just now.
    fn discourse(&self, part: Part, place: &Place) -> Option<&Told> {
        let told = self.last(|told| {
            told.period.is_some_and(|period| period.unit() <= Unit::Year) && !(self.history && told.basis == Basis::Published)
        })?;
        let period = told.period?;
        if self.history {
            // A year far off that is mentioned in passing does not end the thread.
            let thread = self.last(|told| told.period.is_some_and(|period| period.unit() < Unit::Year) && told.basis != Basis::Published);
            // And its own year says nothing new.
            let aside = |thread: &&Told| {
                let apart = thread.period.map_or(1, |it| it.year().abs_diff(period.year()));
                period.unit() == Unit::Year && (apart > ASIDE || apart == 0)
            };
            return Some(thread.filter(aside).unwrap_or(told));
        }
        let Some(today) = self.today() else { return Some(told) };
        let absolute = matches!(told.basis, Basis::Absolute | Basis::Anchor);
        let same = told.block == place.block && told.sentence == place.sentence;
        if let (Part::Quarter(_), Period::Quarter(..)) = (part, period) {
            return (same && absolute).then_some(told);
        }
        let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
        let old = period.first().is_some_and(|first| months(today) - months(first) > 10);
        let next =
            told.block == place.block && place.sentence == told.sentence + 1 && part.unit() == Unit::Day && period.unit() == Unit::Day;
        (absolute && old && period.unit() < Unit::Year && (same || next) && place.look.direction != Direction::Future).then_some(told)
    }

    /// A time of day: on the one day told in its sentence, else on the day told last, else on the day of publication.
    fn on_a_day(&self, time: TimeOfDay, place: &Place) -> Found {
        let is_day = |told: &&Told| matches!(told.known, Known::Period(Period::Day(_), _) | Known::Partial(Partial::Weekday(_), _));
        let here: Vec<&Told> = self.told.iter().rev().take_while(|told| told.sentence == place.sentence).filter(is_day).collect();
        let mut days: Vec<Option<Period>> = here.iter().map(|told| told.period).collect();
        days.dedup();
        let told = match days.len() {
            0 => self
                .last(|told| is_day(&told) && (self.history || told.block == place.block))
                .or_else(|| self.last_event(|told| is_day(&told) && self.goes_on(told, place))),
            1 => here.first().copied(),
            _ => None,
        };
        let rule = "time-of-day";
        match (told, self.today()) {
            (Some(told), _) => {
                let known = match told.known {
                    Known::Period(period, _) => Known::Period(period, Some(time)),
                    Known::Partial(partial, _) => Known::Partial(partial, Some(time)),
                    known => known,
                };
                Found { anchor: Some(told.span), ..Found::new(known, Basis::Anchor, rule) }
            }
            (None, Some(today)) if days.is_empty() && !self.history => {
                Found::new(Known::Period(Period::Day(today), Some(time)), Basis::Published, rule)
            }
            _ => Found::new(Known::Partial(Partial::AnyDay, Some(time)), Basis::None, rule),
        }
    }

    /// Whether a time of day in the past goes on from a day told shortly before it: the paragraph before may have `on Thursday night`.
    fn goes_on(&self, told: &Told, place: &Place) -> bool {
        let day = told.period.and_then(Period::first);
        let days = day.zip(self.today()).and_then(|(day, today)| today.since(day).ok()).map(|it| it.get_days());
        place.look.direction == Direction::Past
            && !told.of_telling
            && told.sentence + STORY >= place.sentence
            && days.is_some_and(|days| (0..WEEK).contains(&days))
    }

    fn row(&self, which: Which, member: Member, place: &Place) -> Found {
        match which {
            // `by the end of the next decade` looks from the day of speaking, whatever year was told before.
            Which::Following if matches!(member, Member::Unit(Unit::Decade | Unit::Century)) && self.today().is_some() && !self.history => {
                self.row(Which::Next, member, place)
            }
            Which::Previous | Which::Same | Which::Following => self.row_of_discourse(which, member, place),
            Which::Definite | Which::Latest | Which::YearAgo => self.definite(which, member, place),
            Which::Last | Which::Past | Which::This | Which::Next | Which::Coming => match self.today() {
                Some(today) => Found::new(Known::Nothing, Basis::Published, "row").row_from(which, member, today, place.look),
                None => Found::nothing("row"),
            },
        }
    }

    /// `the quarter`, `the latest period`, `the weekend`, `the year`.
    fn definite(&self, which: Which, member: Member, place: &Place) -> Found {
        let unit = match member {
            Member::Unit(unit) => unit,
            Member::Period => Unit::Quarter,
            Member::Part(part) => return self.open_part(part, place),
        };
        let told = self.last(|told| {
            told.period.is_some_and(|period| match member {
                Member::Period => matches!(period.unit(), Unit::Quarter | Unit::Month | Unit::Half),
                _ => period.unit() == unit,
            })
        });
        if unit == Unit::Quarter
            && let Some(told) = told
        {
            return Found { anchor: Some(told.span), ..Found::new(Known::Nothing, Basis::Anchor, "definite").maybe(told.period) };
        }
        if matches!(unit, Unit::Day | Unit::Week | Unit::Month)
            && (self.history || self.today().is_none() || unit == Unit::Day)
            && let Some(told) = self.last(|told| {
                told.period.is_some_and(|period| period.unit() <= unit)
                    && (told.block == place.block || self.history || self.today().is_none())
            })
        {
            let period = told.period.and_then(|period| period.widened(unit));
            return Found { anchor: Some(told.span), ..Found::new(Known::Nothing, Basis::Anchor, "definite").maybe(period) };
        }
        if self.history
            && unit == Unit::Year
            && let Some(told) = self.last(|told| told.period.is_some_and(|period| period.unit() <= unit))
        {
            let period = told.period.and_then(|period| period.widened(unit));
            return Found { anchor: Some(told.span), ..Found::new(Known::Nothing, Basis::Anchor, "definite").maybe(period) };
        }
        let Some(today) = self.today() else { return Found::nothing("definite") };
        let complete = which == Which::Latest || unit == Unit::Quarter;
        let current = Period::around(today, unit);
        let period = if complete { current.and_then(|it| it.shifted(-1, unit)) } else { current };
        Found::new(Known::Nothing, Basis::Published, "definite").maybe(period)
    }

    /// `that day`, `the following week`, `the previous summer`: counted from a date told before.
    fn row_of_discourse(&self, which: Which, member: Member, place: &Place) -> Found {
        let unit = match member {
            Member::Unit(unit) => unit,
            Member::Part(part) => part.unit(),
            Member::Period => Unit::Quarter,
        };
        let steps = match which {
            Which::Previous => -1,
            Which::Following => 1,
            _ => 0,
        };
        let basis = if place.event { Basis::Event } else { Basis::Anchor };
        // A part is of something coarser (`that summer` of a year); a unit holds something finer.
        let told = match member {
            Member::Part(part) => self.last_event(|told| {
                told.period.is_some_and(|it| it.unit() <= Unit::Year && (part.unit() > Unit::Hour || it.unit() == Unit::Day))
            }),
            _ => self.last_event(|told| told.period.is_some_and(|it| it.unit() <= unit.max(Unit::Day))),
        };
        let Some(told) = told else {
            let rule = "row-of-discourse";
            // A weekday that is only known by its name has neighbours that are.
            let weekday = self.last_event(|told| matches!(told.known, Known::Partial(Partial::Weekday(_), _)));
            if let (Some(told), Unit::Day) = (weekday, unit)
                && let Known::Partial(Partial::Weekday(weekday), _) = told.known
            {
                let known = Known::Partial(Partial::Weekday(weekday.wrapping_add(steps)), None);
                return Found { anchor: Some(told.span), ..Found::new(known, basis, rule) };
            }
            return match (which, self.today()) {
                (Which::Previous, Some(today)) => {
                    Found::new(Known::Nothing, Basis::Published, rule).row_from(Which::Last, member, today, place.look)
                }
                (Which::Following, Some(today)) => {
                    Found::new(Known::Nothing, Basis::Published, rule).row_from(Which::Next, member, today, place.look)
                }
                _ => Found { basis: if place.event { Basis::Event } else { Basis::None }, ..Found::nothing(rule) },
            };
        };
        let found = Found { anchor: Some(told.span), ..Found::new(Known::Nothing, basis, "row-of-discourse") };
        let Some(period) = told.period else { return found };
        match member {
            Member::Unit(unit) => found.maybe(period.widened(unit).and_then(|it| it.shifted(steps.into(), unit))),
            Member::Period => found.maybe(Some(period)),
            Member::Part(Part::DayPart(part)) => match period.shifted(steps.into(), Unit::Day) {
                Some(day) => found.with(Known::Period(day, Some(TimeOfDay::Part(part)))),
                None => found,
            },
            Member::Part(Part::Clock(_)) => found,
            Member::Part(part) => {
                let same = within(part, period).or_else(|| beside(part, period));
                let first = period.first();
                found.maybe(match which {
                    Which::Same => same,
                    Which::Following => first.and_then(|day| {
                        instances(part, day).into_iter().flatten().find(|it| it.first() > Some(day) && period.end() <= it.end())
                    }),
                    _ => first.and_then(|day| instances(part, day).into_iter().flatten().rfind(|it| it.end() <= Some(day))),
                })
            }
        }
    }

    /// Whether the date told last is too coarse to count from: `in the early 2010s … seven years later`.
    fn is_vague_here(&self) -> bool {
        self.told.last().is_some_and(|told| told.period.is_some_and(|period| period.unit() > Unit::Year))
    }

    fn shift(&self, length: &Length, toward: Toward) -> Found {
        let after = matches!(toward, Toward::AfterNow | Toward::AfterThen);
        if length.is_vague() {
            let reference = if after { Reference::Future } else { Reference::Past };
            return Found::new(Known::Reference(reference), Basis::None, "vague-shift");
        }
        let unit = length.0.last().map_or(Unit::Day, |(_, unit)| *unit);
        match toward {
            Toward::BeforeNow | Toward::AfterNow => {
                let Some(published) = self.published else { return Found::nothing("shift") };
                let base = if unit < Unit::Day { None } else { Period::around(published.date, unit.min(Unit::Year)) };
                Found::new(Known::Nothing, Basis::Published, "shift").maybe(base.and_then(|base| moved(base, length, after)))
            }
            Toward::BeforeThen | Toward::AfterThen => {
                let clock = unit < Unit::Night;
                let told = self.last(|told| match told.known {
                    Known::Period(_, Some(TimeOfDay::Clock(_))) if clock => true,
                    Known::Period(period, _) => !clock && period.unit() <= unit.max(Unit::Day),
                    Known::Partial(Partial::Weekday(_), _) => !clock && matches!(unit, Unit::Day | Unit::Night),
                    _ => false,
                });
                let Some(told) = told.filter(|_| !self.is_vague_here()) else { return Found::nothing("shift") };
                let found = Found { anchor: Some(told.span), ..Found::new(Known::Nothing, Basis::Anchor, "shift") };
                match told.known {
                    Known::Period(Period::Day(date), Some(TimeOfDay::Clock(time))) if clock => match later(date, time, length, after) {
                        Some((date, time)) => found.with(Known::Period(Period::Day(date), Some(TimeOfDay::Clock(time)))),
                        None => Found::nothing("shift"),
                    },
                    Known::Partial(Partial::Weekday(weekday), _) => match length.0[0].0.count().and_then(|days| i32::try_from(days).ok()) {
                        Some(days) => {
                            found.with(Known::Partial(Partial::Weekday(weekday.wrapping_add(if after { days } else { -days })), None))
                        }
                        None => Found::nothing("shift"),
                    },
                    Known::Period(period, _) => {
                        let base = if unit <= Unit::Fortnight { Some(period) } else { period.widened(unit.min(Unit::Year)) };
                        found.maybe(base.and_then(|base| moved(base, length, after)))
                    }
                    _ => found,
                }
            }
        }
    }

    /// A weekday with a date: of the years that the date may mean, the one that fits; else a contradiction.
    fn checked(&self, weekday: Weekday, whole: &When, place: &Place) -> Found {
        let found = self.resolve(whole, place);
        match found.known {
            Known::Period(Period::Day(date), _) if date.weekday() != weekday => {
                let other = match whole {
                    When::Part(Part::MonthDay(month, day), None) => [-1, 1]
                        .into_iter()
                        .find_map(|step| Date::new(date.year() + step, *month, *day).ok().filter(|it| it.weekday() == weekday)),
                    _ => None,
                };
                match other {
                    Some(date) => found.maybe(Some(Period::Day(date))),
                    None => Found { misfit: Some(weekday), ..found },
                }
            }
            Known::Period(week @ Period::Week(..), _) => found.maybe(within(Part::Weekday(weekday), week)),
            _ => found,
        }
    }

    /// The quarter or month spoken of, in another year; that year, where none is.
    fn corresponding(&self, year: &Found) -> Found {
        let told = self.last(|told| told.period.is_some_and(|it| matches!(it.unit(), Unit::Month | Unit::Quarter | Unit::Half)));
        let (Some(told), Some(wanted)) = (told, year.period()) else { return *year };
        let moved = told.period.and_then(|it| it.shifted(i64::from(wanted.year()) - i64::from(it.year()), Unit::Year));
        Found { anchor: Some(told.span), ..Found::new(Known::Nothing, Basis::Anchor, "corresponding").maybe(moved) }
    }

    /// `a year earlier`, `the year-ago quarter`: the period spoken of, a year before.
    fn year_before(&self, part: Option<Part>, then: bool, place: &Place) -> Found {
        let near = |told: &Told| told.sentence + 2 >= place.sentence;
        let told = self.last(|told| {
            told.period.is_some_and(|it| it.unit() == Unit::Quarter || it.unit() == Unit::Month && near(told) && then) && !self.history
        });
        if let Some(told) = told {
            let period = told.period.and_then(|it| it.shifted(-1, Unit::Year));
            let period = match (part, period) {
                (Some(part), Some(period)) => within(part, Period::Year(period.year())),
                (_, period) => period,
            };
            return Found { anchor: Some(told.span), ..Found::new(Known::Nothing, Basis::Anchor, "year-before").maybe(period) };
        }
        if then && let Some(told) = self.last(|told| told.period.is_some_and(|it| it.unit() <= Unit::Year)) {
            let year = told.period.and_then(|it| it.widened(Unit::Year)).and_then(|it| it.shifted(-1, Unit::Year));
            return Found { anchor: Some(told.span), ..Found::new(Known::Nothing, Basis::Anchor, "year-before").maybe(year) };
        }
        match (self.today(), part) {
            (Some(today), Some(part)) => {
                Found::new(Known::Nothing, Basis::Published, "year-before").maybe(within(part, Period::Year(today.year() - 1)))
            }
            (Some(today), None) => Found::new(Known::Nothing, Basis::Published, "year-before").maybe(Some(Period::Year(today.year() - 1))),
            (None, _) => Found::nothing("year-before"),
        }
    }
}

impl Found {
    /// One of a row around a day.
    fn row_from(self, which: Which, member: Member, today: Date, look: Look) -> Self {
        let steps = match which {
            Which::Last | Which::Past | Which::Previous => -1,
            Which::Next | Which::Coming | Which::Following => 1,
            _ => 0,
        };
        match member {
            Member::Unit(unit) => self.maybe(Period::around(today, unit).and_then(|it| it.shifted(steps, unit))),
            Member::Period => self.maybe(None),
            Member::Part(Part::DayPart(part)) => match Period::Day(today).shifted(steps, Unit::Day) {
                Some(day) => self.with(Known::Period(day, Some(TimeOfDay::Part(part)))),
                None => self.maybe(None),
            },
            Member::Part(Part::Clock(_)) => self.maybe(None),
            Member::Part(part) => {
                let all = instances(part, today);
                let mut all = all.into_iter().flatten();
                self.maybe(match steps {
                    -1 => all.rfind(|it| it.end().is_some_and(|end| end <= today)),
                    1 => all.find(|it| it.first().is_some_and(|first| first > today)),
                    // `this Friday` is to come unless it is told as past; `this summer` is of this year.
                    _ => match part {
                        Part::Weekday(_) => {
                            choose(part, today, if look.direction == Direction::Past { look } else { Look::direct(Direction::Future) })
                        }
                        Part::Weekend => choose(part, today, look),
                        _ => within(part, Period::Year(today.year())),
                    },
                })
            }
        }
    }
}

/// A period, a length after or before.
fn moved(period: Period, length: &Length, after: bool) -> Option<Period> {
    length.0.iter().try_fold(period, |period, &(amount, unit)| {
        let (count, unit) = match (amount, unit) {
            (Amount::Exact(hundredths), Unit::Year) if hundredths % 100 != 0 => (hundredths * 12 / 100, Unit::Month),
            (amount, unit) => (amount.count()?, unit),
        };
        let count = i64::try_from(count).ok()?;
        period.shifted(if after { count } else { -count }, unit)
    })
}

/// A clock time, a length after or before.
fn later(date: Date, time: Clock, length: &Length, after: bool) -> Option<(Date, Clock)> {
    let seconds = length.0.iter().try_fold(0i64, |sum, &(amount, unit)| {
        let Amount::Exact(hundredths) = amount else { return None };
        let each = match unit {
            Unit::Second => 1,
            Unit::Minute => 60,
            Unit::Hour => 3600,
            _ => return None,
        };
        sum.checked_add(i64::try_from(hundredths).ok()?.checked_mul(each)? / 100)
    })?;
    let start = date.at(time.hour.min(23).try_into().ok()?, time.minute.try_into().ok()?, 0, 0);
    let seconds = if after { seconds } else { -seconds };
    let moved = start.checked_add(jiff::Span::new().try_seconds(seconds).ok()?).ok()?;
    let clock = Clock { hour: u8::try_from(moved.hour()).ok()?, minute: u8::try_from(moved.minute()).ok()?, second: None, ..time };
    Some((moved.date(), clock))
}

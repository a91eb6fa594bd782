//! The verdict on each window of a promise. The definitions stand in `cases/ledger/cadence.md`.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

use super::pledge::Pledge;
use super::promise::{self, Condition};
use super::records::{Happening, Records, Report};
use super::rule::{self, Rule, When};
use super::{Check, Ground, Verdict};

/// Days of a window, the last one open where nothing says by when.
type Window = (Date, Option<Date>);

/// How an event bears on a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Done,
    Denied,
    Refused,
    Opposite,
}

/// An event that bears on a promise.
#[derive(Debug)]
struct Match {
    at: usize,
    /// The report that says so, the first by (published, id).
    report: usize,
    part: Part,
    when: Option<(Date, Date)>,
    published: Option<Date>,
    /// Those of the required parties that took part.
    covers: BTreeSet<usize>,
    is_fewer: bool,
}

/// The events in which anybody takes part who promised, or who acts for him.
pub(super) fn candidates(pledge: &Pledge, records: &Records) -> BTreeSet<usize> {
    records.with(&Parties::of(pledge, records).all_by)
}

/// Who has to act, and with whom.
struct Parties {
    /// Whoever acts for one who promised.
    all_by: BTreeSet<i64>,
    /// Whoever acts for one to whom it was promised.
    all_to: BTreeSet<i64>,
    /// For each who has to take part: whoever acts for him.
    required: Vec<BTreeSet<i64>>,
    /// The first of them that did not promise but is to be met.
    others: usize,
    names: Vec<String>,
}

impl Parties {
    fn of(pledge: &Pledge, records: &Records) -> Self {
        let is_meeting = pledge.promise.is_meeting();
        let mut it = Self { all_by: BTreeSet::new(), all_to: BTreeSet::new(), required: Vec::new(), others: 0, names: Vec::new() };
        for party in &pledge.by {
            // A group may also act as one.
            it.all_by.extend(records.agents(*party, is_meeting));
            for member in records.required(*party) {
                it.require(member, records, is_meeting);
                it.all_by.extend(records.agents(member, is_meeting));
            }
        }
        it.others = it.required.len();
        for party in partners(pledge, records, &it) {
            it.all_to.extend(records.agents(party, is_meeting));
            for member in records.required(party) {
                it.all_to.extend(records.agents(member, is_meeting));
                if is_meeting {
                    it.require(member, records, is_meeting);
                }
            }
        }
        it
    }

    fn require(&mut self, party: i64, records: &Records, is_meeting: bool) {
        self.required.push(records.agents(party, is_meeting));
        self.names.push(records.parties.get(&party).map(|it| it.name.clone()).unwrap_or_default());
    }

    /// Those of the required who are among some; a group that promised and acts as one is all of its members.
    fn covered(&self, pledge: &Pledge, records: &Records, among: &BTreeSet<i64>) -> BTreeSet<usize> {
        let mut covers: BTreeSet<usize> = (0..self.required.len()).filter(|at| !self.required[*at].is_disjoint(among)).collect();
        let mut at = 0;
        for party in &pledge.by {
            let count = records.required(*party).len();
            if count > 1 && among.contains(party) {
                covers.extend(at..at + count);
            }
            at += count;
        }
        covers
    }
}

/// With whom: as the page says, or, of a bare `we will meet`, as at the meeting at which it was said.
fn partners(pledge: &Pledge, records: &Records, parties: &Parties) -> BTreeSet<i64> {
    if !pledge.to.is_empty() || !pledge.promise.is_meeting() || pledge.by.len() != 1 {
        return pledge.to.clone();
    }
    let Some((promised, _)) = pledge.promised else { return BTreeSet::new() };
    let mut meetings: Vec<(usize, &Happening)> = Vec::new();
    for at in records.with(&parties.all_by) {
        let it = &records.happenings[at];
        let here = it.reports.iter().find(|report| report.document == pledge.document && is_done(report));
        if let Some(report) = here
            && it.r#type == promise::MEETING
            && it.when.is_none_or(|when| when == (promised, promised))
        {
            meetings.push((report.start, it));
        }
    }
    meetings.sort_by_key(|it| (it.0, it.1.id.as_str()));
    let Some((_, meeting)) = meetings.first() else { return BTreeSet::new() };
    meeting.actors.union(&meeting.recipients).copied().filter(|it| !parties.all_by.contains(it)).collect()
}

fn is_done(report: &Report) -> bool {
    matches!(report.modality.as_str(), "happened" | "ongoing" | "historical")
}

/// A row without a verdict.
fn unknown(rule: String, why: String) -> Vec<Check> {
    vec![Check { rule, why, ..Check::default() }]
}

/// The windows of a promise with what was found of each.
pub(super) fn checks(pledge: &Pledge, records: &Records) -> Vec<Check> {
    let when = told(pledge);
    if !pledge.is_checkable {
        return unknown(when, "nobody outside can see whether it is kept".to_owned());
    }
    let Some((promised, is_published)) = pledge.promised else {
        return unknown(when, "the day of the promise is not known".to_owned());
    };
    let Some(horizon) = records.horizon else { return unknown(when, "no page of the ledger has a day".to_owned()) };
    if pledge.by.is_empty() {
        return unknown(when, "who promised it is not known".to_owned());
    }
    let day_of = if is_published { "the day of the page" } else { "the day on which it was said" };
    let (from, condition) = match since(pledge, records, promised) {
        Ok(found) => found,
        Err(why) => return unknown(when, why),
    };
    let rule = match &condition {
        Some(_) => format!("{when}; from {from}, when its condition was met"),
        None => format!("{when}; from {from}, {day_of}"),
    };
    let windows = match windows(pledge, from, horizon) {
        Ok(windows) => windows,
        Err(why) => return unknown(rule, why),
    };
    let parties = Parties::of(pledge, records);
    let matches = matches(pledge, records, &parties, promised);
    let mut checks = Judge { pledge, records, parties, matches, promised, horizon, windows }.checks(&rule);
    if let Some(ground) = condition {
        for check in &mut checks {
            check.grounds.push(ground.clone());
        }
    }
    checks
}

/// When it was to be done, in words.
fn told(pledge: &Pledge) -> String {
    let mut out = match &pledge.recurrence {
        Some(rule) => Rule::parse(rule).map_or_else(|_| rule.clone(), |it| it.to_string()),
        None => String::new(),
    };
    if pledge.promise.times > 1 {
        out = format!("{} times {}", pledge.promise.times, if out.is_empty() { "in all" } else { out.as_str() });
    }
    if let Some(deadline) = &pledge.deadline {
        let gap = if out.is_empty() { "" } else { ", " };
        let way = if deadline.starts_with('P') {
            "within"
        } else if pledge.is_limit || pledge.recurrence.is_some() {
            "by"
        } else {
            "in"
        };
        out = format!("{out}{gap}{way} {deadline}");
    }
    if out.is_empty() { "at any time".to_owned() } else { out }
}

/// The day from which a promise runs: that on which its condition was reported met, with the report, or else that of the promise.
fn since(pledge: &Pledge, records: &Records, promised: Date) -> Result<(Date, Option<Ground>), String> {
    let Some(text) = &pledge.condition else { return Ok((promised, None)) };
    let content = match promise::condition(text, &pledge.names_in_condition) {
        Condition::While => return Ok((promised, None)),
        Condition::Unmet => return Err("it hangs on what does not happen, which no report tells".to_owned()),
        Condition::Met(content) => content,
    };
    let agents: Vec<BTreeSet<i64>> = pledge.in_condition.iter().map(|it| records.agents(*it, false)).collect();
    let mut found: Option<(Date, &str, &Happening, &Report)> = None;
    for it in &records.happenings {
        let (Some((_, day)), Some(report)) = (it.when, it.reports.iter().find(|it| is_done(it))) else { continue };
        let there: BTreeSet<i64> = it.actors.iter().chain(&it.recipients).chain(&it.places).copied().collect();
        if day < promised || agents.iter().any(|agents| agents.is_disjoint(&there)) || report.document == pledge.document {
            continue;
        }
        let stems: BTreeSet<String> = promise::words(&report.sentence).iter().map(|word| promise::stem(word)).collect();
        let shared = content.intersection(&stems).count();
        let is_met = shared > 0 && 2 * shared >= content.len();
        if is_met && found.as_ref().is_none_or(|best| (day, it.id.as_str()) < (best.0, best.1)) {
            found = Some((day, it.id.as_str(), it, report));
        }
    }
    match found {
        Some((day, _, it, report)) => Ok((day, Some(ground(it, report, "condition")))),
        None => Err(format!("its condition is not reported to be met: {text}")),
    }
}

fn ground(it: &Happening, report: &Report, part: &str) -> Ground {
    Ground { event: it.id.clone(), report: report.id.clone(), part: part.to_owned(), span: [report.start, report.end] }
}

/// The windows that begin by the horizon, or why there are none.
fn windows(pledge: &Pledge, from: Date, horizon: Date) -> Result<Vec<Window>, String> {
    let deadline = match &pledge.deadline {
        Some(value) => Some(rule::days(value, from).ok_or_else(|| format!("by when is not told as days: {value}"))?),
        None => None,
    };
    let end = deadline.map(|it| match it {
        When::Days(_, end) | When::Within(end) => end,
    });
    if let Some(text) = &pledge.recurrence {
        let rule = Rule::parse(text).map_err(|part| format!("its rule is not understood: {part}"))?;
        let windows = rule.windows(from, end, horizon);
        return match windows.len() {
            0 => Err(format!("none of its windows begins by {horizon}, the day of the last page")),
            _ => Ok(windows.into_iter().map(|(start, end)| (start, Some(end))).collect()),
        };
    }
    let start = match deadline {
        Some(When::Days(start, _)) if !pledge.is_limit => start.max(from),
        _ => from,
    };
    match end {
        Some(end) if end < start => Err(format!("its deadline was before {from}")),
        _ if start > horizon => Err(format!("its window begins on {start}, after the last page")),
        end => Ok(vec![(start, end)]),
    }
}

/// The events that bear on a promise, in the order of their days.
fn matches(pledge: &Pledge, records: &Records, parties: &Parties, promised: Date) -> Vec<Match> {
    let promise = &pledge.promise;
    let is_meeting = promise.is_meeting();
    let place_names: BTreeSet<String> =
        pledge.places.iter().filter_map(|it| records.parties.get(it)).flat_map(|it| promise::words(&it.name)).collect();
    let mut found = Vec::new();
    for at in records.with(&parties.all_by) {
        let it = &records.happenings[at];
        let everybody: BTreeSet<i64> = it.actors.union(&it.recipients).copied().collect();
        let acting = if is_meeting { &everybody } else { &it.actors };
        let mut there = acting.clone();
        if is_meeting {
            // Who visits a country meets it.
            there.extend(&it.places);
        }
        let covers = parties.covered(pledge, records, &there);
        let by = covers.iter().filter(|at| **at < parties.others).count();
        let by_whom = by > 0 || pledge.by.iter().any(|it| acting.contains(it));
        let with_whom = if is_meeting {
            match (parties.required.len() - parties.others, parties.others) {
                (0, 2..) => by >= 2,
                (0, _) => true,
                _ => covers.iter().any(|at| *at >= parties.others),
            }
        } else {
            let reaches = |of: &BTreeSet<i64>| !parties.all_to.is_disjoint(of);
            parties.all_to.is_empty() || it.recipients.is_empty() || reaches(&it.recipients) || reaches(&it.places)
        };
        let elsewhere = |is_strict: bool, sentence: &str| {
            let known = it.places.iter().any(|place| records.parties.get(place).is_some_and(|it| it.kind == "place"));
            let is_same = pledge.places.is_empty() || !pledge.places.is_disjoint(&it.places);
            let is_named = promise::words(sentence).iter().any(|word| place_names.contains(word));
            !is_same && (known || is_strict && !is_named)
        };
        let is_kind = |report: &Report| {
            let is_word = !promise.content.is_empty() && promise.head == promise::stem(&report.word) && !promise.refrains;
            is_word || promise.kinds.iter().any(|kind| kind.is_of(&it.r#type, &it.modes))
        };
        let is_about = |report: &Report| is_meeting || promise.is_about(&report.sentence);
        let mut put = |part: Part, fits: &dyn Fn(&Report) -> bool| {
            if let Some(number) = it.reports.iter().position(fits) {
                let is_fewer = it.reports.iter().filter(|report| fits(report)).all(|report| promise.is_fewer(&report.sentence));
                let published = it.reports[number].published;
                found.push(Match { at, report: number, part, when: it.when, published, covers: covers.clone(), is_fewer });
            }
        };
        // On the day of the promise itself only what was told later can be its keeping.
        let is_before = it.when.is_some_and(|when| when.1 < promised);
        let is_its_day = it.when.is_some_and(|when| when.0 <= promised)
            && (pledge.recurrence.is_some() || it.reports.iter().any(|report| report.published.is_none_or(|day| day <= promised)));
        if by_whom && with_whom && !is_before {
            if !is_its_day {
                put(Part::Done, &|report| is_done(report) && is_kind(report) && is_about(report) && !elsewhere(false, &report.sentence));
            }
            put(Part::Denied, &|report| {
                report.modality == "denied" && is_kind(report) && is_about(report) && !elsewhere(false, &report.sentence)
            });
            put(Part::Opposite, &|report| {
                is_done(report)
                    && promise.against.iter().any(|kind| kind.is_of(&it.r#type, &it.modes))
                    && promise.is_about(&report.sentence)
                    && !elsewhere(true, &report.sentence)
            });
        }
        if it.r#type == "REJECT" && !is_before {
            let is_meant = |report: &Report| {
                if is_meeting {
                    let is_meeting = it.modes.contains("meet") || it.modes.is_empty() && promise::is_of_meeting(&report.sentence);
                    is_meeting && (parties.all_to.is_empty() || !parties.all_to.is_disjoint(&everybody))
                } else {
                    by_whom && with_whom && !promise.content.is_empty() && promise.is_about(&report.sentence)
                }
            };
            put(Part::Refused, &|report| is_done(report) && is_meant(report));
        }
    }
    let id = |it: &Match| records.happenings[it.at].id.as_str();
    found.sort_by(|a, b| (a.when, a.published, id(a)).cmp(&(b.when, b.published, id(b))));
    found
}

/// Days by which a window may be overrun, so that it is still kept in part: one a week, one at least and seven at most.
fn grace((start, end): Window) -> Option<Date> {
    let end = end?;
    let days = start.until(end).map_or(0, |it| it.get_days()) + 1;
    end.checked_add(i64::from((days / 7).clamp(1, 7)).days()).ok()
}

fn is_within(day: Date, (start, end): Window) -> bool {
    start <= day && end.is_none_or(|end| day <= end)
}

struct Judge<'r> {
    pledge: &'r Pledge,
    records: &'r Records,
    parties: Parties,
    matches: Vec<Match>,
    promised: Date,
    horizon: Date,
    windows: Vec<Window>,
}

impl Judge<'_> {
    fn checks(&self, rule: &str) -> Vec<Check> {
        let done: Vec<usize> = (0..self.matches.len()).filter(|at| self.matches[*at].part == Part::Done).collect();
        let lies_in = |at: usize| {
            let (first, last) = self.matches[at].when?;
            self.windows.iter().position(|window| is_within(first, *window) && is_within(last, *window))
        };
        let mut inside: Vec<Vec<usize>> = vec![Vec::new(); self.windows.len()];
        for &at in &done {
            if let Some(window) = lies_in(at) {
                inside[window].push(at);
            }
        }
        // What a window does not need may have come late for the one before.
        let mut late: Vec<Vec<usize>> = vec![Vec::new(); self.windows.len()];
        for window in 0..self.windows.len() {
            let Some(until) = grace(self.windows[window]).filter(|_| !self.is_enough(&inside[window])) else { continue };
            for &at in &done {
                let Some((first, last)) = self.matches[at].when else { continue };
                if self.windows[window].1.is_none_or(|end| first <= end) || last > until {
                    continue;
                }
                if let Some(own) = lies_in(at) {
                    let rest: Vec<usize> = inside[own].iter().copied().filter(|it| *it != at).collect();
                    if !self.is_enough(&rest) {
                        continue;
                    }
                    inside[own] = rest;
                }
                late[window].push(at);
                break;
            }
        }
        let mut checks = Vec::with_capacity(self.windows.len());
        for (number, window) in self.windows.iter().enumerate() {
            let rough: Vec<usize> = done.iter().copied().filter(|at| self.is_rough(*at, number)).collect();
            let against: Vec<usize> = (0..self.matches.len()).filter(|at| self.goes_against(*at, number)).collect();
            let (verdict, why, grounds) = self.verdict(*window, &inside[number], &late[number], &rough, &against);
            checks.push(Check {
                start: Some(window.0.to_string()),
                end: window.1.map(|it| it.to_string()),
                verdict,
                why,
                rule: rule.to_owned(),
                is_decided: false,
                grounds,
            });
        }
        checks
    }

    /// Whether some events are all that was promised for a window.
    fn is_enough(&self, events: &[usize]) -> bool {
        let days: BTreeSet<Option<(Date, Date)>> = events.iter().map(|at| self.matches[*at].when).collect();
        self.missing(events).is_empty()
            && days.len() as i64 >= self.pledge.promise.times
            && !events.is_empty()
            && events.iter().any(|at| !self.matches[*at].is_fewer)
    }

    /// Those who have to take part and did not.
    fn missing(&self, events: &[usize]) -> Vec<&str> {
        let covered: BTreeSet<usize> = events.iter().flat_map(|at| self.matches[*at].covers.iter().copied()).collect();
        (0..self.parties.required.len()).filter(|at| !covered.contains(at)).map(|at| self.parties.names[at].as_str()).collect()
    }

    /// Whether something was done at a time that is told too roughly, or not at all, and that may be this window, and no other.
    fn is_rough(&self, at: usize, number: usize) -> bool {
        let it = &self.matches[at];
        let window = self.windows[number];
        match it.when {
            Some((first, last)) => {
                let touches = |(start, end): Window| last >= start && end.is_none_or(|end| first <= end);
                let lies = |window: Window| is_within(first, window) && is_within(last, window);
                first != last && touches(window) && self.windows.iter().filter(|it| touches(**it)).count() == 1 && !lies(window)
            }
            None => it.published.is_some_and(|day| day > self.promised && is_within(day, window)),
        }
    }

    /// Whether a denial, a refusal or the opposite act is of this window.
    fn goes_against(&self, at: usize, number: usize) -> bool {
        let it = &self.matches[at];
        let window = self.windows[number];
        match (it.part, it.when) {
            (Part::Done, _) => false,
            (_, Some((first, last))) => {
                let is_earlier =
                    it.part == Part::Refused && number == 0 && first >= self.promised && window.1.is_none_or(|end| last <= end);
                is_earlier || is_within(first, window) && is_within(last, window)
            }
            (_, None) => {
                let until = grace(window);
                let is_before = |number: usize| {
                    self.windows[..number].iter().any(|it| it.1.is_some_and(|end| self.matches[at].published.is_some_and(|day| day <= end)))
                };
                it.published.is_some_and(|day| day >= window.0.max(self.promised) && until.is_none_or(|until| day <= until))
                    && !is_before(number)
            }
        }
    }

    fn verdict(
        &self,
        window: Window,
        inside: &[usize],
        late: &[usize],
        rough: &[usize],
        against: &[usize],
    ) -> (Option<Verdict>, String, Vec<Ground>) {
        let grounds = |lists: &[(&[usize], &str)]| -> Vec<Ground> {
            let one = |at: usize, part: &str| {
                let it = &self.matches[at];
                let happening = &self.records.happenings[it.at];
                let part = match it.part {
                    Part::Done => part,
                    Part::Denied => "denied",
                    Part::Refused => "refused",
                    Part::Opposite => "opposite",
                };
                ground(happening, &happening.reports[it.report], part)
            };
            lists.iter().flat_map(|(list, part)| list.iter().map(move |at| one(*at, part))).collect()
        };
        let days = |list: &[usize]| {
            let day = |at: &usize| match (self.matches[*at].when, self.matches[*at].published) {
                (Some((first, last)), _) if first == last => first.to_string(),
                (Some((first, last)), _) => format!("{first} to {last}"),
                (None, Some(day)) => format!("a day before {day}"),
                (None, None) => "an unknown day".to_owned(),
            };
            let mut days: Vec<String> = list.iter().map(day).collect();
            days.dedup();
            days.join(", ")
        };
        let is_same = |denied: usize, done: usize| {
            let (denied, done) = (&self.matches[denied], &self.matches[done]);
            denied.part == Part::Denied && (denied.at == done.at || denied.when.is_some() && denied.when == done.when)
        };
        let is_disputed = against.iter().any(|denied| inside.iter().any(|done| is_same(*denied, *done)));
        let is_broken = self.pledge.promise.refrains && against.iter().any(|at| self.matches[*at].part == Part::Opposite);
        let is_enough = self.is_enough(inside);
        if is_disputed {
            let why = format!("one report says that it happened and another that it did not: {}", days(inside));
            return (Some(Verdict::Contradicted), why, grounds(&[(inside, "done"), (against, "")]));
        }
        if !is_broken && is_enough {
            return (Some(Verdict::Kept), format!("reported on {}", days(inside)), grounds(&[(inside, "done")]));
        }
        if let Some(&first) = against.first() {
            let what = match self.matches[first].part {
                Part::Denied => "reported not to have happened",
                Part::Refused => "refused or called off",
                _ => "the opposite is reported",
            };
            let why = format!("{what}: {}", days(against));
            return (Some(Verdict::Contradicted), why, grounds(&[(against, ""), (inside, "done"), (late, "late"), (rough, "rough")]));
        }
        let found = grounds(&[(inside, "done"), (late, "late"), (rough, "rough")]);
        let so_far = if !late.is_empty() && inside.is_empty() {
            format!("late: {}", days(late))
        } else if !inside.is_empty() {
            let missing = self.missing(inside);
            let times = inside.iter().map(|at| self.matches[*at].when).collect::<BTreeSet<_>>().len();
            if !missing.is_empty() {
                format!("nothing is told of {}", missing.join(", "))
            } else if (times as i64) < self.pledge.promise.times {
                format!("{times} of {} times", self.pledge.promise.times)
            } else {
                let asked = self.pledge.promise.count.as_ref().map_or(0, |it| it.0);
                format!("fewer than {asked} are told")
            }
        } else if !rough.is_empty() {
            format!("when it was is told only as {}", days(rough))
        } else {
            String::new()
        };
        let is_over = window.1.is_some_and(|end| self.horizon > end);
        match (is_over, so_far.is_empty()) {
            (true, false) => (Some(Verdict::Partly), so_far, found),
            (true, true) => (Some(Verdict::NoReportFound), format!("no page up to {} tells of it", self.horizon), found),
            (false, false) => (None, format!("not over on {}, the day of the last page; so far: {so_far}", self.horizon), found),
            (false, true) => (None, format!("not over on {}, the day of the last page", self.horizon), found),
        }
    }
}

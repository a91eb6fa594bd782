//! What is promised, and which reports are of the same: words of an action against frames of events and words of reports.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use dateline_gazetteer::fold;
use serde::Deserialize;

/// Types of acts that are themselves words: what they announce is another act.
const WORDS_ONLY: [&str; 3] = ["AGREE", "REQUEST", "THREATEN"];
/// The type of meetings.
pub(super) const MEETING: &str = "CONSULT";

/// A way in which an event is told, as far as a promise may be told in it too.
#[derive(Debug)]
struct Frame {
    kind: Kind,
    /// A lemma, and the particle that it asks for.
    verbs: Vec<(String, Option<String>)>,
    nouns: BTreeSet<String>,
    objects: BTreeSet<String>,
    not_objects: BTreeSet<String>,
}

/// A PLOVER type, and its mode where it has one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kind {
    pub r#type: String,
    pub mode: Option<String>,
}

impl Kind {
    fn parse(text: &str) -> Self {
        match text.split_once(':') {
            Some((r#type, mode)) => Self { r#type: r#type.to_owned(), mode: Some(mode.to_owned()) },
            None => Self { r#type: text.to_owned(), mode: None },
        }
    }

    /// Whether an event is of this kind: a mode that one of the two does not tell is no difference.
    pub fn is_of(&self, r#type: &str, modes: &BTreeSet<String>) -> bool {
        self.r#type == r#type && (modes.is_empty() || self.mode.as_ref().is_none_or(|mode| modes.contains(mode)))
    }
}

struct Lists {
    frames: Vec<Frame>,
    within: Vec<String>,
    refrain: BTreeSet<String>,
    truce_verbs: BTreeSet<String>,
    truces: BTreeSet<String>,
    against_truces: Kind,
    kinds: BTreeMap<String, BTreeSet<String>>,
    opposites: BTreeMap<String, Vec<Kind>>,
    times: BTreeMap<String, i64>,
    met: Vec<String>,
    unmet: Vec<String>,
    r#while: Vec<String>,
    governments: BTreeSet<String>,
    offices: BTreeSet<String>,
    empty: BTreeSet<String>,
    meetings: BTreeSet<String>,
}

fn list(words: &str) -> impl Iterator<Item = String> + '_ {
    words.split_whitespace().map(|word| word.replace('_', " "))
}

fn stems_of(words: &str) -> BTreeSet<String> {
    // Of a name of several words the last is the thing.
    list(words).filter_map(|it| it.rsplit(' ').next().map(stem)).collect()
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct Words {
        words: String,
    }
    #[derive(Deserialize)]
    struct Conditions {
        met: String,
        unmet: String,
        r#while: String,
    }
    #[derive(Deserialize)]
    struct Truces {
        verbs: String,
        nouns: String,
        against: String,
    }
    #[derive(Deserialize)]
    struct File {
        within: Words,
        refrain: Words,
        truces: Truces,
        kinds: BTreeMap<String, String>,
        opposites: BTreeMap<String, String>,
        times: BTreeMap<String, i64>,
        conditions: Conditions,
        governments: Words,
        offices: Words,
        empty: Words,
    }
    #[derive(Deserialize, Default)]
    #[serde(default)]
    struct Told {
        r#type: String,
        mode: Option<String>,
        verbs: String,
        nouns: String,
        object: String,
        not_object: String,
    }
    #[derive(Deserialize)]
    struct Frames {
        #[serde(default)]
        frame: Vec<Told>,
    }
    let read = |path: &str| dateline_lexicon::file(path).unwrap_or_default();
    let file: File = toml::from_str(read("en/cadence.toml")).expect("the list has its shape");
    let mut frames = Vec::new();
    for name in ["coercion", "concession", "cooperation", "force", "protest", "speech"] {
        let told: Frames = toml::from_str(read(&format!("en/events/{name}.toml"))).expect("the list has its shape");
        frames.extend(told.frame.into_iter().filter(|it| !WORDS_ONLY.contains(&it.r#type.as_str())).map(|it| {
            Frame {
                kind: Kind { r#type: it.r#type, mode: it.mode },
                verbs: it
                    .verbs
                    .split_whitespace()
                    .map(|verb| match verb.split_once('+') {
                        Some((verb, particle)) => (stem(verb), Some(particle.split(['+', '_']).next().unwrap_or_default().to_owned())),
                        None => (stem(verb), None),
                    })
                    .collect(),
                // `phone_call`: its last word alone would be another thing.
                nouns: it.nouns.split_whitespace().filter(|noun| !noun.contains('_')).map(stem).collect(),
                objects: stems_of(&it.object),
                not_objects: stems_of(&it.not_object),
            }
        }));
    }
    // Verbs that need an object to be of a meeting (`hold`, `begin`) are of none without it.
    let meetings = frames
        .iter()
        .filter(|it| it.kind.r#type == MEETING)
        .flat_map(|it| {
            let verbs = it.verbs.iter().filter(|verb| verb.1.is_none() && it.objects.is_empty()).map(|verb| verb.0.clone());
            it.objects.iter().chain(&it.nouns).cloned().chain(verbs)
        })
        .collect();
    Lists {
        frames,
        within: list(&file.within.words).collect(),
        refrain: list(&file.refrain.words).map(|it| stem(&it)).collect(),
        truce_verbs: stems_of(&file.truces.verbs),
        truces: stems_of(&file.truces.nouns),
        against_truces: Kind::parse(&file.truces.against),
        kinds: file.kinds.into_iter().map(|(kind, verbs)| (kind, list(&verbs).map(|it| stem(&it)).collect())).collect(),
        opposites: file.opposites.into_iter().map(|(kind, of)| (kind, of.split_whitespace().map(Kind::parse).collect())).collect(),
        times: file.times,
        met: list(&file.conditions.met).collect(),
        unmet: list(&file.conditions.unmet).collect(),
        r#while: list(&file.conditions.r#while).collect(),
        governments: list(&file.governments.words).collect(),
        offices: list(&file.offices.words).collect(),
        empty: list(&file.empty.words).collect(),
        meetings,
    }
});

/// A word without its ending, so that two forms of it become equal: `generators` and `generator`, `reopened` and `reopen`.
pub(super) fn stem(word: &str) -> String {
    crate::words::stem(&fold(word))
}

/// The words of a text, folded.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .map(|word| fold(word.trim_end_matches("'s").trim_end_matches("’s")))
        .flat_map(|word| word.split(' ').map(str::to_owned).collect::<Vec<_>>())
        .filter(|word| !word.is_empty())
        .collect()
}

fn number(word: &str) -> Option<i64> {
    crate::words::number(word)?.try_into().ok()
}

/// Whether a text begins with one of some openers, which have one or more words.
fn opens(words: &[String], openers: &[String]) -> bool {
    openers.iter().any(|opener| {
        let opener: Vec<&str> = opener.split(' ').collect();
        words.len() >= opener.len() && words.iter().zip(&opener).all(|(word, wanted)| word == wanted)
    })
}

/// Whether the words before those of a deadline say that it is the last day, not the day.
pub(super) fn is_limit(before: &str) -> bool {
    // `by the end of May`: no farther than the clause is likely to reach.
    let words = words(before);
    (words.len().saturating_sub(5)..words.len()).any(|at| opens(&words[at..], &LISTS.within))
}

/// Bodies that are the country itself.
pub(super) fn is_government(name: &str) -> bool {
    words(name).iter().any(|word| LISTS.governments.contains(word))
}

/// What tells an office or a body from others: `health` of a health minister and of a ministry of health.
pub(super) fn field(name: &str) -> BTreeSet<String> {
    words(name).into_iter().filter(|word| !LISTS.offices.contains(word)).map(|word| stem(&word)).collect()
}

/// What an action promises.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Promise {
    /// Kinds of events that keep it.
    pub kinds: BTreeSet<Kind>,
    /// Kinds of events that go against it.
    pub against: BTreeSet<Kind>,
    /// Whether it is a promise not to do a thing.
    pub refrains: bool,
    /// The word for what is done.
    pub head: String,
    /// What it is done to, as stems.
    pub content: BTreeSet<String>,
    /// How many of what.
    pub count: Option<(i64, String)>,
    /// How often.
    pub times: i64,
}

impl Promise {
    /// Reads an action; `names` are words of the names of those who take part, and `often` those of the rule.
    pub fn read(action: &str, often: &str, names: &BTreeSet<String>) -> Self {
        let all = words(action);
        let stems: Vec<String> = all.iter().map(|it| stem(it)).collect();
        let refrains = stems.first().is_some_and(|it| LISTS.refrain.contains(it));
        let start = stems.iter().take_while(|it| matches!(it.as_str(), "to" | "from" | "be")).count().min(stems.len().saturating_sub(1));
        let mut promise = Self { refrains, head: stems.get(start).cloned().unwrap_or_default(), times: 1, ..Self::default() };
        let mut told: BTreeSet<usize> = BTreeSet::from([start]);
        promise.kinds = kinds(&stems, &all, start, names, &mut told);
        if refrains {
            // What is not to be done: the verb after `not to`, `refrain from`, or the noun after `halt`.
            for at in start + 1..stems.len() {
                promise.against = kinds(&stems, &all, at, names, &mut told);
                if !promise.against.is_empty() {
                    break;
                }
            }
            promise.kinds.retain(|it| !promise.against.contains(it));
            if matches!(all[start].as_str(), "not" | "never" | "no") {
                promise.kinds.clear();
            }
        }
        if !refrains
            && LISTS.truce_verbs.contains(&promise.head)
            && let Some(at) = stems.iter().position(|it| LISTS.truces.contains(it))
        {
            promise.refrains = true;
            promise.against.insert(LISTS.against_truces.clone());
            told.insert(at);
        }
        for kind in promise.kinds.iter().filter(|_| !promise.refrains) {
            let with_mode = kind.mode.as_ref().and_then(|mode| LISTS.opposites.get(&format!("{}:{mode}", kind.r#type)));
            promise.against.extend(with_mode.or_else(|| LISTS.opposites.get(&kind.r#type)).into_iter().flatten().cloned());
        }
        for (at, word) in all.iter().enumerate() {
            let is_content =
                !told.contains(&at) && !LISTS.empty.contains(word) && !LISTS.times.contains_key(word) && number(word).is_none();
            if is_content && !names.contains(word) {
                promise.content.insert(stems[at].clone());
            }
        }
        promise.count = counts(&all, &stems).into_iter().find(|it| promise.content.contains(&it.1));
        promise.times = times(&words(often)).or_else(|| times(&all)).unwrap_or(1).max(1);
        promise
    }

    /// Whether it is a meeting, of which it is enough that both take part.
    pub fn is_meeting(&self) -> bool {
        self.kinds.iter().any(|it| it.r#type == MEETING)
    }

    /// Whether a sentence is about the same things: has one in so many of the words that say what is promised.
    pub fn is_about(&self, sentence: &str, one_in: usize) -> bool {
        let there: BTreeSet<String> = words(sentence).iter().map(|word| stem(word)).filter(|it| self.content.contains(it)).collect();
        there.len() * one_in >= self.content.len()
    }

    /// Whether a sentence has fewer of what was promised than the number that was promised.
    pub fn is_fewer(&self, sentence: &str) -> bool {
        let Some((asked, of)) = &self.count else { return false };
        let all = words(sentence);
        let stems: Vec<String> = all.iter().map(|it| stem(it)).collect();
        let told: Vec<i64> = counts(&all, &stems).into_iter().filter(|it| it.1 == *of).map(|it| it.0).collect();
        !told.is_empty() && told.iter().all(|it| it < asked)
    }
}

/// Whether a sentence is about a meeting.
pub(super) fn is_of_meeting(sentence: &str) -> bool {
    words(sentence).iter().any(|word| LISTS.meetings.contains(&stem(word)))
}

/// The kinds of what a word of an action is for, with the words that tell it.
fn kinds(stems: &[String], all: &[String], head: usize, names: &BTreeSet<String>, told: &mut BTreeSet<usize>) -> BTreeSet<Kind> {
    let Some(verb) = stems.get(head) else { return BTreeSet::new() };
    let after = &stems[head + 1..];
    // The best frames are those whose object is there; then those of the verb alone.
    let mut found: Vec<(u8, &Frame, Option<usize>)> = Vec::new();
    for frame in &LISTS.frames {
        if frame.not_objects.iter().any(|it| after.contains(it)) {
            continue;
        }
        let object = after.iter().position(|it| frame.objects.contains(it)).map(|at| head + 1 + at);
        let has_verb = frame.verbs.iter().any(|(it, particle)| {
            it == verb && particle.as_ref().is_none_or(|particle| all[head + 1..].iter().any(|word| word == particle))
        });
        if has_verb && object.is_some() {
            found.push((3, frame, object));
        } else if frame.nouns.contains(verb) || has_verb && frame.objects.is_empty() {
            found.push((2, frame, None));
        } else if has_verb && frame.kind.r#type != MEETING {
            // `hold` without talks is no meeting, and of a meeting it is not asked what it is about.
            found.push((1, frame, None));
        }
    }
    // Somebody is called, or an election: a name has to follow.
    let is_named =
        all[head + 1..].iter().find(|word| !matches!(word.as_str(), "to" | "with" | "the" | "on")).is_some_and(|word| names.contains(word));
    let own = LISTS
        .kinds
        .iter()
        .filter(|(kind, verbs)| verbs.contains(verb) && (*kind != MEETING || is_named))
        .map(|(kind, _)| Kind::parse(kind));
    let best = found.iter().map(|it| it.0).max().unwrap_or_default();
    let mut out: BTreeSet<Kind> = own.collect();
    for (_, frame, object) in found.into_iter().filter(|it| it.0 == best) {
        out.insert(frame.kind.clone());
        if out.iter().any(|it| it.r#type == MEETING) {
            told.extend(object);
        }
    }
    if !out.is_empty() {
        told.insert(head);
    }
    out
}

/// Numbers and what they count: `forty generators`, `40 diesel generators`.
fn counts(all: &[String], stems: &[String]) -> Vec<(i64, String)> {
    let mut out = Vec::new();
    for (at, word) in all.iter().enumerate() {
        let Some(count) = number(word) else { continue };
        out.extend(stems[at + 1..].iter().take(3).map(|it| (count, it.clone())));
    }
    out
}

/// How often: `twice`, `three times`.
fn times(words: &[String]) -> Option<i64> {
    words.iter().enumerate().find_map(|(at, word)| {
        let is_times = words.get(at + 1).is_some_and(|next| next == "times");
        LISTS.times.get(word).copied().or_else(|| number(word).filter(|_| is_times))
    })
}

/// What a condition asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Condition {
    /// How long, not whether.
    While,
    /// What does not happen, which no report tells.
    Unmet,
    /// What is to be reported, as stems.
    Met(BTreeSet<String>),
}

/// Reads a condition; `names` are words of the names in it.
pub(super) fn condition(text: &str, names: &BTreeSet<String>) -> Condition {
    let all = words(text);
    if opens(&all, &LISTS.r#while) {
        return Condition::While;
    }
    let is_negated = all.iter().any(|word| matches!(word.as_str(), "not" | "no" | "never" | "nobody" | "without"))
        || text.contains("n't")
        || text.contains("n’t");
    if opens(&all, &LISTS.unmet) || is_negated {
        return Condition::Unmet;
    }
    let openers: BTreeSet<&str> = LISTS.met.iter().flat_map(|it| it.split(' ')).collect();
    let content = all.iter().filter(|word| !LISTS.empty.contains(*word) && !openers.contains(word.as_str()) && !names.contains(*word));
    Condition::Met(content.map(|word| stem(word)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(action: &str, names: &[&str]) -> Promise {
        Promise::read(action, "", &names.iter().map(|it| (*it).to_owned()).collect())
    }

    fn types(of: &BTreeSet<Kind>) -> Vec<&str> {
        let mut types: Vec<&str> = of.iter().map(|it| it.r#type.as_str()).collect();
        types.dedup();
        types
    }

    #[test]
    fn forms_of_a_word_are_one() {
        for (one, other) in [
            ("generators", "generator"),
            ("reopened", "reopen"),
            ("troops", "troop"),
            ("carried", "carry"),
            ("stopped", "stop"),
            ("crossing", "crossings"),
        ] {
            assert_eq!(stem(one), stem(other));
        }
        assert_ne!(stem("generators"), stem("blankets"));
    }

    #[test]
    fn an_action_says_what_keeps_it() {
        for action in
            ["meet General Oren Falk", "meet", "hold talks", "meeting at the level of our military", "visit Sudland", "call Oren Falk"]
        {
            assert!(read(action, &["oren"]).is_meeting(), "{action}");
        }
        for action in ["hold its nose", "call an election", "kill"] {
            assert!(!read(action, &["oren"]).is_meeting(), "{action}");
        }
        let send = read("send forty generators to Sudland", &["sudland"]);
        assert!(types(&send.kinds).contains(&"AID") && send.content.len() == 1, "{send:?}");
        assert_eq!(send.count, Some((40, stem("generators"))));
        assert!(
            send.is_fewer("Norland sent ten generators.")
                && !send.is_fewer("Norland sent 41 generators.")
                && !send.is_fewer("Norland sent generators.")
        );
        assert!(types(&read("withdraw its troops from Dolen", &["dolen"]).kinds).contains(&"RETREAT"));
        assert!(types(&read("release the prisoners", &[]).kinds).contains(&"RETREAT"));
    }

    #[test]
    fn what_is_not_to_be_done_goes_against_it() {
        for action in ["not to attack Dolen", "halt its attacks on Dolen", "refrain from shelling Dolen", "observe a ceasefire"] {
            let promise = read(action, &["dolen"]);
            assert!(types(&promise.against).contains(&"ASSAULT"), "{action}: {promise:?}");
            assert!(!types(&promise.kinds).contains(&"ASSAULT"), "{action}: {promise:?}");
        }
    }

    #[test]
    fn conditions_are_met_by_reports_or_not_at_all() {
        assert_eq!(condition("until the talks end", &BTreeSet::new()), Condition::While);
        assert_eq!(condition("unless it rains", &BTreeSet::new()), Condition::Unmet);
        assert_eq!(condition("if the troops do not leave", &BTreeSet::new()), Condition::Unmet);
        assert_eq!(
            condition("as soon as the report is published", &BTreeSet::new()),
            Condition::Met([stem("report"), stem("published")].into())
        );
    }

    #[test]
    fn by_a_day_and_on_a_day() {
        assert!(is_limit("grain to Belmark by the end of ") && is_limit("no later than ") && !is_limit("will meet on ") && !is_limit(""));
    }
}

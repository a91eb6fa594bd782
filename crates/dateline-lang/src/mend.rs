//! What the parser is known to get wrong, and grammar alone decides: mended before anything reads the tree.

mod tree;

use std::collections::HashSet;

use serde::Deserialize;

use crate::labels::{Deprel, Tag, Upos, Xpos};
use crate::parser::NONE;

#[derive(Debug, Deserialize)]
struct File {
    days: Days,
    bounds: Bounds,
    results: Results,
    reporters: Reporters,
    giving: Giving,
    opening: Listed,
    captives: Captives,
    measures: Measures,
    consequences: Listed,
    wishing: Listed,
}

#[derive(Debug, Deserialize)]
struct Listed {
    words: String,
}

#[derive(Debug, Deserialize)]
struct Bounds {
    pairs: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Measures {
    words: String,
    between: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Captives {
    verbs: String,
    states: String,
}

#[derive(Debug, Deserialize)]
struct Giving {
    participles: String,
}

#[derive(Debug, Deserialize)]
struct Reporters {
    saying: String,
    verbs: String,
}

#[derive(Debug, Deserialize)]
struct Results {
    pasts: Vec<String>,
    states: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Days {
    words: String,
    weekdays: String,
    months: String,
}

/// Mends tags and trees; the words are in `lexicon/en/clause.toml`, from `days` on.
#[derive(Debug)]
pub struct Mender {
    days: HashSet<String>,
    weekdays: HashSet<String>,
    months: HashSet<String>,
    bounds: Vec<(String, String)>,
    results: Results,
    reporters: HashSet<String>,
    saying: HashSet<String>,
    giving: HashSet<String>,
    opening: HashSet<String>,
    captives: [HashSet<String>; 2],
    measures: HashSet<String>,
    between: Vec<String>,
    consequences: HashSet<String>,
    wishing: HashSet<String>,
}

/// Who reports a sentence, at its end: places of the comma before them and of their verb, in words from the start of the sentence.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Reporter {
    /// The comma before them.
    pub comma: usize,
    /// Their verb.
    pub verb: usize,
}

/// Words after the verb of a reporter, at most: `said on Thursday in a statement to the agency`.
const AFTER: usize = 14;

impl Mender {
    /// Reads the embedded list.
    ///
    /// # Panics
    /// When the list is not TOML of its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        let file: File =
            toml::from_str(dateline_lexicon::file("en/clause.toml").expect("the list is embedded")).expect("the list has its shape");
        let words = |list: &str| list.split_whitespace().map(str::to_owned).collect();
        Self {
            days: words(&file.days.words),
            weekdays: words(&file.days.weekdays),
            months: words(&file.days.months),
            bounds: file.bounds.pairs.iter().filter_map(|pair| pair.split_once(' ')).map(|(a, b)| (a.to_owned(), b.to_owned())).collect(),
            results: file.results,
            reporters: words(&file.reporters.verbs),
            saying: words(&file.reporters.saying),
            giving: words(&file.giving.participles),
            opening: words(&file.opening.words),
            captives: [words(&file.captives.verbs), words(&file.captives.states)],
            measures: words(&file.measures.words),
            between: file.measures.between,
            consequences: words(&file.consequences.words),
            wishing: words(&file.wishing.words),
        }
    }

    /// Finds the reporter of a sentence whom its tree missed: `…, officials in the town said on Monday.` has a clause, a comma, and a subject
    /// and a verb of reporting, the last finite verb of the sentence, yet the tree gives that verb no subject of its own. `form` gives the words,
    /// `tag` their tags.
    pub fn reporter<'t>(&self, tree: &[(u16, Deprel)], form: impl Fn(usize) -> &'t str, tag: impl Fn(usize) -> Tag) -> Option<Reporter> {
        let is_finite = |at: usize| tag(at).xpos.is_finite();
        let earliest = tree.len().saturating_sub(AFTER + 1).max(3);
        let verb = (earliest..tree.len()).rev().find(|&at| is_finite(at) || tag(at).xpos == Xpos::Vbn && self.saying.contains(form(at)))?;
        if !self.reporters.contains(form(verb)) {
            return None;
        }
        let comma = (1..verb).rev().find(|&at| form(at) == ",")?;
        let subject = comma + 1..verb;
        // `…, a move announced on Monday` may be no report.
        if subject.len() > 1 && matches!(form(subject.start), "a" | "an") && !self.saying.contains(form(verb)) {
            return None;
        }
        let is_noun = |at: usize| matches!(tag(at).upos, Upos::Noun | Upos::Propn | Upos::Pron);
        let opens =
            |at: usize| matches!(tag(at).xpos, Xpos::Cc | Xpos::In | Xpos::Wdt | Xpos::Wp | Xpos::Wrb | Xpos::To | Xpos::Vbg | Xpos::Vbn);
        let has_own = |at: usize| matches!(tree[at], (head, Deprel::Nsubj) if usize::from(head) == verb);
        let is_missed = !subject.is_empty()
            && !opens(subject.start)
            && subject.clone().any(is_noun)
            && !subject.clone().any(|at| is_finite(at) || has_own(at) || matches!(form(at), ":" | ";" | "--"))
            && (0..comma).any(is_finite);
        is_missed.then_some(Reporter { comma, verb })
    }

    /// The tree of a sentence from those of what is reported and of its `reporter`, who was parsed apart from it; nothing where either half has
    /// another head than it should. Heads count from the start of each half.
    pub fn join(reporter: Reporter, reported: &[(u16, Deprel)], own: &[(u16, Deprel)]) -> Option<Vec<(u16, Deprel)>> {
        let Reporter { comma, verb } = reporter;
        let start = comma + 1;
        let is_whole = own[verb - start].0 == NONE && own[..verb - start].iter().any(|it| *it == ((verb - start) as u16, Deprel::Nsubj));
        let reported = reported.iter().map(|&(head, label)| if head == NONE { (verb as u16, Deprel::Ccomp) } else { (head, label) });
        let own = own.iter().map(|&(head, label)| (if head == NONE { NONE } else { head + start as u16 }, label));
        is_whole.then(|| reported.chain([(verb as u16, Deprel::Punct)]).chain(own).collect())
    }

    /// A participle that is a past tense; the first of them. It stands between two nouns, that before it hangs on it without a hyphen, and that
    /// after it heads a clause without a verb (`a gunman opened fire`) or is what `after` seems to govern, though it is of many and its article of
    /// one (`after a gunman fired shots`); or two nouns touch with nothing but it between them (`after a bomber killed soldiers`); or it has an
    /// object of its own, which no passive but that of giving and naming has (`guerrillas wounded two soldiers, police said`). `form` gives the
    /// words, `tag` their tags.
    pub fn past_tense<'t>(&self, tree: &[(u16, Deprel)], form: impl Fn(usize) -> &'t str, tag: impl Fn(usize) -> Tag) -> Option<usize> {
        let has = |of: u16, labels: &[Deprel]| tree.iter().any(|&(its, label)| its == of && labels.contains(&label));
        let opens = |of: u16| {
            let mut cases = tree.iter().zip(0..).filter(|((its, label), _)| *its == of && *label == Deprel::Case);
            cases.next().is_some_and(|(_, case)| self.opening.contains(form(case)))
        };
        let is_many = |at: usize| matches!(tag(at).xpos, Xpos::Nns | Xpos::Nnps);
        (1..tree.len()).find(|&at| {
            let (head, label) = tree[at];
            if head == NONE || tag(at).xpos != Xpos::Vbn || has(head, &[Deprel::Cop, Deprel::Nsubj]) {
                return false;
            }
            let noun = usize::from(head);
            let (above, of) = tree[noun];
            let leads = label == Deprel::Amod && noun > at;
            let is_of_one =
                || tree[..at].iter().zip(0..).any(|(it, word)| *it == ((at - 1) as u16, Deprel::Det) && matches!(form(word), "a" | "an"));
            if leads && tree[at - 1] == (at as u16, Deprel::Compound) {
                let is_clause =
                    matches!(of, Deprel::Root | Deprel::Ccomp | Deprel::Advcl | Deprel::Parataxis | Deprel::Conj | Deprel::AclRelcl);
                return is_clause || opens(head) && is_many(noun) && is_of_one();
            }
            // `a bomber [killed soldiers]`.
            if leads && usize::from(above) + 1 == at && of == Deprel::Nmod && !has(head, &[Deprel::Case]) {
                return opens(above);
            }
            // `marksmen wounded two men, officers said`, where the marksmen are what is said, or speak beside the officers.
            let is_clause = of == Deprel::Ccomp || of == Deprel::Nsubj && tree[at..].contains(&(above, Deprel::Nsubj));
            label == Deprel::Acl
                && noun < at
                && is_clause
                && tree[at + 1..].contains(&(at as u16, Deprel::Obj))
                && !has(at as u16, &[Deprel::Aux, Deprel::AuxPass, Deprel::OblAgent])
                && !self.giving.contains(form(at))
        })
    }

    /// Whether a word that was read as a noun is the verb of its sentence: it follows a noun, leads to an infinitive, and no other verb before a mark
    /// has a tense: `The government [hopes] to raise money`. `form` gives the words, `tag` their tags.
    pub fn is_wish<'t>(&self, at: usize, count: usize, form: impl Fn(usize) -> &'t str, tag: impl Fn(usize) -> Tag) -> bool {
        let leads = at > 0 && at + 2 < count && tag(at).xpos == Xpos::Nns && self.wishing.contains(form(at));
        let halts = |it: usize| matches!(form(it), "," | ";" | ":" | "that" | "which" | "who" | "when" | "if" | "because");
        leads
            && matches!(tag(at - 1).xpos, Xpos::Nn | Xpos::Nnp)
            && tag(at + 1).xpos == Xpos::To
            && tag(at + 2).xpos == Xpos::Vb
            && !(0..at).any(|it| tag(it).xpos.is_finite() || matches!(tag(it).xpos, Xpos::Md | Xpos::In))
            && !(at + 1..count).take_while(|&it| !halts(it)).any(|it| tag(it).xpos.is_finite() || tag(it).xpos == Xpos::Md)
    }

    /// Whether a bound of two words begins at a word: `[at least] 12`. `form` gives the words, of which there are `count`.
    fn is_bound<'t>(&self, at: usize, count: usize, form: impl Fn(usize) -> &'t str) -> bool {
        let is = |it: usize, word: &str| form(it).eq_ignore_ascii_case(word);
        at + 2 < count && self.bounds.iter().any(|(first, second)| is(at, first) && is(at + 1, second))
    }

    /// Whether a number begins at a word, with its bound or without: `12`, `at least 12`, `more than a dozen`.
    pub fn counts<'t>(&self, at: usize, count: usize, form: impl Fn(usize) -> &'t str, tag: impl Fn(usize) -> Tag) -> bool {
        at < count && (tag(at).xpos == Xpos::Cd || self.is_bound(at, count, form))
    }

    /// Whether two words are a past tense and what came of it: `shot dead`.
    #[must_use]
    pub fn is_result(&self, verb: &str, state: &str) -> bool {
        let is_in = |list: &[String], form: &str| list.iter().any(|it| it.eq_ignore_ascii_case(form));
        is_in(&self.results.pasts, verb) && is_in(&self.results.states, state)
    }

    /// Whether a word with the form of a past tense is one and no noun, by the word after it and that one's tag, and the tag of the third: `the
    /// gunman [shot] a guard`, `gunmen [shot] and killed`.
    #[must_use]
    pub fn is_past(&self, verb: &str, after: (&str, Xpos), third: Option<Xpos>) -> bool {
        let is_listed = self.results.pasts.iter().any(|it| it.eq_ignore_ascii_case(verb));
        let opens = matches!(after.1, Xpos::Dt | Xpos::PrpPoss | Xpos::Prp | Xpos::Cd | Xpos::Nnp);
        is_listed && (opens || after.1 == Xpos::Cc && matches!(third, Some(Xpos::Vbd | Xpos::Vbn)))
    }
}

/// Participles that are past tenses because they have a subject and no auxiliary: `The senator proposed a ban`; or have a number for their object,
/// as no passive has: `The blast [killed] at least 12 people`. `counts` tells whether a number begins at a word.
pub fn past_tenses(
    tree: &[(u16, Deprel)],
    is_participle: impl Fn(usize) -> bool,
    counts: impl Fn(usize) -> bool,
) -> impl Iterator<Item = usize> {
    (0..tree.len()).filter(move |&at| {
        let has = |wanted: &[Deprel]| tree.iter().any(|&(head, label)| usize::from(head) == at && wanted.contains(&label));
        let is_clause = match tree[at].1 {
            Deprel::Root | Deprel::Ccomp | Deprel::Conj | Deprel::Parataxis | Deprel::AclRelcl => true,
            // `after troops killed two people`.
            Deprel::Advcl => has(&[Deprel::Mark]),
            _ => false,
        };
        let acts = || has(&[Deprel::Nsubj]) || has(&[Deprel::NsubjPass]) && at + 1 < tree.len() && counts(at + 1);
        is_clause && is_participle(at) && acts() && !has(&[Deprel::Aux, Deprel::AuxPass, Deprel::Cop])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_reports_at_the_end_is_found_where_the_tree_missed_them() {
        let forms = ["Rebels", "shelled", "the", "town", ",", "officials", "said", "."];
        let tags = [Xpos::Nns, Xpos::Vbd, Xpos::Dt, Xpos::Nn, Xpos::Comma, Xpos::Nns, Xpos::Vbd, Xpos::Period];
        let tag = |at: usize| Tag { xpos: tags[at], upos: if matches!(tags[at], Xpos::Nn | Xpos::Nns) { Upos::Noun } else { Upos::Verb } };
        let missed = [
            (1, Deprel::Nsubj),
            (6, Deprel::Ccomp),
            (3, Deprel::Det),
            (1, Deprel::Obj),
            (5, Deprel::Punct),
            (3, Deprel::Conj),
            (NONE, Deprel::Root),
            (6, Deprel::Punct),
        ];
        let mender = Mender::load();
        assert_eq!(mender.reporter(&missed, |at| forms[at], tag), Some(Reporter { comma: 4, verb: 6 }));
        // `…, moves announced .`: a participle of what is told.
        let (mut moves, mut participle) = (forms, tags);
        (moves[5], moves[6], participle[6]) = ("moves", "announced", Xpos::Vbn);
        let tag_of = |at: usize| Tag { xpos: participle[at], ..tag(at) };
        assert_eq!(mender.reporter(&missed, |at| moves[at], tag_of), None);
        let mut seen = missed;
        seen[5] = (6, Deprel::Nsubj);
        assert_eq!(mender.reporter(&seen, |at| forms[at], tag), None);
        let reported = [(1, Deprel::Nsubj), (NONE, Deprel::Root), (3, Deprel::Det), (1, Deprel::Obj)];
        let own = [(1, Deprel::Nsubj), (NONE, Deprel::Root), (1, Deprel::Punct)];
        let tree = Mender::join(Reporter { comma: 4, verb: 6 }, &reported, &own).unwrap();
        seen[4] = (6, Deprel::Punct);
        assert_eq!(tree, seen);
    }

    #[test]
    fn what_has_a_subject_and_no_auxiliary_is_a_past_tense() {
        // `Senators proposed bans`, `Senators have proposed bans`
        let tree = [(1, Deprel::Nsubj), (NONE, Deprel::Root), (1, Deprel::Obj)];
        assert_eq!(past_tenses(&tree, |at| at == 1, |_| false).collect::<Vec<_>>(), [1]);
        let tree = [(2, Deprel::Nsubj), (2, Deprel::Aux), (NONE, Deprel::Root), (2, Deprel::Obj)];
        assert_eq!(past_tenses(&tree, |at| at == 2, |_| false).count(), 0);
    }

    #[test]
    fn what_leads_a_clause_is_a_past_tense() {
        let found = |forms: &[&'static str], tags: &[Xpos], tree: &[(u16, Deprel)]| {
            let tag = |at: usize| Tag { xpos: tags[at], upos: if tags[at] == Xpos::Vbn { Upos::Verb } else { Upos::Noun } };
            Mender::load().past_tense(tree, |at| forms[at], tag)
        };
        let tree = [(1, Deprel::Det), (2, Deprel::Compound), (3, Deprel::Amod), (NONE, Deprel::Root), (3, Deprel::Punct)];
        let tags = [Xpos::Dt, Xpos::Nn, Xpos::Vbn, Xpos::Nn, Xpos::Period];
        assert_eq!(found(&["A", "gunman", "opened", "fire", "."], &tags, &tree), Some(2));
        let tree = [(5, Deprel::Ccomp), (0, Deprel::Acl), (1, Deprel::Obj), (5, Deprel::Punct), (5, Deprel::Nsubj), (NONE, Deprel::Root)];
        let tags = [Xpos::Nns, Xpos::Vbn, Xpos::Nns, Xpos::Comma, Xpos::Nns, Xpos::Vbd];
        assert_eq!(found(&["Rebels", "wounded", "soldiers", ",", "police", "said"], &tags, &tree), Some(1));
        assert_eq!(found(&["Rebels", "given", "soldiers", ",", "police", "said"], &tags, &tree), None);
    }

    #[test]
    fn what_follows_after_is_a_past_tense_where_its_nouns_are_no_phrase() {
        let tag = |tags: &'static [Xpos]| move |at: usize| Tag { xpos: tags[at], upos: Upos::Noun };
        let tree = [(NONE, Deprel::Root), (5, Deprel::Case), (3, Deprel::Det), (4, Deprel::Compound), (5, Deprel::Amod), (0, Deprel::Obl)];
        let mender = Mender::load();
        let many = ["Fled", "after", "a", "gunman", "fired", "shots"];
        let tags = &[Xpos::Vbd, Xpos::In, Xpos::Dt, Xpos::Nn, Xpos::Vbn, Xpos::Nns];
        assert_eq!(mender.past_tense(&tree, |at| many[at], tag(tags)), Some(4));
        // `after a state funded campaign`
        let one = ["Fled", "after", "a", "state", "funded", "campaign"];
        let tags = &[Xpos::Vbd, Xpos::In, Xpos::Dt, Xpos::Nn, Xpos::Vbn, Xpos::Nn];
        assert_eq!(mender.past_tense(&tree, |at| one[at], tag(tags)), None);
        let tree = [(NONE, Deprel::Root), (2, Deprel::Case), (0, Deprel::Obl), (4, Deprel::Amod), (2, Deprel::Nmod)];
        let touching = ["Fled", "after", "bombers", "killed", "soldiers"];
        let tags = &[Xpos::Vbd, Xpos::In, Xpos::Nns, Xpos::Vbn, Xpos::Nns];
        assert_eq!(mender.past_tense(&tree, |at| touching[at], tag(tags)), Some(3));
    }

    #[test]
    fn what_leads_to_an_infinitive_is_the_verb_where_there_is_no_other() {
        let is_wish = |forms: &[&'static str], tags: &[Xpos]| {
            let tag = |at: usize| Tag { xpos: tags[at], upos: Upos::Noun };
            Mender::load().is_wish(1, forms.len(), |at| forms[at], tag)
        };
        assert!(is_wish(&["Norland", "hopes", "to", "win", "."], &[Xpos::Nnp, Xpos::Nns, Xpos::To, Xpos::Vb, Xpos::Period]));
        assert!(!is_wish(&["Norland", "hopes", "to", "win", "faded"], &[Xpos::Nnp, Xpos::Nns, Xpos::To, Xpos::Vb, Xpos::Vbd]));
    }
}

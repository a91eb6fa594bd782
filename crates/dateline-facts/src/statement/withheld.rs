//! What is held back: details, a comment, a name.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::text::Text;
use super::words::StatementWords;
use super::{Statement, Withheld, WithheldKind};

/// Something held back, before it is known whose it is.
#[derive(Debug, Clone)]
struct Found {
    kind: WithheldKind,
    words: Range<usize>,
    /// The predicate that says so.
    predicate: usize,
}

/// Finds what is held back: gives it to the statement that it belongs to, and returns what stands outside any.
pub fn fill(text: &Text<'_>, words: &StatementWords, statements: &mut Vec<Statement>) -> Vec<Withheld> {
    let mut outside = Vec::new();
    let mut is_gone = vec![false; statements.len()];
    // The statements by the sentences that their cues and contents stand in.
    let mut nearby: Vec<Vec<usize>> = vec![Vec::new(); text.analysis().sentences().len()];
    let spans = &text.analysis().segmentation.spans;
    for (at, statement) in statements.iter().enumerate() {
        let ends = statement.content.iter().map(|span| {
            spans.partition_point(|it| it.end() <= span.start())..spans.partition_point(|it| it.start() < span.end())
        });
        for words in ends.chain(statement.cue_head.map(|cue| cue..cue + 1)).filter(|words| !words.is_empty()) {
            for listed in &mut nearby[text.sentence(words.start)..=text.sentence(words.end - 1)] {
                if listed.last() != Some(&at) {
                    listed.push(at);
                }
            }
        }
    }
    for found in find(text, words) {
        let span = text.page.span(&found.words);
        let withheld = Withheld { kind: found.kind, span, by: None };
        let sentence = text.sentence(found.predicate);
        let start = text.analysis().span(found.predicate).start();
        let subject = text.page.clauses.subjects(found.predicate).first().copied().and_then(|it| text.bearer(it));
        let near: Vec<usize> = nearby[sentence].iter().copied().filter(|&at| !is_gone[at]).collect();
        // What hangs on another statement of its sentence is none of its own: `he said …, but did not say which`.
        let own = |at: usize| statements[at].cue_head.is_some_and(|cue| found.words.contains(&cue) || cue == found.predicate);
        let beside = near.iter().any(|&at| {
            !own(at)
                && statements[at].cue_head.is_some_and(|cue| {
                    let it = &statements[at];
                    text.sentence(cue) == sentence && text.zone(cue) == text.zone(found.predicate) && !it.holds(start) || it.holds(start)
                })
        });
        if beside || found.kind == WithheldKind::Detail {
            near.iter().filter(|&&at| own(at)).for_each(|&at| is_gone[at] = true);
        }
        // A statement whose cue is in the sentence, by the same speaker; the one whose cue this is before all.
        let owner = near
            .into_iter()
            .filter(|&at| !is_gone[at])
            .filter(|&at| {
                statements[at].cue_head.is_some_and(|cue| {
                    text.sentence(cue) == sentence && (text.zone(cue) == text.zone(found.predicate) || first_person(text, found.predicate))
                })
            })
            .filter(|&at| {
                own(at)
                    || statements[at].holds(start)
                    || found.kind == WithheldKind::Identity
                    || subject.is_none()
                    || statements[at].speaker.is_none()
                    || statements[at].speaker == subject
            })
            .min_by_key(|&at| {
                let cue = statements[at].cue_head.unwrap_or(0);
                (usize::from(!found.words.contains(&cue)), cue.abs_diff(found.predicate), at)
            });
        match owner {
            Some(at) if statements[at].withheld.is_none() => {
                statements[at].evidence.words("withheld", [span]);
                statements[at].withheld = Some(withheld);
            }
            Some(_) => {}
            None => outside.push(Withheld { by: subject, ..withheld }),
        }
    }
    let mut gone = is_gone.iter();
    statements.retain(|_| !gone.next().copied().unwrap_or(false));
    outside.sort_by_key(|it| (it.span, it.kind));
    outside.dedup_by_key(|it| it.span);
    outside
}

fn find(text: &Text<'_>, words: &StatementWords) -> Vec<Found> {
    let analysis = text.analysis();
    let mut all: Vec<Found> = Vec::new();
    for word in 0..analysis.len() {
        let found = match text.upos(word) {
            Upos::Verb => verb(text, words, word),
            Upos::Adj | Upos::Noun => nominal(text, words, word),
            Upos::Adv if analysis.lemma(word) == "anonymously" => {
                Some(Found { kind: WithheldKind::Identity, words: word..word + 1, predicate: analysis.head(word).unwrap_or(word) })
            }
            _ => None,
        };
        if let Some(found) = found
            && !all.iter().rev().take(8).any(|it| it.words.start < found.words.end && found.words.start < it.words.end)
        {
            all.push(found);
        }
    }
    all
}

/// The words from the first auxiliary or negation of a verb to the end of what it governs.
fn whole(text: &Text<'_>, verb: usize, last: usize) -> Range<usize> {
    let mut start = verb;
    for it in text.page.clauses.dependents(verb) {
        if it < start && matches!(text.label(it), Deprel::Aux | Deprel::AuxPass | Deprel::Advmod | Deprel::Mark | Deprel::Cop) {
            start = it;
        }
    }
    start..last.max(verb) + 1
}

/// Whether a verb is said not to happen: negated, after `without`, or refused.
fn refused(text: &Text<'_>, words: &StatementWords, verb: usize) -> Option<usize> {
    let analysis = text.analysis();
    let clauses = text.page.clauses;
    let without =
        clauses.dependents(verb).find(|&it| matches!(text.label(it), Deprel::Mark | Deprel::Case) && analysis.lemma(it) == "without");
    if let Some(without) = without {
        return Some(without);
    }
    if let Some(head) = analysis.head(verb).filter(|_| matches!(text.label(verb), Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp))
        && words.withheld("refusals").has(analysis.lemma(head))
        && !clauses.is_negated(head)
    {
        return Some(head);
    }
    clauses.negations(verb).into_iter().next()
}

fn objects<'t>(text: &'t Text<'t>, verb: usize) -> impl Iterator<Item = usize> + use<'t> {
    let clauses = text.page.clauses;
    let analysis = text.analysis();
    // `without going into detail`
    let into = move |it: usize| text.label(it) == Deprel::Obl && analysis.lemma(it) == "detail";
    clauses.dependents(verb).filter(move |&it| matches!(text.label(it), Deprel::Obj | Deprel::Iobj | Deprel::NsubjPass) || into(it))
}

fn verb(text: &Text<'_>, words: &StatementWords, verb: usize) -> Option<Found> {
    let analysis = text.analysis();
    let clauses = text.page.clauses;
    let lemma = analysis.lemma(verb);
    let list = |name: &str| words.withheld(name);
    let end = text.reach(verb).end - 1;
    let made = |kind: WithheldKind, from: usize, last: usize| {
        let start = whole(text, verb, last).start.min(from);
        Some(Found {
            kind,
            words: text.bare(start..last.max(verb) + 1),
            predicate: if from < verb && analysis.head(verb) == Some(from) { from } else { verb },
        })
    };
    // `asked not to be named`, `declined to be identified`, `wished to remain anonymous`.
    if list("identity_verbs").has(lemma) && clauses.is_passive(verb) {
        let head = analysis.head(verb).filter(|&head| list("identity_requests").has(analysis.lemma(head)));
        let is_denied = clauses.is_negated(verb) || head.is_some_and(|it| list("refusals").has(analysis.lemma(it)));
        if let Some(head) = head.filter(|&it| is_denied && (!clauses.is_negated(it) || clauses.negations(it).iter().any(|&no| no > it))) {
            return made(WithheldKind::Identity, head, verb);
        }
        let may_not =
            clauses.is_negated(verb) && clauses.subjects(verb).iter().any(|&it| text.upos(it) == Upos::Pron || is_person(text, it));
        let wanted = clauses
            .dependents(verb)
            .any(|it| text.label(it) == Deprel::Aux && matches!(analysis.lemma(it), "can" | "could" | "would" | "will"));
        if may_not && wanted {
            return made(WithheldKind::Identity, verb, verb);
        }
    }
    // `has yet to respond`
    let yet = analysis.head(verb).filter(|_| text.label(verb) == Deprel::Xcomp).filter(|&it| {
        analysis.lemma(it) == "have" && clauses.dependents(it).chain(clauses.dependents(verb)).any(|it| analysis.lemma(it) == "yet")
    });
    if let Some(yet) = yet.filter(|_| matches!(lemma, "respond" | "comment" | "reply" | "answer")) {
        return made(WithheldKind::Comment, yet, end);
    }
    // `neither confirm nor deny`
    if lemma == "confirm"
        && clauses.conjuncts(verb).iter().any(|&it| analysis.lemma(it) == "deny")
        && (verb.saturating_sub(2)..verb).any(|it| analysis.lemma(it).eq_ignore_ascii_case("neither"))
    {
        return made(WithheldKind::Comment, verb.saturating_sub(1), verb + 2);
    }
    // `requested anonymity`, `speaking on background`, `spoke off the record`
    if matches!(lemma, "speak" | "talk") {
        let terms = clauses.dependents(verb).find(|&it| {
            matches!(analysis.lemma(it), "background" | "record") && text.reach(it).any(|at| matches!(analysis.lemma(at), "on" | "off"))
        });
        if let Some(terms) = terms.filter(|&it| analysis.lemma(it) != "record" || text.reach(it).any(|at| analysis.lemma(at) == "off")) {
            return made(WithheldKind::Identity, verb, text.reach(terms).end - 1);
        }
    }
    // `was not authorised to speak to the press`
    if matches!(lemma, "authorize" | "authorise" | "permit" | "allow") && clauses.is_negated(verb) && clauses.is_passive(verb) {
        let speaks = clauses.dependents(verb).find(|&it| matches!(analysis.lemma(it), "speak" | "talk" | "comment" | "discuss"));
        if speaks.is_some() {
            let kind = if analysis.lemma(verb).starts_with("author") { WithheldKind::Identity } else { WithheldKind::Comment };
            return made(kind, verb, end);
        }
    }
    // `whose name is being withheld`, `asked that his name not be published`, `declined to give their names`
    let name =
        objects(text, verb).find(|&it| analysis.lemma(it) == "name" && clauses.dependents(it).any(|it| text.label(it) == Deprel::NmodPoss));
    if let Some(name) = name {
        let no_name = refused(text, words, verb).is_some() || matches!(lemma, "withhold" | "change") && clauses.is_passive(verb);
        let only = clauses
            .dependents(verb)
            .chain(clauses.dependents(name))
            .any(|it| analysis.lemma(it) == "only" || analysis.lemma(it) == "first");
        if no_name || only && lemma == "give" {
            return made(WithheldKind::Identity, text.reach(name).start.min(verb), end.min(verb + 8));
        }
    }
    // `declined an interview request`, `declined to be interviewed`
    if words.withheld("refusals").has(lemma)
        && objects(text, verb)
            .any(|it| list("requests").has(analysis.lemma(it)) && matches!(analysis.lemma(it), "request" | "interview" | "question"))
    {
        return made(WithheldKind::Comment, verb, end);
    }
    let no = refused(text, words, verb)?;
    if lemma == "interview" && clauses.is_passive(verb) {
        return made(WithheldKind::Comment, no, verb);
    }
    let clausal = clauses.dependents(verb).any(|it| matches!(text.label(it), Deprel::Ccomp | Deprel::Xcomp));
    let object = objects(text, verb).next();
    let last = |it: Option<usize>| it.map_or(verb, |it| text.reach(it).end - 1).min(end);
    if list("comment").has(lemma) {
        // `did not speak at the rally` holds back nothing: only a refusal does, or a request that is not met.
        let oblique = clauses.dependents(verb).find(|&it| matches!(text.label(it), Deprel::Obl | Deprel::Nmod));
        let to_request = oblique.filter(|&it| list("requests").has(analysis.lemma(it)));
        let is_refusal = analysis.head(verb) == Some(no) && list("refusals").has(analysis.lemma(no));
        let without = analysis.lemma(no) == "without";
        let bare = matches!(lemma, "respond" | "reply") && oblique.is_none() && !clausal && object.is_none();
        if lemma == "comment"
            || to_request.is_some()
            || bare
            || is_refusal && matches!(lemma, "answer" | "respond" | "discuss" | "speak" | "talk")
        {
            if without && lemma != "comment" {
                return None;
            }
            return made(WithheldKind::Comment, no, last(to_request));
        }
    }
    if list("returned").has(lemma)
        && let Some(object) = object.filter(|&it| list("requests").has(analysis.lemma(it)))
    {
        return made(WithheldKind::Comment, no, last(Some(object)));
    }
    if list("reach").has(lemma)
        && clauses.is_passive(verb)
        && clauses.dependents(verb).any(|it| text.label(it) == Deprel::Aux && matches!(analysis.lemma(it), "can" | "could"))
    {
        return made(WithheldKind::Comment, no, end);
    }
    // `made no comment`, `gave no response`
    if let Some(object) = object
        && list("comment_nouns").has(analysis.lemma(object))
        && matches!(lemma, "make" | "give" | "offer" | "have" | "provide" | "issue")
    {
        return made(WithheldKind::Comment, no.min(verb), last(Some(object)));
    }
    if list("detail").has(lemma) {
        return made(WithheldKind::Detail, no, verb);
    }
    if list("disclose").has(lemma) {
        let noun = object.filter(|&it| list("detail_nouns").has(analysis.lemma(it)) || list("detail_nouns").has(text.page.form(it)));
        if let Some(noun) = noun {
            return made(WithheldKind::Detail, no, last(Some(noun)));
        }
        if list("needs_detail_noun").has(lemma) {
            return None;
        }
        let question = clauses
            .dependents(verb)
            .filter(|&it| matches!(text.label(it), Deprel::Ccomp | Deprel::Xcomp | Deprel::Obj | Deprel::Advcl))
            .find(|&it| {
                let first = text.reach(it).start;
                matches!(analysis.tags[first].xpos, Xpos::Wrb | Xpos::Wp | Xpos::Wdt)
                    || matches!(analysis.lemma(first), "if" | "whether" | "how")
            });
        if question.is_some() {
            return made(WithheldKind::Detail, no, end);
        }
        let names = matches!(lemma, "name" | "identify" | "disclose" | "reveal" | "divulge" | "specify");
        if names && object.is_some() && !clausal {
            return made(WithheldKind::Detail, no, last(object));
        }
        let says_no_more =
            matches!(lemma, "say") && clauses.dependents(verb).any(|it| matches!(analysis.lemma(it), "more" | "further" | "anything"));
        if says_no_more {
            return made(WithheldKind::Detail, no, end);
        }
    }
    None
}

/// Whether somebody speaks of himself: `I can't comment on that`.
fn first_person(text: &Text<'_>, predicate: usize) -> bool {
    text.page.clauses.subjects(predicate).iter().any(|&it| matches!(text.page.form(it), "I" | "We" | "we"))
}

fn is_person(text: &Text<'_>, word: usize) -> bool {
    text.kind[word] > 0 && text.kind[word] <= 5
}

fn nominal(text: &Text<'_>, words: &StatementWords, word: usize) -> Option<Found> {
    let analysis = text.analysis();
    let clauses = text.page.clauses;
    let list = |name: &str| words.withheld(name);
    let lemma = analysis.lemma(word);
    // `on condition of anonymity`, `granted anonymity`
    if list("anonymity").has(lemma) {
        let head = analysis.head(word)?;
        let conditional = analysis.lemma(head) == "condition"
            || matches!(analysis.lemma(head), "request" | "grant" | "demand" | "ask" | "promise" | "guarantee");
        if conditional {
            let start = text.reach(head).start.min(head);
            let governor = analysis.head(head).unwrap_or(head);
            return Some(Found {
                kind: WithheldKind::Identity,
                words: text.bare(start.max(word.saturating_sub(6))..word + 1),
                predicate: governor,
            });
        }
    }
    // `asked to remain anonymous`
    if list("identity_adjectives").has(lemma) {
        let mut at = word;
        for _ in 0..3 {
            let Some(head) = analysis.head(at) else { break };
            if list("identity_requests").has(analysis.lemma(head)) && !clauses.is_negated(head) {
                return Some(Found { kind: WithheldKind::Identity, words: head.min(word)..word.max(head) + 1, predicate: head });
            }
            at = head;
        }
    }
    // `was not available for comment`
    if list("unavailable").has(lemma) && clauses.copula(word).is_some() {
        let comment =
            clauses.dependents(word).find(|&it| list("comment_nouns").has(analysis.lemma(it)) || matches!(analysis.lemma(it), "interview"));
        if let Some(comment) = comment
            && (lemma.starts_with("un") || clauses.is_negated(word))
        {
            return Some(Found { kind: WithheldKind::Comment, words: whole(text, word, comment), predicate: word });
        }
    }
    // `Details were not immediately available`
    if lemma == "available"
        && clauses.is_negated(word)
        && clauses.subjects(word).iter().any(|&it| list("detail_nouns").has(analysis.lemma(it)))
    {
        return Some(Found { kind: WithheldKind::Detail, words: whole(text, word, word), predicate: word });
    }
    // `stayed silent`
    if lemma == "silent" && analysis.head(word).is_some_and(|it| matches!(analysis.lemma(it), "stay" | "remain" | "keep")) {
        let head = analysis.head(word)?;
        return Some(Found { kind: WithheldKind::Comment, words: head.min(word)..word.max(head) + 1, predicate: head });
    }
    // `too early to comment`
    if matches!(lemma, "early" | "soon") {
        let too = clauses.dependents(word).find(|&it| analysis.lemma(it) == "too")?;
        let verb =
            clauses.dependents(word).find(|&it| matches!(text.label(it), Deprel::Ccomp | Deprel::Advcl | Deprel::Xcomp | Deprel::Csubj))?;
        if list("comment").has(analysis.lemma(verb)) || matches!(analysis.lemma(verb), "say" | "speculate" | "tell") {
            return Some(Found { kind: WithheldKind::Comment, words: too..verb + 1, predicate: word });
        }
    }
    // `no comment from the ministry`, `There was no response`, `No details were given`
    let none = clauses.dependents(word).find(|&it| text.label(it) == Deprel::Det && analysis.lemma(it) == "no")?;
    let head = analysis.head(word);
    if list("comment_nouns").has(lemma) && matches!(lemma, "comment" | "response" | "reply") {
        let alone = text.zone(word).is_some_and(|zone| text.bare(text.words_in(zone)).len() <= 3);
        let there = alone
            || head.is_some_and(|it| matches!(analysis.lemma(it), "be" | "have" | "come"))
            || clauses.dependents(word).any(|it| text.label(it) == Deprel::Expl);
        if there {
            return Some(Found { kind: WithheldKind::Comment, words: none..word + 1, predicate: head.unwrap_or(word) });
        }
    }
    if list("detail_nouns").has(lemma)
        && text.label(word) == Deprel::NsubjPass
        && let Some(head) = head.filter(|&it| list("disclose").has(analysis.lemma(it)))
    {
        return Some(Found { kind: WithheldKind::Detail, words: none..head + 1, predicate: head });
    }
    None
}

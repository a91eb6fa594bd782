//! How, to whom and when something was said: what stands in the reporting clause beside the cue.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos};
use dateline_text::ByteSpan;
use rustc_hash::FxHashMap;

use super::draft::Draft;
use super::speaker::bearer;
use super::text::Text;
use super::words::StatementWords;
use super::{Channel, Said, Statement};
use crate::time::{Basis, Time, TimeKind};
use crate::who::Entity;

/// What else is drafted on a page.
#[derive(Debug, Clone, Copy)]
pub struct Others<'d> {
    /// All drafts.
    pub drafts: &'d [Draft],
    /// Their cues, in order.
    pub cues: &'d [usize],
}

/// Fills channel, addressees and time of a statement.
pub fn fill(
    text: &Text<'_>,
    words: &StatementWords,
    entities: &[Entity],
    times: &[Time],
    others: Others<'_>,
    draft: &Draft,
    statement: &mut Statement,
) {
    let Some(cue) = draft.cue else { return };
    let clause = clause(text, others.cues, draft, cue);
    let to = addressees(text, words, entities, draft, cue, &clause, statement);
    channel(text, words, draft, cue, &clause, &to, statement);
    said(text, times, others.drafts, draft, cue, &clause, statement);
    let lemma = text.analysis().lemma(cue);
    // `rejected the claim` denies it, `rejected the plan` does not.
    let rejects = || {
        let judged = text
            .page
            .clauses
            .dependents(cue)
            .any(|it| text.label(it) == Deprel::Obl && preposition(text, it).is_some_and(|it| text.page.form(it) == "as"));
        let claim = |it: usize| text.label(it) == Deprel::Obj && words.claims.has(text.analysis().lemma(it));
        words.rejections.has(lemma) && !judged && text.page.clauses.dependents(cue).any(claim)
    };
    if (words.denials.has(lemma) || rejects()) && !text.page.clauses.is_negated(cue) {
        statement.denied = true;
        let span = text.page.analysis.span(cue);
        statement.evidence.words("denied", [span]);
    }
}

/// The words of the sentence beside what is said: neither content nor quotation, with no other cue between them and this one.
fn clause(text: &Text<'_>, cues: &[usize], draft: &Draft, cue: usize) -> Vec<usize> {
    let sentence = text.words_of(text.sentence(cue));
    let own_zone = text.zone(cue);
    let first = cues.partition_point(|&it| it < sentence.start);
    let others: Vec<usize> =
        cues[first..].iter().copied().take_while(|&it| it < sentence.end).filter(|&it| it != cue && !draft.holds(it)).collect();
    let apart = |word: usize| others.iter().any(|&it| it > word.min(cue) && it < word.max(cue) && text.analysis().head(it) != Some(cue));
    let semicolon = |word: usize| (word.min(cue)..word.max(cue)).any(|it| text.page.form(it) == ";");
    sentence
        .filter(|&word| !draft.holds(word) && text.zone(word) == own_zone && !text.is_mark(word) && !apart(word) && !semicolon(word))
        .filter(|&word| !in_relative(text, word, cue, draft))
        .collect()
}

/// Whether a word stands in a relative clause or an apposition of somebody, or under a verb that is coordinated with the cue.
fn in_relative(text: &Text<'_>, word: usize, cue: usize, draft: &Draft) -> bool {
    let mut at = word;
    for _ in 0..12 {
        if at == cue || text.reach(at).contains(&cue) {
            return false;
        }
        let label = text.label(at);
        let Some(head) = text.analysis().head(at) else { return false };
        let own = draft.source.as_ref().is_some_and(|(_, source)| source.contains(&at));
        if matches!(label, Deprel::AclRelcl | Deprel::Appos) && !own || label == Deprel::Conj && text.upos(at) == Upos::Verb && head == cue
        {
            return true;
        }
        at = head;
    }
    false
}

fn preposition(text: &Text<'_>, noun: usize) -> Option<usize> {
    text.page.clauses.dependents(noun).find(|&it| text.label(it) == Deprel::Case && it < noun)
}

/// The platform whose name ends in a word: the longest entry.
fn platform(text: &Text<'_>, words: &StatementWords, last: usize) -> Option<Range<usize>> {
    let sentence = text.words_of(text.sentence(last));
    (0..3_usize)
        .rev()
        .filter_map(|more| last.checked_sub(more))
        .find(|&first| first >= sentence.start && words.is_platform(text, first, last))
        .map(|first| first..last + 1)
}

/// The name of a body or of a work within the phrase of a channel: `an interview with the daily [Vestnik]`.
fn outlet(text: &Text<'_>, noun: usize) -> Option<ByteSpan> {
    let reach = text.reach(noun);
    let name = text.analysis().names.iter().find(|name| {
        name.words.start > noun
            && reach.contains(&name.words.start)
            && name.kind != dateline_lang::NameKind::Person
            && text.zone(name.words.start) == text.zone(noun)
    })?;
    Some(text.page.span(&name.words))
}

/// The name of a body that a noun heads or has beside it: `the magazine [Form]`.
fn body(text: &Text<'_>, head: usize) -> Option<ByteSpan> {
    let reach = text.reach(head);
    let names = &text.analysis().names;
    let first = names.partition_point(|name| name.words.end <= reach.start);
    let name = names[first..]
        .iter()
        .take_while(|name| name.words.start < reach.end)
        .find(|name| name.kind == dateline_lang::NameKind::Org && text.zone(name.words.start) == text.zone(head))?;
    Some(text.page.span(&name.words))
}

/// The name of a station that ends in a word: one of its words says so.
fn station(text: &Text<'_>, words: &StatementWords, last: usize) -> Option<ByteSpan> {
    let sentence = text.words_of(text.sentence(last));
    let is_name = |it: usize| text.upos(it) == Upos::Propn && text.page.form(it).starts_with(char::is_uppercase);
    let first = (sentence.start..last + 1).rev().take_while(|&it| is_name(it)).last()?;
    let is_station = first < last && (first..last + 1).any(|it| words.stations.has(&text.page.form(it).to_lowercase()));
    is_station.then(|| text.page.span(&(first..last + 1)))
}

/// The name of a broadcaster that ends in a word, on which something is said: `on [Al Jazeera]`.
fn broadcaster(text: &Text<'_>, words: &StatementWords, last: usize) -> Option<ByteSpan> {
    let sentence = text.words_of(text.sentence(last));
    let first = (sentence.start + 1..last + 1).rev().take(3).rfind(|&first| words.is_broadcaster(text, first, last))?;
    let on = text.page.form(first - 1) == "the" && first >= sentence.start + 2;
    let on = text.page.form(first - if on { 2 } else { 1 });
    matches!(on, "on" | "On").then(|| text.page.span(&(first..last + 1)))
}

/// Whether a paper that speaks is somebody's, who speaks by it: `the auditors’ report`, `a report by the auditors`, `a [UN] report`. One that
/// nobody is named for is the source itself, and no channel of anybody.
fn is_somebodys(text: &Text<'_>, words: &StatementWords, noun: usize, first: usize) -> bool {
    text.page.clauses.dependents(noun).any(|it| match text.label(it) {
        Deprel::NmodPoss => true,
        Deprel::Compound | Deprel::Amod | Deprel::Flat => it < first && (text.kind[it] > 0 || text.upos(it) == Upos::Propn),
        Deprel::Nmod => {
            let of = preposition(text, it).map(|it| text.page.form(it));
            of.is_some_and(|of| words.forms.owning.has(of)) && (of == Some("by") || text.is_somebody(it))
        }
        Deprel::Acl => text.page.clauses.dependents(it).any(|it| preposition(text, it).is_some_and(|it| text.page.form(it) == "by")),
        _ => false,
    })
}

/// Whether a preposition before a noun makes it a channel of its kind: `for an interview`, `by phone`, not `in exchange for testimony`,
/// `sent by calls from neighbours`, `in response to the call`.
fn leads_to(text: &Text<'_>, words: &StatementWords, before: &str, kind: &str, noun: usize) -> bool {
    let bare = || !text.page.clauses.dependents(noun).any(|it| it < noun && text.label(it) != Deprel::Case);
    match before {
        "for" => matches!(kind, "interview" | "broadcast" | "news_conference"),
        "by" => kind != "phone" || bare(),
        "to" => kind != "phone" || words.audience(text.analysis().lemma(noun)).is_some(),
        _ => true,
    }
}

/// Whether a noun tells where its cue's words were said, and not what another clause is about: `As [the crowd] booed, she said`,
/// `She answered a [complaint], calling it false`. Clauses about whoever speaks count: `Speaking at a [rally], he said`, `When she spoke to the [council], she said`.
fn is_of_cue(text: &Text<'_>, noun: usize, cue: usize, before: Option<&str>) -> bool {
    let clauses = text.page.clauses;
    let mut at = noun;
    for _ in 0..10 {
        let Some(head) = text.analysis().head(at) else { return true };
        if head == cue {
            return true;
        }
        at = head;
        if matches!(text.upos(head), Upos::Verb | Upos::Aux) {
            break;
        }
    }
    if !matches!(text.upos(at), Upos::Verb | Upos::Aux) {
        return true;
    }
    let named = |it: usize| {
        matches!(text.label(it), Deprel::Nsubj | Deprel::NsubjPass) && text.analysis().tags[it].xpos != dateline_lang::labels::Xpos::Prp
    };
    // The clause that the cue goes on from: `She spoke at a rally, saying …`
    if text.analysis().head(cue) == Some(at) {
        return matches!(before, Some("in" | "at" | "on" | "during" | "via" | "before"));
    }
    !clauses.dependents(at).any(named)
}

/// The channel that a relative clause with the cue is about: `a letter in which she said …`.
fn told_in(text: &Text<'_>, words: &StatementWords, cue: usize) -> Option<(&'static str, ByteSpan)> {
    let noun = text.analysis().head(cue).filter(|_| text.label(cue) == Deprel::AclRelcl)?;
    let which =
        text.page.clauses.dependents(cue).find(|&it| text.analysis().tags[it].xpos == dateline_lang::labels::Xpos::Wdt && it < cue)?;
    let by = preposition(text, which)?;
    let (kind, first) = words.channel(text, noun)?;
    words.channel_prepositions.has(text.analysis().lemma(by)).then(|| (kind, text.page.span(&(first..noun + 1))))
}

fn channel(text: &Text<'_>, words: &StatementWords, draft: &Draft, cue: usize, clause: &[usize], to: &[usize], statement: &mut Statement) {
    let analysis = text.analysis();
    let in_source = |word: usize| draft.source.as_ref().is_some_and(|(_, source)| source.contains(&word));
    let is_source = |word: usize| draft.source.as_ref().is_some_and(|(head, _)| *head == word);
    let mut found: Option<Channel> = None;
    let mut posted: Option<Range<usize>> = None;
    for &word in clause {
        let before = preposition(text, word).map(|it| analysis.lemma(it));
        if let Some(name) = platform(text, words, word) {
            // `on X`, `on its Facebook page`, `in a LinkedIn post`
            let page = analysis.head(word).filter(|&it| it > word && it - word <= 2 && words.posts.has(analysis.lemma(it)));
            let on = preposition(text, name.start).or_else(|| preposition(text, word)).map(|it| analysis.lemma(it));
            // `said Berg, who is not on Facebook`
            let relates = |it: usize| matches!(analysis.tags[it].xpos, dateline_lang::labels::Xpos::Wp | dateline_lang::labels::Xpos::Wdt);
            let described = draft.source.as_ref().is_some_and(|(_, source)| source.contains(&word) && (source.start..word).any(relates));
            let named = matches!(on, Some("on" | "via" | "to" | "through" | "over"))
                && !described
                && (!in_source(word) || analysis.lemma(word) != "X");
            let page = page.is_some_and(|it| preposition(text, it).is_some() || in_source(word));
            if posted.is_none() && (named || page) {
                posted = Some(name);
            }
        }
        // `on Radio Norva`, `on the evening news of TV Sol`, `on CNBC’s “Money”`
        if found.is_none()
            && !in_source(word)
            && let Some(name) =
                station(text, words, word).filter(|_| matches!(before, Some("on" | "of" | "in"))).or_else(|| broadcaster(text, words, word))
        {
            found = Some(Channel { kind: "broadcast", platform: Some(name.of(text.page.text()).to_owned()), span: name });
        }
        if found.is_some() || !matches!(text.upos(word), Upos::Noun | Upos::Propn) || text.label(word) == Deprel::Compound {
            continue;
        }
        // `wrote in the journal Apis`
        let periodical = (before == Some("in") && words.periodicals.has(analysis.lemma(word))).then_some(("report", word));
        // `wrote in the Norva Post`: a paper of that name.
        let paper = text.upos(word) == Upos::Propn && before == Some("in") && !in_source(word);
        let named = words.channel(text, word).map(|(kind, first)| (if paper && kind == "social_media" { "report" } else { kind }, first));
        let Some((kind, first)) = named.or(periodical) else { continue };
        // The source itself may be a ruling or a letter; everything else needs a preposition.
        let counts = if is_source(word) {
            // `the Norva Post`: a word in a name does not tell what the body writes in.
            matches!(kind, "report" | "court" | "letter" | "other" | "social_media")
                // `Common Pleas Judge Ida Holm said`: nor what she sits in.
                && !(text.upos(word) == Upos::Propn && draft.source.as_ref().is_some_and(|(_, it)| it.clone().any(|it| (1..=5).contains(&text.kind[it]))))
                // `Late-stage trials showed it`: a source of that name is of another kind.
                && words.caller(analysis.lemma(word)).is_none_or(|it| it == kind)
                && (text.upos(word) != Upos::Propn || kind != "social_media")
                && (kind == "letter" || words.judges.has(analysis.lemma(word)) || is_somebodys(text, words, word, first))
        } else {
            // `Ivo Marić, reached by phone, said`
            before.is_some_and(|it| words.channel_prepositions.has(it) && leads_to(text, words, it, kind, word))
                && (!in_source(word) || kind == "phone" && before == Some("by"))
                && (!matches!(kind, "speech" | "court" | "other") || is_of_cue(text, word, cue, before))
        };
        if !counts {
            continue;
        }
        let readers = text.page.clauses.dependents(word).chain(to.iter().copied()).find(|&it| words.readers.has(analysis.lemma(it)));
        // A note to clients is a report, a letter to them is none.
        let kind = if kind == "letter" && readers.is_some() && analysis.lemma(word) != "letter" { "report" } else { kind };
        let mut channel = Channel { kind, platform: None, span: text.page.span(&(first..word + 1)) };
        if matches!(kind, "interview" | "broadcast" | "report") && !is_source(word) {
            channel.platform = outlet(text, word).map(|it| it.of(text.page.text()).to_owned());
            if kind == "interview" && channel.platform.is_none() {
                // `told the magazine Form in an interview`
                let asks = to.iter().find_map(|&head| body(text, head));
                channel.platform = asks.map(|it| it.of(text.page.text()).to_owned());
            }
        } else if kind == "letter" && matches!(analysis.lemma(word), "email" | "e-mail") {
            channel.platform = Some("email".to_owned());
        }
        found = Some(channel);
    }
    // `gave an interview in which he said …`
    if let Some((kind, span)) = found.is_none().then(|| told_in(text, words, cue)).flatten() {
        let noun = text.analysis().segmentation.spans.partition_point(|it| it.start() < span.start());
        let platform = matches!(kind, "interview" | "broadcast" | "report").then(|| outlet(text, noun)).flatten();
        found = Some(Channel { kind, platform: platform.map(|it| it.of(text.page.text()).to_owned()), span });
    }
    if let Some(platform) = posted {
        let span = text.page.span(&platform);
        found = Some(Channel { kind: "social_media", platform: Some(span.of(text.page.text()).to_owned()), span });
    }
    // What the verbs of the clause are by themselves, and before whom one speaks.
    let by_verb = || {
        // `the bishop, interviewed in his garden, said`
        let beside = |it: &usize| text.upos(*it) == Upos::Verb && (!in_source(*it) || text.label(*it) == Deprel::Acl);
        let mut verbs = std::iter::once(cue).chain(clause.iter().copied().filter(beside));
        verbs.find_map(|verb| {
            let kind = words.channel_verb(analysis.lemma(verb))?;
            Some(Channel { kind, platform: None, span: analysis.span(verb) })
        })
    };
    let by_audience = || {
        // `called on parliament to act`: it is asked from afar.
        let to_do = |it: usize| {
            text.page
                .clauses
                .dependents(it)
                .any(|mark| analysis.tags[mark].xpos == dateline_lang::labels::Xpos::To && text.label(mark) == Deprel::Mark)
        };
        let asks = text
            .page
            .clauses
            .dependents(cue)
            .any(|it| matches!(text.label(it), Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp) && to_do(it));
        let audience = |lemma: &str| words.audience(lemma).filter(|&kind| kind != "speech" || !asks);
        to.iter().chain(clause.iter().filter(|&&it| preposition(text, it).is_some_and(|it| analysis.lemma(it) == "before"))).find_map(
            |&head| {
                let kind = audience(&analysis.lemma(head).to_lowercase())?;
                Some(Channel { kind, platform: None, span: analysis.span(head) })
            },
        )
    };
    let by_judge = || {
        let head = draft.source.as_ref().map(|(head, _)| *head)?;
        let judges = words.judges.has(&analysis.lemma(head).to_lowercase())
            || draft.source.as_ref().is_some_and(|(_, it)| it.clone().any(|it| words.judges.has(&analysis.lemma(it).to_lowercase())));
        let mut verbs = std::iter::once(cue).chain(clause.iter().copied().filter(|&it| text.upos(it) == Upos::Verb && !in_source(it)));
        let ruling = verbs.find(|&it| judges && words.rulings.has(analysis.lemma(it)))?;
        Some(Channel { kind: "court", platform: None, span: analysis.span(ruling) })
    };
    let by_writing = || {
        let writes = words.letters.has(analysis.lemma(cue)) && !to.is_empty();
        writes.then(|| Channel { kind: "letter", platform: None, span: analysis.span(cue) })
    };
    let by_source = || {
        let head = draft.source.as_ref().map(|(head, _)| *head)?;
        let kind = words.caller(&analysis.lemma(head).to_lowercase())?;
        Some(Channel { kind, platform: None, span: analysis.span(head) })
    };
    if let Some(channel) = found.or_else(by_verb).or_else(by_audience).or_else(by_judge).or_else(by_writing).or_else(by_source) {
        statement.evidence.words("channel", [channel.span]);
        statement.channel = Some(channel);
    }
}

/// Those spoken to; gives the heads of what names them, whether they are entities or not.
fn addressees(
    text: &Text<'_>,
    words: &StatementWords,
    entities: &[Entity],
    draft: &Draft,
    cue: usize,
    clause: &[usize],
    statement: &mut Statement,
) -> Vec<usize> {
    let clauses = text.page.clauses;
    let lemma = text.analysis().lemma(cue);
    let mut heads: Vec<usize> = Vec::new();
    let is_passive = clauses.is_passive(cue)
        && (text.label(cue) == Deprel::Acl
            || clauses.dependents(cue).any(|it| matches!(text.label(it), Deprel::AuxPass | Deprel::NsubjPass | Deprel::OblAgent)));
    if is_passive {
        // `Residents were told to leave`.
        if words.object_addressees.has(lemma) && draft.source.as_ref().is_none_or(|(head, _)| !clauses.subjects(cue).contains(head)) {
            heads.extend(clauses.subjects(cue));
        }
    } else {
        // `announced grants to two towns`: who is given a thing is not told it.
        let given = |it: usize| {
            words.bestowing.has(lemma)
                && clauses.dependents(cue).any(|object| text.label(object) == Deprel::Obj && object > cue && object < it)
        };
        let led = |it: usize| preposition(text, it).is_some_and(|it| text.page.form(it) != "to");
        for it in clauses.dependents(cue) {
            match text.label(it) {
                Deprel::Iobj if !led(it) => heads.push(it),
                Deprel::Obj if words.object_addressees.has(lemma) && !led(it) => heads.push(it),
                Deprel::Obl | Deprel::Nmod => {
                    let Some(before) = preposition(text, it) else { continue };
                    let before = text.analysis().lemma(before);
                    let fits = match before {
                        "to" | "before" => words.to_addressees.has(lemma) && !given(it),
                        "with" => words.with_addressees.has(lemma),
                        "on" | "upon" => lemma == "call",
                        "at" => words.at_addressees.has(lemma),
                        _ => false,
                    };
                    if fits {
                        heads.push(it);
                    }
                }
                _ => {}
            }
        }
    }
    // `told bank executives he wants …`: between a cue and its clause, whatever the tree makes of it.
    if let Some(piece) = draft.pieces.first()
        && heads.is_empty()
        && !is_passive
        && words.object_addressees.has(lemma)
        && (cue + 2..cue + 12).contains(&piece.start)
        && text.sentence(piece.start) == text.sentence(cue)
    {
        let between = text.bare(cue + 1..piece.start);
        let capital = |it: usize| text.page.form(it).starts_with(char::is_uppercase);
        let plain = !between
            .clone()
            .any(|it| !capital(it) && matches!(text.upos(it), Upos::Adp | Upos::Verb | Upos::Punct | Upos::Sconj | Upos::Adv));
        heads.extend(super::draft::top(text, &between).filter(|_| plain));
    }
    // `in a letter to the board`, `Speaking to reporters`, `Addressing parliament`
    for &word in clause {
        let label = text.label(word);
        let Some(head) = text.analysis().head(word).filter(|it| clause.contains(it) && *it != cue) else { continue };
        let over = text.analysis().lemma(head);
        let is_to = preposition(text, word).is_some_and(|it| matches!(text.analysis().lemma(it), "to" | "with"));
        // `said after a speech to the chamber`: that is over.
        let within = || preposition(text, head).is_none_or(|it| words.channel_prepositions.has(text.analysis().lemma(it)));
        let noun = label == Deprel::Nmod
            && is_to
            && text.upos(head) == Upos::Noun
            && within()
            && words.channel(text, head).is_some_and(|(kind, _)| !matches!(kind, "interview" | "broadcast"));
        // `told those affected to talk to the town, saying …`: what others are to do is not what was done.
        let bidden = text.analysis().tags[head].xpos == dateline_lang::labels::Xpos::Vb;
        let verb = text.upos(head) == Upos::Verb
            && !bidden
            && (is_to && matches!(over, "speak" | "talk" | "write") || label == Deprel::Obj && over == "address");
        if (noun || verb) && heads.is_empty() {
            heads.push(word);
        }
    }
    let mut spans = Vec::new();
    for &head in &heads {
        for member in clauses.conjuncts(head) {
            let phrase = text.bare(clauses.phrase(member, dateline_lang::clause::Extent::Own));
            if phrase.is_empty() || text.zone(member) != text.zone(cue) {
                continue;
            }
            if let Some((index, span, _)) = bearer(text, entities, member, &phrase)
                && !is_thing_of(text, words, member, span)
                && Some(index) != statement.speaker
                && !statement.addressees.contains(&index)
            {
                statement.addressees.push(index);
                spans.push(span);
            }
        }
    }
    if !spans.is_empty() {
        statement.evidence.words("addressees", spans);
    }
    heads
}

/// Whether a noun is a thing of whoever a mention beside it names: `questioned [the council]’s planning policy`.
fn is_thing_of(text: &Text<'_>, words: &StatementWords, noun: usize, mention: ByteSpan) -> bool {
    // `did not respond to the paper's request`: whoever asks is not answered.
    let asked = words.withheld("requests").has(text.analysis().lemma(noun));
    let of = text.page.clauses.dependents(noun).find(|&it| text.label(it) == Deprel::NmodPoss && it < noun);
    !asked
        && text.kind[noun] == 0
        && of.is_some_and(|it| mention.end() <= text.analysis().span(noun).start() && mention.covers(text.analysis().span(it)))
}

/// The day of what was said, which is never after the page: a weekday is then that of the week before, and what is no day is untold.
fn no_later(text: &Text<'_>, cue: usize, value: String) -> Option<String> {
    use jiff::ToSpan;
    let tag = text.analysis().tags[cue].xpos;
    let past = matches!(tag, dateline_lang::labels::Xpos::Vbd | dateline_lang::labels::Xpos::Vbn) && text.page.clauses.modal(cue).is_none();
    let (Some(published), true) = (text.page.published, past) else { return Some(value) };
    // Whole years, months and weeks that are not over may hold the day.
    let Some(day) = value.get(..10).and_then(|it| it.parse::<jiff::civil::Date>().ok()) else { return Some(value) };
    if day <= published.date {
        return Some(value);
    }
    let week = day.checked_sub(7.days()).ok().filter(|it| *it <= published.date)?;
    Some(format!("{week}{}", &value[10..]))
}

fn said(text: &Text<'_>, times: &[Time], drafts: &[Draft], draft: &Draft, cue: usize, clause: &[usize], statement: &mut Statement) {
    // What another source or cue tells holds its own days: `said it was late, adding that it would be heard in June`.
    let elsewhere = |word: usize| drafts.iter().any(|it| it.cue != draft.cue && it.holds(word) && !it.holds(cue));
    // `lost millions in March and said`: of what the subject did before.
    let before = |time: &Time| {
        let joins = |it: usize| matches!(text.upos(it), Upos::Cconj) && text.zone(it) == text.zone(cue);
        let deed = |it: usize| text.analysis().tags[it].xpos.is_finite() && it != cue && text.zone(it) == text.zone(cue);
        let start = text.words_of(text.sentence(cue)).start;
        time.words.end <= cue
            && (time.words.end..cue).any(|it| joins(it) && it + 4 >= cue)
            && (start..time.words.start).any(deed)
            && !(time.words.end..cue).any(deed)
    };
    let sentence = text.page.span(&text.words_of(text.sentence(cue)));
    let first = times.partition_point(|time| time.span.start() < sentence.start());
    let near = times[first..].iter().take_while(|time| time.span.start() < sentence.end());
    let fits = near.filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time)).filter_map(|time| {
        let value = time.value.clone()?;
        let is_inside = time.words.clone().any(|word| draft.holds(word) || text.zone(word) != text.zone(cue));
        // `the minister on Saturday hailed`: between source and cue it is the cue's, whatever the tree makes of it.
        let between =
            draft.source.as_ref().is_some_and(|(head, _)| *head < time.words.start && time.words.end <= cue && cue - time.words.end <= 2);
        let in_source = !between && draft.source.as_ref().is_some_and(|(_, source)| time.words.clone().any(|word| source.contains(&word)));
        // `since 2022` at the other end of the sentence is no time of saying.
        // `said Ivo Marić, the mayor of Elm, on Friday`: who speaks may stand between.
        let past = draft.source.as_ref().map(|(_, source)| source.end).filter(|&end| cue < end && end <= time.words.start);
        let distance = time.words.start.abs_diff(past.unwrap_or(cue));
        let near = distance <= if value.len() == 4 { 4 } else { 9 }
            || time.words.start <= text.words_of(text.sentence(cue)).start + 3 && value.len() > 4;
        let belongs = near && (between || time.words.clone().any(|word| clause.contains(&word)));
        // `said the attack on Monday …` is content; `a report of 2019` is none of the saying.
        // `said talks had failed and called a strike for Monday`
        let content = draft.pieces.last().map_or(cue, |it| it.end);
        let joins = |it: usize| text.upos(it) == Upos::Cconj && text.zone(it) == text.zone(cue);
        let after = time.words.start > content && content > cue && (content..time.words.start).any(joins);
        let coarse = value.len() < 10 && !value.starts_with("XXXX-WXX");
        let other = time.words.clone().any(elsewhere) || coarse && before(time) || after;
        (!is_inside && !in_source && !other && belongs && !value.starts_with('P') && !value.contains("REF")).then_some((time, value))
    });
    let nearest = fits.min_by_key(|(time, _)| time.words.start.abs_diff(cue));
    if let Some((time, value)) = nearest.and_then(|(time, value)| Some((time, no_later(text, cue, value)?))) {
        statement.evidence.words("said", [time.span]);
        statement.said = Some(Said { value, basis: time.basis, span: time.span });
    }
}

/// Gives a statement the channel on which the sentence before it says that its speaker spoke: `The chief held a news conference. He said …`
pub fn announced(text: &Text<'_>, words: &StatementWords, statements: &mut [Statement]) {
    for statement in statements.iter_mut().filter(|it| it.channel.is_none()) {
        let (Some(cue), Some(speaker)) = (statement.cue_head, statement.speaker) else { continue };
        let sentence = text.sentence(cue);
        let Some(before) = sentence.checked_sub(1).filter(|&it| text.block(it) == text.block(sentence)) else { continue };
        let gives = |verb: &usize| {
            text.upos(*verb) == Upos::Verb
                && text.zone(*verb).is_none()
                && words.giving.has(text.analysis().lemma(*verb))
                && text.page.clauses.subjects(*verb).iter().any(|&it| text.bearer(it) == Some(speaker))
        };
        let object = text
            .words_of(before)
            .filter(gives)
            .flat_map(|verb| text.page.clauses.dependents(verb).filter(|&it| text.label(it) == Deprel::Obj).collect::<Vec<_>>())
            .find_map(|noun| Some((words.channel(text, noun)?, noun)));
        if let Some(((kind, first), noun)) = object.filter(|((kind, _), _)| matches!(*kind, "interview" | "news_conference" | "speech")) {
            let span = text.page.span(&(first..noun + 1));
            statement.evidence.words("channel", [span]);
            statement.channel = Some(Channel { kind, platform: None, span });
        }
    }
}

/// `he added`: what goes on with an utterance was said when that was; within one sentence on the same channel, too.
pub fn inherit(text: &Text<'_>, words: &StatementWords, statements: &mut [Statement]) {
    // The last statement of a speaker in a block.
    let mut last: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    for at in 0..statements.len() {
        let (Some(cue), Some(speaker)) = (statements[at].cue_head, statements[at].speaker) else { continue };
        let Some(before) = last.insert((text.block(text.sentence(cue)), speaker), at) else { continue };
        let goes_on = words.going_on.has(text.analysis().lemma(cue));
        let other = statements[before].cue_head.unwrap_or(cue);
        let together = text.sentence(other) == text.sentence(cue);
        if !(goes_on || together && text.analysis().tags[cue].xpos == dateline_lang::labels::Xpos::Vbg) {
            continue;
        }
        if statements[at].said.is_none()
            && let Some(said) = statements[before].said.clone()
        {
            statements[at].evidence.words("said", [said.span]);
            statements[at].said = Some(Said { basis: Basis::Anchor, ..said });
        }
        if together
            && statements[at].channel.is_none()
            && let Some(channel) = statements[before].channel.clone()
        {
            statements[at].evidence.words("channel", [channel.span]);
            statements[at].channel = Some(channel);
        }
    }
}

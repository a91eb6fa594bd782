//! What holds of every page: spans resolve, entities are told apart, every field says what it rests on, and no text brings it down.

mod common;

use common::Finder;
use dateline_facts::{Entity, EntityKind, Findings, Form, Ground};
use dateline_text::Document;
use proptest::prelude::*;

/// What is wrong with the findings of a document, if anything.
fn fault(document: &Document, findings: &Findings) -> Option<String> {
    let text = &document.text;
    let resolves = |span: dateline_text::ByteSpan| {
        span.end() <= text.len() && text.is_char_boundary(span.start()) && text.is_char_boundary(span.end())
    };
    let mut first = Vec::new();
    for entity in &findings.entities {
        let name = &entity.name;
        if entity.mentions.is_empty() {
            return Some(format!("{name} is never mentioned"));
        }
        first.push(entity.mentions[0].span);
        for mention in &entity.mentions {
            if mention.span.is_empty() || !resolves(mention.span) || !resolves(mention.extent) || !mention.extent.covers(mention.span) {
                return Some(format!("{name}: a mention does not resolve: {mention:?}"));
            }
        }
        if entity.mentions.windows(2).any(|pair| pair[0].span >= pair[1].span) {
            return Some(format!("{name}: mentions out of order"));
        }
        if let Some(role) = entity.roles.iter().find(|role| !resolves(role.span) || role.of.is_some_and(|of| of >= findings.entities.len()))
        {
            return Some(format!("{name}: {role:?}"));
        }
        if entity.members.iter().any(|&member| member >= findings.entities.len()) {
            return Some(format!("{name}: a member that is nobody"));
        }
        if let Some(field) = unfounded(entity) {
            return Some(format!("{name}: {field} rests on nothing"));
        }
        let spans = entity.evidence.iter().filter_map(|(_, ground)| if let Ground::Words(spans) = ground { Some(spans) } else { None });
        if spans.flatten().any(|&span| !resolves(span) || span.is_empty()) {
            return Some(format!("{name}: evidence does not resolve"));
        }
    }
    let mut sorted = first.clone();
    sorted.sort_unstable();
    sorted.dedup();
    if sorted != first {
        return Some("two entities begin with one mention, or stand out of order".to_owned());
    }
    if let Some(fault) = fault_of_statements(document, findings, &resolves) {
        return Some(fault);
    }
    if let Some(fault) = fault_of_deeds(findings, &resolves) {
        return Some(fault);
    }
    if findings.times.windows(2).any(|pair| pair[0].span.end() > pair[1].span.start()) {
        return Some("times overlap".to_owned());
    }
    findings.times.iter().find(|time| time.span.is_empty() || !resolves(time.span)).map(|time| format!("{time:?}"))
}

/// What is wrong with statements and what is withheld, if anything: words that do not resolve or stand where nothing is kept, content that is empty or overlaps,
/// indexes that lead nowhere, two that are known by one span, fields without evidence.
fn fault_of_statements(document: &Document, findings: &Findings, resolves: &dyn Fn(dateline_text::ByteSpan) -> bool) -> Option<String> {
    let is_kept = |span: dateline_text::ByteSpan| {
        let block = document.blocks.iter().find(|block| block.span.covers(span));
        resolves(span) && !span.is_empty() && block.is_some_and(|block| block.keep)
    };
    let is_entity = |at: &usize| *at < findings.entities.len();
    let mut known = Vec::new();
    for (at, it) in findings.statements.iter().enumerate() {
        let alone = [it.speaker_span, it.speaker_extent, it.cue];
        let spans = alone.iter().flatten().chain(&it.content).chain(&it.quotes);
        let more =
            it.channel.iter().map(|it| &it.span).chain(it.said.iter().map(|it| &it.span)).chain(it.withheld.iter().map(|it| &it.span));
        let is_placed = spans.chain(more).all(|&span| is_kept(span));
        let is_apart = |spans: &[dateline_text::ByteSpan]| spans.windows(2).all(|pair| pair[0].end() <= pair[1].start());
        let extent = it.speaker_span.zip(it.speaker_extent).is_none_or(|(span, extent)| extent.covers(span));
        let is_twin = it.same_as.is_none_or(|twin| twin != at && twin < findings.statements.len());
        if !is_placed || it.content.is_empty() || !is_apart(&it.content) || !is_apart(&it.quotes) || !extent || !is_twin {
            return Some(format!("{is_placed} {extent} {is_twin}: {it:?}"));
        }
        if (it.mode == dateline_facts::Mode::Indirect) != it.quotes.is_empty() {
            return Some(format!("quotations and mode disagree: {it:?}"));
        }
        if !it.speaker.iter().chain(&it.addressees).all(is_entity) || it.speaker_span.is_some() != it.speaker_extent.is_some() {
            return Some(format!("a party that is nobody: {it:?}"));
        }
        let fields = [
            ("kind", true),
            ("content", true),
            ("mode", true),
            ("speaker", it.speaker.is_some()),
            ("speaker_span", it.speaker_span.is_some()),
            ("speaker_extent", it.speaker_extent.is_some()),
            ("cue", it.cue.is_some()),
            ("quotes", !it.quotes.is_empty()),
            ("channel", it.channel.is_some()),
            ("addressees", !it.addressees.is_empty()),
            ("said", it.said.is_some()),
            ("withheld", it.withheld.is_some()),
            ("same_as", it.same_as.is_some()),
            ("denied", it.denied),
        ];
        if let Some((field, is_there)) = fields.iter().find(|(field, is_there)| *is_there != it.evidence.of(field).is_some()) {
            return Some(format!("{field} is there ({is_there}) or has evidence, not both: {it:?}"));
        }
        let grounds = it.evidence.iter().filter_map(|(_, ground)| if let Ground::Words(spans) = ground { Some(spans) } else { None });
        if grounds.flatten().any(|&span| !is_kept(span)) {
            return Some(format!("evidence does not resolve: {it:?}"));
        }
        known.push(it.main_span());
    }
    known.sort_unstable();
    if known.windows(2).any(|pair| pair[0] == pair[1]) {
        return Some("two statements are known by one span".to_owned());
    }
    findings.withheld.iter().find(|it| !is_kept(it.span) || !it.by.iter().all(is_entity)).map(|it| format!("{it:?}"))
}

/// What is wrong with events, tolls and commitments, if anything: indexes that lead nowhere, words that do not resolve, fields without evidence.
fn fault_of_deeds(findings: &Findings, resolves: &dyn Fn(dateline_text::ByteSpan) -> bool) -> Option<String> {
    let is_entity = |at: &usize| *at < findings.entities.len();
    for event in &findings.events {
        let fields = [
            ("actors", !event.actors.is_empty()),
            ("recipients", !event.recipients.is_empty()),
            ("mode", event.mode.is_some()),
            ("contexts", !event.contexts.is_empty()),
            ("instrument", event.instrument.is_some()),
            ("place", event.place.is_some()),
            ("date", event.date.start.is_some()),
            ("type", true),
            ("cameo", true),
            ("modality", true),
            ("asserted_by", true),
            ("mentions", true),
            ("trigger", true),
        ];
        let unfounded = fields.iter().find(|(field, is_there)| *is_there && event.evidence.of(field).is_none());
        let parties = event.actors.iter().chain(&event.recipients).chain(&event.place).all(is_entity);
        let words = event.mentions.iter().chain([&event.trigger]).chain(&event.instrument).all(|&it| !it.is_empty() && resolves(it));
        if unfounded.is_some() || !parties || !words || event.mentions.is_empty() || !event.kind.has_cameo(event.cameo) {
            return Some(format!("{event:?}: {unfounded:?}"));
        }
    }
    for toll in &findings.tolls {
        let is_whole = toll.part_of.is_none_or(|at| at < findings.tolls.len());
        let is_of = toll.event.is_none_or(|at| at < findings.events.len());
        if !resolves(toll.span)
            || toll.span.is_empty()
            || !is_whole
            || !is_of
            || !toll.claimant.iter().all(is_entity)
            || toll.low > toll.high.or(toll.low)
        {
            return Some(format!("{toll:?}"));
        }
        let fields = [
            ("measure", true),
            ("qualifier", true),
            ("span", true),
            ("low", toll.low.is_some()),
            ("high", toll.high.is_some()),
            ("group", toll.group.is_some()),
            ("part_of", toll.part_of.is_some()),
            ("event", toll.event.is_some()),
            ("claimant", toll.claimant.is_some()),
            ("statement", toll.statement.is_some()),
            ("as_of", toll.as_of.is_some()),
        ];
        if let Some(fault) = missing(&fields, &toll.evidence, resolves) {
            return Some(format!("{toll:?}: {fault}"));
        }
    }
    for commitment in &findings.commitments {
        let parties = commitment.by.iter().chain(&commitment.to).all(is_entity);
        if !resolves(commitment.action) || commitment.action.is_empty() || !parties || !commitment.condition.is_none_or(resolves) {
            return Some(format!("{commitment:?}"));
        }
        let fields = [
            ("action", true),
            ("force", true),
            ("by", !commitment.by.is_empty()),
            ("to", !commitment.to.is_empty()),
            ("condition", commitment.condition.is_some()),
            ("deadline", commitment.deadline.is_some()),
            ("recurrence", commitment.recurrence.is_some()),
            ("statement", commitment.statement.is_some()),
            ("event", commitment.event.is_some()),
        ];
        if let Some(fault) = missing(&fields, &commitment.evidence, resolves) {
            return Some(format!("{commitment:?}: {fault}"));
        }
    }
    None
}

/// The first field that is there and rests on nothing, or on words that do not resolve.
fn missing(
    fields: &[(&'static str, bool)],
    evidence: &dateline_facts::Evidence,
    resolves: &dyn Fn(dateline_text::ByteSpan) -> bool,
) -> Option<&'static str> {
    fields.iter().filter(|(_, is_there)| *is_there).map(|(field, _)| *field).find(|field| match evidence.of(field) {
        None => true,
        Some(Ground::Words(spans)) => spans.is_empty() || spans.iter().any(|&span| span.is_empty() || !resolves(span)),
        Some(Ground::Named(_)) => false,
    })
}

/// A field of an entity that is there and has no evidence.
fn unfounded(entity: &Entity) -> Option<&'static str> {
    let fields = [
        ("kind", true),
        ("name", true),
        ("mentions", true),
        ("roles", !entity.roles.is_empty()),
        ("members", !entity.members.is_empty()),
        ("country", entity.country.is_some()),
        ("sector", entity.sector.is_some()),
        ("place", entity.place.is_some()),
    ];
    fields.into_iter().find(|(field, is_there)| *is_there && entity.evidence.of(field).is_none()).map(|(field, _)| field)
}

#[test]
fn every_case_is_sound() {
    let mut finder = Finder::new();
    for suite in ["roles", "reporting", "time/expressions", "place/places"] {
        for case in common::cases(suite) {
            let (document, findings) = finder.find(&case.text, case.published.as_deref());
            assert_eq!(fault(&document, &findings), None, "{}", case.text);
        }
    }
    for suite in ["quotation", "channel", "withheld"] {
        for case in common::fenced::load(&format!("statement/{suite}"), "statements") {
            let (document, findings) = finder.find(&case.text, case.published.as_deref());
            assert_eq!(fault(&document, &findings), None, "{}", case.text);
        }
    }
}

#[test]
fn one_person_is_one_entity_under_all_names() {
    let text = "Norwegian Fisheries Minister Halvard Moen resigned on Monday. \"I am tired,\" Moen said. He will leave Oslo.";
    let (document, findings) = Finder::new().find(text, Some("2025-04-08"));
    let people: Vec<&Entity> = findings.entities.iter().filter(|entity| entity.kind == EntityKind::Person).collect();
    assert_eq!(people.len(), 1, "{people:?}");
    let words: Vec<&str> = people[0].mentions.iter().map(|mention| mention.span.of(&document.text)).collect();
    assert_eq!(words, ["Halvard Moen", "I", "Moen", "He"]);
    assert_eq!(people[0].mentions[1].form, Form::Pronoun);
    assert_eq!(people[0].country.map(|country| country.code().to_owned()).as_deref(), Some("NOR"));
}

/// Pieces that news and its accidents are made of.
fn pieces() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "Ann Lee",
        "Lee",
        "Dr",
        "he",
        "she",
        "his",
        "they",
        "it",
        "we",
        "I",
        "the minister",
        "French counterpart",
        "and",
        ",",
        ".",
        ":",
        "\"",
        "“",
        "”",
        "„",
        "(",
        ")",
        "said",
        "told",
        "the",
        "of",
        "Kyiv",
        "Ukraine",
        "French",
        "the former",
        "the 34-year-old",
        "Presidents",
        "on",
        "Friday",
        "who heads",
        "NATO",
        "Zürich",
        "ünïcode",
        "李",
        "\n",
        "—",
        "-",
        "'s",
        "Sen.",
        "1992",
        "'",
        "rebels",
        "attacked",
        "killing",
        "18",
        "people",
        "at least",
        "were",
        "killed",
        "will",
        "promised to",
        "send",
        "troops",
        "if",
        "talks",
        "among them",
        "nine",
        "told reporters",
        "according to",
        "that",
        "added",
        "denied",
        "declined to comment",
        "in an interview",
        "on Telegram",
        "without giving details",
        "‘",
        "’",
        "«",
        "»",
        "fears",
        "I",
    ]);
    prop::collection::vec(words, 0..60).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_sound(text in pieces()) {
        let (document, findings) = FINDER.with_borrow_mut(|finder| finder.find(&text, Some("2025-04-05")));
        prop_assert_eq!(fault(&document, &findings), None, "{}", text);
    }
}

thread_local! {
    static FINDER: std::cell::RefCell<Finder> = std::cell::RefCell::new(Finder::new());
}

#[test]
fn words_of_a_dateline_are_weighed_like_others() {
    let mut finder = Finder::new();
    for text in [
        "NEW HOPE, Ardenia, March 3 (Orbita Report) — The mayor said the dam would hold.",
        "HALM, Ardenia — The report says that the bridge is closed.",
        "SAYBROOK (Claim News) - A judge told the court that he was wrong.",
        "STATE HOPE, 4 April — Police said two men were held.",
    ] {
        let (document, findings) = finder.find(text, Some("2031-04-05"));
        assert_eq!(fault(&document, &findings), None, "{text}");
    }
}

#[test]
fn deeds_tolls_and_promises_are_sound() {
    let mut finder = Finder::new();
    for suite in ["event/tolls", "event/commitments"] {
        for case in common::fenced::load(suite, if suite.ends_with("tolls") { "tolls" } else { "commitments" }) {
            let (document, findings) = finder.find(&case.text, case.published.as_deref());
            assert_eq!(fault(&document, &findings), None, "{}", case.text);
        }
    }
}

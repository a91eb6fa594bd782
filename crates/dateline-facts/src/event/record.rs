//! The record of an event: its tellings → its fields, with what each rests on and how sure it is.

use dateline_text::ByteSpan;

use super::kind::{EventType, Modality};
use super::matching::{Construction, Found, Scene};
use super::merge::Told;
use super::{Event, Finder, frame, merge, public};
use crate::evidence::{Evidence, Score, between};
use crate::parties::Party;
use crate::statement::{self, Statement};

/// The score under which nothing is told: rather no event than a guess.
const LEAST: u8 = 40;

/// How often events of such points are right by their type, in hundredths: read off the sentences and paragraphs of `gold/events`.
const RIGHT: [(i32, i32); 8] = [(40, 74), (50, 77), (60, 78), (70, 81), (74, 82), (80, 87), (84, 94), (90, 97)];

impl Finder {
    #[allow(clippy::too_many_arguments, reason = "the parts of one record")]
    pub(super) fn event(
        &self,
        scene: &Scene<'_, '_>,
        statements: &[Statement],
        told: &[Told],
        members: &[usize],
        known: &Told,
        modal_words: &[Vec<usize>],
        place_words: &[Option<ByteSpan>],
        tone: public::Tone,
    ) -> Option<Event> {
        let page = scene.page;
        let found = &known.found;
        // The telling that says most gives type, mode and rule.
        let best = members.iter().copied().max_by_key(|&it| {
            let one = &told[it].found;
            (
                one.mode.is_some(),
                one.construction != Construction::Bare,
                one.actors.len().min(1) + one.recipients.len().min(1),
                std::cmp::Reverse(it),
            )
        })?;
        let frame = &self.frames.all[told[best].found.frame];
        let kind = found.kind;
        let mut mode = found.mode.or(told[best].found.mode).and_then(|mode| kind.mode(mode));
        if mode.is_none() {
            mode = frame.mode.and_then(|mode| kind.mode(mode));
        }
        let cameo = if kind == frame.kind { frame.cameo } else { kind.cameo() };
        let span_of = |it: usize| page.span(&told[it].found.words);
        let mut mentions: Vec<ByteSpan> = members.iter().map(|&it| span_of(it)).collect();
        mentions.sort_unstable();
        mentions.dedup();
        // One mention a sentence, the deed before those whom it hurt; further words of it are evidence.
        let is_harm = |it: usize| self.frames.all[told[it].found.frame].is_harm;
        let mut per_sentence: Vec<ByteSpan> = Vec::new();
        let mut sentence = usize::MAX;
        for &it in members {
            if told[it].sentence != sentence {
                sentence = told[it].sentence;
                let deed = members.iter().copied().find(|&other| told[other].sentence == sentence && !is_harm(other));
                per_sentence.push(span_of(deed.unwrap_or(it)));
            }
        }
        per_sentence.sort_unstable();
        per_sentence.dedup();
        let trigger = per_sentence[0];
        let unique = |parties: &[Party]| {
            let mut seen: Vec<Party> = Vec::new();
            for party in parties.iter().flat_map(|party| scene.parties.nations(*party)) {
                if !seen.iter().any(|it| it.entity == party.entity) {
                    seen.push(party);
                }
            }
            seen
        };
        // Whom a sentence names behind what it tells as its source is none of those of whom that tells: `attacked the port, the mayor said`.
        let source = |&it: &usize| {
            let word = page.analysis.span(told[it].found.word);
            let holder = statement::holding(statements, word.start()).map(|at| &statements[at]);
            let holder = holder.filter(|it| it.kind == statement::StatementKind::Speech)?;
            let by = holder.speaker_extent.or(holder.speaker_span).filter(|by| by.start() > word.end())?;
            // A comma, a quotation mark or `according to` parts it from what is told.
            let before = page.text()[..by.start()].trim_end();
            let is_apart =
                before.ends_with(|it: char| it.is_ascii_punctuation() || matches!(it, '”' | '’' | '—' | '–')) || before.ends_with(" to");
            is_apart.then_some(by)
        };
        let sources: Vec<ByteSpan> = members.iter().filter_map(source).collect();
        let is_source = |party: &Party| sources.iter().any(|by| by.covers(party.span));
        let mut actors = unique(&found.actors);
        let mut recipients = unique(&found.recipients);
        // Who demands is the one that speaks, and the police who tell of an arrest made it.
        if !kind.is_verbal() && kind != EventType::Coerce {
            actors.retain(|party| !is_source(party));
        }
        recipients.retain(|party| !is_source(party));
        // Nor is it done to those who do it, taken together.
        let entities = scene.parties.entities();
        let does = |entity: usize| actors.iter().any(|it| it.entity == entity);
        recipients.retain(|party| !does(party.entity) && !entities[party.entity].members.iter().any(|&it| does(it)));
        // Nor are things parties to what is said, agreed and given.
        if !kind.is_force()
            && mode != Some("investigate")
            && !matches!(kind, EventType::Coerce | EventType::Sanction | EventType::Threaten | EventType::Mobilize)
        {
            recipients.retain(|party| entities[party.entity].kind != crate::who::EntityKind::Object);
        }
        let mut evidence = Evidence::default();
        evidence.words("type", mentions.iter().copied());
        evidence.words("cameo", [trigger]);
        evidence.words("trigger", [trigger]);
        evidence.words("mentions", mentions.iter().copied());
        let content =
            members.iter().flat_map(|&it| [told[it].found.content, told[it].found.noun]).flatten().map(|word| page.analysis.span(word));
        let is_nominal = matches!(told[best].found.construction, Construction::Nominal | Construction::Bare | Construction::Light);
        evidence.words("type", content);
        let instrument = members.iter().find_map(|&it| told[it].found.instrument.clone()).map(|words| page.span(&words));
        if mode.is_some() {
            evidence.words("mode", [instrument.unwrap_or(trigger)]);
        }
        if let Some(instrument) = instrument {
            evidence.words("instrument", [instrument]);
        }
        if !actors.is_empty() {
            evidence.words("actors", actors.iter().map(|party| party.span));
        }
        if !recipients.is_empty() {
            evidence.words("recipients", recipients.iter().map(|party| party.span));
        }
        let place = known.place;
        if let Some(place) = place {
            let words: Vec<ByteSpan> =
                members.iter().filter(|&&it| told[it].place == Some(place)).filter_map(|&it| place_words[it]).collect();
            if words.is_empty() { evidence.words("place", [trigger]) } else { evidence.words("place", words) }
        }
        let date = known.date.clone();
        if date.start.is_some() {
            evidence.words("date", date.spans.iter().copied());
        }
        // Of several tellings, one that it happened says most.
        let modality = members.iter().map(|&it| told[it].modality).find(|it| it.is_real()).unwrap_or(known.modality);
        let says = members.iter().find(|&&it| told[it].modality == modality).copied().unwrap_or(members[0]);
        evidence.words("modality", modal_words[says].iter().map(|&word| page.analysis.span(word)));
        let asserted_by = asserted_by(scene, statements, told, members, modality);
        match asserted_by {
            Some(at) => evidence.words("asserted_by", [statements[at].main_span()]),
            None => evidence.words("asserted_by", [trigger]),
        }
        let contexts = contexts(scene, frame, &actors, &recipients);
        if !contexts.is_empty() {
            evidence.words("contexts", [trigger]);
        }
        let mut score = score(&told[best].found, frame, &actors, &recipients, members.len());
        // What only may be, and whose doer is unknown, is told of nobody: `the chance of being extradited`.
        let unreal = matches!(modality, Modality::Hypothetical | Modality::Conditional | Modality::Denied);
        let suffered = told[best].found.is_told.1 || !recipients.is_empty();
        // `does not want a truce`, `avoided extradition`: a noun of what nobody did; `the talks never took place` tells of those that were to be.
        let no_deed =
            modality == Modality::Hypothetical && !frame.kind.is_force() || matches!(kind, EventType::Retreat | EventType::Cooperate);
        let vacant = if is_nominal { frame.kind.is_verbal() || no_deed } else { !suffered || !frame.kind.is_force() && !frame.is_human };
        // `how the force can be deployed`: those who are moved move nobody.
        let vacant = vacant || kind == EventType::Mobilize && !is_nominal;
        // `neither side has used tear gas`: told of somebody, though nobody knows who.
        let told_of = told[best].found.construction == Construction::Active && frame.kind.is_force() && told[best].found.is_told.0;
        if unreal && actors.is_empty() && vacant && !told_of && modality != Modality::Conditional {
            return None;
        }
        // PLOVER asks whom aid and sanctions were for, and who worked with whom: of nobody on either side nothing can be said.
        let needs_party = matches!(kind, EventType::Aid | EventType::Cooperate | EventType::Sanction);
        if needs_party && actors.is_empty() && recipients.is_empty() {
            return None;
        }
        let is_told = members.iter().any(|&it| told[it].found.is_told.0 || told[it].found.is_told.1);
        if !modality.is_real() && actors.is_empty() && recipients.is_empty() && place.is_none() && !is_told {
            score = score.saturating_sub(if is_nominal { 0 } else { 8 });
        }
        // Force of nobody against nobody has to be told with something else that tells it from all other: `the violence in the region`.
        let marks = [place.is_some(), date.start.is_some(), instrument.is_some(), per_sentence.len() > 1];
        let is_vacant = kind == EventType::Assault && actors.is_empty() && recipients.is_empty() && !is_told;
        if is_vacant && is_nominal && modality == Modality::Happened && !marks.contains(&true) {
            score = score.saturating_sub(20);
        }
        let doubt = public::doubt(scene, (kind, mode), &told[best].found, [&actors, &recipients], tone);
        if score.saturating_sub(doubt) < LEAST {
            return None;
        }
        // What is told in spite of a doubt is right more often than the doubt says: half of it is kept.
        let sure = between(&RIGHT, i32::from(score)) - i32::from(doubt / 2);
        Some(Event {
            kind,
            mode,
            contexts,
            cameo,
            actors: actors.iter().map(|it| it.entity).collect(),
            recipients: recipients.iter().map(|it| it.entity).collect(),
            instrument,
            place,
            date,
            modality,
            asserted_by,
            trigger,
            mentions: per_sentence,
            part_of: None,
            evidence,
            score: Score::hundredths(u8::try_from(sure.clamp(5, 97)).unwrap_or(50)),
            rule: frame.id.clone(),
        })
    }
}

/// Who asserts an event: the reporter where he tells it anywhere in words of his own, else the first statement that tells it.
///
/// `the invasion` in what is told in other words than the speaker's takes it for known that there was one: the reporter says so.
pub(super) fn asserted_by(
    scene: &Scene<'_, '_>,
    statements: &[Statement],
    told: &[Told],
    members: &[usize],
    modality: Modality,
) -> Option<usize> {
    let mut first = None;
    for &it in members.iter().filter(|&&it| told[it].modality == modality) {
        let found = &told[it].found;
        let at = scene.page.analysis.span(found.word);
        let holder = statement::holding(statements, at.start())?;
        let is_noun = matches!(found.construction, Construction::Nominal | Construction::Bare);
        let is_quoted = statements[holder].quotes.iter().any(|quote| quote.covers(at));
        if is_noun && modality.is_real() && !is_quoted && merge::is_definite(scene, found.word) {
            return None;
        }
        first.get_or_insert(holder);
    }
    first
}

/// How sure an event is, by how it is told.
pub(super) fn score(found: &Found, frame: &frame::Frame, actors: &[Party], recipients: &[Party], mentions: usize) -> u8 {
    let mut score = i32::from(found.score);
    score += match found.construction {
        Construction::Active | Construction::Passive => 0,
        Construction::Light => 0,
        Construction::Nominal => -8,
        Construction::Bare => -12,
    };
    score += match (actors.is_empty(), recipients.is_empty()) {
        (false, false) => 8,
        (true, true) if !found.is_told.0 && !found.is_told.1 => -8,
        _ => -2,
    };
    if mentions > 1 {
        score += 6;
    }
    if frame.is_vague {
        score -= 10;
    }
    u8::try_from(score.clamp(5, 97)).unwrap_or(50)
}

/// The contexts of a frame and those that its parties say.
pub(super) fn contexts(scene: &Scene<'_, '_>, frame: &frame::Frame, actors: &[Party], recipients: &[Party]) -> Vec<&'static str> {
    let mut all = frame.contexts.clone();
    for party in actors.iter().chain(recipients) {
        let entity = &scene.parties.entities()[party.entity];
        let context = match entity.sector.as_ref().map(crate::who::Sector::code) {
            Some("MIL") => "military",
            Some("JUD") => "legal",
            Some("LEG") => "legislative",
            Some("SPY") => "intelligence",
            Some("CRM") => "crime",
            Some("REF") => "asylum",
            Some("MED") => "health",
            _ => continue,
        };
        all.push(context);
    }
    all.sort_unstable();
    all.dedup();
    all
}

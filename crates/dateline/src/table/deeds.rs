//! What was said and done, how many it cost, and what was promised, below the text: each with who, when and where, and the words that tell it.

use dateline_facts::{Commitment, Event, Findings, Statement, Toll};

use super::marks::Mark;
use super::prose::Prose;
use super::{BOLD, DIM, Drawing, PLAIN, VALUES};

/// How many records of a kind are shown before the rest is folded.
const RECORDS: usize = 16;

impl Drawing<'_> {
    /// Statements, events, tolls and commitments, each kind only where there are some.
    pub(super) fn what(&mut self, findings: &Findings) {
        let most = |count: usize| if self.table.shows_all || count <= RECORDS + 1 { count } else { RECORDS };
        let (events, tolls, commitments) = (&findings.events, &findings.tolls, &findings.commitments);
        let shown = (most(events.len()), most(tolls.len()), most(commitments.len()));
        let statements = &findings.statements;
        if !statements.is_empty() {
            let shown = most(statements.len());
            self.out.push('\n');
            self.rule("said");
            for statement in &statements[..shown] {
                self.statement(statement, findings);
            }
            self.folded(0, shown, statements[shown..].iter().map(|it| it.kind.name()));
        }
        if !events.is_empty() {
            self.out.push('\n');
            self.rule("what");
            for event in &events[..shown.0] {
                self.event(event, findings);
            }
            self.folded(0, shown.0, events[shown.0..].iter().map(|event| event.kind.name()));
        }
        if !tolls.is_empty() {
            self.out.push('\n');
            self.rule("tolls");
            for toll in &tolls[..shown.1] {
                self.toll(toll, findings);
            }
            self.folded(0, shown.1, tolls[shown.1..].iter().map(|toll| toll.measure.name()));
        }
        if !commitments.is_empty() {
            self.out.push('\n');
            self.rule("promised");
            for commitment in &commitments[..shown.2] {
                self.commitment(commitment, findings);
            }
            self.folded(0, shown.2, commitments[shown.2..].iter().map(|it| it.force.name()));
        }
    }

    /// `Zelensky · direct · social_media X · 2025-04-05`, and the words that are attributed.
    fn statement(&mut self, statement: &Statement, findings: &Findings) {
        let name = |at: usize| findings.entities.get(at).map(|it| it.name.clone());
        let named = statement.speaker.and_then(name).or_else(|| statement.speaker_span.map(|span| span.of(&self.document.text).to_owned()));
        let mut head = Prose::new(named.as_deref().unwrap_or("somebody"), BOLD);
        let mut facts = vec![String::new(), statement.mode.name().to_owned()];
        if statement.kind != dateline_facts::StatementKind::Speech {
            facts.push(statement.kind.name().to_owned());
        }
        facts.extend(statement.denied.then(|| "denied".to_owned()));
        facts.extend(
            statement
                .channel
                .as_ref()
                .map(|it| it.platform.as_ref().map_or_else(|| it.kind.to_owned(), |name| format!("{} {name}", it.kind))),
        );
        facts.extend(statement.said.as_ref().map(|it| it.value.clone()));
        facts.extend(statement.withheld.map(|it| format!("{} withheld", it.kind.name())));
        head.push(&facts.join(" · "), DIM);
        self.hanging(&head, 0);
        for &span in &statement.content {
            let context = self.context(span, Mark::Time, self.table.width - VALUES);
            self.detail(&self.index(span), &context);
        }
    }

    /// `ASSAULT aerial · happened · 2025-04-04 · Kryvyi Rih`, who and whom, and the words that tell it.
    fn event(&mut self, event: &Event, findings: &Findings) {
        let mut head = Prose::new(event.kind.name(), BOLD);
        let mode = event.mode.map(|mode| format!(" {mode}")).unwrap_or_default();
        let mut facts = vec![format!("{mode} · {}", event.modality.name())];
        facts.extend(event.date.start.as_ref().map(|start| match &event.date.end {
            Some(end) if end != start => format!("{start} to {end}"),
            _ => start.clone(),
        }));
        facts.extend(event.place.and_then(|at| findings.entities.get(at)).map(|place| place.name.clone()));
        head.push(&facts.join(" · "), DIM);
        self.hanging(&head, 0);
        let names =
            |of: &[usize]| of.iter().filter_map(|&at| findings.entities.get(at)).map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ");
        for (name, parties) in [("who", &event.actors), ("whom", &event.recipients)] {
            if !parties.is_empty() {
                self.detail(name, &Prose::new(&names(parties), PLAIN));
            }
        }
        let speaker =
            event.asserted_by.and_then(|at| findings.statements.get(at)).and_then(|it| it.speaker).and_then(|at| findings.entities.get(at));
        if let Some(speaker) = speaker {
            self.detail("says", &Prose::new(&speaker.name, PLAIN));
        }
        let context = self.context(event.trigger, Mark::Time, self.table.width - VALUES);
        self.detail(&self.index(event.trigger), &context);
    }

    /// `killed at_least 18 children · Red Crescent`, and the words that tell it.
    fn toll(&mut self, toll: &Toll, findings: &Findings) {
        let number = match (toll.low, toll.high) {
            (Some(low), Some(high)) if low != high => format!("{low} to {high}"),
            (Some(number), _) | (None, Some(number)) => number.to_string(),
            (None, None) => String::new(),
        };
        let mut head = Prose::new(&format!("{} {number}", toll.measure.name()), BOLD);
        let mut facts = vec![format!(" {}", toll.qualifier)];
        facts.extend(toll.group.clone());
        facts.extend(toll.part_of.map(|_| "part of the one before".to_owned()));
        facts.extend(toll.claimant.and_then(|at| findings.entities.get(at)).map(|it| it.name.clone()));
        head.push(&facts.join(" · "), DIM);
        self.hanging(&head, 0);
        let context = self.context(toll.span, Mark::Time, self.table.width - VALUES);
        self.detail(&self.index(toll.span), &context);
    }

    /// `firm · by 2025-06 · FREQ=WEEKLY`, who, and what is promised.
    fn commitment(&mut self, commitment: &Commitment, findings: &Findings) {
        let names: Vec<&str> = commitment.by.iter().filter_map(|&at| findings.entities.get(at)).map(|it| it.name.as_str()).collect();
        let mut head = Prose::new(&names.join(", "), BOLD);
        let mut facts = vec![String::new(), commitment.force.name().to_owned()];
        facts.extend(commitment.deadline.as_ref().map(|deadline| format!("by {deadline}")));
        facts.extend(commitment.recurrence.clone());
        head.push(&facts.join(" · "), DIM);
        self.hanging(&head, 0);
        let context = self.context(commitment.action, Mark::Time, self.table.width - VALUES);
        self.detail(&self.index(commitment.action), &context);
    }
}

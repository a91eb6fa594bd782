//! Who binds himself, and to whom: words → entities.

use dateline_text::ByteSpan;

use super::Scene;
use super::cue::Found;
use crate::evidence::Evidence;
use crate::statement;
use crate::who::EntityKind;

impl Scene<'_, '_> {
    /// Who is bound: those whom the words speak of, else whoever speaks.
    pub(super) fn by(&self, found: &Found, evidence: &mut Evidence) -> Vec<usize> {
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        let mut by: Vec<usize> = Vec::new();
        // `It will bring relief, she said`: not she.
        let is_it = |word: usize| self.page.form(word).eq_ignore_ascii_case("it");
        let fits = |word: usize, entity: usize| !is_it(word) || self.parties.entities()[entity].kind != EntityKind::Person;
        for &word in &found.by {
            let own = self.parties.of(word).or_else(|| self.parties.owner(word, &["of"]));
            let party = own.or_else(|| {
                // A pronoun of the reported clause stands for who reports.
                let governor = clauses.governor(found.action).or_else(|| clauses.governor(found.cue))?;
                clauses.subjects(governor.predicate).into_iter().find_map(|it| self.parties.of(it))
            });
            let party = party.filter(|party| fits(word, party.entity));
            if let Some(party) = party.filter(|party| !by.contains(&party.entity)) {
                by.push(party.entity);
                evidence.words("by", [party.span]);
            }
        }
        if by.is_empty() {
            // `we` of whoever speaks.
            let holder = statement::holding(self.statements, analysis.span(found.action).start());
            let speaker = holder.and_then(|it| self.statements[it].speaker);
            if let Some(speaker) = speaker.filter(|&it| found.by.iter().all(|&word| fits(word, it))) {
                by.push(speaker);
                let words: Vec<ByteSpan> = found.by.iter().map(|&it| analysis.span(it)).collect();
                evidence.words("by", if words.is_empty() { vec![analysis.span(found.cue)] } else { words });
            }
        }
        by
    }

    /// To whom, or for whom: whom the words that bind name, and to whom the act is done.
    pub(super) fn to(&self, found: &Found, by: &[usize], evidence: &mut Evidence) -> Vec<usize> {
        let clauses = self.page.clauses;
        let is_to = |preposition: Option<usize>| preposition.is_some_and(|it| self.page.form(it) == "to");
        let obliques = clauses.obliques(found.action).into_iter().filter(|it| is_to(it.preposition)).map(|it| it.word);
        let mut to: Vec<usize> = Vec::new();
        for word in found.to.iter().copied().chain(clauses.indirect_object(found.action)).chain(obliques) {
            let party = self.parties.of(word).filter(|party| self.parties.acts(party.entity));
            if let Some(party) = party.filter(|party| !by.contains(&party.entity) && !to.contains(&party.entity)) {
                to.push(party.entity);
                evidence.words("to", [party.span]);
            }
        }
        to
    }
}

//! Whether it binds: a commitment as it is read off the tree, with who is bound and whether it is set a day, a rule or a condition → whether
//! the words hold those who are named to it.

use dateline_lang::clause::{ModalKind, Tense};
use dateline_lang::labels::{Deprel, Upos};

use super::cue::Found;
use super::{Force, Scene};
use crate::statement;
use crate::who::{Entity, EntityKind, Form};

impl Scene<'_, '_> {
    /// Whether words beside what binds leave open that it will be done.
    pub(super) fn is_hedged(&self, found: &Found) -> bool {
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        let hedges = |word: usize| self.words.hedges.contains(analysis.lemma(word).to_lowercase().as_str());
        let near = [found.action, found.cue];
        near.iter()
            .any(|&word| clauses.dependents(word).any(|it| it < found.action && hedges(it)) || analysis.head(word).is_some_and(hedges))
    }

    /// Whether the page alone tells what is on somebody's programme: `The board will hold a hearing`.
    pub(super) fn is_programme(&self, found: &Found) -> bool {
        let analysis = self.page.analysis;
        found.rule == "commitment.will"
            && self.words.scheduled.contains(&analysis.lemma(found.action).to_lowercase())
            && statement::holding(self.statements, analysis.span(found.action).start()).is_none()
    }

    /// Whether those who are named are bound by what is said. Whoever promises is, and so is who says of himself that he will. A state, an
    /// office or a body of one is bound by what is told of its plans and efforts; other bodies by their aims and plans, and by what they
    /// will do on a condition, by a day or as a rule. Of everybody else it is only told what they want and try.
    pub(super) fn is_bound(&self, found: &Found, by: &[usize], is_set: bool) -> bool {
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        let cue = analysis.lemma(found.cue).to_lowercase();
        if found.rule != "commitment.will" && [&self.words.verbs, &self.words.nouns].iter().any(|it| it.get(&cue) == Some(&Force::Firm)) {
            return true;
        }
        let entities = || by.iter().map(|&it| &self.parties.entities()[it]);
        let is_private = |it: &Entity| it.kind == EntityKind::Person || it.kind == EntityKind::Group;
        let office = |it: &Entity| {
            it.kind == EntityKind::Country
                || it.sector.as_ref().is_some_and(|it| self.things.is_public_sector(it.code()))
                || it.kind == EntityKind::Organization && it.country.is_some()
        };
        let is_public = entities().any(office);
        let is_named = entities().any(|it| it.mentions.iter().any(|mention| mention.form == Form::Name));
        let is_body = !by.is_empty() && !entities().any(is_private);
        let holder = statement::holding(self.statements, analysis.span(found.action).start());
        let speaks = holder.and_then(|it| self.statements[it].speaker).is_some_and(|speaker| by.contains(&speaker));
        match found.force {
            Force::Firm | Force::Conditional => {
                let would = clauses.modal(found.action).is_some_and(|it| it.kind == ModalKind::Conditional);
                let reported = clauses.governor(found.action).is_some_and(|it| it.relation == Deprel::Ccomp);
                let says_i =
                    clauses.subjects(found.action).iter().any(|&it| matches!(self.page.form(it).to_lowercase().as_str(), "i" | "we"));
                // What is told of a boxer and of a film star is the programme; `the owner will sell` binds the owner.
                let settled = is_set && !would && if by.is_empty() { says_i } else { is_body || !is_named };
                let group =
                    entities().any(|it| it.kind == EntityKind::Group) && !would && holder.is_none() && !clauses.is_negated(found.action);
                (!would || reported || is_body || is_public)
                    && (is_public || speaks || is_body && (holder.is_some() || is_set) || settled || group)
            }
            // `The bill aims to end the tax` tells what it says.
            Force::Goal if found.by.iter().any(|&it| self.words.papers.contains(&analysis.lemma(it).to_lowercase())) => false,
            Force::Goal => is_public || !entities().any(is_private),
            Force::Intention => {
                let is_ready = found.rule == "commitment.ready";
                is_public && !(is_ready && entities().any(|it| it.kind == EntityKind::Person)) || is_body || is_set && speaks
                    // `the rebels' leader wants to`: whoever is told of by his part in the news.
                    || !is_ready && !is_named && entities().all(|it| it.kind == EntityKind::Person)
            }
            Force::Effort => {
                let group = clauses.verb_group(found.cue);
                let is_noun = analysis.tags[found.cue].upos == Upos::Noun;
                let goes_on = is_noun
                    || group.tense == Some(Tense::Present)
                    || group.modal.is_some()
                    || group.progressive && clauses.is_finite(found.cue);
                // `voters try to` tells of everybody.
                let acts = entities().any(|it| office(it) && (is_noun || it.kind != EntityKind::Group));
                goes_on && (is_body || acts || speaks && (is_public || group.modal.is_some()))
            }
        }
    }
}

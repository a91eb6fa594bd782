//! Nominals and pronouns: words that speak of somebody without naming them.

use std::ops::Range;

use dateline_lang::clause::Extent;
use dateline_lang::labels::{Deprel, Upos, Xpos};
use dateline_lang::morph;

use super::{Candidate, Determiner, Finder};
use crate::who::nouns::{Noun, NounKind, Pronoun, is_phrase};
use crate::who::{EntityKind, Form};

impl Finder<'_, '_> {
    /// A pronoun or the head of a nominal.
    pub(super) fn word(&mut self, word: usize) {
        if self.titles[word] {
            return;
        }
        let form = self.page.form(word);
        let is_the = |at: usize| self.page.form(at).eq_ignore_ascii_case("the");
        // `the former [owns]`: the parser may take the verb for a noun, where the other one follows.
        let pairs = || {
            let sentence = self.page.analysis.sentence_of(word);
            sentence.filter(|&it| it != word).any(|it| self.nouns.people.is_of_two(self.page.form(it)).is_some() && is_the(it - 1))
        };
        if word > 0 && self.nouns.people.is_of_two(form).is_some() && is_the(word - 1) && (is_phrase(self.label(word)) || pairs()) {
            let core = word - 1..word + 1;
            let span = self.page.span(&core);
            return self.push(Candidate { extent: core.clone(), core, span, determiner: Determiner::Definite, ..self.blank(word) });
        }
        if matches!(self.upos(word), Upos::Pron | Upos::Det)
            && let Some(pronoun) = self.nouns.people.pronoun(form)
        {
            return self.pronoun(word, pronoun);
        }
        if !matches!(self.upos(word), Upos::Noun | Upos::Propn) {
            if self.is_of_age(word) {
                let extent = self.extent(word);
                let start = word.saturating_sub(5).max(self.page.analysis.sentence_of(word).start);
                let core = extent.start.min(start)..word + 1;
                if self.is_age_of_name(start) {
                    return;
                }
                let span = self.trimmed(&core);
                return self.push(Candidate {
                    extent: core.start..extent.end.max(core.end),
                    core,
                    span,
                    kind: Some(EntityKind::Person),
                    determiner: if self.page.form(start).eq_ignore_ascii_case("the") {
                        Determiner::Definite
                    } else {
                        self.determiner(word)
                    },
                    label: if self.label(word) == Deprel::Amod { Deprel::Nsubj } else { self.label(word) },
                    ..self.blank(word)
                });
            }
            // Demonyms that the tagger of names did not see, or saw as a part of nothing.
            if self.upos(word) == Upos::Adj
                && form.starts_with(char::is_uppercase)
                && !self.is_of_continent(word)
                && let Some(country) = self.page.countries.demonym(form)
            {
                self.demonym(word..word + 1, self.page.analysis.span(word), Some(country));
            }
            return;
        }
        if !is_phrase(self.label(word)) {
            return;
        }
        // `Chief of [Department] Ada Holm`
        let names_next =
            || self.out.iter().any(|it| it.kind == Some(EntityKind::Person) && it.form == Form::Name && it.core.start == word + 1);
        if self.xpos(word) == Xpos::Nnp && word > 0 && self.page.form(word - 1) == "of" && names_next() {
            return;
        }
        let lifted = self.lifted_plural(word);
        let Some((noun, start, end)) = self.nouns.of(self.page, word).or_else(|| Some((lifted?, word, word + 1))) else { return };
        // `[Lt.] Col. Ada Holm`: what is shortened stands before a name or another office.
        let is_short = form.ends_with('.') && form.starts_with(char::is_uppercase);
        if is_short && word + 1 < self.page.analysis.sentence_of(word).end && self.page.form(word + 1).starts_with(char::is_uppercase) {
            return;
        }
        // `three [TDs]` are points on a page of sport, members of a parliament elsewhere.
        let is_letters = form.chars().filter(|c| c.is_uppercase()).count() > 1 && noun.sector.is_some_and(|sector| sector.code() == "LEG");
        if is_letters && self.teams.is_some() {
            return;
        }
        // `the state of the [nation]` written with hyphens: a part of a word.
        // A row of a table.
        let form_is_loud = form.len() > 3 && form.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
        if form_is_loud && self.page.analysis.sentence_of(word).any(|it| self.upos(it) == Upos::Num && self.page.form(it).contains('.')) {
            return;
        }
        let is_part = start == word
            && word >= 2
            && self.page.form(word - 1) == "-"
            && matches!(self.upos(word - 2), Upos::Det | Upos::Adp | Upos::Part | Upos::Cconj | Upos::Sconj);
        if is_part || self.is_mass(word, start..end) || start + 1 == end && self.is_otherwise(word) {
            return;
        }
        let kind = match noun.kind {
            NounKind::Person => EntityKind::Person,
            NounKind::Organization => EntityKind::Organization,
            NounKind::Place => EntityKind::Place,
            NounKind::Object => EntityKind::Object,
            NounKind::Group => EntityKind::Group,
            NounKind::Abstract => return,
        };
        // The office that governs a name is a part of its mention; a predicate says what somebody is.
        if self.tops[word].is_some() || self.is_predicate(word) {
            return;
        }
        // `the [prosecutor]'s office`: a part of what the body is called.
        if self.label(word) == Deprel::NmodPoss
            && self.page.analysis.head(word).and_then(|above| self.nouns.of(self.page, above)).is_some_and(|(_, first, _)| first == word)
        {
            return;
        }
        // `other [member] states`: what stands before a plural is a part of it, whatever the tree makes of it.
        let next = word + 1;
        let is_before = next < self.page.analysis.sentence_of(word).end && self.xpos(next) == Xpos::Nns && self.xpos(word) == Xpos::Nn;
        if kind == EntityKind::Person && is_before && self.nouns.lemma(self.page.analysis.lemma(next)).is_some_and(|noun| noun.is_country) {
            return;
        }
        // `named Ada Holm as [minister]`: what somebody is to be, not somebody.
        let is_bare = || self.determiner(word) == Determiner::Bare && self.xpos(word) == Xpos::Nn;
        if kind == EntityKind::Person && noun.sector.is_some() && self.page.clauses.preposition(word) == "as" && is_bare() {
            return;
        }
        let extent = self.extent(word);
        let extent = extent.start..self.before_another(word, extent.end);
        if self.is_apposition(word) {
            return;
        }
        let core = self.core(word);
        let core = core.start.max(extent.start).min(start)..core.end.min(extent.end).max(end);
        let core = self.without_edges(core, start..end, kind);
        let core = core.start..self.closed(&core);
        let extent = extent.start..extent.end.max(core.end);
        let plural = self.page.analysis.morphs[word].number() == Some(morph::Number::Plur);
        let is_plural = noun.kind != NounKind::Organization && (plural || matches!(self.xpos(word), Xpos::Nns | Xpos::Nnps));
        let is_plural = is_plural || lifted.is_some();
        let is_plural = is_plural || noun.kind == NounKind::Group && self.page.analysis.lemma(word) == "people";
        let kind = if kind == EntityKind::Person && is_plural || self.is_of_people(word, noun) { EntityKind::Group } else { kind };
        let gender = noun.gender.filter(|_| kind == EntityKind::Person);
        let is_marked = core.len() > 1 && matches!(self.page.form(core.end - 1), "\"" | "”");
        let span = if is_marked { self.page.span(&core) } else { self.trimmed(&core) };
        self.push(Candidate {
            core,
            extent,
            span,
            kind: Some(kind),
            noun: Some(noun),
            is_plural,
            gender,
            determiner: self.determiner(word),
            label: self.label(self.owner_beside(word).unwrap_or(word)),
            ..self.blank(word)
        });
    }

    /// Whether the noun for a body only counts the people whom it is of: `a [group] of thieves`.
    fn is_of_people(&self, word: usize, noun: Noun) -> bool {
        let is_people = |it: usize| {
            let (xpos, noun) = (self.xpos(it), self.nouns.of(self.page, it).map(|(noun, ..)| noun));
            xpos == Xpos::Nns && noun.is_some_and(|noun| noun.kind == NounKind::Person) && self.page.clauses.preposition(it) == "of"
        };
        noun.kind == NounKind::Organization
            && noun.sector.is_none()
            && self.nouns.is_counting(self.page.analysis.lemma(word))
            && self.page.clauses.dependents(word).any(|it| self.label(it) == Deprel::Nmod && is_people(it))
    }

    /// What a plural denotes that has the capitals of its sentence, and so the tag of a name and no lemma: `Eyewitnesses said`, `NEWSMEN FLED`.
    pub(super) fn lifted_plural(&self, word: usize) -> Option<Noun> {
        let is_lifted = || self.page.analysis.sentence_of(word).start == word || self.is_loud(word);
        let noun = self.nouns.plural(self.page.form(word)).filter(|noun| matches!(noun.kind, NounKind::Person | NounKind::Group));
        noun.filter(|_| self.upos(word) == Upos::Propn && self.page.form(word).len() > 4 && is_lifted())
    }

    /// A nominal without what the parser hung on its edges: `[particularly] the mayor`, `police [alone]`, `nations [of]`.
    fn without_edges(&self, core: Range<usize>, entry: Range<usize>, kind: EntityKind) -> Range<usize> {
        let (mut start, mut end) = (core.start, core.end);
        // `ask the court [for leave]`, `went to the town [for the feast]`
        if matches!(kind, EntityKind::Organization | EntityKind::Place) {
            let is_loose = |&word: &usize| self.upos(word) == Upos::Adp && matches!(&self.page.form(word).to_lowercase()[..], "for" | "to");
            end = (entry.end..end).find(is_loose).unwrap_or(end);
        }
        let is_of_noun = |word: usize| self.page.analysis.head(word).is_some_and(|above| entry.contains(&above));
        let goes_on = |word: usize| self.upos(word) != Upos::Adp && self.page.form(word) != "-";
        // `then smaller gangs`, `only the mayor`
        if start + 1 < entry.start
            && self.upos(start) == Upos::Adv
            && (self.upos(start + 1) == Upos::Det || is_of_noun(start) && goes_on(start + 1))
        {
            start += 1;
        }
        let is_edge = |word: usize| {
            matches!(self.upos(word), Upos::Adv | Upos::Adp | Upos::Aux | Upos::Sconj | Upos::Adj | Upos::Cconj)
                // `their country of [what]`
                || matches!(self.xpos(word), Xpos::Wp | Xpos::Wdt)
        };
        while end > entry.end && is_edge(end - 1) {
            end -= 1;
        }
        start..end
    }

    /// Whether a noun is something else by how it stands: `[head] in hand`, `the [movement] of lorries`, `federal [funds]`.
    fn is_otherwise(&self, word: usize) -> bool {
        let dependents = || self.page.clauses.dependents(word);
        let owned = dependents().any(|it| self.xpos(it) == Xpos::PrpPoss);
        let of = dependents()
            .any(|it| self.label(it) == Deprel::Nmod && self.upos(it) != Upos::Propn && self.page.clauses.preposition(it) == "of");
        let qualified = dependents().any(|it| matches!(self.label(it), Deprel::Compound | Deprel::Amod) || self.xpos(it) == Xpos::Pos);
        let plural = self.xpos(word) == Xpos::Nns;
        self.nouns.is_otherwise(self.page.analysis.lemma(word), [owned, !of && !qualified, of, plural])
    }

    /// Whether the noun of a body names none, standing alone in the singular: `by [force]`, `excessive [force]`.
    pub(super) fn is_mass(&self, word: usize, entry: Range<usize>) -> bool {
        entry.len() == 1
            && self.nouns.is_mass(self.page.analysis.lemma(word))
            && self.xpos(word) == Xpos::Nn
            && !self.page.clauses.dependents(word).any(|it| {
                matches!(self.label(it), Deprel::Det | Deprel::NmodPoss)
                    || self.page.countries.demonym(self.page.form(it)).is_some()
                    || self.xpos(it) == Xpos::Nnp
            })
    }

    /// Whether an adjective is the `old` of `the 34-year-old`, which heads a noun phrase.
    pub(super) fn is_of_age(&self, word: usize) -> bool {
        let before = |back: usize| word.checked_sub(back).map(|at| self.page.form(at));
        let determined = || {
            self.page.clauses.dependents(word).any(|it| self.label(it) == Deprel::Det)
                || word.checked_sub(5).is_some_and(|at| self.page.form(at).eq_ignore_ascii_case("the"))
        };
        // The parser may hang it on the verb that follows: `The 34-year-[old] handed his rifle`.
        let before_verb = || {
            let next = word + 1;
            next < self.page.analysis.sentence_of(word).end
                && (matches!(self.upos(next), Upos::Verb | Upos::Aux) || self.xpos(next) == Xpos::Pos)
        };
        let heads = is_phrase(self.label(word)) || self.label(word) == Deprel::Amod && before_verb();
        self.page.form(word) == "old"
            && heads
            && before(1) == Some("-")
            && before(2) == Some("year")
            && self.page.clauses.copula(word).is_none()
            && determined()
    }

    /// Whether an age with `a`, from its article, stands between commas after the name of somebody, who has it: `Holm, [a 34-year-old],`.
    fn is_age_of_name(&self, article: usize) -> bool {
        let before = article.checked_sub(2).filter(|_| self.upos(article) == Upos::Det && self.page.form(article - 1) == ",");
        let is_of = |it: &Candidate| it.form == Form::Name && it.kind == Some(EntityKind::Person) && before == Some(it.core.end - 1);
        let is_indefinite = !self.page.form(article).eq_ignore_ascii_case("the");
        is_indefinite && before.is_some_and(|word| self.used[word]) && self.out.iter().any(is_of)
    }

    /// The core of a nominal: its phrase without clauses, and without what follows with a preposition other than `of`.
    pub(super) fn core(&self, head: usize) -> Range<usize> {
        let words = self.page.clauses.phrase(head, Extent::Plain);
        let ends = |&word: &usize| match self.upos(word) {
            Upos::Punct => self.page.form(word) != "-",
            Upos::Adp => !matches!(&self.page.form(word).to_lowercase()[..], "of" | "for" | "to"),
            Upos::Sconj => true,
            // `our party [who are against it]`
            Upos::Pron if word > head && matches!(self.xpos(word), Xpos::Wp | Xpos::WpPoss) => true,
            // `followers [that Ada was ill]`
            Upos::Pron | Upos::Det => word > head && self.page.form(word) == "that" && self.label(word) != Deprel::Det,
            _ => false,
        };
        // `six people [Monday]`: when, not who.
        let is_when =
            |&word: &usize| matches!(self.label(word), Deprel::NmodUnmarked | Deprel::OblUnmarked) && self.upos(word) != Upos::Noun;
        // `a man [can be charged]`: a clause that the tree hangs on its subject.
        let is_verb = |&word: &usize| {
            matches!(self.upos(word), Upos::Aux | Upos::Verb) && (self.xpos(word) == Xpos::Md || self.xpos(word).is_finite())
        };
        let end = (head + 1..words.end).find(|word| ends(word) || is_when(word) || is_verb(word)).unwrap_or(words.end);
        // `officials [last week]`
        let is_day = |&word: &usize| {
            matches!(self.label(word), Deprel::NmodUnmarked | Deprel::OblUnmarked)
                && self.nouns.office.is_of_when(self.page.analysis.lemma(word))
        };
        let end = (head + 1..end).find(is_day).map_or(end, |word| self.extent(word).start.clamp(head + 1, end));
        let end = self.before_another(head, end);
        let is_question = |&word: &usize| matches!(self.xpos(word), Xpos::Wrb | Xpos::Wdt | Xpos::Wp);
        let start = (words.start..head).rev().find(is_question).map_or(words.start, |word| word + 1);
        self.without_lead(start, head)..end
    }

    /// The end of a nominal with the mark that closes what one inside it opens: `a “phantom battalion[”]`.
    fn closed(&self, core: &Range<usize>) -> usize {
        let open = (core.start..core.end).find_map(|word| super::names::closing(self.page.form(word)).map(|close| (word, close)));
        let Some((open, close)) = open.filter(|&(open, _)| matches!(self.page.form(open), "\"" | "“")) else { return core.end };
        let is_open = !(open + 1..core.end).any(|word| close.contains(&self.page.form(word)));
        let sentence = self.page.analysis.sentence_of(open);
        core.end + usize::from(is_open && core.end < sentence.end && close.contains(&self.page.form(core.end)))
    }

    /// The end of a nominal for a person without another who is theirs and whom the tree hangs on what stands between: `the bishop of Oslo [and
    /// his driver]`; what follows the name or noun of somebody is left, for it may be theirs: `the mother of Ada and her brother`.
    fn before_another(&self, head: usize, end: usize) -> usize {
        let joins = |&and: &usize| {
            let noun = self.page.analysis.head(and).filter(|&noun| noun > and && noun < end && self.upos(and) == Upos::Cconj);
            noun.is_some_and(|noun| self.owner_beside(noun) == Some(head))
        };
        (head + 2..end.saturating_sub(2)).find(joins).unwrap_or(end)
    }

    /// The person before `and` whose another person is, where the tree hangs the latter on what stands between: `the bishop of Oslo and his
    /// [driver]`.
    fn owner_beside(&self, noun: usize) -> Option<usize> {
        let is_person = |word: usize| self.nouns.of(self.page, word).is_some_and(|(noun, ..)| noun.kind == NounKind::Person);
        let below = self.page.analysis.head(noun).filter(|&below| below < noun && self.label(noun) == Deprel::Conj && !is_person(below))?;
        let owner = self.page.analysis.head(below).filter(|&owner| owner < below && self.label(below) == Deprel::Nmod)?;
        let theirs = self.page.clauses.dependents(noun).any(|it| self.xpos(it) == Xpos::PrpPoss);
        let is_somebody = self.tops[below].is_some_and(|at| self.out[at].kind == Some(EntityKind::Person));
        (theirs && is_person(owner) && is_person(noun) && !is_somebody).then_some(owner)
    }

    /// The first word of a nominal without what only stands before it: `Per Velm News, [former aides]`, `therefore [universities]`,
    /// `Lind alleged [police] hit him`.
    fn without_lead(&self, mut start: usize, head: usize) -> usize {
        let form = |word: usize| self.page.form(word);
        // `Last month, the [store] closed`
        let is_when = |word: usize| matches!(self.label(word), Deprel::OblUnmarked | Deprel::NmodUnmarked);
        if let Some(comma) = (start..head).find(|&word| form(word) == ",")
            && (self.upos(start) == Upos::Adp
                || self.upos(start) == Upos::Adv && self.upos(start + 1) == Upos::Adp
                || (start..comma).any(is_when))
        {
            start = comma + 1;
        }
        // `about 40 people` are counted, `therefore universities` are not.
        if start + 1 == head && self.upos(start) == Upos::Adv {
            start = head;
        }
        // The clause of who is named and what he alleges, read as one noun phrase.
        let said = (start + 1..head).rev().find(|&word| {
            matches!(self.xpos(word), Xpos::Vbd | Xpos::Vbn | Xpos::Jj)
                && self.named[word - 1]
                && self.upos(word - 1) == Upos::Propn
                && self.page.clauses.is_reporting(word)
        });
        said.map_or(start, |word| word + 1)
    }

    /// Whether a noun is said of a subject: `He is [a farmer]`.
    pub(super) fn is_predicate(&self, word: usize) -> bool {
        self.page.clauses.copula(word).is_some()
            || self.label(word) == Deprel::Xcomp
            || self.label(word) == Deprel::Conj
                && self.page.analysis.head(word).is_some_and(|head| self.page.clauses.copula(head).is_some())
    }

    /// Whether what stands after a name is another one of a list: `Ana Lopes, [her husband] and their son`, not `Ana Lopes, her lawyer and friend`.
    fn is_kin_of_list(&self, word: usize) -> bool {
        let clauses = self.page.clauses;
        let has = |of: usize, labels: &[Deprel]| clauses.dependents(of).any(|it| it < of && labels.contains(&self.label(it)));
        let owned = clauses.dependents(word).any(|it| self.label(it) == Deprel::NmodPoss && self.upos(it) == Upos::Pron);
        owned
            && [Some(word), self.page.analysis.head(word)]
                .into_iter()
                .flatten()
                .flat_map(|of| clauses.dependents(of))
                .any(|it| it > word && self.label(it) == Deprel::Conj && has(it, &[Deprel::NmodPoss, Deprel::Det, Deprel::Nummod]))
    }

    /// Whether a noun stands beside another noun phrase that means the same: it is part of that mention.
    pub(super) fn is_apposition(&self, word: usize) -> bool {
        self.label(word) == Deprel::Appos
            && !self.is_kin_of_list(word)
            && self.page.analysis.head(word).is_some_and(|head| {
                self.used[head] || self.nouns.of(self.page, head).is_some_and(|(noun, ..)| noun.kind != NounKind::Abstract)
            })
    }

    pub(super) fn pronoun(&mut self, word: usize, pronoun: Pronoun) {
        if self.label(word) == Deprel::Expl {
            return;
        }
        let kind = match (pronoun.person, pronoun.gender, pronoun.is_plural) {
            (1 | 2, _, false) | (3, Some(_), _) => Some(EntityKind::Person),
            _ => None,
        };
        let form = if pronoun.is_possessive { Form::Possessive } else { Form::Pronoun };
        self.push(Candidate {
            form,
            kind,
            pronoun: Some(pronoun),
            is_plural: pronoun.is_plural,
            gender: pronoun.gender,
            determiner: Determiner::Definite,
            ..self.blank(word)
        });
    }
}

//! A verb with what stands above its clause: a verb → its modality by its own clause and by the words that govern that, up the tree:
//! `tried to`, `the claim that`, `before`, `from` of `kept them from`, and the first of its conjuncts.

use std::ops::ControlFlow;

use dateline_lang::clause::{ClauseForm, Tense};
use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::{Modality, Told, Words, negation};
use crate::page::Page;

/// A clause below another word.
struct Below {
    /// The verb, or the first of its conjuncts.
    first: usize,
    /// What that is to the word above.
    label: Deprel,
    /// The word above.
    head: usize,
    /// Whether `to` marks it as an infinitive.
    infinitive: bool,
    /// The form of the clause.
    form: ClauseForm,
    /// The word that opens it, in small letters; `whether` before another.
    marker: Option<String>,
    /// How many steps up are left.
    left: usize,
}

impl Below {
    /// The clause of a verb; `None` where nothing stands above it.
    fn of(page: &Page<'_>, verb: usize, left: usize) -> Option<Self> {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let first = clauses.first_conjunct(verb);
        let head = analysis.head(first)?;
        let is_to = |it: usize| analysis.tags[it].xpos == Xpos::To;
        let marks = || clauses.dependents(first).filter(|&it| analysis.labels[it] == Deprel::Mark);
        let others = || marks().filter(|&it| !is_to(it));
        let marker = others().find(|&it| page.form(it).eq_ignore_ascii_case("whether")).or_else(|| others().next());
        Some(Self {
            first,
            label: analysis.labels[first],
            head,
            infinitive: marks().any(is_to),
            form: clauses.form(first),
            marker: marker.map(|it| page.form(it).to_lowercase()),
            left,
        })
    }
}

impl Words {
    /// What a verb's clause says, and what governs that, at most so many steps up.
    pub(super) fn verb(&self, page: &Page<'_>, verb: usize, steps: usize) -> Told {
        let mut told = self.own(page, verb);
        if told.modality == Modality::Happened
            && let Some((modality, word)) = self.beside(page, verb)
        {
            told.set(modality, word);
            return told;
        }
        let Some(below) = steps.checked_sub(1).and_then(|left| Below::of(page, verb, left)) else { return told };
        // `Nobody knows how they will negotiate`.
        let asks = |it: usize| self.asking.markers.contains(&page.form(it).to_lowercase());
        if told.is_future
            && below.label != Deprel::Root
            && let Some(how) = page.clauses.dependents(below.first).find(|&it| it < below.first && asks(it))
        {
            told.set(Modality::Hypothetical, how);
            return told;
        }
        let is_settled = match below.label {
            Deprel::Ccomp | Deprel::Xcomp | Deprel::Csubj | Deprel::CsubjPass | Deprel::Acl => {
                self.complement(page, &below, &mut told).is_break()
            }
            Deprel::Advcl | Deprel::Obl | Deprel::Nmod => {
                self.adverbial(page, &below, &mut told);
                false
            }
            Deprel::AclRelcl => {
                self.claim(page, &below, &mut told);
                false
            }
            Deprel::Obj | Deprel::Nsubj => {
                // A gerund: `denied shelling it`, `considering expelling them`.
                if let Some(modality) = self.governs(page, below.head).filter(|_| told.modality == Modality::Happened) {
                    told.set(modality, below.head);
                }
                false
            }
            _ => false,
        };
        if !is_settled {
            self.conjunct(page, verb, &below, &mut told);
        }
        told
    }

    /// What the words right before a verb say of it, where the tree may be wrong: `avoided meeting`, `far from withdrawing`, `short of declaring`.
    fn beside(&self, page: &Page<'_>, verb: usize) -> Option<(Modality, usize)> {
        let analysis = page.analysis;
        let start = analysis.sentence_of(verb).start;
        let mut before = verb.checked_sub(1).filter(|&it| it >= start)?;
        if page.form(before).eq_ignore_ascii_case("having") {
            before = before.checked_sub(1).filter(|&it| it >= start)?;
        } else if analysis.tags[verb].xpos != Xpos::Vbg {
            return None;
        }
        if matches!(page.form(before).to_lowercase().as_str(), "from" | "of") {
            let word = before.checked_sub(1).filter(|&it| it >= start)?;
            let says = page.form(word).to_lowercase();
            return matches!(says.as_str(), "far" | "short").then_some((Modality::Denied, word));
        }
        let governs = (analysis.tags[before].upos == Upos::Verb).then(|| self.governs(page, before)).flatten();
        governs.filter(|it| matches!(it, Modality::Denied | Modality::Hypothetical)).map(|it| (it, before))
    }

    /// Tells what a verb or noun says of a clause that is its complement, `plan to attack`, `the claim that they fired`; breaks where nothing
    /// else may be asked.
    fn complement(&self, page: &Page<'_>, below: &Below, told: &mut Told) -> ControlFlow<()> {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let &Below { label, head, infinitive, .. } = below;
        let marker = below.marker.as_deref();
        if label == Deprel::Acl && !infinitive && marker.is_none() {
            // A reduced relative clause says what took place.
            return ControlFlow::Break(());
        }
        // `acquitted the guard of beating him`.
        if label == Deprel::Acl && matches!(marker, Some("of" | "for")) {
            let up = (analysis.labels[head] == Deprel::Obj).then(|| analysis.head(head)).flatten();
            if let Some(up) = up.filter(|&up| self.acquitting.verbs.contains(analysis.lemma(up))) {
                told.set(Modality::Denied, up);
                return ControlFlow::Break(());
            }
        }
        if marker == Some("whether") || marker == Some("if") && label == Deprel::Ccomp && self.is_asking(page, head) {
            told.set(Modality::Hypothetical, head);
            return ControlFlow::Break(());
        }
        // `told us to go` asks, `told us that they went` and `they went, the mayor told us` say; so does `suggests that they went`.
        let is_past = || clauses.verb_group(below.first).tense == Some(Tense::Past);
        let says = |lemma: &str| {
            self.telling.verbs.contains(lemma)
                || self.suggesting.verbs.contains(lemma) && is_past()
                || below.first < head && self.is_reporting(lemma)
        };
        let is_said = label == Deprel::Ccomp && below.form == ClauseForm::Finite && says(&analysis.lemma(head).to_lowercase());
        if infinitive && self.is_at_once(page, below) {
            let above = self.verb(page, head, below.left);
            told.share(above);
            return ControlFlow::Break(());
        }
        let governs = self.governs(page, head).filter(|_| !is_said);
        let is_verb = analysis.tags[head].upos == Upos::Verb;
        let bound = infinitive || below.form != ClauseForm::Finite || matches!(governs, Some(Modality::Hypothetical | Modality::Denied));
        // A modal of the governing clause weighs on an infinitive: `may try to`, `will begin to`.
        let above = if is_verb || clauses.is_predicate(head) { self.verb(page, head, below.left) } else { self.noun(page, head, None) };
        match governs.filter(|_| bound) {
            Some(Modality::Denied) => {
                if above.modality == Modality::Denied && !clauses.negations(head).is_empty() {
                    // `did not fail to`: it did.
                    return ControlFlow::Break(());
                }
                told.set(Modality::Denied, head);
            }
            Some(_) if told.modality == Modality::Denied => {}
            Some(modality) => self.meant(page, head, modality, &above, told),
            None if label == Deprel::Xcomp || infinitive => self.implied(page, below, above, told),
            None => self.reported(page, head, above, told),
        }
        ControlFlow::Continue(())
    }

    /// Whether an infinitive is done by doing what governs it: `voted to condemn`, `marched to demand`.
    fn is_at_once(&self, page: &Page<'_>, below: &Below) -> bool {
        let lemma = |it: usize| page.analysis.lemma(it).to_lowercase();
        // `called on them to thank the crew`: asked for; not `turned to the press on Friday to thank the crew`.
        let asks = |it: usize| {
            page.analysis.labels[it] == Deprel::Obl
                && matches!(page.clauses.preposition(it).as_str(), "on" | "upon" | "for")
                && page.clauses.dependents(it).any(|case| case == below.head + 1)
        };
        self.at_once.verbs.contains(&lemma(below.head))
            && self.at_once.markers.contains(&lemma(below.first))
            && !page.clauses.dependents(below.head).any(|it| it < below.first && asks(it))
    }

    /// Tells what a governing word says that does not deny, with what is said of that word itself: `may try to`, `did not plan to`.
    fn meant(&self, page: &Page<'_>, head: usize, modality: Modality, above: &Told, told: &mut Told) {
        let is_verb = page.analysis.tags[head].upos == Upos::Verb;
        if above.modality == Modality::Denied && !is_verb && self.is_thwarted(page, head) {
            // `thwarted a plot to blow up the dam`.
            told.set(Modality::Denied, head);
        } else if above.modality == Modality::Denied && is_verb && !page.clauses.negations(head).is_empty() {
            told.set(if modality == Modality::Planned { Modality::Denied } else { Modality::Hypothetical }, head);
        } else if above.modality == Modality::Conditional {
            told.set(Modality::Conditional, head);
        } else if told.modality == Modality::Conditional {
        } else if above.modality == Modality::Hypothetical {
            told.set(Modality::Hypothetical, head);
        } else if modality == Modality::Ongoing {
            told.set(above.modality.max(Modality::Ongoing), head);
        } else {
            // `tried to storm it but failed`.
            let lemma = page.analysis.lemma(head).to_lowercase();
            let failed = (self.tried.verbs.contains(&lemma) || lemma == "attempt") && self.is_foiled(page, head);
            told.set(if failed { Modality::Denied } else { modality }, head);
            told.is_future |= modality == Modality::Planned;
        }
    }

    /// Tells what follows for an infinitive or the like from a governing word of which no table says what it does: `managed to`, `had to`.
    fn implied(&self, page: &Page<'_>, below: &Below, above: Told, told: &mut Told) {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let head = below.head;
        // `too few to block the road`.
        if let Some(too) = clauses.dependents(head).find(|&it| page.form(it).eq_ignore_ascii_case("too")) {
            told.set(Modality::Denied, too);
            return;
        }
        if told.modality != Modality::Happened {
            return;
        }
        let lemma = analysis.lemma(head).to_lowercase();
        let tense = || clauses.verb_group(head).tense;
        if self.takes_time(page, head) {
            told.share(above);
        } else if self.is_implicative(page, head)
            || matches!(analysis.labels[head], Deprel::Aux)
            || lemma == "have" && tense() == Some(Tense::Past)
            || lemma == "able" && above.modality == Modality::Happened && tense() != Some(Tense::Present)
        {
            told.follow(above);
        } else if above.modality != Modality::Happened {
            told.share(above);
        } else if below.infinitive && !self.is_reporting(&lemma) {
            told.set(Modality::Hypothetical, head);
        }
    }

    /// Tells what a report says of what is reported: that keeps its modality, unless the report is none: `if he says that`.
    fn reported(&self, page: &Page<'_>, head: usize, above: Told, told: &mut Told) {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let lemma = analysis.lemma(head).to_lowercase();
        let false_report = clauses.negations(head).first().copied().filter(|_| self.reporting.adjectives.contains(&lemma));
        if let Some(not) = false_report {
            told.set(Modality::Denied, not);
        } else if let Some(not) = clauses.negations(head).first().copied().filter(|_| self.believing.verbs.contains(&lemma)) {
            // `did not believe that they had fled`.
            told.set(Modality::Hypothetical, not);
        } else if told.modality == Modality::Happened
            && matches!(above.modality, Modality::Conditional | Modality::Hypothetical)
            && !self.is_reporting(&lemma)
        {
            told.share(above);
        } else if analysis.labels[head] == Deprel::Nsubj || analysis.labels[head] == Deprel::Obj {
            // `the claim that they fired is false`, `dismissed reports that`.
            if let Some(up) = analysis.head(head) {
                let adjective = self.denied.adjectives.contains(&analysis.lemma(up).to_lowercase());
                let dismissed = analysis.labels[head] == Deprel::Obj && self.governs(page, up) == Some(Modality::Denied);
                if adjective || dismissed {
                    told.set(Modality::Denied, up);
                }
            }
        }
    }

    /// Tells what a claim says that is denied, where the tree has a relative clause: `the claim that they fired is false`.
    fn claim(&self, page: &Page<'_>, below: &Below, told: &mut Told) {
        let &Below { first, head, .. } = below;
        let is_claim = page.clauses.dependents(first).any(|it| page.form(it).eq_ignore_ascii_case("that"))
            && self.reporting.nouns.contains(page.analysis.lemma(head));
        let up = page.analysis.head(head).filter(|&up| {
            is_claim
                && (self.denied.adjectives.contains(&page.analysis.lemma(up).to_lowercase())
                    || self.governs(page, up) == Some(Modality::Denied))
        });
        if let Some(up) = up {
            told.set(Modality::Denied, up);
        }
    }

    /// Tells what the clause above says of an adverbial one: by the word that opens it, as a purpose, or as a participle beside it.
    fn adverbial(&self, page: &Page<'_>, below: &Below, told: &mut Told) {
        let clauses = page.clauses;
        let &Below { first, head, infinitive, .. } = below;
        if told.modality == Modality::Denied {
            return;
        }
        if let Some(marker) = below.marker.as_deref() {
            self.marked(page, below, marker, told);
        } else if let Some(too) = clauses.dependents(head).find(|&it| infinitive && page.form(it).eq_ignore_ascii_case("too")) {
            told.set(Modality::Denied, too);
        } else if infinitive {
            self.purpose(page, below, told);
        } else if below.form == ClauseForm::Participle && told.modality == Modality::Happened && clauses.is_predicate(head) {
            let above = self.verb(page, head, below.left);
            if !matches!(above.modality, Modality::Denied | Modality::Ongoing)
                || page.analysis.tags[first].xpos == Xpos::Vbg && above.modality == Modality::Ongoing
            {
                told.follow(above);
            }
        }
    }

    /// Tells what the word says that opens an adverbial clause: `without`, `before`, `from` of `kept them from`.
    fn marked(&self, page: &Page<'_>, below: &Below, marker: &str, told: &mut Told) {
        let &Below { first, head, .. } = below;
        match marker {
            "if" | "whether" if self.is_asking(page, head) => told.set(Modality::Hypothetical, head),
            "than" if below.infinitive => told.set(Modality::Hypothetical, first),
            "without" => told.set(Modality::Denied, first),
            // `towards signing it`, `will stay until they leave`.
            _ if self.hypothetical.prepositions.contains(marker)
                && told.modality == Modality::Happened
                && (below.form != ClauseForm::Finite || self.lies_ahead(page, first)) =>
            {
                told.set(Modality::Hypothetical, first);
            }
            "from" if self.governs(page, head) == Some(Modality::Denied) || self.keeping.verbs.contains(page.analysis.lemma(head)) => {
                // `nobody could stop the crowd from storming it`: it did.
                let not = page.clauses.negations(head).first().copied().or_else(|| negation::nobody(page, head));
                match not {
                    Some(not) => told.words.push(not),
                    None => told.set(Modality::Denied, head),
                }
            }
            "of" | "for" | "at" | "about" | "in" | "against" | "into" => {
                match self.governs(page, head).or_else(|| self.governed_by_object(page, below)) {
                    Some(modality @ (Modality::Denied | Modality::Hypothetical)) => told.set(modality, head),
                    Some(Modality::Planned) if marker != "for" => told.set(Modality::Planned, head),
                    _ => {}
                }
            }
            "before" if told.modality == Modality::Happened && self.verb(page, head, below.left).modality == Modality::Planned => {
                told.set(Modality::Planned, head);
            }
            _ => {}
        }
    }

    /// What the object says that stands before a clause with a preposition, which the tree hangs on their verb: `held [talks] about releasing them`.
    fn governed_by_object(&self, page: &Page<'_>, below: &Below) -> Option<Modality> {
        let object = page.clauses.objects(below.head).into_iter().rfind(|&it| it > below.head && it < below.first)?;
        self.governs(page, object)
    }

    /// Tells of an infinitive beside a clause: a purpose is not yet reached; `to` after an implicative verb is what was done.
    fn purpose(&self, page: &Page<'_>, below: &Below, told: &mut Told) {
        let &Below { first, head, .. } = below;
        if self.is_at_once(page, below) {
            let above = self.verb(page, head, below.left);
            told.share(above);
            return;
        }
        match self.governs(page, head) {
            // `went on to beat him`: he did.
            Some(Modality::Ongoing) => {}
            Some(modality) => told.set(modality, head),
            // `used it to strike`, but `allowed them to use it to strike`.
            None if self.is_implicative(page, head) || self.takes_time(page, head) => {
                let above = self.verb(page, head, below.left);
                if above.modality != Modality::Happened && told.modality == Modality::Happened {
                    told.follow(above);
                }
            }
            None => told.set(Modality::Hypothetical, first),
        }
    }

    /// Tells what is said of the first of the conjuncts that a verb without a finite form is one of: `may meet and [sign] it`.
    fn conjunct(&self, page: &Page<'_>, verb: usize, below: &Below, told: &mut Told) {
        let first = below.first;
        if first == verb || told.modality != Modality::Happened || page.clauses.is_finite(verb) {
            return;
        }
        let above = self.verb(page, first, below.left);
        let is_shared = || page.clauses.negations(verb).is_empty() && !page.clauses.is_finite(first);
        if above.modality != Modality::Denied || is_shared() {
            told.follow(above);
        }
    }

    /// Whether a verb says how long something took: `took two days to withdraw`.
    fn takes_time(&self, page: &Page<'_>, verb: usize) -> bool {
        page.analysis.lemma(verb) == "take"
            && page.clauses.objects(verb).iter().any(|&it| self.lasting.nouns.contains(page.analysis.lemma(it)))
    }

    /// Whether a noun is the object of a verb by which what it tells did not take place: `thwarted a plot`.
    fn is_thwarted(&self, page: &Page<'_>, noun: usize) -> bool {
        let label = page.analysis.labels[noun];
        let verb = page.analysis.head(noun).filter(|_| matches!(label, Deprel::Obj | Deprel::NsubjPass));
        verb.is_some_and(|verb| page.clauses.negations(verb).is_empty() && self.governs(page, verb) == Some(Modality::Denied))
    }

    /// Whether words beside an attempt say that it came to nothing.
    fn is_foiled(&self, page: &Page<'_>, word: usize) -> bool {
        let sentence = page.analysis.sentence_of(word);
        sentence.filter(|&it| it > word).any(|it| {
            let lemma = page.analysis.lemma(it).to_lowercase();
            self.tried.adverbs.contains(&lemma)
        })
    }
}

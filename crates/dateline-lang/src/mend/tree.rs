//! The tree mended: what hangs on the wrong word or has the wrong label, where grammar alone says so. Heads count from 0 within the piece parsed.

use super::Mender;
use crate::labels::{Deprel, Tag, Upos, Xpos};
use crate::parser::NONE;

impl Mender {
    /// Mends a tree: days, results and captives, agents, bounds, consequences, objects, subjects, particles, relative clauses and what goes on with them. `form` gives the
    /// words, `tag` their tags. Gives the gerunds that are nouns: `[Fighting] broke out`.
    pub fn tree<'t>(&self, tree: &mut [(u16, Deprel)], form: impl Fn(usize) -> &'t str, tag: impl Fn(usize) -> Tag) -> Vec<usize> {
        self.days(tree, &form);
        self.results(tree, &form);
        self.captives(tree, &form);
        self.agents(tree, &form);
        Self::actives(tree, &tag);
        Self::bounds(tree, &form, &tag);
        self.bounded(tree, &form, &tag);
        self.weekdays(tree, &form, &tag);
        self.consequences(tree, &form);
        self.objects(tree, &form, &tag);
        self.leading_times(tree, &form);
        self.subjects(tree, &form, &tag);
        Self::nominatives(tree, &tag);
        Self::particles(tree, &tag);
        Self::relatives(tree, &form, &tag);
        Self::conjuncts(tree, &tag);
        Self::doings(tree, &tag)
    }

    /// What came of a deed is no quality of whom it hit: `shot [dead] two demonstrators`. `form` gives the words.
    fn results<'t>(&self, tree: &mut [(u16, Deprel)], form: impl Fn(usize) -> &'t str) {
        for at in 1..tree.len() {
            let (head, label) = tree[at];
            let verb = at - 1;
            // `shot [dead] the mayor`, where the mayor is dead first.
            if label == Deprel::Xcomp && usize::from(head) == verb && self.is_result(form(verb), form(at)) {
                let hit = |it: &&mut (u16, Deprel)| usize::from(it.0) == at && it.1 == Deprel::Nsubj;
                if let Some(it) = tree[at..].iter_mut().find(hit) {
                    *it = (verb as u16, Deprel::Obj);
                }
            }
            let hits = label == Deprel::Amod && tree.get(usize::from(head)).is_some_and(|&(above, _)| usize::from(above) == verb);
            if hits && self.is_result(form(verb), form(at)) {
                tree[at] = (verb as u16, Deprel::Xcomp);
            }
        }
    }

    /// Who is taken [hostage], or found [guilty], is no part of the word for it: `took the mayor hostage`. `form` gives the words.
    fn captives<'t>(&self, tree: &mut [(u16, Deprel)], form: impl Fn(usize) -> &'t str) {
        let [verbs, states] = &self.captives;
        for at in 2..tree.len() {
            if !matches!(tree[at].1, Deprel::Obj | Deprel::Conj) || !states.contains(form(at)) {
                continue;
            }
            // The word for them is the last that hangs on the state, with what hangs on it: `found [Tom Reed] guilty`.
            let Some(taken) = (0..at).rev().find(|&it| usize::from(tree[it].0) == at) else { continue };
            if !tree[taken + 1..at].iter().all(|&(head, _)| (taken..at).contains(&usize::from(head))) {
                continue;
            }
            // The last of several: `took a priest and two nuns hostage`.
            let mut first = at;
            while tree[first].1 == Deprel::Conj && usize::from(tree[first].0) < first {
                first = usize::from(tree[first].0);
            }
            let (verb, label) = tree[first];
            if label != Deprel::Obj || usize::from(verb) >= first || !verbs.contains(form(usize::from(verb))) {
                continue;
            }
            tree[..taken].iter_mut().filter(|(head, _)| usize::from(*head) == at).for_each(|it| it.0 = taken as u16);
            tree[taken] = tree[at];
            tree[at] = (verb, Deprel::Xcomp);
        }
    }

    /// A day, month or year with its preposition is no part of the subject after it: `On [Tuesday] young men attacked`. `form` gives the words.
    fn leading_times<'t>(&self, tree: &mut [(u16, Deprel)], form: impl Fn(usize) -> &'t str) {
        for at in 1..tree.len() {
            let (noun, label) = tree[at];
            let subject = usize::from(noun);
            if !matches!(label, Deprel::Compound | Deprel::Nummod | Deprel::Nmod | Deprel::NmodUnmarked) || noun == NONE || subject <= at {
                continue;
            }
            let word = form(at).to_lowercase();
            let is_year = word.len() == 4 && word.bytes().all(|it| it.is_ascii_digit()) && matches!(word.as_bytes()[0], b'1' | b'2');
            let fits = match form(at - 1).to_lowercase().as_str() {
                "on" => self.weekdays.contains(&word),
                "in" => is_year || self.months.contains(&word),
                _ => false,
            };
            let is_subject = matches!(tree[subject].1, Deprel::Nsubj | Deprel::NsubjPass) && usize::from(tree[subject].0) > subject;
            if fits && is_subject && tree[at - 1].1 == Deprel::Case {
                tree[at - 1].0 = at as u16;
                tree[at] = (tree[subject].0, Deprel::Obl);
            }
        }
    }

    /// A weekday is neither the subject of a further clause nor a part of the name before it: `and [Thursday] called for calm`, `urged Norland
    /// [Thursday] to`. `form` gives the words, `tag` their tags.
    fn weekdays<'t>(&self, tree: &mut [(u16, Deprel)], form: impl Fn(usize) -> &'t str, tag: impl Fn(usize) -> Tag) {
        for at in 1..tree.len() {
            if !self.weekdays.contains(&form(at).to_lowercase()) || !form(at).starts_with(char::is_uppercase) {
                continue;
            }
            let (head, label) = tree[at];
            if head == NONE {
                continue;
            }
            let head = usize::from(head);
            let verb = match label {
                Deprel::Nsubj if head > at && tree[head].1 == Deprel::Conj && tree[at - 1].1 == Deprel::Cc => Some(head),
                Deprel::Flat | Deprel::Compound | Deprel::Appos if head + 1 == at && tag(head).upos == Upos::Propn => {
                    let above = tree[head].0;
                    (above != NONE && tag(usize::from(above)).upos == Upos::Verb && tree[head].1 != Deprel::Case)
                        .then_some(usize::from(above))
                }
                _ => None,
            };
            if let Some(verb) = verb {
                tree[at] = (verb as u16, Deprel::OblUnmarked);
            }
        }
    }

    /// A time after `by` says until when, and is nobody: `were arrested by [nightfall]`. `form` gives the words.
    fn agents<'t>(&self, tree: &mut [(u16, Deprel)], form: impl Fn(usize) -> &'t str) {
        let is_time = |at: usize| self.measures.contains(&form(at).to_lowercase());
        let agents = tree.iter_mut().enumerate().filter(|(at, it)| it.1 == Deprel::OblAgent && is_time(*at));
        agents.for_each(|(_, it)| it.1 = Deprel::Obl);
    }

    /// Who stands before a past tense without an auxiliary acts, and suffers nothing: `The [blast] killed 12 people`. `tag` gives the tags.
    fn actives(tree: &mut [(u16, Deprel)], tag: impl Fn(usize) -> Tag) {
        for at in 0..tree.len() {
            let verb = usize::from(tree[at].0);
            if tree[at].1 != Deprel::NsubjPass || verb >= tree.len() || tag(verb).xpos != Xpos::Vbd {
                continue;
            }
            if !tree.iter().any(|&(head, label)| usize::from(head) == verb && matches!(label, Deprel::AuxPass | Deprel::Aux)) {
                tree[at].1 = Deprel::Nsubj;
            }
        }
    }

    /// A bound before a number is no preposition of what is counted: `killed [at least] 12 people`, where the tree has an oblique. `form` gives the
    /// words, `tag` their tags.
    fn bounded<'t>(&self, tree: &mut [(u16, Deprel)], form: impl Fn(usize) -> &'t str, tag: impl Fn(usize) -> Tag) {
        for at in 1..tree.len().saturating_sub(2) {
            let verb = at - 1;
            let is_active = matches!(tag(verb).xpos, Xpos::Vbd | Xpos::Vbg | Xpos::Vb | Xpos::Vbz | Xpos::Vbp);
            if !is_active || tag(at + 2).xpos != Xpos::Cd || !self.is_bound(at, tree.len(), &form) {
                continue;
            }
            let has_object = tree.contains(&(verb as u16, Deprel::Obj));
            let counted = (at + 2..tree.len().min(at + 8))
                .find(|&it| usize::from(tree[it].0) == verb && matches!(tree[it].1, Deprel::Obl | Deprel::OblAgent));
            let own_case = |noun: usize| tree[at + 2..].contains(&(noun as u16, Deprel::Case));
            if let Some(noun) = counted.filter(|&noun| !has_object && !own_case(noun)) {
                tree[noun].1 = Deprel::Obj;
            }
        }
    }

    /// `up to` before a number bounds it, and is no particle of the verb: `killed [up to] 37 people`. `form` gives the words, `tag` their tags.
    fn bounds<'t>(tree: &mut [(u16, Deprel)], form: impl Fn(usize) -> &'t str, tag: impl Fn(usize) -> Tag) {
        for up in 1..tree.len().saturating_sub(2) {
            let (to, number) = (up + 1, up + 2);
            let is_bound = form(up).eq_ignore_ascii_case("up") && form(to).eq_ignore_ascii_case("to") && tag(number).xpos == Xpos::Cd;
            if !is_bound || tree[up].1 != Deprel::CompoundPrt {
                continue;
            }
            let (verb, noun) = (tree[up].0, usize::from(tree[to].0));
            if noun < number || noun >= tree.len() || tree[noun] != (verb, Deprel::Obl) {
                continue;
            }
            tree[up] = (number as u16, Deprel::Advmod);
            tree[to] = (up as u16, Deprel::Fixed);
            tree[noun].1 = Deprel::Obj;
        }
    }

    /// What came of a deed hangs on the deed, though who reports it stands between: `opened fire, witnesses said, [killing] two`. `form` gives
    /// the words.
    fn consequences<'t>(&self, tree: &mut [(u16, Deprel)], form: impl Fn(usize) -> &'t str) {
        for at in 1..tree.len() {
            let (said, label) = tree[at];
            if label != Deprel::Advcl || said == NONE || usize::from(said) >= at || !self.consequences.contains(form(at)) {
                continue;
            }
            let said = usize::from(said);
            let (deed, role) = tree[said];
            if role == Deprel::Parataxis && deed != NONE && usize::from(deed) < said && self.reporters.contains(form(said)) {
                tree[at].0 = deed;
            }
        }
    }

    /// The particle of a verb stands with the verb, though its object stands between: `called the truce [off]`. `tag` gives the tags.
    fn particles(tree: &mut [(u16, Deprel)], tag: impl Fn(usize) -> Tag) {
        for at in 0..tree.len() {
            let (noun, label) = tree[at];
            if label != Deprel::CompoundPrt || noun == NONE || tag(usize::from(noun)).upos == Upos::Verb {
                continue;
            }
            let (verb, role) = tree[usize::from(noun)];
            if role == Deprel::Obj && verb != NONE && tag(usize::from(verb)).upos == Upos::Verb && usize::from(verb) < at {
                tree[at].0 = verb;
            }
        }
    }

    /// A clause that `who` opens after a comma is of the noun before it: `threw stones at the police, [who] fired`. `form` gives the words, `tag`
    /// their tags.
    fn relatives<'t>(tree: &mut [(u16, Deprel)], form: impl Fn(usize) -> &'t str, tag: impl Fn(usize) -> Tag) {
        for who in 2..tree.len() {
            let (verb, label) = tree[who];
            let opens = label == Deprel::Nsubj && form(who).eq_ignore_ascii_case("who") && form(who - 1) == ",";
            if !opens || verb == NONE || usize::from(verb) < who {
                continue;
            }
            let (verb, noun) = (usize::from(verb), who - 2);
            let is_loose = matches!(tree[verb].1, Deprel::Ccomp | Deprel::Parataxis | Deprel::Advcl);
            let is_above = tree[noun].0 != NONE && usize::from(tree[noun].0) < who;
            if is_loose && is_above && matches!(tag(noun).upos, Upos::Noun | Upos::Propn) && usize::from(tree[verb].0) < who {
                // Of a name in several words, its head.
                let head = if tree[noun].1 == Deprel::Flat { usize::from(tree[noun].0) } else { noun };
                tree[verb] = (head as u16, Deprel::AclRelcl);
            }
        }
    }

    /// A finite verb that `and` joins and that has no subject goes on with a verb before it, never with a noun, a participle or what is said: `the
    /// group which rules the town and [carried] out an attack`. `tag` gives the tags.
    fn conjuncts(tree: &mut [(u16, Deprel)], tag: impl Fn(usize) -> Tag) {
        for at in 2..tree.len() {
            let (head, label) = tree[at];
            if head == NONE || usize::from(head) >= at || !tag(at).xpos.is_finite() || tag(at).upos != Upos::Verb {
                continue;
            }
            let head = usize::from(head);
            let is_participle = matches!(tag(head).xpos, Xpos::Vb | Xpos::Vbg);
            let is_noun = matches!(tag(head).upos, Upos::Noun | Upos::Propn);
            if label != Deprel::Ccomp && !(label == Deprel::Conj && (is_participle || is_noun)) {
                continue;
            }
            let of =
                |word: usize, labels: &[Deprel]| tree.iter().position(|&(its, label)| usize::from(its) == word && labels.contains(&label));
            let Some(and) = of(at, &[Deprel::Cc]).filter(|&and| and < at) else { continue };
            if of(at, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Csubj, Deprel::Expl, Deprel::Mark]).is_some() {
                continue;
            }
            let is_verb = |it: usize| tag(it).xpos.is_finite() && tag(it).upos == Upos::Verb;
            let before = || (head..and).rev().find(|&it| is_verb(it)).filter(|&it| it == head || tree[it].1 == Deprel::AclRelcl);
            let verb = if !is_noun || label == Deprel::Ccomp {
                // `is working with the group that rules the town and carried out an attack`.
                before()
            } else if of(head, &[Deprel::Cop, Deprel::Nsubj]).is_none() {
                std::iter::successors(Some(head), |&it| Some(usize::from(tree[it].0)).filter(|&above| above < it)).find(|&it| is_verb(it))
            } else {
                None
            };
            if let Some(verb) = verb {
                tree[at] = (verb as u16, Deprel::Conj);
            }
        }
    }

    /// Gerunds that are nouns, because they are the subject of the finite verb after them: `[Fighting] broke out`; they become so in the tree.
    fn doings(tree: &mut [(u16, Deprel)], tag: impl Fn(usize) -> Tag) -> Vec<usize> {
        let mut found = Vec::new();
        for at in 0..tree.len().saturating_sub(1) {
            let verb = at + 1;
            let has = |labels: &[Deprel]| tree.iter().any(|&(its, label)| usize::from(its) == verb && labels.contains(&label));
            let leads = tree[at] == (verb as u16, Deprel::Advcl) && tag(at).xpos == Xpos::Vbg && tag(verb).xpos.is_finite();
            if leads && tag(verb).upos == Upos::Verb && !has(&[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Csubj, Deprel::Expl]) {
                tree[at].1 = Deprel::Nsubj;
                found.push(at);
            }
        }
        found
    }

    /// A noun that follows its verb without a preposition is its object, where it has none and the noun measures nothing: `blew up [five pylons]`,
    /// `destroyed at least [ten towers]`. `form` gives the words, `tag` their tags.
    fn objects<'t>(&self, tree: &mut [(u16, Deprel)], form: impl Fn(usize) -> &'t str, tag: impl Fn(usize) -> Tag) {
        for at in 1..tree.len() {
            let (head, label) = tree[at];
            let verb = usize::from(head);
            // `called up [reservists]`, where the tree has what they are called.
            let is_result =
                || label == Deprel::Xcomp && tag(at).upos == Upos::Noun && tree[verb + 1..at].contains(&(head, Deprel::CompoundPrt));
            if head == NONE || verb >= at || tag(verb).upos != Upos::Verb || label != Deprel::Obl && !is_result() {
                continue;
            }
            if !matches!(tag(at).upos, Upos::Noun | Upos::Propn) || self.measures.contains(&form(at).to_lowercase()) {
                continue;
            }
            let has = |of: usize, labels: &[Deprel]| tree.iter().any(|&(its, label)| usize::from(its) == of && labels.contains(&label));
            let is_passive = tag(verb).xpos == Xpos::Vbn && !has(verb, &[Deprel::Aux]);
            let is_taken = has(verb, &[Deprel::Obj, Deprel::Ccomp, Deprel::AuxPass, Deprel::Cop])
                || label == Deprel::Obl && has(verb, &[Deprel::Xcomp]);
            if is_passive || is_taken || has(at, &[Deprel::Case]) {
                continue;
            }
            let is_below = |mut it: usize| {
                while it > verb && it < at && tree[it].0 != NONE {
                    it = usize::from(tree[it].0);
                }
                it == at
            };
            let start = (verb + 1..at).find(|&it| is_below(it)).unwrap_or(at);
            let between = || {
                let words = (verb + 1..start).map(&form).collect::<Vec<_>>().join(" ").to_lowercase();
                self.between.contains(&words)
            };
            let follows = (verb + 1..start).all(|it| tree[it] == (head, Deprel::CompoundPrt)) || between();
            if follows {
                tree[at].1 = Deprel::Obj;
            }
        }
    }

    /// A noun without a preposition before a finite verb that has no subject is its subject: `A judge, [two lawyers] and a clerk were shot`.
    /// `form` gives the words, `tag` their tags.
    fn subjects<'t>(&self, tree: &mut [(u16, Deprel)], form: impl Fn(usize) -> &'t str, tag: impl Fn(usize) -> Tag) {
        for at in 0..tree.len() {
            let (head, label) = tree[at];
            let verb = usize::from(head);
            if !matches!(label, Deprel::Obl | Deprel::OblUnmarked) || head == NONE || verb <= at || tag(verb).upos != Upos::Verb {
                continue;
            }
            let is_one = tag(at).upos == Upos::Num && form(at).eq_ignore_ascii_case("one");
            if !(matches!(tag(at).upos, Upos::Noun | Upos::Propn) || is_one) || self.measures.contains(&form(at).to_lowercase()) {
                continue;
            }
            let has = |of: usize, labels: &[Deprel]| tree.iter().any(|&(its, label)| usize::from(its) == of && labels.contains(&label));
            let is_finite = tag(verb).xpos.is_finite() || has(verb, &[Deprel::Aux, Deprel::AuxPass]);
            let is_led = matches!(tree[verb].1, Deprel::Root | Deprel::Ccomp | Deprel::Parataxis | Deprel::Conj | Deprel::Advcl);
            let is_asked = has(verb, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Csubj, Deprel::Expl]);
            let comes = tree[at..verb].iter().zip(at..).any(|(&(of, label), it)| {
                it > at && usize::from(of) == verb && matches!(label, Deprel::Obl | Deprel::OblUnmarked) && !has(it, &[Deprel::Case])
            });
            if !is_finite
                || !is_led
                || is_asked
                || comes
                || has(at, &[Deprel::Case])
                || tree[verb].1 == Deprel::Conj && at < usize::from(tree[verb].0)
            {
                continue;
            }
            tree[at].1 = if has(verb, &[Deprel::AuxPass]) { Deprel::NsubjPass } else { Deprel::Nsubj };
        }
    }

    /// A noun that hangs on a finite verb without a subject as if that were a noun is its subject: `while [police] deny it`.
    fn nominatives(tree: &mut [(u16, Deprel)], tag: impl Fn(usize) -> Tag) {
        for at in 0..tree.len() {
            let (head, label) = tree[at];
            let verb = usize::from(head);
            let noun = |it: usize| matches!(tag(it).upos, Upos::Noun | Upos::Propn);
            if label != Deprel::Compound
                || head == NONE
                || verb <= at
                || !noun(at)
                || !tag(verb).xpos.is_finite()
                || tag(verb).upos != Upos::Verb
            {
                continue;
            }
            let asked = |&(its, label): &(u16, Deprel)| {
                usize::from(its) == verb && matches!(label, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Csubj | Deprel::Expl | Deprel::Aux)
            };
            let last = !(at + 1..verb).any(&noun);
            if last && !tree.iter().any(asked) {
                tree[at].1 = Deprel::Nsubj;
            }
        }
    }

    /// A day between a subject and its verb is no subject: `the army today attacked`. `form` gives the words; heads count from 0.
    fn days<'t>(&self, tree: &mut [(u16, Deprel)], form: impl Fn(usize) -> &'t str) {
        for at in 1..tree.len() {
            let (verb, label) = tree[at];
            if !matches!(label, Deprel::Nsubj | Deprel::NsubjPass) || verb == NONE || usize::from(verb) < at {
                continue;
            }
            let before = at - 1;
            let is_day = || self.days.contains(&form(at).to_lowercase());
            match tree[before] {
                (head, Deprel::Compound) if usize::from(head) == at && is_day() => {
                    let own = at as u16;
                    tree.iter_mut().filter(|(head, _)| *head == own).for_each(|it| it.0 = before as u16);
                    tree[before] = (verb, label);
                }
                (head, Deprel::Nsubj | Deprel::NsubjPass) if head == verb && is_day() => {}
                _ => continue,
            }
            tree[at] = (verb, Deprel::OblUnmarked);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_of_a_deed_is_no_quality() {
        let forms = ["Police", "shot", "dead", "two", "men"];
        let mut tree = vec![(1, Deprel::Nsubj), (NONE, Deprel::Root), (4, Deprel::Amod), (4, Deprel::Nummod), (1, Deprel::Obj)];
        Mender::load().results(&mut tree, |at| forms[at]);
        assert_eq!(tree[2], (1, Deprel::Xcomp));
    }

    #[test]
    fn who_is_taken_hostage_is_the_object() {
        let forms = ["Men", "took", "the", "mayor", "hostage"];
        let mut tree = vec![(1, Deprel::Nsubj), (NONE, Deprel::Root), (4, Deprel::Det), (4, Deprel::Compound), (1, Deprel::Obj)];
        Mender::load().captives(&mut tree, |at| forms[at]);
        assert_eq!(tree[2..], [(3, Deprel::Det), (1, Deprel::Obj), (1, Deprel::Xcomp)]);
        let forms = ["Men", "took", "priests", "and", "nuns", "hostage"];
        let mut tree =
            vec![(1, Deprel::Nsubj), (NONE, Deprel::Root), (1, Deprel::Obj), (5, Deprel::Cc), (5, Deprel::Compound), (2, Deprel::Conj)];
        Mender::load().captives(&mut tree, |at| forms[at]);
        assert_eq!(tree[3..], [(4, Deprel::Cc), (2, Deprel::Conj), (1, Deprel::Xcomp)]);
    }

    #[test]
    fn who_is_found_guilty_is_the_object() {
        let sentence = ["A", "jury", "found", "Tom", "Reed", "guilty"];
        let mut tree =
            [(1, Deprel::Det), (2, Deprel::Nsubj), (NONE, Deprel::Root), (5, Deprel::Compound), (3, Deprel::Flat), (2, Deprel::Obj)];
        Mender::load().captives(&mut tree, |at| sentence[at]);
        assert_eq!(tree[3..], [(2, Deprel::Obj), (3, Deprel::Flat), (2, Deprel::Xcomp)]);
    }

    #[test]
    fn what_follows_its_verb_without_a_preposition_is_the_object() {
        let noun = Tag { upos: Upos::Noun, xpos: Xpos::Nns };
        let verb = Tag { upos: Upos::Verb, xpos: Xpos::Vbd };
        let mend = |forms: &[&'static str], labels: [(u16, Deprel); 5]| {
            let mut tree = labels;
            Mender::load().objects(&mut tree, |at| forms[at], |at| if at == 1 { verb } else { noun });
            tree[4]
        };
        let tree = [(1, Deprel::Nsubj), (NONE, Deprel::Root), (1, Deprel::CompoundPrt), (4, Deprel::Nummod), (1, Deprel::Obl)];
        assert_eq!(mend(&["Men", "blew", "up", "five", "pylons"], tree), (1, Deprel::Obj));
        assert_eq!(mend(&["Talks", "went", "on", "five", "days"], tree), (1, Deprel::Obl));
        let tree = [(1, Deprel::Nsubj), (NONE, Deprel::Root), (4, Deprel::Case), (4, Deprel::Nummod), (1, Deprel::Obl)];
        assert_eq!(mend(&["Men", "lived", "with", "five", "dogs"], tree), (1, Deprel::Obl));
    }

    #[test]
    fn what_stands_before_a_verb_without_a_preposition_is_its_subject() {
        let mend = |first: &'static str| {
            let forms = [first, "were", "shot", "down"];
            let mut tree = [(2, Deprel::OblUnmarked), (2, Deprel::AuxPass), (NONE, Deprel::Root), (2, Deprel::Advmod)];
            let tag = |at: usize| match at {
                0 => Tag { upos: Upos::Noun, xpos: Xpos::Nns },
                1 => Tag { upos: Upos::Aux, xpos: Xpos::Vbd },
                _ => Tag { upos: Upos::Verb, xpos: Xpos::Vbn },
            };
            Mender::load().subjects(&mut tree, |at| forms[at], tag);
            tree[0].1
        };
        assert_eq!(mend("Lawyers"), Deprel::NsubjPass);
        assert_eq!(mend("Monday"), Deprel::OblUnmarked);
    }

    #[test]
    fn a_day_before_a_subject_is_no_part_of_it() {
        let forms = ["On", "Tuesday", "men", "fled"];
        let mut tree = vec![(1, Deprel::Case), (2, Deprel::Compound), (3, Deprel::Nsubj), (NONE, Deprel::Root)];
        Mender::load().leading_times(&mut tree, |at| forms[at]);
        assert_eq!(tree[1], (3, Deprel::Obl));
    }

    #[test]
    fn amounts_days_and_consequences_stand_where_they_belong() {
        let verb = Tag { upos: Upos::Verb, xpos: Xpos::Vbd };
        let name = Tag { upos: Upos::Propn, xpos: Xpos::Nnp };
        let number = Tag { upos: Upos::Num, xpos: Xpos::Cd };
        // `killed up to 37 people`.
        let forms = ["They", "killed", "up", "to", "37", "people"];
        let mut tree = vec![
            (1, Deprel::Nsubj),
            (NONE, Deprel::Root),
            (1, Deprel::CompoundPrt),
            (5, Deprel::Case),
            (5, Deprel::Nummod),
            (1, Deprel::Obl),
        ];
        Mender::bounds(&mut tree, |at| forms[at], |at| if at == 4 { number } else { verb });
        assert_eq!(tree[5], (1, Deprel::Obj));
        // `urged Norland Thursday to`.
        let forms = ["urged", "Norland", "Thursday", "leave"];
        let mut tree = vec![(NONE, Deprel::Root), (0, Deprel::Obj), (1, Deprel::Flat), (0, Deprel::Xcomp)];
        Mender::load().weekdays(&mut tree, |at| forms[at], |at| if at == 1 || at == 2 { name } else { verb });
        assert_eq!(tree[2], (0, Deprel::OblUnmarked));
        // `fired, witnesses said, killing two`.
        let forms = ["fired", "witnesses", "said", "killing"];
        let mut tree = vec![(NONE, Deprel::Root), (2, Deprel::Nsubj), (0, Deprel::Parataxis), (2, Deprel::Advcl)];
        Mender::load().consequences(&mut tree, |at| forms[at]);
        assert_eq!(tree[3], (0, Deprel::Advcl));
    }

    #[test]
    fn what_is_counted_after_a_past_tense_is_its_object() {
        let forms = ["The", "blast", "killed", "at", "least", "12", "people"];
        let tags = [Xpos::Dt, Xpos::Nn, Xpos::Vbd, Xpos::In, Xpos::Jjs, Xpos::Cd, Xpos::Nns];
        let tag = |at: usize| Tag { upos: Upos::Noun, xpos: tags[at] };
        let mut tree = [
            (1, Deprel::Det),
            (2, Deprel::NsubjPass),
            (NONE, Deprel::Root),
            (4, Deprel::Case),
            (5, Deprel::Nmod),
            (6, Deprel::Nummod),
            (2, Deprel::Obl),
        ];
        Mender::load().tree(&mut tree, |at| forms[at], tag);
        assert_eq!((tree[1], tree[6]), ((2, Deprel::Nsubj), (2, Deprel::Obj)));
    }

    #[test]
    fn particles_stand_with_their_verb_and_who_with_the_noun_before_it() {
        let noun = Tag { upos: Upos::Noun, xpos: Xpos::Nn };
        let verb = Tag { upos: Upos::Verb, xpos: Xpos::Vbd };
        // `called the truce off`.
        let mut tree = vec![(NONE, Deprel::Root), (2, Deprel::Det), (0, Deprel::Obj), (2, Deprel::CompoundPrt)];
        Mender::particles(&mut tree, |at| if at == 0 { verb } else { noun });
        assert_eq!(tree[3], (0, Deprel::CompoundPrt));
        // `met police, who fired`.
        let forms = ["met", "police", ",", "who", "fired"];
        let mut tree = vec![(NONE, Deprel::Root), (0, Deprel::Obj), (4, Deprel::Punct), (4, Deprel::Nsubj), (0, Deprel::Ccomp)];
        Mender::relatives(&mut tree, |at| forms[at], |at| if at == 0 || at == 4 { verb } else { noun });
        assert_eq!(tree[4], (1, Deprel::AclRelcl));
        // `police who shot and fled`.
        let mut tree = vec![(NONE, Deprel::Root), (2, Deprel::Nsubj), (0, Deprel::AclRelcl), (4, Deprel::Cc), (2, Deprel::Ccomp)];
        Mender::conjuncts(&mut tree, |at| if at == 2 || at == 4 { verb } else { noun });
        assert_eq!(tree[4], (2, Deprel::Conj));
        // `Fighting broke`.
        let mut tree = vec![(1, Deprel::Advcl), (NONE, Deprel::Root)];
        let doings = Mender::doings(&mut tree, |at| if at == 0 { Tag { upos: Upos::Verb, xpos: Xpos::Vbg } } else { verb });
        assert_eq!((tree[0].1, doings), (Deprel::Nsubj, vec![0]));
    }

    #[test]
    fn a_day_is_no_subject() {
        let forms = ["The", "army", "today", "attacked", "."];
        let mut tree = vec![(2, Deprel::Det), (2, Deprel::Compound), (3, Deprel::Nsubj), (NONE, Deprel::Root), (3, Deprel::Punct)];
        Mender::load().days(&mut tree, |at| forms[at]);
        assert_eq!(tree[0], (1, Deprel::Det));
        assert_eq!(tree[1], (3, Deprel::Nsubj));
        assert_eq!(tree[2], (3, Deprel::OblUnmarked));
    }
}

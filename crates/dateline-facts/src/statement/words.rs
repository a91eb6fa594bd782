//! The words of `lexicon/en/statements.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::text::Text;
pub use crate::lists::Words;

/// Words as they are written, lower case, that steps know by their part in a sentence.
#[derive(Debug, Deserialize)]
pub struct Forms {
    /// Pronouns that a clause begins with, and those of who speaks and is spoken to.
    pub subjects: Words,
    /// See [`Forms::subjects`].
    pub speakers: Words,
    /// Pronouns of those to whom a thing is denied.
    pub objects: Words,
    /// Pronouns of whose a noun is.
    pub possessives: Words,
    /// Articles.
    pub articles: Words,
    /// What points at what was said.
    pub pointing: Words,
    /// `any`.
    pub any: Words,
    /// Words that begin what is only supposed.
    pub supposing: Words,
    /// Words that begin an attribution after its comma.
    pub accords: Words,
    /// Prepositions between a noun of saying and whose it is.
    pub owning: Words,
    /// Pronouns of one or some more.
    pub others: Words,
    /// What hardly anything is said with.
    pub next_to_nothing: Words,
    /// Prepositions before whom one speaks with.
    pub conversing: Words,
    /// Prepositions before where one says or writes a thing, before papers that hold it, and before the day or the paper after a name.
    pub places: Words,
    /// See [`Forms::places`].
    pub holding: Words,
    /// See [`Forms::places`].
    pub adjuncts: Words,
    /// Prepositions between somebody and the body he belongs to.
    pub belonging: Words,
    /// Prepositions after `familiar`, `close`, `aware`.
    pub knowing: Words,
    /// Pronouns that begin a relative clause.
    pub relatives: Words,
    /// Auxiliaries of what a report puts further back: `said it would`.
    pub shifted: Words,
    /// Prepositions after verbs of charging.
    pub charging: Words,
    /// Verbs by themselves: `say`, `tell`, `deny`, `cite`, `show`.
    pub saying: Words,
    /// See [`Forms::saying`].
    pub telling: Words,
    /// See [`Forms::saying`].
    pub denying: Words,
    /// See [`Forms::saying`].
    pub citing: Words,
    /// See [`Forms::saying`].
    pub showing: Words,
}

#[derive(Debug, Deserialize)]
struct File {
    forms: Forms,
    channels: Channels,
    platforms: BTreeMap<String, String>,
    speech: BTreeMap<String, String>,
    audiences: BTreeMap<String, String>,
    addressees: BTreeMap<String, String>,
    denials: BTreeMap<String, String>,
    intentions: BTreeMap<String, String>,
    withheld: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
struct Channels {
    prepositions: String,
    nouns: BTreeMap<String, String>,
    verbs: BTreeMap<String, String>,
    sources: BTreeMap<String, String>,
}

/// The kinds of channels, as the contract names them.
const KINDS: [&str; 10] =
    ["social_media", "interview", "news_conference", "broadcast", "letter", "report", "speech", "court", "phone", "other"];

/// All lists.
#[derive(Debug)]
pub struct StatementWords {
    /// Words by their part in a sentence.
    pub forms: Forms,
    /// Prepositions before what is a channel.
    pub channel_prepositions: Words,
    nouns: Vec<(&'static str, Words)>,
    verbs: Vec<(&'static str, Words)>,
    platforms: Words,
    broadcasters: Words,
    /// Verbs whose object is spoken to.
    pub object_addressees: Words,
    /// Verbs that speak `to` somebody.
    pub to_addressees: Words,
    /// Verbs that speak `with` somebody, and those that call `on` somebody.
    pub with_addressees: Words,
    /// Verbs whose object is given to whoever stands after `to`.
    pub bestowing: Words,
    /// Verbs of denial.
    pub denials: Words,
    /// Verbs of not accepting what is claimed, and what is claimed.
    pub rejections: Words,
    /// See [`StatementWords::rejections`].
    pub claims: Words,
    /// What may be denied somebody, and is then not given.
    pub goods: Words,
    /// Verbs that bind whoever uses them, and those that tell what somebody is after.
    pub performing: Words,
    /// See [`StatementWords::performing`].
    pub wanting: Words,
    /// Nouns for what one binds oneself to do.
    pub bonds: Words,
    /// Verbs of telling somebody to do a thing.
    pub bidding: Words,
    /// Verbs of asking somebody, with a preposition, to do a thing.
    pub appealing: Words,
    /// Nouns of what is told by nobody in particular.
    pub unowned: Words,
    /// Words for a part of several.
    pub partitives: Words,
    /// What a source rests on, and what whoever speaks is who knows of a matter.
    pub evidence: Words,
    /// See [`StatementWords::evidence`].
    pub knowing: Words,
    /// Days by name.
    pub days: Words,
    /// What parts of the day or days before now begin with.
    pub day_leads: Words,
    /// Verbs that speak `at` somebody.
    pub at_addressees: Words,
    /// What has been given up on, and by which nothing is said: `having said that`.
    pub phrases: Vec<String>,
    /// Nouns after a platform's name: `page`, `post`.
    pub posts: Words,
    /// Readers of a note that is a report.
    pub readers: Words,
    /// Who rules, and the verbs of ruling.
    pub judges: Words,
    /// Verbs of ruling.
    pub rulings: Words,
    /// Verbs that go on with an utterance.
    pub going_on: Words,
    /// Conjunctions with which the reporter turns to another source.
    pub turns: Words,
    /// Those that do so only after a comma.
    pub weak_turns: Words,
    /// Verbs by which somebody gives an interview or holds a conference.
    pub giving: Words,
    /// Papers and magazines in which something stands.
    pub periodicals: Words,
    /// Words in the names of stations.
    pub stations: Words,
    /// Verbs of speaking with somebody.
    pub conversing: Words,
    /// Verbs of writing to somebody.
    pub letters: Words,
    /// Verbs of sentences that set the scene for what another clause tells.
    pub scenes: Words,
    /// Nouns in which one sees something: `in the words of`.
    pub viewpoints: Words,
    /// What something is done according to, and that says nothing.
    pub measures: Words,
    /// Verbs of accusing that go on with what is charged.
    pub alleging: Words,
    /// What is claimed and then had: lives, titles.
    pub prizes: Words,
    /// Nouns for many that have no ending of the plural.
    pub forces: Words,
    /// Verbs of charging somebody that need an object where they tell who charges.
    pub suffering: Words,
    /// Verbs of not doing a thing.
    pub undone: Words,
    /// What binds without speaking, and the verbs for it.
    pub rules: Words,
    /// See [`StatementWords::rules`].
    pub binding: Words,
    /// Verbs of finding out, which say nothing when negated.
    pub finding: Words,
    /// Verbs of sending for somebody.
    pub summoning: Words,
    /// Verbs of taking a channel to say a thing on it.
    pub airing: Words,
    /// Verbs of saying that tell of a deed where they have a thing for their object, and nouns for what was said before.
    pub doing: Words,
    /// See [`StatementWords::doing`].
    pub echoes: Words,
    /// Participles with which the reporter explains what was said.
    pub glossing: Words,
    /// Verbs that report a sentence at its end, beside those of saying.
    pub closing: Words,
    /// Verbs by which a thing has its name.
    pub naming: Words,
    /// What a page means that it named just before.
    pub publications: Words,
    /// Words before when something was said.
    pub moments: Words,
    /// What is done by whom a paper or a poll is of.
    pub making_of: Words,
    /// Verbs of intending that say something with a clause or a quotation.
    pub concurring: Words,
    /// Verbs of naming whom one has a thing from, and nouns for those.
    pub citing: Words,
    /// See [`StatementWords::citing`].
    pub informants: Words,
    /// Nouns of views that somebody is of.
    pub holding_of: Words,
    callers: Vec<(&'static str, Words)>,
    audiences: Vec<(&'static str, Words)>,
    lists: BTreeMap<String, Words>,
    none: Words,
}

impl StatementWords {
    /// Reads the embedded list.
    ///
    /// # Panics
    /// When the list is not TOML of its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        let file = dateline_lexicon::file("en/statements.toml").expect("the list is embedded");
        let file: File = toml::from_str(file).expect("the list has its shape");
        let by_kind = |lists: &BTreeMap<String, String>| {
            KINDS.iter().filter_map(|&kind| Some((kind, Words::from_list(lists.get(kind)?)))).collect::<Vec<_>>()
        };
        let list = |part: &BTreeMap<String, String>, name: &str| Words::from_list(part.get(name).map_or("", String::as_str));
        Self {
            channel_prepositions: Words::from_list(&file.channels.prepositions),
            nouns: by_kind(&file.channels.nouns),
            verbs: by_kind(&file.channels.verbs),
            platforms: list(&file.platforms, "names"),
            broadcasters: list(&file.platforms, "broadcasters"),
            object_addressees: list(&file.addressees, "objects"),
            to_addressees: list(&file.addressees, "to"),
            with_addressees: list(&file.addressees, "with"),
            bestowing: list(&file.addressees, "bestowing"),
            denials: list(&file.denials, "verbs"),
            rejections: list(&file.denials, "rejections"),
            claims: list(&file.denials, "claims"),
            goods: list(&file.denials, "goods"),
            performing: list(&file.intentions, "performing"),
            wanting: list(&file.intentions, "wanting"),
            bonds: list(&file.intentions, "bonds"),
            bidding: list(&file.addressees, "bidding"),
            appealing: list(&file.addressees, "appealing"),
            unowned: list(&file.speech, "unowned"),
            partitives: list(&file.speech, "partitives"),
            evidence: list(&file.speech, "evidence"),
            knowing: list(&file.speech, "knowing"),
            days: list(&file.speech, "days"),
            day_leads: list(&file.speech, "day_leads"),
            at_addressees: list(&file.addressees, "at"),
            phrases: file
                .speech
                .get("phrases")
                .map(|it| it.split_whitespace().map(|it| it.replace('_', " ")).collect())
                .unwrap_or_default(),
            posts: list(&file.speech, "posts"),
            readers: list(&file.speech, "readers"),
            judges: list(&file.speech, "judges"),
            rulings: list(&file.speech, "rulings"),
            going_on: list(&file.speech, "going_on"),
            turns: list(&file.speech, "turns"),
            weak_turns: list(&file.speech, "weak_turns"),
            giving: list(&file.speech, "giving"),
            periodicals: list(&file.speech, "periodicals"),
            stations: list(&file.speech, "stations"),
            conversing: list(&file.speech, "conversing"),
            letters: list(&file.speech, "letters"),
            scenes: list(&file.speech, "scenes"),
            viewpoints: list(&file.speech, "viewpoints"),
            measures: list(&file.speech, "measures"),
            citing: list(&file.speech, "citing"),
            informants: list(&file.speech, "informants"),
            forces: list(&file.speech, "forces"),
            alleging: list(&file.speech, "alleging"),
            prizes: list(&file.speech, "prizes"),
            suffering: list(&file.speech, "suffering"),
            undone: list(&file.speech, "undone"),
            rules: list(&file.speech, "rules"),
            binding: list(&file.speech, "binding"),
            finding: list(&file.speech, "finding"),
            summoning: list(&file.speech, "summoning"),
            airing: list(&file.speech, "airing"),
            doing: list(&file.speech, "doing"),
            echoes: list(&file.speech, "echoes"),
            glossing: list(&file.speech, "glossing"),
            closing: list(&file.speech, "closing"),
            naming: list(&file.speech, "naming"),
            publications: list(&file.speech, "publications"),
            moments: list(&file.speech, "moments"),
            making_of: list(&file.speech, "making_of"),
            concurring: list(&file.speech, "concurring"),
            holding_of: list(&file.speech, "holding_of"),
            callers: by_kind(&file.channels.sources),
            audiences: by_kind(&file.audiences),
            forms: file.forms,
            lists: file.withheld.iter().map(|(name, list)| (name.clone(), Words::from_list(list))).collect(),
            none: Words::default(),
        }
    }

    /// A list of what is withheld, by its name in the file.
    #[must_use]
    pub fn withheld(&self, name: &str) -> &Words {
        self.lists.get(name).unwrap_or(&self.none)
    }

    /// The kind of channel that a noun is: the longest entry that ends in it, and its first word.
    #[must_use]
    pub fn channel(&self, text: &Text<'_>, noun: usize) -> Option<(&'static str, usize)> {
        let sentence = text.words_of(text.sentence(noun));
        for length in (1..=4_usize).rev() {
            let Some(first) = (noun + 1).checked_sub(length).filter(|&first| first >= sentence.start) else { continue };
            let entry = joined(text, first, noun);
            // `a televised address`: what stands before a noun may be a form of a verb.
            let before: Vec<String> = (first..noun).map(|word| text.page.form(word).to_lowercase()).collect();
            let as_written = before.into_iter().chain([text.analysis().lemma(noun).to_lowercase()]).collect::<Vec<_>>().join(" ");
            if let Some((kind, _)) = self.nouns.iter().find(|(_, words)| words.has(&entry) || words.has(&as_written)) {
                return Some((kind, first));
            }
        }
        None
    }

    /// The kind of channel that a verb is.
    #[must_use]
    pub fn channel_verb(&self, lemma: &str) -> Option<&'static str> {
        self.verbs.iter().find(|(_, words)| words.has(lemma)).map(|(kind, _)| *kind)
    }

    /// The kind of channel that such a source speaks on.
    #[must_use]
    pub fn caller(&self, lemma: &str) -> Option<&'static str> {
        self.callers.iter().find(|(_, words)| words.has(lemma)).map(|(kind, _)| *kind)
    }

    /// The kind of channel on which one speaks to such an audience.
    #[must_use]
    pub fn audience(&self, lemma: &str) -> Option<&'static str> {
        self.audiences.iter().find(|(_, words)| words.has(lemma)).map(|(kind, _)| *kind)
    }

    /// Whether words from `first` to `last` name a platform.
    #[must_use]
    pub fn is_platform(&self, text: &Text<'_>, first: usize, last: usize) -> bool {
        self.platforms.has(&forms(text, first, last))
    }

    /// Whether words from `first` to `last` name a broadcaster.
    #[must_use]
    pub fn is_broadcaster(&self, text: &Text<'_>, first: usize, last: usize) -> bool {
        self.broadcasters.has(&forms(text, first, last))
    }
}

/// Words in a row as they are written.
fn forms(text: &Text<'_>, first: usize, last: usize) -> String {
    let name: Vec<&str> = (first..=last).map(|word| text.page.form(word)).collect();
    name.join(" ")
}

/// The lemmas of words in a row, lower case.
fn joined(text: &Text<'_>, first: usize, last: usize) -> String {
    let mut all = String::new();
    for word in first..=last {
        if word > first {
            all.push(' ');
        }
        all.push_str(&text.analysis().lemma(word).to_lowercase());
    }
    all
}

//! PLOVER's types, modes and contexts of events, and the modalities, with the names that they have in the contract.

/// What happened, by PLOVER's sixteen types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventType {
    /// A promise, an offer, consent; all cooperation to come.
    Agree,
    /// Talks, visits, calls that took place.
    Consult,
    /// Praise, backing, recognition, signing.
    Support,
    /// An exchange that is useful to both.
    Cooperate,
    /// A concession in words.
    Concede,
    /// Goods, money, troops, refuge, rescue.
    Aid,
    /// A concession carried out.
    Retreat,
    /// A demand, an appeal, an order.
    Request,
    /// Criticism, allegation, charge, inquiry.
    Accuse,
    /// A refusal, a veto.
    Reject,
    /// A forceful warning.
    Threaten,
    /// Collective civilian action on the ground.
    Protest,
    /// Relations reduced.
    Sanction,
    /// Forces moved or readied.
    Mobilize,
    /// Repression without violence.
    Coerce,
    /// Deliberate harm or destruction.
    Assault,
}

impl EventType {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Agree,
        Self::Consult,
        Self::Support,
        Self::Cooperate,
        Self::Concede,
        Self::Aid,
        Self::Retreat,
        Self::Request,
        Self::Accuse,
        Self::Reject,
        Self::Threaten,
        Self::Protest,
        Self::Sanction,
        Self::Mobilize,
        Self::Coerce,
        Self::Assault,
    ];

    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Agree => "AGREE",
            Self::Consult => "CONSULT",
            Self::Support => "SUPPORT",
            Self::Cooperate => "COOPERATE",
            Self::Concede => "CONCEDE",
            Self::Aid => "AID",
            Self::Retreat => "RETREAT",
            Self::Request => "REQUEST",
            Self::Accuse => "ACCUSE",
            Self::Reject => "REJECT",
            Self::Threaten => "THREATEN",
            Self::Protest => "PROTEST",
            Self::Sanction => "SANCTION",
            Self::Mobilize => "MOBILIZE",
            Self::Coerce => "COERCE",
            Self::Assault => "ASSAULT",
        }
    }

    /// The type with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.name() == name)
    }

    /// The modes of the type.
    #[must_use]
    pub const fn modes(self) -> &'static [&'static str] {
        match self {
            Self::Consult => &["visit", "third-party", "multilateral", "phone"],
            Self::Retreat => &["withdraw", "release", "disarm", "ceasefire", "access", "resign"],
            Self::Request | Self::Reject => &["assist", "change", "yield", "meet"],
            Self::Accuse => &["disapprove", "investigate", "allege"],
            Self::Threaten => &["restrict", "arrest", "relations", "expel", "territory", "violence"],
            Self::Protest => &["demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"],
            Self::Sanction => &["convict", "expel", "withdraw", "discontinue"],
            Self::Mobilize => &["troops", "weapons", "police", "militia"],
            Self::Coerce => {
                &["seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"]
            }
            Self::Assault => &[
                "abduct",
                "beat",
                "torture",
                "sexual",
                "targeted",
                "destroy",
                "primitive",
                "firearms",
                "explosives",
                "suicide-attack",
                "aerial",
                "drone",
                "heavy-weapons",
                "crowd-control",
                "unconventional",
            ],
            Self::Agree | Self::Support | Self::Cooperate | Self::Concede | Self::Aid => &[],
        }
    }

    /// The mode of the type with this name.
    #[must_use]
    pub fn mode(self, name: &str) -> Option<&'static str> {
        self.modes().iter().copied().find(|it| *it == name)
    }

    /// The CAMEO code of the type when nothing more can be told, its root or a code of that root.
    #[must_use]
    pub const fn cameo(self) -> &'static str {
        match self {
            Self::Agree => "030",
            Self::Consult => "040",
            Self::Support => "050",
            Self::Cooperate => "060",
            Self::Aid => "070",
            Self::Concede => "080",
            Self::Retreat => "084",
            Self::Request => "100",
            Self::Accuse => "110",
            Self::Reject => "120",
            Self::Threaten => "130",
            Self::Protest => "140",
            Self::Mobilize => "150",
            Self::Sanction => "160",
            Self::Coerce => "170",
            Self::Assault => "180",
        }
    }

    /// Whether a CAMEO code belongs to the type (PLOVER's table; a conviction keeps CAMEO's 173).
    #[must_use]
    pub fn has_cameo(self, code: &str) -> bool {
        let Some(root) = code.get(..2) else { return false };
        match self {
            Self::Agree => root == "03",
            Self::Consult => root == "04",
            Self::Support => root == "05",
            Self::Cooperate => root == "06",
            Self::Aid => root == "07",
            Self::Concede => root == "08" && !matches!(code.get(..3), Some("084" | "085" | "086" | "087")),
            Self::Retreat => root == "08",
            Self::Request => root == "10",
            Self::Accuse => matches!(root, "09" | "11"),
            Self::Reject => root == "12",
            Self::Threaten => root == "13",
            Self::Protest => root == "14",
            Self::Mobilize => root == "15",
            Self::Sanction => root == "16" || code == "173",
            Self::Coerce => root == "17",
            Self::Assault => matches!(root, "18" | "19" | "20"),
        }
    }

    /// Whether it is done by speaking: it takes place when it is said, whatever becomes of its content.
    #[must_use]
    pub const fn is_verbal(self) -> bool {
        matches!(self, Self::Agree | Self::Support | Self::Concede | Self::Request | Self::Accuse | Self::Reject | Self::Threaten)
    }

    /// Whether it is material conflict: what sport and figures of speech speak of without meaning it.
    #[must_use]
    pub const fn is_force(self) -> bool {
        matches!(self, Self::Protest | Self::Mobilize | Self::Coerce | Self::Assault | Self::Sanction)
    }
}

/// Contexts of events.
pub const CONTEXTS: &[&str] = &[
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "pro_democracy",
    "pro_autocracy",
    "economic",
    "legal",
    "reparations",
    "human_rights",
    "rights_freedoms",
    "repression",
    "human_security",
    "gender",
    "lgbt",
    "religion_ethnicity",
    "inequality",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "migration",
    "disasters",
    "natural_resource",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
];

/// The context with this name.
#[must_use]
pub fn context(name: &str) -> Option<&'static str> {
    CONTEXTS.iter().copied().find(|it| *it == name)
}

/// Whether it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// It took place.
    Happened,
    /// It is still so.
    Ongoing,
    /// It is arranged or promised and still to come.
    Planned,
    /// It hangs on a condition.
    Conditional,
    /// It did not take place, or somebody says so.
    Denied,
    /// It is only possible, feared, asked for.
    Hypothetical,
    /// It took place more than twelve months before publication.
    Historical,
}

impl Modality {
    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Ongoing => "ongoing",
            Self::Planned => "planned",
            Self::Conditional => "conditional",
            Self::Denied => "denied",
            Self::Hypothetical => "hypothetical",
            Self::Historical => "historical",
        }
    }

    /// The modality with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Happened, Self::Ongoing, Self::Planned, Self::Conditional, Self::Denied, Self::Hypothetical, Self::Historical]
            .into_iter()
            .find(|it| it.name() == name)
    }

    /// Whether it takes or took place.
    #[must_use]
    pub const fn is_real(self) -> bool {
        matches!(self, Self::Happened | Self::Ongoing | Self::Historical)
    }
}

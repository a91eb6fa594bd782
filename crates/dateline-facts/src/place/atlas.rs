//! What a name may stand for: countries and places of the gazetteer, with what each is likely to be before a page is read.

use dateline_gazetteer::{Gazetteer, Kind, Place, PlaceId, fold, sound};

use super::words::Words;
use crate::country::{Countries, Country};

/// Something that a name may stand for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    pub(super) what: What,
    pub(super) lat: f64,
    pub(super) lon: f64,
    pub(super) country: Option<Country>,
    /// The first-level division, a number of the gazetteer; `None` for countries and for what lies in none.
    pub(super) division: Option<u16>,
    /// How likely it is meant when nothing else is known: about the binary logarithm of its inhabitants.
    pub(super) prior: f64,
    /// Whether it is known by this name above all.
    pub(super) is_usual: bool,
}

/// A country, or a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Country,
    Place(PlaceId, Kind),
}

impl Candidate {
    pub(super) const fn kind(&self) -> Option<Kind> {
        match self.what {
            What::Country => None,
            What::Place(_, kind) => Some(kind),
        }
    }

    /// Whether it is a town of many.
    pub(super) fn is_city(&self) -> bool {
        self.kind() == Some(Kind::Town) && self.prior >= MANY
    }

    /// Whether this is an area that the other lies in.
    pub(super) fn holds(&self, other: &Self) -> bool {
        let same_country = self.country.is_some() && self.country == other.country;
        match self.what {
            What::Country => same_country && other.what != What::Country,
            What::Place(_, Kind::Admin1) if other.division.is_none() && other.what != What::Country => {
                same_country && distance(self, other) < LAND
            }
            What::Place(_, Kind::Admin1) => same_country && self.division == other.division && other.kind() != Some(Kind::Admin1),
            What::Place(_, Kind::Admin2 | Kind::Region | Kind::Island) => {
                other.kind().is_some_and(|kind| !matches!(kind, Kind::Admin1 | Kind::Continent)) && distance(self, other) < REGION
            }
            What::Place(_, Kind::Town) => {
                matches!(other.kind(), Some(Kind::Spot | Kind::Airport | Kind::Town)) && distance(self, other) < CITY
            }
            What::Place(..) => false,
        }
    }
}

/// Within so many kilometres of the middle of a division an island or mountain, whose division is not known, lies in it.
const LAND: f64 = 400.0;
/// Within so many kilometres of the middle of a county or region something lies in it.
const REGION: f64 = 100.0;
/// Within so many kilometres of a town something lies in or by it.
const CITY: f64 = 40.0;
/// The most candidates that are looked at for one name, the most populous first.
const MOST: usize = 60;

/// The distance of two candidates in kilometres, near enough: the earth as a cylinder that is narrower towards its poles.
pub(super) fn distance(one: &Candidate, other: &Candidate) -> f64 {
    let middle = f64::midpoint(one.lat, other.lat);
    // Bhaskara's cosine, right to a part in five hundred.
    let narrow = (32400.0 - 4.0 * middle * middle) / (32400.0 + middle * middle);
    let mut east = (one.lon - other.lon).abs();
    if east > 180.0 {
        east = 360.0 - east;
    }
    let (north, east) = ((one.lat - other.lat) * 111.2, east * 111.2 * narrow);
    (north * north + east * east).sqrt()
}

/// Countries and gazetteer together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atlas<'a> {
    pub(super) gazetteer: Gazetteer<'a>,
    pub(super) countries: &'a Countries,
    pub(super) words: &'a Words,
}

/// What is known of a name.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) candidates: Vec<Candidate>,
    /// Whether longer names begin with its words.
    pub(super) continues: bool,
    /// Whether the candidates are those of a shorter name, without a part that may be left out.
    pub(super) is_shortened: bool,
}

impl<'a> Atlas<'a> {
    /// What a name as it is written may stand for, the likeliest first.
    pub(super) fn exactly(&self, written: &str) -> Known {
        let mut known = self.folded(&fold(written));
        if let Some(country) = self.countries.named(written) {
            known.candidates.extend(self.country(country));
        }
        self.rank(written, &mut known);
        known
    }

    /// The same, and where nothing has the whole name, what has it without parts that may be left out, or sounds like it.
    pub(super) fn named(&self, written: &str) -> Known {
        let mut known = self.exactly(written);
        // `La.` with its stop is the state, not the letters of a town.
        let is_short = written.ends_with('.') && written.chars().any(char::is_lowercase);
        if is_short && known.candidates.iter().any(|it| it.kind() == Some(Kind::Admin1)) {
            known.candidates.retain(|it| it.kind() == Some(Kind::Admin1));
        }
        if !known.candidates.is_empty() {
            return known;
        }
        let folded = fold(written);
        let mut rest = folded.strip_prefix("the ").unwrap_or(&folded);
        for _ in 0..3 {
            let mut shorter = self.folded(rest);
            if shorter.candidates.is_empty() && rest != folded {
                // Countries are known by how they are written: the end of the name is the same words.
                let tail = written.get(written.len().saturating_sub(rest.len())..).unwrap_or("");
                shorter.candidates.extend(self.countries.named(tail).and_then(|it| self.country(it)));
            }
            if !shorter.candidates.is_empty() {
                self.rank(rest, &mut shorter);
                shorter.is_shortened = true;
                return shorter;
            }
            match self.words.shorter(rest) {
                Some(shorter) => rest = shorter,
                None => break,
            }
        }
        let mut alike = self.folded(&sound(&folded));
        alike.candidates.iter_mut().for_each(|it| it.prior -= SOUND);
        self.rank(written, &mut alike);
        alike
    }

    /// The places with this folded name.
    fn folded(&self, folded: &str) -> Known {
        let lookup = self.gazetteer.lookup(folded);
        let candidates = lookup.places.iter().take(MOST).filter_map(|found| {
            let place = self.gazetteer.place(found.place)?;
            Some(self.candidate(found.place, &place, found.is_usual))
        });
        Known { candidates: candidates.collect(), continues: lookup.continues, is_shortened: false }
    }

    /// Whether this is the usual name, apostrophe included, of a place that news may speak of.
    pub(super) fn is_usual_name(&self, written: &str) -> bool {
        let is_so = |place: &Place<'_>| place.population >= NOTABLE && place.name.contains(['\'', '’']);
        let places = self.gazetteer.lookup(&fold(written)).places;
        places.iter().any(|it| it.is_usual && self.gazetteer.place(it.place).is_some_and(|place| is_so(&place)))
    }

    /// Whether a name is above all that of towns, and nothing else's.
    pub(super) fn is_town_alone(&self, written: &str) -> bool {
        let known = self.exactly(written);
        !known.candidates.is_empty() && known.candidates.iter().all(|it| it.kind() == Some(Kind::Town)) && known.candidates[0].is_usual
    }

    /// Whether there is a county with this name.
    pub(super) fn has_county(&self, written: &str) -> bool {
        self.folded(&format!("{} county", fold(written))).candidates.iter().any(|it| it.kind() == Some(Kind::Admin2))
    }

    /// Adds the counties of a folded name to what a shorter one may stand for, before anything else.
    pub(super) fn add_counties(&self, folded: &str, known: &mut Known) {
        let mut counties = self.folded(folded).candidates;
        counties.retain(|it| it.kind() == Some(Kind::Admin2));
        counties.iter_mut().for_each(|it| it.prior += COUNTY);
        known.candidates.extend(counties);
        known.candidates.sort_by(|one, other| other.prior.total_cmp(&one.prior));
    }

    fn rank(&self, written: &str, known: &mut Known) {
        let capital = self.countries.capital(written);
        let towns_of = |it: &Candidate| it.kind() == Some(Kind::Town) && it.country == capital && capital.is_some();
        let seat = known.candidates.iter().position(towns_of);
        if let Some(seat) = seat {
            known.candidates[seat].prior += CAPITAL;
        }
        // A division that is named like a large town in it is less often meant than the town; what lies in a country of its name, less
        // often than the country.
        let towns: Vec<(Option<u16>, f64)> =
            known.candidates.iter().filter(|it| it.kind() == Some(Kind::Town)).map(|it| (it.division, it.prior)).collect();
        let country = self.countries.named(written);
        let division = known.candidates.iter().filter(|it| it.kind() == Some(Kind::Admin1)).map(|it| it.prior).fold(0.0, f64::max);
        for candidate in &mut known.candidates {
            let is_area = matches!(candidate.kind(), Some(Kind::Admin1 | Kind::Admin2));
            let is_named_after =
                is_area && towns.iter().any(|(division, prior)| *division == candidate.division && prior + TENTH > candidate.prior);
            let is_in_namesake = candidate.what != What::Country && country.is_some() && candidate.country == country;
            // Des Plaines, which lies in a township of Maine, is not what Maine means, nor is the town of Wyoming in Ohio what Wyoming does.
            let is_overshadowed = candidate.kind() == Some(Kind::Town) && division > candidate.prior + OVERSHADOWED;
            if is_overshadowed && !candidate.is_usual || is_in_namesake {
                candidate.prior -= IN_NAMESAKE;
            } else if is_named_after || is_overshadowed {
                candidate.prior -= NAMESAKE;
            }
        }
        known.candidates.sort_by(|one, other| other.prior.total_cmp(&one.prior));
    }

    fn candidate(&self, id: PlaceId, place: &Place<'_>, is_usual: bool) -> Candidate {
        let weight = match place.kind {
            Kind::Admin2 => -3.0,
            _ => 0.0,
        };
        let other_name = if is_usual || !matches!(place.kind, Kind::Town) { 0.0 } else { -3.0 };
        Candidate {
            what: What::Place(id, place.kind),
            lat: place.lat,
            lon: place.lon,
            country: self.countries.iso2(place.country),
            division: place.admin1.map(|_| place.division),
            prior: magnitude(place.population) + weight + other_name,
            is_usual,
        }
    }

    pub(super) fn country(&self, country: Country) -> Option<Candidate> {
        let profile = self.countries.profile(country)?;
        Some(Candidate {
            what: What::Country,
            lat: profile.lat,
            lon: profile.lon,
            country: Some(country),
            division: None,
            prior: COUNTRY,
            is_usual: true,
        })
    }
}

/// What a country is worth: as much as the largest divisions, because some share their names.
const COUNTRY: f64 = 26.0;
/// What a town is worth of whose name the names of bodies there are made.
const MANY: f64 = 16.0;
/// Inhabitants of a town that news may speak of.
const NOTABLE: u32 = 5_000;
/// What a place loses whose name only sounds like the one that is written.
const SOUND: f64 = 2.0;
/// What a county is worth beyond its inhabitants where a short name may be one.
const COUNTY: f64 = 4.0;
/// What a capital is worth beyond its inhabitants.
const CAPITAL: f64 = 5.0;
/// What a division named like a town in it loses.
const NAMESAKE: f64 = 6.0;
/// What a place loses that lies in a country of its name.
const IN_NAMESAKE: f64 = 20.0;
/// A division worth so much more than a town of its name takes the name from it.
const OVERSHADOWED: f64 = 6.0;
/// A town with a tenth of its division's inhabitants takes the name from it.
const TENTH: f64 = 3.4;

/// About the binary logarithm of a number: the position of its highest bit, and the rest as a fraction of it.
fn magnitude(number: u32) -> f64 {
    let number = u64::from(number) + 1;
    let bits = 63 - number.leading_zeros();
    let power = 1_u64 << bits;
    #[allow(clippy::cast_precision_loss, reason = "below 2^33")]
    let rest = (number - power) as f64 / power as f64;
    f64::from(bits) + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn magnitudes_rise_with_numbers() {
        assert!((magnitude(0) - 0.0).abs() < 1e-9);
        assert!((magnitude(1023) - 10.0).abs() < 1e-9);
        assert!(magnitude(500) < magnitude(501));
        assert!(magnitude(u32::MAX) <= 32.0);
    }

    #[test]
    fn distances_are_near_enough() {
        let at = |lat, lon| Candidate { what: What::Country, lat, lon, country: None, division: None, prior: 0.0, is_usual: true };
        let (paris, london) = (at(48.853, 2.349), at(51.509, -0.126));
        assert!((distance(&paris, &london) - 343.0).abs() < 5.0);
        assert!(distance(&at(0.0, 179.5), &at(0.0, -179.5)) < 120.0);
    }
}

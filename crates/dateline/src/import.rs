//! `dateline gazetteer import`: a dump of GeoNames becomes a gazetteer.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::Context;
use dateline_gazetteer::{Builder, Gazetteer, Kind, Record, fold, is_latin_name, sound};
use serde::Deserialize;

/// The columns of a dump of GeoNames.
const COLUMNS: usize = 19;
/// A longer line is no line of a dump.
const LONGEST: u64 = 1 << 20;

/// What was read.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Lines of the file.
    pub lines: u64,
    /// Lines that are no line of a dump.
    pub bad: u64,
    /// Places that were written, those of the program's own lists included.
    pub places: usize,
}

/// What is taken, of the list `import` in `lexicon/en/places.toml`.
#[derive(Debug, Deserialize)]
struct Taken {
    codes: Vec<String>,
    weight: u32,
}

#[derive(Debug, Deserialize)]
struct Lists {
    import: BTreeMap<String, Taken>,
    transliterated: Transliterated,
}

/// Whose towns are also found by how their names sound.
#[derive(Debug, Deserialize)]
struct Transliterated {
    countries: Vec<String>,
    inhabitants: u32,
}

/// What is taken of a dump.
#[derive(Debug)]
struct Wanted {
    /// Kinds and weights by GeoNames' codes of features.
    kinds: HashMap<String, (Kind, u32)>,
    transliterated: Transliterated,
}

/// Reads a dump (`allCountries.txt`, `cities500.txt`, a country's; also with gzip) and writes a gazetteer.
pub fn import(input: &Path, output: &Path) -> anyhow::Result<Summary> {
    let shown = input.display();
    let cause = |error: &std::io::Error| anyhow::anyhow!("{shown}: {}", crate::report::cause(error));
    let file = File::open(input).map_err(|error| cause(&error))?;
    let mut file = BufReader::with_capacity(1 << 20, file);
    let is_gzip = file.fill_buf().map_err(|error| cause(&error))?.starts_with(&[0x1f, 0x8b]);
    let lines: Box<dyn BufRead> =
        if is_gzip { Box::new(BufReader::with_capacity(1 << 20, flate2::bufread::MultiGzDecoder::new(file))) } else { Box::new(file) };
    let (bytes, summary) = compile(lines).map_err(|error| cause(&error))?;
    anyhow::ensure!(summary.lines > summary.bad, "{shown}: no line of a GeoNames dump (19 columns, parted by tabulators)");
    std::fs::write(output, bytes).with_context(|| output.display().to_string())?;
    Ok(summary)
}

/// A gazetteer from the lines of a dump, with what the built-in one has besides towns and divisions.
fn compile(mut input: impl BufRead) -> std::io::Result<(Vec<u8>, Summary)> {
    let wanted = wanted();
    let (mut builder, mut summary, mut line) = (Builder::new(), Summary::default(), Vec::new());
    let mut has_divisions = false;
    loop {
        line.clear();
        if input.by_ref().take(LONGEST).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        summary.lines += 1;
        match std::str::from_utf8(&line).ok().map(str::trim_end).and_then(|line| add(&mut builder, line, &wanted)) {
            Some(kind) => has_divisions |= kind == Some(Kind::Admin1),
            None => summary.bad += 1,
        }
    }
    builder.add_from(&Gazetteer::builtin(), |place| match place.kind {
        Kind::Town => false,
        Kind::Admin1 | Kind::Admin2 => !has_divisions,
        _ => true,
    });
    summary.places = builder.len();
    Ok((builder.finish(), summary))
}

/// Adds the place of a line; `None` when it is no line of a dump, and no kind when the place is not wanted.
fn add(builder: &mut Builder, line: &str, wanted: &Wanted) -> Option<Option<Kind>> {
    let mut columns = [""; COLUMNS];
    let mut parts = line.split('\t');
    // Empty columns at the end may have been trimmed; those that are needed come before them.
    let found = columns.iter_mut().zip(parts.by_ref()).map(|(column, part)| *column = part).count();
    if found < 15 || parts.next().is_some() {
        return None;
    }
    let [id, name, _, others, lat, lon, _, code, country, _, admin1, _, _, _, population, ..] = columns;
    let (id, lat, lon) = (id.parse().ok()?, lat.parse().ok()?, lon.parse().ok()?);
    let population: u64 = if population.is_empty() { 0 } else { population.parse().ok()? };
    let Some(&(kind, weight)) = wanted.kinds.get(code) else { return Some(None) };
    let population = u32::try_from(population).unwrap_or(u32::MAX).max(weight);
    let admin1 = if admin1 == "00" { "" } else { admin1 };
    if kind == Kind::Admin1 {
        builder.name_division(country, admin1, name);
    }
    let record = Record { geonames_id: id, lat, lon, population, kind, country, admin1, name };
    let names = || others.split(',').filter(|other| is_latin_name(other));
    let Transliterated { countries, inhabitants } = &wanted.transliterated;
    let is_transliterated = kind == Kind::Town && population >= *inhabitants && countries.iter().any(|it| it == country);
    let sounds: Vec<String> = if is_transliterated { names().chain([name]).map(|name| sound(&fold(name))).collect() } else { Vec::new() };
    builder.add(&record, names().chain(sounds.iter().map(String::as_str))).then_some(Some(kind))
}

fn wanted() -> Wanted {
    let file = dateline_lexicon::file("en/places.toml").expect("the list is embedded");
    let lists: Lists = toml::from_str(file).expect("the list has its shape");
    let mut kinds = HashMap::new();
    for (kind, taken) in lists.import {
        let kind = match kind.as_str() {
            "continent" => Kind::Continent,
            "region" => Kind::Region,
            "admin1" => Kind::Admin1,
            "admin2" => Kind::Admin2,
            "sea" | "lake" => Kind::Water,
            "river" => Kind::River,
            "mountain" => Kind::Mountain,
            "desert" => Kind::Terrain,
            "district" | "site" => Kind::Spot,
            "airport" => Kind::Airport,
            "island" => Kind::Island,
            _ => Kind::Town,
        };
        kinds.extend(taken.codes.into_iter().map(|code| (code, (kind, taken.weight))));
    }
    Wanted { kinds, transliterated: lists.transliterated }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DUMP: &str = "\
5601538\tMoscow\tMoscow\tMoskva na Paradajs,MSC\t46.73239\t-117.00017\tP\tPPLA2\tUS\t\tID\t057\t\t\t25060\t\t786\tAmerica/Los_Angeles\t2020-01-01
no line of a dump
5596512\tIdaho\tIdaho\t\t44.5002\t-114.25118\tA\tADM1\tUS\t\tID\t\t\t\t1567582\t\t0\tAmerica/Boise\t2020-01-01
1\tNowhere\tNowhere\t\t95\t0\tP\tPPL\tUS\t\tID\t\t\t\t0\t\t0\tAmerica/Boise\t2020-01-01
2\tA Farm\tA Farm\t\t45\t0\tS\tFRM\tUS\t\tID\t\t\t\t0\t\t0\tAmerica/Boise\t2020-01-01
";

    #[test]
    fn a_dump_becomes_a_gazetteer() {
        let (bytes, summary) = compile(DUMP.as_bytes()).unwrap();
        assert_eq!((summary.lines, summary.bad), (5, 2));
        let gazetteer = Gazetteer::read(&bytes).unwrap();
        let moscow = gazetteer.place(gazetteer.lookup("moscow").places[0].place).unwrap();
        assert_eq!((moscow.name, moscow.admin1, moscow.country, moscow.geonames_id), ("Moscow", Some("Idaho"), "US", Some(5_601_538)));
        assert!(gazetteer.lookup("moskva na paradajs").places.len() == 1 && gazetteer.lookup("msc").places.is_empty());
        assert!(!gazetteer.lookup("black sea").places.is_empty(), "the program's own lists are added");
        assert!(gazetteer.lookup("a farm").places.is_empty());
    }

    #[test]
    fn a_dump_of_towns_takes_its_divisions_from_the_built_in_ones() {
        let towns: String = DUMP.lines().filter(|line| !line.contains("ADM1")).map(|line| line.to_owned() + "\n").collect();
        let (bytes, _) = compile(towns.as_bytes()).unwrap();
        let gazetteer = Gazetteer::read(&bytes).unwrap();
        let named = gazetteer.lookup("moscow").places;
        let moscow = named.iter().filter_map(|it| gazetteer.place(it.place)).find(|it| it.geonames_id == Some(5_601_538)).unwrap();
        assert_eq!(moscow.admin1, Some("Idaho"));
        assert!(gazetteer.lookup("texas").places.iter().any(|it| gazetteer.place(it.place).unwrap().kind == Kind::Admin1));
    }

    #[test]
    fn the_same_dump_gives_the_same_bytes_in_any_order() {
        let backwards: String = DUMP.lines().rev().map(|line| line.to_owned() + "\n").collect();
        assert!(compile(DUMP.as_bytes()).unwrap().0 == compile(backwards.as_bytes()).unwrap().0);
    }
}

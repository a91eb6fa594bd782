//! What holds for any gazetteer, and for any bytes that are taken for one.

use dateline_gazetteer::{Builder, Gazetteer, Kind, Record, fold};
use proptest::prelude::*;

/// A gazetteer of these towns.
fn of(towns: &[(String, i16, u32)]) -> Vec<u8> {
    let mut builder = Builder::new();
    builder.name_division("US", "ID", "Idaho");
    for (at, (name, degrees, population)) in towns.iter().enumerate() {
        let record = Record {
            geonames_id: u32::try_from(at).unwrap() + 1,
            lat: f64::from(*degrees) / 400.0,
            lon: f64::from(*degrees) / 200.0,
            population: *population,
            kind: Kind::Town,
            country: "US",
            admin1: "ID",
            name,
        };
        builder.add(&record, ["Another Name"]);
    }
    builder.finish()
}

/// Asks everything of a gazetteer.
fn ask(gazetteer: &Gazetteer<'_>, names: &[&str]) {
    for name in names {
        let found = gazetteer.lookup(name);
        for place in found.places {
            let _ = gazetteer.place(place.place);
        }
    }
    for place in 0..u32::try_from(gazetteer.len().min(64)).unwrap() {
        let _ = gazetteer.place(place);
    }
    gazetteer.each_name(|_, _| {});
}

proptest! {
    #[test]
    fn every_town_is_found_by_its_name(towns in proptest::collection::vec(("[A-Za-zéü' -]{1,24}", any::<i16>(), any::<u32>()), 0..60)) {
        let bytes = of(&towns);
        let gazetteer = Gazetteer::read(&bytes).unwrap();
        for (name, _, population) in towns.iter().filter(|(name, ..)| !fold(name).is_empty()) {
            let places: Vec<_> = gazetteer.lookup(&fold(name)).places.iter().filter_map(|it| gazetteer.place(it.place)).collect();
            prop_assert!(places.iter().any(|place| place.name == name && place.population == *population && place.admin1 == Some("Idaho")));
            prop_assert!(places.windows(2).all(|pair| pair[0].population >= pair[1].population));
        }
        prop_assert!(gazetteer.lookup("no such town").places.is_empty());
    }

    #[test]
    fn damaged_bytes_are_no_panic(
        towns in proptest::collection::vec(("[A-Z][a-z]{1,9}", any::<i16>(), any::<u32>()), 1..40),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..40),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = of(&towns);
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let names: Vec<String> = towns.iter().map(|(name, ..)| fold(name)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).chain(["another name", "a", "zzz"]).collect();
        if let Ok(gazetteer) = Gazetteer::read(&bytes) {
            ask(&gazetteer, &names);
        }
        if let Ok(gazetteer) = Gazetteer::read(&bytes[..cut.index(bytes.len())]) {
            ask(&gazetteer, &names);
        }
    }

    #[test]
    fn any_bytes_are_no_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(gazetteer) = Gazetteer::read(&bytes) {
            ask(&gazetteer, &["a"]);
        }
    }

    #[test]
    fn folding_a_folded_name_changes_nothing(name in "\\PC{0,24}") {
        prop_assert_eq!(fold(&fold(&name)), fold(&name));
    }
}

#[test]
fn the_built_in_gazetteer_is_whole() {
    let gazetteer = Gazetteer::builtin();
    assert!(gazetteer.len() > 250_000);
    let numbers = 0..u32::try_from(gazetteer.len()).unwrap();
    assert!(numbers.clone().all(|number| gazetteer.place(number).is_some()));
    let mut names = 0;
    gazetteer.each_name(|name, places| {
        names += 1;
        assert!(!name.is_empty() && !places.is_empty());
    });
    assert!(names > 450_000);
    assert!(gazetteer.lookup("new york").continues && !gazetteer.lookup("kryvyi rih zzz").continues);
}

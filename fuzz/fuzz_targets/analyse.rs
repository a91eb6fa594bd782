//! Any text is analysed soundly, each sentence as one tree: `cargo +nightly fuzz run analyse`.

#![no_main]

use std::sync::LazyLock;

use dateline_lang::{Analyse, Model};
use libfuzzer_sys::fuzz_target;

#[path = "../../crates/dateline/tests/sound/mod.rs"]
mod sound;

static MODEL: LazyLock<Model<'static>> = LazyLock::new(|| Model::read(dateline_models::english()).expect("the models are sound"));

fuzz_target!(|text: &str| {
    let paragraphs = sound::paragraphs(text);
    let analysis = MODEL.worker().analyse(text, &paragraphs);
    sound::assert_sound(text, &paragraphs, &analysis);
});

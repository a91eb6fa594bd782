//! What this build is.

/// One line, or with the fingerprints of the word lists and the models, without which two outputs cannot be compared.
pub fn text(long: bool) -> String {
    let version = concat!("dateline ", env!("CARGO_PKG_VERSION"), "\n");
    if !long {
        return version.to_owned();
    }
    let mut hash = blake3::Hasher::new();
    for (path, bytes) in dateline_lexicon::files() {
        for part in [path.as_bytes(), bytes] {
            hash.update(&(part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    let model = blake3::hash(dateline_models::english());
    format!("{version}lexicon {}\nmodel {}\n", &hash.finalize().to_hex()[..16], &model.to_hex()[..16])
}

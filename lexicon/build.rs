//! Tells Cargo that the lists are part of the crate, because `include_dir!` does not.

#[allow(clippy::disallowed_macros, reason = "printing is how a build script speaks to Cargo")]
fn main() {
    println!("cargo:rerun-if-changed=.");
}

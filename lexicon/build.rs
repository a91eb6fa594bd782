//! Tells Cargo that the lists are part of the crate, because `include_dir!` does not.

fn main() {
    println!("cargo:rerun-if-changed=.");
}

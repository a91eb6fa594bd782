//! Commands for those who build Dateline: `cargo xtask cases`, `cargo xtask perturb`.

mod cases;
mod perturb;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("cases") => cases::run(&arguments[1..]),
        Some("perturb") => perturb::run(),
        _ => anyhow::bail!("usage: cargo xtask cases [--rewrite] | perturb"),
    }
}

//! Commands for those who build Dateline: `cargo xtask check`.

fn main() -> anyhow::Result<()> {
    anyhow::bail!("no such command")
}

//! Any bytes come to an end as records and skips: `cargo +nightly fuzz run records`.

#![no_main]

use dateline_read::Limits;
use dateline_read::input::Records;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { max_record: 64 << 10, ..Limits::default() };
    for item in Records::open(bytes, "-", None, limits) {
        item.expect("memory can be read");
    }
});

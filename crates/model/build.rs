//! Generates the table of reading speeds from `src/speeds.json`, which `static/loader` imports too.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let speeds = "src/speeds.json";
    println!("cargo:rerun-if-changed={speeds}");
    let speeds: BTreeMap<String, u32> = serde_json::from_str(&fs::read_to_string(speeds)?)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("speeds.rs"), format!("&{:?}", Vec::from_iter(speeds)))
}

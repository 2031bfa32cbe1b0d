//! Completes `dist/baca`. Trunk builds the page and `baca-app`; this adds the other modules and the
//! files a site hosts, and in a release replaces all modules by smaller ones.

use crate::tools::{command, root, run_quietly, target, Outcome};
use crate::{names, setup, sheets};
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// All modules; the first is Trunk's.
const MODULES: [&str; 4] = ["baca-app", "baca-rooms", "baca-thread", "baca-formats"];
const TARGET: &str = "wasm32-unknown-unknown";

/// Words of the article that the loader says as well (`static/loader/sketch.js`).
const SKETCHED: [&str; 3] = ["by", "updated", "readingTime"];

/// What browsers since 2023 all know. Named, because `--all-features` makes a module that none
/// accepts.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// For size: no text for `Debug`, no places of panics, and a panic is a trap that the loader
/// catches; and functions stay calls until LLVM, which counts bytes, has seen them all. These
/// switches are unstable, but the compiler is pinned (`rust-toolchain.toml`).
const SMALL: &str =
    "-Zfmt-debug=none -Zlocation-detail=none -Zinline-mir=no -Zunstable-options -Cpanic=immediate-abort";

/// Does what Trunk's hook asks for.
pub fn complete() -> Outcome {
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let staging = staging.ok_or("bundle is called by Trunk: use `cargo xtask dist` or `serve`")?;
    // Who calls Trunk itself may not have them.
    setup::npm()?;
    let folder = staging.join("baca");
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    if release {
        let built = build_small()?;
        for module in MODULES {
            bind(&built, module, &folder)?;
            shrink(module, &folder)?;
        }
    } else {
        let mut build = command("cargo");
        build.args(["build", "--target", TARGET, "--bins", "--package", "baca"]);
        run_quietly(&mut build)?;
        for module in MODULES.iter().skip(1) {
            bind(&target().join(TARGET).join("debug"), module, &folder)?;
        }
    }
    for module in MODULES {
        own_marks(module, &folder)?;
        for rest in [format!("{module}.d.ts"), format!("{module}_bg.wasm.d.ts")] {
            let _ = fs::remove_file(folder.join(rest));
        }
    }
    let version = version(&folder)?;
    for (main, file) in [("main.js", "baca.js"), ("later.js", "baca-later.js")] {
        loader(main, &version, release, &folder.join(file))?;
    }
    write(&folder.join("hints.html"), hints(&version).as_bytes())?;
    for name in ["baca-sw.js", "baca.d.ts", "locales", "schema"] {
        copy(&root().join("static").join(name), &folder.join(name))?;
    }
    Ok(())
}

/// Builds the modules with a standard library made for size; gives the folder they are in.
fn build_small() -> Outcome<PathBuf> {
    let folder = target().join("small");
    let mut build = command("cargo");
    build
        .args(["build", "--release", "--target", TARGET, "--bins", "--package", "baca"])
        .args(["-Z", "build-std=std,panic_abort", "-Z", "build-std-features=optimize_for_size"])
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", SMALL)
        .env("CARGO_TARGET_DIR", &folder);
    run_quietly(&mut build)?;
    Ok(folder.join(TARGET).join("release"))
}

/// Builds the worker for the edge into `dist/edge`.
pub fn edge() -> Outcome {
    const WASI: &str = "wasm32-wasip1";
    let mut build = command("cargo");
    build.args(["build", "--release", "--package", "baca-edge", "--target", WASI]);
    run_quietly(&mut build)?;
    let folder = root().join("dist/edge");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let wasm = folder.join("baca-edge.wasm");
    copy(&target().join(WASI).join("release/baca_edge.wasm"), &wasm)?;
    optimize(&wasm, &["--strip-debug", "--strip-producers"])?;
    copy(&root().join("edge/worker.mjs"), &folder.join("worker.mjs"))
}

fn bind(built: &Path, module: &str, folder: &Path) -> Outcome {
    let mut bind = command("wasm-bindgen");
    bind.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(folder);
    run_quietly(bind.arg(built.join(format!("{module}.wasm"))))
}

/// Yew marks the elements it listens to with numbers of its own. Where two modules, or the reader and
/// a page that is made with Yew as well, stand inside each other, the marks of one must not be taken
/// for those of the other: each module gets names of its own.
fn own_marks(module: &str, folder: &Path) -> Outcome {
    let glue = folder.join(format!("{module}.js"));
    let own = format!("__{}_", module.replace('-', "_"));
    write(&glue, read_text(&glue)?.replace("__yew_", &own).as_bytes())
}

/// Makes a module and its glue as small as they get.
fn shrink(module: &str, folder: &Path) -> Outcome {
    let wasm = folder.join(format!("{module}_bg.wasm"));
    let glue = folder.join(format!("{module}.js"));
    optimize(&wasm, &["--strip-debug", "--strip-producers"])?;
    minify(&glue)?;
    let shortened = names::shorten(&read(&wasm)?, &read_text(&glue)?);
    let (module, script) =
        shortened.ok_or_else(|| format!("{module}: its imports are not as expected"))?;
    write(&wasm, &module)?;
    write(&glue, script.as_bytes())
}

fn optimize(wasm: &Path, more: &[&str]) -> Outcome {
    let mut optimize = command("wasm-opt");
    optimize.arg(wasm).arg("-o").arg(wasm).args(FEATURES);
    // Like beside like: what is similar compresses better when it is near. The stack lies below all
    // data, so nothing has an address as low as `--low-memory-unused` means.
    optimize.args(["-Oz", "--converge", "--zero-filled-memory"]);
    optimize.args(["--reorder-functions-by-name", "--low-memory-unused"]);
    run_quietly(optimize.args(more))
}

/// Builds a module as for a release, but with the names of its functions; gives its file.
pub fn build_named(module: &str, folder: &Path) -> Outcome<PathBuf> {
    let built = build_small()?;
    bind(&built, module, folder)?;
    let wasm = folder.join(format!("{module}_bg.wasm"));
    optimize(&wasm, &["--debuginfo"])?;
    Ok(wasm)
}

fn minify(script: &Path) -> Outcome {
    let mut esbuild = command("esbuild");
    esbuild.arg(script).args([
        "--minify",
        "--format=esm",
        "--log-level=warning",
        "--allow-overwrite",
    ]);
    run_quietly(esbuild.arg(format!("--outfile={}", script.display())))
}

/// Makes one file of the loader's modules, with its version and its words in it; readable, unless it is
/// for a release.
fn loader(main: &str, version: &str, release: bool, file: &Path) -> Outcome {
    let mut esbuild = command("esbuild");
    esbuild.arg(format!("static/loader/{main}"));
    esbuild.args(["--bundle", "--format=esm", "--charset=utf8", "--external:./baca.js"]);
    esbuild.arg("--log-level=warning").arg(if release { "--minify" } else { "--sourcemap" });
    esbuild.arg(format!("--define:__BACA_VERSION__=\"{version}\""));
    esbuild.arg(format!("--define:__BACA_LOCALES__={}", loader_words()?));
    let style = style()?;
    esbuild.arg(format!("--define:__BACA_STYLE_ID__=\"{}\"", sheets::id(&style)));
    esbuild.arg(format!("--define:__BACA_STYLE__={}", Value::String(style)));
    run_quietly(esbuild.arg(format!("--outfile={}", file.display())))
}

/// What an article is shown with.
fn style() -> Outcome<String> {
    let names = sheets::SHEETS.iter().find(|(module, _)| *module == sheets::READER);
    let (_, names) = names.ok_or("the article has no style sheet")?;
    sheets::read(names, |file| fs::read_to_string(root().join(file)))
        .map_err(|error| format!("src/view/style: {error}"))
}

/// The loader's own words, by language.
fn loader_words() -> Outcome<Value> {
    let mut words = Map::new();
    let folder = root().join("static/locales");
    let entries =
        fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    for file in files {
        let locale: Value = serde_json::from_str(&read_text(&file)?)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        let lang = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let mut own = locale.get("loader").and_then(Value::as_object).cloned().unwrap_or_default();
        for key in SKETCHED {
            own.insert(key.into(), locale.get(key).cloned().unwrap_or_default());
        }
        words.insert(lang, own.into());
    }
    Ok(Value::Object(words))
}

/// What a page may say in its head, so that everything is fetched at once (`docs/speed.md`).
fn hints(version: &str) -> String {
    format!(
        "<link rel=\"modulepreload\" href=\"/baca/baca.js\">\n\
         <link rel=\"modulepreload\" href=\"/baca/baca-app.js?v={version}\" fetchpriority=\"low\">\n\
         <link rel=\"preload\" href=\"/baca/baca-app_bg.wasm?v={version}\" as=\"fetch\" crossorigin \
         fetchpriority=\"low\">\n"
    )
}

/// Changes when a module changes: part of their addresses, so that no cache mixes two releases.
fn version(folder: &Path) -> Outcome<String> {
    // FNV-1a: <https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for module in MODULES {
        for name in [format!("{module}.js"), format!("{module}_bg.wasm")] {
            for byte in read(&folder.join(name))? {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    Ok(format!("{hash:016x}"))
}

fn copy(from: &Path, to: &Path) -> Outcome {
    if !from.is_dir() {
        return write(to, &read(from)?);
    }
    let entries = fs::read_dir(from).map_err(|error| format!("{}: {error}", from.display()))?;
    fs::create_dir_all(to).map_err(|error| format!("{}: {error}", to.display()))?;
    for entry in entries.filter_map(Result::ok) {
        copy(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}

fn read(file: &Path) -> Outcome<Vec<u8>> {
    fs::read(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn read_text(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn write(file: &Path, content: &[u8]) -> Outcome {
    fs::write(file, content).map_err(|error| format!("{}: {error}", file.display()))
}

//! Completes `dist/baca`. Trunk builds the page and `baca-app`. This adds the other modules and the
//! files that a site hosts; in a release it replaces all modules with smaller ones.
//!
//! - [`contents`]: what a build contains; [`scripts`]: the loader and the scripts that it imports.
//! - [`mod@version`]: the hash of a build, and the elements that request its files early.

mod contents;
mod scripts;
mod version;

use crate::files::{copy, read, read_text, write};
use crate::tools::{command, in_parallel, root, run_quietly, target, Outcome};
use crate::{coverage, glue, setup, shorten_imports, wasm_types};
pub use contents::RELEASE;
use contents::{locales, HOSTED, IMPORTED, LOADERS, LOCALES};
use scripts::{loader, squeeze, ScriptPlace};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::{env, fs};
use version::{fnv1a, hashed, hints, version, FNV_START};

/// All modules; those that take longest come first.
const MODULES: [&str; 5] =
    ["baca-formats", "baca-html", "baca-panels", "baca-discussion", BUILT_BY_TRUNK];
const BUILT_BY_TRUNK: &str = "baca-app";
const TARGET: &str = "wasm32-unknown-unknown";

/// WebAssembly features that all browsers have had since 2023. They are listed, since with
/// `--all-features` the output is a module that no browser accepts.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Compiler flags for size: no text for `Debug`, no source locations of panics, panics as traps (the
/// loader handles them), and no inlining before LLVM, which judges its size better. The flags are
/// unstable, but `rust-toolchain.toml` pins the compiler.
const SMALL: &str =
    "-Zfmt-debug=none -Zlocation-detail=none -Zinline-mir=no -Zunstable-options -Cpanic=immediate-abort";

/// Compiler flag for `baca-app`: functions that take no more than a call are inlined. LLVM's own limit for
/// small code is lower; with this one the module is 3 % smaller, while the converters are 2 % larger.
const INLINE_CALLS: &str = "-Cllvm-args=-inline-threshold=25";

/// Completes a build of Trunk, whose hook calls it. Fails outside of such a hook.
pub fn complete() -> Outcome {
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let staging = staging.ok_or("bundle is called by Trunk: use `cargo xtask dist` or `serve`")?;
    // They are missing if Trunk was called directly.
    setup::npm()?;
    let top = staging.join("baca");
    let folder = into_folder_of_version(&top)?;
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    if release {
        let built = build_small()?;
        in_parallel(&MODULES, |module| {
            bind(&built, module, &folder)?;
            adapt(module, &folder)?;
            shrink(module, &folder)
        })?;
        wasm_types::update(&MODULES, &folder)?;
        coverage::update()?;
    } else {
        let mut build = command("cargo");
        build.args(["build", "--target", TARGET, "--bins", "--package", "baca"]);
        run_quietly(&mut build)?;
        for module in MODULES.iter().filter(|module| **module != BUILT_BY_TRUNK) {
            bind(&target().join(TARGET).join("debug"), module, &folder)?;
        }
        for module in MODULES {
            adapt(module, &folder)?;
        }
    }
    for module in MODULES {
        for rest in [format!("{module}.d.ts"), format!("{module}_bg.wasm.d.ts")] {
            let _ = fs::remove_file(folder.join(rest));
        }
    }
    for (entry, file) in IMPORTED {
        loader(entry, ScriptPlace::folder(""), release, &folder.join(file))?;
    }
    let folder_of_locales = folder.join(LOCALES);
    fs::create_dir_all(&folder_of_locales)
        .map_err(|error| format!("{}: {error}", folder_of_locales.display()))?;
    for locale in locales()? {
        let file = folder_of_locales.join(&locale.lang).with_extension("json");
        write(&file, Value::Object(locale.groups).to_string().as_bytes())?;
    }
    let version = version(&MODULES, &folder)?;
    for (entry, file) in LOADERS {
        loader(entry, ScriptPlace::folder(&version), release, &folder.join(file))?;
        loader(entry, ScriptPlace::top(&version), release, &top.join(file))?;
    }
    // `baca doctor` compares the files of a site with it.
    let build =
        serde_json::json!({ "release": RELEASE, "build": version, "files": hashed(&MODULES)? });
    write(&folder.join("build.json"), (build.to_string() + "\n").as_bytes())?;
    for to in [&top, &folder] {
        write(&to.join("hints.html"), hints(&version).as_bytes())?;
        for name in HOSTED {
            copy(&root().join("static").join(name), &to.join(name))?;
        }
    }
    Ok(())
}

/// Moves the files that Trunk has built into the folder of the version. Returns that folder: it contains a
/// whole release, so that releases can be hosted beside each other.
fn into_folder_of_version(top: &Path) -> Outcome<PathBuf> {
    let folder = top.join(RELEASE);
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(&folder).map_err(failed)?;
    for entry in fs::read_dir(top).map_err(failed)?.filter_map(Result::ok) {
        if entry.path() != folder {
            fs::rename(entry.path(), folder.join(entry.file_name())).map_err(failed)?;
        }
    }
    Ok(folder)
}

/// Builds the entry point of the npm package, and its module scripts as functions that return instances.
pub fn package(from: &Path, to: &Path) -> Outcome {
    let version = version(&MODULES, from)?;
    loader("package.ts", ScriptPlace::package(&version), false, &to.join("baca.js"))?;
    for module in MODULES {
        let wasm = format!("{module}_bg.wasm");
        copy(&from.join(&wasm), &to.join(&wasm))?;
        instances(&from.join(format!("{module}.js")), &to.join(format!("{module}.js")))?;
    }
    for (_, file) in IMPORTED {
        copy(&from.join(file), &to.join(file))?;
    }
    for name in HOSTED {
        copy(&root().join("static").join(name), &to.join(name))?;
    }
    package_locales(&from.join(LOCALES), to)
}

/// Adds the languages to the npm package: as JSON for sites that host the files themselves, and as scripts, since
/// bundlers follow imports.
fn package_locales(from: &Path, to: &Path) -> Outcome {
    let folder = to.join(LOCALES);
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut imports = String::from("export default {\n");
    for locale in locales()? {
        let lang = &locale.lang;
        imports.push_str(&format!("  \"{lang}\": () => import(\"./{LOCALES}/{lang}.js\"),\n"));
        // Without the compressed files that are beside it: a package is compressed as a whole.
        let file = format!("{lang}.json");
        copy(&from.join(&file), &folder.join(&file))?;
        let script = format!("export default {};\n", Value::Object(locale.groups));
        write(&folder.join(lang).with_extension("js"), script.as_bytes())?;
    }
    imports.push_str("};\n");
    write(&to.join("baca-locales.js"), imports.as_bytes())
}

/// Converts the glue of a module to a function `create` that returns its exports. The browser runs a module
/// of one URL once, and bundlers give each file one URL, but a module that has trapped needs another instance.
fn instances(glue: &Path, to: &Path) -> Outcome {
    let text = read_text(glue)?;
    // Bundlers would follow an address in it, although the loader passes the WebAssembly.
    if text.contains("import.meta") {
        return Err(format!(
            "{}: has an address of its own: wasm-bindgen has changed",
            glue.display()
        ));
    }
    write(to, text.as_bytes())?;
    let mut esbuild = command("esbuild");
    esbuild.arg(to).args(["--format=cjs", "--minify", "--log-level=warning", "--allow-overwrite"]);
    run_quietly(esbuild.arg(format!("--outfile={}", to.display())))?;
    let script = read_text(to)?;
    let wrapped = format!(
        "export function create() {{\nconst module = {{ exports: {{}} }};\n{script}return module.exports;\n}}\n"
    );
    write(to, wrapped.as_bytes())
}

/// Settings for the release build of Trunk, whose module [`complete`] replaces.
pub const UNOPTIMIZED: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
];

/// Builds the modules with a standard library that is optimized for size. Returns their folder.
fn build_small() -> Outcome<PathBuf> {
    let folder = target().join("small");
    let build = |subcommand: &str, modules: &[&str], more: &[&str]| {
        let mut build = command("cargo");
        build.args([subcommand, "--release", "--target", TARGET, "--package", "baca"]);
        build.args(modules.iter().flat_map(|module| ["--bin", module]));
        build.args(["-Z", "build-std=std,panic_abort"]);
        build.args(["-Z", "build-std-features=optimize_for_size"]).args(more);
        build.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", SMALL).env("CARGO_TARGET_DIR", &folder);
        for (key, _) in UNOPTIMIZED {
            build.env_remove(key);
        }
        run_quietly(&mut build)
    };
    let others: Vec<_> = MODULES.into_iter().filter(|module| *module != BUILT_BY_TRUNK).collect();
    build("build", &others, &[])?;
    build("rustc", &[BUILT_BY_TRUNK], &["--", INLINE_CALLS])?;
    Ok(folder.join(TARGET).join("release"))
}

/// Builds the worker for edge platforms into `dist/edge`.
pub fn edge() -> Outcome {
    const WASI: &str = "wasm32-wasip1";
    let mut build = command("cargo");
    build.args(["build", "--release", "--package", "baca-edge", "--target", WASI]);
    // Source locations would put paths of this machine into the module.
    build.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", "-Zlocation-detail=none");
    run_quietly(&mut build)?;
    let folder = root().join("dist/edge");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let wasm = folder.join("baca-edge.wasm");
    copy(&target().join(WASI).join("release/baca_edge.wasm"), &wasm)?;
    optimize(&wasm, &["--strip-debug", "--strip-producers"])?;
    let mut esbuild = command("esbuild");
    esbuild.arg(root().join("edge/worker.ts"));
    esbuild.args(["--bundle", "--format=esm", "--target=es2022", "--charset=utf8"]);
    esbuild.args(["--external:./baca-edge.wasm", "--log-level=warning"]);
    let version = format!("{:016x}", fnv1a(FNV_START, &read(&wasm)?));
    esbuild.arg(format!("--define:__BACA_EDGE_VERSION__=\"{version}\""));
    run_quietly(esbuild.arg(format!("--outfile={}", folder.join("worker.mjs").display())))
}

/// Generates the script and the WebAssembly of a compiled module with `wasm-bindgen`.
fn bind(built: &Path, module: &str, folder: &Path) -> Outcome {
    let mut bind = command("wasm-bindgen");
    bind.args(["--target", "web", "--out-dir"]).arg(folder);
    run_quietly(bind.arg(built.join(format!("{module}.wasm"))))
}

/// Adapts the glue of a module ([`glue::adapt`]).
fn adapt(module: &str, folder: &Path) -> Outcome {
    let script = folder.join(format!("{module}.js"));
    let adapted = glue::adapt(&read_text(&script)?, module)
        .map_err(|error| format!("{module}.js {error}"))?;
    write(&script, adapted.as_bytes())
}

/// Optimizes a module's WebAssembly, minifies its script and shortens the names between them.
fn shrink(module: &str, folder: &Path) -> Outcome {
    let wasm = folder.join(format!("{module}_bg.wasm"));
    let glue = folder.join(format!("{module}.js"));
    optimize(&wasm, &["--strip-debug", "--strip-producers", "--strip-target-features"])?;
    minify(&glue)?;
    let (module, script) = shorten_imports::shorten(&read(&wasm)?, &read_text(&glue)?)
        .map_err(|error| format!("{module}: {error}"))?;
    write(&wasm, &module)?;
    write(&glue, script.as_bytes())?;
    squeeze(&glue, false)
}

/// Optimizes a WebAssembly file in place; `more` are further arguments of `wasm-opt`.
fn optimize(wasm: &Path, more: &[&str]) -> Outcome {
    let mut optimize = command("wasm-opt");
    optimize.arg(wasm).arg("-o").arg(wasm).args(FEATURES);
    // Functions that are sorted by name compress better, since similar ones become neighbours.
    // `--low-memory-unused` is safe: the stack is below all data, so no data has a low address.
    optimize.args(["-Oz", "--converge", "--zero-filled-memory"]);
    optimize.args(["--reorder-functions-by-name", "--low-memory-unused"]);
    run_quietly(optimize.args(more))?;
    // Control flow that is built anew from basic blocks is smaller than what the compiler emits.
    let mut rebuild = command("wasm-opt");
    rebuild.arg(wasm).arg("-o").arg(wasm).args(FEATURES).args(["--flatten", "--rereloop"]);
    rebuild.args(["-Oz", "-Oz", "--zero-filled-memory", "--reorder-functions-by-name"]);
    run_quietly(rebuild.arg("--low-memory-unused").args(more))
}

/// Builds a module as for a release, but with function names. Returns its file.
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

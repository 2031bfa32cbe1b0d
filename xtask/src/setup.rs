//! Set-up: each step looks first, says what it does and how long that may take, and ends in one
//! line that tells what to install when it cannot be done.

use crate::tools::{ask, command, find, root, run_quietly, Outcome};
use std::process::Command;
use std::{env, fs};

const TRUNK: &str = "0.21.14";
const GECKODRIVER: &str = "0.36.0";

/// What `serve` and `dist` need.
pub fn for_building() -> Outcome {
    rust_target("wasm32-unknown-unknown")?;
    component("rust-src", "the source of Rust's standard library, for small modules")?;
    cargo_tool("trunk", TRUNK, &["--locked", "--debug"], "some 4 minutes")?;
    // Module and glue must come from one version: the one that the lock file names.
    let wasm_bindgen = locked("wasm-bindgen")?;
    cargo_tool("wasm-bindgen-cli", &wasm_bindgen, &["--debug"], "some 3 minutes")?;
    npm()
}

/// What the worker for the edge needs.
pub fn for_edge() -> Outcome {
    rust_target("wasm32-wasip1")?;
    npm()
}

fn rust_target(target: &str) -> Outcome {
    if ask("rustup", &["target", "list", "--installed"]).lines().any(|line| line == target) {
        return Ok(());
    }
    step(
        &format!("Rust's target {target} (seconds)"),
        command("rustup").args(["target", "add", target]),
        &format!("install rustup, then: rustup target add {target}"),
    )
}

/// Tells how to call Trunk itself, if what was installed here is not on the person's own path.
pub fn tell_path() {
    let own = root().join(".tools/bin");
    let known = env::split_paths(&env::var_os("PATH").unwrap_or_default()).any(|part| part == own);
    if own.is_dir() && !known {
        println!("xtask: for plain `trunk serve`: export PATH=\"{}:$PATH\"", own.display());
    }
}

/// What linting needs besides: a toolchain may have been installed without these.
pub fn for_linting() -> Outcome {
    for_building()?;
    component("rustfmt", "rustfmt")?;
    component("clippy", "clippy")
}

/// What the other tests need besides.
pub fn for_testing() -> Outcome {
    for_linting()?;
    for_edge()?;
    debian(&[
        ("chromium", "chromium"),
        ("chromedriver", "chromium-driver"),
        ("firefox-esr", "firefox-esr"),
        ("WebKitWebDriver", "webkit2gtk-driver"),
        ("Xvfb", "xvfb"),
    ])?;
    // Two flows read a real WordPress: they are left out where that cannot be installed.
    let wordpress = debian(&[
        ("mariadbd", "mariadb-server"),
        ("php", "php-cli"),
        ("/usr/share/wordpress/wp-load.php", "wordpress"),
        ("/usr/share/php8.2-mysql/mysql/mysqli.ini", "php-mysql"),
    ]);
    if let Err(line) = wordpress {
        println!("xtask: the flow with a real WordPress is left out: {line}");
    }
    // Another one a real Isso, which it installs from PyPI by itself.
    let ensurepip = "/usr/lib/python3.11/ensurepip/__init__.py";
    if let Err(line) = debian(&[("python3", "python3"), (ensurepip, "python3-venv")]) {
        println!("xtask: the flow with a real Isso is left out: {line}");
    }
    if find("geckodriver").is_some() {
        return Ok(());
    }
    cargo_tool("geckodriver", GECKODRIVER, &["--locked"], "some 2 minutes")
}

/// A part of the Rust toolchain.
fn component(name: &str, what: &str) -> Outcome {
    let installed = ask("rustup", &["component", "list", "--installed"]);
    if installed.lines().any(|line| line.starts_with(name)) {
        return Ok(());
    }
    step(
        &format!("{what} (seconds)"),
        command("rustup").args(["component", "add", name]),
        &format!("rustup component add {name}"),
    )
}

/// Installs a program of the crate registry into `.tools`, unless it is here in this version.
fn cargo_tool(package: &str, version: &str, how: &[&str], patience: &str) -> Outcome {
    let program = package.strip_suffix("-cli").unwrap_or(package);
    if ask(program, &["--version"]).split_whitespace().any(|word| word == version) {
        return Ok(());
    }
    let mut install = command("cargo");
    install.args(["install", package, "--version", &format!("={version}"), "--root"]);
    // In a folder of its own: the project's own flags and lock file are not meant for it.
    install.arg(root().join(".tools")).args(how).env_remove("CARGO_TARGET_DIR");
    step(
        &format!("{program} {version} ({patience})"),
        &mut install,
        &format!("cargo install {package} --version {version}"),
    )
}

/// What the lock file says of a crate.
fn locked(package: &str) -> Outcome<String> {
    let text = fs::read_to_string(root().join("Cargo.lock"));
    let text = text.map_err(|error| format!("Cargo.lock cannot be read: {error}"))?;
    let wanted = format!("name = \"{package}\"");
    let mut lines = text.lines().skip_while(|line| *line != wanted).skip(1);
    let version = lines.next().and_then(|line| line.strip_prefix("version = \""));
    let version = version.and_then(|rest| rest.strip_suffix('"'));
    version.map(Into::into).ok_or_else(|| format!("Cargo.lock does not name {package}"))
}

/// The programs of `package.json`, unless they are here as its lock file wants them.
pub fn npm() -> Outcome {
    let wanted = fs::read(root().join("package-lock.json")).unwrap_or_default();
    let mark = root().join("node_modules/.installed-from");
    if fs::read(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    step(
        "wasm-opt, esbuild and what the tests take from npm (under a minute)",
        command("npm").args(["ci", "--no-fund", "--no-audit"]),
        "install Node.js 20 or later with npm, then: npm ci",
    )?;
    fs::write(mark, wanted).map_err(|error| format!("node_modules cannot be written: {error}"))
}

/// Packages of Debian, by the program or the file that shows they are here.
fn debian(packages: &[(&str, &str)]) -> Outcome {
    let missing: Vec<&str> = packages
        .iter()
        .filter(|(program, _)| {
            find(program).is_none() && !beside(program) && !administrative(program)
        })
        .map(|(_, package)| *package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let advice = format!("apt-get install --no-install-recommends {}", missing.join(" "));
    if find("apt-get").is_none() || ask("id", &["-u"]) != "0" {
        return Err(format!(
            "the tests need programs that only an administrator installs: {advice}"
        ));
    }
    let mut update = command("apt-get");
    update.args(["update", "--quiet"]).env("DEBIAN_FRONTEND", "noninteractive");
    step("Debian's list of packages (seconds)", &mut update, &advice)?;
    let mut install = command("apt-get");
    install.args(["install", "--yes", "--quiet", "--no-install-recommends"]).args(&missing);
    install.env("DEBIAN_FRONTEND", "noninteractive");
    step(&format!("{} (some 30 seconds)", missing.join(", ")), &mut install, &advice)
}

/// Some are not on a person's path.
fn administrative(program: &str) -> bool {
    std::path::Path::new("/usr/sbin").join(program).is_file()
}

/// Some programs are known by another name elsewhere.
fn beside(program: &str) -> bool {
    let other = match program {
        "chromium" => "google-chrome",
        "firefox-esr" => "firefox",
        _ => return false,
    };
    find(other).is_some()
}

fn step(what: &str, command: &mut Command, advice: &str) -> Outcome {
    println!("xtask: installing {what}");
    run_quietly(command).map_err(|_| format!("could not install {what}; by hand: {advice}"))
}

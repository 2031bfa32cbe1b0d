//! Installs the programs that building and testing need. Each step checks whether it is needed, then
//! prints what it installs and how long that takes. If it fails, the error names the command to run.

use crate::tools::{command, find, output_of, root, run_quietly, Outcome};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const TRUNK: &str = "0.21.14";
const GECKODRIVER: &str = "0.36.0";

/// Installs the programs that `serve` and `dist` need.
pub fn for_building() -> Outcome {
    rust_target("wasm32-unknown-unknown")?;
    component("rust-src", "the source of Rust's standard library, for small modules")?;
    cargo_tool("trunk", TRUNK, &["--locked", "--debug"], "about 4 minutes")?;
    // The program must have the version of the crate in the lock file.
    let wasm_bindgen = locked_version("wasm-bindgen")?;
    cargo_tool("wasm-bindgen-cli", &wasm_bindgen, &["--debug"], "some 3 minutes")?;
    npm()
}

/// Installs the programs that the worker for edge platforms needs.
pub fn for_edge() -> Outcome {
    rust_target("wasm32-wasip1")?;
    npm()
}

fn rust_target(target: &str) -> Outcome {
    if output_of("rustup", &["target", "list", "--installed"]).lines().any(|line| line == target) {
        return Ok(());
    }
    step(
        &format!("Rust's target {target} (seconds)"),
        command("rustup").args(["target", "add", target]),
        &format!("install rustup, then: rustup target add {target}"),
    )
}

/// Prints how to put `.tools/bin` into `PATH`, if it is not there.
pub fn print_path_hint() {
    let own = root().join(".tools/bin");
    let known = env::split_paths(&env::var_os("PATH").unwrap_or_default()).any(|part| part == own);
    if own.is_dir() && !known {
        println!("xtask: for plain `trunk serve`: export PATH=\"{}:$PATH\"", own.display());
    }
}

/// Installs the programs that linting needs: a toolchain may lack rustfmt and clippy.
pub fn for_linting() -> Outcome {
    for_building()?;
    component("rustfmt", "rustfmt")?;
    component("clippy", "clippy")
}

/// Installs the programs that all tests need.
pub fn for_testing() -> Outcome {
    for_linting()?;
    for_edge()?;
    debian(&[
        ("chromium", "chromium"),
        ("chromedriver", "chromium-driver"),
        ("firefox-esr", "firefox-esr"),
        ("WebKitWebDriver", "webkit2gtk-driver"),
        ("Xvfb", "xvfb"),
        // The examples of docs/hosting.md are run.
        ("nginx", "nginx-light"),
        ("caddy", "caddy"),
        ("apache2", "apache2"),
    ])?;
    npm_in("tests/bundlers", "the bundlers that the npm package is tested with (under a minute)")?;
    // Four flows use a real WordPress. They fail without it, unless BACA_WITHOUT leaves it out.
    let wordpress = debian(&[
        ("mariadbd", "mariadb-server"),
        ("php", "php-cli"),
        ("/usr/share/wordpress/wp-load.php", "wordpress"),
        ("/usr/share/php8.2-mysql/mysql/mysqli.ini", "php-mysql"),
        (wordpress_theme_file("one").as_str(), "wordpress-theme-twentytwentyone"),
        (wordpress_theme_file("two").as_str(), "wordpress-theme-twentytwentytwo"),
        (wordpress_theme_file("three").as_str(), "wordpress-theme-twentytwentythree"),
        ("phpcs", "php-codesniffer"),
    ]);
    if let Err(line) = wordpress {
        println!("xtask: {}", skip_hint("wordpress", &line));
    }
    // One flow uses a real Isso, which it installs from PyPI itself.
    let ensurepip = "/usr/lib/python3.11/ensurepip/__init__.py";
    if let Err(line) = debian(&[("python3", "python3"), (ensurepip, "python3-venv")]) {
        println!("xtask: {}", skip_hint("isso", &line));
    }
    if find("geckodriver").is_some() {
        return Ok(());
    }
    cargo_tool("geckodriver", GECKODRIVER, &["--locked", "--debug"], "about a minute")
}

/// Returns a file of one of WordPress' themes, by the end of its name.
fn wordpress_theme_file(year: &str) -> String {
    format!("/usr/share/wordpress/wp-content/themes/twentytwenty{year}/style.css")
}

/// Describes a server that could not be installed, and how the flows can run without it.
fn skip_hint(server: &str, line: &str) -> String {
    format!("the flows with {server} will fail ({line}); leave them out with BACA_WITHOUT={server}")
}

/// Installs a component of the Rust toolchain.
fn component(name: &str, what: &str) -> Outcome {
    let installed = output_of("rustup", &["component", "list", "--installed"]);
    if installed.lines().any(|line| line.starts_with(name)) {
        return Ok(());
    }
    step(
        &format!("{what} (seconds)"),
        command("rustup").args(["component", "add", name]),
        &format!("rustup component add {name}"),
    )
}

/// Installs a program from the crate registry into `.tools`, unless it is installed in this version. Several checkouts
/// share what was built, since that takes minutes.
fn cargo_tool(package: &str, version: &str, how: &[&str], duration: &str) -> Outcome {
    let program = package.strip_suffix("-cli").unwrap_or(package);
    if output_of(program, &["--version"]).split_whitespace().any(|word| word == version) {
        return Ok(());
    }
    let built = shared_folder().join(format!("{package}-{version}")).join("bin");
    if !built.join(format!("{program}{}", env::consts::EXE_SUFFIX)).is_file() {
        let mut install = command("cargo");
        install.args(["install", package, "--version", &format!("={version}"), "--root"]);
        // It has its own build folder: the project's flags and lock file must not apply.
        install.arg(built.with_file_name("")).args(how).env_remove("CARGO_TARGET_DIR");
        install.env("CARGO_PROFILE_DEV_DEBUG", "0");
        step(
            &format!("{program} {version} ({duration})"),
            &mut install,
            &format!("cargo install {package} --version {version}"),
        )?;
    }
    let own = root().join(".tools/bin");
    copy_programs(&built, &own).map_err(|error| format!("{}: {error}", own.display()))
}

/// Copies the programs of a package, of which some have several.
fn copy_programs(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}

/// Returns the user's folder of the programs that were built for any checkout.
fn shared_folder() -> PathBuf {
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cache")));
    cache.map_or_else(|| root().join(".tools"), |cache| cache.join("baca-tools"))
}

/// Returns the version of a crate in `Cargo.lock`.
fn locked_version(package: &str) -> Outcome<String> {
    let text = fs::read_to_string(root().join("Cargo.lock"));
    let text = text.map_err(|error| format!("Cargo.lock cannot be read: {error}"))?;
    let wanted = format!("name = \"{package}\"");
    let mut lines = text.lines().skip_while(|line| *line != wanted).skip(1);
    let version = lines.next().and_then(|line| line.strip_prefix("version = \""));
    let version = version.and_then(|rest| rest.strip_suffix('"'));
    version.map(Into::into).ok_or_else(|| format!("Cargo.lock does not name {package}"))
}

/// Installs the packages of `package.json`, unless those of its lock file are installed.
pub fn npm() -> Outcome {
    npm_in("", "wasm-opt, esbuild and the npm packages for linting and tests (under a minute)")
}

/// Installs the packages of a folder's `package.json`, unless those of its lock file are installed.
fn npm_in(folder: &str, what: &str) -> Outcome {
    let folder = root().join(folder);
    let wanted = fs::read(folder.join("package-lock.json")).unwrap_or_default();
    let mark = folder.join("node_modules/.installed-from");
    if fs::read(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    step(
        what,
        command("npm").args(["ci", "--no-fund", "--no-audit"]).current_dir(&folder),
        "install Node.js 20.19 or later with npm, then: npm ci",
    )?;
    fs::write(mark, wanted).map_err(|error| format!("node_modules cannot be written: {error}"))
}

/// Installs Debian packages. Each is given after a program or file that shows whether it is installed.
fn debian(packages: &[(&str, &str)]) -> Outcome {
    let missing: Vec<&str> = packages
        .iter()
        .filter(|(program, _)| {
            find(program).is_none() && !has_other_name(program) && !in_sbin(program)
        })
        .map(|(_, package)| *package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let advice = format!("apt-get install --no-install-recommends {}", missing.join(" "));
    if find("apt-get").is_none() || output_of("id", &["-u"]) != "0" {
        return Err(format!("the tests need programs that only root can install: {advice}"));
    }
    let mut update = command("apt-get");
    update.args(["update", "--quiet"]).env("DEBIAN_FRONTEND", "noninteractive");
    step("Debian's list of packages (seconds)", &mut update, &advice)?;
    let mut install = command("apt-get");
    install.args(["install", "--yes", "--quiet", "--no-install-recommends"]).args(&missing);
    install.env("DEBIAN_FRONTEND", "noninteractive");
    step(&format!("{} (about 30 seconds)", missing.join(", ")), &mut install, &advice)
}

/// Returns whether a program is in `/usr/sbin`, which is often not in `PATH`.
fn in_sbin(program: &str) -> bool {
    std::path::Path::new("/usr/sbin").join(program).is_file()
}

/// Returns whether a browser is installed under the name that it has on other systems.
fn has_other_name(program: &str) -> bool {
    let other = match program {
        "chromium" => "google-chrome",
        "firefox-esr" => "firefox",
        _ => return false,
    };
    find(other).is_some()
}

/// Prints `what` and runs a command. If it fails, the error contains `advice`.
fn step(what: &str, command: &mut Command, advice: &str) -> Outcome {
    println!("xtask: installing {what}");
    run_quietly(command).map_err(|_| format!("could not install {what}; by hand: {advice}"))
}

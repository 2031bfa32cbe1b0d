//! Sets the cfg `browser` for the target wasm32-unknown-unknown, where the browser's own parsers are used.

fn main() {
    println!("cargo:rustc-check-cfg=cfg(browser)");
    let target =
        |part: &str| std::env::var(["CARGO_CFG_TARGET_", part].concat()).unwrap_or_default();
    if target("ARCH") == "wasm32" && target("OS") == "unknown" {
        println!("cargo:rustc-cfg=browser");
    }
}

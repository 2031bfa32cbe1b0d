//! Builds a release in `dist/baca`, and makes what others install from it: the npm package in `dist/npm`, and in
//! `dist/release` an archive with its checksums and the integrity hashes of the scripts.

use crate::bundle::{self, RELEASE};
use crate::files::{self, read, write};
use crate::tools::{command, in_parallel, root, run, run_quietly, Outcome};
use crate::{setup, size};
use base64::prelude::{Engine, BASE64_STANDARD};
use flate2::read::GzDecoder;
use flate2::write::{DeflateEncoder, GzEncoder};
use flate2::{Compression, Crc};
use serde_json::Map;
use sha2::{Digest, Sha256, Sha384};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::{env, fs};

const NAME: &str = "baca-reader";
/// Files whose text servers compress, by extension. Images are compressed already.
const COMPRESSED: [&str; 5] = ["js", "wasm", "json", "ts", "html"];

/// Builds a release into `dist`. Fails if a size is above its budget.
pub fn dist() -> Outcome {
    setup::for_building()?;
    run(command("trunk").args(["build", "--release"]).envs(bundle::UNOPTIMIZED))?;
    compress()?;
    size::check()
}

/// Makes the package and the archive. Fails if there is no release in `dist/baca`.
pub fn make() -> Outcome {
    if !size::hosted().join("baca.js").is_file() {
        return Err("dist/ has no release of this version: run `cargo xtask dist` first".into());
    }
    let package = npm()?;
    println!("xtask: {} ({NAME} {RELEASE})", relative(&package));
    archive()
}

/// Writes the npm package. Returns its folder.
fn npm() -> Outcome<PathBuf> {
    let folder = empty(&root().join("dist/npm"))?;
    bundle::package(&size::hosted(), &folder)?;
    files::copy(&root().join("static/package"), &folder)?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        files::copy(&root().join(licence), &folder.join(licence))?;
    }
    write(&folder.join("package.json"), manifest()?.as_bytes())?;
    Ok(folder)
}

/// Returns the package's `package.json`: the template with the version. The order of its conditions matters,
/// so it is not parsed and written again.
fn manifest() -> Outcome<String> {
    let text = files::read_text(&root().join("static/package/package.json"))?;
    let text = text.replace("\"VERSION\"", &format!("\"{RELEASE}\""));
    let url = |server: String, name: String| format!("git+{server}/{name}.git");
    let repository = env::var("GITHUB_SERVER_URL").ok().zip(env::var("GITHUB_REPOSITORY").ok());
    Ok(with_repository(&text, repository.map(|(server, name)| url(server, name)).as_deref()))
}

/// Adds the URL of the repository to a manifest. The workflow knows it; npm accepts a proof of origin
/// (`--provenance`) only if the package names the repository that it comes from.
fn with_repository(manifest: &str, url: Option<&str>) -> String {
    const NEXT: &str = "  \"type\": \"module\",";
    let Some(url) = url else { return manifest.into() };
    let member = format!("  \"repository\": {{ \"type\": \"git\", \"url\": \"{url}\" }},\n{NEXT}");
    manifest.replacen(NEXT, &member, 1)
}

/// Writes the files `.br` and `.gz` beside those in `dist/baca`, for servers that send compressed files.
pub fn compress() -> Outcome {
    let is_compressed = |file: &PathBuf| {
        let end = file.extension().unwrap_or_default().to_string_lossy();
        COMPRESSED.contains(&end.as_ref())
    };
    let all = files(&root().join("dist/baca"))?;
    let files: Vec<_> = all.into_iter().filter(is_compressed).collect();
    in_parallel(&files, |file| {
        let content = read(file)?;
        let beside = |end: &str| PathBuf::from(format!("{}.{end}", file.display()));
        write(&beside("br"), &size::brotli(&content)?)?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        let zipped = gzip.write_all(&content).and_then(|()| gzip.finish());
        write(&beside("gz"), &zipped.map_err(|error| format!("{}: {error}", file.display()))?)
    })
}

/// Writes the archive of `dist/baca`, `integrity.json` and `SHA256SUMS` into `dist/release`.
fn archive() -> Outcome {
    let folder = empty(&root().join("dist/release"))?;
    let hosted = root().join("dist/baca");
    let mut integrity = Map::new();
    for file in
        files(&hosted)?.iter().filter(|file| file.extension().is_some_and(|end| end == "js"))
    {
        let hash = BASE64_STANDARD.encode(Sha384::digest(read(file)?));
        integrity.insert(relative_to(&hosted, file), format!("sha384-{hash}").into());
    }
    let text = serde_json::to_string_pretty(&integrity).map_err(|error| error.to_string())? + "\n";
    write(&folder.join("integrity.json"), text.as_bytes())?;
    archive_of("baca", &folder)?;
    write_sums(&folder)
}

/// Writes the archive of a folder in `dist` to the folder `to`.
pub fn archive_of(name: &str, to: &Path) -> Outcome {
    let source = root().join("dist").join(name);
    let mut entries = Vec::new();
    for file in files(&source)? {
        entries.push((format!("{name}/{}", relative_to(&source, &file)), read(&file)?));
    }
    let prefix = if name == "baca" { "baca".to_string() } else { format!("baca-{name}") };
    let archive = to.join(format!("{prefix}-{RELEASE}.zip"));
    write(&archive, &zip(&entries)?)?;
    println!("xtask: {} ({} files)", relative(&archive), entries.len());
    Ok(())
}

/// Writes the checksums of all other files of a folder to `SHA256SUMS`, as `sha256sum` does.
pub fn write_sums(folder: &Path) -> Outcome {
    const SUMS: &str = "SHA256SUMS";
    let mut sums = String::new();
    for file in files(folder)? {
        let name = relative_to(folder, &file);
        if name != SUMS {
            sums += &format!("{:x}  {name}\n", Sha256::digest(read(&file)?));
        }
    }
    write(&folder.join(SUMS), sums.as_bytes())
}

/// Packs `dist/npm` as npm would publish it. Returns the names of the files in the packed file and its size in bytes.
pub fn pack(to: &Path) -> Outcome<(Vec<String>, u64)> {
    let mut npm = command("npm");
    npm.args(["pack", "--pack-destination"]).arg(to).arg(root().join("dist/npm"));
    run_quietly(&mut npm)?;
    let packed = to.join(format!("{NAME}-{RELEASE}.tgz"));
    let size =
        fs::metadata(&packed).map_err(|error| format!("{}: {error}", packed.display()))?.len();
    let mut content = Vec::new();
    let unpacked = GzDecoder::new(read(&packed)?.as_slice()).read_to_end(&mut content);
    unpacked.map_err(|error| format!("{}: {error}", packed.display()))?;
    Ok((names_in_tar(&content), size))
}

/// Returns the names of the files in a tar archive (POSIX ustar), without npm's folder `package`.
fn names_in_tar(archive: &[u8]) -> Vec<String> {
    const BLOCK: usize = 512;
    let text = |field: &[u8]| {
        let end = field.iter().position(|byte| *byte == 0).unwrap_or(field.len());
        String::from_utf8_lossy(&field[..end]).trim().to_string()
    };
    let mut names = Vec::new();
    let mut at = 0;
    while let Some(head) = archive.get(at..at + BLOCK).filter(|head| head[0] != 0) {
        let name = text(&head[..100]);
        names.push(name.strip_prefix("package/").unwrap_or(&name).to_string());
        let size = usize::from_str_radix(&text(&head[124..136]), 8).unwrap_or_default();
        at += BLOCK + size.div_ceil(BLOCK) * BLOCK;
    }
    names
}

/// Returns the content of a ZIP archive (APPNOTE 6.3) with these files. The time of all files is 1980, so that
/// two builds of one commit give one archive.
pub fn zip(entries: &[(String, Vec<u8>)]) -> Outcome<Vec<u8>> {
    /// 1 January 1980, in the format of MS-DOS.
    const DATE: u16 = 0b10_0001;
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in entries {
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
        let packed = deflate.write_all(content).and_then(|()| deflate.finish());
        let packed = packed.map_err(|error| format!("{name}: {error}"))?;
        let mut crc = Crc::new();
        crc.update(content);
        let length =
            |bytes: &[u8]| u32::try_from(bytes.len()).map_err(|_| format!("{name}: too large"));
        // Version 2.0, names in UTF-8, deflated.
        let mut head: Vec<u8> =
            [20_u16, 0x0800, 8, 0, DATE].iter().flat_map(|n| n.to_le_bytes()).collect();
        for number in [crc.sum(), length(&packed)?, length(content)?] {
            head.extend(number.to_le_bytes());
        }
        head.extend(
            u16::try_from(name.len()).map_err(|_| format!("{name}: too long"))?.to_le_bytes(),
        );
        head.extend([0, 0]);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&head);
        // No comment, first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(length(&out)?.to_le_bytes());
        directory.extend(name.as_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&head);
        out.extend(name.as_bytes());
        out.extend(packed);
    }
    let number = |n: usize| u32::try_from(n).map_err(|_| "the archive is too large".to_string());
    let count = u16::try_from(entries.len()).map_err(|_| "the archive has too many files")?;
    let (start, length) = (number(out.len())?, number(directory.len())?);
    out.extend(directory);
    out.extend(b"PK\x05\x06\x00\x00\x00\x00");
    out.extend([count, count].iter().flat_map(|n| n.to_le_bytes()));
    out.extend([length, start].iter().flat_map(|n| n.to_le_bytes()));
    out.extend([0, 0]);
    Ok(out)
}

/// Returns all files of a folder and its subfolders, sorted.
pub fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Creates a folder, without what was in it.
pub fn empty(folder: &Path) -> Outcome<PathBuf> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder.into())
}

fn relative(path: &Path) -> String {
    relative_to(&root(), path)
}

fn relative_to(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn an_archive_names_each_file_twice_and_ends_with_its_directory() {
        let entries =
            [("baca/a.js".to_string(), b"let a;".repeat(100)), ("baca/b".into(), Vec::new())];
        let archive = zip(&entries).unwrap_or_default();
        assert!(archive.starts_with(b"PK\x03\x04"));
        let end = &archive[archive.len() - 22..];
        assert!(end.starts_with(b"PK\x05\x06"));
        assert_eq!(end[8..12], [2, 0, 2, 0]);
        let names = archive.windows(9).filter(|part| part == b"baca/a.js").count();
        assert_eq!(names, 2);
        assert!(archive.len() < 600);
    }

    #[test]
    fn a_package_of_the_workflow_names_its_repository() {
        let manifest = manifest().unwrap_or_default();
        let url = "git+https://git.example/news/baca.git";
        let named: Value =
            serde_json::from_str(&with_repository(&manifest, Some(url))).unwrap_or_default();
        assert_eq!(named["repository"]["url"], url);
        assert_eq!(named["type"], "module");
        assert_eq!(named["version"], RELEASE);
        assert_eq!(with_repository(&manifest, None), manifest);
    }

    #[test]
    fn a_packed_package_lists_its_files() {
        let entry = |name: &str, content: &[u8]| {
            let mut block = vec![0; 512];
            block[..name.len()].copy_from_slice(name.as_bytes());
            let size = format!("{:011o}", content.len());
            block[124..135].copy_from_slice(size.as_bytes());
            block.extend(content);
            block.resize(block.len().next_multiple_of(512), 0);
            block
        };
        let mut archive = entry("package/baca.js", &[b'x'; 513]);
        archive.extend(entry("package/locales/de.js", b""));
        archive.extend(entry("package/package.json", &[b'x'; 512]));
        archive.extend([0; 1024]);
        assert_eq!(names_in_tar(&archive), ["baca.js", "locales/de.js", "package.json"]);
        assert_eq!(names_in_tar(&archive[..700]), ["baca.js"]);
        assert!(names_in_tar(&[]).is_empty());
    }

    #[test]
    fn every_file_that_the_package_exports_is_in_one_of_its_sources() {
        let manifest: Value =
            serde_json::from_str(&manifest().unwrap_or_default()).unwrap_or_default();
        let exports = manifest["exports"].as_object().cloned().unwrap_or_default();
        let targets = exports.values().flat_map(|value| match value {
            Value::String(file) => vec![file.clone()],
            Value::Object(all) => all.values().filter_map(Value::as_str).map(Into::into).collect(),
            _ => Vec::new(),
        });
        assert!(exports.len() > 10);
        let made = ["./baca.js"];
        for target in
            targets.filter(|target| !target.contains('*') && !made.contains(&target.as_str()))
        {
            let is_there = ["static", "static/package"]
                .iter()
                .any(|folder| root().join(folder).join(&target).is_file());
            assert!(is_there, "{target}");
        }
    }
}

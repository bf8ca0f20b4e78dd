//! The published packages: which versions there are, and their type declarations.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::overrides::{Overrides, Package};
use super::schema::Version;
use super::versions::sort_key;

/// One declaration file: its name without folder and ending, and its text.
pub struct DeclarationFile {
    pub name: String,
    pub text: String,
}

/// Every published version that has types, in order.
pub fn published(overrides: &Overrides) -> Result<Vec<Version>, String> {
    let mut versions = Vec::new();
    for package in &overrides.packages {
        let listed = run(npm().args(["view", &package.name, "versions", "--json"]))?;
        let listed: Vec<String> =
            serde_json::from_str(&listed).map_err(|error| format!("versions of {}: {error}", package.name))?;
        let wanted = listed.into_iter().filter(|version| package.has(version));
        versions.extend(wanted.map(|version| overrides.version(version, package)));
    }
    versions.sort_by(|a, b| sort_key(&a.version).cmp(&sort_key(&b.version)));
    Ok(versions)
}

/// The package that published a version's types.
pub fn package_of<'a>(version: &str, overrides: &'a Overrides) -> Result<&'a Package, String> {
    let found = overrides.packages.iter().find(|package| package.has(version));
    found.ok_or_else(|| format!("no package of the overrides holds the types of `{version}`"))
}

/// The declaration files of a version, sorted by name, from `cache` when they were fetched before.
pub fn declarations(version: &Version, cache: &Path) -> Result<Vec<DeclarationFile>, String> {
    let folder = cache.join(format!("{}-{}", version.package.replace(['@', '/'], "_"), version.version));
    if !folder.is_dir() {
        fetch(version, &folder)?;
    }
    let mut files = Vec::new();
    for path in files_of(&folder)? {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        files.push(DeclarationFile { name: name.trim_end_matches(".d.ts").to_owned(), text });
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    if files.is_empty() {
        return Err(format!("{} {} has no type declarations", version.package, version.version));
    }
    Ok(files)
}

/// Packs the version into a folder of its own, keeps the declarations and deletes the rest.
fn fetch(version: &Version, folder: &Path) -> Result<(), String> {
    eprintln!("fetching the types of {} {}", version.package, version.version);
    let work = folder.with_extension("fetching");
    let _ = fs::remove_dir_all(&work);
    make(&work)?;
    let wanted = format!("{}@{}", version.package, version.version);
    run(npm().args(["pack", &wanted, "--silent", "--pack-destination"]).arg(&work))?;
    let archive = files_of(&work)?.pop().ok_or_else(|| format!("npm packed nothing for {wanted}"))?;
    let names = run(Command::new("tar").arg("-tzf").arg(&archive))?;
    let names: Vec<&str> = names.lines().filter(|name| is_declaration(name)).collect();
    if !names.is_empty() {
        run(Command::new("tar").arg("-xzf").arg(&archive).arg("-C").arg(&work).args(&names))?;
    }
    let unpacked = work.join("types");
    make(&unpacked)?;
    for name in names {
        let to = unpacked.join(name.rsplit('/').next().unwrap_or(name));
        fs::rename(work.join(name), &to).map_err(|error| format!("{}: {error}", to.display()))?;
    }
    fs::rename(&unpacked, folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    fs::remove_dir_all(&work).map_err(|error| format!("{}: {error}", work.display()))
}

/// `dwt` has its declarations in one folder, `@types` packages at their top.
fn is_declaration(name: &str) -> bool {
    let folders: Vec<&str> = name.split('/').collect();
    let is_there = folders.len() == 2 || name.contains("/dist/types/");
    name.ends_with(".d.ts") && is_there
}

fn make(folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))
}

fn files_of(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect())
}

fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

fn run(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("{name} cannot be started: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{name} failed ({}): {}", output.status, said.trim()));
    }
    String::from_utf8(output.stdout).map_err(|_| format!("{name} printed something that is not UTF-8"))
}

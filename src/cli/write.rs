//! Writes files whole or not at all.

use std::fs::{self, File, Metadata};
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

/// Replaces what a file holds, all at once: whoever reads it meanwhile sees the one or the other, and when anything fails it
/// is as it was. The file keeps its permissions, and a link stays a link.
///
/// # Errors
/// Why the file was left as it is, for people: it no longer holds `before`, is read-only, or cannot be written.
pub fn replace(path: &Path, before: &str, after: &str) -> Result<(), String> {
    let target = fs::canonicalize(path).map_err(unwritten)?;
    let metadata = fs::metadata(&target).map_err(unwritten)?;
    if metadata.permissions().readonly() {
        return Err("the file is read-only".to_owned());
    }
    let written = write_beside(&target, &metadata, after).map_err(unwritten)?;
    if fs::read(&target).map_err(unwritten)? != before.as_bytes() {
        return Err("the file was changed meanwhile; run again".to_owned());
    }
    written.persist(&target).map_err(|error| unwritten(error.error))?;
    Ok(())
}

/// Writes a file that is not there yet, in a folder that need not be there.
///
/// # Errors
/// Why there is no such file now, for people.
pub fn create(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    let mut file = fs::create_dir_all(folder).and_then(|()| File::create_new(path)).map_err(unwritten)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    written.map_err(|error| {
        // What is left of it is worth nothing, and what cannot be written may well not be removable.
        let _ = fs::remove_file(path);
        unwritten(error)
    })
}

fn unwritten(error: io::Error) -> String {
    format!("cannot be written: {error}")
}

/// A new file in the same folder, which goes again when it is not put in place of the old one.
fn write_beside(target: &Path, metadata: &Metadata, text: &str) -> io::Result<NamedTempFile> {
    let folder = target.parent().unwrap_or(Path::new("/"));
    let mut file = NamedTempFile::with_prefix_in(".dwt-lint-", folder)?;
    file.write_all(text.as_bytes())?;
    keep_owner(file.as_file(), metadata);
    file.as_file().set_permissions(metadata.permissions())?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Only the superuser may give files away; for anybody else, a file that is written anew is the writer's.
#[cfg(unix)]
fn keep_owner(file: &File, metadata: &Metadata) {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let _ = fchown(file, Some(metadata.uid()), Some(metadata.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) {}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.js");
        fs::write(&path, text).expect("written");
        (folder, path)
    }

    fn names_in(folder: &Path) -> Vec<std::ffi::OsString> {
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect()
    }

    #[test]
    fn the_text_is_replaced_and_nothing_is_left_over() {
        let (folder, path) = folder_with("old");
        assert_eq!(replace(&path, "old", "new"), Ok(()));
        assert_eq!(fs::read_to_string(&path).expect("read"), "new");
        assert_eq!(names_in(folder.path()), ["a.js"]);
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_not_touched() {
        let (folder, path) = folder_with("edited");
        let why = replace(&path, "old", "new").expect_err("refused");
        assert!(why.contains("changed meanwhile"), "{why}");
        assert_eq!(fs::read_to_string(&path).expect("read"), "edited");
        assert_eq!(names_in(folder.path()), ["a.js"]);
        fs::remove_file(&path).expect("removed");
        assert!(replace(&path, "old", "new").is_err() && names_in(folder.path()).is_empty());
    }

    #[test]
    fn a_read_only_file_is_not_touched() {
        let (_folder, path) = folder_with("old");
        let mut permissions = fs::metadata(&path).expect("metadata").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).expect("set");
        assert_eq!(replace(&path, "old", "new"), Err("the file is read-only".to_owned()));
        assert_eq!(fs::read_to_string(&path).expect("read"), "old");
    }

    #[test]
    fn a_new_file_takes_no_others_place() {
        let (folder, path) = folder_with("old");
        assert!(create(&path, "new").is_err() && fs::read_to_string(&path).expect("read") == "old");
        assert_eq!(create(&folder.path().join("c/b.js"), "new"), Ok(()));
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let (folder, path) = folder_with("old");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o754)).expect("set");
        let link = folder.path().join("link.js");
        symlink("a.js", &link).expect("a link");
        assert_eq!(replace(&link, "old", "new"), Ok(()));
        assert!(fs::symlink_metadata(&link).expect("metadata").is_symlink());
        assert_eq!(fs::metadata(&path).expect("metadata").permissions().mode() & 0o777, 0o754);
        assert_eq!(fs::read_to_string(&path).expect("read"), "new");
    }
}

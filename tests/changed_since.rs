//! `--changed-since`: the files that a branch changes, with real repositories.

mod support;

use std::fs;
use std::process::Command;

use support::folder::{Folder, run};

const WRONG: &str =
    "const DWObject = Dynamsoft.DWT.GetWebTwain('c');\nDWObject.IfSSL = true;\nDWObject.HTTPPort = 80;\n";

struct Repository(Folder);

impl Repository {
    /// With one commit that holds the files, on a branch `main`.
    fn with(files: &[(&str, &str)]) -> Self {
        let repository = Self(Folder::with(files));
        repository.git("init --quiet --initial-branch main");
        repository.commit();
        repository
    }

    fn git(&self, arguments: &str) {
        let mut git = Command::new("git");
        git.current_dir(self.0.path()).args(["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]);
        let output = run(git.args(arguments.split(' ')), b"");
        assert_eq!(output.status, 0, "git {arguments}: {}", output.stderr);
    }

    fn commit(&self) {
        self.git("add --all");
        self.git("commit --quiet --allow-empty --message work");
    }

    fn write(&self, name: &str, text: &str) {
        self.0.write(name, text.as_bytes());
    }

    /// The files that would be linted.
    fn files(&self, arguments: &str) -> Vec<String> {
        let output = self.0.run(&format!("check --show-files {arguments}"));
        assert_eq!(output.status, 0, "{}", output.stderr);
        output.stdout.lines().map(str::to_owned).collect()
    }
}

#[test]
fn all_that_is_committed_staged_changed_and_new_is_linted() {
    let names = ["committed.js", "staged.js", "changed.js", "same.js", "gone.js", "old name.js", "of-main.js"];
    let files: Vec<(&str, &str)> = names.iter().map(|&name| (name, WRONG)).collect();
    let repository = Repository::with(&files);
    repository.write(".gitignore", "ignored.js\n");
    repository.commit();
    repository.git("checkout --quiet -b work");
    repository.write("committed.js", "let a = 1;\n");
    repository.write("sub/é 😀.js", "let a = 1;\n");
    repository.commit();
    repository.git("checkout --quiet main");
    repository.write("of-main.js", "let a = 1;\n");
    repository.commit();
    repository.git("checkout --quiet work");
    repository.write("staged.js", "let a = 1;\n");
    repository.git("add --all");
    repository.write("changed.js", "let a = 1;\n");
    repository.write("sub/new.js", "let a = 1;\n");
    repository.write("ignored.js", "let a = 1;\n");
    fs::remove_file(repository.0.path().join("gone.js")).expect("removed");
    fs::rename(repository.0.path().join("old name.js"), repository.0.path().join("new name.js")).expect("renamed");
    let expected =
        ["changed.js", "committed.js", "new name.js", "staged.js", "sub/new.js", "sub/é 😀.js"].map(str::to_owned);
    assert_eq!(repository.files("--changed-since main"), expected);
    assert_eq!(repository.files("--changed-since main sub"), expected[4..]);
    repository.commit();
    assert_eq!(repository.files("--changed-since main"), expected);
    assert!(repository.files("--changed-since HEAD").is_empty());
}

#[test]
fn a_folder_of_the_repository_is_a_place_to_run_in() {
    let repository = Repository::with(&[("web/a.js", "let a = 1;\n"), ("web/b.js", "let a = 1;\n"), ("c.js", "")]);
    repository.write("web/a.js", WRONG);
    repository.write("c.js", WRONG);
    let mut command = repository.0.command("check --show-files --changed-since main . ../c.js");
    let output = run(command.current_dir(repository.0.path().join("web")), b"");
    assert_eq!(output.stdout, "../c.js\na.js\n");
}

#[test]
fn what_did_not_change_is_not_reported_but_seen() {
    let repository = Repository::with(&[
        ("scanner.js", "export const DWObject = Dynamsoft.DWT.GetWebTwain('c');\nDWObject.AcquireImag();\n"),
        ("upload.js", "import { DWObject } from './scanner.js';\n"),
    ]);
    repository.write("upload.js", "import { DWObject } from './scanner.js';\nDWObject.AcquireImag();\n");
    let output = repository.0.run("check --changed-since main --format concise");
    let (status, lines) = (output.status, output.stdout.lines().count());
    assert_eq!((status, lines), (1, 1), "{}{}", output.stdout, output.stderr);
    assert!(output.stdout.starts_with("upload.js:2:10: "), "{}", output.stdout);
    assert!(output.stderr.contains("in 1 file."), "{}", output.stderr);
}

#[test]
fn nothing_changed_is_no_failure() {
    let repository = Repository::with(&[("a.js", WRONG)]);
    let output = repository.0.run("check --changed-since main");
    assert_eq!((output.status, output.stdout.as_str()), (0, ""));
    assert!(output.stderr.contains("nothing to lint has changed since main"), "{}", output.stderr);
}

#[test]
fn only_what_changed_is_fixed() {
    let repository = Repository::with(&[("a.js", WRONG), ("b.js", WRONG)]);
    repository.write("b.js", &format!("// changed\n{WRONG}"));
    let output = repository.0.run("check --fix --unsafe-fixes --changed-since main");
    assert_eq!(output.status, 0, "{}", output.stderr);
    assert_eq!(repository.0.read("a.js"), WRONG);
    assert!(repository.0.read("b.js").ends_with("= 443;\n"));
}

#[test]
fn what_git_does_not_know_is_exit_2() {
    let repository = Repository::with(&[("a.js", WRONG)]);
    let complaint = |arguments: &str| {
        let output = repository.0.run(arguments);
        assert_eq!((output.status, output.stdout.as_str()), (2, ""), "{arguments}");
        output.stderr
    };
    let unknown = complaint("check --changed-since no-such-branch");
    assert!(unknown.contains("is `no-such-branch` fetched?"), "{unknown}");
    let option = complaint("check --changed-since=--output=x");
    assert!(option.contains("`--output=x` is not the name of a commit"), "{option}");
    repository.git("checkout --quiet --orphan other");
    repository.write("b.js", WRONG);
    repository.commit();
    let apart = complaint("check --changed-since main");
    assert!(apart.contains("no commit that `main` and HEAD have in common"), "{apart}");
    let nowhere = Folder::with(&[("a.js", WRONG)]).run("check --changed-since main");
    assert!(nowhere.status == 2 && nowhere.stderr.contains("not a git repository"), "{}", nowhere.stderr);
}

//! What is measured, and how.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use dwt_lint::lint::{lint, step_times, time_steps};
use dwt_lint::settings::Settings;
use dwt_lint::syntax::{mentions_sdk, read};
use dwt_lint::text::{FileKind, Source, decode};
use ignore::{WalkBuilder, WalkState};

/// A folder of files to check.
pub struct Tree {
    folder: PathBuf,
}

#[derive(Default)]
pub struct Size {
    pub files: u64,
    pub bytes: u64,
    pub sdk_files: u64,
    pub sdk_bytes: u64,
}

impl Tree {
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    pub fn size(&self) -> Size {
        let size = Mutex::new(Size::default());
        self.visit(&|source| {
            let mut size = size.lock().expect("no visitor panics");
            let bytes = source.text.len() as u64;
            size.files += 1;
            size.bytes += bytes;
            if mentions_sdk(&source.text) {
                size.sdk_files += 1;
                size.sdk_bytes += bytes;
            }
        });
        size.into_inner().expect("no visitor panics")
    }

    pub fn sdk_sources(&self) -> Vec<Source> {
        let sources = Mutex::new(Vec::new());
        self.visit(&|source| {
            if mentions_sdk(&source.text) {
                sources.lock().expect("no visitor panics").push(source);
            }
        });
        sources.into_inner().expect("no visitor panics")
    }

    /// What no linter on these parsers can go below.
    pub fn bound(&self) {
        self.visit(&|source| {
            if mentions_sdk(&source.text) {
                black_box(read(&source));
            }
        });
    }

    /// The same with everything that lint does.
    pub fn line(&self) {
        let settings = Settings::default();
        self.visit(&|source| {
            if mentions_sdk(&source.text) {
                black_box(lint(&source, &settings));
            }
        });
    }

    fn visit(&self, visit: &(impl Fn(Source) + Sync)) {
        WalkBuilder::new(&self.folder).build_parallel().run(|| {
            Box::new(|entry| {
                if let Some(source) = entry.ok().and_then(|entry| source_at(entry.path())) {
                    visit(source);
                }
                WalkState::Continue
            })
        });
    }
}

fn source_at(path: &Path) -> Option<Source> {
    let name = path.to_str()?;
    let kind = FileKind::of_path(name)?;
    let text = decode(fs::read(path).ok()?).ok()?;
    Some(Source::new(name, kind, &text))
}

/// The median time of each of several works, which take turns so that the machine's moods hit all of them.
pub fn alternate<const N: usize>(runs: usize, works: [&dyn Fn(); N]) -> [Duration; N] {
    let mut times = [const { Vec::new() }; N];
    for run in 0..=runs {
        for (work, times) in works.iter().zip(&mut times) {
            let start = Instant::now();
            work();
            let is_warm = run > 0;
            if is_warm {
                times.push(start.elapsed());
            }
        }
    }
    times.map(median)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// The time of the parse of all sources, and of what lint does after it; one core.
pub fn after_the_parse(sources: &[Source], runs: usize) -> (Duration, Duration) {
    let settings = Settings::default();
    let parse = || {
        for source in sources {
            black_box(read(source));
        }
    };
    let whole = || {
        for source in sources {
            black_box(lint(source, &settings));
        }
    };
    let [parse, whole] = alternate(runs, [&parse, &whole]);
    (parse, whole.saturating_sub(parse))
}

/// How long each step of linting the sources takes, on one core.
pub fn steps(sources: &[Source]) -> Vec<(&'static str, Duration)> {
    time_steps();
    let before = step_times();
    let settings = Settings::default();
    for source in sources {
        black_box(lint(source, &settings));
    }
    step_times().into_iter().zip(before).map(|((name, after), (_, before))| (name, after - before)).collect()
}

/// What `dwt-lint check` says of a folder.
pub struct Checked {
    pub files: u64,
    pub findings: usize,
}

/// Runs the command once and reads what it prints, so that nothing is measured that does not work.
pub fn check_summary(folder: &Path) -> Result<Checked, String> {
    let output = check_command(folder).output().map_err(|error| format!("cannot start dwt-lint: {error}"))?;
    let unusable = |why: String| {
        let said = String::from_utf8_lossy(&output.stderr);
        format!("`dwt-lint check --format json {}` {why}\n{said}", folder.display())
    };
    if !output.status.success() {
        return Err(unusable(format!("ended with {}", output.status)));
    }
    let json: serde_json::Value =
        serde_json::from_slice(&output.stdout).map_err(|error| unusable(format!("prints no JSON: {error}")))?;
    let files = json["summary"]["files"].as_u64().ok_or_else(|| unusable("prints no `summary.files`".to_owned()))?;
    Ok(Checked { files, findings: json["diagnostics"].as_array().map_or(0, Vec::len) })
}

pub fn run_check(folder: &Path) {
    let status = check_command(folder).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.is_ok_and(|status| status.success()), "dwt-lint check worked a moment ago");
}

fn check_command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dwt-lint"));
    command.args(["check", "--no-config", "--fail-on", "never", "--format", "json"]).arg(folder);
    command
}

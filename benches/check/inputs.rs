//! The trees that are checked, made under `target/` and kept there for the next run.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::random::Random;
use super::{sdk_code, words};

/// Raise it when the generators change, and old trees are made anew.
const VERSION: &str = "1";

pub struct Input {
    pub name: &'static str,
    write: fn(&Path) -> io::Result<()>,
}

pub const INPUTS: [Input; 3] = [
    Input { name: "project", write: write_project },
    Input { name: "dense", write: write_dense },
    Input { name: "big", write: write_big },
];

impl Input {
    /// The folder of the input, made when it is not there yet.
    pub fn prepare(&self) -> io::Result<PathBuf> {
        let base = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench");
        let folder = base.join(self.name);
        let stamp = base.join(format!("{}.version", self.name));
        if fs::read_to_string(&stamp).is_ok_and(|version| version == VERSION) {
            return Ok(folder);
        }
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        (self.write)(&folder)?;
        fs::write(stamp, VERSION)?;
        Ok(folder)
    }
}

/// An application of 3,286 files and some 33 MB, of which 42 use the SDK.
fn write_project(folder: &Path) -> io::Result<()> {
    let mut random = Random::new(1);
    for number in 0..3_244 {
        let bytes = size_of_a_file(&mut random);
        let (ending, text) = if number % 8 == 0 {
            ("html", words::page(&mut random, bytes))
        } else {
            ("js", words::module(&mut random, bytes))
        };
        write(folder, number, ending, &text)?;
    }
    for number in 3_244..3_286 {
        let (ending, text) = sdk_file(&mut random, number, 10_000);
        write(folder, number, ending, &text)?;
    }
    Ok(())
}

/// 2,000 files and some 18 MB, every one full of SDK calls.
fn write_dense(folder: &Path) -> io::Result<()> {
    let mut random = Random::new(2);
    for number in 0..2_000 {
        let (ending, text) = sdk_file(&mut random, number, 9_500);
        write(folder, number, ending, &text)?;
    }
    Ok(())
}

/// A script of some 20,000 lines and a page of some 5,000, SDK code throughout.
fn write_big(folder: &Path) -> io::Result<()> {
    let mut random = Random::new(3);
    fs::write(folder.join("big.js"), sdk_code::script(&mut random, 727_000, 8))?;
    fs::write(folder.join("big.html"), sdk_code::page(&mut random, 180_000, 8))
}

fn sdk_file(random: &mut Random, number: usize, bytes: usize) -> (&'static str, String) {
    match number % 8 {
        0 => {
            let (ending, text) = sdk_code::EXAMPLES[number / 8 % sdk_code::EXAMPLES.len()];
            (ending, text.replace("example.org", &format!("example-{number}.org")))
        }
        1 | 2 => ("html", sdk_code::page(random, bytes, 12)),
        _ => ("js", sdk_code::script(random, bytes, 12)),
    }
}

/// Most files are small and a few are large: a median of about 7 KB, up to 100.
fn size_of_a_file(random: &mut Random) -> usize {
    match random.below(100) {
        0..40 => 500 + random.below(5_000),
        40..80 => 5_000 + random.below(8_000),
        80..97 => 10_000 + random.below(20_000),
        _ => 40_000 + random.below(60_000),
    }
}

fn write(folder: &Path, number: usize, ending: &str, text: &str) -> io::Result<()> {
    let folder = folder.join(format!("part-{}", number % 37)).join(format!("unit-{}", number % 11));
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(format!("file-{number}.{ending}")), text)
}

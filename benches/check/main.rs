//! How near `check` comes to what it cannot go below: walk, read and scan every file, and parse those that mention the
//! SDK, on all cores. Prints ratios of medians of alternating runs; times on a shared machine mean nothing by themselves.
//!
//!     cargo bench --bench check [-- [--runs N] [project] [dense] [big]]

mod inputs;
mod measure;
mod random;
mod sdk_code;
mod words;

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use inputs::{INPUTS, Input};
use measure::{Tree, after_the_parse, alternate};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let (runs, names) = read_arguments(arguments)?;
    for input in INPUTS.iter().filter(|input| names.is_empty() || names.contains(&input.name)) {
        let folder = input.prepare().map_err(|error| format!("cannot write the input `{}`: {error}", input.name))?;
        report(input, &folder, runs)?;
    }
    Ok(())
}

fn read_arguments(arguments: &[String]) -> Result<(usize, Vec<&str>), String> {
    let mut runs = 9;
    let mut names = Vec::new();
    let mut left = arguments.iter();
    while let Some(argument) = left.next() {
        if argument == "--runs" {
            let given = left.next().and_then(|number| number.parse().ok()).filter(|&number| number > 0);
            runs = given.ok_or("--runs wants a number of runs, such as --runs 9")?;
        } else if let Some(input) = INPUTS.iter().find(|input| input.name == argument) {
            names.push(input.name);
        } else {
            let known: Vec<_> = INPUTS.iter().map(|input| input.name).collect();
            return Err(format!("there is no input `{argument}`; there are {}", known.join(", ")));
        }
    }
    Ok((runs, names))
}

fn report(input: &Input, folder: &Path, runs: usize) -> Result<(), String> {
    let tree = Tree::new(folder);
    let size = tree.size();
    println!(
        "\n{}: {} files, {:.1} MB; {} of them ({:.2} MB) mention the SDK",
        input.name,
        size.files,
        megabytes(size.bytes),
        size.sdk_files,
        megabytes(size.sdk_bytes)
    );
    let checked = measure::check_summary(folder)?;
    if checked.files != size.files {
        println!("  note: the command line reads {} files, the bound {}", checked.files, size.files);
    }

    let [bound, line, command] = alternate(runs, [&|| tree.bound(), &|| tree.line(), &|| measure::run_check(folder)]);
    println!("  bound    {:>9}  walk, read and scan all, parse those with the SDK", shown(bound));
    println!("  lint     {:>9}  {:.2} x the bound, in this process", shown(line), ratio(line, bound));
    println!(
        "  command  {:>9}  {:.2} x the bound, `dwt-lint check` from start to exit, {} findings printed",
        shown(command),
        ratio(command, bound),
        checked.findings
    );

    let sources = tree.sdk_sources();
    let (parse, rest) = after_the_parse(&sources, runs.min(5));
    println!(
        "  after the parse  {:.2} x the parse, on one core ({} + {})",
        ratio(rest, parse),
        shown(parse),
        shown(rest)
    );
    let steps = measure::steps(&sources).into_iter().filter(|(name, _)| *name != "parsing");
    let steps: Vec<String> = steps.map(|(name, time)| format!("{name} {:.2} x", ratio(time, parse))).collect();
    println!("  of which  {}", steps.join(", "));
    Ok(())
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64().max(f64::EPSILON)
}

fn shown(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

#[expect(clippy::cast_precision_loss, reason = "sizes for people")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

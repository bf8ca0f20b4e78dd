//! Whether the time grows as the text does: the examples of each rule's page, over and over, in a text and in one four
//! times as long. Prints how much more time a byte of the long text takes, the worst first; 1.0 is a straight line.
//!
//!     cargo bench --bench growth [-- RULE…]

use std::hint::black_box;
use std::time::{Duration, Instant};

use dwt_lint::lint::lint;
use dwt_lint::rules::{RULES, Rule};
use dwt_lint::settings::Settings;
use dwt_lint::text::{FileKind, Source};

const SHORT_BYTES: usize = 100_000;
const TIMES_AS_LONG: usize = 4;
const RUNS: usize = 3;

/// How the examples stand in a text.
#[derive(Clone, Copy, Debug)]
enum Shape {
    /// One after the other.
    Flat,
    /// Each in a function of its own.
    Functions,
    /// All in one function, each in a function of its own.
    Nested,
    /// Each in a script of one page.
    Page,
}

const SHAPES: [Shape; 4] = [Shape::Flat, Shape::Functions, Shape::Nested, Shape::Page];

struct Growth {
    rule: &'static str,
    shape: Shape,
    short: Duration,
    long: Duration,
    /// Of time by the byte.
    factor: f64,
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let rules = RULES.iter().filter(|rule| wanted.is_empty() || wanted.iter().any(|id| id == rule.id));
    let mut all: Vec<Growth> = rules.flat_map(|rule| SHAPES.map(|shape| grow(rule, shape))).flatten().collect();
    all.sort_by(|one, other| other.factor.total_cmp(&one.factor));
    println!("growth  shape      short ms   long ms  examples of");
    for Growth { rule, shape, short, long, factor } in all {
        let (short, long) = (short.as_secs_f64() * 1000.0, long.as_secs_f64() * 1000.0);
        println!("{factor:>6.2}  {:<9} {short:>9.1} {long:>9.1}  {rule}", format!("{shape:?}"));
    }
}

/// `None` for a page without examples in JavaScript.
fn grow(rule: &Rule, shape: Shape) -> Option<Growth> {
    let examples = examples(rule.page);
    if examples.is_empty() {
        return None;
    }
    let short = text(&examples, shape, SHORT_BYTES);
    let long = text(&examples, shape, SHORT_BYTES * TIMES_AS_LONG);
    let bytes = long.text.len() as f64 / short.text.len() as f64;
    let (short, long) = (time(&short), time(&long));
    Some(Growth { rule: rule.id, shape, short, long, factor: long.as_secs_f64() / short.as_secs_f64() / bytes })
}

/// The JavaScript of a page, mistakes and mended.
fn examples(page: &str) -> Vec<&str> {
    let mut fences = page.split("\n```");
    fences.next();
    let opened = fences.step_by(2).filter_map(|fence| fence.split_once('\n'));
    opened.filter(|(language, _)| language.split(' ').next() == Some("js")).map(|(_, code)| code).collect()
}

fn text(examples: &[&str], shape: Shape, bytes: usize) -> Source {
    let mut text = String::new();
    for (at, example) in examples.iter().cycle().enumerate() {
        if text.len() >= bytes {
            break;
        }
        // A function holds no import.
        let is_module = example.contains("import ") || example.contains("export ");
        text += &match shape {
            Shape::Functions | Shape::Nested if !is_module => format!("async function f{at}() {{\n{example}\n}}\n"),
            Shape::Page => format!("<script>\n{example}\n</script>\n"),
            _ => format!("{example}\n"),
        };
    }
    match shape {
        Shape::Nested => Source::new("a.js", FileKind::JavaScript, &format!("(function () {{\n{text}}})();\n")),
        Shape::Page => Source::new("a.html", FileKind::Html, &text),
        Shape::Flat | Shape::Functions => Source::new("a.js", FileKind::JavaScript, &text),
    }
}

fn time(source: &Source) -> Duration {
    let settings = Settings::default();
    let run = || {
        let start = Instant::now();
        black_box(lint(source, &settings));
        start.elapsed()
    };
    (0..RUNS).map(|_| run()).min().unwrap_or_default()
}

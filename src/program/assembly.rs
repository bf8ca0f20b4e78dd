//! Which files run together, and what each of them sees of the others.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::model::{Outside, Shape};

use super::summary::Summary;

/// An instance that a file has from a file that has it from another: so many files are followed.
const MAX_ROUNDS: usize = 3;
/// `export * from` is followed this far.
const MAX_REEXPORTS: usize = 4;

/// A file, and the files that it names: by their places in the list of all files.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// Each module that it imports, as it names it.
    pub modules: Vec<(Box<str>, usize)>,
    /// The scripts of a page, in document order.
    pub scripts: Vec<usize>,
    /// Whether it names a file of the project that was not found.
    pub misses_file: bool,
}

/// What a file sees of the others that it runs with.
#[derive(Clone, Debug, Default)]
pub struct Company {
    pub outside: Outside,
    pub others: Vec<Arc<Summary>>,
    /// Whether every file of the project that they name was found.
    pub has_all: bool,
}

/// The company of each file. `summarize` reads a file in the light of what it sees of the others.
pub fn assemble(nodes: &[Node], summarize: &(dyn Fn(usize, &Outside) -> Summary + Sync)) -> Vec<Company> {
    let places: Vec<usize> = (0..nodes.len()).collect();
    let mut outsides = vec![Outside::default(); nodes.len()];
    let mut summaries: Vec<Arc<Summary>> =
        places.par_iter().map(|&at| Arc::new(summarize(at, &Outside::default()))).collect();
    for _ in 0..MAX_ROUNDS {
        let view = View { nodes, summaries: &summaries, pages: pages(nodes) };
        let next: Vec<Outside> = places.iter().map(|&at| view.outside(at)).collect();
        let changed: Vec<usize> = places.iter().copied().filter(|&at| next[at] != outsides[at]).collect();
        outsides = next;
        if changed.is_empty() {
            break;
        }
        let fresh: Vec<(usize, Arc<Summary>)> =
            changed.par_iter().map(|&at| (at, Arc::new(summarize(at, &outsides[at])))).collect();
        fresh.into_iter().for_each(|(at, summary)| summaries[at] = summary);
    }
    let groups = groups(nodes);
    let others = |at: usize| {
        let together = groups.iter().enumerate().filter(|&(other, group)| other != at && *group == groups[at]);
        together.map(|(other, _)| summaries[other].clone()).collect()
    };
    let has_all = |at: usize| (0..nodes.len()).all(|other| groups[other] != groups[at] || !nodes[other].misses_file);
    let company = |(at, outside)| Company { outside, others: others(at), has_all: has_all(at) };
    outsides.into_iter().enumerate().map(company).collect()
}

/// The files of the same program as one, itself among them.
#[must_use]
pub fn together(nodes: &[Node], at: usize) -> Vec<usize> {
    let groups = groups(nodes);
    (0..nodes.len()).filter(|&other| groups.get(other) == groups.get(at)).collect()
}

/// For each file, the pages that it is a script of, or that it is itself.
fn pages(nodes: &[Node]) -> Vec<Vec<usize>> {
    let mut pages = vec![Vec::new(); nodes.len()];
    for (page, node) in nodes.iter().enumerate().filter(|(_, node)| !node.scripts.is_empty()) {
        pages[page].push(page);
        node.scripts.iter().for_each(|&script| pages[script].push(page));
    }
    pages
}

/// The number of the group that each file is in: those that links connect.
fn groups(nodes: &[Node]) -> Vec<usize> {
    fn root(parents: &mut [usize], mut at: usize) -> usize {
        while parents[at] != at {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        at
    }
    let mut parents: Vec<usize> = (0..nodes.len()).collect();
    for (at, node) in nodes.iter().enumerate() {
        for &other in node.modules.iter().map(|(_, other)| other).chain(&node.scripts) {
            let (one, other) = (root(&mut parents, at), root(&mut parents, other));
            parents[other] = one;
        }
    }
    (0..nodes.len()).map(|at| root(&mut parents, at)).collect()
}

struct View<'a> {
    nodes: &'a [Node],
    summaries: &'a [Arc<Summary>],
    pages: Vec<Vec<usize>>,
}

impl View<'_> {
    fn outside(&self, at: usize) -> Outside {
        let mut outside = Outside::default();
        for (name, module) in &self.nodes[at].modules {
            outside.modules.insert(name.clone(), Arc::new(self.exports(*module, MAX_REEXPORTS)));
        }
        for other in self.beside(at) {
            let offer = &self.summaries[other].offer;
            for (name, shape) in &offer.globals {
                outside.globals.entry(name.clone()).or_insert_with(|| shape.clone());
            }
            add_passed(&mut outside, self.summaries[other].as_ref(), None);
        }
        for (other, node) in self.nodes.iter().enumerate() {
            for (name, _) in node.modules.iter().filter(|(_, module)| *module == at && other != at) {
                add_passed(&mut outside, self.summaries[other].as_ref(), Some(name));
            }
        }
        outside
    }

    /// The files that share the globals of a page with this one.
    fn beside(&self, at: usize) -> Vec<usize> {
        let pages = self.pages[at].iter();
        let mut beside: Vec<usize> =
            pages.flat_map(|&page| self.nodes[page].scripts.iter().copied().chain([page])).collect();
        beside.sort_unstable();
        beside.dedup();
        beside.retain(|&other| other != at);
        beside
    }

    /// What a module exports, by itself and from others.
    fn exports(&self, module: usize, depth: usize) -> BTreeMap<Box<str>, Shape> {
        let summary = &self.summaries[module];
        let mut exports = summary.offer.exports.clone();
        if depth == 0 {
            return exports;
        }
        for reexport in &summary.links.reexports {
            let mut modules = self.nodes[module].modules.iter();
            let Some((_, from)) = modules.find(|(name, _)| *name == reexport.module) else { continue };
            let there = self.exports(*from, depth - 1);
            match &reexport.names {
                None => exports.extend(there.into_iter().filter(|(name, _)| &**name != "default")),
                Some(names) => {
                    let found = names.iter().filter_map(|(name, here)| Some((here.clone(), there.get(name)?.clone())));
                    exports.extend(found);
                }
            }
        }
        exports
    }
}

/// What a file gives to functions of a module that it imports by this name, or to global functions.
fn add_passed(outside: &mut Outside, from: &Summary, module: Option<&str>) {
    let given: &mut FxHashMap<_, Vec<(usize, Shape)>> = &mut outside.given;
    for passed in from.offer.passed.iter().filter(|passed| passed.module.as_deref() == module) {
        let known = given.entry(passed.function.clone()).or_default();
        let argument = (passed.index, passed.shape.clone());
        if !known.contains(&argument) {
            known.push(argument);
        }
    }
}

//! `dwt-lint`: a linter and language server for code that drives scanners through Dynamic Web TWAIN.
//!
//! The rooms stand in reading order; each may use only those above it (`tests/architecture.rs` holds them to it).

pub mod clock;

pub mod interrupt;

pub mod text;

pub mod report;

pub mod syntax;

pub mod facts;

pub mod sdk;

pub mod model;

pub mod flow;

pub mod program;

pub mod rules;

pub mod settings;

pub mod settle;

pub mod lint;

pub mod assist;

pub mod explain;

#[cfg(not(target_family = "wasm"))]
pub mod render;

#[cfg(not(target_family = "wasm"))]
pub mod cli;

pub mod lsp;

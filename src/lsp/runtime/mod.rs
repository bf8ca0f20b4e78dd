//! What the server runs on: threads, or, where there are none, one turn after the other.

#[cfg(not(target_family = "wasm"))]
mod crew;
#[cfg(not(target_family = "wasm"))]
mod memory;
#[cfg(not(target_family = "wasm"))]
mod threads;
#[cfg(not(target_family = "wasm"))]
pub use memory::leave;
#[cfg(not(target_family = "wasm"))]
pub use threads::{Crew, at_once, rest_until, run, spawn, within};

#[cfg(target_family = "wasm")]
mod turns;
#[cfg(target_family = "wasm")]
pub use turns::{Crew, Turns, at_once, leave, rest_until, spawn, within};

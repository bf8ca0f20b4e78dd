//! The language server in a browser: its standard input is what the worker has got since the last turn.
#![cfg(target_family = "wasm")]

use std::cell::RefCell;
use std::io::{Read as _, Write as _};

use dwt_lint::lsp::Turns;

thread_local! {
    static SERVER: RefCell<Turns> = RefCell::default();
}

/// Reads all of the standard input, does what there is to do, and writes what there is to say.
#[unsafe(no_mangle)]
pub extern "C" fn turn() {
    let mut sent = Vec::new();
    std::io::stdin().read_to_end(&mut sent).expect("an input in memory");
    let said = SERVER.with_borrow_mut(|server| server.turn(&sent));
    std::io::stdout().write_all(&said).and_then(|()| std::io::stdout().flush()).expect("an output in memory");
}

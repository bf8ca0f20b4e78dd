/// What parses user code recurses to a bounded depth that needs more than a program has by default.
const STACK: usize = 16 * 1024 * 1024;

fn main() {
    if std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        println!("cargo::rustc-link-arg=-zstack-size={STACK}");
    }
}

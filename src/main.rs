//! `dwt-lint`: arguments in, exit status out.

fn main() {
    println!("dwt-lint");
}

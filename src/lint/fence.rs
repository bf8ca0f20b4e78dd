use std::panic::{AssertUnwindSafe, catch_unwind};

/// The work, or why it broke: a mistake of ours in one file must not cost the others.
///
/// # Errors
/// With what is told to the user when the work panicked.
pub fn fenced<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let message = panic.downcast_ref::<String>().map(String::as_str);
        let message = message.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
        format!("not linted: dwt-lint itself failed on it, please report this ({message})")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_costs_one_file_and_says_so() {
        assert_eq!(fenced(|| 1), Ok(1));
        let why = fenced(|| -> u8 { panic!("index {}", 7) }).expect_err("a panic");
        assert!(why.contains("please report this (index 7)"), "{why}");
    }
}

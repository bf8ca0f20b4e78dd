//! What the environment tells of who started the program.

/// Set by coding agents for what they run: by the first any of them can name itself, by the others one of them each.
pub const AGENT_VARIABLES: [&str; 12] = [
    "AI_AGENT",
    "AUGMENT_AGENT",
    "CLAUDECODE",
    "CLINE_ACTIVE",
    "CODEX_CI",
    "CODEX_SANDBOX",
    "CODEX_THREAD_ID",
    "COPILOT_CLI",
    "CURSOR_AGENT",
    "GEMINI_CLI",
    "GOOSE_TERMINAL",
    "OPENCODE",
];

/// Whether a coding agent runs the program.
#[must_use]
pub fn is_run_by_agent() -> bool {
    AGENT_VARIABLES.into_iter().any(is_set)
}

#[must_use]
pub fn is_github_actions() -> bool {
    is_set("GITHUB_ACTIONS")
}

/// Set and not switched off.
#[must_use]
pub fn is_set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty() && value != "0" && value != "false")
}

//! Starts `dwt-lint lsp` in Zed.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{self as zed, Command, Extension, LanguageServerId, Worktree, serde_json};

struct DwtLint;

impl Extension for DwtLint {
    fn new() -> Self {
        Self
    }

    /// The program that the settings name, or else the one on the path.
    fn language_server_command(&mut self, server: &LanguageServerId, worktree: &Worktree) -> zed::Result<Command> {
        let binary = LspSettings::for_worktree(server.as_ref(), worktree)?.binary;
        let named = binary.and_then(|binary| binary.path);
        let command = named.or_else(|| worktree.which("dwt-lint")).ok_or(
            "`dwt-lint` is not on the path: install it, or name it in the settings as `lsp.dwt-lint.binary.path`",
        )?;
        Ok(Command { command, args: vec!["lsp".to_owned()], env: worktree.shell_env() })
    }

    fn language_server_initialization_options(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> zed::Result<Option<serde_json::Value>> {
        Ok(LspSettings::for_worktree(server.as_ref(), worktree)?.initialization_options)
    }
}

zed::register_extension!(DwtLint);

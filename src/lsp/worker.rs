//! One worker a document: lints its latest version and publishes, in order, whatever the typing speed. At rest it waits
//! and costs nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::Notify;
use tower_lsp::ls_types::{Diagnostic, Uri};

use super::diagnostics::diagnostics;
use super::documents::Snapshot;
use super::runtime;
use super::session::{Next, Session};
use crate::interrupt::{self, checkpoint};

/// After a run whose result was shown there is a pause as long as the run was: who types faster is answered at that pace,
/// and who types slower at once.
const LONGEST_PAUSE: Duration = Duration::from_millis(250);

/// Wakes a worker.
#[derive(Default)]
pub struct Bell {
    rung: Notify,
    is_urgent: AtomicBool,
}

/// How soon the result is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    AfterTyping,
    Now,
}

impl Bell {
    pub fn ring(&self, urgency: Urgency) {
        if urgency == Urgency::Now {
            self.is_urgent.store(true, Ordering::Release);
        }
        self.rung.notify_one();
    }

    /// Waits for a ring; one of typing counts from `rested` on.
    async fn rung(&self, rested: Instant) {
        self.rung.notified().await;
        while !self.is_urgent.swap(false, Ordering::AcqRel) {
            tokio::select! {
                biased;
                () = self.rung.notified() => {}
                () = runtime::rest_until(rested) => return,
            }
        }
    }
}

/// Runs until the document is closed.
pub async fn run(session: Arc<Session>, uri: Uri, bell: Arc<Bell>) {
    let mut rested = Instant::now();
    loop {
        bell.rung(rested).await;
        match session.next(&uri) {
            Next::Lint(snapshot) => {
                let started = Instant::now();
                let diagnostics = diagnose(&session, &uri, &snapshot).await;
                if session.is_current(&uri, &snapshot) {
                    rested = Instant::now() + started.elapsed().min(LONGEST_PAUSE);
                    session.publish(&uri, diagnostics, Some(snapshot.version)).await;
                }
            }
            Next::Clear { version } => {
                session.publish(&uri, Vec::new(), version).await;
                if session.retire_worker(&uri) {
                    return;
                }
            }
        }
    }
}

/// A failed run clears what was shown: it was said of another text. One of a text that has changed meanwhile is given up.
pub async fn diagnose(session: &Session, uri: &Uri, snapshot: &Arc<Snapshot>) -> Vec<Diagnostic> {
    let view = session.view_of(uri, snapshot.clone());
    let asked = Instant::now();
    let lint = move || {
        checkpoint();
        let document = view.settings();
        let linted = view.lint(&document, asked);
        (
            diagnostics(&linted.report, &view.snapshot, &view.setup.client),
            linted.affected,
            document.configuration,
            document.problem,
        )
    };
    let text = snapshot.clone();
    let run = session.compute_by_and_by("linting", || interrupt::unless(move || text.is_outdated(), lint));
    let Some((diagnostics, affected, configuration, problem)) = run.await.flatten() else {
        return Vec::new();
    };
    let place = || format!("{}, version {}", uri.as_str(), snapshot.version);
    session.log.trace(|| (format!("linting: {:.1?}, {} findings", asked.elapsed(), diagnostics.len()), place()));
    session.ring_files(&affected);
    if let Some(problem) = &problem {
        session.log.warning(format!("the configuration cannot be used: {problem}"));
    }
    if let Some(configuration) = configuration {
        session.show_problems_of(&configuration, problem.map(|error| error.problems).unwrap_or_default()).await;
    }
    diagnostics
}

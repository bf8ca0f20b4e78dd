use std::io::Write;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::meter::Meter;

/// Who waits longer than this wants to know that something happens.
const PATIENCE: Duration = Duration::from_secs(2);
const PERIOD: Duration = Duration::from_millis(200);

/// One line on a terminal that tells how far the run has come, from some time on. It is gone when this is dropped.
pub struct ProgressLine {
    thread: Option<(Sender<()>, JoinHandle<()>)>,
}

impl ProgressLine {
    pub fn begin(meter: Arc<Meter>, out: impl Write + Send + 'static) -> Self {
        Self::after(PATIENCE, meter, out)
    }

    fn after(patience: Duration, meter: Arc<Meter>, mut out: impl Write + Send + 'static) -> Self {
        let (stop, stopped) = mpsc::channel();
        let mut wait = patience;
        let show = move || {
            let mut is_shown = false;
            while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                let (done, total) = meter.progress();
                // A terminal that is gone is no reason to stop.
                let _ = write!(out, "\r\u{1b}[KLinting: {done} of {total} files").and_then(|()| out.flush());
                (is_shown, wait) = (true, PERIOD);
            }
            if is_shown {
                let _ = write!(out, "\r\u{1b}[K").and_then(|()| out.flush());
            }
        };
        // Without a thread there is no line, and the run goes on.
        let thread = thread::Builder::new().name("progress".to_owned()).spawn(show).ok();
        Self { thread: thread.map(|thread| (stop, thread)) }
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.thread.take() {
            drop(stop);
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::mpsc::Receiver;

    use super::*;

    /// Gives every piece that is written.
    struct Pieces(Sender<String>);

    impl Write for Pieces {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.send(String::from_utf8_lossy(bytes).into_owned()).map_err(io::Error::other)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn line(patience: Duration) -> (ProgressLine, Receiver<String>) {
        let (sender, pieces) = mpsc::channel();
        let meter = Meter::start();
        meter.expect(12);
        (ProgressLine::after(patience, Arc::new(meter), Pieces(sender)), pieces)
    }

    #[test]
    fn a_short_run_has_no_line() {
        let (line, pieces) = line(PATIENCE);
        drop(line);
        assert_eq!(pieces.iter().collect::<String>(), "");
    }

    #[test]
    fn a_long_run_has_one_that_goes_in_the_end() {
        let (line, pieces) = line(Duration::ZERO);
        let first = pieces.recv().expect("a line");
        drop(line);
        let text: String = std::iter::once(first).chain(pieces).collect();
        assert!(text.starts_with("\r\u{1b}[KLinting: 0 of 12 files") && text.ends_with("files\r\u{1b}[K"), "{text:?}");
    }
}

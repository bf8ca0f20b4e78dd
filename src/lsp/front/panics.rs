use std::any::Any;
use std::cell::RefCell;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use futures::FutureExt;

/// A panic that was stopped: a defect of ours, to be reported and survived.
#[derive(Debug)]
pub struct Panic {
    pub message: String,
    /// `file:line:column` in our source, when known.
    pub place: Option<String>,
}

impl fmt::Display for Panic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{} (at {place})", self.message),
            None => f.write_str(&self.message),
        }
    }
}

thread_local! {
    static LAST_PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From now on, the place of a panic is remembered for whoever catches it. What the hook did before, it still does.
pub fn record_places() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let place = info.location().map(ToString::to_string);
            LAST_PLACE.with(|last| last.replace(place));
            before(info);
        }));
    });
}

/// Runs the work; a panic in it becomes a value.
pub fn catch<T>(work: impl FnOnce() -> T) -> Result<T, Panic> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| stopped(&*payload))
}

/// As [`catch`], for what runs later.
pub async fn catch_future<T>(work: impl Future<Output = T>) -> Result<T, Panic> {
    AssertUnwindSafe(work).catch_unwind().await.map_err(|payload| stopped(&*payload))
}

fn stopped(payload: &(dyn Any + Send)) -> Panic {
    Panic { message: payload_text(payload), place: LAST_PLACE.with(RefCell::take) }
}

/// What a panic carried, as text.
fn payload_text(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "panic".to_owned())
}

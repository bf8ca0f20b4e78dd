//! Ends the server with the editor that started it. A dead editor usually closes our input too, but another process
//! may have inherited the pipe and hold it open.

/// Calls `then` when the process has died. A process that cannot be seen (it may live in another container) is not
/// watched: the end of the input has to do.
#[cfg(unix)]
pub fn on_death(process: i64, then: impl FnOnce() + Send + 'static) {
    let process = i32::try_from(process).ok().filter(|&id| id > 0).and_then(rustix::process::Pid::from_raw);
    let Some(watched) = process.and_then(Watched::new) else {
        return;
    };
    let thread = std::thread::Builder::new().name("parent".to_owned()).stack_size(64 * 1024);
    let _started = thread.spawn(move || {
        if watched.has_died() {
            then();
        }
    });
}

#[cfg(not(unix))]
pub fn on_death(_process: i64, _then: impl FnOnce() + Send + 'static) {}

/// A process that lived when we first looked.
#[cfg(target_os = "linux")]
struct Watched(std::os::fd::OwnedFd);

#[cfg(target_os = "linux")]
impl Watched {
    fn new(process: rustix::process::Pid) -> Option<Self> {
        rustix::process::pidfd_open(process, rustix::process::PidfdFlags::empty()).ok().map(Self)
    }

    /// Blocks until the process has died, without waking up in between; `false` when it cannot be told.
    fn has_died(&self) -> bool {
        use rustix::event::{PollFd, PollFlags, poll};

        loop {
            match poll(&mut [PollFd::new(&self.0, PollFlags::IN)], None) {
                Ok(_) => return true,
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => return false,
            }
        }
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
struct Watched(rustix::process::Pid);

#[cfg(all(unix, not(target_os = "linux")))]
impl Watched {
    fn new(process: rustix::process::Pid) -> Option<Self> {
        let watched = Self(process);
        (!watched.is_gone()).then_some(watched)
    }

    fn is_gone(&self) -> bool {
        rustix::process::test_kill_process(self.0) == Err(rustix::io::Errno::SRCH)
    }

    /// Blocks until the process has died. No event says so here without unsafe code: looks twice a minute.
    fn has_died(&self) -> bool {
        while !self.is_gone() {
            std::thread::sleep(std::time::Duration::from_secs(30));
        }
        true
    }
}

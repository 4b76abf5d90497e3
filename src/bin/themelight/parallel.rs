//! Runs work in parallel with the results in order.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Applies a function to each item on `jobs` threads and returns the results in order. `worker`
/// returns the function for a thread. One job runs on the caller's thread.
///
/// At most a few items per thread are in progress, so memory is bounded. Threads are not joined:
/// dropping the iterator ends the work even if a source blocks.
pub fn ordered<T, R, F>(
    jobs: usize,
    items: impl Iterator<Item = T> + Send + 'static,
    worker: impl Fn() -> F,
) -> Box<dyn Iterator<Item = R>>
where
    T: Send + 'static,
    R: Send + 'static,
    F: FnMut(T) -> R + Send + 'static,
{
    if jobs == 1 {
        return Box::new(items.map(worker()));
    }
    let (work, queue) = sync_channel::<(T, SyncSender<R>)>(jobs);
    // One receiver per item, in order.
    let (order, results) = sync_channel::<Receiver<R>>(2 * jobs);
    let queue = Arc::new(Mutex::new(queue));
    for _ in 0..jobs {
        let (queue, mut f) = (queue.clone(), worker());
        thread::spawn(move || {
            while let Some((item, done)) = take(&queue) {
                if done.send(f(item)).is_err() {
                    break;
                }
            }
        });
    }
    thread::spawn(move || {
        for item in items {
            let (done, result) = sync_channel(1);
            if order.send(result).is_err() || work.send((item, done)).is_err() {
                break;
            }
        }
    });
    let results = results.into_iter();
    Box::new(results.map(|result| result.recv().expect("a worker sends one result per item")))
}

/// Returns the next item and releases the lock.
fn take<T>(queue: &Mutex<Receiver<T>>) -> Option<T> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_the_items() {
        let slow_if_even = || {
            |i: u64| {
                thread::sleep(std::time::Duration::from_micros(if i.is_multiple_of(2) {
                    900
                } else {
                    0
                }));
                i
            }
        };
        let results: Vec<u64> = ordered(4, 0..200, slow_if_even).collect();
        assert_eq!(results, (0..200).collect::<Vec<_>>());
    }

    #[test]
    fn an_endless_source_ends_when_the_results_are_dropped() {
        assert_eq!(ordered(2, 0u64.., || |i| i * 2).take(3).collect::<Vec<_>>(), [0, 2, 4]);
    }
}

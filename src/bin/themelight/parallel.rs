//! Work shared among threads, its results in the order of the items.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Applies to each item a function of one of `jobs` threads, each made by `worker`, and gives the results in order.
///
/// At most a few items a thread are under way at a time: the one who takes the results sets the pace.
/// The threads are not waited for, so that dropping the iterator ends the work even while a source is silent.
pub fn ordered<T, R, F>(
    jobs: usize,
    items: impl Iterator<Item = T> + Send + 'static,
    worker: impl Fn() -> F,
) -> impl Iterator<Item = R>
where
    T: Send + 'static,
    R: Send + 'static,
    F: FnMut(T) -> R + Send + 'static,
{
    let (work, queue) = sync_channel::<(T, SyncSender<R>)>(jobs);
    // Where each result will arrive, in the order of the items.
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
    results.into_iter().map(|result| result.recv().expect("a worker answers every item it takes"))
}

/// The next item; the lock is free again before it is worked on.
fn take<T>(queue: &Mutex<Receiver<T>>) -> Option<T> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_though_work_ends_in_disorder() {
        let slow_if_even = || {
            |i: u64| {
                thread::sleep(std::time::Duration::from_micros(if i.is_multiple_of(2) { 900 } else { 0 }));
                i
            }
        };
        let results: Vec<u64> = ordered(4, 0..200, slow_if_even).collect();
        assert_eq!(results, (0..200).collect::<Vec<_>>());
    }

    #[test]
    fn an_endless_source_ends_with_its_reader() {
        assert_eq!(ordered(2, 0u64.., || |i| i * 2).take(3).collect::<Vec<_>>(), [0, 2, 4]);
    }
}

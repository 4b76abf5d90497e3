//! Counts the allocations of the current thread.
#![allow(unsafe_code)] // a global allocator is unsafe to implement

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static NOW: Cell<usize> = const { Cell::new(0) };
    static PEAK: Cell<usize> = const { Cell::new(0) };
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: delegates to the system's allocator. The counters do not allocate and have no destructor.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.set(COUNT.get() + 1);
        let now = NOW.get() + layout.size();
        NOW.set(now);
        PEAK.set(PEAK.get().max(now));
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        NOW.set(NOW.get().saturating_sub(layout.size()));
        // SAFETY: the caller keeps the contract of `dealloc`; all memory is the system allocator's.
        unsafe { System.dealloc(memory, layout) }
    }
}

/// Runs `f`; returns its result and its peak memory in bytes.
pub fn peak<T>(f: impl FnOnce() -> T) -> (T, usize) {
    let before = NOW.get();
    PEAK.set(before);
    let result = f();
    (result, PEAK.get() - before)
}

/// Runs `f`; returns its result and its number of allocations.
pub fn count<T>(f: impl FnOnce() -> T) -> (T, usize) {
    let before = COUNT.get();
    let result = f();
    (result, COUNT.get() - before)
}

#[test]
fn allocations_are_counted() {
    let (result, peak) = peak(|| {
        drop(vec![0u8; 50_000]);
        vec![0u8; 1000]
    });
    assert_eq!(count(|| drop((vec![0u8; 10], String::from("a")))).1, 2);
    assert!((50_000..60_000).contains(&peak), "{peak} with a result of {}", result.len());
}

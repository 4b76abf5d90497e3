//! The yardstick: a minimal classifier in wasm without a standard library. It looks up the hashes
//! of tokens and bigrams of lower-cased UTF-8 in a table of 16,384 weights. It has no
//! normalisation, no sentences, no exact keys and one score.
#![no_std]

use core::cell::UnsafeCell;

struct Global<T>(UnsafeCell<T>);
// SAFETY: a wasm module without shared memory has one thread.
unsafe impl<T> Sync for Global<T> {}

/// Room for a paragraph of at most 64 KB.
static INPUT: Global<[u8; 1 << 16]> = Global(UnsafeCell::new([0; 1 << 16]));
static TABLE: Global<[i8; 1 << 14]> = Global(UnsafeCell::new([0; 1 << 14]));

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

/// Returns the address of the input.
#[unsafe(no_mangle)]
pub extern "C" fn input() -> *mut u8 {
    INPUT.0.get().cast()
}

/// Fills the table with pseudo-random weights.
#[unsafe(no_mangle)]
pub extern "C" fn prepare() {
    // SAFETY: one thread, and no other reference is alive during a call.
    let table = unsafe { &mut *TABLE.0.get() };
    let mut random = 1u32;
    for weight in table {
        random = random.wrapping_mul(0x915f_77f5).wrapping_add(1);
        *weight = (random >> 24) as i8;
    }
}

/// Returns the score of the paragraph of `len` bytes.
#[unsafe(no_mangle)]
pub extern "C" fn score(len: usize) -> i32 {
    // SAFETY: one thread, and no other reference is alive during a call.
    let (input, table) = unsafe { (&*INPUT.0.get(), &*TABLE.0.get()) };
    let weight = |hash: u32| i32::from(table[(hash >> 18) as usize]);
    let (mut sum, mut token, mut previous) = (0, 0u32, 0u32);
    for &byte in &input[..len.min(input.len())] {
        if byte >= 0x80 || byte.is_ascii_alphanumeric() {
            token = (token ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        } else if token != 0 {
            sum += weight(token.wrapping_mul(0x9e37_79b1));
            sum += weight((previous.wrapping_mul(31) ^ token).wrapping_mul(0x9e37_79b1));
            (previous, token) = (token, 0);
        }
    }
    if token != 0 {
        sum += weight(token.wrapping_mul(0x9e37_79b1));
        sum += weight((previous.wrapping_mul(31) ^ token).wrapping_mul(0x9e37_79b1));
    }
    sum
}

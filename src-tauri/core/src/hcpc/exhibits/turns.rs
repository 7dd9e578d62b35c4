//! A row of work, done by several hands and taken in its order.
//!
//! What always holds: what is made is taken in the order of the row, one at a time; whoever has done with one begins the next, and
//! nobody begins one that is [`AHEAD`] or more after the first not yet taken, so that no more than that ever waits; after a refusal
//! none is begun, soon after a panic none either, and both are the caller's.

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ScopedJoinHandle};

use crate::error::Result;

/// How many are made at the same time: more would be more pictures in memory.
const AT_ONCE: usize = 2;
/// How many may be begun and not taken: what they hold is counted when they are taken.
const AHEAD: usize = 2 * AT_ONCE;

/// Gives what `make` makes of each number below `many` to `take`, in their order.
///
/// # Errors
/// The first of `take`. What is being made by then is awaited and dropped.
pub(super) fn in_turn<T: Send>(
    many: usize,
    make: impl Fn(usize) -> T + Sync,
    take: impl FnMut(usize, T) -> Result<()> + Send,
) -> Result<()> {
    let table = Table {
        row: Mutex::new(Row {
            begun: 0,
            taken: 0,
            made: BTreeMap::new(),
            take,
            ended: None,
        }),
        moved: Condvar::new(),
    };
    thread::scope(|scope| {
        let started: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(|| table.work(many, &make))).collect();
        for done in started.into_iter().map(ScopedJoinHandle::join) {
            done.unwrap_or_else(|cause| resume_unwind(cause));
        }
    });
    let row = table.row.into_inner().unwrap_or_else(PoisonError::into_inner);
    row.ended.unwrap_or(Ok(()))
}

/// What all hands see.
struct Table<T, F> {
    row: Mutex<Row<T, F>>,
    /// Something was taken, or there is an end.
    moved: Condvar,
}

struct Row<T, F> {
    begun: usize,
    taken: usize,
    /// Made before its turn.
    made: BTreeMap<usize, T>,
    take: F,
    /// Why none is begun any more.
    ended: Option<Result<()>>,
}

impl<T, F: FnMut(usize, T) -> Result<()>> Table<T, F> {
    /// Makes one after the other until all are begun, or there is an end.
    fn work(&self, many: usize, make: &impl Fn(usize) -> T) {
        let _leaving = Leaving(self);
        while let Some(at) = self.next(many) {
            let made = make(at);
            let mut row = self.row();
            row.made.insert(at, made);
            while row.ended.is_none() {
                let Row { taken, made, take, .. } = &mut *row;
                let Some(first) = made.remove(taken) else { break };
                let result = take(*taken, first);
                row.taken += 1;
                if result.is_err() {
                    row.ended = Some(result);
                }
            }
            self.moved.notify_all();
        }
    }

    /// The one to make now, once it is near enough.
    fn next(&self, many: usize) -> Option<usize> {
        let far = |row: &mut Row<T, F>| row.ended.is_none() && row.begun < many && row.begun >= row.taken + AHEAD;
        let waited = self.moved.wait_while(self.row(), far);
        let mut row = waited.unwrap_or_else(PoisonError::into_inner);
        (row.ended.is_none() && row.begun < many).then(|| {
            row.begun += 1;
            row.begun - 1
        })
    }

    fn row(&self) -> MutexGuard<'_, Row<T, F>> {
        self.row.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends the row for all when one hand leaves by a panic: what it was making would be waited for.
struct Leaving<'a, T, F: FnMut(usize, T) -> Result<()>>(&'a Table<T, F>);

impl<T, F: FnMut(usize, T) -> Result<()>> Drop for Leaving<'_, T, F> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.row().ended.get_or_insert(Ok(()));
            self.0.moved.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::error::{Code, Error};

    #[test]
    fn all_are_taken_in_their_order_however_long_each_takes_to_make() {
        for many in [0, 1, 2, 7, 300] {
            let mut taken = Vec::new();
            // One in five holds its hand until others have gone by.
            let make = |at: usize| {
                for _ in 0..if at.is_multiple_of(5) { 200 } else { 0 } {
                    thread::yield_now();
                }
                at * 2
            };
            let done = in_turn(many, make, |at, made| {
                taken.push((at, made));
                Ok(())
            });
            assert!(done.is_ok());
            assert_eq!(taken, (0..many).map(|at| (at, at * 2)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn nobody_runs_ahead_of_one_that_is_slow() {
        let (begun, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let make = |at: usize| {
            let so_far = begun.fetch_add(1, Ordering::SeqCst) + 1;
            if at == 0 {
                // The other goes as far as it may: all that may wait are begun before this ends.
                while begun.load(Ordering::SeqCst) < AHEAD {
                    thread::yield_now();
                }
                for _ in 0..2_000 {
                    thread::yield_now();
                }
                most.store(begun.load(Ordering::SeqCst), Ordering::SeqCst);
            }
            so_far
        };
        in_turn(100, make, |_, _| Ok(())).expect("nothing refuses");
        assert_eq!(most.load(Ordering::SeqCst), AHEAD);
        assert_eq!(begun.load(Ordering::SeqCst), 100, "and all are made in the end");
    }

    #[test]
    fn after_a_refusal_none_is_taken_and_none_begun_beyond_what_was_near() {
        let (begun, mut taken) = (AtomicUsize::new(0), 0);
        let make = |_| begun.fetch_add(1, Ordering::SeqCst);
        let refused = in_turn(1_000, make, |at, _| {
            taken += 1;
            if at == 10 {
                Err(Error::new(Code::Cancelled, "Enough."))
            } else {
                Ok(())
            }
        });
        assert_eq!(refused.expect_err("it was refused").message, "Enough.");
        assert_eq!(taken, 11);
        assert!(begun.load(Ordering::SeqCst) <= 10 + AHEAD, "{begun:?}");
    }

    #[test]
    fn a_panic_reaches_the_caller_and_nobody_waits_for_what_it_was_making() {
        for bad in [0, 3] {
            let begun = AtomicUsize::new(0);
            let made = catch_unwind(|| {
                in_turn(
                    50,
                    |at| {
                        begun.fetch_add(1, Ordering::SeqCst);
                        // By then the other has gone as far as it may, and waits.
                        while at == bad && begun.load(Ordering::SeqCst) < bad + AHEAD {
                            thread::yield_now();
                        }
                        assert!(at != bad, "a fault in {at}");
                        at
                    },
                    |_, _| Ok(()),
                )
            });
            let cause = made.expect_err("the panic is the caller's");
            assert_eq!(
                cause.downcast_ref::<String>().map(String::as_str),
                Some(format!("a fault in {bad}").as_str())
            );
        }
        let mut taken = 0;
        let took = catch_unwind(AssertUnwindSafe(|| {
            in_turn(
                50,
                |at| at,
                |at, _| {
                    taken += 1;
                    assert!(at != 5, "a fault in taking");
                    Ok(())
                },
            )
        }));
        assert!(took.is_err());
        assert_eq!(taken, 6);
    }
}

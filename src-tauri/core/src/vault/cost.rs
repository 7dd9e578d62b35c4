//! What one guess at a passphrase costs: Argon2id's parameters, and how they fit a machine.
//!
//! What always holds: never below the floor of 64 MiB and 3 passes; memory comes before passes, because memory is what a
//! guesser with many chips has least of; costs are compared part by part, and the dearer part is kept.

use std::time::Duration;

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};

use super::envelope::{MEMORY, PASSES};

/// How long one guess should take on the machine that wraps the key: within half a second and a second.
const AIM: Duration = Duration::from_millis(700);
/// The most memory taken by calibration, in KiB, so that opening works beside a browser on a small computer.
const MOST: u32 = 256 * 1024;
/// Memory is taken in steps of this many KiB.
const STEP: u32 = 16 * 1024;

/// Argon2id's parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
    /// Lanes of it that may be worked on at once; Triptych writes 1.
    pub lanes: u32,
}

impl Cost {
    /// The least that is ever written.
    pub const FLOOR: Self = Self {
        memory_kib: *MEMORY.start(),
        passes: *PASSES.start(),
        lanes: 1,
    };

    /// What a machine should spend that needs `floor` for [`Cost::FLOOR`].
    pub fn for_machine(floor: Duration) -> Self {
        let unit = floor.as_secs_f64() / (f64::from(Self::FLOOR.memory_kib) * f64::from(Self::FLOOR.passes));
        let fit = |each: f64, from: u32, to: u32| {
            // A machine too quick to be measured takes the most; a cast of a float stops at the type's bounds.
            ((AIM.as_secs_f64() / each.max(f64::MIN_POSITIVE)) as u32).clamp(from, to)
        };
        let memory_kib = fit(unit * f64::from(Self::FLOOR.passes), Self::FLOOR.memory_kib, MOST) / STEP * STEP;
        Self {
            memory_kib,
            passes: fit(unit * f64::from(memory_kib), Self::FLOOR.passes, *PASSES.end()),
            lanes: 1,
        }
    }

    /// Does the work of one guess; false when the system has no memory for it.
    pub fn spend(self) -> bool {
        self.stretch(b"how fast is this machine", &[0; 16], &mut [0; 32]).is_ok()
    }

    pub(super) fn stretch(self, text: &[u8], salt: &[u8], out: &mut [u8]) -> Result<(), ()> {
        // A thousand portfolios of the tests have one passphrase and one salt: the work is done for the first of them.
        #[cfg(test)]
        return crate::testing::once((self.memory_kib, self.passes, self.lanes), text, salt, out, |out| {
            self.stretch_anew(text, salt, out)
        });
        #[cfg(not(test))]
        self.stretch_anew(text, salt, out)
    }

    fn stretch_anew(self, text: &[u8], salt: &[u8], out: &mut [u8]) -> Result<(), ()> {
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(out.len())).map_err(|_| ())?;
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(text, salt, out)
            .map_err(|_| ())
    }

    /// Both, part by part, so that neither gets cheaper.
    #[must_use]
    pub fn at_least(self, other: Self) -> Self {
        Self {
            memory_kib: self.memory_kib.max(other.memory_kib),
            passes: self.passes.max(other.passes),
            lanes: self.lanes,
        }
    }

    /// Whether any part is below `other`'s.
    pub fn below(self, other: Self) -> bool {
        self.memory_kib < other.memory_kib || self.passes < other.passes
    }

    /// What to offer to the owner of a file at this cost on a machine that would take `machine`: a quarter more work at
    /// least, because a measurement is never quite the same twice.
    pub fn offer(self, machine: Self) -> Option<Self> {
        let stronger = machine.at_least(self);
        (stronger.work() * 4 >= self.work() * 5).then_some(stronger)
    }

    fn work(self) -> u64 {
        u64::from(self.memory_kib) * u64::from(self.passes)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cost(memory_mib: u32, passes: u32) -> Cost {
        Cost {
            memory_kib: memory_mib * 1024,
            passes,
            lanes: 1,
        }
    }

    #[test]
    fn a_machine_takes_memory_first_and_then_passes() {
        for (millis, expected) in [
            (0, cost(256, 32)),
            (15, cost(256, 32)),
            (40, cost(256, 13)),
            (150, cost(256, 3)),
            (250, cost(176, 3)),
            (500, cost(80, 3)),
            (700, Cost::FLOOR),
            (60_000, Cost::FLOOR),
        ] {
            assert_eq!(Cost::for_machine(Duration::from_millis(millis)), expected, "{millis} ms");
        }
    }

    proptest! {
        /// Between half a second and a second, on every machine that can do the floor within that and is not beyond the ceiling.
        #[test]
        fn a_guess_takes_between_half_a_second_and_a_second(micros in 12_000_u32..930_000) {
            let floor = f64::from(micros) / 1e6;
            let cost = Cost::for_machine(Duration::from_micros(u64::from(micros)));
            let takes = floor * cost.work() as f64 / Cost::FLOOR.work() as f64;
            prop_assert!((0.5..1.0).contains(&takes), "{cost:?} takes {takes} s");
            prop_assert!(!cost.below(Cost::FLOOR));
        }

        #[test]
        fn an_offer_is_never_cheaper_in_any_part(memory in 64_u32..1024, passes in 3_u32..=32, machine in 1_u32..1_000_000) {
            let file = cost(memory, passes);
            if let Some(offer) = file.offer(Cost::for_machine(Duration::from_micros(u64::from(machine)))) {
                prop_assert!(!offer.below(file) && file.below(offer));
            }
        }
    }

    #[test]
    fn a_little_more_is_not_offered() {
        assert_eq!(cost(256, 3).offer(cost(256, 3)), None);
        assert_eq!(cost(208, 3).offer(cost(224, 3)), None);
        assert_eq!(cost(256, 3).offer(cost(64, 3)), None);
        assert_eq!(cost(64, 3).offer(cost(256, 3)), Some(cost(256, 3)));
        assert_eq!(cost(256, 3).offer(cost(256, 4)), Some(cost(256, 4)));
    }
}

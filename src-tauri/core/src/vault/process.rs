//! What the process itself must not give away: a core dump would write keys and text to the disk.

/// Turns core dumps off for this process and those it starts; on Linux nobody but the administrator may then look into its
/// memory either. A system that refuses is no reason not to start. On Windows there is nothing to turn off: dumps are off
/// there unless an administrator has asked for them.
pub fn forbid_dumps() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let _ = setrlimit(
            Resource::Core,
            Rlimit {
                current: Some(0),
                maximum: Some(0),
            },
        );
    }
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};

    #[test]
    fn nobody_else_of_the_same_account_may_look_into_its_memory() {
        super::forbid_dumps();
        assert_eq!(getrlimit(Resource::Core).current, Some(0));
        // What the system asks before it lets one process read another's memory.
        assert!(matches!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable)));
    }
}

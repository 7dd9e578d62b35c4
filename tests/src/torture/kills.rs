//! Kills a process that saves, at random moments, and looks whether anything it had acknowledged is gone.
//!
//! What always holds: a twin does the same operations and is never killed. After each kill the portfolio must hold, to the
//! byte of its export, what the twin holds after the last acknowledged operation, or after the one under way: nothing in
//! between, nothing less. A kill does not take the system's page cache away; what a disk loses is played in `faults.rs`.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;

use crate::Failure;
use crate::dice::Dice;
use crate::phases::{PHASES, Phase};
use crate::place::Place;
use crate::work::act;

/// How many portfolios are under torture at once.
const AT_ONCE: u64 = 2;
/// A portfolio that holds this many operations is old: looking at all of it takes longer than what could be found.
const OLD: u64 = 400;

/// What happened, by phase.
#[derive(Default, Clone, Copy)]
struct Count {
    kills: u64,
    acknowledged: u64,
    under_way: u64,
    under_way_kept: u64,
    while_opening: u64,
}

/// Kills `wanted` times in all. What `only` names is tried alone.
///
/// # Errors
/// With what was lost, and where it can be looked at.
pub(crate) fn run(wanted: u64, seed: u64, folder: &Path, only: Option<&str>) -> Result<(), Failure> {
    let template = folder.join("template");
    Place::make(&template, seed)?;
    let counts = Mutex::new(BTreeMap::<&str, Count>::new());
    let sum: u64 = PHASES
        .iter()
        .filter(|phase| only.is_none_or(|name| name == phase.name))
        .map(|phase| phase.share)
        .sum();
    if sum == 0 {
        return Err(Failure("There is no such phase.".to_owned()));
    }
    let lives = Mutex::new(lives(wanted, sum, only));
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..AT_ONCE)
            .map(|_| {
                scope.spawn(|| {
                    while let Some((number, phase, kills)) = next(&lives) {
                        let home = folder.join(format!("{}-{number}", phase.name));
                        let count = Life::begin(phase, seed.wrapping_add(number), &template, &home)
                            .and_then(|life| life.live(kills))
                            .inspect_err(|_| end(&lives))?;
                        std::fs::remove_dir_all(&home)?;
                        let mut counts = counts.lock().map_err(|_| Failure("another life failed".to_owned()))?;
                        add(counts.entry(phase.name).or_default(), count);
                        tell(counts.values().map(|count| count.kills).sum(), count.kills);
                    }
                    Ok(())
                })
            })
            .collect();
        threads.into_iter().try_for_each(|thread| {
            thread
                .join()
                .unwrap_or_else(|_| Err(Failure("a thread ended in a panic".to_owned())))
        })
    })?;
    let counts = counts.into_inner().map_err(|_| Failure("a life failed".to_owned()))?;
    report(&counts);
    Ok(())
}

/// Which portfolios live, and how many kills each meets: every phase gets its share.
fn lives(wanted: u64, sum: u64, only: Option<&str>) -> Vec<(&'static Phase, u64)> {
    let mut lives = Vec::new();
    let mut left = wanted;
    for phase in PHASES.iter().rev().filter(|phase| only.is_none_or(|name| name == phase.name)) {
        let first = only.is_some() || phase.name == PHASES[0].name;
        let mut own = if first {
            left
        } else {
            (wanted * phase.share).div_ceil(sum).min(left)
        };
        left -= own;
        while own > 0 {
            let kills = own.min(phase.kills);
            own -= kills;
            lives.push((phase, kills));
        }
    }
    lives
}

fn next(lives: &Mutex<Vec<(&'static Phase, u64)>>) -> Option<(u64, &'static Phase, u64)> {
    let mut lives = lives.lock().ok()?;
    let (phase, kills) = lives.pop()?;
    Some((lives.len() as u64, phase, kills))
}

/// Something was lost: no other portfolio begins.
fn end(lives: &Mutex<Vec<(&'static Phase, u64)>>) {
    if let Ok(mut lives) = lives.lock() {
        lives.clear();
    }
}

/// How far it is, every five hundred kills: `kills` with the last `own`.
#[expect(clippy::print_stdout, reason = "a program of the tests, run from a terminal")]
fn tell(kills: u64, own: u64) {
    if kills / 500 > (kills - own) / 500 {
        println!("{kills} kills so far, 0 lost");
    }
}

fn add(sum: &mut Count, count: Count) {
    sum.kills += count.kills;
    sum.acknowledged += count.acknowledged;
    sum.under_way += count.under_way;
    sum.under_way_kept += count.under_way_kept;
    sum.while_opening += count.while_opening;
}

#[expect(clippy::print_stdout, reason = "a program of the tests, run from a terminal")]
fn report(counts: &BTreeMap<&str, Count>) {
    let mut all = Count::default();
    println!("phase      kills  while opening  acknowledged  under way when killed (of these kept whole)");
    for (name, count) in counts {
        add(&mut all, *count);
        line(name, count);
    }
    line("all", &all);
    println!("0 lost");
}

#[expect(clippy::print_stdout, reason = "a program of the tests, run from a terminal")]
fn line(name: &str, count: &Count) {
    println!(
        "{name:<10} {:>5}  {:>13}  {:>12}  {:>5} ({})",
        count.kills, count.while_opening, count.acknowledged, count.under_way, count.under_way_kept
    );
}

/// One portfolio and its twin.
struct Life {
    phase: &'static Phase,
    seed: u64,
    home: PathBuf,
    twin: Place,
    /// What has been acknowledged, and done by the twin.
    done: u64,
    /// What was under way when the last worker died.
    begun: u64,
    dice: Dice,
    count: Count,
}

/// When to strike.
enum When {
    /// This long after it was started: while it opens.
    Opening(Duration),
    /// This long after so many acknowledgements.
    Working(u64, Duration),
}

impl Life {
    fn begin(phase: &'static Phase, seed: u64, template: &Path, home: &Path) -> Result<Self, Failure> {
        for name in ["subject", "twin"] {
            (phase.begin)(template, &home.join(name))?;
        }
        let twin = Place::new(&home.join("twin"), seed);
        if twin.is_there() {
            twin.open()?;
        }
        Ok(Self {
            phase,
            seed,
            home: home.to_owned(),
            twin,
            done: 0,
            begun: 0,
            dice: Dice::new(seed, u64::MAX),
            count: Count::default(),
        })
    }

    fn live(mut self, kills: u64) -> Result<Count, Failure> {
        while self.count.kills < kills && self.done < OLD {
            let when = if self.dice.below(8) < self.phase.opening {
                When::Opening(Duration::from_millis(self.dice.below(self.phase.reach.max(400))))
            } else {
                let wait = self.dice.below(self.phase.reach * 1000);
                // A slow operation comes first or not at all.
                When::Working(
                    self.dice.below(if self.phase.reach > 100 { 2 } else { 9 }),
                    Duration::from_micros(wait),
                )
            };
            self.one(&when)?;
            self.count.kills += 1;
        }
        // Old before its time: the rest is struck while it opens.
        while self.count.kills < kills {
            let wait = Duration::from_millis(self.dice.below(400));
            self.one(&When::Opening(wait))?;
            self.count.kills += 1;
        }
        let mut worker = self.worker(true)?;
        self.compare(worker.line()?)?;
        self.count.acknowledged = self.done;
        Ok(self.count)
    }

    fn one(&mut self, when: &When) -> Result<(), Failure> {
        let mut worker = self.worker(false)?;
        if let When::Opening(wait) = when {
            std::thread::sleep(*wait);
            worker.kill()?;
            self.count.while_opening += 1;
            // It had not been told to go on, so there is nothing it could have done.
            while let Some(line) = worker.line()? {
                if line.starts_with("failed") {
                    return Err(self.lost(&line));
                }
            }
            return Ok(());
        }
        let When::Working(acknowledgements, wait) = when else {
            return Ok(());
        };
        self.compare(worker.line()?)?;
        worker.go_on(self.done)?;
        self.begun = self.done;
        let wanted = self.done + acknowledgements;
        let mut struck = false;
        let mut acknowledged = self.done;
        loop {
            if acknowledged >= wanted && !struck {
                std::thread::sleep(*wait);
                worker.kill()?;
                struck = true;
            }
            let Some(line) = worker.line()? else { break };
            match line.split_once(' ') {
                Some(("begun", number)) => self.begun = number.parse().unwrap_or(self.begun),
                Some(("done", number)) => acknowledged = number.parse().unwrap_or(acknowledged),
                _ => return Err(self.lost(&line)),
            }
        }
        while self.done < acknowledged {
            self.twin_goes_on()?;
        }
        self.count.under_way += u64::from(self.begun > self.done);
        Ok(())
    }

    fn twin_goes_on(&mut self) -> Result<(), Failure> {
        act(&self.twin, self.phase, self.seed, self.done + 1)?;
        self.done += 1;
        Ok(())
    }

    /// Holds what a worker found against the twin.
    fn compare(&mut self, found: Option<String>) -> Result<(), Failure> {
        let found = found.ok_or_else(|| self.lost("the worker ended before it had opened"))?;
        if found == self.expected()? {
            return Ok(());
        }
        if self.begun > self.done {
            self.twin_goes_on()?;
            self.count.under_way_kept += 1;
            if found == self.expected()? {
                return Ok(());
            }
        }
        Err(self.lost(&format!("found \"{found}\", expected \"{}\"", self.expected()?)))
    }

    fn expected(&self) -> Result<String, Failure> {
        Ok(if self.twin.is_there() {
            format!("opened {}", self.twin.digest()?)
        } else {
            "nothing".to_owned()
        })
    }

    fn lost(&self, what: &str) -> Failure {
        Failure(format!(
            "{} (seed {}), after {} operations acknowledged and {} begun: {what}. Everything lies in {}",
            self.phase.name,
            self.seed,
            self.done,
            self.begun,
            self.home.display()
        ))
    }

    fn worker(&self, only_open: bool) -> Result<Worker, Failure> {
        let mut command = Command::new(std::env::current_exe()?);
        command
            .arg("work")
            .arg(self.home.join("subject"))
            .args([self.phase.name, &self.seed.to_string(), &self.done.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        if only_open {
            command.arg("--only-open");
        }
        let mut child = command.spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Failure("a worker without pipes".to_owned()));
        };
        Ok(Worker {
            child,
            input,
            lines: BufReader::new(output).lines(),
        })
    }
}

/// A worker under way. It does not outlive this.
struct Worker {
    child: Child,
    input: ChildStdin,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Worker {
    fn line(&mut self) -> Result<Option<String>, Failure> {
        Ok(self.lines.next().transpose()?)
    }

    fn go_on(&mut self, done: u64) -> Result<(), Failure> {
        Ok(writeln!(self.input, "{done}")?)
    }

    /// SIGKILL; on Windows TerminateProcess.
    fn kill(&mut self) -> Result<(), Failure> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // One that has ended already needs no end.
        let _ = self.kill();
    }
}

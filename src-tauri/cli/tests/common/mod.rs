//! The real program, run in a folder of its own.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

pub(crate) const PASSPHRASE: &str = "seven quiet owls rehearse";

/// A folder with a passphrase file and a place for a portfolio.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

/// The program's file.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_triptych-cli");

/// The program at work.
pub(crate) struct Running(Child);

impl Running {
    /// Waits for its end.
    pub(crate) fn said(self) -> Said {
        Said::from(self.output())
    }

    /// Waits for its end, whatever it is.
    pub(crate) fn output(self) -> Output {
        self.0.wait_with_output().expect("the program ends")
    }
}

/// What the program said.
pub(crate) struct Said {
    pub(crate) exit: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        };
        desk.write("pass.txt", &format!("{PASSPHRASE}\n"));
        desk
    }

    /// A desk with an empty portfolio.
    pub(crate) fn with_portfolio() -> Self {
        let desk = Self::new();
        desk.ok(&["init"]);
        desk
    }

    /// A desk with the sample.
    pub(crate) fn with_sample() -> Self {
        let desk = Self::new();
        desk.ok(&["demo"]);
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// `path` as an argument.
    pub(crate) fn arg(&self, name: &str) -> String {
        self.path(name).to_str().expect("a text").to_owned()
    }

    pub(crate) fn portfolio(&self) -> PathBuf {
        self.path("portfolio")
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("a file");
    }

    /// Runs with the desk's portfolio and passphrase.
    pub(crate) fn run(&self, args: &[&str]) -> Said {
        self.run_with("pass.txt", args)
    }

    /// Runs with another passphrase file.
    pub(crate) fn run_with(&self, passphrase: &str, args: &[&str]) -> Said {
        let (folder, file) = (self.arg("portfolio"), self.arg(passphrase));
        let mut all = vec!["--portfolio", &folder, "--passphrase-file", &file];
        all.extend_from_slice(args);
        self.bare(&all, "")
    }

    /// Runs with nothing added, `input` on standard input.
    pub(crate) fn bare(&self, args: &[&str], input: &str) -> Said {
        self.start(Command::new(PROGRAM), args, input).said()
    }

    /// Runs with the desk's portfolio and passphrase, started by `command`: a shell that sets a limit, or another user.
    pub(crate) fn run_by(&self, command: Command, args: &[&str]) -> Running {
        let (folder, file) = (self.arg("portfolio"), self.arg("pass.txt"));
        let mut all = vec!["--portfolio", &folder, "--passphrase-file", &file];
        all.extend_from_slice(args);
        self.start(command, &all, "")
    }

    fn start(&self, mut command: Command, args: &[&str], input: &str) -> Running {
        let mut child = command
            .args(args)
            .current_dir(self.folder.path())
            .env("HOME", self.folder.path())
            .env("TRIPTYCH_TEST_KEY_COST", "floor")
            .env_remove("XDG_DATA_HOME")
            .env_remove("XDG_CONFIG_HOME")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // A program that refuses early never reads it.
        let _ = child.stdin.take().expect("an input").write_all(input.as_bytes());
        Running(child)
    }

    /// Runs, and must succeed.
    pub(crate) fn ok(&self, args: &[&str]) -> String {
        let said = self.run(args);
        assert_eq!(said.exit, 0, "{args:?}: {}", said.err);
        said.out
    }

    /// Runs with `--json`, and must succeed.
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        let mut all = args.to_vec();
        all.push("--json");
        serde_json::from_str(&self.ok(&all)).expect("JSON")
    }

    /// Adds a record and answers its id.
    pub(crate) fn add(&self, args: &[&str]) -> String {
        let mut all = vec!["record", "add"];
        all.extend_from_slice(args);
        self.ok(&all).trim().to_owned()
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("text");
        Self {
            exit: output.status.code().expect("an exit code"),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

/// Every file below `folder`, by name.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

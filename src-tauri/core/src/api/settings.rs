//! Settings of this device: how the app looks and when it locks. They hold no content and lie outside the portfolio.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{App, Nothing, Task};
use crate::error::Result;

/// Day, night, or as the system has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Settings of this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Settings {
    /// Day or night.
    pub theme: Theme,
    /// Text size in per cent, 100 to 200.
    pub text_size: u16,
    /// Minutes without a key or a click until the portfolio locks; 0 for never.
    pub idle_minutes: u16,
    /// Lock when the window is minimised.
    pub lock_on_minimise: bool,
    /// Take what was copied from the clipboard after a minute, if it still holds it.
    pub clear_clipboard: bool,
    /// Folder of the portfolio used last.
    pub folder: Option<String>,
    /// Folder that backups go to.
    pub backup_folder: Option<String>,
    /// Whether backups are made at closing and daily, as far as the folder is there.
    pub backup_automatic: bool,
    /// Whether one untagged statement a week is asked about.
    pub weekly_question: bool,
    /// Whether statements are suggested while a record is written.
    pub suggest_tags: bool,
    /// Weeks after an activity until it is asked what is different now; 0 for never.
    pub echo_weeks: u16,
    /// Whether the home page says a line on some days of a cycle.
    pub cycle_reminders: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            text_size: 100,
            idle_minutes: 5,
            lock_on_minimise: false,
            clear_clipboard: true,
            folder: None,
            backup_folder: None,
            backup_automatic: true,
            weekly_question: true,
            suggest_tags: true,
            echo_weeks: 8,
            cycle_reminders: true,
        }
    }
}

/// The log of this device, for copying.
#[derive(Debug, Serialize, TS)]
pub struct LogText {
    /// A line an entry, oldest first: moment, operation, milliseconds, outcome. No content, ever.
    pub text: String,
}

pub(super) fn log(app: &App, _: &Task, _: Nothing) -> Result<LogText> {
    Ok(LogText { text: app.log().text() })
}

pub(super) fn get(app: &App, _: &Task, _: Nothing) -> Result<Settings> {
    Ok(app.settings())
}

pub(super) fn save(app: &App, _: &Task, request: Settings) -> Result<Settings> {
    app.save_settings(request)
}

//! An honest word on a passphrase, by zxcvbn.

use zxcvbn::feedback::{Suggestion, Warning};
use zxcvbn::{Score, zxcvbn};

use super::Secret;
use crate::api::portfolio::StrengthAnswer;
use crate::error::{Error, Result};

/// How hard `passphrase` is to guess for someone who has the file. Argon2 makes each guess slow: about ten a second on a
/// good machine, ten thousand a second for somebody who rents many.
pub fn strength(passphrase: &Secret) -> StrengthAnswer {
    if let Err(cause) = super::envelope::check_form(passphrase) {
        return StrengthAnswer {
            score: 0,
            time: String::new(),
            advice: vec![cause.message],
            accepted: false,
        };
    }
    // Exposed to be weighed; beyond a hundred characters the estimate only gets slower, not better.
    let head: String = passphrase.expose().chars().take(100).collect();
    let head = Secret::new(head);
    let estimate = zxcvbn(head.expose(), &["triptych", "portfolio", "therapist"]);
    let score = match estimate.score() {
        Score::Zero => 0,
        Score::One => 1,
        Score::Two => 2,
        Score::Three => 3,
        _ => 4,
    };
    let mut advice = Vec::new();
    if let Some(feedback) = estimate.feedback() {
        advice.extend(feedback.warning().map(say_warning));
        advice.extend(feedback.suggestions().iter().filter_map(|suggestion| say(*suggestion)));
    }
    advice.dedup();
    advice.truncate(2);
    StrengthAnswer {
        score,
        time: time(estimate.guesses_log10()),
        advice: advice.into_iter().map(str::to_owned).collect(),
        accepted: score >= 2,
    }
}

/// Refuses a new passphrase that is no passphrase, or that is guessed at once; the error is about the request's `field`.
///
/// # Errors
/// `invalid` with what would help.
pub(crate) fn require_strong(passphrase: &Secret, field: &str) -> Result<()> {
    super::envelope::check_form(passphrase).map_err(|cause| Error::field(field, cause.message))?;
    let strength = strength(passphrase);
    if strength.accepted {
        return Ok(());
    }
    let why = strength.advice.first().map_or("It would be guessed quickly.", String::as_str);
    Err(Error::field(field, format!("This passphrase is too easy to guess. {why}")))
}

fn time(guesses_log10: f64) -> String {
    let seconds = guesses_log10 - 4.0; // ten thousand guesses a second
    let word = match seconds {
        s if s < 0.0 => "less than a second",
        s if s < 1.8 => "less than a minute",
        s if s < 3.6 => "less than an hour",
        s if s < 5.0 => "less than a day",
        s if s < 6.5 => "about a month",
        s if s < 7.5 => "about a year",
        s if s < 9.5 => "some decades",
        _ => "centuries",
    };
    word.to_owned()
}

fn say_warning(warning: Warning) -> &'static str {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess | Warning::ShortKeyboardPatternsAreEasyToGuess => "Keys in a row are guessed first.",
        Warning::RepeatsLikeAaaAreEasyToGuess | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => {
            "Repeating something adds almost nothing."
        }
        Warning::SequencesLikeAbcAreEasyToGuess => "Sequences such as abc are guessed first.",
        Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess => "Years and dates are guessed early.",
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess | Warning::CommonNamesAndSurnamesAreEasyToGuess => "Names are guessed early.",
        Warning::AWordByItselfIsEasyToGuess => "One word alone is guessed quickly.",
        _ => "This is among the passphrases tried first.",
    }
}

fn say(suggestion: Suggestion) -> Option<&'static str> {
    match suggestion {
        Suggestion::UseAFewWordsAvoidCommonPhrases
        | Suggestion::AddAnotherWordOrTwo
        | Suggestion::UseALongerKeyboardPatternWithMoreTurns => {
            Some("Four or five words that do not belong together are strong and easy to keep.")
        }
        Suggestion::AvoidRepeatedWordsAndCharacters | Suggestion::AvoidSequences => Some("Leave out what repeats or counts up."),
        Suggestion::AvoidRecentYears
        | Suggestion::AvoidYearsThatAreAssociatedWithYou
        | Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => Some("Leave out years and dates that belong to you."),
        Suggestion::CapitalizationDoesntHelpVeryMuch
        | Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase
        | Suggestion::PredictableSubstitutionsDontHelpVeryMuch
        | Suggestion::ReversedWordsArentMuchHarderToGuess => {
            Some("Capitals, digits for letters and words spelt backwards help little; another word helps more.")
        }
        Suggestion::NoNeedForSymbolsDigitsOrUppercaseLetters => None,
    }
}

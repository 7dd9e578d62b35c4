//! Commands for the framework: the data as published, and what the portfolio has against it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{App, Nothing, Task};
use crate::assessment::{self, Assessment};
use crate::error::{Error, Result};
use crate::framework::{CareerStory, Crosswalk, Framework, FrameworkData};
use crate::hcpc::{self, ActivityType};
use crate::record::{self, Row, model};
use crate::reflection::{self, Model};

/// Everything that does not change while the app runs.
#[derive(Serialize, TS)]
pub struct Bundle {
    /// The framework as published.
    pub framework: &'static FrameworkData,
    /// The same themes across levels: ours, not the framework's.
    pub crosswalk: &'static Crosswalk,
    /// Career stories in our own words.
    pub stories: &'static [CareerStory],
    /// Reflection models.
    pub models: &'static [Model],
    /// HCPC's types of activity, with suggestions for each.
    pub activity_types: &'static [ActivityType],
    /// Statements about one's own creative practice, which lies beneath the pillars.
    pub creative_statements: Vec<String>,
}

/// What the portfolio has against each statement.
#[derive(Debug, Serialize, TS)]
pub struct Coverage {
    /// Only statements with a tag or an answer; in the framework's order.
    pub statements: Vec<StatementCoverage>,
    /// Own level.
    pub own_level: Option<String>,
    /// Records that speak of one's own creative practice.
    pub creative_records: u32,
}

/// What the portfolio has against one statement.
#[derive(Debug, Serialize, TS)]
pub struct StatementCoverage {
    /// Statement id.
    pub statement: String,
    /// Records tagged to it, the bin left out.
    pub records: u32,
    /// The latest answer.
    pub assessment: Option<Assessment>,
}

/// Which statement.
#[derive(Debug, Deserialize, TS)]
pub struct StatementId {
    /// Such as `enh.pp.02`.
    pub id: String,
}

/// The evidence behind one statement.
#[derive(Debug, Serialize, TS)]
pub struct StatementPage {
    /// Records tagged to it, newest first, at most 500.
    pub records: Vec<StatementRecord>,
    /// Every answer, newest first.
    pub assessments: Vec<Assessment>,
}

/// A record and what it claims.
#[derive(Debug, Serialize, TS)]
pub struct StatementRecord {
    /// The line of the list.
    pub row: Row,
    /// "How this shows it".
    pub claim: String,
}

pub(super) fn get(_: &App, _: &Task, _: Nothing) -> Result<Bundle> {
    let framework = Framework::bundled();
    Ok(Bundle {
        framework: framework.data(),
        crosswalk: framework.crosswalk(),
        stories: framework.stories(),
        models: reflection::models(),
        activity_types: hcpc::activity_types(),
        creative_statements: framework.creative_statements().map(str::to_owned).collect(),
    })
}

pub(super) fn coverage(app: &App, _: &Task, _: Nothing) -> Result<Coverage> {
    app.with(|portfolio| {
        let counts = record::tag_counts(portfolio)?;
        let mut answers = assessment::latest(portfolio)?;
        let statements = Framework::bundled()
            .statements()
            .iter()
            .filter_map(|statement| {
                let records = counts.get(&statement.id).copied().unwrap_or(0);
                let assessment = answers.remove(&statement.id);
                (records > 0 || assessment.is_some()).then(|| StatementCoverage {
                    statement: statement.id.clone(),
                    records,
                    assessment,
                })
            })
            .collect();
        Ok(Coverage {
            statements,
            own_level: crate::profile::get(portfolio)?.level,
            creative_records: record::creative_records(portfolio)?,
        })
    })
}

pub(super) fn statement(app: &App, _: &Task, request: StatementId) -> Result<StatementPage> {
    if Framework::bundled().statement(&request.id).is_none() {
        return Err(Error::not_found("statement"));
    }
    app.with(|portfolio| {
        let query = model::Query {
            statement: Some(request.id.clone()),
            ..model::Query::default()
        };
        let rows = record::list(portfolio, &query, 0, 500)?.rows;
        let claims = record::claims(portfolio, &request.id)?;
        let records = rows
            .into_iter()
            .map(|row| StatementRecord {
                claim: claims.get(&row.id).cloned().unwrap_or_default(),
                row,
            })
            .collect();
        Ok(StatementPage {
            records,
            assessments: assessment::of_statement(portfolio, &request.id)?,
        })
    })
}

//! The columns of a statement by their names, looked up once and not for every row.
//!
//! What always holds: a name finds what SQLite finds under it, and one that is not there is an error.

use rusqlite::types::FromSql;
use rusqlite::{Error, Result, Row, Statement};

/// The names of a statement's columns, in their order. SQLite takes its lock and makes the text anew each time it is asked for one,
/// which over ten thousand rows takes longer than to read them.
pub(crate) struct Columns(Vec<String>);

impl Columns {
    pub(crate) fn of(statement: &Statement<'_>) -> Self {
        Self(statement.column_names().map(str::to_owned).collect())
    }

    /// What `row`, one of this statement's, holds in the column `name`.
    ///
    /// # Errors
    /// As `Row::get`.
    pub(crate) fn get<T: FromSql>(&self, row: &Row<'_>, name: &str) -> Result<T> {
        let at = self.0.iter().position(|column| column == name);
        row.get(at.ok_or_else(|| Error::InvalidColumnName(name.to_owned()))?)
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    #[test]
    fn a_name_finds_its_column_and_another_is_an_error() {
        let connection = Connection::open_in_memory().expect("opened");
        let mut statement = connection.prepare("SELECT 1 AS one, 'b' AS two, NULL AS three").expect("prepared");
        let columns = Columns::of(&statement);
        let mut rows = statement.query([]).expect("queried");
        let row = rows.next().expect("read").expect("a row");
        assert_eq!(columns.get::<String>(row, "two"), Ok("b".to_owned()));
        assert_eq!(columns.get::<i64>(row, "one"), Ok(1));
        assert_eq!(columns.get::<Option<i64>>(row, "three"), Ok(None));
        assert_eq!(columns.get::<i64>(row, "four"), Err(Error::InvalidColumnName("four".to_owned())));
    }
}

//! Pages to bytes. Behind a trait, so that another library can take printpdf's place without touching layout.

mod printpdf;
mod spelling;

use std::ops::ControlFlow;

use crate::Pictures;
use crate::Progress;
use crate::error::PdfError;
use crate::finish::Facts;
use crate::page::Laid;

pub(crate) use self::printpdf::PrintPdf;

/// Makes a finished file of what was laid out.
pub(crate) trait Backend {
    /// The file's bytes: the same for the same input.
    fn write(
        &self,
        laid: &Laid,
        facts: &Facts,
        pictures: Pictures<'_>,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Vec<u8>, PdfError>;
}

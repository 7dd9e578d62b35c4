//! The house as a whole: the core from its command table down, and the bridge that browsers use.

mod bridge;
mod http;
mod kept;
mod older;
mod private;
mod scenario;
mod suggested;

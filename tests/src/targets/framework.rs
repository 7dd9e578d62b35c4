//! The framework's data, as somebody might edit it.

use triptych_core::framework::{Framework, LevelId, PillarId, SectionId};

const CROSSWALK: &str = include_str!("../../../assets/framework/crosswalk.json");
const STORIES: &str = include_str!("../../../assets/framework/career-stories.json");

pub(super) fn try_bytes(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(framework) = Framework::read(text, CROSSWALK, STORIES) else {
        return;
    };
    // What was read can be looked up in every way there is.
    for &level in LevelId::ALL {
        assert_eq!(framework.level(level).id, level);
        for &section in SectionId::ALL {
            assert_eq!(framework.section(section).id, section);
            for one in framework.statements_of(level, section) {
                assert_eq!((one.level, one.section), (level, section));
            }
        }
    }
    for &pillar in PillarId::ALL {
        assert_eq!(framework.pillar(pillar).id, pillar);
    }
    for one in framework.statements() {
        assert_eq!(framework.statement(&one.id).map(|found| &found.id), Some(&one.id));
        if let Some(beside) = framework.theme_neighbours(&one.id) {
            assert!(beside.beside.iter().all(|other| other.id != one.id), "its own neighbour");
        }
    }
    assert!(framework.creative_statements().count() > 0);
}

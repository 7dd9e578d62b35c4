/** Words of the "About the framework" page that are not the framework's own. */
import type { Opportunities, Opportunity, OpportunityKind } from "../../bindings/contract";

/** What sort of opportunity it is, in a word or two. */
export const OPPORTUNITY_WORDS: { [kind in OpportunityKind]: string } = {
  everyday: "everyday work",
  role: "a role",
  course: "course",
  programme: "programme",
  reading: "to read or watch",
  coaching: "coaching or mentoring",
  network: "people to join",
  directory: "people to ask",
  feedback: "feedback",
  strategy: "strategy",
};

/** The three groups in the framework's order, with their headings. */
export function groupsOf(opportunities: Opportunities): { id: string; title: string; items: Opportunity[] }[] {
  return [
    { id: "leadership", title: "In leadership", items: opportunities.leadership },
    { id: "research", title: "In research", items: opportunities.research },
    { id: "educator", title: "As an educator", items: opportunities.educator },
  ];
}

import { counted } from "../../app/words";
import type { BackupItem, Rescued } from "../../bindings/contract";
import { moment, records } from "../backup/logic";

/** "of 22 November 2026, 10:30, with 120 records". */
export function ofWhen(item: BackupItem): string {
  const held = item.counts === null ? "" : `, with ${counted(records(item.counts), "record")}`;
  return `of ${moment(item.made_at)}${held}`;
}

/** How much came out, in a sentence. */
export function outcome(rescued: Rescued): string {
  const { whole, partial } = rescued;
  const files = rescued.files === 0 ? "" : ` So could ${counted(rescued.files, "file")} of evidence.`;
  if (rescued.complete)
    return `Everything you wrote could be read: ${counted(whole, "record")}, and what belongs to them.${files}`;
  if (rescued.lost.length === 0)
    return `Everything could be read: ${counted(whole, "record")}, and what belongs to them.${files} Who your clients are (${rescued.withheld} of them) is in none of these files, on purpose: a restored backup has it.`;
  if (partial === 0) return `${counted(whole, "record")} could be read whole.${files}`;
  return `${counted(whole, "record")} could be read whole, and ${counted(partial, "more", "more")} in part.${files}`;
}

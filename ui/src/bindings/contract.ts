// Generated from the core's command table (src-tauri/core/src/api). Do not edit: `npm run bindings`.

import type { PreviewDocument } from "./preview";

/**
 * Marks a request as answered.
 */
export type AccessAnswered = { 
/**
 * The request.
 */
id: string, 
/**
 * False takes it back.
 */
done: boolean, };

/**
 * Who asks for everything about a client.
 */
export type AccessAsker = "client" | "parent" | "solicitor" | "other";

/**
 * Writes what a request asks for.
 */
export type AccessExport = { 
/**
 * The request.
 */
id: string, 
/**
 * What becomes of other clients' codes.
 */
others: AccessOthers, 
/**
 * As what.
 */
format: AccessFormat, 
/**
 * Where to; `None` asks.
 */
path: string | null, 
/**
 * Whether an existing file may be replaced. The save dialog asks by itself.
 */
replace: boolean, };

/**
 * As what it is written.
 */
export type AccessFormat = "pdf" | "json";

/**
 * Another client's code in what would go out.
 */
export type AccessMark = { 
/**
 * The record, the piece of evidence or the point for supervision that it stands in.
 */
id: string, 
/**
 * Its title or first words.
 */
title: string, 
/**
 * Its day.
 */
date: string, 
/**
 * The code.
 */
code: string, 
/**
 * How often.
 */
times: number, };

/**
 * Other clients' codes in what would go out.
 */
export type AccessMarks = { 
/**
 * By record and code.
 */
marks: Array<AccessMark>, };

/**
 * What becomes of other clients' codes in what goes out.
 */
export type AccessOthers = "marked" | "taken-out";

/**
 * A request for everything about a client.
 */
export type AccessRequest = { 
/**
 * UUID; empty for a new one.
 */
id: string, 
/**
 * The client.
 */
client_id: string, 
/**
 * The day it came.
 */
received: string, 
/**
 * The day it is to be answered by; empty: a month later.
 */
due: string, 
/**
 * Who asks.
 */
asker: AccessAsker, 
/**
 * By what authority.
 */
authority: string, 
/**
 * Whoever asks is who they say.
 */
identity_checked: boolean, 
/**
 * Whether telling could do serious harm to anyone, in the owner's words.
 */
harm: string, 
/**
 * What of other people stands in it, and what becomes of it.
 */
others: string, 
/**
 * The day it was answered.
 */
answered: string | null, };

/**
 * Requests that are not answered.
 */
export type AccessRequests = { 
/**
 * The most pressing first.
 */
open: Array<OpenAccessRequest>, };

/**
 * Something agreed in supervision.
 */
export type Action = { 
/**
 * Empty for a new one.
 */
id: string, 
/**
 * What was agreed.
 */
text: string, 
/**
 * Date due.
 */
due: string | null, 
/**
 * Date done; open while there is none.
 */
done_on: string | null, 
/**
 * Whose it is; `None` is one's own.
 */
owner: string | null, };

/**
 * Ticks an action, or takes the tick back.
 */
export type ActionDone = { 
/**
 * Id.
 */
id: string, 
/**
 * Done or not.
 */
done: boolean, };

/**
 * A record that is, or may be, in the dated list.
 */
export type Activity = { 
/**
 * Record.
 */
record_id: string, 
/**
 * Kind; never a case note.
 */
kind: Kind, 
/**
 * First day.
 */
date: string, 
/**
 * Last day of a period.
 */
date_to: string | null, 
/**
 * Minutes.
 */
minutes: number | null, 
/**
 * HCPC's type of activity; supervision counts as work-based learning unless it says otherwise.
 */
type: CpdType | null, 
/**
 * The owner's own title or first words: shown here, never exported.
 */
private_title: string, 
/**
 * The name that leaves.
 */
name: string, 
/**
 * What we would call it; equal to `name` until the owner writes one.
 */
proposed_name: string, 
/**
 * Whether it stands in the list.
 */
listed: boolean, 
/**
 * Whether the rule lists it (CPD, supervision and what is marked as CPD, once finished).
 */
by_rule: boolean, 
/**
 * Still a draft.
 */
draft: boolean, 
/**
 * HCPC's standards 1 to 4 that the record says it speaks to.
 */
standards: Array<number>, 
/**
 * What is different since, as the owner said it later.
 */
echo: Echo | null, };

/**
 * A type of activity.
 */
export type ActivityType = { 
/**
 * The type.
 */
type: CpdType, 
/**
 * What it is, in our own words.
 */
about: string, 
/**
 * Activities that belong to it.
 */
sub_types: Array<string>, };

/**
 * A dated addition to a closed case note.
 */
export type Add = { 
/**
 * UUID of the case note.
 */
id: string, 
/**
 * Markdown.
 */
text: string, };

/**
 * A dated addition to a closed case note.
 */
export type Addition = { 
/**
 * Id.
 */
id: string, 
/**
 * When it was added, RFC 3339.
 */
added_at: string, 
/**
 * Markdown.
 */
text: string, };

/**
 * Capabilities beyond the four pillars.
 */
export type AdditionalCapabilities = { 
/**
 * The sentence before the list.
 */
intro: string, 
/**
 * The list.
 */
items: Array<NamedText>, };

/**
 * A web address.
 */
export type Address = { 
/**
 * `https://` or `http://`, shown in full to the user before.
 */
address: string, };

/**
 * Something taken to supervision.
 */
export type AgendaItem = { 
/**
 * UUID.
 */
id: string, 
/**
 * The record it comes from, while that is not in the bin.
 */
source: AgendaSource | null, 
/**
 * The passage as it was marked; empty: the record as a whole.
 */
quote: string, 
/**
 * What the owner wants to ask or say.
 */
note: string, 
/**
 * When it was put here, RFC 3339.
 */
added_at: string, 
/**
 * The session it was taken to; `None` while it waits.
 */
session_id: string | null, };

/**
 * Where something on the agenda comes from.
 */
export type AgendaSource = { 
/**
 * The record.
 */
record_id: string, 
/**
 * Its kind.
 */
kind: Kind, 
/**
 * Its title or first words.
 */
title: string, 
/**
 * Its date.
 */
date: string, 
/**
 * Its client codes.
 */
clients: Array<string>, };

/**
 * What one can say of a statement.
 */
export type Answer = "not-yet" | "developing" | "confident" | "not-my-role" | "next-for-me";

/**
 * What is done with something that could tell who somebody is.
 */
export type AnswerAction = "replace" | "remove" | "keep" | "other-word";

/**
 * An answer, as it is given.
 */
export type AnswerGiven = { 
/**
 * One of the finding's two keys.
 */
key: string, 
/**
 * `None` takes the answer back.
 */
action: AnswerAction | null, 
/**
 * Words or reason.
 */
words: string, };

/**
 * What somebody who was drawn needs to know.
 */
export type Answering = { 
/**
 * The letter.
 */
drawn: Drawn, 
/**
 * Days left, renewing and paying, in words.
 */
said: Array<string>, 
/**
 * What exists.
 */
exists: Array<string>, 
/**
 * Three steps at most.
 */
steps: Array<ReadinessStep>, 
/**
 * How to ask for a deferral or for adjustments.
 */
asking: Array<string>, };

/**
 * New recovery words are asked for.
 */
export type AskNewWords = { 
/**
 * The passphrase, which stays.
 */
passphrase: string, 
/**
 * Files of evidence that are damaged or missing may stay behind: nothing of them can be read under the new key.
 */
leave_behind: boolean, };

/**
 * What a statement goes by.
 */
export type AssembledBy = "activity" | "standard" | "plan";

/**
 * Puts a statement together otherwise.
 */
export type AssemblySave = { 
/**
 * Cycle.
 */
id: string, 
/**
 * How.
 */
assembly: StatementAssembly, };

/**
 * A dated answer.
 */
export type Assessment = { 
/**
 * Statement id.
 */
statement: string, 
/**
 * `None` when an earlier answer was taken back.
 */
answer: Answer | null, 
/**
 * A line, for "next for me".
 */
note: string, 
/**
 * By when, for "next for me".
 */
by: string | null, 
/**
 * When it was said, RFC 3339.
 */
answered_at: string, };

/**
 * The statement, read from the assessor's chair.
 */
export type AssessorsChair = { 
/**
 * The statement in its order.
 */
paragraphs: Array<ChairParagraph>, 
/**
 * The five standards, and how far each is marked.
 */
standards: Array<ChairStandard>, };

/**
 * How it came to the session of a case note, when it did not take place.
 */
export type Attendance = "did-not-attend" | "cancelled-by-client" | "cancelled-by-me";

/**
 * What the framework is for, for one audience.
 */
export type Audience = { 
/**
 * Stable short id.
 */
id: string, 
/**
 * Who.
 */
name: string, 
/**
 * What for.
 */
items: Array<string>, };

/**
 * What came of looking whether a backup is due.
 */
export type AutomaticBackup = { "did": "off" } | { "did": "waiting" } | { "did": "not-due" } | { "did": "made", 
/**
 * The backup.
 */
made: BackupMade, };

/**
 * How much is in a database.
 */
export type BackupCounts = { 
/**
 * Records by kind (`reflection`, `case-note`, `supervision`, `cpd`), without those in the bin.
 */
records: { [key in string]: number }, 
/**
 * Records in the bin.
 */
binned: number, 
/**
 * Rows by table; the search index is left out, because it is made from the rest.
 */
tables: { [key in string]: number }, };

/**
 * What the present portfolio has and the backup lacks, and the other way round.
 */
export type BackupDifference = { 
/**
 * Records written since the backup, by kind.
 */
newer: { [key in string]: number }, 
/**
 * Records in both, and changed since the backup, by kind.
 */
changed: { [key in string]: number }, 
/**
 * Records in the backup, and no longer in the present portfolio, by kind.
 */
gone: { [key in string]: number }, 
/**
 * What else the present portfolio has more of, such as "2 pieces of evidence".
 */
more: Array<string>, 
/**
 * What else the backup has more of.
 */
fewer: Array<string>, 
/**
 * Only numbers were compared, those of records too: what is in the backup was not read.
 */
by_counts: boolean, };

/**
 * Whether a backup is due.
 */
export type BackupDue = { 
/**
 * The window is about to close.
 */
closing: boolean, };

/**
 * A backup's file.
 */
export type BackupFile = { 
/**
 * Where it lies; `None` asks.
 */
path: string | null, };

/**
 * What is in a backup.
 */
export type BackupInside = { 
/**
 * The file.
 */
path: string, 
/**
 * Its name.
 */
file: string, 
/**
 * Its size in bytes.
 */
bytes: number, 
/**
 * When it was made, RFC 3339 in UTC.
 */
made_at: string, 
/**
 * The version that made it.
 */
app_version: string, 
/**
 * The schema of its database.
 */
schema: number, 
/**
 * How much is in it.
 */
counts: BackupCounts, 
/**
 * Which passphrase opens it.
 */
opens: BackupOpens, 
/**
 * It was opened with its key, read whole and counted. Otherwise only its form is known to be sound.
 */
proved: boolean, 
/**
 * Compared with the open portfolio, when it is of the same one.
 */
difference: BackupDifference | null, 
/**
 * Files of evidence that it needs, which lie beside it, or in it.
 */
files: number, 
/**
 * They lie in it.
 */
whole: boolean, 
/**
 * How many of those are not there.
 */
missing: number, 
/**
 * How many are there and no longer what they were, as far as it was proved.
 */
damaged: number, 
/**
 * A folder that a restored portfolio could go to.
 */
proposed: string, };

/**
 * A backup in the folder.
 */
export type BackupItem = { 
/**
 * Its file name.
 */
file: string, 
/**
 * Where it lies.
 */
path: string, 
/**
 * Its size in bytes.
 */
bytes: number, 
/**
 * When it was made, RFC 3339 in UTC; empty for one that cannot be read.
 */
made_at: string, 
/**
 * What is in it, as its manifest says; `None` for one that cannot be read.
 */
counts: BackupCounts | null, 
/**
 * The files of evidence are in it, and not beside it.
 */
whole: boolean, 
/**
 * Whether it is of the portfolio that is open; `None` when none is.
 */
own: boolean | null, 
/**
 * Why it cannot be used, in a sentence.
 */
wrong: string | null, };

/**
 * The backups in the chosen folder.
 */
export type BackupList = { 
/**
 * Newest first.
 */
items: Array<BackupItem>, };

/**
 * What was looked into.
 */
export type BackupLooked = { 
/**
 * `None` when the user changed their mind.
 */
inside: BackupInside | null, };

/**
 * A backup was made and proved.
 */
export type BackupMade = { 
/**
 * The file.
 */
path: string, 
/**
 * Its size in bytes.
 */
bytes: number, 
/**
 * Records in it, without those in the bin.
 */
records: number, 
/**
 * How many older ones were removed from the folder, because newer ones stand for them.
 */
thinned: number, 
/**
 * Files of evidence that were found damaged, in the portfolio and in the backup.
 */
damaged: number, 
/**
 * Files of evidence that neither has.
 */
missing: number, };

/**
 * Makes a backup by hand.
 */
export type BackupMake = { 
/**
 * The files of evidence are in the zip, and not beside it.
 */
whole: boolean, };

/**
 * The newest backup that can be used.
 */
export type BackupNewest = { 
/**
 * `None` when there is none, or none is as it was written.
 */
item: BackupItem | null, };

/**
 * Which passphrase opens a backup, compared with the portfolio at hand.
 */
export type BackupOpens = "present" | "earlier-passphrase" | "earlier-words" | "other" | "unknown";

/**
 * Restores a backup into a new folder.
 */
export type BackupRestore = { 
/**
 * The backup.
 */
path: string, 
/**
 * The folder to make.
 */
folder: string, 
/**
 * The passphrase that held when it was made. Not needed where the open portfolio has the same key.
 */
passphrase: string | null, };

/**
 * A portfolio was restored.
 */
export type BackupRestored = { 
/**
 * The new folder.
 */
folder: string, 
/**
 * It was opened with its key, read whole and counted. Otherwise its files are as they were written, and opening it is
 * what proves the rest.
 */
proved: boolean, 
/**
 * Which passphrase opens it.
 */
opens: BackupOpens, 
/**
 * Files of evidence that did not lie beside the backup, and so did not come back.
 */
missing: number, 
/**
 * Files of evidence that came back as they lay there, damaged; as far as it was proved.
 */
damaged: number, };

/**
 * How the backups of the open portfolio stand.
 */
export type BackupStatus = { 
/**
 * The folder chosen for backups.
 */
folder: string | null, 
/**
 * Whether backups are made at closing and daily.
 */
automatic: boolean, 
/**
 * The folder is there. False for a stick that is not in.
 */
reachable: boolean, 
/**
 * The newest proved backup.
 */
last: LastBackup | null, 
/**
 * Nothing has changed since the newest one.
 */
current: boolean, 
/**
 * It is high time: something has been unsaved elsewhere for a fortnight.
 */
insistent: boolean, 
/**
 * The sample needs none.
 */
sample: boolean, 
/**
 * Files of evidence, each content once.
 */
files: number, 
/**
 * How many bytes they are.
 */
file_bytes: number, 
/**
 * Damage was found: the portfolio is only read, and a backup of it would not be proved.
 */
read_only: boolean, };

/**
 * A blob.
 */
export type Blob = { 
/**
 * For reads and writes.
 */
id: string, 
/**
 * Bytes.
 */
size: number, };

/**
 * Which blob.
 */
export type BlobId = { 
/**
 * Handed out by the core.
 */
id: string, };

/**
 * What was brought in.
 */
export type Brought = { 
/**
 * Ids of the new records, in the order of the source.
 */
records: Array<string>, 
/**
 * Rows or pieces that were left out.
 */
left_out: number, 
/**
 * Ids of the evidence that its source is kept as.
 */
evidence: Array<string>, };

/**
 * What to do with each of them.
 */
export type BulkChange = { "what": "tag", 
/**
 * Statement id.
 */
statement: string, } | { "what": "keyword", 
/**
 * The keyword.
 */
name: string, } | { "what": "mark-cpd" } | { "what": "bin" };

/**
 * What came of it.
 */
export type BulkDone = { 
/**
 * Records that were changed.
 */
changed: number, 
/**
 * Records that had it already.
 */
already: number, 
/**
 * Records that cannot take part.
 */
left: Array<LeftAlone>, };

/**
 * Everything that does not change while the app runs.
 */
export type Bundle = { 
/**
 * The framework as published.
 */
framework: FrameworkData, 
/**
 * The same themes across levels: ours, not the framework's.
 */
crosswalk: Crosswalk, 
/**
 * Career stories in our own words.
 */
stories: Array<CareerStory>, 
/**
 * Reflection models.
 */
models: Array<Model>, 
/**
 * HCPC's types of activity, with suggestions for each.
 */
activity_types: Array<ActivityType>, 
/**
 * Statements about one's own creative practice, which lies beneath the pillars.
 */
creative_statements: Array<string>, };

/**
 * One published case study in our own short words, without names.
 */
export type CareerStory = { 
/**
 * Stable short id.
 */
id: string, 
/**
 * The post held.
 */
role: string, 
/**
 * Where.
 */
setting: string, 
/**
 * Which of the professions.
 */
profession: string, 
/**
 * The level, where the case study names one.
 */
level: LevelId | null, 
/**
 * Three to six steps of the way there.
 */
steps: Array<string>, };

/**
 * What only a case note has.
 */
export type CaseFacts = { 
/**
 * `None` is "attended".
 */
attendance: Attendance | null, 
/**
 * A line or two.
 */
themes: string, 
/**
 * Something in it is a risk.
 */
risk: boolean, 
/**
 * It is about the ending of the work.
 */
ending: boolean, };

/**
 * A case note in the order of the work.
 */
export type CaseLine = { 
/**
 * The record.
 */
id: string, 
/**
 * Its day.
 */
date: string, 
/**
 * Which session it was.
 */
session_number: number | null, 
/**
 * Minutes.
 */
minutes: number | null, 
/**
 * Title or first words.
 */
title: string, 
/**
 * Draft.
 */
draft: boolean, 
/**
 * `None` is "attended".
 */
attendance: Attendance | null, 
/**
 * A line or two.
 */
themes: string, 
/**
 * Something in it is a risk.
 */
risk: boolean, 
/**
 * It is about the ending.
 */
ending: boolean, };

/**
 * How sure a fact is that the framework shows only in a picture.
 */
export type Certainty = "likely";

/**
 * A heading of the statement: an activity by the name that others may read, a standard, an aim, a question.
 */
export type ChairHeading = { 
/**
 * 1 for the outermost.
 */
level: number, 
/**
 * Its words.
 */
text: string, };

/**
 * Marks a sentence of the statement, or takes the mark away.
 */
export type ChairMark = { 
/**
 * Cycle.
 */
id: string, 
/**
 * The sentence's key.
 */
sentence: string, 
/**
 * 1 to 5.
 */
standard: number, 
/**
 * Whether it shows it.
 */
marked: boolean, };

/**
 * A paragraph of it: sentences, or a line of ours.
 */
export type ChairParagraph = { 
/**
 * The headings that stand before it and not yet before another, outermost first.
 */
headings: Array<ChairHeading>, 
/**
 * Its sentences.
 */
sentences: Array<ChairSentence>, 
/**
 * What the paper says itself: that nothing is written yet, or which evidence supports an activity. It is nobody's to mark.
 */
ours: string | null, };

/**
 * A sentence of it.
 */
export type ChairSentence = { 
/**
 * A digest of the words its owner wrote: the same words have the same.
 */
key: string, 
/**
 * Its words as they leave.
 */
text: string, 
/**
 * Standards that it was marked for.
 */
standards: Array<number>, };

/**
 * A standard, and how far it is marked.
 */
export type ChairStandard = { 
/**
 * 1 to 5.
 */
number: number, 
/**
 * In our own words.
 */
title: string, 
/**
 * Sentences of the statement that are marked for it.
 */
marked: number, 
/**
 * Marks whose sentence reads otherwise now.
 */
lapsed: number, 
/**
 * The same, said.
 */
said: string, };

/**
 * Another passphrase.
 */
export type ChangePassphrase = { 
/**
 * The one that opens the portfolio now.
 */
current: string, 
/**
 * The one that shall open it.
 */
new: string, };

/**
 * Changes several records in one step.
 */
export type ChangeSeveral = { 
/**
 * Records.
 */
ids: Array<string>, 
/**
 * What to do with each.
 */
change: BulkChange, };

/**
 * One part of the check.
 */
export type CheckPart = { 
/**
 * What was looked at.
 */
name: string, 
/**
 * Whether it is sound.
 */
sound: boolean, 
/**
 * What was found, in a sentence.
 */
found: string, };

/**
 * What `check` looked at and found.
 */
export type CheckReport = { 
/**
 * True when every part is sound.
 */
sound: boolean, 
/**
 * Each part in plain words.
 */
parts: Array<CheckPart>, };

/**
 * What the owner decided about one record in this cycle.
 */
export type Choice = { 
/**
 * Record.
 */
record_id: string, 
/**
 * Listed or not; `None` for by the rule.
 */
listed: boolean | null, 
/**
 * The name that leaves; `None` for the proposal.
 */
name: string | null, };

/**
 * An activity of the personal statement.
 */
export type Chosen = { 
/**
 * Record.
 */
record_id: string, 
/**
 * What it was.
 */
what: string, 
/**
 * What I learnt.
 */
learnt: string, 
/**
 * How it improved the quality of my practice and service.
 */
quality: string, 
/**
 * How it benefited service users.
 */
service_users: string, };

/**
 * Erases a client.
 */
export type ClientErase = { 
/**
 * UUID.
 */
id: string, 
/**
 * Its code, once more.
 */
code: string, 
/**
 * What was asked before.
 */
answers: EraseAnswers, 
/**
 * What becomes of each record that speaks of the client.
 */
choices: Array<EraseChoice>, 
/**
 * Why, without the code and without a name.
 */
reason: string, };

/**
 * What the owner writes on a client's page.
 */
export type ClientFacts = { 
/**
 * What the work is for.
 */
goals: string, 
/**
 * What comes again.
 */
themes: string, 
/**
 * What to look out for; empty when there is nothing.
 */
risk: string, 
/**
 * The therapy in one's own words.
 */
summary: string, 
/**
 * The day the work ended.
 */
ended: string | null, 
/**
 * How it ended.
 */
ending: string, 
/**
 * How long it is kept; `None` as an adult.
 */
rule: RetentionRule | null, 
/**
 * Years, or an age; `None` for the usual one.
 */
rule_number: number | null, 
/**
 * Own rule: the last day.
 */
keep_until: string | null, 
/**
 * Why nothing of it may be erased; empty: it may.
 */
hold: string, };

/**
 * Client hours of a year that stand in no case note.
 */
export type ClientHours = { 
/**
 * Calendar year.
 */
year: number, 
/**
 * Minutes.
 */
minutes: number, };

/**
 * Which client or request.
 */
export type ClientId = { 
/**
 * UUID.
 */
id: string, };

/**
 * Who it is.
 */
export type ClientIdentity = { 
/**
 * Name.
 */
name: string, 
/**
 * What they are called.
 */
known_as: string, 
/**
 * Year of birth.
 */
birth_year: number | null, 
/**
 * Telephone, address, whom to call.
 */
contacts: string, 
/**
 * Who sent them.
 */
referrer: string, };

/**
 * Writes who a client is.
 */
export type ClientIdentitySave = { 
/**
 * UUID.
 */
id: string, 
/**
 * Who it is.
 */
identity: SealedIdentity, };

/**
 * A client in the list.
 */
export type ClientLine = { 
/**
 * UUID.
 */
id: string, 
/**
 * Its code.
 */
code: string, 
/**
 * Case notes.
 */
notes: number, 
/**
 * Day of the first case note.
 */
first: string | null, 
/**
 * Day of the last session that took place.
 */
last: string | null, 
/**
 * The day the work ended; `None` while it goes on.
 */
ended: string | null, 
/**
 * A risk is written down, or a case note marks one.
 */
risk: boolean, 
/**
 * Goals, themes and summary of its page, so that it is found by their words.
 */
words: string, 
/**
 * How long it is kept.
 */
kept: Retention, 
/**
 * Numbers of the evidence that would go with it, once its time is over.
 */
evidence: Array<number>, };

/**
 * What was made or saved.
 */
export type ClientMade = { 
/**
 * UUID.
 */
id: string, };

/**
 * A new client.
 */
export type ClientMake = { 
/**
 * Its code, never a name.
 */
code: string, };

/**
 * What the clients' page shows.
 */
export type ClientOverview = { 
/**
 * Every client, by code.
 */
clients: Array<ClientLine>, 
/**
 * The usual times of keeping.
 */
usual: RetentionUsual, 
/**
 * What was erased, newest first.
 */
erasures: Array<Erasure>, };

/**
 * A client's page.
 */
export type ClientPage = { 
/**
 * UUID.
 */
id: string, 
/**
 * Its code.
 */
code: string, 
/**
 * The version a save must expect.
 */
version: number, 
/**
 * What the owner wrote.
 */
facts: ClientFacts, 
/**
 * Something is written down of who it is.
 */
identified: boolean, 
/**
 * Case notes in the order of the work.
 */
notes: Array<CaseLine>, 
/**
 * The number of the next session.
 */
next_session: number, 
/**
 * Day of the last session that took place.
 */
last: string | null, 
/**
 * How long it is kept.
 */
kept: Retention, 
/**
 * Who asked for everything about it, newest first.
 */
requests: Array<AccessRequest>, };

/**
 * Another code for a client.
 */
export type ClientRename = { 
/**
 * UUID.
 */
id: string, 
/**
 * The new code.
 */
code: string, };

/**
 * What a change of code did.
 */
export type ClientRenamed = { 
/**
 * Records that carry the new code now.
 */
records: number, 
/**
 * Records whose words still say the old one.
 */
mentions: number, };

/**
 * Saves a client's page.
 */
export type ClientSave = { 
/**
 * UUID.
 */
id: string, 
/**
 * The version this save is based on.
 */
expected: number, 
/**
 * Everything the page holds.
 */
facts: ClientFacts, };

/**
 * What a save answers.
 */
export type ClientSaved = { 
/**
 * The version the next save must expect.
 */
version: number, };

/**
 * A record that is no case note of the client's, and speaks of it.
 */
export type ClientSpokenOf = { 
/**
 * The record.
 */
id: string, 
/**
 * Its kind.
 */
kind: Kind, 
/**
 * Title or first words.
 */
title: string, 
/**
 * Its day.
 */
date: string, 
/**
 * It carries the code; else only its words name the client.
 */
carries: boolean, 
/**
 * The client's name stands in its words.
 */
named: boolean, 
/**
 * Another client's closed case note, which can only lose the words.
 */
of_another: boolean, 
/**
 * It left in a final profile or a log, so many times.
 */
left: number, };

/**
 * What kind of failure it is. The window and the command line branch on this alone.
 */
export type Code = "invalid" | "not-found" | "conflict" | "wrong-passphrase" | "wrong-words" | "locked" | "missing" | "exists" | "envelope-damaged" | "damaged" | "newer" | "in-use" | "read-only" | "disk" | "refused" | "cancelled" | "internal";

/**
 * The owner has read every line.
 */
export type Confirm = { 
/**
 * Cycle.
 */
id: string, 
/**
 * The digest of what was shown.
 */
digest: string, 
/**
 * The letter, for its addendum.
 */
letter?: string, };

/**
 * Some of the recovery words, as read from the owner's paper.
 */
export type ConfirmWords = { 
/**
 * The words at the positions asked for, in that order.
 */
words: Array<string>, };

/**
 * What somebody agreed to.
 */
export type Consent = { 
/**
 * Who gave it: a code for a client. Up to 200 characters.
 */
who: string, 
/**
 * By what right.
 */
by: ConsentBy, 
/**
 * What the child says of it. Up to 2,000 characters.
 */
child_view: string, 
/**
 * They were told that therapy does not depend on it.
 */
therapy_free: boolean, 
/**
 * For what use. Up to 1,000 characters.
 */
use_for: string, 
/**
 * The day it was given.
 */
given: string, 
/**
 * The last day it holds; `None`: until it is withdrawn.
 */
until: string | null, 
/**
 * The day it was withdrawn.
 */
withdrawn: string | null, };

/**
 * By what right consent was given.
 */
export type ConsentBy = "person" | "parent";

/**
 * What was agreed.
 */
export type ConsentSave = { 
/**
 * UUID of the evidence.
 */
id: string, 
/**
 * The whole of it.
 */
consent: Consent, };

/**
 * Whether evidence may leave, as far as people are concerned.
 */
export type ConsentState = "not-needed" | "missing" | "valid" | "ended" | "withdrawn";

/**
 * Consent was withdrawn.
 */
export type ConsentWithdraw = { 
/**
 * UUID of the evidence.
 */
id: string, 
/**
 * The day.
 */
on: string, };

/**
 * What the owner writes: everything of a record that the editor saves.
 */
export type Content = { 
/**
 * What kind it is; never changes after the first save.
 */
kind: Kind, 
/**
 * May be empty: the first words stand in.
 */
title: string, 
/**
 * The day it happened, YYYY-MM-DD.
 */
date: string, 
/**
 * Last day of a period.
 */
date_to: string | null, 
/**
 * Length in minutes.
 */
minutes: number | null, 
/**
 * Role it was done in.
 */
role_id: string | null, 
/**
 * Reflection model; `None` means free writing.
 */
model: string | null, 
/**
 * The text, in order.
 */
sections: Array<TextSection>, 
/**
 * Own keywords.
 */
keywords: Array<string>, 
/**
 * Client codes: exactly one for a case note, any for reflections and supervision.
 */
clients: Array<string>, 
/**
 * Case notes: which session it was.
 */
session_number: number | null, 
/**
 * Case notes: where.
 */
setting: string | null, 
/**
 * Supervision only.
 */
supervision: SupervisionFacts | null, 
/**
 * Agreed actions.
 */
actions: Array<Action>, 
/**
 * CPD facts.
 */
cpd: CpdFacts | null, 
/**
 * Case notes only.
 */
case: CaseFacts | null, };

/**
 * What the portfolio has against each statement.
 */
export type Coverage = { 
/**
 * Only statements with a tag or an answer; in the framework's order.
 */
statements: Array<StatementCoverage>, 
/**
 * Own level.
 */
own_level: string | null, 
/**
 * Records that speak of one's own creative practice.
 */
creative_records: number, };

/**
 * What makes a record CPD. Any kind but a case note may carry it.
 */
export type CpdFacts = { 
/**
 * HCPC's type of activity.
 */
type: CpdType | null, 
/**
 * Who offered it.
 */
provider: string, 
/**
 * Whether there is a certificate.
 */
certificate: boolean, 
/**
 * What I learnt.
 */
learnt: string, 
/**
 * How it changed my practice.
 */
practice: string, 
/**
 * How it benefited service users.
 */
service_users: string, 
/**
 * A kind of the type, such as "journal club".
 */
sub_type: string, 
/**
 * What it cost, in pence.
 */
cost_pence: number | null, 
/**
 * HCPC's standards 1 to 4 that it speaks to.
 */
standards: Array<number>, 
/**
 * What comes next.
 */
next_step: string, };

/**
 * One of HCPC's five standards, in short.
 */
export type CpdStandard = { 
/**
 * 1 to 5.
 */
number: number, 
/**
 * In our own words.
 */
title: string, 
/**
 * What is written down, in a few words.
 */
said: string, 
/**
 * Of so many things …
 */
done: number, 
/**
 * … that would be written down; never 0.
 */
of: number, 
/**
 * Something is written for all of it. Whether it is met only an assessor decides.
 */
written: boolean, };

/**
 * HCPC's types of activity, in its words' substance.
 */
export type CpdType = "work-based" | "professional" | "formal" | "self-directed" | "other";

/**
 * A year of CPD.
 */
export type CpdYear = { 
/**
 * Calendar year.
 */
year: number, 
/**
 * Years in which anything counts, newest first; this year too.
 */
years: Array<number>, 
/**
 * Types that occur, in HCPC's order, those without one last.
 */
types: Array<YearOfType>, 
/**
 * Activities of each month, January first.
 */
activities: Array<number>, 
/**
 * Activities without a length.
 */
without_length: number, 
/**
 * Drafts, which do not count until they are finished.
 */
drafts: number, };

/**
 * A portfolio was made and is open.
 */
export type Created = { 
/**
 * The 24 recovery words, shown once here.
 */
words: Array<string>, 
/**
 * The state now.
 */
status: Status, };

/**
 * All themes.
 */
export type Crosswalk = { 
/**
 * Whose reading this is.
 */
about: string, 
/**
 * 59 themes.
 */
themes: Array<CrosswalkTheme>, 
/**
 * Statements that fit no theme.
 */
unplaced: Array<string>, };

/**
 * What the levels ask of one theme.
 */
export type CrosswalkTheme = { 
/**
 * Stable short id.
 */
id: string, 
/**
 * Name of the theme (ours).
 */
label: string, 
/**
 * The one section that holds all its statements (`core` to `erd`), or `mixed`.
 */
section: string, 
/**
 * Statement ids at each level; may be empty.
 */
rows: { [key in LevelId]?: Array<string> }, 
/**
 * One sentence for each pair of neighbouring levels that both have statements; key `ass>pro`.
 */
change: { [key in string]: string }, };

/**
 * A renewal cycle, as dated by its owner.
 */
export type Cycle = { 
/**
 * UUID; empty for a new one.
 */
id: string, 
/**
 * First day.
 */
start: string, 
/**
 * Last day.
 */
end: string, };

/**
 * Which cycle.
 */
export type CycleId = { 
/**
 * UUID.
 */
id: string, };

/**
 * A day of the plan.
 */
export type CycleReminder = "half-way" | "year" | "six-months" | "three-months" | "month";

/**
 * Saves a cycle's dates.
 */
export type CycleSave = { 
/**
 * With an empty id for a new one.
 */
cycle: Cycle, };

/**
 * The cycles there are.
 */
export type Cycles = { 
/**
 * Newest first.
 */
cycles: Array<Cycle>, 
/**
 * The one whose letter waits for an answer, or that today falls into, or the newest.
 */
current: string | null, };

/**
 * Never suggests a statement for a record again.
 */
export type DismissSuggestion = { 
/**
 * UUID.
 */
id: string, 
/**
 * Statement id.
 */
statement: string, };

/**
 * A document the framework's authors read.
 */
export type Document = { 
/**
 * Title as published.
 */
title: string, 
/**
 * Address as published, if one was.
 */
address: string | null, };

/**
 * A letter that asks for the profile.
 */
export type Drawn = { 
/**
 * Date of the letter.
 */
letter: string, 
/**
 * Its deadline.
 */
deadline: string, 
/**
 * A deferral was asked for.
 */
deferral: boolean, 
/**
 * Adjustments were asked for.
 */
adjustments: boolean, 
/**
 * What was asked, and what came of it.
 */
note: string, };

/**
 * Keeps the letter that asks for a profile.
 */
export type DrawnSave = { 
/**
 * Cycle.
 */
id: string, 
/**
 * The letter; `None` takes it away.
 */
drawn: Drawn | null, };

/**
 * What is different now.
 */
export type Echo = { 
/**
 * When it was said, RFC 3339.
 */
said_at: string, 
/**
 * What is different for the people one works with.
 */
text: string, };

/**
 * An activity that is asked about.
 */
export type EchoAsked = { 
/**
 * Record.
 */
record_id: string, 
/**
 * Its title or first words.
 */
title: string, 
/**
 * Its last day.
 */
date: string, 
/**
 * Whole weeks since then.
 */
weeks: number, };

/**
 * What to ask about, if anything.
 */
export type EchoDue = { 
/**
 * An activity of some weeks ago.
 */
asked: EchoAsked | null, };

/**
 * What is different now.
 */
export type EchoSay = { 
/**
 * Record.
 */
id: string, 
/**
 * Empty: it was asked, and is left.
 */
text: string, };

/**
 * What emptying the bin removed.
 */
export type Emptied = { 
/**
 * How many records.
 */
records: number, };

/**
 * What the owner answered before an erasure. Each is true when there is one.
 */
export type EraseAnswers = { 
/**
 * An open request for access.
 */
request: boolean | null, 
/**
 * A complaint.
 */
complaint: boolean | null, 
/**
 * A claim.
 */
claim: boolean | null, 
/**
 * A safeguarding matter.
 */
safeguarding: boolean | null, 
/**
 * The insurer's period is still running.
 */
insurer: boolean | null, };

/**
 * A backup that was made before.
 */
export type EraseBackup = { 
/**
 * The day.
 */
made_on: string, 
/**
 * Where it was put.
 */
path: string, };

/**
 * What becomes of a record that speaks of the client.
 */
export type EraseChoice = { 
/**
 * The record.
 */
id: string, 
/**
 * True to erase it; false to keep it with the code taken out.
 */
erase: boolean, };

/**
 * What would go, and what has to be asked before.
 */
export type EraseLook = { 
/**
 * The client's code.
 */
code: string, 
/**
 * Its case notes, the bin's too.
 */
notes: number, 
/**
 * Records to decide about, one by one.
 */
spoken: Array<ClientSpokenOf>, 
/**
 * Evidence that belongs to its case notes alone, or is recorded as its own: it goes with the client.
 */
evidence: Array<ErasePiece>, 
/**
 * Why it may not be erased, as written on its page.
 */
hold: string, 
/**
 * Requests that are not answered.
 */
open_requests: number, 
/**
 * How long it was to be kept.
 */
kept: Retention, 
/**
 * The code is a word of the language as well, so it is looked for in its own spelling alone.
 */
short_code: boolean, 
/**
 * The newest backup that was made, which holds the client still, and so does every older one.
 */
backup: EraseBackup | null, };

/**
 * A piece of evidence that goes with a client.
 */
export type ErasePiece = { 
/**
 * The evidence.
 */
id: string, 
/**
 * Its number.
 */
number: number, 
/**
 * Its title.
 */
title: string, 
/**
 * It left in a profile, so many times: its number stays there, and says "Withdrawn".
 */
left: number, };

/**
 * What was done.
 */
export type Erased = { 
/**
 * Case notes.
 */
case_notes: number, 
/**
 * Other records.
 */
records: number, 
/**
 * Records kept without the code.
 */
kept: number, 
/**
 * Pieces of evidence that belonged to nothing else or were the client's own, with their files.
 */
evidence: number, 
/**
 * Every table was read again, and nothing of the client was found.
 */
clean: boolean, 
/**
 * The room was given back and the log emptied; else that is done when the portfolio is next opened.
 */
shredded: boolean, 
/**
 * The newest backup from before.
 */
backup: EraseBackup | null, };

/**
 * The line that an erasure leaves.
 */
export type Erasure = { 
/**
 * The day.
 */
on: string, 
/**
 * Why, in the owner's words.
 */
reason: string, 
/**
 * Case notes.
 */
case_notes: number, 
/**
 * Other records.
 */
records: number, 
/**
 * Records kept without the code.
 */
kept: number, };

/**
 * A failure, ready to be shown.
 */
export type Error = { 
/**
 * What to branch on.
 */
code: Code, 
/**
 * What happened and what is safe: one or two sentences.
 */
message: string, 
/**
 * What to do next.
 */
hint: string | null, 
/**
 * The field it belongs beside, as named in the request.
 */
field: string | null, 
/**
 * For whoever mends the app: operation and system code, never content.
 */
detail: string | null, };

/**
 * An event.
 */
export type Event = { "event": "progress", 
/**
 * The call's task id, chosen by the caller.
 */
task: string, 
/**
 * Steps done.
 */
done: number, 
/**
 * Steps in all.
 */
total: number, 
/**
 * What is counted, such as "pages".
 */
unit: string, } | { "event": "changed" } | { "event": "locked" } | { "event": "locking" } | { "event": "closing" };

/**
 * A piece of evidence behind the chosen activities, numbered in the order of the statement.
 */
export type Evidence = { 
/**
 * Id of the evidence; of the record, for a certificate that only the record speaks of.
 */
id: string, 
/**
 * Number: E1, E2 …
 */
number: number, 
/**
 * Its number among all evidence of the owner; none for a certificate that only the record speaks of.
 */
of_all: number | null, 
/**
 * Title as it will leave.
 */
title: string, 
/**
 * The chosen records it belongs to.
 */
record_ids: Array<string>, };

/**
 * Adds evidence: from `path`, from an `upload`, or, with neither, from the file that the owner chooses when asked.
 */
export type EvidenceAdd = { 
/**
 * A file on the disk.
 */
path: string | null, 
/**
 * A file that was handed over.
 */
upload: string | null, 
/**
 * What that file is called.
 */
name: string, 
/**
 * What is written about it; without, it is called as its file is.
 */
facts: EvidenceFacts | null, 
/**
 * Records that it belongs to.
 */
records: Array<string>, 
/**
 * Statements that it shows.
 */
statements: Array<string>, 
/**
 * Supervision agreements that it is a file of.
 */
agreements: Array<string>, };

/**
 * What was added.
 */
export type EvidenceAdded = { 
/**
 * `None` when the user changed their mind.
 */
evidence: EvidencePiece | null, 
/**
 * A sentence when the file is another thing than its name says.
 */
said: string | null, };

/**
 * A supervision agreement that evidence is a file of.
 */
export type EvidenceAgreement = { 
/**
 * UUID of the agreement.
 */
id: string, 
/**
 * With whom.
 */
name: string, 
/**
 * Its first day.
 */
start: string, };

/**
 * Makes evidence a file of a supervision agreement, or takes it off that.
 */
export type EvidenceAttach = { 
/**
 * UUID of the evidence.
 */
id: string, 
/**
 * UUID of the agreement.
 */
agreement: string, };

/**
 * A file, for ranged reads.
 */
export type EvidenceBytes = { 
/**
 * For the reads.
 */
id: string, 
/**
 * In bytes.
 */
size: number, };

/**
 * What went from the bin.
 */
export type EvidenceEmptied = { 
/**
 * How many pieces.
 */
evidence: number, };

/**
 * Empties the bin, or takes one piece out of it for good.
 */
export type EvidenceEmptyBin = { 
/**
 * That piece alone.
 */
id: string | null, };

/**
 * A copy of a file, decrypted.
 */
export type EvidenceExport = { 
/**
 * UUID of the evidence.
 */
id: string, 
/**
 * Where to; `None` asks.
 */
path: string | null, 
/**
 * Whether an existing file may be replaced.
 */
replace: boolean, 
/**
 * For whom, as the register keeps it.
 */
for_whom: string, };

/**
 * What is written about a piece of evidence.
 */
export type EvidenceFacts = { 
/**
 * Up to 200 characters.
 */
title: string, 
/**
 * Whose it is.
 */
kind: EvidenceKind, 
/**
 * The day it is of, YYYY-MM-DD.
 */
date: string | null, 
/**
 * Who made it, up to 200 characters.
 */
made_by: string, 
/**
 * For people who cannot see or hear it, up to 5,000 characters.
 */
description: string, 
/**
 * A client's work, or somebody's voice or face: without consent it stays in the portfolio.
 */
people: boolean, };

/**
 * How a file can be looked at.
 */
export type EvidenceFamily = "picture" | "pdf" | "sound" | "video" | "text" | "other";

/**
 * The file of a piece of evidence.
 */
export type EvidenceFile = { 
/**
 * What it was called.
 */
name: string, 
/**
 * What its content is, whatever its name says.
 */
media_type: string, 
/**
 * The same in words, such as "JPEG picture".
 */
says: string, 
/**
 * How it can be looked at.
 */
family: EvidenceFamily, 
/**
 * In bytes.
 */
size: number, 
/**
 * Of its content, in hexadecimal.
 */
sha256: string, };

/**
 * A recording, gone through once.
 */
export type EvidenceHeard = { 
/**
 * How long it is.
 */
seconds: number, 
/**
 * Samples of a second.
 */
rate: number, 
/**
 * Channels.
 */
channels: number, 
/**
 * How loud it is, in equal steps, 0 to 255.
 */
wave: Array<number>, 
/**
 * It ends before it should, or a part of it cannot be played.
 */
broken: boolean, };

/**
 * Which piece of evidence.
 */
export type EvidenceId = { 
/**
 * UUID.
 */
id: string, };

/**
 * Which pieces.
 */
export type EvidenceIds = { 
/**
 * UUIDs.
 */
ids: Array<string>, };

/**
 * Where texts show them.
 */
export type EvidenceInTexts = { 
/**
 * As they were asked for.
 */
shown: Array<EvidenceShownIn>, };

/**
 * Whose it is, as the HCPC asks for it.
 */
export type EvidenceKind = "self-made" | "showing-reflection" | "from-others";

/**
 * Where it went, from the register.
 */
export type EvidenceLeft = { 
/**
 * `hcpc`, `evidence` and so on, as in the register.
 */
kind: string, 
/**
 * The file's name.
 */
file_name: string, 
/**
 * When, RFC 3339.
 */
exported_at: string, };

/**
 * A line of the list.
 */
export type EvidenceLine = { 
/**
 * UUID.
 */
id: string, 
/**
 * For the audit.
 */
number: number, 
/**
 * Title.
 */
title: string, 
/**
 * Whose it is.
 */
kind: EvidenceKind, 
/**
 * Its day.
 */
date: string | null, 
/**
 * Its file.
 */
file: EvidenceFile | null, 
/**
 * Whether it may leave.
 */
consent_state: ConsentState, 
/**
 * Whether people who cannot see it are told what it is.
 */
described: boolean, 
/**
 * What they are told, so that it is found by its words.
 */
description: string, 
/**
 * Who made it.
 */
made_by: string, 
/**
 * Records that it belongs to.
 */
records: number, 
/**
 * When it went to the bin.
 */
binned_at: string | null, };

/**
 * Evidence, in order.
 */
export type EvidenceLines = { 
/**
 * Newest day first; by number for a record's.
 */
lines: Array<EvidenceLine>, };

/**
 * Links evidence to a record, or takes the link away.
 */
export type EvidenceLink = { 
/**
 * UUID of the evidence.
 */
id: string, 
/**
 * UUID of the record.
 */
record: string, };

/**
 * Which list.
 */
export type EvidenceList = { 
/**
 * What is in the bin.
 */
bin: boolean, };

/**
 * Another piece of evidence.
 */
export type EvidenceNamed = { 
/**
 * UUID.
 */
id: string, 
/**
 * Its number.
 */
number: number, 
/**
 * Its title.
 */
title: string, };

/**
 * Orders the evidence of a profile.
 */
export type EvidenceOrder = { 
/**
 * Cycle.
 */
id: string, 
/**
 * Ids of all that is listed; none for the order of the statement.
 */
order: Array<string>, };

/**
 * A piece of evidence.
 */
export type EvidencePiece = { 
/**
 * UUID.
 */
id: string, 
/**
 * For the audit.
 */
number: number, 
/**
 * What is written about it.
 */
facts: EvidenceFacts, 
/**
 * Its file; `None` when there is none.
 */
file: EvidenceFile | null, 
/**
 * What it is a redacted copy of.
 */
original: EvidenceNamed | null, 
/**
 * Its redacted copies.
 */
copies: Array<EvidenceNamed>, 
/**
 * Records that it belongs to, newest first.
 */
records: Array<EvidenceRecord>, 
/**
 * Supervision agreements that it is a file of.
 */
agreements: Array<EvidenceAgreement>, 
/**
 * Statements that it shows, in the framework's order.
 */
statements: Array<string>, 
/**
 * What was agreed.
 */
consent: Consent | null, 
/**
 * Whether it may leave.
 */
consent_state: ConsentState, 
/**
 * Where it went.
 */
left: Array<EvidenceLeft>, 
/**
 * Counts the saves.
 */
version: number, 
/**
 * RFC 3339.
 */
created_at: string, 
/**
 * RFC 3339.
 */
updated_at: string, 
/**
 * When it went to the bin.
 */
binned_at: string | null, };

/**
 * A record that evidence is linked to.
 */
export type EvidenceRecord = { 
/**
 * UUID.
 */
id: string, 
/**
 * Its title or first words.
 */
title: string, 
/**
 * Its kind.
 */
kind: Kind, 
/**
 * Its date.
 */
date: string, };

/**
 * A redacted copy.
 */
export type EvidenceRedact = { 
/**
 * UUID of the evidence.
 */
id: string, 
/**
 * What is hidden.
 */
boxes: Array<RedactBox>, 
/**
 * The copy's title.
 */
title: string, 
/**
 * Somebody can still be recognised in it.
 */
people: boolean, };

/**
 * A save of what is written about evidence.
 */
export type EvidenceSave = { 
/**
 * UUID.
 */
id: string, 
/**
 * The version this save is based on.
 */
expected: number, 
/**
 * The visit to the sheet: its saves are one undo step.
 */
visit: string, 
/**
 * Everything the sheet holds.
 */
facts: EvidenceFacts, };

/**
 * Which picture, and how large.
 */
export type EvidenceShow = { 
/**
 * UUID of the evidence.
 */
id: string, 
/**
 * Page of a PDF, from 1.
 */
page: number, 
/**
 * The most pixels of a side.
 */
side: number, };

/**
 * A picture, or a page of a PDF, as pixels.
 */
export type EvidenceShown = { 
/**
 * The blob with a PNG or a JPEG; close it when it has been read.
 */
blob: string, 
/**
 * Its bytes.
 */
size: number, 
/**
 * `image/png` or `image/jpeg`.
 */
media_type: string, 
/**
 * In pixels.
 */
width: number, 
/**
 * In pixels.
 */
height: number, 
/**
 * As it is in the file.
 */
full_width: number, 
/**
 * As it is in the file.
 */
full_height: number, 
/**
 * How many pages there are; 1 for a picture.
 */
pages: number, };

/**
 * The records whose text shows a piece of evidence.
 */
export type EvidenceShownIn = { 
/**
 * UUID of the evidence.
 */
id: string, 
/**
 * Newest first; none for one that no text shows.
 */
records: Array<EvidenceRecord>, };

/**
 * Says that evidence shows a statement, or takes it back.
 */
export type EvidenceStatement = { 
/**
 * UUID of the evidence.
 */
id: string, 
/**
 * Statement id.
 */
statement: string, };

/**
 * A stretch of a recording.
 */
export type EvidenceStretch = { 
/**
 * The blob with its samples: 32-bit floating point, little end first, the channels in turns. Close it when it has been read.
 */
blob: string, 
/**
 * Its bytes; none at the end.
 */
size: number, 
/**
 * Samples of a second.
 */
rate: number, 
/**
 * One or two.
 */
channels: number, 
/**
 * Samples of each channel.
 */
frames: number, };

/**
 * Which stretch of a recording.
 */
export type EvidenceStretchAsked = { 
/**
 * UUID of the evidence.
 */
id: string, 
/**
 * From which second on.
 */
from: number, 
/**
 * How many seconds, up to 30.
 */
seconds: number, };

/**
 * What a copy would tell.
 */
export type EvidenceTells = { 
/**
 * The first 200.
 */
found: Array<EvidenceTellsOne>, 
/**
 * Its words could not be read: they are sound, film, part of a picture, or of a program that is not known.
 */
unread: boolean, };

/**
 * One thing that tells.
 */
export type EvidenceTellsOne = { 
/**
 * Where it stands, in words.
 */
place: string, 
/**
 * Its line.
 */
text: string, 
/**
 * Where in it, in Unicode code points.
 */
start: number, 
/**
 * Its end, exclusive.
 */
end: number, 
/**
 * What it is.
 */
kind: PrivacyKind, 
/**
 * The words.
 */
value: string, 
/**
 * Why it was found, in a sentence.
 */
why: string, };

/**
 * A file that is handed over by ranged writes, from its beginning to its end.
 */
export type EvidenceUpload = { 
/**
 * For the writes, and for `evidence.add`. `blob.close` forgets it.
 */
id: string, 
/**
 * The most bytes it may have.
 */
limit: number, };

/**
 * Makes the PDF.
 */
export type Export = { 
/**
 * Cycle.
 */
id: string, 
/**
 * Final: refused over a limit, kept as it left.
 */
final: boolean, 
/**
 * Each of the four parts as a file, this time; it is done too where it was chosen for all packs.
 */
separate: boolean, 
/**
 * Where to; `None` asks.
 */
path: string | null, 
/**
 * Whether an existing file may be replaced. The save dialog asks by itself.
 */
replace: boolean, 
/**
 * For whom, as the register keeps it.
 */
for_whom: string, 
/**
 * The letter, for its addendum.
 */
letter?: string, };

/**
 * What was written.
 */
export type Exported = { 
/**
 * Where it lies; `None` when the user changed their mind.
 */
path: string | null, 
/**
 * How many files it is in.
 */
files: number, 
/**
 * Bytes written, of all of them.
 */
bytes: number, 
/**
 * Pages of all of them, for PDFs.
 */
pages: number | null, 
/**
 * JSON: files of evidence that are missing or damaged in the portfolio, and so do not lie beside it.
 */
left_out: number, 
/**
 * What is not in it as it might be thought, in a sentence each.
 */
notes: Array<string>, };

/**
 * The register of exports.
 */
export type Exports = { 
/**
 * Newest first.
 */
exports: Array<Past>, };

/**
 * A word and how often.
 */
export type Facet = { 
/**
 * Keyword or code.
 */
name: string, 
/**
 * Records.
 */
records: number, };

/**
 * What the filters and suggestions offer.
 */
export type Facets = { 
/**
 * Keywords with how many records carry each, by name.
 */
keywords: Array<Facet>, 
/**
 * Client codes, likewise.
 */
clients: Array<Facet>, 
/**
 * Supervisors already named.
 */
supervisors: Array<string>, 
/**
 * Records that are not in the bin.
 */
records: number, 
/**
 * Drafts.
 */
drafts: number, 
/**
 * Records in the bin.
 */
binned: number, };

/**
 * Keeps a question to the list under a name.
 */
export type FilterKeep = { 
/**
 * A filter of this name takes the new question.
 */
name: string, 
/**
 * What it asks for.
 */
query: Query, };

/**
 * Saved filters, by name.
 */
export type Filters = { 
/**
 * All there are.
 */
filters: Array<SavedFilter>, };

/**
 * Something to look at before the profile leaves.
 */
export type Finding = { 
/**
 * What it is about: `summary`, `statement`, `list`, `gap`, `types`, `names`, `profile`.
 */
part: string, 
/**
 * What, and what to do.
 */
message: string, 
/**
 * True when a final export is refused until it is mended.
 */
refuses_final: boolean, 
/**
 * The evidence it is about.
 */
evidence_id: string | null, };

/**
 * Marks a record as finished, or as a draft again.
 */
export type Finish = { 
/**
 * UUID.
 */
id: string, 
/**
 * True to finish; false to make it a draft again (not for case notes).
 */
finished: boolean, };

/**
 * What was chosen.
 */
export type Folder = { 
/**
 * `None` when the user changed their mind.
 */
folder: string | null, };

/**
 * What the form saves.
 */
export type Form = { 
/**
 * Summary of recent work and practice.
 */
summary: string, 
/**
 * First paragraph of the personal statement.
 */
introduction: string, 
/**
 * Activities of the statement, in order.
 */
chosen: Array<Chosen>, 
/**
 * Explanations, by the gap's first month.
 */
gaps: Array<GapText>, 
/**
 * Where the owner departs from the rule or names a record.
 */
choices: Array<Choice>, };

/**
 * The whole framework as data.
 */
export type FrameworkData = { 
/**
 * Stable name of this edition: `ccdf-2025`.
 */
id: string, 
/**
 * Title as published.
 */
title: string, 
/**
 * Who made the framework (our words).
 */
attribution: string, 
/**
 * What the framework must not be used for (our words).
 */
not_for: string, 
/**
 * Before and after registration.
 */
phases: Array<Phase>, 
/**
 * Five, from assistant to consultant.
 */
levels: Array<Level>, 
/**
 * Seven, in printed order.
 */
sections: Array<Section>, 
/**
 * Four, in printed order.
 */
pillars: Array<Pillar>, 
/**
 * What the framework says of all pillars together.
 */
pillars_note: string, 
/**
 * What lies beneath the pillars.
 */
creative_practice: NamedText, 
/**
 * Capabilities beyond the pillars, by context.
 */
additional_capabilities: AdditionalCapabilities, 
/**
 * Paragraphs on areas of practice.
 */
areas_of_practice: Array<string>, 
/**
 * Paragraphs on specialist practice.
 */
specialist_practice: Array<string>, 
/**
 * What the framework is for, by audience.
 */
uses: Uses, 
/**
 * Ways to grow, in our own short words.
 */
opportunities: Opportunities, 
/**
 * What its authors read.
 */
documents_reviewed: Array<Document>, 
/**
 * 313, ordered by level, section and number.
 */
statements: Array<Statement>, };

/**
 * Three months or more, in the past, without a listed activity.
 */
export type Gap = { 
/**
 * First month that is empty from end to end, YYYY-MM.
 */
from: string, 
/**
 * Last such month, YYYY-MM.
 */
to: string, 
/**
 * How many months: whole ones, or from day to day.
 */
months: number, 
/**
 * When it is, in words: "July to September 2024", or by its days.
 */
said: string, 
/**
 * The owner's sentence.
 */
explanation: string, };

/**
 * The explanation of a gap.
 */
export type GapText = { 
/**
 * First empty month, YYYY-MM.
 */
from: string, 
/**
 * Last empty month, YYYY-MM.
 */
to: string, 
/**
 * The owner's sentence.
 */
explanation: string, };

/**
 * A number that stands for no evidence any more.
 */
export type GoneNumber = { 
/**
 * The number.
 */
number: number, 
/**
 * What became of what it stood for: “A title” is in the bin.
 */
why: string, 
/**
 * The profile cites it still.
 */
cited: boolean, };

/**
 * The work in a guess.
 */
export type Guess = { 
/**
 * Memory in MiB.
 */
memory_mib: number, 
/**
 * Passes over it.
 */
passes: number, };

/**
 * What a colleague needs to know when the owner cannot work.
 */
export type Handover = { 
/**
 * Who steps in.
 */
colleague: string, 
/**
 * How to reach them.
 */
contact: string, 
/**
 * The owner's supervisor, and how to reach them.
 */
supervisor: string, 
/**
 * The insurer, and the policy.
 */
insurer: string, 
/**
 * What the owner wishes.
 */
wishes: string, };

/**
 * Makes the file or the sheet for a colleague.
 */
export type HandoverExport = { 
/**
 * The file's own passphrase; without it the sheet to print is made.
 */
passphrase: string | null, 
/**
 * The sheet says who the clients are. The file always does.
 */
with_clients: boolean, 
/**
 * Where to; `None` asks.
 */
path: string | null, 
/**
 * Whether an existing file may be replaced. The save dialog asks by itself.
 */
replace: boolean, };

/**
 * The same, with its age.
 */
export type HandoverMade = { 
/**
 * What is written.
 */
handover: Handover, 
/**
 * The day a file or a sheet was last made of it.
 */
made_on: string | null, };

/**
 * Chooses evidence with people in it, or takes it out.
 */
export type HcpcChoose = { 
/**
 * Cycle.
 */
id: string, 
/**
 * UUID of the evidence.
 */
evidence: string, 
/**
 * Whether it is to be listed.
 */
chosen: boolean, };

/**
 * A letter with everything its page shows.
 */
export type HcpcLetter = { 
/**
 * UUID.
 */
id: string, 
/**
 * The cycle it is about.
 */
cycle_id: string, 
/**
 * The version a save must expect.
 */
version: number, 
/**
 * What is written.
 */
form: LetterForm, 
/**
 * Points with an answer.
 */
answered: number, 
/**
 * Evidence that goes along, by its numbers.
 */
evidence: Array<LetterEvidence>, 
/**
 * Evidence that stays out.
 */
left_out: Array<LetterLeftOut>, 
/**
 * What to look at.
 */
findings: Array<Finding>, 
/**
 * Whether the lines that leave are those the owner has confirmed.
 */
confirmed: boolean, 
/**
 * The addenda that left, newest first.
 */
left: Array<Past>, };

/**
 * What a pack holds.
 */
export type HcpcPack = { 
/**
 * The evidence itself behind its list.
 */
evidence: boolean, 
/**
 * Each of the four parts as a file of its own.
 */
separate: boolean, };

/**
 * Says what a pack holds.
 */
export type HcpcPackSave = { 
/**
 * Cycle whose profile is answered; the choice is for all.
 */
id: string, 
/**
 * The choice.
 */
pack: HcpcPack, };

/**
 * The profile of one cycle, with everything the page shows.
 */
export type HcpcProfile = { 
/**
 * The cycle.
 */
cycle: Cycle, 
/**
 * The version a save must expect.
 */
version: number, 
/**
 * Registered for under two years when the cycle ends: such registrants are not drawn.
 */
under_two_years: boolean, 
/**
 * The letter that asks for it; its deadline goes before the cycle's end.
 */
drawn: Drawn | null, 
/**
 * Summary of recent work and practice.
 */
summary: string, 
/**
 * First paragraph of the personal statement.
 */
introduction: string, 
/**
 * Activities of the statement, in order.
 */
chosen: Array<Chosen>, 
/**
 * How they are put together.
 */
assembly: StatementAssembly, 
/**
 * Everything of the cycle that is or may be listed, oldest first.
 */
activities: Array<Activity>, 
/**
 * Gaps.
 */
gaps: Array<Gap>, 
/**
 * Types of the listed activities.
 */
types: Array<TypeCount>, 
/**
 * Evidence of the chosen activities.
 */
evidence: Array<Evidence>, 
/**
 * Evidence of the chosen activities with people in it, listed or not.
 */
people: Array<PeoplePiece>, 
/**
 * Evidence of the chosen activities that was left out.
 */
left_out: Array<LeftOutPiece>, 
/**
 * Numbers that stand for nothing any more: between others that stay, or cited.
 */
gone: Array<GoneNumber>, 
/**
 * What the pack holds.
 */
pack: HcpcPack, 
/**
 * How many months without an activity are a gap, as the rules' number stands.
 */
gap_months: number, 
/**
 * How many types of activity are asked for, as the rules' number stands.
 */
types_least: number, 
/**
 * How many activities most statements speak of, from and to, as the rules' numbers stand.
 */
chosen_usual: [number, number], 
/**
 * Words of the summary.
 */
summary_words: Words, 
/**
 * Words of the statement.
 */
statement_words: Words, 
/**
 * HCPC's five standards, in its order.
 */
standards: Array<CpdStandard>, 
/**
 * What to look at.
 */
findings: Array<Finding>, 
/**
 * Whether the lines that leave are those the owner has confirmed.
 */
confirmed: boolean, 
/**
 * Whether a finished version has left: only then can somebody ask about one.
 */
has_left: boolean, };

/**
 * Saves the form.
 */
export type HcpcSave = { 
/**
 * Cycle.
 */
id: string, 
/**
 * The version this save is based on.
 */
expected: number, 
/**
 * The visit to the form: its saves are one undo step.
 */
visit: string, 
/**
 * Everything the form holds.
 */
form: Form, };

/**
 * What could be chosen for the statement.
 */
export type HcpcSuggestions = { 
/**
 * How many are chosen.
 */
chosen: number, 
/**
 * How many most statements speak of, at least; no rule.
 */
least: number, 
/**
 * How many most statements speak of, at most; no rule.
 */
most: number, 
/**
 * Those that would add something, the one that adds most first.
 */
activities: Array<SuggestedActivity>, };

/**
 * Which record.
 */
export type Id = { 
/**
 * UUID.
 */
id: string, };

/**
 * What to read.
 */
export type Import = { 
/**
 * The JSON file; `None` asks.
 */
path: string | null, };

/**
 * What came of it, for one sort of thing.
 */
export type ImportCount = { 
/**
 * Such as "records".
 */
what: string, 
/**
 * New here.
 */
added: number, 
/**
 * There already, with the same content: left out.
 */
same: number, 
/**
 * There already with other content: added beside it, and marked.
 */
beside: number, };

/**
 * What an import did.
 */
export type ImportReport = { 
/**
 * By sort, those that the file has any of.
 */
counts: Array<ImportCount>, 
/**
 * Ids of the records that came beside another version of themselves.
 */
beside: Array<string>, 
/**
 * What was kept as it is here and is different in the file, in sentences.
 */
kept: Array<string>, 
/**
 * What no file brings, in sentences.
 */
stays: Array<string>, };

/**
 * What came of it.
 */
export type Imported = { 
/**
 * `None` when the user changed their mind.
 */
report: ImportReport | null, };

/**
 * What is brought in.
 */
export type IntakeBring = { 
/**
 * Where it comes from.
 */
source: IntakeSource, 
/**
 * What is settled.
 */
choices: IntakeChoices, 
/**
 * Whether what it comes from is kept as evidence.
 */
keep_source: boolean, };

/**
 * What the owner has settled so far; what is not settled is proposed.
 */
export type IntakeChoices = { 
/**
 * What to read it as.
 */
shape?: IntakeShape, 
/**
 * Which table of several, from 0.
 */
table?: number, 
/**
 * Whether the first row names the columns.
 */
header?: boolean, 
/**
 * What each column holds.
 */
fields?: Array<IntakeField>, 
/**
 * How text is divided.
 */
division?: IntakeDivision, 
/**
 * What is settled for single rows or pieces.
 */
rows?: Array<IntakeSettled>, };

/**
 * What to choose.
 */
export type IntakeChoose = { 
/**
 * A folder of Markdown files, not a file.
 */
folder: boolean, };

/**
 * What was chosen.
 */
export type IntakeChosen = { 
/**
 * `None` when the user changed their mind.
 */
path: string | null, };

/**
 * A column of a list.
 */
export type IntakeColumn = { 
/**
 * As the first row has it, or "Column 3".
 */
name: string, 
/**
 * What it holds.
 */
field: IntakeField, 
/**
 * The first few cells that hold anything.
 */
samples: Array<string>, };

/**
 * How text is divided.
 */
export type IntakeDivision = "heading" | "file";

/**
 * What a column holds.
 */
export type IntakeField = "date" | "date-to" | "title" | "type" | "minutes" | "hours" | "provider" | "certificate" | "cost" | "learnt" | "practice" | "service-users" | "keywords" | "text" | "nothing";

/**
 * What would become of what.
 */
export type IntakePreview = { 
/**
 * Name of the file or folder; empty for what was pasted.
 */
name: string, 
/**
 * What it is read as.
 */
shape: IntakeShape, 
/**
 * Whether it could be read as the other, too.
 */
either: boolean, 
/**
 * Names of the tables, where there are several.
 */
tables: Array<string>, 
/**
 * Which of them.
 */
table: number, 
/**
 * Whether the first row names the columns.
 */
header: boolean, 
/**
 * The columns of a list.
 */
columns: Array<IntakeColumn>, 
/**
 * How text is divided.
 */
division: IntakeDivision, 
/**
 * What becomes of each row or piece.
 */
rows: Array<IntakeRow>, 
/**
 * What was not understood or not read, in sentences.
 */
told: Array<string>, };

/**
 * What becomes of one row or piece.
 */
export type IntakeRow = { 
/**
 * Its number: as the list counts its rows, or the pieces from 1.
 */
number: number, 
/**
 * Whether it is brought in.
 */
take: boolean, 
/**
 * What it becomes.
 */
kind: Kind, 
/**
 * Its title.
 */
title: string, 
/**
 * First day; `None` until it is known.
 */
date: string | null, 
/**
 * Last day.
 */
date_to: string | null, 
/**
 * The date as it is written.
 */
written: string, 
/**
 * Minutes.
 */
minutes: number | null, 
/**
 * HCPC's type of activity.
 */
cpd_type: CpdType | null, 
/**
 * The beginning of its text.
 */
line: string, 
/**
 * What has to be asked about its date, in a sentence; `None` when it is certain or settled.
 */
question: string | null, 
/**
 * Days it may mean, most likely first.
 */
offers: Array<string>, 
/**
 * Why it looks like notes on a client.
 */
suspect: string | null, 
/**
 * Id of the record that it seems to be already.
 */
same_as: string | null, 
/**
 * Number of the earlier row that it repeats.
 */
repeats: number | null, 
/**
 * Why it cannot be brought in as it is.
 */
refused: string | null, };

/**
 * What is settled for one row or piece.
 */
export type IntakeSettled = { 
/**
 * Its number.
 */
number: number, 
/**
 * Whether it is brought in; `None` leaves it to the proposal.
 */
take: boolean | null, 
/**
 * Its first day.
 */
date: string | null, 
/**
 * Its last day, where `date` is given.
 */
date_to: string | null, };

/**
 * What it is read as.
 */
export type IntakeShape = "list" | "text";

/**
 * Where it comes from.
 */
export type IntakeSource = { "from": "text", 
/**
 * The text.
 */
text: string, } | { "from": "file", 
/**
 * Where it lies.
 */
path: string, };

/**
 * A source, and what is settled so far.
 */
export type IntakeWanted = { 
/**
 * Where it comes from.
 */
source: IntakeSource, 
/**
 * What is settled.
 */
choices: IntakeChoices, };

/**
 * What stayed knowingly in a profile that left.
 */
export type Kept = { 
/**
 * What it is.
 */
kind: PrivacyKind, 
/**
 * The words.
 */
value: string, 
/**
 * Why; empty for a different word.
 */
reason: string, };

/**
 * What one guess at the passphrase costs somebody who has the file.
 */
export type KeyCost = { 
/**
 * As the key file is now.
 */
now: Guess, 
/**
 * What this machine could make of it; `None` when that is not worth the while.
 */
offered: Guess | null, };

/**
 * How many records were concerned.
 */
export type KeywordDone = { 
/**
 * Records, those in the bin too.
 */
records: number, };

/**
 * Makes two keywords one.
 */
export type KeywordMerge = { 
/**
 * The one that goes.
 */
from: string, 
/**
 * The one that stays.
 */
into: string, };

/**
 * Spells a keyword otherwise.
 */
export type KeywordRename = { 
/**
 * As it is called.
 */
name: string, 
/**
 * As it will be called.
 */
to: string, };

/**
 * The four kinds of record.
 */
export type Kind = "reflection" | "case-note" | "supervision" | "cpd";

/**
 * The newest proved backup.
 */
export type LastBackup = { 
/**
 * When it was made, RFC 3339 in UTC.
 */
made_at: string, 
/**
 * The day it was made, where the user was, YYYY-MM-DD.
 */
made_on: string, 
/**
 * How many days ago that is.
 */
days: number, 
/**
 * Its file name.
 */
file: string, 
/**
 * Where it was put.
 */
path: string, 
/**
 * Files of evidence that were found damaged, in the portfolio and in the backup.
 */
damaged: number, 
/**
 * Files of evidence that neither had.
 */
missing: number, };

/**
 * What would leave: the profile of a cycle, or the addendum to a letter about it.
 */
export type LeavingAsked = { 
/**
 * Cycle.
 */
id: string, 
/**
 * The letter, for its addendum.
 */
letter?: string, };

/**
 * Something in what would leave that could tell who somebody is.
 */
export type LeavingFinding = { 
/**
 * Answers it wherever these words stand.
 */
key: string, 
/**
 * Answers it in this line alone.
 */
key_here: string, 
/**
 * Where the line stands.
 */
place: string, 
/**
 * The activity that the line is about.
 */
record_id: string | null, 
/**
 * The line.
 */
text: string, 
/**
 * Where in it, in Unicode code points.
 */
start: number, 
/**
 * Its end, exclusive.
 */
end: number, 
/**
 * What it is.
 */
kind: PrivacyKind, 
/**
 * The words.
 */
value: string, 
/**
 * Why it was found, in a sentence.
 */
why: string, 
/**
 * Words that could stand there; empty when it had better go.
 */
stand_in: string, 
/**
 * Whether a name or code of one's own client is surely that, and no month, flower or profession; else always.
 */
sure: boolean, 
/**
 * The evidence on whose pages it stands, where no word can be changed: it is kept, or the piece stays out.
 */
exhibit: string | null, 
/**
 * What the owner said.
 */
answer: PrivacyAnswer | null, };

/**
 * What the privacy check finds in what would leave.
 */
export type LeavingFound = { 
/**
 * In the document's order, answered or not.
 */
findings: Array<LeavingFinding>, };

/**
 * A record that was left as it is.
 */
export type LeftAlone = { 
/**
 * UUID.
 */
id: string, 
/**
 * Title or first words.
 */
title: string, 
/**
 * Why, in a sentence.
 */
why: string, };

/**
 * What left.
 */
export type LeftKind = "hcpc" | "addendum" | "copied" | "paper" | "supervision" | "access" | "evidence" | "markdown" | "json" | "other";

/**
 * Evidence behind the chosen activities that the owner left out of this profile.
 */
export type LeftOutPiece = { 
/**
 * Id of the evidence; of the record, for a certificate that only the record speaks of.
 */
id: string, 
/**
 * Title.
 */
title: string, 
/**
 * The chosen records it belongs to.
 */
record_ids: Array<string>, };

/**
 * Evidence of an addendum.
 */
export type LetterEvidence = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its number: that which it left with, or the next.
 */
number: number, 
/**
 * Its title.
 */
title: string, 
/**
 * Where its number comes from.
 */
since: NumberedSince, };

/**
 * A letter with its points, as it is written.
 */
export type LetterForm = { 
/**
 * Date of the letter.
 */
letter: string, 
/**
 * Its deadline.
 */
deadline: string, 
/**
 * In its order.
 */
points: Array<LetterPoint>, };

/**
 * Which letter.
 */
export type LetterId = { 
/**
 * UUID.
 */
id: string, };

/**
 * Evidence that is named and stays out.
 */
export type LetterLeftOut = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Why, in a sentence.
 */
why: string, 
/**
 * Choosing it for this cycle lets it go.
 */
may_be_chosen: boolean, };

/**
 * A point of the letter, and what is answered to it.
 */
export type LetterPoint = { 
/**
 * UUID; a new one is made for an empty one.
 */
id: string, 
/**
 * What HCPC asks, in its words.
 */
text: string, 
/**
 * The answer, as Markdown.
 */
answer: string, 
/**
 * Records that it names, by their ids; never case notes.
 */
records: Array<string>, 
/**
 * Evidence that goes with it, by its ids.
 */
evidence: Array<string>, };

/**
 * Saves a letter.
 */
export type LetterSave = { 
/**
 * The cycle it is about.
 */
cycle: string, 
/**
 * The letter; empty for a new one.
 */
id: string, 
/**
 * The version this save is based on; 0 for a new one.
 */
expected: number, 
/**
 * The visit to its page: its saves are one undo step.
 */
visit: string, 
/**
 * All of it.
 */
form: LetterForm, };

/**
 * A letter that waits for its addendum, as the home page says it.
 */
export type LetterWaiting = { 
/**
 * UUID.
 */
id: string, 
/**
 * The cycle it is about.
 */
cycle_id: string, 
/**
 * Date of the letter.
 */
letter: string, 
/**
 * Its deadline.
 */
deadline: string, 
/**
 * Points of it.
 */
points: number, 
/**
 * Points with an answer.
 */
answered: number, };

/**
 * The letters about a cycle.
 */
export type Letters = { 
/**
 * Newest first.
 */
letters: Array<HcpcLetter>, };

/**
 * The letters that wait for an answer.
 */
export type LettersWaiting = { 
/**
 * The nearest deadline first.
 */
letters: Array<LetterWaiting>, };

/**
 * One of the five levels of practice.
 */
export type Level = { 
/**
 * Which level.
 */
id: LevelId, 
/**
 * Name as published.
 */
name: string, 
/**
 * One word for narrow places.
 */
short: string, 
/**
 * 1 to 5.
 */
order: number, 
/**
 * Before or after registration.
 */
phase: PhaseId, 
/**
 * NHS career framework level, for instance `6` or `2–4`. Not a pay band.
 */
nhs_career_level: string, 
/**
 * How sure that is.
 */
nhs_career_level_certainty: Certainty, 
/**
 * The short description, as paragraphs.
 */
description: Array<string>, 
/**
 * What stands at the head of the level's own pages, as paragraphs.
 */
expects: Array<string>, 
/**
 * What stands at the head of the level's pillars, where something does.
 */
pillars_note: string | null, 
/**
 * Slips of the printed text that were kept in `description` and `expects`.
 */
slips: Array<Slip>, };

/**
 * A level of practice. Ordered from assistant to consultant.
 */
export type LevelId = "ass" | "pro" | "enh" | "adv" | "con";

/**
 * A line that would leave.
 */
export type Line = { 
/**
 * Where it stands: "Summary of practice", "List of activities" …
 */
place: string, 
/**
 * The words.
 */
text: string, 
/**
 * Own client codes found in it.
 */
codes: Array<string>, };

/**
 * Every line that would leave.
 */
export type Lines = { 
/**
 * In the document's order.
 */
lines: Array<Line>, 
/**
 * SHA-256 over them, to be handed back on confirming.
 */
digest: string, };

/**
 * A link, seen from one of its two records.
 */
export type Link = { 
/**
 * The other record.
 */
record_id: string, 
/**
 * How they hang together.
 */
kind: LinkKind, 
/**
 * True when this record is the one that reflects on, led to, or was discussed.
 */
outgoing: boolean, 
/**
 * Kind of the other record.
 */
other_kind: Kind, 
/**
 * Title of the other record, or its first words.
 */
title: string, 
/**
 * Date of the other record.
 */
date: string, };

/**
 * How two records hang together.
 */
export type LinkKind = "reflects-on" | "led-to" | "discussed-in";

/**
 * A stretch of the list or of a search.
 */
export type List = { 
/**
 * What to list.
 */
query: Query, 
/**
 * First line.
 */
offset: number, 
/**
 * At most this many lines, 1 to 500.
 */
limit: number, };

/**
 * The log of this device, for copying.
 */
export type LogText = { 
/**
 * A line an entry, oldest first: moment, operation, milliseconds, outcome. No content, ever.
 */
text: string, };

/**
 * A record as Markdown.
 */
export type Markdown = { 
/**
 * Title, facts, text and tags.
 */
text: string, };

/**
 * A reflection model.
 */
export type Model = { 
/**
 * Short word kept with a record, such as `gibbs`.
 */
id: string, 
/**
 * As people know it.
 */
name: string, 
/**
 * What it is good for, in a sentence or two.
 */
about: string, 
/**
 * Its stages, in order; at least one.
 */
stages: Array<ModelStage>, };

/**
 * Which models to write out.
 */
export type ModelExport = { 
/**
 * Ids; none means all.
 */
ids: Array<string>, 
/**
 * The file; `None` asks.
 */
path: string | null, 
/**
 * Whether an existing file may be replaced. The save dialog asks by itself.
 */
replace: boolean, };

/**
 * The order they are to have.
 */
export type ModelOrder = { 
/**
 * Ids; what is not named follows.
 */
ids: Array<string>, };

/**
 * A stage of a model.
 */
export type ModelStage = { 
/**
 * Short word kept with a section, such as `so-what`.
 */
id: string, 
/**
 * As a heading; empty for free writing.
 */
name: string, 
/**
 * A question to begin with.
 */
prompt: string, };

/**
 * What an import brought.
 */
export type ModelsBrought = { 
/**
 * Names of the models that are new, as they are called here.
 */
added: Array<string>, 
/**
 * Models of the file that were here already.
 */
same: number, };

/**
 * What came of reading a file.
 */
export type ModelsImported = { 
/**
 * `None` when the user changed their mind.
 */
brought: ModelsBrought | null, };

/**
 * A month of the cycle.
 */
export type MonthLook = { 
/**
 * YYYY-MM.
 */
month: string, 
/**
 * Listed activities that begin in it.
 */
listed: number, 
/**
 * It belongs to a gap.
 */
gap: boolean, };

/**
 * A text with a name.
 */
export type NamedText = { 
/**
 * Stable short id.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * The text.
 */
text: string, };

/**
 * What a new record starts with.
 */
export type New = { 
/**
 * Kind.
 */
kind: Kind, };

/**
 * New recovery words, in force from now on.
 */
export type NewWords = { 
/**
 * All 24, in order.
 */
words: Array<string>, 
/**
 * The state now: the words wait for their check again.
 */
status: Status, };

/**
 * A request or response without content.
 */
export type Nothing = { [key: string]: never };

/**
 * Whose number it is.
 */
export type NumberFrom = "hcpc" | "ours";

/**
 * Puts a number of the rules right.
 */
export type NumberSave = { 
/**
 * Its id, such as `gap-months`.
 */
number: string, 
/**
 * What holds; `None` for what comes with Triptych.
 */
value: number | null, };

/**
 * Where the number of a piece comes from.
 */
export type NumberedSince = "profile" | "addendum" | "new";

/**
 * Opens a portfolio.
 */
export type Open = { 
/**
 * Folder; `None` for the one used last, else the default one.
 */
folder: string | null, 
/**
 * The passphrase.
 */
passphrase: string, };

/**
 * A request that is not answered.
 */
export type OpenAccessRequest = { 
/**
 * The request.
 */
request: AccessRequest, 
/**
 * The client's code.
 */
code: string, };

/**
 * An agreed action and where it comes from.
 */
export type OpenAction = { 
/**
 * Id.
 */
id: string, 
/**
 * What was agreed.
 */
text: string, 
/**
 * Date due.
 */
due: string | null, 
/**
 * Whose it is; `None` is one's own.
 */
owner: string | null, 
/**
 * The supervision session.
 */
record_id: string, 
/**
 * Its title or first words.
 */
record_title: string, 
/**
 * Its date.
 */
record_date: string, };

/**
 * Agreed actions that are not done yet.
 */
export type OpenActions = { 
/**
 * By date due, those without one last.
 */
actions: Array<OpenAction>, };

/**
 * Opens a portfolio with the recovery words and sets a new passphrase.
 */
export type OpenWithWords = { 
/**
 * Folder; `None` for the one used last, else the default one.
 */
folder: string | null, 
/**
 * The 24 words, separated by blanks.
 */
words: string, 
/**
 * The new passphrase.
 */
passphrase: string, };

/**
 * Ways to grow that the framework points to. Titles and summaries are our own words.
 */
export type Opportunities = { 
/**
 * In leadership.
 */
leadership: Array<Opportunity>, 
/**
 * In research.
 */
research: Array<Opportunity>, 
/**
 * As an educator.
 */
educator: Array<Opportunity>, };

/**
 * One way to grow, in our own words.
 */
export type Opportunity = { 
/**
 * Stable short id.
 */
id: string, 
/**
 * Title (ours).
 */
title: string, 
/**
 * One or two sentences (ours).
 */
summary: string, 
/**
 * What sort it is.
 */
kind: OpportunityKind, 
/**
 * Address as published, if one was.
 */
address: string | null, };

/**
 * What sort of opportunity it is.
 */
export type OpportunityKind = "everyday" | "role" | "course" | "programme" | "reading" | "coaching" | "network" | "directory" | "feedback" | "strategy";

/**
 * What was taken back or made again.
 */
export type Outcome = { 
/**
 * In words; `None` when there was nothing.
 */
label: string | null, 
/**
 * The record it was about.
 */
record: string | null, 
/**
 * What can be done next.
 */
state: State, };

/**
 * A reflection model of one's own.
 */
export type OwnModel = { 
/**
 * Word kept with a record; empty for a new one.
 */
id: string, 
/**
 * The owner's name for it.
 */
name: string, 
/**
 * What it is good for.
 */
about: string, 
/**
 * Its stages, in order; one at least. The id of a new one is empty.
 */
stages: Array<ModelStage>, 
/**
 * Stages it had once.
 */
former?: Array<ModelStage>, 
/**
 * Deleted, and kept for what was written with it.
 */
retired?: boolean, };

/**
 * One's own models.
 */
export type OwnModels = { 
/**
 * In their order; those that were put aside too.
 */
models: Array<OwnModel>, };

/**
 * A stretch of the list.
 */
export type Page = { 
/**
 * How many there are in all.
 */
total: number, 
/**
 * Lines from `offset` on.
 */
rows: Array<Row>, 
/**
 * What the search left out or did not understand, in a sentence.
 */
note: string | null, };

/**
 * Where the page stands.
 */
export type PageKeep = { 
/**
 * What is open on it, for itself to read again. Told only while a portfolio is open: the words of a search may be in it.
 */
stands: string, 
/**
 * What comes after a lock, likewise. Told always.
 */
next: string, };

/**
 * Where the last page stood.
 */
export type PageKept = { 
/**
 * As it was kept; `None` for the first page, and while nothing is open.
 */
stands: string | null, 
/**
 * As it was kept; `None` for the first page.
 */
next: string | null, };

/**
 * Which paper.
 */
export type Paper = { "paper": "record", 
/**
 * UUID.
 */
id: string, } | { "paper": "levels", 
/**
 * One level (`ass` … `con`) alone; `None` is all of them.
 */
level: string | null, } | { "paper": "appraisal", 
/**
 * First day, YYYY-MM-DD.
 */
from: string, 
/**
 * Last day, YYYY-MM-DD.
 */
to: string, } | { "paper": "cv" } | { "paper": "supervision", 
/**
 * Which sessions, and how.
 */
sheet: SupervisionSheet, };

/**
 * What the owner says of a word that could be a client of theirs.
 */
export type PaperAnswer = { 
/**
 * One of the doubt's two keys.
 */
key: string, 
/**
 * A different word, which stays; otherwise general words stand in its place.
 */
other_word: boolean, };

/**
 * What is to be looked at.
 */
export type PaperAsked = { 
/**
 * Which paper.
 */
paper: Paper, 
/**
 * What was said of words that could be a client.
 */
answers: Array<PaperAnswer>, };

/**
 * A word that could be a client of one's own: May, Art, Rose.
 */
export type PaperDoubt = { 
/**
 * Answers it wherever this word stands.
 */
key: string, 
/**
 * Answers it in this line alone.
 */
key_here: string, 
/**
 * The word.
 */
value: string, 
/**
 * Where it stands.
 */
found: PaperFinding, 
/**
 * Whether the owner said that it is a different word.
 */
other_word: boolean, };

/**
 * What is to leave.
 */
export type PaperExport = { 
/**
 * Which paper.
 */
paper: Paper, 
/**
 * For which program.
 */
format: PaperFormat, 
/**
 * What was said of words that could be a client.
 */
answers: Array<PaperAnswer>, 
/**
 * Of the look its owner had.
 */
digest: string, 
/**
 * Where to write; `None` asks.
 */
path: string | null, 
/**
 * Whether an existing file may be replaced. The save dialog asks by itself.
 */
replace: boolean, 
/**
 * For whom, as the register keeps it.
 */
for_whom: string, };

/**
 * Something to read before it leaves.
 */
export type PaperFinding = { 
/**
 * Where it stands, in words.
 */
place: string, 
/**
 * The line.
 */
text: string, 
/**
 * Where in the line it begins, in code points.
 */
start: number, 
/**
 * Where it ends, exclusive.
 */
end: number, 
/**
 * What it is.
 */
kind: PrivacyKind, 
/**
 * Why it was found, in a sentence.
 */
why: string, };

/**
 * For which program.
 */
export type PaperFormat = "pdf" | "docx";

/**
 * What would leave.
 */
export type PaperLook = { 
/**
 * Its title.
 */
title: string, 
/**
 * How many lines leave.
 */
lines: number, 
/**
 * How often general words stand in the place of a client of one's own.
 */
replaced: number, 
/**
 * Words that could be a client of one's own or a different word, the first 200; those that wait for an answer first.
 */
doubts: Array<PaperDoubt>, 
/**
 * How many of all of them wait. Nothing leaves while one does.
 */
waiting: number, 
/**
 * What could tell who somebody is, the first 200.
 */
found: Array<PaperFinding>, 
/**
 * How many more there are.
 */
more: number, 
/**
 * What is confirmed by exporting: SHA-256 of all that leaves.
 */
digest: string, };

/**
 * What left.
 */
export type PapersLeft = { 
/**
 * Newest first.
 */
papers: Array<Past>, };

/**
 * Which part of a profile.
 */
export type PartAsked = { 
/**
 * Cycle.
 */
id: string, 
/**
 * The part.
 */
part: ProfilePart, };

/**
 * A part as plain text.
 */
export type PartText = { 
/**
 * The words.
 */
text: string, 
/**
 * What of the document plain text cannot hold, in a sentence each.
 */
cannot: Array<string>, };

/**
 * The passphrase, asked again.
 */
export type Passphrase = { 
/**
 * The one that opens the portfolio.
 */
passphrase: string, };

/**
 * A profile that left.
 */
export type Past = { 
/**
 * Id.
 */
id: string, 
/**
 * When, RFC 3339.
 */
exported_at: string, 
/**
 * Cycle it was for.
 */
cycle_id: string | null, 
/**
 * Final, or a draft to read.
 */
final: boolean, 
/**
 * The file's name (never its folder).
 */
file_name: string, 
/**
 * SHA-256 of the file.
 */
sha256: string, 
/**
 * For whom, in the owner's words; empty: not said.
 */
for_whom: string, 
/**
 * Records it speaks of that were erased since.
 */
withdrawn: number, 
/**
 * Numbers of the evidence in it that was erased since, or whose consent was withdrawn.
 */
withdrawn_evidence: Array<number>, 
/**
 * What could tell who somebody is and stayed knowingly.
 */
kept: Array<Kept>, };

/**
 * Evidence with people in it behind the chosen activities: it is chosen for a profile one by one.
 */
export type PeoplePiece = { 
/**
 * Id of the evidence.
 */
id: string, 
/**
 * Title.
 */
title: string, 
/**
 * The chosen records it belongs to.
 */
record_ids: Array<string>, 
/**
 * Chosen, and its consent holds: it is in the list of evidence.
 */
listed: boolean, 
/**
 * It was chosen under a consent that has ended since, or is another now.
 */
was_chosen: boolean, 
/**
 * How consent stands.
 */
consent_state: ConsentState, 
/**
 * For what use was agreed.
 */
use_for: string, 
/**
 * The last day that consent holds.
 */
until: string | null, };

/**
 * A phase with what the framework says of it.
 */
export type Phase = { 
/**
 * Which phase.
 */
id: PhaseId, 
/**
 * Name as published.
 */
name: string, 
/**
 * Paragraphs; may be empty.
 */
text: Array<string>, };

/**
 * Where a level stands towards registration.
 */
export type PhaseId = "pre-registration" | "post-registration";

/**
 * One of the four pillars of practice.
 */
export type Pillar = { 
/**
 * Which pillar.
 */
id: PillarId, 
/**
 * Name as published among the pillars (its section is sometimes named otherwise).
 */
name: string, 
/**
 * Descriptor as published.
 */
descriptor: string, };

/**
 * A pillar of practice. Ordered as printed; the spelling is that of its section.
 */
export type PillarId = "pp" | "fl" | "lm" | "erd";

/**
 * An aim of a plan.
 */
export type PlanAim = { 
/**
 * One line.
 */
text: string, 
/**
 * The records that served it.
 */
record_ids: Array<string>, };

/**
 * A day of the plan, and how it stands.
 */
export type PlannedReminder = { 
/**
 * Which.
 */
reminder: CycleReminder, 
/**
 * Its day.
 */
on: string, 
/**
 * What it says.
 */
said: string, 
/**
 * Done.
 */
done: boolean, 
/**
 * Put off until this day.
 */
until: string | null, };

/**
 * Makes a portfolio.
 */
export type PortfolioCreate = { 
/**
 * Folder; `None` for the default one.
 */
folder: string | null, 
/**
 * The passphrase.
 */
passphrase: string, };

/**
 * Writes everything that can still be read into a new folder, in clear text. Of the open portfolio when neither passphrase nor
 * words are given.
 */
export type PortfolioRescue = { 
/**
 * The portfolio's folder; `None` for the one that is open or was used last.
 */
folder: string | null, 
/**
 * The passphrase.
 */
passphrase: string | null, 
/**
 * All 24 words, separated by blanks.
 */
words: string | null, 
/**
 * The folder to make; `None` asks.
 */
path: string | null, };

/**
 * The document as it would leave.
 */
export type Preview = { 
/**
 * The model the PDF is made of, as JSON of `triptych-pdf`'s `Document`.
 */
document: PreviewDocument, };

/**
 * An answer to the privacy check.
 */
export type PrivacyAnswer = { 
/**
 * What is done.
 */
action: AnswerAction, 
/**
 * The words that stand there, or the reason.
 */
words: string, 
/**
 * Only in this line.
 */
here: boolean, };

/**
 * Answers to the privacy check.
 */
export type PrivacyAnswers = { 
/**
 * Cycle.
 */
id: string, 
/**
 * All of them or none.
 */
answers: Array<AnswerGiven>, 
/**
 * The letter, for its addendum.
 */
letter?: string, };

/**
 * What kind of thing could tell who somebody is.
 */
export type PrivacyKind = "client-name" | "client-code" | "nhs-number" | "ni-number" | "postcode" | "address" | "phone" | "email" | "date-of-birth" | "age" | "person-name" | "place" | "link" | "registration" | "combination";

/**
 * The three professions, and those on the way.
 */
export type Profession = "art" | "drama" | "music" | "assistant";

/**
 * Who writes.
 */
export type Profile = { 
/**
 * As on the register.
 */
name: string, 
/**
 * Profession.
 */
profession: Profession | null, 
/**
 * HCPC registration number, as written by the owner.
 */
registration: string, 
/**
 * First registered.
 */
registered_since: string | null, 
/**
 * Own level; `None` is "not sure yet".
 */
level: string | null, 
/**
 * The revision a save must expect.
 */
version: number, 
/**
 * Roles, the current ones first.
 */
roles: Array<Role>, };

/**
 * A part of the profile.
 */
export type ProfilePart = "summary" | "statement" | "list" | "evidence";

/**
 * Saves everything but the roles.
 */
export type ProfileSave = { 
/**
 * The version this save is based on.
 */
expected: number, 
/**
 * As on the register.
 */
name: string, 
/**
 * Profession.
 */
profession: Profession | null, 
/**
 * HCPC registration number.
 */
registration: string, 
/**
 * First registered.
 */
registered_since: string | null, 
/**
 * Own level; `None` is "not sure yet".
 */
level: string | null, };

/**
 * A finished version, as a list shows it.
 */
export type ProfileVersion = { 
/**
 * Its line of the register; of a pack in parts that of the first.
 */
past: Past, 
/**
 * In how many files it left.
 */
files: number, 
/**
 * Words of its summary.
 */
summary_words: number, 
/**
 * Words of its statement, as it is printed.
 */
statement_words: number, 
/**
 * Records it speaks of.
 */
records: number, 
/**
 * Pieces of evidence that it numbers.
 */
evidence: number, };

/**
 * Which finished version.
 */
export type ProfileVersionId = { 
/**
 * Its line of the register.
 */
id: string, };

/**
 * A finished version, as it left.
 */
export type ProfileVersionRead = { 
/**
 * The document that was made into the file.
 */
document: PreviewDocument, 
/**
 * Its parts beside those that would leave today; `before` is the version.
 */
parts: Array<VersionPart>, 
/**
 * Records it speaks of that read otherwise now.
 */
records_changed: number, };

/**
 * The finished versions of a profile.
 */
export type ProfileVersions = { 
/**
 * Newest first.
 */
versions: Array<ProfileVersion>, };

/**
 * What to list. All parts narrow.
 */
export type Query = { 
/**
 * Search words: quotes for phrases, minus to leave out, the last word as a prefix.
 */
text: string, 
/**
 * Kinds; empty means all.
 */
kinds: Array<Kind>, 
/**
 * Framework level (`ass` … `con`) that one of its tags belongs to.
 */
level: string | null, 
/**
 * Section (`core`, `ks`, `res`, or a pillar `pp`, `fl`, `lm`, `erd`) that one of its tags belongs to.
 */
section: string | null, 
/**
 * Statement it is tagged to.
 */
statement: string | null, 
/**
 * First day.
 */
from: string | null, 
/**
 * Last day.
 */
to: string | null, 
/**
 * Keyword.
 */
keyword: string | null, 
/**
 * Client code.
 */
client: string | null, 
/**
 * Only drafts, or only finished ones.
 */
draft: boolean | null, 
/**
 * Only records without any tag.
 */
untagged: boolean, 
/**
 * The bin instead of the list.
 */
bin: boolean, 
/**
 * Order.
 */
sort: Sort, };

/**
 * This week's question.
 */
export type Question = { 
/**
 * Statement id; `None` when there is nothing to ask this week, or it was put off.
 */
statement: string | null, };

/**
 * Where a profile stands today: what there is, what is thin, what to do next. Never whether it is enough.
 */
export type Readiness = { 
/**
 * The cycle.
 */
cycle: Cycle, 
/**
 * What somebody who was drawn needs to know.
 */
answering: Answering | null, 
/**
 * Days from today to the letter's deadline, or else to the end of the cycle; negative when it is over.
 */
days_left: number, 
/**
 * Activities in the list.
 */
listed: number, 
/**
 * Where it stands, in one line.
 */
in_short: string, 
/**
 * The one thing to do first; `None` when nothing waits.
 */
first: ReadinessStep | null, 
/**
 * The five standards.
 */
standards: Array<StandardLook>, 
/**
 * What was found, in the order of the rules.
 */
findings: Array<RuleFinding>, 
/**
 * Every rule, those too for which nothing was found.
 */
rules: Array<Rule>, 
/**
 * The numbers that hold.
 */
numbers: Array<RuleNumber>, 
/**
 * Months of the cycle, the first first.
 */
months: Array<MonthLook>, 
/**
 * Months in a row without an activity.
 */
gaps: Array<Gap>, 
/**
 * Types of the listed activities.
 */
types: Array<TypeCount>, 
/**
 * How each chosen activity speaks to standards 3 and 4, and what shows it.
 */
traced: Array<Traced>, 
/**
 * Words of the summary.
 */
summary_words: Words, 
/**
 * Words of the statement.
 */
statement_words: Words, };

/**
 * A record that is spoken of.
 */
export type ReadinessRecord = { 
/**
 * Record.
 */
record_id: string, 
/**
 * The owner's own title or first words.
 */
title: string, 
/**
 * First day.
 */
date: string, };

/**
 * A small thing to do.
 */
export type ReadinessStep = { 
/**
 * What.
 */
words: string, 
/**
 * Where.
 */
to: StepTo, 
/**
 * The record it is about.
 */
record_id: string | null, 
/**
 * The evidence it is about.
 */
evidence_id: string | null, };

/**
 * A record as stored.
 */
export type Record = { 
/**
 * UUID.
 */
id: string, 
/**
 * The revision a save must expect.
 */
version: number, 
/**
 * What the owner wrote.
 */
content: Content, 
/**
 * Title, or the first words where there is none.
 */
shown_title: string, 
/**
 * Draft or finished.
 */
draft: boolean, 
/**
 * A finished case note is closed: only additions.
 */
closed: boolean, 
/**
 * In the bin since, RFC 3339.
 */
binned_at: string | null, 
/**
 * First saved, RFC 3339.
 */
created_at: string, 
/**
 * Last saved, RFC 3339.
 */
updated_at: string, 
/**
 * Additions, oldest first.
 */
additions: Array<Addition>, 
/**
 * What is different since, once it was said.
 */
echo: Echo | null, 
/**
 * Tags, in the framework's order.
 */
tags: Array<Tag>, 
/**
 * Links to and from other records.
 */
links: Array<Link>, 
/**
 * Remarks beside fields.
 */
warnings: Array<Warning>, };

/**
 * First save of a new record.
 */
export type RecordCreate = { 
/**
 * What is written so far.
 */
content: Content, 
/**
 * The visit to the editor: its saves are one undo step.
 */
visit: string, 
/**
 * Statements to tag at once.
 */
tags: Array<string>, };

/**
 * Earlier versions, newest first.
 */
export type RecordHistory = { 
/**
 * What the record said before.
 */
versions: Array<RecordVersion>, };

/**
 * A link from one record to another.
 */
export type RecordLink = { 
/**
 * The one that reflects on, led to, or was discussed.
 */
from: string, 
/**
 * The other.
 */
to: string, 
/**
 * How they hang together.
 */
kind: LinkKind, };

/**
 * A save of an existing record.
 */
export type RecordSave = { 
/**
 * UUID.
 */
id: string, 
/**
 * The version this save is based on.
 */
expected: number, 
/**
 * The visit to the editor.
 */
visit: string, 
/**
 * Everything the editor holds.
 */
content: Content, };

/**
 * An earlier version, as a list shows it.
 */
export type RecordVersion = { 
/**
 * UUID.
 */
id: string, 
/**
 * When it was saved, RFC 3339.
 */
at: string, 
/**
 * Words of its text.
 */
words: number, };

/**
 * The recovery words, to be shown.
 */
export type RecoveryWords = { 
/**
 * All 24, in order.
 */
words: Array<string>, };

/**
 * A box over a picture or a page: shares of its width and height, from the upper left.
 */
export type RedactBox = { 
/**
 * Which page, from 1; 1 for a picture.
 */
page: number, 
/**
 * Left edge, 0 to 1.
 */
x: number, 
/**
 * Upper edge, 0 to 1.
 */
y: number, 
/**
 * 0 to 1.
 */
width: number, 
/**
 * 0 to 1.
 */
height: number, };

/**
 * What is looked for.
 */
export type RegisterAsked = { 
/**
 * Only this.
 */
kind: LeftKind | null, 
/**
 * Words in the name of the file, for whom it is, the cycle, the checksum or what stayed knowingly; empty finds all.
 */
find: string, 
/**
 * Lines to pass over.
 */
offset: number, 
/**
 * Most lines wanted; the core answers at most 200.
 */
limit: number, };

/**
 * A line of the register.
 */
export type RegisterLine = { 
/**
 * What left.
 */
kind: LeftKind, 
/**
 * The same in words.
 */
what: string, 
/**
 * Years of the cycle it was for, such as 2022-2024; `None` without one, or one that is no longer kept.
 */
cycle: string | null, 
/**
 * When, under which name, and what stayed knowingly.
 */
past: Past, 
/**
 * Records it speaks of, as far as the register holds them.
 */
records: number, 
/**
 * Pieces of evidence in it.
 */
evidence: number, };

/**
 * Some lines of the register.
 */
export type RegisterPage = { 
/**
 * Newest first.
 */
lines: Array<RegisterLine>, 
/**
 * Lines that fit what is looked for.
 */
total: number, 
/**
 * Lines there are.
 */
all: number, };

/**
 * The plan of a cycle.
 */
export type ReminderPlan = { 
/**
 * Every day of it, the first first.
 */
days: Array<PlannedReminder>, 
/**
 * The one to say today.
 */
now: CycleReminder | null, };

/**
 * Settles a reminder.
 */
export type ReminderSettle = { 
/**
 * Cycle.
 */
id: string, 
/**
 * Which.
 */
reminder: CycleReminder, 
/**
 * Done; put off for a week otherwise.
 */
done: boolean, };

/**
 * Removes a tag.
 */
export type RemoveTag = { 
/**
 * UUID.
 */
id: string, 
/**
 * Statement id.
 */
statement: string, };

/**
 * Where to write.
 */
export type Request = { 
/**
 * File (JSON) or folder (Markdown); `None` asks.
 */
path: string | null, 
/**
 * Whether an existing file may be replaced. The save dialog asks by itself.
 */
replace: boolean, 
/**
 * JSON: who the clients are too.
 */
with_identities: boolean, 
/**
 * JSON: also files of evidence with people in it whose consent does not hold.
 */
all_files: boolean, };

/**
 * What was rescued.
 */
export type Rescued = { 
/**
 * The new folder; `None` when the user changed their mind.
 */
path: string | null, 
/**
 * Records that were read whole.
 */
whole: number, 
/**
 * Records of which something is missing or second-hand.
 */
partial: number, 
/**
 * Files of evidence that were read whole.
 */
files: number, 
/**
 * What could not be read, in words: "3 tags".
 */
lost: Array<string>, 
/**
 * Clients of whom it was read who they are, which no file of a rescue says.
 */
withheld: number, 
/**
 * Everything the owner wrote was read, and is in the files.
 */
complete: boolean, };

/**
 * The day it may go, and where that stands.
 */
export type Retention = { 
/**
 * The last day it is kept.
 */
until: string | null, 
/**
 * Where it stands.
 */
state: RetentionState, };

/**
 * What is due.
 */
export type RetentionDue = { 
/**
 * The usual times of keeping.
 */
usual: RetentionUsual, 
/**
 * Clients whose time is over, the longest over first.
 */
due: Array<ClientLine>, };

/**
 * How long everything about a client is kept.
 */
export type RetentionRule = "adult" | "child" | "own";

/**
 * Where a client's time of keeping stands.
 */
export type RetentionState = "no-rule" | "no-contact" | "no-birth-year" | "running" | "due" | "held";

/**
 * The owner's usual times of keeping. None is shipped, and none is law.
 */
export type RetentionUsual = { 
/**
 * Adults: years after the last contact.
 */
adult_years: number | null, 
/**
 * Children: until this age.
 */
child_age: number | null, };

/**
 * A post or a practice.
 */
export type Role = { 
/**
 * UUID; empty for a new one.
 */
id: string, 
/**
 * Such as "Music therapist".
 */
title: string, 
/**
 * Where, in general words.
 */
setting: string, 
/**
 * First day.
 */
start: string | null, 
/**
 * Last day; open while there is none.
 */
end: string | null, 
/**
 * Own practice, or an employer's.
 */
own_practice: boolean, 
/**
 * The employer, when it is one's.
 */
employer: string | null, };

/**
 * Which role.
 */
export type RoleId = { 
/**
 * UUID.
 */
id: string, };

/**
 * A line of the list.
 */
export type Row = { 
/**
 * UUID.
 */
id: string, 
/**
 * Kind.
 */
kind: Kind, 
/**
 * Title or first words; highlighted in a search.
 */
title: Array<Span>, 
/**
 * First line of the text, or the passage found.
 */
line: Array<Span>, 
/**
 * YYYY-MM-DD.
 */
date: string, 
/**
 * Last day of a period.
 */
date_to: string | null, 
/**
 * Minutes.
 */
minutes: number | null, 
/**
 * Draft.
 */
draft: boolean, 
/**
 * Client codes.
 */
clients: Array<string>, 
/**
 * Ids of the statements tagged.
 */
tags: Array<string>, 
/**
 * In the bin since.
 */
binned_at: string | null, };

/**
 * Something that makes HCPC ask for further information.
 */
export type Rule = { 
/**
 * Its id, such as `one-type`.
 */
id: string, 
/**
 * What it is called.
 */
title: string, 
/**
 * What it is about, in our own words.
 */
about: string, 
/**
 * Where it was read; nowhere, when it is our own advice.
 */
source: string, 
/**
 * The day it was checked.
 */
checked: string, 
/**
 * The numbers it uses.
 */
numbers: Array<string>, };

/**
 * Something that a rule found.
 */
export type RuleFinding = { 
/**
 * The rule.
 */
rule: string, 
/**
 * What, and what to do; a question where only the owner can tell.
 */
said: string, 
/**
 * Where: the records it is about, the first of them.
 */
records: Array<ReadinessRecord>, 
/**
 * How many more there are.
 */
more: number, };

/**
 * A number that a rule uses.
 */
export type RuleNumber = { 
/**
 * Its id, such as `gap-months`.
 */
id: string, 
/**
 * What holds.
 */
value: number, 
/**
 * The least it can be.
 */
least: number, 
/**
 * The most it can be.
 */
most: number, 
/**
 * What it counts.
 */
about: string, 
/**
 * Whose it is.
 */
from: NumberFrom, 
/**
 * Where it was read.
 */
source: string, 
/**
 * The day it was checked.
 */
checked: string, 
/**
 * The owner has put it right.
 */
own: boolean, };

/**
 * What a save answers.
 */
export type Saved = { 
/**
 * The version the next save must expect.
 */
version: number, 
/**
 * When it reached the disk, RFC 3339.
 */
saved_at: string, 
/**
 * Title or first words.
 */
shown_title: string, 
/**
 * Remarks beside fields.
 */
warnings: Array<Warning>, 
/**
 * The agreed actions with their ids.
 */
actions: Array<Action>, };

/**
 * A saved filter.
 */
export type SavedFilter = { 
/**
 * UUID.
 */
id: string, 
/**
 * The owner's name for it.
 */
name: string, 
/**
 * What it asks for.
 */
query: Query, };

/**
 * Who somebody is, handed on without being seen.
 */
export type SealedIdentity = ClientIdentity;

/**
 * One of the seven sections of statements.
 */
export type Section = { 
/**
 * Which section.
 */
id: SectionId, 
/**
 * Name as published.
 */
name: string, 
/**
 * 1 to 7.
 */
order: number, 
/**
 * The pillar it belongs to.
 */
pillar: PillarId | null, };

/**
 * A section of a level's statements. Ordered as printed.
 */
export type SectionId = "core" | "ks" | "res" | "pp" | "fl" | "lm" | "erd";

/**
 * An answer to keep.
 */
export type Set = { 
/**
 * Statement id.
 */
statement: string, 
/**
 * `None` takes the last answer back.
 */
answer: Answer | null, 
/**
 * A line, for "next for me".
 */
note: string, 
/**
 * By when, for "next for me".
 */
by: string | null, };

/**
 * Tags a record to a statement, or changes the claim.
 */
export type SetTag = { 
/**
 * UUID.
 */
id: string, 
/**
 * Statement id.
 */
statement: string, 
/**
 * "How this shows it", up to 500 characters.
 */
claim: string, };

/**
 * Settings of this device.
 */
export type Settings = { 
/**
 * Day or night.
 */
theme: Theme, 
/**
 * Text size in per cent, 100 to 200.
 */
text_size: number, 
/**
 * Minutes without a key or a click until the portfolio locks; 0 for never.
 */
idle_minutes: number, 
/**
 * Lock when the window is minimised.
 */
lock_on_minimise: boolean, 
/**
 * Take what was copied from the clipboard after a minute, if it still holds it.
 */
clear_clipboard: boolean, 
/**
 * Folder of the portfolio used last.
 */
folder: string | null, 
/**
 * Folder that backups go to.
 */
backup_folder: string | null, 
/**
 * Whether backups are made at closing and daily, as far as the folder is there.
 */
backup_automatic: boolean, 
/**
 * Whether one untagged statement a week is asked about.
 */
weekly_question: boolean, 
/**
 * Whether statements are suggested while a record is written.
 */
suggest_tags: boolean, 
/**
 * Weeks after an activity until it is asked what is different now; 0 for never.
 */
echo_weeks: number, 
/**
 * Whether the home page says a line on some days of a cycle.
 */
cycle_reminders: boolean, };

/**
 * The recovery sheet as PDF. Either the passphrase or the words themselves, as they are on the page, are asked for.
 */
export type Sheet = { 
/**
 * The passphrase.
 */
passphrase: string | null, 
/**
 * All 24 words, separated by blanks.
 */
words: string | null, 
/**
 * File; `None` asks.
 */
path: string | null, 
/**
 * Whether an existing file may be replaced. The save dialog asks by itself.
 */
replace: boolean, };

/**
 * A slip of the printed text that was kept, and what was likely meant.
 */
export type Slip = { 
/**
 * The words as they stand in the text.
 */
printed: string, 
/**
 * What was likely meant.
 */
likely: string, };

/**
 * How the list is ordered.
 */
export type Sort = "newest" | "oldest" | "title" | "changed";

/**
 * A stretch of text, marked where a search word was found.
 */
export type Span = { 
/**
 * Plain text.
 */
text: string, 
/**
 * Found by the search.
 */
hit: boolean, };

/**
 * Where the app stands.
 */
export type Stage = "none" | "locked" | "words-only" | "open";

/**
 * One of HCPC's five standards.
 */
export type StandardLook = { 
/**
 * 1 to 5.
 */
number: number, 
/**
 * In our own words.
 */
title: string, 
/**
 * Something is written for all of it. Whether it is met only an assessor decides.
 */
written: boolean, 
/**
 * What there is.
 */
there: Array<string>, 
/**
 * What is thin.
 */
thin: Array<string>, 
/**
 * The next small thing.
 */
next: ReadinessStep | null, 
/**
 * The records behind it, the latest first.
 */
records: Array<ReadinessRecord>, 
/**
 * How many more there are.
 */
more: number, };

/**
 * What can be taken back, and made again.
 */
export type State = { 
/**
 * The last change, in words ("Move to the bin").
 */
undo: string | null, 
/**
 * The last change taken back.
 */
redo: string | null, };

/**
 * One statement of the framework, word for word.
 */
export type Statement = { 
/**
 * `<level>.<section>.<nn>`: stable for ever.
 */
id: string, 
/**
 * Its level.
 */
level: LevelId, 
/**
 * Its section.
 */
section: SectionId, 
/**
 * The printed number, for instance `KS.4`; only knowledge and skills have one.
 */
code: string | null, 
/**
 * The text as published.
 */
text: string, 
/**
 * Slips of the printed text that were kept; mostly none.
 */
slips: Array<Slip>, };

/**
 * How a statement is put together.
 */
export type StatementAssembly = { 
/**
 * What it goes by.
 */
by: AssembledBy, 
/**
 * The aims of the plan, in order; they stay while another form is chosen.
 */
aims: Array<PlanAim>, };

/**
 * What the portfolio has against one statement.
 */
export type StatementCoverage = { 
/**
 * Statement id.
 */
statement: string, 
/**
 * Records tagged to it, the bin left out.
 */
records: number, 
/**
 * The latest answer.
 */
assessment: Assessment | null, };

/**
 * Which statement.
 */
export type StatementId = { 
/**
 * Such as `enh.pp.02`.
 */
id: string, };

/**
 * The evidence behind one statement.
 */
export type StatementPage = { 
/**
 * Records tagged to it, newest first, at most 500.
 */
records: Array<StatementRecord>, 
/**
 * Every answer, newest first.
 */
assessments: Array<Assessment>, };

/**
 * A record and what it claims.
 */
export type StatementRecord = { 
/**
 * The line of the list.
 */
row: Row, 
/**
 * "How this shows it".
 */
claim: string, };

/**
 * The app's state, as far as it may be told while locked: no title, no name.
 */
export type Status = { 
/**
 * What can be done now.
 */
stage: Stage, 
/**
 * The portfolio's folder.
 */
folder: string, 
/**
 * Where a portfolio goes when no folder is chosen.
 */
default_folder: string, 
/**
 * True for the sample portfolio.
 */
sample: boolean, 
/**
 * The sample's passphrase, told because it guards nothing.
 */
sample_passphrase: string, 
/**
 * Set while the recovery words wait for their check: the positions (1 to 24) to ask for.
 */
words_to_confirm: Array<number>, 
/**
 * Open for reading only, because of damage.
 */
read_only: boolean, 
/**
 * The app's version.
 */
version: string, 
/**
 * Today where the user is, YYYY-MM-DD.
 */
today: string, 
/**
 * True when the home page has nothing to show yet.
 */
empty: boolean, };

/**
 * Where a step is done.
 */
export type StepTo = "new-record" | "record" | "evidence" | "months" | "choose" | "summary" | "statement" | "list" | "intake" | "privacy" | "chair";

/**
 * A passphrase to weigh.
 */
export type Strength = { 
/**
 * The passphrase.
 */
passphrase: string, };

/**
 * How hard a passphrase is to guess.
 */
export type StrengthAnswer = { 
/**
 * zxcvbn's score, 0 (guessed at once) to 4 (very hard).
 */
score: number, 
/**
 * How long guessing takes someone who has the file, in words.
 */
time: string, 
/**
 * What would help.
 */
advice: Array<string>, 
/**
 * Whether it is accepted at all.
 */
accepted: boolean, };

/**
 * Which statements what is written may show.
 */
export type Suggest = { 
/**
 * UUID; none before the first save.
 */
id: string | null, 
/**
 * What is on screen.
 */
content: Content, };

/**
 * An activity that could be chosen.
 */
export type SuggestedActivity = { 
/**
 * Record.
 */
record_id: string, 
/**
 * The owner's own title or first words.
 */
title: string, 
/**
 * First day.
 */
date: string, 
/**
 * HCPC's type of activity.
 */
type: CpdType | null, 
/**
 * Why, in a sentence.
 */
why: string, };

/**
 * A statement that a text may show.
 */
export type Suggestion = { 
/**
 * Statement id.
 */
statement: string, 
/**
 * How much speaks for it, from 0 to 1: only to be compared with another of the same text.
 */
score: number, 
/**
 * The words of the text that led to it, as they are written.
 */
because: Array<string>, };

/**
 * Statements that may be shown.
 */
export type Suggestions = { 
/**
 * Up to five, best first.
 */
suggestions: Array<Suggestion>, };

/**
 * What was agreed with somebody about supervision.
 */
export type SupervisionAgreement = { 
/**
 * UUID; empty for a new one.
 */
id: string, 
/**
 * With whom.
 */
person_id: string, 
/**
 * What for.
 */
type: SupervisionType, 
/**
 * Where.
 */
place: SupervisionPlace, 
/**
 * First day.
 */
start: string, 
/**
 * Day it is looked at again.
 */
review: string | null, 
/**
 * Last day; open while there is none.
 */
end: string | null, 
/**
 * In the owner's words: "every three weeks".
 */
frequency: string, 
/**
 * Length of a session, in minutes.
 */
minutes: number | null, 
/**
 * What it is for, in the owner's words.
 */
purpose: string, 
/**
 * Who keeps records.
 */
keeper: string, 
/**
 * Limits of confidentiality.
 */
limits: string, };

/**
 * One's own measure. None is shipped, and none is a rule.
 */
export type SupervisionAim = { 
/**
 * A session every so many weeks.
 */
every_weeks: number | null, 
/**
 * One hour of supervision to so many client hours.
 */
client_hours: number | null, };

/**
 * Begins a session from the agenda.
 */
export type SupervisionBegin = { 
/**
 * Under which agreement.
 */
agreement_id: string | null, 
/**
 * Points of the agenda that are taken along.
 */
items: Array<string>, 
/**
 * The owner supervises.
 */
given: boolean, };

/**
 * What only supervision has.
 */
export type SupervisionFacts = { 
/**
 * The supervisor, as the owner names them.
 */
supervisor: string, 
/**
 * Individual, group or peer.
 */
format: SupervisionFormat | null, 
/**
 * By video or telephone.
 */
remote: boolean, 
/**
 * A line or two.
 */
themes: string, 
/**
 * Clinical, managerial, peer or group; `None` is "not said".
 */
type: SupervisionType | null, 
/**
 * The agreement it was held under.
 */
agreement_id: string | null, 
/**
 * The owner supervised; then `supervisor` names whom.
 */
given: boolean, };

/**
 * How supervision is held.
 */
export type SupervisionFormat = "individual" | "group" | "peer";

/**
 * Which person, agreement, point of the agenda or record.
 */
export type SupervisionId = { 
/**
 * UUID.
 */
id: string, };

/**
 * The log in figures.
 */
export type SupervisionLog = { 
/**
 * Years with a session or with client hours, newest first.
 */
years: Array<SupervisionYear>, 
/**
 * One's own measure.
 */
aim: SupervisionAim, 
/**
 * Day of the last session received.
 */
last: string | null, 
/**
 * The day the next one is due by one's own measure.
 */
next: string | null, };

/**
 * What was saved.
 */
export type SupervisionMade = { 
/**
 * UUID.
 */
id: string, };

/**
 * Writes what to ask or say about a point.
 */
export type SupervisionNote = { 
/**
 * The point.
 */
id: string, 
/**
 * The words.
 */
note: string, };

/**
 * What a record has to do with supervision.
 */
export type SupervisionOfRecord = { 
/**
 * Taken from this record, waiting or taken to a session.
 */
taken: Array<AgendaItem>, 
/**
 * Taken to this session.
 */
agenda: Array<AgendaItem>, 
/**
 * Agreed in earlier sessions and still open.
 */
carried: Array<OpenAction>, 
/**
 * Statements that a session given may show.
 */
suggested: Array<string>, };

/**
 * What the supervision page shows beside the sessions.
 */
export type SupervisionOverview = { 
/**
 * Both directories.
 */
people: Array<SupervisionPerson>, 
/**
 * Agreements, current ones first.
 */
agreements: Array<SupervisionAgreement>, 
/**
 * What waits for the next session.
 */
agenda: Array<AgendaItem>, 
/**
 * Sessions and hours.
 */
log: SupervisionLog, 
/**
 * Which sessions the owner gave.
 */
given: Array<string>, 
/**
 * Logs that left, newest first.
 */
exports: Array<Past>, };

/**
 * Somebody in a directory, or a group under its own name.
 */
export type SupervisionPerson = { 
/**
 * UUID; empty for a new one.
 */
id: string, 
/**
 * Which directory.
 */
side: SupervisionSide, 
/**
 * Name, or what the group is called.
 */
name: string, 
/**
 * Such as "practice supervisor".
 */
role: string, 
/**
 * Such as "music therapist".
 */
profession: string, 
/**
 * Regulator's or body's number.
 */
registration: string, 
/**
 * Telephone or e-mail.
 */
contact: string, };

/**
 * Where sessions take place.
 */
export type SupervisionPlace = "in-person" | "remote" | "both";

/**
 * An agreement whose review is near or past.
 */
export type SupervisionReview = { 
/**
 * The agreement.
 */
id: string, 
/**
 * With whom.
 */
name: string, 
/**
 * The day.
 */
review: string, };

/**
 * Agreements to be looked at again.
 */
export type SupervisionReviews = { 
/**
 * The most pressing first.
 */
reviews: Array<SupervisionReview>, };

/**
 * How the log is printed.
 */
export type SupervisionSheet = { 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, 
/**
 * Sessions in full rather than a line each.
 */
full: boolean, 
/**
 * Client codes left out, wherever they stand.
 */
without_codes: boolean, 
/**
 * Sessions given rather than received.
 */
given: boolean, };

/**
 * Which of the two directories.
 */
export type SupervisionSide = "supervisor" | "supervisee";

/**
 * Puts something on the agenda.
 */
export type SupervisionTake = { 
/**
 * The record it comes from; `None` for a line of its own.
 */
record_id: string | null, 
/**
 * The passage that was marked; empty for the record as a whole.
 */
quote: string, 
/**
 * What to ask or say.
 */
note: string, };

/**
 * What a session, or an agreement, is for.
 */
export type SupervisionType = "clinical" | "managerial" | "peer" | "group";

/**
 * Sessions of one type.
 */
export type SupervisionTypeLine = { 
/**
 * The type; `None` is "not said".
 */
type: SupervisionType | null, 
/**
 * Sessions.
 */
sessions: number, 
/**
 * Minutes noted.
 */
minutes: number, };

/**
 * A calendar year of supervision.
 */
export type SupervisionYear = { 
/**
 * Calendar year.
 */
year: number, 
/**
 * Sessions received.
 */
sessions: number, 
/**
 * Minutes noted of them.
 */
minutes: number, 
/**
 * Sessions received whose length is not noted.
 */
without_length: number, 
/**
 * The same by type, those there are.
 */
types: Array<SupervisionTypeLine>, 
/**
 * Sessions given.
 */
given: number, 
/**
 * Minutes noted of them.
 */
given_minutes: number, 
/**
 * Minutes of case notes.
 */
in_notes: number, 
/**
 * Client minutes that the owner noted beside them.
 */
beside_notes: number, };

/**
 * A statement this record is tagged to.
 */
export type Tag = { 
/**
 * Statement id, such as `enh.pp.02`.
 */
statement: string, 
/**
 * "How this shows it", up to 500 characters.
 */
claim: string, };

/**
 * What a new record of a kind may begin with.
 */
export type Template = { 
/**
 * UUID.
 */
id: string, 
/**
 * The owner's name for it.
 */
name: string, 
/**
 * What it begins with.
 */
content: Content, };

/**
 * A record to keep as a template, or a template to call otherwise.
 */
export type TemplateName = { 
/**
 * Record, or template.
 */
id: string, 
/**
 * The owner's name for it.
 */
name: string, };

/**
 * Templates, by kind and name.
 */
export type Templates = { 
/**
 * All there are.
 */
templates: Array<Template>, };

/**
 * Text for the clipboard.
 */
export type Text = { 
/**
 * Plain text.
 */
text: string, 
/**
 * Take it from the clipboard after a minute, if it is still there.
 */
clear: boolean, };

/**
 * One stage of the text. Its `stage` is an id of the reflection model's, or `text`.
 */
export type TextSection = { 
/**
 * Id of the stage.
 */
stage: string, 
/**
 * Markdown, kept exactly as written.
 */
text: string, };

/**
 * Day, night, or as the system has it.
 */
export type Theme = "system" | "light" | "dark";

/**
 * Heads a dialog.
 */
export type Title = { 
/**
 * What is chosen, in words.
 */
title: string, };

/**
 * A chosen activity, and what is said of it.
 */
export type Traced = { 
/**
 * The activity.
 */
record: ReadinessRecord, 
/**
 * Words on how practice gained.
 */
quality_words: number, 
/**
 * Words on how service users gained.
 */
service_users_words: number, 
/**
 * The record itself says something on practice.
 */
record_says_quality: boolean, 
/**
 * The record itself says something on service users.
 */
record_says_service_users: boolean, 
/**
 * Numbers of its evidence.
 */
evidence: Array<number>, };

/**
 * How many listed activities are of one type.
 */
export type TypeCount = { 
/**
 * Type; `None` for those without one.
 */
type: CpdType | null, 
/**
 * Listed activities.
 */
activities: number, };

/**
 * What is being added to a closed case note, as far as it is written.
 */
export type UnfinishedAddition = { 
/**
 * Markdown; empty when nothing is being added.
 */
text: string, };

/**
 * What the framework is for.
 */
export type Uses = { 
/**
 * The sentences before the lists.
 */
intro: string, 
/**
 * One list for each audience.
 */
audiences: Array<Audience>, 
/**
 * The sentence after the lists.
 */
note: string, };

/**
 * Two versions side by side.
 */
export type VersionCompare = { 
/**
 * Record.
 */
id: string, 
/**
 * The earlier version.
 */
version: string, 
/**
 * Another version; `None` for what the record says now.
 */
with: string | null, };

/**
 * Two versions side by side.
 */
export type VersionCompared = { 
/**
 * When the earlier one was saved, RFC 3339.
 */
at: string, 
/**
 * Every part that holds words in one of them.
 */
parts: Array<VersionPart>, };

/**
 * A part of a record in both versions.
 */
export type VersionPart = { 
/**
 * "Text", "Title", a stage's name, "What I learnt" …
 */
name: string, 
/**
 * Whether the two differ.
 */
changed: boolean, 
/**
 * As it was.
 */
before: Array<VersionPiece>, 
/**
 * As it is.
 */
after: Array<VersionPiece>, };

/**
 * A stretch of text.
 */
export type VersionPiece = { 
/**
 * Plain text.
 */
text: string, 
/**
 * The other side has something else here.
 */
differs: boolean, };

/**
 * Brings a version back as a new one.
 */
export type VersionRestore = { 
/**
 * Record.
 */
id: string, 
/**
 * The earlier version.
 */
version: string, 
/**
 * The version of the record that this is based on.
 */
expected: number, };

/**
 * A remark beside a field that does not stop the save.
 */
export type Warning = { 
/**
 * Field of `Content`.
 */
field: string, 
/**
 * What to look at, and why.
 */
message: string, };

/**
 * Of which kind.
 */
export type WhomAsked = { 
/**
 * What is to leave.
 */
kind: LeftKind, };

/**
 * For whom files were before.
 */
export type WhomBefore = { 
/**
 * The last first.
 */
before: Array<string>, };

/**
 * Words allowed, and words there are.
 */
export type Words = { 
/**
 * Words written.
 */
count: number, 
/**
 * HCPC's limit as far as is known.
 */
limit: number, };

/**
 * Which year.
 */
export type YearAsked = { 
/**
 * Calendar year; `None` for the present one.
 */
year: number | null, };

/**
 * One type within a year.
 */
export type YearOfType = { 
/**
 * Type; `None` for those without one.
 */
type: CpdType | null, 
/**
 * Activities.
 */
activities: number, 
/**
 * Minutes noted.
 */
minutes: number, 
/**
 * Minutes of each month, January first.
 */
months: Array<number>, };

/** Every command: what it is asked, what it answers. */
export interface Commands {
  "app.status": { request: Nothing; response: Status };
  "app.log": { request: Nothing; response: LogText };
  "portfolio.strength": { request: Strength; response: StrengthAnswer };
  "portfolio.create": { request: PortfolioCreate; response: Created };
  "portfolio.open": { request: Open; response: Status };
  "portfolio.open-with-words": { request: OpenWithWords; response: Status };
  "portfolio.sample": { request: Nothing; response: Status };
  "portfolio.lock": { request: Nothing; response: Status };
  "portfolio.confirm-words": { request: ConfirmWords; response: Status };
  "portfolio.check": { request: Nothing; response: CheckReport };
  "portfolio.rescue": { request: PortfolioRescue; response: Rescued };
  "keys.cost": { request: Nothing; response: KeyCost };
  "keys.change-passphrase": { request: ChangePassphrase; response: KeyCost };
  "keys.strengthen": { request: Passphrase; response: KeyCost };
  "recovery.words": { request: Passphrase; response: RecoveryWords };
  "recovery.new": { request: AskNewWords; response: NewWords };
  "recovery.sheet": { request: Sheet; response: Exported };
  "settings.get": { request: Nothing; response: Settings };
  "settings.save": { request: Settings; response: Settings };
  "profile.get": { request: Nothing; response: Profile };
  "profile.save": { request: ProfileSave; response: Profile };
  "role.save": { request: Role; response: Profile };
  "role.delete": { request: RoleId; response: Profile };
  "record.new": { request: New; response: Content };
  "record.create": { request: RecordCreate; response: Record };
  "record.get": { request: Id; response: Record };
  "record.save": { request: RecordSave; response: Saved };
  "record.finish": { request: Finish; response: Record };
  "record.add": { request: Add; response: Record };
  "record.unfinished-addition": { request: Id; response: UnfinishedAddition };
  "record.keep-unfinished-addition": { request: Add; response: Nothing };
  "record.list": { request: List; response: Page };
  "record.bin": { request: Id; response: Nothing };
  "record.restore": { request: Id; response: Nothing };
  "record.empty-bin": { request: Nothing; response: Emptied };
  "record.reflect-on": { request: Id; response: Record };
  "record.markdown": { request: Id; response: Markdown };
  "record.facets": { request: Nothing; response: Facets };
  "record.duplicate": { request: Id; response: Record };
  "record.history": { request: Id; response: RecordHistory };
  "record.compare": { request: VersionCompare; response: VersionCompared };
  "record.restore-version": { request: VersionRestore; response: Record };
  "record.several": { request: ChangeSeveral; response: BulkDone };
  "link.set": { request: RecordLink; response: Record };
  "link.remove": { request: RecordLink; response: Record };
  "keyword.rename": { request: KeywordRename; response: KeywordDone };
  "keyword.merge": { request: KeywordMerge; response: KeywordDone };
  "template.list": { request: Nothing; response: Templates };
  "template.keep": { request: TemplateName; response: Template };
  "template.rename": { request: TemplateName; response: Nothing };
  "template.delete": { request: Id; response: Nothing };
  "template.use": { request: Id; response: Record };
  "filter.list": { request: Nothing; response: Filters };
  "filter.keep": { request: FilterKeep; response: SavedFilter };
  "filter.delete": { request: Id; response: Nothing };
  "echo.due": { request: Nothing; response: EchoDue };
  "echo.say": { request: EchoSay; response: Record };
  "tag.set": { request: SetTag; response: Record };
  "tag.remove": { request: RemoveTag; response: Record };
  "record.suggest": { request: Suggest; response: Suggestions };
  "suggestion.dismiss": { request: DismissSuggestion; response: Nothing };
  "action.open": { request: Nothing; response: OpenActions };
  "action.done": { request: ActionDone; response: Nothing };
  "model.list": { request: Nothing; response: OwnModels };
  "model.save": { request: OwnModel; response: OwnModel };
  "model.delete": { request: Id; response: Nothing };
  "model.order": { request: ModelOrder; response: Nothing };
  "model.export": { request: ModelExport; response: Exported };
  "model.import": { request: Import; response: ModelsImported };
  "framework.get": { request: Nothing; response: Bundle };
  "framework.coverage": { request: Nothing; response: Coverage };
  "framework.statement": { request: StatementId; response: StatementPage };
  "assessment.set": { request: Set; response: Assessment };
  "question.now": { request: Nothing; response: Question };
  "question.put-off": { request: Nothing; response: Nothing };
  "hcpc.cycles": { request: Nothing; response: Cycles };
  "hcpc.cycle-save": { request: CycleSave; response: Cycles };
  "hcpc.get": { request: CycleId; response: HcpcProfile };
  "hcpc.readiness": { request: CycleId; response: Readiness };
  "hcpc.suggest": { request: CycleId; response: HcpcSuggestions };
  "hcpc.chair": { request: CycleId; response: AssessorsChair };
  "hcpc.mark": { request: ChairMark; response: AssessorsChair };
  "hcpc.forget-lapsed": { request: CycleId; response: AssessorsChair };
  "hcpc.order-evidence": { request: EvidenceOrder; response: HcpcProfile };
  "hcpc.assemble": { request: AssemblySave; response: HcpcProfile };
  "hcpc.reminders": { request: CycleId; response: ReminderPlan };
  "hcpc.reminder-settle": { request: ReminderSettle; response: ReminderPlan };
  "hcpc.versions": { request: CycleId; response: ProfileVersions };
  "hcpc.version": { request: ProfileVersionId; response: ProfileVersionRead };
  "hcpc.drawn-save": { request: DrawnSave; response: HcpcProfile };
  "hcpc.number-save": { request: NumberSave; response: Nothing };
  "hcpc.save": { request: HcpcSave; response: HcpcProfile };
  "hcpc.choose-evidence": { request: HcpcChoose; response: HcpcProfile };
  "hcpc.pack-save": { request: HcpcPackSave; response: HcpcProfile };
  "hcpc.lines": { request: LeavingAsked; response: Lines };
  "hcpc.confirm": { request: Confirm; response: HcpcProfile };
  "hcpc.privacy": { request: LeavingAsked; response: LeavingFound };
  "hcpc.answer": { request: PrivacyAnswers; response: LeavingFound };
  "hcpc.propose": { request: LeavingAsked; response: LeavingFound };
  "hcpc.copy": { request: PartAsked; response: PartText };
  "hcpc.preview": { request: LeavingAsked; response: Preview };
  "hcpc.export": { request: Export; response: Exported };
  "hcpc.year": { request: YearAsked; response: CpdYear };
  "hcpc.exports": { request: Nothing; response: Exports };
  "letter.list": { request: CycleId; response: Letters };
  "letter.waiting": { request: Nothing; response: LettersWaiting };
  "letter.save": { request: LetterSave; response: HcpcLetter };
  "letter.remove": { request: LetterId; response: Nothing };
  "letter.copy": { request: LetterId; response: PartText };
  "register.list": { request: RegisterAsked; response: RegisterPage };
  "register.whom": { request: WhomAsked; response: WhomBefore };
  "export.json": { request: Request; response: Exported };
  "export.markdown": { request: Request; response: Exported };
  "import.json": { request: Import; response: Imported };
  "intake.choose": { request: IntakeChoose; response: IntakeChosen };
  "intake.preview": { request: IntakeWanted; response: IntakePreview };
  "intake.bring": { request: IntakeBring; response: Brought };
  "supervision.get": { request: Nothing; response: SupervisionOverview };
  "supervision.reviews": { request: Nothing; response: SupervisionReviews };
  "supervision.person-save": { request: SupervisionPerson; response: SupervisionMade };
  "supervision.person-delete": { request: SupervisionId; response: Nothing };
  "supervision.agreement-save": { request: SupervisionAgreement; response: SupervisionMade };
  "supervision.agreement-delete": { request: SupervisionId; response: Nothing };
  "supervision.take": { request: SupervisionTake; response: AgendaItem };
  "supervision.note": { request: SupervisionNote; response: Nothing };
  "supervision.remove": { request: SupervisionId; response: Nothing };
  "supervision.put-back": { request: SupervisionId; response: Nothing };
  "supervision.begin": { request: SupervisionBegin; response: Record };
  "supervision.of-record": { request: SupervisionId; response: SupervisionOfRecord };
  "supervision.aim-save": { request: SupervisionAim; response: Nothing };
  "supervision.client-hours-save": { request: ClientHours; response: Nothing };
  "paper.look": { request: PaperAsked; response: PaperLook };
  "paper.export": { request: PaperExport; response: Exported };
  "paper.left": { request: Nothing; response: PapersLeft };
  "client.list": { request: Nothing; response: ClientOverview };
  "client.get": { request: ClientId; response: ClientPage };
  "client.make": { request: ClientMake; response: ClientMade };
  "client.save": { request: ClientSave; response: ClientSaved };
  "client.rename": { request: ClientRename; response: ClientRenamed };
  "client.begin-note": { request: ClientId; response: Record };
  "client.identity": { request: ClientId; response: SealedIdentity };
  "client.identity-save": { request: ClientIdentitySave; response: Nothing };
  "client.retention": { request: Nothing; response: RetentionDue };
  "client.retention-save": { request: RetentionUsual; response: Nothing };
  "client.erase-look": { request: ClientId; response: EraseLook };
  "client.erase": { request: ClientErase; response: Erased };
  "client.requests": { request: Nothing; response: AccessRequests };
  "client.request-save": { request: AccessRequest; response: ClientMade };
  "client.request-answered": { request: AccessAnswered; response: Nothing };
  "client.access-look": { request: ClientId; response: AccessMarks };
  "client.access-export": { request: AccessExport; response: Exported };
  "client.handover": { request: Nothing; response: HandoverMade };
  "client.handover-save": { request: Handover; response: Nothing };
  "client.handover-export": { request: HandoverExport; response: Exported };
  "evidence.list": { request: EvidenceList; response: EvidenceLines };
  "evidence.of-agreement": { request: SupervisionId; response: EvidenceLines };
  "evidence.of-record": { request: Id; response: EvidenceLines };
  "evidence.get": { request: EvidenceId; response: EvidencePiece };
  "evidence.shown-in": { request: EvidenceIds; response: EvidenceInTexts };
  "evidence.upload": { request: Nothing; response: EvidenceUpload };
  "evidence.add": { request: EvidenceAdd; response: EvidenceAdded };
  "evidence.save": { request: EvidenceSave; response: EvidencePiece };
  "evidence.bin": { request: EvidenceId; response: Nothing };
  "evidence.restore": { request: EvidenceId; response: Nothing };
  "evidence.empty-bin": { request: EvidenceEmptyBin; response: EvidenceEmptied };
  "evidence.link": { request: EvidenceLink; response: EvidencePiece };
  "evidence.unlink": { request: EvidenceLink; response: EvidencePiece };
  "evidence.attach": { request: EvidenceAttach; response: EvidencePiece };
  "evidence.detach": { request: EvidenceAttach; response: EvidencePiece };
  "evidence.set-statement": { request: EvidenceStatement; response: EvidencePiece };
  "evidence.remove-statement": { request: EvidenceStatement; response: EvidencePiece };
  "evidence.save-consent": { request: ConsentSave; response: EvidencePiece };
  "evidence.withdraw-consent": { request: ConsentWithdraw; response: EvidencePiece };
  "evidence.open": { request: EvidenceId; response: EvidenceBytes };
  "evidence.show": { request: EvidenceShow; response: EvidenceShown };
  "evidence.hear": { request: EvidenceId; response: EvidenceHeard };
  "evidence.stretch": { request: EvidenceStretchAsked; response: EvidenceStretch };
  "evidence.redact": { request: EvidenceRedact; response: EvidencePiece };
  "evidence.tells": { request: EvidenceId; response: EvidenceTells };
  "evidence.export": { request: EvidenceExport; response: Exported };
  "backup.status": { request: Nothing; response: BackupStatus };
  "backup.make": { request: BackupMake; response: BackupMade };
  "backup.automatic": { request: BackupDue; response: AutomaticBackup };
  "backup.list": { request: Nothing; response: BackupList };
  "backup.newest": { request: Nothing; response: BackupNewest };
  "backup.look": { request: BackupFile; response: BackupLooked };
  "backup.restore": { request: BackupRestore; response: BackupRestored };
  "page.keep": { request: PageKeep; response: Nothing };
  "page.kept": { request: Nothing; response: PageKept };
  "undo.state": { request: Nothing; response: State };
  "undo.undo": { request: Nothing; response: Outcome };
  "undo.redo": { request: Nothing; response: Outcome };
  "host.open-address": { request: Address; response: Nothing };
  "host.copy": { request: Text; response: Nothing };
  "host.choose-folder": { request: Title; response: Folder };
  "host.print": { request: Nothing; response: Nothing };
  "host.wait": { request: Nothing; response: Nothing };
  "host.close": { request: Nothing; response: Nothing };
  "blob.create": { request: Nothing; response: Blob };
  "blob.close": { request: BlobId; response: Nothing };
}

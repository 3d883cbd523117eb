import { setImmediate } from 'node:timers/promises'
import type { EntityManager } from 'typeorm'
import { type Zone, zonesOver } from '../articles/zone'
import type { CodePoints } from '../quotes/code-points'
import { FoldedText } from '../quotes/folded-text'
import type { Compared } from './compare-texts'
import type { Look } from './new-text.client'
import { type StatementToCarry, textOfRevision, wordsOfContent } from './statements-to-carry.queries'

/** What became of a statement in a new text. */
export interface Found {
  statement: StatementToCarry
  compared: Compared
  inZone: boolean
}

/** Where statements are looked for. */
export interface InNewText {
  text: CodePoints
  zones: readonly Zone[]
  look: Look
  /** The text before this one. */
  last: { revisionId: number; text: string }
}

/**
 * Of older texts, the newest so many are compared whatever their statements are: of a live blog some 40 ms each. Of those before
 * them, what was let go is compared only if its very words are here, or a capture would take longer with every one before it: it comes back as it
 * was or, after so many texts, not at all, and that it is still out asks nobody.
 */
const ALWAYS_COMPARED = 100

const GONE: Compared = {
  class: 'gone',
  spans: null,
  typography: false,
  otherWords: false,
  because: null,
  candidates: [],
}

/**
 * Statements stand in the last text, but for those that waited or were let go: in the text that they were last found in. A
 * live blog has some in dozens of texts, which are read one after the other, the newest first.
 */
export async function findStatements(
  db: EntityManager,
  statements: readonly StatementToCarry[],
  to: InNewText,
  alwaysCompared = ALWAYS_COMPARED,
): Promise<Found[]> {
  const older = [...new Set(statements.map(({ revisionId }) => revisionId))]
    .filter((id) => id !== to.last.revisionId)
    .toSorted((a, b) => b - a)
  const oldest = new Set(older.slice(alwaysCompared))
  const out = await stillOut(
    db,
    statements.filter(({ revisionId, wasLetGo }) => wasLetGo && oldest.has(revisionId)),
    to.text,
  )
  const found = statements
    .filter(({ id }) => out.has(id))
    .map((statement): Found => ({ statement, compared: GONE, inZone: false }))
  for (const revisionId of [to.last.revisionId, ...older]) {
    const group = statements.filter((statement) => statement.revisionId === revisionId && !out.has(statement.id))
    if (group.length === 0) continue
    const before = revisionId === to.last.revisionId ? to.last.text : await textOfRevision(db, revisionId)
    const compared = await to.look(before, group)
    found.push(...group.map((statement, at) => settledByZone(statement, compared[at] as Compared, to.zones)))
  }
  return found
}

/** Which of them have content words that are nowhere in a text, whatever its spaces, quotation marks, dashes and case. */
async function stillOut(db: EntityManager, statements: readonly StatementToCarry[], text: CodePoints) {
  const out = new Set<number>()
  if (statements.length === 0) return out
  const folded = new FoldedText(text.text).text.toLowerCase()
  const content = await wordsOfContent(
    db,
    statements.map(({ id }) => id),
  )
  for (const { statementId, words } of content) {
    // A text of 5 MB is looked through in a millisecond or two; between two statements others are answered.
    await setImmediate()
    if (!words.every((piece) => folded.includes(new FoldedText(piece).text.toLowerCase()))) out.add(statementId)
  }
  return out
}

const IN_ZONE = { class: 'ambiguous', because: 'zone', spans: null, typography: false, otherWords: false } as const

/** What would come to lie in a zone that it was not confirmed for is for an editor to look at. */
function settledByZone(statement: StatementToCarry, compared: Compared, zones: readonly Zone[]): Found {
  if (!compared.spans) return { statement, compared, inZone: false }
  const content = compared.spans.filter(({ part }) => part === 'content')
  const inZone = zonesOver(content, zones).length > 0
  if (!inZone || statement.inZone) return { statement, compared, inZone }
  return {
    statement,
    compared: { ...IN_ZONE, candidates: [compared.spans] },
    inZone: false,
  }
}

import { Command } from 'commander'
import { redact } from '../proof/redact.commands'
import { REDACTED_KINDS, type RedactedKind, type RedactionSubject } from '../proof/redaction'
import { LegalBasis, PublicReason } from '../proof/redaction.schema'
import { type RedactionPlan, redactionPlan } from '../proof/redaction-plan.queries'
import { MOST_PLACES, type SameWords, sameWordsElsewhere } from '../proof/same-words.queries'
import { vacuumRedacted } from '../proof/vacuum-redacted.commands'
import { withDatabaseAsOwner } from './database'
import { checked, choice, positiveNumber } from './options'
import { progress } from './progress'
import { complain, FAILED, print } from './terminal'

interface Options {
  reason: string
  legalBasis?: string
  dryRun?: boolean
  json?: boolean
}

export function redactCommand() {
  return new Command('redact')
    .argument('<kind>', REDACTED_KINDS.join(', '), choice(REDACTED_KINDS))
    .argument('<number>', 'as in its address; of history, the number of its row', positiveNumber)
    .requiredOption('--reason <words>', 'for the public, so without the words that are to go', checked(PublicReason))
    .option('--legal-basis <words>', 'for the public: an article of a law, a court’s file number', checked(LegalBasis))
    .option('--dry-run', 'say what would be erased, and change nothing')
    .option('--json', 'one JSON object')
    .addHelpText(
      'after',
      `
A claim goes with its reports, links, comments, corrections and replies; an article with its texts and what is quoted from
them; a statement that is a claim’s only report with the claim. Where words of a text go, the bytes of all texts of its
article go: a page has more than the text that was read out of it. Run once more, the same erases the bytes of texts that
came since. There is no undo. Rows as they were are vacuumed away, which waits for no backup or download that still reads
them. Out of reach are backups, archives of PostgreSQL’s log (WAL), replicas that lag, and what others have taken.`,
    )
    .action(async (kind: RedactedKind, id: number, { dryRun, json, ...told }: Options) => {
      const subject = { kind, id }
      const tell = progress()
      const done = await withDatabaseAsOwner(async ({ db }) => {
        const elsewhere = await sameWordsElsewhere(db, subject, (looked) =>
          tell(() => `Looking through the bytes of texts: ${looked.toLocaleString('en')} …`),
        )
        if (dryRun) {
          const plan = await redactionPlan(db, subject)
          return 'problem' in plan ? plan : { redactionId: null, plan, elsewhere, notVacuumed: null }
        }
        const outcome = await redact(db, subject, { reason: told.reason, legalBasis: told.legalBasis ?? null })
        if ('problem' in outcome) return outcome
        return { ...outcome, elsewhere, notVacuumed: await vacuumRedacted(db).then(() => null, String) }
      })
      if ('problem' in done) {
        complain(done.problem)
        process.exitCode = FAILED
        return
      }
      if (json) return print(JSON.stringify(done))
      for (const line of inWords(subject, done)) print(line)
    })
}

function inWords(
  { kind, id }: RedactionSubject,
  {
    redactionId,
    plan,
    elsewhere,
    notVacuumed,
  }: { redactionId: number | null; plan: RedactionPlan; elsewhere: SameWords; notVacuumed: string | null },
): string[] {
  const { texts, bytes, partly, payloads, like, ...rows } = plan
  return [
    redactionId === null
      ? `Redacting ${kind} ${id} would erase the words of:`
      : `Redaction ${redactionId}, ${kind} ${id}. Erased are the words of:`,
    ...Object.entries(rows).flatMap(([what, ids]) => (ids.length > 0 ? [`  ${what}: ${ids.join(', ')}`] : [])),
    ...texts.map(
      ({ revisionId, ranges }) =>
        `  revision ${revisionId}: ${ranges.map(({ start, end }) => `${start}–${end}`).join(', ')}`,
    ),
    ...(bytes.length > 0
      ? [`  and, as pages have more than their texts, the bytes only of revisions: ${bytes.join(', ')}`]
      : []),
    ...(partly.length > 0 ? [`  and, where theirs overlap or are beside these, statements: ${partly.join(', ')}`] : []),
    `  history rows: ${payloads.join(', ') || 'none'}`,
    ...besides(elsewhere),
    ...likeThem(plan),
    ...(notVacuumed === null ? [] : [`PostgreSQL still has rows as they were: run VACUUM (ANALYZE). ${notVacuumed}`]),
    ...OUT_OF_REACH,
  ]
}

/** Said each time: whoever redacts has to see to these themselves. */
const OUT_OF_REACH = [
  'Out of reach, and as they were: backups; PostgreSQL’s log of transactions (WAL) and its archive, replicas that lag or were cut off,',
  'its log where it logs statements; exports that others have taken; answers kept for a while for requests that are sent again.',
]

/** Places that the command can't judge, since the words there are others or too few. */
const likeThem = ({ like }: RedactionPlan): string[] =>
  like.length === 0
    ? []
    : [
        'Perhaps these are the same statements in other texts of their articles; their words stay there:',
        ...like.map(
          ({ statementId, revisionId, start, end, words }) =>
            `  statement ${statementId}, revision ${revisionId}, ${start}–${end}: “${words}”`,
        ),
        'Of a statement that waits: settle where it is first, then redact it. In the newest text: record a statement there, and',
        'redact that. In an older text: redact the article.',
      ]

function besides({ found, notSought: { tooMany, tooShort }, packed }: SameWords): string[] {
  const lines = found.map(
    ({ words, places, more }) => `  “${words}”: ${places.join('; ')}${more > 0 ? `; and in ${more} more places` : ''}`,
  )
  return [
    ...(lines.length > 0 ? ['The same words stand elsewhere, and stay there:', ...lines] : []),
    ...(tooMany > 0 ? [`Only the longest pieces were looked for: ${tooMany} shorter ones were not.`] : []),
    ...(packed.length > 0
      ? [
          `Not looked into beyond what was read out of them, being packed: ${packed.slice(0, MOST_PLACES).join('; ')}${
            packed.length > MOST_PLACES ? `; and ${packed.length - MOST_PLACES} more` : ''
          }.`,
        ]
      : []),
    ...(tooShort > 0 ? [`Not looked for, being short: ${tooShort} pieces.`] : []),
  ]
}

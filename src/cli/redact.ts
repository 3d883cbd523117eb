import { Command } from 'commander'
import { redact } from '../proof/redact.commands'
import { REDACTED_KINDS, type RedactedKind, type RedactionSubject } from '../proof/redaction'
import { LegalBasis, PublicReason } from '../proof/redaction.schema'
import { type RedactionPlan, redactionPlan } from '../proof/redaction-plan.queries'
import { type SameWords, sameWordsElsewhere } from '../proof/same-words.queries'
import { withDatabaseAsOwner } from './database'
import { checked, choice, positiveNumber } from './options'
import { complain, FAILED, print } from './terminal'

interface Options {
  reason: string
  legalBasis?: string
  dryRun?: boolean
  json?: boolean
}

export function redactCommand() {
  return new Command('redact')
    .description(
      'Erase what a court or a person’s right wants erased: the words go for good, the places stay, the public is told',
    )
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
them; a statement that is a claim’s only report with the claim. There is no undo. Backups and what others have taken keep
what they have.

Example: gainsay redact claim 17 --reason 'By order of a court' --legal-basis 'LG Berlin 27 O 1/26' --dry-run`,
    )
    .action(async (kind: RedactedKind, id: number, { dryRun, json, ...told }: Options) => {
      const subject = { kind, id }
      const done = await withDatabaseAsOwner(async ({ db }) => {
        const elsewhere = await sameWordsElsewhere(db, subject)
        if (dryRun) {
          const plan = await redactionPlan(db, subject)
          return 'problem' in plan ? plan : { redactionId: null, plan, elsewhere }
        }
        const outcome = await redact(db, subject, { reason: told.reason, legalBasis: told.legalBasis ?? null })
        return 'problem' in outcome ? outcome : { ...outcome, elsewhere }
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
  { redactionId, plan, elsewhere }: { redactionId: number | null; plan: RedactionPlan; elsewhere: SameWords },
): string[] {
  const { texts, partly, payloads, ...rows } = plan
  return [
    redactionId === null
      ? `Redacting ${kind} ${id} would erase the words of:`
      : `Redaction ${redactionId}, ${kind} ${id}. Erased are the words of:`,
    ...Object.entries(rows).flatMap(([what, ids]) => (ids.length > 0 ? [`  ${what}: ${ids.join(', ')}`] : [])),
    ...texts.map(
      ({ revisionId, ranges }) =>
        `  revision ${revisionId}: ${ranges.map(({ start, end }) => `${start}–${end}`).join(', ')}`,
    ),
    ...(partly.length > 0 ? [`  and, where theirs overlap or are beside these, statements: ${partly.join(', ')}`] : []),
    `  history rows: ${payloads.join(', ') || 'none'}`,
    ...besides(elsewhere),
    'Backups, exports that others have taken, and answers kept for a while for requests that are sent again, hold what they held.',
  ]
}

function besides({ found, notSought: { tooMany, tooShort } }: SameWords): string[] {
  const lines = found.map(
    ({ words, places, more }) => `  “${words}”: ${places.join('; ')}${more > 0 ? `; and in ${more} more places` : ''}`,
  )
  return [
    ...(lines.length > 0 ? ['The same words stand elsewhere, and stay there:', ...lines] : []),
    ...(tooMany > 0 ? [`Only the longest pieces were looked for: ${tooMany} shorter ones were not.`] : []),
    ...(tooShort > 0 ? [`Not looked for, being short: ${tooShort} pieces.`] : []),
  ]
}

import { Command } from 'commander'
import { articleWithText } from '../articles/articles.queries'
import { openArticle } from '../articles/withdrawn-article'
import { zonesOfRevision } from '../articles/zones.queries'
import { CodePoints } from '../quotes/code-points'
import { prefilledThroughout } from '../workbench/prefilled-form.queries'
import { type ProposedStatement, proposedStatement } from '../workbench/proposed-statement'
import { statementCards } from '../workbench/statement-cards.queries'
import { withDatabaseAsItIs } from './database'
import { positiveNumber } from './options'
import { progress } from './progress'
import { complain, FAILED, print } from './terminal'

export function suggestCommand() {
  return new Command('suggest')
    .argument('<article>', 'its number, as in its address', positiveNumber)
    .option('--json', 'an object a passage: `statement` is what POST /api/v1/statements takes, `because` its reasons')
    .addHelpText(
      'after',
      '\nProposals are from English texts, and nobody’s word: nothing is saved, an editor judges each.',
    )
    .action(async (id: number, { json }: { json?: boolean }) => {
      const tell = progress()
      const count = await withDatabaseAsItIs(async ({ db }) => {
        const article = openArticle(id, await articleWithText(db, id))
        const [cards, zones] = [
          await statementCards(db, article.revisionId),
          await zonesOfRevision(db, article.revisionId),
        ]
        const text = CodePoints.of(article.text)
        let found = 0
        for await (const form of prefilledThroughout(db, { article, cards, zones })) {
          found += 1
          const proposed = proposedStatement(id, form, text)
          print(json ? JSON.stringify(proposed) : inWords(proposed))
          tell(
            () =>
              `${found} passages, up to ${Math.round(((proposed.statement.content.at(-1)?.end ?? 0) / text.length) * 100)} % of the text`,
          )
        }
        return found
      })
      if (count > 0) return
      complain('No passage was found in which somebody says something and that is not recorded yet.')
      process.exitCode = FAILED
    })
}

function inWords({ statement, because }: ProposedStatement): string {
  const { content, speakers, saidOn, medium, stance } = statement
  const told = (what: string, value: string | null, why: string | null) =>
    `  ${what}: ${value ?? 'not known'}${why === null ? '' : ` (${why})`}`
  return [
    `${content[0]?.start}–${content.at(-1)?.end} “${content.map(({ exact }) => exact).join(' … ')}”`,
    told('by', speakers.map(({ name }) => name).join(', ') || null, because.speakers),
    told('on', saidOn, because.saidOn),
    told('in', medium, because.medium),
    told('stance', stance, because.stance),
  ].join('\n')
}

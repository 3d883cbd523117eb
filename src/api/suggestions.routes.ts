import { articleWithText } from '../articles/articles.queries'
import { openArticle } from '../articles/withdrawn-article'
import { zonesOfRevision } from '../articles/zones.queries'
import { CodePoints } from '../quotes/code-points'
import { prefilledThroughout } from '../workbench/prefilled-form.queries'
import { proposedStatement } from '../workbench/proposed-statement'
import { statementCards } from '../workbench/statement-cards.queries'
import { operation } from './operation'
import { SuggestedStatementPage, SuggestionQuery } from './suggestion.schema'

const suggestStatements = operation({
  name: 'suggestStatements',
  method: 'get',
  path: '/api/v1/articles/:id/suggestions',
  audience: 'editor',
  summary: 'Read what is proposed to be tagged in an article',
  description:
    'Passages in which somebody says something and that are not recorded yet, by their place, with what the form for tagging would be filled ' +
    'with, and why. They are nobody’s word, and nothing is saved: send the one that is right to `POST /api/v1/statements`, and it is proposed no ' +
    'more. Of texts in languages that are not read there are none.',
  query: SuggestionQuery,
  success: 200,
  response: SuggestedStatementPage,
  refusals: { 410: 'It has been withdrawn.' },
  async answer({ db, id, query: { cursor, limit } }) {
    const article = openArticle(id, await articleWithText(db, id))
    const [cards, zones] = [await statementCards(db, article.revisionId), await zonesOfRevision(db, article.revisionId)]
    const text = CodePoints.of(article.text)
    const items: ReturnType<typeof proposedStatement>[] = []
    let next: string | null = null
    for await (const form of prefilledThroughout(db, { article, cards, zones }, Number(cursor ?? 0))) {
      const proposed = proposedStatement(id, form, text)
      if (items.length === limit) {
        next = String(proposed.statement.content[0]?.start ?? 0)
        break
      }
      items.push(proposed)
    }
    return { document: { items, next }, next }
  },
})

export const suggestionOperations = [suggestStatements]

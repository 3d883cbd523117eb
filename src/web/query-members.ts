import { type ParsedUrlQuery, parse } from 'node:querystring'
import { words } from '../words/words'
import { unprocessable } from './problems'

/** What stands behind the question mark of an address, by name. One that is said twice is a list, which the rules of what takes it refuse. */
export function membersOf(query: string): Record<string, string | string[]> {
  const members = new URLSearchParams(query)
  return Object.fromEntries(
    [...new Set(members.keys())].map((name) => {
      const values = members.getAll(name)
      return [name, values.length === 1 ? (values[0] ?? '') : values]
    }),
  )
}

/** Whether what is percent-encoded in it is UTF-8; else `membersOf` would have other words in it than were meant (URL Standard, 5.1). */
export const isInUtf8 = (query: string): boolean =>
  [...query.matchAll(/(?:%[\da-f]{2})+/gi)].every(([escaped]) => {
    try {
      return decodeURIComponent(escaped) !== ''
    } catch {
      return false
    }
  })

/**
 * What stands behind the question mark of a request’s address, for Express (`query parser`): by name, in its own way, which makes U+FFFD of
 * whatever is no UTF-8. Other words would be looked for than were sent, so that is refused: throws 422 once somebody asks for any of it.
 */
export function wholeQuery(query: string | null): ParsedUrlQuery {
  const broken = query?.split('&').find((member) => !isInUtf8(member))
  if (broken === undefined) return parse(query ?? '')
  const [name = ''] = broken.split('=')
  throw unprocessable(words.search.notUtf8, {
    errors: { [isInUtf8(name) ? decodeURIComponent(name) : 'form']: words.search.notUtf8 },
  })
}

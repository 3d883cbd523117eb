import { threeWayIn } from '../../../test/support/three-way'
import type { Answered } from '../authorisation/askers'
import { unescaped } from '../bad-input/html'

/** What a stale form's page says of a field: as it was opened, as it is now, and what was typed. */
export interface Sides {
  base: string
  theirs: string
  mine: string
}

/** The three sides of each field that differs, on the page of a form with many fields. */
export function sidesTold({ body }: Answered): Record<string, Sides> {
  return Object.fromEntries(
    Object.entries(threeWayIn(body)).map(([label, told]) => {
      const [base = '', theirs = '', mine = ''] = told.map(unescaped)
      return [label, { base, theirs, mine }]
    }),
  )
}

/** The page of a form that is a button with at most a few words: what differs by now, and what was typed. */
export function changesTold({ body }: Answered): { now: Record<string, [was: string, is: string]>; typed: string[] } {
  const rows = body.matchAll(/<tr role="row"><th[^>]*>([^<]*)<\/th><td[^>]*>([^<]*)<\/td><td[^>]*>([^<]*)<\/td><\/tr>/g)
  const typed = [...body.matchAll(/<dd dir="auto">([^<]*)<\/dd>/g)].map(([, words = '']) => unescaped(words))
  return {
    now: Object.fromEntries(
      [...rows].map(([, label = '', was = '', is = '']) => [label, [unescaped(was), unescaped(is)]]),
    ),
    typed,
  }
}

/** Whether a page says this, and has these words of whoever sent the form, to be sent or copied again. */
export const tells = ({ body }: Answered, ...words: string[]): boolean => {
  const page = unescaped(body)
  return words.every((some) => page.includes(some))
}

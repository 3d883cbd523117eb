import { WAYS } from './ways-of-dating'

/** A date that a text names, at UTF-16 indices, `end` exclusive. */
export interface NamedDate {
  start: number
  end: number
  words: string
  /** In EDTF, no more precise than the words. */
  edtf: string
  /** Whether it had to be counted from the day of publication. */
  isCounted: boolean
}

/**
 * What, shortly before a weekday and in its clause, says that the day is still to come: no name ("Will Smith", "May 3"),
 * and no word of saying behind it ("the bank, which will close, said on Monday").
 */
const AHEAD = new RegExp(
  [
    "(?:\\b(?:will|shall|would(?! not\\b|n['’]t)|may|might|[Uu]ntil|till|[Ss]tarting|[Bb]eginning",
    '|(?:set|due|scheduled|plan(?:s|ned|ning)?|expect(?:s|ed)?|hop(?:es|ed|ing)|prepar(?:es|ed|ing)|intend(?:s|ed)?|supposed) to',
    "|as (?:soon|early) as|to be)|['’]ll)\\b",
    '(?:(?!\\b(?:said|says|told|added|wrote|tweeted|announced|reported|confirmed|denied)\\b)[^.;:"“”]){0,60}$',
  ].join(''),
)

/** Years that a said-on may have. */
const IN_REACH = /^[12]\d{3}/

/** How far behind such a word a weekday may stand, in UTF-16 units. */
const CLAUSE = 100

const EXPRESSIONS = WAYS.map((way) => ({
  ...way,
  expression: new RegExp(`(?<![\\p{L}\\p{N}]|\\p{N}[.,])${way.pattern}(?![\\p{L}\\p{N}])`, 'giu'),
}))

/**
 * The dates that an English text names, in order; where two overlap, the longer. Each is as precise as its words: "in
 * March" is a month, "earlier this week" the days of it that are over. Of a weekday, the last one is meant.
 *
 * @param published the ISO day from which others are counted; without, only dates in full are found
 */
export function datesIn(text: string, published: string | null): NamedDate[] {
  const found: NamedDate[] = []
  const taken = new Uint8Array(text.length)
  // As long as before: “March 3” with a no-break space is a date, too.
  const spaced = text.replace(/[^\S\n]/g, ' ')
  for (const { expression, isCounted, value } of EXPRESSIONS) {
    for (const match of spaced.matchAll(expression)) {
      const counts = isCounted || !/\d{4}/.test(match[0])
      if (counts && published === null) continue
      const [start, end] = [match.index, match.index + match[0].length]
      if (taken.subarray(start, end).includes(1)) continue
      const isAhead = AHEAD.test(spaced.slice(Math.max(0, start - CLAUSE), start))
      const edtf = value(match.groups ?? {}, published ?? '', isAhead)
      if (edtf === null || !edtf.split('/').every((one) => IN_REACH.test(one))) continue
      taken.fill(1, start, end)
      found.push({ start, end, words: text.slice(start, end), edtf, isCounted: counts })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

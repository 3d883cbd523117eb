import { dayInWords } from '../claims/said-on-days'
import { DATELINE, likelyOrigin, type Printed } from '../copies/likely-origin'
import { prepared } from '../database/read-pool'
import { words } from '../words/words'
import type { DeskLine, DeskSection, Read } from './desk-section'

interface SideRow extends Printed {
  version: number
  headline: string
  language: string
}

interface PairRow {
  id: number
  containment: number
  /** Whether the two themselves are that alike, and not only a copy of one of them. */
  isTheirs: boolean
  one: SideRow
  other: SideRow
}

/** One of two articles that seem to be a story and its copy. */
export interface CopySide {
  id: number
  version: number
  headline: string
  language: string
  outlet: string
  publishedOn: string | null
  published: string
}

/** Both articles, the likely origin first, and why it is taken for that. */
export interface CopyPair {
  id: number
  origin: CopySide
  copy: CopySide
  because: string
  /** "94 % of the shorter one’s words are in the other" */
  inCommon: string
}

const side = (article: string, outlet: string) => `json_build_object('id', ${article}.id, 'version', ${article}.version,
  'headline', ${article}.headline, 'language', ${article}.language, 'outlet', ${outlet}.name, 'byline', ${article}.byline,
  'publishedOn', ${article}.published_on, 'beginning', (
    SELECT left(text, ${DATELINE}) FROM revisions WHERE article_id = ${article}.id ORDER BY number DESC LIMIT 1))`

const pairsByIds = prepared<PairRow>(
  'desk copies',
  `SELECT pair.id, containment, EXISTS (
       SELECT FROM text_likenesses texts WHERE texts.article_id = pair.article_id AND texts.other_id = pair.other_id
         AND texts.containment >= pair.containment) AS "isTheirs",
     ${side('one', 'one_outlet')} AS one, ${side('other', 'other_outlet')} AS other
   FROM article_likenesses pair
   JOIN articles one ON one.id = pair.article_id JOIN articles other ON other.id = pair.other_id
   LEFT JOIN outlets one_outlet ON one_outlet.id = one.outlet_id
   LEFT JOIN outlets other_outlet ON other_outlet.id = other.outlet_id
   WHERE pair.id = ANY($1::integer[]) ORDER BY pair.id DESC`,
)

/** These pairs; without those that somebody has settled meanwhile. */
export async function copyPairs(read: Read, ids: number[]): Promise<CopyPair[]> {
  return (await read(pairsByIds, [ids])).map(({ id, containment, isTheirs, one, other }) => {
    const { originId, reason } = likelyOrigin(one, other)
    const [origin, copy] = originId === one.id ? [one, other] : [other, one]
    const percent = Math.round(containment * 100)
    const inCommon = isTheirs ? words.copies.inCommon(percent) : words.copies.inCommonByCopies(percent)
    return { id, origin: sideOf(origin), copy: sideOf(copy), because: words.copies.because[reason], inCommon }
  })
}

const sideOf = ({ id, version, headline, language, outlet, publishedOn }: SideRow): CopySide => ({
  id,
  version,
  headline,
  language,
  outlet: outlet ?? words.article.unknownOutlet,
  publishedOn,
  published: publishedOn ? dayInWords(publishedOn) : words.days.publicationUnknown,
})

const lineOf = ({ id, origin, copy, inCommon }: CopyPair): DeskLine => ({
  id,
  href: `/desk/copies?before=${id + 1}#pair-${id}`,
  words: copy.headline,
  language: copy.language,
  meta: words.copies.line(words.copies.both(origin.outlet, copy.outlet), inCommon),
  button: null,
})

/** Articles with nearly the same text. */
export const copiesSection: DeskSection = {
  name: 'copies',
  title: words.copies.title,
  what: words.copies.mean,
  empty: { words: words.copies.empty, link: null },
  found: `SELECT pair.id FROM article_likenesses pair
    JOIN articles one ON one.id = pair.article_id AND one.withdrawn_reason IS NULL AND one.copy_of_id IS NULL
    JOIN articles other ON other.id = pair.other_id AND other.withdrawn_reason IS NULL AND other.copy_of_id IS NULL`,
  lines: async (read, ids) => (await copyPairs(read, ids)).map(lineOf),
  pairsOf: 'articles',
}

import { type ClaimCard, claimWords } from '../../reading/claim-card'
import { shortened } from '../../reading/shortened'
import { PICTURE } from '../../web/ways-out'
import { words } from '../../words/words'
import { xml } from '../atom'
import type { Glimpse } from '../glimpse.queries'
import { drawable, type Fonts, isRightToLeft, wrapped } from './lines'

/** The site's colours by day (public/style.css): a picture knows nothing of who looks at it. */
const COLOURS = { paper: '#fdfcf8', ink: '#1d1b17', quiet: '#5d584e', rule: '#ddd7c8', against: '#952b1d' } as const

const MARGIN = 64
const WIDE = PICTURE.width - 2 * MARGIN
const GAP = 64
const COLUMN = (WIDE - GAP) / 2

/** Longer words don't fit on the picture; what is cut before it is laid out costs nothing. */
const LONGEST_WORDS = 600

interface Place {
  x: number
  y: number
  width: number
  /** Pixels; lines stand 1.3 times as far apart. */
  size: number
  most: number
  colour?: keyof typeof COLOURS
  bold?: boolean
}

/** Whom a side is of, what they said, and how it answers the other. */
interface Side {
  label: string
  isAgainst: boolean
  names: string
  when: string
  said: string
}

/** The picture of a chain or claim: its title, the two quotations that stand against each other, and its facts. */
export function pictureSvg({ title, facts, pair, claim }: Glimpse, deskName: string, fonts: Fonts): string {
  const told = (text: string, instead: string) => drawable(text, fonts) ?? drawable(instead, fonts) ?? ''
  const lines = (text: string, place: Place) =>
    drawnLines(wrapped(text, fonts, place.width / place.size, place.most), place)
  const sides = sidesOf(pair, claim)
  const columns = sides.map((side, index) => {
    const x = MARGIN + index * (COLUMN + GAP)
    const width = sides.length === 1 ? WIDE : COLUMN
    return [
      lines(told(side.label, ''), {
        x,
        y: 272,
        width,
        size: 22,
        most: 1,
        colour: side.isAgainst ? 'against' : 'quiet',
        bold: true,
      }),
      lines(told(side.names, words.picture.otherName), { x, y: 312, width, size: 32, most: 1, bold: true }),
      lines(told(side.when, ''), { x, y: 346, width, size: 22, most: 1, colour: 'quiet' }),
      lines(told(side.said, words.picture.otherScript), { x, y: 396, width, size: 32, most: 4 }),
    ].join('')
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE.width}" height="${PICTURE.height}">`,
    `<rect width="100%" height="100%" fill="${COLOURS.paper}"/><rect width="100%" height="12" fill="${COLOURS.against}"/>`,
    lines(told(deskName, 'Gainsay'), { x: MARGIN, y: 72, width: WIDE, size: 26, most: 1, colour: 'quiet', bold: true }),
    lines(told(title, words.picture.otherScript), { x: MARGIN, y: 134, width: WIDE, size: 50, most: 2, bold: true }),
    `<rect x="${MARGIN}" y="226" width="${WIDE}" height="2" fill="${COLOURS.rule}"/>`,
    ...columns,
    lines(told(facts.join(' · '), ''), { x: MARGIN, y: 592, width: WIDE, size: 26, most: 1, colour: 'quiet' }),
    '</svg>',
  ].join('\n')
}

function sidesOf(pair: Glimpse['pair'], claim: Glimpse['claim']): Side[] {
  const side = (card: ClaimCard, label: string, isAgainst: boolean): Side => ({
    label,
    isAgainst,
    names: card.namesAsTold,
    when: [card.date.words, card.medium].join(' · '),
    said: saidIn(card),
  })
  if (pair) return [side(pair.answered, words.picture.saidBy, false), side(pair.answer, pair.passive, true)]
  return claim ? [side(claim, words.picture.saidBy, false)] : []
}

/** As the report has it, as on the card: an indirect one gets no marks. A claim without a report has its summary. */
function saidIn(card: ClaimCard): string {
  const { quote } = card
  if (quote === null) return claimWords(card, LONGEST_WORDS)
  return shortened(quote.lead === null ? quote.words : `${quote.lead} ${quote.words}`, LONGEST_WORDS)
}

/** Right to left between the marks that say so (U+202B, U+202C): the whole line, with what stands at its ends. */
function drawnLines(lines: readonly string[], { x, y, width, size, colour = 'ink', bold = false }: Place): string {
  return lines
    .filter((line) => line !== '')
    .map((line, index) => {
      const rtl = isRightToLeft(lines.join(' '))
      const place = `x="${rtl ? x + width : x}" y="${y + Math.round(index * size * 1.3)}"${rtl ? ' text-anchor="end"' : ''}`
      const look = `font-family="Source Serif 4" font-size="${size}"${bold ? ' font-weight="600"' : ''} fill="${COLOURS[colour]}"`
      return `<text ${place} ${look}>${xml(rtl ? `\u202b${line}\u202c` : line)}</text>`
    })
    .join('')
}

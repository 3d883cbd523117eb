import { CodePoints } from '../quotes/code-points'
import { sentences } from '../quotes/sentences'
import { placedWords } from './folding'

/** Some six lines: nearly every quotation is shorter, and is shown whole. */
const LONGEST = 500

/** A text longer than this is only read from its beginning. */
const LONGEST_READ = 20_000

/** A long text as those of its sentences that hold a hit, as many as fit and at least one; a short one as it is. */
export function excerpt(text: string, language: string, hits: ReadonlySet<string>): string {
  if (text.length <= LONGEST) return text
  const points = new CodePoints(text.slice(0, LONGEST_READ))
  const all = sentences(points, language).map(({ start, end }) => points.slice(start, end))
  const isHit = all.map((sentence) => placedWords(sentence).some(({ word }) => hits.has(word)))
  const from = Math.max(isHit.indexOf(true), 0)
  const parts: string[] = []
  let length = 0
  let last = -1
  for (const [place, sentence] of all.entries()) {
    if (place < from || (!isHit[place] && place !== from)) continue
    if (parts.length > 0 && length + sentence.length > LONGEST) break
    parts.push(place === last + 1 ? sentence : `[…] ${sentence}`)
    length += sentence.length
    last = place
  }
  return last === all.length - 1 && text.length <= LONGEST_READ ? parts.join(' ') : `${parts.join(' ')} […]`
}

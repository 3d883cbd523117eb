import { LARGEST_TEXT } from '../articles/article.schema'
import { MOST_ZONES, type ZoneKind } from '../articles/zone'
import { canonicalText } from '../quotes/canonical-text'
import { CodePoints } from '../quotes/code-points'
import { words } from '../words/words'
import type { ProposedZone } from './extracted'

/** Why a line seems not to be the article's own. */
export interface Doubt {
  kind: ZoneKind
  reason: string
}

/** A line of a text that is being put together, without the newlines around it. */
export interface PageLine {
  text: string
  /** Newlines before it: 1 within a paragraph, a list or a table, 2 where something new begins. */
  gap: 1 | 2
  doubt: Doubt | null
}

/**
 * The text of lines, canonical, with a zone for each run of lines in which the same is doubted.
 *
 * Each line is put into NFC by itself: a newline joins with nothing, so the whole is in NFC as well, and zones, which begin
 * and end with lines, lie where they did.
 */
export function textOfLines(lines: readonly PageLine[]): { text: string; zones: ProposedZone[] } | { problem: string } {
  const parts: string[] = []
  const spans: (Doubt & { from: number; to: number })[] = []
  let length = 0
  let last: Doubt | null = null
  for (const line of lines) {
    // A byte order mark before the first word would be taken away, and everything after it would move.
    const text = (length === 0 ? line.text.replace(/^\uFEFF+/, '') : line.text).normalize('NFC')
    if (text === '') continue
    const before = length === 0 ? '' : '\n'.repeat(line.gap)
    const from = length + before.length
    const { doubt } = line
    const open = spans.at(-1)
    if (doubt && open && last?.kind === doubt.kind && last.reason === doubt.reason) open.to = from + text.length
    else if (doubt) spans.push({ ...doubt, from, to: from + text.length })
    parts.push(before, text)
    length = from + text.length
    last = doubt
  }

  const raw = parts.join('')
  const canonical = canonicalText(raw)
  if ('problem' in canonical) return canonical
  if (Buffer.byteLength(canonical.text) > LARGEST_TEXT) return { problem: words.extraction.textTooLarge }
  // It can differ only if a line had a line end that is none of ours; then no offset is worth anything.
  if (canonical.text !== raw) return { text: canonical.text, zones: [] }

  const points = new CodePoints(canonical.text)
  const zones = fewer(spans, raw).map(({ kind, reason, from, to }) => ({
    kind,
    reason,
    start: points.offsetAt(from),
    end: points.offsetAt(to),
  }))
  return { text: canonical.text, zones }
}

/** At most as many as a text may have: those with nothing but newlines between them are joined first, then the longest stay. */
function fewer<S extends Doubt & { from: number; to: number }>(spans: readonly S[], text: string): S[] {
  if (spans.length <= MOST_ZONES) return [...spans]
  const joined: S[] = []
  for (const span of spans) {
    const before = joined.at(-1)
    if (before && text.slice(before.to, span.from).trim() === '') before.to = span.to
    else joined.push({ ...span })
  }
  const byLength = joined.toSorted((a, b) => b.to - b.from - (a.to - a.from))
  const kept = new Set(byLength.slice(0, MOST_ZONES))
  return joined.filter((span) => kept.has(span))
}

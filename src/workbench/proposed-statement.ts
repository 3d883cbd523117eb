import type { CodePoints } from '../quotes/code-points'
import { wordingByMarks } from '../quotes/wording-by-marks'
import type { PrefilledForm } from './prefilled-form.queries'

/** What is proposed for a passage, as `POST /api/v1/statements` takes it, and why. Nothing of it is anybody's word. */
export function proposedStatement(article: number, { prefill, typed }: PrefilledForm, text: CodePoints) {
  const { content, sources, cues, speakers, saidOn, mediums, stance } = prefill
  const placed = (at: { start: number; end: number } | undefined) =>
    at ? { start: at.start, end: at.end, exact: text.slice(at.start, at.end) } : null
  const [who, when] = [speakers[0], saidOn[0]]
  return {
    statement: {
      article,
      content: content.map(({ start, end }) => ({ start, end, exact: text.slice(start, end) })),
      source: placed(sources[0]?.value.at ?? undefined),
      cue: placed(cues[0]?.value.at ?? undefined),
      speakers: (who?.value.names ?? []).map((name, at) => ({ name, kind: typed.kind?.[at] || 'person' })),
      saidOn: when?.value.saidOn ?? null,
      saidOnBasis: when?.value.basis ?? 'not_stated',
      saidOnWords: when?.value.words ?? null,
      medium: mediums[0]?.value ?? 'unknown',
      stance: stance.value,
      wording: wordingByMarks(text, content),
    },
    because: {
      speakers: who?.reason ?? null,
      saidOn: when?.reason ?? null,
      medium: mediums[0]?.reason ?? null,
      stance: stance.reason,
    },
  }
}
export type ProposedStatement = ReturnType<typeof proposedStatement>

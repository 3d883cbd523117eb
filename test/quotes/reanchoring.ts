import type { AnchoredPart, AnchoredSpan, Reanchored } from '../../src/quotes/reanchored'

/** Spans by their words: `content “…”`; each the first that stands in the text, content parts behind each other. */
export function spansOf(text: string, words: Partial<Record<AnchoredPart, string | string[]>>): AnchoredSpan[] {
  return Object.entries(words).flatMap(([part, given]) => {
    let from = 0
    return [given].flat().map((exact, position) => {
      const at = text.indexOf(exact, from)
      if (at < 0) throw new Error(`${exact} is not in the text`)
      from = at + exact.length
      const start = Array.from(text.slice(0, at)).length
      return { part: part as AnchoredPart, position, start, end: start + Array.from(exact).length }
    })
  })
}

/** A text with `[content]`, `{source}` and `<cue>` in it, and the spans that these mark. */
export function marked(text: string): { text: string; spans: AnchoredSpan[] } {
  const spans: AnchoredSpan[] = []
  const open: { part: AnchoredPart; start: number }[] = []
  let plain = ''
  let position = 0
  for (const character of text) {
    const opens = ({ '[': 'content', '{': 'source', '<': 'cue' } as Record<string, AnchoredPart>)[character]
    if (opens) open.push({ part: opens, start: Array.from(plain).length })
    else if (']}>'.includes(character)) {
      const { part, start } = open.pop() as { part: AnchoredPart; start: number }
      spans.push({ part, position: part === 'content' ? position++ : 0, start, end: Array.from(plain).length })
    } else plain += character
  }
  return { text: plain, spans }
}

/** A statement, marked and as it reads, and the sentences that it stands among. */
export const QUOTE = '[“We have not sold 10 tanks,”] {Ruiz} <said> on Monday.'
export const PLAIN = marked(QUOTE).text
export const BEFORE = 'Talks in Geneva ended late on Friday without any result that could be seen.'
export const BEHIND = 'Nobody at the ministry wanted to say more about it when asked in the evening.'
export const OTHER = 'Prices of wheat rose by a tenth in the same week, traders in Odessa reported.'

export const around = (quote: string) => `${BEFORE}\n\n${quote}\n\n${BEHIND}\n\n${OTHER}`

/** The class, `typography` where that alone changed, or why an editor is asked. */
export function told(outcome: Reanchored | undefined): string {
  if (!outcome || outcome.class === 'gone') return 'gone'
  if ('typography' in outcome) return outcome.typography ? `${outcome.class}, typography` : outcome.class
  return `${outcome.class}: ${outcome.because}`
}

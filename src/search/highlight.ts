import { placedWords } from './folding'

/** Words over which nothing changes. */
export interface HitPiece {
  words: string
  hit: boolean
}

/** A text whose hits are marked, in pieces, for a template that escapes each. */
export type Marked = HitPiece[]

/** The different words of these texts, to ask which of them are hits. */
export function wordsOf(texts: Iterable<string>): string[] {
  const words = new Set<string>()
  for (const text of texts) for (const { word } of placedWords(text)) words.add(word)
  return [...words]
}

/** A text with these words of it marked; neighbours of a script without spaces become one piece. */
export function marked(text: string, hits: ReadonlySet<string>): Marked {
  const pieces: Marked = []
  const add = (words: string, hit: boolean) => {
    const last = pieces.at(-1)
    if (words === '') return
    if (last?.hit === hit) last.words += words
    else pieces.push({ words, hit })
  }
  let at = 0
  for (const { start, end, word } of placedWords(text)) {
    if (!hits.has(word)) continue
    add(text.slice(at, start), false)
    add(text.slice(start, end), true)
    at = end
  }
  add(text.slice(at), false)
  return pieces
}

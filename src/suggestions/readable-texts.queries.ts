import { setImmediate } from 'node:timers/promises'
import { attributionModel } from '../attribution/attribution-model.queries'
import type { CodePoints } from '../quotes/code-points'
import { inSlices } from './in-slices'
import { partAround, type ReadableText, readableText } from './readable-text'

/** So many parts are kept as they were read last: a desk's editors go back and forth in a few articles. Some 2 MB each. */
const MOST_KEPT = 16

/** With the words that it was read from: a redaction, by a command or another process, leaves a revision its number. */
const kept = new Map<string, { words: string; read: ReadableText }>()

interface Revision {
  revisionId: number
  text: CodePoints
  language: string
}

/** The part of a revision in which a place lies, read for proposals. */
export function readableTextAt({ revisionId, text, language }: Revision, place: number): ReadableText {
  const { start, end } = partAround(text, place)
  const key = `${revisionId} ${start} ${language}`
  const words = text.slice(start, end)
  const known = kept.get(key)
  const read = known?.words === words ? known.read : readableText(words, start, language, modelFor(language))
  kept.delete(key)
  kept.set(key, { words, read })
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value as string)
  return read
}

const beingFound = new WeakMap<ReadableText, Promise<void>>()

/** The same, with all that is said in it found, a moment at a time: others are answered meanwhile. */
export async function readTextAt(revision: Revision, place: number): Promise<ReadableText> {
  const read = readableTextAt(revision, place)
  const steps = read.finding()
  if (!steps) return read
  // Whoever asks meanwhile waits for the same.
  const found = beingFound.get(read) ?? inSlices(steps, setImmediate, () => performance.now())
  beingFound.set(read, found)
  try {
    await found
  } finally {
    beingFound.delete(read)
  }
  return read
}

/** Whether anything is proposed for texts of a language: all is for English, for which one that nobody told is taken. */
export const isProposedFor = (language: string): boolean => /^(?:en|und)\b/i.test(language)

const modelFor = (language: string) => (isProposedFor(language) ? attributionModel() : null)

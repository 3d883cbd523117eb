import fs from 'node:fs'
import type { SpooledFile } from '../importing/sent-files.middleware'
import { decodeUtf8, type TextOrProblem } from '../quotes/canonical-text'
import { words } from '../words/words'
import { heldAgainstText } from './brat-text'
import type { ReadAnnotations } from './foreign-annotation'
import type { LineProblem } from './json-lines'
import { LARGEST_ANNOTATIONS, readAnnotations } from './read-annotations'

/** What was sent to be taken over: a file of annotations, and of brat’s the text that lies beside it. */
export interface SentAnnotations {
  annotations: string
  text: string | null
}

/** A problem with a field of the form, or with the file by its lines. */
export type ReadSent =
  | { read: ReadAnnotations }
  | { field: 'file' | 'text'; problem: string }
  | { problems: LineProblem[] }

/** Reads what a form brought: pasted, or as a file, or as brat’s two of the same name. */
export async function readSentAnnotations(
  pasted: string,
  files: readonly SpooledFile[],
  baseUrl: string,
): Promise<ReadSent> {
  const chosen = files.filter(({ size }) => size > 0)
  if (chosen.length > 0 && pasted.trim() !== '') return { field: 'text', problem: words.intake.textAndFile }
  if (chosen.length === 0 && pasted.trim() === '') return { field: 'text', problem: words.intake.pasteOrChoose }
  if (chosen.length === 0) return readTold({ annotations: pasted, text: null }, baseUrl)
  const [text] = chosen.filter(({ originalname }) => isText(originalname))
  const [annotations, another] = chosen.filter((file) => file !== text)
  if (!annotations || another || chosen.length > 2) return { field: 'file', problem: words.annotations.oneFile }
  const [first, second] = await Promise.all([decoded(annotations), text ? decoded(text) : null])
  if ('problem' in first) return { field: 'file', problem: first.problem }
  if (second && 'problem' in second) return { field: 'file', problem: second.problem }
  return readTold({ annotations: first.text, text: second?.text ?? null }, baseUrl)
}

/** Reads annotations that are texts already. */
export function readTold(
  { annotations, text }: SentAnnotations,
  baseUrl: string,
): { read: ReadAnnotations } | { problems: LineProblem[] } {
  const read = readAnnotations(annotations, baseUrl)
  if ('problem' in read) return { problems: [read] }
  if (text === null) return { read }
  // Other formats have their words in them: a text beside would be looked at by nobody.
  if (read.format !== 'brat') return { problems: [{ line: null, problem: words.annotations.textBesideNoBrat }] }
  return { read: heldAgainstText(read, text) }
}

const isText = (name: string) => /\.txt$/i.test(name)

async function decoded({ path, size }: SpooledFile): Promise<TextOrProblem> {
  if (size > LARGEST_ANNOTATIONS) return { problem: words.annotations.fileTooLarge(LARGEST_ANNOTATIONS / 1024 / 1024) }
  return decodeUtf8(await fs.promises.readFile(path))
}

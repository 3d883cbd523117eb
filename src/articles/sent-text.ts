import type { Request } from 'express'
import type { FieldProblems } from '../web/parse'
import { words } from '../words/words'

/** What is left of bytes that some program on the way could not read; a file is decoded here, and strictly. */
const DAMAGED = words.intake.damaged

/** One of them would be lost, and nobody would hear of it. */
const TWO_TEXTS = words.intake.textAndFile

/** A text that a form brought, pasted or as a file, or what is wrong with it. */
export function sentText(req: Request, typed: Record<string, string>): { raw: Buffer | null; problems: FieldProblems } {
  const raw = rawText(req)
  const problems = {
    ...(raw ? {} : { text: words.intake.pasteOrChoose }),
    ...(hasFile(req) && typed.text?.trim() ? { text: TWO_TEXTS } : {}),
    ...damagedFields(typed, req.file !== undefined),
  }
  return { raw, problems }
}

const hasFile = (req: Request) => req.file !== undefined && req.file.size > 0

/** The chosen file's bytes, else the pasted text's; null when both are empty. */
function rawText(req: Request): Buffer | null {
  if (hasFile(req)) return req.file?.buffer ?? null
  const text: unknown = req.body?.text
  return typeof text === 'string' && text !== '' ? Buffer.from(text, 'utf8') : null
}

/** The form's parser makes � of bytes that are no UTF-8; a file beside a text is what counts, and is decoded strictly. */
function damagedFields(typed: Record<string, string>, hasFile: boolean): FieldProblems {
  const damaged = Object.keys(typed).filter((name) => typed[name]?.includes('\ufffd') && !(hasFile && name === 'text'))
  return Object.fromEntries(
    damaged.map((name) => [
      name,
      name === 'text' ? words.intake.uploadInstead(DAMAGED) : words.intake.typeAnew(DAMAGED),
    ]),
  )
}

/** The fields as strings, to be shown again as typed; one sent twice keeps its last value. */
export function typedFields(body: unknown): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [name, value] of Object.entries((body ?? {}) as Record<string, unknown>)) {
    const last = Array.isArray(value) ? value.at(-1) : value
    if (typeof last === 'string') fields[name] = last
  }
  return fields
}

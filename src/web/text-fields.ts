import { z } from 'zod'
import { words } from '../words/words'

const NUL_OR_LONE_SURROGATE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** What PostgreSQL can't keep (NUL), or would silently replace (half of a surrogate pair): refused at the door. */
export const storable = (text: string) => !NUL_OR_LONE_SURROGATE.test(text)
const NOT_STORABLE = words.refusals.notStorable

/** A field of text as it was typed, line ends as LF (a form sends CRLF); not trimmed. */
export const typed = (longest: number) =>
  z
    .string({ error: words.refusals.missingText })
    .max(longest, words.refusals.longerThan(longest))
    .refine(storable, NOT_STORABLE)
    .transform((text) => text.replace(/\r\n?/g, '\n'))

/** A line that has to be there, trimmed and NFC. */
export const line = (longest: number, missing = words.refusals.needed) =>
  typed(longest)
    .transform((text) => text.trim().normalize('NFC'))
    .pipe(z.string().min(1, missing))

/** BCP 47, as far as its form goes: "en", "pt-BR". */
export const LanguageTag = z
  .string()
  .trim()
  .regex(/^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$/, words.refusals.noLanguageTag)

/** A line that may be left empty; empty is null. */
export const optionalLine = (longest: number) =>
  typed(longest)
    .nullish()
    .transform((text) => text?.trim().normalize('NFC') || null)

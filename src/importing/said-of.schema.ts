import type { z } from 'zod'
import { ArticleUrl, Language, PublishedOn } from '../articles/article.schema'
import type { Metadata } from '../extraction/extracted'
import { line } from '../web/text-fields'
import { countedUnseen } from './unseen'

/** What an article says of itself, as far as an article can have it; and how much of that counts where nobody looks. */
export function saidOf(metadata: Metadata, fetchedFrom: string | null): { said: Metadata; counted: Metadata } {
  return { said: fitting(metadata), counted: fitting(countedUnseen(metadata, fetchedFrom)) }
}

/** What a file says of itself is nobody's word yet: what an article can't have is left out, and an editor is asked. */
const FITS = {
  headline: line(500),
  byline: line(500),
  outlet: line(200),
  publishedOn: PublishedOn,
  url: ArticleUrl,
  language: Language,
} satisfies Partial<Record<keyof Metadata, z.ZodType>>

export const fitting = (metadata: Metadata): Metadata =>
  Object.fromEntries(
    Object.entries(FITS).flatMap(([name, schema]) => {
      const found = metadata[name as keyof typeof FITS]
      return found && schema.safeParse(found.value).success ? [[name, found]] : []
    }),
  )

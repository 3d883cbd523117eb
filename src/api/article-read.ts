import type { z } from 'zod'
import type { Zone } from '../articles/zone'
import { articleOf } from '../importing/captures.commands'
import type { SentArticle } from '../importing/sent-article'
import type { ZonesToMark } from './article.schema'
import type { ReadFirst } from './read-first.middleware'

/** Zones as they are sent; proposed ones are those that what read it found. */
export const zonesToMark = (sent: z.output<typeof ZonesToMark>, readFirst: ReadFirst | null): readonly Zone[] =>
  sent !== 'proposed' ? (sent ?? []) : readFirst && 'read' in readFirst ? readFirst.read.zones : []

/** The bytes that came, with what was read of them. */
export const articleRead = ({ sent, read, capturedAt }: SentArticle) =>
  articleOf({
    ...{ raw: sent.bytes, text: read.text, extractor: read.extractor },
    ...{ mediaType: sent.mediaType, fileName: sent.fileName },
    ...{ capturedFrom: capturedAt ? sent.url : null, capturedAt },
  })

import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { RIGHTS } from '../articles/rights'
import { ZONE_KIND_NAMES } from '../articles/zone'
import { BasisName, MediumName, StanceName, WordingName } from '../claims/claim.schema'
import { RelationName } from '../links/link.schema'
import { SPEAKER_KINDS } from '../speakers/speaker-kind'

/** Who passed it on; no digest says when. */
const Hop = z.strictObject({
  speaker: z.string(),
  source: z.string().nullable(),
  cue: z.string().nullable(),
  medium: MediumName,
  wording: WordingName,
})

const passage = {
  key: z.string(),
  content: z.array(z.string()).min(1),
  source: z.string().nullable(),
  cue: z.string().nullable(),
  wording: WordingName,
  hops: z.array(Hop).min(1).optional(),
}

const FirstReport = z.strictObject({
  ...passage,
  speakers: z.array(z.string()).min(1),
  stance: StanceName,
  medium: MediumName,
  saidOn: z.string().nullable(),
  saidOnBasis: BasisName,
  saidOnWords: z.string().nullable(),
  summary: z.string().nullable(),
})

/** Another report of a claim that an earlier statement told first. */
const SecondReport = z.strictObject({ ...passage, reports: z.string() })

const SeedArticle = z.strictObject({
  outlet: z.string(),
  headline: z.string(),
  byline: z.string().nullable(),
  url: z.string().nullable(),
  language: z.string(),
  publishedOn: z.iso.date(),
  rights: z.enum(RIGHTS),
  /** By the words they begin and end with. */
  zones: z.array(z.strictObject({ kind: z.enum(ZONE_KIND_NAMES), first: z.string(), last: z.string() })).default([]),
  statements: z.array(z.union([FirstReport, SecondReport])),
})

const SeedSpeaker = z.strictObject({
  name: z.string(),
  kind: z.enum(SPEAKER_KINDS),
  description: z.string().nullable(),
  wikidata: z.string().nullable(),
  aliases: z.array(z.string()).default([]),
  roles: z
    .array(
      z.strictObject({
        title: z.string(),
        since: z.string().nullable(),
        until: z.string().nullable(),
        /** The name of whom this role speaks for. */
        speaksFor: z.string().nullable(),
        /** Whether the corpus has this speaker's words in this role alone. */
        inAllStatements: z.boolean(),
      }),
    )
    .default([]),
  anonymityReason: z.string().nullable().default(null),
})

const SeedLink = z.strictObject({ from: z.string(), to: z.string(), relation: RelationName, reason: z.string() })
const SeedChain = z.strictObject({ contains: z.string(), title: z.string() })

export type Corpus = ReturnType<typeof readCorpus>

/** Reads seeds/ (its README tells the format); throws where a file is not as told. */
export function readCorpus(folder: string) {
  const json = (...file: string[]): unknown => JSON.parse(fs.readFileSync(path.join(folder, ...file), 'utf8'))
  const names = fs.readdirSync(path.join(folder, 'articles')).filter((name) => name.endsWith('.json'))
  return {
    articles: names.sort().map((name) => ({
      ...SeedArticle.parse(json('articles', name)),
      raw: fs.readFileSync(path.join(folder, 'articles', name.replace(/\.json$/, '.txt'))),
    })),
    speakers: z.array(SeedSpeaker).parse(json('speakers.json')),
    links: z.array(SeedLink).parse(json('links.json')),
    chains: z.array(SeedChain).parse(json('chains.json')),
  }
}

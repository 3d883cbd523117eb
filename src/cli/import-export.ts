import fs from 'node:fs'
import type { EntityManager } from 'typeorm'
import { type BroughtIn, bringIn } from '../bringing-in/bring-in.commands'
import { LINKS_FROM } from '../bringing-in/csv-export.commands'
import { type KindOfExport, kindOfExport, linesIn, openExport, tablesIn } from '../bringing-in/export-file.client'
import type { FormatName } from '../bringing-in/formats.commands'
import { Refused } from '../bringing-in/refused'
import { withDatabaseAsOwner } from './database'
import { progress } from './progress'
import { complain, FAILED, print } from './terminal'

/** An export that was given: its file, or that of `claims.csv`, and that of `links.csv` if it is there. */
export interface GivenExport {
  file: string
  links: string | null
  /** Whole texts that lie beside it in its folder. */
  texts: string | null
  /** Whether nothing else was given. */
  isAlone: boolean
}

/** The export among what was given, which may all be articles; an address is none, a folder if there is `claims.jsonl` or `claims.csv` in it. */
export async function exportAmong(what: readonly string[]): Promise<GivenExport | null> {
  const found: { file: string; kind: KindOfExport }[] = []
  for (const one of what) {
    if (/^https?:\/\//i.test(one)) continue
    if (fs.statSync(one, { throwIfNoEntry: false })?.isDirectory()) {
      const isAlone = what.length === 1
      const lines = await linesIn(one)
      if (lines) return { ...lines, links: null, isAlone }
      const tables = await tablesIn(one)
      if (tables) return { file: tables.claims, links: tables.links, texts: null, isAlone }
      continue
    }
    const kind = await kindOfExport(one).catch(() => null)
    if (kind) found.push({ file: one, kind })
  }
  const [first] = found
  if (!first) return null
  const claims = found.find(({ kind }) => kind === 'claims')
  const links = claims && found.find(({ kind }) => kind === 'links')
  return {
    file: (claims ?? first).file,
    links: links?.file ?? null,
    texts: null,
    isAlone: what.length === (links ? 2 : 1),
  }
}

/** Brings an export into an empty desk, and tells what came; where it is refused nothing is left of it, and the exit code says so. */
export async function importExport(
  given: GivenExport,
  { texts, json }: { texts?: string; json?: boolean },
): Promise<void> {
  const { file } = given
  const tell = progress()
  const done = await withDatabaseAsOwner(({ db, baseUrl }) =>
    bring(db, { ...given, texts: texts ?? given.texts, baseUrl }, (what, done, of) =>
      tell(() => `${what}: ${done.toLocaleString('en')}${of === undefined ? '' : ` of ${of.toLocaleString('en')}`} …`),
    ),
  )
  if ('problem' in done) {
    if (json) print(JSON.stringify({ ...done, state: 'refused' }))
    else
      complain(`${done.file}${done.line === null ? '' : `, line ${done.line}`}: ${done.problem} Nothing was imported.`)
    process.exitCode = FAILED
    return
  }
  if (json) return print(JSON.stringify({ file, state: 'imported', ...done, notTold: NOT_TOLD[done.format] }))
  for (const line of inWords(file, done)) print(line)
}

async function bring(
  db: EntityManager,
  { file, links, texts, baseUrl }: GivenExport & { baseUrl: string },
  tell: Parameters<typeof bringIn>[3],
): Promise<(BroughtIn & { format: FormatName }) | { file: string; problem: string; line: number | null }> {
  try {
    const kind = await kindOfExport(file)
    if (kind === null) throw new Refused(null, 'This is no export any more.')
    if (kind === 'links')
      throw new Refused(null, 'What it links stands in claims.csv: give both, or the folder that they are in.')
    const opened = await openExport(file, kind, texts, links, (name, bytes) => tell(`Checking ${name}, bytes`, bytes))
    try {
      return { format: opened.format, ...(await bringIn(db, opened, baseUrl, tell)) }
    } finally {
      opened.close()
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { line, reason: problem } = error
    if (links !== null && line !== null && line > LINKS_FROM) return { file: links, line: line - LINKS_FROM, problem }
    return { file, line, problem }
  }
}

/** What a format has no place for, so that something else stands there. */
const NOT_TOLD: Record<FormatName, string[]> = {
  lines: [],
  tables: [
    'of articles headline, outlet, address, language, day and rights, their zones, and how long a text is',
    'when a text was captured (here when its first claim was recorded)',
    'of speakers what they are (here persons), other names and roles',
    'when a passage was recorded (here when its claim was), who named the speaker in it, hops, replies, the words that a date is from',
    'what stands beside the inner parts of a split quotation',
    'versions, and numbers and titles of chains',
  ],
  annotations: [
    'of articles headline, outlet, address, language, day and rights, which are copies, and how long a text is',
    'how far zones reach, and of what kind they are (here other, as far as passages in them do)',
    'of speakers what they are (here persons), other names and roles',
    'the words that name a speaker and report, of which only the place is told; those of hops; replies',
    'when a claim was recorded (here with its first passage), versions, and numbers and titles of chains',
  ],
}

function inWords(
  file: string,
  { rows, statements, texts, standIns, waiting, unruled, format }: BroughtIn & { format: FormatName },
): string[] {
  const count = (number: number, one: string, several = `${one}s`) =>
    `${number.toLocaleString('en')} ${number === 1 ? one : several}`
  const told = [
    count(rows.outlet, 'outlet'),
    count(rows.article, 'article'),
    count(rows.speaker, 'speaker'),
    count(rows.claim, 'claim'),
    count(statements, 'statement'),
    count(rows.link, 'link'),
    count(rows.chain, 'chain'),
  ]
  return [
    `${file}: ${told.join(', ')}`,
    ...(texts.inPart > 0
      ? [
          `  Of ${count(texts.inPart, 'text')} there is what was quoted, since the file has no more; ${texts.whole} ${texts.whole === 1 ? 'is' : 'are'} whole.`,
        ]
      : []),
    ...(waiting > 0
      ? [
          `  ${count(waiting, 'statement stands', 'statements stand')} in an older text of the article, for an editor to look at.`,
        ]
      : []),
    ...(standIns.accounts > 0
      ? [
          `  Who tagged and linked is told by number: ${count(standIns.accounts, 'account')} nobody can sign in to ${standIns.accounts === 1 ? 'stands' : 'stand'} for them.`,
        ]
      : []),
    ...(standIns.articles + standIns.speakers > 0
      ? [
          `  Named and not in the file, so known by number or name alone: ${count(standIns.articles, 'article')}, ${count(standIns.speakers, 'speaker')}.`,
        ]
      : []),
    ...(unruled > 0
      ? [
          `  ${count(unruled, 'link')} that one speaker walks back or repeats another’s words: that one speaks for the other the file doesn’t tell.`,
        ]
      : []),
    ...(NOT_TOLD[format].length > 0 ? ['  What the file doesn’t tell (claims.jsonl does):'] : []),
    ...NOT_TOLD[format].map((what) => `  - ${what}`),
    '  Every row was exported again, as it stands in the file. Drafts, what was withdrawn, comments and history are in a backup alone.',
  ]
}

import type { EntityManager } from 'typeorm'
import { type BroughtIn, bringIn } from '../bringing-in/bring-in.commands'
import { kindOfExport, openExport } from '../bringing-in/export-file.client'
import { Refused } from '../bringing-in/refused'
import { withDatabaseAsOwner } from './database'
import { progress } from './progress'
import { complain, FAILED, print } from './terminal'

/** Which of what was given are exports, rather than articles; an address or a folder is none. */
export async function exportsAmong(what: readonly string[]): Promise<string[]> {
  const kinds = await Promise.all(
    what.map((file) => (/^https?:\/\//i.test(file) ? null : kindOfExport(file).catch(() => null))),
  )
  return what.filter((_, place) => kinds[place] !== null)
}

/** Brings an export into an empty desk, and tells what came; where it is refused nothing is left of it, and the exit code says so. */
export async function importExport(file: string, { texts, json }: { texts?: string; json?: boolean }): Promise<void> {
  const tell = progress()
  const done = await withDatabaseAsOwner(({ db, baseUrl }) =>
    bring(db, { file, texts: texts ?? null, baseUrl }, (what, done, of) =>
      tell(() => `${what}: ${done.toLocaleString('en')}${of === undefined ? '' : ` of ${of.toLocaleString('en')}`} …`),
    ),
  )
  if ('problem' in done) {
    if (json) print(JSON.stringify({ file, state: 'refused', ...done }))
    else complain(`${file}${done.line === null ? '' : `, line ${done.line}`}: ${done.problem} Nothing was imported.`)
    process.exitCode = FAILED
    return
  }
  if (json) return print(JSON.stringify({ file, state: 'imported', ...done }))
  for (const line of inWords(file, done)) print(line)
}

async function bring(
  db: EntityManager,
  { file, texts, baseUrl }: { file: string; texts: string | null; baseUrl: string },
  tell: Parameters<typeof bringIn>[3],
): Promise<BroughtIn | { problem: string; line: number | null }> {
  try {
    const kind = await kindOfExport(file)
    if (kind === null) throw new Refused(null, 'This is no export any more.')
    const opened = await openExport(file, kind, texts)
    try {
      return await bringIn(db, opened, baseUrl, tell)
    } finally {
      opened.close()
    }
  } catch (error) {
    if (error instanceof Refused) return { line: error.line, problem: error.reason }
    throw error
  }
}

function inWords(file: string, { rows, statements, texts, standIns, waiting }: BroughtIn): string[] {
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
    '  Every row was exported again, as it stands in the file. Drafts, what was withdrawn, comments and history are in a backup alone.',
  ]
}

import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ownPostgres } from './own-postgres'
import { backAfter, readEach, slips, tally } from './readers'
import { type Answer, ask } from './served-app'
import { addSpeakerByForm, fill, type Site, siteOn } from './site'
import { late, processSlips, type Trial, WITHIN } from './trial'

/** A data folder of 60 MB, its log of transactions, and room for a few articles. */
const DISK_MB = 420

/** Mounts a small disk in memory; null where that is not allowed. */
function smallDisk(): { dir: string; unmount(): void } | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m,mode=755`, 'tmpfs', dir], { stdio: 'ignore' })
  } catch {
    fs.rmSync(dir, { recursive: true })
    return null
  }
  return {
    dir,
    unmount() {
      execFileSync('umount', ['--lazy', dir])
      fs.rmSync(dir, { recursive: true, force: true })
    },
  }
}

/**
 * The disk of the database fills up while articles are imported, then there is room again. Null where no disk can be made.
 *
 * First there is room for PostgreSQL's log of transactions and none for tables: it refuses writes (53100) and goes on.
 * Then there is none for the log either: it ends rather than lose what it has promised, and whoever keeps it starts it.
 */
export async function fullDisk(): Promise<Trial[] | null> {
  const disk = smallDisk()
  if (!disk) return null
  try {
    const postgres = await ownPostgres(disk.dir)
    try {
      const site = await siteOn(postgres, await fill(postgres))
      try {
        await roomInLog(site)
        const tables = await fillUp(site, disk.dir, 3_000_000)
        if (!site.app.log().some((line) => line.includes('"code":"53100"'))) tables.wrong.push('no 53100 was logged')
        return [tables, await fillUp(site, disk.dir, 0, () => useLog(site))]
      } finally {
        await site.app.end()
      }
    } finally {
      await postgres.end()
    }
  } finally {
    disk.unmount()
  }
}

/** Makes segments of the log of transactions for later (16 MB each), so that it needs no disk for a while. */
async function roomInLog({ postgres }: Site) {
  await postgres.sql(`ALTER SYSTEM SET min_wal_size = '128MB'`)
  await postgres.sql('SELECT pg_reload_conf()')
  for (let segment = 0; segment < 6; segment += 1) await postgres.sql(NEXT_SEGMENT)
  await postgres.sql('CHECKPOINT')
}

const NEXT_SEGMENT = `SELECT pg_logical_emit_message(false, 'harness', 'so that there is something'), pg_switch_wal()`

/** Goes through all segments that there are, and wants one more. */
async function useLog({ postgres }: Site) {
  for (let segment = 0; segment < 30 && postgres.isRunning(); segment += 1) {
    await postgres.sql(NEXT_SEGMENT).catch(() => {})
  }
}

/**
 * @param left room on the disk (bytes)
 * @param worsen what is done once it is full
 */
async function fillUp(site: Site, dir: string, left: number, worsen = async () => {}): Promise<Trial> {
  const before = await articles(site)
  const filler = path.join(dir, 'filler')
  const imports: Answer[] = []
  while (imports.length < 40 && imports.at(-1)?.status !== 503) {
    occupy(filler, freeBytes(dir) - left)
    imports.push(await importArticle(site, imports.length))
  }
  await worsen()
  const form = await addSpeakerByForm(site, `Form On A Full Disk ${left}`)
  const reads = await readEach(site)
  fs.rmSync(filler)
  const isEnded = !site.postgres.isRunning()
  if (isEnded) await site.postgres.start()
  const back = await backAfter(site)
  const kept = (await articles(site)) - before
  const again = await importArticle(site, 1_000)
  const done = imports.filter(({ status }) => status === 201).length
  return {
    found: `imports ${tally(imports)}; pages ${tally(reads)}; then ${tally([again])}, back after ${Math.round(back)} ms${isEnded ? ', PostgreSQL had ended' : ''}`,
    wrong: [
      ...slips('imports', imports, [201, 503], WITHIN.write),
      ...(imports.at(-1)?.status === 503 ? [] : ['the disk never was full']),
      ...slips('a form', [form], [303, 503], WITHIN.write),
      ...slips('pages', reads, isEnded ? [503] : [200], WITHIN.page),
      ...slips('an import afterwards', [again], [201], WITHIN.write),
      ...(kept === done ? [] : [`${done} imports were answered with 201, ${kept} are there`]),
      ...late(back),
      ...processSlips(site),
    ],
  }
}

const freeBytes = (dir: string) => {
  const { bavail, bsize } = fs.statfsSync(dir)
  return bavail * bsize
}

function occupy(file: string, bytes: number) {
  const fd = fs.openSync(file, 'a')
  const chunk = Buffer.alloc(500_000)
  try {
    for (let written = 0; written < bytes; written += chunk.length) fs.writeSync(fd, chunk)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    fs.closeSync(fd)
  }
}

const HEADLINE = 'An article for a full disk'

/** A megabyte that PostgreSQL can't pack. */
function importArticle({ app, editor }: Site, number: number): Promise<Answer> {
  const words = Array.from({ length: 120_000 }, () => Math.random().toString(36).slice(2, 9)).join(' ')
  return ask(`${app.url}/api/v1/articles`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${editor.token}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': crypto.randomUUID(),
    },
    body: JSON.stringify({
      text: `${number} ${words}`,
      outlet: 'The Daily',
      publishedOn: '2020-02-05',
      headline: HEADLINE,
    }),
  })
}

async function articles({ postgres }: Site): Promise<number> {
  const [row] = await postgres.sql<{ many: number }>(
    'SELECT count(*)::integer AS many FROM articles WHERE headline = $1',
    [HEADLINE],
  )
  return row?.many ?? 0
}

import { type Entry, fromBufferPromise, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl'
import { words } from '../words/words'
import type { SentFile } from './extracted'
import { LARGEST_ARCHIVE, LARGEST_FILE, LARGEST_RATIO, MODEST, MOST_MEMBERS } from './limits'
import { bytesUpTo } from './zip-parts'

const said = words.extraction.zip

/** A file of an archive; one that can't be taken; or why nothing more of the archive can be. */
export type ArchiveMember =
  | { name: string; sent: SentFile }
  | { name: string; problem: string }
  | { name: null; problem: string }

/** How much an archive may hold; a bench switches them off to see that they are what holds. */
export interface ArchiveLimits {
  members: number
  /** Of one file and of all, inflated. */
  file: number
  whole: number
  ratio: number
}

const LIMITS: ArchiveLimits = {
  members: MOST_MEMBERS,
  file: LARGEST_FILE,
  whole: LARGEST_ARCHIVE,
  ratio: LARGEST_RATIO,
}

/**
 * The files of a zip, one after the other, each inflated when it is asked for and only one at a time. What programs add by
 * themselves (`__MACOSX`, dot files, folders) is passed over. Nothing is written anywhere, so a name is only a name.
 *
 * @param zip its bytes, or the path of its file
 */
export async function* membersOf(
  zip: Buffer | string,
  limits: Partial<ArchiveLimits> = {},
): AsyncGenerator<ArchiveMember> {
  const most = { ...LIMITS, ...limits }
  const opened = await open(zip)
  if (!opened) return yield { name: null, problem: said.damaged }
  let left = most.whole
  try {
    if (opened.entryCount > most.members) return yield { name: null, problem: said.tooManyMembers(most.members) }
    for await (const entry of opened.eachEntry()) {
      const name = nameOf(entry)
      if (isPassedOver(name)) continue
      const member = await memberOf(opened, entry, name, Math.min(most.file, left), most)
      yield member
      if ('sent' in member) left -= member.sent.bytes.length
      if (left <= 0 || ('problem' in member && member.name === null)) {
        if (left <= 0) yield { name: null, problem: said.tooLarge }
        return
      }
    }
  } catch {
    yield { name: null, problem: said.damaged }
  } finally {
    opened.close()
  }
}

/** The names of the files of a zip, as `membersOf` tells them, with nothing inflated; none of one that can't be read. */
export async function memberNames(zip: string): Promise<string[]> {
  const opened = await open(zip)
  if (!opened) return []
  const names: string[] = []
  try {
    if (opened.entryCount <= MOST_MEMBERS) for await (const entry of opened.eachEntry()) names.push(nameOf(entry))
  } catch {
    return []
  } finally {
    opened.close()
  }
  return names.filter((name) => !isPassedOver(name))
}

/** Names as bytes: what they say is shown, and nothing is refused for it. */
const OPTIONS = { lazyEntries: true, decodeStrings: false, autoClose: false }

const open = (zip: Buffer | string): Promise<ZipFile | null> =>
  (typeof zip === 'string' ? openPromise(zip, OPTIONS) : fromBufferPromise(zip, OPTIONS)).catch(() => null)

async function memberOf(
  zip: ZipFile,
  entry: Entry,
  name: string,
  most: number,
  { file, ratio }: ArchiveLimits,
): Promise<ArchiveMember> {
  if (entry.isEncrypted()) return { name, problem: said.encrypted(name) }
  if (/\.(?:zip|7z|rar|tar|t?gz|bz2|xz|jar)$/i.test(name)) return { name, problem: said.nested(name) }
  if (entry.uncompressedSize > file) return { name, problem: said.memberTooLarge(name) }
  if (entry.uncompressedSize > most) return { name: null, problem: said.tooLarge }
  // Text is packed to a twentieth; pages made of one template to a fiftieth.
  if (entry.uncompressedSize > MODEST && entry.uncompressedSize > entry.compressedSize * ratio) {
    return { name: null, problem: said.tooLarge }
  }
  try {
    const bytes = await bytesUpTo(await zip.openReadStreamPromise(entry), most)
    if (!bytes) return { name: null, problem: said.tooLarge }
    return { name, sent: { bytes, mediaType: null, fileName: name.split('/').at(-1) ?? name, url: null } }
  } catch {
    return { name, problem: said.memberDamaged(name) }
  }
}

/** A member's name, told plainly: `..`, drives and backslashes are ways to somewhere else, and nobody goes there. */
function nameOf(entry: Entry): string {
  const raw = entry.fileNameRaw
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, false)
  const parts = utf8(raw, name)
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, '')
    .split(/[/\\]+/)
    .filter((part) => part !== '' && part !== '.' && part !== '..' && !/^[a-z]:$/i.test(part))
  const isFolder = /[/\\]$/.test(name)
  return parts.join('/').slice(-LONGEST_NAME) + (isFolder ? '/' : '')
}

/** Longer names are shown by their end, where they differ. */
const LONGEST_NAME = 300

/** Many programs write UTF-8 and don't say so; what is well-formed as that is hardly ever anything else. */
function utf8(raw: Buffer, otherwise: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return otherwise
  }
}

const isPassedOver = (name: string) =>
  name === '' ||
  name.endsWith('/') ||
  /^(?:Thumbs\.db|desktop\.ini)$/i.test(name.split('/').at(-1) ?? '') ||
  name.split('/').some((part) => part === '__MACOSX' || part.startsWith('.'))

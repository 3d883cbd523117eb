import { DataSource } from 'typeorm'
import { type BroughtIn, bringIn } from '../../src/bringing-in/bring-in.commands'
import { type KindOfExport, openExport } from '../../src/bringing-in/export-file.client'
import { dataSourceOptions, LOOKING } from '../../src/database/data-source'
import { entities } from '../../src/entities'
import { sha256 } from '../exports/data-package'
import { BASE_URL } from '../support/world'
import type { Desk } from './desks'

/** A text with one thing changed, which has to be there. */
export function changed(text: string, from: string | RegExp, to: string | ((...found: string[]) => string)): string {
  const other = text.replace(from, to as string)
  if (other === text) throw new Error(`nothing is ${from}`)
  return other
}

/** The lines of `claims.jsonl` with a trailer that is theirs. */
export function withTrailer(lines: readonly string[]): string {
  const body = lines.map((line) => `${line}\n`).join('')
  return `${body}${JSON.stringify({ type: 'trailer', rows: lines.length, sha256: sha256(body), checkpoint: null, signature: null })}\n`
}

/** The lines of an export before its trailer. */
export const linesOf = (bytes: Buffer): string[] => String(bytes).trimEnd().split('\n').slice(0, -1)

/** As the role that owns a desk’s tables. */
export const ownerOf = ({ ownerUrl }: Desk): Promise<DataSource> =>
  new DataSource(dataSourceOptions(ownerUrl, entities, LOOKING)).initialize()

/** What comes of bringing a file in: what was thrown, where something was. */
export async function broughtIn(
  owner: DataSource,
  file: string,
  kind: KindOfExport,
  { texts = null, links = null }: { texts?: string | null; links?: string | null } = {},
): Promise<BroughtIn | Error> {
  const opened = await openExport(file, kind, texts, links)
  return bringIn(owner.manager, opened, BASE_URL, () => {}).catch((error: Error) => error)
}

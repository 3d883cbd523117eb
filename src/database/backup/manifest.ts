import { z } from 'zod'

/** Counted up when a file of the new kind can't be read by an older Gainsay. */
export const FORMAT_VERSION = 1

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const Name = z.string().regex(/^[a-z0-9_]+$/)

/**
 * `manifest.json` of a backup: what is in it, and of what. It is the last file in the archive, since counts and hashes
 * are known at the end.
 */
export const Manifest = z.object({
  format: z.literal('gainsay backup'),
  formatVersion: z.number().int(),
  /** Versions, as `package.json` and `SHOW server_version` have them. */
  gainsay: z.string(),
  postgresql: z.string(),
  /** The moment whose state this is: everything committed before it, and nothing after. ISO 8601, UTC. */
  takenAt: z.iso.datetime(),
  /** The migrations that had been run, in that order: what the tables below look like. */
  migrations: z.array(z.string()),
  tables: z.array(
    z.object({
      name: Name,
      file: z.string(),
      columns: z.array(z.object({ name: Name, type: z.string() })),
      rows: z.number().int().nonnegative(),
      /** Of the CSV file, its line of names included; `sha256` is of the same bytes. */
      bytes: z.number().int().nonnegative(),
      sha256: Sha256,
    }),
  ),
  /** Where the counters of ids stood, so that no number is given out twice. */
  identities: z.array(
    z.object({ table: Name, column: Name, lastValue: z.number().int().positive(), isCalled: z.boolean() }),
  ),
  leftOut: z.array(z.object({ table: Name, why: z.string() })),
  /** Settings that were given and are no secret: BASE_URL for example, without which exports are not the same bytes. */
  settings: z.record(z.string(), z.string()),
  /** Files of DATA_DIR that were taken along. */
  secrets: z.array(z.object({ name: z.string().regex(/^[a-z0-9-]+$/), file: z.string(), sha256: Sha256 })),
})
export type Manifest = z.output<typeof Manifest>
export type TableInManifest = Manifest['tables'][number]

export const MANIFEST_FILE = 'manifest.json'

/** `README.txt` in the archive, for whoever finds it without us. */
export const README = `This is a backup of Gainsay (who said what in the news, and who gainsaid it).

To restore it: npx gainsay restore FILE, into an empty database. To read it without Gainsay:

tables/     A table of PostgreSQL each, as COPY writes CSV: UTF-8, a line of column names first, comma, double quotes
            doubled within double quotes. An empty field without quotes is NULL, "" is an empty text. Times are UTC; binary
            columns (bytea) are hexadecimal after \\x.
secrets/    Files of Gainsay's data folder, where they were asked for. Keep this file as you keep them.
manifest.json
            What each table's columns are, how many rows it has, and the SHA-256 of each file as it is unpacked. All tables
            are of one moment, "takenAt".

The comment of this zip archive ends with the SHA-256 of all bytes of the archive before that hash.
`

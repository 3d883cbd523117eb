import { inTextOrder, MOST_ZONES, type ProposedZone } from '../articles/zone'
import { proposeZones } from '../boilerplate/propose-zones'
import type { Extracted, Metadata, SentFile } from '../extraction/extracted'
import type { Given, ReadCapture } from './capture'

export type Extract = (sent: SentFile) => Promise<Extracted | { problem: string }>

/**
 * Reads what somebody sent: its text, what it says of itself, and what seems not to be the article's own. A page tells its
 * parts by its own marks; of everything else they are proposed by the text alone, beside what its reader knew.
 * @param given what its sender says of its language, which goes before what the file says, or after it
 */
export async function readSent(
  extract: Extract,
  sent: SentFile,
  { language, languageElse }: Pick<Given, 'language' | 'languageElse'> = {},
): Promise<ReadCapture | { problem: string }> {
  const read = await extract(sent)
  if ('problem' in read) return read
  const { format, text, zones, extractor } = read
  const metadata = storable(read.metadata)
  if (format === 'html') return { text, metadata, zones, extractor }
  const proposed = proposeZones(text, language ?? metadata.language?.value ?? languageElse ?? 'und')
  return { text, metadata, zones: together(zones, proposed), extractor }
}

/** What a file says of itself is shown, not quoted: what PostgreSQL can't keep of it is left out. */
const storable = (metadata: Metadata): Metadata =>
  Object.fromEntries(
    Object.entries(metadata).map(([name, { value, from }]) => [
      name,
      { value: value.replace(/\0|\p{Surrogate}/gu, ''), from },
    ]),
  )

/** The reader's own, and of the others those that lie beside them. */
function together(own: readonly ProposedZone[], others: readonly ProposedZone[]): ProposedZone[] {
  const beside = others.filter(({ start, end }) => own.every((zone) => end <= zone.start || start >= zone.end))
  return inTextOrder([...own, ...beside]).slice(0, MOST_ZONES)
}

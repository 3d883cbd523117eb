import { words } from '../words/words'

/** What a snapshot is cited by. */
interface Cited {
  title: string
  deskName: string
  id: number
  day: string
  address: string
  sha256: string
}

/** CITATION.cff 1.2.0; a JSON string is a YAML string as well. */
export const cffOf = ({ title, deskName, id, day, address, sha256 }: Cited): string =>
  [
    'cff-version: 1.2.0',
    `message: ${JSON.stringify(words.kept.cffMessage)}`,
    'type: dataset',
    `title: ${JSON.stringify(title)}`,
    'authors:',
    `  - name: ${JSON.stringify(deskName)}`,
    `version: "${id}"`,
    `date-released: ${day}`,
    `url: ${JSON.stringify(address)}`,
    'identifiers:',
    '  - type: other',
    `    value: "sha256:${sha256}"`,
    '',
  ].join('\n')

/** BibTeX takes braces, and some signs, for its own. */
const inBraces = (text: string) => `{${text.replace(/[{}\\~^]/g, ' ').replace(/[&%$#_]/g, '\\$&')}}`

export const bibtexOf = ({ title, deskName, id, day, address, sha256 }: Cited): string =>
  [
    `@misc{gainsay-snapshot-${id},`,
    `  author = {${inBraces(deskName)}},`,
    `  title = ${inBraces(title)},`,
    `  year = {${day.slice(0, 4)}},`,
    `  howpublished = {\\url{${address}}},`,
    `  note = ${inBraces(`${words.kept.snapshot(id)}, ${day}, SHA-256 ${sha256}`)}`,
    '}',
    '',
  ].join('\n')

import { readAnnotations } from '../../src/annotations/read-annotations'

/** Where the desk is that reads them. */
export const BASE = 'https://gainsay.example'

/** What is read of a file that can be read. */
export const read = (text: string) => {
  const found = readAnnotations(text, BASE)
  if ('problem' in found) throw new Error(found.problem)
  return found
}

/** An annotation as Hypothesis’s API gives it (h’s OpenAPI description, schemas/annotation.yaml). */
export const annotated = (exact: string, more: Record<string, unknown> = {}, around: Record<string, unknown> = {}) => ({
  id: `id-${exact.slice(0, 12).replace(/\W/g, '')}`,
  created: '2024-05-06T09:00:00.000000+00:00',
  updated: '2024-05-06T09:00:00.000000+00:00',
  user: 'acct:reader_of_papers@hypothes.is',
  uri: 'https://daily.example/bridge',
  text: '',
  tags: [],
  group: '__world__',
  permissions: { read: ['group:__world__'], admin: [], update: [], delete: [] },
  target: [
    {
      source: 'https://daily.example/bridge',
      selector: [
        { type: 'RangeSelector', startContainer: '/p[1]', startOffset: 0, endContainer: '/p[1]', endOffset: 9 },
        { type: 'TextPositionSelector', start: 1_000, end: 1_000 + exact.length },
        { type: 'TextQuoteSelector', exact, ...around },
      ],
    },
  ],
  document: { title: ['The bridge'] },
  links: { html: `https://hypothes.is/a/id-${exact.slice(0, 12).replace(/\W/g, '')}` },
  hidden: false,
  flagged: false,
  user_info: { display_name: 'A Reader' },
  ...more,
})

/** An answer of `/api/search`, as a browser or jq writes it down. */
export const searched = (rows: object[]) => JSON.stringify({ total: rows.length, rows }, null, 2)

/** What “Export” in the client’s sidebar writes. */
export const exported = (annotations: object[]) =>
  JSON.stringify(
    {
      export_date: '2024-05-07T08:00:00.000Z',
      export_userid: 'acct:reader_of_papers@hypothes.is',
      client_version: '1.1525.0',
      annotations,
    },
    null,
    2,
  )

/** A Web Annotation (W3C, 2017) of whatever maker. */
export const webAnnotation = (exact: string, more: Record<string, unknown> = {}) => ({
  '@context': 'http://www.w3.org/ns/anno.jsonld',
  id: `https://notes.example/${exact.length}`,
  type: 'Annotation',
  creator: 'https://notes.example/people/7',
  body: [
    { type: 'TextualBody', value: 'Is that so?' },
    { type: 'TextualBody', value: 'bridge', purpose: 'tagging' },
  ],
  target: { source: 'https://daily.example/bridge', selector: { type: 'TextQuoteSelector', exact } },
  ...more,
})

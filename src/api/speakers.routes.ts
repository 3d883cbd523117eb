import { addSpeaker } from '../speakers/speakers.commands'
import { notFound } from '../web/problems'
import { claimPageOfSpeaker } from './claims.queries'
import { type Asked, operation } from './operation'
import { PageQuery, pageFrom, pageValues } from './paging.schema'
import { pageWithPages, withPage } from './present'
import { NewSpeaker, Speaker, SpeakerPage, SpeakerPageQuery } from './speaker.schema'
import { speakerInFull, speakerPage, speakerPageNamed } from './speakers.queries'

const newSpeaker = operation({
  name: 'addSpeaker',
  method: 'post',
  path: '/api/v1/speakers',
  audience: 'editor',
  summary: 'Add a speaker',
  description:
    'Two may bear one name, so the name alone is not refused: look for it first with `GET /api/v1/speakers?name=`.',
  body: NewSpeaker,
  example: {
    name: 'Maria Zakharova',
    kind: 'person',
    description: 'Spokeswoman of the Russian foreign ministry',
    wikidataId: null,
  },
  success: 201,
  response: Speaker,
  async answer(asked) {
    const id = await addSpeaker(asked.db, asked.account, asked.body)
    const document = await speakerDocument(asked, id, PageQuery.parse({}))
    return { document, version: document.version, location: `/api/v1/speakers/${id}` }
  },
})

const listSpeakers = operation({
  name: 'listSpeakers',
  method: 'get',
  path: '/api/v1/speakers',
  audience: 'anyone',
  summary: 'List speakers, or those of a name',
  query: SpeakerPageQuery,
  success: 200,
  response: SpeakerPage,
  async answer({ rows, visible, query, baseUrl }) {
    const { name, ...page } = query
    const values = [...pageValues(page), visible.includes('draft')]
    const found = name === undefined ? await rows(speakerPage, values) : await rows(speakerPageNamed, [...values, name])
    const document = pageWithPages(baseUrl, 'speakers', pageFrom(found, query.limit))
    return { document, next: document.next }
  },
})

const readSpeaker = operation({
  name: 'readSpeaker',
  method: 'get',
  path: '/api/v1/speakers/:id',
  audience: 'anyone',
  summary: 'Read a speaker and the claims made',
  description: 'Pages are of the claims.',
  query: PageQuery,
  success: 200,
  response: Speaker,
  async answer(asked) {
    const document = await speakerDocument(asked, asked.id, asked.query)
    return { document, version: document.version, next: document.claims.next }
  },
})

async function speakerDocument({ rows, visible, baseUrl }: Asked<unknown, unknown>, id: number, query: PageQuery) {
  const [speaker] = await rows(speakerInFull, [id, visible.includes('draft')])
  if (!speaker) throw notFound('This speaker')
  const claims = await rows(claimPageOfSpeaker, [visible, ...pageValues(query), id])
  return {
    ...withPage(baseUrl, 'speakers')(speaker),
    claims: pageWithPages(baseUrl, 'claims', pageFrom(claims, query.limit)),
  }
}

export const speakerOperations = [newSpeaker, listSpeakers, readSpeaker]

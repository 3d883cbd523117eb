import type { Rows } from '../../src/database/read-pool'
import { passedOn } from '../../src/records/passed-on'
import { passedOnBySpeaker } from '../../src/records/passed-on.queries'
import { recordPageModel } from '../../src/records/record.pages'
import { OF_ALL, readRecord } from '../../src/records/record-parts.queries'
import { speakerById } from '../../src/records/speaker.queries'
import type { BarePage } from './app'

/** The first page of a speaker's record. */
export const speaker: BarePage = async (rows, req) => {
  const id = Number(req.params.id)
  const [[speaker], passed] = await Promise.all([rows(speakerById, [id]), rows(passedOnBySpeaker, [id])])
  if (!speaker) throw new Error('no such speaker')
  const parts = await readRecord(reading(rows), speaker, { ...OF_ALL, typed: {}, problems: {} }, null)
  const model = recordPageModel({ ...parts, passedOn: passedOn(passed), redaction: null, isFirst: true })
  return { view: 'records/speaker', model }
}

const reading = (rows: Rows): Parameters<typeof readRecord>[0] => ({
  rows: (query, values = []) => rows(query, values),
  row: async (query, values = []) => (await rows(query, values))[0] ?? null,
})

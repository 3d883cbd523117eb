import { CONTROLS, onSite, runControl } from '../../bench/trust/faults'
import { endingAtWork } from '../../bench/trust/faults/ending'
import { MISTAKEN, mistakesMade } from '../../bench/trust/faults/mistakes'
import type { OwnPostgres } from '../../bench/trust/faults/own-postgres'
import { gone, restarted } from '../../bench/trust/faults/server-faults'
import { type Corpus, fill, type Site, siteOn } from '../../bench/trust/faults/site'
import { BEHIND_A_PROXY, exportsUnread } from '../../bench/trust/faults/slow-clients'
import { cut, writesStuck } from '../../bench/trust/faults/stuck-faults'
import { WITHIN } from '../../bench/trust/faults/trial'
import { sharedPostgres } from '../support/shared-postgres'

// A sample of `npm run bench -- trust faults`. Tests run on busy machines: here only what is answered counts, there the
// clock does too.
for (const limit of Object.keys(WITHIN) as (keyof typeof WITHIN)[]) WITHIN[limit] = 60_000

/** Long enough for a dozen pages one after the other on a machine that does much else. */
const DRAIN_SECONDS = 3

let postgres: OwnPostgres
let corpus: Corpus
let site: Site

beforeAll(async () => {
  postgres = await sharedPostgres()
  corpus = await fill(postgres)
  site = await siteOn(postgres, corpus, { more: { DRAIN_SECONDS: String(DRAIN_SECONDS), ...BEHIND_A_PROXY } })
}, 60_000)
afterAll(async () => {
  await site.app.end()
  await postgres.end()
})

test('writes stuck on a row, with every connection of theirs taken, hinder no reader', async () => {
  expect((await writesStuck(site, 300)).wrong).toEqual([])
})

test('connections that are cut at work cost no acknowledged write, and are made again', async () => {
  expect((await restarted(site, 1)).wrong).toEqual([])
})

test('downloads that nobody reads, with every connection of theirs taken, hinder no reader', async () => {
  expect((await exportsUnread(site, 300)).wrong).toEqual([])
})

test('a connection that is cut before or in COMMIT is told as what it is', async () => {
  expect((await cut(site)).wrong).toEqual([])
})

test('without a database everything is answered with 503, forms with what was typed', async () => {
  expect((await gone(site, 0)).wrong).toEqual([])
})

test('told to end, it says so first and answers what is under way', async () => {
  expect((await endingAtWork(site, DRAIN_SECONDS * 1_000)).wrong).toEqual([])
})

test('a mistake that nobody waited for ends nothing; one that nobody caught ends it, after what is under way', async () => {
  expect((await onSite(postgres, corpus, mistakesMade, { more: MISTAKEN })).wrong).toEqual([])
})

test.each([
  ['one pool for all', CONTROLS.onePool],
  ['no listener for errors', CONTROLS.noErrorHandler],
])('the control is found: %s', async (_what, control) => {
  const { isFound, wrong } = await runControl(postgres, corpus, control as (typeof CONTROLS)[string])
  expect([isFound, wrong]).toEqual([true, wrong])
})

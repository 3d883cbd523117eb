import 'reflect-metadata'
import { controlOf, figuresOf, racesOn } from '../../bench/trust/races'
import { RACES } from '../../bench/trust/races/all'
import { databasesOfFile } from '../support/databases-of-file'

const SEED = 20_260_110

/** All of them take too long for here: those of which one was found to be wrong once, and one of each of the others. */
const SAMPLE = RACES.filter(({ what }) =>
  [
    '3 editors of one claim',
    '2 editors of one speaker',
    '2 × title of a chain',
    'edit × withdrawal of the claim',
    'edit × joining, of the claim that goes',
    'one claim joined into two',
    '2 × taking apart',
    'edit × splitting a report off',
    '2 × contradiction, from both sides',
    'withdrawal of a claim made in a role × edit of its speaker',
    'withdrawal of an article × merging of two who speak in it',
    'edit × recording of what the claim relays',
    'one speaker merged into two',
    'edit × undoing of the one before',
    'publication × edit of a draft',
    'taking back to draft × withdrawal of the claim',
    'two articles, each said to be a copy of the other',
    'capturing a text × recording in the one before',
    'capturing a text × settling what waits after the one before',
    '2 × capturing a text',
    'capturing a text × redacting a statement of the article',
    'settling what waits × redacting it',
    '2 × importing at one address',
  ].includes(what),
)
const database = databasesOfFile()

test('of several who change the same at once one wins, the others are told; nobody waits for each other for ever', async () => {
  const ran = await racesOn(await database(), { races: SAMPLE, rounds: () => 1, seed: SEED })
  const figures = figuresOf(ran)
  expect(SAMPLE).toHaveLength(23)
  expect(figures).toHaveLength(SAMPLE.length + 3)
  expect(figures.filter(({ isReached }) => !isReached)).toEqual([])
})

test('changes written by `save()` are seen to be lost', async () => {
  expect(await controlOf(await database(), 'save()', 1, SEED)).toMatchObject({ isReached: true })
})

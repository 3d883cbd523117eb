import 'reflect-metadata'
import { tryKilling } from '../../bench/trust/kills'
import { runningServer } from '../support/running-server'

// A sample of `npm run bench -- trust kills`: each of the three is killed once, among forty writes.
test('what was acknowledged is there after kill -9 of the app, a backend and the postmaster; damage done on purpose is found', async () => {
  const figures = await tryKilling({ writes: 120, kills: 3, writers: 4, within: runningServer().within })
  // How long it took is the bench's to judge: this machine may do much else.
  const judged = figures.filter(({ what }) => !what.startsWith('back after'))
  expect(judged).toHaveLength(5)
  expect(judged.filter(({ isReached }) => !isReached)).toEqual([])
}, 240_000)

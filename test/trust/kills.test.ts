import 'reflect-metadata'
import { tryKilling } from '../../bench/trust/kills'

test('what was acknowledged is there after kill -9 of the app, a backend and the postmaster; damage done on purpose is found', async () => {
  const figures = await tryKilling({ writes: 300, kills: 3, writers: 4 })
  // How long it took is the bench's to judge: this machine may do much else.
  const judged = figures.filter(({ what }) => !what.startsWith('back after'))
  expect(judged).toHaveLength(5)
  expect(judged.filter(({ isReached }) => !isReached)).toEqual([])
}, 240_000)

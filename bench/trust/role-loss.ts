import { askerOf, askersOf } from './authorisation/askers'
import { deskOf } from './authorisation/desk'
import { racesForRole } from './authorisation/role-loss'
import { EMPTY, withServer } from './authorisation/server'
import { serveDatabase } from './authorisation/site'
import type { Harness } from './harness'

const ROUNDS = { short: 60, long: 500 }

/** An edit under way while its editor's role is taken away. */
export const roleLoss: Harness = {
  what: 'an edit, while the role of whoever makes it is taken away',
  run: ({ short }) =>
    withServer(async (databases) => {
      const rounds = ROUNDS[short ? 'short' : 'long']
      const { appUrl } = await databases.copyOf(EMPTY)
      const site = await serveDatabase(appUrl)
      try {
        const askers = await askersOf(site)
        const desk = deskOf(site, { id: askerOf(askers, 'editor').accountId as number })
        const { claimId } = await desk.says(await desk.article(['Ann Lee said it is so.']), 'Ann Lee', 'it is so')
        const admin = askerOf(askers, 'admin')
        const { made, refused, late } = await racesForRole(site, admin, claimId, rounds, 'request')
        const control = await racesForRole(site, admin, claimId, rounds, 'role asked before')
        const found = `${made} made, ${refused} refused, ${late} late`
        return [
          { what: `${rounds} rounds: edits after the loss was answered`, found, goal: '0 late', isReached: late === 0 },
          {
            what: 'control: the role asked before the transaction',
            found: `${control.late} late`,
            goal: 'some',
            isReached: control.late > 0,
          },
        ]
      } finally {
        await site.close()
      }
    }),
}

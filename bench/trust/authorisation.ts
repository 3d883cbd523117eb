import type { Audience } from '../../src/accounts/role'
import { createApp } from '../../src/app'
import { policy } from '../../src/routes'
import { each } from './authorisation/askers'
import { readSlips, writeSlips } from './authorisation/cells'
import { inclusionSlips } from './authorisation/inclusion'
import { readersLeaks, rolesLeaks } from './authorisation/leaks'
import { EMPTY, withServer } from './authorisation/server'
import { listen, type Served, serveDatabase } from './authorisation/site'
import { whoSlips } from './authorisation/who'
import { type Asked, makeWorld } from './authorisation/world'
import type { Figure, Harness } from './harness'

/** Every route, by everybody, for a row in every state; and every line of the policy table taken out. */
export const authorisation: Harness = {
  what: 'every route, asked by everybody, for a row in every state',
  run: ({ short }) =>
    withServer(async (databases) => {
      const { appUrl, ownerUrl } = await databases.copyOf(EMPTY)
      const site = await serveDatabase(appUrl)
      try {
        const world = await makeWorld({ ...site, ownerUrl })
        return [...(await sweep(world, short)), ...(await guardsOfPolicy(world, site, short))]
      } finally {
        await site.close()
      }
    }),
}

async function sweep(world: Asked, short: boolean): Promise<Figure[]> {
  const cells = Object.keys(policy).length * world.askers.length
  return [
    none(
      `routes × askers, ${cells} cells${short ? ', a part of the refused tokens' : ''}`,
      await whoSlips(world, { thin: short }),
    ),
    none('readings × states', await readSlips(world)),
    none('changes × states that refuse them', await writeSlips(world)),
    none(`${Object.keys(world.before).length} readers’ addresses, before and after drafts`, await readersLeaks(world)),
    none('lists of each role', await rolesLeaks(world)),
    none('sealed rows that a proof tells readers of, and no page of history', await inclusionSlips(world)),
  ]
}

/** Each line that keeps somebody out, open to anyone and to the role below: it has to be found, so these are controls. */
async function guardsOfPolicy(world: Asked, site: Served, short: boolean): Promise<Figure[]> {
  const lines = Object.entries(policy).filter(
    ([, audience], place) => audience !== 'anyone' && (!short || place % 8 === 0),
  )
  const found = await each(lines, async ([route, audience]) => ({
    open: await isFound(world, site, route, audience, 'anyone'),
    lower: audience === 'reader' || (await isFound(world, site, route, audience, BELOW[audience] as Audience)),
  }))
  const count = (how: 'open' | 'lower') => found.filter((one) => one[how]).length
  return [
    all('control: lines of the policy open to anyone, found', count('open'), lines.length),
    all('control: lines of the policy open to the role below, found', count('lower'), lines.length),
  ]
}

const BELOW: Partial<Record<Audience, Audience>> = { editor: 'reader', reviewer: 'editor', admin: 'reviewer' }

async function isFound(
  world: Asked,
  site: Served,
  route: string,
  audience: Audience,
  instead: Audience,
): Promise<boolean> {
  policy[route] = instead
  const unguarded = createApp(site.context)
  policy[route] = audience
  const { url, close } = await listen(unguarded)
  const slips = await whoSlips({ ...world, site: { ...world.site, url } }, { routes: [[route, audience]] })
  await close()
  return slips.length > 0
}

function none(what: string, slips: string[]): Figure {
  for (const slip of slips) process.stderr.write(`  ${slip}\n`)
  return { what, found: String(slips.length), goal: '0', isReached: slips.length === 0 }
}

const all = (what: string, found: number, of: number): Figure => ({
  what,
  found: `${found} of ${of}`,
  goal: 'all',
  isReached: found === of && of > 0,
})

import { admits } from '../../../src/accounts/role'
import { policy } from '../../../src/routes'
import { type Asker, askerOf, each } from './askers'
import { offersBeyond } from './offers'
import { answersTo, changesIn } from './seen'
import type { Asked } from './world'

/** What readers find of what they may not see, at any address: a hidden word, or any other answer than before. */
export async function readersLeaks({ site, askers, hidden, before }: Asked): Promise<string[]> {
  const addresses = Object.keys(before)
  const signedOut = askerOf(askers, 'signed out')
  const after = await answersTo(site, addresses, signedOut)
  const shown = addresses.flatMap((address) =>
    hidden.shownTo(signedOut, address, after[address] ?? '').map((what) => `${address} shows the ${what}`),
  )
  return [...shown, ...changesIn(before, after)]
}

/** What each of those with an account finds, in lists and on pages of their own, of what is not theirs to see. */
export async function rolesLeaks(world: Asked): Promise<string[]> {
  const names = ['reader', 'disabled', 'editor', 'reviewer', 'admin', 'reader’s write token', 'read token']
  const found = await each(names, async (name) => leaksTo(world, askerOf(world.askers, name)))
  return found.flat()
}

async function leaksTo({ site, hidden, before }: Asked, asker: Asker): Promise<string[]> {
  const lists = Object.entries(policy)
    .filter(([route, audience]) => route.startsWith('GET ') && !route.includes(':') && admits(audience, asker.role))
    .map(([route]) => route.slice('GET '.length))
    .filter((path) => !asker.token || path.startsWith('/api/v1/'))
  // An account that may only read is shown what readers are; that goes for each address.
  const isReader = !admits('editor', asker.role) && asker.token !== undefined
  const addresses = isReader ? Object.keys(before).filter((address) => address.startsWith('/api/v1/')) : lists
  const answers = await answersTo(site, [...new Set([...lists, ...addresses])], asker)
  const shown = Object.entries(answers).flatMap(([address, answer]) =>
    hidden.shownTo(asker, address, answer).map((what) => `${asker.name}: ${address} shows the ${what}`),
  )
  const others = isReader
    ? changesIn(Object.fromEntries(addresses.map((address) => [address, before[address] ?? ''])), answers)
    : []
  const offered = Object.entries(answers).flatMap(([address, answer]) =>
    offersBeyond(asker, answer.slice(answer.indexOf('\n') + 1)).map(
      (offer) => `${asker.name}: ${address} offers ${offer}`,
    ),
  )
  return [...shown, ...offered, ...others.map((change) => `${asker.name}: ${change}`)]
}

import { type Asker, ask, fingerprint, newSession } from '../../bench/trust/authorisation/askers'
import { deskOf } from '../../bench/trust/authorisation/desk'
import { addToken, insertAccount } from '../../src/accounts/accounts.commands'
import { changeAccount, disableAccount, enableAccount } from '../../src/accounts/administer.commands'
import { changePassword } from '../../src/accounts/own-password.commands'
import type { Role } from '../../src/accounts/role'
import { endOtherSessions } from '../../src/accounts/sessions.commands'
import { revokeAllTokens } from '../../src/accounts/tokens.commands'
import { newSite, type Site } from '../support/site'

let site: Site
let claimId: number
let people = 0

beforeAll(async () => {
  site = await newSite()
  const desk = deskOf(site, site.editor)
  const article = await desk.article(['Ann Lee said the bridge is safe.'])
  claimId = (await desk.says(article, 'Ann Lee', 'the bridge is safe')).claimId
})

afterAll(() => site.close())

/** What a password's hash looks like; of no password. */
const hash = (letter: string) => `$argon2id$v=19$m=8,t=1,p=1$${letter.repeat(11)}$${letter.repeat(22)}`

/** Somebody with a session and a token, and a password that nobody knows. */
async function person(role: Role) {
  people += 1
  const account = { email: `next${people}@desk.example`, name: `Next ${people}`, role }
  const added = await insertAccount(site.db, account, hash('A'))
  if ('problem' in added) throw new Error(added.problem)
  const { id } = added
  const by = (name: string, headers: Record<string, string>): Asker => ({ name, role, accountId: id, headers })
  return {
    id,
    session: by('session', { Cookie: await newSession(site, id) }),
    token: by('token', { Authorization: `Bearer ${await addToken(site.db, id)}` }),
  }
}

type Person = Awaited<ReturnType<typeof person>>

/** A change, as a page's script or a script sends it. Its status. */
async function comment(asker: Asker, body: string): Promise<number> {
  const path = `/api/v1/claims/${claimId}/comments`
  return (await ask(site.url, 'POST', path, asker, { json: { body: `${asker.name} ${asker.accountId} ${body}` } }))
    .status
}

const version = async (id: number): Promise<number> =>
  (await site.db.query('SELECT version FROM accounts WHERE id = $1', [id]))[0].version

const become = async ({ id }: Person, role: Role) => {
  const { name } = (await site.db.query('SELECT name FROM accounts WHERE id = $1', [id]))[0]
  await changeAccount(site.db, null, { id, version: await version(id), sure: true }, { name, role })
}
const shutOut = async ({ id }: Person) => disableAccount(site.db, null, { id, version: await version(id), sure: true })

describe('an editor who has just made a change, and then', () => {
  test.each<[string, (of: Person) => Promise<unknown>, { session: number; token: number }]>([
    ['is a reader', (of) => become(of, 'reader'), { session: 403, token: 403 }],
    ['is shut out', shutOut, { session: 401, token: 401 }],
    ['has had the session ended', ({ id }) => endOtherSessions(site.db, null, id, ''), { session: 401, token: 201 }],
    ['has had the tokens revoked', ({ id }) => revokeAllTokens(site.db, null, id), { session: 201, token: 401 }],
    [
      'has changed the password elsewhere, by which scripts go on',
      ({ id }) => changePassword(site.db, id, { from: hash('A'), to: hash('B'), sid: 'elsewhere' }),
      { session: 401, token: 201 },
    ],
    ['is a reviewer', (of) => become(of, 'reviewer'), { session: 201, token: 201 }],
  ])('%s: the next request goes by that', async (_what, happens, wanted) => {
    const editor = await person('editor')
    for (const asker of [editor.session, editor.token]) expect(await comment(asker, 'before')).toBe(201)
    await happens(editor)
    const before = await fingerprint(site)
    const after = { session: 0, token: 0 }
    for (const key of ['session', 'token'] as const) {
      const unchanged = await fingerprint(site)
      after[key] = await comment(editor[key], 'after')
      expect((await fingerprint(site)) === unchanged).toBe(wanted[key] !== 201)
    }
    expect(after).toEqual(wanted)
    expect((await fingerprint(site)) === before).toBe(wanted.session !== 201 && wanted.token !== 201)
  })
})

test('a reader who becomes an editor may work at the next request, with what they had', async () => {
  const reader = await person('reader')
  for (const asker of [reader.session, reader.token]) expect(await comment(asker, 'before')).toBe(403)
  await become(reader, 'editor')
  for (const asker of [reader.session, reader.token]) expect(await comment(asker, 'after')).toBe(201)
})

test('whoever is let in again has the tokens again, and has to sign in anew', async () => {
  const editor = await person('editor')
  await shutOut(editor)
  await enableAccount(site.db, null, { id: editor.id, version: await version(editor.id) })
  expect([await comment(editor.session, 'after'), await comment(editor.token, 'after')]).toEqual([401, 201])
})

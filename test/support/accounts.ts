import request from './request'
import { type Person, signedIn, type World } from './world'

/** A password that the rules accept. */
export const GOOD_PASSWORD = 'the bridge opens in May'

/** What an admin does on pages, and whoever gets a link from them. */
export async function adminAt(world: World, admin?: Person) {
  const person = admin ?? (await world.person('admin'))
  const agent = await signedIn(world, person)
  return {
    person,
    agent,
    post: (path: string, fields: object = {}) => agent.post(path).type('form').send(fields),
    /** Adds somebody by the form; their link's path. */
    async invite(fields: { email: string; name?: string; role?: string }) {
      const answer = await agent
        .post('/accounts')
        .type('form')
        .send({ name: 'Ann Lee', role: 'editor', ...fields })
        .expect(201)
      return linkIn(answer.text)
    },
  }
}

/** The path of the link that a page or a mail shows. */
export function linkIn(text: string): string {
  const path = /\/welcome\/[\w-]{43}/.exec(text)?.[0]
  if (!path) throw new Error(`No link in: ${text}`)
  return path
}

/** Somebody's browser without a session. */
export const browserOf = (world: World) => request.agent(world.app).set('Sec-Fetch-Site', 'same-origin')

/** Chooses a password by a link. */
export const choose = (
  agent: ReturnType<typeof browserOf>,
  path: string,
  password: string = GOOD_PASSWORD,
  again = password,
) => agent.post(path).type('form').send({ password, again })

export async function idOf(world: World, email: string): Promise<number> {
  const [row] = await world.db.query('SELECT id FROM accounts WHERE email = $1', [email])
  return row.id
}

/** What history tells of an account, the oldest first: action, who, and what. */
export async function historyOf(world: World, id: number): Promise<{ action: string; by: number | null }[]> {
  return world.db.query(
    `SELECT action, account_id AS by FROM history WHERE subject_kind = 'account' AND subject_id = $1 ORDER BY id`,
    [id],
  )
}

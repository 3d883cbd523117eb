import 'reflect-metadata'
import type { Express } from 'express'
import { Client } from 'pg'
import type { EntityManager } from 'typeorm'
import { addAccount, addToken } from '../../src/accounts/accounts.commands'
import type { Role } from '../../src/accounts/role'
import { createApp } from '../../src/app'
import { type Context, intakeOf, logFor, preparingOf } from '../../src/context'
import { connect, type Database } from '../../src/database/database'
import type { Looks } from '../../src/database/replicas/spread-pool'
import { entities } from '../../src/entities'
import { type Sender, sender } from '../../src/fetching/sender.client'
import type { Mail } from '../../src/mail/mail.client'
import { newSigningKey, type SigningKey, signingKey } from '../../src/proof/signed-note'
import { verifyRows } from '../../src/proof/verify.queries'
import { CurrentSettings } from '../../src/settings/settings.queries'
import { newDatabase } from './database'
import request from './request'

export const BASE_URL = 'https://gainsay.example'

/** What signs checkpoints in tests, as a setting and as it is used; a key of no worth. */
export const SIGNING_KEY = newSigningKey('gainsay.example')
export const SIGNING_KEYS = [signingKey(SIGNING_KEY) as SigningKey]

/** A Gainsay with nothing in it: the product's own app on a real database, and an editor. */
export interface World {
  app: Express
  context: Context
  database: Database
  db: EntityManager
  ownerUrl: string
  appUrl: string
  /** Mails that were sent, the oldest first. */
  mails: Mail[]
  /** The editor, whose token `api` sends. */
  editor: Person
  /** Adds somebody else. */
  person(role: Role): Promise<Person>
  close(): Promise<void>
}

export interface Person {
  id: number
  email: string
  password: string
  token: string
}

/**
 * @param baseUrl of the site; with http the session cookie needs no TLS, which supertest has not.
 * @param on a migrated, empty database elsewhere than on the server of all tests
 * @param readUrls replicas of it
 * @param looks how these are looked after, where not as by the product
 * @param sending what sends messages, where that is not the product’s own, which sends to public sites alone
 */
export async function newWorld({
  baseUrl = 'http://127.0.0.1',
  sending,
  on,
  readUrls = [],
  looks,
}: {
  baseUrl?: string
  sending?: Sender
  on?: { ownerUrl: string; appUrl: string }
  readUrls?: string[]
  looks?: Looks
} = {}): Promise<World> {
  const { ownerUrl, appUrl, drop } = on ? { ...on, drop: async () => {} } : await newDatabase()
  const database = await connect(appUrl, entities, undefined, {
    urls: readUrls,
    tell: () => {},
    ...(looks && { looks }),
  })
  const { db } = database
  const mails: Mail[] = []
  const context: Context = {
    database,
    log: logFor('silent'),
    mail: { isSet: true, send: async (mail) => mails.push(mail) > 0 },
    settings: new CurrentSettings(database.pages),
    intake: intakeOf(database, logFor('silent'), baseUrl),
    preparing: preparingOf(database, logFor('silent'), { baseUrl, signingKeys: SIGNING_KEYS }),
    sender: sending ?? sender({ baseUrl }),
    baseUrl,
    sessionSecret: 'a secret for tests, long enough',
    signingKeys: SIGNING_KEYS,
    trustProxy: 0,
    apiPerMinute: 0,
  }
  let people = 0
  const person = async (role: Role): Promise<Person> => {
    people += 1
    const email = `${role}${people}@desk.example`
    const added = await addAccount(db, { email, name: `${role} ${people}`, role })
    if ('problem' in added) throw new Error(added.problem)
    return { ...added, email, token: await addToken(db, added.id) }
  }
  return {
    app: createApp(context),
    context,
    database,
    db,
    ownerUrl,
    appUrl,
    mails,
    editor: await person('editor'),
    person,
    async close() {
      const untold = changedBySql.has(database) ? [] : await verifyRows(database.db, ['Rows as history last told them'])
      await database.close()
      await drop()
      // Whatever a test did, each row is as history last told it.
      const rows = untold.flatMap(({ wrong }) => wrong)
      if (rows.length > 0) throw new Error(`History last told otherwise of: ${rows.join(', ')}`)
    },
  }
}

const changedBySql = new WeakSet<Database>()

/** Says that a test makes or changes rows past the product, of which history then tells nothing. */
export function changesBySql({ database }: Pick<World, 'database'>) {
  changedBySql.add(database)
}

/** Lets history tell of rows that came into the tables past the product: what they are from now on. */
export async function tellHistory(ownerUrl: string) {
  const owner = new Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query('SELECT tell_history_as_it_is()').finally(() => owner.end())
}

/** A browser's session of somebody, signed in through the form. */
export async function signedIn(world: World, person: Person = world.editor) {
  const agent = request.agent(world.app).set('Sec-Fetch-Site', 'same-origin')
  await agent
    .post('/signin')
    .type('form')
    .send({ email: person.email, password: person.password, next: '/' })
    .expect(303)
  return agent
}

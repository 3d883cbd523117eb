import type { Express } from 'express'
import { Client } from 'pg'
import { createApp } from '../../src/app'
import { connect, type Database } from '../../src/database/database'
import { entities } from '../../src/entities'
import { CurrentSettings } from '../../src/settings/settings.queries'
import { type ApiClient, apiClient, gainsaidTweet } from '../api/api-client'
import request from '../support/request'
import { newSite, type Site } from '../support/site'
import { statementsSent } from '../support/statements-sent'
import { changesBySql } from '../support/world'

/** All that a process asks of the database for a page that it kept. */
export const KEPT = ['state of the database']

/** A denied tweet, the desk's own process, and another one beside it on the same database. */
export async function twoProcesses() {
  const site: Site = await newSite()
  changesBySql(site)
  const api: ApiClient = await apiClient(site)
  const made = await gainsaidTweet(api)
  const [{ chain, speaker }] = await site.db.query(
    'SELECT (SELECT id FROM chains) AS chain, (SELECT speaker_id FROM claim_speakers WHERE claim_id = $1) AS speaker',
    [made.tweet.claimId],
  )
  const paths = {
    claim: `/claims/${made.tweet.claimId}`,
    article: `/articles/${made.article.id}`,
    chain: `/chains/${chain}`,
    speaker: `/speakers/${speaker}`,
  }
  const besides: Database = await connect(site.appUrl, entities)
  const beside: Express = createApp({
    ...site.context,
    database: besides,
    settings: new CurrentSettings(besides.pages),
  })
  const owner = new Client({ connectionString: site.ownerUrl })
  await owner.connect()

  const page = (path: string, app = site.app) => request(app).get(path).set('Accept-Encoding', 'identity')
  /** A page, and what was asked of the database for it. */
  async function asked(path: string, app = site.app) {
    const { result, sent } = await statementsSent(async () => await page(path, app))
    return { text: result.text, headers: result.headers, sent: sent.map(({ name }) => name) }
  }
  /** Asks until each process sends them as it made them. */
  async function keep(...kept: string[]) {
    for (const path of kept) {
      for (const app of [site.app, beside]) {
        await eventually(async () => expect((await asked(path, app)).sent).toEqual(KEPT))
      }
    }
  }
  async function close() {
    await owner.end()
    await besides.close()
    await site.close()
  }
  return { site, beside, api, made, paths, owner, page, asked, keep, close }
}

export type TwoProcesses = Awaited<ReturnType<typeof twoProcesses>>

/**
 * Until something is so. A server's state is that of all its databases, and others write into theirs while these tests run:
 * then a page is made again, as it has to be.
 */
export async function eventually(isSo: () => Promise<void>) {
  for (let tried = 0; tried < 100; tried += 1) {
    try {
      return await isSo()
    } catch {
      // made again, for once
    }
  }
  await isSo()
}

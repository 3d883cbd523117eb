import { fork } from 'node:child_process'
import path from 'node:path'
import { connect } from '../../src/database/database'
import { seedOnce } from '../../src/demonstration/seed'
import { entities } from '../../src/entities'
import { runningServer } from '../../test/support/running-server'
import { freePort } from '../free-port'
import { told } from '../told'
import { withPostgres } from '../trust/with-postgres'

/** A page of each kind that readers come for, by its name. */
export type Addresses = Record<string, string>

/** Serves the demonstration corpus, in a process of its own, while something is measured there. */
export function atSite<Result>(work: (addresses: Addresses) => Promise<Result>): Promise<Result> {
  return withPostgres(async () => {
    const { appUrl } = runningServer()
    const paths = await seeded(appUrl)
    const port = await freePort()
    const child = fork(path.join(__dirname, 'serving-process.js'), [appUrl, String(port)])
    try {
      await told(child)
      const url = ([page, path]: [string, string]) => [page, `http://127.0.0.1:${port}${path}`]
      return await work(Object.fromEntries(Object.entries(paths).map(url)))
    } finally {
      child.kill()
    }
  })
}

/** The largest of each kind. */
async function seeded(appUrl: string): Promise<Addresses> {
  const database = await connect(appUrl, entities)
  try {
    await seedOnce(database.db)
    const [row] = await database.db.query(`
      SELECT
        (SELECT chains.id FROM chains JOIN chain_components component ON component.id = component_id
          ORDER BY size DESC, chains.id LIMIT 1) AS chain,
        (SELECT article_id FROM statements JOIN revisions ON revisions.id = revision_id
          GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1) AS article,
        (SELECT to_claim_id FROM links GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1) AS claim,
        (SELECT speaker_id FROM claim_speakers GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1) AS speaker`)
    return {
      home: '/',
      chain: `/chains/${row.chain}`,
      claim: `/claims/${row.claim}`,
      speaker: `/speakers/${row.speaker}`,
      article: `/articles/${row.article}`,
      search: '/search?q=Russia',
    }
  } finally {
    await database.close()
  }
}

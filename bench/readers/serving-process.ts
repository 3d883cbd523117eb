import 'reflect-metadata'
import { createServer } from 'node:http'
import { createApp } from '../../src/app'
import { logFor } from '../../src/context'
import { connect } from '../../src/database/database'
import { entities } from '../../src/entities'
import { mailer } from '../../src/mail/mail.client'
import { CurrentSettings } from '../../src/settings/settings.queries'

/** Serves the product's app at the address that it takes itself to have, as a page names it for search machines. */
async function main() {
  const [appUrl = '', port = ''] = process.argv.slice(2)
  const database = await connect(appUrl, entities)
  const log = logFor('silent')
  const app = createApp({
    database,
    log,
    mail: mailer(null, log),
    settings: new CurrentSettings(database.pages),
    baseUrl: `http://127.0.0.1:${port}`,
    sessionSecret: 'only for the benchmark, long',
    signingKeys: [],
    trustProxy: 0,
  })
  createServer(app).listen(Number(port), '127.0.0.1', () => process.send?.('listening'))
  process.on('disconnect', () => process.exit(0))
}

void main()

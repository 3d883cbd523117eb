import 'reflect-metadata'
import { createServer } from 'node:http'
import { limitHeapGrowth } from '../../src/heap-growth'
import { appOn } from '../served-app'

/** Serves the product's app at the address that it takes itself to have, as a page names it for search machines. */
async function main() {
  limitHeapGrowth()
  const [appUrl = '', port = ''] = process.argv.slice(2)
  const { app } = await appOn(appUrl, { baseUrl: `http://127.0.0.1:${port}` })
  createServer(app).listen(Number(port), '127.0.0.1', () => process.send?.('listening'))
  process.on('disconnect', () => process.exit(0))
}

void main()

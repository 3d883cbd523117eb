import 'reflect-metadata'
import { createServer } from 'node:http'
import { limitHeapGrowth } from '../../src/heap-growth'
import { appOn } from '../served-app'
import type { Told } from './served'

/** So often its memory is looked at (ms): a chunk of 64 kB passes in less than one. */
const LOOK_EVERY_MS = 20

/** Serves the product's app, and tells the most memory it took since it was last asked. */
async function main() {
  limitHeapGrowth()
  const [appUrl = '', port = ''] = process.argv.slice(2)
  const { app } = await appOn(appUrl, { baseUrl: `http://127.0.0.1:${port}`, trustProxy: 1 })
  let most = 0
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss())
  }
  setInterval(look, LOOK_EVERY_MS).unref()
  process.on('message', () => {
    look()
    tell({ most })
    most = 0
  })
  process.on('disconnect', () => process.exit(0))
  createServer(app).listen(Number(port), '127.0.0.1', () => tell({ most: 0 }))
}

const tell = (told: Told) => process.send?.(told)

void main()

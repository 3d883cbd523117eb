import { Command } from 'commander'
import { seedOnce } from '../demonstration/seed'
import { withDatabase } from './database'
import { complain, FAILED, print } from './terminal'

export function seedCommand() {
  return new Command('seed').option('--json', 'one JSON object').action(async ({ json }: { json?: boolean }) => {
    const seeded = await withDatabase(({ db }) => seedOnce(db))
    if (!seeded) {
      complain('There are articles here already; the demonstration corpus is for an empty database.')
      process.exitCode = FAILED
      return
    }
    const { articles, statements, links } = seeded
    print(json ? JSON.stringify(seeded) : `Loaded ${articles} articles, ${statements} statements and ${links} links.`)
  })
}

import { Command } from 'commander'
import { LOOKING } from '../database/data-source'
import { systemModel } from '../watching/system.pages'
import { systemFacts } from '../watching/system.queries'
import { words } from '../words/words'
import { withDatabaseAsItIs } from './database'
import { print } from './terminal'

const said = words.system

export function statusCommand() {
  return new Command('status')
    .option('--json', 'one object, with numbers of bytes and seconds')
    .addHelpText('after', '\nThe same as the page /desk/system, but for the connections of a process. Changes nothing.')
    .action(async ({ json }: { json?: boolean }) => {
      const facts = await withDatabaseAsItIs(({ db }) => systemFacts(db), LOOKING)
      if (json) return print(JSON.stringify(facts))
      const { work, failures, seals, sizes, tables, processes, replication, versions } = systemModel(facts, [], '')
      const columns = [said.waiting, said.running, said.failed, said.oldest]
      for (const { name, waiting, running, failed, oldest } of work) {
        print(
          `${name}: ${[waiting, running, failed, oldest].map((figure, at) => `${columns[at]} ${figure}`).join(', ')}`,
        )
      }
      for (const { kind, at, why } of failures) print(`${kind}, ${at.words}: ${why}`)
      print(
        `${said.seals}: ${seals.at ? `${said.sealed(seals.sealed ?? '')} ${said.lastCheckpoint} ${seals.at.words}.` : said.noneSealed}`,
      )
      print(`${said.seals}: ${seals.unsealed}`)
      for (const { name, size } of sizes) print(`${said.database}, ${name}: ${size}`)
      for (const { name, size, rows } of tables) print(`${said.table} ${name}: ${size}, ${said.rows} ${rows}`)
      for (const { name, version } of processes) print(`${said.processes}: ${name}, ${version}`)
      for (const { name, told } of replication.replicas) print(`${said.replicas}: ${name}: ${told}`)
      if (replication.instead) print(`${said.replicas}: ${replication.instead}`)
      for (const { name, version } of versions) print(`${name}: ${version}`)
    })
}

import { Command } from 'commander'
import { newSigningKey } from '../proof/signed-note'
import { addSigningKeyIn, dropOldSigningKeysIn, originOf, signingKeysFoundIn } from '../secrets'
import { settings } from './settings'
import { complain, FAILED, print } from './terminal'

/** The keys that sign checkpoints. Touches no database: the serving process tells it of a key by the next checkpoint. */
export function keyCommand() {
  return new Command('key').addCommand(show()).addCommand(make()).addCommand(drop())
}

function show() {
  return new Command('show')
    .description('Print the public keys, the newest first, a line each')
    .option('--json', 'a list')
    .action(({ json }: { json?: boolean }) => {
      const keys = (settings().signingKeys ?? signingKeysFoundIn(settings().dataDir)).map(({ text }) => text)
      if (json) return print(JSON.stringify(keys))
      for (const key of keys) print(key)
      if (keys.length === 0) complain('There is none yet: the first start makes one.')
    })
}

function make() {
  return new Command('new')
    .description('Make a new key, to which the old one hands over: both sign, and each checkpoint’s text lists both')
    .option('--json', 'one JSON object')
    .action(({ json }: { json?: boolean }) => {
      const { signingKeys, dataDir, baseUrl, host, port } = settings()
      const site = baseUrl ?? `http://${host}:${port}`
      if (signingKeys) {
        const key = newSigningKey(signingKeys[0]?.name ?? originOf(site))
        print(json ? JSON.stringify({ privateKey: key }) : key)
        return complain(
          'Put it in front of the others in SIGNING_KEY, with a space between, and start every process anew. The next checkpoint lists both.',
        )
      }
      const { text } = addSigningKeyIn(dataDir, site)
      print(json ? JSON.stringify({ key: text }) : text)
      complain(
        'Start the serving process anew. From the next checkpoint on both sign, and the old one’s word is that this one counts.',
      )
    })
}

function drop() {
  return new Command('drop')
    .description(
      'Sign by the newest key alone; the next checkpoint lists it alone, and from then on the others count no more',
    )
    .option('--json', 'one JSON object')
    .action(({ json }: { json?: boolean }) => {
      const { signingKeys, dataDir } = settings()
      if (signingKeys) {
        complain('The keys are in SIGNING_KEY: leave the first there alone.')
        process.exitCode = FAILED
        return
      }
      const dropped = dropOldSigningKeysIn(dataDir).map(({ text }) => text)
      print(json ? JSON.stringify({ dropped }) : dropped.length === 0 ? 'There is no older one.' : dropped.join('\n'))
      if (dropped.length > 0)
        complain('Start the serving process anew. After the next checkpoint those above count no more.')
    })
}

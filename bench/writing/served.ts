import { fork } from 'node:child_process'
import path from 'node:path'
import { rootFolder } from '../../src/root-folder'
import type { Contestant } from '../pages/contestant'
import { told } from '../told'

/** How a serving process is, once it has collected its garbage. */
export interface Condition {
  /** Bytes: all that it takes, and what its own objects are. */
  rss: number
  heap: number
  /** How long the turns of its event loop were since it is watched: 99 of 100 moments were in none that was longer; and the longest (ms). */
  delay: number
  longest: number
}

export type Question = 'cpu' | 'condition' | 'begin watching'

/** A server in a process of its own, that tells what it takes. */
export interface Served extends Contestant {
  /** From now on the delay of its event loop is watched. */
  watch(): Promise<void>
  condition(): Promise<Condition>
}

/** As it is built: what is forked is JavaScript, in the tests as well. */
const SCRIPT = path.join(rootFolder(), 'dist', 'bench', 'writing', 'serving-process.js')

/** Starts what `serving-process.ts` knows by that name. */
export async function serve(name: string, appUrl: string): Promise<Served> {
  const child = fork(SCRIPT, [name, appUrl], { execArgv: ['--expose-gc'] })
  const { port } = await told<{ port: number }>(child)
  // One question after the other: answers carry no names.
  let asked: Promise<unknown> = Promise.resolve()
  const ask = <Answer>(question: Question): Promise<Answer> => {
    const answer = asked.then(() => {
      child.send(question)
      return told<Answer>(child)
    })
    asked = answer.catch(() => {})
    return answer
  }
  return {
    url: `http://127.0.0.1:${port}`,
    async cpu() {
      const { user, system } = await ask<NodeJS.CpuUsage>('cpu')
      return user + system
    },
    watch: async () => void (await ask('begin watching')),
    condition: () => ask('condition'),
    stop: () => child.kill(),
  }
}

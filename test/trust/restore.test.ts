import 'reflect-metadata'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { tryRestoring } from '../../bench/trust/restore'
import { runningServer } from '../support/running-server'

// A sample of `npm run bench -- trust restore`: of the places of damage, each in another part of the file.
test('what is backed up while people write is restored as it was, and damage to the file is found', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-restore-'))
  try {
    const figures = await tryRestoring(runningServer(), folder, { claims: 200, writers: 2, flips: 4 })
    expect(figures).toHaveLength(10)
    expect(figures.filter(({ isReached }) => !isReached)).toEqual([])
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}, 120_000)

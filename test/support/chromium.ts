import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Own flags: those of @sparticuz/chromium turn web security off, and its single process crashes. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/**
 * A real browser: an installed Chromium or Chrome where there is one, else the one in the npm package (Linux x64).
 *
 * @param flags more of its own, as a port for others to steer it by
 */
export function launchBrowser(flags: string[] = []): Promise<Browser> {
  const launch = () => chromium.launch({ ...whichBrowser(), args: [...FLAGS, ...flags] })
  // Of some hundred starts on two busy cores one ends in Chromium's own start-up (SIGSEGV), before there is a page to test.
  return launch().catch(launch)
}

function whichBrowser(): LaunchOptions {
  const wanted = process.env.CHROMIUM_PATH
  const installed = [wanted, ...INSTALLED].find((file) => file && fs.existsSync(file))
  if (installed) return { executablePath: installed }
  if (process.platform === 'win32') return { channel: 'msedge' }
  if (process.platform === 'darwin') return { channel: 'chrome' }
  return packagedChromium()
}

function packagedChromium(): LaunchOptions {
  const { version } = JSON.parse(fs.readFileSync('node_modules/@sparticuz/chromium/package.json', 'utf8')) as {
    version: string
  }
  const cache = path.resolve('node_modules/.cache', `chromium-${version}`)
  const executablePath = path.join(cache, 'chromium')
  if (!fs.existsSync(executablePath)) unpack(cache)
  return {
    executablePath,
    env: {
      ...(process.env as Record<string, string>),
      LD_LIBRARY_PATH: path.join(cache, 'al2023/lib'),
      FONTCONFIG_PATH: path.join(cache, 'fonts'),
    },
  }
}

/** Unpacks beside and renames, so that two test files at once can't use a half-written one. */
function unpack(cache: string) {
  const beside = `${cache}.${process.pid}`
  fs.mkdirSync(beside, { recursive: true })
  const unpacked = spawnSync(
    process.execPath,
    ['-e', "import('@sparticuz/chromium').then((m) => m.default.executablePath())"],
    {
      // The package unpacks the libraries a bare Debian lacks only where it takes itself to be on Lambda.
      env: { ...process.env, TMPDIR: beside, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
      encoding: 'utf8',
    },
  )
  if (unpacked.status !== 0) throw new Error(`Chromium could not be unpacked: ${unpacked.stderr}`)
  // The package's own fonts.conf names /tmp/fonts; Chromium ends at once when it finds no font at all.
  const fonts = `<dir>/usr/share/fonts</dir><dir>${path.join(cache, 'fonts/fonts')}</dir><cachedir>${path.join(cache, 'fontcache')}</cachedir>`
  fs.mkdirSync(path.join(beside, 'fonts'), { recursive: true })
  fs.writeFileSync(
    path.join(beside, 'fonts/fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${fonts}</fontconfig>`,
  )
  // A browser of before that still runs may have written its cache of fonts there, and nothing else is.
  if (!fs.existsSync(path.join(cache, 'chromium'))) fs.rmSync(cache, { recursive: true, force: true })
  try {
    fs.renameSync(beside, cache)
  } catch {
    fs.rmSync(beside, { recursive: true, force: true })
  }
}

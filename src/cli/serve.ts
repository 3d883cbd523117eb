import { type Serving, serve } from '../serve'
import { complain, FAILED, print, settings } from './terminal'

/** Serves until told to end; the first SIGTERM or Ctrl-C drains, the second ends at once. */
export async function runServe(): Promise<void> {
  const config = settings()
  let serving: Serving
  try {
    serving = await serve(config, print)
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error))
    process.exit(FAILED)
  }

  let ending = false
  const end = async () => {
    if (ending) process.exit(FAILED)
    ending = true
    complain('Ending: what is under way is answered first.')
    await serving.stop()
    process.exit(0)
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}

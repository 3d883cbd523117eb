import 'reflect-metadata'
import { called } from './called'
import { DONE, FAILED } from './terminal'

/** `| head` has read enough: what nobody reads any more is no failure, and nobody is to be told of it. */
function endWithReader() {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? DONE : FAILED))
}

if (process.argv[2] !== 'serve') endWithReader()
void called(process.argv.slice(2))

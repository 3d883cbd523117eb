import type { EmbeddedServer } from '../../src/database/embedded/embedded-server'

/** After all tests. */
export default async function stopServer() {
  await (globalThis as { gainsayServer?: EmbeddedServer }).gainsayServer?.stop()
}

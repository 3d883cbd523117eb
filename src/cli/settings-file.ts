import fs from 'node:fs'

/** Takes settings from a file named .env in the folder it is started in; what the environment says goes before. */
export function loadSettingsFile(): void {
  if (fs.existsSync('.env')) process.loadEnvFile('.env')
}

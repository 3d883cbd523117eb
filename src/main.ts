import 'reflect-metadata'
import { loadSettingsFile } from './cli/settings-file'
import { runServe } from './cli/serve'

loadSettingsFile()
void runServe()

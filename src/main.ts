import 'reflect-metadata'
import { runServe } from './cli/serve'
import { loadSettingsFile } from './cli/settings-file'

loadSettingsFile()
void runServe()

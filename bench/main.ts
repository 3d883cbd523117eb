import 'reflect-metadata'
import { runBench } from './frame/run-bench'
import { PARTS } from './parts'

void runBench(process.argv.slice(2), PARTS).then((code) => {
  process.exitCode = code
})

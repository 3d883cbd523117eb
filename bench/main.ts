import 'reflect-metadata'
import { runBench } from './frame/run-bench'
import { PARTS } from './parts'

// Until it is known better: a bench that waits for what never comes ends when nothing else is left to do, and has reached nothing.
process.exitCode = 1

void runBench(process.argv.slice(2), PARTS).then((code) => {
  process.exitCode = code
})

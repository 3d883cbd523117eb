import fs from 'node:fs'
import { Command } from 'commander'
import { print } from './terminal'

export function exportCommand() {
  return new Command('export')
}
void fs
void print

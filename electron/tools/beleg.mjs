#!/usr/bin/env node
// The `beleg` command: builds where sources changed, then runs the command line in this very process, so that
// stdin, signals and the exit code are its own. Nothing but its output reaches stdout.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { callersFolder, outFolder } from './paths.mjs'

try {
  await ensureBuilt({
    say: (line) => {
      process.stderr.write(`${line}\n`)
    },
  })
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(70) // EX_SOFTWARE, apart from the codes the command line gives itself
}

process.chdir(callersFolder(process.env, process.cwd()))
const cli = join(outFolder, 'main', 'cli.js')
process.argv[1] = cli
await import(pathToFileURL(cli).href)

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { build } from 'vite'
import { z } from 'zod'
import { cacheFolder, root } from '../tools/paths.mjs'
import { youngMb } from '../workbench/extraction-pool/extraction-task.ts'
import { resourcesFolder } from '../workbench/resources.ts'
import type { Benchmark } from './benchmark.ts'
import { peer, peersPackage } from './peers.ts'

/** Articles of about two kilobytes, all different; every round extracts all of them. */
const defaultCount = 300

/** The main thread of the measuring process has the room that the threads of the product have, three semi-spaces of it. */
const youngSpace = `--max-semi-space-size=${String(youngMb / 3)}`

const linesSchema = z.array(
  z.object({
    what: z.string(),
    value: z.number(),
    unit: z.string(),
    aim: z.object({ atLeast: z.number() }).optional(),
    note: z.string().optional(),
  }),
)

/**
 * How much text the ten stages read in a second: together, stage by stage, on one thread and on two, and beside the bare
 * tokenising and tagging of an English model, which finds no facts and is there for orientation.
 */
export const extraction: Benchmark = async ({ seed, count, say }) => {
  const absent = ['wink-nlp', 'wink-eng-lite-web-model']
    .map((name) => peer(name, say))
    .find((one) => one.kind === 'absent')
  const folder = mkdtempSync(join(cacheFolder, 'bench-extraction-'))
  try {
    await bundle(folder)
    const work = {
      resources: resourcesFolder(),
      seed,
      count: count ?? defaultCount,
      peers: absent === undefined ? peersPackage : null,
    }
    const child = spawn(process.execPath, [youngSpace, join(folder, 'measure.mjs'), JSON.stringify(work)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: root,
    })
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
    const printed = await text(child.stdout)
    const code = await ended
    if (code !== 0) throw new Error(`the measuring process ended with code ${String(code)}`)
    const notMeasured = [
      ...(absent?.kind === 'absent' ? [absent.why] : []),
      ...(availableParallelism() < 2 ? ['two threads: there is one processor here'] : []),
    ]
    const lines = linesSchema.parse(JSON.parse(printed)).map(({ aim, note, ...line }) => ({
      ...line,
      ...(aim === undefined ? {} : { aim }),
      ...(note === undefined ? {} : { note }),
    }))
    return { lines, notMeasured }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Bundled as the build bundles the main side. */
async function bundle(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      target: 'node20.19',
      ssr: true,
      rolldownOptions: {
        input: join(import.meta.dirname, 'extraction-measure.ts'),
        output: { format: 'es', entryFileNames: 'measure.mjs' },
      },
    },
    ssr: { noExternal: true },
  })
}

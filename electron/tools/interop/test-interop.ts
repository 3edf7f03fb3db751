import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { exportFormats } from '../../../shared/contract/index.ts'
import { foreignReaders } from './foreign-readers.ts'
import { exportSamples } from './sample-exports.ts'

const help = `Usage: npm run test:interop [-- --out <file>]

Exports the samples in every format and hands them to readers that are not ours and are installed on this machine. Installs
nothing; what is missing is listed. Ends with 1 where a reader refuses a file or finds something else than was written.
--out writes the result as JSON.`

interface Finding {
  readonly reader: string
  readonly package: string
  readonly formats: readonly string[]
  readonly outcome: 'read' | 'failed' | 'not checked'
  readonly said: string
}

const { values } = parseArgs({ options: { out: { type: 'string' }, help: { type: 'boolean', short: 'h' } } })
if (values.help === true) process.stdout.write(`${help}\n`)
else process.exitCode = await main(values.out)

async function main(out: string | undefined): Promise<number> {
  const root = mkdtempSync(join(tmpdir(), 'beleg-interop-'))
  const findings: Finding[] = []
  try {
    const exports = await exportSamples(root)
    for (const reader of foreignReaders) {
      const about = { reader: reader.name, package: reader.from, formats: reader.formats }
      const missing = await reader.missing()
      const finding: Finding =
        missing !== null
          ? { ...about, outcome: 'not checked', said: missing }
          : await reader.read(exports).then(
              (said): Finding => ({ ...about, outcome: 'read', said }),
              (error: unknown): Finding => ({ ...about, outcome: 'failed', said: error instanceof Error ? error.message : String(error) }),
            )
      findings.push(finding)
      process.stdout.write(`${finding.outcome.padEnd(12)} ${reader.name} (${reader.formats.join(', ')}): ${finding.said.slice(0, 2000)}\n`)
    }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
  const covered = new Set(findings.flatMap(({ outcome, formats }) => (outcome === 'read' ? formats : [])))
  const unread = exportFormats.filter((format) => !covered.has(format))
  process.stdout.write(`\nRead by a foreign program: ${[...covered].sort().join(', ')}\nNot looked at here: ${unread.join(', ')}\n`)
  const absent = findings.filter(({ outcome }) => outcome === 'not checked').map((finding) => finding.package)
  if (absent.length > 0) process.stdout.write(`Not installed: ${absent.join(', ')}\n`)
  if (out !== undefined) writeFileSync(out, `${JSON.stringify({ findings, unread }, null, 2)}\n`)
  return findings.some(({ outcome }) => outcome === 'failed') ? 1 : 0
} // prettier-ignore

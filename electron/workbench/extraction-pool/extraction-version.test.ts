import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { resourcesFolder } from '../resources.ts'
import { extractionVersions, loadExtraction } from './extraction-task.ts'
import recorded from './extraction-versions.json' with { type: 'json' }

const heldOut = fileURLToPath(new URL('../extraction/held-out/', import.meta.url))
const sha256 = (bytes: string): string => createHash('sha256').update(bytes).digest('hex')

describe('the version of extraction', () => {
  it('is another one where it proposes something else, so that articles read before are known to be out of date', () => {
    const extract = loadExtraction(resourcesFolder())
    const outputs = createHash('sha256')
    const names = readdirSync(heldOut, { recursive: true, encoding: 'utf8' }).map((name) =>
      name.replaceAll('\\', '/'),
    )
    for (const file of names
      .filter((name) => name.endsWith('.txt'))
      .sort()
      .filter((_, at) => at % 3 === 0)) {
      const text = readFileSync(`${heldOut}${file}`, 'utf8')
      const { extractor: _extractor, ...output } = extract({ file, text, textSha256: sha256(text), sourceSha256: sha256(text) }) // prettier-ignore
      outputs.update(JSON.stringify(output))
    }
    const { version } = extractionVersions(resourcesFolder())
    const known: Readonly<Record<string, string>> = recorded
    expect(
      { [version]: outputs.digest('hex') },
      'what is proposed has changed: raise extractorVersion in extraction-task.ts and record the new one beside the others',
    ).toEqual({ [version]: known[version] })
  })
})

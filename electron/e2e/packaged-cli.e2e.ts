import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import configuration from '../../electron-builder.config.mjs'
import { root } from '../tools/paths.mjs'

describe('the command line beside the packaged program', () => {
  it('makes a project and imports an article with nothing but what the package unpacks', () => {
    const folder = mkdtempSync(join(tmpdir(), 'beleg-packaged-'))
    try {
      const unpacked = join(folder, 'app.asar.unpacked')
      for (const part of configuration.asarUnpack.map((pattern) => pattern.replace(/\/\*\*$/, ''))) {
        cpSync(join(root, part), join(unpacked, part), { recursive: true })
      }
      mkdirSync(join(folder, 'articles'))
      writeFileSync(
        join(folder, 'articles', 'prag.txt'),
        'Am 3. März 2021 traf Ada Beispiel in Prag ihren Amtskollegen Jan Muster.\n',
      )
      const beleg = (...args: readonly string[]) =>
        spawnSync(process.execPath, [join(unpacked, 'out', 'main', 'cli.js'), ...args], {
          cwd: folder,
          encoding: 'utf8',
          env: { PATH: '', HOME: folder, TMPDIR: folder },
        })
      const made = beleg('init', 'study')
      expect(made.status, made.stderr).toBe(0)
      const imported = beleg('import', 'study', 'articles', '--json')
      expect(imported.status, imported.stderr).toBe(0)
      const asked = beleg('query', 'study', 'articles', '--json')
      expect(asked.stdout).toContain('prag')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import configuration from '../../electron-builder.config.mjs'
import { root } from './paths.mjs'

describe('the package', () => {
  it('cannot be used as Node, inspected, or made to load another program', () => {
    expect(configuration.electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      grantFileProtocolExtraPrivileges: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
    })
    expect(configuration.asar).toBe(true)
  })

  it('is made for the three systems, with an icon and projects that open it', () => {
    expect([configuration.linux.target, configuration.mac.target, configuration.win.target]).toEqual([
      ['AppImage', 'deb'],
      ['dmg'],
      ['nsis'],
    ])
    for (const size of [16, 32, 48, 256, 512, 1024]) {
      const png = readFileSync(join(root, 'resources', 'icons', `${String(size)}x${String(size)}.png`))
      // Width and height stand in the first chunk of every PNG.
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size])
    }
    expect(existsSync(join(root, configuration.win.icon))).toBe(true)
    expect(configuration.fileAssociations).toMatchObject([{ ext: 'beleg' }])
  })

  it('is fetched and sent by nobody: nothing is published, nothing rebuilt', () => {
    expect(configuration.publish).toBeNull()
    expect(configuration.npmRebuild).toBe(false)
  })

  it.skipIf(process.platform === 'win32')(
    'has the command line beside it, on the Node of the machine (skipped on Windows: its launcher is a batch file)',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'beleg-packaged-'))
      try {
        // A stand-in for the packaged command line says how it was called.
        const main = join(folder, 'app.asar.unpacked', 'out', 'main')
        mkdirSync(main, { recursive: true })
        writeFileSync(join(folder, 'app.asar.unpacked', 'package.json'), '{"type":"module"}')
        writeFileSync(join(main, 'cli.js'), 'console.log(JSON.stringify(process.argv.slice(2)))')
        cpSync(join(root, 'electron', 'tools', 'packaged'), join(folder, 'bin'), { recursive: true })
        const launcher = join(folder, 'bin', 'beleg')
        const run = spawnSync(launcher, ['import', 'mein Projekt', 'ä'], { encoding: 'utf8' })
        expect([run.status, run.stdout.trim()]).toEqual([0, '["import","mein Projekt","ä"]'])
        const bare = spawnSync('/bin/sh', [launcher], { encoding: 'utf8', env: { PATH: '' } })
        expect([bare.status, bare.stderr]).toEqual([69, expect.stringContaining('needs Node.js 20.19')])
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
  )
})

import { basename, resolve } from 'node:path'
import { BelegError } from '../../../shared/errors.ts'
import { printJson, say, type Cli } from '../cli.ts'
import type { Verb } from '../program.ts'
import { withProject } from '../with-project.ts'

/** `beleg init`: makes an empty project. */
export const initVerb: Verb = {
  usage: 'init <folder>',
  description: { en: 'make a new project in a folder that does not exist yet or is empty', de: 'ein neues Projekt in einem Ordner anlegen, den es noch nicht gibt oder der leer ist' },
  examples: [
    ['init talks.beleg', { en: 'a project called “talks”', de: 'ein Projekt namens „talks“' }],
    ['init talks.beleg --name "Talks 2025" --author "Ada K."', { en: 'with another name and the name of its first coder', de: 'mit anderem Namen und dem Namen der ersten Codiererin' }],
  ],
  build: (command, cli) => {
    command
      .option('--name <name>', say(cli, { en: 'name of the project (default: that of the folder)', de: 'Name des Projekts (sonst der des Ordners)' }))
      .option('--author <name>', say(cli, { en: 'name of the coder', de: 'Name der Codiererin oder des Codierers' }))
      .action(async (given: string, options: { readonly name?: string; readonly author?: string }) => {
        const folder = resolve(cli.folder, given)
        const name = options.name?.trim() ?? basename(folder).replace(/\.beleg$/i, '')
        const { createProject } = await import('../../workbench/open-session.ts')
        await createProject(folder, { name, language: cli.language })
        if (options.author !== undefined) await setCoder(cli, folder, options.author)
        if (cli.json) await printJson(cli, { ok: true, folder, name })
        else await cli.out(`${folder}\n`)
      })
  },
} // prettier-ignore

async function setCoder(cli: Cli, folder: string, name: string): Promise<void> {
  const command = { id: 'init-coder', type: 'coder.set', payload: { name } }
  const [answer] = await withProject(cli, folder, { author: name }, (session) => session.apply([command]))
  if (answer?.error !== undefined) throw new BelegError(answer.error.code, answer.error.detail)
}

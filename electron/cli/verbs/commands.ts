import { commandTypes } from '../../../shared/commands/index.ts'
import { printJson, say } from '../cli.ts'
import type { Verb } from '../program.ts'
import { publishedSchema } from '../published-schemas.ts'

/** `beleg commands`: what `beleg apply` understands. */
export const commandsVerb: Verb = {
  usage: 'commands',
  description: { en: 'list the types of commands that apply takes', de: 'die Arten von Befehlen auflisten, die apply annimmt' },
  examples: [['commands --schema > command.schema.json', { en: 'the JSON Schema of one line', de: 'das JSON-Schema einer Zeile' }]],
  build: (command, cli) => {
    command
      .option('--schema', say(cli, { en: 'print the JSON Schema (draft 2020-12) of one command', de: 'das JSON-Schema (Draft 2020-12) eines Befehls ausgeben' }))
      .action(async (options: { readonly schema?: true }) => {
        if (options.schema) await cli.out(`${JSON.stringify(publishedSchema('command'), null, 2)}\n`)
        else if (cli.json) await printJson(cli, commandTypes)
        else await cli.out(`${commandTypes.join('\n')}\n`)
      })
  },
} // prettier-ignore

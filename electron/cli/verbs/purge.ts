import { randomUUID } from 'node:crypto'
import { printJson, say, type Cli } from '../cli.ts'
import { exitCodes } from '../exit-code.ts'
import type { Verb } from '../program.ts'
import type { PurgePreview } from '../../workbench/session.ts'
import { withProject } from '../with-project.ts'

/** `beleg purge`: removes articles or entities for good; without the confirmation it only says what would go. */
export const purgeVerb: Verb = {
  usage: 'purge <project> <ids...>',
  description: { en: 'remove articles, or a person with every article that names them, for good: texts, history, backups; says first what would go', de: 'Artikel endgültig entfernen, oder eine Person samt allen Artikeln, die sie nennen: Texte, Verlauf, Sicherungen; nennt zuerst, was wegfiele' },
  examples: [
    ['purge talks.beleg a_qd4cu7p2sm4lx3ws', { en: 'what would be removed, and what to type to confirm; changes nothing', de: 'was entfernt würde und was zur Bestätigung einzugeben ist; ändert nichts' }],
    ['purge talks.beleg e_6wr766vyearubyw7 --confirm talks', { en: 'removes a person for good; exports made before are not touched', de: 'entfernt eine Person endgültig; frühere Exporte bleiben unberührt' }],
  ],
  build: (command, cli) => {
    command
      .option('--confirm <text>', say(cli, { en: 'what the preview asks for; only then is anything removed', de: 'was die Vorschau verlangt; erst dann wird etwas entfernt' }))
      .option('--author <name>', say(cli, { en: 'name of the coder', de: 'Name der Codiererin oder des Codierers' }))
      .action(async (project: string, ids: string[], options: { readonly confirm?: string; readonly author?: string }) => {
        const request = { articleIds: ids.filter((id) => !id.startsWith('e_')), entityIds: ids.filter((id) => id.startsWith('e_')) }
        if (options.confirm === undefined) {
          const preview = await withProject(cli, project, { readOnly: true }, (session) => session.purgePreview(request))
          if (cli.json) await printJson(cli, preview)
          else await showPreview(cli, preview)
          return
        }
        const purge = { ...request, confirm: options.confirm, commandId: randomUUID() }
        const author = options.author === undefined ? {} : { author: options.author }
        const report = await withProject(cli, project, author, (session) => session.purge(purge))
        if (cli.json) await printJson(cli, report)
        else await cli.out(`${say(cli, { en: `${String(report.rows)} rows and ${String(report.files)} files removed; ${String(report.steps)} steps of the history emptied.`, de: `${String(report.rows)} Zeilen und ${String(report.files)} Dateien entfernt; ${String(report.steps)} Schritte des Verlaufs geleert.` })}\n`)
        if (report.damagedReleases.length > 0) cli.note(`${say(cli, { en: 'Files of these releases were damaged and went whole:', de: 'Dateien dieser Releases waren beschädigt und wurden ganz entfernt:' })} ${report.damagedReleases.join(', ')}\n`)
        if (report.unfinished) cli.note(`${say(cli, { en: 'Some files could not be removed yet. Open the project again to finish.', de: 'Einige Dateien ließen sich noch nicht entfernen. Öffnen Sie das Projekt noch einmal, um es abzuschließen.' })}\n`)
        cli.finish(report.unfinished ? exitCodes.failures : exitCodes.ok)
      })
  },
} // prettier-ignore

async function showPreview(cli: Cli, preview: PurgePreview): Promise<void> {
  for (const { id, title } of preview.articles) await cli.out(`${id}  ${title}\n`)
  for (const { id, label } of preview.entities) await cli.out(`${id}  ${label}\n`)
  await cli.out(`${say(cli, { en: `${String(preview.facts)} decided facts, ${String(preview.rows)} rows; ${String(preview.backups)} backups would go and a new one be written.`, de: `${String(preview.facts)} entschiedene Fakten, ${String(preview.rows)} Zeilen; ${String(preview.backups)} Sicherungen fielen weg, eine neue würde geschrieben.` })}\n`)
  cli.note(`${say(cli, { en: `Nothing was removed. To remove this for good: --confirm "${preview.confirm}"`, de: `Es wurde nichts entfernt. Um dies endgültig zu entfernen: --confirm "${preview.confirm}"` })}\n`)
} // prettier-ignore

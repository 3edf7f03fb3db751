import { printJson, say } from '../cli.ts'
import { exitCodes } from '../exit-code.ts'
import { watched } from '../job-report.ts'
import type { Verb } from '../program.ts'
import { withProject } from '../with-project.ts'

/** `beleg verify`: reads everything a project holds and compares it with its checksums. Changes nothing. */
export const verifyVerb: Verb = {
  usage: 'verify <project>',
  description: { en: 'check every checksum, text, quote and step of a project; changes nothing', de: 'alle Prüfsummen, Texte, Zitate und Schritte eines Projekts prüfen; ändert nichts' },
  examples: [['verify talks.beleg', { en: 'says what was checked and every problem; exit code 3 where there is one', de: 'nennt das Geprüfte und jedes Problem; Exit-Code 3, wo es eines gibt' }]],
  build: (command, cli) => {
    command.action(async (project: string) => {
      const answer = await withProject(cli, project, { readOnly: true }, (session) => watched(cli, (work) => session.verify(work)))
      if (cli.json) await printJson(cli, answer)
      else {
        for (const [what, count] of Object.entries(answer.checked)) await cli.out(`${what}: ${String(count)}\n`)
        for (const problem of answer.problems) await cli.out(`${problem.code}  ${problem.where}  ${problem.message}\n`)
        cli.note(`${say(cli, answer.ok ? { en: 'Everything holds.', de: 'Alles in Ordnung.' } : { en: 'The project is damaged; nothing was changed.', de: 'Das Projekt ist beschädigt; es wurde nichts geändert.' })}\n`)
      }
      cli.finish(answer.ok ? exitCodes.ok : exitCodes.cannotOpen)
    })
  },
} // prettier-ignore

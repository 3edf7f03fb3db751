import { resolve } from 'node:path'
import { printJson, say } from '../cli.ts'
import { exitCodes } from '../exit-code.ts'
import { watched } from '../job-report.ts'
import type { Verb } from '../program.ts'
import { withProject } from '../with-project.ts'

/** `beleg backup`: writes a dated backup, or lists those that are there. */
export const backupVerb: Verb = {
  usage: 'backup <project>',
  description: { en: 'write a dated backup (a zip file) into the project’s folder “backups”', de: 'eine datierte Sicherung (eine ZIP-Datei) in den Projektordner „backups“ schreiben' },
  examples: [
    ['backup talks.beleg', { en: 'prints the path of the backup; the newest of seven days and six months stay', de: 'gibt den Pfad der Sicherung aus; die neuesten von sieben Tagen und sechs Monaten bleiben' }],
    ['backup talks.beleg --list', { en: 'the backups that are there', de: 'die vorhandenen Sicherungen' }],
  ],
  build: (command, cli) => {
    command
      .option('--list', say(cli, { en: 'only list what is there', de: 'nur auflisten, was da ist' }))
      .action(async (project: string, options: { readonly list?: boolean }) => {
        const found = options.list === true
          ? await withProject(cli, project, { readOnly: true }, (session) => session.backups())
          : [await withProject(cli, project, {}, (session) => watched(cli, (work) => session.backup(work)))]
        for (const backup of found) {
          if (cli.json) await printJson(cli, backup)
          else await cli.out(`${backup.path}\n`)
        }
      })
  },
} // prettier-ignore

/** `beleg restore`: makes a project folder from a backup. */
export const restoreVerb: Verb = {
  usage: 'restore <backup> <folder>',
  description: { en: 'make a project in a new folder from a backup; the project it came from is not touched', de: 'aus einer Sicherung ein Projekt in einem neuen Ordner anlegen; das ursprüngliche Projekt bleibt unberührt' },
  examples: [['restore talks.beleg/backups/2026-11-22-00000310.zip talks-again.beleg', { en: 'every file is checked against its hash', de: 'jede Datei wird gegen ihre Prüfsumme geprüft' }]],
  build: (command, cli) => {
    command.action(async (backup: string, given: string) => {
      const folder = resolve(cli.folder, given)
      const { restoreProject } = await import('../../workbench/open-session.ts')
      await watched(cli, (work) => restoreProject(resolve(cli.folder, backup), folder, work))
      if (cli.json) await printJson(cli, { ok: true, folder })
      else await cli.out(`${folder}\n`)
    })
  },
} // prettier-ignore

/** `beleg copy`: the project as it is now in another folder, also where it is damaged or open elsewhere. */
export const copyVerb: Verb = {
  usage: 'copy <project> <folder>',
  description: { en: 'write a copy of a project to a new folder, also while it is open elsewhere', de: 'ein Projekt in einen neuen Ordner kopieren, auch während es anderswo geöffnet ist' },
  examples: [['copy talks.beleg /media/stick/talks.beleg', { en: 'what could not be read any more is left behind and named by verify', de: 'was nicht mehr lesbar war, bleibt zurück und wird von verify genannt' }]],
  build: (command, cli) => {
    command.action(async (project: string, given: string) => {
      const folder = resolve(cli.folder, given)
      await withProject(cli, project, { readOnly: true, alone: false }, (session) => watched(cli, (work) => session.copyTo(folder, work)))
      if (cli.json) await printJson(cli, { ok: true, folder })
      else await cli.out(`${folder}\n`)
    })
  },
} // prettier-ignore

/** `beleg journal`: every step with what it changed, one line of JSON each. */
export const journalVerb: Verb = {
  usage: 'journal <project>',
  description: { en: 'print every step of a project, oldest first: who, when, why, and each row before and after', de: 'alle Schritte eines Projekts ausgeben, ältester zuerst: wer, wann, warum, und jede Zeile vorher und nachher' },
  examples: [
    ['journal talks.beleg > steps.jsonl', { en: 'one line of JSON per step', de: 'eine Zeile JSON je Schritt' }],
    ['journal talks.beleg --out steps.jsonl', { en: 'into a file that must not exist yet', de: 'in eine Datei, die es noch nicht geben darf' }],
  ],
  build: (command, cli) => {
    command
      .option('--out <file>', say(cli, { en: 'file to write', de: 'Datei, die geschrieben wird' }))
      .action(async (project: string, options: { readonly out?: string }) => {
        await withProject(cli, project, { readOnly: true }, async (session) => {
          if (options.out !== undefined) {
            const written = await session.exportJournal(resolve(cli.folder, options.out), { signal: cli.signal })
            if (cli.json) await printJson(cli, { path: written.path, rows: written.rows, bytes: written.bytes, sha256: written.sha256 })
            else await cli.out(`${written.path}\n`)
            return
          }
          for await (const line of session.journal()) await cli.out(line)
        })
        cli.finish(exitCodes.ok)
      })
  },
} // prettier-ignore

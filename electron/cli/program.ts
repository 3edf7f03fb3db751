import { Command, CommanderError, Option } from 'commander'
import { BelegError, errorMessage, toFailure } from '../../shared/errors.ts'
import type { Bilingual } from '../../shared/model/codebook.ts'
import { languages } from '../../shared/model/vocabulary.ts'
import { printJson, say, type Cli } from './cli.ts'
import { exitCodeOf, exitCodes, type ExitCode } from './exit-code.ts'
import { titles, UsageError, usageProblem } from './usage.ts'

/** A verb of the command line: its place in the help, and how it is added. */
export interface Verb {
  /** Name and arguments as commander reads them: `init <folder>`. */
  readonly usage: string
  readonly description: Bilingual
  /** What to type, and what it does. */
  readonly examples: readonly (readonly [command: string, does: Bilingual])[]
  /** Adds options and the action to the command. */
  readonly build: (command: Command, cli: Cli) => void
}

const about: Bilingual = {
  en: 'Beleg turns news articles into reviewed facts bound to their evidence. This is the workbench without its window.',
  de: 'Beleg macht aus Nachrichtenartikeln geprüfte, an Belege gebundene Fakten. Dies ist die Werkbank ohne Fenster.',
}

const codes: Bilingual = {
  en: `
Exit codes:
  0    done
  1    done, but something failed or was skipped; what it was is said
  2    wrong usage; nothing was done
  3    the project cannot be opened, is locked, damaged, or is there already
  130  interrupted; everything answered until then is kept

Only results go to standard output; everything else goes to standard error.
With --json an error is also written to standard output, as {"ok":false,"error":{…}}.`,
  de: `
Exit-Codes:
  0    erledigt
  1    erledigt, aber etwas schlug fehl oder wurde übersprungen; was, wird gesagt
  2    falscher Aufruf; es wurde nichts getan
  3    das Projekt lässt sich nicht öffnen, ist gesperrt oder beschädigt oder gibt es schon
  130  unterbrochen; alles bis dahin Beantwortete ist erhalten

Auf der Standardausgabe stehen nur Ergebnisse, alles andere auf der Standardfehlerausgabe.
Mit --json steht ein Fehler auch auf der Standardausgabe, als {"ok":false,"error":{…}}.`,
}

/** Runs the command line once. Resolves with the exit code; writes everything through `cli`. */
export async function runProgram(
  args: readonly string[],
  verbs: readonly Verb[],
  version: string,
  base: Omit<Cli, 'finish'>,
): Promise<ExitCode> {
  let code: ExitCode = exitCodes.ok
  const cli: Cli = { ...base, finish: (ended) => (code = ended) }
  let helpText = ''
  let complaint = ''
  const program = new Command('beleg')
  program.exitOverride().configureOutput({
    writeOut: (text) => (helpText += text),
    writeErr: (text) => (complaint += text),
    outputError: (text) => (complaint += text),
  })
  program
    .description(say(cli, about))
    .version(version, '-V, --version', say(cli, { en: 'print the version', de: 'Version ausgeben' }))
  for (const verb of verbs) addVerb(program, verb, cli)
  inLanguage(program, cli)
  globalOptions(program, cli)
  program.addHelpText('after', say(cli, codes))
  try {
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) return await reportError(cli, thrown)
    if (thrown.exitCode === 0) {
      await cli.out(helpText)
      return exitCodes.ok
    }
    const reason = usageProblem(thrown, cli.language)
    if (cli.json) await printUsage(cli, usageProblem(thrown, 'en'))
    // A bare `beleg`: the help is the complaint.
    cli.note(thrown.code === 'commander.help' ? complaint : `${reason}\n`)
    return exitCodes.usage
  }
}

const printUsage = (cli: Cli, reason: string): Promise<void> =>
  printJson(cli, { ok: false, error: toFailure(new BelegError('input.invalid', { reason })) })

/** Says an error where it belongs and gives the exit code it stands for. */
async function reportError(cli: Cli, thrown: unknown): Promise<ExitCode> {
  if (thrown instanceof UsageError) {
    if (cli.json) await printUsage(cli, thrown.message)
    cli.note(`${say(cli, thrown.sentence)}\n`)
    return exitCodes.usage
  }
  const failure = toFailure(thrown)
  if (cli.json) await printJson(cli, { ok: false, error: failure })
  cli.note(`${errorMessage(failure, cli.language)}\n`)
  return exitCodeOf(thrown)
}

function addVerb(program: Command, verb: Verb, cli: Cli): void {
  const command = program.command(verb.usage).description(say(cli, verb.description))
  // The long form of every example can be pasted as it stands.
  const examples = verb.examples.map(([line, does]) => `  $ beleg ${line}\n      ${say(cli, does)}`)
  command.addHelpText(
    'after',
    `\n${say(cli, { en: 'Examples:', de: 'Beispiele:' })}\n${examples.join('\n')}\n`,
  )
  globalOptions(command, cli)
  verb.build(command, cli)
  inLanguage(command, cli)
}

/** Both before and behind the verb, so that nobody has to remember where. Their values were read before commander. */
function globalOptions(command: Command, cli: Cli): void {
  command
    .option('--json', say(cli, { en: 'results and errors as JSON', de: 'Ergebnisse und Fehler als JSON' }))
    .addOption(
      new Option(
        '--lang <language>',
        say(cli, { en: 'language of messages: en, de', de: 'Sprache der Meldungen: en, de' }),
      ).choices(languages),
    )
    .option(
      '--verbose',
      say(cli, { en: 'also say what took long', de: 'auch sagen, was lange gedauert hat' }),
    )
}

function inLanguage(command: Command, cli: Cli): void {
  command
    .helpOption('-h, --help', say(cli, { en: 'print this help', de: 'diese Hilfe ausgeben' }))
    .helpCommand(false)
    .configureHelp({
      helpWidth: 100,
      optionDescription: (option) => option.description,
      styleTitle: (title) => titles[cli.language][title] ?? title,
    })
}

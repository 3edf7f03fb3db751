import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A person's machine as far as the program sees it: a home folder nobody used before. */
export interface TestHome {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  readonly remove: () => void
}

/** A fresh home with a documents folder; every place the program could remember something lies inside. */
export function testHome(): TestHome {
  const folder = mkdtempSync(join(tmpdir(), 'beleg-home-'))
  for (const name of ['Documents', 'config', 'temp']) mkdirSync(join(folder, name))
  return {
    folder,
    env: {
      HOME: folder,
      USERPROFILE: folder,
      APPDATA: join(folder, 'config'),
      XDG_CONFIG_HOME: join(folder, 'config'),
      XDG_DATA_HOME: join(folder, 'config'),
      XDG_DOCUMENTS_DIR: join(folder, 'Documents'),
      TMPDIR: join(folder, 'temp'),
      TEMP: join(folder, 'temp'),
      TMP: join(folder, 'temp'),
      LANG: 'en_GB.UTF-8',
      LC_ALL: 'en_GB.UTF-8',
      TZ: 'UTC',
    },
    remove: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** A folder with one article: a headline and one sentence. */
export function folderOfOneArticle(home: TestHome): string {
  const folder = join(home.folder, 'Artikel')
  mkdirSync(folder)
  writeFileSync(
    join(folder, 'prag.txt'),
    'Ada Beispiel trifft Jan Muster\n\nAm 3. März 2021 traf Außenministerin Ada Beispiel in Prag ihren Amtskollegen Jan Muster.\n',
  )
  return folder
}

import { contextBridge, ipcRenderer, webUtils } from 'electron'
// Types only: a sandboxed preload can require nothing but electron.
import type { BelegApi, ChannelName, Push } from '../shared/contract/index.ts'
import type { Result } from '../shared/errors.ts'

/** Every channel by name. One that is missing here, or here and not in the contract, does not compile. */
const names: Readonly<Record<ChannelName, true>> = {
  'app.info': true,
  'app.preferences': true,
  'files.browse': true,
  'files.makeFolder': true,
  'files.pick': true,
  'files.reveal': true,
  'project.create': true,
  'project.open': true,
  'project.openSample': true,
  'project.close': true,
  'project.status': true,
  'project.verify': true,
  'project.purgePreview': true,
  'project.purge': true,
  'project.backup': true,
  'project.backups': true,
  'project.restore': true,
  'project.copy': true,
  'project.resume': true,
  'project.journal': true,
  'commands.apply': true,
  'import.start': true,
  'import.paste': true,
  'import.preview': true,
  'extraction.start': true,
  'annotations.preview': true,
  'annotations.import': true,
  'jobs.list': true,
  'jobs.cancel': true,
  'articles.list': true,
  'articles.facets': true,
  'articles.ids': true,
  'articles.bulkPreview': true,
  'articles.lines': true,
  'views.list': true,
  'articles.open': true,
  'articles.refresh': true,
  'facts.list': true,
  'facts.history': true,
  'facts.alike': true,
  'opinions.list': true,
  'opinions.differences': true,
  'opinions.import': true,
  'review.quality': true,
  'review.sample': true,
  'review.remarks': true,
  'entities.list': true,
  'entities.candidates': true,
  'entities.mergePreview': true,
  'entities.effect': true,
  'entities.concordance': true,
  'entities.clusters': true,
  'entities.findClusters': true,
  'entities.learned': true,
  'learning.list': true,
  'entities.previewList': true,
  'entities.importList': true,
  'history.list': true,
  'history.step': true,
  'history.coders': true,
  'history.undoPlan': true,
  'datasets.list': true,
  'datasets.rows': true,
  'datasets.export': true,
  'datasets.formats': true,
  'datasets.check': true,
  'releases.list': true,
  'releases.freeze': true,
  'releases.write': true,
  'releases.compare': true,
  'families.of': true,
  'families.compare': true,
  'families.carryPreview': true,
  'versions.of': true,
  'articles.encodings': true,
  'articles.redecode': true,
  'codebook.current': true,
  'codebook.versions': true,
  'codebook.version': true,
  'codebook.impact': true,
  'codebook.look': true,
  'codebook.export': true,
}

/** One function for one channel; the page never names a channel itself. */
const caller = (name: string) => (input: unknown) => ipcRenderer.invoke(`call:${name}`, input)

// The main process answers by the contract that these types are made of; nothing else can answer here.
const call = Object.fromEntries(Object.keys(names).map((name) => [name, caller(name)])) as BelegApi['call']

const api: BelegApi = {
  call,
  onPush(listener) {
    const receive = (_: unknown, push: Push): void => listener(push)
    ipcRenderer.on('push', receive)
    // Until then the main process keeps what it has to say.
    void ipcRenderer.invoke('page-listens')
    return () => {
      ipcRenderer.off('push', receive)
    }
  },
  placesOf: (files) => {
    // Only what the person dropped or chose has a path; a File the page made has none and is left out.
    const paths = files
      .filter((file) => file instanceof File)
      .map((file) => webUtils.getPathForFile(file))
      .filter((path) => path !== '')
    return ipcRenderer.invoke('places-of', paths) as Promise<Result<never>>
  },
}

contextBridge.exposeInMainWorld('beleg', api)

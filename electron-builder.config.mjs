/**
 * How the desktop program is packaged: `npm run package` (electron/tools/package.mjs).
 * Not yet run with a runtime; checked against the builder's own schema, and its layout with the command line in it.
 */
export default {
  appId: 'org.beleg.Beleg',
  productName: 'Beleg',
  copyright: 'The Beleg authors',
  // The build bundles everything; a package needs no node_modules and no compiler.
  npmRebuild: false,
  directories: { output: 'dist', buildResources: 'resources/icons' },
  files: [
    'package.json',
    'LICENSE',
    'out/main/**/*',
    'out/preload/**/*',
    'out/renderer/**/*',
    'resources/**/*',
    '!**/*.map',
    '!**/node_modules/**',
  ],
  asar: true,
  // Workers start from files, and the command line runs on plain Node beside the program; package.json says that both are modules.
  asarUnpack: ['package.json', 'out/main/**', 'resources/**'],
  extraResources: [
    { from: 'electron/tools/packaged', to: 'bin' },
    { from: 'out/sbom.json', to: 'sbom.json' },
  ],
  // Burnt into the executable: it cannot be used as Node, inspected, or made to load anything but this program.
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
    enableCookieEncryption: false,
    loadBrowserProcessSpecificV8Snapshot: false,
  },
  // A project is a folder. On a Mac it opens as one thing; elsewhere systems associate files only.
  fileAssociations: [
    { ext: 'beleg', name: 'Beleg project', description: 'Beleg project', role: 'Editor', isPackage: true },
  ],
  publish: null,
  linux: {
    icon: 'resources/icons',
    category: 'Office',
    synopsis: 'Turns news articles into reviewed, evidence-bound datasets',
    maintainer: 'The Beleg authors',
    target: ['AppImage', 'deb'],
  },
  mac: { icon: 'resources/icons/beleg.png', category: 'public.app-category.productivity', target: ['dmg'] },
  win: { icon: 'resources/icons/beleg.png', target: ['nsis'] },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
}

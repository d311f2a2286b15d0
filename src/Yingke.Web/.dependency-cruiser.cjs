const { readdirSync } = require('node:fs');
const { join } = require('node:path');

// shared -> features -> app; a feature never imports another. The list of features is the listing of the folder.
const features = readdirSync(join(__dirname, 'src/features'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

const forbid = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to: { path: to } });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    forbid('shared-knows-nobody', '^src/(shared|locales)/', '^src/(features|app|widget)/'),
    forbid('features-know-no-app', '^src/features/', '^src/(app|widget)/'),
    forbid('app-knows-no-widget', '^src/app/', '^src/widget/'),
    forbid('widget-stands-alone', '^src/widget/', '^src/(app|features|shared|locales)/'),
    ...features.map((feature) =>
      forbid(`${feature}-stands-alone`, `^src/features/${feature}/`, `^src/features/(?!${feature}/)[^/]+/`)),
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    tsConfig: { fileName: join(__dirname, 'tsconfig.json') },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  },
};

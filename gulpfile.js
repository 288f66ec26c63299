const { rm } = require('node:fs/promises');
const { dest, src } = require('gulp');

/** What tsc leaves behind: icons and codex files, each beside its node. */
const assets = () =>
  src(['nodes/**/*.{svg,png}', 'nodes/**/*.node.json', 'credentials/**/*.svg'], {
    encoding: false,
    base: '.',
    allowEmpty: true,
  }).pipe(dest('dist'));

exports.build = assets;
exports.clean = () => rm('dist', { recursive: true, force: true });

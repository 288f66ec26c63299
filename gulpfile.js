const { dest, parallel, src } = require('gulp');

/** What tsc leaves behind: icons and codex files, each beside its node. */
const assets = () =>
  src(['nodes/**/*.{svg,png}', 'nodes/**/*.node.json', 'credentials/**/*.svg'], {
    encoding: false,
    base: '.',
  }).pipe(dest('dist'));

exports.build = parallel(assets);

module.exports = require('./dist/nodes/core/library.js');

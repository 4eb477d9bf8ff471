/**
 * Stands in for `react-devtools-core` in the bundle (esbuild `alias`): Ink imports that optional package for developers
 * only, but a bundle would import it at every start. A default export, because that is what Ink asks for.
 */
export default {};

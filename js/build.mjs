// Bundles src/ into the Python package: `node build.mjs [directory]`.
import { build } from "esbuild";

await build({
  entryPoints: ["src/panel.ts", "src/panel.css"],
  outdir: process.argv[2] ?? "../nemo_nb/notebook/static",
  bundle: true,
  charset: "utf8",
  format: "esm",
  legalComments: "none",
  logLevel: "warning",
  minify: true,
  target: "es2022",
});
